//! Poland's public holidays of twelve years, against a table that was written down by hand from the dates of Easter.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use pakownia::domain::calendar::Holiday;

const TABLE: &str = include_str!("../../fixtures/calendar/polish_holidays_2024_2035.csv");

#[test]
fn every_day_from_2024_to_2035_is_a_holiday_exactly_when_the_table_says_so() {
    let mut table = BTreeMap::new();
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let day: NaiveDate = cells[0].parse().unwrap();
        assert_eq!(day.format("%a").to_string(), cells[1], "{line}");
        table.insert(day, cells[2]);
    }
    assert_eq!(table.len(), 12 * 13 + 11);
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let last = NaiveDate::from_ymd_opt(2035, 12, 31).unwrap();
    for day in first.iter_days().take_while(|day| *day <= last) {
        let found = Holiday::on(day).map(Holiday::name);
        assert_eq!(found, table.get(&day).copied(), "{day}");
    }
}

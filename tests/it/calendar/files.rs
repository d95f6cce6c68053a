//! `calendar.csv`: what an installer writes, and what is said of a mistake in it.

use std::fs;

use pakownia::connectors::csv_folder::{FolderRead, Item, NothingKnown, read_folder};
use pakownia::domain::feed::Row;

use crate::support::mistakes::expect_mistake;

fn read(calendar: &str) -> FolderRead {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("calendar.csv"), calendar).unwrap();
    read_folder(dir.path(), &NothingKnown, &mut |_| {}).unwrap()
}

fn settings_of(read: &FolderRead) -> Vec<(&str, &str)> {
    read.rows
        .iter()
        .map(|row| match &row.item {
            Item::Row(Row::Setting { key, value }) => (key.as_str(), value.as_str()),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn rows_are_read_as_people_and_spreadsheets_write_them() {
    let found = read(
        "service;days;from;to;cutoff;pickup\n\
         dpd_courier;pn-pt;;;15:00;16:30\n\
         dpd_courier;sb;;;11:00;\n\
         *;;2026-12-01;22.12.2026;17:00;18:00\n\
         ;;24.12.2026;;closed;\n\
         inpost_locker;Sat Sun;;;nieczynne;\n\
         gls;;;;withdrawn;\n",
    );
    assert_eq!((&found.errors[..], &found.notes[..]), (&[][..], &[][..]));
    assert_eq!(
        settings_of(&found),
        [
            ("calendar.dpd_courier.mon-fri..", "15:00 16:30"),
            ("calendar.dpd_courier.sat..", "11:00"),
            ("calendar.*..2026-12-01.2026-12-22", "17:00 18:00"),
            ("calendar.*..2026-12-24.2026-12-24", "closed"),
            ("calendar.inpost_locker.sat sun..", "closed"),
            ("calendar.gls.mon-fri..", "withdrawn"),
        ]
    );
}

/// A row with one mistake, and the column, value and problem that are told.
const MISTAKES: [(&str, &str); 11] = [
    (
        "dpd,mon-fri,,,25:00,",
        "cutoff 25:00 BadSetting(TimeOrClosed)",
    ),
    ("dpd,mon-fri,,,,", "cutoff  BadSetting(TimeOrClosed)"),
    ("dpd,mon-fri,,,15:00,soon", "pickup soon BadSetting(Time)"),
    (
        "dpd,mon-fri,,,15:00,14:30",
        "pickup 14:30 BadSetting(PickupBeforeCutoff)",
    ),
    (
        "dpd,mon-fri,,,closed,14:30",
        "pickup 14:30 BadSetting(PickupOfNothing)",
    ),
    (
        "dpd,mon-holiday,,,15:00,",
        "days mon-holiday BadSetting(Weekdays)",
    ),
    (
        "dpd,,24/12/2026,,15:00,",
        "from 24/12/2026 BadSetting(Date)",
    ),
    ("dpd,,,2026-12-24,15:00,", "from  BadSetting(Date)"),
    (
        "dpd,,2026-12-24,2026-12-32,15:00,",
        "to 2026-12-32 BadSetting(Date)",
    ),
    (
        "dpd,,2026-12-24,2026-12-01,15:00,",
        "to 2026-12-01 BadSetting(DatesTurnedRound)",
    ),
    (
        "dpd,pn-pt,,,15:00,\ndpd,mon-fri,,,16:00,",
        "service dpd DuplicateKey { first_line: 2 }",
    ),
];

#[test]
fn each_mistake_is_told_with_its_line_column_and_value_and_what_to_do() {
    for (row, expected) in MISTAKES {
        let found = read(&format!("service,days,from,to,cutoff,pickup\n{row}\n"));
        expect_mistake(&found, row, expected);
    }
}

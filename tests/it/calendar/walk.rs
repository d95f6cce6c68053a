//! The first lorry, found by the calendar and by walking minute by minute over the rules.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use pakownia::domain::calendar::{Hours, Period, RowKey, Weekdays};
use pakownia::domain::gate::Hold;
use pakownia::domain::settings::Settings;
use proptest::prelude::*;

use super::reference::{Row, Shop, clocks_jump, instant, wall};
use super::{at, settings};
use crate::properties::cases;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()
}

fn time() -> impl Strategy<Value = NaiveTime> {
    // Around the jumps of the clocks, around midnight, and in the afternoon.
    prop_oneof![
        (0_u32..5, 0_u32..60),
        (10_u32..19, 0_u32..60),
        (23_u32..24, 0_u32..60)
    ]
    .prop_map(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

/// A row around this day of the twelve years.
fn row(around: u64) -> impl Strategy<Value = Row> {
    let dates = prop_oneof![
        2 => Just(None),
        2 => (0_u64..20).prop_map(|from| Some((from, 0))),
        2 => (0_u64..20, 1_u64..15).prop_map(Some),
    ];
    let closed = prop_oneof![3 => time().prop_map(Some), 1 => Just(None)];
    (
        any::<bool>(),
        any::<[bool; 7]>(),
        any::<bool>(),
        dates,
        closed,
    )
        .prop_map(move |(own, days, names_days, dates, cutoff)| {
            let dates = dates.map(|(from, length)| {
                let from = first_day() + Days::new(around + from);
                (from, from + Days::new(length))
            });
            let is_one_day = dates.is_some_and(|(from, to)| from == to);
            let names_days = names_days && !is_one_day && days.contains(&true);
            Row {
                service: if own { "dpd" } else { "*" },
                days: match (names_days, dates) {
                    (true, _) => days,
                    (false, Some(_)) => [false; 7],
                    (false, None) => [true, true, true, true, true, false, false],
                },
                dates,
                cutoff,
            }
        })
}

fn shop(around: u64) -> impl Strategy<Value = Shop> {
    let rows = prop::collection::vec(row(around), 0..7);
    (rows, prop::option::of(time()), time(), any::<bool>()).prop_map(
        |(rows, own_cutoff, default_cutoff, holidays)| {
            // Of rows about the same the last one counts.
            let mut kept: Vec<Row> = Vec::new();
            for row in rows {
                kept.retain(|old| {
                    (old.service, old.days, old.dates) != (row.service, row.days, row.dates)
                });
                kept.push(row);
            }
            Shop {
                rows: kept,
                own_cutoff,
                default_cutoff,
                holidays,
            }
        },
    )
}

fn key(row: &Row) -> String {
    let named: Vec<&str> = DAYS
        .into_iter()
        .zip(row.days)
        .filter_map(|(name, is_named)| is_named.then_some(name))
        .collect();
    let period = row.dates.map(|(from, to)| Period { from, to });
    let days = Weekdays::parse(&named.join(" ")).unwrap();
    RowKey::new(row.service, days, period).to_string()
}

/// The shop as its settings say it, through the door that an import takes.
fn told(shop: &Shop) -> Settings {
    let mut settings = Settings::default();
    let form = |time: NaiveTime| time.format("%H:%M").to_string();
    settings.set("cutoff", &form(shop.default_cutoff)).unwrap();
    if let Some(own) = shop.own_cutoff {
        settings.set("cutoff.dpd", &form(own)).unwrap();
    }
    let holidays = if shop.holidays { "PL" } else { "none" };
    settings.set("public_holidays", holidays).unwrap();
    for row in &shop.rows {
        let value = row.cutoff.map_or("closed".to_owned(), form);
        settings.set(&key(row), &value).unwrap();
    }
    settings
}

/// A day of the twelve years, often one near a jump of the clocks or a holiday, and a moment near it.
fn moment() -> impl Strategy<Value = (u64, i64)> {
    let jumps: Vec<u64> = (2024..2036)
        .flat_map(|year| [clocks_jump(year, 3), clocks_jump(year, 10)])
        .map(|jump| u64::try_from((jump.date_naive() - first_day()).num_days()).unwrap())
        .collect();
    let day = prop_oneof![10_u64..4_370, prop::sample::select(jumps)];
    (day, -3 * 86_400_i64..12 * 86_400)
}

proptest! {
    #![proptest_config(cases(300, 20_000))]

    #[test]
    fn the_calendar_finds_the_lorry_that_a_walk_minute_by_minute_finds(
        (shop, paid_at) in moment().prop_flat_map(|(day, seconds)| {
            let noon = (first_day() + Days::new(day)).and_hms_opt(12, 0, 0).unwrap().and_utc();
            (shop(day.saturating_sub(5)), Just(noon + TimeDelta::seconds(seconds)))
        })
    ) {
        let settings = told(&shop);
        let timetable = settings.timetable("dpd");
        let walked = shop.first_cutoff(paid_at, 21);
        let found = timetable.first_collection(paid_at);
        // Where nothing comes in three weeks the walk has not gone far enough to say more.
        let near = found.as_ref().map(|found| found.cutoff).filter(|cutoff| *cutoff < paid_at + TimeDelta::days(21));
        prop_assert_eq!(near, walked, "paid at {} of {:?}", paid_at, shop);
        if let Some(found) = found {
            prop_assert!(timetable.first_collection(found.cutoff).as_ref() == Some(&found));
            let again = timetable.first_collection(found.cutoff + TimeDelta::milliseconds(1));
            prop_assert!(again.is_none_or(|next| next.cutoff > found.cutoff));
        }
    }

    #[test]
    fn until_the_next_turn_every_moment_has_the_same_answer(
        (shop, now, share) in moment().prop_flat_map(|(day, seconds)| {
            let noon = (first_day() + Days::new(day)).and_hms_opt(12, 0, 0).unwrap().and_utc();
            (shop(day.saturating_sub(5)), Just(noon + TimeDelta::seconds(seconds)), 0_i32..1_000)
        })
    ) {
        let mut settings = told(&shop);
        settings.set("after_cutoff", "block").unwrap();
        let timetable = settings.timetable("dpd");
        let until = timetable.holds_until(now);
        prop_assert!(until > now);
        let between = now + (until - now - TimeDelta::milliseconds(1)) * share / 1_000;
        prop_assert_eq!(timetable.first_collection(between), timetable.first_collection(now));
        prop_assert_eq!(timetable.hold_at(between), timetable.hold_at(now));
    }
}

/// On both nights of each of twelve years, a lorry at every quarter of the hours in question.
#[test]
fn on_the_nights_on_which_the_clocks_jump_every_cutoff_is_at_its_wall_time() {
    let mut settings = settings(&[
        ("calendar.dpd.mon-sun..", "00:00"),
        ("public_holidays", "none"),
    ]);
    for year in 2024..2036 {
        for month in [3, 10] {
            let night = clocks_jump(year, month).date_naive();
            for quarter in 0..20_u32 {
                let time = NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap();
                let value = time.format("%H:%M").to_string();
                settings.set("calendar.dpd.mon-sun..", &value).unwrap();
                let found = settings.timetable("dpd").collection_on(night).unwrap();
                assert_eq!(
                    found.cutoff,
                    instant(night.and_time(time)),
                    "{night} {time}"
                );
                let is_missing = month == 3 && time.format("%H").to_string() == "02";
                let later = TimeDelta::hours(i64::from(is_missing));
                assert_eq!(wall(found.cutoff), night.and_time(time) + later);
            }
        }
    }
}

fn hour(hour: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, 0, 0)
}

#[test]
fn the_nearer_rule_wins_whatever_the_order_in_which_they_came() {
    let mut lines = vec![
        ("calendar.*.mon-fri..", "14:00"),
        ("calendar.dpd.mon-fri..", "15:00 16:30"),
        ("calendar.dpd.fri..", "13:00"),
        ("calendar.*..2026-12-01.2026-12-31", "17:00"),
        ("calendar.dpd..2026-12-14.2026-12-20", "18:00"),
        ("calendar.dpd.sat.2026-12-14.2026-12-20", "12:00"),
        ("calendar.dpd..2026-12-18.2026-12-18", "19:00"),
        ("calendar.*..2026-12-17.2026-12-17", "closed"),
        ("calendar.dpd..2026-12-24.2026-12-24", "10:00"),
    ];
    let first = settings(&lines);
    for _turn in 0..lines.len() {
        lines.rotate_left(1);
        let settings = settings(&lines);
        assert_eq!(settings, first);
        let cutoff = |day: &str| match settings.timetable("dpd").plan(day.parse().unwrap()).hours {
            Hours::Open { cutoff, .. } => Some(cutoff),
            Hours::Closed => None,
        };
        assert_eq!(
            cutoff("2026-11-23"),
            hour(15),
            "its own row before one for all"
        );
        assert_eq!(
            cutoff("2026-11-27"),
            hour(13),
            "Friday before Monday to Friday"
        );
        assert_eq!(cutoff("2026-12-02"), hour(17), "a season before the week");
        assert_eq!(cutoff("2026-12-15"), hour(18), "the shorter season");
        assert_eq!(
            cutoff("2026-12-19"),
            hour(12),
            "a day that the season names"
        );
        assert_eq!(
            cutoff("2026-12-20"),
            None,
            "a season opens no Sunday by itself"
        );
        assert_eq!(cutoff("2026-12-18"), hour(19), "a row for that very date");
        assert_eq!(cutoff("2026-12-17"), None, "closed for all");
        assert_eq!(cutoff("2026-12-24"), hour(10), "a date opens a holiday");
        assert_eq!(cutoff("2026-12-25"), None, "a holiday closes a season");
    }
}

#[test]
fn an_order_that_missed_its_lorry_goes_with_the_next_one_and_is_late() {
    let settings = settings(&[("calendar.dpd.mon-fri..", "15:00 16:30")]);
    let departure = |paid_at, now| {
        settings
            .timetable("dpd")
            .departure(at(paid_at), at(now))
            .unwrap()
    };
    let friday = "2026-11-20T08:00:00Z";
    let in_time = departure(friday, "2026-11-20T14:00:00Z");
    assert!(!in_time.is_late(), "at the very minute it still goes");
    assert_eq!(in_time.next.pickup, Some(at("2026-11-20T15:30:00Z")));
    let late = departure(friday, "2026-11-20T14:00:01Z");
    assert!(late.is_late());
    assert_eq!(late.promised.cutoff, at("2026-11-20T14:00:00Z"));
    assert_eq!(
        late.next.cutoff,
        at("2026-11-23T14:00:00Z"),
        "not on the weekend"
    );
    let evening = departure("2026-11-20T18:00:00Z", "2026-11-21T09:00:00Z");
    assert!(!evening.is_late(), "it was promised for Monday");
}

#[test]
fn a_service_that_blocks_is_shut_from_its_cutoff_until_its_next_day_begins() {
    let settings = settings(&[("after_cutoff.dpd", "block")]);
    let hold = |service: &'static str, now: &str| settings.timetable(service).hold_at(at(now));
    let monday = Some(Hold::AfterCutoff {
        day: "2026-11-23".parse().unwrap(),
    });
    assert_eq!(hold("dpd", "2026-11-20T14:00:00Z"), None);
    assert_eq!(hold("dpd", "2026-11-20T14:00:01Z"), monday);
    assert_eq!(hold("dpd", "2026-11-22T22:59:59Z"), monday);
    assert_eq!(
        hold("dpd", "2026-11-22T23:00:00Z"),
        None,
        "midnight in Warsaw"
    );
    assert_eq!(hold("gls", "2026-11-21T12:00:00Z"), None, "others go on");
}

#[test]
fn a_service_that_never_comes_is_said_and_not_looked_for_without_end() {
    let settings = settings(&[
        ("calendar.dpd.mon-sun..", "closed"),
        ("after_cutoff", "block"),
    ]);
    let now: DateTime<Utc> = at("2026-11-20T14:00:00Z");
    let timetable = settings.timetable("dpd");
    assert_eq!(timetable.first_collection(now), None);
    assert_eq!(timetable.hold_at(now), Some(Hold::NoCollection));
}

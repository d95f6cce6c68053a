//! Pictures of the lead's figures: a good week with one trouble of each kind, and a shop that has packed nothing.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use pakownia::domain::figures::Figure;
use pakownia::domain::figures::judge::grade;
use pakownia::domain::figures::rows::{Adds, BehindRow, Split};
use pakownia::domain::figures::sums::Value;
use pakownia::domain::units::Minor;
use pakownia::domain::worker::Language;
use pakownia::station::figures::{
    BehindView, FigureView, FiguresShown, FiguresView, SplitRow, SplitView,
};
use pakownia::station::snapshot::Snapshot;

use super::snapshots::{self, now};

/// Number, what it was before, lower and upper bound, cases.
fn numbers(figure: Figure) -> [i64; 5] {
    match figure {
        Figure::OrdersPerHour => [234, 221, 228, 240, 5_612],
        Figure::LinesPerHour => [612, 640, 600, 625, 5_612],
        Figure::FirstPass => [987, 981, 984, 990, 5_612],
        Figure::OnTime => [948, 991, 940, 955, 4_870],
        Figure::PaidToPacked => [1_100, 1_080, 1_050, 1_140, 6_001],
        Figure::PaidToHandedOver => [4_321, 1_500, 4_200, 4_500, 4_870],
        Figure::PackedToHandedOver => [190, 201, 185, 199, 4_870],
        Figure::LabelsAutomatic => [971, 985, 966, 975, 6_001],
        Figure::FailedLabels => [213, 81, 180, 252, 6_001],
        Figure::Blocked => [12, 40, 5, 26, 5_612],
        Figure::CompleteData => [1_000, 1_000, 999, 1_000, 5_612],
        Figure::Corrections => [257, 86, 94, 559, 6],
        Figure::PackingCost => [312, 298, 312, 312, 6_001],
        Figure::Handling => [161, 170, 158, 164, 5_612],
        Figure::Scanning => [98, 85, 96, 100, 5_612],
        Figure::Packaging => [22, 24, 21, 23, 5_612],
        Figure::Weighing => [18, 19, 17, 19, 5_612],
        Figure::Confirming => [23, 42, 22, 24, 5_612],
    }
}

fn value(figure: Figure, [number, _, low, high, cases]: [i64; 5]) -> Value {
    let is_lead = matches!(
        figure,
        Figure::PaidToPacked | Figure::PaidToHandedOver | Figure::PackedToHandedOver
    );
    Value {
        number,
        mean: is_lead.then_some(number * 5 / 4),
        low,
        high,
        cases: cases.unsigned_abs(),
    }
}

fn figure(figure: Figure) -> FigureView {
    let told = numbers(figure);
    let now_value = value(figure, told);
    let limits = figure.usual();
    let first = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
    let days = (0..7).map(|at: i64| {
        let moved = now_value.number + (at - 3) * (now_value.number - told[1]) / 6;
        let day = first + Days::new(at.unsigned_abs());
        // Nothing is packed on the sixth.
        let number = Value {
            number: moved,
            ..now_value
        };
        (day, (at != 5).then_some(number))
    });
    FigureView {
        figure,
        value: Some(now_value),
        before: Some(Value {
            number: told[1],
            ..now_value
        }),
        grade: grade(figure, Some(&now_value), limits),
        limits,
        days: days.collect(),
    }
}

fn week() -> FiguresView {
    FiguresView {
        from: "2026-11-16".to_owned(),
        to: "2026-11-22".to_owned(),
        before_from: "2026-11-09".to_owned(),
        before_to: "2026-11-15".to_owned(),
        figures: Figure::ALL.into_iter().map(figure).collect(),
        wage: Minor(4_550),
    }
}

/// The lead with the figures of a week.
pub(crate) fn lead(lang: Language) -> Snapshot {
    with(
        lang,
        FiguresShown {
            all: Some(week()),
            ..FiguresShown::default()
        },
    )
}

/// The lead of a shop that has packed nothing yet.
pub(crate) fn nothing(lang: Language) -> Snapshot {
    let mut view = week();
    for one in &mut view.figures {
        *one = FigureView {
            value: None,
            before: None,
            grade: grade(one.figure, None, one.limits),
            days: one.days.iter().map(|(day, _)| (*day, None)).collect(),
            ..one.clone()
        };
    }
    view.wage = Minor(0);
    with(
        lang,
        FiguresShown {
            all: Some(view),
            ..FiguresShown::default()
        },
    )
}

fn with(lang: Language, shown: FiguresShown) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.figures = Arc::new(shown);
    snapshot
}

fn keys(split: Split) -> Vec<(&'static str, Option<&'static str>)> {
    match split {
        Split::Day => vec![
            ("2026-11-16", None),
            ("2026-11-17", None),
            ("2026-11-18", None),
        ],
        Split::Packer => vec![("W-001", None), ("W-002", None), ("", None)],
        Split::Service => vec![("inpost_locker", None), ("dpd_courier", None), ("", None)],
        Split::Packaging => vec![
            ("KAR-M", Some("Karton średni 300 × 200 × 150 wzmocniony")),
            ("KAR-S", Some("Karton mały")),
        ],
        Split::Product => vec![
            (
                "KUB-02",
                Some("Kubek ceramiczny granatowy z podwójną ścianką 300 ml"),
            ),
            ("TAL-02", Some("Talerz płaski")),
        ],
        Split::Bench => vec![("STAN-1", None), ("STAN-2", None)],
    }
}

/// The same with one figure told apart, and what is behind its first row.
pub(crate) fn closer(lang: Language, of: Figure, split: Split) -> Snapshot {
    let told = keys(split);
    let rows = told.iter().enumerate().map(|(at, (key, name))| {
        let mut numbers = numbers(of);
        numbers[4] = [480, 1_203, 4][at];
        let value = value(of, numbers);
        SplitRow {
            key: (*key).to_owned(),
            name: name.map(str::to_owned),
            grade: grade(of, Some(&value), of.usual()),
            value: Some(value),
        }
    });
    let behind = [Adds::Bad, Adds::Good, Adds::Number(numbers(of)[0])];
    let behind = behind.into_iter().enumerate().map(|(at, adds)| BehindRow {
        order: Some(format!("ZAM-100{at}").as_str().into()),
        parcel: Some(1),
        sku: None,
        at: now(),
        station: "STAN-1".into(),
        packer: "W-001".to_owned(),
        adds,
    });
    with(
        lang,
        FiguresShown {
            all: Some(week()),
            split: Some(SplitView {
                figure: of,
                split,
                rows: rows.collect(),
            }),
            behind: Some(BehindView {
                figure: of,
                split,
                key: told[0].0.to_owned(),
                rows: behind.collect(),
            }),
            ..FiguresShown::default()
        },
    )
}

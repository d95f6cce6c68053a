//! The lead's screen of mis-picks with figures of a warehouse that works, in names as long as they come.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use pakownia::domain::location::Location;
use pakownia::domain::mis_pick::cause::{Action, Confusion, Likeness};
use pakownia::domain::mis_pick::{Dimension, MisPick, MisPickKind, Tally};
use pakownia::domain::stats::control_chart::{Chart, Shift};
use pakownia::domain::stats::outlier::Standing;
use pakownia::domain::stats::proportion::Proportion;
use pakownia::domain::worker::Language;
use pakownia::station::mis_picks::{ConfusionView, MisPickView, TallyRow, TallyTable};
use pakownia::station::snapshot::{MisPickRow, Snapshot};

use super::snapshots;

/// The lead at an empty bench, and so many mis-picks a shift of late beside two before.
pub(crate) fn lead(lang: Language, of_late: u64) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.mis_picks = Some(Arc::new(view(of_late)));
    snapshot
}

/// The lead of a shop that has packed nothing yet.
pub(crate) fn nothing(lang: Language) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    let total = Tally::default();
    snapshot.mis_picks = Some(Arc::new(MisPickView {
        total,
        rates: [None; 3],
        escaped: None,
        kinds: MisPickKind::ALL.map(|kind| (kind, 0)).to_vec(),
        tables: Vec::new(),
        confusions: Vec::new(),
        wrong_items: 0,
        shifts: Vec::new(),
        chart: Chart::new(&[]),
        rows: Vec::new(),
        ..view(2)
    }));
    snapshot
}

fn view(of_late: u64) -> MisPickView {
    let total = Tally {
        orders: 12_345,
        lines: 31_207,
        scans: 61_990,
        mis_picks: 64,
    };
    let first = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    let shifts: Vec<_> = (0..80)
        .map(|at| {
            let begin = (first + Days::new(at)).and_hms_opt(6, 0, 0).unwrap();
            let errors = if at >= 74 { of_late } else { 1 + at % 3 };
            (
                begin,
                Shift {
                    chances: 1_000,
                    errors,
                },
            )
        })
        .collect();
    let counts: Vec<Shift> = shifts.iter().map(|(_, shift)| *shift).collect();
    MisPickView {
        from: "2026-10-22".to_owned(),
        to: "2026-11-20".to_owned(),
        total,
        rates: [total.orders, total.lines, total.scans].map(|of| Proportion::new(64, of)),
        escaped: Proportion::new(2, total.orders),
        kinds: MisPickKind::ALL
            .into_iter()
            .zip([39, 14, 8, 3, 2])
            .collect(),
        tables: tables(),
        confusions: pairs(),
        wrong_items: 39,
        shifts,
        chart: Chart::new(&counts),
        rows: vec![
            row("ZAM-1017", MisPickKind::WrongItem, Some("KUB-01"), "KUB-02"),
            row("ZAM-1003", MisPickKind::Extra, None, "TAL-02"),
        ],
    }
}

fn tables() -> Vec<TallyTable> {
    let table = |dimension, rows: &[(&str, Option<&str>, u64, u64)]| TallyTable {
        dimension,
        rows: rows
            .iter()
            .map(|(key, name, lines, mis_picks)| {
                tally_row(key, *name, *lines, *mis_picks, dimension.is_some())
            })
            .collect(),
    };
    let mug = "Kubek ceramiczny granatowy z podwójną ścianką i uchem 300 ml";
    vec![
        table(None, &[("13", None, 4_020, 21), ("09", None, 3_950, 7)]),
        table(
            Some(Dimension::Packer),
            &[("W-001", None, 15_020, 31), ("W-007", None, 120, 2)],
        ),
        table(Some(Dimension::Picker), &[("W-005", None, 9_020, 40)]),
        table(
            Some(Dimension::Wave),
            &[("MAGAZYN-2-FALA-7-PRZED-POLUDNIEM", None, 820, 4)],
        ),
        table(
            Some(Dimension::Product),
            &[
                ("KUB-02", Some(mug), 812, 17),
                ("TAL-02", Some("Talerz płaski"), 640, 4),
            ],
        ),
        table(
            Some(Dimension::Location),
            &[("MAGAZYN10-REGAL12-GNIAZDO07", None, 812, 17)],
        ),
    ]
}

fn tally_row(key: &str, name: Option<&str>, lines: u64, mis_picks: u64, is_many: bool) -> TallyRow {
    let is_fair = lines >= 300;
    TallyRow {
        key: key.to_owned(),
        name: name.map(str::to_owned),
        tally: Tally {
            orders: lines / 3,
            lines,
            scans: lines * 2,
            mis_picks,
        },
        per_line: Proportion::new(mis_picks, lines).filter(|_| is_fair),
        standing: Standing {
            expected_milli: lines * 2,
            excess_milli: (mis_picks * 1_000).saturating_sub(lines * 2),
            stands_out: is_many && mis_picks > 10,
        },
    }
}

fn pairs() -> Vec<ConfusionView> {
    let actions = [
        (
            Action::MoveApart,
            vec![Likeness::NeighbourBin, Likeness::Barcode, Likeness::Name],
        ),
        (Action::Relabel, vec![Likeness::Sku]),
        (Action::ShowPicture, vec![Likeness::Name]),
        (Action::LookIntoBin, vec![]),
    ];
    let pairs = actions
        .into_iter()
        .enumerate()
        .map(|(at, (action, likeness))| {
            let at = u32::try_from(at).unwrap();
            ConfusionView {
                pair: Confusion {
                    wrong: format!("KUB-0{}", at + 1).as_str().into(),
                    right: format!("KUB-0{}", at + 2).as_str().into(),
                    count: u64::from(11 - at * 2),
                    share_so_far_permille: 282 + 140 * at,
                    likeness,
                    action,
                },
                wrong_name: "Kubek ceramiczny biały z podwójną ścianką 300 ml".to_owned(),
                right_name: "Kubek ceramiczny granatowy z podwójną ścianką 300 ml".to_owned(),
            }
        });
    pairs.collect()
}

fn row(order: &str, kind: MisPickKind, wrong: Option<&str>, right: &str) -> MisPickRow {
    let at: DateTime<Utc> = "2026-11-20T12:41:00Z".parse().unwrap();
    MisPickRow {
        order: order.into(),
        bench: "bench-4ef58f83".into(),
        picker: Some("W-005".into()),
        wave: Some("MAGAZYN-2-FALA-7-PRZED-POLUDNIEM".to_owned()),
        mis_pick: MisPick {
            fact: 17,
            at,
            kind,
            packer: Some("W-001".into()),
            wrong: wrong.map(Into::into),
            right: Some(right.into()),
            location: Some(Location::new("MAGAZYN10", "REGAL12", "GNIAZDO07")),
        },
    }
}

//! Mis-picks: every figure equals a count of the facts that is written in another way, and the program tells them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::mis_pick::{Dimension, MisPickKind, Tally};
use pakownia::domain::session::fact::Fact;
use pakownia::store::MisPickRow;
use proptest::prelude::*;
use serde_json::Value;

use crate::properties::cases;
use crate::support::bench::BenchTest;
use crate::support::mis_pick_lines::always;
use crate::support::process::{filled_bench, outcome, text};

/// What packers do, right and wrong, in pieces that can follow each other in any order.
pub(crate) const PIECES: &[&[&str]] = &[
    &["signin W-002"],
    &["signin W-001"],
    &["handout W-001 WAVE-1 B-101 B-115"],
    &["handout W-002 - B-119"],
    &["scan B-101"],
    &["scan B-101", "scan 5901234123457", "scan 5901234123457"],
    &["scan 5901234000031"],
    &["weigh 880", "scan B-101"],
    &["scan 5901234000024"],
    &["scan 5901234000086"],
    &["scan 5901234123457"],
    &["weigh 2000"],
    &["undo"],
    &["wait 700"],
    &["wait 4000"],
    &["release W-900 900900 why"],
    &["reopen B-101 why"],
    &["reopen B-119 why"],
    &["shop B-101 lines 1 MUG-01 3 3 MUG-02 1"],
    &["shop B-101 lines 1 MUG-01 2 2 TEA-01 1"],
    &[
        "scan B-119",
        "scan 5901234000079",
        "scan 5901234000079",
        "scan 5901234000079",
    ],
    &[
        "scan 5901234000079",
        "scan 5901234000024",
        "weigh 472",
        "scan B-119",
    ],
    &["short TEA-01 1 ship BinEmpty"],
    &["short MUG-02 1 cancel BinEmpty"],
    &["hold Other"],
    &["scan B-115"],
    &["weigh 790", "scan B-115"],
    &[
        "signin W-900",
        "complain B-101 missing TEA-01 - one tea",
        "complain B-119 wrong_item MUG-02 MUG-01 blue",
        "signin W-002",
    ],
];

/// What the facts of one order say, counted in another way than the program does.
#[derive(Default)]
pub(crate) struct Recount {
    pub(crate) orders: u64,
    pub(crate) lines: u64,
    pub(crate) scans: u64,
    pub(crate) by_product: BTreeMap<String, u64>,
    pub(crate) scans_by_product: BTreeMap<String, u64>,
    pub(crate) by_packer: BTreeMap<String, u64>,
    pub(crate) kinds: BTreeMap<&'static str, u64>,
    complaints: u64,
}

/// Names of refusals by which a unit was turned away at its scan.
const WRONG_UNIT: [&str; 3] = ["NotOnPickList", "OneTooMany", "CaseTooLarge"];

fn refusal(fact: &Value) -> &str {
    let refusal = &fact["refusal"];
    refusal["refusal"]
        .as_str()
        .or_else(|| refusal.as_str())
        .unwrap_or_default()
}

fn is(fact: &Value, kind: &str) -> bool {
    fact["fact"] == kind
}

/// Counts one order: everything at its first closing, what was found later at the last one.
pub(crate) fn recount(entries: &[(Value, Option<String>)], into: &mut Recount) {
    let closings: Vec<usize> = (0..entries.len())
        .filter(|at| is(&entries[*at].0, "OrderClosed"))
        .collect();
    let (Some(first), Some(last)) = (closings.first(), closings.last()) else {
        return;
    };
    into.orders += 1;
    let mut skus: Vec<String> = Vec::new();
    let mut packed: BTreeMap<u64, (i64, Option<String>)> = BTreeMap::new();
    for (fact, worker) in &entries[..*first] {
        if is(fact, "OrderOpened") || is(fact, "OrderRevised") {
            for (at, line) in fact["lines"].as_array().unwrap().iter().enumerate() {
                let sku = line["sku"].as_str().unwrap().to_owned();
                if at < skus.len() {
                    skus[at] = sku;
                } else {
                    skus.push(sku);
                }
            }
        }
        let sign = match fact["fact"].as_str().unwrap() {
            "UnitsPacked" => 1,
            "UnitsTakenOut" => -1,
            _ => 0,
        };
        for take in fact["takes"].as_array().into_iter().flatten() {
            if sign != 0 {
                let line = packed
                    .entry(take["at"].as_u64().unwrap())
                    .or_insert((0, worker.clone()));
                line.0 += sign * take["units"].as_i64().unwrap();
            }
        }
        let is_scan = (is(fact, "UnitsPacked") && fact["proof"]["proof"] == "Scanned")
            || (is(fact, "Refused") && WRONG_UNIT.contains(&refusal(fact)));
        into.scans += u64::from(is_scan);
        if let Some(sku) = fact["sku"].as_str().filter(|_| is_scan) {
            let scans = into.scans_by_product.entry(sku.to_owned()).or_default();
            *scans += 1;
        }
    }
    for (at, (units, packer)) in &packed {
        if *units > 0 {
            into.lines += 1;
            let sku = skus[usize::try_from(*at).unwrap()].clone();
            *into.by_product.entry(sku).or_default() += 1;
            if let Some(packer) = packer {
                *into.by_packer.entry(packer.clone()).or_default() += 1;
            }
        }
    }
    let before = &entries[..*last];
    let skus_refused = |names: &[&str]| -> u64 {
        let refused = before
            .iter()
            .filter(|(fact, _)| is(fact, "Refused") && names.contains(&refusal(fact)));
        let skus: BTreeSet<&str> = refused
            .filter_map(|(fact, _)| fact["sku"].as_str())
            .collect();
        skus.len().try_into().unwrap()
    };
    *into.kinds.entry("wrong_item").or_default() += skus_refused(&["NotOnPickList"]);
    *into.kinds.entry("extra").or_default() += skus_refused(&["OneTooMany", "CaseTooLarge"]);
    let is_by_weight = |at: usize| {
        let mut after = entries[at..*last].iter().map(|(fact, _)| fact);
        let first = after.find_map(|fact| match fact["fact"].as_str().unwrap() {
            "UnitsPacked" | "UnitsTakenOut" => Some(true),
            "WeightReleased" => Some(false),
            "Weighed" if fact["accepted"] == true => Some(false),
            _ => None,
        });
        first == Some(true)
    };
    let found = (0..*last)
        .filter(|at| is(&before[*at].0, "Refused") && refusal(&before[*at].0) == "WeightOff")
        .any(is_by_weight);
    *into.kinds.entry("found_by_weight").or_default() += u64::from(found);
}

fn recount_all(bench: &mut BenchTest) -> Recount {
    let mut orders: BTreeMap<String, Vec<(Value, Option<String>)>> = BTreeMap::new();
    let mut complaints = BTreeSet::new();
    bench.with_store(|store| {
        store
            .each_fact(|entry| {
                if let Fact::ComplaintTaken {
                    complained,
                    sku,
                    came,
                    ..
                } = &entry.fact
                {
                    complaints.insert((complained.clone(), sku.clone(), came.clone()));
                }
                if let Some(order) = entry.fact.order() {
                    orders.entry(order.0.clone()).or_default().push((
                        serde_json::to_value(&entry.fact).unwrap(),
                        entry.worker.map(|badge| badge.0),
                    ));
                }
            })
            .unwrap();
    });
    let mut counted = Recount {
        complaints: complaints.len() as u64,
        ..Recount::default()
    };
    for entries in orders.values() {
        recount(entries, &mut counted);
    }
    counted
}

pub(crate) fn only(tallies: Vec<(String, Tally)>) -> Tally {
    tallies
        .into_iter()
        .map(|(_, tally)| tally)
        .next()
        .unwrap_or_default()
}

pub(crate) fn lines(tallies: Vec<(String, Tally)>) -> BTreeMap<String, u64> {
    let lines = tallies.into_iter().map(|(key, tally)| (key, tally.lines));
    lines.filter(|(_, lines)| *lines > 0).collect()
}

proptest! {
    #![proptest_config(cases(12, 400))]

    #[test]
    fn every_figure_equals_a_recount_of_the_facts(
        shift in prop::collection::vec(0..PIECES.len(), 20..80),
        cuts in prop::collection::vec(0..40_000_i64, 1..4),
    ) {
        let mut bench = BenchTest::new();
        bench.run_line("signin W-002");
        let begin = bench.now();
        for piece in shift {
            for line in PIECES[piece] {
                bench.run_line(line);
            }
        }
        let counted = recount_all(&mut bench);
        let all = only(bench.tallies(Dimension::All));
        prop_assert_eq!(
            (all.orders, all.lines, all.scans),
            (counted.orders, counted.lines, counted.scans)
        );
        prop_assert_eq!(lines(bench.tallies(Dimension::Product)), counted.by_product);
        let scanned = bench.tallies(Dimension::Product).into_iter();
        let scanned = scanned.map(|(sku, tally)| (sku, tally.scans));
        let scanned: BTreeMap<_, _> = scanned.filter(|(_, scans)| *scans > 0).collect();
        prop_assert_eq!(scanned, counted.scans_by_product);
        prop_assert_eq!(lines(bench.tallies(Dimension::Packer)), counted.by_packer);
        let rows = bench.mis_picks();
        let is_escaped = |row: &&MisPickRow| row.mis_pick.kind == MisPickKind::FoundByCustomer;
        let escaped = rows.iter().filter(is_escaped).count();
        prop_assert_eq!(all.mis_picks, (rows.len() - escaped) as u64);
        prop_assert_eq!(escaped as u64, counted.complaints);
        for kind in MisPickKind::ALL {
            let found = rows.iter().filter(|row| row.mis_pick.kind == kind).count() as u64;
            // What is missing depends on what a wrong item stood for; that is told by the story.
            if !matches!(kind, MisPickKind::Missing | MisPickKind::FoundByCustomer) {
                let expected = counted.kinds.get(kind.name()).copied().unwrap_or(0);
                prop_assert_eq!(found, expected, "{:?}", kind);
            }
        }
        prop_assert_eq!(parts(&mut bench, begin, &cuts), all);
    }
}

/// What went through, added up from the times between the cuts.
fn parts(bench: &mut BenchTest, begin: DateTime<Utc>, cuts: &[i64]) -> Tally {
    let (first, last) = always();
    let mut edges: Vec<DateTime<Utc>> = cuts
        .iter()
        .map(|seconds| begin + TimeDelta::seconds(*seconds))
        .collect();
    edges.extend([first, last]);
    edges.sort();
    bench.with_store(|store| {
        edges
            .windows(2)
            .map(|edge| {
                only(
                    store
                        .tallies(&BenchChoice::All, Dimension::All, (edge[0], edge[1]))
                        .unwrap(),
                )
            })
            .fold(Tally::default(), Tally::plus)
    })
}

#[test]
fn the_report_tells_rates_with_their_range_and_what_is_too_little_to_say() {
    let mut bench = BenchTest::new();
    for line in [
        "signin W-002",
        "scan B-101",
        "scan 5901234000024",
        "scan 5901234123457",
    ] {
        bench.run_line(line);
    }
    for line in [
        "scan 5901234123457",
        "scan 5901234000031",
        "weigh 880",
        "scan B-101",
    ] {
        bench.run_line(line);
    }
    let day = bench.now().date_naive().to_string();
    let view = bench
        .station()
        .mis_picks(&day, &day, &BenchChoice::All)
        .unwrap();
    assert_eq!((view.total.orders, view.total.mis_picks), (1, 1));
    let per_line = view.rates[1].unwrap();
    assert_eq!((per_line.hits, per_line.trials), (1, 2));
    assert!(
        per_line.low.0 < 100_000 && per_line.high.0 > 900_000,
        "{per_line:?}"
    );
    let packers = view
        .tables
        .iter()
        .find(|table| table.dimension == Some(Dimension::Packer));
    // Two lines are no ground to compare a person with others.
    assert_eq!(packers.unwrap().rows[0].per_line, None);
    assert!(view.confusions.is_empty(), "once is a slip");
    assert_eq!(view.wrong_items, 1);
}

#[test]
fn a_list_is_handed_only_to_somebody_who_is_known() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-900");
    let told = bench.run_line("handout W-404 WAVE-1 B-101");
    assert_eq!(told, "no worker has the badge W-404");
    let long = "x".repeat(33);
    let told = bench.run_line(&format!("handout W-001 {long} B-101"));
    assert_eq!(told, "a wave is named by one to 32 characters");
}

#[test]
fn the_program_reports_mis_picks_as_json_and_as_a_table() {
    let dir = filled_bench();
    let report = |format: &str| {
        let arguments = [
            "report",
            "mis-picks",
            "--data-dir",
            text(dir.path()),
            "--format",
            format,
        ];
        let output = outcome(&arguments);
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let json: Value = serde_json::from_str(&report("json")).unwrap();
    assert_eq!(json["total"]["mis_picks"], 0);
    assert_eq!(json["per_line"], Value::Null);
    assert_eq!(json["chart"]["verdict"], "too_few");
    let table = report("csv");
    let head =
        "\u{feff}table,key,name,orders,lines,scans,mis_picks,per_million_lines,low,high,stands_out";
    assert_eq!(table.lines().next(), Some(head));
}

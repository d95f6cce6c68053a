//! Whatever benches did, and in whatever pages it is told: every figure equals a count that is written in another way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use chrono_tz::Europe::Warsaw;
use pakownia::domain::all_benches::{
    BenchChoice, BenchHeard, FactCursor, FactName, FactPage, ToldFact,
};
use pakownia::domain::journal::Entry;
use pakownia::domain::mis_pick::{Dimension, MisPickKind};
use pakownia::domain::packaging_cost::PackedParcel;
use pakownia::domain::session::fact::Fact;
use pakownia::store::{Report, Store};
use proptest::prelude::*;
use serde_json::Value;

use super::WRONG_MUG;
use crate::mis_picks::{PIECES, Recount, lines, only, recount};
use crate::properties::cases;
use crate::support::bench::BenchTest;
use crate::support::dice::Dice;
use crate::support::mis_pick_lines::always;
use crate::support::several::Several;

/// The lead packs too.
const NAMES: [&str; 3] = ["lead", "bench-2", "bench-3"];

/// Whole orders, right and wrong: pieces alone seldom end one.
const WHOLE: &[&[&str]] = &[
    &WRONG_MUG,
    &[
        "signin W-001",
        "scan B-119",
        "scan 5901234000079",
        "scan 5901234000079",
        "scan 5901234000079",
        "scan 5901234000079",
        "scan 5901234000024",
        "weigh 700",
        "undo",
        "scan 5901234000024",
        "weigh 472",
        "scan B-119",
    ],
    &[
        "signin W-002",
        "scan B-115",
        "scan 5901234123457",
        "scan 5901234123457",
        "scan 5901234000024",
        "wait 100",
        "weigh 790",
        "scan B-115",
    ],
    &[
        "signin W-001",
        "reopen B-101 why",
        "scan 5901234000086",
        "weigh 880",
        "scan B-101",
    ],
    &[
        "signin W-002",
        "reopen B-115 why",
        "weigh 790",
        "scan B-115",
    ],
    &["handout W-001 WAVE-1 B-101 B-115", "wait 5"],
    &["handout W-002 WAVE-2 B-119 B-101", "wait 5"],
    &["undo", "undo", "undo", "undo", "hold Other"],
];

/// A piece of a shift: at which bench, and what; whole orders as often as anything else.
fn piece() -> impl Strategy<Value = (usize, &'static [&'static str])> {
    let what = prop_oneof![
        (0..PIECES.len()).prop_map(|at| PIECES[at]),
        (0..WHOLE.len()).prop_map(|at| WHOLE[at]),
    ];
    (0..NAMES.len(), what)
}

/// A shop, its benches, and all their journals after a shift.
fn worked(shift: Vec<(usize, &'static [&'static str])>) -> (Several, Vec<BenchTest>, Vec<Entry>) {
    let shop = Several::new();
    let mut benches: Vec<BenchTest> = NAMES.iter().map(|name| shop.bench(name)).collect();
    for bench in &mut benches {
        bench.run_line("signin W-002");
    }
    for (bench, piece) in shift {
        for line in piece {
            benches[bench].run_line(line);
        }
    }
    let entries = benches.iter_mut().flat_map(journal).collect();
    (shop, benches, entries)
}

const DIMENSIONS: [Dimension; 4] = [
    Dimension::All,
    Dimension::Product,
    Dimension::Packer,
    Dimension::Location,
];

fn told(entry: &Entry) -> ToldFact {
    ToldFact {
        name: FactName {
            station: entry.station.clone(),
            epoch: entry.epoch,
            number: entry.number,
        },
        at: entry.at,
        worker: entry.worker.clone(),
        fence: entry.fence,
        kind: entry.fact.kind().to_owned(),
        order: entry.fact.order().cloned(),
        body: serde_json::to_string(&entry.fact).unwrap(),
        hash: entry.hash.to_vec(),
    }
}

/// Everything in pages that a careless messenger brings: late, doubled, in any order.
fn careless(entries: &[Entry], dice: &mut Dice) -> Vec<FactPage> {
    let mut facts: Vec<ToldFact> = entries.iter().map(told).collect();
    for _ in 0..facts.len() / 3 {
        let again = dice.one_of(&facts).clone();
        facts.push(again);
    }
    // Some stay where they are: most messengers are a little careful.
    for at in (1..facts.len()).rev() {
        let other = dice.below(at + 1);
        if dice.below(4) > 0 {
            facts.swap(at, other);
        }
    }
    let mut pages = Vec::new();
    while !facts.is_empty() {
        let size = (1 + dice.below(40)).min(facts.len());
        pages.push(page(facts.drain(..size).collect(), !facts.is_empty()));
    }
    pages
}

fn page(facts: Vec<ToldFact>, more: bool) -> FactPage {
    FactPage {
        cursor: FactCursor {
            ledger: "ledger-1".to_owned(),
            taken_by: 1,
            after: facts.last().map(|last| last.name.clone()),
        },
        facts,
        more,
        benches: vec![BenchHeard {
            station: "bench-2".into(),
            last_seen: None,
            unsent: 0,
        }],
        at: DateTime::UNIX_EPOCH,
    }
}

/// What the bench's journal says.
fn journal(bench: &mut BenchTest) -> Vec<Entry> {
    let mut entries = Vec::new();
    bench.with_store(|store| store.each_fact(|entry| entries.push(entry)).unwrap());
    entries
}

type Streams = BTreeMap<(String, String), Vec<(Value, Option<String>)>>;

/// The facts of each order at each bench, as JSON.
fn streams(entries: &[Entry]) -> Streams {
    let mut streams = Streams::new();
    for entry in entries {
        if let Some(order) = entry.fact.order() {
            let key = (entry.station.0.clone(), order.0.clone());
            let worker = entry.worker.as_ref().map(|badge| badge.0.clone());
            let fact = serde_json::to_value(&entry.fact).unwrap();
            streams.entry(key).or_default().push((fact, worker));
        }
    }
    streams
}

fn recount_of(entries: &[Entry]) -> Recount {
    let mut counted = Recount::default();
    for facts in streams(entries).values() {
        recount(facts, &mut counted);
    }
    counted
}

/// Half up; nothing of nothing.
fn rounded(part: u64, whole: u64) -> Option<u32> {
    let rounded = (2 * part + whole).checked_div(2 * whole)?;
    Some(u32::try_from(rounded).unwrap())
}

/// The statistics in another way: from JSON, by sets.
fn prove_report(report: &Report, entries: &[Entry]) -> Result<(), TestCaseError> {
    let (mut closed, mut parcels, mut hours) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut units: BTreeMap<(String, u64), i64> = BTreeMap::new();
    let (mut refusals, mut wrong) = (0, BTreeSet::new());
    for entry in entries {
        let fact = serde_json::to_value(&entry.fact).unwrap();
        let order = fact["order"].as_str().unwrap_or_default().to_owned();
        let hour = entry.at.with_timezone(&Warsaw).format("%F %H").to_string();
        hours.insert((entry.station.0.clone(), hour));
        match entry.fact.kind() {
            "OrderClosed" => drop(closed.insert(order)),
            "ParcelClosed" => drop(parcels.insert((order, fact["parcel"].as_u64()))),
            kind @ ("UnitsPacked" | "UnitsTakenOut") => {
                let sign = if kind == "UnitsPacked" { 1 } else { -1 };
                for take in fact["takes"].as_array().unwrap() {
                    let line = (order.clone(), take["at"].as_u64().unwrap());
                    *units.entry(line).or_default() += sign * take["units"].as_i64().unwrap();
                }
            }
            "Refused" => {
                refusals += 1;
                if let Fact::Refused { refusal, .. } = &entry.fact
                    && refusal.is_mis_pick()
                {
                    wrong.insert(order);
                }
            }
            _ => {}
        }
    }
    units.retain(|_, units| *units > 0);
    let right = closed.difference(&wrong).count() as u64;
    let orders = closed.len() as u64;
    prop_assert_eq!(report.orders, orders);
    prop_assert_eq!(report.parcels, parcels.len() as u64);
    prop_assert_eq!(report.lines, units.len() as u64);
    let sum: i64 = units.values().sum();
    prop_assert_eq!(report.units, sum.cast_unsigned());
    prop_assert_eq!(report.refusals, refusals);
    let yields = rounded(right * 1_000, orders);
    prop_assert_eq!(report.first_pass_yield_permille, yields);
    let hours = hours.len() as u64;
    let per_hour = rounded(orders * 10, hours);
    prop_assert_eq!(report.orders_per_hour_tenths, per_hour);
    Ok(())
}

/// Orders by the picker of the last list that was handed out before they were closed, at whatever bench.
fn by_picker(entries: &[Entry]) -> BTreeMap<String, u64> {
    let key = |entry: &Entry| (entry.at, entry.station.clone(), entry.epoch, entry.number);
    let mut pickers = BTreeMap::new();
    let mut counted = BTreeSet::new();
    let mut by_number: Vec<&Entry> = entries.iter().collect();
    by_number.sort_by_key(|entry| (entry.station.clone(), entry.number));
    for entry in by_number {
        let Fact::OrderClosed { order, .. } = &entry.fact else {
            continue;
        };
        if !counted.insert((entry.station.clone(), order.clone())) {
            continue;
        }
        let handed = entries.iter().filter_map(|list| match &list.fact {
            Fact::PickListHandedOut { orders, picker, .. } if orders.contains(order) => {
                let before = if list.station == entry.station {
                    list.number < entry.number
                } else {
                    key(list) < key(entry)
                };
                before.then_some((key(list), picker.clone()))
            }
            _ => None,
        });
        if let Some((_, Some(picker))) = handed.max_by_key(|(key, _)| key.clone()) {
            *pickers.entry(picker.0).or_default() += 1;
        }
    }
    pickers
}

fn parcels(store: &Store, benches: &BenchChoice) -> Vec<String> {
    let parcels: Vec<PackedParcel> = store.packed_parcels(benches, always(), Warsaw).unwrap();
    let mut parcels: Vec<String> = parcels.iter().map(|parcel| format!("{parcel:?}")).collect();
    parcels.sort();
    parcels
}

fn report(store: &Store, benches: &BenchChoice) -> Report {
    store.report(benches, always(), Warsaw).unwrap()
}

/// What a bench counts of itself is what a lead's station counts of it.
fn prove_same(here: &Store, lead: &Store, bench: &str) -> Result<(), TestCaseError> {
    let one = BenchChoice::One(bench.into());
    prop_assert_eq!(report(here, &one), report(lead, &one), "{}", bench);
    prop_assert_eq!(parcels(here, &one), parcels(lead, &one), "{}", bench);
    for dimension in DIMENSIONS {
        let tallies = |store: &Store| store.tallies(&one, dimension, always()).unwrap();
        prop_assert_eq!(tallies(here), tallies(lead), "{} {:?}", bench, dimension);
    }
    Ok(())
}

fn prove_counts(lead: &Store, entries: &[Entry]) -> Result<(), TestCaseError> {
    let all = BenchChoice::All;
    let tallies = |dimension| lead.tallies(&all, dimension, always()).unwrap();
    let counted = recount_of(entries);
    let total = only(tallies(Dimension::All));
    prop_assert_eq!(
        (total.orders, total.lines, total.scans),
        (counted.orders, counted.lines, counted.scans)
    );
    prop_assert_eq!(lines(tallies(Dimension::Product)), counted.by_product);
    prop_assert_eq!(lines(tallies(Dimension::Packer)), counted.by_packer);
    let picked = tallies(Dimension::Picker).into_iter();
    let picked = picked.map(|(picker, tally)| (picker, tally.orders));
    let picked: BTreeMap<String, u64> = picked.filter(|(_, orders)| *orders > 0).collect();
    prop_assert_eq!(picked, by_picker(entries));
    let rows = lead.mis_picks(&all, always()).unwrap();
    let complaints: BTreeSet<_> = entries
        .iter()
        .filter_map(|entry| match &entry.fact {
            Fact::ComplaintTaken {
                complained,
                sku,
                came,
                ..
            } => Some((complained.clone(), sku.clone(), came.clone())),
            _ => None,
        })
        .collect();
    for kind in MisPickKind::ALL {
        let found = rows.iter().filter(|row| row.mis_pick.kind == kind).count() as u64;
        match kind {
            // What is missing depends on what a wrong item stood for; that is told by the story.
            MisPickKind::Missing => {}
            MisPickKind::FoundByCustomer => prop_assert_eq!(found, complaints.len() as u64),
            _ => {
                let expected = counted.kinds.get(kind.name()).copied().unwrap_or(0);
                prop_assert_eq!(found, expected, "{:?}", kind);
            }
        }
    }
    let by_bench: u64 = tallies(Dimension::Bench)
        .iter()
        .map(|(_, tally)| tally.orders)
        .sum();
    prop_assert_eq!(by_bench, total.orders);
    prove_report(&report(lead, &all), entries)
}

proptest! {
    #![proptest_config(cases(8, 200))]

    #[test]
    fn in_whatever_pages_it_is_told_every_figure_equals_a_recount(
        shift in prop::collection::vec(piece(), 20..60),
        seed: u64,
    ) {
        let (_shop, mut benches, entries) = worked(shift);
        let mut dice = Dice::new(seed);
        let (mut lead, others) = (benches.remove(0), benches);
        let mut told = Vec::new();
        for page in careless(&entries, &mut dice) {
            lead.with_store(|store| store.take_facts(&page).unwrap());
            told.push(page);
            if dice.below(6) == 0 {
                // The master was set back: all of it again, and the figures do not move.
                for page in &told {
                    lead.with_store(|store| store.take_facts_beside_work(page).unwrap());
                }
            }
        }
        lead.with_store(|store| prove_counts(store, &entries))?;
        for (mut bench, name) in others.into_iter().zip(&NAMES[1..]) {
            let mut outcome = Ok(());
            lead.with_store(|lead| bench.with_store(|here| outcome = prove_same(here, lead, name)));
            outcome?;
        }
        let living = lead.with_store(|store| store.projections_as_text().unwrap());
        lead.with_store(|store| store.rebuild_projections().unwrap());
        let rebuilt = lead.with_store(|store| store.projections_as_text().unwrap());
        prop_assert_eq!(living, rebuilt);
    }

    #[test]
    fn the_order_of_the_pages_leaves_no_trace(
        shift in prop::collection::vec(piece(), 20..50),
        seeds: (u64, u64),
    ) {
        let (_shop, _benches, entries) = worked(shift);
        let texts = [seeds.0, seeds.1].map(|seed| {
            let mut store = Store::open_in_memory().unwrap();
            for page in careless(&entries, &mut Dice::new(seed)) {
                store.take_facts(&page).unwrap();
            }
            store.projections_as_text().unwrap()
        });
        prop_assert_eq!(&texts[0], &texts[1]);
    }

    /// What this bench does itself counts the same, whenever the others are heard of.
    #[test]
    fn a_lead_who_packs_between_the_pages_counts_the_same(
        shift in prop::collection::vec(piece(), 20..50),
        own in prop::collection::vec(piece(), 4..20),
        seed: u64,
    ) {
        let (_shop, _benches, entries) = worked(shift);
        let shop = Several::new();
        let mut lead = shop.bench("chief");
        let mut dice = Dice::new(seed);
        let mut pages = careless(&entries, &mut dice).into_iter();
        lead.run_line("signin W-002");
        for (_, piece) in own {
            for line in piece {
                lead.run_line(line);
            }
            for page in pages.by_ref().take(1 + dice.below(4)) {
                lead.with_store(|store| store.take_facts(&page).unwrap());
            }
        }
        for page in pages {
            lead.with_store(|store| store.take_facts(&page).unwrap());
        }
        let all: Vec<Entry> = journal(&mut lead).into_iter().chain(entries).collect();
        lead.with_store(|store| prove_counts(store, &all))?;
        let living = lead.with_store(|store| store.projections_as_text().unwrap());
        lead.with_store(|store| store.rebuild_projections().unwrap());
        let rebuilt = lead.with_store(|store| store.projections_as_text().unwrap());
        prop_assert_eq!(living, rebuilt);
    }
}

#[test]
fn the_shifts_of_these_tests_close_orders_at_several_benches() {
    let shift = (0..3).zip(WHOLE).map(|(bench, piece)| (bench, *piece));
    let (_shop, _benches, entries) = worked(shift.collect());
    let closed = entries
        .iter()
        .filter(|entry| entry.fact.kind() == "OrderClosed");
    let closed: BTreeSet<&str> = closed.map(|entry| entry.station.as_str()).collect();
    assert_eq!(closed.len(), 3, "{closed:?}");
}

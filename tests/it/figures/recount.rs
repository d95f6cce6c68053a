//! Every figure against a count that is written in another way, however the facts came.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Warsaw;
use pakownia::domain::all_benches::{BenchChoice, FactCursor, FactName, FactPage, ToldFact};
use pakownia::domain::figures::Figure;
use pakownia::domain::figures::rows::Split;
use pakownia::store::{Commit, Store};
use proptest::prelude::*;

use super::by_hand::{Exported, Recount, exported, rates};
use super::made_up::{BENCHES, Told, shift};
use crate::properties::cases;
use crate::support::dice::Dice;
use crate::support::process::is_nightly;

fn told_fact(told: &Told) -> ToldFact {
    ToldFact {
        name: FactName {
            station: told.station.into(),
            epoch: 7,
            number: told.number,
        },
        at: told.at,
        worker: told.worker.map(Into::into),
        fence: 0,
        kind: told.fact.kind().to_owned(),
        order: told.fact.order().cloned(),
        body: serde_json::to_string(&told.fact).unwrap(),
        hash: vec![0],
    }
}

/// Late, doubled, in any order, after an outage all at once.
fn pages(told: &[&Told], dice: &mut Dice) -> Vec<FactPage> {
    let mut facts: Vec<ToldFact> = told.iter().map(|told| told_fact(told)).collect();
    for _ in 0..facts.len() / 4 {
        let again = dice.one_of(&facts).clone();
        facts.push(again);
    }
    for at in (1..facts.len()).rev() {
        // Most come nearly in their order.
        let far = if dice.below(5) == 0 {
            at + 1
        } else {
            8.min(at + 1)
        };
        let other = at - dice.below(far);
        facts.swap(at, other);
    }
    let mut pages = Vec::new();
    let mut facts = facts.into_iter().peekable();
    while facts.peek().is_some() {
        let facts: Vec<ToldFact> = facts.by_ref().take(1 + dice.below(120)).collect();
        pages.push(FactPage {
            cursor: FactCursor {
                ledger: "ledger-1".to_owned(),
                taken_by: 1,
                after: facts.last().map(|last| last.name.clone()),
            },
            facts,
            more: true,
            benches: vec![],
            at: DateTime::UNIX_EPOCH,
        });
    }
    pages
}

const SPLITS: [Split; 6] = [
    Split::Day,
    Split::Packer,
    Split::Service,
    Split::Packaging,
    Split::Product,
    Split::Bench,
];

/// Every figure of every row of every split, cell by cell.
fn prove(store: &Store, told: &[Told]) -> Result<usize, TestCaseError> {
    let all: Vec<Exported> = told.iter().map(exported).collect();
    let now = told.iter().map(|told| told.at).max().unwrap() - TimeDelta::hours(7);
    let span = (
        DateTime::UNIX_EPOCH,
        "2100-01-01T00:00:00Z".parse().unwrap(),
    );
    let mut cells = 0;
    for split in SPLITS {
        let counted = store.counted(&BenchChoice::All, span, true).unwrap();
        let sums = counted.by(split, Warsaw);
        let sheets = Recount::of(&all, split, now);
        prop_assert_eq!(
            sums.keys().collect::<Vec<_>>(),
            sheets.keys().collect::<Vec<_>>()
        );
        for (key, sheet) in &sheets {
            for figure in Figure::ALL {
                let value = sums[key].value(figure, &rates(3, now));
                let found = value.map(|value| (value.number, value.mean, i128::from(value.cases)));
                let name = figure.name();
                prop_assert_eq!(
                    found,
                    sheet.figure(figure, 3),
                    "{} of {:?} {}",
                    name,
                    split,
                    key
                );
                if let Some(value) = value.filter(|_| figure != Figure::PackingCost) {
                    prop_assert!(value.low <= value.high, "{} {:?}", name, value);
                }
                cells += 1;
            }
        }
        // What was summed up of whole days adds up to the same.
        let summed = store
            .summed(&BenchChoice::All, span, split, (Warsaw, now))
            .unwrap();
        prop_assert_eq!(summed.by(split, Warsaw), sums, "{:?}", split);
    }
    Ok(cells)
}

proptest! {
    #![proptest_config(cases(6, 150))]

    #[test]
    fn every_figure_equals_a_recount_of_the_exported_facts_however_late_and_doubled_they_came(
        seed: u64,
        orders in 20_usize..60,
    ) {
        let mut dice = Dice::new(seed);
        let told = shift(&mut dice, orders);
        let mut store = Store::open_in_memory().unwrap();
        let each: Vec<&Told> = told.iter().collect();
        let later: DateTime<Utc> = "2026-12-24T00:00:00Z".parse().unwrap();
        for page in pages(&each, &mut dice) {
            store.take_facts(&page).unwrap();
            // Days are summed up while facts are still to come that change them.
            if dice.below(4) == 0 {
                store.sum_up_a_day(Warsaw, later).unwrap();
            }
        }
        let cells = prove(&store, &told)?;
        prop_assert!(cells > 300, "{cells} cells");
        let living = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        prop_assert!(living == store.projections_as_text().unwrap(), "a rebuild makes other rows");
    }

    /// The lead's own bench packs, and hears of the others in between.
    #[test]
    fn what_the_bench_did_itself_counts_as_what_others_tell(seed: u64, orders in 15_usize..60) {
        let mut dice = Dice::new(seed);
        let mut told = shift(&mut dice, orders);
        let mut store = Store::open_in_memory().unwrap();
        let here = store.station_id().as_str().to_owned();
        let (own, others): (Vec<&Told>, Vec<&Told>) =
            told.iter().partition(|told| told.station == BENCHES[1]);
        let mut pages = pages(&others, &mut dice).into_iter();
        let later: DateTime<Utc> = "2026-12-24T00:00:00Z".parse().unwrap();
        for one in own {
            let commit = Commit {
                at: one.at,
                worker: one.worker.map(Into::into),
                facts: std::slice::from_ref(&one.fact),
                ..Commit::default()
            };
            store.commit(&commit).unwrap();
            if dice.below(60) == 0 {
                store.sum_up_a_day(Warsaw, later).unwrap();
            }
            if dice.below(30) == 0 {
                for page in pages.by_ref().take(1) {
                    store.take_facts(&page).unwrap();
                }
            }
        }
        for page in pages {
            store.take_facts(&page).unwrap();
        }
        let here: &'static str = Box::leak(here.into_boxed_str());
        for one in told.iter_mut().filter(|told| told.station == BENCHES[1]) {
            one.station = here;
        }
        prove(&store, &told)?;
        let living = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        prop_assert!(living == store.projections_as_text().unwrap(), "a rebuild makes other rows");
    }
}

/// A year of a small shop in one run: late, doubled and from several benches; `PAKOWNIA_NIGHTLY=1` makes it a million
/// facts.
#[test]
fn a_long_time_of_several_benches_equals_its_recount_cell_by_cell() {
    let orders = if is_nightly() { 26_000 } else { 400 };
    let mut dice = Dice::new(2_026);
    let told = shift(&mut dice, orders);
    let least = if is_nightly() { 1_000_000 } else { 10_000 };
    assert!(told.len() >= least, "{} facts", told.len());
    let mut store = Store::open_in_memory().unwrap();
    let each: Vec<&Told> = told.iter().collect();
    let later: DateTime<Utc> = "2030-01-01T00:00:00Z".parse().unwrap();
    for page in pages(&each, &mut dice) {
        store.take_facts(&page).unwrap();
        if dice.below(40) == 0 {
            store.sum_up_a_day(Warsaw, later).unwrap();
        }
    }
    let cells = prove(&store, &told).unwrap();
    assert!(cells > 500, "{cells} cells");
}

#[test]
fn the_made_up_shifts_hold_what_makes_a_count_go_wrong() {
    let told = shift(&mut Dice::new(7), 90);
    assert!(told.len() > 3_000, "{} facts", told.len());
    let kinds: BTreeSet<&str> = told.iter().map(|told| told.fact.kind()).collect();
    for kind in [
        "LabelOwed",
        "LabelReprinted",
        "OrderPutAside",
        "OrderReopened",
        "ParcelHandedOver",
        "ParcelTakenBack",
        "PrintJudged",
        "ProductMeasured",
    ] {
        assert!(kinds.contains(kind), "{kind}");
    }
    let backwards = told
        .windows(2)
        .filter(|two| two[0].station == two[1].station && two[1].at < two[0].at);
    assert!(backwards.count() > 10, "clocks jump");
}

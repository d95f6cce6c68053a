//! What all benches did, for a lead's station: each fact that counted once, in the order in which it was taken.

use std::collections::BTreeSet;

use pakownia::domain::all_benches::FactName;
use pakownia::master::{FactCursor, Master, PushOutcome};

use super::{claim_one, each, packing, report, seat};
use crate::sample;

/// Everything from the cursor on, in pages of `limit`.
fn read_all(master: &mut dyn Master, cursor: &mut FactCursor, limit: u32) -> Vec<FactName> {
    let mut names = Vec::new();
    loop {
        let page = master.facts(cursor, limit).unwrap();
        assert!(page.facts.len() <= usize::try_from(limit).unwrap());
        names.extend(page.facts.into_iter().map(|fact| fact.name));
        *cursor = page.cursor;
        if !page.more {
            return names;
        }
    }
}

fn name(station: &str, number: u64) -> FactName {
    FactName {
        station: station.into(),
        epoch: 1,
        number,
    }
}

#[test]
fn facts_of_all_benches_are_told_once_each_in_the_order_in_which_they_were_taken() {
    each(|master_name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let first = claim_one(master, &one, "ZAM-1");
        let second = claim_one(master, &two, "ZAM-2");
        master
            .push(
                &two,
                &packing("bench-2", 1, second, "ZAM-2", &[("MUG-01", 5)]),
            )
            .unwrap();
        let mut early = FactCursor::default();
        let seen = read_all(master, &mut early, 2);
        assert_eq!(
            seen,
            [1, 2, 3].map(|number| name("bench-2", number)),
            "{master_name}"
        );
        let facts = packing("bench-1", 1, first, "ZAM-1", &[("MUG-01", 5)]);
        master.push(&one, &facts).unwrap();
        // Said once more because its answer was lost.
        master.push(&one, &facts).unwrap();
        let news = read_all(master, &mut early, 2);
        assert_eq!(
            news,
            [1, 2, 3].map(|number| name("bench-1", number)),
            "{master_name}"
        );
        assert_eq!(read_all(master, &mut early, 2), [], "{master_name}");
        for limit in [1, 2, 5, 100] {
            let all = read_all(master, &mut FactCursor::default(), limit);
            assert_eq!(
                all,
                [seen.clone(), news.clone()].concat(),
                "{master_name}, pages of {limit}"
            );
        }
    });
}

#[test]
fn a_fact_is_told_as_it_was_sent() {
    each(|master_name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let sent = packing("bench-1", 1, fence, "ZAM-1", &[("MUG-01", 5)]);
        master.push(&bench, &sent).unwrap();
        let page = master.facts(&FactCursor::default(), 10).unwrap();
        assert_eq!(page.facts.len(), 3, "{master_name}");
        for (told, entry) in page.facts.iter().zip(&sent) {
            let fact = serde_json::from_str(&told.body).unwrap();
            assert_eq!(entry.fact, fact, "{master_name}");
            assert_eq!(
                (told.at, &told.worker, told.fence),
                (entry.at, &entry.worker, entry.fence),
                "{master_name}"
            );
            assert_eq!(told.kind, entry.fact.kind(), "{master_name}");
            assert_eq!(told.order.as_ref(), entry.fact.order(), "{master_name}");
            assert_eq!(told.hash, entry.hash, "{master_name}");
        }
    });
}

#[test]
fn a_fact_that_did_not_count_is_told_nobody() {
    each(|master_name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        claim_one(master, &one, "ZAM-1");
        let refused = sample::entry("bench-2", 1, 0, sample::opened("ZAM-9", "MUG-01"));
        let outcomes = master.push(&two, &[refused]).unwrap();
        assert!(
            matches!(outcomes[..], [PushOutcome::Rejected(_)]),
            "{master_name}: {outcomes:?}"
        );
        let signed_in = sample::entry("bench-2", 2, 0, sample::signed_in("W-001"));
        master.push(&two, &[signed_in]).unwrap();
        for limit in [1, 10] {
            let told = read_all(master, &mut FactCursor::default(), limit);
            assert_eq!(told, [name("bench-2", 2)], "{master_name}");
        }
    });
}

#[test]
fn a_cursor_of_another_ledger_begins_at_the_start() {
    each(|master_name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        master
            .push(
                &bench,
                &packing("bench-1", 1, fence, "ZAM-1", &[("MUG-01", 5)]),
            )
            .unwrap();
        let mut cursor = FactCursor::default();
        read_all(master, &mut cursor, 10);
        let mut foreign = FactCursor {
            ledger: "another".to_owned(),
            ..cursor.clone()
        };
        assert_eq!(read_all(master, &mut foreign, 10).len(), 3, "{master_name}");
        assert_eq!(foreign, cursor, "{master_name}");
    });
}

#[test]
fn with_the_facts_comes_how_far_each_bench_has_told() {
    each(|master_name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        report(master, &one, 0, &[]);
        report(master, &two, 7, &[]);
        let page = master.facts(&FactCursor::default(), 10).unwrap();
        let told: Vec<_> = page
            .benches
            .iter()
            .map(|bench| (bench.station.as_str(), bench.unsent))
            .collect();
        assert_eq!(told, [("bench-1", 0), ("bench-2", 7)], "{master_name}");
        for bench in &page.benches {
            assert!(
                bench.last_seen.is_some_and(|seen| seen <= page.at),
                "{master_name}"
            );
        }
        let names: BTreeSet<_> = page.benches.iter().map(|bench| &bench.station).collect();
        assert_eq!(names.len(), 2, "{master_name}");
    });
}

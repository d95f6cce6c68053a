//! The journal read back: outbox, start, report, and tables made from it again.

use chrono::{DateTime, Utc};
use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::feed::Rejection;
use pakownia::domain::session::fact::Fact;
use pakownia::master::Claim;
use pakownia::store::{Commit, RejectedFact, Store};
use proptest::prelude::*;

use crate::sample::{self, at, later, no, sku};

use super::{commit_at, filled, keep};

#[test]
fn the_journal_is_its_own_outbox() {
    let mut store = filled();
    for seconds in 1..=5 {
        keep(&mut store, seconds, &[sample::packed("ZAM-1", "MUG-01", 1)]);
    }
    assert_eq!(
        store
            .unsent(2)
            .unwrap()
            .iter()
            .map(|entry| entry.number)
            .collect::<Vec<_>>(),
        [1, 2]
    );
    store.pushed(2, &[], later(6)).unwrap();
    store.pushed(1, &[], later(6)).unwrap();
    assert_eq!(
        (
            store.unsent_count().unwrap(),
            store.unsent(9).unwrap()[0].number
        ),
        (3, 3)
    );
    store.pushed(99, &[], later(7)).unwrap();
    assert_eq!(store.acknowledged().unwrap(), 5, "not beyond the end");
    assert_eq!(
        store.facts_after(3, 9).unwrap().len(),
        2,
        "a master that was set back can ask again"
    );
    let why = Rejection::OldFence { fence: 1, now: 2 };
    store.pushed(5, &[(4, why.clone())], later(8)).unwrap();
    store.pushed(5, &[(4, why.clone())], later(8)).unwrap();
    assert_eq!(
        store.rejected().unwrap(),
        [RejectedFact { number: 4, why }],
        "the second answer is the first one again"
    );
    assert_eq!(store.rejected_count().unwrap(), 1);
    assert_eq!(store.link_memory().unwrap().acknowledged_at, Some(later(8)));
}

#[test]
fn claims_are_renewed_and_a_fence_never_goes_back() {
    let mut store = filled();
    let claim = |order: &str, fence| Claim {
        order: no(order),
        fence,
    };
    store
        .set_claims(&[claim("ZAM-1", 5), claim("ZAM-2", 1)], &sample::lease())
        .unwrap();
    store
        .set_claims(&[claim("ZAM-1", 4)], &sample::lease())
        .unwrap();
    assert_eq!(store.order(&no("ZAM-1")).unwrap().unwrap().fence, Some(5));
    store.drop_claims(&[no("ZAM-2")]).unwrap();
    assert_eq!(store.claims().unwrap(), [claim("ZAM-1", 5)]);
    assert_eq!(store.order(&no("ZAM-2")).unwrap().unwrap().fence, None);
}

#[test]
fn the_bench_remembers_who_stands_there_and_the_wrong_pins_of_a_day() {
    let mut store = filled();
    let wrong = Fact::SignInRefused {
        worker: "W-002".into(),
    };
    let offered = Fact::ToteOffered { tote: "T-1".into() };
    keep(&mut store, -100_000, std::slice::from_ref(&wrong));
    keep(&mut store, 1, std::slice::from_ref(&wrong));
    keep(&mut store, 2, std::slice::from_ref(&offered));
    keep(&mut store, 3, &[sample::signed_in("W-001")]);
    keep(
        &mut store,
        4,
        &[
            sample::opened("ZAM-1", "MUG-01"),
            sample::refused(None, "CUP-07"),
            offered,
        ],
    );
    let kinds: Vec<_> = store
        .bench_facts(later(5))
        .unwrap()
        .into_iter()
        .map(|entry| (entry.number, entry.fact.kind()))
        .collect();
    assert_eq!(
        kinds,
        [
            (2, "SignInRefused"),
            (4, "SignedIn"),
            (5, "OrderOpened"),
            (6, "Refused"),
            (7, "ToteOffered")
        ]
    );
    assert_eq!(
        Store::open_in_memory()
            .unwrap()
            .bench_facts(later(0))
            .unwrap(),
        vec![]
    );
}

#[test]
fn the_report_counts_what_happened_and_when() {
    let mut store = filled();
    keep(
        &mut store,
        0,
        &[
            sample::signed_in("W-001"),
            sample::opened("ZAM-1", "MUG-01"),
        ],
    );
    keep(&mut store, 10, &[sample::refused(Some("ZAM-1"), "CUP-07")]);
    keep(&mut store, 20, &[sample::packed("ZAM-1", "MUG-01", 2)]);
    let out = Fact::UnitsTakenOut {
        order: no("ZAM-1"),
        parcel: 1,
        sku: sku("MUG-01"),
        takes: vec![pakownia::domain::session::Take {
            at: 0,
            units: 1,
            location: None,
            unit_weight: pakownia::domain::units::Grams(350),
        }],
        undone: true,
    };
    keep(&mut store, 30, &[out]);
    keep(
        &mut store,
        40,
        &[
            sample::parcel_closed("ZAM-1", 1, None, 1, &[("MUG-01", 1)]),
            sample::order_closed("ZAM-1"),
        ],
    );
    // The clock jumps a day on, an order without a fault is packed, and the clock jumps back.
    keep(
        &mut store,
        86_400,
        &[
            sample::opened("ZAM-2", "MUG-01"),
            sample::packed("ZAM-2", "MUG-01", 3),
        ],
    );
    keep(&mut store, 86_500, &[sample::order_closed("ZAM-2")]);
    keep(&mut store, 7_200, &[sample::refused(None, "MUG-01")]);

    let zone = chrono_tz::Europe::Warsaw;
    let day = store
        .report(
            &BenchChoice::All,
            (at("2026-11-19T23:00:00Z"), at("2026-11-20T23:00:00Z")),
            zone,
        )
        .unwrap();
    assert_eq!(
        (day.from.as_str(), day.to.as_str()),
        ("2026-11-20", "2026-11-20")
    );
    assert_eq!(
        (day.orders, day.parcels, day.lines, day.units, day.refusals),
        (1, 1, 1, 1, 2)
    );
    assert_eq!(day.first_pass_yield_permille, Some(0));
    assert_eq!(
        (day.orders_per_hour_tenths, day.lines_per_hour_tenths),
        (Some(5), Some(5)),
        "two working hours"
    );
    assert_eq!(day.by_kind, [("NotOnPickList".to_owned(), 2)]);
    assert_eq!(day.by_packer, [("W-001".to_owned(), 2)]);
    assert_eq!(
        day.by_product,
        [("CUP-07".to_owned(), 1), ("MUG-01".to_owned(), 1)]
    );
    assert_eq!(
        (day.by_hour.len(), day.by_hour[8], day.by_hour[10]),
        (24, (8, 1, 1, 1), (10, 1, 0, 0))
    );

    let both = store
        .report(
            &BenchChoice::All,
            (at("2026-11-19T23:00:00Z"), at("2026-11-21T23:00:00Z")),
            zone,
        )
        .unwrap();
    assert_eq!((both.orders, both.lines, both.units), (2, 2, 4));
    assert_eq!(both.first_pass_yield_permille, Some(500));
    let never = store
        .report(
            &BenchChoice::All,
            (at("2027-01-01T00:00:00Z"), at("2027-01-02T00:00:00Z")),
            zone,
        )
        .unwrap();
    assert_eq!(
        (
            never.orders,
            never.first_pass_yield_permille,
            never.orders_per_hour_tenths
        ),
        (0, None, None)
    );
}

#[test]
fn facts_are_kept_to_the_millisecond_and_read_back_as_they_were_answered() {
    let mut store = filled();
    let facts = [
        sample::opened("ZAM-1", "MUG-01"),
        sample::packed("ZAM-1", "MUG-01", 1),
    ];
    let exact: DateTime<Utc> = at("2026-11-20T07:00:00.123456Z");
    let answered = store
        .commit(&Commit {
            at: exact,
            ..commit_at(0, &facts)
        })
        .unwrap();
    assert_eq!(answered[0].at, at("2026-11-20T07:00:00.123Z"));
    let mut read = Vec::new();
    store.each_fact(|entry| read.push(entry)).unwrap();
    assert_eq!(read, answered);
    assert_eq!(store.facts_by_kind().unwrap()["UnitsPacked"], 1);
}

/// Any fact that a bench may write, about one of four orders; sense is not asked for.
fn any_fact() -> impl Strategy<Value = Fact> {
    let order = (1..5_u32).prop_map(|number| format!("ZAM-{number}"));
    (order, 0..14_u8, 1..4_u32).prop_map(|(order, kind, few)| {
        let number = no(&order);
        match kind {
            0 => sample::signed_in("W-001"),
            1 | 2 => sample::opened(&order, "MUG-01"),
            3 => Fact::OrderPutAside {
                order: number,
                reason: "BinEmpty".to_owned(),
            },
            4 => Fact::OrderReopened {
                order: number,
                reason: "found".to_owned(),
            },
            5 => Fact::OrderWithdrawn { order: number },
            6 | 7 => sample::parcel_closed(&order, few, None, few, &[("MUG-01", few)]),
            8 | 9 => Fact::OrderClosed {
                order: number,
                parcels: few,
            },
            10 => Fact::ToteBound {
                tote: format!("T-{few}").as_str().into(),
                order: number,
            },
            11 => Fact::BarcodeBound {
                code: format!("590123412345{few}"),
                sku: sku("CUP-07"),
                units: few,
            },
            12 => Fact::LabelStored {
                order: number,
                parcel: few,
                revision: few + 1,
                commitment: String::new(),
            },
            _ => sample::packed(&order, "MUG-01", few),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Replaying the journal gives the same tables as living through it, whatever happened.
    #[test]
    fn rebuilt_projections_equal_the_living_ones(
        commits in proptest::collection::vec((proptest::collection::vec(any_fact(), 0..4), -100_000..400_000_i64), 1..30),
    ) {
        let mut store = filled();
        for (facts, seconds) in &commits {
            keep(&mut store, *seconds, facts);
        }
        let living = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        prop_assert_eq!(store.projections_as_text().unwrap(), living);
        // The bench goes on after a rebuild as if nothing had been.
        keep(&mut store, 0, &[sample::signed_in("W-001")]);
        prop_assert_eq!(store.verify_chain().unwrap().broken, None);
    }
}

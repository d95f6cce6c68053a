//! What holds whatever benches, leads and the shop do, in whichever order.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::{collection::vec, prop_assert, prop_assert_eq};

use super::super::{BookState, Ledger};
use super::{TERMS, bench, book, books, closed, entry, hour, no, opened, order, parcel, sent};
use crate::domain::feed::Claim;
use crate::domain::journal::Entry;
use crate::domain::session::fact::{Fact, OpenedBy};
use crate::master::{PushOutcome, Report};

const BENCHES: [&str; 3] = ["bench-1", "bench-2", "bench-3"];

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    Claims(usize),
    Releases(usize),
    /// Lists what it believes to hold, or nothing; with facts to send or without.
    Reports(usize, bool, u64),
    /// Does this at the bench, under the fence of its last claim.
    Works(usize, u8),
    TakesOver(usize),
    /// The shop sends the order so, cancelled or not, and of so many units.
    Sends(bool, u32),
    Waits(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let bench = 0..BENCHES.len();
    prop_oneof![
        3 => bench.clone().prop_map(Step::Claims),
        1 => bench.clone().prop_map(Step::Releases),
        2 => (bench.clone(), any::<bool>(), 0..2_u64).prop_map(|(at, lists, unsent)| Step::Reports(at, lists, unsent)),
        6 => (bench.clone(), 0..8_u8).prop_map(|(at, what)| Step::Works(at, what)),
        1 => bench.prop_map(Step::TakesOver),
        1 => (any::<bool>(), 1..6_u32).prop_map(|(cancelled, units)| Step::Sends(cancelled, units)),
        1 => prop_oneof![Just(1), Just(13)].prop_map(Step::Waits),
    ]
}

fn fact(what: u8) -> Fact {
    let order = no("ZAM-1");
    match what {
        0 => opened(1),
        1 => parcel(1, 3),
        2 => parcel(2, 2),
        3 => closed(1),
        4 => Fact::OrderPutAside {
            order,
            reason: "BinEmpty".to_owned(),
        },
        5 => Fact::OrderResumed {
            order,
            opened: OpenedBy::Number,
        },
        6 => Fact::OrderReopened {
            order,
            reason: "again".to_owned(),
        },
        _ => Fact::OrderWithdrawn { order },
    }
}

/// The benches beside the books: the fence each works under, and its facts.
struct World {
    ledger: Ledger,
    fences: [u64; 3],
    facts: [Vec<Entry>; 3],
    now: i64,
    revision: u64,
}

impl World {
    fn sends(&mut self, at: usize, fact: Fact) -> Vec<PushOutcome> {
        let number = u64::try_from(self.facts[at].len()).unwrap() + 1;
        let entry = entry(BENCHES[at], number, self.fences[at], fact);
        self.facts[at].push(entry.clone());
        self.ledger.take(&[entry], hour(self.now)).unwrap()
    }

    fn happens(&mut self, step: &Step) {
        let now = hour(self.now) + TimeDelta::milliseconds(1);
        match *step {
            Step::Claims(at) => {
                let given = self
                    .ledger
                    .claim(&bench(BENCHES[at]), &no("ZAM-1"), now, &TERMS);
                if let Some(claim) = given {
                    self.fences[at] = claim.fence;
                }
            }
            Step::Releases(at) => self.ledger.release(&bench(BENCHES[at]), &[no("ZAM-1")]),
            Step::Reports(at, lists, unsent) => {
                let held = (lists && self.fences[at] > 0).then(|| Claim {
                    order: no("ZAM-1"),
                    fence: self.fences[at],
                });
                let report = Report {
                    unsent,
                    held: held.into_iter().collect(),
                };
                self.ledger
                    .report(&bench(BENCHES[at]), &report, now, &TERMS);
            }
            Step::Works(at, what) => {
                if self.fences[at] > 0 {
                    self.sends(at, fact(what));
                }
            }
            Step::TakesOver(at) => {
                if let Some(from) = book(&self.ledger).holder.clone() {
                    let word = Fact::OrderTakenOver {
                        taken: no("ZAM-1"),
                        from,
                        reason: "fire".to_owned(),
                    };
                    self.sends(at, word);
                }
            }
            Step::Sends(cancelled, units) => {
                self.revision += 1;
                let mut order = order("ZAM-1", units);
                order.cancelled = cancelled;
                sent(&mut self.ledger, order, self.revision);
            }
            Step::Waits(hours) => self.now += hours,
        }
    }
}

fn world() -> World {
    World {
        ledger: books(&BENCHES),
        fences: [0; 3],
        facts: [vec![], vec![], vec![]],
        now: 0,
        revision: 1,
    }
}

/// Units and boxes that the books have in parcels.
fn boxed(ledger: &Ledger) -> (i64, i64) {
    let parcels = book(ledger).parcels.values();
    parcels.fold((0, 0), |(units, boxes), parcel| {
        let inside: i64 = parcel.contents.iter().map(|it| i64::from(it.units)).sum();
        (
            units + inside,
            boxes + i64::from(parcel.packaging.is_some()),
        )
    })
}

proptest! {
    #[test]
    fn stock_moved_is_what_is_in_parcels_and_an_order_has_one_bench(steps in vec(step(), 1..60)) {
        let mut world = world();
        for step in &steps {
            let before = book(&world.ledger).clone();
            world.happens(step);
            let after = book(&world.ledger);
            prop_assert!(after.fence >= before.fence, "a fence never goes back");
            if after.holder != before.holder && before.holder.is_some() && after.holder.is_some() {
                prop_assert!(after.fence > before.fence, "two benches under one fence");
                prop_assert!(!before.is_begun(), "taken from a bench that had begun it");
            }
            let was_begun = before.state == BookState::Open;
            if was_begun && !matches!(step, Step::TakesOver(_) | Step::Works(..)) {
                prop_assert_eq!(&after.holder, &before.holder, "{:?} took it out of the hands", step);
            }
            let moved: i64 = world.ledger.effects.moves.iter().map(|moved| moved.units).sum();
            let used: i64 = world.ledger.effects.packagings.values().sum();
            prop_assert_eq!((-moved, used), boxed(&world.ledger));
        }
    }

    #[test]
    fn facts_that_are_sent_again_change_nothing(steps in vec(step(), 1..40)) {
        let mut world = world();
        for step in &steps {
            world.happens(step);
        }
        let before = world.ledger.clone();
        for facts in &world.facts {
            for outcome in world.ledger.take(facts, hour(99)).unwrap() {
                prop_assert!(outcome != PushOutcome::Taken);
            }
        }
        prop_assert_eq!(world.ledger, before);
    }

    #[test]
    fn every_rejected_fact_is_an_exception_of_its_own(steps in vec(step(), 1..60)) {
        let mut world = world();
        for step in &steps {
            world.happens(step);
        }
        let rejected = world.ledger.effects.kept.iter().filter(|fact| fact.rejected.is_some());
        let told: BTreeMap<&str, usize> = world.ledger.effects.exceptions.iter()
            .filter(|exception| exception.id.starts_with("fact/"))
            .fold(BTreeMap::new(), |mut told, exception| {
                *told.entry(exception.id.as_str()).or_insert(0) += 1;
                told
            });
        prop_assert_eq!(rejected.count(), told.len());
        prop_assert!(told.values().all(|count| *count == 1));
    }
}

//! Which orders are held as duplicates, against a plain look at all pairs: in whatever sequence they come, change,
//! are packed and are let go.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::feed::{OrderRow, OrderStanding, Row};
use pakownia::domain::gate::Hold;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Place, Pulled};
use pakownia::store::{Commit, Store};
use proptest::prelude::*;

use crate::properties::cases;
use crate::sample::{self, no};

/// What may happen to the order with this number.
#[derive(Debug, Clone)]
enum Step {
    /// It comes, or comes again: whose it is, when it was paid in hours, and whether it is cancelled.
    Comes(usize, u8, i64, bool),
    /// Another bench packed it, or opened it again.
    Stands(usize, bool),
    /// A lead here lets it go.
    LetGoHere(usize),
    /// A lead at another bench did.
    LetGoThere(usize),
    /// The master took it away.
    Goes(usize),
    /// The shop asks for other hours.
    Hours(u8),
}

const ORDERS: usize = 7;

fn step() -> impl Strategy<Value = Step> {
    let order = 0..ORDERS;
    prop_oneof![
        8 => (order.clone(), 0_u8..2, 0_i64..60, prop::bool::weighted(0.15))
            .prop_map(|(order, who, paid, cancelled)| Step::Comes(order, who, paid, cancelled)),
        3 => (order.clone(), prop::bool::weighted(0.7)).prop_map(|(order, packed)| Step::Stands(order, packed)),
        1 => order.clone().prop_map(Step::LetGoHere),
        1 => order.clone().prop_map(Step::LetGoThere),
        1 => order.prop_map(Step::Goes),
        1 => (0_u8..40).prop_map(Step::Hours),
    ]
}

/// What is known of everything, as simply as can be.
#[derive(Debug, Clone, Default)]
struct World {
    orders: BTreeMap<usize, (u8, i64, bool)>,
    packed: BTreeSet<usize>,
    let_go_here: BTreeSet<usize>,
    let_go_there: BTreeSet<usize>,
    hours: i64,
}

impl World {
    fn is_let_go(&self, order: usize) -> bool {
        self.let_go_here.contains(&order) || self.let_go_there.contains(&order)
    }

    /// Smaller goes first.
    fn place(&self, order: usize) -> (bool, i64, usize) {
        let is_first = self.packed.contains(&order) && !self.is_let_go(order);
        (!is_first, self.orders[&order].1, order)
    }

    /// The orders whose duplicate this one is.
    fn goes_behind(&self, order: usize) -> BTreeSet<usize> {
        let (who, paid, cancelled) = self.orders[&order];
        let is_alike = |other: &usize| {
            let (whose, when, is_off) = self.orders[other];
            *other != order && whose == who && !is_off && (when - paid).abs() <= self.hours
        };
        if cancelled || self.packed.contains(&order) || self.is_let_go(order) || self.hours == 0 {
            return BTreeSet::new();
        }
        let before = |other: &usize| self.place(*other) < self.place(order);
        let others = self.orders.keys().copied();
        others.filter(is_alike).filter(before).collect()
    }
}

fn paid_at(hours: i64) -> DateTime<Utc> {
    sample::later(0) + TimeDelta::hours(hours)
}

fn number(order: usize) -> String {
    format!("Z-{order}")
}

fn row(order: usize, (who, paid, cancelled): (u8, i64, bool)) -> Row {
    let mut content = sample::order(&number(order), &["MUG-01"]);
    content.recipient.email = format!("klient{who}@example.com");
    content.paid_at = Some(paid_at(paid));
    content.cancelled = cancelled;
    Row::Order(Box::new(OrderRow {
        order: content,
        revision: 1,
    }))
}

fn standing(world: &World, order: usize) -> Row {
    Row::Standing(OrderStanding {
        order_no: no(&number(order)),
        holder: None,
        packed: world.packed.contains(&order),
        both_wanted: world.let_go_there.contains(&order),
        erased: false,
        parcels: vec![],
    })
}

fn bring(store: &mut Store, rows: Vec<Row>) {
    let pulled = Pulled {
        rows,
        cursor: Cursor {
            ledger: "ledger-1".to_owned(),
            place: Place::default(),
            load: None,
        },
        remaining: 0,
        start_again: false,
    };
    store.take_batch(&pulled).unwrap();
}

fn happens(store: &mut Store, world: &mut World, step: &Step) {
    match *step {
        Step::Comes(order, who, paid, cancelled) => {
            world.orders.insert(order, (who, paid, cancelled));
            bring(store, vec![row(order, (who, paid, cancelled))]);
        }
        Step::Stands(order, packed) => {
            if packed {
                world.packed.insert(order);
            } else {
                world.packed.remove(&order);
            }
            bring(store, vec![standing(world, order)]);
        }
        Step::LetGoHere(order) => {
            world.let_go_here.insert(order);
            let fact = Fact::DuplicateLetGo {
                let_go: no(&number(order)),
                twin: no("Z-0"),
                reason: "both".to_owned(),
            };
            let commit = Commit {
                at: paid_at(0),
                facts: &[fact],
                ..Commit::default()
            };
            store.commit(&commit).unwrap();
        }
        Step::LetGoThere(order) => {
            world.let_go_there.insert(order);
            bring(store, vec![standing(world, order)]);
        }
        Step::Goes(order) => {
            world.orders.remove(&order);
            world.packed.remove(&order);
            world.let_go_there.remove(&order);
            let gone = pakownia::domain::feed::Gone {
                id: "1".to_owned(),
                orders: vec![no(&number(order))],
                exceptions: vec![],
            };
            bring(store, vec![Row::Gone(Box::new(gone))]);
        }
        Step::Hours(hours) => {
            world.hours = i64::from(hours);
            bring(
                store,
                vec![sample::setting("duplicate_hours", &hours.to_string())],
            );
        }
    }
}

/// The store says of every order what the plain look at all pairs says.
fn agrees(store: &Store, world: &World) -> Result<(), TestCaseError> {
    let mut held = 0;
    let mut ready = 0;
    for (order, (.., cancelled)) in &world.orders {
        let known = store.order(&no(&number(*order))).unwrap().unwrap();
        let behind = world.goes_behind(*order);
        match &known.hold {
            Some(Hold::Duplicate { of }) => {
                let of: usize = of.as_str().trim_start_matches("Z-").parse().unwrap();
                prop_assert!(behind.contains(&of), "{order} behind {of}, not {behind:?}");
            }
            _ => prop_assert!(behind.is_empty(), "{order} is not held behind {behind:?}"),
        }
        let is_done = world.packed.contains(order);
        held += u64::from(!is_done && (*cancelled || !behind.is_empty()));
        ready += u64::from(!is_done && !cancelled && behind.is_empty());
    }
    prop_assert_eq!(store.held_count().unwrap(), held);
    prop_assert_eq!(store.ready_count().unwrap(), ready);
    let suspected = store.suspected_duplicates(99).unwrap().into_iter();
    let suspected: BTreeSet<String> = suspected.map(|one| one.order.0).collect();
    let behind = |order: &usize| !world.goes_behind(*order).is_empty();
    let expected = world.orders.keys().copied().filter(behind).map(number);
    prop_assert_eq!(suspected, expected.collect::<BTreeSet<_>>());
    Ok(())
}

proptest! {
    #![proptest_config(cases(300, 20_000))]

    #[test]
    fn whatever_comes_in_whatever_sequence_the_later_one_of_two_is_held(
        steps in prop::collection::vec(step(), 1..40),
        sequence in Just((0..ORDERS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut store = Store::open_in_memory().unwrap();
        let mut world = World { hours: 24, ..World::default() };
        for step in &steps {
            happens(&mut store, &mut world, step);
            agrees(&store, &world)?;
        }
        let living = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        prop_assert_eq!(store.projections_as_text().unwrap(), living);
        // The same rows into an empty cache, in another sequence.
        store.drop_cache().unwrap();
        bring(&mut store, vec![sample::setting("duplicate_hours", &world.hours.to_string())]);
        for order in sequence {
            let known = world.orders.get(&order);
            let rows = known.map(|known| row(order, *known));
            bring(&mut store, rows.into_iter().chain([standing(&world, order)]).collect());
        }
        agrees(&store, &world)?;
    }
}

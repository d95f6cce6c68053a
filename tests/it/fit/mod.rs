//! Does every answer hold: nothing overlaps, nothing floats, nothing is crushed, nothing is lost?

mod answers;
mod chance;
mod check;
mod command;

use pakownia::domain::packing::{
    Answer, BoxKind, Evenness, Fault, Item, Objective, Order, Patience, Search, faults,
};

/// Patience for so many steps: the same on every computer.
pub(crate) struct Steps(pub(crate) u64);

impl Patience for Steps {
    fn goes_on(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

/// A box of these sides up to 30 kg.
pub(crate) fn box_of(inner: [i64; 3], cost: i64) -> BoxKind {
    BoxKind {
        inner,
        tare: 100,
        stock: None,
        prices: vec![(30_000, cost)],
    }
}

pub(crate) fn order(items: Vec<Item>, boxes: Vec<BoxKind>) -> Order {
    Order {
        items,
        boxes,
        objective: Objective::FewestParcels,
        support: 700,
        evenness: Evenness::USUAL,
    }
}

/// The answer after some search, which must be sound; so must the first one be.
pub(crate) fn answer(order: &Order) -> Answer {
    let mut search = Search::begin(order);
    assert_eq!(faults(order, &search.answer()), Vec::<Fault>::new());
    search.improve(&mut Steps(3_000));
    let answer = search.answer();
    assert_eq!(faults(order, &answer), Vec::<Fault>::new());
    answer
}

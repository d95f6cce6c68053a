//! Where each unit is weighed, nothing gets into a closed parcel that the scale has not shown, a lead
//! has not let be, or a fact does not name as not weighed.

use std::collections::BTreeMap;

use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::session::fact::Fact;
use pakownia::domain::session::input::{Command, Input};
use pakownia::domain::session::unit_step::{UnitStepAt, UnitStepFact};
use pakownia::domain::weight_check::Expectation;
use proptest::prelude::*;

use super::bench::{can_be_finished, live};
use super::cases;
use super::happening::{Happening, happening, warehouse};
use super::world::World;

/// What the facts of one order say about the parcel that is open.
#[derive(Debug, Default)]
struct Book {
    /// The weighing of each unit goes on.
    weighs: bool,
    /// What was scanned and waits for its weight.
    offered: Option<(Sku, u32, Expectation)>,
    /// What may be packed now, and nothing else.
    allowed: Option<(Sku, u32)>,
    /// Units packed after they were weighed or let be.
    weighed: u32,
}

impl Book {
    /// Takes the order's next fact, and finds the unit that nobody weighed.
    fn take(&mut self, fact: &Fact) {
        match fact {
            Fact::UnitStep { happened, .. } => self.take_step(happened),
            Fact::OrderOpened { .. } | Fact::OrderReopened { .. } | Fact::ParcelClosed { .. } => {
                let weighed = self.weighed;
                *self = Self {
                    weighed,
                    ..Self::default()
                };
            }
            Fact::UnitsPacked { sku, takes, .. } if self.weighs || self.allowed.is_some() => {
                let units: u32 = takes.iter().map(|take| take.units).sum();
                let packed = Some((sku.clone(), units));
                assert_eq!(self.allowed.take(), packed, "packed without its weight");
                self.weighed += units;
            }
            _ => {}
        }
    }

    fn take_step(&mut self, happened: &UnitStepFact) {
        assert_eq!(self.allowed, None, "what was weighed was not packed");
        match happened {
            UnitStepFact::Begun { .. } => self.weighs = true,
            UnitStepFact::Offered {
                units, expected, ..
            } => {
                let item = &units.item;
                self.offered = Some((item.sku.clone(), item.units, *expected));
            }
            UnitStepFact::Weighed {
                gross, accepted, ..
            } => {
                if let Some((sku, units, expected)) = self.offered.take_if(|_| *accepted) {
                    assert!(expected.accepts(*gross), "{gross:?} for {expected:?}");
                    self.allowed = Some((sku, units));
                }
            }
            UnitStepFact::Released { reason, .. } => {
                assert!(!reason.is_empty());
                self.allowed = self.offered.take().map(|(sku, units, _)| (sku, units));
            }
            UnitStepFact::NotWeighed { sku, units, .. } => {
                self.allowed = Some((sku.clone(), *units));
            }
            UnitStepFact::SetBack { .. } => self.offered = None,
            UnitStepFact::Ended { .. } => {
                self.weighs = false;
                self.offered = None;
            }
            UnitStepFact::BoxWeighed { .. } | UnitStepFact::OutDue { .. } => {}
        }
    }
}

/// Reads every fact of the bench; answers how many units were weighed or let be by themselves.
fn audit(world: &World) -> u32 {
    let mut books: BTreeMap<&OrderNo, Book> = BTreeMap::new();
    for (fact, _) in &world.facts {
        if let Some(order) = fact.order() {
            let book = books.entry(order).or_default();
            // The ending comes before the unit that it lets through.
            book.take(fact);
        }
    }
    books.values().map(|book| book.weighed).sum()
}

/// What a packer does whose scale stands under the box.
fn at_the_scale() -> impl Strategy<Value = Happening> {
    use Happening as H;
    prop_oneof![
        10 => (0..4_usize).prop_map(|product| H::Scan(product, 1)),
        1 => (0..4_usize).prop_map(|product| H::Scan(product, 3)),
        12 => Just(H::WeighRight),
        3 => Just(H::WeighUnmoved),
        3 => (1..5_000_i64).prop_map(|grams| H::Weigh(grams, false)),
        3 => Just(H::ScanCard(1)),
        2 => Just(H::Release(2, true)),
        4 => (0..3_usize).prop_map(H::ScanOrder),
        1 => Just(H::ScaleGone),
        1 => (0..3_usize, any::<bool>()).prop_map(|(packaging, given)| H::Packaging(packaging, given)),
        6 => happening(),
    ]
}

proptest! {
    #![proptest_config(cases(400, 40_000))]

    #[test]
    fn where_each_unit_is_weighed_no_parcel_closes_with_a_unit_that_nobody_weighed(
        (products, lines, _) in warehouse(),
        happenings in prop::collection::vec(at_the_scale(), 1..120),
    ) {
        let mut world = World::new(products, &lines, true);
        world.unit_step = UnitStepAt::On;
        live(&mut world, &Happening::SignIn(0, true));
        for happening in &happenings {
            live(&mut world, happening);
        }
        audit(&world);
        can_be_finished(world);
    }
}

#[test]
fn the_audit_counts_units_that_were_weighed_and_finds_one_that_was_not() {
    let mut world = World::new(
        vec![(400, 50, (false, false)); 4],
        &vec![vec![(0, 2)]; 3],
        true,
    );
    world.unit_step = UnitStepAt::On;
    live(&mut world, &Happening::SignIn(0, true));
    live(&mut world, &Happening::ScanOrder(0));
    for _ in 0..2 {
        live(&mut world, &Happening::WeighRight);
        live(&mut world, &Happening::Scan(0, 1));
    }
    live(&mut world, &Happening::WeighRight);
    assert_eq!(audit(&world), 2);
    let undo = world.decide(&Input::Command(Command::Undo));
    world.keep(&undo);
    live(&mut world, &Happening::WeighRight);
    let packed = world
        .facts
        .iter()
        .find(|(fact, _)| matches!(fact, Fact::UnitsPacked { .. }));
    let planted = packed.unwrap().clone();
    world.facts.push(planted);
    let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| audit(&world)));
    assert!(found.is_err(), "a unit without its weight went through");
}

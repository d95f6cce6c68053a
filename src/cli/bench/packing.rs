//! A packer without hands: packs the benchmark's orders and stops the time of each scan.

use std::thread;
use std::time::{Duration, Instant};

use super::warehouse::{BADGE, PIN, Warehouse, code_of, lines_of, order_no};
use crate::cli::Failure;
use crate::domain::session::Step;
use crate::domain::session::message::Verdict;
use crate::station::event::{Action, Command};
use crate::station::{Answer, Outcome, Station};

/// One scan in so many is of a wrong product, from anywhere in the catalogue.
/// Source: a third of the sites have one per cent of mis-picks or more (Intermec, survey of 250 managers).
const WRONG_EVERY: usize = 100;

/// What kind of scan was timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scan {
    /// An order's number that opened it.
    Opening,
    /// A unit, right or wrong.
    Unit,
}

/// Packs order after order.
pub(super) struct Packer<'a> {
    station: Station,
    warehouse: &'a mut Warehouse,
    units: usize,
}

impl<'a> Packer<'a> {
    /// Signs in; an order that an earlier packer left on the bench is put aside.
    pub(super) fn begin(warehouse: &'a mut Warehouse) -> Result<Self, Failure> {
        let mut station = warehouse.station()?;
        // As beside the window: whoever looks for a better packing does not stand in a scan's way.
        station.improve_plans_by(Box::new(|mut planner, _number| {
            let looking = move || planner.improve();
            drop(thread::Builder::new().name("packing".into()).spawn(looking));
        }));
        let mut packer = Self {
            station,
            warehouse,
            units: 0,
        };
        packer.wanted(&Action::SignIn {
            badge: BADGE.to_owned(),
            pin: PIN.to_owned(),
        })?;
        if !packer.station.is_between_orders() {
            let reason = "benchmark".to_owned();
            packer.wanted(&Action::Command(Command::Hold { reason }))?;
        }
        Ok(packer)
    }

    /// Packs one order from its number to its label. `timed` hears of each scan when it is answered.
    pub(super) fn pack(
        &mut self,
        timed: &mut dyn FnMut(Scan, Duration) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (order, took) = self.open_next()?;
        timed(Scan::Opening, took)?;
        let products = self.warehouse.size().products;
        for (product, units) in lines_of(order, products) {
            for _ in 0..units {
                self.units += 1;
                if self.units.is_multiple_of(WRONG_EVERY) {
                    let (answer, took) =
                        self.scan(&code_of((product + products / 2) % products))?;
                    expect(&answer, Verdict::Refused)?;
                    timed(Scan::Unit, took)?;
                }
                let (answer, took) = self.scan(&code_of(product))?;
                expect(&answer, Verdict::Accepted)?;
                timed(Scan::Unit, took)?;
            }
        }
        self.close(order)
    }

    /// Opens the next order that has a twelve-line list and leaves it on the bench: its codes, one for each unit.
    pub(super) fn leave_open(mut self) -> Result<Vec<String>, Failure> {
        loop {
            let (order, _) = self.open_next()?;
            let lines = lines_of(order, self.warehouse.size().products);
            if lines.len() < 12 {
                let reason = "benchmark".to_owned();
                self.wanted(&Action::Command(Command::Hold { reason }))?;
                continue;
            }
            self.warehouse.save()?;
            let codes = lines
                .into_iter()
                .flat_map(|(product, units)| (0..units).map(move |_| code_of(product)));
            return Ok(codes.collect());
        }
    }

    /// Remembers how far it came.
    pub(super) fn end(self) -> Result<(), Failure> {
        self.warehouse.save()
    }

    /// Orders that an interrupted benchmark has packed or put aside are passed over.
    fn open_next(&mut self) -> Result<(u32, Duration), Failure> {
        for _ in 0..self.warehouse.size().orders {
            let order = self.warehouse.next_order();
            let (answer, took) = self.scan(order_no(order).as_str())?;
            if answer.verdict == Verdict::Accepted {
                return Ok((order, took));
            }
        }
        Err("no order of the benchmark's warehouse can be opened".into())
    }

    fn close(&mut self, order: u32) -> Result<(), Failure> {
        let answer = self.wanted(&Action::Command(Command::Packaging {
            code: None,
            reason: None,
        }))?;
        let (gross, _) = answer.expected.ok_or("the bench expects no weight")?;
        self.wanted(&Action::Weigh {
            gross,
            typed: false,
        })?;
        let (answer, _) = self.scan(order_no(order).as_str())?;
        expect(&answer, Verdict::Accepted)?;
        if answer.step != Step::Closed {
            return Err(format!("the order is not closed but {:?}", answer.step).into());
        }
        // What the loop does when nobody scans.
        self.station.print_due()?;
        self.station.sync_slice()?;
        Ok(())
    }

    /// One complete code, and the time until its verdict was on disk.
    fn scan(&mut self, code: &str) -> Result<(Answer, Duration), Failure> {
        let action = Action::Scan {
            code: code.to_owned(),
        };
        let begun = Instant::now();
        let outcome = self.station.handle(&action, None);
        let took = begun.elapsed();
        self.station.prepare_next();
        Ok((answered(outcome)?, took))
    }

    fn wanted(&mut self, action: &Action) -> Result<Answer, Failure> {
        let answer = answered(self.station.handle(action, None))?;
        self.station.prepare_next();
        expect(&answer, Verdict::Accepted)?;
        Ok(answer)
    }
}

fn answered(outcome: Outcome) -> Result<Answer, Failure> {
    match outcome {
        Outcome::Answered(answer) => Ok(*answer),
        Outcome::AsBefore(_) => Err("an event without a number was known".into()),
    }
}

/// A benchmark of refusals would say nothing: the bench has to do what is asked.
fn expect(answer: &Answer, verdict: Verdict) -> Result<(), Failure> {
    if answer.verdict == verdict {
        return Ok(());
    }
    Err(format!(
        "the bench answered {:?} instead of {verdict:?}: {:?}",
        answer.verdict, answer.message
    )
    .into())
}

//! What the bench asks its master: each question made from what is on its disk at that moment.

use std::time::Instant;

use super::wire::{Question, Reply, Wire, ask_here, ended};
use super::{Asked, Purpose, ROWS_AT_WORK};
use crate::domain::ids::OrderNo;
use crate::domain::session::Step;
use crate::master::planner::{NUMBERS_AT_ONCE, Needs, Task};
use crate::master::{Greeting, MasterError, Report, Wanted};
use crate::station::run::Station;
use crate::store::StoreError;

/// Facts in one question. Assumption: a master takes so many within a few hundredths of a second.
const FACTS_AT_ONCE: u32 = 500;

/// Facts of other benches in one answer while nobody works here. A scan that comes in the middle of it waits for no more.
const FACTS_AT_REST: u32 = 1_000;

/// Rows in one answer of a distant master while nobody works here.
const ROWS_AT_REST: u32 = 5_000;

impl Station {
    /// What the bench has and lacks at this moment.
    pub(in crate::station) fn needs(&self) -> Result<Needs, StoreError> {
        let is_at_work = self.bench.worker.is_some();
        Ok(Needs {
            unsent: self.store.unsent_count()?,
            numbers_left: self.store.numbers_left()?,
            ahead: u32::try_from(self.store.claims_ahead()?).unwrap_or(u32::MAX),
            wanted_ahead: if is_at_work {
                self.settings.orders_ahead
            } else {
                0
            },
            to_give_back: self.link.report_soon,
            audit_now: self.link.audit_wanted,
            all_benches: self.config.shows_all_benches(),
        })
    }

    /// Rows that may come down at once.
    pub(in crate::station) fn rows_at_once(&self) -> u32 {
        if self.link.is_here() {
            ROWS_AT_WORK
        } else if self.bench.worker.is_some() {
            self.link.pace.rows(Instant::now())
        } else {
            ROWS_AT_REST
        }
    }

    /// Facts of other benches that may come at once.
    fn facts_at_once(&self) -> u32 {
        if !self.link.is_here() && self.bench.worker.is_none() {
            FACTS_AT_REST
        } else {
            self.link.facts_pace.rows(Instant::now())
        }
    }

    /// The question of a task, and what its answer needs; `None` when there is nothing to ask any more.
    pub(in crate::station) fn question_of(
        &mut self,
        task: Task,
        rows: u32,
    ) -> Result<Option<(Asked, Question)>, StoreError> {
        let mut asked = Asked {
            purpose: Purpose::Planned(task),
            at: self.clock.lease_clock(),
            since: Instant::now(),
            numbers: vec![],
        };
        let seat = self.link.seat.clone();
        let question = match task {
            Task::Greet => Question::Greet(Box::new(self.greeting()?)),
            Task::Push => {
                let entries = self.store.unsent(FACTS_AT_ONCE)?;
                if entries.is_empty() {
                    return Ok(None);
                }
                asked.numbers = entries.iter().map(|entry| entry.number).collect();
                Question::Push(seat, entries)
            }
            Task::Pull => Question::Pull(self.store.cursor()?, rows),
            Task::Report => {
                let report = self.report_to_master()?;
                self.link.report_soon = false;
                Question::Report(seat, report)
            }
            Task::Claim(0) => return Ok(None),
            Task::Claim(wanted) => Question::Claim(seat, Wanted::Best(wanted)),
            Task::Numbers => Question::Numbers(seat, NUMBERS_AT_ONCE),
            Task::Audit => Question::Audit,
            Task::Facts => Question::Facts(self.store.fact_cursor()?, self.facts_at_once()),
        };
        Ok(Some((asked, question)))
    }

    /// The question for an order that a packer has scanned.
    pub(super) fn question_for_order(&self, order: &OrderNo) -> (Asked, Question) {
        let asked = Asked {
            purpose: Purpose::Scanned(order.clone()),
            at: self.clock.lease_clock(),
            since: Instant::now(),
            numbers: vec![],
        };
        let wanted = Wanted::Order(order.clone());
        (asked, Question::Claim(self.link.seat.clone(), wanted))
    }

    /// The question of a lead who looks at all benches.
    pub(super) fn question_of_overview(&self) -> (Asked, Question) {
        let asked = Asked {
            purpose: Purpose::Overview,
            at: self.clock.lease_clock(),
            since: Instant::now(),
            numbers: vec![],
        };
        (asked, Question::Overview)
    }

    /// A greeting. Its name is on disk before it is said.
    fn greeting(&mut self) -> Result<Greeting, StoreError> {
        let fresh = getrandom::u64().map_err(StoreError::NoRandom)?;
        let memory = self.store.run_to_greet_with(&format!("{fresh:016x}"))?;
        self.link.seat.run.clone_from(&memory.run);
        Ok(Greeting {
            seat: self.link.seat.clone(),
            before: memory.before,
            acknowledged: self.store.acknowledged()?,
            cursor: self.store.cursor()?,
            report: self.report_to_master()?,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    fn report_to_master(&self) -> Result<Report, StoreError> {
        Ok(Report {
            unsent: self.store.unsent_count()?,
            held: self.store.claims_to_report()?,
        })
    }

    /// Asks a master in the station's own loop; one behind a thread gives no answer here.
    pub(super) fn ask_here(&mut self, question: &Question) -> Reply {
        match &mut self.link.wire {
            Wire::Here(master) => ask_here(master.as_mut(), question),
            Wire::Thread(_) => Err(ended()),
        }
    }

    /// Puts a question in the row of the thread.
    pub(in crate::station) fn send(&mut self, asked: Asked, question: Question) -> bool {
        let Wire::Thread(wire) = &mut self.link.wire else {
            return false;
        };
        // A thread that has ended leaves its questions to be told first; then another is started.
        if !wire.is_running() && !self.link.asked.is_empty() {
            return false;
        }
        let is_sent = wire.send(question);
        if is_sent {
            self.link.asked.push_back(asked);
        }
        is_sent
    }

    /// Does something with a connection to the master, beside the plan: for commands without a window.
    pub(in crate::station) fn with_master<T, E: From<MasterError>>(
        &mut self,
        act: impl FnOnce(&mut dyn crate::master::Master) -> Result<T, E>,
    ) -> Result<T, E> {
        match &mut self.link.wire {
            Wire::Here(master) => act(master.as_mut()),
            Wire::Thread(wire) => {
                let mut master = (wire.door())()?;
                act(master.as_mut())
            }
        }
    }

    /// Whether this order is being packed here at this moment.
    pub(super) fn is_on_the_bench(&self, order: &OrderNo) -> bool {
        self.bench
            .session()
            .is_some_and(|session| session.order == *order && session.step != Step::Closed)
    }
}

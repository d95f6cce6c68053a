//! Whether this bench may open an order now, and what to tell the packer when it may not.

use std::time::{Duration, Instant};

use super::answers::failed;
use super::wire::{self, Silence, Wire, ended};
use super::{Applied, Purpose};
use crate::domain::gate::Hold;
use crate::domain::ids::OrderNo;
use crate::domain::session::Step;
use crate::domain::session::input::{Command, Input};
use crate::domain::session::question::Question;
use crate::master::planner::{End, LinkState, Task};
use crate::master::{MasterError, Turned};
use crate::station::run::{Station, StationError, chain};
use crate::store::StoreError;

/// How long a scan of an order that the bench does not hold waits for the master.
///
/// Source: below half a second a person does not lose the thread (Nielsen, Usability Engineering, 1993, 5.5).
const WAIT: Duration = Duration::from_millis(400);

/// A master that has owed an answer for so long is not waited for by a scan.
const STUCK: Duration = Duration::from_secs(1);

impl Station {
    /// What keeps this bench from opening an order; `None` when it may.
    ///
    /// It holds the order, or gets it from the master now. Only the master can say that another
    /// bench has it.
    pub(in crate::station) fn hold_order(
        &mut self,
        order: &OrderNo,
    ) -> Result<Option<Hold>, StoreError> {
        let claim = self.store.claim_of(order)?;
        let claim = claim.filter(|claim| !claim.is_lost);
        let is_open_here = claim.is_some() && self.store.open_orders()?.contains(order);
        if is_open_here {
            // Somebody has its goods in the hands: going on is right, whatever the clock says.
            return Ok(None);
        }
        if self.link.is_quarantined {
            return Ok(Some(Hold::BenchCopied));
        }
        let Some(claim) = claim else {
            return Ok(match self.ask_for(order)? {
                Some(true) => None,
                Some(false) => Some(Hold::TakenElsewhere),
                None if self.link.is_quarantined => Some(Hold::BenchCopied),
                None => Some(Hold::MasterAway),
            });
        };
        if !claim.is_over(&self.clock.lease_clock()) {
            return Ok(None);
        }
        Ok(match self.ask_for(order)? {
            Some(true) => None,
            Some(false) => {
                self.store.drop_claims(std::slice::from_ref(order))?;
                Some(Hold::TakenElsewhere)
            }
            None if self.link.is_quarantined => Some(Hold::BenchCopied),
            None => Some(Hold::LeaseOver),
        })
    }

    /// What keeps an order from being opened again that this input asks for.
    ///
    /// An order that was put aside is opened like any other; a packed one stays with its bench.
    pub(in crate::station) fn hold_to_reopen(
        &mut self,
        input: &Input,
    ) -> Result<Option<Hold>, StoreError> {
        let order = match (input, &self.bench.question) {
            (Input::Command(Command::Reopen { order, .. }), _)
            | (_, Some(Question::WhyReopen { order })) => order.clone(),
            _ => return Ok(None),
        };
        if self.bench.worker.is_none() || self.bench.has_open_order() {
            return Ok(None);
        }
        let Some(session) = self.bench.sessions.get(&order) else {
            return Ok(None);
        };
        if let Some(manifest) = self.store.list_of_order(&order)? {
            return Ok(Some(Hold::HandedOver { manifest }));
        }
        if session.step != Step::Closed {
            let cached = self.store.order(&order)?;
            return match cached.and_then(|cached| cached.hold) {
                Some(Hold::TakenElsewhere) => Ok(Some(Hold::TakenElsewhere)),
                _ => self.hold_order(&order),
            };
        }
        Ok(if self.link.is_quarantined {
            Some(Hold::BenchCopied)
        } else if self.store.is_taken_from_here(&order)? {
            Some(Hold::TakenElsewhere)
        } else {
            None
        })
    }

    /// Whether the master gives this order to this bench; `None` when it does not answer in time.
    fn ask_for(&mut self, order: &OrderNo) -> Result<Option<bool>, StoreError> {
        let given = if self.link.is_here() {
            self.ask_for_here(order)
        } else {
            self.ask_for_through_thread(order)
        };
        match given {
            Ok(given) => Ok(given),
            Err(StationError::Store(error)) => Err(error),
            Err(error) => {
                tracing::warn!(%order, error = %chain(&error), "the master did not answer a claim");
                Ok(None)
            }
        }
    }

    fn ask_for_here(&mut self, order: &OrderNo) -> Result<Option<bool>, StationError> {
        if self.link.planner.state() != LinkState::On {
            self.ask_now(Task::Greet, 0)?;
        }
        match self.claim_here(order) {
            Err(StationError::Master(MasterError::Turned(Turned::Superseded))) => {
                self.ask_now(Task::Greet, 0)?;
                self.claim_here(order)
            }
            given => given,
        }
    }

    fn claim_here(&mut self, order: &OrderNo) -> Result<Option<bool>, StationError> {
        let (asked, question) = self.question_for_order(order);
        let reply = self.ask_here(&question);
        Ok(Some(self.apply(&asked, reply)?.is_given))
    }

    fn ask_for_through_thread(&mut self, order: &OrderNo) -> Result<Option<bool>, StationError> {
        let oldest = self.link.asked.front();
        let is_stuck = oldest.is_some_and(|asked| asked.since.elapsed() > STUCK);
        if is_stuck || self.link.planner.state() != LinkState::On {
            return Ok(None);
        }
        let (asked, question) = self.question_for_order(order);
        if !self.send(asked, question) {
            return Ok(None);
        }
        let deadline = Instant::now() + WAIT;
        while let Some((asked, applied)) = self.next_answer(deadline)? {
            if asked == Purpose::Scanned(order.clone()) {
                return applied.map(|applied| Some(applied.is_given));
            }
        }
        // An answer that comes later is kept: the order is then held for the next scan.
        Ok(None)
    }

    /// Waits for the next answer of the thread and keeps it; `None` when none came in time.
    fn next_answer(&mut self, deadline: Instant) -> Result<Option<Answer>, StationError> {
        let Wire::Thread(wire) = &mut self.link.wire else {
            return Ok(None);
        };
        let reply = match wire.reply_until(deadline) {
            Ok(reply) => reply,
            Err(Silence::Waiting) => return Ok(None),
            Err(Silence::Ended) => Err(ended()),
        };
        let Some(asked) = self.link.asked.pop_front() else {
            return Ok(None);
        };
        let applied = self.apply(&asked, reply);
        if let Err(StationError::Store(_)) = &applied {
            return applied.map(|_applied| None);
        }
        Ok(Some((asked.purpose, applied)))
    }

    /// Keeps an answer of the thread that is there already; `None` when there is none.
    pub(in crate::station) fn take_answer(&mut self) -> Option<Result<Applied, StationError>> {
        let Wire::Thread(wire) = &mut self.link.wire else {
            return None;
        };
        let reply = match wire.reply() {
            Ok(reply) => reply,
            Err(Silence::Waiting) => return None,
            Err(Silence::Ended) => Err(ended()),
        };
        let asked = self.link.asked.pop_front()?;
        Some(self.apply(&asked, reply))
    }

    /// Waits until then for an answer of the thread. `false` when none came.
    pub(in crate::station) fn wait_for_answer(
        &mut self,
        deadline: Instant,
    ) -> Result<bool, StationError> {
        Ok(self.next_answer(deadline)?.is_some())
    }

    /// Asks a master in the station's own loop for what a task needs, and keeps the answer.
    pub(in crate::station) fn ask_now(
        &mut self,
        task: Task,
        rows: u32,
    ) -> Result<Applied, StationError> {
        let (asked, question) = match self.question_of(task, rows) {
            Ok(Some(question)) => question,
            nothing => {
                let end = match &nothing {
                    Ok(_) => End::Done { more: false },
                    Err(fault) => failed(fault),
                };
                let clock = self.clock.lease_clock();
                let now = self.link.millis(&clock);
                self.link.planner.ended(now, task, end);
                return Ok(nothing.map(|_none| Applied::default())?);
            }
        };
        let reply = self.ask_here(&question);
        self.apply(&asked, reply)
    }

    /// Asks how all benches stand.
    pub(in crate::station) fn ask_overview(&mut self) -> Result<(), StationError> {
        let (asked, question) = self.question_of_overview();
        if self.link.is_here() {
            let reply = self.ask_here(&question);
            self.apply(&asked, reply)?;
            self.link.overview_wanted = false;
        } else if self.send(asked, wire::Question::Overview) {
            self.link.overview_wanted = false;
        }
        Ok(())
    }
}

type Answer = (Purpose, Result<Applied, StationError>);

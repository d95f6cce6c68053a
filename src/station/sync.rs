//! Facts up, rows down, orders and numbers ahead: what the bench does with its master between two scans.
//!
//! Each call does one bounded slice, so that a scan never waits longer than that. What is due is
//! decided by the [planner](crate::master::planner).

use std::thread;
use std::time::{Duration, Instant};

use super::link::{ROWS_AT_WORK, Wake};
use super::run::{Station, StationError, chain};
use super::sync_view::{Drift, OverviewView};
use crate::domain::feed::LinkTrouble;
use crate::master::MasterError;
use crate::master::planner::{End, LinkState, NUMBERS_LOW, Task};
use crate::store::StoreError;

/// Rows in one slice before a bench opens: the first load of a large catalogue.
const ROWS_AT_A_TIME: u32 = 20_000;

/// Tasks between two events at most: one of each kind.
const TASKS_AT_ONCE: u32 = 8;

/// How long a command waits for the next answer of a distant master before it goes on without.
///
/// Assumption: a person who typed a command waits so long without a word.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two looks of a command that waits.
const A_MOMENT: Duration = Duration::from_millis(20);

/// Facts that may wait before they are sent up between two lines of a script.
const UNSENT_MAX: u64 = 400;

/// What one slice did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slice {
    /// Rows that came down.
    pub pulled: u64,
    /// Facts that went up.
    pub pushed: u64,
    /// Rows still to come.
    pub remaining: u64,
}

impl Slice {
    /// Whether there is nothing left to do now.
    pub fn is_done(&self) -> bool {
        self.pulled == 0 && self.pushed == 0 && self.remaining == 0
    }
}

impl Station {
    /// What is due now, in one bounded slice. `true` when something came down or went up.
    ///
    /// A failure is no error: the plan knows it, and tries again at its time.
    pub fn tend(&mut self) -> Result<bool, StoreError> {
        if self.link.is_here() {
            self.tend_here()
        } else {
            self.pump()
        }
    }

    fn tend_here(&mut self) -> Result<bool, StoreError> {
        let mut changed = self.take_comparison();
        for _task in 0..TASKS_AT_ONCE {
            let needs = self.needs()?;
            let clock = self.clock.lease_clock();
            let now = self.link.millis(&clock);
            let Some(task) = self.link.planner.next(now, &needs) else {
                break;
            };
            if task == Task::Audit && self.bench.worker.is_some() && !self.link.audit_wanted {
                // It takes the one loop a while: nobody who works here waits for it.
                self.link.planner.ended(now, task, End::Done { more: true });
                continue;
            }
            match self.ask_now(task, self.rows_at_once()) {
                Ok(applied) if !applied.slice.is_done() => {
                    changed = true;
                    break;
                }
                Ok(_) => {}
                Err(StationError::Store(error)) => return Err(error),
                Err(error) => {
                    tracing::warn!(?task, error = %chain(&error), "the master did not answer");
                    changed = true;
                    break;
                }
            }
        }
        if self.link.overview_wanted {
            self.tell_overview();
            changed = true;
        }
        Ok(changed)
    }

    /// Keeps an answer that has come, and asks what is due. Never waits.
    fn pump(&mut self) -> Result<bool, StoreError> {
        let mut changed = self.take_comparison();
        let answer = match self.link.rows_wait(Instant::now()) {
            None => self.take_answer(),
            Some(_later) => None,
        };
        match answer {
            Some(Ok(applied)) => changed |= !applied.slice.is_done(),
            Some(Err(StationError::Store(error))) => return Err(error),
            Some(Err(error)) => {
                tracing::warn!(error = %chain(&error), "the master did not answer");
                changed = true;
            }
            None => {}
        }
        self.give_back_when_left()?;
        self.send_what_is_due()?;
        if self.link.overview_wanted {
            self.tell_overview();
        }
        Ok(changed)
    }

    fn send_what_is_due(&mut self) -> Result<(), StoreError> {
        let needs = self.needs()?;
        let clock = self.clock.lease_clock();
        let now = self.link.millis(&clock);
        let Some(task) = self.link.planner.next(now, &needs) else {
            return Ok(());
        };
        let end = match self.question_of(task, self.rows_at_once()) {
            Ok(Some((asked, question))) => {
                if self.send(asked, question) {
                    return Ok(());
                }
                End::Failed(LinkTrouble::Away)
            }
            Ok(None) => End::Done { more: false },
            Err(error) => {
                let why = chain(&error);
                let failed = End::Failed(LinkTrouble::Other { why });
                self.link.planner.ended(now, task, failed);
                return Err(error);
            }
        };
        self.link.planner.ended(now, task, end);
        Ok(())
    }

    fn tell_overview(&mut self) {
        if let Err(error) = self.ask_overview() {
            self.link.overview_wanted = false;
            tracing::warn!(error = %chain(&error), "the master did not tell how all benches stand");
        }
    }

    /// One bounded slice whether it is due or not: facts up, then rows down, then numbers and orders ahead.
    ///
    /// With a distant master it only does what is due, and never waits.
    pub fn sync_slice(&mut self) -> Result<Slice, StationError> {
        if !self.link.is_here() {
            self.pump()?;
            return Ok(Slice::default());
        }
        let slice = self.sync_here(ROWS_AT_WORK)?;
        if slice.remaining == 0 {
            self.stock_up()?;
        }
        Ok(slice)
    }

    /// Everything there is, before the bench opens. `seen` hears how many rows are still to come.
    ///
    /// A distant master that does not answer is an error after a few seconds; the bench can work
    /// from its own disk all the same.
    pub fn sync_all(&mut self, mut seen: impl FnMut(&Slice)) -> Result<(), StationError> {
        if !self.link.is_here() {
            return self.wait_until_read_up(seen);
        }
        loop {
            let slice = self.sync_here(ROWS_AT_A_TIME)?;
            seen(&slice);
            if slice.is_done() {
                self.gather_here()?;
                return self.stock_up();
            }
        }
    }

    /// What other benches did, to its end, at a lead's station.
    fn gather_here(&mut self) -> Result<(), StationError> {
        while self.config.shows_all_benches() {
            if self.ask_now(Task::Facts, 0)?.slice.remaining == 0 {
                break;
            }
        }
        Ok(())
    }

    fn sync_here(&mut self, rows: u32) -> Result<Slice, StationError> {
        match self.push_and_pull(rows) {
            // Another connection spoke for this bench, or the master lacks facts: once more from there.
            Err(StationError::Master(MasterError::Turned(_))) => {
                self.ask_now(Task::Greet, 0)?;
                self.push_and_pull(rows)
            }
            done => done,
        }
    }

    fn push_and_pull(&mut self, rows: u32) -> Result<Slice, StationError> {
        if self.link.planner.state() != LinkState::On {
            self.ask_now(Task::Greet, 0)?;
        }
        let pushed = self.ask_now(Task::Push, 0)?.slice.pushed;
        let pulled = self.ask_now(Task::Pull, rows)?.slice;
        Ok(Slice { pushed, ..pulled })
    }

    /// Tracking numbers and orders ahead, when few are left.
    fn stock_up(&mut self) -> Result<(), StationError> {
        let mut needs = self.needs()?;
        needs.wanted_ahead = self.settings.orders_ahead;
        if needs.numbers_left < NUMBERS_LOW {
            self.ask_now(Task::Numbers, 0)?;
        }
        if needs.ahead.saturating_mul(2) < needs.wanted_ahead && !self.link.is_quarantined {
            self.ask_now(Task::Claim(needs.wanted_ahead - needs.ahead), 0)?;
        }
        Ok(())
    }

    fn wait_until_read_up(&mut self, mut seen: impl FnMut(&Slice)) -> Result<(), StationError> {
        let mut heard_at = Instant::now();
        loop {
            self.pump()?;
            seen(&Slice {
                remaining: self.link.rows_to_come,
                ..Slice::default()
            });
            let is_through = self.link.asked.is_empty() && self.store.unsent_count()? == 0;
            match self.link.planner.state() {
                LinkState::On if is_through && self.link.is_read_up && self.has_all_facts() => {
                    return Ok(self.store.read_up(self.link.pulled_at)?);
                }
                LinkState::Off { trouble, .. } => return Err(no_answer(trouble)),
                _ if heard_at.elapsed() > PATIENCE => return Err(no_answer(LinkTrouble::Away)),
                _ => {}
            }
            if self.wait_for_answer(Instant::now() + A_MOMENT)? {
                heard_at = Instant::now();
            } else if self.link.asked.is_empty() {
                thread::sleep(A_MOMENT);
            }
        }
    }

    /// Whether nothing more is to be read of other benches: there is no more, or it is not this bench's to read.
    fn has_all_facts(&self) -> bool {
        let link = &self.link;
        !self.config.shows_all_benches() || link.has_all_facts || link.facts_refused.is_some()
    }

    /// What a script does between two lines: a distant master is never waited for.
    pub fn sync_between_lines(&mut self) -> Result<(), StationError> {
        if !self.link.is_here() {
            self.pump()?;
        } else if self.unsent_count() > UNSENT_MAX {
            self.sync_slice()?;
        }
        Ok(())
    }

    /// What a script does at the end of its input: everything, where the master is in the same house.
    pub fn sync_at_end(&mut self) -> Result<(), StationError> {
        if self.link.is_here() {
            self.sync_all(|_| {})
        } else {
            Ok(self.pump().map(|_changed| ())?)
        }
    }

    /// Compares the cache with the master here and now; unknown when it is being written all the time.
    pub fn compare_now(&mut self) -> Result<Drift, StationError> {
        self.sync_all(|_| {})?;
        self.link.audit_wanted = true;
        if self.link.is_here() {
            self.ask_now(Task::Audit, 0)?;
        } else {
            let until = Instant::now() + 2 * PATIENCE;
            while self.link.audit_wanted && Instant::now() < until {
                self.pump()?;
                if !self.wait_for_answer(Instant::now() + A_MOMENT)? {
                    thread::sleep(A_MOMENT);
                }
            }
        }
        if std::mem::take(&mut self.link.audit_wanted) {
            return Ok(Drift::Unknown);
        }
        self.wait_for_comparison();
        Ok(self.link.drift.clone())
    }

    /// Asks the master how all benches stand, here and now.
    pub fn overview_now(&mut self) -> Result<Option<OverviewView>, StationError> {
        self.link.overview = None;
        self.ask_overview()?;
        if !self.link.is_here() {
            let until = Instant::now() + PATIENCE;
            while self.link.overview.is_none() && Instant::now() < until {
                self.wait_for_answer(until)?;
            }
        }
        Ok(self.link.overview.clone())
    }

    /// Whether the order on the screen is not this bench's any more; the next input learns of it.
    pub fn is_order_lost(&self) -> bool {
        self.order_now.as_ref().is_some_and(|now| now.taken_over)
    }

    /// Somebody wants to see how all benches stand; the answer comes with a later picture.
    pub fn want_overview(&mut self) {
        self.link.overview_wanted = true;
    }

    /// Somebody wants the cache compared with the master; the answer comes with a later picture.
    pub fn want_comparison(&mut self) {
        self.link.audit_wanted = true;
    }

    /// Idle work: carries the write-ahead log into the database, so that no scan has to.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        self.store.checkpoint()
    }

    /// From now on this is woken by each answer of a distant master.
    pub(super) fn wake_by(&self, wake: Wake) {
        self.link.wake_by(wake);
    }

    /// How long until something is due at the master, or may be taken from it.
    pub(super) fn due_in(&mut self) -> Option<Duration> {
        let clock = self.clock.lease_clock();
        let now = self.link.millis(&clock);
        let planned = self.link.planner.wake_at();
        let due = planned.map(|at| Duration::from_millis(at.saturating_sub(now)));
        due.into_iter()
            .chain(self.link.rows_wait(Instant::now()))
            .min()
    }

    /// Somebody got an answer: no scan comes for a moment.
    pub(super) fn just_answered(&mut self) {
        let now = Instant::now();
        self.link.pace.answered(now);
        self.link.facts_pace.answered(now);
    }

    /// Whether the master is asked by a thread.
    pub fn has_distant_master(&self) -> bool {
        !self.link.is_here()
    }
}

fn no_answer(trouble: LinkTrouble) -> StationError {
    MasterError::Link {
        trouble,
        said: None,
    }
    .into()
}

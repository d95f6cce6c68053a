//! When reports are made at a bench with a window: between two orders, written and put away by a thread.
//!
//! Putting one together asks the bench's database and takes a moment, so it waits until no order is open. Drawing it, and a
//! folder in a network that does not answer, take longer and hold nobody up.

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Composed, Placing};
use crate::domain::schedule::Run;
use crate::station::run::{Station, chain};
use crate::store::ReportFile;

/// How often it is asked what is due. Assumption: a report that comes a minute late is early enough.
const EVERY: Duration = Duration::from_mins(1);

/// A bench that was just switched on has other things to do first.
const AFTER_START: Duration = Duration::from_secs(30);

/// A report that could not be made is tried again after so long: it will not be another one in a minute.
const AFTER_FAILURE: Duration = Duration::from_mins(30);

/// What a thread has done.
enum Work {
    Made(Run, Result<Vec<ReportFile>, String>),
    Placed(Run, Result<(), String>),
}

/// Makes reports and puts them away, one at a time.
pub struct ReportKeeper {
    running: Option<JoinHandle<Work>>,
    due: Instant,
}

impl Default for ReportKeeper {
    fn default() -> Self {
        Self {
            running: None,
            due: Instant::now() + AFTER_START,
        }
    }
}

impl ReportKeeper {
    /// Somebody wants to know now.
    pub fn hurry(&mut self) {
        self.due = Instant::now();
    }

    /// Idle work: takes in what a thread has done, and begins the next. `true` when a report was made or put away, or
    /// could not be.
    pub fn tend(&mut self, station: &mut Station) -> bool {
        let mut changed = false;
        if let Some(thread) = self.running.take_if(|thread| thread.is_finished()) {
            match thread.join() {
                Ok(work) => changed = self.take_in(station, work),
                Err(_panic) => tracing::error!("the thread that makes reports panicked"),
            }
        }
        if self.running.is_none() && Instant::now() >= self.due {
            self.due = Instant::now() + EVERY;
            self.begin(station);
        }
        changed
    }

    fn take_in(&mut self, station: &mut Station, work: Work) -> bool {
        // There may be more of it.
        self.due = Instant::now();
        let kept = match work {
            Work::Made(run, Ok(files)) => station.keep_report(run, &files),
            Work::Made(run, Err(why)) => {
                self.failed(run, &why);
                return false;
            }
            Work::Placed(run, placed) => station.report_placed(run, placed),
        };
        if let Err(error) = kept {
            tracing::error!(error = %chain(&error), "how a report stands is not kept");
            self.due = Instant::now() + EVERY;
        }
        true
    }

    fn failed(&mut self, run: Run, why: &str) {
        tracing::error!(what = run.what.name(), day = %run.day, why, "a report cannot be made");
        self.due = Instant::now() + AFTER_FAILURE;
    }

    fn begin(&mut self, station: &mut Station) {
        match station.next_placing() {
            Ok(Some(placing)) => return self.start(move || place(&placing)),
            Ok(None) => {}
            Err(error) => {
                tracing::error!(error = %chain(&error), "which reports wait cannot be read");
            }
        }
        if !station.is_between_orders() {
            return;
        }
        let due = match station.reports_due() {
            Ok(due) => due,
            Err(error) => {
                tracing::error!(error = %chain(&error), "which reports are due cannot be read");
                return;
            }
        };
        let Some(run) = due.first().copied() else {
            return;
        };
        match station.compose(run) {
            Ok(composed) => self.start(move || make(&composed)),
            Err(error) => self.failed(run, &chain(&error)),
        }
    }

    fn start(&mut self, work: impl FnOnce() -> Work + Send + 'static) {
        match thread::Builder::new().name("reports".into()).spawn(work) {
            Ok(thread) => self.running = Some(thread),
            Err(error) => tracing::error!(%error, "the thread for reports cannot be started"),
        }
    }
}

fn make(composed: &Composed) -> Work {
    let files = composed.files().map_err(|error| chain(&error));
    Work::Made(composed.run(), files)
}

fn place(placing: &Placing) -> Work {
    let placed = placing.place().map_err(|error| chain(&error));
    Work::Placed(placing.run(), placed)
}

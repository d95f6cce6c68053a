//! When figures are measured: every minute, in a thread of its own, one measuring at a time.

use std::io;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Measured, Measuring};
use crate::station::run::{Station, chain};
use crate::store::{Store, StoreError};

/// How often. Assumption: an alert that comes a minute late is early enough for every time to decide.
const EVERY: Duration = Duration::from_mins(1);

/// A bench that was just switched on has other things to do first.
const AFTER_START: Duration = Duration::from_secs(20);

/// Measures, and hands over what it found.
#[derive(Debug)]
pub struct AlertKeeper {
    running: Option<JoinHandle<Result<Measured, StoreError>>>,
    due: Instant,
}

impl Default for AlertKeeper {
    fn default() -> Self {
        Self {
            running: None,
            due: Instant::now() + AFTER_START,
        }
    }
}

impl AlertKeeper {
    /// Somebody wants to know now.
    pub fn hurry(&mut self) {
        self.due = Instant::now();
    }

    /// Idle work: takes in what was measured, and begins anew when it is due. `true` when an alert was raised or ended.
    pub fn tend(&mut self, station: &mut Station) -> bool {
        let mut changed = false;
        if let Some(thread) = self.running.take_if(|thread| thread.is_finished()) {
            match thread.join() {
                Ok(Ok(measured)) => match station.judge_alerts(&measured) {
                    Ok(is_other) => changed = is_other,
                    Err(error) => tracing::error!(error = %chain(&error), "an alert is not kept"),
                },
                Ok(Err(error)) => tracing::error!(error = %chain(&error), "no figures for alerts"),
                Err(_panic) => tracing::error!("the thread that measures panicked"),
            }
        }
        if self.running.is_some() || Instant::now() < self.due {
            return changed;
        }
        self.due = Instant::now() + EVERY;
        match station.measuring() {
            Ok(task) => match begin(station, task) {
                Ok(thread) => self.running = Some(thread),
                Err(error) => tracing::error!(%error, "the thread that measures cannot be started"),
            },
            Err(error) => tracing::error!(error = %chain(&error), "nothing can be measured"),
        }
        changed
    }
}

fn begin(
    station: &Station,
    task: Measuring,
) -> io::Result<JoinHandle<Result<Measured, StoreError>>> {
    let file = station.dir.join("station.db");
    thread::Builder::new()
        .name("alerts".into())
        .spawn(move || task.of(&Store::read_only(&file)?))
}

//! The threads that print: one a printer, so that a slow one holds up neither a scan nor another printer.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use super::event::Event;
use super::printing::{Errand, LANES, LaneTarget};
use super::run::Station;
use crate::devices::printer::Watch;
use crate::domain::printing::PrinterTrouble;
use crate::store::StoreError;

/// How often an idle printer is asked how it is.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(10);

/// The doors to the threads.
pub(super) struct Lanes(BTreeMap<&'static str, Lane>);

struct Lane {
    work: SyncSender<Work>,
    is_printing: bool,
}

/// What a lane is told.
enum Work {
    /// Print this.
    Print(Box<Errand>),
    /// Look at this printer while there is nothing to print.
    Look(Option<LaneTarget>),
}

impl Lanes {
    /// Starts a thread for each printer that is set up.
    pub(super) fn start(station: &Station, inbox: &SyncSender<Event>) -> io::Result<Self> {
        let mut lanes = BTreeMap::new();
        for lane in LANES {
            // Two lanes may lead to one printer, which is looked at once.
            let target = station
                .lane_target(lane)
                .filter(|_| station.has_own_printer(lane));
            // One errand a time, and what was set up last; the next errand stands in the durable queue.
            let (work, queue) = sync_channel(2);
            let told = Told {
                lane,
                inbox: inbox.clone(),
                // The lamp begins well; to say so again would paint an idle screen anew.
                has_told: true,
                last: None,
            };
            thread::Builder::new()
                .name(format!("printer {lane}"))
                .spawn(move || print(&queue, target, told))?;
            lanes.insert(
                lane,
                Lane {
                    work,
                    is_printing: false,
                },
            );
        }
        Ok(Self(lanes))
    }

    /// Gives every idle printer the next document that is due.
    pub(super) fn fill(&mut self, station: &mut Station) -> Result<(), StoreError> {
        for (name, lane) in &mut self.0 {
            if lane.is_printing {
                continue;
            }
            let Some(errand) = station.next_errand(name)? else {
                continue;
            };
            match lane.work.try_send(Work::Print(Box::new(errand))) {
                Ok(()) => lane.is_printing = true,
                // It stays under way, and is asked about at the next start.
                Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                    tracing::error!(lane = name, "the printing thread takes no document");
                }
            }
        }
        Ok(())
    }

    /// Other printers were set up: from now on those are looked at.
    pub(super) fn retarget(&self, station: &Station) {
        for (name, lane) in &self.0 {
            let target = station
                .lane_target(name)
                .filter(|_| station.has_own_printer(name));
            if lane.work.try_send(Work::Look(target)).is_err() {
                tracing::warn!(
                    lane = name,
                    "the printer is looked at after its next document"
                );
            }
        }
    }

    /// A lane's errand has ended.
    pub(super) fn ended(&mut self, lane: &str) {
        if let Some(lane) = self.0.get_mut(lane) {
            lane.is_printing = false;
        }
    }
}

fn print(queue: &Receiver<Work>, mut target: Option<LaneTarget>, mut told: Told) {
    loop {
        let is_heard = match queue.recv_timeout(LOOKED_AT_EVERY) {
            Ok(Work::Look(other)) => {
                target = other;
                told.tell(None)
            }
            Ok(Work::Print(errand)) => {
                let end = errand.run(&mut told);
                told.has_told = false;
                told.inbox.send(Event::Printed(end)).is_ok()
            }
            Err(RecvTimeoutError::Timeout) => match target.as_ref().and_then(LaneTarget::trouble) {
                Some(state) => told.tell(state.err().as_ref()),
                None => true,
            },
            Err(RecvTimeoutError::Disconnected) => false,
        };
        if !is_heard {
            return;
        }
    }
}

/// Tells the loop what a printer wants, once for each change.
struct Told {
    lane: &'static str,
    inbox: SyncSender<Event>,
    /// Whether anything was told since the last document.
    has_told: bool,
    last: Option<PrinterTrouble>,
}

impl Told {
    fn tell(&mut self, trouble: Option<&PrinterTrouble>) -> bool {
        if self.has_told && self.last.as_ref() == trouble {
            return true;
        }
        self.has_told = true;
        self.last = trouble.cloned();
        let event = Event::Printer {
            lane: self.lane,
            trouble: trouble.cloned(),
        };
        self.inbox.send(event).is_ok()
    }
}

impl Watch for Told {
    fn goes_on(&mut self, trouble: Option<&PrinterTrouble>) -> bool {
        self.tell(trouble)
    }
}

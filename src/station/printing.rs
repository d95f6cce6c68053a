//! Works off the durable print queue: each document at least once, none silently twice.
//!
//! Each printer has a lane of its own, so that labels go on while the office printer has no paper.
//! What a printer gets is written down first; what became of it, when it is known; and where nobody
//! knows, the packer is asked between two orders.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use super::answer::Answer;
use super::papers::{DOCUMENTS, LABELS, SLIPS};
use super::run::Station;
use crate::devices::DeviceState;
use crate::devices::printer::{Delivery, Document, DocumentKind, PrintTarget, Watch};
use crate::devices::simulator::SimulatedPrinter;
use crate::domain::printing::PrinterTrouble;
use crate::domain::session::input::Input;
use crate::domain::session::question::DoubtedPrint;
use crate::store::{PrintJob, PrintKind, StoreError};

/// The lanes: one a printer.
pub const LANES: [&str; 3] = [LABELS, DOCUMENTS, SLIPS];

/// How long a command without a window waits for a printer; the next start goes on with the document.
const PATIENCE: Duration = Duration::from_mins(1);

/// First pause before a job is tried again; it doubles with each attempt.
const FIRST_PAUSE_SECONDS: i64 = 5;

/// Longest pause. Assumption: a packer who refilled a printer looks at it for half a minute.
const LONGEST_PAUSE_SECONDS: i64 = 30;

/// One job, ready for the thread that prints.
#[derive(Debug, Clone)]
pub struct Errand {
    /// The job's number in the queue.
    pub job: i64,
    lane: &'static str,
    attempts: u32,
    target: LaneTarget,
    document: Document,
    /// The printer had it when the program ended.
    is_recovery: bool,
}

/// Where the documents of a lane go.
#[derive(Debug, Clone)]
pub enum LaneTarget {
    /// Where the set-up says.
    Real(PrintTarget),
    /// The demo's printer.
    Simulated(Arc<SimulatedPrinter>),
}

impl LaneTarget {
    /// How it is, without printing anything. `None` where that cannot be told without bytes on paper.
    pub fn trouble(&self) -> Option<Result<(), PrinterTrouble>> {
        use crate::devices::Trouble;
        let state = match self {
            Self::Real(PrintTarget::Raw { .. }) => return None,
            Self::Real(target) => target.state(),
            Self::Simulated(printer) => printer.state(),
        };
        Some(match state {
            DeviceState::Missing {
                why: Trouble::Printer(trouble),
            }
            | DeviceState::NeedsAttention {
                why: Trouble::Printer(trouble),
            } => Err(trouble),
            _ => Ok(()),
        })
    }
}

/// How an errand ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrandEnd {
    job: i64,
    lane: &'static str,
    attempts: u32,
    delivery: Delivery,
}

impl ErrandEnd {
    /// Whose lane is free again.
    pub fn lane(&self) -> &'static str {
        self.lane
    }

    /// Why it was not printed.
    pub fn trouble(&self) -> Option<&PrinterTrouble> {
        match &self.delivery {
            Delivery::NotSent(trouble) => Some(trouble),
            _ => None,
        }
    }
}

impl Errand {
    /// Whose errand it is.
    pub fn lane(&self) -> &'static str {
        self.lane
    }

    /// Where it goes.
    pub fn target(&self) -> &LaneTarget {
        &self.target
    }

    /// Prints, and follows the printer until the paper is out. Takes as long as the watch lets it.
    pub fn run(self, watch: &mut dyn Watch) -> ErrandEnd {
        let delivery = match &self.target {
            LaneTarget::Simulated(printer) => printer.deliver(&self.document, watch),
            LaneTarget::Real(target) if self.is_recovery => target.recover(&self.document, watch),
            LaneTarget::Real(target) => target.deliver(&self.document, watch),
        };
        ErrandEnd {
            job: self.job,
            lane: self.lane,
            attempts: self.attempts,
            delivery,
        }
    }
}

/// Waits so long and no longer.
struct Patience(Instant);

impl Watch for Patience {
    fn goes_on(&mut self, _trouble: Option<&PrinterTrouble>) -> bool {
        self.0.elapsed() < PATIENCE
    }
}

impl Station {
    /// The next document of a lane that is due, if any. It is written down that the printer gets it.
    ///
    /// A document that the printer had when the program ended comes first: what became of it?
    pub fn next_errand(&mut self, lane: &'static str) -> Result<Option<Errand>, StoreError> {
        let Some(target) = self.lane_target(lane) else {
            return Ok(None);
        };
        if let Some(job) = self.store.print_job_under_way(lane)? {
            return self.errand(job, lane, target, true).map(Some);
        }
        let now = self.clock.now();
        let Some(mut job) = self.store.next_print_job(lane, now)? else {
            return Ok(None);
        };
        self.store.print_begins(job.job, now)?;
        job.attempts += 1;
        self.errand(job, lane, target, false).map(Some)
    }

    fn errand(
        &self,
        job: PrintJob,
        lane: &'static str,
        target: LaneTarget,
        is_recovery: bool,
    ) -> Result<Errand, StoreError> {
        let bytes = self.store.print_job_bytes(job.job)?;
        let document = Document {
            job_name: format!(
                "pakownia {} {}.{} {}",
                self.station_id(),
                job.job,
                job.attempts,
                job.key
            ),
            kind: kind_of(job.kind),
            file_name: file_name(job.kind, &bytes).to_owned(),
            bytes,
            copies: 1,
            job_key: job.key,
        };
        Ok(Errand {
            job: job.job,
            lane,
            attempts: job.attempts,
            target,
            document,
            is_recovery,
        })
    }

    /// Where the documents of a lane go; `None` when the address set up for it is none.
    pub fn lane_target(&self, lane: &str) -> Option<LaneTarget> {
        let (labels, documents) = (
            self.config.label_size.media(),
            self.config.document_size.media(),
        );
        let (printer, media) = match lane {
            LABELS => (&self.config.labels, labels),
            // What was queued for a printer that is not set up any more comes out with the documents.
            SLIPS => (
                self.config.slips.as_ref().unwrap_or(&self.config.documents),
                documents,
            ),
            _ => (&self.config.documents, documents),
        };
        if let Some(simulated) = &self.simulated_printer {
            return Some(LaneTarget::Simulated(Arc::clone(simulated)));
        }
        let mut target = printer.target(&self.dir, media)?;
        if let PrintTarget::Ipp(printer) = &mut target {
            if lane == LABELS {
                printer.paper.dpi = u16::try_from(self.config.label_printer.dpi).ok();
            }
            if let (Some(trust), Some(file)) =
                (&mut printer.trust, &self.config.printer_certificate)
            {
                trust.file = Some(self.dir.join(file));
            }
        }
        Some(LaneTarget::Real(target))
    }

    /// Whether a lane has a printer of its own.
    pub fn has_own_printer(&self, lane: &str) -> bool {
        lane != SLIPS || self.config.slips.is_some()
    }

    /// What people call the printer of a lane.
    pub fn lane_name(&self, lane: &str) -> String {
        match (lane, &self.config.slips) {
            (LABELS, _) => self.config.labels.name(),
            (SLIPS, Some(slips)) => slips.name(),
            _ => self.config.documents.name(),
        }
    }

    /// Keeps how an errand ended. What cannot be mended by waiting is left to a person.
    pub fn errand_ended(&mut self, end: &ErrandEnd) -> Result<(), StoreError> {
        match &end.delivery {
            Delivery::Done(outcome) => self.store.print_done(end.job, *outcome),
            Delivery::Doubtful(why) => {
                tracing::warn!(job = end.job, %why, "nobody knows whether it was printed");
                self.store.print_doubted(end.job, why)
            }
            Delivery::NotSent(trouble) => {
                let now = self.clock.now();
                let retry_at = trouble.is_transient().then(|| now + pause(end.attempts));
                self.store.print_failed(end.job, trouble, (now, retry_at))
            }
            // It is gone on with when the lane is free: by name, not by sending it again.
            Delivery::UnderWay => Ok(()),
        }
    }

    /// Sends everything to a simulated printer instead; for the demo.
    pub fn print_into(&mut self, printer: Arc<SimulatedPrinter>) {
        self.simulated_printer = Some(printer);
    }

    /// Prints all that is due, here and now; for commands without a window.
    pub fn print_due(&mut self) -> Result<(), StoreError> {
        for lane in LANES {
            while let Some(errand) = self.next_errand(lane)? {
                let end = errand.run(&mut Patience(Instant::now()));
                self.errand_ended(&end)?;
                if end.delivery == Delivery::UnderWay {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Puts a failed job back into the queue, because a person says so.
    pub fn print_again(&mut self, job: i64) -> Result<(), StoreError> {
        self.store.retry_print(job)
    }

    /// Asks whoever stands here about the oldest document of which nobody knows whether it came out.
    /// `None` when there is none, or the packer has an order or a question at hand.
    pub fn ask_to_look(&mut self) -> Result<Option<Answer>, StoreError> {
        if !self.bench.can_be_asked_to_look() {
            return Ok(None);
        }
        let Some(job) = self.store.doubtful_print()? else {
            return Ok(None);
        };
        let Some(doubt) = job.doubt else {
            return Ok(None);
        };
        let print = DoubtedPrint {
            job: job.job,
            paper: job.kind,
            title: job.title,
            order: job.order,
            parcel: job.parcel,
            doubt,
        };
        self.take(&Input::PrintDoubted(print), None).map(Some)
    }
}

fn pause(attempts: u32) -> TimeDelta {
    let doubled = FIRST_PAUSE_SECONDS
        .checked_shl(attempts.saturating_sub(1).min(16))
        .unwrap_or(LONGEST_PAUSE_SECONDS);
    TimeDelta::seconds(doubled.min(LONGEST_PAUSE_SECONDS))
}

fn kind_of(kind: PrintKind) -> DocumentKind {
    match kind {
        PrintKind::Label => DocumentKind::Label,
        PrintKind::PackingSlip => DocumentKind::Slip,
        PrintKind::Document => DocumentKind::Sheet,
    }
}

/// What the file is; a folder puts the job's key, which says whose, before it.
fn file_name(kind: PrintKind, bytes: &[u8]) -> &'static str {
    match kind {
        PrintKind::Label if is_zpl(bytes) => "label.zpl",
        PrintKind::Label => "label.pdf",
        PrintKind::PackingSlip => "slip.pdf",
        PrintKind::Document => "paper.pdf",
    }
}

/// A label is kept in the language of the printer it was made for.
///
/// Source: Zebra, ZPL II Programming Guide, `^XA`: every label begins with it.
fn is_zpl(bytes: &[u8]) -> bool {
    bytes.starts_with(b"^XA")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_half_a_minute() {
        let seconds = |attempts| pause(attempts).num_seconds();
        assert_eq!(
            [seconds(1), seconds(2), seconds(3), seconds(4), seconds(60)],
            [5, 10, 20, 30, 30]
        );
    }
}

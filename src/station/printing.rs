//! Works off the durable print queue: one document at a time, each at least once, none silently twice.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use chrono::TimeDelta;

use super::papers::LABELS;
use super::run::Station;
use crate::devices::printer::{
    Document, DocumentKind, PrintFault, PrintProgress, PrintTarget, Printed,
};
use crate::devices::simulator::SimulatedPrinter;
use crate::store::{PrintKind, StoreError};

/// How long a system printer is followed before the job is given to a person to judge.
const FOLLOWED_FOR: Duration = Duration::from_mins(1);

/// How often it is asked.
const ASKED_EVERY: Duration = Duration::from_millis(500);

/// First pause before a job is tried again; it doubles with each attempt.
const FIRST_PAUSE_SECONDS: i64 = 5;

/// Longest pause. Assumption: a printer that was refilled should print within five minutes by itself.
const LONGEST_PAUSE_SECONDS: i64 = 300;

/// One job, ready for the thread that prints.
#[derive(Debug, Clone)]
pub struct Errand {
    /// The job's number in the queue.
    pub job: i64,
    attempts: u32,
    target: Target,
    document: Document,
}

/// Where a document goes.
#[derive(Debug, Clone)]
enum Target {
    Real(PrintTarget),
    Simulated(Arc<SimulatedPrinter>),
}

impl Target {
    fn print(&self, document: &Document) -> Result<Printed, PrintFault> {
        match self {
            Self::Real(target) => target.print(document),
            Self::Simulated(printer) => printer.print(document),
        }
    }

    fn follow(&self, printed: &Printed) -> Result<PrintProgress, PrintFault> {
        match self {
            Self::Real(target) => target.follow(printed),
            Self::Simulated(_) => Ok(PrintProgress::Done),
        }
    }
}

/// How an errand ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrandEnd {
    job: i64,
    attempts: u32,
    result: Result<(), PrintFault>,
}

impl ErrandEnd {
    /// Why it was not printed.
    pub fn fault(&self) -> Option<&PrintFault> {
        self.result.as_ref().err()
    }
}

impl Errand {
    /// Prints, and follows a system printer until the paper is out. Takes as long as it takes.
    pub fn run(self) -> ErrandEnd {
        let result = self
            .target
            .print(&self.document)
            .and_then(|printed| self.follow(&printed));
        ErrandEnd {
            job: self.job,
            attempts: self.attempts,
            result,
        }
    }

    fn follow(&self, printed: &Printed) -> Result<(), PrintFault> {
        let rounds = FOLLOWED_FOR.as_millis() / ASKED_EVERY.as_millis();
        for _ in 0..rounds {
            match self.target.follow(printed)? {
                PrintProgress::Done => return Ok(()),
                PrintProgress::Waiting { .. } => thread::sleep(ASKED_EVERY),
                PrintProgress::Failed { reason } => {
                    return Err(PrintFault::Refused { detail: reason });
                }
                PrintProgress::Doubtful { .. } | PrintProgress::Forgotten => {
                    return Err(PrintFault::Doubtful);
                }
            }
        }
        Err(PrintFault::Doubtful)
    }
}

impl Station {
    /// The next document that is due, if any.
    pub fn next_errand(&self) -> Result<Option<Errand>, StoreError> {
        let Some(job) = self.store.next_print_job(self.clock.now())? else {
            return Ok(None);
        };
        let bytes = self.store.print_job_bytes(job.job)?;
        let document = Document {
            job_key: job.key.clone(),
            kind: kind_of(job.kind),
            file_name: file_name(job.kind, &bytes).to_owned(),
            bytes,
            copies: 1,
        };
        let config = match job.target.as_str() {
            LABELS => &self.config.labels,
            _ => &self.config.documents,
        };
        let target = match &self.simulated_printer {
            Some(printer) => Target::Simulated(Arc::clone(printer)),
            None => Target::Real(config.target(&self.dir)),
        };
        Ok(Some(Errand {
            job: job.job,
            attempts: job.attempts,
            target,
            document,
        }))
    }

    /// Keeps how an errand ended. What cannot be mended by waiting is left to a person.
    pub fn errand_ended(&mut self, end: &ErrandEnd) -> Result<(), StoreError> {
        match &end.result {
            Ok(()) => self.store.print_done(end.job),
            Err(fault) => {
                let retry_at = fault
                    .is_transient()
                    .then(|| self.clock.now() + pause(end.attempts));
                self.store
                    .print_failed(end.job, &fault.to_string(), retry_at)
            }
        }
    }

    /// Sends everything to a simulated printer instead; for the demo.
    pub fn print_into(&mut self, printer: Arc<SimulatedPrinter>) {
        self.simulated_printer = Some(printer);
    }

    /// Prints all that is due, here and now; for commands without a window.
    pub fn print_due(&mut self) -> Result<(), StoreError> {
        while let Some(errand) = self.next_errand()? {
            let end = errand.run();
            self.errand_ended(&end)?;
        }
        Ok(())
    }

    /// Puts a failed job back into the queue, because a person says so.
    pub fn print_again(&mut self, job: i64) -> Result<(), StoreError> {
        self.store.retry_print(job)
    }
}

fn pause(attempts: u32) -> TimeDelta {
    let doubled = FIRST_PAUSE_SECONDS
        .checked_shl(attempts.min(16))
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
    fn pauses_double_up_to_five_minutes() {
        let seconds = |attempts| pause(attempts).num_seconds();
        assert_eq!(
            [seconds(0), seconds(1), seconds(2), seconds(60)],
            [5, 10, 20, 300]
        );
    }
}

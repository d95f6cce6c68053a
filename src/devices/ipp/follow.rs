//! Follows a document from the print service's hands to the paper.

use std::thread;
use std::time::{Duration, Instant};

use super::line::Cut;
use super::message::{Group, JOB, Operation, PRINTER, Reply};
use super::{Talk, USER, Want, name_of, trouble_of};
use crate::devices::printer::{Delivery, Document, Watch};
use crate::domain::printing::{PrintDoubt, PrintOutcome, PrinterTrouble};

/// How often it is asked. Source: CUPS unloads an ended job after about a second, and what it says
/// afterwards is worth nothing.
const ASKED_EVERY: Duration = Duration::from_millis(250);

/// How long it may take before that is a trouble of its own. Assumption: a label takes a few seconds.
const SLOW_AFTER: Duration = Duration::from_secs(20);

/// How long a printer may be "connecting": it says so for a moment at the beginning of each job.
const CONNECTING_MAX: Duration = Duration::from_secs(3);

/// How a job is. Source: RFC 8011, 5.3.7.
mod state {
    pub(super) const PROCESSING: i32 = 5;
    pub(super) const CANCELLED: i32 = 7;
    pub(super) const ABORTED: i32 = 8;
    pub(super) const COMPLETED: i32 = 9;
}

/// What is known of a job so far.
struct Job {
    id: i32,
    name: String,
    /// The service went away or began it anew while it had the document: it may come out twice.
    is_doubtful: bool,
    /// Sheets of it are counted; those of a printer's own language are not.
    has_pages: bool,
    /// By the service's clock.
    began: Option<i32>,
}

/// What one look at a job gave.
enum Look {
    Ended(Delivery),
    Waits(Option<Want>),
    Away(PrinterTrouble),
}

impl Talk<'_> {
    /// Waits until the document is printed, or until nobody knows, or until the watch has had enough.
    pub(super) fn follow(
        &mut self,
        id: i32,
        document: &Document,
        is_doubtful: bool,
        watch: &mut dyn Watch,
    ) -> Delivery {
        let mut job = Job {
            id,
            name: name_of(document),
            is_doubtful,
            has_pages: document.bytes.starts_with(b"%PDF"),
            began: None,
        };
        let since = Instant::now();
        let mut connecting_since = None;
        loop {
            let breaks = self.line.breaks;
            let look = self.look(&mut job);
            if self.line.breaks > breaks && self.is_cups {
                // A service that is killed begins again with what it was printing.
                job.is_doubtful = true;
            }
            let trouble = match look {
                Look::Ended(end) => return self.forget(&job, end),
                Look::Away(trouble) => Some(trouble),
                Look::Waits(Some(Want {
                    trouble,
                    may_pass: true,
                })) => {
                    let began = *connecting_since.get_or_insert_with(Instant::now);
                    (began.elapsed() > CONNECTING_MAX).then_some(trouble)
                }
                Look::Waits(want) => {
                    connecting_since = None;
                    let slow = || (since.elapsed() > SLOW_AFTER).then_some(PrinterTrouble::Slow);
                    want.map(|want| want.trouble).or_else(slow)
                }
            };
            if !watch.goes_on(trouble.as_ref()) {
                return Delivery::UnderWay;
            }
            thread::sleep(ASKED_EVERY);
        }
    }

    /// Looks for a document that was under way when the program ended.
    pub(super) fn recover(&mut self, document: &Document, watch: &mut dyn Watch) -> Delivery {
        let found = loop {
            let found = match self.printer() {
                Ok(_printer) => self.find(document).map_err(|cut| self.trouble_of_cut(&cut)),
                Err(trouble) => Err(trouble),
            };
            match found {
                Ok(found) => break found,
                Err(trouble) if !watch.goes_on(Some(&trouble)) => return Delivery::UnderWay,
                Err(_) => thread::sleep(ASKED_EVERY),
            }
        };
        let Some(id) = found else {
            return Delivery::Doubtful(PrintDoubt::ProgramEnded);
        };
        // The whole computer may have stopped, and the service with it.
        self.follow(id, document, true, watch)
    }

    fn look(&mut self, job: &mut Job) -> Look {
        let wanted = [
            "job-id",
            "job-name",
            "job-state",
            "job-state-reasons",
            "job-printer-state-message",
            "job-impressions-completed",
            "job-media-sheets-completed",
            "number-of-documents",
            "time-at-processing",
        ];
        let request = self
            .request(Operation::GetJobAttributes)
            .integer("job-id", job.id)
            .name("requesting-user-name", USER)
            .keywords("requested-attributes", &wanted);
        let reply = match self.ask(request) {
            Ok(reply) => reply,
            Err(cut) => return self.away(&cut),
        };
        match self.read(job, &reply) {
            Some(end) => Look::Ended(end),
            None => match self.printer() {
                Ok(reply) => Look::Waits(trouble_of(&reply.group(PRINTER), &self.printer.name)),
                Err(trouble) => Look::Away(trouble),
            },
        }
    }

    /// Lets the service forget a job that has ended.
    ///
    /// CUPS writes down half a minute later that a job ended; killed before, it prints it again when it
    /// comes back. Source: cupsd.conf(5), `DirtyCleanInterval`; observed with CUPS 2.4.2.
    fn forget(&mut self, job: &Job, end: Delivery) -> Delivery {
        if !self.is_cups || matches!(end, Delivery::Doubtful(PrintDoubt::Forgotten)) {
            return end;
        }
        let request = self
            .request(Operation::CancelJob)
            .integer("job-id", job.id)
            .name("requesting-user-name", USER)
            .boolean("purge-job", true);
        match self.order(request, &[]) {
            Err(_) if matches!(end, Delivery::Done(_)) => {
                Delivery::Doubtful(PrintDoubt::ServiceWentAway)
            }
            _ => end,
        }
    }

    fn away(&self, cut: &Cut) -> Look {
        Look::Away(self.trouble_of_cut(cut))
    }

    /// How the job ended, if it did.
    fn read(&mut self, job: &mut Job, reply: &Reply) -> Option<Delivery> {
        if !reply.is_ok() {
            return Some(Delivery::Doubtful(PrintDoubt::Forgotten));
        }
        let now = reply.group(JOB);
        // A service that lost its memory gives the same number to the next document.
        if now.text("job-name").is_some_and(|name| name != job.name) {
            return Some(Delivery::Doubtful(PrintDoubt::Forgotten));
        }
        let began = now.number("time-at-processing").filter(|time| *time > 0);
        if job.began.is_some() && began.is_some() && began != job.began && self.is_cups {
            job.is_doubtful = true;
        }
        job.began = began.or(job.began);
        match now.number("job-state")? {
            state::COMPLETED => Some(self.completed(job, &now)),
            state::CANCELLED | state::ABORTED => Some(Delivery::Doubtful(PrintDoubt::GivenUp {
                why: now.texts("job-state-reasons").join(" "),
            })),
            before if before < state::PROCESSING && self.has_no_document(job, &now) => {
                let is_gone = self.cancel(job.id);
                Some(if is_gone {
                    Delivery::NotSent(PrinterTrouble::Busy)
                } else {
                    Delivery::Doubtful(PrintDoubt::LineCut)
                })
            }
            _ => None,
        }
    }

    /// The job was made, but the line broke before its document arrived.
    fn has_no_document(&self, job: &Job, now: &Group<'_>) -> bool {
        self.is_cups && job.is_doubtful && now.number("number-of-documents") == Some(0)
    }

    fn completed(&self, job: &Job, now: &Group<'_>) -> Delivery {
        let reasons = now.texts("job-state-reasons");
        let says_success = reasons
            .iter()
            .any(|reason| reason == "job-completed-successfully");
        let complaint = |why: String| Delivery::Doubtful(PrintDoubt::Complaint { why });
        let message = now.text("job-printer-state-message");
        if !self.is_cups {
            return if says_success {
                Delivery::Done(PrintOutcome::Printed)
            } else {
                complaint(reasons.join(" "))
            };
        }
        match message {
            Some(message) if !message.is_empty() => complaint(message),
            _ if job.is_doubtful => Delivery::Doubtful(PrintDoubt::ServiceWentAway),
            Some(_) if was_counted(now) || !job.has_pages => Delivery::Done(PrintOutcome::Printed),
            Some(_) => complaint("0 × job-media-sheets-completed".to_owned()),
            // It forgot how the job ended.
            None => Delivery::Doubtful(PrintDoubt::Forgotten),
        }
    }
}

/// Whether the service counted a sheet.
fn was_counted(job: &Group<'_>) -> bool {
    let counts = ["job-media-sheets-completed", "job-impressions-completed"];
    counts
        .iter()
        .any(|count| job.number(count).is_some_and(|sheets| sheets > 0))
}

//! The print service of Windows, under which a printer has a name: it gets the bytes unchanged.
//!
//! Built for Windows alone, where this program is neither built nor tried by its makers. What is sent
//! unchanged has to be in the printer's own language: ZPL for a label printer, PDF only for one that
//! reads PDF by itself. Other printers are reached by their IPP address.

use std::thread;
use std::time::Duration;

use printers::common::base::job::{PrinterJob, PrinterJobOptions, PrinterJobState};
use printers::common::base::printer::{Printer, PrinterState};

use super::printer::{Delivery, Document, Watch};
use crate::domain::printing::{PrintDoubt, PrintOutcome, PrinterTrouble};

/// Between two looks at a job. Assumption: a packer reaches for a label a second after the last scan.
const TICK: Duration = Duration::from_millis(250);

/// The names of this computer's printers.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> = printers::get_printers()
        .into_iter()
        .map(|printer| printer.system_name)
        .collect();
    names.sort();
    names
}

/// What stands in the way of printing on the printer of this name.
pub(super) fn trouble(name: &str) -> Option<PrinterTrouble> {
    let Some(printer) = printers::get_printer_by_name(name) else {
        return Some(PrinterTrouble::Unknown {
            name: name.to_owned(),
        });
    };
    trouble_of(&printer)
}

fn trouble_of(printer: &Printer) -> Option<PrinterTrouble> {
    match printer.state {
        PrinterState::OFFLINE => Some(PrinterTrouble::Offline),
        PrinterState::PAUSED => Some(PrinterTrouble::Paused),
        PrinterState::READY | PrinterState::PRINTING | PrinterState::UNKNOWN => None,
    }
}

/// Hands the document over once for each copy, and waits until the service has passed it on.
///
/// A job leaves the service's list when its bytes are at the printer: that is "sent", and not "printed".
pub(super) fn into_queue(name: &str, document: &Document, watch: &mut dyn Watch) -> Delivery {
    let Some(printer) = printers::get_printer_by_name(name) else {
        return Delivery::NotSent(PrinterTrouble::Unknown {
            name: name.to_owned(),
        });
    };
    if let Some(trouble) = trouble_of(&printer) {
        return Delivery::NotSent(trouble);
    }
    let copies = document.copies.to_string();
    let options = PrinterJobOptions {
        name: Some(&document.job_name),
        raw_properties: &[("document-format", "RAW"), ("copies", &copies)],
        ..PrinterJobOptions::none()
    };
    match printer.print(&document.bytes, options) {
        Ok(job) => follow(&printer, job, watch),
        // The service opens a document before it takes a byte of it, and did not open this one.
        Err(error) => {
            tracing::warn!(name, why = error.message, "the spooler took no document");
            Delivery::NotSent(PrinterTrouble::ServiceAway)
        }
    }
}

fn follow(printer: &Printer, id: u64, watch: &mut dyn Watch) -> Delivery {
    loop {
        let jobs = printer.get_active_jobs();
        let Some(job) = jobs.iter().find(|job| job.id == id) else {
            return Delivery::Done(PrintOutcome::Sent);
        };
        let trouble = printers::get_printer_by_name(&printer.system_name)
            .as_ref()
            .and_then(trouble_of)
            .or_else(|| trouble_of_job(job));
        if job.state == PrinterJobState::CANCELLED {
            return Delivery::Doubtful(PrintDoubt::GivenUp {
                why: "cancelled".to_owned(),
            });
        }
        if !watch.goes_on(trouble.as_ref()) {
            return Delivery::UnderWay;
        }
        thread::sleep(TICK);
    }
}

fn trouble_of_job(job: &PrinterJob) -> Option<PrinterTrouble> {
    (job.state == PrinterJobState::PAUSED).then_some(PrinterTrouble::Paused)
}

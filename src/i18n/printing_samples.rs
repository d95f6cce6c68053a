//! One sample of every trouble of a printer and every doubt about a print.

use super::samples::chain;
use crate::domain::printing::{PrintDoubt, PrinterTrouble};

fn name() -> String {
    "Zebra".to_owned()
}

fn file() -> String {
    "/mnt/etykiety/PL-1041.pdf".to_owned()
}

/// Every trouble of a printer.
pub(super) fn printer_troubles() -> Vec<PrinterTrouble> {
    use PrinterTrouble as T;
    chain(T::OutOfPaper, |trouble| {
        Some(match trouble {
            T::OutOfPaper => T::PaperJam,
            T::PaperJam => T::CoverOpen,
            T::CoverOpen => T::OutOfRibbon,
            T::OutOfRibbon => T::Paused,
            T::Paused => T::Offline,
            T::Offline => T::Busy,
            T::Busy => T::Slow,
            T::Slow => T::ServiceAway,
            T::ServiceAway => T::Unknown { name: name() },
            T::Unknown { .. } => T::Closed { name: name() },
            T::Closed { .. } => T::OtherFormat {
                format: "application/pdf".to_owned(),
            },
            T::OtherFormat { .. } => T::Refused {
                why: "client-error-not-possible".to_owned(),
            },
            T::Refused { .. } => T::Wants {
                why: "fuser-over-temp-error".to_owned(),
            },
            T::Wants { .. } => T::NotThere {
                place: "/dev/usb/lp0".to_owned(),
            },
            T::NotThere { .. } => T::Untrusted {
                name: "10.0.0.7:631".to_owned(),
            },
            T::Untrusted { .. } => T::NoPermission {
                place: "/dev/usb/lp0".to_owned(),
            },
            T::NoPermission { .. } => T::FolderMissing {
                folder: "/mnt/etykiety".to_owned(),
            },
            T::FolderMissing { .. } => T::NameTaken { file: file() },
            T::NameTaken { .. } => T::CannotWrite {
                file: file(),
                why: "No space left on device".to_owned(),
            },
            T::CannotWrite { .. } => T::Empty,
            T::Empty => return None,
        })
    })
}

/// Every doubt about a print.
pub(super) fn print_doubts() -> Vec<PrintDoubt> {
    use PrintDoubt as D;
    chain(D::LineCut, |doubt| {
        Some(match doubt {
            D::LineCut => D::ProgramEnded,
            D::ProgramEnded => D::ServiceWentAway,
            D::ServiceWentAway => D::Complaint {
                why: "Unable to add document to print job.".to_owned(),
            },
            D::Complaint { .. } => D::GivenUp {
                why: "job-canceled-by-user".to_owned(),
            },
            D::GivenUp { .. } => D::Forgotten,
            D::Forgotten => return None,
        })
    })
}

//! What can go wrong between a document and the paper, in names that the screens turn into words.

use serde::{Deserialize, Serialize};

/// Why a printer prints nothing. Nothing came out, and nothing will: the document may be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "trouble")]
pub enum PrinterTrouble {
    /// No labels or no paper.
    #[error("out of paper or labels")]
    OutOfPaper,
    /// Paper or a label is stuck.
    #[error("paper is stuck")]
    PaperJam,
    /// A cover or the print head is open.
    #[error("a cover is open")]
    CoverOpen,
    /// No ribbon, ink or toner.
    #[error("out of ribbon, ink or toner")]
    OutOfRibbon,
    /// Somebody paused it.
    #[error("the printer is paused")]
    Paused,
    /// Switched off, or the cable is out.
    #[error("the printer is offline")]
    Offline,
    /// It has another document and takes this one later.
    #[error("the printer is busy")]
    Busy,
    /// It has the document and does not get on with it, and does not say why.
    #[error("the printer does not finish")]
    Slow,
    /// The print service of this computer does not answer.
    #[error("the print service does not answer")]
    ServiceAway,
    /// No printer has this name.
    #[error("there is no printer named {name}")]
    Unknown {
        /// The name as set up.
        name: String,
    },
    /// The queue was closed: it takes no documents.
    #[error("the queue of printer {name} takes no documents")]
    Closed {
        /// The printer.
        name: String,
    },
    /// It does not know what kind of document this is.
    #[error("the printer cannot read {format}")]
    OtherFormat {
        /// The kind of document.
        format: String,
    },
    /// It refused the document.
    #[error("the printer refused the document: {why}")]
    Refused {
        /// What it said.
        why: String,
    },
    /// It wants somebody's hand for a reason that has no name here.
    #[error("the printer says {why}")]
    Wants {
        /// The reason as it gives it.
        why: String,
    },
    /// Nothing is plugged in there.
    #[error("there is no printer at {place}")]
    NotThere {
        /// The device file, as set up.
        place: String,
    },
    /// Its certificate does not prove that it is the printer that was set up.
    #[error("the certificate of {name} proves nothing")]
    Untrusted {
        /// The printer's address, as set up.
        name: String,
    },
    /// This user may not print there.
    #[error("no permission to print on {place}")]
    NoPermission {
        /// The device file or address, as set up.
        place: String,
    },
    /// The folder for papers is not there: a share that is not mounted.
    #[error("there is no folder {folder}")]
    FolderMissing {
        /// The folder as set up.
        folder: String,
    },
    /// Another document lies in the file. It is never overwritten.
    #[error("{file} holds another document")]
    NameTaken {
        /// The file.
        file: String,
    },
    /// The file cannot be written.
    #[error("{file} cannot be written: {why}")]
    CannotWrite {
        /// The file.
        file: String,
        /// What the system says.
        why: String,
    },
    /// The document is empty.
    #[error("there is nothing to print")]
    Empty,
}

impl PrinterTrouble {
    /// Whether it is tried again by itself. What cannot end without a person setting something up is not.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::OutOfPaper
            | Self::PaperJam
            | Self::CoverOpen
            | Self::OutOfRibbon
            | Self::Paused
            | Self::Offline
            | Self::Busy
            | Self::Slow
            | Self::ServiceAway
            | Self::Closed { .. }
            | Self::Wants { .. }
            | Self::NotThere { .. }
            | Self::Untrusted { .. }
            | Self::FolderMissing { .. }
            | Self::CannotWrite { .. } => true,
            Self::Unknown { .. }
            | Self::OtherFormat { .. }
            | Self::Refused { .. }
            | Self::NoPermission { .. }
            | Self::NameTaken { .. }
            | Self::Empty => false,
        }
    }
}

/// Why nobody knows whether a document came out. It is asked about, and never printed again by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "doubt")]
pub enum PrintDoubt {
    /// The line broke while the document was on it.
    #[error("the line broke while the document was sent")]
    LineCut,
    /// This program ended while the document was under way.
    #[error("the program ended while the document was printed")]
    ProgramEnded,
    /// The print service went away and came back with the document half done.
    #[error("the print service went away while it printed")]
    ServiceWentAway,
    /// The print service calls it done, with a complaint or without a sheet to show for it.
    #[error("the print service calls it done but says: {why}")]
    Complaint {
        /// The complaint, or the reason it gives.
        why: String,
    },
    /// The print service gave it up when it had begun, or somebody cancelled it there.
    #[error("the print service gave it up: {why}")]
    GivenUp {
        /// The service's reason.
        why: String,
    },
    /// The print service does not know it any more.
    #[error("the print service does not know the document any more")]
    Forgotten,
}

/// What a person found who looked at the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PrintFound {
    /// It lies there, once and whole.
    Printed,
    /// It does not, or cannot be used: print it again.
    NotPrinted,
    /// It came out twice; one of them was torn up.
    Twice,
}

/// What kind of paper a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PaperKind {
    /// A shipping label.
    Label,
    /// A packing slip.
    PackingSlip,
    /// Any other: invoice, return slip, list, sheet.
    Document,
}

/// How far it is known that a document is on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrintOutcome {
    /// The printer said so.
    Printed,
    /// All bytes were taken by a printer that does not say what becomes of them.
    Sent,
    /// It lies in a file.
    Written,
    /// A person looked and found it.
    Found,
    /// A person looked and found it twice.
    FoundTwice,
}

impl PrintOutcome {
    /// The word kept in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Sent => "sent",
            Self::Written => "written",
            Self::Found => "found",
            Self::FoundTwice => "found_twice",
        }
    }
}

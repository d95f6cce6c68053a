//! Hands a finished document to a file, a folder, or a printer of this system.
//!
//! What to print and whether it was printed is kept by the bench's durable queue; this
//! is only the last step. It may be repeated: the same job is written once.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::cups;
use super::error::Trouble;
use super::{DeviceState, cups::QueueState};

pub use super::cups::{PrintCommands, list_system_printers};

/// What a document is for; a bench may send each kind to another printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// A shipping label.
    Label,
    /// A packing slip, an invoice or a return slip: goes into the box.
    Slip,
    /// A pick list.
    PickList,
    /// A sheet of command barcodes, a report and the like.
    Sheet,
}

/// A document whose bytes are final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Names the job: another key is another job, the same key is the same job again.
    pub job_key: String,
    /// What it is for.
    pub kind: DocumentKind,
    /// Its bytes, as stored.
    pub bytes: Vec<u8>,
    /// A file name with its ending, for example `PL-1041-1.pdf`.
    pub file_name: String,
    /// How many copies a printer makes. A file is written once.
    pub copies: u16,
}

/// What was done with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// It lies in this file, safely on disk.
    Written {
        /// The file.
        path: PathBuf,
    },
    /// This very document was in the file already.
    AlreadyWritten {
        /// The file.
        path: PathBuf,
    },
    /// The system's print queue took it. It is not on paper yet: see [`PrintTarget::follow`].
    Queued {
        /// The number of the request, for example `PackLabel-12`.
        request: String,
    },
}

/// How far a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintProgress {
    /// On its way. The printer may want something first.
    Waiting {
        /// What stands in the way, if anything.
        trouble: Option<Trouble>,
    },
    /// Done.
    Done,
    /// The queue calls it done, but with a complaint: ask whether it came out.
    Doubtful {
        /// The queue's complaint.
        message: String,
    },
    /// Cancelled or given up by the queue.
    Failed {
        /// The queue's reason.
        reason: String,
    },
    /// The queue does not know it any more: ask whether it came out.
    Forgotten,
}

/// Why a document was not printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintFault {
    /// The document has no bytes, no job key or no copies.
    #[error("there is nothing to print")]
    NothingToPrint,
    /// The system's print command is not installed (on Debian: package `cups-client`).
    #[error("the print command {program} is not installed")]
    CommandMissing {
        /// What was tried.
        program: PathBuf,
    },
    /// No printer has this name.
    #[error("there is no printer named {name}")]
    UnknownPrinter {
        /// The name as set up.
        name: String,
    },
    /// The printer's queue is closed.
    #[error("the queue of printer {name} takes no documents")]
    NotAccepting {
        /// The printer.
        name: String,
    },
    /// The print service does not run or does not answer. Nothing was handed over.
    #[error("the print service does not answer")]
    ServiceAway,
    /// The service did not answer after the document was handed over: it may come out.
    #[error("nobody knows whether the document was taken")]
    Doubtful,
    /// The printer has no labels or paper.
    #[error("the printer is out of paper")]
    OutOfPaper,
    /// The printer is switched off or not reachable.
    #[error("the printer is offline")]
    Offline,
    /// The service refused the document.
    #[error("the print service refused the document: {detail}")]
    Refused {
        /// What it said.
        detail: String,
    },
    /// Another document lies in the file. It is never overwritten.
    #[error("{} holds another document", path.display())]
    NameTaken {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be written.
    #[error("{} cannot be written: {kind}", path.display())]
    CannotWrite {
        /// The file.
        path: PathBuf,
        /// Why.
        kind: io::ErrorKind,
    },
}

impl PrintFault {
    /// Whether trying again later can help without anybody doing anything here.
    pub fn is_transient(&self) -> bool {
        use io::ErrorKind as Kind;
        match self {
            Self::ServiceAway | Self::OutOfPaper | Self::Offline | Self::NotAccepting { .. } => {
                true
            }
            Self::CannotWrite { kind, .. } => matches!(
                kind,
                Kind::StorageFull
                    | Kind::QuotaExceeded
                    | Kind::TimedOut
                    | Kind::Interrupted
                    | Kind::ResourceBusy
                    | Kind::NotFound
                    | Kind::HostUnreachable
                    | Kind::NetworkUnreachable
                    | Kind::StaleNetworkFileHandle
            ),
            // Doubtful is not: printing again could make a second label.
            Self::NothingToPrint
            | Self::CommandMissing { .. }
            | Self::UnknownPrinter { .. }
            | Self::Doubtful
            | Self::Refused { .. }
            | Self::NameTaken { .. } => false,
        }
    }
}

/// Where documents go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintTarget {
    /// One document into exactly this file.
    File(PathBuf),
    /// Each document into a file of its own in this folder.
    Folder(PathBuf),
    /// A printer that the system knows (CUPS).
    System {
        /// The printer's name, as [`list_system_printers`] gives it.
        name: String,
        /// Options of the queue, for example `media=Custom.100x150mm`.
        options: Vec<String>,
        /// The system's print commands.
        commands: PrintCommands,
    },
}

impl PrintTarget {
    /// A printer of this system, with pages printed in their true size.
    pub fn system(name: impl Into<String>) -> Self {
        Self::System {
            name: name.into(),
            options: vec!["print-scaling=none".to_owned()],
            commands: PrintCommands::default(),
        }
    }

    /// Hands the document over.
    pub fn print(&self, document: &Document) -> Result<Printed, PrintFault> {
        let nothing = document.bytes.is_empty() || document.job_key.is_empty();
        if nothing || document.copies == 0 {
            return Err(PrintFault::NothingToPrint);
        }
        match self {
            Self::File(path) => write_once(path, &document.bytes),
            Self::Folder(folder) => {
                write_once(&folder.join(name_in_folder(document)), &document.bytes)
            }
            Self::System {
                name,
                options,
                commands,
            } => {
                let request = cups::submit(commands, name, options, document)?;
                Ok(Printed::Queued { request })
            }
        }
    }

    /// How far a document is that was handed over.
    pub fn follow(&self, printed: &Printed) -> Result<PrintProgress, PrintFault> {
        match (self, printed) {
            (Self::System { name, commands, .. }, Printed::Queued { request }) => {
                cups::follow(commands, name, request)
            }
            _ => Ok(PrintProgress::Done),
        }
    }

    /// How the target is, for the health strip.
    pub fn state(&self) -> DeviceState {
        let needs = |why| DeviceState::NeedsAttention { why };
        match self {
            Self::Folder(folder) if folder.is_dir() => DeviceState::Ready,
            Self::Folder(folder) => DeviceState::Missing {
                why: Trouble::FolderMissing {
                    folder: folder.display().to_string(),
                },
            },
            Self::File(_) => DeviceState::Ready,
            Self::System { name, commands, .. } => match cups::queue_state(commands, name) {
                Ok(QueueState::Working) => DeviceState::Ready,
                Ok(QueueState::Wants(why)) => needs(why),
                Err(PrintFault::UnknownPrinter { name }) => DeviceState::Missing {
                    why: Trouble::PrinterUnknown { name },
                },
                Err(_) => DeviceState::Missing {
                    why: Trouble::PrinterOffline,
                },
            },
        }
    }
}

/// Longest file name that every file system takes, with room for the ending `.part`.
const NAME_MAX: usize = 200;

/// A name of its own for each job, made of harmless characters only.
fn name_in_folder(document: &Document) -> String {
    let key = harmless(&document.job_key);
    // Two keys may look alike once their odd characters are gone.
    let mark = if key == document.job_key {
        String::new()
    } else {
        format!("-{:08x}", fingerprint(document.job_key.as_bytes()))
    };
    let file_name = harmless(&document.file_name);
    let skipped = file_name.len().saturating_sub(NAME_MAX - 60);
    format!(
        "{key}{mark}_{}",
        file_name.get(skipped..).unwrap_or_default()
    )
}

/// ASCII letters, digits, dash and dot; never hidden, never leading out of the folder.
fn harmless(name: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') {
            c
        } else {
            '-'
        }
    };
    let name: String = name.chars().map(safe).take(120).collect();
    name.trim_start_matches('.').to_owned()
}

/// FNV-1a: equal on every machine and in every version, which `Hash` does not promise.
fn fingerprint(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// Writes beside, syncs, renames: the file is whole or not there, also after power loss.
fn write_once(path: &Path, bytes: &[u8]) -> Result<Printed, PrintFault> {
    let path = path.to_path_buf();
    let cannot = |error: io::Error| PrintFault::CannotWrite {
        path: path.clone(),
        kind: error.kind(),
    };
    match fs::read(&path) {
        Ok(there) if there == bytes => return Ok(Printed::AlreadyWritten { path }),
        Ok(_) => return Err(PrintFault::NameTaken { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(cannot(error)),
    }
    let mut part = path.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = write_synced(&part, bytes).and_then(|()| fs::rename(&part, &path));
    if let Err(error) = written {
        if let Err(left) = fs::remove_file(&part) {
            tracing::debug!(part = %part.display(), %left, "a half-written file may be left");
        }
        return Err(cannot(error));
    }
    sync_folder_of(&path);
    Ok(Printed::Written { path })
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_folder_of(path: &Path) {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let synced = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
    if let Err(error) = synced {
        // Windows cannot sync a folder, and some network drives neither.
        tracing::debug!(path = %path.display(), %error, "cannot sync the folder");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(job_key: &str, bytes: &str) -> Document {
        Document {
            job_key: job_key.into(),
            kind: DocumentKind::Label,
            bytes: bytes.into(),
            file_name: "PL-1041-1.pdf".into(),
            copies: 1,
        }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<_> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_same_job_is_written_once_and_no_other_job_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let target = PrintTarget::Folder(folder.path().to_owned());
        let first = target.print(&label("J1", "one")).unwrap();
        assert!(matches!(first, Printed::Written { .. }));
        let again = target.print(&label("J1", "one")).unwrap();
        assert!(matches!(again, Printed::AlreadyWritten { .. }));
        target.print(&label("J2", "two")).unwrap();
        let other = target.print(&label("J1", "changed")).unwrap_err();
        assert!(matches!(&other, PrintFault::NameTaken { .. }) && !other.is_transient());
        assert_eq!(
            names(folder.path()),
            ["J1_PL-1041-1.pdf", "J2_PL-1041-1.pdf"]
        );
        assert_eq!(
            fs::read(folder.path().join("J1_PL-1041-1.pdf")).unwrap(),
            b"one"
        );
    }

    #[test]
    fn a_hostile_name_stays_in_the_folder_and_alike_names_stay_apart() {
        let folder = tempfile::tempdir().unwrap();
        let target = PrintTarget::Folder(folder.path().join("labels"));
        fs::create_dir(folder.path().join("labels")).unwrap();
        for key in [
            "../../etc/passwd",
            "..//../etc/passwd",
            "a/b",
            "a\\b",
            "łódź",
            "lodz\0",
        ] {
            let mut document = label(key, key);
            document.file_name = "../x\n; rm -rf.pdf".into();
            target.print(&document).unwrap();
        }
        assert_eq!(names(folder.path()), ["labels"]);
        assert_eq!(names(&folder.path().join("labels")).len(), 6);
    }

    #[test]
    fn a_missing_folder_is_a_fault_that_may_pass_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let away = folder.path().join("share");
        let target = PrintTarget::Folder(away.clone());
        let fault = target.print(&label("J1", "one")).unwrap_err();
        assert!(fault.is_transient(), "{fault}");
        assert!(matches!(target.state(), DeviceState::Missing { .. }));
        fs::create_dir(&away).unwrap();
        assert!(target.print(&label("J1", "one")).is_ok());
        assert_eq!(target.state(), DeviceState::Ready);
    }

    #[test]
    fn an_empty_document_is_not_printed() {
        let target = PrintTarget::File("never-written.pdf".into());
        assert_eq!(
            target.print(&label("J1", "")),
            Err(PrintFault::NothingToPrint)
        );
    }
}

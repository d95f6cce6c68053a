//! Hands a finished document to a file, a folder, a print service, a port or a device file.
//!
//! What to print and whether it was printed is kept by the bench's durable queue; this is only the
//! last step. It ends in one of three ways: done, as far as the target can tell; not sent, so that it
//! may be tried again; or nobody knows, and then a person is asked.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::DeviceState;
use super::error::Trouble;
use super::raw;
use crate::domain::printing::{PrintDoubt, PrintOutcome, PrinterTrouble};

pub use super::ipp::{Address, Capabilities, IppPrinter, Paper, Trust};

/// The printers that this computer's print service knows, by name.
pub fn list_system_printers() -> Result<Vec<String>, PrinterTrouble> {
    #[cfg(windows)]
    return Ok(super::spooler::names());
    #[cfg(not(windows))]
    super::ipp::list_system_printers()
}

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
    /// What a print service calls this one attempt; another attempt has another name.
    pub job_name: String,
    /// What it is for.
    pub kind: DocumentKind,
    /// Its bytes, as stored.
    pub bytes: Vec<u8>,
    /// A file name with its ending, for example `PL-1041-1.pdf`.
    pub file_name: String,
    /// How many copies a printer makes. A file is written once.
    pub copies: u16,
}

/// How the delivery of a document ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It is on paper or in its file, as far as that is known.
    Done(PrintOutcome),
    /// Nothing came out and nothing will: it may be sent again.
    NotSent(PrinterTrouble),
    /// Nobody knows whether it came out: a person has to look.
    Doubtful(PrintDoubt),
    /// The printer has it, and the watch had enough of waiting.
    UnderWay,
}

/// Watches a delivery while it takes its time.
pub trait Watch {
    /// What stands in the way now, if anything. `false` ends the waiting.
    fn goes_on(&mut self, trouble: Option<&PrinterTrouble>) -> bool;
}

/// Where documents go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintTarget {
    /// One document into exactly this file.
    File(PathBuf),
    /// Each document into a file of its own in this folder.
    Folder(PathBuf),
    /// A queue of this computer's print service, or a network printer that speaks IPP.
    Ipp(IppPrinter),
    /// A printer of Windows' print service, by its name. Its paper is set up there.
    #[cfg(windows)]
    Spooler(String),
    /// A network printer that prints what comes in at a port, usually 9100, and says nothing.
    Raw {
        /// The host's name or number.
        host: String,
        /// The port.
        port: u16,
    },
    /// A device file of the system, for example `/dev/usb/lp0`, or on Windows the share of a
    /// printer, for example `\\\\localhost\\Zebra`, which passes bytes to the spooler unchanged.
    Device(PathBuf),
}

impl PrintTarget {
    /// Hands the document over, and waits until it is printed where that can be known.
    pub fn deliver(&self, document: &Document, watch: &mut dyn Watch) -> Delivery {
        let nothing = document.bytes.is_empty() || document.job_key.is_empty();
        if nothing || document.copies == 0 {
            return Delivery::NotSent(PrinterTrouble::Empty);
        }
        match self {
            Self::File(path) => into_file(path, &document.bytes),
            Self::Folder(folder) => into_folder(folder, document),
            Self::Ipp(printer) => printer.deliver(document, watch),
            #[cfg(windows)]
            Self::Spooler(name) => super::spooler::into_queue(name, document, watch),
            Self::Raw { host, port } => raw::into_port(host, *port, document),
            Self::Device(path) => raw::into_device(path, document),
        }
    }

    /// Goes on with a document that was under way when the program ended.
    pub fn recover(&self, document: &Document, watch: &mut dyn Watch) -> Delivery {
        match self {
            // The same document lies in its file once, however often it is written.
            Self::File(_) | Self::Folder(_) => self.deliver(document, watch),
            Self::Ipp(printer) => printer.recover(document, watch),
            Self::Raw { .. } | Self::Device(_) => Delivery::Doubtful(PrintDoubt::ProgramEnded),
            #[cfg(windows)]
            Self::Spooler(_) => Delivery::Doubtful(PrintDoubt::ProgramEnded),
        }
    }

    /// How the target is, for the health strip.
    pub fn state(&self) -> DeviceState {
        let missing = |trouble| DeviceState::Missing {
            why: Trouble::Printer(trouble),
        };
        match self {
            Self::File(_) => DeviceState::Ready,
            Self::Folder(folder) if folder.is_dir() => DeviceState::Ready,
            Self::Folder(folder) => missing(PrinterTrouble::FolderMissing {
                folder: folder.display().to_string(),
            }),
            Self::Ipp(printer) => printer.state(),
            #[cfg(windows)]
            Self::Spooler(name) => match super::spooler::trouble(name) {
                None => DeviceState::Ready,
                Some(trouble) => DeviceState::NeedsAttention {
                    why: Trouble::Printer(trouble),
                },
            },
            Self::Raw { host, port } => match raw::asked(host, *port) {
                Ok(None) => DeviceState::Ready,
                Ok(Some(trouble)) => DeviceState::NeedsAttention {
                    why: Trouble::Printer(trouble),
                },
                Err(_) => missing(PrinterTrouble::Offline),
            },
            Self::Device(path) if path.exists() => DeviceState::Ready,
            Self::Device(path) => missing(PrinterTrouble::NotThere {
                place: path.display().to_string(),
            }),
        }
    }
}

/// `printer.local:9100` or `[fe80::1]` in its parts. `None` when that is no host.
pub fn host_and_port(text: &str, usual_port: u16) -> Option<(String, u16)> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().ok()?),
        _ => (text, usual_port),
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '%');
    (!bare.is_empty() && bare.chars().all(harmless)).then(|| (bare.to_owned(), port))
}

/// Longest file name that every file system takes, with room for the ending `.part`.
const NAME_MAX: usize = 200;

/// A name of its own for each job, made of harmless characters only.
fn name_in_folder(document: &Document) -> String {
    let begin = name_begins(&document.job_key);
    let file_name = harmless(&document.file_name);
    let skipped = file_name.len().saturating_sub(NAME_MAX - 60);
    format!("{begin}{}", file_name.get(skipped..).unwrap_or_default())
}

/// What the names of a job’s files in a folder begin with, and no other job’s.
pub fn name_begins(job_key: &str) -> String {
    let key = harmless(job_key);
    // Two keys may look alike once their odd characters are gone.
    let mark = if key == job_key {
        String::new()
    } else {
        format!("-{:08x}", fingerprint(job_key.as_bytes()))
    };
    format!("{key}{mark}_")
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

fn into_folder(folder: &Path, document: &Document) -> Delivery {
    if !folder.is_dir() {
        return Delivery::NotSent(PrinterTrouble::FolderMissing {
            folder: folder.display().to_string(),
        });
    }
    into_file(&folder.join(name_in_folder(document)), &document.bytes)
}

fn into_file(path: &Path, bytes: &[u8]) -> Delivery {
    match write_once(path, bytes) {
        Ok(()) => Delivery::Done(PrintOutcome::Written),
        Err(trouble) => Delivery::NotSent(trouble),
    }
}

/// Writes beside, syncs, renames: the file is whole or not there, also after power loss.
fn write_once(path: &Path, bytes: &[u8]) -> Result<(), PrinterTrouble> {
    let file = || path.display().to_string();
    let cannot = |error: io::Error| PrinterTrouble::CannotWrite {
        file: file(),
        why: error.to_string(),
    };
    match fs::read(path) {
        Ok(there) if there == bytes => return Ok(()),
        Ok(_) => return Err(PrinterTrouble::NameTaken { file: file() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(cannot(error)),
    }
    let mut part = path.to_path_buf().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = write_synced(&part, bytes).and_then(|()| fs::rename(&part, path));
    if let Err(error) = written {
        if let Err(left) = fs::remove_file(&part) {
            tracing::debug!(part = %part.display(), %left, "a half-written file may be left");
        }
        return Err(cannot(error));
    }
    sync_folder_of(path);
    Ok(())
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
            job_name: job_key.into(),
            kind: DocumentKind::Label,
            bytes: bytes.into(),
            file_name: "PL-1041-1.pdf".into(),
            copies: 1,
        }
    }

    /// Waits for nothing.
    struct NoPatience;

    impl Watch for NoPatience {
        fn goes_on(&mut self, _trouble: Option<&PrinterTrouble>) -> bool {
            false
        }
    }

    fn print(target: &PrintTarget, document: &Document) -> Delivery {
        target.deliver(document, &mut NoPatience)
    }

    const WRITTEN: Delivery = Delivery::Done(PrintOutcome::Written);

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
        assert_eq!(print(&target, &label("J1", "one")), WRITTEN);
        assert_eq!(print(&target, &label("J1", "one")), WRITTEN);
        assert_eq!(print(&target, &label("J2", "two")), WRITTEN);
        let other = print(&target, &label("J1", "changed"));
        assert!(
            matches!(&other, Delivery::NotSent(trouble @ PrinterTrouble::NameTaken { .. }) if !trouble.is_transient())
        );
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
            assert_eq!(print(&target, &document), WRITTEN);
        }
        assert_eq!(names(folder.path()), ["labels"]);
        assert_eq!(names(&folder.path().join("labels")).len(), 6);
    }

    #[test]
    fn a_missing_folder_is_a_fault_that_may_pass_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let away = folder.path().join("share");
        let target = PrintTarget::Folder(away.clone());
        let Delivery::NotSent(trouble) = print(&target, &label("J1", "one")) else {
            panic!("there is no folder");
        };
        assert!(trouble.is_transient(), "{trouble}");
        assert!(matches!(target.state(), DeviceState::Missing { .. }));
        fs::create_dir(&away).unwrap();
        assert_eq!(print(&target, &label("J1", "one")), WRITTEN);
        assert_eq!(target.state(), DeviceState::Ready);
    }

    #[test]
    fn an_empty_document_is_not_printed() {
        let target = PrintTarget::File("never-written.pdf".into());
        assert_eq!(
            print(&target, &label("J1", "")),
            Delivery::NotSent(PrinterTrouble::Empty)
        );
    }

    #[test]
    fn an_address_is_read_with_and_without_its_port() {
        let parts = |text| host_and_port(text, 9100);
        assert_eq!(parts("10.0.0.7"), Some(("10.0.0.7".to_owned(), 9100)));
        assert_eq!(
            parts("zebra.local:6101"),
            Some(("zebra.local".to_owned(), 6101))
        );
        assert_eq!(parts("[fe80::1]:9101"), Some(("fe80::1".to_owned(), 9101)));
        assert_eq!(parts("[fe80::1]"), Some(("fe80::1".to_owned(), 9100)));
        for odd in ["", ":9100", "a b", "host:no", "host\r\nX: y"] {
            assert_eq!(parts(odd), None, "{odd}");
        }
    }
}

//! A folder of CSV files becomes rows for the master, or a list of what is wrong with it.
//!
//! Nothing is applied here. The whole folder is read and checked first; each
//! row that cannot be read is reported with file, line, column, value and
//! remedy, and each row that needs a refused one is named too. A file, a
//! column or a row that is not there means nothing: what the master has stays.

mod calendar_rows;
mod catalog_rows;
mod cells;
mod check;
mod dialect;
mod images;
mod join;
mod keys;
mod kits;
mod order_rows;
mod records;
mod rule_rows;
mod shop_rows;
mod table;
mod tariff_rows;
mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::feed::Row;
use crate::domain::ids::Badge;
use crate::domain::import_problem::{
    FolderProblem, ImportFile, LeftOut, NoteKind, RowError, RowNote,
};
use crate::domain::worker::{Language, Role};

use check::Reading;
use dialect::Encoding;
pub use images::document_file_name;

/// What the master has already, so that a folder may hold new orders alone.
pub trait Known {
    /// Whether a product has this SKU.
    fn has_sku(&self, sku: &str) -> bool;

    /// Whether this SKU is a kit.
    fn has_kit(&self, sku: &str) -> bool;
}

/// A master that has nothing yet.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingKnown;

impl Known for NothingKnown {
    fn has_sku(&self, _sku: &str) -> bool {
        false
    }

    fn has_kit(&self, _sku: &str) -> bool {
        false
    }
}

/// How far the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub done_rows: u64,
    /// Rows of all files; a close guess until the end, where both are equal.
    pub total_rows: u64,
}

/// A worker with the PIN as it was typed; the station makes a hash of it.
#[derive(Clone, PartialEq, Eq)]
pub struct WorkerRow {
    /// What stands on the badge.
    pub badge: Badge,
    /// The name shown on the screen.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The language of the screens for this person.
    pub language: Language,
    /// Six to sixteen digits. Never to be stored, shown or logged.
    pub pin: String,
}

impl fmt::Debug for WorkerRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkerRow")
            .field("badge", &self.badge)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A row for the master. An order's revision is 0: the master counts it.
    Row(Row),
    /// A worker whose PIN is still to be hashed.
    Worker(WorkerRow),
}

/// One good row.
#[derive(Clone, PartialEq, Eq)]
pub struct FolderRow {
    /// What it says.
    pub item: Item,
    /// What its source says, the same for any separator, encoding and sequence of columns: equal
    /// bytes mean that the row was read before. Of an order: its row, then its lines by number.
    /// It may hold a PIN: only a keyed digest of it may be stored.
    pub raw: Vec<u8>,
    /// The file.
    pub file: ImportFile,
    /// The line as an editor counts it.
    pub line: u64,
}

impl fmt::Debug for FolderRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {:?}", self.file, self.line, self.item)
    }
}

/// A file that belongs into the data directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileToCopy {
    /// Where it is.
    pub from: PathBuf,
    /// Its name in the data directory's folder; no path.
    pub name: String,
}

/// What a folder holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderRead {
    /// The rows that are good and need no refused row, those first that others need.
    /// While [`Self::is_clean`] is false they may be applied only when the person said so.
    pub rows: Vec<FolderRow>,
    /// The rows that were refused, by file and line.
    pub errors: Vec<RowError>,
    /// Good rows that are not among [`Self::rows`] because they need a refused one.
    pub left_out: Vec<LeftOut>,
    /// What was mended or left aside.
    pub notes: Vec<RowNote>,
    /// Pictures of the products among the rows, for the data directory's `images`.
    pub images: Vec<FileToCopy>,
    /// Papers, for the data directory's `documents`, named by [`document_file_name`].
    pub documents: Vec<FileToCopy>,
}

impl FolderRead {
    /// Whether every row is good, so that the rows may be applied without asking.
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty() && self.left_out.is_empty()
    }
}

/// Why a folder cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file is not what it should be; a person can mend it.
    #[error(transparent)]
    Refused(#[from] FolderProblem),
    /// The disk or the operating system refused.
    #[error("{} cannot be read", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// The cells of a small table in memory, without its header; for tables that come with the program.
pub fn rows_of(table: &[u8]) -> Result<Vec<Vec<String>>, csv::Error> {
    let records = csv::Reader::from_reader(table).into_records();
    records
        .map(|record| Ok(record?.iter().map(str::to_owned).collect()))
        .collect()
}

/// What was found beside the rows.
#[derive(Debug, Default)]
struct Findings {
    errors: Vec<RowError>,
    notes: Vec<RowNote>,
}

/// Reads and checks a whole folder.
///
/// `progress` is called about every thousand rows and at the end.
pub fn read_folder(
    dir: &Path,
    known: &dyn Known,
    progress: &mut dyn FnMut(Progress),
) -> Result<FolderRead, FolderError> {
    let not_a_folder = || FolderProblem::NotAFolder {
        path: dir.display().to_string(),
    };
    // Free of links, so that a picture's path can be compared with it.
    let root = dir
        .canonicalize()
        .ok()
        .filter(|root| root.is_dir())
        .ok_or_else(not_a_folder)?;
    let mut findings = Findings::default();
    let files = find_files(&root, &mut findings)?;
    let mut sources = BTreeMap::new();
    let mut total_rows = 0;
    for (file, path) in files {
        let io = |source| FolderError::Io {
            path: path.clone(),
            source,
        };
        let opened = fs::File::open(&path).map_err(io)?;
        let survey = dialect::survey(file, opened).map_err(io)??;
        if survey.encoding == Encoding::Windows1250 {
            findings
                .notes
                .push(note_on_file(file.name(), NoteKind::ReadAsWindows1250));
        }
        total_rows += survey.lines.saturating_sub(1);
        sources.insert(
            file,
            Source {
                path,
                encoding: survey.encoding,
            },
        );
    }
    let documents = images::documents(&root, &mut findings)?;
    if sources.is_empty() && documents.is_empty() {
        return Err(FolderProblem::NothingToRead.into());
    }
    let mut reading = Reading::new(root, sources, known, findings, documents);
    reading.progress(total_rows, progress);
    reading.read_all()
}

/// A file of the folder and how it was written.
#[derive(Debug, Clone)]
struct Source {
    path: PathBuf,
    encoding: Encoding,
}

/// The files of the folder that we know. Capitals in a name do not matter: some disks ignore them.
fn find_files(
    root: &Path,
    findings: &mut Findings,
) -> Result<BTreeMap<ImportFile, PathBuf>, FolderError> {
    let io = |source| FolderError::Io {
        path: root.to_owned(),
        source,
    };
    let mut files = BTreeMap::new();
    let mut unknown = Vec::new();
    for entry in fs::read_dir(root).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let lower = name.to_lowercase();
        let is_csv = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        // A folder or a pipe of that name is no table.
        if !is_csv || !path.is_file() {
            continue;
        }
        match ImportFile::ALL
            .into_iter()
            .find(|file| file.name() == lower)
        {
            // Beside `Orders.csv`, `orders.csv` is the one that is meant.
            Some(file) if name != lower && files.contains_key(&file) => unknown.push(name),
            Some(file) => drop(files.insert(file, path)),
            None => unknown.push(name),
        }
    }
    unknown.sort_unstable();
    for name in unknown {
        findings
            .notes
            .push(note_on_file(&text::shown(&name), NoteKind::UnknownFile));
    }
    Ok(files)
}

fn note_on_file(name: &str, kind: NoteKind) -> RowNote {
    RowNote {
        file: name.to_owned().into(),
        line: None,
        column: None,
        value: String::new(),
        kind,
    }
}

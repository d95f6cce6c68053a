//! A folder of CSV files into the master: read, checked as a whole, and only then taken.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use chrono::{DateTime, Utc};

use super::auth::{AuthError, Pepper};
use super::event::Event;
use super::handle::MasterDoor;
use super::run::{Station, chain};
use super::snapshot::{ImportEnd, ImportView};
use crate::connectors::csv_folder::{
    FileToCopy, FolderError, FolderRead, FolderRow, Item, Known, Progress, read_folder,
};
use crate::domain::feed::Row;
use crate::domain::ids::Sku;
use crate::domain::import_problem::{ImportLine, LeftOut, RowError, RowNote};
use crate::domain::worker::Worker;
use crate::master::{ImportRow, Imported, Master, MasterError, StockCount};
use crate::store::{StockCompared, StoreError};

/// What to import, and into which data directory.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    /// The folder with the CSV files.
    pub folder: PathBuf,
    /// Take the good rows although others are bad.
    pub skip_bad_rows: bool,
    dir: PathBuf,
    pepper: Pepper,
    /// The shop's workers were stored with another pepper.
    has_other_secret: bool,
    now: DateTime<Utc>,
}

/// How an import ended.
#[derive(Debug)]
pub enum ImportOutcome {
    /// Taken.
    Done {
        /// What changed.
        imported: Imported,
        /// Rows refused and left out because the person said so.
        errors: Vec<RowError>,
        /// Good rows left out because they need a refused one.
        left_out: Vec<LeftOut>,
        /// What was mended.
        notes: Vec<RowNote>,
    },
    /// Nothing was changed: these rows are bad.
    Refused {
        /// The bad rows.
        errors: Vec<RowError>,
        /// Rows that would be left out with them.
        left_out: Vec<LeftOut>,
    },
}

/// Why a folder was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder cannot be read.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The master did not take it.
    #[error(transparent)]
    Master(#[from] MasterError),
    /// A PIN cannot be kept.
    #[error(transparent)]
    Auth(#[from] AuthError),
    /// The shop's PINs were stored with another secret: workers from here would lock all other benches out.
    #[error(
        "the workers of this shop were imported elsewhere, with another secret: copy the file pepper from that data \
         directory into this one, or leave workers.csv out"
    )]
    OtherSecret,
    /// A picture or a paper cannot be copied into the data directory.
    #[error("{} cannot be copied into the data directory", file.display())]
    Copy {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Station {
    /// What an import into this bench's data directory needs to know.
    pub fn import_plan(
        &self,
        folder: PathBuf,
        skip_bad_rows: bool,
    ) -> Result<ImportPlan, StoreError> {
        Ok(ImportPlan {
            folder,
            skip_bad_rows,
            dir: self.dir.clone(),
            pepper: self.pepper.clone(),
            has_other_secret: self.has_other_secret()?,
            now: self.clock.now(),
        })
    }

    /// Whether workers of the shop have PINs that this bench cannot check.
    pub(super) fn has_other_secret(&self) -> Result<bool, StoreError> {
        let is_foreign = |worker: &Worker| self.pepper.is_foreign(&worker.pin_hash);
        Ok(self.store.workers()?.iter().any(is_foreign))
    }

    /// Imports here and now, for commands without a window.
    pub fn import(
        &mut self,
        plan: &ImportPlan,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportOutcome, ImportError> {
        let outcome = self.with_master(|master| plan.run(master, progress))?;
        if let ImportOutcome::Done { imported, .. } = &outcome {
            self.keep_stock_count(&imported.stock);
        }
        Ok(outcome)
    }

    /// Remembers how far the outside system's count was from the books, for the alert of stock. An import without
    /// stock says nothing of it.
    pub(super) fn keep_stock_count(&mut self, count: &StockCount) {
        if *count == StockCount::default() {
            return;
        }
        let compared = StockCompared {
            at: self.clock.now(),
            books: count.books,
            differing: count.differing,
        };
        if let Err(error) = self.store.keep_stock_compared(&compared) {
            // The rows are the master's by now; only the alert does not know.
            tracing::error!(error = %chain(&error), "how the stock compares is not kept");
        }
    }
}

impl ImportPlan {
    /// Takes the workers although the others were stored with another secret, which is lost: from now
    /// on all benches need this directory's.
    pub fn with_new_secret(mut self) -> Self {
        self.has_other_secret = false;
        self
    }

    /// Reads the folder, checks it as a whole, and gives it to the master in one piece.
    pub fn run(
        &self,
        master: &mut dyn Master,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<ImportOutcome, ImportError> {
        let known = Asking {
            master: RefCell::new(&mut *master),
            failed: RefCell::new(None),
        };
        let read = read_folder(&self.folder, &known, progress)?;
        if let Some(error) = known.failed.into_inner() {
            return Err(error.into());
        }
        if !read.is_clean() && !self.skip_bad_rows {
            return Ok(ImportOutcome::Refused {
                errors: read.errors,
                left_out: read.left_out,
            });
        }
        let brings_workers = |row: &FolderRow| matches!(row.item, Item::Worker(_));
        if self.has_other_secret && read.rows.iter().any(brings_workers) {
            return Err(ImportError::OtherSecret);
        }
        self.copy("images", &read.images)?;
        self.copy("documents", &read.documents)?;
        let FolderRead {
            rows,
            errors,
            left_out,
            notes,
            ..
        } = read;
        let rows = rows
            .into_iter()
            .map(|row| self.import_row(row.item, &row.raw))
            .collect::<Result<Vec<_>, _>>()?;
        let imported = master.import(&rows, self.now)?;
        Ok(ImportOutcome::Done {
            imported,
            errors,
            left_out,
            notes,
        })
    }

    fn import_row(&self, item: Item, raw: &[u8]) -> Result<ImportRow, ImportError> {
        let row = match item {
            Item::Row(row) => row,
            Item::Worker(worker) => Row::Worker(Worker {
                pin_hash: self.pepper.hash_pin(&worker.pin)?,
                badge: worker.badge,
                name: worker.name,
                role: worker.role,
                language: worker.language,
            }),
        };
        // Keyed, because a worker's row holds a PIN.
        Ok(ImportRow {
            digest: self.pepper.digest(raw),
            row,
        })
    }

    fn copy(&self, folder: &str, files: &[FileToCopy]) -> Result<(), ImportError> {
        let into = self.dir.join(folder);
        for file in files {
            let copied = fs::create_dir_all(&into)
                .and_then(|()| copy_if_new(&file.from, &into.join(&file.name)));
            copied.map_err(|source| ImportError::Copy {
                file: file.from.clone(),
                source,
            })?;
        }
        Ok(())
    }
}

/// Copies whole or not at all; what is there already in the same length and bytes is left alone.
fn copy_if_new(from: &Path, to: &Path) -> io::Result<()> {
    let bytes = fs::read(from)?;
    if fs::read(to).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let new = to.with_extension("new");
    fs::write(&new, bytes)?;
    fs::File::open(&new)?.sync_all()?;
    fs::rename(new, to)
}

/// Asks the master what it has; the first failure is kept, for the reader cannot carry it.
struct Asking<'a> {
    master: RefCell<&'a mut dyn Master>,
    failed: RefCell<Option<MasterError>>,
}

impl Asking<'_> {
    fn ask(&self, question: impl FnOnce(&mut dyn Master) -> Result<bool, MasterError>) -> bool {
        match question(&mut **self.master.borrow_mut()) {
            Ok(known) => known,
            Err(error) => {
                self.failed.borrow_mut().get_or_insert(error);
                false
            }
        }
    }
}

impl Known for Asking<'_> {
    fn has_sku(&self, sku: &str) -> bool {
        self.ask(|master| master.has_product(&Sku::from(sku)))
    }

    fn has_kit(&self, sku: &str) -> bool {
        self.ask(|master| master.has_kit(&Sku::from(sku)))
    }
}

/// An import that runs beside the packing.
#[derive(Debug)]
pub struct ImportJob {
    progress: Arc<Mutex<Progress>>,
}

impl ImportJob {
    /// Brings the picture up to date; `true` if it changed.
    pub fn refresh(&self, view: &mut Option<ImportView>) -> bool {
        let now = self.view(None);
        let changed = view.as_ref() != Some(&now);
        *view = Some(now);
        changed
    }

    /// The picture of the ended import.
    pub fn ended(&self, end: ImportEnd) -> ImportView {
        self.view(Some(end))
    }

    fn view(&self, finished: Option<ImportEnd>) -> ImportView {
        let progress = *self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        ImportView {
            done: progress.done_rows,
            total: progress.total_rows,
            finished,
        }
    }
}

/// Imports in a thread of its own, with its own connection to the master; its end comes as an event.
pub fn import_in_background(
    plan: ImportPlan,
    door: MasterDoor,
    inbox: SyncSender<Event>,
    wake: Arc<dyn Fn() + Send + Sync>,
) -> io::Result<ImportJob> {
    let progress = Arc::new(Mutex::new(Progress {
        done_rows: 0,
        total_rows: 0,
    }));
    let seen = Arc::clone(&progress);
    thread::Builder::new()
        .name("import".into())
        .spawn(move || {
            let mut report = |now: Progress| {
                *seen.lock().unwrap_or_else(PoisonError::into_inner) = now;
                wake();
            };
            let end = match door() {
                Ok(mut master) => end_of(plan.run(master.as_mut(), &mut report)),
                Err(error) => ImportEnd::Refused {
                    errors: vec![ImportLine::Master(error.trouble())],
                },
            };
            if inbox.send(Event::Imported(end)).is_err() {
                tracing::info!("the station ended before the import");
            }
        })?;
    Ok(ImportJob { progress })
}

fn end_of(outcome: Result<ImportOutcome, ImportError>) -> ImportEnd {
    match outcome {
        Ok(ImportOutcome::Done {
            imported,
            errors,
            left_out,
            notes,
        }) => ImportEnd::Done {
            added: imported.added,
            changed: imported.changed,
            same: imported.same,
            stock: imported.stock,
            notes: lines(errors, left_out)
                .chain(notes.into_iter().map(ImportLine::Note))
                .collect(),
        },
        Ok(ImportOutcome::Refused { errors, left_out }) => ImportEnd::Refused {
            errors: lines(errors, left_out).collect(),
        },
        Err(error) => {
            tracing::warn!(error = %chain(&error), "nothing was imported");
            ImportEnd::Refused {
                errors: vec![error.line()],
            }
        }
    }
}

fn lines(errors: Vec<RowError>, left_out: Vec<LeftOut>) -> impl Iterator<Item = ImportLine> {
    let errors = errors.into_iter().map(ImportLine::Bad);
    errors.chain(left_out.into_iter().map(ImportLine::LeftOut))
}

impl ImportError {
    /// What a person is told of it.
    pub fn line(&self) -> ImportLine {
        match self {
            Self::Folder(FolderError::Refused(problem)) => ImportLine::Folder(problem.clone()),
            Self::Folder(FolderError::Io { path: file, source }) | Self::Copy { file, source } => {
                ImportLine::File {
                    file: file.display().to_string(),
                    why: source.to_string(),
                }
            }
            Self::OtherSecret => ImportLine::OtherSecret,
            Self::Master(error) => ImportLine::Master(error.trouble()),
            Self::Auth(error) => ImportLine::Other { why: chain(error) },
        }
    }
}

//! A bench's database that is damaged or gone: saved aside, and made again from what is left.
//!
//! Nothing is deleted. The damaged file goes into `damaged/1`, `damaged/2` … of the data directory
//! with a report of what was found. The new one begins with the newest sound copy, or empty, and
//! gets every fact of the damaged file that can be read and is proved, then the bench's own tables.
//! The cache is the copy's or empty; the master tells the rest. A bench whose journal is gone and
//! of which no copy is left does not start.

mod facts;
mod pages;
mod records;
mod report;
mod tables;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

pub use self::report::RescueReport;

use self::facts::{FactsFound, Identity, Journal};
use self::pages::{Pages, log_of};
use super::{Commit, Store, StoreError, backup, connect};
use crate::domain::session::fact::Fact;
use crate::sqlite::column;

/// The name of the database in the data directory.
pub(super) const DATABASE: &str = "station.db";

/// A finished new database that waits for the damaged one to be moved away.
const READY: &str = "station.db.rescued";

/// Where the new database is made.
const WORK: &str = "rescue";

/// Written when damage was noticed, so that the next start looks at everything.
const MARK: &str = "station.damaged";

/// Where damaged files are kept.
const ASIDE: &str = "damaged";

/// The report beside a damaged file.
const REPORT: &str = "report.json";

/// Remembers that the database is damaged, for the next start.
pub(super) fn mark(dir: &Path) {
    if let Err(error) = fs::write(dir.join(MARK), "") {
        tracing::error!(%error, "the damage cannot be marked down");
    }
}

/// Whether damage was noticed since the last start.
pub(super) fn is_marked(dir: &Path) -> bool {
    dir.join(MARK).exists()
}

/// Everything was looked at and is sound.
pub(super) fn unmark(dir: &Path) {
    let gone = fs::remove_file(dir.join(MARK));
    if let Err(error) = gone
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "the mark of damage cannot be removed");
    }
}

/// Whether a file begins as a database does; one that is not there or empty begins anew.
pub(super) fn has_header(file: &Path) -> bool {
    pages::has_header(file)
}

/// The log beside a database file.
pub(super) fn log_beside(file: &Path) -> PathBuf {
    log_of(file)
}

/// What SQLite says is wrong with a database; empty when it is sound.
pub(super) fn faults(connection: &Connection) -> Vec<String> {
    let found = || -> Result<Vec<String>, rusqlite::Error> {
        let mut query = connection.prepare("PRAGMA integrity_check(20)")?;
        let lines = query.query_map([], |row| row.get(0))?;
        lines.collect()
    };
    match found() {
        Ok(lines) if lines == ["ok"] => vec![],
        Ok(lines) => lines,
        Err(error) => vec![error.to_string()],
    }
}

/// The report of the newest rescue in this data directory.
pub fn last_report(dir: &Path) -> Option<RescueReport> {
    let newest = numbers_aside(dir).into_iter().max()?;
    let text = fs::read_to_string(dir.join(ASIDE).join(newest.to_string()).join(REPORT)).ok()?;
    serde_json::from_str(&text).ok()
}

/// Goes on with a rescue that was interrupted between two moves of a file.
pub(super) fn finish(dir: &Path) -> Result<(), StoreError> {
    if dir.join(READY).exists() {
        let newest = numbers_aside(dir).into_iter().max().unwrap_or(1);
        exchange(dir, &dir.join(ASIDE).join(newest.to_string())).map_err(unusable(dir))?;
    }
    Ok(())
}

/// Makes the database anew. `why` is what was noticed first.
pub(super) fn rescue(dir: &Path, why: &str) -> Result<RescueReport, StoreError> {
    let unusable = unusable(dir);
    tracing::error!(why, "the bench's database is damaged and is made anew");
    let work = dir.join(WORK);
    if work.exists() {
        fs::remove_dir_all(&work).map_err(&unusable)?;
    }
    fs::create_dir_all(&work).map_err(&unusable)?;
    let aside = next_aside(dir);
    let mut report = RescueReport {
        kept_aside: aside.clone(),
        found: vec![why.to_owned()],
        ..RescueReport::default()
    };
    let damaged = study(dir, &work).map_err(&unusable)?;
    build(dir, &work, &damaged, &mut report)?;
    fs::create_dir_all(&aside).map_err(&unusable)?;
    let text = serde_json::to_string_pretty(&report).map_err(io::Error::from);
    fs::write(aside.join(REPORT), text.map_err(&unusable)?).map_err(&unusable)?;
    let made = work.join(DATABASE);
    File::open(&made)
        .and_then(|file| file.sync_all())
        .map_err(&unusable)?;
    fs::rename(&made, dir.join(READY)).map_err(&unusable)?;
    exchange(dir, &aside).map_err(&unusable)?;
    for line in report.in_words() {
        tracing::warn!("{line}");
    }
    Ok(report)
}

/// Facts that a bench may miss at its journal's end. Assumption: a busy bench makes so many in a month.
const MISSED_MOST: u64 = 1_000_000;

impl Store {
    /// The master has facts of this bench up to `number`, and the journal ends before: it was brought back
    /// from a copy. Their numbers are used up, so each gets a fact that says that it was lost here.
    pub fn miss_up_to(&mut self, number: u64, at: DateTime<Utc>) -> Result<(), StoreError> {
        let missed = number.saturating_sub(self.head.number);
        if missed == 0 || missed > MISSED_MOST {
            return Ok(());
        }
        tracing::warn!(missed, "the master has facts that the journal lacks");
        let facts = vec![Fact::EntryLost; usize::try_from(missed).unwrap_or(0)];
        self.commit(&Commit {
            at,
            facts: &facts,
            ..Commit::default()
        })?;
        Ok(())
    }
}

fn unusable(dir: &Path) -> impl Fn(io::Error) -> StoreError {
    let dir = dir.to_owned();
    move |source| StoreError::Directory {
        dir: dir.clone(),
        source,
    }
}

/// A second file of the damaged one, which SQLite may write to while it reads it. Missing files stay missing.
fn study(dir: &Path, work: &Path) -> io::Result<PathBuf> {
    let (file, study) = (dir.join(DATABASE), work.join("damaged.db"));
    for (from, to) in [(log_of(&file), log_of(&study)), (file, study.clone())] {
        if from.exists() {
            fs::copy(from, to)?;
        } else if !to.to_string_lossy().ends_with("-wal") {
            File::create(to)?;
        }
    }
    Ok(study)
}

/// The new database in `work`, complete and closed.
fn build(
    dir: &Path,
    work: &Path,
    damaged: &Path,
    report: &mut RescueReport,
) -> Result<(), StoreError> {
    let mut pages = Pages::of(damaged).map_err(unusable(dir))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let readable = Connection::open_with_flags(damaged, flags).ok();
    report
        .found
        .extend(readable.iter().flat_map(faults).take(20));
    let row = readable.as_ref().and_then(tables::bench_row);
    let told = row.as_ref().map(|(whose, _)| whose.clone());
    let whose = told.or_else(|| facts::identity_in(&mut pages));
    let made = work.join(DATABASE);
    let base = base(dir, &made, whose.as_ref())?;
    report.copy.clone_from(&base);
    let mut store = match base {
        Some(_) => Store::over(connect(Some(&made))?, None, None)?,
        None => begin_anew(dir, &made, whose.as_ref())?,
    };
    let whose = Identity {
        station: store.station.0.clone(),
        epoch: store.epoch,
    };
    report.from_copy = store.head.number;
    let acknowledged = row.map_or(0, |(_, acknowledged)| acknowledged);
    let at_least = acknowledged.max(store.acknowledged()?);
    carry(
        &mut store,
        &mut pages,
        readable.as_ref(),
        &whose,
        at_least,
        report,
    )?;
    store.head = super::head(&store.connection)?;
    store.rebuild_projections()?;
    store
        .connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))?;
    Ok(())
}

/// Facts, then everything else, in one transaction.
fn carry(
    store: &mut Store,
    pages: &mut Pages,
    readable: Option<&Connection>,
    whose: &Identity,
    at_least: u64,
    report: &mut RescueReport,
) -> Result<(), StoreError> {
    let head = store.head;
    let step = store
        .connection
        .transaction_with_behavior(TransactionBehavior::Immediate)?;
    let FactsFound {
        from_file,
        lost,
        last,
    } = Journal::new(pages, &step, whose.clone(), head).carry(at_least)?;
    step.execute(
        "UPDATE bench SET acknowledged = ?1 WHERE id = 1",
        params![column(at_least.min(last))],
    )?;
    let tables = tables::carry(readable, pages, &step)?;
    step.commit()?;
    report.facts = last;
    report.from_file = from_file;
    report.lost = lost;
    report.torn = tables.torn;
    report.numbers_given_up = tables.numbers_given_up;
    report.labels_missing = tables.labels_missing;
    Ok(())
}

/// The newest sound copy of this bench, laid where the new database is made.
fn base(dir: &Path, made: &Path, whose: Option<&Identity>) -> Result<Option<PathBuf>, StoreError> {
    for copy in backup::copies(dir).into_iter().rev() {
        fs::copy(&copy, made).map_err(unusable(dir))?;
        match soundness(made, whose) {
            Ok(()) => return Ok(Some(copy)),
            Err(why) => tracing::warn!(copy = %copy.display(), why, "this copy is of no use"),
        }
        for file in [made.to_owned(), log_of(made)] {
            if file.exists() {
                fs::remove_file(file).map_err(unusable(dir))?;
            }
        }
    }
    Ok(None)
}

/// Why a copy cannot be built upon.
fn soundness(copy: &Path, whose: Option<&Identity>) -> Result<(), String> {
    let connection = connect(Some(copy)).map_err(|error| error.to_string())?;
    if let Some(fault) = faults(&connection).first() {
        return Err(fault.clone());
    }
    let store = Store::over(connection, None, None).map_err(|error| error.to_string())?;
    if whose.is_some_and(|whose| whose.station != store.station.0 || whose.epoch != store.epoch) {
        return Err("it is another bench's".to_owned());
    }
    let chain = store.verify_chain().map_err(|error| error.to_string())?;
    chain
        .broken
        .map_or(Ok(()), |broken| Err(format!("its journal: {broken:?}")))
}

/// An empty database under the bench's own name.
fn begin_anew(dir: &Path, made: &Path, whose: Option<&Identity>) -> Result<Store, StoreError> {
    let Some(whose) = whose else {
        return Err(StoreError::JournalGone {
            dir: dir.to_owned(),
        });
    };
    let connection = connect(Some(made))?;
    connection.execute(
        "INSERT INTO bench(id, station, epoch) VALUES (1, ?1, ?2)",
        params![whose.station, column(whose.epoch)],
    )?;
    Store::over(connection, None, None)
}

/// Moves the damaged files aside and the new one in their place. Any part of it may have been done already.
fn exchange(dir: &Path, aside: &Path) -> io::Result<()> {
    fs::create_dir_all(aside)?;
    // The log goes first: one that is left would be taken for the new file's.
    for name in ["station.db-wal", "station.db-shm", DATABASE] {
        let file = dir.join(name);
        if file.exists() {
            fs::rename(file, aside.join(name))?;
        }
    }
    fs::rename(dir.join(READY), dir.join(DATABASE))?;
    sync_directory(dir)?;
    unmark(dir);
    let work = dir.join(WORK);
    if work.exists() {
        fs::remove_dir_all(work)?;
    }
    Ok(())
}

/// A renamed file is on disk only when its directory is. Source: fsync(2), and Windows does it by itself.
pub(super) fn sync_directory(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}

fn numbers_aside(dir: &Path) -> Vec<u32> {
    let entries = fs::read_dir(dir.join(ASIDE))
        .into_iter()
        .flatten()
        .flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect()
}

fn next_aside(dir: &Path) -> PathBuf {
    let newest = numbers_aside(dir).into_iter().max().unwrap_or(0);
    dir.join(ASIDE).join((newest + 1).to_string())
}

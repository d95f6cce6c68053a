//! This bench's SQLite: cached masters, journal, outbox, statistics queries.
//!
//! Three kinds of tables stand in `station.db`. The *journal* and what the bench owns (numbers,
//! claims, labels, print queue) are never touched by a rebuild. *Projections* are made from the
//! journal alone, in the same transaction as the fact; at a lead's station also from the facts that
//! other benches told the master. The *cache* repeats the master's rows and may be dropped and pulled again.

mod about_orders;
mod alerts;
mod audit;
pub mod backup;
pub mod bare;
mod cache;
mod chain;
mod claims;
mod codes;
mod commit;
mod counting;
mod customs;
mod desk;
mod duplicates;
mod erasure;
mod error;
mod figure_days;
mod figure_rows;
mod figures;
mod foreign;
mod handover;
mod journal;
mod labels;
mod link;
mod lookup;
mod mis_picks;
mod notices;
mod numbers;
mod outbox;
mod packaging_cost;
mod pair_actions;
mod pilot;
mod print_queue;
mod projections;
mod queue;
mod records;
mod report;
mod rescue;
mod rows;
mod schedule;
mod services;
mod shift_check;
mod shipping;
mod sweep;
mod told;
mod trace;
mod types;
mod unmeasured;
mod verify;
mod weights;

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};

pub use self::alerts::StockCompared;
pub use self::audit::CacheReader;
pub use self::chain::{BEGINNING, Hash, commitment};
pub use self::desk::{Noticed, NoticedNow};
pub use self::duplicates::SuspectedDuplicate;
pub use self::erasure::{Forgotten, PersonView};
pub use self::error::StoreError;
pub use self::handover::{DebtRow, HandedParcel, ManifestRow, NumberedParcel, WaitingParcel};
pub use self::labels::KeptLabel;
pub use self::mis_picks::MisPickRow;
pub use self::notices::NoticeRow;
pub use self::report::Report;
pub use self::rescue::{RescueReport, last_report};
pub use self::schedule::{ReportFile, RunRow, RunState};
pub use self::services::ServiceNow;
pub use self::shift_check::CheckRow;
pub use self::shipping::TriedOrder;
pub use self::trace::{Trace, TracedFact, TracedParcel};
pub use self::types::{
    BreakKind, CachedOrder, ChainBreak, ChainReport, Commit, HeldClaim, HeldOrder, LabelRef,
    LinkMemory, NewLabel, NewPrintJob, OrderState, OrderStateRow, Pace, ParcelRow, PrintJob,
    PrintSource, ReadyOrder, RejectedFact, StoredLabel,
};
pub use self::unmeasured::UnmeasuredRow;
pub use self::weights::{CorrectionRow, LearningRow, ScaleRow};
use crate::domain::ids::StationId;
pub use crate::domain::printing::PaperKind as PrintKind;
use crate::sqlite::{self, Migration, column, count};

/// How often a lock that somebody has is looked at before the directory counts as in use.
const LOOKS_AT_LOCK: u32 = 10;

const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0001_journal.sql",
        sql: include_str!("migrations/0001_journal.sql"),
    },
    Migration {
        name: "0002_projections.sql",
        sql: include_str!("migrations/0002_projections.sql"),
    },
    Migration {
        name: "0003_cache.sql",
        sql: include_str!("migrations/0003_cache.sql"),
    },
    Migration {
        name: "0004_cache_more.sql",
        sql: include_str!("migrations/0004_cache_more.sql"),
    },
    Migration {
        name: "0005_link.sql",
        sql: include_str!("migrations/0005_link.sql"),
    },
    Migration {
        name: "0006_trouble.sql",
        sql: include_str!("migrations/0006_trouble.sql"),
    },
    Migration {
        name: "0007_load.sql",
        sql: include_str!("migrations/0007_load.sql"),
    },
    Migration {
        name: "0008_prints.sql",
        sql: include_str!("migrations/0008_prints.sql"),
    },
    Migration {
        name: "0009_handover.sql",
        sql: include_str!("migrations/0009_handover.sql"),
    },
    Migration {
        name: "0010_codes.sql",
        sql: include_str!("migrations/0010_codes.sql"),
    },
    Migration {
        name: "0011_bound_codes.sql",
        sql: include_str!("migrations/0011_bound_codes.sql"),
    },
    Migration {
        name: "0012_calendar.sql",
        sql: include_str!("migrations/0012_calendar.sql"),
    },
    Migration {
        name: "0013_mis_picks.sql",
        sql: include_str!("migrations/0013_mis_picks.sql"),
    },
    Migration {
        name: "0014_rules.sql",
        sql: include_str!("migrations/0014_rules.sql"),
    },
    Migration {
        name: "0015_weights.sql",
        sql: include_str!("migrations/0015_weights.sql"),
    },
    Migration {
        name: "0016_pilot.sql",
        sql: include_str!("migrations/0016_pilot.sql"),
    },
    Migration {
        name: "0017_shift_check.sql",
        sql: include_str!("migrations/0017_shift_check.sql"),
    },
    Migration {
        name: "0018_data_gate.sql",
        sql: include_str!("migrations/0018_data_gate.sql"),
    },
    Migration {
        name: "0019_audit.sql",
        sql: include_str!("migrations/0019_audit.sql"),
    },
    Migration {
        name: "0020_all_benches.sql",
        sql: include_str!("migrations/0020_all_benches.sql"),
    },
    Migration {
        name: "0021_alerts.sql",
        sql: include_str!("migrations/0021_alerts.sql"),
    },
    Migration {
        name: "0022_figures.sql",
        sql: include_str!("migrations/0022_figures.sql"),
    },
    Migration {
        name: "0023_exceptions_desk.sql",
        sql: include_str!("migrations/0023_exceptions_desk.sql"),
    },
    Migration {
        name: "0024_scheduled_reports.sql",
        sql: include_str!("migrations/0024_scheduled_reports.sql"),
    },
    Migration {
        name: "0025_privacy.sql",
        sql: include_str!("migrations/0025_privacy.sql"),
    },
    Migration {
        name: "0026_records.sql",
        sql: include_str!("migrations/0026_records.sql"),
    },
    Migration {
        name: "0027_to_come.sql",
        sql: include_str!("migrations/0027_to_come.sql"),
    },
    Migration {
        name: "0028_figure_days.sql",
        sql: include_str!("migrations/0028_figure_days.sql"),
    },
];

/// Empties the cache: the texts that made it drop its tables first.
const EMPTY_CACHE: &str = concat!(
    include_str!("migrations/0003_cache.sql"),
    include_str!("migrations/0004_cache_more.sql"),
    include_str!("migrations/0007_load.sql"),
    include_str!("migrations/0010_codes.sql"),
    include_str!("migrations/0012_calendar.sql"),
    // What is left of 0014: its other tables are not dropped.
    "ALTER TABLE customer_order ADD COLUMN ruling TEXT;",
    include_str!("migrations/0016_pilot.sql"),
    include_str!("migrations/0018_data_gate.sql"),
    include_str!("migrations/0025_privacy.sql"),
    include_str!("migrations/0027_to_come.sql"),
    "DELETE FROM standing_parcel;",
);

/// The bench's database. One process has it open at a time.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// Held as long as the store lives; the system lets go of it when the process dies.
    lock: Option<File>,
    dir: Option<PathBuf>,
    /// The database had to be made anew.
    rescued: Option<RescueReport>,
    station: StationId,
    epoch: u64,
    head: Head,
    /// The disk failed: what is in the file is not known until it is opened again.
    broken: bool,
    /// The database has room for very many rows at the moment.
    bulk: bool,
}

/// The end of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    number: u64,
    hash: Hash,
    /// Day of the last fact, in days since 1970.
    day: Option<i64>,
}

impl Store {
    /// Opens `station.db` in the data directory, and makes both when they are not there.
    ///
    /// A damaged file is saved aside and made anew, see [`Store::rescued`].
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let lock = lock(dir)?;
        rescue::finish(dir)?;
        let mut rescued = None;
        let connection = match opened(dir, &lock) {
            Err(error) if error.is_damage() => {
                rescued = Some(rescue::rescue(dir, &error.to_string())?);
                connect(Some(&dir.join(rescue::DATABASE)))?
            }
            opened => opened?,
        };
        let mut store = Self::over(connection, Some(lock), Some(dir.to_owned()))?;
        store.rescued = rescued;
        store.sign_lock()?;
        store.renew_projections()?;
        Ok(store)
    }

    /// Opens a database for reading beside the bench that works with it. Nothing can be changed through it.
    pub fn read_only(file: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags)?;
        connection.busy_timeout(Duration::from_secs(5))?;
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > known {
            return Err(StoreError::NewerSchema { found, known });
        }
        let mut store = Self::over(connection, None, None)?;
        store.broken = true;
        Ok(store)
    }

    /// What SQLite finds wrong with the whole file; empty when it is sound. Reads everything.
    pub fn faults(&self) -> Vec<String> {
        rescue::faults(&self.connection)
    }

    /// Damage was noticed: the next start looks at everything and makes the database anew.
    pub fn is_marked_damaged(&self) -> bool {
        self.dir.as_ref().is_some_and(|dir| rescue::is_marked(dir))
    }

    /// The same of a data directory whose database is open elsewhere.
    pub fn is_damaged_in(dir: &Path) -> bool {
        rescue::is_marked(dir)
    }

    /// What was found when the database had to be made anew at this start.
    pub fn rescued(&self) -> Option<&RescueReport> {
        self.rescued.as_ref()
    }

    /// A store that is gone with the process, for tests.
    pub fn open_in_memory() -> Result<Self, StoreError> {
        let mut store = Self::over(connect(None)?, None, None)?;
        store.renew_projections()?;
        Ok(store)
    }

    fn over(
        connection: Connection,
        lock: Option<File>,
        dir: Option<PathBuf>,
    ) -> Result<Self, StoreError> {
        let (station, epoch) = identity(&connection)?;
        let head = head(&connection)?;
        Ok(Self {
            connection,
            lock,
            dir,
            rescued: None,
            station,
            epoch,
            head,
            broken: false,
            bulk: false,
        })
    }

    /// Opens the file again after the disk failed; whoever holds state has to replay the journal.
    ///
    /// A write that the disk refused may be on disk all the same: only reading tells.
    pub fn reopen(&mut self) -> Result<(), StoreError> {
        if let Some(dir) = self.dir.clone() {
            let connection = match connect_and_look(&dir) {
                Err(error) if error.is_damage() => self.rescue(&dir, &error)?,
                connected => connected?,
            };
            self.head = head(&connection)?;
            self.connection = connection;
            self.bulk = false;
        }
        self.broken = false;
        Ok(())
    }

    /// Makes the database anew while the bench runs; the damaged one is let go of first.
    fn rescue(&mut self, dir: &Path, error: &StoreError) -> Result<Connection, StoreError> {
        self.connection = connect(None)?;
        self.rescued = Some(rescue::rescue(dir, &error.to_string())?);
        connect(Some(&dir.join(rescue::DATABASE)))
    }

    /// Writes the bench's name into the lock file: a journal that vanishes is missed.
    fn sign_lock(&mut self) -> Result<(), StoreError> {
        let (Some(lock), Some(dir)) = (&mut self.lock, &self.dir) else {
            return Ok(());
        };
        let signed = lock.metadata().and_then(|known| match known.len() {
            0 => lock
                .write_all(self.station.0.as_bytes())
                .and_then(|()| lock.sync_all()),
            _ => Ok(()),
        });
        signed.map_err(|source| StoreError::Directory {
            dir: dir.clone(),
            source,
        })
    }

    /// The name of this bench, made when its database was.
    pub fn station_id(&self) -> &StationId {
        &self.station
    }

    /// Which life of the bench's database this is; random.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Number of the newest fact; 0 before the first.
    pub fn last_number(&self) -> u64 {
        self.head.number
    }

    /// Idle work: carries the write-ahead log into the database, so that no scan has to.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        self.guard()?;
        let done = self
            .connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_row| Ok(()));
        self.watch(done.map_err(StoreError::from))
    }

    /// Refuses to go on with a file whose disk failed.
    fn guard(&self) -> Result<(), StoreError> {
        if self.broken {
            Err(StoreError::NeedsReopen)
        } else {
            Ok(())
        }
    }

    /// Remembers a failed disk. A second try after a failed sync would lie: the system has
    /// forgotten the pages that it could not write.
    fn watch<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(error) = &result {
            self.broken |= error.is_io();
            if let Some(dir) = self.dir.as_ref().filter(|_| error.is_damage()) {
                rescue::mark(dir);
            }
        }
        result
    }
}

fn lock(dir: &Path) -> Result<File, StoreError> {
    let unusable = |source| StoreError::Directory {
        dir: dir.to_owned(),
        source,
    };
    fs::create_dir_all(dir).map_err(unusable)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join("station.lock"))
        .map_err(unusable)?;
    // A program that another thread is just starting holds every open file until it runs.
    for _look in 0..LOOKS_AT_LOCK {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN_LOOKS),
            Err(TryLockError::Error(source)) => return Err(unusable(source)),
        }
    }
    Err(StoreError::InUse {
        dir: dir.to_owned(),
    })
}

/// The database, if it is there and sound.
fn opened(dir: &Path, lock: &File) -> Result<Connection, StoreError> {
    let file = dir.join(rescue::DATABASE);
    let is_empty = fs::metadata(&file).map_or(true, |known| known.len() == 0);
    let was_here = lock.metadata().is_ok_and(|known| known.len() > 0);
    if is_empty && (was_here || !backup::copies(dir).is_empty()) {
        return Err(StoreError::Damaged {
            what: "station.db is missing or empty".to_owned(),
        });
    }
    connect_and_look(dir)
}

/// Connects and reads what a start reads; after damage was noticed, everything.
fn connect_and_look(dir: &Path) -> Result<Connection, StoreError> {
    // SQLite takes the log for used up when it cannot read the file, and deletes it.
    if !rescue::has_header(&dir.join(rescue::DATABASE)) {
        return Err(StoreError::Damaged {
            what: "station.db does not begin as a database does".to_owned(),
        });
    }
    let connection = connect(Some(&dir.join(rescue::DATABASE)))?;
    if rescue::is_marked(dir) {
        if let Some(fault) = rescue::faults(&connection).into_iter().next() {
            return Err(StoreError::Damaged { what: fault });
        }
        rescue::unmark(dir);
    }
    let store = Store::over(connection, None, None)?;
    store.look()?;
    Ok(store.connection)
}

fn connect(file: Option<&Path>) -> Result<Connection, StoreError> {
    let mut connection = sqlite::open(file)?;
    sqlite::migrate(&mut connection, MIGRATIONS)?;
    Ok(connection)
}

fn identity(connection: &Connection) -> Result<(StationId, u64), StoreError> {
    let known = connection
        .query_row("SELECT station, epoch FROM bench WHERE id = 1", [], |row| {
            Ok((StationId(row.get(0)?), count(row.get(1)?)))
        })
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    // 62 bits, because SQLite's integers have a sign.
    let epoch = getrandom::u64().map_err(StoreError::NoRandom)? >> 2;
    let name = getrandom::u32().map_err(StoreError::NoRandom)?;
    let station = StationId(format!("bench-{name:08x}"));
    connection.execute(
        "INSERT INTO bench(id, station, epoch) VALUES (1, ?1, ?2)",
        params![station.as_str(), column(epoch)],
    )?;
    Ok((station, epoch))
}

fn head(connection: &Connection) -> Result<Head, StoreError> {
    let last = connection
        .query_row(
            "SELECT number, hash FROM fact ORDER BY number DESC LIMIT 1",
            [],
            |row| Ok((count(row.get(0)?), row.get::<_, Hash>(1)?)),
        )
        .optional()?;
    let day = connection
        .query_row(
            "SELECT day FROM day_run ORDER BY first_fact DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?;
    let (number, hash) = last.unwrap_or((0, BEGINNING));
    Ok(Head { number, hash, day })
}

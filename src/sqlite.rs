//! How this program opens an SQLite file: safe settings, and a schema that only moves forward.
//!
//! Used by `store` and `master::embedded` alone; those two rooms are the only ones with SQL in
//! them, and neither may know the other.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

/// One step of a schema. A released one is never edited; the file remembers its digest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    /// File name, for messages.
    pub(crate) name: &'static str,
    /// What it does.
    pub(crate) sql: &'static str,
}

/// Why a file cannot be brought to this program's schema.
#[derive(Debug)]
pub(crate) enum SchemaError {
    /// SQLite refused.
    Database(rusqlite::Error),
    /// A newer program made the file.
    Newer { found: i64, known: i64 },
    /// The file was made by another text of a migration that this program knows.
    Edited { name: &'static str },
}

impl From<rusqlite::Error> for SchemaError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// How long a statement waits for another connection of this program.
const BUSY: Duration = Duration::from_secs(5);

/// Prepared statements kept; more than the program has, so that none is compiled twice.
const STATEMENTS: usize = 192;

/// Pages in the write-ahead log at which a commit carries them into the database by itself: 8 MiB.
///
/// Less often than SQLite's own 1,000, so that an idle bench usually does it first. Not much more:
/// a log that is reused is overwritten in place, while one that grows makes each sync write the
/// file's size too, which costs more than the pages.
const WAL_PAGES: i64 = 2_000;

/// Page cache in KiB, as SQLite's minus means: the upper levels of every index of a million products.
const EVERYDAY_CACHE: i64 = -32_768;

/// Page cache while hundreds of thousands of rows are written in no order of their keys.
const BULK_CACHE: i64 = -262_144;

/// Pages in the log while many rows are written: 256 MiB, so that a page changed often is carried over once.
const BULK_WAL_PAGES: i64 = 65_536;

/// From how many rows on writing them counts as bulk.
pub(crate) const BULK_ROWS: u64 = 20_000;

/// Opens a file, or a database in memory, with the settings that the promises stand on.
///
/// Write-ahead log with `synchronous=FULL`: what was acknowledged is on disk after a power cut.
/// `secure_delete`: what is erased is gone from the file.
pub(crate) fn open(path: Option<&Path>) -> Result<Connection, rusqlite::Error> {
    let connection = match path {
        Some(path) => Connection::open(path)?,
        None => Connection::open_in_memory()?,
    };
    connection.busy_timeout(BUSY)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_row| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update_and_check(None, "secure_delete", true, |_row| Ok(()))?;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", WAL_PAGES, |_row| Ok(()))?;
    connection.pragma_update(None, "cache_size", EVERYDAY_CACHE)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}

/// Whether each commit from now on waits until it is on disk. Not inside a transaction.
///
/// One that does not wait is whole or gone after a power cut, and so is everything after it: the next
/// one that waits carries it to the disk too.
///
/// Source: SQLite documentation, PRAGMA synchronous, NORMAL in WAL mode.
pub(crate) fn set_waiting(connection: &Connection, waits: bool) -> Result<(), rusqlite::Error> {
    let level = if waits { "FULL" } else { "NORMAL" };
    connection.pragma_update(None, "synchronous", level)
}

/// Makes room for writing very many rows, or gives it back. Not inside a transaction.
pub(crate) fn set_bulk(connection: &Connection, bulk: bool) -> Result<(), rusqlite::Error> {
    let (cache, pages) = if bulk {
        (BULK_CACHE, BULK_WAL_PAGES)
    } else {
        (EVERYDAY_CACHE, WAL_PAGES)
    };
    connection.pragma_update(None, "cache_size", cache)?;
    connection.pragma_update_and_check(None, "wal_autocheckpoint", pages, |_row| Ok(()))?;
    if !bulk {
        connection.execute_batch("PRAGMA shrink_memory")?;
    }
    Ok(())
}

/// Carries the write-ahead log over and empties it, so that nothing erased is left in it. `false` when somebody reads
/// from it at this moment: nobody is waited for.
pub(crate) fn empty_log(connection: &Connection) -> Result<bool, rusqlite::Error> {
    connection.busy_timeout(Duration::ZERO)?;
    let done = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, i64>(0)
    });
    connection.busy_timeout(BUSY)?;
    match done {
        Ok(busy) => Ok(busy == 0),
        Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::DatabaseBusy => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Overwrites the gaps between the rows of each page of a database that this program does not have open. `false` when
/// its log is there: somebody else reads it, and what stands in the log would come back.
///
/// `secure_delete` overwrites rows that are deleted, but not the bytes that stay behind where a page was divided and its
/// rows moved. Nobody reads a gap, so a power cut in the middle does no harm.
///
/// Source: SQLite, Database File Format, 1.6 (B-tree pages): header of 8 or 12 bytes, array of cell pointers, gap, cells
/// from the offset at byte 5 on. Pages of other kinds begin with a page number, whose first byte is below 2 in any file
/// of less than 100 GB.
pub(crate) fn wipe_gaps(file: &Path) -> io::Result<bool> {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    if Path::new(&log).exists() {
        return Ok(false);
    }
    let mut file = File::options().read(true).write(true).open(file)?;
    let mut header = [0; 100];
    file.read_exact(&mut header)?;
    let size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => usize::from(size),
    };
    if size < 512 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "no page size"));
    }
    file.rewind()?;
    let mut page = vec![0; size];
    let mut at: u64 = 0;
    while file.read_exact(&mut page).is_ok() {
        let begin = if at == 0 { header.len() } else { 0 };
        if let Some((from, to)) = gap(&page, begin)
            && page
                .get(from..to)
                .is_some_and(|gap| gap.iter().any(|byte| *byte != 0))
        {
            file.seek(SeekFrom::Start(at + from as u64))?;
            file.write_all(&vec![0; to - from])?;
            file.seek(SeekFrom::Start(at + size as u64))?;
        }
        at += size as u64;
    }
    file.sync_all()?;
    Ok(true)
}

/// From where to where nothing stands in a page whose own header begins at `begin`; `None` for one without rows.
fn gap(page: &[u8], begin: usize) -> Option<(usize, usize)> {
    let whole = |at: usize| -> Option<usize> {
        let bytes = page.get(at..at + 2)?;
        Some(usize::from(u16::from_be_bytes(bytes.try_into().ok()?)))
    };
    let header = match page.get(begin)? {
        2 | 5 => 12,
        10 | 13 => 8,
        _ => return None,
    };
    let from = begin + header + 2 * whole(begin + 3)?;
    let to = match whole(begin + 5)? {
        0 => 65_536,
        to => to,
    };
    (from <= to && to <= page.len()).then_some((from, to))
}

/// Brings the schema forward, each migration in its own transaction, and remembers its digest.
pub(crate) fn migrate(
    connection: &mut Connection,
    migrations: &[Migration],
) -> Result<(), SchemaError> {
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(SchemaError::Newer { found, known });
    }
    if found > 0 {
        prove_unedited(connection, migrations, found)?;
    }
    for (version, migration) in (1_i64..).zip(migrations) {
        if version <= found {
            continue;
        }
        let step = connection.transaction()?;
        step.execute_batch(
            "CREATE TABLE IF NOT EXISTS schema_migration(
                version INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL) STRICT;",
        )?;
        step.execute_batch(migration.sql)?;
        step.execute(
            "INSERT INTO schema_migration(version, name, digest) VALUES (?1, ?2, ?3)",
            params![version, migration.name, digest(migration)],
        )?;
        step.pragma_update(None, "user_version", version)?;
        step.commit()?;
    }
    Ok(())
}

fn prove_unedited(
    connection: &Connection,
    migrations: &[Migration],
    found: i64,
) -> Result<(), SchemaError> {
    for (version, migration) in (1..=found).zip(migrations) {
        let stored: Option<Vec<u8>> = connection
            .query_row(
                "SELECT digest FROM schema_migration WHERE version = ?1",
                [version],
                |row| row.get(0),
            )
            .optional()?;
        if stored.as_deref() != Some(digest(migration).as_slice()) {
            return Err(SchemaError::Edited {
                name: migration.name,
            });
        }
    }
    Ok(())
}

fn digest(migration: &Migration) -> Vec<u8> {
    Sha256::digest(migration.sql.as_bytes()).to_vec()
}

/// A number for a column. SQLite's integers have a sign; ours stay far below the edge.
pub(crate) fn column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number from a column that never holds a negative one.
pub(crate) fn count(column: i64) -> u64 {
    u64::try_from(column).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration = Migration {
        name: "0001_first.sql",
        sql: "CREATE TABLE a(x) STRICT;",
    };
    const TYPED: Migration = Migration {
        name: "0001_first.sql",
        sql: "CREATE TABLE a(x INTEGER) STRICT;",
    };
    const SECOND: Migration = Migration {
        name: "0002_second.sql",
        sql: "CREATE TABLE b(x INTEGER) STRICT;",
    };

    /// Rows that grow divide pages again and again, and leave bytes behind that no deletion reaches.
    #[test]
    fn what_was_erased_is_in_no_gap_of_the_file_and_everything_else_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("gaps.db");
        let connection = open(Some(&path)).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE a(x INTEGER PRIMARY KEY, y TEXT NOT NULL) STRICT, WITHOUT ROWID;",
            )
            .unwrap();
        let text = |row: u64, times: u64| {
            format!("CANARY{row:05}x").repeat(usize::try_from(times).unwrap())
        };
        let put = |row: u64, text: &str| {
            connection
                .prepare_cached("INSERT OR REPLACE INTO a(x, y) VALUES (?1, ?2)")
                .unwrap()
                .execute(params![column(row), text])
                .unwrap();
        };
        for step in 0..3_000_u64 {
            let row = step * 1_237 % 1_000;
            put(row, &text(row, 20 + step * 31 % 90));
        }
        for row in (0..1_000).step_by(2) {
            put(row, "gone");
        }
        let sum = |connection: &Connection| -> (i64, i64) {
            connection
                .query_row("SELECT count(*), sum(length(y)) FROM a", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .unwrap()
        };
        let before = sum(&connection);
        assert!(!wipe_gaps(&path).unwrap(), "its log is there");
        assert!(empty_log(&connection).unwrap());
        drop(connection);
        let erased = |bytes: &[u8]| {
            let found = (0..1_000_u64).step_by(2).filter(|row| {
                let needle = format!("CANARY{row:05}x");
                bytes
                    .windows(needle.len())
                    .any(|part| part == needle.as_bytes())
            });
            found.count()
        };
        assert!(
            erased(&std::fs::read(&path).unwrap()) > 0,
            "the test would prove nothing"
        );
        assert!(wipe_gaps(&path).unwrap());
        assert_eq!(erased(&std::fs::read(&path).unwrap()), 0);
        let connection = open(Some(&path)).unwrap();
        assert_eq!(sum(&connection), before);
        let told: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(told, "ok");
    }

    #[test]
    fn a_schema_moves_forward_once_and_a_newer_or_edited_one_is_refused() {
        let mut connection = open(None).unwrap();
        assert!(
            migrate(&mut connection, &[FIRST]).is_err(),
            "a typeless column is no STRICT table"
        );
        migrate(&mut connection, &[TYPED]).unwrap();
        migrate(&mut connection, &[TYPED, SECOND]).unwrap();
        migrate(&mut connection, &[TYPED, SECOND]).unwrap();
        assert!(matches!(
            migrate(&mut connection, &[TYPED]),
            Err(SchemaError::Newer { found: 2, known: 1 })
        ));
        assert!(matches!(
            migrate(&mut connection, &[FIRST, SECOND]),
            Err(SchemaError::Edited { .. })
        ));
    }
}

//! The yardstick of the benchmark: the least that SQLite can do for one durable row or one look-up.
//!
//! Not part of the bench's work. It stands here because SQL stands in this room alone. The settings
//! are SQLite's own, but for the two that durability needs: write-ahead log, and a sync at each commit.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::StoreError;
use crate::sqlite;

/// A database with one table of numbered payloads and nothing else.
#[derive(Debug)]
pub struct BareRows {
    connection: Connection,
}

impl BareRows {
    /// Makes the database in a file that is not there yet.
    pub fn create(file: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(file)?;
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |_row| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(
            "CREATE TABLE row(id INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT",
        )?;
        Ok(Self { connection })
    }

    /// Keeps one row in a transaction of its own; it is on disk when this returns.
    pub fn keep(&self, payload: &[u8]) -> Result<(), StoreError> {
        insert(&self.connection, payload)
    }

    /// Keeps all rows that `rows` hands over in one transaction; they are on disk when this returns.
    pub fn keep_together<E: From<StoreError>>(
        &mut self,
        rows: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E>,
    ) -> Result<(), E> {
        let step = self.connection.transaction().map_err(StoreError::from)?;
        rows(&mut |payload| Ok(insert(&step, payload)?))?;
        step.commit().map_err(StoreError::from)?;
        Ok(())
    }
}

fn insert(connection: &Connection, payload: &[u8]) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT INTO row(payload) VALUES (?1)")?
        .execute([payload])?;
    Ok(())
}

/// Rows of a feed in one table by topic and key: the least that a cache of them needs.
#[derive(Debug)]
pub struct BareCache {
    connection: Connection,
}

impl BareCache {
    /// Makes the database in a file that is not there yet, with the settings of the bench's own.
    pub fn create(file: &Path) -> Result<Self, StoreError> {
        let connection = sqlite::open(Some(file))?;
        sqlite::set_bulk(&connection, true)?;
        connection.execute_batch(
            "CREATE TABLE row(topic TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (topic, key)) STRICT, WITHOUT ROWID",
        )?;
        Ok(Self { connection })
    }

    /// Keeps all rows that `rows` hands over, topic, key and body, in one transaction.
    pub fn keep_together<E: From<StoreError>>(
        &mut self,
        rows: impl FnOnce(&mut dyn FnMut([&str; 3]) -> Result<(), E>) -> Result<(), E>,
    ) -> Result<(), E> {
        let step = self.connection.transaction().map_err(StoreError::from)?;
        let mut insert = step
            .prepare("INSERT INTO row(topic, key, body) VALUES (?1, ?2, ?3)")
            .map_err(StoreError::from)?;
        rows(&mut |row| {
            insert.execute(row).map_err(StoreError::from)?;
            Ok(())
        })?;
        drop(insert);
        step.commit().map_err(StoreError::from)?;
        Ok(())
    }
}

/// One index probe for a code in a bench's own database, by a connection that does nothing else.
#[derive(Debug)]
pub struct BareLookup {
    connection: Connection,
}

impl BareLookup {
    /// Opens `station.db` of a data directory for reading.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self {
            connection: Connection::open_with_flags(dir.join("station.db"), flags)?,
        })
    }

    /// The product with exactly this code, and the units one scan stands for.
    pub fn product_of(&self, code: &str) -> Result<Option<(String, u32)>, StoreError> {
        let found = self
            .connection
            .prepare_cached("SELECT sku, units FROM barcode WHERE code = ?1")?
            .query_row([code], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_row_is_there_for_another_connection_and_a_failed_batch_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("bare.db");
        let mut bare = BareRows::create(&file).unwrap();
        bare.keep(b"one").unwrap();
        let failed = bare.keep_together(|keep| {
            keep(b"two")?;
            Err(StoreError::NeedsReopen)
        });
        assert!(failed.is_err());
        let rows = |connection: &Connection| -> i64 {
            connection
                .query_row("SELECT count(*) FROM row", [], |row| row.get(0))
                .unwrap()
        };
        assert_eq!(rows(&Connection::open(&file).unwrap()), 1);
    }

    #[test]
    fn a_bare_cache_takes_each_row_once_and_a_failed_load_leaves_none() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("bare.db");
        let mut cache = BareCache::create(&file).unwrap();
        let twice = cache.keep_together::<StoreError>(|keep| {
            keep(["product", "A", "{}"])?;
            keep(["product", "A", "{}"])
        });
        assert!(twice.is_err());
        cache
            .keep_together::<StoreError>(|keep| keep(["product", "A", "{}"]))
            .unwrap();
        let rows: i64 = Connection::open(&file)
            .unwrap()
            .query_row("SELECT count(*) FROM row", [], |row| row.get(0))
            .unwrap();
        assert_eq!(rows, 1);
    }
}

//! Facts on their way up: the journal itself, from the first one that the master has not acknowledged.

use rusqlite::params;

use super::rows::{self, FACT};
use super::{RejectedFact, Store, StoreError};
use crate::domain::journal::Entry;
use crate::sqlite::{column, count};

impl Store {
    /// The oldest facts that the master has not acknowledged.
    pub fn unsent(&self, limit: u32) -> Result<Vec<Entry>, StoreError> {
        self.facts_after(self.acknowledged()?, limit)
    }

    /// Facts after `number`, for a master that was set back and asks again.
    pub fn facts_after(&self, number: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {FACT} FROM fact WHERE number > ?1 ORDER BY number LIMIT ?2"
        ))?;
        let mut found = query.query(params![column(number), limit])?;
        let mut entries = Vec::new();
        while let Some(row) = found.next()? {
            entries.push(rows::entry(row)?);
        }
        Ok(entries)
    }

    /// The master has all facts up to `number`. It never goes back, and never beyond the journal's end.
    pub fn acknowledge(&mut self, number: u64) -> Result<(), StoreError> {
        self.guard()?;
        let number = number.min(self.head.number);
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE bench SET acknowledged = ?1 WHERE id = 1 AND acknowledged < ?1",
            )?
            .execute([column(number)]);
        self.watch(changed.map(|_rows| ()).map_err(StoreError::from))
    }

    /// Number of the last fact that the master has acknowledged.
    pub fn acknowledged(&self) -> Result<u64, StoreError> {
        let number: i64 = self
            .connection
            .prepare_cached("SELECT acknowledged FROM bench WHERE id = 1")?
            .query_row([], |row| row.get(0))?;
        Ok(count(number))
    }

    /// How many facts wait to be sent.
    pub fn unsent_count(&self) -> Result<u64, StoreError> {
        Ok(self.head.number.saturating_sub(self.acknowledged()?))
    }

    /// The master did not take this fact; it is kept here too, for the exceptions desk.
    pub fn reject(&mut self, number: u64, why: &str) -> Result<(), StoreError> {
        self.guard()?;
        let kept = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO rejected_fact(number, why) VALUES (?1, ?2)")?
            .execute(params![column(number), why]);
        self.watch(kept.map(|_rows| ()).map_err(StoreError::from))
    }

    /// All facts that the master did not take.
    pub fn rejected(&self) -> Result<Vec<RejectedFact>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT number, why FROM rejected_fact ORDER BY number")?;
        let facts = query.query_map([], |row| {
            Ok(RejectedFact {
                number: count(row.get(0)?),
                why: row.get(1)?,
            })
        })?;
        Ok(facts.collect::<Result<_, _>>()?)
    }
}

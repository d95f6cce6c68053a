//! Facts on their way up: the journal itself, from the first one that the master has not acknowledged.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, params};

use super::rows::{self, FACT, time};
use super::{RejectedFact, Store, StoreError};
use crate::domain::feed::Rejection;
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

    /// When the oldest fact happened that waits to be sent.
    pub fn oldest_unsent(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let at: Option<i64> = self
            .connection
            .prepare_cached("SELECT at FROM fact WHERE number = ?1")?
            .query_row([column(self.acknowledged()?) + 1], |row| row.get(0))
            .optional()?;
        Ok(at.map(time))
    }

    /// How many facts the master did not let count.
    pub fn rejected_count(&self) -> Result<u64, StoreError> {
        let facts: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM rejected_fact")?
            .query_row([], |row| row.get(0))?;
        Ok(count(facts))
    }

    /// All facts that the master did not let count.
    pub fn rejected(&self) -> Result<Vec<RejectedFact>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT number, why FROM rejected_fact ORDER BY number")?;
        let facts = query.query_map([], |row| {
            let why: String = row.get(1)?;
            Ok(RejectedFact {
                number: count(row.get(0)?),
                // Benches of the first days kept the words alone.
                why: serde_json::from_str(&why).unwrap_or(Rejection::Unstorable { why }),
            })
        })?;
        Ok(facts.collect::<Result<_, _>>()?)
    }
}

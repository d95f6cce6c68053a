//! When the devices were checked last, and what came of it.
//!
//! A projection: [`Projector::check`] alone changes it, from a fact.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, params};

use super::projections::Projector;
use super::rows::{from_json, time, to_json};
use super::{Store, StoreError};
use crate::domain::ids::Badge;
use crate::domain::shift_check::{CheckFact, CheckRecord};
use crate::sqlite::column;

/// The last check of the devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// When it ended.
    pub at: DateTime<Utc>,
    /// Who stood there.
    pub worker: Option<Badge>,
    /// What came of it.
    pub record: CheckRecord,
}

impl Projector<'_> {
    /// Somebody was asked to check the devices, or began by himself.
    pub(super) fn check_asked(&self, number: u64, at: i64) -> Result<(), StoreError> {
        self.keep_check("asked", number, at, None)
    }

    /// What happened at a check.
    pub(super) fn check(&self, number: u64, at: i64, fact: &CheckFact) -> Result<(), StoreError> {
        match fact {
            CheckFact::Begun { .. } => self.check_asked(number, at),
            CheckFact::Ended { record } => {
                self.keep_check("ended", number, at, Some(&to_json(record)))
            }
            _ => Ok(()),
        }
    }

    fn keep_check(
        &self,
        kind: &str,
        number: u64,
        at: i64,
        record: Option<&str>,
    ) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO shift_check(kind, fact, at, record) VALUES (?1, ?2, ?3, ?4)",
            params![kind, column(number), at, record],
        )
    }
}

impl Store {
    /// When somebody was asked to check the devices last, or began by himself.
    pub fn check_asked_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let at: Option<i64> = self
            .connection
            .prepare_cached("SELECT at FROM shift_check WHERE kind = 'asked'")?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(at.map(time))
    }

    /// The last check; nothing before the first.
    pub fn last_check(&self) -> Result<Option<CheckRow>, StoreError> {
        let found: Option<(i64, Option<String>, String)> = self
            .connection
            .prepare_cached(
                "SELECT at, (SELECT worker FROM fact WHERE number = shift_check.fact), record
                 FROM shift_check WHERE kind = 'ended'",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((at, worker, record)) = found else {
            return Ok(None);
        };
        let record = from_json(&record, "shift check", "last")?;
        Ok(Some(CheckRow {
            at: time(at),
            worker: worker.map(Badge),
            record,
        }))
    }
}

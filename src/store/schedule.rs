//! Reports made by the clock: which were, their files, and whether they lie in their folder.
//!
//! Transitions: nothing → waiting (for the folder) or placed (there is none) or dropped; waiting → placed. Run, files
//! and letters are kept in one transaction, so that a report is made once whenever the program ends.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension as _, params};

use super::rows::{DAY_MILLIS, millis, time};
use super::{Store, StoreError, notices};
use crate::domain::alerts::notice::{Notice, Receiver};
use crate::domain::schedule::{Run, Scheduled};

/// Files are kept so long, in milliseconds: as long as their letters are remembered.
const KEPT: i64 = 31 * DAY_MILLIS;

/// One file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunState {
    /// It waits for its folder.
    Waiting,
    /// It lies there, or needs to lie nowhere.
    Placed,
    /// It was too old to be made.
    Dropped,
}

impl RunState {
    /// The word kept in the database and given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Placed => "placed",
            Self::Dropped => "dropped",
        }
    }
}

/// A report with how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Which.
    pub run: Run,
    /// How it stands.
    pub state: RunState,
    /// Why it does not lie in its folder.
    pub why: Option<String>,
    /// How often that was tried.
    pub attempts: u32,
    /// When that last changed.
    pub changed_at: DateTime<Utc>,
}

impl Store {
    /// The newest day or week of each report of which it is known what became of it.
    pub fn last_runs(&self) -> Result<BTreeMap<Scheduled, NaiveDate>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT what, max(day) FROM report_run GROUP BY what")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut last = BTreeMap::new();
        for row in rows {
            let (what, day): (String, String) = row?;
            if let (Some(what), Ok(day)) = (Scheduled::named(&what), day.parse()) {
                last.insert(what, day);
            }
        }
        Ok(last)
    }

    /// Keeps a report that was made: its files, its letters, and that it waits for its folder, if it has one. Nothing
    /// happens where the report is known.
    pub fn keep_run(
        &mut self,
        run: Run,
        files: &[ReportFile],
        letters: &[(String, Notice)],
        (has_folder, now): (bool, DateTime<Utc>),
    ) -> Result<(), StoreError> {
        self.guard()?;
        let state = if has_folder {
            RunState::Waiting
        } else {
            RunState::Placed
        };
        let kept = self.keep_run_whole(run, (state, now), files, letters);
        self.watch(kept)
    }

    /// Keeps that reports were too old to be made.
    pub fn drop_runs(&mut self, runs: &[Run], now: DateTime<Utc>) -> Result<(), StoreError> {
        self.guard()?;
        let mut kept = Ok(());
        for run in runs {
            kept =
                kept.and_then(|()| self.keep_run_whole(*run, (RunState::Dropped, now), &[], &[]));
        }
        self.watch(kept)
    }

    fn keep_run_whole(
        &mut self,
        run: Run,
        (state, now): (RunState, DateTime<Utc>),
        files: &[ReportFile],
        letters: &[(String, Notice)],
    ) -> Result<(), StoreError> {
        let (what, day, at) = (run.what.name(), run.day.to_string(), millis(now));
        let transaction = self.connection.transaction()?;
        let is_new = transaction
            .prepare_cached(
                "INSERT INTO report_run(what, day, state, changed_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![what, day, state.name(), at])?;
        if is_new == 1 {
            for file in files {
                transaction
                    .prepare_cached(
                        "INSERT INTO report_file(what, day, name, bytes) VALUES (?1, ?2, ?3, ?4)",
                    )?
                    .execute(params![what, day, file.name, file.bytes])?;
            }
            for (address, notice) in letters {
                notices::queue(&transaction, (Receiver::Mail, address), notice)?;
            }
        }
        sweep(&transaction, at)?;
        Ok(transaction.commit()?)
    }

    /// The files of a report, by name; none once they are too old.
    pub fn report_files(&self, run: Run) -> Result<Vec<ReportFile>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT name, bytes FROM report_file WHERE what = ?1 AND day = ?2 ORDER BY name",
        )?;
        let found = query.query_map(params![run.what.name(), run.day.to_string()], |row| {
            Ok(ReportFile {
                name: row.get(0)?,
                bytes: row.get(1)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The oldest report that waits for its folder and whose time has come.
    pub fn next_run_to_place(&self, now: DateTime<Utc>) -> Result<Option<Run>, StoreError> {
        let found: Option<(String, String)> = self
            .connection
            .prepare_cached(
                "SELECT what, day FROM report_run WHERE state = 'waiting' AND retry_at <= ?1
                 ORDER BY day, what LIMIT 1",
            )?
            .query_row([millis(now)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(found.and_then(|(what, day)| run_of(&what, &day)))
    }

    /// It lies in its folder.
    pub fn run_placed(&mut self, run: Run, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_run(
            "UPDATE report_run SET state = 'placed', why = NULL, changed_at = ?3
             WHERE what = ?1 AND day = ?2 AND state = 'waiting'",
            params![run.what.name(), run.day.to_string(), millis(now)],
        )
    }

    /// The folder did not take it: it is tried again at `retry_at`.
    pub fn run_not_placed(
        &mut self,
        run: Run,
        why: &str,
        (now, retry_at): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<(), StoreError> {
        self.change_run(
            "UPDATE report_run SET attempts = attempts + 1, why = ?4, retry_at = ?5, changed_at = ?3
             WHERE what = ?1 AND day = ?2 AND state = 'waiting'",
            params![run.what.name(), run.day.to_string(), millis(now), why, millis(retry_at)],
        )
    }

    /// The newest reports, those first that wait for their folder.
    pub fn report_runs(&self, limit: u32) -> Result<Vec<RunRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT what, day, state, why, attempts, changed_at FROM report_run
             ORDER BY state = 'waiting' DESC, day DESC, what LIMIT ?1",
        )?;
        let mut found = query.query([limit])?;
        let mut runs = Vec::new();
        while let Some(row) = found.next()? {
            let (what, day, state): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let Some(run) = run_of(&what, &day) else {
                continue;
            };
            runs.push(RunRow {
                run,
                state: match state.as_str() {
                    "waiting" => RunState::Waiting,
                    "dropped" => RunState::Dropped,
                    _ => RunState::Placed,
                },
                why: row.get(3)?,
                attempts: row.get(4)?,
                changed_at: time(row.get(5)?),
            });
        }
        Ok(runs)
    }

    fn change_run(&mut self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<(), StoreError> {
        self.guard()?;
        let changed = self.connection.prepare_cached(sql)?.execute(values);
        self.watch(changed.map(drop).map_err(StoreError::from))
    }
}

fn run_of(what: &str, day: &str) -> Option<Run> {
    Some(Run {
        what: Scheduled::named(what)?,
        day: day.parse().ok()?,
    })
}

/// Forgets the files of long ago. That a report was made is known for ever: it is a line a day.
fn sweep(connection: &rusqlite::Connection, now: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "DELETE FROM report_file WHERE EXISTS (SELECT 1 FROM report_run AS run
                WHERE run.what = report_file.what AND run.day = report_file.day
                    AND run.state = 'placed' AND run.changed_at < ?1)",
        )?
        .execute([now - KEPT])?;
    Ok(())
}

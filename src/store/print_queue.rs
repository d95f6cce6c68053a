//! Documents on their way to paper. The queue survives a restart, and a key is queued once.
//!
//! Transitions: waits → under way → done; under way → waits (nothing came out) or in doubt (nobody
//! knows); in doubt → done or waits, when a person has looked. What is under way when the program
//! ends stays so until it is known what became of it: it is never simply sent again.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::rows::{millis, time};
use super::{NewPrintJob, PrintJob, PrintKind, PrintSource, Store, StoreError};
use crate::domain::ids::OrderNo;
use crate::domain::printing::{PrintDoubt, PrintFound, PrintOutcome, PrinterTrouble};

const JOB: &str = "job, key, kind, title, target, attempts, why, retry_at, of_order, of_parcel, under_way_since IS NOT NULL, doubt";

impl Store {
    /// The oldest job for this target whose time has come.
    pub fn next_print_job(
        &self,
        target: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<PrintJob>, StoreError> {
        self.one_job(
            "target = ?1 AND retry_at <= ?2 AND under_way_since IS NULL AND doubt IS NULL",
            params![target, millis(now)],
        )
    }

    /// The oldest job that a printer of this target had when the program ended.
    pub fn print_job_under_way(&self, target: &str) -> Result<Option<PrintJob>, StoreError> {
        self.one_job(
            "target = ?1 AND under_way_since IS NOT NULL",
            params![target],
        )
    }

    /// The oldest job that a person has to be asked about.
    pub fn doubtful_print(&self) -> Result<Option<PrintJob>, StoreError> {
        self.one_job("doubt IS NOT NULL", params![])
    }

    /// A job that is not done.
    pub fn print_job(&self, job: i64) -> Result<Option<PrintJob>, StoreError> {
        self.one_job("job = ?1", params![job])
    }

    fn one_job(
        &self,
        which: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Option<PrintJob>, StoreError> {
        let job = self
            .connection
            .prepare_cached(&format!(
                "SELECT {JOB} FROM print_job WHERE done = 0 AND {which} ORDER BY job LIMIT 1"
            ))?
            .query_row(values, job)
            .optional()?;
        Ok(job)
    }

    /// Jobs that wait or failed, newest first.
    pub fn print_jobs(&self, limit: u32) -> Result<Vec<PrintJob>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {JOB} FROM print_job WHERE done = 0 ORDER BY job DESC LIMIT ?1"
        ))?;
        let jobs = query.query_map([limit], job)?;
        Ok(jobs.collect::<Result<_, _>>()?)
    }

    /// How far it is known that a job is on paper; `None` while it is not done.
    pub fn print_outcome(&self, key: &str) -> Result<Option<String>, StoreError> {
        let outcome: Option<Option<String>> = self
            .connection
            .prepare_cached("SELECT outcome FROM print_job WHERE key = ?1 AND done = 1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        Ok(outcome.flatten())
    }

    /// The bytes of a job that is not done.
    pub fn print_job_bytes(&self, job: i64) -> Result<Vec<u8>, StoreError> {
        let bytes: Option<Option<Vec<u8>>> = self
            .connection
            .prepare_cached(
                "SELECT coalesce(print_job.bytes, label.bytes) FROM print_job
                 LEFT JOIN label ON label.order_no = label_order AND label.parcel = label_parcel
                    AND label.revision = label_revision
                 WHERE job = ?1",
            )?
            .query_row([job], |row| row.get(0))
            .optional()?;
        bytes.flatten().ok_or(StoreError::NoSuchJob { job })
    }

    /// A printer is about to get the job. Kept first: whatever happens now, it is not sent twice.
    pub fn print_begins(&mut self, job: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_job(
            job,
            "UPDATE print_job SET under_way_since = ?2, attempts = attempts + 1 WHERE job = ?1 AND done = 0",
            params![job, millis(now)],
        )
    }

    /// The job is on paper. Bytes of its own are erased: they may hold a name and an address.
    pub fn print_done(&mut self, job: i64, outcome: PrintOutcome) -> Result<(), StoreError> {
        self.change_job(job, DONE, params![job, outcome.name()])
    }

    /// Nothing came out. With `retry_at` it is tried again by itself, without it a person has to say so.
    pub fn print_failed(
        &mut self,
        job: i64,
        why: &PrinterTrouble,
        (now, retry_at): (DateTime<Utc>, Option<DateTime<Utc>>),
    ) -> Result<(), StoreError> {
        self.guard()?;
        let noted = self.note_failure(job, why, (now, retry_at));
        self.watch(noted)
    }

    /// The job waits again, and the failure counts: both or neither.
    fn note_failure(
        &mut self,
        job: i64,
        why: &PrinterTrouble,
        (now, retry_at): (DateTime<Utc>, Option<DateTime<Utc>>),
    ) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        let changed = step
            .prepare_cached(
                "UPDATE print_job SET why = ?2, retry_at = ?3, under_way_since = NULL WHERE job = ?1 AND done = 0",
            )?
            .execute(params![job, super::rows::to_json(why), retry_at.map(millis)])?;
        if changed == 0 {
            return Err(StoreError::NoSuchJob { job });
        }
        // A printer that has another document takes this one later: nothing failed.
        if *why != PrinterTrouble::Busy {
            super::alerts::label_failed(&step, job, millis(now))?;
        }
        step.commit()?;
        Ok(())
    }

    /// Nobody knows whether it came out; a person has to look.
    pub fn print_doubted(&mut self, job: i64, why: &PrintDoubt) -> Result<(), StoreError> {
        self.change_job(
            job,
            "UPDATE print_job SET doubt = ?2, under_way_since = NULL WHERE job = ?1 AND done = 0",
            params![job, super::rows::to_json(why)],
        )
    }

    /// Somebody wants a failed job tried again now.
    pub fn retry_print(&mut self, job: i64) -> Result<(), StoreError> {
        self.change_job(
            job,
            "UPDATE print_job SET retry_at = 0 WHERE job = ?1 AND done = 0",
            params![job],
        )
    }

    fn change_job(
        &mut self,
        job: i64,
        sql: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<(), StoreError> {
        self.guard()?;
        let changed = self.connection.prepare_cached(sql)?.execute(values);
        match self.watch(changed.map_err(StoreError::from))? {
            0 => Err(StoreError::NoSuchJob { job }),
            _ => Ok(()),
        }
    }
}

const DONE: &str = "UPDATE print_job SET done = 1, bytes = NULL, why = NULL, doubt = NULL, under_way_since = NULL, outcome = ?2
     WHERE job = ?1";

/// Queues a job, unless its key is known.
pub(super) fn queue(connection: &Connection, new: &NewPrintJob) -> Result<(), StoreError> {
    let (label, bytes) = match &new.source {
        PrintSource::Label(label) => (Some(label), None),
        PrintSource::Bytes(bytes) => (None, Some(bytes)),
    };
    connection
        .prepare_cached(
            "INSERT INTO print_job(key, kind, title, target, label_order, label_parcel, label_revision, bytes, retry_at, of_order, of_parcel)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10) ON CONFLICT (key) DO NOTHING",
        )?
        .execute(params![
            new.key,
            kind_word(new.kind),
            new.title,
            new.target,
            label.map(|label| label.order.as_str()),
            label.map(|label| label.parcel),
            label.map(|label| label.revision),
            bytes,
            new.order.as_ref().map(OrderNo::as_str),
            new.parcel,
        ])?;
    Ok(())
}

/// A person has looked for a document in doubt. A job that is settled already stays as it is.
pub(super) fn found(
    connection: &Connection,
    job: i64,
    found: PrintFound,
) -> Result<(), StoreError> {
    let outcome = match found {
        PrintFound::Printed => PrintOutcome::Found,
        PrintFound::Twice => PrintOutcome::FoundTwice,
        PrintFound::NotPrinted => {
            connection
                .prepare_cached(
                    "UPDATE print_job SET doubt = NULL, why = NULL, retry_at = 0
                     WHERE job = ?1 AND done = 0 AND doubt IS NOT NULL",
                )?
                .execute([job])?;
            return Ok(());
        }
    };
    connection
        .prepare_cached(&format!("{DONE} AND done = 0 AND doubt IS NOT NULL"))?
        .execute(params![job, outcome.name()])?;
    Ok(())
}

fn job(row: &Row<'_>) -> rusqlite::Result<PrintJob> {
    Ok(PrintJob {
        job: row.get(0)?,
        key: row.get(1)?,
        kind: kind_of(&row.get::<_, String>(2)?),
        title: row.get(3)?,
        target: row.get(4)?,
        attempts: row.get(5)?,
        failed: row.get::<_, Option<String>>(6)?.map(|why| trouble(&why)),
        retry_at: row.get::<_, Option<i64>>(7)?.map(time),
        order: row.get::<_, Option<String>>(8)?.map(OrderNo),
        parcel: row.get(9)?,
        under_way: row.get(10)?,
        doubt: row.get::<_, Option<String>>(11)?.map(|why| doubt(&why)),
    })
}

/// Rows of before 0008 hold a sentence.
fn trouble(why: &str) -> PrinterTrouble {
    serde_json::from_str(why).unwrap_or_else(|_| PrinterTrouble::Refused {
        why: why.to_owned(),
    })
}

fn doubt(why: &str) -> PrintDoubt {
    serde_json::from_str(why).unwrap_or_else(|_| PrintDoubt::Complaint {
        why: why.to_owned(),
    })
}

fn kind_word(kind: PrintKind) -> &'static str {
    match kind {
        PrintKind::Label => "label",
        PrintKind::PackingSlip => "packing_slip",
        PrintKind::Document => "document",
    }
}

fn kind_of(word: &str) -> PrintKind {
    match word {
        "label" => PrintKind::Label,
        "packing_slip" => PrintKind::PackingSlip,
        _ => PrintKind::Document,
    }
}

//! Documents on their way to paper. The queue survives a restart, and a key is queued once.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::rows::{millis, time};
use super::{NewPrintJob, PrintJob, PrintKind, PrintSource, Store, StoreError};

const JOB: &str = "job, key, kind, title, target, attempts, why, retry_at";

impl Store {
    /// The oldest job whose time has come.
    pub fn next_print_job(&self, now: DateTime<Utc>) -> Result<Option<PrintJob>, StoreError> {
        let job = self
            .connection
            .prepare_cached(&format!(
                "SELECT {JOB} FROM print_job WHERE done = 0 AND retry_at <= ?1 ORDER BY job LIMIT 1"
            ))?
            .query_row([millis(now)], job)
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

    /// The job is on paper. Bytes of its own are erased: they may hold a name and an address.
    pub fn print_done(&mut self, job: i64) -> Result<(), StoreError> {
        self.change_job(
            job,
            "UPDATE print_job SET done = 1, bytes = NULL, attempts = attempts + 1, why = NULL WHERE job = ?1",
            params![job],
        )
    }

    /// The job failed. With `retry_at` it is tried again by itself, without it a person has to say so.
    pub fn print_failed(
        &mut self,
        job: i64,
        why: &str,
        retry_at: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        self.change_job(
            job,
            "UPDATE print_job SET attempts = attempts + 1, why = ?2, retry_at = ?3 WHERE job = ?1 AND done = 0",
            params![job, why, retry_at.map(millis)],
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

/// Queues a job, unless its key is known.
pub(super) fn queue(connection: &Connection, new: &NewPrintJob) -> Result<(), StoreError> {
    let (label, bytes) = match &new.source {
        PrintSource::Label(label) => (Some(label), None),
        PrintSource::Bytes(bytes) => (None, Some(bytes)),
    };
    connection
        .prepare_cached(
            "INSERT INTO print_job(key, kind, title, target, label_order, label_parcel, label_revision, bytes, retry_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0) ON CONFLICT (key) DO NOTHING",
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
        ])?;
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
        failed: row.get(6)?,
        retry_at: row.get::<_, Option<i64>>(7)?.map(time),
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

//! Notices of alerts on their way to people and programs elsewhere. The queue survives a restart.
//!
//! Transitions: waiting → begun → committed → sent; begun → waiting or failed (nothing arrived); committed →
//! uncertain (nobody knows). *Begun*: a server may have heard of it, and cannot have taken it. *Committed*:
//! from here on it may have. What is committed when the program ends is sent again only to a webhook, which
//! knows by the key that it has it; a letter becomes uncertain, and a person decides.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::rows::{from_json, millis, time, to_json};
use super::{Store, StoreError};
use crate::domain::alerts::notice::{Happened, Notice, NoticeState, PostTrouble, Receiver};
use crate::sqlite::count;

const NOTICE: &str = "notice, receiver, body, state, attempts, why, changed_at, retry_at, address";

/// What is sent or given up is remembered so long, in milliseconds: a lead looks back a month.
const KEPT: i64 = 31 * super::rows::DAY_MILLIS;

/// A notice with how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its number in the queue.
    pub id: i64,
    /// Where it goes.
    pub receiver: Receiver,
    /// Whose letter it is; empty for the webhook.
    pub address: String,
    /// What it says.
    pub notice: Notice,
    /// How it stands.
    pub state: NoticeState,
    /// How often it was tried.
    pub attempts: u32,
    /// When that last changed.
    pub changed_at: DateTime<Utc>,
    /// When it is tried next, while it waits.
    pub retry_at: DateTime<Utc>,
}

/// Queues a notice, unless its key is known.
pub(super) fn queue(
    connection: &Connection,
    (receiver, address): (Receiver, &str),
    notice: &Notice,
) -> Result<(), StoreError> {
    let alert = match &notice.happened {
        Happened::Raised { alert } | Happened::Cleared { alert } => Some(&alert.id),
        Happened::Report { .. } | Happened::Test => None,
    };
    let at = millis(notice.at);
    connection
        .prepare_cached(
            "INSERT INTO notice(key, receiver, address, alert, body, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (key) DO NOTHING",
        )?
        .execute(params![
            notice.key,
            receiver.name(),
            address,
            alert,
            to_json(notice),
            at
        ])?;
    connection
        .prepare_cached(
            "DELETE FROM notice WHERE changed_at < ?1 AND state IN ('sent', 'failed', 'uncertain')",
        )?
        .execute([at - KEPT])?;
    Ok(())
}

impl Store {
    /// The oldest notice to this receiver whose time has come.
    pub fn next_notice(
        &self,
        receiver: Receiver,
        now: DateTime<Utc>,
    ) -> Result<Option<NoticeRow>, StoreError> {
        self.one_notice(
            "receiver = ?1 AND state = 'waiting' AND retry_at <= ?2",
            params![receiver.name(), millis(now)],
        )
    }

    /// When the next notice to this receiver is due; `None` when none waits.
    pub fn next_notice_at(&self, receiver: Receiver) -> Result<Option<DateTime<Utc>>, StoreError> {
        let at: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT min(retry_at) FROM notice WHERE receiver = ?1 AND state = 'waiting'",
            )?
            .query_row([receiver.name()], |row| row.get(0))?;
        Ok(at.map(time))
    }

    /// A notice by its number.
    pub fn notice(&self, id: i64) -> Result<Option<NoticeRow>, StoreError> {
        self.one_notice("notice = ?1", params![id])
    }

    fn one_notice(
        &self,
        which: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<Option<NoticeRow>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {NOTICE} FROM notice WHERE {which} ORDER BY notice LIMIT 1"
        ))?;
        let mut found = query.query(values)?;
        found.next()?.map(row).transpose()
    }

    /// The newest notices, those first that need a hand.
    pub fn notices(&self, limit: u32) -> Result<Vec<NoticeRow>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {NOTICE} FROM notice
             ORDER BY state IN ('failed', 'uncertain') DESC, notice DESC LIMIT ?1"
        ))?;
        let mut found = query.query([limit])?;
        let mut notices = Vec::new();
        while let Some(one) = found.next()? {
            notices.push(row(one)?);
        }
        Ok(notices)
    }

    /// The last notice to this receiver of which it is known whether it arrived.
    pub fn last_notice(&self, receiver: Receiver) -> Result<Option<NoticeRow>, StoreError> {
        let id: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT notice FROM notice WHERE receiver = ?1 AND (state <> 'waiting' OR why IS NOT NULL)
                 ORDER BY changed_at DESC, notice DESC LIMIT 1",
            )?
            .query_row([receiver.name()], |row| row.get(0))
            .optional()?;
        id.map_or(Ok(None), |id| self.notice(id))
    }

    /// How many notices to this receiver wait.
    pub fn notices_waiting(&self, receiver: Receiver) -> Result<u64, StoreError> {
        let waiting: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM notice WHERE receiver = ?1 AND state IN ('waiting', 'begun', 'committed')",
            )?
            .query_row([receiver.name()], |row| row.get(0))?;
        Ok(count(waiting))
    }

    /// Queues a notice that belongs to no alert.
    pub fn queue_notice(
        &mut self,
        to: (Receiver, &str),
        notice: &Notice,
    ) -> Result<(), StoreError> {
        self.guard()?;
        let queued = queue(&self.connection, to, notice);
        self.watch(queued)
    }

    /// A server is about to hear of it. Kept first.
    pub fn notice_begins(&mut self, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = 'begun', attempts = attempts + 1, changed_at = ?2
             WHERE notice = ?1 AND state = 'waiting'",
            params![id, millis(now)],
        )
    }

    /// From here on the server may have it: kept before the first byte of what it says. `false` when it is not
    /// under way any more.
    pub fn notice_commits(&mut self, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        self.guard()?;
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE notice SET state = 'committed', changed_at = ?2 WHERE notice = ?1 AND state = 'begun'",
            )?
            .execute(params![id, millis(now)]);
        Ok(self.watch(changed.map_err(StoreError::from))? == 1)
    }

    /// It arrived.
    pub fn notice_sent(&mut self, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = 'sent', why = NULL, changed_at = ?2
             WHERE notice = ?1 AND state IN ('begun', 'committed')",
            params![id, millis(now)],
        )
    }

    /// It did not arrive. With `retry_at` it is tried again by itself, without it a person has to say so.
    pub fn notice_failed(
        &mut self,
        id: i64,
        why: &PostTrouble,
        (now, retry_at): (DateTime<Utc>, Option<DateTime<Utc>>),
    ) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = iif(?3 IS NULL, 'failed', 'waiting'), retry_at = coalesce(?3, 0), why = ?4,
                changed_at = ?2
             WHERE notice = ?1 AND state IN ('begun', 'committed')",
            params![id, millis(now), retry_at.map(millis), to_json(why)],
        )
    }

    /// Nobody knows whether it arrived.
    pub fn notice_doubted(&mut self, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = 'uncertain', changed_at = ?2
             WHERE notice = ?1 AND state IN ('begun', 'committed')",
            params![id, millis(now)],
        )
    }

    /// A person wants it sent again, whatever became of it.
    pub fn send_notice_again(&mut self, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = 'waiting', retry_at = 0, changed_at = ?2
             WHERE notice = ?1 AND state IN ('waiting', 'failed', 'uncertain')",
            params![id, millis(now)],
        )
    }

    /// A person has looked and found it there: nothing more is done about it.
    pub fn notice_arrived(&mut self, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = 'sent', why = NULL, changed_at = ?2
             WHERE notice = ?1 AND state = 'uncertain'",
            params![id, millis(now)],
        )
    }

    /// The receiver is set up otherwise: what failed by its old set-up, and what waits, is tried at once.
    pub fn retry_notices(
        &mut self,
        receiver: Receiver,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = 'waiting', retry_at = 0, changed_at = ?2
             WHERE receiver = ?1 AND (state = 'waiting'
                OR (state = 'failed' AND why ->> 'trouble' IN ('SignIn', 'SetUp')))",
            params![receiver.name(), millis(now)],
        )
    }

    /// The receiver is not set up any more: what waits is given up.
    pub fn drop_waiting_notices(&mut self, receiver: Receiver) -> Result<(), StoreError> {
        self.change_notice(
            "DELETE FROM notice WHERE receiver = ?1 AND state = 'waiting'",
            params![receiver.name()],
        )
    }

    /// After a start: what no server can have taken waits again; what may have been taken goes again to the
    /// webhook, which knows its key, and is uncertain as a letter.
    pub fn recover_notices(&mut self, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.change_notice(
            "UPDATE notice SET state = iif(state = 'committed' AND receiver = 'mail', 'uncertain', 'waiting'),
                retry_at = 0, changed_at = ?1
             WHERE state IN ('begun', 'committed')",
            params![millis(now)],
        )
    }

    fn change_notice(
        &mut self,
        sql: &str,
        values: &[&dyn rusqlite::ToSql],
    ) -> Result<(), StoreError> {
        self.guard()?;
        let changed = self.connection.prepare_cached(sql)?.execute(values);
        self.watch(changed.map(drop).map_err(StoreError::from))
    }
}

fn row(row: &Row<'_>) -> Result<NoticeRow, StoreError> {
    let id: i64 = row.get(0)?;
    let (receiver, state): (String, String) = (row.get(1)?, row.get(3)?);
    let why: Option<String> = row.get(5)?;
    let why: Option<PostTrouble> = why
        .map(|why| from_json(&why, "notice", &id.to_string()))
        .transpose()?;
    Ok(NoticeRow {
        id,
        receiver: match receiver.as_str() {
            "mail" => Receiver::Mail,
            _ => Receiver::Webhook,
        },
        address: row.get(8)?,
        notice: from_json(&row.get::<_, String>(2)?, "notice", &id.to_string())?,
        state: match (state.as_str(), why) {
            ("begun" | "committed", _) => NoticeState::UnderWay,
            ("sent", _) => NoticeState::Sent,
            ("failed", Some(why)) => NoticeState::Failed { why },
            ("uncertain", _) => NoticeState::Uncertain,
            (_, why) => NoticeState::Waiting { why },
        },
        attempts: row.get(4)?,
        changed_at: time(row.get(6)?),
        retry_at: time(row.get(7)?),
    })
}

//! Alerts as their facts tell them, and the figures that raise them, as far as this bench's database knows them.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::projections::Projector;
use super::rows::{from_json, millis, time, to_json};
use super::{Commit, Store, StoreError};
use crate::domain::alerts::notice::{Notice, Receiver};
use crate::domain::alerts::{Acknowledged, Alert};
use crate::domain::ids::{Badge, OrderNo};
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};

/// How long it is remembered that a label failed, in milliseconds: longer than any rule looks back.
const FAILURES_KEPT: i64 = 31 * super::rows::DAY_MILLIS;

/// Orders that stand still beyond which nobody counts.
///
/// Assumption: a thousand are as alarming as a hundred thousand.
const MOST_STUCK: u32 = 1_000;

/// An order that is this bench's (`?2`) or nobody's, not packed, and untouched since `?1`.
const STANDS_STILL: &str = "queue IN ('ready', 'held') AND coalesce(packed, 0) = 0
    AND (holder IS NULL OR holder = ?2)
    AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.order_no = customer_order.order_no AND at >= ?1)";

/// Columns of an alert, in the order in which [`alert`] reads them.
const ALERT: &str =
    "alert.body, raised_at, cleared_at, note, fact.at, fact.worker, alert, acknowledged_by
    FROM alert LEFT JOIN fact ON fact.number = acknowledged_by";

/// How far the outside system's count was from the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockCompared {
    /// When the count came in.
    pub at: DateTime<Utc>,
    /// Units that the books had of what was compared.
    pub books: u64,
    /// Units by which count and books differ, place by place.
    pub differing: u64,
}

impl StockCompared {
    /// The difference in thousandths of the books, rounded up; everything, where the books had nothing.
    pub fn permille(&self) -> i64 {
        if self.differing == 0 {
            return 0;
        }
        let share = self.differing.saturating_mul(1_000);
        column(share.div_ceil(self.books.max(1)))
    }
}

impl Projector<'_> {
    /// An alert was raised, seen, or is over.
    pub(super) fn alert(&self, number: u64, at: i64, fact: &Fact) -> Result<(), StoreError> {
        match fact {
            Fact::AlertRaised { alert } => self.run(
                "INSERT OR IGNORE INTO alert(alert, body, raised_at) VALUES (?1, ?2, ?3)",
                params![alert.id, to_json(alert), at],
            ),
            Fact::AlertCleared { alert } => self.run(
                "UPDATE alert SET cleared_at = ?2 WHERE alert = ?1 AND cleared_at IS NULL",
                params![alert, at],
            ),
            Fact::AlertAcknowledged { alert, note } => self.run(
                "UPDATE alert SET acknowledged_by = ?2, note = ?3 WHERE alert = ?1 AND acknowledged_by IS NULL",
                params![alert, column(number), note],
            ),
            _ => Ok(()),
        }
    }
}

impl Store {
    /// Keeps what the bench found out about its figures, with the notices that go out for it: all or nothing.
    pub fn keep_alerts(
        &mut self,
        at: DateTime<Utc>,
        facts: &[Fact],
        notices: &[(Receiver, String, Notice)],
    ) -> Result<(), StoreError> {
        let commit = Commit {
            at,
            facts,
            ..Commit::default()
        };
        self.commit_with(&commit, |step| {
            for (receiver, address, notice) in notices {
                super::notices::queue(step, (*receiver, address), notice)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Alerts whose figures are bad still, the newest first.
    pub fn open_alerts(&self) -> Result<Vec<Alert>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {ALERT} WHERE cleared_at IS NULL ORDER BY raised_at DESC, alert"
        ))?;
        read(query.query([])?)
    }

    /// Alerts that are over, the last one first.
    pub fn past_alerts(&self, limit: u32) -> Result<Vec<Alert>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {ALERT} WHERE cleared_at IS NOT NULL ORDER BY cleared_at DESC, alert LIMIT ?1"
        ))?;
        read(query.query([limit])?)
    }

    /// Alerts that were raised from `from` (included) to `to` (not included), the oldest first.
    pub fn alerts_between(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<Alert>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {ALERT} WHERE raised_at >= ?1 AND raised_at < ?2 ORDER BY raised_at, alert"
        ))?;
        read(query.query(params![millis(from), millis(to)])?)
    }

    /// An alert by its number.
    pub fn alert(&self, id: &str) -> Result<Option<Alert>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached(&format!("SELECT {ALERT} WHERE alert = ?1"))?;
        Ok(read(query.query([id])?)?.pop())
    }

    /// Labels that failed since then: documents that a printer did not take, and labels that could not be made.
    /// A label that fails again and again counts once.
    pub fn labels_failed_since(&self, since: DateTime<Utc>) -> Result<u64, StoreError> {
        let at = millis(since);
        let printed: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM label_failure WHERE at >= ?1")?
            .query_row([at], |row| row.get(0))?;
        let mut failed = count(printed);
        for (first, end) in self.runs(since, DateTime::<Utc>::MAX_UTC)? {
            let made: i64 = self
                .connection
                .prepare_cached(
                    "SELECT count(DISTINCT order_no) FROM fact
                     WHERE number >= ?1 AND number < ?2 AND at >= ?3 AND order_no IS NOT NULL AND (
                        (kind = 'Refused' AND body -> '$.refusal' ->> 'refusal' = 'LabelImpossible')
                        OR (kind = 'LabelOwed' AND body -> '$.reason' ->> 'why' = 'LabelImpossible'))",
                )?
                .query_row(params![first, end, at], |row| row.get(0))?;
            failed = failed.saturating_add(count(made));
        }
        Ok(failed)
    }

    /// Orders of this bench that stand still since then, those first whose truck left first, at most `limit`, and
    /// how many there are: not packed although their truck had left by then, or begun; and untouched since.
    ///
    /// After a thousand of a kind nobody counts on, and "first" means first among those: where a whole day's orders
    /// stand still, each bench asks every minute.
    pub fn stuck_orders(
        &self,
        since: DateTime<Utc>,
        limit: usize,
    ) -> Result<(u64, Vec<OrderNo>), StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "WITH late(order_no, cutoff) AS (
                SELECT order_no, cutoff FROM customer_order LEFT JOIN order_standing USING (order_no)
                WHERE cutoff < ?1 AND {STANDS_STILL} LIMIT ?3
             ), begun(order_no, cutoff) AS (
                SELECT order_no, cutoff FROM order_state JOIN customer_order USING (order_no)
                LEFT JOIN order_standing USING (order_no) WHERE state = 'open' AND {STANDS_STILL} LIMIT ?3
             )
             SELECT order_no FROM (SELECT * FROM late UNION SELECT * FROM begun) ORDER BY cutoff, order_no",
        ))?;
        let values = params![millis(since), self.station.as_str(), MOST_STUCK];
        let orders = query.query_map(values, |row| Ok(OrderNo(row.get(0)?)))?;
        let mut orders: Vec<OrderNo> = orders.collect::<Result<_, _>>()?;
        let found = u64::try_from(orders.len()).unwrap_or(u64::MAX);
        orders.truncate(limit);
        Ok((found, orders))
    }

    /// How the last count from outside compared with the books.
    pub fn stock_compared(&self) -> Result<Option<StockCompared>, StoreError> {
        let found = self
            .connection
            .prepare_cached("SELECT at, books, differing FROM stock_compared WHERE id = 1")?
            .query_row([], |row| {
                Ok(StockCompared {
                    at: time(row.get(0)?),
                    books: count(row.get(1)?),
                    differing: count(row.get(2)?),
                })
            })
            .optional()?;
        Ok(found)
    }

    /// Remembers how a count from outside compared with the books.
    pub fn keep_stock_compared(&mut self, compared: &StockCompared) -> Result<(), StoreError> {
        self.guard()?;
        let kept = self
            .connection
            .prepare_cached(
                "INSERT OR REPLACE INTO stock_compared(id, at, books, differing) VALUES (1, ?1, ?2, ?3)",
            )?
            .execute(params![
                millis(compared.at),
                column(compared.books),
                column(compared.differing)
            ]);
        self.watch(kept.map(drop).map_err(StoreError::from))
    }
}

/// A label did not come out.
pub(super) fn label_failed(connection: &Connection, job: i64, at: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO label_failure(job, at)
             SELECT job, ?2 FROM print_job WHERE job = ?1 AND kind = 'label'",
        )?
        .execute(params![job, at])?;
    connection
        .prepare_cached("DELETE FROM label_failure WHERE at < ?1")?
        .execute([at - FAILURES_KEPT])?;
    Ok(())
}

fn read(mut rows: rusqlite::Rows<'_>) -> Result<Vec<Alert>, StoreError> {
    let mut alerts = Vec::new();
    while let Some(row) = rows.next()? {
        alerts.push(alert(row)?);
    }
    Ok(alerts)
}

fn alert(row: &Row<'_>) -> Result<Alert, StoreError> {
    let id: String = row.get(6)?;
    let seen_at: Option<i64> = row.get(4)?;
    let acknowledged = match seen_at {
        Some(at) => Some(Acknowledged {
            by: row.get::<_, Option<String>>(5)?.map(Badge),
            at: time(at),
            note: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        }),
        None => None,
    };
    Ok(Alert {
        raised: from_json(&row.get::<_, String>(0)?, "alert", &id)?,
        at: time(row.get(1)?),
        cleared_at: row.get::<_, Option<i64>>(2)?.map(time),
        acknowledged,
    })
}

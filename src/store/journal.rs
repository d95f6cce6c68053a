//! Reading the journal back: an order's facts, the bench's own, and where the bench was when it stopped.

use chrono::{DateTime, Days, Utc};
use rusqlite::{OptionalExtension as _, Params, params};

use super::rows::{self, FACT, millis};
use super::{Store, StoreError};
use crate::domain::ids::OrderNo;
use crate::domain::journal::Entry;

/// Facts that say who stands at the bench. The words of the index `fact_of_sign_in`.
const SIGN_IN: &str = "kind IN ('SignedIn', 'SignInRefused')";

/// Facts of an order that begin or end what the bench waits for: an answer, or the order of a tote.
const WAITING: &str = "kind IN ('Asked', 'QuestionClosed', 'ToteBound', 'Refused', 'OrderOpened', 'OrderPutAside', 'OrderWithdrawn')";

impl Store {
    /// The answer that was given to the event with this id.
    pub fn stored_answer(&self, id: &str) -> Result<Option<String>, StoreError> {
        let answer = self
            .connection
            .prepare_cached("SELECT json FROM answer WHERE id = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        Ok(answer)
    }

    /// All facts of an order at this bench, oldest first.
    pub fn facts_of_order(&self, order: &OrderNo) -> Result<Vec<Entry>, StoreError> {
        self.entries(
            &format!("SELECT {FACT} FROM fact WHERE order_no IS NOT NULL AND order_no = ?1 ORDER BY number"),
            params![order.as_str()],
        )
    }

    /// The facts that say what a bench has in its head beside its orders, oldest first.
    ///
    /// Those since the last sign-in, it included, which belong to no order or end what the bench
    /// waits for; the very last fact, whatever it is, because a free tote waits for nothing but the
    /// next one; and each sign-in and wrong PIN of the day before `now`: wrong PINs count until the
    /// right one, whoever came between.
    pub fn bench_facts(&self, now: DateTime<Utc>) -> Result<Vec<Entry>, StoreError> {
        let last: Option<i64> = self
            .connection
            .prepare_cached(&format!(
                "SELECT number FROM fact WHERE {SIGN_IN} AND kind = 'SignedIn' ORDER BY number DESC LIMIT 1"
            ))?
            .query_row([], |row| row.get(0))
            .optional()?;
        let since = last.unwrap_or(1);
        let yesterday = now.checked_sub_days(Days::new(1)).unwrap_or_default();
        let mut entries = self.entries(
            &format!("SELECT {FACT} FROM fact WHERE {SIGN_IN} AND number < ?1 AND at >= ?2 ORDER BY number"),
            params![since, millis(yesterday)],
        )?;
        entries.extend(self.entries(
            &format!(
                "SELECT {FACT} FROM fact WHERE number >= ?1 AND (order_no IS NULL OR {WAITING} OR number = (SELECT max(number) FROM fact)) ORDER BY number"
            ),
            params![since],
        )?);
        Ok(entries)
    }

    /// When the newest fact happened that a person, a device or the master caused; `None` before the first.
    pub fn last_fact_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let at: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT at FROM fact WHERE kind NOT IN ('AlertRaised', 'AlertCleared', 'PersonalDataErased') ORDER BY number DESC LIMIT 1",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(at.map(rows::time))
    }

    /// Orders begun here that are neither closed, withdrawn nor put aside.
    pub fn open_orders(&self) -> Result<Vec<OrderNo>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT order_no FROM order_state WHERE state = 'open' ORDER BY order_no",
        )?;
        let orders = query.query_map([], |row| Ok(OrderNo(row.get(0)?)))?;
        Ok(orders.collect::<Result<_, _>>()?)
    }

    /// The order closed last at this bench.
    pub fn last_closed_order(&self) -> Result<Option<OrderNo>, StoreError> {
        self.bench_order("SELECT last_closed FROM bench_state WHERE id = 1")
    }

    /// The order on the screen: opened, resumed or re-opened last, unless it was put aside or withdrawn since.
    pub fn current_order(&self) -> Result<Option<OrderNo>, StoreError> {
        self.bench_order("SELECT current_order FROM bench_state WHERE id = 1")
    }

    fn bench_order(&self, sql: &str) -> Result<Option<OrderNo>, StoreError> {
        let order: Option<String> = self
            .connection
            .prepare_cached(sql)?
            .query_row([], |row| row.get(0))?;
        Ok(order.map(OrderNo))
    }

    /// Reads what a start reads, so that damage there shows before anybody works with it.
    pub(super) fn look(&self) -> Result<(), StoreError> {
        let now = self.last_fact_at()?.unwrap_or_default();
        self.bench_facts(now)?;
        let current = self.current_order()?;
        for order in self.open_orders()?.iter().chain(current.as_ref()) {
            self.facts_of_order(order)?;
        }
        self.settings()?;
        self.packagings()?;
        self.unsent(1)?;
        self.numbers_left()?;
        Ok(())
    }

    /// Hands every fact to `seen`, oldest first, without holding them all.
    pub fn each_fact(&self, mut seen: impl FnMut(Entry)) -> Result<(), StoreError> {
        let mut query = self
            .connection
            .prepare_cached(&format!("SELECT {FACT} FROM fact ORDER BY number"))?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            seen(rows::entry(row)?);
        }
        Ok(())
    }

    fn entries(&self, sql: &str, values: impl Params) -> Result<Vec<Entry>, StoreError> {
        let mut query = self.connection.prepare_cached(sql)?;
        let mut found = query.query(values)?;
        let mut entries = Vec::new();
        while let Some(row) = found.next()? {
            entries.push(rows::entry(row)?);
        }
        Ok(entries)
    }
}

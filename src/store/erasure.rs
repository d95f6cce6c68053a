//! Forgetting people: a customer’s address wherever it lies in this bench’s tables, and the name of a worker who has
//! left. Which orders can go, which are due, and what is left to do in papers and copies.
//!
//! A fact or the master’s word only notes that somebody is to be forgotten; [`Store::forget`] does it, as often as it
//! is needed: a database that was made anew from a copy notes it again from the journal.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::cache::put_erased;
use super::rescue::DATABASE;
use super::rows::{from_json, millis, time, to_json};
use super::{Commit, Store, StoreError};
use crate::domain::desk::What;
use crate::domain::ids::{Badge, OrderNo};
use crate::domain::order::Order;
use crate::domain::privacy::{Erasable, ErasedFor, are_gone};
use crate::domain::session::fact::Fact;
use crate::domain::worker::Worker;
use crate::sqlite;

/// Somebody had figures told by person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; nobody: a command.
    pub worker: Option<Badge>,
    /// What for.
    pub purpose: String,
}

/// Who is to be forgotten in papers and copies too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Orders.
    pub orders: Vec<OrderNo>,
    /// Workers who have left.
    pub workers: Vec<Badge>,
    /// The carriers’ lists that the orders are on.
    pub lists: Vec<String>,
    /// The keys under which papers of the orders were printed.
    pub jobs: Vec<String>,
}

impl Forgotten {
    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty() && self.workers.is_empty()
    }
}

impl Store {
    /// Whether the customer of an order can be forgotten now.
    pub fn erasable(&self, order: &OrderNo, now: DateTime<Utc>) -> Result<Erasable, StoreError> {
        let number = order.as_str();
        let cached: Option<(String, String, bool)> = self
            .connection
            .prepare_cached(
                "SELECT queue, body, has_person FROM customer_order WHERE order_no = ?1",
            )?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let here: Option<String> = self
            .connection
            .prepare_cached("SELECT state FROM order_state WHERE order_no = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        let is_done = match (&cached, here.as_deref()) {
            (None, None) => return Ok(Erasable::Unknown),
            (_, Some("closed")) => true,
            (_, Some("open")) => false,
            (Some((queue, body, _)), _) => {
                let order: Order = from_json(body, "customer_order", number)?;
                queue == "done" || order.cancelled
            }
            (None, Some(state)) => state == "withdrawn",
        };
        if !is_done {
            return Ok(Erasable::NotPacked);
        }
        if !are_gone(self.closed_parcels(number)?, now) {
            return Ok(Erasable::StillHere);
        }
        let has_person = cached.is_some_and(|(_, _, has_person)| has_person);
        Ok(if has_person || self.has_papers(number)? {
            Erasable::Now
        } else {
            Erasable::Already
        })
    }

    /// The closed parcels of an order at all benches: whether each is on a carrier’s list, and when it was closed.
    fn closed_parcels(&self, order: &str) -> Result<Vec<(bool, DateTime<Utc>)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT max(is_listed), max(closed_at) FROM (
                SELECT parcel, EXISTS (SELECT 1 FROM handed_over WHERE handed_over.tracking = parcel.tracking) AS is_listed,
                    closed_at FROM parcel WHERE order_no = ?1 AND closed_at IS NOT NULL
                UNION ALL
                SELECT parcel, manifest IS NOT NULL, closed_at FROM standing_parcel WHERE order_no = ?1)
             GROUP BY parcel",
        )?;
        let parcels = query.query_map([order], |row| Ok((row.get(0)?, time(row.get(1)?))))?;
        Ok(parcels.collect::<Result<_, _>>()?)
    }

    fn has_papers(&self, order: &str) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM label WHERE order_no = ?1)
                    OR EXISTS (SELECT 1 FROM print_job WHERE of_order = ?1 AND bytes IS NOT NULL)",
            )?
            .query_row([order], |row| row.get(0))?)
    }

    /// All orders in the cache that go to the person of this one, itself among them.
    pub fn orders_of_same_person(&self, order: &OrderNo) -> Result<Vec<OrderNo>, StoreError> {
        let Some(asked) = self.order(order)? else {
            return Ok(vec![]);
        };
        let mut query = self.connection.prepare_cached(
            "SELECT order_no, body FROM customer_order WHERE has_person = 1 ORDER BY order_no",
        )?;
        let mut found = query.query([])?;
        let mut orders = Vec::new();
        while let Some(row) = found.next()? {
            let (number, body): (String, String) = (row.get(0)?, row.get(1)?);
            let other: Order = from_json(&body, "customer_order", &number)?;
            if number == order.as_str() || other.is_of_same_person(&asked.order) {
                orders.push(OrderNo(number));
            }
        }
        Ok(orders)
    }

    /// The order that has this number, or a parcel with it on its label, at whatever bench.
    pub fn order_numbered(&self, number: &str) -> Result<Option<OrderNo>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT order_no FROM customer_order WHERE order_no = ?1
                 UNION SELECT order_no FROM order_state WHERE order_no = ?1
                 UNION SELECT order_no FROM parcel WHERE tracking = ?1
                 UNION SELECT order_no FROM standing_parcel WHERE tracking = ?1 LIMIT 1",
            )?
            .query_row([number], |row| Ok(OrderNo(row.get(0)?)))
            .optional()?)
    }

    /// Orders whose days are over: handed over (or packed, where nobody scanned that) before `own`, or before `others`
    /// where another bench packed them. At most `limit`.
    pub fn due_for_erasure(
        &self,
        (own, others): (DateTime<Utc>, DateTime<Utc>),
        limit: u32,
    ) -> Result<Vec<OrderNo>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "WITH gone(order_no, at, before) AS (
                SELECT order_no, closed_at, ?1 FROM (SELECT DISTINCT order_no FROM label)
                    CROSS JOIN order_state USING (order_no) WHERE closed_at IS NOT NULL
                UNION ALL
                SELECT order_no, coalesce(
                        (SELECT closed_at FROM order_state WHERE order_state.order_no = customer_order.order_no),
                        (SELECT max(closed_at) FROM standing_parcel
                            WHERE standing_parcel.order_no = customer_order.order_no), paid_at),
                    iif(EXISTS (SELECT 1 FROM order_state WHERE order_state.order_no = customer_order.order_no), ?1, ?2)
                FROM customer_order WHERE has_person = 1 AND queue = 'done'
                UNION ALL
                SELECT order_no, paid_at, ?2 FROM customer_order
                WHERE has_person = 1 AND queue = 'held' AND json_extract(body, '$.cancelled'))
             SELECT DISTINCT order_no FROM gone
             WHERE at < before AND NOT EXISTS (
                SELECT 1 FROM handed_over WHERE handed_over.order_no = gone.order_no AND handed_over.at >= before)
                AND NOT EXISTS (SELECT 1 FROM erased_order WHERE erased_order.order_no = gone.order_no AND to_do = 1)
             ORDER BY order_no LIMIT ?3",
        )?;
        let orders = query.query_map(params![millis(own), millis(others), limit], |row| {
            Ok(OrderNo(row.get(0)?))
        })?;
        Ok(orders.collect::<Result<_, _>>()?)
    }

    /// Keeps that the customers of these orders are forgotten; nobody ordered it by hand.
    pub fn keep_erasure(
        &mut self,
        at: DateTime<Utc>,
        orders: &[OrderNo],
        why: ErasedFor,
    ) -> Result<(), StoreError> {
        let fact = Fact::PersonalDataErased {
            erased: orders.to_vec(),
            why,
        };
        self.commit(&Commit {
            at,
            facts: &[fact],
            ..Commit::default()
        })?;
        Ok(())
    }

    /// Keeps that figures were told by person.
    pub fn keep_person_view(&mut self, at: DateTime<Utc>, fact: &Fact) -> Result<(), StoreError> {
        self.commit(&Commit {
            at,
            facts: std::slice::from_ref(fact),
            ..Commit::default()
        })?;
        Ok(())
    }

    /// When figures were told by person, the newest first.
    pub fn person_views(&self, limit: u32) -> Result<Vec<PersonView>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT at, worker, purpose FROM person_view ORDER BY fact DESC LIMIT ?1",
        )?;
        let views = query.query_map([limit], |row| {
            Ok(PersonView {
                at: time(row.get(0)?),
                worker: row.get::<_, Option<String>>(1)?.map(Badge),
                purpose: row.get(2)?,
            })
        })?;
        Ok(views.collect::<Result<_, _>>()?)
    }

    /// The same of a worker who has left.
    pub fn keep_worker_erased(
        &mut self,
        at: DateTime<Utc>,
        left: &Badge,
    ) -> Result<(), StoreError> {
        let fact = Fact::WorkerErased { left: left.clone() };
        self.commit(&Commit {
            at,
            facts: &[fact],
            ..Commit::default()
        })?;
        Ok(())
    }

    /// Forgets the next ones in all tables, at most `limit` of each. They stay noted until [`Store::forgotten`].
    pub fn forget(&mut self, limit: u32) -> Result<Forgotten, StoreError> {
        self.guard()?;
        let forgotten = self.forget_next(limit);
        self.watch(forgotten)
    }

    fn forget_next(&mut self, limit: u32) -> Result<Forgotten, StoreError> {
        let step = self.connection.transaction()?;
        let noted = |sql: &str| -> Result<Vec<String>, StoreError> {
            let mut query = step.prepare_cached(sql)?;
            let keys = query.query_map([limit], |row| row.get(0))?;
            Ok(keys.collect::<Result<_, _>>()?)
        };
        let orders =
            noted("SELECT order_no FROM erased_order WHERE to_do = 1 ORDER BY order_no LIMIT ?1")?;
        let workers =
            noted("SELECT badge FROM erased_worker WHERE to_do = 1 ORDER BY badge LIMIT ?1")?;
        let (mut lists, mut jobs) = (Vec::new(), Vec::new());
        for order in &orders {
            forget_order(&step, order)?;
            put_erased(&step, &self.station, order)?;
            lists.extend(texts(
                &step,
                "SELECT DISTINCT manifest FROM handed_over WHERE order_no = ?1",
                order,
            )?);
            jobs.extend(texts(
                &step,
                "SELECT key FROM print_job WHERE of_order = ?1",
                order,
            )?);
        }
        for badge in &workers {
            forget_worker(&step, badge)?;
        }
        step.commit()?;
        lists.sort();
        lists.dedup();
        Ok(Forgotten {
            orders: orders.into_iter().map(OrderNo).collect(),
            workers: workers.into_iter().map(Badge).collect(),
            lists,
            jobs,
        })
    }

    /// Nothing of these is left but in gaps between rows. `false` when somebody reads in the log, where they stand still: they stay
    /// noted then.
    pub fn forgotten(&mut self, gone: &Forgotten) -> Result<bool, StoreError> {
        self.guard()?;
        let done = self.strike_out(gone);
        self.watch(done)
    }

    fn strike_out(&mut self, gone: &Forgotten) -> Result<bool, StoreError> {
        if !sqlite::empty_log(&self.connection)? {
            return Ok(false);
        }
        let step = self.connection.transaction()?;
        for order in &gone.orders {
            step.prepare_cached("UPDATE erased_order SET to_do = 2 WHERE order_no = ?1")?
                .execute([order.as_str()])?;
        }
        for badge in &gone.workers {
            step.prepare_cached("UPDATE erased_worker SET to_do = 2 WHERE badge = ?1")?
                .execute([badge.as_str()])?;
        }
        step.commit()?;
        Ok(true)
    }
}

impl Store {
    /// Whether something erased may lie in the gaps between rows.
    pub fn owes_wiping(&self) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM erased_order WHERE to_do = 2)
                    OR EXISTS (SELECT 1 FROM erased_worker WHERE to_do = 2)",
            )?
            .query_row([], |row| row.get(0))?)
    }

    /// Wipes the gaps between the rows of each page. The database is closed for that and opened again: a second for
    /// each gigabyte, when nobody works. `false` when somebody else reads it.
    pub fn wipe(&mut self) -> Result<bool, StoreError> {
        self.guard()?;
        let Some(dir) = self.dir.clone() else {
            return Ok(true);
        };
        self.connection = Connection::open_in_memory()?;
        let wiped = sqlite::wipe_gaps(&dir.join(DATABASE));
        self.reopen()?;
        let is_wiped = wiped.map_err(|source| StoreError::Directory { dir, source })?;
        if is_wiped {
            self.connection.execute_batch(
                "UPDATE erased_order SET to_do = 0 WHERE to_do = 2; UPDATE erased_worker SET to_do = 0 WHERE to_do = 2",
            )?;
        }
        Ok(is_wiped)
    }
}

/// Whether a table tells who the customer of order `?1` is.
const IS_KEPT: &str = "(EXISTS (SELECT 1 FROM label WHERE label.order_no = ?1)
    OR EXISTS (SELECT 1 FROM print_job WHERE of_order = ?1 AND bytes IS NOT NULL)
    OR EXISTS (SELECT 1 FROM customer_order WHERE customer_order.order_no = ?1 AND has_person = 1))";

/// A fact says that the customers of these orders are forgotten.
pub(super) fn note_orders(connection: &Connection, orders: &[OrderNo]) -> Result<(), StoreError> {
    for order in orders {
        // Made again from the journal, it does not begin anew with those of whom nothing is left.
        connection
            .prepare_cached(&format!(
                "INSERT INTO erased_order(order_no) VALUES (?1)
                 ON CONFLICT (order_no) DO UPDATE SET to_do = 1 WHERE {IS_KEPT}"
            ))?
            .execute([order.as_str()])?;
    }
    Ok(())
}

/// A fact says that a worker has left.
pub(super) fn note_worker(connection: &Connection, badge: &Badge) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO erased_worker(badge) VALUES (?1) ON CONFLICT (badge) DO NOTHING",
        )?
        .execute([badge.as_str()])?;
    Ok(())
}

/// The master tells that the customer of an order is forgotten: a bench that has papers of it forgets too.
pub(super) fn note_told(connection: &Connection, order: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(&format!(
            "INSERT INTO erased_order(order_no, to_do) SELECT ?1, 1 WHERE {IS_KEPT}
             ON CONFLICT (order_no) DO UPDATE SET to_do = 1"
        ))?
        .execute([order])?;
    Ok(())
}

/// Forgets a customer in the tables that a copy of the database has too.
///
/// A label’s salt goes with its bytes, so that nobody can guess the text from the commitment in the chain. What waits
/// for a printer still is not printed any more.
fn forget_order(connection: &Connection, order: &str) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM label WHERE order_no = ?1",
        "UPDATE print_job SET bytes = NULL WHERE of_order = ?1 AND bytes IS NOT NULL",
        "UPDATE print_job SET done = 1, why = NULL, doubt = NULL, under_way_since = NULL
         WHERE done = 0 AND (of_order = ?1 OR label_order = ?1)",
        "UPDATE answer SET json = json_remove(json, '$.say', '$.options') WHERE json ->> '$.order' = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([order])?;
    }
    let noticed: Vec<(String, String)> = connection
        .prepare_cached("SELECT entry, body FROM desk_noticed WHERE order_no = ?1")?
        .query_map([order], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (entry, body) in noticed {
        if let What::Held { hold } = from_json(&body, "desk_noticed", &entry)? {
            let hold = hold.without_person();
            connection
                .prepare_cached("UPDATE desk_noticed SET body = ?2 WHERE entry = ?1")?
                .execute(params![entry, to_json(&What::Held { hold })])?;
        }
    }
    Ok(())
}

fn texts(connection: &Connection, sql: &str, order: &str) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare_cached(sql)?;
    let texts = query.query_map([order], |row| row.get(0))?;
    Ok(texts.collect::<Result<_, _>>()?)
}

/// Forgets who had this badge. The badge stays: it is in facts that are never changed, and names nobody any more.
fn forget_worker(connection: &Connection, badge: &str) -> Result<(), StoreError> {
    let body: Option<String> = connection
        .prepare_cached("SELECT body FROM worker WHERE badge = ?1")?
        .query_row([badge], |row| row.get(0))
        .optional()?;
    if let Some(body) = body {
        let worker: Worker = from_json(&body, "worker", badge)?;
        if worker.has_left() {
            return Ok(());
        }
        connection
            .prepare_cached("UPDATE worker SET body = ?2 WHERE badge = ?1")?
            .execute(params![badge, to_json(&worker.left())])?;
        // Greetings stand in stored answers by name; nobody sends those events again.
        connection
            .prepare_cached(
                "UPDATE answer SET json = json_remove(json, '$.say') WHERE instr(json, ?1) > 0",
            )?
            .execute([&worker.name])?;
    }
    Ok(())
}

/// Forgets people in a copy of the database, which is nobody’s and is not open.
///
/// The copy stays a whole database. The old text is overwritten in place and not only let go of.
pub(super) fn forget_in_copy(copy: &Path, gone: &Forgotten) -> Result<(), StoreError> {
    let mut connection = Connection::open(copy)?;
    connection.pragma_update_and_check(None, "secure_delete", true, |_row| Ok(()))?;
    let step = connection.transaction()?;
    for order in &gone.orders {
        forget_order(&step, order.as_str())?;
        let body: Option<String> = step
            .prepare_cached("SELECT body FROM customer_order WHERE order_no = ?1")?
            .query_row([order.as_str()], |row| row.get(0))
            .optional()?;
        if let Some(body) = body {
            let mut kept: Order = from_json(&body, "customer_order", order.as_str())?;
            kept.erase_person();
            step.prepare_cached(
                "UPDATE customer_order SET body = ?2, gate_hold = NULL WHERE order_no = ?1",
            )?
            .execute(params![order.as_str(), to_json(&kept)])?;
        }
    }
    for badge in &gone.workers {
        forget_worker(&step, badge.as_str())?;
    }
    step.commit()?;
    drop(connection);
    sqlite::wipe_gaps(copy).map_err(|source| StoreError::Directory {
        dir: copy.to_owned(),
        source,
    })?;
    Ok(())
}

//! Rows from outside. What was read before byte for byte is ignored, so that stock is not reset.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::books::{Books, LAST};
use super::prune::{self, Known};
use super::records::{self, Feed, Record};
use super::{ImportRow, Imported, MasterError, column, erase};
use crate::domain::feed::{OrderRow, Row};
use crate::domain::ids::Sku;
use crate::domain::order::Order;
use crate::domain::queue::rank_of;
use crate::domain::settings::Settings;
use crate::master::ledger::needs_of;
use crate::master::privacy::erased_import;
use crate::master::rules;

/// An import under way.
struct Intake<'a> {
    feed: Feed<'a>,
    settings: Settings,
    now: DateTime<Utc>,
    imported: Imported,
    /// Kits whose parts changed.
    kits: BTreeSet<Sku>,
}

/// Takes the rows inside the caller's transaction. `now` dates the change.
pub(super) fn take(
    connection: &Connection,
    rows: &[ImportRow],
    now: DateTime<Utc>,
) -> Result<Imported, MasterError> {
    let before = records::settings(connection)?;
    let rows = rules::numbered(rows, &before.shipping);
    let mut intake = Intake {
        feed: Feed::begin(connection)?,
        settings: before.clone(),
        now,
        imported: Imported::default(),
        kits: BTreeSet::new(),
    };
    // Settings first: the orders of the same import are ranked by them.
    let (rules, mut others): (Vec<&ImportRow>, Vec<&ImportRow>) = rows
        .iter()
        .partition(|row| matches!(row.row, Row::Setting { .. }));
    // In the order of their keys, so that an index of a million rows grows at its end, here and in
    // the cache of every bench, which reads them in this order, and kits before the orders that need
    // them. Of two rows with one key the later wins.
    others.sort_by_cached_key(|row| (row.row.topic(), row.row.key()));
    for row in rules {
        intake.take(row)?;
    }
    intake.settings = records::settings(connection)?;
    if before != intake.settings {
        rank_anew(connection, &intake.settings)?;
    }
    let (before_orders, orders_and_after): (Vec<&ImportRow>, Vec<&ImportRow>) = others
        .into_iter()
        .partition(|row| row.row.topic() < "order");
    for row in before_orders {
        intake.take(row)?;
    }
    intake.take_kits_apart()?;
    for row in orders_and_after {
        intake.take(row)?;
    }
    let Intake { feed, imported, .. } = intake;
    feed.end()?;
    connection.execute(
        "INSERT INTO import_log(at, added, changed, same) VALUES (?1, ?2, ?3, ?4)",
        params![
            now.timestamp_millis(),
            column(imported.added),
            column(imported.changed),
            column(imported.same)
        ],
    )?;
    Ok(imported)
}

impl Intake<'_> {
    fn take(&mut self, new: &ImportRow) -> Result<(), MasterError> {
        match &new.row {
            Row::Order(row) if erase::is_erased(self.feed.connection, row)? => {
                self.take_as_is(&erased_import(row))
            }
            _ => self.take_as_is(new),
        }
    }

    fn take_as_is(&mut self, new: &ImportRow) -> Result<(), MasterError> {
        let (topic, key) = (new.row.topic(), new.row.key());
        let Some(old) = records::find(self.feed.connection, topic, &key)? else {
            return self.take_new(new);
        };
        let is_same = old.digest.as_deref() == Some(new.digest.as_slice());
        if let Row::Stock(counted) = &new.row
            && let Row::Stock(books) = records::row(topic, &key, &old.body)?
        {
            let counted = (!is_same).then_some(counted.on_hand);
            self.imported.stock.add(books.on_hand, counted);
        }
        if is_same {
            self.imported.same += 1;
            return Ok(());
        }
        match changed_row(&old, &new.row, topic, &key)? {
            None => {
                records::read_again(self.feed.connection, old.seq, &new.digest)?;
                self.imported.same += 1;
                Ok(())
            }
            Some(row) => {
                self.feed.change(&old, &row, Some(&new.digest))?;
                self.imported.changed += 1;
                self.note(&row)
            }
        }
    }

    fn take_new(&mut self, new: &ImportRow) -> Result<(), MasterError> {
        let known = match &new.row {
            Row::Order(order) => prune::known(self.feed.connection, order)?,
            _ => Known::No,
        };
        if known == Known::Same {
            self.imported.same += 1;
            return Ok(());
        }
        let row = self.first_revision(new.row.clone())?;
        self.feed.add(&row, Some(&new.digest))?;
        self.imported.added += 1;
        self.note(&row)?;
        match &row {
            Row::Order(row) if known == Known::Changed => {
                prune::bring_back(&mut self.feed, &row.order.order_no)
            }
            _ => Ok(()),
        }
    }

    /// An order that comes for the first time. A master that was set back knows by its benches that it
    /// had come before: its revision must not be older than what was packed.
    fn first_revision(&self, row: Row) -> Result<Row, MasterError> {
        let Row::Order(order) = row else {
            return Ok(row);
        };
        let mut books = Books::of_the_shop(self.feed.connection);
        books.load_order(&order.order.order_no)?;
        let packed = books
            .ledger
            .orders
            .values()
            .map(|book| book.packed_revision);
        Ok(Row::Order(Box::new(OrderRow {
            revision: packed.max().unwrap_or(0).max(1),
            ..*order
        })))
    }

    /// What follows from a new or changed row.
    fn note(&mut self, row: &Row) -> Result<(), MasterError> {
        match row {
            Row::Kit(part) => {
                self.kits.insert(part.kit.clone());
                Ok(())
            }
            Row::Order(row) => self.list_order(row),
            _ => Ok(()),
        }
    }

    /// Enters an order into the books and into the list from which benches claim.
    fn list_order(&mut self, row: &OrderRow) -> Result<(), MasterError> {
        let needs = needs(self.feed.connection, &row.order)?;
        let mut books = Books::of_the_shop(self.feed.connection);
        books.load_order(&row.order.order_no)?;
        books.ledger.order_changed(row, needs, self.now);
        let rank = rank(&row.order, &self.settings);
        books.save_ranked(&mut self.feed, self.now, Some(rank))
    }

    /// Orders that came before the parts of their kits were known need these parts now.
    fn take_kits_apart(&mut self) -> Result<(), MasterError> {
        let kits = std::mem::take(&mut self.kits);
        if kits.is_empty() {
            return Ok(());
        }
        let connection = self.feed.connection;
        let mut query = connection.prepare_cached(
            "SELECT key, body FROM record JOIN order_ledger ON order_no = key
             WHERE topic = 'order' AND state NOT IN ('closed', 'withdrawn')",
        )?;
        let mut found = query.query([])?;
        let mut orders = Vec::new();
        while let Some(columns) = found.next()? {
            let (key, body): (String, String) = (columns.get(0)?, columns.get(1)?);
            if let Row::Order(row) = records::row("order", &key, &body)?
                && row.order.lines.iter().any(|line| kits.contains(&line.sku))
            {
                orders.push(row);
            }
        }
        for row in orders {
            self.list_order(&row)?;
        }
        Ok(())
    }
}

/// Units that an order needs, kits taken apart.
pub(super) fn needs(
    connection: &Connection,
    order: &Order,
) -> Result<BTreeMap<Sku, u32>, MasterError> {
    needs_of(order, |sku| records::kit_parts(connection, sku))
}

/// The row to write; `None` when other bytes say the same.
///
/// A stock row is compared with what lies there now: its new text is a new count, and facts may have
/// moved the old one since.
fn changed_row(
    old: &Record,
    new: &Row,
    topic: &str,
    key: &str,
) -> Result<Option<Row>, MasterError> {
    let old = records::row(topic, key, &old.body)?;
    let row = match (&old, new) {
        // Whoever comes back gets another badge.
        (Row::Worker(old), Row::Worker(_)) if old.has_left() => return Ok(None),
        (Row::Order(old), Row::Order(new)) if old.order == new.order => return Ok(None),
        (Row::Order(old), Row::Order(new)) => Row::Order(Box::new(OrderRow {
            order: new.order.clone(),
            revision: old.revision + 1,
        })),
        (_, new) => new.clone(),
    };
    Ok((row != old).then_some(row))
}

/// An unpaid order stands behind all others.
fn rank(order: &Order, settings: &Settings) -> (i64, u8, i64) {
    rank_of(order, settings).map_or(LAST, |rank| {
        (
            rank.cutoff.timestamp_millis(),
            rank.calm,
            rank.paid_at.timestamp_millis(),
        )
    })
}

/// The shop moved a cut-off: every order gets its place anew.
pub(super) fn rank_anew(connection: &Connection, settings: &Settings) -> Result<(), MasterError> {
    let mut query =
        connection.prepare_cached("SELECT key, body FROM record WHERE topic = 'order'")?;
    let mut found = query.query([])?;
    while let Some(columns) = found.next()? {
        let (key, body): (String, String) = (columns.get(0)?, columns.get(1)?);
        let Row::Order(row) = records::row("order", &key, &body)? else {
            continue;
        };
        let (cutoff, calm, paid_at) = rank(&row.order, settings);
        connection
            .prepare_cached(
                "UPDATE order_ledger SET cutoff = ?2, calm = ?3, paid_at = ?4 WHERE order_no = ?1",
            )?
            .execute(params![key, cutoff, calm, paid_at])?;
    }
    Ok(())
}

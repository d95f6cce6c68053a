//! Orders from the shop, and all that changes an order's place or needs: kits and cut-offs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::books::{Books, word_of};
use super::super::erase;
use super::super::keep::json;
use super::super::records;
use super::super::session::Session;
use super::super::trouble::Fault;
use super::Incoming;
use crate::domain::catalog::KitPart;
use crate::domain::feed::{OrderRow, Row};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::order::Order;
use crate::domain::queue::rank_of;
use crate::domain::settings::Settings;
use crate::master::Imported;
use crate::master::ledger::{OrderBook, mark_of, needs_of};
use crate::sqlite::column;

/// Orders that are gone through at once: some megabytes.
const AT_ONCE: usize = 5_000;

/// Place of an unpaid order: behind all others.
const LAST: i64 = i64::MAX;

/// Why orders are looked at that did not come themselves.
pub(super) struct Causes {
    /// Kits that consist of something else now.
    pub(super) kits: BTreeSet<Sku>,
    /// Settings have changed, a cut-off perhaps.
    pub(super) reranked: bool,
}

/// The kits of which a part is new or another, before they are written.
pub(super) fn changed_kits(session: &mut Session) -> Result<BTreeSet<Sku>, Fault> {
    let found = session.query(
        "SELECT DISTINCT split_part(incoming.key, chr(31), 1) FROM pg_temp.incoming
         LEFT JOIN record ON record.topic = incoming.topic AND record.key = incoming.key
         WHERE incoming.topic = 'kit' AND record.digest IS DISTINCT FROM incoming.digest",
        &[],
    )?;
    Ok(found.iter().map(|columns| Sku(columns.get(0))).collect())
}

/// Takes the orders of the import. Answers what a person has to look at, and where orders stand that
/// had been taken away, as rows to add.
pub(super) fn take(
    session: &mut Session,
    layer: &[Incoming<'_>],
    causes: &Causes,
    settings: &Settings,
    imported: &mut Imported,
) -> Result<Vec<Row>, Fault> {
    let compared = compare(session, layer)?;
    leave_out(session, &compared.as_before)?;
    let mut touched = touched_otherwise(session, causes)?;
    for (row, _) in compared.new.iter().chain(&compared.changed) {
        touched.insert(row.order.order_no.clone(), row.clone());
    }
    let numbers: Vec<String> = touched.keys().map(|order| order.0.clone()).collect();
    let mut exceptions = Vec::new();
    let touched: Vec<&OrderRow> = touched.values().collect();
    for rows in touched.chunks(AT_ONCE) {
        exceptions.extend(list(session, rows, settings)?);
    }
    read_again(session, &compared.same)?;
    change(session, &compared.changed)?;
    imported.changed += u64::try_from(compared.changed.len()).unwrap_or(u64::MAX);
    imported.added += super::add(session, &["order"])?;
    // Their books are locked by now: nobody is brought back who was erased since the import looked first.
    erase::again(session, &numbers)?;
    exceptions.extend(bring_back(session, &compared.back)?);
    Ok(exceptions)
}

/// Orders of an import beside those that are there.
#[derive(Default)]
struct Compared {
    new: Vec<(OrderRow, [u8; 32])>,
    changed: Vec<(OrderRow, [u8; 32])>,
    /// Other bytes say the same.
    same: Vec<(String, [u8; 32])>,
    /// They were taken away, and say the same as then.
    as_before: Vec<String>,
    /// They were taken away, and say something else now.
    back: Vec<OrderNo>,
}

fn compare(session: &mut Session, layer: &[Incoming<'_>]) -> Result<Compared, Fault> {
    let found = session.query(
        "SELECT incoming.ordinal, incoming.key, record.body, order_book.mark FROM pg_temp.incoming
         LEFT JOIN record ON record.topic = incoming.topic AND record.key = incoming.key
         LEFT JOIN order_book ON order_book.order_no = incoming.key AND order_book.pruned
            AND order_book.state IN ('closed', 'withdrawn')
         WHERE incoming.topic = 'order' AND record.digest IS DISTINCT FROM incoming.digest
         ORDER BY incoming.key",
        &[],
    )?;
    let mut compared = Compared::default();
    for columns in found {
        let ordinal = usize::try_from(columns.get::<_, i32>(0)).unwrap_or(usize::MAX);
        let Some(source) = layer.get(ordinal).map(|row| row.source) else {
            continue;
        };
        let Row::Order(new) = &source.row else {
            continue;
        };
        let (key, stored): (String, Option<&str>) = (columns.get(1), columns.get(2));
        let old = stored
            .map(|body| records::read("order", &key, body))
            .transpose()?;
        let row = |revision| OrderRow {
            order: new.order.clone(),
            revision,
        };
        match old {
            Some(Row::Order(old)) if old.order == new.order => {
                compared.same.push((key, source.digest));
            }
            Some(Row::Order(old)) => {
                compared
                    .changed
                    .push((row(old.revision + 1), source.digest));
            }
            _ => match columns.get::<_, Option<i64>>(3) {
                Some(mark) if mark.cast_unsigned() == mark_of(&new.order) => {
                    compared.as_before.push(key);
                }
                taken_away => {
                    if taken_away.is_some() {
                        compared.back.push(new.order.order_no.clone());
                    }
                    compared.new.push((row(1), source.digest));
                }
            },
        }
    }
    Ok(compared)
}

/// Orders that were taken away stay away as long as the shop says of them what it said then.
fn leave_out(session: &mut Session, as_before: &[String]) -> Result<(), Fault> {
    if !as_before.is_empty() {
        session.execute(
            "DELETE FROM pg_temp.incoming WHERE topic = 'order' AND key = ANY($1)",
            &[&as_before],
        )?;
    }
    Ok(())
}

/// Orders come back that were taken away: where they stand, for all benches.
fn bring_back(session: &mut Session, orders: &[OrderNo]) -> Result<Vec<Row>, Fault> {
    if orders.is_empty() {
        return Ok(vec![]);
    }
    let numbers: Vec<&str> = orders.iter().map(OrderNo::as_str).collect();
    session.execute(
        "UPDATE order_book SET pruned = FALSE WHERE order_no = ANY($1)",
        &[&numbers],
    )?;
    let mut books = Books::begin(session)?;
    books.lock_orders(session, orders)?;
    Ok(books.standings())
}

/// Orders that are not packed yet and have other needs or another place now.
fn touched_otherwise(
    session: &mut Session,
    causes: &Causes,
) -> Result<BTreeMap<OrderNo, OrderRow>, Fault> {
    if !causes.reranked && causes.kits.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = session.query(
        "SELECT record.key, record.body FROM order_book
         JOIN record ON record.topic = 'order' AND record.key = order_book.order_no
         WHERE order_book.state NOT IN ('closed', 'withdrawn')",
        &[],
    )?;
    let mut touched = BTreeMap::new();
    for columns in found {
        let key: &str = columns.get(0);
        if let Row::Order(row) = records::read("order", key, columns.get(1))? {
            let has_kit = |order: &Order| {
                order
                    .lines
                    .iter()
                    .any(|line| causes.kits.contains(&line.sku))
            };
            if causes.reranked || has_kit(&row.order) {
                touched.insert(row.order.order_no.clone(), *row);
            }
        }
    }
    Ok(touched)
}

/// Writes what the shop says of orders into their books: needs, place, and whether they may be packed.
fn list(session: &mut Session, rows: &[&OrderRow], settings: &Settings) -> Result<Vec<Row>, Fault> {
    let parts = parts_of(session, rows)?;
    let mut books = Books::begin(session)?;
    let numbers: Vec<OrderNo> = rows.iter().map(|row| row.order.order_no.clone()).collect();
    books.lock_orders(session, &numbers)?;
    let now = books.head.now;
    for row in rows {
        let needs = needs_of(&row.order, |sku| {
            Ok::<_, Fault>(parts.get(sku).cloned().unwrap_or_default())
        })?;
        books.ledger.order_changed(row, needs, now);
    }
    write(session, &books, rows, settings)?;
    books.keep_reservations(session, &books.changed_orders())?;
    Ok(books
        .ledger
        .effects
        .exceptions
        .into_iter()
        .map(|exception| Row::Exception(Box::new(exception)))
        .collect())
}

/// What the kits among the lines consist of.
fn parts_of(
    session: &mut Session,
    rows: &[&OrderRow],
) -> Result<BTreeMap<Sku, Vec<KitPart>>, Fault> {
    let skus: BTreeSet<&Sku> = rows
        .iter()
        .flat_map(|row| &row.order.lines)
        .map(|line| &line.sku)
        .collect();
    let prefixes: Vec<String> = skus.iter().map(|sku| format!("{sku}\u{1f}")).collect();
    let mut parts: BTreeMap<Sku, Vec<KitPart>> = BTreeMap::new();
    for row in records::beginning(session, "kit", &prefixes)? {
        if let Row::Kit(part) = row {
            parts.entry(part.kit.clone()).or_default().push(part);
        }
    }
    Ok(parts)
}

fn rank(order: &Order, settings: &Settings) -> (i64, i16, i64) {
    rank_of(order, settings).map_or((LAST, i16::from(u8::MAX), LAST), |rank| {
        (
            rank.cutoff.timestamp_millis(),
            i16::from(rank.calm),
            rank.paid_at.timestamp_millis(),
        )
    })
}

fn write(
    session: &mut Session,
    books: &Books,
    rows: &[&OrderRow],
    settings: &Settings,
) -> Result<(), Fault> {
    let none = OrderBook::default();
    let book = |row: &OrderRow| {
        books
            .ledger
            .orders
            .get(&row.order.order_no)
            .unwrap_or(&none)
    };
    let ranks: Vec<(i64, i16, i64)> = rows.iter().map(|row| rank(&row.order, settings)).collect();
    session.execute(
        "INSERT INTO order_book(order_no, ready, cancelled, revision, mark, needs, state, cutoff, calm, paid_at)
         SELECT * FROM unnest($1::TEXT[], $2::BOOLEAN[], $3::BOOLEAN[], $4::BIGINT[], $5::BIGINT[],
            $6::TEXT[], $7::TEXT[], $8::BIGINT[], $9::SMALLINT[], $10::BIGINT[])
         ON CONFLICT (order_no) DO UPDATE SET ready = excluded.ready, cancelled = excluded.cancelled,
            revision = excluded.revision, mark = excluded.mark, needs = excluded.needs,
            state = excluded.state, cutoff = excluded.cutoff, calm = excluded.calm,
            paid_at = excluded.paid_at",
        &[
            &each(rows, |row| row.order.order_no.as_str()),
            &each(rows, |row| book(row).ready),
            &each(rows, |row| book(row).cancelled),
            &each(rows, |row| column(book(row).revision)),
            &each(rows, |row| book(row).mark.cast_signed()),
            &each(rows, |row| json(&book(row).needs)),
            &each(rows, |row| word_of(book(row).state)),
            &ranks.iter().map(|rank| rank.0).collect::<Vec<_>>(),
            &ranks.iter().map(|rank| rank.1).collect::<Vec<_>>(),
            &ranks.iter().map(|rank| rank.2).collect::<Vec<_>>(),
        ],
    )?;
    Ok(())
}

fn each<'a, T>(rows: &[&'a OrderRow], value: impl Fn(&'a OrderRow) -> T) -> Vec<T> {
    rows.iter().map(|row| value(row)).collect()
}

/// Remembers that other bytes mean the same orders.
fn read_again(session: &mut Session, same: &[(String, [u8; 32])]) -> Result<(), Fault> {
    let keys: Vec<&str> = same.iter().map(|(key, _)| key.as_str()).collect();
    let digests: Vec<&[u8]> = same.iter().map(|(_, digest)| digest.as_slice()).collect();
    session.execute(
        "UPDATE record SET digest = new.digest FROM unnest($1::TEXT[], $2::BYTEA[]) AS new(key, digest)
         WHERE record.topic = 'order' AND record.key = new.key COLLATE \"C\"",
        &[&keys, &digests],
    )?;
    Ok(())
}

/// Writes changed orders at the end of the feed.
fn change(session: &mut Session, changed: &[(OrderRow, [u8; 32])]) -> Result<(), Fault> {
    for slice in changed.chunks(AT_ONCE) {
        let bodies: Vec<String> = slice
            .iter()
            .map(|(row, _)| records::body_of(&Row::Order(Box::new(row.clone()))))
            .collect();
        let marks: Vec<i64> = bodies.iter().map(|body| records::mark_of(body)).collect();
        let keys: Vec<&str> = slice
            .iter()
            .map(|(row, _)| row.order.order_no.as_str())
            .collect();
        let digests: Vec<&[u8]> = slice.iter().map(|(_, digest)| digest.as_slice()).collect();
        session.execute(
            "UPDATE record SET digest = new.digest, mark = new.mark, body = new.body,
                transaction = pg_current_xact_id(), seq = nextval('record_seq')
             FROM unnest($1::TEXT[], $2::BYTEA[], $3::BIGINT[], $4::TEXT[]) AS new(key, digest, mark, body)
             WHERE record.topic = 'order' AND record.key = new.key COLLATE \"C\"",
            &[&keys, &digests, &marks, &bodies],
        )?;
    }
    Ok(())
}

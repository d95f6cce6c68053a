//! Takes out of rows who a customer or a worker is, see [`crate::master::privacy`]. A bench may not write these rows:
//! the server does it, and only when nobody is named any more.

use std::collections::BTreeSet;

use super::records;
use super::session::{Session, given};
use super::trouble::Fault;
use crate::domain::feed::{OrderRow, Row};
use crate::domain::ids::{Badge, OrderNo};
use crate::master::ImportRow;
use crate::master::ledger::mark_of;
use crate::master::privacy::{digest_of, erased_import, without_person};

/// The rows with these keys.
const ROWS: &str = "SELECT key, body FROM record WHERE topic = $1 AND key = ANY($2) ORDER BY key";

/// Has one row emptied.
const ERASE: &str = "SELECT erase_person($1, $2, $3, $4, $5, $6)";

/// Orders to be sent at once in a question: some hundred kilobytes.
const AT_ONCE: usize = 10_000;

/// Erases the customers of these orders, whose books say so by now. One that was taken away has nothing left.
pub(super) fn customers(session: &mut Session, orders: &[String]) -> Result<(), Fault> {
    for (key, row) in rows(session, "order", orders)? {
        if let Row::Order(row) = row {
            let erased = without_person(&row);
            let (digest, mark) = (digest_of(&erased.order).to_vec(), mark_of(&erased.order));
            let row = Row::Order(Box::new(erased));
            put_off(session, key, &row, (digest, mark.cast_signed()))?;
        }
    }
    Ok(())
}

/// Erases those among these orders whose customers are forgotten already.
pub(super) fn again(session: &mut Session, orders: &[String]) -> Result<(), Fault> {
    for orders in orders.chunks(AT_ONCE) {
        let found = session.query(
            "SELECT order_no FROM order_book
             WHERE to_erase AND (state = 'closed' OR cancelled) AND order_no = ANY($1) ORDER BY order_no",
            &[&orders],
        )?;
        let erased: Vec<String> = found.iter().map(|columns| columns.get(0)).collect();
        customers(session, &erased)?;
    }
    Ok(())
}

/// Erases the names of workers who have left, and what their PINs are proved by.
pub(super) fn workers(session: &mut Session, left: &[Badge]) -> Result<(), Fault> {
    let badges: Vec<String> = left.iter().map(|badge| badge.0.clone()).collect();
    for (key, row) in rows(session, "worker", &badges)? {
        if let Row::Worker(worker) = row {
            put_off(session, key, &Row::Worker(worker.left()), (vec![], 0))?;
        }
    }
    Ok(())
}

fn rows(
    session: &mut Session,
    topic: &'static str,
    keys: &[String],
) -> Result<Vec<(String, Row)>, Fault> {
    if keys.is_empty() {
        return Ok(vec![]);
    }
    let mut rows = Vec::new();
    for columns in session.query(ROWS, &[&topic, &keys])? {
        let (key, body): (String, String) = (columns.get(0), columns.get(1));
        let row = records::read(topic, &key, &body)?;
        rows.push((key, row));
    }
    Ok(rows)
}

fn put_off(
    session: &mut Session,
    key: String,
    row: &Row,
    (digest, order_mark): (Vec<u8>, i64),
) -> Result<(), Fault> {
    let body = records::body_of(row);
    let mark = records::mark_of(&body);
    let topic = row.topic().to_owned();
    session.put_off(ERASE, given![topic, key, body, mark, digest, order_mark])
}

/// The orders of an import as they are taken: those whose customers were erased come without them. `None` when there is
/// none of these.
pub(super) fn import(
    session: &mut Session,
    rows: &[ImportRow],
) -> Result<Option<Vec<ImportRow>>, Fault> {
    let orders: Vec<&OrderRow> = rows
        .iter()
        .filter_map(|row| match &row.row {
            Row::Order(order) => Some(&**order),
            _ => None,
        })
        .collect();
    let mut erased: BTreeSet<OrderNo> = BTreeSet::new();
    for orders in orders.chunks(AT_ONCE) {
        let numbers: Vec<&str> = orders
            .iter()
            .map(|row| row.order.order_no.as_str())
            .collect();
        let cancelled: Vec<bool> = orders.iter().map(|row| row.order.cancelled).collect();
        let found = session.query(
            "SELECT order_book.order_no FROM order_book
             JOIN unnest($1::TEXT[], $2::BOOLEAN[]) AS new(order_no, cancelled)
                ON order_book.order_no = new.order_no COLLATE \"C\"
             WHERE order_book.to_erase AND (order_book.state = 'closed' OR new.cancelled)",
            &[&numbers, &cancelled],
        )?;
        erased.extend(found.iter().map(|columns| OrderNo(columns.get(0))));
    }
    if erased.is_empty() {
        return Ok(None);
    }
    let taken = rows.iter().map(|row| match &row.row {
        Row::Order(order) if erased.contains(&order.order.order_no) => erased_import(order),
        _ => row.clone(),
    });
    Ok(Some(taken.collect()))
}

/// Workers who have left do not come back with the shop's list: whoever does gets another badge.
pub(super) fn leave_out_workers(session: &mut Session) -> Result<(), Fault> {
    session.execute(
        "DELETE FROM pg_temp.incoming USING record
         WHERE incoming.topic = 'worker' AND record.topic = 'worker' AND record.key = incoming.key
            AND record.body::JSONB #>> '{row,name}' = record.key AND record.body::JSONB #>> '{row,pin_hash}' = ''",
        &[],
    )?;
    Ok(())
}

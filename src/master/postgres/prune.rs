//! Takes old orders away, see [`crate::master::prune`]. Only the owner of the tables may do it.

use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::import;
use super::pull::place;
use super::records;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::{Gone, Place, Row};
use crate::domain::ids::OrderNo;
use crate::master::prune::{self, Pruned};
use crate::sqlite::column;

/// How long one step may take: the facts of years are looked through.
const PATIENCE: Duration = Duration::from_mins(20);

/// How long it is waited for older transactions, and how often it is looked.
const A_MOMENT: Duration = Duration::from_millis(20);
const LOOKS: u32 = 100;

/// Takes orders away that were done before `before`, inside the caller's transaction.
pub(super) fn prune(
    session: &mut Session,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Pruned, Fault> {
    session.be_patient(PATIENCE)?;
    import::alone(session)?;
    let orders = closed_before(session, before)?;
    let exceptions: Vec<_> = records::beginning(session, "exception", &[String::new()])?
        .into_iter()
        .filter_map(|row| match row {
            Row::Exception(exception) => Some(*exception),
            _ => None,
        })
        .collect();
    let gone = prune::gone(&orders, &exceptions, now, &super::fresh_name()?);
    let pruned = prune::sum(&gone);
    for gone in gone {
        take_away(session, &gone)?;
        records::add_new(session, &[Row::Gone(Box::new(gone))])?;
    }
    session.execute(
        "DELETE FROM reservation USING order_book
         WHERE reservation.order_no = order_book.order_no AND order_book.pruned AND reservation.units = 0",
        &[],
    )?;
    forget_old(session, now)?;
    wait_for_older(session)?;
    Ok(pruned)
}

/// Waits until no transaction runs that is older than this one.
///
/// A bench that opens one of these orders again at this very moment waits for our locks in a
/// transaction that may be older. What it writes then would stand before what tells that the order
/// is gone, and benches would drop it again. When it does not end, this one begins anew behind it.
fn wait_for_older(session: &mut Session) -> Result<(), Fault> {
    for _look in 0..LOOKS {
        let is_oldest = session.one(
            "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= pg_current_xact_id()",
            &[],
        )?;
        if is_oldest.get(0) {
            return Ok(());
        }
        thread::sleep(A_MOMENT);
    }
    Err(Fault::Overtaken)
}

/// Orders that are done since then, as far as benches still have them, kept from others until the
/// transaction ends.
fn closed_before(session: &mut Session, before: DateTime<Utc>) -> Result<Vec<OrderNo>, Fault> {
    let found = session.query(
        "SELECT order_book.order_no FROM order_book
         JOIN (SELECT order_no, max(at) AS at FROM inbox WHERE order_no IS NOT NULL GROUP BY order_no) AS last
            ON last.order_no = order_book.order_no
         WHERE order_book.state IN ('closed', 'withdrawn') AND last.at < $1 AND EXISTS (
            SELECT 1 FROM record WHERE topic IN ('order', 'standing') AND key = order_book.order_no)
         ORDER BY order_book.order_no FOR UPDATE OF order_book",
        &[&before],
    )?;
    Ok(found
        .iter()
        .map(|columns| OrderNo(columns.get(0)))
        .collect())
}

fn take_away(session: &mut Session, gone: &Gone) -> Result<(), Fault> {
    let orders: Vec<&str> = gone.orders.iter().map(OrderNo::as_str).collect();
    session.execute(
        "DELETE FROM record WHERE topic IN ('order', 'standing') AND key = ANY($1)",
        &[&orders],
    )?;
    session.execute(
        "DELETE FROM record WHERE topic = 'exception' AND key = ANY($1)",
        &[&gone.exceptions],
    )?;
    session.execute(
        "UPDATE order_book SET pruned = TRUE WHERE order_no = ANY($1)",
        &[&orders],
    )?;
    Ok(())
}

/// What was told long enough is forgotten; the feed begins behind it. Its newest row stays, because
/// by it a bench finds out whether the master was set back.
fn forget_old(session: &mut Session, now: DateTime<Utc>) -> Result<(), Fault> {
    let found = session.query(
        "DELETE FROM record WHERE topic = 'gone' AND key < $1 AND (record.transaction, record.seq) < (
            SELECT newest.transaction, newest.seq FROM record AS newest
            ORDER BY newest.transaction DESC, newest.seq DESC LIMIT 1)
         RETURNING record.transaction::TEXT, record.seq",
        &[&prune::told_before(now)],
    )?;
    if let Some(Place { transaction, seq }) = found.iter().map(|columns| place(columns, 0)).max() {
        session.execute(
            "UPDATE ledger SET floor_transaction = $1::TEXT::XID8, floor_seq = $2
             WHERE (floor_transaction, floor_seq) < ($1::TEXT::XID8, $2)",
            &[&transaction.to_string(), &column(seq)],
        )?;
    }
    Ok(())
}

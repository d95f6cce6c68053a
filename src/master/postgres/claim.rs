//! No order is packed twice: a bench gets the right to an order before it opens it.

use chrono::TimeDelta;

use super::books::{Books, LOCK_BEST, LOCK_ORDERS, PARCELS, WAIT_FOR_BEST, best_orders};
use super::keep::Form;
use super::records;
use super::session::{Session, Values};
use super::trouble::Fault;
use crate::domain::feed::{Claim, NumberRange};
use crate::domain::ids::OrderNo;
use crate::master::ledger::{Terms, fair_share, is_everybodys, serial_after_set_back};
use crate::master::{MasterError, Seat, Turned, Wanted};
use crate::sqlite::{column, count};

/// A bench that has spoken within this time is at work, and orders are shared with it.
///
/// Assumption: benches report every twenty seconds; six missed reports mean that nobody is there.
const AT_WORK: TimeDelta = TimeDelta::minutes(2);

/// Digits of an SSCC before its check digit, less the extension digit: company prefix and serial share them.
///
/// Source: GS1 General Specifications, 2.6.5 (SSCC, AI 00).
const PREFIX_AND_SERIAL: u32 = 16;

/// Benches that are at work, and the orders that can be claimed now: no more are counted than all of
/// them could want, for it does not matter how many more there are.
const SHARE: &str = concat!(
    "SELECT at_work.benches,
        (SELECT count(*) FROM (SELECT 1",
    best_orders!(),
    " LIMIT $1 * at_work.benches) AS free)
     FROM (SELECT greatest(count(*), 1) AS benches FROM bench
        WHERE last_seen > clock_timestamp() - make_interval(secs => $2) AND NOT quarantined) AS at_work"
);

/// The orders that can be claimed now, counted no further than `most`.
pub(super) fn count_free(session: &mut Session, most: u64) -> Result<u64, Fault> {
    let columns = session.one(
        concat!(
            "SELECT count(*) FROM (SELECT 1",
            best_orders!(),
            " LIMIT $1) AS free"
        ),
        &[&column(most)],
    )?;
    Ok(count(columns.get(0)))
}

/// Gives the bench the right to pack orders.
pub(super) fn claim(
    session: &mut Session,
    seat: &Seat,
    wanted: &Wanted,
) -> Result<Result<Vec<Claim>, Turned>, Fault> {
    match wanted {
        Wanted::Order(order) => claim_one(session, seat, order),
        Wanted::Best(wanted) => claim_best(session, seat, u64::from(*wanted)),
    }
}

fn claim_one(
    session: &mut Session,
    seat: &Seat,
    order: &OrderNo,
) -> Result<Result<Vec<Claim>, Turned>, Fault> {
    let number = vec![order.as_str()];
    let asked: [(_, Values<'_>); 2] = [(LOCK_ORDERS, &[&number]), (PARCELS, &[&number])];
    let (mut books, terms, found) = Books::of_bench(session, seat, &asked)?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    books.add_orders_with_parcels(&found)?;
    books.read_holders(session)?;
    give(session, seat, books, &terms, std::slice::from_ref(order)).map(Ok)
}

/// The most urgent orders. A few are locked at once; before many are, it is asked what the others leave.
fn claim_best(
    session: &mut Session,
    seat: &Seat,
    wanted: u64,
) -> Result<Result<Vec<Claim>, Turned>, Fault> {
    let few = column(wanted);
    let at_work = AT_WORK.as_seconds_f64();
    let is_few = is_everybodys(wanted);
    let asked: (_, Values<'_>) = if is_few {
        (LOCK_BEST, &[&few])
    } else {
        (SHARE, &[&few, &at_work])
    };
    let (mut books, terms, mut found) = Books::of_bench(session, seat, &[asked])?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    // A master that was set back gives nothing out.
    if books.ledger.recovering_since.is_some() {
        return Ok(Ok(vec![]));
    }
    let mut rows = found.pop().unwrap_or_default();
    let mut share = wanted;
    if !is_few && let Some(columns) = rows.pop() {
        share = fair_share(wanted, count(columns.get(1)), count(columns.get(0)));
        rows = session.query(LOCK_BEST, &[&column(share)])?;
    }
    // What others are just getting is skipped, and nobody goes away empty-handed for that.
    if rows.is_empty() && share > 0 && session.maybe(WAIT_FOR_BEST, &[])?.is_some() {
        rows = session.query(LOCK_BEST, &[&column(share)])?;
    }
    books.add_orders(&rows)?;
    let best: Vec<OrderNo> = rows.iter().map(|columns| OrderNo(columns.get(0))).collect();
    give(session, seat, books, &terms, &best).map(Ok)
}

fn give(
    session: &mut Session,
    seat: &Seat,
    mut books: Books,
    terms: &Terms,
    orders: &[OrderNo],
) -> Result<Vec<Claim>, Fault> {
    let now = books.head.now;
    let claims = orders
        .iter()
        .filter_map(|order| books.ledger.claim(&seat.station, order, now, terms))
        .collect();
    books.keep(session, Form::Whole)?;
    Ok(claims)
}

/// Takes the right back, unless the bench has begun the orders or finished them.
pub(super) fn release(
    session: &mut Session,
    seat: &Seat,
    orders: &[OrderNo],
) -> Result<Result<(), Turned>, Fault> {
    let numbers: Vec<&str> = orders.iter().map(OrderNo::as_str).collect();
    let asked: [(_, Values<'_>); 2] = [(LOCK_ORDERS, &[&numbers]), (PARCELS, &[&numbers])];
    let (mut books, _terms, found) = Books::of_bench(session, seat, &asked)?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    books.add_orders_with_parcels(&found)?;
    books.ledger.release(&seat.station, orders);
    books.keep(session, Form::Whole)?;
    Ok(Ok(()))
}

/// Moves the company-wide counter on.
pub(super) fn numbers(
    session: &mut Session,
    seat: &Seat,
    wanted: u64,
) -> Result<Result<NumberRange, Turned>, Fault> {
    let (books, _terms, _) = Books::of_bench(session, seat, &[])?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    let (first, last_of_all) = counter(session)?;
    if wanted == 0 || first > last_of_all {
        return Err(MasterError::NumbersUsedUp.into());
    }
    let last = first.saturating_add(wanted - 1).min(last_of_all);
    session.execute("UPDATE ledger SET next_serial = $1", &[&column(last + 1)])?;
    session.execute(
        "INSERT INTO number_range(first, last, station) VALUES ($1, $2, $3)",
        &[&column(first), &column(last), &seat.station.as_str()],
    )?;
    Ok(Ok(NumberRange { first, last }))
}

/// The next number, kept from others until the transaction ends, and the last of all.
fn counter(session: &mut Session) -> Result<(u64, u64), Fault> {
    let settings = records::settings(session)?;
    let prefix = u32::try_from(settings.gs1_company_prefix.len()).unwrap_or(PREFIX_AND_SERIAL);
    let last = 10_u64.pow(PREFIX_AND_SERIAL.saturating_sub(prefix)) - 1;
    let next = session.one("SELECT next_serial FROM ledger FOR UPDATE", &[])?;
    Ok((count(next.get(0)), last))
}

/// A master that was set back does not know which numbers it had given out.
pub(super) fn skip_numbers(session: &mut Session) -> Result<(), Fault> {
    let (next, last) = counter(session)?;
    let next = serial_after_set_back(next, last);
    session.execute("UPDATE ledger SET next_serial = $1", &[&column(next)])?;
    Ok(())
}

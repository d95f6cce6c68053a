//! No order is packed twice: a bench gets the right to an order before it opens it.

use chrono::TimeDelta;

use super::books::{Books, best_orders};
use super::keep::Form;
use super::records;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::{Claim, NumberRange};
use crate::domain::ids::OrderNo;
use crate::master::ledger::{Terms, fair_share, serial_after_set_back};
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
    let mut books = Books::begin(session)?;
    books.lock_benches(session, std::slice::from_ref(&seat.station))?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    let orders = match wanted {
        Wanted::Order(order) => {
            books.lock_orders(session, std::slice::from_ref(order))?;
            vec![order.clone()]
        }
        // A master that was set back gives nothing out.
        Wanted::Best(_) if books.ledger.recovering_since.is_some() => vec![],
        Wanted::Best(wanted) => {
            let share = share(session, &books, u64::from(*wanted))?;
            books.lock_best(session, share)?
        }
    };
    books.read_holders(session)?;
    let terms = Terms::from(&records::settings(session)?);
    let now = books.head.now;
    let claims = orders
        .iter()
        .filter_map(|order| books.ledger.claim(&seat.station, order, now, &terms))
        .collect();
    books.keep(session, Form::Whole)?;
    Ok(Ok(claims))
}

/// How many of `wanted` orders the bench gets, so that something is left for the others at work.
fn share(session: &mut Session, books: &Books, wanted: u64) -> Result<u64, Fault> {
    let at_work = session.one(
        "SELECT count(*) FROM bench WHERE last_seen > $1 AND NOT quarantined",
        &[&(books.head.now - AT_WORK)],
    )?;
    let benches = count(at_work.get(0)).max(1);
    // As soon as there are enough for everybody it does not matter how many more there are.
    let free = count_free(session, wanted.saturating_mul(benches))?;
    Ok(fair_share(wanted, free, benches))
}

/// Takes the right back, unless the bench has begun the orders or finished them.
pub(super) fn release(
    session: &mut Session,
    seat: &Seat,
    orders: &[OrderNo],
) -> Result<Result<(), Turned>, Fault> {
    let mut books = Books::begin(session)?;
    books.lock_benches(session, std::slice::from_ref(&seat.station))?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    books.lock_orders(session, orders)?;
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
    let mut books = Books::begin(session)?;
    books.lock_benches(session, std::slice::from_ref(&seat.station))?;
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

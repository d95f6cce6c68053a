//! Facts from the benches: each taken once, and applied to order and stock in the same transaction.

use super::books::Books;
use super::keep::Form;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::journal::Entry;
use crate::master::ledger::{benches_of, orders_of};
use crate::master::{PushOutcome, Seat, Turned};

/// Facts of one transaction: a second's work for the server, so that nobody waits long for an order.
pub(super) const BATCH: usize = 500;

/// Takes the entries inside the caller's transaction. What is answered is to be committed, whatever it is.
///
/// All in a few statements; when the database refuses what one of them says, one by one, so that it
/// alone is put aside and those behind it are taken.
pub(super) fn take(
    session: &mut Session,
    seat: &Seat,
    entries: &[Entry],
) -> Result<Result<Vec<PushOutcome>, Turned>, Fault> {
    let mut books = Books::begin(session)?;
    books.lock_benches(session, std::slice::from_ref(&seat.station))?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    session.batch("SAVEPOINT batch")?;
    match together(session, entries) {
        Err(fault) if fault.is_about_data() => {
            session.batch("ROLLBACK TO SAVEPOINT batch")?;
            tracing::warn!(why = fault.said(), "facts are taken one by one");
            one_by_one(session, entries)
        }
        other => other,
    }
}

fn together(
    session: &mut Session,
    entries: &[Entry],
) -> Result<Result<Vec<PushOutcome>, Turned>, Fault> {
    let mut books = Books::begin(session)?;
    books.lock_benches(session, &benches_of(entries))?;
    if books.ledger.recovering_since.is_some() {
        books.read_all_benches(session)?;
    }
    books.read_known(session, entries)?;
    books.lock_orders(session, &orders_of(entries))?;
    let now = books.head.now;
    let answer = books.ledger.take(entries, now);
    books.keep(session, Form::Whole)?;
    Ok(answer)
}

fn one_by_one(
    session: &mut Session,
    entries: &[Entry],
) -> Result<Result<Vec<PushOutcome>, Turned>, Fault> {
    let mut outcomes = Vec::with_capacity(entries.len());
    for entry in entries {
        session.batch("SAVEPOINT fact")?;
        let answer = match together(session, std::slice::from_ref(entry)) {
            Err(fault) if fault.is_about_data() => {
                session.batch("ROLLBACK TO SAVEPOINT fact")?;
                put_aside(session, entry, &fault.said())?
            }
            other => other?,
        };
        session.batch("RELEASE SAVEPOINT fact")?;
        match answer {
            Ok(more) => outcomes.extend(more),
            Err(turned) => return Ok(Err(turned)),
        }
    }
    Ok(Ok(outcomes))
}

/// Keeps a fact that the database does not take as it is, in whatever form it takes.
fn put_aside(
    session: &mut Session,
    entry: &Entry,
    why: &str,
) -> Result<Result<Vec<PushOutcome>, Turned>, Fault> {
    match put_aside_as(session, entry, why, Form::TextOnly) {
        Err(fault) if fault.is_about_data() => {
            session.batch("ROLLBACK TO SAVEPOINT fact")?;
            put_aside_as(session, entry, why, Form::HashOnly)
        }
        other => other,
    }
}

fn put_aside_as(
    session: &mut Session,
    entry: &Entry,
    why: &str,
    form: Form,
) -> Result<Result<Vec<PushOutcome>, Turned>, Fault> {
    let mut books = Books::begin(session)?;
    books.lock_benches(session, std::slice::from_ref(&entry.station))?;
    books.read_known(session, std::slice::from_ref(entry))?;
    let now = books.head.now;
    let answer = books.ledger.keep_unstorable(entry, why, now);
    if form == Form::HashOnly {
        // The exception names the order too; what it says else is enough to find the fact at its bench.
        for exception in &mut books.ledger.effects.exceptions {
            exception.order = None;
        }
    }
    books.keep(session, form)?;
    Ok(answer.map(|outcome| vec![outcome]))
}

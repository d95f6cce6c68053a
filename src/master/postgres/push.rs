//! Facts from the benches: each taken once, and applied to order and stock in the same transaction.

use super::books::Books;
use super::keep::Form;
use super::records;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::ids::{OrderNo, TrackingNo};
use crate::domain::journal::Entry;
use crate::domain::shipping_rules::RuleSet;
use crate::master::ledger::{Parcels, change_rules, orders_of, orders_of_parcels, parcels_asked};
use crate::master::{PushOutcome, Seat, Turned};

/// Facts of one transaction: a second's work for the server, so that nobody waits long for an order.
pub(super) const BATCH: usize = 500;

/// Parcels by the number on their label.
pub(super) const PARCELS_BY_NUMBER: &str =
    "SELECT tracking, order_no, parcel FROM parcel_book WHERE tracking = ANY($1)";

/// Takes the entries inside the caller's transaction, in a few statements. What is answered is to be
/// committed, whatever it is.
pub(super) fn together(
    session: &mut Session,
    seat: &Seat,
    entries: &[Entry],
) -> Result<Result<Vec<PushOutcome>, Turned>, Fault> {
    let rules = if change_rules(entries) {
        records::keep_rules(session)?;
        records::rules(session)?
    } else {
        RuleSet::default()
    };
    let parcels = parcels_by_number(session, &parcels_asked(entries))?;
    let mut orders = orders_of(entries);
    orders.extend(orders_of_parcels(&parcels));
    orders.sort();
    orders.dedup();
    let mut books = Books::for_facts(session, &seat.station, entries, &orders)?;
    books.ledger.parcels = parcels;
    books.ledger.rules = rules;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    if books.ledger.recovering_since.is_some() {
        books.read_all_benches(session)?;
    }
    let now = books.head.now;
    let answer = books.ledger.take(entries, now);
    books.keep(session, Form::Whole)?;
    Ok(answer)
}

/// The same one by one, after the database refused what one of them says: it alone is put aside, and
/// those behind it are taken.
pub(super) fn one_by_one(
    session: &mut Session,
    seat: &Seat,
    entries: &[Entry],
) -> Result<Result<Vec<PushOutcome>, Turned>, Fault> {
    let mut outcomes = Vec::with_capacity(entries.len());
    for entry in entries {
        session.batch("SAVEPOINT fact")?;
        let taken = together(session, seat, std::slice::from_ref(entry));
        let answer = match taken.and_then(|answer| session.catch_up().map(|()| answer)) {
            Err(fault) if fault.is_about_data() => {
                session.back_to("fact")?;
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
            session.back_to("fact")?;
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
    let entries = std::slice::from_ref(entry);
    // Its order's number may be what the database does not take.
    let mut books = Books::for_facts(session, &entry.station, entries, &[])?;
    let now = books.head.now;
    let answer = books.ledger.keep_unstorable(entry, why, now);
    if form == Form::HashOnly {
        // The exception names the order too; what it says else is enough to find the fact at its bench.
        for exception in &mut books.ledger.effects.exceptions {
            exception.order = None;
        }
    }
    books.keep(session, form)?;
    session.catch_up()?;
    Ok(answer.map(|outcome| vec![outcome]))
}

/// Parcels that benches scanned without knowing them, by the number on their label. What a bench says of
/// them never changes, so it is read before anything is locked.
fn parcels_by_number(session: &mut Session, numbers: &[TrackingNo]) -> Result<Parcels, Fault> {
    if numbers.is_empty() {
        return Ok(Parcels::new());
    }
    let wanted: Vec<&str> = numbers.iter().map(TrackingNo::as_str).collect();
    let found = session.query(PARCELS_BY_NUMBER, &[&wanted])?;
    let parcels = found.iter().map(|columns| {
        let parcel = u32::try_from(columns.get::<_, i64>(2)).unwrap_or(u32::MAX);
        (
            TrackingNo(columns.get(0)),
            (OrderNo(columns.get(1)), parcel),
        )
    });
    Ok(parcels.collect())
}

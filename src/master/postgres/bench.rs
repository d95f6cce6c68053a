//! Benches: who speaks, how they stand, and the whole warehouse at a glance.

use std::collections::BTreeMap;
use std::time::Duration;

use super::books::{self, Books, HELD, HELD_PARCELS, Head};
use super::claim;
use super::keep::{self, Form};
use super::pull;
use super::records;
use super::session::{Session, Values};
use super::stock;
use super::trouble::Fault;
use crate::domain::feed::{Cursor, LinkTrouble, Place};
use crate::domain::ids::{OrderNo, StationId};
use crate::master::ledger::Terms;
use crate::master::{BenchSeen, Greeting, MasterError, Overview, Report, Seat, Turned, Welcome};

/// How long a restored server may number its rows anew.
const NUMBERED_ANEW: Duration = Duration::from_mins(10);

/// What a bench asks all day. It is prepared when the bench greets, so that the first order it scans
/// waits for that no more than the hundredth.
const DAILY: &[&str] = &[
    books::HEAD,
    books::WHO,
    books::LOCK_BENCHES,
    books::LIVES,
    books::LOCK_BEST,
    books::LOCK_ORDERS,
    books::PARCELS,
    books::KNOWN,
    HELD,
    HELD_PARCELS,
    keep::BENCHES,
    keep::LIVES,
    keep::ORDERS,
    keep::PARCELS,
    keep::RESERVATIONS,
    keep::FACTS,
    records::PUT,
    stock::NOTE_MOVES,
    stock::NOTE_PACKAGINGS,
    stock::IS_DUE,
    pull::FEED,
];

/// A bench speaks for the first time on a connection. `fresh_name` is used when the master turns out
/// to have been set back.
pub(super) fn greet(
    session: &mut Session,
    greeting: &Greeting,
    fresh_name: &str,
) -> Result<Result<Welcome, Turned>, Fault> {
    let station = &greeting.seat.station;
    may_speak_for(session, station)?;
    session.learn(DAILY)?;
    // A line of its own first, so that there is something to lock.
    session.execute(
        "INSERT INTO bench(station) VALUES ($1) ON CONFLICT DO NOTHING",
        &[&station.as_str()],
    )?;
    let mut books = Books::begin(session)?;
    books.lock_benches(session, std::slice::from_ref(station))?;
    // Whether a set-back master waits for others is asked of all benches.
    books.read_all_benches(session)?;
    books.lock_held(session, station, &listed(&greeting.report))?;
    let terms = Terms::from(&records::settings(session)?);
    let position = Cursor {
        ledger: books.head.name.clone(),
        place: newest(session)?,
        load: None,
    };
    let now = books.head.now;
    let answer = books
        .ledger
        .greet(greeting, &position, fresh_name, now, &terms);
    books.keep(session, Form::Whole)?;
    if let Ok(welcome) = &answer
        && welcome.ledger != position.ledger
    {
        let named = session.execute(
            "UPDATE ledger SET name = $1 WHERE name = $2",
            &[&welcome.ledger, &position.ledger],
        )?;
        if named == 0 {
            return Err(Fault::Overtaken);
        }
        claim::skip_numbers(session)?;
    }
    Ok(answer)
}

/// An account that is tied to benches speaks for those alone. Whoever may not greet has no connection
/// under whose name the rest could be said.
fn may_speak_for(session: &mut Session, station: &StationId) -> Result<(), Fault> {
    let asked = session.one(
        "SELECT string_agg(station, ', ' ORDER BY station), coalesce(bool_or(station = $1), TRUE)
         FROM seat_account WHERE account = session_user::TEXT",
        &[&station.as_str()],
    )?;
    if asked.get(1) {
        return Ok(());
    }
    Err(MasterError::Link {
        trouble: LinkTrouble::OtherSeat {
            station: station.clone(),
            tied: asked.get::<_, Option<String>>(0).unwrap_or_default(),
        },
        said: None,
    }
    .into())
}

/// A restored copy, an upgraded server and a stand-by that took over number their transactions anew and
/// may lack what was written last: the ledger begins another history there, see the migration.
pub(super) fn notice_another_server(session: &mut Session) -> Result<(), Fault> {
    let same = session.maybe("SELECT cluster = cluster_name() FROM ledger", &[])?;
    if same.is_none_or(|columns| columns.get(0)) {
        return Ok(());
    }
    let name = super::fresh_name()?;
    session.begin();
    session.be_patient(NUMBERED_ANEW)?;
    let begun = session.one("SELECT begin_history($1)", &[&name])?;
    if begun.get(0) {
        let mut books = Books::begin(session)?;
        books.read_all_benches(session)?;
        let now = books.head.now;
        books.ledger.begin_recovery(None, &name, now);
        books.keep(session, Form::Whole)?;
        claim::skip_numbers(session)?;
    }
    session.commit()
}

/// Somebody says that the database was put back from a backup: the ledger begins another history,
/// whatever the server looks like. Answers its name.
pub(super) fn begin_again(session: &mut Session) -> Result<String, Fault> {
    let before = Head::read(session)?.name;
    notice_another_server(session)?;
    let noticed = Head::read(session)?.name;
    if noticed != before {
        return Ok(noticed);
    }
    let name = super::fresh_name()?;
    session.begin();
    session.be_patient(NUMBERED_ANEW)?;
    let mut books = Books::begin(session)?;
    books.read_all_benches(session)?;
    let now = books.head.now;
    books.ledger.begin_recovery(None, &name, now);
    books.keep(session, Form::Whole)?;
    let named = session.execute(
        "UPDATE ledger SET name = $1 WHERE name = $2",
        &[&name, &before],
    )?;
    if named == 0 {
        return Err(Fault::Overtaken);
    }
    claim::skip_numbers(session)?;
    session.commit()?;
    Ok(name)
}

/// A bench says how it stands.
pub(super) fn report(
    session: &mut Session,
    seat: &Seat,
    report: &Report,
) -> Result<Result<Vec<OrderNo>, Turned>, Fault> {
    let held: Values<'_> = &[&seat.station.as_str(), &listed(report)];
    let asked = [(HELD, held), (HELD_PARCELS, held)];
    let (mut books, terms, found) = Books::of_bench(session, seat, &asked)?;
    if let Err(turned) = books.ledger.check(seat) {
        return Ok(Err(turned));
    }
    if books.ledger.recovering_since.is_some() {
        books.read_all_benches(session)?;
    }
    let now = books.head.now;
    // Most reports change nothing of the orders, and none of them is kept from others for that.
    let mut after = books.clone();
    after.add_orders_with_parcels(&found)?;
    let mut lost = after.ledger.report(&seat.station, report, now, &terms);
    if !after.changed_orders().is_empty() {
        books.lock_held(session, &seat.station, &listed(report))?;
        lost = books.ledger.report(&seat.station, report, now, &terms);
        after = books;
    }
    after.keep(session, Form::Whole)?;
    Ok(Ok(lost))
}

fn listed(report: &Report) -> Vec<&str> {
    report
        .held
        .iter()
        .map(|claim| claim.order.as_str())
        .collect()
}

/// The newest place of the feed, whether benches may read up to it yet or not.
fn newest(session: &mut Session) -> Result<Place, Fault> {
    let found = session.maybe(
        "SELECT record.transaction::TEXT, record.seq FROM record
         ORDER BY record.transaction DESC, record.seq DESC LIMIT 1",
        &[],
    )?;
    Ok(found.map_or_else(Place::default, |columns| pull::place(&columns, 0)))
}

/// The whole warehouse.
pub(super) fn overview(session: &mut Session) -> Result<Overview, Fault> {
    let head = Head::read(session)?;
    let mut books = Books::begin(session)?;
    books.read_all_benches(session)?;
    let mut held: BTreeMap<StationId, Vec<_>> = BTreeMap::new();
    let found = session.query(
        "SELECT holder, order_no, lease_end FROM order_book
         WHERE holder IS NOT NULL AND state <> 'closed' ORDER BY order_no",
        &[],
    )?;
    for columns in found {
        held.entry(StationId(columns.get(0)))
            .or_default()
            .push((OrderNo(columns.get(1)), columns.get(2)));
    }
    let free = if head.recovering_since.is_some() {
        0
    } else {
        claim::count_free(session, u64::MAX)?
    };
    let waited_for = books.ledger.missing_benches();
    let benches = books
        .ledger
        .benches
        .into_iter()
        .map(|(station, bench)| BenchSeen {
            held: held.remove(&station).unwrap_or_default(),
            station,
            last_seen: bench.last_seen,
            unsent: bench.unsent,
            quarantined: bench.quarantined,
            program: bench.program,
        })
        .collect();
    Ok(Overview {
        benches,
        free,
        waited_for,
    })
}

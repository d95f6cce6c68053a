//! What every master promises. Each test runs against each implementation.

mod all_benches;
mod benches;
mod claims;
mod duplicates;
mod embedded;
mod erasure;
mod exceptions;
mod facts;
mod feed;
mod handover;
mod leases;
mod load;
mod records;
mod recovery;
mod reservations;
mod rules;
mod stations;
mod weights;
mod whole;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use pakownia::domain::exception::{Exception, ExceptionKind};
use pakownia::domain::feed::Row;
use pakownia::domain::ids::OrderNo;
use pakownia::domain::journal::Entry;
use pakownia::domain::order::Tag;
use pakownia::domain::session::fact::Fact;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{
    Claim, Cursor, Greeting, Master, MasterError, Report, Seat, Turned, Wanted, Welcome,
};
use pakownia::station::clock::Clock;

use crate::sample::{self, later, no, order_row, read};
use crate::support::cluster::Patient;
use crate::support::seats::{hello, on, seat};
use crate::support::wait;

/// A new, empty master.
type New = fn() -> Box<dyn Master>;

/// Every implementation, each by its name.
const MASTERS: &[(&str, New)] = &[("embedded", embedded_master), ("postgres", postgres_master)];

fn embedded_master() -> Box<dyn Master> {
    Box::new(EmbeddedMaster::open_in_memory(|| Clock::System.now()).unwrap())
}

fn postgres_master() -> Box<dyn Master> {
    Box::new(Patient::new())
}

/// Runs a test against every implementation, each with the sample shop and nobody at work.
fn each(test: fn(&str, &mut dyn Master)) {
    for (name, new) in MASTERS {
        let mut master = new();
        take_in(&mut *master, &shop());
        test(name, &mut *master);
    }
}

/// The same, with claims that end at once: a clock that goes on by a moment ends them.
fn each_hasty(test: fn(&str, &mut dyn Master)) {
    for (name, new) in MASTERS {
        let mut master = new();
        take_in(&mut *master, &shop());
        let hasty = [
            sample::setting("claim_lease_seconds", "0"),
            sample::setting("claim_grace_seconds", "0"),
        ];
        take_in(&mut *master, &hasty);
        test(name, &mut *master);
    }
}

/// Until the clock that every master here goes by shows a later time.
fn a_moment_passes() {
    let begun = Clock::System.now();
    wait::until_so("the clock goes on", || {
        Clock::System.now() - begun > TimeDelta::milliseconds(2)
    });
}

fn take_in(master: &mut dyn Master, rows: &[Row]) {
    master.import(&read(rows, ""), later(0)).unwrap();
}

fn shop() -> Vec<Row> {
    vec![
        Row::Product(sample::product("MUG-01")),
        Row::Barcode(sample::barcode("5901234123457", "MUG-01", 1)),
        Row::Stock(sample::stock("MUG-01", "A2", 10)),
        Row::Stock(sample::stock("MUG-01", "A10", 4)),
        Row::Stock(sample::stock("MUG-010", "A2", 100)),
        Row::Packaging(sample::packaging("KAR-S")),
        Row::Worker(sample::worker("W-001")),
        Row::Tote("T-1".into()),
        sample::setting("cutoff", "14:30"),
        order_row(sample::order("ZAM-1", &["MUG-01"])),
        order_row(sample::tagged(
            sample::order("ZAM-2", &["MUG-01"]),
            Tag::Today,
        )),
        order_row(sample::paid(
            sample::order("ZAM-3", &["MUG-01"]),
            "2026-11-19T06:00:00Z",
        )),
    ]
}

/// The same bench on a new connection, with nothing left to send and everything read.
fn again(master: &mut dyn Master, seat: &Seat, acknowledged: u64, held: &[Claim]) -> Seat {
    let newer = on(seat.station.as_str(), &format!("{}+", seat.run));
    welcome(master, &newer, &seat.run, acknowledged, held);
    newer
}

fn welcome(
    master: &mut dyn Master,
    seat: &Seat,
    before: &str,
    acknowledged: u64,
    held: &[Claim],
) -> Welcome {
    let cursor = position(master);
    let greeting = Greeting {
        acknowledged,
        cursor,
        report: Report {
            unsent: 0,
            held: held.to_vec(),
        },
        ..hello(seat, Some(before))
    };
    master.greet(&greeting).unwrap()
}

/// The newest place of the feed.
fn position(master: &mut dyn Master) -> Cursor {
    let mut cursor = Cursor::default();
    pull_all(master, &mut cursor, 1_000);
    cursor
}

/// Everything from the cursor on, in slices of `limit`, until nothing remains.
fn pull_all(master: &mut dyn Master, cursor: &mut Cursor, limit: u32) -> Vec<Row> {
    let mut rows = Vec::new();
    loop {
        let pulled = master.pull(cursor, limit).unwrap();
        assert!(pulled.rows.len() <= usize::try_from(limit).unwrap());
        rows.extend(pulled.rows);
        *cursor = pulled.cursor;
        if pulled.remaining == 0 {
            return rows;
        }
    }
}

fn keys(rows: &[Row]) -> Vec<(String, String)> {
    let mut keys: Vec<_> = rows
        .iter()
        .map(|row| (row.topic().to_owned(), row.key()))
        .collect();
    keys.sort();
    keys
}

/// Units in each place, and pieces of each packaging.
fn on_hand(master: &mut dyn Master) -> BTreeMap<String, i64> {
    let rows = pull_all(master, &mut Cursor::default(), 100);
    rows.into_iter()
        .filter_map(|row| match row {
            Row::Stock(place) => Some((
                format!("{} {}", place.sku, place.location.aisle),
                place.on_hand,
            )),
            Row::Packaging(packaging) => Some((packaging.code.0, packaging.on_hand)),
            _ => None,
        })
        .collect()
}

/// What a person has to look at, as every bench sees it.
fn exceptions(master: &mut dyn Master) -> Vec<Exception> {
    let rows = pull_all(master, &mut Cursor::default(), 100);
    rows.into_iter()
        .filter_map(|row| match row {
            Row::Exception(exception) => Some(*exception),
            _ => None,
        })
        .collect()
}

fn kinds(master: &mut dyn Master) -> Vec<ExceptionKind> {
    exceptions(master).into_iter().map(|it| it.kind).collect()
}

/// Claims an order; `None` when the bench does not get it.
fn claim(master: &mut dyn Master, seat: &Seat, order: &str) -> Option<Claim> {
    let claims = master.claim(seat, &Wanted::Order(no(order))).unwrap();
    assert!(claims.len() <= 1, "{claims:?}");
    claims.into_iter().next()
}

/// Claims an order that the bench has to get, and tells its fence.
fn claim_one(master: &mut dyn Master, seat: &Seat, order: &str) -> u64 {
    let claim = claim(master, seat, order);
    claim
        .unwrap_or_else(|| panic!("{} does not get {order}", seat.station))
        .fence
}

fn best(master: &mut dyn Master, seat: &Seat, count: u32) -> Vec<String> {
    let claims = master.claim(seat, &Wanted::Best(count)).unwrap();
    claims.into_iter().map(|claim| claim.order.0).collect()
}

/// A bench says how it stands; the orders that it does not hold any more.
fn report(master: &mut dyn Master, seat: &Seat, unsent: u64, held: &[(&str, u64)]) -> Vec<OrderNo> {
    let held = held
        .iter()
        .map(|(order, fence)| Claim {
            order: no(order),
            fence: *fence,
        })
        .collect();
    master.report(seat, &Report { unsent, held }).unwrap()
}

/// Why the master does not listen.
fn turned<T: std::fmt::Debug>(answer: Result<T, MasterError>) -> Turned {
    match answer {
        Err(MasterError::Turned(turned)) => turned,
        other => panic!("{other:?}"),
    }
}

/// The facts of packing an order: opened, one parcel with these units, closed.
fn packing(
    station: &str,
    first: u64,
    fence: u64,
    order: &str,
    contents: &[(&str, u32)],
) -> Vec<Entry> {
    let facts = [
        sample::opened(order, "MUG-01"),
        sample::parcel_closed(order, 1, Some(first), 1, contents),
        sample::order_closed(order),
    ];
    (first..)
        .zip(facts)
        .map(|(number, fact)| sample::entry(station, number, fence, fact))
        .collect()
}

fn put_aside(order: &str, reason: &str) -> Fact {
    Fact::OrderPutAside {
        order: no(order),
        reason: reason.to_owned(),
    }
}

fn taken_over(order: &str, from: &str) -> Fact {
    Fact::OrderTakenOver {
        taken: no(order),
        from: from.into(),
        reason: "the bench burnt".to_owned(),
    }
}

fn readmitted(bench: &str) -> Fact {
    Fact::BenchReadmitted {
        bench: bench.into(),
        reason: "the copy is switched off".to_owned(),
    }
}

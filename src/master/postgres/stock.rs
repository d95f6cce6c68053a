//! Units that left a place or came back, and boxes that were used.
//!
//! Facts only note them, so that benches which push at once do not stand in line at the same box. Whoever
//! reads next folds what is due into the rows that benches see, a slice at a time, and one at a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use tokio_postgres::Row as Columns;

use super::books::Head;
use super::records;
use super::session::{Session, given};
use super::trouble::Fault;
use crate::domain::catalog::StockPlace;
use crate::domain::exception::Exception;
use crate::domain::feed::Row;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, StationId};
use crate::domain::location::Location;
use crate::master::ledger::{FactKey, StockMove, shortage};
use crate::sqlite::{column, count};

/// Whether something waits to be folded.
pub(super) const IS_DUE: &str =
    "SELECT EXISTS (SELECT 1 FROM stock_due) OR EXISTS (SELECT 1 FROM packaging_due)";

/// Notes boxes.
pub(super) const NOTE_PACKAGINGS: &str =
    "INSERT INTO packaging_due(code, pieces) SELECT * FROM unnest($1::TEXT[], $2::BIGINT[])";

/// Notes moves for ever, and until they are folded.
pub(super) const NOTE_MOVES: &str = "WITH moved AS (
        SELECT * FROM unnest($1::TEXT[], $2::BIGINT[], $3::BIGINT[], $4::TEXT[], $5::BIGINT[],
            $6::TEXT[], $7::TEXT[], $8::BIGINT[])
     ), kept AS (
        INSERT INTO stock_move(station, epoch, number, order_no, parcel, sku, place, units)
        SELECT * FROM moved
     )
     INSERT INTO stock_due(station, epoch, number, order_no, parcel, sku, place, units)
     SELECT * FROM moved";

/// Moves that are folded in one transaction: a fiftieth of a second's work for the server.
const AT_ONCE: u64 = 1_000;

/// One folds at a time. Who finds another at it reads on: the rows come with the next look.
const TURN: &str =
    "SELECT pg_try_advisory_xact_lock(hashtextextended('pakownia fold ' || current_schema(), 0)),
        set_config('lock_timeout', '500ms', TRUE)";

/// The same for whoever has to wait for it.
const WAIT_FOR_TURN: &str =
    "SELECT pg_advisory_xact_lock(hashtextextended('pakownia fold ' || current_schema(), 0))";

const TAKE_STOCK: &str =
    "DELETE FROM stock_due WHERE ctid = ANY(ARRAY(SELECT ctid FROM stock_due LIMIT $1))
     RETURNING station, epoch, number, order_no, parcel, sku, place, units";

const TAKE_PACKAGINGS: &str = "WITH gone AS (DELETE FROM packaging_due RETURNING code, pieces)
     SELECT code, sum(pieces)::BIGINT FROM gone GROUP BY code";

/// Between the parts of a place in a column.
const BETWEEN: char = '\u{1f}';

/// Notes units that facts have moved: for ever, and until they are folded.
pub(super) fn note_moves(session: &mut Session, moves: &[StockMove]) -> Result<(), Fault> {
    if moves.is_empty() {
        return Ok(());
    }
    let texts = |text: fn(&StockMove) -> &str| -> Vec<String> {
        moves.iter().map(|moved| text(moved).to_owned()).collect()
    };
    let numbers =
        |number: fn(&StockMove) -> i64| -> Vec<i64> { moves.iter().map(number).collect() };
    let places: Vec<String> = moves
        .iter()
        .map(|moved| {
            moved.location.as_ref().map_or_else(String::new, |at| {
                format!("{}{BETWEEN}{}{BETWEEN}{}", at.aisle, at.shelf, at.bin)
            })
        })
        .collect();
    session.put_off(
        NOTE_MOVES,
        given![
            texts(|moved| moved.fact.station.as_str()),
            numbers(|moved| column(moved.fact.epoch)),
            numbers(|moved| column(moved.fact.number)),
            texts(|moved| moved.order.as_str()),
            numbers(|moved| i64::from(moved.parcel)),
            texts(|moved| moved.sku.as_str()),
            places,
            numbers(|moved| moved.units)
        ],
    )
}

/// Notes boxes that were used or came back.
pub(super) fn note_packagings(
    session: &mut Session,
    used: &BTreeMap<PackagingCode, i64>,
) -> Result<(), Fault> {
    let used: BTreeMap<_, _> = used.iter().filter(|(_, pieces)| **pieces != 0).collect();
    if used.is_empty() {
        return Ok(());
    }
    let codes: Vec<String> = used.keys().map(|code| code.0.clone()).collect();
    let pieces: Vec<i64> = used.values().map(|pieces| **pieces).collect();
    session.put_off(NOTE_PACKAGINGS, given![codes, pieces])
}

/// Whether something waits to be folded.
pub(super) fn is_due(session: &mut Session) -> Result<bool, Fault> {
    let found = session.maybe(IS_DUE, &[])?;
    Ok(found.is_some_and(|columns| columns.get(0)))
}

/// Folds a slice of what is due, unless somebody else is just at it.
pub(super) fn fold(session: &mut Session) -> Result<(), Fault> {
    let turn = session.maybe(TURN, &[])?;
    if turn.is_some_and(|columns| columns.get(0)) {
        fold_slice(session)?;
    }
    Ok(())
}

/// Folds everything that was noted until now. Nobody else folds before the transaction ends.
pub(super) fn fold_all(session: &mut Session) -> Result<(), Fault> {
    session.maybe(WAIT_FOR_TURN, &[])?;
    while fold_slice(session)? == AT_ONCE {}
    Ok(())
}

/// How many moves were folded.
fn fold_slice(session: &mut Session) -> Result<u64, Fault> {
    let head = Head::read(session)?;
    let found = session.queries(&[(TAKE_STOCK, &[&column(AT_ONCE)]), (TAKE_PACKAGINGS, &[])])?;
    let [stock, packagings] = found.as_slice() else {
        return Ok(0);
    };
    let mut moves: Vec<StockMove> = stock.iter().map(move_of).collect();
    moves.sort_by(|a, b| (&a.fact, a.parcel).cmp(&(&b.fact, b.parcel)));
    let used: BTreeMap<PackagingCode, i64> = packagings
        .iter()
        .map(|columns| (PackagingCode(columns.get(0)), columns.get(1)))
        .collect();
    let (rows, short) = take(session, &moves, &used, head.now)?;
    records::put(session, &rows)?;
    let exceptions: Vec<Row> = short
        .into_iter()
        .map(|exception| Row::Exception(Box::new(exception)))
        .collect();
    records::add_new(session, &exceptions)?;
    session.catch_up()?;
    Ok(u64::try_from(moves.len()).unwrap_or(u64::MAX))
}

fn move_of(columns: &Columns) -> StockMove {
    let place: &str = columns.get(6);
    let mut parts = place.split(BETWEEN);
    let mut part = || parts.next().unwrap_or_default();
    StockMove {
        fact: FactKey {
            station: StationId(columns.get(0)),
            epoch: count(columns.get(1)),
            number: count(columns.get(2)),
        },
        order: OrderNo(columns.get(3)),
        parcel: u32::try_from(columns.get::<_, i64>(4)).unwrap_or(u32::MAX),
        sku: Sku(columns.get(5)),
        location: (!place.is_empty()).then(|| Location::new(part(), part(), part())),
        units: columns.get(7),
    }
}

/// The rows of stock and packagings after these moves, and the bins that the books had too little in.
///
/// The rows stay locked until the transaction ends, taken in the order of their keys.
fn take(
    session: &mut Session,
    moves: &[StockMove],
    used: &BTreeMap<PackagingCode, i64>,
    now: DateTime<Utc>,
) -> Result<(Vec<Row>, Vec<Exception>), Fault> {
    let first = first_places(session, moves)?;
    let place_of = |moved: &StockMove| -> Option<StockPlace> {
        let location = moved
            .location
            .clone()
            .or_else(|| first.get(&moved.sku).cloned())?;
        Some(StockPlace {
            sku: moved.sku.clone(),
            location,
            on_hand: 0,
        })
    };
    let keys: BTreeSet<String> = moves.iter().filter_map(place_of).map(key_of).collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let codes: Vec<&str> = used.keys().map(PackagingCode::as_str).collect();
    let found = session.queries(&[
        (records::LOCK, &[&"stock", &keys]),
        (records::LOCK, &[&"packaging", &codes]),
    ])?;
    let [stock, packagings] = found.as_slice() else {
        return Ok((vec![], vec![]));
    };
    let mut places: BTreeMap<String, StockPlace> = records::locked("stock", stock)?
        .into_iter()
        .filter_map(|(key, row)| match row {
            Row::Stock(place) => Some((key, place)),
            _ => None,
        })
        .collect();
    let mut short = Vec::new();
    for moved in moves {
        // A product that lies nowhere, taken from nowhere in particular: the books have no bin for it.
        let Some(place) = place_of(moved) else {
            continue;
        };
        // Somebody picked from a bin that the books do not know: the books owe it.
        let place = places.entry(key_of(place.clone())).or_insert(place);
        place.on_hand += moved.units;
        short.extend(shortage(moved, place, now));
    }
    let boxes = records::locked("packaging", packagings)?;
    let rows = places.into_values().map(Row::Stock);
    let boxes = boxes.into_values().filter_map(|row| match row {
        Row::Packaging(mut packaging) => {
            packaging.on_hand -= used.get(&packaging.code).copied().unwrap_or(0);
            Some(Row::Packaging(packaging))
        }
        _ => None,
    });
    Ok((rows.chain(boxes).collect(), short))
}

/// The first place of each product whose units came from nowhere in particular.
fn first_places(
    session: &mut Session,
    moves: &[StockMove],
) -> Result<BTreeMap<Sku, Location>, Fault> {
    let products: BTreeSet<&Sku> = moves
        .iter()
        .filter(|moved| moved.location.is_none())
        .map(|moved| &moved.sku)
        .collect();
    let prefixes: Vec<String> = products.iter().map(|sku| format!("{sku}\u{1f}")).collect();
    let mut first: BTreeMap<Sku, Location> = BTreeMap::new();
    for row in records::beginning(session, "stock", &prefixes)? {
        if let Row::Stock(place) = row {
            let best = first
                .entry(place.sku)
                .or_insert_with(|| place.location.clone());
            if place.location < *best {
                *best = place.location;
            }
        }
    }
    Ok(first)
}

fn key_of(place: StockPlace) -> String {
    Row::Stock(place).key()
}

//! Units that left a place or came back, and boxes that were used, in the rows that benches see.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::records;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::catalog::StockPlace;
use crate::domain::exception::Exception;
use crate::domain::feed::Row;
use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::location::Location;
use crate::master::ledger::{Effects, StockMove, shortage};

/// Moves stock and counts boxes that were used or came back; tells which bins the books had too little in.
///
/// The rows stay locked until the transaction ends, taken in the order of their keys.
pub(super) fn take(
    session: &mut Session,
    effects: &Effects,
    now: DateTime<Utc>,
) -> Result<(Vec<Row>, Vec<Exception>), Fault> {
    let moves = &effects.moves;
    if moves.is_empty() && effects.packagings.is_empty() {
        return Ok((vec![], vec![]));
    }
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
    let codes: Vec<&str> = effects.packagings.keys().map(PackagingCode::as_str).collect();
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
            packaging.on_hand -= effects.packagings.get(&packaging.code).copied().unwrap_or(0);
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

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
use crate::master::ledger::{StockMove, shortage};

/// Moves stock, and tells which bins the books had too little in.
///
/// The places stay locked until the transaction ends, taken in the order of their keys.
pub(super) fn take(
    session: &mut Session,
    moves: &[StockMove],
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
    let mut places: BTreeMap<String, StockPlace> = records::lock(session, "stock", &keys)?
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
    Ok((places.into_values().map(Row::Stock).collect(), short))
}

/// Counts boxes that were used or came back.
pub(super) fn use_packagings(
    session: &mut Session,
    used: &BTreeMap<PackagingCode, i64>,
) -> Result<Vec<Row>, Fault> {
    let keys: Vec<String> = used.keys().map(|code| code.0.clone()).collect();
    let found = records::lock(session, "packaging", &keys)?;
    let changed = found.into_values().filter_map(|row| match row {
        Row::Packaging(mut packaging) => {
            packaging.on_hand -= used.get(&packaging.code).copied().unwrap_or(0);
            Some(Row::Packaging(packaging))
        }
        _ => None,
    });
    Ok(changed.collect())
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

//! Facts from the benches: each taken once, and applied to order and stock in the same transaction.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::claim::{Ledger, ledger, tell};
use super::records::{self, Numbers};
use super::{MasterError, PushOutcome, column};
use crate::domain::catalog::StockPlace;
use crate::domain::feed::{Rejection, Row};
use crate::domain::ids::{Badge, OrderNo, Sku};
use crate::domain::journal::Entry;
use crate::domain::location::Location;
use crate::domain::session::fact::{Fact, PackedUnits};

/// Takes one fact inside the caller's transaction.
pub(super) fn take(connection: &Connection, entry: &Entry) -> Result<PushOutcome, MasterError> {
    if let Some(outcome) = known(connection, entry)? {
        return Ok(outcome);
    }
    let rejected = match entry
        .fact
        .order()
        .filter(|_order| moves_the_books(&entry.fact))
    {
        None => None,
        Some(order) => match ledger(connection, order)? {
            None => Some(Rejection::UnknownOrder {
                order: order.clone(),
            }),
            Some(line) => {
                let objection = objection(&line, entry);
                if objection.is_none() {
                    apply(connection, order, &line, &entry.fact)?;
                }
                objection
            }
        },
    };
    keep(connection, entry, rejected.as_ref())?;
    Ok(rejected.map_or(PushOutcome::Taken, PushOutcome::Rejected))
}

/// The outcome of a fact that was sent before.
fn known(connection: &Connection, entry: &Entry) -> Result<Option<PushOutcome>, MasterError> {
    let earlier: Option<(Vec<u8>, Option<String>)> = connection
        .prepare_cached(
            "SELECT hash, rejected FROM inbox WHERE station = ?1 AND epoch = ?2 AND number = ?3",
        )?
        .query_row(
            params![
                entry.station.as_str(),
                column(entry.epoch),
                column(entry.number)
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((hash, rejected)) = earlier else {
        return Ok(None);
    };
    if hash != entry.hash {
        keep_double(connection, entry)?;
        return Ok(Some(PushOutcome::Rejected(Rejection::CopiedDisk)));
    }
    // The bench may have missed the first answer, so a rejection is told again.
    Ok(Some(
        rejected
            .and_then(|text| serde_json::from_str(&text).ok())
            .map_or(PushOutcome::Known, PushOutcome::Rejected),
    ))
}

/// Whether the fact says something about the order's goods; what was only looked at or asked does not.
fn moves_the_books(fact: &Fact) -> bool {
    !matches!(
        fact,
        Fact::Refused { .. }
            | Fact::Asked { .. }
            | Fact::QuestionClosed { .. }
            | Fact::LabelReprinted { .. }
            | Fact::ToteBound { .. }
    )
}

/// Why the fact cannot be applied: the order has been given to somebody else since.
fn objection(line: &Ledger, entry: &Entry) -> Option<Rejection> {
    if entry.fence < line.fence {
        return Some(Rejection::OldFence {
            fence: entry.fence,
            now: line.fence,
        });
    }
    let holder = line.holder.as_deref()?;
    (holder != entry.station.as_str()).then(|| Rejection::HeldElsewhere {
        holder: holder.into(),
    })
}

fn keep(
    connection: &Connection,
    entry: &Entry,
    rejected: Option<&Rejection>,
) -> Result<(), MasterError> {
    connection
        .prepare_cached(
            "INSERT INTO inbox(station, epoch, number, at, worker, fence, kind, order_no, body, hash, rejected)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            entry.station.as_str(),
            column(entry.epoch),
            column(entry.number),
            entry.at.timestamp_millis(),
            entry.worker.as_ref().map(Badge::as_str),
            column(entry.fence),
            entry.fact.kind(),
            entry.fact.order().map(OrderNo::as_str),
            fact_text(&entry.fact),
            entry.hash,
            rejected.map(|why| serde_json::to_string(why).expect("the words of the domain have a JSON text")),
        ])?;
    Ok(())
}

fn keep_double(connection: &Connection, entry: &Entry) -> Result<(), MasterError> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO inbox_double(station, epoch, number, body, hash) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            entry.station.as_str(),
            column(entry.epoch),
            column(entry.number),
            fact_text(&entry.fact),
            entry.hash,
        ])?;
    Ok(())
}

fn fact_text(fact: &Fact) -> String {
    serde_json::to_string(fact).expect("the words of the domain have a JSON text")
}

fn apply(
    connection: &Connection,
    order: &OrderNo,
    line: &Ledger,
    fact: &Fact,
) -> Result<(), MasterError> {
    match fact {
        Fact::OrderOpened { .. } | Fact::OrderResumed { .. } | Fact::OrderReopened { .. } => {
            set_state(connection, order, line, "open")
        }
        Fact::OrderPutAside { .. } => set_state(connection, order, line, "put_aside"),
        Fact::OrderClosed { .. } => set_state(connection, order, line, "closed"),
        Fact::OrderWithdrawn { .. } => {
            // The goods of parcels that were closed already go back to the shelf too.
            for parcel in closed_parcels(connection, order)? {
                book(connection, order, parcel, None, &[])?;
            }
            set_state(connection, order, line, "withdrawn")
        }
        Fact::ParcelClosed {
            parcel,
            packaging,
            contents,
            ..
        } => book(
            connection,
            order,
            *parcel,
            Some(packaging.as_str()),
            contents,
        ),
        _ => Ok(()),
    }
}

fn set_state(
    connection: &Connection,
    order: &OrderNo,
    line: &Ledger,
    state: &str,
) -> Result<(), MasterError> {
    if line.state == state {
        return Ok(());
    }
    connection
        .prepare_cached("UPDATE order_ledger SET state = ?2 WHERE order_no = ?1")?
        .execute([order.as_str(), state])?;
    tell(connection, order)
}

fn closed_parcels(connection: &Connection, order: &OrderNo) -> Result<Vec<u32>, MasterError> {
    let mut query =
        connection.prepare_cached("SELECT parcel FROM parcel_ledger WHERE order_no = ?1")?;
    let parcels = query.query_map([order.as_str()], |row| row.get(0))?;
    Ok(parcels.collect::<Result<_, _>>()?)
}

/// Writes what is in a parcel now, and moves stock and packagings by the difference to before.
fn book(
    connection: &Connection,
    order: &OrderNo,
    parcel: u32,
    packaging: Option<&str>,
    contents: &[PackedUnits],
) -> Result<(), MasterError> {
    let before: Option<(Option<String>, String)> = connection
        .prepare_cached(
            "SELECT packaging, contents FROM parcel_ledger WHERE order_no = ?1 AND parcel = ?2",
        )?
        .query_row(params![order.as_str(), parcel], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (old_packaging, old_contents) = match before {
        None => (None, Vec::new()),
        Some((packaging, text)) => (packaging, contents_of(order, &text)?),
    };
    let mut numbers = Numbers::begin(connection)?;
    for ((sku, location), taken) in difference(&old_contents, contents) {
        take_stock(connection, &mut numbers, &sku, location.as_ref(), taken)?;
    }
    if old_packaging.as_deref() != packaging {
        use_packaging(connection, &mut numbers, old_packaging.as_deref(), -1)?;
        use_packaging(connection, &mut numbers, packaging, 1)?;
    }
    numbers.end(connection)?;
    let text = serde_json::to_string(contents).expect("the words of the domain have a JSON text");
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO parcel_ledger(order_no, parcel, packaging, contents) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![order.as_str(), parcel, packaging, text])?;
    Ok(())
}

fn contents_of(order: &OrderNo, text: &str) -> Result<Vec<PackedUnits>, MasterError> {
    serde_json::from_str(text).map_err(|source| MasterError::Unreadable {
        topic: "parcel_ledger".to_owned(),
        key: order.0.clone(),
        source,
    })
}

/// Units more (or, negative, less) than before, by product and place; what stayed is left out.
fn difference(
    before: &[PackedUnits],
    now: &[PackedUnits],
) -> BTreeMap<(Sku, Option<Location>), i64> {
    let mut moved = BTreeMap::new();
    for (contents, sign) in [(before, -1), (now, 1)] {
        for packed in contents {
            let key = (packed.sku.clone(), packed.location.clone());
            *moved.entry(key).or_insert(0) += sign * i64::from(packed.units);
        }
    }
    moved.retain(|_, units| *units != 0);
    moved
}

/// Takes units from a place; from the first one of the product when it is not known which.
fn take_stock(
    connection: &Connection,
    numbers: &mut Numbers,
    sku: &Sku,
    location: Option<&Location>,
    taken: i64,
) -> Result<(), MasterError> {
    let mut places: Vec<(i64, StockPlace)> =
        records::beginning(connection, "stock", &format!("{sku}\u{1f}"))?
            .into_iter()
            .filter_map(|(seq, row)| match row {
                Row::Stock(place) => Some((seq, place)),
                _ => None,
            })
            .collect();
    places.sort_by(|a, b| a.1.location.cmp(&b.1.location));
    let found = match location {
        Some(location) => places
            .into_iter()
            .find(|(_, place)| place.location == *location),
        None => places.into_iter().next(),
    };
    match (found, location) {
        (Some((seq, mut place)), _) => {
            place.on_hand -= taken;
            records::change(connection, numbers, seq, &Row::Stock(place), None)
        }
        // Somebody picked from a bin that the books do not know: the books owe it.
        (None, Some(location)) => {
            let place = StockPlace {
                sku: sku.clone(),
                location: location.clone(),
                on_hand: -taken,
            };
            records::add(connection, numbers, &Row::Stock(place), None)
        }
        (None, None) => Ok(()),
    }
}

fn use_packaging(
    connection: &Connection,
    numbers: &mut Numbers,
    code: Option<&str>,
    used: i64,
) -> Result<(), MasterError> {
    let Some(code) = code else { return Ok(()) };
    let Some(record) = records::find(connection, "packaging", code)? else {
        return Ok(());
    };
    if let Row::Packaging(mut packaging) = records::row("packaging", code, &record.body)? {
        packaging.on_hand -= used;
        records::change(
            connection,
            numbers,
            record.seq,
            &Row::Packaging(packaging),
            None,
        )?;
    }
    Ok(())
}

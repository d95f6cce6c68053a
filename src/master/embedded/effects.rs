//! What a call adds to the books and never takes back: facts, moves of stock, exceptions.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::books::to_text;
use super::records::{self, Feed};
use super::{MasterError, column, erase};
use crate::domain::catalog::{Barcode, StockPlace};
use crate::domain::exception::{Exception, Settled};
use crate::domain::feed::Row;
use crate::domain::ids::{Badge, OrderNo};
use crate::domain::journal::Entry;
use crate::domain::location::Location;
use crate::master::ledger::{Effects, KeptFact, Mended, StockMove, shortage};
use crate::master::rules;

/// Writes everything that a call added.
pub(super) fn keep(
    feed: &mut Feed<'_>,
    effects: Effects,
    now: DateTime<Utc>,
) -> Result<(), MasterError> {
    for fact in &effects.kept {
        keep_fact(feed, fact)?;
    }
    for entry in &effects.doubles {
        keep_double(feed, entry)?;
    }
    for moved in &effects.moves {
        if is_new(feed, moved)?
            && let Some(place) = move_stock(feed, moved)?
            && let Some(short) = shortage(moved, &place, now)
        {
            open(feed, short)?;
        }
    }
    for (code, used) in &effects.packagings {
        use_packaging(feed, code.as_str(), *used)?;
    }
    for exception in effects.exceptions {
        open(feed, exception)?;
    }
    for (id, settled) in effects.settled {
        settle(feed, &id, settled)?;
    }
    if let Some(list) = &effects.rules {
        feed.put(&rules::setting(list))?;
    }
    for (key, value) in effects.settings {
        feed.put(&Row::Setting { key, value })?;
    }
    for badge in &effects.left {
        erase::worker(feed, badge)?;
    }
    for mended in &effects.mended {
        mend_product(feed, mended)?;
    }
    for barcode in effects.bound {
        bind_barcode(feed, barcode)?;
    }
    Ok(())
}

fn keep_fact(feed: &Feed<'_>, fact: &KeptFact) -> Result<(), MasterError> {
    let KeptFact { entry, rejected } = fact;
    feed.connection
        .prepare_cached(
            "INSERT INTO inbox(station, epoch, number, at, worker, fence, kind, order_no, body, hash, rejected, taken)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, (SELECT coalesce(max(taken), 0) + 1 FROM inbox))",
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
            to_text(&entry.fact),
            entry.hash,
            rejected.as_ref().map(to_text),
        ])?;
    Ok(())
}

fn keep_double(feed: &Feed<'_>, entry: &Entry) -> Result<(), MasterError> {
    feed.connection
        .prepare_cached(
            "INSERT OR IGNORE INTO inbox_double(station, epoch, number, body, hash) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            entry.station.as_str(),
            column(entry.epoch),
            column(entry.number),
            to_text(&entry.fact),
            entry.hash,
        ])?;
    Ok(())
}

/// Enters a move; `false` when the books have it already.
fn is_new(feed: &Feed<'_>, moved: &StockMove) -> Result<bool, MasterError> {
    let place = moved.location.as_ref().map(Location::to_string);
    let added = feed
        .connection
        .prepare_cached(
            "INSERT OR IGNORE INTO stock_move(station, epoch, number, parcel, sku, place, order_no, units)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            moved.fact.station.as_str(),
            column(moved.fact.epoch),
            column(moved.fact.number),
            moved.parcel,
            moved.sku.as_str(),
            place.unwrap_or_default(),
            moved.order.as_str(),
            moved.units,
        ])?;
    Ok(added > 0)
}

/// Moves units at their place, or at the product's first one when it is not known which. Answers the
/// place as it is now; `None` when the books have no place for the product.
fn move_stock(feed: &mut Feed<'_>, moved: &StockMove) -> Result<Option<StockPlace>, MasterError> {
    let sku = &moved.sku;
    let mut places: Vec<_> = records::beginning(feed.connection, "stock", &format!("{sku}\u{1f}"))?
        .into_iter()
        .filter_map(|(record, row)| match row {
            Row::Stock(place) => Some((record, place)),
            _ => None,
        })
        .collect();
    places.sort_by(|(_, a), (_, b)| a.location.cmp(&b.location));
    let found = match &moved.location {
        Some(location) => places
            .into_iter()
            .find(|(_, place)| place.location == *location),
        None => places.into_iter().next(),
    };
    match (found, &moved.location) {
        (Some((record, mut place)), _) => {
            place.on_hand += moved.units;
            feed.change(&record, &Row::Stock(place.clone()), None)?;
            Ok(Some(place))
        }
        // Somebody picked from a bin that the books do not know: the books owe it.
        (None, Some(location)) => {
            let place = StockPlace {
                sku: sku.clone(),
                location: location.clone(),
                on_hand: moved.units,
            };
            feed.add(&Row::Stock(place.clone()), None)?;
            Ok(Some(place))
        }
        (None, None) => Ok(None),
    }
}

fn use_packaging(feed: &mut Feed<'_>, code: &str, used: i64) -> Result<(), MasterError> {
    let Some(record) = records::find(feed.connection, "packaging", code)? else {
        return Ok(());
    };
    if let Row::Packaging(mut packaging) = records::row("packaging", code, &record.body)? {
        packaging.on_hand -= used;
        feed.change(&record, &Row::Packaging(packaging), None)?;
    }
    Ok(())
}

/// Tells all benches of an exception; one that is known is left as it is.
pub(super) fn open(feed: &mut Feed<'_>, exception: Exception) -> Result<(), MasterError> {
    let row = Row::Exception(Box::new(exception));
    match records::find(feed.connection, row.topic(), &row.key())? {
        Some(_) => Ok(()),
        None => feed.add(&row, None),
    }
}

/// Notes who has seen to an exception; the first word stands.
fn settle(feed: &mut Feed<'_>, id: &str, settled: Settled) -> Result<(), MasterError> {
    let Some(record) = records::find(feed.connection, "exception", id)? else {
        return Ok(());
    };
    match records::row("exception", id, &record.body)? {
        Row::Exception(mut exception) if exception.settled.is_none() => {
            exception.settled = Some(settled);
            feed.change(&record, &Row::Exception(exception), None)
        }
        _ => Ok(()),
    }
}

/// The catalogue gets a barcode that a lead bound; one that it has stays as it is.
fn bind_barcode(feed: &mut Feed<'_>, barcode: Barcode) -> Result<(), MasterError> {
    let is_known = records::find(feed.connection, "product", barcode.sku.as_str())?.is_some();
    let row = Row::Barcode(barcode);
    if is_known && records::find(feed.connection, row.topic(), &row.key())?.is_none() {
        feed.add(&row, None)?;
    }
    Ok(())
}

/// The catalogue gets what a lead has put right.
fn mend_product(feed: &mut Feed<'_>, mended: &Mended) -> Result<(), MasterError> {
    let sku = mended.sku().as_str();
    let Some(record) = records::find(feed.connection, "product", sku)? else {
        return Ok(());
    };
    let Row::Product(before) = records::row("product", sku, &record.body)? else {
        return Ok(());
    };
    let mut product = before.clone();
    mended.apply(&mut product);
    if product == before {
        return Ok(());
    }
    feed.change(&record, &Row::Product(product), None)
}

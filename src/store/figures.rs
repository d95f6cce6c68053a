//! What orders, parcels, hand-overs and refusals say for the lead's figures: one row each, from the facts of this bench
//! and of all others that are here.
//!
//! A row depends on which facts are here, and never on the order in which they came: it is made anew from all of them
//! whenever one is new.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::StoreError;
use super::counting::QUARTER_MILLIS;
use super::figure_days::forget_day_of;
use super::projections::Projector;
use super::rows::{from_json, listed, millis, time, to_json};
use crate::domain::all_benches::FactName;
use crate::domain::figures::account::{
    Account, FigureReader, HAPPENS, Happening, OrderWork, ParcelWork, counts, happening,
};
use crate::domain::ids::{Badge, OrderNo, StationId, TrackingNo};
use crate::domain::session::Stamp;
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};

/// The tables as texts that do not depend on how they were written.
pub(super) const TEXTS: [(&str, &str); 5] = [
    (
        "figure_order",
        "SELECT * FROM figure_order ORDER BY order_no, station, epoch",
    ),
    (
        "figure_parcel",
        "SELECT * FROM figure_parcel ORDER BY order_no, station, epoch, parcel",
    ),
    (
        "figure_handover",
        "SELECT * FROM figure_handover ORDER BY tracking, at, station, epoch, fact",
    ),
    (
        "figure_event",
        "SELECT * FROM figure_event ORDER BY station, epoch, fact",
    ),
    (
        "figure_work",
        "SELECT * FROM figure_work ORDER BY quarter, station, worker",
    ),
];

/// One bench's work on one order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work<'a> {
    pub(super) order: &'a OrderNo,
    pub(super) station: &'a StationId,
    pub(super) epoch: u64,
}

/// Facts that say what became of a parcel at the door.
const AT_THE_DOOR: [&str; 2] = ["ParcelHandedOver", "ParcelTakenBack"];

impl Projector<'_> {
    /// What a fact of this bench changes in the figures; it is in the journal already.
    pub(super) fn note_figures(
        &self,
        number: u64,
        (at, worker): (i64, Option<&str>),
        fact: &Fact,
    ) -> Result<(), StoreError> {
        let name = self.name(number);
        note_work(self.connection, self.station, worker, at)?;
        note_beside(self.connection, &name, at, fact)?;
        // While everything is made again, orders are counted at the end.
        let order = fact.order().filter(|_| !self.counts_later);
        let Some(order) = order.filter(|_| counts(fact.kind())) else {
            return Ok(());
        };
        let work = Work {
            order,
            station: self.station,
            epoch: self.epoch,
        };
        if closes(fact.kind()) || is_kept(self.connection, work)? {
            count_again(self.connection, work, &own_account(self.connection, work)?)?;
        }
        Ok(())
    }
}

/// Whether a fact of this kind makes the first row of its order.
pub(super) fn closes(kind: &str) -> bool {
    matches!(kind, "OrderClosed" | "ParcelClosed")
}

/// Somebody did something then. What the bench does by itself is nobody's work.
pub(super) fn note_work(
    connection: &Connection,
    station: &StationId,
    worker: Option<&str>,
    at: i64,
) -> Result<(), StoreError> {
    let Some(worker) = worker else {
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO figure_work(quarter, station, worker) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![
            at.div_euclid(QUARTER_MILLIS),
            station.as_str(),
            worker
        ])?;
    Ok(())
}

/// Whether [`note_beside`] reads anything of facts of this kind.
pub(super) fn says_beside(kind: &str) -> bool {
    HAPPENS.contains(&kind) || AT_THE_DOOR.contains(&kind)
}

/// What a fact says beside the account of an order.
pub(super) fn note_beside(
    connection: &Connection,
    name: &FactName,
    at: i64,
    fact: &Fact,
) -> Result<(), StoreError> {
    match fact {
        Fact::ParcelHandedOver { tracking, .. } => note_door(connection, name, at, tracking, false),
        Fact::ParcelTakenBack { tracking, .. } => note_door(connection, name, at, tracking, true),
        _ => {
            let (kind, subject) = match happening(fact) {
                Some(Happening::Blocked(order)) => ("blocked", order.0),
                Some(Happening::Corrected(sku)) => ("corrected", sku.0),
                None => return Ok(()),
            };
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO figure_event(station, epoch, fact, at, kind, subject)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![
                    name.station.as_str(),
                    column(name.epoch),
                    column(name.number),
                    at,
                    kind,
                    subject
                ])?;
            Ok(())
        }
    }
}

fn note_door(
    connection: &Connection,
    name: &FactName,
    at: i64,
    tracking: &TrackingNo,
    is_back: bool,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO figure_handover(tracking, at, station, epoch, fact, is_back)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            tracking.as_str(),
            at,
            name.station.as_str(),
            column(name.epoch),
            column(name.number),
            is_back
        ])?;
    let handed_at = handed_at(connection, tracking)?;
    let changed: Vec<i64> = connection
        .prepare_cached(
            "UPDATE figure_parcel SET handed_at = ?2 WHERE tracking = ?1 RETURNING closed_at",
        )?
        .query_map(params![tracking.as_str(), handed_at], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    changed
        .into_iter()
        .try_for_each(|closed_at| forget_day_of(connection, closed_at))
}

/// When the parcel of this number was scanned onto the list that it is on. Of two scans the later one counts, by their
/// clocks; of two at the same moment the one of the later name, so that all who know the same facts agree.
fn handed_at(connection: &Connection, tracking: &TrackingNo) -> Result<Option<i64>, StoreError> {
    let last: Option<(i64, bool)> = connection
        .prepare_cached(
            "SELECT at, is_back FROM figure_handover WHERE tracking = ?1
             ORDER BY at DESC, station DESC, epoch DESC, fact DESC LIMIT 1",
        )?
        .query_row([tracking.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(last.filter(|(_, is_back)| !is_back).map(|(at, _)| at))
}

/// Whether the work has rows.
pub(super) fn is_kept(connection: &Connection, work: Work<'_>) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM figure_parcel WHERE order_no = ?1 AND station = ?2 AND epoch = ?3)
             OR EXISTS (SELECT 1 FROM figure_order WHERE order_no = ?1 AND station = ?2 AND epoch = ?3)",
        )?
        .query_row(
            params![
                work.order.as_str(),
                work.station.as_str(),
                column(work.epoch)
            ],
            |row| row.get(0),
        )?)
}

/// What the journal of this bench says of the work.
fn own_account(connection: &Connection, work: Work<'_>) -> Result<Account, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT at, worker, body, number, kind FROM fact
         WHERE order_no IS NOT NULL AND order_no = ?1 ORDER BY number",
    )?;
    let mut found = query.query([work.order.as_str()])?;
    let mut reader = FigureReader::default();
    while let Some(row) = found.next()? {
        if !counts(&row.get::<_, String>(4)?) {
            continue;
        }
        let number = count(row.get(3)?);
        let fact = from_json(&row.get::<_, String>(2)?, "fact", &number.to_string())?;
        reader.read(&fact, &stamp(row)?);
    }
    Ok(reader.account())
}

/// What another bench told of the work. What a newer program tells and this one does not know is left out.
fn told_account(connection: &Connection, work: Work<'_>) -> Result<Account, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT at, worker, body, kind FROM foreign_fact INDEXED BY foreign_fact_of_order
         WHERE order_no IS NOT NULL AND order_no = ?1 AND station = ?2 AND epoch = ?3 ORDER BY number",
    )?;
    let mut found = query.query(params![
        work.order.as_str(),
        work.station.as_str(),
        column(work.epoch)
    ])?;
    let mut reader = FigureReader::default();
    while let Some(row) = found.next()? {
        if !counts(&row.get::<_, String>(3)?) {
            continue;
        }
        if let Ok(fact) = serde_json::from_str(&row.get::<_, String>(2)?) {
            reader.read(&fact, &stamp(row)?);
        }
    }
    Ok(reader.account())
}

fn stamp(row: &rusqlite::Row<'_>) -> Result<Stamp, StoreError> {
    Ok(Stamp {
        at: time(row.get(0)?),
        worker: row.get::<_, Option<String>>(1)?.map(Badge),
    })
}

/// Counts the work of another bench again, from all that it told.
pub(super) fn count_told(connection: &Connection, work: Work<'_>) -> Result<(), StoreError> {
    count_again(connection, work, &told_account(connection, work)?)
}

/// Writes the rows of the work anew.
fn count_again(
    connection: &Connection,
    work: Work<'_>,
    account: &Account,
) -> Result<(), StoreError> {
    let key = params![
        work.order.as_str(),
        work.station.as_str(),
        column(work.epoch)
    ];
    let mut days = BTreeSet::new();
    for gone in [
        "DELETE FROM figure_order WHERE order_no = ?1 AND station = ?2 AND epoch = ?3 RETURNING closed_at",
        "DELETE FROM figure_parcel WHERE order_no = ?1 AND station = ?2 AND epoch = ?3 RETURNING closed_at",
    ] {
        let mut query = connection.prepare_cached(gone)?;
        let closed = query.query_map(key, |row| row.get::<_, i64>(0))?;
        for closed_at in closed {
            days.insert(closed_at?);
        }
    }
    if let Some(order) = &account.order {
        keep_order(connection, work, order)?;
        days.insert(millis(order.closed_at));
    }
    for parcel in &account.parcels {
        keep_parcel(connection, work, parcel)?;
        days.insert(millis(parcel.closed_at));
    }
    days.into_iter()
        .try_for_each(|closed_at| forget_day_of(connection, closed_at))
}

fn keep_order(
    connection: &Connection,
    work: Work<'_>,
    order: &OrderWork,
) -> Result<(), StoreError> {
    let effort = order.effort;
    connection
        .prepare_cached(
            "INSERT INTO figure_order(order_no, station, epoch, closed_at, packer, service, lines, first_pass, complete,
                scanning, packaging, weighing, confirming, products)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            work.order.as_str(),
            work.station.as_str(),
            column(work.epoch),
            millis(order.closed_at),
            order.packer.as_ref().map_or("", Badge::as_str),
            order.service,
            column(order.lines),
            order.is_first_pass,
            order.is_complete,
            effort.scanning,
            effort.packaging,
            effort.weighing,
            effort.confirming,
            to_json(&order.products)
        ])?;
    Ok(())
}

fn keep_parcel(
    connection: &Connection,
    work: Work<'_>,
    parcel: &ParcelWork,
) -> Result<(), StoreError> {
    let promise = parcel.promise;
    connection
        .prepare_cached(
            "INSERT INTO figure_parcel(order_no, station, epoch, parcel, closed_at, packed_at, handed_at, paid_at,
                leaves_by, packer, service, packaging, tracking, failed, by_hand, effort, products)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            work.order.as_str(),
            work.station.as_str(),
            column(work.epoch),
            parcel.parcel,
            millis(parcel.closed_at),
            parcel.packed_at.map(millis),
            handed_at(connection, &parcel.tracking)?,
            promise.map(|promise| millis(promise.paid_at)),
            promise.and_then(|promise| promise.leaves_by).map(millis),
            parcel.packer.as_ref().map_or("", Badge::as_str),
            parcel.service,
            parcel.packaging.as_str(),
            parcel.tracking.as_str(),
            parcel.labels_failed,
            parcel.is_by_hand,
            parcel.effort,
            to_json(&parcel.products)
        ])?;
    Ok(())
}

/// Makes everything again that other benches' facts say, and the rows of all orders; the tables are empty of them.
pub(super) fn make_again(
    connection: &Connection,
    here: (&StationId, u64),
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT OR IGNORE INTO figure_work(quarter, station, worker)
         SELECT (at - ((at % ?1) + ?1) % ?1) / ?1, station, worker FROM foreign_fact WHERE worker IS NOT NULL",
        [QUARTER_MILLIS],
    )?;
    let beside = HAPPENS.iter().chain(&AT_THE_DOOR).copied();
    let mut query = connection.prepare(&format!(
        "SELECT station, epoch, number, at, body FROM foreign_fact WHERE kind IN ({})",
        listed(beside)
    ))?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let name = FactName {
            station: StationId(row.get(0)?),
            epoch: count(row.get(1)?),
            number: count(row.get(2)?),
        };
        if let Ok(fact) = serde_json::from_str(&row.get::<_, String>(4)?) {
            note_beside(connection, &name, row.get(3)?, &fact)?;
        }
    }
    let own: Vec<String> = connection
        .prepare(
            "SELECT DISTINCT order_no FROM fact
             WHERE order_no IS NOT NULL AND kind IN ('OrderClosed', 'ParcelClosed')",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for order in own {
        let work = Work {
            order: &OrderNo(order),
            station: here.0,
            epoch: here.1,
        };
        count_again(connection, work, &own_account(connection, work)?)?;
    }
    let told: Vec<(String, String, i64)> = connection
        .prepare(
            "SELECT DISTINCT order_no, station, epoch FROM foreign_fact
             WHERE order_no IS NOT NULL AND kind IN ('OrderClosed', 'ParcelClosed')",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    for (order, station, epoch) in told {
        let work = Work {
            order: &OrderNo(order),
            station: &StationId(station),
            epoch: count(epoch),
        };
        count_told(connection, work)?;
    }
    Ok(())
}

//! Carriers' lists of this bench, and the parcels of all benches that wait for one.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension as _, Row, params};

use super::projections::Projector;
use super::rows::{from_json, millis, time, to_json};
use super::{Store, StoreError};
use crate::domain::handover::OpenManifest;
use crate::domain::ids::{OrderNo, TrackingNo};
use crate::domain::label_debt::DebtReason;
use crate::domain::order::Order;
use crate::domain::session::fact::Fact;
use crate::domain::units::Grams;
use crate::sqlite::{column, count};

/// A carrier's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestRow {
    /// Its number.
    pub manifest: String,
    /// Whose it is.
    pub carrier: String,
    /// When it was begun.
    pub opened_at: DateTime<Utc>,
    /// When the driver took it; `None` while it is filled.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A parcel on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedParcel {
    /// The number on its label.
    pub tracking: TrackingNo,
    /// Its order and its number within it; `None` where this bench did not know the parcel.
    pub parcel: Option<(OrderNo, u32)>,
    /// Gross weight, where it is known.
    pub gross: Option<Grams>,
    /// When it was scanned.
    pub at: DateTime<Utc>,
}

/// A closed parcel that is on no list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingParcel {
    /// The number on its label.
    pub tracking: TrackingNo,
    /// Its order.
    pub order: OrderNo,
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// The service by which the parcel goes.
    pub delivery_method: String,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
}

/// A parcel found by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedParcel {
    /// Its order.
    pub order: OrderNo,
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// It is closed, and not opened again since.
    pub is_closed: bool,
    /// It goes under a substitute label.
    pub is_owed: bool,
    /// The service that the shipping rules gave it; else it is the order's.
    pub service: Option<String>,
}

/// A parcel under a substitute label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DebtRow {
    /// The number on the substitute label.
    pub substitute: TrackingNo,
    /// Its order.
    pub order: OrderNo,
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// Why the real label could not be had.
    pub reason: DebtReason,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// Parcels of this bench, then those that only others packed. What is on a list of another bench is
/// told by the master; of this bench's lists its own journal tells more.
const WAITING: &str = "SELECT waits.tracking, waits.order_no, waits.parcel, waits.closed_at,
        coalesce(waits.service, customer_order.body ->> 'delivery_method')
     FROM (
        SELECT tracking, order_no, parcel, closed_at, service FROM parcel
        WHERE closed_at IS NOT NULL AND closed_at >= ?1 AND NOT EXISTS (
            SELECT 1 FROM label_debt WHERE label_debt.substitute = parcel.tracking AND NOT settled)
        UNION ALL
        SELECT tracking, order_no, parcel, closed_at, service FROM standing_parcel
        WHERE manifest IS NULL AND NOT owed AND closed_at >= ?1 AND NOT EXISTS (
            SELECT 1 FROM parcel WHERE parcel.order_no = standing_parcel.order_no
                AND parcel.parcel = standing_parcel.parcel)
     ) AS waits
     JOIN customer_order ON customer_order.order_no = waits.order_no
     WHERE NOT coalesce(customer_order.body ->> 'cancelled', 0)
        AND NOT EXISTS (SELECT 1 FROM handed_over WHERE handed_over.tracking = waits.tracking)
        AND NOT EXISTS (
            SELECT 1 FROM standing_parcel AS told
            WHERE told.tracking = waits.tracking AND told.manifest IS NOT NULL
                AND told.manifest NOT IN (SELECT manifest FROM manifest))
     ORDER BY waits.closed_at, waits.tracking";

impl Store {
    /// The list that is being filled at this bench.
    pub fn open_manifest(&self) -> Result<Option<OpenManifest>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT manifest, carrier FROM manifest WHERE closed_at IS NULL
                 ORDER BY opened_at DESC, manifest DESC LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(OpenManifest {
                    manifest: row.get(0)?,
                    carrier: row.get(1)?,
                })
            })
            .optional()?)
    }

    /// All lists of this bench, the newest first.
    pub fn manifests(&self) -> Result<Vec<ManifestRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT manifest, carrier, opened_at, closed_at FROM manifest
             ORDER BY opened_at DESC, manifest DESC",
        )?;
        let rows = query.query_map([], |row| {
            Ok(ManifestRow {
                manifest: row.get(0)?,
                carrier: row.get(1)?,
                opened_at: time(row.get(2)?),
                closed_at: row.get::<_, Option<i64>>(3)?.map(time),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When this bench began its first list of a carrier.
    pub fn first_list_of(&self, carrier: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        let first: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(opened_at) FROM manifest WHERE carrier = ?1")?
            .query_row([carrier], |row| row.get(0))?;
        Ok(first.map(time))
    }

    /// How many parcels are on a list.
    pub fn count_on_list(&self, manifest: &str) -> Result<u64, StoreError> {
        let parcels: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM handed_over WHERE manifest = ?1")?
            .query_row([manifest], |row| row.get(0))?;
        Ok(count(parcels))
    }

    /// The parcels on a list in the order in which they were scanned.
    pub fn parcels_on_list(&self, manifest: &str) -> Result<Vec<HandedParcel>, StoreError> {
        self.handed("ORDER BY fact", manifest)
    }

    /// The parcels that came onto a list last, the newest first.
    pub fn last_on_list(
        &self,
        manifest: &str,
        limit: u32,
    ) -> Result<Vec<HandedParcel>, StoreError> {
        self.handed(&format!("ORDER BY fact DESC LIMIT {limit}"), manifest)
    }

    fn handed(&self, order: &str, manifest: &str) -> Result<Vec<HandedParcel>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT tracking, order_no, parcel, at, coalesce(
                (SELECT gross FROM parcel WHERE parcel.tracking = handed_over.tracking),
                (SELECT gross FROM standing_parcel WHERE standing_parcel.tracking = handed_over.tracking))
             FROM handed_over WHERE manifest = ?1 {order}"
        ))?;
        let rows = query.query_map([manifest], |row| {
            let order: Option<String> = row.get(1)?;
            Ok(HandedParcel {
                tracking: TrackingNo(row.get(0)?),
                parcel: order.map(OrderNo).zip(row.get(2)?),
                gross: row.get::<_, Option<i64>>(4)?.map(Grams),
                at: time(row.get(3)?),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Closed parcels of all benches that are on no list, oldest first. Orders that the shop cancelled and
    /// those that somebody has to look at first are left out.
    pub fn waiting_parcels(&self, since: DateTime<Utc>) -> Result<Vec<WaitingParcel>, StoreError> {
        let stay = self.orders_to_unpack()?;
        let mut query = self.connection.prepare_cached(WAITING)?;
        let rows = query.query_map([millis(since)], |row| {
            Ok(WaitingParcel {
                tracking: TrackingNo(row.get(0)?),
                order: OrderNo(row.get(1)?),
                parcel: row.get(2)?,
                closed_at: time(row.get(3)?),
                delivery_method: row.get(4)?,
            })
        })?;
        let mut waiting = rows.collect::<Result<Vec<_>, _>>()?;
        waiting.retain(|parcel| !stay.contains(&parcel.order));
        Ok(waiting)
    }

    /// Orders whose parcels have to be looked at before they go: order and parcel tell different things.
    pub fn orders_to_unpack(&self) -> Result<Vec<OrderNo>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT DISTINCT body ->> 'order' FROM exception
             WHERE NOT settled AND body ->> 'order' IS NOT NULL
                AND body ->> 'kind' IN ('PackedThenCancelled', 'PackedThenEdited', 'TakenOver')",
        )?;
        let orders = query.query_map([], |row| Ok(OrderNo(row.get(0)?)))?;
        Ok(orders.collect::<Result<_, _>>()?)
    }

    /// The parcel with this number on its label, of whichever bench.
    pub fn parcel_numbered(
        &self,
        tracking: &TrackingNo,
    ) -> Result<Option<NumberedParcel>, StoreError> {
        let read = |row: &Row<'_>| {
            Ok(NumberedParcel {
                order: OrderNo(row.get(0)?),
                parcel: row.get(1)?,
                is_closed: row.get(2)?,
                is_owed: row.get(3)?,
                service: row.get(4)?,
            })
        };
        let here = self
            .connection
            .prepare_cached(
                "SELECT order_no, parcel, closed_at IS NOT NULL, EXISTS (
                    SELECT 1 FROM label_debt WHERE substitute = ?1 AND NOT settled), service
                 FROM parcel WHERE tracking = ?1",
            )?
            .query_row([tracking.as_str()], read)
            .optional()?;
        if here.is_some() {
            return Ok(here);
        }
        Ok(self
            .connection
            .prepare_cached(
                "SELECT order_no, parcel, TRUE, owed, service FROM standing_parcel WHERE tracking = ?1 LIMIT 1",
            )?
            .query_row([tracking.as_str()], read)
            .optional()?)
    }

    /// The list that the parcel with this number is on, of whichever bench.
    pub fn list_of_parcel(&self, tracking: &TrackingNo) -> Result<Option<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT manifest FROM handed_over WHERE tracking = ?1
                 UNION ALL
                 SELECT manifest FROM standing_parcel
                 WHERE tracking = ?1 AND manifest IS NOT NULL
                    AND manifest NOT IN (SELECT manifest FROM manifest)
                 LIMIT 1",
            )?
            .query_row([tracking.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// The list that any parcel of an order is on, as this bench knows.
    pub fn list_of_order(&self, order: &OrderNo) -> Result<Option<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT manifest FROM handed_over WHERE order_no = ?1 AND order_no IS NOT NULL
                 UNION ALL
                 SELECT manifest FROM standing_parcel WHERE order_no = ?1 AND manifest IS NOT NULL
                    AND manifest NOT IN (SELECT manifest FROM manifest)
                 LIMIT 1",
            )?
            .query_row(params![order.as_str()], |row| row.get(0))
            .optional()?)
    }

    /// Parcels of this bench under a substitute label whose real one is owed, oldest first.
    pub fn label_debts(&self) -> Result<Vec<DebtRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT substitute, order_no, parcel, reason, at FROM label_debt
             WHERE NOT settled ORDER BY at, substitute",
        )?;
        let mut found = query.query([])?;
        let mut debts = Vec::new();
        while let Some(row) = found.next()? {
            let substitute: String = row.get(0)?;
            debts.push(DebtRow {
                reason: from_json(&row.get::<_, String>(3)?, "label_debt", &substitute)?,
                substitute: TrackingNo(substitute),
                order: OrderNo(row.get(1)?),
                parcel: row.get(2)?,
                at: time(row.get(4)?),
            });
        }
        Ok(debts)
    }

    /// An order's content as the shop sent it, whatever became of it.
    pub fn order_content(&self, order: &OrderNo) -> Result<Option<Order>, StoreError> {
        let body: Option<String> = self
            .connection
            .prepare_cached("SELECT body FROM customer_order WHERE order_no = ?1")?
            .query_row([order.as_str()], |row| row.get(0))
            .optional()?;
        body.map(|body| from_json(&body, "customer_order", order.as_str()))
            .transpose()
    }
}

impl Projector<'_> {
    /// What became of a carrier's list.
    pub(super) fn hand_over(&self, number: u64, at: i64, fact: &Fact) -> Result<(), StoreError> {
        match fact {
            Fact::ManifestOpened { manifest, carrier } => self.run(
                "INSERT OR REPLACE INTO manifest(manifest, carrier, opened_at) VALUES (?1, ?2, ?3)",
                params![manifest, carrier, at],
            ),
            Fact::ParcelHandedOver {
                manifest,
                tracking,
                order,
                parcel,
            } => self.run(
                "INSERT OR REPLACE INTO handed_over(tracking, manifest, order_no, parcel, at, fact)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    tracking.as_str(),
                    manifest,
                    order.as_ref().map(OrderNo::as_str),
                    parcel,
                    at,
                    column(number)
                ],
            ),
            Fact::ParcelTakenBack {
                manifest, tracking, ..
            } => self.run(
                "DELETE FROM handed_over WHERE tracking = ?1 AND manifest = ?2",
                params![tracking.as_str(), manifest],
            ),
            Fact::ManifestClosed { manifest, .. } => self.run(
                "UPDATE manifest SET closed_at = ?2 WHERE manifest = ?1",
                params![manifest, at],
            ),
            _ => Ok(()),
        }
    }

    /// A parcel that left with a substitute label, or got its own.
    pub(super) fn owe_label(&self, at: i64, fact: &Fact) -> Result<(), StoreError> {
        match fact {
            Fact::LabelOwed {
                order,
                parcel,
                substitute,
                substitute_serial,
                reason,
                ..
            } => self.run(
                "INSERT OR REPLACE INTO label_debt(substitute, serial, order_no, parcel, reason, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    substitute.as_str(),
                    column(*substitute_serial),
                    order.as_str(),
                    parcel,
                    to_json(reason),
                    at
                ],
            ),
            Fact::LabelPaid {
                order,
                parcel,
                substitute,
                tracking,
                label_revision,
                ..
            } => {
                self.run(
                    "UPDATE label_debt SET settled = 1 WHERE substitute = ?1",
                    params![substitute.as_str()],
                )?;
                self.run(
                    "UPDATE parcel SET tracking = ?3, label_revision = ?4 WHERE order_no = ?1 AND parcel = ?2",
                    params![order.as_str(), parcel, tracking.as_str(), label_revision],
                )
            }
            _ => Ok(()),
        }
    }
}

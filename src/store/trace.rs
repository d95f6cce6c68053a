//! What became of an order, at whatever bench: found by its number, by a parcel's tracking number, or by a serial number.

use chrono::{DateTime, Utc};

use super::rows::time;
use super::{Store, StoreError};
use crate::domain::ids::{Badge, OrderNo, PackagingCode, StationId, TrackingNo};
use crate::domain::units::Grams;
use crate::sqlite::count;

/// One order's dossier, as far as this station knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The order.
    pub order: OrderNo,
    /// Its parcels that were closed at least once, by bench and number.
    pub parcels: Vec<TracedParcel>,
    /// Everything that happened to it, the oldest first.
    pub facts: Vec<TracedFact>,
}

/// A parcel with the bench that packed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedParcel {
    /// The bench.
    pub bench: StationId,
    /// The parcel's number within the order, from 1.
    pub parcel: u32,
    /// Its packaging.
    pub packaging: PackagingCode,
    /// Its weight with everything.
    pub gross: Grams,
    /// The number on its label.
    pub tracking: TrackingNo,
    /// When it was closed last; `None` while it is open again.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A fact with the bench that it happened at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedFact {
    /// The bench.
    pub bench: StationId,
    /// Its number in that bench's journal.
    pub number: u64,
    /// When, by that bench's clock.
    pub at: DateTime<Utc>,
    /// Who was signed in.
    pub worker: Option<Badge>,
    /// What kind of fact.
    pub kind: String,
    /// The fact as JSON.
    pub body: String,
    /// Its hash in that bench's chain.
    pub hash: Vec<u8>,
}

impl Store {
    /// The dossiers of what this key names: an order, a parcel by its tracking number, or units by their serial number.
    pub fn traces(&self, key: &str) -> Result<Vec<Trace>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT order_no FROM fact WHERE order_no IS NOT NULL AND order_no = ?1
             UNION SELECT order_no FROM foreign_fact WHERE order_no IS NOT NULL AND order_no = ?1
             UNION SELECT order_no FROM parcel WHERE tracking = ?1
             UNION SELECT order_no FROM foreign_parcel WHERE tracking = ?1
             UNION SELECT order_no FROM serial_seen WHERE serial = ?1 ORDER BY 1",
        )?;
        let orders = query.query_map([key], |row| Ok(OrderNo(row.get(0)?)))?;
        let orders: Vec<OrderNo> = orders.collect::<Result<_, _>>()?;
        let traces = orders.into_iter().map(|order| {
            Ok(Trace {
                parcels: self.traced_parcels(&order)?,
                facts: self.traced_facts(&order)?,
                order,
            })
        });
        traces.collect()
    }

    fn traced_parcels(&self, order: &OrderNo) -> Result<Vec<TracedParcel>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT ?2 AS bench, parcel, packaging, gross, tracking, closed_at FROM parcel WHERE order_no = ?1
             UNION ALL SELECT station, parcel, packaging, gross, tracking, closed_at FROM foreign_parcel
             WHERE order_no = ?1 ORDER BY bench, parcel",
        )?;
        let parcels = query.query_map([order.as_str(), self.station.as_str()], |row| {
            Ok(TracedParcel {
                bench: StationId(row.get(0)?),
                parcel: row.get(1)?,
                packaging: PackagingCode(row.get(2)?),
                gross: Grams(row.get(3)?),
                tracking: TrackingNo(row.get(4)?),
                closed_at: row.get::<_, Option<i64>>(5)?.map(time),
            })
        })?;
        Ok(parcels.collect::<Result<_, _>>()?)
    }

    /// Its facts, the pick lists it was on, and complaints about it.
    fn traced_facts(&self, order: &OrderNo) -> Result<Vec<TracedFact>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "WITH about(station, epoch, number) AS (
                SELECT station, epoch, fact FROM handed_out WHERE order_no = ?1
                UNION SELECT station, epoch, fact FROM complaint WHERE order_no = ?1
             )
             SELECT station, epoch, number, at, worker, kind, body, hash FROM fact
             WHERE order_no IS NOT NULL AND order_no = ?1
             UNION ALL SELECT station, epoch, number, at, worker, kind, body, hash FROM foreign_fact
             WHERE order_no IS NOT NULL AND order_no = ?1
             UNION ALL SELECT fact.station, fact.epoch, fact.number, at, worker, kind, body, hash FROM about
             JOIN fact ON fact.number = about.number AND fact.epoch = about.epoch AND fact.station = about.station
             UNION ALL SELECT told.station, told.epoch, told.number, at, worker, kind, body, hash FROM about
             JOIN foreign_fact AS told ON told.station = about.station AND told.epoch = about.epoch
                AND told.number = about.number
             ORDER BY at, station, epoch, number",
        )?;
        let facts = query.query_map([order.as_str()], |row| {
            Ok(TracedFact {
                bench: StationId(row.get(0)?),
                number: count(row.get(2)?),
                at: time(row.get(3)?),
                worker: row.get::<_, Option<String>>(4)?.map(Badge),
                kind: row.get(5)?,
                body: row.get(6)?,
                hash: row.get(7)?,
            })
        })?;
        Ok(facts.collect::<Result<_, _>>()?)
    }
}

//! What all benches have packed, and what waits for which lorry: the numbers that the forecast goes by.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::queue::QueuePlace;
use super::rows::{millis, time};
use super::{Store, StoreError};
use crate::domain::cutoff_pilot::{Arrival, PackedOrder, WaitingOrder};
use crate::domain::ids::{OrderNo, StationId};
use crate::sqlite::count;

impl Store {
    /// The orders that were packed since then, at this bench and, as far as the master has told, at all others.
    pub fn packed_since(&self, since: DateTime<Utc>) -> Result<Vec<PackedOrder>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT ?1, closed_at, units FROM order_state JOIN customer_order USING (order_no)
             WHERE closed_at IS NOT NULL AND closed_at >= ?2
             UNION ALL
             SELECT holder, max(closed_at), units FROM standing_parcel
             JOIN order_standing USING (order_no) JOIN customer_order USING (order_no)
             WHERE closed_at >= ?2 AND packed AND holder <> ?1 GROUP BY order_no",
        )?;
        let since = millis(since);
        let found = query.query_map(params![self.station.as_str(), since], |row| {
            Ok(PackedOrder {
                station: StationId(row.get(0)?),
                closed_at: time(row.get(1)?),
                units: row.get(2)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The orders that wait for a lorry whose cut-off is not later than `until`, in the queue's sequence: those that
    /// can be opened here, and those that another bench holds. Of each delivery method `next` names the next cut-off.
    pub fn waiting_until(
        &self,
        until: DateTime<Utc>,
        next: &BTreeMap<String, DateTime<Utc>>,
    ) -> Result<Vec<WaitingOrder>, StoreError> {
        let mut places = Vec::new();
        for (service, next) in next.iter().filter(|(_, next)| **next <= until) {
            let next = millis(*next);
            let mut query = self.connection.prepare_cached(
                "SELECT cutoff, calm, paid_at, order_no, units FROM customer_order
                 WHERE queue = 'ready' AND delivery_method = ?1 AND cutoff <= ?2
                 UNION ALL
                 SELECT cutoff, calm, paid_at, order_no, units FROM customer_order
                 JOIN order_standing USING (order_no)
                 WHERE queue = 'held' AND delivery_method = ?1 AND cutoff <= ?2 AND gate_hold IS NULL
                    AND NOT packed AND holder <> ?3",
            )?;
            let asked = params![service, millis(until), self.station.as_str()];
            let found = query.query_map(asked, |row| {
                Ok((QueuePlace::of(row, next)?, row.get::<_, u32>(4)?))
            })?;
            for place in found {
                let (place, units) = place?;
                places.push((place, service.clone(), units));
            }
        }
        places.sort_unstable();
        let waiting = places
            .into_iter()
            .map(|(place, service, units)| WaitingOrder {
                order: OrderNo(place.order_no),
                service,
                cutoff: time(place.leaves),
                units,
            });
        Ok(waiting.collect())
    }

    /// What was paid in each of these spans (from included, to not), whatever became of it since.
    pub fn paid_between(
        &self,
        spans: &[(DateTime<Utc>, DateTime<Utc>)],
    ) -> Result<Vec<Arrival>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT delivery_method, paid_at, units FROM customer_order
             WHERE paid_at >= ?1 AND paid_at < ?2",
        )?;
        let mut paid = Vec::new();
        for (from, to) in spans {
            let found = query.query_map(params![millis(*from), millis(*to)], |row| {
                Ok(Arrival {
                    service: row.get(0)?,
                    paid_at: time(row.get(1)?),
                    units: row.get(2)?,
                })
            })?;
            for arrival in found {
                paid.push(arrival?);
            }
        }
        Ok(paid)
    }

    /// How many orders of each service something keeps from being packed, whichever lorry they would make.
    pub fn held_by_service(&self) -> Result<BTreeMap<String, u64>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT delivery_method, count(*) FROM customer_order
             WHERE queue = 'held' AND gate_hold IS NOT NULL GROUP BY delivery_method",
        )?;
        let found =
            query.query_map([], |row| Ok((row.get::<_, String>(0)?, count(row.get(1)?))))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

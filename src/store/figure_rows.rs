//! Reading what was kept for the lead's figures: the orders, parcels and happenings of some time.

use rusqlite::params;

use super::counting::QUARTER_MILLIS;
use super::mis_picks::bench_of;
use super::rows::{from_json, millis, time};
use super::{Store, StoreError};
use crate::domain::all_benches::BenchChoice;
use crate::domain::figures::Behind;
use crate::domain::figures::account::{Effort, OrderWork, ParcelWork};
use crate::domain::figures::rows::{Counted, EventRow, OrderRow, ParcelRow, Subject, WorkRow};
use crate::domain::figures::whole_days::Span;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, TrackingNo};
use crate::domain::session::fact::Promise;
use crate::sqlite::count;

impl Store {
    /// What was counted from `from` (included) to `to` (not included), row by row. Products are read where they are asked
    /// for.
    pub fn counted(
        &self,
        benches: &BenchChoice,
        span: Span,
        with_products: bool,
    ) -> Result<Counted, StoreError> {
        let beside = self.counted_beside(benches, span)?;
        Ok(Counted {
            events: beside.events,
            work: beside.work,
            ..self.packed(benches, span, with_products)?
        })
    }

    /// The rows of orders and parcels.
    pub(super) fn packed(
        &self,
        benches: &BenchChoice,
        span: Span,
        with_products: bool,
    ) -> Result<Counted, StoreError> {
        Ok(Counted {
            orders: self.figure_orders(benches, span, with_products)?,
            parcels: self.figure_parcels(benches, span, with_products)?,
            ..Counted::default()
        })
    }

    /// What happened beside orders and parcels, and who was at work.
    pub(super) fn counted_beside(
        &self,
        benches: &BenchChoice,
        span: Span,
    ) -> Result<Counted, StoreError> {
        Ok(Counted {
            events: self.figure_events(benches, span)?,
            work: self.figure_work(benches, span)?,
            ..Counted::default()
        })
    }

    /// The rows that may lie behind a figure under one key.
    pub fn counted_behind(
        &self,
        benches: &BenchChoice,
        span: Span,
        behind: Behind,
        with_products: bool,
    ) -> Result<Counted, StoreError> {
        let mut counted = Counted::default();
        match behind {
            Behind::Orders => {
                counted.orders = self.figure_orders(benches, span, with_products)?;
            }
            Behind::Parcels => {
                counted.parcels = self.figure_parcels(benches, span, with_products)?;
            }
            Behind::Refusals | Behind::Products => {
                counted.events = self.figure_events(benches, span)?;
            }
        }
        Ok(counted)
    }

    fn figure_orders(
        &self,
        benches: &BenchChoice,
        (from, to): Span,
        with_products: bool,
    ) -> Result<Vec<OrderRow>, StoreError> {
        let (products_if, order_by) =
            in_full(with_products, "ORDER BY closed_at, order_no, station");
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT order_no, station, closed_at, packer, service, lines, first_pass, complete, scanning, packaging,
                weighing, confirming, {products_if} FROM figure_order
             WHERE closed_at >= ?1 AND closed_at < ?2 AND ?3 IN ('', station) {order_by}"
        ))?;
        let mut found = query.query(params![millis(from), millis(to), bench_of(benches)])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let order: String = row.get(0)?;
            rows.push(OrderRow {
                station: StationId(row.get(1)?),
                work: OrderWork {
                    closed_at: time(row.get(2)?),
                    packer: badge(row.get(3)?),
                    service: row.get(4)?,
                    lines: count(row.get(5)?),
                    is_first_pass: row.get(6)?,
                    is_complete: row.get(7)?,
                    effort: Effort {
                        scanning: row.get(8)?,
                        packaging: row.get(9)?,
                        weighing: row.get(10)?,
                        confirming: row.get(11)?,
                    },
                    products: products(&row.get::<_, String>(12)?, &order)?,
                },
                order: OrderNo(order),
            });
        }
        Ok(rows)
    }

    fn figure_parcels(
        &self,
        benches: &BenchChoice,
        (from, to): Span,
        with_products: bool,
    ) -> Result<Vec<ParcelRow>, StoreError> {
        let (products_if, order_by) = in_full(
            with_products,
            "ORDER BY closed_at, order_no, station, parcel",
        );
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT order_no, station, parcel, closed_at, packed_at, handed_at, paid_at, leaves_by, packer, service,
                packaging, failed, by_hand, effort, {products_if} FROM figure_parcel
             WHERE closed_at >= ?1 AND closed_at < ?2 AND ?3 IN ('', station) {order_by}"
        ))?;
        let mut found = query.query(params![millis(from), millis(to), bench_of(benches)])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let order: String = row.get(0)?;
            let moment = |at| row.get::<_, Option<i64>>(at).map(|at| at.map(time));
            let leaves_by = moment(7)?;
            let promise = moment(6)?.map(|paid_at| Promise { paid_at, leaves_by });
            rows.push(ParcelRow {
                station: StationId(row.get(1)?),
                work: ParcelWork {
                    parcel: row.get(2)?,
                    closed_at: time(row.get(3)?),
                    packed_at: moment(4)?,
                    handed_at: moment(5)?,
                    promise,
                    packer: badge(row.get(8)?),
                    service: row.get(9)?,
                    packaging: PackagingCode(row.get(10)?),
                    // The list names a parcel by its order.
                    tracking: TrackingNo(String::new()),
                    labels_failed: row.get(11)?,
                    is_by_hand: row.get(12)?,
                    effort: row.get(13)?,
                    products: products(&row.get::<_, String>(14)?, &order)?,
                },
                order: OrderNo(order),
            });
        }
        Ok(rows)
    }

    fn figure_events(
        &self,
        benches: &BenchChoice,
        (from, to): Span,
    ) -> Result<Vec<EventRow>, StoreError> {
        // A bench may try an order ten times: it is blocked there once.
        let mut query = self.connection.prepare_cached(
            "SELECT at, station, kind, subject FROM figure_event AS this
             WHERE kind IN ('blocked', 'corrected') AND at >= ?1 AND at < ?2 AND ?3 IN ('', station)
                AND (kind = 'corrected' OR NOT EXISTS (
                    SELECT 1 FROM figure_event AS earlier
                    WHERE earlier.subject = this.subject AND earlier.kind = this.kind
                        AND earlier.station = this.station
                        AND (earlier.at, earlier.epoch, earlier.fact) < (this.at, this.epoch, this.fact)))
             ORDER BY at, station, epoch, fact",
        )?;
        let found = query.query_map(
            params![millis(from), millis(to), bench_of(benches)],
            |row| {
                let (kind, subject): (String, String) = (row.get(2)?, row.get(3)?);
                Ok(EventRow {
                    at: time(row.get(0)?),
                    station: StationId(row.get(1)?),
                    subject: match kind.as_str() {
                        "blocked" => Subject::Blocked(OrderNo(subject)),
                        _ => Subject::Corrected(Sku(subject)),
                    },
                })
            },
        )?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    fn figure_work(
        &self,
        benches: &BenchChoice,
        (from, to): Span,
    ) -> Result<Vec<WorkRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT quarter, station, worker FROM figure_work
             WHERE quarter >= ?1 AND quarter < ?2 AND ?3 IN ('', station)",
        )?;
        let [from, to] = [from, to].map(|at| millis(at).div_euclid(QUARTER_MILLIS));
        let found = query.query_map(params![from, to, bench_of(benches)], |row| {
            Ok(WorkRow {
                at: time(row.get::<_, i64>(0)? * QUARTER_MILLIS),
                station: StationId(row.get(1)?),
                worker: row.get(2)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

/// The column of products, and the order of the rows. Where products are not asked for, the index has all that is, and
/// the rows are only summed.
fn in_full(is_asked: bool, order_by: &'static str) -> (&'static str, &'static str) {
    if is_asked {
        ("products", order_by)
    } else {
        ("'[]'", "")
    }
}

fn badge(text: String) -> Option<Badge> {
    Some(Badge(text)).filter(|badge| !badge.0.is_empty())
}

fn products(text: &str, order: &str) -> Result<Vec<Sku>, StoreError> {
    if text == "[]" {
        return Ok(vec![]);
    }
    from_json(text, "figure_order", order)
}

//! Products that were packed although the catalogue did not know their size or weight: what a lead has to measure.
//!
//! A projection: [`Projector::note_unmeasured`] alone changes it, from a fact.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::projections::Projector;
use super::rows::time;
use super::{Store, StoreError};
use crate::domain::catalog::Measures;
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::session::OpenedLine;
use crate::domain::session::fact::Fact;

/// How long a parcel is remembered. Assumption: what nobody packed for a quarter of a year nobody has to measure.
const KEPT_MILLIS: i64 = 90 * 86_400_000;

/// A product that somebody has to measure or weigh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnmeasuredRow {
    /// The product.
    pub sku: Sku,
    /// Its name.
    pub name: String,
    /// What the catalogue knows of it.
    pub known: Measures,
    /// Parcels in which it was packed unmeasured, in the last 90 days.
    pub parcels: u64,
    /// When the last of them was closed.
    pub last: DateTime<Utc>,
}

impl Projector<'_> {
    /// What a fact says of products that nobody has measured.
    pub(super) fn note_unmeasured(&self, at: i64, fact: &Fact) -> Result<(), StoreError> {
        match fact {
            Fact::OrderOpened { order, lines, .. } | Fact::OrderRevised { order, lines, .. } => {
                self.forget_lines(order)?;
                self.note_lines(order, lines)
            }
            Fact::OrderWithdrawn { order } | Fact::OrderClosed { order, .. } => {
                self.forget_lines(order)
            }
            Fact::ParcelClosed {
                order,
                parcel,
                contents,
                ..
            } => {
                let mut noted = 0;
                for units in contents {
                    noted += self
                        .connection
                        .prepare_cached(
                            "INSERT OR REPLACE INTO unmeasured_parcel(sku, order_no, parcel, closed_at)
                             SELECT sku, order_no, ?3, ?4 FROM unmeasured_line WHERE order_no = ?1 AND sku = ?2",
                        )?
                        .execute(params![order.as_str(), units.sku.as_str(), parcel, at])?;
                }
                if noted > 0 {
                    self.connection
                        .prepare_cached("DELETE FROM unmeasured_parcel WHERE closed_at < ?1")?
                        .execute([at.saturating_sub(KEPT_MILLIS)])?;
                }
                Ok(())
            }
            Fact::ProductMeasured { measured } => {
                for table in ["unmeasured_line", "unmeasured_parcel"] {
                    self.connection
                        .prepare_cached(&format!("DELETE FROM {table} WHERE sku = ?1"))?
                        .execute([measured.sku.as_str()])?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn note_lines(&self, order: &OrderNo, lines: &[OpenedLine]) -> Result<(), StoreError> {
        for line in lines {
            let known = Measures {
                size: line.size,
                weight: line.unit_weight,
            };
            if !known.is_whole() {
                self.connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO unmeasured_line(order_no, sku) VALUES (?1, ?2)",
                    )?
                    .execute([order.as_str(), line.sku.as_str()])?;
            }
        }
        Ok(())
    }

    fn forget_lines(&self, order: &OrderNo) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM unmeasured_line WHERE order_no = ?1")?
            .execute([order.as_str()])?;
        Ok(())
    }
}

impl Store {
    /// Products that were packed unmeasured and that the catalogue does not know whole yet, the most packed first.
    pub fn unmeasured(&self) -> Result<Vec<UnmeasuredRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT sku, count(*), max(closed_at) FROM unmeasured_parcel GROUP BY sku ORDER BY count(*) DESC, sku",
        )?;
        let mut found = query.query([])?;
        let mut unmeasured = Vec::new();
        while let Some(row) = found.next()? {
            let sku = Sku(row.get(0)?);
            let parcels: i64 = row.get(1)?;
            let last = time(row.get(2)?);
            // One that the shop does not sell any more needs no measuring.
            let Some(product) = self.product(&sku)? else {
                continue;
            };
            let known = product.measures();
            if !known.is_whole() {
                unmeasured.push(UnmeasuredRow {
                    sku,
                    name: product.name,
                    known,
                    parcels: parcels.unsigned_abs(),
                    last,
                });
            }
        }
        Ok(unmeasured)
    }
}

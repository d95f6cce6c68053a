//! Closed parcels with their packaging, and the carriers' prices that the shop has set.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use rusqlite::params;

use super::mis_picks::bench_of;
use super::rows::{millis, time};
use super::{Store, StoreError};
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::PackagingCode;
use crate::domain::packaging_cost::{CarrierPrices, PackedParcel};
use crate::domain::settings::Settings;
use crate::domain::tariff::Way;
use crate::domain::units::Grams;

impl Store {
    /// The parcels that were closed from `from` (included) to `to` (not included) and are closed still.
    pub fn packed_parcels(
        &self,
        benches: &BenchChoice,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        zone: Tz,
    ) -> Result<Vec<PackedParcel>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT packaging, closed_at, gross, coalesce(service, customer_order.delivery_method),
                upper(json_extract(customer_order.body, '$.recipient.country'))
             FROM (
                SELECT order_no, packaging, closed_at, gross, service FROM parcel
                WHERE closed_at IS NOT NULL AND closed_at >= ?1 AND closed_at < ?2 AND ?3 IN ('', ?4)
                UNION ALL SELECT order_no, packaging, closed_at, gross, service FROM foreign_parcel
                WHERE closed_at IS NOT NULL AND closed_at >= ?1 AND closed_at < ?2 AND ?3 IN ('', station)
             ) LEFT JOIN customer_order USING (order_no)",
        )?;
        let asked = params![
            millis(from),
            millis(to),
            bench_of(benches),
            self.station.as_str()
        ];
        let parcels = query.query_map(asked, |row| {
            let (service, country): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
            let to = Way {
                country: country.unwrap_or_default(),
                ..Way::default()
            };
            Ok(PackedParcel {
                day: time(row.get(1)?).with_timezone(&zone).date_naive(),
                packaging: PackagingCode(row.get(0)?),
                gross: Grams(row.get(2)?),
                way: service.map(|service| to.by(&service)),
            })
        })?;
        Ok(parcels.collect::<Result<_, _>>()?)
    }

    /// What the parcels of this span were packed in, each with its local day: of this bench, and of all others as far
    /// as this station knows them.
    pub fn packagings_used(
        &self,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        zone: Tz,
    ) -> Result<Vec<(NaiveDate, PackagingCode)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT closed_at, packaging FROM parcel WHERE closed_at >= ?1 AND closed_at < ?2
             UNION ALL SELECT closed_at, packaging FROM foreign_parcel
             WHERE closed_at IS NOT NULL AND closed_at >= ?1 AND closed_at < ?2",
        )?;
        let used = query.query_map(params![millis(from), millis(to)], |row| {
            let day = time(row.get(0)?).with_timezone(&zone).date_naive();
            Ok((day, PackagingCode(row.get(1)?)))
        })?;
        Ok(used.collect::<Result<_, _>>()?)
    }

    /// What carriers take, as far as the shop has set it: a default is nobody's price.
    pub fn carrier_prices<'a>(
        &self,
        settings: &'a Settings,
    ) -> Result<CarrierPrices<'a>, StoreError> {
        let is_set = |key: &str| -> Result<bool, StoreError> {
            Ok(self
                .connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM setting WHERE key = ?1)")?
                .query_row([key], |row| row.get(0))?)
        };
        Ok(CarrierPrices {
            settings,
            has_parcel_price: is_set("parcel_price")?,
            has_locker_prices: is_set("locker_prices")?,
        })
    }
}

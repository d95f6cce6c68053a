//! Packaging as stock: what parcels cost, which packagings are low, and both as a table.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::report::{ReportError, span};
use super::run::Station;
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::PackagingCode;
use crate::domain::packaging::Packaging;
use crate::domain::packaging_cost::{Cost, PackagingCosts};
use crate::domain::packaging_use::{PackagingUse, fortnight};
use crate::domain::table::{Cell, Table};
use crate::store::{Store, StoreError};

/// So long nobody asks anew what a fortnight used.
const FRESH: TimeDelta = TimeDelta::hours(1);

/// What parcels of some days cost, and how much packaging is left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackagingView {
    /// First local day, `YYYY-MM-DD`.
    pub from: String,
    /// Last local day.
    pub to: String,
    /// What the parcels cost.
    pub costs: PackagingCosts,
    /// All packagings, with what is left of each.
    pub packagings: Vec<Packaging>,
    /// What the last fortnight used, and for how many working days it has to last.
    pub used: (PackagingUse, u32),
}

impl PackagingView {
    /// A packaging's name; its code where the catalogue does not have it any more.
    pub fn name_of(&self, code: &PackagingCode) -> String {
        let known = self.packagings.iter().find(|it| it.code == *code);
        known.map_or_else(|| code.0.clone(), |known| known.name.clone())
    }
}

impl Station {
    /// What the parcels of these local days cost, both included, and how much packaging is left now.
    pub fn packaging_costs(
        &self,
        from: &str,
        to: &str,
        benches: &BenchChoice,
    ) -> Result<PackagingView, ReportError> {
        let zone = self.settings.time_zone;
        let days = span(from, to, zone)?;
        let parcels = self.store.packed_parcels(benches, days, zone)?;
        let packagings = self.store.packagings()?;
        let prices = self.store.carrier_prices(&self.settings)?;
        Ok(PackagingView {
            from: from.to_owned(),
            to: to.to_owned(),
            costs: PackagingCosts::of(parcels, &packagings, &prices),
            packagings,
            used: (
                self.packaging_use(&PackagingUse::default())?,
                self.settings.foresight.packaging_days,
            ),
        })
    }

    /// What the last fortnight used; `known` where it is not older than an hour, for then it says the same.
    pub(super) fn packaging_use(&self, known: &PackagingUse) -> Result<PackagingUse, StoreError> {
        let now = self.clock.now();
        let is_fresh = known.as_of <= now && now - known.as_of < FRESH;
        if is_fresh {
            return Ok(known.clone());
        }
        used_until(&self.store, now, self.settings.time_zone)
    }

    /// Packagings of which new ones have to be ordered.
    pub fn low_packagings(&self) -> Result<Vec<LowPackaging>, StoreError> {
        let used = self.packaging_use(&PackagingUse::default())?;
        let days = self.settings.foresight.packaging_days;
        let low = self.packagings.iter().filter(|it| used.is_low(it, days));
        let told = low.map(|it| LowPackaging {
            lasts: used.lasts(it),
            packaging: it.clone(),
        });
        Ok(told.collect())
    }
}

/// A packaging of which new ones have to be ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LowPackaging {
    /// The packaging.
    pub packaging: Packaging,
    /// For how many working days it lasts at the use of the last fortnight, where that is known.
    pub lasts: Option<u64>,
}

/// What the fortnight before a moment used.
pub(super) fn used_until(
    store: &Store,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<PackagingUse, StoreError> {
    let used = store.packagings_used(fortnight(now, zone), zone)?;
    Ok(PackagingUse::of(now, used))
}

/// The costs as a table: the whole, each day, each packaging; amounts in hundredths.
pub fn packaging_table(view: &PackagingView) -> Table {
    let mut table = Table::new(&[
        "by",
        "key",
        "name",
        "parcels",
        "packaging_minor",
        "packaging_mean_minor",
        "carrier_parcels",
        "carrier_minor",
        "carrier_mean_minor",
        "on_hand",
        "reorder_level",
    ]);
    let mut row = |by: &str, key: &str, name: String, cost: &Cost, stock: [Cell; 2]| {
        let [on_hand, level] = stock;
        table.rows.push(vec![
            by.into(),
            key.into(),
            name.into(),
            cost.parcels.into(),
            cost.packaging.0.into(),
            cost.mean_packaging().map(|mean| mean.0).into(),
            cost.carried.into(),
            cost.carrier.0.into(),
            cost.mean_carrier().map(|mean| mean.0).into(),
            on_hand,
            level,
        ]);
    };
    let none = || [Cell::Empty, Cell::Empty];
    row("total", "", String::new(), &view.costs.total, none());
    for (day, cost) in &view.costs.by_day {
        row("day", &day.to_string(), String::new(), cost, none());
    }
    for (code, cost) in &view.costs.by_packaging {
        let stock = view.packagings.iter().find(|it| it.code == *code);
        let stock = stock.map_or_else(none, |it| [it.on_hand.into(), it.reorder_level.into()]);
        row("packaging", code.as_str(), view.name_of(code), cost, stock);
    }
    // What nobody packed in is on the shelf all the same.
    for it in &view.packagings {
        if !view.costs.by_packaging.contains_key(&it.code) {
            let stock = [it.on_hand.into(), it.reorder_level.into()];
            row(
                "packaging",
                it.code.as_str(),
                it.name.clone(),
                &Cost::default(),
                stock,
            );
        }
    }
    table
}

//! Whose figures a lead sees: of this bench alone, or of all benches, and how far each of them is known.

use chrono::{DateTime, Utc};

use super::config::{BenchConfig, ConfigError};
use super::report::ReportError;
use super::run::{Station, chain};
use super::snapshot::ReportView;
use crate::domain::all_benches::{BenchChoice, KnownBench};
use crate::domain::feed::LinkTrouble;
use crate::domain::ids::StationId;
use crate::domain::table::Table;
use crate::store::StoreError;

/// The benches that are in the figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BenchesIn {
    /// When this was so.
    pub at: DateTime<Utc>,
    /// This bench.
    pub here: StationId,
    /// Whether this is a lead's station, which reads what all benches did.
    pub is_lead: bool,
    /// The other benches, by name; none at a station that is no lead's.
    pub others: Vec<KnownBench>,
    /// When the master told the last of it; `None` where it never told all.
    pub read_at: Option<DateTime<Utc>>,
    /// Why the master tells nothing.
    pub refused: Option<LinkTrouble>,
}

impl BenchesIn {
    /// How many benches are in, this one too.
    pub fn count(&self) -> usize {
        self.others.len() + 1
    }

    /// All of them by name.
    pub fn names(&self) -> Vec<StationId> {
        let others = self.others.iter().map(|known| known.station.clone());
        let mut names: Vec<StationId> = others.chain([self.here.clone()]).collect();
        names.sort();
        names
    }

    /// Those that may have packed what is not in yet, the one known least first.
    pub fn behind(&self) -> Vec<&KnownBench> {
        let others = self.others.iter();
        let mut behind: Vec<&KnownBench> =
            others.filter(|known| known.is_behind(self.at)).collect();
        behind.sort_by_key(|known| known.until);
        behind
    }
}

/// The statistics of one bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchReport {
    /// The bench.
    pub station: StationId,
    /// What it did.
    pub report: ReportView,
}

/// The statistics of each bench as a table: one bench a row.
pub fn each_bench_table(each: &[BenchReport]) -> Table {
    let mut table = Table::new(&[
        "bench",
        "orders",
        "parcels",
        "lines",
        "units",
        "refusals",
        "first_pass_yield_permille",
        "orders_per_hour_tenths",
        "lines_per_hour_tenths",
    ]);
    for BenchReport { station, report } in each {
        table.rows.push(vec![
            station.as_str().into(),
            report.orders.into(),
            report.parcels.into(),
            report.lines.into(),
            report.units.into(),
            report.refusals.into(),
            report.first_pass_yield_permille.into(),
            report.orders_per_hour_tenths.into(),
            report.lines_per_hour_tenths.into(),
        ]);
    }
    table
}

impl Station {
    /// The statistics of each bench by itself, by name; of these local days, both included.
    pub fn reports_by_bench(&self, from: &str, to: &str) -> Result<Vec<BenchReport>, ReportError> {
        let names = self.benches_in()?.names().into_iter();
        let reports = names.map(|station| {
            let report = self.report(from, to, &BenchChoice::One(station.clone()))?;
            Ok(BenchReport { station, report })
        });
        reports.collect()
    }

    /// The benches that are in this station's figures.
    pub fn benches_in(&self) -> Result<BenchesIn, StoreError> {
        Ok(BenchesIn {
            at: self.clock.now(),
            here: self.store.station_id().clone(),
            is_lead: self.config.shows_all_benches(),
            others: self.store.known_benches()?,
            read_at: self.store.facts_read_at()?,
            refused: self.link.facts_refused.clone(),
        })
    }

    /// Makes this a lead's station, or an ordinary one again; what it has read of other benches stays.
    pub fn set_all_benches(&mut self, is_on: bool) -> Result<(), ConfigError> {
        self.config.all_benches = Some(is_on);
        let mut kept = BenchConfig::of(&self.dir)?;
        kept.all_benches = Some(is_on);
        kept.save(&self.dir)
    }

    /// The same from the window: the bench goes by it although its file refuses.
    pub(super) fn keep_all_benches(&mut self, is_on: bool) {
        if let Err(error) = self.set_all_benches(is_on) {
            tracing::error!(error = %chain(&error), "whether this is a lead's station is not kept");
        }
    }
}

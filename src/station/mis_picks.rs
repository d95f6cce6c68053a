//! Where mis-picks come from, as a lead reads it: how many, how sure that is, who and what stands out, what to do.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike as _, Utc};

use super::report::{ReportError, span};
use super::run::Station;
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::{Badge, Sku};
pub use crate::domain::mis_pick::FAIR_LINES;
use crate::domain::mis_pick::cause::{Confusion, ProductTraits, confusions};
use crate::domain::mis_pick::{Dimension, MisPick, MisPickKind, Tally};
use crate::domain::privacy::TOGETHER;
use crate::domain::settings::Settings;
use crate::domain::stats::control_chart::{Chart, Shift};
use crate::domain::stats::outlier::{Standing, Work, standings};
use crate::domain::stats::proportion::Proportion;
use crate::domain::table::Table;
use crate::store::{MisPickRow, Store, StoreError};

/// How far back the chart learns and looks.
const CHART_DAYS: i64 = 300;

/// One row of a table: a product, a place, a person, an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// Its key: article number, place, badge, hour from 00 to 23.
    pub key: String,
    /// Its name, where it has another than its key.
    pub name: Option<String>,
    /// What went through, and what was wrong.
    pub tally: Tally,
    /// Mis-picks per line, with the range in which the truth lies; `None` where a person packed too few lines
    /// to be compared.
    pub per_line: Option<Proportion>,
    /// Beside the others.
    pub standing: Standing,
}

/// The rows of one table, those with most errors beyond chance first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyTable {
    /// By what it tells apart; hours of the day where there is none.
    pub dimension: Option<Dimension>,
    /// The rows.
    pub rows: Vec<TallyRow>,
}

/// Two products that are taken for each other, with their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfusionView {
    /// Which, how often, why, and what to do.
    pub pair: Confusion,
    /// Name of the product that was picked.
    pub wrong_name: String,
    /// Name of the product that was wanted.
    pub right_name: String,
}

/// From this moment to before that.
type Span = (DateTime<Utc>, DateTime<Utc>);

/// A shift of the chart.
pub type ShiftBegin = NaiveDateTime;

/// Everything about the mis-picks of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisPickView {
    /// First local day, `YYYY-MM-DD`.
    pub from: String,
    /// Last local day, `YYYY-MM-DD`.
    pub to: String,
    /// What went through, and what was wrong.
    pub total: Tally,
    /// Mis-picks per order, per line, per unit scanned.
    pub rates: [Option<Proportion>; 3],
    /// Found by customers, per order.
    pub escaped: Option<Proportion>,
    /// How many of each kind.
    pub kinds: Vec<(MisPickKind, u64)>,
    /// By hour of the day, packer, picker, wave, product, place.
    pub tables: Vec<TallyTable>,
    /// Pairs of products that were confused.
    pub confusions: Vec<ConfusionView>,
    /// Wrong items in all, also of pairs that were confused once.
    pub wrong_items: u64,
    /// The shifts up to the last day, the oldest first.
    pub shifts: Vec<(ShiftBegin, Shift)>,
    /// Is it more than chance?
    pub chart: Chart,
    /// Each mis-pick, the newest first.
    pub rows: Vec<MisPickRow>,
}

impl Station {
    /// The mis-picks of these local days, both included.
    pub fn mis_picks(
        &self,
        from: &str,
        to: &str,
        benches: &BenchChoice,
    ) -> Result<MisPickView, ReportError> {
        let zone = self.settings.time_zone;
        let days = span(from, to, zone)?;
        let mut rows = self.store.mis_picks(benches, days)?;
        let found: Vec<MisPick> = rows.iter().map(|row| row.mis_pick.clone()).collect();
        let since = self.persons_since();
        for row in rows.iter_mut().filter(|row| row.mis_pick.at < since) {
            for person in [&mut row.mis_pick.packer, &mut row.picker] {
                *person = person.take().map(|_| Badge::from(TOGETHER));
            }
        }
        rows.reverse();
        let total = self.total(benches, days)?;
        let kind = |kind| {
            let count = found.iter().filter(|one| one.kind == kind).count();
            (kind, u64::try_from(count).unwrap_or(u64::MAX))
        };
        let kinds: Vec<_> = MisPickKind::ALL.into_iter().map(kind).collect();
        let mut tables = vec![self.by_hour(benches, days)?];
        for dimension in Dimension::ALL {
            if dimension != Dimension::All {
                tables.push(self.table(dimension, benches, days)?);
            }
        }
        let shifts = shifts_of(&self.store, &self.settings, benches, days.1)?;
        let counts: Vec<Shift> = shifts.iter().map(|(_, shift)| *shift).collect();
        Ok(MisPickView {
            from: from.to_owned(),
            to: to.to_owned(),
            total,
            rates: [total.orders, total.lines, total.scans]
                .map(|chances| Proportion::new(total.mis_picks, chances)),
            escaped: Proportion::new(kinds.last().map_or(0, |(_, count)| *count), total.orders),
            wrong_items: kinds.first().map_or(0, |(_, count)| *count),
            kinds,
            tables,
            confusions: self.confusions(&found)?,
            chart: Chart::new(&counts),
            shifts,
            rows,
        })
    }

    /// How many mis-picks these local days had.
    pub(super) fn mis_picks_counted(
        &self,
        from: &str,
        to: &str,
        benches: &BenchChoice,
    ) -> Result<u64, ReportError> {
        let days = span(from, to, self.settings.time_zone)?;
        Ok(self.total(benches, days)?.mis_picks)
    }

    fn total(&self, benches: &BenchChoice, days: Span) -> Result<Tally, StoreError> {
        let all = self.store.tallies(benches, Dimension::All, days)?;
        Ok(all
            .into_iter()
            .map(|(_, tally)| tally)
            .next()
            .unwrap_or_default())
    }

    fn table(
        &self,
        dimension: Dimension,
        benches: &BenchChoice,
        days: Span,
    ) -> Result<TallyTable, StoreError> {
        let is_person = matches!(dimension, Dimension::Packer | Dimension::Picker);
        let since = self.persons_since();
        let tallies = if is_person && days.0 < since {
            let mut told = if since < days.1 {
                self.store.tallies(benches, dimension, (since, days.1))?
            } else {
                vec![]
            };
            let before = (days.0, since.min(days.1));
            let former = self.store.tallies(benches, dimension, before)?;
            let former = former.into_iter().map(|(_, tally)| tally);
            told.extend(
                former
                    .reduce(Tally::plus)
                    .map(|tally| (TOGETHER.to_owned(), tally)),
            );
            told
        } else {
            self.store.tallies(benches, dimension, days)?
        };
        let mut table = ranked(
            Some(dimension),
            tallies,
            if is_person { FAIR_LINES } else { 1 },
        );
        for row in &mut table.rows {
            row.name = match dimension {
                Dimension::Product if row.tally.mis_picks > 0 => {
                    self.product_name(&Sku(row.key.clone()))?
                }
                _ => None,
            };
        }
        Ok(table)
    }

    fn by_hour(&self, benches: &BenchChoice, days: Span) -> Result<TallyTable, StoreError> {
        let mut hours = vec![Tally::default(); 24];
        for (at, tally) in self.store.tally_by_quarter(benches, days)? {
            let hour = at.with_timezone(&self.settings.time_zone).hour();
            if let Some(sum) = usize::try_from(hour)
                .ok()
                .and_then(|hour| hours.get_mut(hour))
            {
                *sum = sum.plus(tally);
            }
        }
        let named = hours
            .into_iter()
            .enumerate()
            .filter(|(_, tally)| *tally != Tally::default())
            .map(|(hour, tally)| (format!("{hour:02}"), tally));
        Ok(ranked(None, named.collect(), 1))
    }

    fn confusions(&self, found: &[MisPick]) -> Result<Vec<ConfusionView>, StoreError> {
        let mut fault = None;
        let traits = |sku: &Sku| {
            self.traits(sku).unwrap_or_else(|error| {
                fault = Some(error);
                ProductTraits::default()
            })
        };
        let pairs = confusions(found, traits);
        if let Some(error) = fault {
            return Err(error);
        }
        let named = pairs.into_iter().map(|pair| {
            let name = |sku: &Sku| Ok::<_, StoreError>(self.product_name(sku)?.unwrap_or_default());
            Ok(ConfusionView {
                wrong_name: name(&pair.wrong)?,
                right_name: name(&pair.right)?,
                pair,
            })
        });
        named.collect()
    }

    fn product_name(&self, sku: &Sku) -> Result<Option<String>, StoreError> {
        Ok(self.store.product(sku)?.map(|product| product.name))
    }

    fn traits(&self, sku: &Sku) -> Result<ProductTraits, StoreError> {
        let places = self.store.stock_places(sku)?;
        Ok(ProductTraits {
            name: self.product_name(sku)?.unwrap_or_default(),
            places: places.into_iter().map(|place| place.location).collect(),
            barcodes: self.store.codes_of(sku)?,
        })
    }
}

/// What went through in each shift in which something did, over the months before `end`.
pub(super) fn shifts_of(
    store: &Store,
    settings: &Settings,
    benches: &BenchChoice,
    end: DateTime<Utc>,
) -> Result<Vec<(ShiftBegin, Shift)>, StoreError> {
    let mut shifts: Vec<(ShiftBegin, Shift)> = Vec::new();
    let from = end - TimeDelta::days(CHART_DAYS);
    for (at, tally) in store.tally_by_quarter(benches, (from, end))? {
        let local = at.with_timezone(&settings.time_zone).naive_local();
        let begin = settings.shifts.begin_of(local);
        if shifts.last().is_none_or(|(last, _)| *last < begin) {
            shifts.push((begin, Shift::default()));
        }
        if let Some((_, shift)) = shifts.last_mut() {
            shift.chances += tally.lines;
            shift.errors += tally.mis_picks;
        }
    }
    Ok(shifts)
}

/// Rows beside each other; those with fewer lines than `fair` are told without a rate.
fn ranked(dimension: Option<Dimension>, tallies: Vec<(String, Tally)>, fair: u64) -> TallyTable {
    let is_fair = |tally: &Tally| tally.lines >= fair;
    let compared: Vec<Work> = tallies
        .iter()
        .filter(|(_, tally)| is_fair(tally))
        .map(|(_, tally)| Work {
            errors: tally.mis_picks,
            chances: tally.lines,
        })
        .collect();
    let mut standings = standings(&compared).into_iter();
    let mut rows: Vec<TallyRow> = tallies
        .into_iter()
        .map(|(key, tally)| {
            let is_fair = is_fair(&tally);
            TallyRow {
                key,
                name: None,
                tally,
                per_line: Proportion::new(tally.mis_picks, tally.lines).filter(|_| is_fair),
                standing: is_fair
                    .then(|| standings.next())
                    .flatten()
                    .unwrap_or_default(),
            }
        })
        .collect();
    // Stable: equal ones stay in the order of their keys.
    rows.sort_by_key(|row| {
        let standing = row.standing;
        std::cmp::Reverse((
            standing.stands_out,
            standing.excess_milli,
            row.tally.mis_picks,
        ))
    });
    TallyTable { dimension, rows }
}

/// The mis-picks as a table: rates in mis-picks per million lines, each with the range in which the truth lies.
pub fn mis_picks_table(view: &MisPickView) -> Table {
    let mut told = Table::new(&[
        "table",
        "key",
        "name",
        "orders",
        "lines",
        "scans",
        "mis_picks",
        "per_million_lines",
        "low",
        "high",
        "stands_out",
    ]);
    let mut row =
        |table: &str, key: &str, name: &str, tally: Tally, rate: Option<Proportion>, out: bool| {
            told.rows.push(vec![
                table.into(),
                key.into(),
                name.into(),
                tally.orders.into(),
                tally.lines.into(),
                tally.scans.into(),
                tally.mis_picks.into(),
                rate.map(|rate| rate.share.0).into(),
                rate.map(|rate| rate.low.0).into(),
                rate.map(|rate| rate.high.0).into(),
                if out { "yes" } else { "no" }.into(),
            ]);
        };
    row("all", "", "", view.total, view.rates[1], false);
    for (kind, count) in &view.kinds {
        let tally = Tally {
            mis_picks: *count,
            ..view.total
        };
        let rate = Proportion::new(*count, view.total.lines);
        row("kind", kind.name(), "", tally, rate, false);
    }
    for table in &view.tables {
        let name = table.dimension.map_or("hour", Dimension::name);
        for one in &table.rows {
            let named = one.name.as_deref().unwrap_or_default();
            let out = one.standing.stands_out;
            row(name, &one.key, named, one.tally, one.per_line, out);
        }
    }
    for one in &view.confusions {
        let pair = &one.pair;
        let key = format!("{} for {}", pair.wrong, pair.right);
        let name = format!("{} / {}", one.wrong_name, one.right_name);
        let tally = Tally {
            mis_picks: pair.count,
            ..Tally::default()
        };
        row("pair", &key, &name, tally, None, false);
    }
    told
}

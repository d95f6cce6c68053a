//! The lead's statistics: over which days, and as a table.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::run::Station;
use super::snapshot::ReportView;
use crate::domain::all_benches::BenchChoice;
use crate::domain::calendar::midnight;
use crate::domain::privacy::TOGETHER;
use crate::domain::table::{Cell, Table};
use crate::store::StoreError;

/// Why there are no statistics.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A day is not one, or the last lies before the first.
    #[error("expected two days as YYYY-MM-DD, the first not after the last: {from} {to}")]
    Days {
        /// As given.
        from: String,
        /// As given.
        to: String,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Station {
    /// The statistics of these local days, both included.
    pub fn report(
        &self,
        from: &str,
        to: &str,
        benches: &BenchChoice,
    ) -> Result<ReportView, ReportError> {
        let zone = self.settings.time_zone;
        let days = span(from, to, zone)?;
        let mut view = self.store.report(benches, days, zone)?;
        let since = self.persons_since();
        if days.0 < since {
            let told = if since < days.1 {
                self.store.report(benches, (since, days.1), zone)?.by_packer
            } else {
                vec![]
            };
            let count = |rows: &[(String, u64)]| rows.iter().map(|(_, count)| count).sum::<u64>();
            let former = count(&view.by_packer) - count(&told);
            let former = (former > 0).then(|| (TOGETHER.to_owned(), former));
            view.by_packer = told.into_iter().chain(former).collect();
        }
        from.clone_into(&mut view.from);
        to.clone_into(&mut view.to);
        Ok(view)
    }

    /// Since when figures tell persons apart: the beginning of a local day; never, where nobody said what for.
    pub(super) fn persons_since(&self) -> DateTime<Utc> {
        if !self.bench.tells_persons {
            return DateTime::<Utc>::MAX_UTC;
        }
        let zone = self.settings.time_zone;
        let today = self.clock.now().with_timezone(&zone).date_naive();
        let first = today.checked_sub_days(Days::new(u64::from(self.settings.person_days)));
        first.map_or(DateTime::<Utc>::MIN_UTC, |first| midnight(first, zone))
    }

    /// Today in the warehouse's time zone, `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.clock
            .now()
            .with_timezone(&self.settings.time_zone)
            .date_naive()
            .to_string()
    }
}

/// From the first moment of the first local day to the first after the last.
pub(super) fn span(
    from: &str,
    to: &str,
    zone: Tz,
) -> Result<(DateTime<Utc>, DateTime<Utc>), ReportError> {
    let days = || ReportError::Days {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let first = day(from).ok_or_else(days)?;
    let last = day(to).ok_or_else(days)?;
    let end = last.checked_add_days(Days::new(1)).ok_or_else(days)?;
    if first > last {
        return Err(days());
    }
    Ok((midnight(first, zone), midnight(end, zone)))
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// The statistics as a table: one figure a row.
pub fn shift_table(report: &ReportView) -> Table {
    let mut table = Table::new(&["figure", "key", "value"]);
    let mut row = |figure: &str, key: &str, value: Cell| {
        table.rows.push(vec![figure.into(), key.into(), value]);
    };
    row("from", "", report.from.as_str().into());
    row("to", "", report.to.as_str().into());
    row("orders", "", report.orders.into());
    row("parcels", "", report.parcels.into());
    row("lines", "", report.lines.into());
    row("units", "", report.units.into());
    row("refusals", "", report.refusals.into());
    for (figure, value) in [
        (
            "first_pass_yield_permille",
            report.first_pass_yield_permille,
        ),
        ("orders_per_hour_tenths", report.orders_per_hour_tenths),
        ("lines_per_hour_tenths", report.lines_per_hour_tenths),
    ] {
        row(figure, "", value.into());
    }
    for (figure, counts) in [
        ("refusals_by_kind", &report.by_kind),
        ("refusals_by_packer", &report.by_packer),
        ("refusals_by_product", &report.by_product),
        ("other_packagings", &report.other_packagings),
    ] {
        for (key, count) in counts {
            row(figure, key, (*count).into());
        }
    }
    for (hour, refusals, orders, lines) in &report.by_hour {
        let hour = format!("{hour:02}");
        row("refusals_by_hour", &hour, (*refusals).into());
        row("orders_by_hour", &hour, (*orders).into());
        row("lines_by_hour", &hour, (*lines).into());
    }
    table
}

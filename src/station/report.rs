//! The lead's statistics: over which days, and as a table that a spreadsheet opens.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::run::Station;
use super::snapshot::ReportView;
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
    pub fn report(&self, from: &str, to: &str) -> Result<ReportView, ReportError> {
        let zone = self.settings.time_zone;
        let (begin, end) = span(from, to, zone)?;
        let mut view = self.store.report(begin, end, zone)?;
        from.clone_into(&mut view.from);
        to.clone_into(&mut view.to);
        Ok(view)
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

fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let wall = day.and_time(NaiveTime::MIN);
    zone.from_local_datetime(&wall)
        .earliest()
        .map_or_else(|| Utc.from_utc_datetime(&wall), |time| time.to_utc())
}

/// The statistics as CSV text: `figure,key,value`, one figure a row.
pub fn to_csv(report: &ReportView) -> String {
    let mut rows = vec![["figure", "key", "value"].map(str::to_owned)];
    let mut row = |figure: &str, key: &str, value: String| {
        rows.push([figure.to_owned(), key.to_owned(), value]);
    };
    row("from", "", report.from.clone());
    row("to", "", report.to.clone());
    row("orders", "", report.orders.to_string());
    row("parcels", "", report.parcels.to_string());
    row("lines", "", report.lines.to_string());
    row("units", "", report.units.to_string());
    row("refusals", "", report.refusals.to_string());
    row(
        "first_pass_yield_permille",
        "",
        optional(report.first_pass_yield_permille),
    );
    row(
        "orders_per_hour_tenths",
        "",
        optional(report.orders_per_hour_tenths),
    );
    row(
        "lines_per_hour_tenths",
        "",
        optional(report.lines_per_hour_tenths),
    );
    for (figure, counts) in [
        ("refusals_by_kind", &report.by_kind),
        ("refusals_by_packer", &report.by_packer),
        ("refusals_by_product", &report.by_product),
        ("other_packagings", &report.other_packagings),
    ] {
        for (key, count) in counts {
            row(figure, key, count.to_string());
        }
    }
    for (hour, refusals, orders, lines) in &report.by_hour {
        let hour = format!("{hour:02}");
        row("refusals_by_hour", &hour, refusals.to_string());
        row("orders_by_hour", &hour, orders.to_string());
        row("lines_by_hour", &hour, lines.to_string());
    }
    csv_text(&rows)
}

/// Rows of cells as CSV text, with a byte-order mark so that a spreadsheet reads Polish letters.
pub(super) fn csv_text<Row: AsRef<[String]>>(rows: &[Row]) -> String {
    let line = |row: &Row| {
        let cells = row.as_ref().iter().map(|cell| quoted(&safe(cell)));
        cells.collect::<Vec<_>>().join(",")
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

fn optional(value: Option<u32>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A cell that a spreadsheet does not take for a formula.
///
/// Source: OWASP ASVS 5.0, 1.2.10: cells must not begin with `=`, `+`, `-`, `@`, tab or NUL.
pub fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A cell as RFC 4180 writes it.
pub fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_becomes_a_formula() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("SKU-1"), "SKU-1");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}

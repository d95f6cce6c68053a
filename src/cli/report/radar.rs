//! `pakownia report radar` and `week`: what a lead reads in the morning, and on Monday.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Asked, Failure, Told};
use crate::domain::all_benches::BenchChoice;
use crate::domain::table::{Cell, Report, Table};
use crate::station::Station;

/// Of one day.
pub(super) fn day(bench: &mut Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    of(bench, asked, |bench, day| {
        Ok(bench.radar(day, &asked.benches, asked.lang)?)
    })
}

/// Of the week in which the day lies.
pub(super) fn week(bench: &mut Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    of(bench, asked, |bench, day| {
        Ok(bench.week(day, &asked.benches, asked.lang)?)
    })
}

fn of(
    bench: &mut Station,
    asked: &Asked<'_>,
    told: impl FnOnce(&Station, NaiveDate) -> Result<Report, Failure>,
) -> Result<Told, Failure> {
    if asked.benches == BenchChoice::Each {
        return Err(
            "this report is of all benches together, or of one: --bench all, this or NAME".into(),
        );
    }
    let day = asked.from.parse();
    let day = day.map_err(|_no_day| format!("expected a day as YYYY-MM-DD: {}", asked.from))?;
    bench.notice_now()?;
    let report = told(bench, day)?;
    Ok(Told {
        json: report_json(&report),
        report,
    })
}

/// Each part as a list of objects.
fn report_json(report: &Report) -> Value {
    let parts = report.parts.iter();
    let parts: Map<String, Value> = parts
        .map(|part| (part.name.to_owned(), rows_json(&part.table)))
        .collect();
    let (from, to) = report.days.clone().unzip();
    json!({"report": report.name, "from": from, "to": to, "parts": parts})
}

fn rows_json(table: &Table) -> Value {
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        let cells = cells.map(|(column, cell)| ((*column).to_owned(), cell_json(cell)));
        Value::Object(cells.collect())
    });
    rows.collect()
}

fn cell_json(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => json!(text),
        Cell::Number(number) => json!(number),
        Cell::Moment(at) => json!(at),
    }
}

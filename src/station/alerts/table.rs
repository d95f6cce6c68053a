//! Alerts as a table, for spreadsheets.

use crate::domain::alerts::Alert;
use crate::domain::table::{Cell, Table};

/// One row an alert: when, what, how bad, who has seen it, when it was over. Times are UTC.
pub fn alerts_table(alerts: &[Alert]) -> Table {
    let mut table = Table::new(&[
        "alert",
        "kind",
        "subject",
        "raised_at",
        "measure",
        "limit",
        "about",
        "due",
        "acknowledged_at",
        "acknowledged_by",
        "note",
        "cleared_at",
    ]);
    for alert in alerts {
        let raised = &alert.raised;
        let seen = alert.acknowledged.as_ref();
        let time = Cell::Moment;
        table.rows.push(vec![
            raised.id.as_str().into(),
            raised.kind.name().into(),
            raised.subject.as_str().into(),
            time(alert.at),
            raised.measure.into(),
            raised.limit.into(),
            raised.about.join(" ").into(),
            time(alert.due()),
            seen.map_or(Cell::Empty, |seen| time(seen.at)),
            seen.and_then(|seen| seen.by.as_ref())
                .map_or(Cell::Empty, |by| by.as_str().into()),
            seen.map_or(Cell::Empty, |seen| seen.note.as_str().into()),
            alert.cleared_at.map_or(Cell::Empty, time),
        ]);
    }
    table
}

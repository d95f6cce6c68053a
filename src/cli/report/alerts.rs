//! `pakownia report alerts`: which were raised, who has seen them, and when they were over.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::cli::alerts::alert_json;
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::alerts::alerts_table;

pub(super) fn told(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    let alerts = bench.alerts_of(asked.from, asked.to)?;
    let told: Vec<Value> = alerts.iter().map(alert_json).collect();
    Ok(Told {
        report: Report::of("alerts", alerts_table(&alerts)).of_days(asked.from, asked.to),
        json: json!({"from": asked.from, "to": asked.to, "alerts": told}),
    })
}

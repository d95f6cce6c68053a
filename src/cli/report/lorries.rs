//! `pakownia report lorries`: which orders will miss their lorry if the shift goes on as it does.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::cutoff_pilot::{LorryView, PilotView, lorries_table};

pub(super) fn told(bench: &Station, _asked: &Asked<'_>) -> Result<Told, Failure> {
    let view = bench.cutoff_pilot()?;
    Ok(Told {
        report: Report::of("lorries", lorries_table(&view)),
        json: lorries_json(&view),
    })
}

fn lorries_json(view: &PilotView) -> Value {
    let lorries = view.lorries.iter().map(|LorryView { lorry, pickup, held }| {
        json!({
            "service": lorry.service, "cutoff": lorry.cutoff, "pickup": pickup, "waiting": lorry.waiting,
            "to_come": lorry.to_come, "missing": lorry.missing_of_all(), "missing_to_come": lorry.missing_to_come, "missing_if_quick": lorry.missing_if_quick,
            "missing_if_slow": lorry.missing_if_slow, "missing_with_one_more": lorry.missing_with_one_more,
            "missing_with_one_fewer": lorry.missing_with_one_fewer, "done_at": lorry.done_at, "held": held,
            "orders_missing": lorry.missing,
        })
    });
    let benches = view.at_work.iter().map(|bench| {
        json!({
            "bench": bench.station, "orders": bench.orders, "last": bench.last,
            "speed_permille": bench.speed_permille,
        })
    });
    let effort = view
        .pace
        .as_ref()
        .map(|pace| json!({"order_ms": pace.effort.order_ms, "unit_ms": pace.effort.unit_ms}));
    let to_come = json!({
        "orders": view.to_come.orders.len(), "like": view.to_come.weekday.to_string(),
        "days_known": view.to_come.days,
    });
    json!({
        "breaks": view.breaks.to_string(), "to_come": to_come, "at": view.at, "waiting": view.waiting, "missing": view.missing(), "packers_needed": view.needed,
        "effort": effort, "is_todays_pace": view.is_todays_pace, "at_work": benches.collect::<Vec<_>>(),
        "lorries": lorries.collect::<Vec<_>>(),
    })
}

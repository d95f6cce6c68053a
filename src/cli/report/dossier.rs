//! `pakownia report dossier`: who did what to an order when, at which bench.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::hex;
use crate::station::trace::traces_table;
use crate::store::Trace;

pub(super) fn told(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    let traces = bench.traces(asked.of.unwrap_or_default())?;
    Ok(Told {
        report: Report::of("dossier", traces_table(&traces)),
        json: traces_json(&traces),
    })
}

fn traces_json(traces: &[Trace]) -> Value {
    let orders = traces.iter().map(|trace| {
        let parcels = trace.parcels.iter().map(|it| {
            json!({
                "bench": it.bench, "parcel": it.parcel, "packaging": it.packaging, "gross_g": it.gross,
                "tracking": it.tracking, "closed_at": it.closed_at,
            })
        });
        let facts = trace.facts.iter().map(|it| {
            let fact: Value = serde_json::from_str(&it.body).unwrap_or(Value::Null);
            json!({
                "bench": it.bench, "number": it.number, "at": it.at, "worker": it.worker, "kind": it.kind,
                "fact": fact, "hash": hex(&it.hash),
            })
        });
        json!({
            "order": trace.order, "parcels": parcels.collect::<Vec<_>>(), "facts": facts.collect::<Vec<_>>(),
        })
    });
    json!({"orders": orders.collect::<Vec<_>>()})
}

//! `pakownia report packaging`: what a parcel costs in packaging and at the carrier, and what is left of each.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::packaging_cost::Cost;
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::packaging::{PackagingView, packaging_table};

pub(super) fn told(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    let view = bench.packaging_costs(asked.from, asked.to, &asked.benches)?;
    Ok(Told {
        report: Report::of("packaging", packaging_table(&view))
            .of_days(asked.from, asked.to)
            .of_benches(&asked.benches),
        json: packaging_json(&view),
    })
}

fn packaging_json(view: &PackagingView) -> Value {
    let costs = &view.costs;
    let cost = |cost: &Cost| {
        json!({
            "parcels": cost.parcels, "packaging_minor": cost.packaging,
            "packaging_mean_minor": cost.mean_packaging(), "carrier_parcels": cost.carried,
            "carrier_minor": cost.carrier, "carrier_mean_minor": cost.mean_carrier(),
        })
    };
    let days = costs.by_day.iter();
    let days = days.map(|(day, of)| json!({"day": day.to_string(), "cost": cost(of)}));
    let kinds = costs
        .by_packaging
        .iter()
        .map(|(code, of)| json!({"packaging": code, "name": view.name_of(code), "cost": cost(of)}));
    let (used, last) = &view.used;
    let stock = view.packagings.iter().map(|it| {
        json!({
            "packaging": it.code, "name": it.name, "on_hand": it.on_hand,
            "reorder_level": it.reorder_level, "is_low": used.is_low(it, *last),
            "lasts_days": used.lasts(it),
        })
    });
    json!({
        "from": view.from, "to": view.to, "total": cost(&costs.total),
        "by_day": days.collect::<Vec<_>>(), "by_packaging": kinds.collect::<Vec<_>>(),
        "stock": stock.collect::<Vec<_>>(),
    })
}

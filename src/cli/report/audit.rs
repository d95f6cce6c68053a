//! `pakownia report audit`: products that were packed although nobody has measured them.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::learned::audit_table;
use crate::station::snapshot::WeightsView;

pub(super) fn told(bench: &Station, _asked: &Asked<'_>) -> Result<Told, Failure> {
    let weights = bench.read_weights()?;
    Ok(Told {
        report: Report::of("audit", audit_table(&weights)),
        json: audit_json(&weights),
    })
}

fn audit_json(weights: &WeightsView) -> Value {
    let known = |number: i64| Some(number).filter(|number| *number > 0);
    let products = weights.unmeasured.iter().map(|row| {
        let (size, weight) = (row.known.size, row.known.weight);
        let [length, width, height] =
            [size.length, size.width, size.height].map(|side| known(i64::from(side)));
        json!({
            "sku": row.sku, "name": row.name, "parcels": row.parcels, "last_packed": row.last,
            "length_mm": length, "width_mm": width, "height_mm": height, "weight_g": known(weight.0),
        })
    });
    json!({"products": products.collect::<Vec<_>>()})
}

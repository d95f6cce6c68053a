//! `pakownia report weights`: catalogue weights that parcels contradict, and scales that have drifted.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::learned::weights_table;
use crate::station::snapshot::WeightsView;

pub(super) fn told(bench: &Station, _asked: &Asked<'_>) -> Result<Told, Failure> {
    let weights = bench.read_weights()?;
    Ok(Told {
        report: Report::of("weights", weights_table(&weights)),
        json: weights_json(&weights),
    })
}

fn weights_json(weights: &WeightsView) -> Value {
    let corrections = weights.corrections.iter().map(|row| {
        let correction = row.correction;
        json!({
            "sku": row.sku, "name": row.name, "old_g": correction.old, "new_g": correction.new,
            "confidence_permille": correction.confidence_permille, "parcels": correction.parcels,
        })
    });
    let scales = weights.scales.iter().map(|row| {
        json!({
            "scale": row.scale, "parcels": row.state.parcels, "has_drifted": row.state.has_drifted,
            "offset_mg": row.state.offset_mg,
        })
    });
    json!({
        "is_on": weights.is_on, "parcels": weights.learning.parcels, "products": weights.learning.products,
        "corrections": corrections.collect::<Vec<_>>(), "scales": scales.collect::<Vec<_>>(),
    })
}

//! Pictures of weights that learn: what explains a difference, and what a lead decides about the catalogue.

use std::sync::Arc;

use pakownia::domain::catalog::Measures;
use pakownia::domain::ids::Sku;
use pakownia::domain::stats::weights::{Correction, Explanation, ScaleState};
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::domain::worker::Language;
use pakownia::station::snapshot::{
    CorrectionRow, LearningRow, LikelyView, ScaleRow, Snapshot, UnmeasuredRow, WeightOffView,
    WeightsView,
};

use super::snapshots;

fn likely(explanation: Explanation, product: &str, wanted: &str, permille: u32) -> LikelyView {
    LikelyView {
        explanation,
        product: product.to_owned(),
        wanted: wanted.to_owned(),
        permille,
    }
}

/// Three explanations, as long as names get.
pub(crate) fn two_plates_missing() -> WeightOffView {
    let plate = "Talerz głęboki „Chaber” 22 cm";
    let missing = Explanation::Missing {
        sku: Sku::from("TAL-02"),
        units: 1,
    };
    let instead = Explanation::Instead {
        sku: Sku::from("TAL-07"),
        of: Sku::from("TAL-02"),
    };
    let packaging = Explanation::OtherPackaging {
        packaging: "KAR-S".into(),
    };
    WeightOffView {
        likely: vec![
            likely(missing, plate, "", 874),
            likely(instead, "Talerzyk deserowy „Chaber” 17 cm", plate, 98),
            likely(packaging, "", "", 12),
        ],
        chance_permille: 4,
    }
}

fn row(sku: &str, name: &str, (old, new): (i64, i64), parcels: u32) -> CorrectionRow {
    CorrectionRow {
        sku: Sku::from(sku),
        name: name.to_owned(),
        correction: Correction {
            old: Grams(old),
            new: Grams(new),
            confidence_permille: 998,
            parcels,
        },
    }
}

fn unmeasured(
    sku: &str,
    name: &str,
    [length, width, height]: [u32; 3],
    weight: i64,
    parcels: u64,
) -> UnmeasuredRow {
    UnmeasuredRow {
        sku: Sku::from(sku),
        name: name.to_owned(),
        known: Measures {
            size: SizeMm::new(length, width, height),
            weight: Grams(weight),
        },
        parcels,
        last: snapshots::now(),
    }
}

/// What parcels have taught a shop: two wrong weights, one scale that has drifted.
pub(crate) fn learned() -> WeightsView {
    let drifted = ScaleState {
        parcels: 1_204,
        has_drifted: true,
        offset_mg: 11_000,
        ..ScaleState::default()
    };
    let right = ScaleState {
        parcels: 3_411,
        ..ScaleState::default()
    };
    WeightsView {
        is_on: true,
        learning: LearningRow {
            parcels: 4_615,
            products: 164,
        },
        corrections: vec![
            row(
                "KUB-01",
                "Kubek ceramiczny „Poranek” niebieski 330 ml",
                (330, 412),
                6,
            ),
            row("SWI-01", "Świeca sojowa „Lawenda” 180 g", (180, 268), 3),
        ],
        scales: vec![
            ScaleRow {
                scale: "STAN-1".to_owned(),
                state: drifted,
            },
            ScaleRow {
                scale: "STAN-2".to_owned(),
                state: right,
            },
        ],
        unmeasured: vec![
            unmeasured("TAL-02", "Talerz głęboki „Chaber” 22 cm", [0; 3], 640, 12),
            unmeasured(
                "SWI-01",
                "Świeca sojowa „Lawenda” 180 g",
                [70, 70, 90],
                0,
                1,
            ),
            unmeasured("KOS-01", "Kosz wiklinowy", [0; 3], 0, 2),
        ],
    }
}

/// The lead with what parcels have taught.
pub(crate) fn lead(lang: Language, weights: WeightsView) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.weights = Some(Arc::new(weights));
    snapshot
}

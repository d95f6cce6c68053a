//! The words of weights that learn: what explains a difference, and what a lead decides about the catalogue.

use fluent_bundle::FluentArgs;

use super::args::{Arg as _, Signed};
use super::word::words;
use super::{Lang, texts};
use crate::domain::stats::weights::Explanation;
use crate::domain::units::Grams;

words! { WeightWord, weight_word;
    WeightWhy "Weighing: heading over what explains the difference.";
    WeightMissing { count: u64, product: String } "So many units are missing.";
    WeightExtra { count: u64, product: String } "So many units too many.";
    WeightSeveralMissing "Several things are missing.";
    WeightSeveralExtra "Several things are too many.";
    WeightInstead { product: String, wanted: String } "Another product lies in the parcel.";
    WeightOtherPackaging { packaging: String } "The parcel is in another packaging.";
    WeightScaleOff "The scale shows wrong.";
    WeightCatalogueWrong { product: String } "All is right, and the catalogue is wrong.";
    WeightAlmostSure { percent: u64 } "Above 90 %: how probable it is.";
    WeightProbable { percent: u64 } "From 50 %.";
    WeightPossible { percent: u64 } "From 10 %.";
    WeightUnlikely { percent: u64 } "Below.";
    WeightChance { percent: u64 } "Weighing: how probable it is that all is right and only weighs unusually.";
    WeightCount "Weighing: above the products that the scale cannot tell.";
    MenuWeights "Menu: learned weights.";
    WeightsHeading { count: u64 } "Weights: heading, how many catalogue weights are wrong.";
    WeightsNone "Weights: parcels contradict no catalogue weight.";
    WeightsOff "Weights: the shop has switched the learning off.";
    WeightsOld "Weights, column: the catalogue's weight.";
    WeightsNew "Weights, column: what parcels say.";
    WeightsParcels "Weights, column: how many parcels say so.";
    WeightsConfidence "Weights, column: how sure it is.";
    WeightsAccept { weight: Grams } "Weights: button, the catalogue gets this weight.";
    WeightsKeep { weight: Grams } "Weights: button, the catalogue's weight is right; what was learned is forgotten.";
    AuditHeading { count: u64 } "Weights: heading, how many packed products nobody has measured.";
    AuditPacked { parcels: u64, last: String } "Weights: below an unmeasured product, in how many parcels it was, and when last.";
    AuditNoSize "Weights: its size is not known.";
    AuditNoWeight "Weights: its weight is not known.";
    AuditNothing "Weights: neither size nor weight is known.";
    AuditMeasure { product: String } "Weights: button, type in what was measured of this product.";
    AuditLength "Weights, field: the product's length in millimetres.";
    AuditWidth "Weights, field: its width.";
    AuditHeight "Weights, field: its height as it stands.";
    AuditWeight "Weights, field: its weight in grams.";
    AuditSave "Weights: button, the catalogue gets these measures.";
    AuditBack "Weights: button, back to the scales without measuring.";
    WeightsScales "Weights: heading over the scales.";
    WeightsScale { bench: String, parcels: u64 } "Weights: a scale, and how many parcels it weighed.";
    WeightsScaleRight "Weights: the scale shows what it showed.";
    WeightsScaleDrifted { drift: Signed } "Weights: the scale has drifted.";
    WeightsScaleChecked "Weights: button, this bench's scale was checked.";
    WeightsLearned { parcels: u64, products: u64 } "Weights: what the learning rests on.";
}

/// What may be wrong with a parcel, in words. `product` and `wanted` are the names of what it is about.
pub fn explanation(lang: Lang, what: &Explanation, product: &str, wanted: &str) -> String {
    let product = product.to_owned();
    weight_word(
        lang,
        match what {
            Explanation::Missing { units, .. } => WeightWord::WeightMissing {
                count: u64::from(*units),
                product,
            },
            Explanation::Extra { units, .. } => WeightWord::WeightExtra {
                count: u64::from(*units),
                product,
            },
            Explanation::SeveralMissing => WeightWord::WeightSeveralMissing,
            Explanation::SeveralExtra => WeightWord::WeightSeveralExtra,
            Explanation::Instead { .. } => WeightWord::WeightInstead {
                product,
                wanted: wanted.to_owned(),
            },
            Explanation::OtherPackaging { packaging } => WeightWord::WeightOtherPackaging {
                packaging: packaging.0.clone(),
            },
            Explanation::ScaleOff => WeightWord::WeightScaleOff,
            Explanation::CatalogueWrong { .. } => WeightWord::WeightCatalogueWrong { product },
        },
    )
}

/// How probable it is, in a word and in per cent.
pub fn likelihood(lang: Lang, permille: u32) -> String {
    let percent = u64::from(permille.saturating_add(5) / 10).min(99);
    weight_word(
        lang,
        match permille {
            900.. => WeightWord::WeightAlmostSure { percent },
            500.. => WeightWord::WeightProbable { percent },
            100.. => WeightWord::WeightPossible { percent },
            _ => WeightWord::WeightUnlikely { percent },
        },
    )
}

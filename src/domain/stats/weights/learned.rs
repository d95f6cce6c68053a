//! What is known of the weight of one thing.

use serde::{Deserialize, Serialize};

use super::{LEAST_SCATTER_PERMILLE, MEAN_LEAVES_MG, MEAN_LEAVES_PERMILLE, MOST_SCATTER_PERMILLE};
use crate::domain::units::Grams;

/// A unit of a product, or a packaging with tape and filler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// The catalogue's weight that the learning began from.
    pub catalogue: Grams,
    /// What it is believed to weigh, in milligrams.
    pub mean_mg: i64,
    /// How unsure that is: its variance, in square milligrams.
    pub mean_variance_mg2: i64,
    /// How much pieces differ: their variance, in square milligrams.
    pub piece_variance_mg2: i64,
    /// How many parcels' worth of evidence that variance rests on, in thousandths.
    pub evidence_milli: i64,
    /// Around what the mean may move without a person's word, in milligrams.
    pub anchor_mg: i64,
    /// Parcels for which the anchor still follows the mean, after a person's word.
    pub settling: u32,
    /// Parcels that taught it.
    pub parcels: u32,
    /// Of them, those whose content a person confirmed.
    pub confirmed: u32,
}

/// The evidence that a first guess of the scatter counts for, in parcels.
pub(super) const FIRST_GUESS: f64 = 4.0;

/// Scatter is forgotten this slowly: the newest parcels never count for less than one in so many.
const REMEMBERED: f64 = 400.0;

/// Parcels that a mean has for finding its place after a person's word.
const SETTLING: u32 = 12;

/// A catalogue weight that follows what was learned does not begin the learning anew: so near, in thousandths.
const FOLLOWS_PERMILLE: i64 = 20;

impl Learned {
    /// Whether this was learned of a thing with this catalogue weight.
    ///
    /// Also when the catalogue has since been put right by what was learned.
    pub fn speaks_of(&self, catalogue: Grams) -> bool {
        let now = catalogue.0.saturating_mul(1_000);
        let near = (now / 1_000 * FOLLOWS_PERMILLE).max(2_000);
        self.catalogue == catalogue || (self.parcels > 0 && (now - self.mean_mg).abs() <= near)
    }

    /// How far the mean may be from its anchor, in milligrams.
    pub(super) fn leash_mg(&self) -> i64 {
        self.anchor_mg
            .abs()
            .saturating_mul(MEAN_LEAVES_PERMILLE)
            .div_euclid(1_000)
            .saturating_add(MEAN_LEAVES_MG)
    }

    /// Takes in new estimates, each within its bounds.
    pub(super) fn set(&mut self, mean_mg: f64, mean_variance: f64, piece_variance: f64) {
        let mean = (mean_mg.round() as i64).max(0);
        if self.settling > 0 {
            self.anchor_mg = mean;
            self.settling -= 1;
        }
        let leash = self.leash_mg();
        self.mean_mg = mean
            .clamp(self.anchor_mg - leash, self.anchor_mg + leash)
            .max(0);
        let weight = self.mean_mg.max(1_000) as f64;
        let share = |permille: i64| weight * permille as f64 / 1_000.0;
        // A tenth of a gram, for things that weigh next to nothing.
        let least = share(LEAST_SCATTER_PERMILLE).max(100.0).powi(2);
        let most = (share(MOST_SCATTER_PERMILLE) + 5_000.0).powi(2);
        self.piece_variance_mg2 = piece_variance.clamp(least, most).round() as i64;
        // A mean is not known better than to a thirtieth of what pieces differ.
        let sure = piece_variance.clamp(least, most) / 1_000.0;
        self.mean_variance_mg2 = mean_variance.max(sure).round() as i64;
    }

    /// One more piece of evidence about the scatter, of this weight between 0 and 1.
    pub(super) fn add_evidence(&mut self, weight: f64) {
        let most = REMEMBERED * 1_000.0;
        let evidence = self.evidence_milli as f64 + weight * 1_000.0;
        self.evidence_milli = evidence.min(most).round() as i64;
    }

    /// A person said that the content was right, and this weighs what nobody thought it does: the mean may go
    /// where the next parcels lead it.
    pub(super) fn lift_anchor(&mut self) {
        self.settling = SETTLING;
    }
}

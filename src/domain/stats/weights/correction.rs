//! Which catalogue weights are wrong, as far as parcels can tell.

use serde::{Deserialize, Serialize};

use super::Learned;
use super::normal::beyond;
use crate::domain::units::Grams;

/// A catalogue weight is worth putting right from this much on, in thousandths of it.
const WORTH_PERMILLE: i64 = 30;

/// And this much, in milligrams.
const WORTH_MG: i64 = 3_000;

/// Parcels that have to agree where no person has confirmed one.
const PARCELS: u32 = 5;

/// How sure it has to be, in thousandths.
const SURE_PERMILLE: u32 = 990;

/// A task for a lead: the catalogue says one weight, parcels say another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What the catalogue says.
    pub old: Grams,
    /// What parcels say.
    pub new: Grams,
    /// How sure it is that the catalogue is wrong by more than is worth the trouble, in thousandths.
    pub confidence_permille: u32,
    /// How many parcels say so.
    pub parcels: u32,
}

/// Whether the catalogue's weight of this is wrong.
pub fn correction(catalogue: Grams, learned: &Learned) -> Option<Correction> {
    let old_mg = catalogue.0.saturating_mul(1_000);
    let off = (learned.mean_mg - old_mg).abs();
    let worth = (old_mg.abs() * WORTH_PERMILLE / 1_000).max(WORTH_MG);
    let enough = learned.confirmed > 0 && learned.parcels >= 2 || learned.parcels >= PARCELS;
    if off <= worth || !enough {
        return None;
    }
    let deviation = (learned.mean_variance_mg2 as f64).sqrt().max(1.0);
    let sure = 1.0 - beyond((off - worth / 2) as f64 / deviation);
    let confidence_permille = u32::try_from((sure * 1_000.0).floor() as i64).unwrap_or(0);
    (confidence_permille >= SURE_PERMILLE).then_some(Correction {
        old: catalogue,
        new: Grams((learned.mean_mg + 500).div_euclid(1_000)),
        confidence_permille: confidence_permille.min(999),
        parcels: learned.parcels,
    })
}

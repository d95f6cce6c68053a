//! What parcels have taught of weights: of a unit of each product, of each packaging, of each scale.
//!
//! Each thing has a mean, how unsure that mean is, and how much single pieces differ. The catalogue is
//! what is believed at first; each parcel whose content is known to be right moves the belief a little,
//! also parcels of many products. A parcel is then judged by how unlikely its weight would be with the
//! right content, see [`judge`]; what else it may be, see [`explain`].
//!
//! Nothing here can hide an error for good, whatever is taught:
//! - a mean leaves the catalogue's weight by at most [`MEAN_LEAVES_PERMILLE`] and [`MEAN_LEAVES_MG`]
//!   unless a person has confirmed that the content was right;
//! - a unit's scatter lies between [`LEAST_SCATTER_PERMILLE`] and [`MOST_SCATTER_PERMILLE`] of its weight;
//! - the limit lies between [`LEAST_LIMIT_SHARE`] and [`MOST_LIMIT_SHARE`] of the nominal one, for new things
//!   [`MOST_LIMIT_SHARE_OF_NEW`];
//! - no tolerance is wider than [`judge::widest`], nor tighter than what a verified scale may show wrong;
//! - another catalogue weight, or a person with the right, makes a product begin anew.
#![allow(
    clippy::cast_possible_truncation,
    reason = "an estimate is rounded to a named whole number before it is kept"
)]

mod correction;
mod explain;
mod judge;
mod learned;
mod limit;
mod normal;
mod scale;
mod shape;
mod teach;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::correction::{Correction, correction};
pub use self::explain::{Around, Explained, Explanation, Likely, explain};
pub use self::judge::{Judgement, Verdict, cannot_tell, judge, widest};
pub use self::learned::Learned;
pub use self::limit::{Limits, Scores};
pub use self::scale::{Drift, ScaleState};
pub use self::shape::Shape;
pub use self::teach::{Lesson, Taught};
use super::super::ids::{PackagingCode, Sku};
use super::super::settings::Settings;
use super::super::units::Grams;

/// How far a mean leaves the catalogue's weight at most without a person's word, in thousandths.
pub const MEAN_LEAVES_PERMILLE: i64 = 150;

/// And this much more, so that light things are not held to fractions of a gram, in milligrams.
pub const MEAN_LEAVES_MG: i64 = 5_000;

/// Pieces of one product are never taken to be more alike than this, in thousandths of the weight.
pub const LEAST_SCATTER_PERMILLE: i64 = 1;

/// Nor less alike than this.
pub const MOST_SCATTER_PERMILLE: i64 = 60;

/// The limit is never less than this share of the nominal one, in thousandths.
pub const LEAST_LIMIT_SHARE: i64 = 600;

/// Nor more than this, where things were weighed before.
pub const MOST_LIMIT_SHARE: i64 = 2_000;

/// Nor more than this where they are new, because a catalogue may be coarsely wrong.
pub const MOST_LIMIT_SHARE_OF_NEW: i64 = 6_000;

/// What the check goes by, as the shop has set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Right parcels in a million that may be stopped.
    pub false_alarms_ppm: u32,
    /// Interval of the scale.
    pub scale_interval: Grams,
    /// How far a catalogue weight may be wrong, in thousandths.
    pub catalogue_permille: u32,
    /// And this much more.
    pub catalogue_mg: i64,
    /// How far a tare may be wrong, in thousandths.
    pub tare_permille: u32,
    /// And this much more.
    pub tare_mg: i64,
}

impl Rules {
    /// The rules of a shop.
    pub fn of(settings: &Settings) -> Self {
        Self {
            false_alarms_ppm: settings.weight_false_alarms_ppm,
            scale_interval: settings.scale_interval,
            catalogue_permille: settings.catalogue_uncertainty_permille,
            catalogue_mg: 0,
            tare_permille: settings.tare_uncertainty_permille,
            tare_mg: 0,
        }
    }
}

/// Units of one product in a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The product.
    pub sku: Sku,
    /// Its catalogue weight at that moment.
    pub catalogue: Grams,
    /// How many.
    pub units: u32,
}

/// A parcel that is weighed: what should be in it, and in what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel<'a> {
    /// One entry a product.
    pub contents: &'a [Content],
    /// The packaging.
    pub packaging: &'a PackagingCode,
    /// Its tare in the catalogue.
    pub tare: Grams,
    /// The scale: the bench it stands at.
    pub scale: &'a str,
}

/// What is known, of everything or of what one parcel is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// Of products.
    pub products: BTreeMap<Sku, Learned>,
    /// Of packagings, with tape and filler.
    pub packagings: BTreeMap<PackagingCode, Learned>,
    /// Of scales, by bench.
    pub scales: BTreeMap<String, ScaleState>,
    /// Of the whole shop.
    pub limits: Limits,
    /// How many parcels have taught it.
    pub lessons: u64,
}

impl Knowledge {
    /// What is known of a product whose catalogue weight is this now; another weight begins anew.
    pub fn product(&self, sku: &Sku, catalogue: Grams) -> Option<&Learned> {
        let known = self.products.get(sku)?;
        known.speaks_of(catalogue).then_some(known)
    }

    /// Whether a parcel has taught anything of what is in this one, or of its packaging.
    pub fn speaks_of(&self, parcel: &Parcel<'_>) -> bool {
        let mut contents = parcel.contents.iter();
        contents.any(|line| self.product(&line.sku, line.catalogue).is_some())
            || self.packaging(parcel.packaging, parcel.tare).is_some()
    }

    /// The same of a packaging.
    pub fn packaging(&self, code: &PackagingCode, tare: Grams) -> Option<&Learned> {
        let known = self.packagings.get(code)?;
        known.speaks_of(tare).then_some(known)
    }
}

#[cfg(test)]
mod tests;

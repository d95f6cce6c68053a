//! How unlikely a weight may be before the parcel is stopped, learned from parcels that were right.
//!
//! The nominal limit trusts that weights spread like a bell curve of the believed width. They do not: the limit
//! is the one beyond which the asked share of the last right parcels lay. Parcels of things that were
//! weighed before and parcels of new things are told apart, because the catalogue errs more often and more
//! coarsely than a learned mean.

use serde::{Deserialize, Serialize};

use super::judge::Judgement;
use super::normal::limit_for;
use super::shape::Shape;
use super::{LEAST_LIMIT_SHARE, MOST_LIMIT_SHARE, MOST_LIMIT_SHARE_OF_NEW};

/// Width of a class of scores, in thousandths of a standard deviation.
const CLASS_MILLI: i64 = 50;

/// Classes; the last one takes all beyond.
const CLASSES: usize = 400;

/// Parcels after which older ones begin to be forgotten: between so many and twice as many count.
const GENERATION: u32 = 5_000;

/// Nine of ten of a bell curve lie within so many standard deviations.
const NINE_OF_TEN: f64 = 1.6449;

/// The last scores of right parcels, counted in classes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Of the newest parcels.
    newest: Vec<u32>,
    /// Of those before.
    before: Vec<u32>,
    /// How many of the newest were stopped and found right by a person.
    stopped: u32,
    /// The same of those before.
    stopped_before: u32,
}

impl Scores {
    fn add(&mut self, score_milli: i64, was_stopped: bool) {
        if self.newest.iter().sum::<u32>() >= GENERATION {
            self.before = std::mem::take(&mut self.newest);
            self.stopped_before = std::mem::take(&mut self.stopped);
        }
        let class = usize::try_from(score_milli.max(0) / CLASS_MILLI).unwrap_or(0);
        let class = class.min(CLASSES - 1);
        if self.newest.len() <= class {
            self.newest.resize(class + 1, 0);
        }
        if let Some(count) = self.newest.get_mut(class) {
            *count += 1;
        }
        self.stopped += u32::from(was_stopped);
    }

    /// How many parcels it rests on.
    pub fn parcels(&self) -> u32 {
        self.newest.iter().chain(&self.before).sum()
    }

    fn class(&self, class: usize) -> f64 {
        let of = |counts: &[u32]| counts.get(class).copied().unwrap_or(0);
        f64::from(of(&self.newest) + of(&self.before))
    }

    /// The score beyond which this share lies, in standard deviations.
    fn beyond(&self, share: f64) -> f64 {
        let mut left = share * (f64::from(self.parcels()) + 1.0);
        for class in (0..CLASSES).rev() {
            let here = self.class(class);
            if here > 0.0 && here >= left {
                let lower = class as f64 + 1.0 - left / here;
                return lower * CLASS_MILLI as f64 / 1_000.0;
            }
            left -= here;
        }
        0.0
    }

    /// The limit in standard deviations.
    fn limit(&self, most_share: i64, false_alarms_ppm: u32) -> f64 {
        let nominal = limit_for(false_alarms_ppm);
        let share = f64::from(false_alarms_ppm) / 1e6;
        let expected = share * f64::from(self.parcels());
        if self.parcels() == 0 {
            return nominal;
        }
        let mut seen = self.beyond(share);
        // Where nobody tells which stopped parcels were right, their scores are missing at the far end, and
        // the limit would creep inwards: the bulk says how wide the curve is.
        if f64::from(self.stopped + self.stopped_before) < expected / 3.0 {
            seen = seen.max(nominal * self.beyond(0.1) / NINE_OF_TEN);
        }
        let trust = expected / (expected + 1.0);
        // Few new things were weighed, and the catalogue erred coarsely: the next one may err as much.
        let first = if most_share > MOST_LIMIT_SHARE {
            nominal.max(self.beyond(0.0))
        } else {
            nominal
        };
        let limit = trust * seen + (1.0 - trust) * first;
        limit.clamp(
            nominal * LEAST_LIMIT_SHARE as f64 / 1_000.0,
            nominal * most_share as f64 / 1_000.0,
        )
    }
}

/// What the shop's parcels have taught of the check itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Scores of parcels of known things.
    pub known: Scores,
    /// Scores of parcels of new things.
    pub new: Scores,
    /// How the catalogue's errors compare to what is set, as a ratio of variances, in millionths.
    pub catalogue_ratio_ppm: i64,
    /// What that rests on, in thousandths of a parcel.
    pub catalogue_evidence_milli: i64,
    /// How products scatter compared to the first guess, as a ratio of variances, in millionths.
    pub scatter_ratio_ppm: i64,
    /// What that rests on, in thousandths of a parcel.
    pub scatter_evidence_milli: i64,
    /// How the limit differs from parcel to parcel.
    pub shape: Shape,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            known: Scores::default(),
            new: Scores::default(),
            catalogue_ratio_ppm: 1_000_000,
            catalogue_evidence_milli: 20_000,
            scatter_ratio_ppm: 1_000_000,
            scatter_evidence_milli: 20_000,
            shape: Shape::default(),
        }
    }
}

impl Limits {
    /// How many standard deviations are accepted.
    pub(super) fn limit(&self, is_new: bool, false_alarms_ppm: u32) -> f64 {
        if is_new {
            self.new.limit(MOST_LIMIT_SHARE_OF_NEW, false_alarms_ppm)
        } else {
            self.known.limit(MOST_LIMIT_SHARE, false_alarms_ppm)
        }
    }

    pub(super) fn add(&mut self, judged: &Judgement, score: f64, was_stopped: bool) {
        let score_milli = (score * 1_000.0).round() as i64;
        let scores = if judged.is_new {
            &mut self.new
        } else {
            &mut self.known
        };
        scores.add(score_milli, was_stopped);
    }

    pub(super) fn catalogue_ratio(&self) -> f64 {
        self.catalogue_ratio_ppm as f64 / 1e6
    }

    pub(super) fn scatter_ratio(&self) -> f64 {
        self.scatter_ratio_ppm as f64 / 1e6
    }

    /// Moves a ratio by what one parcel says: `pull` of the evidence `weight`.
    pub(super) fn pull_catalogue(&mut self, pull: f64, weight: f64) {
        pulled(
            (
                &mut self.catalogue_ratio_ppm,
                &mut self.catalogue_evidence_milli,
            ),
            (pull, weight),
        );
    }

    pub(super) fn pull_scatter(&mut self, pull: f64, weight: f64) {
        pulled(
            (
                &mut self.scatter_ratio_ppm,
                &mut self.scatter_evidence_milli,
            ),
            (pull, weight),
        );
    }
}

/// Evidence that is remembered of the whole shop, in thousandths of a parcel.
const REMEMBERED_MILLI: f64 = 2_000_000.0;

fn pulled((ratio_ppm, evidence_milli): (&mut i64, &mut i64), (pull, weight): (f64, f64)) {
    let evidence = (*evidence_milli as f64 + weight * 1_000.0).min(REMEMBERED_MILLI);
    let ratio = *ratio_ppm as f64 / 1e6;
    let moved = ratio + ratio * pull * 1_000.0 / evidence;
    *evidence_milli = evidence.round() as i64;
    *ratio_ppm = (moved.clamp(0.02, 4.0) * 1e6).round() as i64;
}

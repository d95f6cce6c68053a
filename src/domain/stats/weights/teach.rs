//! What one parcel teaches: of its products, its packaging, its scale, and of the check itself.
//!
//! Only a parcel whose content is known to be right teaches: one that was accepted, or one that was stopped
//! and of which a person has found that everything in it is right.

use super::explain::Part;
use super::judge::{Spread, judged};
use super::normal::log_density;
use super::{Knowledge, Learned, Parcel, Rules};
use crate::domain::units::Grams;

/// An accepted parcel moves nothing by more than so many standard deviations' worth.
const CLIPPED: f64 = 3.0;

/// A weight that wanders by so much from parcel to parcel, in thousandths: suppliers change their boxes.
const WANDERS: f64 = 0.0004;

/// How likely it is before any evidence that the weight of a thing that was never weighed is coarsely wrong.
///
/// Source: our own weight benchmark plants as many.
const COARSELY_WRONG: f64 = 0.05;

/// The same of a thing that was weighed often: its maker changed it.
const CHANGED: f64 = 0.002;

/// The same of a packaging that was never weighed: the shop has seen it, a product comes from a list.
const TARE_COARSELY_WRONG: f64 = 0.005;

/// The same of a packaging that is in use.
const TARE_CHANGED: f64 = 0.000_1;

/// One parcel in so many weighs more unusually than a bell curve has it, and with so much more variance.
const RARE: f64 = 0.02;
const RARE_VARIANCE: f64 = 9.0;

/// A person's word is about the thing that explains more than this share of the difference.
const MOSTLY: f64 = 0.5;

/// A coarsely wrong weight is wrong by about so much of itself.
const COARSE: f64 = 0.6;

/// What is taught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lesson {
    /// What the scale showed, in milligrams.
    pub gross_mg: i64,
    /// A person found that the content is right although the weight was off.
    pub confirmed: bool,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taught {
    /// The scale has drifted: found with this parcel.
    pub drift_found: bool,
}

impl Knowledge {
    /// Learns from a parcel whose content is right.
    pub fn teach(&mut self, parcel: &Parcel<'_>, lesson: Lesson, rules: &Rules) -> Taught {
        self.lessons += 1;
        let spread = Spread::of(self, parcel, rules);
        let judged = judged(&spread, self, parcel, rules);
        let difference = lesson.gross_mg as f64 - spread.mean();
        let variance = spread.variance();
        let deviation = spread.variance_of_contents().sqrt();
        let score = (difference.abs() - spread.in_full(rules)).max(0.0) / deviation;
        // A limit of its own makes a score of its own.
        let score = score / self.limits.shape.of(&spread, rules.false_alarms_ppm);
        let was_stopped = !judged.of(lesson.gross_mg).accepted;
        self.limits.add(&judged, score, was_stopped);
        if !judged.is_new {
            self.limits.shape.add(&spread, rules.false_alarms_ppm);
        }
        self.learn_ratios(&spread, difference, variance);
        let scale = self.scales.entry(parcel.scale.to_owned()).or_default();
        scale.parcels += 1;
        // New things say nothing of a scale.
        let drift_found = !judged.is_new && scale.add(difference, variance);
        // What a scale shows that has drifted teaches nothing until somebody has seen to it.
        if !scale.has_drifted || lesson.confirmed {
            self.learn_parts(&spread, parcel, difference, lesson.confirmed);
        }
        Taught { drift_found }
    }

    fn learn_parts(
        &mut self,
        spread: &Spread,
        parcel: &Parcel<'_>,
        difference: f64,
        confirmed: bool,
    ) {
        // A first parcel is judged by the catalogue's error alone; what it teaches knows of scatter as well.
        let variance = spread.variance_with_scatter();
        let reach = CLIPPED * variance.sqrt();
        let is_off = difference.abs() > reach;
        let doubts = if confirmed && is_off {
            blamed(spread, difference)
        } else {
            vec![0.0; spread.parts.len() + 1]
        };
        let added: f64 = doubts.iter().sum();
        let step = Step {
            difference: if confirmed || spread.untaught() > 0.5 {
                difference
            } else {
                difference.clamp(-reach, reach)
            },
            variance: variance + added,
            surprise: (difference.powi(2) / variance).min(CLIPPED.powi(2)),
            confirmed,
            is_off: confirmed && is_off,
        };
        for ((part, content), doubt) in spread.parts.iter().zip(parcel.contents).zip(&doubts) {
            let learned = step.learned(part, *doubt, content.catalogue);
            self.products.insert(content.sku.clone(), learned);
        }
        let doubt = doubts.last().copied().unwrap_or(0.0);
        let learned = step.learned(&spread.tare, doubt, parcel.tare);
        self.packagings.insert(parcel.packaging.clone(), learned);
    }

    /// Whether products scatter, and the catalogue errs, as much as was guessed.
    fn learn_ratios(&mut self, spread: &Spread, difference: f64, variance: f64) {
        let surprise = (difference.powi(2) / variance).min(CLIPPED.powi(2)) - 1.0;
        let (mut untaught, mut scatter) = (0.0, 0.0);
        for part in &spread.parts {
            if part.known.parcels == 0 {
                untaught += part.variance() / variance;
            } else {
                scatter += part.q * part.scatter / variance;
            }
        }
        self.limits
            .pull_catalogue(untaught * surprise, untaught.powi(2));
        self.limits
            .pull_scatter(scatter * surprise, scatter.powi(2));
    }
}

/// One parcel's step, the same for all its parts.
struct Step {
    difference: f64,
    variance: f64,
    /// Square of the difference in standard deviations.
    surprise: f64,
    /// A person found that the content is right.
    confirmed: bool,
    /// And it weighs what nobody would have believed: that says nothing of how pieces scatter.
    is_off: bool,
}

impl Step {
    /// What a part is believed to weigh after it. `doubt` is what more is doubted of all its units.
    ///
    /// Source: R. E. Kalman, "A new approach to linear filtering and prediction problems", 1960, for the mean;
    /// for the scatter a step along the likelihood's slope, as long as the evidence so far makes it.
    fn learned(&self, part: &Part, doubt: f64, catalogue: Grams) -> Learned {
        let mut known = part.known;
        let q = part.q.max(1.0);
        let unsure = part.unsure + doubt / (q * q) + (part.mean * WANDERS).powi(2);
        let gain = q * unsure / self.variance;
        let mean = part.mean + gain * self.difference;
        let unsure = unsure * (1.0 - q * gain).max(0.0);
        let mut scatter = part.scatter;
        if !self.is_off {
            let share = (q * part.scatter / self.variance).min(1.0);
            known.add_evidence(share * share);
            let evidence = known.evidence_milli as f64 / 1_000.0;
            scatter += share * part.scatter * (self.surprise - 1.0) / evidence;
        }
        if self.confirmed {
            known.confirmed += 1;
            // Only what this parcel spoke about is confirmed by it.
            if q * gain > MOSTLY {
                known.lift_anchor();
            }
        }
        known.parcels += 1;
        known.catalogue = catalogue;
        known.set(mean, unsure, scatter);
        known
    }
}

/// How much more is doubted of each part's weight, the packaging's last, after a person found everything right
/// in a parcel that weighs otherwise: the more, the likelier it is that this part's weight is the wrong one.
fn blamed(spread: &Spread, difference: f64) -> Vec<f64> {
    let variance = spread.variance_with_scatter();
    let odds = |part: &Part, (new, changed): (f64, f64)| {
        let prior = changed + (new - changed) / f64::from(1 + part.known.parcels);
        let wrong = (COARSE * part.mean * part.q).powi(2) + 1e8;
        prior.ln() + log_density(difference, variance + wrong)
    };
    let product = |part| odds(part, (COARSELY_WRONG, CHANGED));
    let tare = odds(&spread.tare, (TARE_COARSELY_WRONG, TARE_CHANGED));
    let odds: Vec<f64> = spread.parts.iter().map(product).chain([tare]).collect();
    // Nothing is wrong, and the parcel is only one of the rare ones.
    let rare = [(1.0, 1.0), (RARE, RARE_VARIANCE)]
        .map(|(share, wider): (f64, f64)| share.ln() + log_density(difference, variance * wider));
    let most = odds.iter().chain(&rare).copied().fold(f64::MIN, f64::max);
    let share = |odds: &f64| (odds - most).exp();
    let total: f64 = odds.iter().chain(&rare).map(share).sum();
    let doubt = (2.0 * difference).powi(2);
    odds.iter()
        .map(|odds| share(odds) / total * doubt)
        .collect()
}

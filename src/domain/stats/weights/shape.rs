//! Which parcels need the closest look, at the same number of false alarms over all parcels.
//!
//! Where one unit more or less moves the weight by many standard deviations, a wide limit finds it as well as a
//! narrow one, and stops no right parcel; the false alarms saved there are spent where units are light beside
//! the parcel's doubt. It is the likelihood ratio that says how: of a wrong parcel to a right one.
//!
//! Source: J. Neyman and E. S. Pearson, "On the problem of the most efficient tests of statistical
//! hypotheses", 1933: at a given rate of false alarms no other test finds more.

use std::f64::consts::TAU;

use super::judge::Spread;
use super::normal::{beyond, limit_for};

/// A parcel's limit is never less than this share of the nominal one by its shape, nor more than that.
const LEAST: f64 = 0.75;
const MOST: f64 = 1.8;

/// Wrong parcels whose weight may be off by anything: other products, other packagings.
const ANYTHING: f64 = 0.25;

/// By how much they may be off, in milligrams.
const ANYTHING_MG: f64 = 2e6;

/// Parcels after which the shape counts by half.
const HALF: f64 = 200.0;

/// What has been learned of the shape: the likelihood ratio at the limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Shape {
    /// Its natural logarithm, in thousandths.
    pub odds_milli: i64,
    /// Parcels that taught it.
    pub parcels: u32,
}

impl Shape {
    /// The parcel's limit as a share of the nominal one.
    pub(super) fn of(self, spread: &Spread, false_alarms_ppm: u32) -> f64 {
        let nominal = limit_for(false_alarms_ppm);
        let trust = f64::from(self.parcels) / (f64::from(self.parcels) + HALF);
        1.0 + (self.limit(spread, nominal) / nominal - 1.0) * trust
    }

    fn limit(self, spread: &Spread, nominal: f64) -> f64 {
        let deviation = spread.variance_of_contents().sqrt();
        let wanted = self.odds_milli as f64 / 1_000.0;
        let (mut low, mut high) = (nominal * LEAST, nominal * MOST);
        // Twelve halvings are finer than a limit can be learned.
        for _ in 0..12 {
            let middle = f64::midpoint(low, high);
            if log_odds(spread, deviation, middle) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }

    /// One parcel says whether the limits stop as many as they should.
    pub(super) fn add(&mut self, spread: &Spread, false_alarms_ppm: u32) {
        let nominal = limit_for(false_alarms_ppm);
        let stopped = 2.0 * beyond(self.limit(spread, nominal));
        let asked = f64::from(false_alarms_ppm) / 1e6;
        self.parcels = self.parcels.saturating_add(1);
        // A sure step at first, and then as small as one parcel in a thousand says.
        let step = 1.0 / f64::from(self.parcels.clamp(10, 1_000));
        let change = step * (stopped / asked - 1.0).clamp(-1.0, 3.0);
        self.odds_milli += (change * 1_000.0).round() as i64;
    }
}

/// The logarithm of how much likelier a wrong parcel is than a right one so many deviations off.
fn log_odds(spread: &Spread, deviation: f64, z: f64) -> f64 {
    let lines = spread.parts.len().max(1) as f64;
    let units = spread.parts.iter().map(|part| {
        let step = part.mean / deviation;
        (1.0 - ANYTHING) / lines * (step * z - step * step / 2.0).exp()
    });
    let anything = ANYTHING * TAU.sqrt() * deviation / ANYTHING_MG * (z * z / 2.0).exp();
    (units.sum::<f64>() + anything).max(1e-300).ln()
}

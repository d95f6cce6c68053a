//! Does this scale still show what it showed? Differences of one sign add up until they are no accident.

use serde::{Deserialize, Serialize};

/// The drift that is looked for, in milligrams.
const DRIFT_MG: f64 = 10_000.0;

/// How sure it has to be that the scale has drifted, in thousandths of a natural logarithm of the odds.
///
/// Assumption: to check a scale takes a minute, and a bench can spare one for nothing in some seven thousand parcels, a
/// month of a usual one; nine drifts of 10 g in ten are then found within 20 parcels (`bench weight`).
const ALARM_MILLI: i64 = 7_000;

/// A parcel speaks by three standard deviations at most: a wrong parcel is no drift.
const CLIPPED: f64 = 3.0;

/// What makes sums of small reciprocals whole numbers.
const UNIT: f64 = 1e14;

/// One direction.
///
/// Source: E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954: the cumulated sum that begins
/// anew whenever it speaks against the drift.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drift {
    /// How much speaks for it, in thousandths.
    pub odds_milli: i64,
    /// Parcels since it began.
    pub parcels: u32,
    /// Sum of reciprocals of variances.
    weight: i64,
    /// Sum of differences, each over its variance.
    moment: i64,
}

impl Drift {
    fn add(&mut self, difference: f64, variance: f64, drift: f64) {
        let gain = (drift * difference - drift * drift / 2.0) / variance;
        self.odds_milli += (gain * 1_000.0).round() as i64;
        if self.odds_milli <= 0 {
            *self = Self::default();
            return;
        }
        self.parcels += 1;
        self.weight += (UNIT / variance).round() as i64;
        self.moment += (UNIT / variance * difference).round() as i64;
    }

    fn offset_mg(&self) -> i64 {
        self.moment / self.weight.max(1)
    }
}

/// What is known of one scale.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleState {
    /// It shows too much.
    pub up: Drift,
    /// It shows too little.
    pub down: Drift,
    /// Parcels that it weighed.
    pub parcels: u64,
    /// A drift was found, and nobody has seen to the scale yet.
    pub has_drifted: bool,
    /// By how much, in milligrams.
    pub offset_mg: i64,
}

impl ScaleState {
    /// Takes in one parcel's difference. `true` when that proves a drift.
    pub(super) fn add(&mut self, difference: f64, variance: f64) -> bool {
        let reach = CLIPPED * variance.sqrt();
        let difference = difference.clamp(-reach, reach);
        self.up.add(difference, variance, DRIFT_MG);
        self.down.add(difference, variance, -DRIFT_MG);
        for side in [self.up, self.down] {
            if side.odds_milli >= ALARM_MILLI {
                let is_first = !self.has_drifted;
                self.has_drifted = true;
                self.offset_mg = side.offset_mg();
                return is_first;
            }
        }
        false
    }

    /// Somebody has checked the scale: it begins anew.
    pub fn checked(&mut self) {
        *self = Self {
            parcels: self.parcels,
            ..Self::default()
        };
    }

    /// The drift that is suspected or found, in milligrams.
    pub fn suspected_mg(&self) -> i64 {
        if self.has_drifted {
            return self.offset_mg;
        }
        let side = if self.up.odds_milli >= self.down.odds_milli {
            self.up
        } else {
            self.down
        };
        side.offset_mg()
    }

    /// How much speaks for a drift, as odds.
    pub(super) fn odds(&self) -> f64 {
        let most = self.up.odds_milli.max(self.down.odds_milli);
        (most as f64 / 1_000.0).min(15.0).exp()
    }
}

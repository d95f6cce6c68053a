//! Notices a scale that answers and yet cannot be trusted: below zero, drifting, frozen,
//! never at rest.

use crate::domain::units::Grams;

use super::reading::Reading;
use super::settle::SettleSettings;
use crate::devices::error::Trouble;

/// Below zero for this long, something is missing from the pan. Lifting a tray is shorter.
const BELOW_ZERO_MILLIS: u64 = 3_000;

/// The empty pan may be off its zero for this long before somebody is asked to set it.
const OFF_ZERO_MILLIS: u64 = 20_000;

/// A weight at rest is watched for drift over this time.
const DRIFT_MILLIS: u64 = 60_000;

/// The same load to the gram for so long: a forgotten parcel, or a scale that has stopped weighing.
///
/// Assumption: no parcel takes ten minutes from the scale to its label.
const FROZEN_MILLIS: u64 = 600_000;

/// Never at rest for so long: draught, or something touches the pan.
const RESTLESS_MILLIS: u64 = 20_000;

/// Watches one scale.
#[derive(Debug)]
pub(super) struct Watch {
    settings: SettleSettings,
    below_zero_since: Option<u64>,
    off_zero_since: Option<u64>,
    restless_since: Option<u64>,
    /// At rest since, with the weight where the rest began.
    rest: Option<(Grams, u64)>,
    /// The same weight to the gram since.
    same: Option<(Grams, u64)>,
    /// What it showed last, at rest.
    last: Option<Grams>,
    needs_zero: bool,
    drifted: bool,
}

impl Watch {
    pub(super) fn new(settings: SettleSettings) -> Self {
        Self {
            settings,
            below_zero_since: None,
            off_zero_since: None,
            restless_since: None,
            rest: None,
            same: None,
            last: None,
            needs_zero: false,
            drifted: false,
        }
    }

    /// Takes every reading.
    pub(super) fn feed(&mut self, reading: Reading, now_millis: u64) {
        let near_zero = self.settings.near_zero;
        let shown = reading.shown();
        let below = reading == Reading::Under || shown.is_some_and(|it| it < Grams(0) - near_zero);
        keep(&mut self.below_zero_since, below, now_millis);
        let is_moving = matches!(reading, Reading::Moving(_));
        keep(&mut self.restless_since, is_moving, now_millis);
        self.needs_zero = reading == Reading::NeedsZero;
        let at_rest = reading.at_rest();
        let off_zero =
            at_rest.is_some_and(|it| it.abs() > self.half_interval() && it.abs() <= near_zero);
        keep(&mut self.off_zero_since, off_zero, now_millis);
        self.rest_at(at_rest, now_millis);
    }

    /// Half an interval is what a scale in order shows off its zero.
    fn half_interval(&self) -> Grams {
        Grams(self.settings.interval.0 / 2)
    }

    fn rest_at(&mut self, at_rest: Option<Grams>, now_millis: u64) {
        let Some(grams) = at_rest else {
            self.rest = None;
            self.same = None;
            self.last = None;
            self.drifted = false;
            return;
        };
        if self.same.is_none_or(|(same, _)| same != grams) {
            self.same = Some((grams, now_millis));
        }
        // A step larger than the interval is a thing put on or taken off, and no drift.
        let is_step = self
            .last
            .is_some_and(|last| (grams - last).abs() > self.settings.interval);
        self.last = Some(grams);
        let (began, since) = match self.rest {
            Some(rest) if !is_step => rest,
            _ => {
                self.drifted = false;
                (grams, now_millis)
            }
        };
        let moved = (grams - began).abs();
        if moved.0 > 2 * self.settings.interval.0 {
            self.drifted = true;
        }
        let is_over = now_millis.saturating_sub(since) >= DRIFT_MILLIS;
        self.rest = Some(if is_over {
            // It held still for a minute: from here on it is watched anew.
            self.drifted = moved.0 > 2 * self.settings.interval.0;
            (grams, now_millis)
        } else {
            (began, since)
        });
    }

    /// What is wrong, the worst first.
    pub(super) fn trouble(&self, now_millis: u64) -> Option<Trouble> {
        let lasts = |since: Option<u64>, millis| {
            since.is_some_and(|since| now_millis.saturating_sub(since) >= millis)
        };
        if self.needs_zero || lasts(self.off_zero_since, OFF_ZERO_MILLIS) {
            return Some(Trouble::ScaleNeedsZero);
        }
        if lasts(self.below_zero_since, BELOW_ZERO_MILLIS) {
            return Some(Trouble::ScaleBelowZero);
        }
        if self.drifted {
            return Some(Trouble::ScaleDrifts);
        }
        if lasts(self.restless_since, RESTLESS_MILLIS) {
            return Some(Trouble::ScaleRestless);
        }
        let is_frozen = self.same.is_some_and(|(grams, since)| {
            grams.abs() > self.settings.near_zero && lasts(Some(since), FROZEN_MILLIS)
        });
        is_frozen.then_some(Trouble::ScaleFrozen)
    }
}

fn keep(since: &mut Option<u64>, is_so: bool, now_millis: u64) {
    *since = is_so.then(|| since.unwrap_or(now_millis));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the watch says after these readings, one every 200 ms.
    fn after(readings: impl IntoIterator<Item = Reading>) -> Option<Trouble> {
        let mut watch = Watch::new(SettleSettings::default());
        let mut now = 0;
        for reading in readings {
            watch.feed(reading, now);
            now += 200;
        }
        watch.trouble(now)
    }

    fn stable(grams: i64) -> Reading {
        Reading::stable(Grams(grams))
    }

    fn for_seconds(reading: Reading, seconds: usize) -> impl Iterator<Item = Reading> {
        std::iter::repeat_n(reading, seconds * 5)
    }

    #[test]
    fn a_scale_below_zero_is_noticed_and_a_lifted_tray_is_not() {
        assert_eq!(after(for_seconds(stable(-500), 2)), None);
        assert_eq!(
            after(for_seconds(stable(-500), 4)),
            Some(Trouble::ScaleBelowZero)
        );
        assert_eq!(
            after(for_seconds(Reading::Under, 4)),
            Some(Trouble::ScaleBelowZero)
        );
    }

    #[test]
    fn an_empty_pan_that_shows_six_grams_wants_its_zero() {
        assert_eq!(
            after(for_seconds(stable(6), 25)),
            Some(Trouble::ScaleNeedsZero)
        );
        assert_eq!(after(for_seconds(stable(2), 25)), None);
        assert_eq!(after([Reading::NeedsZero]), Some(Trouble::ScaleNeedsZero));
    }

    #[test]
    fn a_weight_that_creeps_at_rest_drifts_and_one_that_is_added_to_does_not() {
        let creeping = (0..200).map(|turn| stable(1_000 + turn / 10));
        assert_eq!(after(creeping), Some(Trouble::ScaleDrifts));
        let added = (0..200).map(|turn| stable(1_000 + turn / 50 * 200));
        assert_eq!(after(added), None);
        // Once it rests again for a minute, it is well.
        let creeping = (0..200).map(|turn| stable(1_000 + turn / 10));
        assert_eq!(after(creeping.chain(for_seconds(stable(1_019), 125))), None);
    }

    #[test]
    fn the_same_load_for_ten_minutes_is_a_frozen_scale_and_an_empty_pan_is_not() {
        assert_eq!(after(for_seconds(stable(1_180), 590)), None);
        assert_eq!(
            after(for_seconds(stable(1_180), 601)),
            Some(Trouble::ScaleFrozen)
        );
        assert_eq!(after(for_seconds(stable(0), 7_200)), None);
    }

    #[test]
    fn a_pan_that_never_rests_is_noticed() {
        let swinging = (0..110).map(|turn| Reading::moving(Grams(500 + turn % 7)));
        assert_eq!(after(swinging), Some(Trouble::ScaleRestless));
    }
}

//! When a weight may be taken for a parcel: never in motion, never the previous parcel's.

use crate::domain::units::Grams;

use super::reading::Reading;

/// When a load counts as lying still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettleSettings {
    /// Readings at rest may differ by this much: the scale's interval `e`.
    ///
    /// Assumption: 5 g, a usual 15 kg parcel scale; the shop reads it off the plate.
    pub interval: Grams,
    /// Up to here the pan counts as empty.
    ///
    /// Assumption: 10 g; less than any parcel, more than dust and a label's backing.
    pub near_zero: Grams,
    /// The readings at rest must follow each other within this time. Milliseconds.
    pub within_millis: u64,
}

impl Default for SettleSettings {
    fn default() -> Self {
        Self::with_interval(Grams(5))
    }
}

impl SettleSettings {
    /// Those of a scale with this interval `e` on its plate.
    pub fn with_interval(interval: Grams) -> Self {
        Self {
            interval,
            near_zero: interval + interval,
            within_millis: 1_000,
        }
    }
}

/// Equal readings in a row that make a weight, on a wire that was clean for a while.
const ENOUGH: u32 = 2;

/// And on a wire that loses or turns bytes. Each further one makes it a thousand times less
/// likely that the same fault stands in all of them.
const ENOUGH_ON_A_NOISY_WIRE: u32 = 4;

/// Takes a weight only from a load that lies still and was put on an empty pan.
///
/// Transitions: `Unknown` → `Empty` ↔ `Loaded`; any → `Unknown` when the scale shows less
/// than nothing. What lay on the pan when the program started gives no weight, because it
/// may be the parcel closed before; neither does what is weighed against a tare that was
/// taken with something on the pan and lifted off since.
#[derive(Debug)]
pub struct SettleFilter {
    settings: SettleSettings,
    pan: Pan,
    load: u64,
    /// The last reading, if it was at rest, when, and how many such stood in a row.
    at_rest: Option<(Grams, u64, u32)>,
    told: Option<Grams>,
    /// Something touched the load since it was told.
    was_moved: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pan {
    Unknown,
    Empty,
    Loaded,
}

/// A load that lies still: its number and its weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Grows by one whenever an empty pan is loaded.
    pub load: u64,
    /// Its weight.
    pub grams: Grams,
}

impl SettleFilter {
    /// A filter that has not seen the pan yet.
    pub fn new(settings: SettleSettings) -> Self {
        Self {
            settings,
            pan: Pan::Unknown,
            load: 0,
            at_rest: None,
            told: None,
            was_moved: false,
        }
    }

    /// Whether the pan must be emptied before any weight can be taken.
    pub fn waits_for_empty_pan(&self) -> bool {
        self.pan == Pan::Unknown
    }

    /// Takes every reading. Answers a load once when it lies still, and again when
    /// its weight changed and came to rest, or when it was only touched: then with the weight that
    /// was told before, so that whoever has used it knows it again.
    pub fn feed(&mut self, reading: Reading, now_millis: u64) -> Option<Settled> {
        self.feed_from(reading, now_millis, false)
    }

    /// The same from a wire that may be noisy: then more equal readings are asked for.
    pub(super) fn feed_from(
        &mut self,
        reading: Reading,
        now_millis: u64,
        is_noisy: bool,
    ) -> Option<Settled> {
        let before = self.at_rest.take();
        let shown = reading.shown();
        if shown.is_some_and(|grams| grams < Grams(0) - self.settings.near_zero) {
            // Something that was tared away is gone: what comes next is weighed wrong until
            // the scale has shown zero again.
            self.pan = Pan::Unknown;
            self.told = None;
            return None;
        }
        let is_near_zero = shown.is_some_and(|grams| grams.abs() <= self.settings.near_zero);
        let enough = if is_noisy {
            ENOUGH_ON_A_NOISY_WIRE
        } else {
            ENOUGH
        };
        let close = |a: Grams, b: Grams| (a - b).abs() <= self.settings.interval;
        let in_a_row = |grams: Grams| match before {
            Some((weight, at, count))
                if close(weight, grams)
                    && now_millis.saturating_sub(at) <= self.settings.within_millis =>
            {
                count + 1
            }
            _ => 1,
        };
        if is_near_zero {
            // Moving through zero counts: the load before was lifted off. At rest it takes two,
            // and on a noisy wire as many as a weight: one turned bit makes 26 g or 10 kg a
            // nothing, and a new load of the one that still lies there.
            let count = shown.map_or(0, in_a_row);
            self.at_rest = shown.map(|grams| (grams, now_millis, count));
            let is_passing = !is_noisy && matches!(reading, Reading::Moving(_));
            if is_passing || count >= enough {
                self.pan = Pan::Empty;
                self.told = None;
            }
            return None;
        }
        let Reading::Stable(grams) = reading else {
            self.was_moved = true;
            return None;
        };
        if self.pan == Pan::Unknown {
            return None;
        }
        if self.pan == Pan::Empty {
            self.pan = Pan::Loaded;
            self.load += 1;
        }
        let count = in_a_row(grams);
        self.at_rest = Some((grams, now_millis, count));
        if count < enough {
            return None;
        }
        let as_before = self.told.filter(|told| close(*told, grams));
        if as_before.is_some() && !self.was_moved {
            return None;
        }
        let grams = as_before.unwrap_or(grams);
        self.told = Some(grams);
        self.was_moved = false;
        Some(Settled {
            load: self.load,
            grams,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(filter: &mut SettleFilter, readings: &[Reading]) -> Vec<(u64, i64)> {
        let mut settled = Vec::new();
        for (turn, reading) in (0..).zip(readings) {
            let answer = filter.feed(*reading, turn * 200);
            settled.extend(answer.map(|settled| (settled.load, settled.grams.0)));
        }
        settled
    }

    fn stable(grams: i64) -> Reading {
        Reading::stable(Grams(grams))
    }

    #[test]
    fn a_load_settles_once_after_two_equal_readings_at_rest() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        let readings = [
            stable(0),
            stable(0),
            Reading::moving(Grams(700)),
            stable(1180),
            stable(1182),
            stable(1181),
            stable(1180),
        ];
        assert_eq!(feed(&mut filter, &readings), [(1, 1182)]);
    }

    #[test]
    fn the_previous_parcels_weight_is_never_given_again_as_a_new_load() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        assert_eq!(
            feed(
                &mut filter,
                &[stable(0), stable(0), stable(500), stable(500)]
            ),
            [(1, 500)]
        );
        // The parcel is taken off slowly and the next put on: only now is it load 2.
        assert_eq!(feed(&mut filter, &[stable(500), stable(500)]), []);
        let next = [
            Reading::moving(Grams(3)),
            Reading::moving(Grams(80)),
            stable(90),
            stable(90),
        ];
        assert_eq!(feed(&mut filter, &next), [(2, 90)]);
    }

    #[test]
    fn a_thing_added_to_the_load_settles_anew_under_the_same_number() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        let readings = [
            stable(0),
            stable(0),
            stable(500),
            stable(500),
            stable(640),
            stable(640),
        ];
        assert_eq!(feed(&mut filter, &readings), [(1, 500), (1, 640)]);
    }

    #[test]
    fn a_load_that_was_only_touched_is_told_again_as_it_was() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        let readings = [
            stable(0),
            stable(0),
            stable(500),
            stable(500),
            Reading::moving(Grams(520)),
            stable(503),
            stable(503),
            stable(503),
        ];
        assert_eq!(feed(&mut filter, &readings), [(1, 500), (1, 500)]);
    }

    #[test]
    fn what_lay_on_the_pan_at_the_start_is_not_a_parcel() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        assert_eq!(feed(&mut filter, &[stable(500), stable(500)]), []);
        assert!(filter.waits_for_empty_pan());
        assert_eq!(
            feed(
                &mut filter,
                &[stable(2), stable(1), stable(500), stable(500)]
            ),
            [(1, 500)]
        );
    }

    #[test]
    fn motion_overload_and_silence_between_two_readings_break_the_rest() {
        for between in [
            Reading::moving(Grams(500)),
            Reading::Over,
            Reading::Fault,
            Reading::Stale,
        ] {
            let mut filter = SettleFilter::new(SettleSettings::default());
            let readings = [stable(0), stable(0), stable(500), between, stable(500)];
            assert_eq!(feed(&mut filter, &readings), [], "{between:?}");
        }
    }

    #[test]
    fn two_equal_readings_with_a_long_silence_between_them_are_no_rest() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        let readings = [(0, 0), (200, 0), (400, 500), (1_401, 500)];
        for (at, grams) in readings {
            assert_eq!(filter.feed(stable(grams), at), None, "{at}");
        }
        let settled = Settled {
            load: 1,
            grams: Grams(500),
        };
        assert_eq!(filter.feed(stable(500), 2_401), Some(settled));
    }

    #[test]
    fn a_tare_that_was_lifted_off_gives_no_weight_until_the_scale_shows_zero() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        // The parcel of 500 g is tared away, taken off, and the next one of 800 g put on.
        let readings = [
            stable(0),
            stable(0),
            stable(500),
            stable(500),
            stable(0),
            stable(-500),
            stable(300),
            stable(300),
        ];
        assert_eq!(feed(&mut filter, &readings), [(1, 500)]);
        assert!(filter.waits_for_empty_pan());
        // A tray that was tared and comes back is the way it is meant.
        let tray = [stable(-500), stable(0), stable(0), stable(800), stable(800)];
        assert_eq!(feed(&mut filter, &tray), [(2, 800)]);
    }

    #[test]
    fn a_noisy_wire_must_say_the_same_four_times() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        let readings = [0, 0, 0, 0, 640, 640, 640];
        for (turn, grams) in (0..).zip(readings) {
            assert_eq!(filter.feed_from(stable(grams), turn * 200, true), None);
        }
        let settled = Settled {
            load: 1,
            grams: Grams(640),
        };
        assert_eq!(filter.feed_from(stable(640), 1_400, true), Some(settled));
        // One zero among them is a lost digit and no empty pan.
        for (turn, grams) in (8..).zip([0, 640, 640, 640, 640]) {
            assert_eq!(filter.feed_from(stable(grams), turn * 200, true), None);
        }
    }

    #[test]
    fn one_turned_bit_makes_no_new_load_of_the_parcel_that_lies_there() {
        let mut filter = SettleFilter::new(SettleSettings::default());
        // 26 g, of which one reading came as 6 g.
        let readings = [0, 0, 26, 26, 6, 26, 26, 26].map(stable);
        assert_eq!(feed(&mut filter, &readings), [(1, 26)]);
    }
}

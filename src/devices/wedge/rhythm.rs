//! Is it a scanner that presses these keys, or a person?
//!
//! A window hands keys over once per picture, so each press is only known to have
//! happened in a span: after the picture before, not after this one. We therefore
//! ask what is possible: could the presses have come as close together as a scanner
//! sends them, and could they have come as far apart as a person types?

/// When one key was pressed: not after `at`, and at most `waited` before it. Milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beat {
    pub(super) at: u64,
    pub(super) waited: u64,
}

impl Beat {
    fn earliest(self) -> u64 {
        self.at.saturating_sub(self.waited)
    }
}

/// Whether all gaps between the presses can have been at most `gap_max` milliseconds.
pub(super) fn could_be_a_scanner(beats: impl IntoIterator<Item = Beat>, gap_max: u64) -> bool {
    // Push every press as late as it can have been; the next must still be in reach.
    let mut latest_before: Option<u64> = None;
    for beat in beats {
        let latest = latest_before.map_or(beat.at, |before| beat.at.min(before + gap_max));
        if latest < beat.earliest() {
            return false;
        }
        latest_before = Some(latest);
    }
    true
}

/// Whether all gaps between the presses can have been at least `gap_min` milliseconds.
pub(super) fn could_be_a_person(beats: impl IntoIterator<Item = Beat>, gap_min: u64) -> bool {
    // Push every press as early as it can have been; the next must still leave the gap.
    let mut earliest_before: Option<u64> = None;
    for beat in beats {
        let earliest = earliest_before.map_or(beat.earliest(), |before| {
            beat.earliest().max(before + gap_min)
        });
        if earliest > beat.at {
            return false;
        }
        earliest_before = Some(earliest);
    }
    true
}

/// Tells how long a key may have waited for the picture that hands it over.
///
/// Not simply the time since the last picture: a screen that sleeps is woken by a
/// key at once, so a key waits no longer than the last picture took to draw, and
/// one more for the display.
#[derive(Debug, Clone, Copy, Default)]
pub struct FrameClock {
    started_millis: Option<u64>,
    busy_millis: u64,
}

/// Time a display may hold a finished picture back: two pictures at 60 a second.
const DISPLAY_MILLIS: u64 = 34;

impl FrameClock {
    /// Call when a picture begins, before its keys are fed. Answers their `waited_millis`.
    pub fn begin(&mut self, now_millis: u64) -> u32 {
        let since = self
            .started_millis
            .map_or(0, |started| now_millis.saturating_sub(started));
        self.started_millis = Some(now_millis);
        u32::try_from(since.min(self.busy_millis + DISPLAY_MILLIS)).unwrap_or(u32::MAX)
    }

    /// Call when the picture is handed to the display.
    pub fn end(&mut self, now_millis: u64) {
        let started = self.started_millis.unwrap_or(now_millis);
        self.busy_millis = now_millis.saturating_sub(started);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beats(at: &[u64], waited: u64) -> Vec<Beat> {
        at.iter().map(|at| Beat { at: *at, waited }).collect()
    }

    #[test]
    fn keys_of_one_slow_picture_may_be_a_scanner() {
        assert!(could_be_a_scanner(
            beats(&[100, 100, 100, 200, 200], 100),
            60
        ));
        // Two presses in half a second are 100 ms apart at least, wherever they fell.
        assert!(!could_be_a_scanner(beats(&[100, 300], 100), 60));
    }

    #[test]
    fn four_keys_in_one_picture_were_not_typed_by_a_person() {
        assert!(!could_be_a_person(beats(&[100, 100, 100, 100], 100), 70));
        assert!(could_be_a_person(beats(&[100, 100, 200, 300], 100), 70));
    }

    #[test]
    fn a_sleeping_screen_does_not_make_keys_look_old() {
        let mut clock = FrameClock::default();
        clock.begin(0);
        clock.end(5);
        assert_eq!(clock.begin(10_000), 39);
        clock.end(10_090);
        assert_eq!(clock.begin(10_100), 100);
    }
}

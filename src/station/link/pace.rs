//! When rows come down while somebody works here, and how many at once: never in the way of a scan.
//!
//! Right after an answer no scan can come for a moment, because a hand needs time for the next unit:
//! that is when rows are written. While a packer pauses they come with pauses too, a little at a time;
//! and when nobody has scanned for a while, as fast as they can.

use std::time::{Duration, Instant};

/// What one slice of rows may take. It is what a scan waits at most that comes in the middle of it.
pub(super) const SLICE: Duration = Duration::from_millis(3);

/// After an answer the next scan does not come for so long.
///
/// Assumption: the fastest hand with the fastest scanner, forty units a second, and some rest for the disk.
const SHADOW: Duration = Duration::from_millis(12);

/// Without a scan for so long the packer is at something else, and rows come between pauses.
///
/// Assumption: units that lie ready are scanned faster than two a second.
const HAND_IS_FREE: Duration = Duration::from_millis(500);

/// Without a scan for so long nobody is expected to scan in this very moment.
const NOBODY_SCANS: Duration = Duration::from_secs(30);

/// Rows of a slice at least: fewer cost more in being asked for than in being written.
const ROWS_LEAST: u32 = 20;

/// Rows of a slice at most, as long as somebody works here.
pub(in crate::station) const ROWS_MOST: u32 = 500;

/// How fast rows come down.
#[derive(Debug)]
pub(in crate::station) struct Pace {
    /// Rows of the next slice.
    rows: u32,
    /// When an input was answered last.
    answered: Option<Instant>,
    /// When the last slice was written, and how long that took.
    written: Option<(Instant, Duration)>,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self {
            // Nobody knows the disk yet.
            rows: ROWS_LEAST,
            answered: None,
            written: None,
        }
    }

    /// Somebody got an answer.
    pub(in crate::station) fn answered(&mut self, now: Instant) {
        self.answered = Some(now);
    }

    /// A slice of so many rows was written; the next one is as long as a scan may wait.
    pub(super) fn wrote(&mut self, rows: usize, begun: Instant, now: Instant) {
        let took = now.saturating_duration_since(begun);
        self.written = Some((now, took));
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        // The last slice of all says little of how long a whole one takes.
        if rows < self.rows / 2 {
            return;
        }
        let micros = u32::try_from(took.as_micros()).unwrap_or(u32::MAX).max(1);
        let allowed = u32::try_from(SLICE.as_micros()).unwrap_or(u32::MAX);
        let fitting = u64::from(rows) * u64::from(allowed) / u64::from(micros);
        let fitting = u32::try_from(fitting).unwrap_or(u32::MAX);
        self.rows = fitting
            .clamp(self.rows / 2, self.rows.saturating_mul(2))
            .clamp(ROWS_LEAST, ROWS_MOST);
    }

    /// Rows of the next slice.
    pub(super) fn rows(&self, now: Instant) -> u32 {
        if self.is_somebody_scanning(now) {
            self.rows
        } else {
            ROWS_MOST
        }
    }

    /// Whether a scan may come at any moment.
    pub(super) fn is_somebody_scanning(&self, now: Instant) -> bool {
        self.quiet_since(now) < NOBODY_SCANS
    }

    /// How long the next slice has to wait; `None` when it may be written now.
    pub(super) fn wait(&self, now: Instant) -> Option<Duration> {
        let quiet = self.quiet_since(now);
        if quiet >= NOBODY_SCANS || quiet + SLICE <= SHADOW {
            return None;
        }
        if quiet < HAND_IS_FREE {
            return Some(HAND_IS_FREE - quiet);
        }
        let (written, took) = self.written?;
        let rested = now.saturating_duration_since(written);
        (rested < took).then(|| took - rested)
    }

    fn quiet_since(&self, now: Instant) -> Duration {
        self.answered.map_or(NOBODY_SCANS, |answered| {
            now.saturating_duration_since(answered)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLI: Duration = Duration::from_millis(1);

    /// Writes slices on a disk that takes so long for a row, for a while.
    fn slices(pace: &mut Pace, from: Instant, of_a_row: Duration) -> (u32, Duration) {
        let mut rows = 0;
        let mut took = Duration::ZERO;
        for _slice in 0..20 {
            rows = pace.rows(from);
            took = of_a_row * rows;
            pace.wrote(usize::try_from(rows).unwrap(), from, from + took);
        }
        (rows, took)
    }

    #[test]
    fn a_slice_takes_no_longer_than_a_scan_may_wait_on_a_fast_disk_and_on_a_slow_one() {
        let now = Instant::now();
        let mut pace = Pace::new();
        pace.answered(now);
        let (rows, took) = slices(&mut pace, now, Duration::from_micros(2));
        assert_eq!(rows, ROWS_MOST);
        assert!(took <= SLICE);
        let (rows, took) = slices(&mut pace, now, Duration::from_micros(40));
        assert!(
            rows > ROWS_LEAST && took <= SLICE,
            "{rows} rows in {took:?}"
        );
        let (rows, _took) = slices(&mut pace, now, Duration::from_millis(2));
        assert_eq!(rows, ROWS_LEAST);
    }

    #[test]
    fn rows_are_written_right_after_an_answer_and_not_when_the_next_scan_is_near() {
        let now = Instant::now();
        let mut pace = Pace::new();
        pace.answered(now);
        assert_eq!(pace.wait(now), None);
        assert_eq!(pace.wait(now + MILLI * 5), None);
        assert_eq!(pace.wait(now + MILLI * 20), Some(HAND_IS_FREE - MILLI * 20));
        assert_eq!(pace.wait(now + HAND_IS_FREE), None);
    }

    #[test]
    fn a_packer_at_something_else_meets_a_slice_half_of_the_time_at_most() {
        let now = Instant::now();
        let mut pace = Pace::new();
        pace.answered(now);
        let begun = now + HAND_IS_FREE;
        pace.wrote(20, begun, begun + MILLI * 3);
        assert_eq!(pace.wait(begun + MILLI * 4), Some(MILLI * 2));
        assert_eq!(pace.wait(begun + MILLI * 6), None);
    }

    #[test]
    fn where_nobody_scans_rows_come_as_fast_as_they_can() {
        let now = Instant::now();
        let mut pace = Pace::new();
        assert_eq!((pace.wait(now), pace.rows(now)), (None, ROWS_MOST));
        pace.answered(now);
        let later = now + NOBODY_SCANS;
        pace.wrote(20, later, later + MILLI * 300);
        assert_eq!((pace.wait(later), pace.rows(later)), (None, ROWS_MOST));
    }
}

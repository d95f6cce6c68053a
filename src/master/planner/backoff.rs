//! How long to wait before the next try, so that fifty benches do not all come back in one moment.

/// Longest wait before the first retry, in milliseconds.
const FIRST_MS: u64 = 500;

/// Longest wait before any retry, in milliseconds. Assumption: nobody minds half a minute after an outage.
const LONGEST_MS: u64 = 30_000;

/// Waits that grow with each failure and are spread at random.
///
/// Source: "full jitter", Marc Brooker, Exponential Backoff and Jitter, AWS Architecture Blog, March 2015:
/// any time between nothing and a bound that doubles.
#[derive(Debug, Clone)]
pub struct Backoff {
    failures: u32,
    state: u64,
    first_ms: u64,
    longest_ms: u64,
}

impl Backoff {
    /// The same seed gives the same waits; each bench takes one of its own.
    pub fn new(seed: u64) -> Self {
        Self::between(seed, FIRST_MS, LONGEST_MS)
    }

    /// With other bounds: of the first wait and of all, in milliseconds.
    pub fn between(seed: u64, first_ms: u64, longest_ms: u64) -> Self {
        Self {
            failures: 0,
            state: seed,
            first_ms,
            longest_ms,
        }
    }

    /// Milliseconds to wait after one more failure.
    pub fn wait(&mut self) -> u64 {
        let bound = self.bound();
        self.failures = self.failures.saturating_add(1);
        self.below(bound + 1)
    }

    /// Longest that the next wait can be, in milliseconds.
    pub fn bound(&self) -> u64 {
        let doubled = self.first_ms.saturating_mul(1 << self.failures.min(16));
        doubled.min(self.longest_ms)
    }

    /// It works again: the next failure starts from the shortest wait.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// A number from 0 up to, and without, `end`.
    ///
    /// Source: `SplitMix64`, Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    pub fn below(&mut self, end: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn waits_grow_to_half_a_minute_and_shrink_when_it_works_again() {
        let mut backoff = Backoff::new(7);
        let bounds: Vec<u64> = (0..9)
            .map(|_failure| {
                let bound = backoff.bound();
                backoff.wait();
                bound
            })
            .collect();
        assert_eq!(
            bounds,
            [
                500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000
            ]
        );
        backoff.reset();
        assert_eq!(backoff.bound(), 500);
    }

    #[test]
    fn fifty_benches_do_not_come_back_in_one_moment() {
        let mut waits: Vec<u64> = (0..50)
            .map(|seed| {
                let mut backoff = Backoff::new(seed);
                (0..7).map(|_failure| backoff.wait()).sum()
            })
            .collect();
        waits.sort_unstable();
        waits.dedup();
        assert!(waits.len() > 45, "{} different times", waits.len());
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_its_bound(seed: u64, failures in 1_usize..200) {
            let mut backoff = Backoff::new(seed);
            for _failure in 0..failures {
                let bound = backoff.bound();
                prop_assert!(bound <= LONGEST_MS);
                prop_assert!(backoff.wait() <= bound);
            }
        }
    }
}

//! How often something happens, with the range in which the true share lies.

/// Millionths: 1 is one in a million.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ppm(pub u64);

impl Ppm {
    /// From a share between 0 and 1; what lies outside is cut off.
    pub(super) fn of_share(share: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=1000000"
        )]
        let whole = (share.clamp(0.0, 1.0) * 1e6).round() as u64;
        Self(whole)
    }
}

/// A share of a whole: `hits` out of `trials`, and between which bounds the true share lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proportion {
    /// How often it happened.
    pub hits: u64,
    /// How often it could have happened.
    pub trials: u64,
    /// The share that was seen.
    pub share: Ppm,
    /// Lower bound of the 95 % confidence interval.
    pub low: Ppm,
    /// Upper bound of it.
    pub high: Ppm,
}

/// Two-sided 95 % quantile of the normal distribution.
pub(super) const Z95: f64 = 1.959_963_984_540_054;

impl Proportion {
    /// The share with Wilson's interval, which is right for few hits too. `None` of nothing.
    ///
    /// More hits than trials (two wrong units in an order of one) count as all of them.
    ///
    /// Source: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*,
    /// J. Amer. Statist. Assoc. 22 (1927), p. 209.
    pub fn new(hits: u64, trials: u64) -> Option<Self> {
        if trials == 0 {
            return None;
        }
        let n = trials as f64;
        let p = hits.min(trials) as f64 / n;
        let z2 = Z95 * Z95;
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        Some(Self {
            hits,
            trials,
            share: Ppm::of_share(hits as f64 / n),
            low: Ppm::of_share(middle - half),
            high: Ppm::of_share(middle + half),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_errors_in_ten_orders_say_next_to_nothing() {
        let three = Proportion::new(3, 10).unwrap();
        assert_eq!(
            (three.share, three.low, three.high),
            (Ppm(300_000), Ppm(107_791), Ppm(603_222))
        );
    }

    #[test]
    fn none_in_a_hundred_is_not_never() {
        // With no hit the upper bound is z² / (n + z²) = 3.841459 / 103.841459.
        let none = Proportion::new(0, 100).unwrap();
        assert_eq!((none.low, none.high), (Ppm(0), Ppm(36_993)));
        assert_eq!(Proportion::new(0, 0), None);
    }

    #[test]
    fn two_errors_in_one_order_are_more_than_all_but_the_bounds_hold() {
        let two = Proportion::new(2, 1).unwrap();
        assert_eq!((two.share, two.high), (Ppm(1_000_000), Ppm(1_000_000)));
    }
}

//! Did a share change? Two proportions beside each other, with the range in which their true difference lies.

use super::proportion::{Ppm, Proportion};

/// What can be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Less often than before, beyond chance.
    Less,
    /// More often than before, beyond chance.
    More,
    /// It may be either.
    NoneSeen,
    /// So little was seen that even nothing at all afterwards would not be beyond chance.
    TooFew,
}

/// A share before and after something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// Before.
    pub before: Proportion,
    /// After.
    pub after: Proportion,
    /// Lower bound of the 95 % confidence interval of after less before, in millionths.
    pub low: i64,
    /// Upper bound of it.
    pub high: i64,
    /// What it says.
    pub change: Change,
}

impl Difference {
    /// `hits` and `trials` before and after. `None` where one side had no trial.
    ///
    /// The interval is Newcombe's hybrid score interval, made of the two Wilson intervals, which is right for few
    /// hits too.
    ///
    /// Source: R. G. Newcombe, *Interval estimation for the difference between independent proportions: comparison
    /// of eleven methods*, Statist. Med. 17 (1998), pp. 873–890, method 10.
    pub fn new(before: (u64, u64), after: (u64, u64)) -> Option<Self> {
        let sides = |before: (u64, u64), after: (u64, u64)| {
            Some((
                Proportion::new(before.0.min(before.1), before.1)?,
                Proportion::new(after.0.min(after.1), after.1)?,
            ))
        };
        let (was, is) = sides(before, after)?;
        let (low, high) = interval(was, is);
        let change = if high < 0 {
            Change::Less
        } else if low > 0 {
            Change::More
        } else {
            let (_, none) = sides(before, (0, after.1))?;
            if interval(was, none).1 < 0 {
                Change::NoneSeen
            } else {
                Change::TooFew
            }
        };
        Some(Self {
            before: was,
            after: is,
            low,
            high,
            change,
        })
    }
}

/// After less before, in millionths.
fn interval(before: Proportion, after: Proportion) -> (i64, i64) {
    let of = |ppm: Ppm| ppm.0 as f64;
    let seen = of(after.share) - of(before.share);
    let down = (of(after.share) - of(after.low)).hypot(of(before.high) - of(before.share));
    let up = (of(after.high) - of(after.share)).hypot(of(before.share) - of(before.low));
    (whole(seen - down), whole(seen + up))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "at most two millions, either way"
)]
fn whole(ppm: f64) -> i64 {
    ppm.round() as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_interval_is_that_of_the_paper() {
        // Newcombe 1998, Table II, example (a): 56/70 and 48/80, method 10: 0.0524 to 0.3339.
        let told = Difference::new((48, 80), (56, 70)).unwrap();
        assert!((told.low - 52_400).abs() <= 60, "{told:?}");
        assert!((told.high - 333_900).abs() <= 60, "{told:?}");
        assert_eq!(told.change, Change::More);
        // Example (d): 5/56 and 0/29: −0.0381 to 0.1926.
        let told = Difference::new((0, 29), (5, 56)).unwrap();
        assert!((told.low + 38_100).abs() <= 60, "{told:?}");
        assert!((told.high - 192_600).abs() <= 60, "{told:?}");
    }

    #[test]
    fn three_errors_and_then_none_is_too_little_and_thirty_and_then_none_is_better() {
        let change = |before, after| Difference::new(before, after).unwrap().change;
        assert_eq!(change((3, 200), (0, 200)), Change::TooFew);
        assert_eq!(change((30, 1_000), (0, 1_000)), Change::Less);
        assert_eq!(change((30, 1_000), (27, 1_000)), Change::NoneSeen);
        assert_eq!(change((2, 1_000), (30, 1_000)), Change::More);
        assert_eq!(Difference::new((0, 0), (1, 5)), None);
    }

    proptest! {
        /// Seen from the other side it is the other way round, and the share that was seen lies within.
        #[test]
        fn before_and_after_change_places(
            one in (0_u64..50, 1_u64..3_000),
            other in (0_u64..50, 1_u64..3_000),
        ) {
            let (there, back) = (Difference::new(one, other).unwrap(), Difference::new(other, one).unwrap());
            prop_assert!((there.low + back.high).abs() <= 1);
            prop_assert!((there.high + back.low).abs() <= 1);
            prop_assert_eq!(there.change == Change::Less, back.change == Change::More);
            let seen = i64::try_from(there.after.share.0).unwrap() - i64::try_from(there.before.share.0).unwrap();
            prop_assert!(there.low <= seen && seen <= there.high);
        }
    }
}

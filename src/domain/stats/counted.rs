//! Between which bounds a count, a mean and a median lie in truth, when they are seen by chance.

use super::proportion::Z95;

/// The bounds of a count of rare events at 95 %, in thousandths of an event.
///
/// Source: Byar's approximation, N. E. Breslow and N. E. Day, *Statistical Methods in Cancer Research II*, IARC 1987,
/// p. 69; within three hundredths of an event of the exact bounds of Poisson.
pub fn bounds_of_count(events: u64) -> (u64, u64) {
    let bound = |n: f64, z: f64| n * (1.0 - 1.0 / (9.0 * n) + z / (3.0 * n.sqrt())).powi(3);
    let low = match events {
        0 => 0.0,
        _ => bound(events as f64, -Z95),
    };
    let high = bound(events as f64 + 1.0, Z95);
    (
        whole(low * 1e3).unsigned_abs(),
        whole(high * 1e3).unsigned_abs(),
    )
}

/// A figure with its bounds at 95 %, all rounded to whole units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Middle {
    /// The figure.
    pub number: i64,
    /// Lower bound.
    pub low: i64,
    /// Upper bound.
    pub high: i64,
}

/// The mean of `count` numbers with this sum and this sum of squares, with the bounds of the normal distribution.
///
/// `None` of nothing. Of one number nothing is known of its spread, and its bounds are itself.
pub fn mean(count: u64, sum: i64, squares: i64) -> Option<Middle> {
    if count == 0 {
        return None;
    }
    let n = count as f64;
    let mean = sum as f64 / n;
    let spread = (squares as f64 - sum as f64 * mean) / (n - 1.0).max(1.0);
    let half = Z95 * (spread.max(0.0) / n).sqrt();
    Some(Middle {
        number: whole(mean),
        low: whole(mean - half),
        high: whole(mean + half),
    })
}

/// The median of these numbers, which are sorted, with the bounds that hold for any distribution: two of the numbers
/// by their rank. `None` of nothing.
///
/// Source: G. J. Hahn and W. Q. Meeker, *Statistical Intervals*, Wiley 1991, 5.2, with the normal approximation of
/// the binomial ranks.
pub fn median(sorted: &[i64]) -> Option<Middle> {
    let count = sorted.len();
    let at = |rank: usize| sorted.get(rank.min(count.saturating_sub(1))).copied();
    let (below, above) = (at(count.saturating_sub(1) / 2)?, at(count / 2)?);
    let half = Z95 * (count as f64).sqrt() / 2.0;
    let middle = count as f64 / 2.0;
    let rank = |place: f64| usize::try_from(whole(place).max(0)).unwrap_or(usize::MAX);
    Some(Middle {
        number: below + (above - below + 1).div_euclid(2),
        low: at(rank((middle - half).floor()))?,
        high: at(rank((middle + half).ceil() - 1.0))?,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "counts and sums of times of a few years"
)]
fn whole(number: f64) -> i64 {
    // Half up, as everything that is shown.
    (number + 0.5).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_events_may_be_five_or_eighteen_and_none_may_be_three() {
        // Exact bounds: 4.795 to 18.390 of ten; 3.689 of none.
        assert_eq!(bounds_of_count(10), (4_787, 18_391));
        assert_eq!(bounds_of_count(0), (0, 3_668));
    }

    #[test]
    fn a_mean_of_few_lies_anywhere_and_of_many_where_it_is() {
        // 1, 2, 3, 4: mean 2.5, standard deviation 1.291, standard error 0.645.
        let four = mean(4, 10, 30).unwrap();
        assert_eq!((four.number, four.low, four.high), (3, 1, 4));
        let many = mean(40_000, 100_000, 300_000).unwrap();
        assert_eq!((many.low, many.high), (2, 3));
        assert_eq!(mean(0, 0, 0), None);
        let one = mean(1, 7, 49).unwrap();
        assert_eq!((one.low, one.high), (7, 7));
    }

    #[test]
    fn the_median_of_an_even_count_is_between_the_middle_two_and_no_outlier_moves_it() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4]).unwrap().number, 4);
        assert_eq!(median(&[1, 2]).unwrap().number, 2, "1.5 rounds up");
        assert_eq!(median(&[1, 2, 4, 9_000]).unwrap().number, 3);
        // Ranks 40 and 60 of a hundred, by the table of Hahn and Meeker.
        let hundred: Vec<i64> = (1..=100).collect();
        let middle = median(&hundred).unwrap();
        assert_eq!((middle.number, middle.low, middle.high), (51, 41, 60));
    }
}

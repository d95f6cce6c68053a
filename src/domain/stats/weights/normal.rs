//! The bell curve: how likely a value is, and which value is that unlikely.

use std::f64::consts::TAU;

/// Natural logarithm of the normal density at `difference` for this variance.
pub(super) fn log_density(difference: f64, variance: f64) -> f64 {
    -0.5 * (difference * difference / variance + (TAU * variance).ln())
}

/// The share of a normal distribution beyond `z` standard deviations, on one side.
///
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17; error below 7.5e-8.
pub(super) fn beyond(z: f64) -> f64 {
    if z < 0.0 {
        return 1.0 - beyond(-z);
    }
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let series = [
        0.319_381_530,
        -0.356_563_782,
        1.781_477_937,
        -1.821_255_978,
        1.330_274_429,
    ];
    let sum = series.iter().rev().fold(0.0, |sum, part| t * (part + sum));
    sum * (-0.5 * z * z).exp() / TAU.sqrt()
}

/// How many standard deviations a share of both sides together lies beyond.
///
/// `share` in thousandths of a thousandth, 1 to 999,999.
pub(super) fn limit_for(share_ppm: u32) -> f64 {
    let share = f64::from(share_ppm.clamp(1, 999_999)) / 1e6;
    let (mut low, mut high) = (0.0, 8.0);
    // Forty halvings of eight are finer than the series is exact.
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if 2.0 * beyond(middle) > share {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_in_a_thousand_lie_beyond_2_807_standard_deviations() {
        assert!((limit_for(5_000) - 2.807).abs() < 0.001);
        assert!((limit_for(10_000) - 2.576).abs() < 0.001);
        assert!((beyond(1.0) - 0.158_655).abs() < 1e-6);
    }
}

//! Who stands out: more errors than chance explains, given how much work went through.
//!
//! Ranking by raw counts blames whoever works most, ranking by rates whoever works least. Here each
//! is compared with what would be expected of its work at the rate of all; only what chance explains
//! badly stands out, and the more one looks at, the more it takes.

/// Share of those named that may be named by chance alone.
///
/// Assumption: one in twenty, as is usual; a lead who looks into twenty names finds one for nothing.
const FALSE_SHARE: f64 = 0.05;

/// Work and errors of one: a product, a place, a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Errors.
    pub errors: u64,
    /// Lines, or whatever could have gone wrong.
    pub chances: u64,
}

/// What the errors of one are worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Errors to be expected of so much work at the rate of all, in thousandths.
    pub expected_milli: u64,
    /// Errors beyond that, in thousandths; 0 where there are fewer.
    pub excess_milli: u64,
    /// Chance alone explains it badly: worth a look.
    pub stands_out: bool,
}

/// How each stands beside all, in the order given.
///
/// Errors are taken as rare and independent (Poisson). Those stand out that the procedure of Benjamini
/// and Hochberg names at 5 %: of all that are named, about one in twenty is by chance.
///
/// Source: Y. Benjamini and Y. Hochberg, *Controlling the false discovery rate*, J. R. Statist. Soc. B 57
/// (1995), p. 289.
pub fn standings(all: &[Work]) -> Vec<Standing> {
    let errors: u64 = all.iter().map(|work| work.errors).sum();
    let chances: u64 = all.iter().map(|work| work.chances).sum();
    let rate = errors as f64 / chances.max(1) as f64;
    let expected = |work: &Work| work.chances as f64 * rate;
    let tails: Vec<f64> = all
        .iter()
        .map(|work| at_least(work.errors, expected(work)))
        .collect();
    let limit = limit(&tails);
    let standing = |(work, tail): (&Work, &f64)| {
        let expected = expected(work);
        Standing {
            expected_milli: milli(expected),
            excess_milli: milli(work.errors as f64 - expected),
            stands_out: work.errors > 1 && *tail <= limit,
        }
    };
    all.iter().zip(&tails).map(standing).collect()
}

fn milli(value: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "not negative, and far below 2^63"
    )]
    let whole = (value.max(0.0) * 1_000.0).round() as u64;
    whole
}

/// The largest probability that still counts; below zero when none does.
fn limit(tails: &[f64]) -> f64 {
    let mut sorted = tails.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let allowed = (1_u32..).zip(&sorted).filter(|(rank, tail)| {
        // Of so many names, this one and all before it.
        **tail <= f64::from(*rank) / count * FALSE_SHARE
    });
    allowed.last().map_or(-1.0, |(_, tail)| *tail)
}

/// The probability of at least so many where `mean` are expected (Poisson).
fn at_least(count: u64, mean: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    if mean <= 0.0 {
        return 0.0;
    }
    // The upper tail is summed itself where it is small: one minus nearly one would lose it.
    let log_mean = mean.ln();
    let mut log_term = -mean;
    let mut below = 0.0;
    for k in 1..=count {
        below += log_term.exp();
        log_term += log_mean - (k as f64).ln();
    }
    let mut above = 0.0;
    let mut term = log_term.exp();
    let mut k = count as f64;
    while term > above * 1e-12 && term > 0.0 {
        above += term;
        k += 1.0;
        term *= mean / k;
    }
    if (count as f64) > mean {
        above.min(1.0)
    } else {
        (1.0 - below).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(errors: u64, chances: u64) -> Work {
        Work { errors, chances }
    }

    #[test]
    fn the_tail_of_a_poisson_distribution_is_that_of_a_table() {
        // Summed up with 60 decimal digits.
        for (count, mean, expected) in [
            (1, 0.5, 0.393_469_340_287_366),
            (5, 2.0, 0.052_653_017_343_711),
            (20, 3.0, 8.314_423_588_2e-11),
            (2, 30.0, 0.999_999_999_997_099_1),
        ] {
            let tail = at_least(count, mean);
            assert!(
                (tail / expected - 1.0).abs() < 1e-6,
                "{count} {mean} {tail}"
            );
        }
    }

    #[test]
    fn whoever_works_most_does_not_stand_out_by_it() {
        let all = [work(50, 10_000), work(5, 1_000), work(1, 200), work(4, 900)];
        assert!(standings(&all).iter().all(|one| !one.stands_out));
    }

    #[test]
    fn five_times_as_many_errors_stand_out_and_three_in_ten_lines_of_all_do_too() {
        let mut all = vec![work(2, 1_000); 200];
        all.push(work(20, 2_000));
        let standings = standings(&all);
        let last = standings.last().unwrap();
        assert!(last.stands_out);
        assert_eq!(standings.iter().filter(|one| one.stands_out).count(), 1);
        assert!(last.excess_milli > 15_000);
    }

    #[test]
    fn one_error_alone_never_stands_out() {
        let mut all = vec![work(0, 1_000); 100];
        all.push(work(1, 1));
        assert!(standings(&all).iter().all(|one| !one.stands_out));
    }

    #[test]
    fn nothing_at_all_is_no_reason_to_fall_over() {
        assert_eq!(standings(&[]), []);
        assert_eq!(standings(&[work(0, 0)]), [Standing::default()]);
    }
}

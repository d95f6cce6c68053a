//! The control chart: is the error rate of late more than chance, shift by shift?
//!
//! A plain p-chart alarms every few weeks for nothing, because shifts differ by more than the dice
//! do, and misses a rate that doubles when errors are rare. So: each shift's rate is measured in its
//! own standard deviations, these are widened by how much the shifts of the baseline differed
//! (Laney's p′ chart), and what is watched is their exponentially weighted mean (EWMA).
//!
//! Only a rate that rises is a signal; limits are on one side.

use std::collections::VecDeque;

use super::proportion::Ppm;

/// Shifts from which the ordinary rate and its spread are learned, at most: the more, the surer both are.
const BASELINE: usize = 100;

/// Fewer say too little about how shifts differ; so long the chart gives no verdict.
///
/// Source: Montgomery, *Introduction to Statistical Quality Control*, on phase I: 20 to 25 subgroups at least;
/// with fewer than 30 the limits below alarmed too often when they were simulated.
const BASELINE_MIN: usize = 30;

/// Share of the newest shift in the weighted mean.
///
/// This and [`LIMIT`] were chosen by simulation (`a_month_of_chance_is_no_signal`): with 0.1 and 2.5 the
/// run length without a cause under overdispersion 0.001 is 386 shifts, with 0.15 and 2.7 it is 309.
const WEIGHT: f64 = 0.08;

/// The limit, in standard deviations of the weighted mean.
const LIMIT: f64 = 2.4;

/// Shifts that still weigh in the mean; one error in all of them is no signal.
const LATELY: usize = 12;

/// One shift.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shift {
    /// Lines packed, or whatever could have gone wrong.
    pub chances: u64,
    /// Errors.
    pub errors: u64,
}

/// A point of the chart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Point {
    /// Which of the shifts given, from 0.
    pub at: usize,
    /// Its own rate.
    pub rate: Ppm,
    /// The weighted mean so far.
    pub mean: Ppm,
    /// Above this the weighted mean is a signal.
    pub limit: Ppm,
    /// It is above.
    pub is_signal: bool,
}

/// What the chart says of the newest shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// So many more shifts are needed before anything can be said.
    TooFew {
        /// How many.
        missing: usize,
    },
    /// What is seen is chance.
    Noise,
    /// The rate has risen.
    Signal {
        /// The shift, of those given, at which it was first above the limit.
        since: usize,
    },
}

/// The chart of some shifts, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The ordinary rate, learned from the first shifts.
    pub ordinary: Ppm,
    /// The shifts after those from which it was learned.
    pub points: Vec<Point>,
    /// What it says.
    pub verdict: Verdict,
}

/// What the first shifts say: the ordinary rate, and by how much shifts differ beyond the dice.
struct Baseline {
    rate: f64,
    spread: f64,
}

impl Chart {
    /// The chart. Shifts without work are passed over.
    ///
    /// The first half of the shifts, from 30 to 100 of them, is the baseline; all after them are judged.
    ///
    /// Source: D. B. Laney, *Improved control charts for attributes*, Quality Engineering 14 (2002), p. 531;
    /// S. W. Roberts, *Control chart tests based on geometric moving averages*, Technometrics 1 (1959), p. 239.
    pub fn new(shifts: &[Shift]) -> Self {
        let worked: Vec<(usize, Shift)> = shifts
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, shift)| shift.chances > 0)
            .collect();
        // One more than the least: there has to be a shift to judge.
        let missing = (BASELINE_MIN + 1).saturating_sub(worked.len());
        if missing > 0 {
            return Self {
                ordinary: Ppm(0),
                points: Vec::new(),
                verdict: Verdict::TooFew { missing },
            };
        }
        let learned = (worked.len() / 2).clamp(BASELINE_MIN, BASELINE);
        let (first, judged) = worked.split_at(learned);
        let baseline = Baseline::learn(first);
        let points = baseline.judge(judged);
        let last = points
            .iter()
            .rev()
            .take_while(|point| point.is_signal)
            .last();
        Self {
            ordinary: Ppm::of_share(baseline.rate),
            verdict: last.map_or(Verdict::Noise, |point| Verdict::Signal { since: point.at }),
            points,
        }
    }
}

impl Baseline {
    fn learn(shifts: &[(usize, Shift)]) -> Self {
        let errors: u64 = shifts.iter().map(|(_, shift)| shift.errors).sum();
        let chances: u64 = shifts.iter().map(|(_, shift)| shift.chances).sum();
        // Half an error more: a baseline without any must not make the first error a catastrophe.
        let rate = (errors as f64 + 0.5) / (chances as f64 + 1.0);
        let rate = rate.min(0.5);
        let mut baseline = Self { rate, spread: 1.0 };
        let squares: f64 = shifts
            .iter()
            .map(|(_, shift)| baseline.deviation(*shift).powi(2))
            .sum();
        let spread = (squares / (shifts.len() as f64 - 1.0)).sqrt();
        // Shifts that differ less than the dice are luck.
        baseline.spread = spread.max(1.0);
        baseline
    }

    /// How far a shift's rate lies from the ordinary one, in its standard deviations.
    fn deviation(&self, shift: Shift) -> f64 {
        let chances = shift.chances as f64;
        (shift.errors as f64 / chances - self.rate) / self.sigma(chances)
    }

    fn sigma(&self, chances: f64) -> f64 {
        (self.rate * (1.0 - self.rate) / chances).sqrt() * self.spread
    }

    fn judge(&self, shifts: &[(usize, Shift)]) -> Vec<Point> {
        let chances: u64 = shifts.iter().map(|(_, shift)| shift.chances).sum();
        // The mean and its limit are drawn as rates of a shift of ordinary length.
        let sigma = self.sigma(chances as f64 / shifts.len() as f64);
        let mut mean = 0.0;
        let mut remembered = 1.0;
        let mut lately = VecDeque::from([0; LATELY]);
        let judge = |(at, shift): &(usize, Shift)| {
            lately.pop_front();
            lately.push_back(shift.errors);
            mean = (1.0 - WEIGHT) * mean + WEIGHT * self.deviation(*shift);
            remembered *= (1.0 - WEIGHT).powi(2);
            let limit = LIMIT * (WEIGHT / (2.0 - WEIGHT) * (1.0 - remembered)).sqrt();
            Point {
                at: *at,
                rate: Ppm::of_share(shift.errors as f64 / shift.chances as f64),
                mean: Ppm::of_share(self.rate + mean * sigma),
                limit: Ppm::of_share(self.rate + limit * sigma),
                // Where errors are next to unknown, the first one is far out, and still only one.
                is_signal: mean > limit && lately.iter().sum::<u64>() > 1,
            }
        };
        shifts.iter().map(judge).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dice that fall the same way again: splitmix64.
    struct Dice(u64);

    impl Dice {
        fn share(&mut self) -> f64 {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = self.0;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
        }

        /// Successes of so many tries; by inversion, which is quick where they are rare.
        fn binomial(&mut self, tries: u64, rate: f64) -> u64 {
            let dice = self.share();
            let mut term = (1.0 - rate).powf(tries as f64);
            let (mut sum, mut count) = (term, 0);
            while dice > sum && count < tries {
                term *= (tries - count) as f64 / (count + 1) as f64 * rate / (1.0 - rate);
                sum += term;
                count += 1;
            }
            count
        }

        fn normal(&mut self) -> f64 {
            let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
            radius * (std::f64::consts::TAU * self.share()).cos()
        }

        /// Marsaglia and Tsang's gamma.
        fn gamma(&mut self, shape: f64) -> f64 {
            if shape < 1.0 {
                let one_more = self.gamma(shape + 1.0);
                return one_more * (1.0 - self.share()).powf(1.0 / shape);
            }
            let d = shape - 1.0 / 3.0;
            loop {
                let x = self.normal();
                let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
                if v > 0.0 && (1.0 - self.share()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                    return d * v;
                }
            }
        }

        fn shift(&mut self, floor: &Floor, times: f64) -> Shift {
            let rate = floor.rate * times;
            let rate = if floor.overdispersion > 0.0 {
                let strength = 1.0 / floor.overdispersion - 1.0;
                let (a, b) = (
                    self.gamma(rate * strength),
                    self.gamma((1.0 - rate) * strength),
                );
                a / (a + b)
            } else {
                rate
            };
            Shift {
                chances: floor.lines,
                errors: self.binomial(floor.lines, rate),
            }
        }
    }

    /// How a warehouse errs.
    struct Floor {
        lines: u64,
        rate: f64,
        overdispersion: f64,
        baseline: usize,
    }

    impl Floor {
        /// Mean number of shifts until the first signal, when the rate is so many times the ordinary one
        /// from the first judged shift on.
        fn run_length(&self, times: f64, rounds: u64, longest: usize) -> f64 {
            let mut sum = 0;
            for round in 0..rounds {
                let mut dice = Dice(round * 7_919 + 1);
                let mut shifts: Vec<_> =
                    (0..self.baseline).map(|_| dice.shift(self, 1.0)).collect();
                let first: Vec<_> = shifts.drain(..).enumerate().collect();
                let baseline = Baseline::learn(&first);
                let run: Vec<_> = (0..longest)
                    .map(|at| (at, dice.shift(self, times)))
                    .collect();
                let points = baseline.judge(&run);
                sum += points
                    .iter()
                    .position(|point| point.is_signal)
                    .map_or(longest, |at| at + 1);
            }
            sum as f64 / rounds as f64
        }
    }

    const ORDINARY: Floor = Floor {
        lines: 1_200,
        rate: 0.002,
        overdispersion: 0.0,
        baseline: BASELINE,
    };

    #[test]
    fn a_month_of_chance_is_no_signal() {
        for (lines, rate) in [(1_200, 0.002), (300, 0.005)] {
            for overdispersion in [0.0, 0.001] {
                for baseline in [BASELINE_MIN, BASELINE] {
                    let floor = Floor {
                        lines,
                        rate,
                        overdispersion,
                        baseline,
                    };
                    let length = floor.run_length(1.0, 600, 3_000);
                    assert!(
                        length >= 370.0,
                        "{lines} {rate} {overdispersion} {baseline}: {length}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_doubled_rate_is_found_within_four_shifts() {
        for baseline in [BASELINE_MIN, BASELINE] {
            let floor = Floor {
                baseline,
                ..ORDINARY
            };
            let length = floor.run_length(2.0, 4_000, 200);
            assert!(length <= 4.0, "{length}");
        }
    }

    /// What is stated beside the chart.
    #[test]
    fn where_shifts_differ_more_than_the_dice_it_takes_six_to_seven() {
        let floor = Floor {
            overdispersion: 0.001,
            ..ORDINARY
        };
        let length = floor.run_length(2.0, 2_000, 500);
        assert!((5.5..7.0).contains(&length), "{length}");
    }

    #[test]
    fn thirty_shifts_say_nothing_yet_and_a_day_off_is_no_shift() {
        let mut shifts = vec![
            Shift {
                chances: 1_000,
                errors: 2
            };
            30
        ];
        shifts.push(Shift::default());
        assert_eq!(Chart::new(&shifts).verdict, Verdict::TooFew { missing: 1 });
        shifts.push(Shift {
            chances: 1_000,
            errors: 2,
        });
        let chart = Chart::new(&shifts);
        assert_eq!(chart.verdict, Verdict::Noise);
        assert_eq!(
            chart
                .points
                .iter()
                .map(|point| point.at)
                .collect::<Vec<_>>(),
            [31]
        );
    }

    #[test]
    fn a_signal_says_since_when() {
        let shift = |errors| Shift {
            chances: 1_000,
            errors,
        };
        let mut shifts: Vec<_> = (0..100).map(|at| shift(1 + at % 3)).collect();
        shifts.extend([shift(2), shift(2), shift(9), shift(9), shift(9)]);
        let chart = Chart::new(&shifts);
        assert_eq!(chart.verdict, Verdict::Signal { since: 103 });
        assert_eq!(chart.ordinary, Ppm(1_990));
    }

    #[test]
    fn after_a_baseline_without_an_error_the_first_is_no_signal_and_the_second_is() {
        let shift = |errors| Shift {
            chances: 1_000,
            errors,
        };
        let mut shifts = vec![shift(0); 100];
        shifts.extend([shift(0), shift(1)]);
        assert_eq!(Chart::new(&shifts).verdict, Verdict::Noise);
        shifts.push(shift(1));
        assert_eq!(Chart::new(&shifts).verdict, Verdict::Signal { since: 102 });
    }
}

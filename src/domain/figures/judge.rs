//! Is a figure good, to be watched, or an alarm? And when are there too few cases to say so?

use super::Figure;
use super::limits::Limits;
use super::sums::Value;

/// Fewer cases say nothing. Assumption: ten orders are half an hour's work.
pub const LEAST: u64 = 10;

/// How a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Nothing was counted.
    Unmeasured,
    /// Too few cases: it may be chance.
    TooFew,
    /// Good.
    Ok,
    /// Somebody looks at it.
    Watch,
    /// Somebody decides now.
    Alarm,
}

impl Grade {
    /// The word given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unmeasured => "unmeasured",
            Self::TooFew => "too_few",
            Self::Ok => "ok",
            Self::Watch => "watch",
            Self::Alarm => "alarm",
        }
    }
}

/// How a figure stands by these limits.
///
/// Worse than good is only said when chance does not explain it: the better bound of the figure's 95 % range is worse
/// than good too. Corrections are counted one by one, so that none at all is good from the first day on.
pub fn grade(figure: Figure, value: Option<&Value>, limits: Limits) -> Grade {
    let Some(value) = value else {
        return Grade::Unmeasured;
    };
    let zone = zone(figure, value.number, limits);
    let better = if figure.more_is_better() {
        value.high
    } else {
        value.low
    };
    let is_counted = figure == Figure::Corrections || value.cases >= LEAST;
    if !is_counted || (zone != Grade::Ok && self::zone(figure, better, limits) == Grade::Ok) {
        return Grade::TooFew;
    }
    zone
}

fn zone(figure: Figure, number: i64, limits: Limits) -> Grade {
    let is_worse = |limit: u32| {
        if figure.more_is_better() {
            number < i64::from(limit)
        } else {
            number > i64::from(limit)
        }
    };
    if is_worse(limits.alarm) {
        Grade::Alarm
    } else if is_worse(limits.watch) {
        Grade::Watch
    } else {
        Grade::Ok
    }
}

/// Whether a figure is better (`Some(true)`), worse or the same as before.
pub fn is_better(figure: Figure, now: &Value, before: &Value) -> Option<bool> {
    match now.number.cmp(&before.number) {
        std::cmp::Ordering::Equal => None,
        order => Some(order.is_gt() == figure.more_is_better()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figures::sums::{Rates, Sums};

    fn first_pass(right: u64, orders: u64) -> Grade {
        let sums = Sums {
            orders,
            first_pass: right,
            ..Sums::default()
        };
        let figure = Figure::FirstPass;
        let value = sums.value(figure, &Rates::default());
        grade(figure, value.as_ref(), figure.usual())
    }

    #[test]
    fn three_wrong_in_ten_orders_may_be_chance_and_thirty_in_three_hundred_are_none() {
        assert_eq!(first_pass(0, 0), Grade::Unmeasured);
        assert_eq!(first_pass(9, 9), Grade::TooFew);
        assert_eq!(first_pass(10, 10), Grade::Ok);
        assert_eq!(first_pass(9, 10), Grade::TooFew, "one wrong is a slip");
        assert_eq!(first_pass(270, 300), Grade::Alarm);
        assert_eq!(first_pass(1_930, 2_000), Grade::Watch);
        assert_eq!(first_pass(1_970, 2_000), Grade::Ok);
    }

    #[test]
    fn where_less_is_better_the_limits_turn_round() {
        let labels = |failed| {
            let sums = Sums {
                parcels: 1_000,
                failed,
                ..Sums::default()
            };
            let figure = Figure::FailedLabels;
            let value = sums.value(figure, &Rates::default());
            grade(figure, value.as_ref(), figure.usual())
        };
        assert_eq!(labels(5), Grade::Ok);
        assert_eq!(labels(6), Grade::TooFew, "six may be five");
        assert_eq!(labels(15), Grade::Watch);
        assert_eq!(labels(40), Grade::Alarm);
    }

    #[test]
    fn no_corrections_are_good_and_many_are_told_by_the_month() {
        let corrections = |corrections, days| {
            let sums = Sums {
                corrections,
                ..Sums::default()
            };
            let rates = Rates {
                days,
                ..Rates::default()
            };
            let figure = Figure::Corrections;
            let value = sums.value(figure, &rates);
            let grade = grade(figure, value.as_ref(), figure.usual());
            (value.unwrap().number, grade)
        };
        assert_eq!(corrections(0, 1), (0, Grade::Ok));
        assert_eq!(corrections(1, 1), (300, Grade::TooFew));
        assert_eq!(corrections(60, 30), (600, Grade::Alarm));
        assert_eq!(
            corrections(14, 7),
            (600, Grade::Watch).max((600, Grade::Alarm))
        );
    }
}

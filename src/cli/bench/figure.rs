//! A measured figure beside its limit, and how it is written.

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::time::Duration;

use serde::Serialize;

/// One figure. What has no peer has no `limit` and no `ratio`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Figure {
    figure: Cow<'static, str>,
    value: f64,
    unit: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit_is: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
    goal: f64,
    holds: bool,
}

/// What a figure is held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// In the figure's unit.
    pub(super) value: f64,
    /// What was done bare.
    pub(super) is: &'static str,
}

impl Figure {
    /// Less is better: the ratio must not be above `goal`.
    pub(super) fn at_most(
        name: &'static str,
        value: f64,
        unit: &'static str,
        limit: Limit,
        goal: f64,
    ) -> Self {
        let figure = Self::beside(name, value, unit, limit, goal);
        Self {
            holds: figure.ratio.is_some_and(|ratio| ratio <= goal),
            ..figure
        }
    }

    /// More is better: the ratio must not be below `goal`.
    pub(super) fn at_least(
        name: &'static str,
        value: f64,
        unit: &'static str,
        limit: Limit,
        goal: f64,
    ) -> Self {
        let figure = Self::beside(name, value, unit, limit, goal);
        Self {
            holds: figure.ratio.is_some_and(|ratio| ratio >= goal),
            ..figure
        }
    }

    /// A share from 0 to 1 that must not be above `goal`.
    pub(super) fn share(name: &'static str, value: f64, goal: f64) -> Self {
        let value = rounded(value, 5);
        Self {
            figure: name.into(),
            value,
            unit: "share",
            limit: None,
            limit_is: None,
            ratio: None,
            goal,
            holds: value <= goal,
        }
    }

    /// A share from 0 to 1 that must not be below `goal`.
    pub(super) fn share_at_least(
        name: impl Into<Cow<'static, str>>,
        value: f64,
        goal: f64,
    ) -> Self {
        let figure = Self::share("", value, goal);
        Self {
            figure: name.into(),
            holds: figure.value >= goal,
            ..figure
        }
    }

    /// A share that must lie between two; the goal that is written is the upper one.
    pub(super) fn share_within(
        name: impl Into<Cow<'static, str>>,
        value: f64,
        (least, most): (f64, f64),
    ) -> Self {
        let figure = Self::share("", value, most);
        Self {
            figure: name.into(),
            holds: (least..=most).contains(&figure.value),
            ..figure
        }
    }

    /// What another program's rule does on the same parcels: nothing is asked of it.
    pub(super) fn beside_us(name: String, value: f64) -> Self {
        Self {
            figure: name.into(),
            ..Self::share("", value, 1.0)
        }
    }

    /// So many of something, and not more than `goal`.
    pub(super) fn count(name: &'static str, value: f64, unit: &'static str, goal: f64) -> Self {
        let figure = Self::share(name, value, goal);
        Self { unit, ..figure }
    }

    fn beside(name: &'static str, value: f64, unit: &'static str, limit: Limit, goal: f64) -> Self {
        // The ratio is that of the numbers written, so that a reader can check it.
        let (value, bare) = (rounded(value, 3), rounded(limit.value, 3));
        Self {
            figure: name.into(),
            value,
            unit,
            limit: Some(bare),
            limit_is: Some(limit.is),
            ratio: (bare > 0.0).then(|| rounded(value / bare, 4)),
            goal,
            holds: false,
        }
    }
}

fn rounded(value: f64, digits: i32) -> f64 {
    let unit = 10_f64.powi(digits);
    (value * unit).round() / unit
}

/// Where figures go, each as soon as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    is_json: bool,
}

impl Sheet {
    /// A sheet of JSON lines, or a table whose head is written now.
    pub(super) fn begin(is_json: bool) -> io::Result<Self> {
        if !is_json {
            writeln!(
                io::stdout().lock(),
                "{:<22}{:>14} {:<9}{:>14}{:>9}{:>7}  {:<6}limit is",
                "figure",
                "value",
                "unit",
                "limit",
                "ratio",
                "goal",
                "holds"
            )?;
        }
        Ok(Self { is_json })
    }

    /// Writes one figure.
    pub(super) fn write(self, figure: &Figure) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.is_json {
            let text = serde_json::to_string(figure).map_err(io::Error::other)?;
            writeln!(out, "{text}")?;
        } else {
            let number = |number: Option<f64>, digits: usize| {
                number.map_or_else(String::new, |n| format!("{n:.digits$}"))
            };
            writeln!(
                out,
                "{:<22}{:>14} {:<9}{:>14}{:>9}{:>7}  {:<6}{}",
                figure.figure,
                figure.value,
                figure.unit,
                number(figure.limit, 3),
                number(figure.ratio, 3),
                figure.goal,
                if figure.holds { "yes" } else { "NO" },
                figure.limit_is.unwrap_or_default()
            )?;
        }
        out.flush()
    }
}

/// Times of the same work done many times.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    taken: Vec<Duration>,
}

impl Times {
    /// One more.
    pub(super) fn add(&mut self, time: Duration) {
        self.taken.push(time);
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.taken.len()
    }

    /// The time that `percent` of all did not exceed (nearest rank); zero when there is none.
    pub(super) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.taken.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied().unwrap_or_default()
    }

    /// The same in microseconds.
    pub(super) fn micros(&self, percent: usize) -> f64 {
        self.percentile(percent).as_secs_f64() * 1e6
    }

    /// The same in milliseconds.
    pub(super) fn millis(&self, percent: usize) -> f64 {
        self.percentile(percent).as_secs_f64() * 1e3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(value: f64) -> Limit {
        Limit {
            value,
            is: "the bare work",
        }
    }

    #[test]
    fn a_time_holds_below_its_goal_and_a_speed_above_it() {
        assert!(Figure::at_most("t", 15.0, "us", limit(10.0), 1.5).holds);
        assert!(!Figure::at_most("t", 15.1, "us", limit(10.0), 1.5).holds);
        assert!(Figure::at_least("s", 5.0, "rows/s", limit(10.0), 0.5).holds);
        assert!(!Figure::at_least("s", 4.9, "rows/s", limit(10.0), 0.5).holds);
    }

    #[test]
    fn without_a_limit_nothing_is_said_to_hold() {
        let figure = Figure::at_most("t", 15.0, "us", limit(0.0), 1.5);
        assert_eq!((figure.ratio, figure.holds), (None, false));
    }

    #[test]
    fn the_99th_percentile_of_a_hundred_times_is_the_99th_of_them() {
        let mut times = Times::default();
        for micros in (1..=100).rev() {
            times.add(Duration::from_micros(micros));
        }
        assert_eq!(times.percentile(50), Duration::from_micros(50));
        assert_eq!(times.percentile(99), Duration::from_micros(99));
        assert_eq!(Times::default().percentile(99), Duration::ZERO);
    }
}

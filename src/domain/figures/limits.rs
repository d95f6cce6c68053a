//! From which number on a figure is watched, and from which it is an alarm: set by a lead, with usual numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Figure;
use crate::domain::units::Minor;

/// Both limits, in whole units of [`Figure::unit`]: what is worse is watched, or an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Worse than this is watched.
    pub watch: u32,
    /// Worse than this is an alarm.
    pub alarm: u32,
}

/// Largest limit that can be set.
pub const MOST: u32 = 1_000_000;

/// Largest wage of an hour that can be set, in hundredths. Assumption: ten thousand is a mistake.
pub const MOST_WAGE: u32 = 1_000_000;

/// What a lead has set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FigureRules {
    /// What an hour of work costs the shop, in hundredths of its currency; 0 is not known.
    pub wage_per_hour: u32,
    /// Limits that differ from the usual ones.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub limits: BTreeMap<Figure, Limits>,
}

impl FigureRules {
    /// Whether nobody has set anything.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The limits of a figure.
    pub fn of(&self, figure: Figure) -> Limits {
        let set = self.limits.get(&figure).copied();
        set.unwrap_or_else(|| figure.usual())
    }

    /// Sets them; the usual ones are not written down.
    pub fn set(&mut self, figure: Figure, limits: Limits) {
        if limits == figure.usual() {
            self.limits.remove(&figure);
        } else {
            self.limits.insert(figure, limits);
        }
    }

    /// What an hour of work costs.
    pub fn wage(&self) -> Minor {
        Minor(i64::from(self.wage_per_hour))
    }

    /// The first figure whose limits cannot be.
    pub fn fault(&self) -> Option<Figure> {
        let mut set = self.limits.iter();
        let faulty = set.find(|(figure, limits)| !limits.can_be_of(**figure));
        let wage = (self.wage_per_hour > MOST_WAGE).then_some(Figure::PackingCost);
        faulty.map(|(figure, _)| *figure).or(wage)
    }
}

impl Limits {
    /// An alarm is worse than what is watched.
    pub fn can_be_of(self, figure: Figure) -> bool {
        let in_order = if figure.more_is_better() {
            self.alarm < self.watch
        } else {
            self.watch < self.alarm
        };
        in_order && self.watch.max(self.alarm) <= MOST
    }
}

impl Figure {
    /// The limits until a lead sets others.
    ///
    /// Source: warehouse rules name the figures and no limits. On time 99.7 % is best in class (WERC DC Measures 2020),
    /// orders per person and hour 10 in the median and 35 best (logistics.kbaas.ai, quoting WERC).
    ///
    /// Assumption: all others, and how far from the best an alarm lies; each shop sets its own after a month.
    pub fn usual(self) -> Limits {
        let (watch, alarm) = match self {
            Self::OrdersPerHour => (150, 100),
            Self::LinesPerHour => (350, 250),
            Self::FirstPass => (980, 960),
            Self::OnTime => (985, 960),
            Self::PaidToPacked => (24 * 60, 48 * 60),
            Self::PaidToHandedOver => (30 * 60, 54 * 60),
            Self::PackedToHandedOver => (8 * 60, 24 * 60),
            Self::LabelsAutomatic | Self::CompleteData => (980, 950),
            Self::FailedLabels => (50, 200),
            Self::Blocked => (100, 300),
            Self::Corrections => (200, 500),
            Self::PackingCost => (400, 600),
            Self::Handling => (180, 300),
            Self::Scanning => (90, 150),
            Self::Packaging => (45, 90),
            Self::Weighing | Self::Confirming => (30, 60),
        };
        Limits { watch, alarm }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_limits_can_be_and_one_that_cannot_is_named() {
        for figure in Figure::ALL {
            assert!(figure.usual().can_be_of(figure), "{}", figure.name());
        }
        let mut rules = FigureRules::default();
        assert_eq!(rules.fault(), None);
        let turned = Limits {
            watch: 960,
            alarm: 980,
        };
        rules.set(Figure::FirstPass, turned);
        assert_eq!(rules.fault(), Some(Figure::FirstPass));
        rules.set(Figure::FirstPass, Figure::FirstPass.usual());
        assert_eq!(rules, FigureRules::default(), "usual ones are not kept");
        rules.wage_per_hour = MOST_WAGE + 1;
        assert_eq!(rules.fault(), Some(Figure::PackingCost));
    }
}

//! From which figure on an alert is raised: set for each kind, with where the usual limit comes from.

use serde::{Deserialize, Serialize};

use super::AlertKind;

/// The rule of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    /// Whether it is watched at all.
    pub on: bool,
    /// The limit, in the unit of the kind; 0 where the figure brings its own.
    pub limit: u32,
    /// Minutes: how far the figure looks back, or how long it has to be bad; 0 where neither is so.
    pub minutes: u32,
}

impl AlertRule {
    const fn new(limit: u32, minutes: u32) -> Self {
        Self {
            on: true,
            limit,
            minutes,
        }
    }
}

/// The rules of all kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AlertRules {
    /// So many labels failed within so many minutes.
    pub failed_labels: AlertRule,
    /// So many orders whose truck left more than so many minutes ago, untouched since.
    pub stuck_orders: AlertRule,
    /// More than so many thousandths of the stock that was compared.
    pub stock_drift: AlertRule,
    /// Bad for so many minutes.
    pub sync_trouble: AlertRule,
    /// Down to the packaging's own reorder level, or to what lasts too few working days.
    pub packaging_low: AlertRule,
    /// So many grams.
    pub scale_drift: AlertRule,
    /// Above the chart's own control limit.
    pub error_rate: AlertRule,
    /// So many entries of the exceptions desk past their deadline.
    pub overdue: AlertRule,
}

impl Default for AlertRules {
    /// Source: warehouse rules, "Alerts": 10 failed labels in 30 minutes, stock difference over 5 %.
    ///
    /// Assumption: an order is stuck a day after its truck has left; a link is in trouble after five minutes,
    /// for a switch or a server starts anew in less; a drift that the scale's own test has found counts from 5 g,
    /// because that test looks for 10 g and its estimate is rough; one entry of the desk past its
    /// deadline is one too many. A shift lead may settle all four.
    fn default() -> Self {
        Self {
            failed_labels: AlertRule::new(10, 30),
            stuck_orders: AlertRule::new(1, 24 * 60),
            stock_drift: AlertRule::new(50, 0),
            sync_trouble: AlertRule::new(0, 5),
            packaging_low: AlertRule::new(0, 0),
            scale_drift: AlertRule::new(5, 0),
            error_rate: AlertRule::new(0, 0),
            overdue: AlertRule::new(1, 0),
        }
    }
}

/// Largest limit that can be set.
pub const MOST: u32 = 100_000;

/// Longest time that can be set: thirty days.
pub const LONGEST: u32 = 30 * 24 * 60;

impl AlertRules {
    /// The rule of a kind.
    pub fn of(&self, kind: AlertKind) -> AlertRule {
        match kind {
            AlertKind::FailedLabels => self.failed_labels,
            AlertKind::StuckOrders => self.stuck_orders,
            AlertKind::StockDrift => self.stock_drift,
            AlertKind::SyncTrouble => self.sync_trouble,
            AlertKind::PackagingLow => self.packaging_low,
            AlertKind::ScaleDrift => self.scale_drift,
            AlertKind::ErrorRate => self.error_rate,
            AlertKind::Overdue => self.overdue,
        }
    }

    /// The same to change it.
    pub fn of_mut(&mut self, kind: AlertKind) -> &mut AlertRule {
        match kind {
            AlertKind::FailedLabels => &mut self.failed_labels,
            AlertKind::StuckOrders => &mut self.stuck_orders,
            AlertKind::StockDrift => &mut self.stock_drift,
            AlertKind::SyncTrouble => &mut self.sync_trouble,
            AlertKind::PackagingLow => &mut self.packaging_low,
            AlertKind::ScaleDrift => &mut self.scale_drift,
            AlertKind::ErrorRate => &mut self.error_rate,
            AlertKind::Overdue => &mut self.overdue,
        }
    }

    /// The first kind whose limit or time cannot be.
    pub fn fault(&self) -> Option<AlertKind> {
        AlertKind::ALL.into_iter().find(|kind| {
            let rule = self.of(*kind);
            let limit_is_wrong = kind.has_limit() != (1..=MOST).contains(&rule.limit);
            let minutes_are_wrong = kind.has_minutes() != (1..=LONGEST).contains(&rule.minutes);
            limit_is_wrong || minutes_are_wrong || rule.limit > MOST || rule.minutes > LONGEST
        })
    }
}

impl AlertKind {
    /// Whether its limit is set here; others bring their own.
    pub fn has_limit(self) -> bool {
        matches!(
            self,
            Self::FailedLabels
                | Self::StuckOrders
                | Self::StockDrift
                | Self::ScaleDrift
                | Self::Overdue
        )
    }

    /// Whether it has a time.
    pub fn has_minutes(self) -> bool {
        matches!(
            self,
            Self::FailedLabels | Self::StuckOrders | Self::SyncTrouble
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_rules_are_such_as_can_be_and_a_rule_without_sense_is_named() {
        let usual = AlertRules::default();
        assert_eq!(usual.fault(), None);
        let mut odd = usual;
        odd.stuck_orders.limit = 0;
        assert_eq!(odd.fault(), Some(AlertKind::StuckOrders));
        let mut odd = usual;
        odd.failed_labels.minutes = LONGEST + 1;
        assert_eq!(odd.fault(), Some(AlertKind::FailedLabels));
        let mut odd = usual;
        odd.packaging_low.limit = 3;
        assert_eq!(odd.fault(), Some(AlertKind::PackagingLow));
    }
}

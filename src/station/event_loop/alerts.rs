//! Alerts in the loop: figures taken in, notices handed to their threads, the set-up put in force.

use super::{Loop, replace};
use crate::domain::alerts::notice::Receiver;
use crate::station::alerts::form::{AlertForm, AlertSecrets, AlertsOutcome};
use crate::station::alerts::post::PostEnd;
use crate::station::run::chain;

impl Loop {
    /// Idle work: measures when it is time, and sends what is due. `true` when the screen has to show it.
    pub(super) fn tend_alerts(&mut self) -> bool {
        let changed = self.alerts.tend(&mut self.station);
        let posting = self.post_next();
        let is_other_desk = changed && self.show_desk();
        let is_other = (changed || posting) && self.show_alerts(None);
        is_other_desk || is_other
    }

    /// Idle work: makes the reports that are due. `true` when the screen has to show one that waits.
    pub(super) fn tend_reports(&mut self) -> bool {
        let changed = self.reports.tend(&mut self.station);
        if changed {
            self.post_next();
        }
        changed && self.show_alerts(None)
    }

    /// Hands the next notice of each receiver to a thread. `true` when one is under way now.
    fn post_next(&mut self) -> bool {
        let mut is_posting = false;
        for receiver in Receiver::ALL {
            let errand = match self.station.next_post(receiver) {
                Ok(Some(errand)) => errand,
                Ok(None) => continue,
                Err(error) => {
                    tracing::error!(error = %chain(&error), "what is to be sent cannot be read");
                    continue;
                }
            };
            is_posting = true;
            let lost = errand.lost();
            if let Err(error) = errand.run_beside(self.inbox.clone()) {
                tracing::error!(%error, "the thread that sends cannot be started");
                self.keep(|station| station.post_ended(&lost));
            }
        }
        is_posting
    }

    pub(super) fn posted(&mut self, end: &PostEnd) {
        self.keep(|station| station.post_ended(end));
        self.post_next();
        self.show_alerts(None);
    }

    pub(super) fn set_alerts(&mut self, form: &AlertForm, typed: &AlertSecrets) {
        let outcome = self.station.set_alerts(form, typed);
        if outcome == AlertsOutcome::Saved {
            self.show_desk();
            // Other limits judge anew.
            self.alerts.hurry();
        }
        self.show_alerts(Some(outcome));
    }

    pub(super) fn test_alerts(&mut self) {
        let outcome = self.station.send_test();
        self.post_next();
        self.show_alerts(Some(outcome));
    }

    pub(super) fn settle_notice(&mut self, notice: i64, has_arrived: bool) {
        self.keep(|station| station.settle_notice(notice, has_arrived));
        self.post_next();
        self.show_alerts(None);
    }

    /// Reads what was ordered about pairs of products anew. `true` when anything is different.
    pub(super) fn show_pair_actions(&mut self) -> bool {
        match self.station.pair_actions() {
            Ok(actions) => replace(&mut self.around.pair_actions, actions),
            Err(error) => {
                tracing::error!(error = %chain(&error), "what was ordered about pairs cannot be read");
                false
            }
        }
    }

    /// Reads the exceptions desk anew. `true` when anything is different.
    pub(super) fn show_desk(&mut self) -> bool {
        match self.station.desk_view_after(&self.around.desk) {
            Ok(view) => replace(&mut self.around.desk, view),
            Err(error) => {
                tracing::error!(error = %chain(&error), "the exceptions desk cannot be read");
                false
            }
        }
    }

    /// Reads alerts anew. `true` when anything is different.
    pub(super) fn show_alerts(&mut self, outcome: Option<AlertsOutcome>) -> bool {
        let outcome = outcome.unwrap_or_else(|| self.around.alerts.outcome.clone());
        match self.station.alerts_view(outcome) {
            Ok(view) => replace(&mut self.around.alerts, view),
            Err(error) => {
                tracing::error!(error = %chain(&error), "alerts cannot be read");
                false
            }
        }
    }
}

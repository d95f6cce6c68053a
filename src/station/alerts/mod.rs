//! What wakes the shift lead: figures are measured in a worker, judged here, kept as facts, and told elsewhere.
//!
//! A scan waits for none of it: the worker reads through a connection of its own, and between two scans the
//! station takes in what it found.

pub mod config;
pub mod form;
mod keeper;
mod measure;
pub mod post;
mod table;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sha2::{Digest as _, Sha256};

use self::config::AlertsConfig;
use self::form::{AlertForm, AlertsOutcome};
pub use self::keeper::AlertKeeper;
pub use self::measure::{Measured, Measuring};
use self::post::Pause;
pub use self::table::alerts_table;
use super::hex;
use super::report::{ReportError, span};
use super::run::Station;
use crate::domain::alerts::judge::{Judge, Turn};
use crate::domain::alerts::notice::{Happened, Notice, Receiver};
use crate::domain::alerts::{Alert, Raised};
use crate::domain::ids::StationId;
use crate::domain::session::fact::Fact;
use crate::domain::worker::Language;
use crate::store::{NoticeRow, RunRow, StoreError};

/// Alerts that are over, as many as a screen shows.
const PAST_SHOWN: u32 = 50;

/// Notices shown.
const NOTICES_SHOWN: u32 = 20;

/// What the station keeps in memory of its alerts.
#[derive(Debug, Default)]
pub(super) struct Alerts {
    judge: Judge,
    /// How each receiver answers.
    pauses: BTreeMap<Receiver, Pause>,
}

/// Alerts as the screens show them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertsView {
    /// Open ones, the newest first.
    pub open: Vec<Alert>,
    /// Those that are over, the last one first.
    pub past: Vec<Alert>,
    /// What was sent, those first that need a hand.
    pub notices: Vec<NoticeRow>,
    /// Names of the people in them, by badge.
    pub names: BTreeMap<String, String>,
    /// Reports made by the clock that wait for their folder.
    pub reports: Vec<RunRow>,
    /// What is set up.
    pub form: AlertForm,
    /// A password for e-mail is kept.
    pub has_password: bool,
    /// A secret for the webhook is kept.
    pub has_secret: bool,
    /// What came of the last key.
    pub outcome: AlertsOutcome,
}

impl AlertsView {
    /// Alerts that nobody has seen, the newest first.
    pub fn calling(&self) -> impl Iterator<Item = &Alert> {
        self.open.iter().filter(|alert| alert.calls())
    }
}

impl Station {
    /// What is open after a start is open still, and so is what was being sent.
    pub(super) fn recall_alerts(&mut self) -> Result<(), StoreError> {
        let open = self.store.open_alerts()?;
        self.alerts.judge = Judge::with_open(open.iter().map(|alert| &alert.raised));
        Ok(())
    }

    /// The figures as they are now; for commands without a window.
    pub fn measure_now(&mut self) -> Result<Measured, StoreError> {
        let task = self.measuring()?;
        task.of(&self.store)
    }

    /// Takes in figures: raises, ends, and tells. `true` when anything changed.
    pub fn judge_alerts(&mut self, measured: &Measured) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let is_noticed = self.store.keep_noticed(now, &measured.noticed)?;
        let before = self.alerts.judge.clone();
        let rules = &self.config.alerts.rules;
        let (kinds, readings) = (&measured.kinds, &measured.readings);
        let turns = self.alerts.judge.judge(rules, kinds, readings, now);
        if turns.is_empty() {
            return Ok(is_noticed);
        }
        let kept = self.keep_turns(&turns, now);
        if kept.is_err() {
            // It is not on disk: the next figures raise it again.
            self.alerts.judge = before;
        }
        kept.map(|()| true)
    }

    fn keep_turns(&mut self, turns: &[Turn], now: DateTime<Utc>) -> Result<(), StoreError> {
        let (mut facts, mut notices) = (Vec::new(), Vec::new());
        for turn in turns {
            match turn {
                Turn::Raised(raised) => {
                    tracing::warn!(alert = raised.id, "an alert is raised");
                    let alert = raised.clone();
                    notices.extend(self.notices_of(&Happened::Raised { alert }, now));
                    let alert = raised.clone();
                    facts.push(Fact::AlertRaised { alert });
                }
                Turn::Cleared(id) => {
                    if let Some(known) = self.store.alert(id)? {
                        let alert = known.raised;
                        notices.extend(self.notices_of(&Happened::Cleared { alert }, now));
                    }
                    facts.push(Fact::AlertCleared { alert: id.clone() });
                }
            }
        }
        self.store.keep_alerts(now, &facts, &notices)
    }

    /// One notice for each address. That something is over is told to programs alone.
    fn notices_of(
        &self,
        happened: &Happened,
        now: DateTime<Utc>,
    ) -> Vec<(Receiver, String, Notice)> {
        let station = self.store.station_id();
        let mut notices = Vec::new();
        for receiver in Receiver::ALL {
            if receiver == Receiver::Mail && matches!(happened, Happened::Cleared { .. }) {
                continue;
            }
            for address in self.config.alerts.addresses(receiver) {
                let notice = notice_of(station, happened, (receiver, &address), now);
                notices.push((receiver, address, notice));
            }
        }
        notices
    }

    /// A letter to one reader. It has the same key whenever the same is told him.
    pub(super) fn letter_to(
        &self,
        reader: &str,
        happened: &Happened,
        now: DateTime<Utc>,
    ) -> Notice {
        notice_of(
            self.store.station_id(),
            happened,
            (Receiver::Mail, reader),
            now,
        )
    }

    /// Alerts for the screens.
    pub fn alerts_view(&self, outcome: AlertsOutcome) -> Result<AlertsView, StoreError> {
        let (open, past) = (
            self.store.open_alerts()?,
            self.store.past_alerts(PAST_SHOWN)?,
        );
        let mut names = BTreeMap::new();
        for seen in open
            .iter()
            .chain(&past)
            .filter_map(|it| it.acknowledged.as_ref())
        {
            if let Some(by) = &seen.by
                && let Some(worker) = self.store.worker(by)?
            {
                names.insert(by.0.clone(), worker.name);
            }
        }
        let config = &self.config.alerts;
        let mail = config.mail.as_ref();
        let hook = config.webhook.as_ref();
        Ok(AlertsView {
            open,
            past,
            notices: self.store.notices(NOTICES_SHOWN)?,
            reports: self.reports_stuck()?,
            names,
            form: AlertForm::of(config),
            has_password: mail.is_some_and(|mail| mail.password_file.is_some()),
            has_secret: hook.is_some_and(|hook| hook.secret_file.is_some()),
            outcome,
        })
    }

    /// Alerts that were raised in these local days, both included, the oldest first.
    pub fn alerts_of(&self, from: &str, to: &str) -> Result<Vec<Alert>, ReportError> {
        let (begin, end) = span(from, to, self.settings.time_zone)?;
        Ok(self.store.alerts_between(begin, end)?)
    }

    /// Alerts whose figures are bad now.
    pub fn open_alerts(&self) -> Result<Vec<Alert>, StoreError> {
        self.store.open_alerts()
    }

    /// How what was sent to a receiver last stands, and how much waits; `None` where it is not set up.
    pub fn receiver_now(
        &self,
        receiver: Receiver,
    ) -> Result<Option<(Option<NoticeRow>, u64)>, StoreError> {
        if !self.config.alerts.tells(receiver) {
            return Ok(None);
        }
        let waiting = self.store.notices_waiting(receiver)?;
        Ok(Some((self.store.last_notice(receiver)?, waiting)))
    }

    /// The set-up of alerts.
    pub fn alerts_config(&self) -> &AlertsConfig {
        &self.config.alerts
    }

    /// The language of letters.
    pub(super) fn letters_language(&self) -> Language {
        self.config.alerts.language
    }
}

fn notice_of(
    station: &StationId,
    happened: &Happened,
    to: (Receiver, &str),
    now: DateTime<Utc>,
) -> Notice {
    Notice {
        key: key_of(station, happened, to, now),
        station: station.clone(),
        at: now,
        happened: happened.clone(),
    }
}

/// The same for every try of one notice, and for no other notice of any bench.
fn key_of(
    station: &StationId,
    happened: &Happened,
    (receiver, address): (Receiver, &str),
    now: DateTime<Utc>,
) -> String {
    let (event, id) = match happened {
        Happened::Raised {
            alert: Raised { id, .. },
        } => ("raised", id.clone()),
        Happened::Cleared {
            alert: Raised { id, .. },
        } => ("cleared", id.clone()),
        Happened::Report { run } => ("report", format!("{}/{}", run.what.name(), run.day)),
        Happened::Test => ("test", now.timestamp_millis().to_string()),
    };
    let mut digest = Sha256::new();
    for part in [station.as_str(), event, &id, receiver.name(), address] {
        digest.update(part.len().to_be_bytes());
        digest.update(part.as_bytes());
    }
    // Half of the digest is unlikely enough to meet twice, and short enough for a header.
    hex(digest.finalize().get(..16).unwrap_or_default())
}

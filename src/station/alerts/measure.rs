//! Reads the figures that raise alerts, from the bench's database alone.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::alerts::rules::AlertRules;
use crate::domain::alerts::{AlertKind, Reading};
use crate::domain::all_benches::BenchChoice;
use crate::domain::desk::Deadlines;
use crate::domain::settings::Settings;
use crate::domain::stats::control_chart::{Chart, Shift, Verdict};
use crate::station::desk::overdue;
use crate::station::mis_picks::shifts_of;
use crate::station::packaging::used_until;
use crate::station::run::Station;
use crate::station::sync_levels::sync_levels;
use crate::station::sync_view::Level;
use crate::store::{NoticedNow, Store, StoreError};

/// Orders that an alert names. Assumption: whoever looks for more opens the queue.
const NAMED: usize = 10;

/// What the worker needs beside the database.
#[derive(Debug, Clone)]
pub struct Measuring {
    rules: AlertRules,
    deadlines: Deadlines,
    /// What happens on the desks of all benches is known here.
    knows_all: bool,
    settings: Settings,
    /// Whether bench and master need a person.
    link: Level,
    now: DateTime<Utc>,
}

/// The figures of one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measured {
    /// The kinds whose figures are all here.
    pub kinds: Vec<AlertKind>,
    /// The figures.
    pub readings: Vec<Reading>,
    /// What the exceptions desk has to know, and no fact tells.
    pub noticed: NoticedNow,
}

impl Station {
    /// What a worker needs to measure.
    pub(super) fn measuring(&mut self) -> Result<Measuring, StoreError> {
        let now = self.clock.now();
        let link = sync_levels(&self.sync_view()?, now).of_the_link();
        Ok(Measuring {
            rules: self.config.alerts.rules,
            deadlines: self.config.alerts.deadlines,
            knows_all: self.knows_all_benches(),
            settings: self.settings.clone(),
            link,
            now,
        })
    }
}

impl Measuring {
    /// The figures of what is watched.
    pub fn of(&self, store: &Store) -> Result<Measured, StoreError> {
        let mut measured = Measured {
            noticed: store.notice_now()?,
            ..Measured::default()
        };
        for kind in AlertKind::ALL {
            if !self.rules.of(kind).on {
                continue;
            }
            let readings = match kind {
                AlertKind::FailedLabels => self.failed_labels(store)?,
                AlertKind::StuckOrders => self.stuck_orders(store)?,
                AlertKind::StockDrift => self.stock_drift(store)?,
                AlertKind::SyncTrouble => vec![self.sync_trouble()],
                AlertKind::PackagingLow => self.packaging_low(store)?,
                AlertKind::ScaleDrift => self.scale_drift(store)?,
                AlertKind::ErrorRate => self.error_rate(store)?,
                AlertKind::Overdue => self.overdue(store)?,
            };
            measured.kinds.push(kind);
            measured.readings.extend(readings);
        }
        Ok(measured)
    }

    fn reading(&self, kind: AlertKind, measure: i64) -> Reading {
        Reading {
            kind,
            subject: String::new(),
            measure,
            limit: i64::from(self.rules.of(kind).limit),
            about: vec![],
        }
    }

    /// The moment from which on a rule looks.
    fn since(&self, kind: AlertKind) -> DateTime<Utc> {
        self.now - TimeDelta::minutes(i64::from(self.rules.of(kind).minutes))
    }

    fn failed_labels(&self, store: &Store) -> Result<Vec<Reading>, StoreError> {
        let kind = AlertKind::FailedLabels;
        let failed = store.labels_failed_since(self.since(kind))?;
        Ok(vec![self.reading(kind, whole(failed))])
    }

    fn stuck_orders(&self, store: &Store) -> Result<Vec<Reading>, StoreError> {
        let kind = AlertKind::StuckOrders;
        let (count, named) = store.stuck_orders(self.since(kind), NAMED)?;
        let mut reading = self.reading(kind, whole(count));
        reading.about = named.into_iter().map(|order| order.0).collect();
        Ok(vec![reading])
    }

    /// Before the first count from outside nothing can differ.
    fn stock_drift(&self, store: &Store) -> Result<Vec<Reading>, StoreError> {
        let compared = store.stock_compared()?;
        let reading = |permille| self.reading(AlertKind::StockDrift, permille);
        let permille = compared.map(|compared| compared.permille());
        Ok(permille.map(reading).into_iter().collect())
    }

    fn sync_trouble(&self) -> Reading {
        let mut reading =
            self.reading(AlertKind::SyncTrouble, i64::from(self.link == Level::Alarm));
        reading.limit = 1;
        reading
    }

    /// A drift counts when the scale's own test has found it; until somebody has checked the scale.
    fn scale_drift(&self, store: &Store) -> Result<Vec<Reading>, StoreError> {
        let kind = AlertKind::ScaleDrift;
        let scales = store.learned_scales()?.into_iter().map(|scale| {
            let found = if scale.state.has_drifted {
                scale.state.offset_mg.abs().saturating_add(500) / 1_000
            } else {
                0
            };
            Reading {
                subject: scale.scale,
                ..self.reading(kind, found)
            }
        });
        Ok(scales.collect())
    }

    fn overdue(&self, store: &Store) -> Result<Vec<Reading>, StoreError> {
        let overdue = overdue(store, &self.deadlines, (self.now, self.knows_all))?;
        let count = u64::try_from(overdue.len()).unwrap_or(u64::MAX);
        let mut reading = self.reading(AlertKind::Overdue, whole(count));
        let orders = overdue.into_iter().filter_map(|entry| entry.order);
        let mut named: Vec<String> = orders.map(|order| order.0).collect();
        named.dedup();
        named.truncate(NAMED);
        reading.about = named;
        Ok(vec![reading])
    }

    /// The weighted mean of the chart against its control limit; nothing before the chart says anything.
    fn error_rate(&self, store: &Store) -> Result<Vec<Reading>, StoreError> {
        // A lead's station knows the work of all benches, any other its own.
        let shifts = shifts_of(store, &self.settings, &BenchChoice::All, self.now)?;
        let shifts: Vec<Shift> = shifts.into_iter().map(|(_, shift)| shift).collect();
        let chart = Chart::new(&shifts);
        let Some(last) = chart.points.last() else {
            return Ok(vec![]);
        };
        let (mean, limit) = (whole(last.mean.0), whole(last.limit.0));
        let is_signal = matches!(chart.verdict, Verdict::Signal { .. });
        let reading = Reading {
            // One error in all of the last shifts is no signal, however far out it lies.
            measure: if is_signal {
                mean.max(limit + 1)
            } else {
                mean.min(limit)
            },
            limit,
            ..self.reading(AlertKind::ErrorRate, 0)
        };
        Ok(vec![reading])
    }

    /// Each packaging with a level, set by hand or told by its use. What it is about: its name, and for how many
    /// working days it lasts where that is known.
    fn packaging_low(&self, store: &Store) -> Result<Vec<Reading>, StoreError> {
        let used = used_until(store, self.now, self.settings.time_zone)?;
        let days = self.settings.foresight.packaging_days;
        let packagings = store.packagings()?.into_iter();
        let watched = packagings.filter_map(|packaging| {
            let lasts = used.lasts(&packaging).map(|days| days.to_string());
            Some(Reading {
                kind: AlertKind::PackagingLow,
                measure: packaging.on_hand,
                limit: used.level(&packaging, days)?,
                subject: packaging.code.0,
                about: std::iter::once(packaging.name).chain(lasts).collect(),
            })
        });
        Ok(watched.collect())
    }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

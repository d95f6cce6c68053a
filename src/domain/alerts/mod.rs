//! What a shift lead is woken for: eight figures, when each is too bad, who decides and in what time.
//!
//! Figures come in as values; [`judge`] says when one raises an alert and when it is over. Nothing here
//! knows where a figure was read or how an alert is sent.

pub mod judge;
pub mod notice;
pub mod rules;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::ids::Badge;
use super::worker::Role;

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// Labels that could not be made or printed.
    FailedLabels,
    /// Orders that should have left long ago and that nobody has touched since.
    StuckOrders,
    /// The outside system counts another stock than the books.
    StockDrift,
    /// Bench and master: a person has to act.
    SyncTrouble,
    /// A packaging runs out.
    PackagingLow,
    /// A scale shows another weight than it did.
    ScaleDrift,
    /// Mis-picks are more than chance.
    ErrorRate,
    /// Entries of the exceptions desk are past their deadline.
    Overdue,
}

/// What is done first about an alert. Source: warehouse rules, "each with a reaction (stop, limit, fix)".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// Nothing more goes out this way until it is mended.
    Stop,
    /// Work goes on with a second look.
    Limit,
    /// Work goes on as it is, and somebody mends it.
    Fix,
}

/// When a measure is too bad, seen from its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// From the limit on.
    From,
    /// Above the limit.
    Above,
    /// At the limit or below.
    DownTo,
}

impl AlertKind {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 8] = [
        Self::FailedLabels,
        Self::ScaleDrift,
        Self::ErrorRate,
        Self::SyncTrouble,
        Self::StuckOrders,
        Self::Overdue,
        Self::StockDrift,
        Self::PackagingLow,
    ];

    /// The word kept in databases and given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::FailedLabels => "failed_labels",
            Self::StuckOrders => "stuck_orders",
            Self::StockDrift => "stock_drift",
            Self::SyncTrouble => "sync_trouble",
            Self::PackagingLow => "packaging_low",
            Self::ScaleDrift => "scale_drift",
            Self::ErrorRate => "error_rate",
            Self::Overdue => "overdue",
        }
    }

    /// What is done first.
    ///
    /// Assumption: parcels without a label or with a wrong weight come back, so they stop; errors by people are
    /// met with a second look; a shift lead may settle it.
    pub fn reaction(self) -> Reaction {
        match self {
            Self::FailedLabels | Self::ScaleDrift => Reaction::Stop,
            Self::ErrorRate => Reaction::Limit,
            Self::StuckOrders
            | Self::StockDrift
            | Self::SyncTrouble
            | Self::PackagingLow
            | Self::Overdue => Reaction::Fix,
        }
    }

    /// Who decides.
    pub fn owner(self) -> Role {
        match self {
            Self::SyncTrouble => Role::Admin,
            _ => Role::Lead,
        }
    }

    /// Until when, counted from the moment it was raised.
    ///
    /// Assumption: what stops parcels is decided before the next ones are packed, errors within the hour, stock
    /// and packaging before the shift ends; a shift lead may settle it.
    pub fn time_to_decide(self) -> TimeDelta {
        TimeDelta::minutes(match self {
            Self::FailedLabels | Self::ScaleDrift => 10,
            Self::SyncTrouble => 30,
            Self::ErrorRate | Self::StuckOrders | Self::Overdue => 60,
            Self::StockDrift | Self::PackagingLow => 240,
        })
    }

    fn sense(self) -> Sense {
        match self {
            Self::FailedLabels
            | Self::StuckOrders
            | Self::SyncTrouble
            | Self::ScaleDrift
            | Self::Overdue => Sense::From,
            // "Over 5 %"; and a rate on its control limit is still chance.
            Self::StockDrift | Self::ErrorRate => Sense::Above,
            Self::PackagingLow => Sense::DownTo,
        }
    }

    /// Whether a measure is too bad.
    pub fn is_bad(self, measure: i64, limit: i64) -> bool {
        match self.sense() {
            Sense::From => measure >= limit,
            Sense::Above => measure > limit,
            Sense::DownTo => measure <= limit,
        }
    }

    /// Whether a measure is good again. Between bad and good nothing changes: a figure that trembles at its
    /// limit raises one alert.
    ///
    /// Assumption: counts that come and go are good at half the limit; what a person ends (an order packed,
    /// a scale checked, packaging bought) is good when it is not bad any more.
    pub fn is_good(self, measure: i64, limit: i64) -> bool {
        match self {
            Self::FailedLabels | Self::StockDrift => measure.saturating_mul(2) <= limit,
            _ => !self.is_bad(measure, limit),
        }
    }
}

/// One figure, as it was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What.
    pub kind: AlertKind,
    /// Of what: a packaging, a scale; empty where there is one figure for the bench.
    pub subject: String,
    /// How much, in the unit of the kind: labels, orders, thousandths of the stock, 1 for trouble, pieces, grams,
    /// errors in a million lines.
    pub measure: i64,
    /// The limit that it is held against, in the same unit.
    pub limit: i64,
    /// What it is about, as far as it helps: numbers of orders, the name of a packaging.
    pub about: Vec<String>,
}

/// An alert at the moment it was raised. A fact: its fields are frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Its own number among all alerts of its bench: kind, subject, millisecond.
    pub id: String,
    /// What.
    pub kind: AlertKind,
    /// Of what; empty where there is one figure for the bench.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// How much.
    pub measure: i64,
    /// What it was held against.
    pub limit: i64,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
}

impl Raised {
    /// Of this reading, at this time.
    pub fn of(reading: &Reading, at: DateTime<Utc>) -> Self {
        Self {
            id: format!(
                "{}/{}/{}",
                reading.kind.name(),
                reading.subject,
                at.timestamp_millis()
            ),
            kind: reading.kind,
            subject: reading.subject.clone(),
            measure: reading.measure,
            limit: reading.limit,
            about: reading.about.clone(),
        }
    }
}

/// A person who saw an alert and does something about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledged {
    /// Who.
    pub by: Option<Badge>,
    /// When.
    pub at: DateTime<Utc>,
    /// What is done, if the person said so.
    pub note: String,
}

/// An alert with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// As it was raised.
    pub raised: Raised,
    /// When.
    pub at: DateTime<Utc>,
    /// When the figure was good again.
    pub cleared_at: Option<DateTime<Utc>>,
    /// Who has seen it.
    pub acknowledged: Option<Acknowledged>,
}

impl Alert {
    /// The figure is bad still.
    pub fn is_open(&self) -> bool {
        self.cleared_at.is_none()
    }

    /// Until when its owner decides.
    pub fn due(&self) -> DateTime<Utc> {
        self.at + self.raised.kind.time_to_decide()
    }

    /// Open, and nobody has said that he has seen it.
    pub fn calls(&self) -> bool {
        self.is_open() && self.acknowledged.is_none()
    }
}

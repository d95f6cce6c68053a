//! The exceptions desk: everything that a person has to see to, in one queue, with owner, deadline and outcome.
//!
//! An entry is open until its cause is gone (then it is *mended*) or a lead closes it with an outcome; whichever
//! comes first stands, and nothing is open and ended at once. Past its deadline an open entry is *overdue*.

pub mod owner;
pub mod reader;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::exception::{Exception, ExceptionKind};
use super::gate::Hold;
use super::ids::{Badge, OrderNo, Sku, StationId, TrackingNo};
use super::label_debt::DebtReason;
use super::session::fact::ShortPath;
use super::units::Grams;

/// What sort of entry it is: by it go deadline and the outcomes that close it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A label that could not be made or did not come out.
    LabelFailure,
    /// A parcel that a person let go although its weight is off.
    WeightRelease,
    /// An order that is held: by its data, by a rule, or put aside at a bench.
    Held,
    /// Units that were not there.
    ShortPick,
    /// What master and floor tell differently.
    Conflict,
}

/// Why an entry is on the desk no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Its cause went away by itself; nobody can choose it.
    Mended,
    /// The order's data were put right.
    Corrected,
    /// The order is cancelled.
    Cancelled,
    /// It goes out as it is.
    SentAsIs,
    /// What was missing is sent later.
    SentLater,
    /// The customer gets the money back.
    Refunded,
    /// Something else was sent instead.
    Replaced,
    /// The goods were found.
    Found,
    /// The content was looked at, and it is right.
    ContentRight,
    /// The content was put right.
    ContentMended,
    /// The catalogue's weight is wrong, not the parcel.
    CatalogueWrong,
    /// The parcel has a label now.
    Labelled,
    /// It goes by another carrier.
    OtherCarrier,
    /// The parcel was unpacked and the goods are back.
    Unpacked,
    /// The parcel was compared with the order.
    Compared,
    /// The bin was counted.
    Counted,
    /// The second parcel was found.
    ParcelFound,
    /// Something else; the note says what.
    Other,
}

impl Outcome {
    /// Every one.
    pub const ALL: [Self; 18] = [
        Self::Mended,
        Self::Corrected,
        Self::Cancelled,
        Self::SentAsIs,
        Self::SentLater,
        Self::Refunded,
        Self::Replaced,
        Self::Found,
        Self::ContentRight,
        Self::ContentMended,
        Self::CatalogueWrong,
        Self::Labelled,
        Self::OtherCarrier,
        Self::Unpacked,
        Self::Compared,
        Self::Counted,
        Self::ParcelFound,
        Self::Other,
    ];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// The word kept in facts and given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mended => "mended",
            Self::Corrected => "corrected",
            Self::Cancelled => "cancelled",
            Self::SentAsIs => "sent_as_is",
            Self::SentLater => "sent_later",
            Self::Refunded => "refunded",
            Self::Replaced => "replaced",
            Self::Found => "found",
            Self::ContentRight => "content_right",
            Self::ContentMended => "content_mended",
            Self::CatalogueWrong => "catalogue_wrong",
            Self::Labelled => "labelled",
            Self::OtherCarrier => "other_carrier",
            Self::Unpacked => "unpacked",
            Self::Compared => "compared",
            Self::Counted => "counted",
            Self::ParcelFound => "parcel_found",
            Self::Other => "other",
        }
    }
}

impl EntryKind {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 5] = [
        Self::LabelFailure,
        Self::WeightRelease,
        Self::Held,
        Self::ShortPick,
        Self::Conflict,
    ];

    /// The word given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::LabelFailure => "label_failure",
            Self::WeightRelease => "weight_release",
            Self::Held => "held",
            Self::ShortPick => "short_pick",
            Self::Conflict => "conflict",
        }
    }

    /// The outcomes that close it, as they stand on the keys.
    pub fn outcomes(self) -> &'static [Outcome] {
        match self {
            Self::LabelFailure => &[
                Outcome::Labelled,
                Outcome::OtherCarrier,
                Outcome::Cancelled,
                Outcome::Other,
            ],
            Self::WeightRelease => &[
                Outcome::ContentRight,
                Outcome::ContentMended,
                Outcome::CatalogueWrong,
                Outcome::Other,
            ],
            Self::Held => &[
                Outcome::Corrected,
                Outcome::SentAsIs,
                Outcome::Cancelled,
                Outcome::Other,
            ],
            Self::ShortPick => &[
                Outcome::Found,
                Outcome::SentLater,
                Outcome::Replaced,
                Outcome::Refunded,
                Outcome::Cancelled,
                Outcome::Other,
            ],
            Self::Conflict => &[
                Outcome::Unpacked,
                Outcome::Compared,
                Outcome::Counted,
                Outcome::ParcelFound,
                Outcome::Other,
            ],
        }
    }
}

/// How long an entry of each kind may be open, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Deadlines {
    /// For labels.
    pub label_failure: u32,
    /// For weights.
    pub weight_release: u32,
    /// For held orders.
    pub held: u32,
    /// For short picks.
    pub short_pick: u32,
    /// For what master and floor tell differently.
    pub conflict: u32,
}

impl Default for Deadlines {
    /// Source: warehouse rules, "Exceptions are first-class: reason, owner, escalation, deadline"; they name no
    /// times.
    ///
    /// Assumption: a parcel without its label stands in everybody's way; a parcel with a wrong weight can be opened
    /// until its lorry is there; a held order and missing goods are told to the customer within half a shift; what
    /// master and floor tell differently left with yesterday's lorry after a day. A shift lead may settle all five.
    fn default() -> Self {
        Self {
            label_failure: 30,
            weight_release: 60,
            held: 240,
            short_pick: 240,
            conflict: 24 * 60,
        }
    }
}

/// Longest deadline that can be set, in minutes: thirty days.
pub const LONGEST: u32 = 30 * 24 * 60;

impl Deadlines {
    /// The minutes of a kind.
    pub fn minutes(&self, kind: EntryKind) -> u32 {
        match kind {
            EntryKind::LabelFailure => self.label_failure,
            EntryKind::WeightRelease => self.weight_release,
            EntryKind::Held => self.held,
            EntryKind::ShortPick => self.short_pick,
            EntryKind::Conflict => self.conflict,
        }
    }

    /// The same to change it.
    pub fn minutes_mut(&mut self, kind: EntryKind) -> &mut u32 {
        match kind {
            EntryKind::LabelFailure => &mut self.label_failure,
            EntryKind::WeightRelease => &mut self.weight_release,
            EntryKind::Held => &mut self.held,
            EntryKind::ShortPick => &mut self.short_pick,
            EntryKind::Conflict => &mut self.conflict,
        }
    }

    /// The first kind whose time cannot be.
    pub fn fault(&self) -> Option<EntryKind> {
        let is_odd = |kind: &EntryKind| !(1..=LONGEST).contains(&self.minutes(*kind));
        EntryKind::ALL.into_iter().find(is_odd)
    }
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// The order's data, a rule or its carrier hold it.
    Held {
        /// Why.
        hold: Hold,
    },
    /// A packer put it aside.
    PutAside {
        /// What the packer said.
        reason: String,
    },
    /// Units were not there.
    ShortPick {
        /// The product.
        sku: Sku,
        /// How many units.
        units: u32,
        /// What the packer said.
        reason: String,
        /// What became of the order.
        path: ShortPath,
    },
    /// A parcel was let go although its weight is off.
    WeightReleased {
        /// By how much; negative: too light.
        difference: Grams,
        /// Who let it go.
        by: Badge,
        /// What that person said.
        reason: String,
    },
    /// A parcel stands under a substitute label.
    LabelOwed {
        /// The number on it.
        substitute: TrackingNo,
        /// Why.
        reason: DebtReason,
    },
    /// No label can be made of the order.
    LabelRefused {
        /// The field that is wrong.
        field: String,
    },
    /// A printer did not take a label.
    LabelNotPrinted {
        /// What the print queue calls it.
        title: String,
    },
    /// Master and floor tell different things.
    Conflict {
        /// What.
        told: ExceptionKind,
    },
}

impl What {
    /// Its kind.
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Held { .. } | Self::PutAside { .. } => EntryKind::Held,
            Self::ShortPick { .. } => EntryKind::ShortPick,
            Self::WeightReleased { .. } => EntryKind::WeightRelease,
            Self::LabelOwed { .. } | Self::LabelRefused { .. } | Self::LabelNotPrinted { .. } => {
                EntryKind::LabelFailure
            }
            Self::Conflict { .. } => EntryKind::Conflict,
        }
    }
}

impl Hold {
    /// Whether a person of the warehouse has to see to it. Orders wait for their payment, their bench, their day
    /// or nobody at all without anybody's doing; what was put aside is an entry by its own fact.
    pub fn needs_a_person(&self) -> bool {
        match self {
            Self::NoLines
            | Self::NoName
            | Self::NoStreet
            | Self::BadPostcode { .. }
            | Self::NoCity
            | Self::BadCountry { .. }
            | Self::BadPhone { .. }
            | Self::NoLocker
            | Self::BadLocker { .. }
            | Self::CityElsewhere { .. }
            | Self::BadEmail { .. }
            | Self::NoCollection
            | Self::ByRule { .. }
            | Self::Customs(_)
            | Self::Duplicate { .. } => true,
            Self::Unpaid
            | Self::Cancelled
            | Self::PutAside { .. }
            | Self::TakenElsewhere
            | Self::MasterAway
            | Self::LeaseOver
            | Self::BenchCopied
            | Self::AfterCutoff { .. }
            | Self::HandedOver { .. } => false,
        }
    }
}

/// How an entry ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// When.
    pub at: DateTime<Utc>,
    /// The lead who closed it; `None` where it was mended.
    pub by: Option<Badge>,
    /// With what; `None` in facts of before outcomes were asked for.
    pub outcome: Option<Outcome>,
    /// More about it.
    pub note: String,
}

/// Something on the desk, or once there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its own among all benches.
    pub id: String,
    /// What it is about.
    pub what: What,
    /// The order.
    pub order: Option<OrderNo>,
    /// The parcel of the order, from 1.
    pub parcel: Option<u32>,
    /// The bench where it happened; `None` where it is no bench's.
    pub station: Option<StationId>,
    /// Since when it is on the desk.
    pub opened_at: DateTime<Utc>,
    /// The person whom a lead gave it to.
    pub given_to: Option<Badge>,
    /// How it ended.
    pub ended: Option<Ending>,
}

/// How an entry stands: exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody has to see to it.
    Open,
    /// Somebody should have.
    Overdue,
    /// Its cause went away.
    Mended,
    /// A lead closed it.
    Closed,
}

impl Entry {
    /// What master and floor tell differently, as an entry.
    pub fn of_exception(exception: &Exception) -> Self {
        Self {
            id: exception.id.clone(),
            what: What::Conflict {
                told: exception.kind.clone(),
            },
            order: exception.order.clone(),
            parcel: exception.parcel,
            station: exception.station.clone(),
            opened_at: exception.opened_at,
            given_to: None,
            ended: exception.settled.as_ref().map(|settled| Ending {
                at: settled.at,
                by: settled.by.clone(),
                // What nobody signed ended by itself.
                outcome: match (&settled.outcome, &settled.by) {
                    (None, None) => Some(Outcome::Mended),
                    (known, _) => *known,
                },
                note: settled.note.clone(),
            }),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> EntryKind {
        self.what.kind()
    }

    /// Until when it has to be seen to.
    pub fn due(&self, deadlines: &Deadlines) -> DateTime<Utc> {
        let minutes = i64::from(deadlines.minutes(self.kind()));
        self.opened_at + TimeDelta::minutes(minutes)
    }

    /// How it stands at `now`.
    pub fn standing(&self, deadlines: &Deadlines, now: DateTime<Utc>) -> Standing {
        match &self.ended {
            Some(ending) if ending.outcome == Some(Outcome::Mended) => Standing::Mended,
            Some(_) => Standing::Closed,
            None if now > self.due(deadlines) => Standing::Overdue,
            None => Standing::Open,
        }
    }
}

/// What ended an entry: its cause went away, or the first lead closed it. What came first stands; a lead's word of
/// the same moment stands before the cause, because somebody has seen to it.
pub fn ending(mended_at: Option<DateTime<Utc>>, closed: Option<Ending>) -> Option<Ending> {
    let mended = mended_at.map(|at| Ending {
        at,
        by: None,
        outcome: Some(Outcome::Mended),
        note: String::new(),
    });
    match (closed, mended) {
        (Some(closed), Some(mended)) if closed.at > mended.at => Some(mended),
        (Some(closed), _) => Some(closed),
        (None, mended) => mended,
    }
}

/// The queue: what is overdue first, then by deadline; equal ones by their ids.
pub fn in_order(entries: &mut [Entry], deadlines: &Deadlines) {
    // An overdue entry has the earlier deadline already.
    entries.sort_by(|one, other| {
        (one.due(deadlines), &one.id).cmp(&(other.due(deadlines), &other.id))
    });
}

#[cfg(test)]
mod tests;

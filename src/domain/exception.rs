//! What the master and the floor tell differently: a person has to look, and what to do.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::desk::Outcome;
use super::feed::Rejection;
use super::ids::{Badge, OrderNo, Sku, StationId};
use super::location::Location;

/// What does not fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum ExceptionKind {
    /// The shop cancelled the order after it was packed: take the parcel out and put the goods back.
    PackedThenCancelled,
    /// The shop changed the order after it was packed: compare the parcel with the order.
    PackedThenEdited {
        /// The revision that was packed.
        packed: u64,
        /// The revision now.
        now: u64,
    },
    /// A closed parcel took more from a bin than the books had there: count the bin.
    StockShort {
        /// The product.
        sku: Sku,
        /// The bin; `None` when nobody said from which.
        location: Option<Location>,
        /// What the books have there now, below zero.
        on_hand: i64,
    },
    /// A fact of a bench did not count.
    FactRejected {
        /// Why.
        why: Rejection,
        /// What the fact says, by its name.
        fact: String,
    },
    /// A shift lead gave the order to others without its bench having answered: look for a second parcel.
    TakenOver {
        /// The lead.
        by: Badge,
        /// Why.
        reason: String,
    },
    /// A parcel is on a carrier's list and should not be: ask the driver back, or find it in the house.
    HandOverDoubted {
        /// The list.
        manifest: String,
        /// What speaks against it.
        why: HandOverDoubt,
    },
    /// Two benches work under one name: a disk was copied.
    CopiedBench,
    /// The master was set back to an earlier day; benches send again what they did since.
    MasterRestored,
}

/// What speaks against a parcel's being on a carrier's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "doubt")]
pub enum HandOverDoubt {
    /// The shop had cancelled its order.
    Cancelled,
    /// It was not closed, by what the benches told.
    NotClosed,
    /// It went under a substitute label: the carrier does not know its number.
    LabelOwed,
    /// Somebody opened it again after it was handed over.
    OpenedAgain,
    /// It is on another list too.
    OnTwoLists {
        /// The other one.
        other: String,
    },
}

/// Something that a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// Made from what it is about, so that the same thing is told once.
    pub id: String,
    /// What.
    #[serde(flatten)]
    pub kind: ExceptionKind,
    /// The order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderNo>,
    /// The parcel of the order, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// The bench where to look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<StationId>,
    /// When it was noticed, by the master's clock.
    pub opened_at: DateTime<Utc>,
    /// Who has seen to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
}

/// An exception that somebody has seen to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The shift lead.
    pub by: Option<Badge>,
    /// When, by the bench's clock.
    pub at: DateTime<Utc>,
    /// With what; `None` in books of before outcomes were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What was done, in words; may be empty where the outcome says it.
    pub note: String,
}

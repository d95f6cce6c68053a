//! Mis-picks: goods that were not what the order says, found before they left, and where they come from.
//!
//! Definitions, which the screens show too:
//!
//! - A *mis-pick* is counted once per order, kind and product, however often it was scanned again.
//! - *Wrong item*: a product was scanned that is not on the list. It stands for the product that it was
//!   taken for: of those still missing at that moment the one that was completed last, because whoever
//!   has put the wrong one back fetches the right one last.
//! - *Extra*: more units of a product than ordered. *Missing*: it was to be closed while units were
//!   missing, some were packed, and no wrong item stood for the missing ones. *Found by weight*: the scale blocked, and the contents were changed before it let go;
//!   a parcel that was released, or weighed right the next time, had nothing wrong in it.
//! - *Found by customer*: a complaint or a return that a lead linked to an order; it counts when the order was
//!   closed, and never among those found at packing.
//! - *Chances*: orders closed, lines packed, units scanned (right and wrong). What of an order counts,
//!   counts when the order is closed for the first time; a mis-pick after it was opened again is added.

pub mod account;
pub mod cause;
pub mod remedy;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{Badge, Sku};
use super::location::Location;

/// Lines below which a person is not compared with others: the figure would say more about chance.
///
/// Assumption: 300 lines are a day's work; at two errors in a thousand that is less than one expected error.
pub const FAIR_LINES: u64 = 300;

/// What was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MisPickKind {
    /// A product that is not on the list.
    WrongItem,
    /// More units than ordered.
    Extra,
    /// Fewer units than ordered, and the order was to be closed.
    Missing,
    /// The scale said so.
    FoundByWeight,
    /// The customer said so: it had left. Never added to what was found at packing.
    FoundByCustomer,
}

/// What a customer complains of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Complaint {
    /// Something else came.
    WrongItem,
    /// Too many came.
    Extra,
    /// Too few came.
    Missing,
}

impl MisPickKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::WrongItem,
        Self::Extra,
        Self::Missing,
        Self::FoundByWeight,
        Self::FoundByCustomer,
    ];

    /// The name as stored and exported.
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongItem => "wrong_item",
            Self::Extra => "extra",
            Self::Missing => "missing",
            Self::FoundByWeight => "found_by_weight",
            Self::FoundByCustomer => "found_by_customer",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One mis-pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisPick {
    /// The fact that tells it, by its number in the journal.
    pub fact: u64,
    /// When it was found.
    pub at: DateTime<Utc>,
    /// What was wrong.
    pub kind: MisPickKind,
    /// Who packed.
    pub packer: Option<Badge>,
    /// The product that was scanned, where that was the wrong one.
    pub wrong: Option<Sku>,
    /// The product that the order wanted, or of which there were too many or too few.
    pub right: Option<Sku>,
    /// Where that product was to be picked.
    pub location: Option<Location>,
}

/// By what mis-picks and chances are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Everything.
    All,
    /// Who packed.
    Packer,
    /// Who picked.
    Picker,
    /// The wave it was picked in.
    Wave,
    /// The product that was wanted; of scans, the one that was scanned.
    Product,
    /// Where it was to be picked.
    Location,
    /// The bench that packed it.
    Bench,
}

impl Dimension {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::Packer,
        Self::Picker,
        Self::Wave,
        Self::Product,
        Self::Location,
        Self::Bench,
    ];

    /// The name as stored and exported.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Packer => "packer",
            Self::Picker => "picker",
            Self::Wave => "wave",
            Self::Product => "product",
            Self::Location => "location",
            Self::Bench => "bench",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|dimension| dimension.name() == name)
    }
}

/// What went through somewhere, and what was wrong with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Orders closed.
    pub orders: u64,
    /// Lines packed.
    pub lines: u64,
    /// Units scanned, right and wrong.
    pub scans: u64,
    /// Mis-picks.
    pub mis_picks: u64,
}

impl Tally {
    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            orders: self.orders + other.orders,
            lines: self.lines + other.lines,
            scans: self.scans + other.scans,
            mis_picks: self.mis_picks + other.mis_picks,
        }
    }
}

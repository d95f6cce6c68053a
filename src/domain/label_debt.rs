//! Parcels that left the bench without their carrier's label: under a substitute, until the real one can be had.

use serde::{Deserialize, Serialize};

use super::ids::{OrderNo, TrackingNo};

/// Why no real label could be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why")]
pub enum DebtReason {
    /// This field does not fit on the label or cannot be printed.
    LabelImpossible {
        /// The field, for example `recipient.name`.
        field: String,
    },
    /// The bench had no tracking number left.
    NoTrackingNumbers,
}

/// What a parcel under a substitute label is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The number on the substitute label.
    pub substitute: TrackingNo,
    /// The real number that it had before, when it was opened again.
    pub kept: Option<TrackingNo>,
}

/// A parcel whose substitute label was scanned, and whether its real label can be had now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedLabel {
    /// Its order.
    pub order: OrderNo,
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// The number on the substitute label.
    pub substitute: TrackingNo,
    /// The number that its real label gets, or what is still in the way.
    pub real: Result<RealNumber, DebtReason>,
}

/// The number of a real label that is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RealNumber {
    /// The tracking number.
    pub tracking: TrackingNo,
    /// Serial within the number range; `None` when the number was kept from an earlier closing.
    pub serial: Option<u64>,
    /// Counts the parcel's labels, the substitute included.
    pub label_revision: u32,
    /// The shop's revision of the order that the label was made from.
    pub order_revision: u64,
}

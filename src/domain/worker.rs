//! The people of the warehouse, their roles, and what each role may do.

use serde::{Deserialize, Serialize};

use super::ids::Badge;

/// A language that the screens speak.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Polish.
    #[default]
    Pl,
    /// English.
    En,
}

/// What a person is in the warehouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Packs parcels.
    Packer,
    /// Leads a shift: releases, binds barcodes, reads statistics.
    Lead,
    /// Sets the bench up.
    Admin,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Right {
    /// Confirm a unit by hand because its barcode cannot be read.
    ConfirmByHand,
    /// Let a parcel go although its weight is off.
    ReleaseWeight,
    /// Let a parcel stand although the label on it was not scanned.
    SkipLabelScan,
    /// Tell the program which product an unknown barcode names.
    BindBarcode,
    /// See the statistics of all packers.
    SeeStatistics,
    /// Import data and change the bench's settings.
    SetUp,
    /// See to what master and floor tell differently: settle it, take orders over, let benches in again.
    SettleExceptions,
}

impl Role {
    /// Whether a person of this role has `right`.
    ///
    /// Assumption: a packer has none of the rights below; a lead has all but
    /// setting the bench up, which is an administrator's. Importing is part of
    /// a lead's day, so it is allowed there too. The customer may settle it.
    pub fn has(self, right: Right) -> bool {
        match right {
            Right::ConfirmByHand
            | Right::ReleaseWeight
            | Right::SkipLabelScan
            | Right::BindBarcode
            | Right::SeeStatistics
            | Right::SetUp
            | Right::SettleExceptions => self >= Self::Lead,
        }
    }
}

/// One person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worker {
    /// What stands on the badge.
    pub badge: Badge,
    /// The name shown on the screen. Never part of a fact.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The language of the screens for this person.
    pub language: Language,
    /// The PIN's Argon2id hash in PHC form, over a keyed digest of the PIN.
    pub pin_hash: String,
}

//! How deeply an order is verified: by what is known of its products, its value and its packer, and by
//! how many errors the shop wants to let out at most.
//!
//! Never less than the rule: a barcode of every product, and the order's number. Without a target every
//! unit is scanned.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::ids::Sku;
use super::settings::{SettingError, number, price};
pub use super::stats::order_risk::{Judged, Known, judge};
use super::units::Minor;

/// The key of the target among a shop's settings.
pub const TARGET: &str = "verification_target_ppm";

/// The highest target that a shop may set, in orders of a million: one order in a hundred.
pub const MOST_PPM: u32 = 10_000;

/// What a shop sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerificationTerms {
    /// Orders in a million that may leave with an error; 0: every unit is scanned, whatever is known.
    pub target_ppm: u32,
    /// An error in an order worth so much counts once, in one worth twice as much twice; 0: value does not count.
    pub value: Minor,
    /// Whoever has packed fewer orders is new.
    pub new_below_orders: u32,
}

impl Default for VerificationTerms {
    /// Off. Assumption: somebody who has packed fifty orders knows the shelves, the scanner and the scale.
    fn default() -> Self {
        Self {
            target_ppm: 0,
            value: Minor(0),
            new_below_orders: 50,
        }
    }
}

impl VerificationTerms {
    /// Takes one row of `settings.csv`, if it is one of these.
    pub(super) fn set(&mut self, key: &str, value: &str) -> Option<Result<(), SettingError>> {
        match key {
            TARGET => Some(number(value, 0, MOST_PPM).map(|target| self.target_ppm = target)),
            "verification_value" => Some(price(value).map(|value| self.value = value)),
            "verification_new_below_orders" => {
                Some(number(value, 0, 10_000).map(|orders| self.new_below_orders = orders))
            }
            _ => None,
        }
    }
}

/// How deeply, the shallowest first.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// One scan of a sealed case counts all whole cases of its line; single units are scanned one by one.
    OnePerCaseLine,
    /// Every unit is scanned.
    #[default]
    EveryUnit,
    /// Every unit is scanned, and a second person looks into each parcel before it is closed.
    SecondPerson,
}

impl Depth {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::OnePerCaseLine, Self::EveryUnit, Self::SecondPerson];

    /// The name as exported.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnePerCaseLine => "one_per_case_line",
            Self::EveryUnit => "every_unit",
            Self::SecondPerson => "second_person",
        }
    }
}

/// What makes an order more likely to leave with an error than another one, or the error dearer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Reason {
    /// This product is taken for another one, or miscounted, more often than products are.
    ConfusedProduct {
        /// The product.
        sku: Sku,
    },
    /// The packer's orders have more mis-picks than others'.
    PackerRecord,
    /// The packer is new.
    NewPacker,
    /// It is worth a lot.
    Value,
    /// It has many lines.
    ManyLines,
}

/// What was decided when an order was opened, and by what. Kept with the order's facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// How deeply.
    pub depth: Depth,
    /// Errors that would leave with a million orders like this one if every unit is scanned, times what they weigh.
    pub risk_ppm: u64,
    /// The shop's target at that moment.
    pub target_ppm: u32,
    /// What raised the risk, the heaviest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

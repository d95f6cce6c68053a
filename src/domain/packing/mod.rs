//! Into which boxes does an order go, and where does each unit stand?
//!
//! A first answer is there within a small part of a frame; [`Search::improve`] then looks for
//! better ones for as long as somebody is patient. Whole millimetres and grams; the same order
//! gets the same answer. [`faults`] looks at an answer with other eyes than the search has.

mod answer;
mod balance;
mod bound;
mod boxes;
pub mod carrier;
mod check;
mod fill;
mod pattern;
mod plan;
mod room;
mod search;
mod task;
mod tries;

use serde::{Deserialize, Serialize};

pub use answer::{Answer, Audit, Missing, Parcel, Placement, Unplaced, Why};
pub use check::{Fault, Wrong, faults};
pub use search::{Patience, Search};

/// Longest side of anything, in millimetres: what is longer goes into no parcel.
pub const LONGEST: i64 = 20_000;

/// Most units of an order: a hundred pallets of small parts.
pub const MOST_UNITS: i64 = 100_000;

/// What is to be packed: one line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its three sides in millimetres, the third standing upright as given; 0 or less when a side is unknown.
    pub size: [i64; 3],
    /// How many units.
    pub count: i64,
    /// Weight of one unit in grams; 0 or less when it is unknown.
    pub weight: i64,
    /// Which of the three sides may stand upright.
    pub upright: [bool; 3],
    /// Whether it may be turned at all.
    pub turns: bool,
    /// Bears only goods that are fragile too and no heavier.
    pub is_fragile: bool,
    /// Bears nothing.
    pub bears_nothing: bool,
    /// Ships in its own carton.
    pub own_carton: bool,
    /// May be folded once across its longest side.
    pub folds: bool,
    /// Items, by their place in the order, with which it must not share a parcel.
    pub apart: Vec<usize>,
}

impl Item {
    /// Goods that may stand on any side and bear anything.
    pub fn plain(size: [i64; 3], count: i64, weight: i64) -> Self {
        Self {
            size,
            count,
            weight,
            upright: [true; 3],
            turns: true,
            is_fragile: false,
            bears_nothing: false,
            own_carton: false,
            folds: false,
            apart: Vec::new(),
        }
    }
}

/// A kind of packaging as the packing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxKind {
    /// Room inside: width, length and height in millimetres.
    pub inner: [i64; 3],
    /// Weight of the empty box in grams.
    pub tare: i64,
    /// How many there are, when they are counted.
    pub stock: Option<i64>,
    /// What a parcel costs in minor units up to each gross weight in grams, lightest first.
    ///
    /// The last weight is the heaviest that may go out; without any price the box cannot be used.
    pub prices: Vec<(i64, i64)>,
}

/// Which answer is the best. What is equal is told apart by the order of the boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// Least cost, then fewest parcels, then least room.
    LeastCost,
    /// Fewest parcels, then least room, then least cost.
    FewestParcels,
    /// Least room, then fewest parcels, then least cost.
    LeastRoom,
    /// One box with as much in it as possible.
    FullestBox,
}

/// What even weights of an order's parcels are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evenness {
    /// So many grams less standard deviation are worth a litre more room; 0 never takes more room.
    pub grams_a_litre: i64,
    /// Only where the heaviest parcel would weigh more than this, in grams.
    pub from: i64,
}

impl Evenness {
    /// What a packing station wants.
    ///
    /// Assumption: from 7.5 kg on a packer feels the difference; the exchange rate was chosen on
    /// 2,122 real orders so that the room of all of them grows by no more than two in a hundred.
    pub const USUAL: Self = Self {
        grams_a_litre: 54,
        from: 7_500,
    };

    /// Only what costs no room.
    pub const FREE: Self = Self {
        grams_a_litre: 0,
        from: 0,
    };
}

/// Share of its base on which a unit must stand, in thousandths, when nobody says otherwise.
///
/// Assumption: seven tenths, as usual in the literature of container loading; the shop may say otherwise.
pub const USUAL_SUPPORT: i64 = 700;

/// An order and the boxes for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What is to be packed.
    pub items: Vec<Item>,
    /// Into what.
    pub boxes: Vec<BoxKind>,
    /// Which answer is the best.
    pub objective: Objective,
    /// Share of its base, in thousandths, on which each unit must stand; 0 lets units float.
    pub support: i64,
    /// What even weights are worth.
    pub evenness: Evenness,
}

//! The product master: what the shop sells, its barcodes, sizes and weights, and where it lies.

use serde::{Deserialize, Serialize};

use super::customs::CustomsGoods;
use super::handling::Handling;
use super::ids::Sku;
use super::location::Location;
use super::units::{Grams, SizeMm};

/// One article of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Our article number.
    pub sku: Sku,
    /// The name as printed on pick lists.
    pub name: String,
    /// Catalogue weight of one unit. Zero means that nobody has weighed it yet.
    pub weight: Grams,
    /// Size of one unit in its sales packaging.
    pub size: SizeMm,
    /// File name of the picture inside the data directory's `images` folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// What has to be written down of each unit.
    #[serde(default)]
    pub tracking: TrackingNeeds,
    /// How to pack it, for example "wrap in bubble foil".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<String>,
    /// How it has to be handled in a box.
    #[serde(default, skip_serializing_if = "Handling::is_plain")]
    pub handling: Handling,
    /// What customs want to know of it.
    #[serde(default, skip_serializing_if = "CustomsGoods::is_empty")]
    pub customs: CustomsGoods,
}

/// What the product asks to be recorded when a unit is packed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingNeeds {
    /// Each unit has a serial number of its own.
    #[serde(default)]
    pub serial: bool,
    /// The production lot (GS1 AI 10).
    #[serde(default)]
    pub lot: bool,
    /// The expiry or best-before date (GS1 AI 17 or 15).
    #[serde(default)]
    pub expiry: bool,
}

impl TrackingNeeds {
    /// Whether anything has to be recorded.
    pub fn any(self) -> bool {
        self.serial || self.lot || self.expiry
    }
}

/// One code that names a product; a product may have several, and a case code counts its units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barcode {
    /// The characters of the symbol, exactly as they are scanned.
    pub code: String,
    /// The product it names.
    pub sku: Sku,
    /// How many units one scan stands for; 1 for a unit, for example 10 for a case.
    pub units: u32,
}

/// How many units of a product lie in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockPlace {
    /// The product.
    pub sku: Sku,
    /// Where it lies.
    pub location: Location,
    /// Units on hand there; negative when more was packed than the books knew of.
    pub on_hand: i64,
}

/// One part of a kit: the kit is sold under its own SKU and packed as its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitPart {
    /// The SKU that the customer ordered.
    pub kit: Sku,
    /// The SKU that goes into the box.
    pub part: Sku,
    /// How many of the part are in one kit.
    pub quantity: u32,
}

/// What a customer always wants, by the customer's key in the orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRule {
    /// The key in `orders.customer`.
    pub customer: String,
    /// The packing instruction.
    pub instruction: String,
}

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

/// Size and weight of one unit, as the catalogue has them or as somebody measured them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measures {
    /// Its sides; 0 is not measured yet.
    pub size: SizeMm,
    /// Its weight; 0 is not weighed yet.
    pub weight: Grams,
}

impl Measures {
    /// Longest side of one unit, in millimetres, and its greatest weight, in grams.
    ///
    /// Assumption: twenty metres and ten tonnes, as in `products.csv`; more is a mistake.
    const MOST: (u32, Grams) = (20_000, Grams(10_000_000));

    /// Whether all sides are known.
    pub fn has_size(&self) -> bool {
        self.size.sides_longest_first().iter().all(|side| *side > 0)
    }

    /// Whether the weight is known.
    pub fn has_weight(&self) -> bool {
        self.weight > Grams(0)
    }

    /// Whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.has_size() && self.has_weight()
    }

    /// Whether one unit can be like that, all of it known.
    pub fn is_possible(&self) -> bool {
        let ([long, ..], (side, weight)) = (self.size.sides_longest_first(), Self::MOST);
        self.is_whole() && long <= side && self.weight <= weight
    }
}

/// A product that somebody has measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// The product.
    pub sku: Sku,
    /// What the catalogue said; one that says something else by now stays as it is.
    pub old: Measures,
    /// What was measured.
    pub new: Measures,
}

impl Measured {
    /// Puts the product right, if it still says what was found.
    pub fn apply(&self, product: &mut Product) {
        if product.measures() == self.old {
            product.size = self.new.size;
            product.weight = self.new.weight;
        }
    }
}

/// A product that somebody has photographed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photographed {
    /// The product.
    pub sku: Sku,
    /// The picture that the catalogue named; a record that names another by now stays as it is.
    pub old: Option<String>,
    /// File name of the new picture: it is made of the picture's own bytes, so it never means another one.
    pub new: String,
}

impl Photographed {
    /// Gives the product its new picture, if it still has the old one.
    pub fn apply(&self, product: &mut Product) {
        if product.image == self.old {
            product.image = Some(self.new.clone());
        }
    }
}

impl Product {
    /// Its size and weight.
    pub fn measures(&self) -> Measures {
        Measures {
            size: self.size,
            weight: self.weight,
        }
    }
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

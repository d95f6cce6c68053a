//! What is to stand on a shipping label.

use serde::{Deserialize, Serialize};

use crate::domain::gs1::Sscc;
use crate::domain::ids::{OrderNo, TrackingNo};
use crate::domain::units::Grams;

use super::words::LabelWords;

/// The paper in the printer, by the length of its short and long side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LabelSize {
    /// 100 × 150 mm, the thermal roll of most carriers.
    #[default]
    W100xH150,
    /// 105 × 148 mm. Wider and shorter than the usual thermal label.
    A6,
    /// 4 × 6 inches, which is 101.6 × 152.4 mm: neither of the others.
    In4x6,
}

impl LabelSize {
    /// All sizes.
    pub const ALL: [Self; 3] = [Self::W100xH150, Self::A6, Self::In4x6];

    /// Short and long side in micrometres.
    pub fn micrometres(self) -> (u32, u32) {
        match self {
            Self::W100xH150 => (100_000, 150_000),
            Self::A6 => (105_000, 148_000),
            Self::In4x6 => (101_600, 152_400),
        }
    }
}

/// How the label is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    /// Higher than wide.
    #[default]
    Portrait,
    /// Wider than high. ZPL turns it by a quarter, because the roll is as wide as the short side.
    Landscape,
}

impl Orientation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Portrait, Self::Landscape];

    /// Width and height of the label as it is read, in micrometres.
    pub(crate) fn width_and_height(self, size: LabelSize) -> (u32, u32) {
        let (short, long) = size.micrometres();
        match self {
            Self::Portrait => (short, long),
            Self::Landscape => (long, short),
        }
    }
}

/// Where a parcel comes from or goes to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The person, or the shop.
    pub name: String,
    /// The company, when the person is met there.
    #[serde(default)]
    pub company: Option<String>,
    /// Street, house and flat, or the locker's name.
    pub lines: Vec<String>,
    /// As the country writes it.
    pub postcode: String,
    /// The post town.
    pub city: String,
    /// State, province or county, where the country's addresses have one.
    #[serde(default)]
    pub region: Option<String>,
    /// Two letters of ISO 3166-1, for example `PL`.
    pub country: String,
    /// For the courier at the door.
    #[serde(default)]
    pub phone: Option<String>,
}

/// All that a shipping label says. The tracking number is the symbol unless `sscc` is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShippingLabel {
    /// The paper.
    #[serde(default)]
    pub size: LabelSize,
    /// How it is read.
    #[serde(default)]
    pub orientation: Orientation,
    /// Small, at the top.
    pub sender: Address,
    /// Big, in the middle.
    pub recipient: Address,
    /// The carrier service by its name.
    pub service: String,
    /// What the carrier sorts by: a postcode, a locker, a depot.
    pub routing: String,
    /// Printed as text and as a small barcode, which closes the parcel when scanned.
    pub order_no: OrderNo,
    /// Which parcel of the order this is, counted from 1.
    pub parcel_index: u32,
    /// How many parcels the order has.
    pub parcel_count: u32,
    /// Weight of the closed parcel.
    pub gross: Grams,
    /// Number of the logistic unit; drawn as GS1-128 with AI 00.
    #[serde(default)]
    pub sscc: Option<Sscc>,
    /// The carrier's number; drawn as plain Code 128 where there is no SSCC.
    #[serde(default)]
    pub tracking: TrackingNo,
    /// Remarks for the courier.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Captions in the language of the label; English when not given.
    #[serde(default = "LabelWords::english")]
    pub words: LabelWords,
}

/// A weight in kilograms with two or three decimals, `2,35` or `2,345`.
pub(crate) fn kilograms(mass: Grams, decimal_mark: char) -> String {
    let sign = if mass.0 < 0 { "\u{2212}" } else { "" };
    let grams = mass.0.unsigned_abs();
    let (whole, rest) = (grams / 1000, grams % 1000);
    if rest.is_multiple_of(10) {
        format!("{sign}{whole}{decimal_mark}{:02}", rest / 10)
    } else {
        format!("{sign}{whole}{decimal_mark}{rest:03}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_gram_is_rounded_away_on_paper() {
        let texts: Vec<String> = [2350, 2345, 0, 5, -120]
            .map(|grams| kilograms(Grams(grams), ','))
            .into_iter()
            .collect();
        assert_eq!(texts, ["2,35", "2,345", "0,00", "0,005", "\u{2212}0,12"]);
    }
}

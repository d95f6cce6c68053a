//! Which packaging holds these units? The smallest that takes volume, longest item and weight.

use serde::{Deserialize, Serialize};

use super::ids::PackagingCode;
use super::tariff::Carriage;
use super::units::{Grams, Minor, SizeMm};

/// A kind of carton or bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packaging {
    /// Its code, printed as a barcode on the shelf of the bench.
    pub code: PackagingCode,
    /// Its name for people.
    pub name: String,
    /// Room inside.
    pub inner: SizeMm,
    /// Size outside, which carriers measure.
    pub outer: SizeMm,
    /// Weight of the empty packaging.
    pub tare: Grams,
    /// Heaviest allowed gross weight, packaging included.
    pub max_gross: Grams,
    /// What one costs.
    pub cost: Minor,
    /// How many the bench has.
    pub on_hand: i64,
    /// How many may be left before new ones are ordered; `None` where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reorder_level: Option<i64>,
}

/// What stands for a packaging where goods ship in their own carton; no packaging of a shop has this code.
pub const OWN_CARTON: &str = "OWN-CARTON";

/// Heaviest unit that ships in its own carton: a tonne; what a locker takes is asked for besides.
const OWN_CARTON_MAX: Grams = Grams(1_000_000);

/// Outer size of the largest locker compartment, C.
///
/// Source: InPost, parcel sizes for Paczkomat: A 80, B 190, C 410 × 380 × 640 mm.
pub const LOCKER_MAX: SizeMm = SizeMm {
    length: 410,
    width: 380,
    height: 640,
};

/// Heaviest parcel a locker takes.
///
/// Source: InPost, parcel sizes for Paczkomat: 25 kg.
pub const LOCKER_MAX_GROSS: Grams = Grams(25_000);

impl Packaging {
    /// The carton of goods of this size that ship as they are: it weighs nothing beside them, costs nothing, and
    /// is never used up.
    pub fn own_carton(size: SizeMm) -> Self {
        Self {
            code: PackagingCode(OWN_CARTON.to_owned()),
            name: String::new(),
            inner: size,
            outer: size,
            tare: Grams(0),
            max_gross: OWN_CARTON_MAX,
            cost: Minor(0),
            on_hand: 0,
            reorder_level: None,
        }
    }

    /// Whether it holds `contents`: their volume, their weight, and each single item.
    ///
    /// This is the volume rule: it does not prove that the items can be
    /// arranged, only that they cannot be shown not to fit.
    pub fn holds(&self, contents: &Contents, carriage: &Carriage) -> bool {
        contents.volume_mm3 <= self.inner.volume_mm3()
            && contents.largest.fits_into(self.inner)
            && carriage
                .max_gross(self)
                .is_some_and(|most| contents.net + self.tare <= most)
    }
}

/// What goes into one parcel, as far as choosing its packaging needs to know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contents {
    /// Weight of all units.
    pub net: Grams,
    /// Volume of all units in cubic millimetres.
    pub volume_mm3: u64,
    /// Sides that hold each unit: the longest side of any, the longest middle side, the longest short side.
    pub largest: SizeMm,
}

impl Contents {
    /// The same contents with `count` more units.
    #[must_use]
    pub fn with(self, unit: SizeMm, weight: Grams, count: u32) -> Self {
        if count == 0 {
            return self;
        }
        let [long, middle, short] = unit.sides_longest_first();
        Self {
            net: self.net + weight * count,
            volume_mm3: self
                .volume_mm3
                .saturating_add(unit.volume_mm3().saturating_mul(u64::from(count))),
            largest: SizeMm {
                length: self.largest.length.max(long),
                width: self.largest.width.max(middle),
                height: self.largest.height.max(short),
            },
        }
    }
}

/// The smallest packaging that holds `contents`: by room inside, then cost, then code.
///
/// `None` when no packaging holds them; then the order needs several parcels,
/// or, for a single unit, somebody has to choose.
pub fn smallest_that_holds<'a>(
    packagings: &'a [Packaging],
    contents: &Contents,
    carriage: &Carriage,
) -> Option<&'a Packaging> {
    packagings
        .iter()
        .filter(|packaging| packaging.holds(contents, carriage))
        .min_by_key(|packaging| {
            (
                packaging.inner.volume_mm3(),
                packaging.cost,
                &packaging.code,
            )
        })
}

/// How many parcels an order is expected to need, at least one.
///
/// `units` are (size, weight, count) in the order in which they are picked.
/// Each unit goes into the running parcel while some packaging still holds it;
/// a unit that no packaging holds alone gets a parcel of its own.
pub fn parcels_needed(
    packagings: &[Packaging],
    units: impl IntoIterator<Item = (SizeMm, Grams, u32)>,
    carriage: &Carriage,
) -> u32 {
    let mut parcels = 1;
    let mut running = Contents::default();
    let mut is_empty = true;
    for (size, weight, count) in units {
        for _ in 0..count {
            let fuller = running.with(size, weight, 1);
            if is_empty || smallest_that_holds(packagings, &fuller, carriage).is_some() {
                running = fuller;
            } else {
                parcels += 1;
                running = Contents::default().with(size, weight, 1);
            }
            is_empty = false;
        }
    }
    parcels
}

#[cfg(test)]
pub(crate) mod sample {
    use super::*;

    /// A carton of which there are ten, that carries 30 kg, weighs 100 g and costs 1.00.
    pub(crate) fn carton(code: &str, [length, width, height]: [u32; 3]) -> Packaging {
        Packaging {
            code: code.into(),
            name: code.to_owned(),
            inner: SizeMm::new(length, width, height),
            outer: SizeMm::new(length + 6, width + 6, height + 8),
            tare: Grams(100),
            max_gross: Grams(30_000),
            cost: Minor(100),
            on_hand: 10,
            reorder_level: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sample::carton;
    use super::*;
    use crate::domain::settings::Settings;
    use crate::domain::tariff::Way;

    fn shelf() -> Vec<Packaging> {
        let carrying = |max_gross, carton| Packaging {
            max_gross: Grams(max_gross),
            ..carton
        };
        vec![
            carrying(30_000, carton("XL", [800, 600, 500])),
            carrying(8_000, carton("S", [250, 200, 100])),
            carrying(15_000, carton("M", [350, 250, 150])),
        ]
    }

    fn carriage(to_locker: bool) -> Carriage {
        Settings::default().carriage(&Way::by_default(to_locker))
    }

    fn chosen(contents: Contents, to_locker: bool) -> Option<String> {
        smallest_that_holds(&shelf(), &contents, &carriage(to_locker))
            .map(|packaging| packaging.code.0.clone())
    }

    #[test]
    fn the_smallest_that_holds_the_volume_is_taken() {
        let one = Contents::default().with(SizeMm::new(100, 100, 100), Grams(300), 1);
        assert_eq!(chosen(one, false).as_deref(), Some("S"));
        let six = Contents::default().with(SizeMm::new(100, 100, 100), Grams(300), 6);
        assert_eq!(chosen(six, false).as_deref(), Some("M"));
    }

    #[test]
    fn a_long_item_needs_a_long_packaging_although_its_volume_is_small() {
        let rod = Contents::default().with(SizeMm::new(10, 700, 10), Grams(50), 1);
        assert_eq!(chosen(rod, false).as_deref(), Some("XL"));
    }

    #[test]
    fn weight_asks_for_a_stronger_packaging() {
        let lead = Contents::default().with(SizeMm::new(100, 100, 50), Grams(9_000), 1);
        assert_eq!(chosen(lead, false).as_deref(), Some("M"));
    }

    #[test]
    fn what_no_locker_takes_is_not_proposed_for_a_locker() {
        let big = Contents::default().with(SizeMm::new(390, 390, 390), Grams(900), 1);
        assert_eq!(chosen(big, false).as_deref(), Some("XL"));
        assert_eq!(chosen(big, true), None);
    }

    #[test]
    fn an_order_too_heavy_for_one_parcel_needs_two() {
        let bricks = [(SizeMm::new(100, 100, 100), Grams(10_000), 5)];
        assert_eq!(parcels_needed(&shelf(), bricks, &carriage(false)), 3);
    }
}

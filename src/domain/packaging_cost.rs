//! What parcels cost beside the work: packaging, and what the carrier takes where the shop has said it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ids::PackagingCode;
use super::packaging::{OWN_CARTON, Packaging};
use super::packing::carrier::LOCKERS;
use super::units::Minor;

/// Prices of the shop's carriers, as far as it has set them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CarrierPrices {
    /// For a parcel.
    pub parcel: Option<Minor>,
    /// For compartments A, B and C of a locker.
    pub lockers: Option<[Minor; 3]>,
}

impl CarrierPrices {
    /// What the carrier takes for a parcel in this packaging; a locker's by the smallest compartment that takes it.
    pub fn of(&self, packaging: Option<&Packaging>, to_locker: bool) -> Option<Minor> {
        if !to_locker {
            return self.parcel;
        }
        let outer = packaging?.outer.sides_longest_first().map(i64::from);
        let takes = |compartment: &[i64; 3]| {
            let mut sides = *compartment;
            sides.sort_unstable_by(|a, b| b.cmp(a));
            sides.iter().zip(outer).all(|(room, side)| side <= *room)
        };
        let mut compartments = LOCKERS.iter().zip(self.lockers?);
        compartments
            .find(|(compartment, _)| takes(compartment))
            .map(|(_, price)| price)
    }
}

/// A parcel that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedParcel {
    /// The local day of its closing.
    pub day: NaiveDate,
    /// Its packaging.
    pub packaging: PackagingCode,
    /// Whether it goes to a locker; `None` where nobody knows any more.
    pub to_locker: Option<bool>,
}

/// What some parcels cost. Amounts are sums; a parcel whose packaging or carrier has no known price adds none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Parcels.
    pub parcels: u64,
    /// Of those: how many have a packaging whose price is known.
    pub priced: u64,
    /// What these packagings cost.
    pub packaging: Minor,
    /// How many have a carrier whose price is known.
    pub carried: u64,
    /// What these carriers take.
    pub carrier: Minor,
}

impl Cost {
    fn add(&mut self, packaging: Option<Minor>, carrier: Option<Minor>) {
        self.parcels += 1;
        if let Some(cost) = packaging {
            self.priced += 1;
            self.packaging = Minor(self.packaging.0.saturating_add(cost.0));
        }
        if let Some(price) = carrier {
            self.carried += 1;
            self.carrier = Minor(self.carrier.0.saturating_add(price.0));
        }
    }

    /// Packaging for a parcel in the mean, rounded half up; `None` of nothing.
    pub fn mean_packaging(&self) -> Option<Minor> {
        mean(self.packaging, self.priced)
    }

    /// What the carrier takes for a parcel in the mean.
    pub fn mean_carrier(&self) -> Option<Minor> {
        mean(self.carrier, self.carried)
    }
}

fn mean(sum: Minor, parcels: u64) -> Option<Minor> {
    let parcels = i64::try_from(parcels).ok().filter(|parcels| *parcels > 0)?;
    Some(Minor(
        (sum.0.saturating_mul(2).saturating_add(parcels)).div_euclid(2 * parcels),
    ))
}

/// What the parcels of some days cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackagingCosts {
    /// All of them.
    pub total: Cost,
    /// By local day.
    pub by_day: BTreeMap<NaiveDate, Cost>,
    /// By packaging.
    pub by_packaging: BTreeMap<PackagingCode, Cost>,
}

impl PackagingCosts {
    /// Of these parcels, at the prices that packagings have now.
    ///
    /// Assumption: a journal of months keeps no prices, and a shop that reads it asks what such a parcel costs it
    /// today. Goods in their own carton cost no packaging.
    pub fn of(
        parcels: impl IntoIterator<Item = PackedParcel>,
        packagings: &[Packaging],
        prices: &CarrierPrices,
    ) -> Self {
        let mut costs = Self::default();
        for parcel in parcels {
            let known = packagings.iter().find(|it| it.code == parcel.packaging);
            let packaging = if parcel.packaging.as_str() == OWN_CARTON {
                Some(Minor(0))
            } else {
                known.map(|known| known.cost)
            };
            let carrier = parcel
                .to_locker
                .and_then(|to_locker| prices.of(known, to_locker));
            let days = costs.by_day.entry(parcel.day).or_default();
            days.add(packaging, carrier);
            let kinds = costs.by_packaging.entry(parcel.packaging).or_default();
            kinds.add(packaging, carrier);
            costs.total.add(packaging, carrier);
        }
        costs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::packaging::sample::carton;

    fn parcel(day: &str, packaging: &str, to_locker: Option<bool>) -> PackedParcel {
        PackedParcel {
            day: day.parse().unwrap(),
            packaging: packaging.into(),
            to_locker,
        }
    }

    fn shelf() -> Vec<Packaging> {
        let costing = |cost, carton| Packaging {
            cost: Minor(cost),
            ..carton
        };
        vec![
            costing(101, carton("S", [250, 200, 60])),
            costing(250, carton("L", [600, 350, 380])),
        ]
    }

    const PRICES: CarrierPrices = CarrierPrices {
        parcel: Some(Minor(1_500)),
        lockers: Some([Minor(1_300), Minor(1_400), Minor(1_700)]),
    };

    #[test]
    fn means_are_told_by_day_and_by_packaging() {
        let parcels = [
            parcel("2026-11-20", "S", Some(false)),
            parcel("2026-11-20", "L", Some(true)),
            parcel("2026-11-21", "S", Some(true)),
            parcel("2026-11-21", "GONE", None),
            parcel("2026-11-21", OWN_CARTON, None),
        ];
        let costs = PackagingCosts::of(parcels, &shelf(), &PRICES);
        let total = costs.total;
        assert_eq!((total.parcels, total.priced, total.carried), (5, 4, 3));
        assert_eq!(total.packaging, Minor(452));
        assert_eq!(total.mean_packaging(), Some(Minor(113)));
        assert_eq!(total.mean_carrier(), Some(Minor(1_500)));
        let day = costs.by_day.get(&"2026-11-20".parse().unwrap()).copied();
        assert_eq!(
            day.unwrap().mean_packaging(),
            Some(Minor(176)),
            "175.5 rounds up"
        );
        let gone = costs.by_packaging.get(&"GONE".into()).copied().unwrap();
        assert_eq!((gone.parcels, gone.mean_packaging()), (1, None));
    }

    #[test]
    fn what_the_shop_has_not_set_is_not_known() {
        let none = CarrierPrices::default();
        assert_eq!(none.of(shelf().first(), false), None);
        assert_eq!(none.of(shelf().first(), true), None);
        assert_eq!(PRICES.of(None, true), None);
        assert_eq!(PRICES.of(shelf().first(), true), Some(Minor(1_300)));
        assert_eq!(PRICES.of(shelf().last(), true), Some(Minor(1_700)));
    }

    #[test]
    fn a_packaging_is_low_at_its_level_and_never_without_one() {
        let with = |on_hand, reorder_level| Packaging {
            on_hand,
            reorder_level,
            ..carton("S", [250, 200, 60])
        };
        assert!(with(20, Some(20)).is_low() && with(-3, Some(0)).is_low());
        assert!(!with(21, Some(20)).is_low() && !with(0, None).is_low());
    }

    proptest::proptest! {
        /// However parcels are split, days and packagings add up to all of them.
        #[test]
        fn days_and_packagings_add_up_to_the_whole(
            kinds in proptest::collection::vec((20_u32..25, 0_usize..4, proptest::option::of(proptest::bool::ANY)), 0..60),
        ) {
            let codes = ["S", "L", "GONE", OWN_CARTON];
            let parcels = kinds.into_iter().filter_map(|(day, code, to_locker)| {
                Some(parcel(&format!("2026-11-{day}"), codes.get(code)?, to_locker))
            });
            let costs = PackagingCosts::of(parcels, &shelf(), &PRICES);
            let sum = |parts: Vec<Cost>| parts.into_iter().fold(Cost::default(), |sum, part| Cost {
                parcels: sum.parcels + part.parcels,
                priced: sum.priced + part.priced,
                packaging: Minor(sum.packaging.0 + part.packaging.0),
                carried: sum.carried + part.carried,
                carrier: Minor(sum.carrier.0 + part.carrier.0),
            });
            proptest::prop_assert_eq!(sum(costs.by_day.values().copied().collect()), costs.total);
            proptest::prop_assert_eq!(sum(costs.by_packaging.values().copied().collect()), costs.total);
        }
    }
}

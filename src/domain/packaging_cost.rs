//! What parcels cost beside the work: packaging, and what the carrier takes where the shop has said it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ids::PackagingCode;
use super::packaging::{OWN_CARTON, Packaging};
use super::settings::Settings;
use super::tariff::Way;
use super::units::{Grams, Minor};

/// Where prices of carriers are, as far as the shop has said them: a default is nobody's price.
#[derive(Debug, Clone, Copy)]
pub struct CarrierPrices<'a> {
    /// Price lists, and a parcel's and the compartments' prices.
    pub settings: &'a Settings,
    /// Whether the shop has set what a parcel costs without a price list.
    pub has_parcel_price: bool,
    /// Whether it has set what the compartments of a locker cost without one.
    pub has_locker_prices: bool,
}

impl CarrierPrices<'_> {
    /// What the carrier takes for a parcel of this weight. Goods in their own carton have a size that nobody keeps.
    fn of(&self, packaging: Option<&Packaging>, gross: Grams, way: &Way) -> Option<Minor> {
        let carriage = self.settings.carriage(way);
        let is_said = carriage.is_priced
            || if way.to_locker {
                self.has_locker_prices
            } else {
                self.has_parcel_price
            };
        carriage.price(packaging?, gross).filter(|_| is_said)
    }
}

/// A parcel that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedParcel {
    /// The local day of its closing.
    pub day: NaiveDate,
    /// Its packaging.
    pub packaging: PackagingCode,
    /// Its weight with everything.
    pub gross: Grams,
    /// How it goes out; `None` where nobody knows any more.
    pub way: Option<Way>,
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
        prices: &CarrierPrices<'_>,
    ) -> Self {
        let mut costs = Self::default();
        for parcel in parcels {
            let known = packagings.iter().find(|it| it.code == parcel.packaging);
            let packaging = if parcel.packaging.as_str() == OWN_CARTON {
                Some(Minor(0))
            } else {
                known.map(|known| known.cost)
            };
            let way = parcel.way.as_ref();
            let carrier = way.and_then(|way| prices.of(known, parcel.gross, way));
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
            gross: Grams(900),
            way: to_locker.map(Way::by_default),
        }
    }

    fn settings() -> Settings {
        Settings {
            parcel_price: Minor(1_500),
            locker_prices: [Minor(1_300), Minor(1_400), Minor(1_700)],
            ..Settings::default()
        }
    }

    fn prices(settings: &Settings) -> CarrierPrices<'_> {
        CarrierPrices {
            settings,
            has_parcel_price: true,
            has_locker_prices: true,
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

    #[test]
    fn means_are_told_by_day_and_by_packaging() {
        let parcels = [
            parcel("2026-11-20", "S", Some(false)),
            parcel("2026-11-20", "L", Some(true)),
            parcel("2026-11-21", "S", Some(true)),
            parcel("2026-11-21", "GONE", None),
            parcel("2026-11-21", OWN_CARTON, None),
        ];
        let costs = PackagingCosts::of(parcels, &shelf(), &prices(&settings()));
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
    fn what_the_shop_has_not_set_is_not_known_and_a_price_list_goes_before_what_it_has() {
        let (shelf, settings, gross) = (shelf(), settings(), Grams(900));
        let (small, large) = (shelf.first(), shelf.last());
        let none = CarrierPrices {
            has_parcel_price: false,
            has_locker_prices: false,
            ..prices(&settings)
        };
        let courier = Way::default().by("dpd_courier");
        let locker = Way::default().by("inpost_locker");
        assert_eq!(none.of(small, gross, &courier), None);
        assert_eq!(none.of(small, gross, &locker), None);
        let set = prices(&settings);
        assert_eq!(set.of(None, gross, &locker), None);
        assert_eq!(set.of(small, gross, &locker), Some(Minor(1_300)));
        assert_eq!(set.of(large, gross, &locker), Some(Minor(1_700)));
        let mut listed = settings.clone();
        let row = listed.tariffs.set("tariff.dpd_courier...1000..", "1111");
        assert_eq!(row, Some(Ok(())));
        let list = CarrierPrices {
            settings: &listed,
            ..none
        };
        assert_eq!(list.of(small, gross, &courier), Some(Minor(1_111)));
        let heavy = Grams(1_001);
        assert_eq!(
            list.of(small, heavy, &courier),
            None,
            "it takes no such parcel"
        );
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
            let costs = PackagingCosts::of(parcels, &shelf(), &prices(&settings()));
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

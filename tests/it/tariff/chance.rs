//! Whatever the price list, the boxes and the goods: no parcel over the service's limits, and the cheapest of what fits.

use pakownia::domain::handling::Handling;
use pakownia::domain::packaging::Packaging;
use pakownia::domain::packing_plan::{Goods, Objective, PackingPlan, PlannedParcel, Planner};
use pakownia::domain::settings::Settings;
use pakownia::domain::tariff::{Charge, RowKey, Way};
use pakownia::domain::units::{Grams, Minor, SizeMm};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::properties::cases;

/// A row as the test keeps it.
#[derive(Debug, Clone)]
struct Priced {
    key: RowKey,
    charge: Charge,
}

prop_compose! {
    fn priced()(
        size in prop::option::weighted(0.4, [80..700_u32, 80..700_u32, 80..700_u32]),
        up_to in 500..30_000_i64,
        girth in prop::option::weighted(0.3, 500..2_500_u32),
        side in prop::option::weighted(0.3, 100..700_u32),
        divisor in prop::option::weighted(0.5, 4_000..6_001_u32),
        price in 500..5_000_i64,
    ) -> Priced {
        let size = size.map(|mut sides| {
            sides.sort_unstable_by(|a, b| b.cmp(a));
            sides
        });
        let (service, country) = ("dpd_courier".to_owned(), String::new());
        Priced {
            key: RowKey { service, country, size, up_to, girth, side },
            charge: Charge { price: Minor(price), divisor },
        }
    }
}

prop_compose! {
    fn packaging()(
        inner in [60..600_u32, 60..600_u32, 60..600_u32],
        tare in 50..600_i64,
        max_gross in 2_000..30_000_i64,
        cost in 50..900_i64,
    ) -> Packaging {
        let [length, width, height] = inner;
        Packaging {
            code: "?".into(),
            name: String::new(),
            inner: SizeMm::new(length, width, height),
            outer: SizeMm::new(length + 6, width + 6, height + 8),
            tare: Grams(tare),
            max_gross: Grams(max_gross),
            cost: Minor(cost),
            on_hand: 50,
            reorder_level: None,
        }
    }
}

prop_compose! {
    fn goods(most: u32)(
        size in [20..250_u32, 20..250_u32, 20..250_u32],
        weight in 20..3_000_i64,
        count in 1..=most,
    ) -> Goods {
        let [length, width, height] = size;
        Goods {
            line: 0,
            size: SizeMm::new(length, width, height),
            weight: Grams(weight),
            count,
            handling: Handling::default(),
        }
    }
}

/// What the carrier takes, told row by row as the contract reads, with other words than the program's.
fn fee(rows: &[Priced], packaging: &Packaging, gross: i64) -> Option<i64> {
    let mut outer = [
        packaging.outer.length,
        packaging.outer.width,
        packaging.outer.height,
    ];
    outer.sort_unstable();
    let [short, middle, long] = outer;
    let volume = i64::from(short) * i64::from(middle) * i64::from(long);
    rows.iter()
        .filter(|row| {
            let key = &row.key;
            let small = key
                .size
                .is_none_or(|[a, b, c]| long <= a && middle <= b && short <= c);
            let girth = long + 2 * middle + 2 * short;
            let counted = row.charge.divisor.map_or(0, |divisor| {
                // Rounded up to the gram.
                (volume + i64::from(divisor) - 1) / i64::from(divisor)
            });
            small
                && key.side.is_none_or(|most| long <= most)
                && key.girth.is_none_or(|most| girth <= most)
                && gross.max(counted) <= key.up_to
        })
        .map(|row| row.charge.price.0)
        .min()
}

fn shop(rows: &[Priced], objective: Objective) -> Settings {
    let mut settings = Settings {
        packing_objective: objective,
        ..Settings::default()
    };
    for row in rows {
        settings.tariffs.put(row.key.clone(), Some(row.charge));
    }
    settings
}

fn way(to_locker: bool) -> Way {
    Way {
        to_locker,
        service: "dpd_courier".to_owned(),
        country: "PL".to_owned(),
    }
}

fn numbered(mut packagings: Vec<Packaging>) -> Vec<Packaging> {
    for (number, packaging) in packagings.iter_mut().enumerate() {
        packaging.code = format!("K-{number}").as_str().into();
    }
    packagings
}

fn plan(goods: &[Goods], way: &Way, packagings: &[Packaging], settings: &Settings) -> PackingPlan {
    let mut planner = Planner::begin(goods, way, packagings, settings);
    planner.improve();
    planner.plan()
}

fn gross(parcel: &PlannedParcel, packaging: &Packaging, goods: &[Goods]) -> i64 {
    let net = goods
        .iter()
        .map(|goods| goods.weight.0 * i64::from(parcel.count_of(goods.line)));
    packaging.tare.0 + net.sum::<i64>()
}

proptest! {
    #![proptest_config(cases(300, 30_000))]

    #[test]
    fn no_parcel_is_ever_over_what_the_service_takes(
        rows in vec(priced(), 1..5),
        packagings in vec(packaging(), 1..5),
        mut goods in vec(goods(4), 1..4),
        objective in prop_oneof![Just(Objective::LeastCost), Just(Objective::FewestParcels), Just(Objective::LeastRoom)],
        to_locker in any::<bool>(),
    ) {
        for (line, goods) in goods.iter_mut().enumerate() {
            goods.line = line;
        }
        let packagings = numbered(packagings);
        // Rows with one key are one row.
        let mut once: Vec<Priced> = Vec::new();
        for row in rows {
            once.retain(|other| other.key != row.key);
            once.push(row);
        }
        let found = plan(&goods, &way(to_locker), &packagings, &shop(&once, objective));
        for parcel in &found.parcels {
            let packaging = packagings.iter().find(|it| it.code == parcel.packaging).unwrap();
            let gross = gross(parcel, packaging, &goods);
            prop_assert!(gross <= packaging.max_gross.0);
            prop_assert!(fee(&once, packaging, gross).is_some(), "{parcel:?} {packaging:?}");
            if to_locker {
                let mut outer = packaging.outer.sides_longest_first();
                outer.sort_unstable();
                let [short, middle, long] = outer;
                prop_assert!(short <= 380 && middle <= 410 && long <= 640 && gross <= 25_000);
            }
        }
    }

    #[test]
    fn with_one_tariff_no_single_box_is_cheaper_than_the_plan(
        row in priced(),
        packagings in vec(packaging(), 1..6),
        goods in goods(3),
    ) {
        let (packagings, rows) = (numbered(packagings), [row]);
        let (settings, goods) = (shop(&rows, Objective::LeastCost), [goods]);
        let cost = |parcel: &PlannedParcel| {
            let packaging = packagings.iter().find(|it| it.code == parcel.packaging).unwrap();
            packaging.cost.0 + fee(&rows, packaging, gross(parcel, packaging, &goods)).unwrap()
        };
        let whole = plan(&goods, &way(false), &packagings, &settings);
        let chosen: i64 = whole.parcels.iter().map(cost).sum();
        for only in &packagings {
            let alone = plan(&goods, &way(false), std::slice::from_ref(only), &settings);
            if let Some(parcel) = alone.only_parcel() {
                prop_assert_eq!(whole.left_over, 0);
                prop_assert!(chosen <= cost(parcel), "{:?} for {}", whole.parcels, only.code);
            }
        }
    }
}

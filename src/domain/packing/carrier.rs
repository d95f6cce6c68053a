//! What a carrier takes and what it costs: by size, girth and the weight that counts.

use super::{BoxKind, LONGEST};
use crate::domain::packaging::LOCKER_MAX_GROSS;

/// One service of a carrier, for parcels up to a size and weight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    /// Largest outer sides in millimetres, in any order; none when only girth or weight count.
    pub largest: Option<[i64; 3]>,
    /// Longest side plus twice the other two at most, in millimetres.
    pub girth_max: Option<i64>,
    /// Heaviest gross weight in grams.
    pub gross_max: Option<i64>,
    /// Cubic centimetres that count as a kilogram, for example 6000; none when only the scale counts.
    pub divisor: Option<i64>,
    /// Price in minor units up to each weight that counts, in grams, lightest first.
    pub prices: Vec<(i64, i64)>,
}

/// The compartments of a parcel locker, by their largest parcels in millimetres.
///
/// Source: InPost, parcel sizes for Paczkomat: A 80, B 190, C 410 × 380 × 640 mm, 25 kg.
pub const LOCKERS: [[i64; 3]; 3] = [[80, 380, 640], [190, 380, 640], [410, 380, 640]];

impl Service {
    /// A compartment of a locker at one price.
    pub fn locker(largest: [i64; 3], price: i64) -> Self {
        Self {
            largest: Some(largest),
            gross_max: Some(LOCKER_MAX_GROSS.0),
            prices: vec![(LOCKER_MAX_GROSS.0, price)],
            ..Self::default()
        }
    }

    /// Whether a parcel of these outer sides is taken at all.
    fn takes(&self, outer: [i64; 3]) -> bool {
        let [long, middle, short] = longest_first(outer);
        let is_small = self.largest.is_none_or(|largest| {
            let [most, next, least] = longest_first(largest);
            long <= most && middle <= next && short <= least
        });
        is_small
            && self
                .girth_max
                .is_none_or(|most| long + 2 * (middle + short) <= most)
    }

    /// Weight that a parcel of this size counts at least, in grams. Rounds up, because carriers do.
    pub fn size_weight(&self, outer: [i64; 3]) -> i64 {
        let [x, y, z] = outer.map(|side| side.clamp(0, LONGEST));
        let divisor = self.divisor.filter(|divisor| *divisor > 0);
        divisor.map_or(0, |divisor| (x * y * z + divisor - 1) / divisor)
    }

    /// Price of a parcel of this size up to each gross weight.
    fn steps(&self, outer: [i64; 3]) -> Vec<(i64, i64)> {
        let by_size = self.size_weight(outer);
        let most = self.gross_max.unwrap_or(i64::MAX);
        let counted = self.prices.iter().filter(|(to, _)| *to >= by_size);
        counted
            .map(|(to, price)| ((*to).min(most), *price))
            .collect()
    }

    /// Heaviest gross weight of a parcel of this size in grams, if one is taken at all.
    pub fn heaviest(&self, outer: [i64; 3]) -> Option<i64> {
        let by_size = self.size_weight(outer);
        let (to, _) = self.prices.last().filter(|(to, _)| *to >= by_size)?;
        let most = self.gross_max.unwrap_or(i64::MAX);
        self.takes(outer).then_some((*to).min(most))
    }

    /// What a parcel of this size and gross weight costs, if it is taken.
    pub fn price(&self, outer: [i64; 3], gross: i64) -> Option<i64> {
        let mut steps = self.steps(outer).into_iter();
        let step = steps.find(|(to, _)| gross <= *to);
        step.filter(|_| self.takes(outer)).map(|(_, price)| price)
    }
}

fn longest_first(mut sides: [i64; 3]) -> [i64; 3] {
    sides.sort_unstable_by(|a, b| b.cmp(a));
    sides
}

/// Cost of a parcel up to each gross weight: the packaging and the cheapest service that takes it.
///
/// Nothing when no service takes the packaging. Without services only the packaging costs.
pub fn prices(
    outer: [i64; 3],
    packaging_cost: i64,
    gross_max: i64,
    services: Option<&[Service]>,
) -> Vec<(i64, i64)> {
    let Some(services) = services else {
        return vec![(gross_max, packaging_cost)];
    };
    let steps = services.iter().filter(|service| service.takes(outer));
    let steps = steps.flat_map(|service| service.steps(outer));
    let mut weights: Vec<i64> = steps.map(|(to, _)| to.min(gross_max)).collect();
    weights.sort_unstable();
    weights.dedup();
    let mut prices: Vec<(i64, i64)> = Vec::new();
    for weight in weights {
        let each = services
            .iter()
            .filter_map(|service| service.price(outer, weight));
        let Some(price) = each.min() else { continue };
        let cost = price.saturating_add(packaging_cost);
        match prices.last_mut() {
            Some(last) if last.1 == cost => last.0 = weight,
            _ => prices.push((weight, cost)),
        }
    }
    prices
}

impl BoxKind {
    /// Heaviest gross weight that may go out in it, in grams; none when it may not go out at all.
    pub fn gross_max(&self) -> Option<i64> {
        self.prices.last().map(|(to, _)| *to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lockers() -> Vec<Service> {
        let prices = [1500, 1700, 1900];
        let services = LOCKERS.into_iter().zip(prices);
        services
            .map(|(largest, price)| Service::locker(largest, price))
            .collect()
    }

    #[test]
    fn a_parcel_goes_into_the_smallest_locker_that_takes_it_whichever_way_it_lies() {
        let cost = |outer| prices(outer, 100, 30_000, Some(&lockers()));
        assert_eq!(cost([640, 80, 380]), [(25_000, 1600)]);
        assert_eq!(cost([81, 380, 640]), [(25_000, 1800)]);
        assert_eq!(cost([380, 640, 410]), [(25_000, 2000)]);
        assert_eq!(cost([380, 641, 80]), []);
    }

    #[test]
    fn a_large_light_parcel_costs_what_its_size_counts() {
        let courier = Service {
            divisor: Some(6000),
            prices: vec![(5_000, 1400), (10_000, 1800), (30_000, 2500)],
            ..Service::default()
        };
        // 60 x 50 x 40 cm counts as 20 kg.
        let cost = prices([600, 500, 400], 0, 30_000, Some(&[courier]));
        assert_eq!(cost, [(30_000, 2500)]);
    }

    #[test]
    fn a_long_parcel_is_refused_by_its_girth() {
        let courier = Service {
            girth_max: Some(3_000),
            prices: vec![(30_000, 1400)],
            ..Service::default()
        };
        let cost = |outer| prices(outer, 0, 30_000, Some(std::slice::from_ref(&courier)));
        assert_eq!(cost([1000, 500, 500]), [(30_000, 1400)]);
        assert_eq!(cost([500, 1001, 500]), []);
    }

    #[test]
    fn the_cheaper_service_is_taken_at_each_weight() {
        let flat = Service {
            gross_max: Some(8_000),
            prices: vec![(8_000, 1500)],
            ..Service::default()
        };
        let by_weight = Service {
            prices: vec![(1_000, 1000), (30_000, 2000)],
            ..Service::default()
        };
        let cost = prices([100, 100, 100], 0, 20_000, Some(&[flat, by_weight]));
        assert_eq!(cost, [(1_000, 1000), (8_000, 1500), (20_000, 2000)]);
    }
}

//! Does the packed parcel weigh what its contents should weigh?

use serde::{Deserialize, Serialize};

use super::ids::Sku;
use super::settings::Settings;
use super::units::Grams;

/// Units of one product in a parcel, with the catalogue weight of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeighedUnits {
    /// The product.
    pub sku: Sku,
    /// Catalogue weight of one unit.
    pub unit_weight: Grams,
    /// How many are in the parcel.
    pub count: u32,
}

/// What a parcel should weigh, and how far the scale may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expectation {
    /// Σ unit weights + tare.
    pub gross: Grams,
    /// The largest difference, either way, that is still accepted.
    pub tolerance: Grams,
}

impl Expectation {
    /// Whether `measured` is within the tolerance.
    pub fn accepts(self, measured: Grams) -> bool {
        (measured - self.gross).abs() <= self.tolerance
    }
}

/// What the parcel should weigh.
///
/// The expected gross weight is the sum of the unit weights and the tare. The
/// tolerance has two parts:
///
/// - the catalogue: each product's weights are wrong by up to
///   `catalogue_uncertainty_permille`, the same way for all its units; products
///   and the tare (`tare_uncertainty_permille`: tape, filler) err independently,
///   so these errors add as squares;
/// - the scale: what a verified class III scale may show wrong at this load,
///   see [`class_iii_error_in_service`]. It adds in full.
///
/// Rounded up to whole grams.
pub fn expectation(units: &[WeighedUnits], tare: Grams, settings: &Settings) -> Expectation {
    let net: Grams = units.iter().map(|line| line.unit_weight * line.count).sum();
    let gross = net + tare;
    let tare_error = permille(tare, settings.tare_uncertainty_permille);
    let squares = units
        .iter()
        .map(|line| {
            permille(
                line.unit_weight * line.count,
                settings.catalogue_uncertainty_permille,
            )
        })
        .chain([tare_error])
        .fold(0_u128, |sum, error| {
            sum.saturating_add(error.saturating_mul(error))
        });
    // The errors are in thousandths of a gram, so that small parts are not rounded away.
    let catalogue = i64::try_from(ceil_sqrt(squares).div_ceil(1_000)).unwrap_or(i64::MAX);
    Expectation {
        gross,
        tolerance: Grams(catalogue) + class_iii_error_in_service(gross, settings.scale_interval),
    }
}

/// Products of which the scale cannot tell one unit more or less.
///
/// The screen names them, so that they are counted twice; a weight within the
/// tolerance says nothing about them.
pub fn scale_cannot_tell(units: &[WeighedUnits], tolerance: Grams) -> Vec<Sku> {
    units
        .iter()
        .filter(|line| line.count > 0 && line.unit_weight <= tolerance)
        .map(|line| line.sku.clone())
        .collect()
}

/// What the scale should show once `units` of one product lie in the box that stands on it.
///
/// `on_scale` is what it showed before. `loose` is the weight of all units that were counted
/// without being weighed because they are too light; each of them may lie in the box by now or
/// not, so their weight widens the span. The rest of the tolerance has two parts, as for the whole
/// parcel: the catalogue's uncertainty about these units, and the scale, see
/// [`error_between_readings`].
pub fn unit_expectation(
    on_scale: Grams,
    units: &WeighedUnits,
    loose: Grams,
    settings: &Settings,
) -> Expectation {
    let added = units.unit_weight * units.count;
    let loose_below = Grams(loose.0 / 2);
    Expectation {
        gross: on_scale + added + loose_below,
        tolerance: catalogue_error(added, settings)
            + error_between_readings(added, settings.scale_interval)
            + (loose - loose_below),
    }
}

/// Whether the scale can tell these units from one unit less and from one more.
///
/// The weight of one unit has to be more than twice the tolerance and once more the catalogue's
/// part of it. Then "nothing went in" and "two went in" both lie outside the tolerance, also when
/// both readings and the catalogue err as far as they may. With an interval of 5 g and a catalogue
/// that is right to 1 % that is a unit of 24 g.
pub fn scale_tells(units: &WeighedUnits, loose: Grams, settings: &Settings) -> bool {
    let tolerance = unit_expectation(Grams(0), units, loose, settings).tolerance;
    let added = units.unit_weight * units.count;
    units.unit_weight > tolerance * 2 + catalogue_error(added, settings)
}

/// Whether the scale can tell that an empty box of this weight stands on it.
///
/// Up to two intervals count as an empty pan; both the reading and the box may be off by as much.
pub fn scale_tells_box(tare: Grams, settings: &Settings) -> bool {
    tare > settings.scale_interval * 4
}

/// Largest error of a difference between two readings of a verified class III scale, in service.
///
/// The permitted error holds for a net value too, whatever stood on the scale before, but without
/// the rounding of the display: half an interval at each of the two readings.
///
/// Source: Directive 2014/31/EU, Annex I, 4.1.
pub fn error_between_readings(added: Grams, interval: Grams) -> Grams {
    class_iii_error_in_service(added, interval) + interval
}

/// How far the catalogue may be wrong about this mass. Rounded up to whole grams.
fn catalogue_error(mass: Grams, settings: &Settings) -> Grams {
    let error = permille(mass, settings.catalogue_uncertainty_permille).div_ceil(1_000);
    Grams(i64::try_from(error).unwrap_or(i64::MAX))
}

/// Largest error a verified class III scale may show at `load`, in service.
///
/// `interval` is the verification scale interval `e` from the plate, for
/// example 10 g on a 30 kg bench scale. Initial verification allows ±0.5 e up
/// to 500 e, ±1 e up to 2000 e and ±1.5 e above; in service the limits double:
/// 1 e, 2 e, 3 e. A tolerance tighter than this flags the scale, not the packer.
///
/// Source: Directive 2014/31/EU, Annex I, 4.1 Table 3 and 4.2.
///
/// ```
/// # use pakownia::domain::{units::Grams, weight_check::class_iii_error_in_service};
/// assert_eq!(class_iii_error_in_service(Grams(1_240), Grams(10)), Grams(10));
/// assert_eq!(class_iii_error_in_service(Grams(5_010), Grams(10)), Grams(20));
/// ```
pub fn class_iii_error_in_service(load: Grams, interval: Grams) -> Grams {
    let intervals = load.abs().0 / interval.0.max(1);
    let exceeds = |limit: i64| {
        intervals > limit || (intervals == limit && load.abs().0 % interval.0.max(1) != 0)
    };
    if exceeds(2_000) {
        interval * 3
    } else if exceeds(500) {
        interval * 2
    } else {
        interval
    }
}

/// `share` thousandths of `mass`, in thousandths of a gram.
fn permille(mass: Grams, share: u32) -> u128 {
    u128::from(mass.abs().0.unsigned_abs()).saturating_mul(u128::from(share))
}

/// The square root, rounded up.
fn ceil_sqrt(square: u128) -> u128 {
    let root = square.isqrt();
    if root.saturating_mul(root) == square {
        root
    } else {
        root + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(lines: &[(i64, u32)]) -> Vec<WeighedUnits> {
        lines
            .iter()
            .enumerate()
            .map(|(index, (weight, count))| WeighedUnits {
                sku: Sku(format!("SKU-{index}")),
                unit_weight: Grams(*weight),
                count: *count,
            })
            .collect()
    }

    #[test]
    fn expected_gross_is_units_and_tare() {
        let expected = expectation(
            &units(&[(330, 2), (400, 1)]),
            Grams(120),
            &Settings::default(),
        );
        assert_eq!(expected.gross, Grams(1_180));
        // √(6.6² + 4.0² + 6.0²) = 9.8 → 10 g, and 5 g for the scale.
        assert_eq!(expected.tolerance, Grams(15));
    }

    #[test]
    fn a_unit_lighter_than_the_tolerance_is_named() {
        let parcel = units(&[(3, 10), (800, 1)]);
        let expected = expectation(&parcel, Grams(120), &Settings::default());
        assert_eq!(
            scale_cannot_tell(&parcel, expected.tolerance),
            [Sku::from("SKU-0")]
        );
    }

    fn of(weight: i64, count: u32) -> WeighedUnits {
        units(&[(weight, count)]).remove(0)
    }

    #[test]
    fn a_unit_adds_its_own_weight_within_the_catalogue_and_two_readings() {
        let expected = unit_expectation(Grams(120), &of(330, 1), Grams(0), &Settings::default());
        // 3.3 g → 4 g of the catalogue, 5 g of the scale, 5 g for rounding twice.
        assert_eq!(
            (expected.gross, expected.tolerance),
            (Grams(450), Grams(14))
        );
        let with_stickers =
            unit_expectation(Grams(120), &of(330, 1), Grams(9), &Settings::default());
        assert!(with_stickers.accepts(Grams(450 - 14)) && with_stickers.accepts(Grams(459 + 14)));
        assert!(!with_stickers.accepts(Grams(434)) && !with_stickers.accepts(Grams(474)));
    }

    #[test]
    fn where_the_scale_tells_a_unit_neither_none_nor_two_are_taken_for_one() {
        let settings = Settings::default();
        let told = |weight| scale_tells(&of(weight, 1), Grams(0), &settings);
        assert!(!told(3) && !told(20) && !told(23) && told(24));
        for weight in (24..5_000).filter(|weight| told(*weight)) {
            let one = unit_expectation(Grams(0), &of(weight, 1), Grams(0), &settings);
            let error = error_between_readings(Grams(0), settings.scale_interval);
            assert!(!one.accepts(error), "{weight} g and nothing went in");
            let light = Grams(weight - (weight + 99) / 100);
            let error = error_between_readings(light * 2, settings.scale_interval);
            assert!(!one.accepts(light * 2 - error), "{weight} g twice");
        }
        assert!(!scale_tells(&of(30, 1), Grams(20), &settings));
        assert!(scale_tells(&of(330, 10), Grams(0), &settings));
        assert!(!scale_tells(&of(50, 100), Grams(0), &settings));
    }

    #[test]
    fn class_three_steps_lie_at_500_and_2000_intervals() {
        let e = Grams(5);
        assert_eq!(class_iii_error_in_service(Grams(2_500), e), Grams(5));
        assert_eq!(class_iii_error_in_service(Grams(2_501), e), Grams(10));
        assert_eq!(class_iii_error_in_service(Grams(10_000), e), Grams(10));
        assert_eq!(class_iii_error_in_service(Grams(10_001), e), Grams(15));
    }
}

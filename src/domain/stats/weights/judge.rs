//! Is this parcel's weight one that the right content would have?

use super::explain::Part;
use super::learned::FIRST_GUESS;
use super::normal::limit_for;
use super::{Knowledge, Learned, Parcel, Rules};
use crate::domain::ids::Sku;
use crate::domain::units::Grams;
use crate::domain::weight_check::class_iii_error_in_service;

/// Pieces of a product differ by so much at first, in thousandths.
///
/// Source: Directive 76/211/EEC, Annex I, 2.4: what prepacked goods may weigh less is 1.5 % above a kilogram,
/// which two standard deviations have to keep; a start that parcels put right.
const FIRST_SCATTER: f64 = 0.015;

/// From this share of the doubt on, things that were never weighed make a parcel one of new things.
const NEW: f64 = 0.3;

/// The bound of the tolerance: a unit's weight is never taken to be more uncertain than this, in thousandths.
const WIDEST_PERMILLE: f64 = 120.0;

/// And a parcel's never more than this beside it, in milligrams.
const WIDEST_MG: f64 = 10_000.0;

/// What a parcel is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// What it should weigh, in milligrams.
    pub expected_mg: i64,
    /// One standard deviation of that, in milligrams.
    pub deviation_mg: i64,
    /// How many of them are still accepted, in thousandths.
    pub limit_milli: i64,
    /// The largest difference that is accepted, in milligrams.
    pub tolerance_mg: i64,
    /// Whether much of the doubt is about things that no parcel has taught anything of.
    pub is_new: bool,
}

/// What the scale says to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Within the tolerance.
    pub accepted: bool,
    /// Measured less expected, in milligrams.
    pub difference_mg: i64,
    /// The same in standard deviations, in thousandths.
    pub z_milli: i64,
}

impl Judgement {
    /// Judges what the scale shows.
    pub fn of(&self, gross_mg: i64) -> Verdict {
        let difference_mg = gross_mg.saturating_sub(self.expected_mg);
        Verdict {
            accepted: difference_mg.abs() <= self.tolerance_mg,
            difference_mg,
            z_milli: difference_mg.saturating_mul(1_000) / self.deviation_mg.max(1),
        }
    }

    /// What it should weigh, in whole grams.
    pub fn expected(&self) -> Grams {
        Grams((self.expected_mg + 500).div_euclid(1_000))
    }

    /// The tolerance in whole grams, rounded up.
    pub fn tolerance(&self) -> Grams {
        Grams(self.tolerance_mg.div_euclid(1_000) + i64::from(self.tolerance_mg % 1_000 > 0))
    }
}

/// A parcel's weight as it is believed to spread, part by part.
#[derive(Debug, Clone)]
pub(super) struct Spread {
    pub(super) parts: Vec<Part>,
    pub(super) tare: Part,
    /// Of the scale's reading.
    pub(super) reading: f64,
}

impl Spread {
    pub(super) fn of(knowledge: &Knowledge, parcel: &Parcel<'_>, rules: &Rules) -> Self {
        let parts = parcel.contents.iter().map(|content| {
            let known = knowledge.product(&content.sku, content.catalogue);
            let first = || first_product(content.catalogue, knowledge, rules);
            Part::new(known.copied().unwrap_or_else(first), content.units)
        });
        let tare = knowledge.packaging(parcel.packaging, parcel.tare).copied();
        let tare = tare.unwrap_or_else(|| first_tare(parcel.tare, rules));
        let interval = rules.scale_interval.0.max(1) as f64 * 1_000.0;
        Self {
            parts: parts.collect(),
            tare: Part::new(tare, 1),
            // Rounding to the interval; how well the scale repeats is learned with the tare.
            reading: interval * interval / 12.0,
        }
    }

    pub(super) fn mean(&self) -> f64 {
        let net: f64 = self.parts.iter().map(|part| part.q * part.mean).sum();
        net + self.tare.mean
    }

    pub(super) fn variance(&self) -> f64 {
        let parts: f64 = self.all().map(Part::variance).sum();
        parts + self.reading
    }

    /// The same with the scatter of what was never weighed before.
    pub(super) fn variance_with_scatter(&self) -> f64 {
        let new = self.all().filter(|part| part.known.parcels == 0);
        self.variance() + new.map(|part| part.q * part.scatter).sum::<f64>()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().chain([&self.tare])
    }

    /// The share of the doubt that parcels have not had a say in.
    pub(super) fn untaught(&self) -> f64 {
        let doubt: f64 = self.all().map(Part::doubt).sum();
        doubt / self.all().map(Part::variance).sum::<f64>().max(1.0)
    }

    /// Whether much of the doubt is about things that no parcel has taught anything of.
    pub(super) fn is_new(&self) -> bool {
        let new = self.all().filter(|part| part.known.parcels == 0);
        let new: f64 = new.map(Part::variance).sum();
        new > NEW * self.variance()
    }

    /// What the scale may show wrong counts in full until parcels have shown what it does.
    pub(super) fn in_full(&self, rules: &Rules) -> f64 {
        let gross = Grams((self.mean() / 1_000.0).round() as i64);
        let error = class_iii_error_in_service(gross, rules.scale_interval).0 as f64 * 1_000.0;
        self.untaught().min(1.0) * error
    }
}

/// What a product is believed to weigh that no parcel has taught.
///
/// What the catalogue may be wrong about is taken as the nominal limit's number of standard deviations, so that
/// the first parcel is held to exactly what the shop has set.
pub(super) fn first_product(catalogue: Grams, knowledge: &Knowledge, rules: &Rules) -> Learned {
    let ratio = knowledge.limits.catalogue_ratio();
    let most = rules.catalogue_mg as f64;
    let mut first = first(catalogue, rules.catalogue_permille, most, ratio, rules);
    let scatter = (first.piece_variance_mg2 as f64) * knowledge.limits.scatter_ratio();
    first.piece_variance_mg2 = scatter.round() as i64;
    first
}

/// The same for a packaging.
pub(super) fn first_tare(tare: Grams, rules: &Rules) -> Learned {
    first(tare, rules.tare_permille, rules.tare_mg as f64, 1.0, rules)
}

fn first(catalogue: Grams, permille: u32, more: f64, ratio: f64, rules: &Rules) -> Learned {
    let mean_mg = catalogue.0.saturating_mul(1_000);
    let mean = mean_mg as f64;
    let wrong = mean * f64::from(permille) / 1_000.0 + more;
    let doubt = (wrong / limit_for(rules.false_alarms_ppm)).powi(2) * ratio;
    let scatter = (mean * FIRST_SCATTER).powi(2).min(doubt / 2.0);
    Learned {
        catalogue,
        mean_mg,
        mean_variance_mg2: doubt.round() as i64,
        piece_variance_mg2: scatter.max(1.0).round() as i64,
        evidence_milli: (FIRST_GUESS * 1_000.0) as i64,
        anchor_mg: mean_mg,
        settling: 0,
        parcels: 0,
        confirmed: 0,
    }
}

/// What a parcel should weigh, and how far it may differ.
pub fn judge(knowledge: &Knowledge, parcel: &Parcel<'_>, rules: &Rules) -> Judgement {
    let spread = Spread::of(knowledge, parcel, rules);
    judged(&spread, knowledge, parcel, rules)
}

pub(super) fn judged(
    spread: &Spread,
    knowledge: &Knowledge,
    parcel: &Parcel<'_>,
    rules: &Rules,
) -> Judgement {
    let is_new = spread.is_new();
    let deviation = spread.variance_of_contents().sqrt();
    let limits = &knowledge.limits;
    let shape = limits.shape.of(spread, rules.false_alarms_ppm);
    let limit = limits.limit(is_new, rules.false_alarms_ppm) * shape;
    let in_full = spread.in_full(rules);
    let expected = Grams((spread.mean() / 1_000.0).round() as i64);
    let floor = class_iii_error_in_service(expected, rules.scale_interval).0 as f64 * 1_000.0;
    let tolerance = limit * deviation + in_full;
    let widest = widest(parcel, rules).0 as f64 * 1_000.0;
    Judgement {
        expected_mg: spread.mean().round() as i64,
        deviation_mg: deviation.round().max(1.0) as i64,
        limit_milli: (limit * 1_000.0).round() as i64,
        tolerance_mg: tolerance.min(widest).max(floor).round() as i64,
        is_new,
    }
}

impl Spread {
    /// The variance that the limit is held against: rounding counts once parcels have taught.
    pub(super) fn variance_of_contents(&self) -> f64 {
        let taught = 1.0 - self.untaught().min(1.0);
        self.all().map(Part::variance).sum::<f64>().max(1.0) + self.reading * taught
    }
}

/// The widest tolerance of a parcel, whatever was learned.
///
/// 12 % of each product's catalogue weight, or twice what the shop says that its catalogue may be wrong if that
/// is more, added as squares; 10 g, and what the scale may show wrong.
pub fn widest(parcel: &Parcel<'_>, rules: &Rules) -> Grams {
    let wide = |mass: f64, permille: u32, more: i64| {
        let usual = mass * WIDEST_PERMILLE / 1_000.0;
        usual.max(2.0 * (mass * f64::from(permille) / 1_000.0 + more as f64))
    };
    let net: i64 = parcel
        .contents
        .iter()
        .map(|line| line.catalogue.0 * i64::from(line.units))
        .sum();
    let lines = parcel.contents.iter().map(|line| {
        let mass = line.catalogue.0 as f64 * 1_000.0 * f64::from(line.units);
        wide(mass, rules.catalogue_permille, rules.catalogue_mg).powi(2)
    });
    let tare = wide(
        parcel.tare.0 as f64 * 1_000.0,
        rules.tare_permille,
        rules.tare_mg,
    );
    let squares = lines.sum::<f64>() + tare.powi(2);
    let scale = class_iii_error_in_service(Grams(net) + parcel.tare, rules.scale_interval);
    Grams(((squares.sqrt() + WIDEST_MG) / 1_000.0).ceil() as i64) + scale
}

/// Products of which the scale cannot tell one unit more or less in this parcel.
pub fn cannot_tell(knowledge: &Knowledge, parcel: &Parcel<'_>, judged: &Judgement) -> Vec<Sku> {
    let lines = parcel.contents.iter().filter(|line| {
        let known = knowledge.product(&line.sku, line.catalogue);
        let unit = known.map_or(line.catalogue.0 * 1_000, |known| known.mean_mg);
        line.units > 0 && unit <= judged.tolerance_mg
    });
    lines.map(|line| line.sku.clone()).collect()
}

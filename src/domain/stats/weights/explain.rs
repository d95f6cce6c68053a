//! What explains the difference? Ranked before anything is unpacked.

use super::judge::{Spread, first_product, first_tare};
use super::normal::{limit_for, log_density};
use super::{Knowledge, Learned, Parcel, Rules};
use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::units::Grams;

/// Units of one product in a parcel, or its packaging.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) known: Learned,
    /// Units.
    pub(super) q: f64,
    /// Mean of one, in milligrams.
    pub(super) mean: f64,
    /// Variance of that mean.
    pub(super) unsure: f64,
    /// Variance of pieces.
    pub(super) scatter: f64,
}

impl Part {
    pub(super) fn new(known: Learned, units: u32) -> Self {
        Self {
            known,
            q: f64::from(units),
            mean: known.mean_mg as f64,
            unsure: known.mean_variance_mg2 as f64,
            scatter: known.piece_variance_mg2 as f64,
        }
    }

    /// Of all units. Before any parcel has taught it, the catalogue's error holds scatter too.
    pub(super) fn variance(&self) -> f64 {
        self.variance_of(self.q)
    }

    fn variance_of(&self, q: f64) -> f64 {
        let scatter = if self.known.parcels == 0 {
            0.0
        } else {
            self.scatter
        };
        q * q * self.unsure + q * scatter
    }

    /// Of it, what more parcels would take away.
    pub(super) fn doubt(&self) -> f64 {
        self.q * self.q * self.unsure
    }
}

/// What may be wrong with a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation {
    /// So many units of a product are missing.
    Missing {
        /// The product.
        sku: Sku,
        /// How many.
        units: u32,
    },
    /// So many units too many.
    Extra {
        /// The product.
        sku: Sku,
        /// How many.
        units: u32,
    },
    /// Several things are missing, whichever.
    SeveralMissing,
    /// Several things are too many, whichever.
    SeveralExtra,
    /// One unit of another product lies in it.
    Instead {
        /// What lies in it.
        sku: Sku,
        /// What should.
        of: Sku,
    },
    /// It is in another packaging.
    OtherPackaging {
        /// Which.
        packaging: PackagingCode,
    },
    /// The scale shows wrong.
    ScaleOff,
    /// Everything is right but the catalogue's weight of this product.
    CatalogueWrong {
        /// The product.
        sku: Sku,
    },
}

/// An explanation with its probability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// What it is.
    pub explanation: Explanation,
    /// How probable, in thousandths.
    pub permille: u32,
}

/// All explanations that count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explained {
    /// The most probable first.
    pub likely: Vec<Likely>,
    /// How probable it is that the content is right and only weighs unusually, in thousandths.
    pub chance_permille: u32,
}

/// What else could have come into the parcel.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    /// Products that are easily taken for one of the parcel's, with their catalogue weights: of the
    /// neighbouring places, or of a similar code.
    pub taken_for: &'a [(Sku, Sku, Grams)],
    /// Packagings with their tares.
    pub packagings: &'a [(PackagingCode, Grams)],
}

/// How often a parcel is wrong at all. Assumption: two in a hundred of those that reach the scale unscanned.
const WRONG: f64 = 0.02;

/// What wrong parcels are, in shares of them. Assumption, from what packers report.
const MISSING: f64 = 0.45;
const EXTRA: f64 = 0.25;
const INSTEAD: f64 = 0.20;
const OTHER_PACKAGING: f64 = 0.05;
const SCALE: f64 = 0.02;

/// One unit, rather than several.
const ONE_UNIT: f64 = 0.85;

/// Several things at once, rather than units of one product.
const SEVERAL: f64 = 0.06;

/// How often a catalogue weight that nobody has weighed is coarsely wrong. Assumption: less often than a picker
/// errs, and a packer who is told so stops looking.
const CATALOGUE: f64 = 0.004;

/// Explanations below this are not worth a look, in thousandths.
const WORTH_A_LOOK: u32 = 1;

/// How many are told.
const TOLD: usize = 8;

struct Hypotheses<'a> {
    spread: &'a Spread,
    difference: f64,
    /// How much wider weights spread than believed, as a ratio of variances.
    wider: f64,
    found: Vec<(Explanation, f64)>,
}

impl Hypotheses<'_> {
    fn add(&mut self, explanation: Explanation, share: f64, shift: f64, variance: f64) {
        if share > 0.0 {
            let odds = share.ln() + log_density(self.difference - shift, variance * self.wider);
            self.found.push((explanation, odds));
        }
    }

    /// One product's units are fewer or more.
    fn units(&mut self, sku: &Sku, part: &Part, change: i32, share: f64) {
        let q = part.q + f64::from(change);
        let rest = self.spread.variance() - part.variance();
        let units = change.unsigned_abs();
        let sku = sku.clone();
        let explanation = if change < 0 {
            Explanation::Missing { sku, units }
        } else {
            Explanation::Extra { sku, units }
        };
        let shift = f64::from(change) * part.mean;
        self.add(explanation, share, shift, rest + part.variance_of(q));
    }
}

/// What may be wrong with a parcel that weighs `gross_mg`, the most probable first.
pub fn explain(
    knowledge: &Knowledge,
    parcel: &Parcel<'_>,
    gross_mg: i64,
    around: Around<'_>,
    rules: &Rules,
) -> Explained {
    let spread = Spread::of(knowledge, parcel, rules);
    let limit = knowledge
        .limits
        .limit(spread.is_new(), rules.false_alarms_ppm);
    let wider = (limit / limit_for(rules.false_alarms_ppm)).powi(2);
    let mut all = Hypotheses {
        spread: &spread,
        difference: gross_mg as f64 - spread.mean(),
        wider: wider.clamp(0.5, 2.0),
        found: Vec::new(),
    };
    units_wrong(&mut all, parcel);
    several_wrong(&mut all);
    others_instead(&mut all, knowledge, parcel, around, rules);
    packaging_wrong(&mut all, knowledge, parcel, around, rules);
    scale_wrong(&mut all, knowledge, parcel);
    catalogue_wrong(&mut all, parcel);
    let chance = (1.0 - WRONG).ln() + log_density(all.difference, spread.variance() * all.wider);
    ranked(all.found, chance)
}

fn units_wrong(all: &mut Hypotheses<'_>, parcel: &Parcel<'_>) {
    let spread = all.spread;
    let lines = spread.parts.len().max(1) as f64;
    for (part, content) in spread.parts.iter().zip(parcel.contents) {
        let missing = WRONG * MISSING / lines;
        let extra = WRONG * EXTRA / lines;
        let units = i32::try_from(content.units).unwrap_or(i32::MAX);
        if units > 1 {
            all.units(&content.sku, part, -1, missing * ONE_UNIT);
            all.units(&content.sku, part, -units, missing * (1.0 - ONE_UNIT));
        } else {
            all.units(&content.sku, part, -1, missing);
        }
        all.units(&content.sku, part, 1, extra * ONE_UNIT);
        all.units(&content.sku, part, 2, extra * (1.0 - ONE_UNIT) / 2.0);
    }
}

/// More than one thing is wrong: by how much, nobody knows beforehand.
fn several_wrong(all: &mut Hypotheses<'_>) {
    let spread = all.spread;
    let net: f64 = spread.parts.iter().map(|part| part.q * part.mean).sum();
    let (variance, half) = (spread.variance() + (net / 3.0).powi(2), net / 2.0);
    if spread.parts.iter().map(|part| part.q).sum::<f64>() > 1.5 && all.difference < 0.0 {
        let share = WRONG * MISSING * SEVERAL;
        all.add(Explanation::SeveralMissing, share, -half, variance);
    }
    if all.difference > 0.0 {
        all.add(
            Explanation::SeveralExtra,
            WRONG * EXTRA * SEVERAL,
            half,
            variance,
        );
    }
}

fn others_instead(
    all: &mut Hypotheses<'_>,
    knowledge: &Knowledge,
    parcel: &Parcel<'_>,
    around: Around<'_>,
    rules: &Rules,
) {
    let spread = all.spread;
    let share = WRONG * INSTEAD / around.taken_for.len().max(1) as f64;
    for (of, sku, catalogue) in around.taken_for {
        let mut lines = parcel.contents.iter().zip(&spread.parts);
        let Some((_, part)) = lines.find(|(content, _)| content.sku == *of) else {
            continue;
        };
        let known = knowledge.product(sku, *catalogue).copied();
        let other = known.unwrap_or_else(|| first_product(*catalogue, knowledge, rules));
        let other = Part::new(other, 1);
        let rest = spread.variance() - part.variance();
        let variance = rest + part.variance_of(part.q - 1.0) + other.variance();
        let explanation = Explanation::Instead {
            sku: sku.clone(),
            of: of.clone(),
        };
        all.add(explanation, share, other.mean - part.mean, variance);
    }
}

fn packaging_wrong(
    all: &mut Hypotheses<'_>,
    knowledge: &Knowledge,
    parcel: &Parcel<'_>,
    around: Around<'_>,
    rules: &Rules,
) {
    let spread = all.spread;
    let others = around
        .packagings
        .iter()
        .filter(|(code, _)| code != parcel.packaging);
    let share = WRONG * OTHER_PACKAGING / others.clone().count().max(1) as f64;
    for (code, tare) in others {
        let known = knowledge.packaging(code, *tare).copied();
        let other = Part::new(known.unwrap_or_else(|| first_tare(*tare, rules)), 1);
        let variance = spread.variance() - spread.tare.variance() + other.variance();
        let explanation = Explanation::OtherPackaging {
            packaging: code.clone(),
        };
        all.add(explanation, share, other.mean - spread.tare.mean, variance);
    }
}

/// A scale that drifts a little is found over many parcels; one that lost its zero may show anything.
fn scale_wrong(all: &mut Hypotheses<'_>, knowledge: &Knowledge, parcel: &Parcel<'_>) {
    let variance = all.spread.variance();
    let state = knowledge.scales.get(parcel.scale);
    let (odds, offset) = state.map_or((1.0, 0.0), |scale| {
        (scale.odds(), scale.suspected_mg() as f64)
    });
    let share = WRONG * SCALE;
    if odds > 20.0 {
        let share = share * odds / (1.0 + share * odds);
        all.add(Explanation::ScaleOff, share, offset, variance + 9e6);
    } else {
        let anything = (all.spread.mean() / 10.0).powi(2) + 4e8;
        all.add(Explanation::ScaleOff, share, 0.0, variance + anything);
    }
}

fn catalogue_wrong(all: &mut Hypotheses<'_>, parcel: &Parcel<'_>) {
    let spread = all.spread;
    for (part, content) in spread.parts.iter().zip(parcel.contents) {
        let share = CATALOGUE / f64::from(1 + part.known.parcels).powi(2);
        let coarse = (0.4 * part.mean * part.q).powi(2);
        let explanation = Explanation::CatalogueWrong {
            sku: content.sku.clone(),
        };
        all.add(explanation, share, 0.0, spread.variance() + coarse);
    }
}

fn ranked(mut found: Vec<(Explanation, f64)>, chance: f64) -> Explained {
    found.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let most = found.first().map_or(chance, |(_, odds)| odds.max(chance));
    let total: f64 = found.iter().map(|(_, odds)| (odds - most).exp()).sum();
    let total = total + (chance - most).exp();
    let permille = |odds: f64| {
        let share = (odds - most).exp() / total;
        u32::try_from((share * 1_000.0).round() as i64).unwrap_or(0)
    };
    let likely = found
        .into_iter()
        .take(TOLD)
        .map(|(explanation, odds)| Likely {
            explanation,
            permille: permille(odds),
        });
    Explained {
        likely: likely
            .filter(|likely| likely.permille >= WORTH_A_LOOK)
            .collect(),
        chance_permille: permille(chance),
    }
}

//! The chance that an order leaves with an error, from the shop's own counts.
//!
//! Errors of a line are rare and independent, so their chances add up. Each count is drawn towards what
//! is usual by as many chances of that as stand below (the mean of a Poisson rate under a gamma prior of
//! that weight): one error in three lines of a new product is no record.

use super::proportion::Ppm;
use crate::domain::ids::Sku;
use crate::domain::mis_pick::{FAIR_LINES, Tally};
use crate::domain::units::Minor;
use crate::domain::verification::{Depth, Reason, Verification, VerificationTerms};

/// Mis-picks per line of a shop that has counted none yet. Assumption: two in a thousand; good sites pick more than
/// 99.9 % of their orders right (WERC, DC Measures 2020), most do not.
const USUAL_PER_LINE: f64 = 0.002;

/// Lines of the usual kind that weigh as much as what is known of the shop. Assumption: a day of one bench.
const SHOP_WEIGHT: f64 = 300.0;

/// Lines of the shop's kind that weigh as much as what is known of one product. Assumption, as above.
const PRODUCT_WEIGHT: f64 = 300.0;

/// Mis-picks that weigh as much as a packer's own record, which nobody has below [`FAIR_LINES`]. Assumption: five
/// make a record, one does not.
const PACKER_WEIGHT: f64 = 5.0;

/// How much likelier an error of somebody new is. Assumption: twice; what is known of the person says it better soon.
const NEW_PACKER: f64 = 2.0;

/// Errors that pass though every unit is scanned, of those that were there. Assumption until customers tell: two
/// in a hundred (a right barcode on wrong goods, a unit left beside the box).
const PASSES: f64 = 0.02;

/// Errors that weigh as much as what is known of those that passed. Assumption.
const PASSED_WEIGHT: f64 = 100.0;

/// Errors in a line of sealed cases that pass when only one of the cases is scanned and the parcel is weighed, beside
/// those that pass anyway. Assumption: a whole case too few is seen by the scale nine times in ten.
const PASSES_UNSCANNED: f64 = 0.1;

/// Errors that pass a second person too, of those that passed the first. Assumption: one in five, for both look at
/// the same goods and the same list.
const PASSES_SECOND: f64 = 0.2;

/// A rate or a factor so far above the usual is named as a reason. Assumption.
const STANDS_OUT: f64 = 1.5;

/// What is counted so far.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Of the whole shop.
    pub shop: Tally,
    /// Of whoever packs.
    pub packer: Tally,
    /// Mis-picks that customers found.
    pub passed: u64,
}

/// A line of the order with what is known of its product.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The product.
    pub sku: Sku,
    /// What is counted of it.
    pub tally: Tally,
    /// Two or more whole sealed cases are ordered, and one scan would count them.
    pub has_cases: bool,
}

/// How deeply an order of this value is verified; `None` where the shop sets no target.
///
/// The shallowest depth is taken whose errors stay within the target; when none does, the deepest.
pub fn judge(
    terms: &VerificationTerms,
    known: &Known,
    lines: &[Judged],
    value: Minor,
) -> Option<Verification> {
    if terms.target_ppm == 0 {
        return None;
    }
    let risk = Risk::of(terms, known, lines, value);
    let target = f64::from(terms.target_ppm) / 1e6;
    let has_cases = lines.iter().any(|line| line.has_cases);
    let depth = if has_cases && risk.at(Depth::OnePerCaseLine) <= target {
        Depth::OnePerCaseLine
    } else if risk.at(Depth::EveryUnit) <= target {
        Depth::EveryUnit
    } else {
        Depth::SecondPerson
    };
    let mut reasons = risk.reasons(lines);
    if reasons.is_empty() && depth == Depth::SecondPerson {
        reasons.push(Reason::ManyLines);
    }
    Some(Verification {
        depth,
        risk_ppm: Ppm::of_share(risk.at(Depth::EveryUnit)).0,
        target_ppm: terms.target_ppm,
        reasons,
    })
}

/// Errors that are expected in one order before anything is scanned, and what becomes of them.
struct Risk {
    /// Of each line.
    lines: Vec<f64>,
    /// Of the lines of sealed cases together.
    cases: f64,
    /// Of a usual line.
    usual: f64,
    /// How much likelier they are with this packer.
    packer: f64,
    is_new: bool,
    /// How much an error in this order weighs.
    weight: f64,
    /// The share that passes though every unit is scanned.
    passes: f64,
}

impl Risk {
    fn of(terms: &VerificationTerms, known: &Known, lines: &[Judged], value: Minor) -> Self {
        let usual = drawn(
            (known.shop.mis_picks, known.shop.lines),
            USUAL_PER_LINE,
            SHOP_WEIGHT,
        );
        let rates: Vec<f64> = lines
            .iter()
            .map(|line| {
                drawn(
                    (line.tally.mis_picks, line.tally.lines),
                    usual,
                    PRODUCT_WEIGHT,
                )
            })
            .collect();
        let cases = lines.iter().zip(&rates).filter(|(line, _)| line.has_cases);
        let is_new = known.packer.orders < u64::from(terms.new_below_orders);
        let expected = known.packer.lines as f64 * usual;
        let record = if known.packer.lines < FAIR_LINES {
            1.0
        } else {
            (known.packer.mis_picks as f64 + PACKER_WEIGHT) / (expected + PACKER_WEIGHT)
        };
        let passed = (known.passed as f64 + PASSES * PASSED_WEIGHT)
            / ((known.passed + known.shop.mis_picks) as f64 + PASSED_WEIGHT);
        Self {
            cases: cases.map(|(_, rate)| rate).sum(),
            lines: rates,
            usual,
            packer: if is_new {
                record.max(NEW_PACKER)
            } else {
                record
            },
            is_new,
            weight: weight_of(value, terms.value),
            passes: passed.min(1.0),
        }
    }

    /// Errors that leave with the order, times what they weigh.
    fn at(&self, depth: Depth) -> f64 {
        let all: f64 = self.lines.iter().sum();
        let passing = match depth {
            Depth::OnePerCaseLine => all * self.passes + self.cases * PASSES_UNSCANNED,
            Depth::EveryUnit => all * self.passes,
            Depth::SecondPerson => all * self.passes * PASSES_SECOND,
        };
        passing * self.packer * self.weight
    }

    /// What stands out, by how much it raises the risk.
    fn reasons(&self, lines: &[Judged]) -> Vec<Reason> {
        let products = lines.iter().zip(&self.lines).map(|(line, rate)| {
            let sku = line.sku.clone();
            (rate / self.usual, Reason::ConfusedProduct { sku })
        });
        let packer = if self.is_new && self.packer <= NEW_PACKER {
            Reason::NewPacker
        } else {
            Reason::PackerRecord
        };
        let mut raised: Vec<(f64, Reason)> = products
            .chain([(self.packer, packer), (self.weight, Reason::Value)])
            .filter(|(factor, _)| *factor >= STANDS_OUT)
            .collect();
        raised.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        raised.into_iter().map(|(_, reason)| reason).collect()
    }
}

/// A rate from hits in chances, drawn towards the usual one by as many chances of it as `weight`.
fn drawn((hits, chances): (u64, u64), usual: f64, weight: f64) -> f64 {
    (hits as f64 + usual * weight) / (chances as f64 + weight)
}

/// How much an error weighs: never less than one.
fn weight_of(value: Minor, unit: Minor) -> f64 {
    if unit.0 <= 0 {
        return 1.0;
    }
    (value.0 as f64 / unit.0 as f64).max(1.0)
}

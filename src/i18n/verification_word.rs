//! The words of verification by risk: the lead's target, what it asks of orders, and why a second person looks.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};
use crate::domain::session::fact::Fact;
use crate::domain::verification::{Depth, Reason, Verification};

words! { VerificationWord, verification_word;
    MenuVerification "Menu: the screen.";
    VerificationHeading "Screen: heading, a question.";
    VerificationExplain "Screen: what a target does.";
    VerificationMean { risk: u64, count: u64 } "Screen: errors in a million orders as they are packed now; so many orders were judged.";
    VerificationEmpty "Screen: no order is ready to judge.";
    VerificationOff "Target: none.";
    VerificationTarget { target: u64 } "Target: orders in a million.";
    VerificationTargets "Caption over the targets.";
    VerificationOneScan "Caption: one scan of a case counts its line.";
    VerificationEveryUnit "Caption: every unit is scanned.";
    VerificationSecond "Caption: a second person looks too.";
    VerificationShare { share: String } "Share of the orders.";
    SecondPersonNote "Packing: note that a second person looks into the parcel.";
    SecondPersonHow "Form: what the second person does.";
    WhyConfused { sku: String } "Reason: a product that is often confused.";
    WhyValue "Reason: the order is worth a lot.";
    WhyManyLines "Reason: the order has many lines.";
    WhyPackerRecord "Reason: the packer has many mis-picks.";
    WhyNewPacker "Reason: the packer is new.";
    WhyRisk { risk: u64, target: u64 } "History: the risk beside the target.";
}

/// Why an order is verified more deeply.
pub fn verification_reason(lang: Lang, reason: &Reason) -> String {
    let word = match reason {
        Reason::ConfusedProduct { sku } => VerificationWord::WhyConfused { sku: sku.0.clone() },
        Reason::Value => VerificationWord::WhyValue,
        Reason::ManyLines => VerificationWord::WhyManyLines,
        Reason::PackerRecord => VerificationWord::WhyPackerRecord,
        Reason::NewPacker => VerificationWord::WhyNewPacker,
    };
    verification_word(lang, word)
}

/// How deeply.
pub fn depth(lang: Lang, depth: Depth) -> String {
    let word = match depth {
        Depth::OnePerCaseLine => VerificationWord::VerificationOneScan,
        Depth::EveryUnit => VerificationWord::VerificationEveryUnit,
        Depth::SecondPerson => VerificationWord::VerificationSecond,
    };
    verification_word(lang, word)
}

/// What was decided and why, for an order's history.
pub(super) fn decided(lang: Lang, verification: &Verification) -> Vec<String> {
    let risk = VerificationWord::WhyRisk {
        risk: verification.risk_ppm,
        target: u64::from(verification.target_ppm),
    };
    let mut parts = vec![
        depth(lang, verification.depth),
        verification_word(lang, risk),
    ];
    let reasons = verification.reasons.iter();
    parts.extend(reasons.map(|reason| verification_reason(lang, reason)));
    parts
}

/// The particulars of the facts of verification.
pub(super) fn detail(lang: Lang, fact: &Fact) -> Option<Vec<String>> {
    Some(match fact {
        Fact::SecondPersonChecked { by, .. } => vec![by.0.clone()],
        Fact::VerificationSet { target_ppm: 0 } => {
            vec![verification_word(lang, VerificationWord::VerificationOff)]
        }
        Fact::VerificationSet { target_ppm } => {
            let target = u64::from(*target_ppm);
            let word = VerificationWord::VerificationTarget { target };
            vec![verification_word(lang, word)]
        }
        _ => return None,
    })
}

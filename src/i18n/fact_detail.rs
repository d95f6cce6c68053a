//! What a fact says beyond its name: product, code, weight, reason; one line for a person who reads a dossier.

use super::args::{shortened, shown};
use super::terms::{debt_reason, kept_reason, short_path};
use super::verification_word;
use super::{Lang, format, question, refusal};
use crate::domain::session::Take;
use crate::domain::session::fact::{Capture, Fact, OpenedBy, PackedUnits, Proof};

/// Longest detail, in characters: three lines of its column on paper.
const LONGEST: usize = 180;

/// The particulars of a fact, without its order and its name; empty where there are none.
pub fn fact_detail(lang: Lang, fact: &Fact) -> String {
    let parts = of_opening(lang, fact)
        .or_else(|| of_units(lang, fact))
        .or_else(|| of_parcel(lang, fact))
        .or_else(|| of_papers(lang, fact))
        .or_else(|| verification_word::detail(lang, fact))
        .unwrap_or_default();
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    shortened(&shown(&parts.collect::<Vec<_>>().join(" · ")), LONGEST)
}

fn of_opening(lang: Lang, fact: &Fact) -> Option<Vec<String>> {
    Some(match fact {
        Fact::OrderOpened {
            lines,
            opened,
            verification,
            ..
        } => {
            let mut parts = vec![by(opened)];
            if let Some(decided) = verification {
                parts.extend(verification_word::decided(lang, decided));
            }
            parts.extend(lines.iter().map(|line| units(&line.sku.0, line.ordered)));
            parts
        }
        Fact::OrderRevised { lines, .. } => lines
            .iter()
            .map(|line| units(&line.sku.0, line.ordered))
            .collect(),
        Fact::OrderResumed { opened, .. } => vec![by(opened)],
        Fact::OrderPutAside { reason, .. } | Fact::OrderReopened { reason, .. } => {
            vec![kept_reason(lang, reason)]
        }
        Fact::OrderTakenOver { from, reason, .. } => vec![from.0.clone(), reason.clone()],
        Fact::DuplicateLetGo { twin, reason, .. } => vec![twin.0.clone(), reason.clone()],
        Fact::PersonalDataErased { erased, .. } => {
            erased.iter().map(|order| order.0.clone()).collect()
        }
        Fact::PersonViewOpened { purpose } => vec![purpose.clone()],
        Fact::WorkerErased { left } => vec![left.0.clone()],
        Fact::ToteBound { tote, .. } => vec![tote.0.clone()],
        Fact::PickListHandedOut { picker, wave, .. } => {
            let picker = picker.as_ref().map(|badge| badge.0.clone());
            [picker, wave.clone()].into_iter().flatten().collect()
        }
        _ => return None,
    })
}

fn of_units(lang: Lang, fact: &Fact) -> Option<Vec<String>> {
    Some(match fact {
        Fact::UnitsPacked {
            sku, takes, proof, ..
        } => {
            let proof = match proof {
                Proof::Scanned { code } => code.clone(),
                Proof::ConfirmedByHand { reason } => kept_reason(lang, reason),
                Proof::CountedTwice { by } => by.0.clone(),
            };
            vec![units(&sku.0, taken(takes)), proof]
        }
        Fact::UnitsTakenOut { sku, takes, .. } => vec![units(&sku.0, taken(takes))],
        Fact::UnitCaptured { sku, capture, .. } => {
            let Capture {
                serial,
                lot,
                expiry,
            } = capture;
            let told = [serial, lot, expiry].map(|it| it.clone().unwrap_or_default());
            [sku.0.clone()].into_iter().chain(told).collect()
        }
        Fact::ShortDeclared {
            sku,
            takes,
            reason,
            path,
            ..
        } => vec![
            units(&sku.0, taken(takes)),
            kept_reason(lang, reason),
            short_path(lang, *path),
        ],
        Fact::Refused {
            code, refusal: why, ..
        } => vec![
            refusal(lang, why, None).headline,
            code.clone().unwrap_or_default(),
        ],
        Fact::Asked {
            question: asked, ..
        } => vec![question(lang, asked, None).headline],
        Fact::ComplaintTaken {
            sku, came, note, ..
        } => {
            let products =
                [sku, came].map(|it| it.as_ref().map_or(String::new(), |it| it.0.clone()));
            products.into_iter().chain([note.clone()]).collect()
        }
        _ => return None,
    })
}

fn of_parcel(lang: Lang, fact: &Fact) -> Option<Vec<String>> {
    Some(match fact {
        Fact::PackagingTaken {
            packaging,
            reason,
            expected,
            tolerance,
            ..
        } => vec![
            packaging.0.clone(),
            reason
                .as_ref()
                .map_or(String::new(), |reason| kept_reason(lang, reason)),
            format!(
                "{} ± {}",
                format::grams(lang, *expected),
                format::grams(lang, *tolerance)
            ),
        ],
        Fact::Weighed { gross, .. } => vec![format::grams(lang, *gross)],
        Fact::WeightReleased {
            difference,
            by,
            reason,
            ..
        } => vec![
            format::difference(lang, *difference),
            by.0.clone(),
            kept_reason(lang, reason),
        ],
        Fact::ParcelClosed {
            packaging,
            gross,
            tracking,
            contents,
            ..
        } => {
            let mut parts = vec![
                tracking.0.clone(),
                packaging.0.clone(),
                format::grams(lang, *gross),
            ];
            parts.extend(contents.iter().map(
                |PackedUnits {
                     sku, units: count, ..
                 }| units(&sku.0, *count),
            ));
            parts
        }
        Fact::ParcelHandedOver { manifest, .. } | Fact::ParcelTakenBack { manifest, .. } => {
            vec![manifest.clone()]
        }
        _ => return None,
    })
}

fn of_papers(lang: Lang, fact: &Fact) -> Option<Vec<String>> {
    Some(match fact {
        Fact::LabelStored { commitment, .. } => vec![commitment.clone()],
        Fact::LabelReprinted { reason, .. } | Fact::LabelScanDropped { reason, .. } => {
            vec![kept_reason(lang, reason)]
        }
        Fact::LabelScanned { code, .. } => vec![code.clone()],
        Fact::DocumentMissing { document, .. } => vec![super::box_document(lang, *document)],
        Fact::LabelOwed {
            substitute, reason, ..
        } => vec![substitute.0.clone(), debt_reason(lang, reason)],
        Fact::LabelPaid {
            substitute,
            tracking,
            ..
        } => vec![substitute.0.clone(), tracking.0.clone()],
        _ => return None,
    })
}

fn by(opened: &OpenedBy) -> String {
    match opened {
        OpenedBy::Number => String::new(),
        OpenedBy::Tote { tote } => tote.0.clone(),
        OpenedBy::Item { sku } => sku.0.clone(),
    }
}

fn units(sku: &str, count: u32) -> String {
    format!("{sku} ×{count}")
}

fn taken(takes: &[Take]) -> u32 {
    takes
        .iter()
        .fold(0, |sum, take| sum.saturating_add(take.units))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::message::Refusal;
    use crate::domain::units::Grams;

    #[test]
    fn a_fact_tells_its_particulars_in_the_readers_language() {
        let refused = Fact::Refused {
            order: Some("ZAM-1".into()),
            sku: Some("TEA-01".into()),
            code: Some("590\u{1d}123".to_owned()),
            refusal: Refusal::NotOnPickList {
                sku: "TEA-01".into(),
            },
        };
        let told = fact_detail(Lang::Pl, &refused);
        assert!(
            told.starts_with("TEA-01") && told.contains(" · 590"),
            "{told}"
        );
        assert!(!told.contains('\u{1d}'), "{told:?}");
        let released = Fact::WeightReleased {
            order: "ZAM-1".into(),
            parcel: 1,
            gross: Grams(1_500),
            difference: Grams(-40),
            by: "W-900".into(),
            reason: "counted again".to_owned(),
        };
        assert_eq!(
            fact_detail(Lang::En, &released),
            "–40 g · W-900 · counted again"
        );
    }

    #[test]
    fn what_has_no_particulars_says_nothing() {
        let withdrawn = Fact::OrderWithdrawn {
            order: "ZAM-1".into(),
        };
        assert_eq!(fact_detail(Lang::En, &withdrawn), "");
    }
}

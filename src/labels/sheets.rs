//! The sheets that hang at a bench: command cards, badges, packaging codes, and the scanner's set-up.

use super::documents::{Card, CardSheet, ScannerSheet, card_sheet, scanner_sheet};
use super::error::LabelError;
use crate::domain::packaging::Packaging;
use crate::domain::session::input;
use crate::domain::worker::{Language, Worker};
use crate::i18n::{self, Word, word};

/// The command cards: one barcode for every big key, with its word in both languages.
///
/// The codes begin with `prefix`, as the shop has set it.
pub fn command_sheet(lang: Language, prefix: &str, printed: &str) -> Result<Vec<u8>, LabelError> {
    let cards = input::Card::ALL.into_iter().map(|card| {
        let (here, there) = (i18n::card(lang, card), i18n::card(other(lang), card));
        Card {
            code: card.code(prefix),
            title: format!("{} · {}", here.title, there.title),
            text: here.explanation,
        }
    });
    card_sheet(&CardSheet {
        title: word(lang, Word::CommandSheetHeading),
        intro: word(lang, Word::CommandSheetHint),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    })
}

/// One badge for each worker. A badge says who, the PIN proves it, so the sheet is no secret.
pub fn badge_sheet(
    lang: Language,
    workers: &[Worker],
    printed: &str,
) -> Result<Vec<u8>, LabelError> {
    let cards = workers.iter().map(|worker| Card {
        code: worker.badge.to_string(),
        title: worker.name.clone(),
        text: i18n::role(lang, worker.role),
    });
    card_sheet(&CardSheet {
        title: word(lang, Word::BadgesHeading),
        intro: String::new(),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    })
}

/// The codes of all packagings, to be scanned when one is taken.
pub fn packaging_sheet(
    lang: Language,
    packagings: &[Packaging],
    printed: &str,
) -> Result<Vec<u8>, LabelError> {
    let cards = packagings.iter().map(|packaging| {
        let inner = packaging.inner;
        let max = i18n::format::kilograms(lang, packaging.max_gross);
        Card {
            code: packaging.code.to_string(),
            title: packaging.name.clone(),
            text: format!(
                "{} {} × {} × {} mm, {} {max}",
                word(lang, Word::PackagingSheetInner),
                inner.length,
                inner.width,
                inner.height,
                word(lang, Word::PackagingSheetMax),
            ),
        }
    });
    card_sheet(&CardSheet {
        title: word(lang, Word::PackagingSheetHeading),
        intro: String::new(),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    })
}

/// How to set a keyboard scanner up, with the barcode that tests it.
pub fn scanner_set_up_sheet(lang: Language, printed: &str) -> Result<Vec<u8>, LabelError> {
    scanner_sheet(&ScannerSheet {
        title: word(lang, Word::ScannerSheetHeading),
        steps: vec![
            word(lang, Word::ScannerSheetKeyboard),
            word(lang, Word::ScannerSheetEnter),
            word(lang, Word::ScannerSheetSeparator),
            word(lang, Word::ScannerSheetHint),
        ],
        self_test_title: word(lang, Word::ScannerSheetSelfTest),
        self_test_code: input::SCANNER_SELF_TEST.to_owned(),
        self_test_text: word(lang, Word::ScannerTestScan),
        cards: vec![],
        printed: printed.to_owned(),
        page_word: page_word(lang),
    })
}

fn other(lang: Language) -> Language {
    match lang {
        Language::Pl => Language::En,
        Language::En => Language::Pl,
    }
}

fn page_word(lang: Language) -> String {
    match lang {
        Language::Pl => super::DocumentWords::polish().page,
        Language::En => super::DocumentWords::english().page,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sheet_can_be_made_in_both_languages() {
        for lang in [Language::Pl, Language::En] {
            assert!(
                command_sheet(lang, "PKN-", "2026-11-22")
                    .unwrap()
                    .starts_with(b"%PDF")
            );
            assert!(
                scanner_set_up_sheet(lang, "2026-11-22")
                    .unwrap()
                    .starts_with(b"%PDF")
            );
        }
    }
}

//! The codes that hang in a warehouse: commands, badges, packagings, locations, totes, and the scanner's set-up.
//!
//! Cards are printed on A4 to be cut out, or one label each on the roll of the label printer.

use super::card::CardLabel;
use super::documents::{Card, CardSheet, ScannerSheet, scanner_sheet};
use super::error::LabelError;
use super::symbols::Symbology;
use super::{Label, LabelSize, ZplText, labels_pdf};
use crate::domain::ids::TrackingNo;
use crate::domain::location::Location;
use crate::domain::packaging::Packaging;
use crate::domain::scanner_test::{BATCH, SERIAL};
use crate::domain::session::input;
use crate::domain::worker::{Language, Worker};
use crate::i18n::{self, BenchWord, CheckWord, Word, bench_word, check_word, word};

/// The command cards: one barcode for every big key, with its word in both languages.
///
/// The codes begin with `prefix`, as the shop has set it.
pub fn command_sheet(lang: Language, prefix: &str, printed: &str) -> CardSheet {
    let cards = input::Card::ALL.into_iter().map(|card| {
        let (here, there) = (i18n::card(lang, card), i18n::card(other(lang), card));
        Card {
            code: card.code(prefix),
            title: format!("{} · {}", here.title, there.title),
            text: here.explanation,
        }
    });
    CardSheet {
        title: word(lang, Word::CommandSheetHeading),
        intro: word(lang, Word::CommandSheetHint),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    }
}

/// The card that the check of the devices begins with: both codes that try the scanner, and what can be said
/// to the check without touching anything.
pub fn test_card(lang: Language, prefix: &str, printed: &str) -> CardSheet {
    let command = |card: input::Card| {
        let words = i18n::card(lang, card);
        Card {
            code: card.code(prefix),
            title: words.title,
            text: words.explanation,
        }
    };
    let layout = Card {
        code: input::SCANNER_SELF_TEST.to_owned(),
        title: check_word(lang, CheckWord::TestCardLayout),
        text: check_word(lang, CheckWord::TestCardLayoutText),
    };
    let separator = Card {
        code: format!("(10){BATCH}(21){SERIAL}"),
        title: check_word(lang, CheckWord::TestCardSeparator),
        text: check_word(lang, CheckWord::TestCardSeparatorText),
    };
    let commands = [
        input::Card::ShiftCheck,
        input::Card::LeaveOut,
        input::Card::ZeroScale,
        input::Card::Undo,
    ];
    CardSheet {
        title: check_word(lang, CheckWord::TestCardHeading),
        intro: check_word(lang, CheckWord::TestCardHint),
        cards: [layout, separator]
            .into_iter()
            .chain(commands.map(command))
            .collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    }
}

/// A card for each set-up of a bench, by its name and role; the codes begin with the shop's prefix.
pub fn station_sheet(
    lang: Language,
    prefix: &str,
    stations: &[(String, String)],
    printed: &str,
) -> CardSheet {
    let cards = stations.iter().map(|(name, role)| Card {
        code: format!("{prefix}{name}"),
        title: name.clone(),
        text: role.clone(),
    });
    CardSheet {
        title: check_word(lang, CheckWord::StationCardsHeading),
        intro: check_word(lang, CheckWord::StationCardsHint),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    }
}

/// One badge for each worker. A badge says who, the PIN proves it, so the sheet is no secret.
pub fn badge_sheet(lang: Language, workers: &[Worker], printed: &str) -> CardSheet {
    let cards = workers.iter().map(|worker| Card {
        code: worker.badge.to_string(),
        title: worker.name.clone(),
        text: i18n::role(lang, worker.role),
    });
    CardSheet {
        title: word(lang, Word::BadgesHeading),
        intro: String::new(),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    }
}

/// The codes of all packagings, to be scanned when one is taken.
pub fn packaging_sheet(lang: Language, packagings: &[Packaging], printed: &str) -> CardSheet {
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
    CardSheet {
        title: word(lang, Word::PackagingSheetHeading),
        intro: String::new(),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    }
}

/// The codes of all places, to be stuck to their shelves.
///
/// The codes begin with `prefix`, so that a bench tells a shelf from what lies there.
pub fn location_sheet(
    lang: Language,
    prefix: &str,
    locations: &[Location],
    printed: &str,
) -> CardSheet {
    let cards = locations.iter().map(|location| Card {
        code: format!("{prefix}{location}"),
        title: location.to_string(),
        text: String::new(),
    });
    CardSheet {
        title: word(lang, Word::LocationsHeading),
        intro: String::new(),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    }
}

/// Codes for so many totes, numbered from 1 behind the shop's prefix.
pub fn tote_sheet(lang: Language, prefix: &str, count: u32, printed: &str) -> CardSheet {
    let cards = (1..=count).map(|number| {
        let code = format!("{prefix}{number:03}");
        Card {
            title: code.clone(),
            code,
            text: String::new(),
        }
    });
    CardSheet {
        title: word(lang, Word::TotesHeading),
        intro: String::new(),
        cards: cards.collect(),
        printed: printed.to_owned(),
        page_word: page_word(lang),
    }
}

/// The cards of a sheet as a PDF for the label printer, a page each.
pub fn roll_pdf(sheet: &CardSheet, dpi: u32) -> Result<Vec<u8>, LabelError> {
    labels_pdf(&sheet.title, &labels(sheet), dpi)
}

/// The cards of a sheet as ZPL II, one label after the other.
pub fn roll_zpl(sheet: &CardSheet, dpi: u32, text: ZplText) -> Result<Vec<u8>, LabelError> {
    let labels = labels(sheet);
    let jobs: Result<Vec<Vec<u8>>, LabelError> =
        labels.iter().map(|label| label.zpl(dpi, text)).collect();
    Ok(jobs?.concat())
}

/// The internal label of a parcel whose carrier's label cannot be had: its number, and that it stays.
///
/// `subject` is the order with the parcel's number.
pub fn substitute_label(
    lang: Language,
    size: LabelSize,
    subject: &str,
    number: &TrackingNo,
) -> CardLabel {
    let (width_mm, height_mm) = sides_mm(size);
    CardLabel {
        width_mm,
        height_mm,
        symbology: Symbology::Gs1128,
        code: format!("(00){number}"),
        title: format!("{} {subject}", bench_word(lang, BenchWord::SubstituteTitle)),
        text: bench_word(lang, BenchWord::SubstituteText),
    }
}

/// The label that tries the label printer: its barcode is scanned, and it is thrown away.
pub fn test_label(lang: Language, size: LabelSize, code: &str) -> CardLabel {
    let (width_mm, height_mm) = sides_mm(size);
    CardLabel {
        width_mm,
        height_mm,
        symbology: Symbology::Code128,
        code: code.to_owned(),
        title: check_word(lang, CheckWord::TestLabelTitle),
        text: check_word(lang, CheckWord::TestLabelText),
    }
}

/// Width and height of a label's paper in whole millimetres.
fn sides_mm(size: LabelSize) -> (u32, u32) {
    match size {
        LabelSize::W100xH150 => (100, 150),
        LabelSize::A6 => (105, 148),
        LabelSize::In4x6 => (101, 152),
    }
}

fn labels(sheet: &CardSheet) -> Vec<Label> {
    sheet
        .cards
        .iter()
        .map(|card| Label::Card(CardLabel::of(card)))
        .collect()
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
    use crate::labels::documents::card_sheet;

    #[test]
    fn totes_are_numbered_behind_the_shops_prefix() {
        let sheet = tote_sheet(Language::Pl, "K-", 2, "");
        let codes: Vec<&str> = sheet.cards.iter().map(|card| card.code.as_str()).collect();
        assert_eq!(codes, ["K-001", "K-002"]);
    }

    #[test]
    fn every_sheet_can_be_made_in_both_languages() {
        for lang in [Language::Pl, Language::En] {
            let sheets = [
                command_sheet(lang, "PKN-", "2026-11-22"),
                location_sheet(lang, "L-", &[Location::new("A", "12", "3")], "2026-11-22"),
                tote_sheet(lang, "T-", 30, "2026-11-22"),
            ];
            for sheet in sheets {
                assert!(card_sheet(&sheet).unwrap().starts_with(b"%PDF"));
                assert!(roll_pdf(&sheet, 203).unwrap().starts_with(b"%PDF"));
                let zpl = roll_zpl(&sheet, 203, ZplText::Printer).unwrap();
                let zpl = String::from_utf8(zpl).unwrap();
                assert_eq!(zpl.matches("^XA").count(), sheet.cards.len());
            }
            assert!(
                scanner_set_up_sheet(lang, "2026-11-22")
                    .unwrap()
                    .starts_with(b"%PDF")
            );
        }
    }
}

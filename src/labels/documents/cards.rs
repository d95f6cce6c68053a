//! Sheets of cards to cut out: worker badges, command barcodes, totes, locations; and scanner set-up.

use serde::{Deserialize, Serialize};

use crate::labels::LabelError;
use crate::labels::code128;
use crate::labels::page::{Align, Area, ModuleRange, Stand};
use crate::labels::symbols::{self, Drawn, Symbology};
use crate::labels::typeface::{Paragraph, Weight};

use super::pdf;
use super::sheet::{Foot, Sheet};

/// Module of a card's barcode: wide enough to be read from arm's length.
const CARD_MODULE: ModuleRange = ModuleRange {
    wanted_um: 380,
    least_um: 250,
};

/// One card: a barcode, the word for it, and what it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// What the barcode says; `(10)…` is drawn with FNC1, as a GS1-128.
    pub code: String,
    /// The word, for example in both languages.
    pub title: String,
    /// What it is for; may be empty.
    pub text: String,
}

/// A sheet of cards under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSheet {
    /// Heading of each page.
    pub title: String,
    /// How to use the sheet; may be empty.
    pub intro: String,
    /// The cards, left to right and top to bottom.
    pub cards: Vec<Card>,
    /// Date and time of printing with its caption.
    pub printed: String,
    /// The word before the page number.
    pub page_word: String,
}

/// What a scanner needs to be set up: steps to follow, and codes to scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannerSheet {
    /// Heading of each page.
    pub title: String,
    /// What to do, one step each; they are numbered here.
    pub steps: Vec<String>,
    /// Over the barcode that tests the scanner.
    pub self_test_title: String,
    /// What the self-test barcode says.
    pub self_test_code: String,
    /// Below that barcode: what should happen when it is scanned.
    pub self_test_text: String,
    /// Further codes, such as the set-up codes of the scanner's maker.
    pub cards: Vec<Card>,
    /// Date and time of printing with its caption.
    pub printed: String,
    /// The word before the page number.
    pub page_word: String,
}

/// The sheet of cards as an A4 PDF.
pub fn card_sheet(sheet: &CardSheet) -> Result<Vec<u8>, LabelError> {
    let mut paper = Sheet::new(
        &sheet.title,
        "",
        Foot {
            printed: &sheet.printed,
            page_word: &sheet.page_word,
        },
    )?;
    if !sheet.intro.trim().is_empty() {
        paper.text("intro", &sheet.intro, Weight::Regular, (36, 30))?;
        paper.space(40);
    }
    cards(&mut paper, &sheet.cards)?;
    pdf::write(&paper.finish()?)
}

/// The scanner's set-up sheet as an A4 PDF.
pub fn scanner_sheet(sheet: &ScannerSheet) -> Result<Vec<u8>, LabelError> {
    let mut paper = Sheet::new(
        &sheet.title,
        "",
        Foot {
            printed: &sheet.printed,
            page_word: &sheet.page_word,
        },
    )?;
    for (place, step) in sheet.steps.iter().enumerate() {
        paper.make_room(paper.mm(120))?;
        paper.text(
            "steps",
            &format!("{}.  {step}", place + 1),
            Weight::Regular,
            (40, 34),
        )?;
        paper.space(14);
    }
    paper.space(40);
    paper.make_room(paper.mm(520))?;
    paper.text(
        "self_test_title",
        &sheet.self_test_title,
        Weight::Bold,
        (46, 32),
    )?;
    paper.space(30);
    let symbol = code128::encode("self_test_code", &sheet.self_test_code)?;
    let area = Area {
        x: paper.left(),
        y: paper.y(),
        width: paper.width(),
        height: paper.mm(250),
    };
    paper
        .page()
        .barcode("self_test_code", &symbol, area, CARD_MODULE, Stand::Centre)?;
    paper.space(265);
    let text = Paragraph::new(
        "self_test_text",
        &sheet.self_test_text,
        Weight::Regular,
        (paper.mm(34), paper.mm(26)),
    )?;
    let below = Area {
        y: paper.y(),
        height: paper.mm(90),
        ..area
    };
    paper.set(below, &[text], Align::Centre)?;
    paper.space(110);
    cards(&mut paper, &sheet.cards)?;
    pdf::write(&paper.finish()?)
}

/// The bars of a card: a code of element strings in brackets is a GS1-128, with FNC1 at its beginning.
fn card_symbol(code: &str) -> Result<code128::Symbol, LabelError> {
    match symbols::encode("cards.code", symbology_of(code), code)? {
        Drawn::Code128(symbol) => Ok(symbol),
        _ => code128::encode("cards.code", code),
    }
}

/// How the code of a card is drawn.
pub(crate) fn symbology_of(code: &str) -> Symbology {
    if code.starts_with("(10)") {
        Symbology::Gs1128
    } else {
        Symbology::Code128
    }
}

/// Two cards beside each other, each with its code big enough for a gloved hand to aim at.
fn cards(paper: &mut Sheet, cards: &[Card]) -> Result<(), LabelError> {
    let gap = paper.mm(60);
    let width = (paper.width() - gap) / 2;
    let height = paper.mm(465);
    for pair in cards.chunks(2) {
        paper.make_room(height)?;
        let mut x = paper.left();
        for one in pair {
            card(
                paper,
                one,
                Area {
                    x,
                    y: paper.y(),
                    width,
                    height,
                },
            )?;
            x += width + gap;
        }
        paper.set_y(paper.y() + height);
        paper.space(50);
    }
    Ok(())
}

fn card(paper: &mut Sheet, card: &Card, area: Area) -> Result<(), LabelError> {
    let thick = paper.mm(5).max(1);
    paper.page().frame(area, thick);
    let inside = area.inset(paper.mm(35));
    let title = Paragraph::new(
        "cards.title",
        &card.title,
        Weight::Bold,
        (paper.mm(58), paper.mm(30)),
    )?;
    let text = Paragraph::new(
        "cards.text",
        &card.text,
        Weight::Regular,
        (paper.mm(32), paper.mm(24)),
    )?;
    let words = Area {
        height: paper.mm(185),
        ..inside
    };
    paper.set(words, &[title, text], Align::Left)?;
    let symbol = card_symbol(&card.code)?;
    let bars = Area {
        x: area.x + thick,
        y: inside.y + paper.mm(195),
        width: area.width - 2 * thick,
        height: paper.mm(150),
    };
    paper
        .page()
        .barcode("cards.code", &symbol, bars, CARD_MODULE, Stand::Centre)?;
    let code = code128::readable(&card.code);
    let code = Paragraph::new(
        "cards.code",
        &code,
        Weight::Regular,
        (paper.mm(30), paper.mm(22)),
    )?;
    let line = Area {
        y: bars.bottom() + paper.mm(6),
        height: paper.mm(42),
        ..inside
    };
    paper.set(line, &[code], Align::Centre)?;
    Ok(())
}

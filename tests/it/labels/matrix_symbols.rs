//! Symbols in two dimensions with content as it comes, from paper and printer, read by two programs.
//!
//! A few dozen in the ordinary run; `PAKOWNIA_NIGHTLY=1` draws 10,000.

use pakownia::domain::gs1::check_digit;
use pakownia::labels::symbols::Symbology;
use pakownia::labels::{CardLabel, Label, ZplText, labels_pdf};
use rxing::BarcodeFormat;

use super::interpreter::print;
use super::referees::{Picture, rasterised_pages, rxing, write_pgm, zxing_all};
use crate::support::dice::Dice;
use crate::support::process::is_nightly;

/// Labels of one PDF.
const BATCH: usize = 100;

const KINDS: [(Symbology, BarcodeFormat); 4] = [
    (Symbology::DataMatrix, BarcodeFormat::DATA_MATRIX),
    (Symbology::Gs1DataMatrix, BarcodeFormat::DATA_MATRIX),
    (Symbology::Pdf417, BarcodeFormat::PDF_417),
    (Symbology::Qr, BarcodeFormat::QR_CODE),
];

/// What a symbol is told, and what it says.
struct Told {
    symbology: Symbology,
    format: BarcodeFormat,
    content: String,
    says: String,
}

fn text(dice: &mut Dice, letters: &[char], most: usize) -> String {
    let count = 1 + dice.below(most);
    (0..count).map(|_| *dice.one_of(letters)).collect()
}

fn told(dice: &mut Dice, at: usize) -> Told {
    let (symbology, format) = KINDS[at % KINDS.len()];
    let printable: Vec<char> = (' '..='~').collect();
    let digits: Vec<char> = ('0'..='9').collect();
    let (content, says) = if symbology == Symbology::Gs1DataMatrix {
        let body: String = (0..13).map(|_| *dice.one_of(&digits)).collect();
        let gtin = format!("{body}{}", check_digit(&body).unwrap());
        let lot: Vec<char> = ('A'..='Z').chain('0'..='9').collect();
        let (lot, serial) = (text(dice, &lot, 20), text(dice, &lot, 20));
        (
            format!("(01){gtin}(10){lot}(21){serial}"),
            format!("01{gtin}10{lot}\u{1d}21{serial}"),
        )
    } else {
        // Numbers, words and both: each is written down in another way.
        let letters = match dice.below(3) {
            0 => digits,
            1 => ('A'..='Z').chain('a'..='z').collect(),
            _ => printable,
        };
        // A reader may not tell blanks at the ends.
        let content = format!("P{}.", text(dice, &letters, 60));
        (content.clone(), content)
    };
    Told {
        symbology,
        format,
        content,
        says,
    }
}

fn card(told: &Told) -> Label {
    Label::Card(CardLabel {
        width_mm: 100,
        height_mm: 70,
        symbology: told.symbology,
        code: told.content.clone(),
        title: "Regał A-12".into(),
        text: "Strefa szybka".into(),
    })
}

#[test]
fn symbols_of_any_content_are_read_by_two_programs_from_paper_and_printer() {
    let count = if is_nightly() { 10_000 } else { 48 };
    let mut dice = Dice::new(417);
    let all: Vec<Told> = (0..count).map(|at| told(&mut dice, at)).collect();
    for batch in all.chunks(BATCH) {
        let folder = tempfile::tempdir().unwrap();
        let labels: Vec<Label> = batch.iter().map(card).collect();
        let pdf = labels_pdf("symbols", &labels, 203).unwrap();
        let printed = labels.iter().enumerate().map(|(place, label)| {
            let paper = print(&label.zpl(203, ZplText::Picture).unwrap());
            let path = folder.path().join(format!("zpl-{place:03}.pgm"));
            write_pgm(&path, paper.width, &paper.pixels);
            path
        });
        let rasters = [
            rasterised_pages(folder.path(), "pdftoppm", &pdf, 203),
            printed.collect(),
        ];
        for pictures in rasters {
            let by_zxing = zxing_all(&pictures);
            for (at, told) in batch.iter().enumerate() {
                let place = format!("{} {:?}", told.symbology, told.content);
                let found = rxing(&Picture::read(&pictures[at]), told.format);
                assert_eq!(found.as_ref(), Some(&told.says), "{place}, by rxing");
                if let Some(found) = &by_zxing {
                    let texts: Vec<&str> = found[at].iter().map(|code| &code[3..]).collect();
                    assert_eq!(texts, [told.says.as_str()], "{place}, by zxing-cpp");
                }
            }
        }
    }
}

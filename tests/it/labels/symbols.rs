//! Every kind of symbol, read back by other programs from paper, preview and printer.

use std::fs;
use std::path::{Path, PathBuf};

use pakownia::labels::symbols::Symbology;
use pakownia::labels::{
    CardLabel, Label, LabelError, LogisticLabel, LogisticPaper, ZplText, labels_pdf,
};

use super::interpreter::print;
use super::referees::{Picture, rasterised_pages, text_of, write_pgm, zbar_of, zxing_all};
use super::{label, sscc};

/// A kind, what it is told, what zxing-cpp says with its identifier, and how zbar calls it.
const CASES: [(Symbology, &str, &str, Option<&str>); 13] = [
    (Symbology::Code128, "A-12-3", "]C0A-12-3", Some("code128")),
    (
        Symbology::Gs1128,
        "(01)05901234123457(10)L7(21)9",
        "]C1010590123412345710L7\u{1d}219",
        Some("code128"),
    ),
    (
        Symbology::Itf14,
        "15901234123454",
        "]I115901234123454",
        Some("i25"),
    ),
    (
        Symbology::Ean13,
        "5901234123457",
        "]E05901234123457",
        Some("ean13"),
    ),
    (
        Symbology::Ean13,
        "9780201379624",
        "]E09780201379624",
        Some("ean13"),
    ),
    (Symbology::Ean8, "96385074", "]E496385074", Some("ean8")),
    (
        Symbology::Qr,
        "https://example.org/T-7?a=1",
        "]Q1https://example.org/T-7?a=1",
        Some("qrcode"),
    ),
    (Symbology::DataMatrix, "T-0017/b", "]d1T-0017/b", None),
    (
        Symbology::Gs1DataMatrix,
        "(01)05901234123457(10)L7(21)9",
        "]d2010590123412345710L7\u{1d}219",
        None,
    ),
    (
        Symbology::Gs1DataMatrix,
        "(00)359012340000000179",
        "]d200359012340000000179",
        None,
    ),
    (
        Symbology::Pdf417,
        "Pakownia T-0017: 4 kg, {A} & (b)!",
        "]L2Pakownia T-0017: 4 kg, {A} & (b)!",
        None,
    ),
    (
        Symbology::Pdf417,
        "123456789012345678901234567890123456789012345678901234567890",
        "]L2123456789012345678901234567890123456789012345678901234567890",
        None,
    ),
    (Symbology::Pdf417, "M1", "]L2M1", None),
];

fn card(symbology: Symbology, code: &str) -> Label {
    Label::Card(CardLabel {
        width_mm: 100,
        height_mm: 50,
        symbology,
        code: code.into(),
        title: "Regał A-12".into(),
        text: "Strefa szybka".into(),
    })
}

/// The labels as Poppler, Ghostscript and a ZPL printer show them, one list after the other.
fn pictures(folder: &Path, labels: &[Label], dpi: u32) -> [Vec<PathBuf>; 3] {
    let pdf = labels_pdf("symbols", labels, dpi).unwrap();
    let printed = labels.iter().enumerate().map(|(place, label)| {
        let paper = print(&label.zpl(dpi, ZplText::Picture).unwrap());
        let path = folder.join(format!("zpl-{place:02}.pgm"));
        write_pgm(&path, paper.width, &paper.pixels);
        path
    });
    let pictures = [
        rasterised_pages(folder, "pdftoppm", &pdf, dpi),
        rasterised_pages(folder, "gs", &pdf, dpi),
        printed.collect(),
    ];
    assert!(pictures.iter().all(|pages| pages.len() == labels.len()));
    pictures
}

#[test]
fn every_symbol_is_read_from_every_format_at_every_resolution() {
    let labels = CASES.map(|(symbology, code, ..)| card(symbology, code));
    for dpi in [203, 300, 600] {
        let folder = tempfile::tempdir().unwrap();
        for pictures in pictures(folder.path(), &labels, dpi) {
            let by_zxing = zxing_all(&pictures);
            for (at, (symbology, code, expected, in_zbar)) in CASES.iter().enumerate() {
                let place = format!(
                    "{symbology} {code} at {dpi} dpi in {}",
                    pictures[at].display()
                );
                if let Some(found) = &by_zxing {
                    assert_eq!(found[at], [*expected], "{place}");
                }
                if let Some(kind) = in_zbar {
                    let codes = zbar_of(&pictures[at], &[&format!("-S{kind}.enable")]);
                    assert_eq!(codes, [&expected[3..]], "{place}");
                }
            }
        }
    }
}

#[test]
fn all_rasters_of_a_symbol_are_the_same_dots() {
    let folder = tempfile::tempdir().unwrap();
    let labels = CASES.map(|(symbology, code, ..)| card(symbology, code));
    let rasters = pictures(folder.path(), &labels, 203);
    for (at, (symbology, ..)) in CASES.iter().enumerate() {
        let preview = image::load_from_memory(&labels[at].png(203).unwrap())
            .unwrap()
            .to_luma8();
        // The symbol stands in the lower half of linear cards and on the left of the others.
        let (columns, rows) = if symbology.is_linear() {
            (0..799, 190..320)
        } else {
            (0..300, 30..380)
        };
        for path in rasters.iter().map(|pages| &pages[at]) {
            let picture = Picture::read(path);
            for y in rows.clone() {
                for x in columns.clone() {
                    let burnt = picture.pixels[y * picture.width + x] < 128;
                    let (column, row) = (u32::try_from(x).unwrap(), u32::try_from(y).unwrap());
                    let place = format!("{symbology} in {}: dot {x}, {y}", path.display());
                    assert_eq!(burnt, preview.get_pixel(column, row).0[0] == 0, "{place}");
                }
            }
        }
    }
}

fn pallet(size: LogisticPaper, content: &str) -> LogisticLabel {
    LogisticLabel {
        size,
        from: label().sender,
        to: label().recipient,
        content: content.into(),
        sscc: sscc(),
        words: label().words,
    }
}

#[test]
fn a_logistic_label_says_its_content_and_its_sscc_lowest() {
    let folder = tempfile::tempdir().unwrap();
    let content = "(02)05901234123457(15)271231(37)48(10)L7-2026";
    let label = Label::Logistic(Box::new(pallet(LogisticPaper::A5, content)));
    let text = text_of(folder.path(), &label.pdf(203).unwrap());
    for wanted in [
        "CONTENT",
        "05901234123457",
        "BEST BEFORE or BEST BY",
        "2027-12-31",
        "COUNT",
        "BATCH/LOT",
        "L7-2026",
        "SSCC",
        "(02)05901234123457(15)271231(37)48",
        "(00) 3 5901 2340 0000 0017 9",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in:\n{text}");
    }
    for pages in pictures(folder.path(), &[label], 203) {
        let read = zbar_of(&pages[0], &["-Scode128.enable"]);
        assert_eq!(
            read,
            [
                sscc().element_string(),
                "0205901234123457152712313748".into(),
                "10L7-2026".into(),
            ]
        );
    }
}

#[test]
fn an_sscc_alone_fits_every_paper() {
    for size in LogisticPaper::ALL {
        for dpi in [203, 300, 600] {
            let folder = tempfile::tempdir().unwrap();
            let label = Label::Logistic(Box::new(pallet(size, "")));
            let picture = folder.path().join("label.png");
            fs::write(&picture, label.png(dpi).unwrap()).unwrap();
            let read = zbar_of(&picture, &["-Scode128.enable"]);
            assert_eq!(read, [sscc().element_string()], "{size:?} at {dpi} dpi");
        }
    }
}

#[test]
fn a_pallet_whose_content_gs1_forbids_gets_no_label() {
    let refusal = |content: &str| {
        let label = Label::Logistic(Box::new(pallet(LogisticPaper::A5, content)));
        label.pdf(203).map(|pdf| pdf.len()).unwrap_err()
    };
    for wrong in ["(02)05901234123458(37)1", "05901234123457", "(15)271331"] {
        let refused = refusal(wrong);
        assert!(
            matches!(
                refused,
                LabelError::Content {
                    field: "content",
                    ..
                }
            ),
            "{wrong}: {refused}"
        );
    }
    let long = format!(
        "(02)05901234123457(37)1(10){}(400){}(21){}",
        "A".repeat(20),
        "B".repeat(30),
        "C".repeat(20)
    );
    assert_eq!(refusal(&long), LabelError::DoesNotFit { field: "content" });
}

#[test]
fn a_card_that_is_too_small_for_its_code_is_refused() {
    let tiny = Label::Card(CardLabel {
        width_mm: 25,
        height_mm: 20,
        symbology: Symbology::Code128,
        code: "PAKOWNIA-0123456789-ABCDEFGH".into(),
        title: String::new(),
        text: String::new(),
    });
    assert_eq!(tiny.png(203), Err(LabelError::DoesNotFit { field: "code" }));
}

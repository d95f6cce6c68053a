//! Labels as ZPL: what a printer makes of them is what the preview shows, and no text is a command.

use proptest::prelude::*;

use pakownia::labels::{
    Label, LabelSize, Orientation, ShippingLabel, THERMAL_DPI, ZplText, code128, label_png,
    label_zpl,
};

use super::interpreter::{Paper, commands, print};
use super::referees::{Picture, write_pgm, zbar, zxing};
use super::{hostile, label, sscc};

/// The preview as dots, 0 for ink; a lying label is turned as it comes off the roll.
fn preview(label: &ShippingLabel, dpi: u32) -> (usize, Vec<u8>) {
    let png = label_png(label, dpi).unwrap();
    let mut picture = image::load_from_memory(&png).unwrap().to_luma8();
    if label.orientation == Orientation::Landscape {
        picture = image::imageops::rotate90(&picture);
    }
    (
        usize::try_from(picture.width()).unwrap(),
        picture.into_raw(),
    )
}

fn printed(label: &ShippingLabel, dpi: u32, text: ZplText) -> Paper {
    print(&label_zpl(label, dpi, text).unwrap())
}

#[test]
fn the_printer_burns_the_preview_dot_for_dot() {
    for size in LabelSize::ALL {
        for orientation in Orientation::ALL {
            for dpi in [203, 300] {
                let label = ShippingLabel {
                    size,
                    orientation,
                    ..label()
                };
                let paper = printed(&label, dpi, ZplText::Picture);
                let (width, pixels) = preview(&label, dpi);
                assert_eq!((paper.width, paper.written.len()), (width, 0));
                assert!(
                    paper.pixels == pixels,
                    "{size:?} {orientation:?} at {dpi} dpi differs from its preview"
                );
            }
        }
    }
}

#[test]
fn with_the_printers_letters_every_text_is_sent_whole_and_its_symbols_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for orientation in Orientation::ALL {
        let label = ShippingLabel {
            orientation,
            ..label()
        };
        let paper = printed(&label, THERMAL_DPI, ZplText::Printer);
        let all: Vec<&str> = paper
            .written
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        let all = all.join(" ");
        let to = &label.recipient;
        for text in [
            &to.name,
            &to.lines[0],
            &to.city,
            to.company.as_ref().unwrap(),
        ] {
            for word in text.split(' ') {
                assert!(all.contains(word), "{word} is missing in {all}");
            }
        }
        let path = folder.path().join("label.pgm");
        write_pgm(&path, paper.width, &paper.pixels);
        let number = sscc().element_string();
        assert_eq!(zbar(&path), [number.clone(), "WWW-2026-00003".into()]);
        if let Some(codes) = zxing(&path) {
            assert_eq!(codes, ["]C0WWW-2026-00003".into(), format!("]C1{number}")]);
        }
    }
}

#[test]
fn bars_are_whole_dots_of_the_printer() {
    for (dpi, module) in [(203, 4), (300, 6), (600, 12)] {
        let paper = printed(&label(), dpi, ZplText::Printer);
        let symbol = code128::encode_sscc(sscc()).unwrap();
        let expected: Vec<usize> = symbol
            .widths()
            .iter()
            .map(|width| usize::from(*width) * module)
            .collect();
        let row = 124 * usize::try_from(dpi).unwrap() * 10 / 254;
        let picture = Picture {
            width: paper.width,
            pixels: paper.pixels,
        };
        assert_eq!(picture.runs(row, 0, paper.width), expected, "at {dpi} dpi");
    }
}

#[test]
fn letters_that_a_printer_may_lack_are_sent_as_pictures() {
    let mut label = label();
    label.recipient.name = "Олександр Шевченко".into();
    label.recipient.city = "Αθήνα".into();
    let paper = printed(&label, THERMAL_DPI, ZplText::Printer);
    let is_latin = |text: &str| {
        text.chars()
            .all(|c| c < '\u{180}' || ('\u{2010}'..'\u{2030}').contains(&c))
    };
    assert!(paper.written.iter().all(|line| is_latin(&line.text)));
    assert!(
        paper
            .written
            .iter()
            .any(|line| line.text.contains("Poniatowskiego"))
    );
}

#[test]
fn a_label_leaves_the_printer_as_it_found_it() {
    let zpl = label_zpl(&label(), THERMAL_DPI, ZplText::Printer).unwrap();
    let names: Vec<String> = commands(&zpl)
        .into_iter()
        .map(|command| command.name)
        .collect();
    // Nothing that is kept beyond the label: no setting is stored, no format is saved, no file is written.
    for lasting in [
        "^JU", "^DF", "^IS", "^ID", "^CW", "~DG", "~DY", "^MM", "^PR", "^MD",
    ] {
        assert!(!names.contains(&lasting.to_owned()), "{lasting}");
    }
    assert!(zpl.len() <= 40 * 1024, "{} bytes", zpl.len());
    assert_eq!(
        zpl,
        label_zpl(&label(), THERMAL_DPI, ZplText::Printer).unwrap()
    );
}

#[test]
fn a_card_of_a_roll_is_as_wide_as_the_roll() {
    let card =
        Label::Card(serde_json::from_str(r#"{"code": "A-12-3", "title": "Regał"}"#).unwrap());
    let paper = print(&card.zpl(THERMAL_DPI, ZplText::Printer).unwrap());
    assert_eq!((paper.width, paper.height), (799, 400));
    assert_eq!(paper.written[0].text, "Regał");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_customer_is_ever_a_command(
        name in hostile(), line in hostile(), city in hostile(), note in hostile(), service in hostile(),
        order in "[ -~]{1,14}",
    ) {
        let mut label = label();
        label.recipient.name = name;
        label.recipient.lines = vec![line];
        label.recipient.city = city;
        label.notes = vec![note];
        label.service = service;
        label.order_no = pakownia::domain::ids::OrderNo(order);
        for text in [ZplText::Printer, ZplText::Picture] {
            match label_zpl(&label, THERMAL_DPI, text) {
                Ok(zpl) => {
                    // The interpreter refuses every command that a label has no need of.
                    let paper = print(&zpl);
                    let fields = commands(&zpl).iter().filter(|command| command.name == "^FD").count();
                    prop_assert_eq!(paper.written.len(), fields);
                    let (width, pixels) = preview(&label, THERMAL_DPI);
                    if text == ZplText::Picture {
                        prop_assert!(paper.width == width && paper.pixels == pixels);
                    }
                }
                Err(refused) => prop_assert_ne!(refused.name(), "Writer"),
            }
        }
    }
}

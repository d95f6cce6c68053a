//! Labels and documents as a stranger reads them: rasterised, measured, decoded by other programs.
//!
//! Needs `pdftoppm` and `pdftotext` (poppler-utils), `gs` (ghostscript) and `zbarimg` (zbar-tools);
//! without them these tests fail. With the Python module `zxingcpp` a second
//! decoder reads every symbol too.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod documents;
mod interpreter;
mod many;
mod matrix_symbols;
pub(crate) mod referees;
mod symbols;
mod zpl;

use std::fs;

use pakownia::domain::gs1::Sscc;
use pakownia::domain::ids::{OrderNo, TrackingNo};
use pakownia::domain::units::Grams;
use pakownia::labels::{
    Address, LabelError, LabelSize, LabelWords, Orientation, ShippingLabel, THERMAL_DPI, code128,
    label_pdf, label_png,
};
use proptest::prelude::*;

use referees::{Picture, rasterised, run, text_of, zbar, zxing};

/// Largest label file, in bytes: a bench stores every label for ever.
const LABEL_BYTES_MAX: usize = 30 * 1024;

fn sscc() -> Sscc {
    Sscc::compose(3, "5901234", 17).unwrap()
}

fn label() -> ShippingLabel {
    ShippingLabel {
        size: LabelSize::W100xH150,
        orientation: Orientation::Portrait,
        sender: Address {
            name: "Sklep Żółw Sp. z o.o.".into(),
            company: None,
            lines: vec!["ul. Magazynowa 7".into()],
            postcode: "05-800".into(),
            city: "Pruszków".into(),
            country: "PL".into(),
            region: None,
            phone: Some("+48 22 123 45 67".into()),
        },
        recipient: Address {
            name: "Grażyna Brzęczyszczykiewicz".into(),
            company: Some("Zakład Ślusarski „Gęśla”".into()),
            lines: vec!["ul. Księcia Józefa Poniatowskiego 133/31".into()],
            postcode: "40-001".into(),
            city: "Łękołody".into(),
            country: "PL".into(),
            region: None,
            phone: Some("+48 651 835 054".into()),
        },
        service: "InPost Paczkomat 24/7".into(),
        routing: "GDA12A".into(),
        order_no: OrderNo::from("WWW-2026-00003"),
        parcel_index: 1,
        parcel_count: 2,
        gross: Grams(2345),
        sscc: Some(sscc()),
        tracking: TrackingNo(sscc().to_string()),
        notes: vec!["Proszę dzwonić przed dostawą. Ostrożnie: szkło.".into()],
        words: LabelWords::polish(),
    }
}

#[test]
fn a_label_says_its_sscc_and_its_order_number_to_other_programs() {
    let folder = tempfile::tempdir().unwrap();
    for size in [LabelSize::W100xH150, LabelSize::A6] {
        for dpi in [203, 300, 600] {
            let label = ShippingLabel { size, ..label() };
            let pdf = label_pdf(&label, dpi).unwrap();
            let picture = rasterised(folder.path(), "label", &pdf, dpi);
            let number = sscc().element_string();
            assert_eq!(
                zbar(&picture),
                [number.clone(), "WWW-2026-00003".into()],
                "{size:?} at {dpi} dpi"
            );
            if let Some(codes) = zxing(&picture) {
                assert_eq!(
                    codes,
                    ["]C0WWW-2026-00003".to_owned(), format!("]C1{number}")],
                    "{size:?} at {dpi}"
                );
            }
        }
    }
}

#[test]
fn without_an_sscc_the_carriers_number_is_the_symbol() {
    let folder = tempfile::tempdir().unwrap();
    for number in [
        "520000012680041086770098",
        "1Z12345E0205271688",
        "%000323000000072788591011616Z",
        "PX6719400000",
    ] {
        let label = ShippingLabel {
            sscc: None,
            tracking: TrackingNo::from(number),
            ..label()
        };
        let picture = rasterised(
            folder.path(),
            "label",
            &label_pdf(&label, THERMAL_DPI).unwrap(),
            THERMAL_DPI,
        );
        let mut expected = vec![number.to_owned(), "WWW-2026-00003".to_owned()];
        expected.sort();
        assert_eq!(zbar(&picture), expected);
        if let Some(mut codes) = zxing(&picture) {
            for code in &mut codes {
                *code = code.trim_start_matches("]C0").to_owned();
            }
            codes.sort();
            assert_eq!(codes, expected);
        }
    }
}

#[test]
fn every_bar_is_a_whole_number_of_printer_dots() {
    let folder = tempfile::tempdir().unwrap();
    let label = label();
    // The middle of each symbol in millimetres from the top, and its module in dots.
    for (dpi, parcel_module, order_module) in [(203, 4, 3), (300, 6, 4), (600, 12, 8)] {
        let picture = rasterised(
            folder.path(),
            "label",
            &label_pdf(&label, dpi).unwrap(),
            dpi,
        );
        let picture = Picture::read(&picture);
        let row = |mm: usize| mm * usize::try_from(dpi).unwrap() * 10 / 254;
        let symbols = [
            (
                code128::encode_sscc(sscc()).unwrap(),
                row(124),
                picture.width,
                parcel_module,
            ),
            (
                code128::encode("order_no", "WWW-2026-00003").unwrap(),
                row(8),
                row(75),
                order_module,
            ),
        ];
        for (symbol, y, to, module) in symbols {
            let expected: Vec<usize> = symbol
                .widths()
                .iter()
                .map(|width| usize::from(*width) * module)
                .collect();
            assert_eq!(picture.runs(y, 0, to), expected, "at {dpi} dpi, row {y}");
        }
    }
}

#[test]
fn the_picture_has_the_same_bars_as_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("label.png");
    fs::write(&path, label_png(&label(), THERMAL_DPI).unwrap()).unwrap();
    let picture = image::open(&path).unwrap().to_luma8();
    assert_eq!(picture.dimensions(), (799, 1199));
    assert!(
        picture
            .pixels()
            .all(|pixel| pixel.0[0] == 0 || pixel.0[0] == 255),
        "no grey on a thermal label"
    );
    let width = usize::try_from(picture.width()).unwrap();
    let picture = Picture {
        width,
        pixels: picture.into_raw(),
    };
    let symbol = code128::encode_sscc(sscc()).unwrap();
    let expected: Vec<usize> = symbol
        .widths()
        .iter()
        .map(|width| usize::from(*width) * 4)
        .collect();
    assert_eq!(picture.runs(991, 0, width), expected);
    assert_eq!(
        zbar(&path),
        [sscc().element_string(), "WWW-2026-00003".into()]
    );
}

#[test]
fn the_same_label_is_the_same_small_file() {
    for size in [LabelSize::W100xH150, LabelSize::A6] {
        let label = ShippingLabel { size, ..label() };
        let first = label_pdf(&label, THERMAL_DPI).unwrap();
        assert!(first.len() <= LABEL_BYTES_MAX, "{} bytes", first.len());
        assert_eq!(first, label_pdf(&label.clone(), THERMAL_DPI).unwrap());
        assert_eq!(
            label_png(&label, 300).unwrap(),
            label_png(&label.clone(), 300).unwrap()
        );
    }
}

#[test]
fn letters_of_three_alphabets_are_embedded_and_only_those_that_are_used() {
    let folder = tempfile::tempdir().unwrap();
    let mut label = label();
    label.recipient.name = "Олександр Шевченко".into();
    label.recipient.company = Some("Αθανάσιος Παπαδόπουλος".into());
    let pdf = label_pdf(&label, THERMAL_DPI).unwrap();
    assert!(pdf.len() <= LABEL_BYTES_MAX, "{} bytes", pdf.len());
    let path = folder.path().join("label.pdf");
    fs::write(&path, &pdf).unwrap();
    let fonts = String::from_utf8(run("pdffonts", &[&path.to_string_lossy()])).unwrap();
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 2, "regular and bold:\n{fonts}");
    for row in rows {
        // The last columns: embedded, subset, and a table of letters for whoever copies the text.
        let columns: Vec<&str> = row.split_whitespace().collect();
        let marks = &columns[columns.len() - 5..columns.len() - 2];
        assert_eq!(marks, ["yes", "yes", "yes"], "{fonts}");
        let name = columns[0];
        let is_subset =
            name.as_bytes().get(6) == Some(&b'+') && name[..6].chars().all(char::is_uppercase);
        assert!(is_subset, "{name}");
    }
}

#[test]
fn every_word_of_the_address_is_on_the_label() {
    let folder = tempfile::tempdir().unwrap();
    let mut label = label();
    label.recipient.company =
        Some("Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe „Źdźbło” Spółka z ograniczoną odpowiedzialnością sp.k.".into());
    label.recipient.lines = vec![
        "al. Generała Tadeusza Bora-Komorowskiego 129A/14".into(),
        "klatka 3, piętro 11".into(),
    ];
    let text = text_of(folder.path(), &label_pdf(&label, THERMAL_DPI).unwrap());
    let to = &label.recipient;
    let wanted = [
        &to.name,
        &to.postcode,
        &to.city,
        &label.service,
        &label.routing,
        &label.notes[0],
    ];
    for part in wanted
        .into_iter()
        .chain(to.company.iter())
        .chain(&to.lines)
        .chain(&label.sender.lines)
    {
        for word in part.split_whitespace() {
            assert!(text.contains(word), "{word} is missing in:\n{text}");
        }
    }
    for words in ["1/2", "2,345 kg", "(00) 3 5901 2340 0000 0017 9"] {
        assert!(text.contains(words), "{words} is missing in:\n{text}");
    }
}

#[test]
fn a_label_that_would_mislead_is_refused_by_the_name_of_its_field() {
    let refusal = |change: fn(&mut ShippingLabel)| {
        let mut label = label();
        change(&mut label);
        label_pdf(&label, THERMAL_DPI)
            .map(|pdf| pdf.len())
            .unwrap_err()
    };
    let field = |field| LabelError::DoesNotFit { field };
    assert_eq!(refusal(|l| l.routing = "9".repeat(400)), field("routing"));
    assert_eq!(
        refusal(|l| l.recipient.lines = vec!["Długa 1 ".repeat(200)]),
        field("recipient.lines")
    );
    assert_eq!(
        refusal(|l| l.order_no = OrderNo("A".repeat(60))),
        field("order_no")
    );
    assert_eq!(
        refusal(|l| l.recipient.name = "Ewa 🎁".into()),
        LabelError::NoGlyph {
            field: "recipient.name",
            character: '🎁'
        }
    );
    assert_eq!(
        refusal(|l| l.order_no = OrderNo::from("Ł-1")),
        LabelError::NotEncodable {
            field: "order_no",
            character: 'Ł'
        }
    );
    assert_eq!(
        refusal(|l| l.recipient = Address {
            city: "Łódź".into(),
            ..Address::default()
        }),
        LabelError::Missing {
            field: "recipient.name"
        }
    );
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let mut wrong = label();
    wrong.parcel_index = 3;
    assert_eq!(
        label_pdf(&wrong, 203),
        Err(LabelError::ParcelNumber { index: 3, count: 2 })
    );
    let mut wrong = label();
    wrong.gross = Grams(0);
    assert_eq!(
        label_pdf(&wrong, 203),
        Err(LabelError::Missing { field: "gross" })
    );
    assert_eq!(
        label_pdf(&label(), 72),
        Err(LabelError::Resolution { dpi: 72 })
    );
}

/// Names that have broken label printers elsewhere, and anything at all.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("^XA^XZ ~JA !\"'\\ ${}".to_owned()),
        Just("שלום \u{202e}abc\u{202c}".to_owned()),
        Just("Konstantynopolitańczykowianeczka ".repeat(9)),
        Just("Ż\u{307}\u{301}\u{323}".to_owned()),
        Just("\u{0}\u{1b}[2J\r\n\t".to_owned()),
        Just("Anna 🎁".to_owned()),
        any::<String>(),
        "[A-Za-zżźćńółęąśŻŹĆŃÓŁĘĄŚ ^~\"'-]{0,120}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_name_can_break_the_label(
        name in hostile(), line in hostile(), city in hostile(), note in hostile(), order in hostile()
    ) {
        let mut label = label();
        label.recipient.name = name;
        label.recipient.lines = vec![line];
        label.recipient.city = city;
        label.notes = vec![note];
        if let Ok(pdf) = label_pdf(&label, THERMAL_DPI) {
            prop_assert!(pdf.len() <= LABEL_BYTES_MAX);
        }
        let picture = label_png(&label, THERMAL_DPI);
        prop_assert_eq!(picture.is_ok(), label_pdf(&label, THERMAL_DPI).is_ok());
        label.order_no = OrderNo(order);
        let _either = label_pdf(&label, THERMAL_DPI);
    }
}

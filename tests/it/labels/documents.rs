//! Packing slips, pick lists and sheets: small, repeatable, complete, and their codes can be read.

use pakownia::domain::gs1::Sscc;
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::units::Grams;
use pakownia::labels::documents::{
    Card, CardSheet, PackedParcel, PackingSlip, PickList, PickRow, ScannerSheet, SlipLine,
    TrolleyList, TrolleyRow, card_sheet, packing_slip, pick_list, scanner_sheet, trolley_list,
};
use pakownia::labels::{DocumentWords, LabelError};

use super::referees::{rasterised, text_of, zbar, zxing};
use super::{label, sscc};

/// Largest document, in bytes.
const DOCUMENT_BYTES_MAX: usize = 100 * 1024;

pub(super) fn slip() -> PackingSlip {
    PackingSlip {
        order_no: OrderNo::from("WWW-2026-00003"),
        sender: label().sender,
        recipient: label().recipient,
        lines: (1..=28)
            .map(|n| SlipLine {
                sku: Sku(format!("SKU-{n:04}")),
                name: if n % 5 == 0 {
                    "Kubek ceramiczny ręcznie malowany w żółte słoneczniki, pojemność 330 ml, z przykrywką i łyżeczką".into()
                } else {
                    "Album czerwony 297×210".into()
                },
                ordered: n,
                packed: n - u32::from(n == 7),
                short: u32::from(n == 7),
            })
            .collect(),
        parcels: vec![
            PackedParcel {
                index: 1,
                tracking: sscc().to_string(),
                gross: Grams(2345),
                contents: (1..=14).map(|n| (Sku(format!("SKU-{n:04}")), n)).collect(),
            },
            PackedParcel {
                index: 2,
                tracking: Sscc::compose(3, "5901234", 18).unwrap().to_string(),
                gross: Grams(980),
                contents: (15..=28).map(|n| (Sku(format!("SKU-{n:04}")), n)).collect(),
            },
        ],
        notes: vec!["Dziękujemy za zakupy! Brakujący kubek dosyłamy w osobnej paczce.".into()],
        printed: "22.11.2026 10:15".into(),
    }
}

pub(super) fn pick() -> PickList {
    PickList {
        order_no: OrderNo::from("AL-2026-00001"),
        remark: "InPost Paczkomat · godzina graniczna 15:00 · kuweta K-017".into(),
        rows: (1..=9)
            .map(|n| PickRow {
                location: format!("A-{n}-{}", n * 2),
                sku: Sku(format!("SKU-{n:04}")),
                name: "Kubek ceramiczny ręcznie malowany w żółte słoneczniki".into(),
                quantity: n,
                look_next: (n % 3 == 0).then(|| format!("C-7-{n} (12 szt.)")),
            })
            .collect(),
        printed: "22.11.2026 10:15".into(),
    }
}

pub(super) fn trolley() -> TrolleyList {
    TrolleyList {
        trolley: "W-04".into(),
        positions: (1..=8)
            .map(|n| (format!("{n}"), OrderNo(format!("WWW-2026-{n:05}"))))
            .collect(),
        rows: (1..=40)
            .map(|n| TrolleyRow {
                location: format!("B-{n}-3"),
                sku: Sku(format!("SKU-{n:04}")),
                name: "Karton niebieski 150×120".into(),
                quantities: (0..8)
                    .map(|position| u32::from((n + position) % 3 == 0) * n % 13)
                    .collect(),
                look_next: (n % 7 == 0).then(|| "C-1-1".into()),
            })
            .collect(),
        printed: "22.11.2026 10:15".into(),
    }
}

pub(super) fn commands() -> CardSheet {
    let cards = [
        ("CMD-UNDO", "Cofnij · Undo"),
        ("CMD-SHORT", "Brak · Short"),
        ("CMD-REPRINT", "Drukuj ponownie · Print again"),
    ];
    CardSheet {
        title: "Kody poleceń".into(),
        intro:
            "Zeskanuj kod zamiast naciskać przycisk. Wytnij karty i przyklej je przy stanowisku."
                .into(),
        cards: cards
            .map(|(code, title)| Card {
                code: code.into(),
                title: title.into(),
                text: "Cofa ostatni skan tej sesji. Skan pozostaje w dzienniku.".into(),
            })
            .to_vec(),
        printed: "22.11.2026".into(),
        page_word: "Strona".into(),
    }
}

pub(super) fn set_up() -> ScannerSheet {
    ScannerSheet {
        title: "Ustawienie skanera".into(),
        steps: vec![
            "Podłącz skaner i poczekaj na sygnał.".into(),
            "Zeskanuj kod testowy poniżej.".into(),
        ],
        self_test_title: "Kod testowy".into(),
        self_test_code: "PAKOWNIA-Test_019:yz/YZ\u{1d}END".into(),
        self_test_text: "Na ekranie pojawi się: skaner działa poprawnie".into(),
        cards: vec![],
        printed: "22.11.2026".into(),
        page_word: "Strona".into(),
    }
}

#[test]
fn documents_are_small_repeatable_and_their_codes_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let words = DocumentWords::polish();
    type Make<'a> = &'a dyn Fn() -> Result<Vec<u8>, LabelError>;
    let documents: [(&str, Make<'_>, &[&str]); 5] = [
        (
            "slip",
            &|| packing_slip(&slip(), &words),
            &["WWW-2026-00003"],
        ),
        ("pick", &|| pick_list(&pick(), &words), &["AL-2026-00001"]),
        ("trolley", &|| trolley_list(&trolley(), &words), &[]),
        (
            "commands",
            &|| card_sheet(&commands()),
            &["CMD-REPRINT", "CMD-SHORT", "CMD-UNDO"],
        ),
        (
            "scanner",
            &|| scanner_sheet(&set_up()),
            &["PAKOWNIA-Test_019:yz/YZ\u{1d}END"],
        ),
    ];
    for (name, make, codes) in documents {
        let pdf = make().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            pdf.len() <= DOCUMENT_BYTES_MAX,
            "{name}: {} bytes",
            pdf.len()
        );
        assert_eq!(pdf, make().unwrap(), "{name}: two prints differ");
        if !codes.is_empty() {
            let picture = rasterised(folder.path(), name, &pdf, 300);
            assert_eq!(zbar(&picture), codes, "{name}");
        }
    }
}

#[test]
fn documents_keep_every_line_and_polish_letter() {
    let folder = tempfile::tempdir().unwrap();
    let words = DocumentWords::polish();
    let text = text_of(folder.path(), &packing_slip(&slip(), &words).unwrap());
    for n in 1..=28 {
        assert!(
            text.contains(&format!("SKU-{n:04}")),
            "line {n} is missing in:\n{text}"
        );
    }
    for word in [
        "Łękołody",
        "łyżeczką",
        "Dziękujemy",
        "0,98 kg",
        "Strona 2/2",
        "Lista zawartości · WWW-2026-00003",
    ] {
        assert!(text.contains(word), "{word} is missing in:\n{text}");
    }
    let text = text_of(folder.path(), &trolley_list(&trolley(), &words).unwrap());
    assert!(
        text.contains("B-40-3") && text.contains("WWW-2026-00008"),
        "{text}"
    );
}

#[test]
fn every_character_of_code_128_is_read_by_a_stranger() {
    let folder = tempfile::tempdir().unwrap();
    let pairs = (0..100)
        .map(|pair| format!("{pair:02}"))
        .collect::<Vec<_>>()
        .concat();
    let printable: String = (32_u8..127).map(char::from).collect();
    let capitals_and_controls: String = (1_u8..32)
        .flat_map(|control| [char::from(control), char::from(control + 64)])
        .collect();
    let mut read_by_zxing = 0;
    for (text, chunk, zbar_reads) in [
        (pairs, 20, true),
        (printable, 15, true),
        (capitals_and_controls, 12, false),
    ] {
        let texts: Vec<char> = text.chars().collect();
        let codes: Vec<String> = texts
            .chunks(chunk)
            .map(|code| code.iter().collect())
            .collect();
        for six in codes.chunks(6) {
            let card = |code: &String| Card {
                code: code.clone(),
                title: "Kod".into(),
                text: String::new(),
            };
            let sheet = CardSheet {
                cards: six.iter().map(card).collect(),
                ..commands()
            };
            let picture = rasterised(folder.path(), "codes", &card_sheet(&sheet).unwrap(), 300);
            let mut expected = six.to_vec();
            expected.sort();
            if zbar_reads {
                assert_eq!(zbar(&picture), expected);
            }
            if let Some(found) = zxing(&picture) {
                let mut expected: Vec<String> =
                    six.iter().map(|code| format!("]C0{code}")).collect();
                expected.sort();
                assert_eq!(found, expected);
                read_by_zxing += found.len();
            }
        }
    }
    assert!(read_by_zxing == 0 || read_by_zxing == 10 + 7 + 6);
}

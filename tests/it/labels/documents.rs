//! Packing slips, pick lists and sheets: small, repeatable, complete, and their codes can be read.

use pakownia::domain::gs1::Sscc;
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::units::Grams;
use pakownia::domain::worker::Language;
use pakownia::labels::documents::{
    BoxPicture, Card, CardSheet, HandOverList, HandOverRow, PackedParcel, PackingSlip, PickList,
    PickRow, PicturedUnit, ScannerSheet, SlipLine, TrolleyList, TrolleyRow, card_sheet,
    hand_over_list, packing_slip, pick_list, scanner_sheet, trolley_list,
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
                picture: Some(packed_box()),
            },
            PackedParcel {
                index: 2,
                tracking: Sscc::compose(3, "5901234", 18).unwrap().to_string(),
                gross: Grams(980),
                contents: (15..=28).map(|n| (Sku(format!("SKU-{n:04}")), n)).collect(),
                picture: None,
            },
        ],
        notes: vec!["Dziękujemy za zakupy! Brakujący kubek dosyłamy w osobnej paczce.".into()],
        printed: "22.11.2026 10:15".into(),
    }
}

/// Six cubes on the floor of a box, and a board on two of them that hides one.
fn packed_box() -> BoxPicture {
    let cube = |n: u32| PicturedUnit {
        sku: Sku(format!("SKU-{:04}", n.div_ceil(3))),
        at: [(n - 1) % 3 * 100, (n - 1) / 3 * 100, 0],
        sides: [100, 100, 100],
    };
    let board = PicturedUnit {
        sku: "SKU-0003".into(),
        at: [0, 0, 100],
        sides: [200, 100, 20],
    };
    BoxPicture {
        inner: [310, 210, 150],
        units: (1..=6).map(cube).chain([board]).collect(),
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
                lookalikes: if n % 4 == 0 {
                    vec![format!("Kubek biały SKU-{:04}", n + 1)]
                } else {
                    vec![]
                },
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
                lookalikes: vec![],
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
        "Kolejność pakowania: 1–3 SKU-0001, 4–6 SKU-0002, 7 SKU-0003",
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

fn hand_over(rows: u32) -> HandOverList {
    HandOverList {
        number: "bench-4f21c03a-1a2b-1214".into(),
        carrier: "inpost".into(),
        sender: "Dobra Półka sp. z o.o., Składowa 7, 60-001 Poznań".into(),
        closed: "2026-11-22 16:03".into(),
        rows: (1..=rows)
            .map(|n| HandOverRow {
                tracking: Sscc::compose(0, "5900000", u64::from(n))
                    .unwrap()
                    .to_string(),
                order: format!("ZAM-{n:04}"),
                destination: if n % 2 == 0 {
                    "WAW01M".into()
                } else {
                    "00-001 Święta Katarzyna nad Wąwozem".into()
                },
                gross: (n != 3).then_some(Grams(i64::from(n) * 100 + 20)),
            })
            .collect(),
        printed: "2026-11-22 16:04".into(),
    }
}

#[test]
fn a_drivers_list_names_every_parcel_and_leaves_room_for_two_signatures() {
    for (lang, words) in [
        (
            Language::Pl,
            [
                "Lista przekazania: InPost",
                "Odebrał (kierowca)",
                "Paczki: 64",
            ],
        ),
        (
            Language::En,
            [
                "Hand-over list: InPost",
                "Taken over (driver)",
                "Parcels: 64",
            ],
        ),
    ] {
        let list = hand_over(64);
        let pdf = hand_over_list(&list, lang).unwrap();
        assert_eq!(pdf, hand_over_list(&list, lang).unwrap(), "the same bytes");
        assert!(pdf.len() < DOCUMENT_BYTES_MAX, "{} bytes", pdf.len());
        let folder = tempfile::tempdir().unwrap();
        let text = text_of(folder.path(), &pdf);
        for wanted in words
            .iter()
            .copied()
            .chain(["Święta Katarzyna", "bench-4f21c03a-1a2b-1214"])
        {
            assert!(text.contains(wanted), "{lang:?} lacks {wanted}: {text}");
        }
        for row in &list.rows {
            assert!(
                text.contains(&row.tracking),
                "{lang:?} lacks {}",
                row.tracking
            );
        }
        let page = rasterised(folder.path(), "list", &pdf, 300);
        assert!(
            zbar(&page).iter().any(|code| code.contains(&list.number)),
            "{lang:?}: the list's number can be scanned"
        );
    }
}

#[test]
fn a_drivers_list_can_be_empty_of_everything_that_is_not_known() {
    let list = HandOverList {
        rows: vec![HandOverRow {
            tracking: "059000000000000015".into(),
            order: String::new(),
            destination: String::new(),
            gross: None,
        }],
        closed: String::new(),
        ..hand_over(1)
    };
    let folder = tempfile::tempdir().unwrap();
    let text = text_of(folder.path(), &hand_over_list(&list, Language::Pl).unwrap());
    assert!(text.contains("059000000000000015"), "{text}");
    assert!(!text.contains("Zamknięta"), "{text}");
}

//! Many labels as they come: names in ten alphabets, longest addresses, hostile texts; and what is read of them.
//!
//! A few dozen in the ordinary run; `PAKOWNIA_NIGHTLY=1` draws 10,000.

use pakownia::domain::gs1::Sscc;
use pakownia::domain::ids::{OrderNo, TrackingNo};
use pakownia::domain::units::Grams;
use pakownia::labels::{
    Address, Label, LabelError, LabelSize, Orientation, ShippingLabel, THERMAL_DPI, ZplText,
    code128, labels_pdf,
};

use super::interpreter::print;
use super::label;
use super::referees::{Picture, rasterised_pages, text_of, write_pgm, zbar_all, zxing_all};
use crate::support::process::{is_nightly, say};

/// Labels of one PDF, so that no file grows beyond what its readers hold in memory.
const BATCH: usize = 100;

/// Words of ten alphabets that carriers of Europe meet.
const ALPHABETS: [(&str, &[&str]); 10] = [
    (
        "PL",
        &[
            "Grażyna",
            "Brzęczyszczykiewicz",
            "Łękołody",
            "Źdźbło",
            "Świętosława",
            "ul.",
            "Księcia",
        ],
    ),
    (
        "CZ",
        &[
            "Jiří",
            "Dvořák",
            "Přemysl",
            "Žižkov",
            "Úžlabina",
            "náměstí",
            "Čeněk",
        ],
    ),
    (
        "DE",
        &[
            "Jürgen",
            "Müller-Lüdenscheidt",
            "Straße",
            "Weiß",
            "Großköllnbach",
            "am",
            "Öhringen",
        ],
    ),
    (
        "FR",
        &[
            "François",
            "Bézu-le-Guéry",
            "Châteauneuf",
            "Œuvre",
            "Noëlle",
            "rue",
            "l’Église",
        ],
    ),
    (
        "HU",
        &[
            "Győző",
            "Kovács",
            "Székesfehérvár",
            "Őrség",
            "Hódmezővásárhely",
            "utca",
            "Űrhajós",
        ],
    ),
    (
        "RO",
        &[
            "Ștefan",
            "Țepeș",
            "Târgoviște",
            "Brâncuși",
            "Mănăstirii",
            "strada",
            "Îngerilor",
        ],
    ),
    (
        "LT",
        &[
            "Žydrūnas",
            "Šiauliai",
            "Ąžuolas",
            "Kęstutis",
            "Panevėžys",
            "gatvė",
            "Įlanka",
        ],
    ),
    (
        "TR",
        &[
            "Çağrı",
            "Şükrü",
            "İstanbul",
            "Iğdır",
            "Gümüşhane",
            "caddesi",
            "Öztürk",
        ],
    ),
    (
        "UA",
        &[
            "Олександр",
            "Шевченко",
            "Їжакевич",
            "Ґалаґан",
            "Київ",
            "вул.",
            "Хрещатик",
        ],
    ),
    (
        "GR",
        &[
            "Αθανάσιος",
            "Παπαδόπουλος",
            "Θεσσαλονίκη",
            "Ξάνθη",
            "Ψαρρός",
            "οδός",
            "Ώρα",
        ],
    ),
];

/// What has broken label printers elsewhere.
const HOSTILE: [&str; 8] = [
    "^XZ^XA^JUF",
    "~JA~JR",
    "_5EXZ_7EJR",
    "\\&\\\\",
    "!U1 setvar",
    "(](/>>endobj",
    "'; DROP TABLE label;--",
    "^FD,^FS,^GFA,9,9,1,FF",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = self.0 >> 33;
        usize::try_from(high % u64::try_from(limit).unwrap()).unwrap()
    }

    fn words(&mut self, words: &[&str], most: usize) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(most) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(words[self.below(words.len())]);
            if self.below(12) == 0 {
                text.push_str(HOSTILE[self.below(HOSTILE.len())]);
            }
        }
        text
    }
}

fn random(place: usize) -> ShippingLabel {
    let mut dice = Dice(
        u64::try_from(place)
            .unwrap()
            .wrapping_mul(0x9e37_79b9_7f4a_7c15),
    );
    dice.below(2);
    let (country, words) = ALPHABETS[place % ALPHABETS.len()];
    // Every seventh label is as long as the address forms of shops allow.
    let is_long = place % 7 == 3;
    let most = if is_long { 5 } else { 2 };
    let recipient = Address {
        name: dice.words(words, most),
        company: (dice.below(3) == 0).then(|| dice.words(words, most)),
        lines: (0..=dice.below(2))
            .map(|_| {
                format!(
                    "{} {}/{}",
                    dice.words(words, most),
                    dice.below(400),
                    dice.below(99)
                )
            })
            .collect(),
        postcode: format!("{:05}", dice.below(100_000)),
        city: dice.words(words, 2),
        country: country.into(),
        region: (dice.below(4) == 0).then(|| dice.words(words, 1)),
        phone: Some(format!("+48 {:09}", dice.below(1_000_000_000))),
    };
    let order = match dice.below(4) {
        0 => format!("WWW-2026-{:05}", dice.below(100_000)),
        1 => format!("{:012}", dice.below(1_000_000)),
        2 => format!("al/{}^~_{}", dice.below(10_000), dice.below(100)),
        _ => format!("Zam-{:x}", dice.below(1_000_000_000)),
    };
    let sscc = Sscc::compose(3, "5901234", u64::try_from(place).unwrap()).unwrap();
    let count = u32::try_from(1 + dice.below(9)).unwrap();
    ShippingLabel {
        size: LabelSize::ALL[dice.below(3)],
        orientation: Orientation::ALL[dice.below(2)],
        recipient,
        service: dice.words(&["DPD", "Kurier", "InPost", "24/7", "Paczkomat"], 2),
        routing: format!("{country}-{:05}", dice.below(100_000)),
        order_no: OrderNo(order),
        parcel_index: 1 + u32::try_from(dice.below(usize::try_from(count).unwrap())).unwrap(),
        parcel_count: count,
        gross: Grams(i64::try_from(1 + dice.below(31_500)).unwrap()),
        sscc: Some(sscc),
        tracking: TrackingNo(sscc.to_string()),
        notes: (dice.below(3) == 0)
            .then(|| dice.words(words, 3))
            .into_iter()
            .collect(),
        ..label()
    }
}

fn height_mm(label: &ShippingLabel) -> usize {
    let (short, long) = label.size.micrometres();
    let um = match label.orientation {
        Orientation::Portrait => long,
        Orientation::Landscape => short,
    };
    usize::try_from(um / 1000).unwrap()
}

/// Panics unless the bars of both symbols are whole modules of one width in this raster.
fn measure(picture: &Picture, label: &ShippingLabel, place: &str) {
    let dpi = usize::try_from(THERMAL_DPI).unwrap();
    let row = |mm: usize| mm * dpi * 10 / 254;
    let order = code128::encode("order_no", label.order_no.as_str()).unwrap();
    let parcel = code128::encode_sscc(label.sscc.unwrap()).unwrap();
    for (symbol, y) in [(order, row(8)), (parcel, row(height_mm(label) - 22))] {
        let runs = picture.runs(y, 0, picture.width);
        let widths = symbol.widths();
        let module = runs[0] / usize::from(widths[0]);
        let expected: Vec<usize> = widths
            .iter()
            .map(|width| usize::from(*width) * module)
            .collect();
        assert!(runs.len() >= expected.len(), "{place}: bars are missing");
        assert_eq!(runs[..expected.len()], expected, "{place}, row {y}");
    }
}

/// Every word of the address, as it should be found on paper.
fn words_of(label: &ShippingLabel) -> Vec<String> {
    let to = &label.recipient;
    let texts = [
        &to.name,
        &to.city,
        &to.postcode,
        &label.service,
        &label.routing,
    ];
    let mut words: Vec<String> = texts
        .into_iter()
        .chain(&to.company)
        .chain(&to.lines)
        .chain(&label.notes)
        .flat_map(|text| text.split_whitespace())
        .map(squeezed)
        .collect();
    words.sort();
    words
}

/// Letters alone, all alike in case: a word may be wrapped, and some countries write towns in capitals.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

fn expected(label: &ShippingLabel) -> Vec<String> {
    let mut codes = vec![
        label.sscc.unwrap().element_string(),
        label.order_no.to_string(),
    ];
    codes.sort();
    codes
}

/// Draws one batch and reads it back; gives how many labels were refused.
fn read_back(places: std::ops::Range<usize>) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut refused = 0;
    let mut labels = Vec::new();
    for place in places {
        let shipping = random(place);
        let label = Label::Shipping(Box::new(shipping.clone()));
        match label.zpl(THERMAL_DPI, ZplText::Printer) {
            Ok(zpl) => labels.push((place, shipping, label, zpl)),
            // A text too long for its label is refused by its field's name; nothing else may be wrong.
            Err(LabelError::DoesNotFit { field }) => {
                let may_be_long = ["recipient.", "notes", "service"];
                assert!(
                    may_be_long.iter().any(|name| field.starts_with(name)),
                    "{place}: {field}"
                );
                refused += 1;
            }
            Err(other) => panic!("label {place}: {other}"),
        }
    }
    let drawn: Vec<Label> = labels
        .iter()
        .map(|(_, _, label, _)| label.clone())
        .collect();
    let pdf = labels_pdf("labels", &drawn, THERMAL_DPI).unwrap();
    let mut rasters = vec![
        rasterised_pages(folder.path(), "pdftoppm", &pdf, THERMAL_DPI),
        rasterised_pages(folder.path(), "gs", &pdf, THERMAL_DPI),
    ];
    rasters.push(
        labels
            .iter()
            .map(|(place, shipping, label, zpl)| {
                // What is sent when the printer writes, and when we draw all: both hold no command too many.
                let with_letters = print(zpl);
                let paper = print(&label.zpl(THERMAL_DPI, ZplText::Picture).unwrap());
                let sent: String = with_letters
                    .written
                    .iter()
                    .map(|line| squeezed(&line.text))
                    .collect();
                // These have letters that are sent as pictures.
                let has_pictures =
                    matches!(shipping.recipient.country.as_str(), "UA" | "GR" | "RO");
                if !has_pictures {
                    for word in words_of(shipping) {
                        let is_service = squeezed(&shipping.service).contains(&word);
                        assert!(
                            sent.contains(&word) || is_service,
                            "label {place}: {word} is not sent"
                        );
                    }
                }
                let path = folder.path().join(format!("zpl-{place:05}.pgm"));
                let turned = upright(&paper.pixels, paper.width, shipping.orientation);
                write_pgm(&path, turned.0, &turned.1);
                path
            })
            .collect(),
    );
    for pictures in &rasters {
        assert_eq!(pictures.len(), labels.len(), "one page a label");
        let by_zbar = zbar_all(pictures);
        let by_zxing = zxing_all(pictures);
        for (at, (place, shipping, ..)) in labels.iter().enumerate() {
            let place = format!("label {place} in {}", pictures[at].display());
            measure(&Picture::read(&pictures[at]), shipping, &place);
            assert_eq!(by_zbar[at], expected(shipping), "{place}, by zbar");
            if let Some(found) = &by_zxing {
                let mut codes: Vec<&str> = found[at].iter().map(|code| &code[3..]).collect();
                codes.sort_unstable();
                assert_eq!(codes, expected(shipping), "{place}, by zxing-cpp");
            }
        }
    }
    let text = text_of(folder.path(), &pdf);
    let pages: Vec<&str> = text.split('\u{c}').collect();
    for (at, (place, shipping, ..)) in labels.iter().enumerate() {
        let page = squeezed(pages[at]);
        for word in words_of(shipping) {
            // Notes stand beside the address of a lying label, so a wrapped word is parted by another line.
            let halves = (1..word.chars().count()).any(|cut| {
                let (head, tail): (String, String) = (
                    word.chars().take(cut).collect(),
                    word.chars().skip(cut).collect(),
                );
                page.contains(&head) && page.contains(&tail)
            });
            assert!(
                page.contains(&word) || halves,
                "label {place}: {word} is cut in:\n{}",
                pages[at]
            );
        }
    }
    refused
}

/// A label as it is read: one that came off the roll on its side is turned back.
fn upright(pixels: &[u8], width: usize, orientation: Orientation) -> (usize, Vec<u8>) {
    let height = pixels.len() / width;
    match orientation {
        Orientation::Portrait => (width, pixels.to_vec()),
        Orientation::Landscape => {
            let turned = (0..width)
                .rev()
                .flat_map(|x| (0..height).map(move |y| pixels[y * width + x]));
            (height, turned.collect())
        }
    }
}

#[test]
fn labels_of_all_kinds_are_read_by_two_programs_from_three_rasters() {
    let count = if is_nightly() { 10_000 } else { 30 };
    let mut refused = 0;
    let mut begun = 0;
    while begun < count {
        let end = (begun + BATCH).min(count);
        refused += read_back(begun..end);
        begun = end;
    }
    say(&format!(
        "{count} labels, {refused} too long for their paper"
    ));
    assert!(refused * 20 <= count, "{refused} of {count} refused");
}

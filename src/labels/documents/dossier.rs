//! An order's history on paper, for a claim: its parcels, and everything that happened, with the proof.

use super::sheet::{Cell, Column, Foot, Sheet};
use super::slip::order_head;
use crate::domain::session::fact::Fact;
use crate::domain::units::Grams;
use crate::domain::worker::Language;
use crate::i18n;
use crate::labels::page::{Align, Area};
use crate::labels::picture::KeptPicture;
use crate::labels::typeface::{Paragraph, Weight, drawable};
use crate::labels::{DossierWords, LabelError};

/// One parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierParcel {
    /// The number on its label.
    pub tracking: String,
    /// The bench that packed it.
    pub bench: String,
    /// Its packaging.
    pub packaging: String,
    /// Its weight.
    pub gross: Grams,
    /// When it was closed, already written for the reader; empty while it is open.
    pub closed: String,
    /// Its label.
    pub label: DossierLabel,
}

/// What is kept of a parcel's label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DossierLabel {
    /// It never had one.
    None,
    /// As it was printed last.
    Kept {
        /// Counts the labels of the parcel, from 1.
        revision: u32,
        /// Its picture (PNG).
        picture: Vec<u8>,
        /// Those before it, which are void.
        void: Vec<u32>,
    },
    /// It lies at the bench that printed it.
    Elsewhere,
    /// Its bytes are not here: erased, lost with a disk, or it is owed still.
    Gone,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierRow {
    /// When, already written for the reader.
    pub at: String,
    /// Who.
    pub worker: String,
    /// At which bench.
    pub bench: String,
    /// The name of its kind, as in machine output.
    pub kind: String,
    /// The fact; `None` for one that this program does not know yet.
    pub fact: Option<Fact>,
    /// Its number in the bench's journal.
    pub number: u64,
    /// The beginning of its hash.
    pub hash: String,
}

/// An order's dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDossier {
    /// The order, as text and barcode.
    pub order: String,
    /// Its parcels.
    pub parcels: Vec<DossierParcel>,
    /// What happened, the oldest first.
    pub rows: Vec<DossierRow>,
    /// Date and time of printing, already written for the reader.
    pub printed: String,
}

/// The dossier as an A4 PDF. The same dossier gives the same bytes.
///
/// A letter that our faces do not have, in something that was scanned, is shown as a question mark: what happened can be
/// told all the same.
pub fn order_dossier(dossier: &OrderDossier, lang: Language) -> Result<Vec<u8>, LabelError> {
    let words = &DossierWords::of(lang);
    let printed = format!("{} {}", words.printed, dossier.printed);
    let foot = Foot {
        printed: &printed,
        page_word: &words.page,
    };
    let order = drawable(&dossier.order);
    let mut sheet = Sheet::new(&words.title, &order, foot)?;
    order_head(&mut sheet, &order, &words.order)?;
    sheet.text("parcels", &words.parcels, Weight::Bold, (48, 30))?;
    sheet.space(12);
    sheet.table(&parcel_columns(words), &parcel_rows(dossier, lang))?;
    sheet.space(50);
    labels(&mut sheet, dossier, words)?;
    sheet.text("rows", &words.happened, Weight::Bold, (48, 30))?;
    sheet.space(12);
    sheet.table(&row_columns(words), &rows(dossier, lang))?;
    sheet.space(40);
    let room = sheet.mm(120);
    sheet.make_room(room)?;
    sheet.text("proof", &words.proof, Weight::Regular, (30, 24))?;
    sheet.pdf()
}

/// Labels beside each other.
const ABREAST: usize = 3;

/// Room of one label, in tenths of a millimetre: between it and the next, for its words, and for its picture.
const BETWEEN: u32 = 60;
const WORDS: u32 = 125;
const TALLEST: u32 = 800;

/// The labels as they were printed, each under its number.
fn labels(
    sheet: &mut Sheet,
    dossier: &OrderDossier,
    words: &DossierWords,
) -> Result<(), LabelError> {
    let parcels = dossier.parcels.iter();
    let labelled: Vec<&DossierParcel> = parcels
        .filter(|parcel| parcel.label != DossierLabel::None)
        .collect();
    if labelled.is_empty() {
        return Ok(());
    }
    let room = sheet.mm(TALLEST + WORDS + 100);
    sheet.make_room(room)?;
    sheet.text("labels", &words.labels, Weight::Bold, (48, 30))?;
    sheet.space(15);
    for row in labelled.chunks(ABREAST) {
        let pictures: Vec<Option<KeptPicture>> = row.iter().map(|it| picture_of(it)).collect();
        let (between, beneath) = (sheet.mm(BETWEEN), sheet.mm(WORDS));
        let across = i32::try_from(ABREAST).unwrap_or(1);
        let width = (sheet.width() - (across - 1) * between) / across;
        let sizes: Vec<(i32, i32)> = pictures
            .iter()
            .map(|picture| fitted(picture.as_ref(), (width, sheet.mm(TALLEST))))
            .collect();
        let tallest = sizes.iter().map(|size| size.1).max().unwrap_or(0);
        sheet.make_room(tallest + beneath + between)?;
        let y = sheet.y();
        let mut x = sheet.left();
        for ((parcel, picture), size) in row.iter().zip(pictures).zip(sizes) {
            let place = Area {
                x,
                y,
                width,
                height: beneath,
            };
            label_words(sheet, place, parcel, picture.is_some(), words)?;
            if let Some(picture) = picture {
                let area = Area {
                    x,
                    y: y + beneath,
                    width: size.0,
                    height: size.1,
                };
                sheet.picture("labels.picture", area, picture);
            }
            x += width + between;
        }
        sheet.set_y(y + beneath + tallest + between);
    }
    Ok(())
}

fn picture_of(parcel: &DossierParcel) -> Option<KeptPicture> {
    match &parcel.label {
        DossierLabel::Kept { picture, .. } => KeptPicture::of(picture).ok(),
        DossierLabel::None | DossierLabel::Elsewhere | DossierLabel::Gone => None,
    }
}

/// As large as it goes into the room, in dots of the sheet.
fn fitted(picture: Option<&KeptPicture>, room: (i32, i32)) -> (i32, i32) {
    let Some(picture) = picture else {
        return (0, 0);
    };
    let (width, height) = (
        i64::from(picture.width.max(1)),
        i64::from(picture.height.max(1)),
    );
    let (wide, tall) = (i64::from(room.0), i64::from(room.1));
    let by_width = (wide, wide * height / width);
    let (across, down) = if by_width.1 <= tall {
        by_width
    } else {
        (tall * width / height, tall)
    };
    let dots = |length: i64| i32::try_from(length.max(1)).unwrap_or(1);
    (dots(across), dots(down))
}

/// Above a label: whose it is, which revision, which are void; or where it is.
fn label_words(
    sheet: &mut Sheet,
    place: Area,
    parcel: &DossierParcel,
    is_drawn: bool,
    words: &DossierWords,
) -> Result<(), LabelError> {
    let told = match &parcel.label {
        DossierLabel::None => String::new(),
        DossierLabel::Kept { revision, void, .. } => {
            let mut told = format!("{} {revision}", words.revision);
            if !void.is_empty() {
                let void: Vec<String> = void.iter().map(u32::to_string).collect();
                told = format!("{told}; {}: {}", words.void, void.join(", "));
            }
            if !is_drawn {
                told = format!("{told}. {}", words.not_drawn);
            }
            told
        }
        DossierLabel::Elsewhere => format!("{} {}", words.elsewhere, drawable(&parcel.bench)),
        DossierLabel::Gone => words.gone.clone(),
    };
    let sizes = |large: u32| (sheet.mm(large), sheet.mm(20));
    let tracking = unless_empty(&parcel.tracking);
    let block = [
        Paragraph::new("labels.tracking", &tracking, Weight::Bold, sizes(30))?,
        Paragraph::new("labels.revision", &told, Weight::Regular, sizes(27))?,
    ];
    sheet.set(place, &block, Align::Left)?;
    Ok(())
}

fn parcel_columns(words: &DossierWords) -> Vec<Column> {
    let column =
        |title: &str, field, width, align, weight| Column::new(title, field, width, align, weight);
    vec![
        column(
            &words.tracking,
            "parcels.tracking",
            620,
            Align::Left,
            Weight::Bold,
        ),
        column(
            &words.bench,
            "parcels.bench",
            380,
            Align::Left,
            Weight::Regular,
        ),
        column(
            &words.packaging,
            "parcels.packaging",
            280,
            Align::Left,
            Weight::Regular,
        ),
        column(
            &words.weight,
            "parcels.weight",
            230,
            Align::Right,
            Weight::Regular,
        ),
        column(
            &words.closed,
            "parcels.closed",
            330,
            Align::Right,
            Weight::Regular,
        ),
    ]
}

fn parcel_rows(dossier: &OrderDossier, lang: Language) -> Vec<Vec<Cell>> {
    let row = |it: &DossierParcel| {
        let weight = i18n::format::grams(lang, it.gross);
        [&it.tracking, &it.bench, &it.packaging, &weight, &it.closed]
            .map(|text| Cell::Text(unless_empty(text)))
            .to_vec()
    };
    dossier.parcels.iter().map(row).collect()
}

fn row_columns(words: &DossierWords) -> Vec<Column> {
    let column = |title: &str, field, width, weight| {
        Column::new(title, field, width, Align::Left, weight).sized(28)
    };
    vec![
        column(&words.at, "rows.at", 330, Weight::Regular),
        column(&words.who, "rows.worker", 370, Weight::Regular),
        column(&words.what, "rows.what", 810, Weight::Bold),
        column(&words.entry, "rows.number", 330, Weight::Regular),
    ]
}

fn rows(dossier: &OrderDossier, lang: Language) -> Vec<Vec<Cell>> {
    let row = |it: &DossierRow| {
        let what = drawable(&i18n::fact_name(lang, &it.kind));
        let detail = it.fact.as_ref();
        let detail = detail.map_or_else(String::new, |fact| i18n::fact_detail(lang, fact));
        let what = if detail.is_empty() {
            Cell::Text(what)
        } else {
            Cell::Double(what, drawable(&detail))
        };
        vec![
            Cell::Text(drawable(&it.at)),
            Cell::Double(unless_empty(&it.worker), drawable(&it.bench)),
            what,
            Cell::Double(it.number.to_string(), it.hash.clone()),
        ]
    };
    dossier.rows.iter().map(row).collect()
}

fn unless_empty(text: &str) -> String {
    if text.is_empty() {
        "\u{2013}".to_owned()
    } else {
        drawable(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::fact::Proof;

    fn dossier(detail: &str, count: usize) -> OrderDossier {
        let row = DossierRow {
            at: "23.11.2026 10:15:07".to_owned(),
            worker: "W-001 Ania".to_owned(),
            bench: "bench-1".to_owned(),
            kind: "UnitsPacked".to_owned(),
            fact: Some(Fact::UnitsPacked {
                order: "ZAM-1001".into(),
                parcel: 1,
                sku: detail.into(),
                takes: vec![],
                proof: Proof::Scanned {
                    code: detail.to_owned(),
                },
            }),
            number: 17,
            hash: "0123456789abcdef".to_owned(),
        };
        OrderDossier {
            order: "ZAM-1001".to_owned(),
            parcels: vec![],
            rows: vec![row; count],
            printed: "2026-11-23 10:20".to_owned(),
        }
    }

    #[test]
    fn a_letter_that_nobody_can_draw_hides_nothing() {
        assert_eq!(drawable("Żółw \u{1f980} 5"), "Żółw ? 5");
        order_dossier(&dossier("\u{1f980}漢字", 1), Language::Pl).unwrap();
        order_dossier(&dossier("\0\u{1b}[2J\t5", 1), Language::Pl).unwrap();
    }

    #[test]
    fn a_long_history_goes_over_many_pages_and_the_same_one_has_the_same_bytes() {
        let long = dossier(&"5901234123457 · ".repeat(11), 400);
        let bytes = order_dossier(&long, Language::En).unwrap();
        assert_eq!(bytes, order_dossier(&long, Language::En).unwrap());
        let few = order_dossier(&dossier("", 1), Language::En).unwrap();
        assert!(bytes.len() > few.len() * 2, "{} {}", bytes.len(), few.len());
    }
}

//! The list that goes with a driver: every parcel by its number, and room for two signatures.

use serde::{Deserialize, Serialize};

use super::pdf;
use super::sheet::{Cell, Column, Foot, Sheet};
use super::slip::order_head;
use crate::domain::units::Grams;
use crate::domain::worker::Language;
use crate::i18n;
use crate::labels::page::{Align, Area};
use crate::labels::typeface::{Paragraph, Weight};
use crate::labels::{HandOverWords, LabelError};

/// One parcel of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverRow {
    /// The number on its label.
    pub tracking: String,
    /// Its order, with the parcel's number where there are several; empty where it is not known.
    pub order: String,
    /// Where it goes: locker, or postcode and city; empty where it is not known.
    pub destination: String,
    /// Gross weight, where it is known.
    pub gross: Option<Grams>,
}

/// A carrier's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverList {
    /// Its number, as text and barcode.
    pub number: String,
    /// The carrier, as the settings name it.
    pub carrier: String,
    /// The shop, in one line.
    pub sender: String,
    /// When it was closed, already written for the reader; empty while it is filled.
    pub closed: String,
    /// The parcels in the order in which they were scanned.
    pub rows: Vec<HandOverRow>,
    /// Date and time of printing, already written for the reader.
    pub printed: String,
}

/// The list as an A4 PDF. The same list gives the same bytes.
pub fn hand_over_list(list: &HandOverList, lang: Language) -> Result<Vec<u8>, LabelError> {
    let words = &HandOverWords::of(lang);
    let title = format!("{}: {}", words.title, i18n::carrier(lang, &list.carrier));
    let printed = format!("{} {}", words.printed, list.printed);
    let mut sheet = Sheet::new(
        &title,
        &list.number,
        Foot {
            printed: &printed,
            page_word: &words.page,
        },
    )?;
    order_head(&mut sheet, &list.number, &words.number)?;
    let sizes = (38, 28);
    sheet.text(
        "sender",
        &format!("{}: {}", words.sender, list.sender),
        Weight::Regular,
        sizes,
    )?;
    if !list.closed.is_empty() {
        let closed = format!("{}: {}", words.closed, list.closed);
        sheet.text("closed", &closed, Weight::Regular, sizes)?;
    }
    sheet.text("rows.total", &total(list, words), Weight::Bold, (48, 30))?;
    sheet.space(25);
    sheet.table(&columns(words), &rows(list, words))?;
    signatures(&mut sheet, words)?;
    pdf::write(&sheet.finish()?)
}

fn total(list: &HandOverList, words: &HandOverWords) -> String {
    let known: i64 = list
        .rows
        .iter()
        .filter_map(|row| row.gross)
        .map(|gross| gross.0)
        .sum();
    let parcels = list.rows.len();
    format!(
        "{}: {parcels}  ·  {}: {}",
        words.parcels,
        words.weight,
        kilograms(Grams(known), words.decimal_mark)
    )
}

fn kilograms(mass: Grams, mark: char) -> String {
    format!("{}{mark}{:03} kg", mass.0 / 1_000, mass.0 % 1_000)
}

fn columns(words: &HandOverWords) -> Vec<Column> {
    vec![
        Column::new(&words.row, "rows", 110, Align::Right, Weight::Regular),
        Column::new(
            &words.tracking,
            "rows.tracking",
            590,
            Align::Left,
            Weight::Bold,
        ),
        Column::new(
            &words.order,
            "rows.order",
            420,
            Align::Left,
            Weight::Regular,
        ),
        Column::new(
            &words.destination,
            "rows.destination",
            490,
            Align::Left,
            Weight::Regular,
        ),
        Column::new(
            &words.weight,
            "rows.gross",
            230,
            Align::Right,
            Weight::Regular,
        ),
    ]
}

fn rows(list: &HandOverList, words: &HandOverWords) -> Vec<Vec<Cell>> {
    let unless_empty = |text: &str| {
        Cell::Text(if text.is_empty() {
            "\u{2013}".to_owned()
        } else {
            text.to_owned()
        })
    };
    list.rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let gross = row.gross.map(|mass| kilograms(mass, words.decimal_mark));
            vec![
                Cell::Text((at + 1).to_string()),
                Cell::Text(row.tracking.clone()),
                unless_empty(&row.order),
                unless_empty(&row.destination),
                unless_empty(&gross.unwrap_or_default()),
            ]
        })
        .collect()
}

/// Two lines to sign on, never apart from each other.
fn signatures(sheet: &mut Sheet, words: &HandOverWords) -> Result<(), LabelError> {
    let height = sheet.mm(420);
    sheet.make_room(height)?;
    sheet.space(280);
    let (y, gap) = (sheet.y(), sheet.mm(120));
    let half = (sheet.width() - gap) / 2;
    let pen = sheet.mm(5).max(1);
    for (at, caption) in [(0, &words.handed_by), (1, &words.taken_by)] {
        let x = sheet.left() + at * (half + gap);
        sheet.page().fill(x, y, half, pen);
        let paragraph = Paragraph::new(
            "words.signature",
            caption,
            Weight::Regular,
            (sheet.mm(30), sheet.mm(22)),
        )?;
        let below = Area {
            x,
            y: y + sheet.mm(12),
            width: half,
            height: sheet.mm(100),
        };
        sheet.set(below, &[paragraph], Align::Left)?;
    }
    sheet.set_y(y + sheet.mm(120));
    Ok(())
}

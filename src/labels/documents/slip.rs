//! The packing slip that lies in the parcel: what was ordered, what is inside, what is missing.
//!
//! It holds no prices, because a gift is opened by somebody else than the payer.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{OrderNo, Sku};
use crate::domain::units::Grams;
use crate::labels::code128;
use crate::labels::label::kilograms;
use crate::labels::page::{Align, Area, ModuleRange, Stand};
use crate::labels::typeface::{Paragraph, Weight};
use crate::labels::{Address, DocumentWords, LabelError};

use super::packed_box::{self, BoxPicture};
use super::pdf;
use super::sheet::{Cell, Column, Foot, Sheet};

/// Module of the order number's barcode on paper.
pub(super) const PAPER_MODULE: ModuleRange = ModuleRange {
    wanted_um: 338,
    least_um: 250,
};

/// Articles named in one paragraph of a parcel's contents; it always fits a page.
const CONTENTS_A_PARAGRAPH: usize = 24;

/// One line of the order as it was packed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipLine {
    /// Our article number.
    pub sku: Sku,
    /// Name of the article.
    pub name: String,
    /// Units ordered.
    pub ordered: u32,
    /// Units in the parcels.
    pub packed: u32,
    /// Units missing.
    pub short: u32,
}

/// What lies in one parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedParcel {
    /// Which parcel of the order, counted from 1.
    pub index: u32,
    /// The number on its label.
    pub tracking: String,
    /// Weight of the closed parcel.
    pub gross: Grams,
    /// Articles and units inside.
    pub contents: Vec<(Sku, u32)>,
    /// Where each unit stands, where places were found for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<BoxPicture>,
}

/// All that a packing slip says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackingSlip {
    /// The order's number, as text and barcode.
    pub order_no: OrderNo,
    /// The shop.
    pub sender: Address,
    /// The customer.
    pub recipient: Address,
    /// Lines of the order.
    pub lines: Vec<SlipLine>,
    /// What lies where; may be empty for an order of one parcel.
    pub parcels: Vec<PackedParcel>,
    /// Remarks to the customer.
    pub notes: Vec<String>,
    /// Date and time of printing, already written for the reader.
    pub printed: String,
}

/// The packing slip as an A4 PDF.
pub fn packing_slip(slip: &PackingSlip, words: &DocumentWords) -> Result<Vec<u8>, LabelError> {
    let printed = format!("{} {}", words.printed, slip.printed);
    let mut sheet = Sheet::new(
        &words.packing_slip,
        slip.order_no.as_str(),
        Foot {
            printed: &printed,
            page_word: &words.page,
        },
    )?;
    order_head(&mut sheet, slip.order_no.as_str(), &words.order)?;
    addresses(&mut sheet, slip, words)?;

    let columns = [
        Column::new(&words.sku, "lines.sku", 380, Align::Left, Weight::Bold),
        Column::new(&words.name, "lines.name", 830, Align::Left, Weight::Regular),
        Column::new(
            &words.ordered,
            "lines.ordered",
            225,
            Align::Right,
            Weight::Regular,
        ),
        Column::new(
            &words.packed,
            "lines.packed",
            225,
            Align::Right,
            Weight::Bold,
        ),
        Column::new(&words.short, "lines.short", 180, Align::Right, Weight::Bold),
    ];
    let rows: Vec<Vec<Cell>> = slip
        .lines
        .iter()
        .map(|line| {
            // A zero that jumps to the eye on every line would hide the one that matters.
            let short = if line.short == 0 {
                "\u{2013}".to_owned()
            } else {
                line.short.to_string()
            };
            vec![
                Cell::Text(line.sku.to_string()),
                Cell::Text(line.name.clone()),
                Cell::Text(line.ordered.to_string()),
                Cell::Text(line.packed.to_string()),
                Cell::Text(short),
            ]
        })
        .collect();
    sheet.table(&columns, &rows)?;
    parcels(&mut sheet, slip, words)?;
    for note in &slip.notes {
        sheet.space(30);
        sheet.make_room(sheet.mm(200))?;
        sheet.text("notes", note, Weight::Regular, (36, 30))?;
    }
    pdf::write(&sheet.finish()?)
}

/// Order number big at the left, its barcode at the right.
pub(super) fn order_head(sheet: &mut Sheet, order: &str, word: &str) -> Result<(), LabelError> {
    let symbol = code128::encode("order_no", order)?;
    let (y, height) = (sheet.y(), sheet.mm(150));
    let half = sheet.width() / 2;
    let left = Area {
        x: sheet.left(),
        y,
        width: half - sheet.mm(40),
        height,
    };
    let caption = Paragraph::new(
        "words.order",
        word,
        Weight::Regular,
        (sheet.mm(30), sheet.mm(20)),
    )?;
    let number = Paragraph::new(
        "order_no",
        &code128::readable(order),
        Weight::Bold,
        (sheet.mm(75), sheet.mm(30)),
    )?;
    sheet.set(left, &[caption, number], Align::Left)?;
    // The quiet zone may lie in the page's margin, which is as white.
    let edge = sheet.left() + sheet.width();
    let right = Area {
        x: sheet.left() + half,
        y,
        width: half + sheet.mm(60),
        height: sheet.mm(120),
    };
    sheet
        .page()
        .barcode("order_no", &symbol, right, PAPER_MODULE, Stand::To(edge))?;
    sheet.set_y(y + height);
    sheet.space(20);
    Ok(())
}

fn addresses(
    sheet: &mut Sheet,
    slip: &PackingSlip,
    words: &DocumentWords,
) -> Result<(), LabelError> {
    let (y, half, height) = (sheet.y(), sheet.width() / 2, sheet.mm(420));
    let mut lowest = y;
    let sides = [
        (
            0,
            &words.sender,
            &slip.sender,
            ["words.sender", "sender.name", "sender.lines"],
        ),
        (
            half,
            &words.recipient,
            &slip.recipient,
            ["words.recipient", "recipient.name", "recipient.lines"],
        ),
    ];
    for (shift, word, address, fields) in sides {
        let area = Area {
            x: sheet.left() + shift,
            y,
            width: half - sheet.mm(60),
            height,
        };
        let block = address_block(sheet, word, address, fields)?;
        lowest = lowest.max(y + sheet.set(area, &block, Align::Left)?.height);
    }
    sheet.set_y(lowest);
    sheet.space(50);
    Ok(())
}

pub(super) fn address_block(
    sheet: &Sheet,
    word: &str,
    address: &Address,
    fields: [&'static str; 3],
) -> Result<Vec<Paragraph>, LabelError> {
    let sizes = |largest: u32, floor: u32| (sheet.mm(largest), sheet.mm(floor));
    let mut block = vec![
        Paragraph::new(fields[0], &word.to_uppercase(), Weight::Bold, sizes(25, 18))?,
        Paragraph::new(fields[1], &address.name, Weight::Bold, sizes(42, 28))?,
    ];
    let town = format!("{} {}", address.postcode, address.city);
    let lines = address
        .company
        .iter()
        .chain(&address.lines)
        .chain([&town, &address.country]);
    for line in lines {
        block.push(Paragraph::new(
            fields[2],
            line,
            Weight::Regular,
            sizes(38, 28),
        )?);
    }
    Ok(block)
}

fn parcels(sheet: &mut Sheet, slip: &PackingSlip, words: &DocumentWords) -> Result<(), LabelError> {
    for parcel in &slip.parcels {
        sheet.space(40);
        sheet.make_room(sheet.mm(300))?;
        let mass = kilograms(parcel.gross, words.decimal_mark);
        let count = slip.parcels.len();
        let head = format!(
            "{} {}/{count}  ·  {mass} kg  ·  {}",
            words.parcel, parcel.index, parcel.tracking
        );
        sheet.text("parcels.tracking", &head, Weight::Bold, (38, 26))?;
        let inside: Vec<String> = parcel
            .contents
            .iter()
            .map(|(sku, units)| format!("{sku}\u{a0}×\u{a0}{units}"))
            .collect();
        for some in inside.chunks(CONTENTS_A_PARAGRAPH) {
            sheet.make_room(sheet.mm(150))?;
            sheet.text(
                "parcels.contents",
                &some.join(",  "),
                Weight::Regular,
                (32, 32),
            )?;
        }
        if let Some(picture) = &parcel.picture {
            packed_box::set(sheet, picture, words)?;
        }
    }
    Ok(())
}

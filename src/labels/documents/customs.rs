//! The customs declaration of one parcel: what is inside, what it weighs and is worth, and where it was made.

use serde::{Deserialize, Serialize};

use crate::domain::ids::OrderNo;
use crate::domain::units::{Grams, Minor};
use crate::labels::label::kilograms;
use crate::labels::page::{Align, Area};
use crate::labels::typeface::{Paragraph, Weight};
use crate::labels::{Address, CustomsWords, LabelError};

use super::pdf;
use super::sheet::{Cell, Column, Foot, Sheet};
use super::slip::{address_block, order_head};

/// One product inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclaredGoods {
    /// What it is, in English.
    pub description: String,
    /// Its number in the Harmonized System.
    pub hs_code: String,
    /// ISO code of the country where it was made.
    pub origin: String,
    /// Units inside.
    pub quantity: u32,
    /// What they weigh together; `None` where nobody has weighed one.
    pub net: Option<Grams>,
    /// What they are worth together.
    pub value: Minor,
}

/// All that a declaration says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomsDeclaration {
    /// The order's number, as text and barcode.
    pub order_no: OrderNo,
    /// Which parcel of the order, counted from 1.
    pub parcel: u32,
    /// The number on its label.
    pub tracking: String,
    /// The shop.
    pub sender: Address,
    /// Its EORI number.
    pub eori: String,
    /// The customer.
    pub recipient: Address,
    /// What is inside.
    pub goods: Vec<DeclaredGoods>,
    /// ISO 4217 code of the values.
    pub currency: String,
    /// Weight of the closed parcel.
    pub gross: Grams,
}

/// The declaration as an A4 PDF.
pub fn customs_declaration(
    told: &CustomsDeclaration,
    words: &CustomsWords,
) -> Result<Vec<u8>, LabelError> {
    let mut sheet = Sheet::new(
        &words.title,
        told.order_no.as_str(),
        Foot {
            printed: &words.form,
            page_word: &words.page,
        },
    )?;
    order_head(&mut sheet, told.order_no.as_str(), &words.order)?;
    addresses(&mut sheet, told, words)?;
    let mass = kilograms(told.gross, words.decimal_mark);
    let head = format!(
        "{} {}  ·  {}  ·  {} {mass} kg",
        words.parcel, told.parcel, told.tracking, words.gross
    );
    sheet.text("tracking", &head, Weight::Bold, (38, 26))?;
    sheet.text("words.category", &words.category, Weight::Regular, (36, 30))?;
    sheet.space(30);
    sheet.table(&columns(told, words), &rows(told, words))?;
    certificate(&mut sheet, words)?;
    pdf::write(&sheet.finish()?)
}

fn addresses(
    sheet: &mut Sheet,
    told: &CustomsDeclaration,
    words: &CustomsWords,
) -> Result<(), LabelError> {
    let (y, half, height) = (sheet.y(), sheet.width() / 2, sheet.mm(420));
    let mut from = address_block(
        sheet,
        &words.sender,
        &told.sender,
        ["words.sender", "sender.name", "sender.lines"],
    )?;
    from.push(Paragraph::new(
        "sender.eori",
        &format!("{} {}", words.eori, told.eori),
        Weight::Bold,
        (sheet.mm(38), sheet.mm(28)),
    )?);
    let to = address_block(
        sheet,
        &words.recipient,
        &told.recipient,
        ["words.recipient", "recipient.name", "recipient.lines"],
    )?;
    let mut lowest = y;
    for (shift, block) in [(0, from), (half, to)] {
        let area = Area {
            x: sheet.left() + shift,
            y,
            width: half - sheet.mm(60),
            height,
        };
        lowest = lowest.max(y + sheet.set(area, &block, Align::Left)?.height);
    }
    sheet.set_y(lowest);
    sheet.space(50);
    Ok(())
}

fn columns(told: &CustomsDeclaration, words: &CustomsWords) -> [Column; 6] {
    let value = format!("{} {}", words.value, told.currency);
    let number =
        |title: &str, field, width| Column::new(title, field, width, Align::Right, Weight::Regular);
    [
        Column::new(
            &words.description,
            "customs",
            720,
            Align::Left,
            Weight::Bold,
        ),
        Column::new(&words.hs_code, "hs_code", 280, Align::Left, Weight::Regular),
        Column::new(&words.origin, "origin", 170, Align::Left, Weight::Regular),
        number(&words.quantity, "customs", 200),
        number(&words.net, "customs", 200),
        number(&value, "unit_value", 270),
    ]
}

fn rows(told: &CustomsDeclaration, words: &CustomsWords) -> Vec<Vec<Cell>> {
    let mark = words.decimal_mark;
    let mass = |net: Option<Grams>| {
        net.map_or_else(|| "\u{2013}".to_owned(), |net| to_the_gram(net, mark))
    };
    let row = |cells: [String; 6]| cells.into_iter().map(Cell::Text).collect();
    let mut rows: Vec<Vec<Cell>> = told
        .goods
        .iter()
        .map(|goods| {
            row([
                goods.description.clone(),
                goods.hs_code.clone(),
                goods.origin.clone(),
                goods.quantity.to_string(),
                mass(goods.net),
                money(goods.value, mark),
            ])
        })
        .collect();
    let units = told.goods.iter().map(|goods| goods.quantity);
    let units = units.fold(0_u32, u32::saturating_add);
    let net: Option<Grams> = told.goods.iter().map(|goods| goods.net).sum();
    let value = told.goods.iter().map(|goods| goods.value.0).sum();
    rows.push(row([
        words.total.clone(),
        String::new(),
        String::new(),
        units.to_string(),
        mass(net),
        money(Minor(value), mark),
    ]));
    rows
}

/// Kilograms to the gram: a sheet of stickers weighs less than the hundredth that a label shows.
fn to_the_gram(mass: Grams, mark: char) -> String {
    let grams = mass.0.unsigned_abs();
    format!("{}{mark}{:03}", grams / 1_000, grams % 1_000)
}

/// An amount with two decimals.
fn money(amount: Minor, mark: char) -> String {
    let size = amount.0.unsigned_abs();
    let minus = if amount.0 < 0 { "-" } else { "" };
    format!("{minus}{}{mark}{:02}", size / 100, size % 100)
}

/// What the sender certifies, and a line to sign on.
fn certificate(sheet: &mut Sheet, words: &CustomsWords) -> Result<(), LabelError> {
    sheet.space(60);
    sheet.make_room(sheet.mm(700))?;
    sheet.text(
        "words.certificate",
        &words.certificate,
        Weight::Regular,
        (32, 28),
    )?;
    sheet.space(280);
    let (x, y, half, pen) = (
        sheet.left(),
        sheet.y(),
        sheet.width() / 2,
        sheet.mm(5).max(1),
    );
    sheet.page().fill(x, y, half, pen);
    sheet.space(12);
    sheet.text(
        "words.signature",
        &words.signature,
        Weight::Regular,
        (30, 22),
    )
}

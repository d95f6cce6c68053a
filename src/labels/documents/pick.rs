//! Pick lists on paper: for one order, and for a whole trolley with one column a position.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{OrderNo, Sku};
use crate::labels::page::Align;
use crate::labels::typeface::Weight;
use crate::labels::{DocumentWords, LabelError};

use super::pdf;
use super::sheet::{Cell, Column, Foot, Sheet};
use super::slip::order_head;

/// One thing to take, in walking order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickRow {
    /// Aisle, shelf and bin as they are written on the rack.
    pub location: String,
    /// Our article number.
    pub sku: Sku,
    /// Name of the article.
    pub name: String,
    /// Units to take.
    pub quantity: u32,
    /// Where to look next when this bin is short.
    pub look_next: Option<String>,
    /// Products that it is not to be confused with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lookalikes: Vec<String>,
}

/// The pick list of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickList {
    /// The order's number, as text and barcode.
    pub order_no: OrderNo,
    /// Carrier, cut-off, tote: whatever the picker should know, in one line.
    pub remark: String,
    /// What to take, already in walking order.
    pub rows: Vec<PickRow>,
    /// Date and time of printing, already written for the reader.
    pub printed: String,
}

/// One stop of a trolley: one article, and how many of it go to which position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrolleyRow {
    /// Aisle, shelf and bin as they are written on the rack.
    pub location: String,
    /// Our article number.
    pub sku: Sku,
    /// Name of the article.
    pub name: String,
    /// Units for each position, in the order of [`TrolleyList::positions`]; zero where none goes.
    pub quantities: Vec<u32>,
    /// Where to look next when this bin is short.
    pub look_next: Option<String>,
    /// Products that it is not to be confused with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lookalikes: Vec<String>,
}

/// The pick list of several orders collected in one walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrolleyList {
    /// Name or number of the trolley.
    pub trolley: String,
    /// Position on the trolley and the order that goes there.
    pub positions: Vec<(String, OrderNo)>,
    /// What to take, already in walking order.
    pub rows: Vec<TrolleyRow>,
    /// Date and time of printing, already written for the reader.
    pub printed: String,
}

/// Name of the article, and below it what it is not to be confused with, and where to look next.
fn name_cell(
    name: &str,
    lookalikes: &[String],
    look_next: Option<&String>,
    words: &DocumentWords,
) -> Cell {
    let alike = lookalikes.join(", ");
    let alike = (!alike.is_empty()).then(|| format!("{} {alike}", words.not_to_confuse));
    let next = look_next.map(|next| format!("{} {next}", words.look_next));
    let below: Vec<String> = alike.into_iter().chain(next).collect();
    if below.is_empty() {
        return Cell::Text(name.to_owned());
    }
    Cell::Double(name.to_owned(), below.join(" · "))
}

/// The pick list of one order as an A4 PDF.
pub fn pick_list(list: &PickList, words: &DocumentWords) -> Result<Vec<u8>, LabelError> {
    let printed = format!("{} {}", words.printed, list.printed);
    let mut sheet = Sheet::new(
        &words.pick_list,
        list.order_no.as_str(),
        Foot {
            printed: &printed,
            page_word: &words.page,
        },
    )?;
    order_head(&mut sheet, list.order_no.as_str(), &words.order)?;
    if !list.remark.trim().is_empty() {
        sheet.text("remark", &list.remark, Weight::Regular, (38, 28))?;
        sheet.space(25);
    }
    let columns = [
        Column::new(
            &words.location,
            "rows.location",
            300,
            Align::Left,
            Weight::Bold,
        )
        .sized(48),
        Column::new(&words.sku, "rows.sku", 350, Align::Left, Weight::Bold),
        Column::new(&words.name, "rows.name", 850, Align::Left, Weight::Regular),
        Column::new(
            &words.quantity,
            "rows.quantity",
            180,
            Align::Right,
            Weight::Bold,
        )
        .sized(55),
        Column::new(
            &words.done,
            "rows.done",
            160,
            Align::Centre,
            Weight::Regular,
        ),
    ];
    let rows: Vec<Vec<Cell>> = list
        .rows
        .iter()
        .map(|row| {
            vec![
                Cell::Text(row.location.clone()),
                Cell::Text(row.sku.to_string()),
                name_cell(&row.name, &row.lookalikes, row.look_next.as_ref(), words),
                Cell::Text(row.quantity.to_string()),
                Cell::Box,
            ]
        })
        .collect();
    sheet.table(&columns, &rows)?;
    let total: u64 = list.rows.iter().map(|row| u64::from(row.quantity)).sum();
    sheet.space(25);
    sheet.make_room(sheet.mm(80))?;
    sheet.text(
        "rows.total",
        &format!("{}: {total}", words.total),
        Weight::Bold,
        (42, 30),
    )?;
    pdf::write(&sheet.finish()?)
}

/// Most positions that fit beside each other with readable numbers.
const POSITIONS_MAX: usize = 12;

/// The pick list of a trolley as an A4 PDF: one column a position, a dot where nothing goes.
pub fn trolley_list(list: &TrolleyList, words: &DocumentWords) -> Result<Vec<u8>, LabelError> {
    if list.positions.is_empty() {
        return Err(LabelError::Missing { field: "positions" });
    }
    let wrong_width = list
        .rows
        .iter()
        .any(|row| row.quantities.len() != list.positions.len());
    if list.positions.len() > POSITIONS_MAX || wrong_width {
        return Err(LabelError::DoesNotFit { field: "positions" });
    }
    let printed = format!("{} {}", words.printed, list.printed);
    let title = format!("{} {}", words.trolley, list.trolley);
    let mut sheet = Sheet::new(
        &title,
        "",
        Foot {
            printed: &printed,
            page_word: &words.page,
        },
    )?;
    legend(&mut sheet, list, words)?;

    let count = u32::try_from(list.positions.len()).unwrap_or(u32::MAX);
    let each = (960 / count).clamp(80, 160);
    let name_width = 1840 - 260 - 120 - each * count;
    let mut columns = vec![
        Column::new(
            &words.location,
            "rows.location",
            260,
            Align::Left,
            Weight::Bold,
        )
        .sized(42),
        Column::new(
            &words.name,
            "rows.name",
            name_width,
            Align::Left,
            Weight::Regular,
        )
        .sized(30),
    ];
    for (position, _) in &list.positions {
        columns
            .push(Column::new(position, "positions", each, Align::Centre, Weight::Bold).sized(46));
    }
    columns.push(Column::new(
        &words.total,
        "rows.total",
        120,
        Align::Right,
        Weight::Regular,
    ));
    let rows: Vec<Vec<Cell>> = list
        .rows
        .iter()
        .map(|row| trolley_cells(row, words))
        .collect();
    sheet.table(&columns, &rows)?;
    pdf::write(&sheet.finish()?)
}

fn trolley_cells(row: &TrolleyRow, words: &DocumentWords) -> Vec<Cell> {
    let name = format!("{} {}", row.sku, row.name);
    let mut cells = vec![
        Cell::Text(row.location.clone()),
        name_cell(&name, &row.lookalikes, row.look_next.as_ref(), words),
    ];
    cells.extend(row.quantities.iter().map(|units| {
        Cell::Text(if *units == 0 {
            "·".to_owned()
        } else {
            units.to_string()
        })
    }));
    let total: u64 = row.quantities.iter().map(|units| u64::from(*units)).sum();
    cells.push(Cell::Text(total.to_string()));
    cells
}

/// Which order goes to which position, three of them beside each other.
fn legend(sheet: &mut Sheet, list: &TrolleyList, words: &DocumentWords) -> Result<(), LabelError> {
    let pair = [
        Column::new(&words.position, "positions", 150, Align::Left, Weight::Bold).sized(42),
        Column::new(&words.order, "order_no", 463, Align::Left, Weight::Regular).sized(36),
    ];
    let columns: Vec<Column> = pair.iter().cycle().take(6).cloned().collect();
    let rows: Vec<Vec<Cell>> = list
        .positions
        .chunks(3)
        .map(|three| {
            let cells = |(position, order): &(String, OrderNo)| {
                [Cell::Text(position.clone()), Cell::Text(order.to_string())]
            };
            three.iter().flat_map(cells).collect()
        })
        .collect();
    sheet.table(&columns, &rows)?;
    sheet.space(60);
    Ok(())
}

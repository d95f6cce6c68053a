//! Tables as a workbook: numbers are numbers, moments are moments of the warehouse's clock, texts are never formulas.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use thiserror::Error;

use crate::domain::table::{Cell, Part, Table};
use crate::labels::documents::MadeAt;

/// A workbook that could not be made: too many rows, or a text that is too long for a cell.
#[derive(Debug, Error)]
#[error("the table does not go into a workbook")]
pub struct WorkbookError(#[from] XlsxError);

/// Widest column, in characters: a list of orders is read in its own line.
const WIDEST: u16 = 48;

/// Each table on a sheet of its own; its first row stays in sight, and each column can be filtered.
pub(super) fn workbook(parts: &[Part], made: MadeAt) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_timestamp(made.at.timestamp())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for part in parts {
        let sheet = book.add_worksheet();
        if !part.name.is_empty() {
            sheet.set_name(part.name)?;
        }
        fill(sheet, &part.table, made)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, table: &Table, made: MadeAt) -> Result<(), WorkbookError> {
    let head = Format::new().set_bold();
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let columns = table.columns.iter().copied();
    for (column, name) in (0_u16..).zip(columns) {
        sheet.write_with_format(0, column, name, &head)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    sheet.write_string(row, column, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(row, column, exact(*number))?;
                }
                Cell::Moment(at) => {
                    let local = at.with_timezone(&made.zone).naive_local();
                    sheet.write_datetime_with_format(row, column, local, &moment)?;
                }
            }
        }
    }
    let last = (
        u32::try_from(table.rows.len()).unwrap_or(u32::MAX),
        u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX),
    );
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last.0, last.1)?;
    for column in 0..=last.1 {
        sheet.set_column_width(column, width(table, column))?;
    }
    Ok(())
}

/// Workbooks know no other numbers.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts, grams and minor units lie far below 2^53, where whole numbers are exact"
)]
fn exact(number: i64) -> f64 {
    number as f64
}

/// Characters of the widest cell, with room for the filter's arrow.
fn width(table: &Table, column: u16) -> u16 {
    let at = usize::from(column);
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    let widths = cells.map(|cell| match cell {
        Cell::Moment(_) => "2026-11-23 10:00".len(),
        other => other.plain().chars().count(),
    });
    let name = table.columns.get(at).map_or(0, |name| name.len() + 2);
    let widest = widths.chain([name]).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(WIDEST).min(WIDEST) + 1
}

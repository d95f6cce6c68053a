//! The numbers of a report that are read at a glance: tiles, four in a row, each with what it was before.

use super::columns::PaperColumn;
use super::sheet::Sheet;
use super::widths::SMALLEST;
use crate::domain::worker::Language;
use crate::i18n::{ReportWord, report_word};
use crate::labels::LabelError;
use crate::labels::page::{Align, Area};
use crate::labels::typeface::{Paragraph, Weight};

/// The part that is drawn as tiles, each a number with its name over it.
pub(super) const TILES: &str = "totals";

/// Tiles beside each other.
const TILES_IN_A_ROW: i32 = 4;

/// Numbers that are read at a glance, four in a row, each with what it was before.
pub(super) fn tiles(
    sheet: &mut Sheet,
    columns: &[PaperColumn],
    lang: Language,
) -> Result<(), LabelError> {
    let column = |name: &str| columns.iter().find(|column| column.name == name);
    let cell = |name: &str, at: usize| {
        let cells = column(name).map(|column| &column.cells);
        cells
            .and_then(|cells| cells.get(at))
            .map_or("", String::as_str)
    };
    let count = columns.first().map_or(0, |column| column.cells.len());
    let (gap, height) = (sheet.mm(30), sheet.mm(185));
    let width = (sheet.width() - gap * (TILES_IN_A_ROW - 1)) / TILES_IN_A_ROW;
    for at in 0..count {
        let place = i32::try_from(at).unwrap_or(0) % TILES_IN_A_ROW;
        if place == 0 {
            sheet.make_room(height + gap)?;
        }
        let (x, y) = (sheet.left() + place * (width + gap), sheet.y());
        let value = match cell("value", at) {
            "" => "\u{2013}",
            value => value,
        };
        let before = match cell("before", at) {
            "" => String::new(),
            before => report_word(
                lang,
                ReportWord::Before {
                    value: before.to_owned(),
                },
            ),
        };
        tile(
            sheet,
            Area {
                x,
                y,
                width,
                height,
            },
            [cell("figure", at), value, &before],
        )?;
        if place == TILES_IN_A_ROW - 1 || at + 1 == count {
            sheet.set_y(y + height + gap);
        }
    }
    Ok(())
}

/// One tile: its name, its number, and below it what it was.
fn tile(sheet: &mut Sheet, area: Area, texts: [&str; 3]) -> Result<(), LabelError> {
    let rule = sheet.mm(5).max(1);
    sheet.page().fill(area.x, area.y, area.width, rule);
    let [name, value, before] = texts;
    set_line(
        sheet,
        area,
        (12, 40),
        (name, Weight::Regular, (28, SMALLEST)),
    )?;
    set_line(sheet, area, (52, 95), (value, Weight::Bold, (75, 40)))?;
    set_line(
        sheet,
        area,
        (148, 37),
        (before, Weight::Regular, (27, SMALLEST)),
    )
}

/// One text of a tile, so far below its top and so high; with its largest and smallest size.
fn set_line(
    sheet: &mut Sheet,
    area: Area,
    (top, high): (u32, u32),
    (text, weight, sizes): (&str, Weight, (u32, u32)),
) -> Result<(), LabelError> {
    let sizes = (sheet.mm(sizes.0), sheet.mm(sizes.1));
    let block = Paragraph::new("tile", text, weight, sizes)?;
    let place = Area {
        y: area.y + sheet.mm(top),
        height: sheet.mm(high),
        ..area
    };
    sheet.set(place, &[block], Align::Left)?;
    Ok(())
}

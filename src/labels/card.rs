//! Labels that stay in the warehouse: one code large enough for a gloved hand, the word for it, and what it is for.
//!
//! Locations, totes, workers, commands and packagings all look like this, on a roll of any size.

use serde::{Deserialize, Serialize};

use super::code128;
use super::documents::{Card, symbology_of};
use super::error::LabelError;
use super::layout::UNPRINTABLE_UM;
use super::page::{Align, Area, Grid, Ink, ModuleRange, Page, Stand};
use super::preflight;
use super::symbols::{self, Drawn, Symbology};
use super::typeface::{Paragraph, Weight, set_block};

/// Module of a linear symbol: read from arm's length, and from a forklift where there is room.
const BAR_MODULE: ModuleRange = ModuleRange {
    wanted_um: 500,
    least_um: 250,
};

/// Module of a matrix symbol. Assumption: bench scanners read a quarter of a millimetre from a hand's breadth.
const SQUARE_MODULE: ModuleRange = ModuleRange {
    wanted_um: 1_000,
    least_um: 250,
};

/// Border without ink, in tenths of a millimetre.
const MARGIN: u32 = 25;

/// Smallest and largest side of a roll's labels, in millimetres.
const SIDES_MM: std::ops::RangeInclusive<u32> = 20..=300;

/// A label for a place, a box, a person or a command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardLabel {
    /// Width of the label in millimetres.
    #[serde(default = "usual_width")]
    pub width_mm: u32,
    /// Height of the label in millimetres.
    #[serde(default = "usual_height")]
    pub height_mm: u32,
    /// The kind of barcode.
    #[serde(default)]
    pub symbology: Symbology,
    /// What the barcode says.
    pub code: String,
    /// The word for it, for example `A-12-3` or the worker's name.
    #[serde(default)]
    pub title: String,
    /// What it is for; may be empty.
    #[serde(default)]
    pub text: String,
}

/// Source: 100 × 50 mm is the common shelf label on a four-inch roll.
fn usual_width() -> u32 {
    100
}

/// See [`usual_width`].
fn usual_height() -> u32 {
    50
}

impl CardLabel {
    /// The label of one card of a sheet.
    pub fn of(card: &Card) -> Self {
        Self {
            width_mm: usual_width(),
            height_mm: usual_height(),
            symbology: symbology_of(&card.code),
            code: card.code.clone(),
            title: card.title.clone(),
            text: card.text.clone(),
        }
    }
}

/// Lays the label out for a printer of this resolution.
pub(crate) fn card_label(label: &CardLabel, dpi: u32) -> Result<Page, LabelError> {
    for (field, side) in [("width_mm", label.width_mm), ("height_mm", label.height_mm)] {
        if !SIDES_MM.contains(&side) {
            return Err(LabelError::DoesNotFit { field });
        }
    }
    let grid = Grid::new(dpi)?;
    let (width_um, height_um) = (label.width_mm * 1000, label.height_mm * 1000);
    let mut page = Page::new(grid, width_um, height_um);
    let paper = Area {
        x: 0,
        y: 0,
        width: grid.um(width_um),
        height: grid.um(height_um),
    };
    let inside = paper.inset(grid.tenths(MARGIN));
    match symbols::encode("code", label.symbology, &label.code)? {
        Drawn::Squares(squares) => {
            let side = inside.height.min(inside.width * 45 / 100);
            let left = Area {
                width: side,
                ..inside
            };
            let taken = page.matrix("code", squares, left, SQUARE_MODULE)?;
            let x = taken.right().max(left.right()) + grid.tenths(20);
            let right = Area {
                x,
                width: inside.right() - x,
                ..inside
            };
            words(&mut page, label, right, Align::Left, true)?;
        }
        Drawn::Code128(symbol) => bars(&mut page, label, paper, inside, &symbol)?,
        Drawn::Linear(symbol) => bars(&mut page, label, paper, inside, &symbol)?,
    }
    preflight::check(&page, UNPRINTABLE_UM)?;
    Ok(page)
}

/// Title above, bars below it over the whole paper, the code to type in lowest.
fn bars<'a>(
    page: &mut Page,
    label: &CardLabel,
    paper: Area,
    inside: Area,
    symbol: impl Into<symbols::Strip<'a>>,
) -> Result<(), LabelError> {
    let has_words = !(label.title.trim().is_empty() && label.text.trim().is_empty());
    let above = if has_words {
        inside.height * 40 / 100
    } else {
        0
    };
    let line = inside.height * 14 / 100;
    let gap = page.grid.tenths(10);
    if has_words {
        let area = Area {
            height: above - gap,
            ..inside
        };
        words(page, label, area, Align::Centre, false)?;
    }
    let area = Area {
        y: inside.y + above,
        height: inside.height - above - line - gap,
        ..paper
    };
    page.barcode("code", symbol, area, BAR_MODULE, Stand::Centre)?;
    let code = readable("code", label, (line * 78 / 100, page.grid.tenths(18)))?;
    let below = Area {
        y: inside.bottom() - line,
        height: line,
        ..inside
    };
    page.texts(set_block(below, &[code], Align::Centre, Ink::Black)?.runs);
    Ok(())
}

fn readable(
    field: &'static str,
    label: &CardLabel,
    sizes: (i32, i32),
) -> Result<Paragraph, LabelError> {
    let text = code128::readable(&label.code);
    Paragraph::new(field, &text, Weight::Bold, sizes)
}

fn words(
    page: &mut Page,
    label: &CardLabel,
    area: Area,
    align: Align,
    with_code: bool,
) -> Result<(), LabelError> {
    let grid = page.grid;
    let large = (area.height * 60 / 100).max(grid.tenths(30));
    let mut block = vec![
        Paragraph::new(
            "title",
            &label.title,
            Weight::Bold,
            (large, grid.tenths(24)),
        )?,
        Paragraph::new(
            "text",
            &label.text,
            Weight::Regular,
            (large / 2, grid.tenths(18)),
        )?,
    ];
    if with_code {
        block.push(readable("code", label, (large / 2, grid.tenths(18)))?);
    }
    page.texts(set_block(area, &block, align, Ink::Black)?.runs);
    Ok(())
}

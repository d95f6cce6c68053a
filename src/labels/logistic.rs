//! The GS1 logistic label of a pallet or carton: free text above, what the symbols say in the
//! middle, the symbols below, the SSCC lowest.
//!
//! Source: GS1 General Specifications, section 6.6 (three segments, SSCC lowest, bars upright, height at
//! least 31.75 mm, module 0.495 to 1.016 mm), and GS1 Logistic Label Guideline 1.3, sections 3 and 4.

use serde::{Deserialize, Serialize};

use crate::domain::gs1::{Element, Sscc, parse_elements};

use super::address;
use super::code128::{self, Symbol};
use super::error::LabelError;
use super::label::{Address, LabelSize};
use super::layout::UNPRINTABLE_UM;
use super::page::{Align, Area, Grid, Ink, ModuleRange, Page, Stand};
use super::preflight;
use super::symbols::{self, Symbology, bracketed};
use super::typeface::{Paragraph, Weight, set_block};
use super::words::LabelWords;

/// Module of the symbols. The upper bound never binds: paper is too narrow for it.
const MODULE: ModuleRange = ModuleRange {
    wanted_um: 495,
    least_um: 495,
};

/// Height of the bars in micrometres.
const BARS_UM: u32 = 31_750;

/// Most symbols above that of the SSCC; more would leave no room for text on A6.
const SYMBOLS_MAX: usize = 2;

/// Border without ink, in tenths of a millimetre.
const MARGIN: u32 = 30;

/// The paper of a logistic label, which stands upright.
///
/// Source: GS1 Logistic Label Guideline 1.3, section 5.1 (A6 or 4 × 6 inches where the SSCC is all, A5 where more is said).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogisticPaper {
    /// 148 × 210 mm.
    #[default]
    A5,
    /// 105 × 148 mm.
    A6,
    /// 100 × 150 mm.
    W100xH150,
    /// 4 × 6 inches.
    In4x6,
}

impl LogisticPaper {
    /// Every paper.
    pub const ALL: [Self; 4] = [Self::A5, Self::A6, Self::W100xH150, Self::In4x6];

    /// Width and height in micrometres.
    pub fn micrometres(self) -> (u32, u32) {
        match self {
            Self::A5 => (148_000, 210_000),
            Self::A6 => LabelSize::A6.micrometres(),
            Self::W100xH150 => LabelSize::W100xH150.micrometres(),
            Self::In4x6 => LabelSize::In4x6.micrometres(),
        }
    }
}

/// A label for one logistic unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogisticLabel {
    /// The paper.
    #[serde(default)]
    pub size: LogisticPaper,
    /// Who sends.
    pub from: Address,
    /// Who gets it.
    pub to: Address,
    /// What is in it, identifiers in brackets: `(02)05901234123457(15)271231(37)48(10)L7`. May be empty.
    #[serde(default)]
    pub content: String,
    /// The name of the unit.
    pub sscc: Sscc,
    /// Captions.
    #[serde(default = "LabelWords::english")]
    pub words: LabelWords,
}

/// A symbol with the line under it.
struct Row {
    field: &'static str,
    symbol: Symbol,
    text: String,
}

/// Lays the label out for a printer of this resolution.
pub(crate) fn logistic_label(label: &LogisticLabel, dpi: u32) -> Result<Page, LabelError> {
    let grid = Grid::new(dpi)?;
    let (width_um, height_um) = label.size.micrometres();
    let mut page = Page::new(grid, width_um, height_um);
    let paper = Area {
        x: 0,
        y: 0,
        width: grid.um(width_um),
        height: grid.um(height_um),
    };
    let inside = paper.inset(grid.tenths(MARGIN));
    let elements = elements(&label.content)?;
    let mut rows = symbols_of(&elements, paper.width, grid)?;
    rows.push(Row {
        field: "sscc",
        symbol: code128::encode_sscc(label.sscc)?,
        text: code128::readable_sscc(label.sscc),
    });
    let (bars, line, gap) = (grid.at_least_um(BARS_UM), grid.tenths(56), grid.tenths(14));
    let mut bottom = inside.bottom();
    for row in rows.iter().rev() {
        let text = Paragraph::new(
            row.field,
            &row.text,
            Weight::Bold,
            (grid.tenths(42), grid.tenths(24)),
        )?;
        let below = Area {
            y: bottom - line,
            height: line,
            ..inside
        };
        page.texts(set_block(below, &[text], Align::Centre, Ink::Black)?.runs);
        let area = Area {
            y: bottom - line - grid.tenths(6) - bars,
            height: bars,
            ..paper
        };
        page.barcode(row.field, &row.symbol, area, MODULE, Stand::Centre)?;
        bottom = area.y - gap;
    }
    rule(&mut page, inside, bottom);
    let room = Area {
        height: bottom - grid.tenths(10) - inside.y,
        ..inside
    };
    words(&mut page, label, &elements, room)?;
    preflight::check(&page, UNPRINTABLE_UM)?;
    Ok(page)
}

fn rule(page: &mut Page, inside: Area, y: i32) {
    let thick = page.grid.tenths(6).max(1);
    page.fill(inside.x, y, inside.width, thick);
}

fn elements(content: &str) -> Result<Vec<Element>, LabelError> {
    if content.trim().is_empty() {
        return Ok(Vec::new());
    }
    let pairs = symbols::elements("content", Symbology::Gs1128, content.trim())?;
    let text = format!("]C1{}", symbols::joined(&pairs));
    let read = parse_elements(&text).map_err(|fault| LabelError::Content {
        field: "content",
        symbology: Symbology::Gs1128,
        cause: fault.to_string(),
    })?;
    Ok(read.elements)
}

/// As few symbols as hold all elements with modules of the right width, the elements in their order.
fn symbols_of(elements: &[Element], paper: i32, grid: Grid) -> Result<Vec<Row>, LabelError> {
    let refused = LabelError::DoesNotFit { field: "content" };
    let mut rows = Vec::new();
    let mut rest = elements;
    while !rest.is_empty() {
        let longest = (1..=rest.len()).rev().find_map(|count| {
            let pairs: Vec<(&str, &str)> = rest[..count]
                .iter()
                .map(|element| (element.ai.as_str(), element.value.as_str()))
                .collect();
            let symbol = code128::encode_gs1("content", &pairs).ok()?;
            let modules = symbols::Strip::from(&symbol);
            let modules = modules.modules() + 2 * modules.quiet;
            (modules * grid.at_least_um(MODULE.least_um) <= paper)
                .then(|| (count, symbol, bracketed(&pairs)))
        });
        let Some((count, symbol, text)) = longest else {
            return Err(refused);
        };
        rows.push(Row {
            field: "content",
            symbol,
            text,
        });
        rest = &rest[count..];
    }
    if rows.len() > SYMBOLS_MAX {
        return Err(refused);
    }
    Ok(rows)
}

/// Sender and recipient side by side, and below them each value under the title that GS1 gives it.
fn words(
    page: &mut Page,
    label: &LogisticLabel,
    elements: &[Element],
    room: Area,
) -> Result<(), LabelError> {
    let grid = page.grid;
    let lines = i32::try_from(elements.len().div_ceil(2) + 1).unwrap_or(i32::MAX / 4096);
    // The values are large where there is room; beside three symbols on a small label both are small.
    let values = (lines * grid.tenths(82))
        .min(room.height - grid.tenths(150))
        .max(lines * grid.tenths(47));
    let split = room.bottom() - values;
    let gap = grid.tenths(20);
    let half = (room.width - gap) / 2;
    let above = Area {
        height: split - grid.tenths(12) - room.y,
        width: half,
        ..room
    };
    let beside = Area {
        x: room.x + half + gap,
        ..above
    };
    let home = label.from.country.as_str();
    party(page, "from", &label.words.sender, &label.from, home, above)?;
    party(page, "to", &label.words.recipient, &label.to, home, beside)?;
    rule(page, room, split - grid.tenths(8));
    let mut cells = vec![("SSCC".to_owned(), label.sscc.to_string(), "sscc")];
    cells.extend(elements.iter().map(|element| {
        (
            element.identifier.title.to_owned(),
            in_words(element),
            "content",
        )
    }));
    let height = values / lines;
    for (place, (title, value, field)) in cells.iter().enumerate() {
        // The SSCC has a line of its own.
        let (row, column) = match place {
            0 => (0, 0),
            _ => (place.div_ceil(2), (place + 1) % 2),
        };
        let offset = |count: usize, by: i32| i32::try_from(count).unwrap_or(0) * by;
        let cell = Area {
            x: room.x + offset(column, half + gap),
            y: split + offset(row, height),
            width: if place == 0 { room.width } else { half },
            height,
        };
        let title = Paragraph::new(
            field,
            title,
            Weight::Regular,
            (grid.tenths(24), grid.tenths(16)),
        )?;
        let value = Paragraph::new(
            field,
            value,
            Weight::Bold,
            (grid.tenths(38), grid.tenths(20)),
        )?;
        // Title and value are parts of one field but of two sizes, so each has a line of its own.
        let set = set_block(
            Area {
                height: height * 45 / 100,
                ..cell
            },
            &[title],
            Align::Left,
            Ink::Black,
        )?;
        let used = set.height;
        page.texts(set.runs);
        let below = Area {
            y: cell.y + used,
            height: cell.height - used,
            ..cell
        };
        page.texts(set_block(below, &[value], Align::Left, Ink::Black)?.runs);
    }
    Ok(())
}

/// Dates and measures as people read them; everything else as it stands.
fn in_words(element: &Element) -> String {
    if let Some(date) = element.date() {
        let day = date
            .day
            .map_or_else(String::new, |day| format!("-{day:02}"));
        return format!("20{:02}-{:02}{day}", date.year_of_century, date.month);
    }
    if element.is_measured()
        && let Some(decimal) = element.decimal()
    {
        return decimal;
    }
    element.value.clone()
}

fn party(
    page: &mut Page,
    field: &'static str,
    caption: &str,
    who: &Address,
    home: &str,
    area: Area,
) -> Result<(), LabelError> {
    let grid = page.grid;
    let size = |tenths| grid.tenths(tenths);
    let caption = Paragraph::new(
        "words",
        &caption.to_uppercase(),
        Weight::Bold,
        (size(22), size(16)),
    )?;
    let mut block = vec![caption];
    for line in address::lines(who, home) {
        block.push(Paragraph::new(
            field,
            &line.text,
            Weight::Regular,
            (size(50), size(20)),
        )?);
    }
    let country = address::country_line(who, home);
    block.push(Paragraph::new(
        field,
        &country,
        Weight::Regular,
        (size(50), size(20)),
    )?);
    page.texts(set_block(area, &block, Align::Left, Ink::Black)?.runs);
    Ok(())
}

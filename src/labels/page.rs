//! A page as boxes on the printer's grid: what every writer draws and nobody lays out twice.
//!
//! All places and sizes are whole dots of one resolution, from the top left
//! corner. So a bar is a whole number of dots wide before any writer sees it,
//! and a preview, a PDF and a test measure the same page.

use super::code128::Symbol;
use super::error::LabelError;
use super::typeface::Weight;

/// Quiet zone on both sides of a symbol, in modules.
///
/// Source: ISO/IEC 15417:2007, section 4.2 (10 X).
pub(crate) const QUIET_MODULES: i32 = 10;

/// A rectangle in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Area {
    pub(crate) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(crate) fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// The same area with a border of `dots` taken off on every side.
    pub(crate) fn inset(self, dots: i32) -> Self {
        Self {
            x: self.x + dots,
            y: self.y + dots,
            width: self.width - 2 * dots,
            height: self.height - 2 * dots,
        }
    }

    #[cfg(test)]
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// Paper takes black; white is for text on black ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Black,
    White,
}

/// One line of text, its left end and baseline in dots; `size` is the em in dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextRun {
    pub(crate) x: i32,
    pub(crate) baseline: i32,
    pub(crate) size: i32,
    pub(crate) weight: Weight,
    pub(crate) ink: Ink,
    pub(crate) text: String,
}

impl TextRun {
    /// The room this line takes, accents and descenders included.
    #[cfg(test)]
    pub(crate) fn area(&self) -> Area {
        use super::typeface::{line_box, width};
        let (above, height) = line_box(self.size);
        Area {
            x: self.x,
            y: self.baseline - above,
            width: width(self.weight, self.size, &self.text),
            height,
        }
    }
}

/// A barcode: `x` is the left edge of its first bar, each module `module` dots wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bars {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) height: i32,
    pub(crate) module: i32,
    pub(crate) widths: Vec<u8>,
}

impl Bars {
    /// The black rectangles, left to right.
    pub(crate) fn rectangles(&self) -> impl Iterator<Item = Area> {
        let mut x = self.x;
        self.widths
            .iter()
            .enumerate()
            .filter_map(move |(place, modules)| {
                let width = i32::from(*modules) * self.module;
                let area = Area {
                    x,
                    y: self.y,
                    width,
                    height: self.height,
                };
                x += width;
                (place % 2 == 0).then_some(area)
            })
    }

    /// The room this symbol takes with its quiet zones.
    pub(crate) fn area(&self) -> Area {
        let quiet = QUIET_MODULES * self.module;
        let modules: i32 = self.widths.iter().map(|width| i32::from(*width)).sum();
        Area {
            x: self.x - quiet,
            y: self.y,
            width: modules * self.module + 2 * quiet,
            height: self.height,
        }
    }
}

/// One thing on a page. Later things lie on earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Text(TextRun),
    Fill(Area),
    Bars(Bars),
}

/// The grid of one printer: how long a millimetre is in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) dpi: u32,
}

impl Grid {
    pub(crate) fn new(dpi: u32) -> Result<Self, LabelError> {
        if (150..=1200).contains(&dpi) {
            Ok(Self { dpi })
        } else {
            Err(LabelError::Resolution { dpi })
        }
    }

    /// Nearest whole dots to a length in micrometres.
    pub(crate) fn um(self, micrometres: u32) -> i32 {
        let dots = (u64::from(micrometres) * u64::from(self.dpi) * 2 + 25_400) / 50_800;
        i32::try_from(dots).unwrap_or(i32::MAX)
    }

    /// Nearest whole dots to a length in tenths of a millimetre.
    pub(crate) fn tenths(self, tenths: u32) -> i32 {
        self.um(tenths * 100)
    }

    /// Fewest whole dots that are at least this long.
    pub(crate) fn at_least_um(self, micrometres: u32) -> i32 {
        // A dot of a 203 dpi head is 125.12 µm, and two of them are sold as 0.25 mm: 0.5 % is let through.
        let dots = (u64::from(micrometres) * u64::from(self.dpi) * 995 / 1000).div_ceil(25_400);
        i32::try_from(dots).unwrap_or(i32::MAX)
    }
}

/// How wide the modules of a symbol should be and may be, in micrometres.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ModuleRange {
    pub(crate) wanted_um: u32,
    pub(crate) least_um: u32,
}

/// Where a symbol stands in a wider box.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stand {
    /// In the middle.
    Centre,
    /// Its first bar at this place, or as near as its quiet zone allows.
    From(i32),
    /// Its last bar ends at this place, or as near as its quiet zone allows.
    To(i32),
}

/// A paper size in micrometres, and what stands on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) grid: Grid,
    pub(crate) width_um: u32,
    pub(crate) height_um: u32,
    pub(crate) items: Vec<Item>,
}

impl Page {
    pub(crate) fn new(grid: Grid, width_um: u32, height_um: u32) -> Self {
        Self {
            grid,
            width_um,
            height_um,
            items: Vec::new(),
        }
    }

    pub(crate) fn fill(&mut self, x: i32, y: i32, width: i32, height: i32) {
        self.items.push(Item::Fill(Area {
            x,
            y,
            width,
            height,
        }));
    }

    /// An empty box with a rule of `thickness` dots inside its edge.
    pub(crate) fn frame(&mut self, area: Area, thickness: i32) {
        self.fill(area.x, area.y, area.width, thickness);
        self.fill(area.x, area.bottom() - thickness, area.width, thickness);
        self.fill(area.x, area.y, thickness, area.height);
        self.fill(area.right() - thickness, area.y, thickness, area.height);
    }

    pub(crate) fn texts(&mut self, runs: impl IntoIterator<Item = TextRun>) {
        self.items.extend(runs.into_iter().map(Item::Text));
    }

    /// Sets a symbol into `area`, its module as many whole dots as wished or as fit.
    ///
    /// The quiet zones lie inside `area`. Returns the room taken.
    pub(crate) fn barcode(
        &mut self,
        field: &'static str,
        symbol: &Symbol,
        area: Area,
        range: ModuleRange,
        stand: Stand,
    ) -> Result<Area, LabelError> {
        let refused = LabelError::DoesNotFit { field };
        let modules =
            i32::try_from(symbol.modules()).unwrap_or(i32::MAX / 4096) + 2 * QUIET_MODULES;
        let wanted = self.grid.at_least_um(range.wanted_um);
        let module = wanted.min(area.width / modules);
        if module < self.grid.at_least_um(range.least_um).max(1) || area.height < 1 {
            return Err(refused);
        }
        let spare = area.width - modules * module;
        let quiet = QUIET_MODULES * module;
        let shift = match stand {
            Stand::Centre => spare / 2,
            Stand::From(x) => (x - quiet - area.x).clamp(0, spare),
            Stand::To(x) => (spare + x + quiet - area.right()).clamp(0, spare),
        };
        let x = area.x + quiet + shift;
        let bars = Bars {
            x,
            y: area.y,
            height: area.height,
            module,
            widths: symbol.widths().to_vec(),
        };
        let taken = bars.area();
        self.items.push(Item::Bars(bars));
        Ok(taken)
    }
}

/// Where a thing stands in a wider box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

impl Align {
    /// How far to move right when `spare` dots are left over.
    pub(crate) fn shift(self, spare: i32) -> i32 {
        match self {
            Self::Left => 0,
            Self::Centre => spare / 2,
            Self::Right => spare,
        }
    }
}

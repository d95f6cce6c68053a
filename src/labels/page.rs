//! A page as boxes on the printer's grid: what every writer draws and nobody lays out twice.
//!
//! All places and sizes are whole dots of one resolution, from the top left
//! corner. So a bar is a whole number of dots wide before any writer sees it,
//! and a preview, a PDF and a test measure the same page.

use super::RESOLUTIONS;
use super::error::LabelError;
use super::symbols::{Squares, Strip};
use super::typeface::{Weight, line_box, width};

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

    /// Whether the two share a dot.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether all of `other` lies in here.
    pub(crate) fn contains(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
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
    /// The field that the text comes from, for refusals.
    pub(crate) field: &'static str,
    pub(crate) x: i32,
    pub(crate) baseline: i32,
    pub(crate) size: i32,
    pub(crate) weight: Weight,
    pub(crate) ink: Ink,
    pub(crate) text: String,
}

impl TextRun {
    /// The room this line takes, accents and descenders included.
    pub(crate) fn area(&self) -> Area {
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
    /// The field that the symbol says, for refusals.
    pub(crate) field: &'static str,
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) height: i32,
    pub(crate) module: i32,
    pub(crate) widths: Vec<u8>,
    /// Empty paper beside the first and last bar, in modules.
    pub(crate) quiet: i32,
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

    /// From the first bar to the last.
    pub(crate) fn ink(&self) -> Area {
        let modules: i32 = self.widths.iter().map(|width| i32::from(*width)).sum();
        Area {
            x: self.x,
            y: self.y,
            width: modules * self.module,
            height: self.height,
        }
    }

    /// The room this symbol takes with its quiet zones.
    pub(crate) fn area(&self) -> Area {
        let (ink, quiet) = (self.ink(), self.quiet * self.module);
        Area {
            x: ink.x - quiet,
            width: ink.width + 2 * quiet,
            ..ink
        }
    }
}

/// A matrix or stacked symbol; `x` and `y` are the corner of its first module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Matrix {
    /// The field that the symbol says, for refusals.
    pub(crate) field: &'static str,
    pub(crate) x: i32,
    pub(crate) y: i32,
    /// Dots of one module across.
    pub(crate) module: i32,
    pub(crate) squares: Squares,
}

impl Matrix {
    /// The black rectangles: each row's runs of dark modules.
    pub(crate) fn rectangles(&self) -> impl Iterator<Item = Area> {
        let (tall, columns) = (self.squares.tall, self.squares.columns.max(1));
        let mut y = self.y;
        let rows = self.squares.dark.chunks(columns).map(move |row| {
            let at = y;
            y += tall * self.module;
            (at, row)
        });
        rows.flat_map(move |(y, row)| {
            let mut x = self.x;
            row.chunk_by(|left, right| left == right)
                .filter_map(move |run| {
                    let width = i32::try_from(run.len()).unwrap_or(0) * self.module;
                    let area = Area {
                        x,
                        y,
                        width,
                        height: tall * self.module,
                    };
                    x += width;
                    run.first().copied().unwrap_or(false).then_some(area)
                })
        })
    }

    /// From the first module to the last.
    pub(crate) fn ink(&self) -> Area {
        let (across, down) = self.squares.modules();
        Area {
            x: self.x,
            y: self.y,
            width: across * self.module,
            height: down * self.module,
        }
    }

    /// The room this symbol takes with its quiet zone on all sides.
    pub(crate) fn area(&self) -> Area {
        self.ink().inset(-self.squares.quiet * self.module)
    }
}

/// A flat shape of a drawing: its corners in dots, and how it is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) corners: Vec<(i32, i32)>,
    /// How much of a hundred is black; nothing is not filled. Label printers know no grey: they leave it white.
    pub(crate) shade: Option<u8>,
}

/// A small drawing: shapes, each over the ones before it, with numbers on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    /// What refusals call it.
    pub(crate) field: &'static str,
    /// The room it takes; nothing of it lies outside.
    pub(crate) area: Area,
    pub(crate) shapes: Vec<Shape>,
    /// Thickness of every edge, in dots.
    pub(crate) edge: i32,
    pub(crate) numbers: Vec<TextRun>,
}

impl Drawing {
    /// The same, so many dots further down.
    pub(crate) fn lowered(mut self, dots: i32) -> Self {
        self.area.y += dots;
        for (_, y) in self.shapes.iter_mut().flat_map(|shape| &mut shape.corners) {
            *y += dots;
        }
        for number in &mut self.numbers {
            number.baseline += dots;
        }
        self
    }
}

/// One thing on a page. Later things lie on earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Text(TextRun),
    Fill(Area),
    Bars(Bars),
    Matrix(Matrix),
    Drawing(Drawing),
}

impl Item {
    /// The lines of text in it.
    pub(crate) fn runs(&self) -> &[TextRun] {
        match self {
            Self::Text(run) => std::slice::from_ref(run),
            Self::Drawing(drawing) => &drawing.numbers,
            Self::Fill(_) | Self::Bars(_) | Self::Matrix(_) => &[],
        }
    }
}

/// The grid of one printer: how long a millimetre is in dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) dpi: u32,
}

impl Grid {
    pub(crate) fn new(dpi: u32) -> Result<Self, LabelError> {
        if RESOLUTIONS.contains(&dpi) {
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
    /// It comes out of a roll printer on its side, because the roll is as wide as the page is high.
    pub(crate) is_turned: bool,
    pub(crate) items: Vec<Item>,
}

impl Page {
    pub(crate) fn new(grid: Grid, width_um: u32, height_um: u32) -> Self {
        Self {
            grid,
            width_um,
            height_um,
            is_turned: false,
            items: Vec::new(),
        }
    }

    /// Width and height in whole dots.
    pub(crate) fn dots(&self) -> (i32, i32) {
        (self.grid.um(self.width_um), self.grid.um(self.height_um))
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
    pub(crate) fn barcode<'a>(
        &mut self,
        field: &'static str,
        symbol: impl Into<Strip<'a>>,
        area: Area,
        range: ModuleRange,
        stand: Stand,
    ) -> Result<Area, LabelError> {
        let strip = symbol.into();
        let modules = strip.modules() + 2 * strip.quiet;
        let module = self.module_for(field, modules, area.width, range)?;
        if area.height < 1 {
            return Err(LabelError::DoesNotFit { field });
        }
        let spare = area.width - modules * module;
        let quiet = strip.quiet * module;
        let shift = match stand {
            Stand::Centre => spare / 2,
            Stand::From(x) => (x - quiet - area.x).clamp(0, spare),
            Stand::To(x) => (spare + x + quiet - area.right()).clamp(0, spare),
        };
        let bars = Bars {
            field,
            x: area.x + quiet + shift,
            y: area.y,
            height: area.height,
            module,
            widths: strip.widths.to_vec(),
            quiet: strip.quiet,
        };
        let taken = bars.area();
        self.items.push(Item::Bars(bars));
        Ok(taken)
    }

    /// Sets a matrix symbol into the middle of `area`, its module as many whole dots as wished or as fit.
    ///
    /// The quiet zone lies inside `area`. Returns the room taken.
    pub(crate) fn matrix(
        &mut self,
        field: &'static str,
        squares: Squares,
        area: Area,
        range: ModuleRange,
    ) -> Result<Area, LabelError> {
        let (across, down) = squares.modules();
        let (across, down) = (across + 2 * squares.quiet, down + 2 * squares.quiet);
        let module = self
            .module_for(field, across, area.width, range)?
            .min(self.module_for(field, down, area.height, range)?);
        let quiet = squares.quiet * module;
        let matrix = Matrix {
            field,
            x: area.x + (area.width - across * module) / 2 + quiet,
            y: area.y + (area.height - down * module) / 2 + quiet,
            module,
            squares,
        };
        let taken = matrix.area();
        self.items.push(Item::Matrix(matrix));
        Ok(taken)
    }

    /// Dots of a module when `modules` of them share `room`.
    fn module_for(
        &self,
        field: &'static str,
        modules: i32,
        room: i32,
        range: ModuleRange,
    ) -> Result<i32, LabelError> {
        let wanted = self.grid.at_least_um(range.wanted_um);
        let module = wanted.min(room / modules.max(1));
        if module < self.grid.at_least_um(range.least_um).max(1) {
            return Err(LabelError::DoesNotFit { field });
        }
        Ok(module)
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

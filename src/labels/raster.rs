//! A page, or a piece of it, as dots: what a thermal head burns.
//!
//! No grey: a thermal head knows burnt and not burnt, and grey edges of bars are
//! what makes a preview scan and a print fail.

use ab_glyph::{Font as _, PxScale, point};

use super::page::{Area, Ink, Item, Page, Shape, TextRun};
use super::typeface::glyph;

/// Share of a dot that a letter must cover to be printed there.
const COVERED: f32 = 0.5;

/// The dots of an area of the page, one byte each: true where there is ink.
pub(crate) struct Raster {
    area: Area,
    burnt: Vec<bool>,
}

impl Raster {
    /// Blank paper.
    pub(crate) fn blank(area: Area) -> Self {
        let dots = usize::try_from(i64::from(area.width) * i64::from(area.height)).unwrap_or(0);
        Self {
            area,
            burnt: vec![false; dots],
        }
    }

    /// Dots that are known already, row by row; nothing when their number is another.
    pub(crate) fn new(width: u32, height: u32, burnt: Vec<bool>) -> Option<Self> {
        let area = Area {
            x: 0,
            y: 0,
            width: i32::try_from(width).ok()?,
            height: i32::try_from(height).ok()?,
        };
        let dots = usize::try_from(u64::from(width) * u64::from(height)).ok()?;
        (dots == burnt.len()).then_some(Self { area, burnt })
    }

    /// The whole page.
    pub(crate) fn of(page: &Page) -> Self {
        let (width, height) = page.dots();
        let mut raster = Self::blank(Area {
            x: 0,
            y: 0,
            width,
            height,
        });
        for item in &page.items {
            raster.draw(item);
        }
        raster
    }

    pub(crate) fn draw(&mut self, item: &Item) {
        match item {
            Item::Text(run) => self.text(run),
            Item::Fill(area) => self.fill(*area),
            Item::Bars(bars) => bars.rectangles().for_each(|bar| self.fill(bar)),
            Item::Matrix(matrix) => matrix.rectangles().for_each(|square| self.fill(square)),
            Item::Drawing(drawing) => {
                for shape in &drawing.shapes {
                    self.shape(shape, drawing.edge);
                }
                for number in &drawing.numbers {
                    self.text(number);
                }
            }
        }
    }

    /// Dots across and down.
    pub(crate) fn size(&self) -> (u32, u32) {
        (
            self.area.width.max(0).unsigned_abs(),
            self.area.height.max(0).unsigned_abs(),
        )
    }

    /// The rows from the top.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[bool]> {
        let width = usize::try_from(self.area.width).unwrap_or(1).max(1);
        self.burnt.chunks(width)
    }

    /// The same, turned by a quarter clockwise.
    pub(crate) fn turned(&self) -> Self {
        let (width, height) = self.size();
        let area = Area {
            x: 0,
            y: 0,
            width: self.area.height,
            height: self.area.width,
        };
        let (width, height) = (
            usize::try_from(width).unwrap_or(0),
            usize::try_from(height).unwrap_or(0),
        );
        let burnt = (0..width)
            .flat_map(|x| (0..height).rev().map(move |y| y * width + x))
            .map(|place| self.burnt.get(place).copied().unwrap_or(false))
            .collect();
        Self { area, burnt }
    }

    fn row(&mut self, y: i32, from: i32, to: i32) -> Option<&mut [bool]> {
        let area = self.area;
        let y = y - area.y;
        if y < 0 || y >= area.height {
            return None;
        }
        let (from, to) = (
            (from - area.x).clamp(0, area.width),
            (to - area.x).clamp(0, area.width),
        );
        let start = usize::try_from(i64::from(y) * i64::from(area.width)).ok()?;
        let (from, to) = (usize::try_from(from).ok()?, usize::try_from(to).ok()?);
        self.burnt.get_mut(start + from..start + to.max(from))
    }

    fn fill(&mut self, area: Area) {
        for y in area.y..area.bottom() {
            if let Some(row) = self.row(y, area.x, area.right()) {
                row.fill(true);
            }
        }
    }

    /// A shape in black and white: what is behind it goes, its edge is drawn.
    fn shape(&mut self, shape: &Shape, edge: i32) {
        let corners = &shape.corners;
        let next = corners.iter().cycle().skip(1);
        let sides: Vec<_> = corners.iter().copied().zip(next.copied()).collect();
        if shape.shade.is_some() {
            let rows = corners.iter().map(|(_, y)| *y);
            let (top, bottom) = (rows.clone().min(), rows.max());
            for y in top.unwrap_or(0)..bottom.unwrap_or(0) {
                let cuts = sides.iter().filter_map(|(a, b)| {
                    let ((x0, y0), (x1, y1)) = if a.1 <= b.1 { (*a, *b) } else { (*b, *a) };
                    (y0 <= y && y < y1).then(|| x0 + (x1 - x0) * (y - y0) / (y1 - y0))
                });
                let (from, to) = (cuts.clone().min(), cuts.max());
                if let Some(row) = self.row(y, from.unwrap_or(0), to.unwrap_or(0)) {
                    row.fill(false);
                }
            }
        }
        for ((x0, y0), (x1, y1)) in sides {
            let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
            for step in 0..=steps {
                self.fill(Area {
                    x: x0 + (x1 - x0) * step / steps,
                    y: y0 + (y1 - y0) * step / steps,
                    width: edge.max(1),
                    height: edge.max(1),
                });
            }
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        reason = "a label has a few thousand dots, which f32 and i32 hold exactly"
    )]
    fn text(&mut self, run: &TextRun) {
        let font = run.weight.font();
        let per_em = run.weight.units_per_em() as f32;
        let size = run.size as f32;
        // The font library scales by the line height, the layout by the em.
        let scale = PxScale::from(size * font.height_unscaled() / per_em);
        let mut pen = 0_i64;
        for character in run.text.chars() {
            let id = glyph(run.weight, character);
            let x = run.x as f32 + pen as f32 * size / per_em;
            pen += run.weight.advance(id);
            let placed = id.with_scale_and_position(scale, point(x, run.baseline as f32));
            let Some(outline) = font.outline_glyph(placed) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|column, row, coverage| {
                if coverage >= COVERED {
                    let (x, y) = (
                        corner.x as i32 + column as i32,
                        corner.y as i32 + row as i32,
                    );
                    if let Some([dot]) = self.row(y, x, x + 1) {
                        *dot = run.ink == Ink::Black;
                    }
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_turn_brings_the_lower_left_corner_to_the_upper_left() {
        let area = Area {
            x: 0,
            y: 0,
            width: 3,
            height: 2,
        };
        let mut raster = Raster::blank(area);
        raster.fill(Area {
            x: 0,
            y: 1,
            width: 1,
            height: 1,
        });
        let turned = raster.turned();
        assert_eq!(turned.size(), (2, 3));
        let rows: Vec<&[bool]> = turned.rows().collect();
        assert_eq!(
            rows,
            [[true, false], [false, false], [false, false]].map(|row| row.to_vec())
        );
    }

    #[test]
    fn what_lies_outside_is_not_drawn() {
        let mut raster = Raster::blank(Area {
            x: 10,
            y: 10,
            width: 4,
            height: 4,
        });
        raster.fill(Area {
            x: 0,
            y: 0,
            width: 11,
            height: 100,
        });
        let burnt: usize = raster
            .rows()
            .map(|row| row.iter().filter(|dot| **dot).count())
            .sum();
        assert_eq!(burnt, 4);
    }
}

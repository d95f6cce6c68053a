//! Writes laid-out label pages as PDF with only the letters that are used.
//!
//! The file holds no time and no random number, so the same label is the same
//! bytes today and next year.

use std::ops::Range;

use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use super::error::LabelError;
use super::page::{Area, Drawing, Ink, Item, Page, TextRun};
use super::typeface::{self, Weight};

/// How far each bar stays inside its dots, as a share of a dot on either side.
///
/// A driver that paints every dot a bar touches would otherwise widen bars by
/// one dot for a rounding error in the last decimal place.
const BAR_INSET_DOTS: f32 = 0.1;

struct Fonts {
    regular: Font,
    bold: Font,
}

impl Fonts {
    fn load() -> Result<Self, LabelError> {
        let font = |weight: Weight| {
            Font::new(weight.bytes().into(), 0)
                .ok_or_else(|| refused("the bundled font does not parse"))
        };
        Ok(Self {
            regular: font(Weight::Regular)?,
            bold: font(Weight::Bold)?,
        })
    }

    fn of(&self, weight: Weight) -> Font {
        match weight {
            Weight::Regular => self.regular.clone(),
            Weight::Bold => self.bold.clone(),
        }
    }
}

fn refused(cause: &str) -> LabelError {
    LabelError::Writer {
        format: "PDF",
        cause: cause.to_owned(),
    }
}

/// Dots as PDF points.
#[expect(clippy::cast_precision_loss, reason = "a page has a few thousand dots")]
fn points_from_dots(dots: i32, dpi: u32) -> f32 {
    dots as f32 * 72.0 / dpi as f32
}

/// One PDF with these pages in order.
pub(crate) fn write(title: &str, pages: &[Page]) -> Result<Vec<u8>, LabelError> {
    let fonts = Fonts::load()?;
    let settings = SerializeSettings {
        xmp_metadata: false,
        enable_tagging: false,
        ..SerializeSettings::default()
    };
    let mut document = Document::new_with(settings);
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .creator("Pakownia".to_owned()),
    );
    for page in pages {
        // Whole dots, so that the grid is the same from every edge: some programs count from the top, some from
        // the bottom. It is at most half a dot off the paper.
        let (width, height) = page.dots();
        let points = |dots| points_from_dots(dots, page.grid.dpi);
        let size = PageSettings::from_wh(points(width), points(height))
            .ok_or_else(|| refused("a page without size"))?;
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        for item in &page.items {
            draw(&mut surface, &fonts, page, item)?;
        }
        surface.finish();
        sheet.finish();
    }
    document
        .finish()
        .map_err(|error| refused(&format!("{error:?}")))
}

fn draw(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    page: &Page,
    item: &Item,
) -> Result<(), LabelError> {
    match item {
        Item::Text(run) => {
            text(surface, fonts, page, run);
            Ok(())
        }
        Item::Fill(area) => rectangles(surface, page, std::iter::once(*area), (0.0, 0.0)),
        Item::Bars(bars) => rectangles(surface, page, bars.rectangles(), (BAR_INSET_DOTS, 0.0)),
        Item::Matrix(matrix) => {
            let inset = (BAR_INSET_DOTS, BAR_INSET_DOTS);
            rectangles(surface, page, matrix.rectangles(), inset)
        }
        Item::Drawing(drawing) => {
            shapes(surface, page, drawing)?;
            for number in &drawing.numbers {
                text(surface, fonts, page, number);
            }
            Ok(())
        }
    }
}

/// The shapes of a drawing, each over the ones before it.
fn shapes(surface: &mut Surface<'_>, page: &Page, drawing: &Drawing) -> Result<(), LabelError> {
    let points = |dots| points_from_dots(dots, page.grid.dpi);
    for shape in &drawing.shapes {
        let mut path = PathBuilder::new();
        for (place, (x, y)) in shape.corners.iter().enumerate() {
            if place == 0 {
                path.move_to(points(*x), points(*y));
            } else {
                path.line_to(points(*x), points(*y));
            }
        }
        path.close();
        let path = path.finish().ok_or_else(|| refused("an empty path"))?;
        surface.set_fill(shape.shade.map(|black| Fill {
            paint: luma::Color::new(lightness(black)).into(),
            ..Fill::default()
        }));
        surface.set_stroke(Some(Stroke {
            width: points(drawing.edge),
            ..Stroke::default()
        }));
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
    Ok(())
}

/// White is 255, so much black of a hundred less.
fn lightness(black: u8) -> u8 {
    let white = u16::from(100 - black.min(100)) * 255 / 100;
    u8::try_from(white).unwrap_or(u8::MAX)
}

fn ink(surface: &mut Surface<'_>, ink: Ink) {
    let paint = match ink {
        Ink::Black => luma::Color::black().into(),
        Ink::White => luma::Color::white().into(),
    };
    surface.set_fill(Some(Fill {
        paint,
        ..Fill::default()
    }));
}

/// Fills rectangles as one path, so that a symbol is one object in the file.
fn rectangles(
    surface: &mut Surface<'_>,
    page: &Page,
    areas: impl Iterator<Item = Area>,
    inset_dots: (f32, f32),
) -> Result<(), LabelError> {
    let points = |dots| points_from_dots(dots, page.grid.dpi);
    let (across, down) = (points(1) * inset_dots.0, points(1) * inset_dots.1);
    let mut path = PathBuilder::new();
    for area in areas {
        let rect = Rect::from_ltrb(
            points(area.x) + across,
            points(area.y) + down,
            points(area.right()) - across,
            points(area.bottom()) - down,
        );
        path.push_rect(rect.ok_or_else(|| refused("an empty rectangle"))?);
    }
    ink(surface, Ink::Black);
    let path = path.finish().ok_or_else(|| refused("an empty path"))?;
    surface.draw_path(&path);
    Ok(())
}

/// Glyphs at the advances the layout measured: what was fitted is what is drawn.
fn text(surface: &mut Surface<'_>, fonts: &Fonts, page: &Page, run: &TextRun) {
    let glyphs: Vec<KrillaGlyph> = run
        .text
        .char_indices()
        .map(|(start, character)| glyph(run.weight, character, start..start + character.len_utf8()))
        .collect();
    let points = |dots| points_from_dots(dots, page.grid.dpi);
    let start = Point::from_xy(points(run.x), points(run.baseline));
    ink(surface, run.ink);
    surface.draw_glyphs(
        start,
        &glyphs,
        fonts.of(run.weight),
        &run.text,
        points(run.size),
        false,
    );
}

#[expect(
    clippy::cast_precision_loss,
    reason = "font units are small whole numbers"
)]
fn glyph(weight: Weight, character: char, range: Range<usize>) -> KrillaGlyph {
    let id = typeface::glyph(weight, character);
    let advance = weight.advance(id) as f32 / weight.units_per_em() as f32;
    KrillaGlyph::new(
        GlyphId::new(u32::from(id.0)),
        advance,
        0.0,
        0.0,
        0.0,
        range,
        None,
    )
}

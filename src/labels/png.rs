//! Writes a laid-out page as a black and white picture, one pixel for each printer dot.
//!
//! No grey: a thermal head knows burnt and not burnt, and grey edges of bars are
//! what makes a preview scan and a print fail.

use ab_glyph::{Font as _, PxScale, point};

use super::error::LabelError;
use super::page::{Area, Ink, Item, Page, TextRun};

/// Share of a pixel that a letter must cover to be printed there.
const COVERED: f32 = 0.5;

/// A picture with one byte a pixel, 1 for paper and 0 for ink.
struct Raster {
    width: i32,
    height: i32,
    paper: Vec<u8>,
}

impl Raster {
    fn set(&mut self, x: i32, y: i32, ink: Ink) {
        if x < 0 || y < 0 || x >= self.width || y >= self.height {
            return;
        }
        let Ok(place) = usize::try_from(i64::from(y) * i64::from(self.width) + i64::from(x)) else {
            return;
        };
        if let Some(pixel) = self.paper.get_mut(place) {
            *pixel = u8::from(ink == Ink::White);
        }
    }

    fn fill(&mut self, area: Area) {
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                self.set(x, y, Ink::Black);
            }
        }
    }

    /// Eight pixels to a byte, rows padded to whole bytes, as PNG wants them.
    fn packed(&self) -> Vec<u8> {
        let row = usize::try_from(self.width).unwrap_or(1).max(1);
        self.paper
            .chunks(row)
            .flat_map(|row| row.chunks(8))
            .map(|eight| {
                let byte = eight.iter().fold(0_u8, |byte, pixel| (byte << 1) | pixel);
                byte << (8 - eight.len())
            })
            .collect()
    }
}

/// One page as PNG with one bit a pixel; its resolution is written into the file.
pub(crate) fn write(page: &Page) -> Result<Vec<u8>, LabelError> {
    let (width, height) = (page.grid.um(page.width_um), page.grid.um(page.height_um));
    let pixels = usize::try_from(i64::from(width) * i64::from(height)).unwrap_or(0);
    let mut raster = Raster {
        width,
        height,
        paper: vec![1; pixels],
    };
    for item in &page.items {
        match item {
            Item::Text(run) => text(&mut raster, run),
            Item::Fill(area) => raster.fill(*area),
            Item::Bars(bars) => bars.rectangles().for_each(|bar| raster.fill(bar)),
        }
    }
    encode(&raster, page.grid.dpi).map_err(|error| LabelError::Writer {
        format: "PNG",
        cause: error.to_string(),
    })
}

fn encode(raster: &Raster, dpi: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let (width, height) = (raster.width.unsigned_abs(), raster.height.unsigned_abs());
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let per_metre = (dpi * 10_000 + 127) / 254;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&raster.packed())?;
    writer.finish()?;
    Ok(bytes)
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "a label has a few thousand pixels, which f32 and i32 hold exactly"
)]
fn text(raster: &mut Raster, run: &TextRun) {
    let font = run.weight.font();
    let per_em = run.weight.units_per_em() as f32;
    let size = run.size as f32;
    // The font library scales by the line height, the layout by the em.
    let scale = PxScale::from(size * font.height_unscaled() / per_em);
    let mut pen = 0_i64;
    for character in run.text.chars() {
        let id = font.glyph_id(character);
        let x = run.x as f32 + pen as f32 * size / per_em;
        pen += run.weight.advance(id);
        let glyph = id.with_scale_and_position(scale, point(x, run.baseline as f32));
        let Some(outline) = font.outline_glyph(glyph) else {
            continue;
        };
        let corner = outline.px_bounds().min;
        outline.draw(|column, row, coverage| {
            if coverage >= COVERED {
                raster.set(
                    corner.x as i32 + column as i32,
                    corner.y as i32 + row as i32,
                    run.ink,
                );
            }
        });
    }
}

//! Writes a laid-out page as a black and white picture, one pixel for each printer dot.

use super::error::LabelError;
use super::page::Page;
use super::raster::Raster;

/// Eight dots to a byte, rows padded to whole bytes; a set bit is paper.
fn packed(raster: &Raster) -> Vec<u8> {
    raster
        .rows()
        .flat_map(|row| row.chunks(8))
        .map(|eight| {
            let byte = eight
                .iter()
                .fold(0_u8, |byte, burnt| (byte << 1) | u8::from(!burnt));
            byte << (8 - eight.len())
        })
        .collect()
}

/// One page as PNG with one bit a pixel; its resolution is written into the file.
pub(crate) fn write(page: &Page) -> Result<Vec<u8>, LabelError> {
    encode(&Raster::of(page), page.grid.dpi).map_err(|error| LabelError::Writer {
        format: "PNG",
        cause: error.to_string(),
    })
}

fn encode(raster: &Raster, dpi: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let (width, height) = raster.size();
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
    writer.write_image_data(&packed(raster))?;
    writer.finish()?;
    Ok(bytes)
}

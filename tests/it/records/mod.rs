//! Products’ records: what is found in a shop, who sees to it, and how it is mended at the bench.

mod bench;
mod command;
mod large;
mod screens;
mod window;

use std::fs;
use std::path::{Path, PathBuf};

/// A photo of a product, as a telephone leaves it.
pub(crate) fn photo(folder: &Path, name: &str, red: u8) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let file = folder.join(name);
    let shade = |at: u32| u8::try_from(at % 256).unwrap();
    let dot = |x: u32, y: u32| image::Rgb([red, shade(x), shade(y)]);
    let picture = image::RgbImage::from_fn(600, 400, dot);
    picture.save(&file).unwrap();
    file
}

//! Products’ records: what is found in a shop, who sees to it, and how it is mended at the bench.

mod bench;
mod command;
mod screens;
mod window;

use std::fs;
use std::path::{Path, PathBuf};

/// A photo of a product, as a telephone leaves it.
pub(crate) fn photo(folder: &Path, name: &str, red: u8) -> PathBuf {
    fs::create_dir_all(folder).unwrap();
    let file = folder.join(name);
    let dot = |x: u32, y: u32| image::Rgb([red, (x % 256) as u8, (y % 256) as u8]);
    let picture = image::RgbImage::from_fn(600, 400, dot);
    picture.save(&file).unwrap();
    file
}

//! Photos of products: taken in from a file or from the folder where a phone or camera drops them, scaled down, checked
//! and kept beside the pictures of the catalogue.
//!
//! What is kept is drawn anew: the place and time that a telephone writes into its photos do not get into the house.

use std::fs::{self, File};
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};
use sha2::{Digest as _, Sha256};

use crate::domain::record_audit::PhotoFault;

/// The folder in the data directory.
pub const FOLDER: &str = "images";

/// Largest file, in bytes. Assumption: a telephone of 50 megapixels makes about half of it.
const MOST_BYTES: u64 = 40 * 1024 * 1024;

/// A picture may not ask for more memory than this while it is read, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// Longest side of what is kept, in pixels: what the largest picture of the packers' screen shows, twice over.
const LONGEST_SIDE: u32 = 1_024;

/// Shortest longest side, in pixels. Assumption: nobody tells two mugs apart on a thumbnail.
const LEAST_SIDE: u32 = 200;

/// Quality of the JPEG, of 100: about 100 kB a photo.
const QUALITY: u8 = 85;

/// Pictures in the folder beyond which nobody looks for the newest.
const MOST_FILES: usize = 10_000;

/// Begin of a PNG and of a JPEG.
///
/// Source: ISO/IEC 15948, 5.2; ITU-T T.81, B.1.1.3.
const BEGINS: [&[u8]; 2] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"];

/// Whether a picture with this name lies in the folder: a file that begins as a picture does.
pub fn is_there(images: &Path, name: &str) -> bool {
    let is_plain = Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let mut start = Vec::new();
    is_plain
        && !name.is_empty()
        && File::open(images.join(name))
            .and_then(|file| file.take(8).read_to_end(&mut start))
            .is_ok()
        && BEGINS.iter().any(|begin| start.starts_with(begin))
}

/// The newest picture of a folder.
pub fn newest_in(folder: Option<&Path>) -> Result<PathBuf, PhotoFault> {
    let folder = folder.ok_or(PhotoFault::NoFolder)?;
    let entries = fs::read_dir(folder).map_err(|_unreadable| PhotoFault::NoFolder)?;
    let mut newest: Option<(SystemTime, PathBuf)> = None;
    for entry in entries.flatten().take(MOST_FILES) {
        let file = entry.path();
        let ending = file.extension().and_then(|ending| ending.to_str());
        let ending = ending.unwrap_or_default().to_ascii_lowercase();
        if !matches!(ending.as_str(), "jpg" | "jpeg" | "png") {
            continue;
        }
        let Ok(at) = entry.metadata().and_then(|known| known.modified()) else {
            continue;
        };
        // Of two files of one moment the one that sorts later: cameras count up.
        if newest
            .as_ref()
            .is_none_or(|known| (at, &file) > (known.0, &known.1))
        {
            newest = Some((at, file));
        }
    }
    newest.map(|(_, file)| file).ok_or(PhotoFault::NothingThere)
}

/// Takes a photo in. Answers the name it has among the pictures of the catalogue: the same photo always the same.
pub fn take(images: &Path, file: &Path) -> Result<String, PhotoFault> {
    let known = fs::metadata(file).map_err(|_gone| PhotoFault::Missing)?;
    if !known.is_file() {
        return Err(PhotoFault::NoPicture);
    }
    if known.len() > MOST_BYTES {
        return Err(PhotoFault::TooLarge);
    }
    let bytes = fs::read(file).map_err(|_unreadable| PhotoFault::Missing)?;
    let kept = drawn_anew(&bytes)?;
    let sum: [u8; 32] = Sha256::digest(&kept).into();
    let name = format!(
        "photo-{}.jpg",
        crate::station::hex(sum.get(..10).unwrap_or(&sum))
    );
    keep(images, &name, &kept).map_err(|error| {
        tracing::error!(%error, "a photo cannot be kept");
        PhotoFault::NotKept
    })?;
    Ok(name)
}

/// The picture upright, no larger than it is shown, as JPEG.
fn drawn_anew(bytes: &[u8]) -> Result<Vec<u8>, PhotoFault> {
    let no_picture = |error: image::ImageError| {
        tracing::warn!(%error, "a photo cannot be read");
        PhotoFault::NoPicture
    };
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_unreadable| PhotoFault::NoPicture)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(no_picture)?;
    // A telephone held upright writes its picture lying, and beside it how to turn it.
    let turned = decoder.orientation().map_err(no_picture)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(no_picture)?;
    picture.apply_orientation(turned);
    if picture.width().max(picture.height()) < LEAST_SIDE {
        return Err(PhotoFault::TooSmall);
    }
    if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture = picture.thumbnail(LONGEST_SIDE, LONGEST_SIDE);
    }
    let mut kept = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut kept, QUALITY);
    picture
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(no_picture)?;
    Ok(kept)
}

/// Whole or not at all, and on the disk before its name stands in a fact.
fn keep(images: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(images)?;
    let half = images.join(format!("{name}.new"));
    let mut file = File::create(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(half, images.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(dir: &Path, name: &str, width: u32, height: u32) -> PathBuf {
        let file = dir.join(name);
        let red = |x: u32| u8::try_from(x % 256).unwrap();
        let drawn = image::RgbImage::from_fn(width, height, |x, _| image::Rgb([red(x), 90, 20]));
        drawn.save(&file).unwrap();
        file
    }

    #[test]
    fn a_photo_is_kept_small_upright_and_under_a_name_of_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let images = dir.path().join("images");
        let file = picture(dir.path(), "dsc.png", 2_000, 500);
        let name = take(&images, &file).unwrap();
        assert!(is_there(&images, &name), "{name}");
        let kept = image::open(images.join(&name)).unwrap();
        assert_eq!((kept.width(), kept.height()), (1_024, 256));
        assert_eq!(take(&images, &file), Ok(name.clone()), "the same photo");
        let other = picture(dir.path(), "other.png", 640, 480);
        assert_ne!(take(&images, &other), Ok(name));
        let halves = fs::read_dir(&images).unwrap().flatten();
        assert!(
            halves
                .into_iter()
                .all(|it| it.path().extension().unwrap() == "jpg")
        );
    }

    /// A JPEG whose Exif says that it lies on its side.
    fn lying(dir: &Path) -> PathBuf {
        let upright = picture(dir, "lying.jpg", 400, 300);
        let bytes = fs::read(&upright).unwrap();
        // Exif with one entry: tag 0x0112 (orientation), SHORT, 1 value, 6 = turn right.
        let exif: &[u8] = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut turned = bytes[..2].to_vec();
        turned.extend_from_slice(exif);
        turned.extend_from_slice(&bytes[2..]);
        fs::write(&upright, turned).unwrap();
        upright
    }

    #[test]
    fn a_telephone_held_upright_gives_an_upright_photo_without_what_it_wrote_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let name = take(dir.path(), &lying(dir.path())).unwrap();
        let kept = image::open(dir.path().join(&name)).unwrap();
        assert_eq!((kept.width(), kept.height()), (300, 400));
        let bytes = fs::read(dir.path().join(&name)).unwrap();
        assert!(!bytes.windows(4).any(|four| four == b"Exif"));
    }

    #[test]
    fn what_is_no_photo_of_a_product_is_refused_and_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let images = dir.path().join("images");
        let text = dir.path().join("note.jpg");
        fs::write(&text, "not a picture").unwrap();
        let small = picture(dir.path(), "small.png", 199, 40);
        for (file, why) in [
            (dir.path().join("none.jpg"), PhotoFault::Missing),
            (text, PhotoFault::NoPicture),
            (dir.path().to_owned(), PhotoFault::NoPicture),
            (small, PhotoFault::TooSmall),
        ] {
            assert_eq!(take(&images, &file), Err(why), "{}", file.display());
        }
        assert!(!images.exists());
        let huge = dir.path().join("huge.jpg");
        File::create(&huge)
            .unwrap()
            .set_len(MOST_BYTES + 1)
            .unwrap();
        assert_eq!(take(&images, &huge), Err(PhotoFault::TooLarge));
    }

    #[test]
    fn of_a_folder_the_newest_picture_is_taken_and_no_other_file() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(newest_in(None), Err(PhotoFault::NoFolder));
        let nowhere = dir.path().join("nowhere");
        assert_eq!(newest_in(Some(&nowhere)), Err(PhotoFault::NoFolder));
        fs::write(dir.path().join("readme.txt"), "hello").unwrap();
        assert_eq!(newest_in(Some(dir.path())), Err(PhotoFault::NothingThere));
        let old = picture(dir.path(), "b.png", 300, 300);
        let new = picture(dir.path(), "a.jpg", 300, 300);
        let at = |file: &Path, seconds| {
            let moment = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            let file = File::options().write(true).open(file).unwrap();
            file.set_modified(moment).unwrap();
        };
        at(&old, 100);
        at(&new, 200);
        assert_eq!(newest_in(Some(dir.path())), Ok(new.clone()));
        at(&old, 300);
        assert_eq!(newest_in(Some(dir.path())), Ok(old));
    }

    #[test]
    fn a_picture_is_there_when_it_begins_as_one_and_no_name_leads_out() {
        let dir = tempfile::tempdir().unwrap();
        let images = dir.path().join("images");
        fs::create_dir(&images).unwrap();
        picture(&images, "mug.png", 3, 3);
        picture(dir.path(), "outside.png", 3, 3);
        fs::write(images.join("torn.png"), "").unwrap();
        assert!(is_there(&images, "mug.png"));
        for name in ["torn.png", "none.png", "../outside.png", ""] {
            assert!(!is_there(&images, name), "{name}");
        }
    }
}

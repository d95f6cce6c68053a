//! The other programs that read our pages: poppler for pixels and text, zbar and zxing-cpp for symbols.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a program and gives what it wrote; a program that is missing or fails is a failed test.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| {
            panic!("{program} is needed for this test and could not be started: {error}")
        });
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// A grey picture, one byte a pixel, 0 for black.
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Picture {
    pub(crate) fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let mut fields = Vec::new();
        let mut place = 0;
        while fields.len() < 4 {
            let end = bytes[place..]
                .iter()
                .position(u8::is_ascii_whitespace)
                .unwrap()
                + place;
            fields.push(String::from_utf8(bytes[place..end].to_vec()).unwrap());
            place = end + 1;
        }
        assert_eq!(fields[0], "P5", "{}", path.display());
        Self {
            width: fields[1].parse().unwrap(),
            pixels: bytes[place..].to_vec(),
        }
    }

    /// Lengths of black, white, black … in one row between two columns, from the first black pixel on.
    pub(crate) fn runs(&self, y: usize, from: usize, to: usize) -> Vec<usize> {
        let row = &self.pixels[y * self.width + from..y * self.width + to.min(self.width)];
        let black: Vec<bool> = row.iter().map(|pixel| *pixel < 128).collect();
        let mut lengths: Vec<usize> = black.chunk_by(|a, b| a == b).map(<[bool]>::len).collect();
        if !black[0] {
            lengths.remove(0);
        }
        if lengths.len().is_multiple_of(2) {
            lengths.pop();
        }
        lengths
    }
}

/// The first page of a PDF as a PGM picture at this resolution.
pub(crate) fn rasterised(folder: &Path, name: &str, pdf: &[u8], dpi: u32) -> PathBuf {
    let (source, target) = (folder.join(format!("{name}.pdf")), folder.join(name));
    fs::write(&source, pdf).unwrap();
    let (source, target) = (source.to_string_lossy(), target.to_string_lossy());
    run(
        "pdftoppm",
        &[
            "-r",
            &dpi.to_string(),
            "-gray",
            "-singlefile",
            &source,
            &target,
        ],
    );
    folder.join(format!("{name}.pgm"))
}

pub(crate) fn zbar(picture: &Path) -> Vec<String> {
    let path = picture.to_string_lossy();
    let output = run(
        "zbarimg",
        &["--quiet", "--raw", "-Sdisable", "-Scode128.enable", &path],
    );
    let mut codes: Vec<String> = String::from_utf8(output)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    codes.sort();
    codes
}

const ZXING: &str = r"
import sys, zxingcpp
data = open(sys.argv[1], 'rb').read()
magic, size, depth, pixels = data.split(b'\n', 3)
width, height = map(int, size.split())
image = memoryview(pixels).cast('B', shape=[height, width])
for code in zxingcpp.read_barcodes(image):
    print((code.symbology_identifier.encode() + code.bytes).hex())
";

fn from_hex(line: &str) -> String {
    let digits: Vec<char> = line.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    digits
        .chunks(2)
        .map(|pair| char::from(byte(pair)))
        .collect()
}

/// What zxing-cpp reads, each with its symbology identifier; `None` where it is not installed.
pub(crate) fn zxing(picture: &Path) -> Option<Vec<String>> {
    let importable = Command::new("python3")
        .args(["-c", "import zxingcpp"])
        .output();
    if !importable.is_ok_and(|output| output.status.success()) {
        // Only zbar has read this then.
        return None;
    }
    let output = run("python3", &["-c", ZXING, &picture.to_string_lossy()]);
    let lines = String::from_utf8(output).unwrap();
    let mut codes: Vec<String> = lines.lines().map(from_hex).collect();
    codes.sort();
    Some(codes)
}

pub(crate) fn text_of(folder: &Path, pdf: &[u8]) -> String {
    let path = folder.join("text.pdf");
    fs::write(&path, pdf).unwrap();
    String::from_utf8(run("pdftotext", &["-layout", &path.to_string_lossy(), "-"])).unwrap()
}

//! The other programs that read our pages: poppler for pixels and text, zbar, zxing-cpp and rxing for symbols.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rxing::BarcodeFormat;

use crate::support::process::say;

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
            if bytes[place] == b'#' {
                // A comment of the writer.
                place += bytes[place..]
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .unwrap()
                    + 1;
                continue;
            }
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

/// Every page of a PDF as a PGM picture, by the program named: `pdftoppm` (Poppler) or `gs` (Ghostscript).
pub(crate) fn rasterised_pages(folder: &Path, program: &str, pdf: &[u8], dpi: u32) -> Vec<PathBuf> {
    let (source, stem) = (
        folder.join("pages.pdf"),
        folder.join(format!("{program}-page")),
    );
    fs::write(&source, pdf).unwrap();
    let (source, stem) = (source.to_string_lossy(), stem.to_string_lossy());
    let resolution = dpi.to_string();
    match program {
        "pdftoppm" => drop(run(program, &["-r", &resolution, "-gray", &source, &stem])),
        "gs" => {
            let target = format!("-sOutputFile={stem}-%04d.pgm");
            let resolution = format!("-r{dpi}");
            // Without smoothing: every dot that is touched is burnt, as printer drivers do it.
            let arguments = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pgmraw"];
            drop(run(
                program,
                &[&arguments[..], &[&resolution, &target, &source]].concat(),
            ));
        }
        other => panic!("{other} makes no pictures"),
    }
    let mut pages: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().starts_with(&*stem))
        .collect();
    pages.sort();
    pages
}

/// Writes dots as a PGM picture.
pub(crate) fn write_pgm(path: &Path, width: usize, pixels: &[u8]) {
    let mut bytes = format!("P5\n{width} {}\n255\n", pixels.len() / width).into_bytes();
    bytes.extend_from_slice(pixels);
    fs::write(path, bytes).unwrap();
}

pub(crate) fn zbar(picture: &Path) -> Vec<String> {
    zbar_of(picture, &["-Scode128.enable"])
}

/// What zbar reads with these kinds of barcode switched on.
pub(crate) fn zbar_of(picture: &Path, kinds: &[&str]) -> Vec<String> {
    let path = picture.to_string_lossy();
    let mut arguments = vec!["--quiet", "--raw", "-Sdisable"];
    arguments.extend(kinds);
    arguments.push(&path);
    let output = run("zbarimg", &arguments);
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
for path in sys.stdin.read().splitlines():
    data = open(path, 'rb').read()
    # A comment of the writer may stand in the head.
    lines, rest = [], data
    while len(lines) < 3:
        line, rest = rest.split(b'\n', 1)
        if not line.startswith(b'#'):
            lines += [line]
    width, height = map(int, lines[1].split())
    image = memoryview(rest).cast('B', shape=[height, width])
    codes = [(c.symbology_identifier.encode() + c.bytes).hex() for c in zxingcpp.read_barcodes(image)]
    print(' '.join(codes))
";

fn from_hex(line: &str) -> String {
    let digits: Vec<char> = line.chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    digits
        .chunks(2)
        .map(|pair| char::from(byte(pair)))
        .collect()
}

/// The Python that has zxing-cpp: the one that the project's test script sets up, or the system's.
fn python() -> String {
    std::env::var("PAKOWNIA_REFEREE_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

/// What zxing-cpp reads, each with its symbology identifier; `None` where it is not installed.
pub(crate) fn zxing(picture: &Path) -> Option<Vec<String>> {
    zxing_all(std::slice::from_ref(&picture.to_owned())).map(|mut found| found.remove(0))
}

/// The same for many pictures at once, which costs one start of Python.
pub(crate) fn zxing_all(pictures: &[PathBuf]) -> Option<Vec<Vec<String>>> {
    let importable = Command::new(python())
        .args(["-c", "import zxingcpp"])
        .output();
    if !importable.is_ok_and(|output| output.status.success()) {
        assert!(
            std::env::var_os("PAKOWNIA_REFEREE_PYTHON").is_none(),
            "PAKOWNIA_REFEREE_PYTHON has no zxing-cpp"
        );
        // Only zbar has read this then.
        say("zxing-cpp is missing: pip install zxing-cpp==3.1.1");
        return None;
    }
    let mut child = Command::new(python())
        .args(["-c", ZXING])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let list: Vec<String> = pictures
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let mut input = child.stdin.take().unwrap();
    input.write_all(list.join("\n").as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "zxing-cpp failed");
    let lines = String::from_utf8(output.stdout).unwrap();
    let found = lines.lines().map(|line| {
        let mut codes: Vec<String> = line.split_whitespace().map(from_hex).collect();
        codes.sort();
        codes
    });
    Some(found.collect())
}

/// What rxing reads of one symbol of this kind, without its identifier.
pub(crate) fn rxing(picture: &Picture, format: BarcodeFormat) -> Option<String> {
    let width = u32::try_from(picture.width).unwrap();
    let height = u32::try_from(picture.pixels.len() / picture.width).unwrap();
    let luma = picture.pixels[..picture.width * height as usize].to_vec();
    let found = rxing::helpers::detect_in_luma(luma, width, height, Some(format)).ok()?;
    // It tells FNC1 at the beginning as a separator, too.
    let text = found.getText();
    Some(text.strip_prefix('\u{1d}').unwrap_or(text).to_owned())
}

/// What zbar reads of many pictures at once: Code 128 alone, sorted in each picture.
pub(crate) fn zbar_all(pictures: &[PathBuf]) -> Vec<Vec<String>> {
    let list: Vec<String> = pictures
        .iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    let mut arguments = vec!["--quiet", "--xml", "-Sdisable", "-Scode128.enable"];
    arguments.extend(list.iter().map(String::as_str));
    let xml = String::from_utf8(run("zbarimg", &arguments)).unwrap();
    let found: Vec<Vec<String>> = xml
        .split("<source ")
        .skip(1)
        .map(|source| {
            let mut codes: Vec<String> = source
                .split("<![CDATA[")
                .skip(1)
                .map(|data| data.split("]]>").next().unwrap().to_owned())
                .collect();
            codes.sort();
            codes
        })
        .collect();
    assert_eq!(found.len(), pictures.len(), "zbar looked at every picture");
    found
}

pub(crate) fn text_of(folder: &Path, pdf: &[u8]) -> String {
    let path = folder.join("text.pdf");
    fs::write(&path, pdf).unwrap();
    String::from_utf8(run("pdftotext", &["-layout", &path.to_string_lossy(), "-"])).unwrap()
}

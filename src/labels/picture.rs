//! A kept picture of a label in the language of another printer than the one it was made for.
//!
//! The label that was printed is never laid out anew: the order may have been mended since. Its
//! picture has one pixel for each dot, so nothing is lost but the letters' being text.

use super::error::LabelError;
use super::raster::Raster;
use super::zpl;

fn refused(cause: impl std::fmt::Display) -> LabelError {
    LabelError::Writer {
        format: "picture",
        cause: cause.to_string(),
    }
}

/// The picture of a label as ZPL II, one picture field and nothing else.
pub fn picture_zpl(png: &[u8]) -> Result<Vec<u8>, LabelError> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .map_err(refused)?;
    let (width, height) = {
        let info = reader.info();
        if (info.color_type, info.bit_depth) != (png::ColorType::Grayscale, png::BitDepth::One) {
            return Err(refused("not black and white"));
        }
        (info.width, info.height)
    };
    let across = usize::try_from(width).map_err(refused)?;
    let mut burnt = Vec::new();
    while let Some(row) = reader.next_row().map_err(refused)? {
        let dots = row
            .data()
            .iter()
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 0));
        burnt.extend(dots.take(across));
    }
    let raster = Raster::new(width, height, burnt).ok_or_else(|| refused("incomplete"))?;
    Ok(zpl::whole_picture(&raster))
}

/// One chunk of a PNG file: its name and its content.
///
/// Source: ISO/IEC 15948:2003, section 5.3 (chunk layout).
fn chunks(png: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = png.get(8..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (name, after) = after.split_at_checked(4)?;
        let (content, after) = after.split_at_checked(length)?;
        rest = after.get(4..)?;
        Some((name, content))
    })
}

/// A picture as a PDF takes it over: its size in dots, and its own compressed rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptPicture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Dots in a metre.
    pub(crate) per_metre: u64,
    /// Deflated, each row predicted as PNG does.
    pub(crate) rows: Vec<u8>,
}

impl KeptPicture {
    /// Of a black and white PNG that says its resolution, as every label's is.
    pub(crate) fn of(png: &[u8]) -> Result<Self, LabelError> {
        let reader = png::Decoder::new(std::io::Cursor::new(png))
            .read_info()
            .map_err(refused)?;
        let info = reader.info();
        if (info.color_type, info.bit_depth) != (png::ColorType::Grayscale, png::BitDepth::One) {
            return Err(refused("not black and white"));
        }
        let per_metre = info.pixel_dims.map(|dims| u64::from(dims.xppu));
        let per_metre = per_metre.filter(|dots| *dots > 0);
        Ok(Self {
            width: info.width,
            height: info.height,
            per_metre: per_metre.ok_or_else(|| refused("no resolution"))?,
            rows: chunks(png)
                .filter(|(name, _)| *name == b"IDAT")
                .flat_map(|(_, content)| content.iter().copied())
                .collect(),
        })
    }
}

/// The picture of a label as a PDF page of the label's size.
///
/// The picture's own compressed rows are taken over: PDF knows PNG's way of predicting them.
///
/// Source: ISO 32000-1:2008, section 7.4.4.4 (predictor 15) and 8.9.5 (image dictionaries).
pub fn picture_pdf(png: &[u8]) -> Result<Vec<u8>, LabelError> {
    let KeptPicture {
        width,
        height,
        per_metre,
        rows: data,
    } = KeptPicture::of(png)?;
    // Thousandths of a point: 72 in an inch of 25.4 mm.
    let length = |dots: u32| {
        let thousandths = u64::from(dots) * 72_000_000 * 10 / (254 * per_metre);
        format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
    };
    let (across, down) = (length(width), length(height));
    let drawing = format!("{across} 0 0 {down} 0 0 cm /L Do");
    let image = format!(
        "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 1\
         /Interpolate false/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent 1\
         /Columns {width}>>/Length {}>>",
        data.len()
    );
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {across} {down}]/Contents 4 0 R/Resources<</XObject<</L 5 0 R>>>>>>"
    );
    let objects: [(String, Option<&[u8]>); 5] = [
        ("<</Type/Catalog/Pages 2 0 R>>".to_owned(), None),
        ("<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(), None),
        (page, None),
        (
            format!("<</Length {}>>", drawing.len()),
            Some(drawing.as_bytes()),
        ),
        (image, Some(&data)),
    ];
    Ok(file(&objects))
}

/// A PDF file of these objects, the first of them its catalogue.
fn file(objects: &[(String, Option<&[u8]>)]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = Vec::new();
    for (place, (dictionary, stream)) in objects.iter().enumerate() {
        table.push(format!("{:010} 00000 n \n", pdf.len()));
        pdf.extend_from_slice(format!("{} 0 obj\n{dictionary}\n", place + 1).as_bytes());
        if let Some(stream) = stream {
            pdf.extend_from_slice(b"stream\n");
            pdf.extend_from_slice(stream);
            pdf.extend_from_slice(b"\nendstream\n");
        }
        pdf.extend_from_slice(b"endobj\n");
    }
    let (size, start, table) = (objects.len() + 1, pdf.len(), table.concat());
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    pdf.extend_from_slice(end.as_bytes());
    pdf
}

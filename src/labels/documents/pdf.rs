//! Writes A4 documents through printpdf, with the letters that are used and no others.
//!
//! printpdf embeds whole fonts in the build we use, which is half a megabyte a
//! weight. So the font is cut down to the document's letters first and handed
//! over with its own table of letters and widths.

use std::collections::{BTreeMap, BTreeSet};

use ab_glyph::{Font as _, GlyphId};
use printpdf::{
    Codepoint, Color, DictItem, ExternalStream, ExternalXObject, FontId, FontMetrics, Greyscale,
    LineJoinStyle, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle,
    PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect, TextItem, TextMatrix,
    WindingOrder, XObject, XObjectId, XObjectTransform,
};
use subsetter::GlyphRemapper;

use crate::labels::LabelError;
use crate::labels::page::{Area, Drawing, Ink, Item, Page, TextRun};
use crate::labels::picture::KeptPicture;
use crate::labels::preflight;
use crate::labels::typeface::Weight;

/// What an office printer does not print, on each side, in micrometres.
///
/// Assumption: laser printers reach to 4.2 mm (a sixth of an inch), ink printers further.
const UNPRINTABLE_UM: u32 = 4_200;

fn refused(cause: String) -> LabelError {
    LabelError::Writer {
        format: "PDF",
        cause,
    }
}

/// A picture on one of the pages.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// Which page, from 0.
    pub(crate) page: usize,
    /// Where on it. What stands on the page has kept this room free.
    pub(crate) area: Area,
    /// The picture; it fills the room.
    pub(crate) picture: KeptPicture,
}

/// One PDF with these pages in order; the same pages give the same bytes.
pub(crate) fn write(pages: &[Page]) -> Result<Vec<u8>, LabelError> {
    write_pictured(pages, &[])
}

/// The same with pictures on them.
pub(crate) fn write_pictured(pages: &[Page], pictures: &[Placed]) -> Result<Vec<u8>, LabelError> {
    for page in pages {
        preflight::check(page, UNPRINTABLE_UM)?;
    }
    let fonts = [
        Cut::of(Weight::Regular, pages)?,
        Cut::of(Weight::Bold, pages)?,
    ];
    let mut document = PdfDocument::new("Pakownia");
    for font in &fonts {
        document
            .resources
            .fonts
            .map
            .insert(font.id(), PdfFont::new(font.parsed()?));
    }
    document.pages = pages.iter().map(|page| sheet(page, &fonts)).collect();
    for (at, placed) in pictures.iter().enumerate() {
        let id = XObjectId(format!("Picture{at}"));
        let xobjects = &mut document.resources.xobjects.map;
        xobjects.insert(id.clone(), image(&placed.picture));
        if let (Some(page), Some(on)) =
            (pages.get(placed.page), document.pages.get_mut(placed.page))
        {
            on.ops.push(show(page, placed.area, id));
        }
    }
    let mut warnings = Vec::new();
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(refused(format!("{warning:?}")));
    }
    // The file identifier is optional and random here; without it two prints are the same bytes.
    file.trailer.remove(b"ID");
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes)
        .map_err(|error| refused(error.to_string()))?;
    Ok(bytes)
}

/// One weight of the typeface, cut down to the letters of these pages.
struct Cut {
    weight: Weight,
    /// New glyph numbers by character.
    glyphs: BTreeMap<char, u16>,
    /// Advance by new glyph number, in font units.
    advances: BTreeMap<u16, u16>,
    bytes: Vec<u8>,
}

impl Cut {
    fn of(weight: Weight, pages: &[Page]) -> Result<Self, LabelError> {
        let characters: BTreeSet<char> = pages
            .iter()
            .flat_map(|page| &page.items)
            .flat_map(Item::runs)
            .filter(|run| run.weight == weight)
            .flat_map(|run| run.text.chars())
            .collect();
        let mut remapper = GlyphRemapper::new();
        let mut cut = Self {
            weight,
            glyphs: BTreeMap::new(),
            advances: BTreeMap::new(),
            bytes: Vec::new(),
        };
        for character in characters {
            let old: GlyphId = weight.font().glyph_id(character);
            let new = remapper.remap(old.0);
            cut.glyphs.insert(character, new);
            let advance = u16::try_from(weight.advance(old)).unwrap_or(0);
            cut.advances.insert(new, advance);
        }
        cut.bytes = subsetter::subset(weight.bytes(), 0, &remapper)
            .map_err(|error| refused(error.to_string()))?;
        Ok(cut)
    }

    /// Six capitals and a plus sign say that the font is a subset.
    ///
    /// Source: ISO 32000-1:2008, section 9.6.4 (font subsets).
    fn id(&self) -> FontId {
        FontId(format!("PAKOWN+NotoSans-{:?}", self.weight))
    }

    fn parsed(&self) -> Result<ParsedFont, LabelError> {
        let units_per_em = u16::try_from(self.weight.units_per_em())
            .map_err(|error| refused(error.to_string()))?;
        let codepoints = self
            .glyphs
            .iter()
            .map(|(character, glyph)| (u32::from(*character), *glyph));
        Ok(ParsedFont::with_glyph_data(
            self.bytes.clone(),
            0,
            Some(self.id().0),
            codepoints.collect(),
            self.advances.clone(),
            units_per_em,
            // Source: the hhea table of Noto Sans 2.004.
            FontMetrics {
                ascent: 1069,
                descent: -293,
            },
        ))
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "paper is below a metre; f32 keeps it to a micrometre"
)]
fn sheet(page: &Page, fonts: &[Cut; 2]) -> PdfPage {
    let (width, height) = (
        page.width_um as f32 / 1000.0,
        page.height_um as f32 / 1000.0,
    );
    let mut ops = Vec::new();
    for item in &page.items {
        match item {
            Item::Text(run) => text(&mut ops, page, fonts, run),
            Item::Fill(area) => rectangle(&mut ops, page, *area),
            Item::Bars(bars) => bars
                .rectangles()
                .for_each(|bar| rectangle(&mut ops, page, bar)),
            Item::Matrix(matrix) => matrix
                .rectangles()
                .for_each(|square| rectangle(&mut ops, page, square)),
            Item::Drawing(drawing) => draw(&mut ops, page, fonts, drawing),
        }
    }
    PdfPage::new(Mm(width), Mm(height), ops)
}

/// A picture with its own compressed rows.
///
/// Source: ISO 32000-1:2008, section 7.4.4.4 (predictor 15) and 8.9.5 (image dictionaries).
fn image(picture: &KeptPicture) -> XObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let entries = |entries: Vec<(&str, DictItem)>| {
        let owned = entries.into_iter();
        owned.map(|(key, value)| (key.to_owned(), value)).collect()
    };
    let prediction = entries(vec![
        ("Predictor", DictItem::Int(15)),
        ("Colors", DictItem::Int(1)),
        ("BitsPerComponent", DictItem::Int(1)),
        ("Columns", DictItem::Int(picture.width.into())),
    ]);
    let dict = entries(vec![
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(picture.width.into())),
        ("Height", DictItem::Int(picture.height.into())),
        ("ColorSpace", name("DeviceGray")),
        ("BitsPerComponent", DictItem::Int(1)),
        ("Filter", name("FlateDecode")),
        ("DecodeParms", DictItem::Dict { map: prediction }),
    ]);
    XObject::External(ExternalXObject {
        stream: ExternalStream {
            dict,
            content: picture.rows.clone(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    })
}

fn show(page: &Page, area: Area, id: XObjectId) -> Op {
    Op::UseXobject {
        id,
        transform: XObjectTransform {
            translate_x: Some(Pt(points(page, area.x))),
            translate_y: Some(Pt(from_bottom(page, area.bottom()))),
            // A picture is a square of one point until it is drawn.
            scale_x: Some(points(page, area.width)),
            scale_y: Some(points(page, area.height)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        },
    }
}

/// Dots from the left as PDF points.
#[expect(clippy::cast_precision_loss, reason = "a page has a few thousand dots")]
fn points(page: &Page, dots: i32) -> f32 {
    dots as f32 * 72.0 / page.grid.dpi as f32
}

/// Dots from the top as PDF points from the bottom.
#[expect(
    clippy::cast_precision_loss,
    reason = "paper is below a metre; f32 keeps it to a micrometre"
)]
fn from_bottom(page: &Page, dots: i32) -> f32 {
    page.height_um as f32 * 72.0 / 25_400.0 - points(page, dots)
}

fn ink(ink: Ink) -> Op {
    let percent = match ink {
        Ink::Black => 0.0,
        Ink::White => 1.0,
    };
    Op::SetFillColor {
        col: Color::Greyscale(Greyscale {
            percent,
            icc_profile: None,
        }),
    }
}

fn rectangle(ops: &mut Vec<Op>, page: &Page, area: Area) {
    ops.push(ink(Ink::Black));
    ops.push(Op::DrawRectangle {
        rectangle: Rect {
            x: Pt(points(page, area.x)),
            y: Pt(from_bottom(page, area.bottom())),
            width: Pt(points(page, area.width)),
            height: Pt(points(page, area.height)),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        },
    });
}

/// Shapes, each with a thin edge, and the numbers on them.
fn draw(ops: &mut Vec<Op>, page: &Page, fonts: &[Cut; 2], drawing: &Drawing) {
    ops.push(Op::SetOutlineColor { col: grey(100) });
    ops.push(Op::SetOutlineThickness {
        pt: Pt(points(page, drawing.edge)),
    });
    ops.push(Op::SetLineJoinStyle {
        join: LineJoinStyle::Round,
    });
    for shape in &drawing.shapes {
        let corners = shape.corners.iter().map(|(x, y)| LinePoint {
            p: Point {
                x: Pt(points(page, *x)),
                y: Pt(from_bottom(page, *y)),
            },
            bezier: false,
        });
        let mode = match shape.shade {
            Some(shade) => {
                ops.push(Op::SetFillColor { col: grey(shade) });
                PaintMode::FillStroke
            }
            None => PaintMode::Stroke,
        };
        ops.push(Op::DrawPolygon {
            polygon: Polygon {
                rings: vec![PolygonRing {
                    points: corners.collect(),
                }],
                mode,
                winding_order: WindingOrder::NonZero,
            },
        });
    }
    for number in &drawing.numbers {
        text(ops, page, fonts, number);
    }
}

/// So much black of a hundred.
fn grey(black: u8) -> Color {
    Color::Greyscale(Greyscale {
        percent: 1.0 - f32::from(black.min(100)) / 100.0,
        icc_profile: None,
    })
}

fn text(ops: &mut Vec<Op>, page: &Page, fonts: &[Cut; 2], run: &TextRun) {
    let Some(font) = fonts.iter().find(|font| font.weight == run.weight) else {
        return;
    };
    let glyphs = run
        .text
        .chars()
        .filter_map(|character| {
            let glyph = font.glyphs.get(&character)?;
            Some(Codepoint::with_cid(*glyph, 0.0, character.to_string()))
        })
        .collect();
    ops.extend([
        ink(run.ink),
        Op::StartTextSection,
        Op::SetFont {
            font: PdfFontHandle::External(font.id()),
            size: Pt(points(page, run.size)),
        },
        Op::SetTextMatrix {
            matrix: TextMatrix::Translate(
                Pt(points(page, run.x)),
                Pt(from_bottom(page, run.baseline)),
            ),
        },
        Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs)],
        },
        Op::EndTextSection,
    ]);
}

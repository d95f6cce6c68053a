//! Writes A4 documents through printpdf, with the letters that are used and no others.
//!
//! printpdf embeds whole fonts in the build we use, which is half a megabyte a
//! weight. So the font is cut down to the document's letters first and handed
//! over with its own table of letters and widths.

use std::collections::{BTreeMap, BTreeSet};

use ab_glyph::{Font as _, GlyphId};
use printpdf::{
    Color, FontId, FontMetrics, Greyscale, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Point, Pt, TextItem,
};
use subsetter::GlyphRemapper;

use crate::labels::LabelError;
use crate::labels::page::{Area, Ink, Item, Page, TextRun};
use crate::labels::typeface::Weight;

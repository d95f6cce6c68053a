//! The barcode symbols beside Code 128: what they may hold, and their bars or modules.
//!
//! A symbol is made here in modules alone. How many printer dots a module has,
//! and where it stands, is the page's business.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code128;
use super::error::LabelError;

mod gs1;
mod linear;
mod matrix;
mod pdf417;
mod pdf417_table;

pub(crate) use gs1::{bracketed, elements, joined};

/// Quiet zone on both sides of Code 128, in modules.
///
/// Source: ISO/IEC 15417:2007, section 4.2 (10 X).
const CODE_128_QUIET: i32 = 10;

/// A kind of barcode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symbology {
    /// Code 128: any ASCII text.
    #[default]
    Code128,
    /// GS1-128: identifiers in brackets, each followed by its value.
    #[serde(rename = "gs1-128")]
    Gs1128,
    /// ITF-14: the 14 digits of a carton's GTIN.
    #[serde(rename = "itf-14")]
    Itf14,
    /// EAN-13: the 13 digits of an article's GTIN.
    #[serde(rename = "ean-13")]
    Ean13,
    /// EAN-8: the 8 digits of a small article's GTIN.
    #[serde(rename = "ean-8")]
    Ean8,
    /// QR code: any text.
    Qr,
    /// Data Matrix: any text.
    DataMatrix,
    /// GS1 Data Matrix: identifiers in brackets, each followed by its value.
    #[serde(rename = "gs1-data-matrix")]
    Gs1DataMatrix,
    /// PDF417: any text.
    Pdf417,
}

impl Symbology {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::Code128,
        Self::Gs1128,
        Self::Itf14,
        Self::Ean13,
        Self::Ean8,
        Self::Qr,
        Self::DataMatrix,
        Self::Gs1DataMatrix,
        Self::Pdf417,
    ];

    /// Whether it is read along one line, so that it may be as low as its paper.
    pub fn is_linear(self) -> bool {
        matches!(
            self,
            Self::Code128 | Self::Gs1128 | Self::Itf14 | Self::Ean13 | Self::Ean8
        )
    }
}

impl fmt::Display for Symbology {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Code128 => "Code 128",
            Self::Gs1128 => "GS1-128",
            Self::Itf14 => "ITF-14",
            Self::Ean13 => "EAN-13",
            Self::Ean8 => "EAN-8",
            Self::Qr => "QR",
            Self::DataMatrix => "Data Matrix",
            Self::Gs1DataMatrix => "GS1 Data Matrix",
            Self::Pdf417 => "PDF417",
        })
    }
}

/// Bars and spaces of a linear symbol, borrowed for drawing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strip<'a> {
    /// Widths of bar, space, bar … in modules.
    pub(crate) widths: &'a [u8],
    /// Empty paper on both sides, in modules.
    pub(crate) quiet: i32,
}

impl Strip<'_> {
    /// Width without quiet zones, in modules.
    pub(crate) fn modules(&self) -> i32 {
        self.widths.iter().map(|width| i32::from(*width)).sum()
    }
}

impl<'a> From<&'a code128::Symbol> for Strip<'a> {
    fn from(symbol: &'a code128::Symbol) -> Self {
        Self {
            widths: symbol.widths(),
            quiet: CODE_128_QUIET,
        }
    }
}

/// Bars and spaces of EAN and ITF symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linear {
    widths: Vec<u8>,
    quiet: i32,
}

impl<'a> From<&'a Linear> for Strip<'a> {
    fn from(linear: &'a Linear) -> Self {
        Self {
            widths: &linear.widths,
            quiet: linear.quiet,
        }
    }
}

/// The modules of a symbol that is read as an area, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Squares {
    /// Modules in a row.
    pub(crate) columns: usize,
    /// How many modules high a row is: 1 for square modules.
    pub(crate) tall: i32,
    /// Empty paper on all sides, in modules.
    pub(crate) quiet: i32,
    /// True for dark.
    pub(crate) dark: Vec<bool>,
}

impl Squares {
    /// Width and height in modules without quiet zone.
    pub(crate) fn modules(&self) -> (i32, i32) {
        let columns = self.columns.max(1);
        let whole = |count: usize| i32::try_from(count).unwrap_or(i32::MAX / 4096);
        (
            whole(columns),
            whole(self.dark.len() / columns).saturating_mul(self.tall),
        )
    }
}

/// A symbol in modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Drawn {
    Code128(code128::Symbol),
    Linear(Linear),
    Squares(Squares),
}

/// Encodes `content`, or says what this kind of symbol cannot hold.
pub(crate) fn encode(
    field: &'static str,
    symbology: Symbology,
    content: &str,
) -> Result<Drawn, LabelError> {
    if content.is_empty() {
        return Err(LabelError::EmptyCode { field });
    }
    Ok(match symbology {
        Symbology::Code128 => Drawn::Code128(code128::encode(field, content)?),
        Symbology::Gs1128 => {
            let elements = elements(field, symbology, content)?;
            Drawn::Code128(code128::encode_gs1(field, &elements)?)
        }
        Symbology::Itf14 => Drawn::Linear(linear::itf14(field, content)?),
        Symbology::Ean13 => Drawn::Linear(linear::ean13(field, content)?),
        Symbology::Ean8 => Drawn::Linear(linear::ean8(field, content)?),
        Symbology::Qr => Drawn::Squares(matrix::qr(field, content)?),
        Symbology::DataMatrix => Drawn::Squares(matrix::data_matrix(field, content)?),
        Symbology::Gs1DataMatrix => {
            let elements = elements(field, symbology, content)?;
            Drawn::Squares(matrix::gs1_data_matrix(field, &elements)?)
        }
        Symbology::Pdf417 => Drawn::Squares(pdf417::pdf417(field, content)?),
    })
}

/// A refusal because this kind of symbol cannot hold the content.
fn unfit(field: &'static str, symbology: Symbology, cause: impl fmt::Display) -> LabelError {
    LabelError::Content {
        field,
        symbology,
        cause: cause.to_string(),
    }
}

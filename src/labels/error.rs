//! Why a label or a document was not made. Nothing is cut, overprinted or guessed instead.

use thiserror::Error;

use super::symbols::Symbology;

/// A refusal to draw, naming the field at fault as it is called in the input.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LabelError {
    /// The text is too long for its place, even small and wrapped.
    #[error("{field} does not fit")]
    DoesNotFit {
        /// The field at fault.
        field: &'static str,
    },
    /// The font has no picture for this character.
    #[error("{field} holds {character:?}, which the font cannot draw")]
    NoGlyph {
        /// The field at fault.
        field: &'static str,
        /// The character that cannot be drawn.
        character: char,
    },
    /// A barcode holds ASCII characters only.
    #[error("{field} holds {character:?}, which a Code 128 symbol cannot hold")]
    NotEncodable {
        /// The field at fault.
        field: &'static str,
        /// The first character outside ASCII.
        character: char,
    },
    /// This kind of barcode holds other things.
    #[error("{field} cannot be a {symbology} symbol: {cause}")]
    Content {
        /// The field at fault.
        field: &'static str,
        /// The kind of barcode.
        symbology: Symbology,
        /// What is wrong.
        cause: String,
    },
    /// Two things at the same place.
    #[error("{field} and {other} lie on one another")]
    Overlap {
        /// One field.
        field: &'static str,
        /// The other field.
        other: &'static str,
    },
    /// Ink beside a barcode, where the scanner needs empty paper.
    #[error("{other} stands in the quiet zone of {field}")]
    QuietZone {
        /// The field of the barcode.
        field: &'static str,
        /// What stands there.
        other: &'static str,
    },
    /// Ink where the printer does not print.
    #[error("{field} lies outside of what the printer prints")]
    OutsidePaper {
        /// The field at fault.
        field: &'static str,
    },
    /// A barcode needs at least one character.
    #[error("{field} is empty, so there is nothing to put into its barcode")]
    EmptyCode {
        /// The field at fault.
        field: &'static str,
    },
    /// A label cannot go out without this.
    #[error("{field} is empty")]
    Missing {
        /// The field at fault.
        field: &'static str,
    },
    /// "Parcel 3/2" would stop a sorter.
    #[error("parcel {index} of {count} does not exist")]
    ParcelNumber {
        /// Which parcel was asked for, counted from 1.
        index: u32,
        /// How many there are.
        count: u32,
    },
    /// The resolution is outside what printers have.
    #[error("{dpi} dpi is outside 150 to 1200")]
    Resolution {
        /// Dots per inch asked for.
        dpi: u32,
    },
    /// The writer of the file format refused what we drew.
    #[error("the {format} writer refused the page: {cause}")]
    Writer {
        /// PDF or PNG.
        format: &'static str,
        /// What the writer said.
        cause: String,
    },
}

impl LabelError {
    /// The refusal's name, for machines.
    pub fn name(&self) -> &'static str {
        match self {
            Self::DoesNotFit { .. } => "DoesNotFit",
            Self::NoGlyph { .. } => "NoGlyph",
            Self::NotEncodable { .. } => "NotEncodable",
            Self::Content { .. } => "Content",
            Self::Overlap { .. } => "Overlap",
            Self::QuietZone { .. } => "QuietZone",
            Self::OutsidePaper { .. } => "OutsidePaper",
            Self::EmptyCode { .. } => "EmptyCode",
            Self::Missing { .. } => "Missing",
            Self::ParcelNumber { .. } => "ParcelNumber",
            Self::Resolution { .. } => "Resolution",
            Self::Writer { .. } => "Writer",
        }
    }

    /// The field at fault, where it is one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::DoesNotFit { field }
            | Self::NoGlyph { field, .. }
            | Self::NotEncodable { field, .. }
            | Self::Content { field, .. }
            | Self::Overlap { field, .. }
            | Self::QuietZone { field, .. }
            | Self::OutsidePaper { field }
            | Self::EmptyCode { field }
            | Self::Missing { field } => Some(field),
            Self::ParcelNumber { .. } | Self::Resolution { .. } | Self::Writer { .. } => None,
        }
    }
}

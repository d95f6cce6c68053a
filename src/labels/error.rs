//! Why a label or a document was not made. Nothing is cut, overprinted or guessed instead.

use thiserror::Error;

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

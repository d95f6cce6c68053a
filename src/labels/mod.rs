//! Bytes for paper: labels, packing slips, pick lists, sheets, and the symbols on them.
//!
//! A label is laid out once, in whole dots of the printer's grid, and then
//! written as PDF or as a picture. What does not fit or cannot be drawn is
//! refused by the name of its field; nothing on paper is cut or covered.

pub mod code128;
pub mod documents;
mod error;
mod label;
mod layout;
mod page;
mod pdf;
mod png;
pub mod sheets;
mod typeface;
mod words;

pub use error::LabelError;
pub use label::{Address, LabelSize, ShippingLabel};
pub use typeface::{BOLD_TTF, REGULAR_TTF};
pub use words::{DocumentWords, LabelWords};

/// Resolution of the usual thermal label printer, in dots per inch.
///
/// Source: Zebra ZD421 data sheet (8 dots per millimetre, sold as 203 dpi).
pub const THERMAL_DPI: u32 = 203;

/// The label as a PDF of exactly the paper's size, bars on the grid of a `dpi` printer.
///
/// Print it without scaling. The same label gives the same bytes.
pub fn label_pdf(label: &ShippingLabel, dpi: u32) -> Result<Vec<u8>, LabelError> {
    let page = layout::shipping_label(label, dpi)?;
    pdf::write(label.order_no.as_str(), &[page])
}

/// The label as a black and white PNG, one pixel for each dot of a `dpi` printer.
pub fn label_png(label: &ShippingLabel, dpi: u32) -> Result<Vec<u8>, LabelError> {
    png::write(&layout::shipping_label(label, dpi)?)
}

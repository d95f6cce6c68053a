//! Bytes for paper: labels, packing slips, pick lists, sheets, and the symbols on them.
//!
//! A label is laid out once, in whole dots of the printer's grid, and then
//! written as PDF, as ZPL or as a picture. What does not fit or cannot be drawn is
//! refused by the name of its field; nothing on paper is cut or covered.

mod address;
mod card;
pub mod code128;
pub mod documents;
mod error;
mod label;
mod layout;
mod letter;
mod logistic;
mod page;
mod pdf;
mod picture;
mod png;
mod preflight;
mod raster;
mod said;
pub mod sheets;
pub mod symbols;
mod typeface;
mod words;
mod zpl;

use serde::{Deserialize, Serialize};

use self::page::Page;

pub use card::CardLabel;
pub use error::LabelError;
pub use label::{Address, LabelSize, Orientation, ShippingLabel};
pub use letter::alert_letter;
pub use logistic::{LogisticLabel, LogisticPaper};
pub use picture::{picture_pdf, picture_zpl};
pub use said::{entry_reason, figure_how, record_fault};
pub use typeface::{BOLD_TTF, REGULAR_TTF};
pub use words::{CustomsWords, DocumentWords, DossierWords, HandOverWords, LabelWords};
pub use zpl::ZplText;

/// Resolution of the usual thermal label printer, in dots per inch.
///
/// Source: Zebra ZD421 data sheet (8 dots per millimetre, sold as 203 dpi).
pub const THERMAL_DPI: u32 = 203;

/// Resolutions that printers have, in dots per inch.
pub const RESOLUTIONS: std::ops::RangeInclusive<u32> = 150..=1200;

/// Any label that we draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "label")]
pub enum Label {
    /// For a parcel on its way to a customer.
    Shipping(Box<ShippingLabel>),
    /// For a pallet or carton on its way to a warehouse.
    Logistic(Box<LogisticLabel>),
    /// For a place, a box, a person or a command.
    Card(CardLabel),
}

impl Label {
    fn page(&self, dpi: u32) -> Result<Page, LabelError> {
        match self {
            Self::Shipping(label) => layout::shipping_label(label, dpi),
            Self::Logistic(label) => logistic::logistic_label(label, dpi),
            Self::Card(label) => card::card_label(label, dpi),
        }
    }

    fn title(&self) -> &str {
        match self {
            Self::Shipping(label) => label.order_no.as_str(),
            Self::Logistic(_) => "SSCC",
            Self::Card(label) => &label.code,
        }
    }

    /// The label as a PDF of the paper's size in whole dots, bars on the grid of a `dpi` printer.
    ///
    /// Print it without scaling. The same label gives the same bytes.
    pub fn pdf(&self, dpi: u32) -> Result<Vec<u8>, LabelError> {
        pdf::write(self.title(), &[self.page(dpi)?])
    }

    /// The label as a black and white PNG, one pixel for each dot of a `dpi` printer.
    pub fn png(&self, dpi: u32) -> Result<Vec<u8>, LabelError> {
        png::write(&self.page(dpi)?)
    }

    /// The label as ZPL II for a `dpi` printer, one label and nothing that outlasts it.
    ///
    /// What anybody wrote on the label is data in there: no text can become a command.
    pub fn zpl(&self, dpi: u32, text: ZplText) -> Result<Vec<u8>, LabelError> {
        Ok(zpl::write(&self.page(dpi)?, text))
    }
}

/// Many labels as one PDF, a page each.
pub fn labels_pdf(title: &str, labels: &[Label], dpi: u32) -> Result<Vec<u8>, LabelError> {
    let pages: Result<Vec<Page>, LabelError> = labels.iter().map(|label| label.page(dpi)).collect();
    pdf::write(title, &pages?)
}

/// See [`Label::pdf`].
pub fn label_pdf(label: &ShippingLabel, dpi: u32) -> Result<Vec<u8>, LabelError> {
    let page = layout::shipping_label(label, dpi)?;
    pdf::write(label.order_no.as_str(), &[page])
}

/// See [`Label::png`].
pub fn label_png(label: &ShippingLabel, dpi: u32) -> Result<Vec<u8>, LabelError> {
    png::write(&layout::shipping_label(label, dpi)?)
}

/// See [`Label::zpl`].
pub fn label_zpl(label: &ShippingLabel, dpi: u32, text: ZplText) -> Result<Vec<u8>, LabelError> {
    Ok(zpl::write(&layout::shipping_label(label, dpi)?, text))
}

//! What a lead asks a running bench for: figures, documents, products' records.

use std::path::PathBuf;

use super::figures::FigureAsked;
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::{Badge, OrderNo, Sku};
use crate::domain::record_audit::PhotoFault;

/// To whom a pick list is handed out, as far as that is said: errors of picking are told apart by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandOut {
    /// Who picks.
    pub picker: Option<Badge>,
    /// The wave, by the shop's own name.
    pub wave: Option<String>,
}

impl HandOut {
    /// From what was typed; blanks say nothing.
    pub fn typed(picker: &str, wave: &str) -> Self {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Self {
            picker: said(picker).map(Badge),
            wave: said(wave),
        }
    }
}

/// Figures that a lead reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// Orders, lines, refusals, first-pass yield.
    Shift,
    /// Where mis-picks come from.
    MisPicks,
    /// All figures of some days, with their limits.
    All,
    /// Which orders will miss their lorry.
    Lorries,
    /// Catalogue weights that parcels contradict.
    Weights,
    /// Products' records in which something is missing or doubtful.
    Audit,
    /// Yesterday on one page.
    Radar,
    /// The last whole week beside the one before.
    Week,
}

/// Figures with the time they are asked for, in local days, `YYYY-MM-DD`, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The statistics of some days.
    Shift {
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// Whose.
        benches: BenchChoice,
    },
    /// The mis-picks of some days.
    MisPicks {
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// Whose.
        benches: BenchChoice,
    },
    /// The figures of some days.
    Figures {
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// Whose.
        benches: BenchChoice,
    },
    /// One of them, told apart.
    FigureBy(FigureAsked),
    /// What lies behind one row of it.
    FigureBehind(FigureAsked, String),
    /// The board on the wall.
    Board,
    /// The lorries of the coming hours.
    Lorries,
    /// The weights as they are known now.
    Weights,
    /// How deeply orders are verified, and what other targets would ask for.
    Verification,
}

/// What a lead does on the screen of products' records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordsEvent {
    /// The screen is open now, or it is not any more: only while it is, scans name products to be looked at.
    IsOpen(bool),
    /// Look at this product.
    LookAt(Sku),
    /// A code was scanned.
    Scanned(String),
    /// Take a photo in for this product; the newest of the folder where photos arrive when no file is given.
    Photograph(Sku, Option<PathBuf>),
    /// It was taken in, or why not.
    PhotoTaken(Sku, Result<String, PhotoFault>),
}

/// A document that a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The pick list of one order, or of several by trolley position.
    PickList {
        /// Who gets it.
        to: HandOut,
        /// The orders.
        orders: Vec<OrderNo>,
    },
    /// What became of an order, for a claim.
    Dossier {
        /// The order's number, a parcel's tracking number, or a unit's serial number.
        of: String,
    },
    /// The sheet of command cards.
    CommandSheet,
    /// The scanner's set-up sheet with the self-test barcode.
    ScannerSheet,
    /// The card with which the check of the devices tries the scanner.
    TestCard,
    /// A card for each set-up of a bench that has a name.
    StationCards,
    /// Badges of all workers.
    Badges,
    /// The codes of all packagings.
    PackagingSheet,
    /// The codes of all places.
    LocationSheet,
    /// Codes of totes.
    ToteSheet {
        /// How many.
        count: u32,
    },
}

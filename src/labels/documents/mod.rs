//! A4 papers of the warehouse: packing slips, pick lists, sheets of cards with barcodes, reports.
//!
//! Everything printed is handed in as words and numbers; nothing is looked up
//! here and no clock is read.

mod cards;
mod columns;
mod customs;
mod dossier;
mod handover;
mod packed_box;
mod pdf;
mod pick;
mod report;
mod sheet;
mod slip;
mod tiles;
mod widths;

pub(crate) use cards::symbology_of;
pub use cards::{Card, CardSheet, ScannerSheet, card_sheet, scanner_sheet};
pub use customs::{CustomsDeclaration, DeclaredGoods, customs_declaration};
pub use dossier::{DossierLabel, DossierParcel, DossierRow, OrderDossier, order_dossier};
pub use handover::{HandOverList, HandOverRow, hand_over_list};
pub use packed_box::{BoxPicture, PicturedUnit};
pub use pick::{PickList, PickRow, TrolleyList, TrolleyRow, pick_list, trolley_list};
pub use report::{MadeAt, report_paper};
pub use slip::{PackedParcel, PackingSlip, SlipLine, packing_slip};

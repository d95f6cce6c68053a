//! Parcels for the carrier: whose list a parcel belongs on, and what keeps it off.
//!
//! A carrier's driver takes what is on one list, closed by scanning each parcel onto it.

use serde::{Deserialize, Serialize};

use super::barcode::without_identifier;
use super::gs1::Sscc;
use super::ids::{OrderNo, TrackingNo};

/// A parcel as it stands before a hand-over, found by the number on its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelFound {
    /// The number on its label.
    pub tracking: TrackingNo,
    /// What this bench knows of it; `None` for a parcel that only another bench knows so far.
    pub known: Option<KnownParcel>,
    /// The list it is on already.
    pub on_list: Option<String>,
}

/// A parcel that this bench knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownParcel {
    /// Its order.
    pub order: OrderNo,
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// Who carries it; `None` when the order itself is not here any more.
    pub carrier: Option<String>,
    /// What keeps it in the house.
    pub obstacle: Option<Obstacle>,
}

/// What keeps a parcel in the house, whichever list it belongs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It is open: being packed, or opened again.
    NotClosed,
    /// It goes under a substitute label; the real one is owed.
    LabelOwed,
    /// The shop cancelled its order.
    Cancelled,
    /// Somebody has to open it first: order and parcel tell different things.
    ToUnpack,
}

/// The list that is being filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenManifest {
    /// Its number.
    pub manifest: String,
    /// Whose it is.
    pub carrier: String,
}

/// A carrier, and how many parcels wait for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarrierDue {
    /// The carrier, as the settings name it.
    pub carrier: String,
    /// Closed parcels that are on no list.
    pub parcels: u32,
}

/// What becomes of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListEnd {
    /// The driver takes it.
    Close,
    /// More parcels come.
    GoOn,
}

/// The number of the list that is opened as this entry of a bench's journal.
///
/// Unique among all benches; of the random number of the bench's life only the end, so that people and
/// a barcode can carry it: a bench has had a handful of lives.
pub fn manifest_number(station: &str, epoch: u64, entry: u64) -> String {
    format!("{station}-{:04x}-{entry}", epoch & 0xFFFF)
}

/// The number of a parcel that a code may carry, the likeliest first: without what the scanner says
/// of the symbol, and without the application identifier of an SSCC.
///
/// Source: GS1 General Specifications, 3.2: AI (00) stands before the 18 digits of an SSCC.
pub fn numbers_in(code: &str) -> Vec<TrackingNo> {
    let whole: String = without_identifier(code)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| sign.to_ascii_uppercase())
        .collect();
    let inner = whole
        .strip_prefix("00")
        .filter(|digits| digits.len() == 18)
        .map(|digits| TrackingNo(digits.to_owned()));
    inner.into_iter().chain([TrackingNo(whole)]).collect()
}

/// Whether a number was given by this shop: an SSCC under its company prefix with a right check digit.
pub fn is_own_number(number: &TrackingNo, company_prefix: &str) -> bool {
    number.as_str().parse::<Sscc>().is_ok()
        && number
            .as_str()
            .get(1..)
            .is_some_and(|digits| digits.starts_with(company_prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_however_it_was_read() {
        let number = TrackingNo("059000000000000015".to_owned());
        for code in [
            "059000000000000015",
            "00059000000000000015",
            "]C100059000000000000015",
            "(00)059000000000000015",
        ] {
            assert!(numbers_in(code).contains(&number), "{code}");
        }
    }

    #[test]
    fn only_numbers_under_the_shops_own_prefix_are_its_own() {
        let own = |number: &str| is_own_number(&TrackingNo(number.to_owned()), "5900000");
        assert!(own("059000000000000015"));
        assert!(!own("059000000000000016"), "wrong check digit");
        assert!(!own("003590077312345678"), "another company");
        assert!(!own("5901234123457"), "goods");
    }
}

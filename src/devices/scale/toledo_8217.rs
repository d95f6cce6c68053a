//! Toledo 8217, the language of till scales: Mettler Ariva and Viva, and others as "ECR".
//!
//! A weight comes only at rest; in motion and out of range a status byte comes instead.
//! The protocol does not name the unit.
//!
//! Source: Transcell, PC 150 manual, B.1.4 "Toledo 8213 demand format" (`W`, `Z`; weight
//! record and status byte: bit 0 motion, 1 out of range, 2 under zero, 3 outside the zero
//! capture range, 4 centre of zero); Brecknell, Model 67 manual, page 71, the same for 8217
//! with `N` behind a net weight.
//!
//! Assumption: three decimals are kilograms; two decimals are pounds and are refused.

use crate::devices::error::ScaleFault;

use super::reading::{Reading, Saying, garbled, signed_grams};

/// Weight, or the status where there is none.
pub(super) const ASK: &[u8] = b"W";
/// Zero.
pub(super) const ZERO: &[u8] = b"Z";

const MOTION: u8 = 0b0_0001;
const OUT_OF_RANGE: u8 = 0b0_0010;
const UNDER_ZERO: u8 = 0b0_0100;
const NEEDS_ZERO: u8 = 0b0_1000;

/// Reads what stood between STX and CR.
pub(super) fn read(record: &[u8]) -> Result<Saying, ScaleFault> {
    if let [b'?', status] = record {
        return Ok(of_status(*status));
    }
    let text = std::str::from_utf8(record).map_err(|_not_text| garbled(record))?;
    let (number, is_net) = match text.strip_suffix('N') {
        Some(number) => (number, true),
        None => (text, false),
    };
    let (whole, decimals) = number.split_once('.').ok_or_else(|| garbled(record))?;
    match (whole.len(), decimals.len()) {
        (1..=3, 3) => {}
        (1..=4, 2) => return Err(ScaleFault::UnknownUnit { unit: "lb".into() }),
        _ => return Err(garbled(record)),
    }
    if !whole.bytes().all(|b| b.is_ascii_digit()) {
        return Err(garbled(record));
    }
    let grams = signed_grams(number, true).ok_or_else(|| garbled(record))?;
    Ok(Saying::shows_net(Reading::stable(grams), is_net))
}

/// The worst that the status tells. Bit 7 is parity, bits 5 and 6 differ between makers.
fn of_status(status: u8) -> Saying {
    let has = |bit| status & bit != 0;
    if has(OUT_OF_RANGE) {
        Saying::shows(Reading::Over)
    } else if has(UNDER_ZERO) {
        Saying::shows(Reading::Under)
    } else if has(MOTION) {
        Saying::shows(Reading::Moving(None))
    } else if has(NEEDS_ZERO) {
        Saying::shows(Reading::NeedsZero)
    } else {
        // All is well: the answer to Z.
        Saying::Understood
    }
}

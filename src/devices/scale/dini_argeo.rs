//! Dini Argeo indicators, standard string.
//!
//! Source: Dini Argeo, 3590 series technical manual E-AF03 05.01, 5.4 "Transmission
//! protocols": `[CC]HH,KK,PPPPPPPP,UM` with `ST`, `US`, `OL`, `UL`, then `NT` or `GS`,
//! eight characters of weight, and `Kg`, `g`, `t` or `lb`. DGT4X technical manual, "Serial
//! commands": READ, TARE, ZERO; `OK`, `ERR01` to `ERR04`. The address CC stands there on
//! RS-485 alone.

use crate::devices::error::ScaleFault;

use super::reading::{Reading, Saying, garbled, mass_in};

/// Weight at once, still or moving.
pub(super) const ASK: &[u8] = b"READ\r\n";
/// Zero.
pub(super) const ZERO: &[u8] = b"ZERO\r\n";
/// Semi-automatic tare.
pub(super) const TARE: &[u8] = b"TARE\r\n";

/// Reads one line.
pub(super) fn read(text: &str) -> Result<Saying, ScaleFault> {
    let text = text.trim_end();
    match text {
        // Understood, which "does not imply that the command is executed".
        "OK" => return Ok(Saying::Understood),
        "ERR03" => return Ok(Saying::Busy),
        "ERR01" | "ERR02" | "ERR04" => return Err(ScaleFault::UnknownCommand),
        _ => {}
    }
    let mut fields = text.split(',');
    let mut next = || fields.next().ok_or_else(|| garbled(text));
    let (status, kind, weight, unit) = (next()?, next()?, next()?, next()?);
    let is_net = match kind {
        "NT" => true,
        "GS" => false,
        _ => return Err(garbled(text)),
    };
    // A field too many, or a weight that has lost a character.
    if fields.next().is_some() || weight.len() < 8 {
        return Err(garbled(text));
    }
    let reading = match without_address(status) {
        "ST" => Reading::stable(mass_in(weight, unit)?),
        "US" => Reading::moving(mass_in(weight, unit)?),
        "OL" => Reading::Over,
        "UL" => Reading::Under,
        _ => return Err(garbled(text)),
    };
    Ok(Saying::shows_net(reading, is_net))
}

fn without_address(status: &str) -> &str {
    match status.split_at_checked(2) {
        Some((address, status)) if address.bytes().all(|b| b.is_ascii_digit()) => status,
        _ => status,
    }
}

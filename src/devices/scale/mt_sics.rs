//! Mettler Toledo Standard Interface Command Set, level 0 and 1.
//!
//! Source: Mettler Toledo, Reference Manual MT-SICS 11780711B, 3.2 "Response formats" and
//! the commands S, SI, Z, T: `S S     100.00 g` at rest, `S D     129.07 g` moving, `S I`
//! not now, `S +` and `S -` above and below the range; `Z A`, `T S     100.00 g` done;
//! errors `ES`, `ET`, `EL` of 3.2.3.

use crate::devices::error::ScaleFault;

use super::reading::{Reading, Saying, garbled, mass};

/// Weight at once, still or moving.
pub(super) const ASK: &[u8] = b"SI\r\n";
/// Zero as soon as the pan is at rest.
pub(super) const ZERO: &[u8] = b"Z\r\n";
/// Tare as soon as the pan is at rest.
pub(super) const TARE: &[u8] = b"T\r\n";

/// Reads one line.
pub(super) fn read(text: &str) -> Result<Saying, ScaleFault> {
    let text = text.trim_end();
    match text {
        "ES" => return Err(ScaleFault::UnknownCommand),
        "ET" | "EL" | "S I" | "SI I" => return Ok(Saying::Busy),
        "S +" | "SI +" => return Ok(Saying::shows(Reading::Over)),
        "S -" | "SI -" => return Ok(Saying::shows(Reading::Under)),
        "Z A" => return Ok(Saying::Done),
        "Z I" | "Z +" | "Z -" | "T I" | "T +" | "T -" => return Ok(Saying::Refused),
        _ => {}
    }
    if let Some(tare) = text.strip_prefix("T S ") {
        return mass(tare.trim_start()).map(|_tare| Saying::Done);
    }
    if let Some(rest) = text.strip_prefix("S S ") {
        return Ok(Saying::shows(Reading::stable(mass(rest.trim_start())?)));
    }
    if let Some(rest) = text.strip_prefix("S D ") {
        return Ok(Saying::shows(Reading::moving(mass(rest.trim_start())?)));
    }
    Err(garbled(text))
}

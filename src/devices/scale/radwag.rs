//! Radwag scales and indicators.
//!
//! Source: Radwag, WTC series user manual, chapter 21 "Communication protocol" (frame of
//! `S`, `SI`; answers `A`, `D`, `I`, `^`, `v`, `E`, `ES`), and WLT-L series user manual,
//! 26.4 (stability character, sign, mass in 9 columns, unit in 3). Examples of the manuals:
//! `SI ?       18.5 kg ` and `S     -      8.5 g  `.

use crate::devices::error::ScaleFault;

use super::reading::{Reading, Saying, garbled, mass};

/// Weight at once, still or moving.
pub(super) const ASK: &[u8] = b"SI\r\n";
/// Zero, and tare.
pub(super) const ZERO: &[u8] = b"Z\r\n";
/// Takes the load as tare.
pub(super) const TARE: &[u8] = b"T\r\n";

/// Reads one line by its fields and not by its columns, because models drop single spaces.
pub(super) fn read(text: &str) -> Result<Saying, ScaleFault> {
    let text = text.trim_end();
    if text == "ES" {
        return Err(ScaleFault::UnknownCommand);
    }
    let command_end = text.find(' ').unwrap_or(text.len());
    let (command, rest) = text.split_at(command_end);
    let rest = rest.trim_start();
    if matches!(command, "Z" | "T") {
        return match rest {
            "A" => Ok(Saying::Understood),
            "D" => Ok(Saying::Done),
            "^" | "v" | "E" | "I" => Ok(Saying::Refused),
            _ => Err(garbled(text)),
        };
    }
    if !matches!(command, "S" | "SI" | "SU" | "SUI") {
        return Err(garbled(text));
    }
    match rest {
        "A" => Ok(Saying::Understood),
        "I" | "E" => Ok(Saying::Busy),
        _ => weight(rest).map(Saying::shows),
    }
}

/// The stability mark, then the mass. Behind `^` and `v` stand digits that are no weight.
fn weight(rest: &str) -> Result<Reading, ScaleFault> {
    if rest.starts_with('^') {
        return Ok(Reading::Over);
    }
    if rest.starts_with('v') {
        return Ok(Reading::Under);
    }
    match rest.strip_prefix('?') {
        Some(moving) => mass(moving.trim_start()).map(Reading::moving),
        None => mass(rest).map(Reading::stable),
    }
}

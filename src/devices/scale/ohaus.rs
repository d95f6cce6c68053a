//! Ohaus scales and indicators.
//!
//! Source: Ohaus, Defender 3000 metal indicator manual, 5.2 "Output format": polarity,
//! space, weight right-justified in 7, space, unit in 5, `?` when not stable and blank when
//! stable, legend `G`, `NET` or `T`. RS232 interface manual 80251124, "Output format 2": one
//! space behind a shorter unit, then the same mark. Defender 3000, "Error codes": 8.3 above,
//! 8.4 below the range.

use crate::devices::error::ScaleFault;

use super::reading::{Reading, Saying, garbled, mass_in};

/// Weight at once, still or moving.
pub(super) const ASK: &[u8] = b"IP\r\n";
/// Zero.
pub(super) const ZERO: &[u8] = b"Z\r\n";
/// Tare.
pub(super) const TARE: &[u8] = b"T\r\n";

/// Reads one line.
pub(super) fn read(text: &str) -> Result<Saying, ScaleFault> {
    match text.trim() {
        "ES" => return Err(ScaleFault::UnknownCommand),
        "OK!" => return Ok(Saying::Understood),
        "Err 8.3" => return Ok(Saying::shows(Reading::Over)),
        "Err 8.4" => return Ok(Saying::shows(Reading::Under)),
        _ => {}
    }
    // The first two columns are sign and blank: a line that begins with a digit has lost some.
    if !text.starts_with([' ', '-']) {
        return Err(garbled(text));
    }
    let unit_start = text
        .find(|c: char| c.is_ascii_alphabetic())
        .ok_or_else(|| garbled(text))?;
    let (number, rest) = text.split_at(unit_start);
    let unit_end = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .ok_or_else(|| garbled(text))?;
    let (unit, marks) = rest.split_at(unit_end);
    // Blank means at rest, so the place of the mark must be there: a line cut behind the
    // unit has lost it.
    if marks.len() < 2 {
        return Err(garbled(text));
    }
    let grams = mass_in(number, unit)?;
    let marks = marks.trim();
    let (is_moving, legend) = match marks.strip_prefix('?') {
        Some(legend) => (true, legend.trim_start()),
        None => (false, marks),
    };
    let reading = if is_moving {
        Reading::moving(grams)
    } else {
        Reading::stable(grams)
    };
    match legend {
        "" => Ok(Saying::shows(reading)),
        "G" => Ok(Saying::shows_net(reading, false)),
        "NET" | "N" => Ok(Saying::shows_net(reading, true)),
        // The tare itself, which is no load.
        "T" => Ok(Saying::Understood),
        _ => Err(garbled(text)),
    }
}

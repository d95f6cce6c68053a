//! A&D scales with the "A&D standard format", and indicators that print it.
//!
//! Source: A&D, EK-L series instruction manual, 9-2 "Data format": header `ST` at rest,
//! `US` moving, `OL` out of range with the sign saying which way, `QT` a count; sign,
//! digits, unit: `ST,+00123.4  g`. HC-i manual, page 48: acknowledgement 06h and errors
//! `EC,En`. AD-4401 manual, 9: a second header `GS`, `NT` or `TR`: `ST,GS,+01234.5kg`.

use crate::devices::error::ScaleFault;

use super::reading::{Reading, Saying, garbled, mass};

/// Weight at once, still or moving.
pub(super) const ASK: &[u8] = b"Q\r\n";
/// The key RE-ZERO.
pub(super) const ZERO: &[u8] = b"Z\r\n";
/// The key TARE.
pub(super) const TARE: &[u8] = b"T\r\n";

/// Reads one line.
pub(super) fn read(text: &str) -> Result<Saying, ScaleFault> {
    let text = text.trim_end();
    match text {
        "\u{6}" => return Ok(Saying::Understood),
        "EC,E1" => return Err(ScaleFault::UnknownCommand),
        "EC,E2" => return Ok(Saying::Busy),
        "EC,E7" => return Ok(Saying::Refused),
        _ => {}
    }
    let (header, rest) = text.split_once(',').ok_or_else(|| garbled(text))?;
    let (tared, data) = match rest.split_once(',') {
        Some(("GS", data)) => (Some(false), data),
        Some(("NT", data)) => (Some(true), data),
        // The tare itself: asked for by somebody else, and no load.
        Some(("TR", data)) => return mass(data).map(|_tare| Saying::Understood),
        Some(_) => return Err(garbled(text)),
        None => (None, rest),
    };
    // The sign always stands there; without it the line has lost its beginning.
    if !data.starts_with(['+', '-']) {
        return Err(garbled(text));
    }
    let reading = match header {
        "ST" => Reading::stable(mass(data)?),
        "US" => Reading::moving(mass(data)?),
        "OL" if data.starts_with('-') => Reading::Under,
        "OL" => Reading::Over,
        "QT" => return Err(ScaleFault::UnknownUnit { unit: "pcs".into() }),
        _ => return Err(garbled(text)),
    };
    Ok(tared.map_or_else(
        || Saying::shows(reading),
        |is_net| Saying::shows_net(reading, is_net),
    ))
}

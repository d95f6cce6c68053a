//! CAS indicators, format of 22 bytes.
//!
//! Source: CAS, CI-600D series owner's manual, 10-1 "CAS 22Bytes Format": `ST`, `US` or
//! `OL`, comma, `GS` or `NT`, comma, device number, lamps, comma, eight characters of
//! weight, a blank, `kg`, CR LF; lamps: bit 7 always 1, bit 6 at rest, bit 5 always 0,
//! bit 0 zero. Appendix 1: commands `ddRW`, `ddMZ`, `ddMT`, repeated when done, `!` when
//! not done, `?` when not known.
//!
//! Assumption: the device number is 1, as shipped.

use crate::devices::error::ScaleFault;

use super::reading::{Reading, Saying, garbled, mass_in};

/// Weight at once, still or moving.
pub(super) const ASK: &[u8] = b"01RW\r\n";
/// The key ZERO.
pub(super) const ZERO: &[u8] = b"01MZ\r\n";
/// The key TARE.
pub(super) const TARE: &[u8] = b"01MT\r\n";

const LAMP_ALWAYS: u8 = 0b1000_0000;
const LAMP_AT_REST: u8 = 0b0100_0000;
const LAMP_NEVER: u8 = 0b0010_0000;

/// Reads one line; the lamps are no text.
pub(super) fn read(line: &[u8]) -> Result<Saying, ScaleFault> {
    match line.trim_ascii() {
        b"01MZ" | b"01MT" => return Ok(Saying::Done),
        b"!" => return Ok(Saying::Refused),
        b"?" => return Err(ScaleFault::UnknownCommand),
        b"01RW" => return Ok(Saying::Understood),
        _ => {}
    }
    let &[
        s1,
        s2,
        b',',
        k1,
        k2,
        b',',
        _device,
        lamps,
        b',',
        ref rest @ ..,
    ] = line
    else {
        return Err(garbled(line));
    };
    let is_marked_at_rest = lamps & LAMP_AT_REST != 0;
    let (Some((weight, unit)), true) = (
        rest.split_at_checked(8),
        rest.len() == 11 && lamps & (LAMP_ALWAYS | LAMP_NEVER) == LAMP_ALWAYS,
    ) else {
        return Err(garbled(line));
    };
    let text = |bytes| std::str::from_utf8(bytes).map_err(|_not_text| garbled(line));
    let (weight, unit) = (text(weight)?, text(unit)?);
    let is_net = match [k1, k2] {
        [b'N', b'T'] => true,
        [b'G', b'S'] => false,
        _ => return Err(garbled(line)),
    };
    let reading = match [s1, s2] {
        // Header and lamp say the same twice; where they disagree a byte was lost on the way.
        [b'S', b'T'] if is_marked_at_rest => Reading::stable(mass_in(weight, unit)?),
        [b'U', b'S'] if !is_marked_at_rest => Reading::moving(mass_in(weight, unit)?),
        [b'O', b'L'] => Reading::Over,
        _ => return Err(garbled(line)),
    };
    Ok(Saying::shows_net(reading, is_net))
}

//! USB scales of the class for points of sale: usage page 8Dh.
//!
//! Source: USB Implementers' Forum, HID Point of Sale Usage Tables 1.02 (2001), section 4:
//! weight status 1 fault, 2 stable at zero, 3 in motion, 4 stable, 5 under zero, 6 over the
//! limit, 7 needs calibration, 8 needs zero; units 2 gram, 3 kilogram. The layout of report
//! 3 (status, unit, power of ten, two bytes of weight, low byte first) as Dymo, Stamps.com
//! and Mettler Toledo ship it, after Antradar, "Dymo USB scale interface specs", 2017.

use crate::devices::error::ScaleFault;
use crate::domain::units::Grams;

use super::reading::{Reading, Saying, garbled};

/// The report of the weight.
const WEIGHT: u8 = 3;

/// Reads one report, its number first. A report without data is no weight of zero.
pub(super) fn read(report: &[u8]) -> Result<Saying, ScaleFault> {
    let &[WEIGHT, status, unit, power, low, high, ..] = report else {
        return Err(garbled(report));
    };
    let grams = || {
        grams(
            unit,
            power.cast_signed(),
            u16::from_le_bytes([low, high]),
            report,
        )
    };
    let reading = match status {
        2 => match grams()? {
            Grams(0) => Reading::Zero,
            // "At zero" with a weight: one of the two is wrong.
            _ => return Err(garbled(report)),
        },
        3 => Reading::moving(grams()?),
        4 => Reading::stable(grams()?),
        5 => Reading::Under,
        6 => Reading::Over,
        7 | 8 => Reading::NeedsZero,
        _ => return Err(garbled(report)),
    };
    Ok(Saying::shows(reading))
}

fn grams(unit: u8, power: i8, raw: u16, report: &[u8]) -> Result<Grams, ScaleFault> {
    let kilograms_are = match unit {
        2 => 0,
        3 => 3,
        0x0b => return Err(ScaleFault::UnknownUnit { unit: "oz".into() }),
        0x0c => return Err(ScaleFault::UnknownUnit { unit: "lb".into() }),
        _ => return Err(garbled(report)),
    };
    let power = i32::from(power) + kilograms_are;
    let raw = i64::from(raw);
    // More than five places either way are no scale for parcels.
    match u32::try_from(power.abs()) {
        Ok(places @ 0..=5) if power >= 0 => Ok(Grams(raw * 10_i64.pow(places))),
        Ok(places @ 1..=5) => {
            let step = 10_i64.pow(places);
            Ok(Grams((raw + step / 2) / step))
        }
        _ => Err(garbled(report)),
    }
}

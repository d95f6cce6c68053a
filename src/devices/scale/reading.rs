//! What a scale shows, and what one line or report of it can say.

use crate::domain::units::Grams;

use crate::devices::error::ScaleFault;

/// What a scale shows. Whole grams; half a gram counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// At rest, and not zero; below zero where something was lifted off after a tare.
    Stable(Grams),
    /// Still moving; the mass, where the scale tells it, is for the screen only.
    Moving(Option<Grams>),
    /// At rest at zero.
    Zero,
    /// More than the scale can weigh.
    Over,
    /// Less than the scale can show: the pan is off, or it was tared with a load.
    Under,
    /// It has lost its zero and weighs again when somebody sets it.
    NeedsZero,
    /// The scale sends what cannot be understood.
    Fault,
    /// The scale has not answered for a second.
    Stale,
}

impl Reading {
    /// A mass at rest.
    pub fn stable(grams: Grams) -> Self {
        if grams == Grams(0) {
            Self::Zero
        } else {
            Self::Stable(grams)
        }
    }

    /// A mass that still moves.
    pub fn moving(grams: Grams) -> Self {
        Self::Moving(Some(grams))
    }

    /// The mass to show on the screen, still or moving.
    pub fn shown(self) -> Option<Grams> {
        match self {
            Self::Stable(grams) => Some(grams),
            Self::Moving(grams) => grams,
            Self::Zero => Some(Grams(0)),
            Self::Over | Self::Under | Self::NeedsZero | Self::Fault | Self::Stale => None,
        }
    }

    /// The mass at rest.
    pub fn at_rest(self) -> Option<Grams> {
        match self {
            Self::Stable(grams) => Some(grams),
            Self::Zero => Some(Grams(0)),
            _ => None,
        }
    }
}

/// What the scale can be told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScaleOrder {
    /// Set the empty pan to zero.
    Zero,
    /// Take what stands there as tare.
    Tare,
}

/// What became of an order to the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderEnd {
    /// It is on its way.
    Asked,
    /// The scale did it, and shows zero.
    Done,
    /// The scale did not: too much lies on it, or it does not come to rest.
    Refused,
    /// This scale takes no such word over the wire: press its key.
    PressTheKey,
    /// No scale is connected.
    NoScale,
}

/// What one line or report says of the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The weight, or why there is none.
    pub reading: Reading,
    /// Whether a tare is taken off; `None` where the protocol does not tell.
    pub tared: Option<bool>,
}

/// What one line or report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// The weight, or why there is none.
    Shows(Shown),
    /// The command was understood; the answer follows.
    Understood,
    /// The scale cannot answer at this moment.
    Busy,
    /// It did what it was told.
    Done,
    /// It did not do what it was told.
    Refused,
}

impl Saying {
    /// A weight of which the protocol does not tell whether a tare is taken off.
    pub(super) fn shows(reading: Reading) -> Self {
        Self::Shows(Shown {
            reading,
            tared: None,
        })
    }

    /// A weight with its sign for net or gross.
    pub(super) fn shows_net(reading: Reading, is_net: bool) -> Self {
        Self::Shows(Shown {
            reading,
            tared: Some(is_net),
        })
    }
}

/// A line that its protocol does not know.
pub(super) fn garbled(line: impl AsRef<[u8]>) -> ScaleFault {
    ScaleFault::Garbled {
        line: line.as_ref().escape_ascii().to_string(),
    }
}

/// A sign, digits with or without a decimal point, and g or kg, with spaces between.
///
/// Any other unit is refused and never converted by guess. Nothing but the digits of a
/// zero ever makes a 0.
pub(super) fn mass(text: &str) -> Result<Grams, ScaleFault> {
    let unsigned = text.trim_start_matches(['+', '-', ' ']);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let number_end = unsigned.find(|c| !is_number(c)).unwrap_or(unsigned.len());
    let split = text.len() - unsigned.len() + number_end;
    let (number, unit) = text.split_at_checked(split).ok_or_else(|| garbled(text))?;
    mass_in(number, unit)
}

/// The same, where number and unit stand in fields of their own.
pub(super) fn mass_in(number: &str, unit: &str) -> Result<Grams, ScaleFault> {
    let is_kilograms = match unit.trim() {
        unit if unit.eq_ignore_ascii_case("g") => false,
        unit if unit.eq_ignore_ascii_case("kg") => true,
        "" => return Err(garbled(number)),
        unit if unit.bytes().all(|b| b.is_ascii_alphabetic() || b == b'%') => {
            return Err(ScaleFault::UnknownUnit {
                unit: unit.to_owned(),
            });
        }
        unit => return Err(garbled(format!("{number}{unit}"))),
    };
    signed_grams(number, is_kilograms).ok_or_else(|| garbled(number))
}

/// A number with its sign, in whole grams.
pub(super) fn signed_grams(number: &str, is_kilograms: bool) -> Option<Grams> {
    let number = number.trim();
    let (is_negative, digits) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let digits = digits.trim_start();
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    let grams = whole_grams(whole, fraction, is_kilograms)?;
    Some(if is_negative { Grams(0) - grams } else { grams })
}

/// Whole grams, a half and more rounded up; a negative mass like its positive twin.
fn whole_grams(whole: &str, fraction: &str, is_kilograms: bool) -> Option<Grams> {
    const MILLIONTHS: i64 = 1_000_000;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Nine digits before and six behind the point are more than any scale shows.
    if !all_digits(whole) || whole.len() > 9 || !all_digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    let millionths = whole.parse::<i64>().ok()? * MILLIONTHS + fraction;
    let step = if is_kilograms {
        MILLIONTHS / 1000
    } else {
        MILLIONTHS
    };
    Some(Grams((millionths + step / 2) / step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_gram_is_rounded_up() {
        assert_eq!(mass("0.4999 g"), Ok(Grams(0)));
        assert_eq!(mass("0.5 g"), Ok(Grams(1)));
        assert_eq!(mass("-0.5 g"), Ok(Grams(-1)));
        assert_eq!(mass("1.2345 kg"), Ok(Grams(1_235)));
        assert_eq!(mass("1,2344kg"), Ok(Grams(1_234)));
        assert_eq!(mass("-   8.5 g"), Ok(Grams(-9)));
    }

    #[test]
    fn another_unit_is_refused_and_not_taken_for_grams() {
        for unit in ["lb", "oz", "ct", "PCS", "%", "t"] {
            let fault = ScaleFault::UnknownUnit { unit: unit.into() };
            assert_eq!(mass(&format!("  2.205 {unit}")), Err(fault));
        }
    }

    #[test]
    fn what_is_no_number_is_no_mass() {
        for text in [
            "",
            "kg",
            "- kg",
            "1.2",
            "1..2 kg",
            ". kg",
            "1. kg",
            ".5 kg",
            "--1 kg",
            "+-1 g",
            "1 2 kg",
            "1 kg 7",
            "1234567890 g",
        ] {
            assert!(mass(text).is_err(), "{text:?}");
        }
    }
}

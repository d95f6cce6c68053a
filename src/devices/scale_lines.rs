//! What a line from a scale says: Radwag and MT-SICS.
//!
//! Read by fields, not by columns, because models drop single spaces. Strict
//! otherwise: a line that is not understood to the last character is no weight.
//! The parsers never make a 0 of anything but the digits of a zero.

use crate::domain::units::Grams;

use super::error::ScaleFault;
use super::scale::Reading;

/// Longest line of either protocol, with room to spare. Bytes.
pub(super) const LINE_MAX: usize = 64;

/// Which language the scale speaks. It must be set up; an unknown port is never probed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleProtocol {
    /// Radwag, and scales that can be set to it.
    Radwag,
    /// Mettler Toledo Standard Interface Command Set; also Kern, Ohaus and others.
    MtSics,
}

/// What one line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ScaleLine {
    /// The weight, or why there is none.
    Shows(Reading),
    /// The command was understood; the weight follows.
    Understood,
    /// The scale cannot answer at this moment.
    Busy,
}

impl ScaleProtocol {
    /// Asks for the weight at once, still or moving.
    pub(super) fn ask(self) -> &'static [u8] {
        match self {
            Self::Radwag | Self::MtSics => b"SI\r\n",
        }
    }

    /// Reads one line, without its line end.
    pub(super) fn read(self, line: &[u8]) -> Result<ScaleLine, ScaleFault> {
        let garbled = || ScaleFault::Garbled {
            line: line.escape_ascii().to_string(),
        };
        let text = std::str::from_utf8(line)
            .ok()
            .filter(|text| text.is_ascii());
        let text = text
            .filter(|text| text.len() <= LINE_MAX)
            .ok_or_else(garbled)?
            .trim_end();
        if text.contains(|c: char| c.is_ascii_control()) {
            return Err(garbled());
        }
        match self {
            Self::Radwag => radwag(text, garbled),
            Self::MtSics => mt_sics(text, garbled),
        }
    }
}

/// `SI`, space, stability, space, sign, mass in 9 columns, space, unit in 3 columns.
///
/// Stability: space is still, `?` moving, `^` above the range, `v` below it. Short
/// answers: `A` understood, `I` not now, `E` did not come to rest; `ES` unknown command.
///
/// Source: Radwag WTC indicator and APP scale user manuals, chapter "Communication
/// protocol", commands S and SI; examples `SI ?       18.5 kg ` and `S     -      8.5 g  `.
fn radwag(text: &str, garbled: impl Fn() -> ScaleFault) -> Result<ScaleLine, ScaleFault> {
    if text == "ES" {
        return Err(ScaleFault::UnknownCommand);
    }
    let command_end = text.find(' ').unwrap_or(text.len());
    let (command, rest) = text.split_at(command_end);
    if !matches!(command, "S" | "SI" | "SU" | "SUI") {
        return Err(garbled());
    }
    match rest.trim_start() {
        "A" => return Ok(ScaleLine::Understood),
        "I" | "E" => return Ok(ScaleLine::Busy),
        rest => match rest.strip_prefix(['?', '^', 'v']) {
            None => mass(rest, garbled).map(Reading::stable),
            Some(_) if rest.starts_with('^') => Ok(Reading::Over),
            Some(_) if rest.starts_with('v') => Ok(Reading::Under),
            Some(moving) => mass(moving.trim_start(), garbled).map(Reading::Moving),
        },
    }
    .map(ScaleLine::Shows)
}

/// `S S` still, `S D` moving, `S I` not now, `S +` above the range, `S -` below it.
///
/// Source: Mettler Toledo, Reference Manual MT-SICS 11780711, commands S and SI:
/// `S S     100.00 g`; errors `ES`, `ET` and `EL` from its chapter on error messages.
fn mt_sics(text: &str, garbled: impl Fn() -> ScaleFault) -> Result<ScaleLine, ScaleFault> {
    if text == "ES" {
        return Err(ScaleFault::UnknownCommand);
    }
    let reading = match text {
        "ET" | "EL" | "S I" | "SI I" => return Ok(ScaleLine::Busy),
        "S +" | "SI +" => Reading::Over,
        "S -" | "SI -" => Reading::Under,
        _ => {
            if let Some(rest) = text.strip_prefix("S S ") {
                Reading::stable(mass(rest.trim_start(), garbled)?)
            } else if let Some(rest) = text.strip_prefix("S D ") {
                Reading::Moving(mass(rest.trim_start(), garbled)?)
            } else {
                return Err(garbled());
            }
        }
    };
    Ok(ScaleLine::Shows(reading))
}

/// A sign, digits with or without a decimal point, and g or kg, with spaces between.
fn mass(text: &str, garbled: impl Fn() -> ScaleFault) -> Result<Grams, ScaleFault> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let text = text.trim_start();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let number_end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    let (number, unit) = text.split_at(number_end);
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let kilograms = match unit.trim() {
        "g" => false,
        "kg" => true,
        "" => return Err(garbled()),
        unit if unit.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            return Err(ScaleFault::UnknownUnit {
                unit: unit.to_owned(),
            });
        }
        _ => return Err(garbled()),
    };
    let grams = whole_grams(whole, fraction, kilograms).ok_or_else(garbled)?;
    Ok(if negative { Grams(0) - grams } else { grams })
}

/// Whole grams, a half and more rounded up; a negative mass like its positive twin.
fn whole_grams(whole: &str, fraction: &str, kilograms: bool) -> Option<Grams> {
    const MILLIONTHS: i64 = 1_000_000;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // Nine digits before and six behind the point are more than any scale shows.
    if !all_digits(whole) || whole.len() > 9 || !all_digits(fraction) || fraction.len() > 6 {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    let millionths = whole.parse::<i64>().ok()? * MILLIONTHS + fraction;
    let step = if kilograms {
        MILLIONTHS / 1000
    } else {
        MILLIONTHS
    };
    Some(Grams((millionths + step / 2) / step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn radwag_shows(line: &str) -> Result<Reading, ScaleFault> {
        shows(ScaleProtocol::Radwag, line)
    }

    fn shows(protocol: ScaleProtocol, line: &str) -> Result<Reading, ScaleFault> {
        match protocol.read(line.as_bytes())? {
            ScaleLine::Shows(reading) => Ok(reading),
            // Compared with a reading or a fault of the line, it differs from all of them.
            ScaleLine::Understood | ScaleLine::Busy => Ok(Reading::Stale),
        }
    }

    #[test]
    fn radwag_lines_of_the_manual_are_read() {
        // The two examples of the manual, spaces as printed there.
        assert_eq!(
            radwag_shows("SI ?       18.5 kg "),
            Ok(Reading::Moving(Grams(18_500)))
        );
        assert_eq!(
            radwag_shows("S     -      8.5 g  "),
            Ok(Reading::Stable(Grams(-9)))
        );
        assert_eq!(radwag_shows("SI          0.000 kg "), Ok(Reading::Zero));
        assert_eq!(radwag_shows("SI ^      35.000 kg"), Ok(Reading::Over));
        assert_eq!(radwag_shows("SI v"), Ok(Reading::Under));
        assert_eq!(
            ScaleProtocol::Radwag.read(b"S A"),
            Ok(ScaleLine::Understood)
        );
        assert_eq!(ScaleProtocol::Radwag.read(b"SI I"), Ok(ScaleLine::Busy));
        assert_eq!(ScaleProtocol::Radwag.read(b"S E"), Ok(ScaleLine::Busy));
        assert_eq!(
            ScaleProtocol::Radwag.read(b"ES"),
            Err(ScaleFault::UnknownCommand)
        );
    }

    #[test]
    fn models_that_drop_a_space_are_read_too() {
        assert_eq!(
            radwag_shows("SI ?-   1.250kg"),
            Ok(Reading::Moving(Grams(-1_250)))
        );
        assert_eq!(
            radwag_shows("SI     1.250kg"),
            Ok(Reading::Stable(Grams(1_250)))
        );
    }

    #[test]
    fn mt_sics_lines_of_the_manual_are_read() {
        let shows = |line| shows(ScaleProtocol::MtSics, line);
        assert_eq!(shows("S S     100.00 g"), Ok(Reading::Stable(Grams(100))));
        assert_eq!(shows("S D     129.07 g"), Ok(Reading::Moving(Grams(129))));
        assert_eq!(shows("S S      -1.5 g"), Ok(Reading::Stable(Grams(-2))));
        assert_eq!(shows("S +"), Ok(Reading::Over));
        assert_eq!(shows("S -"), Ok(Reading::Under));
        assert_eq!(ScaleProtocol::MtSics.read(b"S I"), Ok(ScaleLine::Busy));
        assert_eq!(
            ScaleProtocol::MtSics.read(b"ES"),
            Err(ScaleFault::UnknownCommand)
        );
    }

    #[test]
    fn half_a_gram_is_rounded_up() {
        assert_eq!(radwag_shows("SI  0.4999 g"), Ok(Reading::Zero));
        assert_eq!(radwag_shows("SI  0.5 g"), Ok(Reading::Stable(Grams(1))));
        assert_eq!(
            radwag_shows("SI  1.2345 kg"),
            Ok(Reading::Stable(Grams(1_235)))
        );
        assert_eq!(
            radwag_shows("SI  1.2344 kg"),
            Ok(Reading::Stable(Grams(1_234)))
        );
    }

    #[test]
    fn pounds_are_refused_and_not_taken_for_grams() {
        let fault = Err(ScaleFault::UnknownUnit { unit: "lb".into() });
        assert_eq!(radwag_shows("SI       2.205 lb "), fault);
    }

    #[test]
    fn what_is_cut_or_glued_is_no_weight() {
        for line in [
            "",
            "S",
            "SI",
            "SI ",
            "SI ?",
            "SI 1",
            "SI   1.250",
            "SI   1.250 ",
            "SI . kg",
            "SI 1..2 kg",
            "SI - kg",
            "I   1.250 kg",
            "SI  1.250 kgSI  1.250 kg",
            "SI  1.250 kg 7",
            "SI  1 2 kg",
            "SI  -----  kg",
            "SI \u{0}1.250 kg",
            "SI  1.25\u{e9} kg",
            "SI  1234567890 g",
        ] {
            assert!(radwag_shows(line).is_err(), "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(line in proptest::collection::vec(any::<u8>(), 0..80)) {
            for protocol in [ScaleProtocol::Radwag, ScaleProtocol::MtSics] {
                drop(protocol.read(&line));
            }
        }

        #[test]
        fn a_scale_that_moves_or_overflows_never_shows_a_still_weight(
            mark in "[?^v]",
            junk in "[ 0-9.?^v+kg-]{0,20}",
        ) {
            for line in [format!("SI {mark}{junk}"), format!("SI {mark} {junk} kg")] {
                if let Ok(ScaleLine::Shows(reading)) = ScaleProtocol::Radwag.read(line.as_bytes()) {
                    prop_assert!(!matches!(reading, Reading::Stable(_) | Reading::Zero), "{line}");
                }
            }
        }

        #[test]
        fn any_mass_is_read_to_the_gram(grams in 1..60_000_i64) {
            let line = format!("SI {:>12}.{:03} kg ", grams / 1000, grams % 1000);
            prop_assert_eq!(radwag_shows(&line), Ok(Reading::Stable(Grams(grams))));
        }
    }
}

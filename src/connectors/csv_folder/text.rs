//! What is a cell? Numbers, codes and words out of text, and text made safe to show.

use std::borrow::Cow;

use chrono::{DateTime, Datelike as _, Utc};

use crate::domain::import_problem::RowProblem;

/// Longest value in a message, in characters.
const SHOWN_MAX: usize = 80;

/// Whether a sign is invisible or changes how the text around it is shown: control characters,
/// marks that turn the writing direction, line separators, the byte order mark, the zero-width blank.
///
/// Source: Unicode Standard Annex 9, 2.1–2.5 for the direction marks.
pub(super) fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        )
}

/// A value as it may stand on a screen or in a terminal.
pub(super) fn shown(value: &str) -> String {
    let mut safe: String = value
        .chars()
        .take(SHOWN_MAX)
        .map(|sign| if is_hidden(sign) { '\u{FFFD}' } else { sign })
        .collect();
    if value.chars().nth(SHOWN_MAX).is_some() {
        safe.push('…');
    }
    safe
}

/// A whole number as people and spreadsheets write it: `330`, `1 330`, `330,0`, `330.00`.
///
/// The units are whole ones, so a fraction is refused and not rounded. Three
/// digits behind a mark are refused too: `1,500` is one and a half to some and
/// fifteen hundred to others.
pub(super) fn parse_whole(text: &str) -> Result<i64, RowProblem> {
    let text = text.trim();
    let (is_negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match text.split_once([',', '.']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = joined_thousands(whole).ok_or(RowProblem::NotANumber)?;
    match fraction {
        Some(fraction) if !is_digits(fraction) => return Err(RowProblem::NotANumber),
        Some(fraction) if fraction.len() == 3 => return Err(RowProblem::AmbiguousNumber),
        Some(fraction) if fraction.bytes().any(|digit| digit != b'0') => {
            return Err(RowProblem::Fraction);
        }
        None | Some(_) => {}
    }
    // More digits than a number holds: as far out of bounds as can be.
    let number = digits.parse().unwrap_or(i64::MAX);
    Ok(if is_negative { -number } else { number })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits without the blanks between their thousands; `None` if blanks stand anywhere else.
fn joined_thousands(text: &str) -> Option<Cow<'_, str>> {
    if is_digits(text) {
        return Some(Cow::Borrowed(text));
    }
    let mut groups = text.split([' ', '\u{A0}', '\u{202F}', '\u{2009}']);
    let mut digits = groups.next().filter(|first| is_digits(first))?.to_owned();
    let first_is_short = digits.len() <= 3;
    for group in groups {
        if !first_is_short || group.len() != 3 || !is_digits(group) {
            return None;
        }
        digits.push_str(group);
    }
    Some(Cow::Owned(digits))
}

/// Whether a spreadsheet has turned a long number into a power of ten: `2,00E+12`.
pub(super) fn is_power_of_ten(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let Some(exponent) = exponent.strip_prefix('+') else {
        return false;
    };
    let (whole, fraction) = mantissa.split_once([',', '.']).unwrap_or((mantissa, "0"));
    whole.len() == 1 && is_digits(whole) && is_digits(fraction) && is_digits(exponent)
}

/// Whether the built-in labels and any scanner can carry a code: printable ASCII.
pub(super) fn is_scannable(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// A time with its zone, as RFC 3339 writes it, of this century or the next.
pub(super) fn parse_time(text: &str) -> Result<DateTime<Utc>, RowProblem> {
    let time = DateTime::parse_from_rfc3339(text).map_err(|_e| RowProblem::BadDate)?;
    let time = time.with_timezone(&Utc);
    if (2000..2200).contains(&time.year()) {
        Ok(time)
    } else {
        Err(RowProblem::BadDate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_and_spreadsheets_write_them() {
        let good = ["330", " 330 ", "330,0", "330.0", "330,00", "0330"];
        assert!(
            good.iter().all(|text| parse_whole(text) == Ok(330)),
            "{good:?}"
        );
        let thousands = ["1330", "1 330", "1\u{a0}330", "1\u{202f}330", "1 330,00"];
        assert!(
            thousands.iter().all(|text| parse_whole(text) == Ok(1330)),
            "{thousands:?}"
        );
        assert_eq!(parse_whole("-3"), Ok(-3));
        assert_eq!(parse_whole("\u{2212}3"), Ok(-3));
    }

    #[test]
    fn what_could_be_misread_is_refused() {
        assert_eq!(parse_whole("1,5"), Err(RowProblem::Fraction));
        assert_eq!(parse_whole("1,500"), Err(RowProblem::AmbiguousNumber));
        assert_eq!(parse_whole("1.000"), Err(RowProblem::AmbiguousNumber));
        for text in [
            "", "-", "x", "330 g", "1.234,5", "12 34", "1 2345", "3,", ",5", "٣", "+5", "1e3",
        ] {
            assert_eq!(parse_whole(text), Err(RowProblem::NotANumber), "{text}");
        }
        assert_eq!(parse_whole("99999999999999999999"), Ok(i64::MAX));
    }

    #[test]
    fn a_code_that_a_spreadsheet_shortened_is_known_by_its_shape() {
        assert!(is_power_of_ten("2,00E+12"));
        assert!(is_power_of_ten("5.90123E+12"));
        assert!(!is_power_of_ten("KABEL-E+5"));
        assert!(!is_power_of_ten("2000000010014"));
    }

    #[test]
    fn a_value_cannot_command_the_terminal_that_shows_it() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c"), "a\u{fffd}[2Jb\u{fffd}c");
        assert_eq!(shown(&"x".repeat(81)), format!("{}…", "x".repeat(80)));
    }

    #[test]
    fn a_time_needs_its_zone() {
        assert!(parse_time("2026-11-17T16:39:17Z").is_ok());
        assert_eq!(
            parse_time("2026-11-17T17:39:17+01:00"),
            parse_time("2026-11-17T16:39:17Z")
        );
        for text in [
            "2026-11-17 16:39",
            "2026-11-17T16:39:17",
            "17.11.2026",
            "0001-01-01T00:00:00Z",
        ] {
            assert_eq!(parse_time(text), Err(RowProblem::BadDate), "{text}");
        }
    }
}

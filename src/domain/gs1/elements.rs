//! Element strings: what one GS1 symbol says about lot, dates, weight and contents, in a row.
//!
//! Source: GS1 General Specifications, release 25.0 (January 2025), sections 3 and 7.8.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::units::Grams;

use super::{Gs1Error, Gtin14, Sscc};

/// The separator that ends an element of variable length: ASCII 29, written for FNC1.
///
/// Source: GS1 General Specifications, section 7.8.3.
pub const SEPARATOR: char = '\u{1d}';

/// A date as GS1 prints it: YYMMDD, day 00 for "some day of this month".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Gs1Date {
    /// The last two digits of the year.
    pub year_of_century: u8,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month; absent where only year and month are printed.
    pub day: Option<u8>,
}

impl Gs1Date {
    /// The full year, for somebody who reads the date in `this_year`.
    ///
    /// Years up to 50 ahead and 49 back keep to the century they are nearest to.
    ///
    /// Source: GS1 General Specifications, section 7.12.
    pub fn year(self, this_year: u16) -> u16 {
        let century = this_year / 100 * 100;
        let year = century + u16::from(self.year_of_century);
        let ahead = i32::from(year) - i32::from(this_year);
        if ahead >= 51 {
            year.saturating_sub(100)
        } else if ahead <= -50 {
            year.saturating_add(100)
        } else {
            year
        }
    }

    /// The day meant, with day 00 taken as the last day of the month.
    ///
    /// Source: GS1 General Specifications, section 3.4.2 (a missing day means the last one).
    pub fn day_or_last(self) -> u8 {
        self.day
            .unwrap_or_else(|| days_in_month(self.year_of_century, self.month))
    }
}

fn days_in_month(year_of_century: u8, month: u8) -> u8 {
    match month {
        // 1900 and 2100 are outside the window in which these dates are read.
        2 if year_of_century.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// One thing that an element string says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Element {
    /// 00: this logistic unit.
    Sscc(Sscc),
    /// 01: this trade item.
    Gtin(Gtin14),
    /// 02: the trade items inside; how many is told by [`Element::UnitsInside`].
    Content(Gtin14),
    /// 10: the lot it was made in.
    Lot(String),
    /// 11: made on this day.
    Produced(Gs1Date),
    /// 13: packed on this day.
    Packed(Gs1Date),
    /// 15: best before this day.
    BestBefore(Gs1Date),
    /// 17: not to be used after this day.
    Expiry(Gs1Date),
    /// 21: the serial number of this very piece.
    Serial(String),
    /// 30: how many pieces a variable item holds.
    Pieces(u32),
    /// 310n: net weight; grams below one are rounded half up.
    NetWeight(Grams),
    /// 37: how many trade items are inside the logistic unit.
    UnitsInside(u32),
}

/// Where an element string is wrong, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("at character {position}: {rule}")]
pub struct ElementFault {
    /// Place of the first wrong character, counted from 0 in the text as it was given.
    pub position: usize,
    /// The rule that is broken.
    pub rule: Gs1Error,
}

/// An element string that was read to its end without fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementString {
    /// What it says, in printed order.
    pub elements: Vec<Element>,
    /// Whether a symbology identifier or a separator proved that it is one.
    ///
    /// Without either, a lost separator can let a lot swallow what follows it
    /// and still look whole: ask for another scan before booking lot or serial.
    pub marked: bool,
}

/// Symbology identifiers of symbols in which GS1 element strings stand.
///
/// Source: GS1 General Specifications, section 5.1.2, figure "symbology identifiers".
const GS1_SYMBOLOGIES: [&str; 4] = ["]C1", "]d2", "]Q3", "]e0"];

/// How the value after an identifier is written.
#[derive(Clone, Copy)]
enum Form {
    /// Always this many digits; no separator is needed after it.
    Fixed(usize),
    /// One to this many digits.
    Digits(usize),
    /// One to this many characters of set 82.
    Text(usize),
}

/// Identifiers of this version: the digits, and how the value is written.
///
/// All the fixed ones are in the table of predefined lengths, so a separator
/// after them is superfluous but harmless.
///
/// Source: GS1 General Specifications, section 3.2 (table of identifiers) and
/// figure 7.8.5-2 (predefined length).
const IDENTIFIERS: [(&str, Form); 12] = [
    ("00", Form::Fixed(18)),
    ("01", Form::Fixed(14)),
    ("02", Form::Fixed(14)),
    ("10", Form::Text(20)),
    ("11", Form::Fixed(6)),
    ("13", Form::Fixed(6)),
    ("15", Form::Fixed(6)),
    ("17", Form::Fixed(6)),
    ("21", Form::Text(20)),
    ("30", Form::Digits(8)),
    ("310", Form::Fixed(7)), // the first of the seven says where the decimal point is
    ("37", Form::Digits(8)),
];

/// Whether a separator may be left out after this identifier when more follows.
///
/// ```
/// # use pakownia::domain::gs1::is_predefined_length;
/// assert!(is_predefined_length("00"));
/// assert!(!is_predefined_length("10"));
/// ```
///
/// Source: GS1 General Specifications, figure 7.8.5-2.
pub fn is_predefined_length(identifier: &str) -> bool {
    let Some(head) = identifier.get(..2) else {
        return false;
    };
    matches!(
        head,
        "00" | "01"
            | "02"
            | "03"
            | "04"
            | "11"
            | "12"
            | "13"
            | "14"
            | "15"
            | "16"
            | "17"
            | "18"
            | "19"
            | "20"
            | "31"
            | "32"
            | "33"
            | "34"
            | "35"
            | "36"
            | "41"
    )
}

/// Takes the symbology identifier of a GS1 symbol off, if one is there.
pub fn without_symbology(scan: &str) -> (bool, &str) {
    GS1_SYMBOLOGIES
        .iter()
        .find_map(|mark| scan.strip_prefix(mark))
        .map_or((false, scan), |rest| (true, rest))
}

/// Reads a GS1 element string as a scanner sends it, separators as ASCII 29.
///
/// ```
/// # use pakownia::domain::gs1::{parse_elements, Element};
/// let read = parse_elements("]C10105901234123457\
///                            10L7\u{1d}21A-1")?;
/// assert_eq!(read.elements.len(), 3);
/// assert_eq!(read.elements[1], Element::Lot("L7".into()));
/// # Ok::<(), pakownia::domain::gs1::ElementFault>(())
/// ```
pub fn parse_elements(scan: &str) -> Result<ElementString, ElementFault> {
    let (identified, mut rest) = without_symbology(scan);
    let mut read = ElementString {
        elements: Vec::new(),
        marked: identified,
    };
    // Positions count characters, because that is what a person can point at.
    let whole = scan.chars().count();
    let here = |rest: &str| whole.saturating_sub(rest.chars().count());
    let fault = |position, rule| ElementFault { position, rule };
    if rest.is_empty() {
        return Err(fault(here(rest), Gs1Error::Empty));
    }
    while !rest.is_empty() {
        let start = here(rest);
        let (identifier, form) = IDENTIFIERS
            .iter()
            .find(|(identifier, _)| rest.starts_with(identifier))
            .copied()
            .ok_or_else(|| fault(start, Gs1Error::UnknownIdentifier))?;
        let tail = rest.strip_prefix(identifier).unwrap_or(rest);
        let (value, after) = take_value(tail, form);
        let element = element(identifier, form, value)
            .map_err(|(offset, rule)| fault(start + identifier.len() + offset, rule))?;
        let twice = read.elements.iter().any(|known| {
            std::mem::discriminant(known) == std::mem::discriminant(&element) && *known != element
        });
        if twice {
            return Err(fault(start, Gs1Error::Contradiction));
        }
        read.elements.push(element);
        rest = after;
        if let Some(next) = rest.strip_prefix(SEPARATOR) {
            read.marked = true;
            rest = next;
        }
    }
    Ok(read)
}

/// Splits the value of one element off; what is wrong with it is judged later.
fn take_value(tail: &str, form: Form) -> (&str, &str) {
    let until_separator = tail.find(SEPARATOR).unwrap_or(tail.len());
    let end = match form {
        Form::Fixed(length) => tail
            .char_indices()
            .nth(length)
            .map_or(tail.len(), |(place, _)| place)
            .min(until_separator),
        Form::Digits(_) | Form::Text(_) => until_separator,
    };
    tail.split_at_checked(end).unwrap_or((tail, ""))
}

/// Builds one element, or says at which character of the value which rule breaks.
fn element(identifier: &str, form: Form, value: &str) -> Result<Element, (usize, Gs1Error)> {
    let found = value.chars().count();
    let at_start = |rule: Gs1Error| (0, rule);
    let expected = match form {
        Form::Fixed(18) => (found != 18).then_some("18"),
        Form::Fixed(14) => (found != 14).then_some("14"),
        Form::Fixed(7) => (found != 7).then_some("7"),
        Form::Fixed(_) => (found != 6).then_some("6"),
        Form::Digits(most) => (found == 0 || found > most).then_some("1..=8"),
        Form::Text(most) => (found == 0 || found > most).then_some("1..=20"),
    };
    if let Some(expected) = expected {
        return Err((0, Gs1Error::Length { expected, found }));
    }
    for (offset, character) in value.chars().enumerate() {
        match form {
            Form::Text(_) if !in_character_set_82(character) => {
                return Err((offset, Gs1Error::Character { character }));
            }
            Form::Fixed(_) | Form::Digits(_) if !character.is_ascii_digit() => {
                return Err((offset, Gs1Error::NotDigits));
            }
            _ => {}
        }
    }
    let number = |text: &str| text.parse::<u32>().or(Err((0, Gs1Error::NotDigits)));
    match identifier {
        "00" => value.parse().map(Element::Sscc).map_err(at_start),
        "01" => value.parse().map(Element::Gtin).map_err(at_start),
        "02" => value.parse().map(Element::Content).map_err(at_start),
        "10" => Ok(Element::Lot(value.to_owned())),
        "11" => date(value).map(Element::Produced),
        "13" => date(value).map(Element::Packed),
        "15" => date(value).map(Element::BestBefore),
        "17" => date(value).map(Element::Expiry),
        "21" => Ok(Element::Serial(value.to_owned())),
        "30" => number(value).map(Element::Pieces),
        "310" => net_weight(value).map(Element::NetWeight),
        _ => number(value).map(Element::UnitsInside),
    }
}

/// Source: GS1 General Specifications, figure 7.11-1 (character set 82).
fn in_character_set_82(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!\"%&'()*+,-./:;<=>?_".contains(character)
}

fn date(value: &str) -> Result<Gs1Date, (usize, Gs1Error)> {
    let two = |from: usize| {
        value
            .get(from..from + 2)
            .and_then(|text| text.parse::<u8>().ok())
            .ok_or((from, Gs1Error::NotDigits))
    };
    let (year_of_century, month, day) = (two(0)?, two(2)?, two(4)?);
    if !(1..=12).contains(&month) {
        return Err((2, Gs1Error::Date));
    }
    if day > days_in_month(year_of_century, month) {
        return Err((4, Gs1Error::Date));
    }
    let day = (day > 0).then_some(day);
    Ok(Gs1Date {
        year_of_century,
        month,
        day,
    })
}

/// Source: GS1 General Specifications, section 3.6.2 (310n: kilograms, n decimal places, n = 0…5).
fn net_weight(value: &str) -> Result<Grams, (usize, Gs1Error)> {
    let (places, digits) = value.split_at_checked(1).ok_or((0, Gs1Error::NotDigits))?;
    let places: u32 = places.parse().or(Err((0, Gs1Error::NotDigits)))?;
    if places > 5 {
        return Err((0, Gs1Error::UnknownIdentifier));
    }
    let written: i64 = digits.parse().or(Err((1, Gs1Error::NotDigits)))?;
    Ok(Grams(if places <= 3 {
        written * 10_i64.pow(3 - places)
    } else {
        let divisor = 10_i64.pow(places - 3);
        (written + divisor / 2) / divisor
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pallet_label_is_read_to_its_end() {
        let read =
            parse_elements("]C1001061414123456789080205901234123457\u{1d}3712\u{1d}3103001250")
                .unwrap();
        assert_eq!(
            read.elements,
            [
                Element::Sscc("106141412345678908".parse().unwrap()),
                Element::Content("5901234123457".parse().unwrap()),
                Element::UnitsInside(12),
                Element::NetWeight(Grams(1250)),
            ]
        );
        assert!(read.marked);
    }

    #[test]
    fn a_medicine_box_is_read_with_its_dates() {
        let read = parse_elements("0105901234123457172802001012AB-3").unwrap();
        assert_eq!(read.elements.last(), Some(&Element::Lot("12AB-3".into())));
        assert!(!read.marked, "nothing proves that no separator was lost");
        let Some(Element::Expiry(date)) = read.elements.get(1) else {
            panic!("17 is an expiry date")
        };
        assert_eq!(
            (date.year(2026), date.month, date.day, date.day_or_last()),
            (2028, 2, None, 29)
        );
    }

    #[test]
    fn two_digit_years_stay_near_the_reader() {
        let made = |year_of_century| Gs1Date {
            year_of_century,
            month: 1,
            day: None,
        };
        assert_eq!(made(76).year(2026), 2076);
        assert_eq!(made(77).year(2026), 1977);
        assert_eq!(made(10).year(2080), 2110);
    }

    #[test]
    fn weights_are_read_with_their_decimal_point() {
        for (text, grams) in [
            ("3100000012", 12_000),
            ("3103012345", 12_345),
            ("3105012345", 123),
            ("3104000015", 2),
        ] {
            assert_eq!(
                parse_elements(text).unwrap().elements,
                [Element::NetWeight(Grams(grams))],
                "{text}"
            );
        }
    }

    #[test]
    fn a_faulty_element_string_points_at_the_character() {
        let fault = |text: &str| parse_elements(text).unwrap_err();
        let at = |position, rule| ElementFault { position, rule };
        assert_eq!(fault(""), at(0, Gs1Error::Empty));
        assert_eq!(fault("]C1"), at(3, Gs1Error::Empty));
        assert_eq!(fault("]C1\u{1d}10A"), at(3, Gs1Error::UnknownIdentifier));
        assert_eq!(fault("99X"), at(0, Gs1Error::UnknownIdentifier));
        assert_eq!(
            fault("]d2010590123412345"),
            at(
                5,
                Gs1Error::Length {
                    expected: "14",
                    found: 13
                }
            )
        );
        assert_eq!(
            fault("0105901234123458"),
            at(
                2,
                Gs1Error::CheckDigit {
                    expected: 7,
                    found: 8
                }
            )
        );
        assert_eq!(fault("0105901234I23457"), at(10, Gs1Error::NotDigits));
        assert_eq!(fault("10AB\u{1d}171302301"), at(11, Gs1Error::Date));
        assert_eq!(
            fault("171313"),
            at(
                2,
                Gs1Error::Length {
                    expected: "6",
                    found: 4
                }
            )
        );
        assert_eq!(
            fault("10zażółć"),
            at(4, Gs1Error::Character { character: 'ż' })
        );
        assert_eq!(
            fault("10\u{1d}21A"),
            at(
                2,
                Gs1Error::Length {
                    expected: "1..=20",
                    found: 0
                }
            )
        );
        assert_eq!(fault("10A\u{1d}10B"), at(4, Gs1Error::Contradiction));
        assert_eq!(fault("3106000001"), at(3, Gs1Error::UnknownIdentifier));
        assert_eq!(
            fault("37123456789"),
            at(
                2,
                Gs1Error::Length {
                    expected: "1..=8",
                    found: 9
                }
            )
        );
    }

    proptest! {
        #[test]
        fn no_scan_can_break_the_reader(scan in prop_oneof![
            any::<String>(),
            "(\\]C1)?((00|01|02|10|11|17|21|30|310|37)[0-9A-Zż\u{1d}]{0,20}){1,4}",
        ]) {
            if let Err(fault) = parse_elements(&scan) {
                prop_assert!(fault.position <= scan.chars().count());
            }
        }
    }
}

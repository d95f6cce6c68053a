//! Element strings: what one GS1 symbol says about lot, dates, weight and contents, in a row.
//!
//! Source: GS1 General Specifications, release 26.0, sections 3 and 7.8.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::units::Grams;

use super::dictionary::{Charset, Identifier, Part, identifier_at};
use super::rules::{Broken, Rule, SET_82, days_in_month};
use super::{Gs1Error, Gtin14};

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
            .unwrap_or_else(|| last_day(self.year_of_century, self.month))
    }
}

fn last_day(year_of_century: u8, month: u8) -> u8 {
    u8::try_from(days_in_month(year_of_century.into(), month.into())).unwrap_or(31)
}

/// One thing that an element string says.
#[derive(Debug, Clone)]
pub struct Element {
    /// What kind of thing.
    pub identifier: &'static Identifier,
    /// The identifier in full, for example `3103`.
    pub ai: String,
    /// What stands behind it.
    pub value: String,
}

impl Element {
    /// The last digit of an identifier whose last digit counts, for example the decimal places of a weight.
    pub fn last_digit(&self) -> Option<u32> {
        self.identifier.last?;
        self.ai.chars().last()?.to_digit(10)
    }

    /// Whether the value is a measure or an amount with its decimal point told by the identifier.
    pub fn is_measured(&self) -> bool {
        let head = self.identifier.digits.get(..2);
        matches!(head, Some("31" | "32" | "33" | "34" | "35" | "36" | "39"))
    }

    /// The value as a date, where it begins with one.
    pub fn date(&self) -> Option<Gs1Date> {
        let first = self.identifier.parts.first()?;
        if !first
            .rules
            .iter()
            .any(|rule| matches!(rule, Rule::Day | Rule::DayOrMonth))
        {
            return None;
        }
        let two = |from: usize| self.value.get(from..from + 2)?.parse::<u8>().ok();
        let day = two(4)?;
        Some(Gs1Date {
            year_of_century: two(0)?,
            month: two(2)?,
            day: (day > 0).then_some(day),
        })
    }

    /// The value as a number with its decimal point, of a measure or an amount.
    pub fn decimal(&self) -> Option<String> {
        let places = usize::try_from(self.last_digit()?).ok()?;
        let digits = format!("{:0>width$}", self.value, width = places + 1);
        let (whole, part) = digits.split_at_checked(digits.len() - places)?;
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        Some(if part.is_empty() {
            whole.to_owned()
        } else {
            format!("{whole}.{part}")
        })
    }

    /// A net or gross weight in kilograms, as grams; below one gram it is rounded half up.
    ///
    /// Source: GS1 General Specifications, section 3.6.2 (310n and 330n: kilograms, n decimal places).
    pub fn grams(&self) -> Option<Grams> {
        if !matches!(self.identifier.digits, "310" | "330") {
            return None;
        }
        let places = self.last_digit()?;
        let written: i64 = self.value.parse().ok()?;
        Some(Grams(if places <= 3 {
            written * 10_i64.pow(3 - places)
        } else {
            let divisor = 10_i64.pow(places - 3);
            (written + divisor / 2) / divisor
        }))
    }
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
#[derive(Debug, Clone, Default)]
pub struct ElementString {
    /// What it says, in printed order.
    pub elements: Vec<Element>,
    /// Whether a symbology identifier or a separator proved that it is one.
    ///
    /// Without either, a lost separator can let a lot swallow what follows it
    /// and still look whole: ask for another scan before booking lot or serial.
    pub marked: bool,
}

/// Something that an element needs beside it and that is not in the same symbol.
///
/// It may stand in another symbol on the same goods, so this is no fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The identifier that needs it.
    pub ai: String,
    /// One of these would do; `+` for both.
    pub one_of: &'static [&'static str],
}

impl ElementString {
    /// The value behind an identifier.
    pub fn value(&self, ai: &str) -> Option<&str> {
        self.element(ai).map(|element| element.value.as_str())
    }

    /// What stands behind an identifier.
    pub fn element(&self, ai: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.ai == ai)
    }

    /// The trade item that the symbol names.
    pub fn gtin(&self) -> Option<Gtin14> {
        self.value("01")?.parse().ok()
    }

    /// What its elements need and this symbol does not say.
    pub fn missing(&self) -> Vec<Missing> {
        let lacking = |element: &Element| {
            element
                .identifier
                .needs
                .iter()
                .filter(|group| !group.iter().any(|wanted| self.has_all(wanted)))
                .map(|group| Missing {
                    ai: element.ai.clone(),
                    one_of: group,
                })
                .collect::<Vec<_>>()
        };
        self.elements.iter().flat_map(lacking).collect()
    }

    fn has_all(&self, wanted: &str) -> bool {
        wanted
            .split('+')
            .all(|pattern| self.elements.iter().any(|known| fits(pattern, &known.ai)))
    }

    /// Adds an element, or says what speaks against it.
    pub(super) fn add(&mut self, element: Element) -> Result<(), Gs1Error> {
        for known in &self.elements {
            if known.ai == element.ai {
                return if known.value == element.value {
                    Ok(())
                } else {
                    Err(Gs1Error::Contradiction)
                };
            }
            if excludes(known, &element) || excludes(&element, known) {
                return Err(Gs1Error::Together {
                    one: known.ai.clone(),
                    other: element.ai,
                });
            }
        }
        self.elements.push(element);
        Ok(())
    }
}

fn excludes(one: &Element, other: &Element) -> bool {
    one.identifier
        .excludes
        .iter()
        .any(|pattern| fits(pattern, &other.ai))
}

/// Whether an identifier is meant by a pattern, in which `n` stands for any digit.
fn fits(pattern: &str, ai: &str) -> bool {
    pattern.len() == ai.len()
        && pattern
            .bytes()
            .zip(ai.bytes())
            .all(|(wanted, digit)| wanted == b'n' || wanted == digit)
}

/// Symbology identifiers of symbols in which GS1 element strings stand.
///
/// Source: GS1 General Specifications, section 5.1.2, figure "symbology identifiers".
const GS1_SYMBOLOGIES: [&str; 5] = ["]C1", "]d2", "]Q3", "]e0", "]J1"];

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
/// # use pakownia::domain::gs1::parse_elements;
/// let read = parse_elements("]C10105901234123457\
///                            10L7\u{1d}21A-1")?;
/// assert_eq!(read.elements.len(), 3);
/// assert_eq!(read.value("10"), Some("L7"));
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
        let (ai, identifier, tail) =
            begin(rest).ok_or_else(|| fault(start, Gs1Error::UnknownIdentifier))?;
        let (value, after) = take_value(identifier, tail);
        check_value(identifier, value)
            .map_err(|(offset, rule)| fault(start + ai.len() + offset, rule))?;
        let element = Element {
            identifier,
            ai: ai.to_owned(),
            value: value.to_owned(),
        };
        read.add(element).map_err(|rule| fault(start, rule))?;
        rest = after;
        if let Some(next) = rest.strip_prefix(SEPARATOR) {
            read.marked = true;
            rest = next;
        }
    }
    Ok(read)
}

/// The identifier at the beginning, and what follows it.
fn begin(rest: &str) -> Option<(&str, &'static Identifier, &str)> {
    let identifier = identifier_at(rest)?;
    let (ai, tail) = rest.split_at_checked(identifier.length())?;
    Some((ai, identifier, tail))
}

/// Splits the value of one element off; what is wrong with it is judged later.
fn take_value<'a>(identifier: &Identifier, tail: &'a str) -> (&'a str, &'a str) {
    let until_separator = tail.find(SEPARATOR).unwrap_or(tail.len());
    let end = if identifier.predefined {
        let length: usize = identifier.parts.iter().map(|part| part.most).sum();
        tail.char_indices()
            .nth(length)
            .map_or(tail.len(), |(place, _)| place)
            .min(until_separator)
    } else {
        until_separator
    };
    tail.split_at_checked(end).unwrap_or((tail, ""))
}

/// Finds a value to be written as its identifier asks for, part by part.
pub(super) fn check_value(identifier: &Identifier, value: &str) -> Result<(), Broken> {
    let found = value.chars().count();
    let mut rest = value;
    let mut at = 0;
    for part in identifier.parts {
        if rest.is_empty() && part.optional {
            return Ok(());
        }
        let end = rest
            .char_indices()
            .nth(part.most)
            .map_or(rest.len(), |(place, _)| place);
        let (own, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let length = own.chars().count();
        if length < part.least {
            return Err((0, wrong_length(identifier, found)));
        }
        check_part(part, own).map_err(|(offset, rule)| (at + offset, rule))?;
        rest = after;
        at += length;
    }
    if rest.is_empty() {
        Ok(())
    } else {
        Err((0, wrong_length(identifier, found)))
    }
}

fn wrong_length(identifier: &Identifier, found: usize) -> Gs1Error {
    let needed = identifier.parts.iter().filter(|part| !part.optional);
    Gs1Error::ValueLength {
        least: needed.map(|part| part.least).sum(),
        most: identifier.parts.iter().map(|part| part.most).sum(),
        found,
    }
}

fn check_part(part: &Part, value: &str) -> Result<(), Broken> {
    for (offset, character) in value.chars().enumerate() {
        if !is_of(part.charset, character) {
            return Err((
                offset,
                if part.charset == Charset::Digits {
                    Gs1Error::NotDigits
                } else {
                    Gs1Error::Character { character }
                },
            ));
        }
    }
    part.rules.iter().try_for_each(|rule| rule.check(value))
}

fn is_of(charset: Charset, character: char) -> bool {
    match charset {
        Charset::Digits => character.is_ascii_digit(),
        Charset::Set82 => SET_82.contains(character),
        Charset::Set39 => {
            character.is_ascii_digit()
                || character.is_ascii_uppercase()
                || matches!(character, '#' | '-' | '/')
        }
        Charset::Set64 => character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '='),
    }
}

#[cfg(test)]
#[path = "elements_tests.rs"]
mod tests;

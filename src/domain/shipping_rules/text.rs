//! Rules as people write them, in a cell of `rules.csv` and in a field on the screen: `..2000`, `PL DE`, `00-001..04-999`.

use std::collections::BTreeSet;

use super::condition::{Span, ValueSpan};
use super::facts::SizeClass;
use super::postcode::PostcodeRange;
use super::{MOST_VALUES, TEXT_MAX};
use crate::domain::order::Tag;

/// The currency of an amount that names none.
pub const USUAL_CURRENCY: &str = "PLN";

/// Why a text is no part of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFault {
    /// Not a whole number, `1..2000`, `..2000` or `2001..`.
    Range,
    /// Not A, B, C or larger.
    Sizes,
    /// Not two-letter codes.
    Countries,
    /// Not postcodes such as `00-001..04-999`.
    Postcodes,
    /// Not an amount such as `..500 PLN`.
    Value,
    /// Not tags that there are.
    Tags,
    /// Not yes or no.
    YesNo,
    /// Too long, too many, or signs that no screen shows.
    Words,
}

/// Whether a text may stand in a rule: not empty, not too long, nothing hidden.
pub fn is_plain(text: &str) -> bool {
    let is_long = text.chars().count() > TEXT_MAX;
    !text.trim().is_empty() && !is_long && !text.chars().any(char::is_control)
}

/// A range of whole numbers; empty is none.
pub fn span(text: &str) -> Result<Option<Span>, TextFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (from, to) = text
        .split_once("..")
        .or_else(|| text.split_once('–'))
        .or_else(|| text.split_once('-'))
        .unwrap_or((text, text));
    let end = |text: &str| match text.trim() {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_e| TextFault::Range),
    };
    let span = Span {
        from: end(from)?,
        to: end(to)?,
    };
    is_sound(span).then_some(Some(span)).ok_or(TextFault::Range)
}

fn is_sound(span: Span) -> bool {
    let from = span.from.unwrap_or(0);
    span != Span::default() && from >= 0 && span.to.is_none_or(|to| from <= to)
}

/// How a range is written.
pub fn span_text(span: Option<Span>) -> String {
    let Some(Span { from, to }) = span else {
        return String::new();
    };
    let end = |end: Option<i64>| end.map_or_else(String::new, |end| end.to_string());
    if from.is_some() && from == to {
        return end(from);
    }
    format!("{}..{}", end(from), end(to))
}

/// An amount from one to another in a currency; empty is none. `..499.99 EUR`, `500..`
pub fn value(text: &str) -> Result<Option<ValueSpan>, TextFault> {
    let text = text.trim();
    let is_code = |word: &str| word.len() == 3 && word.chars().all(|c| c.is_ascii_alphabetic());
    let (amounts, currency) = match text.rsplit_once(char::is_whitespace) {
        Some((amounts, word)) if is_code(word) => (amounts, word.to_uppercase()),
        _ => (text, USUAL_CURRENCY.to_owned()),
    };
    if amounts.is_empty() {
        return Ok(None);
    }
    let (from, to) = amounts
        .split_once("..")
        .or_else(|| amounts.split_once('–'))
        .unwrap_or((amounts, amounts));
    let span = Span {
        from: amount(from)?,
        to: amount(to)?,
    };
    is_sound(span)
        .then_some(Some(ValueSpan { currency, span }))
        .ok_or(TextFault::Value)
}

/// An amount with at most two places, in minor units.
fn amount(text: &str) -> Result<Option<i64>, TextFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !is_number(whole) || !is_number(part) {
        return Err(TextFault::Value);
    }
    let minor = format!("{whole}{part:0<2}");
    minor.parse().map(Some).map_err(|_e| TextFault::Value)
}

/// How an amount is written.
pub fn value_text(value: Option<&ValueSpan>) -> String {
    let Some(ValueSpan { currency, span }) = value else {
        return String::new();
    };
    let end = |end: Option<i64>| end.map_or_else(String::new, minor_text);
    let amounts = match (span.from, span.to) {
        (Some(from), Some(to)) if from == to => minor_text(from),
        (from, to) => format!("{}..{}", end(from), end(to)),
    };
    format!("{amounts} {currency}")
}

fn minor_text(minor: i64) -> String {
    match (minor / 100, minor % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{part:02}"),
    }
}

/// The words of a list: with commas or bars between them, or else blanks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let has_commas = text.contains([',', '|']);
    text.split(move |sign: char| {
        if has_commas {
            matches!(sign, ',' | '|')
        } else {
            sign.is_whitespace()
        }
    })
    .map(str::trim)
    .filter(|word| !word.is_empty())
}

/// Names of delivery methods, channels or service levels.
pub fn names(text: &str) -> Result<BTreeSet<String>, TextFault> {
    let names: BTreeSet<String> = words(text).map(str::to_owned).collect();
    if names.len() > MOST_VALUES || names.iter().any(|name| !is_plain(name)) {
        return Err(TextFault::Words);
    }
    Ok(names)
}

/// How names are written.
pub fn names_text(names: &BTreeSet<String>) -> String {
    let has_blanks = names.iter().any(|name| name.contains(char::is_whitespace));
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    match (has_blanks, all.as_slice()) {
        // One name of two words would be read as two.
        (true, [only]) => format!("{only},"),
        (true, _) => all.join(", "),
        (false, _) => all.join(" "),
    }
}

/// Two-letter country codes.
pub fn countries(text: &str) -> Result<BTreeSet<String>, TextFault> {
    let read = |word: &str| {
        let is_code = word.len() == 2 && word.chars().all(|c| c.is_ascii_alphabetic());
        is_code
            .then(|| word.to_uppercase())
            .ok_or(TextFault::Countries)
    };
    words(text).map(read).collect()
}

/// Postcodes and ranges of them.
pub fn postcodes(text: &str) -> Result<BTreeSet<PostcodeRange>, TextFault> {
    let ranges: BTreeSet<PostcodeRange> = words(text)
        .map(|word| PostcodeRange::read(word).ok_or(TextFault::Postcodes))
        .collect::<Result<_, _>>()?;
    if ranges.len() > MOST_VALUES {
        return Err(TextFault::Words);
    }
    Ok(ranges)
}

/// How postcodes are written.
pub fn postcodes_text(ranges: &BTreeSet<PostcodeRange>) -> String {
    let ranges: Vec<String> = ranges.iter().map(ToString::to_string).collect();
    ranges.join(" ")
}

/// Size classes.
pub fn sizes(text: &str) -> Result<BTreeSet<SizeClass>, TextFault> {
    known(text, &SizeClass::WORDS).ok_or(TextFault::Sizes)
}

/// Tags.
pub fn tags(text: &str) -> Result<BTreeSet<Tag>, TextFault> {
    known(text, &Tag::WORDS).ok_or(TextFault::Tags)
}

fn known<T: Copy + Ord>(text: &str, all: &[(&str, T)]) -> Option<BTreeSet<T>> {
    words(text)
        .map(|word| {
            let mut all = all.iter();
            all.find(|(name, _)| name.eq_ignore_ascii_case(word))
                .map(|(_, meaning)| *meaning)
        })
        .collect()
}

/// Yes, no, or nothing.
pub fn yes_or_no(text: &str) -> Result<Option<bool>, TextFault> {
    match text.trim().to_lowercase().as_str() {
        "" => Ok(None),
        "yes" | "tak" => Ok(Some(true)),
        "no" | "nie" => Ok(Some(false)),
        _ => Err(TextFault::YesNo),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_it_is_written() {
        for written in ["..2000", "2001..", "1..2000", "500", ""] {
            assert_eq!(span_text(span(written).unwrap()), written);
        }
        assert_eq!(span("1-2000"), span("1..2000"));
        for wrong in ["..", "2000..1", "dwa", "1.5", "..-3"] {
            assert_eq!(span(wrong), Err(TextFault::Range), "{wrong}");
        }
    }

    #[test]
    fn an_amount_is_read_in_minor_units_and_in_its_currency() {
        for written in ["..500 PLN", "100..499.99 EUR", "0.05.. PLN"] {
            let read = value(written).unwrap();
            assert_eq!(value_text(read.as_ref()), written);
        }
        assert_eq!(value("..499,9"), value("..499.90 pln"));
        assert_eq!(value(""), Ok(None));
        for wrong in [
            "..1.234 PLN",
            "tanio",
            "5..1",
            "-5..",
            "99999999999999999999..",
        ] {
            assert_eq!(value(wrong), Err(TextFault::Value), "{wrong}");
        }
    }

    #[test]
    fn names_keep_their_blanks_where_commas_part_them() {
        for written in ["allegro shop", "Allegro PL, shop", "Allegro PL,"] {
            assert_eq!(names_text(&names(written).unwrap()), written);
        }
        assert_eq!(names("Allegro PL,").unwrap().len(), 1);
        assert_eq!(countries("pl, DE").unwrap().len(), 2);
        assert_eq!(countries("Polska"), Err(TextFault::Countries));
        assert_eq!(sizes("a larger").unwrap().len(), 2);
        assert_eq!(tags("vip express").unwrap().len(), 2);
        assert_eq!(tags("pilne"), Err(TextFault::Tags));
    }
}

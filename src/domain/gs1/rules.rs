//! What the parts of a value must keep to, beyond length and characters.
//!
//! Each rule answers where in the text it is broken, counted in characters from 0.
//!
//! Source: GS1 General Specifications, release 26.0, section 3, and the tests that go with the GS1
//! Barcode Syntax Dictionary.

use super::{Gs1Error, check_digit, coupon};
use crate::domain::code_lists;

/// Shortest company prefix. Source: the same tests; GS1 gives out prefixes of 4 to 12 digits.
const SHORTEST_PREFIX: usize = 4;

/// Shortest number of a bank account. Source: the same tests; there is no rule for all countries.
const SHORTEST_IBAN: usize = 11;

/// A rule for the content of one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The last digit follows from the others.
    CheckDigit,
    /// The last two characters follow from the others.
    CheckPair,
    /// A company prefix stands at this place: four digits at least.
    CompanyPrefix {
        /// Characters before it.
        from: usize,
    },
    /// A day, `YYMMDD`.
    Day,
    /// A day, `YYMMDD`, or with day `00` a month.
    DayOrMonth,
    /// A day, `YYYYMMDD`.
    LongDay,
    /// A time of day, `HHMM`.
    HourMinute,
    /// A number up to this one.
    AtMost(u32),
    /// Zeros only.
    Zero,
    /// Not zeros only.
    NonZero,
    /// No zero in front, unless it is all there is.
    NoLeadingZero,
    /// At least one character that is no digit.
    HasNonDigit,
    /// The number of a country.
    Country,
    /// The number of a country, or 999 for none.
    CountryOr999,
    /// The two letters of a country.
    CountryLetters,
    /// The number of a currency.
    Currency,
    /// A hyphen, for a value below zero.
    Hyphen,
    /// 0, 1 or 9: which side of a roll is outside.
    Winding,
    /// 0, 1, 2 or 9.
    Sex,
    /// A medium that is read by machines.
    Medium,
    /// A kind of package.
    Package,
    /// A per-cent sign is followed by two hexadecimal digits.
    PercentEscapes,
    /// Degrees north of the south pole, in ten-millionths.
    Latitude,
    /// Degrees east of 180° west, in ten-millionths.
    Longitude,
    /// A piece and the number of pieces, in digits of the same length.
    PieceOfTotal,
    /// A place in a row and its length, with a slash between.
    PlaceInSequence,
    /// A letter, a digit, `-` or `_`.
    ImporterIndex,
    /// At most two `=` at the end, and then in groups of three.
    Base64,
    /// The number of a bank account.
    Iban,
    /// A coupon of North America.
    Coupon,
    /// A coupon of North America whose offer lies in a file.
    PositiveOffer,
}

/// At which character which rule is broken.
pub(super) type Broken = (usize, Gs1Error);

impl Rule {
    /// Finds `value` to keep to this rule. Its length and characters have been looked at.
    pub(super) fn check(self, value: &str) -> Result<(), Broken> {
        let number = || value.parse::<u64>().unwrap_or(u64::MAX);
        let held = match self {
            Self::CheckDigit => return check_digit_stands(value),
            Self::CheckPair => return check_pair_stands(value),
            Self::CompanyPrefix { from } => return prefix_stands(value, from),
            Self::Day => return day(value, 2, 1),
            Self::DayOrMonth => return day(value, 2, 0),
            Self::LongDay => return day(value, 4, 1),
            Self::HourMinute => return time(value),
            Self::PercentEscapes => return escapes(value),
            Self::Iban => return iban(value),
            Self::Coupon => return coupon::check(value),
            Self::PositiveOffer => return coupon::check_positive_offer(value),
            Self::AtMost(most) => number() <= u64::from(most),
            Self::Zero => value.bytes().all(|byte| byte == b'0'),
            Self::NonZero => value.bytes().any(|byte| byte != b'0'),
            Self::NoLeadingZero => value == "0" || !value.starts_with('0'),
            Self::HasNonDigit => value.bytes().any(|byte| !byte.is_ascii_digit()),
            Self::Country => code_lists::is_country_number(value),
            Self::CountryOr999 => value == "999" || code_lists::is_country_number(value),
            Self::CountryLetters => code_lists::is_country(value),
            Self::Currency => code_lists::is_currency_number(value),
            Self::Hyphen => value == "-",
            Self::Winding => matches!(value, "0" | "1" | "9"),
            Self::Sex => matches!(value, "0" | "1" | "2" | "9"),
            Self::Medium => matches!(number(), 1..=10 | 80..=99),
            Self::Package => code_lists::is_package(value),
            Self::Latitude => number() <= 1_800_000_000,
            Self::Longitude => number() <= 3_600_000_000,
            Self::PieceOfTotal => value
                .split_at_checked(value.len() / 2)
                .is_some_and(|(piece, total)| is_place_of(piece, total)),
            Self::PlaceInSequence => value
                .split_once('/')
                .is_some_and(|(place, length)| is_place_of(place, length)),
            Self::ImporterIndex => value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')),
            Self::Base64 => is_filled_up(value),
        };
        if held {
            Ok(())
        } else {
            Err((0, Gs1Error::Broken { rule: self }))
        }
    }

    /// The rule as it is told to a person who mends the label.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::CheckDigit => "the check digit must follow from the others",
            Self::CheckPair => "the last two characters must follow from the others",
            Self::CompanyPrefix { .. } => {
                "a company prefix of at least four digits must stand here"
            }
            Self::Day | Self::DayOrMonth | Self::LongDay => "this date does not exist",
            Self::HourMinute => "a time of day must stand here, 0000 to 2359",
            Self::AtMost(_) => "the number is too large",
            Self::Zero => "a zero must stand here",
            Self::NonZero => "zero is not allowed here",
            Self::NoLeadingZero => "a number must not begin with zero here",
            Self::HasNonDigit => "at least one character must be no digit",
            Self::Country | Self::CountryOr999 => "no country has this number",
            Self::CountryLetters => "no country has these letters",
            Self::Currency => "no currency has this number",
            Self::Hyphen => "only a hyphen may stand here",
            Self::Winding => "the direction of a roll is 0, 1 or 9",
            Self::Sex => "the sex is 0, 1, 2 or 9",
            Self::Medium => "no such medium is known",
            Self::Package => "no such kind of package is known",
            Self::PercentEscapes => "a per-cent sign must be followed by two hexadecimal digits",
            Self::Latitude => "a latitude is at most 1800000000",
            Self::Longitude => "a longitude is at most 3600000000",
            Self::PieceOfTotal => "a piece and the number of pieces must stand here, like 0102",
            Self::PlaceInSequence => "a place in a row must stand here, like 1/2",
            Self::ImporterIndex => "only a letter, a digit, - or _ may stand here",
            Self::Base64 => "the text is not filled up as base 64 asks for",
            Self::Iban => "this is no number of a bank account",
            Self::Coupon | Self::PositiveOffer => "the coupon's fields do not fit together",
        }
    }

    fn broken_at(self, position: usize) -> Broken {
        (position, Gs1Error::Broken { rule: self })
    }
}

fn check_digit_stands(value: &str) -> Result<(), Broken> {
    let at = value.len().saturating_sub(1);
    let (body, last) = value.split_at_checked(at).ok_or((0, Gs1Error::Empty))?;
    let expected = check_digit(body).map_err(|rule| (0, rule))?;
    let found = last.parse().or(Err((at, Gs1Error::NotDigits)))?;
    if expected == found {
        Ok(())
    } else {
        Err((at, Gs1Error::CheckDigit { expected, found }))
    }
}

/// Set 82 in the order that gives its characters their values.
///
/// Source: GS1 General Specifications, figure 7.11-1.
pub(super) const SET_82: &str =
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

/// The characters of a check pair. Source: GS1 General Specifications, section 7.9.5.
const SET_32: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Weights of the characters from the right. Source: the same section (prime numbers, 23 of them).
const PRIMES: [usize; 23] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
];

fn check_pair_stands(value: &str) -> Result<(), Broken> {
    let at = value.len().saturating_sub(2);
    let (body, pair) = value
        .split_at_checked(at)
        .filter(|(_, pair)| pair.len() == 2)
        .ok_or((
            0,
            Gs1Error::Broken {
                rule: Rule::CheckPair,
            },
        ))?;
    if body.len() > PRIMES.len() {
        return Err(Rule::CheckPair.broken_at(0));
    }
    let sum: usize = body
        .chars()
        .rev()
        .zip(PRIMES)
        .map(|(character, prime)| SET_82.find(character).unwrap_or(0) * prime)
        .sum();
    let sum = sum % 1021;
    let expected = [sum >> 5, sum & 31]
        .into_iter()
        .filter_map(|place| SET_32.chars().nth(place));
    if pair.chars().eq(expected) {
        Ok(())
    } else {
        Err(Rule::CheckPair.broken_at(at))
    }
}

fn prefix_stands(value: &str, from: usize) -> Result<(), Broken> {
    let rule = Rule::CompanyPrefix { from };
    let prefix = value.get(from..).unwrap_or_default();
    if prefix.len() < SHORTEST_PREFIX {
        return Err(rule.broken_at(0));
    }
    let other = prefix
        .bytes()
        .take(SHORTEST_PREFIX)
        .position(|byte| !byte.is_ascii_digit());
    other.map_or(Ok(()), |place| Err(rule.broken_at(from + place)))
}

/// A day whose year has so many digits. Two digits of a year tell leap years well enough: the years
/// 1900 and 2100 are outside the window in which they are read.
fn day(value: &str, year_digits: usize, first_day: u32) -> Result<(), Broken> {
    let part = |from: usize, length: usize| {
        value
            .get(from..from + length)
            .and_then(|digits| digits.parse::<u32>().ok())
            .ok_or((from, Gs1Error::NotDigits))
    };
    let year = part(0, year_digits)?;
    let (month, day) = (part(year_digits, 2)?, part(year_digits + 2, 2)?);
    if !(1..=12).contains(&month) {
        return Err((year_digits, Gs1Error::Date));
    }
    if day < first_day || day > days_in_month(year, month) {
        return Err((year_digits + 2, Gs1Error::Date));
    }
    Ok(())
}

pub(super) fn days_in_month(year: u32, month: u32) -> u32 {
    let is_century = year > 99 && year.is_multiple_of(100);
    match month {
        2 if year.is_multiple_of(4) && (!is_century || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn time(value: &str) -> Result<(), Broken> {
    let most = [(0, "23"), (2, "59")];
    let wrong = most
        .into_iter()
        .find(|(from, most)| value.get(*from..*from + 2).is_none_or(|part| part > *most));
    wrong.map_or(Ok(()), |(from, _)| Err(Rule::HourMinute.broken_at(from)))
}

fn escapes(value: &str) -> Result<(), Broken> {
    for (place, _) in value.match_indices('%') {
        let is_whole = value
            .get(place + 1..place + 3)
            .is_some_and(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if !is_whole {
            return Err(Rule::PercentEscapes.broken_at(place));
        }
    }
    Ok(())
}

fn is_place_of(place: &str, total: &str) -> bool {
    let number = |text: &str| {
        let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| is_digits)
    };
    let (Some(first), Some(last)) = (number(place), number(total)) else {
        return false;
    };
    place.len() == total.len() && 0 < first && first <= last
}

fn is_filled_up(value: &str) -> bool {
    let content = value.trim_end_matches('=');
    let filled = value.len() - content.len();
    !content.contains('=') && filled <= 2 && (filled == 0 || value.len().is_multiple_of(3))
}

/// Source: ISO 13616-1 (country, two check digits, account; all together modulo 97).
fn iban(value: &str) -> Result<(), Broken> {
    let rule = Rule::Iban;
    if value.len() < SHORTEST_IBAN || !value.get(..2).is_some_and(code_lists::is_country) {
        return Err(rule.broken_at(0));
    }
    let is_wrong = |byte: &u8| !(byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if let Some(place) = value.bytes().position(|byte| is_wrong(&byte)) {
        return Err(rule.broken_at(place));
    }
    let (country_and_check, account) = value.split_at_checked(4).unwrap_or((value, ""));
    let remainder = account
        .chars()
        .chain(country_and_check.chars())
        .filter_map(|character| character.to_digit(36))
        .fold(0, |sum, digit| {
            (sum * if digit < 10 { 10 } else { 100 } + digit) % 97
        });
    if remainder == 1 {
        Ok(())
    } else {
        Err(rule.broken_at(2))
    }
}

//! What the numbers under GS1 symbols say: GTIN, SSCC and the element strings of goods and pallets.
//!
//! A number that fails its check digit was misread or mistyped and is refused
//! with the rule it breaks; nothing is guessed.
//!
//! Source: GS1 General Specifications, release 26.0, section 3
//! (application identifiers), section 7.8 (element strings) and section 7.9
//! (check digits).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

mod coupon;
pub mod dictionary;
mod elements;
mod link;
pub mod rules;

pub use elements::{
    Element, ElementFault, ElementString, Gs1Date, Missing, SEPARATOR, is_predefined_length,
    parse_elements, without_symbology,
};
pub use link::{is_link, parse_link};

use self::rules::Rule;

/// The rule of GS1 that a number or a field breaks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Gs1Error {
    /// Only the digits 0 to 9 may stand here.
    #[error("only digits may stand here")]
    NotDigits,
    /// Too few or too many characters.
    #[error("wrong length: {found} characters, expected {expected}")]
    Length {
        /// What is allowed, for example `18` or `1..=20`.
        expected: &'static str,
        /// How many characters there are.
        found: usize,
    },
    /// The last digit does not follow from the others.
    #[error("check digit is {found}, the number asks for {expected}")]
    CheckDigit {
        /// What the other digits ask for.
        expected: u8,
        /// What stands there.
        found: u8,
    },
    /// An extension digit is one digit, 0 to 9.
    #[error("extension digit must be 0 to 9, not {found}")]
    ExtensionDigit {
        /// What was given.
        found: u8,
    },
    /// No serial number is left under this company prefix.
    #[error("serial {serial} does not fit: the last one under this prefix is {last}")]
    Exhausted {
        /// The serial number asked for.
        serial: u64,
        /// The largest serial number that the prefix leaves room for.
        last: u64,
    },
    /// The value behind an identifier is too short or too long.
    #[error("wrong length: {found} characters, expected {least} to {most}")]
    ValueLength {
        /// Shortest length in characters.
        least: usize,
        /// Longest length in characters.
        most: usize,
        /// How many characters there are.
        found: usize,
    },
    /// No application identifier begins like this.
    #[error("unknown application identifier")]
    UnknownIdentifier,
    /// The content breaks a rule of its own.
    #[error("{}", rule.in_words())]
    Broken {
        /// The rule.
        rule: Rule,
    },
    /// Two identifiers that must not stand on the same goods.
    #[error("({one}) and ({other}) must not stand together")]
    Together {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// A link whose path does not lead to anything that GS1 numbers.
    #[error("the link names nothing: no key of GS1 in its path")]
    NoKey,
    /// A link with an element where it may not stand.
    #[error("({ai}) may not stand at this place of a link")]
    Misplaced {
        /// The identifier.
        ai: String,
    },
    /// A link that is not written as links are.
    #[error("this is not written as a link: {why}")]
    NotALink {
        /// What is wrong with it.
        why: &'static str,
    },
    /// A character that GS1 does not allow in lots and serial numbers.
    #[error("character {character:?} is not allowed here")]
    Character {
        /// The character that stands there.
        character: char,
    },
    /// A month or day that no calendar has.
    #[error("this date does not exist")]
    Date,
    /// The same identifier twice with different values.
    #[error("the same identifier stands twice with different values")]
    Contradiction,
    /// Nothing to read.
    #[error("there is nothing to read")]
    Empty,
}

/// Modulo-10 check digit for `body`, which is the number without its check digit.
///
/// From the right, digits weigh 3, 1, 3, 1 …; the check digit lifts the sum to
/// the next multiple of ten.
///
/// ```
/// # use pakownia::domain::gs1::check_digit;
/// assert_eq!(check_digit("590123412345"), Ok(7));
/// ```
///
/// Source: GS1 General Specifications, section 7.9.1.
pub fn check_digit(body: &str) -> Result<u8, Gs1Error> {
    if body.is_empty() {
        return Err(Gs1Error::Empty);
    }
    let mut sum: u32 = 0;
    for (place, character) in body.chars().rev().enumerate() {
        let digit = character.to_digit(10).ok_or(Gs1Error::NotDigits)?;
        let weight = if place % 2 == 0 { 3 } else { 1 };
        // Modulo at each step, so that no length of text can overflow the sum.
        sum = (sum + digit * weight) % 10;
    }
    // The remainder is below ten, so it always goes into a byte.
    Ok(u8::try_from((10 - sum) % 10).unwrap_or(0))
}

/// Reads a number whose last digit must check; the caller has looked at its length.
fn checked_number(text: &str) -> Result<u64, Gs1Error> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Gs1Error::NotDigits);
    }
    let (body, last) = text
        .split_at_checked(text.len().saturating_sub(1))
        .ok_or(Gs1Error::Empty)?;
    let expected = check_digit(body)?;
    let found = last.parse().or(Err(Gs1Error::NotDigits))?;
    if expected != found {
        return Err(Gs1Error::CheckDigit { expected, found });
    }
    text.parse().or(Err(Gs1Error::NotDigits))
}

/// Serial shipping container code: the name of one logistic unit, 18 digits, never given twice.
///
/// Always whole: 18 digits whose last one checks.
///
/// ```
/// # use pakownia::domain::gs1::Sscc;
/// let sscc = Sscc::compose(3, "5901234", 17)?;
/// assert_eq!(sscc.to_string(), "359012340000000179");
/// assert_eq!("359012340000000179".parse(), Ok(sscc));
/// # Ok::<(), pakownia::domain::gs1::Gs1Error>(())
/// ```
///
/// Source: GS1 General Specifications, section 3.2 (AI 00).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Sscc(u64);

impl Sscc {
    /// Names the unit with this serial number under a company prefix of 7 to 10 digits.
    ///
    /// The serial fills what the prefix leaves free of the 17 digits before the
    /// check digit; a serial beyond that is [`Gs1Error::Exhausted`], never cut.
    pub fn compose(
        extension_digit: u8,
        company_prefix: &str,
        serial: u64,
    ) -> Result<Self, Gs1Error> {
        if extension_digit > 9 {
            return Err(Gs1Error::ExtensionDigit {
                found: extension_digit,
            });
        }
        if !company_prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Gs1Error::NotDigits);
        }
        let last = Self::last_serial(company_prefix)?;
        if serial > last {
            return Err(Gs1Error::Exhausted { serial, last });
        }
        let places = 16_usize.saturating_sub(company_prefix.len());
        let body = format!("{extension_digit}{company_prefix}{serial:0places$}");
        let check = check_digit(&body)?;
        checked_number(&format!("{body}{check}")).map(Self)
    }

    /// The largest serial number there is under this prefix (per extension digit).
    pub fn last_serial(company_prefix: &str) -> Result<u64, Gs1Error> {
        match company_prefix.len() {
            7 => Ok(999_999_999),
            8 => Ok(99_999_999),
            9 => Ok(9_999_999),
            10 => Ok(999_999),
            found => Err(Gs1Error::Length {
                expected: "7..=10",
                found,
            }),
        }
    }

    /// The first digit, which the owner of the prefix chooses freely to have more numbers.
    pub fn extension_digit(self) -> u8 {
        u8::try_from(self.0 / 100_000_000_000_000_000).unwrap_or(0)
    }

    /// What a GS1-128 symbol carries: identifier 00 and the 18 digits.
    pub fn element_string(self) -> String {
        format!("00{self}")
    }
}

impl FromStr for Sscc {
    type Err = Gs1Error;
    fn from_str(text: &str) -> Result<Self, Gs1Error> {
        match text.chars().count() {
            18 => checked_number(text).map(Self),
            found => Err(Gs1Error::Length {
                expected: "18",
                found,
            }),
        }
    }
}

impl fmt::Display for Sscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:018}", self.0)
    }
}

impl From<Sscc> for String {
    fn from(sscc: Sscc) -> Self {
        sscc.to_string()
    }
}

impl TryFrom<String> for Sscc {
    type Error = Gs1Error;
    fn try_from(text: String) -> Result<Self, Gs1Error> {
        text.parse()
    }
}

/// A trade item's number, kept as 14 digits whatever symbol it was read from.
///
/// GTIN-8, -12 and -13 are filled with zeros on the left, so the same article
/// compares equal from every symbol. A UPC-E code must be expanded to 12 digits
/// by the scanner: as eight digits it would be taken for a GTIN-8.
///
/// ```
/// # use pakownia::domain::gs1::Gtin14;
/// let gtin: Gtin14 = "5901234123457".parse()?;
/// assert_eq!(gtin.to_string(), "05901234123457");
/// # Ok::<(), pakownia::domain::gs1::Gs1Error>(())
/// ```
///
/// Source: GS1 General Specifications, section 3.3.2 (AI 01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Gtin14(u64);

impl Gtin14 {
    /// The first of the 14 digits: 0 for a unit, 1 to 8 for a grouping, 9 for variable measure.
    pub fn indicator(self) -> u8 {
        u8::try_from(self.0 / 10_000_000_000_000).unwrap_or(0)
    }
}

impl FromStr for Gtin14 {
    type Err = Gs1Error;
    fn from_str(text: &str) -> Result<Self, Gs1Error> {
        match text.chars().count() {
            8 | 12 | 13 | 14 => checked_number(text).map(Self),
            found => Err(Gs1Error::Length {
                expected: "8, 12, 13 or 14",
                found,
            }),
        }
    }
}

impl fmt::Display for Gtin14 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

impl From<Gtin14> for String {
    fn from(gtin: Gtin14) -> Self {
        gtin.to_string()
    }
}

impl TryFrom<String> for Gtin14 {
    type Error = Gs1Error;
    fn try_from(text: String) -> Result<Self, Gs1Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_agree_with_printed_numbers() {
        // EAN of the GS1 manuals, an UPC-A, an EAN-8, an SSCC of the logistic label guideline.
        for number in [
            "4006381333931",
            "036000291452",
            "96385074",
            "106141412345678908",
            "5901234123457",
        ] {
            let (body, last) = number.split_at(number.len() - 1);
            assert_eq!(check_digit(body).unwrap().to_string(), last, "{number}");
        }
        assert_eq!(check_digit(""), Err(Gs1Error::Empty));
        assert_eq!(check_digit("59O"), Err(Gs1Error::NotDigits));
    }

    #[test]
    fn an_sscc_is_filled_to_eighteen_digits_for_every_prefix_length() {
        for prefix in ["5901234", "59012345", "590123456", "5901234567"] {
            let last = Sscc::last_serial(prefix).unwrap();
            let sscc = Sscc::compose(0, prefix, last).unwrap();
            assert_eq!(sscc.to_string().len(), 18);
            assert!(sscc.to_string().starts_with(&format!("0{prefix}9")));
            assert_eq!(
                Sscc::compose(0, prefix, last + 1),
                Err(Gs1Error::Exhausted {
                    serial: last + 1,
                    last
                })
            );
        }
        assert_eq!(Sscc::compose(9, "5901234", 1).unwrap().extension_digit(), 9);
    }

    #[test]
    fn an_sscc_that_could_not_be_true_is_refused() {
        assert_eq!(
            Sscc::compose(10, "5901234", 1),
            Err(Gs1Error::ExtensionDigit { found: 10 })
        );
        assert_eq!(Sscc::compose(1, "59O1234", 1), Err(Gs1Error::NotDigits));
        assert_eq!(
            Sscc::compose(1, "590123", 1),
            Err(Gs1Error::Length {
                expected: "7..=10",
                found: 6
            })
        );
        assert_eq!(
            "106141412345678907".parse::<Sscc>(),
            Err(Gs1Error::CheckDigit {
                expected: 8,
                found: 7
            })
        );
        assert_eq!(
            "1061414".parse::<Sscc>(),
            Err(Gs1Error::Length {
                expected: "18",
                found: 7
            })
        );
        assert_eq!(
            "١٠٦١٤١٤١٢٣٤٥٦٧٨٩٠٨".parse::<Sscc>(),
            Err(Gs1Error::NotDigits)
        );
        assert!(serde_json::from_str::<Sscc>("\"106141412345678907\"").is_err());
        let sscc: Sscc = serde_json::from_str("\"106141412345678908\"").unwrap();
        assert_eq!(
            serde_json::to_string(&sscc).unwrap(),
            "\"106141412345678908\""
        );
    }

    #[test]
    fn every_way_to_print_a_gtin_is_the_same_article() {
        let thirteen: Gtin14 = "0036000291452".parse().unwrap();
        assert_eq!("036000291452".parse(), Ok(thirteen));
        assert_eq!("00036000291452".parse(), Ok(thirteen));
        assert_eq!(
            "96385074".parse::<Gtin14>().unwrap().to_string(),
            "00000096385074"
        );
        assert_eq!("15901234123454".parse::<Gtin14>().unwrap().indicator(), 1);
        assert!("5901234123458".parse::<Gtin14>().is_err());
        assert!("590123412345".parse::<Gtin14>().is_err());
    }
}

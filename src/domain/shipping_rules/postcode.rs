//! Postcodes as numbers, so that "from 00-001 to 04-999" is a range and not a comparison of letters.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// Longest postcode, in letters and digits. Source: UPU S42: no country has more than ten.
const LONGEST: usize = 10;

/// A postcode without blanks and dashes.
///
/// Codes of digits alone and codes with letters never lie in one range, and neither do codes of two lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Postcode {
    /// How many letters and digits.
    pub length: usize,
    /// Whether any of them is a letter.
    pub has_letters: bool,
    /// Its number: of digits alone to the base 10, else to the base 36.
    pub number: u64,
}

impl Postcode {
    /// Reads a postcode as it is written in any country; `None` when it is none.
    pub fn read(text: &str) -> Option<Self> {
        let kept: Vec<char> = text
            .chars()
            .filter(|sign| !sign.is_whitespace() && *sign != '-')
            .collect();
        if kept.is_empty() || kept.len() > LONGEST {
            return None;
        }
        let has_letters = kept.iter().any(|sign| !sign.is_ascii_digit());
        let base = if has_letters { 36 } else { 10 };
        let number = kept.iter().try_fold(0_u64, |number, sign| {
            let digit = sign.to_digit(base)?;
            number
                .checked_mul(u64::from(base))?
                .checked_add(u64::from(digit))
        })?;
        Some(Self {
            length: kept.len(),
            has_letters,
            number,
        })
    }

    /// Whether two codes can lie in one range.
    pub fn is_like(self, other: Self) -> bool {
        (self.length, self.has_letters) == (other.length, other.has_letters)
    }
}

impl fmt::Display for Postcode {
    /// Five digits as in Poland, everything else without a gap.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = if self.has_letters { 36 } else { 10 };
        let mut signs = Vec::new();
        let mut rest = self.number;
        for _ in 0..self.length {
            let digit = u32::try_from(rest % base).unwrap_or(0);
            signs.push(char::from_digit(digit, 36).unwrap_or('0'));
            rest /= base;
        }
        let code: String = signs.into_iter().rev().collect();
        match (self.length, self.has_letters) {
            (5, false) => {
                let (first, last) = code.split_at(2);
                write!(f, "{first}-{last}")
            }
            _ => f.write_str(&code.to_uppercase()),
        }
    }
}

/// Postcodes from one to another, both included. Both are of one kind, see [`Postcode::is_like`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostcodeRange {
    /// The first.
    pub from: Postcode,
    /// The last, not before the first.
    pub to: Postcode,
}

impl PostcodeRange {
    /// Reads `00-001..04-999`, or one code alone.
    pub fn read(text: &str) -> Option<Self> {
        let (from, to) = text
            .split_once("..")
            .or_else(|| text.split_once('–'))
            .unwrap_or((text, text));
        let (from, to) = (Postcode::read(from)?, Postcode::read(to)?);
        (from.is_like(to) && from.number <= to.number).then_some(Self { from, to })
    }

    /// Whether a code lies in it.
    pub fn has(self, code: Postcode) -> bool {
        self.from.is_like(code) && (self.from.number..=self.to.number).contains(&code.number)
    }
}

impl fmt::Display for PostcodeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            return self.from.fmt(f);
        }
        write!(f, "{}..{}", self.from, self.to)
    }
}

impl Serialize for PostcodeRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for PostcodeRange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text)
            .ok_or_else(|| D::Error::custom("expected postcodes such as 00-001..04-999"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_the_same_however_it_is_written() {
        for (written, shown) in [
            ("00-950", "00-950"),
            ("00950", "00-950"),
            ("sw1a 1aa", "SW1A1AA"),
            ("1012 NX", "1012NX"),
            ("110 00", "11-000"),
        ] {
            assert_eq!(Postcode::read(written).unwrap().to_string(), shown);
        }
        for none in ["", "- -", "00_950", "12345678901"] {
            assert_eq!(Postcode::read(none), None, "{none}");
        }
    }

    #[test]
    fn a_range_has_its_ends_and_no_code_of_another_kind() {
        let warsaw = PostcodeRange::read("00-001..04-999").unwrap();
        let has = |code| warsaw.has(Postcode::read(code).unwrap());
        assert!(has("00-001") && has("04999") && has("02-100"));
        assert!(!has("05-000") && !has("00-000") && !has("0000") && !has("0A-001"));
        assert_eq!(warsaw.to_string(), "00-001..04-999");
        assert_eq!(PostcodeRange::read("04-999..00-001"), None);
        assert_eq!(PostcodeRange::read("00-001..99"), None);
    }
}

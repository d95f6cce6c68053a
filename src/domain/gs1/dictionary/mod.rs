//! The dictionary of GS1: every application identifier, how its value is written, and what it goes with.
//!
//! Source: GS1 Barcode Syntax Dictionary, release of January 2026, and GS1 General Specifications,
//! release 26.0, section 3 (the identifiers) and figure 7.8.5-2 (predefined lengths).

mod forms;
mod identifiers;

use self::identifiers::IDENTIFIERS;
use super::rules::Rule;

/// Which characters a part of a value may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// 0 to 9.
    Digits,
    /// Set 82: letters, digits and most signs. Source: figure 7.11-1.
    Set82,
    /// Set 39: capitals, digits, `#`, `-` and `/`. Source: figure 7.11-2.
    Set39,
    /// Letters, digits, `-` and `_`, filled up with `=`. Source: figure 7.11-3 (base 64 for URIs).
    Set64,
}

/// One stretch of a value that is written and checked by its own rules.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its characters.
    pub charset: Charset,
    /// Shortest length in characters.
    pub least: usize,
    /// Longest length in characters.
    pub most: usize,
    /// It may be missing, with all that follows it.
    pub optional: bool,
    /// What its content must keep to.
    pub rules: &'static [Rule],
}

impl Part {
    const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    const fn of(charset: Charset, least: usize, most: usize, rules: &'static [Rule]) -> Self {
        Self {
            charset,
            least,
            most,
            optional: false,
            rules,
        }
    }
}

/// So many digits.
const fn n(length: usize, rules: &'static [Rule]) -> Part {
    Part::of(Charset::Digits, length, length, rules)
}

/// One to so many digits.
const fn up_to(most: usize, rules: &'static [Rule]) -> Part {
    Part::of(Charset::Digits, 1, most, rules)
}

/// So many characters of set 82.
const fn x(length: usize, rules: &'static [Rule]) -> Part {
    Part::of(Charset::Set82, length, length, rules)
}

/// One to so many characters of set 82.
const fn text(most: usize, rules: &'static [Rule]) -> Part {
    Part::of(Charset::Set82, 1, most, rules)
}

/// An application identifier.
#[derive(Debug, Clone, Copy)]
pub struct Identifier {
    /// Its digits; where the last one counts, those before it.
    pub digits: &'static str,
    /// The largest last digit, of an identifier whose last digit counts: decimal places, or a number in a row.
    pub last: Option<u8>,
    /// The title that GS1 gives it, as it is printed beside the value.
    pub title: &'static str,
    /// Its length is known by its first two digits, so no separator has to end it.
    pub predefined: bool,
    /// It may stand behind the question mark of a Digital Link.
    pub in_query: bool,
    /// The parts of its value, in order.
    pub parts: &'static [Part],
    /// What must be known with it: of each group one, `+` for both.
    pub needs: &'static [&'static [&'static str]],
    /// What must not stand with it; `n` for any digit.
    pub excludes: &'static [&'static str],
    /// `Some` for the first key of a Digital Link: the sequences of qualifiers that may follow it.
    pub key: Option<&'static [&'static [&'static str]]>,
}

impl Identifier {
    const fn predefined(mut self) -> Self {
        self.predefined = true;
        self
    }

    const fn not_in_query(mut self) -> Self {
        self.in_query = false;
        self
    }

    const fn needs(mut self, groups: &'static [&'static [&'static str]]) -> Self {
        self.needs = groups;
        self
    }

    const fn excludes(mut self, others: &'static [&'static str]) -> Self {
        self.excludes = others;
        self
    }

    const fn key(mut self, qualifiers: &'static [&'static [&'static str]]) -> Self {
        self.key = Some(qualifiers);
        self
    }

    /// Characters of the identifier itself.
    pub fn length(&self) -> usize {
        self.digits.len() + usize::from(self.last.is_some())
    }

    /// Whether `text` begins with this identifier.
    fn begins(&self, text: &str) -> bool {
        let Some(rest) = text.strip_prefix(self.digits) else {
            return false;
        };
        self.last.is_none_or(|last| {
            rest.bytes()
                .next()
                .is_some_and(|digit| (b'0'..=b'0' + last).contains(&digit))
        })
    }
}

/// The identifier that `text` begins with. No identifier is the beginning of another.
pub fn identifier_at(text: &str) -> Option<&'static Identifier> {
    let first = text.get(..2)?;
    // The table is in the order of the digits.
    let from = IDENTIFIERS.partition_point(|identifier| identifier.digits.get(..2) < Some(first));
    IDENTIFIERS
        .get(from..)?
        .iter()
        .take_while(|identifier| identifier.digits.starts_with(first))
        .find(|identifier| identifier.begins(text))
}

const fn ai(digits: &'static str, title: &'static str, parts: &'static [Part]) -> Identifier {
    Identifier {
        digits,
        last: None,
        title,
        predefined: false,
        in_query: true,
        parts,
        needs: &[],
        excludes: &[],
        key: None,
    }
}

/// The same for a row of identifiers whose last digit goes from 0 to `last`.
const fn numbered(
    digits: &'static str,
    last: u8,
    title: &'static str,
    parts: &'static [Part],
) -> Identifier {
    let mut identifier = ai(digits, title, parts);
    identifier.last = Some(last);
    identifier
}

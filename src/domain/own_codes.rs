//! Codes that a shop makes itself: places, orders, totes, command cards, and goods sold by weight.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::gs1::check_digit;
use super::units::{Grams, Minor};

/// What the shop's own codes begin with, whatever the case of their letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnCodes {
    /// Codes on the shelves; behind it stands the place.
    pub location: String,
    /// Codes on papers of an order; behind it stands the order's number. Empty: the bare number alone.
    pub order: String,
    /// Codes of totes; it belongs to the tote's name.
    pub tote: String,
    /// Codes of command cards.
    pub command: String,
    /// Codes of station cards; behind it stands the name of a bench's set-up.
    pub station: String,
    /// How numbers for goods of varying measure are made up.
    pub variable_measure: Vec<MeasurePattern>,
}

impl Default for OwnCodes {
    /// Assumption: no carrier, supplier or shop prints codes that begin with these.
    fn default() -> Self {
        Self {
            location: "L-".to_owned(),
            order: String::new(),
            tote: "T-".to_owned(),
            command: "PKN-".to_owned(),
            station: "ST-".to_owned(),
            variable_measure: vec![],
        }
    }
}

/// A code that the shop has made itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnCode<'a> {
    /// A place in the warehouse.
    Location(&'a str),
    /// An order's number.
    Order(&'a str),
    /// A tote, by its whole code.
    Tote(&'a str),
}

impl OwnCodes {
    /// What a code is by its beginning; the longest prefix wins.
    pub fn of<'a>(&self, code: &'a str) -> Option<OwnCode<'a>> {
        let kinds = [&self.location, &self.order, &self.tote];
        let (at, rest) = kinds
            .iter()
            .enumerate()
            .filter_map(|(at, prefix)| Some((at, behind(code, prefix)?)))
            .min_by_key(|(_, rest)| rest.len())?;
        Some(match at {
            0 => OwnCode::Location(rest),
            1 => OwnCode::Order(rest),
            _ => OwnCode::Tote(code),
        })
    }

    /// What stands behind the prefix of command cards.
    pub fn command<'a>(&self, code: &'a str) -> Option<&'a str> {
        behind(code, &self.command)
    }

    /// The name of the set-up that a station card brings, in capital letters.
    pub fn station(&self, code: &str) -> Option<String> {
        behind(code, &self.station).map(str::to_ascii_uppercase)
    }

    /// The item and measure of a number for goods of varying measure.
    pub fn measured(&self, code: &str) -> Option<Measured> {
        self.variable_measure
            .iter()
            .find_map(|pattern| pattern.read(code))
    }
}

/// What stands behind a prefix; nothing when nothing does.
fn behind<'a>(code: &'a str, prefix: &str) -> Option<&'a str> {
    let start = code.get(..prefix.len())?;
    let rest = code.get(prefix.len()..)?;
    let is_meant = !prefix.is_empty() && start.eq_ignore_ascii_case(prefix);
    (is_meant && !rest.is_empty()).then_some(rest)
}

/// How a number of 13 digits is made up: `29IIIIIWWWWWC`.
///
/// Digits stand for themselves, `I` is the item, `W` its grams or `P` its price in hundredths, `V`
/// a digit that proves the price or weight (not looked at), `C` the check digit.
///
/// Source: GS1 General Specifications, section 2.1.12.2: each country's GS1 organisation, and within
/// prefixes 02 and 20 to 29 often each shop, says where item and measure stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeasurePattern(String);

/// Digits of a number for goods of varying measure, as of every EAN-13.
const DIGITS: usize = 13;

/// A pattern that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a pattern of a variable-measure number")]
pub struct BadPattern;

impl FromStr for MeasurePattern {
    type Err = BadPattern;

    fn from_str(text: &str) -> Result<Self, BadPattern> {
        let signs = text.to_ascii_uppercase();
        let known = signs
            .chars()
            .all(|sign| sign.is_ascii_digit() || "IWPVC".contains(sign));
        let (item, weight, price) = (
            signs.contains('I'),
            signs.contains('W'),
            signs.contains('P'),
        );
        let one_check = signs.ends_with('C') && signs.matches('C').count() == 1;
        // Only these prefixes are free for a shop's own use.
        let is_own = signs.starts_with('2') || signs.starts_with("02");
        if known && signs.len() == DIGITS && item && (weight != price) && one_check && is_own {
            Ok(Self(signs))
        } else {
            Err(BadPattern)
        }
    }
}

impl TryFrom<String> for MeasurePattern {
    type Error = BadPattern;

    fn try_from(text: String) -> Result<Self, BadPattern> {
        text.parse()
    }
}

impl From<MeasurePattern> for String {
    fn from(pattern: MeasurePattern) -> Self {
        pattern.0
    }
}

/// What a number for goods of varying measure says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The number of the item.
    pub item: String,
    /// The same code with nothing measured, as catalogues list it: zeros, and its own check digit.
    pub listed: String,
    /// The weight.
    pub weight: Option<Grams>,
    /// The price in hundredths of the shop's currency.
    pub price: Option<Minor>,
}

impl MeasurePattern {
    /// Reads a number that is made up so, if its check digit is right.
    pub fn read(&self, code: &str) -> Option<Measured> {
        let is_number = code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
        let signs = || self.0.chars().zip(code.chars());
        let fits = signs().all(|(sign, digit)| !sign.is_ascii_digit() || sign == digit);
        let is_sound =
            check_digit(code.get(..DIGITS - 1)?).ok()?.to_string() == code.get(DIGITS - 1..)?;
        if !is_number || !fits || !is_sound {
            return None;
        }
        let digits = |wanted: char| -> String {
            signs()
                .filter(|(sign, _)| *sign == wanted)
                .map(|(_, digit)| digit)
                .collect()
        };
        let mut listed: String = signs()
            .filter(|(sign, _)| *sign != 'C')
            .map(|(sign, digit)| if "WPV".contains(sign) { '0' } else { digit })
            .collect();
        listed.push_str(&check_digit(&listed).ok()?.to_string());
        Some(Measured {
            item: digits('I'),
            listed,
            weight: digits('W').parse().ok().map(Grams),
            price: digits('P').parse().ok().map(Minor),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn own_codes_are_told_by_how_they_begin_and_the_longest_beginning_wins() {
        let codes = OwnCodes {
            order: "Z".to_owned(),
            tote: "ZT".to_owned(),
            ..OwnCodes::default()
        };
        assert_eq!(codes.of("l-A-01-02"), Some(OwnCode::Location("A-01-02")));
        assert_eq!(codes.of("Z1001"), Some(OwnCode::Order("1001")));
        assert_eq!(codes.of("zt7"), Some(OwnCode::Tote("zt7")));
        assert_eq!(codes.of("L-"), None, "nothing stands behind it");
        assert_eq!(codes.of("5901234123457"), None);
        assert_eq!(codes.command("pkn-undo"), Some("undo"));
    }

    #[test]
    fn without_a_prefix_of_its_own_no_code_is_taken_for_an_order() {
        assert_eq!(OwnCodes::default().of("1001"), None);
    }

    #[test]
    fn goods_by_weight_are_told_with_their_grams() {
        let pattern: MeasurePattern = "29IIIIIWWWWWC".parse().unwrap();
        let check = check_digit("291234501250").unwrap();
        let measured = pattern.read(&format!("291234501250{check}")).unwrap();
        assert_eq!(
            (measured.item.as_str(), measured.weight),
            ("12345", Some(Grams(1_250)))
        );
        assert_eq!(measured.price, None);
        let listed = check_digit("291234500000").unwrap();
        assert_eq!(measured.listed, format!("291234500000{listed}"));
        let wrong = (check + 1) % 10;
        assert_eq!(pattern.read(&format!("291234501250{wrong}")), None);
        assert_eq!(pattern.read("5901234123457"), None);
    }

    #[test]
    fn a_pattern_that_names_no_item_or_two_measures_is_none() {
        for wrong in [
            "",
            "29WWWWWWWWWWC",
            "29IIIIIWWPPPC",
            "59IIIIIWWWWWC",
            "29IIIIIWWWWWW",
            "29IIIIIWWWWC",
        ] {
            assert_eq!(wrong.parse::<MeasurePattern>(), Err(BadPattern), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_code_can_be_asked_about(code in "\\PC{0,20}", prefix in "[A-Z0-9-]{0,3}") {
            let codes = OwnCodes { order: prefix, variable_measure: vec!["20IIIIVPPPPPC".parse().unwrap()], ..OwnCodes::default() };
            let _ = (codes.of(&code), codes.command(&code), codes.measured(&code));
        }
    }
}

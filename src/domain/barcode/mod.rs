//! What a barcode says by itself, before anybody looks it up.
//!
//! A code can mean several things at once: eight digits are a small trade item or a shortened UPC,
//! twelve are a trade item or three carriers' parcel. All of them are told; which one is meant, the
//! catalogue, the order on the screen or a person says. Nothing is guessed.

mod symbology;

use super::gs1::{
    ElementFault, ElementString, Gtin14, Sscc, check_digit, is_link, parse_elements, parse_link,
};
use super::tracking::{self, Tracking};

pub use symbology::{Symbology, without_identifier};

/// One thing that a code can mean.
#[derive(Debug, Clone)]
pub enum Meaning {
    /// A trade item.
    Gtin(TradeItem),
    /// A logistic unit.
    Sscc(Sscc),
    /// A GS1 element string.
    Elements(ElementString),
    /// A GS1 Digital Link.
    Link(ElementString),
    /// A parcel of a carrier.
    Tracking(Tracking),
}

/// A trade item by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TradeItem {
    /// The number, filled up to 14 digits.
    pub gtin14: Gtin14,
    /// What kind of item has numbers like this.
    pub range: Range,
    /// The code was a UPC-E of eight digits, stretched to its twelve.
    pub was_shortened: bool,
}

/// What a number is for, by its first digits.
///
/// Source: GS1 General Specifications, section 1.4.2 (GS1 prefixes) and section 2.1.11 (restricted
/// circulation).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Goods that are the same all over the world.
    Global,
    /// Numbers of one country, shop or company: elsewhere they mean something else.
    Restricted,
    /// A coupon or a refund slip.
    Coupon,
    /// A book.
    Isbn,
    /// A periodical; its ISSN.
    Issn,
    /// Printed music.
    Ismn,
    /// A case of goods of varying measure: what it holds, another element says.
    VariableMeasure,
}

/// What was found in a scan.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The kind of symbol with its identifier, if the scanner tells it.
    pub symbology: Option<(Symbology, String)>,
    /// The code without the identifier.
    pub code: String,
    /// Everything that it can mean, the surest first.
    pub meanings: Vec<Meaning>,
    /// Why it is no element string or link, when it means nothing at all or should have been one.
    pub fault: Option<ElementFault>,
}

impl Reading {
    /// Whether more than one thing is meant.
    pub fn is_ambiguous(&self) -> bool {
        self.meanings.len() > 1
    }
}

/// Everything that a scan can mean.
///
/// ```
/// # use pakownia::domain::barcode::{Meaning, read};
/// let reading = read("]E05901234123457");
/// assert_eq!(reading.symbology.unwrap().0.name, "EAN-13 or UPC");
/// assert!(matches!(reading.meanings[..], [Meaning::Gtin(_)]));
/// ```
pub fn read(scan: &str) -> Reading {
    let told = Symbology::of(scan);
    let (symbology, code) = match told {
        Some((symbology, aim, code)) => (Some((symbology, aim.to_owned())), code),
        None => (None, scan),
    };
    let kind = symbology.as_ref().map(|(kind, _)| *kind);
    let mut reading = Reading {
        symbology,
        code: code.to_owned(),
        meanings: vec![],
        fault: None,
    };
    if kind.is_some_and(Symbology::is_gs1) {
        reading.take_elements(scan);
        return reading;
    }
    if let Some(symbology) = kind.filter(|kind| kind.is_ean()) {
        reading.take_trade_item(code, symbology);
    } else if is_link(code) {
        reading.take_link(code);
    } else {
        reading.take_plain(code);
    }
    // Places count in the scan as it was given.
    let before = scan.chars().count() - code.chars().count();
    if let Some(fault) = &mut reading.fault {
        fault.position += before;
    }
    reading
}

impl Reading {
    fn take_elements(&mut self, scan: &str) {
        match parse_elements(scan) {
            Ok(elements) => self.meanings.push(Meaning::Elements(elements)),
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// The symbol tells eight digits of an EAN-8 from those of a shortened UPC.
    fn take_trade_item(&mut self, code: &str, symbology: Symbology) {
        let is_meant = |meaning: &Meaning| match meaning {
            Meaning::Gtin(item) => code.len() != 8 || item.was_shortened != symbology.is_ean_8(),
            _ => false,
        };
        self.meanings
            .extend(trade_items(code).into_iter().filter(is_meant));
        if self.meanings.is_empty() {
            self.fault = wrong_trade_item(code);
        }
    }

    fn take_link(&mut self, code: &str) {
        match parse_link(code) {
            Ok(link) => self.meanings.push(Meaning::Link(link)),
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// A code of which nothing is known but its characters.
    fn take_plain(&mut self, code: &str) {
        self.meanings.extend(trade_items(code));
        if let Ok(sscc) = code.parse() {
            self.meanings.push(Meaning::Sscc(sscc));
        }
        let (proved, others): (Vec<Tracking>, Vec<Tracking>) = tracking::candidates(code)
            .into_iter()
            .partition(|tracking| tracking.proved);
        self.meanings
            .extend(proved.into_iter().map(Meaning::Tracking));
        match parse_elements(code) {
            // Nearly all digits can be taken for elements: without proof that they are, only when
            // they are nothing else.
            Ok(elements) if elements.marked || self.meanings.is_empty() => {
                self.meanings.push(Meaning::Elements(elements));
            }
            Ok(_) => {}
            Err(fault) => self.fault = Some(fault),
        }
        // What only looks like a carrier's number is worth telling when nothing else is known.
        if self.meanings.is_empty() {
            self.meanings
                .extend(others.into_iter().map(Meaning::Tracking));
        }
        if !self.meanings.is_empty() {
            self.fault = None;
        }
    }
}

/// What the number of a trade item is for; `None` for digits that name none, or whose last one does not check.
pub fn range_of_number(code: &str) -> Option<Range> {
    match trade_items(code).first()? {
        Meaning::Gtin(item) => Some(item.range),
        _ => None,
    }
}

/// The trade items that digits can name. Eight digits may be a small item or a shortened UPC.
fn trade_items(code: &str) -> Vec<Meaning> {
    let as_printed = code.parse().ok().map(|gtin14| item(code, gtin14, false));
    let stretched = stretched_upc(code).and_then(|upc| Some(item(&upc, upc.parse().ok()?, true)));
    as_printed
        .into_iter()
        .chain(stretched)
        .map(Meaning::Gtin)
        .collect()
}

fn item(code: &str, gtin14: Gtin14, was_shortened: bool) -> TradeItem {
    TradeItem {
        gtin14,
        range: range_of(code, gtin14),
        was_shortened,
    }
}

fn wrong_trade_item(code: &str) -> Option<ElementFault> {
    let rule = code.parse::<Gtin14>().err()?;
    let at_check_digit = code.chars().count().saturating_sub(1);
    let position = match &rule {
        super::gs1::Gs1Error::CheckDigit { .. } => at_check_digit,
        _ => code.chars().position(|c| !c.is_ascii_digit()).unwrap_or(0),
    };
    Some(ElementFault { position, rule })
}

/// What a number is for. Numbers of eight digits have prefixes of their own.
fn range_of(code: &str, gtin14: Gtin14) -> Range {
    if code.len() == 8 {
        return match code.bytes().next() {
            Some(b'0' | b'2') => Range::Restricted,
            _ => Range::Global,
        };
    }
    let whole = gtin14.to_string();
    if code.len() == 14 && whole.starts_with('9') {
        return Range::VariableMeasure;
    }
    let prefix: u16 = whole
        .get(1..4)
        .and_then(|prefix| prefix.parse().ok())
        .unwrap_or(0);
    match prefix {
        20..=29 | 40..=49 | 200..=299 => Range::Restricted,
        50..=59 | 981..=984 | 990..=999 => Range::Coupon,
        977 => Range::Issn,
        979 if whole.get(4..5) == Some("0") => Range::Ismn,
        978 | 979 => Range::Isbn,
        _ => Range::Global,
    }
}

/// The twelve digits of a UPC-E of eight, if its check digit is right.
///
/// Source: GS1 General Specifications, section 5.2.2.4.2 (zero suppression).
fn stretched_upc(code: &str) -> Option<String> {
    let is_digits = code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit());
    let system = code.get(..1)?;
    if !is_digits || !matches!(system, "0" | "1") {
        return None;
    }
    let (digits, last) = (code.get(1..7)?, code.get(6..7)?);
    let body = match last {
        "0" | "1" | "2" => format!("{}{last}0000{}", digits.get(..2)?, digits.get(2..5)?),
        "3" => format!("{}00000{}", digits.get(..3)?, digits.get(3..5)?),
        "4" => format!("{}00000{}", digits.get(..4)?, digits.get(4..5)?),
        _ => format!("{}0000{last}", digits.get(..5)?),
    };
    let body = format!("{system}{body}");
    let check = check_digit(&body).ok()?;
    (code.get(7..8)? == check.to_string()).then(|| format!("{body}{check}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn only_item(code: &str) -> TradeItem {
        match &read(code).meanings[..] {
            [Meaning::Gtin(item)] => *item,
            other => panic!("{code}: {other:?}"),
        }
    }

    #[test]
    fn trade_items_are_told_by_their_range() {
        for (code, gtin14, range) in [
            ("5901234123457", "05901234123457", Range::Global),
            ("]E04006381333931", "04006381333931", Range::Global),
            ("]E496385074", "00000096385074", Range::Global),
            ("2012345678903", "02012345678903", Range::Restricted),
            ("9788360000007", "09788360000007", Range::Isbn),
            ("9770033243002", "09770033243002", Range::Issn),
            ("9790260000438", "09790260000438", Range::Ismn),
            ("9991234567890", "09991234567890", Range::Coupon),
        ] {
            let item = only_item(code);
            assert_eq!(
                (item.gtin14.to_string().as_str(), item.range),
                (gtin14, range),
                "{code}"
            );
        }
    }

    #[test]
    fn a_short_upc_is_stretched_and_asked_about_when_it_could_be_a_small_item() {
        let reading = read("01234565");
        assert!(reading.is_ambiguous(), "{:?}", reading.meanings);
        let stretched = reading.meanings.iter().any(|meaning| {
            matches!(meaning, Meaning::Gtin(item)
                if item.was_shortened && item.gtin14.to_string() == "00012345000065")
        });
        assert!(stretched, "{:?}", reading.meanings);
    }

    #[test]
    fn a_wrong_check_digit_is_told_with_its_place() {
        let reading = read("]E05901234123458");
        assert!(reading.meanings.is_empty());
        assert_eq!(reading.fault.unwrap().position, 15);
    }

    #[test]
    fn a_parcel_is_told_with_every_carrier_that_it_could_be() {
        let meanings = read("1Z879E930346834440").meanings;
        assert!(
            matches!(&meanings[..], [Meaning::Tracking(_)]),
            "{meanings:?}"
        );
        let meanings = read("520000012345678901234567").meanings;
        assert!(
            matches!(&meanings[..], [Meaning::Tracking(inpost)] if !inpost.proved),
            "{meanings:?}"
        );
    }

    proptest! {
        #[test]
        fn no_scan_can_break_the_reader(scan in prop_oneof![
            any::<String>(),
            "(\\][A-Za-z][0-9])?[0-9]{6,15}",
            "https://[a-z.]{1,9}/(01|00|8006|414)/[0-9%A-F/?&=]{1,30}",
        ]) {
            if let Some(fault) = read(&scan).fault {
                prop_assert!(fault.position <= scan.chars().count());
            }
        }
    }
}

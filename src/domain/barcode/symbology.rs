//! Which kind of symbol was read, as scanners tell it in front of the code.
//!
//! Source: ISO/IEC 15424:2008, symbology identifiers; GS1 General Specifications, section 5.1.2.

/// A kind of symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbology {
    /// The identifier without its last character, for example `]C`.
    family: &'static str,
    /// The last character: the variant; empty for all that are not told apart.
    variant: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// Variants before the family that they belong to.
const SYMBOLOGIES: &[(&str, &str, &str)] = &[
    ("]A", "", "Code 39"),
    ("]B", "", "Telepen"),
    ("]C", "1", "GS1-128"),
    ("]C", "", "Code 128"),
    ("]E", "4", "EAN-8"),
    ("]E", "1", "EAN add-on of two digits"),
    ("]E", "2", "EAN add-on of five digits"),
    ("]E", "3", "EAN-13 or UPC with add-on"),
    ("]E", "", "EAN-13 or UPC"),
    ("]F", "", "Codabar"),
    ("]G", "", "Code 93"),
    ("]H", "", "Code 11"),
    ("]I", "", "Interleaved 2 of 5"),
    ("]J", "1", "GS1 DotCode"),
    ("]J", "", "DotCode"),
    ("]L", "", "PDF417"),
    ("]M", "", "MSI"),
    ("]Q", "3", "GS1 QR Code"),
    ("]Q", "", "QR Code"),
    ("]R", "", "Industrial 2 of 5"),
    ("]S", "", "IATA 2 of 5"),
    ("]U", "", "MaxiCode"),
    ("]X", "", "other symbol"),
    ("]d", "2", "GS1 DataMatrix"),
    ("]d", "", "Data Matrix"),
    ("]e", "0", "GS1 DataBar"),
    ("]e", "", "GS1 composite"),
    ("]z", "", "Aztec"),
];

/// A scan without the three characters that tell its kind of symbol, whichever they are: they are no part of the
/// code that somebody wants to find again.
pub fn without_identifier(scan: &str) -> &str {
    match scan.as_bytes() {
        [b']', _, _, ..] => scan.get(3..).unwrap_or_default(),
        _ => scan,
    }
}

impl Symbology {
    /// The kind of symbol that a scan begins with, its three characters, and the code behind them.
    pub fn of(scan: &str) -> Option<(Self, &str, &str)> {
        let (aim, code) = scan.split_at_checked(3)?;
        let (family, variant) = aim.split_at_checked(2)?;
        if !variant.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let (family, variant, name) = SYMBOLOGIES
            .iter()
            .find(|(first, last, _)| *first == family && (last.is_empty() || *last == variant))?;
        let symbology = Self {
            family,
            variant,
            name,
        };
        Some((symbology, aim, code))
    }

    /// Whether the symbol holds a GS1 element string.
    pub fn is_gs1(self) -> bool {
        self.name.starts_with("GS1")
    }

    /// Whether the symbol is the small one of eight digits.
    pub fn is_ean_8(self) -> bool {
        self.is_ean() && self.variant == "4"
    }

    /// Whether the symbol holds a trade item number of the shops' tills.
    pub fn is_ean(self) -> bool {
        self.family == "]E" && matches!(self.variant, "" | "4")
    }
}

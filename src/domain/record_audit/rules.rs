//! What counts as missing or doubtful, each with where the limit comes from.

use super::{Fault, Photo, Record};
use crate::domain::barcode::{Range, range_of_number};
use crate::domain::catalog::Product;

/// Longest side of goods, in millimetres; longer is a mistake.
///
/// Assumption: no courier of a Polish shop takes more as an ordinary parcel (DPD and GLS: 1,750 and 2,000 mm as of
/// 2024), and what is really longer is accepted as it is, once.
pub const LONGEST_MM: u32 = 3_000;

/// All three sides no longer than this are a placeholder that somebody typed to fill a field, in millimetres.
const PLACEHOLDER_MM: u32 = 1;

/// Lightest and heaviest goods, in milligrams in a cubic centimetre.
///
/// Source: the densest element is osmium with 22.59 g/cm³ (CRC Handbook of Chemistry and Physics, Physical Constants
/// of Inorganic Compounds), and goods are packed with air; the lightest packed goods are foams, of which EN 13163
/// knows expanded polystyrene down to about 0.01 g/cm³.
const DENSITY: (u64, u64) = (10, 25_000);

/// Shortest code, in characters. Assumption: keyboard scanners take fewer for keys that a person pressed.
const SHORTEST_CODE: usize = 3;

/// Longest code of a linear symbol, in characters.
///
/// Source: GS1 General Specifications, section 5.4 (GS1-128: 48 data characters). Links stand in QR codes, which
/// hold more.
const LONGEST_CODE: usize = 48;

/// What is wrong with a record, the most expensive first; at most one finding of each kind.
pub fn found(record: &Record) -> Vec<Fault> {
    let mut faults = Vec::new();
    faults.extend(shared_code(record));
    faults.extend(codes(&record.codes));
    faults.extend((!record.has_place).then_some(Fault::NoPlace));
    faults.extend(measures(record));
    faults.extend(photo(record));
    faults.extend((record.twins.count > 0).then(|| Fault::Twin {
        with: record.twins.clone(),
    }));
    faults.sort_by_key(Fault::kind);
    faults
}

fn shared_code(record: &Record) -> Option<Fault> {
    let (code, with) = record.shared.iter().find(|(_, with)| with.count > 0)?;
    Some(Fault::SharedBarcode {
        code: code.clone(),
        with: with.clone(),
    })
}

/// What a code is, as a number of GS1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// A trade item's, the same all over the world.
    Global,
    /// A trade item's, of one shop or company.
    Own,
    /// As many digits as a trade item's, and the last one does not check.
    Wrong,
    /// Too short, too long, or digits that look like a trade item's without its first zeros.
    OddLength,
    /// The shop's own words: letters, or digits that are no trade item's.
    Free,
}

/// The number that a code stands for among trade items of every length, if it is one.
pub fn number_of(code: &str) -> Option<u64> {
    let is_number = matches!(code.len(), 8 | 12 | 13 | 14);
    let is_digits = code.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && is_digits).then(|| code.parse().ok())?
}

fn number(code: &str) -> Number {
    let length = code.chars().count();
    let is_link = code.contains("://");
    if length < SHORTEST_CODE || (length > LONGEST_CODE && !is_link) {
        return Number::OddLength;
    }
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Number::Free;
    }
    match (length, range_of_number(code)) {
        (8 | 12..=14, None) => Number::Wrong,
        (_, Some(Range::Restricted)) => Number::Own,
        (_, Some(_)) => Number::Global,
        // Tables of figures drop zeros in front: what is left of eight, twelve or thirteen digits.
        (7 | 9..=11, None) => Number::OddLength,
        (_, None) => Number::Free,
    }
}

/// The worst that is wrong with the codes. One good code is enough: nobody has to scan the others.
fn codes(codes: &[String]) -> Option<Fault> {
    if codes.is_empty() {
        return Some(Fault::NoBarcode);
    }
    let numbers = || codes.iter().map(|code| (number(code), code));
    let first = |wanted: Number| {
        numbers()
            .find(|(number, _)| *number == wanted)
            .map(|(_, code)| code.clone())
    };
    if numbers().any(|(number, _)| matches!(number, Number::Global | Number::Free)) {
        return None;
    }
    if let Some(code) = first(Number::Own) {
        return Some(Fault::OwnNumber { code });
    }
    if let Some(code) = first(Number::Wrong) {
        return Some(Fault::BadCheckDigit { code });
    }
    first(Number::OddLength).map(|code| Fault::OddLength { code })
}

fn measures(record: &Record) -> Vec<Fault> {
    let Product { size, weight, .. } = record.product;
    let known = record.product.measures();
    let mut faults = Vec::new();
    if !known.has_weight() {
        faults.push(Fault::NoWeight);
    } else if let Some(told) = record.correction {
        faults.push(Fault::WeightContradicted {
            old: weight,
            new: told.new,
            parcels: told.parcels,
        });
    }
    if !known.has_size() {
        faults.push(Fault::NoSize { size });
        return faults;
    }
    let [longest, ..] = size.sides_longest_first();
    if longest > LONGEST_MM || longest <= PLACEHOLDER_MM {
        faults.push(Fault::OddSize { size });
        return faults;
    }
    let mg = u64::try_from(weight.0).unwrap_or(0).saturating_mul(1_000);
    let mg_per_cm3 = mg.saturating_mul(1_000) / size.volume_mm3().max(1);
    let (least, most) = DENSITY;
    if known.has_weight() && !(least..=most).contains(&mg_per_cm3) {
        faults.push(Fault::OddDensity {
            size,
            weight,
            mg_per_cm3,
        });
    }
    faults
}

fn photo(record: &Record) -> Option<Fault> {
    let file = record.product.image.clone().unwrap_or_default();
    match record.photo {
        Photo::None => Some(Fault::NoPhoto),
        Photo::Gone => Some(Fault::PhotoGone { file }),
        Photo::There if record.same_photo.count > 0 => Some(Fault::SharedPhoto {
            file,
            with: record.same_photo.clone(),
        }),
        Photo::There => None,
    }
}

//! Products that seem to be the same: one name, written alike or nearly so.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::Others;
use crate::domain::catalog::Measures;
use crate::domain::ids::Sku;

/// A product as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its number.
    pub sku: Sku,
    /// Its name as it is written.
    pub name: String,
    /// Its size and weight.
    pub measures: Measures,
}

/// A name without capitals, blanks and marks over letters: names that agree in this are read as one.
pub fn folded(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let letters = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    for letter in letters.filter(|letter| !letter.is_whitespace()) {
        for small in letter.to_lowercase() {
            match small {
                // Letters with a stroke are no letter and a mark to Unicode, but they are to whoever types.
                'ł' => plain.push('l'),
                'ø' => plain.push('o'),
                'đ' => plain.push('d'),
                'ß' => plain.push_str("ss"),
                other => plain.push(other),
            }
        }
    }
    plain
}

/// Of products whose folded names are one: to which others each seems to be the same.
///
/// Written the same to the last letter they are the same only where size and weight are too: a shop may call all
/// lengths of a rope *Rope*. Written differently they are, because nobody names two products so on purpose.
pub fn twins(group: &[Named]) -> Vec<(Sku, Others)> {
    let mut spelled: BTreeMap<&str, u64> = BTreeMap::new();
    let mut whole: BTreeMap<(&str, [i64; 4]), u64> = BTreeMap::new();
    for one in group {
        *spelled.entry(&one.name).or_default() += 1;
        *whole.entry((&one.name, key(one.measures))).or_default() += 1;
    }
    let all = u64::try_from(group.len()).unwrap_or(u64::MAX);
    let mut sorted: Vec<&Named> = group.iter().collect();
    sorted.sort_by(|one, other| one.sku.cmp(&other.sku));
    let mut twins = Vec::new();
    for one in &sorted {
        let written_so = spelled.get(one.name.as_str()).copied().unwrap_or(0);
        let same = whole.get(&(one.name.as_str(), key(one.measures)));
        let count = (all - written_so) + same.copied().unwrap_or(1).saturating_sub(1);
        if count == 0 {
            continue;
        }
        let is_twin = |other: &&&Named| {
            other.sku != one.sku && (other.name != one.name || other.measures == one.measures)
        };
        let first = sorted.iter().filter(is_twin).take(Others::NAMED);
        let first = first.map(|other| other.sku.clone()).collect();
        twins.push((one.sku.clone(), Others { first, count }));
    }
    twins
}

fn key(measures: Measures) -> [i64; 4] {
    let Measures { size, weight } = measures;
    [
        i64::from(size.length),
        i64::from(size.width),
        i64::from(size.height),
        weight.0,
    ]
}

//! PDF417: text in rows of codewords, as on freight papers and some carriers' labels.
//!
//! The encoder is our own, because a content that is too long has to be refused by the name of its
//! field: the crate `pdf417` (0.2.1) writes into a storage that its caller has to guess, panics where
//! that is too small, and leaves rows and columns to the caller too. The crate `rxing` (0.9.3) would
//! bring readers of every symbol into a program that only draws them.
//!
//! Source: ISO/IEC 15438:2015 (compaction modes, error correction, rows and their indicators).

use crate::labels::LabelError;

use super::pdf417_table::PATTERNS;
use super::{Squares, Symbology, unfit};

/// Codewords are numbers below this, and the field in which errors are corrected.
const FIELD: u32 = 929;

/// Most codewords in a symbol, the length itself included.
const CODEWORDS_MAX: usize = 928;

/// Fewest and most codewords in a row, and rows. With a single one in a row, zxing-cpp 3.1.1 sees a second symbol.
const COLUMNS_LEAST: usize = 2;
const COLUMNS_MAX: usize = 30;
const ROWS: std::ops::RangeInclusive<usize> = 3..=90;

/// Height of a row in modules; the standard asks for three at least.
const ROW_MODULES: i32 = 3;

/// Quiet zone in modules, on all sides.
const QUIET: i32 = 2;

/// Filling, which is the latch to text.
const PAD: u32 = 900;

const START: (u32, u32) = (0b1_1111_1110_1010_1000, 17);
const STOP: (u32, u32) = (0b11_1111_1010_0010_1001, 18);

/// Digits in one block of numeric compaction, and from how many on it pays.
const DIGIT_BLOCK: usize = 44;
const DIGITS_LEAST: usize = 13;

/// A symbol of text.
pub(super) fn pdf417(field: &'static str, content: &str) -> Result<Squares, LabelError> {
    let data = compacted(content);
    let level = level_for(data.len());
    let correction = 2_usize << level;
    let (columns, rows) = shape(1 + data.len() + correction)
        .ok_or_else(|| unfit(field, Symbology::Pdf417, "it is too long"))?;
    let mut codewords = vec![0];
    codewords.extend(data);
    codewords.resize(columns * rows - correction, PAD);
    codewords[0] = u32::try_from(codewords.len()).unwrap_or(0);
    codewords.extend(corrections(&codewords, correction));
    Ok(drawn(&codewords, columns, rows, level))
}

/// How much is added for correction, 0 to 8: the levels that the standard recommends.
fn level_for(data: usize) -> usize {
    match data {
        0..=40 => 2,
        41..=160 => 3,
        161..=320 => 4,
        _ => 5,
    }
}

/// Columns and rows for so many codewords: about twice as wide as high.
fn shape(codewords: usize) -> Option<(usize, usize)> {
    (COLUMNS_LEAST..=COLUMNS_MAX)
        .map(|columns| (columns, codewords.div_ceil(columns).max(*ROWS.start())))
        .filter(|(columns, rows)| ROWS.contains(rows) && columns * rows <= CODEWORDS_MAX)
        .min_by_key(|(columns, rows)| (17 * columns + 69).abs_diff(rows * 3 * 2))
}

fn compacted(content: &str) -> Vec<u32> {
    let is_digits = content.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits && content.len() >= DIGITS_LEAST {
        numeric(content)
    } else if content.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        text(content)
    } else {
        bytes(content.as_bytes())
    }
}

/// Blocks of digits with a 1 before them, as numbers to the base 900.
fn numeric(digits: &str) -> Vec<u32> {
    let mut codewords = vec![902];
    for block in digits.as_bytes().chunks(DIGIT_BLOCK) {
        let mut number: Vec<u32> = std::iter::once(1)
            .chain(block.iter().map(|digit| u32::from(digit - b'0')))
            .collect();
        let mut places = Vec::new();
        while !number.is_empty() {
            let mut rest = 0;
            let mut quotient = Vec::new();
            for digit in &number {
                let value = rest * 10 + digit;
                rest = value % 900;
                if !quotient.is_empty() || value >= 900 {
                    quotient.push(value / 900);
                }
            }
            places.push(rest);
            number = quotient;
        }
        codewords.extend(places.into_iter().rev());
    }
    codewords
}

/// Six bytes as five codewords, what is left one by one; marked as UTF-8.
fn bytes(content: &[u8]) -> Vec<u32> {
    const UTF_8: [u32; 2] = [927, 26];
    let is_even = content.len().is_multiple_of(6);
    let mut codewords = UTF_8.to_vec();
    codewords.push(if is_even { 924 } else { 901 });
    let blocks = content.chunks_exact(6);
    let rest = blocks.remainder();
    for block in blocks {
        let mut number = block
            .iter()
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let mut five = [0; 5];
        for place in five.iter_mut().rev() {
            *place = u32::try_from(number % 900).unwrap_or(0);
            number /= 900;
        }
        codewords.extend(five);
    }
    codewords.extend(rest.iter().map(|byte| u32::from(*byte)));
    codewords
}

/// The tables of text compaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Capital,
    Small,
    Mixed,
}

const MIXED: &[u8] = b"0123456789&\r\t,:#-.$/+%*=^";
const SIGNS: &[u8] = b";<>@[\\]_`~!\r\t,:\n-.$/\"|*()?{}'";
const BLANK: u32 = 26;
const SHIFT_SIGN: u32 = 29;

fn value_in(mode: Mode, byte: u8) -> Option<u32> {
    let place = |table: &[u8]| table.iter().position(|other| *other == byte);
    let value = match (mode, byte) {
        (_, b' ') => return Some(BLANK),
        (Mode::Capital, b'A'..=b'Z') => usize::from(byte - b'A'),
        (Mode::Small, b'a'..=b'z') => usize::from(byte - b'a'),
        (Mode::Mixed, _) => place(MIXED)?,
        _ => return None,
    };
    u32::try_from(value).ok()
}

/// The values that go from one table to another for good.
fn latch(from: Mode, to: Mode) -> &'static [u32] {
    match (from, to) {
        (Mode::Capital | Mode::Mixed, Mode::Small) => &[27],
        (Mode::Capital | Mode::Small, Mode::Mixed) | (Mode::Mixed, Mode::Capital) => &[28],
        (Mode::Small, Mode::Capital) => &[28, 28],
        _ => &[],
    }
}

/// Two values of thirty in each codeword.
fn text(content: &str) -> Vec<u32> {
    let mut values = Vec::new();
    let mut mode = Mode::Capital;
    for byte in content.bytes() {
        let found = [mode, Mode::Capital, Mode::Small, Mode::Mixed]
            .into_iter()
            .find_map(|to| Some((to, value_in(to, byte)?)));
        if let Some((to, value)) = found {
            values.extend(latch(mode, to));
            values.push(value);
            mode = to;
        } else if let Some(sign) = SIGNS.iter().position(|other| *other == byte) {
            values.extend([SHIFT_SIGN, u32::try_from(sign).unwrap_or(0)]);
        }
    }
    if values.len() % 2 == 1 {
        values.push(SHIFT_SIGN);
    }
    values
        .chunks(2)
        .map(|pair| pair[0] * 30 + pair[1])
        .collect()
}

/// The correction codewords: the remainder by a polynomial whose roots are powers of three.
fn corrections(codewords: &[u32], count: usize) -> Vec<u32> {
    let mut generator = vec![1];
    let mut root = 1;
    for _ in 0..count {
        root = root * 3 % FIELD;
        let mut longer = vec![0; generator.len() + 1];
        for (place, factor) in generator.iter().enumerate() {
            longer[place] = (longer[place] + factor) % FIELD;
            longer[place + 1] = (longer[place + 1] + factor * (FIELD - root)) % FIELD;
        }
        generator = longer;
    }
    let mut rest = vec![0; count];
    for codeword in codewords {
        let factor = (codeword + rest[0]) % FIELD;
        rest.rotate_left(1);
        rest[count - 1] = 0;
        for (place, part) in rest.iter_mut().enumerate() {
            *part = (*part + factor * (FIELD - generator[place + 1])) % FIELD;
        }
    }
    // The remainder is taken off, so that the whole is divisible.
    rest.into_iter()
        .map(|part| (FIELD - part) % FIELD)
        .collect()
}

/// Rows between start and stop, each with an indicator on both sides.
fn drawn(codewords: &[u32], columns: usize, rows: usize, level: usize) -> Squares {
    let mut dark = Vec::new();
    let row_part = (rows - 1) / 3;
    let level_part = level * 3 + (rows - 1) % 3;
    let column_part = columns - 1;
    for (row, codewords) in codewords.chunks(columns).enumerate() {
        let cluster = row % 3;
        let (left, right) = match cluster {
            0 => (row_part, column_part),
            1 => (level_part, row_part),
            _ => (column_part, level_part),
        };
        let indicator = |part: usize| u32::try_from(row / 3 * 30 + part).unwrap_or(0);
        push(&mut dark, START);
        push(&mut dark, pattern(cluster, indicator(left)));
        for codeword in codewords {
            push(&mut dark, pattern(cluster, *codeword));
        }
        push(&mut dark, pattern(cluster, indicator(right)));
        push(&mut dark, STOP);
    }
    Squares {
        columns: 17 * columns + 69,
        tall: ROW_MODULES,
        quiet: QUIET,
        dark,
    }
}

fn pattern(cluster: usize, codeword: u32) -> (u32, u32) {
    let place = usize::try_from(codeword % FIELD).unwrap_or(0);
    (1 << 16 | u32::from(PATTERNS[cluster][place]), 17)
}

fn push(dark: &mut Vec<bool>, (bits, count): (u32, u32)) {
    dark.extend((0..count).rev().map(|bit| bits >> bit & 1 == 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_of_its_cluster_and_unlike_the_others() {
        let mut all = std::collections::BTreeSet::new();
        for (cluster, patterns) in PATTERNS.iter().enumerate() {
            for pattern in patterns {
                let bits: Vec<bool> = (0..17)
                    .rev()
                    .map(|bit| (1 << 16 | u32::from(*pattern)) >> bit & 1 == 1)
                    .collect();
                let runs: Vec<usize> = bits.chunk_by(|a, b| a == b).map(<[bool]>::len).collect();
                assert_eq!(runs.len(), 8, "{pattern:x}");
                // The cluster follows from the widths of the bars.
                let number = (runs[0] + runs[4] + 9 - runs[2] - runs[6]) % 9;
                assert_eq!(number, cluster * 3, "{pattern:x}");
                all.insert(*pattern);
            }
        }
        assert_eq!(all.len(), 3 * 929);
    }

    #[test]
    fn known_texts_become_known_codewords() {
        // Source: the standard's example: "PDF417" is 453, 178, 121, 239.
        assert_eq!(text("PDF417"), [453, 178, 121, 239]);
        // Source: the standard's example: 000213298174000 in base 900.
        assert_eq!(
            numeric("000213298174000"),
            [902, 1, 624, 434, 632, 282, 200]
        );
    }

    #[test]
    fn corrections_are_those_of_the_standard() {
        // Source: the standard's example: data 5, 453, 178, 121, 239 with level 1.
        assert_eq!(
            corrections(&[5, 453, 178, 121, 239], 4),
            [452, 327, 657, 619]
        );
    }

    #[test]
    fn a_book_is_refused() {
        assert!(pdf417("code", &"A1b2".repeat(700)).is_err());
    }
}

//! EAN-13, EAN-8 and ITF-14: digits only, each with a check digit that must be right.

use crate::domain::gs1::check_digit;
use crate::labels::LabelError;

use super::{Linear, Symbology, unfit};

/// Widths of the four elements of a digit, as they stand left of the middle with odd parity.
///
/// Source: ISO/IEC 15420:2009, table 1 (number set A); set B is read backwards, set C begins with a bar.
const DIGITS: [[u8; 4]; 10] = [
    [3, 2, 1, 1],
    [2, 2, 2, 1],
    [2, 1, 2, 2],
    [1, 4, 1, 1],
    [1, 1, 3, 2],
    [1, 2, 3, 1],
    [1, 1, 1, 4],
    [1, 3, 1, 2],
    [1, 2, 1, 3],
    [3, 1, 1, 2],
];

/// Which of the six left digits are of number set B; the thirteenth digit is told by it.
///
/// Source: ISO/IEC 15420:2009, table 3.
const SET_B: [[bool; 6]; 10] = {
    const A: bool = false;
    const B: bool = true;
    [
        [A, A, A, A, A, A],
        [A, A, B, A, B, B],
        [A, A, B, B, A, B],
        [A, A, B, B, B, A],
        [A, B, A, A, B, B],
        [A, B, B, A, A, B],
        [A, B, B, B, A, A],
        [A, B, A, B, A, B],
        [A, B, A, B, B, A],
        [A, B, B, A, B, A],
    ]
};

const GUARD: [u8; 3] = [1, 1, 1];
const MIDDLE: [u8; 5] = [1, 1, 1, 1, 1];

/// Larger of the two quiet zones of EAN-13 (left 11, right 7), in modules.
///
/// Source: ISO/IEC 15420:2009, table 5.
const EAN_13_QUIET: i32 = 11;

/// Quiet zone of EAN-8, in modules. Source: as above.
const EAN_8_QUIET: i32 = 7;

/// Which of the five elements of a digit are wide.
///
/// Source: ISO/IEC 16390:2007, table 1.
const WIDE: [[bool; 5]; 10] = {
    const N: bool = false;
    const W: bool = true;
    [
        [N, N, W, W, N],
        [W, N, N, N, W],
        [N, W, N, N, W],
        [W, W, N, N, N],
        [N, N, W, N, W],
        [W, N, W, N, N],
        [N, W, W, N, N],
        [N, N, N, W, W],
        [W, N, N, W, N],
        [N, W, N, W, N],
    ]
};

/// Width of a wide element in modules.
///
/// Source: GS1 General Specifications, section 5.3.2 (2.25 to 3). Three is the one whole number.
const WIDE_MODULES: u8 = 3;

/// Quiet zone of ITF-14, in modules. Source: GS1 General Specifications, section 5.3.2.
const ITF_QUIET: i32 = 10;

/// The digits of a number of this length whose check digit is right.
fn digits(
    field: &'static str,
    symbology: Symbology,
    content: &str,
    length: usize,
) -> Result<Vec<usize>, LabelError> {
    let refused = |cause: String| unfit(field, symbology, cause);
    if content.len() != length || !content.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused(format!("{length} digits are needed")));
    }
    let (body, last) = content.split_at(length - 1);
    let expected = check_digit(body).map_err(|error| refused(error.to_string()))?;
    if last != expected.to_string() {
        return Err(refused(format!("the check digit must be {expected}")));
    }
    Ok(content
        .bytes()
        .map(|byte| usize::from(byte - b'0'))
        .collect())
}

/// An EAN-13 symbol.
pub(super) fn ean13(field: &'static str, content: &str) -> Result<Linear, LabelError> {
    let digits = digits(field, Symbology::Ean13, content, 13)?;
    let sets = SET_B[digits[0]];
    let mut widths = GUARD.to_vec();
    for (digit, is_b) in digits[1..7].iter().zip(sets) {
        let mut four = DIGITS[*digit];
        if is_b {
            four.reverse();
        }
        widths.extend(four);
    }
    widths.extend(MIDDLE);
    widths.extend(digits[7..].iter().flat_map(|digit| DIGITS[*digit]));
    widths.extend(GUARD);
    Ok(Linear {
        widths,
        quiet: EAN_13_QUIET,
    })
}

/// An EAN-8 symbol.
pub(super) fn ean8(field: &'static str, content: &str) -> Result<Linear, LabelError> {
    let digits = digits(field, Symbology::Ean8, content, 8)?;
    let (left, right) = digits.split_at(4);
    let mut widths = GUARD.to_vec();
    widths.extend(left.iter().flat_map(|digit| DIGITS[*digit]));
    widths.extend(MIDDLE);
    widths.extend(right.iter().flat_map(|digit| DIGITS[*digit]));
    widths.extend(GUARD);
    Ok(Linear {
        widths,
        quiet: EAN_8_QUIET,
    })
}

/// An ITF-14 symbol. Bearer bars are for printing plates and left out: a thermal head needs none.
pub(super) fn itf14(field: &'static str, content: &str) -> Result<Linear, LabelError> {
    let digits = digits(field, Symbology::Itf14, content, 14)?;
    let width = |is_wide: bool| if is_wide { WIDE_MODULES } else { 1 };
    let mut widths = vec![1, 1, 1, 1];
    for pair in digits.chunks(2) {
        for (bar, space) in WIDE[pair[0]].iter().zip(WIDE[pair[1]]) {
            widths.extend([width(*bar), width(space)]);
        }
    }
    widths.extend([WIDE_MODULES, 1, 1]);
    Ok(Linear {
        widths,
        quiet: ITF_QUIET,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(linear: &Linear) -> u32 {
        linear.widths.iter().map(|width| u32::from(*width)).sum()
    }

    #[test]
    fn the_symbols_are_as_wide_as_their_standards_say() {
        // Source: ISO/IEC 15420:2009, section 4.3: 95 and 67 modules.
        assert_eq!(modules(&ean13("code", "5901234123457").unwrap()), 95);
        assert_eq!(modules(&ean8("code", "96385074").unwrap()), 67);
        // Source: ISO/IEC 16390:2007, annex B: (P(4N+6)+N+6)X with P pairs and N for wide to narrow.
        assert_eq!(
            modules(&itf14("code", "15901234123454").unwrap()),
            7 * 18 + 9
        );
    }

    #[test]
    fn a_wrong_check_digit_or_length_is_refused() {
        for wrong in [
            "5901234123458",
            "590123412345",
            "590123412345A",
            "59012341234570",
        ] {
            assert!(ean13("code", wrong).is_err(), "{wrong}");
        }
        assert!(itf14("code", "15901234123455").is_err());
        assert!(ean8("code", "96385075").is_err());
    }
}

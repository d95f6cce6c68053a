//! The barcodes that try a scanner, and what the code that came says about it.
//!
//! One has signs that lie on different keys in different countries; the other has a GS1
//! separator, which keyboards do not have. Both are drawn on the set-up screen, and a scanner
//! reads them off it.

use crate::domain::session::input::SCANNER_SELF_TEST;
use crate::labels::code128;

/// Batch and serial of the separator's test: between the two stands FNC1.
const BATCH: &str = "PKNTEST";
const SERIAL: &str = "7";

/// A barcode to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestCode {
    /// Widths of bar, space, bar … in modules.
    pub widths: Vec<u8>,
    /// The line under the bars.
    pub readable: String,
}

/// The barcode of layout and Enter, and the one of the separator.
pub fn test_codes() -> Vec<TestCode> {
    let layout = code128::encode("self-test", SCANNER_SELF_TEST);
    let separator = code128::encode_gs1("self-test", &[("10", BATCH), ("21", SERIAL)]);
    let readable = [
        SCANNER_SELF_TEST.to_owned(),
        format!("(10){BATCH}(21){SERIAL}"),
    ];
    let mut codes = Vec::new();
    for (symbol, readable) in [layout, separator].into_iter().zip(readable) {
        match symbol {
            Ok(symbol) => codes.push(TestCode {
                widths: symbol.widths().to_vec(),
                readable,
            }),
            Err(error) => tracing::error!(%error, "a test barcode cannot be drawn"),
        }
    }
    codes
}

/// What a code says about the scanner that sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestFinding {
    /// The code of layout and Enter came as it is.
    Fine,
    /// It came with small and capital letters exchanged.
    CapsLock,
    /// Only a part of it came.
    Cut,
    /// The code of the separator came with its separator.
    SeparatorKept,
    /// It came without one.
    SeparatorLost,
    /// Something else stands in its place.
    SeparatorReplaced(String),
    /// Another code, or the one of the layout in other letters.
    Other(String),
}

impl TestFinding {
    /// Looks at a code, with or without a symbology identifier before it.
    pub fn of(code: &str) -> Self {
        let body = match code
            .strip_prefix(']')
            .and_then(|rest| rest.split_at_checked(2))
        {
            Some((_identifier, body)) => body,
            None => code,
        };
        let (first, last) = (format!("10{BATCH}"), format!("21{SERIAL}"));
        let between = body
            .strip_prefix(first.as_str())
            .and_then(|rest| rest.strip_suffix(last.as_str()));
        match between {
            Some("\u{1d}") => return Self::SeparatorKept,
            Some("") => return Self::SeparatorLost,
            Some(other) => return Self::SeparatorReplaced(other.escape_default().to_string()),
            None => {}
        }
        if body == SCANNER_SELF_TEST {
            Self::Fine
        } else if body.eq_ignore_ascii_case(SCANNER_SELF_TEST) {
            Self::CapsLock
        } else if body.len() >= 4 && SCANNER_SELF_TEST.contains(body) {
            Self::Cut
        } else {
            Self::Other(code.to_owned())
        }
    }

    /// Whether it was one of the test's codes, so that nothing is packed by it.
    pub fn is_of_the_test(&self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_codes_can_be_drawn() {
        let codes = test_codes();
        assert_eq!(codes.len(), 2);
        assert!(codes.iter().all(|code| code.widths.len() > 20));
    }

    #[test]
    fn what_came_says_what_is_wrong_with_the_scanner() {
        let table = [
            (SCANNER_SELF_TEST, TestFinding::Fine),
            ("]C0PKN-TEST-yzYZ=;'/[]", TestFinding::Fine),
            ("pkn-test-YZyz=;'/[]", TestFinding::CapsLock),
            ("TEST-yzYZ=;'/[]", TestFinding::Cut),
            ("]C110PKNTEST\u{1d}217", TestFinding::SeparatorKept),
            ("10PKNTEST217", TestFinding::SeparatorLost),
            (
                "10PKNTEST^217",
                TestFinding::SeparatorReplaced("^".to_owned()),
            ),
            (
                "PKN-TEST-zyZY",
                TestFinding::Other("PKN-TEST-zyZY".to_owned()),
            ),
        ];
        for (code, finding) in table {
            assert_eq!(TestFinding::of(code), finding, "{code}");
        }
        assert!(!TestFinding::of("5901234123457").is_of_the_test());
        // The end of another code is no part of the test's.
        assert!(!TestFinding::of("yz").is_of_the_test());
    }
}

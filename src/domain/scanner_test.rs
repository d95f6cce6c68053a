//! What the code that came says about the scanner that sent it.

use serde::{Deserialize, Serialize};

use super::barcode::without_identifier;
use super::session::input::SCANNER_SELF_TEST;

/// Batch of the separator's test: between it and the serial stands FNC1.
pub const BATCH: &str = "PKNTEST";
/// Serial of the separator's test.
pub const SERIAL: &str = "7";

/// What a code says about the scanner that sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
        let body = without_identifier(code);
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

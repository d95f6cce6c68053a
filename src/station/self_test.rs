//! The barcodes that try a scanner.
//!
//! One has signs that lie on different keys in different countries; the other has a GS1
//! separator, which keyboards do not have. Both are drawn on the set-up screen, and a scanner
//! reads them off it.

use crate::domain::scanner_test::{BATCH, SERIAL};
use crate::domain::session::input::SCANNER_SELF_TEST;
use crate::labels::code128;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_codes_can_be_drawn() {
        let codes = test_codes();
        assert_eq!(codes.len(), 2);
        assert!(codes.iter().all(|code| code.widths.len() > 20));
    }
}

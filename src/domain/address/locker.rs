//! Codes of parcel lockers, as the carrier prints them on the machine.

use super::pattern::{is_written, written};

/// What the codes of InPost's machines look like: `WAW01A`, `KRA010`, `ADA01M`, `LOD123APP`.
///
/// Assumption: three letters of the town, two or three digits, up to three letters; and points in shops,
/// `POP-KRA12`. InPost publishes the list of its points and no rule; whether a point is open, only that
/// list says.
const INPOST: &str = "@@@##|@@@##@|@@@##@@|@@@##@@@|@@@###|@@@###@|@@@###@@|@@@###@@@|\
    POP-@@@#|POP-@@@##|POP-@@@###|POP-@@@####";

/// Whether `text` can be the code of an InPost point.
pub fn is_inpost_point(text: &str) -> bool {
    is_written(INPOST, text)
}

/// A code in capitals and without blanks; `None` if it is fine as it is or is none.
pub(super) fn mended_inpost_point(text: &str) -> Option<String> {
    written(INPOST, text).filter(|mended| mended != text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_mended_in_case_and_blanks_only() {
        assert_eq!(mended_inpost_point("waw 01a").as_deref(), Some("WAW01A"));
        assert_eq!(
            mended_inpost_point("pop kra12").as_deref(),
            Some("POP-KRA12")
        );
        assert_eq!(mended_inpost_point("WAW01A"), None);
        assert!(is_inpost_point("LOD33M") && is_inpost_point("KRA010"));
        for none in ["WAW", "WA01A", "Paczkomat WAW01A", "WAW0001", ""] {
            assert!(
                !is_inpost_point(none) && mended_inpost_point(none).is_none(),
                "{none}"
            );
        }
    }
}

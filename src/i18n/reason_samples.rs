//! Every reason and every way on that a packer chooses by number.

use super::samples::chain;
use crate::domain::gate::Hold;
use crate::domain::session::fact::ShortPath;
use crate::domain::session::question::CommonReason;

/// Every common reason.
pub(super) fn reasons() -> Vec<CommonReason> {
    use CommonReason as R;
    chain(R::BinEmpty, |reason| {
        Some(match reason {
            R::BinEmpty => R::Damaged,
            R::Damaged => R::WrongInBin,
            R::WrongInBin => R::TooSmall,
            R::TooSmall => R::ItFits,
            R::ItFits => R::UsedUp,
            R::UsedUp => R::Fragile,
            R::Fragile => R::LabelSpoilt,
            R::LabelSpoilt => R::NotPrinted,
            R::NotPrinted => R::ContentsWrong,
            R::ContentsWrong => R::AskOffice,
            R::AskOffice => R::Other,
            R::Other => return None,
        })
    })
}

/// Every way on for a short order.
pub(super) fn paths() -> Vec<ShortPath> {
    chain(ShortPath::ShipShort, |path| {
        Some(match path {
            ShortPath::ShipShort => ShortPath::Hold,
            ShortPath::Hold => ShortPath::CancelLine,
            ShortPath::CancelLine => return None,
        })
    })
}

/// An order that waits for its next lorry.
pub(super) fn after_cutoff() -> Hold {
    Hold::AfterCutoff {
        day: "2026-11-23".parse().unwrap(),
    }
}

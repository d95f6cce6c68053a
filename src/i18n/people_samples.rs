//! Every role and right of people, every mark of an order and every paper for its box.

use super::samples::chain;
use crate::domain::order::{BoxDocument, Tag};
use crate::domain::worker::{Right, Role};

/// Every role.
pub(super) fn roles() -> Vec<Role> {
    chain(Role::Packer, |role| {
        Some(match role {
            Role::Packer => Role::Lead,
            Role::Lead => Role::Admin,
            Role::Admin => return None,
        })
    })
}

/// Every right.
pub(super) fn rights() -> Vec<Right> {
    chain(Right::ConfirmByHand, |right| {
        Some(match right {
            Right::ConfirmByHand => Right::ReleaseWeight,
            Right::ReleaseWeight => Right::SkipLabelScan,
            Right::SkipLabelScan => Right::BindBarcode,
            Right::BindBarcode => Right::SeeStatistics,
            Right::SeeStatistics => Right::SetUp,
            Right::SetUp => Right::SettleExceptions,
            Right::SettleExceptions => return None,
        })
    })
}

/// Every mark of an order.
pub(super) fn tags() -> Vec<Tag> {
    Tag::WORDS.map(|(_, tag)| tag).to_vec()
}

/// Every paper for the box.
pub(super) fn papers() -> Vec<BoxDocument> {
    chain(BoxDocument::Invoice, |paper| match paper {
        BoxDocument::Invoice => Some(BoxDocument::ReturnSlip),
        BoxDocument::ReturnSlip => None,
    })
}

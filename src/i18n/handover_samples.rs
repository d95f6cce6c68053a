//! One sample of every message about carriers' lists.

use super::samples::order;
use crate::domain::handover::CarrierDue;
use crate::domain::label_debt::DebtReason;
use crate::domain::session::message::{Message as M, Refusal as R};

/// Carriers that we have words for.
pub(super) const CARRIERS: [&str; 5] = ["inpost", "dpd", "dhl", "gls", "pickup"];

/// A carrier for whom parcels wait.
pub(super) fn waiting() -> CarrierDue {
    CarrierDue {
        carrier: "inpost".to_owned(),
        parcels: 12,
    }
}

/// Every reason for which a label is owed.
pub(super) fn debts() -> [DebtReason; 2] {
    let impossible = DebtReason::LabelImpossible {
        field: "recipient.name".to_owned(),
    };
    [DebtReason::NoTrackingNumbers, impossible]
}

/// The refusal behind this one; the last of them leads on.
pub(super) fn refusal_after(refusal: &R) -> R {
    match refusal {
        R::NothingToHandOver => R::LabelCanBeHad { order: order() },
        R::LabelCanBeHad { .. } => R::LabelStillOwed {
            order: order(),
            parcel: 1,
        },
        R::LabelStillOwed { .. } => R::NothingForCarrier {
            carrier: "dhl".to_owned(),
        },
        R::NothingForCarrier { .. } => R::HandOverGoesOn {
            carrier: "inpost".to_owned(),
        },
        R::HandOverGoesOn { .. } => R::NoListOpen,
        R::NoListOpen => R::NotAParcel {
            code: "5901234123457".to_owned(),
        },
        R::NotAParcel { .. } => R::ParcelNotReady {
            order: order(),
            parcel: 1,
        },
        R::ParcelNotReady { .. } => R::ParcelCancelled {
            order: order(),
            parcel: 1,
        },
        R::ParcelCancelled { .. } => R::ParcelToUnpack {
            order: order(),
            parcel: 1,
        },
        R::ParcelToUnpack { .. } => R::OtherCarrier {
            order: order(),
            parcel: 2,
            carrier: "dpd".to_owned(),
        },
        R::OtherCarrier { .. } => R::AlreadyOnList {
            tracking: "059000000000000015".into(),
        },
        R::AlreadyOnList { .. } => R::OnOtherList {
            tracking: "059000000000000015".into(),
            manifest: "packing-2-1-97".to_owned(),
        },
        _ => R::NotSaved,
    }
}

/// The message behind this one; the last of them leads on.
pub(super) fn message_after(message: &M) -> M {
    match message {
        M::HandOverBegun { .. } => M::SubstitutePrinted {
            order: order(),
            parcel: 1,
            substitute: "959000000000000018".into(),
        },
        M::SubstitutePrinted { .. } => M::LabelPaid {
            order: order(),
            parcel: 1,
            tracking: "059000000000000015".into(),
        },
        M::LabelPaid { .. } => M::ParcelHandedOver {
            tracking: "059000000000000015".into(),
            order: Some(order()),
            parcel: Some(2),
        },
        M::ParcelHandedOver { .. } => M::ParcelTakenBack {
            tracking: "059000000000000015".into(),
        },
        M::ParcelTakenBack { .. } => M::HandOverClosed {
            carrier: "dpd".to_owned(),
            parcels: 3,
        },
        M::HandOverClosed { .. } => M::HandOverEmpty {
            carrier: "dhl".to_owned(),
        },
        _ => M::HandOverGoesOn {
            carrier: "Kurier Jan".to_owned(),
        },
    }
}

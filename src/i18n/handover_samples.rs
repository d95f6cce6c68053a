//! One sample of every message about carriers' lists.

use super::samples::order;
use crate::domain::handover::CarrierDue;
use crate::domain::session::message::{Message as M, Refusal as R};

/// A carrier for whom parcels wait.
pub(super) fn waiting() -> CarrierDue {
    CarrierDue {
        carrier: "inpost".to_owned(),
        parcels: 12,
    }
}

/// The refusal behind this one; the last of them leads on.
pub(super) fn refusal_after(refusal: &R) -> R {
    match refusal {
        R::NothingToHandOver => R::NothingForCarrier {
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
        M::HandOverBegun { .. } => M::ParcelHandedOver {
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

//! One sample of everything that is said while each unit is weighed; links of the chains in `samples`.

use super::samples::{mug, order};
use crate::domain::catalog::TrackingNeeds;
use crate::domain::packaging::OWN_CARTON;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::unit_step::NotWeighed;
use crate::domain::units::Grams;

/// The refusal after this one; nothing after the last, or for one of another kind.
pub(super) fn next_refusal(refusal: &Refusal) -> Option<Refusal> {
    use Refusal as R;
    Some(match refusal {
        R::BoxFirst { .. } => R::BoxWeightOff {
            difference: Grams(-37),
            tolerance: Grams(11),
        },
        R::BoxWeightOff { .. } => R::UnitNotInBox { sku: mug() },
        R::UnitNotInBox { .. } => R::TwoInBox {
            sku: mug(),
            difference: Grams(330),
        },
        R::TwoInBox { .. } => R::UnitWeightOff {
            sku: mug(),
            difference: Grams(-37),
            tolerance: Grams(14),
        },
        R::UnitWeightOff { .. } => R::UnitStillInBox { sku: mug() },
        _ => return None,
    })
}

/// The first refusal.
pub(super) fn first_refusal() -> Refusal {
    Refusal::BoxFirst {
        packaging: Some("KAR-S".into()),
    }
}

/// The other forms that refusals take.
pub(super) fn more_refusals() -> Vec<Refusal> {
    vec![
        Refusal::BoxFirst { packaging: None },
        Refusal::BoxWeightOff {
            difference: Grams(37),
            tolerance: Grams(11),
        },
        Refusal::UnitWeightOff {
            sku: mug(),
            difference: Grams(37),
            tolerance: Grams(14),
        },
    ]
}

/// The first message.
pub(super) fn first_message() -> Message {
    Message::PutBoxOnScale {
        order: order(),
        units: 5,
        packaging: Some("KAR-S".into()),
    }
}

/// The message after this one; nothing after the last, or for one of another kind.
pub(super) fn next_message(message: &Message) -> Option<Message> {
    use Message as M;
    Some(match message {
        M::PutBoxOnScale { .. } => M::BoxOnScale,
        M::BoxOnScale => M::PutIntoBox {
            sku: mug(),
            units: 1,
            added: Grams(330),
        },
        M::PutIntoBox { .. } => M::ScanTakenBack { sku: mug() },
        M::ScanTakenBack { .. } => M::OutOfBox { sku: mug() },
        M::OutOfBox { .. } => M::NotWeighed {
            sku: Some(mug()),
            why: NotWeighed::TooLight,
        },
        _ => return None,
    })
}

/// The other forms that messages take.
pub(super) fn more_messages() -> Vec<Message> {
    vec![
        Message::PutBoxOnScale {
            order: order(),
            units: 1,
            packaging: None,
        },
        Message::PutIntoBox {
            sku: mug(),
            units: 10,
            added: Grams(3_300),
        },
        Message::NotWeighed {
            sku: Some(mug()),
            why: NotWeighed::UnknownWeight,
        },
        Message::NotWeighed {
            sku: None,
            why: NotWeighed::ScaleGone,
        },
        Message::NotWeighed {
            sku: None,
            why: NotWeighed::OwnCarton,
        },
        Message::TakePackaging {
            packaging: Some(OWN_CARTON.into()),
        },
        Message::ParcelComplete {
            packaging: Some(OWN_CARTON.into()),
        },
        Message::WeighNow {
            packaging: OWN_CARTON.into(),
            expected: Grams(6_400),
        },
    ]
}

/// The number of an exception or an alert.
pub(super) fn told() -> String {
    "taken/ZAM-1001/2".to_owned()
}

/// Every combination of what has to be recorded.
pub(super) fn all_needs() -> Vec<TrackingNeeds> {
    let bit = |bits: u8, bit: u8| bits & bit != 0;
    (0..8_u8)
        .map(|bits| TrackingNeeds {
            serial: bit(bits, 1),
            lot: bit(bits, 2),
            expiry: bit(bits, 4),
        })
        .collect()
}

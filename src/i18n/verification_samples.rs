//! One sample of everything that is said about how deeply an order is verified.

use super::samples::mug;
use super::unit_samples;
use crate::domain::session::message::{Message as M, Refusal as R};

/// The refusal behind this one; the last of them leads on.
pub(super) fn refusal_after(refusal: &R) -> R {
    match refusal {
        R::ScannerInUse => R::SecondPersonFirst,
        R::SecondPersonFirst => R::TargetOutOfRange { most_ppm: 10_000 },
        _ => R::UnknownProduct { sku: mug() },
    }
}

/// The message behind this one; the last of them leads on.
pub(super) fn message_after(message: &M) -> M {
    match message {
        M::UnitAccepted { .. } => M::CaseAccepted {
            sku: mug(),
            units: 10,
            packed: 10,
            ordered: 12,
        },
        M::CaseAccepted { .. } => M::CountAccepted { units: 4 },
        M::CountAccepted { .. } => M::SecondPersonNext,
        M::SecondPersonNext => M::SecondPersonChecked,
        M::SecondPersonChecked => M::CasesAccepted {
            sku: mug(),
            cases: 2,
            packed: 20,
            ordered: 25,
        },
        M::CasesAccepted { .. } => M::VerificationSet { target_ppm: 200 },
        _ => unit_samples::first_message(),
    }
}

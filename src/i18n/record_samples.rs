//! One sample of everything that is said of products’ records.

use std::fmt::Debug;

use super::samples::mug;
use super::{Lang, record_fault, record_kind};
use crate::domain::record_audit::{Fault, FaultKind, Others, PhotoFault};
use crate::domain::session::message::{Message as M, Refusal as R};
use crate::domain::units::{Grams, SizeMm};

/// The refusal behind this one; the last of them leads on.
pub(super) fn refusal_after(refusal: &R) -> R {
    match refusal {
        R::NoCorrection { .. } => R::RecordRight { sku: mug() },
        R::RecordRight { .. } => R::BadPhoto {
            why: PhotoFault::NoFolder,
        },
        _ => R::BarcodeTaken { sku: mug() },
    }
}

/// The message behind this one; the last of them leads on.
pub(super) fn message_after(message: &M) -> M {
    match message {
        M::ProductMeasured { .. } => M::ProductPhotographed { sku: mug() },
        M::ProductPhotographed { .. } => M::RecordGiven {
            sku: mug(),
            to: "W-001".into(),
        },
        M::RecordGiven { .. } => M::RecordAccepted { sku: mug() },
        _ => M::WeightForgotten { sku: mug() },
    }
}

/// Every reason why a file does not become a photo.
pub(super) fn more_refusals() -> Vec<R> {
    let all = PhotoFault::ALL.into_iter();
    all.map(|why| R::BadPhoto { why }).collect()
}

fn faults() -> Vec<Fault> {
    let code = "5901234123458".to_owned();
    let file = "mug.png".to_owned();
    let size = SizeMm::new(12_000, 90, 100);
    let with = Others {
        first: vec!["MUG-02".into(), "MUG-03".into()],
        count: 14,
    };
    let few = Others::of(vec!["MUG-02".into()]);
    let of = |kind| match kind {
        FaultKind::SharedBarcode => Fault::SharedBarcode {
            code: code.clone(),
            with: few.clone(),
        },
        FaultKind::NoBarcode => Fault::NoBarcode,
        FaultKind::BadCheckDigit => Fault::BadCheckDigit { code: code.clone() },
        FaultKind::OddLength => Fault::OddLength { code: code.clone() },
        FaultKind::NoPlace => Fault::NoPlace,
        FaultKind::NoWeight => Fault::NoWeight,
        FaultKind::WeightContradicted => Fault::WeightContradicted {
            old: Grams(330),
            new: Grams(345),
            parcels: 7,
        },
        FaultKind::NoSize => Fault::NoSize {
            size: SizeMm::default(),
        },
        FaultKind::OddSize => Fault::OddSize { size },
        FaultKind::OddDensity => Fault::OddDensity {
            size,
            weight: Grams(5),
            mg_per_cm3: 1,
        },
        FaultKind::NoPhoto => Fault::NoPhoto,
        FaultKind::PhotoGone => Fault::PhotoGone { file: file.clone() },
        FaultKind::SharedPhoto => Fault::SharedPhoto {
            file: file.clone(),
            with: with.clone(),
        },
        FaultKind::Twin => Fault::Twin { with: few.clone() },
        FaultKind::OwnNumber => Fault::OwnNumber { code: code.clone() },
    };
    FaultKind::ALL.into_iter().map(of).collect()
}

/// Every text, under a caption that is the same in both languages.
pub(super) fn everything(lang: Lang, add: &mut dyn FnMut(&str, &dyn Debug, String)) {
    for kind in FaultKind::ALL {
        add("record kind", &kind, record_kind(lang, kind));
    }
    for fault in faults() {
        add("record", &fault, record_fault(lang, &fault).one_line());
    }
}

//! One sample of everything that the check of a shift and station cards say.

use crate::domain::scanner_test::TestFinding;
use crate::domain::session::message::{Message as M, Refusal as R};
use crate::domain::shift_check::{
    CheckRecord, Device, DeviceState, Found, Outcome, Part, PartRecord, ScannerFault,
};
use crate::domain::units::Grams;

/// Every device.
pub(super) const DEVICES: [Device; 3] = [Device::Scanner, Device::Scale, Device::Printer];

/// Every end of a part.
pub(super) const OUTCOMES: [Outcome; 4] = [
    Outcome::Passed,
    Outcome::NotSetUp,
    Outcome::LeftOut,
    Outcome::Stopped,
];

/// Every state of a device.
pub(super) const STATES: [DeviceState; 4] = [
    DeviceState::Works,
    DeviceState::NotSetUp,
    DeviceState::NotTested,
    DeviceState::ToMend,
];

/// Everything that may be found.
pub(super) fn founds() -> Vec<Found> {
    let scanner = [
        TestFinding::CapsLock,
        TestFinding::Cut,
        TestFinding::SeparatorLost,
        TestFinding::SeparatorReplaced("^".to_owned()),
        TestFinding::Other("5901234123457".to_owned()),
    ];
    let others = [
        Found::Fault(ScannerFault::NoEnd),
        Found::Fault(ScannerFault::Layout),
        Found::ZeroOff { shown: Grams(-15) },
        Found::ReferenceOff {
            shown: Grams(1_035),
            nominal: Grams(1_000),
        },
        Found::OtherLabel {
            code: "PKN-LABEL-482913".to_owned(),
        },
    ];
    scanner
        .into_iter()
        .map(Found::Scanner)
        .chain(others)
        .collect()
}

/// A check in which every part ended so; what was left out was wrong before.
fn record(outcome: Outcome, found: Option<&Found>) -> CheckRecord {
    let parts = Part::ALL.map(|part| PartRecord {
        part,
        outcome,
        found: found.cloned(),
        code: None,
        shown: None,
        seconds: 4,
    });
    CheckRecord {
        parts: parts.to_vec(),
        reference: Some(Grams(1_000)),
        seconds: 27,
    }
}

/// Every message.
pub(super) fn messages() -> Vec<M> {
    let mut messages = Vec::new();
    for part in Part::ALL {
        messages.push(M::CheckWaits { part });
        messages.push(M::CheckPassed { part });
        messages.push(M::CheckLeftOut { part });
    }
    messages.extend(founds().into_iter().map(|found| M::CheckOff { found }));
    let ended = |outcome, found| M::CheckEnded {
        record: Box::new(record(outcome, found)),
    };
    messages.push(ended(Outcome::Passed, None));
    messages.push(ended(Outcome::NotSetUp, None));
    messages.push(ended(Outcome::LeftOut, None));
    let mut half = record(Outcome::LeftOut, None);
    if let Some(first) = half.parts.first_mut() {
        first.outcome = Outcome::Passed;
    }
    messages.push(M::CheckEnded {
        record: Box::new(half),
    });
    messages.push(ended(Outcome::LeftOut, founds().last()));
    messages.push(M::CheckLabelAgain);
    messages.push(M::CheckLater);
    let station = || "STOL-3".to_owned();
    messages.push(M::StationSaved { station: station() });
    messages.push(M::StationForgotten { station: station() });
    messages.push(M::StationLoaded { station: station() });
    messages
}

/// The refusal behind this one; the last of them ends the chain.
pub(super) fn refusal_after(refusal: &R) -> Option<R> {
    Some(match refusal {
        R::NoShiftCheck => R::UnknownStation {
            station: "STOL-3".to_owned(),
        },
        R::UnknownStation { .. } => R::BadStation {
            station: "STOL-3".to_owned(),
            why: "unknown protocol klingon".to_owned(),
        },
        R::BadStation { .. } => R::BadStationName,
        _ => return None,
    })
}

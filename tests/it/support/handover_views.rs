//! Pictures of the carriers' lists: none scanned yet, half full, full, and what is turned down.

use std::sync::Arc;

use chrono::TimeDelta;
use pakownia::domain::handover::CarrierDue;
use pakownia::domain::label_debt::DebtReason;
use pakownia::domain::session::message::{Message, Refusal, Verdict};
use pakownia::domain::session::question::Question;
use pakownia::domain::units::Grams;
use pakownia::domain::worker::{Language, Role};
use pakownia::station::handover::{HandOverView, HandedParcel, WaitingParcel};
use pakownia::station::snapshot::{DebtRow, Snapshot};

use super::snapshots::{answered, now, refused, signed_in};

fn tracking(number: u32) -> String {
    format!("05900000000{number:06}5")
}

/// A list with so many parcels on it, and so many that wait.
pub(crate) fn list(on: u32, missing: u32) -> HandOverView {
    HandOverView {
        manifest: "STAN-1-1a2b-214".to_owned(),
        carrier: "inpost".to_owned(),
        parcels: on,
        last: (1..=on.min(6))
            .map(|number| HandedParcel {
                tracking: tracking(number).as_str().into(),
                // The second one was packed where nobody here knows.
                parcel: (number != 2).then(|| {
                    let order = format!("WWW-2026-{:05}", 1_000 + number);
                    (order.as_str().into(), number)
                }),
                gross: Some(Grams(1_200)),
                at: now(),
            })
            .collect(),
        missing: (1..=missing)
            .map(|number| WaitingParcel {
                tracking: tracking(500 + number).as_str().into(),
                order: format!("ZAM-{:04}", 1_500 + number).as_str().into(),
                parcel: 1 + number % 3,
                delivery_method: "inpost_locker".to_owned(),
                closed_at: now() - TimeDelta::minutes(i64::from(number)),
            })
            .collect(),
    }
}

/// A parcel under a substitute label.
fn debt(number: u32) -> DebtRow {
    DebtRow {
        substitute: "959000000000000018".into(),
        order: format!("WWW-2026-{:05}", 1_500 + number).as_str().into(),
        parcel: number,
        reason: if number.is_multiple_of(2) {
            DebtReason::NoTrackingNumbers
        } else {
            DebtReason::LabelImpossible {
                field: "recipient.name".to_owned(),
            }
        },
        at: now(),
    }
}

fn handing(lang: Language, on: u32, missing: u32) -> Snapshot {
    let mut snapshot = signed_in(lang, Role::Packer);
    snapshot.hand_over = Some(list(on, missing));
    snapshot
}

/// Every state of a hand-over, by a name for the picture.
pub(crate) fn all(lang: Language) -> Vec<(&'static str, Snapshot)> {
    let begun = Message::HandOverBegun {
        carrier: "inpost".to_owned(),
        waiting: 12,
    };
    let on_list = Message::ParcelHandedOver {
        tracking: tracking(1).as_str().into(),
        order: Some("WWW-2026-01001".into()),
        parcel: Some(1),
    };
    let mut asked = signed_in(lang, Role::Packer);
    asked.question = Some(Question::WhichCarrier {
        carriers: ["inpost", "dpd", "dhl", "Kurier Jan Kowalski i Synowie"]
            .map(|carrier| CarrierDue {
                carrier: carrier.to_owned(),
                parcels: 120,
            })
            .to_vec(),
    });
    let mut closing = handing(lang, 180, 2);
    closing.question = Some(Question::CloseList {
        carrier: "inpost".to_owned(),
        parcels: 180,
        missing: 2,
    });
    let mut owing = signed_in(lang, Role::Packer);
    let mut queue = (*owing.queue).clone();
    queue.debts = (1..=4).map(debt).collect();
    owing.queue = Arc::new(queue);
    let mut owing_one = owing.clone();
    let mut queue = (*owing_one.queue).clone();
    queue.debts.truncate(1);
    owing_one.queue = Arc::new(queue);
    vec![
        ("label-debt", owing_one),
        ("label-debts", owing),
        ("hand-over-whose", asked),
        (
            "hand-over-begun",
            answered(handing(lang, 0, 12), Verdict::Accepted, begun),
        ),
        (
            "hand-over-right",
            answered(handing(lang, 1, 4), Verdict::Accepted, on_list.clone()),
        ),
        (
            "hand-over-complete",
            answered(handing(lang, 1_240, 0), Verdict::Accepted, on_list),
        ),
        (
            "hand-over-other-carrier",
            refused(
                handing(lang, 7, 60),
                Refusal::OtherCarrier {
                    order: "WWW-2026-01001".into(),
                    parcel: 1,
                    carrier: "dpd".to_owned(),
                },
            ),
        ),
        (
            "hand-over-other-list",
            refused(
                handing(lang, 7, 6),
                Refusal::OnOtherList {
                    tracking: tracking(3).as_str().into(),
                    manifest: "bench-4f21c03a-1a2b-1214".to_owned(),
                },
            ),
        ),
        (
            "hand-over-to-unpack",
            refused(
                handing(lang, 7, 6),
                Refusal::ParcelToUnpack {
                    order: "WWW-2026-01001".into(),
                    parcel: 12,
                },
            ),
        ),
        ("hand-over-closing", closing),
    ]
}

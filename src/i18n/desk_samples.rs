//! One sample of everything that the exceptions desk says.

use std::fmt::Debug;

use chrono::DateTime;

use super::hold_samples::holds;
use super::samples::{bench, chain, mug, order};
use super::unit_samples::told;
use super::{Lang, entry, entry_kind, outcome};
use crate::domain::desk::{Entry, EntryKind, Outcome, What};
use crate::domain::label_debt::DebtReason;
use crate::domain::session::fact::ShortPath;
use crate::domain::session::message::{Message as M, Refusal as R};
use crate::domain::units::Grams;

/// The refusal behind this one; the last of them leads on.
pub(super) fn refusal_after(refusal: &R) -> R {
    match refusal {
        R::UnknownException { .. } => R::NotAnOutcome {
            outcome: Outcome::Found,
        },
        R::NotAnOutcome { .. } => R::NobodyWithBadge {
            badge: "W-404".into(),
        },
        R::NobodyWithBadge { .. } => R::UnknownAction { action: told() },
        R::UnknownAction { .. } => R::ActionStands,
        R::ActionStands => R::BadDay {
            day: DateTime::UNIX_EPOCH.date_naive(),
        },
        R::BadDay { .. } => R::AlreadySettled { exception: told() },
        R::AlreadySettled { .. } => R::UnknownAlert { alert: told() },
        R::UnknownAlert { .. } => R::AlertSeen { alert: told() },
        R::AlertSeen { .. } => R::NotGoneYet { order: order() },
        R::NotGoneYet { .. } => R::NothingToErase { order: order() },
        R::NothingToErase { .. } => R::NotYourself,
        _ => R::NotHeldThere {
            order: order(),
            bench: bench(),
        },
    }
}

/// The message behind this one; the last of them leads on.
pub(super) fn message_after(message: &M) -> M {
    match message {
        M::ExceptionSettled => M::EntryGiven { to: "W-001".into() },
        M::EntryGiven { .. } => M::PairActionSet { to: "W-001".into() },
        M::PairActionSet { .. } => M::PairActionDone,
        M::PairActionDone => M::PairActionWithdrawn,
        M::PairActionWithdrawn => M::PersonalDataErased { order: order() },
        M::PersonalDataErased { .. } => M::WorkerErased {
            badge: "W-001".into(),
        },
        M::WorkerErased { .. } => M::PersonViewOpened,
        _ => M::AlertAcknowledged,
    }
}

/// Every sort of thing that an entry is about; what master and floor tell differently is told elsewhere.
fn whats() -> Vec<What> {
    let mut all = chain(
        What::PutAside {
            reason: "Towar uszkodzony".to_owned(),
        },
        |what| {
            Some(match what {
                What::PutAside { .. } => What::ShortPick {
                    sku: mug(),
                    units: 2,
                    reason: "not_at_place".to_owned(),
                    path: ShortPath::ShipShort,
                },
                What::ShortPick { .. } => What::WeightReleased {
                    difference: Grams(-140),
                    by: "W-900".into(),
                    reason: "Zważone drugi raz".to_owned(),
                },
                What::WeightReleased { .. } => What::LabelOwed {
                    substitute: "159012345678901234".into(),
                    reason: DebtReason::NoTrackingNumbers,
                },
                What::LabelOwed { .. } => What::LabelRefused {
                    field: "recipient.name".to_owned(),
                },
                What::LabelRefused { .. } => What::LabelNotPrinted {
                    title: "ZAM-1001".to_owned(),
                },
                What::LabelNotPrinted { .. } | What::Held { .. } | What::Conflict { .. } => {
                    return None;
                }
            })
        },
    );
    all.extend(holds().into_iter().map(|hold| What::Held { hold }));
    all
}

/// Every text, under a caption that is the same in both languages.
pub(super) fn everything(lang: Lang, add: &mut dyn FnMut(&str, &dyn Debug, String)) {
    for kind in EntryKind::ALL {
        add("entry kind", &kind, entry_kind(lang, kind));
    }
    for one in Outcome::ALL {
        add("outcome", &one, outcome(lang, one));
    }
    for what in whats() {
        let one = Entry {
            id: told(),
            what,
            order: Some(order()),
            parcel: Some(1),
            station: Some(bench()),
            opened_at: DateTime::UNIX_EPOCH,
            given_to: None,
            ended: None,
        };
        add("entry", &one.what, entry(lang, &one).one_line());
    }
}

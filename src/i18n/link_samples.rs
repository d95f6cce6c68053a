//! One sample of every trouble of the link, every reason for a rejected fact and every exception.

use super::samples::{bench, chain, mug, order};
use crate::domain::exception::{Exception, ExceptionKind, HandOverDoubt};
use crate::domain::feed::{CertificateFault, LinkTrouble, Rejection};
use crate::domain::location::Location;

/// Every trouble of the link.
pub(super) fn link_troubles() -> Vec<LinkTrouble> {
    use LinkTrouble as T;
    let mut troubles = chain(T::Away, |trouble| {
        Some(match trouble {
            T::Away => T::WrongPassword,
            T::WrongPassword => T::PasswordFile {
                file: "/home/pakownia/master-password".to_owned(),
            },
            T::PasswordFile { .. } => T::NoDatabase,
            T::NoDatabase => T::NotSetUp,
            T::NotSetUp => T::Certificate {
                why: CertificateFault::UnknownAuthority,
            },
            T::Certificate { .. } => T::NoMember {
                group: "pakownia_shop_station".to_owned(),
            },
            T::NoMember { .. } => T::OtherSeat {
                station: bench(),
                tied: "STAN-2".to_owned(),
            },
            T::OtherSeat { .. } => T::NoRight {
                why: "permission denied for table feed".to_owned(),
            },
            T::NoRight { .. } => T::OlderSchema { found: 3, known: 4 },
            T::OlderSchema { .. } => T::NewerSchema { found: 5, known: 4 },
            T::NewerSchema { .. } => T::DiskFull,
            T::DiskFull => T::ReadOnly,
            T::ReadOnly => T::Quarantined,
            T::Quarantined => T::BadSettings {
                why: "not a URL".to_owned(),
            },
            T::BadSettings { .. } => T::Other {
                why: "too many connections".to_owned(),
            },
            T::Other { .. } => return None,
        })
    });
    troubles.extend(
        certificate_faults()
            .into_iter()
            .map(|why| T::Certificate { why }),
    );
    troubles
}

fn certificate_faults() -> Vec<CertificateFault> {
    use CertificateFault as F;
    chain(F::UnknownAuthority, |fault| {
        Some(match fault {
            F::UnknownAuthority => F::OtherName,
            F::OtherName => F::Expired,
            F::Expired => F::NotYetValid,
            F::NotYetValid => F::NoneAtServer,
            F::NoneAtServer => F::BadFile {
                file: "/home/pakownia/ca.crt".to_owned(),
            },
            F::BadFile { .. } => F::NobodyTrusted,
            F::NobodyTrusted => F::Other {
                why: "BadSignature".to_owned(),
            },
            F::Other { .. } => return None,
        })
    })
}

/// Every reason for which a fact does not count.
pub(super) fn rejections() -> Vec<Rejection> {
    use Rejection as R;
    chain(R::UnknownOrder { order: order() }, |why| {
        Some(match why {
            R::UnknownOrder { .. } => R::OldFence { fence: 1, now: 2 },
            R::OldFence { .. } => R::HeldElsewhere { holder: bench() },
            R::HeldElsewhere { .. } => R::UnknownParcel {
                tracking: "059000000000000015".into(),
            },
            R::UnknownParcel { .. } => R::OldRules { base: 3, now: 4 },
            R::OldRules { .. } => R::CopiedDisk,
            R::CopiedDisk => R::Unstorable {
                why: "invalid byte sequence".to_owned(),
            },
            R::Unstorable { .. } => return None,
        })
    })
}

fn why_after(why: &HandOverDoubt) -> Option<HandOverDoubt> {
    Some(match why {
        HandOverDoubt::Cancelled => HandOverDoubt::NotClosed,
        HandOverDoubt::NotClosed => HandOverDoubt::LabelOwed,
        HandOverDoubt::LabelOwed => HandOverDoubt::OpenedAgain,
        HandOverDoubt::OpenedAgain => HandOverDoubt::OnTwoLists {
            other: "packing-2-1-97".to_owned(),
        },
        HandOverDoubt::OnTwoLists { .. } => return None,
    })
}

/// Every exception, with its forms.
pub(super) fn exceptions() -> Vec<Exception> {
    use ExceptionKind as K;
    let mut kinds = chain(K::PackedThenCancelled, |kind| {
        Some(match kind {
            K::PackedThenCancelled => K::PackedThenEdited { packed: 1, now: 2 },
            K::PackedThenEdited { .. } => K::StockShort {
                sku: mug(),
                location: Some(Location::new("A", "2", "3")),
                on_hand: -2,
            },
            K::StockShort { .. } => K::FactRejected {
                why: Rejection::OldFence { fence: 1, now: 2 },
                fact: "ParcelClosed".to_owned(),
            },
            K::FactRejected { .. } => K::TakenOver {
                by: "W-900".into(),
                reason: "Komputer nie działa".to_owned(),
            },
            K::TakenOver { .. } => K::HandOverDoubted {
                manifest: "packing-1-1-214".to_owned(),
                why: HandOverDoubt::Cancelled,
            },
            K::HandOverDoubted { manifest, why } => match why_after(why) {
                Some(why) => K::HandOverDoubted {
                    manifest: manifest.clone(),
                    why,
                },
                None => K::CopiedBench,
            },
            K::CopiedBench => K::MasterRestored,
            K::MasterRestored => return None,
        })
    });
    kinds.push(K::StockShort {
        sku: mug(),
        location: None,
        on_hand: -2,
    });
    kinds.extend(rejections().into_iter().map(|why| K::FactRejected {
        why,
        fact: "UnitsPacked".to_owned(),
    }));
    let told = |kind| Exception {
        id: "exception".to_owned(),
        kind,
        order: Some(order()),
        parcel: Some(1),
        station: Some(bench()),
        opened_at: chrono::DateTime::UNIX_EPOCH,
        settled: None,
    };
    kinds.into_iter().map(told).collect()
}

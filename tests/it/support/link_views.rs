//! Pictures of the link to the master: on, off, stopped, with benches and exceptions.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::desk::Outcome;
use pakownia::domain::exception::{Exception, ExceptionKind, HandOverDoubt, Settled};
use pakownia::domain::feed::{CertificateFault, LinkTrouble, Rejection};
use pakownia::domain::ids::{OrderNo, StationId};
use pakownia::domain::location::Location;
use pakownia::domain::worker::{Language, Role};
use pakownia::station::snapshot::{Lamp, Snapshot, Trouble};
use pakownia::station::sync_view::{Autonomy, BenchView, Drift, LinkView, OverviewView, SyncView};

use super::snapshots::{self, now};

fn ago(minutes: i64) -> DateTime<Utc> {
    now() - TimeDelta::minutes(minutes)
}

/// The link as it is on an ordinary day.
pub(crate) fn well() -> SyncView {
    SyncView {
        link: LinkView::On,
        last_pull: Some(ago(0)),
        last_push: Some(ago(1)),
        drift: Drift::None { at: ago(42) },
        autonomy: Autonomy {
            orders: 187,
            numbers: 1_862,
            data_of: Some(ago(0)),
            claims_end: Some(now() + TimeDelta::hours(11)),
            minutes: Some(380),
        },
        last_backup: Some(ago(570)),
        overview: Some(overview()),
        ..SyncView::default()
    }
}

fn overview() -> OverviewView {
    let order = |number: u32| OrderNo(format!("ZAM-{number}"));
    let bench = |station: &str, minutes: i64, unsent: u64, held: u32| BenchView {
        station: station.into(),
        is_here: station == "STAN-1",
        last_seen: Some(ago(minutes)),
        unsent,
        held: (1..=held).map(|at| order(2_000 + at)).collect(),
        quarantined: false,
    };
    OverviewView {
        at: ago(0),
        free: 1_240,
        benches: vec![
            bench("STAN-1", 0, 0, 187),
            bench("STAN-2", 0, 3, 201),
            bench("bench-4f21c03a", 95, 48, 12),
            BenchView {
                quarantined: true,
                ..bench("STAN-4", 12, 0, 4)
            },
        ],
        waited_for: vec![],
    }
}

/// No answer for half an hour, and things to look at.
pub(crate) fn off() -> SyncView {
    SyncView {
        link: LinkView::Off {
            trouble: LinkTrouble::Away,
            since: ago(31),
            retry_at: now() + TimeDelta::seconds(20),
        },
        last_pull: Some(ago(31)),
        last_push: Some(ago(33)),
        unsent: 412,
        oldest_unsent: Some(ago(31)),
        rejected: 2,
        drift: Drift::Unknown,
        autonomy: Autonomy {
            orders: 8,
            numbers: 91,
            data_of: Some(ago(31)),
            claims_end: Some(now() + TimeDelta::minutes(95)),
            minutes: Some(95),
        },
        last_backup: Some(ago(60 * 50)),
        exceptions: exceptions(),
        ..well()
    }
}

/// A trouble that a person has to mend, a drift, and a master that was set back.
pub(crate) fn stopped() -> SyncView {
    SyncView {
        link: LinkView::Off {
            trouble: LinkTrouble::Certificate {
                why: CertificateFault::UnknownAuthority,
            },
            since: ago(60 * 26),
            retry_at: now() + TimeDelta::seconds(30),
        },
        last_pull: Some(ago(60 * 26)),
        drift: Drift::Found {
            at: ago(5),
            topics: vec![
                "stock".to_owned(),
                "order".to_owned(),
                "standing".to_owned(),
            ],
        },
        autonomy: Autonomy::default(),
        last_backup: None,
        overview: Some(OverviewView {
            waited_for: vec!["STAN-2".into(), "bench-4f21c03a".into()],
            ..overview()
        }),
        ..off()
    }
}

/// One exception of each kind, and one that somebody has seen to.
pub(crate) fn exceptions() -> Vec<Exception> {
    let kinds = vec![
        ExceptionKind::PackedThenCancelled,
        ExceptionKind::PackedThenEdited { packed: 1, now: 3 },
        ExceptionKind::StockShort {
            sku: "KUB-01".into(),
            location: Some(Location::new("A", "2", "1")),
            on_hand: -3,
        },
        ExceptionKind::FactRejected {
            why: Rejection::OldFence { fence: 1, now: 2 },
            fact: "ParcelClosed".to_owned(),
        },
        ExceptionKind::TakenOver {
            by: "W-900".into(),
            reason: "Komputer nie działa".to_owned(),
        },
        ExceptionKind::HandOverDoubted {
            manifest: "bench-1-1-214".to_owned(),
            why: HandOverDoubt::OnTwoLists {
                other: "bench-2-1-97".to_owned(),
            },
        },
        ExceptionKind::CopiedBench,
        ExceptionKind::MasterRestored,
    ];
    let told = |(minutes, kind): (i64, ExceptionKind)| {
        let of_order = !matches!(
            kind,
            ExceptionKind::CopiedBench | ExceptionKind::MasterRestored
        );
        Exception {
            id: format!("exception-{minutes}"),
            kind,
            order: of_order.then(|| "ZAM-1003".into()),
            parcel: of_order.then_some(1),
            station: Some(StationId::from("bench-4f21c03a")),
            opened_at: ago(minutes * 13),
            settled: None,
        }
    };
    let mut exceptions: Vec<Exception> = (1..).zip(kinds).map(told).collect();
    let mut settled = exceptions[0].clone();
    "exception-settled".clone_into(&mut settled.id);
    settled.settled = Some(Settled {
        by: Some("W-900".into()),
        at: ago(3),
        outcome: Some(Outcome::Unpacked),
        note: "Rozpakowane, towar odłożony".to_owned(),
    });
    exceptions.insert(0, settled);
    exceptions
}

/// A lead in front of the bench, with the link in this state.
pub(crate) fn lead_with(lang: Language, sync: SyncView) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.sync = Arc::new(sync);
    snapshot
}

/// A packer in the middle of an order while the master is away.
pub(crate) fn packing_alone(lang: Language) -> Snapshot {
    let mut snapshot = snapshots::scanning(lang, Role::Packer);
    snapshot.sync = Arc::new(off());
    snapshot.health.master = Lamp::Watch(Trouble::MasterAway {
        trouble: LinkTrouble::Away,
    });
    snapshot
}

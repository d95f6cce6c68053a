//! Pictures of alerts: open ones that call, one that somebody has seen, some that are over, notices in every state.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::alerts::notice::{Happened, Notice, NoticeState, PostTrouble, Receiver};
use pakownia::domain::alerts::{Acknowledged, Alert, AlertKind, Raised};
use pakownia::domain::schedule::{Run, Scheduled};
use pakownia::domain::worker::Language;
use pakownia::station::alerts::AlertsView;
use pakownia::station::alerts::config::AlertsConfig;
use pakownia::station::alerts::form::AlertForm;
use pakownia::station::snapshot::{NoticeRow, RunRow, Snapshot};
use pakownia::store::RunState;

use super::snapshots::{self, now};

fn ago(minutes: i64) -> DateTime<Utc> {
    now() - TimeDelta::minutes(minutes)
}

fn raised(kind: AlertKind, subject: &str, (measure, limit): (i64, i64), about: &[&str]) -> Raised {
    Raised {
        id: format!("{}/{subject}/1", kind.name()),
        kind,
        subject: subject.to_owned(),
        measure,
        limit,
        about: about.iter().map(|&one| one.to_owned()).collect(),
    }
}

fn alert(raised: Raised, minutes: i64) -> Alert {
    Alert {
        raised,
        at: ago(minutes),
        cleared_at: None,
        acknowledged: None,
    }
}

fn seen(minutes: i64, note: &str) -> Acknowledged {
    Acknowledged {
        by: Some("W-900".into()),
        at: ago(minutes),
        note: note.to_owned(),
    }
}

fn notice(id: i64, receiver: Receiver, happened: Happened, state: NoticeState) -> NoticeRow {
    NoticeRow {
        id,
        receiver,
        address: match receiver {
            Receiver::Mail => "lider.zmiany@sklep-z-kubkami.pl".to_owned(),
            Receiver::Webhook => String::new(),
        },
        notice: Notice {
            key: id.to_string(),
            station: "STAN-1".into(),
            at: ago(12),
            happened,
        },
        state,
        attempts: 2,
        changed_at: ago(3),
        retry_at: ago(2),
    }
}

/// All seven kinds: five open, of which one is seen, and two that are over.
pub(crate) fn of_a_bad_day() -> AlertsView {
    let labels = raised(AlertKind::FailedLabels, "", (14, 10), &[]);
    let stuck = raised(
        AlertKind::StuckOrders,
        "",
        (12, 1),
        &[
            "ZAM-1001", "ZAM-1003", "ZAM-1007", "ZAM-1010", "ZAM-1011", "ZAM-1014",
        ],
    );
    let scale = raised(AlertKind::ScaleDrift, "STAN-1", (11, 5), &[]);
    let low = raised(
        AlertKind::PackagingLow,
        "KAR-M",
        (12, 50),
        &["Karton średni 300 × 200 × 150"],
    );
    let rate = raised(AlertKind::ErrorRate, "", (4_310, 2_950), &[]);
    let over = |raised, from, to, seen| Alert {
        cleared_at: Some(ago(to)),
        acknowledged: seen,
        ..alert(raised, from)
    };
    let mut seen_scale = alert(scale, 50);
    seen_scale.acknowledged = Some(seen(41, "Serwis wezwany, ważymy na STAN-2"));
    let happened = Happened::Raised {
        alert: labels.clone(),
    };
    let refused = PostTrouble::Refused {
        why: "permanent error (550): No such user here".to_owned(),
    };
    let away = PostTrouble::Away {
        why: "connection refused".to_owned(),
    };
    AlertsView {
        reports: vec![RunRow {
            run: Run {
                what: Scheduled::Week,
                day: now().date_naive(),
            },
            state: RunState::Waiting,
            why: Some("Permission denied (os error 13): /mnt/biuro/raporty/pakownia".to_owned()),
            attempts: 3,
            changed_at: ago(9),
        }],
        open: vec![
            alert(labels, 12),
            seen_scale,
            alert(rate, 64),
            alert(stuck, 130),
            alert(low, 400),
        ],
        past: vec![
            over(
                raised(AlertKind::SyncTrouble, "", (1, 1), &[]),
                300,
                240,
                None,
            ),
            over(
                raised(AlertKind::StockDrift, "", (73, 50), &[]),
                2_900,
                1_500,
                Some(seen(2_000, "")),
            ),
        ],
        notices: vec![
            notice(
                9,
                Receiver::Mail,
                happened.clone(),
                NoticeState::Failed { why: refused },
            ),
            notice(8, Receiver::Mail, happened.clone(), NoticeState::Uncertain),
            notice(
                7,
                Receiver::Webhook,
                happened,
                NoticeState::Waiting { why: Some(away) },
            ),
            notice(6, Receiver::Mail, Happened::Test, NoticeState::Sent),
        ],
        names: [("W-900".to_owned(), "Ewa Lis".to_owned())].into(),
        form: AlertForm::of(&AlertsConfig::default()),
        ..AlertsView::default()
    }
}

/// The lead with these alerts.
pub(crate) fn lead(lang: Language, alerts: AlertsView) -> Snapshot {
    with(snapshots::lead(lang), alerts)
}

/// Any picture with these alerts.
pub(crate) fn with(mut snapshot: Snapshot, alerts: AlertsView) -> Snapshot {
    snapshot.alerts = Arc::new(alerts);
    snapshot
}

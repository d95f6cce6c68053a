//! `pakownia alerts`: measures, raises and ends alerts as the window does each minute, and sends what is due.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::{Value, json};

use super::{Failure, station};
use crate::domain::alerts::Alert;
use crate::domain::alerts::notice::NoticeState;
use crate::station::clock::Clock;
use crate::store::NoticeRow;

/// What to do beside measuring.
#[derive(Debug, Args)]
pub(super) struct AlertsArguments {
    /// The data directory
    #[arg(long)]
    data_dir: PathBuf,
    /// Send everything that is due to the receivers that are set up in bench.toml
    #[arg(long)]
    send: bool,
    /// Queue a test for every receiver
    #[arg(long)]
    test: bool,
    /// A clock that stands at this RFC 3339 time
    #[arg(long)]
    clock: Option<DateTime<Utc>>,
}

/// Writes one JSON object: open alerts, and what was sent or waits.
pub(super) fn run(arguments: &AlertsArguments) -> Result<ExitCode, Failure> {
    let clock = arguments.clock.map(Clock::standing_at).unwrap_or_default();
    let mut bench = station::open(&arguments.data_dir, clock)?;
    let measured = bench.measure_now()?;
    bench.judge_alerts(&measured)?;
    if arguments.test && !bench.queue_test()? {
        return Err(
            "nobody is set up to be told: fill in [alerts.mail] or [alerts.webhook] in bench.toml"
                .into(),
        );
    }
    if arguments.send {
        bench.post_due()?;
    }
    let view = bench.alerts_view(crate::station::alerts::form::AlertsOutcome::Nothing)?;
    let open: Vec<Value> = view.open.iter().map(alert_json).collect();
    let notices: Vec<Value> = view.notices.iter().map(notice_json).collect();
    let told = json!({"open": open, "notices": notices});
    writeln!(io::stdout().lock(), "{told}")?;
    Ok(ExitCode::SUCCESS)
}

/// An alert for a program.
pub(super) fn alert_json(alert: &Alert) -> Value {
    let raised = &alert.raised;
    let seen = alert.acknowledged.as_ref();
    json!({
        "alert": raised.id, "kind": raised.kind.name(), "subject": raised.subject, "measure": raised.measure,
        "limit": raised.limit, "about": raised.about, "raised_at": alert.at, "due": alert.due(),
        "acknowledged_at": seen.map(|seen| seen.at), "acknowledged_by": seen.and_then(|seen| seen.by.clone()),
        "note": seen.map(|seen| seen.note.clone()), "cleared_at": alert.cleared_at,
    })
}

/// A notice for a program.
pub(super) fn notice_json(row: &NoticeRow) -> Value {
    let (state, why) = match &row.state {
        NoticeState::Waiting { why } => ("waiting", why.as_ref()),
        NoticeState::UnderWay => ("under_way", None),
        NoticeState::Sent => ("sent", None),
        NoticeState::Failed { why } => ("failed", Some(why)),
        NoticeState::Uncertain => ("uncertain", None),
    };
    json!({
        "notice": row.id, "receiver": row.receiver.name(), "address": row.address, "key": row.notice.key,
        "state": state, "why": why.map(ToString::to_string), "attempts": row.attempts,
        "changed_at": row.changed_at,
    })
}

//! `pakownia schedule`: makes the reports that are due by the clock, as the window does, and says how each stands.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::{Value, json};

use super::alerts::notice_json;
use super::{Failure, station};
use crate::domain::alerts::notice::Happened;
use crate::station::alerts::form::AlertsOutcome;
use crate::station::clock::Clock;
use crate::store::RunRow;

/// What to do beside making them.
#[derive(Debug, Args)]
pub(super) struct ScheduleArguments {
    /// The data directory
    #[arg(long)]
    data_dir: PathBuf,
    /// Send their letters, too
    #[arg(long)]
    send: bool,
    /// A clock that stands at this RFC 3339 time
    #[arg(long)]
    clock: Option<DateTime<Utc>>,
}

/// Writes one JSON object: reports with how they stand, and their letters.
pub(super) fn run(arguments: &ScheduleArguments) -> Result<ExitCode, Failure> {
    let clock = arguments.clock.map(Clock::standing_at).unwrap_or_default();
    let mut bench = station::open(&arguments.data_dir, clock)?;
    if !bench.makes_reports() {
        return Err("no reports are made by the clock: fill in [reports] in bench.toml".into());
    }
    bench.notice_now()?;
    bench.make_reports()?;
    if arguments.send {
        bench.post_due()?;
    }
    let view = bench.alerts_view(AlertsOutcome::Nothing)?;
    let letters = view.notices.iter();
    let letters = letters
        .filter(|row| matches!(row.notice.happened, Happened::Report { .. }))
        .map(|row| {
            let mut told = notice_json(row);
            if let Happened::Report { run } = row.notice.happened {
                told["report"] = json!(run.what.name());
                told["day"] = json!(run.day);
            }
            told
        });
    let letters: Vec<Value> = letters.collect();
    let runs: Vec<Value> = bench.report_runs()?.iter().map(run_json).collect();
    let told = json!({"reports": runs, "letters": letters});
    writeln!(io::stdout().lock(), "{told}")?;
    Ok(ExitCode::SUCCESS)
}

fn run_json(row: &RunRow) -> Value {
    json!({
        "report": row.run.what.name(), "day": row.run.day, "state": row.state.name(), "why": row.why,
        "attempts": row.attempts, "changed_at": row.changed_at,
    })
}

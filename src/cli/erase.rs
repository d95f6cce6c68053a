//! `pakownia erase`: forgets people. What happened stays, under order numbers and badges.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::{Failure, station, with_causes};
use crate::domain::ids::Badge;
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::privacy::Erasure;

/// Who is forgotten.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("who").required(true).args(["order", "due", "worker"])))]
pub(super) struct EraseArguments {
    /// The data directory
    #[arg(long)]
    data_dir: PathBuf,
    /// The customer of this order, by its number or the tracking number of a parcel; orders that have not left are refused
    #[arg(long)]
    order: Option<String>,
    /// With --order: of every order that goes to the same person
    #[arg(long, requires = "order")]
    recipient: bool,
    /// All customers whose days (`privacy_days`) are over, as the window does each hour by itself
    #[arg(long)]
    due: bool,
    /// The worker with this badge, who has left
    #[arg(long)]
    worker: Option<String>,
}

/// Runs the command. Fails when nobody was forgotten who was named.
pub(super) fn run(arguments: &EraseArguments) -> Result<ExitCode, Failure> {
    let mut bench = station::open(&arguments.data_dir, Clock::System)?;
    let (told, code) = if let Some(number) = &arguments.order {
        let erasure = bench.erase_customer(number, arguments.recipient)?;
        (orders_json(&erasure), code_of(!erasure.erased.is_empty()))
    } else if let Some(badge) = &arguments.worker {
        let is_erased = bench.erase_worker(&Badge::from(badge.as_str()))?;
        let told = json!({ "erased": u8::from(is_erased), "worker": badge });
        (told, code_of(is_erased))
    } else {
        let mut orders = 0;
        loop {
            let due = bench.erase_due()?;
            bench.forget_now()?;
            orders += due;
            if due == 0 {
                break;
            }
        }
        (json!({ "erased": orders }), ExitCode::SUCCESS)
    };
    tell_master(&mut bench);
    bench.forget_now()?;
    writeln!(io::stdout().lock(), "{told}")?;
    Ok(code)
}

fn code_of(is_done: bool) -> ExitCode {
    if is_done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn orders_json(erasure: &Erasure) -> serde_json::Value {
    let refused: Vec<_> = erasure
        .refused
        .iter()
        .map(|(order, why)| json!({ "order": order, "reason": why.name() }))
        .collect();
    json!({ "erased": erasure.erased.len(), "orders": erasure.erased, "refused": refused })
}

/// The master and the other benches forget as soon as they hear of it.
fn tell_master(bench: &mut Station) {
    if let Err(error) = bench.sync_all(|_| {}) {
        tracing::warn!(
            error = with_causes(&error),
            "the master does not answer; it is told when the bench reaches it again"
        );
    }
}

//! Where the log goes: to the terminal for commands, into the data directory for the window.

use std::path::Path;

use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Days of log that are kept. Assumption: two weeks are enough to look into what a lead reports.
const DAYS: usize = 14;

/// Warnings to standard error, so that standard output carries answers alone. `RUST_LOG` asks for more.
pub(super) fn to_terminal() {
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter("warn"))
        .with_writer(std::io::stderr)
        .finish();
    // Only the first log of a process counts; a second one, in tests, is no fault.
    drop(tracing::subscriber::set_global_default(log));
}

/// One file a day in the data directory's `logs`. It holds no names, addresses or PINs.
pub(super) fn to_files(dir: &Path) -> Result<(), InitError> {
    let files = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("pakownia")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(dir.join("logs"))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter("pakownia=info,warn"))
        .with_ansi(false)
        .with_writer(files)
        .finish();
    drop(tracing::subscriber::set_global_default(log));
    Ok(())
}

fn filter(usual: &str) -> EnvFilter {
    EnvFilter::try_from_default_env().unwrap_or_else(|_unset| EnvFilter::new(usual))
}

//! A carrier's list, written again: as the A4 paper for the driver, or as a table.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{Failure, station};
use crate::station::clock::Clock;

/// Which list, and how.
#[derive(Debug, Args)]
pub(super) struct ManifestArguments {
    /// The data directory
    #[arg(long)]
    data_dir: PathBuf,
    /// The newest list of this carrier, as the settings name it; of any carrier when not given
    #[arg(long)]
    carrier: Option<String>,
    /// The list with this number
    #[arg(long)]
    list: Option<String>,
    /// How
    #[arg(long, default_value = "pdf")]
    format: Format,
    /// The file to write
    #[arg(long)]
    out: PathBuf,
}

/// How to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A4, with room for two signatures.
    Pdf,
    /// Comma separated, UTF-8 with byte-order mark, one parcel a row, cells safe for a spreadsheet.
    Csv,
}

/// Writes the list. Nothing changes: a list is closed at the bench alone.
pub(super) fn run(arguments: &ManifestArguments) -> Result<ExitCode, Failure> {
    let bench = station::unsynced(&arguments.data_dir, Clock::System)?;
    let list = bench.manifest(arguments.carrier.as_deref(), arguments.list.as_deref())?;
    let bytes = match arguments.format {
        Format::Pdf => bench.manifest_pdf(&list)?,
        Format::Csv => bench.manifest_csv(&list)?.into_bytes(),
    };
    fs::write(&arguments.out, bytes)?;
    Ok(ExitCode::SUCCESS)
}

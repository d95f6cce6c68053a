//! How a report is written: the one place that turns what it tells into bytes, whatever the format.

use std::io::{self, IsTerminal as _, Write as _};

use clap::ValueEnum;

use super::{Failure, Told};
use crate::station::Station;
use crate::station::table::TableFormat;

/// How to write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One JSON object.
    Json,
    /// Comma separated, UTF-8 with byte-order mark, cells safe for a spreadsheet.
    Csv,
    /// A workbook for a spreadsheet.
    Xlsx,
    /// On paper, for a claim: the dossier of one order.
    Pdf,
}

/// Why nothing was written where a person would see bytes.
const NO_TEXT: &str =
    "this is no text: send it into a file, as in report … --format xlsx > FILE.xlsx";

/// What a report tells, as bytes.
pub(super) fn bytes(bench: &Station, told: &Told, format: Format) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        Format::Json => format!("{}\n", told.json).into_bytes(),
        Format::Csv => bench.table_bytes(&told.table, TableFormat::Csv)?,
        Format::Xlsx => {
            into_a_file()?;
            bench.table_bytes(&told.table, TableFormat::Xlsx)?
        }
        Format::Pdf => {
            return Err(
                "only the dossier is made for paper: report dossier --of NUMBER --format pdf"
                    .into(),
            );
        }
    })
}

/// A paper, unless a person would see its bytes.
pub(super) fn on_paper(
    paper: impl FnOnce() -> Result<Vec<u8>, Failure>,
) -> Result<Vec<u8>, Failure> {
    into_a_file()?;
    paper()
}

fn into_a_file() -> Result<(), Failure> {
    if io::stdout().is_terminal() {
        return Err(NO_TEXT.into());
    }
    Ok(())
}

/// To whoever asked.
pub(super) fn out(bytes: &[u8]) -> Result<(), Failure> {
    Ok(io::stdout().lock().write_all(bytes)?)
}

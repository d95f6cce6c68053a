//! How a report is written: the one place that turns what it tells into bytes, whatever the format.

use std::io::{self, IsTerminal as _, Write as _};

use clap::ValueEnum;

use super::{Failure, Told};
use crate::i18n::Lang;
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
    /// A4, to be read by people; the dossier is made for a claim.
    Pdf,
}

/// Why nothing was written where a person would see bytes.
const NO_TEXT: &str =
    "this is no text: send it into a file, as in report … --format pdf > FILE.pdf";

impl Format {
    /// Whether it can be written where the answer goes: no bytes onto a person's terminal.
    pub(super) fn is_for_here(self) -> Result<(), Failure> {
        match self {
            Self::Xlsx | Self::Pdf if io::stdout().is_terminal() => Err(NO_TEXT.into()),
            Self::Json | Self::Csv | Self::Xlsx | Self::Pdf => Ok(()),
        }
    }
}

/// What a report tells, as bytes.
pub(super) fn bytes(
    bench: &Station,
    told: &Told,
    format: Format,
    lang: Lang,
) -> Result<Vec<u8>, Failure> {
    let file = |format| Ok(bench.report_bytes(&told.report, format, lang)?);
    match format {
        Format::Json => Ok(format!("{}\n", told.json).into_bytes()),
        Format::Csv => file(TableFormat::Csv),
        Format::Xlsx => file(TableFormat::Xlsx),
        Format::Pdf => file(TableFormat::Pdf),
    }
}

/// To whoever asked.
pub(super) fn out(bytes: &[u8]) -> Result<(), Failure> {
    Ok(io::stdout().lock().write_all(bytes)?)
}

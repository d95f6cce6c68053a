//! Reports as files: CSV text, a workbook for a spreadsheet, or paper.

pub mod csv_text;
mod workbook;

use std::path::Path;

use thiserror::Error;

pub use self::workbook::WorkbookError;
use super::run::Station;
use crate::domain::table::Report;
use crate::domain::worker::Language;
use crate::labels::LabelError;
use crate::labels::documents::{MadeAt, report_paper};

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma separated, with cells that no spreadsheet takes for formulas.
    Csv,
    /// A workbook of Office Open XML, a sheet for each table.
    Xlsx,
    /// A4, to be read by people.
    Pdf,
}

impl TableFormat {
    /// What the file's ending asks for; CSV where it asks for nothing that is known.
    pub fn of_file(file: &Path) -> Self {
        let ending = file.extension().unwrap_or_default();
        if ending.eq_ignore_ascii_case("xlsx") {
            Self::Xlsx
        } else if ending.eq_ignore_ascii_case("pdf") {
            Self::Pdf
        } else {
            Self::Csv
        }
    }
}

/// Why a report is no file.
#[derive(Debug, Error)]
pub enum TableError {
    /// The workbook refuses it.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// It cannot be laid out.
    #[error(transparent)]
    Paper(#[from] LabelError),
}

impl Station {
    /// A report as the bytes of a file. Paper speaks `lang`; files for programs have names that never change.
    pub fn report_bytes(
        &self,
        report: &Report,
        format: TableFormat,
        lang: Language,
    ) -> Result<Vec<u8>, TableError> {
        let (at, zone) = (self.clock.now(), self.settings.time_zone);
        report_file(report, format, (MadeAt { at, zone }, lang))
    }
}

/// The same where no station is at hand.
pub(super) fn report_file(
    report: &Report,
    format: TableFormat,
    (made, lang): (MadeAt, Language),
) -> Result<Vec<u8>, TableError> {
    Ok(match format {
        TableFormat::Csv => csv_text::csv_text(&report.in_one()).into_bytes(),
        TableFormat::Xlsx => workbook::workbook(&report.parts, made)?,
        TableFormat::Pdf => report_paper(report, made, lang)?,
    })
}

//! Tables for other programs: as CSV text, or as a workbook for a spreadsheet.

pub mod csv_text;
mod workbook;

use std::path::Path;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub use self::workbook::WorkbookError;
use super::run::Station;
use crate::domain::table::Table;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma separated, with cells that no spreadsheet takes for formulas.
    Csv,
    /// A workbook of Office Open XML.
    Xlsx,
}

impl TableFormat {
    /// What the file's ending asks for; CSV where it asks for nothing that is known.
    pub fn of_file(file: &Path) -> Self {
        let is_workbook = file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        if is_workbook { Self::Xlsx } else { Self::Csv }
    }
}

/// Which moment is in a workbook's papers, and by which clock its moments are told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Where.
    pub(super) zone: Tz,
}

impl Station {
    /// A table as the bytes of a file.
    pub fn table_bytes(
        &self,
        table: &Table,
        format: TableFormat,
    ) -> Result<Vec<u8>, WorkbookError> {
        match format {
            TableFormat::Csv => Ok(csv_text::csv_text(table).into_bytes()),
            TableFormat::Xlsx => {
                let made = Made {
                    at: self.clock.now(),
                    zone: self.settings.time_zone,
                };
                workbook::workbook(table, made)
            }
        }
    }
}

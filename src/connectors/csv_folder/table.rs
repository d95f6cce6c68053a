//! One file of the folder as a table: its header understood, its rows handed out as text.

use std::fs::File;
use std::path::Path;

use crate::domain::import_problem::{
    FolderProblem, ImportFile, NoteKind, RowError, RowNote, RowProblem,
};

use super::dialect::{self, Encoding};
use super::records::{MAX_ROW_BYTES, Next, RawRow, Records};
use super::text::{is_hidden, shown};
use super::{Findings, FolderError};

/// Which columns a file has.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) file: ImportFile,
    /// Columns without which the file means nothing.
    pub(super) required: &'static [&'static str],
    /// Columns that may be missing; their cells then count as empty.
    pub(super) optional: &'static [&'static str],
}

impl Layout {
    fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

/// One file, open and read up to some row.
pub(super) struct Table {
    layout: &'static Layout,
    records: Records<File>,
    encoding: Encoding,
    raw: RawRow,
    text: RowText,
    /// The place of each column of the layout in the file.
    places: Vec<(&'static str, Option<usize>)>,
    width: usize,
}

/// The cells of one row as text.
#[derive(Debug, Default)]
struct RowText {
    text: String,
    ends: Vec<usize>,
}

impl RowText {
    fn cell(&self, place: usize) -> &str {
        let start = place
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default().trim()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Takes the cells of `raw`; `false` when they are no text.
    fn decode(&mut self, raw: &RawRow, encoding: Encoding) -> bool {
        self.text.clear();
        self.ends.clear();
        match encoding {
            Encoding::Utf8 => {
                // Separators are ASCII, so a cell never ends inside of a letter of good text.
                let Ok(text) = std::str::from_utf8(&raw.bytes) else {
                    return false;
                };
                self.text.push_str(text);
                self.ends.extend(&raw.ends);
            }
            Encoding::Windows1250 => {
                for cell in raw.cells() {
                    let (text, _) = encoding_rs::WINDOWS_1250.decode_without_bom_handling(cell);
                    self.text.push_str(&text);
                    self.ends.push(self.text.len());
                }
            }
        }
        true
    }
}

/// One row of a table.
pub(super) struct SourceRow<'t> {
    table: &'t Table,
    /// The line at which it begins.
    pub(super) line: u64,
    /// Its cells cannot be relied on; it has been reported.
    pub(super) is_broken: bool,
}

impl SourceRow<'_> {
    pub(super) fn file(&self) -> ImportFile {
        self.table.layout.file
    }

    /// The text of a column without the blanks around it; empty for a column that the file lacks.
    pub(super) fn cell(&self, column: &str) -> &str {
        let place = self.table.places.iter().find(|(name, _)| *name == column);
        place
            .and_then(|(_, place)| *place)
            .map_or("", |place| self.table.text.cell(place))
    }

    /// What the row says, whatever separator, encoding and sequence of columns it was written in:
    /// each filled column with its name. Two files that say the same give the same bytes.
    pub(super) fn canonical(&self) -> Vec<u8> {
        // Neither separator can stand in a cell: control characters are refused.
        const UNIT: u8 = 0x1F;
        const RECORD: u8 = 0x1E;
        // Exactly as long as it gets: a million of these are kept at a time.
        let filled = self
            .table
            .places
            .iter()
            .map(|(name, _)| (name.len(), self.cell(name).len()));
        let needed: usize = filled
            .filter(|(_, value)| *value > 0)
            .map(|(name, value)| name + value + 2)
            .sum();
        let file = self.file().name();
        let mut bytes = Vec::with_capacity(file.len() + needed);
        bytes.extend_from_slice(file.as_bytes());
        for (name, _) in &self.table.places {
            let value = self.cell(name);
            if value.is_empty() {
                continue;
            }
            bytes.push(RECORD);
            bytes.extend_from_slice(name.as_bytes());
            bytes.push(UNIT);
            bytes.extend_from_slice(value.as_bytes());
        }
        bytes
    }
}

impl Table {
    /// Opens a file whose encoding is known and reads its header.
    pub(super) fn open(
        layout: &'static Layout,
        path: &Path,
        encoding: Encoding,
        findings: &mut Findings,
    ) -> Result<Self, FolderError> {
        let io = |source| FolderError::Io {
            path: path.to_owned(),
            source,
        };
        let mut records = Records::new(File::open(path).map_err(io)?).map_err(io)?;
        records.choose_separator(dialect::separator).map_err(io)?;
        let mut table = Self {
            layout,
            records,
            encoding,
            raw: RawRow::default(),
            text: RowText::default(),
            places: Vec::new(),
            width: 0,
        };
        loop {
            match table.records.read(&mut table.raw).map_err(io)? {
                Next::Row(_) if table.text.decode(&table.raw, encoding) => {
                    if !table.text.is_blank() {
                        break;
                    }
                }
                _ => return Err(FolderProblem::NoHeader { file: layout.file }.into()),
            }
        }
        table.understand_header(findings)?;
        Ok(table)
    }

    fn understand_header(&mut self, findings: &mut Findings) -> Result<(), FolderProblem> {
        let file = self.layout.file;
        self.width = self.text.ends.len();
        let names: Vec<String> = (0..self.width)
            .map(|place| self.text.cell(place).to_lowercase())
            .collect();
        for column in self.layout.columns() {
            let mut places = names.iter().enumerate().filter(|(_, name)| *name == column);
            let place = places.next().map(|(place, _)| place);
            if places.next().is_some() {
                return Err(FolderProblem::ColumnTwice { file, column });
            }
            self.places.push((column, place));
        }
        let is_missing = |column: &&str| {
            self.places
                .iter()
                .any(|(name, place)| name == column && place.is_none())
        };
        let columns: Vec<_> = self
            .layout
            .required
            .iter()
            .copied()
            .filter(is_missing)
            .collect();
        if !columns.is_empty() {
            let found = names
                .iter()
                .filter(|name| !name.is_empty())
                .map(|name| shown(name))
                .collect();
            return Err(FolderProblem::MissingColumns {
                file,
                columns,
                found,
            });
        }
        for name in &names {
            if name.is_empty() || self.layout.columns().any(|column| column == name) {
                continue;
            }
            findings.notes.push(RowNote {
                file: file.name().into(),
                line: None,
                column: Some(shown(name).into()),
                value: String::new(),
                kind: NoteKind::UnknownColumn,
            });
        }
        Ok(())
    }

    /// Lines passed so far, for the progress bar.
    pub(super) fn lines_done(&self) -> u64 {
        self.records.lines_done()
    }

    /// The next row that is not blank; a row that cannot be cut into cells is reported and handed
    /// out as broken.
    pub(super) fn next_row(
        &mut self,
        path: &Path,
        findings: &mut Findings,
    ) -> Result<Option<SourceRow<'_>>, FolderError> {
        loop {
            let next = self.records.read(&mut self.raw);
            let next = next.map_err(|source| FolderError::Io {
                path: path.to_owned(),
                source,
            })?;
            let is_text = self.text.decode(&self.raw, self.encoding);
            let (line, problem) = match next {
                Next::End => return Ok(None),
                Next::Unclosed(line) => (line, Some(RowProblem::UnclosedQuote)),
                Next::TooLong(line) => (
                    line,
                    Some(RowProblem::RowTooLong {
                        max_bytes: MAX_ROW_BYTES,
                    }),
                ),
                Next::Row(line) if !is_text => (line, Some(RowProblem::BadEncoding)),
                Next::Row(_) if self.text.is_blank() => continue,
                Next::Row(line) => (line, self.misfit()),
            };
            let is_broken = problem.is_some();
            if let Some(problem) = problem {
                if matches!(problem, RowProblem::ColumnCount { .. }) {
                    self.records.resume_in_second_line();
                }
                let value = self.shown_whole();
                findings.errors.push(RowError {
                    file: self.layout.file,
                    line,
                    column: None,
                    value,
                    problem,
                });
            }
            return Ok(Some(SourceRow {
                table: self,
                line,
                is_broken,
            }));
        }
    }

    /// Whether the row's cells do not fit the header. Empty cells at the end are a spreadsheet's habit.
    fn misfit(&self) -> Option<RowProblem> {
        let found = self.text.ends.len();
        let surplus_is_empty = (self.width..found).all(|place| self.text.cell(place).is_empty());
        (found < self.width || !surplus_is_empty).then_some(RowProblem::ColumnCount {
            expected: self.width,
            found,
        })
    }

    /// The row as a whole, for a message about it. A PIN is not shown even then.
    fn shown_whole(&self) -> String {
        let cells = 0..self.text.ends.len();
        let is_secret = self.layout.columns().any(|column| column == "pin");
        let cells = if is_secret { 0..1 } else { cells };
        let joined: Vec<&str> = cells.map(|place| self.text.cell(place)).collect();
        shown(&joined.join(" / "))
    }
}

/// Whether a text holds a sign that has no place in any cell.
pub(super) fn hidden_in(text: &str) -> Option<u32> {
    text.chars().find(|sign| is_hidden(*sign)).map(u32::from)
}

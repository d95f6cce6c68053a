//! Reads the cells of one row into values, and reports each one that cannot be read.

use crate::domain::import_problem::{NoteKind, RowError, RowNote, RowProblem};

use super::Findings;
use super::table::{SourceRow, hidden_in};
use super::text::{is_power_of_ten, is_scannable, parse_whole, shown};

/// Longest code (SKU, order number, badge), in characters. A Code 128 of more is wider than a label.
pub(super) const CODE_MAX: usize = 64;
/// Longest barcode, in characters: what a data matrix on goods may hold, and more.
pub(super) const BARCODE_MAX: usize = 128;
/// Longest name, street or e-mail address, in characters.
pub(super) const TEXT_MAX: usize = 500;
/// Longest note or instruction, in characters: what a person reads before packing.
pub(super) const NOTE_MAX: usize = 2_000;

/// Bounds of a number, both included.
///
/// Assumption: what no parcel shop exceeds; a number beyond is a mistake in
/// the file. The customer may settle them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    min: i64,
    max: i64,
}

impl Bounds {
    pub(super) const fn new(min: i64, max: i64) -> Self {
        Self { min, max }
    }
}

/// Weight of one unit in grams: up to ten tonnes; 0 is not weighed yet.
pub(super) const UNIT_WEIGHT_G: Bounds = Bounds {
    min: 0,
    max: 10_000_000,
};
/// A side of one unit in millimetres: up to twenty metres; 0 is not measured yet.
pub(super) const UNIT_SIDE_MM: Bounds = Bounds {
    min: 0,
    max: 20_000,
};
/// A side of a packaging in millimetres.
pub(super) const PACKAGING_SIDE_MM: Bounds = Bounds {
    min: 1,
    max: 20_000,
};
/// Weight of an empty packaging in grams: up to a tonne, for pallets with collars.
pub(super) const TARE_G: Bounds = Bounds {
    min: 0,
    max: 1_000_000,
};
/// Heaviest gross weight of a packaging in grams.
pub(super) const MAX_GROSS_G: Bounds = Bounds {
    min: 1,
    max: 10_000_000,
};
/// Units of a line, of a kit's part, of one scan of a case.
pub(super) const QUANTITY: Bounds = Bounds {
    min: 1,
    max: 100_000,
};
/// Units in a place, packagings at a bench.
pub(super) const ON_HAND: Bounds = Bounds {
    min: 0,
    max: 1_000_000_000,
};
/// The number of a line in its order.
pub(super) const LINE_NUMBER: Bounds = Bounds {
    min: 0,
    max: 1_000_000,
};
/// Money in the minor unit: up to ten thousand million.
pub(super) const MONEY_MINOR: Bounds = Bounds {
    min: 0,
    max: 1_000_000_000_000,
};

/// The cells of one row while they are read.
pub(super) struct Cells<'a> {
    row: &'a SourceRow<'a>,
    findings: &'a mut Findings,
    /// Whether nothing of the row was refused so far.
    pub(super) is_good: bool,
}

impl<'a> Cells<'a> {
    pub(super) fn new(row: &'a SourceRow<'a>, findings: &'a mut Findings) -> Self {
        Self {
            row,
            findings,
            is_good: !row.is_broken,
        }
    }

    /// The text of a column as it stands.
    pub(super) fn raw(&self, column: &'static str) -> &'a str {
        self.row.cell(column)
    }

    /// Reports what is wrong with a column. The value of a PIN is hidden.
    pub(super) fn refuse(&mut self, column: &'static str, problem: RowProblem) {
        let value = self.row.cell(column);
        let value = if column == "pin" {
            "•".repeat(value.chars().count().min(16))
        } else {
            shown(value)
        };
        self.is_good = false;
        self.findings.errors.push(RowError {
            file: self.row.file(),
            line: self.row.line,
            column: Some(column),
            value,
            problem,
        });
    }

    /// Says what was mended in a column.
    pub(super) fn note(&mut self, column: &'static str, kind: NoteKind) {
        self.findings.notes.push(RowNote {
            file: self.row.file().name().into(),
            line: Some(self.row.line),
            column: Some(column.into()),
            value: shown(self.row.cell(column)),
            kind,
        });
    }

    /// The value, or a report of why it has none.
    pub(super) fn taken<T>(
        &mut self,
        column: &'static str,
        value: Result<T, RowProblem>,
    ) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(problem) => {
                self.refuse(column, problem);
                None
            }
        }
    }

    /// A text of one line; may be empty.
    pub(super) fn text(&mut self, column: &'static str, max: usize) -> Option<String> {
        let text = self.raw(column);
        self.taken(column, plain(text, max))
    }

    /// A text of several lines, which become one; may be empty.
    pub(super) fn note_text(&mut self, column: &'static str) -> Option<String> {
        let text = self.raw(column);
        if !text.contains(['\n', '\r', '\t']) {
            return self.taken(column, plain(text, NOTE_MAX));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let joined = self.taken(column, plain(&words.join(" "), NOTE_MAX))?;
        self.note(column, NoteKind::LineBreaksJoined);
        Some(joined)
    }

    /// A text that must be there.
    pub(super) fn filled(&mut self, column: &'static str, max: usize) -> Option<String> {
        let text = self.raw(column);
        self.taken(column, filled(text, max))
    }

    /// A key that must be there and that no spreadsheet has spoilt.
    pub(super) fn code(&mut self, column: &'static str, max: usize) -> Option<String> {
        let text = self.raw(column);
        let code = match filled(text, max) {
            Ok(code) if is_power_of_ten(&code) => Err(RowProblem::ScientificNotation),
            other => other,
        };
        self.taken(column, code)
    }

    /// A key that stands on a badge, a label or a tote as a barcode.
    pub(super) fn scannable(&mut self, column: &'static str) -> Option<String> {
        let code = self.code(column, CODE_MAX)?;
        let code = if is_scannable(&code) {
            Ok(code)
        } else {
            Err(RowProblem::NotScannable)
        };
        self.taken(column, code)
    }

    /// A whole number within bounds.
    pub(super) fn whole(&mut self, column: &'static str, bounds: Bounds) -> Option<i64> {
        let text = self.raw(column);
        self.taken(column, whole(text, bounds))
    }

    /// A whole number within bounds that are not negative and small.
    pub(super) fn count(&mut self, column: &'static str, bounds: Bounds) -> Option<u32> {
        let text = self.raw(column);
        let number = match parse_whole(text) {
            Ok(0) if bounds.min == 1 => Err(RowProblem::ZeroQuantity),
            _ => whole(text, bounds),
        };
        self.taken(column, number)
            .and_then(|number| u32::try_from(number).ok())
    }

    /// Units on hand.
    pub(super) fn on_hand(&mut self, column: &'static str) -> Option<i64> {
        let text = self.raw(column);
        let number = match parse_whole(text) {
            Ok(number) if number < 0 => Err(RowProblem::NegativeStock),
            _ => whole(text, ON_HAND),
        };
        self.taken(column, number)
    }

    /// A weight or side of a product; an empty cell is 0, not measured yet, and noted.
    pub(super) fn measure(&mut self, column: &'static str, bounds: Bounds) -> Option<i64> {
        if self.raw(column).is_empty() {
            self.note(column, NoteKind::NotMeasured);
            return Some(0);
        }
        self.whole(column, bounds)
    }

    /// A side in millimetres.
    pub(super) fn side(&mut self, column: &'static str, bounds: Bounds) -> Option<u32> {
        let side = if bounds.min == 0 {
            self.measure(column, bounds)
        } else {
            self.whole(column, bounds)
        };
        side.and_then(|side| u32::try_from(side).ok())
    }

    /// A set of known words with blanks between them, sorted, each once.
    pub(super) fn word_set<T: Copy + Ord>(
        &mut self,
        column: &'static str,
        known: &[(&str, T)],
        problem: &RowProblem,
    ) -> Option<Vec<T>> {
        let mut set = Vec::new();
        for word in self.raw(column).split_whitespace() {
            let word = word.to_lowercase();
            let Some((_, meaning)) = known.iter().find(|(name, _)| *name == word) else {
                self.refuse(column, problem.clone());
                return None;
            };
            set.push(*meaning);
        }
        set.sort_unstable();
        set.dedup();
        Some(set)
    }

    /// One of some known words.
    pub(super) fn word<T: Copy>(
        &mut self,
        column: &'static str,
        known: &[(&str, T)],
        problem: RowProblem,
    ) -> Option<T> {
        let word = self.raw(column).to_lowercase();
        let meaning = known
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, meaning)| *meaning);
        self.taken(column, meaning.ok_or(problem))
    }
}

fn plain(text: &str, max: usize) -> Result<String, RowProblem> {
    if let Some(code) = hidden_in(text) {
        return Err(RowProblem::HiddenCharacter { code });
    }
    if text.chars().count() > max {
        return Err(RowProblem::TooLong { max });
    }
    Ok(text.to_owned())
}

fn filled(text: &str, max: usize) -> Result<String, RowProblem> {
    if text.is_empty() {
        Err(RowProblem::Empty)
    } else {
        plain(text, max)
    }
}

fn whole(text: &str, bounds: Bounds) -> Result<i64, RowProblem> {
    if text.is_empty() {
        return Err(RowProblem::Empty);
    }
    let number = parse_whole(text)?;
    let Bounds { min, max } = bounds;
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(RowProblem::OutOfBounds { min, max })
    }
}

//! Figures as a table: columns whose names never change, and rows of numbers, moments and texts.

use chrono::{DateTime, Utc};

use super::all_benches::BenchChoice;

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A text.
    Text(String),
    /// A whole number, in the unit that the column's name says.
    Number(i64),
    /// A moment.
    Moment(DateTime<Utc>),
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns, as programs read them.
    pub columns: Vec<&'static str>,
    /// Rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: &[&'static str]) -> Self {
        Self {
            columns: columns.to_vec(),
            rows: vec![],
        }
    }
}

/// A table of a report that has several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name, which never changes; empty for the only one.
    pub name: &'static str,
    /// Its rows.
    pub table: Table,
    /// On paper no more rows than these stand, and beside them how many there are; all of them where nothing is said.
    pub on_paper: Option<usize>,
}

/// A report as it is written into files: which, of when, of whom, and its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Its name, as on the command line.
    pub name: &'static str,
    /// First and last local day, `YYYY-MM-DD`; `None` of a report that tells how it is now.
    pub days: Option<(String, String)>,
    /// Whose figures; `None` where benches make no difference.
    pub benches: Option<BenchChoice>,
    /// It is read at the door: paper takes as few rows of each part as make one page.
    pub is_one_page: bool,
    /// The tables; most reports have one.
    pub parts: Vec<Part>,
}

impl Report {
    /// A report of one table.
    pub fn of(name: &'static str, table: Table) -> Self {
        Self {
            name,
            days: None,
            benches: None,
            is_one_page: false,
            parts: vec![Part {
                name: "",
                table,
                on_paper: None,
            }],
        }
    }

    /// The same of these days.
    pub fn of_days(self, from: &str, to: &str) -> Self {
        let days = Some((from.to_owned(), to.to_owned()));
        Self { days, ..self }
    }

    /// The same of these benches.
    pub fn of_benches(self, benches: &BenchChoice) -> Self {
        let benches = Some(benches.clone());
        Self { benches, ..self }
    }

    /// Everything in one table: the only one as it is, several as a row for each cell.
    pub fn in_one(&self) -> Table {
        if let [one] = self.parts.as_slice() {
            return one.table.clone();
        }
        let mut all = Table::new(&["part", "row", "column", "value"]);
        for part in &self.parts {
            for (at, cells) in (1_u64..).zip(&part.table.rows) {
                for (column, cell) in part.table.columns.iter().zip(cells) {
                    let row = vec![part.name.into(), at.into(), (*column).into(), cell.clone()];
                    all.rows.push(row);
                }
            }
        }
        all
    }
}

impl Cell {
    /// The cell as a program reads it: moments in UTC.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Moment(at) => at.to_rfc3339(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(i64::from(number))
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Moment(at)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

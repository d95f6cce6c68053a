//! Cuts a CSV file into rows and cells, and knows the line of each as an editor shows it.
//!
//! Written here and not taken from a library for three reasons: a quotation
//! mark that somebody forgot to close must cost one row and not the rest of
//! the file, a row may only be so long, and the line in an error message has
//! to be the one at which the editor opens, with blank lines and any kind of
//! line break before it.

use std::io::{self, Read};

/// Longest row in bytes: twenty cells of the longest text that is taken, with room to spare.
pub(super) const MAX_ROW_BYTES: usize = 64 * 1024;

/// Bytes read from the file at a time.
const CHUNK: usize = 64 * 1024;

/// One row as bytes: the cells one after another, and where each ends.
#[derive(Debug, Default)]
pub(super) struct RawRow {
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Vec<usize>,
}

impl RawRow {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn end_cell(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// The cells, first to last.
    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| self.bytes.get(start..*end).unwrap_or_default())
    }
}

/// What came next in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A row that begins in this line.
    Row(u64),
    /// A quotation mark opened in the row that begins in this line and never closed. What could be
    /// read of the row is there; reading goes on with the line after.
    Unclosed(u64),
    /// The row of this line is too long; reading goes on with the line after.
    TooLong(u64),
    /// Nothing more.
    End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Bare,
    Quoted,
    /// A quotation mark inside a quoted cell: its end, or the first of two.
    QuoteInQuoted,
}

/// The rows of one file.
#[derive(Debug)]
pub(super) struct Records<R> {
    input: R,
    separator: u8,
    buffer: Vec<u8>,
    /// Where the next row begins in `buffer`.
    at: usize,
    has_ended: bool,
    /// The line of the next row.
    line: u64,
    /// Where the line after the last row's first line begins, and its number.
    second_line: Option<(usize, u64)>,
}

impl<R: Read> Records<R> {
    /// Begins at the start of `input`; a UTF-8 byte order mark is passed over.
    pub(super) fn new(input: R) -> io::Result<Self> {
        let mut records = Self {
            input,
            separator: b',',
            buffer: Vec::new(),
            at: 0,
            has_ended: false,
            line: 1,
            second_line: None,
        };
        if records.peek(2)?.is_some() && records.buffer.starts_with(&[0xEF, 0xBB, 0xBF]) {
            records.at = 3;
        }
        Ok(records)
    }

    /// Sets the separator from what `choose` makes of the first line that is not blank.
    pub(super) fn choose_separator(&mut self, choose: fn(&[u8]) -> u8) -> io::Result<()> {
        let mut start = 0;
        while let Some(b'\r' | b'\n' | b' ') = self.peek(start)? {
            start += 1;
        }
        let mut end = start;
        while end - start < MAX_ROW_BYTES && !matches!(self.peek(end)?, None | Some(b'\r' | b'\n'))
        {
            end += 1;
        }
        self.separator = choose(
            self.buffer
                .get(self.at + start..self.at + end)
                .unwrap_or_default(),
        );
        Ok(())
    }

    /// Lines passed so far.
    pub(super) fn lines_done(&self) -> u64 {
        self.line - 1
    }

    /// Goes back to the second line of the row that was read last.
    ///
    /// A row over several lines whose cells do not fit the header has most
    /// likely swallowed its neighbours by a stray quotation mark.
    pub(super) fn resume_in_second_line(&mut self) {
        if let Some((at, line)) = self.second_line.take() {
            self.at = at;
            self.line = line;
        }
    }

    /// Reads the next row into `row`. A blank line is a row with one empty cell.
    pub(super) fn read(&mut self, row: &mut RawRow) -> io::Result<Next> {
        row.clear();
        // Not after every row: moving the rest of the buffer costs more than reading the row.
        if self.at >= CHUNK {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        self.second_line = None;
        let first_line = self.line;
        let mut state = State::CellStart;
        let mut used = 0;
        loop {
            if used >= MAX_ROW_BYTES {
                return self.give_up(row, state, first_line);
            }
            let Some(byte) = self.peek(used)? else {
                if used == 0 {
                    return Ok(Next::End);
                }
                if state == State::Quoted {
                    return self.give_up(row, state, first_line);
                }
                row.end_cell();
                self.at += used;
                self.line += 1;
                return Ok(Next::Row(first_line));
            };
            used += 1;
            if !matches!(byte, b'\n' | b'\r') {
                state = self.step(row, state, byte);
                continue;
            }
            if byte == b'\r' && self.peek(used)? == Some(b'\n') {
                used += 1;
            }
            self.line += 1;
            if self.second_line.is_none() {
                self.second_line = Some((self.at + used, self.line));
            }
            if state != State::Quoted {
                row.end_cell();
                self.at += used;
                return Ok(Next::Row(first_line));
            }
            row.bytes.push(b'\n');
        }
    }

    fn step(&self, row: &mut RawRow, state: State, byte: u8) -> State {
        match (state, byte) {
            (State::CellStart, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::QuoteInQuoted, b'"') | (State::Quoted, _) => {
                row.bytes.push(byte);
                State::Quoted
            }
            (_, _) if byte == self.separator => {
                row.end_cell();
                State::CellStart
            }
            (_, _) => {
                row.bytes.push(byte);
                State::Bare
            }
        }
    }

    /// Ends a row that has no end, and goes on with the next line of the file.
    fn give_up(&mut self, row: &mut RawRow, state: State, first_line: u64) -> io::Result<Next> {
        row.end_cell();
        if let Some((at, line)) = self.second_line.take() {
            self.at = at;
            self.line = line;
        } else {
            self.skip_line()?;
        }
        if state == State::Quoted {
            Ok(Next::Unclosed(first_line))
        } else {
            Ok(Next::TooLong(first_line))
        }
    }

    /// Passes over the rest of a line of any length without keeping it.
    fn skip_line(&mut self) -> io::Result<()> {
        self.line += 1;
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            if let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
                self.at += end + 1;
                if self.buffer.get(self.at - 1) == Some(&b'\r') && self.peek(0)? == Some(b'\n') {
                    self.at += 1;
                }
                return Ok(());
            }
            self.buffer.clear();
            self.at = 0;
            if !self.fill()? {
                return Ok(());
            }
        }
    }

    /// The byte `ahead` of the place where the next row begins.
    fn peek(&mut self, ahead: usize) -> io::Result<Option<u8>> {
        while self.buffer.len() <= self.at + ahead {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(self.buffer.get(self.at + ahead).copied())
    }

    /// Reads more of the file; `false` at its end.
    fn fill(&mut self) -> io::Result<bool> {
        if self.has_ended {
            return Ok(false);
        }
        let old = self.buffer.len();
        let read = self
            .input
            .by_ref()
            .take(CHUNK as u64)
            .read_to_end(&mut self.buffer)?;
        self.has_ended = read == 0;
        Ok(self.buffer.len() > old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Next, Vec<String>)> {
        let mut records = Records::new(text.as_bytes()).unwrap();
        let mut row = RawRow::default();
        let mut found = Vec::new();
        loop {
            let next = records.read(&mut row).unwrap();
            if next == Next::End {
                return found;
            }
            found.push((
                next,
                row.cells()
                    .map(|cell| String::from_utf8(cell.to_vec()).unwrap())
                    .collect(),
            ));
        }
    }

    fn row(line: u64, cells: &[&str]) -> (Next, Vec<String>) {
        (
            Next::Row(line),
            cells.iter().map(|cell| (*cell).to_owned()).collect(),
        )
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let expected = [
            row(1, &["a", "b"]),
            row(2, &[""]),
            row(3, &["c", "two\nlines"]),
            row(5, &["d", "e"]),
        ];
        assert_eq!(read("\u{feff}a,b\n\nc,\"two\nlines\"\nd,e"), expected);
        assert_eq!(read("a,b\r\n\r\nc,\"two\nlines\"\r\nd,e\r\n"), expected);
        assert_eq!(read("a,b\r\rc,\"two\nlines\"\rd,e\r"), expected);
    }

    #[test]
    fn quotation_marks_are_read_as_spreadsheets_write_them() {
        assert_eq!(
            read("\"Rura 5\"\" czarna\",Rura 5\" czarna,\"\",\n"),
            [row(1, &["Rura 5\" czarna", "Rura 5\" czarna", "", ""])]
        );
    }

    #[test]
    fn a_forgotten_quotation_mark_costs_one_row_and_not_the_rest_of_the_file() {
        let found = read("a,\"b\nc,d\ne,f\n");
        assert_eq!(
            found.first().map(|(next, _)| *next),
            Some(Next::Unclosed(1))
        );
        assert_eq!(
            found.get(1..),
            Some([row(2, &["c", "d"]), row(3, &["e", "f"])].as_slice())
        );
    }

    #[test]
    fn a_row_without_end_is_passed_over() {
        let text = format!("a,b\n{}\nc,d\n", "x".repeat(5 * MAX_ROW_BYTES));
        let found = read(&text);
        assert_eq!(found.get(1).map(|(next, _)| *next), Some(Next::TooLong(2)));
        assert_eq!(found.get(2), Some(&row(3, &["c", "d"])));
    }

    #[test]
    fn a_quotation_mark_without_end_in_a_huge_line_is_passed_over_too() {
        let text = format!("a,\"{}\nc,d\n", "x".repeat(5 * MAX_ROW_BYTES));
        let found = read(&text);
        assert_eq!(
            found.first().map(|(next, _)| *next),
            Some(Next::Unclosed(1))
        );
        assert_eq!(found.get(1), Some(&row(2, &["c", "d"])));
    }

    proptest::proptest! {
        #[test]
        fn what_a_csv_writer_wrote_is_read_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a\",;ż \n]{0,6}", 2..5), 1..20),
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let found: Vec<_> = read(&text).into_iter().map(|(_, cells)| cells).collect();
            proptest::prop_assert_eq!(found, rows);
        }
    }
}

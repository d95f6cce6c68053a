//! Tables as CSV text that a spreadsheet opens without taking a cell for anything but data.

use crate::domain::table::{Cell, Table};

/// A table as CSV text, with a byte-order mark so that a spreadsheet reads Polish letters.
pub fn csv_text(table: &Table) -> String {
    let line = |row: &Vec<Cell>| {
        let cells = row.iter().map(written);
        cells.collect::<Vec<_>>().join(",")
    };
    let head = table.columns.join(",");
    let lines: Vec<String> = [head]
        .into_iter()
        .chain(table.rows.iter().map(line))
        .collect();
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => quoted(&safe(text)),
        // A number may be negative, and is no formula.
        other => other.plain(),
    }
}

/// A cell that a spreadsheet does not take for a formula.
///
/// Source: OWASP ASVS 5.0, 1.2.10: cells must not begin with `=`, `+`, `-`, `@`, tab or NUL.
pub fn safe(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A cell as RFC 4180 writes it.
pub fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_becomes_a_formula() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("SKU-1"), "SKU-1");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}

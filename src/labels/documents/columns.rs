//! The columns of a table as people read them: headings, numbers with their units, moments of the warehouse's clock.

use chrono_tz::Tz;

use crate::domain::table::{Cell, Table};
use crate::domain::worker::Language;
use crate::i18n;
use crate::labels::typeface::{Weight, drawable};

/// Names by which programs find a row again; people find it by its order and its time.
const FOR_PROGRAMS: [&str; 3] = ["entry", "alert", "action"];

/// Columns whose numbers are in the unit of the figure that the row is about.
const OF_THE_FIGURE: [&str; 8] = [
    "number", "mean", "low", "high", "watch", "alarm", "limit", "before",
];

/// A column, ready to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PaperColumn {
    /// As programs call it.
    pub(super) name: &'static str,
    /// Its heading.
    pub(super) title: String,
    /// Its texts stand at the right.
    pub(super) is_number: bool,
    /// It is looked for first.
    pub(super) is_first: bool,
    /// A text for each row.
    pub(super) cells: Vec<String>,
}

impl PaperColumn {
    /// Bold for what is looked for first.
    pub(super) fn weight(&self) -> Weight {
        if self.is_first {
            Weight::Bold
        } else {
            Weight::Regular
        }
    }
}

/// The columns that say anything: names for programs are left out, and so is a column that is empty in every row. The
/// unit of a figure stands at its numbers.
pub(super) fn columns_of(table: &Table, zone: Tz, lang: Language) -> Vec<PaperColumn> {
    let mut columns: Vec<PaperColumn> = Vec::new();
    for (at, name) in table.columns.iter().enumerate() {
        let is_unit = *name == "unit" && table.columns.contains(&"figure");
        let is_empty = table.rows.iter().all(|row| is_empty(row.get(at)));
        if is_unit || is_empty || FOR_PROGRAMS.contains(name) {
            continue;
        }
        let is_number =
            |row: &Vec<Cell>| matches!(row.get(at), None | Some(Cell::Empty | Cell::Number(_)));
        // Among the numbers of a shift stand its days, and nothing else.
        let is_number = *name == "value" || table.rows.iter().all(is_number);
        let text = |row: &Vec<Cell>| text(table, row, at, (zone, lang));
        columns.push(PaperColumn {
            name,
            title: i18n::column(lang, name),
            is_number,
            is_first: columns.is_empty(),
            cells: table.rows.iter().map(text).collect(),
        });
    }
    columns
}

fn is_empty(cell: Option<&Cell>) -> bool {
    match cell {
        None | Some(Cell::Empty) => true,
        Some(Cell::Text(text)) => text.trim().is_empty(),
        Some(Cell::Number(_) | Cell::Moment(_)) => false,
    }
}

/// What stands in one cell, in one line.
fn text(table: &Table, row: &[Cell], at: usize, (zone, lang): (Tz, Language)) -> String {
    let name = table.columns.get(at).copied().unwrap_or_default();
    let told = match row.get(at) {
        None | Some(Cell::Empty) => String::new(),
        Some(Cell::Number(number)) => {
            let of = unit_of(table, row, name);
            i18n::report_number(lang, of, *number)
        }
        Some(Cell::Moment(moment)) => i18n::format::date_time(lang, &moment.with_timezone(&zone)),
        // Of a figure beside its days.
        Some(Cell::Text(text)) if name == "day" && text.is_empty() => {
            i18n::report_cell(lang, "", "by", "total")
        }
        Some(Cell::Text(text)) => {
            let about = row.first().map_or("", said);
            i18n::report_cell(lang, about, name, text)
        }
    };
    one_line(&told)
}

/// By whose name a number is read: its column's, or the figure's that its row is about.
fn unit_of<'a>(table: &Table, row: &'a [Cell], name: &'a str) -> &'a str {
    let figure = table.columns.iter().position(|one| *one == "figure");
    let figure = figure.and_then(|at| row.get(at)).map(said);
    match figure {
        Some(figure) if name == "value" || OF_THE_FIGURE.contains(&name) => figure,
        _ => name,
    }
}

fn said(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        Cell::Empty | Cell::Number(_) | Cell::Moment(_) => "",
    }
}

/// Blanks of any kind become one, and no letter is left that cannot be drawn.
fn one_line(text: &str) -> String {
    // A no-break space keeps a number and its unit together.
    let is_break = |sign: char| sign.is_whitespace() && sign != '\u{a0}';
    let words = text.split(is_break).filter(|word| !word.is_empty());
    drawable(&words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(columns: &[&'static str], row: Vec<Cell>) -> Vec<(String, String)> {
        let mut table = Table::new(columns);
        table.rows.push(row);
        let columns = columns_of(&table, chrono_tz::Europe::Warsaw, Language::Pl);
        let told = columns.into_iter();
        told.map(|column| (column.title, column.cells[0].replace('\u{a0}', " ")))
            .collect()
    }

    fn pair(title: &str, text: &str) -> (String, String) {
        (title.to_owned(), text.to_owned())
    }

    #[test]
    fn numbers_stand_with_their_unit_and_moments_by_the_warehouses_clock() {
        let at = chrono::DateTime::from_timestamp(1_763_650_800, 0).unwrap();
        let row = vec![
            Cell::Number(1_250),
            Cell::Number(987),
            Cell::Number(123_456),
            at.into(),
            Cell::Empty,
        ];
        let columns = [
            "weight_g",
            "confidence_permille",
            "carrier_minor",
            "cutoff",
            "note",
        ];
        assert_eq!(
            told(&columns, row),
            [
                pair("Waga", "1 250 g"),
                pair("Pewność", "98,7 %"),
                pair("Przewoźnicy razem", "1 234,56 zł"),
                pair("Pakować do", "20.11.2025 16:00"),
            ]
        );
    }

    #[test]
    fn a_figure_knows_its_unit_and_names_for_programs_become_words() {
        let row = vec![
            "first_pass".into(),
            "permille".into(),
            Cell::Number(987),
            "too_few".into(),
        ];
        assert_eq!(
            told(&["figure", "unit", "number", "grade"], row),
            [
                pair("Wskaźnik", "Bez pomyłek od razu"),
                pair("Wynik", "98,7 %"),
                pair("Ocena", "za mało danych"),
            ]
        );
        let row = vec![
            "orders_per_hour_tenths".into(),
            "".into(),
            Cell::Number(123),
        ];
        assert_eq!(
            told(&["figure", "key", "value"], row),
            [
                pair("Wskaźnik", "Zamówienia na godzinę"),
                pair("Wynik", "12,3")
            ]
        );
    }
}

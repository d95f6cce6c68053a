//! How wide the columns of a report are, which go beside each other, and where their texts are broken.

use super::columns::PaperColumn;
use super::sheet::Cell;
use crate::labels::page::Grid;
use crate::labels::typeface::{Weight, width, wrap};

/// Smallest letters of a report, in tenths of a millimetre.
pub(super) const SMALLEST: u32 = 25;

/// Free room beside a text in its column, in tenths of a millimetre: two gaps, and what rounding takes.
const BESIDE: u32 = 26;

/// No column is wider, in tenths of a millimetre: a longer text is read in several lines.
const WIDEST: u32 = 800;

/// A word longer than this is broken where a line ends, in tenths of a millimetre.
const LONGEST_WORD: u32 = 420;

/// Lines of a cell on one row; what is longer goes on in a row of its own. A row never breaks across pages.
const LINES: usize = 12;

/// How wide letters of one size are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    pub(super) grid: Grid,
    /// In tenths of a millimetre.
    pub(super) size: u32,
}

impl Measure {
    fn tenths(self, weight: Weight, text: &str) -> u32 {
        let dots = width(weight, self.grid.tenths(self.size), text);
        let tenth = u64::from(u32::try_from(dots).unwrap_or(0)) * 254;
        u32::try_from(tenth.div_ceil(u64::from(self.grid.dpi))).unwrap_or(u32::MAX / 64)
    }

    /// The widest of the words of a text.
    fn word(self, weight: Weight, text: &str) -> u32 {
        let words = text.split(' ').map(|word| self.tenths(weight, word));
        words.max().unwrap_or(0).min(LONGEST_WORD)
    }
}

/// Width at which no word of a column is broken and no number wrapped.
pub(super) fn needed(column: &PaperColumn, measure: Measure) -> u32 {
    let caption = Measure {
        size: SMALLEST,
        ..measure
    };
    let texts = column.cells.iter().map(|text| {
        if column.is_number {
            measure.tenths(column.weight(), text)
        } else {
            measure.word(column.weight(), text)
        }
    });
    let title = caption.word(Weight::Bold, &column.title);
    texts.chain([title]).max().unwrap_or(0) + BESIDE
}

/// Width at which nothing is wrapped but captions and what is very long.
pub(super) fn wanted(column: &PaperColumn, measure: Measure) -> u32 {
    let texts = column.cells.iter();
    let texts = texts.map(|text| measure.tenths(column.weight(), text).min(WIDEST));
    let caption = Measure {
        size: SMALLEST,
        ..measure
    };
    let title = caption.tenths(Weight::Bold, &column.title) / 2;
    (texts.chain([title]).max().unwrap_or(0) + BESIDE).max(needed(column, measure))
}

/// The columns in groups that go beside each other; each begins with the first column.
pub(super) fn bands(
    columns: &[PaperColumn],
    room: u32,
    measure: Measure,
) -> Vec<Vec<&PaperColumn>> {
    let Some((first, others)) = columns.split_first() else {
        return vec![];
    };
    let key = needed(first, measure);
    let mut bands = vec![vec![first]];
    let mut taken = key;
    for column in others {
        let wide = needed(column, measure);
        let is_full = taken + wide > room;
        if is_full && bands.last().is_some_and(|band| band.len() > 1) {
            bands.push(vec![first]);
            taken = key;
        }
        if let Some(band) = bands.last_mut() {
            band.push(column);
            taken += wide;
        }
    }
    bands
}

/// What each column gets of the room: what it needs, and of the rest in proportion to what it wants more.
pub(super) fn widths(band: &[&PaperColumn], room: u32, measure: Measure) -> Vec<u32> {
    let needs: Vec<u32> = band.iter().map(|column| needed(column, measure)).collect();
    let wants: Vec<u32> = band.iter().map(|column| wanted(column, measure)).collect();
    let (need, want): (u32, u32) = (needs.iter().sum(), wants.iter().sum());
    if want <= room {
        // Columns stand no further apart than half their width: a short table is not torn across the sheet.
        let spare = (room - want).min(want / 2);
        let more = |wide: &u32| wide + share(spare, *wide, want);
        return wants.iter().map(more).collect();
    }
    let spare = room.saturating_sub(need);
    let more =
        |(need, want): (&u32, &u32)| need + share(spare, want - need, want_more(&needs, &wants));
    needs.iter().zip(&wants).map(more).collect()
}

fn want_more(needs: &[u32], wants: &[u32]) -> u32 {
    needs
        .iter()
        .zip(wants)
        .map(|(need, want)| want - need)
        .sum()
}

/// `part` of `all`, of so much.
fn share(much: u32, part: u32, all: u32) -> u32 {
    let share = u64::from(much) * u64::from(part) / u64::from(all.max(1));
    u32::try_from(share).unwrap_or(0)
}

/// The rows with their texts broken into lines; a row with a very long text goes on in the next.
pub(super) fn rows(band: &[&PaperColumn], widths: &[u32], measure: Measure) -> Vec<Vec<Cell>> {
    let size = measure.grid.tenths(measure.size);
    let count = band.first().map_or(0, |column| column.cells.len());
    let mut rows = Vec::with_capacity(count);
    for at in 0..count {
        let cells: Vec<Vec<String>> = band
            .iter()
            .zip(widths)
            .map(|(column, width)| {
                let text = column.cells.get(at).map_or("", String::as_str);
                // As the sheet leaves it beside the text: a gap on each side.
                let room = measure.grid.tenths(*width) - 2 * measure.grid.tenths(12);
                wrap(column.weight(), size, text, room)
            })
            .collect();
        let longest = cells.iter().map(Vec::len).max().unwrap_or(0);
        for from in (0..longest.max(1)).step_by(LINES) {
            let piece = |lines: &Vec<String>| {
                Cell::Lines(lines.iter().skip(from).take(LINES).cloned().collect())
            };
            rows.push(cells.iter().map(piece).collect());
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::columns::columns_of;
    use super::super::sheet::Lie;
    use super::*;
    use crate::domain::table::{Cell as TableCell, Table};
    use crate::domain::worker::Language;

    fn table(
        columns: &[&'static str],
        cell: impl Fn(usize, usize) -> TableCell,
        rows: usize,
    ) -> Table {
        let mut table = Table::new(columns);
        for row in 0..rows {
            table
                .rows
                .push((0..columns.len()).map(|column| cell(row, column)).collect());
        }
        table
    }

    #[test]
    fn a_table_of_many_columns_is_split_and_each_band_begins_alike() {
        let names = ["sku"; 40];
        let wide = table(
            &names,
            |row, column| format!("{row}-{column}-Konstantynopol").into(),
            2,
        );
        let columns = columns_of(&wide, chrono_tz::UTC, Language::En);
        let measure = Measure {
            grid: Grid::new(600).unwrap(),
            size: SMALLEST,
        };
        let bands = bands(&columns, Lie::Across.room(), measure);
        assert!(bands.len() > 1);
        assert_eq!(bands.iter().map(|band| band.len() - 1).sum::<usize>(), 39);
        assert!(
            bands
                .iter()
                .all(|band| band[0].cells[0] == "0-0-Konstantynopol")
        );
    }

    #[test]
    fn nothing_is_lost_by_wrapping_and_going_on() {
        let words: Vec<String> = (0..600).map(|at| format!("słowo{at}")).collect();
        let text = words.join(" ");
        let one = table(
            &["sku", "note"],
            |_, column| {
                if column == 0 {
                    "A".into()
                } else {
                    text.as_str().into()
                }
            },
            1,
        );
        let columns = columns_of(&one, chrono_tz::UTC, Language::En);
        let measure = Measure {
            grid: Grid::new(600).unwrap(),
            size: 30,
        };
        let band: Vec<&PaperColumn> = columns.iter().collect();
        let rows = rows(&band, &widths(&band, Lie::Upright.room(), measure), measure);
        assert!(rows.len() > 1, "{}", rows.len());
        let told: Vec<String> = rows
            .iter()
            .flat_map(|row| match &row[1] {
                Cell::Lines(lines) => lines.clone(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told.join(" "), text);
    }

    #[test]
    fn what_a_column_gets_is_never_less_than_its_longest_word_or_number() {
        let numbers = table(
            &["sku", "orders", "note"],
            |row, column| match column {
                1 => TableCell::Number(i64::try_from(row).unwrap() * 7_919_000_000),
                _ => "Zażółć gęślą jaźń ".repeat(row + 1).into(),
            },
            9,
        );
        let columns = columns_of(&numbers, chrono_tz::UTC, Language::Pl);
        let measure = Measure {
            grid: Grid::new(600).unwrap(),
            size: 25,
        };
        let band: Vec<&PaperColumn> = columns.iter().collect();
        let got = widths(&band, Lie::Upright.room(), measure);
        for (column, got) in columns.iter().zip(&got) {
            assert!(*got >= needed(column, measure));
        }
        assert!(got.iter().sum::<u32>() <= Lie::Upright.room());
    }
}

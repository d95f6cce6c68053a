//! Any report on A4: its tables with headings that people read, as wide as they are and nothing of them cut.
//!
//! The paper lies as the widest table needs it. Text that is too long is wrapped, at no less than seven points; a
//! table that is too wide even so goes on below with its further columns, each row beginning as it did above.

use chrono::DateTime;
use chrono::Utc;
use chrono_tz::Tz;

use super::columns::{PaperColumn, columns_of};
use super::pdf;
use super::sheet::{Column, Foot, Lie, Sheet};
use super::tiles::{TILES, tiles};
use super::widths::{Measure, SMALLEST, bands, needed, rows, wanted, widths};
use crate::domain::all_benches::BenchChoice;
use crate::domain::table::{Part, Report, Table};
use crate::domain::worker::Language;
use crate::i18n::{self, ReportWord, report_word};
use crate::labels::LabelError;
use crate::labels::page::{Align, Grid, Page};
use crate::labels::typeface::{Weight, drawable};

/// How a paper may lie and how large its letters may be, in tenths of a millimetre: the first that fits is taken.
/// 25 tenths are 7.1 points; nothing on a report is smaller.
const WAYS: [(Lie, u32); 3] = [
    (Lie::Upright, 30),
    (Lie::Across, 30),
    (Lie::Across, SMALLEST),
];

/// When a report was made, and by which clock its moments are told.
#[derive(Debug, Clone, Copy)]
pub struct MadeAt {
    /// When.
    pub at: DateTime<Utc>,
    /// Where.
    pub zone: Tz,
}

/// The report as an A4 PDF. The same report gives the same bytes.
pub fn report_paper(report: &Report, made: MadeAt, lang: Language) -> Result<Vec<u8>, LabelError> {
    let grid = Grid::new(super::sheet::OFFICE_DPI)?;
    let mut parts: Vec<PaperPart> = report
        .parts
        .iter()
        .map(|part| PaperPart::of(part, part.on_paper, (made.zone, lang)))
        .collect();
    let (mut lie, mut size) = way(grid, &parts);
    if report.is_one_page {
        lie = Lie::Upright;
    }
    loop {
        let pages = laid(report, &parts, (lie, size), (made, lang))?;
        if pages.len() <= 1 || !report.is_one_page {
            return pdf::write(&pages);
        }
        if size > SMALLEST {
            size = SMALLEST;
            continue;
        }
        // The last list gives up a row first, and says beside its name how many there are.
        let least = if parts.iter().any(|part| part.is_longer_than(2)) {
            2
        } else {
            1
        };
        let mut lists = parts.iter_mut().zip(&report.parts).rev();
        match lists.find(|(part, _)| part.is_longer_than(least)) {
            Some((part, whole)) => {
                *part = PaperPart::of(whole, Some(part.rows - 1), (made.zone, lang));
            }
            None => return pdf::write(&pages),
        }
    }
}

fn laid(
    report: &Report,
    parts: &[PaperPart],
    (lie, size): (Lie, u32),
    (made, lang): (MadeAt, Language),
) -> Result<Vec<Page>, LabelError> {
    let mut sheet = head(report, made, lie, lang)?;
    for part in parts {
        if part.name == TILES {
            tiles(&mut sheet, &part.columns, lang)?;
            continue;
        }
        heading(&mut sheet, part, lang)?;
        if part.rows > 0 {
            table(&mut sheet, &part.columns, (lie, size), lang)?;
        }
        sheet.space(if parts.len() > 1 { 25 } else { 45 });
    }
    sheet.finish()
}

/// A part, ready to be set.
struct PaperPart {
    name: &'static str,
    columns: Vec<PaperColumn>,
    /// Rows that stand on the paper.
    rows: usize,
    /// Rows that there are.
    of: usize,
}

impl PaperPart {
    fn of(part: &Part, most: Option<usize>, (zone, lang): (Tz, Language)) -> Self {
        let of = part.table.rows.len();
        let rows = most.unwrap_or(of).min(of);
        let shown = Table {
            columns: part.table.columns.clone(),
            rows: part.table.rows.iter().take(rows).cloned().collect(),
        };
        Self {
            name: part.name,
            columns: columns_of(&shown, zone, lang),
            rows,
            of,
        }
    }

    /// Whether it is a list that can be made shorter.
    fn is_longer_than(&self, rows: usize) -> bool {
        self.name != TILES && self.rows > rows
    }
}

/// The part's name, how much of it stands here, and whether it is empty.
fn heading(sheet: &mut Sheet, part: &PaperPart, lang: Language) -> Result<(), LabelError> {
    let nothing = || report_word(lang, ReportWord::NothingToShow);
    if part.name.is_empty() {
        return match part.rows {
            0 => sheet.text("empty", &nothing(), Weight::Regular, (34, 28)),
            _ => Ok(()),
        };
    }
    let name = i18n::part_name(lang, part.name);
    let (text, weight) = match (part.rows, part.of) {
        (0, _) => (
            format!("{name}: {}", report_word(lang, ReportWord::Nothing)),
            Weight::Regular,
        ),
        (rows, of) if rows < of => {
            let some = ReportWord::SomeOf {
                some: rows.to_string(),
                all: i18n::format::count(u64::try_from(of).unwrap_or(u64::MAX)),
            };
            (
                format!("{name} ({})", report_word(lang, some)),
                Weight::Bold,
            )
        }
        _ => (name, Weight::Bold),
    };
    // A heading never stands alone at the foot of a page.
    let room = sheet.mm(if part.rows == 0 { 60 } else { 220 });
    sheet.make_room(room)?;
    sheet.text("part", &text, weight, (34, 28))?;
    sheet.space(4);
    Ok(())
}

/// Title, days and benches.
fn head(report: &Report, made: MadeAt, lie: Lie, lang: Language) -> Result<Sheet, LabelError> {
    let word = |word| report_word(lang, word);
    let at = i18n::format::date_time(lang, &made.at.with_timezone(&made.zone));
    let days = match &report.days {
        None => word(ReportWord::ReportOfNow),
        Some((from, to)) if from == to => word(ReportWord::ReportDay {
            day: i18n::day(lang, from),
        }),
        Some((from, to)) => word(ReportWord::ReportDays {
            from: i18n::day(lang, from),
            to: i18n::day(lang, to),
        }),
    };
    let printed = word(ReportWord::ReportMade { at });
    let page_word = word(ReportWord::ReportPage);
    let foot = Foot {
        printed: &printed,
        page_word: &page_word,
    };
    let title = i18n::report_name(lang, report.name);
    let mut sheet = Sheet::lying(lie, &title, &days, foot)?;
    sheet.text("days", &days, Weight::Bold, (38, 28))?;
    let whose = report.benches.as_ref().map(|benches| match benches {
        BenchChoice::All => word(ReportWord::ReportBenchAll),
        BenchChoice::Each => word(ReportWord::ReportBenchEach),
        BenchChoice::One(one) => word(ReportWord::ReportBenchOne {
            bench: drawable(one.as_str()),
        }),
    });
    if let Some(whose) = whose {
        sheet.text("benches", &whose, Weight::Regular, (34, 26))?;
    }
    sheet.space(30);
    Ok(sheet)
}

/// The first way in which every table goes without a word that is broken; the roomiest where none does.
fn way(grid: Grid, parts: &[PaperPart]) -> (Lie, u32) {
    let goes = |wish: fn(&PaperColumn, Measure) -> u32, (lie, size): (Lie, u32)| {
        let measure = Measure { grid, size };
        parts.iter().filter(|part| part.name != TILES).all(|part| {
            let all: u32 = part
                .columns
                .iter()
                .map(|column| wish(column, measure))
                .sum();
            all <= lie.room()
        })
    };
    let unwrapped = WAYS.into_iter().find(|way| goes(wanted, *way));
    let wrapped = WAYS.into_iter().find(|way| goes(needed, *way));
    unwrapped.or(wrapped).unwrap_or((Lie::Across, SMALLEST))
}

/// One table, in as many bands of columns as it takes.
fn table(
    sheet: &mut Sheet,
    columns: &[PaperColumn],
    (lie, size): (Lie, u32),
    lang: Language,
) -> Result<(), LabelError> {
    let measure = Measure {
        grid: sheet.grid,
        size,
    };
    for (at, band) in bands(columns, lie.room(), measure).iter().enumerate() {
        if at > 0 {
            sheet.space(40);
            let room = sheet.mm(260);
            sheet.make_room(room)?;
            let more = report_word(lang, ReportWord::FurtherColumns);
            sheet.text("part", &more, Weight::Bold, (34, 28))?;
            sheet.space(8);
        }
        let widths = widths(band, lie.room(), measure);
        let heads: Vec<Column> = band
            .iter()
            .zip(&widths)
            .map(|(column, width)| {
                let align = if column.is_number {
                    Align::Right
                } else {
                    Align::Left
                };
                let head = Column::new(&column.title, "column", *width, align, column.weight());
                head.sized(size).headed(SMALLEST)
            })
            .collect();
        let rows = rows(band, &widths, measure);
        sheet.table(&heads, &rows)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Cell as TableCell;

    fn made() -> MadeAt {
        MadeAt {
            at: DateTime::from_timestamp(1_795_420_800, 0).unwrap(),
            zone: chrono_tz::Europe::Warsaw,
        }
    }

    fn paper(table: Table) -> Vec<u8> {
        report_paper(&Report::of("audit", table), made(), Language::Pl).unwrap()
    }

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
    fn a_table_without_rows_is_a_page_that_says_so() {
        paper(Table::new(&["sku", "name"]));
    }

    #[test]
    fn no_text_is_too_long_and_no_letter_too_strange() {
        let odd = "żółć \u{1f980} \t\n\u{0} ".repeat(900);
        let long = table(
            &["sku", "note"],
            |_, column| match column {
                0 => "X".repeat(3_000).into(),
                _ => odd.clone().into(),
            },
            3,
        );
        assert_eq!(paper(long.clone()), paper(long));
    }
}

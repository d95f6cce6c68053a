//! Brings orders and their lines together. An order comes in whole or not at all.

use std::collections::{BTreeMap, HashSet};

use crate::domain::feed::{OrderRow, Row};
use crate::domain::import_problem::{ImportFile, NoteKind, RowError, RowProblem};
use crate::domain::order::{Order, OrderLine};

use super::cells::Cells;
use super::check::{Reading, Reference, enter};
use super::images::document_file_name;
use super::keys::{Keys, joined};
use super::table::SourceRow;
use super::text::shown;
use super::{FolderRow, Item, order_rows};

/// The orders of a folder until both files have been read.
#[derive(Debug, Default)]
pub(super) struct Orders {
    lines: BTreeMap<String, Lines>,
    line_keys: Keys,
    gaps: Vec<Gap>,
    /// The order of the line before.
    last_order: Option<String>,
    keys: Keys,
    good: Vec<Pending>,
    documents: Option<HashSet<String>>,
}

/// The lines of one order.
#[derive(Debug, Default)]
struct Lines {
    good: Vec<LineRow>,
    /// The refused row that keeps the order out.
    bad: Option<(ImportFile, u64)>,
}

/// A refused line whose order number cannot be relied on.
///
/// Shops write the lines of an order one below the other, so it is most
/// likely a line of the order above or below it. Neither may go out one line
/// short.
#[derive(Debug)]
struct Gap {
    line: u64,
    /// What stands where the number should.
    guess: String,
    above: Option<String>,
    below: Option<String>,
}

#[derive(Debug)]
struct LineRow {
    line: u64,
    order_line: OrderLine,
    raw: Vec<u8>,
}

/// A good order row.
#[derive(Debug)]
struct Pending {
    order: Order,
    raw: Vec<u8>,
    line: u64,
}

impl Orders {
    /// Takes a row of `order_lines.csv`.
    pub(super) fn line(&mut self, reading: &mut Reading<'_>, row: &SourceRow<'_>) {
        let file = ImportFile::OrderLines;
        if row.is_broken {
            self.gap(row);
            return;
        }
        let mut cells = Cells::new(row, &mut reading.findings);
        let (order_no, order_line) = order_rows::order_line(&mut cells);
        let Some(order_no) = order_no else {
            self.gap(row);
            return;
        };
        for gap in self
            .gaps
            .iter_mut()
            .rev()
            .take_while(|gap| gap.below.is_none())
        {
            gap.below = Some(order_no.clone());
        }
        self.last_order = Some(order_no.clone());
        let number = order_line.as_ref().map(|line| line.line.to_string());
        let key = number.map(|number| joined(&[&order_no, &number]));
        let is_good = enter(
            &mut cells,
            &mut self.line_keys,
            "line",
            key.as_deref(),
            row.line,
        );
        let lines = self.lines.entry(order_no).or_default();
        let Some(order_line) = order_line.filter(|_| is_good) else {
            lines.bad.get_or_insert((file, row.line));
            return;
        };
        match reading.orderable(order_line.sku.as_str()) {
            Reference::Good => {}
            Reference::Bad(bad_file, bad_line) => {
                lines.bad.get_or_insert((bad_file, bad_line));
            }
            Reference::Unknown => {
                Cells::new(row, &mut reading.findings).refuse("sku", RowProblem::UnknownSku);
                lines.bad.get_or_insert((file, row.line));
                return;
            }
        }
        lines.good.push(LineRow {
            line: row.line,
            order_line,
            raw: row.canonical(),
        });
    }

    fn gap(&mut self, row: &SourceRow<'_>) {
        self.gaps.push(Gap {
            line: row.line,
            guess: row.cell("order_no").to_owned(),
            above: self.last_order.clone(),
            below: None,
        });
    }

    /// Takes a row of `orders.csv`, after all lines.
    pub(super) fn order(&mut self, reading: &mut Reading<'_>, row: &SourceRow<'_>) {
        if row.is_broken {
            self.keys.spoil(row.cell("order_no"), row.line);
            return;
        }
        let papers = self.documents.get_or_insert_with(|| {
            reading
                .read
                .documents
                .iter()
                .map(|paper| paper.name.clone())
                .collect()
        });
        let mut cells = Cells::new(row, &mut reading.findings);
        let (order_no, order) = order_rows::order(&mut cells);
        let has_lines = order_no.as_ref().is_some_and(|order_no| {
            self.lines.contains_key(order_no) || self.gaps.iter().any(|gap| gap.guess == *order_no)
        });
        if order.as_ref().is_some_and(|order| !order.cancelled) && !has_lines {
            cells.refuse("order_no", RowProblem::OrderWithoutLines);
        }
        let is_good = enter(
            &mut cells,
            &mut self.keys,
            "order_no",
            order_no.as_deref(),
            row.line,
        );
        let Some(order) = order.filter(|_| is_good) else {
            return;
        };
        for document in &order.documents {
            if !papers.contains(&document_file_name(&order.order_no, *document)) {
                cells.note(
                    "documents",
                    NoteKind::DocumentMissing {
                        document: *document,
                    },
                );
            }
        }
        self.good.push(Pending {
            order,
            raw: row.canonical(),
            line: row.line,
        });
    }

    /// Lets in the orders that are whole.
    pub(super) fn finish(mut self, reading: &mut Reading<'_>) {
        self.close_gaps();
        self.report_lines_without_order(reading);
        for pending in std::mem::take(&mut self.good) {
            let order_no = pending.order.order_no.0.clone();
            let lines = self.lines.remove(&order_no).unwrap_or_default();
            if let Some(bad) = lines.bad {
                reading.leave_out((ImportFile::Orders, pending.line), &order_no, bad);
                continue;
            }
            reading.read.rows.push(whole_order(pending, lines.good));
        }
    }

    /// Blames each gap on the order whose number it shows, else on its neighbours.
    fn close_gaps(&mut self) {
        for gap in std::mem::take(&mut self.gaps) {
            let bad = (ImportFile::OrderLines, gap.line);
            let blamed = if self.keys.get(&gap.guess).is_some() {
                [Some(gap.guess), None]
            } else {
                [gap.above, gap.below]
            };
            for order_no in blamed.into_iter().flatten() {
                self.lines
                    .entry(order_no)
                    .or_default()
                    .bad
                    .get_or_insert(bad);
            }
        }
    }

    fn report_lines_without_order(&self, reading: &mut Reading<'_>) {
        for (order_no, lines) in &self.lines {
            if self.keys.get(order_no).is_some() {
                continue;
            }
            for row in &lines.good {
                reading.findings.errors.push(RowError {
                    file: ImportFile::OrderLines,
                    line: row.line,
                    column: Some("order_no"),
                    value: shown(order_no),
                    problem: RowProblem::UnknownOrder,
                });
            }
        }
    }
}

fn whole_order(pending: Pending, mut lines: Vec<LineRow>) -> FolderRow {
    // The order's own sequence, however the file was sorted.
    lines.sort_by_key(|row| row.order_line.line);
    let Pending {
        mut order,
        mut raw,
        line,
    } = pending;
    for row in lines {
        raw.extend_from_slice(&row.raw);
        order.lines.push(row.order_line);
    }
    raw.shrink_to_fit();
    let item = Item::Row(Row::Order(Box::new(OrderRow { order, revision: 0 })));
    FolderRow {
        item,
        raw,
        file: ImportFile::Orders,
        line,
    }
}

//! Reads the shipping rules. They come in together or not at all: a list that lacks a rule decides otherwise.
//!
//! A row is a rule; a row below it with `yes` in the column `except` is an exception of it.

use std::collections::BTreeSet;

use crate::domain::feed::Row;
use crate::domain::import_problem::{ImportFile, RowError, RowProblem};
use crate::domain::order::Tag;
use crate::domain::shipping_rules::text::{self, TextFault};
use crate::domain::shipping_rules::{Action, Condition, Rule, RuleFault, RuleId, RuleSet, SETTING};

use super::cells::{Bounds, Cells};
use super::check::Reading;
use super::table::{Layout, SourceRow};
use super::text::shown;
use super::{FolderError, FolderRow, Item};

pub(super) const RULES: Layout = Layout {
    file: ImportFile::Rules,
    required: &["rule"],
    optional: &[
        "except",
        "on",
        "country",
        "postcode",
        "method",
        "weight_g",
        "size",
        "value",
        "tags",
        "channel",
        "service_level",
        "cod",
        "service",
        "add_tags",
        "status",
        "hold",
    ],
};

/// The number of a rule.
const RULE_NUMBER: Bounds = Bounds::new(1, 1_000_000);

/// The list while it is read.
#[derive(Default)]
struct ListRead {
    rules: Vec<Rule>,
    raw: Vec<u8>,
    /// The line of each rule.
    lines: Vec<(RuleId, u64)>,
    /// The first row that was refused.
    bad_line: Option<u64>,
}

impl Reading<'_> {
    /// Reads `rules.csv`.
    pub(super) fn rules(&mut self) -> Result<(), FolderError> {
        let mut list = ListRead::default();
        self.each_row(&RULES, |reading, row| {
            if !reading.rule_row(row, &mut list) {
                list.bad_line.get_or_insert(row.line);
            }
        })?;
        let ListRead {
            rules,
            raw,
            lines,
            bad_line,
        } = list;
        let Some(first) = lines.first().map(|(_, line)| *line).or(bad_line) else {
            return Ok(());
        };
        let set = RuleSet { version: 0, rules };
        let bad_line = bad_line.or_else(|| self.refuse_list(&set, &lines, first));
        if let Some(bad_line) = bad_line {
            for (rule, line) in lines {
                if line != bad_line {
                    let file = ImportFile::Rules;
                    self.leave_out((file, line), &rule.to_string(), (file, bad_line));
                }
            }
            return Ok(());
        }
        self.read.rows.push(FolderRow {
            item: Item::Row(Row::Setting {
                key: SETTING.to_owned(),
                value: set.to_text(),
            }),
            raw,
            file: ImportFile::Rules,
            line: first,
        });
        Ok(())
    }

    /// Reports what keeps the list as a whole from being used, and where.
    fn refuse_list(&mut self, set: &RuleSet, lines: &[(RuleId, u64)], first: u64) -> Option<u64> {
        let fault = set.fault()?;
        let rule = match fault {
            RuleFault::TooManyRules => None,
            RuleFault::NumberTwice { rule }
            | RuleFault::NoAction { rule }
            | RuleFault::EmptyRange { rule, .. }
            | RuleFault::BadText { rule }
            | RuleFault::BadExceptions { rule } => Some(rule),
        };
        // Of a number that stands twice the second one is the mistake.
        let line = lines.iter().rev().find(|(id, _)| Some(*id) == rule);
        let line = line.map_or(first, |(_, line)| *line);
        self.findings.errors.push(RowError {
            file: ImportFile::Rules,
            line,
            column: Some("rule"),
            value: rule.map_or_else(String::new, |rule| shown(&rule.to_string())),
            problem: RowProblem::BadRules(fault),
        });
        Some(line)
    }

    /// Takes one row; `false` when it was refused.
    fn rule_row(&mut self, row: &SourceRow<'_>, list: &mut ListRead) -> bool {
        if row.is_broken {
            return false;
        }
        let mut cells = Cells::new(row, &mut self.findings);
        let id = cells.whole("rule", RULE_NUMBER);
        let is_exception = yes_or_no(&mut cells, "except");
        let enabled = yes_or_no(&mut cells, "on");
        let condition = condition(&mut cells);
        let action = action(&mut cells);
        let (Some(id), Some(is_exception), Some(enabled), Some(condition), Some(action)) =
            (id, is_exception, enabled, condition, action)
        else {
            return false;
        };
        let id = RuleId(u32::try_from(id).unwrap_or(0));
        list.raw.extend(row.canonical());
        if is_exception == Some(true) {
            if !action.is_empty() {
                cells.refuse("service", RowProblem::ExceptionActs);
                return false;
            }
            let Some(rule) = list.rules.last_mut().filter(|rule| rule.id == id) else {
                cells.refuse("rule", RowProblem::ExceptionAlone);
                return false;
            };
            rule.exceptions.push(condition);
            return true;
        }
        list.lines.push((id, row.line));
        list.rules.push(Rule {
            id,
            enabled: enabled.unwrap_or(true),
            condition,
            exceptions: vec![],
            action,
        });
        true
    }
}

#[expect(
    clippy::option_option,
    reason = "the outer one is whether the cell could be read"
)]
fn yes_or_no(cells: &mut Cells<'_>, column: &'static str) -> Option<Option<bool>> {
    cell(cells, column, text::yes_or_no)
}

fn cell<T>(
    cells: &mut Cells<'_>,
    column: &'static str,
    read: impl Fn(&str) -> Result<T, TextFault>,
) -> Option<T> {
    let value = read(cells.raw(column)).map_err(RowProblem::BadRule);
    cells.taken(column, value)
}

fn condition(cells: &mut Cells<'_>) -> Option<Condition> {
    let countries = cell(cells, "country", text::countries);
    let postcodes = cell(cells, "postcode", text::postcodes);
    let methods = cell(cells, "method", text::names);
    let weight = cell(cells, "weight_g", text::span);
    let sizes = cell(cells, "size", text::sizes);
    let value = cell(cells, "value", text::value);
    let tags = cell(cells, "tags", text::tags);
    let channels = cell(cells, "channel", text::names);
    let service_levels = cell(cells, "service_level", text::names);
    let cash_on_delivery = cell(cells, "cod", text::yes_or_no);
    Some(Condition {
        weight: weight?,
        sizes: sizes?,
        countries: countries?,
        postcodes: postcodes?,
        methods: methods?,
        value: value?,
        tags: tags?,
        channels: channels?,
        service_levels: service_levels?,
        cash_on_delivery: cash_on_delivery?,
    })
}

fn action(cells: &mut Cells<'_>) -> Option<Action> {
    let service = words(cells, "service");
    let status = words(cells, "status");
    let hold = words(cells, "hold");
    let tags: Option<BTreeSet<Tag>> = cell(cells, "add_tags", text::tags);
    Some(Action {
        service: service?,
        tags: tags?,
        status: status?,
        hold: hold?,
    })
}

/// A text of the shop's own; an empty cell is none.
#[expect(
    clippy::option_option,
    reason = "the outer one is whether the cell could be read"
)]
fn words(cells: &mut Cells<'_>, column: &'static str) -> Option<Option<String>> {
    cell(cells, column, |raw| match raw.trim() {
        "" => Ok(None),
        words if text::is_plain(words) => Ok(Some(words.to_owned())),
        _ => Err(TextFault::Words),
    })
}

//! Shipping rules at a master: they come by import or from a lead's bench, and each change counts the version on.

use std::borrow::Cow;

use super::ImportRow;
use crate::domain::feed::Row;
use crate::domain::shipping_rules::{RuleSet, SETTING};

/// The rows of an import with shipping rules numbered behind those that are there.
///
/// A list that says the same keeps its version. Rows without shipping rules are as they were.
pub(super) fn numbered<'a>(rows: &'a [ImportRow], now: &RuleSet) -> Cow<'a, [ImportRow]> {
    if !rows.iter().any(|row| rules_of(&row.row).is_some()) {
        return Cow::Borrowed(rows);
    }
    let rows = rows.iter().map(|row| match rules_of(&row.row) {
        None => row.clone(),
        Some(list) => ImportRow {
            row: setting(&RuleSet {
                version: if list.rules == now.rules && now.version > 0 {
                    now.version
                } else {
                    now.version.saturating_add(1)
                },
                rules: list.rules,
            }),
            digest: row.digest,
        },
    });
    Cow::Owned(rows.collect())
}

fn rules_of(row: &Row) -> Option<RuleSet> {
    match row {
        Row::Setting { key, value } if key == SETTING => RuleSet::read(value),
        _ => None,
    }
}

/// The row that carries a list to the benches.
pub(super) fn setting(list: &RuleSet) -> Row {
    Row::Setting {
        key: SETTING.to_owned(),
        value: list.to_text(),
    }
}

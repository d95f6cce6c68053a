//! The to-do list of records as a table.

use crate::domain::record_audit::list::{List, Row};
use crate::domain::record_audit::words::Said;
use crate::domain::record_audit::{Fault, Standing};
use crate::domain::table::{Cell, Table};
use crate::station::desk::owner_name;

/// The list as a table: what is to be done, then what was accepted. `reason` says in words what is wrong.
pub fn records_table(list: &List, reason: impl Fn(&Fault) -> String) -> Table {
    let mut table = Table::new(&[
        "sku", "name", "kind", "reason", "demand", "owner", "given_to", "standing", "note",
    ]);
    for row in list.rows.iter().chain(&list.accepted) {
        table.rows.push(vec![
            row.sku.as_str().into(),
            row.name.as_str().into(),
            row.fault.kind().name().into(),
            reason(&row.fault).into(),
            row.demand.into(),
            owner_name(row.fault.kind().owner()).into(),
            given_to(row),
            row.standing.name().into(),
            note_of(row).into(),
        ]);
    }
    table
}

fn given_to(row: &Row) -> Cell {
    match row.word.as_ref().map(|word| &word.said) {
        Some(Said::Given { to }) => to.as_str().into(),
        _ => Cell::Empty,
    }
}

/// Why it was accepted as it is.
pub fn note_of(row: &Row) -> Option<&str> {
    match row.word.as_ref().map(|word| &word.said) {
        Some(Said::Accepted { reason, .. }) if row.standing == Standing::Accepted => Some(reason),
        _ => None,
    }
}

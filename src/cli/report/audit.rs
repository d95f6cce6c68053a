//! `pakownia report audit`: products’ records in which something is missing or doubtful, with who sees to it.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::record_audit::list::{List, Row};
use crate::domain::record_audit::words::Said;
use crate::domain::table::Report;
use crate::i18n::{self, Lang};
use crate::station::Station;
use crate::station::desk::owner_name;
use crate::station::records::{note_of, records_table};

/// All findings, however many there are: whoever asks on the command line has room for them.
pub(super) fn told(bench: &Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    let list = bench.audit_records(usize::MAX)?;
    let reason = |fault: &_| i18n::record_fault(asked.lang, fault).headline;
    Ok(Told {
        report: Report::of("audit", records_table(&list, reason)),
        json: list_json(&list),
    })
}

fn list_json(list: &List) -> Value {
    let counts = list.counts.iter();
    let counts: serde_json::Map<String, Value> = counts
        .map(|(kind, count)| (kind.name().to_owned(), json!(count)))
        .collect();
    let rows: Vec<Value> = list
        .rows
        .iter()
        .chain(&list.accepted)
        .map(row_json)
        .collect();
    json!({
        "products": list.products, "faulty": list.faulty, "to_do": list.count(), "counts": counts, "findings": rows,
    })
}

fn row_json(row: &Row) -> Value {
    let word = row.word.as_ref();
    let given_to = match word.map(|word| &word.said) {
        Some(Said::Given { to }) => Some(to),
        _ => None,
    };
    json!({
        "sku": row.sku, "name": row.name, "kind": row.fault.kind(), "what": row.fault,
        "reason": i18n::record_fault(Lang::En, &row.fault).headline, "demand": row.demand,
        "owner": owner_name(row.fault.kind().owner()), "given_to": given_to, "standing": row.standing,
        "note": note_of(row), "said_by": word.and_then(|word| word.by.as_ref()), "said_at": word.map(|word| word.at),
    })
}

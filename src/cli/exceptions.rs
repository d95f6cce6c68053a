//! Entries of the exceptions desk for a program.

use serde_json::{Value, json};

use crate::domain::desk::Entry;
use crate::domain::table::Table;
use crate::i18n::{self, Lang};
use crate::station::Station;
use crate::station::desk::{desk_table, owner_name, standing_name};

/// What the desk held on these days, as a table and as JSON.
pub(super) fn report(
    bench: &mut Station,
    (from, to): (&str, &str),
) -> Result<(Table, Value), super::Failure> {
    bench.notice_now()?;
    let entries = bench.desk_of(from, to)?;
    let (deadlines, now) = (bench.deadlines(), bench.now());
    let told: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let ended = entry.ended.as_ref();
            json!({
                "entry": entry.id, "kind": entry.kind().name(),
                "standing": standing_name(entry.standing(&deadlines, now)),
                "order": entry.order, "parcel": entry.parcel, "bench": entry.station,
                "what": entry.what, "reason": reason(entry), "opened_at": entry.opened_at,
                "owner": owner_name(entry.kind().owner()), "given_to": entry.given_to,
                "due": entry.due(&deadlines), "ended_at": ended.map(|it| it.at),
                "outcome": ended.and_then(|it| it.outcome), "closed_by": ended.and_then(|it| it.by.as_ref()),
                "note": ended.map(|it| it.note.as_str()),
            })
        })
        .collect();
    let json = json!({"from": from, "to": to, "entries": told});
    Ok((desk_table(&entries, &deadlines, now, reason), json))
}

/// In English, as the names of the columns are.
fn reason(entry: &Entry) -> String {
    i18n::entry(Lang::En, entry).headline
}

//! `pakownia report exceptions`: everything that was on the exceptions desk, and how it ended.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::desk::Entry;
use crate::domain::table::Report;
use crate::i18n::{self, Lang};
use crate::station::Station;
use crate::station::desk::{desk_table, standing_name};

pub(super) fn told(bench: &mut Station, asked: &Asked<'_>) -> Result<Told, Failure> {
    bench.notice_now()?;
    let entries = bench.desk_of(asked.from, asked.to)?;
    let (deadlines, owners, now) = (bench.deadlines(), bench.owners(), bench.now());
    let told: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let ended = entry.ended.as_ref();
            json!({
                "entry": entry.id, "kind": entry.kind().name(),
                "standing": standing_name(entry.standing(&deadlines, now)),
                "order": entry.order, "parcel": entry.parcel, "bench": entry.station,
                "what": entry.what, "reason": reason(Lang::En, entry), "opened_at": entry.opened_at,
                "owner": owners.of_entry(entry), "given_to": entry.given_to,
                "due": entry.due(&deadlines), "ended_at": ended.map(|it| it.at),
                "outcome": ended.and_then(|it| it.outcome), "closed_by": ended.and_then(|it| it.by.as_ref()),
                "note": ended.map(|it| it.note.as_str()),
            })
        })
        .collect();
    Ok(Told {
        report: Report::of(
            "exceptions",
            desk_table(&entries, (&deadlines, &owners), now, |entry| {
                reason(asked.lang, entry)
            }),
        )
        .of_days(asked.from, asked.to),
        json: json!({"from": asked.from, "to": asked.to, "entries": told}),
    })
}

fn reason(lang: Lang, entry: &Entry) -> String {
    i18n::entry(lang, entry).headline
}

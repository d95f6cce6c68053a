//! Entries of the exceptions desk, and actions against mis-picks, for a program.

use serde_json::{Value, json};

use crate::domain::desk::Entry;
use crate::domain::stats::proportion::Proportion;
use crate::domain::table::Table;
use crate::i18n::{self, Lang};
use crate::station::Station;
use crate::station::desk::{desk_table, owner_name, standing_name};
use crate::station::pair_actions::{PairActionView, change_name, stand_name};

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

/// An action with its effect; rates in errors of the pair per million units scanned of both.
pub(super) fn action_json(view: &PairActionView) -> Value {
    let action = &view.action;
    let side = |side: Proportion| {
        json!({
            "errors": side.hits, "scans": side.trials, "per_million": side.share.0,
            "low": side.low.0, "high": side.high.0,
        })
    };
    let effect = view.effect.map(|effect| {
        let told = effect.difference;
        json!({
            "days": effect.days, "before": side(told.before), "after": side(told.after),
            "difference_low": told.low, "difference_high": told.high, "change": change_name(told.change),
        })
    });
    json!({
        "action": action.id, "wrong": action.wrong, "right": action.right, "what": action.what,
        "worker": action.worker, "due": action.due, "set_at": action.set_at, "set_by": action.set_by,
        "standing": stand_name(view.stand), "done": action.done.as_ref().map(|(day, _)| day),
        "withdrawn_at": action.withdrawn.as_ref().map(|(at, _)| at), "effect": effect,
    })
}

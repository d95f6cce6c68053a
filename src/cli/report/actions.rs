//! `pakownia report actions`: what was ordered about pairs of products that are confused, and whether it helped.

use serde_json::{Value, json};

use super::{Asked, Failure, Told};
use crate::domain::stats::proportion::Proportion;
use crate::domain::table::Report;
use crate::station::Station;
use crate::station::pair_actions::{PairActionView, change_name, pair_actions_table, stand_name};

pub(super) fn told(bench: &Station, _asked: &Asked<'_>) -> Result<Told, Failure> {
    let actions = bench.pair_actions()?;
    let told: Vec<Value> = actions.iter().map(action_json).collect();
    Ok(Told {
        report: Report::of("actions", pair_actions_table(&actions)),
        json: json!({"actions": told}),
    })
}

/// An action with its effect; rates in errors of the pair per million units scanned of both.
fn action_json(view: &PairActionView) -> Value {
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

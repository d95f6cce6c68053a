//! `pakownia ship --explain ORDER`: by which service does an order go, which shipping rule won, which lost and why?

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, station, window};
use crate::domain::ids::OrderNo;
use crate::domain::shipping_rules::{Facts, Outcome, Rule, RuleId, RuleSet, Ruling, SizeClass};
use crate::station::clock::Clock;
use crate::station::shipping::{Explained, ExplainedPart};

/// The options of `ship`.
#[derive(Debug, Args)]
pub(super) struct ShipArguments {
    /// The order's number
    #[arg(long, value_name = "ORDER")]
    explain: String,
    /// The data directory; the window's own when not given
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

/// Writes one JSON object. Ends with 1 for an order that nobody knows.
pub(super) fn run(arguments: &ShipArguments) -> Result<ExitCode, Failure> {
    let dir = arguments
        .data_dir
        .clone()
        .map_or_else(window::usual_data_dir, Ok)?;
    let bench = station::open(&dir, Clock::System)?;
    let order = OrderNo(arguments.explain.trim().to_owned());
    let told = bench.explain(&order)?;
    let Explained { order, parts, list } = &told;
    let parts: Vec<Value> = parts.iter().map(|part| part_of(part, list)).collect();
    let is_known = !parts.is_empty();
    let answer = json!({
        "order": order.as_str(),
        "known": is_known,
        "version": list.version,
        "parts": parts,
    });
    writeln!(io::stdout().lock(), "{answer}")?;
    Ok(if is_known {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn part_of(part: &ExplainedPart, list: &RuleSet) -> Value {
    let outcomes = part.decided.outcomes.iter();
    let rules: Vec<Value> = outcomes
        .zip(&list.rules)
        .map(|((id, outcome), rule)| {
            json!({
                "rule": id.0,
                "place": list.place(*id),
                "does": rule.action,
                "won": won(*id, rule, outcome, &part.decided.ruling),
                "why": why(outcome),
            })
        })
        .collect();
    let mut told = ruling_of(&part.decided.ruling);
    if let Value::Object(fields) = &mut told {
        fields.insert("parcel".to_owned(), json!(part.parcel));
        fields.insert("looked_at".to_owned(), looked_at(&part.facts));
        fields.insert("rules".to_owned(), json!(rules));
        let recorded = part.recorded.as_ref().map(ruling_of);
        fields.insert("recorded".to_owned(), json!(recorded));
    }
    told
}

/// Whether anything of what the rule would do is done because of it.
fn won(id: RuleId, rule: &Rule, outcome: &Outcome, ruling: &Ruling) -> bool {
    let Outcome::Fits {
        service_lost_to,
        status_lost_to,
    } = outcome
    else {
        return false;
    };
    let action = &rule.action;
    (action.service.is_some() && service_lost_to.is_none())
        || (action.status.is_some() && status_lost_to.is_none())
        || ruling.hold.as_ref().is_some_and(|hold| hold.rule == id)
        || action.tags.iter().any(|tag| ruling.tags.contains(tag))
}

fn why(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Off => json!({ "reason": "off" }),
        Outcome::Missed(miss) => json!({
            "reason": if miss.is_unknown { "not_known" } else { "does_not_hold" },
            "condition": miss.axis,
        }),
        Outcome::Excepted { exception } => json!({
            "reason": "exception",
            "exception": exception + 1,
        }),
        Outcome::Fits {
            service_lost_to,
            status_lost_to,
        } => json!({
            "reason": "fits",
            "service_decided_by": service_lost_to,
            "status_decided_by": status_lost_to,
        }),
    }
}

fn ruling_of(ruling: &Ruling) -> Value {
    json!({
        "version": ruling.version,
        "service": ruling.service,
        "winning_rule": ruling.rule,
        "tags": ruling.tags,
        "status": ruling.status,
        "held_by": ruling.hold,
    })
}

fn looked_at(facts: &Facts) -> Value {
    json!({
        "country": facts.country,
        "postcode": facts.postcode.map(|code| code.to_string()),
        "method": facts.method,
        "weight_g": facts.weight.map(|weight| weight.0),
        "size": facts.size.map(SizeClass::word),
        "value_minor": facts.value.0,
        "currency": facts.currency,
        "tags": facts.tags,
        "channel": facts.channel,
        "service_level": facts.service_level,
        "cash_on_delivery": facts.cash_on_delivery,
    })
}

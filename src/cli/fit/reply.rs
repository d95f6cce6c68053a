//! The answer to a case as it is written.

use serde_json::{Map, Value, json};

use super::Found;
use super::case::{Case, Refused};
use crate::domain::packing::{Answer, Audit, Missing, Parcel, Why};

/// The answer to a case.
pub(super) fn of(case: &Case, found: &Found) -> Value {
    let answer = &found.answer;
    let mut reply = Map::new();
    reply.insert("id".to_owned(), case.id.clone());
    reply.insert("ms".to_owned(), json!(millis(found)));
    let boxes: Vec<Value> = answer.parcels.iter().map(|it| parcel(case, it)).collect();
    reply.insert("boxes".to_owned(), Value::Array(boxes));
    let cost: i64 = answer.parcels.iter().filter_map(|it| cost(case, it)).sum();
    if cost > 0 {
        reply.insert("cost".to_owned(), json!(cost));
    }
    add_troubles(case, answer, &mut reply);
    Value::Object(reply)
}

/// To the tenth of a microsecond.
fn millis(found: &Found) -> f64 {
    (found.taken.as_secs_f64() * 1e7).round() / 1e4
}

fn add_troubles(case: &Case, answer: &Answer, reply: &mut Map<String, Value>) {
    let id = |item: usize| case.items.get(item).cloned().unwrap_or(Value::Null);
    if !answer.unplaced.is_empty() {
        let each = answer.unplaced.iter();
        let unpacked: Vec<Value> = each.clone().map(|it| id(it.item)).collect();
        reply.insert("unpacked".to_owned(), Value::Array(unpacked));
        let why =
            each.map(|it| json!({"item": id(it.item), "qty": it.count, "reason": reason(it.why)}));
        reply.insert("why".to_owned(), Value::Array(why.collect()));
    }
    if answer.parcels.iter().any(|parcel| !parcel.loose.is_empty()) {
        reply.insert("warning".to_owned(), json!("UnknownSize"));
    }
    if !answer.audits.is_empty() {
        let audit = |audit: &Audit| {
            json!({"item": id(audit.item), "missing": match audit.missing {
                Missing::Size => "size",
                Missing::Weight => "weight",
            }})
        };
        let audits = answer.audits.iter().map(audit).collect();
        reply.insert("audit".to_owned(), Value::Array(audits));
    }
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::TooLarge => "TooLarge",
        Why::TooHeavy => "TooHeavy",
        Why::NoBoxLeft => "NoBoxLeft",
        Why::TooMany => "TooMany",
    }
}

fn parcel(case: &Case, parcel: &Parcel) -> Value {
    let id = |item: usize| case.items.get(item).cloned().unwrap_or(Value::Null);
    let units = parcel.units.iter().map(|unit| {
        let ([x, y, z], [dx, dy, dz]) = (unit.at, unit.sides);
        json!([id(unit.item), x, y, z, dx, dy, dz])
    });
    let mut reply = Map::new();
    let name = parcel.box_kind.and_then(|kind| case.boxes.get(kind));
    reply.insert("box".to_owned(), name.cloned().unwrap_or(Value::Null));
    reply.insert("items".to_owned(), Value::Array(units.collect()));
    if parcel.box_kind.is_none() {
        reply.insert("own_box".to_owned(), json!(true));
    }
    if !parcel.loose.is_empty() {
        let loose = parcel.loose.iter();
        let loose = loose.map(|(item, count)| json!({"item": id(*item), "qty": count}));
        reply.insert("loose".to_owned(), Value::Array(loose.collect()));
    }
    Value::Object(reply)
}

fn cost(case: &Case, parcel: &Parcel) -> Option<i64> {
    let kind = case.order.boxes.get(parcel.box_kind?)?;
    let gross = parcel.gross(&case.order)?;
    let step = kind.prices.iter().find(|(to, _)| gross <= *to);
    step.map(|(_, cost)| *cost)
}

/// The answer to a line that is no case.
pub(super) fn refused(refused: &Refused) -> Value {
    json!({"id": refused.id, "ms": 0, "boxes": [], "reason": "BadCase", "detail": refused.what})
}

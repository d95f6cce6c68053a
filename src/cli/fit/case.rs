//! A case of `pakownia fit` as it stands in its line, taken for what it says as far as it says anything.
//!
//! What cannot be a size or a weight (a missing field, a word, nothing, less than nothing) is unknown,
//! which is an answer of its own. Only a line that is no case at all is refused.

use serde_json::{Map, Value};

use crate::domain::packing::carrier::{Service, prices};
use crate::domain::packing::{BoxKind, Evenness, Item, Objective, Order};

/// A case.
#[derive(Debug)]
pub(in crate::cli) struct Case {
    pub(super) id: Value,
    pub(super) order: Order,
    /// The ids of the items, in the order of the case.
    pub(super) items: Vec<Value>,
    /// The ids of the boxes.
    pub(super) boxes: Vec<Value>,
}

/// Why a line is no case.
#[derive(Debug)]
pub(in crate::cli) struct Refused {
    pub(super) id: Value,
    pub(super) what: String,
}

impl Case {
    /// Reads a line.
    pub(in crate::cli) fn read(
        line: &[u8],
        support: i64,
        evenness: Evenness,
    ) -> Result<Self, Box<Refused>> {
        let refuse = |id: &Value, what: String| {
            Box::new(Refused {
                id: id.clone(),
                what,
            })
        };
        let value: Value = serde_json::from_slice(line)
            .map_err(|error| refuse(&Value::Null, error.to_string()))?;
        let id = value.get("id").cloned().unwrap_or(Value::Null);
        let objects = |field: &str| -> Result<Vec<&Map<String, Value>>, Box<Refused>> {
            let list = value.get(field).and_then(Value::as_array);
            let objects = list.map(|list| list.iter().map(Value::as_object).collect());
            objects
                .flatten()
                .ok_or_else(|| refuse(&id, format!("{field} is no list of objects")))
        };
        let (lines, kinds) = (objects("items")?, objects("boxes")?);
        if lines.iter().any(|line| !has_count(line)) {
            return Err(refuse(&id, "qty of an item is no number".to_owned()));
        }
        let objective = value
            .get("objective")
            .map_or(Some("min_boxes"), Value::as_str);
        let objective = objective.and_then(objective_of);
        let objective = objective.ok_or_else(|| {
            refuse(
                &id,
                "objective is none of min_boxes, min_cost, min_volume, max_volume_one_box"
                    .to_owned(),
            )
        })?;
        let services = value.get("carriers").and_then(Value::as_array);
        let services: Option<Vec<Service>> =
            services.map(|list| list.iter().map(service).collect());
        let ids: Vec<Value> = lines.iter().map(|line| id_of(line)).collect();
        let mut items: Vec<Item> = lines.iter().map(|line| item(line)).collect();
        keep_apart(&lines, &ids, &mut items);
        Ok(Self {
            items: ids,
            boxes: kinds.iter().map(|kind| id_of(kind)).collect(),
            order: Order {
                items,
                boxes: kinds
                    .iter()
                    .map(|kind| box_kind(kind, services.as_deref()))
                    .collect(),
                objective,
                support,
                evenness,
            },
            id,
        })
    }
}

fn objective_of(name: &str) -> Option<Objective> {
    match name {
        "min_boxes" => Some(Objective::FewestParcels),
        "min_cost" => Some(Objective::LeastCost),
        "min_volume" => Some(Objective::LeastRoom),
        "max_volume_one_box" => Some(Objective::FullestBox),
        _ => None,
    }
}

fn id_of(object: &Map<String, Value>) -> Value {
    object.get("id").cloned().unwrap_or(Value::Null)
}

/// A number that may have a fraction, as a whole one; what is no number is `i64::MAX` or `i64::MIN`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, which is what is wanted of absurd numbers"
)]
pub(super) fn whole(number: f64, round: fn(f64) -> f64) -> i64 {
    round(number) as i64
}

/// The number in a field; a fraction is rounded up.
fn number(object: &Map<String, Value>, field: &str) -> Option<i64> {
    object
        .get(field)
        .and_then(|value| whole_of(value, f64::ceil))
}

fn whole_of(value: &Value, round: fn(f64) -> f64) -> Option<i64> {
    let fraction = || value.as_f64().map(|number| whole(number, round));
    value.as_i64().or_else(fraction)
}

/// Three sides; 0 for each that is unknown.
fn sides(object: &Map<String, Value>, field: &str, round: fn(f64) -> f64) -> Option<[i64; 3]> {
    let list = object.get(field)?.as_array()?;
    let side = |place: usize| {
        list.get(place)
            .and_then(|value| whole_of(value, round))
            .unwrap_or(0)
    };
    Some([side(0), side(1), side(2)])
}

/// `true`, or a number that is not 0.
fn is_set(object: &Map<String, Value>, field: &str, otherwise: bool) -> bool {
    object.get(field).map_or(otherwise, is_yes)
}

fn is_yes(value: &Value) -> bool {
    value
        .as_bool()
        .unwrap_or_else(|| value.as_i64().is_some_and(|number| number != 0))
}

/// Whether the line says how many; without the field it is one unit.
fn has_count(line: &Map<String, Value>) -> bool {
    !line.contains_key("qty") || number(line, "qty").is_some()
}

fn item(line: &Map<String, Value>) -> Item {
    let size = sides(line, "dims", f64::ceil).unwrap_or_default();
    let upright = line
        .get("up")
        .and_then(Value::as_array)
        .map_or([true; 3], |up| {
            [0, 1, 2].map(|place: usize| up.get(place).is_none_or(is_yes))
        });
    Item {
        upright,
        // Without any side that may stand upright the goods stay as they are given.
        turns: is_set(line, "turn", true) && upright != [false; 3],
        is_fragile: is_set(line, "fragile", false),
        bears_nothing: is_set(line, "no_top", false),
        own_carton: is_set(line, "own_box", false),
        folds: is_set(line, "flexible", false),
        ..Item::plain(
            size,
            line.get("qty")
                .map_or(Some(1), |_| number(line, "qty"))
                .unwrap_or(0),
            number(line, "weight").unwrap_or(0),
        )
    }
}

/// With whom goods must not be: `apart` is true (with nobody), an item's id or a list of them, or the name
/// of a sort of goods that must not be with any other sort.
fn keep_apart(lines: &[&Map<String, Value>], ids: &[Value], items: &mut [Item]) {
    let asks: Vec<Option<&Value>> = lines.iter().map(|line| line.get("apart")).collect();
    for ((own, item), ask) in ids.iter().zip(items.iter_mut()).zip(&asks) {
        let Some(ask) = ask else { continue };
        let names: Vec<&Value> = match ask {
            Value::Array(names) => names.iter().collect(),
            name => vec![name],
        };
        let is_sort = ask.is_string() && !ids.contains(ask);
        for (place, (other, other_ask)) in ids.iter().zip(&asks).enumerate() {
            let is_other_sort = is_sort
                && other_ask.is_some_and(|other| {
                    other.is_string() && !ids.contains(other) && other != *ask
                });
            if other != own
                && (ask == &&Value::Bool(true) || names.contains(&other) || is_other_sort)
            {
                item.apart.push(place);
            }
        }
    }
}

fn box_kind(kind: &Map<String, Value>, services: Option<&[Service]>) -> BoxKind {
    let inner = sides(kind, "inner", f64::floor).unwrap_or_default();
    let outer = sides(kind, "outer", f64::ceil).unwrap_or(inner);
    let gross_max = number(kind, "max_gross").unwrap_or(i64::MAX);
    let cost = number(kind, "cost").unwrap_or(0);
    let cost = match services {
        Some(_) => number(kind, "carton_cost").unwrap_or(cost),
        None => cost,
    };
    BoxKind {
        inner,
        tare: number(kind, "tare").unwrap_or(0),
        stock: number(kind, "qty"),
        prices: prices(outer, cost, gross_max, services),
    }
}

/// `{"max_outer":[…],"max_girth":…,"max_gross":…,"divisor":…,"prices":[[up to grams, price], …]}`.
fn service(value: &Value) -> Service {
    let empty = Map::new();
    let object = value.as_object().unwrap_or(&empty);
    let steps = object.get("prices").and_then(Value::as_array);
    let step = |step: &Value| {
        let at = |place: usize| step.get(place).and_then(|value| whole_of(value, f64::ceil));
        Some((at(0)?, at(1)?))
    };
    let mut prices: Vec<(i64, i64)> = steps.into_iter().flatten().filter_map(step).collect();
    prices.sort_unstable();
    Service {
        largest: sides(object, "max_outer", f64::floor),
        girth_max: number(object, "max_girth"),
        gross_max: number(object, "max_gross"),
        divisor: number(object, "divisor"),
        prices,
    }
}

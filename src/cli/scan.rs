//! `pakownia scan`: what does this barcode mean?

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::{Failure, station};
use crate::domain::barcode::{self, Meaning as CodeMeaning, Range, TradeItem};
use crate::domain::gs1::{Element, ElementString};
use crate::domain::own_codes::{OwnCode, OwnCodes};
use crate::domain::session::input::{Card, Meaning, SetUpFound};
use crate::station::Station;
use crate::station::clock::Clock;

/// Reads one code a line and writes one JSON object a line.
///
/// GS stands in a line as the character itself, or as `{GS}`.
pub(super) fn run(dir: Option<&Path>) -> Result<ExitCode, Failure> {
    let bench = dir
        .map(|dir| station::unsynced(dir, Clock::System))
        .transpose()?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let code = line?.replace("{GS}", "\u{1d}");
        let code = code.trim_end_matches('\r');
        writeln!(out, "{}", describe(bench.as_ref(), code)?)?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn describe(bench: Option<&Station>, code: &str) -> Result<Value, Failure> {
    let mut object = Map::new();
    object.insert("raw".to_owned(), json!(code));
    let known = match bench {
        Some(bench) => by_catalogue(bench, code)?,
        None => None,
    };
    let codes = bench.map_or_else(OwnCodes::default, |bench| bench.own_codes().clone());
    object.extend(known.unwrap_or_else(|| by_structure(&codes, code)));
    Ok(Value::Object(object))
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => Map::from_iter([("value".to_owned(), other)]),
    }
}

/// What the warehouse knows of the code.
fn by_catalogue(bench: &Station, code: &str) -> Result<Option<Map<String, Value>>, Failure> {
    let value = match bench.meaning_of(code)? {
        Meaning::Unknown
        | Meaning::Parcel(_)
        | Meaning::OwedLabel(_)
        | Meaning::StationCard {
            set_up: SetUpFound::Unknown,
            ..
        } => return Ok(None),
        Meaning::StationCard { station, .. } => json!({"kind": "station", "station": station}),
        Meaning::Order(found) => json!({
            "kind": "order", "order": found.order, "packed": found.packed, "held": found.hold,
        }),
        Meaning::Tote { tote, carries } => json!({
            "kind": "tote", "tote": tote, "order": carries.map(|found| found.order),
        }),
        Meaning::Products {
            products, capture, ..
        } => {
            let ambiguous = products.len() > 1;
            json!({"kind": "product", "products": products, "ambiguous": ambiguous, "capture": capture})
        }
        Meaning::Packaging(packaging) => json!({"kind": "packaging", "packaging": packaging}),
        Meaning::Card(card) => json!({"kind": "command", "command": card.name()}),
        Meaning::Badge(badge) => json!({"kind": "badge", "badge": badge}),
        Meaning::Location(place) => json!({"kind": "location", "location": place}),
        Meaning::AbsentOrder(order) => {
            json!({"kind": "order", "order": order, "known": false})
        }
    };
    Ok(Some(fields(value)))
}

/// What the code itself says. Where it can mean several things, all are told.
fn by_structure(codes: &OwnCodes, code: &str) -> Map<String, Value> {
    if let Some(own) = by_prefix(codes, code) {
        return own;
    }
    let reading = barcode::read(code);
    let mut told = Map::new();
    if let Some((symbology, aim)) = &reading.symbology {
        told.insert(
            "symbology".to_owned(),
            json!({"aim": aim, "name": symbology.name}),
        );
    }
    let mut meanings: Vec<Map<String, Value>> = reading.meanings.iter().map(meaning).collect();
    match meanings.first().cloned() {
        Some(first) => told.extend(first),
        None => _ = told.insert("kind".to_owned(), json!("unknown")),
    }
    if reading.is_ambiguous() {
        told.insert("ambiguous".to_owned(), json!(true));
        let all = meanings.drain(..).map(Value::Object).collect();
        told.insert("meanings".to_owned(), Value::Array(all));
    }
    if let Some(fault) = &reading.fault {
        let error = json!({"position": fault.position, "rule": fault.rule.to_string()});
        told.insert("error".to_owned(), error);
    }
    told
}

/// What the shop's own codes say by how they begin.
fn by_prefix(codes: &OwnCodes, code: &str) -> Option<Map<String, Value>> {
    if let Some(card) = codes.command(code).and_then(Card::from_name) {
        return Some(fields(json!({"kind": "command", "command": card.name()})));
    }
    if let Some(measured) = codes.measured(code) {
        return Some(fields(json!({
            "kind": "variable_measure", "item": measured.item, "listed": measured.listed,
            "grams": measured.weight, "price_minor": measured.price,
        })));
    }
    Some(fields(match codes.of(code)? {
        OwnCode::Location(place) => json!({"kind": "location", "location": place}),
        OwnCode::Order(order) => json!({"kind": "order", "order": order}),
        OwnCode::Tote(tote) => json!({"kind": "tote", "tote": tote}),
    }))
}

fn meaning(meaning: &CodeMeaning) -> Map<String, Value> {
    fields(match meaning {
        CodeMeaning::Gtin(item) => trade_item(item),
        CodeMeaning::Sscc(sscc) => json!({"kind": "sscc", "sscc": sscc}),
        CodeMeaning::Elements(string) => return elements("gs1", string),
        CodeMeaning::Link(string) => return elements("gs1_link", string),
        CodeMeaning::Tracking(tracking) => json!({
            "kind": "tracking", "carrier": tracking.carrier, "form": tracking.form,
            "proved": tracking.proved,
        }),
    })
}

fn trade_item(item: &TradeItem) -> Value {
    let (kind, note) = match item.range {
        Range::Global => ("gtin", None),
        Range::Restricted => (
            "restricted",
            Some("a number of one country, shop or company"),
        ),
        Range::Coupon => ("coupon", None),
        Range::Isbn => ("isbn", None),
        Range::Issn => ("issn", None),
        Range::Ismn => ("ismn", None),
        Range::VariableMeasure => ("gtin", Some("a case of varying measure")),
    };
    let mut told = fields(json!({"kind": kind, "gtin14": item.gtin14}));
    if let Some(note) = note {
        told.insert("note".to_owned(), json!(note));
    }
    if item.was_shortened {
        told.insert("stretched_from".to_owned(), json!("UPC-E"));
    }
    Value::Object(told)
}

fn elements(kind: &str, string: &ElementString) -> Map<String, Value> {
    let all: Vec<Value> = string.elements.iter().map(element).collect();
    let mut told = fields(json!({"kind": kind, "elements": all, "sure": string.marked}));
    if let Some(gtin) = string.gtin() {
        told.insert("gtin14".to_owned(), json!(gtin));
    }
    let missing: Vec<Value> = string
        .missing()
        .iter()
        .map(|missing| json!({"ai": missing.ai, "needs_one_of": missing.one_of}))
        .collect();
    if !missing.is_empty() {
        told.insert("missing".to_owned(), Value::Array(missing));
    }
    told
}

/// An identifier with its value, and what the value means where it is more than a text.
fn element(element: &Element) -> Value {
    let title = element.identifier.title;
    let mut told = fields(json!({"ai": element.ai, "title": title, "value": element.value}));
    if let Some(date) = element.date() {
        told.insert("date".to_owned(), json!(date));
    }
    if let Some(decimal) = element.decimal().filter(|_| element.is_measured()) {
        told.insert("decimal".to_owned(), json!(decimal));
    }
    if let Some(grams) = element.grams() {
        told.insert("grams".to_owned(), json!(grams));
    }
    Value::Object(told)
}

//! `pakownia scan`: what does this barcode mean?

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::{Failure, station};
use crate::domain::gs1::{Element, Gtin14, Sscc, parse_elements};
use crate::domain::session::input::{Card, Meaning};
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
    object.extend(known.unwrap_or_else(|| by_structure(code)));
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
        Meaning::Unknown => return Ok(None),
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
        Meaning::Card(card) => json!({"kind": "command", "command": card.code()}),
        Meaning::Badge(badge) => json!({"kind": "badge", "badge": badge}),
    };
    Ok(Some(fields(value)))
}

/// What the digits themselves say.
fn by_structure(code: &str) -> Map<String, Value> {
    if let Some(card) = Card::from_code(code) {
        return fields(json!({"kind": "command", "command": card.code()}));
    }
    if let Ok(gtin) = code.parse::<Gtin14>() {
        return fields(json!({"kind": "gtin", "gtin14": gtin.to_string()}));
    }
    if let Ok(sscc) = code.parse::<Sscc>() {
        return fields(json!({"kind": "sscc", "sscc": sscc.to_string()}));
    }
    match parse_elements(code) {
        Ok(string) => {
            let elements: Vec<Value> = string.elements.iter().map(element).collect();
            fields(json!({"kind": "gs1", "elements": elements, "sure": string.marked}))
        }
        Err(fault) => fields(json!({
            "kind": "unknown", "error": {"position": fault.position, "rule": fault.rule.to_string()},
        })),
    }
}

fn element(element: &Element) -> Value {
    match element {
        Element::Sscc(sscc) => json!({"ai": "00", "sscc": sscc}),
        Element::Gtin(gtin) => json!({"ai": "01", "gtin14": gtin}),
        Element::Content(gtin) => json!({"ai": "02", "gtin14": gtin}),
        Element::Lot(lot) => json!({"ai": "10", "lot": lot}),
        Element::Produced(date) => json!({"ai": "11", "date": date}),
        Element::Packed(date) => json!({"ai": "13", "date": date}),
        Element::BestBefore(date) => json!({"ai": "15", "date": date}),
        Element::Expiry(date) => json!({"ai": "17", "date": date}),
        Element::Serial(serial) => json!({"ai": "21", "serial": serial}),
        Element::Pieces(count) => json!({"ai": "30", "count": count}),
        Element::NetWeight(grams) => json!({"ai": "310", "grams": grams}),
        Element::UnitsInside(count) => json!({"ai": "37", "count": count}),
    }
}

//! What does this code mean here? The station looks it up before the bench decides.

use super::station_card::set_up_found;
use crate::domain::barcode::Symbology;
use crate::domain::gs1::{Element, ElementString, Gs1Date, is_link, parse_elements, parse_link};
use crate::domain::ids::{Badge, OrderNo, Sku, ToteCode};
use crate::domain::own_codes::OwnCode;
use crate::domain::packaging::OWN_CARTON;
use crate::domain::session::OpenedLine;
use crate::domain::session::fact::Capture;
use crate::domain::session::input::{Card, Meaning, OrderFound, Scanned, SetUpFound};
use crate::domain::session::question::ProductOption;
use crate::domain::settings::Settings;
use crate::domain::units::Grams;
use crate::store::{CachedOrder, OrderState, Store, StoreError};

/// Longest code that is looked up. Source: GS1-128 holds 48 characters; a set-up QR code up to 128.
pub const LONGEST_CODE: usize = 128;

/// Under which circumstances a code is read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// No order is open, so that an item may open one.
    pub is_idle: bool,
    /// The year, for dates with two digits.
    pub year: u16,
}

/// What `code` means.
///
/// An exact match in the catalogue wins over any structure in the digits: a shop may give its own
/// goods numbers that look like somebody else's. Then order numbers, packagings, badges, totes,
/// command cards, and last GS1 element strings.
pub fn meaning(
    store: &Store,
    settings: &Settings,
    code: &str,
    reading: Reading,
) -> Result<Scanned, StoreError> {
    let code = code.trim();
    let bare = without_symbology(code);
    let meaning = if code.is_empty() || code.len() > LONGEST_CODE {
        Meaning::Unknown
    } else {
        known(store, settings, bare, reading)?
    };
    Ok(Scanned {
        code: code.chars().take(LONGEST_CODE).collect(),
        meaning,
    })
}

/// The code without what the scanner says of the symbol. Before an element string it stays: it is the
/// proof that it is one.
fn without_symbology(scan: &str) -> &str {
    match Symbology::of(scan) {
        Some((symbology, _, code)) if !symbology.is_gs1() => code,
        _ => scan,
    }
}

fn known(
    store: &Store,
    settings: &Settings,
    code: &str,
    reading: Reading,
) -> Result<Meaning, StoreError> {
    let products = store.products_of_code(code)?;
    if !products.is_empty() {
        return products_meaning(store, products, Capture::default(), reading);
    }
    if let Some(found) = found(store, &OrderNo::from(code))? {
        return Ok(Meaning::Order(Box::new(found)));
    }
    if code.eq_ignore_ascii_case(OWN_CARTON) {
        return Ok(Meaning::Packaging(OWN_CARTON.into()));
    }
    if let Some(packaging) = store.packaging(code)? {
        return Ok(Meaning::Packaging(packaging.code));
    }
    if let Some(worker) = store.worker(&Badge::from(code))? {
        return Ok(Meaning::Badge(worker.badge));
    }
    if store.is_tote(code)? {
        return tote_meaning(store, code);
    }
    if let Some(card) = settings.codes.command(code).and_then(Card::from_name) {
        return Ok(Meaning::Card(card));
    }
    if let Some(station) = settings.codes.station(code) {
        let set_up = set_up_found(settings, &station);
        // In the middle of an order a code that names no set-up may be anybody's.
        if reading.is_idle || set_up != SetUpFound::Unknown {
            return Ok(Meaning::StationCard { station, set_up });
        }
    }
    match settings.codes.of(code) {
        Some(own) => own_meaning(store, own),
        None => measured_or_gs1(store, settings, code, reading),
    }
}

/// What the shop has printed itself, by how it begins.
fn own_meaning(store: &Store, own: OwnCode<'_>) -> Result<Meaning, StoreError> {
    Ok(match own {
        OwnCode::Location(place) => Meaning::Location(place.to_owned()),
        OwnCode::Tote(code) => tote_meaning(store, code)?,
        OwnCode::Order(number) => match found(store, &OrderNo::from(number))? {
            Some(found) => Meaning::Order(Box::new(found)),
            None => Meaning::AbsentOrder(OrderNo::from(number)),
        },
    })
}

/// Goods of varying measure are listed without it: by their code with zeros, or by their item's number.
fn measured_or_gs1(
    store: &Store,
    settings: &Settings,
    code: &str,
    reading: Reading,
) -> Result<Meaning, StoreError> {
    if let Some(measured) = settings.codes.measured(code) {
        for listed in [&measured.listed, &measured.item] {
            let products = store.products_of_code(listed)?;
            if !products.is_empty() {
                return products_meaning(store, products, Capture::default(), reading);
            }
        }
    }
    gs1_meaning(store, code, reading)
}

fn products_meaning(
    store: &Store,
    products: Vec<(Sku, u32)>,
    capture: Capture,
    reading: Reading,
) -> Result<Meaning, StoreError> {
    let products: Vec<ProductOption> = products
        .into_iter()
        .map(|(sku, units)| ProductOption { sku, units })
        .collect();
    let single_line = match products.as_slice() {
        [only] if reading.is_idle => store.single_line_order(&only.sku)?,
        _ => None,
    };
    let single_line = match single_line {
        Some(order) => found(store, &order)?.map(Box::new),
        None => None,
    };
    Ok(Meaning::Products {
        products,
        capture,
        single_line,
    })
}

fn tote_meaning(store: &Store, code: &str) -> Result<Meaning, StoreError> {
    let tote = ToteCode(code.to_ascii_uppercase());
    let carries = match store.tote_carries(&tote)? {
        Some(order) => found(store, &order)?.map(Box::new),
        None => None,
    };
    Ok(Meaning::Tote { tote, carries })
}

/// A GS1 element string or link: the product by its GTIN, with serial, lot and expiry from the same symbol.
fn gs1_meaning(store: &Store, code: &str, reading: Reading) -> Result<Meaning, StoreError> {
    let parsed = if is_link(code) {
        parse_link(code)
    } else {
        parse_elements(code)
    };
    let Ok(string) = parsed else {
        return Ok(Meaning::Unknown);
    };
    // A lost separator lets a lot swallow what follows it: without proof, only the product is taken.
    let capture = if string.marked {
        captured(&string, reading.year)
    } else {
        Capture::default()
    };
    let products = match string.gtin() {
        Some(gtin) => store.products_of_code(&gtin.to_string())?,
        None => vec![],
    };
    if products.is_empty() {
        return Ok(Meaning::Unknown);
    }
    products_meaning(store, products, capture, reading)
}

/// Lot, serial number and the last day on which the goods are good.
fn captured(string: &ElementString, this_year: u16) -> Capture {
    let value = |ai: &str| string.value(ai).map(str::to_owned);
    let last_day = string.element("17").or_else(|| string.element("15"));
    let in_full = |date: Gs1Date| {
        let (year, day) = (date.year(this_year), date.day_or_last());
        format!("{year:04}-{:02}-{day:02}", date.month)
    };
    Capture {
        serial: value("21"),
        lot: value("10"),
        expiry: last_day.and_then(Element::date).map(in_full),
    }
}

/// An order by its number, ready to be opened.
pub fn found(store: &Store, order: &OrderNo) -> Result<Option<OrderFound>, StoreError> {
    match store.order(order)? {
        Some(cached) => Ok(Some(order_found(store, &cached)?)),
        None => Ok(None),
    }
}

fn order_found(store: &Store, cached: &CachedOrder) -> Result<OrderFound, StoreError> {
    let order = &cached.order;
    Ok(OrderFound {
        order: order.order_no.clone(),
        revision: cached.revision,
        hold: cached.hold.clone(),
        lines: pick_lines(store, cached)?,
        way: order.way_out(),
        documents: order.documents.clone(),
        packed: matches!(
            cached.state,
            OrderState::Closed | OrderState::ClosedElsewhere
        ),
        paid_at: order.paid_at,
        verification: None,
    })
}

/// The order's pick list: kits expanded into their parts, in walking order.
pub fn pick_lines(store: &Store, cached: &CachedOrder) -> Result<Vec<OpenedLine>, StoreError> {
    let mut lines = Vec::new();
    for line in &cached.order.lines {
        let parts = store.kit_parts(&line.sku)?;
        if parts.is_empty() {
            lines.push(opened_line(
                store,
                line.line,
                &line.sku,
                None,
                line.quantity,
            )?);
        }
        for part in parts {
            let quantity = part.quantity.saturating_mul(line.quantity);
            lines.push(opened_line(
                store,
                line.line,
                &part.part,
                Some(&line.sku),
                quantity,
            )?);
        }
    }
    lines.sort_by(|a, b| (&a.location, a.line).cmp(&(&b.location, b.line)));
    Ok(lines)
}

fn opened_line(
    store: &Store,
    line: u32,
    sku: &Sku,
    kit: Option<&Sku>,
    ordered: u32,
) -> Result<OpenedLine, StoreError> {
    let product = store.product(sku)?;
    let places = store.stock_places(sku)?;
    let covers = places
        .iter()
        .find(|place| place.on_hand >= i64::from(ordered));
    let fullest = || places.iter().max_by_key(|place| place.on_hand);
    Ok(OpenedLine {
        line,
        sku: sku.clone(),
        kit: kit.cloned(),
        ordered,
        unit_weight: product.as_ref().map_or(Grams(0), |product| product.weight),
        size: product
            .as_ref()
            .map(|product| product.size)
            .unwrap_or_default(),
        location: covers.or_else(fullest).map(|place| place.location.clone()),
        tracking: product
            .as_ref()
            .map(|product| product.tracking)
            .unwrap_or_default(),
        handling: product.map(|product| product.handling).unwrap_or_default(),
    })
}

//! A small warehouse for tests: products, orders and the facts of packing them.

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::catalog::{Barcode, KitPart, Product, StockPlace, TrackingNeeds};
use pakownia::domain::customs::CustomsGoods;
use pakownia::domain::feed::{OrderRow, Row};
use pakownia::domain::handling::Handling;
use pakownia::domain::ids::{OrderNo, Sku, StationId, TrackingNo};
use pakownia::domain::journal::Entry;
use pakownia::domain::lease::{Lease, LeaseClock};
use pakownia::domain::location::Location;
use pakownia::domain::order::{Order, OrderLine, Recipient, Tag};
use pakownia::domain::packaging::Packaging;
use pakownia::domain::session::fact::{Fact, OpenedBy, PackedUnits, Proof};
use pakownia::domain::session::message::Refusal;
use pakownia::domain::session::{OpenedLine, Take};
use pakownia::domain::units::{Grams, Minor, SizeMm};
use pakownia::domain::worker::{Language, Role, Worker};
use pakownia::master::ImportRow;
use sha2::{Digest as _, Sha256};

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The clock of the tests, so many seconds after the shift began.
pub(crate) fn later(seconds: i64) -> DateTime<Utc> {
    at("2026-11-20T07:00:00Z") + TimeDelta::seconds(seconds)
}

pub(crate) fn product(sku: &str) -> Product {
    Product {
        sku: sku.into(),
        name: format!("Kubek {sku}"),
        weight: Grams(350),
        size: SizeMm::new(100, 100, 90),
        image: None,
        tracking: TrackingNeeds::default(),
        instruction: None,
        handling: Handling::default(),
        customs: CustomsGoods::default(),
    }
}

pub(crate) fn barcode(code: &str, sku: &str, units: u32) -> Barcode {
    Barcode {
        code: code.to_owned(),
        sku: sku.into(),
        units,
    }
}

pub(crate) fn stock(sku: &str, aisle: &str, on_hand: i64) -> StockPlace {
    StockPlace {
        sku: sku.into(),
        location: Location::new(aisle, "1", "1"),
        on_hand,
    }
}

pub(crate) fn kit(kit: &str, part: &str, quantity: u32) -> KitPart {
    KitPart {
        kit: kit.into(),
        part: part.into(),
        quantity,
    }
}

pub(crate) fn packaging(code: &str) -> Packaging {
    Packaging {
        code: code.into(),
        name: format!("Karton {code}"),
        inner: SizeMm::new(300, 200, 100),
        outer: SizeMm::new(306, 206, 108),
        tare: Grams(120),
        max_gross: Grams(10_000),
        cost: Minor(120),
        on_hand: 50,
        reorder_level: None,
    }
}

pub(crate) fn worker(badge: &str) -> Worker {
    Worker {
        badge: badge.into(),
        name: "Żaneta Łącka".to_owned(),
        role: Role::Packer,
        language: Language::Pl,
        pin_hash: "$argon2id$".to_owned(),
    }
}

/// An address of its own for each order: two of one customer with the same goods would be suspected duplicates.
pub(crate) fn email_of(order: &str) -> String {
    let name: String = order.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("klient-{name}@example.com")
}

/// A paid order with these products, one line each, one unit a line.
pub(crate) fn order(number: &str, skus: &[&str]) -> Order {
    let lines = (1..).zip(skus).map(|(line, sku)| OrderLine {
        line,
        sku: (*sku).into(),
        quantity: 1,
        unit_value: None,
    });
    Order {
        order_no: number.into(),
        channel: "shop".to_owned(),
        customer: String::new(),
        paid_at: Some(at("2026-11-20T06:00:00Z")),
        delivery_method: "dpd_courier".to_owned(),
        locker: String::new(),
        recipient: Recipient {
            name: "Jan Żółw".to_owned(),
            street: "Długa 1".to_owned(),
            postcode: "00-001".to_owned(),
            city: "Warszawa".to_owned(),
            country: "PL".to_owned(),
            phone: "+48600100200".to_owned(),
            email: email_of(number),
        },
        value: Minor(10_000),
        currency: "PLN".to_owned(),
        tags: vec![],
        note: String::new(),
        documents: vec![],
        cancelled: false,
        service_level: String::new(),
        cash_on_delivery: None,
        lines: lines.collect(),
    }
}

pub(crate) fn tagged(mut order: Order, tag: Tag) -> Order {
    order.tags.push(tag);
    order
}

pub(crate) fn paid(mut order: Order, text: &str) -> Order {
    order.paid_at = Some(at(text));
    order
}

pub(crate) fn order_row(order: Order) -> Row {
    Row::Order(Box::new(OrderRow { order, revision: 1 }))
}

pub(crate) fn setting(key: &str, value: &str) -> Row {
    Row::Setting {
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

/// Rows as the CSV reader hands them over; `salt` stands for other bytes of the same meaning.
pub(crate) fn read(rows: &[Row], salt: &str) -> Vec<ImportRow> {
    rows.iter()
        .map(|row| {
            let text = format!("{salt}{}", serde_json::to_string(row).unwrap());
            ImportRow {
                row: row.clone(),
                digest: Sha256::digest(text).into(),
            }
        })
        .collect()
}

pub(crate) fn no(number: &str) -> OrderNo {
    number.into()
}

pub(crate) fn sku(sku: &str) -> Sku {
    sku.into()
}

pub(crate) fn signed_in(badge: &str) -> Fact {
    Fact::SignedIn {
        worker: badge.into(),
        role: Role::Packer,
        language: Language::Pl,
    }
}

pub(crate) fn opened(order: &str, sku: &str) -> Fact {
    Fact::OrderOpened {
        order: order.into(),
        revision: 1,
        lines: vec![OpenedLine {
            line: 1,
            sku: sku.into(),
            kit: None,
            ordered: 5,
            unit_weight: Grams(350),
            size: SizeMm::new(100, 100, 90),
            location: Some(Location::new("A2", "1", "1")),
            tracking: TrackingNeeds::default(),
            handling: Handling::default(),
        }],
        way: pakownia::domain::tariff::Way::default(),
        planned_parcels: 1,
        documents: vec![],
        opened: OpenedBy::Number,
        promise: None,
        verification: None,
    }
}

pub(crate) fn packed(order: &str, sku: &str, units: u32) -> Fact {
    Fact::UnitsPacked {
        order: order.into(),
        parcel: 1,
        sku: sku.into(),
        takes: vec![Take {
            at: 0,
            units,
            location: None,
            unit_weight: Grams(350),
        }],
        proof: Proof::Scanned {
            code: "5901234123457".to_owned(),
        },
    }
}

pub(crate) fn refused(order: Option<&str>, sku: &str) -> Fact {
    Fact::Refused {
        order: order.map(OrderNo::from),
        sku: Some(sku.into()),
        code: Some("5909990000012".to_owned()),
        refusal: Refusal::NotOnPickList { sku: sku.into() },
    }
}

pub(crate) fn parcel_closed(
    order: &str,
    parcel: u32,
    serial: Option<u64>,
    revision: u32,
    contents: &[(&str, u32)],
) -> Fact {
    Fact::ParcelClosed {
        ruling: None,
        order: order.into(),
        parcel,
        packaging: "KAR-S".into(),
        gross: Grams(820),
        tracking: TrackingNo(format!("{order}/{parcel}")),
        serial,
        label_revision: revision,
        contents: contents
            .iter()
            .map(|(sku, units)| PackedUnits {
                sku: (*sku).into(),
                units: *units,
                location: Some(Location::new("A2", "1", "1")),
            })
            .collect(),
    }
}

pub(crate) fn order_closed(order: &str) -> Fact {
    Fact::OrderClosed {
        order: order.into(),
        parcels: 1,
    }
}

/// A fact as it arrives at the master.
pub(crate) fn entry(station: &str, number: u64, fence: u64, fact: Fact) -> Entry {
    let text = format!("{station}{number}{}", serde_json::to_string(&fact).unwrap());
    Entry {
        station: StationId(station.to_owned()),
        epoch: 1,
        number,
        at: later(i64::try_from(number).unwrap()),
        worker: Some("W-001".into()),
        fence,
        fact,
        hash: Sha256::digest(text).into(),
    }
}

/// A lease of half a day from the beginning of the shift.
pub(crate) fn lease() -> Lease {
    let clock = LeaseClock {
        boot: "boot-1".to_owned(),
        since_boot_ms: 60_000,
        wall: later(0),
    };
    Lease::asked(&clock, TimeDelta::hours(12))
}

//! The rules by themselves: what the conformance suite cannot reach through a front door, above all time.

mod benches;
mod orders;
mod properties;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use super::{Ledger, OrderBook, Terms};
use crate::domain::feed::{Claim, Cursor, OrderRow, Place};
use crate::domain::ids::{OrderNo, StationId, TrackingNo};
use crate::domain::journal::Entry;
use crate::domain::order::{Order, OrderLine, Recipient};
use crate::domain::session::fact::{Fact, OpenedBy, PackedUnits};
use crate::domain::units::{Grams, Minor};
use crate::master::{Greeting, PushOutcome, Report, Seat};

const TERMS: Terms = Terms {
    lease: TimeDelta::hours(12),
    grace: TimeDelta::minutes(15),
};

fn hour(hours: i64) -> DateTime<Utc> {
    let begin: DateTime<Utc> = "2026-11-20T06:00:00Z".parse().unwrap();
    begin + TimeDelta::hours(hours)
}

fn bench(name: &str) -> StationId {
    name.into()
}

fn no(order: &str) -> OrderNo {
    order.into()
}

fn seat(station: &str, run: &str) -> Seat {
    Seat {
        station: bench(station),
        epoch: 1,
        run: run.to_owned(),
    }
}

/// Where the master of these tests stands.
fn here() -> Cursor {
    Cursor {
        ledger: "here".to_owned(),
        place: Place {
            transaction: 0,
            seq: 100,
        },
        load: None,
    }
}

fn greeting(station: &str, run: &str, before: Option<&str>) -> Greeting {
    Greeting {
        seat: seat(station, run),
        before: before.map(str::to_owned),
        acknowledged: 0,
        cursor: here(),
        report: Report::default(),
        program: String::new(),
    }
}

fn order(number: &str, units: u32) -> Order {
    Order {
        order_no: no(number),
        channel: "shop".to_owned(),
        customer: String::new(),
        paid_at: Some(hour(0)),
        delivery_method: "dpd_courier".to_owned(),
        locker: String::new(),
        recipient: Recipient {
            name: "Jan Żółw".to_owned(),
            street: "Długa 1".to_owned(),
            postcode: "00-001".to_owned(),
            city: "Warszawa".to_owned(),
            country: "PL".to_owned(),
            phone: "+48600100200".to_owned(),
            email: String::new(),
        },
        value: Minor(10_000),
        currency: "PLN".to_owned(),
        tags: vec![],
        note: String::new(),
        documents: vec![],
        cancelled: false,
        service_level: String::new(),
        cash_on_delivery: None,
        lines: vec![OrderLine {
            line: 1,
            sku: "MUG-01".into(),
            quantity: units,
            unit_value: None,
        }],
    }
}

fn sent(ledger: &mut Ledger, order: Order, revision: u64) {
    let needs = order
        .lines
        .iter()
        .map(|line| (line.sku.clone(), line.quantity))
        .collect();
    ledger.order_changed(&OrderRow { order, revision }, needs, hour(0));
}

/// Books with these benches at work and one order of five mugs.
fn books(benches: &[&str]) -> Ledger {
    let mut ledger = Ledger::default();
    for station in benches {
        let greeting = greeting(station, "first", None);
        ledger
            .greet(&greeting, &here(), "fresh", hour(0), &TERMS)
            .unwrap();
    }
    sent(&mut ledger, order("ZAM-1", 5), 1);
    ledger
}

fn book(ledger: &Ledger) -> &OrderBook {
    &ledger.orders[&no("ZAM-1")]
}

fn claim(ledger: &mut Ledger, station: &str, at: DateTime<Utc>) -> Option<u64> {
    let claim = ledger.claim(&bench(station), &no("ZAM-1"), at, &TERMS);
    claim.map(|claim| claim.fence)
}

fn report(
    ledger: &mut Ledger,
    station: &str,
    unsent: u64,
    fence: Option<u64>,
    at: DateTime<Utc>,
) -> Vec<OrderNo> {
    let held = fence
        .map(|fence| Claim {
            order: no("ZAM-1"),
            fence,
        })
        .into_iter()
        .collect();
    ledger.report(&bench(station), &Report { unsent, held }, at, &TERMS)
}

fn entry(station: &str, number: u64, fence: u64, fact: Fact) -> Entry {
    let text = serde_json::to_string(&fact).unwrap();
    Entry {
        station: bench(station),
        epoch: 1,
        number,
        at: hour(1),
        worker: Some("W-001".into()),
        fence,
        hash: Sha256::digest(format!("{station}{number}{text}")).into(),
        fact,
    }
}

fn take(ledger: &mut Ledger, station: &str, first: u64, fence: u64, facts: Vec<Fact>) {
    for (number, fact) in (first..).zip(facts) {
        let entry = entry(station, number, fence, fact);
        let outcomes = ledger.take(&[entry], hour(1)).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken]);
    }
}

fn opened(revision: u64) -> Fact {
    Fact::OrderOpened {
        order: no("ZAM-1"),
        revision,
        lines: vec![],
        way: crate::domain::tariff::Way::default(),
        planned_parcels: 1,
        documents: vec![],
        opened: OpenedBy::Number,
        promise: None,
        verification: None,
    }
}

fn parcel(parcel: u32, units: u32) -> Fact {
    Fact::ParcelClosed {
        ruling: None,
        order: no("ZAM-1"),
        parcel,
        packaging: "KAR-S".into(),
        gross: Grams(500),
        tracking: TrackingNo(format!("T-{parcel}")),
        serial: None,
        label_revision: 1,
        contents: vec![PackedUnits {
            sku: "MUG-01".into(),
            units,
            location: None,
        }],
    }
}

fn closed(parcels: u32) -> Fact {
    Fact::OrderClosed {
        order: no("ZAM-1"),
        parcels,
    }
}

//! A packer who makes mistakes: looks at each answer, does the next thing, and sometimes a wrong one.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use super::story::{BEGIN, Told};
use crate::support::dice::Dice;
use crate::support::lists;
use crate::support::process::{ScriptRun, warehouse};

/// Units of an order that is packed here; more would only repeat itself.
const UNITS_MAX: usize = 14;

/// Inputs to one order before it is put aside as hopeless.
const PATIENCE: usize = 150;

/// The shop's lists, as far as a packer needs them.
struct Shop {
    /// One barcode of each product.
    codes: BTreeMap<String, String>,
    /// Orders with their units.
    orders: Vec<(String, Vec<String>)>,
}

impl Shop {
    fn read(folder: &Path) -> Self {
        let codes = lists::codes(folder);
        let readable = |(_, units): &(String, Vec<String>)| {
            units.len() <= UNITS_MAX && units.iter().all(|sku| codes.contains_key(sku))
        };
        let orders = lists::orders(folder).into_iter().filter(readable).collect();
        Self { codes, orders }
    }
}

/// The packer, the bench, and what has been said so far.
pub(super) struct Packer {
    bench: ScriptRun,
    /// Looks into the journal from outside, to know how many facts each answer left.
    journal: Connection,
    shop: Shop,
    dice: Dice,
    clock: DateTime<Utc>,
    told: Vec<Told>,
    /// Units of the open order that still have to be scanned.
    to_scan: Vec<String>,
}

impl Packer {
    pub(super) fn at(dir: &Path, seed: u64) -> Self {
        let bench = ScriptRun::start(dir, BEGIN);
        let journal =
            Connection::open_with_flags(dir.join("station.db"), OpenFlags::SQLITE_OPEN_READ_ONLY);
        Self {
            bench,
            journal: journal.unwrap(),
            shop: Shop::read(&warehouse()),
            dice: Dice::new(seed),
            clock: BEGIN.parse().unwrap(),
            told: vec![],
            to_scan: vec![],
        }
    }

    /// Packs so many orders, and tells everything that was said.
    pub(super) fn pack(mut self, orders: usize) -> Vec<Told> {
        self.sign_in();
        let mut list = std::mem::take(&mut self.shop.orders);
        self.dice.shuffle(&mut list);
        for (order, units) in list.into_iter().take(orders) {
            self.pause();
            self.to_scan = units;
            self.open(&order);
            self.pack_order(&order);
        }
        drop(self.journal);
        self.bench.end();
        self.told
    }

    // --- the order ----------------------------------------------------------------------------

    /// By its number, or with a tote that is bound to it first.
    fn open(&mut self, order: &str) {
        if self.dice.percent(30) {
            let tote = format!("T-{}", self.told.len());
            self.scan(&tote);
            match self.dice.below(4) {
                0 => drop(self.scan("5900000000008")),
                1 => self.change_packer(),
                _ => {}
            }
            self.scan(order);
            if self.dice.percent(50) {
                self.scan(&tote);
            }
        }
        if self.step() != "scanning" {
            self.scan(order);
        }
    }

    fn pack_order(&mut self, order: &str) {
        for _ in 0..PATIENCE {
            let last = self.last();
            let reason = last["reason"].as_str().unwrap_or_default().to_owned();
            match reason.as_str() {
                "NotSignedIn" => self.sign_in(),
                "CaptureNeeded" | "CaptureMissing" => self.capture(),
                _ if !last["options"].is_null() || reason == "AnswerFirst" => self.answer(),
                _ => match self.step().as_str() {
                    "scanning" => self.scan_unit(order, &reason),
                    "packaging" => self.take_packaging(),
                    "weighing" => self.weigh(&last),
                    "confirming" => self.confirm(order),
                    "closed" if self.is_done_with(order) => return,
                    "closed" => {}
                    _ => return,
                },
            }
        }
        self.tell(json!({"command": "undo"}));
        self.tell(json!({"command": "hold", "reason": "hopeless"}));
    }

    fn scan_unit(&mut self, order: &str, reason: &str) {
        if reason == "ParcelFull" || self.to_scan.is_empty() {
            let next = self.tell(json!({"command": "next_parcel"}));
            if next["verdict"] != "accepted" {
                self.tell(json!({"command": "hold", "reason": "does not go on"}));
            }
        } else if self.dice.percent(22) {
            self.blunder(order);
        } else {
            let at = self.dice.below(self.to_scan.len());
            let code = self.shop.codes[&self.to_scan[at]].clone();
            let answer = self.scan(&code);
            if matches!(answer["verdict"].as_str(), Some("accepted"))
                || answer["reason"] == "CaptureNeeded"
            {
                self.to_scan.swap_remove(at);
            }
        }
    }

    /// Something that goes wrong while units are scanned.
    fn blunder(&mut self, order: &str) {
        match self.dice.below(12) {
            0 => {
                let codes: Vec<String> = self.shop.codes.values().cloned().collect();
                let wrong = self.dice.one_of(&codes).clone();
                let answer = self.scan(&wrong);
                self.forget_scanned(&answer);
            }
            1 => drop(self.scan("2999999999999")),
            2 => drop(self.scan(order)),
            3 => drop(self.scan("AL-2026-99999")),
            4 | 5 => {
                let answer = self.tell(json!({"command": "undo"}));
                if let (Some("accepted"), Some(sku)) =
                    (answer["verdict"].as_str(), answer["sku"].as_str())
                {
                    self.to_scan.push(sku.to_owned());
                }
            }
            6 => {
                self.tell(json!({"command": "hold", "reason": "customer called"}));
                self.scan(order);
                self.tell(
                    json!({"command": "reopen", "order": order, "reason": "customer agreed"}),
                );
            }
            7 => self.change_packer(),
            8 => drop(self.tell(json!({"weigh_g": 400}))),
            9 => {
                let sku = self.to_scan[0].clone();
                let short =
                    json!({"command": "short", "sku": sku, "quantity": 1, "reason": "bin empty"});
                let answer = self.tell(short);
                self.forget_scanned(&answer);
            }
            10 => drop(self.tell(json!({"wiggle": 1}))),
            _ => drop(self.scan("W-002")),
        }
    }

    /// A unit that was counted after all has not to be scanned again.
    fn forget_scanned(&mut self, answer: &Value) {
        let counted = answer["verdict"] == "accepted";
        if let (true, Some(sku)) = (counted, answer["sku"].as_str())
            && let Some(at) = self.to_scan.iter().position(|waiting| waiting == sku)
        {
            self.to_scan.swap_remove(at);
        }
    }

    fn capture(&mut self) {
        let serial = format!("SN-{}", self.told.len());
        let capture =
            json!({"command": "capture", "serial": serial, "lot": "L1", "expiry": "2027-05-31"});
        self.tell(capture);
    }

    fn answer(&mut self) {
        match self.dice.below(4) {
            0 => drop(self.tell(json!({"command": "undo"}))),
            1 => self.change_packer(),
            _ => drop(self.tell(json!({"command": "choose", "option": 1}))),
        }
    }

    fn take_packaging(&mut self) {
        match self.dice.below(6) {
            // Another one than proposed: the bench asks why.
            0 => drop(self.scan("KAR-XL")),
            1 => drop(
                self.tell(json!({"command": "packaging", "code": "KAR-L", "reason": "fragile"})),
            ),
            2 => drop(self.tell(json!({"command": "packaging", "code": "NO-SUCH"}))),
            _ => {
                if self.tell(json!({"command": "packaging"}))["verdict"] != "accepted" {
                    self.tell(json!({"command": "hold", "reason": "no packaging holds it"}));
                }
            }
        }
    }

    fn weigh(&mut self, last: &Value) {
        let expected = last["expected_g"].as_i64().unwrap_or(500);
        match self.dice.below(8) {
            0 | 1 => {
                self.tell(json!({"weigh_g": expected + 900, "typed": true}));
                if self.dice.percent(50) {
                    let lead = json!({"command": "release", "badge": "W-900", "pin": "900900", "reason": "gift inside"});
                    self.tell(lead);
                }
            }
            2 => drop(self.tell(json!({"weigh_g": 0}))),
            _ => drop(self.tell(json!({"weigh_g": expected}))),
        }
    }

    fn confirm(&mut self, order: &str) {
        match self.dice.below(8) {
            0 => drop(self.scan("WWW-2026-00003")),
            1 => drop(self.scan("2000000010038")),
            2 => self.change_packer(),
            _ => drop(self.scan(order)),
        }
    }

    /// A closed order is done with, unless something has to be done to it again.
    fn is_done_with(&mut self, order: &str) -> bool {
        match self.dice.below(8) {
            0 => {
                self.tell(json!({"command": "reprint", "order": order, "reason": "smeared"}));
                true
            }
            1 => {
                self.tell(
                    json!({"command": "reopen", "order": order, "reason": "forgot the leaflet"}),
                );
                false
            }
            2 => {
                self.scan(order);
                true
            }
            _ => true,
        }
    }

    // --- the bench ----------------------------------------------------------------------------

    fn sign_in(&mut self) {
        self.tell(json!({"badge": "W-001", "pin": "111111"}));
    }

    fn change_packer(&mut self) {
        match self.dice.below(3) {
            0 => drop(self.tell(json!({"badge": "W-002", "pin": "222222"}))),
            1 => {
                self.tell(json!({"command": "sign_out"}));
                self.tell(json!({"badge": "W-001", "pin": "100000"}));
                self.sign_in();
            }
            _ => {
                self.tell(json!({"command": "sign_out"}));
                self.tell(json!({"badge": "W-002", "pin": "222222"}));
            }
        }
    }

    /// Time goes by between two orders; sometimes so much that the bench locks itself.
    fn pause(&mut self) {
        let minutes = if self.dice.percent(20) { 11 } else { 1 };
        self.clock += TimeDelta::minutes(minutes);
        let time = self.clock.to_rfc3339_opts(SecondsFormat::Secs, true);
        self.tell(json!({"clock": time}));
        if minutes > 10 {
            self.scan("2000000010038");
            self.sign_in();
        }
    }

    fn scan(&mut self, code: &str) -> Value {
        self.tell(json!({"scan": code}))
    }

    fn step(&self) -> String {
        self.last()["step"].as_str().unwrap_or_default().to_owned()
    }

    fn last(&self) -> Value {
        let told = self.told.last().unwrap();
        serde_json::from_str(&told.answer).unwrap()
    }

    fn tell(&mut self, mut event: Value) -> Value {
        let id = format!("event-{}", self.told.len() + 1);
        event["id"] = json!(id);
        let is_kept = event.get("clock").is_none() && event.get("wiggle").is_none();
        let clock = self
            .told
            .last()
            .map_or_else(|| BEGIN.to_owned(), clock_after);
        let event = event.to_string();
        let answer = self.bench.ask(&event);
        let value = serde_json::from_str(&answer).unwrap();
        let facts = self
            .journal
            .query_row("SELECT count(*) FROM fact", [], |row| row.get::<_, u32>(0));
        let facts = usize::try_from(facts.unwrap()).unwrap();
        self.told.push(Told {
            event,
            id: is_kept.then_some(id),
            answer,
            clock,
            facts,
        });
        value
    }
}

/// Where the clock stands after an event: moved by it, or as before.
fn clock_after(told: &Told) -> String {
    let event: Value = serde_json::from_str(&told.event).unwrap();
    event["clock"].as_str().unwrap_or(&told.clock).to_owned()
}

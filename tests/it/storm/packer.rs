//! A packer at one bench in the storm: packs right, with a few wrong scans, whatever happens to the program.
//!
//! Every event has a number of its own. When the program was killed before it answered, the event is
//! sent again to the one that was started after it, and must be answered as if nothing had been.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

use super::shop::Shop;
use super::weather::Sky;
use crate::support::dice::Dice;
use crate::support::process::ScriptRun;

/// Inputs to one order; a packer who needs more goes round in circles.
const PATIENCE: usize = 400;

/// What one packer did and met.
#[derive(Debug, Default)]
pub(super) struct Shift {
    /// Orders closed.
    pub(super) closed: usize,
    /// `kill -9` of the bench.
    pub(super) kills: usize,
    /// Answers by their reason, those of orders that could not be opened.
    pub(super) turned_away: BTreeMap<String, usize>,
    /// Events that were sent again after a kill.
    pub(super) sent_again: usize,
}

pub(super) struct Packer<'a> {
    bench: usize,
    dir: &'a Path,
    shop: &'a Shop,
    sky: &'a Sky,
    dice: Dice,
    run: ScriptRun,
    events: usize,
    /// Units that are not scanned yet, of each order that was begun.
    left: BTreeMap<String, Vec<String>>,
    last: Value,
    shift: Shift,
}

impl<'a> Packer<'a> {
    pub(super) fn at(bench: usize, dir: &'a Path, shop: &'a Shop, sky: &'a Sky) -> Self {
        let seed = sky.seed ^ (u64::try_from(bench).unwrap() << 32);
        Self {
            bench,
            dir,
            shop,
            sky,
            dice: Dice::new(seed),
            run: ScriptRun::start_by_the_clock(dir),
            events: 0,
            left: BTreeMap::new(),
            last: Value::Null,
            shift: Shift::default(),
        }
    }

    /// Packs until the storm is over.
    pub(super) fn work(mut self) -> Shift {
        self.sign_in();
        while !self.sky.is_over() {
            match self.next_order() {
                Some(order) => self.pack(&order),
                None => self.wait_a_moment(),
            }
        }
        self.run.end();
        self.shift
    }

    /// Every order is closed here: the others still have some, and the bench something to send, which
    /// it does between two lines.
    fn wait_a_moment(&mut self) {
        sleep(Duration::from_millis(50));
        self.tell(json!({"wiggle": 1}));
    }

    // --- which order --------------------------------------------------------------------------

    /// Mostly one that the bench holds; sometimes one that others may hold, or have packed already
    /// without the master knowing it yet.
    fn next_order(&mut self) -> Option<String> {
        let held = held(self.dir);
        let held: Vec<&String> = held
            .iter()
            .filter(|order| self.sky.is_open(order))
            .collect();
        if !held.is_empty() && self.dice.percent(85) {
            return Some((*self.dice.one_of(&held)).clone());
        }
        if self.dice.percent(10) {
            return Some(self.dice.one_of(&self.sky.orders).clone());
        }
        let open = self.sky.open_orders();
        (!open.is_empty()).then(|| self.dice.one_of(&open).clone())
    }

    fn pack(&mut self, order: &str) {
        self.scan(order);
        if self.last["reason"] == "OrderHeld" && self.left.contains_key(order) {
            // It was put aside here.
            self.tell(json!({"command": "reopen", "order": order, "reason": "on with it"}));
        }
        let is_open = self.last["order"] == order
            && matches!(self.last["verdict"].as_str(), Some("accepted" | "asked"));
        if !is_open {
            self.turned_away(order);
            return;
        }
        let units = &self.shop.orders[order];
        self.left
            .entry(order.to_owned())
            .or_insert_with(|| units.clone());
        for _ in 0..PATIENCE {
            if self.sky.is_over() {
                return;
            }
            let reason = self.last["reason"].as_str().unwrap_or_default().to_owned();
            match reason.as_str() {
                "NotSignedIn" => self.sign_in(),
                // The first ones have not come down yet: the goods wait on the shelf for held orders.
                "NoTrackingNumbers" => return self.put_aside(),
                "CaptureNeeded" | "CaptureMissing" => self.capture(),
                "AnswerFirst" => self.choose(),
                _ if !self.last["options"].is_null() => self.choose(),
                _ => match self.last["step"].as_str().unwrap_or_default() {
                    "scanning" => self.scan_unit(order, &reason),
                    "packaging" => self.take_packaging(order),
                    "weighing" => self.weigh(),
                    "confirming" => self.confirm(order),
                    "closed" => return self.closed(order),
                    // Put aside: it is gone on with later.
                    _ => return,
                },
            }
        }
        self.cannot(order);
    }

    /// Why the order was not opened. What is packed already is not looked for again.
    fn turned_away(&mut self, order: &str) {
        let hold = self.last["say"]["en"].as_str().unwrap_or_default();
        let reason = self.last["reason"].as_str().unwrap_or("none");
        match reason {
            "NotSignedIn" => return self.sign_in(),
            "AlreadyPacked" => self.sky.closed(order),
            "OrderHeld" => {}
            _ => self.cannot(order),
        }
        let what = if reason == "OrderHeld" { hold } else { reason };
        let what = what.replace(order, "…");
        *self.shift.turned_away.entry(what).or_default() += 1;
        sleep(Duration::from_millis(30));
    }

    // --- the steps of an order ------------------------------------------------------------------

    fn scan_unit(&mut self, order: &str, reason: &str) {
        let left = &self.left[order];
        if reason == "ParcelFull" || left.is_empty() {
            self.tell(json!({"command": "next_parcel"}));
            if self.last["verdict"] != "accepted" {
                self.cannot(order);
            }
            return;
        }
        if self.dice.percent(8) {
            return self.blunder(order);
        }
        let at = self.dice.below(left.len());
        let code = self.shop.code(&left[at]).to_owned();
        self.scan(&code);
        if self.last["verdict"] == "accepted" || self.last["reason"] == "CaptureNeeded" {
            self.left.get_mut(order).unwrap().swap_remove(at);
        }
    }

    /// Something that goes wrong while units are scanned.
    fn blunder(&mut self, order: &str) {
        match self.dice.below(6) {
            0 | 1 => {
                let codes = self.shop.codes();
                let wrong = (*self.dice.one_of(&codes)).to_owned();
                self.scan(&wrong);
                // It was no wrong one after all.
                let sku = self.last["sku"].as_str().map(str::to_owned);
                if let (true, Some(sku)) = (self.last["verdict"] == "accepted", sku) {
                    self.forget(order, &sku);
                }
            }
            2 => self.scan("2999999999999"),
            3 => {
                self.tell(json!({"command": "undo"}));
                if let (true, Some(sku)) = (
                    self.last["verdict"] == "accepted",
                    self.last["sku"].as_str(),
                ) {
                    let sku = sku.to_owned();
                    self.left.get_mut(order).unwrap().push(sku);
                }
            }
            4 => self.tell(json!({"weigh_g": 400})),
            _ => self.tell(json!({"command": "hold", "reason": "the telephone rings"})),
        }
    }

    fn forget(&mut self, order: &str, sku: &str) {
        let left = self.left.get_mut(order).unwrap();
        if let Some(at) = left.iter().position(|waiting| waiting == sku) {
            left.swap_remove(at);
        }
    }

    fn take_packaging(&mut self, order: &str) {
        self.tell(json!({"command": "packaging"}));
        if self.last["verdict"] != "accepted" {
            self.cannot(order);
        }
    }

    fn weigh(&mut self) {
        let expected = self.last["expected_g"].as_i64().unwrap_or(500);
        let off = if self.dice.percent(5) { 900 } else { 0 };
        self.tell(json!({"weigh_g": expected + off}));
    }

    fn confirm(&mut self, order: &str) {
        if self.dice.percent(5) {
            let wrong = self.shop.codes()[0].to_owned();
            self.scan(&wrong);
        }
        self.scan(order);
    }

    fn capture(&mut self) {
        let serial = format!("SN-{}-{}", self.bench, self.events);
        self.tell(
            json!({"command": "capture", "serial": serial, "lot": "L1", "expiry": "2027-05-31"}),
        );
    }

    fn choose(&mut self) {
        self.tell(json!({"command": "choose", "option": 1}));
    }

    /// Packed; a few are opened once more, because the leaflet was forgotten.
    fn closed(&mut self, order: &str) {
        if self.dice.percent(4) {
            self.tell(json!({"command": "reopen", "order": order, "reason": "leaflet"}));
            if self.last["verdict"] == "accepted" {
                return self.pack_again(order);
            }
        }
        self.shift.closed += 1;
        self.sky.closed(order);
    }

    /// Closes an order again that was opened once more, with the same units in it.
    fn pack_again(&mut self, order: &str) {
        for _ in 0..PATIENCE {
            match self.last["step"].as_str().unwrap_or_default() {
                _ if !self.last["options"].is_null() => self.choose(),
                "scanning" => self.tell(json!({"command": "next_parcel"})),
                "packaging" => self.take_packaging(order),
                "weighing" => self.weigh(),
                "confirming" => self.scan(order),
                _ => break,
            }
        }
        if self.last["step"] != "closed" {
            self.cannot(order);
        }
        self.shift.closed += 1;
        self.sky.closed(order);
    }

    fn put_aside(&mut self) {
        self.tell(json!({"command": "hold", "reason": "waits"}));
    }

    /// The rules of a packer here do not get this order packed: then the test has to learn something.
    fn cannot(&self, order: &str) -> ! {
        panic!("bench {}: {order}: {}", self.bench, self.last)
    }

    // --- the bench --------------------------------------------------------------------------------

    fn sign_in(&mut self) {
        let (badge, pin) = &self.shop.packers[self.bench % self.shop.packers.len()];
        loop {
            self.tell(json!({"badge": badge, "pin": pin}));
            match self.last["reason"].as_str() {
                None => return,
                _ if self.sky.is_over() => return,
                // The workers have not come down yet: it is the bench's first morning.
                Some("UnknownBadge") => sleep(Duration::from_millis(100)),
                Some(_) => panic!("bench {}: {}", self.bench, self.last),
            }
        }
    }

    fn scan(&mut self, code: &str) {
        self.tell(json!({"scan": code}));
    }

    /// Sends an event until a bench has lived long enough to answer it.
    fn tell(&mut self, mut event: Value) {
        self.events += 1;
        event["id"] = json!(format!("{}-{}", self.bench, self.events));
        let event = event.to_string();
        let mut before = None;
        let answer = loop {
            self.run.send(&event);
            if self.sky.is_over() || !self.dice.percent(1) {
                if let Some(answer) = self.run.answer() {
                    break answer;
                }
                panic!("bench {} ended by itself at {event}", self.bench);
            }
            before = self.strike().pop().or(before);
            self.shift.sent_again += 1;
        };
        if let Some(before) = before {
            assert_eq!(answer, before, "bench {}, sent again: {event}", self.bench);
        }
        self.last = serde_json::from_str(&answer).unwrap();
    }

    /// Kills the bench at any moment and starts it again. Gives what it answered just before.
    fn strike(&mut self) -> Vec<String> {
        let moments = *self.dice.one_of(&[0, 1, 2, 5, 10, 30, 100]);
        sleep(Duration::from_micros(moments * 1_000 + moments * 37));
        let down = if self.dice.percent(15) { 3_000 } else { 10 };
        let mut answers = self.kill();
        sleep(Duration::from_millis(
            u64::try_from(self.dice.below(down)).unwrap(),
        ));
        self.run = ScriptRun::start_by_the_clock(self.dir);
        // Sometimes it does not even get to its first answer.
        while self.dice.percent(20) {
            let moment = self.dice.below(400);
            sleep(Duration::from_millis(u64::try_from(moment).unwrap()));
            answers.extend(self.kill());
            self.run = ScriptRun::start_by_the_clock(self.dir);
        }
        answers
    }

    fn kill(&mut self) -> Vec<String> {
        self.shift.kills += 1;
        self.run.kill_now()
    }
}

/// The orders that the bench holds and has not packed, looked up in its database from outside.
fn held(dir: &Path) -> Vec<String> {
    let file = dir.join("station.db");
    let Ok(store) = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY) else {
        return vec![];
    };
    let orders = || -> rusqlite::Result<Vec<String>> {
        store
            .prepare("SELECT order_no FROM claim WHERE stage < 2 AND lost = 0 ORDER BY order_no")?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    // A bench that is being started may hold the file for itself: then nothing is known for now.
    orders().unwrap_or_default()
}

//! A whole shift through the real program: every order of a warehouse, packed with mistakes on purpose.
//!
//! The driver knows the warehouse from its CSV files alone and keeps the true content of each box, so
//! that what the scale shows is physics, not what the program expects. `PAKOWNIA_TEST_DATA` names a
//! larger warehouse; `PAKOWNIA_NIGHTLY=1` packs all of its orders instead of the first 200.

mod shelves;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pakownia::domain::gs1::Sscc;
use serde_json::{Value, json};

use self::shelves::{Shelves, ShopOrder};
use crate::labels::referees::{rasterised, zbar};
use crate::support::dice::Dice;
use crate::support::process::{
    ScriptRun, doctor_on_journal, export, filled_bench, is_nightly, outcome, run, say, text,
    warehouse,
};

const SHIFT_BEGINS: &str = "2026-11-20T07:00:00Z";

/// Resolution of the common thermal label printer.
const LABEL_DPI: u32 = 203;

/// A mistake that a packer makes, one an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mistake {
    None,
    WrongItem,
    OneTooMany,
    NumberTooEarly,
    UnknownCode,
    ScannedTwice,
    ForgottenInTheBox,
    WrongNumberAtTheEnd,
    NotWeighed,
    Undone,
}

const MISTAKES: [Mistake; 10] = [
    Mistake::None,
    Mistake::WrongItem,
    Mistake::OneTooMany,
    Mistake::NumberTooEarly,
    Mistake::UnknownCode,
    Mistake::ScannedTwice,
    Mistake::ForgottenInTheBox,
    Mistake::WrongNumberAtTheEnd,
    Mistake::NotWeighed,
    Mistake::Undone,
];

/// How an order ended.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Shipped(Vec<String>),
    Held,
    CannotBeShipped,
}

/// The packer.
struct Packer<'a> {
    shelves: &'a Shelves,
    bench: ScriptRun,
    dice: Dice,
    /// Mistakes made and caught.
    caught: BTreeMap<Mistake, u32>,
    /// Mistakes that no scale can see, and that the bench said so.
    told: u32,
}

/// A verdict that keeps the parcel open.
fn is_stopped(answer: &Value) -> bool {
    answer["verdict"] == "refused" || answer["verdict"] == "blocked"
}

impl Packer<'_> {
    fn ask(&mut self, event: &Value) -> Value {
        let answer = self.bench.ask(&event.to_string());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{event} → {answer}: {error}"))
    }

    fn scan(&mut self, code: &str) -> Value {
        self.ask(&json!({ "scan": code }))
    }

    fn scan_unit(&mut self, sku: &str) -> Value {
        let code = self.shelves.unit_code[sku].clone();
        self.scan(&code)
    }

    fn caught(&mut self, mistake: Mistake, answer: &Value, reason: &str) {
        assert!(is_stopped(answer), "{mistake:?} went through: {answer}");
        assert_eq!(answer["reason"], reason, "{mistake:?}: {answer}");
        *self.caught.entry(mistake).or_default() += 1;
    }

    /// Packs one order from its number to its labels, with one mistake on the way.
    fn pack(&mut self, order: &ShopOrder, mistake: Mistake) -> End {
        let opened = self.scan(&order.number);
        if opened["reason"] == "OrderHeld" {
            assert_eq!(opened["verdict"], "blocked");
            assert_ne!(
                opened["order"],
                json!(order.number),
                "a held order was opened"
            );
            return End::Held;
        }
        assert_eq!(opened["verdict"], "accepted", "{} {opened}", order.number);
        assert_eq!(opened["of"], json!(order.units.len()), "{}", order.number);
        self.mistake_at_the_start(order, mistake);
        let mut waiting = order.units.clone();
        self.dice.shuffle(&mut waiting);
        let mut numbers = Vec::new();
        while !waiting.is_empty() {
            let (in_box, counted) = self.fill_parcel(order, &mut waiting, mistake);
            let is_last = waiting.is_empty();
            let Some(tracking) = self.close_parcel(order, in_box, &counted, is_last, mistake)
            else {
                let put_aside =
                    self.ask(&json!({"command": "hold", "reason": "no packaging carries it"}));
                assert_eq!(put_aside["verdict"], "accepted", "{put_aside}");
                return End::CannotBeShipped;
            };
            numbers.push(tracking);
        }
        End::Shipped(numbers)
    }

    fn mistake_at_the_start(&mut self, order: &ShopOrder, mistake: Mistake) {
        match mistake {
            Mistake::WrongItem => {
                let stranger = self.shelves.stranger(order, &mut self.dice);
                let answer = self.scan_unit(&stranger);
                self.caught(mistake, &answer, "NotOnPickList");
            }
            Mistake::NumberTooEarly => {
                let answer = self.scan(&order.number);
                self.caught(mistake, &answer, "UnitsMissing");
            }
            Mistake::UnknownCode => {
                let answer = self.scan("4006381333931");
                self.caught(mistake, &answer, "UnknownBarcode");
            }
            Mistake::Undone => {
                let first = self.scan_unit(&order.units[0]);
                assert_eq!(first["verdict"], "accepted", "{first}");
                let undone = self.ask(&json!({"command": "undo"}));
                assert_eq!(
                    (&undone["verdict"], &undone["done"]),
                    (&json!("accepted"), &json!(0)),
                    "{undone}"
                );
                *self.caught.entry(mistake).or_default() += 1;
            }
            _ => {}
        }
    }

    /// Scans units into the box until the bench asks for packaging. Gives what lies in the box and
    /// what the bench has counted.
    fn fill_parcel(
        &mut self,
        order: &ShopOrder,
        waiting: &mut Vec<String>,
        mistake: Mistake,
    ) -> (Vec<String>, Vec<String>) {
        let (mut in_box, mut counted): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let mut too_large: BTreeSet<String> = BTreeSet::new();
        loop {
            let Some(at) = waiting.iter().position(|sku| !too_large.contains(sku)) else {
                let cut = self.ask(&json!({"command": "next_parcel"}));
                assert_eq!(cut["step"], "packaging", "{cut}");
                return (in_box, counted);
            };
            let sku = waiting[at].clone();
            let same = waiting.iter().filter(|other| **other == sku).count();
            let case = self
                .shelves
                .case_code
                .get(&sku)
                .filter(|(_, units)| *units <= same)
                .cloned();
            let (code, units) = match case.filter(|_| self.dice.percent(50)) {
                Some((code, units)) => (code, units),
                None => (self.shelves.unit_code[&sku].clone(), 1),
            };
            let mut answer = self.scan(&code);
            let mut units = units;
            if answer["reason"] == "ParcelFull" && units > 1 {
                answer = self.scan_unit(&sku);
                units = 1;
            }
            if answer["reason"] == "ParcelFull" {
                too_large.insert(sku);
                continue;
            }
            assert_eq!(
                answer["verdict"], "accepted",
                "{} {sku}: {answer}",
                order.number
            );
            for _ in 0..units {
                let at = waiting.iter().position(|other| *other == sku).unwrap();
                waiting.remove(at);
                counted.push(sku.clone());
                in_box.push(sku.clone());
            }
            if mistake == Mistake::OneTooMany
                && !waiting.contains(&sku)
                && self.caught.get(&mistake).is_none_or(|_| waiting.is_empty())
            {
                let extra = self.scan_unit(&sku);
                self.caught(mistake, &extra, "OneTooMany");
            }
            if answer["step"] == "packaging" {
                return (in_box, counted);
            }
        }
    }

    /// From the last unit to the label. `None` when no packaging carries what is in the box.
    fn close_parcel(
        &mut self,
        order: &ShopOrder,
        mut in_box: Vec<String>,
        counted: &[String],
        is_last: bool,
        mistake: Mistake,
    ) -> Option<String> {
        if mistake == Mistake::NotWeighed {
            let answer = self.scan(&order.number);
            self.caught(mistake, &answer, "PackagingFirst");
        }
        let taken = self.take_packaging(order)?;
        let tare = self.shelves.tare[taken["packaging"].as_str().unwrap()];
        let expected = taken["expected_g"].as_i64().unwrap();
        assert_eq!(
            expected,
            self.shelves.net(counted) + tare,
            "{} expects another weight: {taken}",
            order.number
        );
        if mistake == Mistake::NotWeighed {
            let answer = self.scan(&order.number);
            self.caught(mistake, &answer, "WeighFirst");
        }
        // What was scanned twice lies in the box once; what was forgotten lies there and was not scanned.
        let wrong = match mistake {
            Mistake::ScannedTwice => in_box.pop(),
            Mistake::ForgottenInTheBox => {
                let stranger = self.shelves.stranger(order, &mut self.dice);
                in_box.push(stranger.clone());
                Some(stranger)
            }
            _ => None,
        };
        if let Some(wrong) = wrong
            && self.weight_tells(order, &in_box, &wrong, tare, &taken, mistake)
        {
            // Somebody looks into the box and puts it right.
            in_box = counted.to_vec();
        }
        let weighed = self.ask(&json!({"weigh_g": self.shelves.net(&in_box) + tare}));
        if weighed["reason"] == "TooHeavy" {
            return None;
        }
        assert_eq!(weighed["step"], "confirming", "{} {weighed}", order.number);
        if mistake == Mistake::WrongNumberAtTheEnd {
            let other = self
                .shelves
                .orders
                .iter()
                .find(|other| other.number != order.number)
                .unwrap();
            let answer = self.scan(&other.number);
            self.caught(mistake, &answer, "WrongOrderNumber");
        }
        let closed = self.scan(&order.number);
        assert_eq!(closed["verdict"], "accepted", "{} {closed}", order.number);
        assert_eq!(
            closed["step"],
            if is_last { "closed" } else { "scanning" },
            "{} {closed}",
            order.number
        );
        Some(closed["tracking"].as_str().unwrap().to_owned())
    }

    /// Puts the wrong box onto the scale. A unit heavier than the tolerance has to be caught; of a
    /// lighter one the bench has to say that the scale cannot tell it.
    fn weight_tells(
        &mut self,
        order: &ShopOrder,
        in_box: &[String],
        wrong: &str,
        tare: i64,
        taken: &Value,
        mistake: Mistake,
    ) -> bool {
        let weight = self.shelves.weight[wrong];
        let tolerance = taken["tolerance_g"].as_i64().unwrap();
        if weight <= tolerance {
            if mistake == Mistake::ScannedTwice {
                let named = taken["scale_cannot_tell"].as_array().unwrap();
                assert!(
                    named.contains(&json!(wrong)),
                    "{} does not name {wrong}: {taken}",
                    order.number
                );
                self.told += 1;
            }
            return true;
        }
        let answer = self.ask(&json!({"weigh_g": self.shelves.net(in_box) + tare}));
        let reason = if answer["reason"] == "TooHeavy" {
            "TooHeavy"
        } else {
            "WeightOff"
        };
        self.caught(mistake, &answer, reason);
        let refused = self.scan(&order.number);
        assert!(
            is_stopped(&refused),
            "closed with a wrong weight: {refused}"
        );
        true
    }

    fn take_packaging(&mut self, order: &ShopOrder) -> Option<Value> {
        let taken = self.ask(&json!({"command": "packaging"}));
        if taken["step"] == "weighing" {
            return Some(taken);
        }
        assert_eq!(
            taken["reason"], "PackagingFirst",
            "{} {taken}",
            order.number
        );
        let strongest = self.shelves.strongest.clone();
        let taken =
            self.ask(&json!({"command": "packaging", "code": strongest, "reason": "TooSmall"}));
        if ["PackagingTooWeak", "NotCarried"].contains(&taken["reason"].as_str().unwrap_or("")) {
            return None;
        }
        assert_eq!(taken["step"], "weighing", "{} {taken}", order.number);
        Some(taken)
    }
}

/// The label of each of these parcels, decoded by another program, says its number and its order.
fn labels_say_what_the_database_says(dir: &Path, parcels: &[Value]) {
    let folder = tempfile::tempdir().unwrap();
    for parcel in parcels {
        let (order, tracking) = (
            parcel["order"].as_str().unwrap(),
            parcel["tracking"].as_str().unwrap(),
        );
        let number = parcel["parcel"].to_string();
        let out = folder.path().join("label.pdf");
        let arguments = [
            "label",
            "--data-dir",
            text(dir),
            "--order",
            order,
            "--parcel",
            &number,
            "--format",
            "pdf",
            "--out",
            text(&out),
        ];
        run(&arguments);
        let bytes = fs::read(&out).unwrap();
        run(&arguments);
        assert_eq!(fs::read(&out).unwrap(), bytes, "a reprint has other bytes");
        let mut expected = vec![format!("00{tracking}"), order.to_owned()];
        expected.sort();
        assert_eq!(
            zbar(&rasterised(folder.path(), "label", &bytes, LABEL_DPI)),
            expected,
            "{order}"
        );
    }
}

#[test]
fn a_shift_full_of_mistakes_ships_only_what_was_ordered() {
    let folder = warehouse();
    let shelves = Shelves::walk(&folder);
    let count = if is_nightly() {
        shelves.orders.len()
    } else {
        shelves.orders.len().min(200)
    };
    say(&format!(
        "packs {count} of {} orders of {}",
        shelves.orders.len(),
        folder.display()
    ));
    let dir = filled_bench();
    let mut packer = Packer {
        shelves: &shelves,
        bench: ScriptRun::start(dir.path(), SHIFT_BEGINS),
        dice: Dice::new(42),
        caught: BTreeMap::new(),
        told: 0,
    };
    let signed_in = packer.ask(&json!({"badge": "W-001", "pin": "111111"}));
    assert_eq!(signed_in["verdict"], "accepted", "{signed_in}");
    let mut shipped: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut unshippable = Vec::new();
    // Mixed, so that the few held and heavy orders are among them.
    let mut order_of_work: Vec<usize> = (0..shelves.orders.len()).collect();
    Dice::new(7).shuffle(&mut order_of_work);
    for (turn, at) in order_of_work.into_iter().take(count).enumerate() {
        let order = &shelves.orders[at];
        let end = packer.pack(order, MISTAKES[turn % MISTAKES.len()]);
        assert_eq!(
            end == End::Held,
            order.is_held,
            "{} ended as {end:?}",
            order.number
        );
        match end {
            End::Shipped(numbers) => {
                shipped.insert(&order.number, numbers);
            }
            End::Held => {}
            End::CannotBeShipped => unshippable.push(order),
        }
    }
    let Packer {
        bench,
        caught,
        told,
        ..
    } = packer;
    bench.end();
    let several = shipped.values().filter(|numbers| numbers.len() > 1).count();
    say(&format!(
        "{} shipped ({several} in several parcels), {} no packaging carries; caught {caught:?}; \
         {told} double scans of units too light for the scale, each named",
        shipped.len(),
        unshippable.len(),
    ));
    for mistake in MISTAKES.iter().filter(|mistake| **mistake != Mistake::None) {
        assert!(
            caught.get(mistake).is_some_and(|count| *count > 0),
            "{mistake:?} was never made"
        );
    }
    assert!(several > 0, "no order went out in several parcels");
    what_is_kept_is_what_was_shipped(dir.path(), &shipped);
    let heaviest = |order: &&ShopOrder| order.units.iter().any(|sku| shelves.weight[sku] > 30_000);
    assert!(
        unshippable.iter().all(heaviest),
        "an order was given up that could be shipped"
    );
}

/// The database has the numbers that were answered, each once, each with its label.
fn what_is_kept_is_what_was_shipped(dir: &Path, shipped: &BTreeMap<&str, Vec<String>>) {
    let parcels = export(dir, "parcels");
    let mut kept: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for parcel in &parcels {
        let tracking = parcel["tracking"].as_str().unwrap();
        tracking.parse::<Sscc>().unwrap();
        kept.entry(parcel["order"].as_str().unwrap())
            .or_default()
            .push(tracking.to_owned());
    }
    for (order, numbers) in shipped {
        assert_eq!(kept.get(order), Some(numbers), "{order}");
    }
    let all: Vec<&String> = kept.values().flatten().collect();
    assert_eq!(
        all.iter().collect::<BTreeSet<_>>().len(),
        all.len(),
        "one number on two parcels"
    );
    let samples = if is_nightly() { 25 } else { 5 };
    let step = (parcels.len() / samples).max(1);
    let sampled: Vec<Value> = parcels
        .iter()
        .step_by(step)
        .take(samples)
        .cloned()
        .collect();
    labels_say_what_the_database_says(dir, &sampled);
    assert!(
        doctor_on_journal(dir).contains("chain whole"),
        "{}",
        doctor_on_journal(dir)
    );
    let nobody = outcome(&[
        "label",
        "--data-dir",
        text(dir),
        "--order",
        "NO-SUCH",
        "--out",
        "/dev/null",
    ]);
    assert!(
        !nobody.status.success(),
        "a label was made for an order that nobody knows"
    );
}

//! The figures counted in another way: from the facts as JSON, by sets and exact fractions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Warsaw;
use pakownia::domain::figures::Figure;
use pakownia::domain::figures::rows::Split;
use pakownia::domain::figures::sums::Rates;
use pakownia::domain::units::Minor;
use serde_json::Value;

use super::made_up::Told;

/// One fact as it is exported.
pub(super) struct Exported {
    station: String,
    number: u64,
    at: DateTime<Utc>,
    worker: String,
    fact: Value,
}

pub(super) fn exported(told: &Told) -> Exported {
    Exported {
        station: told.station.to_owned(),
        number: told.number,
        at: told.at,
        worker: told.worker.unwrap_or_default().to_owned(),
        fact: serde_json::to_value(&told.fact).unwrap(),
    }
}

impl Exported {
    fn kind(&self) -> &str {
        self.fact["fact"].as_str().unwrap()
    }

    fn text(&self, field: &str) -> String {
        self.fact[field].as_str().unwrap_or_default().to_owned()
    }

    fn parcel(&self) -> u64 {
        self.fact["parcel"].as_u64().unwrap_or_default()
    }

    fn time(&self, field: &str) -> Option<DateTime<Utc>> {
        self.fact["promise"][field].as_str()?.parse().ok()
    }

    /// Nothing that a packer does: labels, the door, questions.
    fn is_no_step(&self) -> bool {
        matches!(
            self.kind(),
            "LabelStored"
                | "LabelOwed"
                | "LabelReprinted"
                | "PrintJudged"
                | "ParcelHandedOver"
                | "ParcelTakenBack"
        )
    }
}

/// What is counted under one key.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Sheet {
    orders: i128,
    lines: i128,
    right: i128,
    complete: i128,
    steps: [i128; 4],
    parcels: i128,
    automatic: i128,
    failed: i128,
    effort: i128,
    cost: (i128, i128),
    handed: i128,
    due: [i128; 2],
    leads: [Vec<i128>; 3],
    blocked: i128,
    corrections: i128,
    hours: BTreeSet<(String, String)>,
}

fn price(packaging: &str) -> Option<i128> {
    match packaging {
        "KAR-S" => Some(101),
        "KAR-M" => Some(250),
        _ => None,
    }
}

const WAGE: i128 = 4_550;

pub(super) fn rates(days: u64, now: DateTime<Utc>) -> Rates {
    let priced = ["KAR-S", "KAR-M"].map(|code| {
        let price = i64::try_from(price(code).unwrap()).unwrap();
        (code.into(), Minor(price))
    });
    Rates {
        days,
        packagings: priced.into(),
        wage: Minor(i64::try_from(WAGE).unwrap()),
        now,
    }
}

/// Which keys a row has.
struct Keys {
    at: DateTime<Utc>,
    packer: String,
    service: String,
    packaging: String,
    station: String,
    products: BTreeSet<String>,
}

impl Keys {
    fn of(&self, split: Split) -> Vec<String> {
        match split {
            Split::Day => vec![self.at.with_timezone(&Warsaw).format("%F").to_string()],
            Split::Packer => vec![self.packer.clone()],
            Split::Service => vec![self.service.clone()],
            Split::Packaging => vec![self.packaging.clone()],
            Split::Bench => vec![self.station.clone()],
            Split::Product => self.products.iter().cloned().collect(),
        }
    }
}

pub(super) type Sheets = BTreeMap<String, Sheet>;

/// Counts everything under the keys of one split.
pub(super) struct Recount<'a> {
    split: Split,
    now: DateTime<Utc>,
    all: &'a [Exported],
    /// What happened at the door, by the number on the label.
    door: BTreeMap<String, Vec<&'a Exported>>,
    sheets: Sheets,
}

impl<'a> Recount<'a> {
    pub(super) fn of(all: &'a [Exported], split: Split, now: DateTime<Utc>) -> Sheets {
        let mut door: BTreeMap<String, Vec<&Exported>> = BTreeMap::new();
        for fact in all {
            if matches!(fact.kind(), "ParcelHandedOver" | "ParcelTakenBack") {
                door.entry(fact.text("tracking")).or_default().push(fact);
            }
        }
        let recount = Self {
            split,
            now,
            all,
            door,
            sheets: Sheets::new(),
        };
        recount.count()
    }

    fn count(mut self) -> Sheets {
        let mut works: BTreeMap<(String, String), Vec<&Exported>> = BTreeMap::new();
        for fact in self.all {
            let order = fact.text("order");
            if !order.is_empty() {
                works
                    .entry((fact.station.clone(), order))
                    .or_default()
                    .push(fact);
            }
        }
        for facts in works.values_mut() {
            facts.sort_by_key(|fact| fact.number);
            self.work(facts);
        }
        self.beside();
        self.sheets
    }

    fn put(&mut self, keys: &Keys, add: impl Fn(&mut Sheet)) {
        for key in keys.of(self.split) {
            add(self.sheets.entry(key).or_default());
        }
    }

    /// One order at one bench.
    fn work(&mut self, facts: &[&Exported]) {
        let steps = steps(facts);
        let opened: Vec<_> = facts
            .iter()
            .filter(|fact| fact.kind() == "OrderOpened")
            .collect();
        let service = opened.last().map(|fact| fact.text("service"));
        let first_closed = facts.iter().find(|fact| fact.kind() == "OrderClosed");
        let parcels: BTreeSet<u64> = facts
            .iter()
            .filter(|fact| fact.kind() == "ParcelClosed")
            .map(|fact| fact.parcel())
            .collect();
        let total: i128 = steps.iter().sum();
        for (at, parcel) in parcels.iter().enumerate() {
            let count = i128::try_from(parcels.len()).unwrap();
            let rest = if at == 0 { total % count } else { 0 };
            let service = service.clone().unwrap_or_default();
            self.parcel(facts, *parcel, (total / count + rest, service));
        }
        let Some(closed) = first_closed else { return };
        let mut packed: BTreeSet<u64> = BTreeSet::new();
        for fact in facts.iter().filter(|fact| fact.kind() == "UnitsPacked") {
            let takes = fact.fact["takes"].as_array().unwrap();
            packed.extend(takes.iter().map(|take| take["at"].as_u64().unwrap()));
        }
        let lines = opened[0].fact["lines"].as_array().unwrap();
        let sku = |at: &u64| {
            lines[usize::try_from(*at).unwrap()]["sku"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let keys = Keys {
            at: closed.at,
            packer: closed.worker.clone(),
            service: service.unwrap_or_default(),
            packaging: String::new(),
            station: closed.station.clone(),
            products: packed.iter().map(sku).collect(),
        };
        let refused = |kinds: &[&str]| {
            facts.iter().any(|fact| {
                let refusal = fact.fact["refusal"]["refusal"].as_str();
                refusal.is_some_and(|refusal| kinds.contains(&refusal))
            })
        };
        let right = !refused(&["NotOnPickList", "UnitsMissing"]);
        let measured = lines
            .iter()
            .all(|line| line["size"].to_string().split(',').all(is_known));
        let complete = measured && !refused(&["LabelImpossible"]);
        self.put(&keys, |sheet| {
            sheet.orders += 1;
            sheet.lines += i128::try_from(packed.len()).unwrap();
            sheet.right += i128::from(right);
            sheet.complete += i128::from(complete);
            for (sum, step) in sheet.steps.iter_mut().zip(steps) {
                *sum += step;
            }
        });
    }

    fn parcel(&mut self, facts: &[&Exported], number: u64, (effort, service): (i128, String)) {
        let closings: Vec<&&Exported> = facts
            .iter()
            .filter(|fact| fact.kind() == "ParcelClosed" && fact.parcel() == number)
            .collect();
        let (first, last) = (closings[0], closings[closings.len() - 1]);
        let reopened = facts
            .iter()
            .rposition(|fact| fact.kind() == "OrderReopened");
        let newest = facts
            .iter()
            .filter(|fact| fact.kind() == "ParcelClosed")
            .map(|fact| fact.parcel())
            .max();
        // The last parcel of a closed order is open again.
        let is_open =
            reopened.is_some_and(|at| newest == Some(number) && facts[at].number > last.number);
        let packed_at = (!is_open).then_some(last.at);
        let tracking = last.text("tracking");
        let mut door = self.door.get(&tracking).cloned().unwrap_or_default();
        door.sort_by_key(|fact| (fact.at, fact.station.clone(), fact.number));
        let handed = door
            .last()
            .filter(|fact| fact.kind() == "ParcelHandedOver")
            .map(|fact| fact.at);
        let opened = facts
            .iter()
            .rev()
            .find(|fact| fact.kind() == "OrderOpened" && fact.number < last.number);
        let paid = opened.and_then(|fact| fact.time("paid_at"));
        let lorry = opened.and_then(|fact| fact.time("leaves_by"));
        let of_label = |fact: &&&Exported| fact.parcel() == number;
        let failed = facts.iter().filter(of_label).any(|fact| {
            matches!(fact.kind(), "LabelOwed" | "LabelReprinted")
                || (fact.text("paper") == "Label" && fact.text("found") == "NotPrinted")
        });
        let judged = |fact: &&Exported| fact.text("paper") == "Label";
        let by_hand = failed || facts.iter().filter(of_label).any(judged);
        let products = last.fact["contents"].as_array().unwrap().iter();
        let keys = Keys {
            at: first.at,
            packer: first.worker.clone(),
            service,
            packaging: last.text("packaging"),
            station: first.station.clone(),
            products: products
                .map(|packed| packed["sku"].as_str().unwrap().to_owned())
                .collect(),
        };
        let now = self.now;
        let price = price(&keys.packaging);
        self.put(&keys, |sheet| {
            sheet.parcels += 1;
            sheet.failed += i128::from(failed);
            sheet.automatic += i128::from(!by_hand);
            sheet.effort += effort;
            if let Some(price) = price {
                sheet.cost.0 += price;
                sheet.cost.1 += 1;
            }
            sheet.handed += i128::from(handed.is_some());
            if let Some(lorry) = lorry
                && (handed.is_some() || lorry < now)
            {
                sheet.due[0] += 1;
                sheet.due[1] += i128::from(handed.is_some_and(|at| at <= lorry));
            }
            for (times, (from, to)) in
                sheet
                    .leads
                    .iter_mut()
                    .zip([(paid, packed_at), (paid, handed), (packed_at, handed)])
            {
                if let (Some(from), Some(to)) = (from, to) {
                    times.push(i128::from((to - from).num_milliseconds().max(0)));
                }
            }
        });
    }

    fn beside(&mut self) {
        let mut blocked: BTreeMap<(String, String), &Exported> = BTreeMap::new();
        for fact in self.all {
            let keys = Keys {
                at: fact.at,
                packer: String::new(),
                service: String::new(),
                packaging: String::new(),
                station: fact.station.clone(),
                products: BTreeSet::new(),
            };
            if fact.kind() == "ProductMeasured" {
                let sku = fact.fact["measured"]["sku"].as_str().unwrap().to_owned();
                let keys = Keys {
                    products: [sku].into(),
                    ..keys
                };
                self.put(&keys, |sheet| sheet.corrections += 1);
            }
            let hold = fact.fact["refusal"]["hold"]["hold"].as_str().unwrap_or("");
            let order = if matches!(hold, "NoStreet" | "NoLocker") {
                fact.fact["refusal"]["order"].as_str().unwrap().to_owned()
            } else if fact.fact["refusal"]["refusal"] == "LabelImpossible" {
                fact.text("order")
            } else {
                continue;
            };
            let first = blocked.entry((fact.station.clone(), order)).or_insert(fact);
            if (fact.at, fact.number) < (first.at, first.number) {
                *first = fact;
            }
        }
        for fact in blocked.into_values() {
            let keys = Keys {
                at: fact.at,
                packer: String::new(),
                service: String::new(),
                packaging: String::new(),
                station: fact.station.clone(),
                products: BTreeSet::new(),
            };
            self.put(&keys, |sheet| sheet.blocked += 1);
        }
        for fact in self.all.iter().filter(|fact| !fact.worker.is_empty()) {
            let local = fact.at.with_timezone(&Warsaw);
            let (key, whose) = match self.split {
                Split::Day => (local.format("%F").to_string(), &fact.station),
                Split::Bench => (fact.station.clone(), &fact.station),
                Split::Packer => (fact.worker.clone(), &fact.worker),
                _ => continue,
            };
            let hour = (whose.clone(), local.format("%F %H").to_string());
            self.sheets.entry(key).or_default().hours.insert(hour);
        }
    }
}

fn is_known(side: &str) -> bool {
    let digits: String = side.chars().filter(char::is_ascii_digit).collect();
    digits != "0"
}

/// Milliseconds of scanning, packaging, weighing and confirming.
fn steps(facts: &[&Exported]) -> [i128; 4] {
    let mut spent = [0; 4];
    // Where the order stands: none while it is closed or put aside.
    let mut step: Option<usize> = None;
    let mut before: Option<DateTime<Utc>> = None;
    let (mut ordered, mut packed) = (0_u64, 0_u64);
    for fact in facts.iter().filter(|fact| !fact.is_no_step()) {
        if let (Some(step), Some(before)) = (step, before) {
            let pause = fact.at - before;
            if pause >= TimeDelta::zero() && pause <= TimeDelta::minutes(10) {
                spent[step] += i128::from(pause.num_milliseconds());
            }
        }
        before = Some(fact.at);
        let open = if packed == ordered { Some(1) } else { Some(0) };
        step = match fact.kind() {
            "OrderOpened" => {
                let lines = fact.fact["lines"].as_array().unwrap().iter();
                ordered = lines.map(|line| line["ordered"].as_u64().unwrap()).sum();
                packed = 0;
                Some(0)
            }
            "UnitsPacked" => {
                packed += 1;
                if packed == ordered { Some(1) } else { Some(0) }
            }
            "ParcelCut" => Some(1),
            "Weighed" if fact.fact["accepted"] == true => Some(3),
            "PackagingTaken" | "Weighed" => Some(2),
            "ParcelClosed" if packed < ordered => Some(0),
            "OrderReopened" | "OrderResumed" => open,
            "OrderClosed" | "OrderPutAside" => None,
            _ => step,
        };
    }
    spent
}

fn half_up(part: i128, whole: i128) -> Option<i64> {
    (whole > 0).then(|| i64::try_from((2 * part + whole).div_euclid(2 * whole)).unwrap())
}

fn median(times: &[i128]) -> Option<i64> {
    let mut minutes: Vec<i128> = times
        .iter()
        .map(|time| i128::from(half_up(*time, 60_000).unwrap()))
        .collect();
    minutes.sort_unstable();
    let count = minutes.len();
    let middle = minutes.get(count.checked_sub(1)? / 2)? + minutes.get(count / 2)?;
    half_up(middle, 2)
}

impl Sheet {
    /// The figure, the mean beside it, and out of how many.
    pub(super) fn figure(&self, figure: Figure, days: i128) -> Option<(i64, Option<i64>, i128)> {
        let count = i128::try_from(self.hours.len()).unwrap();
        let lead = |at: usize| {
            let times = &self.leads[at];
            let cases = i128::try_from(times.len()).unwrap();
            let mean = half_up(times.iter().sum(), 60_000 * cases);
            Some((median(times)?, mean, cases))
        };
        let plain = |number: Option<i64>, cases: i128| Some((number?, None, cases));
        let step = |sum: i128| plain(half_up(sum, 1_000 * self.orders), self.orders);
        match figure {
            Figure::OrdersPerHour => plain(half_up(10 * self.orders, count), self.orders),
            Figure::LinesPerHour => plain(half_up(10 * self.lines, count), self.orders),
            Figure::FirstPass => plain(half_up(1_000 * self.right, self.orders), self.orders),
            Figure::CompleteData => plain(half_up(1_000 * self.complete, self.orders), self.orders),
            Figure::OnTime if self.handed == 0 => None,
            Figure::OnTime => plain(half_up(1_000 * self.due[1], self.due[0]), self.due[0]),
            Figure::LabelsAutomatic => {
                plain(half_up(1_000 * self.automatic, self.parcels), self.parcels)
            }
            Figure::FailedLabels => {
                plain(half_up(10_000 * self.failed, self.parcels), self.parcels)
            }
            Figure::Blocked => plain(half_up(10_000 * self.blocked, self.orders), self.orders),
            Figure::Corrections => plain(half_up(300 * self.corrections, days), self.corrections),
            Figure::PackingCost => {
                let boxes = half_up(self.cost.0, self.cost.1)?;
                let work = half_up(self.effort * WAGE, 3_600_000 * self.parcels)?;
                plain(Some(boxes + work), self.cost.1)
            }
            Figure::PaidToPacked => lead(0),
            Figure::PaidToHandedOver => lead(1),
            Figure::PackedToHandedOver => lead(2),
            Figure::Handling => step(self.steps.iter().sum()),
            Figure::Scanning => step(self.steps[0]),
            Figure::Packaging => step(self.steps[1]),
            Figure::Weighing => step(self.steps[2]),
            Figure::Confirming => step(self.steps[3]),
        }
    }
}

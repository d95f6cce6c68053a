//! A year of ten benches, fact by fact, with causes planted in it.
//!
//! What one bench does goes into its own journal, scan by scan; what the other nine do comes as the master tells it.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::super::warehouse::{BADGE, Warehouse, code_of, location_of, product, sku};
use super::{BAD_BIN, CARELESS, CONFUSED, Chance, DAYS, DRIFT, PRODUCTS, WRONG_WEIGHTS};
use crate::cli::Failure;
use crate::domain::all_benches::{FactCursor, FactName, FactPage, ToldFact};
use crate::domain::ids::{Badge, OrderNo, StationId};
use crate::domain::session::fact::{Fact, OpenedBy, PackedUnits, Promise, Proof};
use crate::domain::session::message::Refusal;
use crate::domain::session::{OpenedLine, Take};
use crate::domain::stats::weights::{Content, Rules};
use crate::domain::tariff::Way;
use crate::domain::units::Grams;
use crate::domain::worker::{Language, Role};
use crate::store::{Commit, Store};

/// Benches, the lead's own first.
const BENCHES: u32 = 10;

/// People who pack.
const PACKERS: u32 = 14;

/// Lines of which one is picked wrong where nothing is planted.
///
/// Source: Intermec's survey of 250 managers: two thirds of the sites have less than one per cent.
const ERRS_ONCE_IN: u32 = 400;

const SERVICES: [&str; 4] = [
    "dpd_courier",
    "inpost_locker",
    "inpost_courier",
    "poczta_48",
];
const BOXES: [(&str, i64); 3] = [("KAR-S", 120), ("KAR-M", 220), ("KAR-L", 380)];

/// Packs the year: so many orders a day, all benches together. Answers how many facts that are.
pub(super) fn live(warehouse: &Warehouse, first: NaiveDate, orders: u32) -> Result<u64, Failure> {
    let mut store = Store::open(warehouse.dir())?;
    let mut year = Year {
        dice: Chance::new(1),
        numbers: vec![0; usize::try_from(BENCHES)?],
        facts: 0,
    };
    let each = (orders / BENCHES).max(1);
    for day in 0..DAYS {
        let begin = (first + Days::new(day)).and_time(NaiveTime::MIN).and_utc();
        let begin = begin + TimeDelta::hours(5);
        for bench in 0..BENCHES {
            let shift = year.shift(&Shift {
                bench,
                day,
                begin,
                orders: each,
            });
            year.facts += shift
                .iter()
                .map(|(_, facts)| facts.len() as u64)
                .sum::<u64>();
            if bench == 0 {
                for (at, facts) in &shift {
                    store.commit(&Commit {
                        at: *at,
                        worker: Some(BADGE.into()),
                        facts,
                        ..Commit::default()
                    })?;
                }
            } else {
                store.take_facts(&year.told(bench, day, shift)?)?;
            }
        }
    }
    Ok(year.facts)
}

/// What one bench does on one day.
struct Shift {
    bench: u32,
    day: u64,
    begin: DateTime<Utc>,
    orders: u32,
}

/// The facts of one moment.
type Moment = (DateTime<Utc>, Vec<Fact>);

struct Year {
    dice: Chance,
    /// The last number in each bench's journal.
    numbers: Vec<u64>,
    facts: u64,
}

impl Year {
    fn shift(&mut self, shift: &Shift) -> Vec<Moment> {
        let lists: Vec<OrderNo> = (0..shift.orders)
            .map(|at| OrderNo(format!("Y-{:03}-{}-{at:03}", shift.day, shift.bench)))
            .collect();
        let handed_out = Fact::PickListHandedOut {
            orders: lists.clone(),
            picker: Some(Badge(format!(
                "W-{}",
                100 + (shift.day + u64::from(shift.bench)) % 7
            ))),
            wave: Some(shift.begin.date_naive().to_string()),
            positions: Vec::new(),
        };
        let signed_in = Fact::SignedIn {
            worker: packer(shift.bench, shift.day),
            role: Role::Packer,
            language: Language::Pl,
        };
        let mut moments = vec![(shift.begin, vec![handed_out, signed_in])];
        let mut handed_over = Vec::new();
        for (at, order) in (0..).zip(lists) {
            // Ten hours of work.
            let minutes = i64::from(at) * 600 / i64::from(shift.orders);
            let now = shift.begin + TimeDelta::minutes(minutes);
            let mut packed = Packing {
                dice: &mut self.dice,
                shift,
                order,
                now,
            };
            moments.append(&mut packed.facts());
            handed_over.push(packed.handed_over());
        }
        // The parcels go onto the carrier's list in the evening.
        moments.push((shift.begin + TimeDelta::minutes(10 * 60 + 30), handed_over));
        moments
    }

    /// The same as the master tells it.
    fn told(&mut self, bench: u32, day: u64, shift: Vec<Moment>) -> Result<FactPage, Failure> {
        let number = self
            .numbers
            .get_mut(usize::try_from(bench)?)
            .ok_or("there is no such bench")?;
        let station = StationId(format!("bench-{bench}"));
        let mut facts = Vec::new();
        for (at, fact) in shift
            .into_iter()
            .flat_map(|(at, facts)| facts.into_iter().map(move |fact| (at, fact)))
        {
            *number += 1;
            facts.push(ToldFact {
                name: FactName {
                    station: station.clone(),
                    epoch: 1,
                    number: *number,
                },
                at,
                worker: Some(packer(bench, day)),
                fence: 0,
                kind: fact.kind().to_owned(),
                order: fact.order().cloned(),
                body: serde_json::to_string(&fact)?,
                hash: vec![0; 32],
            });
        }
        Ok(FactPage {
            cursor: FactCursor {
                ledger: "year".to_owned(),
                taken_by: 1,
                after: facts.last().map(|last| last.name.clone()),
            },
            facts,
            more: true,
            benches: vec![],
            at: DateTime::UNIX_EPOCH,
        })
    }
}

/// Who stands there that day.
fn packer(bench: u32, day: u64) -> Badge {
    let place = u64::from(bench) * 3 + day;
    Badge(format!("W-{:03}", 1 + place % u64::from(PACKERS)))
}

/// One order being packed.
struct Packing<'a> {
    dice: &'a mut Chance,
    shift: &'a Shift,
    order: OrderNo,
    now: DateTime<Utc>,
}

impl Packing<'_> {
    /// All that happens to it, with what went wrong at picking.
    fn facts(&mut self) -> Vec<Moment> {
        let count = 1 + self.dice.below(4);
        let mut products: Vec<u32> = Vec::new();
        while products.len() < usize::try_from(count).unwrap_or(1) {
            let product = self.dice.product();
            if !products.contains(&product) {
                products.push(product);
            }
        }
        let opened = self.opened(&products);
        let mut scans = self.scans(&products);
        let (packaging, tare) = *self.dice.one_of(&BOXES);
        let gross = self.gross(&products, tare);
        let taken = self.packaging_taken(packaging, tare, gross);
        let weighed = self.weighed(&products, (packaging, tare), gross);
        let closed = self.closed(&products, packaging, gross);
        let mut facts = vec![opened];
        facts.append(&mut scans);
        let begun = self.now + TimeDelta::seconds(12 * i64::from(count));
        vec![
            (self.now, facts),
            (begun + TimeDelta::seconds(6), taken),
            (begun + TimeDelta::seconds(11), weighed),
            (begun + TimeDelta::seconds(15), closed),
        ]
    }

    fn opened(&mut self, products: &[u32]) -> Fact {
        let lines = (1..).zip(products).map(|(line, at)| opened_line(line, *at));
        let paid_at = self.now - TimeDelta::minutes(30 + i64::from(self.dice.below(900)));
        let evening = self.shift.begin + TimeDelta::hours(11);
        Fact::OrderOpened {
            order: self.order.clone(),
            revision: 0,
            lines: lines.collect(),
            way: Way {
                service: (*self.dice.one_of(&SERVICES)).to_owned(),
                ..Way::default()
            },
            planned_parcels: 1,
            documents: Vec::new(),
            opened: OpenedBy::Number,
            promise: Some(Promise {
                paid_at,
                leaves_by: Some(evening),
            }),
            verification: None,
        }
    }

    /// What was picked wrong is fetched after the rest.
    fn scans(&mut self, products: &[u32]) -> Vec<Fact> {
        let mut facts = Vec::new();
        let (mut at_once, mut fetched) = (Vec::new(), Vec::new());
        for (line, wanted) in products.iter().enumerate() {
            match self.wrong_for(*wanted) {
                Some(wrong) => {
                    facts.push(self.refused(wrong));
                    fetched.push((line, *wanted));
                }
                None => at_once.push((line, *wanted)),
            }
        }
        at_once.append(&mut fetched);
        facts.extend(at_once.into_iter().map(|(line, at)| self.packed(line, at)));
        facts
    }

    /// The product that was picked instead, if one was.
    fn wrong_for(&mut self, wanted: u32) -> Option<u32> {
        use chrono::Timelike as _;
        if wanted == CONFUSED.0 && self.dice.hits(CONFUSED.2) {
            return Some(CONFUSED.1);
        }
        if wanted == BAD_BIN.0 && self.dice.hits(BAD_BIN.1) {
            return Some(self.dice.below(PRODUCTS));
        }
        let times = if self.now.hour() == CARELESS.0 {
            CARELESS.1
        } else {
            1
        };
        let wrong = self.dice.hits(ERRS_ONCE_IN / times);
        wrong
            .then(|| self.dice.below(PRODUCTS))
            .filter(|wrong| *wrong != wanted)
    }

    fn refused(&self, at: u32) -> Fact {
        Fact::Refused {
            order: Some(self.order.clone()),
            sku: Some(sku(at)),
            code: Some(code_of(at)),
            refusal: Refusal::NotOnPickList { sku: sku(at) },
        }
    }

    fn packed(&self, line: usize, at: u32) -> Fact {
        Fact::UnitsPacked {
            order: self.order.clone(),
            parcel: 1,
            sku: sku(at),
            takes: vec![Take {
                at: line,
                units: 1,
                location: Some(location_of(at)),
                unit_weight: product(at).weight,
            }],
            proof: Proof::Scanned { code: code_of(at) },
        }
    }

    /// What the scale shows, to 5 g: units differ by some grams, the tape too, and a planted fault is in it.
    fn gross(&mut self, products: &[u32], tare: i64) -> Grams {
        let mut gross = tare + 4 + i64::from(self.dice.below(5));
        for at in products {
            let listed = product(*at).weight.0;
            let is_wrong = WRONG_WEIGHTS.contains(at);
            let truth = if is_wrong { listed * 13 / 10 } else { listed };
            gross += truth - 1 + i64::from(self.dice.below(3));
        }
        if self.shift.bench == 0 && self.shift.day >= DRIFT.0 {
            gross += DRIFT.1;
        }
        Grams((gross + 2) / 5 * 5)
    }

    fn packaging_taken(&self, packaging: &str, tare: i64, gross: Grams) -> Vec<Fact> {
        let (order, parcel) = (self.order.clone(), 1);
        let taken = Fact::PackagingTaken {
            order: order.clone(),
            parcel,
            packaging: packaging.into(),
            suggested: Some(packaging.into()),
            reason: None,
            tare: Grams(tare),
            max_gross: Grams(20_000),
            expected: gross,
            tolerance: Grams(40),
            lessons: None,
        };
        vec![Fact::ParcelCut { order, parcel }, taken]
    }

    /// The lead's own bench learns from it.
    fn weighed(&self, products: &[u32], (packaging, tare): (&str, i64), gross: Grams) -> Vec<Fact> {
        let mut facts = vec![Fact::Weighed {
            order: self.order.clone(),
            parcel: 1,
            gross,
            typed: false,
            accepted: true,
        }];
        if self.shift.bench == 0 {
            let contents = products.iter().map(|at| Content {
                sku: sku(*at),
                catalogue: product(*at).weight,
                units: 1,
            });
            facts.push(Fact::WeightTaught {
                order: self.order.clone(),
                parcel: 1,
                contents: contents.collect(),
                packaging: packaging.into(),
                tare: Grams(tare),
                gross,
                typed: false,
                // Such a parcel is stopped, and a lead finds that everything is in it.
                confirmed: products.iter().any(|at| WRONG_WEIGHTS.contains(at)),
                rules: Rules::of(&crate::domain::settings::Settings::default()),
            });
        }
        facts
    }

    fn closed(&self, products: &[u32], packaging: &str, gross: Grams) -> Vec<Fact> {
        let contents = products.iter().map(|at| PackedUnits {
            sku: sku(*at),
            units: 1,
            location: Some(location_of(*at)),
        });
        let closed = Fact::ParcelClosed {
            order: self.order.clone(),
            parcel: 1,
            packaging: packaging.into(),
            gross,
            tracking: self.order.as_str().into(),
            serial: None,
            label_revision: 1,
            contents: contents.collect(),
            ruling: None,
        };
        let stored = Fact::LabelStored {
            order: self.order.clone(),
            parcel: 1,
            revision: 1,
            commitment: "00".to_owned(),
        };
        let done = Fact::OrderClosed {
            order: self.order.clone(),
            parcels: 1,
        };
        vec![closed, stored, done]
    }

    fn handed_over(&self) -> Fact {
        Fact::ParcelHandedOver {
            manifest: format!("M-{}", self.shift.day),
            tracking: self.order.as_str().into(),
            order: Some(self.order.clone()),
            parcel: Some(1),
        }
    }
}

fn opened_line(line: u32, at: u32) -> OpenedLine {
    let product = product(at);
    OpenedLine {
        line,
        sku: product.sku,
        kit: None,
        ordered: 1,
        unit_weight: product.weight,
        size: product.size,
        location: Some(location_of(at)),
        tracking: product.tracking,
        handling: product.handling,
    }
}

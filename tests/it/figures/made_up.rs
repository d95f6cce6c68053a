//! Facts of several benches as they might be: right and wrong orders, opened again, printed again, handed over, by
//! clocks that jump.

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::catalog::{Measured, Measures, TrackingNeeds};
use pakownia::domain::gate::Hold;
use pakownia::domain::handling::Handling;
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::label_debt::DebtReason;
use pakownia::domain::printing::{PaperKind, PrintFound};
use pakownia::domain::session::fact::{Fact, OpenedBy, PackedUnits, Promise, Proof};
use pakownia::domain::session::message::Refusal;
use pakownia::domain::session::{OpenedLine, Take};
use pakownia::domain::tariff::Way;
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::domain::worker::{Language, Role};

use crate::support::dice::Dice;

/// A fact with its bench, its place in that bench's journal, its time and who was signed in.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) station: &'static str,
    pub(super) number: u64,
    pub(super) at: DateTime<Utc>,
    pub(super) worker: Option<&'static str>,
    pub(super) fact: Fact,
}

pub(super) const BENCHES: [&str; 3] = ["bench-1", "bench-2", "bench-3"];
const WORKERS: [&str; 3] = ["W-001", "W-002", "W-003"];
const BOXES: [&str; 3] = ["KAR-S", "KAR-M", "OWN-CARTON"];
const SERVICES: [&str; 3] = ["dpd_courier", "inpost_locker", ""];
const PRODUCTS: [&str; 4] = ["MUG-01", "MUG-02", "TEA-01", "CUP-07"];

/// One bench at work.
struct Bench<'a> {
    station: &'static str,
    now: DateTime<Utc>,
    worker: Option<&'static str>,
    told: Vec<Told>,
    dice: &'a mut Dice,
}

/// What several benches did with so many orders each.
pub(super) fn shift(dice: &mut Dice, orders: usize) -> Vec<Told> {
    let begin: DateTime<Utc> = "2026-10-24T05:50:00Z".parse().unwrap();
    let mut all: Vec<Told> = Vec::new();
    for station in BENCHES {
        let mut bench = Bench {
            station,
            now: begin + TimeDelta::minutes(minutes(dice, 600)),
            worker: Some(WORKERS[0]),
            told: vec![],
            dice: &mut *dice,
        };
        for order in 0..orders {
            bench.anything_else(order);
            bench.order(order);
        }
        all.append(&mut bench.told);
    }
    all
}

fn minutes(dice: &mut Dice, most: usize) -> i64 {
    i64::try_from(dice.below(most)).unwrap()
}

fn tracking(station: &str, order: usize, parcel: u32) -> String {
    format!("{station}-{order}-{parcel}")
}

impl Bench<'_> {
    fn happens(&mut self, one_in: usize) -> bool {
        self.dice.below(one_in) == 0
    }

    /// Seconds most often, sometimes a pause, seldom the clock set back.
    fn say(&mut self, fact: Fact) {
        let millis = match self.dice.below(40) {
            0 => minutes(self.dice, 200) * 60_000,
            1 => -minutes(self.dice, 90) * 1_000,
            _ => minutes(self.dice, 45_000),
        };
        self.now += TimeDelta::milliseconds(millis);
        self.told.push(Told {
            station: self.station,
            number: self.told.len() as u64 + 1,
            at: self.now,
            worker: self.worker,
            fact,
        });
    }

    fn anything_else(&mut self, order: usize) {
        if self.happens(6) {
            self.worker = if self.happens(8) {
                None
            } else {
                Some(*self.dice.one_of(&WORKERS))
            };
            self.say(Fact::SignedIn {
                worker: self.worker.unwrap_or("W-009").into(),
                role: Role::Packer,
                language: Language::Pl,
            });
        }
        if self.happens(12) {
            self.now += TimeDelta::hours(9);
        }
        if self.happens(9) {
            let holds = [
                Hold::NoStreet,
                Hold::Unpaid,
                Hold::NoLocker,
                Hold::TakenElsewhere,
            ];
            let hold = self.dice.one_of(&holds).clone();
            // The same order again and again, here and at other benches.
            let held = OrderNo(format!("HELD-{}", order / 7));
            self.say(Fact::Refused {
                order: None,
                sku: None,
                code: None,
                refusal: Refusal::OrderHeld { order: held, hold },
            });
        }
        if self.happens(15) {
            let sku: Sku = (*self.dice.one_of(&PRODUCTS)).into();
            let known = Measures {
                size: SizeMm::new(10, 10, 10),
                weight: Grams(100),
            };
            let measured = Fact::ProductMeasured {
                measured: Measured {
                    sku,
                    old: known,
                    new: known,
                },
            };
            self.say(measured);
        }
    }

    fn line(&mut self, line: u32) -> OpenedLine {
        let size = if self.happens(30) { 0 } else { 80 };
        OpenedLine {
            line,
            sku: (*self.dice.one_of(&PRODUCTS)).into(),
            kit: None,
            ordered: 1 + u32::try_from(self.dice.below(3)).unwrap(),
            unit_weight: Grams(350),
            size: SizeMm::new(100, 100, size),
            location: None,
            tracking: TrackingNeeds::default(),
            handling: Handling::default(),
        }
    }

    fn promise(&mut self) -> Option<Promise> {
        if self.happens(8) {
            return None;
        }
        let paid_at = self.now - TimeDelta::minutes(minutes(self.dice, 3_000) - 60);
        let lorry = paid_at + TimeDelta::minutes(minutes(self.dice, 2_900));
        Some(Promise {
            paid_at,
            leaves_by: (!self.happens(9)).then_some(lorry),
        })
    }

    /// An order from its number to its parcels, and what becomes of them.
    fn order(&mut self, number: usize) {
        // Some orders are packed at two benches: they were opened again elsewhere.
        let order = if number.is_multiple_of(9) {
            OrderNo(format!("BOTH-{number}"))
        } else {
            OrderNo(format!("{}-{number}", self.station))
        };
        let count = 1 + u32::try_from(self.dice.below(3)).unwrap();
        let lines: Vec<OpenedLine> = (1..=count).map(|line| self.line(line)).collect();
        let promise = self.promise();
        let opened = Fact::OrderOpened {
            order: order.clone(),
            revision: 1,
            lines: lines.clone(),
            way: Way {
                service: (*self.dice.one_of(&SERVICES)).to_owned(),
                ..Way::default()
            },
            planned_parcels: 1,
            documents: vec![],
            opened: OpenedBy::Number,
            promise,
            verification: None,
        };
        self.say(opened);
        let parcels = if lines.len() > 1 && self.happens(4) {
            2
        } else {
            1
        };
        let split = if parcels == 2 { 1 } else { lines.len() };
        let (first, second) = lines.split_at(split);
        self.parcel((&order, number, 1), first, 0);
        if parcels == 2 {
            self.parcel((&order, number, 2), second, split);
        }
        if self.happens(25) {
            // Not finished when the journal ends.
            return;
        }
        self.say(Fact::OrderClosed {
            order: order.clone(),
            parcels,
        });
        self.afterwards(&order, number, parcels);
    }

    fn parcel(
        &mut self,
        (order, number, parcel): (&OrderNo, usize, u32),
        lines: &[OpenedLine],
        from: usize,
    ) {
        for (at, line) in lines.iter().enumerate() {
            if self.happens(8) {
                let refusal = if self.happens(3) {
                    Refusal::NothingToUndo
                } else {
                    Refusal::NotOnPickList {
                        sku: "CUP-07".into(),
                    }
                };
                self.refuse(order, refusal);
            }
            for _unit in 0..line.ordered {
                self.say(Fact::UnitsPacked {
                    order: order.clone(),
                    parcel,
                    sku: line.sku.clone(),
                    takes: vec![Take {
                        at: from + at,
                        units: 1,
                        location: None,
                        unit_weight: line.unit_weight,
                    }],
                    proof: Proof::Scanned {
                        code: "5901".to_owned(),
                    },
                });
            }
        }
        if self.happens(20) {
            self.say(Fact::OrderPutAside {
                order: order.clone(),
                reason: "Other".to_owned(),
            });
            self.now += TimeDelta::minutes(minutes(self.dice, 12));
            self.say(Fact::OrderResumed {
                order: order.clone(),
                opened: OpenedBy::Number,
            });
        }
        self.weigh_and_close((order, number, parcel), lines);
    }

    fn refuse(&mut self, order: &OrderNo, refusal: Refusal) {
        self.say(Fact::Refused {
            order: Some(order.clone()),
            sku: None,
            code: None,
            refusal,
        });
    }

    fn weigh_and_close(
        &mut self,
        (order, number, parcel): (&OrderNo, usize, u32),
        lines: &[OpenedLine],
    ) {
        let packaging = *self.dice.one_of(&BOXES);
        self.say(Fact::ParcelCut {
            order: order.clone(),
            parcel,
        });
        self.say(Fact::PackagingTaken {
            order: order.clone(),
            parcel,
            packaging: packaging.into(),
            suggested: None,
            reason: None,
            tare: Grams(100),
            max_gross: Grams(20_000),
            expected: Grams(900),
            tolerance: Grams(20),
            lessons: None,
        });
        for accepted in [false, true] {
            if accepted || self.happens(9) {
                self.say(Fact::Weighed {
                    order: order.clone(),
                    parcel,
                    gross: Grams(900),
                    typed: false,
                    accepted,
                });
            }
        }
        if self.happens(14) {
            let field = "recipient.name".to_owned();
            self.refuse(order, Refusal::LabelImpossible { field });
        }
        let contents = lines.iter().map(|line| PackedUnits {
            sku: line.sku.clone(),
            units: line.ordered,
            location: None,
        });
        let closed = Fact::ParcelClosed {
            order: order.clone(),
            parcel,
            packaging: packaging.into(),
            gross: Grams(900),
            tracking: tracking(self.station, number, parcel).as_str().into(),
            serial: None,
            label_revision: 1,
            contents: contents.collect(),
            ruling: None,
        };
        self.say(closed);
        self.say(Fact::LabelStored {
            order: order.clone(),
            parcel,
            revision: 1,
            commitment: "00".to_owned(),
        });
        if self.happens(18) {
            let substitute = tracking(self.station, number, parcel).as_str().into();
            self.say(Fact::LabelOwed {
                order: order.clone(),
                parcel,
                substitute,
                substitute_serial: 1,
                kept: None,
                reason: DebtReason::NoTrackingNumbers,
            });
        }
    }

    /// Printed again, looked for, opened again, handed over, taken back, in any number and order.
    fn afterwards(&mut self, order: &OrderNo, number: usize, parcels: u32) {
        for parcel in 1..=parcels {
            if self.happens(12) {
                self.say(Fact::LabelReprinted {
                    order: order.clone(),
                    parcel,
                    revision: 1,
                    reason: "torn".to_owned(),
                });
            }
            if self.happens(14) {
                let found = [PrintFound::Printed, PrintFound::NotPrinted];
                let papers = [PaperKind::Label, PaperKind::Document];
                let judged = Fact::PrintJudged {
                    order: Some(order.clone()),
                    parcel: Some(parcel),
                    job: 1,
                    paper: *self.dice.one_of(&papers),
                    found: *self.dice.one_of(&found),
                };
                self.say(judged);
            }
        }
        if self.happens(10) {
            self.say(Fact::OrderReopened {
                order: order.clone(),
                reason: "why".to_owned(),
            });
            if self.happens(2) {
                self.refuse(order, Refusal::UnitsMissing { missing: 1 });
            }
        }
        // At the door anybody scans anybody's parcels.
        for _ in 0..self.dice.below(3) {
            let parcel = 1 + u32::try_from(self.dice.below(2)).unwrap();
            let whose = *self.dice.one_of(&BENCHES);
            let tracking = tracking(whose, self.dice.below(number + 1), parcel);
            let known = self.happens(2);
            let (manifest, order) = ("M-1".to_owned(), known.then(|| order.clone()));
            let tracking = tracking.as_str().into();
            let fact = if self.happens(6) {
                Fact::ParcelTakenBack {
                    manifest,
                    tracking,
                    order,
                    parcel: None,
                }
            } else {
                Fact::ParcelHandedOver {
                    manifest,
                    tracking,
                    order,
                    parcel: None,
                }
            };
            self.say(fact);
        }
    }
}

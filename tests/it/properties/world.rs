//! A small warehouse of chance, and what can happen in it, without disk or clock.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::catalog::TrackingNeeds;
use pakownia::domain::gate::Hold;
use pakownia::domain::handling::Handling;
use pakownia::domain::ids::{OrderNo, Sku, ToteCode};
use pakownia::domain::packaging::Packaging;
use pakownia::domain::printing::{PaperKind, PrintDoubt};
use pakownia::domain::session::fact::{Capture, Fact, ShortPath};
use pakownia::domain::session::input::{
    Card, Command, Credentials, Input, Meaning, OrderFound, OrderNow, PinProof, Scanned,
};
use pakownia::domain::session::question::{DoubtedPrint, ProductOption};
use pakownia::domain::session::unit_step::UnitStepAt;
use pakownia::domain::session::{
    Bench, BenchHere, Context, Decision, HandOverNow, OpenedLine, Stamp, Step,
};
use pakownia::domain::settings::Settings;
use pakownia::domain::shift_check::CheckPlan;
use pakownia::domain::shipping_rules::{Facts, RuleSet};
use pakownia::domain::units::{Grams, Minor, SizeMm};
use pakownia::domain::verification::{Depth, Verification};
use pakownia::domain::worker::{Language, Role, Worker};

use super::happening::{Happening, LinesOfChance, ProductOfChance};

/// Light parcels go by another service, so that what was decided at closing has to come back from the journal.
const RULES: &str = r#"{"version":3,"rules":[{"id":2,"enabled":true,"condition":{"weight":{"to":900}},"action":{"service":"gls_courier"}}]}"#;

pub(super) const PRODUCTS: usize = 4;
pub(super) const ORDERS: usize = 3;

/// The cache of a bench, as far as the session needs it, and the bench.
pub(super) struct World {
    pub(super) bench: Bench,
    pub(super) facts: Vec<(Fact, Stamp)>,
    pub(super) orders: Vec<OrderFound>,
    pub(super) cancelled: Vec<bool>,
    pub(super) edited: Vec<bool>,
    pub(super) now: DateTime<Utc>,
    pub(super) next_serial: u64,
    pub(super) label_fault: bool,
    pub(super) label_scan: bool,
    pub(super) unit_step: UnitStepAt,
    products: Vec<ProductOfChance>,
    packagings: Vec<Packaging>,
    settings: Settings,
    totes: BTreeMap<ToteCode, OrderNo>,
}

pub(super) fn sku(product: usize) -> Sku {
    Sku(format!("SKU-{product}"))
}

/// Goods of each kind: plain, of two sorts that are apart, and in their own carton.
fn handling_of(product: usize) -> Handling {
    let sort = |name: &str| Some(name.to_owned());
    match product % PRODUCTS {
        0 => Handling::default(),
        1 => Handling {
            sort: sort("food"),
            ..Handling::default()
        },
        2 => Handling {
            sort: sort("chemicals"),
            fragile: true,
            ..Handling::default()
        },
        _ => Handling {
            own_carton: true,
            ..Handling::default()
        },
    }
}

/// Each order is verified in its own way.
fn deep(order: usize) -> Option<Verification> {
    let depth = match order {
        0 => return None,
        1 => Depth::SecondPerson,
        _ => Depth::OnePerCaseLine,
    };
    Some(Verification {
        depth,
        risk_ppm: 100,
        target_ppm: 100,
        reasons: vec![],
    })
}

fn packaging(code: &str, side: u32, max_gross: i64) -> Packaging {
    Packaging {
        code: code.into(),
        name: code.to_owned(),
        inner: SizeMm::new(side, side, side),
        outer: SizeMm::new(side + 6, side + 6, side + 6),
        tare: Grams(i64::from(side)),
        max_gross: Grams(max_gross),
        cost: Minor(i64::from(side)),
        on_hand: 100,
        reorder_level: None,
    }
}

impl World {
    pub(super) fn new(
        products: Vec<ProductOfChance>,
        lines: &[LinesOfChance],
        scanner: bool,
    ) -> Self {
        let mut world = Self {
            bench: Bench::default(),
            facts: vec![],
            orders: vec![],
            cancelled: vec![false; ORDERS],
            edited: vec![false; ORDERS],
            now: "2026-11-20T07:00:00Z".parse().unwrap(),
            next_serial: 1,
            label_fault: false,
            label_scan: false,
            unit_step: UnitStepAt::Off,
            products,
            packagings: vec![
                packaging("P-S", 150, 3_000),
                packaging("P-M", 300, 12_000),
                packaging("P-L", 720, 25_000),
            ],
            settings: Settings {
                scanner,
                shipping: RuleSet::read(RULES).unwrap(),
                ..Settings::default()
            },
            totes: BTreeMap::new(),
        };
        for (number, lines) in lines.iter().enumerate() {
            let found = OrderFound {
                order: OrderNo(format!("O-{number}")),
                revision: 1,
                hold: None,
                lines: world.lines(lines),
                way: pakownia::domain::tariff::Way::by_default(number == 2),
                documents: vec![],
                packed: false,
                paid_at: None,
                verification: deep(number),
            };
            world.orders.push(found);
        }
        world
    }

    fn lines(&self, lines: &[(usize, u32)]) -> Vec<OpenedLine> {
        let numbered = (1..).zip(lines).filter(|(_, (_, units))| *units > 0);
        let lines = numbered.map(|(line, (product, ordered))| {
            let (weight, side, (serial, lot)) = self.products[*product];
            OpenedLine {
                line,
                sku: sku(*product),
                kit: None,
                ordered: *ordered,
                unit_weight: Grams(weight),
                size: SizeMm::new(side, side / 2 + 1, side / 3 + 1),
                location: None,
                tracking: TrackingNeeds {
                    serial,
                    lot,
                    expiry: lot,
                },
                handling: handling_of(*product),
            }
        });
        lines.collect()
    }

    /// The order as it would be looked up now.
    fn found(&self, order: usize) -> OrderFound {
        let mut found = self.orders[order].clone();
        let session = self.session_replayed(&found.order);
        found.packed = self.is_closed(&found.order);
        if self.cancelled[order] {
            found.hold = Some(Hold::Cancelled);
        } else if let Some(reason) = session.and_then(|session| session.put_aside) {
            found.hold = Some(Hold::PutAside { reason });
        }
        found
    }

    /// Whether the last fact that says so says that the order is closed.
    fn is_closed(&self, order: &OrderNo) -> bool {
        let state = self.facts.iter().rev().find_map(|(fact, _)| match fact {
            Fact::OrderClosed { order: closed, .. } if closed == order => Some(true),
            Fact::OrderReopened { order: open, .. } | Fact::OrderOpened { order: open, .. }
                if open == order =>
            {
                Some(false)
            }
            _ => None,
        });
        state.unwrap_or(false)
    }

    pub(super) fn session_replayed(
        &self,
        order: &OrderNo,
    ) -> Option<pakownia::domain::session::Session> {
        let own = self
            .facts
            .iter()
            .filter(|(fact, _)| fact.order() == Some(order));
        pakownia::domain::session::Session::replay(own.map(|(fact, stamp)| (fact, stamp.clone())))
    }

    fn credentials(who: usize, pin_ok: bool) -> Credentials {
        let (badge, role) = [
            ("W-1", Role::Packer),
            ("W-2", Role::Packer),
            ("W-9", Role::Lead),
        ][who];
        let worker = Worker {
            badge: badge.into(),
            name: String::new(),
            role,
            language: Language::Pl,
            pin_hash: String::new(),
        };
        Credentials {
            badge: badge.into(),
            worker: Some(worker),
            pin: if pin_ok {
                PinProof::Right
            } else {
                PinProof::Wrong
            },
        }
    }

    fn scanned(code: &str, meaning: Meaning) -> Input {
        Input::Scanned(Scanned {
            code: code.to_owned(),
            meaning,
        })
    }

    fn products_meaning(&self, products: &[(usize, u32)], capture: Capture) -> Meaning {
        let single = match products {
            [(only, _)] if !self.bench.has_open_order() => (0..ORDERS).find(|order| {
                let found = self.found(*order);
                found.hold.is_none()
                    && !found.packed
                    && found.lines.len() == 1
                    && found.lines[0].sku == sku(*only)
            }),
            _ => None,
        };
        Meaning::Products {
            products: products
                .iter()
                .map(|(product, units)| ProductOption {
                    sku: sku(*product),
                    units: *units,
                })
                .collect(),
            capture,
            single_line: single.map(|order| Box::new(self.found(order))),
        }
    }

    /// The weight that the parcel at hand ought to have.
    fn right_weight(&self) -> Grams {
        let Some(session) = self.bench.session() else {
            return Grams(500);
        };
        let Some(parcel) = session.parcel() else {
            return Grams(500);
        };
        if let Some(due) = session.unit_due() {
            return due.expected.map_or(Grams(500), |expected| expected.gross);
        }
        let net = session.contents_of(parcel).net;
        let chosen = parcel.packaging.as_ref().map(|chosen| chosen.tare);
        let shelf = pakownia::domain::session::Shelf {
            packagings: &self.packagings,
            settings: &self.settings,
            plan: None,
        };
        let suggested = shelf.suggestion(session);
        let tare = suggested.and_then(|code| {
            self.packagings
                .iter()
                .find(|packaging| packaging.code == code)
        });
        let gross = net
            + chosen
                .or(tare.map(|packaging| packaging.tare))
                .unwrap_or(Grams(0));
        // Goods that nobody has weighed, in their own carton: the scale shows something all the same.
        gross.max(Grams(1))
    }

    /// The input that comes of it; `None` when it only changes the world.
    pub(super) fn input(&mut self, happening: &Happening) -> Option<Input> {
        use Happening as H;
        let reason = |given: bool| {
            if given {
                "because".to_owned()
            } else {
                String::new()
            }
        };
        Some(match happening {
            H::SignIn(who, right) => Input::SignIn(Self::credentials(*who, *right)),
            H::SignOut => Input::Command(Command::SignOut),
            H::Idle => Input::IdledOut,
            H::Scan(product, units) => {
                for order in self.orders.clone() {
                    self.recall(&order.order);
                }
                Self::scanned(
                    &format!("C-{product}"),
                    self.products_meaning(&[(*product, *units)], Capture::default()),
                )
            }
            H::ScanWithSerial(product, number) => {
                let capture = Capture {
                    serial: Some(format!("S{number}")),
                    lot: Some("L".to_owned()),
                    expiry: Some("2027-01-31".to_owned()),
                };
                Self::scanned("GS1", self.products_meaning(&[(*product, 1)], capture))
            }
            H::ScanTwoMeanings(a, b) if a == b => return None,
            H::ScanTwoMeanings(a, b) => Self::scanned(
                "TWO",
                self.products_meaning(&[(*a, 1), (*b, 1)], Capture::default()),
            ),
            H::ScanUnknown(number) => Self::scanned(&format!("?{number}"), Meaning::Unknown),
            H::ScanOrder(order) => {
                let number = self.orders[*order].order.clone();
                self.recall(&number);
                Self::scanned("ORDER", Meaning::Order(Box::new(self.found(*order))))
            }
            H::ScanTote(tote) => {
                let tote = ToteCode(format!("T-{tote}"));
                let carries = self.totes.get(&tote).cloned();
                if let Some(order) = &carries {
                    self.recall(order);
                }
                let carries = carries
                    .and_then(|order| (0..ORDERS).find(|at| self.orders[*at].order == order));
                let carries = carries.map(|order| Box::new(self.found(order)));
                Self::scanned(
                    tote.as_str(),
                    Meaning::Tote {
                        tote: tote.clone(),
                        carries,
                    },
                )
            }
            H::ScanPackaging(at) => {
                Self::scanned("P", Meaning::Packaging(self.packagings[*at].code.clone()))
            }
            H::Badge(who) => {
                Self::scanned("W", Meaning::Badge(Self::credentials(*who, true).badge))
            }
            H::ScanCard(card) => Self::scanned("PKN", Meaning::Card(Card::ALL[*card])),
            H::KeyCard(card) => Input::Command(Command::Card(Card::ALL[*card])),
            H::WeighRight => Input::Weighed {
                gross: self.right_weight(),
                typed: false,
            },
            H::Weigh(grams, typed) => Input::Weighed {
                gross: Grams(*grams),
                typed: *typed,
            },
            H::Packaging(at, given) => Input::Command(Command::Packaging {
                packaging: self.packagings.get(*at).cloned().map(Ok),
                reason: Some(reason(*given)),
            }),
            H::Short(product, quantity, path) => Input::Command(Command::Short {
                sku: sku(*product),
                quantity: *quantity,
                reason: reason(true),
                path: [ShortPath::ShipShort, ShortPath::Hold, ShortPath::CancelLine]
                    [usize::from(*path)],
            }),
            H::Confirm(product) => Input::Command(Command::Confirm {
                sku: sku(*product),
                reason: reason(true),
            }),
            H::Capture(serial, lot, expiry) => Input::Command(Command::Capture(Capture {
                serial: Some(format!("S{serial}")),
                lot: lot.then(|| "L-1".to_owned()),
                expiry: expiry.then(|| "2027-02-28".to_owned()),
            })),
            H::Choose(option) => Input::Command(Command::Choose { option: *option }),
            H::Hold(given) => Input::Command(Command::Hold {
                reason: reason(*given),
            }),
            H::Reopen(order, given) => {
                let order = self.orders[*order].order.clone();
                self.recall(&order);
                Input::Command(Command::Reopen {
                    order,
                    reason: reason(*given),
                })
            }
            H::Reprint(order, parcel) => {
                let order = self.orders[*order].order.clone();
                self.recall(&order);
                Input::Command(Command::Reprint {
                    order,
                    parcel: *parcel,
                    reason: reason(true),
                })
            }
            H::Release(who, right) => Input::Command(Command::Release {
                by: Self::credentials(*who, *right),
                reason: reason(true),
            }),
            H::Counted(who) => Input::Command(Command::CountedTwice {
                by: Self::credentials(*who, true),
            }),
            H::Bind(known, taken, units) => Input::Command(Command::BindBarcode {
                code: "NEW".to_owned(),
                product: if *known { Ok(sku(0)) } else { Err(sku(77)) },
                units: *units,
                taken: taken.then(|| sku(1)),
                in_use: *units == 7,
            }),
            H::Wait(seconds) => {
                self.now += TimeDelta::seconds(*seconds);
                return None;
            }
            H::ShopEdits(order, lines) => {
                let lines = self.lines(lines);
                let found = &mut self.orders[*order];
                found.hold = lines.is_empty().then_some(Hold::NoLines);
                found.lines = lines;
                found.revision += 1;
                self.edited[*order] = true;
                return None;
            }
            H::ShopHolds(order, is_held) => {
                let found = &mut self.orders[*order];
                if found.lines.is_empty() {
                    return None;
                }
                found.hold = is_held.then_some(Hold::Unpaid);
                found.revision += 1;
                return None;
            }
            H::ShopCancels(order) => {
                // Cancelled twice is taken back.
                self.cancelled[*order] = !self.cancelled[*order];
                self.orders[*order].revision += 1;
                return None;
            }
            H::UnitStep(at) => {
                self.unit_step =
                    [UnitStepAt::Off, UnitStepAt::On, UnitStepAt::NoScale][usize::from(*at)];
                return None;
            }
            H::ScaleGone => Input::Scale { is_gone: true },
            H::WeighUnmoved => {
                let due = self.bench.session().and_then(|session| session.unit_due());
                Input::Weighed {
                    gross: due?.unmoved?.gross,
                    typed: false,
                }
            }
            H::LabelScan(is_on) => {
                self.label_scan = *is_on;
                return None;
            }
            H::ScanLabel(is_right) => {
                let session = self.bench.session();
                let due = session.and_then(|session| session.label_due.as_ref());
                let right = due.filter(|_| *is_right).map(|due| due.tracking.as_str());
                Self::scanned(right.unwrap_or("00590000000000000999"), Meaning::Unknown)
            }
            H::Doubt => Input::PrintDoubted(DoubtedPrint {
                job: 1,
                paper: PaperKind::Label,
                title: "a label".to_owned(),
                order: None,
                parcel: None,
                doubt: PrintDoubt::LineCut,
            }),
            H::LabelFault(fails) => {
                self.label_fault = *fails;
                return None;
            }
        })
    }

    /// As the station does before a re-opening or a reprint.
    fn recall(&mut self, order: &OrderNo) {
        if let Some(session) = self.session_replayed(order) {
            self.bench.recall(session);
        }
    }

    pub(super) fn decide(&self, input: &Input) -> Decision {
        let current = self
            .bench
            .session()
            .filter(|session| session.step != Step::Closed);
        let at = current.and_then(|session| {
            self.orders
                .iter()
                .position(|found| found.order == session.order)
        });
        let order_now = at.map(|at| OrderNow {
            revision: self.orders[at].revision,
            cancelled: self.cancelled[at],
            taken_over: false,
            hold: self.orders[at].hold.clone(),
            lines: self.orders[at].lines.clone(),
            facts: Facts::default(),
            service: String::new(),
            has_locker: true,
        });
        let here = BenchHere {
            check: CheckPlan {
                scanner: true,
                scale: true,
                printer: true,
                reference: Some(Grams(1_000)),
                interval: Grams(5),
                label: "PKN-LABEL-000001".to_owned(),
            },
            check_is_due: true,
            is_set_up: true,
        };
        let context = Context {
            now: self.now,
            settings: &self.settings,
            packagings: &self.packagings,
            plan: None,
            order_now: order_now.as_ref(),
            reopen_hold: None,
            next_serial: Some(self.next_serial),
            missing_documents: &[],
            label_fault: self.label_fault.then_some("recipient.city"),
            label_scan: self.label_scan,
            unit_step: self.unit_step,
            substitute_serial: None,
            handover: &HandOverNow::default(),
            weights: None,
            here: Some(&here),
        };
        let decision = self.bench.decide(input, &context);
        assert_eq!(
            self.bench.decide(input, &context),
            decision,
            "asked twice, answered twice the same"
        );
        decision
    }

    pub(super) fn keep(&mut self, decision: &Decision) {
        let worker = self
            .bench
            .worker
            .as_ref()
            .map(|worker| worker.badge.clone());
        let stamp = Stamp {
            at: self.now,
            worker,
        };
        for fact in &decision.facts {
            self.bench.apply(fact, &stamp);
            match fact {
                Fact::ToteBound { tote, order } => {
                    self.totes.insert(tote.clone(), order.clone());
                }
                Fact::OrderClosed { order, .. } | Fact::OrderWithdrawn { order } => {
                    self.totes.retain(|_, carried| carried != order);
                }
                Fact::ParcelClosed {
                    serial: Some(serial),
                    ..
                } => self.next_serial = serial + 1,
                _ => {}
            }
            self.facts.push((fact.clone(), stamp.clone()));
        }
    }
}

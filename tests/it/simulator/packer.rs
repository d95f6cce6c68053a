//! The people: packers who pack what their bench lets them open, boxes that nobody books, and shift leads.

use std::collections::BTreeMap;

use pakownia::domain::feed::{OrderRow, Row};
use pakownia::domain::ids::{OrderNo, Sku, TrackingNo};
use pakownia::domain::session::fact::{Fact, OpenedBy, PackedUnits, Proof};
use pakownia::domain::units::Grams;

use super::bench::Machine;
use super::books::{Key, number_of, order_no};
use super::disk::{Stage, Work};
use super::faults::{MINUTE, SECOND, within};
use super::trace::Millis;
use super::world::{Event, World};

/// A box with goods and a label, as it stands on the floor.
#[derive(Debug, Clone)]
pub(super) struct Parcel {
    pub(super) units: Vec<PackedUnits>,
    pub(super) tracking: u64,
}

/// What is true of the goods, whatever any book says.
#[derive(Debug, Default)]
pub(super) struct Floor {
    /// Boxes by order, parcel and the computer beside which they were packed.
    pub(super) boxes: BTreeMap<(usize, u32, usize), Parcel>,
    /// Orders that may be packed twice, because a person decided something without knowing all.
    pub(super) excused: BTreeMap<usize, &'static str>,
}

impl Floor {
    fn unpack(&mut self, order: usize, machine: usize) {
        self.boxes
            .retain(|(of, _, at), _| (*of, *at) != (order, machine));
    }
}

impl Machine {
    fn row(&self, order: &OrderNo) -> Option<&OrderRow> {
        match &**self.disk.mirror.get(&Key::Order(number_of(order)))? {
            Row::Order(row) => Some(row),
            _ => None,
        }
    }

    /// Whether another bench holds the order, as far as is known here.
    fn is_elsewhere(&self, order: &OrderNo) -> bool {
        let standing = self.disk.mirror.get(&Key::Standing(number_of(order)));
        match standing.map(|row| &**row) {
            Some(Row::Standing(standing)) => standing
                .holder
                .as_ref()
                .is_some_and(|holder| *holder != self.station),
            _ => false,
        }
    }

    /// Whether the bench may open it: its claim and lease, and what its mirror tells.
    fn may_open(&self, order: &OrderNo, now: Millis) -> bool {
        let Some(held) = self.disk.claims.get(order) else {
            return false;
        };
        let is_cancelled = self.row(order).is_none_or(|row| row.order.cancelled);
        let is_over = held.lease.is_over(&self.clock(now));
        !is_over && !is_cancelled && !self.disk.quarantined && !self.is_elsewhere(order)
    }

    fn in_hand(&self) -> Option<(OrderNo, Work)> {
        let open = self
            .disk
            .works
            .iter()
            .find(|(_, work)| work.stage == Stage::Open);
        open.map(|(order, work)| (order.clone(), work.clone()))
    }

    fn set_stage(&mut self, order: &OrderNo, stage: Stage) {
        if let Some(work) = self.disk.works.get_mut(order) {
            work.stage = stage;
        }
    }
}

impl World {
    /// One step of the packer at this bench, and when the next one is.
    pub(super) fn pack(&mut self, at: usize) {
        let pause = 20 * SECOND + within(&mut self.dice, 6 * MINUTE);
        self.later(pause, Event::Pack(at));
        if !self.machines[at].is_up(self.now) || !self.machines[at].works {
            return;
        }
        match self.machines[at].in_hand() {
            Some((order, work)) => self.go_on(at, &order, &work),
            None => self.begin_something(at),
        }
    }

    fn go_on(&mut self, at: usize, order: &OrderNo, work: &Work) {
        if work.lost {
            // The screen says so at the next scan: stop, and put the goods aside.
            let reason = "given to others".to_owned();
            self.machines[at].set_stage(order, Stage::PutAside);
            let order = order.clone();
            self.commit(at, work.fence, vec![Fact::OrderPutAside { order, reason }]);
            return;
        }
        let Some(row) = self.machines[at].row(order).cloned() else {
            return;
        };
        let (number, order) = (number_of(order), order.clone());
        if row.order.cancelled {
            self.floor.unpack(number, at);
            self.machines[at].set_stage(&order, Stage::Withdrawn);
            self.machines[at].disk.withdrew = true;
            self.commit(at, work.fence, vec![Fact::OrderWithdrawn { order }]);
        } else if row.revision > work.revision {
            self.revise(at, order, work, row.revision);
        } else if !work.scanned {
            self.scan(at, order, work);
        } else if self.dice.percent(6) {
            self.machines[at].set_stage(&order, Stage::PutAside);
            let reason = self.perhaps_poison("goods are missing");
            self.commit(at, work.fence, vec![Fact::OrderPutAside { order, reason }]);
        } else if let Some(facts) = self.close_parcel(at, &order, work, &row) {
            self.commit(at, work.fence, facts);
            self.wrong = self.no_order_is_boxed_twice().err();
        }
    }

    fn revise(&mut self, at: usize, order: OrderNo, work: &Work, revision: u64) {
        let now = self.machines[at].disk.works.get_mut(&order).unwrap();
        now.revision = revision;
        now.closed = 0;
        now.scanned = false;
        let fact = Fact::OrderRevised {
            order,
            revision,
            lines: vec![],
            planned_parcels: 1,
        };
        self.commit(at, work.fence, vec![fact]);
    }

    fn scan(&mut self, at: usize, order: OrderNo, work: &Work) {
        self.machines[at]
            .disk
            .works
            .get_mut(&order)
            .unwrap()
            .scanned = true;
        let fact = Fact::UnitsPacked {
            order,
            parcel: work.closed + 1,
            sku: Sku::from("MUG-01"),
            takes: vec![],
            proof: Proof::Scanned {
                code: self.perhaps_poison("5901234123457"),
            },
        };
        self.commit(at, work.fence, vec![fact]);
    }

    /// A text as people or scanners give it; sometimes one that no database takes.
    fn perhaps_poison(&mut self, text: &str) -> String {
        if self.dice.percent(self.plan.poison) {
            self.trace.note(self.now, 0, "poison", String::new);
            return format!("{text}\0");
        }
        text.to_owned()
    }

    /// Closes the parcel at hand, and the order with its last; not while tracking numbers are lacking.
    fn close_parcel(
        &mut self,
        at: usize,
        order: &OrderNo,
        work: &Work,
        row: &OrderRow,
    ) -> Option<Vec<Fact>> {
        let parcel = work.closed + 1;
        let key = (number_of(order), parcel, at);
        let known = self.floor.boxes.get(&key).map(|parcel| parcel.tracking);
        let machine = &mut self.machines[at];
        let tracking = known.or_else(|| machine.disk.take_number())?;
        let line = &row.order.lines[usize::try_from(parcel - 1).unwrap()];
        let units = vec![PackedUnits {
            sku: line.sku.clone(),
            units: line.quantity,
            location: None,
        }];
        let parcels = u32::try_from(row.order.lines.len()).unwrap();
        let mut facts = vec![Fact::ParcelClosed {
            ruling: None,
            order: order.clone(),
            parcel,
            packaging: "KAR-S".into(),
            gross: Grams(500),
            tracking: TrackingNo(format!("{tracking:018}")),
            serial: known.is_none().then_some(tracking),
            label_revision: 1,
            contents: units.clone(),
        }];
        let now = machine.disk.works.get_mut(order).unwrap();
        now.closed = parcel;
        now.scanned = false;
        if parcel == parcels {
            now.stage = Stage::Closed;
            let order = order.clone();
            facts.push(Fact::OrderClosed { order, parcels });
        }
        self.floor.boxes.insert(key, Parcel { units, tracking });
        Some(facts)
    }

    fn begin_something(&mut self, at: usize) {
        let luck = self.dice.below(100);
        let machine = &mut self.machines[at];
        let put_aside = machine.disk.works.iter().find(|(order, work)| {
            work.stage == Stage::PutAside && !work.lost && machine.may_open(order, self.now)
        });
        let closed = machine.disk.works.iter().find(|(order, work)| {
            let held = machine.disk.claims.contains_key(*order);
            work.stage == Stage::Closed && !work.lost && held && !machine.disk.quarantined
        });
        match (luck, put_aside, closed) {
            (0..40, Some((order, work)), _) => {
                let (order, fence) = (order.clone(), work.fence);
                self.resume(at, order, fence);
            }
            (40..45, _, Some((order, work))) => {
                let (order, fence) = (order.clone(), work.fence);
                self.reopen(at, order, fence);
            }
            (45..55, ..) => self.scan_a_strange_order(at),
            (55..58, ..) => {
                let unbegun = machine.disk.claims.keys();
                let unbegun = unbegun.filter(|order| !machine.disk.works.contains_key(*order));
                let given: Vec<OrderNo> = unbegun.take(2).cloned().collect();
                self.trace
                    .note(self.now, at, "give_up", || format!("{given:?}"));
                self.machines[at].give_up(&given);
            }
            _ => self.open_new(at),
        }
    }

    fn resume(&mut self, at: usize, order: OrderNo, fence: u64) {
        self.machines[at].set_stage(&order, Stage::Open);
        let opened = OpenedBy::Number;
        self.commit(at, fence, vec![Fact::OrderResumed { order, opened }]);
    }

    fn reopen(&mut self, at: usize, order: OrderNo, fence: u64) {
        let work = self.machines[at].disk.works.get_mut(&order).unwrap();
        work.stage = Stage::Open;
        work.closed -= 1;
        let reason = "forgot the invoice".to_owned();
        self.commit(at, fence, vec![Fact::OrderReopened { order, reason }]);
    }

    /// An order that the bench does not hold: it asks the master for it.
    fn scan_a_strange_order(&mut self, at: usize) {
        let order = order_no(self.dice.below(self.shop.orders.len()));
        let machine = &mut self.machines[at];
        let is_known = machine.disk.claims.contains_key(&order)
            || machine.disk.works.contains_key(&order)
            || machine.row(&order).is_none();
        if !is_known && let Some(process) = &mut machine.process {
            process.wants = Some(order);
            self.drive(at);
        }
    }

    fn open_new(&mut self, at: usize) {
        let machine = &self.machines[at];
        let order = machine.disk.claims.keys().find(|order| {
            let is_new = machine
                .disk
                .works
                .get(*order)
                .is_none_or(|work| work.lost || work.stage == Stage::Withdrawn);
            is_new && machine.may_open(order, self.now)
        });
        let Some(order) = order.cloned() else { return };
        let (fence, revision) = {
            let row = machine.row(&order).expect("what may be opened is known");
            (machine.disk.claims[&order].fence, row.revision)
        };
        // Whatever was packed here before the order was lost or withdrawn is taken apart.
        self.floor.unpack(number_of(&order), at);
        let work = Work {
            stage: Stage::Open,
            fence,
            revision,
            scanned: false,
            closed: 0,
            lost: false,
            last_fact: 0,
        };
        let disk = &mut self.machines[at].disk;
        disk.works.insert(order.clone(), work);
        disk.claims.get_mut(&order).unwrap().begun = true;
        let tote = self.perhaps_poison("TOTE-7").as_str().into();
        let fact = Fact::OrderOpened {
            order,
            revision,
            lines: vec![],
            way: pakownia::domain::tariff::Way::default(),
            planned_parcels: 1,
            documents: vec![],
            opened: OpenedBy::Tote { tote },
            promise: None,
            verification: None,
        };
        self.commit(at, fence, vec![fact]);
    }

    /// Keeps facts and lets the link know.
    pub(super) fn commit(&mut self, at: usize, fence: u64, facts: Vec<Fact>) {
        self.unique += 1;
        for fact in &facts {
            self.trace.count(fact.kind());
        }
        self.trace.note(self.now, at, facts[0].kind(), || {
            let order = facts[0].order().map_or("", OrderNo::as_str);
            let number = self.machines[at].disk.head() + 1;
            format!(
                "{order} fence {fence}, fact {number}, {} in all",
                facts.len()
            )
        });
        self.machines[at].commit(fence, facts, self.unique, self.now);
        self.drive(at);
    }

    /// A shift lead takes an order from a bench that does not answer.
    pub(super) fn take_over(&mut self, lead: usize) {
        let machine = &self.machines[lead];
        if !machine.is_up(self.now) || machine.disk.quarantined {
            return;
        }
        let elsewhere: Vec<(usize, pakownia::domain::ids::StationId)> = machine
            .disk
            .mirror
            .values()
            .filter_map(|row| match &**row {
                Row::Standing(standing) if !standing.packed => {
                    let holder = standing.holder.clone()?;
                    let other = holder != machine.station;
                    other.then(|| (number_of(&standing.order_no), holder))
                }
                _ => None,
            })
            .collect();
        if elsewhere.is_empty() {
            return;
        }
        let (order, from) = self.dice.one_of(&elsewhere).clone();
        self.floor.excused.insert(order, "a lead took it over");
        let fact = Fact::OrderTakenOver {
            taken: order_no(order),
            from,
            reason: "the bench does not answer".to_owned(),
        };
        self.commit(lead, 0, vec![fact]);
    }

    /// When the master shuts the copied bench out, a shift lead puts the copy away and lets it in again,
    /// once. A master that was set back silently may shut out others too.
    pub(super) fn let_in_again(&mut self) {
        let copied = self
            .copied
            .map(|(one, _)| self.machines[one].station.clone());
        let benches = self.master.books.benches.iter();
        let shut_out = benches.filter(|(_, book)| book.quarantined);
        let shut_out: Vec<_> = shut_out.map(|(station, _)| station.clone()).collect();
        for bench in shut_out {
            let is_copied = copied.as_ref() == Some(&bench);
            let is_due = if is_copied {
                !self.let_in
            } else {
                self.set_back_silently
            };
            let mut others = self.machines.iter();
            let lead = others.position(|other| other.station != bench && !other.disk.quarantined);
            if let Some(lead) = lead.filter(|_lead| is_due) {
                self.let_in |= is_copied;
                let reason = "there is no other".to_owned();
                self.commit(lead, 0, vec![Fact::BenchReadmitted { bench, reason }]);
            }
        }
    }

    /// A shift lead no longer waits for benches that have not told what they did.
    pub(super) fn end_recovery(&mut self, lead: usize) {
        let is_up = self.machines[lead].is_up(self.now);
        if !is_up || self.master.books.recovering_since.is_none() {
            return;
        }
        for machine in &self.machines {
            let disk = &machine.disk;
            for order in disk.claims.keys().chain(disk.works.keys()) {
                self.floor
                    .excused
                    .insert(number_of(order), "a lead ended the wait");
            }
        }
        let reason = "the others are switched off".to_owned();
        self.commit(lead, 0, vec![Fact::RecoveryEnded { reason }]);
    }
}

//! What has to be true when everything has come to rest, whatever went wrong before.

use std::collections::{BTreeMap, BTreeSet};

use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::Row;
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::session::fact::{Fact, PackedUnits};
use pakownia::master::ledger::{BookState, FactKey};

use super::bench::Machine;
use super::books::{Kept, Key, number_of, order_no};
use super::disk::Stage;
use super::world::World;

type Verdict = Result<(), String>;

fn must(holds: bool, why: impl FnOnce() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(why()) }
}

impl World {
    /// The first thing that is not as it has to be.
    pub(super) fn verdict(&self) -> Verdict {
        if let Some(why) = self.wrong.as_ref().or(self.master.wrong.as_ref()) {
            return Err(why.clone());
        }
        self.every_fact_is_at_the_master_once()?;
        self.fences_never_go_back()?;
        self.no_order_is_boxed_twice()?;
        self.books_and_boxes_agree()?;
        self.stock_moved_is_what_was_packed()?;
        self.every_mirror_is_the_masters()?;
        self.nothing_waits()?;
        self.every_rejection_is_seen()?;
        self.claims_agree()?;
        self.a_copy_is_found_out()?;
        self.who_is_let_in_again_loses_nothing()
    }

    fn is_copied(&self, machine: &Machine) -> bool {
        self.copied
            .is_some_and(|(one, _)| self.machines[one].station == machine.station)
    }

    /// Benches whose disk nobody copied.
    fn honest(&self) -> impl Iterator<Item = &Machine> {
        self.machines
            .iter()
            .filter(|machine| !self.is_copied(machine))
    }

    /// I1.
    fn every_fact_is_at_the_master_once(&self) -> Verdict {
        let mut facts = 0;
        for machine in self.honest() {
            for entry in &machine.disk.journal {
                facts += 1;
                let kept = self.master.books.inbox.get(&FactKey::of(entry));
                must(
                    kept.is_some_and(|kept| kept.entry.hash == entry.hash),
                    || {
                        format!(
                            "I1: {} of {} is not at the master",
                            entry.number, entry.station
                        )
                    },
                )?;
            }
        }
        let came: BTreeSet<&FactKey> = self.master.books.came.iter().collect();
        must(came.len() == self.master.books.came.len(), || {
            "I1: a fact came twice".to_owned()
        })?;
        let others = came.iter().filter(|key| {
            self.copied
                .is_none_or(|(one, _)| self.machines[one].station != key.station)
        });
        must(others.count() == facts, || {
            "I1: the master has facts that nobody wrote".to_owned()
        })
    }

    fn kept(&self) -> impl Iterator<Item = &Kept> {
        self.master
            .books
            .came
            .iter()
            .map(|key| &self.master.books.inbox[key])
    }

    fn counted(&self) -> impl Iterator<Item = &Kept> {
        self.kept().filter(|kept| kept.rejected.is_none())
    }

    /// I2: what counts of an order is of one claim after the other, each of one bench.
    fn fences_never_go_back(&self) -> Verdict {
        let mut last: BTreeMap<&OrderNo, (u64, &str)> = BTreeMap::new();
        for kept in self.counted() {
            let entry = &kept.entry;
            let Some(order) = entry.fact.order() else {
                continue;
            };
            let claim = (entry.fence, entry.station.as_str());
            let before = last.insert(order, claim).unwrap_or(claim);
            let follows = claim.0 > before.0 || claim == before;
            let copied = self.copied.is_some();
            let excused = self.floor.excused.get(&number_of(order));
            let forgotten = excused.is_some_and(|excuse| *excuse != "a lead took it over");
            must(follows || copied || forgotten, || {
                format!("I2: {order}: fence {claim:?} counted after {before:?}")
            })?;
        }
        Ok(())
    }

    /// I3.
    pub(super) fn no_order_is_boxed_twice(&self) -> Verdict {
        let mut by_parcel: BTreeMap<(usize, u32), usize> = BTreeMap::new();
        let mut numbers: BTreeSet<u64> = BTreeSet::new();
        for ((order, parcel, at), made) in &self.floor.boxes {
            if self.is_copied(&self.machines[*at]) {
                continue;
            }
            let is_new = numbers.insert(made.tracking) || self.set_back_silently;
            must(is_new, || {
                format!("I6: two boxes have the number {}", made.tracking)
            })?;
            let count = by_parcel.entry((*order, *parcel)).or_insert(0);
            *count += 1;
            must(
                *count == 1 || self.floor.excused.contains_key(order),
                || {
                    format!(
                        "I3: parcel {parcel} of {} was boxed twice",
                        order_no(*order)
                    )
                },
            )?;
        }
        Ok(())
    }

    /// Whether something of the order's is known to be out of step, and somebody looks at it.
    fn is_disputed(&self, order: usize) -> bool {
        let name = order_no(order);
        let rejected = self
            .kept()
            .any(|kept| kept.rejected.is_some() && kept.entry.fact.order() == Some(&name));
        rejected || self.copied.is_some() || self.floor.excused.contains_key(&order)
    }

    /// I2 and I3 together: the parcels in the books are the boxes on the floor, unit for unit.
    fn books_and_boxes_agree(&self) -> Verdict {
        for number in 0..self.shop.orders.len() {
            let order = order_no(number);
            let Some(book) = self.master.books.orders.get(&order) else {
                return Err(format!("{order} is not in the books"));
            };
            let parcels = &book.parcels;
            let booked: BTreeMap<u32, &Vec<PackedUnits>> = parcels
                .iter()
                .filter(|(_, parcel)| parcel.packaging.is_some())
                .map(|(parcel, made)| (*parcel, &made.contents))
                .collect();
            let boxes = self
                .floor
                .boxes
                .iter()
                .filter(|((of, ..), _)| *of == number);
            let boxed: BTreeMap<u32, &Vec<PackedUnits>> = boxes
                .map(|((_, parcel, _), made)| (*parcel, &made.units))
                .collect();
            must(booked == boxed || self.is_disputed(number), || {
                format!("I2: {order}: in the books {booked:?}, on the floor {boxed:?}")
            })?;
        }
        Ok(())
    }

    /// I4, from the facts that count alone; of an order that a lead took over, from its parcels in the books.
    fn stock_moved_is_what_was_packed(&self) -> Verdict {
        let mut parcels: BTreeMap<(&OrderNo, u32), &[PackedUnits]> = BTreeMap::new();
        for kept in self.counted() {
            match &kept.entry.fact {
                Fact::ParcelClosed {
                    order,
                    parcel,
                    contents,
                    ..
                } => {
                    parcels.insert((order, *parcel), contents);
                }
                Fact::OrderWithdrawn { order } => parcels.retain(|(of, _), _| *of != order),
                _ => {}
            }
        }
        for (order, book) in &self.master.books.orders {
            if book.taken_over {
                parcels.retain(|(of, _), _| *of != order);
                let booked = book.parcels.iter();
                parcels.extend(booked.map(|(parcel, made)| ((order, *parcel), &*made.contents)));
            }
        }
        let mut packed: BTreeMap<(&OrderNo, &Sku), i64> = BTreeMap::new();
        for ((order, _), units) in parcels {
            for units in units {
                *packed.entry((order, &units.sku)).or_insert(0) += i64::from(units.units);
            }
        }
        let mut moved: BTreeMap<(&OrderNo, &Sku), i64> = BTreeMap::new();
        let mut names = BTreeSet::new();
        for step in &self.master.books.moves {
            *moved.entry((&step.order, &step.sku)).or_insert(0) -= step.units;
            let name = (&step.fact, step.parcel, &step.sku, &step.location);
            must(names.insert(name), || format!("I4: {step:?} moved twice"))?;
        }
        moved.retain(|_, units| *units != 0);
        packed.retain(|_, units| *units != 0);
        must(moved == packed, || {
            format!("I4: moved {moved:?}, packed {packed:?}")
        })
    }

    /// I5.
    fn every_mirror_is_the_masters(&self) -> Verdict {
        for machine in self.machines.iter().filter(|machine| !machine.removed) {
            // Whoever is shut out reads on all the same, but not at once.
            if machine.disk.quarantined {
                continue;
            }
            let mirror = &machine.disk.mirror;
            let records = &self.master.books.records;
            let keys: BTreeSet<&Key> = mirror.keys().chain(records.keys()).collect();
            for key in keys {
                if matches!(key, Key::Gone(_)) {
                    continue;
                }
                let (here, there) = (mirror.get(key), records.get(key).map(|(_, row)| row));
                must(here == there, || {
                    format!(
                        "I5: {key:?} at {}: {here:?}, at the master {there:?}",
                        machine.station
                    )
                })?;
            }
        }
        Ok(())
    }

    /// I8.
    fn nothing_waits(&self) -> Verdict {
        for machine in self.honest() {
            let (unsent, station) = (machine.disk.unsent(), &machine.station);
            must(unsent == 0, || {
                format!("I8: {unsent} facts wait at {station}")
            })?;
            must(!machine.disk.quarantined, || {
                format!("{station} was shut out although nobody copied it")
            })?;
        }
        let recovering = self.master.books.recovering_since;
        must(recovering.is_none() || self.copied.is_some(), || {
            "I8: the master still waits for benches that have told everything".to_owned()
        })
    }

    /// I9.
    fn every_rejection_is_seen(&self) -> Verdict {
        for kept in self.kept() {
            let Some(why) = &kept.rejected else { continue };
            let entry = &kept.entry;
            let id = format!("fact/{}/{}/{}", entry.station, entry.epoch, entry.number);
            let record = self.master.books.records.get(&Key::Exception(id.clone()));
            must(record.is_some(), || {
                format!("I9: {why:?} of {id} is no exception")
            })?;
        }
        for machine in self.honest() {
            for entry in &machine.disk.journal {
                let kept = self.master.books.inbox.get(&FactKey::of(entry));
                let why = kept.and_then(|kept| kept.rejected.as_ref());
                let told = machine.disk.rejected.get(&entry.number);
                // A master that was set back may judge otherwise the second time.
                must(why.is_none() || told == why, || {
                    format!(
                        "I9: {} of {} is rejected, its bench heard {told:?}",
                        entry.number, entry.station
                    )
                })?;
            }
        }
        Ok(())
    }

    /// No order is held by a bench that does not know it, unless a person decided something of it; and
    /// no bench holds what is not its own.
    fn claims_agree(&self) -> Verdict {
        for machine in self.honest() {
            for (order, held) in &machine.disk.claims {
                let book = &self.master.books.orders[order];
                let stage = machine.disk.works.get(order).map(|work| work.stage);
                let own =
                    book.holder.as_ref() == Some(&machine.station) && book.fence == held.fence;
                must(own || stage == Some(Stage::Closed), || {
                    format!(
                        "{} holds {order} by {held:?}, the books say {book:?}",
                        machine.station
                    )
                })?;
            }
            for (order, book) in &self.master.books.orders {
                let held = book.holder.as_ref() == Some(&machine.station);
                // A master whose clock jumped takes an order back too early. When its bench has just boxed
                // something of it, the order waits for a lead; nobody else packs it.
                let lost = machine.disk.works.get(order).is_some_and(|work| work.lost);
                let excused = self.floor.excused.contains_key(&number_of(order))
                    || (lost && self.masters_clock_was_set());
                let waits = held && !excused && book.state != BookState::Closed;
                must(!waits || machine.disk.claims.contains_key(order), || {
                    format!(
                        "{order} waits for {}, which does not hold it",
                        machine.station
                    )
                })?;
            }
        }
        Ok(())
    }

    /// A bench that was let in again is shut out once more, or nothing of its journal is lost.
    fn who_is_let_in_again_loses_nothing(&self) -> Verdict {
        let Some((one, _)) = self.copied else {
            return Ok(());
        };
        let disk = &self.machines[one].disk;
        for entry in disk
            .journal
            .iter()
            .filter(|entry| entry.number <= disk.acknowledged)
        {
            let kept = self.master.books.inbox.get(&FactKey::of(entry));
            let same = kept.is_some_and(|kept| kept.entry.hash == entry.hash);
            must(same || disk.quarantined, || {
                format!(
                    "I1: the copied {} believes that {} is told",
                    entry.station, entry.number
                )
            })?;
        }
        Ok(())
    }

    /// When both computers spoke after the copying, an exception tells it.
    fn a_copy_is_found_out(&self) -> Verdict {
        let Some((one, copy)) = self.copied else {
            return Ok(());
        };
        let told = self.master.books.records.values().any(|(_, row)| {
            matches!(&**row, Row::Exception(exception) if exception.kind == ExceptionKind::CopiedBench)
        });
        let (one, copy) = (&self.machines[one].disk, &self.machines[copy].disk);
        let both = one.welcomed_since(copy) && copy.welcomed_since(one);
        must(told || !both || self.master.life > 0, || {
            "two benches under one name spoke, and nobody was told".to_owned()
        })
    }
}

//! Writes what a call has changed in the books, and what it has added.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::books::{Books, word_of};
use super::erase;
use super::records;
use super::session::{Given, Session, given};
use super::stock;
use super::trouble::Fault;
use crate::domain::feed::{Rejection, Row};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::journal::Entry;
use crate::master::ledger::{BookState, Effects, KeptFact, Ledger, OrderBook, ParcelBook};
use crate::master::rules;
use crate::sqlite::column;

/// What is in parcels.
pub(super) const PARCELS: &str =
    "INSERT INTO parcel_book(order_no, parcel, packaging, contents, label, tracking)
     SELECT * FROM unnest($1::TEXT[], $2::BIGINT[], $3::TEXT[], $4::TEXT[], $5::TEXT[], $6::TEXT[])
     ON CONFLICT (order_no, parcel) DO UPDATE
     SET packaging = excluded.packaging, contents = excluded.contents,
     label = excluded.label, tracking = excluded.tracking";

/// Units set aside.
pub(super) const RESERVATIONS: &str = "INSERT INTO reservation(sku, order_no, units)
     SELECT * FROM unnest($1::TEXT[], $2::TEXT[], $3::BIGINT[])
     ON CONFLICT (sku, order_no) DO UPDATE SET units = excluded.units";

/// How benches stand.
pub(super) const BENCHES: &str = "INSERT INTO bench(station, run, last_seen, drained_at, unsent, quarantined, program, past_runs, waited_for)
     SELECT * FROM unnest($1::TEXT[], $2::TEXT[], $3::TIMESTAMPTZ[], $4::TIMESTAMPTZ[], $5::BIGINT[],
     $6::BOOLEAN[], $7::TEXT[], $8::TEXT[], $9::BOOLEAN[])
     ON CONFLICT (station) DO UPDATE SET run = excluded.run, last_seen = excluded.last_seen,
     drained_at = excluded.drained_at, unsent = excluded.unsent,
     quarantined = excluded.quarantined, program = excluded.program,
     past_runs = excluded.past_runs, waited_for = excluded.waited_for";

/// How far the facts of each life have come.
pub(super) const LIVES: &str = "INSERT INTO bench_life(station, epoch, has_up_to)
     SELECT * FROM unnest($1::TEXT[], $2::BIGINT[], $3::BIGINT[])
     ON CONFLICT (station, epoch) DO UPDATE SET has_up_to = excluded.has_up_to";

/// What facts and claims change of orders. An order that the shop has not sent yet can have been packed
/// all the same: the master forgot it.
pub(super) const ORDERS: &str = "INSERT INTO order_book(order_no, holder, fence, lease_end, state, packed_revision, packed_mark, taken_over, both_wanted, to_erase)
     SELECT * FROM unnest($1::TEXT[], $2::TEXT[], $3::BIGINT[], $4::TIMESTAMPTZ[], $5::TEXT[],
     $6::BIGINT[], $7::BIGINT[], $8::BOOLEAN[], $9::BOOLEAN[], $10::BOOLEAN[])
     ON CONFLICT (order_no) DO UPDATE SET holder = excluded.holder, fence = excluded.fence,
     lease_end = excluded.lease_end, state = excluded.state,
     packed_revision = excluded.packed_revision, packed_mark = excluded.packed_mark,
     taken_over = excluded.taken_over, both_wanted = excluded.both_wanted, to_erase = excluded.to_erase";

/// Keeps facts for ever.
pub(super) const FACTS: &str = "INSERT INTO inbox(station, epoch, number, at, worker, fence, kind, order_no, body, hash, rejected)
     SELECT * FROM unnest($1::TEXT[], $2::BIGINT[], $3::BIGINT[], $4::TIMESTAMPTZ[], $5::TEXT[],
     $6::BIGINT[], $7::TEXT[], $8::TEXT[], $9::TEXT[], $10::BYTEA[], $11::TEXT[])";

/// Products as they stand now. A bench may not write them, so it cannot keep them from others: see [`MEND`].
const PRODUCTS: &str =
    "SELECT key, body FROM record WHERE topic = 'product' AND key = ANY($1) ORDER BY key";

/// Which of these products there are.
const KNOWN: &str = "SELECT key FROM record WHERE topic = 'product' AND key = ANY($1)";

/// Has a product's size and weight changed, where it still stands as it was read.
const MEND: &str = "SELECT mend_product($1, $2, $3, $4)";

/// How much of a fact is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// All of it.
    Whole,
    /// Its text, without the columns that tell order and worker apart.
    TextOnly,
    /// Its name and hash: the database takes no more.
    HashOnly,
}

impl Books {
    /// Writes the differences and effects. The locks are held until the transaction ends.
    pub(super) fn keep(&self, session: &mut Session, facts: Form) -> Result<(), Fault> {
        self.lock_changed_benches(session)?;
        keep_benches(session, &self.before, &self.ledger)?;
        let orders = self.changed_orders();
        keep_orders(session, &orders)?;
        self.keep_parcels(session, &orders)?;
        self.keep_reservations(session, &orders)?;
        let effects = &self.ledger.effects;
        keep_facts(session, &effects.kept, facts)?;
        keep_doubles(session, &effects.doubles)?;
        self.keep_rows(session, &orders, effects)?;
        self.keep_recovery(session)
    }

    /// The orders that are different from what was read.
    pub(super) fn changed_orders(&self) -> Vec<(&OrderNo, &OrderBook)> {
        let changed =
            |(order, book): &(&OrderNo, &OrderBook)| self.before.orders.get(*order) != Some(book);
        self.ledger.orders.iter().filter(changed).collect()
    }

    fn keep_parcels(
        &self,
        session: &mut Session,
        orders: &[(&OrderNo, &OrderBook)],
    ) -> Result<(), Fault> {
        let (mut numbers, mut parcels, mut packagings, mut contents) =
            (vec![], vec![], vec![], vec![]);
        let (mut labels, mut trackings) = (vec![], vec![]);
        for (order, book) in orders {
            let before = self.before.orders.get(*order).map(|book| &book.parcels);
            for (parcel, now) in &book.parcels {
                if before.and_then(|parcels| parcels.get(parcel)) == Some(now) {
                    continue;
                }
                let ParcelBook {
                    packaging,
                    contents: units,
                    label,
                } = now;
                numbers.push(order.0.clone());
                parcels.push(i64::from(*parcel));
                packagings.push(packaging.as_ref().map(|code| code.0.clone()));
                contents.push(json(units));
                labels.push(label.as_ref().map(json));
                trackings.push(label.as_ref().map(|label| label.tracking.0.clone()));
            }
        }
        if numbers.is_empty() {
            return Ok(());
        }
        session.put_off(
            PARCELS,
            given![numbers, parcels, packagings, contents, labels, trackings],
        )
    }

    /// Units set aside, where that has changed. Of a closed order nobody reads them, so they are left
    /// as they are, and written again when it is opened again.
    pub(super) fn keep_reservations(
        &self,
        session: &mut Session,
        orders: &[(&OrderNo, &OrderBook)],
    ) -> Result<(), Fault> {
        let none = OrderBook::default();
        let (mut skus, mut numbers, mut units) = (vec![], vec![], vec![]);
        for (order, now) in orders {
            let before = self.before.orders.get(*order).unwrap_or(&none);
            for (sku, reserved) in set_aside_anew(before, now) {
                skus.push(sku.0.clone());
                numbers.push(order.0.clone());
                units.push(i64::from(reserved));
            }
        }
        if skus.is_empty() {
            return Ok(());
        }
        session.put_off(RESERVATIONS, given![skus, numbers, units])
    }

    /// What benches see of it: standings, stock, packagings and exceptions.
    fn keep_rows(
        &self,
        session: &mut Session,
        orders: &[(&OrderNo, &OrderBook)],
        effects: &Effects,
    ) -> Result<(), Fault> {
        stock::note_moves(session, &effects.moves)?;
        stock::note_packagings(session, &effects.packagings)?;
        let mut rows: Vec<Row> = orders
            .iter()
            .filter_map(|(order, book)| {
                let standing = book.standing(order);
                let before = self.before.orders.get(*order).cloned().unwrap_or_default();
                (standing != before.standing(order)).then_some(Row::Standing(standing))
            })
            .collect();
        rows.extend(effects.rules.as_ref().map(rules::setting));
        // One statement writes a row once: of two words about one key the last counts.
        let settings: BTreeMap<String, String> = effects.settings.iter().cloned().collect();
        let settings = settings.into_iter();
        rows.extend(settings.map(|(key, value)| Row::Setting { key, value }));
        records::put(session, &rows)?;
        let exceptions: Vec<Row> = effects
            .exceptions
            .iter()
            .map(|exception| Row::Exception(Box::new(exception.clone())))
            .collect();
        records::add_new(session, &exceptions)?;
        settle(session, effects)?;
        mend_products(session, effects)?;
        bind_barcodes(session, effects)?;
        erase::customers(session, &self.erased_now(orders))?;
        erase::workers(session, &effects.left)
    }

    /// The orders whose customers are to be forgotten from now on.
    fn erased_now(&self, orders: &[(&OrderNo, &OrderBook)]) -> Vec<String> {
        let before = |order: &OrderNo| {
            self.before
                .orders
                .get(order)
                .is_some_and(OrderBook::is_erased)
        };
        orders
            .iter()
            .filter(|(order, book)| book.is_erased() && !before(order))
            .map(|(order, _)| order.0.clone())
            .collect()
    }

    /// Where the orders stand with which anything has happened.
    pub(super) fn standings(&self) -> Vec<Row> {
        let nothing = OrderBook::default();
        self.ledger
            .orders
            .iter()
            .map(|(order, book)| (book.standing(order), nothing.standing(order)))
            .filter(|(standing, untouched)| standing != untouched)
            .map(|(standing, _)| Row::Standing(standing))
            .collect()
    }

    /// Writes when the master was set back, or that it is over; whoever changed it meanwhile wins.
    fn keep_recovery(&self, session: &mut Session) -> Result<(), Fault> {
        let since = self.ledger.recovering_since;
        if since == self.before.recovering_since {
            return Ok(());
        }
        let changed = session.execute(
            "UPDATE ledger SET recovering_since = $1 WHERE name = $2 AND recovering_since IS NOT DISTINCT FROM $3",
            &[&since, &self.head.name, &self.before.recovering_since],
        )?;
        if changed == 0 {
            return Err(Fault::Overtaken);
        }
        Ok(())
    }
}

/// The products of an order of which the table has to be told how many units are set aside.
fn set_aside_anew<'a>(before: &'a OrderBook, now: &'a OrderBook) -> BTreeMap<&'a Sku, u32> {
    let is_closed = |book: &OrderBook| book.state == BookState::Closed;
    if is_closed(now) {
        // What the shop took out of it meanwhile is not named when it is opened again.
        let gone = before.needs.keys();
        return gone
            .filter(|sku| !now.needs.contains_key(*sku))
            .map(|sku| (sku, 0))
            .collect();
    }
    let (known, reserved) = (before.reserved(), now.reserved());
    let units = |of: &BTreeMap<Sku, u32>, sku: &Sku| of.get(sku).copied().unwrap_or(0);
    let named: BTreeSet<&Sku> = before.needs.keys().chain(now.needs.keys()).collect();
    named
        .into_iter()
        .map(|sku| (sku, units(&reserved, sku)))
        .filter(|(sku, now)| is_closed(before) || units(&known, sku) != *now)
        .collect()
}

fn keep_benches(session: &mut Session, before: &Ledger, now: &Ledger) -> Result<(), Fault> {
    let (mut stations, mut runs, mut programs) = (vec![], vec![], vec![]);
    let (mut seen, mut drained, mut unsent, mut quarantined) = (vec![], vec![], vec![], vec![]);
    let (mut past_runs, mut waited_for) = (vec![], vec![]);
    let (mut lives, mut epochs, mut numbers) = (vec![], vec![], vec![]);
    for (station, bench) in &now.benches {
        let old = before.benches.get(station);
        if old == Some(bench) {
            continue;
        }
        stations.push(station.0.clone());
        runs.push(bench.run.clone());
        programs.push(bench.program.clone());
        seen.push(bench.last_seen);
        drained.push(bench.drained_at);
        unsent.push(column(bench.unsent));
        quarantined.push(bench.quarantined);
        // The driver takes no lists of lists, and a run is a name without a line end.
        past_runs.push(bench.past_runs.join("\n"));
        waited_for.push(bench.waited_for);
        for (epoch, has_up_to) in &bench.has_up_to {
            if old.and_then(|old| old.has_up_to.get(epoch)) != Some(has_up_to) {
                lives.push(station.0.clone());
                epochs.push(column(*epoch));
                numbers.push(column(*has_up_to));
            }
        }
    }
    if !stations.is_empty() {
        session.put_off(
            BENCHES,
            given![
                stations,
                runs,
                seen,
                drained,
                unsent,
                quarantined,
                programs,
                past_runs,
                waited_for
            ],
        )?;
    }
    if !lives.is_empty() {
        session.put_off(LIVES, given![lives, epochs, numbers])?;
    }
    Ok(())
}

/// What facts and claims change of orders. What the shop says of them is written by the import alone.
fn keep_orders(session: &mut Session, orders: &[(&OrderNo, &OrderBook)]) -> Result<(), Fault> {
    if orders.is_empty() {
        return Ok(());
    }
    let numbers: Vec<String> = orders.iter().map(|(order, _)| order.0.clone()).collect();
    let each = |value: fn(&OrderBook) -> i64| -> Vec<i64> {
        orders.iter().map(|(_, book)| value(book)).collect()
    };
    let holders: Vec<Option<String>> = orders
        .iter()
        .map(|(_, book)| book.holder.as_ref().map(|holder| holder.0.clone()))
        .collect();
    let leases: Vec<Option<DateTime<Utc>>> =
        orders.iter().map(|(_, book)| book.lease_end).collect();
    let states: Vec<&'static str> = orders.iter().map(|(_, book)| word_of(book.state)).collect();
    let packed_marks: Vec<Option<i64>> = orders
        .iter()
        .map(|(_, book)| book.packed_mark.map(u64::cast_signed))
        .collect();
    let taken_over: Vec<bool> = orders.iter().map(|(_, book)| book.taken_over).collect();
    let both_wanted: Vec<bool> = orders.iter().map(|(_, book)| book.both_wanted).collect();
    let to_erase: Vec<bool> = orders.iter().map(|(_, book)| book.to_erase).collect();
    session.put_off(
        ORDERS,
        given![
            numbers,
            holders,
            each(|book| column(book.fence)),
            leases,
            states,
            each(|book| column(book.packed_revision)),
            packed_marks,
            taken_over,
            both_wanted,
            to_erase
        ],
    )
}

/// Facts by their columns.
#[derive(Default)]
pub(super) struct FactColumns {
    stations: Vec<String>,
    epochs: Vec<i64>,
    numbers: Vec<i64>,
    at: Vec<DateTime<Utc>>,
    workers: Vec<Option<String>>,
    fences: Vec<i64>,
    kinds: Vec<String>,
    orders: Vec<Option<String>>,
    bodies: Vec<Option<String>>,
    hashes: Vec<Vec<u8>>,
    rejected: Vec<Option<String>>,
}

impl FactColumns {
    /// Of facts, each with why it does not count.
    pub(super) fn of<'a>(
        facts: impl IntoIterator<Item = (&'a Entry, Option<&'a Rejection>)>,
        form: Form,
    ) -> Self {
        let mut columns = Self::default();
        for (entry, rejected) in facts {
            let whole = form == Form::Whole;
            columns.stations.push(entry.station.0.clone());
            columns.epochs.push(column(entry.epoch));
            columns.numbers.push(column(entry.number));
            columns.at.push(entry.at);
            let worker = entry.worker.as_ref().filter(|_| whole);
            columns.workers.push(worker.map(|badge| badge.0.clone()));
            columns.fences.push(column(entry.fence));
            columns.kinds.push(entry.fact.kind().to_owned());
            let order = entry.fact.order().filter(|_| whole);
            columns.orders.push(order.map(|order| order.0.clone()));
            columns
                .bodies
                .push((form != Form::HashOnly).then(|| json(&entry.fact)));
            columns.hashes.push(entry.hash.to_vec());
            columns.rejected.push(rejected.map(json));
        }
        columns
    }

    /// In the order of the table's columns.
    pub(super) fn values(self) -> Given {
        given![
            self.stations,
            self.epochs,
            self.numbers,
            self.at,
            self.workers,
            self.fences,
            self.kinds,
            self.orders,
            self.bodies,
            self.hashes,
            self.rejected
        ]
    }
}

fn keep_facts(session: &mut Session, kept: &[KeptFact], form: Form) -> Result<(), Fault> {
    if kept.is_empty() {
        return Ok(());
    }
    let facts = kept
        .iter()
        .map(|kept| (&kept.entry, kept.rejected.as_ref()));
    let new = FactColumns::of(facts, form);
    session.put_off(FACTS, new.values())
}

fn keep_doubles(session: &mut Session, doubles: &[Entry]) -> Result<(), Fault> {
    for entry in doubles {
        session.put_off(
            "INSERT INTO inbox_double(station, epoch, number, hash, body) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
            given![
                entry.station.0.clone(),
                column(entry.epoch),
                column(entry.number),
                entry.hash.to_vec(),
                json(&entry.fact)
            ],
        )?;
    }
    Ok(())
}

/// Writes who has seen to an exception. The first word stands.
fn settle(session: &mut Session, effects: &Effects) -> Result<(), Fault> {
    let mut settled = BTreeMap::new();
    for (id, how) in &effects.settled {
        settled.entry(id.clone()).or_insert_with(|| how.clone());
    }
    let ids: Vec<String> = settled.keys().cloned().collect();
    let mut rows = Vec::new();
    for (id, row) in records::lock(session, "exception", &ids)? {
        if let Row::Exception(mut exception) = row
            && exception.settled.is_none()
        {
            exception.settled = settled.remove(&id);
            rows.push(Row::Exception(exception));
        }
    }
    records::put(session, &rows)
}

/// The catalogue gets what a lead has put right.
fn mend_products(session: &mut Session, effects: &Effects) -> Result<(), Fault> {
    let mended = effects.mended.iter();
    let products: BTreeSet<String> = mended.map(|mended| mended.sku().0.clone()).collect();
    let products: Vec<String> = products.into_iter().collect();
    if products.is_empty() {
        return Ok(());
    }
    for columns in session.query(PRODUCTS, &[&products])? {
        let (sku, body): (String, String) = (columns.get(0), columns.get(1));
        let Row::Product(before) = records::read("product", &sku, &body)? else {
            continue;
        };
        let mut product = before.clone();
        for mended in effects.mended.iter().filter(|one| one.sku().0 == sku) {
            mended.apply(&mut product);
        }
        if product != before {
            let mended = records::body_of(&Row::Product(product));
            let mark = records::mark_of(&mended);
            let changed = session.one(MEND, &[&sku, &body, &mended, &mark])?;
            if !changed.get::<_, bool>(0) {
                return Err(Fault::Overtaken);
            }
        }
    }
    Ok(())
}

/// The catalogue gets barcodes that leads bound to products it has; those that it has stay as they are.
fn bind_barcodes(session: &mut Session, effects: &Effects) -> Result<(), Fault> {
    if effects.bound.is_empty() {
        return Ok(());
    }
    let bound: BTreeSet<String> = effects.bound.iter().map(|it| it.sku.0.clone()).collect();
    let bound: Vec<String> = bound.into_iter().collect();
    let known = session.query(KNOWN, &[&bound])?;
    let known: BTreeSet<String> = known.iter().map(|columns| columns.get(0)).collect();
    // Of two rows with one key the later is written, and the first word stands.
    let bound = effects.bound.iter().rev();
    let of_known = bound.filter(|it| known.contains(&it.sku.0));
    let rows: Vec<Row> = of_known.cloned().map(Row::Barcode).collect();
    records::add_new(session, &rows)
}

/// A text of the domain's words.
pub(super) fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("the words of the domain have a JSON text")
}

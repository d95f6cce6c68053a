//! The simulated master's books: what it has kept, and the feed of rows that benches read.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use pakownia::domain::exception::Exception;
use pakownia::domain::feed::{Gone, OrderRow, Place, Rejection, Row};
use pakownia::domain::ids::{OrderNo, StationId};
use pakownia::domain::journal::Entry;
use pakownia::domain::order::Order;
use pakownia::master::Turned;
use pakownia::master::ledger::{
    BenchBook, BookState, Effects, FactKey, KnownFact, Ledger, OrderBook, StockMove, needs_of,
};

use super::network::Rows;

/// The name of a row, short enough to be compared a million times.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Order(usize),
    Standing(usize),
    Exception(String),
    Gone(String),
}

impl Key {
    pub(super) fn of(row: &Row) -> Self {
        match row {
            Row::Order(row) => Self::Order(number_of(&row.order.order_no)),
            Row::Standing(standing) => Self::Standing(number_of(&standing.order_no)),
            Row::Exception(exception) => Self::Exception(exception.id.clone()),
            Row::Gone(gone) => Self::Gone(gone.id.clone()),
            other => panic!("the simulated shop has no rows of {}", other.topic()),
        }
    }
}

/// The order with this number; `Z-7` is 7.
pub(super) fn order_no(number: usize) -> OrderNo {
    OrderNo(format!("Z-{number}"))
}

/// The number of an order.
pub(super) fn number_of(order: &OrderNo) -> usize {
    order.0[2..].parse().unwrap()
}

/// A fact that the master keeps.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) entry: Rc<Entry>,
    pub(super) rejected: Option<Rejection>,
}

/// All that a backup holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Books {
    pub(super) name: String,
    pub(super) recovering_since: Option<DateTime<Utc>>,
    pub(super) next_transaction: u64,
    next_seq: u64,
    pub(super) next_number: u64,
    pub(super) benches: BTreeMap<StationId, BenchBook>,
    pub(super) orders: BTreeMap<OrderNo, OrderBook>,
    pub(super) inbox: BTreeMap<FactKey, Kept>,
    /// The keys of the inbox in the order in which they came.
    pub(super) came: Vec<FactKey>,
    pub(super) doubles: Vec<Entry>,
    pub(super) moves: Vec<StockMove>,
    pub(super) records: BTreeMap<Key, (Place, Rc<Row>)>,
    feed: BTreeMap<Place, Key>,
    /// Where the feed begins.
    pub(super) floor: Place,
    /// What the shop said of orders that were taken away.
    pruned: BTreeMap<OrderNo, Order>,
}

/// What a call is about.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) benches: BTreeSet<StationId>,
    pub(super) orders: BTreeSet<OrderNo>,
    pub(super) facts: Vec<FactKey>,
}

impl Books {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            next_transaction: 1,
            next_number: 1,
            ..Self::default()
        }
    }

    /// Lets the rules answer on a part of the books and keeps what they changed, also when they turn
    /// the bench away. During a recovery all benches are loaded, as the rules ask.
    pub(super) fn with<T>(
        &mut self,
        transaction: u64,
        part: &Part,
        call: impl FnOnce(&mut Ledger) -> Result<T, Turned>,
    ) -> Result<T, Turned> {
        let mut ledger = self.load(part);
        let before = ledger.orders.clone();
        let answer = call(&mut ledger);
        self.recovering_since = ledger.recovering_since;
        self.benches.append(&mut ledger.benches);
        for (order, book) in ledger.orders {
            if before.get(&order) != Some(&book) {
                self.tell_standing(transaction, &order, &book);
            }
            self.orders.insert(order, book);
        }
        self.keep(transaction, ledger.effects);
        answer
    }

    /// Keeps what a call added.
    fn keep(&mut self, transaction: u64, effects: Effects) {
        for kept in effects.kept {
            let key = FactKey::of(&kept.entry);
            self.came.push(key.clone());
            let kept = Kept {
                entry: Rc::new(kept.entry),
                rejected: kept.rejected,
            };
            let earlier = self.inbox.insert(key, kept);
            assert!(earlier.is_none(), "a fact was kept twice");
        }
        self.doubles.extend(effects.doubles);
        self.moves.extend(effects.moves);
        for exception in effects.exceptions {
            self.open_exception(transaction, exception);
        }
        for (id, settled) in effects.settled {
            let known = self.records.get(&Key::Exception(id));
            let known = known.map(|(_, row)| Rc::clone(row));
            if let Some(Row::Exception(exception)) = known.as_deref() {
                let mut exception = exception.clone();
                exception.settled = Some(settled);
                self.put(transaction, Row::Exception(exception));
            }
        }
    }

    fn load(&mut self, part: &Part) -> Ledger {
        let mut ledger = Ledger {
            recovering_since: self.recovering_since,
            ..Ledger::default()
        };
        if self.recovering_since.is_some() {
            ledger.benches = std::mem::take(&mut self.benches);
        }
        for station in &part.benches {
            if let Some((station, bench)) = self.benches.remove_entry(station) {
                ledger.benches.insert(station, bench);
            }
        }
        for order in &part.orders {
            if let Some((order, book)) = self.orders.remove_entry(order) {
                ledger.orders.insert(order, book);
            }
        }
        for key in &part.facts {
            if let Some(kept) = self.inbox.get(key) {
                let known = KnownFact {
                    hash: kept.entry.hash,
                    rejected: kept.rejected.clone(),
                };
                ledger.known.insert(key.clone(), known);
            }
        }
        ledger
    }

    fn tell_standing(&mut self, transaction: u64, order: &OrderNo, book: &OrderBook) {
        // Masters do not look into the parcels of an order that nobody holds.
        let is_empty = book
            .parcels
            .values()
            .all(|parcel| parcel.packaging.is_none());
        assert!(
            book.holder.is_some() || is_empty,
            "{order} was let go of with a parcel in its books"
        );
        self.put(transaction, Row::Standing(book.standing(order)));
    }

    fn open_exception(&mut self, transaction: u64, exception: Exception) {
        let is_known = self
            .records
            .contains_key(&Key::Exception(exception.id.clone()));
        if !is_known {
            self.put(transaction, Row::Exception(Box::new(exception)));
        }
    }

    /// A row that changed moves to the end of the feed; one that did not stays where it is.
    fn put(&mut self, transaction: u64, row: Row) {
        let key = Key::of(&row);
        if let Some((place, known)) = self.records.get(&key) {
            if **known == row {
                return;
            }
            self.feed.remove(place);
        }
        self.next_seq += 1;
        let place = Place {
            transaction,
            seq: self.next_seq,
        };
        self.feed.insert(place, key.clone());
        self.records.insert(key, (place, Rc::new(row)));
    }

    /// Takes what the shop has of an order.
    pub(super) fn import(&mut self, transaction: u64, order: &Order, now: DateTime<Utc>) {
        let key = Key::Order(number_of(&order.order_no));
        // What was taken away stays away while the shop says the same of it.
        let is_done = |books: &Self| {
            let book = books.orders.get(&order.order_no);
            book.is_some_and(|book| book.state == BookState::Closed)
        };
        if self.pruned.get(&order.order_no) == Some(order) && is_done(self) {
            return;
        }
        let comes_back = self.pruned.remove(&order.order_no).is_some();
        let revision = match self.records.get(&key) {
            Some((_, row)) => match &**row {
                Row::Order(known) if known.order == *order => return,
                Row::Order(known) => known.revision + 1,
                _ => 1,
            },
            None => 1,
        };
        let row = OrderRow {
            order: order.clone(),
            revision,
        };
        let needs = needs_of(order, |_sku| Ok::<_, Infallible>(vec![]));
        let needs = needs.expect("the simulated shop sells no kits");
        let part = Part {
            orders: BTreeSet::from([order.order_no.clone()]),
            ..Part::default()
        };
        let taken = self.with(transaction, &part, |ledger| {
            ledger.order_changed(&row, needs, now);
            Ok(())
        });
        taken.expect("the shop is not turned away");
        if comes_back && let Some(book) = self.orders.get(&order.order_no).cloned() {
            self.tell_standing(transaction, &order.order_no, &book);
        }
        self.put(transaction, Row::Order(Box::new(row)));
    }

    /// Takes packed orders away that nobody has to look at; `forgets` what was told of earlier ones.
    pub(super) fn prune(&mut self, transaction: u64, forgets: bool) -> usize {
        let disputed: BTreeSet<&OrderNo> = self
            .records
            .values()
            .filter_map(|(_, row)| match &**row {
                Row::Exception(exception) if exception.settled.is_none() => {
                    exception.order.as_ref()
                }
                _ => None,
            })
            .collect();
        let goes = |(order, book): &(&OrderNo, &OrderBook)| {
            let is_here = self.records.contains_key(&Key::Order(number_of(order)));
            book.state == BookState::Closed && is_here && !disputed.contains(order)
        };
        let orders: Vec<OrderNo> = self
            .orders
            .iter()
            .filter(goes)
            .map(|(order, _)| order.clone())
            .collect();
        for order in &orders {
            let number = number_of(order);
            if let Some(Row::Order(row)) = self.remove(&Key::Order(number)).as_deref() {
                self.pruned.insert(order.clone(), row.order.clone());
            }
            self.remove(&Key::Standing(number));
        }
        let count = orders.len();
        if count > 0 {
            let gone = Gone {
                id: format!("{transaction:020}"),
                orders,
                exceptions: vec![],
            };
            self.put(transaction, Row::Gone(Box::new(gone)));
        }
        if forgets {
            self.forget_gone();
        }
        count
    }

    /// All rows that tell what is gone, but the newest row of all, go themselves.
    fn forget_gone(&mut self) {
        let newest = self.newest();
        let old: Vec<(Place, Key)> = self
            .records
            .iter()
            .filter(|(key, (place, _))| matches!(key, Key::Gone(_)) && *place < newest)
            .map(|(key, (place, _))| (*place, key.clone()))
            .collect();
        for (place, key) in old {
            self.remove(&key);
            self.floor = self.floor.max(place);
        }
    }

    fn remove(&mut self, key: &Key) -> Option<Rc<Row>> {
        let (place, row) = self.records.remove(key)?;
        self.feed.remove(&place);
        Some(row)
    }

    /// Rows behind `from` that were written before `horizon`, at most `limit`.
    pub(super) fn rows_behind(&self, from: Place, horizon: u64, limit: usize) -> Rows {
        let behind = (std::ops::Bound::Excluded(from), std::ops::Bound::Unbounded);
        let mut rows: Vec<(Place, Rc<Row>)> = self
            .feed
            .range(behind)
            .take_while(|(place, _)| place.transaction < horizon)
            .take(limit + 1)
            .map(|(place, key)| (*place, Rc::clone(&self.records[key].1)))
            .collect();
        let more = rows.len() > limit;
        rows.truncate(limit);
        Rows {
            ledger: self.name.clone(),
            rows,
            more,
            start_again: false,
            load: None,
        }
    }

    /// The newest place of all.
    pub(super) fn newest(&self) -> Place {
        self.feed
            .last_key_value()
            .map_or_else(Place::default, |(place, _)| *place)
    }
}

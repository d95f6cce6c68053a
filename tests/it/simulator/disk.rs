//! What a bench's disk keeps: journal, claims, mirror, and how far it has told and read.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use pakownia::domain::feed::{Claim, NumberRange, Place, Rejection, Row, TopicDigest, row_mark};
use pakownia::domain::ids::OrderNo;
use pakownia::domain::journal::Entry;
use pakownia::master::planner::Lease;
use pakownia::master::{Cursor, Report};

use super::books::{Key, number_of};

/// How the packing of an order stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Open,
    PutAside,
    Closed,
    Withdrawn,
}

/// The packing of one order as this bench's journal tells it.
#[derive(Debug, Clone)]
pub(super) struct Work {
    pub(super) stage: Stage,
    /// The fence of its claim.
    pub(super) fence: u64,
    pub(super) revision: u64,
    /// Units of the parcel at hand have been scanned.
    pub(super) scanned: bool,
    /// The parcels that are closed.
    pub(super) closed: u32,
    /// The order was given to others.
    pub(super) lost: bool,
    /// The number of its last fact.
    pub(super) last_fact: u64,
}

/// An order that the bench may open.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub(super) fence: u64,
    pub(super) lease: Lease,
    /// It was opened here under this claim.
    pub(super) begun: bool,
}

/// What survives the end of the program.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    pub(super) journal: Vec<Entry>,
    pub(super) acknowledged: u64,
    pub(super) rejected: BTreeMap<u64, Rejection>,
    /// Its name for itself on the newest connection, and the one under which it was last welcomed.
    pub(super) run: String,
    pub(super) before: Option<String>,
    /// All names under which it was welcomed.
    pub(super) names: BTreeSet<String>,
    pub(super) claims: BTreeMap<OrderNo, Held>,
    /// Orders given up that the master may still count as held here.
    pub(super) given_up: bool,
    /// Perhaps it still holds orders that were withdrawn.
    pub(super) withdrew: bool,
    pub(super) cursor: Cursor,
    pub(super) mirror: BTreeMap<Key, Rc<Row>>,
    pub(super) works: BTreeMap<OrderNo, Work>,
    pub(super) numbers: VecDeque<NumberRange>,
    /// The master said that two benches work under this name.
    pub(super) quarantined: bool,
}

impl Disk {
    pub(super) fn new() -> Self {
        Self {
            journal: Vec::new(),
            acknowledged: 0,
            rejected: BTreeMap::new(),
            run: String::new(),
            before: None,
            names: BTreeSet::new(),
            claims: BTreeMap::new(),
            given_up: false,
            withdrew: false,
            cursor: Cursor::default(),
            mirror: BTreeMap::new(),
            works: BTreeMap::new(),
            numbers: VecDeque::new(),
            quarantined: false,
        }
    }

    pub(super) fn head(&self) -> u64 {
        u64::try_from(self.journal.len()).unwrap()
    }

    pub(super) fn unsent(&self) -> u64 {
        self.head() - self.acknowledged
    }

    /// How it stands, for the master: what it holds and goes on holding.
    pub(super) fn report(&self) -> Report {
        let held = self.claims.iter().filter(|(order, _)| {
            let stage = self.works.get(*order).map(|work| work.stage);
            stage != Some(Stage::Closed)
        });
        Report {
            unsent: self.unsent(),
            held: held
                .map(|(order, held)| Claim {
                    order: order.clone(),
                    fence: held.fence,
                })
                .collect(),
        }
    }

    /// Orders that it holds and has not begun.
    pub(super) fn ahead(&self) -> u32 {
        let ahead = self.claims.values().filter(|held| !held.begun);
        u32::try_from(ahead.count()).unwrap()
    }

    /// The order is not held here any more.
    pub(super) fn lose(&mut self, order: &OrderNo) {
        self.claims.remove(order);
        if let Some(work) = self.works.get_mut(order) {
            work.lost = true;
        }
    }

    /// The master welcomes it under the name of its newest connection.
    pub(super) fn welcomed(&mut self) {
        self.before = Some(self.run.clone());
        self.names.insert(self.run.clone());
    }

    /// Whether the master welcomed this disk under a name that the other one never had: both may have
    /// waited for the answer to the same greeting.
    pub(super) fn welcomed_since(&self, other: &Self) -> bool {
        !self.names.is_subset(&other.names)
    }

    /// The next tracking number.
    pub(super) fn take_number(&mut self) -> Option<u64> {
        let range = self.numbers.front_mut()?;
        let number = range.first;
        range.first += 1;
        if range.first > range.last {
            self.numbers.pop_front();
        }
        Some(number)
    }

    pub(super) fn numbers_left(&self) -> u64 {
        self.numbers
            .iter()
            .map(|range| range.last + 1 - range.first)
            .sum()
    }

    pub(super) fn take_rows(
        &mut self,
        ledger: &str,
        rows: impl IntoIterator<Item = (Place, Rc<Row>)>,
    ) {
        for (place, row) in rows {
            match &*row {
                Row::Gone(gone) => {
                    for order in &gone.orders {
                        self.mirror.remove(&Key::Order(number_of(order)));
                        self.mirror.remove(&Key::Standing(number_of(order)));
                    }
                }
                _ => {
                    self.mirror.insert(Key::of(&row), row);
                }
            }
            ledger.clone_into(&mut self.cursor.ledger);
            self.cursor.place = place;
        }
    }

    pub(super) fn digests(&self) -> Vec<TopicDigest> {
        let mut topics: BTreeMap<&'static str, TopicDigest> = BTreeMap::new();
        for row in self.mirror.values() {
            let digest = topics.entry(row.topic()).or_insert_with(|| TopicDigest {
                topic: row.topic().to_owned(),
                rows: 0,
                mark: 0,
            });
            digest.rows += 1;
            digest.mark ^= row_mark(&serde_json::to_string(&**row).unwrap());
        }
        topics.into_values().collect()
    }
}

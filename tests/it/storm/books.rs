//! What the benches' journals and the master's books say when the storm is over, and whether they agree.

use std::collections::{BTreeMap, BTreeSet};

use pakownia::domain::exception::{Exception, ExceptionKind};
use pakownia::domain::ids::Sku;
use pakownia::domain::location::Location;
use pakownia::domain::session::fact::{Fact, PackedUnits};

/// Faults that are told in words; of more than these the number is enough.
const TOLD: usize = 20;

/// The name of a fact among all benches: bench, life of its database, number.
pub(super) type Key = (String, u64, u64);

/// A product at a place.
pub(super) type Bin = (Sku, Location);

/// A fact in a bench's journal.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) key: Key,
    pub(super) hash: String,
    pub(super) fact: Fact,
}

/// A fact in the master's inbox.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) key: Key,
    pub(super) hash: String,
    pub(super) rejected: Option<String>,
}

/// Everything that has to agree.
#[derive(Debug, Clone, Default)]
pub(super) struct Books {
    /// What customers ordered: units by product, of each order.
    pub(super) ordered: BTreeMap<String, BTreeMap<Sku, i64>>,
    /// The journal of each bench.
    pub(super) journals: Vec<Vec<Kept>>,
    /// What is wrong with a bench by its own words: its chain of facts, its cache beside the master's rows.
    pub(super) complaints: Vec<String>,
    pub(super) inbox: Vec<Received>,
    /// Second facts with a number that was taken.
    pub(super) inbox_doubles: i64,
    /// Units in each bin before and after.
    pub(super) stock: (BTreeMap<Bin, i64>, BTreeMap<Bin, i64>),
    /// Boxes in the warehouse before and after, by packaging.
    pub(super) boxes: (BTreeMap<String, i64>, BTreeMap<String, i64>),
    pub(super) exceptions: Vec<Exception>,
}

/// A closed parcel as one bench's journal has it at last.
#[derive(Debug, Clone)]
struct Parcel {
    packaging: String,
    units: BTreeMap<Sku, i64>,
    /// The same by the bins they came from.
    bins: BTreeMap<Bin, i64>,
}

impl Books {
    /// All that is not as it has to be, in words; nothing when the books agree.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = self.complaints.clone();
        faults.extend(self.facts_once());
        faults.extend(self.parcels_once());
        faults.extend(self.tracking_numbers_once());
        faults.extend(self.packed_as_ordered());
        faults.extend(self.stock_follows());
        faults.extend(self.exceptions_explained());
        let more = faults.len().saturating_sub(TOLD);
        faults.truncate(TOLD);
        if more > 0 {
            faults.push(format!("and {more} more"));
        }
        faults
    }

    /// Orders that some bench has closed.
    pub(super) fn closed_orders(&self) -> usize {
        self.packed().len()
    }

    /// Every fact of every journal is in the inbox once, and nothing else is.
    fn facts_once(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut received: BTreeMap<&Key, Vec<&Received>> = BTreeMap::new();
        for fact in &self.inbox {
            received.entry(&fact.key).or_default().push(fact);
        }
        for kept in self.journals.iter().flatten() {
            let at_master = received.remove(&kept.key).unwrap_or_default();
            let (key, kind) = (&kept.key, kept.fact.kind());
            match at_master.as_slice() {
                [] => faults.push(format!("lost: {kind} {key:?} is not at the master")),
                [one] if one.hash != kept.hash => {
                    faults.push(format!("changed: the master has another {kind} {key:?}"));
                }
                [_] => {}
                [_, _, ..] => {
                    faults.push(format!("doubled: {kind} {key:?} is at the master twice"));
                }
            }
        }
        for key in received.keys() {
            faults.push(format!("doubled: no bench knows {key:?}, the master does"));
        }
        if self.inbox_doubles > 0 {
            faults.push(format!("doubled: {} second facts", self.inbox_doubles));
        }
        faults
    }

    /// The facts of all benches, each with its bench's place in the list.
    fn facts(&self) -> impl Iterator<Item = (usize, &Fact)> {
        let numbered = self.journals.iter().enumerate();
        numbered.flat_map(|(bench, journal)| journal.iter().map(move |kept| (bench, &kept.fact)))
    }

    /// No parcel and no order was closed at two benches.
    fn parcels_once(&self) -> Vec<String> {
        let mut closed_at: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (bench, fact) in self.facts() {
            let what = match fact {
                Fact::ParcelClosed { order, parcel, .. } => format!("parcel {parcel} of {order}"),
                Fact::OrderClosed { order, .. } => format!("order {order}"),
                _ => continue,
            };
            closed_at.entry(what).or_default().insert(bench);
        }
        closed_at.retain(|_, benches| benches.len() > 1);
        let told = closed_at.into_iter();
        told.map(|(what, benches)| format!("packed twice: {what} at the benches {benches:?}"))
            .collect()
    }

    /// One tracking number a parcel, one parcel a tracking number.
    fn tracking_numbers_once(&self) -> Vec<String> {
        let mut numbers: BTreeMap<&str, BTreeSet<(&str, u32)>> = BTreeMap::new();
        let mut parcels: BTreeMap<(&str, u32), BTreeSet<&str>> = BTreeMap::new();
        for (_, fact) in self.facts() {
            if let Fact::ParcelClosed {
                order,
                parcel,
                tracking,
                ..
            } = fact
            {
                let place = (order.as_str(), *parcel);
                numbers.entry(tracking.as_str()).or_default().insert(place);
                parcels.entry(place).or_default().insert(tracking.as_str());
            }
        }
        numbers.retain(|_, parcels| parcels.len() > 1);
        parcels.retain(|_, numbers| numbers.len() > 1);
        let shared = numbers
            .iter()
            .map(|(number, parcels)| format!("doubled: number {number} is on {parcels:?}"));
        let several = parcels
            .iter()
            .map(|(parcel, numbers)| format!("doubled: {parcel:?} has the numbers {numbers:?}"));
        shared.chain(several).collect()
    }

    /// The parcels of each closed order as its last closing left them.
    fn packed(&self) -> BTreeMap<&str, BTreeMap<u32, Parcel>> {
        let mut open: BTreeMap<(usize, &str), BTreeMap<u32, Parcel>> = BTreeMap::new();
        let mut closed: BTreeMap<&str, BTreeMap<u32, Parcel>> = BTreeMap::new();
        for (bench, fact) in self.facts() {
            match fact {
                Fact::ParcelClosed {
                    order,
                    parcel,
                    packaging,
                    contents,
                    ..
                } => {
                    let units_of = |packed: &PackedUnits| i64::from(packed.units);
                    let from =
                        |packed: &PackedUnits| self.bin(&packed.sku, packed.location.as_ref());
                    let kept = Parcel {
                        packaging: packaging.to_string(),
                        units: sum(contents.iter().map(|one| (one.sku.clone(), units_of(one)))),
                        bins: sum(contents.iter().map(|one| (from(one), units_of(one)))),
                    };
                    let parcels = open.entry((bench, order.as_str())).or_default();
                    parcels.insert(*parcel, kept);
                }
                Fact::OrderClosed { order, parcels } => {
                    let mut of_order = open
                        .get(&(bench, order.as_str()))
                        .cloned()
                        .unwrap_or_default();
                    of_order.retain(|number, _| number <= parcels);
                    closed.insert(order.as_str(), of_order);
                }
                _ => {}
            }
        }
        closed
    }

    /// Where units are taken from; those that nobody knew a place for come from the product's first one.
    fn bin(&self, sku: &Sku, place: Option<&Location>) -> Bin {
        let places = self.stock.0.keys().filter(|(lies, _)| lies == sku);
        let first = || places.map(|(_, place)| place).min().cloned();
        let place = place.cloned().or_else(first).unwrap_or_default();
        (sku.clone(), place)
    }

    /// In the parcels is what was ordered: no wrong scan got in, no right one got lost.
    fn packed_as_ordered(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (order, parcels) in self.packed() {
            let packed = sum(parcels.into_values().flat_map(|parcel| parcel.units));
            let ordered = self.ordered.get(order).cloned().unwrap_or_default();
            if packed != ordered {
                faults.push(format!(
                    "{order} holds {packed:?}, ordered were {ordered:?}"
                ));
            }
        }
        faults
    }

    /// Bins and boxes hold what they held, less what is in closed parcels.
    fn stock_follows(&self) -> Vec<String> {
        let parcels: Vec<Parcel> = self
            .packed()
            .into_values()
            .flat_map(BTreeMap::into_values)
            .collect();
        let used = sum(parcels.iter().map(|parcel| (parcel.packaging.clone(), 1)));
        let packed = sum(parcels.into_iter().flat_map(|parcel| parcel.bins));
        let mut faults = differences("stock of", &self.stock, &packed);
        faults.extend(differences("boxes", &self.boxes, &used));
        faults
    }

    /// What a person has to look at has a reason in this storm, a bin that had too little, and each
    /// such bin is told to somebody.
    fn exceptions_explained(&self) -> Vec<String> {
        let is_explained = |exception: &&Exception| match &exception.kind {
            ExceptionKind::StockShort {
                sku,
                location,
                on_hand,
            } => {
                let left = self.stock.1.get(&self.bin(sku, location.as_ref()));
                left.is_some_and(|left| *left < 0 && left <= on_hand)
            }
            _ => false,
        };
        let told = self.exceptions.iter().filter_map(|it| match &it.kind {
            ExceptionKind::StockShort { sku, location, .. } => {
                Some(self.bin(sku, location.as_ref()))
            }
            _ => None,
        });
        let told: BTreeSet<Bin> = told.collect();
        let silent = self
            .stock
            .1
            .iter()
            .filter(|(bin, left)| **left < 0 && !told.contains(*bin))
            .map(|(bin, left)| format!("nobody was told of {left} in {bin:?}"));
        let open: Vec<String> = self
            .exceptions
            .iter()
            .filter(|exception| !is_explained(exception))
            .map(|exception| format!("nothing explains the exception {exception:?}"))
            .collect();
        let rejected = self.inbox.iter().filter_map(|fact| {
            let why = fact.rejected.as_ref()?;
            Some(format!("{:?} does not count: {why}", fact.key))
        });
        open.into_iter().chain(silent).chain(rejected).collect()
    }
}

fn sum<K: Ord>(parts: impl IntoIterator<Item = (K, i64)>) -> BTreeMap<K, i64> {
    let mut whole = BTreeMap::new();
    for (key, units) in parts {
        *whole.entry(key).or_default() += units;
    }
    whole
}

fn differences<K: Ord + std::fmt::Debug>(
    what: &str,
    (before, after): &(BTreeMap<K, i64>, BTreeMap<K, i64>),
    taken: &BTreeMap<K, i64>,
) -> Vec<String> {
    let keys: BTreeSet<&K> = before
        .keys()
        .chain(after.keys())
        .chain(taken.keys())
        .collect();
    let of = |map: &BTreeMap<K, i64>, key: &K| map.get(key).copied().unwrap_or(0);
    keys.into_iter()
        .filter(|key| of(before, key) - of(taken, key) != of(after, key))
        .map(|key| {
            let (was, is, gone) = (of(before, key), of(after, key), of(taken, key));
            format!("{what} {key:?}: {was} less {gone} packed is not {is}")
        })
        .collect()
}

//! The to-do list: what was found in all records, the products first that are ordered and packed most.
//!
//! All findings are counted. Of each kind no more are kept than a person can work off; as some are mended, others
//! come up. What somebody has or has accepted is always kept: that many words nobody says.

use std::collections::BTreeMap;

use super::words::{Word, standing};
use super::{Fault, FaultKind, Record, Standing, found};
use crate::domain::ids::Sku;

/// Findings of a kind that are kept for a screen.
///
/// Assumption: nobody mends more records of a kind before the list is made again, which takes seconds.
pub const KEPT: usize = 1_000;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The product.
    pub sku: Sku,
    /// Its name.
    pub name: String,
    /// What is wrong.
    pub fault: Fault,
    /// Units of it in open orders, and packed of late.
    pub demand: u64,
    /// How the finding stands.
    pub standing: Standing,
    /// The word that makes it stand so.
    pub word: Option<Word>,
}

impl Row {
    /// Its place in the list: what is ordered most first, then the more expensive kind.
    fn rank(&self) -> (u64, FaultKind, &Sku) {
        (u64::MAX - self.demand, self.fault.kind(), &self.sku)
    }
}

/// What leads said, by product and kind, in the order in which it was said.
pub type Words = BTreeMap<(Sku, FaultKind), Vec<Word>>;

/// The list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// What is to be done, the most expensive first.
    pub rows: Vec<Row>,
    /// What was accepted as it is.
    pub accepted: Vec<Row>,
    /// How many findings of each kind are to be done; kinds without any are left out.
    pub counts: BTreeMap<FaultKind, u64>,
    /// Products that were looked at.
    pub products: u64,
    /// Those with something to be done.
    pub faulty: u64,
}

impl List {
    /// How many findings are to be done.
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// What is known of a product, to be done or accepted.
    pub fn of<'a>(&'a self, sku: &'a Sku) -> impl Iterator<Item = &'a Row> {
        let all = self.rows.iter().chain(&self.accepted);
        all.filter(move |row| row.sku == *sku)
    }

    /// Puts what a product shows now in the place of what it showed before.
    pub fn replace(&mut self, sku: &Sku, now: Vec<Row>) {
        let is_done = |row: &&Row| row.standing != Standing::Accepted;
        let (had, has) = (
            self.rows.iter().any(|row| row.sku == *sku),
            now.iter().any(|row| is_done(&row)),
        );
        for row in self.rows.iter().filter(|row| row.sku == *sku) {
            let kind = row.fault.kind();
            if let Some(count) = self.counts.get_mut(&kind) {
                *count = count.saturating_sub(1);
            }
        }
        for row in now.iter().filter(is_done) {
            *self.counts.entry(row.fault.kind()).or_default() += 1;
        }
        self.counts.retain(|_, count| *count > 0);
        match (had, has) {
            (true, false) => self.faulty = self.faulty.saturating_sub(1),
            (false, true) => self.faulty += 1,
            _ => {}
        }
        for rows in [&mut self.rows, &mut self.accepted] {
            rows.retain(|row| row.sku != *sku);
        }
        let (accepted, open): (Vec<Row>, Vec<Row>) = now
            .into_iter()
            .partition(|row| row.standing == Standing::Accepted);
        self.rows.extend(open);
        self.accepted.extend(accepted);
        self.sort();
    }

    fn sort(&mut self) {
        for rows in [&mut self.rows, &mut self.accepted] {
            rows.sort_by(|one, other| one.rank().cmp(&other.rank()));
        }
    }
}

/// Makes the list of one record after the other.
#[derive(Debug)]
pub struct Collector<'a> {
    words: &'a Words,
    most: usize,
    open: BTreeMap<FaultKind, Vec<Row>>,
    given: Vec<Row>,
    list: List,
}

impl<'a> Collector<'a> {
    /// With what leads said; no more than `most` findings of a kind are kept.
    pub fn new(words: &'a Words, most: usize) -> Self {
        Self {
            words,
            most,
            open: BTreeMap::new(),
            given: Vec::new(),
            list: List::default(),
        }
    }

    /// Takes in the next record.
    pub fn take(&mut self, record: &Record, demand: u64) {
        self.list.products += 1;
        let mut is_faulty = false;
        for row in rows_of(record, demand, self.words) {
            let kind = row.fault.kind();
            if row.standing == Standing::Accepted {
                self.list.accepted.push(row);
                continue;
            }
            is_faulty = true;
            *self.list.counts.entry(kind).or_default() += 1;
            if row.standing == Standing::Given {
                self.given.push(row);
                continue;
            }
            let rows = self.open.entry(kind).or_default();
            rows.push(row);
            // Cut in halves, so that each row is sorted a few times and not a million times.
            if rows.len() >= self.most.saturating_mul(2) {
                cut(rows, self.most);
            }
        }
        self.list.faulty += u64::from(is_faulty);
    }

    /// The list.
    pub fn list(mut self) -> List {
        for mut rows in std::mem::take(&mut self.open).into_values() {
            cut(&mut rows, self.most);
            self.list.rows.append(&mut rows);
        }
        self.list.rows.append(&mut self.given);
        self.list.sort();
        self.list
    }
}

fn cut(rows: &mut Vec<Row>, most: usize) {
    rows.sort_by(|one, other| one.rank().cmp(&other.rank()));
    rows.truncate(most);
}

/// What is wrong with a record, each finding as it stands.
pub fn rows_of(record: &Record, demand: u64, words: &Words) -> Vec<Row> {
    let product = &record.product;
    let rows = found(record).into_iter().map(|fault| {
        let said = words.get(&(product.sku.clone(), fault.kind()));
        let (standing, word) = standing(&fault, said.map_or(&[], Vec::as_slice));
        Row {
            sku: product.sku.clone(),
            name: product.name.clone(),
            word: word.cloned(),
            standing,
            fault,
            demand,
        }
    });
    rows.collect()
}

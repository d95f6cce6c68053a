//! The journal from what is left: after the last fact of a sound copy, every row that can be read and is proved.
//!
//! A fact is proved by its hash, which covers it and the hash of the one before. Where facts are
//! missing, the first one behind the hole is proved by the one that follows it. Each number of the
//! hole gets a fact that says so, because numbers have no gaps.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::pages::Pages;
use super::records::{Row, RowAt, Value, each_row, row_at};
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};
use crate::store::chain::{self, Hash, Link};
use crate::store::rows::to_json;
use crate::store::{Head, StoreError};

/// A hole behind which a fact is believed that nothing proves. Assumption: a few pages of facts.
const SMALL_HOLE: u64 = 64;

/// Versions of one row that are looked at; a log repeats a page at each commit.
const VERSIONS: usize = 32;

/// Whose journal it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) station: String,
    pub(super) epoch: u64,
}

/// What came of the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FactsFound {
    /// Facts that were read from the damaged file.
    pub(super) from_file: u64,
    /// Numbers that could not be read, first and last.
    pub(super) lost: Vec<(u64, u64)>,
    /// The newest number now.
    pub(super) last: u64,
}

/// A row that looks like a fact.
#[derive(Debug, Clone)]
struct Kept {
    number: u64,
    station: String,
    epoch: u64,
    at: i64,
    worker: Option<String>,
    fence: u64,
    kind: String,
    order_no: Option<String>,
    parcel: Option<i64>,
    sku: Option<String>,
    body: String,
    hash: Hash,
}

impl Kept {
    /// `None` when it is a row of another table, or what stands in it does not go together.
    fn of(row: &Row) -> Option<Self> {
        let [
            Value::Null,
            Value::Text(station),
            Value::Whole(epoch),
            Value::Whole(at),
            worker,
            Value::Whole(fence),
            Value::Text(kind),
            order_no,
            parcel,
            sku,
            Value::Text(body),
            Value::Bytes(hash),
        ] = row.values.as_slice()
        else {
            return None;
        };
        let kept = Self {
            number: u64::try_from(row.key).ok().filter(|number| *number > 0)?,
            station: station.clone(),
            epoch: count(*epoch),
            at: *at,
            worker: text(worker).ok()?,
            fence: count(*fence),
            kind: kind.clone(),
            order_no: text(order_no).ok()?,
            parcel: whole(parcel).ok()?,
            sku: text(sku).ok()?,
            body: body.clone(),
            hash: hash.as_slice().try_into().ok()?,
        };
        let fact: Fact = serde_json::from_str(&kept.body).ok()?;
        let said = (
            fact.kind(),
            fact.order().map(crate::domain::ids::OrderNo::as_str),
            fact.parcel().map(i64::from),
            fact.sku().map(crate::domain::ids::Sku::as_str),
        );
        let columns = (
            kept.kind.as_str(),
            kept.order_no.as_deref(),
            kept.parcel,
            kept.sku.as_deref(),
        );
        (said == columns).then_some(kept)
    }

    fn follows(&self, previous: &Hash) -> bool {
        let link = Link {
            station: &self.station,
            epoch: self.epoch,
            number: self.number,
            at_millis: self.at,
            worker: self.worker.as_deref(),
            fence: self.fence,
            kind: &self.kind,
            body: &self.body,
        };
        chain::hash(previous, &link) == self.hash
    }
}

/// A column of another kind than it should be: this is no fact.
struct WrongKind;

fn text(value: &Value) -> Result<Option<String>, WrongKind> {
    match value {
        Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text.clone())),
        _ => Err(WrongKind),
    }
}

fn whole(value: &Value) -> Result<Option<i64>, WrongKind> {
    match value {
        Value::Null => Ok(None),
        Value::Whole(number) => Ok(Some(*number)),
        _ => Err(WrongKind),
    }
}

/// Whose facts the damaged file holds, by the first that can be read.
pub(super) fn identity_in(pages: &mut Pages) -> Option<Identity> {
    let mut found = None;
    each_row(pages, |_at, row| {
        if found.is_none() {
            found = Kept::of(&row).map(|kept| Identity {
                station: kept.station,
                epoch: kept.epoch,
            });
        }
    });
    found
}

/// Facts of a damaged file on their way into a new one.
pub(super) struct Journal<'a> {
    pages: &'a mut Pages,
    rows: BTreeMap<u64, Vec<RowAt>>,
    into: &'a Connection,
    whose: Identity,
    found: FactsFound,
    head: Head,
    at: i64,
    /// The newest row is one that says that a fact was lost.
    is_after_hole: bool,
}

impl<'a> Journal<'a> {
    /// Looks for facts of `whose` behind `head`, which is the end of the journal in `into`.
    pub(super) fn new(
        pages: &'a mut Pages,
        into: &'a Connection,
        whose: Identity,
        head: Head,
    ) -> Self {
        let mut rows: BTreeMap<u64, Vec<RowAt>> = BTreeMap::new();
        each_row(pages, |at, row| {
            let Some(kept) = Kept::of(&row) else { return };
            let is_ours = kept.station == whose.station && kept.epoch == whose.epoch;
            if is_ours && kept.number > head.number {
                let versions = rows.entry(kept.number).or_default();
                if versions.len() < VERSIONS {
                    versions.push(at);
                }
            }
        });
        Self {
            pages,
            rows,
            into,
            whose,
            found: FactsFound::default(),
            at: 0,
            is_after_hole: false,
            head,
        }
    }

    /// Carries all over. There were facts up to `at_least`, whether they can be read or not.
    pub(super) fn carry(mut self, at_least: u64) -> Result<FactsFound, StoreError> {
        loop {
            let number = self.head.number + 1;
            if let Some(kept) = self.proved(number) {
                self.keep(&kept)?;
                continue;
            }
            let end = match self.begin_behind(number) {
                Some(begin) => begin.number,
                None if number <= at_least => at_least + 1,
                None => break,
            };
            for lost in number..end {
                self.lose(lost)?;
            }
        }
        self.found.last = self.head.number;
        Ok(self.found)
    }

    /// The row of this number that the fact before proves; behind a hole, the one that may begin anew.
    fn proved(&mut self, number: u64) -> Option<Kept> {
        if self.is_after_hole {
            return self.begins_at(number, number);
        }
        let previous = self.head.hash;
        let mut versions = self.versions(number).into_iter();
        versions.find(|kept| kept.follows(&previous))
    }

    /// The first fact behind a hole that begins at `hole`.
    fn begin_behind(&mut self, hole: u64) -> Option<Kept> {
        let numbers: Vec<u64> = self.rows.range(hole + 1..).map(|(at, _)| *at).collect();
        numbers
            .into_iter()
            .find_map(|number| self.begins_at(number, hole))
    }

    fn begins_at(&mut self, number: u64, hole: u64) -> Option<Kept> {
        let next = self.versions(number + 1);
        let versions = self.versions(number);
        let proved = versions
            .iter()
            .find(|kept| next.iter().any(|next| next.follows(&kept.hash)));
        let is_close = number - hole <= SMALL_HOLE;
        proved
            .or_else(|| versions.first().filter(|_| is_close))
            .cloned()
    }

    fn versions(&mut self, number: u64) -> Vec<Kept> {
        let places = self.rows.get(&number).cloned().unwrap_or_default();
        let rows = places.into_iter().filter_map(|at| row_at(self.pages, at));
        let kept: Vec<Kept> = rows.filter_map(|row| Kept::of(&row)).collect();
        kept
    }

    fn keep(&mut self, kept: &Kept) -> Result<(), StoreError> {
        self.insert(kept)?;
        self.found.from_file += 1;
        self.is_after_hole = false;
        Ok(())
    }

    /// Nothing can be read under this number any more.
    fn lose(&mut self, number: u64) -> Result<(), StoreError> {
        let fact = Fact::EntryLost;
        let mut kept = Kept {
            number,
            station: self.whose.station.clone(),
            epoch: self.whose.epoch,
            at: self.at,
            worker: None,
            fence: 0,
            kind: fact.kind().to_owned(),
            order_no: None,
            parcel: None,
            sku: None,
            body: to_json(&fact),
            hash: self.head.hash,
        };
        kept.hash = chain::hash(
            &self.head.hash,
            &Link {
                station: &kept.station,
                epoch: kept.epoch,
                number,
                at_millis: kept.at,
                worker: None,
                fence: 0,
                kind: &kept.kind,
                body: &kept.body,
            },
        );
        self.insert(&kept)?;
        match self.found.lost.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => self.found.lost.push((number, number)),
        }
        self.is_after_hole = true;
        Ok(())
    }

    fn insert(&mut self, kept: &Kept) -> Result<(), StoreError> {
        self.into
            .prepare_cached(
                "INSERT INTO fact(number, station, epoch, at, worker, fence, kind, order_no, parcel, sku, body, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                column(kept.number),
                kept.station,
                column(kept.epoch),
                kept.at,
                kept.worker,
                column(kept.fence),
                kept.kind,
                kept.order_no,
                kept.parcel,
                kept.sku,
                kept.body,
                kept.hash,
            ])?;
        self.head.number = kept.number;
        self.head.hash = kept.hash;
        self.at = kept.at;
        Ok(())
    }
}

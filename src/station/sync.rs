//! Facts up, rows down, orders and numbers ahead: what the bench does with its master between two scans.
//!
//! Each call does one bounded slice, so that a scan never waits longer than that.

use super::run::{Station, StationError};
use crate::domain::feed::Row;
use crate::master::{PushOutcome, Wanted};
use crate::store::StoreError;

/// Facts in one slice. Assumption: the embedded master takes so many within a few hundredths of a second.
const FACTS_IN_A_SLICE: u32 = 500;

/// Rows in one slice while packing goes on; as above.
const ROWS_IN_A_SLICE: u32 = 500;

/// Rows in one slice while nobody packs yet: the first load of a large catalogue.
const ROWS_AT_A_TIME: u32 = 20_000;

/// Orders that a bench holds ahead. Assumption: a shift's work of one packer at 30 orders an hour.
const ORDERS_AHEAD: u32 = 200;

/// Tracking numbers a bench asks for at once, and how few may be left before it asks again.
const NUMBERS_AT_ONCE: u64 = 1_000;
const NUMBERS_LOW: u64 = 200;

/// What one slice did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slice {
    /// Rows that came down.
    pub pulled: u64,
    /// Facts that went up.
    pub pushed: u64,
    /// Rows still to come.
    pub remaining: u64,
}

impl Slice {
    /// Whether there is nothing left to do now.
    pub fn is_done(&self) -> bool {
        self.pulled == 0 && self.pushed == 0
    }
}

impl Station {
    /// One bounded slice: facts up, then rows down, then numbers and orders ahead.
    pub fn sync_slice(&mut self) -> Result<Slice, StationError> {
        let pushed = self.push_slice()?;
        let (pulled, remaining) = self.pull_slice(ROWS_IN_A_SLICE)?;
        self.stock_numbers()?;
        if remaining == 0 {
            self.hold_ahead()?;
        }
        Ok(Slice {
            pulled,
            pushed,
            remaining,
        })
    }

    /// Everything there is, before the bench opens. `seen` hears how many rows are still to come.
    pub fn sync_all(&mut self, mut seen: impl FnMut(&Slice)) -> Result<(), StationError> {
        loop {
            let pushed = self.push_slice()?;
            let (pulled, remaining) = self.pull_slice(ROWS_AT_A_TIME)?;
            let slice = Slice {
                pulled,
                pushed,
                remaining,
            };
            seen(&slice);
            if slice.is_done() {
                self.stock_numbers()?;
                self.hold_ahead()?;
                return Ok(());
            }
        }
    }

    /// Idle work: carries the write-ahead log into the database, so that no scan has to.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        self.store.checkpoint()
    }

    fn push_slice(&mut self) -> Result<u64, StationError> {
        let entries = self.store.unsent(FACTS_IN_A_SLICE)?;
        let Some(last) = entries.last().map(|entry| entry.number) else {
            return Ok(0);
        };
        let outcomes = self.master.push(&self.seat, &entries)?;
        for (entry, outcome) in entries.iter().zip(outcomes) {
            if let PushOutcome::Rejected(why) = outcome {
                tracing::warn!(number = entry.number, ?why, "the master rejected a fact");
                self.store.reject(entry.number, &format!("{why:?}"))?;
            }
        }
        self.store.acknowledge(last)?;
        Ok(u64::try_from(entries.len()).unwrap_or(u64::MAX))
    }

    fn pull_slice(&mut self, limit: u32) -> Result<(u64, u64), StationError> {
        let pulled = self.master.pull(&self.store.cursor()?, limit)?;
        if pulled.rows.is_empty() && !pulled.start_again {
            return Ok((0, 0));
        }
        self.store.take_batch(&pulled)?;
        let current = self.bench.current.clone();
        let touches_rules = pulled.rows.iter().any(|row| match row {
            Row::Setting { .. } | Row::Packaging(_) => true,
            Row::Order(row) => Some(&row.order.order_no) == current.as_ref(),
            _ => false,
        });
        if touches_rules || pulled.start_again {
            self.rules_changed()?;
        }
        Ok((
            u64::try_from(pulled.rows.len()).unwrap_or(u64::MAX),
            pulled.remaining,
        ))
    }

    fn stock_numbers(&mut self) -> Result<(), StationError> {
        if self.store.numbers_left()? < NUMBERS_LOW {
            let range = self.master.number_range(&self.seat, NUMBERS_AT_ONCE)?;
            self.store.add_range(range)?;
        }
        Ok(())
    }

    fn hold_ahead(&mut self) -> Result<(), StationError> {
        // A claim stays when its order is packed, for the day it is opened again: only what is not begun is ahead.
        let ahead = u32::try_from(self.store.claims_ahead()?).unwrap_or(u32::MAX);
        if ahead < ORDERS_AHEAD / 2 {
            let wanted = ORDERS_AHEAD - ahead;
            let claims = self.master.claim(&self.seat, &Wanted::Best(wanted))?;
            if !claims.is_empty() {
                self.store.set_claims(&claims)?;
            }
        }
        Ok(())
    }
}

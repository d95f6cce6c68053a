//! What the board on the wall shows: of the shop and of nobody in it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::report::ReportError;
use super::run::Station;
use crate::domain::all_benches::BenchChoice;
use crate::domain::figures::Figure;
use crate::domain::figures::judge::Grade;
use crate::domain::figures::sums::Value;
use crate::store::StoreError;

/// The next lorry that orders wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardLorry {
    /// Whose it is, by name.
    pub carriers: Vec<String>,
    /// Until when a parcel has to be packed to go with it.
    pub cutoff: DateTime<Utc>,
    /// Orders that wait for it.
    pub left: u64,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardView {
    /// Of which moment it speaks.
    pub at: DateTime<Utc>,
    /// The next lorry; `None` while no order waits for one.
    pub next: Option<BoardLorry>,
    /// Orders closed today.
    pub packed: u64,
    /// Orders closed in a working hour today.
    pub per_hour: (Option<Value>, Grade),
    /// First-pass yield of today.
    pub first_pass: (Option<Value>, Grade),
    /// Orders that something keeps from being packed, whichever lorry they would make.
    pub blocked: u64,
}

impl Station {
    /// What the board shows now, of all benches that are known here.
    pub fn board(&self) -> Result<BoardView, ReportError> {
        let now = self.clock.now();
        let next = self.next_lorry(now)?;
        let today = self.today();
        let figures = self.figures(&today, &today, &BenchChoice::All)?.figures;
        let of = |figure| {
            let one = figures.iter().find(|one| one.figure == figure);
            one.map_or((None, Grade::Unmeasured), |one| (one.value, one.grade))
        };
        let per_hour = of(Figure::OrdersPerHour);
        Ok(BoardView {
            at: now,
            next,
            packed: per_hour.0.map_or(0, |value| value.cases),
            per_hour,
            first_pass: of(Figure::FirstPass),
            blocked: self.store.held_by_service()?.into_values().sum(),
        })
    }

    /// The first lorry from now on that any order waits for, however far away it is.
    fn next_lorry(&self, now: DateTime<Utc>) -> Result<Option<BoardLorry>, StoreError> {
        let next = self.next_cutoffs(now)?;
        let cutoffs: BTreeSet<DateTime<Utc>> = next.values().copied().collect();
        for cutoff in cutoffs {
            let waiting = self.store.waiting_until(cutoff, &next)?;
            if waiting.is_empty() {
                continue;
            }
            let carriers = waiting.iter();
            let carriers = carriers.map(|order| self.settings.carrier_of(&order.service));
            let carriers: BTreeSet<String> = carriers.collect();
            return Ok(Some(BoardLorry {
                carriers: carriers.into_iter().collect(),
                cutoff,
                left: u64::try_from(waiting.len()).unwrap_or(u64::MAX),
            }));
        }
        Ok(None)
    }
}

//! Serial numbers for tracking numbers: used in order, without a gap, in the transaction that closes the parcel.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Commit, Store, StoreError};
use crate::domain::feed::NumberRange;
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};

impl Store {
    /// Takes numbers that the master gave to this bench. The same range again changes nothing.
    pub fn add_range(&mut self, range: NumberRange) -> Result<(), StoreError> {
        self.guard()?;
        let NumberRange { first, last } = range;
        let same: Option<i64> = self
            .connection
            .prepare_cached("SELECT last FROM number_range WHERE first = ?1")?
            .query_row([column(first)], |row| row.get(0))
            .optional()?;
        if same == Some(column(last)) {
            return Ok(());
        }
        let overlap: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM number_range WHERE first <= ?2 AND last >= ?1)",
            )?
            .query_row([column(first), column(last)], |row| row.get(0))?;
        if overlap || last < first {
            return Err(StoreError::RangeOverlaps { first, last });
        }
        let added = self
            .connection
            .prepare_cached("INSERT INTO number_range(first, last, next) VALUES (?1, ?2, ?1)")?
            .execute([column(first), column(last)]);
        self.watch(added.map(|_rows| ()).map_err(StoreError::from))
    }

    /// The serial that the next tracking number gets; `None` when the bench has none left.
    pub fn next_serial(&self) -> Result<Option<u64>, StoreError> {
        next(&self.connection)
    }

    /// How many serials this bench still has.
    pub fn numbers_left(&self) -> Result<u64, StoreError> {
        let left: i64 = self
            .connection
            .prepare_cached(
                "SELECT coalesce(sum(last - next + 1), 0) FROM number_range WHERE next <= last",
            )?
            .query_row([], |row| row.get(0))?;
        Ok(count(left))
    }
}

impl Store {
    /// The serial of the next substitute label: each of this bench's serials once, in order, whether it
    /// is used up as a tracking number or not. `None` when the bench never had enough.
    pub fn next_substitute_serial(&self) -> Result<Option<u64>, StoreError> {
        let next: Option<i64> = self
            .connection
            .prepare_cached(
                "WITH used(serial) AS (SELECT coalesce(max(serial), -1) FROM label_debt)
                 SELECT max(first, used.serial + 1) FROM number_range, used
                 WHERE last > used.serial ORDER BY first LIMIT 1",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(next.map(count))
    }
}

fn next(connection: &Connection) -> Result<Option<u64>, StoreError> {
    let next: Option<i64> = connection
        .prepare_cached("SELECT next FROM number_range WHERE next <= last ORDER BY first LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(next.map(count))
}

/// Moves the counter on by the serial that this commit uses, and by no other.
pub(super) fn use_serial(connection: &Connection, commit: &Commit<'_>) -> Result<(), StoreError> {
    let mut in_facts = commit.facts.iter().filter_map(|fact| match fact {
        Fact::ParcelClosed { serial, .. } | Fact::LabelPaid { serial, .. } => *serial,
        _ => None,
    });
    let used = commit.number_used;
    let recorded = in_facts.next();
    // One transaction closes one parcel; two serials in it would be two parcels.
    let stray = in_facts
        .next()
        .or(recorded.filter(|_serial| recorded != used));
    if let Some(got) = stray {
        return Err(StoreError::SerialOutOfTurn {
            expected: used,
            got,
        });
    }
    let Some(got) = used else { return Ok(()) };
    let expected = next(connection)?;
    if expected != Some(got) || recorded != used {
        return Err(StoreError::SerialOutOfTurn { expected, got });
    }
    connection
        .prepare_cached("UPDATE number_range SET next = ?1 + 1 WHERE next = ?1 AND next <= last")?
        .execute(params![column(got)])?;
    Ok(())
}

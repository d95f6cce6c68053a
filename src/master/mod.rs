//! The one source of truth behind one trait, and its embedded implementation.
//!
//! Two directions, never a merge: rows come down through [`Master::pull`], facts go up through
//! [`Master::push`]. A bench opens only orders that it holds by [`Master::claim`].

pub mod embedded;

use chrono::{DateTime, Utc};

use crate::domain::feed::Row;
pub use crate::domain::feed::{Claim, Cursor, NumberRange, Pulled};

use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::journal::Entry;

/// What became of a fact that was sent up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushOutcome {
    /// Taken now.
    Taken,
    /// Known from an earlier time; nothing changed.
    Known,
    /// Kept for the exceptions desk: it cannot be applied, and why.
    Rejected(String),
}

/// Which orders a bench wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// This one.
    Order(OrderNo),
    /// The most urgent that nobody holds, at most so many.
    Best(u32),
}

/// One row for the master, with a keyed digest of what it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The row. An order's revision is set by the master.
    pub row: Row,
    /// Equal digests mean: read before byte for byte, and ignored, so that stock is not reset.
    pub digest: [u8; 32],
}

/// What an import changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows that were not there before.
    pub added: u64,
    /// Rows that are different now.
    pub changed: u64,
    /// Rows that were read before.
    pub same: u64,
}

/// Why the master did not answer.
#[derive(Debug, thiserror::Error)]
pub enum MasterError {
    /// The embedded master's file failed.
    #[error("the master's database failed")]
    Database(#[from] rusqlite::Error),
    /// A stored row cannot be read.
    #[error("a row of the master cannot be read: {topic} {key}")]
    Unreadable {
        /// The kind of row.
        topic: String,
        /// Its key.
        key: String,
        /// Why.
        source: serde_json::Error,
    },
    /// The master's file was made by a newer program.
    #[error("the master's database has schema {found}, this program knows up to {known}")]
    NewerSchema {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// The master's file was made with another text of this migration: a mixed-up build.
    #[error("the master's database was made with another {name}")]
    EditedSchema {
        /// The migration.
        name: &'static str,
    },
    /// The system gave no random bytes for the ledger's name.
    #[error("the system gave no random bytes: {0}")]
    NoRandom(getrandom::Error),
    /// All serial numbers of the company prefix are given out.
    #[error("all serial numbers are given out")]
    NumbersUsedUp,
}

/// The truth about catalogue, stock, orders and rules.
///
/// The conformance suite in `tests/it/master.rs` is its definition; every implementation passes it.
pub trait Master: Send {
    /// The next changes after `cursor`, at most `limit` rows.
    fn pull(&mut self, cursor: &Cursor, limit: u32) -> Result<Pulled, MasterError>;

    /// Takes facts in order, each once, and applies them to stock and order in the same transaction.
    ///
    /// One outcome an entry, in order. A rejected one does not stop those behind it.
    fn push(&mut self, entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError>;

    /// Gives `station` the right to pack orders. Claiming what it holds already answers the same claim.
    fn claim(&mut self, station: &StationId, wanted: &Wanted) -> Result<Vec<Claim>, MasterError>;

    /// Takes the right back from `station`, for orders it has not begun.
    fn release(&mut self, station: &StationId, orders: &[OrderNo]) -> Result<(), MasterError>;

    /// Hands out `count` serial numbers that nobody has got before, or as many as are left.
    fn number_range(&mut self, station: &StationId, count: u64)
    -> Result<NumberRange, MasterError>;

    /// Whether the catalogue has this product.
    fn has_product(&mut self, sku: &Sku) -> Result<bool, MasterError>;

    /// Whether this SKU is sold as a kit.
    fn has_kit(&mut self, sku: &Sku) -> Result<bool, MasterError>;

    /// Takes rows from outside in one transaction. `now` dates the change.
    fn import(&mut self, rows: &[ImportRow], now: DateTime<Utc>) -> Result<Imported, MasterError>;
}

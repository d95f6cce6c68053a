//! This bench's SQLite: cached masters, journal, outbox, statistics queries.

mod api_sketch;
mod error;
mod report;
mod types;

pub use self::api_sketch::commitment;
pub use self::error::StoreError;
pub use self::report::Report;
pub use self::types::{
    BreakKind, CachedOrder, ChainBreak, ChainReport, Commit, HeldOrder, LabelRef, NewLabel, NewPrintJob, OrderState,
    OrderStateRow, ParcelRow, PrintJob, PrintKind, PrintSource, ReadyOrder, RejectedFact, StoredLabel,
};

/// The bench's database. One process has it open at a time.
#[derive(Debug)]
pub struct Store {
    connection: rusqlite::Connection,
}

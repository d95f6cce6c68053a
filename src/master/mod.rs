//! The one source of truth behind one trait, and its implementations.
//!
//! Two directions, never a merge: rows come down through [`Master::pull`], facts go up through
//! [`Master::push`]. A bench opens only orders that it holds by [`Master::claim`]. The rules that
//! every master keeps are in [`ledger`], free of any database; what a bench asks for next is
//! decided in [`planner`], free of any clock.

pub mod embedded;
pub mod ledger;
pub mod load;
pub mod planner;
pub mod postgres;
mod privacy;
mod prune;
mod rules;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::prune::Pruned;
pub use crate::domain::all_benches::{BenchHeard, FactCursor, FactPage};
pub use crate::domain::feed::{Claim, Cursor, NumberRange, Place, Pulled};
use crate::domain::feed::{LinkTrouble, Rejection, Row, TopicDigest};

use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::journal::Entry;

/// Who is speaking: one bench, in one life of its database, on one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The bench.
    pub station: StationId,
    /// Which life of its database.
    pub epoch: u64,
    /// Random, new for each connection, and kept by the bench before it is used.
    ///
    /// The master listens to the newest alone, so what was said on an abandoned connection and
    /// arrives late changes nothing. A bench whose last name for itself the master does not know
    /// is a copy.
    pub run: String,
}

/// The first words of a bench on a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// Who speaks from now on.
    pub seat: Seat,
    /// The `run` under which the master answered last; `None` when it never did.
    pub before: Option<String>,
    /// The master once had all facts up to this one.
    pub acknowledged: u64,
    /// How far the bench has read.
    pub cursor: Cursor,
    /// How it stands.
    pub report: Report,
    /// The version of the program.
    pub program: String,
}

impl Greeting {
    /// The facts in the bench's journal.
    pub fn facts(&self) -> u64 {
        self.acknowledged.saturating_add(self.report.unsent)
    }
}

/// How a bench stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Facts that the master has not acknowledged.
    pub unsent: u64,
    /// The claims that it holds and goes on holding, without the orders it has packed.
    pub held: Vec<Claim>,
}

/// The master's answer to a greeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Welcome {
    /// The ledger's name.
    pub ledger: String,
    /// The last fact of this bench that the master has without a gap; the bench goes on behind it.
    pub has_up_to: u64,
    /// How long each claim lasts from the moment it was asked for or reported.
    pub lease: TimeDelta,
    /// What the bench lists and does not hold any more.
    pub lost: Vec<OrderNo>,
}

/// Why the master does not listen to a bench.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Turned {
    /// Another connection speaks for this bench now, or it has not greeted yet: greet again.
    #[error("another connection speaks for this bench")]
    Superseded,
    /// Two benches work under this name, until a shift lead lets one in again.
    #[error("two benches work under this name: a disk was copied")]
    Quarantined,
    /// Facts are missing before those sent: send again from the next one.
    #[error("facts are missing after number {has_up_to}")]
    Gap {
        /// The last fact without a gap.
        has_up_to: u64,
    },
}

/// A bench as the master sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchSeen {
    /// The bench.
    pub station: StationId,
    /// When it last said anything, by the master's clock.
    pub last_seen: Option<DateTime<Utc>>,
    /// Facts that it had not sent then.
    pub unsent: u64,
    /// Orders that it holds and has not packed, with the time their lease ends.
    pub held: Vec<(OrderNo, Option<DateTime<Utc>>)>,
    /// Its disk was copied.
    pub quarantined: bool,
    /// The version of its program.
    pub program: String,
}

/// The whole warehouse as the master sees it, for shift leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// All benches by name.
    pub benches: Vec<BenchSeen>,
    /// Orders that could be claimed now.
    pub free: u64,
    /// Benches that have not told yet what they did before the master was set back.
    pub waited_for: Vec<StationId>,
}

/// All rows in a few numbers, at one place of the feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Audit {
    /// The newest place. A bench that has read exactly up to it can compare.
    pub cursor: Cursor,
    /// One digest a topic that has rows, by name.
    pub topics: Vec<TopicDigest>,
    /// Rows are being written at this moment, so the digests tell nothing: ask again later.
    pub unsettled: bool,
}

/// What became of a fact that was sent up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushOutcome {
    /// Taken now.
    Taken,
    /// Known from an earlier time; nothing changed.
    Known,
    /// Kept for the exceptions desk: it cannot be applied, and why.
    Rejected(Rejection),
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
    /// How the stock that came in compares with the books.
    pub stock: StockCount,
}

/// A count from outside against the books, over all places that both know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StockCount {
    /// Units that the books had there.
    pub books: u64,
    /// Units by which the new count differs, place by place. A count that came before byte for byte says nothing
    /// of today, and differs by none.
    pub differing: u64,
}

impl StockCount {
    /// Takes in one place: what the books had there, and what a new count says.
    pub(crate) fn add(&mut self, books: i64, counted: Option<i64>) {
        self.books = self.books.saturating_add(books.max(0).unsigned_abs());
        let differing = counted.map_or(0, |counted| counted.abs_diff(books));
        self.differing = self.differing.saturating_add(differing);
    }

    /// Takes in other places.
    pub(crate) fn add_all(&mut self, other: Self) {
        self.books = self.books.saturating_add(other.books);
        self.differing = self.differing.saturating_add(other.differing);
    }
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
    /// The master does not listen to this bench.
    #[error(transparent)]
    Turned(#[from] Turned),
    /// The master was not reached, or refused: what a person may have to do about it.
    #[error("{}", said.as_ref().map_or_else(|| format!("{trouble:?}"), ToString::to_string))]
    Link {
        /// What it means.
        trouble: LinkTrouble,
        /// What the driver said.
        said: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
}

/// The truth about catalogue, stock, orders and rules.
///
/// The conformance suite in `tests/it/master` is its definition; every implementation passes it.
/// Whatever speaks for a bench needs a [`Seat`] that has greeted.
pub trait Master: Send {
    /// A bench speaks for the first time on this connection.
    fn greet(&mut self, greeting: &Greeting) -> Result<Welcome, MasterError>;

    /// A bench says how it stands; its leases begin anew. Answers what it does not hold any more.
    fn report(&mut self, seat: &Seat, report: &Report) -> Result<Vec<OrderNo>, MasterError>;

    /// The next changes after `cursor`, at most `limit` rows.
    fn pull(&mut self, cursor: &Cursor, limit: u32) -> Result<Pulled, MasterError>;

    /// Takes facts in order, each once, and applies them to stock and order in the same transaction.
    ///
    /// One outcome an entry, in order. A rejected one does not stop those behind it.
    fn push(&mut self, seat: &Seat, entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError>;

    /// Gives the bench the right to pack orders. Claiming what it holds already answers the same claim.
    fn claim(&mut self, seat: &Seat, wanted: &Wanted) -> Result<Vec<Claim>, MasterError>;

    /// Takes the right back from the bench, for orders it has not begun.
    fn release(&mut self, seat: &Seat, orders: &[OrderNo]) -> Result<(), MasterError>;

    /// Hands out `count` serial numbers that nobody has got before, or as many as are left.
    fn number_range(&mut self, seat: &Seat, count: u64) -> Result<NumberRange, MasterError>;

    /// Whether the catalogue has this product.
    fn has_product(&mut self, sku: &Sku) -> Result<bool, MasterError>;

    /// Units of this product that are set aside for orders and in no closed parcel yet.
    fn reserved(&mut self, sku: &Sku) -> Result<u64, MasterError>;

    /// Whether this SKU is sold as a kit.
    fn has_kit(&mut self, sku: &Sku) -> Result<bool, MasterError>;

    /// Takes rows from outside in one transaction. `now` dates the change.
    fn import(&mut self, rows: &[ImportRow], now: DateTime<Utc>) -> Result<Imported, MasterError>;

    /// Makes sure that nothing erased is left in the master's own file, when nobody works. A server sees to that itself.
    fn wipe(&mut self) -> Result<(), MasterError> {
        Ok(())
    }

    /// Takes away what benches cache of orders that were done before `before`, by the clocks of the
    /// benches, but for orders that somebody still has to look at. `now` dates it.
    ///
    /// Facts and books stay. Benches are told what is gone; one that comes much later begins again.
    fn prune(&mut self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Pruned, MasterError>;

    /// All rows in a few numbers, to find out whether a bench's cache has drifted.
    fn audit(&mut self) -> Result<Audit, MasterError>;

    /// The whole warehouse as the master sees it.
    fn overview(&mut self) -> Result<Overview, MasterError>;

    /// The next facts of all benches after `cursor`, at most `limit`, for a lead's station.
    ///
    /// Only facts that counted are told, each once, in the order in which they were taken; one of a slower
    /// writer is never passed over. A cursor of another ledger begins at the start.
    fn facts(&mut self, cursor: &FactCursor, limit: u32) -> Result<FactPage, MasterError>;
}

impl MasterError {
    /// What it means for the bench and its people.
    pub fn trouble(&self) -> LinkTrouble {
        match self {
            Self::Link { trouble, .. } => trouble.clone(),
            Self::Turned(Turned::Quarantined) => LinkTrouble::Quarantined,
            Self::Turned(Turned::Superseded | Turned::Gap { .. }) => LinkTrouble::Away,
            Self::NewerSchema { found, known } => LinkTrouble::NewerSchema {
                found: *found,
                known: *known,
            },
            other => LinkTrouble::Other {
                why: other.to_string(),
            },
        }
    }
}

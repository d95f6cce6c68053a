//! What goes into and comes out of the bench's database, beside the words of the domain.

use chrono::{DateTime, Utc};

use crate::domain::feed::{LinkTrouble, Rejection};
use crate::domain::gate::Hold;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, StationId, TrackingNo};
use crate::domain::lease::{Lease, LeaseClock};
use crate::domain::order::{Order, Tag};
use crate::domain::printing::{PaperKind as PrintKind, PrintDoubt, PrintFound, PrinterTrouble};
use crate::domain::session::fact::Fact;
use crate::domain::shipping_rules::{Facts, Ruling};
use crate::domain::units::Grams;

/// How far the packing of an order has come, as this bench knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderState {
    /// Nobody has begun it.
    Waiting,
    /// Begun at this bench and not finished.
    Open,
    /// Put aside at this bench.
    PutAside {
        /// What the person said.
        reason: String,
    },
    /// Every unit is in a closed parcel or declared short.
    Closed,
    /// Packed at another bench, or in an earlier life of this one: there are no facts of it here.
    ClosedElsewhere,
    /// The shop cancelled it while it was open here.
    Withdrawn,
}

/// An order as the cache has it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedOrder {
    /// The order.
    pub order: Order,
    /// The shop's revision.
    pub revision: u64,
    /// How far it has come.
    pub state: OrderState,
    /// The fence of this bench's claim; `None` when this bench does not hold it.
    pub fence: Option<u64>,
    /// What keeps it from being packed.
    pub hold: Option<Hold>,
    /// What shipping rules may look at, as the shop sent it.
    pub facts: Facts,
    /// What they say before it is packed; `None` in a shop without rules.
    pub ruling: Option<Ruling>,
}

/// One order of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyOrder {
    /// The order.
    pub order: OrderNo,
    /// The cut-off of the lorry that it was promised.
    pub cutoff: DateTime<Utc>,
    /// The cut-off of the first lorry that it can still make; `None` when its carrier does not come.
    pub leaves: Option<DateTime<Utc>>,
    /// Its marks.
    pub tags: Vec<Tag>,
    /// The service by which it goes, as far as is known before it is packed.
    pub delivery_method: String,
    /// Its lines.
    pub lines: u32,
    /// Units in all lines.
    pub units: u32,
    /// Begun at this bench and not finished.
    pub begun: bool,
}

impl ReadyOrder {
    /// Whether it missed the lorry that it was promised.
    pub fn is_late(&self) -> bool {
        self.leaves.is_some_and(|leaves| leaves > self.cutoff)
    }
}

/// One order that cannot be packed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOrder {
    /// The order.
    pub order: OrderNo,
    /// Why.
    pub hold: Hold,
}

/// Everything that one input changes. Either all of it is kept, or nothing.
#[derive(Debug, Clone, Default)]
pub struct Commit<'a> {
    /// When, by the bench's clock; kept to the millisecond.
    pub at: DateTime<Utc>,
    /// Who is signed in.
    pub worker: Option<Badge>,
    /// Fence of the claim; it is written to facts of an order, the others get 0.
    pub fence: u64,
    /// What happened, in this order.
    pub facts: &'a [Fact],
    /// Labels to keep; each needs its `LabelStored` fact in `facts`.
    pub labels: Vec<NewLabel>,
    /// Documents to print.
    pub jobs: Vec<NewPrintJob>,
    /// Documents that a person looked for, and what was found.
    pub found: Vec<(i64, PrintFound)>,
    /// Id of the event and the answer that was given, for the day it is sent again.
    pub answer: Option<(&'a str, &'a str)>,
    /// The serial that a tracking number took; it must be the next one.
    pub number_used: Option<u64>,
}

/// A label to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLabel {
    /// The order.
    pub order: OrderNo,
    /// The parcel, from 1.
    pub parcel: u32,
    /// Counts the labels of this parcel, from 1.
    pub revision: u32,
    /// What the bytes are, for example `pdf`.
    pub format: String,
    /// The label as it is printed.
    pub bytes: Vec<u8>,
    /// A picture of the same label (PNG), for screens.
    pub picture: Vec<u8>,
    /// Random bytes that go into the commitment, so that erased text cannot be guessed from it.
    pub salt: Vec<u8>,
}

/// A label as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLabel {
    /// Counts the labels of this parcel, from 1.
    pub revision: u32,
    /// What the bytes are, for example `pdf`.
    pub format: String,
    /// The label as it was printed.
    pub bytes: Vec<u8>,
    /// A picture of the same label (PNG), for screens.
    pub picture: Vec<u8>,
    /// Random bytes of the commitment.
    pub salt: Vec<u8>,
}

/// Which label is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRef {
    /// The order.
    pub order: OrderNo,
    /// The parcel, from 1.
    pub parcel: u32,
    /// The label's revision.
    pub revision: u32,
}

/// Where the bytes of a print job are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintSource {
    /// In the stored label.
    Label(LabelRef),
    /// With the job itself; they are erased once it is done.
    Bytes(Vec<u8>),
}

/// A document to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPrintJob {
    /// A job with a key that is known is not queued a second time.
    pub key: String,
    /// What kind of paper.
    pub kind: PrintKind,
    /// What people read in the list of jobs, for example the order's number.
    pub title: String,
    /// Where its bytes are.
    pub source: PrintSource,
    /// Name of the target it goes to, as the bench's settings know it.
    pub target: String,
    /// The order it belongs to, if any.
    pub order: Option<OrderNo>,
    /// The parcel, from 1, if it belongs to one.
    pub parcel: Option<u32>,
}

/// A document on its way to paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// Its number.
    pub job: i64,
    /// Its key.
    pub key: String,
    /// What kind of paper.
    pub kind: PrintKind,
    /// What people read.
    pub title: String,
    /// Name of the target.
    pub target: String,
    /// The order it belongs to, if any.
    pub order: Option<OrderNo>,
    /// The parcel, from 1, if it belongs to one.
    pub parcel: Option<u32>,
    /// How often it was tried.
    pub attempts: u32,
    /// Whether it failed the last time, and why.
    pub failed: Option<PrinterTrouble>,
    /// When it is tried again by itself; `None` when a person has to say so.
    pub retry_at: Option<DateTime<Utc>>,
    /// A printer has it, and it is not known yet what became of it.
    pub under_way: bool,
    /// Why nobody knows whether it came out; a person is asked.
    pub doubt: Option<PrintDoubt>,
}

/// A parcel as the journal tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelRow {
    /// The order.
    pub order: OrderNo,
    /// The parcel, from 1.
    pub parcel: u32,
    /// Its packaging.
    pub packaging: PackagingCode,
    /// Its gross weight at the last closing.
    pub gross: Grams,
    /// Its tracking number, kept through re-opening.
    pub tracking: TrackingNo,
    /// Revision of its newest label.
    pub label_revision: u32,
    /// Units in it at the last closing.
    pub units: u32,
    /// When it was closed the last time; `None` while it is open again.
    pub closed_at: Option<DateTime<Utc>>,
}

/// An order as the journal tells it: one that was begun at this bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderStateRow {
    /// The order.
    pub order: OrderNo,
    /// How far it has come.
    pub state: OrderState,
    /// Parcels it was closed with; 0 before.
    pub parcels: u32,
    /// When it was opened for the first time.
    pub opened_at: DateTime<Utc>,
    /// When it was closed; `None` while it is not.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A fact that the master did not let count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedFact {
    /// Its number.
    pub number: u64,
    /// What the master said.
    pub why: Rejection,
}

/// This bench's claim of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldClaim {
    /// Proves the claim to the master.
    pub fence: u64,
    /// The order was opened here.
    pub is_begun: bool,
    /// The master said that the order is not ours any more.
    pub is_lost: bool,
    /// Its own lease, and the one that a report renewed for all; the longer one counts.
    pub leases: Vec<Lease>,
}

impl HeldClaim {
    /// Whether the order may not be opened any more.
    pub fn is_over(&self, now: &LeaseClock) -> bool {
        self.leases.iter().all(|lease| lease.is_over(now))
    }
}

/// What was closed at a bench in some time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pace {
    /// Orders.
    pub orders: u64,
    /// Their parcels.
    pub parcels: u64,
    /// When the first of them was closed.
    pub first_at: Option<DateTime<Utc>>,
}

/// What bench and master said to each other last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkMemory {
    /// The name of this connection; empty before the first.
    pub run: String,
    /// The name that the master answered last.
    pub before: Option<String>,
    /// The master turned the bench away because its disk was copied.
    pub is_quarantined: bool,
    /// When the master took facts last.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// When the cache was last known to be what the master has.
    pub pulled_at: Option<DateTime<Utc>>,
    /// Why they did not talk at the last try, and since when.
    pub trouble: Option<(LinkTrouble, DateTime<Utc>)>,
}

/// What a walk along the hash chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// The bench.
    pub station: StationId,
    /// Facts that were read, up to the first break.
    pub facts: u64,
    /// Hash of the last fact that is sound; all zero before the first.
    pub head: [u8; 32],
    /// Facts that say that one was lost when a damaged database was made anew.
    pub lost: u64,
    /// The first thing that is wrong.
    pub broken: Option<ChainBreak>,
}

/// Where the journal is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainBreak {
    /// Number of the fact, or of the one that is missing.
    pub number: u64,
    /// What is wrong with it.
    pub what: BreakKind,
}

/// What is wrong with a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The fact is not there.
    Missing,
    /// Its content and its hash do not belong together, or the fact before it is not the one it followed.
    Altered,
    /// Its columns for searching say something else than its text.
    Mislabelled,
    /// Its label's bytes are not those that were committed to.
    LabelAltered,
    /// The master has acknowledged facts beyond the last one: the end was cut off.
    TailCut,
}

//! The rules of every master, free of any database: who holds which order, and which facts count.
//!
//! An implementation loads the part of the books that a call is about into a [`Ledger`], lets it
//! answer, and writes in the same transaction what changed: the books by comparing them with what
//! was loaded, and the [`Effects`], which are only ever added. An answer of `Err` changes books too.

mod benches;
mod claims;
mod facts;
mod handover;
mod orders;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub use self::claims::{fair_share, is_everybodys};
pub use self::facts::{FactKey, benches_of, change_rules, orders_of};
pub use self::handover::{Parcels, orders_of_parcels, parcels_asked};
pub(in crate::master) use self::orders::mark_of;
pub use self::orders::{needs_of, serial_after_set_back, shortage};

use crate::domain::catalog::{Barcode, Measured, Photographed, Product};
use crate::domain::exception::{Exception, Settled};
use crate::domain::feed::{OrderStanding, Rejection, StandingParcel};
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, TrackingNo};
use crate::domain::journal::Entry;
use crate::domain::location::Location;
use crate::domain::session::fact::PackedUnits;
use crate::domain::settings::Settings;
use crate::domain::shipping_rules::RuleSet;
use crate::domain::units::Grams;

/// How far the packing of an order has come, by the facts that arrived.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookState {
    /// Nobody has begun it.
    #[default]
    Waiting,
    /// Begun and not finished.
    Open,
    /// Put aside, with goods perhaps in a tote.
    PutAside,
    /// Every unit is in a closed parcel or declared short.
    Closed,
    /// Cancelled under the packer's hands; the goods went back.
    Withdrawn,
}

/// What is in a closed parcel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelBook {
    /// Its packaging; `None` once the order was withdrawn.
    pub packaging: Option<PackagingCode>,
    /// Its units, by the place they came from.
    pub contents: Vec<PackedUnits>,
    /// What its label says, and where it went; `None` once the order was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<ParcelLabel>,
}

impl ParcelBook {
    /// Whether it was packed under an earlier claim than `fence`: it keeps nobody's order.
    ///
    /// A claim is given on only with nothing in any parcel, or by a lead knowingly. A box of before is still in
    /// the books when the master was set back to an earlier day and has not heard again what became of it.
    fn is_of_before(&self, fence: u64) -> bool {
        self.packaging.is_some() && self.fence() > 0 && self.fence() < fence
    }

    /// The claim under which it was packed; 0 where that was not written down.
    fn fence(&self) -> u64 {
        self.label.as_ref().map_or(0, |label| label.fence)
    }
}

/// A parcel for the carrier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelLabel {
    /// The number on its label.
    pub tracking: TrackingNo,
    /// When it was closed, by its bench's clock: milliseconds since 1970.
    pub closed_at: i64,
    /// Gross weight.
    pub gross: Grams,
    /// It was opened again and not closed since.
    #[serde(default)]
    pub is_open: bool,
    /// It goes under a substitute label: the real one is owed.
    #[serde(default)]
    pub owed: bool,
    /// The carrier service that the shipping rules gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The carrier's list it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest: Option<String>,
    /// The claim under which it was packed; 0 in books of before this was written down.
    #[serde(default)]
    pub fence: u64,
}

/// What the master knows of one order's packing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderBook {
    /// The bench that holds it.
    pub holder: Option<StationId>,
    /// Counts its claims; a fact with an older one does not count.
    pub fence: u64,
    /// Until when its holder may open it, by the master's clock; the moment of its first fact, if
    /// the master does not remember having given it. `None`: it has not been counted yet.
    pub lease_end: Option<DateTime<Utc>>,
    /// How far it has come.
    pub state: BookState,
    /// Its own data let it be packed.
    pub ready: bool,
    /// The shop cancelled it.
    pub cancelled: bool,
    /// The shop's revision.
    pub revision: u64,
    /// What the shop's order says, in one number: an order that is changed back has its old one again.
    pub mark: u64,
    /// The revision that its bench packs or has packed.
    pub packed_revision: u64,
    /// The mark of that revision; `None` when the shop had sent a newer one before the bench opened it.
    pub packed_mark: Option<u64>,
    /// A shift lead gave it on without its bench having answered.
    pub taken_over: bool,
    /// A shift lead let it go although another order is the same; it stays so, whatever the shop changes in it.
    pub both_wanted: bool,
    /// Its customer's data are to be erased as soon as they are not needed for packing; it stays so.
    pub to_erase: bool,
    /// Units it needs, kits taken apart.
    pub needs: BTreeMap<Sku, u32>,
    /// Its closed parcels, from 1.
    pub parcels: BTreeMap<u32, ParcelBook>,
}

impl OrderBook {
    /// Whether nobody may see any more who the customer is. An order that is opened again and sent by the shop once
    /// more has an address until it is packed again.
    pub fn is_erased(&self) -> bool {
        self.to_erase && (self.state == BookState::Closed || self.cancelled)
    }

    /// Whether the books still have boxes in it that were packed under an earlier claim.
    fn has_boxes_of_before(&self) -> bool {
        let mut parcels = self.parcels.values();
        parcels.any(|parcel| parcel.is_of_before(self.fence))
    }

    /// Where the order stands, for all benches.
    pub fn standing(&self, order: &OrderNo) -> OrderStanding {
        let closed = self.parcels.iter().filter_map(|(number, parcel)| {
            let label = parcel.label.as_ref().filter(|label| !label.is_open)?;
            Some(StandingParcel {
                parcel: *number,
                tracking: label.tracking.clone(),
                closed_at: label.closed_at,
                gross: label.gross,
                owed: label.owed,
                service: label.service.clone(),
                manifest: label.manifest.clone(),
            })
        });
        OrderStanding {
            order_no: order.clone(),
            holder: self.holder.clone(),
            packed: self.state == BookState::Closed,
            both_wanted: self.both_wanted,
            erased: self.is_erased(),
            parcels: closed.collect(),
        }
    }
}

/// What the master knows of one bench.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BenchBook {
    /// The connection that speaks for it now, see [`Seat`](super::Seat).
    pub run: String,
    /// The connections before it, newest last, at most [`PAST_RUNS`]. A greeting that follows one of
    /// them is a copied disk; one that bears such a name itself only arrived late.
    pub past_runs: Vec<String>,
    /// The last fact without a gap, in each life of its database.
    pub has_up_to: BTreeMap<u64, u64>,
    /// When it last said anything, by the master's clock.
    pub last_seen: Option<DateTime<Utc>>,
    /// A moment before it last said that it has nothing left to send: the answer to what it said
    /// before that. When the message itself was written, the master cannot know.
    pub drained_at: Option<DateTime<Utc>>,
    /// Facts that it had not sent when it last spoke.
    pub unsent: u64,
    /// Its disk was copied: nothing is taken from it until a lead lets it in again.
    pub quarantined: bool,
    /// The master was set back, and the bench has not sent yet everything that it did since.
    pub waited_for: bool,
    /// The version of its program.
    pub program: String,
}

/// Names of earlier connections that are kept of each bench.
///
/// Assumption: a working week of a bench that loses its connection every hour.
pub const PAST_RUNS: usize = 64;

/// A fact that arrived earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFact {
    /// Its hash.
    pub hash: [u8; 32],
    /// Why it did not count.
    pub rejected: Option<Rejection>,
}

/// A fact to keep for ever, whether it counts or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFact {
    /// The fact.
    pub entry: Entry,
    /// Why it does not count.
    pub rejected: Option<Rejection>,
}

/// Units that left a place, or came back to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockMove {
    /// The fact that moved them; with parcel, product and place it names the move.
    pub fact: FactKey,
    /// The order they were moved for.
    pub order: OrderNo,
    /// The parcel.
    pub parcel: u32,
    /// The product.
    pub sku: Sku,
    /// The place; `None` means the product's first one.
    pub location: Option<Location>,
    /// Units added to the place; negative when they left it.
    pub units: i64,
}

/// What a lead has put right of a product. A catalogue that says something else by now stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// Its weight, as parcels say it.
    Weight {
        /// The product.
        sku: Sku,
        /// The weight that was found wrong.
        old: Grams,
        /// The weight that parcels say.
        new: Grams,
    },
    /// Size and weight, as somebody measured them.
    Measured(Measured),
    /// Its picture, as somebody photographed it.
    Photographed(Photographed),
}

impl Mended {
    /// The product.
    pub fn sku(&self) -> &Sku {
        match self {
            Self::Weight { sku, .. } => sku,
            Self::Measured(measured) => &measured.sku,
            Self::Photographed(photographed) => &photographed.sku,
        }
    }

    /// Puts the product right.
    pub fn apply(&self, product: &mut Product) {
        match self {
            Self::Weight { old, new, .. } if product.weight == *old => product.weight = *new,
            Self::Weight { .. } => {}
            Self::Measured(measured) => measured.apply(product),
            Self::Photographed(photographed) => photographed.apply(product),
        }
    }
}

/// What a call adds to the books and never takes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Facts that arrived now.
    pub kept: Vec<KeptFact>,
    /// Second facts with a number that was taken.
    pub doubles: Vec<Entry>,
    /// Stock that moved.
    pub moves: Vec<StockMove>,
    /// Pieces of packaging used; negative when a box came back.
    pub packagings: BTreeMap<PackagingCode, i64>,
    /// What a person has to look at; one that is known already is left as it is.
    pub exceptions: Vec<Exception>,
    /// Exceptions that somebody has seen to, by their id.
    pub settled: Vec<(String, Settled)>,
    /// The shipping rules as they are from now on.
    pub rules: Option<RuleSet>,
    /// Settings that a lead has changed, by their keys, in the order in which they arrived.
    pub settings: Vec<(String, String)>,
    /// Workers who have left.
    pub left: Vec<Badge>,
    /// What a lead has put right of products, in the order in which it arrived.
    pub mended: Vec<Mended>,
    /// Barcodes that a lead bound to products.
    pub bound: Vec<Barcode>,
}

/// How long claims last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// How long a bench may open an order without having spoken with the master since.
    pub lease: TimeDelta,
    /// How long the master waits beyond that.
    pub grace: TimeDelta,
}

impl From<&Settings> for Terms {
    fn from(settings: &Settings) -> Self {
        Self {
            lease: TimeDelta::seconds(i64::from(settings.claim_lease_seconds)),
            grace: TimeDelta::seconds(i64::from(settings.claim_grace_seconds)),
        }
    }
}

/// The part of a master's books that one call is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Benches: those that [`benches_of`] names, the holders of the orders below, and all of them
    /// during a recovery and for a greeting.
    pub benches: BTreeMap<StationId, BenchBook>,
    /// Orders.
    pub orders: BTreeMap<OrderNo, OrderBook>,
    /// Of the facts that are being sent, those that arrived earlier.
    pub known: BTreeMap<FactKey, KnownFact>,
    /// Of the parcels that are handed over by their number alone, those that the books have.
    pub parcels: Parcels,
    /// The shipping rules; needed only for entries that [`change_rules`].
    pub rules: RuleSet,
    /// When the master was set back to an earlier day, until every bench has told what it did since.
    pub recovering_since: Option<DateTime<Utc>>,
    /// What this call adds.
    pub effects: Effects,
}

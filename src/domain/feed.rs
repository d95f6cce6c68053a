//! What goes between a bench and its master: rows of catalogue, stock, orders and rules, claims and numbers.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::catalog::{Barcode, CustomerRule, KitPart, Product, StockPlace};
use super::exception::Exception;
use super::ids::{OrderNo, StationId, ToteCode, TrackingNo};
use super::order::Order;
use super::packaging::Packaging;
use super::units::Grams;
use super::worker::Worker;

/// One row that a bench caches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "topic", content = "row")]
pub enum Row {
    /// A product; key: SKU.
    Product(Product),
    /// A barcode; key: code and SKU.
    Barcode(Barcode),
    /// A place with stock; key: SKU and location.
    Stock(StockPlace),
    /// A part of a kit; key: kit and part.
    Kit(KitPart),
    /// What a customer always wants; key: customer.
    Customer(CustomerRule),
    /// A kind of packaging; key: code.
    Packaging(Packaging),
    /// A worker; key: badge.
    Worker(Worker),
    /// A tote; key: code.
    Tote(ToteCode),
    /// A setting; key: its name.
    Setting {
        /// The setting's name.
        key: String,
        /// Its value as text.
        value: String,
    },
    /// An order with its lines; key: order number.
    Order(Box<OrderRow>),
    /// Where an order stands among all benches; key: order number.
    Standing(OrderStanding),
    /// What does not fit together and needs a person; key: its id.
    Exception(Box<Exception>),
    /// Rows that were taken away; key: its id. A bench drops what it names, and does not keep it.
    Gone(Box<Gone>),
}

/// Old rows that the master has taken away, in one message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Sorts by the time at which they were taken away.
    pub id: String,
    /// Orders, each with where it stands.
    pub orders: Vec<OrderNo>,
    /// Exceptions by their id.
    pub exceptions: Vec<String>,
}

/// Where an order stands among all benches. Without such a row nobody has touched the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderStanding {
    /// The order.
    pub order_no: OrderNo,
    /// The bench that holds the claim.
    pub holder: Option<StationId>,
    /// Every parcel of it is closed.
    pub packed: bool,
    /// A lead let it go although another order is the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub both_wanted: bool,
    /// Whatever told who the customer is was erased: benches that packed it erase their labels too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
    /// Its closed parcels, from 1, so that any bench can hand them over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<StandingParcel>,
}

/// A closed parcel as all benches know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingParcel {
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// The number on its label.
    pub tracking: TrackingNo,
    /// When it was closed, by its bench's clock: milliseconds since 1970.
    pub closed_at: i64,
    /// Gross weight.
    pub gross: Grams,
    /// It goes under a substitute label: the real one is owed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub owed: bool,
    /// The carrier service that the shipping rules gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The carrier's list it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest: Option<String>,
}

/// An order as the master has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// The order.
    pub order: Order,
    /// Counts its changes, from 1.
    pub revision: u64,
}

/// The names of all kinds of rows, see [`Row::topic`].
pub const TOPICS: [&str; 13] = [
    "product",
    "barcode",
    "stock",
    "kit",
    "customer",
    "packaging",
    "worker",
    "tote",
    "setting",
    "order",
    "standing",
    "exception",
    GONE,
];

/// The kind of rows that say what is gone. They are no part of a comparison: no bench keeps them.
pub const GONE: &str = "gone";

impl Row {
    /// The name of the row's kind.
    pub fn topic(&self) -> &'static str {
        match self {
            Self::Product(_) => "product",
            Self::Barcode(_) => "barcode",
            Self::Stock(_) => "stock",
            Self::Kit(_) => "kit",
            Self::Customer(_) => "customer",
            Self::Packaging(_) => "packaging",
            Self::Worker(_) => "worker",
            Self::Tote(_) => "tote",
            Self::Setting { .. } => "setting",
            Self::Order(_) => "order",
            Self::Standing(_) => "standing",
            Self::Exception(_) => "exception",
            Self::Gone(_) => GONE,
        }
    }

    /// The row's key within its kind. Parts are joined by the unit separator, which no code holds.
    pub fn key(&self) -> String {
        const JOIN: char = '\u{1f}';
        match self {
            Self::Product(product) => product.sku.0.clone(),
            Self::Barcode(barcode) => format!("{}{JOIN}{}", barcode.code, barcode.sku),
            Self::Stock(place) => {
                let at = &place.location;
                format!(
                    "{}{JOIN}{}{JOIN}{}{JOIN}{}",
                    place.sku, at.aisle, at.shelf, at.bin
                )
            }
            Self::Kit(part) => format!("{}{JOIN}{}", part.kit, part.part),
            Self::Customer(rule) => rule.customer.clone(),
            Self::Packaging(packaging) => packaging.code.0.clone(),
            Self::Worker(worker) => worker.badge.0.clone(),
            Self::Tote(tote) => tote.0.clone(),
            Self::Setting { key, .. } => key.clone(),
            Self::Order(row) => row.order.order_no.0.clone(),
            Self::Standing(standing) => standing.order_no.0.clone(),
            Self::Exception(exception) => exception.id.clone(),
            Self::Gone(gone) => gone.id.clone(),
        }
    }

    /// The number of the order that the row is about.
    pub fn order_no(&self) -> Option<&OrderNo> {
        match self {
            Self::Order(row) => Some(&row.order.order_no),
            Self::Standing(standing) => Some(&standing.order_no),
            _ => None,
        }
    }
}

/// How far a bench has read: the identity of the master's ledger, and a place in its feed.
///
/// A bench that knows nothing loads everything first, and follows the feed from then on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Changes when a master is set up anew or restored; a bench then reads from the start.
    pub ledger: String,
    /// The place; the default is the start. While everything is loaded: where the feed goes on behind it.
    pub place: Place,
    /// How far the bench has loaded everything, in the master's own words; `None` once it is through.
    pub load: Option<String>,
}

/// A place in the feed. Rows stand in the order of their transactions, and within one by number.
///
/// A number alone is not enough: of two writers at once the one with the higher number may be
/// seen first, and a bench that has read it would never come back for the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The transaction that wrote the row; 0 at a master with one writer at a time.
    pub transaction: u64,
    /// The row's number.
    pub seq: u64,
}

/// One bounded slice of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The rows, each as it is now: in the order in which a bench needs them while it loads everything,
    /// then those that changed since, oldest change first.
    pub rows: Vec<Row>,
    /// Where to go on.
    pub cursor: Cursor,
    /// Rows that are still to come.
    pub remaining: u64,
    /// The master cannot go on from the bench's cursor: these are the first rows of all that there are.
    /// What the bench has and does not get again is gone.
    pub start_again: bool,
}

/// The right of one bench to pack one order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// The order.
    pub order: OrderNo,
    /// Grows with every claim of this order; a fact with an older fence is rejected.
    pub fence: u64,
}

/// Serial numbers that belong to one bench alone, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberRange {
    /// First number.
    pub first: u64,
    /// Last number.
    pub last: u64,
}

/// All rows of one kind in one number, to compare a bench's cache with the master.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicDigest {
    /// The kind of row, see [`Row::topic`].
    pub topic: String,
    /// How many rows.
    pub rows: u64,
    /// Exclusive or of [`row_mark`] over them: the order of the rows does not matter.
    pub mark: u64,
}

/// A row in one number: the first eight bytes of the SHA-256 of its JSON text, big-endian.
pub fn row_mark(text: &str) -> u64 {
    let sum: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    sum.iter()
        .take(8)
        .fold(0, |mark, byte| (mark << 8) | u64::from(*byte))
}

/// Why the master keeps a fact without letting it count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rejection")]
pub enum Rejection {
    /// The master knows no such order.
    UnknownOrder {
        /// Its number.
        order: OrderNo,
    },
    /// The order was given to somebody else since.
    OldFence {
        /// The fence under which the bench worked.
        fence: u64,
        /// The fence now.
        now: u64,
    },
    /// Another bench holds the order.
    HeldElsewhere {
        /// That bench.
        holder: StationId,
    },
    /// No bench has told of a parcel with this number.
    UnknownParcel {
        /// The number.
        tracking: TrackingNo,
    },
    /// Somebody else has changed the shipping rules since.
    OldRules {
        /// The version that the bench changed.
        base: u64,
        /// The version now.
        now: u64,
    },
    /// The master knows another fact of this bench with this number.
    CopiedDisk,
    /// The master's database could not keep it.
    Unstorable {
        /// What it said.
        why: String,
    },
}

/// Why a bench and its master do not talk, and a person may have to do something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "trouble")]
pub enum LinkTrouble {
    /// No answer: network, switch or server. It comes back by itself.
    Away,
    /// The server does not accept name and password.
    WrongPassword,
    /// The file with this bench's password cannot be read, or others can read it too.
    PasswordFile {
        /// The file.
        file: String,
    },
    /// The server has no such database.
    NoDatabase,
    /// The database has no such schema, or it was never set up.
    NotSetUp,
    /// The server's certificate is not one that this bench trusts.
    Certificate {
        /// What is wrong with it.
        why: CertificateFault,
    },
    /// The account belongs to none of the warehouse's groups.
    NoMember {
        /// The group of benches.
        group: String,
    },
    /// The account is tied to other benches.
    OtherSeat {
        /// This bench.
        station: StationId,
        /// The benches that the account may speak for, in words.
        tied: String,
    },
    /// The account may not do this.
    NoRight {
        /// What the server said.
        why: String,
    },
    /// The master's tables are older than this program.
    OlderSchema {
        /// Version of the tables.
        found: i64,
        /// Version this program needs.
        known: i64,
    },
    /// The master's tables are newer than this program.
    NewerSchema {
        /// Version of the tables.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// The master's disk is full.
    DiskFull,
    /// The master takes nothing: it is set or mounted read-only.
    ReadOnly,
    /// Two benches have the same identity: a disk was copied.
    Quarantined,
    /// What this bench was told about its master cannot be used.
    BadSettings {
        /// What is wrong with it.
        why: String,
    },
    /// Something else.
    Other {
        /// What it said.
        why: String,
    },
}

/// Why a bench does not believe that the server is the one it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault")]
pub enum CertificateFault {
    /// Signed by nobody whom this bench trusts.
    UnknownAuthority,
    /// Made out for a computer of another name.
    OtherName,
    /// Its time is over.
    Expired,
    /// Its time has not begun, or this computer's clock is slow.
    NotYetValid,
    /// The server has none: its line is open to everybody.
    NoneAtServer,
    /// The file with the authorities that this bench trusts cannot be used.
    BadFile {
        /// The file.
        file: String,
    },
    /// This computer trusts no authority at all, and no file names one.
    NobodyTrusted,
    /// Something else.
    Other {
        /// What the TLS library said.
        why: String,
    },
}

//! What goes between a bench and its master: rows of catalogue, stock, orders and rules, claims and numbers.

use serde::{Deserialize, Serialize};

use super::catalog::{Barcode, CustomerRule, KitPart, Product, StockPlace};
use super::ids::{OrderNo, StationId, ToteCode};
use super::order::Order;
use super::packaging::Packaging;
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
}

/// An order as the master has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// The order.
    pub order: Order,
    /// Counts its changes, from 1.
    pub revision: u64,
}

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cursor {
    /// Changes when a master is set up anew or restored; a bench then reads from the start.
    pub ledger: String,
    /// Place in the feed; 0 is its start.
    pub seq: u64,
}

/// One bounded slice of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The rows, oldest change first, each as it is now.
    pub rows: Vec<Row>,
    /// Where to go on.
    pub cursor: Cursor,
    /// Rows that are still to come.
    pub remaining: u64,
    /// The bench's cursor was of another ledger: it has to drop its cache and begin at the start.
    pub start_again: bool,
}

/// The right of one bench to pack one order.
#[derive(Debug, Clone, PartialEq, Eq)]
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

//! What a fact says about orders beside what happened to its own: who picks them, what customers complained about, and
//! the serial numbers they are found by. From this bench's journal and from what other benches told alike.

use rusqlite::{Connection, params};

use super::StoreError;
use crate::domain::all_benches::FactName;
use crate::domain::ids::{Badge, OrderNo, Sku};
use crate::domain::session::fact::Fact;
use crate::sqlite::column;

/// Kinds of the facts that [`AboutOrders::told_by`] reads.
pub(super) const KINDS: [&str; 3] = ["ComplaintTaken", "PickListHandedOut", "UnitCaptured"];

/// What a fact says about orders.
#[derive(Debug, Clone, Copy)]
pub(super) enum AboutOrders<'a> {
    /// Somebody went to pick them.
    HandedOut {
        orders: &'a [OrderNo],
        picker: Option<&'a Badge>,
        wave: Option<&'a str>,
    },
    /// A customer missed one product, or got another one.
    Complaint {
        order: &'a OrderNo,
        wanted: Option<&'a Sku>,
        came: Option<&'a Sku>,
    },
    /// A unit of the order has this serial number.
    Serial { serial: &'a str, order: &'a OrderNo },
}

impl<'a> AboutOrders<'a> {
    /// Reads it from a fact; most facts say nothing of the kind.
    pub(super) fn told_by(fact: &'a Fact) -> Option<Self> {
        match fact {
            Fact::PickListHandedOut {
                orders,
                picker,
                wave,
                ..
            } => Some(Self::HandedOut {
                orders,
                picker: picker.as_ref(),
                wave: wave.as_deref(),
            }),
            Fact::ComplaintTaken {
                complained,
                sku,
                came,
                ..
            } => Some(Self::Complaint {
                order: complained,
                wanted: sku.as_ref(),
                came: came.as_ref(),
            }),
            Fact::UnitCaptured { order, capture, .. } => Some(Self::Serial {
                serial: capture.serial.as_deref()?,
                order,
            }),
            _ => None,
        }
    }

    /// The orders that count otherwise because of it.
    pub(super) fn counted_otherwise(self) -> &'a [OrderNo] {
        match self {
            Self::HandedOut { orders, .. } => orders,
            Self::Complaint { order, .. } => std::slice::from_ref(order),
            Self::Serial { .. } => &[],
        }
    }

    /// Keeps what the fact of this name and time, in milliseconds, said.
    pub(super) fn keep(
        self,
        connection: &Connection,
        name: &FactName,
        at: i64,
    ) -> Result<(), StoreError> {
        let station = name.station.as_str();
        let (epoch, number) = (column(name.epoch), column(name.number));
        match self {
            Self::HandedOut {
                orders,
                picker,
                wave,
            } => {
                let mut query = connection.prepare_cached(
                    "INSERT OR REPLACE INTO handed_out(order_no, station, epoch, fact, at, picker, wave)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?;
                let picker = picker.map(Badge::as_str);
                for order in orders {
                    let order = order.as_str();
                    query.execute(params![order, station, epoch, number, at, picker, wave])?;
                }
            }
            Self::Complaint {
                order,
                wanted,
                came,
            } => {
                let order = order.as_str();
                let [wanted, came] = [wanted, came].map(|sku| sku.map(Sku::as_str));
                connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO complaint(order_no, station, epoch, fact, at, wanted, came)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    )?
                    .execute(params![order, station, epoch, number, at, wanted, came])?;
            }
            Self::Serial { serial, order } => {
                connection
                    .prepare_cached(
                        "INSERT OR IGNORE INTO serial_seen(serial, order_no) VALUES (?1, ?2)",
                    )?
                    .execute(params![serial, order.as_str()])?;
            }
        }
        Ok(())
    }
}

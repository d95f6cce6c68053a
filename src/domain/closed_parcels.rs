//! The parcels of one order as the facts of one bench leave them.

use chrono::{DateTime, Utc};

use super::ids::{PackagingCode, TrackingNo};
use super::session::fact::Fact;
use super::units::Grams;

/// A parcel that was closed at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedParcel {
    /// Its number within the order, from 1.
    pub parcel: u32,
    /// Its packaging.
    pub packaging: PackagingCode,
    /// Its weight with everything.
    pub gross: Grams,
    /// The number on its label.
    pub tracking: TrackingNo,
    /// When it was closed last; `None` while it is open again.
    pub closed_at: Option<DateTime<Utc>>,
    /// The carrier service that the shipping rules gave it.
    pub service: Option<String>,
}

/// Reads the facts of one order at one bench, in their order.
#[derive(Debug, Default)]
pub struct ParcelReader {
    is_closed: bool,
    parcels: Vec<ClosedParcel>,
}

impl ParcelReader {
    /// Takes in the next fact.
    pub fn read(&mut self, at: DateTime<Utc>, fact: &Fact) {
        match fact {
            Fact::ParcelClosed {
                parcel,
                packaging,
                gross,
                tracking,
                ruling,
                ..
            } => self.close(ClosedParcel {
                parcel: *parcel,
                packaging: packaging.clone(),
                gross: *gross,
                tracking: tracking.clone(),
                closed_at: Some(at),
                service: ruling.as_ref().map(|ruling| ruling.service.clone()),
            }),
            Fact::LabelPaid {
                parcel, tracking, ..
            } => {
                let paid = self.parcels.iter_mut().find(|it| it.parcel == *parcel);
                if let Some(paid) = paid {
                    paid.tracking = tracking.clone();
                }
            }
            Fact::OrderReopened { .. } => {
                // A closed order has its last parcel open again; it keeps its number.
                if let Some(last) = self.parcels.last_mut().filter(|_| self.is_closed) {
                    last.closed_at = None;
                }
                self.is_closed = false;
            }
            Fact::OrderClosed { .. } => self.is_closed = true,
            Fact::OrderOpened { .. }
            | Fact::OrderResumed { .. }
            | Fact::OrderPutAside { .. }
            | Fact::OrderWithdrawn { .. } => self.is_closed = false,
            _ => {}
        }
    }

    fn close(&mut self, closed: ClosedParcel) {
        let known = self
            .parcels
            .binary_search_by_key(&closed.parcel, |it| it.parcel);
        match known {
            Ok(at) => {
                if let Some(place) = self.parcels.get_mut(at) {
                    *place = closed;
                }
            }
            Err(at) => self.parcels.insert(at, closed),
        }
    }

    /// The parcels, by number.
    pub fn parcels(self) -> Vec<ClosedParcel> {
        self.parcels
    }
}

//! Parcels on carriers' lists, whichever bench scanned them: what does not fit is told to a person.
//!
//! A parcel that left the house has left it; nothing here turns a hand-over down that a bench saw. What
//! speaks against it becomes an exception.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{BookState, Ledger, ParcelLabel};
use crate::domain::desk::Outcome;
use crate::domain::exception::{Exception, ExceptionKind, HandOverDoubt, Settled};
use crate::domain::feed::Rejection;
use crate::domain::ids::{OrderNo, Sku, TrackingNo};
use crate::domain::journal::Entry;
use crate::domain::session::fact::Fact;
use crate::domain::units::Grams;

/// Parcels by the number on their label.
pub type Parcels = BTreeMap<TrackingNo, (OrderNo, u32)>;

/// The numbers of parcels that have to be looked up before these entries can be taken: scanned at a
/// bench that did not know them.
pub fn parcels_asked(entries: &[Entry]) -> Vec<TrackingNo> {
    let mut asked: Vec<TrackingNo> = entries
        .iter()
        .filter_map(|entry| match &entry.fact {
            Fact::ParcelHandedOver {
                tracking,
                order: None,
                ..
            }
            | Fact::ParcelTakenBack {
                tracking,
                order: None,
                ..
            } => Some(tracking.clone()),
            _ => None,
        })
        .collect();
    asked.sort();
    asked.dedup();
    asked
}

/// The orders of parcels that were found, each once.
pub fn orders_of_parcels(parcels: &Parcels) -> Vec<OrderNo> {
    let mut orders: Vec<OrderNo> = parcels.values().map(|(order, _)| order.clone()).collect();
    orders.sort();
    orders.dedup();
    orders
}

impl Ledger {
    /// A parcel came onto a carrier's list, or off it. No claim is asked for: the bench where the driver
    /// stands need not be the one that packed it.
    pub(super) fn take_hand_over(
        &mut self,
        entry: &Entry,
        now: DateTime<Utc>,
    ) -> Option<Rejection> {
        let (manifest, tracking, order, parcel, is_over) = match &entry.fact {
            Fact::ParcelHandedOver {
                manifest,
                tracking,
                order,
                parcel,
            } => (manifest, tracking, order, parcel, true),
            Fact::ParcelTakenBack {
                manifest,
                tracking,
                order,
                parcel,
            } => (manifest, tracking, order, parcel, false),
            _ => return None,
        };
        let named = order.clone().zip(*parcel);
        // A bench may have told of the parcel earlier in the same message.
        let found = named.or_else(|| self.parcels.get(tracking).cloned());
        let Some((order, parcel)) = found.or_else(|| self.parcel_told_of(tracking)) else {
            return Some(Rejection::UnknownParcel {
                tracking: tracking.clone(),
            });
        };
        if !self.orders.contains_key(&order) {
            return Some(Rejection::UnknownOrder { order });
        }
        if is_over {
            self.put_on_list(entry, &order, parcel, manifest, now);
        } else if let Some(label) = self.label_mut(&order, parcel)
            && label.manifest.as_ref() == Some(manifest)
        {
            label.manifest = None;
        }
        None
    }

    fn parcel_told_of(&self, tracking: &TrackingNo) -> Option<(OrderNo, u32)> {
        self.orders.iter().find_map(|(order, book)| {
            let mut parcels = book.parcels.iter();
            let found = parcels.find(|(_, parcel)| {
                parcel
                    .label
                    .as_ref()
                    .is_some_and(|label| label.tracking == *tracking)
            });
            found.map(|(number, _)| (order.clone(), *number))
        })
    }

    fn label_mut(&mut self, order: &OrderNo, parcel: u32) -> Option<&mut ParcelLabel> {
        let book = self.orders.get_mut(order)?;
        book.parcels.get_mut(&parcel)?.label.as_mut()
    }

    fn put_on_list(
        &mut self,
        entry: &Entry,
        order: &OrderNo,
        parcel: u32,
        manifest: &str,
        now: DateTime<Utc>,
    ) {
        let is_off = self
            .orders
            .get(order)
            .is_some_and(|book| book.cancelled || book.state == BookState::Withdrawn);
        let doubt = match self.label_mut(order, parcel) {
            _ if is_off => Some(HandOverDoubt::Cancelled),
            None => Some(HandOverDoubt::NotClosed),
            Some(label) if label.is_open => Some(HandOverDoubt::NotClosed),
            Some(label) if label.owed => Some(HandOverDoubt::LabelOwed),
            Some(label) => match &label.manifest {
                Some(other) if other != manifest => Some(HandOverDoubt::OnTwoLists {
                    other: other.clone(),
                }),
                _ => None,
            },
        };
        // The first list stands: it is the one that a driver has signed.
        if let Some(label) = self.label_mut(order, parcel)
            && label.manifest.is_none()
        {
            label.manifest = Some(manifest.to_owned());
        }
        if let Some(why) = doubt {
            self.doubt_hand_over(entry, order, parcel, manifest, why, now);
        }
    }

    fn doubt_hand_over(
        &mut self,
        entry: &Entry,
        order: &OrderNo,
        parcel: u32,
        manifest: &str,
        why: HandOverDoubt,
        now: DateTime<Utc>,
    ) {
        self.effects.exceptions.push(Exception {
            id: format!(
                "handover/{order}/{parcel}/{}/{}/{}",
                entry.station, entry.epoch, entry.number
            ),
            kind: ExceptionKind::HandOverDoubted {
                manifest: manifest.to_owned(),
                why,
            },
            order: Some(order.clone()),
            parcel: Some(parcel),
            station: Some(entry.station.clone()),
            opened_at: now,
            settled: None,
        });
    }

    /// A closed order was opened again: its last parcel is none for the carrier until it is closed.
    pub(super) fn open_last_parcel(&mut self, order: &OrderNo, entry: &Entry, now: DateTime<Utc>) {
        let last = self.orders.get_mut(order).and_then(|book| {
            let mut labelled = book.parcels.iter_mut().rev();
            labelled.find_map(|(number, parcel)| Some((*number, parcel.label.as_mut()?)))
        });
        let Some((parcel, label)) = last else {
            return;
        };
        label.is_open = true;
        if let Some(manifest) = label.manifest.clone() {
            let why = HandOverDoubt::OpenedAgain;
            self.doubt_hand_over(entry, order, parcel, &manifest, why, now);
        }
    }

    /// A parcel was closed, for the first time or again: its number, and where it is as before.
    pub(super) fn label_parcel(
        &mut self,
        order: &OrderNo,
        entry: &Entry,
        parcel: u32,
        (tracking, gross, service): (&TrackingNo, Grams, Option<String>),
    ) {
        let book = self.orders.get_mut(order);
        let Some(parcel) = book.and_then(|book| book.parcels.get_mut(&parcel)) else {
            return;
        };
        let before = parcel.label.take();
        parcel.label = Some(ParcelLabel {
            tracking: tracking.clone(),
            closed_at: entry.at.timestamp_millis(),
            gross,
            is_open: false,
            owed: false,
            service,
            manifest: before.and_then(|label| label.manifest),
            fence: entry.fence,
        });
    }

    /// The parcel went under a substitute label, or got its real one.
    pub(super) fn owe_label(&mut self, order: &OrderNo, parcel: u32, real: Option<&TrackingNo>) {
        if let Some(label) = self.label_mut(order, parcel) {
            label.owed = real.is_none();
            if let Some(tracking) = real {
                label.tracking = tracking.clone();
            }
        }
    }

    /// The real label was made from a newer order than the one that was packed. When the goods are the
    /// same, the shop only mended what the label lacked, and nobody has to look.
    pub(super) fn heed_mended(&mut self, order: &OrderNo, entry: &Entry, revision: u64) {
        let Some(book) = self.orders.get_mut(order) else {
            return;
        };
        let mut packed: BTreeMap<Sku, u32> = BTreeMap::new();
        for units in book.parcels.values().flat_map(|parcel| &parcel.contents) {
            let count = packed.entry(units.sku.clone()).or_default();
            *count = count.saturating_add(units.units);
        }
        let is_newest = book.revision == revision && revision > book.packed_revision;
        if !is_newest || book.cancelled || packed != book.needs {
            return;
        }
        for mended in book.packed_revision + 1..=revision {
            let settled = Settled {
                by: entry.worker.clone(),
                at: entry.at,
                outcome: Some(Outcome::Mended),
                note: entry.fact.kind().to_owned(),
            };
            let exception = format!("packed/{order}/{mended}");
            self.effects.settled.push((exception, settled));
        }
        book.packed_revision = revision;
        book.packed_mark = Some(book.mark);
    }
}

//! Parcels for the carriers' drivers: which wait, which are on the list, and the list on paper and as a table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, Utc};

use super::answer::ListCount;
use super::documents::DocumentError;
use super::papers::DOCUMENTS;
use super::run::{Station, chain};
use super::table::csv_text::csv_text;
use crate::domain::calendar::midnight;
use crate::domain::feed::OrderStanding;
use crate::domain::handover::{
    CarrierDue, KnownParcel, Obstacle, ParcelFound, is_own_number, manifest_number, numbers_in,
};
use crate::domain::ids::TrackingNo;
use crate::domain::order::Order;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{Card, Command, Input, Meaning};
use crate::domain::session::question::Question;
use crate::domain::session::{Bench, Decision, HandOverNow};
use crate::domain::table::Table;
use crate::labels::documents::{HandOverList, HandOverRow, hand_over_list};
pub use crate::store::{HandedParcel, WaitingParcel};
use crate::store::{ManifestRow, NewPrintJob, PrintKind, PrintSource, StoreError};

/// Days after which a parcel that is on no list is not looked for any more.
///
/// Assumption: a parcel that lies for a week is somebody's question already; the shop may settle it.
const DAYS_WAITED: u64 = 7;

/// Folder of the lists as tables, in the data directory.
const FOLDER: &str = "manifests";

/// Parcels shown as scanned last.
const LAST_SHOWN: u32 = 6;

/// What the screen shows of the list that is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverView {
    /// The list's number.
    pub manifest: String,
    /// Whose it is.
    pub carrier: String,
    /// Parcels on it.
    pub parcels: u32,
    /// Those scanned last, the newest first.
    pub last: Vec<HandedParcel>,
    /// Parcels that wait for this carrier and are not on it, oldest first.
    pub missing: Vec<WaitingParcel>,
}

impl Station {
    /// What the decision needs to know of lists; nothing for an input that has nothing to do with one.
    pub(super) fn hand_over_now(&self, input: &Input) -> Result<HandOverNow, StoreError> {
        let asked_whose = matches!(self.bench.question, Some(Question::WhichCarrier { .. }));
        let is_card = |wanted: Card| match input {
            Input::Command(Command::Card(card)) => *card == wanted,
            Input::Scanned(scanned) => scanned.meaning == Meaning::Card(wanted),
            _ => false,
        };
        let asks =
            is_card(Card::HandOver) || matches!(input, Input::Command(Command::HandOver { .. }));
        let open = self.bench.manifest.as_ref();
        if open.is_none() && !asked_whose && !asks {
            return Ok(HandOverNow::default());
        }
        let mut now = HandOverNow {
            next_manifest: manifest_number(
                self.store.station_id().as_str(),
                self.store.epoch(),
                self.store.last_number() + 1,
            ),
            ..HandOverNow::default()
        };
        if asks || asked_whose {
            now.due = self.carriers_due()?;
        }
        if let Some(open) = open {
            let parcels = self.store.count_on_list(&open.manifest)?;
            now.on_list = u32::try_from(parcels).unwrap_or(u32::MAX);
            let undo = is_card(Card::Undo) || matches!(input, Input::Command(Command::Undo));
            if undo && let Some(last) = self.store.last_on_list(&open.manifest, 1)?.pop() {
                now.last = Some(ParcelFound {
                    tracking: last.tracking,
                    known: last.parcel.map(|(order, parcel)| KnownParcel {
                        order,
                        parcel,
                        carrier: None,
                        obstacle: None,
                    }),
                    on_list: None,
                });
            }
        }
        Ok(now)
    }

    /// Carriers for whom parcels wait, the busiest first.
    fn carriers_due(&self) -> Result<Vec<CarrierDue>, StoreError> {
        let mut by_carrier: BTreeMap<String, u32> = BTreeMap::new();
        for parcel in self.all_waiting()? {
            *by_carrier
                .entry(self.settings.carrier_of(&parcel.delivery_method))
                .or_default() += 1;
        }
        let mut due: Vec<CarrierDue> = by_carrier
            .into_iter()
            .map(|(carrier, parcels)| CarrierDue { carrier, parcels })
            .collect();
        due.sort_by_key(|due| std::cmp::Reverse(due.parcels));
        Ok(due)
    }

    /// Every parcel that waits for a carrier. A carrier for whom this bench never filled a list is
    /// asked about from today on: what left the house before was on no list.
    fn all_waiting(&self) -> Result<Vec<WaitingParcel>, StoreError> {
        let now = self.clock.now();
        let since = now
            .checked_sub_days(Days::new(DAYS_WAITED))
            .unwrap_or_default();
        let mut begins: BTreeMap<String, DateTime<Utc>> = BTreeMap::new();
        let mut waiting = Vec::new();
        for parcel in self.store.waiting_parcels(since)? {
            let carrier = self.settings.carrier_of(&parcel.delivery_method);
            let begin = if let Some(begin) = begins.get(&carrier) {
                *begin
            } else {
                let first = self.store.first_list_of(&carrier)?.unwrap_or(now);
                let begin = self.midnight_before(first);
                begins.insert(carrier, begin);
                begin
            };
            if parcel.closed_at >= begin {
                waiting.push(parcel);
            }
        }
        Ok(waiting)
    }

    fn midnight_before(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let zone = self.settings.time_zone;
        midnight(at.with_timezone(&zone).date_naive(), zone)
    }

    /// Reads anew which parcels wait for the carrier whose list is open.
    pub(super) fn read_waiting(&mut self) -> Result<(), StoreError> {
        self.waiting_is_stale = false;
        let Some(open) = &self.bench.manifest else {
            self.waiting.clear();
            return Ok(());
        };
        let carrier = open.carrier.clone();
        let mut waiting = self.all_waiting()?;
        waiting.retain(|parcel| self.settings.carrier_of(&parcel.delivery_method) == carrier);
        self.waiting = waiting;
        Ok(())
    }

    /// Keeps up with what was decided just now, without reading everything at each scan.
    pub(super) fn keep_waiting(&mut self, facts: &[Fact]) {
        for fact in facts {
            match fact {
                Fact::ParcelHandedOver { tracking, .. } => {
                    self.waiting.retain(|parcel| parcel.tracking != *tracking);
                }
                Fact::ManifestOpened { .. }
                | Fact::ManifestClosed { .. }
                | Fact::ParcelTakenBack { .. } => {
                    if let Err(error) = self.read_waiting() {
                        // The scan is on disk; only the list of missing parcels is an old one.
                        tracing::error!(error = %chain(&error), "waiting parcels cannot be read");
                    }
                }
                _ => {}
            }
        }
    }

    /// What the master tells of a parcel that was scanned here a moment ago is no news.
    pub(super) fn is_echo(&self, standing: &OrderStanding) -> bool {
        let Some(open) = &self.bench.manifest else {
            return true;
        };
        let is_waiting = |tracking: &TrackingNo| {
            let mut waiting = self.waiting.iter();
            waiting.any(|parcel| parcel.tracking == *tracking)
        };
        standing
            .parcels
            .iter()
            .all(|parcel| match &parcel.manifest {
                Some(manifest) => *manifest == open.manifest && !is_waiting(&parcel.tracking),
                None => is_waiting(&parcel.tracking),
            })
    }

    /// How far the list is filled once this is decided.
    pub(super) fn list_after(
        &self,
        decision: &Decision,
        after: &Bench,
    ) -> Result<Option<ListCount>, StoreError> {
        let Some(open) = &after.manifest else {
            return Ok(None);
        };
        let mut parcels = self.store.count_on_list(&open.manifest)?;
        let mut missing = self.waiting.len();
        for fact in &decision.facts {
            match fact {
                Fact::ManifestOpened { carrier, .. } => {
                    let due = self.carriers_due()?;
                    let due = due.iter().find(|due| due.carrier == *carrier);
                    missing = due.map_or(0, |due| usize::try_from(due.parcels).unwrap_or(0));
                }
                Fact::ParcelHandedOver { tracking, .. } => {
                    parcels += 1;
                    let mut waiting = self.waiting.iter();
                    missing -= usize::from(waiting.any(|parcel| parcel.tracking == *tracking));
                }
                Fact::ParcelTakenBack { order, .. } => {
                    parcels = parcels.saturating_sub(1);
                    missing += usize::from(order.is_some());
                }
                _ => {}
            }
        }
        let parcels = u32::try_from(parcels).unwrap_or(u32::MAX);
        Ok(Some(ListCount {
            carrier: open.carrier.clone(),
            parcels,
            of: parcels.saturating_add(u32::try_from(missing).unwrap_or(u32::MAX)),
        }))
    }

    /// The parcel that a code names, with what keeps it in the house; `None` for a code of anything else.
    pub(super) fn parcel_found(&self, code: &str) -> Result<Option<ParcelFound>, StoreError> {
        let numbers = numbers_in(code);
        for tracking in &numbers {
            let found = self.store.parcel_numbered(tracking)?;
            let on_list = self.store.list_of_parcel(tracking)?;
            if found.is_none() && on_list.is_none() {
                continue;
            }
            let known = match found {
                None => None,
                Some(found) => {
                    let order = self.store.order_content(&found.order)?;
                    let obstacle = if order.as_ref().is_some_and(|order| order.cancelled) {
                        Some(Obstacle::Cancelled)
                    } else if self.store.orders_to_unpack()?.contains(&found.order) {
                        Some(Obstacle::ToUnpack)
                    } else if found.is_owed {
                        Some(Obstacle::LabelOwed)
                    } else if found.is_closed {
                        None
                    } else {
                        Some(Obstacle::NotClosed)
                    };
                    Some(KnownParcel {
                        carrier: order.map(|order| {
                            let service = found.service.as_ref();
                            self.settings
                                .carrier_of(service.unwrap_or(&order.delivery_method))
                        }),
                        order: found.order,
                        parcel: found.parcel,
                        obstacle,
                    })
                }
            };
            return Ok(Some(ParcelFound {
                tracking: tracking.clone(),
                known,
                on_list,
            }));
        }
        // A parcel of this shop that only another bench knows: it goes, and the master looks.
        let own = numbers
            .into_iter()
            .find(|number| is_own_number(number, &self.settings.gs1_company_prefix));
        Ok(own.map(|tracking| ParcelFound {
            tracking,
            known: None,
            on_list: None,
        }))
    }

    /// What the screen shows of the list that is filled.
    pub(super) fn hand_over_view(&self) -> Result<Option<HandOverView>, StoreError> {
        let Some(open) = &self.bench.manifest else {
            return Ok(None);
        };
        let parcels = self.store.count_on_list(&open.manifest)?;
        Ok(Some(HandOverView {
            manifest: open.manifest.clone(),
            carrier: open.carrier.clone(),
            parcels: u32::try_from(parcels).unwrap_or(u32::MAX),
            last: self.store.last_on_list(&open.manifest, LAST_SHOWN)?,
            missing: self.waiting.clone(),
        }))
    }

    /// The newest list, of this carrier or of any; or the one with this number.
    pub fn manifest(
        &self,
        carrier: Option<&str>,
        number: Option<&str>,
    ) -> Result<ManifestRow, DocumentError> {
        let is_wanted = |row: &ManifestRow| {
            carrier.is_none_or(|carrier| row.carrier == carrier)
                && number.is_none_or(|number| row.manifest == number)
        };
        let rows = self.store.manifests()?.into_iter();
        rows.into_iter()
            .find(is_wanted)
            .ok_or(DocumentError::NoList)
    }

    /// A list as an A4 PDF.
    pub fn manifest_pdf(&self, row: &ManifestRow) -> Result<Vec<u8>, DocumentError> {
        let sender = &self.settings.sender;
        let place = format!("{} {}", sender.postcode, sender.city);
        let shop = [sender.name.as_str(), sender.street.as_str(), place.trim()];
        let shop: Vec<&str> = shop.into_iter().filter(|part| !part.is_empty()).collect();
        let mut rows = Vec::new();
        for parcel in self.store.parcels_on_list(&row.manifest)? {
            rows.push(self.row_of(&parcel)?);
        }
        let list = HandOverList {
            number: row.manifest.clone(),
            carrier: row.carrier.clone(),
            sender: shop.join(", "),
            closed: row
                .closed_at
                .map(|at| self.wall_time(at))
                .unwrap_or_default(),
            rows,
            printed: self.wall_time(self.clock.now()),
        };
        Ok(hand_over_list(&list, self.language())?)
    }

    fn row_of(&self, parcel: &HandedParcel) -> Result<HandOverRow, StoreError> {
        let mut content = match &parcel.parcel {
            Some((order, _)) => self.store.order_content(order)?,
            None => None,
        };
        if let Some(order) = &mut content
            && let Some(found) = self.store.parcel_numbered(&parcel.tracking)?
            && let Some(service) = found.service
        {
            order.go_by(&service);
        }
        Ok(HandOverRow {
            tracking: parcel.tracking.to_string(),
            order: match &parcel.parcel {
                Some((order, 1)) => order.to_string(),
                Some((order, number)) => format!("{order} ({number})"),
                None => String::new(),
            },
            destination: content.as_ref().map(destination).unwrap_or_default(),
            gross: parcel.gross,
        })
    }

    fn wall_time(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.settings.time_zone)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    /// A list as CSV text: one parcel a row.
    pub fn manifest_csv(&self, row: &ManifestRow) -> Result<String, StoreError> {
        let mut table = Table::new(&[
            "list",
            "carrier",
            "closed_at",
            "position",
            "tracking",
            "order",
            "parcel",
            "destination",
            "gross_g",
            "scanned_at",
        ]);
        let parcels = self.store.parcels_on_list(&row.manifest)?;
        for (position, parcel) in (1_u32..).zip(parcels) {
            let destination = self.row_of(&parcel)?.destination;
            let (order, number) = parcel.parcel.unzip();
            table.rows.push(vec![
                row.manifest.as_str().into(),
                row.carrier.as_str().into(),
                row.closed_at.into(),
                position.into(),
                parcel.tracking.as_str().into(),
                order.map(|order| order.0).into(),
                number.into(),
                destination.into(),
                parcel.gross.map(|gross| gross.0).into(),
                parcel.at.into(),
            ]);
        }
        Ok(csv_text(&table))
    }

    /// The print job of a list that is being closed now.
    pub(super) fn job_of_list(&self, manifest: &str) -> Result<Option<NewPrintJob>, StoreError> {
        let Some(row) = self.list_closed_now(manifest)? else {
            return Ok(None);
        };
        let bytes = match self.manifest_pdf(&row) {
            Ok(bytes) => bytes,
            Err(DocumentError::Store(error)) => return Err(error),
            Err(error) => {
                // The driver does not wait for a paper: the list is closed, and can be written as a table.
                tracing::error!(error = %chain(&error), manifest, "the list cannot be printed");
                return Ok(None);
            }
        };
        Ok(Some(NewPrintJob {
            key: format!("manifest/{manifest}"),
            kind: PrintKind::Document,
            title: manifest.to_owned(),
            source: PrintSource::Bytes(bytes),
            target: DOCUMENTS.to_owned(),
            order: None,
            parcel: None,
        }))
    }

    fn list_closed_now(&self, manifest: &str) -> Result<Option<ManifestRow>, StoreError> {
        let rows = self.store.manifests()?.into_iter();
        let row = rows.into_iter().find(|row| row.manifest == manifest);
        Ok(row.map(|row| ManifestRow {
            closed_at: Some(self.clock.now()),
            ..row
        }))
    }

    /// The table that is kept of a list which these facts closed, and its file.
    pub(super) fn list_papers(&self, facts: &[Fact]) -> Option<(PathBuf, String)> {
        let manifest = facts.iter().find_map(|fact| match fact {
            Fact::ManifestClosed {
                manifest, parcels, ..
            } if *parcels > 0 => Some(manifest),
            _ => None,
        })?;
        let row = self.list_closed_now(manifest);
        let text = row.and_then(|row| row.map(|row| self.manifest_csv(&row)).transpose());
        match text {
            Ok(text) => Some((list_file(&self.dir, manifest), text?)),
            Err(error) => {
                tracing::error!(error = %chain(&error), manifest, "the list's table cannot be read");
                None
            }
        }
    }
}

/// Where an order goes: its locker, or postcode and city.
fn destination(order: &Order) -> String {
    if order.locker.is_empty() {
        format!("{} {}", order.recipient.postcode, order.recipient.city)
            .trim()
            .to_owned()
    } else {
        order.locker.clone()
    }
}

/// The table of a list.
pub(super) fn list_file(dir: &Path, manifest: &str) -> PathBuf {
    dir.join(FOLDER).join(format!("{manifest}.csv"))
}

/// Writes a list's table. It can be written again at any time, so a full disk does not undo the hand-over.
pub(super) fn keep_file(file: &Path, text: &str) {
    let written = file
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(file, text));
    if let Err(error) = written {
        tracing::warn!(file = %file.display(), %error, "the list's table was not written");
    }
}

//! Products’ records: what is missing or doubtful, looked through beside the bench’s work, and mended at it.

pub mod photo;
mod table;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::event::Command;
use super::lookup::{self, Reading};
use super::run::Station;
use crate::domain::catalog::Product;
use crate::domain::feed::Cursor;
use crate::domain::ids::Sku;
use crate::domain::record_audit::list::{Collector, List, Row, rows_of};
use crate::domain::record_audit::{Fault, FaultKind, PhotoFault, Standing};
use crate::domain::session::input::{self, Meaning, RecordCommand};
use crate::store::{Store, StoreError};

pub use table::{note_of, records_table};

/// What a lead's screen of records shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordsView {
    /// The list; `None` until it was made for the first time.
    pub list: Option<Arc<List>>,
    /// The product that is looked at.
    pub looked: Option<RecordCard>,
    /// A code that was scanned and names nothing: scanned once more it names the product that is looked at.
    pub unknown: Option<String>,
    /// A photo is being taken in.
    pub is_photographing: bool,
    /// It is known in which folder photos arrive.
    pub has_photo_folder: bool,
}

/// A product with everything that a lead sees of its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordCard {
    /// The product, as it was mended here too.
    pub product: Product,
    /// Its codes.
    pub codes: Vec<String>,
    /// What is wrong with it, or was accepted.
    pub rows: Vec<Row>,
}

impl RecordCard {
    /// What is to be done about it.
    pub fn to_do(&self) -> impl Iterator<Item = &Row> {
        let is_done = |row: &&Row| row.standing == Standing::Accepted;
        self.rows.iter().filter(move |row| !is_done(row))
    }
}

/// Looks through all records of a database; no more than `most` findings of a kind are kept. Reads everything, so a
/// bench that works has it done beside it.
pub fn look_through(
    store: &Store,
    images: &Path,
    now: DateTime<Utc>,
    most: usize,
) -> Result<List, StoreError> {
    let (words, demand) = (store.record_words()?, store.demand(now)?);
    let mut collector = Collector::new(&words, most);
    store.each_record(&|name| photo::is_there(images, name), &mut |record| {
        let units = demand.get(&record.product.sku).copied().unwrap_or(0);
        collector.take(record, units);
    })?;
    Ok(collector.list())
}

impl Station {
    /// All records looked through here and now.
    pub fn audit_records(&self, most: usize) -> Result<List, StoreError> {
        let images = self.dir.join(photo::FOLDER);
        look_through(&self.store, &images, self.clock.now(), most)
    }

    /// A product's record as it is now; what shows only beside all others is as the list had it last. `None` for what
    /// is not in the catalogue, or is packed as its parts.
    pub fn record_card(&self, sku: &Sku) -> Result<Option<RecordCard>, StoreError> {
        let images = self.dir.join(photo::FOLDER);
        let is_there = |name: &str| photo::is_there(&images, name);
        let Some(mut record) = self.store.record(sku, &is_there)? else {
            return Ok(None);
        };
        if self.store.is_kit(sku)? {
            return Ok(None);
        }
        let list = self.records.as_deref();
        let before = list.into_iter().flat_map(|list| list.of(sku));
        let mut demand = 0;
        for row in before {
            demand = row.demand;
            match &row.fault {
                Fault::Twin { with } => record.twins = with.clone(),
                Fault::SharedPhoto { file, with }
                    if record.product.image.as_ref() == Some(file) =>
                {
                    record.same_photo = with.clone();
                }
                _ => {}
            }
        }
        let words = self.store.record_words()?;
        Ok(Some(RecordCard {
            rows: rows_of(&record, demand, &words),
            codes: record.codes,
            product: record.product,
        }))
    }

    /// Puts what a product shows now into the list.
    pub(super) fn refresh_record(&mut self, sku: &Sku) -> Result<(), StoreError> {
        let Some(list) = &self.records else {
            return Ok(());
        };
        let mut list = List::clone(list);
        let card = self.record_card(sku)?;
        list.replace(sku, card.map(|card| card.rows).unwrap_or_default());
        self.records = Some(Arc::new(list));
        Ok(())
    }

    /// What is wrong in this with the product's record, if anything is.
    fn fault_of(&self, sku: &Sku, kind: FaultKind) -> Result<Option<Fault>, StoreError> {
        let rows = if kind.is_among_several() && self.records.is_none() {
            let list = self.audit_records(usize::MAX)?;
            list.of(sku).cloned().collect()
        } else {
            let card = self.record_card(sku)?;
            card.map(|card| card.rows).unwrap_or_default()
        };
        let faults = rows.into_iter().map(|row| row.fault);
        Ok(faults.into_iter().find(|fault| fault.kind() == kind))
    }

    /// A lead's command about a record with what this bench knows of it.
    pub(super) fn resolve_record_command(
        &self,
        command: &Command,
    ) -> Result<input::Command, StoreError> {
        let photograph = |sku: &Sku, new: Result<String, PhotoFault>| -> Result<_, StoreError> {
            let known = self.store.mended_product(sku)?;
            Ok(RecordCommand::Photograph {
                is_known: known.is_some(),
                old: known.and_then(|product| product.image),
                sku: sku.clone(),
                new,
            })
        };
        Ok(input::Command::Record(match command {
            Command::GiveRecord { sku, fault, to } => RecordCommand::Give {
                found: self.fault_of(sku, *fault)?,
                sku: sku.clone(),
                kind: *fault,
                to: match self.store.worker(to)? {
                    Some(worker) => Ok(worker.badge),
                    None => Err(to.clone()),
                },
            },
            Command::AcceptRecord { sku, fault, reason } => RecordCommand::Accept {
                found: self.fault_of(sku, *fault)?,
                sku: sku.clone(),
                kind: *fault,
                reason: reason.clone(),
            },
            Command::Photograph { sku, file } => {
                let file = match file {
                    Some(file) => Ok(file.clone()),
                    None => photo::newest_in(self.photo_folder().as_deref()),
                };
                let images = self.dir.join(photo::FOLDER);
                photograph(sku, file.and_then(|file| photo::take(&images, &file)))?
            }
            Command::PhotoTaken { sku, taken } => photograph(sku, taken.clone())?,
            other => unreachable!("not about a record: {other:?}"),
        }))
    }

    /// The product that a code names, as it was read or as one of its elements says.
    pub(super) fn product_of_record(&self, code: &str) -> Result<Option<Sku>, StoreError> {
        let reading = Reading {
            is_idle: false,
            year: self.this_year(),
        };
        let scanned = lookup::meaning(&self.store, &self.settings, code, reading)?;
        if let Meaning::Products { products, .. } = scanned.meaning {
            return Ok(products.into_iter().next().map(|option| option.sku));
        }
        // Typed, or scanned from a list: the number itself.
        let sku = Sku(code.to_owned());
        Ok(self.store.product(&sku)?.map(|product| product.sku))
    }

    /// What the list of records is made of now: it is made anew when this is another.
    pub(super) fn records_made_of(&self) -> Result<(Cursor, u64), StoreError> {
        Ok((self.store.cursor()?, self.store.last_number()))
    }

    /// Where photos arrive; a relative folder lies in the data directory.
    pub(super) fn photo_folder(&self) -> Option<PathBuf> {
        let folder = self.config.photo_folder.as_ref()?;
        Some(self.dir.join(folder))
    }
}

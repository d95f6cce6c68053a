//! Papers that a person asks for: pick lists and the sheets that hang at the bench.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::config::LabelLanguage;
use super::dossier::name_of;
use super::event::{HandOut, Wanted};
use super::lookup;
use super::run::Station;
use super::snapshot::Lookalike;
use crate::domain::ids::{Badge, OrderNo, Sku};
use crate::domain::location::Location;
use crate::domain::session::OpenedLine;
use crate::domain::session::fact::Fact;
use crate::domain::worker::Language;
use crate::labels::documents::{
    CardSheet, PickList, PickRow, TrolleyList, TrolleyRow, card_sheet, pick_list, trolley_list,
};
use crate::labels::{DocumentWords, LabelError, sheets};
use crate::store::{Commit, StoreError};

/// Why a paper was not made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// No order has this number.
    #[error("there is no order {0}")]
    UnknownOrder(OrderNo),
    /// No order was named.
    #[error("no order is chosen")]
    NoOrder,
    /// This bench has filled no such list.
    #[error("this bench has no such hand-over list")]
    NoList,
    /// This paper is no sheet of cards.
    #[error("this paper has no cards that could be labels")]
    NoCards,
    /// It cannot be laid out.
    #[error(transparent)]
    Label(#[from] LabelError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No worker has this badge.
    #[error("no worker has the badge {0}")]
    UnknownPicker(Badge),
    /// The wave's name is no name.
    #[error("a wave is named by one to {WAVE_NAME} characters")]
    Wave,
    /// No order, parcel or unit is known by this.
    #[error("nothing is known here of {0}")]
    NothingKnown(String),
    /// It names more than one order.
    #[error("{of} is in several orders, name one of them: {}", listed(orders))]
    SeveralOrders {
        /// What was named.
        of: String,
        /// The orders.
        orders: Vec<OrderNo>,
    },
    /// The file cannot be written.
    #[error("the file cannot be written")]
    File(#[from] io::Error),
}

fn listed(orders: &[OrderNo]) -> String {
    let orders: Vec<&str> = orders.iter().map(OrderNo::as_str).collect();
    orders.join(", ")
}

/// Longest name of a wave, in characters.
const WAVE_NAME: usize = 32;

impl Station {
    /// Makes a paper and writes it into `file`. Handing out a pick list is a fact.
    pub fn write_document(&mut self, wanted: &Wanted, file: &Path) -> Result<(), DocumentError> {
        if let Wanted::PickList { to, .. } = wanted {
            self.prove_known(to)?;
        }
        let bytes = self.document(wanted)?;
        fs::write(file, bytes)?;
        if let Wanted::PickList { orders, to } = wanted {
            self.record_hand_out(orders, to)?;
        }
        Ok(())
    }

    /// The bytes of a paper.
    pub fn document(&self, wanted: &Wanted) -> Result<Vec<u8>, DocumentError> {
        let lang = self.language();
        let printed = self.printed_at();
        Ok(match wanted {
            Wanted::PickList { orders, .. } => match orders.as_slice() {
                [] => return Err(DocumentError::NoOrder),
                [only] => self.pick_list(only, lang)?,
                several => self.trolley_list(several, lang)?,
            },
            Wanted::Dossier { of } => self.dossier_of(of, lang)?,
            Wanted::ScannerSheet => sheets::scanner_set_up_sheet(lang, &printed)?,
            cards => card_sheet(&self.cards(cards)?.ok_or(DocumentError::NoCards)?)?,
        })
    }

    /// The cards of a sheet that consists of cards.
    fn cards(&self, wanted: &Wanted) -> Result<Option<CardSheet>, DocumentError> {
        let (lang, printed, codes) = (self.language(), self.printed_at(), &self.settings.codes);
        Ok(Some(match wanted {
            Wanted::PickList { .. } | Wanted::Dossier { .. } | Wanted::ScannerSheet => {
                return Ok(None);
            }
            Wanted::TestCard => sheets::test_card(lang, &codes.command, &printed),
            Wanted::StationCards => {
                let known = self.stations_view().known;
                sheets::station_sheet(lang, &codes.station, &known, &printed)
            }
            Wanted::CommandSheet => sheets::command_sheet(lang, &codes.command, &printed),
            Wanted::Badges => sheets::badge_sheet(lang, &self.store.workers()?, &printed),
            Wanted::PackagingSheet => sheets::packaging_sheet(lang, &self.packagings, &printed),
            Wanted::LocationSheet => {
                let places = self.store.locations()?;
                sheets::location_sheet(lang, &codes.location, &places, &printed)
            }
            Wanted::ToteSheet { count } => sheets::tote_sheet(lang, &codes.tote, *count, &printed),
        }))
    }

    /// Writes the cards of a sheet for the label printer, one label each, in the language it is set up for.
    pub fn write_roll(&self, wanted: &Wanted, file: &Path) -> Result<(), DocumentError> {
        let sheet = self.cards(wanted)?.ok_or(DocumentError::NoCards)?;
        let printer = self.config.label_printer;
        let bytes = match printer.language {
            LabelLanguage::Pdf => sheets::roll_pdf(&sheet, printer.dpi)?,
            LabelLanguage::Zpl => sheets::roll_zpl(&sheet, printer.dpi, printer.text)?,
        };
        fs::write(file, bytes)?;
        Ok(())
    }

    pub(super) fn language(&self) -> Language {
        self.bench
            .worker
            .as_ref()
            .map(|worker| worker.language)
            .unwrap_or_default()
    }

    pub(super) fn printed_at(&self) -> String {
        self.clock
            .now()
            .with_timezone(&self.settings.time_zone)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    fn lines_of(&self, order: &OrderNo) -> Result<Vec<OpenedLine>, DocumentError> {
        let cached = self
            .store
            .order(order)?
            .ok_or_else(|| DocumentError::UnknownOrder(order.clone()))?;
        Ok(lookup::pick_lines(&self.store, &cached)?)
    }

    fn pick_list(&self, order: &OrderNo, lang: Language) -> Result<Vec<u8>, DocumentError> {
        let mut rows = Vec::new();
        for line in self.lines_of(order)? {
            rows.push(PickRow {
                location: place_text(line.location.as_ref()),
                name: name_of(&self.store, &line.sku)?,
                quantity: line.ordered,
                look_next: self.look_next(&line.sku, line.location.as_ref())?,
                lookalikes: self.alike_text(&line.sku)?,
                sku: line.sku,
            });
        }
        let note = self
            .store
            .order(order)?
            .map(|cached| cached.order.note)
            .unwrap_or_default();
        let list = PickList {
            order_no: order.clone(),
            remark: note,
            rows,
            printed: self.printed_at(),
        };
        Ok(pick_list(&list, &words(lang))?)
    }

    /// Several orders in one walk: each product once, with its quantity for each trolley position.
    fn trolley_list(&self, orders: &[OrderNo], lang: Language) -> Result<Vec<u8>, DocumentError> {
        let mut picks: BTreeMap<(Option<Location>, Sku), Vec<u32>> = BTreeMap::new();
        for (at, order) in orders.iter().enumerate() {
            for line in self.lines_of(order)? {
                let quantities = picks
                    .entry((line.location, line.sku))
                    .or_insert_with(|| vec![0; orders.len()]);
                if let Some(quantity) = quantities.get_mut(at) {
                    *quantity = quantity.saturating_add(line.ordered);
                }
            }
        }
        let mut rows = Vec::new();
        for ((location, sku), quantities) in picks {
            rows.push(TrolleyRow {
                location: place_text(location.as_ref()),
                name: name_of(&self.store, &sku)?,
                quantities,
                look_next: self.look_next(&sku, location.as_ref())?,
                lookalikes: self.alike_text(&sku)?,
                sku,
            });
        }
        let positions = positions(orders.len())
            .zip(orders.iter().cloned())
            .collect();
        let list = TrolleyList {
            trolley: String::new(),
            positions,
            rows,
            printed: self.printed_at(),
        };
        Ok(trolley_list(&list, &words(lang))?)
    }

    /// The next place with stock, for the day the bin is short.
    fn alike_text(&self, sku: &Sku) -> Result<Vec<String>, StoreError> {
        let alike = self.lookalikes(sku)?;
        Ok(alike.iter().map(Lookalike::told).collect())
    }

    fn look_next(&self, sku: &Sku, here: Option<&Location>) -> Result<Option<String>, StoreError> {
        let mut places = self.store.stock_places(sku)?.into_iter();
        let next = places.find(|place| Some(&place.location) != here && place.on_hand > 0);
        Ok(next.map(|place| place.location.to_string()))
    }

    /// Whoever picks has a badge here, and a wave a name that fits a screen.
    fn prove_known(&self, to: &HandOut) -> Result<(), DocumentError> {
        if let Some(picker) = &to.picker
            && self.store.worker(picker)?.is_none()
        {
            return Err(DocumentError::UnknownPicker(picker.clone()));
        }
        let is_name = |wave: &String| {
            wave.chars().count() <= WAVE_NAME && !wave.chars().any(char::is_control)
        };
        match &to.wave {
            Some(wave) if !is_name(wave) => Err(DocumentError::Wave),
            _ => Ok(()),
        }
    }

    fn record_hand_out(&mut self, orders: &[OrderNo], to: &HandOut) -> Result<(), StoreError> {
        let worker = self
            .bench
            .worker
            .as_ref()
            .map(|worker| worker.badge.clone());
        let fact = Fact::PickListHandedOut {
            orders: orders.to_vec(),
            picker: to.picker.clone(),
            wave: to.wave.clone(),
            positions: positions(orders.len()).collect(),
        };
        self.store.commit(&Commit {
            at: self.clock.now(),
            worker,
            facts: &[fact],
            ..Commit::default()
        })?;
        Ok(())
    }
}

/// Trolley positions are numbered from 1.
fn positions(count: usize) -> impl Iterator<Item = String> {
    (1..=count).map(|number| number.to_string())
}

fn place_text(location: Option<&Location>) -> String {
    location.map_or_else(|| "–".to_owned(), ToString::to_string)
}

fn words(lang: Language) -> DocumentWords {
    match lang {
        Language::Pl => DocumentWords::polish(),
        Language::En => DocumentWords::english(),
    }
}

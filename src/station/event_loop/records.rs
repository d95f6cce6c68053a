//! Products’ records in the loop: looked through by a thread of its own while a lead has their screen open, and what is
//! scanned there names products instead of packing them.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Loop;
use crate::domain::feed::Cursor;
use crate::domain::ids::Sku;
use crate::domain::record_audit::list::{KEPT, List};
use crate::station::Station;
use crate::station::answer::Answer;
use crate::station::event::{Action, Command, Event, RecordsEvent};
use crate::station::records::{RecordsView, look_through, photo};
use crate::station::run::chain;
use crate::store::{Store, StoreError};

/// How long records stay as they were looked through, at least. Assumption: a lead mends one in a quarter of a minute.
const FRESH: Duration = Duration::from_secs(5);

/// And so many times as long as it takes: of one core a tenth is given for it at most.
const SHARE: u32 = 9;

/// How long rows of the catalogue that are still to come are waited for: half a catalogue shows what is not so. A
/// master that is away brings none, and what is here is looked through then.
const WAIT_FOR_ROWS: Duration = Duration::from_secs(20);

/// What the list was made of: how far the catalogue was read, and the newest fact.
type MadeOf = (Cursor, u64);

/// Looking through them: the thread, what it reads, and when it began.
type Running = (JoinHandle<Result<List, StoreError>>, MadeOf, Instant);

/// Has the records looked through.
#[derive(Debug, Default)]
pub(super) struct RecordsKeeper {
    is_open: bool,
    /// When the screen was opened.
    opened: Option<Instant>,
    running: Option<Running>,
    made_of: Option<MadeOf>,
    /// When the last one ended, and how long it took.
    ended: Option<(Instant, Duration)>,
}

impl RecordsKeeper {
    /// Whether a lead has the screen open.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    fn is_due(&self, now_made_of: &MadeOf) -> bool {
        let is_rested = self
            .ended
            .is_none_or(|(at, took)| at.elapsed() >= FRESH.max(took * SHARE));
        self.is_open
            && self.running.is_none()
            && is_rested
            && self.made_of.as_ref() != Some(now_made_of)
    }
}

impl Loop {
    /// `true` when it was an action that was answered.
    pub(super) fn on_records(&mut self, event: RecordsEvent) -> bool {
        match event {
            RecordsEvent::IsOpen(is_open) => {
                self.records.is_open = is_open;
                self.records.opened = is_open.then(Instant::now);
                let list = self.station.records.clone();
                let view = Arc::make_mut(&mut self.around.records);
                *view = RecordsView {
                    list,
                    has_photo_folder: self.station.photo_folder().is_some(),
                    ..RecordsView::default()
                };
                self.tend_records();
            }
            RecordsEvent::LookAt(sku) => self.look_at(&sku),
            RecordsEvent::Scanned(code) => return self.scanned_record(&code),
            RecordsEvent::Photograph(sku, file) => self.photograph(sku, file),
            RecordsEvent::PhotoTaken(sku, taken) => {
                Arc::make_mut(&mut self.around.records).is_photographing = false;
                let command = Command::PhotoTaken { sku, taken };
                return self.act(&Action::Command(command));
            }
        }
        false
    }

    /// A code that names a product shows it. One that names nothing names the product that is looked at, once it was
    /// scanned a second time.
    fn scanned_record(&mut self, code: &str) -> bool {
        let code = code.trim().to_owned();
        let named = match self.station.product_of_record(&code) {
            Ok(named) => named,
            Err(error) => {
                tracing::error!(error = %chain(&error), "a code cannot be looked up");
                return false;
            }
        };
        if let Some(sku) = named {
            self.look_at(&sku);
            return false;
        }
        let view = Arc::make_mut(&mut self.around.records);
        let is_again = view.unknown.as_ref() == Some(&code);
        let looked = view.looked.as_ref().map(|card| card.product.sku.clone());
        let Some(sku) = looked.filter(|_| is_again) else {
            view.unknown = Some(code);
            return false;
        };
        view.unknown = None;
        let units = 1;
        self.act(&Action::Command(Command::Bind { code, sku, units }))
    }

    fn look_at(&mut self, sku: &Sku) {
        let card = match self.station.record_card(sku) {
            Ok(card) => card,
            Err(error) => {
                tracing::error!(error = %chain(&error), "a record cannot be read");
                return;
            }
        };
        let view = Arc::make_mut(&mut self.around.records);
        let is_other = view.looked.as_ref().map(|card| &card.product.sku) != Some(sku);
        view.looked = card;
        if is_other {
            view.unknown = None;
        }
    }

    /// Takes a photo in beside the loop: reading twelve million dots takes longer than a scan may wait.
    fn photograph(&mut self, sku: Sku, file: Option<PathBuf>) {
        let (images, folder) = (
            self.station.dir.join(photo::FOLDER),
            self.station.photo_folder(),
        );
        let inbox = self.inbox.clone();
        let begun = thread::Builder::new().name("photo".into()).spawn(move || {
            let file = file.map_or_else(|| photo::newest_in(folder.as_deref()), Ok);
            let taken = file.and_then(|file| photo::take(&images, &file));
            // A station that has ended needs no photo.
            drop(inbox.send(Event::Records(RecordsEvent::PhotoTaken(sku, taken))));
        });
        match begun {
            Ok(_thread) => Arc::make_mut(&mut self.around.records).is_photographing = true,
            Err(error) => tracing::error!(%error, "no thread for a photo"),
        }
    }

    /// What was said of a product shows at once, in the list and on its card.
    pub(super) fn answered_of_record(&mut self, answer: &Answer) {
        let Some(sku) = answer.sku.as_ref().filter(|_| self.records.is_open) else {
            return;
        };
        if let Err(error) = self.station.refresh_record(sku) {
            tracing::error!(error = %chain(&error), "a record cannot be read");
        }
        let list = self.station.records.clone();
        let view = Arc::make_mut(&mut self.around.records);
        view.list = list;
        if view.looked.as_ref().map(|card| &card.product.sku) == Some(sku) {
            let sku = sku.clone();
            self.look_at(&sku);
        }
    }

    /// Idle work: takes in a list that is done, and has it made anew when something has changed. `true` when the
    /// screen has to show it.
    pub(super) fn tend_records(&mut self) -> bool {
        let is_shown = self.take_list();
        if !self.records.is_open {
            return is_shown;
        }
        let made_of = match self.station.records_made_of() {
            Ok(made_of) => made_of,
            Err(error) => {
                tracing::error!(error = %chain(&error), "how far the catalogue was read is not known");
                return is_shown;
            }
        };
        let is_waiting = self.around.sync.rows_to_come > 0
            && self
                .records
                .opened
                .is_some_and(|at| at.elapsed() < WAIT_FOR_ROWS);
        if !is_waiting && self.records.is_due(&made_of) {
            match begin(&self.station) {
                Ok(thread) => self.records.running = Some((thread, made_of, Instant::now())),
                Err(error) => tracing::error!(%error, "no thread to look through records"),
            }
        }
        is_shown
    }

    fn take_list(&mut self) -> bool {
        let is_done = |running: &mut (JoinHandle<_>, _, _)| running.0.is_finished();
        let Some((thread, made_of, began)) = self.records.running.take_if(is_done) else {
            return false;
        };
        self.records.ended = Some((Instant::now(), began.elapsed()));
        match thread.join() {
            Ok(Ok(list)) => {
                self.records.made_of = Some(made_of);
                let list = Some(Arc::new(list));
                self.station.records.clone_from(&list);
                let view = Arc::make_mut(&mut self.around.records);
                view.list = list;
                if let Some(sku) = view.looked.as_ref().map(|card| card.product.sku.clone()) {
                    self.look_at(&sku);
                }
                return true;
            }
            Ok(Err(error)) => {
                tracing::error!(error = %chain(&error), "records cannot be looked through");
            }
            Err(_panic) => tracing::error!("the thread that looks through records panicked"),
        }
        false
    }
}

fn begin(station: &Station) -> io::Result<JoinHandle<Result<List, StoreError>>> {
    let (file, images) = (
        station.dir.join("station.db"),
        station.dir.join(photo::FOLDER),
    );
    let now = station.now();
    thread::Builder::new()
        .name("records".into())
        .spawn(move || look_through(&Store::read_only(&file)?, &images, now, KEPT))
}

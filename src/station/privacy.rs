//! Forgetting people at this bench: on request, when a customer's days are over, and when a worker has left.
//!
//! In four steps, each of which can be done again after a power cut: the fact, which the master is told of; the tables;
//! papers and copies of the database, by a thread, so that no scan waits; the write-ahead log.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike as _, Utc};

use super::backup::NIGHT;
use super::config::PrinterConfig;
use super::dossier::document_file;
use super::event::Command;
use super::handover::list_file;
use super::run::{Station, StationError, chain};
use crate::devices::printer::name_begins;
use crate::domain::ids::{Badge, OrderNo};
use crate::domain::order::BoxDocument;
use crate::domain::privacy::{Erasable, ErasedFor, OTHERS_LATER};
use crate::domain::session::Stamp;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{self, PrivacyCommand};
use crate::domain::session::message::Refusal;
use crate::master::MasterError;
use crate::store::backup::forget_in_copies;
use crate::store::{Forgotten, PersonView, StoreError};

/// How often it is looked whose days are over.
const EVERY: TimeDelta = TimeDelta::hours(1);

/// How long it is waited after a thread failed, and until the log can be emptied that somebody reads from.
const TRY_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// Orders forgotten at once: some milliseconds of the database.
const AT_ONCE: u32 = 20;

/// Openings of figures by person that are shown.
const PERSON_VIEWS: u32 = 3;

/// Folders of the data directory whose papers go when their days are over, whatever they are.
const PAPERS: [&str; 3] = ["prints", "manifests", "damaged"];

/// What is done beside the bench's work.
struct Paperwork {
    dir: PathBuf,
    /// Folders that papers are printed into.
    printed: Vec<PathBuf>,
    gone: Forgotten,
    /// Papers of before this moment go too.
    before: Option<SystemTime>,
}

/// What came of orders whose customers are to be forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erasure {
    /// Forgotten.
    pub erased: Vec<OrderNo>,
    /// Why not.
    pub refused: Vec<(OrderNo, Refusal)>,
}

/// Forgets beside the bench's work, one errand at a time.
#[derive(Debug, Default)]
pub(super) struct PrivacyKeeper {
    running: Option<(Forgotten, JoinHandle<Result<(), StoreError>>)>,
    /// What is left of these stands in the log alone.
    cleared: Option<Forgotten>,
    next: Option<DateTime<Utc>>,
    /// The local day on which gaps were wiped last.
    wiped: Option<NaiveDate>,
    looks_at: Option<DateTime<Utc>>,
}

impl PrivacyKeeper {
    /// Whether an errand is under way: no copy is made meanwhile.
    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Idle work: takes in the end of an errand, and begins the next. `true` when there is something to tell the master.
    pub(super) fn tend(&mut self, station: &mut Station, is_copying: bool) -> bool {
        let now = station.now();
        if let Some((gone, thread)) = self.running.take_if(|(_, thread)| thread.is_finished()) {
            match thread.join() {
                Ok(Ok(())) => self.cleared = Some(gone),
                Ok(Err(error)) => {
                    tracing::error!(error = %chain(&error), "papers or copies are not erased yet");
                    self.next = Some(now + TRY_AGAIN);
                }
                Err(_panic) => tracing::error!("the thread that erases panicked"),
            }
        }
        let is_too_soon = self
            .next
            .is_some_and(|next| now < next && next - now <= TRY_AGAIN);
        if self.running.is_some() || is_copying || is_too_soon || !station.is_between_orders() {
            return false;
        }
        match self.go_on(station, now) {
            Ok(told) => told,
            Err(error) => {
                tracing::error!(error = %chain(&error), "nobody can be forgotten now");
                self.next = Some(now + TRY_AGAIN);
                false
            }
        }
    }

    fn go_on(&mut self, station: &mut Station, now: DateTime<Utc>) -> Result<bool, StoreError> {
        if let Some(cleared) = self.cleared.take() {
            if !station.store.forgotten(&cleared)? {
                self.cleared = Some(cleared);
                self.next = Some(now + TRY_AGAIN);
                return Ok(false);
            }
            let (orders, workers) = (cleared.orders.len(), cleared.workers.len());
            tracing::info!(orders, workers, "nothing is left of these people");
        }
        let gone = station.store.forget(AT_ONCE)?;
        if !gone.is_empty() {
            self.begin(station.paperwork(gone, None), now);
            return Ok(false);
        }
        let is_due = self
            .looks_at
            .is_none_or(|looks_at| now >= looks_at || looks_at - now > EVERY);
        if !is_due {
            return Ok(false);
        }
        if station.erase_due()? > 0 {
            return Ok(true);
        }
        self.looks_at = Some(now + EVERY);
        let local = now.with_timezone(&station.settings.time_zone);
        if NIGHT.contains(&local.hour()) && self.wiped != Some(local.date_naive()) {
            self.wiped = Some(local.date_naive());
            station.wipe()?;
        }
        if let Some(before) = station.papers_before() {
            self.begin(station.paperwork(Forgotten::default(), Some(before)), now);
        }
        Ok(false)
    }

    fn begin(&mut self, paperwork: Paperwork, now: DateTime<Utc>) {
        let gone = paperwork.gone.clone();
        let thread = thread::Builder::new()
            .name("privacy".into())
            .spawn(move || paperwork.run());
        match thread {
            Ok(thread) => self.running = Some((gone, thread)),
            Err(error) => {
                tracing::error!(%error, "the thread that erases cannot be started");
                self.next = Some(now + TRY_AGAIN);
            }
        }
    }
}

impl Station {
    /// A lead's command about people's data with what this bench knows of them.
    pub(super) fn resolve_privacy_command(
        &self,
        command: &Command,
    ) -> Result<input::Command, StoreError> {
        Ok(input::Command::Privacy(match command {
            Command::EraseCustomer { order } => {
                let named = self.store.order_numbered(order.as_str())?;
                let order = named.unwrap_or_else(|| order.clone());
                PrivacyCommand::EraseCustomer {
                    known: self.store.erasable(&order, self.clock.now())?,
                    order,
                }
            }
            Command::ViewPersons { purpose } => PrivacyCommand::ViewPersons {
                purpose: purpose.clone(),
            },
            Command::EraseWorker { worker } => PrivacyCommand::EraseWorker {
                is_known: self
                    .store
                    .worker(worker)?
                    .is_some_and(|worker| !worker.has_left()),
                worker: worker.clone(),
            },
            other => unreachable!("nobody is forgotten by {other:?}"),
        }))
    }

    /// Forgets the customer of an order now, by its number or that of a parcel; with `all` of every order that goes
    /// to the same person.
    pub fn erase_customer(&mut self, number: &str, all: bool) -> Result<Erasure, StoreError> {
        let now = self.clock.now();
        let mut erasure = Erasure::default();
        let Some(order) = self.store.order_numbered(number)? else {
            let order = OrderNo::from(number);
            let why = Refusal::UnknownOrder {
                order: order.clone(),
            };
            erasure.refused.push((order, why));
            return Ok(erasure);
        };
        let mut orders = BTreeSet::from([order.clone()]);
        if all {
            orders.extend(self.store.orders_of_same_person(&order)?);
        }
        for order in orders {
            let of = order.clone();
            match self.store.erasable(&order, now)? {
                Erasable::Now => erasure.erased.push(order),
                Erasable::Unknown => {
                    let why = Refusal::UnknownOrder { order: of };
                    erasure.refused.push((order, why));
                }
                Erasable::NotPacked | Erasable::StillHere => {
                    let why = Refusal::NotGoneYet { order: of };
                    erasure.refused.push((order, why));
                }
                Erasable::Already => {
                    let why = Refusal::NothingToErase { order: of };
                    erasure.refused.push((order, why));
                }
            }
        }
        for orders in erasure.erased.chunks(AT_ONCE as usize) {
            self.store.keep_erasure(now, orders, ErasedFor::Asked)?;
        }
        Ok(erasure)
    }

    /// Forgets the name of a worker who has left. `false` when nobody has this badge.
    pub fn erase_worker(&mut self, badge: &Badge) -> Result<bool, StoreError> {
        let is_known = self
            .store
            .worker(badge)?
            .is_some_and(|worker| !worker.has_left());
        if is_known {
            self.store.keep_worker_erased(self.clock.now(), badge)?;
        }
        Ok(is_known)
    }

    /// Whether figures tell persons apart at this moment.
    pub(super) fn tells_persons(&self) -> bool {
        self.bench.tells_persons
    }

    /// Has figures told by person from now on, for a command: nobody is signed in. It is written down what for.
    pub fn view_persons(&mut self, purpose: &str) -> Result<(), StoreError> {
        let purpose = purpose.trim().to_owned();
        let fact = Fact::PersonViewOpened { purpose };
        let at = self.clock.now();
        self.store.keep_person_view(at, &fact)?;
        self.bench.apply(&fact, &Stamp { at, worker: None });
        Ok(())
    }

    /// The last times when figures were told by person at this bench, the newest first.
    pub fn person_views(&self) -> Result<Vec<PersonView>, StoreError> {
        self.store.person_views(PERSON_VIEWS)
    }

    /// Notes the next customers whose days are over. Answers how many.
    pub fn erase_due(&mut self) -> Result<usize, StoreError> {
        let now = self.clock.now();
        let Some(kept) = self.kept_for() else {
            return Ok(0);
        };
        let due = self
            .store
            .due_for_erasure((now - kept, now - kept - OTHERS_LATER), AT_ONCE)?;
        if !due.is_empty() {
            self.store.keep_erasure(now, &due, ErasedFor::Due)?;
            tracing::info!(orders = due.len(), "the days of these customers are over");
        }
        Ok(due.len())
    }

    /// Forgets everybody who is noted, here and now. For commands: nobody scans meanwhile.
    pub fn forget_now(&mut self) -> Result<(), StationError> {
        loop {
            let gone = self.store.forget(AT_ONCE)?;
            let is_last = gone.is_empty();
            let before = self.papers_before().filter(|_| is_last);
            self.paperwork(gone.clone(), before).run()?;
            let mut looks = 0;
            // A window or a copy may be reading for a moment.
            while !self.store.forgotten(&gone)? {
                looks += 1;
                if looks > 100 {
                    tracing::warn!("somebody reads from the log: it is emptied at the next start");
                    return Ok(());
                }
                thread::sleep(Duration::from_millis(50));
            }
            if is_last {
                return Ok(self.wipe()?);
            }
        }
    }

    /// Wipes what deleted rows left behind in the files of bench and master, where there is anything.
    fn wipe(&mut self) -> Result<(), StoreError> {
        if self.store.owes_wiping()? && !self.store.wipe()? {
            tracing::warn!("somebody reads the database: its gaps are wiped another time");
        }
        if self.has_distant_master() {
            return Ok(());
        }
        let wiped: Result<(), MasterError> = self.with_master(|master| master.wipe());
        if let Err(error) = wiped {
            tracing::error!(error = %chain(&error), "the master’s file is not wiped");
        }
        Ok(())
    }

    fn kept_for(&self) -> Option<TimeDelta> {
        let days = self.settings.privacy_days;
        (days > 0).then(|| TimeDelta::days(i64::from(days)))
    }

    /// Papers of before this moment are not needed any more; none where everything is kept.
    fn papers_before(&self) -> Option<SystemTime> {
        Some((self.clock.now() - self.kept_for()?).into())
    }

    fn paperwork(&self, gone: Forgotten, before: Option<SystemTime>) -> Paperwork {
        let printed = self.config.printers().filter_map(|printer| match printer {
            PrinterConfig::Folder(folder) => Some(self.dir.join(folder)),
            _ => None,
        });
        let mut printed: Vec<PathBuf> = printed.chain([self.dir.join("prints")]).collect();
        printed.sort();
        printed.dedup();
        Paperwork {
            dir: self.dir.clone(),
            printed,
            gone,
            before,
        }
    }
}

impl Paperwork {
    /// Papers first, then the copies, one after the other.
    fn run(&self) -> Result<(), StoreError> {
        self.papers().map_err(|source| StoreError::Directory {
            dir: self.dir.clone(),
            source,
        })?;
        if self.gone.is_empty() {
            return Ok(());
        }
        forget_in_copies(&self.dir, &self.gone)
    }

    fn papers(&self) -> io::Result<()> {
        for order in &self.gone.orders {
            for document in [BoxDocument::Invoice, BoxDocument::ReturnSlip] {
                remove(&document_file(&self.dir, order, document))?;
            }
        }
        for list in &self.gone.lists {
            remove(&list_file(&self.dir, list))?;
        }
        let begins: Vec<String> = self.gone.jobs.iter().map(|key| name_begins(key)).collect();
        for folder in self.printed.iter().filter(|_| !begins.is_empty()) {
            for file in files(folder)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                if begins.iter().any(|begin| name.starts_with(begin.as_str())) {
                    remove(&file)?;
                }
            }
        }
        for folder in PAPERS.iter().filter(|_| self.before.is_some()) {
            for file in files(&self.dir.join(folder))? {
                self.remove_old(&file)?;
            }
        }
        Ok(())
    }

    fn remove_old(&self, file: &Path) -> io::Result<()> {
        let known = fs::metadata(file)?;
        if !self
            .before
            .is_some_and(|before| known.modified().is_ok_and(|made| made < before))
        {
            return Ok(());
        }
        if known.is_dir() {
            fs::remove_dir_all(file)
        } else {
            remove(file)
        }
    }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(vec![]),
        Err(error) => Err(error),
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

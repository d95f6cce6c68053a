//! Decide, commit, apply, answer: the way of every input.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::ahead::Ahead;
use super::alerts::Alerts;
use super::answer::Answer;
use super::auth::{AuthError, Pepper};
use super::clock::Clock;
use super::config::{BenchConfig, ConfigError, Look};
use super::departures::KnownFor;
use super::dossier::{Dossier, name_of};
use super::event::Action;
use super::handover::keep_file;
use super::learned::WeightOff;
use super::link::{Link, MasterLink};
use super::lookup;
use super::planning::Planning;
use super::unit_step::{UnitStepSetUp, box_waited_for};
use crate::devices::simulator::SimulatedPrinter;
use crate::domain::ids::{Badge, OrderNo, StationId};
use crate::domain::journal::Entry;
use crate::domain::packaging::Packaging;
use crate::domain::record_audit::list::List;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{Input, OrderNow};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::{Bench, Context, Decision, Session, Stamp, Step};
use crate::domain::settings::Settings;
use crate::master::{Master, MasterError, Seat};
use crate::store::{Commit, OrderState, Store, StoreError, WaitingParcel};

/// Why a station cannot be started or go on.
#[derive(Debug, thiserror::Error)]
pub enum StationError {
    /// The bench's database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The master.
    #[error(transparent)]
    Master(#[from] MasterError),
    /// PINs.
    #[error(transparent)]
    Auth(#[from] AuthError),
    /// The bench's set-up.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// An event's own number, and how its answer is written down for the day it is sent again.
pub struct Envelope<'a> {
    /// The number.
    pub id: &'a str,
    /// Writes an answer down.
    pub write: &'a dyn Fn(&Answer) -> String,
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Answered now.
    Answered(Box<Answer>),
    /// The event had been answered before: this was the answer, and nothing changed.
    AsBefore(String),
}

/// One bench: the only owner of its session and its database.
pub struct Station {
    pub(super) dir: PathBuf,
    pub(super) clock: Clock,
    pub(super) store: Store,
    /// The way to the master, and how bench and master stand.
    pub(super) link: Link,
    pub(super) pepper: Pepper,
    pub(super) config: BenchConfig,
    /// Whether each unit is weighed here, and whether the scale answers.
    pub(super) unit_step: UnitStepSetUp,
    pub(super) simulated_printer: Option<Arc<SimulatedPrinter>>,
    /// Whether a scale is there, as the loop knows it; a script has one until it says otherwise.
    pub(super) has_scale: bool,
    pub(super) bench: Bench,
    pub(super) settings: Settings,
    /// For how long it is known which services are shut after their cut-off.
    pub(super) calendar_known: KnownFor,
    pub(super) packagings: Vec<Packaging>,
    /// The open order as the cache has it; read anew after every pull.
    pub(super) order_now: Option<OrderNow>,
    /// The papers of the parcel that waits for its order number, or the field that keeps them from being made.
    pub(super) dossier: Option<Result<Dossier, String>>,
    /// The papers of a parcel under a substitute label that was scanned just now.
    pub(super) owed_papers: Option<Dossier>,
    /// The codes that are read before they are scanned.
    pub(super) ahead: Ahead,
    /// Where everything goes.
    pub(super) planning: Planning,
    /// When something was recorded last; nobody has done anything since.
    pub(super) last_fact_at: Option<DateTime<Utc>>,
    pub(super) fault: Option<StoreError>,
    /// The parcels that wait for the carrier whose list is open.
    pub(super) waiting: Vec<WaitingParcel>,
    /// Something came down that may have changed them.
    pub(super) waiting_is_stale: bool,
    /// What explains the weight of the parcel that was stopped.
    pub(super) weight_off: Option<WeightOff>,
    /// What wakes the shift lead.
    pub(super) alerts: Alerts,
    /// What was wrong with products' records when they were looked through last.
    pub(super) records: Option<Arc<List>>,
}

impl Station {
    /// Opens the bench of a data directory and goes on where its journal ends.
    ///
    /// The directory is locked first; only then is the master opened, which may lie in it too.
    pub fn open(
        dir: &Path,
        clock: Clock,
        master: impl FnOnce(&Path) -> Result<Box<dyn Master>, MasterError>,
    ) -> Result<Self, StationError> {
        Self::open_linked(dir, clock, |dir| Ok(MasterLink::Here(master(dir)?)))
    }

    /// The same with a master that may be asked by a thread. The bench opens from its own disk at
    /// once, whether the master answers or not.
    pub fn open_linked(
        dir: &Path,
        clock: Clock,
        link: impl FnOnce(&Path) -> Result<MasterLink, MasterError>,
    ) -> Result<Self, StationError> {
        let store = Store::open(dir)?;
        let link = link_of(&store, link(dir)?)?;
        let mut station = Self {
            dir: dir.to_owned(),
            last_fact_at: None,
            clock,
            store,
            link,
            pepper: Pepper::of(dir)?,
            config: BenchConfig::of(dir)?,
            unit_step: UnitStepSetUp::default(),
            simulated_printer: None,
            has_scale: true,
            bench: Bench::default(),
            settings: Settings::default(),
            calendar_known: DateTime::UNIX_EPOCH..DateTime::UNIX_EPOCH,
            packagings: vec![],
            order_now: None,
            dossier: None,
            owed_papers: None,
            ahead: Ahead::default(),
            planning: Planning::default(),
            fault: None,
            waiting: vec![],
            waiting_is_stale: false,
            weight_off: None,
            alerts: Alerts::default(),
            records: None,
        };
        station.unit_step = UnitStepSetUp::of(&station.config);
        for printer in station.config.printers() {
            if let Err(error) = printer.prepare(dir) {
                // Packing goes on: what cannot be printed waits in the queue, and the lamp says so.
                tracing::warn!(error = %chain(&error), "the folder for papers cannot be made");
            }
        }
        if let Err(error) = station.store.list_codes() {
            // Packing goes on: a scan reads for itself.
            tracing::warn!(error = %chain(&error), "the codes of the catalogue cannot be listed");
        }
        station.restore()?;
        station.recall_posts();
        Ok(station)
    }

    /// Another master, or the same under another address: they greet anew, and what was being asked is given up.
    pub(super) fn relink(&mut self, link: MasterLink) -> Result<(), StoreError> {
        self.link = link_of(&self.store, link)?;
        Ok(())
    }

    /// Brings the bench's state back from its journal.
    pub(super) fn restore(&mut self) -> Result<(), StoreError> {
        let mut head = Bench::default();
        for entry in self.store.bench_facts(self.clock.now())? {
            head.apply(&entry.fact, &stamp_of(&entry));
        }
        // Its orders come from all of their own facts.
        let mut bench = Bench {
            current: None,
            sessions: BTreeMap::new(),
            ..head
        };
        // A pause does not end because the program was started again in the middle of it.
        self.last_fact_at = self.store.last_fact_at()?;
        for order in self.store.open_orders()? {
            if let Some(session) = recalled(&self.store, &order)? {
                bench.recall(session);
            }
        }
        if let Some(order) = self.store.current_order()? {
            if let Some(session) = recalled(&self.store, &order)? {
                bench.recall(session);
            }
            bench.current = Some(order);
        }
        bench.manifest = self.store.open_manifest()?;
        self.bench = bench;
        self.rules_changed()?;
        self.recall_alerts()?;
        self.prepare_dossier();
        self.weight_off = self.weight_off_of(&self.bench);
        Ok(())
    }

    /// Reads settings and packagings anew, and what the cache says of the open order.
    pub(super) fn rules_changed(&mut self) -> Result<(), StoreError> {
        let (settings, packagings) = (self.store.settings()?, self.store.packagings()?);
        if (&settings, &packagings) != (&self.settings, &self.packagings) {
            self.forget_plan();
        }
        self.settings = settings;
        self.packagings = packagings;
        self.try_to_read_calendar();
        self.order_now = match self
            .bench
            .session()
            .filter(|session| session.step != Step::Closed)
        {
            Some(session) => order_now(&self.store, &session.order)?,
            None => None,
        };
        self.read_waiting()
    }

    /// Answers one action. What the answer acknowledges is on disk.
    pub fn handle(&mut self, action: &Action, envelope: Option<&Envelope<'_>>) -> Outcome {
        if let Some(envelope) = envelope {
            match self.store.stored_answer(envelope.id) {
                Ok(Some(answer)) => return Outcome::AsBefore(answer),
                Ok(None) => {}
                Err(error) => return self.not_saved(error),
            }
        }
        let minded = self.idle_lock().and_then(|_locked| self.mind_calendar());
        if let Err(error) = minded {
            return self.not_saved(error);
        }
        let answer = match self.resolve(action) {
            Ok(input) => self.take(&input, envelope),
            Err(error) => Err(error),
        };
        match answer {
            Ok(answer) => Outcome::Answered(Box::new(answer)),
            Err(error) => self.not_saved(error),
        }
    }

    /// The bench's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Writes down how the window looks and sounds. The rest of the file stays as somebody set it up meanwhile.
    pub fn keep_look(&mut self, look: Look) -> Result<(), ConfigError> {
        self.config.look = look;
        let mut kept = BenchConfig::of(&self.dir)?;
        kept.look = look;
        kept.save(&self.dir)
    }

    /// Where the order on the screen stands.
    pub fn step(&self) -> Step {
        self.bench.step()
    }

    /// An answer to something that did not reach the bench: nothing happened, this is where it stands.
    pub fn aside(&self, verdict: Verdict, message: Message) -> Answer {
        let decision = Decision {
            facts: vec![],
            verdict,
            message,
            sku: None,
        };
        Answer::new(&decision, &self.bench, None)
    }

    /// Whether no order is being packed, so that the lists on the screen are worth reading again.
    pub fn is_between_orders(&self) -> bool {
        !self.bench.has_open_order()
    }

    /// Tracking numbers left.
    pub fn numbers_left(&self) -> u64 {
        self.store.numbers_left().unwrap_or(0)
    }

    /// The name of this bench among all benches.
    pub fn station_id(&self) -> &StationId {
        self.store.station_id()
    }

    /// Facts that the master has not got yet.
    pub fn unsent_count(&self) -> u64 {
        self.store.unsent_count().unwrap_or(0)
    }

    /// Asks for the PIN again when nobody did anything for the time set. `true` if it did so now.
    pub fn lock_if_idle(&mut self) -> bool {
        self.idle_lock().unwrap_or_else(|error| {
            // The disk refused. The next input tries again before anything else, and tells it.
            self.fault = Some(error);
            false
        })
    }

    fn idle_lock(&mut self) -> Result<bool, StoreError> {
        let minutes = i64::from(self.settings.idle_lock_minutes);
        let Some(last) = self.last_fact_at else {
            return Ok(false);
        };
        let paused = self.clock.now().signed_duration_since(last).num_seconds();
        if minutes == 0 || paused < minutes * 60 || self.bench.worker.is_none() {
            return Ok(false);
        }
        self.take(&Input::IdledOut, None)?;
        Ok(true)
    }

    /// Only a parcel that could be closed now can get a number: no other input looks for one.
    fn next_serial(&self) -> Result<Option<u64>, StoreError> {
        match self.step() {
            Step::Confirming => self.store.next_serial(),
            _ => Ok(None),
        }
    }

    /// The same for the number of a substitute label.
    fn substitute_serial(&self) -> Result<Option<u64>, StoreError> {
        match self.step() {
            Step::Confirming => self.store.next_substitute_serial(),
            _ => Ok(None),
        }
    }

    pub(super) fn take(
        &mut self,
        input: &Input,
        envelope: Option<&Envelope<'_>>,
    ) -> Result<Answer, StoreError> {
        // Right after a start, or in a burst, nobody has planned yet: an answer never depends on that.
        self.plan_ahead();
        let now = self.clock.now();
        let missing_documents = self.missing_documents(self.bench.session());
        let reopen_hold = self.hold_to_reopen(input)?;
        let handover = self.hand_over_now(input)?;
        let weights = self.learned_weights()?;
        let here = self.bench_here(input)?;
        let context = Context {
            now,
            settings: &self.settings,
            packagings: &self.packagings,
            plan: self.plan(),
            order_now: self.order_now.as_ref(),
            reopen_hold: reopen_hold.as_ref(),
            next_serial: self.next_serial()?,
            missing_documents: &missing_documents,
            label_fault: self
                .dossier
                .as_ref()
                .and_then(|dossier| dossier.as_ref().err())
                .map(String::as_str),
            label_scan: self.config.label_scan,
            unit_step: self.unit_step_here(),
            substitute_serial: self.substitute_serial()?,
            handover: &handover,
            weights: weights.as_ref(),
            here: Some(&here),
        };
        let decision = self.bench.decide(input, &context);
        let decision = self.load_station(decision);
        let stamp = Stamp {
            at: now,
            worker: self.signed_in_after(&decision),
        };
        let mut after = self.bench.clone();
        for fact in &decision.facts {
            after.apply(fact, &stamp);
        }
        self.plan_packaging(after.session());
        let suggested = after.session().and_then(|session| match session.step {
            Step::Packaging => self.shelf().suggestion(session),
            _ => box_waited_for(session),
        });
        let mut answer = Answer::new(&decision, &after, suggested);
        answer.missing_documents = self.missing_documents(after.session());
        answer.subject = self.name_of_subject(&answer)?;
        answer.list = self.list_after(&decision, &after)?;
        let weight_off = self.weight_off_of(&after);
        answer.explanations = weight_off
            .as_ref()
            .map_or_else(Vec::new, |off| off.likely().to_vec());
        let written = envelope.map(|envelope| (envelope.id, (envelope.write)(&answer)));
        self.commit(
            &decision,
            stamp,
            written.as_ref().map(|(id, answer)| (*id, answer.as_str())),
        )?;
        self.fault = None;
        let opened = after.current != self.bench.current
            || decision
                .facts
                .iter()
                .any(|fact| matches!(fact, Fact::OrderReopened { .. }));
        let papers = self.list_papers(&decision.facts);
        self.bench = after;
        self.keep_waiting(&decision.facts);
        self.weight_off = weight_off;
        if let Some((file, text)) = papers {
            keep_file(&file, &text);
        }
        if opened && let Err(error) = self.rules_changed() {
            // What was decided is on disk: the answer stands, and the disk's lamp tells the rest.
            tracing::error!(error = %chain(&error), "the opened order cannot be read again");
            self.fault = Some(error);
        }
        Ok(answer)
    }

    /// The name of the product or the worker that an answer is about.
    fn name_of_subject(&self, answer: &Answer) -> Result<Option<String>, StoreError> {
        match (&answer.sku, &answer.message) {
            (Some(sku), _) => Ok(Some(name_of(&self.store, sku)?)),
            (None, Message::SignedIn { worker } | Message::PinNeeded { worker }) => {
                Ok(self.store.worker(worker)?.map(|worker| worker.name))
            }
            _ => Ok(None),
        }
    }

    /// Keeps what was decided, with the papers and print jobs that follow from it, in one transaction.
    fn commit(
        &mut self,
        decision: &Decision,
        stamp: Stamp,
        answer: Option<(&str, &str)>,
    ) -> Result<(), StoreError> {
        if decision.facts.is_empty() && answer.is_none() {
            return Ok(());
        }
        let at = stamp.at;
        let follow = self.what_follows(&decision.facts)?;
        let fence = match decision.facts.iter().find_map(Fact::order) {
            Some(order) => self.store.fence_of(order)?.unwrap_or(0),
            None => 0,
        };
        self.store.commit(&Commit {
            at: stamp.at,
            worker: stamp.worker,
            fence,
            facts: &follow.facts,
            labels: follow.labels,
            jobs: follow.jobs,
            found: follow.found,
            answer,
            number_used: follow.number_used,
        })?;
        if !decision.facts.is_empty() {
            self.last_fact_at = Some(at);
        }
        Ok(())
    }

    fn not_saved(&mut self, error: StoreError) -> Outcome {
        tracing::error!(error = %chain(&error), "the bench's database refused");
        let answer = self.aside(Verdict::Blocked, Message::Refused(Refusal::NotSaved));
        self.fault = Some(error);
        self.recover();
        Outcome::Answered(Box::new(answer))
    }

    /// After a fault of the disk the database is opened and read anew; nothing is retried behind anybody's back.
    fn recover(&mut self) {
        let recovered = self.store.reopen().and_then(|()| self.restore());
        if let Err(error) = recovered {
            tracing::error!(error = %chain(&error), "the bench's database cannot be opened again");
        }
    }

    fn signed_in_after(&self, decision: &Decision) -> Option<Badge> {
        let signed_in = decision.facts.iter().find_map(|fact| match fact {
            Fact::SignedIn { worker, .. } => Some(worker.clone()),
            _ => None,
        });
        signed_in.or_else(|| {
            self.bench
                .worker
                .as_ref()
                .map(|worker| worker.badge.clone())
        })
    }
}

fn link_of(store: &Store, link: MasterLink) -> Result<Link, StoreError> {
    let memory = store.link_memory()?;
    let seat = Seat {
        station: store.station_id().clone(),
        epoch: store.epoch(),
        run: memory.run.clone(),
    };
    let seed = getrandom::u64().map_err(StoreError::NoRandom)?;
    Ok(Link::new(link, seat, &memory, seed))
}

/// An order's session, brought back from its facts.
pub(super) fn recalled(store: &Store, order: &OrderNo) -> Result<Option<Session>, StoreError> {
    let entries = store.facts_of_order(order)?;
    Ok(Session::replay(
        entries.iter().map(|entry| (&entry.fact, stamp_of(entry))),
    ))
}

fn stamp_of(entry: &Entry) -> Stamp {
    Stamp {
        at: entry.at,
        worker: entry.worker.clone(),
    }
}

fn order_now(store: &Store, order: &OrderNo) -> Result<Option<OrderNow>, StoreError> {
    let Some(cached) = store.order(order)? else {
        return Ok(None);
    };
    Ok(Some(OrderNow {
        revision: cached.revision,
        cancelled: cached.order.cancelled && !matches!(cached.state, OrderState::Withdrawn),
        taken_over: store.is_taken_from_here(order)?,
        hold: cached.hold.clone(),
        lines: lookup::pick_lines(store, &cached)?,
        service: cached.order.delivery_method.clone(),
        has_locker: store
            .order_content(order)?
            .is_some_and(|sent| !sent.locker.is_empty()),
        facts: cached.facts,
    }))
}

/// An error with all its causes, for the log.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

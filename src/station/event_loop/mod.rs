//! What the station's thread does with each event, and between them: answers first, then everything
//! that can wait.

mod alerts;
mod devices;
mod figures;
mod records;
mod scale;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use self::devices::start_devices;
use self::records::RecordsKeeper;
use crate::devices::scale::ScaleOrder;
use crate::devices::{DeviceEvent, DeviceKind, DeviceThread};
use crate::domain::scanner_test::TestFinding;
use crate::domain::session::message::{Message, Verdict};
use crate::domain::shift_check::ScannerFault;
use crate::station::alerts::AlertKeeper;
use crate::station::backup::BackupKeeper;
use crate::station::config::Look;
use crate::station::event::{Action, Event, RecordsEvent};
use crate::station::figure_days::DayKeeper;
use crate::station::handle::{MasterDoor, Published, StartDevices, Surroundings};
use crate::station::import::{ImportJob, import_in_background};
use crate::station::lamps::Lamps;
use crate::station::lanes::Lanes;
use crate::station::link::Wake;
use crate::station::master_setup::MasterOutcome;
use crate::station::planning::planner_door;
use crate::station::printer_setup::{PrintersOutcome, look_for_printers};
use crate::station::privacy::PrivacyKeeper;
use crate::station::run::{Outcome, Station, chain};
use crate::station::schedule::ReportKeeper;
use crate::station::snapshot::{ImportEnd, Snapshot};
use crate::station::sync_view::Change;
use crate::station::view::Around;

/// How long the inbox has to be quiet before the loop turns to work that can wait.
const QUIET: Duration = Duration::from_millis(250);

/// How often the progress of a load is painted.
const PROGRESS: Duration = Duration::from_millis(250);

/// How long it sleeps when there was nothing to do. An event wakes it at once.
const RESTING: Duration = Duration::from_secs(2);

/// The station's thread and what it has.
pub(super) struct Loop {
    pub(super) station: Station,
    pub(super) around: Around,
    pub(super) lamps: Lamps,
    published: Published,
    heard: Box<dyn Fn(&Snapshot) + Send + Sync>,
    wake: Arc<dyn Fn() + Send + Sync>,
    master_door: MasterDoor,
    pub(super) inbox: SyncSender<Event>,
    pub(super) lanes: Lanes,
    /// The write-ahead log is carried over and nothing has happened since.
    is_settled: bool,
    /// When the last event came that was not an answer of the master.
    heard_at: Instant,
    /// When it last did what can wait.
    rested_at: Instant,
    published_at: Instant,
    /// Something has changed since the last picture that can be shown a little later.
    owes_picture: bool,
    import: Option<ImportJob>,
    backup: BackupKeeper,
    privacy: PrivacyKeeper,
    days: DayKeeper,
    alerts: AlertKeeper,
    reports: ReportKeeper,
    records: RecordsKeeper,
    pub(super) devices: Vec<DeviceThread>,
    /// Starts the devices that are set up.
    pub(super) start: StartDevices,
}

impl Loop {
    /// Everything that runs beside the loop is started, and the first picture is there.
    pub(super) fn begin(
        mut station: Station,
        mut surroundings: Surroundings,
        published: Published,
        inbox: SyncSender<Event>,
    ) -> io::Result<Self> {
        let devices = start_devices(&mut surroundings.devices, inbox.clone())?;
        station.scale_is_there(false);
        let lanes = Lanes::start(&station, &inbox)?;
        station.wake_by(waker(&inbox));
        station.improve_plans_by(planner_door(&inbox));
        let now = Instant::now();
        let mut run = Self {
            station,
            around: Around::default(),
            lamps: Lamps::default(),
            published,
            heard: surroundings.heard,
            wake: Arc::from(surroundings.wake),
            master_door: surroundings.master_door,
            inbox,
            lanes,
            is_settled: false,
            heard_at: now,
            rested_at: now,
            published_at: now,
            owes_picture: false,
            import: None,
            backup: BackupKeeper::default(),
            privacy: PrivacyKeeper::default(),
            days: DayKeeper::default(),
            alerts: AlertKeeper::default(),
            reports: ReportKeeper::default(),
            records: RecordsKeeper::default(),
            devices,
            start: surroundings.devices,
        };
        // The first picture of a window shows the queue, not an empty list.
        run.read_lists();
        run.set_up(MasterOutcome::Nothing);
        run.show_printers(None, PrintersOutcome::Nothing);
        run.show_alerts(None);
        run.publish();
        Ok(run)
    }

    /// Runs until it is told to stop.
    pub(super) fn run(mut self, events: &Receiver<Event>) {
        let mut pause = QUIET;
        // The window takes longer to come than this: the first scan finds everything ready.
        if self.station.prepare_next() {
            self.publish();
        }
        loop {
            match events.recv_timeout(pause) {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Event::MasterAnswered) | Err(RecvTimeoutError::Timeout) => {
                    pause = self.between_events();
                }
                Ok(event) => {
                    self.is_settled = false;
                    self.heard_at = Instant::now();
                    self.on_event(event);
                    // A distant master is only asked here, never waited for.
                    if self.station.has_distant_master() {
                        self.tend();
                    }
                    pause = self.pause().min(QUIET);
                }
            }
        }
    }

    /// Rows that come down leave no pause, so what can wait is looked at between them once in a while.
    fn between_events(&mut self) -> Duration {
        if self.rested_at.elapsed() >= QUIET {
            self.idle()
        } else {
            self.tend();
            self.pause()
        }
    }

    fn on_event(&mut self, event: Event) {
        let mut is_told = false;
        match event {
            Event::Action(action) => is_told = self.act(&action),
            Event::Device(event) => is_told = self.on_device(event),
            Event::Printed(end) => {
                self.lanes.ended(end.lane());
                let name = self.station.lane_name(end.lane());
                self.lamps.printer(end.lane(), name, end.trouble().cloned());
                self.keep(|station| station.errand_ended(&end));
            }
            Event::Printer { lane, trouble } => {
                let name = self.station.lane_name(lane);
                self.lamps.printer(lane, name, trouble);
            }
            Event::LookForPrinters => look_for_printers(self.inbox.clone()),
            Event::PrintersKnown(known) => {
                self.show_printers(Some(known), PrintersOutcome::Nothing);
            }
            Event::SetPrinters(form) => {
                let outcome = self.station.set_printers(&form);
                self.lanes.retarget(&self.station);
                self.show_printers(None, outcome);
            }
            Event::Import {
                folder,
                skip_bad_rows,
            } => self.start_import(folder, skip_bad_rows),
            Event::Imported(end) => self.end_import(end),
            Event::Read(reading) => self.read_figures(&reading),
            Event::WriteTable { figures, file } => self.write_figures(figures, file),
            Event::Document { document, file } => self.write_document(&document, file),
            Event::Overview => self.station.want_overview(),
            Event::Compare => self.station.want_comparison(),
            Event::TryRules(tried) => self.try_rules(&tried),
            Event::ExplainOrder(order) => self.explain_order(&order),
            Event::RetryPrint { job } => self.keep(|station| station.print_again(job)),
            Event::Keyboard(trouble) => self.lamps.keyboard(Some(trouble)),
            Event::KeyboardFine => self.lamps.keyboard(None),
            Event::Look(look) => self.keep_look(look),
            Event::EachUnit(is_on) => self.station.keep_each_unit(is_on),
            Event::AllBenches(is_on) => self.station.keep_all_benches(is_on),
            Event::TryMaster { form, password } => {
                let inbox = self.inbox.clone();
                let outcome = self.station.try_master(&form, password.as_ref(), inbox);
                self.set_up(outcome);
            }
            Event::MasterTried(answer) => self.set_up(match answer {
                Ok(found) => MasterOutcome::Found(found),
                Err(trouble) => MasterOutcome::Trouble(trouble),
            }),
            Event::SetMaster { form, password } => {
                let door = self.station.set_master(&form, password.as_ref());
                self.through(door, MasterOutcome::Saved);
            }
            Event::SetAlone => {
                let door = self.station.set_alone();
                self.through(door, MasterOutcome::Alone);
            }
            Event::Planned { number, plan } => is_told = !self.station.planned(number, *plan),
            Event::Measure => {
                self.alerts.hurry();
                self.reports.hurry();
            }
            Event::SetAlerts { form, typed } => self.set_alerts(&form, &typed),
            Event::SetLimits { figure, typed } => self.set_limits(figure, &typed),
            Event::TestAlerts => self.test_alerts(),
            Event::SettleNotice {
                notice,
                has_arrived,
            } => self.settle_notice(notice, has_arrived),
            Event::PostCommits(permit) => self.station.post_commits(&permit),
            Event::Posted(end) => self.posted(&end),
            Event::Records(event) => is_told = self.on_records(event),
            Event::MasterAnswered | Event::Stop => {}
        }
        self.print_next();
        let asked = self.ask_to_look();
        let listed = self.read_lists();
        if !is_told || asked || listed || self.lamps.changed_since_published() {
            self.publish();
        }
        if self.station.prepare_next() {
            self.publish();
        }
    }

    /// Shows the printers as they are set up now.
    pub(super) fn show_printers(&mut self, known: Option<Vec<String>>, outcome: PrintersOutcome) {
        let known = known.unwrap_or_else(|| self.around.printers.known.clone());
        self.around.printers = Arc::new(self.station.printers_view(known, outcome));
    }

    /// Tells what came of setting up the master.
    fn set_up(&mut self, outcome: MasterOutcome) {
        self.around.master = Arc::new(self.station.master_view(outcome));
    }

    /// Another master, if the door to it is open.
    fn through(&mut self, door: Result<MasterDoor, MasterOutcome>, done: MasterOutcome) {
        let outcome = match door {
            Ok(door) => {
                self.master_door = door;
                self.station.wake_by(waker(&self.inbox));
                // How the bench stood with the other master is not true any more.
                self.show_link();
                done
            }
            Err(outcome) => outcome,
        };
        self.set_up(outcome);
    }

    /// One action: answered, shown and heard before anything else is done. `true` when it was answered.
    pub(super) fn act(&mut self, action: &Action) -> bool {
        let Outcome::Answered(answer) = self.station.handle(action, None) else {
            return false;
        };
        self.around.answered(&answer);
        match answer.message {
            Message::ZeroScale => self.order_scale(ScaleOrder::Zero),
            Message::TareScale => self.order_scale(ScaleOrder::Tare),
            Message::CheckWaits { .. } => self.lamps.check_begins(),
            Message::StationLoaded { .. } => self.restart_devices(),
            Message::AlertAcknowledged => drop(self.show_alerts(None)),
            Message::PairActionSet { .. }
            | Message::PairActionDone
            | Message::PairActionWithdrawn => drop(self.show_pair_actions()),
            Message::ExceptionSettled | Message::EntryGiven { .. } => drop(self.show_desk()),
            _ => {}
        }
        self.answered_of_record(&answer);
        self.publish();
        self.station.just_answered();
        // What was asked for may lie on the scale already.
        if matches!(answer.verdict, Verdict::Accepted | Verdict::Asked) {
            self.weigh_what_stands_there();
        }
        true
    }

    /// `true` when it was an action that was answered.
    fn on_device(&mut self, event: DeviceEvent) -> bool {
        match event {
            DeviceEvent::Scanned { ref code, .. } => {
                self.lamps.device(&event);
                // A barcode of the scanner's test packs nothing; the set-up screen speaks of it.
                let is_wanted = self.station.is_testing_scanner();
                if TestFinding::of(code).is_of_the_test() && !is_wanted {
                    return false;
                }
                let code = code.clone();
                if self.records.is_open() {
                    return self.on_records(RecordsEvent::Scanned(code));
                }
                self.act(&Action::Scan { code })
            }
            DeviceEvent::Fault { ref device, .. }
                if device.kind == DeviceKind::Scanner && self.station.is_testing_scanner() =>
            {
                self.lamps.device(&event);
                let fault = ScannerFault::NoEnd;
                self.act(&Action::ScannerFault { fault })
            }
            other => {
                self.lamps.device(&other);
                let is_told = self.tell_whether_the_scale_is_gone();
                self.weigh_what_stands_there() || is_told
            }
        }
    }

    /// Keeps what the master answered and asks what is due. `true` when it changed anything.
    fn tend(&mut self) -> bool {
        let tended = self.station.tend();
        let changed = match tended {
            Ok(changed) => changed,
            Err(error) => {
                tracing::error!(error = %chain(&error), "the bench's database refused");
                false
            }
        };
        let shown = self.show_link();
        self.is_settled &= !changed;
        self.owes_picture |= changed || shown == Change::Seen;
        // How many rows are still to come is not painted anew for each few of them.
        let is_loading = self.around.sync.rows_to_come > 0;
        if self.owes_picture && !(is_loading && self.published_at.elapsed() < PROGRESS) {
            self.read_lists();
            self.publish();
        } else if shown == Change::Aged {
            self.publish_without_waking();
        }
        changed
    }

    /// Takes over how bench and master stand.
    fn show_link(&mut self) -> Change {
        let now = self.station.now();
        let sync = match self.station.sync_view() {
            Ok(sync) => sync,
            Err(error) => {
                tracing::error!(error = %chain(&error), "how bench and master stand cannot be read");
                return Change::Nothing;
            }
        };
        self.lamps.link(&sync, now);
        let mut change = sync.change_since(&self.around.sync);
        if self.lamps.changed_since_published() {
            change = Change::Seen;
        }
        if change != Change::Nothing {
            self.around.sync = Arc::new(sync);
        }
        change
    }

    /// How long to sleep when nothing happens.
    fn pause(&mut self) -> Duration {
        if self.station.has_distant_master() {
            // While an answer is waited for, it wakes the loop by itself.
            self.station
                .due_in()
                .map_or(RESTING, |due| due.min(RESTING))
        } else {
            QUIET
        }
    }

    /// What can wait: sync, the idle lock, the disk. Returns how long to sleep.
    fn idle(&mut self) -> Duration {
        self.rested_at = Instant::now();
        if self.station.lock_if_idle() {
            self.around.badge_offered = None;
            self.read_lists();
            self.publish();
        }
        // At a cut-off the rows say another thing. The list behind an open order is read when that is done.
        if !self.station.knows_calendar() && self.station.is_between_orders() {
            self.read_lists();
            self.publish();
        }
        let did_something = self.tend();
        self.lamps.disk(&self.station);
        if !self.privacy.is_running() {
            self.backup.tend(&self.station);
        }
        let is_forgetting = self
            .privacy
            .tend(&mut self.station, self.backup.is_running());
        let is_alert = self.tend_alerts() | self.tend_reports() | self.tend_records();
        let progressed = self
            .import
            .as_ref()
            .is_some_and(|job| job.refresh(&mut self.around.import));
        // A job that failed may be due again although nothing else happens.
        self.print_next();
        // After a start with an open order nothing has been planned yet.
        let is_planned = self.station.plan_ahead();
        if progressed
            || is_planned
            || is_alert
            || is_forgetting
            || self.lamps.changed_since_published()
        {
            self.read_lists();
            self.publish();
        }
        let is_quiet = self.heard_at.elapsed() >= QUIET;
        let is_summing = !did_something && is_quiet && self.days.tend(&mut self.station);
        if !did_something && !is_summing && is_quiet && !self.is_settled {
            self.is_settled = true;
            self.keep(Station::settle);
        }
        if did_something || is_summing || self.import.is_some() {
            self.pause().min(QUIET)
        } else if self.station.has_distant_master() {
            self.pause()
        } else {
            RESTING
        }
    }

    fn print_next(&mut self) {
        if let Err(error) = self.lanes.fill(&mut self.station) {
            tracing::error!(error = %chain(&error), "the print queue cannot be read");
        }
    }

    /// Asks about a print of which nobody knows whether it came out, when the packer has nothing else
    /// at hand. `true` when there is such a print.
    fn ask_to_look(&mut self) -> bool {
        match self.station.ask_to_look() {
            Ok(Some(answer)) => {
                self.around.answered(&answer);
                return true;
            }
            Ok(None) => {}
            Err(error) => tracing::error!(error = %chain(&error), "nobody could be asked"),
        }
        false
    }

    fn start_import(&mut self, folder: PathBuf, skip_bad_rows: bool) {
        if self.import.is_some() {
            return;
        }
        let door = Arc::clone(&self.master_door);
        let (inbox, wake) = (self.inbox.clone(), Arc::clone(&self.wake));
        let plan = match self.station.import_plan(folder, skip_bad_rows) {
            Ok(plan) => plan,
            Err(error) => {
                tracing::error!(error = %chain(&error), "the workers cannot be read");
                return;
            }
        };
        match import_in_background(plan, door, inbox, wake) {
            Ok(job) => self.import = Some(job),
            Err(error) => tracing::error!(%error, "the import cannot be started"),
        }
    }

    fn end_import(&mut self, end: ImportEnd) {
        if let ImportEnd::Done { stock, .. } = &end {
            self.station.keep_stock_count(stock);
        }
        if let Some(job) = self.import.take() {
            self.around.import = Some(job.ended(end));
        }
        if let Err(error) = self.station.sync_slice() {
            tracing::warn!(error = %chain(&error), "the import's rows wait for the next sync");
        }
    }

    /// The window keeps its new look although the disk refuses; only the next start does not know it.
    fn keep_look(&mut self, look: Look) {
        if let Err(error) = self.station.keep_look(look) {
            tracing::error!(error = %chain(&error), "the look of the window is not kept");
        }
    }

    fn keep(&mut self, keep: impl FnOnce(&mut Station) -> Result<(), crate::store::StoreError>) {
        if let Err(error) = keep(&mut self.station) {
            tracing::error!(error = %chain(&error), "the bench's database refused");
        }
    }

    /// The lists that change only between orders are not read again at each scan. `true` when one
    /// is different.
    fn read_lists(&mut self) -> bool {
        let mut differs = false;
        if self.station.is_between_orders() {
            self.keep(Station::mind_calendar);
            match self.station.read_queue() {
                Ok(queue) => differs |= replace(&mut self.around.queue, queue),
                Err(error) => tracing::error!(error = %chain(&error), "the queue cannot be read"),
            }
            differs |= self.read_devices();
            differs |= self.show_desk();
        }
        match self.station.read_print_jobs() {
            Ok(jobs) => differs |= replace(&mut self.around.print_jobs, jobs),
            Err(error) => tracing::error!(error = %chain(&error), "the print queue cannot be read"),
        }
        differs
    }

    fn publish(&mut self) {
        self.publish_without_waking();
        self.owes_picture = false;
        self.published_at = Instant::now();
        (self.wake)();
    }

    /// The next picture shows it; the window is not woken for it, which would cost an idle bench
    /// more than everything else it does.
    fn publish_without_waking(&mut self) {
        self.around.health = self.lamps.view(&self.station);
        self.around.has_scale = self.lamps.has_scale();
        self.keep_rules_in_view();
        self.around.mind_persons(self.station.tells_persons());
        match self.station.snapshot(&self.around) {
            Ok(snapshot) => {
                (self.heard)(&snapshot);
                self.published.publish(snapshot);
            }
            Err(error) => tracing::error!(error = %chain(&error), "the picture cannot be made"),
        }
    }
}

/// Puts the new list in place. `true` when it differs from the old one.
pub(super) fn replace<T: PartialEq>(shown: &mut Arc<T>, now: T) -> bool {
    let differs = **shown != now;
    if differs {
        *shown = Arc::new(now);
    }
    differs
}

/// Wakes the loop when the master has answered.
fn waker(inbox: &SyncSender<Event>) -> Wake {
    let answers = inbox.clone();
    Box::new(move || {
        // A full inbox wakes the loop just as well.
        drop(answers.try_send(Event::MasterAnswered));
    })
}

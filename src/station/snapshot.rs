//! The picture of the bench that a screen draws: immutable, complete, made after every input.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::alerts::AlertsView;
use super::board::BoardView;
use super::config::Look;
use super::desk::DeskView;
use super::figures::FiguresShown;
use super::handover::HandOverView;
use super::master_setup::MasterView;
use super::packaging::PackagingView;
use super::pair_actions::PairActionView;
use super::printer_setup::PrintersView;
use super::shipping::RulesView;
use super::station_card::StationsView;
use super::sync_view::SyncView;
use super::verification::VerificationView;
use crate::domain::catalog::TrackingNeeds;
use crate::domain::feed::LinkTrouble;
use crate::domain::handling::Mark;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, TrackingNo};
use crate::domain::import_problem::ImportLine;
use crate::domain::location::Location;
use crate::domain::order::{BoxDocument, Tag};
use crate::domain::packaging::Packaging;
use crate::domain::packing_plan::Objective;
use crate::domain::printing::{PrintDoubt, PrinterTrouble};
use crate::domain::session::Step;
use crate::domain::session::message::{Message, Verdict};
use crate::domain::session::question::Question;
use crate::domain::session::unit_step::{NotWeighed, UnitDue};
use crate::domain::shift_check::{CheckRecord, ShiftCheck};
use crate::domain::units::{Grams, Minor};
use crate::domain::verification::Reason;
use crate::domain::worker::{Language, Role};

pub use super::all_benches::{BenchReport, BenchesIn};
pub use super::cutoff_pilot::PilotView;
pub use super::learned::{LikelyView, WeightOffView, WeightsView};
pub use super::mis_picks::MisPickView;
pub use super::records::{RecordCard, RecordsView};
pub use crate::devices::scale::{OrderEnd, ScaleOrder};
pub use crate::master::StockCount;
pub use crate::store::{
    CorrectionRow, DebtRow, HeldOrder as HeldRow, LearningRow, MisPickRow, NoticeRow,
    ReadyOrder as QueueRow, Report as ReportView, RunRow, ScaleRow, SuspectedDuplicate,
    UnmeasuredRow,
};

/// How many answers a screen may be late before it misses one's sound.
pub const ANSWERS_KEPT: usize = 16;

/// Everything a screen shows.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The bench.
    pub station: StationId,
    /// Who is signed in; `None` shows the sign-in screen.
    pub worker: Option<WorkerView>,
    /// A badge that was scanned and waits for its PIN.
    pub badge_offered: Option<Badge>,
    /// The order on the screen.
    pub session: Option<SessionView>,
    /// What the bench asked; the options come from [`Question::options`].
    pub question: Option<Question>,
    /// The carrier's list that is being filled.
    pub hand_over: Option<HandOverView>,
    /// Orders to pack next, and held ones.
    pub queue: Arc<QueueView>,
    /// The last answers, newest last, each with its number; the screen sounds those it has not seen.
    pub answers: VecDeque<AnswerView>,
    /// The lamps.
    pub health: HealthView,
    /// How bench and master stand.
    pub sync: Arc<SyncView>,
    /// Documents that wait for a printer or failed, newest first.
    pub print_jobs: Arc<Vec<PrintJobView>>,
    /// The catalogue's names, for texts about products not on the list.
    pub packagings: Arc<Vec<Packaging>>,
    /// A running or finished import.
    pub import: Option<ImportView>,
    /// The file that was asked for last, and whether it was written.
    pub written: Option<Written>,
    /// The lead's statistics, once asked for.
    pub report: Option<Arc<ReportView>>,
    /// The same of each bench, where that was asked for.
    pub each_bench: Option<Arc<Vec<BenchReport>>>,
    /// The benches that are in figures which are read now.
    pub benches: BenchesIn,
    /// Those that were in the statistics when they were read, in the mis-picks, and in the figures.
    pub benches_read: [Option<Arc<BenchesIn>>; 3],
    /// Where mis-picks come from, once asked for.
    pub mis_picks: Option<Arc<MisPickView>>,
    /// The board on the wall, once asked for.
    pub board: Option<Arc<BoardView>>,
    /// The lead's figures, as far as they were asked for.
    pub figures: Arc<FiguresShown>,
    /// Which orders will miss their lorry, once asked for.
    pub pilot: Option<Arc<PilotView>>,
    /// What the parcels of the days asked for cost.
    pub packaging: Option<Arc<PackagingView>>,
    /// How deeply orders are verified, once asked for.
    pub verification: Option<Arc<VerificationView>>,
    /// What parcels have taught of weights, once asked for.
    pub weights: Option<Arc<WeightsView>>,
    /// What is wrong with products' records, and the one that is looked at.
    pub records: Arc<RecordsView>,
    /// Folder of the product pictures.
    pub images: PathBuf,
    /// Days after the hand-over for which a customer’s data are kept; 0: until somebody erases them.
    pub privacy_days: u32,
    /// Days for which figures tell persons apart.
    pub person_days: u32,
    /// Whether figures are told by person now, and the last times when they were.
    pub persons: (bool, Vec<crate::store::PersonView>),
    /// The warehouse's time zone, for times of day.
    pub time_zone: chrono_tz::Tz,
    /// Whether a scale is connected; without one the weight may be typed.
    pub has_scale: bool,
    /// Whether units are scanned; without a scanner a second person counts.
    pub has_scanner: bool,
    /// How the window looks and sounds.
    pub look: Look,
    /// How the master is set up.
    pub master: Arc<MasterView>,
    /// How the printers are set up.
    pub printers: Arc<PrintersView>,
    /// The shipping rules.
    pub rules: Arc<RulesView>,
    /// Whether each unit is weighed as it goes into the box.
    pub each_unit: bool,
    /// The check of the devices that is under way.
    pub shift_check: Option<Box<ShiftCheck>>,
    /// How the last check went.
    pub last_check: Option<Arc<LastCheck>>,
    /// Set-ups of benches that have a name.
    pub stations: Arc<StationsView>,
    /// Alerts.
    pub alerts: Arc<AlertsView>,
    /// The exceptions desk.
    pub desk: Arc<DeskView>,
    /// What was ordered about pairs of products that are confused; read with the mis-picks.
    pub pair_actions: Arc<Vec<PairActionView>>,
}

impl Snapshot {
    /// The number of the last answer, by which a screen knows what is new; 0 before the first.
    pub fn last_answer(&self) -> u64 {
        self.answers.back().map_or(0, |answer| answer.seq)
    }
}

/// How the last check of the devices went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastCheck {
    /// When it ended.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub worker: String,
    /// What came of it.
    pub record: CheckRecord,
}

/// A file that a person asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub file: PathBuf,
    /// Why it was not written.
    pub fault: Option<WriteFault>,
}

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteFault {
    /// A pick list is handed to somebody whom nobody knows.
    UnknownPicker(Badge),
    /// The wave's name is too long.
    BadWave,
    /// A dossier was asked for, and nothing is known of what was named.
    NothingKnown(String),
    /// A dossier was asked for, and what was named is in these orders.
    SeveralOrders(String, Vec<OrderNo>),
    /// The system or the database says no, in its own words.
    Other(String),
}

/// The person at the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerView {
    /// The badge.
    pub badge: Badge,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The language of the screens.
    pub language: Language,
}

/// The order on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// The order.
    pub order: OrderNo,
    /// Where it stands.
    pub step: Step,
    /// Units packed.
    pub done: u32,
    /// Units to pack.
    pub of: u32,
    /// The pick list in walking order.
    pub lines: Vec<LineView>,
    /// Place in `lines` of the product to show big: the last one touched, or the next one missing.
    pub focus: Option<usize>,
    /// The parcel at hand, from 1.
    pub parcel: u32,
    /// How many parcels are expected.
    pub parcels: u32,
    /// The proposed packaging.
    pub suggested: Option<PackagingCode>,
    /// Packagings that the order's carrier never takes, while one is chosen: they get no key.
    pub not_carried: Vec<PackagingCode>,
    /// The packaging taken.
    pub packaging: Option<PackagingCode>,
    /// Expected gross weight and tolerance, from weighing on.
    pub expected: Option<(Grams, Grams)>,
    /// The weight last accepted or refused.
    pub gross: Option<Grams>,
    /// Products of which the scale cannot tell one unit.
    pub scale_cannot_tell: Vec<Sku>,
    /// What explains the weight, while it is off.
    pub weight_off: Option<WeightOffView>,
    /// What must be seen before packaging: notes of order and customer, packing instructions.
    pub notes: Vec<NoteView>,
    /// Serial, lot or expiry that is asked for now.
    pub capture: Option<(Sku, TrackingNeeds)>,
    /// Tracking number of the parcel closed last.
    pub tracking: Option<TrackingNo>,
    /// Whether its label has to be scanned on it before the next parcel is begun.
    pub label_due: bool,
    /// Delivery method as the shop names it.
    pub delivery_method: String,
    /// The service that was meant before the parcel was weighed, where its weight made another of it.
    pub service_before: Option<String>,
    /// Marks of the order.
    pub tags: Vec<Tag>,
    /// The weighing of each unit, where the parcel is packed so.
    pub unit_step: Option<UnitStepView>,
    /// Whether a second person has to look into the parcel now.
    pub second_person_due: bool,
    /// Where the units of the parcel at hand go.
    pub plan: Option<PlanView>,
}

/// Where the units of the parcel at hand go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// The packaging they go into.
    pub packaging: PackagingCode,
    /// Room inside: length, width and height in millimetres.
    pub inner: [u32; 3],
    /// The units in the order in which they are put in.
    pub units: Vec<PlannedUnitView>,
    /// By what the shop chooses packagings.
    pub objective: Objective,
    /// What the parcel costs, where the shop has told what the carrier takes.
    pub cost: Option<ParcelCost>,
}

/// What a parcel costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParcelCost {
    /// Its packaging.
    pub packaging: Minor,
    /// What the carrier takes for it, by the weight that it is going to have.
    pub carrier: Minor,
}

/// One unit in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedUnitView {
    /// Its product.
    pub sku: Sku,
    /// Place of its product among the pick list's products: what its colour is chosen by.
    pub product: usize,
    /// Its corner, in millimetres from the packaging's.
    pub at: [u32; 3],
    /// Its sides as it stands.
    pub sides: [u32; 3],
    /// Whether as many of its product are in the parcel.
    pub is_in: bool,
    /// What matters of how it stands: what may be on it, and which side is up.
    pub mark: Option<Mark>,
}

/// The weighing of each unit of the parcel at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStepView {
    /// The packaging that was named for the box.
    pub packaging: Option<PackagingCode>,
    /// What the scale is waited for.
    pub due: Option<UnitDue>,
    /// Why no more units of the parcel are weighed.
    pub ended: Option<NotWeighed>,
}

/// One line of the pick list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    /// The product.
    pub sku: Sku,
    /// Its name.
    pub name: String,
    /// File name of its picture in [`Snapshot::images`].
    pub image: Option<String>,
    /// Where it lies.
    pub location: Option<Location>,
    /// Where to look next.
    pub next_location: Option<Location>,
    /// The kit it belongs to.
    pub kit: Option<Sku>,
    /// Units ordered.
    pub ordered: u32,
    /// Units packed.
    pub packed: u32,
    /// Units declared short.
    pub short: u32,
    /// What has to be minded when it is packed, the most important first.
    pub marks: Vec<Mark>,
    /// Products that it is not to be confused with.
    pub lookalikes: Vec<Lookalike>,
}

/// A product that another one is taken for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lookalike {
    /// The product.
    pub sku: Sku,
    /// Its name; empty where nobody knows it any more.
    pub name: String,
    /// File name of its picture in [`Snapshot::images`].
    pub image: Option<String>,
}

impl Lookalike {
    /// Name and number, as a person tells them.
    pub fn told(&self) -> String {
        format!("{} {}", self.name, self.sku)
            .trim_start()
            .to_owned()
    }
}

/// A note and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteView {
    /// Written on the order.
    Order(String),
    /// What this customer always wants.
    Customer(String),
    /// How to pack this product.
    Product(Sku, String),
    /// Nobody has measured this product: whether it fits, nobody knows.
    NotMeasured(Sku),
    /// A second person looks into each parcel of the order: for these reasons.
    SecondPerson(Vec<Reason>),
    /// A paper that belongs into the box: printed with the label, or still missing.
    Paper {
        /// Which paper.
        document: BoxDocument,
        /// Whether the bench has it.
        present: bool,
    },
}

/// Orders to pack next, and held ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueView {
    /// The most urgent ones, most urgent first; a page, not all.
    pub ready: Vec<QueueRow>,
    /// How many are ready in all.
    pub ready_count: u64,
    /// Held ones, a page.
    pub held: Vec<HeldRow>,
    /// How many are held in all.
    pub held_count: u64,
    /// Those held as duplicates, a page.
    pub duplicates: Vec<SuspectedDuplicate>,
    /// How many are held as duplicates in all.
    pub duplicates_count: u64,
    /// How many were packed since local midnight.
    pub packed_today: u64,
    /// Parcels under a substitute label whose real one is owed, oldest first.
    pub debts: Vec<DebtRow>,
}

/// One answer of the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerView {
    /// Grows by one with each answer.
    pub seq: u64,
    /// Its colour.
    pub verdict: Verdict,
    /// What it says.
    pub message: Message,
    /// The name of the product or the worker it is about.
    pub subject: Option<String>,
}

/// The state of one part of the bench.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Lamp {
    /// Works.
    Ok,
    /// Not set up, and not needed.
    #[default]
    Off,
    /// Works with a limit; with what it is.
    Watch(Trouble),
    /// Does not work; with what it is.
    Alarm(Trouble),
}

/// What is wrong with a part of the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is being looked for: unplugged, switched off, or the port is wrong.
    NotFound {
        /// Port or name.
        what: String,
    },
    /// The window does not have the keyboard, so a keyboard scanner types elsewhere.
    NoFocus,
    /// The scanner's keyboard layout and the computer's disagree.
    LayoutDiffers,
    /// The scale does not answer.
    ScaleSilent,
    /// The scale's language was not found.
    ScaleUnknown,
    /// The scale must be emptied once, so that no parcel gets the weight of another.
    ScaleLoaded,
    /// The scale shows less than nothing.
    ScaleBelowZero,
    /// The scale has lost its zero.
    ScaleNeedsZero,
    /// The scale's weight creeps.
    ScaleDrifts,
    /// The scale shows the same load all the time.
    ScaleFrozen,
    /// The scale never rests.
    ScaleRestless,
    /// This user may not open the port.
    NoPermission {
        /// The port.
        port: String,
    },
    /// Another program uses the port.
    PortBusy {
        /// The port.
        port: String,
    },
    /// A printer prints nothing.
    Printer {
        /// What people call it.
        name: String,
        /// Why.
        trouble: PrinterTrouble,
    },
    /// Facts wait to be sent to the master.
    Unsent {
        /// How many.
        facts: u64,
    },
    /// Bench and master do not talk.
    MasterAway {
        /// Why, at the last try.
        trouble: LinkTrouble,
    },
    /// The disk is nearly full.
    DiskLow {
        /// Megabytes left.
        megabytes: u64,
    },
    /// No room is left on the disk.
    DiskFull,
    /// The disk takes nothing: it is mounted read-only, or the account may not write there.
    DiskReadOnly,
    /// The disk refused to write.
    DiskFailed {
        /// What it said.
        why: String,
    },
    /// Few tracking numbers are left.
    FewNumbers {
        /// How many.
        left: u64,
    },
}

/// The lamps of the health strip.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HealthView {
    /// Scanner.
    pub scanner: Lamp,
    /// Scale.
    pub scale: Lamp,
    /// Printer.
    pub printer: Lamp,
    /// Master.
    pub master: Lamp,
    /// Disk.
    pub disk: Lamp,
    /// What stands on the scale now, if it is stable.
    pub scale_shows: Option<Grams>,
    /// Whether a tare is taken off what it shows, as far as it tells.
    pub scale_tared: bool,
    /// The last order to the scale, and what became of it.
    pub scale_said: Option<(ScaleOrder, OrderEnd)>,
    /// What kind of scale was found.
    pub scale_found: Option<String>,
    /// What a scanner with a wire of its own sent last.
    pub scanner_heard: Option<HeardCode>,
}

/// What a scanner with a wire of its own sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardCode {
    /// Grows by one with each.
    pub seq: u64,
    /// The code; `None` when its end or its beginning never came.
    pub code: Option<String>,
}

/// One document on its way to paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJobView {
    /// Its number.
    pub job: i64,
    /// What it is, for example the order's number.
    pub title: String,
    /// Whether it failed, and why.
    pub failed: Option<PrinterTrouble>,
    /// A printer has it.
    pub under_way: bool,
    /// Why nobody knows whether it came out.
    pub doubt: Option<PrintDoubt>,
}

/// Where an import stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportView {
    /// Rows read.
    pub done: u64,
    /// Rows in all files.
    pub total: u64,
    /// The end: what changed, or what is wrong.
    pub finished: Option<ImportEnd>,
}

/// How an import ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportEnd {
    /// Taken.
    Done {
        /// Rows that were not there before.
        added: u64,
        /// Rows that are different now.
        changed: u64,
        /// Rows that were read before.
        same: u64,
        /// How the stock that came in compares with the books.
        stock: StockCount,
        /// Rows left out, and repairs that were made.
        notes: Vec<ImportLine>,
    },
    /// Nothing was changed.
    Refused {
        /// Why: bad rows, or what kept the import from being read or taken.
        errors: Vec<ImportLine>,
    },
}

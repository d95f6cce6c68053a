//! Everything that did happen at a bench. Facts are past; their names and fields are frozen.
//!
//! A fact holds keys (order, worker, parcel, product), never a name, an
//! address or a telephone number.

mod about;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::message::Refusal;
use super::question::Question;
use super::unit_step::UnitStepFact;
use super::{OpenedLine, Take};
use crate::domain::alerts::Raised;
use crate::domain::catalog::{Measured, Photographed};
use crate::domain::desk::Outcome;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, ToteCode, TrackingNo};
use crate::domain::label_debt::DebtReason;
use crate::domain::location::Location;
use crate::domain::mis_pick::Complaint;
use crate::domain::mis_pick::cause::Action;
use crate::domain::order::BoxDocument;
use crate::domain::printing::{PaperKind, PrintFound};
use crate::domain::privacy::ErasedFor;
use crate::domain::record_audit::FaultKind;
use crate::domain::shift_check::CheckFact;
use crate::domain::shipping_rules::{Rule, Ruling};
use crate::domain::stats::weights;
use crate::domain::tariff::Way;
use crate::domain::units::Grams;
use crate::domain::verification::Verification;
use crate::domain::worker::{Language, Role};

/// How it is known that a unit is in the box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "proof")]
pub enum Proof {
    /// Its barcode was scanned.
    Scanned {
        /// The code as it was read.
        code: String,
    },
    /// A permitted person confirmed it by hand.
    ConfirmedByHand {
        /// Why its barcode could not be scanned.
        reason: String,
    },
    /// A second person counted it; the two-stage check of a shop without scanners.
    CountedTwice {
        /// The second person.
        by: Badge,
    },
}

/// What becomes of an order that lacks units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortPath {
    /// Ship what is there.
    #[default]
    ShipShort,
    /// Put the order aside until the units are found.
    Hold,
    /// Take the product off the order.
    CancelLine,
}

/// Why a worker is no longer signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignOutReason {
    /// The worker asked for it.
    Asked,
    /// Nobody did anything for the time set.
    Idle,
}

/// How an order was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by")]
pub enum OpenedBy {
    /// Its number was scanned.
    Number,
    /// A tote that it is bound to was scanned.
    Tote {
        /// The tote.
        tote: ToteCode,
    },
    /// Its only item was scanned.
    Item {
        /// The item.
        sku: Sku,
    },
}

/// What is recorded of a unit that asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// The unit's serial number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// Its lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// Its expiry date, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry: Option<String>,
}

/// What a customer was promised, as it was known when the order was opened: lead times and delays are counted from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// Until when the lorry takes it that it was promised at payment; `None` where no lorry comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves_by: Option<DateTime<Utc>>,
}

/// Units of one product from one place in a closed parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedUnits {
    /// The product.
    pub sku: Sku,
    /// How many units.
    pub units: u32,
    /// Where they were picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// One thing that happened.
#[expect(
    missing_docs,
    reason = "the variant says what happened, its fields are named by their types"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact")]
pub enum Fact {
    /// A worker signed in.
    SignedIn {
        worker: Badge,
        role: Role,
        language: Language,
    },
    /// A sign-in failed: wrong PIN.
    SignInRefused { worker: Badge },
    /// The bench has no worker any more.
    SignedOut { worker: Badge, why: SignOutReason },
    /// A tote that is bound to nothing was scanned; an order number may follow.
    ToteOffered { tote: ToteCode },
    /// A tote carries an order's goods from now on.
    ToteBound { tote: ToteCode, order: OrderNo },
    /// An order was opened for the first time, with this content.
    OrderOpened {
        order: OrderNo,
        revision: u64,
        lines: Vec<OpenedLine>,
        #[serde(flatten)]
        way: Way,
        planned_parcels: u32,
        documents: Vec<BoxDocument>,
        opened: OpenedBy,
        /// `None` in what an older program wrote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<Promise>,
        /// How deeply it is verified, and why; `None` where the shop sets no target.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verification: Option<Verification>,
    },
    /// An order that was begun before came back to the bench.
    OrderResumed { order: OrderNo, opened: OpenedBy },
    /// The shop changed the order while it was open.
    OrderRevised {
        order: OrderNo,
        revision: u64,
        lines: Vec<OpenedLine>,
        planned_parcels: u32,
    },
    /// The shop cancelled the order while it was open; the goods go back.
    OrderWithdrawn { order: OrderNo },
    /// The order was put aside.
    OrderPutAside { order: OrderNo, reason: String },
    /// A closed or put-aside order was opened again.
    OrderReopened { order: OrderNo, reason: String },
    /// Units went into the parcel.
    UnitsPacked {
        order: OrderNo,
        parcel: u32,
        sku: Sku,
        takes: Vec<Take>,
        proof: Proof,
    },
    /// Units came out of the parcel: undone, or surplus after a change of the order.
    UnitsTakenOut {
        order: OrderNo,
        parcel: u32,
        sku: Sku,
        takes: Vec<Take>,
        undone: bool,
    },
    /// Serial, lot or expiry of the units last packed was recorded.
    UnitCaptured {
        order: OrderNo,
        parcel: u32,
        sku: Sku,
        capture: Capture,
    },
    /// Units are missing, and this is what becomes of the order.
    ShortDeclared {
        order: OrderNo,
        sku: Sku,
        takes: Vec<Take>,
        reason: String,
        path: ShortPath,
    },
    /// The bench asked something and waits for the answer.
    Asked {
        order: Option<OrderNo>,
        question: Question,
    },
    /// The question was answered or dropped.
    QuestionClosed {
        order: Option<OrderNo>,
        option: Option<u32>,
    },
    /// An input was turned down.
    Refused {
        order: Option<OrderNo>,
        sku: Option<Sku>,
        code: Option<String>,
        refusal: Refusal,
    },
    /// The units scanned so far make a parcel of their own; more follow in the next.
    ParcelCut { order: OrderNo, parcel: u32 },
    /// The packer sees that more fits into the parcel than was reckoned.
    ParcelStretched { order: OrderNo, parcel: u32 },
    /// The parcel's packaging is known; instructions and notes have been shown.
    PackagingTaken {
        order: OrderNo,
        parcel: u32,
        packaging: PackagingCode,
        suggested: Option<PackagingCode>,
        reason: Option<String>,
        tare: Grams,
        max_gross: Grams,
        expected: Grams,
        tolerance: Grams,
        /// How many parcels had taught the weights that it is judged by; `None`: what the shop has set alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lessons: Option<u64>,
    },
    /// The parcel was weighed.
    Weighed {
        order: OrderNo,
        parcel: u32,
        gross: Grams,
        typed: bool,
        accepted: bool,
    },
    /// A permitted person let the parcel go although its weight is off.
    WeightReleased {
        order: OrderNo,
        parcel: u32,
        gross: Grams,
        difference: Grams,
        by: Badge,
        reason: String,
    },
    /// Something happened while each unit is weighed.
    UnitStep {
        order: OrderNo,
        parcel: u32,
        happened: UnitStepFact,
    },
    /// A second person has looked into the parcel and found what was scanned.
    SecondPersonChecked {
        order: OrderNo,
        parcel: u32,
        by: Badge,
    },
    /// The order number confirmed the parcel; it has its tracking number.
    ParcelClosed {
        order: OrderNo,
        parcel: u32,
        packaging: PackagingCode,
        gross: Grams,
        tracking: TrackingNo,
        /// Serial within the number range; `None` when the number was kept from an earlier closing.
        serial: Option<u64>,
        label_revision: u32,
        /// What is in it, for the stock books.
        contents: Vec<PackedUnits>,
        /// Its service, by the shipping rules of that moment; `None` in a shop without rules.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ruling: Option<Box<Ruling>>,
    },
    /// Every unit is in a closed parcel or declared short.
    OrderClosed { order: OrderNo, parcels: u32 },
    /// The label's bytes are stored; the commitment is a salted SHA-256 of them, in hex.
    LabelStored {
        order: OrderNo,
        parcel: u32,
        revision: u32,
        commitment: String,
    },
    /// The stored label was asked for again.
    LabelReprinted {
        order: OrderNo,
        parcel: u32,
        revision: u32,
        reason: String,
    },
    /// A person looked for a document of which nobody knew whether it came out.
    PrintJudged {
        order: Option<OrderNo>,
        parcel: Option<u32>,
        /// Its number in the bench's print queue.
        job: i64,
        paper: PaperKind,
        found: PrintFound,
    },
    /// The label of a closed parcel has to be scanned on it before the next parcel is begun.
    LabelScanDue {
        order: OrderNo,
        parcel: u32,
        tracking: TrackingNo,
    },
    /// The label on the parcel was scanned, and it is this parcel's.
    LabelScanned {
        order: OrderNo,
        parcel: u32,
        code: String,
    },
    /// A permitted person let the parcel stand without its label's scan.
    LabelScanDropped {
        order: OrderNo,
        parcel: u32,
        reason: String,
    },
    /// A paper that belongs into the box was not there.
    DocumentMissing {
        order: OrderNo,
        document: BoxDocument,
    },
    /// A barcode names this product from now on.
    BarcodeBound { code: String, sku: Sku, units: u32 },
    /// A pick list was handed to a picker.
    PickListHandedOut {
        orders: Vec<OrderNo>,
        picker: Option<Badge>,
        wave: Option<String>,
        positions: Vec<String>,
    },
    /// A shift lead took an order from a bench that does not answer.
    OrderTakenOver {
        taken: OrderNo,
        from: StationId,
        reason: String,
    },
    /// A shift lead found that both orders of a suspected pair are wanted.
    DuplicateLetGo {
        let_go: OrderNo,
        twin: OrderNo,
        reason: String,
    },
    /// Whatever told who the customers of these orders are was erased.
    PersonalDataErased {
        erased: Vec<OrderNo>,
        why: ErasedFor,
    },
    /// A worker has left: the name, and with it who the badge in other facts is, was erased.
    WorkerErased { left: Badge },
    /// A shift lead had figures told by person, for this purpose.
    PersonViewOpened { purpose: String },
    /// A shift lead has seen to an exception.
    ExceptionSettled {
        exception: String,
        /// With what; `None` in facts of before it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Outcome>,
        note: String,
    },
    /// A shift lead has closed an entry of the exceptions desk.
    EntryClosed {
        entry: String,
        outcome: Outcome,
        note: String,
    },
    /// A shift lead gave an entry of the exceptions desk to a person, who sees to it.
    EntryGiven { entry: String, to: Badge },
    /// A customer complained about what came; a shift lead linked that to the order.
    ComplaintTaken {
        complained: OrderNo,
        what: Complaint,
        /// The product that it is about: wanted, too many, or missing.
        sku: Option<Sku>,
        /// What came instead.
        came: Option<Sku>,
        note: String,
    },
    /// A shift lead let a bench in again whose disk had been copied.
    BenchReadmitted { bench: StationId, reason: String },
    /// The parcel was closed under a substitute label, because its real one could not be had.
    LabelOwed {
        order: OrderNo,
        parcel: u32,
        substitute: TrackingNo,
        /// The serial in the substitute's number.
        substitute_serial: u64,
        /// The real number that the parcel had before it was opened again.
        kept: Option<TrackingNo>,
        reason: DebtReason,
    },
    /// The real label of a parcel under a substitute was made.
    LabelPaid {
        order: OrderNo,
        parcel: u32,
        substitute: TrackingNo,
        tracking: TrackingNo,
        /// Serial within the number range; `None` when the number was kept from an earlier closing.
        serial: Option<u64>,
        label_revision: u32,
        /// The shop's revision of the order that the label was made from.
        order_revision: u64,
    },
    /// A list of parcels for a carrier was begun.
    ManifestOpened { manifest: String, carrier: String },
    /// A parcel was scanned onto the carrier's list.
    ParcelHandedOver {
        manifest: String,
        tracking: TrackingNo,
        /// `None` where the bench does not know the parcel; the master finds it by its number.
        order: Option<OrderNo>,
        parcel: Option<u32>,
    },
    /// A parcel came off the list again: it stays in the house.
    ParcelTakenBack {
        manifest: String,
        tracking: TrackingNo,
        order: Option<OrderNo>,
        parcel: Option<u32>,
    },
    /// The list is closed: its parcels are the carrier's.
    ManifestClosed {
        manifest: String,
        carrier: String,
        parcels: u32,
    },
    /// A shift lead changed the shipping rules: from this version to these.
    RulesChanged { base: u64, rules: Vec<Rule> },
    /// A closed parcel taught what its content and its packaging weigh, by these rules.
    WeightTaught {
        order: OrderNo,
        parcel: u32,
        contents: Vec<weights::Content>,
        packaging: PackagingCode,
        tare: Grams,
        gross: Grams,
        typed: bool,
        /// A person let it go although its weight was off: the content is right.
        confirmed: bool,
        rules: weights::Rules,
    },
    /// A shift lead took what parcels say for the catalogue's weight.
    WeightCorrected {
        sku: Sku,
        old: Grams,
        new: Grams,
        confidence_permille: u32,
        parcels: u32,
    },
    /// A shift lead found the catalogue's weight right: what parcels taught of the product is forgotten.
    WeightForgotten { sku: Sku },
    /// A shift lead has measured a product that the catalogue did not know whole.
    ProductMeasured { measured: Measured },
    /// A shift lead has photographed a product: its picture is this file from now on.
    ProductPhotographed { photographed: Photographed },
    /// A shift lead gave what is wrong with a product's record to a person.
    RecordGiven {
        sku: Sku,
        kind: FaultKind,
        to: Badge,
    },
    /// A shift lead found a product's record right although it looks wrong: what was seen, and why.
    RecordAccepted {
        sku: Sku,
        kind: FaultKind,
        seen: String,
        reason: String,
    },
    /// Somebody has checked this bench's scale: its drift is counted anew.
    ScaleChecked,
    /// Something happened at the check of the bench's devices.
    ShiftCheck { happened: CheckFact },
    /// A shift lead saved a bench's set-up under a name; without a set-up, the name is given up.
    StationSaved {
        station: String,
        set_up: Option<String>,
    },
    /// A station card was scanned: the bench is set up as it says.
    StationLoaded { station: String },
    /// A shift lead said how many orders in a million may leave with an error; 0: every unit is scanned.
    VerificationSet { target_ppm: u32 },
    /// A shift lead ordered something about two products that are taken for each other.
    PairActionSet {
        wrong: Sku,
        right: Sku,
        what: Action,
        to: Badge,
        due: NaiveDate,
    },
    /// It was done on this local day.
    PairActionDone { action: String, day: NaiveDate },
    /// It is wanted no longer.
    PairActionWithdrawn { action: String },
    /// A figure is too bad: somebody has to decide. Measured by the bench itself, by nobody's hand.
    AlertRaised { alert: Raised },
    /// The figure is good again.
    AlertCleared { alert: String },
    /// A shift lead has seen an alert, and does something about it.
    AlertAcknowledged { alert: String, note: String },
    /// The disk was damaged, and what stood here cannot be read any more.
    EntryLost,
    /// A shift lead no longer waits for benches that have not told what they did before the master was set back.
    RecoveryEnded { reason: String },
}

//! What the bench tells the packer after each input: a verdict and a typed message.
//!
//! The words are made in `i18n`; here is only what they have to say.

mod refusal;

use serde::{Deserialize, Serialize};

use super::question::Question;
use super::unit_step::NotWeighed;
use crate::domain::catalog::TrackingNeeds;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, ToteCode, TrackingNo};
use crate::domain::printing::PrintFound;
use crate::domain::session::Step;
use crate::domain::shift_check::{CheckRecord, Found, Part};
use crate::domain::shipping_rules::RuleId;
use crate::domain::units::Grams;

pub use refusal::Refusal;

/// The colour of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Right: it counts.
    Accepted,
    /// Wrong goods or a wrong scan: nothing counted.
    Refused,
    /// A gate is shut: something has to be put right before work goes on.
    Blocked,
    /// The bench needs an answer.
    Asked,
    /// Nothing to do with this input.
    Ignored,
}

/// What an answer says.
#[expect(
    missing_docs,
    reason = "the variant says what happened, its fields are named by their types"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The worker is signed in.
    SignedIn { worker: Badge },
    /// A badge was scanned: type the PIN.
    PinNeeded { worker: Badge },
    /// Nobody is signed in any more.
    SignedOut,
    /// The bench locked itself after a pause.
    LockedWhenIdle,
    /// A free tote was scanned: scan the order it carries.
    ToteNeedsOrder { tote: ToteCode },
    /// Tote and order belong together now.
    ToteBound { tote: ToteCode, order: OrderNo },
    /// The order is open.
    OrderOpened { order: OrderNo, units: u32 },
    /// The order goes on where it was left.
    OrderResumed { order: OrderNo, done: u32, of: u32 },
    /// A unit counts. `packed` / `ordered` are of this product.
    UnitAccepted { sku: Sku, packed: u32, ordered: u32 },
    /// A case counts with all its units.
    CaseAccepted {
        sku: Sku,
        units: u32,
        packed: u32,
        ordered: u32,
    },
    /// The order is open: the empty box goes onto the scale first.
    PutBoxOnScale {
        order: OrderNo,
        units: u32,
        packaging: Option<PackagingCode>,
    },
    /// The empty box is right: scan the units.
    BoxOnScale,
    /// What was scanned would count: put it into the box, `added` is what the scale waits for.
    PutIntoBox { sku: Sku, units: u32, added: Grams },
    /// The scan is taken back, and nothing of it had gone into the box.
    ScanTakenBack { sku: Sku },
    /// What was taken back is out of the box.
    OutOfBox { sku: Sku },
    /// Units count without being weighed one by one, of this product or of the whole parcel.
    NotWeighed { sku: Option<Sku>, why: NotWeighed },
    /// The second person's count took the place of the scans.
    CountAccepted { units: u32 },
    /// One scan counted all whole cases of a product that were missing.
    CasesAccepted {
        sku: Sku,
        cases: u32,
        packed: u32,
        ordered: u32,
    },
    /// All units are in; a second person looks into the parcel before it is closed.
    SecondPersonNext,
    /// A second person has looked into the parcel.
    SecondPersonChecked,
    /// Orders are verified by this target from now on.
    VerificationSet { target_ppm: u32 },
    /// The last unit is in: take this packaging.
    TakePackaging { packaging: Option<PackagingCode> },
    /// This parcel is full: take this packaging, more follows.
    ParcelComplete { packaging: Option<PackagingCode> },
    /// More goes into this parcel than was reckoned: scan on.
    ParcelStretched,
    /// A surplus unit was taken out.
    UnitTakenOut { sku: Sku },
    /// Scan or type serial, lot or expiry.
    CaptureNeeded { sku: Sku, needs: TrackingNeeds },
    /// Serial, lot or expiry is recorded.
    Captured { sku: Sku },
    /// The last scan is undone.
    Undone { sku: Sku, units: u32 },
    /// The question is dropped.
    QuestionDropped,
    /// Units are declared short.
    ShortDeclared { sku: Sku, quantity: u32 },
    /// The order is put aside.
    PutAside { order: OrderNo },
    /// The packaging is taken: weigh.
    WeighNow {
        packaging: PackagingCode,
        expected: Grams,
    },
    /// The weight is right: scan the order number.
    ConfirmNow { gross: Grams },
    /// The weight is right, and by it the shipping rules send the parcel by another service than before.
    ServiceChanged {
        gross: Grams,
        service: String,
        rule: Option<RuleId>,
    },
    /// The weight was released: scan the order number.
    Released { difference: Grams },
    /// The parcel is closed, more follow.
    ParcelClosed {
        tracking: TrackingNo,
        parcel: u32,
        planned: u32,
    },
    /// The order is closed.
    OrderClosed {
        order: OrderNo,
        tracking: TrackingNo,
    },
    /// The parcel is closed: stick the label on it and scan it there.
    ScanLabel { tracking: TrackingNo },
    /// The label on the parcel is this parcel's.
    LabelMatches { tracking: TrackingNo },
    /// The parcel stands without its label's scan.
    LabelScanDropped { order: OrderNo, parcel: u32 },
    /// What lies at the printer is known now.
    PrintJudged { found: PrintFound },
    /// The order is open again.
    Reopened { order: OrderNo },
    /// The label prints again.
    Reprinted { order: OrderNo, parcel: u32 },
    /// The barcode names the product from now on.
    BarcodeBound { sku: Sku },
    /// The catalogue gets the weight that parcels say.
    WeightCorrected { sku: Sku, weight: Grams },
    /// The catalogue is going to have the size and weight that were measured.
    ProductMeasured { sku: Sku },
    /// The catalogue is going to have the new photo.
    ProductPhotographed { sku: Sku },
    /// This person sees to what is wrong with the product's record.
    RecordGiven { sku: Sku, to: Badge },
    /// The product's record stays as it is.
    RecordAccepted { sku: Sku },
    /// What parcels taught of the product is forgotten.
    WeightForgotten { sku: Sku },
    /// The scale's drift is counted anew.
    ScaleChecked,
    /// The check of the devices is under way, and waits for this part.
    CheckWaits { part: Part },
    /// A part of the check is right.
    CheckPassed { part: Part },
    /// A part of the check was left out.
    CheckLeftOut { part: Part },
    /// What came is not right.
    CheckOff { found: Found },
    /// The test label prints once more.
    CheckLabelAgain,
    /// The check is over.
    CheckEnded { record: Box<CheckRecord> },
    /// The devices are not checked now.
    CheckLater,
    /// The set-up of a bench goes to the master under this name.
    StationSaved { station: String },
    /// The name of a set-up is given up.
    StationForgotten { station: String },
    /// The bench is set up as the card says.
    StationLoaded { station: String },
    /// The exception is off the list.
    ExceptionSettled,
    /// This person is to do something about a pair of products.
    PairActionSet { to: Badge },
    /// It was done.
    PairActionDone,
    /// It is wanted no longer.
    PairActionWithdrawn,
    /// An entry of the exceptions desk was given to this person.
    EntryGiven { to: Badge },
    /// Nothing tells any more who the customer of the order is.
    PersonalDataErased { order: OrderNo },
    /// Figures are told by person until the lead signs out.
    PersonViewOpened,
    /// The name of a worker who has left is erased.
    WorkerErased { badge: Badge },
    /// A lead has seen the alert.
    AlertAcknowledged,
    /// The complaint is linked to the order.
    ComplaintTaken { order: OrderNo },
    /// The order is free for other benches.
    TakenOver { order: OrderNo, from: StationId },
    /// The order is packed although another one is the same.
    DuplicateLetGo { order: OrderNo },
    /// The bench may work again.
    Readmitted { bench: StationId },
    /// Nobody is waited for any more.
    RecoveryEnded,
    /// The changed shipping rules go to the master.
    RulesSent { rules: u32 },
    /// The parcel is closed under a substitute label.
    SubstitutePrinted {
        order: OrderNo,
        parcel: u32,
        substitute: TrackingNo,
    },
    /// The real label of a parcel under a substitute prints.
    LabelPaid {
        order: OrderNo,
        parcel: u32,
        tracking: TrackingNo,
    },
    /// A carrier's list is open; so many parcels wait for it.
    HandOverBegun { carrier: String, waiting: u32 },
    /// The parcel is on the list. `order` is not known where only another bench knows the parcel.
    ParcelHandedOver {
        tracking: TrackingNo,
        order: Option<OrderNo>,
        parcel: Option<u32>,
    },
    /// The parcel is off the list again.
    ParcelTakenBack { tracking: TrackingNo },
    /// The list is closed and prints.
    HandOverClosed { carrier: String, parcels: u32 },
    /// A list without a parcel is closed; nothing prints.
    HandOverEmpty { carrier: String },
    /// More parcels come onto the list.
    HandOverGoesOn { carrier: String },
    /// The bench asks.
    Question(Question),
    /// What can be done now.
    Help { step: Step },
    /// The scale is asked to set zero. Whether it did, its lamp tells.
    ZeroScale,
    /// The scale is asked to take the tare.
    TareScale,
    /// Turned down.
    Refused(Refusal),
}

impl Message {
    /// The `reason` of machine output: the refusal's or the question's name.
    pub fn reason(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => Some(refusal.name()),
            Self::Question(question) => Some(question.name()),
            Self::PinNeeded { .. } => Some("PinNeeded"),
            Self::ToteNeedsOrder { .. } => Some("ToteNeedsOrder"),
            Self::CaptureNeeded { .. } => Some("CaptureNeeded"),
            Self::ScanLabel { .. } => Some("ScanLabel"),
            Self::PutBoxOnScale { .. } => Some("PutBoxOnScale"),
            Self::PutIntoBox { .. } => Some("PutIntoBox"),
            Self::NotWeighed { .. } => Some("NotWeighed"),
            Self::CheckOff { found } => Some(found.name()),
            _ => None,
        }
    }
}

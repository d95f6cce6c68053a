//! Why an input is not taken, and what colour that has.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::domain::desk::Outcome;
use crate::domain::gate::Hold;
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, ToteCode, TrackingNo};
use crate::domain::record_audit::PhotoFault;
use crate::domain::session::Step;
use crate::domain::shipping_rules::{RuleFault, RuleId};
use crate::domain::tariff::NotCarried;
use crate::domain::units::Grams;
use crate::domain::worker::Right;

/// Why an input was turned down.
#[expect(
    missing_docs,
    reason = "the variant says what happened, its fields are named by their types"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal")]
pub enum Refusal {
    /// Nobody is signed in.
    NotSignedIn,
    /// No worker has this badge.
    UnknownBadge,
    /// The PIN is wrong.
    WrongPin,
    /// The PIN was stored with a secret that this bench does not have.
    OtherSecret,
    /// Too many wrong PINs: wait.
    LockedOut { seconds: u32 },
    /// The person lacks the right.
    NotPermitted { right: Right },
    /// The second person must be another one.
    SamePerson,
    /// A reason has to be given.
    ReasonNeeded,
    /// No order is open.
    NoOrderOpen,
    /// Another order is open.
    AnotherOrderOpen { open: OrderNo },
    /// No order has this number.
    UnknownOrder { order: OrderNo },
    /// The order is held.
    OrderHeld { order: OrderNo, hold: Hold },
    /// The order is packed already.
    AlreadyPacked { order: OrderNo },
    /// The shop cancelled the order: put the goods back.
    OrderCancelled { order: OrderNo },
    /// The shop changed the order: look at the list again.
    OrderChanged { order: OrderNo },
    /// A shift lead gave the order to other benches while it was open here.
    OrderTakenOver { order: OrderNo },
    /// The code names nothing that is known.
    UnknownBarcode { code: String },
    /// The code of a shelf, not of what lies there.
    LocationScanned { location: String },
    /// The code is known, and nothing can be done with it here.
    NotInThisStep { step: Step },
    /// The product does not belong to this order.
    NotOnPickList { sku: Sku },
    /// All units of this product are in already.
    OneTooMany { sku: Sku, ordered: u32 },
    /// The case holds more units than are missing.
    CaseTooLarge { sku: Sku, units: u32, missing: u32 },
    /// The unit does not fit this parcel any more.
    ParcelFull {
        sku: Sku,
        /// However well it is stowed: no packaging bears so much.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        too_heavy: bool,
    },
    /// The unit must not share a parcel with what is in this one: goods of two sorts.
    OtherParcel {
        sku: Sku,
        /// Its own sort, and the one that is inside.
        sorts: Box<[String; 2]>,
    },
    /// The unit ships in its own carton: one of it is a parcel, and nothing else goes with it.
    OwnParcel { sku: Sku },
    /// Nothing is in the parcel.
    ParcelEmpty,
    /// Units are still missing.
    UnitsMissing { missing: u32 },
    /// Serial, lot or expiry of the last unit is still missing.
    CaptureMissing { sku: Sku },
    /// What was given cannot be a serial, a lot or a date.
    BadCapture,
    /// This serial number is in the order already.
    SerialTwice { serial: String },
    /// The bench waits for an answer.
    AnswerFirst,
    /// No question is open, or it has no such answer.
    NoSuchOption,
    /// More is declared short than is missing.
    ShortTooMany { sku: Sku, missing: u32 },
    /// There is nothing to undo.
    NothingToUndo,
    /// No packaging has this code.
    UnknownPackaging { packaging: PackagingCode },
    /// The packaging is too weak for the goods.
    PackagingTooWeak {
        packaging: PackagingCode,
        max_gross: Grams,
    },
    /// The carrier service does not take a parcel in this packaging; `instead` is one that it takes.
    NotCarried(Box<NotCarried>),
    /// The packaging is not known yet.
    PackagingFirst,
    /// The parcel is not weighed yet.
    WeighFirst,
    /// The weight is not what it should be. `difference` = measured − expected.
    WeightOff { difference: Grams, tolerance: Grams },
    /// That cannot be a parcel's weight.
    WeightImpossible,
    /// Heavier than the packaging allows.
    TooHeavy { max_gross: Grams },
    /// Nothing is blocked by its weight.
    NothingToRelease,
    /// The empty box has to stand on the scale before units are scanned.
    BoxFirst { packaging: Option<PackagingCode> },
    /// The empty box is not what it should weigh. `difference` = measured − expected.
    BoxWeightOff { difference: Grams, tolerance: Grams },
    /// The unit scanned before is not in the box yet.
    UnitNotInBox { sku: Sku },
    /// One unit was scanned and two are in the box.
    TwoInBox { sku: Sku, difference: Grams },
    /// What went into the box or came out of it does not weigh what was scanned.
    UnitWeightOff {
        sku: Sku,
        difference: Grams,
        tolerance: Grams,
    },
    /// What was taken back is still in the box.
    UnitStillInBox { sku: Sku },
    /// The order number of another order was scanned.
    WrongOrderNumber { scanned: OrderNo, expected: OrderNo },
    /// The tote carries another order.
    ToteTaken { tote: ToteCode, order: OrderNo },
    /// The order has no such closed parcel.
    NoSuchParcel,
    /// The label on the parcel packed last was not scanned yet.
    ScanLabelFirst { order: OrderNo, parcel: u32 },
    /// The label that was scanned is not the one of the parcel packed last.
    WrongLabel { code: String, tracking: TrackingNo },
    /// The label cannot be made: this field does not fit or cannot be printed.
    LabelImpossible { field: String },
    /// The number range for tracking numbers is used up.
    NoTrackingNumbers,
    /// This bench counts units by scanning; a second count takes its place only without a scanner.
    ScannerInUse,
    /// A second person has to look into the parcel before it is closed.
    SecondPersonFirst,
    /// Nobody lets so many orders out with an error.
    TargetOutOfRange { most_ppm: u32 },
    /// Parcels do not say that this product's catalogue weight is wrong.
    NoCorrection { sku: Sku },
    /// The product is not in the catalogue.
    UnknownProduct { sku: Sku },
    /// No unit can have such a size or weight.
    BadMeasures,
    /// Nothing of this kind is wrong with the product's record.
    RecordRight { sku: Sku },
    /// The file does not become a product's photo.
    BadPhoto { why: PhotoFault },
    /// The barcode names a product already.
    BarcodeTaken { sku: Sku },
    /// The code names an order, a packaging, a badge, a tote or a command card.
    CodeInUse { code: String },
    /// No exception has this id.
    UnknownException { exception: String },
    /// This action does not exist, or it is over.
    UnknownAction { action: String },
    /// The same was ordered for this pair and stands.
    ActionStands,
    /// It cannot be this day: a date lies in the past, or what was done in the future.
    BadDay { day: NaiveDate },
    /// Nobody has this badge.
    NobodyWithBadge { badge: Badge },
    /// Nobody closes an entry of this kind so.
    NotAnOutcome { outcome: Outcome },
    /// Somebody has seen to the exception already.
    AlreadySettled { exception: String },
    /// There is no such alert.
    UnknownAlert { alert: String },
    /// Somebody has seen the alert already.
    AlertSeen { alert: String },
    /// The bench that was named does not hold the order.
    NotHeldThere { order: OrderNo, bench: StationId },
    /// This bench holds the order itself.
    HeldHere { order: OrderNo },
    /// The order is not held as a duplicate of another one.
    NotADuplicate { order: OrderNo },
    /// The order is not packed, or a parcel of it has not left: its address is needed.
    NotGoneYet { order: OrderNo },
    /// Nothing is left that tells who the customer is.
    NothingToErase { order: OrderNo },
    /// Somebody else has to erase this worker.
    NotYourself,
    /// A bench cannot let itself in again.
    NotFromHere { bench: StationId },
    /// A shipping rule holds the parcel.
    HeldByRule { rule: RuleId, reason: String },
    /// Somebody else changed the shipping rules meanwhile.
    RulesOutdated { now: u64 },
    /// The shipping rules cannot be kept as they are.
    RulesFaulty { fault: RuleFault },
    /// The real label can be had: the order number closes the parcel.
    LabelCanBeHad { order: OrderNo },
    /// The parcel goes under a substitute label and stays until the real one is on it.
    LabelStillOwed { order: OrderNo, parcel: u32 },
    /// No closed parcel waits for a carrier.
    NothingToHandOver,
    /// No parcel waits for this carrier.
    NothingForCarrier { carrier: String },
    /// A carrier's list is being filled; it is closed first.
    HandOverGoesOn { carrier: String },
    /// No carrier's list is open.
    NoListOpen,
    /// The devices are not being checked.
    NoShiftCheck,
    /// No set-up has the name on the station card.
    UnknownStation { station: String },
    /// The set-up on the station card cannot be used here.
    BadStation { station: String, why: String },
    /// Not the name of a set-up.
    BadStationName,
    /// The code is no parcel's number.
    NotAParcel { code: String },
    /// The parcel is open: being packed, or opened again.
    ParcelNotReady { order: OrderNo, parcel: u32 },
    /// The shop cancelled the parcel's order: it stays.
    ParcelCancelled { order: OrderNo, parcel: u32 },
    /// The parcel has to be opened first: order and parcel tell different things.
    ParcelToUnpack { order: OrderNo, parcel: u32 },
    /// The parcel goes with another carrier.
    OtherCarrier {
        order: OrderNo,
        parcel: u32,
        carrier: String,
    },
    /// The parcel is on this list already.
    AlreadyOnList { tracking: TrackingNo },
    /// The parcel is on another list, closed or not.
    OnOtherList {
        tracking: TrackingNo,
        manifest: String,
    },
    /// The input is not one that the bench knows.
    BadEvent { why: String },
    /// The disk refused: nothing happened, scan again.
    NotSaved,
}

impl Refusal {
    /// The refusal's name, as machine output gives it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "NotSignedIn",
            Self::UnknownBadge => "UnknownBadge",
            Self::WrongPin => "WrongPin",
            Self::OtherSecret => "OtherSecret",
            Self::LockedOut { .. } => "LockedOut",
            Self::NotPermitted { .. } => "NotPermitted",
            Self::SamePerson => "SamePerson",
            Self::ReasonNeeded => "ReasonNeeded",
            Self::NoOrderOpen => "NoOrderOpen",
            Self::AnotherOrderOpen { .. } => "AnotherOrderOpen",
            Self::UnknownOrder { .. } => "UnknownOrder",
            Self::OrderHeld { .. } => "OrderHeld",
            Self::AlreadyPacked { .. } => "AlreadyPacked",
            Self::OrderCancelled { .. } => "OrderCancelled",
            Self::OrderChanged { .. } => "OrderChanged",
            Self::OrderTakenOver { .. } => "OrderTakenOver",
            Self::UnknownBarcode { .. } => "UnknownBarcode",
            Self::LocationScanned { .. } => "LocationScanned",
            Self::NotInThisStep { .. } => "NotInThisStep",
            Self::NotOnPickList { .. } => "NotOnPickList",
            Self::OneTooMany { .. } => "OneTooMany",
            Self::CaseTooLarge { .. } => "CaseTooLarge",
            Self::ParcelFull { .. } => "ParcelFull",
            Self::OtherParcel { .. } => "OtherParcel",
            Self::OwnParcel { .. } => "OwnParcel",
            Self::ParcelEmpty => "ParcelEmpty",
            Self::UnitsMissing { .. } => "UnitsMissing",
            Self::CaptureMissing { .. } => "CaptureMissing",
            Self::BadCapture => "BadCapture",
            Self::SerialTwice { .. } => "SerialTwice",
            Self::AnswerFirst => "AnswerFirst",
            Self::NoSuchOption => "NoSuchOption",
            Self::ShortTooMany { .. } => "ShortTooMany",
            Self::NothingToUndo => "NothingToUndo",
            Self::UnknownPackaging { .. } => "UnknownPackaging",
            Self::PackagingTooWeak { .. } => "PackagingTooWeak",
            Self::NotCarried(_) => "NotCarried",
            Self::PackagingFirst => "PackagingFirst",
            Self::WeighFirst => "WeighFirst",
            Self::WeightOff { .. } => "WeightOff",
            Self::WeightImpossible => "WeightImpossible",
            Self::TooHeavy { .. } => "TooHeavy",
            Self::NothingToRelease => "NothingToRelease",
            Self::BoxFirst { .. } => "BoxFirst",
            Self::BoxWeightOff { .. } => "BoxWeightOff",
            Self::UnitNotInBox { .. } => "UnitNotInBox",
            Self::TwoInBox { .. } => "TwoInBox",
            Self::UnitWeightOff { .. } => "UnitWeightOff",
            Self::UnitStillInBox { .. } => "UnitStillInBox",
            Self::WrongOrderNumber { .. } => "WrongOrderNumber",
            Self::ToteTaken { .. } => "ToteTaken",
            Self::NoSuchParcel => "NoSuchParcel",
            Self::ScanLabelFirst { .. } => "ScanLabelFirst",
            Self::WrongLabel { .. } => "WrongLabel",
            Self::LabelImpossible { .. } => "LabelImpossible",
            Self::NoTrackingNumbers => "NoTrackingNumbers",
            Self::ScannerInUse => "ScannerInUse",
            Self::SecondPersonFirst => "SecondPersonFirst",
            Self::TargetOutOfRange { .. } => "TargetOutOfRange",
            Self::NoCorrection { .. } => "NoCorrection",
            Self::UnknownProduct { .. } => "UnknownProduct",
            Self::BadMeasures => "BadMeasures",
            Self::RecordRight { .. } => "RecordRight",
            Self::BadPhoto { .. } => "BadPhoto",
            Self::BarcodeTaken { .. } => "BarcodeTaken",
            Self::CodeInUse { .. } => "CodeInUse",
            Self::UnknownException { .. } => "UnknownException",
            Self::UnknownAction { .. } => "UnknownAction",
            Self::ActionStands => "ActionStands",
            Self::BadDay { .. } => "BadDay",
            Self::NobodyWithBadge { .. } => "NobodyWithBadge",
            Self::NotAnOutcome { .. } => "NotAnOutcome",
            Self::AlreadySettled { .. } => "AlreadySettled",
            Self::UnknownAlert { .. } => "UnknownAlert",
            Self::AlertSeen { .. } => "AlertSeen",
            Self::NotHeldThere { .. } => "NotHeldThere",
            Self::HeldHere { .. } => "HeldHere",
            Self::NotADuplicate { .. } => "NotADuplicate",
            Self::NotGoneYet { .. } => "NotGoneYet",
            Self::NothingToErase { .. } => "NothingToErase",
            Self::NotYourself => "NotYourself",
            Self::NotFromHere { .. } => "NotFromHere",
            Self::HeldByRule { .. } => "HeldByRule",
            Self::RulesOutdated { .. } => "RulesOutdated",
            Self::RulesFaulty { .. } => "RulesFaulty",
            Self::LabelCanBeHad { .. } => "LabelCanBeHad",
            Self::LabelStillOwed { .. } => "LabelStillOwed",
            Self::NothingToHandOver => "NothingToHandOver",
            Self::NothingForCarrier { .. } => "NothingForCarrier",
            Self::HandOverGoesOn { .. } => "HandOverGoesOn",
            Self::NoListOpen => "NoListOpen",
            Self::NoShiftCheck => "NoShiftCheck",
            Self::UnknownStation { .. } => "UnknownStation",
            Self::BadStation { .. } => "BadStation",
            Self::BadStationName => "BadStationName",
            Self::NotAParcel { .. } => "NotAParcel",
            Self::ParcelNotReady { .. } => "ParcelNotReady",
            Self::ParcelCancelled { .. } => "ParcelCancelled",
            Self::ParcelToUnpack { .. } => "ParcelToUnpack",
            Self::OtherCarrier { .. } => "OtherCarrier",
            Self::AlreadyOnList { .. } => "AlreadyOnList",
            Self::OnOtherList { .. } => "OnOtherList",
            Self::BadEvent { .. } => "BadEvent",
            Self::NotSaved => "NotSaved",
        }
    }

    /// The same without what the customer wrote, as facts keep it: they are never changed.
    #[must_use]
    pub fn without_person(&self) -> Self {
        match self {
            Self::OrderHeld { order, hold } => Self::OrderHeld {
                order: order.clone(),
                hold: hold.without_person(),
            },
            other => other.clone(),
        }
    }

    /// A mis-pick: a wrong, extra or missing unit was about to be shipped.
    ///
    /// A unit that is not in the box yet is none: most often the next scan only came too early.
    pub fn is_mis_pick(&self) -> bool {
        matches!(
            self,
            Self::NotOnPickList { .. }
                | Self::OneTooMany { .. }
                | Self::CaseTooLarge { .. }
                | Self::UnitsMissing { .. }
                | Self::WeightOff { .. }
                | Self::TwoInBox { .. }
                | Self::UnitWeightOff { .. }
        )
    }

    /// The verdict that goes with it: a shut gate, or wrong goods.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::BadEvent { .. } => Verdict::Ignored,
            Self::NotSignedIn
            | Self::LockedOut { .. }
            | Self::NotPermitted { .. }
            | Self::OrderHeld { .. }
            | Self::OrderCancelled { .. }
            | Self::OrderChanged { .. }
            | Self::OrderTakenOver { .. }
            | Self::ParcelFull { .. }
            | Self::OtherParcel { .. }
            | Self::OwnParcel { .. }
            | Self::UnitsMissing { .. }
            | Self::CaptureMissing { .. }
            | Self::AnswerFirst
            | Self::PackagingFirst
            | Self::PackagingTooWeak { .. }
            | Self::NotCarried(_)
            | Self::WeighFirst
            | Self::WeightOff { .. }
            | Self::BoxFirst { .. }
            | Self::BoxWeightOff { .. }
            | Self::UnitNotInBox { .. }
            | Self::TwoInBox { .. }
            | Self::UnitWeightOff { .. }
            | Self::UnitStillInBox { .. }
            | Self::TooHeavy { .. }
            | Self::LabelImpossible { .. }
            | Self::HeldByRule { .. }
            | Self::ScanLabelFirst { .. }
            | Self::NoTrackingNumbers
            | Self::HandOverGoesOn { .. }
            | Self::NotSaved => Verdict::Blocked,
            _ => Verdict::Refused,
        }
    }
}

//! One sample of every kind of message, for trying the texts out.
//!
//! Each chain goes from one kind to the next by an exhaustive match, so that a new kind does not
//! compile until somebody has given it a sample here, and with it a text.

use super::reason_samples::{paths, reasons};
use super::unit_samples::{all_needs, told};
use super::{
    check_samples, desk_samples, handover_samples, record_samples, rules_samples, tariff_samples,
    unit_samples, verification_samples,
};
use crate::domain::catalog::TrackingNeeds;
use crate::domain::gate::Hold;
use crate::domain::handover::ListEnd;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, StationId};
use crate::domain::printing::{PaperKind, PrintDoubt, PrintFound};
use crate::domain::session::Step;
use crate::domain::session::fact::ShortPath;
use crate::domain::session::input::Card;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::question::{
    Choice, CommonReason, DoubtedPrint, ProductOption, Question,
};
use crate::domain::units::Grams;
use crate::domain::worker::Right;

/// The name of the sample product.
pub(super) const NAME: &str = "Kubek";

pub(super) fn mug() -> Sku {
    "MUG-01".into()
}

pub(super) fn order() -> OrderNo {
    "ZAM-1001".into()
}

pub(super) fn bench() -> StationId {
    "bench-4f21c03a".into()
}

fn carton() -> PackagingCode {
    "KAR-S".into()
}

/// Follows a chain from its first link to its end.
pub(super) fn chain<T>(first: T, next: fn(&T) -> Option<T>) -> Vec<T> {
    let mut links = vec![first];
    while let Some(link) = links.last().and_then(next) {
        links.push(link);
    }
    links
}

/// Every refusal.
pub(super) fn refusals() -> Vec<Refusal> {
    use Refusal as R;
    chain(R::NotSignedIn, |refusal| {
        Some(match refusal {
            R::NotSignedIn => R::UnknownBadge,
            R::UnknownBadge => R::WrongPin,
            R::WrongPin => R::OtherSecret,
            R::OtherSecret => R::LockedOut { seconds: 30 },
            R::LockedOut { .. } => R::NotPermitted {
                right: Right::ReleaseWeight,
            },
            R::NotPermitted { .. } => R::SamePerson,
            R::SamePerson => R::ReasonNeeded,
            R::ReasonNeeded => R::NoOrderOpen,
            R::NoOrderOpen => R::AnotherOrderOpen { open: order() },
            R::AnotherOrderOpen { .. } => R::UnknownOrder { order: order() },
            R::UnknownOrder { .. } => R::OrderHeld {
                order: order(),
                hold: Hold::Unpaid,
            },
            R::OrderHeld { .. } => R::AlreadyPacked { order: order() },
            R::AlreadyPacked { .. } => R::OrderCancelled { order: order() },
            R::OrderCancelled { .. } => R::OrderChanged { order: order() },
            R::OrderChanged { .. } => R::OrderTakenOver { order: order() },
            R::OrderTakenOver { .. } => R::UnknownBarcode {
                code: "5909990000012".to_owned(),
            },
            R::UnknownBarcode { .. } => R::LocationScanned {
                location: "A-01-02".to_owned(),
            },
            R::LocationScanned { .. } => R::NotInThisStep {
                step: Step::Weighing,
            },
            R::NotInThisStep { .. } => R::NotOnPickList { sku: mug() },
            R::NotOnPickList { .. } => R::OneTooMany {
                sku: mug(),
                ordered: 2,
            },
            R::OneTooMany { .. } => R::CaseTooLarge {
                sku: mug(),
                units: 10,
                missing: 2,
            },
            R::CaseTooLarge { .. } => tariff_samples::full(false),
            R::ParcelFull { .. } => R::OtherParcel {
                sku: mug(),
                sorts: Box::new(["food".to_owned(), "chemicals".to_owned()]),
            },
            R::OtherParcel { .. } => R::OwnParcel { sku: mug() },
            R::OwnParcel { .. } => R::ParcelEmpty,
            R::ParcelEmpty => R::UnitsMissing { missing: 3 },
            R::UnitsMissing { .. } => R::CaptureMissing { sku: mug() },
            R::CaptureMissing { .. } => R::BadCapture,
            R::BadCapture => R::SerialTwice {
                serial: "SN-7".to_owned(),
            },
            R::SerialTwice { .. } => R::AnswerFirst,
            R::AnswerFirst => R::NoSuchOption,
            R::NoSuchOption => R::ShortTooMany {
                sku: mug(),
                missing: 1,
            },
            R::ShortTooMany { .. } => R::NothingToUndo,
            R::NothingToUndo => R::UnknownPackaging {
                packaging: carton(),
            },
            R::UnknownPackaging { .. } => R::PackagingTooWeak {
                packaging: carton(),
                max_gross: Grams(8_000),
            },
            R::PackagingTooWeak { .. } => tariff_samples::first_refusal(),
            R::NotCarried(_) => R::PackagingFirst,
            R::PackagingFirst => R::WeighFirst,
            R::WeighFirst => R::WeightOff {
                difference: Grams(-37),
                tolerance: Grams(25),
            },
            R::WeightOff { .. } => R::WeightImpossible,
            R::WeightImpossible => R::TooHeavy {
                max_gross: Grams(25_000),
            },
            R::TooHeavy { .. } => R::NothingToRelease,
            R::NothingToRelease => unit_samples::first_refusal(),
            R::BoxFirst { .. }
            | R::BoxWeightOff { .. }
            | R::UnitNotInBox { .. }
            | R::TwoInBox { .. }
            | R::UnitWeightOff { .. } => unit_samples::next_refusal(refusal)?,
            R::UnitStillInBox { .. } => R::WrongOrderNumber {
                scanned: "ZAM-1002".into(),
                expected: order(),
            },
            R::WrongOrderNumber { .. } => R::ToteTaken {
                tote: "T-07".into(),
                order: order(),
            },
            R::ToteTaken { .. } => R::NoSuchParcel,
            R::NoSuchParcel => R::LabelImpossible {
                field: "recipient.city".to_owned(),
            },
            R::LabelImpossible { .. } => R::ScanLabelFirst {
                order: order(),
                parcel: 1,
            },
            R::ScanLabelFirst { .. } => R::WrongLabel {
                code: "00590000000000000031".to_owned(),
                tracking: "590000000000000024".into(),
            },
            R::WrongLabel { .. } => R::NoTrackingNumbers,
            R::NoTrackingNumbers => R::ScannerInUse,
            R::ScannerInUse | R::SecondPersonFirst | R::TargetOutOfRange { .. } => {
                verification_samples::refusal_after(refusal)
            }
            R::UnknownProduct { .. } => R::BadMeasures,
            R::BadMeasures => R::NoCorrection { sku: mug() },
            R::NoCorrection { .. } | R::RecordRight { .. } | R::BadPhoto { .. } => {
                record_samples::refusal_after(refusal)
            }
            R::BarcodeTaken { .. } => R::CodeInUse {
                code: "KAR-S".to_owned(),
            },
            R::CodeInUse { .. } => R::UnknownException { exception: told() },
            R::UnknownException { .. }
            | R::NotAnOutcome { .. }
            | R::NobodyWithBadge { .. }
            | R::UnknownAction { .. }
            | R::ActionStands
            | R::BadDay { .. }
            | R::AlreadySettled { .. }
            | R::UnknownAlert { .. }
            | R::AlertSeen { .. }
            | R::NotGoneYet { .. }
            | R::NothingToErase { .. }
            | R::NotYourself => desk_samples::refusal_after(refusal),
            R::NotHeldThere { .. } => R::HeldHere { order: order() },
            R::HeldHere { .. } => R::NotADuplicate { order: order() },
            R::NotADuplicate { .. } => R::NotFromHere { bench: bench() },
            R::NotFromHere { .. } => R::BadEvent {
                why: "line 3".to_owned(),
            },
            R::BadEvent { .. } => R::NothingToHandOver,
            R::NothingToHandOver
            | R::LabelCanBeHad { .. }
            | R::LabelStillOwed { .. }
            | R::NothingForCarrier { .. }
            | R::HandOverGoesOn { .. }
            | R::NoListOpen
            | R::NotAParcel { .. }
            | R::ParcelNotReady { .. }
            | R::ParcelCancelled { .. }
            | R::ParcelToUnpack { .. }
            | R::OtherCarrier { .. }
            | R::AlreadyOnList { .. }
            | R::OnOtherList { .. } => handover_samples::refusal_after(refusal),
            R::RulesFaulty { .. } => R::NoShiftCheck,
            R::NoShiftCheck
            | R::UnknownStation { .. }
            | R::BadStation { .. }
            | R::BadStationName => check_samples::refusal_after(refusal)?,
            R::NotSaved | R::HeldByRule { .. } | R::RulesOutdated { .. } => {
                rules_samples::refusal_after(refusal)?
            }
        })
    })
}

/// Every question.
pub(super) fn questions() -> Vec<Question> {
    use Question as Q;
    let first = Q::WhichProduct {
        code: "5901234123457".to_owned(),
        products: vec![
            ProductOption {
                sku: mug(),
                units: 1,
            },
            ProductOption {
                sku: mug(),
                units: 10,
            },
        ],
    };
    chain(first, |question| {
        Some(match question {
            Q::WhichProduct { .. } => Q::WhyPackaging {
                packaging: carton(),
                is_smaller: false,
            },
            Q::WhyPackaging { .. } => Q::WhichShort { skus: vec![mug()] },
            Q::WhichShort { .. } => Q::WhyShort {
                sku: mug(),
                quantity: 2,
            },
            Q::WhyShort { .. } => Q::ShortPath {
                sku: mug(),
                quantity: 1,
                reason: "Pusto w lokalizacji".to_owned(),
            },
            Q::ShortPath { .. } => Q::WhyHold,
            Q::WhyHold => Q::WhyReopen { order: order() },
            Q::WhyReopen { .. } => Q::WhyReprint {
                order: order(),
                parcel: None,
            },
            Q::WhyReprint { .. } => did_it_print(PaperKind::Label),
            Q::DidItPrint(print) => match print.paper {
                PaperKind::Label => did_it_print(PaperKind::PackingSlip),
                PaperKind::PackingSlip => did_it_print(PaperKind::Document),
                PaperKind::Document => Q::WhichCarrier {
                    carriers: vec![handover_samples::waiting()],
                },
            },
            Q::WhichCarrier { .. } => Q::CloseList {
                carrier: "inpost".to_owned(),
                parcels: 12,
                missing: 1,
            },
            Q::CloseList { .. } => Q::BeginCheck,
            Q::BeginCheck => return None,
        })
    })
}

fn did_it_print(paper: PaperKind) -> Question {
    Question::DidItPrint(Box::new(DoubtedPrint {
        job: 7,
        paper,
        title: "PL-1041 (1)".to_owned(),
        order: Some(order()),
        parcel: Some(1),
        doubt: PrintDoubt::ProgramEnded,
    }))
}

/// Every message, of refusals and questions one each.
pub(super) fn messages() -> Vec<Message> {
    use Message as M;
    let tracking = || "00590000000000000017".into();
    let mut messages = chain(
        M::SignedIn {
            worker: "W-001".into(),
        },
        |message| {
            Some(match message {
                M::SignedIn { .. } => M::PinNeeded {
                    worker: "W-001".into(),
                },
                M::PinNeeded { .. } => M::SignedOut,
                M::SignedOut => M::LockedWhenIdle,
                M::LockedWhenIdle => M::ToteNeedsOrder {
                    tote: "T-07".into(),
                },
                M::ToteNeedsOrder { .. } => M::ToteBound {
                    tote: "T-07".into(),
                    order: order(),
                },
                M::ToteBound { .. } => M::OrderOpened {
                    order: order(),
                    units: 5,
                },
                M::OrderOpened { .. } => M::OrderResumed {
                    order: order(),
                    done: 2,
                    of: 5,
                },
                M::OrderResumed { .. } => M::UnitAccepted {
                    sku: mug(),
                    packed: 1,
                    ordered: 2,
                },
                M::UnitAccepted { .. }
                | M::CaseAccepted { .. }
                | M::CountAccepted { .. }
                | M::SecondPersonNext
                | M::SecondPersonChecked
                | M::CasesAccepted { .. }
                | M::VerificationSet { .. } => verification_samples::message_after(message),
                M::PutBoxOnScale { .. }
                | M::BoxOnScale
                | M::PutIntoBox { .. }
                | M::ScanTakenBack { .. }
                | M::OutOfBox { .. } => unit_samples::next_message(message)?,
                M::NotWeighed { .. } => M::TakePackaging {
                    packaging: Some(carton()),
                },
                M::TakePackaging { .. } => M::ParcelComplete {
                    packaging: Some(carton()),
                },
                M::ParcelComplete { .. } => M::ParcelStretched,
                M::ParcelStretched => M::UnitTakenOut { sku: mug() },
                M::UnitTakenOut { .. } => {
                    let needs = TrackingNeeds {
                        serial: true,
                        lot: false,
                        expiry: false,
                    };
                    M::CaptureNeeded { sku: mug(), needs }
                }
                M::CaptureNeeded { .. } => M::Captured { sku: mug() },
                M::Captured { .. } => M::Undone {
                    sku: mug(),
                    units: 1,
                },
                M::Undone { .. } => M::QuestionDropped,
                M::QuestionDropped => M::ShortDeclared {
                    sku: mug(),
                    quantity: 2,
                },
                M::ShortDeclared { .. } => M::PutAside { order: order() },
                M::PutAside { .. } => M::WeighNow {
                    packaging: carton(),
                    expected: Grams(1_180),
                },
                M::WeighNow { .. } => M::ConfirmNow {
                    gross: Grams(1_175),
                },
                M::ConfirmNow { .. } => M::Released {
                    difference: Grams(-37),
                },
                M::Released { .. } => M::ParcelClosed {
                    tracking: "00590000000000000017".into(),
                    parcel: 1,
                    planned: 2,
                },
                M::ParcelClosed { .. } => M::OrderClosed {
                    order: order(),
                    tracking: "00590000000000000024".into(),
                },
                M::OrderClosed { .. } => M::ScanLabel {
                    tracking: "590000000000000024".into(),
                },
                M::ScanLabel { .. } => M::LabelMatches {
                    tracking: "590000000000000024".into(),
                },
                M::LabelMatches { .. } => M::LabelScanDropped {
                    order: order(),
                    parcel: 1,
                },
                M::LabelScanDropped { .. } => M::PrintJudged {
                    found: PrintFound::Printed,
                },
                M::PrintJudged {
                    found: PrintFound::Printed,
                } => M::PrintJudged {
                    found: PrintFound::NotPrinted,
                },
                M::PrintJudged {
                    found: PrintFound::NotPrinted,
                } => M::PrintJudged {
                    found: PrintFound::Twice,
                },
                M::PrintJudged {
                    found: PrintFound::Twice,
                } => M::Reopened { order: order() },
                M::Reopened { .. } => M::Reprinted {
                    order: order(),
                    parcel: 1,
                },
                M::Reprinted { .. } => M::BarcodeBound { sku: mug() },
                M::BarcodeBound { .. } => M::WeightCorrected {
                    sku: mug(),
                    weight: Grams(345),
                },
                M::WeightCorrected { .. } => M::ProductMeasured { sku: mug() },
                M::ProductMeasured { .. }
                | M::ProductPhotographed { .. }
                | M::RecordGiven { .. }
                | M::RecordAccepted { .. } => record_samples::message_after(message),
                M::WeightForgotten { .. } => M::ScaleChecked,
                M::ScaleChecked => M::ExceptionSettled,
                M::ExceptionSettled
                | M::EntryGiven { .. }
                | M::PairActionSet { .. }
                | M::PairActionDone
                | M::PairActionWithdrawn
                | M::PersonalDataErased { .. }
                | M::WorkerErased { .. }
                | M::PersonViewOpened => desk_samples::message_after(message),
                M::AlertAcknowledged => M::ComplaintTaken { order: order() },
                M::ComplaintTaken { .. } => M::TakenOver {
                    order: order(),
                    from: bench(),
                },
                M::TakenOver { .. } => M::DuplicateLetGo { order: order() },
                M::DuplicateLetGo { .. } => M::Readmitted { bench: bench() },
                M::Readmitted { .. } => M::RecoveryEnded,
                M::RecoveryEnded => M::HandOverBegun {
                    carrier: "inpost".to_owned(),
                    waiting: 12,
                },
                M::HandOverBegun { .. }
                | M::SubstitutePrinted { .. }
                | M::LabelPaid { .. }
                | M::ParcelHandedOver { .. }
                | M::ParcelTakenBack { .. }
                | M::HandOverClosed { .. }
                | M::HandOverEmpty { .. } => handover_samples::message_after(message),
                M::HandOverGoesOn { .. } => M::Help {
                    step: Step::Scanning,
                },
                M::Help { .. } => M::Question(Question::WhyHold),
                M::Question(_) => M::ZeroScale,
                M::ZeroScale => M::TareScale,
                M::TareScale => M::Refused(Refusal::NotSignedIn),
                M::ServiceChanged { .. }
                | M::RulesSent { .. }
                | M::CheckWaits { .. }
                | M::CheckPassed { .. }
                | M::CheckLeftOut { .. }
                | M::CheckOff { .. }
                | M::CheckLabelAgain
                | M::CheckEnded { .. }
                | M::CheckLater
                | M::StationSaved { .. }
                | M::StationForgotten { .. }
                | M::StationLoaded { .. }
                | M::Refused(_) => return None,
            })
        },
    );
    messages.extend(rules_samples::messages());
    messages.extend(check_samples::messages());
    messages.push(M::ParcelHandedOver {
        tracking: "059000000000000015".into(),
        order: None,
        parcel: None,
    });
    messages.push(M::TakePackaging { packaging: None });
    messages.push(M::ParcelComplete { packaging: None });
    messages.push(M::ParcelClosed {
        tracking: tracking(),
        parcel: 2,
        planned: 2,
    });
    messages.extend(unit_samples::more_messages());
    messages.extend(steps().into_iter().map(|step| M::Help { step }));
    messages.extend(
        all_needs()
            .into_iter()
            .map(|needs| M::CaptureNeeded { sku: mug(), needs }),
    );
    messages
}

/// Every step.
pub(super) fn steps() -> Vec<Step> {
    chain(Step::Idle, |step| {
        Some(match step {
            Step::Idle => Step::Scanning,
            Step::Scanning => Step::Packaging,
            Step::Packaging => Step::Weighing,
            Step::Weighing => Step::Confirming,
            Step::Confirming => Step::Closed,
            Step::Closed => return None,
        })
    })
}

/// Every kind of answer.
pub(super) fn choices() -> Vec<Choice> {
    let first = Choice::Product(ProductOption {
        sku: mug(),
        units: 1,
    });
    let mut choices = chain(first, |choice| {
        Some(match choice {
            Choice::Product(_) => Choice::Short(mug()),
            Choice::Short(_) => Choice::Reason(CommonReason::Damaged),
            Choice::Reason(_) => Choice::Path(ShortPath::Hold),
            Choice::Path(_) => Choice::Found(PrintFound::Printed),
            Choice::Found(PrintFound::Printed) => Choice::Found(PrintFound::NotPrinted),
            Choice::Found(PrintFound::NotPrinted) => Choice::Found(PrintFound::Twice),
            Choice::Found(PrintFound::Twice) => Choice::Carrier(handover_samples::waiting()),
            Choice::Carrier(_) => Choice::List(ListEnd::Close),
            Choice::List(ListEnd::Close) => Choice::List(ListEnd::GoOn),
            Choice::List(ListEnd::GoOn) => Choice::Check { now: true },
            Choice::Check { now: true } => Choice::Check { now: false },
            Choice::Check { now: false } => return None,
        })
    });
    choices.push(Choice::Product(ProductOption {
        sku: mug(),
        units: 10,
    }));
    choices.extend(reasons().into_iter().map(Choice::Reason));
    choices.extend(paths().into_iter().map(Choice::Path));
    choices
}

/// Every card.
pub(super) fn cards() -> Vec<Card> {
    chain(Card::Undo, |card| {
        Some(match card {
            Card::Undo => Card::Short,
            Card::Short => Card::GoOn,
            Card::GoOn => Card::NextParcel,
            Card::NextParcel => Card::ItFits,
            Card::ItFits => Card::Hold,
            Card::Hold => Card::Reopen,
            Card::Reopen => Card::Reprint,
            Card::Reprint => Card::SwitchPacker,
            Card::SwitchPacker => Card::Help,
            Card::Help => Card::ZeroScale,
            Card::ZeroScale => Card::TareScale,
            Card::TareScale => Card::HandOver,
            Card::HandOver => Card::Substitute,
            Card::Substitute => Card::ShiftCheck,
            Card::ShiftCheck => Card::LeaveOut,
            Card::LeaveOut => Card::Option(1),
            Card::Option(_) => return None,
        })
    })
}

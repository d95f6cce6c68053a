//! Why something was turned down and what to do instead, with the short code for the telephone.

use super::record_word::photo_fault_key;
use super::rules::rule_fault;
use super::said::{Phrase, Said};
use super::terms::{delivery, field, hold, hold_line, right, step_key};
use super::{Lang, format, outcome, texts};
use crate::domain::ids::{OrderNo, PackagingCode};
use crate::domain::session::message::Refusal;
use crate::domain::tariff::{CarrierLimit, NotCarried};
use crate::domain::units::Grams;

/// A refusal in words. `product_name` is the name of the product that it is about.
pub fn refusal(lang: Lang, why: &Refusal, product_name: Option<&str>) -> Said {
    let mut said = phrase(lang, why, product_name).said(lang, Some(support_code(why)));
    if let Refusal::OrderHeld { hold: held, .. } = why {
        said.remedy = hold(lang, held).remedy;
    }
    said
}

/// The short code that a packer names on the telephone. Codes are never given to another refusal.
///
/// A: who may do it · Z: the order · P: the goods · M: packaging and mass · E: number and label ·
/// K: carriers' lists · L: benches and their master · S: the bench itself.
pub fn support_code(why: &Refusal) -> &'static str {
    match why {
        Refusal::NotSignedIn => "A-01",
        Refusal::UnknownBadge => "A-02",
        Refusal::WrongPin => "A-03",
        Refusal::LockedOut { .. } => "A-04",
        Refusal::NotPermitted { .. } => "A-05",
        Refusal::SamePerson => "A-06",
        Refusal::ReasonNeeded => "A-07",
        Refusal::OtherSecret => "A-08",
        Refusal::NoOrderOpen => "Z-01",
        Refusal::AnotherOrderOpen { .. } => "Z-02",
        Refusal::UnknownOrder { .. } => "Z-03",
        Refusal::OrderHeld { .. } => "Z-04",
        Refusal::AlreadyPacked { .. } => "Z-05",
        Refusal::OrderCancelled { .. } => "Z-06",
        Refusal::OrderChanged { .. } => "Z-07",
        Refusal::ToteTaken { .. } => "Z-08",
        Refusal::NoSuchParcel => "Z-09",
        Refusal::OrderTakenOver { .. } => "Z-10",
        Refusal::UnknownBarcode { .. } => "P-01",
        Refusal::NotInThisStep { .. } => "P-02",
        Refusal::NotOnPickList { .. } => "P-03",
        Refusal::OneTooMany { .. } => "P-04",
        Refusal::CaseTooLarge { .. } => "P-05",
        Refusal::ParcelFull { .. } => "P-06",
        Refusal::ParcelEmpty => "P-07",
        Refusal::UnitsMissing { .. } => "P-08",
        Refusal::CaptureMissing { .. } => "P-09",
        Refusal::BadCapture => "P-10",
        Refusal::SerialTwice { .. } => "P-11",
        Refusal::AnswerFirst => "P-12",
        Refusal::NoSuchOption => "P-13",
        Refusal::ShortTooMany { .. } => "P-14",
        Refusal::NothingToUndo => "P-15",
        Refusal::ScannerInUse => "P-16",
        Refusal::SecondPersonFirst => "P-24",
        Refusal::TargetOutOfRange { .. } => "P-25",
        Refusal::UnknownProduct { .. } => "P-17",
        Refusal::RecordRight { .. } => "L-20",
        Refusal::BadPhoto { .. } => "L-21",
        Refusal::BadMeasures => "P-23",
        Refusal::BarcodeTaken { .. } => "P-18",
        Refusal::CodeInUse { .. } => "P-19",
        Refusal::LocationScanned { .. } => "P-20",
        Refusal::OtherParcel { .. } => "P-21",
        Refusal::OwnParcel { .. } => "P-22",
        Refusal::UnknownPackaging { .. } => "M-01",
        Refusal::PackagingTooWeak { .. } => "M-02",
        Refusal::NotCarried(_) => "M-15",
        Refusal::PackagingFirst => "M-03",
        Refusal::WeighFirst => "M-04",
        Refusal::WeightOff { .. } => "M-05",
        Refusal::WeightImpossible => "M-06",
        Refusal::TooHeavy { .. } => "M-07",
        Refusal::NothingToRelease => "M-08",
        Refusal::BoxFirst { .. } => "M-09",
        Refusal::BoxWeightOff { .. } => "M-10",
        Refusal::UnitNotInBox { .. } => "M-11",
        Refusal::TwoInBox { .. } => "M-12",
        Refusal::UnitWeightOff { .. } => "M-13",
        Refusal::UnitStillInBox { .. } => "M-14",
        Refusal::WrongOrderNumber { .. } => "E-01",
        Refusal::ScanLabelFirst { .. } => "E-04",
        Refusal::WrongLabel { .. } => "E-05",
        Refusal::LabelImpossible { .. } => "E-02",
        Refusal::NoTrackingNumbers => "E-03",
        Refusal::LabelCanBeHad { .. } => "E-06",
        Refusal::LabelStillOwed { .. } => "E-07",
        Refusal::NothingToHandOver => "K-01",
        Refusal::NothingForCarrier { .. } => "K-02",
        Refusal::HandOverGoesOn { .. } => "K-03",
        Refusal::NoListOpen => "K-04",
        Refusal::NotAParcel { .. } => "K-05",
        Refusal::ParcelNotReady { .. } => "K-06",
        Refusal::ParcelCancelled { .. } => "K-07",
        Refusal::ParcelToUnpack { .. } => "K-08",
        Refusal::OtherCarrier { .. } => "K-09",
        Refusal::AlreadyOnList { .. } => "K-10",
        Refusal::OnOtherList { .. } => "K-11",
        Refusal::UnknownException { .. } => "L-01",
        Refusal::NotAnOutcome { .. } => "L-12",
        Refusal::NobodyWithBadge { .. } => "L-13",
        Refusal::UnknownAction { .. } => "L-14",
        Refusal::ActionStands => "L-15",
        Refusal::BadDay { .. } => "L-16",
        Refusal::AlreadySettled { .. } => "L-02",
        Refusal::UnknownAlert { .. } => "L-10",
        Refusal::AlertSeen { .. } => "L-11",
        Refusal::NotHeldThere { .. } => "L-03",
        Refusal::HeldHere { .. } => "L-04",
        Refusal::NotFromHere { .. } => "L-05",
        Refusal::NotGoneYet { .. } => "L-17",
        Refusal::NothingToErase { .. } => "L-18",
        Refusal::NotYourself => "L-19",
        Refusal::NotADuplicate { .. } => "L-09",
        Refusal::RulesOutdated { .. } => "L-06",
        Refusal::RulesFaulty { .. } => "L-07",
        Refusal::HeldByRule { .. } => "E-08",
        Refusal::NoCorrection { .. } => "L-08",
        Refusal::NoShiftCheck => "S-03",
        Refusal::UnknownStation { .. } => "S-04",
        Refusal::BadStation { .. } => "S-05",
        Refusal::BadStationName => "S-06",
        Refusal::BadEvent { .. } => "S-01",
        Refusal::NotSaved => "S-02",
    }
}

/// The heading of a refusal in statistics, by its name in machine output; the name itself for a
/// kind that only an older or newer program knew.
pub fn refusal_kind(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("kind-{name}"), name)
}

pub(super) fn phrase(lang: Lang, why: &Refusal, name: Option<&str>) -> Phrase {
    let kilograms = |mass: &Grams| format::kilograms(lang, *mass);
    match why {
        Refusal::NotSignedIn => Phrase::of("refusal-NotSignedIn"),
        Refusal::UnknownBadge => Phrase::of("refusal-UnknownBadge"),
        Refusal::WrongPin => Phrase::of("refusal-WrongPin"),
        Refusal::OtherSecret => Phrase::of("refusal-OtherSecret"),
        Refusal::LockedOut { seconds } => {
            Phrase::of("refusal-LockedOut").count("seconds", *seconds)
        }
        Refusal::NotPermitted { right: lacking } => {
            Phrase::of("refusal-NotPermitted").whole("right", right(lang, *lacking))
        }
        Refusal::SamePerson => Phrase::of("refusal-SamePerson"),
        Refusal::ReasonNeeded => Phrase::of("refusal-ReasonNeeded"),
        Refusal::NoOrderOpen => Phrase::of("refusal-NoOrderOpen"),
        Refusal::AnotherOrderOpen { open } => {
            Phrase::of("refusal-AnotherOrderOpen").text("open", open)
        }
        Refusal::UnknownOrder { order } => Phrase::of("refusal-UnknownOrder").text("order", order),
        Refusal::OrderHeld { order, hold } => Phrase::of("refusal-OrderHeld")
            .text("order", order)
            .whole("hold", hold_line(lang, hold)),
        Refusal::AlreadyPacked { order } => {
            Phrase::of("refusal-AlreadyPacked").text("order", order)
        }
        Refusal::OrderCancelled { order } => {
            Phrase::of("refusal-OrderCancelled").text("order", order)
        }
        Refusal::OrderChanged { order } => Phrase::of("refusal-OrderChanged").text("order", order),
        Refusal::OrderTakenOver { order } => {
            Phrase::of("refusal-OrderTakenOver").text("order", order)
        }
        Refusal::UnknownBarcode { code } => Phrase::of("refusal-UnknownBarcode").text("code", code),
        Refusal::LocationScanned { location } => {
            Phrase::of("refusal-LocationScanned").text("location", location)
        }
        Refusal::NotInThisStep { step } => {
            Phrase::of("refusal-NotInThisStep").text("step", step_key(*step))
        }
        Refusal::NotOnPickList { sku } => Phrase::of("refusal-NotOnPickList").product(sku, name),
        Refusal::OneTooMany { sku, ordered } => Phrase::of("refusal-OneTooMany")
            .product(sku, name)
            .count("ordered", *ordered),
        Refusal::CaseTooLarge {
            sku,
            units,
            missing,
        } => Phrase::of("refusal-CaseTooLarge")
            .product(sku, name)
            .count("units", *units)
            .count("missing", *missing),
        Refusal::ParcelFull {
            sku,
            too_heavy: false,
        } => Phrase::of("refusal-ParcelFull").product(sku, name),
        Refusal::ParcelFull { sku, .. } => {
            Phrase::of("refusal-ParcelFull-heavy").product(sku, name)
        }
        Refusal::OtherParcel { sku, sorts } => {
            let [sort, inside] = &**sorts;
            Phrase::of("refusal-OtherParcel")
                .product(sku, name)
                .text("sort", sort)
                .text("inside", inside)
        }
        Refusal::OwnParcel { sku } => Phrase::of("refusal-OwnParcel").product(sku, name),
        Refusal::ParcelEmpty => Phrase::of("refusal-ParcelEmpty"),
        Refusal::UnitsMissing { missing } => {
            Phrase::of("refusal-UnitsMissing").count("missing", *missing)
        }
        Refusal::CaptureMissing { sku } => Phrase::of("refusal-CaptureMissing").product(sku, name),
        Refusal::BadCapture => Phrase::of("refusal-BadCapture"),
        Refusal::SerialTwice { serial } => Phrase::of("refusal-SerialTwice").text("serial", serial),
        Refusal::AnswerFirst => Phrase::of("refusal-AnswerFirst"),
        Refusal::NoSuchOption => Phrase::of("refusal-NoSuchOption"),
        Refusal::ShortTooMany { sku, missing } => Phrase::of("refusal-ShortTooMany")
            .product(sku, name)
            .count("missing", *missing),
        Refusal::NothingToUndo => Phrase::of("refusal-NothingToUndo"),
        Refusal::UnknownPackaging { packaging } => {
            Phrase::of("refusal-UnknownPackaging").text("packaging", packaging)
        }
        Refusal::PackagingTooWeak {
            packaging,
            max_gross,
        } => Phrase::of("refusal-PackagingTooWeak")
            .text("packaging", packaging)
            .whole("max", kilograms(max_gross)),
        Refusal::NotCarried(why) => not_carried(lang, why),
        Refusal::BadMeasures => Phrase::of("refusal-BadMeasures"),
        Refusal::PackagingFirst => Phrase::of("refusal-PackagingFirst"),
        Refusal::WeighFirst => Phrase::of("refusal-WeighFirst"),
        Refusal::WeightOff {
            difference,
            tolerance,
        } => {
            let ids = ["refusal-WeightOff-light", "refusal-WeightOff-heavy"];
            weight_off(lang, ids, *difference, *tolerance)
        }
        Refusal::WeightImpossible => Phrase::of("refusal-WeightImpossible"),
        Refusal::TooHeavy { max_gross } => {
            Phrase::of("refusal-TooHeavy").whole("max", kilograms(max_gross))
        }
        Refusal::NothingToRelease => Phrase::of("refusal-NothingToRelease"),
        Refusal::BoxFirst {
            packaging: Some(packaging),
        } => Phrase::of("refusal-BoxFirst").text("packaging", packaging),
        Refusal::BoxFirst { packaging: None } => Phrase::of("refusal-BoxFirst-none"),
        Refusal::BoxWeightOff {
            difference,
            tolerance,
        } => {
            let ids = ["refusal-BoxWeightOff-light", "refusal-BoxWeightOff-heavy"];
            weight_off(lang, ids, *difference, *tolerance)
        }
        Refusal::UnitNotInBox { sku } => Phrase::of("refusal-UnitNotInBox").product(sku, name),
        Refusal::TwoInBox { sku, difference } => Phrase::of("refusal-TwoInBox")
            .product(sku, name)
            .whole("difference", format::grams(lang, *difference)),
        Refusal::UnitWeightOff {
            sku,
            difference,
            tolerance,
        } => {
            let ids = ["refusal-UnitWeightOff-light", "refusal-UnitWeightOff-heavy"];
            weight_off(lang, ids, *difference, *tolerance).product(sku, name)
        }
        Refusal::UnitStillInBox { sku } => Phrase::of("refusal-UnitStillInBox").product(sku, name),
        Refusal::WrongOrderNumber { scanned, expected } => Phrase::of("refusal-WrongOrderNumber")
            .text("scanned", scanned)
            .text("expected", expected),
        Refusal::ToteTaken { tote, order } => Phrase::of("refusal-ToteTaken")
            .text("tote", tote)
            .text("order", order),
        Refusal::NoSuchParcel => Phrase::of("refusal-NoSuchParcel"),
        Refusal::ScanLabelFirst { order, parcel } => Phrase::of("refusal-ScanLabelFirst")
            .text("order", order)
            .count("parcel", *parcel),
        Refusal::WrongLabel { code, tracking } => Phrase::of("refusal-WrongLabel")
            .text("code", code)
            .text("tracking", tracking),
        Refusal::LabelImpossible { field: name } => {
            Phrase::of("refusal-LabelImpossible").whole("field", field(lang, name))
        }
        Refusal::NoTrackingNumbers => Phrase::of("refusal-NoTrackingNumbers"),
        Refusal::ScannerInUse => Phrase::of("refusal-ScannerInUse"),
        Refusal::SecondPersonFirst => Phrase::of("refusal-SecondPersonFirst"),
        Refusal::TargetOutOfRange { most_ppm } => {
            Phrase::of("refusal-TargetOutOfRange").count("most", *most_ppm)
        }
        Refusal::UnknownProduct { sku } => Phrase::of("refusal-UnknownProduct").text("sku", sku),
        Refusal::RecordRight { sku } => Phrase::of("refusal-RecordRight").product(sku, name),
        Refusal::BadPhoto { why } => {
            Phrase::of("refusal-BadPhoto").whole("why", photo_fault_key(*why))
        }
        Refusal::NoCorrection { sku } => Phrase::of("refusal-NoCorrection").text("sku", sku),
        Refusal::BarcodeTaken { sku } => Phrase::of("refusal-BarcodeTaken").product(sku, name),
        Refusal::CodeInUse { code } => Phrase::of("refusal-CodeInUse").text("code", code),
        Refusal::NoShiftCheck => Phrase::of("refusal-NoShiftCheck"),
        Refusal::UnknownStation { station } => {
            Phrase::of("refusal-UnknownStation").text("station", station)
        }
        Refusal::BadStation { station, why } => Phrase::of("refusal-BadStation")
            .text("station", station)
            .text("why", why),
        Refusal::BadStationName => Phrase::of("refusal-BadStationName"),
        Refusal::UnknownException { exception } => {
            Phrase::of("refusal-UnknownException").text("exception", exception)
        }
        Refusal::NotAnOutcome { outcome: chosen } => {
            Phrase::of("refusal-NotAnOutcome").whole("outcome", outcome(lang, *chosen))
        }
        Refusal::UnknownAction { .. } => Phrase::of("refusal-UnknownAction"),
        Refusal::ActionStands => Phrase::of("refusal-ActionStands"),
        Refusal::BadDay { day } => {
            Phrase::of("refusal-BadDay").whole("day", format::date(lang, day))
        }
        Refusal::NobodyWithBadge { badge } => {
            Phrase::of("refusal-NobodyWithBadge").text("badge", badge)
        }
        Refusal::AlreadySettled { exception } => {
            Phrase::of("refusal-AlreadySettled").text("exception", exception)
        }
        Refusal::UnknownAlert { .. } => Phrase::of("refusal-UnknownAlert"),
        Refusal::AlertSeen { .. } => Phrase::of("refusal-AlertSeen"),
        Refusal::NotHeldThere { order, bench } => Phrase::of("refusal-NotHeldThere")
            .text("order", order)
            .text("bench", bench),
        Refusal::HeldHere { order } => Phrase::of("refusal-HeldHere").text("order", order),
        Refusal::NotADuplicate { order } => {
            Phrase::of("refusal-NotADuplicate").text("order", order)
        }
        Refusal::NotGoneYet { order } => Phrase::of("refusal-NotGoneYet").text("order", order),
        Refusal::NothingToErase { order } => {
            Phrase::of("refusal-NothingToErase").text("order", order)
        }
        Refusal::NotYourself => Phrase::of("refusal-NotYourself"),
        Refusal::NotFromHere { bench } => Phrase::of("refusal-NotFromHere").text("bench", bench),
        Refusal::LabelCanBeHad { order } => {
            Phrase::of("refusal-LabelCanBeHad").text("order", order)
        }
        Refusal::HeldByRule { rule, reason } => Phrase::of("refusal-HeldByRule")
            .text("rule", rule)
            .text("reason", reason),
        Refusal::RulesOutdated { now } => Phrase::of("refusal-RulesOutdated").text("now", now),
        Refusal::RulesFaulty { fault } => {
            let said = rule_fault(*fault).said(lang, None);
            Phrase::of("refusal-RulesFaulty")
                .whole("why", said.headline)
                .whole("remedy", said.remedy.unwrap_or_default())
        }
        Refusal::LabelStillOwed { order, parcel } => {
            of_parcel("refusal-LabelStillOwed", order, *parcel)
        }
        Refusal::NothingToHandOver => Phrase::of("refusal-NothingToHandOver"),
        Refusal::NothingForCarrier { carrier } => {
            Phrase::of("refusal-NothingForCarrier").whole("carrier", super::carrier(lang, carrier))
        }
        Refusal::HandOverGoesOn { carrier } => {
            Phrase::of("refusal-HandOverGoesOn").whole("carrier", super::carrier(lang, carrier))
        }
        Refusal::NoListOpen => Phrase::of("refusal-NoListOpen"),
        Refusal::NotAParcel { code } => Phrase::of("refusal-NotAParcel").text("code", code),
        Refusal::ParcelNotReady { order, parcel } => {
            of_parcel("refusal-ParcelNotReady", order, *parcel)
        }
        Refusal::ParcelCancelled { order, parcel } => {
            of_parcel("refusal-ParcelCancelled", order, *parcel)
        }
        Refusal::ParcelToUnpack { order, parcel } => {
            of_parcel("refusal-ParcelToUnpack", order, *parcel)
        }
        Refusal::OtherCarrier {
            order,
            parcel,
            carrier,
        } => of_parcel("refusal-OtherCarrier", order, *parcel)
            .whole("carrier", super::carrier(lang, carrier)),
        Refusal::AlreadyOnList { tracking } => {
            Phrase::of("refusal-AlreadyOnList").text("tracking", tracking)
        }
        Refusal::OnOtherList { tracking, manifest } => Phrase::of("refusal-OnOtherList")
            .text("tracking", tracking)
            .text("manifest", manifest),
        Refusal::BadEvent { why } => Phrase::of("refusal-BadEvent").text("why", why),
        Refusal::NotSaved => Phrase::of("refusal-NotSaved"),
    }
}

fn of_parcel(id: &'static str, order: &OrderNo, parcel: u32) -> Phrase {
    Phrase::of(id).text("order", order).count("parcel", parcel)
}

/// What the carrier does not take, and how much it takes.
fn not_carried(lang: Lang, why: &NotCarried) -> Phrase {
    let millimetres = |side: u32| format!("{}\u{a0}mm", format::count(u64::from(side)));
    let sides = |sides: [u32; 3]| {
        let sides = sides.map(|side| format::count(u64::from(side)));
        format!("{}\u{a0}mm", sides.join("\u{a0}×\u{a0}"))
    };
    let kilograms = |mass| format::kilograms(lang, mass);
    let (kind, found, most) = match why.limit {
        CarrierLimit::Size { found, most } => ("size", sides(found), sides(most)),
        CarrierLimit::Side { found, most } => ("side", millimetres(found), millimetres(most)),
        CarrierLimit::Girth { found, most } => ("girth", millimetres(found), millimetres(most)),
        CarrierLimit::SizeWeight { found, most } => ("counts", kilograms(found), kilograms(most)),
        CarrierLimit::Gross { most } => ("gross", String::new(), kilograms(most)),
    };
    Phrase::of("refusal-NotCarried")
        .text("packaging", &why.packaging)
        .text("service", delivery(lang, &why.service))
        .count("has", u32::from(why.instead.is_some()))
        .text(
            "instead",
            why.instead.as_ref().map_or("", PackagingCode::as_str),
        )
        .text("limit", kind)
        .whole("found", found)
        .whole("most", most)
}

/// People say "37 g too light", not "minus 37".
fn weight_off(
    lang: Lang,
    [light, heavy]: [&'static str; 2],
    difference: Grams,
    tolerance: Grams,
) -> Phrase {
    let id = if difference.0 < 0 { light } else { heavy };
    Phrase::of(id)
        .whole("difference", format::grams(lang, difference.abs()))
        .whole("tolerance", format::grams(lang, tolerance))
}

//! What the bench answers, in words: one text for every message, chosen by one exhaustive match.

use super::Lang;
use super::check_word::{CheckWord, check_part, check_word, found_phrase};
use super::refusal::refusal;
use super::said::{Phrase, Said};
use super::terms::{delivery, needs_key, step_key};
use super::{format, word};
use crate::domain::ids::Sku;
use crate::domain::packaging::OWN_CARTON;
use crate::domain::printing::{PaperKind, PrintFound};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::question::Question;
use crate::domain::session::unit_step::NotWeighed;
use crate::domain::shift_check::{DeviceState, Part};
use crate::domain::units::Grams;

/// The answer in words. `product_name` is the name of the product, or of the worker, that the message is about.
pub fn say(lang: Lang, message: &Message, product_name: Option<&str>) -> Said {
    match message {
        Message::Refused(why) => refusal(lang, why, product_name),
        Message::Question(asked) => question(lang, asked, product_name),
        other => phrase(lang, other, product_name).said(lang, None),
    }
}

fn phrase(lang: Lang, message: &Message, name: Option<&str>) -> Phrase {
    let grams = |mass: &Grams| format::grams(lang, *mass);
    match message {
        Message::SignedIn { worker } => {
            Phrase::of("say-SignedIn").text("worker", name.unwrap_or(worker.as_str()))
        }
        Message::PinNeeded { worker } => {
            Phrase::of("say-PinNeeded").text("worker", name.unwrap_or(worker.as_str()))
        }
        Message::SignedOut => Phrase::of("say-SignedOut"),
        Message::LockedWhenIdle => Phrase::of("say-LockedWhenIdle"),
        Message::ToteNeedsOrder { tote } => Phrase::of("say-ToteNeedsOrder").text("tote", tote),
        Message::ToteBound { tote, order } => Phrase::of("say-ToteBound")
            .text("tote", tote)
            .text("order", order),
        Message::OrderOpened { order, units } => Phrase::of("say-OrderOpened")
            .text("order", order)
            .count("units", *units),
        Message::OrderResumed { order, done, of } => Phrase::of("say-OrderResumed")
            .text("order", order)
            .count("done", *done)
            .count("of", *of),
        Message::UnitAccepted {
            sku,
            packed,
            ordered,
        } => Phrase::of("say-UnitAccepted")
            .product(sku, name)
            .count("packed", *packed)
            .count("ordered", *ordered),
        Message::CaseAccepted {
            sku,
            units,
            packed,
            ordered,
        } => Phrase::of("say-CaseAccepted")
            .product(sku, name)
            .count("units", *units)
            .count("packed", *packed)
            .count("ordered", *ordered),
        Message::PutBoxOnScale {
            order,
            units,
            packaging,
        } => {
            let phrase = match packaging {
                Some(packaging) => Phrase::of("say-PutBoxOnScale").text("packaging", packaging),
                None => Phrase::of("say-PutBoxOnScale-none"),
            };
            phrase.text("order", order).count("units", *units)
        }
        Message::BoxOnScale => Phrase::of("say-BoxOnScale"),
        Message::PutIntoBox { sku, units, added } => Phrase::of("say-PutIntoBox")
            .product(sku, name)
            .count("units", *units)
            .whole("added", grams(added)),
        Message::ScanTakenBack { sku } => Phrase::of("say-ScanTakenBack").product(sku, name),
        Message::OutOfBox { sku } => Phrase::of("say-OutOfBox").product(sku, name),
        Message::NotWeighed { sku, why } => not_weighed(sku.as_ref(), *why, name),
        Message::CasesAccepted {
            sku,
            cases,
            packed,
            ordered,
        } => Phrase::of("say-CasesAccepted")
            .product(sku, name)
            .count("cases", *cases)
            .count("packed", *packed)
            .count("ordered", *ordered),
        Message::SecondPersonNext => Phrase::of("say-SecondPersonNext"),
        Message::SecondPersonChecked => Phrase::of("say-SecondPersonChecked"),
        Message::VerificationSet { target_ppm } => {
            Phrase::of("say-VerificationSet").count("target", *target_ppm)
        }
        Message::CountAccepted { units } => Phrase::of("say-CountAccepted").count("units", *units),
        Message::TakePackaging {
            packaging: Some(packaging),
        } if packaging.as_str() == OWN_CARTON => Phrase::of("say-TakePackaging-own"),
        Message::TakePackaging {
            packaging: Some(packaging),
        } => Phrase::of("say-TakePackaging").text("packaging", packaging),
        Message::TakePackaging { packaging: None } => Phrase::of("say-TakePackaging-none"),
        Message::ParcelComplete {
            packaging: Some(packaging),
        } if packaging.as_str() == OWN_CARTON => Phrase::of("say-ParcelComplete-own"),
        Message::ParcelComplete {
            packaging: Some(packaging),
        } => Phrase::of("say-ParcelComplete").text("packaging", packaging),
        Message::ParcelStretched => Phrase::of("say-ParcelStretched"),
        Message::ParcelComplete { packaging: None } => Phrase::of("say-ParcelComplete-none"),
        Message::UnitTakenOut { sku } => Phrase::of("say-UnitTakenOut").product(sku, name),
        Message::CaptureNeeded { sku, needs } => Phrase::of("say-CaptureNeeded")
            .product(sku, name)
            .text("needs", needs_key(*needs)),
        Message::Captured { sku } => Phrase::of("say-Captured").product(sku, name),
        Message::Undone { sku, units } => Phrase::of("say-Undone")
            .product(sku, name)
            .count("units", *units),
        Message::QuestionDropped => Phrase::of("say-QuestionDropped"),
        Message::ShortDeclared { sku, quantity } => Phrase::of("say-ShortDeclared")
            .product(sku, name)
            .count("quantity", *quantity),
        Message::PutAside { order } => Phrase::of("say-PutAside").text("order", order),
        Message::WeighNow {
            packaging,
            expected,
        } if packaging.as_str() == OWN_CARTON => {
            Phrase::of("say-WeighNow-own").whole("expected", grams(expected))
        }
        Message::WeighNow {
            packaging,
            expected,
        } => Phrase::of("say-WeighNow")
            .text("packaging", packaging)
            .whole("expected", grams(expected)),
        Message::ConfirmNow { gross } => Phrase::of("say-ConfirmNow").whole("gross", grams(gross)),
        Message::ServiceChanged {
            gross,
            service,
            rule: _,
        } => Phrase::of("say-ServiceChanged")
            .whole("gross", grams(gross))
            .text("service", delivery(lang, service)),
        Message::RulesSent { rules } => Phrase::of("say-RulesSent").text("rules", rules),
        Message::Released { difference } => {
            Phrase::of("say-Released").whole("difference", format::difference(lang, *difference))
        }
        Message::ParcelClosed {
            tracking,
            parcel,
            planned,
        } => Phrase::of("say-ParcelClosed")
            .text("tracking", tracking)
            .count("parcel", *parcel)
            .count("planned", *planned),
        Message::OrderClosed { order, tracking } => Phrase::of("say-OrderClosed")
            .text("order", order)
            .text("tracking", tracking),
        Message::ScanLabel { tracking } => Phrase::of("say-ScanLabel").text("tracking", tracking),
        Message::LabelMatches { tracking } => {
            Phrase::of("say-LabelMatches").text("tracking", tracking)
        }
        Message::LabelScanDropped { order, parcel } => Phrase::of("say-LabelScanDropped")
            .text("order", order)
            .count("parcel", *parcel),
        Message::PrintJudged { found } => Phrase::of(match found {
            PrintFound::Printed => "say-PrintJudged-Printed",
            PrintFound::NotPrinted => "say-PrintJudged-NotPrinted",
            PrintFound::Twice => "say-PrintJudged-Twice",
        }),
        Message::Reopened { order } => Phrase::of("say-Reopened").text("order", order),
        Message::Reprinted { order, parcel } => Phrase::of("say-Reprinted")
            .text("order", order)
            .count("parcel", *parcel),
        Message::BarcodeBound { sku } => Phrase::of("say-BarcodeBound").product(sku, name),
        Message::WeightCorrected { sku, weight } => Phrase::of("say-WeightCorrected")
            .product(sku, name)
            .whole("weight", format::grams(lang, *weight)),
        Message::ProductMeasured { sku } => Phrase::of("say-ProductMeasured").product(sku, name),
        Message::ProductPhotographed { sku } => {
            Phrase::of("say-ProductPhotographed").product(sku, name)
        }
        Message::RecordGiven { sku, to } => Phrase::of("say-RecordGiven")
            .product(sku, name)
            .text("badge", to),
        Message::RecordAccepted { sku } => Phrase::of("say-RecordAccepted").product(sku, name),
        Message::WeightForgotten { sku } => Phrase::of("say-WeightForgotten").product(sku, name),
        Message::ScaleChecked => Phrase::of("say-ScaleChecked"),
        Message::CheckWaits { .. }
        | Message::CheckPassed { .. }
        | Message::CheckLeftOut { .. }
        | Message::CheckOff { .. }
        | Message::CheckLabelAgain
        | Message::CheckEnded { .. }
        | Message::CheckLater
        | Message::StationSaved { .. }
        | Message::StationForgotten { .. }
        | Message::StationLoaded { .. } => check_phrase(lang, message),
        Message::ExceptionSettled => Phrase::of("say-ExceptionSettled"),
        Message::PairActionSet { to } => Phrase::of("say-PairActionSet").text("badge", to),
        Message::PairActionDone => Phrase::of("say-PairActionDone"),
        Message::PairActionWithdrawn => Phrase::of("say-PairActionWithdrawn"),
        Message::PersonalDataErased { order } => {
            Phrase::of("say-PersonalDataErased").text("order", order)
        }
        Message::PersonViewOpened => Phrase::of("say-PersonViewOpened"),
        Message::WorkerErased { badge } => Phrase::of("say-WorkerErased").text("badge", badge),
        Message::EntryGiven { to } => Phrase::of("say-EntryGiven").text("badge", to),
        Message::AlertAcknowledged => Phrase::of("say-AlertAcknowledged"),
        Message::ComplaintTaken { order } => Phrase::of("say-ComplaintTaken").text("order", order),
        Message::TakenOver { order, from } => Phrase::of("say-TakenOver")
            .text("order", order)
            .text("bench", from),
        Message::DuplicateLetGo { order } => Phrase::of("say-DuplicateLetGo").text("order", order),
        Message::Readmitted { bench } => Phrase::of("say-Readmitted").text("bench", bench),
        Message::RecoveryEnded => Phrase::of("say-RecoveryEnded"),
        Message::SubstitutePrinted {
            order,
            parcel,
            substitute,
        } => Phrase::of("say-SubstitutePrinted")
            .text("order", order)
            .count("parcel", *parcel)
            .text("substitute", substitute),
        Message::LabelPaid {
            order,
            parcel,
            tracking,
        } => Phrase::of("say-LabelPaid")
            .text("order", order)
            .count("parcel", *parcel)
            .text("tracking", tracking),
        Message::HandOverBegun { carrier, waiting } => Phrase::of("say-HandOverBegun")
            .whole("carrier", super::carrier(lang, carrier))
            .count("waiting", *waiting),
        Message::ParcelHandedOver {
            tracking,
            order: Some(order),
            parcel,
        } => Phrase::of("say-ParcelHandedOver")
            .text("tracking", tracking)
            .text("order", order)
            .count("parcel", parcel.unwrap_or(1)),
        Message::ParcelHandedOver { tracking, .. } => {
            Phrase::of("say-ParcelHandedOver-unknown").text("tracking", tracking)
        }
        Message::ParcelTakenBack { tracking } => {
            Phrase::of("say-ParcelTakenBack").text("tracking", tracking)
        }
        Message::HandOverClosed { carrier, parcels } => Phrase::of("say-HandOverClosed")
            .whole("carrier", super::carrier(lang, carrier))
            .count("parcels", *parcels),
        Message::HandOverEmpty { carrier } => {
            Phrase::of("say-HandOverEmpty").whole("carrier", super::carrier(lang, carrier))
        }
        Message::HandOverGoesOn { carrier } => {
            Phrase::of("say-HandOverGoesOn").whole("carrier", super::carrier(lang, carrier))
        }
        Message::ZeroScale => Phrase::of("say-ZeroScale"),
        Message::TareScale => Phrase::of("say-TareScale"),
        Message::Help { step } => Phrase::of("say-Help").text("step", step_key(*step)),
        Message::Question(asked) => question_phrase(lang, asked, name),
        Message::Refused(why) => super::refusal::phrase(lang, why, name),
    }
}

/// What is said while the devices are checked, and of station cards.
fn check_phrase(lang: Lang, message: &Message) -> Phrase {
    match message {
        Message::CheckWaits { part } => {
            Phrase::of("say-CheckWaits").whole("part", check_part(lang, *part))
        }
        Message::CheckPassed { part } => Phrase::of(match part {
            Part::Layout => "say-CheckPassed-Layout",
            Part::Separator => "say-CheckPassed-Separator",
            Part::Zero => "say-CheckPassed-Zero",
            Part::Reference => "say-CheckPassed-Reference",
            Part::Label => "say-CheckPassed-Label",
        }),
        Message::CheckLeftOut { part } => {
            Phrase::of("say-CheckLeftOut").whole("part", check_part(lang, *part))
        }
        Message::CheckOff { found } => found_phrase(lang, found),
        Message::CheckEnded { record } => Phrase::of(match record.worst() {
            DeviceState::Works => "say-CheckEnded-Works",
            DeviceState::NotSetUp => "say-CheckEnded-NotSetUp",
            DeviceState::NotTested if !record.has_tested() => "say-CheckEnded-Nothing",
            DeviceState::NotTested => "say-CheckEnded-NotTested",
            DeviceState::ToMend => "say-CheckEnded-ToMend",
        })
        .count("seconds", record.seconds),
        Message::CheckLabelAgain => Phrase::of("say-CheckLabelAgain"),
        Message::StationSaved { station } => {
            Phrase::of("say-StationSaved").text("station", station)
        }
        Message::StationForgotten { station } => {
            Phrase::of("say-StationForgotten").text("station", station)
        }
        Message::StationLoaded { station } => {
            Phrase::of("say-StationLoaded").text("station", station)
        }
        _ => Phrase::of("say-CheckLater"),
    }
}

fn not_weighed(sku: Option<&Sku>, why: NotWeighed, name: Option<&str>) -> Phrase {
    let phrase = Phrase::of(match why {
        NotWeighed::TooLight => "say-NotWeighed-TooLight",
        NotWeighed::UnknownWeight => "say-NotWeighed-UnknownWeight",
        NotWeighed::OwnCarton => "say-NotWeighed-OwnCarton",
        NotWeighed::ScaleGone => "say-NotWeighed-ScaleGone",
    });
    match sku {
        Some(sku) => phrase.product(sku, name),
        None => phrase.whole("product", String::new()),
    }
}

/// A question in words. `product_name` is the name of the product that it is about.
pub fn question(lang: Lang, question: &Question, product_name: Option<&str>) -> Said {
    question_phrase(lang, question, product_name).said(lang, None)
}

fn question_phrase(lang: Lang, question: &Question, name: Option<&str>) -> Phrase {
    match question {
        Question::WhichProduct { code, products: _ } => {
            Phrase::of("ask-WhichProduct").text("code", code)
        }
        Question::WhyPackaging { packaging, .. } => {
            Phrase::of("ask-WhyPackaging").text("packaging", packaging)
        }
        Question::WhichShort { skus: _ } => Phrase::of("ask-WhichShort"),
        Question::WhyShort { sku, quantity } => Phrase::of("ask-WhyShort")
            .product(sku, name)
            .count("quantity", *quantity),
        Question::ShortPath {
            sku,
            quantity,
            reason: _,
        } => Phrase::of("ask-ShortPath")
            .product(sku, name)
            .count("quantity", *quantity),
        Question::WhyHold => Phrase::of("ask-WhyHold"),
        Question::WhyReopen { order } => Phrase::of("ask-WhyReopen").text("order", order),
        Question::WhyReprint { order, parcel: _ } => {
            Phrase::of("ask-WhyReprint").text("order", order)
        }
        Question::DidItPrint(print) => {
            let phrase = Phrase::of(match print.paper {
                PaperKind::Label => "ask-DidItPrint-Label",
                PaperKind::PackingSlip => "ask-DidItPrint-PackingSlip",
                PaperKind::Document => "ask-DidItPrint-Document",
            });
            phrase.text("title", &print.title)
        }
        Question::WhichCarrier { carriers: _ } => Phrase::of("ask-WhichCarrier"),
        Question::BeginCheck => Phrase::of("ask-BeginCheck"),
        Question::CloseList {
            carrier,
            parcels,
            missing,
        } => Phrase::of("ask-CloseList")
            .whole("carrier", super::carrier(lang, carrier))
            .count("parcels", *parcels)
            .count("missing", *missing),
    }
}

/// The one word of the verdict band.
pub fn verdict(lang: Lang, verdict: Verdict, message: &Message) -> String {
    use super::Word;
    if verdict == Verdict::Refused
        && matches!(
            message,
            Message::CheckOff { .. } | Message::CheckEnded { .. }
        )
    {
        return check_word(lang, CheckWord::CheckMend);
    }
    let band = match (verdict, message) {
        (Verdict::Accepted, _) => Word::VerdictRight,
        (Verdict::Refused, Message::Refused(Refusal::NotOnPickList { .. })) => Word::VerdictWrong,
        (Verdict::Refused, Message::Refused(Refusal::OneTooMany { .. })) => Word::VerdictOneTooMany,
        (Verdict::Refused, Message::Refused(Refusal::CaseTooLarge { .. })) => Word::VerdictTooMany,
        (Verdict::Refused, Message::Refused(Refusal::UnknownBarcode { .. })) => {
            Word::VerdictUnknown
        }
        (Verdict::Refused, _) => Word::VerdictRefused,
        (Verdict::Blocked, _) => Word::VerdictStop,
        (Verdict::Asked, Message::PutIntoBox { .. }) => Word::VerdictIntoBox,
        (Verdict::Asked, _) => Word::VerdictQuestion,
        (Verdict::Ignored, _) => Word::VerdictIgnored,
    };
    word(lang, band)
}

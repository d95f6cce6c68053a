//! The link between bench and master in words: its troubles, exceptions and what to do about them.

use super::said::{Phrase, Said};
use super::{Lang, texts};
use crate::domain::exception::{Exception, ExceptionKind, HandOverDoubt};
use crate::domain::feed::{CertificateFault, LinkTrouble, Rejection};

/// Why bench and master do not talk, and what to do.
pub fn link_trouble(lang: Lang, trouble: &LinkTrouble) -> Said {
    let phrase = match trouble {
        LinkTrouble::Away => Phrase::of("link-Away"),
        LinkTrouble::WrongPassword => Phrase::of("link-WrongPassword"),
        LinkTrouble::NotSetUp => Phrase::of("link-NotSetUp"),
        LinkTrouble::PasswordFile { file } => Phrase::of("link-PasswordFile").text("file", file),
        LinkTrouble::NoDatabase => Phrase::of("link-NoDatabase"),
        LinkTrouble::Certificate { why } => certificate(why),
        LinkTrouble::NoMember { group } => Phrase::of("link-NoMember").text("group", group),
        LinkTrouble::OtherSeat { station, tied } => Phrase::of("link-OtherSeat")
            .text("station", station)
            .text("tied", tied),
        LinkTrouble::NoRight { why } => Phrase::of("link-NoRight").text("why", why),
        LinkTrouble::OlderSchema { found, known } => Phrase::of("link-OlderSchema")
            .text("found", found)
            .text("known", known),
        LinkTrouble::NewerSchema { found, known } => Phrase::of("link-NewerSchema")
            .text("found", found)
            .text("known", known),
        LinkTrouble::DiskFull => Phrase::of("link-DiskFull"),
        LinkTrouble::ReadOnly => Phrase::of("link-ReadOnly"),
        LinkTrouble::Quarantined => Phrase::of("link-Quarantined"),
        LinkTrouble::BadSettings { why } => Phrase::of("link-BadSettings").text("why", why),
        LinkTrouble::Other { why } => Phrase::of("link-Other").text("why", why),
    };
    phrase.said(lang, None)
}

fn certificate(why: &CertificateFault) -> Phrase {
    match why {
        CertificateFault::UnknownAuthority => Phrase::of("link-Certificate-UnknownAuthority"),
        CertificateFault::OtherName => Phrase::of("link-Certificate-OtherName"),
        CertificateFault::Expired => Phrase::of("link-Certificate-Expired"),
        CertificateFault::NotYetValid => Phrase::of("link-Certificate-NotYetValid"),
        CertificateFault::NoneAtServer => Phrase::of("link-Certificate-NoneAtServer"),
        CertificateFault::BadFile { file } => {
            Phrase::of("link-Certificate-BadFile").text("file", file)
        }
        CertificateFault::NobodyTrusted => Phrase::of("link-Certificate-NobodyTrusted"),
        CertificateFault::Other { why } => Phrase::of("link-Certificate-Other").text("why", why),
    }
}

/// Why the master kept a fact without letting it count.
pub fn rejection(lang: Lang, why: &Rejection) -> String {
    let phrase = match why {
        Rejection::UnknownOrder { order } => {
            Phrase::of("rejection-UnknownOrder").text("order", order)
        }
        Rejection::OldFence { fence: _, now: _ } => Phrase::of("rejection-OldFence"),
        Rejection::HeldElsewhere { holder } => {
            Phrase::of("rejection-HeldElsewhere").text("holder", holder)
        }
        Rejection::UnknownParcel { tracking } => {
            Phrase::of("rejection-UnknownParcel").text("tracking", tracking)
        }
        Rejection::OldRules { base: _, now: _ } => Phrase::of("rejection-OldRules"),
        Rejection::CopiedDisk => Phrase::of("rejection-CopiedDisk"),
        Rejection::Unstorable { why } => Phrase::of("rejection-Unstorable").text("why", why),
    };
    phrase.line(lang)
}

/// What does not fit together, and what to do with the goods before anything is handed over.
pub fn exception(lang: Lang, exception: &Exception) -> Said {
    let bench = exception
        .station
        .as_ref()
        .map_or("?", |bench| bench.as_str());
    let phrase = match &exception.kind {
        ExceptionKind::PackedThenCancelled => Phrase::of("exception-PackedThenCancelled"),
        ExceptionKind::PackedThenEdited { packed, now } => Phrase::of("exception-PackedThenEdited")
            .text("packed", packed)
            .text("now", now),
        ExceptionKind::StockShort {
            sku,
            location: Some(location),
            on_hand,
        } => Phrase::of("exception-StockShort")
            .text("sku", sku)
            .text("location", location)
            .text("units", on_hand),
        ExceptionKind::StockShort {
            sku,
            location: None,
            on_hand,
        } => Phrase::of("exception-StockShort-anywhere")
            .text("sku", sku)
            .text("units", on_hand),
        ExceptionKind::FactRejected { why, fact } => Phrase::of("exception-FactRejected")
            .whole("fact", fact_name(lang, fact))
            .whole("why", rejection(lang, why))
            .text("bench", bench),
        ExceptionKind::TakenOver { by, reason } => Phrase::of("exception-TakenOver")
            .text("by", by)
            .text("reason", reason)
            .text("bench", bench),
        ExceptionKind::HandOverDoubted { manifest, why } => match why {
            HandOverDoubt::Cancelled => Phrase::of("exception-HandOver-Cancelled"),
            HandOverDoubt::NotClosed => Phrase::of("exception-HandOver-NotClosed"),
            HandOverDoubt::LabelOwed => Phrase::of("exception-HandOver-LabelOwed"),
            HandOverDoubt::OpenedAgain => Phrase::of("exception-HandOver-OpenedAgain"),
            HandOverDoubt::OnTwoLists { other } => {
                Phrase::of("exception-HandOver-OnTwoLists").text("other", other)
            }
        }
        .text("manifest", manifest)
        .text("bench", bench),
        ExceptionKind::CopiedBench => Phrase::of("exception-CopiedBench").text("bench", bench),
        ExceptionKind::MasterRestored => Phrase::of("exception-MasterRestored"),
    };
    phrase.said(lang, None)
}

/// What a fact says, by its name in machine output; the name itself for one that we have no words for.
pub fn fact_name(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("fact-{name}"), name)
}

/// A kind of rows, by its name in the feed; the name itself for one that we have no words for.
pub fn topic(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("topic-{name}"), name)
}

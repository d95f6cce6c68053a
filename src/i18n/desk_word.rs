//! The words of the exceptions desk: what an entry is about, what to do, whose it is until when, how it ended.

use fluent_bundle::FluentArgs;

use super::args::{Arg as _, Signed};
use super::said::Said;
use super::terms::{debt_reason, field, hold, kept_reason, short_path};
use super::word::words;
use super::{Lang, check_word, link, texts};
use crate::domain::desk::{Entry, EntryKind, Outcome, What};
use crate::domain::exception::Exception;
use crate::i18n::CheckWord;

words! { DeskWord, desk_word;
    DeskMenuOverdue { count: u64 } "Menu: the desk, with entries past their deadline.";
    DeskOpen { count: u64 } "Desk: heading over what is open.";
    DeskOpenOverdue { count: u64, late: u64 } "Desk: the same, some of it past its deadline.";
    DeskNone "Desk: nothing is open.";
    DeskKindLabelFailure "Kind of entry.";
    DeskKindWeightRelease "Kind of entry.";
    DeskKindHeld "Kind of entry.";
    DeskKindShortPick "Kind of entry.";
    DeskKindConflict "Kind of entry.";
    DeskHeld { why: String } "Entry: a held order.";
    DeskPutAside { reason: String } "Entry: a packer put the order aside.";
    DeskPutAsideHow "What to do about it.";
    DeskShort { sku: String, units: u64 } "Entry: units were not there.";
    DeskShortHow { reason: String, path: String } "What the packer said, what became of the order, what to do.";
    DeskWeight { difference: Signed } "Entry: a parcel was let go although its weight is off.";
    DeskWeightHow { who: String, reason: String } "Who let it go and why, and what to do.";
    DeskOwed { number: String } "Entry: a parcel under a substitute label.";
    DeskLabelRefused { field: String } "Entry: no label can be made.";
    DeskLabelRefusedHow "What to do about it.";
    DeskNotPrinted { title: String } "Entry: a printer did not take a label.";
    DeskNotPrintedHow "What to do about it.";
    DeskOwner { who: String } "Entry: the role that sees to it.";
    DeskGivenTo { who: String } "Entry: the person who sees to it.";
    DeskGive "Entry: button, give it to a person.";
    DeskGiveWhom "Entry: caption over the people.";
    DeskDue { at: String } "Entry: until when.";
    DeskOverdue { span: String } "Entry: past its deadline for so long.";
    DeskHowEnded "Entry: caption over the outcomes.";
    DeskNote "Entry, field: more about the outcome; may stay empty.";
    DeskClose "Entry: button.";
    DeskEnded { outcome: String, who: String, at: String } "Entry that is closed: with what, by whom, when.";
    DeskMended { at: String } "Entry whose cause went away, and when.";
    DeskSettledBefore { who: String, at: String } "Entry that was closed before outcomes were asked for.";
    DeskHere "Desk: only what this bench knows.";
    OutcomeMended "Outcome.";
    OutcomeCorrected "Outcome, key.";
    OutcomeCancelled "Outcome, key.";
    OutcomeSentAsIs "Outcome, key.";
    OutcomeSentLater "Outcome, key.";
    OutcomeRefunded "Outcome, key.";
    OutcomeReplaced "Outcome, key.";
    OutcomeFound "Outcome, key.";
    OutcomeContentRight "Outcome, key.";
    OutcomeContentMended "Outcome, key.";
    OutcomeCatalogueWrong "Outcome, key.";
    OutcomeLabelled "Outcome, key.";
    OutcomeOtherCarrier "Outcome, key.";
    OutcomeUnpacked "Outcome, key.";
    OutcomeCompared "Outcome, key.";
    OutcomeCounted "Outcome, key.";
    OutcomeParcelFound "Outcome, key.";
    OutcomeOther "Outcome, key.";
    DeskDeadlines "Set-up of alerts: deadlines of the desk.";
    DeskDeadlinesHow "Below it: what they are.";
    DeskMinutes "Set-up of alerts, column: minutes.";
    DeskBadDeadline { kind: String } "Set-up of alerts: a deadline that cannot be.";
}

/// A kind's name.
pub fn entry_kind(lang: Lang, kind: EntryKind) -> String {
    desk_word(
        lang,
        match kind {
            EntryKind::LabelFailure => DeskWord::DeskKindLabelFailure,
            EntryKind::WeightRelease => DeskWord::DeskKindWeightRelease,
            EntryKind::Held => DeskWord::DeskKindHeld,
            EntryKind::ShortPick => DeskWord::DeskKindShortPick,
            EntryKind::Conflict => DeskWord::DeskKindConflict,
        },
    )
}

/// An outcome, as it stands on its key.
pub fn outcome(lang: Lang, outcome: Outcome) -> String {
    desk_word(
        lang,
        match outcome {
            Outcome::Mended => DeskWord::OutcomeMended,
            Outcome::Corrected => DeskWord::OutcomeCorrected,
            Outcome::Cancelled => DeskWord::OutcomeCancelled,
            Outcome::SentAsIs => DeskWord::OutcomeSentAsIs,
            Outcome::SentLater => DeskWord::OutcomeSentLater,
            Outcome::Refunded => DeskWord::OutcomeRefunded,
            Outcome::Replaced => DeskWord::OutcomeReplaced,
            Outcome::Found => DeskWord::OutcomeFound,
            Outcome::ContentRight => DeskWord::OutcomeContentRight,
            Outcome::ContentMended => DeskWord::OutcomeContentMended,
            Outcome::CatalogueWrong => DeskWord::OutcomeCatalogueWrong,
            Outcome::Labelled => DeskWord::OutcomeLabelled,
            Outcome::OtherCarrier => DeskWord::OutcomeOtherCarrier,
            Outcome::Unpacked => DeskWord::OutcomeUnpacked,
            Outcome::Compared => DeskWord::OutcomeCompared,
            Outcome::Counted => DeskWord::OutcomeCounted,
            Outcome::ParcelFound => DeskWord::OutcomeParcelFound,
            Outcome::Other => DeskWord::OutcomeOther,
        },
    )
}

/// What an entry is about, and what to do.
pub fn entry(lang: Lang, entry: &Entry) -> Said {
    let word = |word| desk_word(lang, word);
    let (headline, remedy) = match &entry.what {
        What::Held { hold: why } => {
            let said = hold(lang, why);
            let why = said.headline;
            (word(DeskWord::DeskHeld { why }), said.remedy)
        }
        What::PutAside { reason } => {
            let reason = kept_reason(lang, reason);
            let how = word(DeskWord::DeskPutAsideHow);
            (word(DeskWord::DeskPutAside { reason }), Some(how))
        }
        What::ShortPick {
            sku,
            units,
            reason,
            path,
        } => {
            let headline = DeskWord::DeskShort {
                sku: sku.0.clone(),
                units: u64::from(*units),
            };
            let how = DeskWord::DeskShortHow {
                reason: kept_reason(lang, reason),
                path: short_path(lang, *path),
            };
            (word(headline), Some(word(how)))
        }
        What::WeightReleased {
            difference,
            by,
            reason,
        } => {
            let headline = DeskWord::DeskWeight {
                difference: Signed(*difference),
            };
            let how = DeskWord::DeskWeightHow {
                who: by.0.clone(),
                reason: kept_reason(lang, reason),
            };
            (word(headline), Some(word(how)))
        }
        What::LabelOwed { substitute, reason } => {
            let headline = DeskWord::DeskOwed {
                number: substitute.to_string(),
            };
            let how = check_word(lang, CheckWord::DebtsHow);
            let how = format!("{}. {how}", debt_reason(lang, reason));
            (word(headline), Some(how))
        }
        What::LabelRefused { field: name } => {
            let field = field(lang, name);
            let how = word(DeskWord::DeskLabelRefusedHow);
            (word(DeskWord::DeskLabelRefused { field }), Some(how))
        }
        What::LabelNotPrinted { title } => {
            let title = title.clone();
            let how = word(DeskWord::DeskNotPrintedHow);
            (word(DeskWord::DeskNotPrinted { title }), Some(how))
        }
        What::Conflict { told } => return link::exception(lang, &conflict(entry, told)),
    };
    Said {
        headline,
        remedy,
        code: None,
    }
}

fn conflict(entry: &Entry, told: &crate::domain::exception::ExceptionKind) -> Exception {
    Exception {
        id: entry.id.clone(),
        kind: told.clone(),
        order: entry.order.clone(),
        parcel: entry.parcel,
        station: entry.station.clone(),
        opened_at: entry.opened_at,
        settled: None,
    }
}

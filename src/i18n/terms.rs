//! The warehouse's own terms in words: holds, reasons, answers, roles, rights, marks, cards.

use super::said::{Phrase, Said, product};
use super::{Lang, format, texts};
use crate::domain::address::Fault;
use crate::domain::catalog::TrackingNeeds;
use crate::domain::customs::{CustomsFault, CustomsField};
use crate::domain::gate::{Hold, hold_by};
use crate::domain::handover::ListEnd;
use crate::domain::ids::Sku;
use crate::domain::label_debt::DebtReason;
use crate::domain::order::{BoxDocument, Tag};
use crate::domain::printing::PrintFound;
use crate::domain::session::Step;
use crate::domain::session::fact::ShortPath;
use crate::domain::session::input::Card;
use crate::domain::session::question::{Choice, CommonReason};
use crate::domain::worker::{Right, Role};

/// Why an order is held, and who has to do what.
pub fn hold(lang: Lang, hold: &Hold) -> Said {
    hold_phrase(lang, hold).said(lang, None)
}

/// Why an order is held, as the rest of a sentence: it begins with a small letter.
pub(super) fn hold_line(lang: Lang, hold: &Hold) -> String {
    let line = hold_phrase(lang, hold).line(lang);
    let mut letters = line.chars();
    let first = letters.next().map(char::to_lowercase);
    first.map_or_else(String::new, |first| first.chain(letters.by_ref()).collect())
}

/// What is wrong with a part of an address, and who has to do what.
pub fn address_fault(lang: Lang, fault: &Fault) -> Said {
    let phrase = match hold_by(fault.clone()) {
        Some(hold) => hold_phrase(lang, &hold),
        None => Phrase::of("fault-BadVat").text("vat", &fault.value),
    };
    phrase.said(lang, None)
}

fn hold_phrase(lang: Lang, hold: &Hold) -> Phrase {
    match hold {
        Hold::Unpaid => Phrase::of("hold-Unpaid"),
        Hold::NoLines => Phrase::of("hold-NoLines"),
        Hold::NoName => Phrase::of("hold-NoName"),
        Hold::NoStreet => Phrase::of("hold-NoStreet"),
        Hold::BadPostcode { postcode } if postcode.trim().is_empty() => {
            Phrase::of("hold-NoPostcode")
        }
        Hold::BadPostcode { postcode } => Phrase::of("hold-BadPostcode").text("postcode", postcode),
        Hold::NoCity => Phrase::of("hold-NoCity"),
        Hold::BadCountry { country } if country.trim().is_empty() => Phrase::of("hold-NoCountry"),
        Hold::BadCountry { country } => Phrase::of("hold-BadCountry").text("country", country),
        Hold::BadPhone { phone } if phone.trim().is_empty() => Phrase::of("hold-NoPhone"),
        Hold::BadPhone { phone } => Phrase::of("hold-BadPhone").text("phone", phone),
        Hold::NoLocker => Phrase::of("hold-NoLocker"),
        Hold::BadLocker { locker } => Phrase::of("hold-BadLocker").text("locker", locker),
        Hold::CityElsewhere { city } => Phrase::of("hold-CityElsewhere").text("city", city),
        Hold::BadEmail { email } => Phrase::of("hold-BadEmail").text("email", email),
        Hold::Cancelled => Phrase::of("hold-Cancelled"),
        Hold::PutAside { reason } => {
            Phrase::of("hold-PutAside").whole("reason", kept_reason(lang, reason))
        }
        Hold::TakenElsewhere => Phrase::of("hold-TakenElsewhere"),
        Hold::MasterAway => Phrase::of("hold-MasterAway"),
        Hold::LeaseOver => Phrase::of("hold-LeaseOver"),
        Hold::BenchCopied => Phrase::of("hold-BenchCopied"),
        Hold::AfterCutoff { day } => {
            Phrase::of("hold-AfterCutoff").text("day", format::date(lang, day))
        }
        Hold::NoCollection => Phrase::of("hold-NoCollection"),
        Hold::ByRule { rule, reason } => Phrase::of("hold-ByRule")
            .text("rule", rule)
            .text("reason", reason),
        Hold::Customs(fault) => customs_phrase(lang, fault),
        Hold::Duplicate { of } => Phrase::of("hold-Duplicate").text("of", of),
        Hold::HandedOver { manifest } => Phrase::of("hold-HandedOver").text("manifest", manifest),
    }
}

/// What a customs declaration lacks, and who adds it.
fn customs_phrase(lang: Lang, fault: &CustomsFault) -> Phrase {
    let CustomsFault {
        field: what,
        sku,
        value,
    } = fault;
    let is_missing = value.trim().is_empty();
    let name = match what {
        CustomsField::Eori if is_missing => return Phrase::of("hold-NoEori"),
        CustomsField::Eori => return Phrase::of("hold-BadEori").text("value", value),
        CustomsField::Description => "customs_description",
        CustomsField::HsCode => "hs_code",
        CustomsField::Origin => "origin",
        CustomsField::Value => "unit_value",
    };
    let phrase = Phrase::of(if is_missing {
        "hold-NoCustoms"
    } else {
        "hold-BadCustoms"
    });
    let phrase = if is_missing {
        phrase
    } else {
        phrase.text("value", value)
    };
    phrase
        .text("sku", sku.as_ref().map_or("", Sku::as_str))
        .whole("field", field(lang, name))
}

/// An answer of a question. `name` is the name of its product.
pub fn option(lang: Lang, choice: &Choice, name: Option<&str>) -> String {
    match choice {
        Choice::Product(chosen) if chosen.units == 1 => product(&chosen.sku, name),
        Choice::Product(chosen) => Phrase::of("option-Case")
            .product(&chosen.sku, name)
            .count("units", chosen.units)
            .line(lang),
        Choice::Short(sku) => product(sku, name),
        Choice::Reason(common) => reason(lang, *common),
        Choice::Path(path) => short_path(lang, *path),
        Choice::Found(found) => Phrase::of(match found {
            PrintFound::Printed => "found-Printed",
            PrintFound::NotPrinted => "found-NotPrinted",
            PrintFound::Twice => "found-Twice",
        })
        .line(lang),
        Choice::Carrier(due) => Phrase::of("option-Carrier")
            .whole("carrier", carrier(lang, &due.carrier))
            .count("parcels", due.parcels)
            .line(lang),
        Choice::Check { now } => Phrase::of(if *now {
            "option-Check-now"
        } else {
            "option-Check-later"
        })
        .line(lang),
        Choice::List(end) => Phrase::of(match end {
            ListEnd::Close => "list-Close",
            ListEnd::GoOn => "list-GoOn",
        })
        .line(lang),
    }
}

/// A reason to choose, which is also how the journal keeps it.
pub fn reason(lang: Lang, reason: CommonReason) -> String {
    Phrase::of(match reason {
        CommonReason::BinEmpty => "reason-BinEmpty",
        CommonReason::Damaged => "reason-Damaged",
        CommonReason::WrongInBin => "reason-WrongInBin",
        CommonReason::TooSmall => "reason-TooSmall",
        CommonReason::ItFits => "reason-ItFits",
        CommonReason::UsedUp => "reason-UsedUp",
        CommonReason::Fragile => "reason-Fragile",
        CommonReason::LabelSpoilt => "reason-LabelSpoilt",
        CommonReason::NotPrinted => "reason-NotPrinted",
        CommonReason::ContentsWrong => "reason-ContentsWrong",
        CommonReason::AskOffice => "reason-AskOffice",
        CommonReason::Other => "reason-Other",
    })
    .line(lang)
}

/// A reason as a fact keeps it: one that was chosen by its number in our words, another as it was typed.
pub fn kept_reason(lang: Lang, kept: &str) -> String {
    texts::text_or(lang, &format!("reason-{kept}"), kept)
}

/// What becomes of an order that lacks units.
pub fn short_path(lang: Lang, path: ShortPath) -> String {
    Phrase::of(match path {
        ShortPath::ShipShort => "path-ShipShort",
        ShortPath::Hold => "path-Hold",
        ShortPath::CancelLine => "path-CancelLine",
    })
    .line(lang)
}

/// A role.
pub fn role(lang: Lang, role: Role) -> String {
    Phrase::of(match role {
        Role::Packer => "role-Packer",
        Role::Lead => "role-Lead",
        Role::Admin => "role-Admin",
    })
    .line(lang)
}

/// A right, as the rest of a sentence.
pub fn right(lang: Lang, right: Right) -> String {
    Phrase::of(match right {
        Right::ConfirmByHand => "right-ConfirmByHand",
        Right::ReleaseWeight => "right-ReleaseWeight",
        Right::SkipLabelScan => "right-SkipLabelScan",
        Right::BindBarcode => "right-BindBarcode",
        Right::SeeStatistics => "right-SeeStatistics",
        Right::SetUp => "right-SetUp",
        Right::SettleExceptions => "right-SettleExceptions",
    })
    .line(lang)
}

/// A mark of an order.
pub fn tag(lang: Lang, tag: Tag) -> String {
    Phrase::of(match tag {
        Tag::Today => "tag-Today",
        Tag::Vip => "tag-Vip",
        Tag::Express => "tag-Express",
        Tag::Pickup => "tag-Pickup",
        Tag::MadeToOrder => "tag-MadeToOrder",
        Tag::Locker => "tag-Locker",
        Tag::Gift => "tag-Gift",
    })
    .line(lang)
}

/// A paper that belongs into the box.
pub fn box_document(lang: Lang, document: BoxDocument) -> String {
    Phrase::of(match document {
        BoxDocument::Invoice => "paper-Invoice",
        BoxDocument::ReturnSlip => "paper-ReturnSlip",
    })
    .line(lang)
}

/// The name of a step.
pub fn step(lang: Lang, step: Step) -> String {
    Phrase::of("step").text("step", step_key(step)).line(lang)
}

/// What has to be recorded of a unit.
pub fn needs(lang: Lang, needs: TrackingNeeds) -> String {
    Phrase::of("needs")
        .text("needs", needs_key(needs))
        .line(lang)
}

/// A delivery method by the shop's name for it; one that we have no words for keeps its own name.
pub fn delivery(lang: Lang, method: &str) -> String {
    texts::text_or(lang, &format!("delivery-{method}"), method)
}

/// A carrier by the name that the settings give it; one that we have no words for keeps its own name.
pub fn carrier(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("carrier-{name}"), name)
}

/// Why the label of a parcel is owed.
pub fn debt_reason(lang: Lang, reason: &DebtReason) -> String {
    match reason {
        DebtReason::LabelImpossible { field: name } => Phrase::of("debt-LabelImpossible")
            .whole("field", field(lang, name))
            .line(lang),
        DebtReason::NoTrackingNumbers => Phrase::of("debt-NoTrackingNumbers").line(lang),
    }
}

/// A field of a label or an address, for example `recipient.city`; one that we have no words for
/// keeps its own name.
pub fn field(lang: Lang, name: &str) -> String {
    texts::text_or(lang, &format!("field-{}", name.replace('.', "-")), name)
}

/// What stands on a command card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardWords {
    /// Its title, which is also the key on the screen.
    pub title: String,
    /// What it does.
    pub explanation: String,
}

/// The words of a command card.
pub fn card(lang: Lang, card: Card) -> CardWords {
    let phrase = match card {
        Card::Undo => Phrase::of("card-Undo"),
        Card::Short => Phrase::of("card-Short"),
        Card::GoOn => Phrase::of("card-GoOn"),
        Card::NextParcel => Phrase::of("card-NextParcel"),
        Card::ItFits => Phrase::of("card-ItFits"),
        Card::Hold => Phrase::of("card-Hold"),
        Card::Reopen => Phrase::of("card-Reopen"),
        Card::Reprint => Phrase::of("card-Reprint"),
        Card::SwitchPacker => Phrase::of("card-SwitchPacker"),
        Card::Help => Phrase::of("card-Help"),
        Card::ZeroScale => Phrase::of("card-ZeroScale"),
        Card::TareScale => Phrase::of("card-TareScale"),
        Card::HandOver => Phrase::of("card-HandOver"),
        Card::Substitute => Phrase::of("card-Substitute"),
        Card::ShiftCheck => Phrase::of("card-ShiftCheck"),
        Card::LeaveOut => Phrase::of("card-LeaveOut"),
        Card::Option(number) => Phrase::of("card-Option").count("number", u32::from(number)),
    };
    let said = phrase.said(lang, None);
    CardWords {
        title: said.headline,
        explanation: said.remedy.unwrap_or_default(),
    }
}

/// The name by which the texts choose their form for a step.
pub(super) fn step_key(step: Step) -> &'static str {
    match step {
        Step::Idle => "idle",
        Step::Scanning => "scanning",
        Step::Packaging => "packaging",
        Step::Weighing => "weighing",
        Step::Confirming => "confirming",
        Step::Closed => "closed",
    }
}

/// The name by which the texts choose their form for what has to be recorded.
pub(super) fn needs_key(needs: TrackingNeeds) -> &'static str {
    match (needs.serial, needs.lot, needs.expiry) {
        (true, false, false) => "serial",
        (false, true, false) => "lot",
        (false, false, true) => "expiry",
        (false, true, true) => "lot-expiry",
        (true, true, false) => "serial-lot",
        (true, false, true) => "serial-expiry",
        (true, true, true) => "all",
        (false, false, false) => "nothing",
    }
}

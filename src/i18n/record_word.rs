//! The words of products’ records: what is missing or doubtful, why it matters, and how it is mended at the bench.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::said::{Phrase, Said};
use super::word::words;
use super::{Lang, format, texts};
use crate::domain::record_audit::{Fault, FaultKind, Others, PhotoFault};
use crate::domain::units::SizeMm;

words! { RecordWord, record_word;
    MenuRecords "Menu: what is wrong with products’ records.";
    RecordsToDo { count: u64, products: String } "Records: heading, findings to be done and in how many products.";
    RecordsLooking "Records: they are being looked through for the first time.";
    RecordsAllRight "Records: nothing is wrong with any.";
    RecordsNoneSo "Records: nothing of the kind, or of the person, that was chosen.";
    RecordsFirst { count: u64 } "Records: no more than so many of a kind are listed.";
    RecordsAll { count: String } "Records, filter: every kind.";
    RecordsKind { kind: String, count: String } "Records, filter: one kind.";
    RecordsAnybody "Records, filter: whoever sees to it.";
    RecordsMine "Records, filter: what I see to.";
    RecordsOpen { count: String } "Records, filter: what is to be done.";
    RecordsAccepted { count: String } "Records, filter: what was accepted as it is.";
    RecordDemand { units: u64 } "Record: units in open orders and packed in thirty days.";
    RecordWhose { who: String } "Record: who sees to it.";
    RecordAsIs { who: String, reason: String } "Record: who accepted it as it is, and why.";
    RecordChoose "Record: no product is chosen.";
    RecordUnknown { code: String } "Record: a scanned code names nothing, and no product is chosen.";
    RecordScanAgain { code: String } "Record: a scanned code names nothing; scanned again it is bound to the product.";
    RecordIsRight "Record: nothing is wrong with it.";
    RecordCodes { codes: String } "Record: its barcodes.";
    RecordNoCodes "Record: it has no barcode.";
    RecordMeasure "Record: button, measure and weigh it.";
    RecordPhotoNewest "Record: button, take the newest photo of the folder.";
    RecordPhotoFile "Record: button, choose the file of a photo.";
    RecordPhotoComing "Record: a photo is being taken in.";
    RecordGive "Record: button, give the finding to a person.";
    RecordGiveWhom "Record: caption over the people.";
    RecordAccept "Record: button, accept the finding as it is.";
    RecordAcceptWhy "Record, field: why it stays as it is.";
    RecordAcceptSend "Record: button, accepts it.";
    RecordNoMakersCode "Record: common reason.";
    RecordChecked "Record: common reason.";
    RecordOnPurpose "Record: common reason.";
    RecordFromScale { weight: String } "Measuring: button, takes what stands on the scale.";
}

/// A kind of finding, short enough for a key.
pub fn record_kind(lang: Lang, kind: FaultKind) -> String {
    texts::text_or(lang, &format!("record-kind-{}", kind.name()), kind.name())
}

/// What is wrong, and behind it why that matters and what to do.
pub fn record_fault(lang: Lang, fault: &Fault) -> Said {
    let phrase = match fault {
        Fault::SharedBarcode { code, with } => Phrase::of("record-shared_barcode")
            .text("code", code)
            .whole("others", others(with)),
        Fault::NoBarcode => Phrase::of("record-no_barcode"),
        Fault::BadCheckDigit { code } => Phrase::of("record-bad_check_digit").text("code", code),
        Fault::OddLength { code } => Phrase::of("record-odd_length").text("code", code),
        Fault::NoPlace => Phrase::of("record-no_place"),
        Fault::NoWeight => Phrase::of("record-no_weight"),
        Fault::WeightContradicted { old, new, .. } => Phrase::of("record-weight_contradicted")
            .whole("old", format::grams(lang, *old))
            .whole("new", format::grams(lang, *new)),
        Fault::NoSize { .. } => Phrase::of("record-no_size"),
        Fault::OddSize { size } => Phrase::of("record-odd_size").whole("size", sides(*size)),
        Fault::OddDensity { size, weight, .. } => Phrase::of("record-odd_density")
            .whole("size", sides(*size))
            .whole("weight", format::grams(lang, *weight)),
        Fault::NoPhoto => Phrase::of("record-no_photo"),
        Fault::PhotoGone { file } => Phrase::of("record-photo_gone").text("file", file),
        Fault::SharedPhoto { with, .. } => {
            Phrase::of("record-shared_photo").whole("others", others(with))
        }
        Fault::Twin { with } => Phrase::of("record-twin").whole("others", others(with)),
        Fault::OwnNumber { code } => Phrase::of("record-own_number").text("code", code),
    };
    phrase.said(lang, None)
}

/// Length, width and height, as on a rule.
pub fn sides(size: SizeMm) -> String {
    let SizeMm {
        length,
        width,
        height,
    } = size;
    format!("{length}\u{a0}×\u{a0}{width}\u{a0}×\u{a0}{height}\u{a0}mm")
}

/// The first, and how many more there are: a person looks the others up in the report.
fn others(with: &Others) -> String {
    let first = with.first.first().map(|sku| super::shown(sku.as_str()));
    let first = first.unwrap_or_default();
    match with.count.saturating_sub(1) {
        0 => first,
        more => format!("{first} +{}", format::count(more)),
    }
}

/// The word in the language files for why a file does not become a photo.
pub(super) fn photo_fault_key(why: PhotoFault) -> String {
    let name = serde_json::to_value(why).unwrap_or_default();
    name.as_str().unwrap_or_default().to_owned()
}

//! The words of the check at the start of a shift, and of station cards.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::said::{Phrase, Said};
use super::word::words;
use super::{Lang, format, texts};
use crate::domain::scanner_test::TestFinding;
use crate::domain::shift_check::{Device, DeviceState, Found, Outcome, Part, ScannerFault};

words! { CheckWord, check_word;
    TestLabelTitle "The label that tries the printer: its title.";
    TestLabelText "Below its title.";
    TestCardHeading "Heading of the sheet with the codes that try the scanner.";
    TestCardHint "Below it: what the sheet is for.";
    TestCardLayout "Over the code of letters and signs.";
    TestCardLayoutText "Below it.";
    TestCardSeparator "Over the code with a GS1 separator.";
    TestCardSeparatorText "Below it.";
    StationCardsHeading "Heading of the sheet of station cards.";
    StationCardsHint "Below it: what happens when one is scanned.";
    DocTestCard "Documents: the test card.";
    DocTestCardHint "Documents: what it is for.";
    DocStationCards "Documents: station cards.";
    DocStationCardsHint "Documents: what they are for.";
    CheckMend "Over what is to be mended.";
    CheckToOrders "Key: from the result to the orders.";
    CheckStop "Key: stop the check.";
    CheckLast { when: String, worker: String } "Set-up: when the devices were checked last, and by whom.";
    CheckNever "Set-up: the devices were never checked here.";
    SetLabelLanguage "Printers: caption, what the label printer understands.";
    LanguagePdf "Printers: PDF.";
    LanguageZpl "Printers: ZPL.";
    SetLabelDpi "Printers: caption, how fine the label printer prints.";
    Dpi203 "Printers: 203 dots per inch.";
    Dpi300 "Printers: 300.";
    Dpi600 "Printers: 600.";
    DpiOther { dpi: u64 } "Printers: another resolution that stands in the file.";
    StationsOpen "Set-up: key to the station cards.";
    StationsHeading "Station cards: heading.";
    StationsHere { card: String } "Station cards: which one this bench was set up by.";
    StationsNone "Station cards: none is saved.";
    StationsRole { role: String } "Station cards: what a bench is for.";
    StationsName "Station cards: field for the name.";
    StationsRoleField "Station cards: field for what the bench is for.";
    StationsSave "Station cards: key, save this bench as a card.";
    StationsForget { station: String } "Station cards: key, give a card up.";
    StationsPrint "Station cards: key, to a file to print.";
    StationsHow "Station cards: what a card brings and what not.";
    DebtsHow "Below it: what to do.";
}

/// The name of a device.
pub fn check_device(lang: Lang, device: Device) -> String {
    Phrase::of(match device {
        Device::Scanner => "LampScanner",
        Device::Scale => "LampScale",
        Device::Printer => "LampPrinter",
    })
    .line(lang)
}

/// The name of a part of the check.
pub fn check_part(lang: Lang, part: Part) -> String {
    Phrase::of(match part {
        Part::Layout => "check-part-Layout",
        Part::Separator => "check-part-Separator",
        Part::Zero => "check-part-Zero",
        Part::Reference => "check-part-Reference",
        Part::Label => "check-part-Label",
    })
    .line(lang)
}

/// How a part ended.
pub fn check_outcome(lang: Lang, outcome: Outcome) -> String {
    Phrase::of(match outcome {
        Outcome::Passed => "check-Passed",
        Outcome::NotSetUp => "check-NotSetUp",
        Outcome::LeftOut => "check-LeftOut",
        Outcome::Stopped => "check-Stopped",
    })
    .line(lang)
}

/// How a device or the whole bench stands.
pub fn check_state(lang: Lang, state: DeviceState) -> String {
    Phrase::of(match state {
        DeviceState::Works => "check-state-Works",
        DeviceState::NotSetUp => "check-state-NotSetUp",
        DeviceState::NotTested => "check-state-NotTested",
        DeviceState::ToMend => "check-state-ToMend",
    })
    .line(lang)
}

/// What is not right, and what to mend.
pub fn check_found(lang: Lang, found: &Found) -> Said {
    found_phrase(lang, found).said(lang, None)
}

pub(super) fn found_phrase(lang: Lang, found: &Found) -> Phrase {
    let grams = |mass| format::grams(lang, mass);
    match found {
        Found::Fault(ScannerFault::NoEnd) => Phrase::of("found-NoEnd"),
        Found::Fault(ScannerFault::Layout) => Phrase::of("found-Layout"),
        Found::Scanner(finding) => match finding {
            TestFinding::CapsLock => Phrase::of("found-CapsLock"),
            TestFinding::Cut => Phrase::of("found-Cut"),
            TestFinding::SeparatorLost => Phrase::of("found-SeparatorLost"),
            TestFinding::SeparatorReplaced(sign) => {
                Phrase::of("found-SeparatorReplaced").text("sign", sign)
            }
            // The test's own codes are no fault of their own.
            TestFinding::Fine | TestFinding::SeparatorKept => {
                Phrase::of("found-OtherCode").text("code", "")
            }
            TestFinding::Other(code) => Phrase::of("found-OtherCode").text("code", code),
        },
        Found::ZeroOff { shown } => Phrase::of("found-ZeroOff").whole("shown", grams(*shown)),
        Found::ReferenceOff { shown, nominal } => Phrase::of("found-ReferenceOff")
            .whole("difference", format::difference(lang, *shown - *nominal))
            .whole("nominal", grams(*nominal)),
        Found::OtherLabel { code } => Phrase::of("found-OtherLabel").text("code", code),
    }
}

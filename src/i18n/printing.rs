//! Printers in words: what they want and what to do, and why nobody knows whether something came out.

use super::Lang;
use super::said::{Phrase, Said};
use crate::domain::printing::{PrintDoubt, PrinterTrouble};

/// Why a printer prints nothing, and what to do.
pub fn printer_trouble(lang: Lang, trouble: &PrinterTrouble) -> Said {
    let phrase = match trouble {
        PrinterTrouble::OutOfPaper => Phrase::of("printer-OutOfPaper"),
        PrinterTrouble::PaperJam => Phrase::of("printer-PaperJam"),
        PrinterTrouble::CoverOpen => Phrase::of("printer-CoverOpen"),
        PrinterTrouble::OutOfRibbon => Phrase::of("printer-OutOfRibbon"),
        PrinterTrouble::Paused => Phrase::of("printer-Paused"),
        PrinterTrouble::Offline => Phrase::of("printer-Offline"),
        PrinterTrouble::Busy => Phrase::of("printer-Busy"),
        PrinterTrouble::Slow => Phrase::of("printer-Slow"),
        PrinterTrouble::ServiceAway => Phrase::of("printer-ServiceAway"),
        PrinterTrouble::Unknown { name } => Phrase::of("printer-Unknown").text("name", name),
        PrinterTrouble::Closed { name } => Phrase::of("printer-Closed").text("name", name),
        PrinterTrouble::OtherFormat { format } => {
            Phrase::of("printer-OtherFormat").text("format", format)
        }
        PrinterTrouble::Refused { why } => Phrase::of("printer-Refused").text("why", why),
        PrinterTrouble::Wants { why } => Phrase::of("printer-Wants").text("why", why),
        PrinterTrouble::NotThere { place } => Phrase::of("printer-NotThere").text("place", place),
        PrinterTrouble::Untrusted { name } => Phrase::of("printer-Untrusted").text("name", name),
        PrinterTrouble::NoPermission { place } => {
            Phrase::of("printer-NoPermission").text("place", place)
        }
        PrinterTrouble::FolderMissing { folder } => {
            Phrase::of("printer-FolderMissing").text("folder", folder)
        }
        PrinterTrouble::NameTaken { file } => Phrase::of("printer-NameTaken").text("file", file),
        PrinterTrouble::CannotWrite { file, why } => Phrase::of("printer-CannotWrite")
            .text("file", file)
            .text("why", why),
        PrinterTrouble::Empty => Phrase::of("printer-Empty"),
    };
    phrase.said(lang, None)
}

/// Why nobody knows whether a document came out.
pub fn print_doubt(lang: Lang, doubt: &PrintDoubt) -> String {
    let phrase = match doubt {
        PrintDoubt::LineCut => Phrase::of("doubt-LineCut"),
        PrintDoubt::ProgramEnded => Phrase::of("doubt-ProgramEnded"),
        PrintDoubt::ServiceWentAway => Phrase::of("doubt-ServiceWentAway"),
        PrintDoubt::Complaint { why } => Phrase::of("doubt-Complaint").text("why", why),
        PrintDoubt::GivenUp { why } => Phrase::of("doubt-GivenUp").text("why", why),
        PrintDoubt::Forgotten => Phrase::of("doubt-Forgotten"),
    };
    phrase.line(lang)
}

//! The printers: where each kind of paper goes, on which size, and whether labels are scanned.

use eframe::egui::{Align2, Rect, Ui};

use super::{choices_ui, headed_card_ui, lead_text, named_choices_ui};
use crate::i18n::{CheckWord, Word};
use crate::station::config::{DocumentPaper, LabelLanguage, LabelPaper, LabelPrinter};
use crate::station::event::Event;
use crate::station::printer_setup::{PrinterForm, PrintersOutcome};
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a field with its caption.
const FIELD: f32 = 98.0;

/// Height of the keys.
const KEY: f32 = 72.0;

/// Height of a row of choices.
const CHOICE: f32 = 62.0;

/// Height of a line of the hints.
const HINT: f32 = 34.0;

/// Printers of the system that have a key beside a field; others are typed.
const KNOWN_SHOWN: usize = 2;

/// What somebody is filling in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintersState {
    draft: Option<PrinterForm>,
    /// Something was asked since the page was opened.
    was_asked: bool,
}

impl PrintersState {
    /// Whether the page is open.
    pub(super) fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// Opens the page with what is in force, and asks the system for its printers.
    pub(super) fn open(&mut self, scene: &Scene<'_>, out: &mut Vec<Event>) {
        self.draft = Some(scene.snapshot.printers.form.clone());
        self.was_asked = false;
        out.push(Event::LookForPrinters);
    }
}

pub(super) fn printers_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut PrintersState,
    out: &mut Vec<Event>,
) {
    let Some(form) = &mut state.draft else {
        return;
    };
    let (left, right) = body.cut_left(body.width() * 0.62, theme::GAP);
    let (keys, fields) = left.cut_bottom(KEY, theme::GAP);
    form_ui(ui, scene, fields, form);
    if BigKey::new(&scene.word(Word::SetPrintersSave))
        .for_lead()
        .primary()
        .show(ui, keys)
    {
        state.was_asked = true;
        out.push(Event::SetPrinters(Box::new(form.clone())));
    }
    let (back, right) = right.cut_bottom(KEY, theme::GAP);
    let (how, answer) = right.cut_top(right.height() * 0.62, theme::GAP);
    let room = headed_card_ui(ui, scene, how, &scene.word(Word::SetPrintersHow));
    hints_ui(ui, scene, room);
    let room = headed_card_ui(ui, scene, answer, &scene.word(Word::SetMasterAnswer));
    let lines = lead_text(scene).lines(4).at(Align2::LEFT_TOP);
    text_ui(ui, room, &answer_text(scene, state.was_asked), lines);
    if BigKey::new(&scene.word(Word::SetMasterBack))
        .for_lead()
        .icon(Icon::Undo)
        .show(ui, back)
    {
        state.draft = None;
    }
}

/// Each kind of address with an example below it.
fn hints_ui(ui: &mut Ui, scene: &Scene<'_>, mut room: Rect) {
    let hints = [
        (Word::SetPrintersOfSystem, "Zebra_ZD421"),
        (Word::SetPrintersOfIpp, "ipp://10.0.0.7/ipp/print"),
        (Word::SetPrintersOfPort, "10.0.0.7:9100"),
        (Word::SetPrintersOfUsb, "/dev/usb/lp0"),
        (Word::SetPrintersOfFolder, "prints/"),
    ];
    for (kind, example) in hints {
        let (words, rest) = room.cut_top(HINT, 0.0);
        let (address, rest) = rest.cut_top(HINT, HINT * 0.3);
        text_ui(ui, words, &scene.word(kind), lead_text(scene));
        let kind = Type::new(26.0, scene.palette.ink).bold().for_lead();
        text_ui(ui, address, example, kind);
        room = rest;
    }
}

fn answer_text(scene: &Scene<'_>, was_asked: bool) -> String {
    let outcome = &scene.snapshot.printers.outcome;
    scene.word(match outcome {
        PrintersOutcome::Saved if was_asked => Word::SetPrintersSaved,
        PrintersOutcome::BadAddress(address) if was_asked => Word::SetPrintersBad {
            address: address.clone(),
        },
        PrintersOutcome::NotWritten(why) if was_asked => {
            Word::SetPrintersNotWritten { why: why.clone() }
        }
        _ => Word::SetPrintersNothing,
    })
}

fn form_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, form: &mut PrinterForm) {
    let mut room = headed_card_ui(ui, scene, card, &scene.word(Word::SetPrintersHeading));
    let fields = [
        (Word::SetPrinterLabels, &mut form.labels),
        (Word::SetPrinterDocuments, &mut form.documents),
        (Word::SetPrinterSlips, &mut form.slips),
    ];
    for (caption, text) in fields {
        let (row, rest) = room.cut_top(FIELD, 8.0);
        field_ui(ui, scene, row, caption, text);
        room = rest;
    }
    let labels = [
        (Word::PaperMm100x150, LabelPaper::Mm100x150),
        (Word::PaperA6, LabelPaper::A6),
        (Word::PaperIn4x6, LabelPaper::In4x6),
    ];
    let room = choice_ui(
        ui,
        scene,
        room,
        Word::SetLabelPaper,
        (&labels, &mut form.label_size),
    );
    let room = label_printer_ui(ui, scene, room, &mut form.label_printer);
    let papers = [
        (Word::PaperA4, DocumentPaper::A4),
        (Word::PaperA5, DocumentPaper::A5),
        (Word::PaperLetter, DocumentPaper::Letter),
    ];
    let caption = Word::SetDocumentPaper;
    let room = choice_ui(ui, scene, room, caption, (&papers, &mut form.document_size));
    let scan = [(Word::Yes, true), (Word::No, false)];
    choice_ui(
        ui,
        scene,
        room,
        Word::SetLabelScan,
        (&scan, &mut form.label_scan),
    );
}

/// What the label printer understands, and its dots per inch.
fn label_printer_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    printer: &mut LabelPrinter,
) -> Rect {
    let named = |word| scene.check_word(word);
    let languages = [
        (named(CheckWord::LanguagePdf), LabelLanguage::Pdf),
        (named(CheckWord::LanguageZpl), LabelLanguage::Zpl),
    ];
    let (keys, room) = caption_ui(ui, scene, room, &named(CheckWord::SetLabelLanguage));
    named_choices_ui(ui, keys, &languages, &mut printer.language);
    let mut dots = vec![
        (named(CheckWord::Dpi203), 203),
        (named(CheckWord::Dpi300), 300),
        (named(CheckWord::Dpi600), 600),
    ];
    if !dots.iter().any(|(_, dpi)| *dpi == printer.dpi) {
        let dpi = u64::from(printer.dpi);
        dots.push((named(CheckWord::DpiOther { dpi }), printer.dpi));
    }
    let (keys, room) = caption_ui(ui, scene, room, &named(CheckWord::SetLabelDpi));
    named_choices_ui(ui, keys, &dots, &mut printer.dpi);
    room
}

/// The caption of a row of keys. Answers the room of the keys, and the room below.
fn caption_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, caption: &str) -> (Rect, Rect) {
    let (row, rest) = room.cut_top(CHOICE, 10.0);
    let (words, keys) = row.cut_left(row.width() * 0.4, theme::GAP);
    let kind = lead_text(scene).lines(2).at(Align2::LEFT_CENTER);
    text_ui(ui, words, caption, kind);
    (keys, rest)
}

/// A field, and a key for each printer of the system that fits beside it.
fn field_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, caption: Word, text: &mut String) {
    let known = &scene.snapshot.printers.known;
    let shown = known.len().min(KNOWN_SHOWN);
    if shown == 0 {
        lead_field_ui(ui, row, &scene.word(caption), text);
        return;
    }
    let (field, keys) = row.cut_left(row.width() * 0.5, theme::GAP);
    lead_field_ui(ui, field, &scene.word(caption), text);
    let (_, keys) = keys.cut_top(31.0, 0.0);
    let (keys, _) = keys.cut_top(60.0, 0.0);
    for (place, name) in keys.columns(shown, theme::GAP).into_iter().zip(known) {
        if BigKey::new(name)
            .for_lead()
            .chosen(text == name)
            .show(ui, place)
        {
            text.clone_from(name);
        }
    }
}

/// One of a few, with its caption before it. Answers the room below.
fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    caption: Word,
    (choices, chosen): (&[(Word, T)], &mut T),
) -> Rect {
    let (keys, rest) = caption_ui(ui, scene, room, &scene.word(caption));
    choices_ui(ui, scene, keys, choices, chosen);
    rest
}

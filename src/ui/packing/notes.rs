//! What must be seen before packaging: an amber card that takes the picture's place.

use eframe::egui::{Align2, Rect, Ui, vec2};

use crate::domain::order::BoxDocument;
use crate::i18n::Word;
use crate::station::snapshot::{NoteView, SessionView};
use crate::ui::draw::{Cut as _, Type, framed_card_ui, mood_shape, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Notes that fit one under the other; more share the last place.
const SHOWN_MAX: usize = 5;

pub(super) fn notes_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, session: &SessionView) {
    let amber = scene.palette.mood(Mood::Blocked);
    framed_card_ui(ui, card, scene.palette, amber.fill);
    let (heading, room) = card.cut_top(76.0, 0.0);
    ui.painter().rect_filled(
        heading,
        eframe::egui::CornerRadius {
            nw: theme::ROUND,
            ne: theme::ROUND,
            sw: 0,
            se: 0,
        },
        amber.fill,
    );
    let (sign, words) = heading.shrink2(vec2(theme::PAD, 10.0)).cut_left(56.0, 16.0);
    mood_shape(ui, sign, Mood::Blocked, amber.ink, amber.fill);
    text_ui(
        ui,
        words,
        &scene.word(Word::Notes),
        Type::new(46.0, amber.ink).bold(),
    );
    let notes: Vec<(String, String)> = session
        .notes
        .iter()
        .map(|note| note_words(scene, session, note))
        .collect();
    let places = room
        .shrink2(vec2(theme::PAD, 16.0))
        .stack(notes.len().clamp(1, SHOWN_MAX), 12.0);
    for (at, place) in places.iter().enumerate() {
        let is_last = at + 1 == SHOWN_MAX;
        let shown: Vec<_> = if is_last {
            notes.iter().skip(at).collect()
        } else {
            notes.iter().skip(at).take(1).collect()
        };
        let Some((from, _)) = shown.first() else {
            continue;
        };
        let text = shown
            .iter()
            .map(|(_, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(" · ");
        note_ui(ui, scene, *place, from, &text);
    }
}

fn note_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, from: &str, text: &str) {
    let kind = Type::new(46.0, scene.palette.ink)
        .bold()
        .at(Align2::LEFT_TOP);
    if from.is_empty() {
        text_ui(ui, place, text, kind.lines(8));
        return;
    }
    let (caption, below) = place.cut_top(42.0, 2.0);
    text_ui(
        ui,
        caption,
        from,
        Type::new(theme::TEXT_MIN, scene.palette.faint),
    );
    text_ui(ui, below, text, kind.lines(8));
}

/// Where a note comes from, and what it says.
fn note_words(scene: &Scene<'_>, session: &SessionView, note: &NoteView) -> (String, String) {
    match note {
        NoteView::Order(text) => (scene.word(Word::NoteOrder), text.clone()),
        NoteView::Customer(text) => (scene.word(Word::NoteCustomer), text.clone()),
        NoteView::Product(sku, text) => {
            let line = session.lines.iter().find(|line| line.sku == *sku);
            let product = line.map_or_else(|| sku.0.clone(), |line| line.name.clone());
            (scene.word(Word::NoteProduct { product }), text.clone())
        }
        NoteView::Paper { document, present } => {
            let text = match (document, present) {
                (BoxDocument::Invoice, true) => Word::PaperInvoiceReady,
                (BoxDocument::Invoice, false) => Word::PaperInvoiceMissing,
                (BoxDocument::ReturnSlip, true) => Word::PaperReturnSlipReady,
                (BoxDocument::ReturnSlip, false) => Word::PaperReturnSlipMissing,
            };
            (String::new(), scene.word(text))
        }
    }
}

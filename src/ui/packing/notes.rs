//! What must be seen before packaging: an amber card that takes the picture's place.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Color32, FontId, Label, Rect, ScrollArea, Ui, Vec2, vec2};

use crate::domain::ids::Sku;
use crate::domain::order::BoxDocument;
use crate::domain::verification::Reason;
use crate::i18n::{BenchWord, VerificationWord, Word, verification_reason};
use crate::station::snapshot::{NoteView, SessionView};
use crate::ui::draw::{Cut as _, Type, framed_card_ui, inside, mood_shape, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

pub(super) fn notes_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, session: &SessionView) {
    let amber = scene.palette.mood(Mood::Blocked);
    framed_card_ui(ui, card, scene.palette, amber.fill);
    let (heading, room) = card.cut_top(76.0, 0.0);
    ui.painter().rect_filled(
        heading,
        egui::CornerRadius {
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
    let room = room.shrink2(vec2(theme::PAD, 12.0));
    inside(ui, room, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let jobs = jobs_that_fit(ui, scene, &notes, room.size());
            for job in jobs {
                ui.add(Label::new(job));
                ui.add_space(10.0);
            }
        });
    });
}

/// The notes at the largest size at which all are seen at once; at the smallest it scrolls.
fn jobs_that_fit(
    ui: &Ui,
    scene: &Scene<'_>,
    notes: &[(String, String)],
    room: Vec2,
) -> Vec<LayoutJob> {
    let jobs_at = |size: f32| -> Vec<LayoutJob> {
        notes
            .iter()
            .map(|(from, text)| note_job(scene, from, text, size, room.x))
            .collect()
    };
    let height = |jobs: &[LayoutJob]| -> f32 {
        jobs.iter()
            .map(|job| ui.painter().layout_job(job.clone()).size().y + 14.0)
            .sum()
    };
    let sizes = [56.0, 50.0, 46.0, 42.0, 38.0, theme::TEXT];
    let fitting = sizes
        .into_iter()
        .map(jobs_at)
        .find(|jobs| height(jobs) <= room.y);
    fitting.unwrap_or_else(|| jobs_at(theme::TEXT_MIN))
}

/// Where it comes from, faint, and what it says, bold, in one paragraph.
fn note_job(scene: &Scene<'_>, from: &str, text: &str, size: f32, width: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let format = |font_id: FontId, color: Color32| TextFormat {
        line_height: Some((font_id.size * 1.2).round()),
        font_id,
        color,
        ..TextFormat::default()
    };
    if !from.is_empty() {
        let caption = format(theme::regular(theme::TEXT_MIN), scene.palette.faint);
        job.append(&format!("{from}: "), 0.0, caption);
    }
    job.append(text, 0.0, format(theme::bold(size), scene.palette.ink));
    job.wrap.max_width = width;
    job
}

/// Where a note comes from, and what it says.
fn note_words(scene: &Scene<'_>, session: &SessionView, note: &NoteView) -> (String, String) {
    match note {
        NoteView::Order(text) => (scene.word(Word::NoteOrder), text.clone()),
        NoteView::Customer(text) => (scene.word(Word::NoteCustomer), text.clone()),
        NoteView::Product(sku, text) => {
            let product = product_name(session, sku);
            (scene.word(Word::NoteProduct { product }), text.clone())
        }
        NoteView::NotMeasured(sku) => (
            product_name(session, sku),
            scene.bench_word(BenchWord::NotMeasured),
        ),
        NoteView::SecondPerson(why) => {
            let note = scene.verification_word(VerificationWord::SecondPersonNote);
            (second_person_because(scene, why), note)
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

/// What the goods and their value have to do with it. What is known of the packer is nobody's business here.
fn second_person_because(scene: &Scene<'_>, why: &[Reason]) -> String {
    let told = why
        .iter()
        .filter(|reason| !matches!(reason, Reason::PackerRecord | Reason::NewPacker))
        .map(|reason| verification_reason(scene.lang, reason));
    told.collect::<Vec<_>>().join(", ")
}

fn product_name(session: &SessionView, sku: &Sku) -> String {
    let line = session.lines.iter().find(|line| line.sku == *sku);
    line.map_or_else(|| sku.0.clone(), |line| line.name.clone())
}

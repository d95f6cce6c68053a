//! Import: choose a folder, start, watch, and read what is wrong row by row.

use eframe::egui::{Align2, CornerRadius, Rect, Ui, Vec2};

use super::{LeadState, headed_card_ui, lead_text, rows_ui};
use crate::i18n::{self, Word};
use crate::station::event::Event;
use crate::station::snapshot::{ImportEnd, ImportView};
use crate::ui::draw::{Cut as _, Type, mood_sign, text_ui};
use crate::ui::files::Ask;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

pub(super) fn import_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (top, below) = body.cut_top(300.0, theme::GAP);
    let room = headed_card_ui(ui, scene, top, &scene.word(Word::ImportHeading));
    let running = scene
        .snapshot
        .import
        .as_ref()
        .filter(|import| import.finished.is_none());
    start_ui(ui, scene, room, state, running.is_some(), out);
    match &scene.snapshot.import {
        None => {}
        Some(import) => match &import.finished {
            None => progress_ui(ui, scene, below, import),
            Some(end) => end_ui(ui, scene, below, end),
        },
    }
}

fn start_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    state: &mut LeadState,
    is_running: bool,
    out: &mut Vec<Event>,
) {
    let (hint, room) = room.cut_top(40.0, 4.0);
    text_ui(ui, hint, &scene.word(Word::ImportHint), lead_text(scene));
    let (folder, room) = room.cut_top(48.0, 8.0);
    if let Some(path) = &state.folder {
        let text = scene.word(Word::ImportFolder {
            folder: path.display().to_string(),
        });
        text_ui(ui, folder, &text, lead_text(scene).bold());
    }
    let (keys, _) = room.cut_top(88.0_f32.min(room.height()), 0.0);
    let columns = keys.columns(3, theme::GAP);
    let [choose, skip, start] = columns.as_slice() else {
        return;
    };
    let text = scene.word(Word::ImportChoose);
    if BigKey::new(&text)
        .for_lead()
        .enabled(!is_running && !state.files.is_open())
        .show(ui, *choose)
    {
        state.files.ask(ui.ctx(), Ask::ImportFolder, &text);
    }
    let text = scene.word(Word::ImportSkipBadRows);
    let answer = scene.word(if state.skip_bad_rows {
        Word::Yes
    } else {
        Word::No
    });
    if BigKey::new(&text)
        .for_lead()
        .note(&answer)
        .chosen(state.skip_bad_rows)
        .enabled(!is_running)
        .show(ui, *skip)
    {
        state.skip_bad_rows = !state.skip_bad_rows;
    }
    let text = scene.word(Word::ImportStart);
    let can_start = state.folder.is_some() && !is_running;
    if BigKey::new(&text)
        .for_lead()
        .primary()
        .icon(Icon::Go)
        .enabled(can_start)
        .show(ui, *start)
        && let Some(folder) = state.folder.clone()
    {
        out.push(Event::Import {
            folder,
            skip_bad_rows: state.skip_bad_rows,
        });
    }
}

fn progress_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, import: &ImportView) {
    let (card, _) = place.cut_top(150.0, 0.0);
    let text = scene.word(Word::ImportProgress {
        done: import.done,
        total: import.total,
    });
    let room = headed_card_ui(ui, scene, card, &text);
    let (bar, _) = room.cut_top(36.0, 0.0);
    let round = CornerRadius::same(12);
    ui.painter().rect_filled(bar, round, scene.palette.raised);
    let mut filled = bar;
    filled.set_width((bar.width() * share(import.done, import.total)).max(24.0));
    ui.painter()
        .rect_filled(filled, round, scene.palette.accent);
}

#[expect(clippy::cast_precision_loss, reason = "the width of a bar")]
fn share(done: u64, total: u64) -> f32 {
    if total == 0 {
        0.0
    } else {
        (done as f32 / total as f32).clamp(0.0, 1.0)
    }
}

fn end_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, end: &ImportEnd) {
    let palette = scene.palette;
    let (mood, color, title, rows) = match end {
        ImportEnd::Done { notes, .. } => (
            Mood::Done,
            palette.good,
            scene.word(Word::ImportDone),
            notes,
        ),
        ImportEnd::Refused { errors } => {
            let count = u64::try_from(errors.len()).unwrap_or(u64::MAX);
            (
                Mood::Wrong,
                palette.alarm,
                scene.word(Word::ImportRefused { count }),
                errors,
            )
        }
    };
    let room = headed_card_ui(ui, scene, card, "");
    let (heading, room) = room.translate(Vec2::new(0.0, -44.0)).cut_top(64.0, 8.0);
    let (sign, words) = heading.cut_left(60.0, 16.0);
    mood_sign(ui, sign, 56.0, mood, [color, palette.card]);
    text_ui(
        ui,
        words,
        &title,
        Type::new(theme::LEAD_HEADING, palette.ink)
            .bold()
            .for_lead(),
    );
    let (facts, list) = room.cut_top(56.0, 8.0);
    match end {
        ImportEnd::Refused { .. } => {
            text_ui(
                ui,
                facts,
                &scene.word(Word::ImportNothingChanged),
                lead_text(scene),
            );
        }
        ImportEnd::Done {
            added,
            changed,
            same,
            notes,
            stock: _,
        } => {
            let repairs = u64::try_from(notes.len()).unwrap_or(u64::MAX);
            let figures = [
                Word::ImportAdded { count: *added },
                Word::ImportChanged { count: *changed },
                Word::ImportSame { count: *same },
                Word::ImportNotes { count: repairs },
            ];
            for (place, figure) in facts.columns(4, theme::GAP).into_iter().zip(figures) {
                text_ui(
                    ui,
                    place,
                    &scene.word(figure),
                    lead_text(scene).bold().at(Align2::LEFT_CENTER),
                );
            }
        }
    }
    let list = Rect::from_min_max(list.min, card.max - Vec2::splat(16.0));
    rows_ui(ui, list, (rows.len(), 38.0), |ui, place, at| {
        if let Some(row) = rows.get(at) {
            let text = i18n::import_line(scene.lang, row);
            text_ui(ui, place, &text, Type::new(22.0, palette.ink).for_lead());
        }
    });
}

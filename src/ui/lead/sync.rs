//! The link to the master: whether it is on, how long the bench can go on alone, what waits, and all benches.

use std::time::Duration;

use eframe::egui::{Align2, CornerRadius, Rect, Ui, vec2};

use super::desk::{DeskState, ago, clock, faint, level_ui, level_word, look_of, span_since};
use super::{benches, headed_card_ui, lead_text};
use crate::i18n::{self, Word, format};
use crate::station::event::Event;
use crate::station::sync_levels::{SyncLevels, sync_levels};
use crate::station::sync_view::{Autonomy, Drift, Level, LinkView};
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// How often ages are told anew.
const AGES: Duration = Duration::from_secs(15);

/// Height of the two cards at the top.
const TOP: f32 = 210.0;

/// A full bar: one shift. Assumption: eight hours.
const SHIFT_MINUTES: u32 = 480;

pub(super) fn sync_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    if !state.was_asked {
        state.was_asked = true;
        out.push(Event::Overview);
    }
    // Ages are told in minutes.
    ui.ctx().request_repaint_after(AGES);
    state.hear(scene);
    let levels = sync_levels(&scene.snapshot.sync, scene.now);
    let (left, right) = body.cut_left(body.width() * 0.46, theme::GAP);
    let (link, figures) = left.cut_top(TOP, theme::GAP);
    link_ui(ui, scene, link, levels.link);
    figures_ui(ui, scene, figures, &levels, out);
    let (meter, table) = right.cut_top(TOP, theme::GAP);
    meter_ui(ui, scene, meter, levels.autonomy);
    benches::benches_ui(ui, scene, table, state, out);
}

/// On, or off and why, and what to do.
fn link_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, level: Level) {
    let view = &scene.snapshot.sync;
    let (headline, hint, times) = match &view.link {
        LinkView::On => (
            scene.word(Word::SyncOn),
            scene.word(Word::SyncOnHint),
            String::new(),
        ),
        LinkView::Trying => (scene.word(Word::SyncTrying), String::new(), String::new()),
        LinkView::Off {
            trouble,
            since,
            retry_at,
        } => {
            let said = i18n::link_trouble(scene.lang, trouble);
            let times = Word::SyncOffSince {
                since: clock(scene, *since),
                retry: clock(scene, *retry_at),
            };
            (
                said.headline,
                said.remedy.unwrap_or_default(),
                scene.word(times),
            )
        }
    };
    let times = match view.rows_to_come {
        0 => times,
        rows => scene.word(Word::SyncFirstLoad { rows }),
    };
    card_ui(ui, card, scene.palette);
    let (sign, words) = card.shrink2(vec2(24.0, 14.0)).cut_left(96.0, 24.0);
    level_ui(ui, scene, sign, level, 88.0);
    let (above, rest) = words.cut_top(62.0, 4.0);
    let (last, middle) = rest.cut_bottom(28.0, 4.0);
    let kind = Type::new(theme::LEAD_HEADING, scene.palette.ink);
    text_ui(ui, above, &headline, kind.bold().for_lead().lines(2));
    text_ui(ui, middle, &hint, lead_text(scene).lines(3));
    text_ui(ui, last, &times, faint(scene));
}

/// How long the bench goes on by itself, as a figure and a bar.
fn meter_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, level: Level) {
    let autonomy = &scene.snapshot.sync.autonomy;
    let (_, color) = look_of(scene, level);
    card_ui(ui, card, scene.palette);
    let room = card.shrink2(vec2(24.0, 14.0));
    let (heading, room) = room.cut_top(34.0, 0.0);
    let (sign, heading) = heading.cut_left(36.0, 12.0);
    level_ui(ui, scene, sign, level, 34.0);
    text_ui(
        ui,
        heading,
        &scene.word(Word::SyncAutonomy),
        lead_text(scene).bold(),
    );
    let (hint, room) = room.cut_bottom(50.0, 2.0);
    let (figure, bar) = room.cut_top(room.height() - 18.0, 2.0);
    let ink = match level {
        Level::Ok => scene.palette.ink,
        Level::Watch | Level::Alarm => color,
    };
    text_ui(
        ui,
        figure,
        &autonomy_text(scene, autonomy),
        Type::new(44.0, ink).bold().for_lead(),
    );
    let round = CornerRadius::same(8);
    ui.painter().rect_filled(bar, round, scene.palette.raised);
    if let Some(minutes) = autonomy.minutes {
        let mut filled = bar;
        filled.set_width((bar.width() * share(minutes)).max(16.0));
        ui.painter().rect_filled(filled, round, color);
    }
    let why = if autonomy.minutes.is_some() {
        Word::SyncAutonomyHint
    } else {
        Word::SyncAutonomyWhy
    };
    text_ui(ui, hint, &scene.word(why), faint(scene).lines(2));
}

fn autonomy_text(scene: &Scene<'_>, autonomy: &Autonomy) -> String {
    scene.word(match autonomy.minutes {
        None => Word::SyncAutonomyUnknown,
        Some(minutes) => Word::SyncAbout {
            span: format::span(scene.lang, u64::from(minutes)),
        },
    })
}

#[expect(clippy::cast_precision_loss, reason = "the width of a bar")]
fn share(minutes: u32) -> f32 {
    (minutes.min(SHIFT_MINUTES) as f32) / (SHIFT_MINUTES as f32)
}

/// Every figure with its level in colour, shape and word.
fn figures_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    levels: &SyncLevels,
    out: &mut Vec<Event>,
) {
    let (keys, table) = card.cut_bottom(72.0, theme::GAP);
    let room = headed_card_ui(ui, scene, table, &scene.word(Word::SyncFigures));
    let figures = figures(scene, levels);
    for (row, (caption, value, level)) in room.stack(figures.len(), 2.0).into_iter().zip(figures) {
        let (sign, row) = row.cut_left(36.0, 14.0);
        level_ui(ui, scene, sign, level, 32.0);
        let (name, row) = row.cut_left(row.width() * 0.42, 12.0);
        text_ui(ui, name, &scene.word(caption), lead_text(scene).lines(2));
        let (word, value_place) = row.cut_right(130.0, 12.0);
        text_ui(ui, value_place, &value, lead_text(scene).bold().lines(2));
        let color = match level {
            Level::Ok => scene.palette.faint,
            Level::Watch | Level::Alarm => look_of(scene, level).1,
        };
        let kind = Type::new(22.0, color).for_lead();
        text_ui(
            ui,
            word,
            &scene.word(level_word(level)),
            kind.at(Align2::RIGHT_CENTER),
        );
    }
    let compare = scene.word(Word::SyncCompare);
    let can_compare = scene.snapshot.sync.link == LinkView::On;
    if BigKey::new(&compare)
        .for_lead()
        .enabled(can_compare)
        .show(ui, keys)
    {
        out.push(Event::Compare);
    }
}

fn figures(scene: &Scene<'_>, levels: &SyncLevels) -> Vec<(Word, String, Level)> {
    let view = &scene.snapshot.sync;
    let open = view.exceptions.iter().filter(|one| one.settled.is_none());
    vec![
        (Word::SyncLastPull, ago(scene, view.last_pull), levels.pull),
        (Word::SyncLastPush, ago(scene, view.last_push), levels.push),
        (Word::SyncQueue, queue(scene), levels.push),
        (
            Word::SyncRejected,
            format::count(view.rejected),
            levels.rejected,
        ),
        (
            Word::SyncExceptions,
            open.count().to_string(),
            levels.exceptions,
        ),
        (Word::SyncOrdersHeld, orders(scene), levels.orders),
        (
            Word::SyncNumbers,
            format::count(view.autonomy.numbers),
            levels.numbers,
        ),
        (
            Word::SyncDataAge,
            view.autonomy
                .data_of
                .map_or_else(|| scene.word(Word::SyncNever), |at| span_since(scene, at)),
            levels.pull,
        ),
        (Word::SyncDrift, drift(scene), levels.drift),
        (Word::SyncBackup, copy(scene), levels.backup),
    ]
}

fn queue(scene: &Scene<'_>) -> String {
    let view = &scene.snapshot.sync;
    match view.oldest_unsent.filter(|_| view.unsent > 0) {
        None => scene.word(Word::SyncNothing),
        Some(at) => scene.word(Word::SyncQueueOf {
            facts: view.unsent,
            span: span_since(scene, at),
        }),
    }
}

fn orders(scene: &Scene<'_>) -> String {
    let autonomy = &scene.snapshot.sync.autonomy;
    match autonomy.claims_end {
        None => format::count(u64::from(autonomy.orders)),
        Some(end) => scene.word(Word::SyncOrdersUntil {
            orders: u64::from(autonomy.orders),
            until: clock(scene, end),
        }),
    }
}

fn copy(scene: &Scene<'_>) -> String {
    let view = &scene.snapshot.sync;
    match view.facts_lost {
        _ if view.is_damaged => scene.word(Word::SyncDamaged),
        Some(facts) => scene.word(Word::SyncRescued { facts }),
        None => ago(scene, view.last_backup),
    }
}

fn drift(scene: &Scene<'_>) -> String {
    match &scene.snapshot.sync.drift {
        Drift::Unknown => scene.word(Word::SyncDriftUnknown),
        Drift::None { at } => scene.word(Word::SyncDriftNone {
            ago: ago(scene, Some(*at)),
        }),
        Drift::Found { topics, .. } => {
            let names: Vec<String> = topics
                .iter()
                .map(|topic| i18n::topic(scene.lang, topic))
                .collect();
            scene.word(Word::SyncDriftFound {
                topics: names.join(", "),
            })
        }
    }
}

//! All benches as the master sees them, and what only a lead decides about them.

use chrono::TimeDelta;
use eframe::egui::{Align2, Rect, Sense, Ui, vec2};

use super::desk::{
    DeskState, Form, ago, caption_ui, decide_ui, faint, level_ui, row_room, warning_ui,
    words_height, words_ui,
};
use super::{headed_card_ui, lead_text, rows_ui};
use crate::domain::ids::{OrderNo, StationId};
use crate::domain::worker::Right;
use crate::i18n::{Word, format};
use crate::station::event::{Command, Event};
use crate::station::sync_view::{BenchView, Level, OverviewView};
use crate::ui::draw::{Cut as _, Type, next_id, paint_text, text_ui};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a bench's row.
const ROW: f32 = 80.0;

/// A bench speaks every twenty seconds; silent for longer, it is away or switched off.
const SILENT: TimeDelta = TimeDelta::minutes(5);

pub(super) fn benches_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    match state.form.clone() {
        Some(Form::TakeOver(bench)) => take_over_ui(ui, scene, card, state, &bench, out),
        Some(Form::Readmit(bench)) => readmit_ui(ui, scene, card, state, &bench, out),
        Some(Form::EndRecovery) => recovery_form_ui(ui, scene, card, state, out),
        None => table_ui(ui, scene, card, state, out),
    }
}

fn table_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::BenchesHeading));
    let (keys, room) = room.cut_bottom(64.0, theme::GRID);
    let (refresh, answer) = keys.cut_right(220.0, theme::GAP);
    let label = scene.word(Word::BenchesRefresh);
    if BigKey::new(&label)
        .for_lead()
        .icon(Icon::Reopen)
        .show(ui, refresh)
    {
        out.push(Event::Overview);
    }
    state.answer_ui(ui, scene, answer);
    let Some(overview) = &scene.snapshot.sync.overview else {
        let kind = lead_text(scene).centered().lines(3);
        text_ui(ui, room, &scene.word(Word::BenchesNone), kind);
        return;
    };
    let room = if overview.waited_for.is_empty() {
        room
    } else {
        let (banner, rest) = room.cut_top(120.0, theme::GRID);
        recovery_ui(ui, scene, banner, state, overview);
        rest
    };
    let (told, room) = room.cut_bottom(30.0, 4.0);
    let as_of = Word::BenchesTold {
        ago: ago(scene, Some(overview.at)),
        orders: overview.free,
    };
    caption_ui(ui, scene, told, &scene.word(as_of));
    let (head, list) = room.cut_top(52.0, 4.0);
    head_ui(ui, scene, head);
    let benches = &overview.benches;
    rows_ui(
        ui,
        list,
        (benches.len(), ROW + theme::GRID),
        |ui, place, at| {
            if let Some(bench) = benches.get(at) {
                let (row, _) = place.cut_top(ROW, 0.0);
                bench_ui(ui, scene, row, bench, state);
            }
        },
    );
}

/// Sign, name, last seen, not sent, orders held, keys.
fn cells(row: Rect) -> [Rect; 6] {
    let (sign, rest) = row.cut_left(40.0, 12.0);
    let (keys, rest) = rest.cut_right(rest.width() * 0.32, 12.0);
    let (name, rest) = rest.cut_left(rest.width() * 0.38, 8.0);
    let (seen, rest) = rest.cut_left(rest.width() * 0.36, 8.0);
    let (unsent, held) = rest.cut_left(rest.width() * 0.5, 8.0);
    [sign, name, seen, unsent, held, keys]
}

fn head_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
    let [_, name, seen, unsent, held, _] = cells(place.shrink2(vec2(16.0, 0.0)));
    let columns = [
        (name, Word::BenchesName, Align2::LEFT_CENTER),
        (seen, Word::BenchesSeen, Align2::LEFT_CENTER),
        (unsent, Word::BenchesUnsent, Align2::RIGHT_CENTER),
        (held, Word::BenchesHeld, Align2::RIGHT_CENTER),
    ];
    for (place, title, align) in columns {
        text_ui(
            ui,
            place,
            &scene.word(title),
            faint(scene).lines(2).at(align),
        );
    }
}

fn bench_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, bench: &BenchView, state: &mut DeskState) {
    let room = row_room(ui, scene, row);
    let [sign, name, seen, unsent, held, keys] = cells(room);
    let is_silent = bench.last_seen.is_none_or(|seen| scene.now - seen > SILENT);
    let level = match (bench.quarantined, is_silent) {
        (true, _) => Level::Alarm,
        (false, true) => Level::Watch,
        (false, false) => Level::Ok,
    };
    level_ui(ui, scene, sign, level, 36.0);
    let note = match bench {
        BenchView {
            quarantined: true, ..
        } => Some(Word::BenchQuarantined),
        BenchView { is_here: true, .. } => Some(Word::BenchHere),
        _ => None,
    };
    let kind = lead_text(scene).bold();
    match note {
        None => {
            text_ui(ui, name, bench.station.as_str(), kind);
        }
        Some(note) => {
            let (above, below) = name.cut_top(name.height() * 0.48, 0.0);
            text_ui(ui, above, bench.station.as_str(), kind);
            text_ui(ui, below, &scene.word(note), faint(scene).lines(2));
        }
    }
    text_ui(
        ui,
        seen,
        &ago(scene, bench.last_seen),
        lead_text(scene).lines(2),
    );
    let number = lead_text(scene).at(Align2::RIGHT_CENTER);
    text_ui(ui, unsent, &format::count(bench.unsent), number);
    let orders = u64::try_from(bench.held.len()).unwrap_or(u64::MAX);
    text_ui(ui, held, &format::count(orders), number);
    bench_keys_ui(ui, scene, keys, bench, state);
}

fn bench_keys_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    bench: &BenchView,
    state: &mut DeskState,
) {
    if bench.is_here || !may_decide(scene) {
        return;
    }
    let name = bench.station.to_string();
    let take_over = (
        Form::TakeOver(bench.station.clone()),
        Word::BenchTakeOver,
        Word::BenchTakeOverOf {
            bench: name.clone(),
        },
    );
    let readmit = (
        Form::Readmit(bench.station.clone()),
        Word::BenchReadmit,
        Word::BenchReadmitOf { bench: name },
    );
    let mut wanted = Vec::new();
    if bench.quarantined {
        wanted.push(readmit);
    }
    if !bench.held.is_empty() {
        wanted.push(take_over);
    }
    let columns = place.columns(wanted.len(), theme::GRID);
    for (key, (form, label, name)) in columns.into_iter().zip(wanted) {
        let (label, name) = (scene.word(label), scene.word(name));
        if BigKey::new(&label)
            .for_lead()
            .size(22.0)
            .named(&name)
            .show(ui, key)
        {
            state.open(form);
        }
    }
}

fn may_decide(scene: &Scene<'_>) -> bool {
    let worker = scene.snapshot.worker.as_ref();
    worker.is_some_and(|worker| worker.role.has(Right::SettleExceptions))
}

/// The master was set back: who is waited for, and a key to wait no longer.
fn recovery_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    state: &mut DeskState,
    overview: &OverviewView,
) {
    let room = row_room(ui, scene, place);
    let (sign, rest) = room.cut_left(56.0, 16.0);
    level_ui(ui, scene, sign, Level::Alarm, 52.0);
    let (key, words) = rest.cut_right(rest.width() * 0.26, theme::GAP);
    let (above, below) = words.cut_top(words.height() * 0.5, 0.0);
    let kind = lead_text(scene).bold();
    text_ui(ui, above, &scene.word(Word::RecoveryHeading), kind.lines(2));
    let names: Vec<&str> = overview.waited_for.iter().map(StationId::as_str).collect();
    let waits = Word::RecoveryWaits {
        benches: names.join(", "),
    };
    text_ui(ui, below, &scene.word(waits), lead_text(scene).lines(2));
    let label = scene.word(Word::RecoveryButton);
    if may_decide(scene) && BigKey::new(&label).for_lead().size(22.0).show(ui, key) {
        state.open(Form::EndRecovery);
    }
}

fn take_over_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut DeskState,
    bench: &StationId,
    out: &mut Vec<Event>,
) {
    let title = Word::TakeOverHeading {
        bench: bench.to_string(),
    };
    let room = headed_card_ui(ui, scene, card, &scene.word(title));
    let (warning, room) = room.cut_top(96.0, theme::GRID);
    warning_ui(ui, scene, warning, &scene.word(Word::TakeOverWarning));
    let common = [
        Word::TakeOverWhyBroken,
        Word::TakeOverWhyNobody,
        Word::TakeOverWhyLooked,
    ]
    .map(|word| scene.word(word));
    let (words, room) = above_keys(ui, scene, room, state, common.len());
    let (caption, list) = room.cut_top(28.0, 4.0);
    caption_ui(ui, scene, caption, &scene.word(Word::TakeOverWhich));
    orders_ui(ui, scene, list, state, bench);
    let caption = scene.word(Word::WhyField);
    words_ui(ui, words.choice, &common, (&caption, &mut state.reason));
    let can = state.order.is_some() && !state.reason.trim().is_empty();
    let label = scene.word(Word::TakeOverButton);
    match decide_ui(ui, scene, words.keys, &label, can) {
        Some(true) => {
            if let Some(order) = state.order.clone() {
                let command = Command::TakeOver {
                    order,
                    from: bench.clone(),
                    reason: state.reason.clone(),
                };
                state.send(scene, command, out);
                out.push(Event::Overview);
            }
        }
        Some(false) => state.close(),
        None => {}
    }
}

/// Where the reason and the two keys stand in a form.
struct FormPlaces {
    choice: Rect,
    keys: Rect,
}

/// Cuts keys, answer and reason off the bottom of a form.
fn above_keys(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    state: &DeskState,
    common: usize,
) -> (FormPlaces, Rect) {
    let (keys, room) = room.cut_bottom(72.0, theme::GRID);
    let (answer, room) = room.cut_bottom(56.0, theme::GRID);
    state.answer_ui(ui, scene, answer);
    let (choice, room) = room.cut_bottom(words_height(common), theme::GRID);
    (FormPlaces { choice, keys }, room)
}

/// The orders that the bench holds, one to choose.
fn orders_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    state: &mut DeskState,
    bench: &StationId,
) {
    const PER_ROW: usize = 3;
    let overview = scene.snapshot.sync.overview.as_ref();
    let held: &[OrderNo] = overview
        .and_then(|overview| overview.benches.iter().find(|one| one.station == *bench))
        .map_or(&[], |bench| &bench.held);
    rows_ui(
        ui,
        place,
        (held.len().div_ceil(PER_ROW), 68.0),
        |ui, row, at| {
            let (row, _) = row.cut_top(62.0, 0.0);
            let orders = held.iter().skip(at * PER_ROW).take(PER_ROW);
            for (key, order) in row.columns(PER_ROW, theme::GRID).into_iter().zip(orders) {
                order_key_ui(ui, scene, key, order, state);
            }
        },
    );
}

fn order_key_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    order: &OrderNo,
    state: &mut DeskState,
) {
    let is_chosen = state.order.as_ref() == Some(order);
    let id = next_id(ui);
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, order.as_str())
    });
    if response.clicked() {
        state.order = Some(order.clone());
    }
    let palette = scene.palette;
    let border = if response.has_focus() {
        palette.ink
    } else if is_chosen {
        palette.accent
    } else {
        palette.line
    };
    ui.painter().rect(
        place,
        12,
        palette.raised,
        egui::Stroke::new(if is_chosen { 4.0 } else { 2.0 }, border),
        egui::StrokeKind::Inside,
    );
    let kind = Type::new(theme::LEAD_TEXT, palette.ink)
        .for_lead()
        .centered();
    paint_text(ui, place.shrink(8.0), order.as_str(), kind.bold());
}

fn readmit_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut DeskState,
    bench: &StationId,
    out: &mut Vec<Event>,
) {
    let title = Word::ReadmitHeading {
        bench: bench.to_string(),
    };
    let words = (
        title,
        Word::ReadmitWarning,
        vec![Word::ReadmitWhyCopyOff, Word::ReadmitWhyRestored],
        Word::ReadmitButton,
    );
    if reasoned_ui(ui, scene, card, state, words) {
        let command = Command::Readmit {
            bench: bench.clone(),
            reason: state.reason.clone(),
        };
        state.send(scene, command, out);
        out.push(Event::Overview);
    }
}

fn recovery_form_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let words = (
        Word::RecoveryHeading,
        Word::RecoveryWarning,
        vec![Word::RecoveryWhyGone, Word::RecoveryWhyChecked],
        Word::RecoveryButton,
    );
    if reasoned_ui(ui, scene, card, state, words) {
        let command = Command::EndRecovery {
            reason: state.reason.clone(),
        };
        state.send(scene, command, out);
        out.push(Event::Overview);
    }
}

/// A decision that needs a warning and a reason; answers whether it was taken.
fn reasoned_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    state: &mut DeskState,
    (title, warning, common, button): (Word, Word, Vec<Word>, Word),
) -> bool {
    let room = headed_card_ui(ui, scene, card, &scene.word(title));
    let (above, room) = room.cut_top(110.0, theme::GRID);
    warning_ui(ui, scene, above, &scene.word(warning));
    let (places, _) = above_keys(ui, scene, room, state, common.len());
    let common: Vec<String> = common.into_iter().map(|word| scene.word(word)).collect();
    let caption = scene.word(Word::WhyField);
    words_ui(ui, places.choice, &common, (&caption, &mut state.reason));
    let can = !state.reason.trim().is_empty();
    match decide_ui(ui, scene, places.keys, &scene.word(button), can) {
        Some(true) => true,
        Some(false) => {
            state.close();
            false
        }
        None => false,
    }
}

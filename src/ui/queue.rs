//! The queue: what to pack next and by when, and what is held and why.

use chrono::{DateTime, Datelike as _, Utc};
use eframe::egui::{Align2, Color32, CornerRadius, Rect, Ui, Vec2, pos2, vec2};

use super::draw::{Cut as _, Type, card_ui, chip_ui, mood_shape, text_ui, width_of};
use super::scene::Scene;
use super::theme::{self, Mood};
use crate::i18n::{self, BenchWord, Word, format};
use crate::station::snapshot::{DebtRow, HeldRow, QueueRow};

const ROW: f32 = 72.0;
const HELD_ROW: f32 = 92.0;
/// From so many minutes before the cut-off on it is urgent.
///
/// Assumption: half an hour is what a bench needs to change its plan; the shop may settle it.
const URGENT_MINUTES: i64 = 30;

/// The middle of the idle screen: ready orders left, held ones right.
pub fn queue_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect) {
    let (held, ready) = body.cut_right(body.width() * 0.36, theme::GAP);
    ready_ui(
        ui,
        scene,
        ready,
        Word::QueueReady {
            count: scene.snapshot.queue.ready_count,
        },
    );
    let debts = &scene.snapshot.queue.debts;
    if debts.is_empty() {
        return held_ui(ui, scene, held);
    }
    let (debts_card, held) = held.cut_bottom(held.height() * 0.62, theme::GAP);
    held_ui(ui, scene, held);
    debts_ui(ui, scene, debts_card, debts);
}

/// Parcels under a substitute label, the oldest first: which, and why.
fn debts_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, debts: &[DebtRow]) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let (heading, rest) = card.shrink2(vec2(theme::PAD, 10.0)).cut_top(44.0, 0.0);
    let count = u64::try_from(debts.len()).unwrap_or(u64::MAX);
    let title = scene.bench_word(BenchWord::DebtHeading { count });
    text_ui(
        ui,
        heading,
        &title,
        Type::new(theme::TEXT, palette.watch).bold(),
    );
    // One debt leaves room to say how it is paid; of several, two are seen at once.
    let rows = if debts.len() == 1 {
        let (hint, rows) = rest.cut_top(44.0, 4.0);
        let text = scene.bench_word(BenchWord::DebtHint);
        text_ui(ui, hint, &text, Type::new(theme::TEXT_MIN, palette.faint));
        rows
    } else {
        rest
    };
    for (debt, place) in debts.iter().zip(places(rows, HELD_ROW)) {
        let subject = format!("{} ({})", debt.order, debt.parcel);
        let why = i18n::debt_reason(scene.lang, &debt.reason);
        blocked_row_ui(ui, scene, place, &subject, &why);
    }
}

/// The next orders alone, beside a closed parcel.
pub fn next_orders_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect) {
    ready_ui(ui, scene, card, Word::QueueHeading);
}

fn ready_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, title: Word) {
    let queue = &scene.snapshot.queue;
    card_ui(ui, card, scene.palette);
    let (heading, rows) = card.shrink2(vec2(theme::PAD, 10.0)).cut_top(44.0, 4.0);
    text_ui(
        ui,
        heading,
        &scene.word(title),
        Type::new(theme::TEXT, scene.palette.faint).bold(),
    );
    if queue.ready.is_empty() {
        let is_bare = queue.held_count == 0 && queue.packed_today == 0;
        let text = scene.word(if is_bare {
            Word::QueueNoData
        } else {
            Word::QueueEmpty
        });
        text_ui(
            ui,
            rows,
            &text,
            Type::new(theme::HEADING, scene.palette.faint)
                .lines(4)
                .centered(),
        );
        return;
    }
    for (row, place) in queue.ready.iter().zip(places(rows, ROW)) {
        ready_row_ui(ui, scene, place, row);
    }
}

/// Places of rows, a little wider than the heading over them.
fn places(room: Rect, height: f32) -> Vec<Rect> {
    room.expand2(vec2(12.0, 0.0)).rows(height)
}

fn ready_row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, row: &QueueRow) {
    let palette = scene.palette;
    ui.painter()
        .rect_filled(place, CornerRadius::same(12), palette.raised);
    let room = place.shrink2(vec2(theme::GAP, 4.0));
    let (clock, room) = room.cut_left(308.0, theme::GAP);
    cutoff_ui(ui, scene, clock, row.cutoff);
    let number = Type::new(42.0, palette.ink).bold();
    let has_room = width_of(ui, row.order.as_str(), number) + 184.0 + theme::GAP <= room.width();
    let room = if has_room {
        let (units, rest) = room.cut_right(184.0, theme::GAP);
        let count = scene.word(Word::Units {
            count: u64::from(row.units),
        });
        text_ui(
            ui,
            units,
            &count,
            Type::new(theme::TEXT, palette.ink)
                .bold()
                .at(Align2::RIGHT_CENTER),
        );
        rest
    } else {
        room
    };
    let painted = text_ui(ui, room, row.order.as_str(), number);
    let mut x = painted.right() + 20.0;
    let chip = |ui: &mut Ui, x: f32, text: &str, fill: Color32, ink: Color32| -> Option<f32> {
        let kind = Type::new(theme::TEXT_MIN, ink).bold();
        let fits = x + width_of(ui, text, kind) + 36.0 <= room.right();
        fits.then(|| chip_ui(ui, pos2(x, place.center().y - 26.0), text, 52.0, fill, kind) + 12.0)
    };
    if row.begun
        && let Some(width) = chip(
            ui,
            x,
            &scene.word(Word::QueueBegun),
            palette.primary.fill,
            palette.primary.ink,
        )
    {
        x += width;
    }
    for tag in &row.tags {
        match chip(
            ui,
            x,
            &i18n::tag(scene.lang, *tag),
            palette.pressed,
            palette.ink,
        ) {
            Some(width) => x += width,
            None => return,
        }
    }
    let rest = Rect::from_min_max(pos2(x + 4.0, room.top()), room.max);
    let delivery = i18n::delivery(scene.lang, &row.delivery_method);
    let kind = Type::new(theme::TEXT_MIN, palette.faint);
    if width_of(ui, &delivery, kind) <= rest.width() {
        text_ui(ui, rest, &delivery, kind);
    }
}

/// Time to the cut-off, with a shape that says how urgent it is.
fn cutoff_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, cutoff: DateTime<Utc>) {
    let palette = scene.palette;
    let minutes = (cutoff - scene.now).num_minutes();
    let (mood, color) = match minutes {
        ..0 => (Mood::Wrong, palette.alarm),
        0..URGENT_MINUTES => (Mood::Blocked, palette.watch),
        _ => (Mood::Calm, palette.faint),
    };
    let (sign, words) = place.cut_left(44.0, 12.0);
    mood_shape(
        ui,
        Rect::from_center_size(sign.center(), Vec2::splat(40.0)),
        mood,
        color,
        palette.raised,
    );
    let text = match u64::try_from(minutes) {
        Err(_passed) => scene.word(Word::CutoffPassed),
        Ok(count @ ..60) => scene.word(Word::Minutes { count }),
        Ok(_) => scene.word(Word::CutoffAt {
            time: wall_time(scene, cutoff),
        }),
    };
    let ink = if mood == Mood::Calm {
        palette.ink
    } else {
        color
    };
    text_ui(ui, words, &text, Type::new(theme::TEXT, ink).bold());
}

/// The cut-off on the warehouse's clock; with its day unless that is today.
fn wall_time(scene: &Scene<'_>, at: DateTime<Utc>) -> String {
    let zone = scene.snapshot.time_zone;
    let (at, now) = (at.with_timezone(&zone), scene.now.with_timezone(&zone));
    let time = format::time(&at);
    if at.date_naive() == now.date_naive() {
        return time;
    }
    format!("{:02}.{:02} {time}", at.day(), at.month())
}

fn held_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect) {
    let palette = scene.palette;
    let queue = &scene.snapshot.queue;
    card_ui(ui, card, palette);
    let (heading, rows) = card.shrink2(vec2(theme::PAD, 10.0)).cut_top(44.0, 4.0);
    let title = scene.word(Word::QueueHeld {
        count: queue.held_count,
    });
    text_ui(
        ui,
        heading,
        &title,
        Type::new(theme::TEXT, palette.faint).bold(),
    );
    if queue.held.is_empty() {
        let text = scene.word(Word::QueueNothingHeld);
        text_ui(
            ui,
            rows,
            &text,
            Type::new(theme::TEXT, palette.faint).lines(3).centered(),
        );
        return;
    }
    for (row, place) in queue.held.iter().zip(places(rows, HELD_ROW)) {
        held_row_ui(ui, scene, place, row);
    }
}

fn held_row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, row: &HeldRow) {
    let said = i18n::hold(scene.lang, &row.hold);
    blocked_row_ui(ui, scene, place, row.order.as_str(), &said.headline);
}

/// What is stopped, and below it why.
fn blocked_row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, subject: &str, why: &str) {
    let palette = scene.palette;
    ui.painter()
        .rect_filled(place, CornerRadius::same(12), palette.raised);
    let (sign, words) = place
        .shrink2(vec2(theme::GAP, 2.0))
        .cut_left(44.0, theme::GAP);
    mood_shape(
        ui,
        Rect::from_center_size(sign.center(), Vec2::splat(42.0)),
        Mood::Blocked,
        palette.watch,
        palette.raised,
    );
    let (above, below) = words.cut_top(46.0, 0.0);
    text_ui(
        ui,
        above,
        subject,
        Type::new(theme::TEXT, palette.ink).bold(),
    );
    text_ui(
        ui,
        below,
        why,
        Type::new(theme::TEXT_MIN, palette.ink).at(Align2::LEFT_TOP),
    );
}

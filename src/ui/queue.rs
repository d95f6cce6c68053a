//! The queue: what to pack next and by when, and what is held and why.

use eframe::egui::{Align2, Color32, CornerRadius, Rect, Ui, pos2, vec2};

use super::departure::{cutoff_ui, next_cutoff_ui};
use super::draw::{Cut as _, Type, card_ui, chip_ui, mood_sign, text_ui, width_of};
use super::scene::Scene;
use super::theme::{self, Mood};
use crate::i18n::{self, BenchWord, CalendarWord, Word};
use crate::station::snapshot::{DebtRow, HeldRow, QueueRow};

const ROW: f32 = 72.0;
const HELD_ROW: f32 = 92.0;

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
    let painted = text_ui(
        ui,
        heading,
        &scene.word(title),
        Type::new(theme::TEXT, scene.palette.faint).bold(),
    );
    let rest = Rect::from_min_max(
        pos2(painted.right() + theme::GAP, heading.top()),
        heading.max,
    );
    next_cutoff_ui(ui, scene, rest);
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

/// Width of the column that says when an order leaves.
const CLOCK: f32 = 318.0;

fn ready_row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, row: &QueueRow) {
    let palette = scene.palette;
    ui.painter()
        .rect_filled(place, CornerRadius::same(12), palette.raised);
    let room = place.shrink2(vec2(theme::GAP, 4.0));
    let (clock, room) = room.cut_left(CLOCK, theme::GAP);
    let number = Type::new(42.0, palette.ink).bold();
    let chips = chips_of(scene, row);
    let chip = |ui: &Ui, text: &str| {
        width_of(ui, text, Type::new(theme::TEXT_MIN, palette.ink).bold()) + 36.0
    };
    // That it is late matters more than how many units it has.
    let late = match chips.first() {
        Some((text, ..)) if row.is_late() => chip(ui, text) + 20.0,
        _ => 0.0,
    };
    let taken = width_of(ui, row.order.as_str(), number) + late;
    let count = scene.word(Word::Units {
        count: u64::from(row.units),
    });
    let kind = Type::new(theme::TEXT, palette.ink)
        .bold()
        .at(Align2::RIGHT_CENTER);
    let wide = width_of(ui, &count, kind) + 4.0;
    let room = if taken + wide + theme::GAP <= room.width() {
        let (units, rest) = room.cut_right(wide, theme::GAP);
        text_ui(ui, units, &count, kind);
        rest
    } else {
        room
    };
    let painted = text_ui(ui, room, row.order.as_str(), number);
    let mut x = painted.right() + 20.0;
    let is_marked = late == 0.0 || taken <= room.width();
    cutoff_ui(ui, scene, clock, row, is_marked);
    for (text, fill, ink) in chips {
        if x + chip(ui, &text) > room.right() {
            return;
        }
        let kind = Type::new(theme::TEXT_MIN, ink).bold();
        let corner = pos2(x, place.center().y - 26.0);
        x += chip_ui(ui, corner, &text, 52.0, fill, kind) + 12.0;
    }
    let rest = Rect::from_min_max(pos2(x + 4.0, room.top()), room.max);
    let delivery = i18n::delivery(scene.lang, &row.delivery_method);
    let kind = Type::new(theme::TEXT_MIN, palette.faint);
    if width_of(ui, &delivery, kind) <= rest.width() {
        text_ui(ui, rest, &delivery, kind);
    }
}

/// The marks of a row with their colours, the most important first: what does not fit is left out.
fn chips_of(scene: &Scene<'_>, row: &QueueRow) -> Vec<(String, Color32, Color32)> {
    let palette = scene.palette;
    let late = row.is_late().then(|| {
        let text = scene.calendar_word(CalendarWord::LeavesLate);
        (text, palette.alarm, palette.raised)
    });
    let begun = row.begun.then(|| {
        let text = scene.word(Word::QueueBegun);
        (text, palette.primary.fill, palette.primary.ink)
    });
    let tags = row.tags.iter().map(|tag| {
        let text = i18n::tag(scene.lang, *tag);
        (text, palette.pressed, palette.ink)
    });
    late.into_iter().chain(begun).chain(tags).collect()
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
    let beside = blocked_row_ui(ui, scene, place, row.order.as_str(), &said.headline);
    let Some(owner) = scene.snapshot.desk.owners.of_hold(&row.hold) else {
        return;
    };
    let who = i18n::owner(scene.lang, owner);
    let kind = Type::new(theme::TEXT_MIN, scene.palette.faint).at(Align2::RIGHT_CENTER);
    if width_of(ui, &who, kind) <= beside.width() {
        text_ui(ui, beside, &who, kind);
    }
}

/// What is stopped, and below it why. Answers the room beside what is stopped.
fn blocked_row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, subject: &str, why: &str) -> Rect {
    let palette = scene.palette;
    ui.painter()
        .rect_filled(place, CornerRadius::same(12), palette.raised);
    let (sign, words) = place
        .shrink2(vec2(theme::GAP, 2.0))
        .cut_left(44.0, theme::GAP);
    mood_sign(
        ui,
        sign,
        42.0,
        Mood::Blocked,
        [palette.watch, palette.raised],
    );
    let (above, below) = words.cut_top(46.0, 0.0);
    let painted = text_ui(
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
    above.with_min_x(painted.right() + theme::GAP)
}

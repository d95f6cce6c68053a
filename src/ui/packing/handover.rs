//! The carrier's list while it is filled: how many parcels are on it, and which still wait.

use eframe::egui::{Align2, CornerRadius, Rect, Ui, vec2};

use super::inner;
use crate::domain::ids::OrderNo;
use crate::i18n::{self, BenchWord};
use crate::station::handover::{HandOverView, HandedParcel, WaitingParcel};
use crate::ui::draw::{Cut as _, Type, card_ui, mood_sign, text_ui};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

const ROW: f32 = 76.0;

pub(super) fn hand_over_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, list: &HandOverView) {
    let (right, left) = body.cut_right(body.width() * 0.46, theme::GAP);
    counted_ui(ui, scene, left, list);
    missing_ui(ui, scene, right, &list.missing);
}

/// Carrier and count, huge; below what was scanned last.
fn counted_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, list: &HandOverView) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let (top, rest) = inner(card).cut_top(236.0, theme::GAP);
    let (name, count) = top.cut_left(top.width() * 0.5, theme::GAP);
    text_ui(
        ui,
        name,
        &i18n::carrier(scene.lang, &list.carrier),
        Type::new(theme::GIANT, palette.ink).bold().lines(2),
    );
    let missing = u32::try_from(list.missing.len()).unwrap_or(u32::MAX);
    let all = list.parcels.saturating_add(missing);
    let (figure, caption) = count.cut_top(140.0, 4.0);
    let is_complete = missing == 0 && list.parcels > 0;
    let ink = if is_complete {
        palette.good
    } else {
        palette.ink
    };
    text_ui(
        ui,
        figure,
        &format!("{} / {all}", list.parcels),
        Type::new(theme::HUGE, ink).bold().at(Align2::RIGHT_CENTER),
    );
    text_ui(
        ui,
        caption,
        &scene.bench_word(BenchWord::HandOverOnList),
        Type::new(theme::TEXT_MIN, palette.faint)
            .lines(2)
            .at(Align2::RIGHT_TOP),
    );
    let (heading, rows) = rest.cut_top(44.0, 8.0);
    let title = scene.bench_word(BenchWord::HandOverLast);
    text_ui(
        ui,
        heading,
        &title,
        Type::new(theme::TEXT, palette.faint).bold(),
    );
    if list.last.is_empty() {
        let text = scene.bench_word(BenchWord::HandOverNothingYet);
        let kind = Type::new(theme::HEADING, palette.faint).centered();
        text_ui(ui, rows, &text, kind.lines(2));
        return;
    }
    for (parcel, place) in list.last.iter().zip(rows.rows(ROW)) {
        row_ui(
            ui,
            scene,
            place,
            Mood::Right,
            &name_of(scene, parcel),
            parcel.tracking.as_str(),
        );
    }
}

fn name_of(scene: &Scene<'_>, parcel: &HandedParcel) -> String {
    match &parcel.parcel {
        Some((order, number)) => parcel_name(order, *number),
        None => scene.bench_word(BenchWord::HandOverUnknown),
    }
}

/// The order, and which of its parcels where it is not the first.
fn parcel_name(order: &OrderNo, number: u32) -> String {
    match number {
        1 => order.to_string(),
        _ => format!("{order} ({number})"),
    }
}

/// Parcels that wait for this carrier and are not on the list, the oldest first.
fn missing_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, missing: &[WaitingParcel]) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let (heading, rows) = inner(card).cut_top(44.0, 8.0);
    let count = u64::try_from(missing.len()).unwrap_or(u64::MAX);
    let title = scene.bench_word(BenchWord::HandOverMissing { count });
    let ink = if missing.is_empty() {
        palette.faint
    } else {
        palette.watch
    };
    text_ui(ui, heading, &title, Type::new(theme::TEXT, ink).bold());
    if missing.is_empty() {
        let text = scene.bench_word(BenchWord::HandOverAllThere);
        let kind = Type::new(theme::HEADING, palette.good).centered();
        text_ui(ui, rows, &text, kind.lines(4));
        return;
    }
    let places = rows.rows(ROW);
    // The last place says how many more there are.
    let shown = if missing.len() > places.len() {
        places.len().saturating_sub(1)
    } else {
        missing.len()
    };
    for (parcel, place) in missing.iter().take(shown).zip(&places) {
        row_ui(
            ui,
            scene,
            *place,
            Mood::Blocked,
            &parcel_name(&parcel.order, parcel.parcel),
            parcel.tracking.as_str(),
        );
    }
    let more = missing.len() - shown;
    if let (Some(place), true) = (places.get(shown), more > 0) {
        let count = u64::try_from(more).unwrap_or(u64::MAX);
        let text = scene.bench_word(BenchWord::HandOverMore { count });
        text_ui(
            ui,
            *place,
            &text,
            Type::new(theme::TEXT, palette.ink).bold(),
        );
    }
}

/// One parcel: its order big, and the end of its number, by which labels differ.
fn row_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, mood: Mood, name: &str, tracking: &str) {
    let palette = scene.palette;
    ui.painter()
        .rect_filled(place, CornerRadius::same(12), palette.raised);
    let (sign, room) = place
        .shrink2(vec2(theme::GAP, 4.0))
        .cut_left(44.0, theme::GAP);
    let color = match mood {
        Mood::Right => palette.good,
        _ => palette.watch,
    };
    mood_sign(ui, sign, 40.0, mood, [color, palette.raised]);
    let (number, name_place) = room.cut_right(210.0, theme::GAP);
    text_ui(ui, name_place, name, Type::new(42.0, palette.ink).bold());
    text_ui(
        ui,
        number,
        &ending(tracking),
        Type::new(theme::TEXT, palette.faint).at(Align2::RIGHT_CENTER),
    );
}

/// The last eight characters of a number.
fn ending(number: &str) -> String {
    let count = number.chars().count();
    if count <= 8 {
        return number.to_owned();
    }
    let end: String = number.chars().skip(count - 8).collect();
    format!("…{end}")
}

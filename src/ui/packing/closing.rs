//! The end of a parcel: the order number confirms it, then the tracking number and the next order.

use eframe::egui::{Align2, Color32, Rect, Ui, pos2, vec2};

use super::inner;
use super::packaging::packaging_name;
use crate::i18n::{Word, format};
use crate::station::snapshot::SessionView;
use crate::ui::bars::print_text;
use crate::ui::draw::{Cut as _, Type, card_ui, mood_sign, text_ui};
use crate::ui::queue;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

pub(super) fn confirming_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, session: &SessionView) {
    let palette = scene.palette;
    let (right, left) = body.cut_right(body.width() * 0.36, theme::GAP);
    card_ui(ui, left, palette);
    let (bars, words) = inner(left).cut_top(body.height() * 0.5, theme::GAP);
    barcode_drawing(
        ui,
        bars.shrink2(vec2(bars.width() * 0.12, 12.0)),
        palette.ink,
    );
    let (caption, number) = words.cut_top(48.0, 0.0);
    text_ui(
        ui,
        caption,
        &scene.word(Word::Order),
        Type::new(theme::TEXT, palette.faint).centered(),
    );
    text_ui(
        ui,
        number,
        session.order.as_str(),
        Type::new(theme::HUGE, palette.accent).bold().centered(),
    );

    card_ui(ui, right, palette);
    let lang = scene.lang;
    let facts = [
        (
            Word::Quantity,
            scene.word(Word::Counter {
                done: u64::from(session.done),
                of: u64::from(session.of),
            }),
        ),
        (
            Word::Packaging,
            session
                .packaging
                .as_ref()
                .map(|code| packaging_name(scene, code))
                .unwrap_or_default(),
        ),
        (
            Word::Measured,
            session
                .gross
                .map(|mass| format::grams(lang, mass))
                .unwrap_or_default(),
        ),
    ];
    for (place, (title, text)) in inner(right)
        .stack(facts.len(), theme::GAP)
        .into_iter()
        .zip(facts)
    {
        let (sign, words) = place.cut_left(72.0, 24.0);
        mood_sign(ui, sign, 68.0, Mood::Right, [palette.good, palette.card]);
        let (above, below) = words.cut_top(words.height() * 0.42, 0.0);
        text_ui(
            ui,
            above,
            &scene.word(title),
            Type::new(theme::TEXT_MIN, palette.faint).at(Align2::LEFT_BOTTOM),
        );
        text_ui(
            ui,
            below,
            &text,
            Type::new(60.0, palette.ink).bold().at(Align2::LEFT_TOP),
        );
    }
}

/// Bars as on a pick list, so that it is plain what to scan. No symbol that a scanner could read.
fn barcode_drawing(ui: &Ui, room: Rect, ink: Color32) {
    const WIDTHS: [u8; 45] = [
        2, 1, 1, 2, 3, 1, 1, 3, 2, 1, 4, 1, 1, 2, 2, 3, 1, 1, 1, 4, 2, 1, 3, 1, 1, 2, 1, 3, 2, 2,
        1, 1, 4, 1, 2, 1, 1, 3, 1, 2, 2, 1, 3, 1, 2,
    ];
    let modules: u16 = WIDTHS.iter().map(|width| u16::from(*width)).sum();
    let unit = room.width() / f32::from(modules);
    let mut x = room.left();
    for (at, width) in WIDTHS.iter().enumerate() {
        let width = unit * f32::from(*width);
        if at % 2 == 0 {
            ui.painter().rect_filled(
                Rect::from_min_max(pos2(x, room.top()), pos2(x + width, room.bottom())),
                0.0,
                ink,
            );
        }
        x += width;
    }
}

pub(super) fn closed_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, session: &SessionView) {
    let palette = scene.palette;
    let (right, left) = body.cut_right(body.width() * 0.4, theme::GAP);
    card_ui(ui, left, palette);
    let room = inner(left);
    let (top, below) = room.cut_top(200.0, 12.0);
    let (sign, words) = top.cut_left(180.0, 36.0);
    mood_sign(ui, sign, 168.0, Mood::Done, [palette.good, palette.card]);
    text_ui(
        ui,
        words,
        &scene.word(Word::ParcelClosed),
        Type::new(theme::GIANT, palette.ink).bold().lines(2),
    );
    let (caption, rest) = below.cut_top(48.0, 0.0);
    text_ui(
        ui,
        caption,
        &scene.word(Word::Tracking),
        Type::new(theme::TEXT_MIN, palette.faint),
    );
    let (number, label) = rest.cut_top(84.0, 8.0);
    let tracking = session
        .tracking
        .as_ref()
        .map_or("", |tracking| tracking.as_str());
    text_ui(
        ui,
        number,
        &in_groups(tracking),
        Type::new(66.0, palette.accent).bold(),
    );
    let failed = scene
        .snapshot
        .print_jobs
        .iter()
        .find(|job| job.failed.is_some() || job.doubt.is_some());
    let (text, ink) = match failed {
        _ if session.label_due => (scene.word(Word::LabelScanHint), palette.watch),
        Some(job) => (print_text(scene, job), palette.alarm),
        None if scene.snapshot.print_jobs.is_empty() => {
            (scene.word(Word::LabelPrinted), palette.faint)
        }
        None => (scene.word(Word::LabelWaiting), palette.watch),
    };
    text_ui(
        ui,
        label,
        &text,
        Type::new(theme::TEXT, ink).lines(2).at(Align2::LEFT_TOP),
    );
    queue::next_orders_ui(ui, scene, right);
}

/// A long number in groups of four from the left, so that it can be read out.
fn in_groups(number: &str) -> String {
    let mut text = String::with_capacity(number.len() * 2);
    for (at, character) in number.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push(' ');
        }
        text.push(character);
    }
    text
}

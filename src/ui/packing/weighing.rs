//! Weighing: expected, measured, difference on a gauge; without a scale a pad to type grams.

use eframe::egui::{Align2, Color32, CornerRadius, Rect, Stroke, Ui, pos2, vec2};

use super::inner;
use super::packaging::packaging_name;
use crate::domain::units::Grams;
use crate::i18n::{WeightWord, Word, explanation, format, likelihood};
use crate::station::event::{Action, Event};
use crate::station::snapshot::{OrderEnd, SessionView, WeightOffView};
use crate::ui::bars::order_word;
use crate::ui::draw::{Cut as _, Type, card_ui, mood_shape, text_ui};
use crate::ui::keys::number_pad_ui;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// That nothing is wrong is said from this probability on, in thousandths.
const WORTH_SAYING: u32 = 10;

/// Digits of a weight in grams; the heaviest parcel has five.
const GRAMS_DIGITS: usize = 6;

pub(super) fn weighing_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    session: &SessionView,
    grams: &mut String,
    out: &mut Vec<Event>,
) {
    let palette = scene.palette;
    // What explains a wrong weight has to be read before anything is unpacked: it gets room.
    let off = session.weight_off.as_ref();
    let off = off.filter(|off| !off.likely.is_empty());
    let body = match off {
        Some(off) => {
            let (why, body) = body.cut_right(body.width() * 0.48, theme::GAP);
            why_ui(ui, scene, why, session, off);
            body
        }
        None => body,
    };
    let side = match (scene.snapshot.has_scale, off) {
        (true, Some(_)) => 0.0,
        (true, None) => 0.28,
        (false, Some(_)) => 0.5,
        (false, None) => 0.4,
    };
    let (side, main) = if side > 0.0 {
        let (side, main) = body.cut_right(body.width() * side, theme::GAP);
        (Some(side), main)
    } else {
        (None, body)
    };
    card_ui(ui, main, palette);
    let figures = Figures {
        expected: session.expected,
        shown: measured(scene, session, grams),
        is_waiting: false,
        nothing: scene.snapshot.has_scale.then_some(Word::ScaleWaits),
    };
    figures_ui(ui, scene, inner(main), &figures);
    let Some(side) = side else { return };
    if scene.snapshot.has_scale {
        side_ui(ui, scene, side, session);
    } else {
        let done = scene.word(Word::PadDone);
        let take = Some((done.as_str(), !grams.is_empty()));
        if number_pad_ui(ui, side, scene.lang, (grams, GRAMS_DIGITS), take)
            && let Ok(typed) = grams.parse()
        {
            out.push(Event::Action(Action::Weigh {
                gross: Grams(typed),
                typed: true,
            }));
            grams.clear();
        }
    }
}

/// The weight to show: what is being typed, what stands on the scale, what was weighed last.
fn measured(scene: &Scene<'_>, session: &SessionView, typed: &str) -> Option<Grams> {
    if !scene.snapshot.has_scale {
        return typed.parse().ok().map(Grams).or(session.gross);
    }
    // An empty scale says nothing; the weight that was refused stays to be seen.
    let on_scale = scene.snapshot.health.scale_shows.filter(|mass| mass.0 > 0);
    on_scale.or(session.gross)
}

/// What the figures tell.
pub(super) struct Figures {
    /// What the scale should show, and how far it may differ.
    pub(super) expected: Option<(Grams, Grams)>,
    /// What it shows.
    pub(super) shown: Option<Grams>,
    /// That is no answer yet: nothing was put on since it was asked for.
    pub(super) is_waiting: bool,
    /// What is said while it shows nothing.
    pub(super) nothing: Option<Word>,
}

pub(super) fn figures_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, figures: &Figures) {
    let palette = scene.palette;
    let lang = scene.lang;
    let shown = figures.shown;
    let (gauge, room) = room.cut_bottom(120.0, 20.0);
    let (big, small) = room.cut_top(room.height() * 0.56, 0.0);
    let (caption, number) = big.cut_top(44.0, 0.0);
    let title = if scene.snapshot.has_scale {
        match &scene.snapshot.health {
            health if health.scale_tared => Word::MeasuredNet,
            _ => Word::Measured,
        }
    } else {
        Word::WeightTypeGrams
    };
    text_ui(
        ui,
        caption,
        &scene.word(title),
        Type::new(theme::TEXT_MIN, palette.faint),
    );
    match (shown, &figures.nothing) {
        (Some(mass), _) => text_ui(
            ui,
            number,
            &format::grams(lang, mass),
            Type::new(theme::HUGE, palette.ink).bold(),
        ),
        (None, Some(words)) => text_ui(
            ui,
            number,
            &scene.word(words.clone()),
            Type::new(theme::HEADING, palette.faint).lines(2),
        ),
        (None, None) => text_ui(
            ui,
            number,
            "—",
            Type::new(theme::HUGE, palette.faint).bold(),
        ),
    };
    let Some((expected, tolerance)) = figures.expected else {
        return;
    };
    let measured = shown.filter(|_| !figures.is_waiting);
    let difference = measured.map(|mass| mass - expected);
    let is_off = difference.is_some_and(|difference| difference.abs() > tolerance);
    let color = match difference {
        Some(_) if is_off => palette.alarm,
        Some(_) => palette.good,
        None => palette.faint,
    };
    let columns = small.columns(3, theme::GAP);
    let difference_text =
        difference.map_or_else(|| "—".to_owned(), |mass| format::difference(lang, mass));
    let figures = [
        (Word::Expected, format::grams(lang, expected), palette.ink),
        (
            Word::Tolerance,
            format!("± {}", format::grams(lang, tolerance)),
            palette.ink,
        ),
        (Word::Difference, difference_text, color),
    ];
    for (place, (title, text, ink)) in columns.into_iter().zip(figures) {
        let (above, below) = place.cut_top(44.0, 0.0);
        text_ui(
            ui,
            above,
            &scene.word(title),
            Type::new(theme::TEXT_MIN, palette.faint),
        );
        text_ui(
            ui,
            below,
            &text,
            Type::new(64.0, ink).bold().at(Align2::LEFT_TOP),
        );
    }
    gauge_ui(ui, scene, gauge, difference, tolerance, color);
}

/// A bar with the allowed span in its middle and a marker at the measured weight.
fn gauge_ui(
    ui: &Ui,
    scene: &Scene<'_>,
    place: Rect,
    difference: Option<Grams>,
    tolerance: Grams,
    color: Color32,
) {
    let palette = scene.palette;
    let bar = Rect::from_center_size(place.center(), vec2(place.width(), 44.0));
    let round = CornerRadius::same(12);
    ui.painter().rect_filled(bar, round, palette.raised);
    // The allowed span takes a third, so that both sides have room to be wrong on.
    let allowed = Rect::from_center_size(bar.center(), vec2(bar.width() / 3.0, bar.height()));
    ui.painter().rect_filled(
        allowed,
        CornerRadius::same(4),
        palette.mood(Mood::Right).fill,
    );
    let zero = Stroke::new(4.0, palette.ink);
    ui.painter().line_segment(
        [
            pos2(bar.center().x, bar.top() - 8.0),
            pos2(bar.center().x, bar.bottom() + 8.0),
        ],
        zero,
    );
    let Some(difference) = difference else { return };
    let reach = (ratio(difference, tolerance) / 3.0).clamp(-1.0, 1.0);
    let x = bar.center().x + reach * (bar.width() / 2.0 - 46.0);
    let is_off = difference.abs() > tolerance;
    let at = Rect::from_center_size(pos2(x, bar.center().y), vec2(76.0, 76.0));
    let mood = if is_off { Mood::Blocked } else { Mood::Right };
    ui.painter().circle_filled(at.center(), 46.0, palette.card);
    mood_shape(ui, at, mood, color, palette.card);
}

#[expect(clippy::cast_precision_loss, reason = "a place on a gauge")]
fn ratio(difference: Grams, tolerance: Grams) -> f32 {
    difference.0 as f32 / tolerance.0.max(1) as f32
}

fn side_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, session: &SessionView) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let room = inner(card);
    let (drawing, words) = room.cut_top(room.height() * 0.46, theme::GAP);
    scale_drawing(ui, drawing, palette.accent, palette.raised);
    // An order that the scale did not carry out is said where it was given.
    let said = scene.snapshot.health.scale_said.map(|(_order, end)| end);
    let words = match said {
        Some(end) if end != OrderEnd::Done => {
            let (said, words) = words.cut_bottom(words.height() * 0.4, theme::GAP);
            let kind = Type::new(theme::TEXT_MIN, palette.watch).bold();
            text_ui(ui, said, &scene.word(order_word(end)), kind.lines(4));
            words
        }
        _ => words,
    };
    if session.scale_cannot_tell.is_empty() {
        let code = session
            .packaging
            .as_ref()
            .map_or_else(String::new, |code| packaging_name(scene, code));
        let (above, below) = words.cut_top(44.0, 0.0);
        text_ui(
            ui,
            above,
            &scene.word(Word::Packaging),
            Type::new(theme::TEXT_MIN, palette.faint),
        );
        text_ui(
            ui,
            below,
            &code,
            Type::new(64.0, palette.ink).bold().at(Align2::LEFT_TOP),
        );
        return;
    }
    let text = scene.word(Word::ScaleCannotTell {
        products: uncertain(session).join(", "),
    });
    text_ui(
        ui,
        words,
        &text,
        Type::new(theme::TEXT, palette.watch)
            .bold()
            .lines(7)
            .at(Align2::LEFT_TOP),
    );
}

/// What explains the difference: the most probable big, and what the scale cannot tell below.
fn why_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, session: &SessionView, off: &WeightOffView) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let (heading, room) = inner(card).cut_top(56.0, 12.0);
    let why = scene.weight_word(WeightWord::WeightWhy);
    let kind = Type::new(theme::TEXT, palette.alarm).bold();
    text_ui(ui, heading, &why, kind);
    let is_blind = !session.scale_cannot_tell.is_empty();
    let (rest, room) = match is_blind {
        true => room.cut_bottom(room.height() * 0.26, 8.0),
        false if off.chance_permille >= WORTH_SAYING => room.cut_bottom(48.0, 8.0),
        false => room.cut_bottom(0.0, 0.0),
    };
    let rows = room.stack(3, 12.0);
    for (row, one) in rows.into_iter().zip(&off.likely) {
        let text = explanation(scene.lang, &one.explanation, &one.product, &one.wanted);
        let (chance, words) = row.cut_right(row.width() * 0.28, 16.0);
        let kind = Type::new(theme::TEXT_MIN, palette.ink).bold().lines(2);
        text_ui(ui, words, &text, kind.at(Align2::LEFT_CENTER));
        let how = likelihood(scene.lang, one.permille);
        let kind = Type::new(theme::TEXT_MIN, palette.faint).lines(2);
        text_ui(ui, chance, &how, kind.at(Align2::LEFT_CENTER));
    }
    if !is_blind && off.chance_permille < WORTH_SAYING {
        return;
    }
    if !is_blind {
        let percent = u64::from(off.chance_permille.saturating_add(5) / 10);
        let chance = scene.weight_word(WeightWord::WeightChance { percent });
        text_ui(ui, rest, &chance, Type::new(theme::TEXT_MIN, palette.faint));
        return;
    }
    let (above, below) = rest.cut_top(44.0, 4.0);
    let count = scene.weight_word(WeightWord::WeightCount);
    text_ui(
        ui,
        above,
        &count,
        Type::new(theme::TEXT_MIN, palette.watch).bold(),
    );
    let kind = Type::new(theme::TEXT_MIN, palette.watch).lines(2);
    text_ui(
        ui,
        below,
        &uncertain(session).join(", "),
        kind.at(Align2::LEFT_TOP),
    );
}

/// The names of the products that the scale cannot tell.
fn uncertain(session: &SessionView) -> Vec<&str> {
    let names = session.scale_cannot_tell.iter().map(|sku| {
        let line = session.lines.iter().find(|line| line.sku == *sku);
        line.map_or(sku.as_str(), |line| line.name.as_str())
    });
    names.collect()
}

/// A parcel over a scale.
fn scale_drawing(ui: &Ui, place: Rect, ink: Color32, fill: Color32) {
    let side = place.width().min(place.height());
    let room = Rect::from_center_size(place.center(), vec2(side, side));
    let at = |x: f32, y: f32| pos2(room.left() + side * x, room.top() + side * y);
    let pen = Stroke::new(side * 0.035, ink);
    let parcel = Rect::from_min_max(at(0.28, 0.06), at(0.72, 0.5));
    ui.painter()
        .rect_filled(parcel, CornerRadius::same(6), fill);
    ui.painter()
        .rect_stroke(parcel, CornerRadius::same(6), pen, egui::StrokeKind::Inside);
    ui.painter()
        .line_segment([at(0.5, 0.06), at(0.5, 0.2)], pen);
    ui.painter().line_segment(
        [at(0.06, 0.6), at(0.94, 0.6)],
        Stroke::new(side * 0.06, ink),
    );
    ui.painter().line(
        vec![
            at(0.22, 0.62),
            at(0.14, 0.94),
            at(0.86, 0.94),
            at(0.78, 0.62),
        ],
        pen,
    );
    ui.painter().circle_stroke(at(0.5, 0.78), side * 0.1, pen);
}

//! Scanning: the product big, its place, how many are in, and what is left.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};

use super::marks::marks_ui;
use super::picture::plan_ui;
use super::unit_step::not_weighed_ui;
use super::{PackingState, inner};
use crate::domain::ids::Sku;
use crate::i18n::{PairWord, Word};
use crate::station::snapshot::{LineView, Lookalike, NoteView, SessionView};
use crate::ui::draw::{Cut as _, Type, card_ui, mood_shape, named, text_ui};
use crate::ui::next::{missing, wanted_line};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

const ROW: f32 = 104.0;

/// Rows of the list that stay above the picture of the packaging: the one at hand and the one after it.
const ROWS_BESIDE_PICTURE: usize = 2;

/// Lowest picture that says anything.
const PICTURE_MIN: f32 = 150.0;

pub(super) fn scanning_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    session: &SessionView,
    state: &mut PackingState,
) {
    let (photo, rest) = body.cut_left(body.height().min(body.width() * 0.32), theme::GAP);
    let (focus, list) = rest.cut_left(rest.width() * 0.48, theme::GAP);
    let line = wanted_line(session).or_else(|| session.focus.and_then(|at| session.lines.get(at)));
    let alike = line.map_or(&[][..], |line| &line.lookalikes);
    let photo = match alike.first() {
        Some(other) => {
            let (warning, photo) = photo.cut_bottom(ALIKE, theme::GAP);
            alike_ui(ui, scene, warning, other, alike.len() - 1);
            photo
        }
        None => photo,
    };
    card_ui(ui, photo, scene.palette);
    if let Some(line) = line {
        photo_ui(ui, scene, photo.shrink(8.0), line);
    }
    card_ui(ui, focus, scene.palette);
    focus_ui(ui, scene, inner(focus), session, line);
    card_ui(ui, list, scene.palette);
    let ended = session.unit_step.as_ref().and_then(|step| step.ended);
    let list = match ended {
        Some(why) => {
            let (note, list) = list.cut_bottom(172.0, 0.0);
            not_weighed_ui(ui, scene, note.shrink2(vec2(24.0, 6.0)), why);
            list
        }
        None => list,
    };
    let list = match session.plan.as_ref().filter(|plan| plan.units.len() > 1) {
        Some(plan) => {
            let rows = session.lines.len().min(ROWS_BESIDE_PICTURE);
            let (picture, list) = list.cut_bottom(list.height() - rows_height(rows), 0.0);
            if picture.height() < PICTURE_MIN {
                list.union(picture)
            } else {
                let wanted = line.map(|line| &line.sku);
                let place = picture.shrink2(vec2(16.0, 8.0));
                plan_ui(ui, scene, place, plan, wanted, state);
                list
            }
        }
        None => list,
    };
    lines_ui(ui, scene, list, session, line);
}

/// Height of the warning of a lookalike.
const ALIKE: f32 = 230.0;

/// The product that the one at hand is taken for: its photo, and in words and colour that it is the wrong one.
fn alike_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, other: &Lookalike, more: usize) {
    let palette = scene.palette;
    card_ui(ui, card, palette);
    let pen = Stroke::new(5.0, palette.watch);
    let round = CornerRadius::same(theme::ROUND);
    ui.painter()
        .rect_stroke(card, round, pen, StrokeKind::Inside);
    let room = card.shrink(14.0);
    let room = match &other.image {
        Some(image) => {
            let (photo, words) = room.cut_left(room.height() * 0.9, 14.0);
            picture_ui(ui, scene, photo, (image, &other.name));
            words
        }
        None => room,
    };
    let (sign, words) = room.cut_top(60.0, 4.0);
    let (sign, _) = sign.cut_left(56.0, 0.0);
    mood_shape(ui, sign, Mood::Blocked, palette.watch, palette.card);
    // The number first: a long name may be cut.
    let mut told = format!("{} {}", other.sku, other.name);
    if more > 0 {
        told = format!("{} (+{more}) {}", other.sku, other.name);
    }
    let told = told.trim_end().to_owned();
    let text = scene.pair_word(PairWord::NotToConfuse { other: told });
    let kind = Type::new(theme::TEXT_MIN, palette.ink).bold();
    text_ui(ui, words, &text, kind.lines(4).at(Align2::LEFT_TOP));
}

/// The product's picture, as large as its place allows.
pub(super) fn photo_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, line: &LineView) {
    let image = line.image.as_deref().unwrap_or_default();
    picture_ui(ui, scene, place, (image, &line.name));
}

/// A picture on white, or that there is none.
fn picture_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, (name, told): (&str, &str)) {
    let texture = scene
        .pictures
        .borrow_mut()
        .get(&scene.snapshot.images, name);
    let Some(texture) = texture else {
        text_ui(
            ui,
            place,
            &scene.word(Word::NoPicture),
            Type::new(theme::TEXT, scene.palette.faint).centered(),
        );
        return;
    };
    let size = texture.size_vec2();
    let scale = (place.width() / size.x).min(place.height() / size.y);
    let at = Rect::from_center_size(place.center(), size * scale);
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    // Pictures are taken on white; a white plate keeps their edges calm on dark cards.
    ui.painter()
        .rect_filled(place, CornerRadius::same(theme::ROUND - 4), Color32::WHITE);
    egui::Image::new(&texture)
        .uv(whole)
        .corner_radius(theme::ROUND - 4)
        .paint_at(ui, at);
    named(ui, at, told);
}

fn focus_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    session: &SessionView,
    line: Option<&LineView>,
) {
    let palette = scene.palette;
    let (counter, room) = room.cut_bottom(168.0, 8.0);
    counter_ui(ui, scene, counter, session);
    let Some(line) = line else {
        text_ui(
            ui,
            room,
            &scene.word(Word::AllIn),
            Type::new(theme::GIANT, palette.good).bold().lines(2),
        );
        return;
    };
    let (name, room) = room.cut_top(108.0, 0.0);
    let kind = Type::new(44.0, palette.ink)
        .bold()
        .lines(2)
        .at(Align2::LEFT_TOP);
    let painted = text_ui(ui, name, &line.name, kind);
    let room = Rect::from_min_max(pos2(room.left(), painted.bottom() + 4.0), room.max);
    let (sku, room) = room.cut_top(44.0, 8.0);
    let sku_text = match &line.kit {
        Some(kit) => format!(
            "{}   {}",
            line.sku,
            scene.word(Word::KitPart { kit: kit.0.clone() })
        ),
        None => line.sku.0.clone(),
    };
    let painted = text_ui(
        ui,
        sku,
        &sku_text,
        Type::new(theme::TEXT_MIN, palette.faint),
    );
    if !line.marks.is_empty() {
        let (_, marks) = sku.cut_left((painted.width() + 28.0).min(sku.width()), 0.0);
        marks_ui(ui, scene, marks, &line.marks, palette.watch);
    }
    let instruction = session.notes.iter().find_map(|note| match note {
        NoteView::Product(sku, text) if *sku == line.sku => Some(text.as_str()),
        _ => None,
    });
    location_ui(ui, scene, room, line, instruction);
}

fn location_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    line: &LineView,
    instruction: Option<&str>,
) {
    let palette = scene.palette;
    let (place, below) = room.cut_top(104.0_f32.min(room.height()), 0.0);
    match &line.location {
        Some(location) => {
            text_ui(
                ui,
                place,
                &location.to_string(),
                Type::new(96.0, palette.accent).bold(),
            );
        }
        None => {
            text_ui(
                ui,
                place,
                &scene.word(Word::NoLocation),
                Type::new(theme::HEADING, palette.watch).bold().lines(2),
            );
        }
    }
    if below.height() < 40.0 {
        return;
    }
    if let Some(text) = instruction {
        text_ui(
            ui,
            below,
            text,
            Type::new(theme::TEXT_MIN, palette.watch).bold(),
        );
    } else if let Some(next) = &line.next_location {
        let text = format!("{}: {next}", scene.word(Word::NextLocation));
        text_ui(ui, below, &text, Type::new(theme::TEXT_MIN, palette.faint));
    }
}

fn counter_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, session: &SessionView) {
    let palette = scene.palette;
    let (bar, above) = room.cut_bottom(20.0, 8.0);
    let text = scene.word(Word::Counter {
        done: u64::from(session.done),
        of: u64::from(session.of),
    });
    let painted = text_ui(ui, above, &text, Type::new(theme::HUGE, palette.ink).bold());
    let (_, beside) = above.cut_left(painted.width(), 28.0);
    let left = session.of.saturating_sub(session.done);
    let text = if left == 0 {
        scene.word(Word::AllIn)
    } else {
        scene.word(Word::Remaining {
            count: u64::from(left),
        })
    };
    if beside.width() > 100.0 {
        text_ui(
            ui,
            beside.translate(vec2(0.0, 12.0)),
            &text,
            Type::new(theme::TEXT_MIN, palette.faint).lines(3),
        );
    }
    let round = CornerRadius::same(10);
    ui.painter().rect_filled(bar, round, palette.raised);
    let mut filled = bar;
    filled.set_width(bar.width() * share(session.done, session.of));
    if filled.width() >= 1.0 {
        ui.painter().rect_filled(filled, round, palette.accent);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of a bar")]
fn share(done: u32, of: u32) -> f32 {
    if of == 0 {
        1.0
    } else {
        (done as f32 / of as f32).clamp(0.0, 1.0)
    }
}

fn lines_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    session: &SessionView,
    wanted: Option<&LineView>,
) {
    let (heading, rows) = card.shrink2(vec2(12.0, 12.0)).cut_top(44.0, 8.0);
    let open = session
        .lines
        .iter()
        .filter(|line| missing(line) > 0)
        .count();
    let text = format!("{}: {open}", scene.word(Word::RemainingLines));
    text_ui(
        ui,
        heading.shrink2(vec2(12.0, 0.0)),
        &text,
        Type::new(theme::TEXT_MIN, scene.palette.faint).bold(),
    );
    let at = session
        .lines
        .iter()
        .position(|line| wanted.is_some_and(|wanted| std::ptr::eq(line, wanted)));
    let fitting = rows_that_fit(rows.height(), session.lines.len());
    let shown = window(session.lines.len(), at.unwrap_or(0), fitting);
    let mut top = rows.top();
    for (index, line) in session
        .lines
        .iter()
        .enumerate()
        .skip(shown.start)
        .take(shown.len)
    {
        let row = Rect::from_min_size(pos2(rows.left(), top), vec2(rows.width(), ROW));
        row_ui(ui, scene, row, line, Some(index) == at);
        if let Some(color) = color_of(session, &line.sku) {
            let mark = Rect::from_min_max(row.min, pos2(row.left() + 10.0, row.bottom()));
            ui.painter()
                .rect_filled(mark.shrink2(vec2(0.0, 14.0)), 5, color);
        }
        top += ROW + 8.0;
    }
    let hidden = session.lines.len() - shown.len;
    let below = Rect::from_min_max(pos2(rows.left() + 12.0, top), rows.max);
    if hidden > 0 && below.height() >= 42.0 {
        let text = format!("… + {hidden}");
        text_ui(
            ui,
            below,
            &text,
            Type::new(theme::TEXT_MIN, scene.palette.faint),
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "a small count")]
fn rows_height(rows: usize) -> f32 {
    12.0 + 44.0 + 8.0 + rows as f32 * (ROW + 8.0) + 4.0
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive count"
)]
fn rows_that_fit(height: f32, count: usize) -> usize {
    let fitting = |height: f32| ((height + 8.0) / (ROW + 8.0)).floor().max(1.0) as usize;
    // Below a list that does not fit stands how many more there are; the heading says it where there is a picture.
    match fitting(height) {
        all if all >= count || all <= ROWS_BESIDE_PICTURE => all,
        _ => fitting(height - 44.0 - 8.0),
    }
}

/// The colour of a product in the picture of the packaging, where there is one.
fn color_of(session: &SessionView, sku: &Sku) -> Option<Color32> {
    let plan = session.plan.as_ref().filter(|plan| plan.units.len() > 1)?;
    let unit = plan.units.iter().find(|unit| unit.sku == *sku)?;
    Some(theme::product_color(unit.product))
}

struct Window {
    start: usize,
    len: usize,
}

/// Which rows are shown: the wanted one, one before it, and what follows.
fn window(count: usize, wanted: usize, fitting: usize) -> Window {
    let len = count.min(fitting);
    let start = wanted.saturating_sub(1).min(count - len);
    Window { start, len }
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, line: &LineView, is_wanted: bool) {
    let palette = scene.palette;
    let round = CornerRadius::same(12);
    if is_wanted {
        ui.painter().rect(
            row,
            round,
            palette.raised,
            Stroke::new(4.0, palette.accent),
            StrokeKind::Inside,
        );
    }
    let is_done = missing(line) == 0;
    let (state, rest) = row.shrink2(vec2(12.0, 8.0)).cut_left(44.0, 14.0);
    let at = Rect::from_center_size(state.center(), Vec2::splat(42.0));
    match (is_done, line.short > 0) {
        (true, false) => mood_shape(ui, at, Mood::Right, palette.good, palette.card),
        (_, true) => mood_shape(ui, at, Mood::Blocked, palette.watch, palette.card),
        (false, false) => mood_shape(ui, at, Mood::Calm, palette.faint, palette.card),
    }
    let (count, words) = rest.cut_right(132.0, 8.0);
    let ink = if is_done { palette.faint } else { palette.ink };
    let counter = Word::Counter {
        done: u64::from(line.packed),
        of: u64::from(line.ordered),
    };
    text_ui(
        ui,
        count,
        &scene.word(counter),
        Type::new(46.0, ink).bold().at(Align2::RIGHT_CENTER),
    );
    let (above, below) = words.cut_top(words.height() * 0.5, 0.0);
    let location = line
        .location
        .as_ref()
        .map_or_else(|| line.sku.0.clone(), ToString::to_string);
    let location_ink = if is_done {
        palette.faint
    } else {
        palette.accent
    };
    let painted = text_ui(
        ui,
        above,
        &location,
        Type::new(theme::TEXT, location_ink).bold(),
    );
    if !is_done {
        let beside = painted.width() + 24.0;
        let (_, marks) = above.cut_left(beside.min(above.width()), 0.0);
        marks_ui(ui, scene, marks, &line.marks, palette.watch);
    }
    let second = if line.short > 0 {
        scene.word(Word::LineShort {
            count: u64::from(line.short),
        })
    } else {
        line.name.clone()
    };
    match line.lookalikes.first().filter(|_| is_wanted && !is_done) {
        Some(other) if line.short == 0 => {
            let sku = other.sku.0.clone();
            let text = scene.pair_word(PairWord::NotToConfuseBrief { sku });
            let kind = Type::new(theme::TEXT_MIN, palette.watch).bold();
            text_ui(ui, below, &text, kind);
        }
        _ => {
            text_ui(ui, below, &second, Type::new(theme::TEXT_MIN, ink));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wanted_row_is_always_among_the_shown_ones() {
        for count in 1..40 {
            for wanted in 0..count {
                let shown = window(count, wanted, 4);
                assert!((shown.start..shown.start + shown.len).contains(&wanted));
                assert!(shown.start + shown.len <= count);
            }
        }
    }
}

//! The figures a lead steers by: all of them on one sheet, each with its level, beside the days before.
//!
//! Two presses lead from any figure to the orders behind it: one on the figure, one on a row of it.

mod closer;

use chrono::NaiveDate;
use eframe::egui::{
    self, Align2, CornerRadius, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, vec2,
};

use super::days::{DaysRow, DaysState, days_ui};
use super::desk::{faint, level_ui, level_word, look_of};
use super::{LeadState, whose};
use crate::domain::all_benches::BenchChoice;
use crate::domain::figures::judge::{Grade, is_better};
use crate::domain::figures::rows::Split;
use crate::domain::figures::{Figure, Unit};
use crate::i18n::{self, FigureWord, Word, format};
use crate::station::event::{Event, Figures, Reading};
use crate::station::figures::{FigureView, TypedLimits};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, card_ui, next_id, text_ui};
use crate::ui::files::Ask;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Cards beside each other.
const COLUMNS: usize = 6;

/// Days and what is looked at.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FiguresState {
    /// The days in the fields.
    pub days: DaysState,
    /// The figure that is looked at.
    open: Option<Figure>,
    /// By what it is told apart.
    split: Split,
    /// The row of it that is looked at.
    row: Option<String>,
    /// The limits that are being typed.
    draft: Option<TypedLimits>,
    /// Somebody has pressed the key that saves them.
    was_saved: bool,
}

impl FiguresState {
    fn look_at(&mut self, figure: Option<Figure>) {
        self.open = figure;
        self.split = Split::Day;
        self.row = None;
        self.draft = None;
        self.was_saved = false;
    }
}

pub(super) fn figures_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (days, rest) = body.cut_top(96.0, theme::GAP);
    let shown = &scene.snapshot.figures;
    let row = DaysRow {
        pick: |state| &mut state.figures.days,
        first_shown: 7,
        table: Ask::Table(Figures::All),
        has_figures: shown.all.is_some(),
        benches: whose::read(scene, 2),
    };
    if let Some((from, to)) = days_ui(ui, scene, days, state, &row) {
        let benches = state.benches.clone();
        state.figures.row = None;
        if benches == BenchChoice::Each && state.figures.open.is_some() {
            state.figures.split = Split::Bench;
        }
        out.push(Event::Read(Reading::Figures { from, to, benches }));
        if let Some(figure) = state.figures.open {
            out.push(closer::ask_rows(state, figure));
        }
    }
    let Some(all) = &shown.all else {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).centered();
        text_ui(ui, rest, &scene.word(Word::Loading), kind);
        return;
    };
    let open = state.figures.open;
    let open = open.and_then(|figure| all.figures.iter().find(|one| one.figure == figure));
    if let Some(one) = open {
        closer::closer_ui(ui, scene, rest, (one, all.wage), state, out);
        return;
    }
    let (foot, rest) = rest.cut_bottom(36.0, 8.0);
    let (left, right) = foot.cut_left(foot.width() * 0.6, theme::GAP);
    let hint = scene.figure_word(FigureWord::FigureHint);
    text_ui(ui, left, &hint, faint(scene));
    let compared = scene.figure_word(FigureWord::FigureCompared {
        from: day_text(scene, &all.before_from),
        to: day_text(scene, &all.before_to),
    });
    let kind = faint(scene).at(Align2::RIGHT_CENTER);
    text_ui(ui, right, &compared, kind);
    let lines = rest.stack(all.figures.len().div_ceil(COLUMNS), theme::GRID);
    let places = lines
        .iter()
        .flat_map(|line| line.columns(COLUMNS, theme::GRID));
    for (place, one) in places.zip(&all.figures) {
        if figure_card_ui(ui, scene, place, one) {
            state.figures.look_at(Some(one.figure));
            out.push(closer::ask_rows(state, one.figure));
        }
    }
}

/// A day as people write it.
fn day_text(scene: &Scene<'_>, day: &str) -> String {
    day.parse::<NaiveDate>().map_or_else(
        |_no_day| day.to_owned(),
        |day| format::date(scene.lang, &day),
    )
}

/// How a figure stands, in a word.
fn grade_text(scene: &Scene<'_>, grade: Grade) -> String {
    i18n::figure_unjudged(scene.lang, grade)
        .unwrap_or_else(|| scene.word(level_word(level_of(grade).unwrap_or(Level::Ok))))
}

fn level_of(grade: Grade) -> Option<Level> {
    match grade {
        Grade::Unmeasured | Grade::TooFew => None,
        Grade::Ok => Some(Level::Ok),
        Grade::Watch => Some(Level::Watch),
        Grade::Alarm => Some(Level::Alarm),
    }
}

/// The shape of a grade; a ring where nothing can be said.
fn grade_ui(ui: &Ui, scene: &Scene<'_>, place: Rect, grade: Grade, side: f32) {
    if let Some(level) = level_of(grade) {
        level_ui(ui, scene, place, level, side);
        return;
    }
    let pen = Stroke::new(3.0, scene.palette.faint);
    ui.painter().circle_stroke(place.center(), side * 0.38, pen);
}

fn number(scene: &Scene<'_>, figure: Figure, number: i64) -> String {
    i18n::figure_number(scene.lang, figure.unit(), number)
}

/// The figure in big letters, or a dash.
fn value_text(scene: &Scene<'_>, one: &FigureView) -> String {
    one.value.map_or_else(
        || "–".to_owned(),
        |value| number(scene, one.figure, value.number),
    )
}

/// Whether it is better or worse than it was before, in words and colour.
fn before_text(scene: &Scene<'_>, one: &FigureView) -> Option<(String, egui::Color32)> {
    let (now, before) = (one.value?, one.before?);
    let value = number(scene, one.figure, before.number);
    let (word, color) = match is_better(one.figure, &now, &before) {
        Some(true) => (FigureWord::FigureBetter { value }, scene.palette.good),
        Some(false) => (FigureWord::FigureWorse { value }, scene.palette.watch),
        None => (FigureWord::FigureSame, scene.palette.faint),
    };
    Some((scene.figure_word(word), color))
}

fn figure_card_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, one: &FigureView) -> bool {
    let name = i18n::figure_name(scene.lang, one.figure);
    let (value, grade) = (value_text(scene, one), grade_text(scene, one.grade));
    let id = next_id(ui);
    let response = ui.interact(card, id, Sense::click());
    let told = format!("{name}: {value}, {grade}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
    card_ui(ui, card, scene.palette);
    if response.has_focus() || response.hovered() {
        let pen = Stroke::new(4.0, scene.palette.accent);
        let round = CornerRadius::same(theme::ROUND);
        ui.painter()
            .rect_stroke(card, round, pen, egui::StrokeKind::Inside);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    let room = card.shrink2(vec2(16.0, 10.0));
    let (title, room) = room.cut_top(58.0, 0.0);
    let kind = Type::new(22.0, scene.palette.ink).for_lead().lines(2);
    text_ui(ui, title, &name, kind.at(Align2::LEFT_CENTER));
    let (below, middle) = room.cut_bottom(30.0, 2.0);
    let (line, middle) = middle.cut_bottom(30.0, 0.0);
    let (sign, words) = line.cut_left(28.0, 10.0);
    grade_ui(ui, scene, sign, one.grade, 26.0);
    let color = level_of(one.grade).map_or(scene.palette.faint, |level| look_of(scene, level).1);
    let kind = Type::new(22.0, color).bold().for_lead();
    text_ui(ui, words, &grade, kind);
    let (big, trend) = middle.cut_left(middle.width() * 0.66, 8.0);
    let size = if value.chars().count() > 10 {
        28.0
    } else {
        38.0
    };
    let kind = Type::new(size, scene.palette.ink).bold().for_lead();
    text_ui(ui, big, &value, kind.at(Align2::LEFT_CENTER));
    trend_ui(ui, scene, trend, one);
    if let Some((text, color)) = before_text(scene, one) {
        let kind = Type::new(theme::LEAD_TEXT_MIN, color).for_lead();
        text_ui(ui, below, &text, kind);
    }
    response.clicked()
}

/// A small line from day to day, from the lowest to the highest; none of fewer than three days with numbers.
fn trend_ui(ui: &Ui, scene: &Scene<'_>, place: Rect, one: &FigureView) {
    let numbers: Vec<Option<i64>> = one
        .days
        .iter()
        .map(|(_, value)| value.map(|value| value.number))
        .collect();
    let known: Vec<i64> = numbers.iter().copied().flatten().collect();
    let (Some(low), Some(high)) = (known.iter().min(), known.iter().max()) else {
        return;
    };
    if known.len() < 3 {
        return;
    }
    let place = place.shrink2(vec2(2.0, (place.height() - 44.0).max(0.0) * 0.5));
    let points = numbers.iter().enumerate().filter_map(|(at, number)| {
        let across = share(
            i64::try_from(at).ok()?,
            i64::try_from(numbers.len()).ok()? - 1,
        );
        let up = share((*number)? - low, high - low);
        Some(Pos2::new(
            place.left() + across * place.width(),
            place.bottom() - up * place.height(),
        ))
    });
    let points: Vec<Pos2> = points.collect();
    let last = points.last().copied();
    ui.painter()
        .add(Shape::line(points, Stroke::new(2.5, scene.palette.faint)));
    if let Some(last) = last {
        ui.painter().circle_filled(last, 4.0, scene.palette.accent);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a place on a line of 80 pixels")]
fn share(part: i64, whole: i64) -> f32 {
    if whole <= 0 {
        return 0.5;
    }
    part as f32 / whole as f32
}

/// Whether a figure is a median with a mean beside it.
fn is_median(figure: Figure) -> bool {
    figure.unit() == Unit::Minutes
}

//! One figure looked at closely: what it counts, what to do, its limits; by day, person or carrier; the orders behind.

use eframe::egui::{self, Align2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::super::desk::{caption_ui, faint, look_of, span_of};
use super::super::{LeadState, back_key_ui, headed_card_ui, lead_text, rows_ui};
use super::{before_text, day_text, grade_text, grade_ui, is_median, level_of, number, value_text};
use crate::domain::alerts::Reaction;
use crate::domain::figures::Figure;
use crate::domain::figures::judge::Grade;
use crate::domain::figures::rows::{Adds, BehindRow, Split};
use crate::domain::units::Minor;
use crate::domain::worker::Right;
use crate::i18n::{self, FigureWord, Word, format};
use crate::station::event::{Event, Reading, Wanted};
use crate::station::figures::{FigureAsked, FigureView, LimitsOutcome, SplitRow, TypedLimits};
use crate::ui::draw::{Cut as _, Type, next_id, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::files::Ask;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a key.
const KEY: f32 = 64.0;

/// Height of a row.
const ROW: f32 = 64.0;

fn asked(state: &LeadState, figure: Figure) -> FigureAsked {
    FigureAsked {
        figure,
        split: state.figures.split,
        from: state.figures.days.from.trim().to_owned(),
        to: state.figures.days.to.trim().to_owned(),
        benches: state.benches.clone(),
    }
}

/// Asks for the rows of a figure by what is chosen.
pub(super) fn ask_rows(state: &LeadState, figure: Figure) -> Event {
    Event::Read(Reading::FigureBy(asked(state, figure)))
}

/// The figure on the left, its rows or what is behind one of them on the right.
pub(super) fn closer_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (one, wage): (&FigureView, Minor),
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (left, right) = place.cut_left(place.width() * 0.42, theme::GAP);
    let (back, left) = left.cut_top(KEY, theme::GRID);
    let label = scene.figure_word(FigureWord::FigureBack);
    if back_key_ui(ui, back, &label) {
        state.figures.look_at(None);
        return;
    }
    about_ui(ui, scene, left, (one, wage), state, out);
    match state.figures.row.clone() {
        None => rows_of_ui(ui, scene, right, one.figure, state, out),
        Some(key) => behind_ui(ui, scene, right, (one.figure, &key), state),
    }
}

fn about_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    (one, wage): (&FigureView, Minor),
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let figure = one.figure;
    let room = headed_card_ui(ui, scene, card, &i18n::figure_name(scene.lang, figure));
    let (big, room) = room.cut_top(60.0, 0.0);
    let (sign, words) = big.cut_left(52.0, 16.0);
    grade_ui(ui, scene, sign, one.grade, 48.0);
    let color = level_of(one.grade).map_or(scene.palette.faint, |level| look_of(scene, level).1);
    let mut value = value_text(scene, one);
    if is_median(figure) && one.value.is_some() {
        let median = scene.figure_word(FigureWord::FigureMedian);
        value = format!("{median} {value}");
    }
    let told = format!("{value} · {}", grade_text(scene, one.grade));
    let kind = Type::new(36.0, color).bold().for_lead();
    text_ui(ui, words, &told, kind);
    let (line, room) = room.cut_top(58.0, 4.0);
    let below = faint(scene).lines(2).at(Align2::LEFT_TOP);
    text_ui(ui, line, &beside_text(scene, one), below);
    let limits_height = if figure == Figure::PackingCost {
        264.0
    } else {
        166.0
    };
    let (limits, room) = room.cut_bottom(limits_height, 8.0);
    let (caption, room) = room.cut_top(28.0, 2.0);
    caption_ui(
        ui,
        scene,
        caption,
        &scene.figure_word(FigureWord::FigureWhat),
    );
    let (definition, room) = room.cut_top((room.height() * 0.44).max(60.0), 6.0);
    let text = i18n::figure_definition(scene.lang, figure);
    let kind = Type::new(22.0, scene.palette.ink).for_lead();
    let kind = kind.at(Align2::LEFT_TOP);
    text_ui(ui, definition, &text, kind.lines(5));
    let (caption, room) = room.cut_top(28.0, 2.0);
    let reaction = i18n::alert_reaction(scene.lang, figure.reaction());
    let what = scene.figure_word(FigureWord::FigureDo);
    caption_ui(
        ui,
        scene,
        caption,
        &format!("{what}: {}", reaction.to_lowercase()),
    );
    let (owner, how) = room.cut_bottom(32.0, 4.0);
    text_ui(
        ui,
        how,
        &i18n::figure_how(scene.lang, figure),
        kind.lines(5),
    );
    let minutes = figure.time_to_decide().num_minutes();
    let decides = scene.figure_word(FigureWord::FigureOwner {
        who: i18n::role(scene.lang, figure.owner()),
        within: span_of(scene, minutes),
    });
    let color = if figure.reaction() == Reaction::Stop {
        scene.palette.alarm
    } else {
        scene.palette.ink
    };
    let kind = Type::new(22.0, color).bold().for_lead();
    text_ui(ui, owner, &decides, kind);
    limits_ui(ui, scene, limits, (one, wage), state, out);
}

/// Its range and out of how many; the mean of a median; what it was before.
fn beside_text(scene: &Scene<'_>, one: &FigureView) -> String {
    let mut told = Vec::new();
    if let Some(value) = one.value {
        let shown = |bound: i64| number(scene, one.figure, bound);
        if let Some(mean) = value.mean {
            let value = shown(mean);
            told.push(scene.figure_word(FigureWord::FigureMean { value }));
        }
        let count = value.cases;
        let (low, high) = (shown(value.low), shown(value.high));
        told.push(scene.figure_word(if low == high {
            FigureWord::FigureCount { count }
        } else {
            FigureWord::FigureRange { low, high, count }
        }));
    }
    if one.grade == Grade::TooFew {
        told.push(scene.figure_word(FigureWord::FigureTooFewHint));
    } else if let Some((before, _)) = before_text(scene, one) {
        told.push(before);
    }
    told.join(" · ")
}

/// Both limits, the wage where it matters, and the key that saves them.
fn limits_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (one, wage): (&FigureView, Minor),
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let figure = one.figure;
    let fresh = || TypedLimits::of(figure, one.limits, wage);
    let mut draft = state.figures.draft.take().unwrap_or_else(fresh);
    let [watch, alarm] = if figure.more_is_better() {
        [FigureWord::FigureWatchBelow, FigureWord::FigureAlarmBelow]
    } else {
        [FigureWord::FigureWatchAbove, FigureWord::FigureAlarmAbove]
    };
    let (row, rest) = place.cut_top(94.0, 4.0);
    let fields = row.columns(2, theme::GAP);
    let texts = [&mut draft.watch, &mut draft.alarm];
    for ((place, word), text) in fields.into_iter().zip([watch, alarm]).zip(texts) {
        lead_field_ui(ui, place, &scene.figure_word(word), text);
    }
    let rest = match &mut draft.wage {
        Some(wage) => {
            let (row, rest) = rest.cut_top(94.0, 4.0);
            let caption = scene.figure_word(FigureWord::FigureWage);
            lead_field_ui(ui, row, &caption, wage);
            rest
        }
        None => rest,
    };
    let (key, answer) = rest.cut_left(rest.width() * 0.42, theme::GAP);
    let label = scene.figure_word(FigureWord::FigureSave);
    let may_save = super::super::may(scene, Right::SetUp);
    let save = BigKey::new(&label).for_lead().enabled(may_save);
    if save.show(ui, key) {
        state.figures.was_saved = true;
        let typed = draft.clone();
        out.push(Event::SetLimits { figure, typed });
    }
    state.figures.draft = Some(draft);
    if !state.figures.was_saved {
        return;
    }
    let (text, color) = match &scene.snapshot.figures.outcome {
        LimitsOutcome::Nothing => return,
        LimitsOutcome::Saved => (FigureWord::FiguresSaved, scene.palette.good),
        LimitsOutcome::Bad(_) => (FigureWord::FiguresBadLimits, scene.palette.alarm),
        LimitsOutcome::NotWritten(why) => {
            let why = why.clone();
            (FigureWord::FiguresNotWritten { why }, scene.palette.alarm)
        }
    };
    let kind = Type::new(theme::LEAD_TEXT_MIN, color).bold().for_lead();
    text_ui(ui, answer, &scene.figure_word(text), kind.lines(2));
}

fn split_name(scene: &Scene<'_>, split: Split) -> String {
    scene.figure_word(match split {
        Split::Day => FigureWord::FigureByDay,
        Split::Packer => FigureWord::FigureByPacker,
        Split::Service => FigureWord::FigureByService,
        Split::Packaging => FigureWord::FigureByPackaging,
        Split::Product => FigureWord::FigureByProduct,
        Split::Bench => FigureWord::FigureByBench,
    })
}

/// A row's key as people read it.
fn key_text(scene: &Scene<'_>, split: Split, key: &str, name: Option<&String>) -> String {
    match (split, name) {
        (_, Some(name)) => format!("{name} · {key}"),
        _ if key.is_empty() => scene.figure_word(FigureWord::FigureUnknown),
        (Split::Day, None) => day_text(scene, key),
        (Split::Packer, None) => scene.person(key),
        (Split::Service, None) => i18n::delivery(scene.lang, key),
        _ => key.to_owned(),
    }
}

fn rows_of_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    figure: Figure,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let (keys, card) = place.cut_top(KEY, theme::GRID);
    let splits = Split::of(figure);
    for (place, split) in keys
        .columns(splits.len(), theme::GRID)
        .into_iter()
        .zip(splits)
    {
        let label = split_name(scene, *split);
        let is_chosen = state.figures.split == *split;
        if BigKey::new(&label)
            .for_lead()
            .chosen(is_chosen)
            .show(ui, place)
        {
            state.figures.split = *split;
            out.push(ask_rows(state, figure));
        }
    }
    let split = state.figures.split;
    let name = i18n::figure_name(scene.lang, figure);
    let heading = format!("{name}: {}", split_name(scene, split).to_lowercase());
    let room = headed_card_ui(ui, scene, card, &heading);
    let view = scene.snapshot.figures.split.as_ref();
    let Some(view) = view.filter(|view| (view.figure, view.split) == (figure, split)) else {
        text_ui(ui, room, &scene.word(Word::Loading), lead_text(scene));
        return;
    };
    if view.rows.is_empty() {
        text_ui(ui, room, &scene.word(Word::StatNothing), lead_text(scene));
        return;
    }
    rows_ui(ui, room, (view.rows.len(), ROW), |ui, place, at| {
        let Some(row) = view.rows.get(at) else { return };
        let name = key_text(scene, split, &row.key, row.name.as_ref());
        if split_row_ui(
            ui,
            scene,
            place.shrink2(vec2(0.0, 2.0)),
            (row, &name, figure),
        ) {
            state.figures.row = Some(row.key.clone());
            let asked = asked(state, figure);
            let key = row.key.clone();
            out.push(Event::Read(Reading::FigureBehind(asked, key)));
        }
    });
}

/// A row that can be pressed: it lights up, and a screen reader hears what it says.
fn pressable(ui: &mut Ui, scene: &Scene<'_>, place: Rect, told: &str) -> bool {
    let id = next_id(ui);
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, told));
    if response.has_focus() || response.hovered() {
        ui.painter().rect_filled(place, 8, scene.palette.raised);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    response.clicked()
}

fn split_row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (row, name, figure): (&SplitRow, &str, Figure),
) -> bool {
    let value = row.value.map_or_else(
        || "–".to_owned(),
        |value| number(scene, figure, value.number),
    );
    let grade = grade_text(scene, row.grade);
    let is_pressed = pressable(ui, scene, place, &format!("{name}: {value}, {grade}"));
    let room = place.shrink2(vec2(12.0, 0.0));
    let (sign, room) = room.cut_left(36.0, 14.0);
    grade_ui(ui, scene, sign, row.grade, 32.0);
    let (word, room) = room.cut_right(190.0, 12.0);
    let (count, room) = room.cut_right(110.0, 12.0);
    let (shown, room) = room.cut_right(220.0, 12.0);
    text_ui(ui, room, name, lead_text(scene).lines(2));
    let right = lead_text(scene).at(Align2::RIGHT_CENTER);
    text_ui(ui, shown, &value, right.bold());
    let cases = row.value.map_or(0, |value| value.cases);
    let small = faint(scene).at(Align2::RIGHT_CENTER);
    text_ui(ui, count, &format!("({})", format::count(cases)), small);
    text_ui(ui, word, &grade, small);
    is_pressed
}

/// The orders or parcels behind a row; pressing one writes its history.
fn behind_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    (figure, key): (Figure, &str),
    state: &mut LeadState,
) {
    let (back, card) = place.cut_top(KEY, theme::GRID);
    let (back, _) = back.cut_left(420.0, 0.0);
    let label = scene.figure_word(FigureWord::FigureRowsBack);
    if back_key_ui(ui, back, &label) {
        state.figures.row = None;
        return;
    }
    let split = state.figures.split;
    let name = scene.snapshot.figures.split.as_ref();
    let name = name.and_then(|view| view.rows.iter().find(|row| row.key == key));
    let name = name.and_then(|row| row.name.as_ref());
    let what = key_text(scene, split, key, name);
    let heading = scene.figure_word(FigureWord::FigureBehind { what });
    let room = headed_card_ui(ui, scene, card, &heading);
    let view = scene.snapshot.figures.behind.as_ref();
    let is_asked = |(of, by, row): (Figure, Split, &str)| (of, by, row) == (figure, split, key);
    let Some(view) = view.filter(|view| is_asked((view.figure, view.split, &view.key))) else {
        text_ui(ui, room, &scene.word(Word::Loading), lead_text(scene));
        return;
    };
    if view.rows.is_empty() {
        text_ui(ui, room, &scene.word(Word::StatNothing), lead_text(scene));
        return;
    }
    rows_ui(ui, room, (view.rows.len(), ROW), |ui, place, at| {
        let Some(row) = view.rows.get(at) else { return };
        let is_pressed = behind_row_ui(ui, scene, place.shrink2(vec2(0.0, 2.0)), row, figure);
        if let Some(order) = row.order.as_ref().filter(|_| is_pressed)
            && !state.files.is_open()
        {
            let of = order.0.clone();
            let title = scene.figure_word(FigureWord::FigureDossier { of: of.clone() });
            let wanted = Ask::Document(Wanted::Dossier { of });
            state.files.ask(ui.ctx(), wanted, &title);
        }
    });
}

fn behind_row_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    row: &BehindRow,
    figure: Figure,
) -> bool {
    let order = row.order.as_ref().map(|order| order.0.clone());
    let what = match (order, row.parcel, &row.sku) {
        (Some(order), Some(parcel), _) => {
            let parcel = u64::from(parcel);
            scene.figure_word(FigureWord::FigureParcel { order, parcel })
        }
        (Some(order), None, _) => order,
        (None, _, sku) => sku.as_ref().map(|sku| sku.0.clone()).unwrap_or_default(),
    };
    let adds = match row.adds {
        Adds::Good => scene.figure_word(FigureWord::FigureGood),
        Adds::Bad => scene.figure_word(FigureWord::FigureBad),
        Adds::Number(adds) => number(scene, figure, adds),
        Adds::Lines(count) => scene.figure_word(FigureWord::FigureLines { count }),
    };
    let is_pressed = pressable(ui, scene, place, &format!("{what}: {adds}"));
    let room = place.shrink2(vec2(12.0, 0.0));
    let local = row.at.with_timezone(&scene.snapshot.time_zone);
    let (when, room) = room.cut_left(230.0, 12.0);
    text_ui(
        ui,
        when,
        &format::date_time(scene.lang, &local),
        lead_text(scene),
    );
    let (shown, room) = room.cut_right(160.0, 12.0);
    let color = match row.adds {
        Adds::Bad => scene.palette.watch,
        _ => scene.palette.ink,
    };
    let kind = Type::new(theme::LEAD_TEXT, color).bold().for_lead();
    text_ui(ui, shown, &adds, kind.at(Align2::RIGHT_CENTER));
    let (whose, name) = room.cut_right(190.0, 12.0);
    text_ui(ui, name, &what, lead_text(scene).bold());
    let who = if row.packer.is_empty() {
        row.station.0.clone()
    } else {
        format!("{} · {}", row.station, scene.person(&row.packer))
    };
    text_ui(ui, whose, &who, faint(scene));
    is_pressed
}

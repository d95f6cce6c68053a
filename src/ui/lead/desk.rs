//! What the screens about the link share: levels in colour, shape and word, ages, and the lead's form.

use chrono::{DateTime, Utc};
use eframe::egui::{Align2, Color32, Rect, Stroke, StrokeKind, Ui, vec2};

use super::lead_text;
use crate::domain::desk::Outcome;
use crate::domain::ids::{OrderNo, StationId};
use crate::domain::session::message::Verdict;
use crate::i18n::{self, Word, format};
use crate::station::event::{Action, Command, Event};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, mood_sign, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::next::mood_of;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// What a lead is in the middle of, about benches and exceptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskState {
    /// The exception that is looked at.
    pub(super) chosen: Option<String>,
    /// What was done about it.
    pub(super) note: String,
    /// With what it is closed.
    pub(super) outcome: Option<Outcome>,
    /// The people are asked for whom it is.
    pub(super) is_giving: bool,
    /// The form that is open on the screen of benches.
    pub(super) form: Option<Form>,
    /// The order to take over.
    pub(super) order: Option<OrderNo>,
    /// Why.
    pub(super) reason: String,
    /// The master was asked how the benches stand.
    pub(super) was_asked: bool,
    /// The number of the last answer when a command was sent; the next one answers it.
    sent_behind: Option<u64>,
    answered: Option<u64>,
}

/// A decision that needs a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// Take an order over from this bench.
    TakeOver(StationId),
    /// Let this bench in again.
    Readmit(StationId),
    /// Wait no longer for missing benches.
    EndRecovery,
}

impl DeskState {
    /// Sends a command and waits for its answer.
    pub(super) fn send(&mut self, scene: &Scene<'_>, command: Command, out: &mut Vec<Event>) {
        self.sent_behind = Some(scene.snapshot.last_answer());
        self.answered = None;
        out.push(Event::Action(Action::Command(command)));
    }

    /// The key that sends what a form says, once it says enough.
    pub(super) fn send_ui(
        &mut self,
        ui: &mut Ui,
        scene: &Scene<'_>,
        place: Rect,
        (label, command): (&str, Option<Command>),
        out: &mut Vec<Event>,
    ) {
        let key = BigKey::new(label).for_lead().primary().icon(Icon::Go);
        let is_pressed = key.enabled(command.is_some()).show(ui, place);
        if let Some(command) = command.filter(|_| is_pressed) {
            self.send(scene, command, out);
        }
    }

    /// Opens a form with nothing in it.
    pub(super) fn open(&mut self, form: Form) {
        self.form = Some(form);
        self.close_all_but_form();
    }

    /// Leaves the form.
    pub(super) fn close(&mut self) {
        self.form = None;
        self.close_all_but_form();
    }

    fn close_all_but_form(&mut self) {
        self.order = None;
        self.reason.clear();
        self.sent_behind = None;
        self.answered = None;
    }

    /// Takes in the answer to what was sent; what was accepted clears form and note.
    pub(super) fn hear(&mut self, scene: &Scene<'_>) {
        let Some(behind) = self.sent_behind else {
            return;
        };
        let answers = &scene.snapshot.answers;
        let Some(answer) = answers.iter().find(|answer| answer.seq > behind) else {
            return;
        };
        self.sent_behind = None;
        self.answered = Some(answer.seq);
        if answer.verdict == Verdict::Accepted {
            self.form = None;
            self.order = None;
            self.reason.clear();
            self.note.clear();
            self.outcome = None;
            self.is_giving = false;
        }
    }

    /// Whether what was sent last has just been accepted. Ask before [`DeskState::hear`].
    pub(super) fn answered_well(&self, scene: &Scene<'_>) -> bool {
        let mut answers = scene.snapshot.answers.iter();
        let behind = self.sent_behind;
        let answer = behind.and_then(|behind| answers.find(|answer| answer.seq > behind));
        answer.is_some_and(|answer| answer.verdict == Verdict::Accepted)
    }

    /// Looks at another exception; what was typed belonged to the one before.
    pub(super) fn choose(&mut self, id: String) {
        self.chosen = Some(id);
        self.note.clear();
        self.outcome = None;
        self.is_giving = false;
    }

    /// The answer to what was sent last, as a line with its shape.
    pub(super) fn answer_ui(&self, ui: &mut Ui, scene: &Scene<'_>, place: Rect) {
        let answers = &scene.snapshot.answers;
        let Some(answer) = self
            .answered
            .and_then(|seq| answers.iter().find(|answer| answer.seq == seq))
        else {
            return;
        };
        let said = i18n::say(scene.lang, &answer.message, answer.subject.as_deref());
        let tone = scene.palette.mood(mood_of(answer));
        let (sign, words) = place.cut_left(44.0, 14.0);
        mood_sign(ui, sign, 40.0, mood_of(answer), [tone.fill, tone.ink]);
        text_ui(
            ui,
            words,
            &said.one_line(),
            lead_text(scene).bold().lines(2),
        );
    }
}

/// Shape and colour of a level.
pub(super) fn look_of(scene: &Scene<'_>, level: Level) -> (Mood, Color32) {
    match level {
        Level::Ok => (Mood::Right, scene.palette.good),
        Level::Watch => (Mood::Blocked, scene.palette.watch),
        Level::Alarm => (Mood::Wrong, scene.palette.alarm),
    }
}

/// The word of a level.
pub(super) fn level_word(level: Level) -> Word {
    match level {
        Level::Ok => Word::LevelOk,
        Level::Watch => Word::LevelWatch,
        Level::Alarm => Word::LevelAlarm,
    }
}

/// The shape of a level in the middle of `place`.
pub(super) fn level_ui(ui: &Ui, scene: &Scene<'_>, place: Rect, level: Level, side: f32) {
    let (mood, color) = look_of(scene, level);
    mood_sign(ui, place, side, mood, [color, scene.palette.card]);
}

/// Whole minutes from `at` to now; 0 when the clock went back.
fn minutes_since(scene: &Scene<'_>, at: DateTime<Utc>) -> u64 {
    u64::try_from((scene.now - at).num_minutes()).unwrap_or(0)
}

/// How long ago that was.
pub(super) fn ago(scene: &Scene<'_>, at: Option<DateTime<Utc>>) -> String {
    scene.word(match at.map(|at| minutes_since(scene, at)) {
        None => Word::SyncNever,
        Some(0) => Word::SyncJustNow,
        Some(minutes) => Word::SyncAgo {
            span: format::span(scene.lang, minutes),
        },
    })
}

/// How long it has been.
pub(super) fn span_since(scene: &Scene<'_>, at: DateTime<Utc>) -> String {
    format::span(scene.lang, minutes_since(scene, at))
}

/// A time of day at the warehouse, with its date when it is another day.
pub(super) fn clock(scene: &Scene<'_>, at: DateTime<Utc>) -> String {
    let zone = scene.snapshot.time_zone;
    let (at, now) = (at.with_timezone(&zone), scene.now.with_timezone(&zone));
    if at.date_naive() == now.date_naive() {
        format::time(&at)
    } else {
        format::date_time(scene.lang, &at)
    }
}

/// A warning with its triangle.
pub(super) fn warning_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, text: &str) {
    let (sign, words) = place.cut_left(56.0, 16.0);
    level_ui(ui, scene, sign, Level::Watch, 52.0);
    text_ui(ui, words, text, lead_text(scene).bold().lines(3));
}

/// Height of the choice of words: two rows of keys, or one, and a field.
pub(super) fn words_height(keys: usize) -> f32 {
    let rows = if keys > 3 { 2.0 } else { 1.0 };
    rows * (64.0 + theme::GRID) + 96.0
}

/// Common words on keys, and a field for one's own.
pub(super) fn words_ui(
    ui: &mut Ui,
    place: Rect,
    common: &[String],
    (caption, text): (&str, &mut String),
) {
    let per_row = if common.len() > 3 {
        common.len().div_ceil(2)
    } else {
        common.len()
    };
    let mut room = place;
    for words in common.chunks(per_row.max(1)) {
        let (row, rest) = room.cut_top(64.0, theme::GRID);
        for (key, label) in row.columns(per_row, theme::GRID).into_iter().zip(words) {
            if BigKey::new(label)
                .for_lead()
                .size(22.0)
                .chosen(text == label)
                .show(ui, key)
            {
                text.clone_from(label);
            }
        }
        room = rest;
    }
    lead_field_ui(ui, room, caption, text);
}

/// Leave, or do it: two keys. Answers `Some(true)` when it is to be done, `Some(false)` to leave.
pub(super) fn decide_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    label: &str,
    is_enabled: bool,
) -> Option<bool> {
    let (leave, act) = place.cut_left(place.width() * 0.36, theme::GAP);
    let cancel = scene.word(Word::Cancel);
    if BigKey::new(&cancel).for_lead().show(ui, leave) {
        return Some(false);
    }
    let pressed = BigKey::new(label)
        .for_lead()
        .primary()
        .enabled(is_enabled)
        .show(ui, act);
    pressed.then_some(true)
}

/// A line in faint, small letters.
pub(super) fn faint(scene: &Scene<'_>) -> Type {
    Type::new(theme::LEAD_TEXT_MIN, scene.palette.faint).for_lead()
}

/// How long that is.
pub(super) fn span_of(scene: &Scene<'_>, minutes: i64) -> String {
    format::span(scene.lang, u64::try_from(minutes).unwrap_or(0))
}

/// A caption over a list or a field.
pub(super) fn caption_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, text: &str) {
    text_ui(ui, place, text, faint(scene).at(Align2::LEFT_CENTER));
}

/// The room inside a row of which one is chosen, framed while it has the focus or is that one.
pub(super) fn framed_row_room(
    ui: &Ui,
    scene: &Scene<'_>,
    row: Rect,
    (has_focus, is_chosen): (bool, bool),
) -> Rect {
    let room = row_room(ui, scene, row);
    let border = match (has_focus, is_chosen) {
        (true, _) => Some(scene.palette.ink),
        (false, true) => Some(scene.palette.accent),
        (false, false) => None,
    };
    if let Some(color) = border {
        let pen = Stroke::new(4.0, color);
        ui.painter().rect_stroke(row, 12, pen, StrokeKind::Inside);
    }
    room
}

/// The room inside a row that is drawn as a surface of its own.
pub(super) fn row_room(ui: &Ui, scene: &Scene<'_>, row: Rect) -> Rect {
    ui.painter().rect_filled(row, 12, scene.palette.ground);
    row.shrink2(vec2(16.0, 8.0))
}

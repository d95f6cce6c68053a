//! Alerts: what is wrong now, since when, what to do, who decides until when; and what is over.

mod owners;
mod setup;

use eframe::egui::{self, Align2, CornerRadius, Rect, Sense, Ui, vec2};

use self::setup::Draft;
pub(super) use self::setup::setup_ui;
use super::desk::{DeskState, caption_ui, clock, faint, framed_row_room, level_ui, span_since};
use super::{LeadScreen, LeadState, headed_card_ui, lead_text, rows_ui};
use crate::domain::alerts::Alert;
use crate::domain::worker::Right;
use crate::i18n::{self, AlertWord};
use crate::station::event::{Command, Event};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, card_ui, mood_sign, next_id, paint_text, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Height of an alert's row.
const ROW: f32 = 92.0;

/// Height of the keys.
const KEY: f32 = 72.0;

/// Height of the band over a lead's other screens.
pub(super) const BAND: f32 = 64.0;

/// What a lead is in the middle of, about alerts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertsState {
    /// The set-up that is being filled in.
    draft: Option<Draft>,
}

impl AlertsState {
    /// Whether the set-up is open.
    pub(super) fn is_set_up_open(&self) -> bool {
        self.draft.is_some()
    }
}

/// Over every other screen of a lead while nobody has seen an alert; pressing it opens them.
pub(super) fn band_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, state: &mut LeadState) {
    let Some(newest) = scene.snapshot.alerts.calling().next() else {
        return;
    };
    let count = scene.snapshot.alerts.calling().count();
    let text = scene.alert_word(AlertWord::AlertsBand {
        count: u64::try_from(count).unwrap_or(u64::MAX),
        what: i18n::alert_headline(scene.lang, &newest.raised),
    });
    let id = next_id(ui);
    let response = ui.interact(place, id, Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &text));
    let tone = scene.palette.mood(Mood::Wrong);
    ui.painter()
        .rect_filled(place, CornerRadius::same(theme::ROUND), tone.fill);
    let (sign, words) = place.shrink2(vec2(20.0, 6.0)).cut_left(44.0, 16.0);
    mood_sign(ui, sign, 44.0, Mood::Wrong, [tone.ink, tone.fill]);
    let kind = Type::new(30.0, tone.ink).bold().for_lead();
    paint_text(ui, words, &text, kind);
    if response.clicked() {
        state.screen = LeadScreen::Alerts;
        state.desk = DeskState::default();
    }
}

pub(super) fn alerts_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    state.desk.hear(scene);
    let view = &scene.snapshot.alerts;
    let (left, right) = body.cut_left(body.width() * 0.5, theme::GAP);
    let (foot, left) = left.cut_bottom(KEY, theme::GAP);
    let may_set_up = super::may(scene, Right::SetUp);
    let label = scene.alert_word(AlertWord::AlertsSetUp);
    let key = BigKey::new(&label).for_lead().enabled(may_set_up);
    if key.show(ui, foot) {
        state.alerts.draft = Some(Draft::of(scene));
    }
    let (open, past) = left.cut_top(left.height() * 0.56, theme::GAP);
    let count = u64::try_from(view.open.len()).unwrap_or(u64::MAX);
    let heading = scene.alert_word(AlertWord::AlertsOpen { count });
    let room = headed_card_ui(ui, scene, open, &heading);
    if view.open.is_empty() {
        none_ui(ui, scene, room, AlertWord::AlertsNone);
    }
    let heading = scene.alert_word(AlertWord::AlertsPast);
    let below = headed_card_ui(ui, scene, past, &heading);
    if view.past.is_empty() {
        none_ui(ui, scene, below, AlertWord::AlertsPastNone);
    }
    let is_known = |id: &String| {
        view.open
            .iter()
            .chain(&view.past)
            .any(|it| it.raised.id == *id)
    };
    if !state.desk.chosen.as_ref().is_some_and(is_known) {
        state.desk.chosen = view.open.first().map(|alert| alert.raised.id.clone());
    }
    for (room, alerts) in [(room, &view.open), (below, &view.past)] {
        rows_ui(
            ui,
            room,
            (alerts.len(), ROW + theme::GRID),
            |ui, place, at| {
                let (row, _) = place.cut_top(ROW, 0.0);
                if let Some(alert) = alerts.get(at) {
                    row_ui(ui, scene, row, alert, &mut state.desk);
                }
            },
        );
    }
    let chosen = state.desk.chosen.as_ref();
    let chosen = chosen.and_then(|id| {
        let mut all = view.open.iter().chain(&view.past);
        all.find(|alert| alert.raised.id == *id)
    });
    match chosen {
        Some(alert) => detail_ui(ui, scene, right, alert, &mut state.desk, out),
        None => card_ui(ui, right, scene.palette),
    }
}

fn none_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, word: AlertWord) {
    let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).for_lead();
    text_ui(ui, room, &scene.alert_word(word), kind.centered().lines(2));
}

/// Who decides until when, and whether that time is over.
fn due(scene: &Scene<'_>, alert: &Alert) -> (String, bool) {
    let who = i18n::role(scene.lang, alert.raised.kind.owner());
    let at = clock(scene, alert.due());
    let is_overdue = alert.calls() && scene.now > alert.due();
    let word = if is_overdue {
        AlertWord::AlertOverdue { who, at }
    } else {
        AlertWord::AlertDue { who, at }
    };
    (scene.alert_word(word), is_overdue)
}

/// Who has seen it, and when.
fn seen(scene: &Scene<'_>, alert: &Alert) -> Option<String> {
    let seen = alert.acknowledged.as_ref()?;
    let by = seen.by.as_ref().map(|by| by.0.clone()).unwrap_or_default();
    let who = scene.snapshot.alerts.names.get(&by).cloned().unwrap_or(by);
    let at = clock(scene, seen.at);
    Some(scene.alert_word(AlertWord::AlertSeen { who, at }))
}

/// The second line of a row: how it stands.
fn stands(scene: &Scene<'_>, alert: &Alert) -> String {
    if let Some(to) = alert.cleared_at {
        let (from, to) = (clock(scene, alert.at), clock(scene, to));
        let when = scene.alert_word(AlertWord::AlertOver { from, to });
        let who = seen(scene, alert);
        let who = who.unwrap_or_else(|| scene.alert_word(AlertWord::AlertUnseen));
        return format!("{when} · {who}");
    }
    let since = scene.alert_word(AlertWord::AlertSince {
        at: clock(scene, alert.at),
        span: span_since(scene, alert.at),
    });
    let then = seen(scene, alert).unwrap_or_else(|| due(scene, alert).0);
    format!("{since} · {then}")
}

fn level_of(alert: &Alert) -> Level {
    match (alert.is_open(), alert.calls()) {
        (false, _) => Level::Ok,
        (true, true) => Level::Alarm,
        (true, false) => Level::Watch,
    }
}

fn row_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, alert: &Alert, state: &mut DeskState) {
    let headline = i18n::alert_headline(scene.lang, &alert.raised);
    let stands = stands(scene, alert);
    let is_chosen = state.chosen.as_ref() == Some(&alert.raised.id);
    let id = next_id(ui);
    let response = ui.interact(row, id, Sense::click());
    let name = format!("{headline}, {stands}");
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_chosen, &name)
    });
    if response.clicked() {
        state.chosen = Some(alert.raised.id.clone());
        state.note.clear();
    }
    let room = framed_row_room(ui, scene, row, (response.has_focus(), is_chosen));
    let (sign, words) = room.cut_left(44.0, 16.0);
    level_ui(ui, scene, sign, level_of(alert), 40.0);
    let (above, below) = words.cut_top(words.height() * 0.56, 0.0);
    paint_text(ui, above, &headline, lead_text(scene).bold());
    paint_text(ui, below, &stands, faint(scene));
}

fn detail_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    alert: &Alert,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let room = headed_card_ui(ui, scene, card, "");
    let (title, room) = room.translate(vec2(0.0, -44.0)).cut_top(96.0, 8.0);
    let room = room.with_max_y(card.bottom() - 14.0);
    let big = Type::new(theme::LEAD_HEADING, scene.palette.ink).for_lead();
    let headline = i18n::alert_headline(scene.lang, &alert.raised);
    text_ui(ui, title, &headline, big.bold().lines(2));
    let (line, room) = room.cut_top(36.0, 0.0);
    let since = AlertWord::AlertSince {
        at: clock(scene, alert.at),
        span: span_since(scene, alert.at),
    };
    let since = match alert.cleared_at {
        None => scene.alert_word(since),
        Some(_) => stands(scene, alert),
    };
    text_ui(ui, line, &since, lead_text(scene));
    let (line, room) = room.cut_top(36.0, theme::GAP);
    let (due, is_overdue) = due(scene, alert);
    let color = if is_overdue {
        scene.palette.alarm
    } else {
        scene.palette.ink
    };
    let kind = Type::new(theme::LEAD_TEXT, color).bold().for_lead();
    text_ui(ui, line, &due, kind);
    let mut room = room;
    let names = &alert.raised.about;
    if alert.raised.kind == crate::domain::alerts::AlertKind::StuckOrders && !names.is_empty() {
        let (line, rest) = room.cut_top(64.0, theme::GAP);
        let what = names.join(", ");
        let about = scene.alert_word(AlertWord::AlertAbout { what });
        text_ui(ui, line, &about, lead_text(scene).lines(2));
        room = rest;
    }
    let (caption, room) = room.cut_top(30.0, 4.0);
    caption_ui(ui, scene, caption, &scene.alert_word(AlertWord::AlertDo));
    let (first, room) = room.cut_top(48.0, 8.0);
    let reaction = i18n::alert_reaction(scene.lang, alert.raised.kind.reaction());
    let kind = Type::new(theme::LEAD_HEADING, scene.palette.alarm).for_lead();
    text_ui(ui, first, &reaction, kind.bold());
    let (how, room) = room.cut_top((room.height() * 0.5).min(300.0), theme::GAP);
    let text = i18n::alert_how(scene.lang, alert.raised.kind);
    let kind = Type::new(28.0, scene.palette.ink).for_lead();
    text_ui(ui, how, &text, kind.lines(7).at(Align2::LEFT_TOP));
    acknowledge_ui(ui, scene, room, alert, state, out);
}

/// A note, and the key that says that somebody deals with it; or who has said so.
fn acknowledge_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    alert: &Alert,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    if let Some(told) = seen(scene, alert) {
        let (line, room) = room.cut_bottom(48.0, 0.0);
        text_ui(ui, line, &told, lead_text(scene).bold());
        let note = alert.acknowledged.as_ref().map(|seen| seen.note.as_str());
        let (note_place, room) = room.cut_bottom(64.0, theme::GRID);
        let kind = lead_text(scene).lines(2).at(Align2::LEFT_BOTTOM);
        text_ui(ui, note_place, note.unwrap_or_default(), kind);
        let (answer, _) = room.cut_bottom(56.0, theme::GRID);
        state.answer_ui(ui, scene, answer);
        return;
    }
    if !alert.is_open() {
        return;
    }
    let (key, room) = room.cut_bottom(84.0, theme::GRID);
    let (field, room) = room.cut_bottom(96.0, theme::GRID);
    let (answer, _) = room.cut_bottom(56.0, theme::GRID);
    state.answer_ui(ui, scene, answer);
    let caption = scene.alert_word(AlertWord::AlertNote);
    lead_field_ui(ui, field, &caption, &mut state.note);
    let label = scene.alert_word(AlertWord::AlertAcknowledge);
    let key_look = BigKey::new(&label).for_lead().primary().icon(Icon::Go);
    if key_look.show(ui, key) {
        let command = Command::Acknowledge {
            alert: alert.raised.id.clone(),
            note: state.note.clone(),
        };
        state.send(scene, command, out);
    }
}

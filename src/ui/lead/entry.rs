//! One entry of the exceptions desk: what to do, whose it is until when, and the keys that give it away or close it.

use eframe::egui::{Align2, Rect, Ui, vec2};

use super::desk::{DeskState, caption_ui, clock, level_ui};
use super::exceptions::{due_text, place_of, standing};
use super::{back_key_ui, headed_card_ui, lead_text, rows_ui};
use crate::domain::desk::{Entry, Outcome, Standing};
use crate::i18n::{self, DeskWord, Word};
use crate::station::event::{Command, Event};
use crate::station::sync_view::Level;
use crate::ui::draw::{Cut as _, Type, text_ui};
use crate::ui::fields::lead_field_ui;
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of an outcome's key.
const OUTCOME: f32 = 60.0;

/// Outcomes beside each other.
const PER_ROW: usize = 3;

pub(super) fn detail_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    card: Rect,
    entry: &Entry,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let said = i18n::entry(scene.lang, entry);
    let room = headed_card_ui(ui, scene, card, "");
    let (headline, room) = room.translate(vec2(0.0, -44.0)).cut_top(84.0, 4.0);
    let room = room.with_max_y(card.bottom() - 14.0);
    let big = Type::new(theme::LEAD_HEADING, scene.palette.ink).for_lead();
    text_ui(ui, headline, &said.headline, big.bold().lines(2));
    let (place, room) = room.cut_top(32.0, 4.0);
    let kind = i18n::entry_kind(scene.lang, entry.kind());
    let parts = [kind, place_of(entry), clock(scene, entry.opened_at)];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    let faint = Type::new(22.0, scene.palette.faint).for_lead();
    text_ui(ui, place, &parts.join(" · "), faint);
    if state.is_giving && entry.ended.is_none() {
        give_ui(ui, scene, room, entry, state, out);
        return;
    }
    let room = owner_ui(ui, scene, room, entry, state);
    let (caption, room) = room.cut_top(30.0, 4.0);
    caption_ui(ui, scene, caption, &scene.word(Word::ExceptionsWhatToDo));
    let (remedy, room) = room.cut_top((room.height() * 0.3).min(220.0), theme::GRID);
    let kind = Type::new(24.0, scene.palette.ink).for_lead();
    text_ui(
        ui,
        remedy,
        &said.remedy.unwrap_or_default(),
        kind.lines(6).at(Align2::LEFT_TOP),
    );
    if entry.ended.is_some() {
        let text = ended_text(scene, entry);
        let note = entry.ended.as_ref().map_or("", |it| it.note.as_str());
        let text = format!("{text}. {note}");
        let kind = lead_text(scene).bold().lines(4).at(Align2::LEFT_TOP);
        text_ui(ui, room, &text, kind);
        return;
    }
    close_ui(ui, scene, room, entry, state, out);
}

/// Who sees to it, until when, and the key that gives it to somebody. Answers the room below.
fn owner_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    entry: &Entry,
    state: &mut DeskState,
) -> Rect {
    let (line, room) = room.cut_top(64.0, theme::GRID);
    let is_open = entry.ended.is_none();
    let (key, words) = line.cut_right(if is_open { 260.0 } else { 0.0 }, theme::GAP);
    let (above, below) = words.cut_top(words.height() * 0.5, 0.0);
    let owner = match &entry.given_to {
        Some(badge) => DeskWord::DeskGivenTo {
            who: scene.snapshot.desk.name_of(badge).to_owned(),
        },
        None => DeskWord::DeskOwner {
            who: i18n::owner(scene.lang, scene.snapshot.desk.owners.of_entry(entry)),
        },
    };
    text_ui(ui, above, &scene.desk_word(owner), lead_text(scene));
    if !is_open {
        return room;
    }
    let due = due_text(scene, entry);
    if standing(scene, entry) == Standing::Overdue {
        let (sign, words) = below.cut_left(36.0, 8.0);
        level_ui(ui, scene, sign, Level::Alarm, 30.0);
        let kind = Type::new(theme::LEAD_TEXT, scene.palette.alarm).for_lead();
        text_ui(ui, words, &due, kind.bold());
    } else {
        text_ui(ui, below, &due, lead_text(scene));
    }
    let label = scene.desk_word(DeskWord::DeskGive);
    if BigKey::new(&label).for_lead().show(ui, key) {
        state.is_giving = true;
    }
    room
}

/// The people, one key each.
fn give_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    entry: &Entry,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let (back, room) = room.cut_bottom(72.0, theme::GRID);
    let (answer, room) = room.cut_bottom(56.0, theme::GRID);
    state.answer_ui(ui, scene, answer);
    let (caption, list) = room.cut_top(36.0, 8.0);
    caption_ui(ui, scene, caption, &scene.desk_word(DeskWord::DeskGiveWhom));
    let people = &scene.snapshot.desk.people;
    let mut given = None;
    rows_ui(ui, list, (people.len(), 76.0), |ui, place, at| {
        let Some((badge, name)) = people.get(at) else {
            return;
        };
        let (key, _) = place.cut_top(68.0, 0.0);
        let label = format!("{name} ({badge})");
        let is_chosen = entry.given_to.as_ref() == Some(badge);
        if BigKey::new(&label)
            .for_lead()
            .chosen(is_chosen)
            .show(ui, key)
        {
            given = Some(badge.clone());
        }
    });
    if let Some(to) = given {
        let command = Command::Give {
            exception: entry.id.clone(),
            to,
        };
        state.send(scene, command, out);
    }
    let label = scene.word(Word::Cancel);
    if back_key_ui(ui, back, &label) {
        state.is_giving = false;
    }
}

/// How it ended, and the key that says so.
fn close_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    entry: &Entry,
    state: &mut DeskState,
    out: &mut Vec<Event>,
) {
    let (key, room) = room.cut_bottom(80.0, theme::GRID);
    let (answer, room) = room.cut_bottom(52.0, theme::GRID);
    state.answer_ui(ui, scene, answer);
    let (note, room) = room.cut_bottom(92.0, theme::GRID);
    let outcomes = entry.kind().outcomes();
    let (caption, mut keys) = room.cut_top(30.0, 4.0);
    caption_ui(ui, scene, caption, &scene.desk_word(DeskWord::DeskHowEnded));
    for row in outcomes.chunks(PER_ROW) {
        let (line, rest) = keys.cut_top(OUTCOME, theme::GRID);
        for (place, outcome) in line.columns(PER_ROW, theme::GRID).into_iter().zip(row) {
            let label = i18n::outcome(scene.lang, *outcome);
            let is_chosen = state.outcome == Some(*outcome);
            let key = BigKey::new(&label).for_lead().size(20.0).chosen(is_chosen);
            if key.show(ui, place) {
                state.outcome = Some(*outcome);
            }
        }
        keys = rest;
    }
    let caption = scene.desk_word(DeskWord::DeskNote);
    lead_field_ui(ui, note, &caption, &mut state.note);
    let label = scene.desk_word(DeskWord::DeskClose);
    let chosen = state
        .outcome
        .filter(|outcome| *outcome != Outcome::Other || !state.note.trim().is_empty());
    let is_pressed = BigKey::new(&label)
        .for_lead()
        .primary()
        .icon(Icon::Go)
        .enabled(chosen.is_some())
        .show(ui, key);
    if let Some(outcome) = chosen.filter(|_| is_pressed) {
        let command = Command::Settle {
            exception: entry.id.clone(),
            outcome,
            note: state.note.clone(),
        };
        state.send(scene, command, out);
    }
}

/// How it ended, for a row: with what, and when.
pub(super) fn ended_briefly(scene: &Scene<'_>, entry: &Entry) -> String {
    let Some(ended) = &entry.ended else {
        return String::new();
    };
    match ended.outcome {
        Some(Outcome::Mended) | None => ended_text(scene, entry),
        Some(outcome) => format!(
            "{}: {}",
            i18n::outcome(scene.lang, outcome),
            clock(scene, ended.at)
        ),
    }
}

/// How it ended: with what, by whom, when.
pub(super) fn ended_text(scene: &Scene<'_>, entry: &Entry) -> String {
    let Some(ended) = &entry.ended else {
        return String::new();
    };
    let at = clock(scene, ended.at);
    let who = ended.by.as_ref().map_or_else(
        || "?".to_owned(),
        |by| scene.snapshot.desk.name_of(by).to_owned(),
    );
    scene.desk_word(match ended.outcome {
        Some(Outcome::Mended) => DeskWord::DeskMended { at },
        Some(outcome) => DeskWord::DeskEnded {
            outcome: i18n::outcome(scene.lang, outcome),
            who,
            at,
        },
        None => DeskWord::DeskSettledBefore { who, at },
    })
}

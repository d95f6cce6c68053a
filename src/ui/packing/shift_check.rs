//! The check of the devices: scanner, scale and printer beside each other, each with its parts and what to mend.

use eframe::egui::{Align2, Color32, Rect, Ui};

use super::inner;
use crate::domain::session::message::Message;
use crate::domain::shift_check::{CheckRecord, Device, Found, Outcome, Part, ShiftCheck};
use crate::domain::units::Grams;
use crate::i18n::{self, format};
use crate::station::snapshot::{Lamp, Snapshot};
use crate::ui::bars::trouble_text;
use crate::ui::draw::{Cut as _, Type, card_ui, framed_card_ui, mood_sign, text_ui, width_of};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Height of a part's row.
const ROW: f32 = 56.0;

/// One part as it stands.
struct Line<'a> {
    part: Part,
    outcome: Option<Outcome>,
    found: Option<&'a Found>,
    shown: Option<Grams>,
}

/// The check that ended just now; nothing once anything else was answered.
pub(super) fn ended_now(snapshot: &Snapshot) -> Option<&CheckRecord> {
    match &snapshot.answers.back()?.message {
        Message::CheckEnded { record } if snapshot.shift_check.is_none() => Some(record),
        _ => None,
    }
}

/// A check that is under way.
pub(super) fn check_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, check: &ShiftCheck) {
    let lines = Part::ALL.map(|part| {
        let record = check.record(part);
        let outcome = match record {
            Some(record) => Some(record.outcome),
            None if !check.plan.has(part) => Some(Outcome::NotSetUp),
            None => None,
        };
        Line {
            part,
            outcome,
            found: check.found(part),
            shown: record.and_then(|record| record.shown),
        }
    });
    columns_ui(ui, scene, body, &lines, check.due());
}

/// What came of a check.
pub(super) fn result_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, record: &CheckRecord) {
    let lines: Vec<Line<'_>> = record
        .parts
        .iter()
        .map(|it| Line {
            part: it.part,
            outcome: Some(it.outcome),
            found: it.found.as_ref(),
            shown: it.shown,
        })
        .collect();
    columns_ui(ui, scene, body, &lines, None);
}

fn columns_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, lines: &[Line<'_>], due: Option<Part>) {
    let devices = [Device::Scanner, Device::Scale, Device::Printer];
    let places = body.columns(devices.len(), theme::GAP);
    for (device, place) in devices.into_iter().zip(places) {
        let due = due.filter(|part| part.device() == device);
        let own: Vec<&Line<'_>> = lines
            .iter()
            .filter(|it| it.part.device() == device)
            .collect();
        device_ui(ui, scene, place, device, &own, due);
    }
}

fn device_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    device: Device,
    lines: &[&Line<'_>],
    due: Option<Part>,
) {
    let palette = scene.palette;
    if due.is_some() {
        framed_card_ui(ui, place, palette, palette.accent);
    } else {
        card_ui(ui, place, palette);
    }
    let (heading, room) = inner(place).cut_top(60.0, 8.0);
    let name = i18n::check_device(scene.lang, device);
    text_ui(
        ui,
        heading,
        &name,
        Type::new(theme::HEADING, palette.ink).bold(),
    );
    let mut room = room;
    for line in lines {
        let (row, rest) = room.cut_top(ROW, 6.0);
        part_ui(ui, scene, row, line, due == Some(line.part));
        room = rest;
    }
    below_ui(ui, scene, room, device, lines, due);
}

fn part_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, line: &Line<'_>, is_due: bool) {
    let palette = scene.palette;
    let (mood, color) = look_of(scene, line);
    let (sign, words) = row.cut_left(44.0, 16.0);
    mood_sign(ui, sign, 42.0, mood, [color, palette.card]);
    let name = i18n::check_part(scene.lang, line.part);
    let said = match (line.outcome, line.shown) {
        (Some(Outcome::Passed), Some(shown)) => Some(format::grams(scene.lang, shown)),
        (Some(Outcome::Passed), None) | (None, _) => None,
        (Some(outcome), _) => Some(i18n::check_outcome(scene.lang, outcome)),
    };
    let words = match said {
        Some(said) => {
            let kind = Type::new(theme::TEXT_MIN, palette.faint).at(Align2::RIGHT_CENTER);
            let width = width_of(ui, &said, kind).min(words.width() * 0.6) + 4.0;
            let (right, words) = words.cut_right(width, 12.0);
            text_ui(ui, right, &said, kind);
            words
        }
        None => words,
    };
    let ink = if is_due || line.outcome == Some(Outcome::Passed) {
        palette.ink
    } else {
        palette.faint
    };
    let kind = Type::new(theme::TEXT, ink);
    text_ui(ui, words, &name, if is_due { kind.bold() } else { kind });
}

fn look_of(scene: &Scene<'_>, line: &Line<'_>) -> (Mood, Color32) {
    let palette = scene.palette;
    match (line.outcome, line.found) {
        (Some(Outcome::Passed), _) => (Mood::Right, palette.good),
        (Some(Outcome::NotSetUp), _) => (Mood::Calm, palette.line),
        (_, Some(_)) => (Mood::Wrong, palette.alarm),
        (Some(_), None) => (Mood::Blocked, palette.watch),
        (None, None) => (Mood::Calm, palette.faint),
    }
}

/// Below the parts: what to mend, or what the scale shows while it is looked at, or what the printer lacks.
fn below_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    device: Device,
    lines: &[&Line<'_>],
    due: Option<Part>,
) {
    let palette = scene.palette;
    let wrong = lines
        .iter()
        .filter(|it| it.outcome != Some(Outcome::Passed))
        .find_map(|it| it.found);
    let mut room = room;
    if device == Device::Scale && due.is_some() {
        let share = if wrong.is_some() { 0.36 } else { 0.8 };
        let (number, rest) = room.cut_top(room.height() * share, 4.0);
        let shown = scene.snapshot.health.scale_shows;
        let text = shown.map_or_else(|| "—".to_owned(), |mass| format::grams(scene.lang, mass));
        let size = if wrong.is_some() { 72.0 } else { theme::HUGE };
        text_ui(ui, number, &text, Type::new(size, palette.ink).bold());
        room = rest;
    }
    if let Some(found) = wrong {
        let said = i18n::check_found(scene.lang, found);
        // What to do stands in the band while the part is due.
        let text = match said.remedy.filter(|_| due.is_none()) {
            Some(remedy) => format!("{}. {remedy}", said.headline),
            None => said.headline,
        };
        let kind = Type::new(theme::TEXT_MIN, palette.alarm).bold().lines(6);
        text_ui(ui, room, &text, kind.at(Align2::LEFT_TOP));
        return;
    }
    let lamp = match device {
        Device::Scanner => &scene.snapshot.health.scanner,
        Device::Scale => &scene.snapshot.health.scale,
        Device::Printer => &scene.snapshot.health.printer,
    };
    let is_there = lines.iter().any(|it| it.outcome != Some(Outcome::NotSetUp));
    if let (Lamp::Watch(trouble) | Lamp::Alarm(trouble), true) = (lamp, is_there) {
        let kind = Type::new(theme::TEXT_MIN, palette.watch).bold().lines(6);
        let text = trouble_text(scene, trouble);
        text_ui(ui, room, &text, kind.at(Align2::LEFT_TOP));
    }
}

//! Forms that need a second person or a choice: release, second count, by hand, bind a code.

use eframe::egui::{Align2, Rect, Ui};

use super::{Form, PackingState, inner, send};
use crate::domain::ids::Sku;
use crate::i18n::{Word, format};
use crate::station::event::{Command, Event};
use crate::station::snapshot::SessionView;
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::fields::field_ui;
use crate::ui::keys::{BigKey, Icon, number_pad_ui};
use crate::ui::next::{missing, weight_difference};
use crate::ui::scene::Scene;
use crate::ui::sign_in::pin_dots_ui;
use crate::ui::theme;

/// Longest PIN.
pub(crate) const PIN_DIGITS: usize = 12;

/// Badge, PIN and reason of a second person.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PersonForm {
    /// The badge, scanned or typed.
    pub badge: String,
    /// The PIN as typed; never shown.
    pub pin: String,
    /// Place of the reason chosen.
    pub reason: Option<usize>,
}

impl PersonForm {
    /// Takes a scanned badge.
    pub fn takes_badge(&mut self, code: &str) -> bool {
        code.trim().clone_into(&mut self.badge);
        self.pin.clear();
        true
    }
}

pub(super) fn form_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut PackingState,
    out: &mut Vec<Event>,
) {
    let mut form = std::mem::take(&mut state.form);
    let is_open = match &mut form {
        Form::Closed => false,
        Form::Release(person) => release_ui(ui, scene, body, person, out),
        Form::SecondCount(person) => second_count_ui(ui, scene, body, person, out),
        Form::Manual(sku) => manual_ui(ui, scene, body, sku, out),
        Form::Bind { code, sku, units } => bind_ui(ui, scene, body, (code, sku, units), out),
    };
    if is_open {
        state.form = form;
    }
}

const RELEASE_REASONS: [Word; 3] = [
    Word::ReleaseWhyRecounted,
    Word::ReleaseWhyCatalogue,
    Word::ReleaseWhyFiller,
];

fn release_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    person: &mut PersonForm,
    out: &mut Vec<Event>,
) -> bool {
    let session = scene.snapshot.session.as_ref();
    let difference = session.and_then(weight_difference);
    let title = difference.map_or_else(
        || scene.word(Word::ReleaseHeading),
        |difference| {
            format!(
                "{} ({})",
                scene.word(Word::ReleaseHeading),
                format::difference(scene.lang, difference)
            )
        },
    );
    let (left, middle) = person_ui(ui, scene, body, &title, person, true);
    let keys = middle.stack(RELEASE_REASONS.len(), theme::GAP);
    for ((at, reason), place) in RELEASE_REASONS.into_iter().enumerate().zip(keys) {
        let text = scene.word(reason);
        if BigKey::new(&text)
            .chosen(person.reason == Some(at))
            .show(ui, place)
        {
            person.reason = Some(at);
        }
    }
    let reason = person
        .reason
        .and_then(|at| RELEASE_REASONS.get(at))
        .map(|reason| scene.word(reason.clone()));
    let is_complete = !person.badge.is_empty() && !person.pin.is_empty() && reason.is_some();
    match take_or_leave_ui(ui, scene, left, Word::ReleaseButton, is_complete) {
        Some(true) => {
            let PersonForm { badge, pin, .. } = std::mem::take(person);
            send(
                out,
                Command::Release {
                    badge,
                    pin,
                    reason: reason.unwrap_or_default(),
                },
            );
            false
        }
        Some(false) => false,
        None => true,
    }
}

fn second_count_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    person: &mut PersonForm,
    out: &mut Vec<Event>,
) -> bool {
    let (keys, middle) = person_ui(
        ui,
        scene,
        body,
        &scene.word(Word::CountHeading),
        person,
        false,
    );
    let kind = Type::new(theme::TEXT, scene.palette.ink)
        .lines(8)
        .at(Align2::LEFT_TOP);
    text_ui(ui, middle, &scene.word(Word::CountExplain), kind);
    let is_complete = !person.badge.is_empty() && !person.pin.is_empty();
    match take_or_leave_ui(ui, scene, keys, Word::CountButton, is_complete) {
        Some(true) => {
            let PersonForm { badge, pin, .. } = std::mem::take(person);
            send(out, Command::Counted { badge, pin });
            false
        }
        Some(false) => false,
        None => true,
    }
}

/// Badge, PIN and pad. Answers the places of the two keys and of what else the form asks.
fn person_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    title: &str,
    person: &mut PersonForm,
    has_reasons: bool,
) -> (Rect, Rect) {
    let palette = scene.palette;
    if let (true, Some(offered)) = (person.badge.is_empty(), &scene.snapshot.badge_offered) {
        // A scanner on a wire tells the station, and the station tells us.
        offered.as_str().clone_into(&mut person.badge);
    }
    let (pad, rest) = body.cut_right(body.width() * 0.3, theme::GAP);
    number_pad_ui(ui, pad, scene.lang, &mut person.pin, PIN_DIGITS);
    card_ui(ui, rest, palette);
    let (heading, room) = inner(rest).cut_top(60.0, 8.0);
    text_ui(
        ui,
        heading,
        title,
        Type::new(theme::HEADING, palette.ink).bold(),
    );
    let (keys, room) = room.cut_bottom(theme::KEY, theme::GAP);
    let share = if has_reasons { 0.44 } else { 0.5 };
    let (left, middle) = room.cut_left(room.width() * share, theme::PAD);
    let (badge, pin) = left.cut_top(left.height() * 0.56, 0.0);
    field_ui(
        ui,
        badge,
        &scene.word(Word::ReleaseScanBadge),
        &mut person.badge,
    );
    pin_dots_ui(
        ui,
        scene,
        pin,
        &scene.word(Word::ReleasePin),
        person.pin.len(),
    );
    (keys, middle)
}

/// The key that does it and the key that leaves; `None` while neither is pressed.
fn take_or_leave_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    keys: Rect,
    take: Word,
    is_complete: bool,
) -> Option<bool> {
    let (leave, done) = keys.cut_left(keys.width() * 0.34, theme::GAP);
    let text = scene.word(take);
    if BigKey::new(&text)
        .primary()
        .icon(Icon::Release)
        .enabled(is_complete)
        .show(ui, done)
    {
        return Some(true);
    }
    BigKey::new(&scene.word(Word::Cancel))
        .show(ui, leave)
        .then_some(false)
}

const MANUAL_REASONS: [Word; 3] = [
    Word::ManualWhyDamaged,
    Word::ManualWhyAbsent,
    Word::ManualWhyUnreadable,
];

fn manual_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    sku: &mut Option<Sku>,
    out: &mut Vec<Event>,
) -> bool {
    let Some(session) = &scene.snapshot.session else {
        return false;
    };
    let (title, words): (Word, Vec<String>) = match sku {
        None => (Word::ManualWhich, Vec::new()),
        Some(_) => (
            Word::ManualWhy,
            MANUAL_REASONS.map(|reason| scene.word(reason)).to_vec(),
        ),
    };
    let (leave, rest) = body.cut_bottom(theme::KEY, theme::GAP);
    let (heading, room) = rest.cut_top(60.0, 8.0);
    text_ui(
        ui,
        heading,
        &scene.word(title),
        Type::new(theme::HEADING, scene.palette.ink).bold(),
    );
    match sku {
        None => *sku = product_keys_ui(ui, room, session, None),
        Some(chosen) => {
            for (text, place) in words.iter().zip(room.stack(words.len(), theme::GAP)) {
                if BigKey::new(text).size(theme::HEADING).show(ui, place) {
                    send(
                        out,
                        Command::Confirm {
                            sku: chosen.clone(),
                            reason: text.clone(),
                        },
                    );
                    return false;
                }
            }
        }
    }
    let (leave, _) = leave.cut_left(leave.width() * 0.25, 0.0);
    !BigKey::new(&scene.word(Word::Cancel)).show(ui, leave)
}

/// Products of the order as keys, those that lack units first. Answers the one pressed now.
fn product_keys_ui(
    ui: &mut Ui,
    room: Rect,
    session: &SessionView,
    chosen: Option<&Sku>,
) -> Option<Sku> {
    let mut lines: Vec<_> = session.lines.iter().collect();
    lines.sort_by_key(|line| missing(line) == 0);
    let mut skus: Vec<&Sku> = Vec::new();
    lines.retain(|line| {
        let is_new = !skus.contains(&&line.sku);
        skus.push(&line.sku);
        is_new
    });
    lines.truncate(6);
    let rows = room.stack(lines.len().div_ceil(2).max(2), theme::GAP);
    let places = rows.iter().flat_map(|row| row.columns(2, theme::GAP));
    let mut pressed = None;
    for (line, place) in lines.into_iter().zip(places) {
        let key = BigKey::new(&line.name)
            .note(line.sku.as_str())
            .chosen(chosen == Some(&line.sku));
        if key.show(ui, place) {
            pressed = Some(line.sku.clone());
        }
    }
    pressed
}

fn bind_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    (code, sku, units): (&str, &mut Option<Sku>, &mut String),
    out: &mut Vec<Event>,
) -> bool {
    let Some(session) = &scene.snapshot.session else {
        return false;
    };
    let palette = scene.palette;
    let (side, rest) = body.cut_right(body.width() * 0.3, theme::GAP);
    let (caption, pad) = side.cut_top(56.0, 8.0);
    let units_text = format!(
        "{}: {}",
        scene.word(Word::BindUnits),
        if units.is_empty() {
            "1"
        } else {
            units.as_str()
        }
    );
    text_ui(
        ui,
        caption,
        &units_text,
        Type::new(theme::TEXT, palette.ink).bold(),
    );
    number_pad_ui(ui, pad, scene.lang, units, 4);
    let (keys, rest) = rest.cut_bottom(theme::KEY, theme::GAP);
    let (heading, room) = rest.cut_top(60.0, 8.0);
    let title = scene.word(Word::BindCode {
        code: code.to_owned(),
    });
    text_ui(
        ui,
        heading,
        &title,
        Type::new(theme::HEADING, palette.ink).bold(),
    );
    if let Some(pressed) = product_keys_ui(ui, room, session, sku.as_ref()) {
        *sku = Some(pressed);
    }
    match (
        take_or_leave_ui(ui, scene, keys, Word::BindButton, sku.is_some()),
        sku.take(),
    ) {
        (Some(true), Some(chosen)) => {
            let units = units.parse().unwrap_or(1).max(1);
            send(
                out,
                Command::Bind {
                    code: code.to_owned(),
                    sku: chosen,
                    units,
                },
            );
            false
        }
        (Some(_), _) => false,
        (None, kept) => {
            *sku = kept;
            true
        }
    }
}

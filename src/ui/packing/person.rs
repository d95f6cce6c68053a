//! Forms that need a second person or a choice: release, second count, by hand, bind a code.

use eframe::egui::{Align2, Rect, Ui};

use super::{Form, PackingState, inner, send};
use crate::domain::ids::Sku;
use crate::i18n::{VerificationWord, Word, format};
use crate::station::event::{Command, Event};
use crate::station::snapshot::SessionView;
use crate::ui::draw::{Cut as _, Type, card_ui, text_ui};
use crate::ui::fields::field_ui;
use crate::ui::keys::{BigKey, number_pad_ui};
use crate::ui::next::{missing, weight_difference};
use crate::ui::scene::Scene;
use crate::ui::sign_in::pin_dots_ui;
use crate::ui::theme;

/// Longest PIN.
pub(crate) const PIN_DIGITS: usize = 16;

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
    /// Takes a scanned badge; digits that follow a badge as fast as a scan are its PIN.
    pub fn takes_badge(&mut self, code: &str) -> bool {
        let is_pin = code.len() >= 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        if is_pin && !self.badge.is_empty() {
            code.clone_into(&mut self.pin);
            return true;
        }
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
    let heading = scene.word(Word::ReleaseHeading);
    let title = difference.map_or_else(
        || heading.clone(),
        |difference| format!("{heading} ({})", format::difference(scene.lang, difference)),
    );
    let words = PersonWords {
        title,
        badge: Word::ReleaseScanBadge,
        pin: Word::ReleasePin,
    };
    let (pad, middle, leave) = person_ui(ui, scene, body, &words, person);
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
    let reason = person.reason.and_then(|at| RELEASE_REASONS.get(at));
    let reason = reason.map(|reason| scene.word(reason.clone()));
    let is_complete = !person.badge.is_empty() && !person.pin.is_empty() && reason.is_some();
    let take = scene.word(Word::ReleaseButton);
    let take = Some((take.as_str(), is_complete));
    if number_pad_ui(ui, pad, scene.lang, (&mut person.pin, PIN_DIGITS), take) {
        let PersonForm { badge, pin, .. } = std::mem::take(person);
        send(
            out,
            Command::Release {
                badge,
                pin,
                reason: reason.unwrap_or_default(),
            },
        );
        return false;
    }
    !BigKey::new(&scene.word(Word::Cancel)).show(ui, leave)
}

fn second_count_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    person: &mut PersonForm,
    out: &mut Vec<Event>,
) -> bool {
    let title = scene.word(Word::CountHeading);
    let words = PersonWords {
        title,
        badge: Word::SignInBadge,
        pin: Word::SignInPin,
    };
    let (pad, middle, leave) = person_ui(ui, scene, body, &words, person);
    let kind = Type::new(40.0, scene.palette.ink)
        .lines(8)
        .at(Align2::LEFT_TOP);
    let session = scene.snapshot.session.as_ref();
    let explain = if session.is_some_and(|session| session.second_person_due) {
        scene.verification_word(VerificationWord::SecondPersonHow)
    } else {
        scene.word(Word::CountExplain)
    };
    text_ui(ui, middle, &explain, kind);
    let is_complete = !person.badge.is_empty() && !person.pin.is_empty();
    let take = scene.word(Word::CountButton);
    let take = Some((take.as_str(), is_complete));
    if number_pad_ui(ui, pad, scene.lang, (&mut person.pin, PIN_DIGITS), take) {
        let PersonForm { badge, pin, .. } = std::mem::take(person);
        send(out, Command::Counted { badge, pin });
        return false;
    }
    !BigKey::new(&scene.word(Word::Cancel)).show(ui, leave)
}

struct PersonWords {
    title: String,
    badge: Word,
    pin: Word,
}

/// Badge and PIN. Answers the places of the pad, of what else the form asks, and of the way out.
fn person_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    words: &PersonWords,
    person: &mut PersonForm,
) -> (Rect, Rect, Rect) {
    let palette = scene.palette;
    if let (true, Some(offered)) = (person.badge.is_empty(), &scene.snapshot.badge_offered) {
        // A scanner on a wire tells the station, and the station tells us.
        offered.as_str().clone_into(&mut person.badge);
    }
    let (pad, rest) = body.cut_right(body.width() * 0.36, theme::GAP);
    card_ui(ui, rest, palette);
    let (heading, room) = inner(rest).cut_top(56.0, 8.0);
    text_ui(
        ui,
        heading,
        &words.title,
        Type::new(theme::HEADING, palette.ink).bold(),
    );
    let (left, middle) = room.cut_left(room.width() * 0.5, theme::PAD);
    let (leave, left) = left.cut_bottom(theme::KEY_MIN, theme::GAP);
    let (badge, pin) = left.cut_top(left.height() * 0.62, 0.0);
    field_ui(
        ui,
        badge,
        &scene.word(words.badge.clone()),
        &mut person.badge,
    );
    pin_dots_ui(
        ui,
        scene,
        pin,
        &scene.word(words.pin.clone()),
        person.pin.len(),
    );
    (pad, middle, leave)
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
    let (rows, leave) = form_rows(body);
    let title = if sku.is_none() {
        Word::ManualWhich
    } else {
        Word::ManualWhy
    };
    let kind = Type::new(theme::HEADING, scene.palette.ink).bold();
    text_ui(ui, heading_of(body), &scene.word(title), kind);
    match sku {
        None => *sku = product_keys_ui(ui, &rows, session, None),
        Some(chosen) => {
            for (reason, place) in MANUAL_REASONS.into_iter().zip(rows) {
                let text = scene.word(reason);
                if BigKey::new(&text).size(theme::HEADING).show(ui, place) {
                    send(
                        out,
                        Command::Confirm {
                            sku: chosen.clone(),
                            reason: text,
                        },
                    );
                    return false;
                }
            }
        }
    }
    !BigKey::new(&scene.word(Word::Cancel)).show(ui, leave)
}

fn heading_of(body: Rect) -> Rect {
    body.cut_top(52.0, 0.0).0
}

/// Three rows for keys under the heading, and the way out below them.
fn form_rows(body: Rect) -> (Vec<Rect>, Rect) {
    let (_, room) = body.cut_top(52.0, 4.0);
    let mut rows = room.stack(4, theme::GAP - 2.0);
    let last = rows.pop().unwrap_or(room);
    (rows, last.cut_left(last.width() * 0.3, 0.0).0)
}

/// Products of the order as keys, those that lack units first. Answers the one pressed now.
fn product_keys_ui(
    ui: &mut Ui,
    rows: &[Rect],
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
    let places = rows.iter().flat_map(|row| row.columns(2, theme::GAP));
    let mut pressed = None;
    for (line, place) in lines.into_iter().zip(places) {
        let key = BigKey::new(&line.name).note(line.sku.as_str());
        if key.chosen(chosen == Some(&line.sku)).show(ui, place) {
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
    let kind = Type::new(theme::HEADING, scene.palette.ink).bold();
    let (pad, rest) = body.cut_right(body.width() * 0.36, theme::GAP);
    let (rows, leave) = form_rows(rest);
    let title = scene.word(Word::BindCode {
        code: code.to_owned(),
    });
    text_ui(ui, heading_of(rest), &title, kind);
    if let Some(pressed) = product_keys_ui(ui, &rows, session, sku.as_ref()) {
        *sku = Some(pressed);
    }
    let shown = if units.is_empty() {
        "1"
    } else {
        units.as_str()
    };
    let caption = format!("{}: {shown}", scene.word(Word::BindUnits));
    let beside = Rect::from_min_max(leave.right_top(), rest.max).shrink(12.0);
    text_ui(
        ui,
        beside,
        &caption,
        Type::new(40.0, scene.palette.ink).bold(),
    );
    let take = scene.word(Word::BindButton);
    let take = Some((take.as_str(), sku.is_some()));
    if number_pad_ui(ui, pad, scene.lang, (units, 4), take) {
        if let Some(sku) = sku.take() {
            let units = units.parse().unwrap_or(1).max(1);
            send(
                out,
                Command::Bind {
                    code: code.to_owned(),
                    sku,
                    units,
                },
            );
        }
        return false;
    }
    !BigKey::new(&scene.word(Word::Cancel)).show(ui, leave)
}

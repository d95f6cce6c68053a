//! Signing in: the badge says who, the PIN proves it; its digits are never shown.

use eframe::egui::{Align2, Rect, Stroke, Ui, pos2, vec2};

use super::bars;
use super::draw::{Cut as _, Type, card_ui, named, text_ui};
use super::fields::field_ui;
use super::keys::{BigKey, number_pad_ui};
use super::packing::PIN_DIGITS;
use super::scene::Scene;
use super::theme;
use crate::domain::ids::Badge;
use crate::domain::session::message::Message;
use crate::i18n::{Lang, Word};
use crate::station::event::{Action, Event};

/// Fewest digits of a PIN.
const PIN_DIGITS_MIN: usize = 6;

/// What somebody has typed so far.
#[derive(Debug, Default)]
pub struct SignInState {
    /// The badge, scanned or typed.
    pub badge: String,
    /// The PIN as typed.
    pub pin: String,
    /// The language somebody chose before it is known who it is.
    pub lang: Option<Lang>,
    offered: Option<Badge>,
    answers_seen: u64,
}

impl SignInState {
    /// A PIN that was typed as fast as a scanner types: after a badge, six digits or more are the PIN.
    ///
    /// No badge and no order number consists of digits alone in the sign-in's place, and a code that
    /// is no PIN signs nobody in.
    pub fn typed_fast(&self, code: &str) -> Option<Event> {
        let badge = self.offered.as_ref()?;
        let is_pin = (PIN_DIGITS_MIN..=PIN_DIGITS).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_digit());
        is_pin.then(|| {
            Event::Action(Action::SignIn {
                badge: badge.to_string(),
                pin: code.to_owned(),
            })
        })
    }

    /// Digits typed as fast as a scanner types, with no Enter yet: they belong to the PIN all the same.
    pub fn typed_without_enter(&mut self, code: &str) -> bool {
        let is_pin = self.offered.is_some() && code.bytes().all(|byte| byte.is_ascii_digit());
        if is_pin {
            self.pin.push_str(code);
            self.pin.truncate(PIN_DIGITS);
        }
        is_pin
    }

    fn follow(&mut self, scene: &Scene<'_>) {
        if self.offered != scene.snapshot.badge_offered {
            self.offered.clone_from(&scene.snapshot.badge_offered);
            if let Some(badge) = &self.offered {
                badge.as_str().clone_into(&mut self.badge);
                self.pin.clear();
            }
        }
        // After an answer the PIN is typed anew: a wrong one is not to be mended digit by digit.
        let newest = scene.snapshot.last_answer();
        if newest != self.answers_seen {
            self.answers_seen = newest;
            self.pin.clear();
        }
    }
}

/// The screen while nobody is signed in.
pub fn sign_in_ui(ui: &mut Ui, scene: &Scene<'_>, state: &mut SignInState, out: &mut Vec<Event>) {
    state.follow(scene);
    let palette = scene.palette;
    let sheet = ui.max_rect();
    let gap = 12.0;
    let (header, rest) = sheet.shrink(theme::GAP).cut_top(theme::KEY_MIN, gap);
    let (band, rest) = rest.cut_top(bars::BAND, gap);
    let (giant, rest) = rest.cut_top(bars::GIANT_LINE, gap);
    let (lamps, body) = rest.cut_bottom(bars::LAMPS, gap);
    let (languages, header) = header.cut_right(420.0, theme::GAP);
    bars::header_ui(ui, scene, header);
    language_keys_ui(ui, scene, languages, state);
    bars::verdict_band_ui(ui, scene, band);
    bars::giant_line_ui(ui, scene, giant);
    bars::lamps_ui(ui, scene, lamps);
    let (pad, left) = body.cut_right(body.width() * 0.42, theme::GAP);
    card_ui(ui, left, palette);
    person_ui(ui, scene, left.shrink2(vec2(40.0, 32.0)), state);
    let is_complete = !state.badge.trim().is_empty() && state.pin.len() >= PIN_DIGITS_MIN;
    let title = scene.word(Word::SignInButton);
    let take = Some((title.as_str(), is_complete));
    if number_pad_ui(ui, pad, scene.lang, (&mut state.pin, PIN_DIGITS), take) {
        let badge = state.badge.trim().to_owned();
        let pin = std::mem::take(&mut state.pin);
        out.push(Event::Action(Action::SignIn { badge, pin }));
    }
    bars::alarm_frame_ui(ui, scene, sheet);
}

fn language_keys_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, state: &mut SignInState) {
    let keys = [(Lang::Pl, Word::SetPolish), (Lang::En, Word::SetEnglish)];
    for ((lang, name), key) in keys.into_iter().zip(place.columns(2, theme::GAP)) {
        if BigKey::new(&scene.word(name))
            .chosen(scene.lang == lang)
            .show(ui, key)
        {
            state.lang = Some(lang);
        }
    }
}

fn person_ui(ui: &mut Ui, scene: &Scene<'_>, room: Rect, state: &mut SignInState) {
    let palette = scene.palette;
    let (picture, room) = room.cut_left(room.width() * 0.3, 48.0);
    badge_drawing(ui, picture, palette.accent);
    let (badge, room) = room.cut_top(170.0, 24.0);
    field_ui(ui, badge, &scene.word(Word::SignInBadge), &mut state.badge);
    let (pin, room) = room.cut_top(130.0, 16.0);
    pin_dots_ui(
        ui,
        scene,
        pin,
        &scene.word(Word::SignInPin),
        state.pin.len(),
    );
    let was_locked = matches!(
        scene.snapshot.answers.back().map(|answer| &answer.message),
        Some(Message::LockedWhenIdle)
    );
    let hint = if was_locked {
        Word::SignInIdleLocked
    } else {
        Word::SignInPinHint
    };
    let (hint_place, room) = room.cut_top(96.0_f32.min(room.height()), 12.0);
    let kind = Type::new(theme::TEXT_MIN, palette.faint)
        .lines(2)
        .at(Align2::LEFT_TOP);
    text_ui(ui, hint_place, &scene.word(hint), kind);
    if !state.badge.is_empty() && room.height() >= theme::KEY_MIN {
        let (key, _) = room.cut_top(theme::KEY_MIN, 0.0);
        let (key, _) = key.cut_left(480.0_f32.min(key.width()), 0.0);
        if BigKey::new(&scene.word(Word::SignInOtherBadge)).show(ui, key) {
            state.badge.clear();
            state.pin.clear();
        }
    }
}

/// A dot for each digit typed, and a ring for each that is still missing.
pub fn pin_dots_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, caption: &str, typed: usize) {
    let palette = scene.palette;
    let (above, below) = place.cut_top(46.0, 8.0);
    text_ui(
        ui,
        above,
        caption,
        Type::new(theme::TEXT_MIN, palette.faint),
    );
    let mut x = below.left() + 22.0;
    let y = below.top() + 34.0;
    for at in 0..typed.max(PIN_DIGITS_MIN) {
        if at < typed {
            ui.painter().circle_filled(pos2(x, y), 17.0, palette.accent);
        } else {
            ui.painter()
                .circle_stroke(pos2(x, y), 15.0, Stroke::new(4.0, palette.line));
        }
        x += 54.0_f32.min((below.width() - 44.0) / 11.0);
    }
    named(ui, below, &format!("{caption}: {typed}"));
}

fn badge_drawing(ui: &Ui, place: Rect, ink: egui::Color32) {
    let width = place.width().min(place.height() * 0.66);
    let card = Rect::from_center_size(place.center(), vec2(width, width * 1.36));
    let at = |x: f32, y: f32| {
        pos2(
            card.left() + card.width() * x,
            card.top() + card.height() * y,
        )
    };
    let pen = Stroke::new(width * 0.035, ink);
    let painter = ui.painter();
    painter.rect_stroke(card, width * 0.08, pen, egui::StrokeKind::Inside);
    painter.line_segment([at(0.38, 0.08), at(0.62, 0.08)], pen);
    painter.circle_stroke(at(0.5, 0.32), width * 0.13, pen);
    let shoulders: Vec<_> = (0..=16_u8)
        .map(|step| {
            let angle = std::f32::consts::PI * (1.0 + f32::from(step) / 16.0);
            at(0.5, 0.62) + vec2(angle.cos() * 0.24, angle.sin() * 0.2) * width
        })
        .collect();
    painter.add(egui::Shape::line(shoulders, pen));
    for (at_x, thick) in [
        (0.2, 0.05),
        (0.3, 0.025),
        (0.37, 0.06),
        (0.48, 0.025),
        (0.55, 0.04),
        (0.64, 0.06),
        (0.75, 0.03),
    ] {
        painter.line_segment(
            [at(at_x, 0.74), at(at_x, 0.9)],
            Stroke::new(width * thick, ink),
        );
    }
}

//! Big keys and the number pad: everything that a glove presses.

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::draw::{Cut as _, Type, next_id, paint_text};
use super::theme::{self, Palette, Tone};
use crate::i18n::{Lang, Word, word};

/// A sign on a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Back.
    Undo,
    /// Something is missing.
    Missing,
    /// Another parcel.
    NextParcel,
    /// Put aside.
    Pause,
    /// Open again.
    Reopen,
    /// Print.
    Print,
    /// People change.
    People,
    /// Help.
    Help,
    /// Go on.
    Go,
    /// A hand.
    Hand,
    /// A lock that opens.
    Release,
}

/// How loud a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loudness {
    Ordinary,
    Primary,
    Chosen,
}

/// One key.
#[derive(Debug, Clone)]
pub struct BigKey<'a> {
    label: &'a str,
    note: Option<&'a str>,
    name: Option<&'a str>,
    icon: Option<Icon>,
    number: Option<usize>,
    loudness: Loudness,
    is_enabled: bool,
    size: f32,
    size_min: f32,
    takes_focus: bool,
}

impl<'a> BigKey<'a> {
    /// An ordinary key.
    pub fn new(label: &'a str) -> Self {
        Self {
            label,
            note: None,
            name: None,
            icon: None,
            number: None,
            loudness: Loudness::Ordinary,
            is_enabled: true,
            size: theme::TEXT,
            size_min: theme::TEXT_MIN,
            takes_focus: false,
        }
    }

    /// The one key that is meant.
    pub fn primary(self) -> Self {
        Self {
            loudness: Loudness::Primary,
            ..self
        }
    }

    /// A key of several that is in force now.
    pub fn chosen(self, is_chosen: bool) -> Self {
        if is_chosen {
            Self {
                loudness: Loudness::Chosen,
                ..self
            }
        } else {
            self
        }
    }

    /// With a sign.
    pub fn icon(self, icon: Icon) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// With the number that a command card answers it by.
    pub fn number(self, number: usize) -> Self {
        Self {
            number: Some(number),
            ..self
        }
    }

    /// A second, fainter line, for example why the key cannot be used.
    pub fn note(self, note: &'a str) -> Self {
        Self {
            note: Some(note),
            ..self
        }
    }

    /// What a screen reader calls it, where the label alone would be one of many alike.
    pub fn named(self, name: &'a str) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Whether it can be pressed.
    pub fn enabled(self, is_enabled: bool) -> Self {
        Self { is_enabled, ..self }
    }

    /// With text of another size.
    pub fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// On a lead's screen: smaller text, and the keyboard's Tab and Enter reach it.
    ///
    /// On packers' screens no key takes the focus, so that nothing but a finger presses it.
    pub fn for_lead(self) -> Self {
        Self {
            size: theme::LEAD_TEXT,
            size_min: theme::LEAD_TEXT_MIN,
            takes_focus: true,
            ..self
        }
    }

    /// Draws it; answers whether it was pressed now.
    pub fn show(self, ui: &mut Ui, place: Rect) -> bool {
        let palette = Palette::of(ui.ctx());
        let id = next_id(ui);
        let sense = match (self.is_enabled, self.takes_focus) {
            (false, _) => Sense::hover(),
            (true, true) => Sense::click(),
            (true, false) => Sense::CLICK,
        };
        let response = ui.interact(place, id, sense);
        let name = match (self.name, self.note) {
            (Some(name), _) => name.to_owned(),
            (None, Some(note)) => format!("{} ({note})", self.label),
            (None, None) => self.label.to_owned(),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, self.is_enabled, &name));
        let tone = self.tone(palette, response.is_pointer_button_down_on());
        self.paint(ui, place, palette, tone, response.has_focus());
        self.is_enabled && response.clicked()
    }

    fn tone(&self, palette: &Palette, is_down: bool) -> Tone {
        match self.loudness {
            _ if !self.is_enabled => Tone {
                fill: palette.card,
                ink: palette.faint,
            },
            _ if is_down => Tone {
                fill: palette.pressed,
                ink: palette.ink,
            },
            Loudness::Primary => palette.primary,
            Loudness::Ordinary | Loudness::Chosen => Tone {
                fill: palette.raised,
                ink: palette.ink,
            },
        }
    }

    fn paint(&self, ui: &Ui, place: Rect, palette: &Palette, tone: Tone, has_focus: bool) {
        let border = match self.loudness {
            _ if has_focus => Stroke::new(4.0, palette.ink),
            Loudness::Chosen => Stroke::new(4.0, palette.accent),
            _ if !self.is_enabled => Stroke::new(2.0, palette.raised),
            _ => Stroke::NONE,
        };
        ui.painter().rect(
            place,
            CornerRadius::same(theme::ROUND),
            tone.fill,
            border,
            StrokeKind::Inside,
        );
        let mut room = place.shrink2(vec2(14.0, 6.0));
        if let Some(number) = self.number {
            let side = (place.height() - 24.0).min(72.0);
            let (badge, rest) = room.cut_left(side, 20.0);
            let badge = Rect::from_center_size(badge.center(), vec2(side, side));
            ui.painter()
                .circle_filled(badge.center(), side / 2.0, palette.primary.fill);
            let kind = Type::new(44.0_f32.min(side * 0.62), palette.primary.ink)
                .bold()
                .centered();
            paint_text(ui, badge, &number.to_string(), kind);
            room = rest;
        }
        if let Some(icon) = self.icon {
            let side = if place.height() >= 96.0 { 44.0 } else { 32.0 };
            let (left, rest) = room.cut_left(side, 12.0);
            paint_icon(
                ui,
                Rect::from_center_size(left.center(), vec2(side, side)),
                icon,
                tone.ink,
            );
            room = rest;
        }
        let align = if self.number.is_some() || self.icon.is_some() {
            Align2::LEFT_CENTER
        } else {
            Align2::CENTER_CENTER
        };
        let kind = Type {
            size_min: self.size_min.min(self.size),
            ..Type::new(self.size, tone.ink)
        };
        let kind = kind.bold().at(align).lines(3);
        match self.note {
            Some(note) => {
                let note_color = if self.loudness == Loudness::Primary && self.is_enabled {
                    tone.ink
                } else {
                    palette.faint
                };
                let (below, above) = room.cut_bottom(room.height() * 0.46, 0.0);
                paint_text(ui, above, self.label, kind);
                paint_text(
                    ui,
                    below,
                    note,
                    Type {
                        bold: false,
                        color: note_color,
                        size: self.size_min,
                        ..kind
                    },
                );
            }
            None => {
                paint_text(ui, room, self.label, kind);
            }
        }
    }
}

/// Number keys for a PIN, a weight or a count. Letters of a keyboard are of no use in gloves.
///
/// Fills `text` up to `length_max` digits; answers whether the take key was pressed.
pub fn number_pad_ui(
    ui: &mut Ui,
    place: Rect,
    lang: Lang,
    text: &mut String,
    length_max: usize,
) -> bool {
    typed_digits(ui, text, length_max);
    let (clear, delete) = (word(lang, Word::PadClear), word(lang, Word::PadDelete));
    let rows = place.stack(4, theme::GAP);
    let mut keys = rows.iter().flat_map(|row| row.columns(3, theme::GAP));
    for digit in "123456789".chars() {
        let Some(key) = keys.next() else { return false };
        digit_key(ui, key, digit, text, length_max);
    }
    let (Some(left), Some(middle), Some(right)) = (keys.next(), keys.next(), keys.next()) else {
        return false;
    };
    if BigKey::new(&clear).show(ui, left) {
        text.clear();
    }
    digit_key(ui, middle, '0', text, length_max);
    if BigKey::new(&delete).show(ui, right) {
        text.pop();
    }
    ui.input(|input| input.key_pressed(egui::Key::Enter)) && !text.is_empty()
}

fn digit_key(ui: &mut Ui, place: Rect, digit: char, text: &mut String, length_max: usize) {
    if BigKey::new(&digit.to_string()).size(56.0).show(ui, place) && text.len() < length_max {
        text.push(digit);
    }
}

/// Digits from a keyboard, while no text field wants them.
fn typed_digits(ui: &Ui, text: &mut String, length_max: usize) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    ui.input(|input| {
        for event in &input.events {
            match event {
                egui::Event::Text(typed) => {
                    for digit in typed.chars().filter(char::is_ascii_digit) {
                        if text.len() < length_max {
                            text.push(digit);
                        }
                    }
                }
                egui::Event::Key {
                    key: egui::Key::Backspace,
                    pressed: true,
                    ..
                } => {
                    text.pop();
                }
                _ => {}
            }
        }
    });
}

fn paint_icon(ui: &Ui, place: Rect, icon: Icon, ink: Color32) {
    let pen = Stroke::new(place.width() * 0.1, ink);
    let at = |x: f32, y: f32| {
        pos2(
            place.left() + place.width() * x,
            place.top() + place.height() * y,
        )
    };
    let line = |points: &[Pos2]| {
        ui.painter().line(points.to_vec(), pen);
    };
    let arc = |center: Pos2, radius: f32, from: f32, to: f32| {
        let steps: Vec<Pos2> = (0..=16_u8)
            .map(|step| {
                let angle = (from + (to - from) * f32::from(step) / 16.0).to_radians();
                center + vec2(angle.cos(), angle.sin()) * radius * place.width()
            })
            .collect();
        ui.painter().add(Shape::line(steps, pen));
    };
    match icon {
        Icon::Undo => {
            arc(at(0.52, 0.6), 0.32, -150.0, 110.0);
            line(&[at(0.1, 0.2), at(0.2, 0.47), at(0.48, 0.44)]);
        }
        Icon::Reopen => {
            arc(at(0.5, 0.52), 0.36, -60.0, 220.0);
            line(&[at(0.98, 0.06), at(0.7, 0.2), at(0.84, 0.46)]);
        }
        Icon::Missing => {
            for (from, to) in [(0.1, 0.35), (0.65, 0.9)] {
                for edge in [0.1, 0.9] {
                    line(&[at(from, edge), at(to, edge)]);
                    line(&[at(edge, from), at(edge, to)]);
                }
            }
            line(&[at(0.32, 0.5), at(0.68, 0.5)]);
        }
        Icon::NextParcel => {
            line(&[
                at(0.08, 0.3),
                at(0.56, 0.3),
                at(0.56, 0.86),
                at(0.08, 0.86),
                at(0.08, 0.25),
            ]);
            line(&[at(0.66, 0.14), at(0.96, 0.4), at(0.66, 0.66)]);
        }
        Icon::Pause => {
            line(&[at(0.32, 0.12), at(0.32, 0.88)]);
            line(&[at(0.68, 0.12), at(0.68, 0.88)]);
        }
        Icon::Print => {
            line(&[
                at(0.28, 0.36),
                at(0.28, 0.08),
                at(0.72, 0.08),
                at(0.72, 0.36),
            ]);
            line(&[
                at(0.28, 0.72),
                at(0.08, 0.72),
                at(0.08, 0.38),
                at(0.92, 0.38),
                at(0.92, 0.72),
                at(0.72, 0.72),
            ]);
            line(&[at(0.28, 0.6), at(0.28, 0.94), at(0.72, 0.94), at(0.72, 0.6)]);
        }
        Icon::People => {
            ui.painter()
                .circle_stroke(at(0.5, 0.27), place.width() * 0.17, pen);
            arc(at(0.5, 0.92), 0.38, 180.0, 360.0);
        }
        Icon::Help => {
            ui.painter().circle_stroke(
                at(0.5, 0.5),
                place.width() * 0.44,
                Stroke::new(place.width() * 0.08, ink),
            );
            let kind = Type {
                size_min: 1.0,
                ..Type::new(place.width() * 0.62, ink).bold().centered()
            };
            paint_text(ui, place, "?", kind);
        }
        Icon::Go => {
            line(&[at(0.06, 0.5), at(0.9, 0.5)]);
            line(&[at(0.58, 0.16), at(0.93, 0.5), at(0.58, 0.84)]);
        }
        Icon::Hand => {
            line(&[at(0.1, 0.55), at(0.38, 0.84), at(0.92, 0.2)]);
        }
        Icon::Release => {
            line(&[
                at(0.16, 0.46),
                at(0.84, 0.46),
                at(0.84, 0.92),
                at(0.16, 0.92),
                at(0.16, 0.41),
            ]);
            arc(at(0.5, 0.36), 0.24, 180.0, 330.0);
            line(&[at(0.26, 0.36), at(0.26, 0.46)]);
        }
    }
}

//! Big keys: everything that a glove presses.

use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::draw::{Cut as _, Type, next_id, paint_text, width_of};
pub use super::icons::Icon;
use super::icons::paint_icon;
pub use super::pad::number_pad_ui;
use super::theme::{self, Palette, Tone};

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

    /// Without a sign.
    pub fn plain(self) -> Self {
        Self { icon: None, ..self }
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
        Self {
            name: Some(name),
            ..self
        }
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
                fill: palette.ground,
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
            // On a light ground a surface alone does not look like a key.
            Loudness::Ordinary if !palette.is_dark => Stroke::new(2.0, palette.line),
            Loudness::Ordinary | Loudness::Primary => Stroke::NONE,
        };
        ui.painter().rect(
            place,
            CornerRadius::same(theme::ROUND),
            tone.fill,
            border,
            StrokeKind::Inside,
        );
        let room = place.shrink2(vec2(4.0, 6.0));
        match (self.number, self.icon) {
            (Some(number), _) => self.paint_numbered(ui, room, palette, tone, number),
            (None, Some(icon)) => self.paint_with_icon(ui, room, tone, icon),
            (None, None) => self.paint_words(ui, room, palette, tone),
        }
    }

    fn label_type(&self, ink: Color32) -> Type {
        let size_min = self.size_min.min(self.size);
        Type {
            size_min,
            ..Type::new(self.size, ink).bold().centered().lines(3)
        }
    }

    fn paint_numbered(&self, ui: &Ui, room: Rect, palette: &Palette, tone: Tone, number: usize) {
        let side = (room.height() - 16.0).min(72.0);
        let (left, rest) = room.cut_left(side + 24.0, 12.0);
        let badge = Rect::from_center_size(left.center(), vec2(side, side));
        ui.painter()
            .circle_filled(badge.center(), side / 2.0, palette.primary.fill);
        let kind = Type::new(side * 0.62, palette.primary.ink)
            .bold()
            .centered();
        paint_text(ui, badge, &number.to_string(), kind);
        paint_text(
            ui,
            rest,
            self.label,
            self.label_type(tone.ink).at(Align2::LEFT_CENTER),
        );
    }

    fn paint_with_icon(&self, ui: &Ui, room: Rect, tone: Tone, icon: Icon) {
        let kind = self.label_type(tone.ink);
        if self.label.is_empty() {
            return paint_icon(
                ui,
                Rect::from_center_size(room.center(), vec2(48.0, 48.0)),
                icon,
                tone.ink,
            );
        }
        if room.height() >= 116.0 && room.width() < 260.0 {
            let stack = Rect::from_center_size(room.center(), vec2(room.width(), 122.0));
            let (above, below) = stack.cut_top(40.0, 0.0);
            paint_icon(
                ui,
                Rect::from_center_size(above.center(), vec2(34.0, 34.0)),
                icon,
                tone.ink,
            );
            paint_text(ui, below, self.label, kind.lines(2));
            return;
        }
        // Sign and words stand in the middle as one.
        let side = if room.height() >= 80.0 { 44.0 } else { 30.0 };
        let gap = side * 0.4;
        let words = width_of(ui, self.label, kind).min(room.width() - side - gap - 16.0);
        let group = Rect::from_center_size(room.center(), vec2(side + gap + words, room.height()));
        let (left, right) = group.cut_left(side, gap);
        paint_icon(
            ui,
            Rect::from_center_size(left.center(), vec2(side, side)),
            icon,
            tone.ink,
        );
        let right = Rect::from_min_max(right.min, pos2(right.right() + 2.0, right.bottom()));
        paint_text(ui, right, self.label, kind.at(Align2::LEFT_CENTER));
    }

    fn paint_words(&self, ui: &Ui, room: Rect, palette: &Palette, tone: Tone) {
        let kind = self.label_type(tone.ink);
        let Some(note) = self.note else {
            paint_text(ui, room, self.label, kind);
            return;
        };
        let is_loud = self.loudness == Loudness::Primary && self.is_enabled;
        let color = if is_loud { tone.ink } else { palette.faint };
        let (below, above) = room.cut_bottom((self.size_min * 1.22).min(room.height() * 0.5), 0.0);
        paint_text(ui, above, self.label, kind);
        let note_kind = Type {
            bold: false,
            color,
            size: self.size_min,
            size_min: self.size_min,
            ..kind
        };
        paint_text(ui, below, note, note_kind.lines(1));
    }
}

//! The few things every screen is made of: places on the sheet, text that fits, cards and shapes.
//!
//! Shapes are painted, not typed: a missing glyph would leave a hole where the verdict should be.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Color32, CornerRadius, Galley, Pos2, Rect, Response, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat, TextWrapping},
    vec2,
};

use super::theme::{self, Mood, Palette};

/// How a text is set into its place.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// Size to begin with, in points.
    pub size: f32,
    /// Size below which the text is cut with an ellipsis instead.
    pub size_min: f32,
    /// The bold face.
    pub bold: bool,
    /// Its colour.
    pub color: Color32,
    /// Where it stands in its place.
    pub align: Align2,
    /// Most lines.
    pub lines: usize,
}

impl Type {
    /// Text of one size for packers, at the left, centred in height.
    pub fn new(size: f32, color: Color32) -> Self {
        let size_min = theme::TEXT_MIN.min(size);
        Self {
            size,
            size_min,
            bold: false,
            color,
            align: Align2::LEFT_CENTER,
            lines: 1,
        }
    }

    /// The same in bold.
    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same in the middle.
    pub fn centered(self) -> Self {
        Self {
            align: Align2::CENTER_CENTER,
            ..self
        }
    }

    /// The same at another place.
    pub fn at(self, align: Align2) -> Self {
        Self { align, ..self }
    }

    /// The same in up to so many lines.
    pub fn lines(self, lines: usize) -> Self {
        Self { lines, ..self }
    }

    /// The same for a lead's screen, where smaller text is allowed.
    pub fn for_lead(self) -> Self {
        Self {
            size_min: theme::LEAD_TEXT_MIN.min(self.size),
            ..self
        }
    }

    fn galley(
        &self,
        ui: &Ui,
        text: &str,
        size: f32,
        width: f32,
        cut_at: Option<usize>,
    ) -> Arc<Galley> {
        let font_id = if self.bold {
            theme::bold(size)
        } else {
            theme::regular(size)
        };
        let mut job = LayoutJob::default();
        job.append(
            text,
            0.0,
            TextFormat {
                font_id,
                // The face's own rows are generous; a screen read from a metre has no room for that.
                line_height: Some((size * 1.2).round()),
                color: self.color,
                ..TextFormat::default()
            },
        );
        job.halign = self.align.x();
        job.wrap = TextWrapping {
            max_width: width,
            max_rows: cut_at.unwrap_or(usize::MAX),
            // A cut text may end within a word: more of it is seen.
            break_anywhere: cut_at == Some(1),
            overflow_character: Some('…'),
        };
        ui.painter().layout_job(job)
    }

    /// The largest setting of `text` that fits `room`; cut with an ellipsis at the smallest size.
    fn fitted(&self, ui: &Ui, text: &str, room: Vec2) -> Arc<Galley> {
        if let Some(galley) = self.on_one_line(ui, text, room) {
            return galley;
        }
        let mut size = self.size;
        loop {
            let galley = self.galley(ui, text, size, room.x, None);
            let fits = galley.rows.len() <= self.lines
                && galley.size().y <= room.y + 0.5
                && self.longest_word_width(ui, text, size) <= room.x + 0.5;
            if fits {
                return galley;
            }
            if size <= self.size_min {
                break;
            }
            size = (size * 0.93).floor().max(self.size_min);
        }
        let row = self.galley(ui, "X", size, f32::INFINITY, None).size().y;
        let rows = rows_in(room.y, row).min(self.lines).max(1);
        self.galley(ui, text, size, room.x, Some(rows))
    }

    /// On one line if it takes only a little less size: better than a last word alone on a second one.
    fn on_one_line(&self, ui: &Ui, text: &str, room: Vec2) -> Option<Arc<Galley>> {
        const A_LITTLE: f32 = 0.84;
        let natural = self.galley(ui, text, self.size, f32::INFINITY, None).size();
        let share = (room.x / natural.x).min(room.y / natural.y).min(1.0);
        let size = (self.size * share).floor();
        if size < self.size_min.max(self.size * A_LITTLE) {
            return None;
        }
        let galley = self.galley(ui, text, size, room.x + 1.0, None);
        (galley.rows.len() == 1 && galley.size().y <= room.y + 0.5).then_some(galley)
    }

    fn longest_word_width(&self, ui: &Ui, text: &str, size: f32) -> f32 {
        let longest = text
            .split_whitespace()
            .max_by_key(|word| word.chars().count());
        longest.map_or(0.0, |word| {
            self.galley(ui, word, size, f32::INFINITY, None).size().x
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small positive count of rows"
)]
fn rows_in(height: f32, row: f32) -> usize {
    (height / row.max(1.0)).floor().max(1.0) as usize
}

/// Writes `text` into `place`, as large as `kind` allows, and names it to screen readers.
pub fn text_ui(ui: &mut Ui, place: Rect, text: &str, kind: Type) -> Rect {
    if text.is_empty() || !place.is_positive() {
        return Rect::from_min_size(place.min, Vec2::ZERO);
    }
    let painted = paint_text(ui, place, text, kind);
    let id = next_id(ui);
    let response = ui.interact(painted, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    painted
}

/// Writes `text` without naming it, for keys that have a name of their own.
pub fn paint_text(ui: &Ui, place: Rect, text: &str, kind: Type) -> Rect {
    let galley = kind.fitted(ui, text, place.size());
    let at = kind.align.align_size_within_rect(galley.size(), place);
    // A galley that is aligned hangs from its anchor, not from its corner.
    let anchor = pos2(at.left() - galley.rect.left(), at.top() - galley.rect.top());
    ui.painter().galley(anchor, galley, kind.color);
    at
}

/// Width of `text` when set in one line.
pub fn width_of(ui: &Ui, text: &str, kind: Type) -> f32 {
    kind.galley(ui, text, kind.size, f32::INFINITY, None)
        .size()
        .x
}

/// An id of its own for something painted by hand.
pub fn next_id(ui: &mut Ui) -> egui::Id {
    let id = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    id
}

/// What belongs together, inside one rounded border.
///
/// It takes no filling: a bench whose processor paints (no driver for its graphics) spends most of a
/// picture on large surfaces, and the eye needs the border alone.
pub fn card_ui(ui: &Ui, place: Rect, palette: &Palette) {
    ui.painter().rect_stroke(
        place,
        CornerRadius::same(theme::ROUND),
        Stroke::new(3.0, palette.raised),
        StrokeKind::Inside,
    );
}

/// A rounded surface with a coloured border.
pub fn framed_card_ui(ui: &Ui, place: Rect, palette: &Palette, border: Color32) {
    let stroke = Stroke::new(4.0, border);
    ui.painter().rect(
        place,
        CornerRadius::same(theme::ROUND),
        palette.card,
        stroke,
        StrokeKind::Inside,
    );
}

/// A small rounded word, for marks of an order. Answers how wide it is.
pub fn chip_ui(ui: &mut Ui, at: Pos2, text: &str, height: f32, fill: Color32, kind: Type) -> f32 {
    let width = width_of(ui, text, kind) + height * 0.6;
    let place = Rect::from_min_size(at, vec2(width, height));
    ui.painter()
        .rect_filled(place, CornerRadius::same(theme::ROUND / 2), fill);
    text_ui(ui, place, text, kind.centered());
    width
}

/// A region of the sheet as an [`egui::Ui`] of its own, for widgets of egui.
pub fn inside<R>(ui: &mut Ui, place: Rect, content: impl FnOnce(&mut Ui) -> R) -> R {
    let id = next_id(ui);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(place).id_salt(id));
    child.shrink_clip_rect(place.expand(4.0));
    content(&mut child)
}

/// Gap between two rows of a list, in points.
const BETWEEN_ROWS: f32 = 8.0;

/// Cuts places out of a place.
pub trait Cut {
    /// The top `height`, and what is left under a gap.
    fn cut_top(&self, height: f32, gap: f32) -> (Rect, Rect);
    /// The bottom `height`, and what is left over a gap.
    fn cut_bottom(&self, height: f32, gap: f32) -> (Rect, Rect);
    /// The left `width`, and what is left beside a gap.
    fn cut_left(&self, width: f32, gap: f32) -> (Rect, Rect);
    /// The right `width`, and what is left beside a gap.
    fn cut_right(&self, width: f32, gap: f32) -> (Rect, Rect);
    /// `count` equal places side by side.
    fn columns(&self, count: usize, gap: f32) -> Vec<Rect>;
    /// `count` equal places one above the other.
    fn stack(&self, count: usize, gap: f32) -> Vec<Rect>;
    /// Rows of a list from the top, each of this height: as many as fit.
    fn rows(&self, height: f32) -> Vec<Rect>;
}

impl Cut for Rect {
    fn cut_top(&self, height: f32, gap: f32) -> (Rect, Rect) {
        let y = self.top() + height;
        (
            Self::from_min_max(self.min, pos2(self.right(), y)),
            Self::from_min_max(pos2(self.left(), y + gap), self.max),
        )
    }

    fn cut_bottom(&self, height: f32, gap: f32) -> (Rect, Rect) {
        let y = self.bottom() - height;
        (
            Self::from_min_max(pos2(self.left(), y), self.max),
            Self::from_min_max(self.min, pos2(self.right(), y - gap)),
        )
    }

    fn cut_left(&self, width: f32, gap: f32) -> (Rect, Rect) {
        let x = self.left() + width;
        (
            Self::from_min_max(self.min, pos2(x, self.bottom())),
            Self::from_min_max(pos2(x + gap, self.top()), self.max),
        )
    }

    fn cut_right(&self, width: f32, gap: f32) -> (Rect, Rect) {
        let x = self.right() - width;
        (
            Self::from_min_max(pos2(x, self.top()), self.max),
            Self::from_min_max(self.min, pos2(x - gap, self.bottom())),
        )
    }

    #[expect(clippy::cast_precision_loss, reason = "a handful of places")]
    fn columns(&self, count: usize, gap: f32) -> Vec<Rect> {
        let count = count.max(1);
        let width = (self.width() - gap * (count - 1) as f32) / count as f32;
        let place = |at: usize| pos2(self.left() + (width + gap) * at as f32, self.top());
        (0..count)
            .map(|at| Self::from_min_size(place(at), vec2(width, self.height())))
            .collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "a handful of places")]
    fn stack(&self, count: usize, gap: f32) -> Vec<Rect> {
        let count = count.max(1);
        let height = (self.height() - gap * (count - 1) as f32) / count as f32;
        let place = |at: usize| pos2(self.left(), self.top() + (height + gap) * at as f32);
        (0..count)
            .map(|at| Self::from_min_size(place(at), vec2(self.width(), height)))
            .collect()
    }

    fn rows(&self, height: f32) -> Vec<Rect> {
        let mut rows = Vec::new();
        let mut top = self.top();
        // A point over the edge is what sums of fractions leave.
        while top + height <= self.bottom() + 1.0 {
            let place = pos2(self.left(), top);
            rows.push(Self::from_min_size(place, vec2(self.width(), height)));
            top += height + BETWEEN_ROWS;
        }
        rows
    }
}

/// Names a painted picture to screen readers.
pub fn named(ui: &mut Ui, place: Rect, name: &str) -> Response {
    let id = next_id(ui);
    let response = ui.interact(place, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response
}

/// The shape of a mood at `side` points in the middle of `place`, in the colours of its fill and its sign.
pub fn mood_sign(ui: &Ui, place: Rect, side: f32, mood: Mood, [fill, ink]: [Color32; 2]) {
    let at = Rect::from_center_size(place.center(), Vec2::splat(side));
    mood_shape(ui, at, mood, fill, ink);
}

/// The shape of a mood, filled with `fill`, its sign in `ink`.
pub fn mood_shape(ui: &Ui, place: Rect, mood: Mood, fill: Color32, ink: Color32) {
    let side = place.width().min(place.height());
    let place = Rect::from_center_size(place.center(), Vec2::splat(side));
    let painter = ui.painter();
    let pen = Stroke::new(side * 0.11, ink);
    match mood {
        Mood::Right => {
            painter.circle_filled(place.center(), side / 2.0, fill);
            tick(ui, place, pen);
        }
        Mood::Done => {
            painter.rect_filled(place.shrink(side * 0.04), corner(side * 0.14), fill);
            tick(ui, place, pen);
        }
        Mood::Wrong => {
            painter.add(Shape::convex_polygon(
                regular_polygon(place, 8, 22.5),
                fill,
                Stroke::NONE,
            ));
            cross(ui, place, pen, 0.2);
        }
        Mood::TooMany => {
            painter.rect_filled(place.shrink(side * 0.04), corner(side * 0.14), fill);
            plus(ui, place, pen);
        }
        Mood::Blocked => {
            let points = vec![
                pos2(place.center().x, place.top()),
                pos2(place.right() + side * 0.04, place.bottom() - side * 0.06),
                pos2(place.left() - side * 0.04, place.bottom() - side * 0.06),
            ];
            painter.add(Shape::convex_polygon(points, fill, Stroke::NONE));
            let x = place.center().x;
            painter.line_segment(
                [
                    pos2(x, place.top() + side * 0.34),
                    pos2(x, place.top() + side * 0.64),
                ],
                pen,
            );
            painter.circle_filled(pos2(x, place.top() + side * 0.79), side * 0.065, ink);
        }
        Mood::Question => {
            painter.add(Shape::convex_polygon(
                regular_polygon(place, 4, 0.0),
                fill,
                Stroke::NONE,
            ));
            let kind = Type {
                size_min: 1.0,
                ..Type::new(side * 0.62, ink).bold().centered()
            };
            paint_text(ui, place, "?", kind);
        }
        Mood::Calm => {
            painter.circle_stroke(place.center(), side * 0.4, Stroke::new(side * 0.09, fill));
        }
    }
}

fn corner(radius: f32) -> CornerRadius {
    CornerRadius::from(radius)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of corners")]
fn regular_polygon(place: Rect, corners: usize, turn_degrees: f32) -> Vec<Pos2> {
    let radius = place.width() / 2.0 * 1.03;
    (0..corners)
        .map(|at| {
            let angle = (turn_degrees + 360.0 * at as f32 / corners as f32).to_radians();
            place.center() + vec2(angle.cos(), angle.sin()) * radius
        })
        .collect()
}

fn tick(ui: &Ui, place: Rect, pen: Stroke) {
    let at = |x: f32, y: f32| {
        pos2(
            place.left() + place.width() * x,
            place.top() + place.height() * y,
        )
    };
    ui.painter()
        .line(vec![at(0.27, 0.53), at(0.44, 0.69), at(0.75, 0.34)], pen);
}

fn cross(ui: &Ui, place: Rect, pen: Stroke, reach: f32) {
    let reach = place.width() * reach;
    let center = place.center();
    ui.painter().line_segment(
        [center - Vec2::splat(reach), center + Vec2::splat(reach)],
        pen,
    );
    ui.painter().line_segment(
        [center + vec2(-reach, reach), center + vec2(reach, -reach)],
        pen,
    );
}

fn plus(ui: &Ui, place: Rect, pen: Stroke) {
    let reach = place.width() * 0.26;
    let center = place.center();
    ui.painter()
        .line_segment([center - vec2(reach, 0.0), center + vec2(reach, 0.0)], pen);
    ui.painter()
        .line_segment([center - vec2(0.0, reach), center + vec2(0.0, reach)], pen);
}

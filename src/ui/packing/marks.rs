//! The marks of goods that have to be handled with care: a sign, and the word beside it where there is room.

use eframe::egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, Vec2, pos2, vec2};

use crate::domain::handling::Mark;
use crate::i18n;
use crate::ui::draw::{Type, named, text_ui, width_of};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Between a sign and its word, and between two marks.
const GAP: f32 = 10.0;

/// Marks in a row: as many as have room with their words, then signs alone.
pub(super) fn marks_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, marks: &[Mark], ink: Color32) {
    let side = place.height().min(theme::TEXT_MIN);
    let kind = Type::new(theme::TEXT_MIN, ink).bold();
    let mut left = place.left();
    for (at, mark) in marks.iter().enumerate() {
        let text = i18n::mark(scene.lang, mark);
        let sign = Rect::from_center_size(
            pos2(left + side / 2.0, place.center().y),
            Vec2::splat(side * 0.94),
        );
        if sign.right() > place.right() {
            return;
        }
        paint_mark(ui, sign, mark, ink);
        named(ui, sign, &text);
        left = sign.right() + GAP;
        // The signs behind it are to be seen as well.
        let behind = signs_width(marks.len() - at - 1, side);
        let width = width_of(ui, &text, kind);
        if left + width + behind <= place.right() {
            let words = Rect::from_min_max(pos2(left, place.top()), place.max);
            text_ui(ui, words, &text, kind);
            left += width + 2.0 * GAP;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful of signs")]
fn signs_width(count: usize, side: f32) -> f32 {
    count as f32 * (side + 3.0 * GAP)
}

/// The sign of a mark, as cartons carry it.
///
/// Source: ISO 780, graphical symbols for handling and storage: this way up, fragile, do not stack.
pub(super) fn paint_mark(ui: &Ui, place: Rect, mark: &Mark, ink: Color32) {
    let pen = Stroke::new(place.width() * 0.09, ink);
    let at = |x: f32, y: f32| place.min + vec2(place.width() * x, place.height() * y);
    let line = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| at(*x, *y)).collect();
        ui.painter().add(Shape::line(points, pen));
    };
    match mark {
        Mark::ThisSideUp => {
            for x in [0.28, 0.72] {
                line(&[(x, 0.8), (x, 0.12)]);
                line(&[(x - 0.2, 0.34), (x, 0.1), (x + 0.2, 0.34)]);
            }
            line(&[(0.04, 0.94), (0.96, 0.94)]);
        }
        Mark::LiesFlat => {
            line(&[(0.04, 0.62), (0.04, 0.88), (0.96, 0.88), (0.96, 0.62)]);
            line(&[(0.0, 0.62), (1.0, 0.62)]);
            line(&[(0.5, 0.04), (0.5, 0.44)]);
            line(&[(0.3, 0.24), (0.5, 0.46), (0.7, 0.24)]);
        }
        Mark::Fragile => {
            line(&[
                (0.22, 0.04),
                (0.26, 0.4),
                (0.5, 0.56),
                (0.74, 0.4),
                (0.78, 0.04),
            ]);
            line(&[(0.18, 0.06), (0.82, 0.06)]);
            line(&[(0.5, 0.56), (0.5, 0.92)]);
            line(&[(0.24, 0.94), (0.76, 0.94)]);
        }
        Mark::NothingOnTop => {
            line(&[
                (0.1, 0.94),
                (0.1, 0.56),
                (0.9, 0.56),
                (0.9, 0.94),
                (0.06, 0.94),
            ]);
            line(&[(0.28, 0.04), (0.72, 0.42)]);
            line(&[(0.72, 0.04), (0.28, 0.42)]);
        }
        Mark::OwnCarton => {
            line(&[
                (0.06, 0.12),
                (0.94, 0.12),
                (0.94, 0.9),
                (0.06, 0.9),
                (0.06, 0.08),
            ]);
            line(&[(0.5, 0.12), (0.5, 0.44)]);
            line(&[(0.56, 0.74), (0.82, 0.74)]);
        }
        Mark::Folds => {
            line(&[
                (0.06, 0.5),
                (0.06, 0.9),
                (0.94, 0.9),
                (0.94, 0.66),
                (0.06, 0.66),
            ]);
            line(&[(0.9, 0.44), (0.78, 0.16), (0.3, 0.16)]);
            line(&[(0.46, 0.02), (0.28, 0.16), (0.46, 0.34)]);
        }
        Mark::Sort(_) => {
            for x in [0.02, 0.64] {
                line(&[
                    (x, 0.3),
                    (x + 0.34, 0.3),
                    (x + 0.34, 0.76),
                    (x, 0.76),
                    (x, 0.26),
                ]);
            }
            line(&[(0.5, 0.06), (0.5, 0.96)]);
        }
    }
}

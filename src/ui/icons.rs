//! The signs on keys, painted line by line, so that no font has to know them.

use eframe::egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::draw::{Type, paint_text};

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
    /// Take the last digit away.
    Backspace,
    /// A barcode.
    Barcode,
    /// A chart.
    Chart,
}

/// Paints a sign into `place`.
pub(super) fn paint_icon(ui: &Ui, place: Rect, icon: Icon, ink: Color32) {
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
        Icon::Backspace => {
            line(&[
                at(0.36, 0.16),
                at(0.98, 0.16),
                at(0.98, 0.84),
                at(0.36, 0.84),
                at(0.04, 0.5),
                at(0.36, 0.16),
                at(0.5, 0.16),
            ]);
            line(&[at(0.5, 0.36), at(0.8, 0.64)]);
            line(&[at(0.8, 0.36), at(0.5, 0.64)]);
        }
        Icon::Barcode => {
            for (x, wide) in [
                (0.06, 0.06),
                (0.22, 0.12),
                (0.4, 0.05),
                (0.54, 0.12),
                (0.7, 0.05),
                (0.82, 0.05),
                (0.94, 0.1),
            ] {
                ui.painter().line_segment(
                    [at(x, 0.1), at(x, 0.9)],
                    Stroke::new(place.width() * wide, ink),
                );
            }
        }
        Icon::Chart => {
            line(&[at(0.06, 0.06), at(0.06, 0.94), at(0.96, 0.94)]);
            for (x, top) in [(0.3, 0.56), (0.54, 0.3), (0.78, 0.42)] {
                ui.painter().line_segment(
                    [at(x, top), at(x, 0.86)],
                    Stroke::new(place.width() * 0.13, ink),
                );
            }
        }
        Icon::Reopen => {
            arc(at(0.5, 0.54), 0.36, -35.0, 250.0);
            line(&[at(0.16, 0.02), at(0.4, 0.19), at(0.2, 0.42)]);
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

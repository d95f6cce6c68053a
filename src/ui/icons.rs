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
    /// Into this parcel after all.
    IntoParcel,
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
    /// A scale.
    Scale,
    /// A chart.
    Chart,
    /// A driver's truck.
    Truck,
}

/// Paints a sign into `place`.
pub(super) fn paint_icon(ui: &Ui, place: Rect, icon: Icon, ink: Color32) {
    let pen = Pen {
        ui,
        place,
        stroke: Stroke::new(place.width() * 0.1, ink),
    };
    match icon {
        Icon::Undo
        | Icon::Reopen
        | Icon::NextParcel
        | Icon::IntoParcel
        | Icon::Go
        | Icon::Backspace => {
            paint_arrow(&pen, icon);
        }
        _ => paint_thing(&pen, icon),
    }
}

/// Draws in shares of a place.
struct Pen<'a> {
    ui: &'a Ui,
    place: Rect,
    stroke: Stroke,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        pos2(
            self.place.left() + self.place.width() * x,
            self.place.top() + self.place.height() * y,
        )
    }

    fn line(&self, points: &[Pos2]) {
        self.ui.painter().line(points.to_vec(), self.stroke);
    }

    /// An arc from one angle to another, in degrees, clockwise from the right.
    fn arc(&self, center: Pos2, radius: f32, from: f32, to: f32) {
        let points = (0..=16_u8).map(|step| {
            let angle = (from + (to - from) * f32::from(step) / 16.0).to_radians();
            center + vec2(angle.cos(), angle.sin()) * radius * self.place.width()
        });
        self.ui
            .painter()
            .add(Shape::line(points.collect(), self.stroke));
    }
}

/// Signs of going somewhere.
fn paint_arrow(pen: &Pen<'_>, icon: Icon) {
    match icon {
        Icon::Undo => {
            pen.arc(pen.at(0.52, 0.6), 0.32, -150.0, 110.0);
            pen.line(&[pen.at(0.1, 0.2), pen.at(0.2, 0.47), pen.at(0.48, 0.44)]);
        }
        Icon::Backspace => {
            pen.line(&[
                pen.at(0.36, 0.16),
                pen.at(0.98, 0.16),
                pen.at(0.98, 0.84),
                pen.at(0.36, 0.84),
                pen.at(0.04, 0.5),
                pen.at(0.36, 0.16),
                pen.at(0.5, 0.16),
            ]);
            pen.line(&[pen.at(0.5, 0.36), pen.at(0.8, 0.64)]);
            pen.line(&[pen.at(0.8, 0.36), pen.at(0.5, 0.64)]);
        }
        Icon::Reopen => {
            pen.arc(pen.at(0.5, 0.54), 0.36, -35.0, 250.0);
            pen.line(&[pen.at(0.16, 0.02), pen.at(0.4, 0.19), pen.at(0.2, 0.42)]);
        }
        Icon::NextParcel => {
            pen.line(&[
                pen.at(0.08, 0.3),
                pen.at(0.56, 0.3),
                pen.at(0.56, 0.86),
                pen.at(0.08, 0.86),
                pen.at(0.08, 0.25),
            ]);
            pen.line(&[pen.at(0.66, 0.14), pen.at(0.96, 0.4), pen.at(0.66, 0.66)]);
        }
        Icon::IntoParcel => {
            pen.line(&[
                pen.at(0.12, 0.44),
                pen.at(0.12, 0.94),
                pen.at(0.88, 0.94),
                pen.at(0.88, 0.44),
            ]);
            pen.line(&[pen.at(0.5, 0.02), pen.at(0.5, 0.7)]);
            pen.line(&[pen.at(0.26, 0.46), pen.at(0.5, 0.72), pen.at(0.74, 0.46)]);
        }
        Icon::Go => {
            pen.line(&[pen.at(0.06, 0.5), pen.at(0.9, 0.5)]);
            pen.line(&[pen.at(0.58, 0.16), pen.at(0.93, 0.5), pen.at(0.58, 0.84)]);
        }
        _ => {}
    }
}

/// Signs of things and people.
fn paint_thing(pen: &Pen<'_>, icon: Icon) {
    match icon {
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
                pen.ui.painter().line_segment(
                    [pen.at(x, 0.1), pen.at(x, 0.9)],
                    Stroke::new(pen.place.width() * wide, pen.stroke.color),
                );
            }
        }
        Icon::Chart => {
            pen.line(&[pen.at(0.06, 0.06), pen.at(0.06, 0.94), pen.at(0.96, 0.94)]);
            for (x, top) in [(0.3, 0.56), (0.54, 0.3), (0.78, 0.42)] {
                pen.ui.painter().line_segment(
                    [pen.at(x, top), pen.at(x, 0.86)],
                    Stroke::new(pen.place.width() * 0.13, pen.stroke.color),
                );
            }
        }
        Icon::Truck => {
            pen.line(&[
                pen.at(0.02, 0.72),
                pen.at(0.02, 0.2),
                pen.at(0.62, 0.2),
                pen.at(0.62, 0.72),
                pen.at(0.02, 0.72),
                pen.at(0.1, 0.72),
            ]);
            pen.line(&[
                pen.at(0.62, 0.4),
                pen.at(0.82, 0.4),
                pen.at(0.98, 0.56),
                pen.at(0.98, 0.72),
                pen.at(0.62, 0.72),
            ]);
            for x in [0.24, 0.78] {
                pen.arc(pen.at(x, 0.78), 0.1, 0.0, 360.0);
            }
        }
        Icon::Missing => {
            for (from, to) in [(0.1, 0.35), (0.65, 0.9)] {
                for edge in [0.1, 0.9] {
                    pen.line(&[pen.at(from, edge), pen.at(to, edge)]);
                    pen.line(&[pen.at(edge, from), pen.at(edge, to)]);
                }
            }
            pen.line(&[pen.at(0.32, 0.5), pen.at(0.68, 0.5)]);
        }
        Icon::Pause => {
            pen.line(&[pen.at(0.32, 0.12), pen.at(0.32, 0.88)]);
            pen.line(&[pen.at(0.68, 0.12), pen.at(0.68, 0.88)]);
        }
        Icon::Print => {
            pen.line(&[
                pen.at(0.28, 0.36),
                pen.at(0.28, 0.08),
                pen.at(0.72, 0.08),
                pen.at(0.72, 0.36),
            ]);
            pen.line(&[
                pen.at(0.28, 0.72),
                pen.at(0.08, 0.72),
                pen.at(0.08, 0.38),
                pen.at(0.92, 0.38),
                pen.at(0.92, 0.72),
                pen.at(0.72, 0.72),
            ]);
            pen.line(&[
                pen.at(0.28, 0.6),
                pen.at(0.28, 0.94),
                pen.at(0.72, 0.94),
                pen.at(0.72, 0.6),
            ]);
        }
        Icon::People => {
            pen.ui
                .painter()
                .circle_stroke(pen.at(0.5, 0.27), pen.place.width() * 0.17, pen.stroke);
            pen.arc(pen.at(0.5, 0.92), 0.38, 180.0, 360.0);
        }
        Icon::Help => {
            pen.ui.painter().circle_stroke(
                pen.at(0.5, 0.5),
                pen.place.width() * 0.44,
                Stroke::new(pen.place.width() * 0.08, pen.stroke.color),
            );
            let kind = Type {
                size_min: 1.0,
                ..Type::new(pen.place.width() * 0.62, pen.stroke.color)
                    .bold()
                    .centered()
            };
            paint_text(pen.ui, pen.place, "?", kind);
        }
        Icon::Scale => {
            pen.line(&[pen.at(0.08, 0.3), pen.at(0.92, 0.3)]);
            pen.line(&[
                pen.at(0.26, 0.34),
                pen.at(0.16, 0.88),
                pen.at(0.84, 0.88),
                pen.at(0.74, 0.34),
            ]);
        }
        Icon::Hand => {
            pen.line(&[pen.at(0.1, 0.55), pen.at(0.38, 0.84), pen.at(0.92, 0.2)]);
        }
        Icon::Release => {
            pen.line(&[
                pen.at(0.16, 0.46),
                pen.at(0.84, 0.46),
                pen.at(0.84, 0.92),
                pen.at(0.16, 0.92),
                pen.at(0.16, 0.41),
            ]);
            pen.arc(pen.at(0.5, 0.36), 0.24, 180.0, 330.0);
            pen.line(&[pen.at(0.26, 0.36), pen.at(0.26, 0.46)]);
        }
        _ => {}
    }
}

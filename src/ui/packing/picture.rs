//! The packaging in three dimensions with every unit in its place, drawn with plain polygons.

use eframe::egui::{Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::PackingState;
use super::marks::paint_mark;
use crate::domain::box_picture::{self, Block, Corner, back_to_front, place as place_of};
use crate::domain::ids::Sku;
use crate::domain::units::SizeMm;
use crate::i18n::BenchWord;
use crate::station::snapshot::{PlanView, PlannedUnitView};
use crate::ui::draw::next_id;
use crate::ui::icons::{Icon, paint_icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Corners of the packaging from which it can be looked at.
const TURNS: u8 = 4;

/// Side of the sign that says that the picture turns.
const SIGN: f32 = 44.0;

/// Smallest side at which a mark on a unit is still told apart.
const SIGN_MIN: f32 = 16.0;

/// Where the drawing lies on the screen, and how large.
#[derive(Debug, Clone, Copy)]
struct View {
    of: box_picture::View,
    origin: Pos2,
    /// Points on the screen to a hundredth of a millimetre.
    scale: f32,
}

/// The picture of a plan, which turns when it is pressed. `wanted` is the product that is scanned next.
pub(super) fn plan_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    place: Rect,
    plan: &PlanView,
    wanted: Option<&Sku>,
    state: &mut PackingState,
) {
    let view = View::of(place.shrink(6.0), plan.inner, state.turn);
    paint_walls(ui, scene, &view);
    let next = next_unit(plan, wanted);
    let lying: Vec<Block> = plan.units.iter().map(|unit| view.lying(unit)).collect();
    for unit in back_to_front(&lying) {
        if let Some(unit) = plan.units.get(unit) {
            paint_unit(ui, scene, &view, unit, next == Some(unit));
        }
    }
    // Half of it may be hidden behind what is in already: its edges are seen all the same.
    if let Some(next) = next {
        let pen = Stroke::new(5.0, scene.palette.ink);
        paint_edges(ui, &view, view.lying(next), pen);
    }
    paint_rim(ui, scene, &view);
    if turn_key(ui, scene, place) {
        state.turn = (state.turn + 1) % TURNS;
    }
}

/// The unit to put in next: of the product that is wanted, else the first that is not in.
fn next_unit<'a>(plan: &'a PlanView, wanted: Option<&Sku>) -> Option<&'a PlannedUnitView> {
    let mut missing = plan.units.iter().filter(|unit| !unit.is_in);
    let of_wanted = missing.clone().find(|unit| wanted == Some(&unit.sku));
    of_wanted.or_else(|| missing.next())
}

/// An empty packaging in its proportions.
pub(super) fn box_ui(ui: &Ui, scene: &Scene<'_>, place: Rect, inner: SizeMm) {
    let view = View::of(place, [inner.length, inner.width, inner.height], 0);
    let all = view.of.whole();
    let glass = [0.34, 0.22, 0.12].map(|share| scene.palette.accent.gamma_multiply(share));
    paint_faces(ui, &view, all, glass);
    paint_edges(ui, &view, all, Stroke::new(5.0, scene.palette.accent));
}

fn turn_key(ui: &mut Ui, scene: &Scene<'_>, place: Rect) -> bool {
    let id = next_id(ui);
    let response = ui.interact(place, id, Sense::click());
    let name = scene.bench_word(BenchWord::TurnPicture);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let corner = place.right_bottom() - vec2(SIGN / 2.0 + 6.0, SIGN / 2.0 + 6.0);
    let sign = Rect::from_center_size(corner, Vec2::splat(SIGN));
    paint_icon(ui, sign, Icon::Reopen, scene.palette.faint);
    response.clicked()
}

impl View {
    fn of(place: Rect, inner: [u32; 3], turn: u8) -> Self {
        let of = box_picture::View {
            turn,
            ..box_picture::View::of(inner)
        };
        let [least, most] = of.frame().map(shift);
        let span = most - least;
        let scale = (place.width() / span.x.max(1.0)).min(place.height() / span.y.max(1.0));
        Self {
            of,
            origin: place.center() - (least + most) / 2.0 * scale,
            scale,
        }
    }

    /// The unit as it lies after the turns.
    fn lying(&self, unit: &PlannedUnitView) -> Block {
        self.of.turned(Block::standing(unit.at, unit.sides))
    }

    /// A corner that has been turned, on the screen.
    fn at(&self, corner: Corner) -> Pos2 {
        self.origin + shift(place_of(corner)) * self.scale
    }
}

#[expect(clippy::cast_precision_loss, reason = "a drawing")]
fn shift([right, down]: box_picture::Place) -> Vec2 {
    vec2(right as f32, down as f32)
}

/// Floor and the two far walls, from the inside.
fn paint_walls(ui: &Ui, scene: &Scene<'_>, view: &View) {
    let [long, wide, high] = view.of.turned_sides();
    let palette = scene.palette;
    let wall = |corners: [Corner; 4], light: f32| {
        let corners = corners.map(|corner| view.at(corner));
        let fill = palette.accent.gamma_multiply(light);
        Shape::convex_polygon(corners.to_vec(), fill, Stroke::new(3.0, palette.accent))
    };
    let floor = [[0, 0, 0], [long, 0, 0], [long, wide, 0], [0, wide, 0]];
    let right = [[0, 0, 0], [long, 0, 0], [long, 0, high], [0, 0, high]];
    let left = [[0, 0, 0], [0, wide, 0], [0, wide, high], [0, 0, high]];
    ui.painter().add(wall(left, 0.10));
    ui.painter().add(wall(right, 0.16));
    ui.painter().add(wall(floor, 0.22));
}

/// The near edges of the packaging, over everything.
fn paint_rim(ui: &Ui, scene: &Scene<'_>, view: &View) {
    let [long, wide, high] = view.of.turned_sides();
    let pen = Stroke::new(3.0, scene.palette.accent);
    let edges = [
        ([0, wide, high], [long, wide, high]),
        ([long, 0, high], [long, wide, high]),
        ([long, wide, 0], [long, wide, high]),
        ([0, wide, 0], [long, wide, 0]),
        ([long, 0, 0], [long, wide, 0]),
        ([long, 0, 0], [long, 0, high]),
        ([0, wide, 0], [0, wide, high]),
    ];
    for (from, to) in edges {
        ui.painter().line_segment([view.at(from), view.at(to)], pen);
    }
}

fn paint_unit(ui: &Ui, scene: &Scene<'_>, view: &View, unit: &PlannedUnitView, is_next: bool) {
    let lying = view.lying(unit);
    let color = theme::product_color(unit.product);
    if unit.is_in || is_next {
        // What is behind it must not shine through.
        paint_faces(
            ui,
            view,
            lying,
            [1.0, 0.8, 0.62].map(|light| darker(color, light)),
        );
        paint_edges(ui, view, lying, Stroke::new(2.0, scene.palette.ground));
        paint_sign(ui, view, lying, unit);
    } else {
        paint_edges(ui, view, lying, Stroke::new(2.0, color.gamma_multiply(0.5)));
    }
}

/// The mark of a unit in the middle of its top, where it is large enough.
fn paint_sign(ui: &Ui, view: &View, lying: Block, unit: &PlannedUnitView) {
    let Some(mark) = &unit.mark else { return };
    let ([x0, y0, _], [x1, y1, top]) = (lying.low, lying.high);
    let middle = view.at([x0.midpoint(x1), y0.midpoint(y1), top]);
    // A millimetre is a hundred of the drawing's.
    let shorter = shift([(x1 - x0).min(y1 - y0) * 100, 0]).x;
    let side = shorter * view.scale * 0.5;
    if side >= SIGN_MIN {
        let place = Rect::from_center_size(middle, Vec2::splat(side.min(SIGN)));
        paint_mark(ui, place, mark, Color32::BLACK);
    }
}

/// Top, left and right side, each in its own light.
fn paint_faces(ui: &Ui, view: &View, lying: Block, fills: [Color32; 3]) {
    for (face, fill) in lying.faces().into_iter().zip(fills) {
        let corners = face.map(|corner| view.at(corner)).to_vec();
        ui.painter()
            .add(Shape::convex_polygon(corners, fill, Stroke::NONE));
    }
}

fn darker(color: Color32, light: f32) -> Color32 {
    color.lerp_to_gamma(Color32::BLACK, 1.0 - light)
}

/// The nine edges that are seen of a cuboid.
fn paint_edges(ui: &Ui, view: &View, lying: Block, pen: Stroke) {
    let corners = lying.outline().map(|corner| view.at(corner)).to_vec();
    ui.painter().add(Shape::closed_line(corners, pen));
    for edge in lying.near_edges() {
        ui.painter()
            .line_segment(edge.map(|corner| view.at(corner)), pen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_box_stays_in_its_place() {
        let place = Rect::from_min_size(Pos2::ZERO, vec2(600.0, 400.0));
        for turn in 0..TURNS {
            let view = View::of(place, [400, 300, 200], turn);
            for corner in view.of.whole().outline().into_iter().chain([[0; 3]]) {
                let at = view.at(corner);
                assert!(place.expand(0.5).contains(at), "turn {turn}: {at:?}");
            }
        }
    }
}

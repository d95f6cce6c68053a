//! The packaging in three dimensions with every unit in its place, drawn with plain polygons.

use eframe::egui::{Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::PackingState;
use super::marks::paint_mark;
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

/// A cuboid in millimetres: lowest and highest corner.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    low: [f32; 3],
    high: [f32; 3],
}

/// How millimetres become places on the screen: from the corner that the two near sides share, from above.
#[derive(Debug, Clone, Copy)]
struct View {
    origin: Pos2,
    scale: f32,
    turn: u8,
    /// Sides of the packaging before it is turned.
    inner: [f32; 3],
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
    let view = View::of(place.shrink(6.0), plan.inner.map(length), state.turn);
    paint_walls(ui, scene, &view);
    let next = next_unit(plan, wanted);
    for unit in back_to_front(&plan.units, &view) {
        paint_unit(ui, scene, &view, unit, next == Some(unit));
    }
    // Half of it may be hidden behind what is in already: its edges are seen all the same.
    if let Some(next) = next {
        paint_edges(
            ui,
            &view,
            view.turned(block(next)),
            Stroke::new(5.0, scene.palette.ink),
        );
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
    let sides = [inner.length, inner.width, inner.height];
    let view = View::of(place, sides.map(length), 0);
    let all = Block {
        low: [0.0; 3],
        high: view.inner,
    };
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
    fn of(place: Rect, inner: [f32; 3], turn: u8) -> Self {
        let mut view = Self {
            origin: Pos2::ZERO,
            scale: 1.0,
            turn,
            inner,
        };
        let [long, wide, high] = view.turned_sides();
        // Where the outermost corners come to lie when nothing is scaled.
        let (left, right) = (-wide * ALONG.x, long * ALONG.x);
        let (top, bottom) = (-high, (long + wide) * ALONG.y);
        let span = vec2(right - left, bottom - top);
        view.scale = (place.width() / span.x.max(1.0)).min(place.height() / span.y.max(1.0));
        let middle = vec2(left + right, top + bottom) / 2.0;
        view.origin = place.center() - middle * view.scale;
        view
    }

    fn turned_sides(&self) -> [f32; 3] {
        let [long, wide, high] = self.inner;
        if self.turn.is_multiple_of(2) {
            [long, wide, high]
        } else {
            [wide, long, high]
        }
    }

    /// The cuboid as it lies after so many quarter turns.
    fn turned(&self, block: Block) -> Block {
        let ([long, wide, _], Block { low, high }) = (self.inner, block);
        let (x, y) = ((low[0], high[0]), (low[1], high[1]));
        let ((x0, x1), (y0, y1)) = match self.turn {
            0 => (x, y),
            1 => ((wide - y.1, wide - y.0), x),
            2 => ((long - x.1, long - x.0), (wide - y.1, wide - y.0)),
            _ => (y, (long - x.1, long - x.0)),
        };
        Block {
            low: [x0, y0, low[2]],
            high: [x1, y1, high[2]],
        }
    }

    /// A corner that has been turned, on the screen.
    fn at(&self, [x, y, z]: [f32; 3]) -> Pos2 {
        let flat = vec2((x - y) * ALONG.x, (x + y) * ALONG.y - z);
        self.origin + flat * self.scale
    }
}

/// How a millimetre along either side of the floor runs: thirty degrees down, as in isometric drawings.
const ALONG: Vec2 = vec2(0.87, 0.5);

/// Floor and the two far walls, from the inside.
fn paint_walls(ui: &Ui, scene: &Scene<'_>, view: &View) {
    let [long, wide, high] = view.turned_sides();
    let palette = scene.palette;
    let wall = |corners: [[f32; 3]; 4], light: f32| {
        let corners = corners.map(|corner| view.at(corner));
        let fill = palette.accent.gamma_multiply(light);
        Shape::convex_polygon(corners.to_vec(), fill, Stroke::new(3.0, palette.accent))
    };
    let floor = [
        [0.0, 0.0, 0.0],
        [long, 0.0, 0.0],
        [long, wide, 0.0],
        [0.0, wide, 0.0],
    ];
    let right = [
        [0.0, 0.0, 0.0],
        [long, 0.0, 0.0],
        [long, 0.0, high],
        [0.0, 0.0, high],
    ];
    let left = [
        [0.0, 0.0, 0.0],
        [0.0, wide, 0.0],
        [0.0, wide, high],
        [0.0, 0.0, high],
    ];
    ui.painter().add(wall(left, 0.10));
    ui.painter().add(wall(right, 0.16));
    ui.painter().add(wall(floor, 0.22));
}

/// The near edges of the packaging, over everything.
fn paint_rim(ui: &Ui, scene: &Scene<'_>, view: &View) {
    let [long, wide, high] = view.turned_sides();
    let pen = Stroke::new(3.0, scene.palette.accent);
    let edges = [
        ([0.0, wide, high], [long, wide, high]),
        ([long, 0.0, high], [long, wide, high]),
        ([long, wide, 0.0], [long, wide, high]),
        ([0.0, wide, 0.0], [long, wide, 0.0]),
        ([long, 0.0, 0.0], [long, wide, 0.0]),
        ([long, 0.0, 0.0], [long, 0.0, high]),
        ([0.0, wide, 0.0], [0.0, wide, high]),
    ];
    for (from, to) in edges {
        ui.painter().line_segment([view.at(from), view.at(to)], pen);
    }
}

fn paint_unit(ui: &Ui, scene: &Scene<'_>, view: &View, unit: &PlannedUnitView, is_next: bool) {
    let lying = view.turned(block(unit));
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
    let Block { low: a, high: b } = lying;
    let middle = view.at([a[0].midpoint(b[0]), a[1].midpoint(b[1]), b[2]]);
    let side = (b[0] - a[0]).min(b[1] - a[1]) * view.scale * 0.5;
    if side >= SIGN_MIN {
        let place = Rect::from_center_size(middle, Vec2::splat(side.min(SIGN)));
        paint_mark(ui, place, mark, Color32::BLACK);
    }
}

/// Top, left and right side, each in its own light.
fn paint_faces(ui: &Ui, view: &View, lying: Block, fills: [Color32; 3]) {
    let Block { low: a, high: b } = lying;
    let faces = [
        [
            [a[0], a[1], b[2]],
            [b[0], a[1], b[2]],
            b,
            [a[0], b[1], b[2]],
        ],
        [
            [a[0], b[1], a[2]],
            [b[0], b[1], a[2]],
            b,
            [a[0], b[1], b[2]],
        ],
        [
            [b[0], a[1], a[2]],
            [b[0], b[1], a[2]],
            b,
            [b[0], a[1], b[2]],
        ],
    ];
    for (face, fill) in faces.into_iter().zip(fills) {
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
    let Block { low: a, high: b } = lying;
    let outline = [
        [a[0], a[1], b[2]],
        [b[0], a[1], b[2]],
        [b[0], a[1], a[2]],
        [b[0], b[1], a[2]],
        [a[0], b[1], a[2]],
        [a[0], b[1], b[2]],
    ];
    let corners = outline.map(|corner| view.at(corner)).to_vec();
    ui.painter().add(Shape::closed_line(corners, pen));
    let near = view.at(b);
    for corner in [[a[0], b[1], b[2]], [b[0], a[1], b[2]], [b[0], b[1], a[2]]] {
        ui.painter().line_segment([near, view.at(corner)], pen);
    }
}

/// The units from the farthest to the nearest: whatever hides another is painted after it.
fn back_to_front<'a>(units: &'a [PlannedUnitView], view: &View) -> Vec<&'a PlannedUnitView> {
    let turned = |unit: &'a PlannedUnitView| (unit, view.turned(block(unit)));
    let mut left: Vec<(&PlannedUnitView, Block)> = units.iter().map(turned).collect();
    let mut order = Vec::with_capacity(units.len());
    while !left.is_empty() {
        let is_farthest = |(_, block): &(_, Block)| {
            let mut others = left.iter();
            others.all(|(_, other)| !is_before(*other, *block))
        };
        // Cuboids that do not overlap always have one that nothing has to be painted before, but for rings of
        // three; there the first of them is as good as any.
        let place = left.iter().position(is_farthest).unwrap_or(0);
        order.push(left.remove(place).0);
    }
    order
}

/// Whether `a` has to be painted before `b`: it lies behind, left of, or below it.
fn is_before(a: Block, b: Block) -> bool {
    let ends_before =
        |a: Block, b: Block| a.high.iter().zip(b.low).any(|(end, begin)| *end <= begin);
    ends_before(a, b) && !ends_before(b, a)
}

fn block(unit: &PlannedUnitView) -> Block {
    let low = unit.at.map(length);
    let sides = unit.sides.map(length);
    Block {
        low,
        high: [low[0] + sides[0], low[1] + sides[1], low[2] + sides[2]],
    }
}

#[expect(clippy::cast_precision_loss, reason = "a drawing")]
fn length(millimetres: u32) -> f32 {
    millimetres.min(20_000) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::packaging::sample::carton;
    use crate::domain::packing_plan::{Goods, PackingPlan};
    use crate::domain::settings::Settings;
    use crate::domain::units::Grams;

    fn view(turn: u8) -> View {
        View {
            origin: Pos2::ZERO,
            scale: 1.0,
            turn,
            inner: [400.0, 300.0, 200.0],
        }
    }

    /// The units of a full box of three kinds of goods, as the search places them.
    fn units() -> Vec<PlannedUnitView> {
        let goods = |line, size: [u32; 3], count| Goods {
            line,
            size: SizeMm::new(size[0], size[1], size[2]),
            weight: Grams(200),
            count,
            handling: crate::domain::handling::Handling::default(),
        };
        let packaging = carton("BOX", [400, 300, 200]);
        let order = [
            goods(0, [130, 90, 70], 9),
            goods(1, [200, 60, 50], 6),
            goods(2, [80, 80, 80], 5),
        ];
        let plan = PackingPlan::first(
            &order,
            &crate::domain::tariff::Way::default(),
            &[packaging],
            &Settings::default(),
        );
        let parcel = plan.only_parcel().expect("all in one box");
        let unit = parcel.units.iter().map(|unit| PlannedUnitView {
            sku: "SKU".into(),
            product: unit.line,
            at: unit.at,
            sides: unit.sides,
            is_in: true,
            mark: None,
        });
        unit.collect()
    }

    #[test]
    fn whatever_hides_another_unit_is_painted_after_it_from_every_side() {
        let units = units();
        for turn in 0..TURNS {
            let view = view(turn);
            let painted: Vec<Block> = back_to_front(&units, &view)
                .into_iter()
                .map(|unit| view.turned(block(unit)))
                .collect();
            assert_eq!(painted.len(), units.len());
            for (at, early) in painted.iter().enumerate() {
                for late in &painted[at + 1..] {
                    assert!(!is_before(*late, *early), "turn {turn}: {late:?} {early:?}");
                }
            }
        }
    }

    #[test]
    fn a_turned_box_stays_in_its_place_and_keeps_its_size() {
        let place = Rect::from_min_size(Pos2::ZERO, vec2(600.0, 400.0));
        for turn in 0..TURNS {
            let view = View::of(place, [400.0, 300.0, 200.0], turn);
            let all = view.turned(Block {
                low: [0.0; 3],
                high: view.inner,
            });
            assert_eq!((all.low, all.high), ([0.0; 3], view.turned_sides()));
            let [long, wide, high] = view.turned_sides();
            for corner in [
                [0.0, 0.0, high],
                [long, 0.0, 0.0],
                [0.0, wide, 0.0],
                [long, wide, 0.0],
            ] {
                let at = view.at(corner);
                assert!(place.expand(0.5).contains(at), "turn {turn}: {at:?}");
            }
        }
    }
}

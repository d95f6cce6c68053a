//! The box as it is packed, small on the packing slip: each unit in its place, numbered in packing order.
//!
//! The same drawing as on the packing screen, from the domain's geometry; black on white, so that any office printer
//! shows it. A unit that others hide has no number in the drawing; the line under it names all of them.

use serde::{Deserialize, Serialize};

use crate::domain::box_picture::{Block, Corner, Place, View, back_to_front, is_within, place};
use crate::domain::ids::Sku;
use crate::labels::page::{Area, Drawing, Ink, Item, Shape, TextRun};
use crate::labels::typeface::{Weight, line_box, width};
use crate::labels::{DocumentWords, LabelError};

use super::sheet::Sheet;

/// What refusals call the drawing.
const FIELD: &str = "parcels.picture";

/// Room of the drawing, in tenths of a millimetre.
const SIZE: (u32, u32) = (700, 480);

/// Letters of the numbers, largest first, in tenths of a millimetre. Smaller ones nobody reads on paper.
const NUMBERS: [u32; 3] = [34, 26, 20];

/// Black of a hundred on top, left and right side of a unit: enough to tell them apart, little toner.
const SHADES: [u8; 3] = [0, 8, 18];

/// Black of a hundred on the floor of the box.
const FLOOR: u8 = 4;

/// Runs of one article named in one paragraph; it always fits a page.
const RUNS_A_PARAGRAPH: usize = 24;

/// One unit in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PicturedUnit {
    /// Our article number.
    pub sku: Sku,
    /// Its corner, in millimetres from the box's: along length, width and height.
    pub at: [u32; 3],
    /// Its sides as it stands, in millimetres.
    pub sides: [u32; 3],
}

/// A packed box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxPicture {
    /// Room inside, in millimetres: length, width and height.
    pub inner: [u32; 3],
    /// Its units in the order in which they are put in.
    pub units: Vec<PicturedUnit>,
}

/// Sets the drawing and the line under it.
pub(super) fn set(
    sheet: &mut Sheet,
    picture: &BoxPicture,
    words: &DocumentWords,
) -> Result<(), LabelError> {
    let (width, height) = (sheet.mm(SIZE.0), sheet.mm(SIZE.1));
    sheet.space(20);
    // The first line under the drawing stays with it.
    sheet.make_room(height + sheet.mm(150))?;
    let area = Area {
        x: sheet.left(),
        y: sheet.y(),
        width,
        height,
    };
    let drawing = Pen::new(sheet, picture, area).draw(picture);
    sheet.page().items.push(Item::Drawing(drawing));
    sheet.set_y(area.bottom());
    sheet.space(10);
    let runs = runs(&picture.units);
    for (place, some) in runs.chunks(RUNS_A_PARAGRAPH).enumerate() {
        sheet.make_room(sheet.mm(150))?;
        let named = some.join(",  ");
        let line = if place == 0 {
            format!("{}: {named}", words.packing_order)
        } else {
            named
        };
        sheet.text(FIELD, &line, Weight::Regular, (30, 30))?;
    }
    Ok(())
}

/// Which numbers are which article: `1–3 MUG-01`.
fn runs(units: &[PicturedUnit]) -> Vec<String> {
    let mut first = 1;
    let same = units.chunk_by(|one, next| one.sku == next.sku);
    let mut named = Vec::new();
    for run in same {
        let last = first + run.len() - 1;
        let sku = run.first().map_or("", |unit| unit.sku.as_str());
        named.push(if first == last {
            format!("{first}\u{a0}{sku}")
        } else {
            format!("{first}\u{2013}{last}\u{a0}{sku}")
        });
        first = last + 1;
    }
    named
}

/// Brings the drawing's places into dots.
struct Pen {
    area: Area,
    view: View,
    /// Dots to so many hundredths of a millimetre.
    scale: (i64, i64),
    /// Where the middle of the drawing lies, before it is scaled.
    middle: Place,
    edge: i32,
    letters: [i32; 3],
}

impl Pen {
    fn new(sheet: &Sheet, picture: &BoxPicture, area: Area) -> Self {
        let view = View::of(picture.inner);
        let [[left, top], [right, bottom]] = view.frame();
        let edge = sheet.mm(2).max(1);
        // An edge is drawn on both sides of its line.
        let inside = area.inset(2 * edge);
        let (wide, high) = ((right - left).max(1), (bottom - top).max(1));
        let (across, down) = (i64::from(inside.width), i64::from(inside.height));
        let scale = if across * high <= down * wide {
            (across, wide)
        } else {
            (down, high)
        };
        Self {
            area,
            view,
            scale,
            middle: [left.midpoint(right), top.midpoint(bottom)],
            edge,
            letters: NUMBERS.map(|size| sheet.mm(size)),
        }
    }

    fn dots(&self, [right, down]: Place) -> (i32, i32) {
        let ((dots, to), [middle_x, middle_y]) = (self.scale, self.middle);
        let scaled = |distance: i64| i32::try_from(distance * dots / to).unwrap_or(0);
        (
            self.area.x + self.area.width / 2 + scaled(right - middle_x),
            self.area.y + self.area.height / 2 + scaled(down - middle_y),
        )
    }

    fn shape<const N: usize>(&self, corners: [Corner; N], shade: Option<u8>) -> Shape {
        let corners = corners.map(|corner| self.dots(place(corner)));
        Shape {
            corners: corners.to_vec(),
            shade,
        }
    }

    fn draw(&self, picture: &BoxPicture) -> Drawing {
        let units = picture.units.iter();
        let blocks: Vec<Block> = units
            .map(|unit| self.view.turned(Block::standing(unit.at, unit.sides)))
            .collect();
        let order = back_to_front(&blocks);
        let mut shapes = self.walls();
        for block in order.iter().filter_map(|at| blocks.get(*at)) {
            for (face, shade) in block.faces().into_iter().zip(SHADES) {
                shapes.push(self.shape(face, Some(shade)));
            }
        }
        // Without its near edges, which would cross the numbers.
        shapes.push(self.shape(self.view.whole().outline(), None));
        let numbers = order
            .iter()
            .enumerate()
            .filter_map(|(drawn, at)| {
                let over = order.get(drawn + 1..)?;
                let over: Vec<&Block> = over.iter().filter_map(|at| blocks.get(*at)).collect();
                self.number(at + 1, blocks.get(*at)?, &over)
            })
            .collect();
        Drawing {
            field: FIELD,
            area: self.area,
            shapes,
            edge: self.edge,
            numbers,
        }
    }

    /// Floor and the two far walls.
    fn walls(&self) -> Vec<Shape> {
        let [long, wide, high] = self.view.turned_sides();
        let floor = [[0, 0, 0], [long, 0, 0], [long, wide, 0], [0, wide, 0]];
        let right = [[0, 0, 0], [long, 0, 0], [long, 0, high], [0, 0, high]];
        let left = [[0, 0, 0], [0, wide, 0], [0, wide, high], [0, 0, high]];
        vec![
            self.shape(left, Some(0)),
            self.shape(right, Some(0)),
            self.shape(floor, Some(FLOOR)),
        ]
    }

    /// The number of a unit on the first of its sides that is free of others and large enough.
    fn number(&self, number: usize, block: &Block, over: &[&Block]) -> Option<TextRun> {
        let text = number.to_string();
        let outlines: Vec<Vec<Place>> = over
            .iter()
            .map(|block| self.outline(&block.outline()))
            .collect();
        block.faces().into_iter().find_map(|face| {
            let face = self.outline(&face);
            self.letters.into_iter().find_map(|size| {
                let run = centred(&text, size, &face);
                let [x, y] = middle(&face);
                let room = run.area();
                let corners = [
                    (room.x, room.y),
                    (room.right(), room.y),
                    (room.right(), room.bottom()),
                    (room.x, room.bottom()),
                ];
                let mut places = corners.map(|(x, y)| [i64::from(x), i64::from(y)]).to_vec();
                places.push([x, y]);
                let is_on_face = places.iter().all(|place| is_within(&face, *place));
                let is_hidden = || {
                    let mut covered = outlines.iter();
                    covered.any(|outline| places.iter().any(|place| is_within(outline, *place)))
                };
                (is_on_face && !is_hidden()).then_some(run)
            })
        })
    }

    /// Corners as places in dots.
    fn outline(&self, corners: &[Corner]) -> Vec<Place> {
        let dots = corners.iter().map(|corner| self.dots(place(*corner)));
        dots.map(|(x, y)| [i64::from(x), i64::from(y)]).collect()
    }
}

/// The middle of a side with four corners.
fn middle(face: &[Place]) -> Place {
    let sum = face
        .iter()
        .fold([0, 0], |[x, y], [right, down]| [x + right, y + down]);
    sum.map(|total| total / i64::try_from(face.len()).unwrap_or(1).max(1))
}

/// A number in the middle of a side.
fn centred(text: &str, size: i32, face: &[Place]) -> TextRun {
    let [x, y] = middle(face).map(|place| i32::try_from(place).unwrap_or(0));
    let (above, height) = line_box(size);
    TextRun {
        field: FIELD,
        x: x - width(Weight::Bold, size, text) / 2,
        baseline: y - height / 2 + above,
        size,
        weight: Weight::Bold,
        ink: Ink::Black,
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::handling::Handling;
    use crate::domain::packaging::sample::carton;
    use crate::domain::packing_plan::{Goods, PackingPlan};
    use crate::domain::settings::Settings;
    use crate::domain::tariff::Way;
    use crate::domain::units::{Grams, SizeMm};
    use crate::labels::documents::sheet::Foot;

    fn blank() -> Sheet {
        let foot = Foot {
            printed: "",
            page_word: "",
        };
        Sheet::new("", "", foot).unwrap()
    }

    fn picture(inner: [u32; 3], goods: &[([u32; 3], u32)]) -> Option<BoxPicture> {
        let goods: Vec<Goods> = goods
            .iter()
            .enumerate()
            .map(|(line, ([length, width, height], count))| Goods {
                line,
                size: SizeMm::new(*length, *width, *height),
                weight: Grams(100),
                count: *count,
                handling: Handling::default(),
            })
            .collect();
        let (way, rules) = (Way::default(), Settings::default());
        let plan = PackingPlan::first(&goods, &way, &[carton("BOX", inner)], &rules);
        let parcel = plan.parcels.first()?;
        let units = parcel.units.iter().map(|unit| PicturedUnit {
            sku: format!("SKU-{}", unit.line).as_str().into(),
            at: unit.at,
            sides: unit.sides,
        });
        Some(BoxPicture {
            inner,
            units: units.collect(),
        })
    }

    fn drawn(picture: &BoxPicture) -> Drawing {
        let sheet = blank();
        let area = Area {
            x: sheet.left(),
            y: sheet.y(),
            width: sheet.mm(SIZE.0),
            height: sheet.mm(SIZE.1),
        };
        Pen::new(&sheet, picture, area).draw(picture)
    }

    #[test]
    fn units_are_numbered_as_they_are_put_in_and_what_others_hide_has_no_number() {
        // Two cubes on each other, and one beside them: the lower one shows its sides only.
        let unit = |at| PicturedUnit {
            sku: "CUBE".into(),
            at,
            sides: [100, 100, 100],
        };
        let tower = BoxPicture {
            inner: [210, 210, 210],
            units: vec![
                unit([0, 0, 0]),
                unit([100, 100, 0]),
                unit([100, 100, 100]),
                unit([100, 0, 0]),
            ],
        };
        let drawing = drawn(&tower);
        let mut numbers: Vec<&str> = drawing.numbers.iter().map(|it| it.text.as_str()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, ["2", "3", "4"]);
        let of = |text: &str| {
            let mut found = drawing.numbers.iter();
            found.find(|number| number.text == text).unwrap().baseline
        };
        assert!(of("3") < of("2"), "the upper one stands higher");
        assert_eq!(runs(&tower.units), ["1\u{2013}4\u{a0}CUBE"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn nothing_lies_outside_the_drawing_and_no_number_on_another(
            inner in [60..700_u32, 60..700_u32, 40..600_u32],
            goods in proptest::collection::vec(([10..250_u32, 10..250_u32, 5..200_u32], 1..9_u32), 1..5),
        ) {
            let Some(picture) = picture(inner, &goods) else { return Ok(()) };
            let drawing = drawn(&picture);
            for (x, y) in drawing.shapes.iter().flat_map(|shape| &shape.corners) {
                let (across, down) = (drawing.area.x..=drawing.area.right(), drawing.area.y..=drawing.area.bottom());
                prop_assert!(across.contains(x) && down.contains(y));
            }
            for (place, one) in drawing.numbers.iter().enumerate() {
                prop_assert!(drawing.area.contains(one.area()));
                for other in &drawing.numbers[place + 1..] {
                    prop_assert!(!one.area().overlaps(other.area()), "{one:?} {other:?}");
                }
            }
            let mut sheet = blank();
            for _ in 0..7 {
                set(&mut sheet, &picture, &DocumentWords::polish()).unwrap();
            }
            let pages = sheet.finish().unwrap();
            prop_assert!(pages.len() > 1);
            prop_assert!(super::super::pdf::write(&pages).is_ok());
        }
    }
}

//! How a packed box looks from above one of its corners: the same drawing on the screen and on paper.
//!
//! Isometric: a millimetre of height goes straight up, one along either side of the floor thirty degrees down to the
//! right or left. Places are in hundredths of a millimetre, so that nothing has to be rounded here; whoever draws scales
//! and moves them.

/// How a millimetre along either side of the floor runs, in hundredths: to the side, and down.
///
/// Source: the cosine and sine of 30°, to two places.
const ALONG: [i64; 2] = [87, 50];

/// How a millimetre of height runs, in hundredths.
const UP: i64 = 100;

/// A corner in millimetres: along length, width and height.
pub type Corner = [i64; 3];

/// A place on the drawing in hundredths of a millimetre: to the right, and down.
pub type Place = [i64; 2];

/// A cuboid in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its lowest corner.
    pub low: Corner,
    /// Its highest corner.
    pub high: Corner,
}

impl Block {
    /// The cuboid that stands here with these sides.
    pub fn standing(at: [u32; 3], sides: [u32; 3]) -> Self {
        let low = at.map(i64::from);
        let [x, y, z] = low;
        let [long, wide, high] = sides.map(i64::from);
        Self {
            low,
            high: [x + long, y + wide, z + high],
        }
    }

    /// Top, left and right side: those that are seen.
    pub fn faces(&self) -> [[Corner; 4]; 3] {
        let ([x0, y0, z0], [x1, y1, z1]) = (self.low, self.high);
        [
            [[x0, y0, z1], [x1, y0, z1], [x1, y1, z1], [x0, y1, z1]],
            [[x0, y1, z0], [x1, y1, z0], [x1, y1, z1], [x0, y1, z1]],
            [[x1, y0, z0], [x1, y1, z0], [x1, y1, z1], [x1, y0, z1]],
        ]
    }

    /// The six corners around what is seen of it.
    pub fn outline(&self) -> [Corner; 6] {
        let ([x0, y0, z0], [x1, y1, z1]) = (self.low, self.high);
        [
            [x0, y0, z1],
            [x1, y0, z1],
            [x1, y0, z0],
            [x1, y1, z0],
            [x0, y1, z0],
            [x0, y1, z1],
        ]
    }

    /// The three edges that meet in its nearest corner.
    pub fn near_edges(&self) -> [[Corner; 2]; 3] {
        let ([x0, y0, z0], near @ [x1, y1, z1]) = (self.low, self.high);
        [[x0, y1, z1], [x1, y0, z1], [x1, y1, z0]].map(|corner| [near, corner])
    }

    /// Whether it has to be drawn before the other: it lies behind, left of, or below it.
    pub fn is_before(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| {
            let mut sides = a.high.iter().zip(b.low);
            sides.any(|(end, begin)| *end <= begin)
        };
        ends_before(self, other) && !ends_before(other, self)
    }
}

/// A box seen from above one of its four corners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Room inside, in millimetres: length, width and height.
    pub inner: [i64; 3],
    /// Quarter turns, 0 to 3.
    pub turn: u8,
}

impl View {
    /// Of a box with this room inside, not turned.
    pub fn of(inner: [u32; 3]) -> Self {
        Self {
            inner: inner.map(i64::from),
            turn: 0,
        }
    }

    /// Its sides as they lie after the turns.
    pub fn turned_sides(&self) -> [i64; 3] {
        let [long, wide, high] = self.inner;
        if self.turn.is_multiple_of(2) {
            [long, wide, high]
        } else {
            [wide, long, high]
        }
    }

    /// All of the box.
    pub fn whole(&self) -> Block {
        Block {
            low: [0; 3],
            high: self.turned_sides(),
        }
    }

    /// The cuboid as it lies after the turns.
    pub fn turned(&self, block: Block) -> Block {
        let ([long, wide, _], Block { low, high }) = (self.inner, block);
        let ([x0, y0, z0], [x1, y1, z1]) = (low, high);
        let (x, y) = ((x0, x1), (y0, y1));
        let (across, along) = ((wide - y1, wide - y0), (long - x1, long - x0));
        let ((x0, x1), (y0, y1)) = match self.turn {
            0 => (x, y),
            1 => (across, x),
            2 => (along, across),
            _ => (y, along),
        };
        Block {
            low: [x0, y0, z0],
            high: [x1, y1, z1],
        }
    }

    /// Where the outermost corners come to lie: left and top, right and bottom.
    pub fn frame(&self) -> [Place; 2] {
        let ([long, wide, high], [side, down]) = (self.turned_sides(), ALONG);
        [
            [-wide * side, -high * UP],
            [long * side, (long + wide) * down],
        ]
    }
}

/// Where a corner comes to lie, from the corner that the floor's two far sides share.
pub fn place([x, y, z]: Corner) -> Place {
    let [side, down] = ALONG;
    [(x - y) * side, (x + y) * down - z * UP]
}

/// The places of the blocks from the farthest to the nearest: whatever hides another is drawn after it.
pub fn back_to_front(blocks: &[Block]) -> Vec<usize> {
    let mut left: Vec<(usize, &Block)> = blocks.iter().enumerate().collect();
    let mut order = Vec::with_capacity(blocks.len());
    while !left.is_empty() {
        let is_farthest = |(_, block): &(usize, &Block)| {
            let mut others = left.iter();
            others.all(|(_, other)| !other.is_before(block))
        };
        // Cuboids that do not overlap always have one that nothing has to be drawn before, but for rings of
        // three; there the first of them is as good as any.
        let farthest = left.iter().position(is_farthest).unwrap_or(0);
        order.push(left.remove(farthest).0);
    }
    order
}

/// Whether a place lies within a convex outline, its edge included.
pub fn is_within(outline: &[Place], [x, y]: Place) -> bool {
    let next = outline.iter().cycle().skip(1);
    let sides = outline
        .iter()
        .zip(next)
        .map(|([ax, ay], [bx, by])| ((bx - ax) * (y - ay) - (by - ay) * (x - ax)).signum());
    let (mut left, mut right) = (false, false);
    for side in sides {
        left |= side < 0;
        right |= side > 0;
    }
    !(left && right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::handling::Handling;
    use crate::domain::packaging::sample::carton;
    use crate::domain::packing_plan::{Goods, PackingPlan};
    use crate::domain::settings::Settings;
    use crate::domain::tariff::Way;
    use crate::domain::units::{Grams, SizeMm};

    /// The units of a full box of three kinds of goods, as the search places them.
    fn units() -> Vec<Block> {
        let goods = |line, size: [u32; 3], count| Goods {
            line,
            size: SizeMm::new(size[0], size[1], size[2]),
            weight: Grams(200),
            count,
            handling: Handling::default(),
        };
        let packaging = carton("BOX", [400, 300, 200]);
        let order = [
            goods(0, [130, 90, 70], 9),
            goods(1, [200, 60, 50], 6),
            goods(2, [80, 80, 80], 5),
        ];
        let (way, rules) = (Way::default(), Settings::default());
        let plan = PackingPlan::first(&order, &way, &[packaging], &rules);
        let parcel = plan.only_parcel().expect("all in one box");
        let units = parcel.units.iter();
        units
            .map(|unit| Block::standing(unit.at, unit.sides))
            .collect()
    }

    fn view(turn: u8) -> View {
        View {
            turn,
            ..View::of([400, 300, 200])
        }
    }

    #[test]
    fn whatever_hides_another_unit_is_drawn_after_it_from_every_side() {
        for turn in 0..4 {
            let blocks: Vec<Block> = units()
                .iter()
                .map(|unit| view(turn).turned(*unit))
                .collect();
            let drawn: Vec<Block> = back_to_front(&blocks)
                .into_iter()
                .filter_map(|at| blocks.get(at).copied())
                .collect();
            assert_eq!(drawn.len(), 20);
            for (at, early) in drawn.iter().enumerate() {
                for late in drawn.iter().skip(at + 1) {
                    assert!(!late.is_before(early), "turn {turn}: {late:?} {early:?}");
                }
            }
        }
    }

    #[test]
    fn a_turned_box_keeps_its_size_and_every_corner_lies_in_its_frame() {
        for turn in 0..4 {
            let view = view(turn);
            let all = Block::standing([0; 3], [400, 300, 200]);
            assert_eq!(view.turned(all), view.whole());
            let [[left, top], [right, bottom]] = view.frame();
            let corners = view.whole().faces().into_iter().flatten().chain([[0; 3]]);
            for corner in corners {
                let [x, y] = place(corner);
                assert!((left..=right).contains(&x) && (top..=bottom).contains(&y));
            }
            let outline = view.whole().outline().map(place);
            for unit in units() {
                let unit = view.turned(unit);
                for corner in unit.outline() {
                    assert!(is_within(&outline, place(corner)), "turn {turn}: {unit:?}");
                }
            }
        }
    }
}

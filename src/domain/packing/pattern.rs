//! Equal units laid in patterns, as people lay bricks: layers of mixed rows, with a pinwheel where it helps.

#![expect(
    clippy::indexing_slicing,
    reason = "sides and raster points are numbered here; the numbers never come from outside"
)]

use super::room::{Block, Cuboid};
use super::task::{Kind, Task};

/// Most raster points of two sides together for which pinwheels are looked at.
const WHEEL_POINTS: usize = 260;

/// Most raster points of one side.
const POINTS: usize = 64;

/// Most rectangles that are looked at for one layer: half a millisecond for all layers of a box.
const RECTANGLES: usize = 1_000;

/// A rectangle of equal units in a layer.
#[derive(Debug, Clone, Copy)]
struct Tile {
    at: [i64; 2],
    unit: [i64; 2],
    many: [i64; 2],
}

/// How a rectangle is divided.
#[derive(Debug, Clone, Copy)]
enum Cut {
    Grid([i64; 2]),
    Across(usize),
    Along(usize),
    /// Four rectangles around a fifth.
    Wheel([usize; 4]),
}

/// The best layers of a rectangle and of all its smaller ones.
struct Layers {
    /// Lengths that units side by side can reach, from 0 to the side itself, for both sides.
    points: [Vec<i64>; 2],
    best: Vec<(i64, Cut)>,
}

impl Layers {
    fn of(sides: [i64; 2], units: &[[i64; 2]]) -> Option<Self> {
        let lengths: Vec<i64> = units.iter().flatten().copied().collect();
        let points = [raster(sides[0], &lengths)?, raster(sides[1], &lengths)?];
        if points[0].len() * points[1].len() > RECTANGLES {
            return None;
        }
        let mut layers = Self {
            best: Vec::with_capacity(points[0].len() * points[1].len()),
            points,
        };
        for x in 0..layers.points[0].len() {
            for y in 0..layers.points[1].len() {
                let best = layers.cut(x, y, units);
                layers.best.push(best);
            }
        }
        layers.try_wheels();
        Some(layers)
    }

    fn at(&self, x: usize, y: usize) -> (i64, Cut) {
        self.best[x * self.points[1].len() + y]
    }

    /// The longest reachable length that is not above this one.
    fn below(&self, axis: usize, length: i64) -> usize {
        self.points[axis].partition_point(|point| *point <= length) - 1
    }

    /// The best without pinwheels: one grid, or a straight cut.
    fn cut(&self, x: usize, y: usize, units: &[[i64; 2]]) -> (i64, Cut) {
        let (w, l) = (self.points[0][x], self.points[1][y]);
        let mut best = (0, Cut::Grid([1, 1]));
        for unit in units {
            let count = (w / unit[0]) * (l / unit[1]);
            if count > best.0 {
                best = (count, Cut::Grid(*unit));
            }
        }
        for place in 1..x {
            let other = self.below(0, w - self.points[0][place]);
            let count = self.at(place, y).0 + self.at(other, y).0;
            if count > best.0 {
                best = (count, Cut::Across(place));
            }
        }
        let row = x * self.points[1].len();
        for place in 1..y {
            let other = self.below(1, l - self.points[1][place]);
            let count = self.best[row + place].0 + self.best[row + other].0;
            if count > best.0 {
                best = (count, Cut::Along(place));
            }
        }
        best
    }

    /// The five rectangles of a pinwheel: their corners and the raster points of their sides.
    fn wheel(&self, [x1, x2, y1, y2]: [usize; 4]) -> [([i64; 2], usize, usize); 5] {
        let (xs, ys) = (&self.points[0], &self.points[1]);
        let (wide, long) = (xs[xs.len() - 1], ys[ys.len() - 1]);
        let (left, right, near, far) = (xs[x1], xs[x2], ys[y1], ys[y2]);
        [
            ([0, 0], x1, y2),
            ([left, 0], self.below(0, wide - left), y1),
            (
                [right, near],
                self.below(0, wide - right),
                self.below(1, long - near),
            ),
            ([0, far], x2, self.below(1, long - far)),
            (
                [left, near],
                self.below(0, right - left),
                self.below(1, far - near),
            ),
        ]
    }

    fn try_wheels(&mut self) {
        let (xs, ys) = (self.points[0].len(), self.points[1].len());
        if xs * ys > WHEEL_POINTS {
            return;
        }
        let mut best = self.best[xs * ys - 1];
        for x1 in 1..xs {
            for x2 in x1 + 1..xs {
                for y1 in 1..ys {
                    for y2 in y1 + 1..ys {
                        let corners = [x1, x2, y1, y2];
                        let parts = self.wheel(corners);
                        let count = parts.iter().map(|(_, x, y)| self.at(*x, *y).0).sum();
                        if count > best.0 {
                            best = (count, Cut::Wheel(corners));
                        }
                    }
                }
            }
        }
        self.best[xs * ys - 1] = best;
    }

    /// The tiles of a rectangle whose lowest corner is `at`.
    fn tiles(&self, at: [i64; 2], x: usize, y: usize, into: &mut Vec<Tile>) {
        let (w, l) = (self.points[0][x], self.points[1][y]);
        match self.at(x, y) {
            (0, _) => {}
            (_, Cut::Grid(unit)) => into.push(Tile {
                at,
                unit,
                many: [w / unit[0], l / unit[1]],
            }),
            (_, Cut::Across(place)) => {
                let first = self.points[0][place];
                self.tiles(at, place, y, into);
                self.tiles([at[0] + first, at[1]], self.below(0, w - first), y, into);
            }
            (_, Cut::Along(place)) => {
                let first = self.points[1][place];
                self.tiles(at, x, place, into);
                self.tiles([at[0], at[1] + first], x, self.below(1, l - first), into);
            }
            (_, Cut::Wheel(corners)) => {
                for (corner, x, y) in self.wheel(corners) {
                    self.tiles([at[0] + corner[0], at[1] + corner[1]], x, y, into);
                }
            }
        }
    }

    fn whole(&self) -> (i64, Vec<Tile>) {
        let (x, y) = (self.points[0].len() - 1, self.points[1].len() - 1);
        let mut tiles = Vec::new();
        self.tiles([0, 0], x, y, &mut tiles);
        (self.at(x, y).0, tiles)
    }
}

/// All lengths up to `side` that units side by side can reach, and the side itself.
fn raster(side: i64, lengths: &[i64]) -> Option<Vec<i64>> {
    let mut points = vec![0];
    let mut place = 0;
    while place < points.len() {
        for length in lengths {
            let next = points[place] + length;
            if next < side
                && let Err(free) = points.binary_search(&next)
            {
                points.insert(free, next);
            }
        }
        place += 1;
        if points.len() > POINTS {
            return None;
        }
    }
    points.push(side);
    Some(points)
}

/// Layers of one thickness.
struct Layer {
    thick: i64,
    count: i64,
    tiles: Vec<Tile>,
}

/// As many of `count` equal units as patterns get into a box of these sides: columns of units, and how many units.
pub(super) fn lay(task: &Task, kind: usize, sides: [i64; 3], count: i64) -> (Vec<Block>, i64) {
    let mut best = (Vec::new(), 0);
    for axis in [2, 0, 1] {
        let layers = layers(&task.kinds[kind], sides, axis);
        let stack = stacked(&layers, sides[axis]);
        for from_thick in [false, true] {
            let blocks = build(&task.kinds[kind], kind, &layers, &stack, axis, from_thick);
            let found = standing(task.care.support, blocks, count);
            if found.1 > best.1 {
                best = found;
            }
        }
    }
    best
}

/// The other two axes.
fn others(axis: usize) -> [usize; 2] {
    [[1, 2], [0, 2], [0, 1]][axis]
}

/// The best layer of each thickness along this axis.
fn layers(kind: &Kind, sides: [i64; 3], axis: usize) -> Vec<Layer> {
    let [u, v] = others(axis);
    let mut thicknesses: Vec<i64> = kind.turns.iter().map(|turn| turn[axis]).collect();
    thicknesses.sort_unstable();
    thicknesses.dedup();
    let mut layers = Vec::new();
    for thick in thicknesses {
        let of_it = kind.turns.iter().filter(|turn| turn[axis] == thick);
        let units: Vec<[i64; 2]> = of_it.map(|turn| [turn[u], turn[v]]).collect();
        if let Some(found) = Layers::of([sides[u], sides[v]], &units) {
            let (count, tiles) = found.whole();
            if count > 0 {
                layers.push(Layer {
                    thick,
                    count,
                    tiles,
                });
            }
        }
    }
    layers
}

/// How many layers of each thickness hold most units together.
fn stacked(layers: &[Layer], side: i64) -> Vec<i64> {
    let Some((first, rest)) = layers.split_first() else {
        return Vec::new();
    };
    let mut best: (i64, Vec<i64>) = (-1, Vec::new());
    for many in 0..=side / first.thick {
        let mut counts = vec![many];
        counts.extend(stacked(rest, side - many * first.thick));
        let units = layers
            .iter()
            .zip(&counts)
            .map(|(layer, many)| layer.count * many);
        let units = units.sum();
        if units > best.0 {
            best = (units, counts);
        }
    }
    best.1
}

/// The columns of all layers, one layer beside or on the other.
fn build(
    kind: &Kind,
    index: usize,
    layers: &[Layer],
    stack: &[i64],
    axis: usize,
    from_thick: bool,
) -> Vec<Block> {
    let [u, v] = others(axis);
    let mut pairs: Vec<(&Layer, i64)> = layers.iter().zip(stack.iter().copied()).collect();
    pairs.sort_by_key(|(layer, _)| {
        if from_thick {
            -layer.thick
        } else {
            layer.thick
        }
    });
    let mut blocks = Vec::new();
    let mut from = 0;
    for (layer, many) in pairs {
        for tile in layer.tiles.iter().filter(|_| many > 0) {
            let mut low = [0; 3];
            let mut unit = [0; 3];
            let mut counts = [1; 3];
            (low[axis], low[u], low[v]) = (from, tile.at[0], tile.at[1]);
            (unit[axis], unit[u], unit[v]) = (layer.thick, tile.unit[0], tile.unit[1]);
            (counts[axis], counts[u], counts[v]) = (many, tile.many[0], tile.many[1]);
            columns(kind, index, low, unit, counts, &mut blocks);
        }
        from += layer.thick * many;
    }
    blocks
}

fn columns(
    kind: &Kind,
    index: usize,
    low: [i64; 3],
    unit: [i64; 3],
    counts: [i64; 3],
    into: &mut Vec<Block>,
) {
    for i in 0..counts[0] {
        for j in 0..counts[1] {
            let at = [low[0] + i * unit[0], low[1] + j * unit[1], low[2]];
            into.push(Block::column(kind, index, at, unit, counts[2]));
        }
    }
}

/// At most `count` units of those columns that have enough beneath them, from the bottom up.
fn standing(support: i64, mut blocks: Vec<Block>, count: i64) -> (Vec<Block>, i64) {
    blocks.sort_by_key(|block| {
        (
            block.cuboid.low[2],
            block.cuboid.low[1],
            block.cuboid.low[0],
        )
    });
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut units = 0;
    for mut block in blocks {
        let [dx, dy, _] = block.unit;
        let below = kept
            .iter()
            .filter(|other| other.cuboid.high[2] == block.cuboid.low[2]);
        let base: i64 = below
            .map(|other| other.cuboid.common_base(&block.cuboid))
            .sum();
        if units < count && (block.cuboid.low[2] == 0 || base * 1000 >= dx * dy * support) {
            block.shorten(count - units);
            units += block.count;
            kept.push(block);
        }
    }
    (kept, units)
}

impl Block {
    /// Units on each other.
    fn column(kind: &Kind, index: usize, low: [i64; 3], unit: [i64; 3], count: i64) -> Self {
        let high = [low[0] + unit[0], low[1] + unit[1], low[2] + unit[2] * count];
        Self::new(Cuboid { low, high }, unit, index, kind, count)
    }

    /// Takes units off the top of a column until at most `count` are left.
    fn shorten(&mut self, count: i64) {
        self.count = self.count.min(count);
        self.cuboid.high[2] = self.cuboid.low[2] + self.unit[2] * self.count;
    }
}

//! The inside of one box while it is filled: what stands where, and which rooms are left.
//!
//! What is left is kept as all largest empty cuboids; they overlap. A unit goes
//! into a bottom corner of one of them.

use super::task::{Bears, Kind};

/// A cuboid between two corners: width, length and height, in millimetres from the bottom corner of the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cuboid {
    pub(super) low: [i64; 3],
    pub(super) high: [i64; 3],
}

impl Cuboid {
    pub(super) fn of(sides: [i64; 3]) -> Self {
        Self {
            low: [0; 3],
            high: sides,
        }
    }

    pub(super) fn sides(&self) -> [i64; 3] {
        [
            self.high[0] - self.low[0],
            self.high[1] - self.low[1],
            self.high[2] - self.low[2],
        ]
    }

    pub(super) fn volume(&self) -> i64 {
        volume(self.sides())
    }

    /// Whether the two share more than a face.
    fn meets(&self, other: &Self) -> bool {
        self.meets_from_above(other) && self.low[2] < other.high[2] && other.low[2] < self.high[2]
    }

    /// Whether the two share more than an edge, looked at from above.
    fn meets_from_above(&self, other: &Self) -> bool {
        self.low[0] < other.high[0]
            && other.low[0] < self.high[0]
            && self.low[1] < other.high[1]
            && other.low[1] < self.high[1]
    }

    fn holds(&self, other: &Self) -> bool {
        self.low[0] <= other.low[0]
            && self.low[1] <= other.low[1]
            && self.low[2] <= other.low[2]
            && self.high[0] >= other.high[0]
            && self.high[1] >= other.high[1]
            && self.high[2] >= other.high[2]
    }

    /// The common area, looked at from above.
    pub(super) fn common_base(&self, other: &Self) -> i64 {
        let x = self.high[0].min(other.high[0]) - self.low[0].max(other.low[0]);
        let y = self.high[1].min(other.high[1]) - self.low[1].max(other.low[1]);
        x.max(0) * y.max(0)
    }
}

/// Product of the sides.
pub(super) fn volume(sides: [i64; 3]) -> i64 {
    sides[0].saturating_mul(sides[1]).saturating_mul(sides[2])
}

fn fits(unit: [i64; 3], into: [i64; 3]) -> bool {
    unit[0] <= into[0] && unit[1] <= into[1] && unit[2] <= into[2]
}

/// Equal units side by side and on each other, all turned the same way, without gaps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) cuboid: Cuboid,
    /// Sides of one unit as it stands.
    pub(super) unit: [i64; 3],
    /// Which kind of unit.
    pub(super) kind: usize,
    pub(super) count: i64,
    bears: Bears,
    is_fragile: bool,
    weight: i64,
}

impl Block {
    pub(super) fn new(
        cuboid: Cuboid,
        unit: [i64; 3],
        index: usize,
        kind: &Kind,
        count: i64,
    ) -> Self {
        Self {
            cuboid,
            unit,
            kind: index,
            count,
            bears: kind.bears,
            is_fragile: kind.is_fragile,
            weight: kind.weight,
        }
    }

    /// Of all its units, in grams.
    pub(super) fn weight(&self) -> i64 {
        self.weight * self.count
    }

    /// Calls `each` with the lowest corner of each unit.
    pub(super) fn for_each_unit(&self, mut each: impl FnMut([i64; 3])) {
        let (low, high, unit) = (self.cuboid.low, self.cuboid.high, self.unit);
        let mut at = low;
        while at[2] < high[2] {
            each(at);
            at[0] += unit[0];
            if at[0] >= high[0] {
                at[0] = low[0];
                at[1] += unit[1];
            }
            if at[1] >= high[1] {
                at[1] = low[1];
                at[2] += unit[2];
            }
        }
    }
}

/// By what a place is preferred to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taste {
    /// Ends lowest.
    Low,
    /// Leaves the narrowest gap.
    Tight,
    /// Stays nearest to the corner, as shares of the box.
    Near,
    /// Touches most of walls and neighbours.
    Touching,
    /// Takes the smallest room that will do.
    SmallRoom,
    /// Lies flat on the lowest ground.
    Flat,
}

/// How many equal units are put down at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    One,
    Column,
    Block,
}

/// How a box is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) taste: Taste,
    pub(super) run: Run,
}

/// A place found; the lower the score the better.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) score: [i64; 3],
    space: Cuboid,
    at: [i64; 3],
    unit: [i64; 3],
    mirrored: (bool, bool),
}

/// One box being filled.
#[derive(Debug, Clone)]
pub(super) struct Room {
    pub(super) sides: [i64; 3],
    pub(super) spaces: Vec<Cuboid>,
    pub(super) blocks: Vec<Block>,
    /// Weight of what stands in it, in grams.
    pub(super) net: i64,
    /// The most that may stand in it, in grams.
    pub(super) net_max: i64,
    /// Volume of what stands in it.
    pub(super) filled: i64,
    /// Share of its base on which a unit must stand, in thousandths.
    support: i64,
    /// Shortest sides of all units: a room that is narrower is of no use.
    smallest: i64,
    /// Whether anything in the order may not bear anything.
    is_delicate: bool,
    spaces_max: usize,
    pieces: Vec<Cuboid>,
    /// Places looked at.
    pub(super) looked: u64,
}

impl Room {
    pub(super) fn new() -> Self {
        Self {
            sides: [0; 3],
            spaces: Vec::new(),
            blocks: Vec::new(),
            net: 0,
            net_max: 0,
            filled: 0,
            support: 0,
            smallest: 1,
            is_delicate: false,
            spaces_max: 1,
            pieces: Vec::new(),
            looked: 0,
        }
    }

    /// Empties it and makes it a box of these sides.
    pub(super) fn begin(&mut self, sides: [i64; 3], net_max: i64, care: Care) {
        self.sides = sides;
        self.spaces.clear();
        self.spaces.push(Cuboid::of(sides));
        self.blocks.clear();
        self.net = 0;
        self.net_max = net_max;
        self.filled = 0;
        self.support = care.support;
        self.smallest = care.smallest;
        self.is_delicate = care.is_delicate;
        self.spaces_max = care.spaces_max;
    }

    /// The best place for one unit.
    pub(super) fn find(&mut self, kind: &Kind, taste: Taste) -> Option<Spot> {
        if self.net + kind.weight > self.net_max {
            return None;
        }
        let mut best: Option<Spot> = None;
        for space in &self.spaces {
            let inner = space.sides();
            for unit in &kind.turns {
                self.looked += 1;
                if fits(*unit, inner) {
                    self.try_corners(*space, *unit, kind, taste, &mut best);
                }
            }
        }
        best
    }

    fn try_corners(
        &self,
        space: Cuboid,
        unit: [i64; 3],
        kind: &Kind,
        taste: Taste,
        best: &mut Option<Spot>,
    ) {
        let far = [space.high[0] - unit[0], space.high[1] - unit[1]];
        let on_floor = space.low[2] == 0;
        for mirrored in [(false, false), (true, false), (false, true), (true, true)] {
            if (mirrored.0 && far[0] == space.low[0]) || (mirrored.1 && far[1] == space.low[1]) {
                continue;
            }
            let at = [
                if mirrored.0 { far[0] } else { space.low[0] },
                if mirrored.1 { far[1] } else { space.low[1] },
                space.low[2],
            ];
            let score = self.score(&space, at, unit, taste);
            if best.as_ref().is_none_or(|best| score < best.score) && self.may_stand(at, unit, kind)
            {
                *best = Some(Spot {
                    score,
                    space,
                    at,
                    unit,
                    mirrored,
                });
            }
            if on_floor && taste != Taste::Touching {
                return;
            }
        }
    }

    fn score(&self, space: &Cuboid, at: [i64; 3], unit: [i64; 3], taste: Taste) -> [i64; 3] {
        let end = [at[0] + unit[0], at[1] + unit[1], at[2] + unit[2]];
        let inner = space.sides();
        let gaps = [inner[0] - unit[0], inner[1] - unit[1], inner[2] - unit[2]];
        let narrow = gaps[0].min(gaps[1]);
        match taste {
            Taste::Low => [end[2], narrow, at[0] + at[1]],
            Taste::Tight => [narrow.min(gaps[2]), at[2], at[0] + at[1]],
            Taste::Near => {
                let share = |axis: i64, side: i64| axis * 1000 / side.max(1);
                let x = share(end[0], self.sides[0]);
                let y = share(end[1], self.sides[1]);
                let z = share(end[2], self.sides[2]);
                [x.max(y).max(z), x + y + z, narrow]
            }
            Taste::Touching => {
                let cuboid = Cuboid { low: at, high: end };
                let faces = unit[0] * unit[1] + unit[1] * unit[2] + unit[0] * unit[2];
                [
                    -(self.touching(&cuboid) * 1000 / (2 * faces).max(1)),
                    end[2],
                    narrow,
                ]
            }
            Taste::SmallRoom => [space.volume(), narrow, end[2]],
            Taste::Flat => [at[2], -(unit[0] * unit[1]), narrow],
        }
    }

    /// How much of its faces touches walls and neighbours.
    fn touching(&self, cuboid: &Cuboid) -> i64 {
        let [dx, dy, dz] = cuboid.sides();
        let wall = |is_there: bool, area: i64| if is_there { area } else { 0 };
        let mut area = wall(cuboid.low[0] == 0, dy * dz)
            + wall(cuboid.high[0] == self.sides[0], dy * dz)
            + wall(cuboid.low[1] == 0, dx * dz)
            + wall(cuboid.high[1] == self.sides[1], dx * dz)
            + wall(cuboid.low[2] == 0, dx * dy)
            + wall(cuboid.high[2] == self.sides[2], dx * dy);
        for other in self.blocks.iter().map(|block| &block.cuboid) {
            let common = |axis: fn(&[i64; 3]) -> i64| {
                let (low, high) = (axis(&cuboid.low), axis(&cuboid.high));
                (high.min(axis(&other.high)) - low.max(axis(&other.low))).max(0)
            };
            let touch = |axis: fn(&[i64; 3]) -> i64| {
                axis(&cuboid.low) == axis(&other.high) || axis(&cuboid.high) == axis(&other.low)
            };
            let (x, y, z) = (
                |at: &[i64; 3]| at[0],
                |at: &[i64; 3]| at[1],
                |at: &[i64; 3]| at[2],
            );
            if touch(x) {
                area += common(y) * common(z);
            } else if touch(y) {
                area += common(x) * common(z);
            } else if touch(z) {
                area += common(x) * common(y);
            }
        }
        area
    }

    /// Whether a unit may stand there: enough beneath it, and nobody bears what he must not.
    fn may_stand(&self, at: [i64; 3], unit: [i64; 3], kind: &Kind) -> bool {
        let high = [at[0] + unit[0], at[1] + unit[1], at[2] + unit[2]];
        let cuboid = Cuboid { low: at, high };
        self.is_supported(&cuboid) && (!self.is_delicate || self.is_borne(&cuboid, kind))
    }

    fn is_supported(&self, cuboid: &Cuboid) -> bool {
        if cuboid.low[2] == 0 || self.support == 0 {
            return true;
        }
        let [dx, dy, _] = cuboid.sides();
        let need = dx * dy * self.support;
        let mut have = 0;
        for block in &self.blocks {
            if block.cuboid.high[2] == cuboid.low[2] {
                have += block.cuboid.common_base(cuboid) * 1000;
                if have >= need {
                    return true;
                }
            }
        }
        false
    }

    fn is_borne(&self, cuboid: &Cuboid, kind: &Kind) -> bool {
        self.blocks.iter().all(|block| {
            if !block.cuboid.meets_from_above(cuboid) {
                true
            } else if block.cuboid.high[2] == cuboid.low[2] {
                kind.may_stand_on(block.bears, block.weight)
            } else if cuboid.high[2] == block.cuboid.low[2] {
                kind.takes(block.is_fragile, block.weight)
            } else {
                true
            }
        })
    }

    /// Puts down as many of `count` units as `run` and the place allow; says how many.
    pub(super) fn put(
        &mut self,
        kind: &Kind,
        index: usize,
        spot: &Spot,
        count: i64,
        run: Run,
    ) -> i64 {
        let by_weight = (self.net_max - self.net)
            .checked_div(kind.weight)
            .unwrap_or(count);
        let counts = self.counts(kind, spot, count.min(by_weight).max(1), run);
        let [nx, ny, nz] = counts;
        let sides = [spot.unit[0] * nx, spot.unit[1] * ny, spot.unit[2] * nz];
        let space = &spot.space;
        let corner =
            |axis: i64, end: i64, side: i64, is_far: bool| if is_far { end - side } else { axis };
        let low = [
            corner(space.low[0], space.high[0], sides[0], spot.mirrored.0),
            corner(space.low[1], space.high[1], sides[1], spot.mirrored.1),
            spot.at[2],
        ];
        let high = [low[0] + sides[0], low[1] + sides[1], low[2] + sides[2]];
        let block = Block::new(Cuboid { low, high }, spot.unit, index, kind, nx * ny * nz);
        self.place(block);
        block.count
    }

    /// How many side by side, behind and on each other.
    fn counts(&self, kind: &Kind, spot: &Spot, count: i64, run: Run) -> [i64; 3] {
        if run == Run::One || count == 1 {
            return [1; 3];
        }
        let inner = spot.space.sides();
        let most = [
            inner[0] / spot.unit[0],
            inner[1] / spot.unit[1],
            if kind.bears == Bears::Nothing {
                1
            } else {
                inner[2] / spot.unit[2]
            },
        ];
        let nz = most[2].min(count);
        if run == Run::Column {
            return [1, 1, nz];
        }
        let nx = most[0].min(count / nz);
        let ny = most[1].min(count / (nz * nx));
        for [nx, ny] in [[nx, ny], [nx, 1], [1, most[1].min(count / nz)]] {
            if (nx > 1 || ny > 1) && self.may_stand_all(kind, spot, nx, ny) {
                return [nx, ny, nz];
            }
        }
        [1, 1, nz]
    }

    /// Whether each unit of the lowest layer may stand.
    fn may_stand_all(&self, kind: &Kind, spot: &Spot, nx: i64, ny: i64) -> bool {
        let [dx, dy, _] = spot.unit;
        (0..nx).all(|i| {
            (0..ny).all(|j| {
                let x = if spot.mirrored.0 { -i } else { i } * dx;
                let y = if spot.mirrored.1 { -j } else { j } * dy;
                self.may_stand(
                    [spot.at[0] + x, spot.at[1] + y, spot.at[2]],
                    spot.unit,
                    kind,
                )
            })
        })
    }

    fn place(&mut self, block: Block) {
        self.net += block.weight();
        self.filled += block.cuboid.volume();
        self.blocks.push(block);
        let taken = &block.cuboid;
        let (smallest, pieces) = (self.smallest, &mut self.pieces);
        pieces.clear();
        self.spaces.retain(|space| {
            if !space.meets(taken) {
                return true;
            }
            cut(space, taken, smallest, pieces);
            false
        });
        let whole = self.spaces.len();
        for (place, piece) in self.pieces.iter().enumerate() {
            let is_inside = |(other, room): (usize, &Cuboid)| {
                other != place && room.holds(piece) && (room != piece || other < place)
            };
            let is_known = self.spaces.iter().take(whole).any(|room| room.holds(piece));
            if !is_known && !self.pieces.iter().enumerate().any(is_inside) {
                self.spaces.push(*piece);
            }
        }
        if self.spaces.len() > self.spaces_max {
            self.spaces.sort_by_key(|space| -space.volume());
            self.spaces.truncate(self.spaces_max / 2);
        }
    }
}

/// What is left of `space` when `taken` is cut out of it: up to six overlapping cuboids.
fn cut(space: &Cuboid, taken: &Cuboid, smallest: i64, pieces: &mut Vec<Cuboid>) {
    let mut keep = |piece: Cuboid| {
        let sides = piece.sides();
        if sides[0] >= smallest && sides[1] >= smallest && sides[2] >= smallest {
            pieces.push(piece);
        }
    };
    let (low, high) = (space.low, space.high);
    keep(Cuboid {
        low,
        high: [taken.low[0], high[1], high[2]],
    });
    keep(Cuboid {
        low: [taken.high[0], low[1], low[2]],
        high,
    });
    keep(Cuboid {
        low,
        high: [high[0], taken.low[1], high[2]],
    });
    keep(Cuboid {
        low: [low[0], taken.high[1], low[2]],
        high,
    });
    keep(Cuboid {
        low,
        high: [high[0], high[1], taken.low[2]],
    });
    keep(Cuboid {
        low: [low[0], low[1], taken.high[2]],
        high,
    });
}

/// What holds for all boxes of an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Care {
    /// Share of its base on which a unit must stand, in thousandths; 0 when it need not.
    pub(super) support: i64,
    /// Shortest side of any unit.
    pub(super) smallest: i64,
    /// Whether anything must not bear everything.
    pub(super) is_delicate: bool,
    /// Most rooms that are kept of one box.
    pub(super) spaces_max: usize,
}

//! Boxes that cannot hold the goods, proved without placing anything.
//!
//! Lengths are replaced by other lengths that keep every packing a packing
//! (dual feasible functions): what is nearly as long as the box counts as long as
//! the box, what goes beside nothing of that kind counts nothing. If the goods then
//! have more volume than the boxes, no packing exists.
//!
//! Source: Fekete, Schepers: A general framework for bounds for higher-dimensional
//! orthogonal packing problems, Mathematical Methods of Operations Research 60 (2004).

#![expect(
    clippy::indexing_slicing,
    reason = "kinds and boxes are numbered here; the numbers never come from outside"
)]

use super::task::{Hold, Task};

/// A way of replacing lengths along one side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    /// As it is.
    Plain,
    /// Less than this counts nothing, more than the rest of the side counts the whole side.
    Edge(i64),
    /// In parts of the side, rounded down: so many and one fit, so many are counted.
    Parts(i64),
}

impl Measure {
    fn of(self, length: i64, side: i64) -> i64 {
        match self {
            Self::Edge(edge) if length < edge => 0,
            Self::Edge(edge) if length > side - edge => side,
            Self::Plain | Self::Edge(_) => length,
            Self::Parts(parts) => {
                let scaled = length * (parts + 1);
                if scaled % side == 0 {
                    length
                } else {
                    scaled / side * side / parts
                }
            }
        }
    }
}

/// Of more kinds of goods nothing is proved: it would take longer than trying.
const KINDS: usize = 200;

/// Most ways for one side of a box.
const MEASURES: usize = 7;

/// Whether these boxes together cannot hold all goods of the order.
pub(super) fn cannot_hold(task: &Task, holds: &[usize]) -> bool {
    let Some(first) = holds.first() else {
        return true;
    };
    if task.kinds.len() > KINDS {
        return false;
    }
    let mut kinds_of_box: Vec<usize> = holds.to_vec();
    kinds_of_box.sort_unstable();
    kinds_of_box.dedup();
    let room: i64 = holds.iter().map(|hold| task.holds[*hold].volume).sum();
    let measures: Vec<Vec<Measure>> = (0..3).map(|axis| measures(task, *first, axis)).collect();
    for x in &measures[0] {
        for y in &measures[1] {
            for z in &measures[2] {
                let measures = [*x, *y, *z];
                let mut volume = 0;
                for kind in &task.kinds {
                    let least = kinds_of_box
                        .iter()
                        .map(|hold| measured(&kind.turns, &task.holds[*hold], measures))
                        .min();
                    volume += least.unwrap_or(0) * kind.count;
                }
                if volume > room {
                    return true;
                }
            }
        }
    }
    false
}

/// The least volume of a unit among the ways in which it goes into the box.
fn measured(turns: &[[i64; 3]], hold: &Hold, [x, y, z]: [Measure; 3]) -> i64 {
    let [width, length, height] = hold.sides;
    let mut least = i64::MAX / 1_000_000;
    for [dx, dy, dz] in turns {
        if *dx <= width && *dy <= length && *dz <= height {
            let volume = x.of(*dx, width) * y.of(*dy, length) * z.of(*dz, height);
            least = least.min(volume);
        }
    }
    least
}

/// Ways that may show something, for one side of this box.
fn measures(task: &Task, hold: usize, axis: usize) -> Vec<Measure> {
    let side = task.holds[hold].sides[axis];
    let mut found = vec![Measure::Plain, Measure::Parts(1), Measure::Parts(2)];
    for kind in &task.kinds {
        for length in kind.turns.iter().map(|turn| turn[axis]) {
            if length * 2 > side && length < side && found.len() < MEASURES {
                let measure = Measure::Edge(side - length + 1);
                if !found.contains(&measure) {
                    found.push(measure);
                }
            }
        }
    }
    found
}

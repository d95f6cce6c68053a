//! The answer to an order: parcels with a place for every unit, and what could not be placed and why.

#![expect(
    clippy::indexing_slicing,
    reason = "kinds and boxes are numbered here; the numbers never come from outside"
)]

use super::Order;
use super::room::Block;
use super::search::{Search, Solution};
use super::task::{Aside, Task};

/// Where one unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// Which item of the order.
    pub item: usize,
    /// Its lowest corner, in millimetres from the lowest corner of the box: along width, length and height.
    pub at: [i64; 3],
    /// Its sides as it stands.
    pub sides: [i64; 3],
}

/// One parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Which box; none when the goods ship in their own carton.
    pub box_kind: Option<usize>,
    /// Each unit, in the order in which it is put in.
    pub units: Vec<Placement>,
    /// Units of unknown size that go in by weight alone: item and count. Nobody knows whether they fit.
    pub loose: Vec<(usize, i64)>,
}

impl Parcel {
    /// Its weight with box and contents, as far as the weights are known; none for goods in their own carton.
    pub fn gross(&self, order: &Order) -> Option<i64> {
        let kind = order.boxes.get(self.box_kind?)?;
        let weight = |item: usize| order.items.get(item).map_or(0, |item| item.weight.max(0));
        let placed: i64 = self.units.iter().map(|unit| weight(unit.item)).sum();
        let loose = self.loose.iter().map(|(item, count)| weight(*item) * count);
        Some(kind.tare.max(0) + placed + loose.sum::<i64>())
    }
}

/// Why units are in no parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No box is large enough for one unit.
    TooLarge,
    /// One unit is too heavy for every box it fits into.
    TooHeavy,
    /// The boxes are used up, or the one box is full.
    NoBoxLeft,
    /// The order has more than [`super::MOST_UNITS`].
    TooMany,
}

/// Units that are in no parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unplaced {
    /// Which item.
    pub item: usize,
    /// How many.
    pub count: i64,
    /// Why.
    pub why: Why,
}

/// What the catalogue does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A side is not known: the item was packed by the rule of volume.
    Size,
    /// The weight is not known: it was taken for nothing.
    Weight,
}

/// An item to be measured or weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audit {
    /// Which item.
    pub item: usize,
    /// What is missing.
    pub missing: Missing,
}

/// The answer to an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The parcels.
    pub parcels: Vec<Parcel>,
    /// What is in none of them.
    pub unplaced: Vec<Unplaced>,
    /// What somebody has to measure or weigh.
    pub audits: Vec<Audit>,
}

impl Search {
    /// The best answer so far.
    pub fn answer(&self) -> Answer {
        let mut answer = Answer {
            audits: self.task.audits.clone(),
            ..Answer::default()
        };
        let mut left: Vec<i64> = self.task.kinds.iter().map(|kind| kind.count).collect();
        for (hold, blocks) in self.best.iter().flat_map(|best| &best.boxes) {
            for block in blocks {
                left[block.kind] -= block.count;
            }
            answer.parcels.push(parcel(&self.task, *hold, blocks));
        }
        for (kind, count) in self.task.kinds.iter().zip(left) {
            if count > 0 {
                answer.unplaced.push(Unplaced {
                    item: kind.item,
                    count,
                    why: Why::NoBoxLeft,
                });
            }
        }
        for (item, aside) in &self.task.aside {
            self.set_aside(*item, *aside, &mut answer);
        }
        answer
    }

    fn set_aside(&self, item: usize, aside: Aside, answer: &mut Answer) {
        let (size, count, weight) = self.task.lines[item];
        match aside {
            Aside::OwnCarton => answer.parcels.extend((0..count).map(|_| Parcel {
                box_kind: None,
                units: vec![Placement {
                    item,
                    at: [0; 3],
                    sides: size,
                }],
                loose: Vec::new(),
            })),
            Aside::Not(why) => answer.unplaced.push(Unplaced { item, count, why }),
            Aside::NoSize => self.put_loose(item, count, weight, answer),
        }
    }

    /// Units of unknown size, by weight alone: into the roomiest parcels that bear them, else into new ones.
    fn put_loose(&self, item: usize, count: i64, weight: i64, answer: &mut Answer) {
        let mut left = count;
        while left > 0 {
            let Some((place, most)) = self.roomiest(item, weight, answer) else {
                break;
            };
            let many = most.min(left);
            answer.parcels[place].loose.push((item, many));
            left -= many;
        }
        if left > 0 {
            answer.unplaced.push(Unplaced {
                item,
                count: left,
                why: if self.task.holds.iter().any(|hold| hold.net_max >= weight) {
                    Why::NoBoxLeft
                } else {
                    Why::TooHeavy
                },
            });
        }
    }

    /// The parcel with most room left that bears one more such unit, a new one if need be; and how many it bears.
    fn roomiest(&self, item: usize, weight: i64, answer: &mut Answer) -> Option<(usize, i64)> {
        let task = &self.task;
        let bears = |hold: usize, net: i64| {
            let free = task.holds[hold].net_max - net;
            if weight == 0 && free >= 0 {
                i64::MAX
            } else {
                free.checked_div(weight).unwrap_or(0)
            }
        };
        let mut best: Option<(i64, usize, i64)> = None;
        for (place, parcel) in answer.parcels.iter().enumerate() {
            let Some(hold) = parcel.box_kind else {
                continue;
            };
            let most = bears(hold, task.net(parcel));
            let filled: i64 = parcel
                .units
                .iter()
                .map(|unit| super::room::volume(unit.sides))
                .sum();
            let room = task.holds[hold].volume - filled;
            if most > 0 && task.may_join(item, parcel) && best.is_none_or(|best| room > best.0) {
                best = Some((room, place, most));
            }
        }
        if let Some((_, place, most)) = best {
            return Some((place, most));
        }
        let used = |hold: usize| {
            let same = answer
                .parcels
                .iter()
                .filter(|parcel| parcel.box_kind == Some(hold));
            i64::try_from(same.count()).unwrap_or(i64::MAX)
        };
        let free = (0..task.holds.len()).filter(|hold| used(*hold) < task.holds[*hold].stock);
        let hold = free
            .filter(|hold| bears(*hold, 0) > 0)
            .min_by_key(|hold| super::plan::rank(task, &[*hold], None))?;
        answer.parcels.push(Parcel {
            box_kind: Some(hold),
            units: Vec::new(),
            loose: Vec::new(),
        });
        Some((answer.parcels.len() - 1, bears(hold, 0)))
    }
}

impl Task {
    /// Weight of what is in a parcel.
    fn net(&self, parcel: &Parcel) -> i64 {
        let weight = |item: usize| self.lines[item].2;
        let placed: i64 = parcel.units.iter().map(|unit| weight(unit.item)).sum();
        let loose: i64 = parcel
            .loose
            .iter()
            .map(|(item, count)| weight(*item) * count)
            .sum();
        placed + loose
    }

    /// Whether nothing in the parcel must be apart from the item.
    fn may_join(&self, item: usize, parcel: &Parcel) -> bool {
        let loose = parcel.loose.iter().map(|(item, _)| *item);
        let mut items = parcel.units.iter().map(|unit| unit.item).chain(loose);
        items.all(|other| {
            !self
                .items_apart
                .contains(&(item.min(other), item.max(other)))
        })
    }
}

fn parcel(task: &Task, hold: usize, blocks: &[Block]) -> Parcel {
    let mut units: Vec<Placement> = Vec::new();
    for block in blocks {
        let item = task.kinds[block.kind].item;
        block.for_each_unit(|at| {
            units.push(Placement {
                item,
                at,
                sides: block.unit,
            });
        });
    }
    // From the bottom up, from the far corner to the near one: nothing is ever in the way of the next unit.
    units.sort_by_key(|unit| (unit.at[2], unit.at[1], unit.at[0]));
    Parcel {
        box_kind: Some(hold),
        units,
        loose: Vec::new(),
    }
}

impl Solution {
    /// Whether everything found a place.
    pub(super) fn is_whole(&self) -> bool {
        self.left == 0
    }
}

//! Box after box, each filled as well as a few tries can: for orders that need many.

#![expect(
    clippy::indexing_slicing,
    reason = "kinds and boxes are numbered here; the numbers never come from outside"
)]

use super::fill::{Choice, Entry, Way};
use super::pattern::lay;
use super::room::{Block, Manner};
use super::search::{Patience, Search, Solution};
use super::tries::{FIRST, Sorting, sequence};

/// So many of the largest boxes are filled to see which takes most.
const LARGE: usize = 3;

/// A box with what stands in it, and what is left.
struct Filled {
    hold: usize,
    blocks: Vec<Block>,
    left: Vec<Entry>,
}

impl Search {
    /// Fills the box that takes most, again and again; with `shakes`, each box in that many ways by chance.
    pub(super) fn box_by_box(&mut self, shakes: usize, patience: &mut dyn Patience) {
        let mut boxes: Vec<(usize, Vec<Block>)> = Vec::new();
        let mut left = sequence(&self.task, Sorting::LargestVolume, &self.task.counts());
        let mut stock: Vec<i64> = self.task.holds.iter().map(|hold| hold.stock).collect();
        while !left.is_empty() {
            let Some(filled) = self.fill_most(&left, &stock, shakes, patience) else {
                break;
            };
            // The same again for as long as there is as much of everything.
            let (again, rest) = self.repeated(&left, &filled.left, stock[filled.hold]);
            stock[filled.hold] -= again;
            boxes.extend((0..again).map(|_| (filled.hold, filled.blocks.clone())));
            left = rest;
        }
        let left_volume = self.volume_of(&left);
        self.keep(Solution::of(&self.task, left_volume, boxes));
    }

    /// How often, at `most`, a box that makes `rest` of `goods` can be packed, and what is left then.
    fn repeated(&self, goods: &[Entry], rest: &[Entry], most: i64) -> (i64, Vec<Entry>) {
        let mut all: Vec<i64> = vec![0; self.task.kinds.len()];
        for entry in goods {
            all[entry.kind] += entry.count;
        }
        let mut taken = all.clone();
        for entry in rest {
            taken[entry.kind] -= entry.count;
        }
        let parts = all.iter().zip(&taken).filter(|(_, taken)| **taken > 0);
        let again = parts.map(|(all, taken)| all / taken).min();
        let again = again.unwrap_or(1).min(most);
        for (all, taken) in all.iter_mut().zip(taken) {
            *all -= taken * again;
        }
        let mut left = Vec::with_capacity(goods.len());
        for entry in goods {
            let count = entry.count.min(all[entry.kind]);
            all[entry.kind] -= count;
            if count > 0 {
                left.push(Entry { count, ..*entry });
            }
        }
        (again, left)
    }

    fn volume_of(&self, left: &[Entry]) -> i64 {
        let volume = |entry: &Entry| self.task.kinds[entry.kind].volume * entry.count;
        left.iter().map(volume).sum()
    }

    /// The box that leaves least of this over, the smallest of equals.
    fn fill_most(
        &mut self,
        goods: &[Entry],
        stock: &[i64],
        shakes: usize,
        patience: &mut dyn Patience,
    ) -> Option<Filled> {
        let mut best: Option<((i64, i64), Filled)> = None;
        let mut offer = |key: (i64, i64), filled: Filled| {
            if !filled.blocks.is_empty() && best.as_ref().is_none_or(|best| key < best.0) {
                best = Some((key, filled));
            }
        };
        for hold in self.worth_filling(goods, stock) {
            let volume = self.task.holds[hold].volume;
            for attempt in 0..2 + shakes {
                let manner = self.shuffled(goods, attempt, shakes > 0);
                self.filler.begin(&self.task, &[hold]);
                self.filler
                    .fill(&self.task, &self.shaken, Way::first(manner), patience);
                let filled = Filled {
                    hold,
                    blocks: self.filler.in_use()[0].blocks.clone(),
                    left: self.filler.left.clone(),
                };
                offer((self.filler.left_volume, volume), filled);
            }
            if let Some(filled) = self.pattern(hold, goods) {
                offer((self.volume_of(&filled.left), volume), filled);
            }
        }
        best.map(|(_, filled)| filled)
    }

    /// Boxes in stock that may take most: the largest, and those whose room takes all of the goods.
    fn worth_filling(&self, goods: &[Entry], stock: &[i64]) -> Vec<usize> {
        let holds = &self.task.holds;
        let mut found: Vec<usize> = (0..holds.len()).filter(|hold| stock[*hold] > 0).collect();
        found.sort_by_key(|hold| -holds[*hold].volume);
        let needed = self.volume_of(goods);
        let mut large = 0;
        found.retain(|hold| {
            large += 1;
            large <= LARGE || holds[*hold].volume >= needed
        });
        found
    }

    /// Makes `shaken` of the goods: as they are, or by chance.
    fn shuffled(&mut self, goods: &[Entry], attempt: usize, by_chance: bool) -> Manner {
        if by_chance {
            self.dice.shake(goods, &mut self.shaken);
            return self.dice.manner();
        }
        self.shaken.clear();
        self.shaken.extend_from_slice(goods);
        let (_, taste, run) = FIRST[attempt % FIRST.len()];
        Manner { taste, run }
    }

    /// Goods of a single kind laid in a pattern.
    fn pattern(&self, hold: usize, goods: &[Entry]) -> Option<Filled> {
        let [entry] = goods else { return None };
        if self.task.kinds.len() > 1 {
            return None;
        }
        let (room, kind) = (&self.task.holds[hold], &self.task.kinds[entry.kind]);
        if self.task.care.is_delicate || !room.takes(kind) {
            return None;
        }
        let by_weight = room.net_max.checked_div(kind.weight);
        let count = by_weight.map_or(entry.count, |most| most.min(entry.count));
        let (blocks, units) = lay(&self.task, entry.kind, room.sides, count);
        let left = (units < entry.count).then_some(Entry {
            count: entry.count - units,
            ..*entry
        });
        Some(Filled {
            hold,
            blocks,
            left: left.into_iter().collect(),
        })
    }

    /// These boxes filled in patterns one after the other, when the order is of a single kind.
    pub(super) fn try_pattern(&mut self, holds: &[usize]) -> bool {
        let mut left = sequence(&self.task, Sorting::LargestVolume, &self.task.counts());
        let mut boxes = Vec::with_capacity(holds.len());
        let mut before: Option<Filled> = None;
        for hold in holds {
            // The same box filled with as much as before needs no new pattern.
            let same = before.take_if(|it| it.hold == *hold && !it.left.is_empty());
            let again = same.and_then(|it| {
                let taken: i64 = it.blocks.iter().map(|block| block.count).sum();
                let entry = left.first().filter(|entry| entry.count > taken)?;
                let rest = Entry {
                    count: entry.count - taken,
                    ..*entry
                };
                Some(Filled {
                    left: vec![rest],
                    ..it
                })
            });
            let Some(filled) = again.or_else(|| self.pattern(*hold, &left)) else {
                continue;
            };
            boxes.push((*hold, filled.blocks.clone()));
            left.clone_from(&filled.left);
            before = Some(filled);
        }
        if left.is_empty() {
            self.keep(Solution::of(&self.task, 0, boxes));
        }
        left.is_empty()
    }

    /// Opens one large box after the other as they are needed.
    pub(super) fn open_as_needed(
        &mut self,
        order: Sorting,
        manner: Manner,
        patience: &mut dyn Patience,
    ) {
        let mut more: Vec<usize> = (0..self.task.holds.len()).collect();
        more.sort_by_key(|hold| -self.task.holds[*hold].volume);
        let goods = sequence(&self.task, order, &self.task.counts());
        self.filler.begin(&self.task, &[]);
        let way = Way {
            manner,
            choice: Choice::First,
            more: &more,
        };
        self.filler.fill(&self.task, &goods, way, patience);
        self.keep_filled();
    }
}

//! The search: a first answer at once, then better ones for as long as somebody is patient.

#![expect(
    clippy::indexing_slicing,
    reason = "plans are numbered here; the numbers never come from outside"
)]

use std::ops::RangeInclusive;

use super::balance::room;
use super::bound::cannot_hold;
use super::fill::{Entry, Filler, MANY_KINDS, Way};
use super::plan::{Plan, Rank, plan, plans, rank};
use super::room::{Block, Manner, Run, Taste};
use super::task::Task;
use super::tries::{Dice, FIRST, Sorting, left_first, sequence};
use super::{Objective, Order};

/// Says whether the search may go on. Time is measured by whoever asks.
pub trait Patience {
    /// Whether there is time for another step: some microseconds.
    fn goes_on(&mut self) -> bool;
}

/// Never ends; for what ends by itself.
struct Endless;

impl Patience for Endless {
    fn goes_on(&mut self) -> bool {
        true
    }
}

/// Boxes with what stands in them.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    /// Volume of what found no place.
    pub(super) left: i64,
    pub(super) rank: Rank,
    pub(super) boxes: Vec<(usize, Vec<Block>)>,
}

/// Plans of at most so many boxes are all listed; beyond that only neighbours of the best answer are.
pub(super) const LISTED_BOXES: usize = 4;

/// Most plans in a list: what sorts in some microseconds.
pub(super) const PLANS: usize = 400;

/// Places looked at for the first answer: a third of a millisecond.
const FIRST_EFFORT: u64 = 40_000;

/// Tries of a plan for the first answer.
const FIRST_TRIES: usize = 4;

/// Places looked at for better answers to an ordinary order: ten milliseconds.
const EFFORT: u64 = 600_000;

/// Most units of an ordinary order. What is larger is searched until patience ends.
const ORDINARY_UNITS: i64 = 80;

/// So many plans, the best, are looked at for a proof that they cannot work: ten milliseconds at most.
const PROOFS: i32 = 40;

/// Tries of each plan in the first round; each later round has twice as many.
const ROUND: usize = 8;

/// Ways by chance in which each box is filled when an order needs many.
const SHAKES: usize = 6;

/// How very many goods are put down.
const QUICK: Manner = Manner {
    taste: Taste::Low,
    run: Run::Block,
};

/// A search for one order.
#[derive(Debug)]
pub struct Search {
    pub(super) task: Task,
    pub(super) filler: Filler,
    pub(super) best: Option<Solution>,
    pub(super) dice: Dice,
    pub(super) shaken: Vec<Entry>,
    plans: Vec<Plan>,
    is_over: bool,
}

impl Search {
    /// A search that has found its first answer.
    pub fn begin(order: &Order) -> Self {
        let mut search = Self {
            task: Task::of(order),
            filler: Filler::new(),
            best: None,
            dice: Dice::new(),
            shaken: Vec::new(),
            plans: Vec::new(),
            is_over: false,
        };
        if search.task.kinds.is_empty() || search.task.holds.is_empty() {
            search.is_over = true;
        } else if search.task.objective == Objective::FullestBox {
            search.fullest();
        } else {
            search.first();
        }
        search
    }

    /// Whether nothing better is looked for any more.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    fn first(&mut self) {
        if self.task.kinds.len() > MANY_KINDS {
            self.as_needed();
            return;
        }
        for count in 1..LISTED_BOXES {
            self.list_plans(count..=count, None);
            match self.first_that_works() {
                Some(true) if count == 1 => {
                    self.two_for_one();
                    return;
                }
                Some(true) => return,
                Some(false) => {}
                None => break,
            }
        }
        self.as_needed();
    }

    /// A few tries of each plan in turn; whether one worked, or nothing when that took too long.
    fn first_that_works(&mut self) -> Option<bool> {
        let tries = FIRST_TRIES + usize::from(self.task.kinds.len() == 1);
        for place in 0..self.plans.len() {
            for _ in 0..tries {
                if self.try_plan(place, &mut Endless) {
                    return Some(true);
                }
                if self.filler.looked() > FIRST_EFFORT {
                    return None;
                }
            }
        }
        Some(false)
    }

    /// Two boxes can be cheaper or smaller than one, but never fewer.
    fn two_for_one(&mut self) {
        if self.task.objective != Objective::FewestParcels {
            let than = self.best.as_ref().map(|best| best.rank);
            self.list_plans(2..=2, than);
            self.first_that_works();
        }
    }

    /// As many boxes as are needed, in three ways; very many goods in the quickest one alone.
    fn as_needed(&mut self) {
        if self.task.kinds.len() > MANY_KINDS {
            self.open_as_needed(Sorting::LargestVolume, QUICK, &mut Endless);
            return;
        }
        self.box_by_box(0, &mut Endless);
        for (order, taste, run) in FIRST.into_iter().skip(1).step_by(3).take(2) {
            self.open_as_needed(order, Manner { taste, run }, &mut Endless);
        }
    }

    fn fullest(&mut self) {
        let holds = (0..self.task.holds.len()).filter(|hold| self.task.holds[*hold].stock > 0);
        self.plans = holds.map(|hold| Plan::of(&self.task, &[hold])).collect();
        for place in 0..self.plans.len() {
            for _ in 0..FIRST_TRIES {
                self.try_plan(place, &mut Endless);
            }
        }
    }

    fn list_plans(&mut self, counts: RangeInclusive<usize>, than: Option<Rank>) {
        self.plans.clear();
        for count in counts {
            plans(&self.task, count, than, PLANS, &mut self.plans);
        }
        self.plans.sort_by_key(|plan| plan.rank);
    }

    /// Keeps what stands in the boxes now, if it is better than what was.
    pub(super) fn keep_filled(&mut self) -> bool {
        let rooms = self.filler.in_use().iter().zip(&self.filler.holds);
        let used = rooms.filter(|(room, _)| !room.blocks.is_empty());
        let (holds, nets): (Vec<usize>, Vec<i64>) =
            used.clone().map(|(room, hold)| (*hold, room.net)).unzip();
        let left = self.filler.left_volume;
        let rank = rank(&self.task, &holds, Some(&nets));
        let is_better = self.is_better(left, rank);
        if is_better {
            let boxes = used.map(|(room, hold)| (*hold, room.blocks.clone()));
            self.best = Some(Solution {
                left,
                rank,
                boxes: boxes.collect(),
            });
        }
        is_better
    }

    pub(super) fn keep(&mut self, solution: Solution) {
        if self.is_better(solution.left, solution.rank) {
            self.best = Some(solution);
        }
    }

    fn is_better(&self, left: i64, rank: Rank) -> bool {
        let best = self.best.as_ref();
        best.is_none_or(|best| (left, rank) < (best.left, best.rank))
    }

    /// One more try of a plan; whether everything found a place and that is better than what was.
    fn try_plan(&mut self, place: usize, patience: &mut dyn Patience) -> bool {
        let tries = self.plans[place].tries;
        self.plans[place].tries += 1;
        if tries == FIRST_TRIES && self.task.kinds.len() == 1 {
            let holds = self.plans[place].holds.clone();
            // Patterns take a while, and what is half empty needs none.
            if self.task.volume * 2 > room(&self.task, &holds) && self.try_pattern(&holds) {
                return true;
            }
        }
        let plan = &mut self.plans[place];
        let manner = if let Some((order, taste, run)) = FIRST.get(tries) {
            self.shaken = sequence(&self.task, *order, &self.task.counts());
            Manner {
                taste: *taste,
                run: *run,
            }
        } else {
            self.dice.shake(&plan.sequence, &mut self.shaken);
            self.dice.manner()
        };
        self.filler.begin(&self.task, &plan.holds);
        let way = Way::first(manner);
        let is_whole = self.filler.fill(&self.task, &self.shaken, way, patience);
        if self.filler.left_volume <= plan.left {
            plan.left = self.filler.left_volume;
            plan.sequence = left_first(&self.task, &self.filler.left, &self.shaken);
        }
        if !is_whole && self.task.objective != Objective::FullestBox {
            return false;
        }
        self.keep_filled() && is_whole
    }

    /// Looks for better answers until none is expected, or patience ends.
    pub fn improve(&mut self, patience: &mut dyn Patience) {
        if self.is_over {
            return;
        }
        if self.task.objective == Objective::FullestBox {
            self.improve_fullest(patience);
            return;
        }
        let units: i64 = self.task.kinds.iter().map(|kind| kind.count).sum();
        let is_ordinary = units <= ORDINARY_UNITS;
        let most = if is_ordinary { EFFORT } else { u64::MAX / 2 };
        let limit = self.filler.looked() + most;
        while let Some((than, count)) = self.to_beat() {
            if count <= LISTED_BOXES {
                // More boxes can be cheaper or smaller than one, but never fewer.
                let is_count = self.task.objective == Objective::FewestParcels;
                let most = if is_count { count } else { LISTED_BOXES };
                self.list_plans(1..=most, than);
            } else {
                self.list_neighbours();
            }
            let (task, mut proofs) = (&self.task, PROOFS);
            self.plans.retain(|plan| {
                proofs -= 1;
                proofs < 0 || !patience.goes_on() || !cannot_hold(task, &plan.holds)
            });
            if !self.round_robin(patience, limit) {
                break;
            }
        }
        self.balance(patience);
        self.is_over = is_ordinary || patience.goes_on();
    }

    /// Rank and number of boxes of the best answer; no rank while something is left over.
    fn to_beat(&self) -> Option<(Option<Rank>, usize)> {
        let best = self.best.as_ref()?;
        Some((best.is_whole().then_some(best.rank), best.boxes.len()))
    }

    /// Tries all plans in turn, more of each from round to round; whether one worked.
    fn round_robin(&mut self, patience: &mut dyn Patience, limit: u64) -> bool {
        let mut tries = ROUND;
        while !self.plans.is_empty() {
            if self.again_box_by_box(patience) {
                return true;
            }
            for place in 0..self.plans.len() {
                for _ in 0..tries {
                    if self.filler.looked() > limit || !patience.goes_on() {
                        return false;
                    }
                    if self.try_plan(place, patience) {
                        return true;
                    }
                }
            }
            tries *= 2;
        }
        false
    }

    /// All boxes again, by chance, when there are many; whether that is better.
    fn again_box_by_box(&mut self, patience: &mut dyn Patience) -> bool {
        let Some((than, count)) = self.to_beat() else {
            return false;
        };
        if count > LISTED_BOXES && patience.goes_on() {
            self.box_by_box(SHAKES, patience);
        }
        self.to_beat().is_some_and(|(now, _)| now != than)
    }

    /// Plans that differ from the best answer by one box.
    fn list_neighbours(&mut self) {
        self.plans.clear();
        let Some(best) = &self.best else { return };
        let than = best.is_whole().then_some(best.rank);
        let mut holds = best.holds();
        holds.sort_unstable();
        for place in 0..holds.len() {
            if place > 0 && holds[place] == holds[place - 1] {
                continue;
            }
            let mut fewer = holds.clone();
            fewer.remove(place);
            self.plans.extend(plan(&self.task, &fewer, than));
            for other in 0..self.task.holds.len() {
                let mut others = fewer.clone();
                others.push(other);
                self.plans.extend(plan(&self.task, &others, than));
            }
        }
        self.plans.sort_by_key(|plan| plan.rank);
        self.plans.truncate(PLANS);
    }

    fn improve_fullest(&mut self, patience: &mut dyn Patience) {
        let is_full = |search: &Self| search.best.as_ref().is_none_or(Solution::is_whole);
        while !is_full(self) && patience.goes_on() {
            for place in 0..self.plans.len() {
                self.try_plan(place, patience);
            }
        }
        self.is_over = is_full(self);
    }
}

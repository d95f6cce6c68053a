//! Parcels of one order that weigh about the same: easier to lift, and none is near its limit.

#![expect(
    clippy::indexing_slicing,
    reason = "kinds and boxes are numbered here; the numbers never come from outside"
)]

use super::Objective;
use super::fill::{Choice, Entry, Way};
use super::plan::{Plan, plans, rank};
use super::room::{Block, Manner, Run, Taste};
use super::search::{LISTED_BOXES, PLANS, Patience, Search, Solution};
use super::task::Task;
use super::tries::{FIRST, Sorting, left_first, sequence};

/// How all goods are put down again, to be exchanged afterwards.
const STARTS: [(Sorting, Taste, Run); 6] = [
    (Sorting::Heaviest, Taste::Low, Run::One),
    (Sorting::Heaviest, Taste::Touching, Run::One),
    (Sorting::LargestVolume, Taste::Low, Run::One),
    (Sorting::LargestVolume, Taste::Touching, Run::One),
    (Sorting::LargestFace, Taste::Low, Run::One),
    (Sorting::LargestFace, Taste::Touching, Run::One),
];

/// How far above the mean a parcel may be filled then, in thousandths; at 0 each unit goes into the lightest.
const ABOVE_MEAN: [i64; 4] = [0, 20, 200, 10_000];

/// Places looked at for each of them: six milliseconds.
const EFFORT: u64 = 400_000;

/// Most parcels of an order that are compared in pairs.
const PARCELS: usize = 24;

/// Most kinds of goods whose exchanges are listed.
const KINDS: usize = 100;

/// From so many beginnings exchanges are tried.
const STARTED: usize = 3;

/// Exchanges tried for a pair of parcels, the best first.
const EXCHANGES: usize = 24;

/// Tries to put changed contents into a box.
const TRIES: usize = 47;

/// Most units of a kind that are moved at once.
const MOVED: i64 = 40;

/// So many units go from the heavier parcel to the lighter, and so many come back.
#[derive(Debug, Clone, Copy)]
struct Exchange {
    there: (usize, i64),
    back: (usize, i64),
    /// How far from equal the two are then.
    off: i64,
}

impl Search {
    /// Makes the weights of the parcels more equal: in the same boxes, or in as many that have little more room.
    pub(super) fn balance(&mut self, patience: &mut dyn Patience) {
        let Some(best) = self.best.clone() else {
            return;
        };
        let parcels = best.boxes.len();
        let is_asked = (2..=PARCELS).contains(&parcels) && self.task.kinds.len() <= KINDS;
        if !is_asked || !best.is_whole() || self.task.weight == 0 {
            return;
        }
        let mut starts = vec![best.clone()];
        let demerit = |search: &Self, solution: &Solution| {
            deviation(&search.task, solution)
                + search.price_of_room(&best, solution.room(&search.task))
        };
        let mut least = demerit(self, &best);
        for plan in self.roomier(&best) {
            if self.price_of_room(&best, plan.room(&self.task)) >= least || !patience.goes_on() {
                break;
            }
            if let Some(start) = self.put_down_again(&plan.holds, patience)
                && start.rank[0] <= best.rank[0]
            {
                least = least.min(demerit(self, &start));
                starts.push(start);
            }
        }
        starts.sort_by_cached_key(|start| demerit(self, start));
        starts.truncate(STARTED);
        let mut chosen = best.clone();
        for start in starts {
            let limit = self.filler.looked() + EFFORT;
            let found = self.balanced(start, patience, limit);
            if demerit(self, &found) < demerit(self, &chosen) {
                chosen = found;
            }
        }
        self.best = Some(chosen);
    }

    /// Plans of as many boxes with more room, the smallest first, where even weights may be worth it.
    fn roomier(&self, best: &Solution) -> Vec<Plan> {
        let mut found: Vec<Plan> = Vec::new();
        let evenness = self.task.evenness;
        let heaviest = best.gross(&self.task).into_iter().max();
        if best.boxes.len() <= LISTED_BOXES
            && self.task.objective == Objective::FewestParcels
            && evenness.grams_a_litre > 0
            && heaviest.is_some_and(|gross| gross > evenness.from)
        {
            plans(&self.task, best.boxes.len(), None, PLANS, &mut found);
            found.retain(|plan| plan.rank > best.rank);
            found.sort_by_key(|plan| plan.rank);
        }
        found
    }

    /// What additional room counts, in grams of deviation.
    fn price_of_room(&self, best: &Solution, room: i64) -> i64 {
        let more = (room - best.room(&self.task)).max(0);
        (more / 1000).saturating_mul(self.task.evenness.grams_a_litre) / 1000
    }

    /// The same boxes with more equal contents.
    fn balanced(&mut self, start: Solution, patience: &mut dyn Patience, limit: u64) -> Solution {
        let mut best = start;
        if let Some(other) = self.put_down_again(&best.holds(), patience)
            && other.rank <= best.rank
            && unevenness(&self.task, &other) < unevenness(&self.task, &best)
        {
            best = other;
        }
        while self.filler.looked() < limit
            && patience.goes_on()
            && let Some(better) = self.exchange(&best, patience, limit)
        {
            best = better;
        }
        best
    }

    /// All goods in these boxes, the weights as equal as a few simple ways make them.
    fn put_down_again(&mut self, holds: &[usize], patience: &mut dyn Patience) -> Option<Solution> {
        let mut best: Option<Solution> = None;
        for above in ABOVE_MEAN {
            for (order, taste, run) in STARTS {
                let manner = Manner { taste, run };
                let Some(found) = self.put_down(holds, order, manner, above, patience) else {
                    continue;
                };
                let is_better =
                    |best: &Solution| unevenness(&self.task, &found) < unevenness(&self.task, best);
                if found.boxes.len() == holds.len() && best.as_ref().is_none_or(is_better) {
                    best = Some(found);
                }
            }
            if above >= 200 && best.is_some() {
                break;
            }
        }
        best
    }

    /// All goods in these boxes: each unit in the lightest, or in the first that is not too far above the mean.
    fn put_down(
        &mut self,
        holds: &[usize],
        order: Sorting,
        manner: Manner,
        above: i64,
        patience: &mut dyn Patience,
    ) -> Option<Solution> {
        let goods = sequence(&self.task, order, &self.task.counts());
        self.filler.begin(&self.task, holds);
        let mut way = Way::first(manner);
        if above == 0 {
            way.choice = Choice::Lightest;
        } else {
            let tare: i64 = holds.iter().map(|hold| self.task.holds[*hold].tare).sum();
            let mean = (self.task.weight + tare) / i64::try_from(holds.len()).unwrap_or(1);
            self.filler
                .lower_limits(&self.task, mean + mean / 1000 * above);
        }
        if !self.filler.fill(&self.task, &goods, way, patience) {
            return None;
        }
        let rooms = self.filler.in_use().iter().zip(&self.filler.holds);
        let used = rooms.filter(|(room, _)| !room.blocks.is_empty());
        let boxes = used.map(|(room, hold)| (*hold, room.blocks.clone()));
        Some(Solution::of(&self.task, 0, boxes.collect()))
    }

    /// One exchange between two parcels that makes them more equal, if there is one.
    fn exchange(
        &mut self,
        best: &Solution,
        patience: &mut dyn Patience,
        limit: u64,
    ) -> Option<Solution> {
        let contents: Vec<Vec<i64>> = best
            .boxes
            .iter()
            .map(|(_, blocks)| counts_of(&self.task, blocks))
            .collect();
        let gross: Vec<i64> = best.gross(&self.task);
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for a in 0..gross.len() {
            pairs.extend(
                (0..gross.len())
                    .filter(|b| gross[a] > gross[*b])
                    .map(|b| (a, b)),
            );
        }
        pairs.sort_by_key(|(a, b)| gross[*b] - gross[*a]);
        for (heavy, light) in pairs {
            let gap = gross[heavy] - gross[light];
            for exchange in exchanges(&self.task, &contents[heavy], &contents[light], gap) {
                if self.filler.looked() > limit || !patience.goes_on() {
                    return None;
                }
                let Some(boxes) =
                    self.exchanged(best, (heavy, light), &contents, exchange, patience)
                else {
                    continue;
                };
                let after = Solution::of(&self.task, best.left, boxes);
                if after.rank <= best.rank
                    && unevenness(&self.task, &after) < unevenness(&self.task, best)
                {
                    return Some(after);
                }
            }
        }
        None
    }

    /// The boxes after an exchange, if both can be filled so.
    fn exchanged(
        &mut self,
        best: &Solution,
        (heavy, light): (usize, usize),
        contents: &[Vec<i64>],
        exchange: Exchange,
        patience: &mut dyn Patience,
    ) -> Option<Vec<(usize, Vec<Block>)>> {
        let (mut from, mut to) = (contents[heavy].clone(), contents[light].clone());
        let ((there, many), (back, few)) = (exchange.there, exchange.back);
        from[there] -= many;
        to[there] += many;
        from[back] += few;
        to[back] -= few;
        let from = self.pack_into(best.boxes[heavy].0, &from, patience)?;
        let to = self.pack_into(best.boxes[light].0, &to, patience)?;
        let mut boxes = best.boxes.clone();
        boxes[heavy].1 = from;
        boxes[light].1 = to;
        Some(boxes)
    }

    /// These goods in one such box, if a few tries find it.
    fn pack_into(
        &mut self,
        hold: usize,
        counts: &[i64],
        patience: &mut dyn Patience,
    ) -> Option<Vec<Block>> {
        let (mut volume, mut weight) = (0, 0);
        for (kind, count) in self.task.kinds.iter().zip(counts) {
            volume += kind.volume * count;
            weight += kind.weight * count;
        }
        let room = &self.task.holds[hold];
        if volume > room.volume || weight > room.net_max || volume == 0 {
            return None;
        }
        let mut closest: Vec<Entry> = Vec::new();
        let mut least = i64::MAX;
        let mut shaken = Vec::new();
        for attempt in 0..TRIES {
            let manner = if let Some((order, taste, run)) = FIRST.get(attempt) {
                shaken = sequence(&self.task, *order, counts);
                Manner {
                    taste: *taste,
                    run: *run,
                }
            } else {
                self.dice.shake(&closest, &mut shaken);
                self.dice.manner()
            };
            self.filler.begin(&self.task, &[hold]);
            if self
                .filler
                .fill(&self.task, &shaken, Way::first(manner), patience)
            {
                return Some(self.filler.in_use()[0].blocks.clone());
            }
            if self.filler.left_volume <= least {
                least = self.filler.left_volume;
                closest = left_first(&self.task, &self.filler.left, &shaken);
            }
        }
        None
    }
}

impl Solution {
    pub(super) fn of(task: &Task, left: i64, boxes: Vec<(usize, Vec<Block>)>) -> Self {
        let holds: Vec<usize> = boxes.iter().map(|(hold, _)| *hold).collect();
        let nets: Vec<i64> = boxes.iter().map(|(_, blocks)| net(blocks)).collect();
        Self {
            left,
            rank: rank(task, &holds, Some(&nets)),
            boxes,
        }
    }

    fn room(&self, task: &Task) -> i64 {
        room(task, &self.holds())
    }

    pub(super) fn holds(&self) -> Vec<usize> {
        self.boxes.iter().map(|(hold, _)| *hold).collect()
    }

    fn gross(&self, task: &Task) -> Vec<i64> {
        let gross = |(hold, blocks): &(usize, Vec<Block>)| net(blocks) + task.holds[*hold].tare;
        self.boxes.iter().map(gross).collect()
    }
}

/// Standard deviation of the gross weights, in grams.
fn deviation(task: &Task, solution: &Solution) -> i64 {
    let count = i128::try_from(solution.boxes.len()).unwrap_or(1);
    let variance = unevenness(task, solution) / (count * count);
    i64::try_from(variance.max(0).isqrt()).unwrap_or(i64::MAX)
}

fn net(blocks: &[Block]) -> i64 {
    blocks.iter().map(Block::weight).sum()
}

impl Plan {
    fn room(&self, task: &Task) -> i64 {
        room(task, &self.holds)
    }
}

/// Room in all these boxes.
pub(super) fn room(task: &Task, holds: &[usize]) -> i64 {
    let each = holds.iter().map(|hold| task.holds[*hold].volume);
    each.fold(0, i64::saturating_add)
}

/// How unequal the parcels are: the sum of squares of all differences.
fn unevenness(task: &Task, solution: &Solution) -> i128 {
    let gross = solution.gross(task);
    let mut sum = 0;
    for (place, a) in gross.iter().enumerate() {
        for b in gross.iter().skip(place + 1) {
            sum += i128::from(a - b) * i128::from(a - b);
        }
    }
    sum
}

fn counts_of(task: &Task, blocks: &[Block]) -> Vec<i64> {
    let mut counts = vec![0; task.kinds.len()];
    for block in blocks {
        counts[block.kind] += block.count;
    }
    counts
}

/// Exchanges that make two parcels more equal that are `gap` apart, the best first.
fn exchanges(task: &Task, heavy: &[i64], light: &[i64], gap: i64) -> Vec<Exchange> {
    let mut found: Vec<Exchange> = Vec::new();
    for (there, have) in heavy.iter().enumerate() {
        for many in 1..=(*have).min(MOVED) {
            let out = task.kinds[there].weight * many;
            let mut add = |back: (usize, i64)| {
                let shift = out - task.kinds[back.0].weight * back.1;
                if shift > 0 && shift < gap {
                    found.push(Exchange {
                        there: (there, many),
                        back,
                        off: (gap - 2 * shift).abs(),
                    });
                }
            };
            add((there, 0));
            for (back, others) in light.iter().enumerate() {
                let weight = task.kinds[back].weight;
                if back == there || *others == 0 || weight == 0 {
                    continue;
                }
                let few = ((out - gap / 2) / weight).clamp(1, *others);
                add((back, few));
                if few < *others {
                    add((back, few + 1));
                }
            }
        }
    }
    found.sort_by_key(|exchange| (exchange.off, exchange.there, exchange.back));
    found.truncate(EXCHANGES);
    found
}

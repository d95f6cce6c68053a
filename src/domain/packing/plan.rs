//! Which boxes could do, the best first, by what can be told without placing anything.

#![expect(
    clippy::indexing_slicing,
    reason = "kinds and boxes are numbered here; the numbers never come from outside"
)]

use super::Objective;
use super::fill::Entry;
use super::task::Task;

/// How good an answer is; the lower the better.
pub(super) type Rank = [i64; 3];

/// Some boxes, and how far the tries with them have come.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) holds: Vec<usize>,
    pub(super) rank: Rank,
    /// Tries so far.
    pub(super) tries: usize,
    /// The sequence that left least over.
    pub(super) sequence: Vec<Entry>,
    pub(super) left: i64,
}

impl Plan {
    pub(super) fn of(task: &Task, holds: &[usize]) -> Self {
        Self {
            holds: holds.to_vec(),
            rank: rank(task, holds, None),
            tries: 0,
            sequence: Vec::new(),
            left: i64::MAX,
        }
    }
}

/// The rank of these boxes at least, or with these contents.
pub(super) fn rank(task: &Task, holds: &[usize], nets: Option<&[i64]>) -> Rank {
    let mut cost = 0;
    let mut room = 0;
    for (place, hold) in holds.iter().enumerate() {
        let hold = &task.holds[*hold];
        cost += nets.map_or(hold.cost, |nets| hold.price(nets[place]));
        room += hold.volume;
    }
    let count = i64::try_from(holds.len()).unwrap_or(i64::MAX);
    match task.objective {
        Objective::LeastCost => [cost, count, room],
        Objective::FewestParcels | Objective::FullestBox => [count, room, cost],
        Objective::LeastRoom => [room, count, cost],
    }
}

/// All plans of exactly `count` boxes that are better than `than`, unsorted, at most `most`.
pub(super) fn plans(
    task: &Task,
    count: usize,
    than: Option<Rank>,
    most: usize,
    into: &mut Vec<Plan>,
) {
    let least = task.holds.iter().map(|hold| match task.objective {
        Objective::LeastCost => hold.cost,
        Objective::LeastRoom => hold.volume,
        Objective::FewestParcels | Objective::FullestBox => 1,
    });
    let least = least.min().unwrap_or(0);
    let boxes = i64::try_from(count).unwrap_or(i64::MAX);
    if than.is_some_and(|than| least.saturating_mul(boxes) > than[0]) {
        return;
    }
    let mut listing = Listing {
        task,
        count,
        than,
        most: most.max(task.holds.len()) + into.len(),
        visits: 0,
        holds: Vec::with_capacity(count),
    };
    listing.extend(0, into);
}

/// Most combinations that are looked at for a list.
const VISITS: usize = 20_000;

struct Listing<'a> {
    task: &'a Task,
    count: usize,
    than: Option<Rank>,
    most: usize,
    visits: usize,
    holds: Vec<usize>,
}

impl Listing<'_> {
    fn extend(&mut self, from: usize, into: &mut Vec<Plan>) {
        if self.holds.len() == self.count {
            into.extend(plan(self.task, &self.holds, self.than));
            return;
        }
        for hold in from..self.task.holds.len() {
            self.visits += 1;
            if self.visits > VISITS || into.len() >= self.most {
                return;
            }
            self.holds.push(hold);
            self.extend(hold, into);
            self.holds.pop();
        }
    }
}

/// Whether there are as many of each box.
fn is_in_stock(task: &Task, holds: &[usize]) -> bool {
    holds.iter().all(|hold| {
        let stock = task.holds[*hold].stock;
        let same = holds.iter().filter(|other| *other == hold).count();
        i64::try_from(same).is_ok_and(|same| same <= stock)
    })
}

/// A plan of these boxes, unless it cannot work or is no better.
pub(super) fn plan(task: &Task, holds: &[usize], than: Option<Rank>) -> Option<Plan> {
    let (mut room, mut net) = (0_i64, 0_i64);
    for hold in holds {
        room = room.saturating_add(task.holds[*hold].volume);
        net = net.saturating_add(task.holds[*hold].net_max);
    }
    if room < task.volume || net < task.weight || !is_in_stock(task, holds) {
        return None;
    }
    if than.is_some_and(|than| rank(task, holds, None) >= than) {
        return None;
    }
    let is_taken = |kind| holds.iter().any(|hold| task.holds[*hold].takes(kind));
    task.kinds
        .iter()
        .all(is_taken)
        .then(|| Plan::of(task, holds))
}

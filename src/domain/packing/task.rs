//! An order as the search needs it: only what can be placed, each allowed way of standing spelt out.

use super::room::{Care, volume};
use super::{Audit, BoxKind, Evenness, Item, LONGEST, MOST_UNITS, Missing, Objective, Order, Why};

/// Heaviest anything, in grams: a thousand tonnes. What is heavier counts as that.
const HEAVIEST: i64 = 1_000_000_000;

/// Rooms kept of one box, divided by the kinds of goods: a hundred kinds never fill the list, and of ten
/// thousand each takes microseconds.
const SPACES_SUM: usize = 100_000;

/// What a unit bears on it; what bears most is put down first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bears {
    Anything,
    /// Fragile goods that are no heavier.
    Fragile,
    Nothing,
}

impl Kind {
    /// Whether a unit of it may stand on one that bears so and has this weight.
    pub(super) fn may_stand_on(&self, bears: Bears, weight: i64) -> bool {
        bears.takes(weight, self.is_fragile, self.weight)
    }

    /// Whether a unit of it bears such a one.
    pub(super) fn takes(&self, is_fragile: bool, weight: i64) -> bool {
        self.bears.takes(self.weight, is_fragile, weight)
    }
}

impl Bears {
    /// Whether a unit that bears so, of this weight, takes another on it.
    fn takes(self, weight: i64, other_is_fragile: bool, other_weight: i64) -> bool {
        match self {
            Self::Anything => true,
            Self::Fragile => other_is_fragile && other_weight <= weight,
            Self::Nothing => false,
        }
    }
}

/// Equal units.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    /// Which item of the order.
    pub(super) item: usize,
    pub(super) count: i64,
    pub(super) weight: i64,
    pub(super) volume: i64,
    /// All ways in which it may stand.
    pub(super) turns: Vec<[i64; 3]>,
    /// Its sides, longest first.
    pub(super) sorted: [i64; 3],
    pub(super) bears: Bears,
    pub(super) is_fragile: bool,
}

/// A kind of box.
#[derive(Debug, Clone)]
pub(super) struct Hold {
    pub(super) sides: [i64; 3],
    pub(super) volume: i64,
    pub(super) tare: i64,
    /// The most that goes in, in grams.
    pub(super) net_max: i64,
    pub(super) stock: i64,
    pub(super) prices: Vec<(i64, i64)>,
    /// The least that a parcel in it costs.
    pub(super) cost: i64,
}

impl Hold {
    fn of(kind: &BoxKind) -> Self {
        let is_real = kind.inner.iter().all(|side| *side > 0);
        let net_max =
            kind.gross_max().unwrap_or(-1).clamp(-1, HEAVIEST) - kind.tare.clamp(0, HEAVIEST);
        let sides = kind.inner.map(|side| side.clamp(0, LONGEST));
        Self {
            sides,
            volume: volume(sides),
            tare: kind.tare.clamp(0, HEAVIEST),
            net_max: if is_real { net_max } else { -1 },
            stock: kind.stock.unwrap_or(i64::MAX).clamp(0, MOST_UNITS),
            prices: kind.prices.clone(),
            cost: kind.prices.iter().map(|(_, cost)| *cost).min().unwrap_or(0),
        }
    }

    /// What a parcel with these contents costs.
    pub(super) fn price(&self, net: i64) -> i64 {
        let gross = net + self.tare;
        let step = self.prices.iter().find(|(to, _)| gross <= *to);
        step.or(self.prices.last()).map_or(0, |(_, cost)| *cost)
    }

    /// Whether one unit goes in.
    pub(super) fn takes(&self, kind: &Kind) -> bool {
        let goes = |turn: &[i64; 3]| {
            turn[0] <= self.sides[0] && turn[1] <= self.sides[1] && turn[2] <= self.sides[2]
        };
        kind.weight <= self.net_max && kind.turns.iter().any(goes)
    }
}

/// What is not searched for: it ships as it is, or cannot be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    OwnCarton,
    NoSize,
    Not(Why),
}

/// The order.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) kinds: Vec<Kind>,
    pub(super) holds: Vec<Hold>,
    pub(super) objective: Objective,
    pub(super) evenness: Evenness,
    pub(super) care: Care,
    pub(super) volume: i64,
    pub(super) weight: i64,
    /// For each kind, the kinds that must be in other parcels; empty when nobody minds.
    pub(super) apart: Vec<Vec<usize>>,
    /// Items that are not searched for.
    pub(super) aside: Vec<(usize, Aside)>,
    /// Size, count and weight of every item.
    pub(super) lines: Vec<([i64; 3], i64, i64)>,
    /// Pairs of items that must be apart, the lower first.
    pub(super) items_apart: Vec<(usize, usize)>,
    pub(super) audits: Vec<Audit>,
}

impl Task {
    pub(super) fn of(order: &Order) -> Self {
        let holds: Vec<Hold> = order.boxes.iter().map(Hold::of).collect();
        let counts = order.items.iter().map(|line| line.count.max(0));
        let units = counts.fold(0_i64, i64::saturating_add);
        let mut kinds: Vec<Kind> = Vec::with_capacity(order.items.len());
        let mut aside = Vec::new();
        for (item, line) in order
            .items
            .iter()
            .enumerate()
            .filter(|(_, line)| line.count > 0)
        {
            let kind = kind_of(item, line);
            match aside_of(line, &kind, units, &holds) {
                Some(why) => aside.push((item, why)),
                None => kinds.push(kind),
            }
        }
        let items_apart = items_apart(order);
        Self {
            care: Care {
                support: order.support.clamp(0, 1000),
                smallest: smallest(&kinds),
                spaces_max: (SPACES_SUM / kinds.len().max(1)).clamp(24, 400),
                is_delicate: kinds.iter().any(|kind| kind.bears != Bears::Anything),
            },
            volume: kinds.iter().map(|kind| kind.volume * kind.count).sum(),
            weight: kinds.iter().map(|kind| kind.weight * kind.count).sum(),
            apart: kinds_apart(&kinds, &items_apart),
            kinds,
            holds,
            objective: order.objective,
            evenness: order.evenness,
            aside,
            lines: lines(order),
            items_apart,
            audits: audits(order),
        }
    }

    /// How many units of each kind.
    pub(super) fn counts(&self) -> Vec<i64> {
        self.kinds.iter().map(|kind| kind.count).collect()
    }
}

/// Shortest side of any unit as it may stand.
fn smallest(kinds: &[Kind]) -> i64 {
    let sides = kinds.iter().flat_map(|kind| kind.turns.iter().flatten());
    sides.copied().min().unwrap_or(1)
}

fn lines(order: &Order) -> Vec<([i64; 3], i64, i64)> {
    let line = |line: &Item| (line.size, line.count, line.weight.clamp(0, HEAVIEST));
    order.items.iter().map(line).collect()
}

fn audits(order: &Order) -> Vec<Audit> {
    let mut audits = Vec::new();
    for (item, line) in order.items.iter().enumerate() {
        if line.size.iter().any(|side| *side <= 0) {
            audits.push(Audit {
                item,
                missing: Missing::Size,
            });
        }
        if line.weight <= 0 {
            audits.push(Audit {
                item,
                missing: Missing::Weight,
            });
        }
    }
    audits
}

fn items_apart(order: &Order) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (item, line) in order.items.iter().enumerate() {
        for other in &line.apart {
            if *other != item {
                pairs.push((item.min(*other), item.max(*other)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn kinds_apart(kinds: &[Kind], items_apart: &[(usize, usize)]) -> Vec<Vec<usize>> {
    if items_apart.is_empty() {
        return Vec::new();
    }
    let are_apart = |a: usize, b: usize| items_apart.binary_search(&(a.min(b), a.max(b))).is_ok();
    let others = |kind: &Kind| {
        let others = kinds.iter().enumerate();
        let others = others.filter(|(_, other)| are_apart(kind.item, other.item));
        others.map(|(place, _)| place).collect()
    };
    kinds.iter().map(others).collect()
}

/// Why an item is not searched for, if it is not.
fn aside_of(line: &Item, kind: &Kind, units: i64, holds: &[Hold]) -> Option<Aside> {
    let goes_in = |turn: &[i64; 3], hold: &Hold| {
        turn[0] <= hold.sides[0] && turn[1] <= hold.sides[1] && turn[2] <= hold.sides[2]
    };
    if units > MOST_UNITS {
        Some(Aside::Not(Why::TooMany))
    } else if line.own_carton {
        Some(Aside::OwnCarton)
    } else if line.size.iter().any(|side| *side <= 0) {
        Some(Aside::NoSize)
    } else if !holds
        .iter()
        .any(|hold| kind.turns.iter().any(|turn| goes_in(turn, hold)))
    {
        Some(Aside::Not(Why::TooLarge))
    } else if !holds.iter().any(|hold| hold.takes(kind)) {
        Some(Aside::Not(Why::TooHeavy))
    } else if !holds.iter().any(|hold| hold.stock > 0 && hold.takes(kind)) {
        Some(Aside::Not(Why::NoBoxLeft))
    } else {
        None
    }
}

fn kind_of(item: usize, line: &Item) -> Kind {
    let size = line.size.map(|side| side.clamp(0, LONGEST + 1));
    let mut sorted = size;
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    Kind {
        item,
        count: line.count,
        weight: line.weight.clamp(0, HEAVIEST),
        volume: volume(size),
        turns: turns(size, line),
        sorted,
        is_fragile: line.is_fragile,
        bears: if line.bears_nothing {
            Bears::Nothing
        } else if line.is_fragile {
            Bears::Fragile
        } else {
            Bears::Anything
        },
    }
}

/// All ways in which a unit may stand, each once, the flattest first.
fn turns(size: [i64; 3], line: &Item) -> Vec<[i64; 3]> {
    let mut turns = Vec::with_capacity(6);
    let mut add = |turn: [i64; 3]| {
        if !turns.contains(&turn) {
            turns.push(turn);
        }
    };
    let mut shapes = vec![size];
    if line.folds {
        shapes.push(folded(size));
    }
    for [a, b, c] in shapes {
        if line.turns {
            let ways = [[b, c, a], [a, c, b], [a, b, c]];
            for ([x, y, z], may) in ways.into_iter().zip(line.upright) {
                if may {
                    add([x, y, z]);
                    add([y, x, z]);
                }
            }
        } else {
            add([a, b, c]);
        }
    }
    turns.sort_by_key(|turn| turn[2]);
    turns
}

/// Folded once across the longest side: half as long, twice as thick.
fn folded([a, b, c]: [i64; 3]) -> [i64; 3] {
    let longest = a.max(b).max(c);
    let thinnest = a.min(b).min(c);
    let half = (longest + 1) / 2;
    let mut fold = [a, b, c];
    if let Some(side) = fold.iter_mut().find(|side| **side == longest) {
        *side = half;
    }
    if let Some(side) = fold.iter_mut().find(|side| **side == thinnest) {
        *side = thinnest * 2;
    }
    fold
}

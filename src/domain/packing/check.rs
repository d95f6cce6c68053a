//! Is an answer valid? Looked at unit by unit, knowing nothing of how it was found.

use super::{Answer, BoxKind, Item, LONGEST, Order, Parcel, Placement};

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// A unit reaches out of its box.
    Outside,
    /// Two units share room.
    Overlap,
    /// A unit stands as it must not.
    Turned,
    /// Too little beneath a unit.
    Floating,
    /// A unit rests on one that does not bear it.
    Crushing,
    /// A unit cannot be put in from above after those before it.
    Late,
    /// A parcel weighs more than its box may.
    TooHeavy,
    /// An item is with one that it must be apart from.
    Together,
    /// Goods in a box that ship in their own carton, or the other way round.
    Carton,
    /// A parcel names a box or an item that is not in the order.
    Unknown,
    /// More boxes than there are.
    OutOfStock,
    /// More or fewer units in the answer than in the order.
    Miscounted,
}

/// Something wrong, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub wrong: Wrong,
    /// Which parcel of the answer.
    pub parcel: Option<usize>,
    /// Which item of the order.
    pub item: Option<usize>,
}

impl Fault {
    fn of_unit(wrong: Wrong, parcel: usize, item: usize) -> Self {
        Self {
            wrong,
            parcel: Some(parcel),
            item: Some(item),
        }
    }
}

/// Everything that is wrong with an answer.
pub fn faults(order: &Order, answer: &Answer) -> Vec<Fault> {
    let mut found = Vec::new();
    for (number, parcel) in answer.parcels.iter().enumerate() {
        of_parcel(order, number, parcel, &mut found);
    }
    for (item, line) in order.items.iter().enumerate() {
        let units = answer.parcels.iter().flat_map(|parcel| &parcel.units);
        let placed = units.filter(|unit| unit.item == item).count();
        let loose = answer.parcels.iter().flat_map(|parcel| &parcel.loose);
        let loose: i64 = loose
            .filter(|(other, _)| *other == item)
            .map(|(_, count)| count)
            .sum();
        let out = answer
            .unplaced
            .iter()
            .filter(|unplaced| unplaced.item == item);
        let out: i64 = out.map(|unplaced| unplaced.count).sum();
        let placed = i64::try_from(placed).unwrap_or(i64::MAX);
        if placed + loose + out != line.count.max(0) {
            found.push(Fault {
                wrong: Wrong::Miscounted,
                parcel: None,
                item: Some(item),
            });
        }
    }
    for (box_kind, kind) in order.boxes.iter().enumerate() {
        let used = answer
            .parcels
            .iter()
            .filter(|parcel| parcel.box_kind == Some(box_kind))
            .count();
        let used = i64::try_from(used).unwrap_or(i64::MAX);
        if kind.stock.is_some_and(|stock| used > stock.max(0)) {
            found.push(Fault {
                wrong: Wrong::OutOfStock,
                parcel: None,
                item: None,
            });
        }
    }
    found
}

fn of_parcel(order: &Order, number: usize, parcel: &Parcel, found: &mut Vec<Fault>) {
    let item_of = |unit: &Placement| order.items.get(unit.item);
    let is_known = parcel.units.iter().all(|unit| item_of(unit).is_some());
    let Some(box_kind) = parcel.box_kind else {
        for unit in &parcel.units {
            if !item_of(unit).is_some_and(|item| item.own_carton) || parcel.units.len() != 1 {
                found.push(Fault::of_unit(Wrong::Carton, number, unit.item));
            }
        }
        return;
    };
    let Some(kind) = order.boxes.get(box_kind).filter(|_| is_known) else {
        found.push(Fault {
            wrong: Wrong::Unknown,
            parcel: Some(number),
            item: None,
        });
        return;
    };
    weight(order, number, parcel, kind, found);
    company(order, number, parcel, found);
    for (place, unit) in parcel.units.iter().enumerate() {
        let Some(item) = item_of(unit) else { continue };

        if item.own_carton {
            found.push(Fault::of_unit(Wrong::Carton, number, unit.item));
        }
        if !may_stand_so(item, unit.sides) {
            found.push(Fault::of_unit(Wrong::Turned, number, unit.item));
        }
        if !is_inside(unit, kind) {
            found.push(Fault::of_unit(Wrong::Outside, number, unit.item));
        }
        if !is_supported(unit, &parcel.units, order.support) {
            found.push(Fault::of_unit(Wrong::Floating, number, unit.item));
        }
        for (other_place, other) in parcel.units.iter().enumerate() {
            if other_place != place {
                pair(order, number, (place, unit), (other_place, other), found);
            }
        }
    }
}

/// What two units do to each other; called for both sides.
fn pair(
    order: &Order,
    parcel: usize,
    (place, unit): (usize, &Placement),
    (other_place, other): (usize, &Placement),
    found: &mut Vec<Fault>,
) {
    let above = common(unit, other, 0) > 0 && common(unit, other, 1) > 0;
    if !above {
        return;
    }
    if place < other_place && common(unit, other, 2) > 0 {
        found.push(Fault::of_unit(Wrong::Overlap, parcel, unit.item));
    }
    // Put in from above: whatever is over this place must come later.
    if other_place < place && low(other, 2) >= high(unit, 2) {
        found.push(Fault::of_unit(Wrong::Late, parcel, unit.item));
    }
    if low(unit, 2) == high(other, 2)
        && let (Some(item), Some(below)) = (order.items.get(unit.item), order.items.get(other.item))
        && (below.bears_nothing
            || below.is_fragile && !(item.is_fragile && item.weight.max(0) <= below.weight.max(0)))
    {
        found.push(Fault::of_unit(Wrong::Crushing, parcel, unit.item));
    }
}

fn weight(order: &Order, number: usize, parcel: &Parcel, kind: &BoxKind, found: &mut Vec<Fault>) {
    let gross = parcel.gross(order).unwrap_or(i64::MAX);
    if kind.gross_max().is_none_or(|most| gross > most) {
        found.push(Fault {
            wrong: Wrong::TooHeavy,
            parcel: Some(number),
            item: None,
        });
    }
}

fn company(order: &Order, number: usize, parcel: &Parcel, found: &mut Vec<Fault>) {
    let loose = parcel.loose.iter().map(|(item, _)| *item);
    let mut items: Vec<usize> = parcel
        .units
        .iter()
        .map(|unit| unit.item)
        .chain(loose)
        .collect();
    items.sort_unstable();
    items.dedup();
    for item in &items {
        let apart = order.items.get(*item).map(|line| line.apart.as_slice());
        for other in apart.unwrap_or_default() {
            if other != item && items.contains(other) {
                found.push(Fault::of_unit(Wrong::Together, number, *item));
            }
        }
    }
}

fn side(sides: [i64; 3], axis: usize) -> i64 {
    sides.get(axis).copied().unwrap_or(0)
}

fn low(unit: &Placement, axis: usize) -> i64 {
    side(unit.at, axis)
}

fn high(unit: &Placement, axis: usize) -> i64 {
    side(unit.at, axis) + side(unit.sides, axis)
}

/// The length that two units share along an axis.
fn common(unit: &Placement, other: &Placement, axis: usize) -> i64 {
    high(unit, axis).min(high(other, axis)) - low(unit, axis).max(low(other, axis))
}

fn is_inside(unit: &Placement, kind: &BoxKind) -> bool {
    (0..3).all(|axis| low(unit, axis) >= 0 && high(unit, axis) <= side(kind.inner, axis))
}

/// Whether a unit may stand so: one of its allowed sides upright, the others either way round.
fn may_stand_so(item: &Item, sides: [i64; 3]) -> bool {
    let shapes = [Some(item.size), item.folds.then(|| folded_once(item.size))];
    shapes.into_iter().flatten().any(|shape| {
        if !item.turns {
            return sides == shape;
        }
        let [a, b, c] = shape;
        let lying = [[b, c], [a, c], [a, b]];
        let ways = shape.into_iter().zip(lying).zip(item.upright);
        ways.into_iter().any(|((up, [left, right]), may)| {
            may && (sides == [left, right, up] || sides == [right, left, up])
        })
    })
}

/// Half as long and twice as thick; the first of equal sides is meant.
fn folded_once(size: [i64; 3]) -> [i64; 3] {
    let longest = size.into_iter().max().unwrap_or(0).min(LONGEST + 1);
    let long_axis = size.iter().position(|side| *side == longest);
    let mut folded = size;
    if let Some(side) = long_axis.and_then(|axis| folded.get_mut(axis)) {
        *side = (longest + 1) / 2;
    }
    let thinnest = size.into_iter().min().unwrap_or(0);
    if let Some(side) = folded.iter_mut().find(|side| **side == thinnest) {
        *side = thinnest * 2;
    }
    folded
}

fn is_supported(unit: &Placement, units: &[Placement], support: i64) -> bool {
    if low(unit, 2) == 0 {
        return true;
    }
    let below = units.iter().filter(|other| high(other, 2) == low(unit, 2));
    let area = |other: &Placement| common(unit, other, 0).max(0) * common(unit, other, 1).max(0);
    let base: i64 = below.map(area).sum();
    base * 1000 >= side(unit.sides, 0) * side(unit.sides, 1) * support.clamp(0, 1000)
}

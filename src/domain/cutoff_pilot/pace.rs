//! How fast orders are packed, as the orders say that were packed today.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::breaks::Pauses;
use crate::domain::ids::StationId;

/// More time than this between two orders of a bench is a pause, and says nothing about the pace.
///
/// Assumption: no ordinary order takes a quarter of an hour to pack.
pub const PAUSE: TimeDelta = TimeDelta::minutes(15);

/// Fewest orders, each packed after another one of its bench, that make a pace.
///
/// Assumption: below a dozen the mean says more about the orders than about the people.
pub const ENOUGH: usize = 12;

/// A bench counts as quick or slow only as far as its orders outweigh so many of the usual pace.
const DOUBT: i64 = 5;

/// Pace is compared from quarter of an hour to quarter of an hour.
const SLOT_MS: i64 = 15 * 60 * 1_000;

/// How much the pace of a slot scatters where there are too few slots to see it, in thousandths.
///
/// Assumption: ours; about what a bench shows on real days.
const USUAL_SCATTER: i64 = 250;

/// Fewest slots from which the scatter is read.
const SLOTS_ENOUGH: i64 = 4;

/// Widest range that is told, in thousandths of the pace.
const WIDEST: i64 = 700;

/// Two-sided 80 per cent of a normal distribution, in thousandths of its scatter.
const EIGHTY_PERCENT: i64 = 1_282;

/// An order that is packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedOrder {
    /// Where.
    pub station: StationId,
    /// When its last parcel was closed.
    pub closed_at: DateTime<Utc>,
    /// How many units it has.
    pub units: u32,
}

/// How long an order takes at the usual pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Any order, in milliseconds: opening, packaging, weighing, label.
    pub order_ms: i64,
    /// Each unit more, in milliseconds.
    pub unit_ms: i64,
}

impl Effort {
    /// An order of so many units, in milliseconds; at least one.
    pub fn of(self, units: u32) -> i64 {
        let units = self.unit_ms.saturating_mul(i64::from(units));
        self.order_ms.saturating_add(units).max(1)
    }

    /// The line through the means of the smaller and of the larger half of the orders. It goes through the
    /// mean of all, so their efforts add up to the time that they took.
    ///
    /// Source: Wald, "The fitting of straight lines if both variables are subject to error", 1940.
    fn learn(steps: &[Step]) -> Self {
        let mut by_size: Vec<&Step> = steps.iter().collect();
        by_size.sort_by_key(|step| step.units);
        let (smaller, larger) = by_size.split_at(by_size.len() / 2);
        let (small_units, small_ms) = sums(smaller.iter().copied());
        let (large_units, large_ms) = sums(larger.iter().copied());
        let (few, many) = (count(smaller.len()).max(1), count(larger.len()).max(1));
        let all = few + many;
        let (units, took) = (small_units + large_units, small_ms + large_ms);
        // The slope as a fraction: the difference of the means, both times `few * many`.
        let rise = large_ms * few - small_ms * many;
        let run = large_units * few - small_units * many;
        let unit_ms = if run > 0 { (rise / run).max(0) } else { 0 };
        let unit_ms = unit_ms.min(took / units.max(1));
        Self {
            order_ms: (took - unit_ms * units) / all,
            unit_ms,
        }
    }
}

/// An order that was packed after another at the same bench.
#[derive(Debug, Clone)]
struct Step {
    station: StationId,
    at: DateTime<Utc>,
    units: i64,
    took_ms: i64,
}

impl Step {
    fn effort(&self, effort: Effort) -> i64 {
        effort.of(u32::try_from(self.units).unwrap_or(u32::MAX))
    }
}

fn sums<'s>(steps: impl Iterator<Item = &'s Step>) -> (i64, i64) {
    steps.fold((0, 0), |(units, took), step| {
        (units + step.units, took + step.took_ms)
    })
}

/// How a bench packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchPace {
    /// The bench.
    pub station: StationId,
    /// Orders packed.
    pub orders: u32,
    /// When it packed the last one.
    pub last: DateTime<Utc>,
    /// Its pace, in thousandths of the usual one.
    pub speed_permille: i64,
}

/// How orders are packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// How long an order takes.
    pub effort: Effort,
    /// Benches that packed anything, by name.
    pub benches: Vec<BenchPace>,
    /// How much the pace differs from one quarter of an hour to the next, in thousandths.
    scatter_permille: i64,
    /// In how many of them it was seen.
    slots: i64,
}

impl Pace {
    /// The pace of some time, breaks left out; `None` while there are fewer than [`ENOUGH`] orders to learn from.
    pub fn measure(packed: &[PackedOrder], pauses: &Pauses) -> Option<Self> {
        let mut sorted: Vec<&PackedOrder> = packed.iter().collect();
        sorted.sort_by(|one, other| {
            (&one.station, one.closed_at).cmp(&(&other.station, other.closed_at))
        });
        let steps: Vec<Step> = sorted
            .windows(2)
            .filter_map(|pair| step(pair.first()?, pair.get(1)?, pauses))
            .collect();
        if steps.len() < ENOUGH {
            return None;
        }
        let effort = Effort::learn(&steps);
        let (slots, scatter_permille) = scatter(&steps, effort);
        Some(Self {
            effort,
            benches: benches(&sorted, &steps, effort),
            scatter_permille,
            slots,
        })
    }

    /// Benches that packed something within the last quarter of an hour in which there was no break.
    pub fn at_work(&self, now: DateTime<Utc>, pauses: &Pauses) -> Vec<&BenchPace> {
        let is_at_work = |bench: &&BenchPace| pauses.working(bench.last, now) <= PAUSE;
        self.benches.iter().filter(is_at_work).collect()
    }

    /// How far the pace of the time until then may be from the one that was measured, to either side, in
    /// thousandths: in four of five cases it is not farther.
    ///
    /// Assumption: quarters of an hour are quick or slow by chance, each for itself.
    pub fn range_permille(&self, until: TimeDelta) -> i64 {
        let ahead = (until.num_milliseconds() / SLOT_MS).max(1);
        let seen = self.slots.max(1);
        // Scatter of a mean of `ahead` slots around one of `seen`: s * sqrt(1/ahead + 1/seen), a million times
        // under the root.
        let share = 1_000_000 * (ahead + seen) / (ahead * seen);
        let root = share.unsigned_abs().isqrt().cast_signed();
        let scatter = self.scatter_permille * root / 1_000;
        (scatter * EIGHTY_PERCENT / 1_000).clamp(0, WIDEST)
    }
}

fn step(before: &PackedOrder, order: &PackedOrder, pauses: &Pauses) -> Option<Step> {
    let took = pauses.working(before.closed_at, order.closed_at);
    let follows = before.station == order.station && took > TimeDelta::zero() && took <= PAUSE;
    follows.then(|| Step {
        station: order.station.clone(),
        at: order.closed_at,
        units: i64::from(order.units),
        took_ms: took.num_milliseconds(),
    })
}

fn benches(packed: &[&PackedOrder], steps: &[Step], effort: Effort) -> Vec<BenchPace> {
    let usual = steps.iter().map(|step| step.took_ms).sum::<i64>() / count(steps.len()).max(1);
    let mut benches: BTreeMap<&StationId, BenchPace> = BTreeMap::new();
    for order in packed {
        let bench = benches.entry(&order.station).or_insert_with(|| BenchPace {
            station: order.station.clone(),
            orders: 0,
            last: order.closed_at,
            speed_permille: 1_000,
        });
        bench.orders += 1;
        bench.last = bench.last.max(order.closed_at);
    }
    for (station, bench) in &mut benches {
        let own = steps.iter().filter(|step| step.station == **station);
        let (done, took) = own.fold((DOUBT * usual, DOUBT * usual), |(done, took), step| {
            (done + step.effort(effort), took + step.took_ms)
        });
        bench.speed_permille = (done * 1_000 / took.max(1)).max(1);
    }
    benches.into_values().collect()
}

/// How many slots there were, and how much the pace scattered among them, in thousandths.
fn scatter(steps: &[Step], effort: Effort) -> (i64, i64) {
    let mut slots: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for step in steps {
        let (done, took) = slots
            .entry(step.at.timestamp_millis().div_euclid(SLOT_MS))
            .or_default();
        *done += step.effort(effort);
        *took += step.took_ms;
    }
    let number = count(slots.len());
    if number < SLOTS_ENOUGH {
        return (number, USUAL_SCATTER);
    }
    let paces: Vec<i64> = slots
        .values()
        .map(|(done, took)| done * 1_000 / (*took).max(1))
        .collect();
    let mean = paces.iter().sum::<i64>() / number;
    let squares: i64 = paces.iter().map(|pace| (pace - mean) * (pace - mean)).sum();
    let variance = (squares / (number - 1)).unsigned_abs();
    (number, variance.isqrt().cast_signed())
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(packed: &[PackedOrder]) -> Option<Pace> {
        Pace::measure(packed, &Pauses::default())
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    /// Orders of one to five units at a bench, each taking `order` seconds and `unit` more for each unit.
    fn packed(station: &str, orders: u32, order: i64, unit: i64) -> Vec<PackedOrder> {
        let mut clock = 0;
        let mut packed = Vec::new();
        for number in 0..orders {
            let units = 1 + (number * 7) % 5;
            clock += order + unit * i64::from(units);
            packed.push(PackedOrder {
                station: station.into(),
                closed_at: at(clock),
                units,
            });
        }
        packed
    }

    #[test]
    fn what_an_order_and_what_a_unit_takes_is_read_from_the_orders() {
        let pace = measure(&packed("bench-1", 60, 40, 12)).unwrap();
        assert!(
            (38_000..=42_000).contains(&pace.effort.order_ms),
            "{:?}",
            pace.effort
        );
        assert!(
            (11_000..=13_000).contains(&pace.effort.unit_ms),
            "{:?}",
            pace.effort
        );
    }

    #[test]
    fn a_quick_bench_is_told_from_a_slow_one_and_a_new_one_counts_as_usual() {
        let mut all = packed("quick", 60, 30, 10);
        all.extend(packed("slow", 60, 60, 20));
        all.extend(packed("new", 1, 30, 10));
        let pace = measure(&all).unwrap();
        let speed = |name: &str| {
            let bench = pace.benches.iter().find(|it| it.station.as_str() == name);
            bench.unwrap().speed_permille
        };
        let ratio = speed("quick") * 100 / speed("slow");
        assert!((180..=205).contains(&ratio), "{ratio}");
        assert_eq!(speed("new"), 1_000);
    }

    #[test]
    fn a_pause_is_not_taken_for_slow_work() {
        let plain = packed("bench-1", 40, 40, 12);
        let paused: Vec<PackedOrder> = plain
            .iter()
            .enumerate()
            .map(|(number, order)| PackedOrder {
                closed_at: order.closed_at + TimeDelta::minutes(if number < 20 { 0 } else { 45 }),
                ..order.clone()
            })
            .collect();
        let (plain, paused) = (measure(&plain).unwrap(), measure(&paused).unwrap());
        let difference = plain.effort.of(3) - paused.effort.of(3);
        assert!(difference.abs() < 2_000, "{difference}");
    }

    #[test]
    fn a_break_that_was_taken_is_not_slow_work_and_keeps_everybody_at_work() {
        // Ten minutes are shorter than what counts as a pause by itself.
        let begin = at(0) + TimeDelta::seconds(1_000);
        let breaks = begin.format("%H:%M").to_string();
        let end = begin + TimeDelta::minutes(10);
        let text = format!("{breaks}-{}", end.format("%H:%M"));
        let pauses = crate::domain::cutoff_pilot::Breaks::read(&text)
            .unwrap()
            .between((at(0), at(90_000)), chrono_tz::UTC);
        let (begin, end) = pauses.iter().next().unwrap();
        let plain = packed("bench-1", 40, 40, 12);
        let paused: Vec<PackedOrder> = plain
            .iter()
            .map(|order| PackedOrder {
                closed_at: if order.closed_at > begin {
                    order.closed_at + (end - begin)
                } else {
                    order.closed_at
                },
                ..order.clone()
            })
            .collect();
        let unpaused = measure(&plain).unwrap();
        let told = Pace::measure(&paused, &pauses).unwrap();
        assert_eq!(told.effort, unpaused.effort);
        assert_ne!(measure(&paused).unwrap().effort, unpaused.effort);
        let before = PackedOrder {
            closed_at: begin - TimeDelta::minutes(10),
            ..plain.first().unwrap().clone()
        };
        let last: Vec<PackedOrder> = (0..20)
            .map(|number| PackedOrder {
                closed_at: before.closed_at - TimeDelta::minutes(number),
                ..before.clone()
            })
            .collect();
        let pace = Pace::measure(&last, &pauses).unwrap();
        let soon_after = end + TimeDelta::minutes(4);
        assert_eq!(pace.at_work(soon_after, &pauses).len(), 1);
        assert_eq!(pace.at_work(soon_after, &Pauses::default()).len(), 0);
    }

    #[test]
    fn a_dozen_orders_are_needed() {
        assert_eq!(measure(&packed("bench-1", 12, 40, 10)), None);
        assert!(measure(&packed("bench-1", 13, 40, 10)).is_some());
        assert_eq!(measure(&[]), None);
    }

    #[test]
    fn the_farther_ahead_the_surer_is_the_mean_and_orders_of_one_size_ask_for_nothing_by_the_unit()
    {
        let one_size: Vec<PackedOrder> = packed("bench-1", 120, 40, 10)
            .into_iter()
            .map(|order| PackedOrder { units: 3, ..order })
            .collect();
        let pace = measure(&one_size).unwrap();
        assert_eq!(pace.effort.unit_ms, 0);
        let (soon, late) = (
            pace.range_permille(TimeDelta::minutes(10)),
            pace.range_permille(TimeDelta::hours(6)),
        );
        assert!(soon >= late && late > 0, "{soon} {late}");
    }
}

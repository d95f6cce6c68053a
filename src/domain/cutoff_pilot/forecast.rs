//! The orders that wait, packed ahead: which of them make their lorry.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::{DateTime, TimeDelta, Utc};

use super::pace::{BenchPace, Effort, Pace};
use crate::domain::ids::OrderNo;

/// How far ahead is looked. What leaves later is another shift's.
pub const HORIZON: TimeDelta = TimeDelta::hours(12);

/// Most packers more that are tried. Assumption: nobody finds ten people for an afternoon.
const MOST_MORE: u32 = 9;

/// The usual pace, in thousandths.
const USUAL: i64 = 1_000;

/// An order that can be packed, with the lorry that it can still make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOrder {
    /// The order.
    pub order: OrderNo,
    /// The carrier service it goes by.
    pub service: String,
    /// The cut-off of that lorry.
    pub cutoff: DateTime<Utc>,
    /// How many units it has.
    pub units: u32,
}

/// What becomes of the orders of one lorry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lorry {
    /// The carrier service.
    pub service: String,
    /// Its cut-off.
    pub cutoff: DateTime<Utc>,
    /// Orders that wait for it.
    pub waiting: u32,
    /// Those that will miss it, in the queue's sequence.
    pub missing: Vec<OrderNo>,
    /// How many miss it if the pace is as slow as in one of ten cases.
    pub missing_if_slow: u32,
    /// How many miss it if the pace is as quick as in one of ten cases.
    pub missing_if_quick: u32,
    /// How many miss it with one packer more from now on.
    pub missing_with_one_more: u32,
    /// How many miss it with one packer fewer; with one alone, all.
    pub missing_with_one_fewer: u32,
    /// When the last of those is packed that make it; `None` when none does.
    pub done_at: Option<DateTime<Utc>>,
}

/// What becomes of all that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// The lorries of the coming hours, the next one first.
    pub lorries: Vec<Lorry>,
    /// Packers more from now on with which no order misses its lorry: none needed is 0, `None` when nine
    /// would not do.
    pub needed: Option<u32>,
}

/// Looks ahead. `waiting` stands in the queue's sequence; with nobody at work every order misses its lorry.
pub fn forecast(
    waiting: &[WaitingOrder],
    pace: &Pace,
    at_work: &[&BenchPace],
    now: DateTime<Utc>,
) -> Forecast {
    let is_soon = |order: &&WaitingOrder| order.cutoff <= now + HORIZON;
    let waiting: Vec<&WaitingOrder> = waiting.iter().filter(is_soon).collect();
    let day = Day {
        waiting: &waiting,
        effort: pace.effort,
        now,
    };
    let range = |order: &WaitingOrder| pace.range_permille(order.cutoff - now);
    let usual = |_: &WaitingOrder| USUAL;
    let speeds = Speeds::of(at_work);
    let expected = day.pack(&speeds, usual);
    let slow = day.pack(&speeds, |order| USUAL - range(order));
    let quick = day.pack(&speeds, |order| USUAL + range(order));
    let more = day.pack(&speeds.with_more(1), usual);
    let fewer = day.pack(&speeds.with_one_fewer(), usual);
    let mut lorries: BTreeMap<(DateTime<Utc>, &str), Lorry> = BTreeMap::new();
    let cases = expected
        .iter()
        .zip(&slow)
        .zip(&quick)
        .zip(&more)
        .zip(&fewer);
    for (order, ((((expected, slow), quick), more), fewer)) in waiting.iter().zip(cases) {
        let lorry = lorries
            .entry((order.cutoff, &order.service))
            .or_insert_with(|| Lorry::empty(order));
        lorry.waiting += 1;
        match expected {
            Some(done_at) => lorry.done_at = lorry.done_at.max(Some(*done_at)),
            None => lorry.missing.push(order.order.clone()),
        }
        lorry.missing_if_slow += u32::from(slow.is_none());
        lorry.missing_if_quick += u32::from(quick.is_none());
        lorry.missing_with_one_more += u32::from(more.is_none());
        lorry.missing_with_one_fewer += u32::from(fewer.is_none());
    }
    let needed = (0..=MOST_MORE).find(|more| {
        let packed = day.pack(&speeds.with_more(*more), usual);
        packed.iter().all(Option::is_some)
    });
    Forecast {
        lorries: lorries.into_values().collect(),
        needed,
    }
}

impl Lorry {
    fn empty(order: &WaitingOrder) -> Self {
        Self {
            service: order.service.clone(),
            cutoff: order.cutoff,
            waiting: 0,
            missing: vec![],
            missing_if_slow: 0,
            missing_if_quick: 0,
            missing_with_one_more: 0,
            missing_with_one_fewer: 0,
            done_at: None,
        }
    }
}

/// How fast each bench is, in thousandths of the usual pace.
#[derive(Debug, Clone)]
struct Speeds(Vec<i64>);

impl Speeds {
    fn of(benches: &[&BenchPace]) -> Self {
        Self(benches.iter().map(|bench| bench.speed_permille).collect())
    }

    fn mean(&self) -> i64 {
        let number = i64::try_from(self.0.len()).unwrap_or(i64::MAX);
        self.0
            .iter()
            .sum::<i64>()
            .checked_div(number)
            .unwrap_or(USUAL)
    }

    /// With packers more who are as fast as the others in the mean.
    fn with_more(&self, packers: u32) -> Self {
        let mean = self.mean();
        let new = (0..packers).map(|_| mean);
        Self(self.0.iter().copied().chain(new).collect())
    }

    /// Without the one who is nearest to the mean.
    fn with_one_fewer(&self) -> Self {
        let mean = self.mean();
        let mut left = self.0.clone();
        let usual =
            (0..left.len()).min_by_key(|at| left.get(*at).map(|speed| (speed - mean).abs()));
        if let Some(at) = usual {
            left.swap_remove(at);
        }
        Self(left)
    }
}

/// What is to be packed from now on.
struct Day<'d> {
    waiting: &'d [&'d WaitingOrder],
    effort: Effort,
    now: DateTime<Utc>,
}

impl Day<'_> {
    /// When each order is packed, each by the bench that is free first; `None` for one that misses its lorry and
    /// stays behind. `pace` tells how fast everybody is while an order is packed, in thousandths of what they are.
    fn pack(
        &self,
        speeds: &Speeds,
        pace: impl Fn(&WaitingOrder) -> i64,
    ) -> Vec<Option<DateTime<Utc>>> {
        // When each bench is free, in milliseconds from now.
        let mut free: BinaryHeap<Reverse<(i64, i64)>> =
            speeds.0.iter().map(|speed| Reverse((0, *speed))).collect();
        let packed = self.waiting.iter().map(|order| {
            let mut bench = free.peek_mut()?;
            let Reverse((free_at, speed)) = *bench;
            let speed = (speed * pace(order) / USUAL).max(1);
            let done = free_at + self.effort.of(order.units).saturating_mul(USUAL) / speed;
            let done_at = self.now.checked_add_signed(TimeDelta::milliseconds(done))?;
            if done_at > order.cutoff {
                return None;
            }
            bench.0.0 = done;
            Some(done_at)
        });
        packed.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cutoff_pilot::PackedOrder;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + minutes * 60, 0).unwrap()
    }

    /// Benches that have packed one order of two units a minute for an hour, until minute 60.
    fn pace(benches: usize) -> Pace {
        let mut packed = Vec::new();
        for bench in 0..benches {
            packed.extend((0..=60).map(|minute| PackedOrder {
                station: format!("bench-{bench}").as_str().into(),
                closed_at: at(minute),
                units: 2,
            }));
        }
        Pace::measure(&packed).unwrap()
    }

    fn waiting(orders: usize, service: &str, cutoff: i64) -> Vec<WaitingOrder> {
        (0..orders)
            .map(|number| WaitingOrder {
                order: format!("{service}-{number}").as_str().into(),
                service: service.to_owned(),
                cutoff: at(cutoff),
                units: 2,
            })
            .collect()
    }

    fn lorry(told: &Forecast, at: usize) -> &Lorry {
        let lorry = told.lorries.get(at);
        lorry.unwrap()
    }

    fn ahead(waiting: &[WaitingOrder], benches: usize) -> Forecast {
        let pace = pace(benches);
        forecast(waiting, &pace, &pace.at_work(at(60)), at(60))
    }

    #[test]
    fn two_benches_pack_two_orders_a_minute_and_the_rest_misses_its_lorry() {
        let told = ahead(&waiting(50, "dpd", 80), 2);
        let lorry = lorry(&told, 0);
        assert_eq!((lorry.waiting, lorry.missing.len()), (50, 10));
        assert_eq!(lorry.missing.first().unwrap().as_str(), "dpd-40");
        assert_eq!(lorry.done_at, Some(at(80)));
        assert_eq!(
            (lorry.missing_with_one_more, lorry.missing_with_one_fewer),
            (0, 30)
        );
        assert_eq!(told.needed, Some(1));
    }

    #[test]
    fn who_has_missed_one_lorry_does_not_keep_the_next_waiting() {
        let mut orders = waiting(100, "dpd", 70);
        orders.extend(waiting(5, "gls", 75));
        let told = ahead(&orders, 1);
        let missing: Vec<_> = told
            .lorries
            .iter()
            .map(|lorry| lorry.missing.len())
            .collect();
        assert_eq!(missing, [90, 0]);
        assert_eq!(lorry(&told, 1).done_at, Some(at(75)));
        assert_eq!(told.needed, Some(9));
    }

    #[test]
    fn where_nobody_is_at_work_everything_stays_and_the_next_shifts_lorries_are_left_out() {
        let pace = pace(2);
        let mut orders = waiting(3, "dpd", 200);
        orders.extend(waiting(3, "gls", 2_000));
        let told = forecast(&orders, &pace, &pace.at_work(at(120)), at(120));
        assert_eq!(told.lorries.len(), 1);
        assert_eq!(lorry(&told, 0).missing.len(), 3);
        assert_eq!(lorry(&told, 0).missing_with_one_more, 0);
        assert_eq!(told.needed, Some(1));
    }

    #[test]
    fn a_scarce_lorry_says_how_it_may_come_out() {
        // A quarter of an hour is quick, the next one slow; in the mean an order takes a minute.
        let mut clock = 0;
        let packed: Vec<PackedOrder> = (0..120)
            .map(|_| {
                clock += if clock / 900 % 2 == 0 { 45 } else { 90 };
                PackedOrder {
                    station: "bench-1".into(),
                    closed_at: at(0) + TimeDelta::seconds(clock),
                    units: 2,
                }
            })
            .collect();
        let pace = Pace::measure(&packed).unwrap();
        let now = at(0) + TimeDelta::seconds(clock);
        let mut orders = waiting(28, "dpd", 0);
        for order in &mut orders {
            order.cutoff = now + TimeDelta::minutes(30);
        }
        let told = forecast(&orders, &pace, &pace.at_work(now), now);
        let lorry = lorry(&told, 0);
        assert_eq!((lorry.missing.len(), lorry.missing_if_quick), (0, 0));
        assert!(lorry.missing_if_slow > 2, "{}", lorry.missing_if_slow);
    }
}

//! What always holds of a forecast: it is what a second-by-second count says, and nothing that takes time saves an order.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{
    Ahead, Breaks, ComingOrder, Effort, Forecast, Lorry, Pace, PackedOrder, Pauses, WaitingOrder,
    forecast,
};

/// What an order takes at the usual pace, and each unit more.
const EFFORT: Effort = Effort {
    order_ms: 20_000,
    unit_ms: 10_000,
};

/// Six in the morning, so that no time of a case passes midnight.
fn at(seconds: i64) -> DateTime<Utc> {
    let six: DateTime<Utc> = "2026-11-24T06:00:00Z".parse().unwrap();
    six + TimeDelta::seconds(seconds)
}

/// An hour of work by so many benches that are all alike, until the moment from which is looked ahead.
fn pace(benches: usize) -> Pace {
    let mut packed = Vec::new();
    for bench in 0..benches {
        let mut clock = -3_600;
        for number in 0..60_i64 {
            let units = u32::try_from(1 + (number * 7) % 5).unwrap();
            clock += EFFORT.of(units) / 1_000;
            packed.push(PackedOrder {
                station: format!("bench-{bench}").as_str().into(),
                closed_at: at(clock),
                units,
            });
        }
        let behind = TimeDelta::seconds(-clock);
        for order in packed.iter_mut().rev().take(60) {
            order.closed_at += behind;
        }
    }
    let pace = Pace::measure(&packed, &Pauses::default()).unwrap();
    assert_eq!(pace.effort, EFFORT);
    pace
}

/// An order as a case gives it: which lorry, when it comes, how large.
#[derive(Debug, Clone)]
struct Given {
    lorry: usize,
    arrives: i64,
    units: u32,
}

#[derive(Debug, Clone)]
struct Case {
    benches: usize,
    /// Cut-offs of the lorries, in seconds from now.
    cutoffs: Vec<i64>,
    waiting: Vec<Given>,
    to_come: Vec<Given>,
    /// Beginnings and lengths, in minutes from now; what overlaps is left out.
    breaks: Vec<(u32, u32)>,
}

fn given(lorries: usize) -> impl Strategy<Value = Given> {
    (0..lorries, 0..3_600_i64, 1..8_u32).prop_map(|(lorry, arrives, units)| Given {
        lorry,
        arrives,
        units,
    })
}

fn case() -> impl Strategy<Value = Case> {
    (1..4_usize, prop::collection::vec(0..3_000_i64, 1..4)).prop_flat_map(|(benches, cutoffs)| {
        let lorries = cutoffs.len();
        (
            Just(benches),
            Just(cutoffs),
            prop::collection::vec(given(lorries), 0..60),
            prop::collection::vec(given(lorries), 0..20),
            prop::collection::vec((0..50_u32, 1..15_u32), 0..3),
        )
            .prop_map(|(benches, cutoffs, waiting, to_come, breaks)| Case {
                benches,
                cutoffs,
                waiting,
                to_come,
                breaks,
            })
    })
}

impl Case {
    fn cutoff(&self, lorry: usize) -> DateTime<Utc> {
        let cutoff = self.cutoffs.get(lorry);
        at(*cutoff.unwrap())
    }

    fn service(lorry: usize) -> String {
        format!("lorry-{lorry}")
    }

    /// In the queue's sequence.
    fn waiting(&self) -> Vec<WaitingOrder> {
        let mut waiting: Vec<WaitingOrder> = self
            .waiting
            .iter()
            .enumerate()
            .map(|(number, order)| WaitingOrder {
                order: format!("W-{number:02}").as_str().into(),
                service: Self::service(order.lorry),
                cutoff: self.cutoff(order.lorry),
                units: order.units,
            })
            .collect();
        waiting.sort_by_key(|order| order.cutoff);
        waiting
    }

    fn to_come(&self) -> Vec<ComingOrder> {
        let mut to_come: Vec<ComingOrder> = self
            .to_come
            .iter()
            .map(|order| ComingOrder {
                service: Self::service(order.lorry),
                cutoff: self.cutoff(order.lorry),
                arrives: at(order.arrives).min(self.cutoff(order.lorry)),
                units: order.units,
            })
            .collect();
        to_come.sort_by_key(|order| order.arrives);
        to_come
    }

    fn pauses(&self) -> Pauses {
        let mut text = String::new();
        for (begin, minutes) in &self.breaks {
            let time = |minute: u32| {
                let time = at(i64::from(minute) * 60).time();
                NaiveTime::format(&time, "%H:%M").to_string()
            };
            let more = format!("{text} {}-{}", time(*begin), time(begin + minutes));
            if Breaks::read(&more).is_some() {
                text = more;
            }
        }
        let breaks = Breaks::read(&text).unwrap();
        breaks.between((at(-7_200), at(86_400 / 2)), chrono_tz::UTC)
    }

    fn told(&self) -> Forecast {
        let (waiting, to_come, pauses) = (self.waiting(), self.to_come(), self.pauses());
        let pace = pace(self.benches);
        let ahead = Ahead {
            waiting: &waiting,
            to_come: &to_come,
            pauses: &pauses,
            now: at(0),
        };
        forecast(&ahead, &pace, &pace.at_work(at(0), &Pauses::default()))
    }

    /// The same, counted slowly: second by second all benches together do so much of the most urgent order that is
    /// there, is not done, and whose lorry is there still. Answers which ones are not done in time: what waits, then
    /// what is to come.
    fn counted(&self) -> (Vec<String>, usize) {
        struct Piece {
            name: Option<String>,
            from: i64,
            cutoff: i64,
            left: i64,
            alone: i64,
            done: Option<i64>,
        }
        let second = |time: DateTime<Utc>| (time - at(0)).num_seconds();
        let pauses = self.pauses();
        let piece = |name, (from, cutoff): (i64, i64), units| Piece {
            name,
            from,
            cutoff,
            left: EFFORT.of(units),
            alone: EFFORT.of(units),
            done: None,
        };
        let mut pieces: Vec<Piece> = self
            .waiting()
            .into_iter()
            .map(|one| piece(Some(one.order.0), (0, second(one.cutoff)), one.units))
            .chain(
                self.to_come()
                    .into_iter()
                    .map(|one| piece(None, (second(one.arrives), second(one.cutoff)), one.units)),
            )
            .collect();
        pieces.sort_by_key(|piece| piece.cutoff);
        for now in 0..3_600 {
            let is_break = pauses
                .iter()
                .any(|(begin, end)| (second(begin)..second(end)).contains(&now));
            if is_break {
                continue;
            }
            let mut capacity = i64::try_from(self.benches).unwrap() * 1_000;
            for piece in &mut pieces {
                let is_there = piece.from <= now && now < piece.cutoff;
                if is_there && piece.alone > 0 {
                    piece.alone -= 1_000;
                }
                if is_there && piece.left > 0 {
                    let spent = piece.left.min(capacity);
                    piece.left -= spent;
                    capacity -= spent;
                    piece.done = (piece.left == 0).then_some(now + 1);
                }
            }
        }
        let late = |piece: &&Piece| piece.done.is_none() || piece.alone > 0;
        let names = pieces
            .iter()
            .filter(late)
            .filter_map(|piece| piece.name.clone());
        let mut names: Vec<String> = names.collect();
        names.sort();
        let to_come = pieces
            .iter()
            .filter(late)
            .filter(|piece| piece.name.is_none());
        (names, to_come.count())
    }
}

fn names(told: &Forecast) -> Vec<String> {
    let all = told.lorries.iter().flat_map(|lorry| &lorry.missing);
    let mut names: Vec<String> = all.map(|order| order.0.clone()).collect();
    names.sort();
    names
}

fn sum(told: &Forecast, of: impl Fn(&Lorry) -> u32) -> u32 {
    told.lorries.iter().map(of).sum()
}

/// No order is in time after that was not before, in any of the counts.
fn is_no_better(before: &Forecast, after: &Forecast) {
    let late = names(after);
    for name in names(before) {
        assert!(late.contains(&name), "{name} is in time now");
    }
    let counts: [fn(&Lorry) -> u32; 5] = [
        Lorry::missing_of_all,
        |lorry| lorry.missing_if_slow,
        |lorry| lorry.missing_if_quick,
        |lorry| lorry.missing_with_one_more,
        |lorry| lorry.missing_with_one_fewer,
    ];
    for of in counts {
        assert!(sum(before, of) <= sum(after, of));
    }
    let packers = |told: &Forecast| told.needed.unwrap_or(u32::MAX);
    assert!(packers(before) <= packers(after));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_forecast_is_what_a_slow_count_second_by_second_says(case in case()) {
        let told = case.told();
        let (late, to_come) = case.counted();
        prop_assert_eq!(names(&told), late);
        let told = sum(&told, |lorry| lorry.missing_to_come);
        prop_assert_eq!(told, u32::try_from(to_come).unwrap());
    }

    #[test]
    fn more_breaks_never_make_fewer_orders_late(case in case(), more in (0..50_u32, 1..15_u32)) {
        let mut longer = case.clone();
        longer.breaks.push(more);
        is_no_better(&case.told(), &longer.told());
    }

    #[test]
    fn more_orders_to_come_never_make_fewer_orders_late(
        case in case(),
        more in prop::collection::vec(given(1), 1..9),
    ) {
        let mut fuller = case.clone();
        fuller.to_come.extend(more);
        is_no_better(&case.told(), &fuller.told());
    }

    #[test]
    fn another_packer_never_makes_more_orders_late(case in case()) {
        let more = Case { benches: case.benches + 1, ..case.clone() };
        let (one, other) = (more.told(), case.told());
        let late = names(&other);
        for name in names(&one) {
            prop_assert!(late.contains(&name), "{} was in time with fewer", name);
        }
    }
}

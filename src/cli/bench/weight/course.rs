//! The course of the weight benchmark: a shop packs and learns, then wrong parcels are planted.

use std::time::Instant;

use super::super::figure::Times;
use super::peers::{History, PEERS};
use super::world::{Make, Order, Planted, Shop};
use crate::domain::stats::weights::{
    Around, Explanation, Knowledge, Lesson, Parcel, Rules, explain, judge,
};
use crate::domain::units::Grams;

/// Wrong parcels that nobody notices but the scale, while the shop learns.
const UNNOTICED: f64 = 0.004;

/// What the benchmark's shop sets: it knows that its catalogue is not to be trusted.
pub(super) fn rules(false_alarms_ppm: u32) -> Rules {
    Rules {
        false_alarms_ppm,
        scale_interval: Grams(5),
        catalogue_permille: 400,
        catalogue_mg: 42_000,
        tare_permille: 280,
        tare_mg: 28_000,
    }
}

pub(super) fn parcel(order: &Order) -> Parcel<'_> {
    Parcel {
        contents: &order.contents,
        packaging: &order.packaging,
        tare: order.tare,
        scale: "bench",
    }
}

/// A shop with what it has learned.
#[derive(Debug)]
pub(super) struct Course {
    pub(super) shop: Shop,
    pub(super) knowledge: Knowledge,
    pub(super) history: History,
    pub(super) rules: Rules,
    /// Drifts that were found while there was none.
    pub(super) false_drifts: u32,
}

/// Counts of one test.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) clean: u32,
    pub(super) false_alarms: u32,
    /// Missing, extra, swapped, other packaging: planted, stopped, explained first, in the first three.
    pub(super) planted: [[u32; 4]; 4],
    /// False alarms, then the three kinds stopped, of each peer.
    pub(super) peers: [[u32; 4]; 4],
}

impl Found {
    /// The counts of another test beside these.
    pub(super) fn add(&mut self, other: &Self) {
        self.clean += other.clean;
        self.false_alarms += other.false_alarms;
        for (all, one) in [
            (&mut self.planted, &other.planted),
            (&mut self.peers, &other.peers),
        ] {
            for (all, one) in all.iter_mut().flatten().zip(one.iter().flatten()) {
                *all += one;
            }
        }
    }
}

impl Course {
    pub(super) fn new(make: Make, weights: Option<&[f64]>, rules: Rules) -> Self {
        Self {
            shop: Shop::new(make, weights),
            knowledge: Knowledge::default(),
            history: History::default(),
            rules,
            false_drifts: 0,
        }
    }

    /// Packs so many orders and learns from them.
    pub(super) fn pack(&mut self, orders: usize) {
        for _ in 0..orders {
            let order = self.shop.order();
            let is_wrong = self.shop.dice.share() < UNNOTICED;
            let planted = is_wrong.then(|| {
                let kind = self.shop.dice.below(3);
                self.shop.plant(&order, kind)
            });
            self.weigh(&order, planted);
        }
    }

    /// One parcel over the scale: what is stopped is looked at by a person, who is right.
    pub(super) fn weigh(&mut self, order: &Order, planted: Option<Planted>) {
        let mut gross_mg = self.shop.weigh(order, planted);
        let parcel = parcel(order);
        let judged = judge(&self.knowledge, &parcel, &self.rules);
        let mut accepted = judged.of(gross_mg).accepted;
        if !accepted && planted.is_some() {
            gross_mg = self.shop.weigh(order, None);
            accepted = judged.of(gross_mg).accepted;
        }
        let lesson = Lesson {
            gross_mg,
            confirmed: !accepted,
        };
        let taught = self.knowledge.teach(&parcel, lesson, &self.rules);
        if taught.drift_found && self.shop.drift == 0.0 {
            self.false_drifts += 1;
            self.knowledge
                .scales
                .entry("bench".to_owned())
                .or_default()
                .checked();
        }
        self.history.add(order, gross_mg);
    }

    /// Right parcels and wrong ones, without learning.
    pub(super) fn test(&mut self, clean: u32, wrong: u32) -> Found {
        let mut found = Found::default();
        for _ in 0..clean {
            let order = self.shop.order();
            let gross_mg = self.shop.weigh(&order, None);
            let judged = judge(&self.knowledge, &parcel(&order), &self.rules);
            found.clean += 1;
            found.false_alarms += u32::from(!judged.of(gross_mg).accepted);
            for (at, (peer, _)) in PEERS.iter().enumerate() {
                let stops = self.history.stops(*peer, &order, gross_mg);
                found.peers[at][0] += u32::from(stops);
            }
        }
        for turn in 0..wrong {
            for kind in 0..4 {
                // Other packagings are rarer.
                if kind < 3 || turn % 9 == 0 {
                    self.test_wrong(kind, &mut found);
                }
            }
        }
        found
    }

    fn test_wrong(&mut self, kind: usize, found: &mut Found) {
        let order = self.shop.order();
        let planted = self.shop.plant(&order, kind);
        let gross_mg = self.shop.weigh(&order, Some(planted));
        let (taken_for, packagings) = (self.shop.taken_for(&order), self.shop.packagings());
        let around = Around {
            taken_for: &taken_for,
            packagings: &packagings,
        };
        let parcel = parcel(&order);
        let judged = judge(&self.knowledge, &parcel, &self.rules);
        let is_stopped = !judged.of(gross_mg).accepted;
        let explained = explain(&self.knowledge, &parcel, gross_mg, around, &self.rules);
        let counts = &mut found.planted[kind];
        counts[0] += 1;
        for (at, (peer, _)) in PEERS.iter().enumerate().filter(|_| kind < 3) {
            let stops = self.history.stops(*peer, &order, gross_mg);
            found.peers[at][kind + 1] += u32::from(stops);
        }
        if !is_stopped {
            return;
        }
        counts[1] += 1;
        let truth = self.truth(planted);
        let place = explained
            .likely
            .iter()
            .position(|likely| likely.explanation == truth);
        counts[2] += u32::from(place == Some(0));
        counts[3] += u32::from(place.is_some_and(|place| place < 3));
    }

    fn truth(&self, planted: Planted) -> Explanation {
        let sku = |at: usize| self.shop.sku(at).clone();
        match planted {
            Planted::Missing(at) => Explanation::Missing {
                sku: sku(at),
                units: 1,
            },
            Planted::Extra(at) => Explanation::Extra {
                sku: sku(at),
                units: 1,
            },
            Planted::Swapped(of, other) => Explanation::Instead {
                sku: sku(other),
                of: sku(of),
            },
            Planted::OtherCarton(at) => Explanation::OtherPackaging {
                packaging: self.shop.carton(at).clone(),
            },
        }
    }
}

/// How long verdict and explanation take of parcels with 30 lines and ten neighbours each: the shortest of three
/// times, as the computer does other things too.
pub(super) fn explain_thirty_lines(course: &mut Course, parcels: usize) -> Times {
    let mut times = Times::default();
    let packagings = course.shop.packagings();
    for _ in 0..parcels {
        let order = course.shop.order_of(30);
        let planted = course.shop.plant(&order, 0);
        let gross_mg = course.shop.weigh(&order, Some(planted));
        let taken_for = course.shop.taken_for(&order);
        let around = Around {
            taken_for: &taken_for,
            packagings: &packagings,
        };
        let parcel = parcel(&order);
        let rounds = (0..3).map(|_| {
            let begun = Instant::now();
            let judged = judge(&course.knowledge, &parcel, &course.rules).of(gross_mg);
            let explained = explain(&course.knowledge, &parcel, gross_mg, around, &course.rules);
            std::hint::black_box((judged, explained));
            begun.elapsed()
        });
        times.add(rounds.min().unwrap_or_default());
    }
    times
}

/// How many parcels it takes to find that the scale shows 10 g too much or too little, in a shop that has learned.
pub(super) fn parcels_to_drift(course: &mut Course, drift: f64) -> u32 {
    let kept = (course.knowledge.clone(), course.shop.drift);
    course
        .knowledge
        .scales
        .entry("bench".to_owned())
        .or_default()
        .checked();
    course.shop.drift = drift;
    let mut parcels = 0;
    while parcels < 200 {
        parcels += 1;
        let order = course.shop.order();
        let gross_mg = course.shop.weigh(&order, None);
        let parcel = parcel(&order);
        let accepted = judge(&course.knowledge, &parcel, &course.rules)
            .of(gross_mg)
            .accepted;
        let lesson = Lesson {
            gross_mg,
            confirmed: !accepted,
        };
        if course
            .knowledge
            .teach(&parcel, lesson, &course.rules)
            .drift_found
        {
            break;
        }
    }
    (course.knowledge, course.shop.drift) = kept;
    parcels
}

/// How many confirmed parcels it takes to bring a catalogue weight that is wrong by half to within 2 % of the truth:
/// a product that was never weighed, beside one that the shop knows.
pub(super) fn parcels_to_repair(course: &mut Course, wrong: f64) -> u32 {
    let mut knowledge = course.knowledge.clone();
    let (order, at) = loop {
        let mut order = course.shop.order();
        let at = order.lines[0].0;
        let known = |at: usize| {
            let known = knowledge.products.get(course.shop.sku(at));
            known.is_some_and(|known| known.parcels > 20)
        };
        let all: f64 = order
            .lines
            .iter()
            .map(|(at, _)| course.shop.mean(*at))
            .sum();
        let is_seen = course.shop.mean(at) * 3.0 > all;
        if is_seen
            && order.lines.len() <= 2
            && order
                .lines
                .iter()
                .all(|(at, units)| known(*at) && *units == 1)
        {
            let mean = course.shop.mean(at);
            let listed = Grams(((mean * wrong).round() as i64).max(1));
            order.contents[0].catalogue = listed;
            break (order, at);
        }
    };
    knowledge.products.remove(course.shop.sku(at));
    for parcels in 1..=20 {
        let gross_mg = course.shop.weigh(&order, None);
        let parcel = parcel(&order);
        let lesson = Lesson {
            gross_mg,
            confirmed: true,
        };
        knowledge.teach(&parcel, lesson, &course.rules);
        let learned = knowledge.products.get(course.shop.sku(at));
        if learned.is_some_and(|known| course.shop.error(at, known.mean_mg) <= 0.02) {
            return parcels;
        }
    }
    99
}

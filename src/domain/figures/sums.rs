//! What was counted of some time, and the figures that come of it. Sums of parts add up to the sums of the whole.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Figure;
use super::account::{Effort, OrderWork, ParcelWork};
use crate::domain::ids::PackagingCode;
use crate::domain::stats::counted::{Middle, bounds_of_count, mean, median};
use crate::domain::stats::proportion::{Ppm, Proportion};
use crate::domain::units::Minor;

/// Milliseconds of an hour.
const HOUR_MILLIS: u128 = 3_600_000;

/// Sums of squares of the seconds that orders took, by step and in all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Squares {
    /// All steps.
    pub total: i64,
    /// While units are scanned.
    pub scanning: i64,
    /// While the packaging is taken.
    pub packaging: i64,
    /// At the scale.
    pub weighing: i64,
    /// From the right weight to the closed parcel.
    pub confirming: i64,
}

/// How long something took, of many parcels: the mean and the median come out exact, and the spread of a day is small.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// All of them together, in milliseconds.
    pub millis: i64,
    /// How many took so many whole minutes.
    pub minutes: BTreeMap<i64, u64>,
}

impl Spread {
    fn count(&mut self, millis: i64) {
        self.millis = self.millis.saturating_add(millis);
        let minutes = (millis + 30_000).div_euclid(60_000);
        *self.minutes.entry(minutes).or_default() += 1;
    }

    fn add(&mut self, other: Self) {
        self.millis = self.millis.saturating_add(other.millis);
        for (minutes, count) in other.minutes {
            *self.minutes.entry(minutes).or_default() += count;
        }
    }

    fn value(&self) -> Option<Value> {
        let each = self.minutes.iter();
        let minutes: Vec<i64> = each
            .flat_map(|(minutes, count)| {
                std::iter::repeat_n(*minutes, usize::try_from(*count).unwrap_or(usize::MAX))
            })
            .collect();
        let cases = u64::try_from(minutes.len()).unwrap_or(u64::MAX);
        let Middle { number, low, high } = median(&minutes)?;
        Some(Value {
            number,
            mean: nearest(i128::from(self.millis), 60_000 * u128::from(cases)),
            low,
            high,
            cases,
        })
    }
}

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Orders closed.
    pub orders: u64,
    /// Lines packed.
    pub lines: u64,
    /// Orders at which nothing had to be refused.
    pub first_pass: u64,
    /// Orders whose data were all there.
    pub complete: u64,
    /// How long the orders took, in milliseconds.
    pub effort: Effort,
    /// The same squared, in seconds.
    pub squares: Squares,
    /// Parcels closed.
    pub parcels: u64,
    /// Parcels whose label nobody had to see to.
    pub automatic: u64,
    /// Parcels of which a label failed.
    pub failed: u64,
    /// Work on the parcels, in milliseconds.
    pub parcel_effort: i64,
    /// Parcels by packaging.
    pub packagings: BTreeMap<PackagingCode, u64>,
    /// Parcels that are on a carrier's list.
    pub handed_over: u64,
    /// Of them, those that a lorry was promised for.
    pub promised: u64,
    /// Of those: how many were handed over before it left.
    pub on_time: u64,
    /// Parcels that are on no list yet, by when their lorry leaves, in milliseconds since 1970.
    pub waiting: BTreeMap<i64, u64>,
    /// From payment to the closed parcel.
    pub paid_to_packed: Spread,
    /// From payment to hand-over.
    pub paid_to_handed_over: Spread,
    /// From the closed parcel to hand-over.
    pub packed_to_handed_over: Spread,
    /// Orders that a bench refused for their data.
    pub blocked: u64,
    /// Products whose weight or size a lead corrected.
    pub corrections: u64,
    /// Working hours.
    pub hours: u64,
}

/// What the figures are reckoned with, beside what was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    /// Days that were counted.
    pub days: u64,
    /// What each packaging costs today.
    pub packagings: BTreeMap<PackagingCode, Minor>,
    /// What an hour of work costs; 0 where nobody has set it, and then only packaging is counted.
    pub wage: Minor,
    /// Lorries that left before this are missed by what was not handed over.
    pub now: DateTime<Utc>,
}

/// A figure as it was measured, in whole units of [`Figure::unit`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Value {
    /// The figure.
    pub number: i64,
    /// The mean, where the figure is a median.
    pub mean: Option<i64>,
    /// Lower bound at 95 %.
    pub low: i64,
    /// Upper bound.
    pub high: i64,
    /// Out of how many orders, parcels or events.
    pub cases: u64,
}

impl Sums {
    /// Counts an order that was closed.
    pub fn count_order(&mut self, order: &OrderWork) {
        let spent = &order.effort;
        self.orders += 1;
        self.lines += order.lines;
        self.first_pass += u64::from(order.is_first_pass);
        self.complete += u64::from(order.is_complete);
        let (effort, squares) = (&mut self.effort, &mut self.squares);
        for (sum, square, millis) in [
            (&mut effort.scanning, &mut squares.scanning, spent.scanning),
            (
                &mut effort.packaging,
                &mut squares.packaging,
                spent.packaging,
            ),
            (&mut effort.weighing, &mut squares.weighing, spent.weighing),
            (
                &mut effort.confirming,
                &mut squares.confirming,
                spent.confirming,
            ),
        ] {
            *sum = sum.saturating_add(millis);
            *square = square.saturating_add(squared(millis));
        }
        squares.total = squares.total.saturating_add(squared(spent.total()));
    }

    /// Counts a parcel that was closed.
    pub fn count_parcel(&mut self, parcel: &ParcelWork) {
        self.parcels += 1;
        self.automatic += u64::from(!parcel.is_by_hand);
        self.failed += u64::from(parcel.labels_failed > 0);
        self.parcel_effort = self.parcel_effort.saturating_add(parcel.effort);
        *self.packagings.entry(parcel.packaging.clone()).or_default() += 1;
        self.handed_over += u64::from(parcel.handed_at.is_some());
        let leaves_by = parcel.promise.and_then(|promise| promise.leaves_by);
        match (leaves_by, parcel.handed_at) {
            (Some(leaves_by), Some(handed_at)) => {
                self.promised += 1;
                self.on_time += u64::from(handed_at <= leaves_by);
            }
            (Some(leaves_by), None) => {
                let leaves_by = leaves_by.timestamp_millis();
                *self.waiting.entry(leaves_by).or_default() += 1;
            }
            (None, _) => {}
        }
        for (spread, millis) in [
            (&mut self.paid_to_packed, parcel.paid_to_packed()),
            (&mut self.paid_to_handed_over, parcel.paid_to_handed_over()),
            (
                &mut self.packed_to_handed_over,
                parcel.packed_to_handed_over(),
            ),
        ] {
            if let Some(millis) = millis {
                spread.count(millis);
            }
        }
    }

    /// Adds what was counted elsewhere or at another time.
    pub fn add(&mut self, other: Self) {
        let (effort, squares) = (&mut self.effort, &mut self.squares);
        for (sum, more) in [
            (&mut self.orders, other.orders),
            (&mut self.lines, other.lines),
            (&mut self.first_pass, other.first_pass),
            (&mut self.complete, other.complete),
            (&mut self.parcels, other.parcels),
            (&mut self.automatic, other.automatic),
            (&mut self.failed, other.failed),
            (&mut self.handed_over, other.handed_over),
            (&mut self.promised, other.promised),
            (&mut self.on_time, other.on_time),
            (&mut self.blocked, other.blocked),
            (&mut self.corrections, other.corrections),
            (&mut self.hours, other.hours),
        ] {
            *sum += more;
        }
        for (sum, more) in [
            (&mut effort.scanning, other.effort.scanning),
            (&mut effort.packaging, other.effort.packaging),
            (&mut effort.weighing, other.effort.weighing),
            (&mut effort.confirming, other.effort.confirming),
            (&mut squares.total, other.squares.total),
            (&mut squares.scanning, other.squares.scanning),
            (&mut squares.packaging, other.squares.packaging),
            (&mut squares.weighing, other.squares.weighing),
            (&mut squares.confirming, other.squares.confirming),
            (&mut self.parcel_effort, other.parcel_effort),
        ] {
            *sum = sum.saturating_add(more);
        }
        for (packaging, count) in other.packagings {
            *self.packagings.entry(packaging).or_default() += count;
        }
        for (leaves_by, count) in other.waiting {
            *self.waiting.entry(leaves_by).or_default() += count;
        }
        self.paid_to_packed.add(other.paid_to_packed);
        self.paid_to_handed_over.add(other.paid_to_handed_over);
        self.packed_to_handed_over.add(other.packed_to_handed_over);
    }

    /// A figure; `None` where nothing was counted that it could be made of.
    pub fn value(&self, figure: Figure, rates: &Rates) -> Option<Value> {
        let (effort, squares) = (&self.effort, &self.squares);
        match figure {
            Figure::OrdersPerHour => self.per_hour(self.orders),
            Figure::LinesPerHour => self.per_hour(self.lines),
            Figure::FirstPass => permille(self.first_pass, self.orders),
            Figure::CompleteData => permille(self.complete, self.orders),
            // A shop that scans no parcel onto a list does not measure this.
            Figure::OnTime if self.handed_over == 0 => None,
            Figure::OnTime => permille(self.on_time, self.due(rates.now)),
            Figure::LabelsAutomatic => permille(self.automatic, self.parcels),
            Figure::FailedLabels => per_thousand(self.failed, self.parcels),
            Figure::Blocked => per_thousand(self.blocked, self.orders),
            Figure::Corrections => self.per_month(rates.days),
            Figure::PackingCost => self.cost(rates),
            Figure::PaidToPacked => self.paid_to_packed.value(),
            Figure::PaidToHandedOver => self.paid_to_handed_over.value(),
            Figure::PackedToHandedOver => self.packed_to_handed_over.value(),
            Figure::Handling => self.seconds(effort.total(), squares.total),
            Figure::Scanning => self.seconds(effort.scanning, squares.scanning),
            Figure::Packaging => self.seconds(effort.packaging, squares.packaging),
            Figure::Weighing => self.seconds(effort.weighing, squares.weighing),
            Figure::Confirming => self.seconds(effort.confirming, squares.confirming),
        }
    }

    /// Parcels that were handed over or should have been, of those that a lorry was promised for.
    fn due(&self, now: DateTime<Utc>) -> u64 {
        let missed = self.waiting.range(..now.timestamp_millis());
        self.promised + missed.map(|(_, count)| count).sum::<u64>()
    }

    /// Orders come by chance; lines come with them, so their bounds are as wide.
    fn per_hour(&self, count: u64) -> Option<Value> {
        let (low, high) = bounds_of_count(self.orders);
        let scaled = |part: u64, whole: u64| rounded(count.checked_mul(part)?, whole);
        let number = rounded(count.checked_mul(10)?, self.hours)?;
        let of = self.orders.max(1).checked_mul(self.hours)?;
        Some(Value {
            number,
            mean: None,
            low: scaled(low, of.checked_mul(100)?)?,
            high: scaled(high, of.checked_mul(100)?)?,
            cases: self.orders,
        })
    }

    fn per_month(&self, days: u64) -> Option<Value> {
        let (low, high) = bounds_of_count(self.corrections);
        Some(Value {
            number: rounded(self.corrections * 300, days)?,
            mean: None,
            low: rounded(low * 300, days * 1_000)?,
            high: rounded(high * 300, days * 1_000)?,
            cases: self.corrections,
        })
    }

    /// Of the parcels whose packaging has a price. Work is counted only with a wage.
    fn cost(&self, rates: &Rates) -> Option<Value> {
        let (mut parcels, mut sum) = (0_u64, 0_i64);
        for (packaging, count) in &self.packagings {
            if let Some(cost) = rates.packagings.get(packaging) {
                parcels += count;
                let of_these = cost
                    .0
                    .saturating_mul(i64::try_from(*count).unwrap_or(i64::MAX));
                sum = sum.saturating_add(of_these);
            }
        }
        let packaging = nearest(i128::from(sum), u128::from(parcels))?;
        let work = i128::from(self.parcel_effort) * i128::from(rates.wage.0);
        let work = nearest(work, HOUR_MILLIS * u128::from(self.parcels))?;
        let number = packaging.saturating_add(work);
        Some(Value {
            number,
            mean: None,
            low: number,
            high: number,
            cases: parcels,
        })
    }

    fn seconds(&self, millis: i64, squares: i64) -> Option<Value> {
        let seconds = (millis + 500).div_euclid(1_000);
        let Middle { low, high, .. } = mean(self.orders, seconds, squares)?;
        Some(Value {
            number: nearest(i128::from(millis), 1_000 * u128::from(self.orders))?,
            mean: None,
            low,
            high,
            cases: self.orders,
        })
    }
}

fn squared(millis: i64) -> i64 {
    let seconds = (millis + 500).div_euclid(1_000);
    seconds.saturating_mul(seconds)
}

fn permille(hits: u64, trials: u64) -> Option<Value> {
    share(hits, trials, 1_000)
}

/// In tenths.
fn per_thousand(hits: u64, trials: u64) -> Option<Value> {
    share(hits, trials, 100)
}

/// A share in units of `unit` millionths.
fn share(hits: u64, trials: u64, unit: u64) -> Option<Value> {
    let Proportion { low, high, .. } = Proportion::new(hits, trials)?;
    let told = |Ppm(share): Ppm| rounded(share, unit).unwrap_or(i64::MAX);
    Some(Value {
        number: nearest(
            i128::from(hits) * 1_000_000,
            u128::from(trials) * u128::from(unit),
        )?,
        mean: None,
        low: told(low),
        high: told(high),
        cases: trials,
    })
}

/// Half up; `None` of nothing.
fn rounded(part: u64, whole: u64) -> Option<i64> {
    nearest(i128::from(part), u128::from(whole))
}

/// The same of large numbers: exact, whatever is counted.
fn nearest(part: i128, whole: u128) -> Option<i64> {
    let whole = i128::try_from(whole).ok().filter(|whole| *whole > 0)?;
    let twice = part.checked_mul(2)?.checked_add(whole)?;
    i64::try_from(twice.div_euclid(whole.checked_mul(2)?)).ok()
}

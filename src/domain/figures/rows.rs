//! What was counted in some time, row by row: by day, person, carrier, and what lies behind a figure.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Timelike as _, Utc};
use chrono_tz::Tz;

use super::account::{OrderWork, ParcelWork};
use super::sums::{Rates, Sums};
use super::{Behind, Figure, Unit};
use crate::domain::ids::{Badge, OrderNo, Sku, StationId};
use crate::domain::privacy::TOGETHER;

/// Rows of a list at most. Assumption: a lead looks at the worst dozen; hundreds show that there are many.
pub const MOST_ROWS: usize = 300;

/// By what a figure is told apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Split {
    /// By local day.
    #[default]
    Day,
    /// By who packed.
    Packer,
    /// By carrier service.
    Service,
    /// By packaging.
    Packaging,
    /// By product.
    Product,
    /// By bench.
    Bench,
}

impl Split {
    /// The word given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Packer => "packer",
            Self::Service => "service",
            Self::Packaging => "packaging",
            Self::Product => "product",
            Self::Bench => "bench",
        }
    }

    /// By what a figure can be told apart.
    pub fn of(figure: Figure) -> &'static [Self] {
        match figure.behind() {
            _ if figure.unit() == Unit::TenthsPerHour => &[Self::Day, Self::Packer, Self::Bench],
            Behind::Orders => &[
                Self::Day,
                Self::Packer,
                Self::Service,
                Self::Product,
                Self::Bench,
            ],
            Behind::Parcels => &[
                Self::Day,
                Self::Packer,
                Self::Service,
                Self::Packaging,
                Self::Product,
                Self::Bench,
            ],
            // Their share is of the orders of a day or a bench; who met them says nothing.
            Behind::Refusals => &[Self::Day, Self::Bench],
            Behind::Products => &[Self::Day, Self::Product],
        }
    }
}

/// An order that a bench closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// The order.
    pub order: OrderNo,
    /// The bench.
    pub station: StationId,
    /// What it did.
    pub work: OrderWork,
}

/// A parcel that a bench closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelRow {
    /// Its order.
    pub order: OrderNo,
    /// The bench.
    pub station: StationId,
    /// What it did.
    pub work: ParcelWork,
}

/// Something that happened beside orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// When.
    pub at: DateTime<Utc>,
    /// At which bench.
    pub station: StationId,
    /// What.
    pub subject: Subject,
}

/// What it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An order that was refused for its data, there for the first time.
    Blocked(OrderNo),
    /// A product that was corrected.
    Corrected(Sku),
}

/// Somebody was at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// In which quarter of an hour: its first moment.
    pub at: DateTime<Utc>,
    /// At which bench.
    pub station: StationId,
    /// Who.
    pub worker: String,
}

/// Orders and parcels that were summed up already: of one local day, by bench and by the key of one split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySums {
    /// The day.
    pub day: NaiveDate,
    /// What was counted.
    pub sums: BTreeMap<(StationId, String), Sums>,
}

/// Everything of some time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Orders and parcels of whole days, summed up by what is asked for.
    pub days: Vec<DaySums>,
    /// Orders of all other days.
    pub orders: Vec<OrderRow>,
    /// Parcels of all other days.
    pub parcels: Vec<ParcelRow>,
    /// What happened beside them, on all days.
    pub events: Vec<EventRow>,
    /// When somebody was at work, on all days.
    pub work: Vec<WorkRow>,
}

/// One line of the list behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BehindRow {
    /// The order; `None` where the list is of products.
    pub order: Option<OrderNo>,
    /// The parcel of the order, from 1, where the list is of parcels.
    pub parcel: Option<u32>,
    /// The product, where the list is of products.
    pub sku: Option<Sku>,
    /// When it was closed first, or when it happened.
    pub at: DateTime<Utc>,
    /// The bench.
    pub station: StationId,
    /// Who packed; empty for nobody known.
    pub packer: String,
    /// What it adds to the figure.
    pub adds: Adds,
}

/// What one order or parcel adds to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adds {
    /// It speaks for the figure.
    Good,
    /// It speaks against it.
    Bad,
    /// So much, in the figure's unit.
    Number(i64),
    /// So many lines.
    Lines(u64),
}

/// Local days by quarter of an hour: the calendar is asked once for each.
struct Days {
    zone: Tz,
    known: BTreeMap<i64, (NaiveDate, String)>,
}

impl Days {
    fn of_zone(zone: Tz) -> Self {
        Self {
            zone,
            known: BTreeMap::new(),
        }
    }

    /// The day, and how it is written.
    fn of(&mut self, at: DateTime<Utc>) -> &(NaiveDate, String) {
        let quarter = at.timestamp().div_euclid(15 * 60);
        let zone = self.zone;
        self.known.entry(quarter).or_insert_with(|| {
            let day = at.with_timezone(&zone).date_naive();
            (day, day.to_string())
        })
    }
}

/// What a row is told by.
struct Keyed<'a> {
    at: DateTime<Utc>,
    packer: &'a str,
    service: &'a str,
    packaging: &'a str,
    station: &'a StationId,
    products: &'a [Sku],
}

impl Keyed<'_> {
    /// The keys under which it counts; with several products under each of them.
    fn keys(&self, split: Split, days: &mut Days) -> Vec<String> {
        vec![match split {
            Split::Day => days.of(self.at).1.clone(),
            Split::Packer => self.packer.to_owned(),
            Split::Service => self.service.to_owned(),
            Split::Packaging => self.packaging.to_owned(),
            Split::Bench => self.station.0.clone(),
            Split::Product => return self.products.iter().map(|sku| sku.0.clone()).collect(),
        }]
    }
}

impl OrderRow {
    fn keyed(&self) -> Keyed<'_> {
        let work = &self.work;
        Keyed {
            at: work.closed_at,
            packer: work.packer.as_ref().map_or("", |badge| badge.as_str()),
            service: &work.service,
            packaging: "",
            station: &self.station,
            products: &work.products,
        }
    }
}

impl ParcelRow {
    fn keyed(&self) -> Keyed<'_> {
        let work = &self.work;
        Keyed {
            at: work.closed_at,
            packer: work.packer.as_ref().map_or("", |badge| badge.as_str()),
            service: &work.service,
            packaging: work.packaging.as_str(),
            station: &self.station,
            products: &work.products,
        }
    }
}

impl EventRow {
    fn keyed(&self) -> Keyed<'_> {
        let products = match &self.subject {
            Subject::Corrected(sku) => std::slice::from_ref(sku),
            Subject::Blocked(_) => &[],
        };
        Keyed {
            at: self.at,
            packer: "",
            service: "",
            packaging: "",
            station: &self.station,
            products,
        }
    }
}

impl DaySums {
    /// The same under the keys of a split: the day is in none of them.
    fn keyed(self, split: Split) -> impl Iterator<Item = (String, Sums)> {
        let day = self.day.to_string();
        self.sums.into_iter().map(move |((_, key), sums)| {
            let key = if split == Split::Day {
                day.clone()
            } else {
                key
            };
            (key, sums)
        })
    }
}

impl Counted {
    /// What was counted, by key.
    pub fn by(mut self, split: Split, zone: Tz) -> BTreeMap<String, Sums> {
        let mut days = Days::of_zone(zone);
        let mut sums = self.packed_by(split, &mut days, |_, key| key);
        for day in std::mem::take(&mut self.days) {
            for (key, more) in day.keyed(split) {
                sums.entry(key).or_default().add(more);
            }
        }
        for row in &self.events {
            for key in row.keyed().keys(split, &mut days) {
                let sum = sums.entry(key).or_default();
                match row.subject {
                    Subject::Blocked(_) => sum.blocked += 1,
                    Subject::Corrected(_) => sum.corrections += 1,
                }
            }
        }
        for (key, hours) in self.hours(split, zone, &mut days) {
            sums.entry(key).or_default().hours = hours;
        }
        sums
    }

    /// The rows of orders and parcels alone, by bench and by key.
    pub fn by_bench(&self, split: Split, zone: Tz) -> BTreeMap<(StationId, String), Sums> {
        let place = |bench: &StationId, key| (bench.clone(), key);
        self.packed_by(split, &mut Days::of_zone(zone), place)
    }

    fn packed_by<Place: Ord>(
        &self,
        split: Split,
        days: &mut Days,
        place: impl Fn(&StationId, String) -> Place,
    ) -> BTreeMap<Place, Sums> {
        let mut sums: BTreeMap<Place, Sums> = BTreeMap::new();
        for row in &self.orders {
            for key in row.keyed().keys(split, days) {
                let sum = sums.entry(place(&row.station, key)).or_default();
                sum.count_order(&row.work);
            }
        }
        for row in &self.parcels {
            for key in row.keyed().keys(split, days) {
                let sum = sums.entry(place(&row.station, key)).or_default();
                sum.count_parcel(&row.work);
            }
        }
        sums
    }

    /// Tells nobody by name of before this moment.
    pub fn forget_persons(&mut self, since: DateTime<Utc>) {
        let packers = self
            .orders
            .iter_mut()
            .filter(|row| row.work.closed_at < since)
            .map(|row| &mut row.work.packer);
        let others = self
            .parcels
            .iter_mut()
            .filter(|row| row.work.closed_at < since)
            .map(|row| &mut row.work.packer);
        for packer in packers.chain(others) {
            *packer = packer.take().map(|_| Badge::from(TOGETHER));
        }
        for row in self.work.iter_mut().filter(|row| row.at < since) {
            TOGETHER.clone_into(&mut row.worker);
        }
    }

    /// Working hours by key: clock hours of a bench, or of a person; none by what has no hours.
    fn hours(&self, split: Split, zone: Tz, days: &mut Days) -> BTreeMap<String, u64> {
        let mut hours: BTreeMap<String, BTreeSet<(&str, NaiveDate, u32)>> = BTreeMap::new();
        for row in &self.work {
            let (day, name) = days.of(row.at);
            let (day, name) = (*day, name.clone());
            let (key, whose) = match split {
                Split::Day => (name, row.station.as_str()),
                Split::Bench => (row.station.0.clone(), row.station.as_str()),
                Split::Packer => (row.worker.clone(), row.worker.as_str()),
                Split::Service | Split::Packaging | Split::Product => continue,
            };
            let hour = row.at.with_timezone(&zone).hour();
            hours.entry(key).or_default().insert((whose, day, hour));
        }
        let counted = hours.into_iter();
        counted
            .map(|(key, hours)| (key, u64::try_from(hours.len()).unwrap_or(u64::MAX)))
            .collect()
    }

    /// What lies behind a figure under one key: what speaks against it first, then the newest.
    pub fn behind(
        &self,
        figure: Figure,
        (split, key): (Split, &str),
        zone: Tz,
        rates: &Rates,
    ) -> Vec<BehindRow> {
        let mut days = Days::of_zone(zone);
        let mut is_of = |keyed: Keyed<'_>| keyed.keys(split, &mut days).iter().any(|it| it == key);
        let mut rows: Vec<BehindRow> = match figure.behind() {
            Behind::Orders => {
                let orders = self.orders.iter().filter(|row| is_of(row.keyed()));
                orders.map(|row| row.behind(figure)).collect()
            }
            Behind::Parcels => {
                let parcels = self.parcels.iter().filter(|row| is_of(row.keyed()));
                let told = parcels.filter_map(|row| row.behind(figure, rates));
                told.collect()
            }
            Behind::Refusals | Behind::Products => {
                let events = self.events.iter().filter(|row| is_of(row.keyed()));
                events.filter_map(|row| row.behind(figure)).collect()
            }
        };
        let is_more_better = figure.more_is_better();
        rows.sort_by_key(|row| {
            let bad_first = match row.adds {
                Adds::Bad => i64::MIN,
                Adds::Good => i64::MAX,
                Adds::Number(number) if is_more_better => number,
                Adds::Number(number) => -number,
                Adds::Lines(_) => 0,
            };
            (bad_first, -row.at.timestamp_millis())
        });
        rows.truncate(MOST_ROWS);
        rows
    }
}

impl OrderRow {
    fn behind(&self, figure: Figure) -> BehindRow {
        let work = &self.work;
        let effort = &work.effort;
        let seconds = |millis: i64| Adds::Number((millis + 500).div_euclid(1_000));
        let adds = match figure {
            Figure::FirstPass => good(work.is_first_pass),
            Figure::CompleteData => good(work.is_complete),
            Figure::Handling => seconds(effort.total()),
            Figure::Scanning => seconds(effort.scanning),
            Figure::Packaging => seconds(effort.packaging),
            Figure::Weighing => seconds(effort.weighing),
            Figure::Confirming => seconds(effort.confirming),
            _ => Adds::Lines(work.lines),
        };
        BehindRow {
            order: Some(self.order.clone()),
            parcel: None,
            sku: None,
            at: work.closed_at,
            station: self.station.clone(),
            packer: self.keyed().packer.to_owned(),
            adds,
        }
    }
}

impl ParcelRow {
    /// Nothing of what the figure does not count.
    fn behind(&self, figure: Figure, rates: &Rates) -> Option<BehindRow> {
        let work = &self.work;
        let minutes = |millis: i64| Adds::Number((millis + 30_000).div_euclid(60_000));
        let adds = match figure {
            Figure::OnTime => good(work.is_on_time(rates.now)?),
            Figure::LabelsAutomatic => good(!work.is_by_hand),
            Figure::FailedLabels => good(work.labels_failed == 0),
            Figure::PaidToPacked => minutes(work.paid_to_packed()?),
            Figure::PaidToHandedOver => minutes(work.paid_to_handed_over()?),
            Figure::PackedToHandedOver => minutes(work.packed_to_handed_over()?),
            _ => {
                let mut alone = Sums::default();
                alone.count_parcel(work);
                Adds::Number(alone.value(Figure::PackingCost, rates)?.number)
            }
        };
        Some(BehindRow {
            order: Some(self.order.clone()),
            parcel: Some(work.parcel),
            sku: None,
            at: work.closed_at,
            station: self.station.clone(),
            packer: self.keyed().packer.to_owned(),
            adds,
        })
    }
}

impl EventRow {
    fn behind(&self, figure: Figure) -> Option<BehindRow> {
        let (order, sku) = match (&self.subject, figure.behind()) {
            (Subject::Blocked(order), Behind::Refusals) => (Some(order.clone()), None),
            (Subject::Corrected(sku), Behind::Products) => (None, Some(sku.clone())),
            _ => return None,
        };
        Some(BehindRow {
            order,
            parcel: None,
            sku,
            at: self.at,
            station: self.station.clone(),
            packer: String::new(),
            adds: Adds::Bad,
        })
    }
}

fn good(is_good: bool) -> Adds {
    if is_good { Adds::Good } else { Adds::Bad }
}

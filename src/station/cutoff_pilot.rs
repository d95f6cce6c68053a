//! Which orders will miss their lorry: today's pace and all that waits, as a lead reads it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::run::Station;
use crate::domain::calendar::midnight;
use crate::domain::cutoff_pilot::{
    Ahead, BenchPace, Breaks, Forecast, HORIZON, Lorry, Pace, Pauses, ToCome, earlier_days,
    forecast, to_come,
};
use crate::domain::ids::OrderNo;
use crate::domain::table::Table;
use crate::store::StoreError;

/// Where today's orders are too few, the pace of so many days is taken.
const DAYS_BACK: i64 = 7;

/// A lorry with what the calendar says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LorryView {
    /// What becomes of its orders.
    pub lorry: Lorry,
    /// When it comes, where the shop says so.
    pub pickup: Option<DateTime<Utc>>,
    /// Orders of its service that something keeps from being packed.
    pub held: u64,
}

/// What the lead's screen of lorries shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PilotView {
    /// Of which moment it speaks.
    pub at: DateTime<Utc>,
    /// Whether the pace is of today, and not of the days before.
    pub is_todays_pace: bool,
    /// How orders are packed; `None` while too few were.
    pub pace: Option<Pace>,
    /// The benches that are counted on.
    pub at_work: Vec<BenchPace>,
    /// The lorries of the coming hours, the next one first; empty without a pace.
    pub lorries: Vec<LorryView>,
    /// Orders that wait for them.
    pub waiting: u64,
    /// Orders that are expected, and why.
    pub to_come: ToCome,
    /// When nobody packs, by the shop's plan.
    pub breaks: Breaks,
    /// Packers more from now on with which no order misses its lorry, where a few would do.
    pub needed: Option<u32>,
}

impl PilotView {
    /// Orders that miss their lorry, of those that wait and those that are to come.
    pub fn missing(&self) -> u64 {
        self.sum(Lorry::missing_of_all)
    }

    /// Orders that are counted on: those that wait and those that are to come.
    pub fn counted(&self) -> u64 {
        self.waiting + self.sum(|lorry| lorry.to_come)
    }

    /// Orders that are to come and miss their lorry.
    pub fn missing_to_come(&self) -> u64 {
        self.sum(|lorry| lorry.missing_to_come)
    }

    /// The same with one packer more.
    pub fn missing_with_one_more(&self) -> u64 {
        self.sum(|lorry| lorry.missing_with_one_more)
    }

    /// The same with one packer fewer.
    pub fn missing_with_one_fewer(&self) -> u64 {
        self.sum(|lorry| lorry.missing_with_one_fewer)
    }

    fn sum(&self, of: impl Fn(&Lorry) -> u32) -> u64 {
        let counts = self.lorries.iter().map(|view| u64::from(of(&view.lorry)));
        counts.sum()
    }

    /// The orders that miss their lorry, with its service and cut-off, in the sequence in which they wait.
    pub fn orders_missing(&self) -> impl Iterator<Item = (&OrderNo, &Lorry)> {
        self.lorries.iter().flat_map(|view| {
            let orders = view.lorry.missing.iter();
            orders.map(|order| (order, &view.lorry))
        })
    }
}

impl Station {
    /// Looks ahead from now.
    pub fn cutoff_pilot(&self) -> Result<PilotView, StoreError> {
        let now = self.clock.now();
        let (zone, breaks) = (self.settings.time_zone, &self.settings.foresight.breaks);
        let span = (now - TimeDelta::days(DAYS_BACK), now + HORIZON);
        let pauses = breaks.between(span, zone);
        let (pace, is_todays_pace) = self.pace(now, &pauses)?;
        let next = self.next_cutoffs(now)?;
        let waiting = self.store.waiting_until(now + HORIZON, &next)?;
        let paid = self.store.paid_between(&earlier_days(now, zone))?;
        let to_come = to_come(&next, &paid, now, zone);
        let (at_work, told) = match &pace {
            Some(pace) => {
                let at_work = pace.at_work(now, &pauses);
                let ahead = Ahead {
                    waiting: &waiting,
                    to_come: &to_come.orders,
                    pauses: &pauses,
                    now,
                };
                let told = forecast(&ahead, pace, &at_work);
                (at_work, told)
            }
            None => (vec![], Forecast::default()),
        };
        let held = self.store.held_by_service()?;
        let lorries = told.lorries.into_iter().map(|lorry| LorryView {
            pickup: self.pickup(&lorry),
            held: held.get(&lorry.service).copied().unwrap_or(0),
            lorry,
        });
        Ok(PilotView {
            at: now,
            is_todays_pace,
            lorries: lorries.collect(),
            waiting: u64::try_from(waiting.len()).unwrap_or(u64::MAX),
            to_come,
            breaks: breaks.clone(),
            needed: told.needed,
            at_work: at_work.into_iter().cloned().collect(),
            pace,
        })
    }

    /// Of each delivery method the cut-off of its next lorry, where one comes.
    pub(super) fn next_cutoffs(
        &self,
        now: DateTime<Utc>,
    ) -> Result<BTreeMap<String, DateTime<Utc>>, StoreError> {
        let services = self.store.delivery_methods()?.into_iter();
        let next = services.filter_map(|service| {
            let next = self.settings.timetable(&service).first_collection(now)?;
            Some((service, next.cutoff))
        });
        Ok(next.collect())
    }

    /// Today's pace, or that of the last days where today has none yet; and which of the two it is.
    fn pace(
        &self,
        now: DateTime<Utc>,
        pauses: &Pauses,
    ) -> Result<(Option<Pace>, bool), StoreError> {
        let zone = self.settings.time_zone;
        let today = now.with_timezone(&zone).date_naive();
        let midnight = midnight(today, zone);
        let todays = Pace::measure(&self.store.packed_since(midnight)?, pauses);
        if todays.is_some() {
            return Ok((todays, true));
        }
        let since = now - TimeDelta::days(DAYS_BACK);
        let packed = self.store.packed_since(since)?;
        Ok((Pace::measure(&packed, pauses), false))
    }

    fn pickup(&self, lorry: &Lorry) -> Option<DateTime<Utc>> {
        let timetable = self.settings.timetable(&lorry.service);
        let collection = timetable.first_collection(lorry.cutoff)?;
        collection
            .pickup
            .filter(|_| collection.cutoff == lorry.cutoff)
    }
}

/// The forecast as a table: a row for each lorry.
pub fn lorries_table(view: &PilotView) -> Table {
    let mut table = Table::new(&[
        "service",
        "cutoff",
        "pickup",
        "waiting",
        "to_come",
        "missing",
        "missing_to_come",
        "missing_if_quick",
        "missing_if_slow",
        "missing_with_one_more",
        "missing_with_one_fewer",
        "done_at",
        "held",
        "orders_missing",
    ]);
    for LorryView {
        lorry,
        pickup,
        held,
    } in &view.lorries
    {
        let missing: Vec<&str> = lorry.missing.iter().map(OrderNo::as_str).collect();
        table.rows.push(vec![
            lorry.service.as_str().into(),
            lorry.cutoff.into(),
            (*pickup).into(),
            lorry.waiting.into(),
            lorry.to_come.into(),
            lorry.missing_of_all().into(),
            lorry.missing_to_come.into(),
            lorry.missing_if_quick.into(),
            lorry.missing_if_slow.into(),
            lorry.missing_with_one_more.into(),
            lorry.missing_with_one_fewer.into(),
            lorry.done_at.into(),
            (*held).into(),
            missing.join(" ").into(),
        ]);
    }
    table
}

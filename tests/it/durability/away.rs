//! The master is away: the bench works from its own database, however many facts pile up.

use chrono::{DateTime, Utc};
use pakownia::cli::script;
use pakownia::domain::feed::LinkTrouble;
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::journal::Entry;
use pakownia::master::{
    Audit, Claim, Cursor, FactCursor, FactPage, Greeting, ImportRow, Imported, Master, MasterError,
    NumberRange, Overview, Pruned, Pulled, PushOutcome, Report, Seat, Wanted, Welcome,
};
use pakownia::station::Station;
use pakownia::station::clock::Clock;

use super::story::BEGIN;
use crate::support::process::{export, filled_bench};

/// More events than the bench lets facts wait before it tries to send them.
const EVENTS: usize = 420;

/// A master behind a cut cable.
struct Away;

fn away<T>() -> Result<T, MasterError> {
    Err(MasterError::Link {
        trouble: LinkTrouble::Away,
        said: None,
    })
}

impl Master for Away {
    fn greet(&mut self, _greeting: &Greeting) -> Result<Welcome, MasterError> {
        away()
    }

    fn report(&mut self, _seat: &Seat, _report: &Report) -> Result<Vec<OrderNo>, MasterError> {
        away()
    }

    fn prune(&mut self, _: DateTime<Utc>, _: DateTime<Utc>) -> Result<Pruned, MasterError> {
        away()
    }

    fn audit(&mut self) -> Result<Audit, MasterError> {
        away()
    }

    fn overview(&mut self) -> Result<Overview, MasterError> {
        away()
    }

    fn facts(&mut self, _cursor: &FactCursor, _limit: u32) -> Result<FactPage, MasterError> {
        away()
    }

    fn pull(&mut self, _cursor: &Cursor, _limit: u32) -> Result<Pulled, MasterError> {
        away()
    }

    fn push(&mut self, _seat: &Seat, _entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError> {
        away()
    }

    fn claim(&mut self, _seat: &Seat, _wanted: &Wanted) -> Result<Vec<Claim>, MasterError> {
        away()
    }

    fn release(&mut self, _seat: &Seat, _orders: &[OrderNo]) -> Result<(), MasterError> {
        away()
    }

    fn number_range(&mut self, _seat: &Seat, _count: u64) -> Result<NumberRange, MasterError> {
        away()
    }

    fn has_product(&mut self, _sku: &Sku) -> Result<bool, MasterError> {
        away()
    }

    fn reserved(&mut self, _sku: &Sku) -> Result<u64, MasterError> {
        away()
    }

    fn has_kit(&mut self, _sku: &Sku) -> Result<bool, MasterError> {
        away()
    }

    fn import(
        &mut self,
        _rows: &[ImportRow],
        _now: DateTime<Utc>,
    ) -> Result<Imported, MasterError> {
        away()
    }
}

#[test]
fn a_bench_whose_master_is_away_answers_every_event() {
    let dir = filled_bench();
    let clock = Clock::standing_at(BEGIN.parse().unwrap());
    let mut station = Station::open(dir.path(), clock.clone(), |_dir| Ok(Box::new(Away))).unwrap();
    let mut events = "{\"badge\":\"W-001\",\"pin\":\"111111\"}\n".to_owned();
    events.push_str(&"{\"scan\":\"2999999999999\"}\n".repeat(EVENTS));
    let mut answers = vec![];
    let ended = script::run(&mut station, &clock, events.as_bytes(), &mut answers);
    assert_eq!(
        String::from_utf8(answers).unwrap().lines().count(),
        EVENTS + 1
    );
    assert!(ended.is_err(), "that nothing was sent is told at the end");
    drop(station);
    assert_eq!(export(dir.path(), "facts").len(), EVENTS + 1);
}

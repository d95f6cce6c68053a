//! A cable to a master that a test can cut, block, or make lose the answers.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

use chrono::{DateTime, Utc};
use pakownia::domain::feed::{LinkTrouble, Row, TopicDigest, row_mark};
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::journal::Entry;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{
    Audit, Claim, Cursor, FactCursor, FactPage, Greeting, ImportRow, Imported, Master, MasterError,
    NumberRange, Overview, Pruned, Pulled, PushOutcome, Report, Seat, Turned, Wanted, Welcome,
};
use pakownia::station::clock::Clock;
use pakownia::station::link::MasterLink;

use crate::support::bench::{LinkTo, SHIFT_BEGINS};

/// What the cable does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It works.
    Sound,
    /// Nothing comes through, and that is known at once.
    Cut,
    /// Nothing comes through, and nobody knows: whoever asks waits.
    Stuck,
    /// Questions come through, answers do not.
    OneWay,
    /// The master turns this bench away: its disk was copied.
    Copied,
    /// Another connection speaks for this bench at the next question.
    Taken,
}

struct Line {
    state: State,
    /// Said to be lost in the next report's answer.
    lost: Vec<OrderNo>,
    /// The master was set back: it has facts up to here only.
    has_up_to: Option<u64>,
    /// Rows that come with the next pull.
    rows: Vec<Row>,
    /// Topics of which the master says something else than it has.
    wrong_topic: Option<String>,
    /// Numbers of all facts that were sent, in order.
    sent: Vec<u64>,
    /// Numbers of those that the master took.
    taken: Vec<u64>,
    /// The names of the connections that greeted.
    runs: Vec<String>,
    /// How many claims the last report listed.
    reported: Option<usize>,
    /// Rows that come through at once; with 0, more are always on their way.
    rows_at_once: u32,
}

/// The cable's end in the test's hand.
#[derive(Clone)]
pub(crate) struct Cable(Arc<(Mutex<Line>, Condvar)>, Clock);

impl Cable {
    pub(crate) fn new() -> Self {
        let line = Line {
            state: State::Sound,
            lost: vec![],
            has_up_to: None,
            rows: vec![],
            wrong_topic: None,
            sent: vec![],
            taken: vec![],
            runs: vec![],
            reported: None,
            rows_at_once: u32::MAX,
        };
        // The master's clock goes like the bench's, from the same morning on.
        let clock = Clock::starting_at(SHIFT_BEGINS.parse().unwrap());
        Self(Arc::new((Mutex::new(line), Condvar::new())), clock)
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.0.lock().unwrap()
    }

    pub(crate) fn set(&self, state: State) {
        self.line().state = state;
        self.0.1.notify_all();
    }

    pub(crate) fn trickle(&self, rows_at_once: u32) {
        self.line().rows_at_once = rows_at_once;
    }

    pub(crate) fn lose(&self, order: &str) {
        self.line().lost.push(order.into());
    }

    pub(crate) fn set_back_to(&self, number: u64) {
        self.line().has_up_to = Some(number);
    }

    pub(crate) fn bring(&self, row: Row) {
        self.line().rows.push(row);
    }

    pub(crate) fn say_otherwise_of(&self, topic: &str) {
        self.line().wrong_topic = Some(topic.to_owned());
    }

    pub(crate) fn sent(&self) -> Vec<u64> {
        self.line().sent.clone()
    }

    pub(crate) fn taken(&self) -> Vec<u64> {
        self.line().taken.clone()
    }

    pub(crate) fn reported(&self) -> Option<usize> {
        self.line().reported
    }

    pub(crate) fn runs(&self) -> Vec<String> {
        self.line().runs.clone()
    }

    /// A bench's link over this cable, asked by a thread.
    pub(crate) fn link(&self) -> LinkTo {
        let cable = self.clone();
        Arc::new(move |dir| {
            let (cable, dir) = (cable.clone(), dir.to_owned());
            MasterLink::Thread(Arc::new(move || cable.master(&dir)))
        })
    }

    /// The same, asked in the station's own loop.
    pub(crate) fn link_here(&self) -> LinkTo {
        let cable = self.clone();
        Arc::new(move |dir| MasterLink::Here(cable.master(dir).unwrap()))
    }

    fn master(&self, dir: &Path) -> Result<Box<dyn Master>, MasterError> {
        let clock = self.1.clone();
        Ok(Box::new(Distant {
            cable: self.clone(),
            master: EmbeddedMaster::open(dir, move || clock.now())?,
        }))
    }

    /// A question on its way to the master.
    fn ask(&self) -> Result<(), MasterError> {
        let mut line = self.line();
        while line.state == State::Stuck {
            let (waited, _) = self
                .0
                .1
                .wait_timeout(line, Duration::from_secs(30))
                .unwrap();
            line = waited;
        }
        match line.state {
            State::Cut => Err(away()),
            State::Copied => Err(Turned::Quarantined.into()),
            State::Taken => {
                line.state = State::Sound;
                Err(Turned::Superseded.into())
            }
            State::Sound | State::OneWay | State::Stuck => Ok(()),
        }
    }

    /// An answer on its way back.
    fn answer<T>(&self, answer: T) -> Result<T, MasterError> {
        match self.line().state {
            State::OneWay | State::Cut => Err(away()),
            _ => Ok(answer),
        }
    }
}

fn away() -> MasterError {
    MasterError::Link {
        trouble: LinkTrouble::Away,
        said: None,
    }
}

/// A master at the other end of a cable.
struct Distant {
    cable: Cable,
    master: EmbeddedMaster,
}

impl Master for Distant {
    fn greet(&mut self, greeting: &Greeting) -> Result<Welcome, MasterError> {
        self.cable.line().runs.push(greeting.seat.run.clone());
        self.cable.ask()?;
        let mut welcome = self.master.greet(greeting)?;
        if let Some(has_up_to) = self.cable.line().has_up_to.take() {
            welcome.has_up_to = has_up_to;
        }
        self.cable.answer(welcome)
    }

    fn report(&mut self, seat: &Seat, report: &Report) -> Result<Vec<OrderNo>, MasterError> {
        self.cable.ask()?;
        self.cable.line().reported = Some(report.held.len());
        let mut lost = self.master.report(seat, report)?;
        lost.append(&mut self.cable.line().lost);
        self.cable.answer(lost)
    }

    fn pull(&mut self, cursor: &Cursor, limit: u32) -> Result<Pulled, MasterError> {
        self.cable.ask()?;
        let at_once = self.cable.line().rows_at_once;
        if at_once == 0 {
            return self.cable.answer(Pulled {
                rows: vec![],
                cursor: cursor.clone(),
                remaining: 1,
                start_again: false,
            });
        }
        let mut pulled = self.master.pull(cursor, limit.min(at_once))?;
        pulled.rows.append(&mut self.cable.line().rows);
        self.cable.answer(pulled)
    }

    fn facts(&mut self, cursor: &FactCursor, limit: u32) -> Result<FactPage, MasterError> {
        self.cable.ask()?;
        let page = self.master.facts(cursor, limit)?;
        self.cable.answer(page)
    }

    fn push(&mut self, seat: &Seat, entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError> {
        self.cable.ask()?;
        let outcomes = self.master.push(seat, entries)?;
        {
            let mut line = self.cable.line();
            for (entry, outcome) in entries.iter().zip(&outcomes) {
                line.sent.push(entry.number);
                if *outcome == PushOutcome::Taken {
                    line.taken.push(entry.number);
                }
            }
        }
        self.cable.answer(outcomes)
    }

    fn claim(&mut self, seat: &Seat, wanted: &Wanted) -> Result<Vec<Claim>, MasterError> {
        self.cable.ask()?;
        let claims = self.master.claim(seat, wanted)?;
        self.cable.answer(claims)
    }

    fn release(&mut self, seat: &Seat, orders: &[OrderNo]) -> Result<(), MasterError> {
        self.cable.ask()?;
        self.master.release(seat, orders)?;
        self.cable.answer(())
    }

    fn number_range(&mut self, seat: &Seat, count: u64) -> Result<NumberRange, MasterError> {
        self.cable.ask()?;
        let range = self.master.number_range(seat, count)?;
        self.cable.answer(range)
    }

    fn has_product(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        self.master.has_product(sku)
    }

    fn reserved(&mut self, sku: &Sku) -> Result<u64, MasterError> {
        self.master.reserved(sku)
    }

    fn has_kit(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        self.master.has_kit(sku)
    }

    fn import(&mut self, rows: &[ImportRow], now: DateTime<Utc>) -> Result<Imported, MasterError> {
        self.master.import(rows, now)
    }

    /// Counted from the whole feed, independently of any bench.
    fn audit(&mut self) -> Result<Audit, MasterError> {
        self.cable.ask()?;
        let all = self.master.pull(&Cursor::default(), 1_000_000)?;
        let mut sums: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for row in &all.rows {
            let sum = sums.entry(row.topic()).or_default();
            sum.0 += 1;
            sum.1 ^= row_mark(&serde_json::to_string(row).unwrap());
        }
        let wrong = self.cable.line().wrong_topic.clone();
        let topics = sums
            .into_iter()
            .map(|(topic, (rows, mark))| TopicDigest {
                topic: topic.to_owned(),
                rows,
                mark: mark ^ u64::from(wrong.as_deref() == Some(topic)),
            })
            .collect();
        self.cable.answer(Audit {
            cursor: all.cursor,
            topics,
            unsettled: false,
        })
    }

    fn prune(&mut self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Pruned, MasterError> {
        self.master.prune(before, now)
    }

    fn overview(&mut self) -> Result<Overview, MasterError> {
        self.cable.ask()?;
        let overview = self.master.overview()?;
        self.cable.answer(overview)
    }
}

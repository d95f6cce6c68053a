//! A bench: its computer and clocks, what is gone when its program ends, and how it talks with its master.

use std::collections::VecDeque;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::feed::{Claim, LinkTrouble, Place, Row, TopicDigest};
use pakownia::domain::ids::{Badge, OrderNo, StationId};
use pakownia::domain::journal::Entry;
use pakownia::domain::session::fact::Fact;
use pakownia::master::planner::{End, Lease, LeaseClock, Needs, Planner, Task};
use pakownia::master::{Cursor, Greeting, PushOutcome, Seat, Turned, Wanted, Welcome};

use super::disk::{Disk, Held, Stage};
use super::network::{Answer, Request, Rows};
use super::trace::Millis;
use crate::support::dice::Dice;

/// A second of the planner lasts a minute here, so that a shift does not hold ten thousand looks for news.
const SCALE: u64 = 60;

/// Orders that a bench holds ahead.
const AHEAD: u32 = 4;

/// Facts in one message.
const FACTS_AT_ONCE: usize = 6;

/// Rows that are kept in one step, of those that one message brought.
const ROWS_IN_A_STEP: usize = 5;

/// What is gone when the program ends.
#[derive(Debug)]
pub(super) struct Process {
    planner: Planner,
    waiting: Option<Waiting>,
    read_ahead: VecDeque<(Place, Rc<Row>)>,
    more_behind: bool,
    pub(super) audit_now: bool,
    pub(super) wants: Option<OrderNo>,
}

/// A question without an answer yet.
#[derive(Debug)]
struct Waiting {
    id: u64,
    task: Task,
    asked: LeaseClock,
    listed: Vec<Claim>,
}

/// A computer with its clocks.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) number: usize,
    pub(super) station: StationId,
    pub(super) disk: Disk,
    pub(super) process: Option<Process>,
    pub(super) asleep_until: Millis,
    pub(super) cut_off_until: Millis,
    pub(super) back_at: Millis,
    /// Somebody took it away for good.
    pub(super) removed: bool,
    /// Packers work here.
    pub(super) works: bool,
    drift: i64,
    wall_offset: i64,
    boots: u64,
    booted_at: Millis,
}

/// The true time as the master's clock shows it.
pub(super) fn clock(now: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_795_000_000_000 + i64::try_from(now).unwrap()).unwrap()
}

impl Machine {
    pub(super) fn new(number: usize, drift: i64) -> Self {
        Self {
            number,
            station: StationId(format!("bench-{number}")),
            disk: Disk::new(),
            process: None,
            asleep_until: 0,
            cut_off_until: 0,
            back_at: 0,
            removed: false,
            works: true,
            drift,
            wall_offset: 0,
            boots: 1,
            booted_at: 0,
        }
    }

    /// A second computer with a copy of this one's disk.
    pub(super) fn copy(&self, number: usize, now: Millis) -> Self {
        Self {
            number,
            station: self.station.clone(),
            disk: self.disk.clone(),
            drift: -self.drift,
            wall_offset: self.wall_offset,
            boots: 1_000,
            booted_at: now,
            ..Self::new(number, 0)
        }
    }

    /// Milliseconds since the computer was started, as it counts them.
    fn since_boot(&self, now: Millis) -> Millis {
        let true_ms = i64::try_from(now - self.booted_at).unwrap();
        u64::try_from(true_ms + true_ms * self.drift / 1_000_000).unwrap()
    }

    fn planner_time(&self, now: Millis) -> u64 {
        self.since_boot(now) / SCALE
    }

    /// The true time at which the planner's clock shows this.
    fn true_time(&self, planner: u64) -> Millis {
        let counted = i64::try_from(planner * SCALE + SCALE).unwrap();
        let true_ms = counted * 1_000_000 / (1_000_000 + self.drift);
        self.booted_at + u64::try_from(true_ms).unwrap()
    }

    pub(super) fn clock(&self, now: Millis) -> LeaseClock {
        LeaseClock {
            boot: format!("{}-{}", self.number, self.boots),
            since_boot_ms: self.since_boot(now),
            wall: clock(now) + TimeDelta::milliseconds(self.wall_offset),
        }
    }

    pub(super) fn set_wall_clock(&mut self, by: i64) {
        self.wall_offset += by;
    }

    pub(super) fn is_up(&self, now: Millis) -> bool {
        self.process.is_some() && self.asleep_until <= now && !self.removed
    }

    /// The program starts; it knows what the disk keeps.
    pub(super) fn start(&mut self, seed: u64, reboot: bool, now: Millis) {
        if reboot {
            self.boots += 1;
            self.booted_at = now;
        }
        self.process = Some(Process {
            planner: Planner::new(seed),
            waiting: None,
            read_ahead: VecDeque::new(),
            more_behind: false,
            audit_now: false,
            wants: None,
        });
    }

    /// Keeps facts in the journal in one step.
    pub(super) fn commit(&mut self, fence: u64, facts: Vec<Fact>, unique: u64, now: Millis) {
        let at = self.clock(now).wall;
        for fact in facts {
            let number = self.disk.head() + 1;
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&unique.to_be_bytes());
            hash[8..16].copy_from_slice(&number.to_be_bytes());
            if let Some(work) = fact
                .order()
                .and_then(|order| self.disk.works.get_mut(order))
            {
                work.last_fact = number;
            }
            self.disk.journal.push(Entry {
                station: self.station.clone(),
                epoch: 1,
                number,
                at,
                worker: Some(Badge::from("W-001")),
                fence,
                fact,
                hash,
            });
        }
    }

    /// Gives back orders that it has not begun; the master hears of it with the next report.
    pub(super) fn give_up(&mut self, orders: &[OrderNo]) {
        for order in orders {
            self.disk.claims.remove(order);
            self.disk.given_up = true;
        }
    }

    /// What was put down for good, and is told: the claim has nothing more to do.
    fn tidy(&mut self) {
        let disk = &mut self.disk;
        if !disk.withdrew {
            return;
        }
        let (works, acknowledged) = (&disk.works, disk.acknowledged);
        let before = disk.claims.len();
        disk.claims.retain(|order, _| {
            works
                .get(order)
                .is_none_or(|work| work.stage != Stage::Withdrawn || work.last_fact > acknowledged)
        });
        disk.given_up |= disk.claims.len() < before;
        let put_down = |order| {
            works
                .get(order)
                .is_some_and(|work| work.stage == Stage::Withdrawn)
        };
        disk.withdrew = disk.claims.keys().any(put_down);
    }

    fn needs(&self) -> Needs {
        let wants = self
            .process
            .as_ref()
            .is_some_and(|process| process.wants.is_some());
        Needs {
            unsent: self.disk.unsent(),
            numbers_left: self.disk.numbers_left(),
            ahead: if wants { 0 } else { self.disk.ahead() },
            wanted_ahead: if self.works { AHEAD } else { 0 },
            to_give_back: self.disk.given_up,
            audit_now: self
                .process
                .as_ref()
                .is_some_and(|process| process.audit_now),
            all_benches: false,
        }
    }

    /// What the bench asks now, with the number of the question.
    pub(super) fn ask(&mut self, id: u64, dice: &mut Dice, now: Millis) -> Option<Question> {
        self.tidy();
        let (needs, time) = (self.needs(), self.planner_time(now));
        let task = self.process.as_mut()?.planner.next(time, &needs)?;
        let mut listed = Vec::new();
        let request = match task {
            Task::Greet => Some(self.greeting(dice)),
            Task::Push => {
                let from = usize::try_from(self.disk.acknowledged).unwrap();
                let facts = self.disk.journal.iter().skip(from).take(FACTS_AT_ONCE);
                Some(Request::Push(self.seat(), facts.cloned().collect()))
            }
            Task::Pull if !self.process.as_ref()?.read_ahead.is_empty() => None,
            Task::Pull => Some(Request::Pull(
                self.disk.cursor.clone(),
                *dice.one_of(&[2, 7, 40]),
            )),
            Task::Report => Some(Request::Report(self.seat(), self.disk.report())),
            Task::Claim(wanted) => {
                let wants = self.process.as_mut()?.wants.take();
                let wanted = wants.map_or(Wanted::Best(wanted), Wanted::Order);
                Some(Request::Claim(self.seat(), wanted))
            }
            Task::Numbers => Some(Request::Numbers(self.seat())),
            Task::Audit => Some(Request::Audit),
            Task::Facts => unreachable!("no lead's station"),
        };
        if let Some(Request::Report(_, report)) = &request {
            listed.clone_from(&report.held);
        }
        if let Some(Request::Greet(greeting)) = &request {
            listed.clone_from(&greeting.report.held);
        }
        let asked = self.clock(now);
        self.process.as_mut()?.waiting = Some(Waiting {
            id,
            task,
            asked,
            listed,
        });
        Some(Question { task, request })
    }

    /// When to ask again if nothing happens.
    pub(super) fn wake_at(&self) -> Option<Millis> {
        let process = self.process.as_ref()?;
        process.planner.wake_at().map(|at| self.true_time(at))
    }

    fn seat(&self) -> Seat {
        Seat {
            station: self.station.clone(),
            epoch: 1,
            run: self.disk.run.clone(),
        }
    }

    /// A name that was never answered is used again, so that the master still knows whom it hears.
    fn greeting(&mut self, dice: &mut Dice) -> Request {
        let was_answered = self.disk.before.as_ref() == Some(&self.disk.run);
        if was_answered || self.disk.run.is_empty() {
            self.disk.run = format!("{:08x}", dice.below(1 << 32));
        }
        if let Some(process) = &mut self.process {
            process.read_ahead.clear();
        }
        Request::Greet(Box::new(Greeting {
            seat: self.seat(),
            before: self.disk.before.clone(),
            acknowledged: self.disk.acknowledged,
            cursor: self.disk.cursor.clone(),
            report: self.disk.report(),
            program: "0.1.0".to_owned(),
        }))
    }

    /// Whether the bench still waits for the answer to this question.
    pub(super) fn waits_for(&self, id: u64) -> bool {
        let waiting = self
            .process
            .as_ref()
            .and_then(|process| process.waiting.as_ref());
        waiting.is_some_and(|waiting| waiting.id == id)
    }

    /// Takes an answer; one that nobody waits for any more is nothing.
    pub(super) fn hear(&mut self, id: u64, answer: Answer, now: Millis) {
        if !self.waits_for(id) {
            return;
        }
        let time = self.planner_time(now);
        let Some(waiting) = self
            .process
            .as_mut()
            .and_then(|process| process.waiting.take())
        else {
            return;
        };
        let end = self.keep(&waiting, answer);
        if end == End::Turned(Turned::Quarantined) {
            self.disk.quarantined = true;
        }
        // The master knows this name as an old one, so somebody else has used it: a new one will tell.
        if end == End::Turned(Turned::Superseded) && waiting.task == Task::Greet {
            self.disk.run.clear();
        }
        if let Some(process) = &mut self.process {
            if !matches!(end, End::Done { .. }) {
                process.read_ahead.clear();
            }
            process.planner.ended(time, waiting.task, end);
        }
    }

    fn keep(&mut self, waiting: &Waiting, answer: Answer) -> End {
        let more = match answer {
            Answer::Welcome(welcome) => {
                self.welcomed(&welcome, waiting);
                false
            }
            Answer::Outcomes(outcomes) => self.told(&outcomes),
            Answer::Rows(rows) => self.came_down(rows),
            Answer::ReadAhead => self.read_on(),
            Answer::Lost(lost) => {
                self.renewed(&lost, waiting, TimeDelta::minutes(60));
                self.disk.given_up = false;
                false
            }
            Answer::Claims(claims) => {
                self.claimed(claims, waiting);
                false
            }
            Answer::Numbers(range) => {
                self.disk.numbers.push_back(range);
                false
            }
            Answer::Audit {
                cursor,
                topics,
                unsettled,
            } => self.compared(&cursor, &topics, unsettled),
            Answer::Turned(turned) => {
                if let Turned::Gap { has_up_to } = turned {
                    self.disk.acknowledged = has_up_to.min(self.disk.head());
                }
                return End::Turned(turned);
            }
            Answer::Failed => return End::Failed(LinkTrouble::Away),
        };
        End::Done { more }
    }

    fn welcomed(&mut self, welcome: &Welcome, waiting: &Waiting) {
        self.disk.welcomed();
        self.disk.quarantined = false;
        // A master that was set back has less than it once acknowledged: the rest is sent again. What it
        // has beyond is sent again too, for the bench has not heard yet whether it counted.
        self.disk.acknowledged = welcome.has_up_to.min(self.disk.acknowledged);
        self.renewed(&welcome.lost, waiting, welcome.lease);
    }

    fn renewed(&mut self, lost: &[OrderNo], waiting: &Waiting, length: TimeDelta) {
        for claim in &waiting.listed {
            if lost.contains(&claim.order) {
                self.disk.lose(&claim.order);
            } else if let Some(held) = self.disk.claims.get_mut(&claim.order) {
                held.lease = Lease::asked(&waiting.asked, length);
            }
        }
    }

    fn claimed(&mut self, claims: Vec<Claim>, waiting: &Waiting) {
        for claim in claims {
            let lease = Lease::asked(&waiting.asked, TimeDelta::minutes(60));
            let works = self.disk.works.get(&claim.order);
            let held = Held {
                fence: claim.fence,
                lease,
                begun: works.is_some_and(|work| !work.lost),
            };
            self.disk.claims.insert(claim.order, held);
        }
    }

    fn told(&mut self, outcomes: &[PushOutcome]) -> bool {
        for outcome in outcomes {
            self.disk.acknowledged += 1;
            if let PushOutcome::Rejected(why) = outcome {
                self.disk
                    .rejected
                    .insert(self.disk.acknowledged, why.clone());
            }
        }
        self.disk.unsent() > 0
    }

    fn came_down(&mut self, rows: Rows) -> bool {
        if rows.start_again {
            self.disk.mirror.clear();
            self.disk.cursor = Cursor::default();
        }
        self.disk.cursor.load = rows.load;
        let Some(process) = &mut self.process else {
            return false;
        };
        process.read_ahead = rows.rows.into();
        process.more_behind = rows.more;
        rows.ledger.clone_into(&mut self.disk.cursor.ledger);
        self.read_on()
    }

    /// Keeps the next of the rows that are here already.
    fn read_on(&mut self) -> bool {
        let Some(process) = &mut self.process else {
            return false;
        };
        let step = process.read_ahead.len().min(ROWS_IN_A_STEP);
        let rows: Vec<_> = process.read_ahead.drain(..step).collect();
        let more = !process.read_ahead.is_empty() || process.more_behind;
        let ledger = self.disk.cursor.ledger.clone();
        self.disk.take_rows(&ledger, rows);
        more
    }

    /// A cache that differs from the master at the same place of the feed is dropped and read anew.
    fn compared(&mut self, cursor: &Cursor, topics: &[TopicDigest], unsettled: bool) -> bool {
        if unsettled || *cursor != self.disk.cursor {
            return true;
        }
        if let Some(process) = &mut self.process {
            process.audit_now = false;
        }
        if self.disk.digests() != topics {
            self.disk.mirror.clear();
            self.disk.cursor = Cursor::default();
        }
        false
    }
}

/// What a bench asks; without a request it is answered from what was read ahead.
#[derive(Debug)]
pub(super) struct Question {
    pub(super) task: Task,
    pub(super) request: Option<Request>,
}

//! The whole warehouse in virtual time: what happens next, and to whom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::feed::Rejection;
use pakownia::master::{PushOutcome, Turned};

use super::bench::{Machine, clock};
use super::books::{Books, number_of};
use super::faults::{Fault, HOUR, MINUTE, Plan, SECOND, SETTLING, SHIFT, within};
use super::master::Master;
use super::mutations::Mutation;
use super::network::{Answer, PATIENCE, Request, way_back, ways_there};
use super::packer::Floor;
use super::shop::Shop;
use super::trace::{Millis, Trace};
use crate::support::dice::Dice;

/// Something that happens at its time.
#[derive(Debug)]
pub(super) enum Event {
    /// The bench looks whether it has something to ask.
    Wake(usize),
    /// A question reaches the master, on a connection.
    Arrive(usize, u64, u64, Box<Request>),
    /// The transaction of a question is committed, in this life of the master.
    Commit(usize, u64, Box<Request>, u64, u64),
    /// An answer reaches the bench.
    Reply(usize, u64, Box<Answer>),
    /// The bench waits no longer for this answer.
    Patience(usize, u64),
    /// The packer's next step.
    Pack(usize),
    /// The program starts again; `true` after the whole computer.
    Start(usize, bool),
    Fault(Fault),
    Import(Vec<usize>),
    Imported(u64, u64, Vec<usize>),
    /// Is everything at rest?
    Look,
}

#[derive(Debug)]
struct Due {
    at: Millis,
    turn: u64,
    event: Event,
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.turn == other.turn
    }
}

impl Eq for Due {}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.turn).cmp(&(other.at, other.turn))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The warehouse.
#[derive(Debug)]
pub(super) struct World {
    pub(super) now: Millis,
    pub(super) dice: Dice,
    pub(super) plan: Plan,
    pub(super) trace: Trace,
    pub(super) machines: Vec<Machine>,
    pub(super) master: Master,
    pub(super) shop: Shop,
    pub(super) floor: Floor,
    /// The bench whose disk was copied, and its copy.
    pub(super) copied: Option<(usize, usize)>,
    /// The master was set back and nobody said so.
    pub(super) set_back_silently: bool,
    /// A lead has let the copied bench in again.
    pub(super) let_in: bool,
    /// Makes each fact's hash another.
    pub(super) unique: u64,
    master_offset: i64,
    queue: BinaryHeap<Reverse<Due>>,
    turns: u64,
    questions: u64,
    wakes: Vec<Millis>,
    /// The connection of each computer, named by the question that began it.
    connections: Vec<u64>,
    /// The life of the master in which a connection was made; a connection does not outlive it.
    reached: BTreeMap<u64, u64>,
    at_rest: u32,
    over: bool,
    /// What is wrong, when it shows before the end.
    pub(super) wrong: Option<String>,
}

impl World {
    /// The warehouse of a seed.
    pub(super) fn new(seed: u64, mutation: Option<Mutation>, trace: Trace) -> Self {
        let mut dice = Dice::new(seed);
        let plan = Plan::of(&mut dice);
        let mut world = Self {
            now: 0,
            dice,
            plan,
            trace,
            machines: Vec::new(),
            master: Master::new(mutation),
            shop: Shop::default(),
            floor: Floor::default(),
            copied: None,
            set_back_silently: false,
            let_in: false,
            unique: 0,
            master_offset: 0,
            queue: BinaryHeap::new(),
            turns: 0,
            questions: 0,
            wakes: Vec::new(),
            connections: Vec::new(),
            reached: BTreeMap::new(),
            at_rest: 0,
            over: false,
            wrong: None,
        };
        let orders = (0..world.plan.orders).map(|_| world.new_order()).collect();
        world.later(0, Event::Import(orders));
        for number in 0..world.plan.benches {
            let drift = world.plan.drift[number];
            world.add(Machine::new(number, drift));
        }
        for (at, fault) in world.plan.schedule.clone() {
            world.later(at, Event::Fault(fault));
        }
        world.later(SHIFT, Event::Look);
        world
    }

    fn add(&mut self, machine: Machine) {
        let number = machine.number;
        self.machines.push(machine);
        self.wakes.push(Millis::MAX);
        self.connections.push(0);
        self.start(number, false);
        let first = MINUTE + within(&mut self.dice, MINUTE);
        self.later(first, Event::Pack(number));
    }

    /// Lets something happen after a while.
    pub(super) fn later(&mut self, after: Millis, event: Event) {
        self.turns += 1;
        self.queue.push(Reverse(Due {
            at: self.now + after,
            turn: self.turns,
            event,
        }));
    }

    fn until(&mut self, at: Millis, event: Event) {
        self.later(at.saturating_sub(self.now), event);
    }

    /// Lets the shift and what follows happen.
    pub(super) fn run(&mut self) {
        while !self.over
            && self.wrong.is_none()
            && let Some(Reverse(due)) = self.queue.pop()
        {
            self.now = due.at;
            self.happen(due.event);
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Wake(at) => {
                if self.wakes[at] <= self.now {
                    self.wakes[at] = Millis::MAX;
                    self.drive(at);
                }
            }
            Event::Arrive(at, id, connection, request) => self.arrive(at, id, connection, request),
            Event::Commit(at, id, request, life, transaction) => {
                self.committed(at, id, &request, life, transaction);
            }
            Event::Reply(at, id, answer) => self.reply(at, id, answer),
            Event::Patience(at, id) => {
                if self.machines[at].waits_for(id) {
                    self.reply(at, id, Box::new(Answer::Failed));
                }
            }
            Event::Pack(at) => self.pack(at),
            Event::Start(at, reboot) => self.start(at, reboot),
            Event::Fault(fault) => self.strike(&fault),
            Event::Import(orders) => self.import(orders),
            Event::Imported(life, transaction, orders) => self.imported(life, transaction, orders),
            Event::Look => self.look(),
        }
    }

    /// Lets the bench ask what it has to ask, and sets its alarm.
    pub(super) fn drive(&mut self, at: usize) {
        let machine = &mut self.machines[at];
        if machine.asleep_until > self.now {
            let until = machine.asleep_until;
            self.alarm(at, until);
            return;
        }
        if !machine.is_up(self.now) {
            return;
        }
        self.questions += 1;
        let id = self.questions;
        let Some(question) = machine.ask(id, &mut self.dice, self.now) else {
            if let Some(wake) = self.machines[at].wake_at() {
                self.alarm(at, wake.max(self.now + 1));
            }
            return;
        };
        let Some(request) = question.request else {
            self.later(SECOND, Event::Reply(at, id, Box::new(Answer::ReadAhead)));
            return;
        };
        self.trace.note(self.now, at, request.name(), || {
            format!("{:?}", question.task)
        });
        self.later(PATIENCE, Event::Patience(at, id));
        if self.machines[at].cut_off_until > self.now {
            return;
        }
        if matches!(request, Request::Greet(_)) {
            self.connections[at] = id;
            self.reached.insert(id, self.master.life);
        }
        let connection = self.connections[at];
        for way in ways_there(&mut self.dice, &self.plan, &request) {
            self.later(
                way,
                Event::Arrive(at, id, connection, Box::new(request.clone())),
            );
        }
    }

    /// Whether the master's clock was set during the shift.
    pub(super) fn masters_clock_was_set(&self) -> bool {
        let is_jump = |fault: &Fault| matches!(fault, Fault::MasterClockJump { .. });
        self.plan.schedule.iter().any(|(_, fault)| is_jump(fault))
    }

    /// The time as the master's clock shows it.
    pub(super) fn masters_clock(&self) -> DateTime<Utc> {
        clock(self.now) + TimeDelta::milliseconds(self.master_offset)
    }

    fn alarm(&mut self, at: usize, time: Millis) {
        if time < self.wakes[at] {
            self.wakes[at] = time;
            self.until(time, Event::Wake(at));
        }
    }

    fn arrive(&mut self, at: usize, id: u64, connection: u64, request: Box<Request>) {
        // What was stuck when the links came up again is gone.
        let is_gone = self.now > SHIFT && !self.machines[at].waits_for(id);
        if is_gone || self.machines[at].cut_off_until > self.now {
            return;
        }
        let life = self.master.life;
        let is_broken = self.reached.get(&connection) != Some(&life);
        if is_broken || self.master.down_until > self.now {
            if self.dice.percent(50) {
                self.send_back(at, id, Answer::Failed);
            }
            return;
        }
        if !request.writes() {
            let now = self.masters_clock();
            let answer = self.master.answer(0, &request, now);
            self.send_back(at, id, answer);
            return;
        }
        let transaction = self.master.begin();
        let slow = self.dice.percent(self.plan.slow_transactions);
        let long = if slow { 5 * MINUTE } else { SECOND };
        let work = 5 + within(&mut self.dice, long);
        self.later(work, Event::Commit(at, id, request, life, transaction));
    }

    fn committed(&mut self, at: usize, id: u64, request: &Request, life: u64, transaction: u64) {
        if life != self.master.life {
            self.send_back(at, id, Answer::Failed);
            return;
        }
        let now = self.masters_clock();
        let answer = self.master.answer(transaction, request, now);
        self.master.end(transaction);
        self.count(&answer);
        self.trace.note(self.now, at, answer.name(), || {
            format!("to {} in {transaction}: {answer:?}", request.name())
        });
        self.send_back(at, id, answer);
    }

    fn count(&mut self, answer: &Answer) {
        match answer {
            Answer::Turned(Turned::Superseded) => self.trace.count("superseded"),
            Answer::Turned(Turned::Quarantined) => self.trace.count("quarantined"),
            Answer::Turned(Turned::Gap { .. }) => self.trace.count("gap"),
            Answer::Welcome(welcome) if !welcome.lost.is_empty() => self.trace.count("lost"),
            Answer::Lost(lost) if !lost.is_empty() => self.trace.count("lost"),
            Answer::Outcomes(outcomes) => {
                for outcome in outcomes {
                    self.trace.count(match outcome {
                        PushOutcome::Taken => "taken",
                        PushOutcome::Known => "known",
                        PushOutcome::Rejected(Rejection::OldFence { .. }) => "old_fence",
                        PushOutcome::Rejected(Rejection::HeldElsewhere { .. }) => "held_elsewhere",
                        PushOutcome::Rejected(Rejection::UnknownOrder { .. }) => "unknown_order",
                        PushOutcome::Rejected(Rejection::Unstorable { .. }) => "unstorable",
                        PushOutcome::Rejected(Rejection::UnknownParcel { .. }) => "unknown_parcel",
                        PushOutcome::Rejected(Rejection::OldRules { .. }) => "old_rules",
                        PushOutcome::Rejected(Rejection::CopiedDisk) => "copied_disk",
                    });
                }
            }
            _ => {}
        }
    }

    fn send_back(&mut self, at: usize, id: u64, answer: Answer) {
        if self.machines[at].cut_off_until > self.now {
            return;
        }
        if let Some(way) = way_back(&mut self.dice, &self.plan) {
            self.later(way, Event::Reply(at, id, Box::new(answer)));
        }
    }

    fn reply(&mut self, at: usize, id: u64, answer: Box<Answer>) {
        let machine = &mut self.machines[at];
        if machine.asleep_until > self.now {
            let until = machine.asleep_until;
            self.until(until, Event::Reply(at, id, answer));
            return;
        }
        if machine.waits_for(id) && machine.is_up(self.now) {
            if let Answer::Rows(rows) = &*answer
                && rows.start_again
                && rows.ledger == machine.disk.cursor.ledger
            {
                self.trace.count("behind_the_floor");
            }
            let name = answer.name();
            machine.hear(id, *answer, self.now);
            self.trace.note(self.now, at, "heard", || name.to_owned());
            self.drive(at);
        }
    }

    fn start(&mut self, at: usize, reboot: bool) {
        let machine = &mut self.machines[at];
        if machine.process.is_none() && !machine.removed && machine.back_at <= self.now {
            let seed = u64::try_from(self.dice.below(1 << 40)).unwrap();
            machine.start(seed, reboot, self.now);
            self.trace
                .note(self.now, at, "start", || format!("reboot {reboot}"));
            self.wakes[at] = Millis::MAX;
            self.drive(at);
        }
    }

    fn strike(&mut self, fault: &Fault) {
        if self.now >= SHIFT {
            return;
        }
        self.trace
            .note(self.now, 0, "fault", || format!("{fault:?}"));
        match *fault {
            Fault::Partition { machine, until } => {
                let cut = &mut self.machines[machine].cut_off_until;
                *cut = until.max(*cut);
            }
            Fault::Kill {
                machine,
                back,
                reboot,
            } => {
                let killed = &mut self.machines[machine];
                killed.process = None;
                killed.back_at = back.max(killed.back_at);
                let back = killed.back_at;
                self.until(back, Event::Start(machine, reboot));
            }
            Fault::Suspend { machine, until } => self.machines[machine].asleep_until = until,
            Fault::ClockJump { machine, by } => self.machines[machine].set_wall_clock(by),
            Fault::Copy { machine } => self.copy(machine),
            Fault::MasterClockJump { by } => self.master_offset += by,
            Fault::MasterCrash { back } => self.master.crash(back),
            Fault::Backup => self.master.back_up(),
            Fault::Prune { forgets } => {
                if self.master.down_until <= self.now && self.master.prune(forgets) > 0 {
                    self.trace.count("pruned");
                }
            }
            Fault::Restore { known } => self.restore(known),
            Fault::TakeOver { lead } => self.take_over(lead),
            Fault::EndRecovery { lead } => self.end_recovery(lead),
            Fault::NewOrder
            | Fault::Edit { .. }
            | Fault::Cancel { .. }
            | Fault::Uncancel { .. } => {
                self.shop_does(fault);
            }
        }
    }

    fn copy(&mut self, machine: usize) {
        let number = self.machines.len();
        let copy = self.machines[machine].copy(number, self.now);
        self.copied = Some((machine, number));
        self.add(copy);
    }

    fn restore(&mut self, known: bool) {
        let now = self.masters_clock();
        let Some(lost) = self.master.restore(known, now) else {
            return;
        };
        self.trace.count(if known {
            "set_back"
        } else {
            "set_back_silently"
        });
        if !known {
            self.set_back_silently = true;
            self.excuse_forgotten(&lost);
        }
        // The shop's connector sends everything again, sooner or later.
        let soon = within(&mut self.dice, 20 * MINUTE);
        let all = (0..self.shop.orders.len()).collect();
        self.later(soon, Event::Import(all));
    }

    /// What the master forgot without knowing it can be given away twice.
    fn excuse_forgotten(&mut self, lost: &Books) {
        for (order, book) in &lost.orders {
            let now = self.master.books.orders.get(order);
            let same = now.is_some_and(|now| now.fence == book.fence && now.state == book.state);
            if !same {
                let excuse = "the master forgot it and nobody said so";
                self.floor.excused.insert(number_of(order), excuse);
            }
        }
    }

    /// Ends the shift, then looks again and again whether everything has come to rest.
    fn look(&mut self) {
        if self.now == SHIFT {
            self.end_shift();
        }
        self.let_in_again();
        let quiet = self.machines.iter().all(|machine| self.is_quiet(machine));
        self.at_rest = if quiet { self.at_rest + 1 } else { 0 };
        if self.at_rest >= 4 || self.now >= SHIFT + SETTLING {
            self.over = true;
        }
        self.later(HOUR / 2, Event::Look);
    }

    fn end_shift(&mut self) {
        self.trace.note(self.now, 0, "shift_ends", String::new);
        let plan = &mut self.plan;
        (plan.lost_requests, plan.lost_answers) = (0, 0);
        (plan.late, plan.doubled, plan.slow_transactions) = (0, 0, 0);
        self.master.down_until = self.now;
        if let Some((_, copy)) = self.copied {
            self.machines[copy].removed = true;
        }
        let audit = self.set_back_silently;
        for at in 0..self.machines.len() {
            let machine = &mut self.machines[at];
            machine.cut_off_until = self.now;
            (machine.back_at, machine.works) = (self.now, false);
            self.start(at, true);
            if let Some(process) = &mut self.machines[at].process {
                process.audit_now = audit;
            }
            self.alarm(at, self.now);
        }
    }

    /// Whether this bench has told and read everything, or nobody listens to it.
    fn is_quiet(&self, machine: &Machine) -> bool {
        let books = &self.master.books;
        let newest = machine.disk.cursor.place == books.newest();
        let read = newest && machine.disk.cursor.ledger == books.name;
        let told = machine.disk.unsent() == 0 && books.recovering_since.is_none();
        let awake = machine.asleep_until <= self.now;
        machine.removed || machine.disk.quarantined || (awake && read && told)
    }
}

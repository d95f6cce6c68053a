//! Everything that goes wrong in a run, drawn from its seed.

use std::fmt;

use super::trace::{Millis, hours};
use crate::support::dice::Dice;

pub(super) const SECOND: Millis = 1_000;
pub(super) const MINUTE: Millis = 60 * SECOND;
pub(super) const HOUR: Millis = 60 * MINUTE;

/// How long packers work, and faults happen.
pub(super) const SHIFT: Millis = 5 * HOUR;

/// The first minutes, in which every bench gets to know the master.
pub(super) const MORNING: Millis = 12 * MINUTE;

/// How long everything may take to come to rest after the shift.
pub(super) const SETTLING: Millis = 24 * HOUR;

/// A fault, or what people outside the benches do, at its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// No message of this bench gets through until then.
    Partition {
        machine: usize,
        until: Millis,
    },
    /// The program ends and everything in its memory is gone; `reboot` ends the computer too.
    Kill {
        machine: usize,
        back: Millis,
        reboot: bool,
    },
    /// The computer sleeps.
    Suspend {
        machine: usize,
        until: Millis,
    },
    /// Somebody or something sets the computer's wall clock, by so many milliseconds.
    ClockJump {
        machine: usize,
        by: i64,
    },
    /// The disk of a bench is copied into another computer.
    Copy {
        machine: usize,
    },
    /// The master's program ends between two statements.
    MasterCrash {
        back: Millis,
    },
    /// Somebody or something sets the master's clock, by so many milliseconds.
    MasterClockJump {
        by: i64,
    },
    /// A backup of the master is made.
    Backup,
    /// Packed orders are taken away; with `forgets`, so is what tells of earlier ones.
    Prune {
        forgets: bool,
    },
    /// The master is set back to its backup; `known` when whoever does it says so.
    Restore {
        known: bool,
    },
    /// The shop adds an order, changes one, cancels one, or takes the cancelling back.
    NewOrder,
    Edit {
        order: usize,
    },
    Cancel {
        order: usize,
    },
    Uncancel {
        order: usize,
    },
    /// A shift lead at this bench takes an order from another bench.
    TakeOver {
        lead: usize,
    },
    /// A shift lead at this bench no longer waits for benches after the master was set back.
    EndRecovery {
        lead: usize,
    },
}

/// How often and what goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) benches: usize,
    pub(super) orders: usize,
    /// Of a hundred messages, so many are lost on the way there.
    pub(super) lost_requests: usize,
    /// Of a hundred answers, so many are lost on the way back.
    pub(super) lost_answers: usize,
    /// Of a hundred messages, so many come minutes late.
    pub(super) late: usize,
    /// Of a hundred messages that a bench may send twice, so many arrive twice.
    pub(super) doubled: usize,
    /// Of a hundred transactions, so many stay open for minutes.
    pub(super) slow_transactions: usize,
    /// Of a hundred facts, so many cannot be stored by the master's database.
    pub(super) poison: usize,
    /// How wrong each computer's clock runs, in millionths.
    pub(super) drift: Vec<i64>,
    /// What happens when.
    pub(super) schedule: Vec<(Millis, Fault)>,
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rates = Self {
            schedule: vec![],
            ..self.clone()
        };
        writeln!(f, "{rates:?}")?;
        let mut schedule: Vec<_> = self.schedule.iter().collect();
        schedule.sort_by_key(|(at, _)| *at);
        for (at, fault) in schedule {
            writeln!(f, "  {} {fault:?}", hours(*at))?;
        }
        Ok(())
    }
}

/// Draws a time of the shift after its first minutes.
fn some_time(dice: &mut Dice) -> Millis {
    MORNING + within(dice, SHIFT - MORNING)
}

/// A time from 0 up to, and without, `end`.
pub(super) fn within(dice: &mut Dice, end: Millis) -> Millis {
    u64::try_from(dice.below(usize::try_from(end).unwrap())).unwrap()
}

/// A rate that is nought in half of the runs.
fn rate(dice: &mut Dice, most: usize) -> usize {
    if dice.percent(50) {
        0
    } else {
        1 + dice.below(most)
    }
}

impl Plan {
    /// The plan of a seed.
    pub(super) fn of(dice: &mut Dice) -> Self {
        let benches = 2 + dice.below(3);
        let mut plan = Self {
            benches,
            orders: 8 + dice.below(12),
            lost_requests: rate(dice, 12),
            lost_answers: rate(dice, 12),
            late: rate(dice, 10),
            doubled: rate(dice, 8),
            slow_transactions: rate(dice, 10),
            poison: if dice.percent(25) {
                1 + dice.below(4)
            } else {
                0
            },
            drift: (0..benches).map(|_| drift(dice)).collect(),
            schedule: Vec::new(),
        };
        plan.hurt_benches(dice);
        plan.hurt_master(dice);
        plan.busy_shop(dice);
        for _ in 0..rate(dice, 3) {
            let lead = dice.below(benches);
            plan.at(some_time(dice), Fault::TakeOver { lead });
        }
        for _ in 0..rate(dice, 4) {
            let forgets = dice.percent(50);
            plan.at(some_time(dice), Fault::Prune { forgets });
        }
        plan
    }

    fn at(&mut self, time: Millis, fault: Fault) {
        self.schedule.push((time, fault));
    }

    fn hurt_benches(&mut self, dice: &mut Dice) {
        for _ in 0..rate(dice, 4) {
            let (machine, from) = (dice.below(self.benches), some_time(dice));
            let long = *dice.one_of(&[MINUTE, 10 * MINUTE, HOUR, 3 * HOUR]);
            let until = from + MINUTE + within(dice, long);
            self.at(from, Fault::Partition { machine, until });
        }
        for _ in 0..rate(dice, 4) {
            let (machine, from) = (dice.below(self.benches), some_time(dice));
            let long = *dice.one_of(&[MINUTE, 20 * MINUTE, 3 * HOUR]);
            let fault = Fault::Kill {
                machine,
                back: from + SECOND + within(dice, long),
                reboot: dice.percent(30),
            };
            self.at(from, fault);
        }
        for _ in 0..rate(dice, 2) {
            let (machine, from) = (dice.below(self.benches), some_time(dice));
            let until = from + *dice.one_of(&[10 * MINUTE, 3 * HOUR]);
            self.at(from, Fault::Suspend { machine, until });
        }
        for _ in 0..rate(dice, 3) {
            let machine = dice.below(self.benches);
            let by = jump(dice);
            self.at(some_time(dice), Fault::ClockJump { machine, by });
        }
        if dice.percent(10) {
            let machine = dice.below(self.benches);
            self.at(some_time(dice), Fault::Copy { machine });
        }
    }

    fn hurt_master(&mut self, dice: &mut Dice) {
        for _ in 0..rate(dice, 3) {
            let from = some_time(dice);
            let back = from + within(dice, 20 * MINUTE);
            self.at(from, Fault::MasterCrash { back });
        }
        for _ in 0..rate(dice, 2) {
            let by = jump(dice);
            self.at(some_time(dice), Fault::MasterClockJump { by });
        }
        if dice.percent(20) {
            let backup = some_time(dice);
            let restore = backup + MINUTE + within(dice, 2 * HOUR);
            self.at(backup, Fault::Backup);
            let known = dice.percent(75);
            self.at(restore, Fault::Restore { known });
            if dice.percent(20) {
                let lead = dice.below(self.benches);
                let after = restore + within(dice, HOUR);
                self.at(after, Fault::EndRecovery { lead });
            }
        }
    }

    fn busy_shop(&mut self, dice: &mut Dice) {
        let mut orders = self.orders;
        for _ in 0..10 + dice.below(30) {
            self.at(some_time(dice), Fault::NewOrder);
            orders += 1;
        }
        for _ in 0..rate(dice, 10) {
            let order = dice.below(orders);
            self.at(some_time(dice), Fault::Edit { order });
        }
        for _ in 0..rate(dice, 8) {
            let (order, time) = (dice.below(orders), some_time(dice));
            self.at(time, Fault::Cancel { order });
            if dice.percent(40) {
                let later = time + within(dice, HOUR);
                self.at(later, Fault::Uncancel { order });
            }
        }
    }
}

/// An hour forth or back: summer time, or a time zone set wrong.
fn jump(dice: &mut Dice) -> i64 {
    let hour = i64::try_from(HOUR).unwrap();
    if dice.percent(50) { hour } else { -hour }
}

/// At most 1 % fast or slow: ten times what a cheap crystal does, and half of a lease's margin.
fn drift(dice: &mut Dice) -> i64 {
    i64::try_from(dice.below(20_001)).unwrap() - 10_000
}

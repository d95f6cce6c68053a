//! What a bench asks its master next, free of any clock, thread or connection.
//!
//! Time is passed in as milliseconds of a clock that never goes back and goes on while the computer
//! sleeps. One task is under way at a time. A task that fails is tried again for ever, later and
//! later, on the planner's own time: nobody has to touch the bench for it.

mod backoff;
#[cfg(test)]
mod tests;

use std::mem;

pub use self::backoff::Backoff;
use super::Turned;
use crate::domain::feed::LinkTrouble;
pub use crate::domain::lease::{Lease, LeaseClock};

/// Below so many tracking numbers the bench asks for more.
pub const NUMBERS_LOW: u64 = 200;

/// Tracking numbers that a bench asks for at once.
pub const NUMBERS_AT_ONCE: u64 = 1_000;

/// Between two looks for news while somebody works here, in milliseconds.
///
/// Assumption: a cancelled order has to reach the bench within two seconds, the writing included.
const PULL_AT_WORK_MS: u64 = 500;

/// Between two looks for news while nobody works here.
const PULL_AT_REST_MS: u64 = 2_000;

/// Between two looks for what other benches did, at a lead's station.
///
/// Assumption: a lead reads figures by the quarter of an hour; a few seconds are nothing beside it.
const FACTS_MS: u64 = 5_000;

/// The same after a master that does not let this station read them.
const FACTS_REFUSED_MS: u64 = 600_000;

/// Between two reports. Assumption: short beside any lease, and 100 benches make five a second.
const REPORT_MS: u64 = 20_000;

/// The soonest that a report follows another, to give orders back.
const GIVE_BACK_MS: u64 = 2_000;

/// The soonest that a bench asks again for orders, when there were too few.
const CLAIM_AGAIN_MS: u64 = 5_000;

/// The soonest that a bench asks again for numbers.
const NUMBERS_AGAIN_MS: u64 = 30_000;

/// Between two comparisons of the cache with the master.
const AUDIT_MS: u64 = 3_600_000;

/// When a comparison met a moment of writing: again after this, and after many such moments later.
const AUDIT_AGAIN_MS: u64 = 5_000;
const AUDIT_TRIES: u32 = 12;
const AUDIT_PAUSE_MS: u64 = 600_000;

/// What has been due for so long goes first, whatever else is: no kind of task keeps another out.
const WAITED_LONG_MS: u64 = 5_000;

/// A link that has worked for so long is sound: the next failure starts from the shortest wait.
const SOUND_MS: u64 = 10_000;

/// So often within a minute a bench greets again at once because another connection speaks for it.
const SUPERSEDED_AT_MOST: u32 = 3;
const SUPERSEDED_WITHIN_MS: u64 = 60_000;

/// So often in a row the master may ask for facts from further back.
const GAPS_AT_MOST: u32 = 3;

/// How often a bench whose disk was copied asks whether a lead has let it in again.
const QUARANTINE_MS: u64 = 30_000;

/// What the bench would ask its master.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Greet, on a new connection.
    Greet,
    /// Send the oldest facts that are not acknowledged.
    Push,
    /// Read on.
    Pull,
    /// Say how it stands, and what it gives back.
    Report,
    /// Ask for so many of the most urgent orders.
    Claim(u32),
    /// Ask for tracking numbers.
    Numbers,
    /// Compare the cache with the master.
    Audit,
    /// Read what other benches did.
    Facts,
}

/// What the bench has and lacks at this moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// Facts that the master has not acknowledged.
    pub unsent: u64,
    /// Tracking numbers left.
    pub numbers_left: u64,
    /// Orders that it holds and has not begun.
    pub ahead: u32,
    /// Orders that it should hold ahead; 0 while nobody works here.
    pub wanted_ahead: u32,
    /// It gave up orders that the master still counts as held here.
    pub to_give_back: bool,
    /// A person wants the cache compared now.
    pub audit_now: bool,
    /// It is a lead's station, and shows what all benches did.
    pub all_benches: bool,
}

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It was answered, and the answer is kept.
    Done {
        /// There is more of the same: rows of the feed, facts of the outbox; an audit could not compare.
        more: bool,
    },
    /// The master answered that it does not listen.
    Turned(Turned),
    /// No answer came, or none that helps.
    Failed(LinkTrouble),
}

/// Whether bench and master talk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// They never did since the program was started.
    Unknown,
    /// They do.
    On,
    /// They do not, since then; the next try is due at `retry_at`.
    Off {
        /// Why, at the last try.
        trouble: LinkTrouble,
        /// Since when, in milliseconds of the planner's clock.
        since: u64,
        /// When it is tried again.
        retry_at: u64,
    },
}

/// Decides what a bench asks its master next.
#[derive(Debug, Clone)]
pub struct Planner {
    backoff: Backoff,
    link: LinkState,
    under_way: Option<(Task, u64)>,
    /// When to greet; `None` once the master has answered.
    greet_at: Option<u64>,
    /// Since when the master has answered without a failure.
    sound_since: u64,
    /// When they stopped talking, until the link has been sound for a while.
    off_since: Option<u64>,
    superseded: (u32, u64),
    gaps: u32,
    needs: Needs,
    due: Due,
    audit_tries: u32,
    /// Everything was read a moment ago: the cache can be compared now.
    is_read_up: bool,
}

/// When each kind of task is due, in milliseconds; `u64::MAX` is never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Due {
    push: u64,
    pull: u64,
    numbers: u64,
    claim: u64,
    report: u64,
    audit: u64,
    /// The end of the last pull; the pace depends on who works here.
    pulled: Option<u64>,
    numbers_from: u64,
    claim_from: u64,
    reported: u64,
    audit_from: u64,
    /// Not even a person gets it sooner.
    audit_again: u64,
    facts: u64,
    facts_from: u64,
}

impl Due {
    const NEVER: Self = Self {
        push: u64::MAX,
        pull: u64::MAX,
        numbers: u64::MAX,
        claim: u64::MAX,
        report: u64::MAX,
        audit: u64::MAX,
        pulled: None,
        numbers_from: 0,
        claim_from: 0,
        reported: 0,
        audit_from: u64::MAX,
        audit_again: 0,
        facts: u64::MAX,
        facts_from: 0,
    };

    /// Takes in what the bench needs at `now`. What is due stays due since then.
    fn note(&mut self, now: u64, needs: &Needs) {
        let since = |due: &mut u64, wanted: bool, from: u64| {
            *due = if wanted {
                (*due).min(now.max(from))
            } else {
                u64::MAX
            };
        };
        since(&mut self.push, needs.unsent > 0, 0);
        since(
            &mut self.numbers,
            needs.numbers_left < NUMBERS_LOW,
            self.numbers_from,
        );
        since(
            &mut self.claim,
            needs.ahead.saturating_mul(2) < needs.wanted_ahead,
            self.claim_from,
        );
        let pace = if needs.wanted_ahead > 0 {
            PULL_AT_WORK_MS
        } else {
            PULL_AT_REST_MS
        };
        if let Some(pulled) = self.pulled {
            self.pull = pulled.saturating_add(pace);
        }
        let gives_back = needs.to_give_back && needs.unsent == 0;
        let pause = if gives_back { GIVE_BACK_MS } else { REPORT_MS };
        self.report = self.reported.saturating_add(pause);
        since(&mut self.audit, needs.audit_now, self.audit_again);
        self.audit = self.audit.min(self.audit_from);
        since(&mut self.facts, needs.all_benches, self.facts_from);
    }
}

impl Planner {
    /// A bench that has just been started. Each bench takes a seed of its own.
    pub fn new(seed: u64) -> Self {
        Self {
            backoff: Backoff::new(seed),
            link: LinkState::Unknown,
            under_way: None,
            greet_at: Some(0),
            sound_since: 0,
            off_since: None,
            superseded: (0, 0),
            gaps: 0,
            needs: Needs::default(),
            due: Due::NEVER,
            audit_tries: 0,
            is_read_up: false,
        }
    }

    /// What to ask now; `None` while a task is under way, and when nothing is due.
    pub fn next(&mut self, now_ms: u64, needs: &Needs) -> Option<Task> {
        self.needs = *needs;
        self.due.note(now_ms, needs);
        if self.under_way.is_some() {
            return None;
        }
        let is_read_up = mem::take(&mut self.is_read_up);
        let task = match self.greet_at {
            Some(at) => (at <= now_ms).then_some(Task::Greet),
            None => self.most_urgent(now_ms, is_read_up),
        }?;
        self.under_way = Some((task, now_ms));
        Some(task)
    }

    /// How the task ended that [`Planner::next`] gave.
    pub fn ended(&mut self, now_ms: u64, task: Task, end: End) {
        self.under_way = None;
        match &end {
            End::Done { more } => self.done(now_ms, task, *more),
            End::Turned(_) | End::Failed(_) => self.heard(now_ms, end),
        }
    }

    /// The answer to something that was asked beside the plan, for example the order just scanned.
    pub fn heard(&mut self, now_ms: u64, end: End) {
        match end {
            End::Done { .. } => self.is_sound(now_ms),
            End::Turned(Turned::Superseded) => self.superseded(now_ms),
            End::Turned(Turned::Quarantined) | End::Failed(LinkTrouble::Quarantined) => {
                self.lost(now_ms, LinkTrouble::Quarantined, QUARANTINE_MS);
            }
            End::Turned(Turned::Gap { has_up_to }) => self.gap(now_ms, has_up_to),
            End::Failed(trouble) => {
                let wait = self.backoff.wait();
                self.lost(now_ms, trouble, wait);
            }
        }
    }

    /// The master told that this station may not read what other benches did: everything else goes on.
    pub fn facts_refused(&mut self, now_ms: u64) {
        self.under_way = None;
        self.due.facts = u64::MAX;
        self.due.facts_from = now_ms.saturating_add(FACTS_REFUSED_MS);
        self.is_sound(now_ms);
    }

    /// When to call [`Planner::next`] again if nothing else happens; `None` while a task is under way.
    pub fn wake_at(&self) -> Option<u64> {
        if self.under_way.is_some() {
            return None;
        }
        let due = self.due.in_order(&self.needs, self.is_read_up);
        let soonest = due.into_iter().map(|(_task, at)| at).min();
        self.greet_at.or(soonest)
    }

    /// Whether bench and master talk.
    pub fn state(&self) -> LinkState {
        self.link.clone()
    }

    /// Since when an answer is waited for.
    pub fn waits_since(&self) -> Option<u64> {
        self.under_way.map(|(_task, since)| since)
    }

    fn most_urgent(&self, now: u64, is_read_up: bool) -> Option<Task> {
        let due = self.due.in_order(&self.needs, is_read_up);
        let ready = || due.iter().filter(|(_task, at)| *at <= now);
        let waited_long = ready()
            .filter(|(_task, at)| now.saturating_sub(*at) >= WAITED_LONG_MS)
            .min_by_key(|(_task, at)| *at);
        waited_long.or(ready().next()).map(|(task, _at)| *task)
    }

    fn done(&mut self, now: u64, task: Task, more: bool) {
        match task {
            Task::Greet => self.greeted(now),
            Task::Push => {
                self.gaps = 0;
                self.due.push = u64::MAX;
            }
            Task::Pull => {
                self.due.pulled = (!more).then_some(now);
                self.due.pull = now;
                self.is_read_up = !more;
            }
            Task::Report => self.due.reported = now,
            Task::Claim(_) => {
                self.due.claim = u64::MAX;
                self.due.claim_from = now.saturating_add(CLAIM_AGAIN_MS);
            }
            Task::Numbers => {
                self.due.numbers = u64::MAX;
                self.due.numbers_from = now.saturating_add(NUMBERS_AGAIN_MS);
            }
            Task::Audit => self.audited(now, more),
            Task::Facts => {
                self.due.facts = u64::MAX;
                self.due.facts_from = if more {
                    now
                } else {
                    now.saturating_add(FACTS_MS)
                };
            }
        }
        self.due.note(now, &self.needs);
        self.is_sound(now);
    }

    fn greeted(&mut self, now: u64) {
        self.greet_at = None;
        self.sound_since = now;
        self.link = LinkState::On;
        let audit_from = if self.due.audit_from == u64::MAX {
            now.saturating_add(self.backoff.below(AUDIT_MS))
        } else {
            self.due.audit_from
        };
        // The greeting was a report too. What was due before it has waited since then: on a line that
        // dies every few seconds nothing else would ever have its turn beside the facts of a busy bench.
        self.due = Due {
            reported: now,
            push: self.due.push,
            pull: self.due.pull.min(now),
            numbers: self.due.numbers,
            claim: self.due.claim,
            facts: self.due.facts,
            facts_from: self.due.facts_from,
            audit_from,
            ..Due::NEVER
        };
        self.is_read_up = false;
    }

    fn audited(&mut self, now: u64, again: bool) {
        self.audit_tries = if again { self.audit_tries + 1 } else { 0 };
        let pause = if !again {
            AUDIT_MS
        } else if self.audit_tries < AUDIT_TRIES {
            AUDIT_AGAIN_MS
        } else {
            self.audit_tries = 0;
            AUDIT_PAUSE_MS
        };
        self.due.audit = u64::MAX;
        self.due.audit_from = now.saturating_add(pause);
        self.due.audit_again = now.saturating_add(AUDIT_AGAIN_MS);
    }

    fn is_sound(&mut self, now: u64) {
        if self.greet_at.is_none() && now.saturating_sub(self.sound_since) >= SOUND_MS {
            self.backoff.reset();
            self.off_since = None;
        }
    }

    fn lost(&mut self, now: u64, trouble: LinkTrouble, wait: u64) {
        let retry_at = now.saturating_add(wait);
        let since = *self.off_since.get_or_insert(now);
        self.greet_at = Some(retry_at);
        self.link = LinkState::Off {
            trouble,
            since,
            retry_at,
        };
    }

    fn superseded(&mut self, now: u64) {
        let (times, last) = self.superseded;
        let recent = now.saturating_sub(last) < SUPERSEDED_WITHIN_MS;
        let times = if recent { times + 1 } else { 1 };
        self.superseded = (times, now);
        if times <= SUPERSEDED_AT_MOST {
            self.greet_at = Some(now);
        } else {
            let wait = self.backoff.wait();
            self.lost(now, LinkTrouble::Away, wait);
        }
    }

    fn gap(&mut self, now: u64, has_up_to: u64) {
        self.gaps += 1;
        if self.gaps > GAPS_AT_MOST {
            self.gaps = 0;
            let wait = self.backoff.wait();
            let why = format!("it asks again and again for the facts after number {has_up_to}");
            self.lost(now, LinkTrouble::Other { why }, wait);
        } else {
            self.due.push = now;
        }
    }
}

impl Due {
    /// Every task with its time, the more urgent first.
    fn in_order(&self, needs: &Needs, is_read_up: bool) -> [(Task, u64); 7] {
        let wanted = needs.wanted_ahead.saturating_sub(needs.ahead);
        // Only a cache that has just been read up can be compared: a pull goes before each audit.
        let (audit, pull) = if is_read_up {
            (self.audit, self.pull)
        } else {
            (u64::MAX, self.pull.min(self.audit))
        };
        // Orders are asked for once their rows are here.
        let claim = if self.pulled.is_some() {
            self.claim
        } else {
            u64::MAX
        };
        // What is packed here comes first: the orders of the day are here before yesterday's facts.
        let facts = if self.pulled.is_some() {
            self.facts
        } else {
            u64::MAX
        };
        [
            (Task::Audit, audit),
            (Task::Push, self.push),
            (Task::Pull, pull),
            (Task::Numbers, self.numbers),
            (Task::Claim(wanted), claim),
            (Task::Report, self.report),
            (Task::Facts, facts),
        ]
    }
}

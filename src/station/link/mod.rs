//! The bench's side of the link: what it asked its master, what it waits for, how they stand.
//!
//! No input waits for a distant master, but a scan of an order that is not held here: a fraction of a second.

mod answers;
mod claims;
mod pace;
mod questions;
mod status;
mod wire;

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

pub(super) use self::answers::Applied;
use self::pace::Pace;
pub(super) use self::pace::ROWS_MOST as ROWS_AT_WORK;
pub(super) use self::status::autonomy_of;
use self::wire::Wire;
pub use self::wire::{MasterLink, Wake};
use super::sync_view::{Drift, OverviewView};
use crate::domain::exception::Exception;
use crate::domain::feed::{Cursor, LinkTrouble, TopicDigest};
use crate::domain::ids::OrderNo;
use crate::domain::lease::LeaseClock;
use crate::master::planner::{Planner, Task};
use crate::master::{Audit, Seat};
use crate::store::{LinkMemory, StoreError};

/// Why a question was asked, and what its answer needs to be understood.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) purpose: Purpose,
    /// When it was asked: leases are counted from here.
    pub(super) at: LeaseClock,
    /// The same moment, for telling how long an answer has been owed.
    pub(super) since: Instant,
    /// The facts that were sent.
    pub(super) numbers: Vec<u64>,
}

/// Who wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The plan.
    Planned(Task),
    /// A packer who scanned this order.
    Scanned(OrderNo),
    /// A lead who looks at all benches.
    Overview,
}

/// A comparison of the cache with the master, under way in a thread.
pub(super) struct Comparison {
    pub(super) audit: Audit,
    pub(super) cache: Receiver<Result<Vec<TopicDigest>, StoreError>>,
}

/// The link of one bench.
pub(super) struct Link {
    pub(super) wire: Wire,
    pub(super) planner: Planner,
    pub(super) pace: Pace,
    /// The same for facts of other benches, which take longer to count than a row to write.
    pub(super) facts_pace: Pace,
    /// Since the start of the program everything that other benches did was read at least once.
    pub(super) has_all_facts: bool,
    /// Why the master does not let this station read what other benches did.
    pub(super) facts_refused: Option<LinkTrouble>,
    /// What was asked and not answered, in the order of asking.
    pub(super) asked: VecDeque<Asked>,
    pub(super) seat: Seat,
    /// How long a claim lasts, as the master said last.
    pub(super) lease: TimeDelta,
    pub(super) is_quarantined: bool,
    pub(super) pulled_at: Option<DateTime<Utc>>,
    pub(super) pushed_at: Option<DateTime<Utc>>,
    pub(super) rows_to_come: u64,
    /// Rows that a load did not bring are being looked for.
    pub(super) is_sweeping: bool,
    /// Since the start of the program everything was read at least once.
    pub(super) is_read_up: bool,
    /// The next report must not wait for its time: orders were given up, or one is in doubt.
    pub(super) report_soon: bool,
    pub(super) audit_wanted: bool,
    pub(super) overview_wanted: bool,
    pub(super) overview: Option<OverviewView>,
    pub(super) drift: Drift,
    pub(super) comparison: Option<Comparison>,
    /// `None` when they have to be read again.
    pub(super) exceptions: Option<Vec<Exception>>,
    /// Why they do not talk, as the disk has it.
    told: Option<(LinkTrouble, DateTime<Utc>)>,
    /// The latest time of the planner's clock; a standing clock may be set back, this never goes.
    now_ms: u64,
}

impl Link {
    pub(super) fn new(link: MasterLink, seat: Seat, memory: &LinkMemory, seed: u64) -> Self {
        Self {
            wire: Wire::new(link),
            planner: Planner::new(seed),
            pace: Pace::new(),
            facts_pace: Pace::new(),
            has_all_facts: false,
            facts_refused: None,
            asked: VecDeque::new(),
            seat,
            lease: TimeDelta::zero(),
            is_quarantined: memory.is_quarantined,
            pulled_at: memory.pulled_at,
            pushed_at: memory.acknowledged_at,
            is_sweeping: false,
            is_read_up: false,
            rows_to_come: 0,
            report_soon: false,
            audit_wanted: false,
            overview_wanted: false,
            overview: None,
            drift: Drift::Unknown,
            comparison: None,
            exceptions: None,
            told: memory.trouble.clone(),
            now_ms: 0,
        }
    }

    /// Whether the master is asked in the station's own loop.
    pub(super) fn is_here(&self) -> bool {
        matches!(self.wire, Wire::Here(_))
    }

    /// The planner's time at this moment of the clock.
    pub(super) fn millis(&mut self, clock: &LeaseClock) -> u64 {
        self.now_ms = self.now_ms.max(clock.since_boot_ms);
        self.now_ms
    }

    /// How long rows that are asked for have to stay with the thread; `None` when they are taken now.
    ///
    /// Only rows wait, and only when no other answer stands behind them.
    pub(super) fn rows_wait(&self, now: Instant) -> Option<Duration> {
        let only = |task| {
            let is_it = |asked: &Asked| asked.purpose == Purpose::Planned(task);
            self.asked.len() == 1 && self.asked.iter().all(is_it)
        };
        if only(Task::Pull) {
            self.pace.wait(now)
        } else if only(Task::Facts) {
            self.facts_pace.wait(now)
        } else {
            None
        }
    }

    /// From now on each answer of a thread wakes this.
    pub(super) fn wake_by(&self, wake: Wake) {
        if let Wire::Thread(wire) = &self.wire {
            wire.set_wake(wake);
        }
    }
}

/// Whether an audit's place is the one that the bench has read up to.
pub(super) fn can_compare(audit: &Audit, cursor: &Cursor) -> bool {
    !audit.unsettled && audit.cursor == *cursor
}

//! What the bench does with each answer of its master: kept on disk first, then the plan goes on.

use std::sync::mpsc::{TryRecvError, sync_channel};
use std::thread;
use std::time::Instant;

use chrono::TimeDelta;

use super::wire::{Reply, Told, Wire};
use super::{Asked, Comparison, Purpose, can_compare};
use crate::domain::all_benches::FactPage;
use crate::domain::feed::{LinkTrouble, Pulled, Row, TopicDigest};
use crate::domain::ids::OrderNo;
use crate::domain::lease::Lease;
use crate::master::planner::{End, Task};
use crate::master::{Audit, MasterError, Overview, PushOutcome, Turned, Welcome};
use crate::station::run::{Station, StationError, chain};
use crate::station::sync::Slice;
use crate::station::sync_view::{BenchView, Drift, OverviewView};
use crate::store::StoreError;

/// What came of an answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::station) struct Applied {
    pub(in crate::station) slice: Slice,
    /// The master gave the order that was asked for.
    pub(in crate::station) is_given: bool,
    /// There is more of the same.
    more: bool,
}

impl Station {
    /// Keeps an answer and tells the plan. An error is one of the link, or of the bench's own disk.
    pub(in crate::station) fn apply(
        &mut self,
        asked: &Asked,
        reply: Reply,
    ) -> Result<Applied, StationError> {
        if let Err(error) = &reply
            && asked.purpose == Purpose::Planned(Task::Facts)
            && let trouble @ LinkTrouble::NoRight { .. } = error.trouble()
        {
            return Ok(self.facts_refused(trouble));
        }
        let kept = match reply {
            Ok(told) => self.keep_answer(asked, told).map_err(StationError::from),
            Err(error) => Err(error.into()),
        };
        let (end, kept) = match kept {
            Ok(applied) => (End::Done { more: applied.more }, Ok(applied)),
            // Numbers that are used up are no fault of the link: the lamp tells that few are left.
            Err(StationError::Master(MasterError::NumbersUsedUp)) if is_for_numbers(asked) => {
                tracing::warn!("the master has no tracking numbers left");
                (End::Done { more: false }, Ok(Applied::default()))
            }
            Err(error) => (self.end_of(&error), Err(error)),
        };
        if asked.purpose == Purpose::Planned(Task::Report) && kept.is_err() {
            self.link.report_soon = true;
        }
        let clock = self.clock.lease_clock();
        let now = self.link.millis(&clock);
        match &asked.purpose {
            Purpose::Planned(task) => self.link.planner.ended(now, *task, end),
            Purpose::Scanned(_) | Purpose::Overview => self.link.planner.heard(now, end),
        }
        self.remember_trouble();
        kept
    }

    /// What a failure means for the plan, and for what is sent next.
    fn end_of(&mut self, error: &StationError) -> End {
        match error {
            StationError::Master(MasterError::Turned(turned)) => match self.heed_turned(turned) {
                Ok(()) => End::Turned(turned.clone()),
                Err(fault) => failed(&fault),
            },
            StationError::Master(error) => End::Failed(error.trouble()),
            other => failed(other),
        }
    }

    fn heed_turned(&mut self, turned: &Turned) -> Result<(), StoreError> {
        match turned {
            Turned::Gap { has_up_to } => self.store.send_again_from(*has_up_to),
            Turned::Quarantined => {
                self.link.is_quarantined = true;
                self.store.quarantine()
            }
            Turned::Superseded => self.store.give_up_run(),
        }
    }

    fn keep_answer(&mut self, asked: &Asked, told: Told) -> Result<Applied, StoreError> {
        match told {
            Told::Welcome(welcome) => self.keep_welcome(asked, &welcome),
            Told::Outcomes(outcomes) => self.keep_outcomes(asked, &outcomes),
            Told::Rows(pulled) => self.keep_rows(&pulled),
            Told::Lost(lost) => {
                let lease = Lease::asked(&asked.at, self.link.lease);
                self.store.reported(&lease, &lost, self.link.pulled_at)?;
                self.lose(&lost)
            }
            Told::Claims(claims) => {
                let lease = Lease::asked(&asked.at, self.link.lease);
                self.store.set_claims(&claims, &lease)?;
                Ok(Applied {
                    is_given: !claims.is_empty(),
                    ..Applied::default()
                })
            }
            Told::Numbers(range) => match self.store.add_range(range) {
                // A master that was set back gives numbers out again; the next ones are other ones.
                Err(error @ StoreError::RangeOverlaps { .. }) => {
                    tracing::warn!(%error, "the master gave numbers a second time");
                    Ok(Applied::default())
                }
                kept => kept.map(|()| Applied::default()),
            },
            Told::Audit(audit) => self.compare(audit),
            Told::Facts(page) => self.keep_facts(&page),
            Told::Overview(overview) => {
                self.link.overview = Some(self.overview_view(overview));
                Ok(Applied::default())
            }
        }
    }

    fn keep_welcome(&mut self, asked: &Asked, welcome: &Welcome) -> Result<Applied, StoreError> {
        let lease = Lease::asked(&asked.at, welcome.lease);
        let acknowledged = self.store.acknowledged()?;
        if welcome.has_up_to < acknowledged {
            tracing::warn!(
                acknowledged,
                has_up_to = welcome.has_up_to,
                "the master was set back; what it lacks is sent again"
            );
        }
        self.store.miss_up_to(welcome.has_up_to, self.clock.now())?;
        self.store
            .welcomed(welcome.has_up_to, &lease, &welcome.lost)?;
        self.link.lease = welcome.lease;
        self.link.is_quarantined = false;
        self.lose(&welcome.lost)
    }

    /// An order that is open here and not ours any more is told at the next scan.
    fn lose(&mut self, lost: &[OrderNo]) -> Result<Applied, StoreError> {
        if lost.iter().any(|order| self.is_on_the_bench(order)) {
            self.rules_changed()?;
        }
        Ok(Applied::default())
    }

    fn keep_outcomes(
        &mut self,
        asked: &Asked,
        outcomes: &[PushOutcome],
    ) -> Result<Applied, StoreError> {
        let rejected: Vec<_> = asked
            .numbers
            .iter()
            .zip(outcomes)
            .filter_map(|(number, outcome)| match outcome {
                PushOutcome::Rejected(why) => Some((*number, why.clone())),
                PushOutcome::Taken | PushOutcome::Known => None,
            })
            .collect();
        for (number, why) in &rejected {
            tracing::warn!(number, ?why, "the master did not let a fact count");
        }
        // Only what was answered counts as sent, however long the list was.
        let answered = outcomes.len().min(asked.numbers.len());
        let pushed = u64::try_from(answered).unwrap_or(u64::MAX);
        let now = self.clock.now();
        if let Some(last) = answered.checked_sub(1).and_then(|at| asked.numbers.get(at)) {
            self.store.pushed(*last, &rejected, now)?;
            self.link.pushed_at = Some(now);
        }
        Ok(Applied {
            slice: Slice {
                pushed,
                ..Slice::default()
            },
            more: self.store.unsent_count()? > 0,
            ..Applied::default()
        })
    }

    fn keep_rows(&mut self, pulled: &Pulled) -> Result<Applied, StoreError> {
        self.link.rows_to_come = pulled.remaining;
        let is_news = !pulled.rows.is_empty() || pulled.start_again;
        if is_news || pulled.cursor != self.store.cursor()? {
            self.write_rows(pulled)?;
            self.heed(pulled)?;
        }
        self.sweep()?;
        let is_read_up = pulled.remaining == 0 && !self.link.is_sweeping;
        if is_read_up {
            self.link.pulled_at = Some(self.clock.now());
            self.link.is_read_up = true;
        }
        Ok(Applied {
            slice: Slice {
                pulled: u64::try_from(pulled.rows.len()).unwrap_or(u64::MAX),
                pushed: 0,
                remaining: pulled.remaining + u64::from(self.link.is_sweeping),
            },
            more: !is_read_up,
            ..Applied::default()
        })
    }

    /// What other benches did, and the counts that it changes.
    fn keep_facts(&mut self, page: &FactPage) -> Result<Applied, StoreError> {
        let begun = Instant::now();
        let new = if self.link.facts_pace.is_somebody_scanning(begun) {
            self.store.take_facts_beside_work(page)?
        } else {
            self.store.take_facts(page)?
        };
        (self.link.facts_pace).wrote(page.facts.len(), begun, Instant::now());
        self.link.facts_refused = None;
        self.link.has_all_facts |= !page.more;
        Ok(Applied {
            slice: Slice {
                pulled: new,
                remaining: u64::from(page.more),
                ..Slice::default()
            },
            more: page.more,
            ..Applied::default()
        })
    }

    /// This station packs on; its figures are its own until somebody gives it the right.
    fn facts_refused(&mut self, trouble: LinkTrouble) -> Applied {
        tracing::warn!(?trouble, "the master tells no facts of other benches");
        self.link.facts_refused = Some(trouble);
        let clock = self.clock.lease_clock();
        let now = self.link.millis(&clock);
        self.link.planner.facts_refused(now);
        Applied::default()
    }

    /// Where somebody scans, in the time of a slice.
    fn write_rows(&mut self, pulled: &Pulled) -> Result<(), StoreError> {
        let begun = Instant::now();
        if self.link.pace.is_somebody_scanning(begun) {
            self.store.take_batch_beside_work(pulled)?;
        } else {
            self.store.take_batch(pulled)?;
        }
        (self.link.pace).wrote(pulled.rows.len(), begun, Instant::now());
        Ok(())
    }

    /// After everything was loaded anew: a step of looking for what is not there any more.
    fn sweep(&mut self) -> Result<(), StoreError> {
        let was_sweeping = self.link.is_sweeping;
        self.link.is_sweeping = self.store.sweep(ROWS_SWEPT)?;
        if was_sweeping && !self.link.is_sweeping {
            self.link.exceptions = None;
            self.rules_changed()?;
        }
        Ok(())
    }

    /// Reads anew what rows that came down have changed under the bench's hands.
    fn heed(&mut self, pulled: &Pulled) -> Result<(), StoreError> {
        let mut touches_rules = pulled.start_again;
        for row in &pulled.rows {
            match row {
                Row::Setting { .. } | Row::Packaging(_) => touches_rules = true,
                Row::Order(row) if self.is_on_the_bench(&row.order.order_no) => {
                    touches_rules = true;
                }
                Row::Standing(standing) if self.is_on_the_bench(&standing.order_no) => {
                    touches_rules = true;
                    // A lead may have taken it over: the master says so when it is asked.
                    self.link.report_soon |= standing.holder.is_none();
                }
                Row::Exception(_) => {
                    self.link.exceptions = None;
                    self.waiting_is_stale = true;
                }
                Row::Standing(standing) => self.waiting_is_stale |= !self.is_echo(standing),
                Row::Order(_) => self.waiting_is_stale = true,
                Row::Gone(gone) => {
                    self.link.exceptions = None;
                    touches_rules |= gone.orders.iter().any(|order| self.is_on_the_bench(order));
                }
                _ => {}
            }
        }
        if pulled.start_again {
            self.link.exceptions = None;
        }
        if touches_rules {
            self.rules_changed()?;
        } else if self.waiting_is_stale && pulled.remaining == 0 {
            // While much comes down it would be read anew for each slice.
            self.read_waiting()?;
        }
        Ok(())
    }

    /// Begins to compare the cache with what the master says of its rows.
    fn compare(&mut self, audit: Audit) -> Result<Applied, StoreError> {
        if !can_compare(&audit, &self.store.cursor()?) {
            return Ok(Applied {
                more: true,
                ..Applied::default()
            });
        }
        self.link.audit_wanted = false;
        let Some(reader) = self.store.cache_reader()? else {
            let cache = self.store.cache_digests()?;
            self.compared(&audit, &cache);
            return Ok(Applied::default());
        };
        let (told, cache) = sync_channel(1);
        let wake = match &self.link.wire {
            Wire::Thread(wire) => Some(wire.waker()),
            Wire::Here(_) => None,
        };
        let started = thread::Builder::new()
            .name("compare".into())
            .spawn(move || {
                if told.send(reader.digests()).is_ok()
                    && let Some(wake) = wake
                {
                    wake();
                }
            });
        match started {
            Ok(_thread) => self.link.comparison = Some(Comparison { audit, cache }),
            Err(error) => tracing::error!(%error, "the cache cannot be compared"),
        }
        Ok(Applied::default())
    }

    /// Looks whether a comparison has ended. `true` when it did so now.
    pub(in crate::station) fn take_comparison(&mut self) -> bool {
        let Some(comparison) = self.link.comparison.take() else {
            return false;
        };
        match comparison.cache.try_recv() {
            Ok(cache) => {
                self.end_comparison(&comparison.audit, cache);
                true
            }
            Err(TryRecvError::Empty) => {
                self.link.comparison = Some(comparison);
                false
            }
            Err(TryRecvError::Disconnected) => true,
        }
    }

    /// Waits for a comparison that is under way, for commands without a window.
    pub(in crate::station) fn wait_for_comparison(&mut self) {
        if let Some(comparison) = self.link.comparison.take()
            && let Ok(cache) = comparison.cache.recv()
        {
            self.end_comparison(&comparison.audit, cache);
        }
    }

    fn end_comparison(&mut self, audit: &Audit, cache: Result<Vec<TopicDigest>, StoreError>) {
        match cache {
            Ok(cache) => self.compared(audit, &cache),
            Err(error) => tracing::error!(error = %chain(&error), "the cache cannot be read"),
        }
    }

    fn compared(&mut self, audit: &Audit, cache: &[TopicDigest]) {
        let at = self.clock.now();
        let topics = differing(&audit.topics, cache);
        self.link.drift = if topics.is_empty() {
            Drift::None { at }
        } else {
            tracing::error!(?topics, "the cache differs from the master");
            Drift::Found { at, topics }
        };
    }

    fn overview_view(&self, overview: Overview) -> OverviewView {
        OverviewView {
            at: self.clock.now(),
            free: overview.free,
            benches: overview
                .benches
                .into_iter()
                .map(|bench| BenchView {
                    is_here: bench.station == *self.store.station_id(),
                    station: bench.station,
                    last_seen: bench.last_seen,
                    unsent: bench.unsent,
                    held: bench.held.into_iter().map(|(order, _end)| order).collect(),
                    quarantined: bench.quarantined,
                })
                .collect(),
            waited_for: overview.waited_for,
        }
    }

    /// Nobody works here any more: what is not begun is given back, so that other benches can pack it.
    pub(in crate::station) fn give_back_when_left(&mut self) -> Result<(), StoreError> {
        if self.bench.worker.is_some() || self.link.is_here() || self.store.claims_ahead()? == 0 {
            return Ok(());
        }
        let left = self
            .last_fact_at
            .is_some_and(|at| self.clock.now().signed_duration_since(at) > LEFT);
        if left && self.link.planner.state() == crate::master::planner::LinkState::On {
            let orders = self.store.give_up_claims()?;
            self.link.report_soon |= orders > 0;
        }
        Ok(())
    }
}

/// A bench where nobody has done anything for so long is left.
///
/// Assumption: longer than any break, much shorter than a shift.
const LEFT: TimeDelta = TimeDelta::minutes(45);

/// Rows of the cache that are looked through at once.
///
/// Assumption: dropping all of them takes the bench a fiftieth of a second.
const ROWS_SWEPT: u32 = 1_000;

/// A fault of the bench's own disk: the plan goes on after a while, like after any other failure.
pub(super) fn failed(fault: &dyn std::error::Error) -> End {
    End::Failed(LinkTrouble::Other { why: chain(fault) })
}

fn is_for_numbers(asked: &Asked) -> bool {
    asked.purpose == Purpose::Planned(Task::Numbers)
}

/// The kinds of rows that one side has and the other has not, or has otherwise.
fn differing(master: &[TopicDigest], cache: &[TopicDigest]) -> Vec<String> {
    let mut topics: Vec<String> = master
        .iter()
        .filter(|digest| !cache.contains(digest))
        .chain(cache.iter().filter(|digest| !master.contains(digest)))
        .map(|digest| digest.topic.clone())
        .collect();
    topics.sort();
    topics.dedup();
    topics
}

//! Which bench is speaking, whether it is the only one of its name, and what it reports.
//!
//! Messages of one connection arrive once and in the order in which they were sent; one of an
//! abandoned connection may arrive at any time, and finds another `run`.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{BenchBook, BookState, Ledger, PAST_RUNS, Terms};
use crate::domain::exception::{Exception, ExceptionKind};
use crate::domain::feed::Cursor;
use crate::domain::ids::{OrderNo, StationId};
use crate::master::{Greeting, Report, Seat, Turned, Welcome};

/// How far back a bench was last seen for which a master that was set back waits.
///
/// Counted from the newest word of any bench that the master remembers, so that a backup of last
/// month waits for the benches of last month.
///
/// Assumption: a bench that was away longer has no orders of this week in its hands.
const WAITED_FOR: TimeDelta = TimeDelta::days(7);

/// What a greeting proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// This bench goes on where it stopped, or begins.
    Follows,
    /// The master knows less than it told this bench once.
    SetBack,
    /// Another bench of this name went on where this one stopped.
    Copied,
}

impl BenchBook {
    /// What a greeting of this bench proves to a master that stands at `position`.
    fn proof(&self, greeting: &Greeting, position: &Cursor) -> Proof {
        let seat = &greeting.seat;
        let known_life = self.has_up_to.contains_key(&seat.epoch);
        let has_up_to = self.has_up_to.get(&seat.epoch).copied().unwrap_or(0);
        let read_here = greeting.cursor.ledger == position.ledger;
        // A bench that dropped its cache has read nothing, and still has its journal and its run.
        let of_here = read_here || (greeting.cursor.ledger.is_empty() && known_life);
        // The answer to a greeting was lost: it proves nothing new.
        if !of_here || self.run == seat.run {
            return Proof::Follows;
        }
        let has_read_more = read_here && greeting.cursor.place > position.place;
        if has_read_more || greeting.acknowledged > has_up_to {
            return Proof::SetBack;
        }
        match &greeting.before {
            _ if self.run.is_empty() => Proof::Follows,
            Some(before) if *before == self.run => Proof::Follows,
            // The master welcomed a connection that it has never heard of. Which of the bench's facts
            // it has, the bench need not know: the last answer may have been lost.
            Some(before) if !self.past_runs.contains(before) && greeting.facts() >= has_up_to => {
                Proof::SetBack
            }
            _ => Proof::Copied,
        }
    }

    /// Hours that lie ahead of the master's clock were written before it was set back: they were at the
    /// latest now. A lease that begins now must not count as over and drained by an hour of before.
    pub(super) fn heed_clock(&mut self, now: DateTime<Utc>) {
        self.last_seen = self.last_seen.map(|at| at.min(now));
        self.drained_at = self.drained_at.map(|at| at.min(now));
    }

    /// The connection that speaks for the bench from now on.
    pub(super) fn speaks_through(&mut self, run: &str) {
        let before = std::mem::replace(&mut self.run, run.to_owned());
        if !before.is_empty() {
            self.past_runs.push(before);
            let too_many = self.past_runs.len().saturating_sub(PAST_RUNS);
            self.past_runs.drain(..too_many);
        }
    }
}

impl Ledger {
    /// A bench speaks for the first time on a connection.
    ///
    /// `position` is the ledger's name and its newest place. `fresh_name` becomes the ledger's name
    /// when the bench proves that the master was set back; the implementation then has to keep it,
    /// and to skip serial numbers, see [`serial_after_set_back`](super::serial_after_set_back).
    pub fn greet(
        &mut self,
        greeting: &Greeting,
        position: &Cursor,
        fresh_name: &str,
        now: DateTime<Utc>,
        terms: &Terms,
    ) -> Result<Welcome, Turned> {
        let seat = &greeting.seat;
        let bench = self.benches.entry(seat.station.clone()).or_default();
        if bench.quarantined {
            return Err(Turned::Quarantined);
        }
        let is_repeated = bench.run == seat.run;
        if !is_repeated && bench.past_runs.contains(&seat.run) {
            return Err(Turned::Superseded);
        }
        let proof = bench.proof(greeting, position);
        if proof == Proof::Copied {
            self.quarantine(&seat.station, now);
            return Err(Turned::Quarantined);
        }
        if !is_repeated {
            bench.speaks_through(&seat.run);
        }
        bench.program.clone_from(&greeting.program);
        let has_up_to = *bench.has_up_to.entry(seat.epoch).or_insert(0);
        let ledger = if proof == Proof::SetBack {
            self.begin_recovery(Some(&seat.station), fresh_name, now);
            fresh_name.to_owned()
        } else {
            position.ledger.clone()
        };
        // What the master has forgotten has to be sent again: it is as unsent as what never came.
        let forgotten = greeting.acknowledged.saturating_sub(has_up_to);
        let report = Report {
            unsent: greeting.report.unsent.saturating_add(forgotten),
            held: greeting.report.held.clone(),
        };
        if !is_repeated {
            self.note(&seat.station, &report, now);
        }
        Ok(Welcome {
            ledger,
            has_up_to,
            lease: terms.lease,
            lost: self.go_through(&seat.station, &report, now, terms, !is_repeated),
        })
    }

    /// Whether this connection still speaks for its bench.
    pub fn check(&self, seat: &Seat) -> Result<(), Turned> {
        match self.benches.get(&seat.station) {
            Some(bench) if bench.quarantined => Err(Turned::Quarantined),
            Some(bench) if bench.run == seat.run && bench.has_up_to.contains_key(&seat.epoch) => {
                Ok(())
            }
            _ => Err(Turned::Superseded),
        }
    }

    /// Takes what a bench says of itself, and answers which of its claims it does not hold any more.
    ///
    /// All orders that it holds or lists have to be loaded. With an empty outbox, what it no longer
    /// lists is given back, unless it has begun it. What it lists and its lease ran out for, it is
    /// told to let go, and gives back with its next word: the order is free only when the bench
    /// itself has said so, however long this report was on its way.
    pub fn report(
        &mut self,
        station: &StationId,
        report: &Report,
        now: DateTime<Utc>,
        terms: &Terms,
    ) -> Vec<OrderNo> {
        let bench = self.benches.entry(station.clone()).or_default();
        bench.heed_clock(now);
        if report.unsent == 0 {
            bench.drained_at = bench.last_seen;
        }
        self.note(station, report, now);
        self.go_through(station, report, now, terms, true)
    }

    /// Writes down that the bench was heard, and whether the master still has to wait for it.
    fn note(&mut self, station: &StationId, report: &Report, now: DateTime<Utc>) {
        let is_recovering = self.recovering_since.is_some();
        let bench = self.benches.entry(station.clone()).or_default();
        bench.heed_clock(now);
        bench.last_seen = Some(now);
        bench.unsent = report.unsent;
        bench.waited_for = is_recovering && report.unsent > 0;
        if is_recovering && self.missing_benches().is_empty() {
            self.recovering_since = None;
        }
    }

    /// Renews the leases of what the bench lists, where that is worth writing down, and takes back what it does not. A message that
    /// may have been answered before (`gives_back` is false) only renews.
    fn go_through(
        &mut self,
        station: &StationId,
        report: &Report,
        now: DateTime<Utc>,
        terms: &Terms,
        gives_back: bool,
    ) -> Vec<OrderNo> {
        let held: BTreeMap<&OrderNo, u64> = report
            .held
            .iter()
            .map(|claim| (&claim.order, claim.fence))
            .collect();
        for (order, fence) in &held {
            self.adopt(station, order, *fence, now);
        }
        let is_drained = report.unsent == 0;
        let mut lost: Vec<OrderNo> = Vec::new();
        for (order, book) in &mut self.orders {
            if book.holder.as_ref() != Some(station) {
                continue;
            }
            if book.state == BookState::Closed {
                // One that it has opened again may be packed anew before the books hear of it: the bench
                // counts the lease of all that it lists from now on.
                if held.get(order) == Some(&book.fence) {
                    book.renew(now, terms);
                }
                continue;
            }
            let may_go = is_drained && !book.is_begun();
            match held.get(order) {
                None if may_go && gives_back => book.free(),
                None => {}
                Some(fence) if *fence != book.fence => lost.push(order.clone()),
                Some(_) if may_go && book.is_over(now, terms) => lost.push(order.clone()),
                Some(_) => book.renew(now, terms),
            }
        }
        let elsewhere = held
            .keys()
            .filter(|order| !self.is_held_by(station, order))
            .map(|order| (*order).clone());
        lost.extend(elsewhere);
        lost
    }

    fn is_held_by(&self, station: &StationId, order: &OrderNo) -> bool {
        self.orders
            .get(order)
            .is_some_and(|book| book.holder.as_ref() == Some(station))
    }

    /// The bench works under a claim that the master does not remember, or that nobody has got since.
    ///
    /// While the master recovers, that goes for orders too that it has forgotten: the shop sends
    /// them again some day, and they must not be packed again then.
    pub(super) fn adopt(
        &mut self,
        station: &StationId,
        order: &OrderNo,
        fence: u64,
        now: DateTime<Utc>,
    ) {
        if fence > 0 && self.recovering_since.is_some() {
            self.orders.entry(order.clone()).or_default();
        }
        let Some(book) = self.orders.get_mut(order) else {
            return;
        };
        if fence > book.fence {
            // What the master knows of it is of an older claim; how it stands now, this bench's facts tell.
            book.state = BookState::Waiting;
        }
        if fence > book.fence || (fence == book.fence && book.holder.is_none()) {
            book.holder = Some(station.clone());
            book.fence = fence;
            book.lease_end = Some(now);
            if let Some(bench) = self.benches.get_mut(station) {
                bench.heed_clock(now);
            }
        }
    }

    /// Two benches work under this name.
    pub(super) fn quarantine(&mut self, station: &StationId, now: DateTime<Utc>) {
        self.benches.entry(station.clone()).or_default().quarantined = true;
        self.effects.exceptions.push(Exception {
            id: format!("copied/{station}/{}", now.timestamp_millis()),
            kind: ExceptionKind::CopiedBench,
            order: None,
            parcel: None,
            station: Some(station.clone()),
            opened_at: now,
            settled: None,
        });
    }

    /// Listens to a bench again whose disk was copied. Whichever greets first is the one that is meant.
    pub fn let_in(&mut self, bench: &StationId) {
        let book = self.benches.entry(bench.clone()).or_default();
        book.quarantined = false;
        book.speaks_through("");
    }

    /// The master was set back: it waits for all benches of its last days, which have to be loaded.
    ///
    /// `told_by` is the bench that proved it; `None` when the server itself shows it.
    pub fn begin_recovery(&mut self, told_by: Option<&StationId>, name: &str, now: DateTime<Utc>) {
        let newest = self.benches.values().filter_map(|b| b.last_seen).max();
        for bench in self.benches.values_mut() {
            bench.waited_for = bench
                .last_seen
                .zip(newest)
                .is_some_and(|(seen, newest)| seen > newest - WAITED_FOR);
        }
        self.recovering_since = Some(now);
        self.effects.exceptions.push(Exception {
            id: format!("restored/{name}"),
            kind: ExceptionKind::MasterRestored,
            order: None,
            parcel: None,
            station: told_by.cloned(),
            opened_at: now,
            settled: None,
        });
    }

    /// Nobody is waited for any more.
    pub(super) fn end_recovery(&mut self) {
        self.recovering_since = None;
        for bench in self.benches.values_mut() {
            bench.waited_for = false;
        }
    }

    /// Benches that have not told yet what they did before the master was set back.
    ///
    /// During a recovery all benches have to be loaded.
    pub fn missing_benches(&self) -> Vec<StationId> {
        if self.recovering_since.is_none() {
            return vec![];
        }
        self.benches
            .iter()
            .filter(|(_, bench)| bench.waited_for)
            .map(|(station, _)| station.clone())
            .collect()
    }
}

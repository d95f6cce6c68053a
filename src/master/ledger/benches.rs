//! Which bench is speaking, whether it is the only one of its name, and what it reports.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{BookState, Ledger, Terms};
use crate::domain::exception::{Exception, ExceptionKind};
use crate::domain::feed::Cursor;
use crate::domain::ids::{OrderNo, StationId};
use crate::master::{Greeting, Report, Seat, Turned, Welcome};

/// How far back a bench was last seen for which a master that was set back waits.
///
/// Assumption: a bench that was away longer has no orders of this week in its hands.
const WAITED_FOR: TimeDelta = TimeDelta::days(7);

impl Ledger {
    /// A bench speaks for the first time on a connection.
    ///
    /// `position` is the ledger's name and its newest place. `fresh_name` becomes the ledger's name
    /// when the bench proves that the master was set back; the implementation then has to keep it.
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
        let has_up_to = bench.has_up_to.get(&seat.epoch).copied().unwrap_or(0);
        let same_history = greeting.cursor.ledger == position.ledger;
        let set_back = same_history
            && (greeting.cursor.place > position.place || greeting.acknowledged > has_up_to);
        let follows = bench.run.is_empty()
            || bench.run == seat.run
            || greeting.before.as_deref() == Some(bench.run.as_str());
        // A master that lost its last day lost the bench's last connections too.
        if !follows && same_history && !set_back {
            self.quarantine(&seat.station, now);
            return Err(Turned::Quarantined);
        }
        bench.run.clone_from(&seat.run);
        bench.program.clone_from(&greeting.program);
        bench.has_up_to.entry(seat.epoch).or_insert(0);
        let ledger = if set_back {
            self.recovering_since = Some(now);
            self.effects.exceptions.push(Exception {
                id: format!("restored/{fresh_name}"),
                kind: ExceptionKind::MasterRestored,
                order: None,
                parcel: None,
                station: Some(seat.station.clone()),
                opened_at: now,
                settled: None,
            });
            fresh_name.to_owned()
        } else {
            position.ledger.clone()
        };
        let lost = self.report(&seat.station, &greeting.report, now, terms);
        Ok(Welcome {
            ledger,
            has_up_to,
            lease: terms.lease,
            lost,
        })
    }

    /// Whether this connection still speaks for its bench.
    pub fn check(&self, seat: &Seat) -> Result<(), Turned> {
        match self.benches.get(&seat.station) {
            Some(bench) if bench.quarantined => Err(Turned::Quarantined),
            Some(bench) if bench.run == seat.run => Ok(()),
            _ => Err(Turned::Superseded),
        }
    }

    /// Takes what a bench says of itself, and answers which of its claims it does not hold any more.
    ///
    /// All orders that it holds or lists have to be loaded. With an empty outbox, what it no longer
    /// lists is given back, and what its lease ran out for is taken back; what it has begun it keeps.
    pub fn report(
        &mut self,
        station: &StationId,
        report: &Report,
        now: DateTime<Utc>,
        terms: &Terms,
    ) -> Vec<OrderNo> {
        let drained = report.unsent == 0;
        let bench = self.benches.entry(station.clone()).or_default();
        bench.last_seen = Some(now);
        bench.unsent = report.unsent;
        if drained {
            bench.drained_at = Some(now);
        }
        let bench = bench.clone();
        let held: BTreeMap<&OrderNo, u64> = report
            .held
            .iter()
            .map(|claim| (&claim.order, claim.fence))
            .collect();
        for (order, fence) in &held {
            self.adopt(station, order, *fence);
        }
        for (order, book) in &mut self.orders {
            if book.holder.as_ref() != Some(station) || book.state == BookState::Closed {
                continue;
            }
            let begun = book.state == BookState::Open;
            if !held.contains_key(order) {
                if drained && !begun {
                    book.free();
                }
            } else if book.may_be_taken_from(&bench, now, terms) {
                book.free();
            } else {
                book.lease_end = Some(now + terms.lease);
            }
        }
        self.end_recovery();
        held.into_iter()
            .filter(|(order, fence)| !self.holds(station, order, *fence))
            .map(|(order, _fence)| order.clone())
            .collect()
    }

    fn holds(&self, station: &StationId, order: &OrderNo, fence: u64) -> bool {
        self.orders
            .get(order)
            .is_some_and(|book| book.holder.as_ref() == Some(station) && book.fence == fence)
    }

    /// A fence from the future: the master was set back and does not remember the claim.
    pub(super) fn adopt(&mut self, station: &StationId, order: &OrderNo, fence: u64) {
        if let Some(book) = self.orders.get_mut(order)
            && fence > book.fence
        {
            book.holder = Some(station.clone());
            book.fence = fence;
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

    /// Benches that have not told yet what they did before the master was set back.
    ///
    /// During a recovery all benches have to be loaded.
    pub fn missing_benches(&self) -> Vec<StationId> {
        let Some(since) = self.recovering_since else {
            return vec![];
        };
        self.benches
            .iter()
            .filter(|(_, bench)| {
                let known = bench
                    .last_seen
                    .is_some_and(|seen| seen > since - WAITED_FOR);
                known && bench.drained_at.is_none_or(|drained| drained < since)
            })
            .map(|(station, _)| station.clone())
            .collect()
    }

    fn end_recovery(&mut self) {
        if self.missing_benches().is_empty() {
            self.recovering_since = None;
        }
    }
}

//! No order is packed twice: a bench gets the right to an order before it opens it.
//!
//! A bench may open what it holds until its lease ends, and says when nothing is left unsent. Only
//! then is an order given to somebody else: a lease alone protects the books, not the cardboard,
//! because the first bench's parcel may still wait in its outbox.

use chrono::{DateTime, TimeDelta, Utc};

use super::{BenchBook, BookState, Ledger, OrderBook, Terms};
use crate::domain::feed::Claim;
use crate::domain::ids::{OrderNo, StationId};

/// Orders that a bench gets however few are left, so that nobody stands idle.
///
/// Assumption: ten minutes of work at 30 orders an hour.
const LEAST_SHARE: u64 = 5;

/// Whether a bench gets `wanted` orders however few are left for the others.
pub fn is_everybodys(wanted: u64) -> bool {
    wanted <= LEAST_SHARE
}

/// How many of `wanted` orders a bench gets when `free` are left for `benches` that are at work.
///
/// The first bench to ask in the morning must not take the whole day's orders.
pub fn fair_share(wanted: u64, free: u64, benches: u64) -> u64 {
    wanted.min(free.div_ceil(benches.max(1)).max(LEAST_SHARE))
}

impl OrderBook {
    /// Its bench has goods of it in the hands, or in a parcel that is closed already: nobody else
    /// can go on with it, even if it is put aside.
    pub(super) fn is_begun(&self) -> bool {
        let is_boxed = self
            .parcels
            .values()
            .any(|parcel| parcel.packaging.is_some() && !parcel.is_of_before(self.fence));
        self.state == BookState::Open || is_boxed
    }

    pub(super) fn is_over(&self, now: DateTime<Utc>, terms: &Terms) -> bool {
        self.lease_end
            .is_some_and(|end| now.signed_duration_since(end) > terms.grace)
    }

    /// Whether the order may be taken from `holder`: its lease is over, and it has said since that
    /// it has nothing left to send.
    pub fn may_be_taken_from(&self, holder: &BenchBook, now: DateTime<Utc>, terms: &Terms) -> bool {
        let drained_since = holder
            .drained_at
            .is_some_and(|drained| self.is_over(drained, terms));
        self.is_over(now, terms) && drained_since && !self.is_begun()
    }

    /// Begins the lease anew, unless it lasts nearly as long already: then the master counts from the
    /// older word. It waits less than half of the grace period shorter for a bench that falls silent,
    /// and still longer than the bench itself counts.
    pub(super) fn renew(&mut self, now: DateTime<Utc>, terms: &Terms) {
        let end = now + terms.lease;
        let is_worth_it = self.lease_end.is_none_or(|old| {
            let gain = end.signed_duration_since(old);
            gain < TimeDelta::zero() || gain * 2 >= terms.grace
        });
        if is_worth_it {
            self.lease_end = Some(end);
        }
    }

    /// Frees the order for whoever asks next.
    pub(super) fn free(&mut self) {
        self.holder = None;
        self.lease_end = None;
    }
}

impl Ledger {
    /// This order for this bench; `None` when another has it, it is packed, or it may not be packed.
    ///
    /// The parcels of an order need not be loaded while nobody holds it: there is nothing in them, for
    /// only its holder's facts count, and nobody lets go of an order that is begun.
    ///
    /// Claiming what it holds already answers the same claim, and its lease begins anew. Nobody gets
    /// anything while benches have not told what they did before the master was set back.
    pub fn claim(
        &mut self,
        station: &StationId,
        order: &OrderNo,
        now: DateTime<Utc>,
        terms: &Terms,
    ) -> Option<Claim> {
        // What the books say of an earlier day proves nothing: the order may have gone to others since.
        if self.recovering_since.is_some() {
            return None;
        }
        let book = self.orders.get_mut(order)?;
        if book.holder.as_ref() != Some(station) {
            let free = match &book.holder {
                None => !book.is_begun(),
                Some(holder) => self
                    .benches
                    .get(holder)
                    .is_some_and(|bench| book.may_be_taken_from(bench, now, terms)),
            };
            let packable = book.ready && !book.cancelled && book.state != BookState::Closed;
            if !free || !packable {
                return None;
            }
            book.holder = Some(station.clone());
            book.fence += 1;
        }
        book.lease_end = Some(now + terms.lease);
        if let Some(bench) = self.benches.get_mut(station) {
            bench.heed_clock(now);
        }
        Some(Claim {
            order: order.clone(),
            fence: book.fence,
        })
    }

    /// Takes back the right to orders that `station` gives up, unless it has begun or finished them.
    pub fn release(&mut self, station: &StationId, orders: &[OrderNo]) {
        for order in orders {
            if let Some(book) = self.orders.get_mut(order)
                && book.holder.as_ref() == Some(station)
                && book.state != BookState::Closed
                && !book.is_begun()
            {
                book.free();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lease_is_written_anew_only_when_it_gains_half_of_the_grace_period() {
        let start = DateTime::<Utc>::UNIX_EPOCH;
        let terms = Terms {
            lease: TimeDelta::hours(12),
            grace: TimeDelta::minutes(15),
        };
        let mut book = OrderBook::default();
        book.renew(start, &terms);
        let first = book.lease_end;
        assert_eq!(first, Some(start + terms.lease));
        let soon = start + TimeDelta::minutes(7);
        book.renew(soon, &terms);
        assert_eq!(book.lease_end, first);
        // Whatever the bench counts from its last report, the master waits longer.
        assert!(!book.is_over(soon + terms.lease, &terms));
        let later = start + TimeDelta::minutes(8);
        book.renew(later, &terms);
        assert_eq!(book.lease_end, Some(later + terms.lease));
        let shorter = Terms {
            lease: TimeDelta::hours(1),
            ..terms
        };
        book.renew(later, &shorter);
        assert_eq!(
            book.lease_end,
            Some(later + shorter.lease),
            "the shop wants it shorter"
        );
    }

    #[test]
    fn a_master_that_was_set_back_gives_no_bench_what_it_held_on_the_earlier_day() {
        let (now, order) = (DateTime::<Utc>::UNIX_EPOCH, OrderNo::from("Z-1"));
        let terms = Terms {
            lease: TimeDelta::hours(12),
            grace: TimeDelta::minutes(15),
        };
        let book = OrderBook {
            holder: Some("bench-1".into()),
            fence: 1,
            ready: true,
            ..OrderBook::default()
        };
        let mut ledger = Ledger {
            orders: [(order.clone(), book)].into(),
            ..Ledger::default()
        };
        let held = ledger.claim(&"bench-1".into(), &order, now, &terms);
        assert_eq!(held.map(|claim| claim.fence), Some(1));
        // After the backup it gave the order back, and another bench packed it.
        ledger.begin_recovery(None, "another", now);
        assert_eq!(ledger.claim(&"bench-1".into(), &order, now, &terms), None);
    }
}

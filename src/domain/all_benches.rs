//! What happened at all benches, as the master tells it to a lead's station: facts in pages, and how far it has each bench.

use chrono::{DateTime, TimeDelta, Utc};

use super::ids::{Badge, OrderNo, StationId};

/// A silent bench counts as switched off after so long; until then what it may still hold is told.
///
/// Assumption: no bench that works is without the master for a whole day and night unnoticed.
const SWITCHED_OFF: TimeDelta = TimeDelta::hours(24);

/// A bench that was heard of within this time is as new as the others.
///
/// Assumption: a bench reports three times a minute; a lead reads the figures by the quarter of an hour.
const FRESH: TimeDelta = TimeDelta::minutes(15);

/// The name of a fact among all benches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactName {
    /// The bench.
    pub station: StationId,
    /// Which life of its database.
    pub epoch: u64,
    /// Its place in that bench's journal.
    pub number: u64,
}

/// How far the facts of all benches have been read: the ledger's identity, and a place in the master's order.
///
/// The default is the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactCursor {
    /// Changes when a master is set up anew or restored; everything is read again then.
    pub ledger: String,
    /// The transaction that took the last fact read; at a master with one writer at a time its place in the row.
    pub taken_by: u64,
    /// The last fact read; `None` before the first.
    pub after: Option<FactName>,
}

/// A fact as the master keeps it.
///
/// Its body stays a text: a newer bench may tell what this program does not know yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFact {
    /// Its name.
    pub name: FactName,
    /// When, by the clock of its bench.
    pub at: DateTime<Utc>,
    /// Who was signed in.
    pub worker: Option<Badge>,
    /// The fence of the claim under which its order was held.
    pub fence: u64,
    /// What kind of fact.
    pub kind: String,
    /// The order that it belongs to.
    pub order: Option<OrderNo>,
    /// The fact as JSON.
    pub body: String,
    /// Its hash in the chain of its bench.
    pub hash: Vec<u8>,
}

/// One page of the facts of all benches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactPage {
    /// The facts that counted, in the order in which the master took them; of one bench by their number.
    pub facts: Vec<ToldFact>,
    /// Where to go on.
    pub cursor: FactCursor,
    /// There may be more.
    pub more: bool,
    /// All benches that the master knows.
    pub benches: Vec<BenchHeard>,
    /// The master's clock when it answered.
    pub at: DateTime<Utc>,
}

/// What a bench said of itself last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchHeard {
    /// The bench.
    pub station: StationId,
    /// When it said anything last, by the master's clock.
    pub last_seen: Option<DateTime<Utc>>,
    /// Facts that it had not sent then.
    pub unsent: u64,
}

/// How far a lead's figures know a bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownBench {
    /// The bench.
    pub station: StationId,
    /// Everything that it did until then is in; `None` when it never said anything.
    pub until: Option<DateTime<Utc>>,
    /// It had facts that it could not send yet.
    pub unsent: bool,
}

impl KnownBench {
    /// Whether figures of this moment lack what the bench may have done meanwhile.
    pub fn is_behind(&self, now: DateTime<Utc>) -> bool {
        let silent = |until| now.signed_duration_since(until);
        self.until.map_or(self.unsent, |until| {
            silent(until) > FRESH && (self.unsent || silent(until) < SWITCHED_OFF)
        })
    }
}

/// Of which benches figures are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum BenchChoice {
    /// All that are known here, together.
    #[default]
    All,
    /// All of them, beside each other.
    Each,
    /// One.
    One(StationId),
}

impl BenchChoice {
    /// Whether this bench is among them.
    pub fn has(&self, station: &StationId) -> bool {
        match self {
            Self::All | Self::Each => true,
            Self::One(one) => one == station,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(minutes: i64, unsent: bool) -> KnownBench {
        KnownBench {
            station: "bench-2".into(),
            until: Some(DateTime::UNIX_EPOCH - TimeDelta::minutes(minutes)),
            unsent,
        }
    }

    #[test]
    fn a_bench_is_behind_while_it_may_have_packed_unheard_and_not_when_it_was_switched_off_empty() {
        let now = DateTime::UNIX_EPOCH;
        assert!(!known(14, true).is_behind(now), "it sends");
        assert!(known(16, false).is_behind(now), "its line may be cut");
        assert!(!known(60 * 25, false).is_behind(now), "it is switched off");
        assert!(known(60 * 25, true).is_behind(now), "it holds facts");
        let never = KnownBench {
            until: None,
            ..known(0, false)
        };
        assert!(!never.is_behind(now));
    }
}

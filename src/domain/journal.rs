//! A fact as the journal keeps it: numbered, dated, and by whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{Badge, StationId};
use super::session::fact::Fact;

/// One entry of a bench's journal.
///
/// Key: station, epoch and number. The number counts from 1 without a gap; the
/// epoch changes when a bench's database is begun anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The bench.
    pub station: StationId,
    /// Which life of the bench's database.
    pub epoch: u64,
    /// Place in the journal, from 1.
    pub number: u64,
    /// When, by the bench's clock; the order of facts is the number's, never the clock's.
    pub at: DateTime<Utc>,
    /// Who was signed in.
    pub worker: Option<Badge>,
    /// The fence of the claim under which the order is held; 0 where no order is concerned.
    pub fence: u64,
    /// What happened.
    pub fact: Fact,
    /// SHA-256 over the entry before and this one, see `store::chain`.
    pub hash: [u8; 32],
}

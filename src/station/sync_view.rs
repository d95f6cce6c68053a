//! How bench and master stand, for the screens and for `pakownia sync status`.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::exception::Exception;
use crate::domain::feed::LinkTrouble;
use crate::domain::ids::{OrderNo, StationId};

/// Whether bench and master talk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LinkView {
    /// The first try is under way.
    #[default]
    Trying,
    /// They do.
    On,
    /// They do not.
    Off {
        /// Why, at the last try.
        trouble: LinkTrouble,
        /// Since when.
        since: DateTime<Utc>,
        /// When it is tried again.
        retry_at: DateTime<Utc>,
    },
}

/// How long this bench can go on by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Autonomy {
    /// Orders that it holds and has not begun.
    pub orders: u32,
    /// Tracking numbers left.
    pub numbers: u64,
    /// When catalogue, stock and orders were last known to be those of the master.
    pub data_of: Option<DateTime<Utc>>,
    /// When the first claim ends, so that its order cannot be opened any more.
    pub claims_end: Option<DateTime<Utc>>,
    /// Minutes until orders or numbers run out at this bench's pace, or claims end; `None` before it has one.
    pub minutes: Option<u32>,
}

/// Whether the cache says what the master says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Drift {
    /// Not compared yet.
    #[default]
    Unknown,
    /// Equal, at that time.
    None {
        /// When.
        at: DateTime<Utc>,
    },
    /// These kinds of rows differ.
    Found {
        /// When.
        at: DateTime<Utc>,
        /// The kinds of rows.
        topics: Vec<String>,
    },
}

/// How good or bad a figure is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    #[default]
    Ok,
    /// Worth an eye.
    Watch,
    /// Somebody has to act.
    Alarm,
}

/// How bench and master stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncView {
    /// Whether they talk.
    pub link: LinkView,
    /// When rows came down last, or the master said that there are none.
    pub last_pull: Option<DateTime<Utc>>,
    /// When the master acknowledged everything last, or part of it.
    pub last_push: Option<DateTime<Utc>>,
    /// Rows of the first load that are still to come; 0 when it is through.
    pub rows_to_come: u64,
    /// Facts that the master has not acknowledged.
    pub unsent: u64,
    /// When the oldest of them happened.
    pub oldest_unsent: Option<DateTime<Utc>>,
    /// Facts that the master did not let count.
    pub rejected: u64,
    /// Whether the cache says what the master says.
    pub drift: Drift,
    /// How long this bench can go on by itself.
    pub autonomy: Autonomy,
    /// When the last copy of the bench's database was made.
    pub last_backup: Option<DateTime<Utc>>,
    /// Damage was noticed; the next start makes the database anew.
    pub is_damaged: bool,
    /// The database was made anew since the start, and so many facts are missing.
    pub facts_lost: Option<u64>,
    /// What a person has to look at, newest first, at most a hundred.
    pub exceptions: Vec<Exception>,
    /// The warehouse as the master last told it; empty until a lead asked.
    pub overview: Option<OverviewView>,
}

impl SyncView {
    /// How this differs from what `other` shows.
    pub fn change_since(&self, other: &Self) -> Change {
        let is_far = |here: Option<DateTime<Utc>>, there: Option<DateTime<Utc>>| match (here, there)
        {
            (Some(here), Some(there)) => (there - here).abs() >= SHOWN_EVERY,
            (here, there) => here != there,
        };
        let times_apart = Self {
            last_pull: other.last_pull,
            last_push: other.last_push,
            autonomy: Autonomy {
                data_of: other.autonomy.data_of,
                claims_end: other.autonomy.claims_end,
                ..self.autonomy.clone()
            },
            ..self.clone()
        };
        if times_apart != *other {
            Change::Seen
        } else if is_far(self.last_pull, other.last_pull)
            || is_far(self.last_push, other.last_push)
            || is_far(self.autonomy.claims_end, other.autonomy.claims_end)
        {
            Change::Aged
        } else {
            Change::Nothing
        }
    }
}

/// What is different between two pictures of bench and master.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing that a person could see.
    Nothing,
    /// Only when it was last looked: whoever shows such times paints them anew by itself.
    Aged,
    /// Something that a person has to see.
    Seen,
}

/// How exactly times are shown.
const SHOWN_EVERY: TimeDelta = TimeDelta::seconds(10);

/// The warehouse as the master last told it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OverviewView {
    /// When.
    pub at: DateTime<Utc>,
    /// Orders that nobody holds.
    pub free: u64,
    /// All benches.
    pub benches: Vec<BenchView>,
    /// Benches that have not told yet what they did before the master was set back.
    pub waited_for: Vec<StationId>,
}

/// A bench as the master sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BenchView {
    /// The bench.
    pub station: StationId,
    /// It is this one.
    pub is_here: bool,
    /// When it last said anything.
    pub last_seen: Option<DateTime<Utc>>,
    /// Facts that it had not sent then.
    pub unsent: u64,
    /// Orders that it holds and has not packed.
    pub held: Vec<OrderNo>,
    /// Its disk was copied.
    pub quarantined: bool,
}

//! What a bench asks its master next, free of any clock, thread or connection.
//!
//! Time is passed in as milliseconds of a clock that never goes back and goes on while the computer
//! sleeps. One task is under way at a time. A task that fails is tried again for ever, later and
//! later, on the planner's own time: nobody has to touch the bench for it.

use super::Turned;
use crate::domain::feed::LinkTrouble;

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
    /// A person wants the cache compared now.
    pub audit_now: bool,
}

/// How a task ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It was answered, and the answer is kept. `more` is true when there is more of the same at once.
    Done {
        /// The feed has more rows, or the outbox more facts.
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

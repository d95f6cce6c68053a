//! The one loop that owns session and store: commands in, snapshots out.

pub mod event;
pub mod snapshot;

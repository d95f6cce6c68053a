//! The one loop that owns session and store: commands in, snapshots out.

pub mod event;
pub mod snapshot;

/// The keyboard scanner, for the hook in the window.
pub use crate::devices::wedge;

//! Which orders will miss their lorry if the shift goes on as it does, and what another packer would change.
//!
//! Today's closed orders tell how long an order takes: so much by itself, so much more for each unit, and how
//! much quicker or slower each bench is. The orders that wait are then packed in the queue's sequence, and with them
//! those that usually come until the cut-off. Planned breaks count neither as slow work nor as time to pack.
//!
//! What is not known is not counted: breaks that nobody planned, and days that are unlike those of the weeks before.

mod breaks;
mod forecast;
mod pace;
#[cfg(test)]
mod properties;
mod to_come;

pub use breaks::{Breaks, Pauses};
pub use forecast::{Ahead, Forecast, HORIZON, Lorry, WaitingOrder, forecast};
pub use pace::{BenchPace, ENOUGH, Effort, PAUSE, Pace, PackedOrder};
pub use to_come::{Arrival, ComingOrder, DAYS_ENOUGH, ToCome, WEEKS, earlier_days, to_come};

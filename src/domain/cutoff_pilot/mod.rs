//! Which orders will miss their lorry if the shift goes on as it does, and what another packer would change.
//!
//! Today's closed orders tell how long an order takes: so much by itself, so much more for each unit, and how
//! much quicker or slower each bench is. The orders that wait are then packed in the queue's sequence, each by
//! the bench that is free first. One that would be packed after its cut-off stays behind, and the bench takes
//! the next: so it is when people see that a lorry is lost.
//!
//! What is not known is not counted: breaks to come, and orders that nobody has paid yet.

mod forecast;
mod pace;

pub use forecast::{Forecast, HORIZON, Lorry, WaitingOrder, forecast};
pub use pace::{BenchPace, ENOUGH, Effort, PAUSE, Pace, PackedOrder};

//! What is true in a warehouse: rules without a clock, disk, network, screen or thread.
#![warn(missing_docs, clippy::float_arithmetic, clippy::indexing_slicing)]

pub mod gs1;
pub mod ids;
pub mod units;

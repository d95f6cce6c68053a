//! The exceptions desk: every sort of entry gets there, ends with an outcome, and calls when it is late.

mod bench;
mod benches;
mod owners;
mod screens;

//! Actions against mis-picks: ordered, done, withdrawn; their effect, and the warning that packers see.

mod bench;
mod screens;

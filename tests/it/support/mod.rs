//! Helpers that several tests share.

pub(crate) mod dice;
pub(crate) mod process;

//! What several groups of tests need: a whole bench that runs scripts in words.

pub(crate) mod bench;
pub(crate) mod wording;

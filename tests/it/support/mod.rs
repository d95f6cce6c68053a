//! Helpers that several tests share.

pub(crate) mod bench;
pub(crate) mod wording;

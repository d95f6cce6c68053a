//! Helpers that several tests share.

pub(crate) mod bench;
pub(crate) mod snapshots;
pub(crate) mod wording;

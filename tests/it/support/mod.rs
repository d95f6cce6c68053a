//! What several tests need: the real program as a process, and dice that fall the same way again.

pub(crate) mod dice;
pub(crate) mod process;

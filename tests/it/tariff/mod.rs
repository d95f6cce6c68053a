//! The carriers' price list: from `tariffs.csv` to the packaging that is proposed, and to the one that is refused.

mod bench;
mod chance;
mod files;

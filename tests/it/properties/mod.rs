//! What holds whatever happens at a bench: random inputs on a random small warehouse.
//!
//! `PAKOWNIA_NIGHTLY` set raises the number of cases.

mod bench;
mod happening;
mod station;
mod unit_step;
mod world;

use proptest::test_runner::Config;

/// `usual` cases, or `nightly` ones where the night is long.
pub(crate) fn cases(usual: u32, nightly: u32) -> Config {
    let is_night = std::env::var_os("PAKOWNIA_NIGHTLY").is_some();
    Config {
        failure_persistence: None,
        ..Config::with_cases(if is_night { nightly } else { usual })
    }
}

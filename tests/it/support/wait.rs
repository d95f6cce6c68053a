//! Waiting for what another thread or program does: as long as it takes, and never for ever.

use std::thread;
use std::time::{Duration, Instant};

/// Longest wait for anything that a test has brought about.
const PATIENCE: Duration = Duration::from_mins(1);

/// Between two looks.
const TICK: Duration = Duration::from_millis(10);

/// Looks until there is what is waited for. A look that does not find it says what it saw instead.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Result<T, String>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        match look() {
            Ok(found) => return found,
            Err(seen) => assert!(Instant::now() < until, "never: {what}; {seen}"),
        }
        thread::sleep(TICK);
    }
}

/// The same where there is nothing to tell but that it is not so yet.
pub(crate) fn until_so(what: &str, mut is_so: impl FnMut() -> bool) {
    until(what, || {
        is_so().then_some(()).ok_or_else(|| "not yet".to_owned())
    });
}

//! Opens the bench of a data directory for a command, with the master that is set up there.

use std::path::Path;

use super::{Failure, with_causes};
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::config::BenchConfig;
use crate::station::handle::MasterDoor;
use crate::station::server;

/// The bench, with everything that the master has to tell already read.
///
/// A master that does not answer keeps nobody from working, and neither does a disk that is full
/// when the bench is opened: the bench then knows what its disk knows, and says of each input
/// whether it was kept.
pub(super) fn open(dir: &Path, clock: Clock) -> Result<Station, Failure> {
    let mut station = unsynced(dir, clock)?;
    if let Err(error) = station.sync_all(|_| {}) {
        tracing::warn!(
            error = with_causes(&error),
            "the master does not answer; the bench works from its own disk"
        );
    }
    Ok(station)
}

/// The bench as its disk has it.
pub(super) fn unsynced(dir: &Path, clock: Clock) -> Result<Station, Failure> {
    let master = BenchConfig::of(dir)?.master;
    let master_clock = clock.clone();
    Ok(Station::open_linked(dir, clock, |dir| {
        server::link(dir, &master_clock, master.as_ref())
    })?)
}

/// Further connections to the master of `dir`.
pub(super) fn door_to(dir: &Path, clock: &Clock) -> Result<MasterDoor, Failure> {
    let master = BenchConfig::of(dir)?.master;
    Ok(server::door_of(dir, clock, master.as_ref()))
}

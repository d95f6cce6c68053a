//! Opens the bench of a data directory for a command, with its embedded master.

use std::path::Path;

use super::Failure;
use crate::master::embedded::EmbeddedMaster;
use crate::station::Station;
use crate::station::clock::Clock;

/// The bench, with everything that the master has to tell already read.
pub(super) fn open(dir: &Path, clock: Clock) -> Result<Station, Failure> {
    let mut station = unsynced(dir, clock)?;
    station.sync_all(|_| {})?;
    Ok(station)
}

/// The bench as its disk has it.
pub(super) fn unsynced(dir: &Path, clock: Clock) -> Result<Station, Failure> {
    Ok(Station::open(dir, clock, |dir| {
        Ok(Box::new(EmbeddedMaster::open(dir)?))
    })?)
}

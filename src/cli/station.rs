//! Opens the bench of a data directory for a command, with the master that is set up there.

use std::path::Path;
use std::sync::Arc;

use super::{Failure, with_causes};
use crate::master::embedded::EmbeddedMaster;
use crate::master::{Master, MasterError};
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::config::BenchConfig;
use crate::station::handle::MasterDoor;
use crate::station::link::MasterLink;
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
    let config = BenchConfig::of(dir)?;
    let master_clock = clock.clone();
    Ok(Station::open_linked(dir, clock, |dir| {
        Ok(match config.master {
            None => MasterLink::Here(Box::new(EmbeddedMaster::open(dir, move || {
                master_clock.now()
            })?)),
            Some(settings) => MasterLink::Thread(server::door(dir, &settings)),
        })
    })?)
}

/// Further connections to the master of `dir`.
pub(super) fn door_to(dir: &Path, clock: Clock) -> Result<MasterDoor, Failure> {
    let dir = dir.to_owned();
    Ok(match BenchConfig::of(&dir)?.master {
        None => Arc::new(move || -> Result<Box<dyn Master>, MasterError> {
            let clock = clock.clone();
            Ok(Box::new(EmbeddedMaster::open(&dir, move || clock.now())?))
        }),
        Some(settings) => server::door(&dir, &settings),
    })
}

//! The master that `bench.toml` names: the way to it, and whether it answers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::clock::Clock;
use super::config::MasterConfig;
use super::handle::MasterDoor;
use super::link::MasterLink;
use crate::domain::feed::LinkTrouble;
use crate::master::embedded::EmbeddedMaster;
use crate::master::postgres::{self, Found, MasterSettings, PostgresMaster};
use crate::master::{Master, MasterError};

/// How a bench reaches its master; without a server it has its own in its data directory.
pub fn link(
    dir: &Path,
    clock: &Clock,
    config: Option<&MasterConfig>,
) -> Result<MasterLink, MasterError> {
    Ok(match config {
        None => MasterLink::Here(own(dir, clock)?),
        Some(config) => MasterLink::Thread(door(dir, config)),
    })
}

/// Further connections to the same master.
pub fn door_of(dir: &Path, clock: &Clock, config: Option<&MasterConfig>) -> MasterDoor {
    match config {
        None => {
            let (dir, clock) = (dir.to_owned(), clock.clone());
            Arc::new(move || own(&dir, &clock))
        }
        Some(config) => door(dir, config),
    }
}

/// Further connections to the server. Nothing is asked of it before the first question.
pub fn door(dir: &Path, config: &MasterConfig) -> MasterDoor {
    let settings = settings(dir, config);
    Arc::new(move || Ok(Box::new(PostgresMaster::new(settings.clone()))))
}

/// Asks the server whether it is a master that this program can work with. Changes nothing there.
pub(super) fn try_out(dir: &Path, config: &MasterConfig) -> Result<Found, LinkTrouble> {
    postgres::try_out(&settings(dir, config)).map_err(|error| error.trouble())
}

fn own(dir: &Path, clock: &Clock) -> Result<Box<dyn Master>, MasterError> {
    let clock = clock.clone();
    Ok(Box::new(EmbeddedMaster::open(dir, move || clock.now())?))
}

/// What is named without a folder lies in the data directory.
fn settings(dir: &Path, config: &MasterConfig) -> MasterSettings {
    let in_dir = |file: &Option<PathBuf>| file.as_ref().map(|file| dir.join(file));
    MasterSettings {
        url: config.url.clone(),
        schema: config.schema.clone(),
        ca: in_dir(&config.ca),
        password_file: in_dir(&config.password_file),
    }
}

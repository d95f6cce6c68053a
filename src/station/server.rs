//! The master behind a network that `bench.toml` names: the door to it, and whether it answers.

use std::path::Path;
use std::sync::Arc;

use super::config::MasterConfig;
use super::handle::MasterDoor;
use crate::master::Master;
use crate::master::postgres::{MasterSettings, PostgresMaster};

/// Further connections to the server. Nothing is asked of it before the first question.
pub fn door(dir: &Path, config: &MasterConfig) -> MasterDoor {
    let settings = settings(dir, config);
    Arc::new(move || Ok(Box::new(PostgresMaster::new(settings.clone())) as Box<dyn Master>))
}

/// What is named without a folder lies in the data directory.
fn settings(dir: &Path, config: &MasterConfig) -> MasterSettings {
    let in_dir = |file: &Option<std::path::PathBuf>| file.as_ref().map(|file| dir.join(file));
    MasterSettings {
        url: config.url.clone(),
        schema: config.schema.clone(),
        ca: in_dir(&config.ca),
        password_file: in_dir(&config.password_file),
    }
}

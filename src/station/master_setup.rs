//! Setting up the master from the window: tried in a thread, written down, and opened at once.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;
use std::thread;

use super::config::{BenchConfig, MasterConfig};
use super::event::Event;
use super::handle::MasterDoor;
use super::master_form::{FormFault, MasterForm, Secret};
use super::run::{Station, chain};
use super::server;
use crate::domain::feed::LinkTrouble;
use crate::domain::worker::Right;
use crate::master::postgres::Found;

/// Where the password lies, in the data directory beside `bench.toml`.
const PASSWORD_FILE: &str = "master-password";

/// Where a password lies while it is only tried.
const TRIAL_FILE: &str = "master-password.trial";

/// What the set-up screen shows of the master.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MasterView {
    /// The address in force; `None` when this bench is alone.
    pub server: Option<MasterForm>,
    /// A password is kept.
    pub has_password: bool,
    /// What came of the last thing that was asked here.
    pub outcome: MasterOutcome,
}

/// What came of the last thing that was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum MasterOutcome {
    /// Nothing was asked.
    #[default]
    Nothing,
    /// The server is being asked.
    Trying,
    /// It answered as a master of this warehouse.
    Found(Found),
    /// It did not, and why.
    Trouble(LinkTrouble),
    /// A field has to be filled in otherwise.
    Form(FormFault),
    /// Written down, and the bench speaks to this server from now on.
    Saved,
    /// The bench is alone from now on.
    Alone,
    /// Not while facts wait for the master.
    Unsent {
        /// How many.
        facts: u64,
    },
    /// Not in the middle of an order.
    OrderOpen,
    /// It could not be written down or opened.
    Failed {
        /// What the system said.
        why: String,
    },
}

impl Station {
    /// What the set-up screen shows of the master.
    pub(super) fn master_view(&self, outcome: MasterOutcome) -> MasterView {
        let master = self.config.master.as_ref();
        MasterView {
            server: master.map(MasterForm::of),
            has_password: master.is_some_and(|config| {
                let file = config.password_file.as_ref();
                file.is_some_and(|file| self.dir.join(file).is_file())
            }),
            outcome,
        }
    }

    pub(super) fn may_set_up(&self) -> bool {
        let worker = self.bench.worker.as_ref();
        worker.is_some_and(|worker| worker.role.has(Right::SetUp))
    }

    /// Asks the server of this form in a thread; its answer comes as an event.
    pub(super) fn try_master(
        &self,
        form: &MasterForm,
        password: Option<&Secret>,
        inbox: SyncSender<Event>,
    ) -> MasterOutcome {
        if !self.may_set_up() {
            return MasterOutcome::Nothing;
        }
        let trial = match password {
            None => None,
            Some(secret) => match write_secret(&self.dir, TRIAL_FILE, secret) {
                Ok(()) => Some(self.dir.join(TRIAL_FILE)),
                Err(error) => return failed(&error),
            },
        };
        let kept = self.config.master.as_ref();
        let file = trial
            .clone()
            .or_else(|| kept.and_then(|config| config.password_file.clone()));
        let config = match form.config(file) {
            Ok(config) => config,
            Err(fault) => {
                forget(trial);
                return MasterOutcome::Form(fault);
            }
        };
        let left = trial.clone();
        let dir = self.dir.clone();
        let started = thread::Builder::new()
            .name("try-master".into())
            .spawn(move || {
                let answer = server::try_out(&dir, &config);
                forget(trial);
                // A window that is closed meanwhile needs no answer.
                drop(inbox.send(Event::MasterTried(answer)));
            });
        match started {
            Ok(_thread) => MasterOutcome::Trying,
            Err(error) => {
                forget(left);
                failed(&error)
            }
        }
    }

    /// Writes the form down and speaks to its server from now on. The door leads to it.
    pub(super) fn set_master(
        &mut self,
        form: &MasterForm,
        password: Option<&Secret>,
    ) -> Result<MasterDoor, MasterOutcome> {
        if !self.may_set_up() {
            return Err(MasterOutcome::Nothing);
        }
        let kept = self.config.master.as_ref();
        let kept = kept.and_then(|config| config.password_file.clone());
        // A file elsewhere belongs to whoever looks after this computer.
        let file = match password {
            None => kept,
            Some(_) => Some(
                kept.filter(|file| file.is_relative())
                    .unwrap_or_else(|| PASSWORD_FILE.into()),
            ),
        };
        let config = form.config(file.clone()).map_err(MasterOutcome::Form)?;
        if let (Some(secret), Some(file)) = (password, file) {
            write_secret(&self.dir, &file, secret).map_err(|error| failed(&error))?;
        }
        self.change_master(Some(config))
    }

    /// Back to the master in this bench's own file, when nothing is left to be sent.
    pub(super) fn set_alone(&mut self) -> Result<MasterDoor, MasterOutcome> {
        if !self.may_set_up() {
            return Err(MasterOutcome::Nothing);
        }
        let facts = self.unsent_count();
        if facts > 0 {
            return Err(MasterOutcome::Unsent { facts });
        }
        if !self.is_between_orders() {
            return Err(MasterOutcome::OrderOpen);
        }
        self.change_master(None)
    }

    fn change_master(&mut self, master: Option<MasterConfig>) -> Result<MasterDoor, MasterOutcome> {
        let link = server::link(&self.dir, &self.clock, master.as_ref())
            .map_err(|error| MasterOutcome::Trouble(error.trouble()))?;
        // The rest of the file stays as somebody set it up meanwhile.
        let mut written = BenchConfig::of(&self.dir).map_err(|error| failed(&error))?;
        written.master.clone_from(&master);
        written.save(&self.dir).map_err(|error| failed(&error))?;
        let door = server::door_of(&self.dir, &self.clock, master.as_ref());
        self.config.master = master;
        self.relink(link).map_err(|error| failed(&error))?;
        Ok(door)
    }
}

fn failed(error: &dyn std::error::Error) -> MasterOutcome {
    tracing::error!(error = %chain(error), "the master cannot be set up");
    MasterOutcome::Failed { why: chain(error) }
}

/// Writes a file that nobody but this program's account can read, whole or not at all.
pub(super) fn write_secret(dir: &Path, name: impl AsRef<Path>, secret: &Secret) -> io::Result<()> {
    let file = dir.join(name);
    let new = file.with_extension("new");
    forget(Some(new.clone()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&new)?;
    written.write_all(secret.text().as_bytes())?;
    written.sync_all()?;
    fs::rename(new, file)
}

fn forget(file: Option<PathBuf>) {
    if let Some(file) = file
        && let Err(error) = fs::remove_file(&file)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::error!(file = %file.display(), %error, "a tried password is left on disk");
    }
}

//! `pakownia master`: sets up the PostgreSQL master of a warehouse with many benches, and looks at it.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::language::Speech;
use super::{Failure, tell};
use crate::domain::feed::LinkTrouble;
use crate::i18n::{self, Word, word};
use crate::master::postgres::{self, Brought, MasterSettings};

/// What to do with the master.
#[derive(Debug, Subcommand)]
pub(super) enum MasterCommand {
    /// Make the schema, its tables and the group roles; harmless when they are there
    Init(Place),
    /// Bring the tables forward to this program's version, before benches get this program
    Migrate(Place),
    /// Say how the master stands; changes nothing
    Status(Place),
}

/// Where the master is. The password comes from `PAKOWNIA_MASTER_PASSWORD`, a file, or `~/.pgpass`.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// <postgresql://account@host/database>, without a password
    #[arg(long)]
    url: String,
    /// The warehouse's schema
    #[arg(long, default_value = "pakownia")]
    schema: String,
    /// A PEM file with the certificates that sign the server's; the system's own when not given
    #[arg(long)]
    ca: Option<PathBuf>,
    /// A file that holds the password, readable by its owner alone
    #[arg(long)]
    password_file: Option<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

impl MasterCommand {
    fn place(&self) -> &Place {
        match self {
            Self::Init(place) | Self::Migrate(place) | Self::Status(place) => place,
        }
    }
}

impl From<Place> for MasterSettings {
    fn from(place: Place) -> Self {
        Self {
            url: place.url,
            schema: place.schema,
            ca: place.ca,
            password_file: place.password_file,
        }
    }
}

/// Runs the command.
pub(super) fn run(command: MasterCommand) -> Result<ExitCode, Failure> {
    let lang = command.place().speech.lang();
    let done = match command {
        MasterCommand::Init(place) => {
            let settings = place.into();
            postgres::init(&settings).map(|brought| told(&settings, &brought))
        }
        MasterCommand::Migrate(place) => {
            let settings = place.into();
            postgres::migrate(&settings).map(|brought| told(&settings, &brought))
        }
        MasterCommand::Status(place) => postgres::status(&place.into()).map(|status| {
            if status.read_only {
                tell(&i18n::link_trouble(lang, &LinkTrouble::ReadOnly).one_line());
                return (status.to_string(), ExitCode::FAILURE);
            }
            (status.to_string(), ExitCode::SUCCESS)
        }),
    };
    match done {
        Ok((text, code)) => {
            write!(io::stdout().lock(), "{text}")?;
            Ok(code)
        }
        Err(error) => {
            let trouble = error.trouble();
            tell(&i18n::link_trouble(lang, &trouble).one_line());
            if let Some(hint) = hint(&trouble) {
                tell(&word(lang, hint));
            }
            Err(error.into())
        }
    }
}

/// What was done, and what somebody has still to do.
fn told(settings: &MasterSettings, brought: &Brought) -> (String, ExitCode) {
    let schema = &settings.schema;
    let Brought {
        from,
        to,
        roles_wanted,
    } = brought;
    let version = if from == to {
        format!("schema {schema}: version {to}, as before\n")
    } else {
        format!("schema {schema}: version {to} (was {from})\n")
    };
    match roles_wanted {
        Some(sql) => (
            format!(
                "{version}This account may not make roles. Have somebody run this who may, then run \
                 `pakownia master migrate`:\n\n{sql}"
            ),
            ExitCode::FAILURE,
        ),
        None => (
            format!(
                "{version}Give each bench's account its rights: GRANT pakownia_{schema}_station TO account; \
                 a lead's: pakownia_{schema}_lead; whoever imports: pakownia_{schema}_bridge\n"
            ),
            ExitCode::SUCCESS,
        ),
    }
}

/// Where a command takes from what the window has in its settings.
fn hint(trouble: &LinkTrouble) -> Option<Word> {
    match trouble {
        LinkTrouble::WrongPassword | LinkTrouble::PasswordFile { .. } => {
            Some(Word::TerminalPassword)
        }
        LinkTrouble::Certificate { .. } => Some(Word::TerminalAuthority),
        _ => None,
    }
}

//! `pakownia master`: sets up the PostgreSQL master of a warehouse with many benches, and looks at it.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{NaiveDate, NaiveTime};
use clap::{Args, Subcommand};

use super::language::Speech;
use super::{Failure, station, tell};
use crate::domain::feed::LinkTrouble;
use crate::i18n::{self, Word, word};
use crate::master::embedded::EmbeddedMaster;
use crate::master::postgres::{self, Brought, MasterSettings, PostgresMaster};
use crate::master::{Master as _, MasterError, Pruned};
use crate::station::Station;
use crate::station::clock::Clock;
use crate::station::config::BenchConfig;

/// What to do with the master.
#[derive(Debug, Subcommand)]
pub(super) enum MasterCommand {
    /// Make the schema, its tables and the group roles; harmless when they are there
    Init(Place),
    /// Bring the tables forward to this program's version, before benches get this program
    Migrate(Place),
    /// Say how the master stands; changes nothing
    Status(Place),
    /// Say that the database was put back from a backup: benches read everything anew and send what it lacks
    Restored(Place),
    /// Take old orders off all benches; facts and books stay at the master
    Prune(Prune),
}

/// Which orders to take away, and from which master.
#[derive(Debug, Args)]
pub(super) struct Prune {
    /// Orders that were done before this day, e.g. 2026-08-31
    #[arg(long, value_name = "DATE")]
    before: NaiveDate,
    /// The data directory of the only bench of a shop without a server
    #[arg(long, conflicts_with = "url", required_unless_present = "url")]
    data_dir: Option<PathBuf>,
    /// <postgresql://account@host/database>, without a password; the account owns the tables
    #[arg(long)]
    url: Option<String>,
    #[command(flatten)]
    more: More,
}

/// Where the master is. The password comes from `PAKOWNIA_MASTER_PASSWORD`, a file, or `~/.pgpass`.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// <postgresql://account@host/database>, without a password
    #[arg(long)]
    url: String,
    #[command(flatten)]
    more: More,
}

/// What else is told of a server.
#[derive(Debug, Args)]
struct More {
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
    fn speech(&self) -> Speech {
        match self {
            Self::Init(place)
            | Self::Migrate(place)
            | Self::Status(place)
            | Self::Restored(place) => place.more.speech,
            Self::Prune(prune) => prune.more.speech,
        }
    }
}

impl From<Place> for MasterSettings {
    fn from(place: Place) -> Self {
        place.more.settings(place.url)
    }
}

impl More {
    fn settings(self, url: String) -> MasterSettings {
        MasterSettings {
            url,
            schema: self.schema,
            ca: self.ca,
            password_file: self.password_file,
        }
    }
}

impl Prune {
    /// The bench of the data directory, if that is where the master is: open, it keeps the window out.
    fn bench(&self) -> Result<Option<Station>, Failure> {
        let Some(dir) = &self.data_dir else {
            return Ok(None);
        };
        if BenchConfig::of(dir)?.master.is_some() {
            return Err("this bench has a server for its master: name that with --url".into());
        }
        station::unsynced(dir, Clock::System).map(Some)
    }

    fn run(self) -> Result<Pruned, MasterError> {
        let before = self.before.and_time(NaiveTime::MIN).and_utc();
        let now = Clock::System.now();
        if let Some(dir) = &self.data_dir {
            return EmbeddedMaster::open(dir, || Clock::System.now())?.prune(before, now);
        }
        let settings = self.more.settings(self.url.unwrap_or_default());
        PostgresMaster::new(settings).prune(before, now)
    }
}

/// Runs the command.
pub(super) fn run(command: MasterCommand) -> Result<ExitCode, Failure> {
    let lang = command.speech().lang();
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
        MasterCommand::Restored(place) => postgres::restored(&place.into()).map(|name| {
            let text = format!(
                "ledger: {name}\nNo orders are given out before every bench of the last week has told what it did.\n"
            );
            (text, ExitCode::SUCCESS)
        }),
        MasterCommand::Prune(prune) => {
            let _bench = prune.bench()?;
            prune.run().map(|pruned| {
                let Pruned { orders, exceptions } = pruned;
                let text = format!("taken away: {orders} orders, {exceptions} exceptions\n");
                (text, ExitCode::SUCCESS)
            })
        }
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

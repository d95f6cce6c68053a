//! How a bench reaches the PostgreSQL master: where, with which password, and over a line nobody else reads.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::password::{self, PasswordError};
use super::session::{Session, WORK};
use super::trouble::Fault;
use crate::domain::feed::{CertificateFault, LinkTrouble};
use crate::master::MasterError;

/// How long a bench waits for a server that does not answer the telephone.
const CONNECT: Duration = Duration::from_secs(5);

/// How long a sent byte may go unacknowledged before the line counts as cut.
const SILENCE: Duration = Duration::from_secs(10);

/// A quiet line is probed after this long, and then in these steps: it is found cut after ten seconds too.
const PROBE_AFTER: Duration = Duration::from_secs(4);
const PROBE_EVERY: Duration = Duration::from_secs(2);
const PROBES: u32 = 3;

/// What the server is told on every connection.
///
/// A bench that dies in the middle of a transaction must not hold up the feed of all others, and no
/// call may wait longer than a person would. A plan is made once and serves any value: every daily
/// statement is written so that its plan walks an index, however many rows lie there by then.
const HOUSE_RULES: &str = "SET lock_timeout = '5s'; \
    SET idle_in_transaction_session_timeout = '5s'; SET plan_cache_mode = force_generic_plan; \
    SET enable_seqscan = off; SET jit = off; \
    SET client_min_messages = warning; SET timezone = 'UTC'";

/// The name of a warehouse's schema.
///
/// Small letters, digits and underscores, so that it is written the same in every tool, and short
/// enough for the roles that are named after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaName(String);

/// PostgreSQL cuts names after 63 bytes; `pakownia_…_station` needs 17 of them.
const LONGEST_SCHEMA: usize = 40;

impl SchemaName {
    /// The name, if it is one.
    pub fn new(name: &str) -> Result<Self, SettingsError> {
        let letters = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        let begins = name.starts_with(|first: char| first.is_ascii_lowercase());
        if letters && begins && name.len() <= LONGEST_SCHEMA && !name.starts_with("pg_") {
            Ok(Self(name.to_owned()))
        } else {
            Err(SettingsError::Schema {
                name: name.to_owned(),
            })
        }
    }

    /// The name as it stands in SQL.
    pub(super) fn quoted(&self) -> String {
        format!("\"{}\"", self.0)
    }

    /// The name of one of its group roles.
    pub fn role(&self, group: &str) -> String {
        format!("pakownia_{}_{group}", self.0)
    }
}

impl fmt::Display for SchemaName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the master is. There is no password in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MasterSettings {
    /// `postgresql://account@host:port/database`; with `?sslmode=disable` the line is not encrypted.
    pub url: String,
    /// The warehouse's schema.
    pub schema: String,
    /// A file with the certificates (PEM) that sign the server's; the system's own when not given.
    pub ca: Option<PathBuf>,
    /// A file that holds the password and nothing else, readable by its owner alone.
    ///
    /// When not given: the environment, then `~/.pgpass`.
    pub password_file: Option<PathBuf>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Not a URL of PostgreSQL.
    #[error("the master's URL is not of the form postgresql://account@host/database")]
    Url(#[source] Option<tokio_postgres::Error>),
    /// A password in the URL would be shown in process lists, logs and backups.
    #[error(
        "the master's URL holds a password: put it into a file that only its owner can read, or into {}",
        password::VARIABLE
    )]
    PasswordInUrl,
    /// Ways of TLS that do not look who answers.
    #[error(
        "sslmode={mode} does not prove who answers: leave it out (verify-full), or write disable"
    )]
    SslMode {
        /// What was asked for.
        mode: String,
    },
    /// Not a name for a schema.
    #[error(
        "{name:?} is no name for a schema: small letters, digits and underscores, at most {LONGEST_SCHEMA}, a letter first"
    )]
    Schema {
        /// What was given.
        name: String,
    },
    /// The file with the certificates cannot be used.
    #[error("{} holds no certificates that can be used: {why}", file.display())]
    Ca {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The system trusts nobody.
    #[error(
        "this computer has no list of trusted certificates: name a file with the server's (ca)"
    )]
    NoSystemCertificates,
    /// The TLS library refused its own defaults.
    #[error("no TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// The password cannot be read.
    #[error(transparent)]
    Password(#[from] PasswordError),
}

impl From<SettingsError> for MasterError {
    fn from(error: SettingsError) -> Self {
        let why = error.to_string();
        let trouble = match &error {
            SettingsError::Ca { file, .. } => LinkTrouble::Certificate {
                why: CertificateFault::BadFile {
                    file: file.display().to_string(),
                },
            },
            SettingsError::NoSystemCertificates => LinkTrouble::Certificate {
                why: CertificateFault::NobodyTrusted,
            },
            SettingsError::Password(
                PasswordError::File { file, .. } | PasswordError::Open { file },
            ) => LinkTrouble::PasswordFile {
                file: file.display().to_string(),
            },
            SettingsError::Url(_)
            | SettingsError::PasswordInUrl
            | SettingsError::SslMode { .. }
            | SettingsError::Schema { .. } => LinkTrouble::BadSettings { why },
            SettingsError::Tls(_) => LinkTrouble::Other { why },
        };
        Self::Link {
            trouble,
            said: Some(Box::new(error)),
        }
    }
}

/// The line to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// TLS, and the certificate proves that the named host answers.
    Proved,
    /// As it is: a socket on this computer, or somebody wrote that it may be read by others.
    Plain,
}

impl MasterSettings {
    /// The schema's name, if it is one.
    pub fn schema(&self) -> Result<SchemaName, SettingsError> {
        SchemaName::new(&self.schema)
    }

    /// Opens a connection, ready for the statements of this module.
    pub(super) fn connect(&self) -> Result<Session, MasterError> {
        let (config, line) = self.config()?;
        let opened = match line {
            Line::Plain => Session::open(&config, NoTls),
            Line::Proved => self.proved(&config),
        };
        Ok(self.at_home(opened?)?)
    }

    /// Opens an encrypted connection.
    ///
    /// A server that is killed in this moment says so in the place where it would say that it has no
    /// TLS, and the driver takes the one for the other: who has none says it again.
    fn proved(&self, config: &Config) -> Result<Session, Fault> {
        let tls = MakeRustlsConnect::new(self.trust().map_err(MasterError::from)?);
        match Session::open(config, tls.clone()) {
            Err(fault) if fault.is_without_tls() => Session::open(config, tls),
            opened => opened,
        }
    }

    /// Tells the server the rules of the house.
    fn at_home(&self, mut session: Session) -> Result<Session, Fault> {
        session.batch(HOUSE_RULES)?;
        // Nobody else's tables of the same name are found first, temporary ones neither.
        let schema = self.schema().map_err(MasterError::from)?;
        session.batch(&format!(
            "SET statement_timeout = {}; SET search_path = {}, pg_temp",
            WORK.as_millis(),
            schema.quoted()
        ))?;
        Ok(session)
    }

    /// What the driver needs, the password among it.
    fn config(&self) -> Result<(Config, Line), SettingsError> {
        let (mut config, line) = parse(&self.url)?;
        config
            .connect_timeout(CONNECT)
            .keepalives(true)
            .keepalives_idle(PROBE_AFTER)
            .keepalives_interval(PROBE_EVERY)
            .keepalives_retries(PROBES)
            .ssl_mode(match line {
                Line::Proved => SslMode::Require,
                Line::Plain => SslMode::Disable,
            });
        #[cfg(target_os = "linux")]
        config.tcp_user_timeout(SILENCE);
        if config.get_application_name().is_none() {
            config.application_name(concat!("pakownia ", env!("CARGO_PKG_VERSION")));
        }
        if let Some(password) = password::find(self.password_file.as_deref(), &config)? {
            config.password(password);
        }
        Ok((config, line))
    }

    fn trust(&self) -> Result<ClientConfig, SettingsError> {
        let mut roots = RootCertStore::empty();
        if let Some(file) = &self.ca {
            let refuse = |why: String| SettingsError::Ca {
                file: file.clone(),
                why,
            };
            for certificate in
                CertificateDer::pem_file_iter(file).map_err(|error| refuse(error.to_string()))?
            {
                let certificate = certificate.map_err(|error| refuse(error.to_string()))?;
                roots
                    .add(certificate)
                    .map_err(|error| refuse(error.to_string()))?;
            }
            if roots.is_empty() {
                return Err(refuse("it is empty".to_owned()));
            }
        } else {
            let found = rustls_native_certs::load_native_certs();
            let (taken, _left) = roots.add_parsable_certificates(found.certs);
            if taken == 0 {
                return Err(SettingsError::NoSystemCertificates);
            }
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        Ok(ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth())
    }
}

/// Reads the URL. The driver knows no `verify-full`, so the way of TLS is taken out before.
fn parse(url: &str) -> Result<(Config, Line), SettingsError> {
    if !(url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        return Err(SettingsError::Url(None));
    }
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let mut mode = None;
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.strip_prefix("sslmode=") {
            Some(asked) => mode = Some(asked.to_owned()),
            None => rest.push(pair),
        }
    }
    let config: Config = format!("{base}?{}", rest.join("&"))
        .parse()
        .map_err(|error| SettingsError::Url(Some(error)))?;
    if config.get_password().is_some() {
        return Err(SettingsError::PasswordInUrl);
    }
    let hosts = config.get_hosts();
    #[cfg(unix)]
    let is_socket = |host: &Host| matches!(host, Host::Unix(_));
    #[cfg(not(unix))]
    let is_socket = |_host: &Host| false;
    let on_this_computer = !hosts.is_empty() && hosts.iter().all(is_socket);
    if hosts.is_empty() {
        return Err(SettingsError::Url(None));
    }
    let line = match mode.as_deref() {
        _ if on_this_computer => Line::Plain,
        None | Some("verify-full") => Line::Proved,
        Some("disable") => Line::Plain,
        Some(other) => {
            return Err(SettingsError::SslMode {
                mode: other.to_owned(),
            });
        }
    };
    Ok((config, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(url: &str) -> Line {
        parse(url).unwrap().1
    }

    #[test]
    fn a_line_through_the_network_is_proved_unless_somebody_wrote_otherwise() {
        assert_eq!(line("postgresql://bench@db.example/pakownia"), Line::Proved);
        assert_eq!(
            line("postgres://bench@10.0.0.5:5433/pakownia?sslmode=verify-full&connect_timeout=3"),
            Line::Proved
        );
        assert_eq!(
            line("postgresql://bench@db/pakownia?sslmode=disable"),
            Line::Plain
        );
        for half in ["require", "prefer", "allow", "verify-ca", ""] {
            let refused = parse(&format!("postgresql://bench@db/pakownia?sslmode={half}"));
            assert!(
                matches!(refused, Err(SettingsError::SslMode { .. })),
                "{half}: {refused:?}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_on_this_computer_needs_no_certificate() {
        assert_eq!(
            line("postgresql:///pakownia?host=/var/run/postgresql"),
            Line::Plain
        );
        assert_eq!(
            line("postgresql://%2Fvar%2Frun%2Fpostgresql/pakownia"),
            Line::Plain
        );
        assert_eq!(
            line("postgresql://%2Fvar%2Frun%2Fpostgresql,db.example/pakownia"),
            Line::Proved,
            "one of the two is far away"
        );
    }

    #[test]
    fn a_url_with_a_password_is_refused_and_not_told_again() {
        let refused = parse("postgresql://bench:hunter2@db/pakownia").unwrap_err();
        assert!(matches!(refused, SettingsError::PasswordInUrl));
        assert!(!format!("{refused} {refused:?}").contains("hunter2"));
        for strange in [
            "",
            "db/pakownia",
            "mysql://db",
            "postgresql://",
            "postgresql://@/x",
        ] {
            assert!(parse(strange).is_err(), "{strange}");
        }
    }

    #[test]
    fn a_cut_line_is_noticed_within_ten_seconds() {
        let (config, _) = MasterSettings {
            url: "postgresql://bench@db/pakownia".to_owned(),
            schema: "shop".to_owned(),
            ca: None,
            password_file: None,
        }
        .config()
        .unwrap();
        let probed =
            config.get_keepalives_interval().unwrap() * config.get_keepalives_retries().unwrap();
        assert!(config.get_keepalives_idle() + probed <= Duration::from_secs(10));
        assert_eq!(config.get_connect_timeout(), Some(&Duration::from_secs(5)));
        #[cfg(target_os = "linux")]
        assert_eq!(
            config.get_tcp_user_timeout(),
            Some(&Duration::from_secs(10))
        );
    }

    #[test]
    fn only_plain_names_are_schemas() {
        assert_eq!(
            SchemaName::new("shop_2").unwrap().role("lead"),
            "pakownia_shop_2_lead"
        );
        for strange in [
            "",
            "2shop",
            "Shop",
            "a\"b",
            "a;b",
            "pg_x",
            "żółw",
            &"x".repeat(41),
        ] {
            assert!(SchemaName::new(strange).is_err(), "{strange}");
        }
    }
}

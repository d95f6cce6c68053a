//! The master's address as a person fills it in: field by field, and never with a password in it.

use std::fmt;
use std::path::PathBuf;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::config::MasterConfig;

/// PostgreSQL's own port.
pub const USUAL_PORT: u16 = 5432;

/// The fields of the set-up screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MasterForm {
    /// Name or address of the server's computer.
    pub host: String,
    /// Its port, in digits.
    pub port: String,
    /// The database.
    pub database: String,
    /// The warehouse: the database's schema.
    pub schema: String,
    /// The bench's account.
    pub account: String,
    /// The line is encrypted, and the server's certificate proves who answers.
    pub is_proved: bool,
    /// The file with the authority's certificate; empty for the system's authorities.
    pub ca: String,
    /// What else stood in the address; kept as it was.
    pub more: String,
}

impl Default for MasterForm {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: USUAL_PORT.to_string(),
            database: "pakownia".to_owned(),
            schema: "pakownia".to_owned(),
            account: String::new(),
            is_proved: true,
            ca: String::new(),
            more: String::new(),
        }
    }
}

/// A field that has to be filled in otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFault {
    /// No server is named, or the name has a blank or a slash in it.
    Host,
    /// Not a port number.
    Port,
    /// No database is named.
    Database,
    /// Not the name of a warehouse.
    Schema,
    /// No account is named.
    Account,
}

/// A password on its way from the field to its file. It is never shown, not even to the log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A password as typed.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for the file alone.
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

impl MasterForm {
    /// The fields of an address that is set up.
    pub fn of(config: &MasterConfig) -> Self {
        let rest = config
            .url
            .split_once("://")
            .map_or(config.url.as_str(), |(_, rest)| rest);
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = place.split_once('/').unwrap_or((place, ""));
        let (account, at) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (host, port) = host_and_port(at);
        let (line, more): (Vec<&str>, Vec<&str>) = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .partition(|pair| pair.starts_with("sslmode="));
        Self {
            host: host.to_owned(),
            port: port.map_or_else(|| USUAL_PORT.to_string(), str::to_owned),
            database: decoded(database),
            schema: config.schema.clone(),
            account: decoded(account),
            is_proved: !line.contains(&"sslmode=disable"),
            ca: config
                .ca
                .as_ref()
                .map(|file| file.display().to_string())
                .unwrap_or_default(),
            more: more.join("&"),
        }
    }

    /// What is set up by it, with this password file.
    pub fn config(&self, password_file: Option<PathBuf>) -> Result<MasterConfig, FormFault> {
        let host = self.host.trim();
        // A socket on this computer is named behind the question mark.
        let is_socket = host.is_empty() && self.more.contains("host=");
        let is_host = !host.is_empty() && !host.contains([' ', '/', '@', '?', '#']);
        if !(is_host || is_socket) {
            return Err(FormFault::Host);
        }
        let port: u16 = self
            .port
            .trim()
            .parse()
            .map_err(|_digits| FormFault::Port)?;
        let database = self.database.trim();
        if port == 0 {
            return Err(FormFault::Port);
        }
        if database.is_empty() {
            return Err(FormFault::Database);
        }
        let schema = self.schema.trim();
        if crate::master::postgres::SchemaName::new(schema).is_err() {
            return Err(FormFault::Schema);
        }
        let account = self.account.trim();
        if account.is_empty() && !is_socket {
            return Err(FormFault::Account);
        }
        let mut query: Vec<&str> = Vec::new();
        if !self.is_proved {
            query.push("sslmode=disable");
        }
        if !self.more.is_empty() {
            query.push(&self.more);
        }
        let host = if host.contains(':') && !host.starts_with('[') {
            format!("[{host}]")
        } else {
            host.to_owned()
        };
        let at = if is_socket {
            String::new()
        } else {
            format!("{host}:{port}")
        };
        let mark = if query.is_empty() { "" } else { "?" };
        let ca = self.ca.trim();
        Ok(MasterConfig {
            url: format!(
                "postgresql://{}@{at}/{}{mark}{}",
                encoded(account),
                encoded(database),
                query.join("&")
            ),
            schema: schema.to_owned(),
            ca: (!ca.is_empty()).then(|| PathBuf::from(ca)),
            password_file,
        })
    }
}

/// A numeric address of version 6 stands in brackets, because it has colons of its own.
fn host_and_port(at: &str) -> (&str, Option<&str>) {
    if let Some((host, rest)) = at.strip_prefix('[').and_then(|at| at.split_once(']')) {
        return (host, rest.strip_prefix(':'));
    }
    match at.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (at, None),
    }
}

/// All but the characters that stand for themselves everywhere. Source: RFC 3986, 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

fn encoded(text: &str) -> impl fmt::Display {
    utf8_percent_encode(text, RESERVED)
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> MasterConfig {
        MasterConfig {
            url: url.to_owned(),
            schema: "shop".to_owned(),
            ca: Some("ca.crt".into()),
            password_file: None,
        }
    }

    #[test]
    fn an_address_that_is_shown_and_saved_is_the_same_address() {
        for url in [
            "postgresql://bench@db.local:5433/warehouse",
            "postgresql://bench@db.local:5432/warehouse?sslmode=disable",
            "postgresql://stanowisko%201@db.local:5432/paczki%2Fdu%C5%BCe?hostaddr=10.0.0.5",
            "postgresql://bench@[fd00::5]:5432/warehouse",
            "postgresql://bench@/warehouse?host=/var/run/postgresql&port=5433",
        ] {
            let config = config(url);
            let form = MasterForm::of(&config);
            assert_eq!(form.config(None), Ok(config), "{form:?}");
        }
        let form = MasterForm::of(&config("postgresql://stanowisko%201@db/w"));
        assert_eq!(
            (form.account.as_str(), form.port.as_str()),
            ("stanowisko 1", "5432")
        );
    }

    #[test]
    fn a_percent_sign_that_escapes_nothing_is_one() {
        let form = MasterForm::of(&config("postgresql://50%+5@db:5432/na%C5%9Bwi%"));
        assert_eq!(
            (form.account.as_str(), form.database.as_str()),
            ("50%+5", "naświ%")
        );
        let url = form.config(None).unwrap().url;
        assert_eq!(url, "postgresql://50%25%2B5@db:5432/na%C5%9Bwi%25");
    }

    #[test]
    fn the_first_field_that_is_wrong_is_named() {
        let good = MasterForm {
            host: "db".to_owned(),
            account: "bench".to_owned(),
            ..MasterForm::default()
        };
        assert!(good.config(None).is_ok());
        let wrong = |change: fn(&mut MasterForm)| {
            let mut form = good.clone();
            change(&mut form);
            form.config(None).unwrap_err()
        };
        assert_eq!(
            wrong(|form| form.host = "bench@db".to_owned()),
            FormFault::Host
        );
        assert_eq!(
            wrong(|form| form.port = "70000".to_owned()),
            FormFault::Port
        );
        assert_eq!(wrong(|form| form.database.clear()), FormFault::Database);
        assert_eq!(
            wrong(|form| form.schema = "Sklep".to_owned()),
            FormFault::Schema
        );
        assert_eq!(wrong(|form| form.account.clear()), FormFault::Account);
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(format!("{:?}", Secret::new("hunter2".to_owned())), "•••");
    }
}

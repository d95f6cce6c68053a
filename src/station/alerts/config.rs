//! What is watched at this bench and who is told elsewhere: the table `[alerts]` of `bench.toml`.
//!
//! Passwords stand in files of their own, readable by the program alone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::connectors::mail::{MailSecurity, is_address};
use crate::connectors::webhook::is_url;
use crate::domain::alerts::notice::Receiver;
use crate::domain::alerts::rules::AlertRules;
use crate::domain::desk::owner::Owners;
use crate::domain::desk::{self, Deadlines};
use crate::domain::worker::Language;

/// The usual port of a server that letters are handed to. Source: RFC 6409, 3.1.
pub(super) const USUAL_PORT: u16 = 587;

/// Addresses of one bench at most. Assumption: more readers share an address that spreads letters itself.
pub(in crate::station) const READERS: usize = 10;

/// The set-up of alerts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AlertsConfig {
    /// The language of letters.
    pub language: Language,
    /// From which figures on.
    pub rules: AlertRules,
    /// How long entries of the exceptions desk may be open.
    pub deadlines: Deadlines,
    /// Who sees to them.
    pub owners: Owners,
    /// Letters; none without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailConfig>,
    /// A program that is told; none without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<WebhookConfig>,
}

/// How letters are sent, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// The server's name.
    pub host: String,
    /// Its port.
    #[serde(default = "usual_port")]
    pub port: u16,
    /// How the line is kept from others.
    #[serde(default)]
    pub security: MailSecurity,
    /// The user; without one nobody signs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The file with the password; a relative one lies in the data directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<PathBuf>,
    /// The sender's address.
    pub from: String,
    /// The readers' addresses.
    pub to: Vec<String>,
    /// The certificate of who vouches for the server (PEM); the system's own when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
}

/// The program that is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfig {
    /// Its address.
    pub url: String,
    /// The file with what both sides know; without one notices are not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_file: Option<PathBuf>,
    /// The certificate of who vouches for the server (PEM); the system's own when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
}

fn usual_port() -> u16 {
    USUAL_PORT
}

impl AlertsConfig {
    /// Whether nobody has set anything up.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// What is wrong with it, for a person who wrote it by hand.
    pub fn fault(&self) -> Option<String> {
        if let Some(kind) = self.rules.fault() {
            return Some(format!(
                "the limit or the minutes of {} cannot be",
                kind.name()
            ));
        }
        if let Some(kind) = self.deadlines.fault() {
            return Some(format!(
                "the deadline of {} cannot be: 1 to {} minutes",
                kind.name(),
                desk::LONGEST
            ));
        }
        if let Some(mail) = &self.mail {
            let addresses = mail.to.iter().chain([&mail.from]);
            let odd = addresses.into_iter().find(|text| !is_address(text));
            if let Some(odd) = odd {
                return Some(format!("{odd} is no address of e-mail"));
            }
            if mail.host.trim().is_empty() || mail.port == 0 {
                return Some("[alerts.mail] names no server".to_owned());
            }
            if mail.to.is_empty() || mail.to.len() > READERS {
                return Some(format!("[alerts.mail] to holds 1 to {READERS} addresses"));
            }
        }
        let url = self.webhook.as_ref().map(|hook| &hook.url);
        // What was written there may hold a password, and this text goes to the log.
        let odd = url.is_some_and(|url| !is_url(url));
        odd.then(|| {
            "[alerts.webhook] url is no address such as https://hooks.example.com/x; a password never stands in it"
                .to_owned()
        })
    }

    /// Where notices go to this receiver: each reader by himself; a webhook has one address, which stands here.
    pub(super) fn addresses(&self, receiver: Receiver) -> Vec<String> {
        match receiver {
            Receiver::Mail => self
                .mail
                .as_ref()
                .map(|mail| mail.to.clone())
                .unwrap_or_default(),
            Receiver::Webhook => self.webhook.iter().map(|_| String::new()).collect(),
        }
    }

    /// Whether anything goes to this receiver.
    pub fn tells(&self, receiver: Receiver) -> bool {
        match receiver {
            Receiver::Mail => self.mail.is_some(),
            Receiver::Webhook => self.webhook.is_some(),
        }
    }
}

/// A file as the set-up names it, seen from the data directory.
pub(super) fn file_in(dir: &Path, file: Option<&PathBuf>) -> Option<PathBuf> {
    file.map(|file| dir.join(file))
}

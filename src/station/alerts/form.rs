//! Setting up alerts: what is typed on the screen, and how it is kept.

use std::path::PathBuf;

use super::config::{AlertsConfig, MailConfig, USUAL_PORT, WebhookConfig};
use crate::connectors::mail::is_address;
use crate::connectors::webhook::is_url;
use crate::domain::alerts::AlertKind;
use crate::domain::alerts::rules::AlertRules;
use crate::domain::desk::owner::Owners;
use crate::domain::desk::{Deadlines, EntryKind};
use crate::domain::worker::Language;
use crate::station::config::BenchConfig;
use crate::station::master_form::Secret;
use crate::station::master_setup::write_secret;
use crate::station::run::{Station, chain};

pub use crate::connectors::mail::MailSecurity;

/// The file with the password for e-mail, in the data directory.
const PASSWORD_FILE: &str = "mail.password";

/// The file with the webhook's secret.
const SECRET_FILE: &str = "webhook.secret";

/// The rule of one kind as it stands in its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleFields {
    /// It is watched.
    pub on: bool,
    /// Its limit, in digits.
    pub limit: String,
    /// Its minutes, in digits.
    pub minutes: String,
}

/// What stands on the set-up screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertForm {
    /// The language of letters.
    pub language: Language,
    /// The rules, in the order of [`AlertKind::ALL`].
    pub rules: [RuleFields; 8],
    /// Minutes that entries of the exceptions desk may be open, in digits, in the order of [`EntryKind::ALL`].
    pub deadlines: [String; 5],
    /// Who sees to them.
    pub owners: Owners,
    /// Letters are sent.
    pub mail_on: bool,
    /// The server.
    pub host: String,
    /// Its port, in digits.
    pub port: String,
    /// How the line is kept.
    pub security: MailSecurity,
    /// The user; empty for nobody.
    pub user: String,
    /// The sender's address.
    pub from: String,
    /// The readers' addresses, with commas between them.
    pub to: String,
    /// The authority's certificate; empty for the system's.
    pub mail_ca: String,
    /// A program is told.
    pub webhook_on: bool,
    /// Its address.
    pub url: String,
    /// The authority's certificate; empty for the system's.
    pub webhook_ca: String,
}

/// What was typed and must not be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlertSecrets {
    /// The password for e-mail; the kept one when not given.
    pub password: Option<Secret>,
    /// The webhook's secret; the kept one when not given.
    pub secret: Option<Secret>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertField {
    /// The server.
    Host,
    /// Its port.
    Port,
    /// The sender's address.
    From,
    /// The readers' addresses.
    To,
    /// The webhook's address.
    Url,
}

/// What came of setting up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum AlertsOutcome {
    /// Nothing was asked.
    #[default]
    Nothing,
    /// It is in force and written down.
    Saved,
    /// A limit or a time that cannot be.
    BadRule(AlertKind),
    /// A deadline that cannot be.
    BadDeadline(EntryKind),
    /// A field that cannot be, with what stands there.
    BadField(AlertField, String),
    /// It could not be written down, and nothing changed.
    NotWritten(String),
    /// A test is on its way.
    TestQueued,
    /// Nobody is set up who could get a test.
    NoReceiver,
}

impl AlertForm {
    /// The fields of what is set up.
    pub fn of(config: &AlertsConfig) -> Self {
        let rules = AlertKind::ALL.map(|kind| {
            let rule = config.rules.of(kind);
            RuleFields {
                on: rule.on,
                limit: rule.limit.to_string(),
                minutes: rule.minutes.to_string(),
            }
        });
        let file = |file: Option<&PathBuf>| {
            file.map(|file| file.display().to_string())
                .unwrap_or_default()
        };
        let (mail, hook) = (config.mail.as_ref(), config.webhook.as_ref());
        Self {
            language: config.language,
            rules,
            deadlines: EntryKind::ALL.map(|kind| config.deadlines.minutes(kind).to_string()),
            owners: config.owners,
            mail_on: mail.is_some(),
            host: mail.map(|it| it.host.clone()).unwrap_or_default(),
            port: mail.map_or(USUAL_PORT, |it| it.port).to_string(),
            security: mail.map(|it| it.security).unwrap_or_default(),
            user: mail.and_then(|it| it.user.clone()).unwrap_or_default(),
            from: mail.map(|it| it.from.clone()).unwrap_or_default(),
            to: mail.map(|it| it.to.join(", ")).unwrap_or_default(),
            mail_ca: file(mail.and_then(|it| it.ca.as_ref())),
            webhook_on: hook.is_some(),
            url: hook.map(|it| it.url.clone()).unwrap_or_default(),
            webhook_ca: file(hook.and_then(|it| it.ca.as_ref())),
        }
    }

    /// What is set up by it. Password files stay those of `kept`.
    fn config(&self, kept: &AlertsConfig) -> Result<AlertsConfig, AlertsOutcome> {
        Ok(AlertsConfig {
            language: self.language,
            rules: self.rules()?,
            deadlines: self.deadlines()?,
            owners: self.owners,
            mail: self.mail_on.then(|| self.mail(kept)).transpose()?,
            webhook: self.webhook_on.then(|| self.webhook(kept)).transpose()?,
        })
    }

    fn rules(&self) -> Result<AlertRules, AlertsOutcome> {
        let mut rules = AlertRules::default();
        for (kind, fields) in AlertKind::ALL.into_iter().zip(&self.rules) {
            let number = |text: &str| {
                let number = text.trim().parse();
                number.map_err(|_digits| AlertsOutcome::BadRule(kind))
            };
            let rule = rules.of_mut(kind);
            rule.on = fields.on;
            if kind.has_limit() {
                rule.limit = number(&fields.limit)?;
            }
            if kind.has_minutes() {
                rule.minutes = number(&fields.minutes)?;
            }
        }
        match rules.fault() {
            Some(kind) => Err(AlertsOutcome::BadRule(kind)),
            None => Ok(rules),
        }
    }

    fn deadlines(&self) -> Result<Deadlines, AlertsOutcome> {
        let mut deadlines = Deadlines::default();
        for (kind, minutes) in EntryKind::ALL.into_iter().zip(&self.deadlines) {
            let minutes = minutes.trim().parse();
            *deadlines.minutes_mut(kind) =
                minutes.map_err(|_error| AlertsOutcome::BadDeadline(kind))?;
        }
        match deadlines.fault() {
            Some(kind) => Err(AlertsOutcome::BadDeadline(kind)),
            None => Ok(deadlines),
        }
    }

    fn mail(&self, kept: &AlertsConfig) -> Result<MailConfig, AlertsOutcome> {
        let bad = |field, text: &str| AlertsOutcome::BadField(field, text.trim().to_owned());
        let host = self.host.trim();
        if host.is_empty() || host.contains([' ', '/', '@', ':']) {
            return Err(bad(AlertField::Host, host));
        }
        let port = self.port.trim().parse().ok().filter(|port| *port > 0);
        let from = self.from.trim();
        if !is_address(from) {
            return Err(bad(AlertField::From, from));
        }
        let to = self.to.split([',', ';', ' ']);
        let to: Vec<String> = to
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect();
        let odd = to.iter().find(|text| !is_address(text));
        if to.is_empty() || to.len() > super::config::READERS || odd.is_some() {
            return Err(bad(AlertField::To, odd.unwrap_or(&self.to)));
        }
        let user = self.user.trim();
        Ok(MailConfig {
            host: host.to_owned(),
            port: port.ok_or_else(|| bad(AlertField::Port, &self.port))?,
            security: self.security,
            user: (!user.is_empty()).then(|| user.to_owned()),
            password_file: kept.mail.as_ref().and_then(|it| it.password_file.clone()),
            from: from.to_owned(),
            to,
            ca: file_of(&self.mail_ca),
        })
    }

    fn webhook(&self, kept: &AlertsConfig) -> Result<WebhookConfig, AlertsOutcome> {
        let url = self.url.trim();
        if !is_url(url) {
            return Err(AlertsOutcome::BadField(AlertField::Url, url.to_owned()));
        }
        Ok(WebhookConfig {
            url: url.to_owned(),
            secret_file: kept.webhook.as_ref().and_then(|it| it.secret_file.clone()),
            ca: file_of(&self.webhook_ca),
        })
    }
}

fn file_of(text: &str) -> Option<PathBuf> {
    let text = text.trim();
    (!text.is_empty()).then(|| PathBuf::from(text))
}

impl Station {
    /// Puts another set-up of alerts in force. The rest of the file stays as somebody set it up meanwhile.
    pub fn set_alerts(&mut self, form: &AlertForm, typed: &AlertSecrets) -> AlertsOutcome {
        if !self.may_set_up() {
            return AlertsOutcome::Nothing;
        }
        let not_written = |error: &dyn std::error::Error| AlertsOutcome::NotWritten(chain(error));
        let mut written = match BenchConfig::of(&self.dir) {
            Ok(written) => written,
            Err(error) => return not_written(&error),
        };
        let mut config = match form.config(&written.alerts) {
            Ok(config) => config,
            Err(odd) => return odd,
        };
        let keep = |file: &mut Option<PathBuf>, usual: &str, secret: Option<&Secret>| {
            let Some(secret) = secret else { return Ok(()) };
            // A file elsewhere belongs to whoever looks after this computer.
            let name = file.take().filter(|file| file.is_relative());
            let name = name.unwrap_or_else(|| usual.into());
            write_secret(&self.dir, &name, secret)?;
            *file = Some(name);
            Ok::<_, std::io::Error>(())
        };
        if let Some(mail) = &mut config.mail
            && let Err(error) = keep(
                &mut mail.password_file,
                PASSWORD_FILE,
                typed.password.as_ref(),
            )
        {
            return not_written(&error);
        }
        if let Some(hook) = &mut config.webhook
            && let Err(error) = keep(&mut hook.secret_file, SECRET_FILE, typed.secret.as_ref())
        {
            return not_written(&error);
        }
        written.alerts = config.clone();
        if let Err(error) = written.save(&self.dir) {
            return not_written(&error);
        }
        self.config.alerts = config;
        match self.receivers_changed() {
            Ok(()) => AlertsOutcome::Saved,
            Err(error) => not_written(&error),
        }
    }

    /// Sends a test to everybody who is set up.
    pub fn send_test(&mut self) -> AlertsOutcome {
        match self.queue_test() {
            Ok(true) => AlertsOutcome::TestQueued,
            Ok(false) => AlertsOutcome::NoReceiver,
            Err(error) => AlertsOutcome::NotWritten(chain(&error)),
        }
    }
}

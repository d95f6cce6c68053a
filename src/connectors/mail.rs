//! One letter to one person over SMTP, step by step, so that it is known how far it came.
//!
//! Before the end of the letter is sent the server cannot have taken it, and it may be sent again. After it,
//! only the server's answer tells; without one nobody knows.
//!
//! Source: RFC 5321, 4.1.1.4 (a server takes a message when it answers the end of DATA) and 4.5.4.1 (retrying).

use std::net::ToSocketAddrs as _;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, SmtpConnection, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailParameter};

use crate::domain::alerts::notice::{PostTrouble, Posted};

/// How long a server may take for one answer. Source: RFC 5321, 4.5.3.2 allows minutes; assumption: whoever is
/// that slow is tried again, for nobody here waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the line to a mail server is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// Begun in the clear, then encrypted; the usual at port 587.
    #[default]
    StartTls,
    /// Encrypted from the first byte; port 465.
    Tls,
    /// Never encrypted: a server in the same house, at port 25.
    None,
}

/// A mail server and who sends through it.
#[derive(Clone)]
pub struct MailServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is kept.
    pub security: MailSecurity,
    /// User and password.
    pub sign_in: Option<(String, String)>,
    /// The address that letters come from.
    pub from: String,
    /// Who vouches for the server (PEM); the system's authorities when not given.
    pub ca: Option<PathBuf>,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The same for every try of the same letter, and for no other.
    pub key: String,
    /// The address that it goes to.
    pub to: String,
    /// When what it tells happened.
    pub at: DateTime<Utc>,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What goes with it.
    pub files: Vec<Enclosed>,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name; the ending says what it is.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Whether this is an address that letters can be sent to or from.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

/// Sends one letter. `commits` is asked before the first byte of the letter; it answers `false` when it must not
/// go out any more.
pub fn send(server: &MailServer, letter: &Letter, commits: &mut dyn FnMut() -> bool) -> Posted {
    let (from, bytes) = match message(server, letter) {
        Ok(message) => message,
        Err(trouble) => return Posted::NotSent(trouble),
    };
    let mut line = match open(server) {
        Ok(line) => line,
        Err(trouble) => return Posted::NotSent(trouble),
    };
    if let Err(error) = address(&mut line, from, letter) {
        return Posted::NotSent(trouble(&error));
    }
    if !commits() {
        // Without its end the server throws the letter away.
        return Posted::NotSent(PostTrouble::Later {
            why: "the program ends".to_owned(),
        });
    }
    deliver(&mut line, &bytes)
}

/// The letter's bytes, and the address of its sender.
fn message(server: &MailServer, letter: &Letter) -> Result<(Address, Vec<u8>), PostTrouble> {
    let address = |text: &str| {
        text.parse::<Address>().map_err(|error| PostTrouble::SetUp {
            why: format!("{text}: {error}"),
        })
    };
    let from = address(&server.from)?;
    let to = address(&letter.to)?;
    let id = format!("<{}@{}>", letter.key, from.domain());
    let head = Message::builder()
        .from(Mailbox::new(Some("Pakownia".to_owned()), from.clone()))
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone())
        .message_id(Some(id))
        .date(SystemTime::from(letter.at));
    let message = if letter.files.is_empty() {
        let plain = head
            .header(MIME_VERSION_1_0)
            .header(ContentType::TEXT_PLAIN);
        plain.body(letter.text.clone())
    } else {
        head.multipart(with_files(letter)?)
    };
    let mut message = message.map_err(|error| PostTrouble::SetUp {
        why: error.to_string(),
    })?;
    // Nobody's holiday notice answers it. Source: RFC 3834, 5.
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let automatic = HeaderValue::new(automatic, "auto-generated".to_owned());
    message.headers_mut().insert_raw(automatic);
    Ok((from, message.formatted()))
}

/// The text, and the files behind it.
fn with_files(letter: &Letter) -> Result<MultiPart, PostTrouble> {
    let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(letter.text.clone()));
    for file in &letter.files {
        let kind = ContentType::parse(kind_of(&file.name)).map_err(|error| PostTrouble::SetUp {
            why: error.to_string(),
        })?;
        parts = parts.singlepart(Attachment::new(file.name.clone()).body(file.bytes.clone(), kind));
    }
    Ok(parts)
}

/// What a file is, by its ending.
///
/// Source: IANA media types, November 2026: application/pdf (RFC 8118), text/csv (RFC 4180), the workbook of ECMA-376.
fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("pdf") => "application/pdf",
        Some("csv") => "text/csv; charset=utf-8",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

/// A line to the server that is as safe as it was asked for, with the sender signed in.
fn open(server: &MailServer) -> Result<SmtpConnection, PostTrouble> {
    let tls = match server.security {
        MailSecurity::None => None,
        _ => Some(tls(server)?),
    };
    let at = (server.host.as_str(), server.port);
    // Its name is looked up here, where a name that does not exist is told from a server that is away.
    let places = at.to_socket_addrs().map_err(|error| PostTrouble::Away {
        why: format!("{}: {error}", server.host),
    })?;
    let places: Vec<_> = places.collect();
    let hello = ClientId::default();
    let wrapped = tls
        .as_ref()
        .filter(|_| server.security == MailSecurity::Tls);
    let line = SmtpConnection::connect(places.as_slice(), Some(PATIENCE), &hello, wrapped, None);
    let mut line = line.map_err(|error| trouble(&error))?;
    if let (MailSecurity::StartTls, Some(tls)) = (server.security, &tls) {
        if !line.can_starttls() {
            // Going on in the clear would show the password to whoever cut the offer out.
            return Err(PostTrouble::Untrusted {
                why: "the server offers no STARTTLS".to_owned(),
            });
        }
        line.starttls(tls, &hello)
            .map_err(|error| trouble(&error))?;
    }
    if let Some((user, password)) = &server.sign_in {
        let known = [Mechanism::Plain, Mechanism::Login];
        let credentials = Credentials::new(user.clone(), password.clone());
        line.auth(&known, &credentials)
            .map_err(|error| match trouble(&error) {
                PostTrouble::Refused { why } => PostTrouble::SignIn { why },
                _ if error.is_client() => PostTrouble::SignIn {
                    why: error.to_string(),
                },
                other => other,
            })?;
    }
    Ok(line)
}

fn tls(server: &MailServer) -> Result<TlsParameters, PostTrouble> {
    let mut tls = TlsParameters::builder(server.host.clone());
    if let Some(file) = &server.ca {
        let set_up = |why: String| PostTrouble::SetUp {
            why: format!("{}: {why}", file.display()),
        };
        let pem = std::fs::read(file).map_err(|error| set_up(error.to_string()))?;
        let known = Certificate::from_pem(&pem).map_err(|error| set_up(error.to_string()))?;
        tls = tls
            .certificate_store(CertificateStore::None)
            .add_root_certificate(known);
    }
    tls.build().map_err(|error| PostTrouble::SetUp {
        why: error.to_string(),
    })
}

/// Everything before the letter itself: from whom, to whom, and that it begins now.
fn address(line: &mut SmtpConnection, from: Address, letter: &Letter) -> Result<(), Error> {
    let mut options = Vec::new();
    let to = letter.to.parse::<Address>();
    let is_ascii = |address: &Address| address.to_string().is_ascii();
    if !is_ascii(&from) || !to.as_ref().is_ok_and(is_ascii) {
        options.push(MailParameter::SmtpUtfEight);
    }
    line.command(Mail::new(Some(from), options))?;
    if let Ok(to) = to {
        line.command(Rcpt::new(to, vec![]))?;
    }
    line.command(Data)?;
    Ok(())
}

/// The letter. It is asked for its next piece once more than there are pieces: from then on its end is sent.
fn deliver(line: &mut SmtpConnection, letter: &[u8]) -> Posted {
    let mut pieces = vec![letter].into_iter();
    let mut is_at_its_end = false;
    let pieces = std::iter::from_fn(|| {
        let next = pieces.next();
        is_at_its_end |= next.is_none();
        next
    });
    match line.message_iter(pieces) {
        Ok(_answer) => {
            // It has the letter; whether it hears the goodbye changes nothing.
            drop(line.quit());
            Posted::Sent
        }
        // It answered, and the answer is no.
        Err(error) if error.status().is_some() => Posted::NotSent(trouble(&error)),
        Err(error) if is_at_its_end => Posted::Uncertain {
            why: error.to_string(),
        },
        Err(error) => Posted::NotSent(trouble(&error)),
    }
}

fn trouble(error: &Error) -> PostTrouble {
    let why = error.to_string();
    if error.is_permanent() {
        PostTrouble::Refused { why }
    } else if error.is_transient() {
        PostTrouble::Later { why }
    } else if error.is_tls() || names_certificate(error) {
        PostTrouble::Untrusted { why }
    } else if error.is_client() {
        PostTrouble::SetUp { why }
    } else {
        PostTrouble::Away { why }
    }
}

/// Whether a certificate was the reason that the line broke.
fn names_certificate(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let of_line = inner.downcast_ref::<std::io::Error>();
        let of_line = of_line.and_then(std::io::Error::get_ref);
        let tls = of_line.and_then(|inner| inner.downcast_ref::<rustls::Error>());
        if tls.or_else(|| inner.downcast_ref()).is_some() {
            return true;
        }
        cause = inner.source();
    }
    false
}

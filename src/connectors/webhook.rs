//! One notice to a program over HTTP: JSON, with a key by which it knows a notice that came before.
//!
//! Source: IETF draft-ietf-httpapi-idempotency-key-header-07, October 2025: the header `Idempotency-Key`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};

use crate::domain::alerts::notice::{PostTrouble, Posted};

/// How long one try may take, from the name's look-up to the answer. Assumption: a program that is slower is
/// tried again, and knows the notice by its key.
const PATIENCE: Duration = Duration::from_secs(20);

/// The header with the proof that a notice is from here: `sha256=` and the HMAC-SHA256 of the body, in hex.
pub const SIGNATURE: &str = "X-Pakownia-Signature";

/// Where notices go.
#[derive(Clone)]
pub struct Webhook {
    /// The address, `http:` or `https:`.
    pub url: String,
    /// What both sides know, for the signature.
    pub secret: Option<String>,
    /// Who vouches for the server (PEM); the system's authorities when not given.
    pub ca: Option<PathBuf>,
}

/// Whether this is an address that a notice can be sent to: a host, and neither a user nor a password in it.
pub fn is_url(text: &str) -> bool {
    let Ok(uri) = text.parse::<ureq::http::Uri>() else {
        return false;
    };
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    let host = uri.host().is_some_and(|host| !host.is_empty());
    is_web && host && !uri.authority().is_some_and(|it| it.as_str().contains('@'))
}

/// Sends one notice.
pub fn post(webhook: &Webhook, key: &str, body: &str) -> Posted {
    match try_to(webhook, key, body) {
        Ok(status) => answer(status),
        Err(trouble) => Posted::NotSent(trouble),
    }
}

fn try_to(webhook: &Webhook, key: &str, body: &str) -> Result<u16, PostTrouble> {
    let agent = agent(webhook)?;
    let mut request = agent
        .post(&webhook.url)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key);
    if let Some(secret) = &webhook.secret {
        request = request.header(SIGNATURE, signature(secret, body));
    }
    let sent = request.send(body);
    Ok(sent.map_err(|error| trouble(&error))?.status().as_u16())
}

fn agent(webhook: &Webhook) -> Result<Agent, PostTrouble> {
    let roots = match &webhook.ca {
        None => rustls_native_certs::load_native_certs()
            .certs
            .into_iter()
            .map(|known| Certificate::from_der(&known).to_owned())
            .collect(),
        Some(file) => {
            let set_up = |why: String| PostTrouble::SetUp {
                why: format!("{}: {why}", file.display()),
            };
            let pem = std::fs::read(file).map_err(|error| set_up(error.to_string()))?;
            let found = parse_pem(&pem).filter_map(|item| match item {
                Ok(PemItem::Certificate(known)) => Some(known),
                _ => None,
            });
            let found: Vec<_> = found.collect();
            if found.is_empty() {
                return Err(set_up("holds no certificate".to_owned()));
            }
            found
        }
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .unversioned_rustls_crypto_provider(provider)
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .build();
    let config = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        // A notice that was sent on would reach somebody whom nobody has set up.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent("pakownia")
        .tls_config(tls)
        .build();
    Ok(config.into())
}

/// The proof that the body is from here.
pub fn signature(secret: &str, body: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body.as_bytes());
    let digits = mac.finalize().into_bytes();
    digits.iter().fold("sha256=".to_owned(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all that is written");
        text
    })
}

/// Source: RFC 9110, 15: 408, 425, 429 and 5xx say nothing against the request itself.
fn answer(status: u16) -> Posted {
    let why = format!("HTTP {status}");
    match status {
        200..=299 => Posted::Sent,
        // A try that was given up is being worked off still.
        408 | 409 | 425 | 429 | 500..=599 => Posted::NotSent(PostTrouble::Later { why }),
        401 | 403 => Posted::NotSent(PostTrouble::SignIn { why }),
        _ => Posted::NotSent(PostTrouble::Refused { why }),
    }
}

fn trouble(error: &ureq::Error) -> PostTrouble {
    let why = error.to_string();
    match error {
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => PostTrouble::Untrusted { why },
        ureq::Error::Io(cause) if proves_nothing(cause) => PostTrouble::Untrusted { why },
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => PostTrouble::SetUp { why },
        _ => PostTrouble::Away { why },
    }
}

/// Whether a certificate was the reason that the line broke.
fn proves_nothing(error: &std::io::Error) -> bool {
    let inner: Option<&(dyn Error + Send + Sync)> = error.get_ref();
    inner.is_some_and(|inner| inner.downcast_ref::<rustls::Error>().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_of_the_standard() {
        // Source: RFC 4231, 4.3 (test case 2).
        let proof = signature("Jefe", "what do ya want for nothing?");
        let digits = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(proof, format!("sha256={digits}"));
    }

    #[test]
    fn an_address_has_a_host_and_no_password() {
        assert!(is_url("https://hooks.sklep.pl/pakownia?x=1"));
        assert!(is_url("http://10.0.0.7:8080/"));
        for odd in [
            "",
            "hooks.sklep.pl",
            "ftp://a/b",
            "https://",
            "https://me:pw@sklep.pl/",
            "http://a b/",
        ] {
            assert!(!is_url(odd), "{odd}");
        }
    }
}

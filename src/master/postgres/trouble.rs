//! What an error of the server or of the line means for the bench and its people.

use std::error::Error as _;
use std::io;

use tokio_postgres::error::SqlState;

use crate::domain::feed::{CertificateFault, LinkTrouble};
use crate::master::{MasterError, Turned};

/// Why a call did not come to its end, while it can still be tried otherwise.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// The server or the line.
    #[error(transparent)]
    Database(#[from] tokio_postgres::Error),
    /// Anything that is final.
    #[error(transparent)]
    Master(#[from] MasterError),
    /// No answer came in time.
    #[error("the server fell silent")]
    Silent,
    /// This computer has nothing left to wait for answers with.
    #[error("no connection can be opened: {0}")]
    Runtime(io::Error),
    /// What was read has changed meanwhile: begin the transaction anew.
    #[error("the books changed meanwhile")]
    Overtaken,
}

impl From<Turned> for Fault {
    fn from(turned: Turned) -> Self {
        Self::Master(turned.into())
    }
}

impl From<Fault> for MasterError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Master(error) => error,
            Fault::Database(error) => of(error),
            nobody @ (Fault::Overtaken | Fault::Silent | Fault::Runtime(_)) => Self::Link {
                trouble: LinkTrouble::Away,
                said: Some(Box::new(nobody)),
            },
        }
    }
}

impl Fault {
    /// Whether the same transaction may well succeed when it is begun anew.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Overtaken => true,
            Self::Master(_) | Self::Silent | Self::Runtime(_) => false,
            Self::Database(error) => error.code().is_some_and(|code| {
                [
                    SqlState::T_R_SERIALIZATION_FAILURE,
                    SqlState::T_R_DEADLOCK_DETECTED,
                ]
                .contains(code)
            }),
        }
    }

    /// Whether the database refuses the data themselves, today and tomorrow.
    ///
    /// Data exceptions, broken constraints, too long or too many values, and what a trigger raised.
    ///
    /// Source: PostgreSQL 15 documentation, Appendix A, classes 22, 23, 54 and P0.
    pub(super) fn is_about_data(&self) -> bool {
        let Self::Database(error) = self else {
            return false;
        };
        match error.code() {
            Some(code) => {
                ["22", "23", "54", "P0"].contains(&code.code().get(..2).unwrap_or_default())
            }
            // A value that cannot be written in the server's form never left this computer.
            None => {
                !error.is_closed() && error.source().is_some_and(|cause| !cause.is::<io::Error>())
            }
        }
    }

    /// What was said, for the record of a refused fact.
    pub(super) fn said(&self) -> String {
        match self {
            Self::Database(error) => said(error),
            other => other.to_string(),
        }
    }
}

/// The error with its meaning.
fn of(error: tokio_postgres::Error) -> MasterError {
    MasterError::Link {
        trouble: meaning(&error),
        said: Some(Box::new(error)),
    }
}

/// The server's own words, or the line's.
fn said(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(answer) => format!("{} ({})", answer.message(), answer.code().code()),
        None => match error.source() {
            Some(cause) => format!("{error}: {cause}"),
            None => error.to_string(),
        },
    }
}

fn meaning(error: &tokio_postgres::Error) -> LinkTrouble {
    if let Some(why) = certificate(error) {
        return LinkTrouble::Certificate { why };
    }
    let Some(code) = error.code() else {
        return without_answer(error);
    };
    let why = said(error);
    match code.code() {
        "28P01" | "28000" => LinkTrouble::WrongPassword,
        "3D000" => LinkTrouble::NoDatabase,
        "3F000" | "42P01" => LinkTrouble::NotSetUp,
        "42501" => LinkTrouble::NoRight { why },
        "53100" => LinkTrouble::DiskFull,
        // 55000: functions of a primary were asked of a stand-by.
        "25006" | "55000" => LinkTrouble::ReadOnly,
        // Shutting down, starting, too many connections, out of memory, waited too long, cancelled.
        "57P01" | "57P02" | "57P03" | "57P05" | "57014" | "53300" | "53200" | "55P03" | "40001"
        | "40P01" | "25P03" => LinkTrouble::Away,
        other if other.starts_with("08") => LinkTrouble::Away,
        _ => LinkTrouble::Other { why },
    }
}

/// The line failed, or the driver could not go on.
fn without_answer(error: &tokio_postgres::Error) -> LinkTrouble {
    let cause = error.source();
    if error.is_closed() || cause.is_some_and(<dyn std::error::Error + 'static>::is::<io::Error>) {
        return LinkTrouble::Away;
    }
    // The driver's kinds are private; these two words of it mean a password that is missing or not believed.
    let said = said(error);
    if said.contains("password missing") || said.contains("authentication error") {
        return LinkTrouble::WrongPassword;
    }
    if said.contains("does not support TLS") {
        return LinkTrouble::Certificate {
            why: CertificateFault::NoneAtServer,
        };
    }
    if said.contains("timed out") || said.contains("error connecting") {
        return LinkTrouble::Away;
    }
    LinkTrouble::Other { why: said }
}

/// What is wrong with the server's certificate, if that is it.
fn certificate(error: &tokio_postgres::Error) -> Option<CertificateFault> {
    let mut cause = error.source();
    while let Some(inner) = cause {
        let wrapped = inner
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        let tls = inner
            .downcast_ref::<rustls::Error>()
            .or_else(|| wrapped.and_then(|wrapped| wrapped.downcast_ref::<rustls::Error>()));
        if let Some(rustls::Error::InvalidCertificate(why)) = tls {
            return Some(judged(why));
        }
        cause = inner.source();
    }
    None
}

fn judged(why: &rustls::CertificateError) -> CertificateFault {
    use rustls::CertificateError as Tls;
    match why {
        Tls::UnknownIssuer => CertificateFault::UnknownAuthority,
        Tls::NotValidForName | Tls::NotValidForNameContext { .. } => CertificateFault::OtherName,
        Tls::Expired | Tls::ExpiredContext { .. } => CertificateFault::Expired,
        Tls::NotValidYet | Tls::NotValidYetContext { .. } => CertificateFault::NotYetValid,
        other => CertificateFault::Other {
            why: other.to_string(),
        },
    }
}

//! An alert on its way to people who are not at the bench, and what can go wrong with it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Raised;
use crate::domain::ids::StationId;
use crate::domain::schedule::Run;

/// Where notices go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receiver {
    /// E-mail.
    Mail,
    /// A program that is told over HTTP.
    Webhook,
}

impl Receiver {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Webhook];

    /// The word kept in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Happened {
    /// An alert was raised.
    Raised {
        /// The alert.
        alert: Raised,
    },
    /// It is over. Told to programs alone: a person who is called once is not called again for good news.
    Cleared {
        /// The alert as it was raised.
        alert: Raised,
    },
    /// A report was made by the clock; its files go with the letter.
    Report {
        /// Which.
        run: Run,
    },
    /// Somebody tries whether notices arrive.
    Test,
}

/// A notice in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The same for every try of the same notice, and for no other: the idempotency key of the webhook and the
    /// `Message-ID` of the letter.
    pub key: String,
    /// The bench that sends it.
    pub station: StationId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What.
    #[serde(flatten)]
    pub happened: Happened,
}

/// Why a notice did not arrive, in names that the screens turn into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "trouble")]
pub enum PostTrouble {
    /// Nobody answers, or the line broke before the notice was through.
    #[error("the server does not answer: {why}")]
    Away {
        /// What the system says.
        why: String,
    },
    /// It takes nothing now and may later.
    #[error("the server takes nothing now: {why}")]
    Later {
        /// What it says.
        why: String,
    },
    /// Its certificate does not prove that it is the server that was set up.
    #[error("the server's certificate proves nothing: {why}")]
    Untrusted {
        /// What is wrong with it.
        why: String,
    },
    /// It does not know the user or the password.
    #[error("the server refused user or password: {why}")]
    SignIn {
        /// What it says.
        why: String,
    },
    /// It refused this notice for good: an address that it does not know, a rule of its own.
    #[error("the server refused it: {why}")]
    Refused {
        /// What it says.
        why: String,
    },
    /// The set-up cannot be used: an address that is none, a password that cannot be read.
    #[error("the set-up is wrong: {why}")]
    SetUp {
        /// What is wrong.
        why: String,
    },
}

impl PostTrouble {
    /// Whether it is tried again by itself. What a person has to mend is tried again when the set-up changes.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Away { .. } | Self::Later { .. } | Self::Untrusted { .. } => true,
            Self::SignIn { .. } | Self::Refused { .. } | Self::SetUp { .. } => false,
        }
    }
}

/// How one try ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// The server has taken it.
    Sent,
    /// It has certainly not: it may be sent again.
    NotSent(PostTrouble),
    /// Everything was sent, and no answer came: nobody knows.
    Uncertain {
        /// What the system says.
        why: String,
    },
}

/// How a notice stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum NoticeState {
    /// It is tried at its time.
    Waiting {
        /// Why it did not go at the last try.
        why: Option<PostTrouble>,
    },
    /// It is on its way now.
    UnderWay,
    /// It arrived.
    Sent,
    /// A person has to mend something, and send it again.
    Failed {
        /// What.
        why: PostTrouble,
    },
    /// Nobody knows whether it arrived, and it is not sent twice by itself.
    Uncertain,
}

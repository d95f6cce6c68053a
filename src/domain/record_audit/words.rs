//! What leads said about a finding: to whom they gave it, or that the record is right as it is.

use chrono::{DateTime, Utc};

use super::{Fault, FaultKind, Standing};
use crate::domain::ids::{Badge, Sku};
use crate::domain::session::fact::Fact;

/// What a lead said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Option<Badge>,
    /// What.
    pub said: Said,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// This person sees to it.
    Given {
        /// The person.
        to: Badge,
    },
    /// It is right as it is.
    Accepted {
        /// What was seen then.
        seen: String,
        /// Why.
        reason: String,
    },
}

/// What a fact says about a finding.
pub fn said_in(fact: &Fact) -> Option<(&Sku, FaultKind, Said)> {
    match fact {
        Fact::RecordGiven { sku, kind, to } => Some((sku, *kind, Said::Given { to: to.clone() })),
        Fact::RecordAccepted {
            sku,
            kind,
            seen,
            reason,
        } => {
            let (seen, reason) = (seen.clone(), reason.clone());
            Some((sku, *kind, Said::Accepted { seen, reason }))
        }
        _ => None,
    }
}

/// How a finding stands after everything that was said of it, in that order, and the word that makes it stand so.
///
/// The last word counts, and an acceptance only as long as what it accepted is still there.
pub fn standing<'a>(fault: &Fault, words: &'a [Word]) -> (Standing, Option<&'a Word>) {
    let counts = |word: &&Word| match &word.said {
        Said::Given { .. } => true,
        Said::Accepted { seen, .. } => *seen == fault.seen(),
    };
    let last = words.iter().rev().find(counts);
    let standing = match last.map(|word| &word.said) {
        None => Standing::Open,
        Some(Said::Given { .. }) => Standing::Given,
        Some(Said::Accepted { .. }) => Standing::Accepted,
    };
    (standing, last)
}

//! The exceptions desk: a lead gives an entry to a person, and closes it with an outcome.

use super::{Bench, Decision};
use crate::domain::desk::{EntryKind, Outcome};
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{ExceptionKnown, LeadCommand};
use crate::domain::session::message::{Message, Refusal};

impl Bench {
    /// The right to do so has been proved. An outcome of the kind's own list closes; a note is welcome, and needed
    /// where the outcome says nothing by itself.
    pub(super) fn on_desk_command(&self, command: &LeadCommand) -> Decision {
        match command {
            LeadCommand::Settle {
                exception,
                known,
                outcome,
                note,
            } => match open_one(exception, *known) {
                Ok(kind) => self.close_entry(exception, kind, (*outcome, note.trim())),
                Err(refusal) => self.refuse(refusal),
            },
            LeadCommand::Give {
                exception,
                known,
                to,
            } => match (open_one(exception, *known), to) {
                (Err(refusal), _) => self.refuse(refusal),
                (Ok(_), Err(badge)) => self.refuse(Refusal::NobodyWithBadge {
                    badge: badge.clone(),
                }),
                (Ok(_), Ok(to)) => {
                    let fact = Fact::EntryGiven {
                        entry: exception.clone(),
                        to: to.clone(),
                    };
                    Decision::accept(vec![fact], Message::EntryGiven { to: to.clone() })
                }
            },
            other => unreachable!("not of the exceptions desk: {other:?}"),
        }
    }

    fn close_entry(
        &self,
        entry: &str,
        kind: EntryKind,
        (outcome, note): (Outcome, &str),
    ) -> Decision {
        if !kind.outcomes().contains(&outcome) {
            return self.refuse(Refusal::NotAnOutcome { outcome });
        }
        if outcome == Outcome::Other && note.is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let (entry, note) = (entry.to_owned(), note.to_owned());
        // What master and floor tell differently stands in the master's books: it has to know.
        let fact = match kind {
            EntryKind::Conflict => Fact::ExceptionSettled {
                exception: entry,
                outcome: Some(outcome),
                note,
            },
            _ => Fact::EntryClosed {
                entry,
                outcome,
                note,
            },
        };
        Decision::accept(vec![fact], Message::ExceptionSettled)
    }
}

fn open_one(exception: &str, known: ExceptionKnown) -> Result<EntryKind, Refusal> {
    let exception = exception.to_owned();
    match known {
        ExceptionKnown::Not => Err(Refusal::UnknownException { exception }),
        ExceptionKnown::Settled => Err(Refusal::AlreadySettled { exception }),
        ExceptionKnown::Open(kind) => Ok(kind),
    }
}

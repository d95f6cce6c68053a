//! Products’ records: a lead gives a finding to a person, accepts it as it is, photographs the product.

use super::{Bench, Decision};
use crate::domain::catalog::Photographed;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::RecordCommand;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::worker::Right;

impl Bench {
    /// Needs the right to settle exceptions. Only what is found can be given or accepted, and an acceptance says why.
    pub(super) fn on_record_command(&self, command: &RecordCommand) -> Decision {
        if let Err(refused) = self.require(Right::SettleExceptions) {
            return refused;
        }
        let sku = match command {
            RecordCommand::Give { sku, .. }
            | RecordCommand::Accept { sku, .. }
            | RecordCommand::Photograph { sku, .. } => sku,
        };
        match decided(command) {
            Ok((fact, message)) => Decision::accept(vec![fact], message).about(sku),
            Err(refusal) => self.refuse_sku(refusal, sku),
        }
    }
}

fn decided(command: &RecordCommand) -> Result<(Fact, Message), Refusal> {
    match command.clone() {
        RecordCommand::Give {
            sku, found: None, ..
        }
        | RecordCommand::Accept {
            sku, found: None, ..
        } => Err(Refusal::RecordRight { sku }),
        RecordCommand::Give { to: Err(badge), .. } => Err(Refusal::NobodyWithBadge { badge }),
        RecordCommand::Give {
            sku,
            kind,
            found: Some(_),
            to: Ok(to),
        } => {
            let message = Message::RecordGiven {
                sku: sku.clone(),
                to: to.clone(),
            };
            Ok((Fact::RecordGiven { sku, kind, to }, message))
        }
        RecordCommand::Accept { reason, .. } if reason.trim().is_empty() => {
            Err(Refusal::ReasonNeeded)
        }
        RecordCommand::Accept {
            sku,
            kind,
            found: Some(found),
            reason,
        } => {
            let message = Message::RecordAccepted { sku: sku.clone() };
            let accepted = Fact::RecordAccepted {
                sku,
                kind,
                seen: found.seen(),
                reason: reason.trim().to_owned(),
            };
            Ok((accepted, message))
        }
        RecordCommand::Photograph {
            sku,
            is_known: false,
            ..
        } => Err(Refusal::UnknownProduct { sku }),
        RecordCommand::Photograph { new: Err(why), .. } => Err(Refusal::BadPhoto { why }),
        RecordCommand::Photograph {
            sku,
            is_known: true,
            old,
            new: Ok(new),
        } => {
            let message = Message::ProductPhotographed { sku: sku.clone() };
            let photographed = Photographed { sku, old, new };
            Ok((Fact::ProductPhotographed { photographed }, message))
        }
    }
}

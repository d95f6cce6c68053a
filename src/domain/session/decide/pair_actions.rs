//! What a lead orders about two products that are taken for each other, and that it is done or wanted no longer.

use super::{Bench, Decision};
use crate::domain::mis_pick::remedy::Stand;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::PairCommand;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::worker::Right;

impl Bench {
    /// Needs the right to settle exceptions. A day in the past is no date, and what is done was done by today.
    pub(super) fn on_pair_command(&self, command: &PairCommand) -> Decision {
        if let Err(refused) = self.require(Right::SettleExceptions) {
            return refused;
        }
        match decided(command) {
            Ok((fact, message)) => Decision::accept(vec![fact], message),
            Err(refusal) => self.refuse(refusal),
        }
    }
}

fn decided(command: &PairCommand) -> Result<(Fact, Message), Refusal> {
    match command.clone() {
        PairCommand::Order {
            unknown: Some(sku), ..
        } => Err(Refusal::UnknownProduct { sku }),
        PairCommand::Order { to: Err(badge), .. } => Err(Refusal::NobodyWithBadge { badge }),
        PairCommand::Order { due, today, .. } if due < today => Err(Refusal::BadDay { day: due }),
        PairCommand::Order { stands: true, .. } => Err(Refusal::ActionStands),
        PairCommand::Order {
            wrong,
            right,
            what,
            to: Ok(to),
            due,
            ..
        } => {
            let message = Message::PairActionSet { to: to.clone() };
            let set = Fact::PairActionSet {
                wrong,
                right,
                what,
                to,
                due,
            };
            Ok((set, message))
        }
        PairCommand::Done {
            action,
            known: Some((Stand::Open | Stand::Overdue, ordered)),
            day,
            today,
        } => {
            if day > today || day < ordered {
                return Err(Refusal::BadDay { day });
            }
            Ok((
                Fact::PairActionDone { action, day },
                Message::PairActionDone,
            ))
        }
        PairCommand::Withdraw {
            action,
            known: Some(Stand::Open | Stand::Overdue | Stand::Done),
        } => Ok((
            Fact::PairActionWithdrawn { action },
            Message::PairActionWithdrawn,
        )),
        PairCommand::Done { action, .. } | PairCommand::Withdraw { action, .. } => {
            Err(Refusal::UnknownAction { action })
        }
    }
}

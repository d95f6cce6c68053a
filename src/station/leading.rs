//! What a shift lead orders about benches and exceptions: looked up in what the master told last.

use super::event::Command;
use super::run::Station;
use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::session::input::{self, AlertKnown, Holder, LeadCommand};
use crate::store::StoreError;

impl Station {
    /// A lead's command with what this bench knows of its subject; any other command is none of a lead's.
    pub(super) fn resolve_lead_command(
        &self,
        command: &Command,
    ) -> Result<input::Command, StoreError> {
        Ok(input::Command::Lead(match command {
            Command::Settle {
                exception,
                outcome,
                note,
            } => LeadCommand::Settle {
                exception: exception.clone(),
                known: self.entry_known(exception)?,
                outcome: *outcome,
                note: note.clone(),
            },
            Command::Give { exception, to } => LeadCommand::Give {
                exception: exception.clone(),
                known: self.entry_known(exception)?,
                to: match self.store.worker(to)? {
                    Some(worker) => Ok(worker.badge),
                    None => Err(to.clone()),
                },
            },
            Command::Acknowledge { alert, note } => LeadCommand::Acknowledge {
                alert: alert.clone(),
                known: match self.store.alert(alert)? {
                    None => AlertKnown::Not,
                    Some(known) if known.acknowledged.is_some() => AlertKnown::Acknowledged,
                    Some(_) => AlertKnown::New,
                },
                note: note.clone(),
            },
            Command::Complain {
                order,
                what,
                sku,
                came,
                note,
            } => LeadCommand::Complain {
                is_known: self.store.was_closed(order)?,
                order: order.clone(),
                what: *what,
                unknown: self.unknown_of([sku, came])?,
                sku: sku.clone(),
                came: came.clone(),
                note: note.clone(),
            },
            Command::TakeOver {
                order,
                from,
                reason,
            } => LeadCommand::TakeOver {
                order: order.clone(),
                from: from.clone(),
                holder: self.holder_of(order, from)?,
                reason: reason.clone(),
            },
            Command::LetGo { order, reason } => LeadCommand::LetGo {
                order: order.clone(),
                is_known: self.store.order(order)?.is_some(),
                twin: self.store.duplicate_of(order)?,
                reason: reason.clone(),
            },
            Command::Readmit { bench, reason } => LeadCommand::Readmit {
                bench: bench.clone(),
                is_here: bench == self.store.station_id(),
                reason: reason.clone(),
            },
            Command::EndRecovery { reason } => LeadCommand::EndRecovery {
                reason: reason.clone(),
            },
            Command::SetVerification { target_ppm } => LeadCommand::SetVerification {
                target_ppm: *target_ppm,
            },
            Command::SetRules { base, rules } => LeadCommand::SetRules {
                base: *base,
                known: self.settings.shipping.version,
                rules: rules.clone(),
            },
            Command::SaveStation { station, role } => LeadCommand::SaveStation {
                station: station.clone(),
                set_up: Some(self.set_up_text(role)),
            },
            Command::ForgetStation { station } => LeadCommand::SaveStation {
                station: station.clone(),
                set_up: None,
            },
            other => unreachable!("not a lead's command: {other:?}"),
        }))
    }

    /// The first of these products that the catalogue does not have.
    fn unknown_of(&self, products: [&Option<Sku>; 2]) -> Result<Option<Sku>, StoreError> {
        for sku in products.into_iter().flatten() {
            if self.store.product(sku)?.is_none() {
                return Ok(Some(sku.clone()));
            }
        }
        Ok(None)
    }

    fn holder_of(&self, order: &OrderNo, named: &StationId) -> Result<Holder, StoreError> {
        if self.store.order(order)?.is_none() {
            return Ok(Holder::UnknownOrder);
        }
        Ok(match self.store.holder_of(order)? {
            Some(holder) if holder == *self.store.station_id() => Holder::Here,
            Some(holder) if holder == *named => Holder::Named,
            _ => Holder::Other,
        })
    }
}

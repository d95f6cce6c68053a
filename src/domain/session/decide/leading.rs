//! What a shift lead decides about benches, exceptions and shipping rules; the order on the screen stays as it is.

use super::{Bench, Decision};
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{AlertKnown, Holder, LeadCommand};
use crate::domain::session::message::{Message, Refusal};
use crate::domain::shipping_rules::{Rule, RuleSet};
use crate::domain::verification::MOST_PPM;
use crate::domain::worker::Right;

impl Bench {
    /// Needs the right to settle exceptions, and words: what was done, or why.
    pub(super) fn on_lead_command(&self, command: &LeadCommand) -> Decision {
        if let LeadCommand::SetRules { base, known, rules } = command {
            return self.set_rules(*base, *known, rules);
        }
        if let LeadCommand::SetVerification { target_ppm } = command {
            return self.set_verification(*target_ppm);
        }
        if let LeadCommand::SaveStation { station, set_up } = command {
            return self.save_station(station, set_up.as_deref());
        }
        if let Err(refused) = self.require(Right::SettleExceptions) {
            return refused;
        }
        // That somebody has seen it is enough; a note is welcome.
        if let LeadCommand::Acknowledge { alert, known, note } = command {
            return self.acknowledge(alert, *known, note);
        }
        if let LeadCommand::Settle { .. } | LeadCommand::Give { .. } = command {
            return self.on_desk_command(command);
        }
        let (LeadCommand::Complain { note: words, .. }
        | LeadCommand::TakeOver { reason: words, .. }
        | LeadCommand::LetGo { reason: words, .. }
        | LeadCommand::Readmit { reason: words, .. }
        | LeadCommand::EndRecovery { reason: words }) = command
        else {
            unreachable!("shipping rules, set-ups, targets, alerts and the desk are answered above")
        };
        if words.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        match decided(command) {
            Ok((fact, message)) => Decision::accept(vec![fact], message),
            Err(refusal) => self.refuse(refusal),
        }
    }
}

impl Bench {
    fn acknowledge(&self, alert: &str, known: AlertKnown, note: &str) -> Decision {
        let alert = alert.to_owned();
        match known {
            AlertKnown::Not => self.refuse(Refusal::UnknownAlert { alert }),
            AlertKnown::Acknowledged => self.refuse(Refusal::AlertSeen { alert }),
            AlertKnown::New => {
                let note = note.trim().to_owned();
                let fact = Fact::AlertAcknowledged { alert, note };
                Decision::accept(vec![fact], Message::AlertAcknowledged)
            }
        }
    }

    /// Needs the right to import, for a list that is changed here is the same as one that comes in a folder.
    /// How deeply orders are verified is a lead's to say.
    fn set_verification(&self, target_ppm: u32) -> Decision {
        if let Err(refused) = self.require(Right::SettleExceptions) {
            return refused;
        }
        if target_ppm > MOST_PPM {
            return self.refuse(Refusal::TargetOutOfRange { most_ppm: MOST_PPM });
        }
        let fact = Fact::VerificationSet { target_ppm };
        Decision::accept(vec![fact], Message::VerificationSet { target_ppm })
    }

    fn set_rules(&self, base: u64, known: u64, rules: &[Rule]) -> Decision {
        if let Err(refused) = self.require(Right::SetUp) {
            return refused;
        }
        if base != known {
            return self.refuse(Refusal::RulesOutdated { now: known });
        }
        let list = RuleSet {
            version: base,
            rules: rules.to_vec(),
        };
        if let Some(fault) = list.fault() {
            return self.refuse(Refusal::RulesFaulty { fault });
        }
        let count = u32::try_from(rules.len()).unwrap_or(u32::MAX);
        let fact = Fact::RulesChanged {
            base,
            rules: list.rules,
        };
        Decision::accept(vec![fact], Message::RulesSent { rules: count })
    }
}

fn decided(command: &LeadCommand) -> Result<(Fact, Message), Refusal> {
    match command.clone() {
        LeadCommand::Complain {
            order,
            is_known: false,
            ..
        }
        | LeadCommand::LetGo {
            order,
            is_known: false,
            ..
        } => Err(Refusal::UnknownOrder { order }),
        LeadCommand::Complain {
            unknown: Some(sku), ..
        } => Err(Refusal::UnknownProduct { sku }),
        LeadCommand::Complain {
            order,
            what,
            sku,
            came,
            note,
            ..
        } => {
            let taken = Fact::ComplaintTaken {
                complained: order.clone(),
                what,
                sku,
                came,
                note,
            };
            Ok((taken, Message::ComplaintTaken { order }))
        }
        LeadCommand::TakeOver {
            order,
            from,
            holder,
            reason,
        } => match holder {
            Holder::UnknownOrder => Err(Refusal::UnknownOrder { order }),
            Holder::Here => Err(Refusal::HeldHere { order }),
            Holder::Other => Err(Refusal::NotHeldThere { order, bench: from }),
            Holder::Named => {
                let taken = Fact::OrderTakenOver {
                    taken: order.clone(),
                    from: from.clone(),
                    reason,
                };
                Ok((taken, Message::TakenOver { order, from }))
            }
        },
        LeadCommand::LetGo {
            order, twin: None, ..
        } => Err(Refusal::NotADuplicate { order }),
        LeadCommand::LetGo {
            order,
            twin: Some(twin),
            reason,
            ..
        } => {
            let let_go = Fact::DuplicateLetGo {
                let_go: order.clone(),
                twin,
                reason,
            };
            Ok((let_go, Message::DuplicateLetGo { order }))
        }
        LeadCommand::Readmit {
            bench,
            is_here: true,
            ..
        } => Err(Refusal::NotFromHere { bench }),
        LeadCommand::Readmit { bench, reason, .. } => {
            let readmitted = Fact::BenchReadmitted {
                bench: bench.clone(),
                reason,
            };
            Ok((readmitted, Message::Readmitted { bench }))
        }
        LeadCommand::EndRecovery { reason } => {
            Ok((Fact::RecoveryEnded { reason }, Message::RecoveryEnded))
        }
        LeadCommand::SetRules { .. }
        | LeadCommand::SetVerification { .. }
        | LeadCommand::SaveStation { .. }
        | LeadCommand::Settle { .. }
        | LeadCommand::Give { .. }
        | LeadCommand::Acknowledge { .. } => {
            unreachable!("these are no decision with a reason")
        }
    }
}

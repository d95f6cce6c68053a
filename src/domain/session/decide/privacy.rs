//! Erasing people’s data: a customer’s when they ask, a worker’s when they have left.

use super::{Bench, Decision};
use crate::domain::privacy::{Erasable, ErasedFor};
use crate::domain::session::fact::Fact;
use crate::domain::session::input::PrivacyCommand;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::worker::Right;

impl Bench {
    /// Needs the right to set up. What is still needed to send a parcel stays, and so does whoever orders it: a shop
    /// is never left without anybody who leads.
    pub(super) fn on_privacy_command(&self, command: &PrivacyCommand) -> Decision {
        if let Err(refused) = self.require(Right::SetUp) {
            return refused;
        }
        match command.clone() {
            PrivacyCommand::ViewPersons { purpose } if purpose.trim().is_empty() => {
                self.refuse(Refusal::ReasonNeeded)
            }
            PrivacyCommand::ViewPersons { purpose } => {
                let purpose = purpose.trim().to_owned();
                let fact = Fact::PersonViewOpened { purpose };
                Decision::accept(vec![fact], Message::PersonViewOpened)
            }
            PrivacyCommand::EraseCustomer { order, known } => match known {
                Erasable::Unknown => self.refuse(Refusal::UnknownOrder { order }),
                Erasable::NotPacked | Erasable::StillHere => {
                    self.refuse(Refusal::NotGoneYet { order })
                }
                Erasable::Already => self.refuse(Refusal::NothingToErase { order }),
                Erasable::Now => {
                    let fact = Fact::PersonalDataErased {
                        erased: vec![order.clone()],
                        why: ErasedFor::Asked,
                    };
                    Decision::accept(vec![fact], Message::PersonalDataErased { order })
                }
            },
            PrivacyCommand::EraseWorker {
                worker,
                is_known: false,
            } => self.refuse(Refusal::NobodyWithBadge { badge: worker }),
            PrivacyCommand::EraseWorker { worker: left, .. } => {
                let by = self.worker.as_ref().map(|worker| &worker.badge);
                if by == Some(&left) {
                    return self.refuse(Refusal::NotYourself);
                }
                let message = Message::WorkerErased {
                    badge: left.clone(),
                };
                Decision::accept(vec![Fact::WorkerErased { left }], message)
            }
        }
    }
}

//! Closing a parcel although its label cannot be had: under a substitute, which is paid back by a scan.

use super::parcel::{EXTENSION_OF_SUBSTITUTES, closing_facts, with_packaging};
use super::{Bench, Context, Decision};
use crate::domain::gs1::Sscc;
use crate::domain::ids::TrackingNo;
use crate::domain::label_debt::{DebtReason, OwedLabel};
use crate::domain::session::Step;
use crate::domain::session::fact::Fact;
use crate::domain::session::message::{Message, Refusal};

impl Bench {
    /// Closes the parcel with an internal label, if its real one cannot be had now.
    pub(super) fn on_substitute(&self, context: &Context<'_>) -> Decision {
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        if session.step != Step::Confirming {
            return self.refuse(Self::what_is_due(session));
        }
        let Some((parcel, packaging)) = with_packaging(session) else {
            return self.refuse(Refusal::PackagingFirst);
        };
        let Some(gross) = parcel.gross.filter(|_| parcel.weight_ok) else {
            return self.refuse(Refusal::WeighFirst);
        };
        if let Some(refused) = self.second_person_first(session) {
            return refused;
        }
        if let Some(refused) = self.refuse_by_rules(session, packaging, gross, context) {
            return refused;
        }
        let why = match context.label_fault {
            Some(field) => DebtReason::LabelImpossible {
                field: field.to_owned(),
            },
            None if super::tracking_number(parcel, context).is_none() => {
                DebtReason::NoTrackingNumbers
            }
            None => {
                let order = session.order.clone();
                return self.refuse(Refusal::LabelCanBeHad { order });
            }
        };
        let Some((serial, substitute)) = substitute_number(context) else {
            return self.refuse(Refusal::NoTrackingNumbers);
        };
        let owed = Fact::LabelOwed {
            order: session.order.clone(),
            parcel: parcel.number,
            substitute: substitute.clone(),
            substitute_serial: serial,
            kept: parcel.tracking.clone(),
            reason: why,
        };
        let number = (substitute.clone(), None);
        let mut facts = closing_facts(session, parcel, packaging, gross, number, context);
        let at = facts
            .iter()
            .position(|fact| matches!(fact, Fact::ParcelClosed { .. }))
            .map_or(facts.len(), |at| at + 1);
        facts.insert(at, owed);
        if session.missing() > 0 {
            facts.extend(self.next_box(session, &facts, context));
        }
        let message = Message::SubstitutePrinted {
            order: session.order.clone(),
            parcel: parcel.number,
            substitute,
        };
        Decision::accept(facts, message)
    }

    /// A substitute label was scanned: the real one prints, or it is said what is still in the way.
    pub(super) fn pay_label(&self, owed: &OwedLabel) -> Decision {
        if let Some(refused) = self.label_first() {
            return refused;
        }
        match &owed.real {
            Err(DebtReason::LabelImpossible { field }) => self.refuse(Refusal::LabelImpossible {
                field: field.clone(),
            }),
            Err(DebtReason::NoTrackingNumbers) => self.refuse(Refusal::NoTrackingNumbers),
            Ok(real) => {
                let fact = Fact::LabelPaid {
                    order: owed.order.clone(),
                    parcel: owed.parcel,
                    substitute: owed.substitute.clone(),
                    tracking: real.tracking.clone(),
                    serial: real.serial,
                    label_revision: real.label_revision,
                    order_revision: real.order_revision,
                };
                let message = Message::LabelPaid {
                    order: owed.order.clone(),
                    parcel: owed.parcel,
                    tracking: real.tracking.clone(),
                };
                Decision::accept(vec![fact], message)
            }
        }
    }
}

/// The next substitute's number: another extension digit before a serial that belongs to this bench.
fn substitute_number(context: &Context<'_>) -> Option<(u64, TrackingNo)> {
    let serial = context.substitute_serial?;
    let prefix = &context.settings.gs1_company_prefix;
    let sscc = Sscc::compose(EXTENSION_OF_SUBSTITUTES, prefix, serial).ok()?;
    Some((serial, TrackingNo(sscc.to_string())))
}

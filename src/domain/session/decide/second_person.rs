//! The second person: a second look where an order asks for it, and a count where there is no scanner.

use super::{Bench, Context, Decision, spread};
use crate::domain::ids::Badge;
use crate::domain::session::fact::{Fact, Proof};
use crate::domain::session::input::Credentials;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::{Session, Step};

impl Bench {
    /// A second person has looked into the parcel: where that is due, after the unit scans; where there is no
    /// scanner, in their place.
    pub(super) fn on_counted_twice(&self, by: &Credentials, context: &Context<'_>) -> Decision {
        if let Some(session) = self
            .session()
            .filter(|session| session.is_second_person_due())
        {
            return self.check_by_second(session, by, context);
        }
        if context.settings.scanner {
            return self.refuse(Refusal::ScannerInUse);
        }
        let Some(session) = self
            .session()
            .filter(|session| session.step == Step::Scanning)
        else {
            return self.refuse(Refusal::NotInThisStep { step: self.step() });
        };
        // A parcel that was begun unit by unit is ended so.
        if session
            .parcel()
            .is_some_and(|it| it.weighs_units().is_some())
        {
            return self.refuse(Refusal::ScannerInUse);
        }
        if let Some(due) = &session.capture_due {
            return self.refuse(Refusal::CaptureMissing {
                sku: due.sku.clone(),
            });
        }
        match self.prove_second_person(by, None, context) {
            Ok(second) => self.count_all(session, &second, context),
            Err(refused) => refused,
        }
    }

    /// Counts what is missing into the parcel, line by line, as far as a packaging holds it; the
    /// rest goes into the next parcel and is counted there.
    fn count_all(&self, session: &Session, by: &Badge, context: &Context<'_>) -> Decision {
        if session.surplus() > 0 {
            return self.refuse(Refusal::OrderChanged {
                order: session.order.clone(),
            });
        }
        let parcel = session.parcel().map_or(1, |parcel| parcel.number);
        let mut after = session.clone();
        let stamp = self.stamp(context);
        let mut facts: Vec<Fact> = Vec::new();
        let mut units = 0;
        for (at, line) in session.lines.iter().enumerate() {
            let sku = &line.opened.sku;
            if line.missing() > 0 && line.opened.tracking.any() {
                return self.refuse_sku(Refusal::CaptureMissing { sku: sku.clone() }, sku);
            }
            let count = context.shelf().most_that_fit(&after, at, line);
            if count > 0 {
                let fact = Fact::UnitsPacked {
                    order: session.order.clone(),
                    parcel,
                    sku: sku.clone(),
                    takes: spread(
                        session,
                        sku,
                        count,
                        |place, _| if place == at { count } else { 0 },
                    ),
                    proof: Proof::CountedTwice { by: by.clone() },
                };
                after.apply(&fact, &stamp);
                facts.push(fact);
                units += count;
            }
            if count < line.missing() {
                facts.push(Fact::ParcelCut {
                    order: session.order.clone(),
                    parcel,
                });
                break;
            }
        }
        Decision::accept(facts, Message::CountAccepted { units })
    }

    /// Somebody who packed none of it has looked into the parcel.
    fn check_by_second(
        &self,
        session: &Session,
        by: &Credentials,
        context: &Context<'_>,
    ) -> Decision {
        let by = match self.prove_second_person(by, None, context) {
            Ok(second) => second,
            Err(refused) => return refused,
        };
        let fact = Fact::SecondPersonChecked {
            order: session.order.clone(),
            parcel: session.parcel().map_or(1, |parcel| parcel.number),
            by,
        };
        Decision::accept(vec![fact], Message::SecondPersonChecked)
    }

    /// Where a second person looks before the packaging is taken, that is what the packer hears.
    pub(super) fn or_second_person(
        &self,
        mut decision: Decision,
        context: &Context<'_>,
    ) -> Decision {
        let asks_for_packaging = matches!(
            decision.message,
            Message::TakePackaging { .. } | Message::ParcelComplete { .. }
        );
        if asks_for_packaging
            && let Some(session) = self.session()
            && self
                .after(session, &decision.facts, context)
                .is_second_person_due()
        {
            decision.message = Message::SecondPersonNext;
        }
        decision
    }

    /// Nothing is closed that a second person has still to look into.
    pub(super) fn second_person_first(&self, session: &Session) -> Option<Decision> {
        session
            .is_second_person_due()
            .then(|| self.refuse(Refusal::SecondPersonFirst))
    }
}

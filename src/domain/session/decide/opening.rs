//! Which order is on the bench: opened by its number, its tote, or its only item.

use super::unit_step::what_the_scale_waits_for;
use super::{Bench, Context, Decision};
use crate::domain::calendar::midnight_after;
use crate::domain::ids::{OrderNo, ToteCode};
use crate::domain::session::fact::{Fact, OpenedBy, Promise, Proof};
use crate::domain::session::input::{Meaning, OrderFound, Scanned};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::unit_step::OfferedUnits;
use crate::domain::session::{Session, Step};

impl Bench {
    pub(super) fn on_scan_without_order(
        &self,
        scanned: &Scanned,
        context: &Context<'_>,
    ) -> Decision {
        match &scanned.meaning {
            Meaning::Order(found) => match &self.tote_offered {
                Some(tote) => self.bind_tote(tote, found),
                None => self.open_order(found, OpenedBy::Number, None, context),
            },
            Meaning::Tote {
                tote,
                carries: Some(found),
            } => self.open_order(found, OpenedBy::Tote { tote: tote.clone() }, None, context),
            Meaning::Tote {
                tote,
                carries: None,
            } => Decision {
                facts: vec![Fact::ToteOffered { tote: tote.clone() }],
                verdict: Verdict::Asked,
                message: Message::ToteNeedsOrder { tote: tote.clone() },
                sku: None,
            },
            Meaning::Products {
                products,
                single_line: Some(found),
                capture,
            } => match products.as_slice() {
                [only] => self.open_by_item(found, only, &scanned.code, capture, context),
                _ => self.refuse_code(Refusal::NoOrderOpen, scanned),
            },
            Meaning::Products { .. } => self.refuse_code(Refusal::NoOrderOpen, scanned),
            Meaning::Packaging(_) | Meaning::Card(_) | Meaning::Badge(_) => {
                self.refuse(Refusal::NotInThisStep { step: self.step() })
            }
            Meaning::Location(place) => self.refuse(Refusal::LocationScanned {
                location: place.clone(),
            }),
            Meaning::AbsentOrder(order) => self.refuse(Refusal::UnknownOrder {
                order: order.clone(),
            }),
            Meaning::OwedLabel(owed) => self.pay_label(owed),
            Meaning::Unknown | Meaning::Parcel(_) | Meaning::StationCard { .. } => self
                .refuse_code(
                    Refusal::UnknownBarcode {
                        code: scanned.code.clone(),
                    },
                    scanned,
                ),
        }
    }

    /// Opens an order, or goes on with it. `first` is the scan that opened it, where that scan counts.
    fn open_order(
        &self,
        found: &OrderFound,
        by: OpenedBy,
        first: Option<OfferedUnits>,
        context: &Context<'_>,
    ) -> Decision {
        if let Err(refused) = self.may_open(found) {
            return refused;
        }
        let order = found.order.clone();
        if let Some(session) = self.begun(&order) {
            let message = Message::OrderResumed {
                order: order.clone(),
                done: session.done(),
                of: session.of(),
            };
            return Decision::accept(vec![Fact::OrderResumed { order, opened: by }], message);
        }
        let units = found.lines.iter().map(|line| line.ordered).sum();
        let mut facts = vec![opened(found, by, context)];
        let mut bench = self.clone();
        let stamp = self.stamp(context);
        for fact in &facts {
            bench.apply(fact, &stamp);
        }
        let opened = bench.session();
        let step = opened.and_then(|session| Self::unit_step_begins(session, first, context));
        if let Some(step) = step {
            bench.apply(&step, &stamp);
            facts.push(step);
        }
        let message = Message::OrderOpened { order, units };
        let message = match bench.session() {
            Some(session) => Self::or_box_first(session, message),
            None => message,
        };
        Decision::accept(facts, message)
    }

    fn may_open(&self, found: &OrderFound) -> Result<(), Decision> {
        if found.packed {
            return Err(self.refuse(Refusal::AlreadyPacked {
                order: found.order.clone(),
            }));
        }
        match &found.hold {
            Some(hold) => Err(self.refuse(Refusal::OrderHeld {
                order: found.order.clone(),
                hold: hold.clone(),
            })),
            None => Ok(()),
        }
    }

    fn begun(&self, order: &OrderNo) -> Option<&Session> {
        self.sessions
            .get(order)
            .filter(|session| !session.withdrawn && session.step != Step::Closed)
    }

    /// A single-line order opens by its item, and that scan counts.
    fn open_by_item(
        &self,
        found: &OrderFound,
        item: &crate::domain::session::question::ProductOption,
        code: &str,
        capture: &crate::domain::session::fact::Capture,
        context: &Context<'_>,
    ) -> Decision {
        let by = OpenedBy::Item {
            sku: item.sku.clone(),
        };
        let proof = Proof::Scanned {
            code: code.to_owned(),
        };
        let first = OfferedUnits::new(item, proof.clone(), capture);
        let opening = self.open_order(found, by, Some(first), context);
        if opening.verdict != Verdict::Accepted {
            return opening;
        }
        let mut opened = self.clone();
        let stamp = self.stamp(context);
        for fact in &opening.facts {
            opened.apply(fact, &stamp);
        }
        let is_new = !matches!(opening.message, Message::OrderResumed { .. });
        let Some(session) = opened
            .session()
            .filter(|session| !is_new || session.unit_due().is_none())
        else {
            // It is weighed once the box stands on the scale.
            return opening;
        };
        let mut packed = opened.pack(session, item, proof, capture, context);
        packed.facts.splice(0..0, opening.facts);
        packed
    }

    fn bind_tote(&self, tote: &ToteCode, found: &OrderFound) -> Decision {
        if let Err(refused) = self.may_open(found) {
            return refused;
        }
        let fact = Fact::ToteBound {
            tote: tote.clone(),
            order: found.order.clone(),
        };
        let message = Message::ToteBound {
            tote: tote.clone(),
            order: found.order.clone(),
        };
        Decision::accept(vec![fact], message)
    }

    /// With an order open, a free tote is bound to it, and its own tote names it like its number.
    ///
    /// A tote does not confirm a parcel: that takes the order number itself.
    pub(super) fn on_tote_in_order(
        &self,
        session: &Session,
        tote: &ToteCode,
        carries: Option<&OrderFound>,
    ) -> Decision {
        match carries {
            None => {
                let fact = Fact::ToteBound {
                    tote: tote.clone(),
                    order: session.order.clone(),
                };
                let message = Message::ToteBound {
                    tote: tote.clone(),
                    order: session.order.clone(),
                };
                Decision::accept(vec![fact], message)
            }
            Some(found) if found.order == session.order => self.refuse(Self::what_is_due(session)),
            Some(found) => self.refuse(Refusal::ToteTaken {
                tote: tote.clone(),
                order: found.order.clone(),
            }),
        }
    }

    /// What still has to happen before the order number may confirm the parcel.
    pub(super) fn what_is_due(session: &Session) -> Refusal {
        if session.is_second_person_due() {
            return Refusal::SecondPersonFirst;
        }
        let parcel = session.parcel();
        match session.step {
            Step::Scanning => what_keeps_from_packaging(session),
            Step::Packaging => Refusal::PackagingFirst,
            Step::Weighing => {
                match parcel.and_then(|parcel| parcel.gross.zip(parcel.packaging.as_ref())) {
                    Some((gross, packaging)) if gross > packaging.max_gross => Refusal::TooHeavy {
                        max_gross: packaging.max_gross,
                    },
                    Some((gross, packaging)) => Refusal::WeightOff {
                        difference: gross - packaging.expected.gross,
                        tolerance: packaging.expected.tolerance,
                    },
                    None => Refusal::WeighFirst,
                }
            }
            step @ (Step::Idle | Step::Confirming | Step::Closed) => {
                Refusal::NotInThisStep { step }
            }
        }
    }
}

/// Why units are still being scanned: something is to be written down, comes out, or is missing.
fn what_keeps_from_packaging(session: &Session) -> Refusal {
    if let Some(due) = &session.capture_due {
        return Refusal::CaptureMissing {
            sku: due.sku.clone(),
        };
    }
    if let Some(due) = session.unit_due() {
        return what_the_scale_waits_for(session, due);
    }
    if session.surplus() > 0 {
        return Refusal::OrderChanged {
            order: session.order.clone(),
        };
    }
    Refusal::UnitsMissing {
        missing: session.missing(),
    }
}

fn opened(found: &OrderFound, by: OpenedBy, context: &Context<'_>) -> Fact {
    Fact::OrderOpened {
        order: found.order.clone(),
        revision: found.revision,
        lines: found.lines.clone(),
        way: found.way.clone(),
        planned_parcels: context.shelf().parcels_needed(&found.lines, &found.way),
        documents: found.documents.clone(),
        opened: by,
        promise: promise(found, context),
        verification: found.verification.clone(),
    }
}

/// The lorry of the day on which it was paid: until it comes, or, where the shop does not say when, until that day ends.
fn promise(found: &OrderFound, context: &Context<'_>) -> Option<Promise> {
    let paid_at = found.paid_at?;
    let timetable = context.settings.timetable(&found.way.service);
    let lorry = timetable.first_collection(paid_at);
    let leaves_by = lorry.map(|lorry| {
        let end_of_day = || midnight_after(lorry.cutoff, context.settings.time_zone);
        lorry.pickup.unwrap_or_else(end_of_day)
    });
    Some(Promise { paid_at, leaves_by })
}

//! Units into the parcel: each counted once, none too many, none that does not belong there.

use super::{Bench, Context, Decision, spread};
use crate::domain::ids::Sku;
use crate::domain::session::fact::{Capture, Fact, Proof};
use crate::domain::session::input::{Meaning, Scanned};
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::question::{ProductOption, Question};
use crate::domain::session::unit_step::OfferedUnits;
use crate::domain::session::{CaptureDue, Line, Parcel, Session, Step, Take};
use crate::domain::verification::Depth;
use crate::domain::worker::Right;

impl Bench {
    /// A code that names products: one is packed, several are asked about, never guessed.
    pub(super) fn on_products(
        &self,
        session: &Session,
        code: &str,
        products: &[ProductOption],
        capture: &Capture,
        context: &Context<'_>,
    ) -> Decision {
        if let [only] = products {
            self.pack(
                session,
                only,
                Proof::Scanned {
                    code: code.to_owned(),
                },
                capture,
                context,
            )
        } else {
            let question = Question::WhichProduct {
                code: code.to_owned(),
                products: products.to_vec(),
            };
            Decision::ask(Some(session.order.clone()), question)
        }
    }

    /// Counts units into the parcel, or says why not.
    pub(super) fn pack(
        &self,
        session: &Session,
        item: &ProductOption,
        proof: Proof,
        capture: &Capture,
        context: &Context<'_>,
    ) -> Decision {
        let sku = &item.sku;
        if let Some(due) = &session.capture_due {
            return self.refuse_sku(
                Refusal::CaptureMissing {
                    sku: due.sku.clone(),
                },
                sku,
            );
        }
        if let Some(ended) = Self::own_carton_ends_unit_step(session, sku) {
            let after = self.after(session, std::slice::from_ref(&ended), context);
            let units = OfferedUnits::new(item, proof, capture);
            let counted = self.count(&after, &units, context);
            let is_refused = matches!(counted.message, Message::Refused(_));
            return if is_refused {
                counted
            } else {
                counted.after(ended)
            };
        }
        if let Some(first) = self.unit_first(session) {
            return first;
        }
        let surplus = session.surplus_of(sku);
        if surplus > 0 {
            let out = take_surplus_out(session, sku, item.units.min(surplus), context);
            return self.and_end(session, out, context);
        }
        if let Some(step) = session.parcel().and_then(Parcel::weighs_units) {
            let offered = OfferedUnits::new(item, proof, capture);
            return self.offer(session, step, offered, context);
        }
        let whole = whole_cases(session, item, context);
        let offered = OfferedUnits::new(&whole, proof, capture);
        let mut counted = self.count(session, &offered, context);
        if let Message::CaseAccepted {
            packed, ordered, ..
        } = counted.message
            && whole.units > item.units
        {
            counted.message = Message::CasesAccepted {
                sku: sku.clone(),
                cases: whole.units / item.units,
                packed,
                ordered,
            };
        }
        counted
    }

    /// Counts units that are in the box, or says why not.
    pub(super) fn count(
        &self,
        session: &Session,
        units: &OfferedUnits,
        context: &Context<'_>,
    ) -> Decision {
        let OfferedUnits {
            item,
            proof,
            capture,
        } = units;
        let sku = &item.sku;
        if let Err(refusal) = belongs(session, item, context) {
            return self.refused(refusal, Some(sku), code_of(proof)).about(sku);
        }
        let Some(parcel) = session.parcel() else {
            return self.refuse(Refusal::ParcelEmpty);
        };
        let mut facts = vec![Fact::UnitsPacked {
            order: session.order.clone(),
            parcel: parcel.number,
            sku: sku.clone(),
            takes: room_for(session, sku, item.units),
            proof: proof.clone(),
        }];
        let needs = session
            .lines_of(sku)
            .map(|(_, line)| line.opened.tracking)
            .next()
            .unwrap_or_default();
        let due = CaptureDue {
            sku: sku.clone(),
            needs,
            units: item.units,
        };
        if let Some(capture) = capture.checked(&due) {
            if let Some(refusal) = twice(session, &capture) {
                return self.refuse_sku(refusal, sku);
            }
            facts.push(Fact::UnitCaptured {
                order: session.order.clone(),
                parcel: parcel.number,
                sku: sku.clone(),
                capture,
            });
        }
        self.answer_after_units(session, facts, sku, item.units, context)
    }

    /// What the packer hears after a count: what is next depends on what the facts lead to.
    fn answer_after_units(
        &self,
        session: &Session,
        mut facts: Vec<Fact>,
        sku: &Sku,
        units: u32,
        context: &Context<'_>,
    ) -> Decision {
        let mut after = session.clone();
        let stamp = self.stamp(context);
        for fact in &facts {
            after.apply(fact, &stamp);
        }
        if let Some(due) = &after.capture_due {
            return Decision {
                facts,
                verdict: Verdict::Asked,
                message: Message::CaptureNeeded {
                    sku: due.sku.clone(),
                    needs: due.needs,
                },
                sku: Some(sku.clone()),
            };
        }
        if after.step == Step::Packaging {
            let packaging = context.shelf().suggestion(&after);
            return Decision::accept(facts, Message::TakePackaging { packaging }).about(sku);
        }
        if context.shelf().is_full(&after) {
            let parcel = after.parcel().map_or(1, |parcel| parcel.number);
            facts.push(Fact::ParcelCut {
                order: session.order.clone(),
                parcel,
            });
            let packaging = context.shelf().suggestion(&after);
            return Decision::accept(facts, Message::ParcelComplete { packaging }).about(sku);
        }
        let (packed, ordered) = (after.packed_of(sku), after.ordered_of(sku));
        let message = if units == 1 {
            Message::UnitAccepted {
                sku: sku.clone(),
                packed,
                ordered,
            }
        } else {
            Message::CaseAccepted {
                sku: sku.clone(),
                units,
                packed,
                ordered,
            }
        };
        Decision::accept(facts, message).about(sku)
    }

    /// A unit whose barcode cannot be read, confirmed by a permitted person, with a reason, and counted as such.
    pub(super) fn on_confirm_by_hand(
        &self,
        sku: &Sku,
        reason: &str,
        context: &Context<'_>,
    ) -> Decision {
        if let Err(refused) = self.require(Right::ConfirmByHand) {
            return refused;
        }
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        let item = ProductOption {
            sku: sku.clone(),
            units: 1,
        };
        let proof = Proof::ConfirmedByHand {
            reason: reason.to_owned(),
        };
        self.pack(session, &item, proof, &Capture::default(), context)
    }

    /// While serial, lot or expiry is due, a code is read as just that.
    pub(super) fn on_scan_for_capture(
        &self,
        session: &Session,
        due: &CaptureDue,
        scanned: &Scanned,
    ) -> Decision {
        match &scanned.meaning {
            Meaning::Products {
                products, capture, ..
            } if capture.is_usable() && products.iter().any(|product| product.sku == due.sku) => {
                self.record(session, due, capture)
            }
            Meaning::Unknown | Meaning::Location(_) | Meaning::AbsentOrder(_) => {
                match Capture::from_code(due, &scanned.code) {
                    Some(capture) => self.record(session, due, &capture),
                    None => self.refuse_code(Refusal::BadCapture, scanned),
                }
            }
            _ => self.refuse_sku(
                Refusal::CaptureMissing {
                    sku: due.sku.clone(),
                },
                &due.sku,
            ),
        }
    }

    pub(super) fn on_capture(&self, capture: &Capture) -> Decision {
        let due = self
            .session()
            .and_then(|session| Some((session, session.capture_due.as_ref()?)));
        match due {
            Some((session, due)) => self.record(session, due, capture),
            None => self.refuse(Refusal::NotInThisStep { step: self.step() }),
        }
    }

    fn record(&self, session: &Session, due: &CaptureDue, capture: &Capture) -> Decision {
        let Some(capture) = capture.checked(due) else {
            return self.refuse_sku(Refusal::BadCapture, &due.sku);
        };
        if let Some(refusal) = twice(session, &capture) {
            return self.refuse_sku(refusal, &due.sku);
        }
        let fact = Fact::UnitCaptured {
            order: session.order.clone(),
            parcel: session.parcel().map_or(1, |parcel| parcel.number),
            sku: due.sku.clone(),
            capture,
        };
        let mut after = session.clone();
        after.apply(
            &fact,
            &super::Stamp {
                at: chrono::DateTime::UNIX_EPOCH,
                worker: None,
            },
        );
        match &after.capture_due {
            Some(next) => Decision {
                facts: vec![fact],
                verdict: Verdict::Asked,
                message: Message::CaptureNeeded {
                    sku: next.sku.clone(),
                    needs: next.needs,
                },
                sku: Some(next.sku.clone()),
            },
            None => Decision::accept(
                vec![fact],
                Message::Captured {
                    sku: due.sku.clone(),
                },
            )
            .about(&due.sku),
        }
    }
}

/// Where one scan of a sealed case is enough, it counts every whole case of the product that is missing and
/// goes into the parcel. What is recorded of each unit is recorded of each case.
fn whole_cases(session: &Session, item: &ProductOption, context: &Context<'_>) -> ProductOption {
    let case = item.units;
    let lines = || session.lines_of(&item.sku);
    let is_recorded = lines().any(|(_, line)| line.opened.tracking.any());
    if session.depth() != Depth::OnePerCaseLine || case < 2 || is_recorded {
        return item.clone();
    }
    let room: u32 = lines()
        .map(|(at, line)| context.shelf().most_that_fit(session, at, line))
        .sum();
    let cases = session.missing_of(&item.sku).min(room) / case;
    ProductOption {
        sku: item.sku.clone(),
        units: cases.max(1) * case,
    }
}

fn belongs(session: &Session, item: &ProductOption, context: &Context<'_>) -> Result<(), Refusal> {
    let sku = &item.sku;
    let Some((at, line)) = session.lines_of(sku).next() else {
        return Err(Refusal::NotOnPickList { sku: sku.clone() });
    };
    // A unit that was declared short and turned up after all is as welcome as a missing one.
    let missing = session
        .missing_of(sku)
        .saturating_add(session.short_of(sku));
    if missing == 0 {
        return Err(Refusal::OneTooMany {
            sku: sku.clone(),
            ordered: session.ordered_of(sku),
        });
    }
    if item.units > missing {
        return Err(Refusal::CaseTooLarge {
            sku: sku.clone(),
            units: item.units,
            missing,
        });
    }
    apart(session, item, line)?;
    let is_cut = session.parcel().is_some_and(|parcel| parcel.cut);
    if is_cut || !context.shelf().fits(session, at, line, item.units) {
        return Err(Refusal::ParcelFull {
            sku: sku.clone(),
            too_heavy: session
                .parcel()
                .is_some_and(|parcel| parcel.by_eye && !parcel.cut),
        });
    }
    Ok(())
}

/// Goods that have to be handled otherwise than what is in the parcel go into another one.
fn apart(session: &Session, item: &ProductOption, line: &Line) -> Result<(), Refusal> {
    let sku = item.sku.clone();
    let handling = &line.opened.handling;
    let parcel = session.parcel().filter(|it| !it.contents.is_empty());
    if handling.own_carton && (parcel.is_some() || item.units > 1) {
        return Err(Refusal::OwnParcel { sku });
    }
    let Some(parcel) = parcel.filter(|parcel| !session.may_join(parcel, line)) else {
        return Ok(());
    };
    let sorts = parcel.contents.keys().filter_map(|at| {
        let inside = &session.lines.get(*at)?.opened.handling;
        inside.sort.clone()
    });
    let inside = sorts.into_iter().next();
    match (handling.sort.clone(), inside) {
        (Some(sort), Some(inside)) => Err(Refusal::OtherParcel {
            sku,
            sorts: Box::new([sort, inside]),
        }),
        // What is inside goes out in its own carton.
        _ => Err(Refusal::ParcelFull {
            sku,
            too_heavy: false,
        }),
    }
}

/// The lines that `units` of a product go to: what is missing first, then what was declared short.
fn room_for(session: &Session, sku: &Sku, units: u32) -> Vec<Take> {
    let mut takes = spread(session, sku, units, |_, line| line.missing());
    let found: u32 = takes.iter().map(|take| take.units).sum();
    let rest = units.saturating_sub(found);
    takes.extend(spread(session, sku, rest, |_, line| line.short));
    takes
}

fn take_surplus_out(session: &Session, sku: &Sku, units: u32, context: &Context<'_>) -> Decision {
    let takes = spread(session, sku, units, |at, _| session.surplus_at(at));
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(Bench::out_due(session, sku, &takes, context));
    facts.push(Fact::UnitsTakenOut {
        order: session.order.clone(),
        parcel: session.parcel().map_or(1, |parcel| parcel.number),
        sku: sku.clone(),
        takes,
        undone: false,
    });
    Decision::accept(facts, Message::UnitTakenOut { sku: sku.clone() }).about(sku)
}

fn twice(session: &Session, capture: &Capture) -> Option<Refusal> {
    let serial = capture.serial.as_ref()?;
    session.has_serial(serial).then(|| Refusal::SerialTwice {
        serial: serial.clone(),
    })
}

fn code_of(proof: &Proof) -> Option<&str> {
    match proof {
        Proof::Scanned { code } => Some(code),
        Proof::ConfirmedByHand { .. } | Proof::CountedTwice { .. } => None,
    }
}

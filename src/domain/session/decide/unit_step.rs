//! Each unit weighed at its scan: the box stands on the scale, and what is put in adds its weight.
//!
//! Catches at that very scan what the count alone cannot see: a unit scanned twice, a unit left on
//! the bench, and other goods under the right barcode.

use super::{Bench, Context, Decision};
use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::packaging::Packaging;
use crate::domain::session::fact::{Capture, Fact, Proof};
use crate::domain::session::input::Credentials;
use crate::domain::session::message::{Message, Refusal, Verdict};
use crate::domain::session::question::ProductOption;
use crate::domain::session::unit_step::{
    DueOnScale, NotWeighed, OfferedUnits, UnitDue, UnitStep, UnitStepAt, UnitStepFact,
};
use crate::domain::session::{Parcel, Session, Step, Take};
use crate::domain::units::Grams;
use crate::domain::weight_check::{
    Expectation, WeighedUnits, expectation, scale_tells, scale_tells_box, unit_expectation,
};
use crate::domain::worker::Right;

impl Bench {
    /// What begins the weighing of each unit of the open, empty parcel, where the bench does that.
    pub(super) fn unit_step_begins(
        session: &Session,
        first: Option<OfferedUnits>,
        context: &Context<'_>,
    ) -> Option<Fact> {
        let mut missing = session.lines.iter().filter(|line| line.missing() > 0);
        let happened = match context.unit_step {
            UnitStepAt::Off => return None,
            // No box is needed: each unit is a parcel, and weighed as that.
            _ if missing.all(|line| line.opened.handling.own_carton) => return None,
            UnitStepAt::NoScale => UnitStepFact::Ended {
                why: NotWeighed::ScaleGone,
            },
            UnitStepAt::On => {
                let packaging = context.shelf().packaging_ahead(session);
                begun(packaging, None, first.map(Box::new), context)
            }
        };
        Some(fact(session, happened))
    }

    /// What is said when an order opens whose units are weighed.
    pub(super) fn or_box_first(session: &Session, otherwise: Message) -> Message {
        match session.unit_due() {
            Some(UnitDue {
                what: DueOnScale::Box(_),
                ..
            }) => Message::PutBoxOnScale {
                order: session.order.clone(),
                units: session.missing(),
                packaging: box_of(session).cloned(),
            },
            _ => otherwise,
        }
    }

    /// While the empty box is waited for, another packaging than the proposed one may be taken.
    pub(super) fn choose_box(
        &self,
        session: &Session,
        code: &PackagingCode,
        reason: Option<&str>,
        context: &Context<'_>,
    ) -> Decision {
        let Some(UnitDue {
            what: DueOnScale::Box(first),
            ..
        }) = session.unit_due()
        else {
            return self.refuse(Self::what_is_due(session));
        };
        let proposed = box_of(session);
        let found = self.packaging_or_why(session, code, reason, proposed, context);
        let (packaging, reason) = match found {
            Ok(found) => found,
            Err(otherwise) => return otherwise,
        };
        let begun = begun(
            Some(packaging.as_ref()),
            reason.filter(|_| proposed != Some(code)),
            first.clone(),
            context,
        );
        let facts = vec![fact(session, begun)];
        let after = self.after(session, &facts, context);
        let message = Self::or_box_first(&after, Message::BoxOnScale);
        Decision::accept(facts, message)
    }

    /// What ends the weighing of each unit where the first one of a parcel ships in its own carton: the box on the
    /// scale is not for it, and it is weighed as the parcel that it is.
    pub(super) fn own_carton_ends_unit_step(session: &Session, sku: &Sku) -> Option<Fact> {
        let parcel = session.parcel()?;
        let is_own = session
            .lines_of(sku)
            .any(|(_, line)| line.opened.handling.own_carton);
        (is_own && parcel.contents.is_empty() && parcel.weighs_units().is_some()).then(|| {
            let why = NotWeighed::OwnCarton;
            fact(session, UnitStepFact::Ended { why })
        })
    }

    /// What has to lie on the scale, or come off it, before anything else is scanned.
    pub(super) fn unit_first(&self, session: &Session) -> Option<Decision> {
        let due = session.unit_due()?;
        let refusal = what_the_scale_waits_for(session, due);
        Some(match sku_of(due) {
            Some(sku) => self.refuse_sku(refusal, sku),
            None => self.refuse(refusal),
        })
    }

    /// A scan that would count waits for its weight; what the scale cannot tell counts at once.
    pub(super) fn offer(
        &self,
        session: &Session,
        step: &UnitStep,
        units: OfferedUnits,
        context: &Context<'_>,
    ) -> Decision {
        let counted = self.count(session, &units, context);
        if matches!(counted.message, Message::Refused(_)) {
            return counted;
        }
        let weighed = weighed_units(session, &units.item);
        let sku = weighed.sku.clone();
        let why = if weighed.unit_weight <= Grams(0) {
            NotWeighed::UnknownWeight
        } else if !scale_tells(&weighed, step.loose_weight(), context.settings) {
            NotWeighed::TooLight
        } else {
            let expected = unit_expectation(
                step.on_scale,
                &weighed,
                step.loose_weight(),
                context.settings,
            );
            let message = Message::PutIntoBox {
                sku: sku.clone(),
                units: weighed.count,
                added: weighed.unit_weight * weighed.count,
            };
            let offered = UnitStepFact::Offered {
                units: Box::new(units),
                expected,
                unmoved: unmoved(step, context),
            };
            let offered = fact(session, offered);
            return Decision {
                facts: vec![offered],
                verdict: Verdict::Asked,
                message,
                sku: Some(sku),
            };
        };
        let is_news = !step.is_loose(&sku);
        let mut facts = Vec::new();
        if why == NotWeighed::UnknownWeight {
            facts.push(fact(session, UnitStepFact::Ended { why }));
        }
        let not_weighed = UnitStepFact::NotWeighed {
            sku: sku.clone(),
            units: weighed.count,
            unit_weight: weighed.unit_weight,
            why,
        };
        facts.push(fact(session, not_weighed));
        let mut decision = counted.after_all(facts);
        if is_news && decision.verdict == Verdict::Accepted {
            decision.message = Message::NotWeighed {
                sku: Some(sku),
                why,
            };
        }
        decision
    }

    /// A weight while units are scanned: the one that is waited for, or not.
    pub(super) fn on_unit_weight(
        &self,
        session: &Session,
        gross: Grams,
        typed: bool,
        context: &Context<'_>,
    ) -> Decision {
        let Some(due) = session.unit_due() else {
            return self.refuse(Self::what_is_due(session));
        };
        if typed {
            // What a person types proves nothing about one unit.
            let first = self.unit_first(session);
            return first.unwrap_or_else(|| self.refuse(waiting(session, due)));
        }
        if due.expected.is_none_or(|expected| expected.accepts(gross)) {
            return self.is_right(session, due, weighed(due, gross, true), context);
        }
        let refusal = off(session, due, gross);
        let weighed = fact(session, weighed(due, gross, false));
        let refused = match sku_of(due) {
            Some(sku) => self.refuse_sku(refusal, sku),
            None => self.refuse(refusal),
        };
        refused.after(weighed)
    }

    /// What was waited for is on the scale, or was let be: what waited for it goes on.
    fn is_right(
        &self,
        session: &Session,
        due: &UnitDue,
        happened: UnitStepFact,
        context: &Context<'_>,
    ) -> Decision {
        let happened = fact(session, happened);
        let after = self.after(session, std::slice::from_ref(&happened), context);
        match &due.what {
            DueOnScale::Box(None) => Decision::accept(vec![happened], Message::BoxOnScale),
            DueOnScale::Box(Some(first)) => match after.parcel().and_then(Parcel::weighs_units) {
                Some(step) => self
                    .offer(&after, step, (**first).clone(), context)
                    .after(happened),
                None => self.count(&after, first, context).after(happened),
            },
            DueOnScale::In(units) => {
                let counted = self.count(&after, units, context);
                if !matches!(counted.message, Message::Refused(_)) {
                    return counted.after(happened);
                }
                // The order was changed meanwhile: it stays in the box until it is taken back.
                let Some(gross) = gross_of(&happened) else {
                    return counted;
                };
                counted.after(fact(session, weighed(due, gross, false)))
            }
            DueOnScale::Out(sku) => {
                let message = if after.step == Step::Packaging {
                    Message::TakePackaging {
                        packaging: context.shelf().suggestion(&after),
                    }
                } else {
                    Message::OutOfBox { sku: sku.clone() }
                };
                Decision::accept(vec![happened], message).about(sku)
            }
        }
    }

    /// A second person with the right lets box or units be at the very step at which they are off.
    pub(super) fn on_unit_release(
        &self,
        session: &Session,
        by: &Credentials,
        reason: &str,
        context: &Context<'_>,
    ) -> Decision {
        let step = session.parcel().and_then(Parcel::weighs_units);
        let due = step.and_then(|step| Some((step, step.due.as_ref()?)));
        let Some((step, due)) = due else {
            return self.refuse(Refusal::NothingToRelease);
        };
        let Some(expected) = due.expected else {
            return self.refuse(Refusal::NothingToRelease);
        };
        // What is so light that the scale shows nothing of it can be let be as well.
        let gross = due.refused.unwrap_or(match due.what {
            DueOnScale::Box(_) => expected.gross,
            DueOnScale::In(_) | DueOnScale::Out(_) => step.on_scale,
        });
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let by = match self.prove_second_person(by, Some(Right::ReleaseWeight), context) {
            Ok(lead) => lead,
            Err(refused) => return refused,
        };
        let released = UnitStepFact::Released {
            sku: sku_of(due).cloned(),
            gross,
            difference: gross - expected.gross,
            by,
            reason: reason.to_owned(),
        };
        self.is_right(session, due, released, context)
    }

    /// Takes back a scan that waits for its weight; answers nothing when none does.
    pub(super) fn set_back(&self, session: &Session, context: &Context<'_>) -> Option<Decision> {
        let due = session.unit_due()?;
        let (DueOnScale::In(units) | DueOnScale::Box(Some(units))) = &due.what else {
            return None;
        };
        // Something was put in that is not what was scanned, or more of it.
        let is_inside =
            |still: &Expectation| due.refused.is_some_and(|gross| !still.accepts(gross));
        let sku = units.item.sku.clone();
        let out = due.unmoved.filter(is_inside);
        let message = match out {
            Some(_) => Message::Undone {
                sku: sku.clone(),
                units: units.item.units,
            },
            None => Message::ScanTakenBack { sku: sku.clone() },
        };
        let back = UnitStepFact::SetBack {
            sku: sku.clone(),
            out,
        };
        let decision = Decision::accept(vec![fact(session, back)], message).about(&sku);
        Some(self.and_end(session, decision, context))
    }

    /// What has to come out of the box when these units are taken back, if the scale can tell.
    pub(super) fn out_due(
        session: &Session,
        sku: &Sku,
        takes: &[Take],
        context: &Context<'_>,
    ) -> Option<Fact> {
        let parcel = session.parcel()?;
        let step = parcel.weighs_units()?;
        if step.is_loose(sku) {
            return None;
        }
        let base = match &step.due {
            // Several are taken back one after the other: all of them come out.
            Some(due) => due.expected?.gross - half(step.loose_weight()),
            None => parcel
                .gross
                .filter(|_| parcel.weight_ok)
                .unwrap_or(step.on_scale),
        };
        let last = parcel.scans.last().filter(|scan| scan.takes == takes);
        let by_catalogue = || takes.iter().map(|take| take.unit_weight * take.units).sum();
        let added = last
            .and_then(|scan| scan.added)
            .unwrap_or_else(by_catalogue);
        let out = WeighedUnits {
            sku: sku.clone(),
            unit_weight: Grams(0) - added,
            count: 1,
        };
        let expected = unit_expectation(base, &out, step.loose_weight(), context.settings);
        let unmoved = unmoved(step, context);
        // A lead let it be although the scale showed nothing of it: it shows nothing now either.
        if unmoved.accepts(base - added) || expected.gross <= Grams(0) {
            return None;
        }
        let due = UnitStepFact::OutDue {
            sku: sku.clone(),
            expected,
            unmoved,
        };
        Some(fact(session, due))
    }

    /// The scale was unplugged or does not answer: the whole parcel is weighed at its end.
    pub(super) fn on_scale_gone(&self, context: &Context<'_>) -> Decision {
        let open = self
            .session()
            .filter(|session| session.step != Step::Closed);
        let step = open.and_then(|session| {
            let step = session.parcel()?.weighs_units()?;
            Some((session, step))
        });
        let why = NotWeighed::ScaleGone;
        let message = Message::NotWeighed { sku: None, why };
        let Some((session, step)) = step else {
            return super::only_says(Message::Help { step: self.step() });
        };
        let ended = fact(session, UnitStepFact::Ended { why });
        let waiting = step.due.as_ref().and_then(|due| match &due.what {
            DueOnScale::In(units) | DueOnScale::Box(Some(units)) => Some(units),
            DueOnScale::Box(None) | DueOnScale::Out(_) => None,
        });
        let Some(units) = waiting else {
            return Decision::accept(vec![ended], message);
        };
        let after = self.after(session, std::slice::from_ref(&ended), context);
        let mut counted = self.count(&after, units, context);
        if matches!(counted.message, Message::Refused(_)) {
            return Decision::accept(vec![ended], message);
        }
        let of = weighed_units(session, &units.item);
        let not_weighed = UnitStepFact::NotWeighed {
            sku: of.sku,
            units: of.count,
            unit_weight: of.unit_weight,
            why,
        };
        if counted.verdict == Verdict::Accepted {
            counted.message = message;
        }
        counted.after_all(vec![ended, fact(session, not_weighed)])
    }

    /// The weighing of each unit begins anew with the next parcel of the order.
    pub(super) fn next_box(
        &self,
        session: &Session,
        closed: &[Fact],
        context: &Context<'_>,
    ) -> Option<Fact> {
        let after = self.after(session, closed, context);
        Self::unit_step_begins(&after, None, context)
    }

    /// The session as these facts leave it.
    pub(super) fn after(
        &self,
        session: &Session,
        facts: &[Fact],
        context: &Context<'_>,
    ) -> Session {
        let mut after = session.clone();
        for fact in facts {
            after.apply(fact, &self.stamp(context));
        }
        after
    }
}

impl OfferedUnits {
    pub(super) fn new(item: &ProductOption, proof: Proof, capture: &Capture) -> Self {
        Self {
            item: item.clone(),
            proof,
            capture: capture.clone(),
        }
    }
}

/// The packaging whose empty box was waited for, while its units are weighed.
pub(super) fn box_of(session: &Session) -> Option<&PackagingCode> {
    session.parcel()?.weighs_units()?.packaging.as_ref()
}

fn begun(
    packaging: Option<&Packaging>,
    reason: Option<&str>,
    first: Option<Box<OfferedUnits>>,
    context: &Context<'_>,
) -> UnitStepFact {
    let tare = packaging.map(|packaging| packaging.tare);
    let waits = tare.is_none_or(|tare| scale_tells_box(tare, context.settings));
    UnitStepFact::Begun {
        packaging: packaging.map(|packaging| packaging.code.clone()),
        reason: reason.map(str::to_owned),
        expected: tare.map(|tare| expectation(&[], tare, context.settings)),
        on_scale: tare.filter(|_| !waits),
        first: first.filter(|_| waits),
    }
}

fn fact(session: &Session, happened: UnitStepFact) -> Fact {
    Fact::UnitStep {
        order: session.order.clone(),
        parcel: session.parcel().map_or(1, |parcel| parcel.number),
        happened,
    }
}

fn half(mass: Grams) -> Grams {
    Grams(mass.0 / 2)
}

/// What the scale shows while nothing is put in and nothing taken out.
fn unmoved(step: &UnitStep, context: &Context<'_>) -> Expectation {
    let nothing = WeighedUnits {
        sku: Sku(String::new()),
        unit_weight: Grams(0),
        count: 0,
    };
    let loose = step.loose_weight();
    unit_expectation(step.on_scale, &nothing, loose, context.settings)
}

fn weighed_units(session: &Session, item: &ProductOption) -> WeighedUnits {
    let line = session.lines_of(&item.sku).next();
    WeighedUnits {
        sku: item.sku.clone(),
        unit_weight: line.map_or(Grams(0), |(_, line)| line.opened.unit_weight),
        count: item.units,
    }
}

fn sku_of(due: &UnitDue) -> Option<&Sku> {
    match &due.what {
        DueOnScale::Box(_) => None,
        DueOnScale::In(units) => Some(&units.item.sku),
        DueOnScale::Out(sku) => Some(sku),
    }
}

fn weighed(due: &UnitDue, gross: Grams, accepted: bool) -> UnitStepFact {
    match sku_of(due) {
        None => UnitStepFact::BoxWeighed { gross, accepted },
        Some(sku) => UnitStepFact::Weighed {
            sku: sku.clone(),
            gross,
            difference: due
                .expected
                .map_or(Grams(0), |expected| gross - expected.gross),
            accepted,
        },
    }
}

fn gross_of(happened: &Fact) -> Option<Grams> {
    match happened {
        Fact::UnitStep {
            happened:
                UnitStepFact::Weighed { gross, .. }
                | UnitStepFact::BoxWeighed { gross, .. }
                | UnitStepFact::Released { gross, .. },
            ..
        } => Some(*gross),
        _ => None,
    }
}

/// What is waited for, or why the last weight was not it.
pub(super) fn what_the_scale_waits_for(session: &Session, due: &UnitDue) -> Refusal {
    match due.refused {
        Some(gross) => off(session, due, gross),
        None => waiting(session, due),
    }
}

/// What is waited for, before the scale has shown anything.
fn waiting(session: &Session, due: &UnitDue) -> Refusal {
    match &due.what {
        DueOnScale::Box(_) => Refusal::BoxFirst {
            packaging: box_of(session).cloned(),
        },
        DueOnScale::In(units) => Refusal::UnitNotInBox {
            sku: units.item.sku.clone(),
        },
        DueOnScale::Out(sku) => Refusal::UnitStillInBox { sku: sku.clone() },
    }
}

/// Why a weight is not the one that is waited for, and so what to do.
fn off(session: &Session, due: &UnitDue, gross: Grams) -> Refusal {
    let nothing_moved = due.unmoved.is_some_and(|unmoved| unmoved.accepts(gross));
    if nothing_moved {
        return waiting(session, due);
    }
    let (difference, tolerance) = due.expected.map_or_else(Default::default, |expected| {
        (gross - expected.gross, expected.tolerance)
    });
    match &due.what {
        DueOnScale::Box(_) => Refusal::BoxWeightOff {
            difference,
            tolerance,
        },
        DueOnScale::In(units) => {
            let sku = units.item.sku.clone();
            let one = weighed_units(session, &units.item).unit_weight;
            let is_one_more = (difference - one).abs() <= tolerance;
            if is_one_more && units.item.units == 1 {
                Refusal::TwoInBox { sku, difference }
            } else {
                Refusal::UnitWeightOff {
                    sku,
                    difference,
                    tolerance,
                }
            }
        }
        DueOnScale::Out(sku) => Refusal::UnitWeightOff {
            sku: sku.clone(),
            difference,
            tolerance,
        },
    }
}

//! From the last unit to the label: packaging, weight, and the order number that closes the parcel.

use std::borrow::Cow;

use super::ruling::RuledParcel;
use super::weights;
use super::{Bench, Context, Decision};
use crate::domain::gs1::Sscc;
use crate::domain::ids::{OrderNo, PackagingCode, TrackingNo};
use crate::domain::packaging::Packaging;
use crate::domain::session::fact::{Fact, PackedUnits};
use crate::domain::session::input::Credentials;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::question::Question;
use crate::domain::session::{ChosenPackaging, Parcel, Session, Step};
use crate::domain::shipping_rules::Ruling;
use crate::domain::tariff::{CarrierLimit, NotCarried};
use crate::domain::units::Grams;
use crate::domain::weight_check::Expectation;
use crate::domain::worker::Right;

/// Heaviest weight that is taken for a parcel's at all: a tonne. More is a scale that lost its mind.
const HEAVIEST: Grams = Grams(1_000_000);

/// Extension digit of our SSCCs. Source: GS1 General Specifications, AI (00): chosen by the company.
const EXTENSION_DIGIT: u8 = 0;

/// Extension digit of substitute labels.
///
/// A serial belongs to one bench alone, so with another digit before it it is a second number that
/// nobody else gives, even when all of the first kind are used up.
pub(super) const EXTENSION_OF_SUBSTITUTES: u8 = 9;

impl Bench {
    /// A packaging by command: the named one, or the proposed one when none is named.
    pub(super) fn on_packaging_command(
        &self,
        packaging: Option<&Result<Packaging, PackagingCode>>,
        reason: Option<&str>,
        context: &Context<'_>,
    ) -> Decision {
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        match packaging {
            Some(Ok(packaging)) => self.take_packaging(session, &packaging.code, reason, context),
            Some(Err(code)) => self.refuse(Refusal::UnknownPackaging {
                packaging: code.clone(),
            }),
            None if session.step != Step::Packaging => self.refuse(Self::what_is_due(session)),
            None => match context.shelf().suggestion(session) {
                Some(code) => self.take_packaging(session, &code, reason, context),
                None => self.refuse(Refusal::PackagingFirst),
            },
        }
    }

    /// Takes a packaging for the parcel at hand; another than the proposed one needs a reason.
    pub(super) fn take_packaging(
        &self,
        session: &Session,
        code: &PackagingCode,
        reason: Option<&str>,
        context: &Context<'_>,
    ) -> Decision {
        if session.step == Step::Scanning {
            return self.choose_box(session, code, reason, context);
        }
        if let Some(refused) = self.second_person_first(session) {
            return refused;
        }
        let suggested = context.shelf().suggestion(session);
        let found = self.packaging_or_why(session, code, reason, suggested.as_ref(), context);
        let (packaging, reason) = match found {
            Ok(found) => found,
            Err(otherwise) => return otherwise,
        };
        match packaging_taken(session, &packaging, suggested, reason, context) {
            Ok((fact, expected)) => {
                let message = Message::WeighNow {
                    packaging: code.clone(),
                    expected: expected.gross,
                };
                Decision::accept(vec![fact], message)
            }
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// The packaging of this code and the reason given for it, where `proposed` is the one to take:
    /// an unknown one is refused, and another than the proposed one without a reason is asked about.
    pub(super) fn packaging_or_why<'a, 'r>(
        &self,
        session: &Session,
        code: &PackagingCode,
        reason: Option<&'r str>,
        proposed: Option<&PackagingCode>,
        context: &Context<'a>,
    ) -> Result<(Cow<'a, Packaging>, Option<&'r str>), Decision> {
        let parcel = session.parcel();
        let found = parcel.and_then(|it| session.packaging_of(it, code, context.packagings));
        let Some(packaging) = found else {
            return Err(self.refuse(Refusal::UnknownPackaging {
                packaging: code.clone(),
            }));
        };
        let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
        if proposed != Some(code) && reason.is_none() {
            let mut shelf = context.packagings.iter();
            let proposed = shelf.find(|it| Some(&it.code) == proposed);
            let room = packaging.inner.volume_mm3();
            let question = Question::WhyPackaging {
                packaging: code.clone(),
                is_smaller: proposed.is_none_or(|it| room < it.inner.volume_mm3()),
            };
            return Err(Decision::ask(Some(session.order.clone()), question));
        }
        Ok((packaging, reason))
    }

    /// A weight. At the packaging step it also takes the proposed packaging: putting the parcel on
    /// the scale is going on.
    pub(super) fn on_weight(&self, gross: Grams, typed: bool, context: &Context<'_>) -> Decision {
        let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        else {
            return self.refuse(Refusal::NoOrderOpen);
        };
        if self.question.is_some() {
            return self.refuse(Refusal::AnswerFirst);
        }
        if let Some(refused) = self.label_first() {
            return refused;
        }
        if !(Grams(1)..=HEAVIEST).contains(&gross) {
            return self.refuse(Refusal::WeightImpossible);
        }
        // A unit that was found after all waits for the scale, whatever was due before it.
        if session.unit_due().is_some() {
            return self.on_unit_weight(session, gross, typed, context);
        }
        match session.step {
            Step::Packaging => self.go_on_and_weigh(session, gross, typed, context),
            Step::Weighing | Step::Confirming => self.weigh(session, gross, typed, context),
            Step::Scanning => self.on_unit_weight(session, gross, typed, context),
            Step::Idle | Step::Closed => self.refuse(Self::what_is_due(session)),
        }
    }

    fn go_on_and_weigh(
        &self,
        session: &Session,
        gross: Grams,
        typed: bool,
        context: &Context<'_>,
    ) -> Decision {
        let taken = self.on_packaging_command(None, None, context);
        if !taken
            .facts
            .iter()
            .any(|fact| matches!(fact, Fact::PackagingTaken { .. }))
        {
            return taken;
        }
        let mut after = session.clone();
        let stamp = self.stamp(context);
        for fact in &taken.facts {
            after.apply(fact, &stamp);
        }
        let mut weighed = self.weigh(&after, gross, typed, context);
        weighed.facts.splice(0..0, taken.facts);
        weighed
    }

    fn weigh(
        &self,
        session: &Session,
        gross: Grams,
        typed: bool,
        context: &Context<'_>,
    ) -> Decision {
        let Some((parcel, packaging)) = with_packaging(session) else {
            return self.refuse(Refusal::PackagingFirst);
        };
        let ruled = RuledParcel::of(session, packaging, gross, context);
        let refusal = if gross > ruled.max_gross {
            Some(Refusal::TooHeavy {
                max_gross: ruled.max_gross,
            })
        } else if packaging.expected.accepts(gross) {
            None
        } else {
            Some(Refusal::WeightOff {
                difference: gross - packaging.expected.gross,
                tolerance: packaging.expected.tolerance,
            })
        };
        let weighed = Fact::Weighed {
            order: session.order.clone(),
            parcel: parcel.number,
            gross,
            typed,
            accepted: refusal.is_none(),
        };
        match refusal {
            Some(refusal) => self.refuse(refusal).after(weighed),
            None => match ruled.obstacle(session, packaging, context) {
                Some(obstacle) => self.refuse(obstacle).after(weighed),
                None => Decision::accept(vec![weighed], confirm_now(gross, ruled.ruling, context)),
            },
        }
    }

    /// A second person with the right lets one parcel go although its weight is off, and says why.
    pub(super) fn on_release(
        &self,
        by: &Credentials,
        reason: &str,
        context: &Context<'_>,
    ) -> Decision {
        if let Some(session) = self.session()
            && session.step == Step::Scanning
        {
            return self.on_unit_release(session, by, reason, context);
        }
        let blocked = self
            .session()
            .filter(|session| session.step == Step::Weighing)
            .and_then(|session| Some((session, with_packaging(session)?)))
            .and_then(|(session, (parcel, packaging))| {
                Some((session, parcel, packaging, parcel.gross?))
            });
        let Some((session, parcel, packaging, gross)) = blocked else {
            return self.refuse(Refusal::NothingToRelease);
        };
        let ruled = RuledParcel::of(session, packaging, gross, context);
        if gross > ruled.max_gross {
            return self.refuse(Refusal::TooHeavy {
                max_gross: ruled.max_gross,
            });
        }
        if reason.trim().is_empty() {
            return self.refuse(Refusal::ReasonNeeded);
        }
        let lead = match self.prove_second_person(by, Some(Right::ReleaseWeight), context) {
            Ok(lead) => lead,
            Err(refused) => return refused,
        };
        let difference = gross - packaging.expected.gross;
        let fact = Fact::WeightReleased {
            order: session.order.clone(),
            parcel: parcel.number,
            gross,
            difference,
            by: lead,
            reason: reason.to_owned(),
        };
        Decision::accept(vec![fact], Message::Released { difference })
    }

    /// An order number while an order is open: it confirms the parcel, or says what is still due.
    pub(super) fn on_order_number(
        &self,
        session: &Session,
        scanned: &OrderNo,
        context: &Context<'_>,
    ) -> Decision {
        let is_same = *scanned == session.order;
        match (session.step, is_same) {
            (Step::Confirming, true) => self.close_parcel(session, context),
            (Step::Confirming, false) => self.refuse(Refusal::WrongOrderNumber {
                scanned: scanned.clone(),
                expected: session.order.clone(),
            }),
            (_, true) => self
                .unit_first(session)
                .unwrap_or_else(|| self.refuse(Self::what_is_due(session))),
            (_, false) => self.refuse(Refusal::AnotherOrderOpen {
                open: session.order.clone(),
            }),
        }
    }

    fn close_parcel(&self, session: &Session, context: &Context<'_>) -> Decision {
        if let Some(refused) = self.second_person_first(session) {
            return refused;
        }
        let Some((parcel, packaging)) = with_packaging(session) else {
            return self.refuse(Refusal::PackagingFirst);
        };
        let Some(gross) = parcel.gross.filter(|_| parcel.weight_ok) else {
            return self.refuse(Refusal::WeighFirst);
        };
        if let Some(refused) = self.refuse_by_rules(session, packaging, gross, context) {
            return refused;
        }
        if let Some(field) = context.label_fault {
            return self.refuse(Refusal::LabelImpossible {
                field: field.to_owned(),
            });
        }
        let Some((tracking, serial)) = tracking_number(parcel, context) else {
            return self.refuse(Refusal::NoTrackingNumbers);
        };
        let number = (tracking.clone(), serial);
        let mut facts = closing_facts(session, parcel, packaging, gross, number, context);
        if session.missing() > 0 {
            facts.extend(self.next_box(session, &facts, context));
            let message = Message::ParcelClosed {
                tracking: tracking.clone(),
                parcel: parcel.number,
                planned: session
                    .expected_parcels()
                    .max(parcel.number.saturating_add(1)),
            };
            return Decision::accept(facts, or_scan_label(message, tracking, context));
        }
        let message = Message::OrderClosed {
            order: session.order.clone(),
            tracking: tracking.clone(),
        };
        Decision::accept(facts, or_scan_label(message, tracking, context))
    }
}

/// What happens when a parcel is closed under this number, and the order with its last one.
pub(super) fn closing_facts(
    session: &Session,
    parcel: &Parcel,
    packaging: &ChosenPackaging,
    gross: Grams,
    (tracking, serial): (TrackingNo, Option<u64>),
    context: &Context<'_>,
) -> Vec<Fact> {
    let order = &session.order;
    let missing = context.missing_documents.iter();
    let mut facts: Vec<Fact> = missing
        .map(|document| Fact::DocumentMissing {
            order: order.clone(),
            document: *document,
        })
        .collect();
    facts.push(Fact::ParcelClosed {
        order: order.clone(),
        parcel: parcel.number,
        packaging: packaging.code.clone(),
        gross,
        tracking: tracking.clone(),
        serial,
        label_revision: parcel.label_revision.saturating_add(1),
        contents: packed_units(session, parcel),
        ruling: RuledParcel::of(session, packaging, gross, context)
            .ruling
            .map(Box::new),
    });
    facts.extend(weights::taught(session, parcel, packaging, gross, context));
    if context.label_scan {
        facts.push(Fact::LabelScanDue {
            order: order.clone(),
            parcel: parcel.number,
            tracking,
        });
    }
    if session.missing() == 0 {
        facts.push(Fact::OrderClosed {
            order: order.clone(),
            parcels: u32::try_from(session.parcels.len()).unwrap_or(u32::MAX),
        });
    }
    facts
}

/// The weight is right; a service that is another one by this weight is said.
fn confirm_now(gross: Grams, ruling: Option<Ruling>, context: &Context<'_>) -> Message {
    let before = context.order_now.map(|order| &order.service);
    match ruling {
        Some(ruling) if before.is_some_and(|before| *before != ruling.service) => {
            Message::ServiceChanged {
                gross,
                service: ruling.service,
                rule: ruling.rule,
            }
        }
        _ => Message::ConfirmNow { gross },
    }
}

/// Where labels are scanned, the parcel is closed but not yet done.
fn or_scan_label(message: Message, tracking: TrackingNo, context: &Context<'_>) -> Message {
    if context.label_scan {
        Message::ScanLabel { tracking }
    } else {
        message
    }
}

fn packaging_taken(
    session: &Session,
    packaging: &Packaging,
    suggested: Option<PackagingCode>,
    reason: Option<&str>,
    context: &Context<'_>,
) -> Result<(Fact, Expectation), Refusal> {
    let Some(parcel) = session.parcel() else {
        return Err(Refusal::ParcelEmpty);
    };
    let carriage = context.settings.carriage(&session.way);
    let not_carried = |limit| {
        Refusal::NotCarried(Box::new(NotCarried {
            packaging: packaging.code.clone(),
            service: session.way.service.clone(),
            limit,
            instead: context.shelf().carried(session, &session.way),
        }))
    };
    if let Some(limit) = carriage.broken(packaging) {
        return Err(not_carried(limit));
    }
    let max_gross = carriage.max_gross(packaging).unwrap_or(packaging.max_gross);
    let units = session.weighed_units(parcel);
    let (expected, lessons) = weights::expected(&units, &packaging.code, packaging.tare, context);
    if expected.gross > max_gross && max_gross < packaging.max_gross {
        return Err(not_carried(CarrierLimit::Gross { most: max_gross }));
    }
    if expected.gross > max_gross {
        return Err(Refusal::PackagingTooWeak {
            packaging: packaging.code.clone(),
            max_gross,
        });
    }
    let fact = Fact::PackagingTaken {
        order: session.order.clone(),
        parcel: parcel.number,
        packaging: packaging.code.clone(),
        suggested,
        reason: reason.map(str::to_owned),
        tare: packaging.tare,
        max_gross,
        expected: expected.gross,
        tolerance: expected.tolerance,
        lessons,
    };
    Ok((fact, expected))
}

pub(super) fn with_packaging(session: &Session) -> Option<(&Parcel, &ChosenPackaging)> {
    let parcel = session.parcel()?;
    Some((parcel, parcel.packaging.as_ref()?))
}

/// The parcel's number: the one it already has, or an SSCC of the next serial.
///
/// For our own carrier the tracking number is the SSCC's 18 digits.
pub fn tracking_number(
    parcel: &Parcel,
    context: &Context<'_>,
) -> Option<(TrackingNo, Option<u64>)> {
    if let Some(kept) = &parcel.tracking {
        return Some((kept.clone(), None));
    }
    let serial = context.next_serial?;
    let sscc = Sscc::compose(
        EXTENSION_DIGIT,
        &context.settings.gs1_company_prefix,
        serial,
    )
    .ok()?;
    Some((TrackingNo(sscc.to_string()), Some(serial)))
}

fn packed_units(session: &Session, parcel: &Parcel) -> Vec<PackedUnits> {
    let lines = parcel
        .contents
        .iter()
        .filter_map(|(at, units)| Some((session.lines.get(*at)?, *units)));
    lines
        .map(|(line, units)| PackedUnits {
            sku: line.opened.sku.clone(),
            units,
            location: line.opened.location.clone(),
        })
        .collect()
}

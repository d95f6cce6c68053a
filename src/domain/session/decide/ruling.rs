//! What the shipping rules say of a parcel once its weight and packaging are known.

use std::borrow::Cow;

use super::{Bench, Context, Decision};
use crate::domain::packaging::Packaging;
use crate::domain::session::input::OrderNow;
use crate::domain::session::message::Refusal;
use crate::domain::session::{ChosenPackaging, Session};
use crate::domain::settings::Settings;
use crate::domain::shipping_rules::{Ruling, decide};
use crate::domain::tariff::{CarrierLimit, NotCarried, Way};
use crate::domain::units::Grams;

/// The ruling about a parcel of this weight in this packaging; `None` in a shop that never had a rule.
///
/// It is asked again at each weighing and when the parcel is closed, and the last answer counts: a rule that
/// was changed while the parcel stood on the scale counts for it.
pub fn ruling_of(
    order_now: Option<&OrderNow>,
    packaging: Option<&Packaging>,
    gross: Option<Grams>,
    settings: &Settings,
) -> Option<Ruling> {
    if settings.shipping.is_unused() {
        return None;
    }
    let facts = order_now?.facts.clone();
    let facts = facts.weighing(gross).packed_in(packaging);
    Some(decide(&settings.shipping, &facts).ruling)
}

/// What the rules say of the parcel at hand, with what it may weigh by that service.
pub(super) struct RuledParcel {
    pub(super) ruling: Option<Ruling>,
    pub(super) max_gross: Grams,
    way: Way,
    /// What of the box the service does not take.
    broken: Option<CarrierLimit>,
}

impl RuledParcel {
    /// Of a parcel in this packaging with this weight.
    pub(super) fn of(
        session: &Session,
        chosen: &ChosenPackaging,
        gross: Grams,
        context: &Context<'_>,
    ) -> Self {
        let packaging = packaging_of(session, chosen, context);
        let packaging = packaging.as_deref();
        let ruling = ruling_of(context.order_now, packaging, Some(gross), context.settings);
        let way = match &ruling {
            Some(ruling) if ruling.service != session.way.service => {
                session.way.by(&ruling.service)
            }
            _ => session.way.clone(),
        };
        let carriage = context.settings.carriage(&way);
        // The limit was taken for the way out that was known then.
        let max_gross = match packaging {
            Some(packaging) if way != session.way => carriage.max_gross(packaging),
            _ => None,
        };
        Self {
            ruling,
            max_gross: max_gross.unwrap_or(chosen.max_gross),
            broken: packaging.and_then(|packaging| carriage.broken(packaging)),
            way,
        }
    }

    /// What keeps the parcel from going out as the rules say.
    pub(super) fn obstacle(
        &self,
        session: &Session,
        chosen: &ChosenPackaging,
        context: &Context<'_>,
    ) -> Option<Refusal> {
        if let Some(ruling) = &self.ruling {
            if let Some(hold) = &ruling.hold {
                return Some(Refusal::HeldByRule {
                    rule: hold.rule,
                    reason: hold.reason.clone(),
                });
            }
            // Only now a locker: the order has to name one.
            let is_now = ruling.goes_to_locker();
            let now = context.order_now.filter(|_| is_now);
            if now.is_some_and(|now| now.service != ruling.service && !now.has_locker) {
                return Some(Refusal::LabelImpossible {
                    field: "locker".to_owned(),
                });
            }
        }
        self.broken.map(|limit| {
            Refusal::NotCarried(Box::new(NotCarried {
                packaging: chosen.code.clone(),
                service: self.way.service.clone(),
                limit,
                instead: context.shelf().carried(session, &self.way),
            }))
        })
    }
}

fn packaging_of<'a>(
    session: &Session,
    chosen: &ChosenPackaging,
    context: &Context<'a>,
) -> Option<Cow<'a, Packaging>> {
    let parcel = session.parcel()?;
    session.packaging_of(parcel, &chosen.code, context.packagings)
}

impl Bench {
    /// The refusal of a parcel that the rules hold here, or cannot send.
    pub(super) fn refuse_by_rules(
        &self,
        session: &Session,
        chosen: &ChosenPackaging,
        gross: Grams,
        context: &Context<'_>,
    ) -> Option<Decision> {
        let ruled = RuledParcel::of(session, chosen, gross, context);
        Some(self.refuse(ruled.obstacle(session, chosen, context)?))
    }
}

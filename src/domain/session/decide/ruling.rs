//! What the shipping rules say of a parcel once its weight and packaging are known.

use std::borrow::Cow;

use super::{Bench, Context, Decision};
use crate::domain::packaging::Packaging;
use crate::domain::session::input::OrderNow;
use crate::domain::session::message::Refusal;
use crate::domain::session::{ChosenPackaging, Session};
use crate::domain::settings::Settings;
use crate::domain::shipping_rules::{Ruling, decide};
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
        let to_locker = ruling
            .as_ref()
            .map_or(session.to_locker, Ruling::goes_to_locker);
        // The limit was taken for the way out that was known then.
        let max_gross = match packaging {
            Some(packaging) if to_locker != session.to_locker => packaging.max_gross_for(to_locker),
            _ => chosen.max_gross,
        };
        Self { ruling, max_gross }
    }

    /// What keeps the parcel from going out as the rules say.
    pub(super) fn obstacle(
        &self,
        session: &Session,
        chosen: &ChosenPackaging,
        context: &Context<'_>,
    ) -> Option<Refusal> {
        let ruling = self.ruling.as_ref()?;
        if let Some(hold) = &ruling.hold {
            return Some(Refusal::HeldByRule {
                rule: hold.rule,
                reason: hold.reason.clone(),
            });
        }
        let order_now = context.order_now?;
        if !ruling.goes_to_locker() || order_now.service == ruling.service {
            return None;
        }
        // Only now a locker: the order has to name one, and the box has to fit.
        let packaging = packaging_of(session, chosen, context);
        let fits = packaging.is_none_or(|packaging| packaging.may_ship(true));
        (!order_now.has_locker || !fits).then(|| Refusal::LabelImpossible {
            field: "locker".to_owned(),
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

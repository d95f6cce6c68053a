//! Everything that can be wrong with a shipping rule.

use crate::domain::session::message::{Message, Refusal};
use crate::domain::shipping_rules::text::TextFault;
use crate::domain::shipping_rules::{Axis, RuleFault, RuleId};
use crate::domain::units::Grams;

const RULE: RuleId = RuleId(3);

/// The fault that the others follow.
pub(super) const FIRST_FAULT: RuleFault = RuleFault::TooManyRules;

/// The next fault of a list.
pub(super) fn next_fault(fault: RuleFault) -> Option<RuleFault> {
    use RuleFault as F;
    Some(match fault {
        F::TooManyRules => F::NumberTwice { rule: RULE },
        F::NumberTwice { rule } => F::NoAction { rule },
        F::NoAction { rule } => F::EmptyRange {
            rule,
            axis: Axis::Weight,
        },
        F::EmptyRange { rule, .. } => F::BadText { rule },
        F::BadText { rule } => F::BadExceptions { rule },
        F::BadExceptions { .. } => return None,
    })
}

/// The next fault of a cell.
pub(super) fn next_text_fault(fault: TextFault) -> Option<TextFault> {
    use TextFault as F;
    Some(match fault {
        F::Range => F::Sizes,
        F::Sizes => F::Countries,
        F::Countries => F::Postcodes,
        F::Postcodes => F::Value,
        F::Value => F::Tags,
        F::Tags => F::YesNo,
        F::YesNo => F::Words,
        F::Words => return None,
    })
}

/// The refusal behind this one of a shipping rule.
pub(super) fn refusal_after(refusal: &Refusal) -> Option<Refusal> {
    Some(match refusal {
        Refusal::HeldByRule { .. } => Refusal::RulesOutdated { now: 4 },
        Refusal::RulesOutdated { .. } => Refusal::RulesFaulty {
            fault: RuleFault::NoAction { rule: RULE },
        },
        Refusal::RulesFaulty { .. } => return None,
        _ => Refusal::HeldByRule {
            rule: RULE,
            reason: "Za duża wartość".to_owned(),
        },
    })
}

/// What the bench says of a service that the weight has changed, and of rules that were saved.
pub(super) fn messages() -> Vec<Message> {
    vec![
        Message::ServiceChanged {
            gross: Grams(25_400),
            service: "dpd_courier".to_owned(),
            rule: Some(RULE),
        },
        Message::RulesSent { rules: 5 },
    ]
}

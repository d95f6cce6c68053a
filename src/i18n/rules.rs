//! Shipping rules in sentences: what a rule asks, what it does, and what is wrong with it.

use std::fmt::Display;

use super::rules_word::{RuleWord, rule_word};
use super::said::Phrase;
use super::{Lang, args::shown, delivery, format, tag};
use crate::domain::shipping_rules::text::TextFault;
use crate::domain::shipping_rules::{
    Action, Axis, Condition, Facts, Rule, RuleFault, SizeClass, Span,
};
use crate::domain::units::{Grams, Minor};

/// A rule as one sentence: when, what then, and when not.
pub fn rule_sentence(lang: Lang, rule: &Rule) -> String {
    let mut sentence = format!(
        "{}: {}",
        sentence_of(lang, &rule.condition),
        action(lang, &rule.action)
    );
    for exception in &rule.exceptions {
        let condition = condition(lang, exception);
        sentence.push_str("; ");
        sentence.push_str(&rule_word(lang, RuleWord::RuleExcept { condition }));
    }
    sentence
}

/// A condition at the beginning of a sentence.
fn sentence_of(lang: Lang, asked: &Condition) -> String {
    let text = condition(lang, asked);
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}

/// What has to hold, in words.
pub fn condition(lang: Lang, condition: &Condition) -> String {
    let parts = Axis::ALL.into_iter().filter(|axis| condition.names(*axis));
    let parts: Vec<String> = parts.map(|axis| part(lang, condition, axis)).collect();
    if parts.is_empty() {
        return rule_word(lang, RuleWord::RuleAnyOrder);
    }
    parts.join(&format!(" {} ", rule_word(lang, RuleWord::RuleAnd)))
}

/// What a rule does, in words.
pub fn action(lang: Lang, action: &Action) -> String {
    let mut parts = Vec::new();
    if let Some(service) = &action.service {
        parts.push(shown(&delivery(lang, service)));
    }
    if !action.tags.is_empty() {
        let tags = action.tags.iter().map(|one| tag(lang, *one));
        let tags = tags.collect::<Vec<_>>().join(", ");
        parts.push(rule_word(lang, RuleWord::RuleGivesTags { tags }));
    }
    if let Some(status) = action.status.clone() {
        parts.push(rule_word(lang, RuleWord::RuleGivesStatus { status }));
    }
    if let Some(reason) = action.hold.clone() {
        parts.push(rule_word(lang, RuleWord::RuleHolds { reason }));
    }
    if parts.is_empty() {
        return rule_word(lang, RuleWord::RuleDoesNothing);
    }
    parts.join(", ")
}

/// The name of a thing that rules look at.
pub fn axis(lang: Lang, axis: Axis) -> String {
    rule_word(
        lang,
        match axis {
            Axis::Weight => RuleWord::RuleAxisWeight,
            Axis::Size => RuleWord::RuleAxisSize,
            Axis::Country => RuleWord::RuleAxisCountry,
            Axis::Postcode => RuleWord::RuleAxisPostcode,
            Axis::Method => RuleWord::RuleAxisMethod,
            Axis::Value => RuleWord::RuleAxisValue,
            Axis::Tags => RuleWord::RuleAxisTags,
            Axis::Channel => RuleWord::RuleAxisChannel,
            Axis::ServiceLevel => RuleWord::RuleAxisLevel,
            Axis::CashOnDelivery => RuleWord::RuleAxisCod,
        },
    )
}

fn part(lang: Lang, condition: &Condition, of: Axis) -> String {
    let values = match of {
        Axis::CashOnDelivery => {
            return rule_word(
                lang,
                if condition.cash_on_delivery == Some(true) {
                    RuleWord::RuleWithCod
                } else {
                    RuleWord::RuleWithoutCod
                },
            );
        }
        Axis::Weight => range(lang, condition.weight.unwrap_or_default(), |grams| {
            format::kilograms(lang, Grams(grams))
        }),
        Axis::Value => condition.value.as_ref().map_or_else(String::new, |value| {
            range(lang, value.span, |minor| {
                format::money(lang, Minor(minor), &value.currency)
            })
        }),
        Axis::Size => any(lang, condition.sizes.iter().map(|one| size(lang, *one))),
        Axis::Country => any(lang, condition.countries.iter()),
        Axis::Postcode => any(lang, condition.postcodes.iter()),
        Axis::Method => any(
            lang,
            condition.methods.iter().map(|one| delivery(lang, one)),
        ),
        Axis::Tags => any(lang, condition.tags.iter().map(|one| tag(lang, *one))),
        Axis::Channel => any(lang, condition.channels.iter()),
        Axis::ServiceLevel => any(lang, condition.service_levels.iter()),
    };
    let axis = axis(lang, of);
    rule_word(lang, RuleWord::RulePart { axis, values })
}

fn range(lang: Lang, span: Span, say: impl Fn(i64) -> String) -> String {
    let Span { from, to } = span;
    match (from.map(&say), to.map(&say)) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => rule_word(lang, RuleWord::RuleBetween { from, to }),
        (Some(from), None) => rule_word(lang, RuleWord::RuleFrom { from }),
        (None, Some(to)) => rule_word(lang, RuleWord::RuleUpTo { to }),
        (None, None) => String::new(),
    }
}

fn any<T: Display>(lang: Lang, values: impl Iterator<Item = T>) -> String {
    let mut values: Vec<String> = values.map(|value| shown(&value.to_string())).collect();
    match values.pop() {
        Some(last) if !values.is_empty() => {
            let or = rule_word(lang, RuleWord::RuleOr);
            format!("{} {or} {last}", values.join(", "))
        }
        last => last.unwrap_or_default(),
    }
}

fn size(lang: Lang, size: SizeClass) -> String {
    match size {
        SizeClass::Larger => rule_word(lang, RuleWord::RuleLarger),
        other => other.word().to_owned(),
    }
}

/// What an order says of one thing, in words.
pub fn fact_of(lang: Lang, facts: &Facts, of: Axis) -> String {
    let known = match of {
        Axis::Weight => facts.weight.map(|weight| format::kilograms(lang, weight)),
        Axis::Size => facts.size.map(|one| size(lang, one)),
        Axis::Country => Some(shown(&facts.country)),
        Axis::Postcode => facts.postcode.map(|code| code.to_string()),
        Axis::Method => Some(shown(&delivery(lang, &facts.method))),
        Axis::Value => Some(format::money(lang, facts.value, &facts.currency)),
        Axis::Tags => {
            let tags = facts.tags.iter().map(|one| tag(lang, *one));
            Some(tags.collect::<Vec<_>>().join(", "))
        }
        Axis::Channel => Some(shown(&facts.channel)),
        Axis::ServiceLevel => Some(shown(&facts.service_level)),
        Axis::CashOnDelivery => facts.cash_on_delivery.map(|with| {
            rule_word(
                lang,
                if with {
                    RuleWord::RuleWithCod
                } else {
                    RuleWord::RuleWithoutCod
                },
            )
        }),
    };
    known
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| rule_word(lang, RuleWord::RuleUnknown))
}

/// Of an order, what one of these conditions asks about.
pub fn example(lang: Lang, facts: &Facts, asked: &[&Condition]) -> String {
    let asked = |axis: &Axis| asked.iter().any(|condition| condition.names(*axis));
    let parts = Axis::ALL.into_iter().filter(asked).map(|of| {
        let (axis, values) = (axis(lang, of), fact_of(lang, facts, of));
        rule_word(lang, RuleWord::RulePart { axis, values })
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// What is wrong with a cell of a rule.
pub(super) fn text_fault(fault: TextFault) -> Phrase {
    Phrase::of(match fault {
        TextFault::Range => "import-rule-Range",
        TextFault::Sizes => "import-rule-Sizes",
        TextFault::Countries => "import-rule-Countries",
        TextFault::Postcodes => "import-rule-Postcodes",
        TextFault::Value => "import-rule-Value",
        TextFault::Tags => "import-rule-Tags",
        TextFault::YesNo => "import-rule-YesNo",
        TextFault::Words => "import-rule-Words",
    })
}

/// What is wrong with a list.
pub(super) fn rule_fault(fault: RuleFault) -> Phrase {
    let of = |id, rule| Phrase::of(id).text("rule", rule);
    match fault {
        RuleFault::TooManyRules => Phrase::of("rules-TooManyRules"),
        RuleFault::NumberTwice { rule } => of("rules-NumberTwice", rule),
        RuleFault::NoAction { rule } => of("rules-NoAction", rule),
        RuleFault::EmptyRange { rule, axis: _ } => of("rules-EmptyRange", rule),
        RuleFault::BadText { rule } => of("rules-BadText", rule),
        RuleFault::BadExceptions { rule } => of("rules-BadExceptions", rule),
    }
}

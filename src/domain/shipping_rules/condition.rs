//! What has to hold: closed ranges and sets, one for each thing that rules look at.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::{Facts, SizeClass};
use super::postcode::PostcodeRange;
use super::{MOST_VALUES, RuleFault, RuleId, text};
use crate::domain::order::Tag;
use crate::domain::units::{Grams, Minor};

/// One thing that rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// What the parcel weighs.
    Weight,
    /// How large it is.
    Size,
    /// Where it goes.
    Country,
    /// Where there.
    Postcode,
    /// The delivery method that the shop sent.
    Method,
    /// What the order is worth.
    Value,
    /// Its tags.
    Tags,
    /// Where it was sold.
    Channel,
    /// What the customer paid for.
    ServiceLevel,
    /// Whether the carrier takes money at the door.
    CashOnDelivery,
}

impl Axis {
    /// All of them, in the order in which they are looked at and shown.
    pub const ALL: [Self; 10] = [
        Self::Country,
        Self::Postcode,
        Self::Method,
        Self::Weight,
        Self::Size,
        Self::Value,
        Self::Tags,
        Self::Channel,
        Self::ServiceLevel,
        Self::CashOnDelivery,
    ];
}

/// Whole numbers from one to another, both included; an end that is not given is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Span {
    /// The smallest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// The largest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
}

impl Span {
    /// Whether a number lies in it.
    pub fn has(self, number: i64) -> bool {
        self.from.is_none_or(|from| from <= number) && self.to.is_none_or(|to| number <= to)
    }

    /// Whether it can be used: it has an end, none is negative, and something lies in it.
    fn is_sound(self) -> bool {
        let lowest = self.from.unwrap_or(0);
        self != Self::default() && lowest >= 0 && self.to.is_none_or(|to| lowest <= to)
    }
}

/// An amount of money from one to another, in minor units of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueSpan {
    /// ISO 4217 code; an order in another currency does not lie in it.
    pub currency: String,
    /// The amounts, both included.
    pub span: Span,
}

/// What has to hold. A part that says nothing holds for every order.
///
/// A part that this program does not know is not read past: without it the rule would fit other orders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Condition {
    /// Weight in grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Span>,
    /// One of these size classes.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub sizes: BTreeSet<SizeClass>,
    /// One of these countries.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub countries: BTreeSet<String>,
    /// A postcode in one of these ranges.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub postcodes: BTreeSet<PostcodeRange>,
    /// One of these delivery methods.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub methods: BTreeSet<String>,
    /// Worth as much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueSpan>,
    /// At least one of these tags.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Tag>,
    /// Sold at one of these channels.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub channels: BTreeSet<String>,
    /// One of these service levels.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub service_levels: BTreeSet<String>,
    /// With cash on delivery, or without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_on_delivery: Option<bool>,
}

/// Why a condition does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Miss {
    /// The first part that does not hold.
    pub axis: Axis,
    /// Nobody knows it yet, or the shop did not say.
    pub is_unknown: bool,
}

impl Condition {
    /// The first part that does not hold.
    pub fn miss(&self, facts: &Facts) -> Option<Miss> {
        let mut axes = Axis::ALL.into_iter();
        let axis = axes.find(|axis| !self.holds_on(*axis, facts))?;
        let is_unknown = match axis {
            Axis::Weight => facts.weight.is_none(),
            Axis::Size => facts.size.is_none(),
            Axis::Country => facts.country.is_empty(),
            Axis::Postcode => facts.postcode.is_none(),
            Axis::Channel => facts.channel.is_empty(),
            Axis::ServiceLevel => facts.service_level.is_empty(),
            Axis::CashOnDelivery => facts.cash_on_delivery.is_none(),
            Axis::Method | Axis::Value | Axis::Tags => false,
        };
        Some(Miss { axis, is_unknown })
    }

    /// Whether the condition says anything about this.
    pub fn names(&self, axis: Axis) -> bool {
        match axis {
            Axis::Weight => self.weight.is_some(),
            Axis::Size => !self.sizes.is_empty(),
            Axis::Country => !self.countries.is_empty(),
            Axis::Postcode => !self.postcodes.is_empty(),
            Axis::Method => !self.methods.is_empty(),
            Axis::Value => self.value.is_some(),
            Axis::Tags => !self.tags.is_empty(),
            Axis::Channel => !self.channels.is_empty(),
            Axis::ServiceLevel => !self.service_levels.is_empty(),
            Axis::CashOnDelivery => self.cash_on_delivery.is_some(),
        }
    }

    /// Whether this part of it holds. What is not known holds only where nothing is asked.
    pub fn holds_on(&self, axis: Axis, facts: &Facts) -> bool {
        if !self.names(axis) {
            return true;
        }
        match axis {
            Axis::Weight => {
                let span = self.weight.unwrap_or_default();
                facts.weight.is_some_and(|Grams(weight)| span.has(weight))
            }
            Axis::Size => facts.size.is_some_and(|size| self.sizes.contains(&size)),
            Axis::Country => self.countries.contains(&facts.country),
            Axis::Postcode => facts
                .postcode
                .is_some_and(|code| self.postcodes.iter().any(|range| range.has(code))),
            Axis::Method => self.methods.contains(&facts.method),
            Axis::Value => self.value.as_ref().is_some_and(|value| {
                let Minor(amount) = facts.value;
                value.currency == facts.currency && value.span.has(amount)
            }),
            Axis::Tags => facts.tags.iter().any(|tag| self.tags.contains(tag)),
            Axis::Channel => self.channels.contains(&facts.channel),
            Axis::ServiceLevel => self.service_levels.contains(&facts.service_level),
            Axis::CashOnDelivery => facts.cash_on_delivery == self.cash_on_delivery,
        }
    }

    /// The first thing that keeps it from being used.
    pub(super) fn fault(&self, rule: RuleId) -> Option<RuleFault> {
        if self.weight.is_some_and(|span| !span.is_sound()) {
            let axis = Axis::Weight;
            return Some(RuleFault::EmptyRange { rule, axis });
        }
        if self.value.as_ref().is_some_and(|it| !it.span.is_sound()) {
            let axis = Axis::Value;
            return Some(RuleFault::EmptyRange { rule, axis });
        }
        let currency = self.value.as_ref().map(|value| &value.currency);
        let sets = [
            &self.countries,
            &self.methods,
            &self.channels,
            &self.service_levels,
        ];
        let mut texts = sets.into_iter().flatten().chain(currency);
        let is_long =
            sets.iter().any(|set| set.len() > MOST_VALUES) || self.postcodes.len() > MOST_VALUES;
        (is_long || texts.any(|text| !text::is_plain(text))).then_some(RuleFault::BadText { rule })
    }
}

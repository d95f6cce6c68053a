//! Which orders do rules fit? Regions of orders that can be taken from one another, to find what nothing reaches.
//!
//! Each thing that rules look at falls into few kinds that no rule of the list tells apart: weights between two ends
//! of ranges, countries that nobody names. An order is one kind of each. A region is a set of shapes, and a shape is a
//! set of kinds of each thing, so two regions are subtracted exactly. Kinds that no real order has may be among them
//! (a postcode between the last of one town and the first of the next): a region is then called larger than it is,
//! and never smaller.

use std::collections::BTreeSet;

use super::condition::{Axis, Condition, Span};
use super::facts::{Facts, SizeClass};
use super::postcode::Postcode;
use super::{Rule, RuleSet};
use crate::domain::order::Tag;
use crate::domain::units::{Grams, Minor};

/// Most shapes of a region. Beyond, nothing is said about it. Assumption: no list that a person reads needs them.
const MOST_SHAPES: usize = 400;

/// Some kinds of one thing, one bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kinds(Vec<u64>);

impl Kinds {
    fn of(kinds: &[Facts], holds: impl Fn(&Facts) -> bool) -> Self {
        let words = kinds.chunks(64).map(|kinds| {
            kinds.iter().enumerate().fold(
                0,
                |word, (bit, kind)| {
                    if holds(kind) { word | (1 << bit) } else { word }
                },
            )
        });
        Self(words.collect())
    }

    fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn without(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn first(&self) -> Option<usize> {
        let (at, word) = self.0.iter().enumerate().find(|(_, word)| **word != 0)?;
        Some(at * 64 + usize::try_from(word.trailing_zeros()).unwrap_or(0))
    }
}

/// Some kinds of each thing, in the order of [`Axis::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape(Vec<Kinds>);

impl Shape {
    /// The part that lies in `other` too; `None` when there is none.
    fn and(&self, other: &Self) -> Option<Self> {
        let both: Vec<Kinds> = self.0.iter().zip(&other.0).map(|(a, b)| a.and(b)).collect();
        (!both.iter().any(Kinds::is_empty)).then_some(Self(both))
    }

    /// The part outside `other`, as shapes that do not overlap.
    fn without(&self, other: &Self, out: &mut Vec<Self>) {
        if self.and(other).is_none() {
            out.push(self.clone());
            return;
        }
        let mut rest = self.clone();
        for (at, kinds) in other.0.iter().enumerate() {
            let Some(own) = rest.0.get(at).cloned() else {
                continue;
            };
            let outside = own.without(kinds);
            if !outside.is_empty() {
                let mut piece = rest.clone();
                if let Some(place) = piece.0.get_mut(at) {
                    *place = outside;
                }
                out.push(piece);
            }
            if let Some(place) = rest.0.get_mut(at) {
                *place = own.and(kinds);
            }
        }
    }
}

/// Orders, as shapes that do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Region(Vec<Shape>);

impl Region {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// All kinds of orders that a list tells apart.
pub(super) struct Space {
    /// One example of each kind, in the order of [`Axis::ALL`].
    kinds: Vec<Vec<Facts>>,
}

impl Space {
    /// The kinds that these rules tell apart.
    pub(super) fn of(list: &RuleSet) -> Self {
        let conditions: Vec<&Condition> = list
            .rules
            .iter()
            .flat_map(|rule| std::iter::once(&rule.condition).chain(&rule.exceptions))
            .collect();
        let axes = Axis::ALL.into_iter();
        Self {
            kinds: axes.map(|axis| kinds_of(axis, &conditions)).collect(),
        }
    }

    fn shape(&self, condition: &Condition) -> Shape {
        let axes = Axis::ALL.into_iter().zip(&self.kinds);
        Shape(
            axes.map(|(axis, kinds)| Kinds::of(kinds, |kind| condition.holds_on(axis, kind)))
                .collect(),
        )
    }

    /// The orders that a rule fits; `None` when they are too many shapes to say.
    pub(super) fn region(&self, rule: &Rule) -> Option<Region> {
        let whole = self.shape(&rule.condition);
        let mut region = if whole.0.iter().any(Kinds::is_empty) {
            vec![]
        } else {
            vec![whole]
        };
        for exception in &rule.exceptions {
            region = outside(&region, &self.shape(exception))?;
        }
        Some(Region(region))
    }

    /// The orders of `region` that `rule` does not fit; `None` when they are too many shapes to say.
    pub(super) fn left_by(&self, region: &Region, rule: &Rule) -> Option<Region> {
        let taken = self.shape(&rule.condition);
        let mut left = outside(&region.0, &taken)?;
        let mut inside: Vec<Shape> = region.0.iter().filter_map(|it| it.and(&taken)).collect();
        // What the rule excepts stays.
        for exception in &rule.exceptions {
            let excepted = self.shape(exception);
            left.extend(inside.iter().filter_map(|it| it.and(&excepted)));
            inside = outside(&inside, &excepted)?;
        }
        (left.len() <= MOST_SHAPES).then_some(Region(left))
    }

    /// The orders of `region` that `rule` fits too.
    pub(super) fn shared(&self, region: &Region, rule: &Rule) -> Option<Region> {
        let taken = self.shape(&rule.condition);
        let mut shared: Vec<Shape> = region.0.iter().filter_map(|it| it.and(&taken)).collect();
        for exception in &rule.exceptions {
            shared = outside(&shared, &self.shape(exception))?;
        }
        Some(Region(shared))
    }

    /// An order of the region.
    pub(super) fn example(&self, region: &Region) -> Option<Facts> {
        let first = region.0.first()?;
        let mut facts = Facts::default();
        for ((axis, kinds), chosen) in Axis::ALL.into_iter().zip(&self.kinds).zip(&first.0) {
            take(axis, kinds.get(chosen.first()?)?, &mut facts);
        }
        Some(facts)
    }
}

fn outside(shapes: &[Shape], other: &Shape) -> Option<Vec<Shape>> {
    let mut left = Vec::new();
    for one in shapes {
        one.without(other, &mut left);
        if left.len() > MOST_SHAPES {
            return None;
        }
    }
    Some(left)
}

/// Takes over what `from` says of one thing.
fn take(axis: Axis, from: &Facts, to: &mut Facts) {
    match axis {
        Axis::Weight => to.weight = from.weight,
        Axis::Size => to.size = from.size,
        Axis::Country => to.country.clone_from(&from.country),
        Axis::Postcode => to.postcode = from.postcode,
        Axis::Method => to.method.clone_from(&from.method),
        Axis::Value => {
            to.value = from.value;
            to.currency.clone_from(&from.currency);
        }
        Axis::Tags => to.tags.clone_from(&from.tags),
        Axis::Channel => to.channel.clone_from(&from.channel),
        Axis::ServiceLevel => to.service_level.clone_from(&from.service_level),
        Axis::CashOnDelivery => to.cash_on_delivery = from.cash_on_delivery,
    }
}

/// One example of each kind of a thing. The first is the one that nobody names or knows.
fn kinds_of(axis: Axis, conditions: &[&Condition]) -> Vec<Facts> {
    let none = || vec![Facts::default()];
    match axis {
        Axis::Weight => {
            let spans = conditions.iter().filter_map(|it| it.weight);
            let weights = begins(spans).into_iter().map(|grams| Facts {
                weight: Some(Grams(grams)),
                ..Facts::default()
            });
            none().into_iter().chain(weights).collect()
        }
        Axis::Size => {
            let sizes = SizeClass::WORDS.iter().map(|(_, size)| Facts {
                size: Some(*size),
                ..Facts::default()
            });
            none().into_iter().chain(sizes).collect()
        }
        Axis::Postcode => none().into_iter().chain(postcodes(conditions)).collect(),
        Axis::Value => none().into_iter().chain(values(conditions)).collect(),
        Axis::Tags => tags(conditions),
        Axis::CashOnDelivery => [None, Some(false), Some(true)]
            .map(|cash_on_delivery| Facts {
                cash_on_delivery,
                ..Facts::default()
            })
            .to_vec(),
        Axis::Country | Axis::Method | Axis::Channel | Axis::ServiceLevel => {
            let named: BTreeSet<&String> = conditions
                .iter()
                .flat_map(|condition| match axis {
                    Axis::Country => &condition.countries,
                    Axis::Method => &condition.methods,
                    Axis::Channel => &condition.channels,
                    _ => &condition.service_levels,
                })
                .collect();
            let texts = named.into_iter().map(|text| {
                let named = Facts {
                    country: text.clone(),
                    method: text.clone(),
                    channel: text.clone(),
                    service_level: text.clone(),
                    ..Facts::default()
                };
                let mut kind = Facts::default();
                take(axis, &named, &mut kind);
                kind
            });
            none().into_iter().chain(texts).collect()
        }
    }
}

/// Where spans begin, and what follows them: the first number of each stretch that none of them cuts.
fn begins(spans: impl Iterator<Item = Span>) -> BTreeSet<i64> {
    let mut begins = BTreeSet::from([0]);
    for span in spans {
        begins.extend(span.from);
        begins.extend(span.to.and_then(|to| to.checked_add(1)));
    }
    begins
}

fn values(conditions: &[&Condition]) -> Vec<Facts> {
    let values = conditions.iter().filter_map(|it| it.value.as_ref());
    let currencies: BTreeSet<&String> = values.clone().map(|value| &value.currency).collect();
    currencies
        .into_iter()
        .flat_map(|currency| {
            let of_it = values.clone().filter(|value| value.currency == *currency);
            begins(of_it.map(|value| value.span))
                .into_iter()
                .map(|amount| Facts {
                    value: Minor(amount),
                    currency: currency.clone(),
                    ..Facts::default()
                })
        })
        .collect()
}

fn postcodes(conditions: &[&Condition]) -> Vec<Facts> {
    let ranges = conditions.iter().flat_map(|it| &it.postcodes);
    let mut begins = BTreeSet::new();
    for range in ranges {
        begins.insert(Postcode {
            number: 0,
            ..range.from
        });
        begins.insert(range.from);
        begins.insert(Postcode {
            number: range.to.number.saturating_add(1),
            ..range.to
        });
    }
    // Beyond the last code of a kind there is none: 99-999 has no next one.
    let is_code =
        |code: &Postcode| Postcode::read(&code.to_string()) == Some(*code) || code.has_letters;
    let codes = begins.into_iter().filter(is_code);
    codes
        .map(|code| Facts {
            postcode: Some(code),
            ..Facts::default()
        })
        .collect()
}

/// All sets of the tags that anybody names.
fn tags(conditions: &[&Condition]) -> Vec<Facts> {
    let named: BTreeSet<Tag> = conditions.iter().flat_map(|it| &it.tags).copied().collect();
    let mut sets = vec![Facts::default()];
    for tag in named {
        let with: Vec<Facts> = sets
            .iter()
            .map(|set| {
                let mut with = set.clone();
                with.tags.push(tag);
                with
            })
            .collect();
        sets.extend(with);
    }
    sets
}

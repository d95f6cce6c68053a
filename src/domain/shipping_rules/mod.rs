//! Which carrier service does an order go by, and which orders wait? Rules that a shift lead reads and edits.
//!
//! One principle for conflicts, shown above the list: **the list is read from top to bottom, and the first rule
//! that fits decides the service; the tags of all rules that fit add up; a rule that holds an order beats all.**
//! A status goes like the service: the first rule that fits and names one decides it. Where no rule names a
//! service, the order goes as the shop sent it.
//!
//! A rule fits when every part of its condition holds and none of its exceptions does. Rules look at the order as
//! the shop sent it and at the parcel, never at what other rules gave, so that no rule needs another to be
//! understood. What is not known fits no condition, and no exception.
//!
//! # When what is known
//!
//! When an order comes: country, postcode, method, value, tags, channel, service level, cash on delivery. Its weight
//! is then what its goods weigh by the catalogue. The parcel's own weight and size class are known once it has its
//! packaging and stands on the scale; rules are then asked again, before the label. Whatever they said before, this
//! last answer is on the label and in the journal, with the version of the list and the rule that won.
//!
//! A decision is a pure function of the list and the [`Facts`], so a bench and its replay say the same.

mod check;
mod condition;
mod cover;
mod decide;
mod facts;
mod postcode;
pub mod text;

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::check::{Finding, Part, findings};
pub use self::condition::{Axis, Condition, Miss, Span, ValueSpan};
pub use self::decide::{Decided, Outcome, RuleHold, Ruling, decide};
pub use self::facts::{Facts, SizeClass};
pub use self::postcode::{Postcode, PostcodeRange};

use super::order::Tag;

/// The setting that carries the list from the master to its benches.
pub const SETTING: &str = "shipping_rules";

/// Most rules of a list. Assumption: nobody keeps more in the head, and a list has to fit one message.
pub const MOST_RULES: usize = 200;

/// Most exceptions of a rule. Assumption: more are a rule of their own.
pub const MOST_EXCEPTIONS: usize = 10;

/// Most values that one part of a condition names.
pub const MOST_VALUES: usize = 200;

/// Longest text of a rule, in characters.
pub const TEXT_MAX: usize = 64;

/// The number that a rule keeps for ever; its place in the list may change.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct RuleId(pub u32);

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What happens to an order that a rule fits; at least one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Action {
    /// It goes by this carrier service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// It gets these tags beside its own.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Tag>,
    /// It gets this status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// It waits, for this reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
}

impl Action {
    /// Whether nothing would happen.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One rule of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its number.
    pub id: RuleId,
    /// Whether it counts.
    pub enabled: bool,
    /// What has to hold.
    pub condition: Condition,
    /// When it does not fit although its condition holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Condition>,
    /// What happens then.
    pub action: Action,
}

/// The list: its place in it is a rule's rank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// Counts its changes, from 1; 0 is a shop that never had a rule.
    pub version: u64,
    /// The rules, the first one first.
    pub rules: Vec<Rule>,
}

/// Why a list cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault")]
pub enum RuleFault {
    /// More than [`MOST_RULES`].
    TooManyRules,
    /// Two rules with one number, or the number 0.
    NumberTwice {
        /// The number.
        rule: RuleId,
    },
    /// Nothing would happen.
    NoAction {
        /// The rule.
        rule: RuleId,
    },
    /// A range that nothing lies in.
    EmptyRange {
        /// The rule.
        rule: RuleId,
        /// Which part of its condition, or of an exception.
        axis: Axis,
    },
    /// A text that is empty, too long, or holds what no screen shows; or too many of them.
    BadText {
        /// The rule.
        rule: RuleId,
    },
    /// More than [`MOST_EXCEPTIONS`], or one without any condition.
    BadExceptions {
        /// The rule.
        rule: RuleId,
    },
}

impl RuleSet {
    /// The rule with this number.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// A rule's place as people count it, from 1.
    pub fn place(&self, id: RuleId) -> Option<usize> {
        let at = self.rules.iter().position(|rule| rule.id == id)?;
        Some(at + 1)
    }

    /// A number that no rule of this list has.
    pub fn free_id(&self) -> RuleId {
        let last = self.rules.iter().map(|rule| rule.id.0).max();
        RuleId(last.unwrap_or(0).saturating_add(1))
    }

    /// Whether the shop ever had a rule.
    pub fn is_unused(&self) -> bool {
        *self == Self::default()
    }

    /// Reads the text of the setting.
    pub fn read(text: &str) -> Option<Self> {
        let list: Self = serde_json::from_str(text).ok()?;
        list.fault().is_none().then_some(list)
    }

    /// The text of the setting.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("the words of the domain have a JSON text")
    }

    /// The first thing that keeps the list from being used.
    pub fn fault(&self) -> Option<RuleFault> {
        if self.rules.len() > MOST_RULES {
            return Some(RuleFault::TooManyRules);
        }
        let mut seen = BTreeSet::new();
        self.rules.iter().find_map(|rule| {
            let id = rule.id;
            if id.0 == 0 || !seen.insert(id) {
                return Some(RuleFault::NumberTwice { rule: id });
            }
            rule.fault()
        })
    }
}

impl Rule {
    /// The first thing that keeps the rule from being used.
    pub fn fault(&self) -> Option<RuleFault> {
        let rule = self.id;
        if self.action.is_empty() {
            return Some(RuleFault::NoAction { rule });
        }
        let no_exception = Condition::default();
        if self.exceptions.len() > MOST_EXCEPTIONS || self.exceptions.contains(&no_exception) {
            return Some(RuleFault::BadExceptions { rule });
        }
        let Action {
            service,
            status,
            hold,
            ..
        } = &self.action;
        let is_bad = |text: &String| !text::is_plain(text);
        let is_code = |text: &String| text.contains(char::is_whitespace);
        if [service, status, hold].into_iter().flatten().any(is_bad)
            || service.as_ref().is_some_and(is_code)
        {
            return Some(RuleFault::BadText { rule });
        }
        let mut conditions = std::iter::once(&self.condition).chain(&self.exceptions);
        conditions.find_map(|condition| condition.fault(rule))
    }
}

//! The decision about one order, and why each rule won or lost.

use serde::{Deserialize, Serialize};

use super::condition::Miss;
use super::facts::Facts;
use super::{Rule, RuleId, RuleSet};
use crate::domain::order::{Order, Tag};

/// A rule that holds the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleHold {
    /// The first such rule.
    pub rule: RuleId,
    /// Why, in the shop's own words.
    pub reason: String,
}

/// What the rules say of an order or a parcel; it is kept in the journal as it was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// The version of the list.
    pub version: u64,
    /// The carrier service.
    pub service: String,
    /// The rule that decided it; `None` when it is the shop's delivery method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleId>,
    /// Tags that rules gave beside the order's own, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// The status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<RuleHold>,
}

/// What became of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome")]
pub enum Outcome {
    /// It is switched off.
    Off,
    /// Its condition does not hold.
    Missed(Miss),
    /// Its condition holds, and so does this exception, counted from 0.
    Excepted {
        /// Which.
        exception: usize,
    },
    /// It fits.
    Fits {
        /// A rule above decided the service before it.
        service_lost_to: Option<RuleId>,
        /// A rule above decided the status before it.
        status_lost_to: Option<RuleId>,
    },
}

impl Outcome {
    /// Of a rule.
    pub fn of(rule: &Rule, facts: &Facts) -> Self {
        if !rule.enabled {
            return Self::Off;
        }
        if let Some(miss) = rule.condition.miss(facts) {
            return Self::Missed(miss);
        }
        let mut exceptions = rule.exceptions.iter();
        match exceptions.position(|exception| exception.miss(facts).is_none()) {
            Some(exception) => Self::Excepted { exception },
            None => Self::Fits {
                service_lost_to: None,
                status_lost_to: None,
            },
        }
    }
}

/// A decision with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// What is done.
    pub ruling: Ruling,
    /// What became of each rule, in the order of the list.
    pub outcomes: Vec<(RuleId, Outcome)>,
}

/// Decides about one order or parcel.
pub fn decide(list: &RuleSet, facts: &Facts) -> Decided {
    let mut ruling = Ruling {
        version: list.version,
        service: facts.method.clone(),
        ..Ruling::default()
    };
    let mut status_by = None;
    let mut outcomes = Vec::with_capacity(list.rules.len());
    for rule in &list.rules {
        let mut outcome = Outcome::of(rule, facts);
        if let Outcome::Fits {
            service_lost_to,
            status_lost_to,
        } = &mut outcome
        {
            let action = &rule.action;
            match (&action.service, ruling.rule) {
                (Some(service), None) => {
                    ruling.service.clone_from(service);
                    ruling.rule = Some(rule.id);
                }
                (Some(_), Some(winner)) => *service_lost_to = Some(winner),
                (None, _) => {}
            }
            match (&action.status, status_by) {
                (Some(status), None) => {
                    ruling.status = Some(status.clone());
                    status_by = Some(rule.id);
                }
                (Some(_), Some(winner)) => *status_lost_to = Some(winner),
                (None, _) => {}
            }
            ruling.tags.extend(&action.tags);
            if let (None, Some(reason)) = (&ruling.hold, &action.hold) {
                ruling.hold = Some(RuleHold {
                    rule: rule.id,
                    reason: reason.clone(),
                });
            }
        }
        outcomes.push((rule.id, outcome));
    }
    ruling.tags.retain(|tag| !facts.tags.contains(tag));
    ruling.tags.sort_unstable();
    ruling.tags.dedup();
    Decided { ruling, outcomes }
}

impl Ruling {
    /// The order as it goes out: by this service, with these tags.
    pub fn apply(&self, order: &mut Order) {
        order.go_by(&self.service);
        order.tags.extend(&self.tags);
        order.tags.sort_unstable();
        order.tags.dedup();
    }

    /// Whether the other does the same to the order, whichever rules decide it.
    pub fn does_as(&self, other: &Self) -> bool {
        let reason = |ruling: &Self| ruling.hold.as_ref().map(|hold| hold.reason.clone());
        self.service == other.service
            && self.tags == other.tags
            && self.status == other.status
            && reason(self) == reason(other)
    }

    /// Whether the service is one that brings parcels to lockers.
    pub fn goes_to_locker(&self) -> bool {
        self.service.ends_with("_locker")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Condition, Span};
    use super::*;
    use crate::domain::units::Grams;

    fn rule(id: u32, condition: Condition, action: Action) -> Rule {
        Rule {
            id: RuleId(id),
            enabled: true,
            condition,
            exceptions: vec![],
            action,
        }
    }

    fn by(service: &str) -> Action {
        Action {
            service: Some(service.to_owned()),
            ..Action::default()
        }
    }

    fn up_to(grams: i64) -> Condition {
        Condition {
            weight: Some(Span {
                from: None,
                to: Some(grams),
            }),
            ..Condition::default()
        }
    }

    fn weighing(grams: i64) -> Facts {
        Facts {
            method: "dpd_courier".to_owned(),
            ..Facts::default()
        }
        .weighing(Some(Grams(grams)))
    }

    #[test]
    fn the_first_rule_that_fits_decides_and_the_next_is_told_who_won() {
        let list = RuleSet {
            version: 3,
            rules: vec![
                rule(7, up_to(2_000), by("inpost_locker")),
                rule(2, up_to(5_000), by("gls_courier")),
            ],
        };
        let decided = decide(&list, &weighing(2_000));
        assert_eq!(decided.ruling.service, "inpost_locker");
        assert_eq!(decided.ruling.rule, Some(RuleId(7)));
        let lost = Outcome::Fits {
            service_lost_to: Some(RuleId(7)),
            status_lost_to: None,
        };
        assert_eq!(decided.outcomes.last(), Some(&(RuleId(2), lost)));
        assert_eq!(
            decide(&list, &weighing(2_001)).ruling.service,
            "gls_courier"
        );
        let none = decide(&list, &weighing(5_001)).ruling;
        assert_eq!((none.service.as_str(), none.rule), ("dpd_courier", None));
    }

    #[test]
    fn what_nobody_knows_fits_no_condition_and_no_exception() {
        let mut only = rule(1, Condition::default(), by("gls_courier"));
        only.exceptions = vec![up_to(500)];
        let list = RuleSet {
            version: 1,
            rules: vec![only],
        };
        let unknown = weighing(0);
        assert_eq!(unknown.weight, None);
        assert_eq!(decide(&list, &unknown).ruling.service, "gls_courier");
        let light = decide(&list, &weighing(500));
        assert_eq!(light.ruling.service, "dpd_courier");
        let excepted = (RuleId(1), Outcome::Excepted { exception: 0 });
        assert_eq!(light.outcomes, [excepted]);
    }

    #[test]
    fn tags_add_up_and_a_hold_beats_all() {
        let tag = |tag| Action {
            tags: [tag].into(),
            ..Action::default()
        };
        let held = Action {
            hold: Some("za ciężka".to_owned()),
            ..Action::default()
        };
        let list = RuleSet {
            version: 1,
            rules: vec![
                rule(1, up_to(9_000), tag(Tag::Vip)),
                rule(2, Condition::default(), tag(Tag::Gift)),
                rule(3, Condition::default(), by("gls_courier")),
                rule(4, Condition::default(), held),
            ],
        };
        let mut facts = weighing(1_000);
        facts.tags = vec![Tag::Gift];
        let ruling = decide(&list, &facts).ruling;
        assert_eq!(ruling.tags, [Tag::Vip]);
        assert_eq!(ruling.hold.map(|hold| hold.rule), Some(RuleId(4)));
    }
}

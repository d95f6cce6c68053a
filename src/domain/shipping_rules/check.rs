//! What is pointed out when a list is saved: rules that can never win, and rules that contradict each other.
//!
//! Nothing is called so that is not: where a list is too tangled to say, nothing is said.

use super::cover::{Region, Space};
use super::facts::Facts;
use super::{Rule, RuleId, RuleSet};

/// What a rule decides alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The carrier service.
    Service,
    /// The status.
    Status,
}

impl Part {
    fn is_of(self, rule: &Rule) -> bool {
        match self {
            Self::Service => rule.action.service.is_some(),
            Self::Status => rule.action.status.is_some(),
        }
    }
}

/// Something about the list that its author may not have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Whatever the order, the rule does not fit: its exceptions take all that its condition lets through.
    NeverFits {
        /// The rule.
        rule: RuleId,
    },
    /// Whatever the order, a rule above has decided before.
    NeverWins {
        /// The rule.
        rule: RuleId,
        /// What it would decide.
        part: Part,
        /// The rules above that take its orders, in the order of the list.
        covered_by: Vec<RuleId>,
    },
    /// Two rules send the same orders by different services, and neither is an exception of the other: only
    /// their order decides.
    Contradict {
        /// The rule above, which wins.
        winner: RuleId,
        /// The rule below.
        loser: RuleId,
        /// An order that both fit.
        example: Box<Facts>,
    },
}

/// Everything that should be pointed out, in the order of the list.
pub fn findings(list: &RuleSet) -> Vec<Finding> {
    let space = Space::of(list);
    let counted: Vec<&Rule> = list.rules.iter().filter(|rule| rule.enabled).collect();
    let mut found = Vec::new();
    for (at, rule) in counted.iter().enumerate() {
        let Some(region) = space.region(rule) else {
            continue;
        };
        if region.is_empty() {
            found.push(Finding::NeverFits { rule: rule.id });
            continue;
        }
        let (above, below) = counted.split_at(at);
        for part in [Part::Service, Part::Status] {
            if part.is_of(rule)
                && let Some((left, covered_by)) = left_over(&space, &region, above, part)
            {
                if left.is_empty() {
                    found.push(Finding::NeverWins {
                        rule: rule.id,
                        part,
                        covered_by,
                    });
                } else if part == Part::Service {
                    found.extend(contradictions(&space, (rule, &region), &left, below));
                }
            }
        }
    }
    found
}

/// The orders of `region` that no rule above decides, and the rules that took some of them.
fn left_over(
    space: &Space,
    region: &Region,
    above: &[&Rule],
    part: Part,
) -> Option<(Region, Vec<RuleId>)> {
    let mut left = region.clone();
    let mut takers = Vec::new();
    for rule in above.iter().filter(|rule| part.is_of(rule)) {
        if space.shared(&left, rule)?.is_empty() {
            continue;
        }
        left = space.left_by(&left, rule)?;
        takers.push(rule.id);
    }
    Some((left, takers))
}

/// Rules below that would send by another service what this one wins; `below` begins with the rule itself.
fn contradictions(
    space: &Space,
    (rule, region): (&Rule, &Region),
    won: &Region,
    below: &[&Rule],
) -> Vec<Finding> {
    let others = below.iter().skip(1).filter(|other| {
        let service = &other.action.service;
        service.is_some() && *service != rule.action.service
    });
    others
        .filter_map(|other| {
            let shared = space.shared(won, other)?;
            let example = space.example(&shared)?;
            let is_within = space.left_by(region, other)?.is_empty();
            let holds_other = space.left_by(&space.region(other)?, rule)?.is_empty();
            (!is_within && !holds_other).then(|| Finding::Contradict {
                winner: rule.id,
                loser: other.id,
                example: Box::new(example),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Condition, Span, decide};
    use super::*;
    use crate::domain::units::Grams;

    fn rule(id: u32, weight: (Option<i64>, Option<i64>), countries: &[&str], by: &str) -> Rule {
        let (from, to) = weight;
        Rule {
            id: RuleId(id),
            enabled: true,
            condition: Condition {
                weight: (from, to).ne(&(None, None)).then_some(Span { from, to }),
                countries: countries.iter().map(|code| (*code).to_owned()).collect(),
                ..Condition::default()
            },
            exceptions: vec![],
            action: Action {
                service: Some(by.to_owned()),
                ..Action::default()
            },
        }
    }

    fn list(rules: Vec<Rule>) -> RuleSet {
        RuleSet { version: 1, rules }
    }

    #[test]
    fn a_rule_that_two_above_cover_together_can_never_win() {
        let rules = list(vec![
            rule(1, (None, Some(2_000)), &["PL", "DE"], "light"),
            rule(2, (Some(1_500), None), &["PL"], "heavy"),
            rule(3, (Some(0), Some(9_000)), &["PL"], "any"),
        ]);
        let never = Finding::NeverWins {
            rule: RuleId(3),
            part: Part::Service,
            covered_by: vec![RuleId(1), RuleId(2)],
        };
        assert!(findings(&rules).contains(&never));
    }

    #[test]
    fn an_exception_above_leaves_a_way_through() {
        let mut above = rule(1, (None, None), &["PL"], "all");
        above.exceptions = vec![Condition {
            weight: Some(Span {
                from: Some(30_001),
                to: None,
            }),
            ..Condition::default()
        }];
        let rules = list(vec![above, rule(2, (Some(20_000), None), &["PL"], "heavy")]);
        assert!(
            findings(&rules)
                .iter()
                .all(|found| matches!(found, Finding::Contradict { .. }))
        );
    }

    #[test]
    fn a_special_case_above_a_general_rule_is_no_contradiction() {
        let rules = list(vec![
            rule(1, (None, Some(2_000)), &["PL"], "light"),
            rule(2, (None, None), &["PL"], "usual"),
        ]);
        assert_eq!(findings(&rules), []);
    }

    #[test]
    fn two_rules_that_cross_are_shown_with_an_order_that_both_fit() {
        let rules = list(vec![
            rule(1, (None, Some(2_000)), &[], "light"),
            rule(2, (None, None), &["DE"], "abroad"),
        ]);
        let found = findings(&rules);
        let [
            Finding::Contradict {
                winner,
                loser,
                example,
            },
        ] = found.as_slice()
        else {
            panic!("{found:?}");
        };
        assert_eq!((*winner, *loser), (RuleId(1), RuleId(2)));
        assert_eq!(example.country, "DE");
        assert!(example.weight.is_some_and(|weight| weight <= Grams(2_000)));
        assert_eq!(decide(&rules, example).ruling.rule, Some(RuleId(1)));
    }

    #[test]
    fn a_rule_whose_exception_takes_everything_never_fits() {
        let mut all = rule(1, (None, None), &["PL"], "all");
        all.exceptions = vec![Condition {
            countries: ["PL".to_owned(), "DE".to_owned()].into(),
            ..Condition::default()
        }];
        let rule = RuleId(1);
        assert_eq!(findings(&list(vec![all])), [Finding::NeverFits { rule }]);
    }
}

//! What is done about two products that are taken for each other: who does what until when, and whether it helped.
//!
//! A photo warning stands from the moment it is ordered until somebody withdraws it, done or not. The effect is the
//! number of errors of the pair for each scan of the two products, over as many whole days after the day on which it
//! was done as have passed, and over as many before it; the day itself counts on neither side.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::cause::Action;
use crate::domain::ids::{Badge, Sku};
use crate::domain::session::fact::Fact;

/// What a lead said about an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The action: `pair/bench/epoch/number` of the fact that ordered it.
    pub action: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Option<Badge>,
    /// What.
    pub fact: Fact,
}

/// Something that a person is to do about a pair of products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairAction {
    /// Its own among all benches.
    pub id: String,
    /// The product that was picked.
    pub wrong: Sku,
    /// The product that was wanted.
    pub right: Sku,
    /// What.
    pub what: Action,
    /// Who does it.
    pub worker: Badge,
    /// Until when, a local day.
    pub due: NaiveDate,
    /// When it was ordered.
    pub set_at: DateTime<Utc>,
    /// By which lead.
    pub set_by: Option<Badge>,
    /// The local day on which it was done, and who said so.
    pub done: Option<(NaiveDate, Option<Badge>)>,
    /// When it was withdrawn, and by whom.
    pub withdrawn: Option<(DateTime<Utc>, Option<Badge>)>,
}

/// How an action stands: exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It is to be done.
    Open,
    /// It should have been.
    Overdue,
    /// It was.
    Done,
    /// It is wanted no longer.
    Withdrawn,
}

impl PairAction {
    /// How it stands on this local day.
    pub fn stand(&self, today: NaiveDate) -> Stand {
        match (&self.withdrawn, &self.done) {
            (Some(_), _) => Stand::Withdrawn,
            (None, Some(_)) => Stand::Done,
            (None, None) if today > self.due => Stand::Overdue,
            (None, None) => Stand::Open,
        }
    }

    /// Whether packers are warned while it stands.
    pub fn warns(&self) -> bool {
        self.what == Action::ShowPicture
    }

    /// Whether it is about these two, either way round.
    pub fn is_of(&self, one: &Sku, other: &Sku) -> bool {
        (&self.wrong, &self.right) == (one, other) || (&self.wrong, &self.right) == (other, one)
    }
}

/// The name of the action that this fact of this bench orders.
pub fn action_id(station: &str, epoch: u64, number: u64) -> String {
    format!("pair/{station}/{epoch}/{number}")
}

/// The action that a fact is about, given the name that it would order one under.
pub fn action_of(fact: &Fact, own: String) -> Option<String> {
    match fact {
        Fact::PairActionSet { .. } => Some(own),
        Fact::PairActionDone { action, .. } | Fact::PairActionWithdrawn { action } => {
            Some(action.clone())
        }
        _ => None,
    }
}

/// The actions that these words leave, the one ordered last first. The first word of each sort stands; words about
/// an action that nobody ordered are left out until it is told who did.
pub fn actions(words: &[Word]) -> Vec<PairAction> {
    let mut actions: Vec<PairAction> = Vec::new();
    for word in words {
        if let Fact::PairActionSet {
            wrong,
            right,
            what,
            to,
            due,
        } = &word.fact
        {
            actions.push(PairAction {
                id: word.action.clone(),
                wrong: wrong.clone(),
                right: right.clone(),
                what: *what,
                worker: to.clone(),
                due: *due,
                set_at: word.at,
                set_by: word.by.clone(),
                done: None,
                withdrawn: None,
            });
        }
    }
    for word in words {
        let Some(action) = actions.iter_mut().find(|it| it.id == word.action) else {
            continue;
        };
        match &word.fact {
            Fact::PairActionDone { day, .. } if action.done.is_none() => {
                action.done = Some((*day, word.by.clone()));
            }
            Fact::PairActionWithdrawn { .. } if action.withdrawn.is_none() => {
                action.withdrawn = Some((word.at, word.by.clone()));
            }
            _ => {}
        }
    }
    actions.sort_by(|one, other| (other.set_at, &one.id).cmp(&(one.set_at, &other.id)));
    actions
}

/// The days that are compared: both spans from their first day to before their last, equally long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spans {
    /// How many days each has.
    pub days: u32,
    /// First day before, and the day on which it was done.
    pub before: (NaiveDate, NaiveDate),
    /// First day after, and the first day that is not over yet.
    pub after: (NaiveDate, NaiveDate),
}

/// The days before and after `done` that can be compared on `today`, which is not over; `None` before the first.
pub fn spans(done: NaiveDate, today: NaiveDate) -> Option<Spans> {
    let first = done.checked_add_days(Days::new(1))?;
    let days = u32::try_from((today - first).num_days()).ok()?;
    if days == 0 {
        return None;
    }
    let begin = done.checked_sub_days(Days::new(u64::from(days)))?;
    Some(Spans {
        days,
        before: (begin, done),
        after: (first, today),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 1).unwrap() + Days::new(number)
    }

    fn word(action: &str, minute: i64, fact: Fact) -> Word {
        Word {
            action: action.to_owned(),
            at: DateTime::UNIX_EPOCH + chrono::TimeDelta::minutes(minute),
            by: Some("W-900".into()),
            fact,
        }
    }

    fn set(due: u64) -> Fact {
        Fact::PairActionSet {
            wrong: "MUG-02".into(),
            right: "MUG-01".into(),
            what: Action::Relabel,
            to: "W-001".into(),
            due: day(due),
        }
    }

    fn done(on: u64) -> Fact {
        Fact::PairActionDone {
            action: "a".to_owned(),
            day: day(on),
        }
    }

    #[test]
    fn the_day_itself_counts_on_neither_side_and_both_spans_are_as_long() {
        assert_eq!(spans(day(10), day(10)), None);
        assert_eq!(spans(day(10), day(11)), None, "no whole day has passed");
        let spans = spans(day(10), day(14)).unwrap();
        assert_eq!(spans.days, 3);
        assert_eq!(spans.before, (day(7), day(10)));
        assert_eq!(spans.after, (day(11), day(14)));
    }

    #[test]
    fn a_word_that_comes_before_its_action_waits_for_it() {
        assert_eq!(actions(&[word("a", 5, done(3))]), []);
        let both = actions(&[word("a", 5, done(3)), word("a", 1, set(4))]);
        let stands: Vec<Stand> = both.iter().map(|it| it.stand(day(9))).collect();
        assert_eq!(stands, [Stand::Done]);
    }

    proptest! {
        /// An action is in exactly one state, whatever was said of it and how often.
        #[test]
        fn an_action_is_in_exactly_one_state(
            due in 0_u64..20,
            says in prop::collection::vec((any::<bool>(), 0_u64..20), 0..5),
            today in 0_u64..30,
        ) {
            let mut words = vec![word("a", 0, set(due))];
            for (minute, (is_done, on)) in (1..).zip(&says) {
                let withdrawn = Fact::PairActionWithdrawn { action: "a".to_owned() };
                words.push(word("a", minute, if *is_done { done(*on) } else { withdrawn }));
            }
            let one = actions(&words).remove(0);
            let expected = if says.iter().any(|(is_done, _)| !is_done) {
                Stand::Withdrawn
            } else if !says.is_empty() {
                Stand::Done
            } else if today > due {
                Stand::Overdue
            } else {
                Stand::Open
            };
            prop_assert_eq!(one.stand(day(today)), expected);
            let first = says.iter().find(|(is_done, _)| *is_done).map(|(_, on)| day(*on));
            prop_assert_eq!(one.done.map(|it| it.0), first);
        }
    }
}

//! In which order a bench gets everything when it begins, or begins again: what it needs to work comes first.
//!
//! Settings and people, then the catalogue, then the orders that are still to be packed, the most
//! urgent first, then what is done. All that was written up to one place of the feed, the *horizon*;
//! what was written later comes by the feed, from the horizon on. So no row is missed:
//!
//! - A row that changes while the bench loads goes behind the horizon, and is told there. It is told
//!   in its step too: the box that all benches take is written all the time, and nobody could pack
//!   without it until everything is loaded.
//! - Rows of one kind are loaded by their keys, which never change.
//! - Orders to be packed are loaded by their rank. Where one stands among the others changes only
//!   with a row of its own (the order, or its standing), or with a setting. The last steps load all
//!   orders by their keys and leave out those alone that have surely been told: to be packed now,
//!   none of these rows behind the horizon. One that may have been told is told again.

use serde::{Deserialize, Serialize};

/// What is loaded, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Rules of the shop, by which orders are ranked.
    Setting,
    /// Who may sign in.
    Worker,
    /// What goods are packed in.
    Packaging,
    /// What customers always want.
    Customer,
    /// Totes.
    Tote,
    /// What kits consist of.
    Kit,
    /// The catalogue.
    Product,
    /// Its codes.
    Barcode,
    /// Where it lies.
    Stock,
    /// Orders that are still to be packed, each with its standing, in their rank.
    Urgent,
    /// Orders that the step before has not surely told.
    Order,
    /// Standings that it has not surely told.
    Standing,
    /// What a person has to look at.
    Exception,
}

impl Step {
    const ALL: [Self; 13] = [
        Self::Setting,
        Self::Worker,
        Self::Packaging,
        Self::Customer,
        Self::Tote,
        Self::Kit,
        Self::Product,
        Self::Barcode,
        Self::Stock,
        Self::Urgent,
        Self::Order,
        Self::Standing,
        Self::Exception,
    ];

    /// The step behind this one.
    pub fn next(self) -> Option<Self> {
        let here = Self::ALL.iter().position(|step| *step == self)?;
        Self::ALL.get(here + 1).copied()
    }

    /// The kind of its rows; `None` for a step that tells two.
    pub fn topic(self) -> Option<&'static str> {
        Some(match self {
            Self::Setting => "setting",
            Self::Worker => "worker",
            Self::Packaging => "packaging",
            Self::Customer => "customer",
            Self::Tote => "tote",
            Self::Kit => "kit",
            Self::Product => "product",
            Self::Barcode => "barcode",
            Self::Stock => "stock",
            Self::Urgent => return None,
            Self::Order => "order",
            Self::Standing => "standing",
            Self::Exception => "exception",
        })
    }

    /// Whether it leaves out what the step of the urgent orders has told.
    pub fn is_rest(self) -> bool {
        matches!(self, Self::Order | Self::Standing)
    }

    /// The kinds whose rows are all still to come when this step is under way, itself left out; orders
    /// and standings only as long as none of them was told.
    pub fn topics_behind(self) -> Vec<&'static str> {
        Self::ALL
            .iter()
            .filter(|step| **step > self && (self < Self::Urgent || !step.is_rest()))
            .filter_map(|step| step.topic())
            .collect()
    }
}

/// How far a bench has loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// What is being loaded.
    pub step: Step,
    /// The key of the last row that was told, or the number of its order; empty at the beginning of a step.
    #[serde(default)]
    pub key: String,
    /// Among the urgent orders: the kind of the last row that was told.
    #[serde(default)]
    pub topic: String,
    /// Among the urgent orders: the rank of its order, as the books sort them.
    #[serde(default = "first_rank")]
    pub rank: [i64; 3],
}

/// Before every rank.
fn first_rank() -> [i64; 3] {
    [i64::MIN; 3]
}

impl Load {
    /// Nothing is loaded yet.
    pub fn begin() -> Self {
        Self::at(Step::Setting)
    }

    /// The beginning of a step.
    pub fn at(step: Step) -> Self {
        Self {
            step,
            key: String::new(),
            topic: String::new(),
            rank: first_rank(),
        }
    }

    /// Behind the row with this key.
    pub fn behind(step: Step, key: &str) -> Self {
        Self {
            key: key.to_owned(),
            ..Self::at(step)
        }
    }

    /// The beginning of the step behind this one.
    pub fn next_step(&self) -> Option<Self> {
        self.step.next().map(Self::at)
    }

    /// As the bench keeps it.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("a load has a JSON text")
    }

    /// As the bench said it again; `None` for words of another program.
    pub fn of_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::feed::{GONE, TOPICS};

    #[test]
    fn every_kind_of_row_is_loaded_in_one_step() {
        let mut loaded: Vec<&str> = Step::ALL.iter().filter_map(|step| step.topic()).collect();
        loaded.push(GONE);
        loaded.sort_unstable();
        let mut all = TOPICS.to_vec();
        all.sort_unstable();
        assert_eq!(loaded, all);
    }

    #[test]
    fn the_steps_follow_one_another_to_the_end() {
        let mut load = Load::begin();
        let mut steps = vec![load.step];
        while let Some(next) = load.next_step() {
            assert!(next.step > load.step);
            steps.push(next.step);
            load = next;
        }
        assert_eq!(steps, Step::ALL);
    }

    #[test]
    fn what_a_bench_says_again_is_understood_and_other_words_are_not() {
        let load = Load {
            topic: "order".to_owned(),
            rank: [7, 1, i64::MAX],
            ..Load::behind(Step::Urgent, "ZAM-'\"\u{1f}1")
        };
        assert_eq!(Load::of_text(&load.to_text()), Some(load));
        assert_eq!(Load::of_text("{\"step\":\"robots\"}"), None);
        assert_eq!(Load::of_text(""), None);
    }
}

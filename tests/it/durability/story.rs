//! A shift at the bench, told once without trouble: each event, its answer, and how far the journal was then.

use std::path::Path;

use serde_json::Value;

use super::packer::Packer;
use crate::support::process::{export, filled_bench};

/// Where the clock stands when the shift begins.
pub(super) const BEGIN: &str = "2026-11-20T07:00:00Z";

/// One event of the shift.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// The line that is sent.
    pub(super) event: String,
    /// Its number, when the bench keeps its answer.
    pub(super) id: Option<String>,
    /// The line that comes back.
    pub(super) answer: String,
    /// Where the clock stood when it was sent.
    pub(super) clock: String,
    /// Facts in the journal after it.
    pub(super) facts: usize,
}

/// A shift as it goes when nothing fails.
pub(super) struct Story {
    pub(super) events: Vec<Told>,
    /// All facts, oldest first, as far as they do not differ by chance.
    pub(super) facts: Vec<Value>,
    pub(super) parcels: Vec<Value>,
}

impl Story {
    /// Has so many orders packed, with the mistakes that go with `seed`.
    pub(super) fn of(seed: u64, orders: usize) -> Self {
        let dir = filled_bench();
        let events = Packer::at(dir.path(), seed).pack(orders);
        let story = Self {
            events,
            facts: facts(dir.path()),
            parcels: export(dir.path(), "parcels"),
        };
        assert_eq!(
            story.events.last().unwrap().facts,
            story.facts.len(),
            "seed {seed}"
        );
        assert!(
            story.parcels.len() >= orders / 2,
            "seed {seed}: too little was packed to tell anything"
        );
        story
    }

    /// Where the clock stands before the event with this place.
    pub(super) fn clock_at(&self, at: usize) -> &str {
        self.events
            .get(at)
            .or(self.events.last())
            .map_or(BEGIN, |told| &told.clock)
    }

    /// Facts in the journal after the first `events` of the story.
    pub(super) fn facts_after(&self, events: usize) -> usize {
        events
            .checked_sub(1)
            .map_or(0, |last| self.events[last].facts)
    }

    /// Whether a journal of so many facts is that of the first `events`, and none of them by half.
    ///
    /// A bench that nobody used for long locks itself before it hears the next event; that is an input of its own.
    pub(super) fn is_whole(&self, facts: usize, events: usize) -> bool {
        let whole = self.facts_after(events);
        let locked_itself = || {
            self.facts
                .get(whole)
                .is_some_and(|fact| fact["fact"]["why"] == "Idle")
        };
        facts == whole || (facts == whole + 1 && locked_itself())
    }

    /// Finds the journal of `dir` to be that of the first events of the story: at least the first
    /// `answered` ones, at most `begun`, and none of them by half.
    pub(super) fn expect_journal(&self, dir: &Path, answered: usize, begun: usize, when: &str) {
        let kept = facts(dir);
        let whole = (answered..=begun).any(|events| self.is_whole(kept.len(), events));
        assert!(
            whole,
            "{when}: {} facts after {answered} answers, expected {} to {}; the last: {}",
            kept.len(),
            self.facts_after(answered),
            self.facts_after(begun),
            kept.last().map_or_else(String::new, ToString::to_string)
        );
        for (number, (kept, told)) in kept.iter().zip(&self.facts).enumerate() {
            assert_eq!(kept, told, "{when}: fact {}", number + 1);
        }
    }
}

/// The facts of a bench, without what differs from run to run: fences, and salts with what follows from them.
pub(super) fn facts(dir: &Path) -> Vec<Value> {
    let mut facts = export(dir, "facts");
    for fact in &mut facts {
        let fields = fact.as_object_mut().unwrap();
        fields.remove("fence");
        fields.remove("hash");
        if let Some(body) = fields.get_mut("fact").and_then(Value::as_object_mut) {
            body.remove("commitment");
        }
    }
    facts
}

//! `kill -9` at any moment: the bench goes on as if nothing had been.

use std::thread::sleep;
use std::time::Duration;

use super::counts;
use super::story::{Story, facts};
use crate::support::dice::Dice;
use crate::support::process::{ScriptRun, doctor_on_journal, export, filled_bench};

/// Orders in a shift, and the events that the scanner may send ahead of the answers.
const ORDERS: usize = 14;
const AHEAD: usize = 6;

#[test]
fn a_killed_bench_goes_on_where_its_journal_ends() {
    let (shifts, kills) = counts().kills;
    for seed in 1..=shifts {
        let story = Story::of(seed, ORDERS);
        let mut shift = Shift::begin(&story, seed);
        for kill in 1..=kills {
            shift.work_until(story.events.len() * kill / (kills + 1));
            shift.strike();
        }
        shift.end();
    }
}

/// A shift that is packed again, under kills.
struct Shift<'a> {
    story: &'a Story,
    dir: tempfile::TempDir,
    /// `None` while it is down.
    bench: Option<ScriptRun>,
    dice: Dice,
    seed: u64,
    /// Events that have been answered.
    answered: usize,
    /// Events that have been sent: one whose answer was lost may be in the journal already.
    begun: usize,
}

impl<'a> Shift<'a> {
    fn begin(story: &'a Story, seed: u64) -> Self {
        let dir = filled_bench();
        let bench = ScriptRun::start(dir.path(), story.clock_at(0));
        Self {
            story,
            dir,
            bench: Some(bench),
            dice: Dice::new(seed ^ 0xdead),
            seed,
            answered: 0,
            begun: 0,
        }
    }

    /// Answers events one by one up to this one.
    fn work_until(&mut self, until: usize) {
        while self.answered < until {
            let told = &self.story.events[self.answered];
            let answer = self.bench().ask(&told.event);
            self.take(&answer);
        }
    }

    fn take(&mut self, answer: &str) {
        let told = &self.story.events[self.answered];
        assert_eq!(
            answer, told.answer,
            "seed {}, event {}",
            self.seed, told.event
        );
        self.answered += 1;
    }

    /// Kills the bench while some events are on their way, or none, and starts it again.
    fn strike(&mut self) {
        let left = self.story.events.len() - self.answered;
        let ahead = self.dice.below(AHEAD + 1).min(left);
        for told in &self.story.events[self.answered..self.answered + ahead] {
            self.bench.as_mut().unwrap().send(&told.event);
        }
        // An event takes a few milliseconds; so any moment of it may be hit.
        sleep(Duration::from_micros(
            u64::try_from(self.dice.below(12_000)).unwrap(),
        ));
        self.begun = self.begun.max(self.answered + ahead);
        self.kill();
        let when = format!("seed {}, killed after event {}", self.seed, self.answered);
        self.story
            .expect_journal(self.dir.path(), self.answered, self.begun, &when);
        self.start();
        if self.dice.percent(25) {
            // Struck again while it was starting.
            sleep(Duration::from_micros(
                u64::try_from(self.dice.below(60_000)).unwrap(),
            ));
            self.kill();
            self.start();
        }
        self.ask_again();
    }

    fn bench(&mut self) -> &mut ScriptRun {
        self.bench.as_mut().unwrap()
    }

    /// What was answered before it died counts.
    fn kill(&mut self) {
        for answer in self.bench.take().unwrap().kill() {
            self.take(&answer);
        }
    }

    fn start(&mut self) {
        self.bench = Some(ScriptRun::start(
            self.dir.path(),
            self.story.clock_at(self.answered),
        ));
    }

    /// Events that were answered get the same answer again, byte for byte.
    fn ask_again(&mut self) {
        for _ in 0..3 {
            let at = self.dice.below(self.answered.max(1));
            if let Some(told) = self.story.events[..self.answered]
                .get(at)
                .filter(|told| told.id.is_some())
            {
                let again = self.bench.as_mut().unwrap().ask(&told.event);
                assert_eq!(again, told.answer, "seed {}, sent again", self.seed);
            }
        }
    }

    /// The rest of the shift, and the books.
    fn end(mut self) {
        self.work_until(self.story.events.len());
        self.bench.take().unwrap().end();
        let dir = self.dir.path();
        assert_eq!(facts(dir), self.story.facts, "seed {}", self.seed);
        let parcels = export(dir, "parcels");
        assert_eq!(parcels, self.story.parcels, "seed {}", self.seed);
        let mut numbers: Vec<&str> = parcels
            .iter()
            .map(|parcel| parcel["tracking"].as_str().unwrap())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(
            numbers.len(),
            parcels.len(),
            "seed {}: a tracking number was used twice",
            self.seed
        );
        let journal = doctor_on_journal(dir);
        assert!(
            journal.starts_with("ok") && journal.ends_with("chain whole"),
            "seed {}: {journal}",
            self.seed
        );
    }
}

//! The power goes out at any moment: whatever the disk kept of its last writes, nothing acknowledged is lost.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use pakownia::domain::session::fact::Fact;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::store::Store;
use rusqlite::Connection;

use super::counts;
use super::disk::{Disk, UNSYNCED};
use super::story::Story;
use super::trace::{Done, record};
use crate::sample::later;
use crate::support::dice::Dice;
use crate::support::process::{ScriptRun, copy_files, filled, filled_bench, say};

/// Orders of the shift that is recorded, enough for its log to be carried over and begun anew; and its seed.
const ORDERS: usize = 24;
const SEED: u64 = 7;

/// States that the counter-proofs try, and how many of a hundred must be found bad.
const CONTROL_STATES: usize = 60;
const CONTROL_PERCENT: usize = 50;

/// Events that a bench goes on with after a power cut.
const GONE_ON: usize = 60;

/// A shift, and everything that happened to the disk.
struct Recording {
    story: Story,
    log: Vec<Done>,
}

/// Recorded once for all tests: a shift with a proper end and a new start after its first part.
fn recording() -> &'static Recording {
    static RECORDING: OnceLock<Recording> = OnceLock::new();
    RECORDING.get_or_init(|| {
        let story = Story::of(SEED, ORDERS);
        let dir = filled_bench();
        let (first, second) = story.events.split_at(story.events.len() / 10);
        let (first, second) = (record(dir.path(), first), record(dir.path(), second));
        let carried_over =
            |done: &Done| matches!(done, Done::Written { file, .. } if file == "station.db");
        let last_answer = second
            .iter()
            .rposition(|done| *done == Done::Answered)
            .unwrap();
        assert!(
            second[..last_answer].iter().any(carried_over),
            "the shift is long enough to use the log again"
        );
        let log = [first, second].concat();
        let answers = log.iter().filter(|done| **done == Done::Answered).count();
        assert_eq!(answers, story.events.len(), "every answer is in the log");
        Recording { story, log }
    })
}

impl Recording {
    /// Cuts the power so many times, anywhere, and gives what was found: one line for each bad state.
    fn cut(
        &self,
        mut disk: Disk,
        states: usize,
        promised: usize,
        gone_on_every: Option<usize>,
    ) -> Vec<String> {
        let mut dice = Dice::new(SEED);
        let mut cuts: Vec<usize> = (0..states)
            .map(|_| dice.below(self.log.len() + 1))
            .collect();
        cuts.sort_unstable();
        let (mut done, mut answered, mut bad) = (0, 0, vec![]);
        for (state, cut) in cuts.into_iter().enumerate() {
            for step in &self.log[done..cut] {
                disk.take(step);
                answered += usize::from(*step == Done::Answered);
            }
            done = cut;
            let dir = tempfile::tempdir().unwrap();
            let unsynced = *dice.one_of(&UNSYNCED);
            disk.after_a_power_cut(unsynced, &mut dice, dir.path());
            // The bench that goes on has to mend its own files, so it gets them as they are now.
            let goes_on = gone_on_every.is_some_and(|every| state % every == 0);
            let bench = tempfile::tempdir().unwrap();
            if goes_on {
                copy_files(dir.path(), bench.path());
            }
            // It had answered so many; the event after them may have been kept already.
            let answered = (answered + promised).min(self.story.events.len());
            let found = self.examine(dir.path(), answered).and_then(|()| {
                if goes_on {
                    self.go_on(bench.path(), answered)
                } else {
                    Ok(())
                }
            });
            if let Err(why) = found {
                bad.push(format!(
                    "state {state}: cut at {cut} of {}, {unsynced:?}: {why}",
                    self.log.len()
                ));
            }
        }
        bad
    }

    /// Opens what the power cut left, as the program does, and looks at everything.
    fn examine(&self, dir: &Path, answered: usize) -> Result<(), String> {
        let told = |error: &dyn std::error::Error| format!("{error}: {:?}", error.source());
        let mut store = Store::open(dir).map_err(|error| told(&error))?;
        let report = store.verify_chain().map_err(|error| told(&error))?;
        if let Some(broken) = report.broken {
            return Err(format!("the chain is broken: {broken:?}"));
        }
        let kept = self.events_kept(&store)?;
        let answered_kept = self.last_with_id(answered);
        if kept < answered_kept || kept > self.last_with_id(answered + 1) {
            return Err(format!(
                "{answered} answers were given, the events up to {kept} are there"
            ));
        }
        self.expect_facts(&store, kept)?;
        let living = store.projections_as_text().map_err(|error| told(&error))?;
        store.rebuild_projections().map_err(|error| told(&error))?;
        if store.projections_as_text().map_err(|error| told(&error))? != living {
            return Err("the projections are not what the journal says".to_owned());
        }
        drop(store);
        EmbeddedMaster::open(dir, || later(0)).map_err(|error| told(&error))?;
        for file in ["station.db", "master.db"] {
            let checked = Connection::open(dir.join(file)).and_then(|database| {
                database.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))
            });
            match checked {
                Ok(found) if found == "ok" => {}
                found => return Err(format!("{file}: {found:?}")),
            }
        }
        Ok(())
    }

    /// How many events of the story are in the store: all before the last one, and none after it.
    fn events_kept(&self, store: &Store) -> Result<usize, String> {
        let mut kept = 0;
        for (at, told) in self.story.events.iter().enumerate() {
            let Some(id) = &told.id else { continue };
            match store.stored_answer(id).map_err(|error| error.to_string())? {
                Some(answer) if answer != told.answer => {
                    return Err(format!("{id} has another answer"));
                }
                Some(_) if kept != self.last_with_id(at) => {
                    return Err(format!("{id} is kept, one before it is not"));
                }
                Some(_) => kept = at + 1,
                None => {}
            }
        }
        Ok(kept)
    }

    /// Of the first `events`, how many there are up to the last one that the bench keeps.
    fn last_with_id(&self, events: usize) -> usize {
        let events = &self.story.events[..events.min(self.story.events.len())];
        events
            .iter()
            .rposition(|told| told.id.is_some())
            .map_or(0, |at| at + 1)
    }

    fn expect_facts(&self, store: &Store, events: usize) -> Result<(), String> {
        let mut facts = vec![];
        store
            .each_fact(|entry| facts.push(entry.fact))
            .map_err(|error| error.to_string())?;
        if !self.story.is_whole(facts.len(), events) {
            return Err(format!("{} facts after {events} events", facts.len()));
        }
        for (fact, told) in facts.iter().zip(&self.story.facts) {
            let mut body = serde_json::to_value(fact).unwrap();
            body.as_object_mut().unwrap().remove("commitment");
            if body != told["fact"] {
                return Err(format!("a fact is {body}, it was {}", told["fact"]));
            }
            if let Fact::LabelStored { order, parcel, .. } = fact {
                let label = store
                    .label(order, *parcel)
                    .map_err(|error| error.to_string())?;
                if label.is_none_or(|label| label.bytes.is_empty()) {
                    return Err(format!("{order} {parcel} has no label"));
                }
            }
        }
        Ok(())
    }

    /// The packer sends the unanswered event again, and works on.
    fn go_on(&self, dir: &Path, answered: usize) -> Result<(), String> {
        let pepper = filled().iter().find(|(name, _)| name == "pepper").unwrap();
        fs::write(dir.join(&pepper.0), &pepper.1).unwrap();
        let mut bench = ScriptRun::start(dir, self.story.clock_at(answered));
        for told in self.story.events.iter().skip(answered).take(GONE_ON) {
            bench.send(&told.event);
            let answer = bench.answer();
            if answer.as_ref() != Some(&told.answer) {
                return Err(format!(
                    "{} is answered {answer:?}, it was {}",
                    told.event, told.answer
                ));
            }
        }
        bench.end();
        Ok(())
    }
}

#[test]
fn nothing_acknowledged_is_lost_in_a_power_cut() {
    let recording = recording();
    let counts = counts();
    let bad = recording.cut(
        Disk::with(filled()),
        counts.power_cuts,
        0,
        Some(counts.gone_on_every),
    );
    say(&format!(
        "{} power cuts, {} of them lost something",
        counts.power_cuts,
        bad.len()
    ));
    assert!(
        bad.is_empty(),
        "{} of {} states are bad:\n{}",
        bad.len(),
        counts.power_cuts,
        bad.join("\n")
    );
}

#[test]
fn a_disk_that_only_says_that_it_syncs_is_found_out() {
    let recording = recording();
    let bad = recording.cut(
        Disk::with(filled()).that_ignores_syncs(),
        CONTROL_STATES,
        0,
        None,
    );
    say(&format!(
        "{} of {CONTROL_STATES} found: {:?}",
        bad.len(),
        bad.first()
    ));
    assert!(
        bad.len() * 100 >= CONTROL_STATES * CONTROL_PERCENT,
        "only {} of {CONTROL_STATES}",
        bad.len()
    );
}

#[test]
fn an_answer_that_is_given_before_it_is_kept_is_found_out() {
    let recording = recording();
    let bad = recording.cut(Disk::with(filled()), CONTROL_STATES, 1, None);
    say(&format!(
        "{} of {CONTROL_STATES} found: {:?}",
        bad.len(),
        bad.first()
    ));
    assert!(
        bad.len() * 100 >= CONTROL_STATES * CONTROL_PERCENT,
        "only {} of {CONTROL_STATES}",
        bad.len()
    );
}

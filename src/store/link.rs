//! What bench and master said to each other last, kept so that neither begins anew after a power cut.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::claims::lose;
use super::rows::{millis, time, to_json};
use super::{LinkMemory, Pace, Store, StoreError};
use crate::domain::feed::{LinkTrouble, Rejection};
use crate::domain::ids::OrderNo;
use crate::domain::lease::Lease;
use crate::sqlite::{column, count};

impl Store {
    /// What is remembered of the link.
    pub fn link_memory(&self) -> Result<LinkMemory, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT run, before, quarantined, acknowledged_at, pulled_at, trouble, trouble_since
                 FROM link WHERE id = 1",
            )?
            .query_row([], |row| {
                Ok(LinkMemory {
                    run: row.get(0)?,
                    before: row.get(1)?,
                    is_quarantined: row.get(2)?,
                    acknowledged_at: row.get::<_, Option<i64>>(3)?.map(time),
                    pulled_at: row.get::<_, Option<i64>>(4)?.map(time),
                    trouble: trouble_of(row.get(5)?, row.get(6)?),
                })
            })?)
    }

    /// Keeps why bench and master do not talk, for whoever asks beside the window; `None` when they do.
    pub fn keep_trouble(
        &mut self,
        trouble: Option<(&LinkTrouble, DateTime<Utc>)>,
    ) -> Result<(), StoreError> {
        self.guard()?;
        let (text, since) = trouble
            .map(|(why, since)| (to_json(why), millis(since)))
            .unzip();
        let kept = self
            .connection
            .prepare_cached("UPDATE link SET trouble = ?1, trouble_since = ?2 WHERE id = 1")?
            .execute(params![text, since]);
        self.watch(kept.map(|_rows| ()).map_err(StoreError::from))
    }

    /// The name for the next connection: `fresh`, unless an earlier one was never answered.
    ///
    /// A name whose answer was lost is said again, because the master may have heard it.
    pub fn run_to_greet_with(&mut self, fresh: &str) -> Result<LinkMemory, StoreError> {
        self.guard()?;
        let kept = self
            .connection
            .prepare_cached(
                "UPDATE link SET run = ?1 WHERE id = 1 AND (run = '' OR run IS before)",
            )?
            .execute([fresh]);
        self.watch(kept.map_err(StoreError::from))?;
        self.link_memory()
    }

    /// The master listens to another name: the one that waits for an answer is not said again.
    ///
    /// Said for ever, it would be turned away for ever, and nobody would hear that a copy speaks.
    pub fn give_up_run(&mut self) -> Result<(), StoreError> {
        self.guard()?;
        let kept = self
            .connection
            .prepare_cached("UPDATE link SET run = coalesce(before, '') WHERE id = 1")?
            .execute([]);
        self.watch(kept.map_err(StoreError::from)).map(|_rows| ())
    }

    /// The master answered the greeting: it has all facts up to `has_up_to`, and renews all claims but those lost.
    ///
    /// What it has may be less than it once acknowledged: it was set back to an earlier day, and
    /// what lies above is sent again. What it has beyond is sent again too: the bench has not heard
    /// whether it counted, nor whether it was another bench with a copy of this disk that sent it.
    pub fn welcomed(
        &mut self,
        has_up_to: u64,
        lease: &Lease,
        lost: &[OrderNo],
    ) -> Result<(), StoreError> {
        self.guard()?;
        let number = has_up_to.min(self.head.number);
        let kept = self.keep_link(|step| {
            step.execute(
                "UPDATE link SET before = run, quarantined = 0 WHERE id = 1",
                [],
            )?;
            step.prepare_cached(
                "UPDATE bench SET acknowledged = ?1 WHERE id = 1 AND acknowledged > ?1",
            )?
            .execute([column(number)])?;
            renew(step, lease)?;
            lose(step, lost)
        });
        self.watch(kept)
    }

    /// The master took a report: it renews all claims but those lost.
    ///
    /// `pulled_at` is when the cache was last known to be what the master has.
    pub fn reported(
        &mut self,
        lease: &Lease,
        lost: &[OrderNo],
        pulled_at: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        self.guard()?;
        let kept = self.keep_link(|step| {
            note_read_up(step, pulled_at)?;
            renew(step, lease)?;
            lose(step, lost)
        });
        self.watch(kept)
    }

    /// When the cache was last known to be what the master has, for commands that run later.
    pub fn read_up(&mut self, pulled_at: Option<DateTime<Utc>>) -> Result<(), StoreError> {
        self.guard()?;
        let kept = self.keep_link(|step| note_read_up(step, pulled_at));
        self.watch(kept)
    }

    /// The master has all facts up to `number`, and these did not count.
    pub fn pushed(
        &mut self,
        number: u64,
        rejected: &[(u64, Rejection)],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.guard()?;
        let number = number.min(self.head.number);
        let kept = self.keep_link(|step| {
            for (rejected, why) in rejected {
                step.prepare_cached(
                    "INSERT OR REPLACE INTO rejected_fact(number, why) VALUES (?1, ?2)",
                )?
                .execute(params![column(*rejected), to_json(why)])?;
            }
            step.prepare_cached(
                "UPDATE bench SET acknowledged = ?1 WHERE id = 1 AND acknowledged < ?1",
            )?
            .execute([column(number)])?;
            step.prepare_cached("UPDATE link SET acknowledged_at = ?1 WHERE id = 1")?
                .execute([millis(at)])?;
            Ok(())
        });
        self.watch(kept)
    }

    /// The master lacks facts that it had acknowledged: they are sent again from the one behind `number`.
    pub fn send_again_from(&mut self, number: u64) -> Result<(), StoreError> {
        self.guard()?;
        let number = number.min(self.head.number);
        let changed = self
            .connection
            .prepare_cached("UPDATE bench SET acknowledged = ?1 WHERE id = 1")?
            .execute([column(number)]);
        self.watch(changed.map(|_rows| ()).map_err(StoreError::from))
    }

    /// The master turned this bench away because its disk was copied; it opens no order until it is let in again.
    pub fn quarantine(&mut self) -> Result<(), StoreError> {
        self.guard()?;
        let changed = self
            .connection
            .prepare_cached("UPDATE link SET quarantined = 1 WHERE id = 1 AND quarantined = 0")?
            .execute([]);
        self.watch(changed.map(|_rows| ()).map_err(StoreError::from))
    }

    /// What was closed at this bench since then.
    pub fn pace_since(&self, since: DateTime<Utc>) -> Result<Pace, StoreError> {
        let pace = self
            .connection
            .prepare_cached(
                "SELECT count(*), coalesce(sum(parcels), 0), min(closed_at) FROM order_state
                 WHERE closed_at IS NOT NULL AND closed_at >= ?1",
            )?
            .query_row([millis(since)], |row| {
                Ok(Pace {
                    orders: count(row.get(0)?),
                    parcels: count(row.get(1)?),
                    first_at: row.get::<_, Option<i64>>(2)?.map(time),
                })
            })?;
        Ok(pace)
    }

    fn keep_link(
        &mut self,
        change: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        change(&step)?;
        step.commit()?;
        Ok(())
    }
}

/// A trouble that another program has written and this one does not know is none: the next try tells.
fn trouble_of(text: Option<String>, since: Option<i64>) -> Option<(LinkTrouble, DateTime<Utc>)> {
    Some((serde_json::from_str(&text?).ok()?, time(since?)))
}

fn note_read_up(
    connection: &Connection,
    pulled_at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE link SET pulled_at = coalesce(?1, pulled_at) WHERE id = 1")?
        .execute([pulled_at.map(millis)])?;
    Ok(())
}

fn renew(connection: &Connection, lease: &Lease) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE link SET boot = ?1, boot_end = ?2, asked_at = ?3, wall_end = ?4 WHERE id = 1",
        )?
        .execute(params![
            lease.boot,
            column(lease.ends_since_boot_ms),
            millis(lease.asked_at),
            millis(lease.ends_at)
        ])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::lease::LeaseClock;
    use crate::domain::session::fact::{Fact, SignOutReason};
    use crate::store::Commit;

    fn lease() -> Lease {
        let clock = LeaseClock {
            boot: "a".to_owned(),
            since_boot_ms: 0,
            wall: DateTime::UNIX_EPOCH,
        };
        Lease::asked(&clock, TimeDelta::hours(1))
    }

    fn store_with_facts(facts: usize) -> Store {
        let mut store = Store::open_in_memory().unwrap();
        let fact = Fact::SignedOut {
            worker: "W-001".into(),
            why: SignOutReason::Asked,
        };
        for _fact in 0..facts {
            let commit = Commit {
                facts: std::slice::from_ref(&fact),
                ..Commit::default()
            };
            store.commit(&commit).unwrap();
        }
        store
    }

    #[test]
    fn a_greeting_whose_answer_was_lost_is_said_again_under_the_same_name() {
        let mut store = Store::open_in_memory().unwrap();
        let first = store.run_to_greet_with("one").unwrap();
        assert_eq!((first.run.as_str(), first.before), ("one", None));
        assert_eq!(store.run_to_greet_with("two").unwrap().run, "one");
        store.welcomed(0, &lease(), &[]).unwrap();
        let next = store.run_to_greet_with("three").unwrap();
        assert_eq!(next.run, "three");
        assert_eq!(next.before.as_deref(), Some("one"));
    }

    #[test]
    fn a_greeting_that_was_turned_away_is_not_said_again_under_that_name() {
        let mut store = Store::open_in_memory().unwrap();
        store.run_to_greet_with("one").unwrap();
        store.welcomed(0, &lease(), &[]).unwrap();
        store.run_to_greet_with("two").unwrap();
        store.give_up_run().unwrap();
        let next = store.run_to_greet_with("three").unwrap();
        assert_eq!(
            (next.run.as_str(), next.before.as_deref()),
            ("three", Some("one"))
        );
    }

    #[test]
    fn a_master_that_was_set_back_gets_again_what_it_lacks() {
        let mut store = store_with_facts(5);
        store.pushed(5, &[], DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(store.unsent_count().unwrap(), 0);
        store.run_to_greet_with("one").unwrap();
        store.welcomed(2, &lease(), &[]).unwrap();
        let again: Vec<u64> = store
            .unsent(10)
            .unwrap()
            .iter()
            .map(|entry| entry.number)
            .collect();
        assert_eq!(again, [3, 4, 5]);
        store.pushed(99, &[], DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(store.acknowledged().unwrap(), 5, "not beyond the journal");
        store.send_again_from(4).unwrap();
        assert_eq!(store.unsent_count().unwrap(), 1);
    }

    #[test]
    fn what_the_master_has_and_the_bench_did_not_hear_of_is_sent_again() {
        let mut store = store_with_facts(5);
        store.pushed(2, &[], DateTime::UNIX_EPOCH).unwrap();
        store.welcomed(4, &lease(), &[]).unwrap();
        assert_eq!(
            store.unsent_count().unwrap(),
            3,
            "it may have rejected them"
        );
    }

    #[test]
    fn the_last_trouble_is_there_after_a_restart_until_they_talk_again() {
        let mut store = Store::open_in_memory().unwrap();
        let trouble = LinkTrouble::NewerSchema { found: 3, known: 2 };
        let since = DateTime::UNIX_EPOCH + TimeDelta::hours(7);
        store.keep_trouble(Some((&trouble, since))).unwrap();
        let memory = store.link_memory().unwrap();
        assert_eq!(memory.trouble, Some((trouble, since)));
        store.keep_trouble(None).unwrap();
        assert_eq!(store.link_memory().unwrap().trouble, None);
    }

    #[test]
    fn a_copied_bench_knows_it_after_a_restart_until_the_master_welcomes_it() {
        let mut store = Store::open_in_memory().unwrap();
        store.quarantine().unwrap();
        assert!(store.link_memory().unwrap().is_quarantined);
        store.welcomed(0, &lease(), &[]).unwrap();
        assert!(!store.link_memory().unwrap().is_quarantined);
    }
}

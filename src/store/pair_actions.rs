//! What leads ordered about pairs of products that are confused, and how often a pair was confused over some days.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::projections::Projector;
use super::rows::{from_json, millis, time, to_json};
use super::{Store, StoreError};
use crate::domain::all_benches::FactName;
use crate::domain::ids::{Badge, Sku};
use crate::domain::mis_pick::remedy::{Word, action_id, action_of};
use crate::domain::mis_pick::{Dimension, MisPickKind};
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};

/// Facts that say something about actions, by their names.
pub(super) const WORDS: [&str; 3] = ["PairActionDone", "PairActionSet", "PairActionWithdrawn"];

impl Projector<'_> {
    /// Keeps what a lead said about an action.
    pub(super) fn pair_action(
        &self,
        number: u64,
        said: (i64, Option<&str>),
        fact: &Fact,
    ) -> Result<(), StoreError> {
        note(self.connection, &self.name(number), said, fact)
    }
}

/// Keeps what a lead said about an action, here or at another bench.
pub(super) fn note(
    connection: &Connection,
    name: &FactName,
    (at, worker): (i64, Option<&str>),
    fact: &Fact,
) -> Result<(), StoreError> {
    let own = action_id(name.station.as_str(), name.epoch, name.number);
    let Some(action) = action_of(fact, own) else {
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO pair_word(action, station, epoch, fact, at, worker, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            action,
            name.station.as_str(),
            column(name.epoch),
            column(name.number),
            at,
            worker,
            to_json(fact)
        ])?;
    Ok(())
}

impl Store {
    /// Everything that was said of actions, in the order in which it was said.
    pub fn pair_words(&self) -> Result<Vec<Word>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT action, at, worker, body FROM pair_word ORDER BY at, station, epoch, fact",
        )?;
        let mut found = query.query([])?;
        let mut words = Vec::new();
        while let Some(row) = found.next()? {
            let action: String = row.get(0)?;
            words.push(Word {
                fact: from_json(&row.get::<_, String>(3)?, "pair_word", &action)?,
                at: time(row.get(1)?),
                by: row.get::<_, Option<String>>(2)?.map(Badge),
                action,
            });
        }
        Ok(words)
    }

    /// How often one of the two was picked for the other between two moments, found at packing or by a customer, and
    /// how many units of both were scanned.
    pub fn confused(
        &self,
        (one, other): (&Sku, &Sku),
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<(u64, u64), StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT count(*) FROM mis_pick WHERE wrong = ?1 AND wanted = ?2 AND at >= ?3 AND at < ?4
                AND kind IN (?5, ?6)",
        )?;
        let mut errors = 0;
        for (wrong, wanted) in [(one, other), (other, one)] {
            let found: i64 = query.query_row(
                params![
                    wrong.as_str(),
                    wanted.as_str(),
                    millis(from),
                    millis(to),
                    MisPickKind::WrongItem.name(),
                    MisPickKind::FoundByCustomer.name()
                ],
                |row| row.get(0),
            )?;
            errors += count(found);
        }
        let mut scans = 0;
        for sku in [one, other] {
            let key = (Dimension::Product, sku.as_str());
            scans += self.tally_of(key, (from, to))?.scans;
        }
        Ok((errors, scans))
    }
}

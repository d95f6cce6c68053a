//! The exceptions desk: entries that facts open and end, what the bench notices by itself, and what leads said of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Params, Row, params};

use super::projections::Projector;
use super::queue::{Kept, standing};
use super::rows::{from_json, listed, millis, time, to_json};
use super::{Store, StoreError};
use crate::domain::all_benches::FactName;
use crate::domain::desk::reader::{DeskReader, MAY_MEND, MAY_OPEN, opens};
use crate::domain::desk::{Ending, Entry, Outcome, What, ending};
use crate::domain::gate::Hold;
use crate::domain::ids::{Badge, OrderNo, StationId};
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};

/// Orders that are held, and labels that are not printed, beyond which nobody looks.
///
/// Assumption: a thousand are as alarming as a hundred thousand, and more cannot be worked off from a list.
const MOST_NOTICED: usize = 1_000;

/// Columns of an entry, in the order in which [`read`] takes them.
const ENTRY: &str = "entry, station, order_no, parcel, opened_at, mended_at, body";

/// What the bench notices of itself, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noticed {
    /// What it is about: the same while it lasts.
    pub subject: String,
    /// It is this bench's own.
    pub is_own: bool,
    /// The order.
    pub order: Option<OrderNo>,
    /// The parcel.
    pub parcel: Option<u32>,
    /// What.
    pub what: What,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticedNow {
    /// What there is.
    pub all: Vec<Noticed>,
    /// There is no more: what is missing is over.
    pub is_whole: bool,
}

impl Projector<'_> {
    /// What a fact opens, ends, or says about entries.
    pub(super) fn desk(
        &self,
        number: u64,
        said: (i64, Option<&str>),
        fact: &Fact,
    ) -> Result<(), StoreError> {
        if WORDS.contains(&fact.kind()) {
            return note_word(self.connection, &self.name(number), said, fact);
        }
        let Some(order) = fact.order() else {
            return Ok(());
        };
        let is_due = opens(fact) || (MAY_MEND.contains(&fact.kind()) && self.is_on_desk(order)?);
        if !is_due {
            return Ok(());
        }
        self.run(
            "DELETE FROM desk_entry WHERE order_no = ?1 AND is_own = 1",
            params![order.as_str()],
        )?;
        let mut query = self.connection.prepare_cached(
            "SELECT epoch, number, at, body FROM fact WHERE order_no IS NOT NULL AND order_no = ?1 AND number <= ?2
             ORDER BY number",
        )?;
        let rows = query.query(params![order.as_str(), column(number)])?;
        keep_entries(self.connection, rows, (self.station, true), order)
    }

    fn is_on_desk(&self, order: &OrderNo) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM desk_entry WHERE order_no = ?1 AND is_own = 1 AND mended_at IS NULL)",
            )?
            .query_row([order.as_str()], |row| row.get(0))?)
    }
}

/// Whether a fact of another bench, by its name, may change what is on the desk for its order.
pub(super) fn may_change(kind: &str) -> bool {
    MAY_OPEN.contains(&kind) || MAY_MEND.contains(&kind)
}

/// Facts of other benches that say something about entries, by their names.
pub(super) const WORDS: [&str; 3] = ["EntryClosed", "EntryGiven", "ExceptionSettled"];

/// Makes the entries of an order at another bench again, from all facts of it that are here.
pub(super) fn make_foreign(
    connection: &Connection,
    (station, epoch, order): (&StationId, u64, &OrderNo),
) -> Result<(), StoreError> {
    let key = params![order.as_str(), station.as_str(), column(epoch)];
    connection
        .prepare_cached(
            "DELETE FROM desk_entry WHERE order_no = ?1 AND is_own = 0 AND station = ?2 AND epoch = ?3",
        )?
        .execute(key)?;
    let has_opening: bool = connection
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM foreign_fact INDEXED BY foreign_fact_of_order
                WHERE order_no IS NOT NULL AND order_no = ?1 AND station = ?2 AND epoch = ?3 AND kind IN ({}))",
            listed(MAY_OPEN)
        ))?
        .query_row(key, |row| row.get(0))?;
    if !has_opening {
        return Ok(());
    }
    let mut query = connection.prepare_cached(
        "SELECT epoch, number, at, body FROM foreign_fact INDEXED BY foreign_fact_of_order
         WHERE order_no IS NOT NULL AND order_no = ?1 AND station = ?2 AND epoch = ?3 ORDER BY number",
    )?;
    keep_entries(connection, query.query(key)?, (station, false), order)
}

/// Reads the facts of one order and keeps the entries that they leave.
fn keep_entries(
    connection: &Connection,
    mut facts: rusqlite::Rows<'_>,
    (station, is_own): (&StationId, bool),
    order: &OrderNo,
) -> Result<(), StoreError> {
    let mut reader = DeskReader::default();
    while let Some(row) = facts.next()? {
        let name = (count(row.get(0)?), count(row.get(1)?));
        // What a newer program wrote opens nothing here.
        if let Ok(fact) = serde_json::from_str::<Fact>(&row.get::<_, String>(3)?) {
            reader.read(name, time(row.get(2)?), &fact);
        }
    }
    for opened in reader.opened() {
        let entry = format!("desk/{station}/{}/{}", opened.epoch, opened.number);
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO desk_entry(
                    entry, station, epoch, is_own, order_no, parcel, opened_at, mended_at, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                entry,
                station.as_str(),
                column(opened.epoch),
                is_own,
                order.as_str(),
                opened.parcel,
                millis(opened.opened_at),
                opened.mended_at.map(millis),
                to_json(&opened.what)
            ])?;
        end(connection, &entry)?;
    }
    Ok(())
}

/// Keeps what a lead said about an entry.
pub(super) fn note_word(
    connection: &Connection,
    name: &FactName,
    (at, worker): (i64, Option<&str>),
    fact: &Fact,
) -> Result<(), StoreError> {
    let (entry, given_to, outcome, note) = match fact {
        Fact::EntryGiven { entry, to } => (entry, Some(to), None, None),
        Fact::EntryClosed {
            entry,
            outcome,
            note,
        } => (entry, None, Some(*outcome), Some(note)),
        Fact::ExceptionSettled {
            exception,
            outcome: Some(outcome),
            note,
        } => (exception, None, Some(*outcome), Some(note)),
        _ => return Ok(()),
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO desk_word(entry, station, epoch, fact, at, worker, given_to, outcome, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            entry,
            name.station.as_str(),
            column(name.epoch),
            column(name.number),
            at,
            worker,
            given_to.map(Badge::as_str),
            outcome.map(Outcome::name),
            note
        ])?;
    end(connection, entry)
}

/// Notes when an entry ended, if it did.
fn end(connection: &Connection, entry: &str) -> Result<(), StoreError> {
    for table in ["desk_entry", "desk_noticed"] {
        connection
            .prepare_cached(&format!(
                "UPDATE {table} SET ended_at = (
                    SELECT min(ended) FROM (SELECT mended_at AS ended UNION ALL
                        SELECT at FROM desk_word WHERE desk_word.entry = ?1 AND outcome IS NOT NULL))
                 WHERE entry = ?1"
            ))?
            .execute([entry])?;
    }
    Ok(())
}

impl Store {
    /// Entries that are open, the oldest first; without what master and floor tell differently.
    pub fn desk_open(&self) -> Result<Vec<Entry>, StoreError> {
        self.desk_entries("ended_at IS NULL", "ORDER BY opened_at, entry", [])
    }

    /// Entries that ended, the last one first.
    pub fn desk_past(&self, limit: u32) -> Result<Vec<Entry>, StoreError> {
        self.desk_entries(
            "ended_at IS NOT NULL",
            "ORDER BY ended_at DESC, entry LIMIT ?1",
            [limit],
        )
    }

    /// Entries that were on the desk at any time from `from` (included) to `to` (not included), the oldest first.
    pub fn desk_between(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<Entry>, StoreError> {
        self.desk_entries(
            "opened_at < ?2 AND (ended_at IS NULL OR ended_at >= ?1)",
            "ORDER BY opened_at, entry",
            [millis(from), millis(to)],
        )
    }

    /// An entry by its number.
    pub fn desk_entry(&self, id: &str) -> Result<Option<Entry>, StoreError> {
        Ok(self.desk_entries("entry = ?1", "", [id])?.pop())
    }

    fn desk_entries(
        &self,
        which: &str,
        order: &str,
        values: impl Params,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {ENTRY} FROM (
                SELECT {ENTRY}, ended_at FROM desk_entry WHERE {which} UNION ALL
                SELECT {ENTRY}, ended_at FROM desk_noticed WHERE {which}) {order}"
        ))?;
        let mut found = query.query(values)?;
        let mut entries = Vec::new();
        while let Some(row) = found.next()? {
            entries.push(self.desk_row(row)?);
        }
        Ok(entries)
    }

    fn desk_row(&self, row: &Row<'_>) -> Result<Entry, StoreError> {
        let id: String = row.get(0)?;
        let mended_at = row.get::<_, Option<i64>>(5)?.map(time);
        let (given_to, closed) = self.desk_words(&id)?;
        Ok(Entry {
            what: from_json(&row.get::<_, String>(6)?, "desk_entry", &id)?,
            order: row.get::<_, Option<String>>(2)?.map(OrderNo),
            parcel: row.get(3)?,
            station: row.get::<_, Option<String>>(1)?.map(StationId),
            opened_at: time(row.get(4)?),
            given_to,
            ended: ending(mended_at, closed),
            id,
        })
    }

    /// Who sees to an entry, by the last word, and how it was closed, by the first.
    pub fn desk_words(&self, id: &str) -> Result<(Option<Badge>, Option<Ending>), StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT at, worker, given_to, outcome, note FROM desk_word WHERE entry = ?1
             ORDER BY at, station, epoch, fact",
        )?;
        let mut found = query.query([id])?;
        let (mut given_to, mut closed) = (None, None);
        while let Some(row) = found.next()? {
            let outcome: Option<String> = row.get(3)?;
            let Some(outcome) = outcome else {
                given_to = row.get::<_, Option<String>>(2)?.map(Badge);
                continue;
            };
            closed = closed.or(Some(Ending {
                at: time(row.get(0)?),
                by: row.get::<_, Option<String>>(1)?.map(Badge),
                outcome: Outcome::named(&outcome),
                note: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            }));
        }
        Ok((given_to, closed))
    }

    /// Who sees to what master and floor tell differently and nobody has settled: its id and the person, by the last
    /// word.
    pub fn given_exceptions(&self) -> Result<Vec<(String, Badge)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT entry, given_to FROM exception JOIN desk_word ON entry = id
             WHERE settled = 0 AND given_to IS NOT NULL ORDER BY entry, desk_word.at, station, epoch, fact",
        )?;
        let given = query.query_map([], |row| Ok((row.get(0)?, Badge(row.get(1)?))))?;
        Ok(given.collect::<Result<_, _>>()?)
    }

    /// What the bench notices of itself now.
    pub fn notice_now(&self) -> Result<NoticedNow, StoreError> {
        let (mut all, held_whole) = self.held_now()?;
        let unprinted = self.unprinted_now()?;
        let is_whole = held_whole && unprinted.len() < MOST_NOTICED;
        all.extend(unprinted);
        Ok(NoticedNow { all, is_whole })
    }

    /// Orders that are held and need a person, and whether these are all. What waits for its payment or stands at
    /// another bench is not looked at: there may be thousands.
    fn held_now(&self) -> Result<(Vec<Noticed>, bool), StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT order_no, gate_hold, delivery_method FROM customer_order
             WHERE queue = 'held' AND (is_duplicate = 1 OR gate_hold ->> 'hold' NOT IN ('Unpaid', 'Cancelled')
                OR (gate_hold IS NULL AND NOT EXISTS (
                    SELECT 1 FROM order_standing WHERE order_standing.order_no = customer_order.order_no
                        AND holder IS NOT NULL AND holder <> ?1)))
             ORDER BY cutoff, calm, paid_at, order_no LIMIT ?2",
        )?;
        let limit = i64::try_from(MOST_NOTICED).unwrap_or(i64::MAX);
        let mut found = query.query(params![self.station.as_str(), limit])?;
        let (mut held, mut seen) = (Vec::new(), 0);
        while let Some(row) = found.next()? {
            seen += 1;
            let order: String = row.get(0)?;
            let gate = row
                .get::<_, Option<String>>(1)?
                .map(|text| from_json(&text, "customer_order", &order))
                .transpose()?;
            let delivery_method: String = row.get(2)?;
            let alike = super::duplicates::alike_of(&self.connection, &order)?;
            let kept = Kept {
                order: &order,
                delivery_method: &delivery_method,
                alike: alike.as_ref(),
            };
            let hold = standing(&self.connection, &self.station, &kept, gate)?.hold;
            if let Some(hold) = hold.filter(Hold::needs_a_person) {
                held.push(Noticed {
                    subject: format!("held/{order}"),
                    is_own: false,
                    order: Some(OrderNo(order)),
                    parcel: None,
                    what: What::Held { hold },
                });
            }
        }
        Ok((held, seen < MOST_NOTICED))
    }

    /// Labels that a printer was given and did not print.
    fn unprinted_now(&self) -> Result<Vec<Noticed>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT job, title, of_order, of_parcel FROM print_job
             WHERE done = 0 AND kind = 'label' AND under_way_since IS NULL AND (why IS NOT NULL OR doubt IS NOT NULL)
             ORDER BY job LIMIT ?1",
        )?;
        let limit = i64::try_from(MOST_NOTICED).unwrap_or(i64::MAX);
        let found = query.query_map([limit], |row| {
            Ok(Noticed {
                subject: format!("print/{}", row.get::<_, i64>(0)?),
                is_own: true,
                order: row.get::<_, Option<String>>(2)?.map(OrderNo),
                parcel: row.get(3)?,
                what: What::LabelNotPrinted { title: row.get(1)? },
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// Keeps what the bench noticed: what is new opens an entry, what is not there any more is mended. `true` when
    /// anything changed.
    pub fn keep_noticed(
        &mut self,
        at: DateTime<Utc>,
        noticed: &NoticedNow,
    ) -> Result<bool, StoreError> {
        self.guard()?;
        let kept = self.write_noticed(millis(at), noticed);
        self.watch(kept)
    }

    fn write_noticed(&mut self, at: i64, noticed: &NoticedNow) -> Result<bool, StoreError> {
        let known: Vec<(String, String, String)> = self
            .connection
            .prepare_cached(
                "SELECT subject, entry, body FROM desk_noticed WHERE mended_at IS NULL",
            )?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<Result<_, _>>()?;
        let now = noticed.all.iter().map(|it| (it.subject.as_str(), it));
        let now: BTreeMap<&str, &Noticed> = now.collect();
        let known_subjects: BTreeSet<&str> =
            known.iter().map(|(subject, ..)| subject.as_str()).collect();
        let gone = known
            .iter()
            .filter(|(subject, ..)| noticed.is_whole && !now.contains_key(subject.as_str()));
        let gone: Vec<&str> = gone.map(|(_, entry, _)| entry.as_str()).collect();
        let new: Vec<&Noticed> = now
            .values()
            .copied()
            .filter(|it| !known_subjects.contains(it.subject.as_str()))
            .collect();
        // The same order held for another reason is the same entry, told anew.
        let told: Vec<(&str, String)> = known
            .iter()
            .filter_map(|(subject, entry, body)| {
                let text = to_json(&now.get(subject.as_str())?.what);
                (text != *body).then_some((entry.as_str(), text))
            })
            .collect();
        if gone.is_empty() && new.is_empty() && told.is_empty() {
            return Ok(false);
        }
        let step = self.connection.transaction()?;
        for entry in gone {
            step.prepare_cached("UPDATE desk_noticed SET mended_at = ?2 WHERE entry = ?1")?
                .execute(params![entry, at])?;
            end(&step, entry)?;
        }
        for (entry, text) in told {
            step.prepare_cached("UPDATE desk_noticed SET body = ?2 WHERE entry = ?1")?
                .execute(params![entry, text])?;
        }
        for it in new {
            step.prepare_cached(
                "INSERT OR REPLACE INTO desk_noticed(entry, subject, station, order_no, parcel, opened_at, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                format!("{}/{at}", it.subject),
                it.subject,
                it.is_own.then_some(self.station.as_str()),
                it.order.as_ref().map(OrderNo::as_str),
                it.parcel,
                at,
                to_json(&it.what)
            ])?;
        }
        step.commit()?;
        Ok(true)
    }
}

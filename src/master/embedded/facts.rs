//! What all benches did, in the order in which it was taken.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::{FactCursor, FactPage, MasterError, column, count};
use crate::domain::all_benches::{BenchHeard, FactName, ToldFact};
use crate::domain::ids::{Badge, OrderNo, StationId};

/// The next facts that counted after `cursor`, at most `limit`.
pub(super) fn page(
    connection: &Connection,
    cursor: &FactCursor,
    limit: u32,
    now: DateTime<Utc>,
) -> Result<FactPage, MasterError> {
    let ledger: String =
        connection.query_row("SELECT name FROM ledger WHERE id = 1", [], |row| row.get(0))?;
    let goes_on = cursor.ledger == ledger;
    let mut cursor = FactCursor {
        ledger,
        ..if goes_on {
            cursor.clone()
        } else {
            FactCursor::default()
        }
    };
    let mut facts = Vec::new();
    let mut read: u32 = 0;
    {
        let (station, epoch, number) = cursor
            .after
            .as_ref()
            .map_or(("", 0, 0), |at| (at.station.as_str(), at.epoch, at.number));
        let mut query = connection.prepare_cached(
            "SELECT taken, station, epoch, number, at, worker, fence, kind, order_no, body, hash, rejected IS NULL
             FROM inbox WHERE (taken, station, epoch, number) > (?1, ?2, ?3, ?4)
             ORDER BY taken, station, epoch, number LIMIT ?5",
        )?;
        let mut found = query.query(params![
            column(cursor.taken_by),
            station,
            column(epoch),
            column(number),
            limit
        ])?;
        let mut last = None;
        while let Some(row) = found.next()? {
            read += 1;
            let name = FactName {
                station: StationId(row.get(1)?),
                epoch: count(row.get(2)?),
                number: count(row.get(3)?),
            };
            last = Some((count(row.get(0)?), name.clone()));
            if !row.get::<_, bool>(11)? {
                continue;
            }
            facts.push(ToldFact {
                name,
                at: DateTime::from_timestamp_millis(row.get(4)?).unwrap_or_default(),
                worker: row.get::<_, Option<String>>(5)?.map(Badge),
                fence: count(row.get(6)?),
                kind: row.get(7)?,
                order: row.get::<_, Option<String>>(8)?.map(OrderNo),
                body: row.get(9)?,
                hash: row.get(10)?,
            });
        }
        if let Some((taken_by, name)) = last {
            cursor.taken_by = taken_by;
            cursor.after = Some(name);
        }
    }
    Ok(FactPage {
        facts,
        cursor,
        more: read == limit,
        benches: benches(connection)?,
        at: now,
    })
}

fn benches(connection: &Connection) -> Result<Vec<BenchHeard>, MasterError> {
    let mut query = connection
        .prepare_cached("SELECT station, last_seen, unsent FROM bench ORDER BY station")?;
    let found = query.query_map([], |row| {
        let last_seen: Option<i64> = row.get(1)?;
        Ok(BenchHeard {
            station: StationId(row.get(0)?),
            last_seen: last_seen.and_then(DateTime::from_timestamp_millis),
            unsent: count(row.get(2)?),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

//! What all benches did, in the order of the transactions that took it.
//!
//! Like rows, facts are told only up to the oldest transaction that is still running.

use tokio_postgres::Row as Columns;

use super::books::Head;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::all_benches::{BenchHeard, FactCursor, FactName, FactPage, ToldFact};
use crate::domain::ids::{Badge, OrderNo, StationId};
use crate::sqlite::{column, count};

/// The statement of the feed, for a lead's station and for whoever looks at its plan.
pub(super) const FACT_FEED: &str =
    "SELECT inbox.transaction::TEXT, station, epoch, number, at, worker, fence, kind, order_no, body, hash
     FROM inbox
     WHERE (inbox.transaction, station, epoch, number) > ($1::TEXT::XID8, $2 COLLATE \"C\", $3, $4)
        AND inbox.transaction < pg_snapshot_xmin(pg_current_snapshot())
        AND rejected IS NULL AND body IS NOT NULL
     ORDER BY inbox.transaction, station, epoch, number LIMIT $5";

/// The next facts that counted after `cursor`, at most `limit`.
pub(super) fn page(
    session: &mut Session,
    cursor: &FactCursor,
    limit: u32,
) -> Result<FactPage, Fault> {
    // Before the facts: what a bench says of itself counts until then at least.
    let head = Head::read(session)?;
    let benches = session.query(
        "SELECT station, last_seen, unsent FROM bench ORDER BY station",
        &[],
    )?;
    let mut cursor = if cursor.ledger == head.name {
        cursor.clone()
    } else {
        FactCursor::default()
    };
    cursor.ledger = head.name;
    let (station, epoch, number) = cursor
        .after
        .as_ref()
        .map_or(("", 0, 0), |at| (at.station.as_str(), at.epoch, at.number));
    let found = session.query(
        FACT_FEED,
        &[
            &cursor.taken_by.to_string(),
            &station,
            &column(epoch),
            &column(number),
            &i64::from(limit),
        ],
    )?;
    let facts: Vec<ToldFact> = found.iter().map(told).collect();
    if let (Some(last), Some(fact)) = (found.last(), facts.last()) {
        cursor.taken_by = last.get::<_, &str>(0).parse().unwrap_or(0);
        cursor.after = Some(fact.name.clone());
    }
    Ok(FactPage {
        more: facts.len() >= usize::try_from(limit).unwrap_or(usize::MAX),
        facts,
        cursor,
        benches: benches.iter().map(word).collect(),
        at: head.now,
    })
}

fn told(columns: &Columns) -> ToldFact {
    ToldFact {
        name: FactName {
            station: StationId(columns.get(1)),
            epoch: count(columns.get(2)),
            number: count(columns.get(3)),
        },
        at: columns.get(4),
        worker: columns.get::<_, Option<String>>(5).map(Badge),
        fence: count(columns.get(6)),
        kind: columns.get(7),
        order: columns.get::<_, Option<String>>(8).map(OrderNo),
        body: columns.get(9),
        hash: columns.get(10),
    }
}

fn word(columns: &Columns) -> BenchHeard {
    BenchHeard {
        station: StationId(columns.get(0)),
        last_seen: columns.get(1),
        unsent: count(columns.get(2)),
    }
}

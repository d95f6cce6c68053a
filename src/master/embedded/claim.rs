//! Which orders a bench is offered, and what leads see of it.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, params};

use super::books;
use super::{BenchSeen, MasterError, Overview, column, count};
use crate::domain::ids::OrderNo;
use crate::master::ledger::fair_share;

/// A bench that was heard within this time is at work.
///
/// Assumption: six of its reports, which come every 20 seconds.
const AT_WORK: TimeDelta = TimeDelta::minutes(2);

/// The most urgent orders that nobody has begun or holds, at most `wanted` and a fair share of them.
pub(super) fn best(
    connection: &Connection,
    wanted: u32,
    now: DateTime<Utc>,
) -> Result<Vec<OrderNo>, MasterError> {
    let benches: i64 = connection
        .prepare_cached("SELECT count(*) FROM bench WHERE last_seen >= ?1")?
        .query_row([(now - AT_WORK).timestamp_millis()], |row| row.get(0))?;
    let benches = count(benches).max(1);
    let wanted = u64::from(wanted);
    // More than everybody together would want need not be counted.
    let free = free(connection, wanted.saturating_mul(benches))?;
    let share = fair_share(wanted, free, benches);
    let mut query = connection.prepare_cached(
        "SELECT order_no FROM order_ledger WHERE ready = 1 AND holder IS NULL AND state = 'waiting'
         ORDER BY cutoff, calm, paid_at, order_no LIMIT ?1",
    )?;
    let orders = query.query_map([column(share)], |row| Ok(OrderNo(row.get(0)?)))?;
    Ok(orders.collect::<Result<_, _>>()?)
}

/// Orders that could be claimed now, counted up to `most`.
fn free(connection: &Connection, most: u64) -> Result<u64, MasterError> {
    let orders: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM (
                SELECT 1 FROM order_ledger WHERE ready = 1 AND holder IS NULL AND state = 'waiting' LIMIT ?1)",
        )?
        .query_row(params![column(most)], |row| row.get(0))?;
    Ok(count(orders))
}

/// The whole warehouse, for shift leads.
pub(super) fn overview(connection: &Connection) -> Result<Overview, MasterError> {
    let mut overview = Overview {
        free: free(connection, u64::MAX)?,
        ..Overview::default()
    };
    for station in books::stations(connection)? {
        let Some(bench) = books::bench(connection, &station)? else {
            continue;
        };
        if bench.waited_for {
            overview.waited_for.push(station.clone());
        }
        overview.benches.push(BenchSeen {
            last_seen: bench.last_seen,
            unsent: bench.unsent,
            held: books::held(connection, &station)?,
            quarantined: bench.quarantined,
            program: bench.program,
            station,
        });
    }
    Ok(overview)
}

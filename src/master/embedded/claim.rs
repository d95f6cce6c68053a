//! No order is packed twice: a bench gets the right to an order before it opens it.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::records::{self, Numbers};
use super::{Claim, MasterError, column, count};
use crate::domain::feed::{OrderStanding, Row};
use crate::domain::ids::{OrderNo, StationId};

/// What the master knows of an order's packing.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) holder: Option<String>,
    pub(super) fence: u64,
    pub(super) state: String,
    ready: bool,
}

/// The ledger line of an order; `None` when no import brought it.
pub(super) fn ledger(
    connection: &Connection,
    order: &OrderNo,
) -> Result<Option<Ledger>, MasterError> {
    let line = connection
        .prepare_cached("SELECT holder, fence, state, ready FROM order_ledger WHERE order_no = ?1")?
        .query_row([order.as_str()], |row| {
            Ok(Ledger {
                holder: row.get(0)?,
                fence: count(row.get(1)?),
                state: row.get(2)?,
                ready: row.get(3)?,
            })
        })
        .optional()?;
    Ok(line)
}

/// This order for this bench; `None` when another has it, it is packed, or it may not be packed.
pub(super) fn one(
    connection: &Connection,
    station: &StationId,
    order: &OrderNo,
) -> Result<Option<Claim>, MasterError> {
    let Some(line) = ledger(connection, order)? else {
        return Ok(None);
    };
    if line.holder.as_deref() == Some(station.as_str()) {
        return Ok(Some(Claim {
            order: order.clone(),
            fence: line.fence,
        }));
    }
    let free = line.holder.is_none() && line.ready && line.state != "closed";
    if free {
        give(connection, station, order, line.fence + 1).map(Some)
    } else {
        Ok(None)
    }
}

/// The most urgent orders that nobody has begun or holds.
pub(super) fn best(
    connection: &Connection,
    station: &StationId,
    limit: u32,
) -> Result<Vec<Claim>, MasterError> {
    let mut query = connection.prepare_cached(
        "SELECT order_no, fence FROM order_ledger WHERE ready = 1 AND holder IS NULL AND state = 'waiting'
         ORDER BY cutoff, calm, paid_at, order_no LIMIT ?1",
    )?;
    let free: Vec<(String, i64)> = query
        .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    free.into_iter()
        .map(|(order, fence)| give(connection, station, &OrderNo(order), count(fence) + 1))
        .collect()
}

fn give(
    connection: &Connection,
    station: &StationId,
    order: &OrderNo,
    fence: u64,
) -> Result<Claim, MasterError> {
    connection
        .prepare_cached("UPDATE order_ledger SET holder = ?2, fence = ?3 WHERE order_no = ?1")?
        .execute(params![order.as_str(), station.as_str(), column(fence)])?;
    tell(connection, order)?;
    Ok(Claim {
        order: order.clone(),
        fence,
    })
}

/// Takes the right back, unless the bench has begun the order or finished it.
pub(super) fn release(
    connection: &Connection,
    station: &StationId,
    order: &OrderNo,
) -> Result<(), MasterError> {
    let released = connection
        .prepare_cached(
            "UPDATE order_ledger SET holder = NULL
             WHERE order_no = ?1 AND holder = ?2 AND state IN ('waiting', 'put_aside', 'withdrawn')",
        )?
        .execute([order.as_str(), station.as_str()])?;
    if released == 0 {
        Ok(())
    } else {
        tell(connection, order)
    }
}

/// Lets all benches know where an order stands now.
pub(super) fn tell(connection: &Connection, order: &OrderNo) -> Result<(), MasterError> {
    let Some(line) = ledger(connection, order)? else {
        return Ok(());
    };
    let mut numbers = Numbers::begin(connection)?;
    let standing = Row::Standing(OrderStanding {
        order_no: order.clone(),
        holder: line.holder.map(StationId),
        packed: line.state == "closed",
    });
    records::put(connection, &mut numbers, &standing)?;
    numbers.end(connection)
}

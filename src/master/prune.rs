//! Old orders are taken away, so that a bench that begins does not load years.
//!
//! What happened stays at the master for ever: facts, moves of stock, and the books of each order,
//! so that one which the shop sends again is not packed again. Taken away are the rows that benches
//! cache. A row of the feed tells them what is gone; it stays for [`TOLD`], and a bench that comes
//! later begins again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::exception::Exception;
use crate::domain::feed::Gone;
use crate::domain::ids::OrderNo;

/// How long it is told what is gone.
///
/// Assumption: a bench that was away longer than a holiday may as well load everything.
const TOLD: TimeDelta = TimeDelta::days(30);

/// Orders in one row.
const ORDERS_IN_A_ROW: usize = 500;

/// What was taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Orders.
    pub orders: u64,
    /// Settled exceptions about them.
    pub exceptions: u64,
}

/// The rows that tell what goes: all of `orders` but those that a person still has to look at.
///
/// `name` is this pruning's own, for the ids of the rows.
pub(super) fn gone(
    orders: &[OrderNo],
    exceptions: &[Exception],
    now: DateTime<Utc>,
    name: &str,
) -> Vec<Gone> {
    let mut spared: BTreeSet<&OrderNo> = BTreeSet::new();
    let mut settled: BTreeMap<&OrderNo, Vec<&str>> = BTreeMap::new();
    for exception in exceptions {
        let Some(order) = &exception.order else {
            continue;
        };
        if exception.settled.is_none() {
            spared.insert(order);
        } else {
            settled.entry(order).or_default().push(&exception.id);
        }
    }
    let goes: Vec<&OrderNo> = orders
        .iter()
        .filter(|order| !spared.contains(order))
        .collect();
    goes.chunks(ORDERS_IN_A_ROW)
        .enumerate()
        .map(|(row, orders)| {
            let about = orders.iter().filter_map(|order| settled.get(*order));
            Gone {
                id: format!("{}/{name}/{row:06}", stamp(now)),
                exceptions: about.flatten().map(|id| (*id).to_owned()).collect(),
                orders: orders.iter().map(|order| (*order).clone()).collect(),
            }
        })
        .collect()
}

/// All of them together.
pub(super) fn sum(gone: &[Gone]) -> Pruned {
    let count = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
    gone.iter().fold(Pruned::default(), |sum, gone| Pruned {
        orders: sum.orders + count(gone.orders.len()),
        exceptions: sum.exceptions + count(gone.exceptions.len()),
    })
}

/// A row whose id is less than this has been told long enough.
pub(super) fn told_before(now: DateTime<Utc>) -> String {
    stamp(now - TOLD)
}

/// Sorts as the times do.
fn stamp(at: DateTime<Utc>) -> String {
    format!("{:020}", at.timestamp_millis().max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::exception::{ExceptionKind, Settled};

    fn exception(order: &str, id: &str, is_settled: bool) -> Exception {
        Exception {
            id: id.to_owned(),
            kind: ExceptionKind::PackedThenCancelled,
            order: Some(order.into()),
            parcel: None,
            station: None,
            opened_at: DateTime::UNIX_EPOCH,
            settled: is_settled.then(|| Settled {
                by: None,
                at: DateTime::UNIX_EPOCH,
                outcome: None,
                note: "put back".to_owned(),
            }),
        }
    }

    #[test]
    fn an_order_that_somebody_has_to_look_at_stays_with_all_its_exceptions() {
        let orders = ["A".into(), "B".into(), "C".into()];
        let exceptions = [
            exception("A", "a1", true),
            exception("B", "b1", true),
            exception("B", "b2", false),
        ];
        let [gone] = gone(&orders, &exceptions, DateTime::UNIX_EPOCH, "one")
            .try_into()
            .unwrap();
        assert_eq!(gone.orders, ["A".into(), "C".into()]);
        assert_eq!(gone.exceptions, ["a1"]);
        assert_eq!(
            sum(&[gone]),
            Pruned {
                orders: 2,
                exceptions: 1
            }
        );
    }

    #[test]
    fn what_is_gone_is_told_for_a_month() {
        let day = |day| DateTime::UNIX_EPOCH + TimeDelta::days(day);
        let orders = ["A".into()];
        let id = gone(&orders, &[], day(100), "one").remove(0).id;
        assert!(id >= told_before(day(130)));
        assert!(id < told_before(day(131)));
    }
}

//! The orders that this bench alone may pack, each with the fence that proves it to the master and
//! the time until when it may be opened.

use chrono::TimeDelta;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::queue::requeue;
use super::rows::{millis, time};
use super::{HeldClaim, Store, StoreError};
use crate::domain::feed::Claim;
use crate::domain::ids::{OrderNo, StationId};
use crate::domain::lease::{Lease, LeaseClock};
use crate::sqlite::{column, count};

/// How far an order of this bench has come, from its state; the words of the column `stage`.
const STAGE: &str = "coalesce((SELECT CASE state WHEN 'closed' THEN 2 ELSE 1 END FROM order_state
    WHERE order_state.order_no = claim.order_no), 0)";

impl Store {
    /// Adds or renews claims, asked for at the beginning of `lease`; others stay. A fence never goes back.
    ///
    /// The cache learns at once that the orders are held here: what it read before is older.
    pub fn set_claims(&mut self, claims: &[Claim], lease: &Lease) -> Result<(), StoreError> {
        self.guard()?;
        let kept = self.keep_claims(claims, lease);
        self.watch(kept)
    }

    fn keep_claims(&mut self, claims: &[Claim], lease: &Lease) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        {
            let mut insert = step.prepare_cached(
                "INSERT INTO claim(order_no, fence, boot, boot_end, asked_at, wall_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (order_no) DO UPDATE SET fence = excluded.fence, lost = 0, boot = excluded.boot,
                    boot_end = excluded.boot_end, asked_at = excluded.asked_at, wall_end = excluded.wall_end
                 WHERE excluded.fence >= fence",
            )?;
            for claim in claims {
                let order = claim.order.as_str();
                insert.execute(params![
                    order,
                    column(claim.fence),
                    lease.boot,
                    column(lease.ends_since_boot_ms),
                    millis(lease.asked_at),
                    millis(lease.ends_at)
                ])?;
                stage(&step, order)?;
                hold_here(&step, &self.station, order)?;
            }
        }
        step.commit()?;
        Ok(())
    }

    /// Forgets claims that the master does not count as ours any more.
    ///
    /// One that is begun here, or has facts that were not sent, stays with its fence and is marked:
    /// what happened has to be told under it.
    pub fn drop_claims(&mut self, orders: &[OrderNo]) -> Result<(), StoreError> {
        self.guard()?;
        let dropped = self.forget_claims(orders);
        self.watch(dropped)
    }

    fn forget_claims(&mut self, orders: &[OrderNo]) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        lose(&step, orders)?;
        step.commit()?;
        Ok(())
    }

    /// Gives up the orders that are not begun, so that others may pack them. Answers how many.
    pub fn give_up_claims(&mut self) -> Result<u64, StoreError> {
        self.guard()?;
        let given_up = self
            .connection
            .prepare_cached("DELETE FROM claim WHERE stage = 0 AND lost = 0 AND NOT EXISTS (
                SELECT 1 FROM fact WHERE fact.order_no IS NOT NULL AND fact.order_no = claim.order_no
                    AND number > (SELECT acknowledged FROM bench WHERE id = 1))")?
            .execute([]);
        let orders = self.watch(given_up.map_err(StoreError::from))?;
        Ok(u64::try_from(orders).unwrap_or(u64::MAX))
    }

    /// All claims of this bench, by order number.
    pub fn claims(&self) -> Result<Vec<Claim>, StoreError> {
        self.claims_by("SELECT order_no, fence FROM claim ORDER BY order_no")
    }

    /// The claims that the bench tells its master it holds, by order number: those not packed.
    pub fn claims_to_report(&self) -> Result<Vec<Claim>, StoreError> {
        self.claims_by(
            "SELECT order_no, fence FROM claim WHERE stage < 2 AND lost = 0 ORDER BY order_no",
        )
    }

    fn claims_by(&self, sql: &str) -> Result<Vec<Claim>, StoreError> {
        let mut query = self.connection.prepare_cached(sql)?;
        let claims = query.query_map([], |row| {
            Ok(Claim {
                order: OrderNo(row.get(0)?),
                fence: count(row.get(1)?),
            })
        })?;
        Ok(claims.collect::<Result<_, _>>()?)
    }

    /// How many claimed orders this bench has not begun yet: its work ahead. Those that a
    /// shipping rule or its own data holds, or that seem to be duplicates, are none: the shop may hold more of them
    /// than a bench has work.
    pub fn claims_ahead(&self) -> Result<u64, StoreError> {
        let orders: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM claim WHERE stage < 2 AND stage = 0 AND lost = 0 AND NOT EXISTS (
                    SELECT 1 FROM customer_order WHERE customer_order.order_no = claim.order_no
                        AND (gate_hold IS NOT NULL OR is_duplicate = 1))",
            )?
            .query_row([], |row| row.get(0))?;
        Ok(count(orders))
    }

    /// The fence of this bench's claim of an order.
    pub fn fence_of(&self, order: &OrderNo) -> Result<Option<u64>, StoreError> {
        let fence: Option<i64> = self
            .connection
            .prepare_cached("SELECT fence FROM claim WHERE order_no = ?1")?
            .query_row([order.as_str()], |row| row.get(0))
            .optional()?;
        Ok(fence.map(count))
    }

    /// This bench's claim of an order, with everything that says how long it holds.
    pub fn claim_of(&self, order: &OrderNo) -> Result<Option<HeldClaim>, StoreError> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT boot, boot_end, asked_at, wall_end, fence, stage, lost FROM claim WHERE order_no = ?1",
            )?
            .query_row([order.as_str()], |row| {
                Ok(HeldClaim {
                    fence: count(row.get(4)?),
                    is_begun: row.get::<_, i64>(5)? > 0,
                    is_lost: row.get(6)?,
                    leases: lease(row)?.into_iter().collect(),
                })
            })
            .optional()?;
        let Some(mut claim) = found else {
            return Ok(None);
        };
        claim.leases.extend(self.renewed_lease()?);
        Ok(Some(claim))
    }

    /// The lease that the master gave last to all claims that it was told of.
    pub fn renewed_lease(&self) -> Result<Option<Lease>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT boot, boot_end, asked_at, wall_end FROM link WHERE id = 1")?
            .query_row([], lease)?)
    }

    /// How long until the first order ahead may not be opened any more; `None` without a lease.
    pub fn shortest_lease(&self, now: &LeaseClock) -> Result<Option<TimeDelta>, StoreError> {
        // A report has renewed all that are older than it; those that came since end later.
        if let Some(renewed) = self.renewed_lease()?
            && !renewed.is_over(now)
        {
            return Ok(Some(renewed.left(now)));
        }
        let mut query = self.connection.prepare_cached(
            "SELECT boot, boot_end, asked_at, wall_end FROM claim
             WHERE stage < 2 AND stage = 0 AND lost = 0",
        )?;
        let mut found = query.query([])?;
        let mut shortest: Option<TimeDelta> = None;
        while let Some(row) = found.next()? {
            let left = lease(row)?.map_or(TimeDelta::zero(), |lease| lease.left(now));
            shortest = Some(shortest.map_or(left, |shortest| shortest.min(left)));
        }
        Ok(shortest)
    }

    /// Whether the master has given an order that is open here to another bench, or to nobody.
    pub fn is_taken_from_here(&self, order: &OrderNo) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM claim WHERE order_no = ?1 AND lost = 1)
                    OR EXISTS (SELECT 1 FROM order_standing
                        WHERE order_no = ?1 AND holder IS NOT NULL AND holder <> ?2)",
            )?
            .query_row([order.as_str(), self.station.as_str()], |row| row.get(0))?)
    }
}

/// Marks or forgets claims that are not ours any more.
pub(super) fn lose(connection: &Connection, orders: &[OrderNo]) -> Result<(), StoreError> {
    for order in orders {
        connection
            .prepare_cached("UPDATE claim SET lost = 1 WHERE order_no = ?1")?
            .execute([order.as_str()])?;
    }
    // Those that were begun wait until the goods are put aside and everything is told.
    connection
        .prepare_cached(
            "DELETE FROM claim WHERE stage < 2 AND lost = 1
                AND NOT EXISTS (SELECT 1 FROM order_state
                    WHERE order_state.order_no = claim.order_no AND state = 'open')
                AND NOT EXISTS (SELECT 1 FROM fact
                    WHERE fact.order_no IS NOT NULL AND fact.order_no = claim.order_no
                        AND number > (SELECT acknowledged FROM bench WHERE id = 1))",
        )?
        .execute([])?;
    Ok(())
}

/// Notes how far the order of a claim has come.
pub(super) fn stage(connection: &Connection, order: &str) -> Result<(), StoreError> {
    connection
        .prepare_cached(&format!(
            "UPDATE claim SET stage = {STAGE} WHERE order_no = ?1 AND stage <> {STAGE}"
        ))?
        .execute([order])?;
    Ok(())
}

/// The same for all claims, from projections that were made anew.
pub(super) fn stage_all(connection: &Connection) -> Result<(), StoreError> {
    connection.execute(&format!("UPDATE claim SET stage = {STAGE}"), [])?;
    Ok(())
}

fn hold_here(connection: &Connection, station: &StationId, order: &str) -> Result<(), StoreError> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO order_standing(order_no, packed, holder, load)
             VALUES (?1, 0, ?2, coalesce((SELECT loads FROM pull_cursor WHERE id = 1), 0))
             ON CONFLICT (order_no) DO UPDATE SET holder = excluded.holder WHERE holder IS NOT excluded.holder",
        )?
        .execute([order, station.as_str()])?;
    if changed > 0 {
        requeue(connection, station, order)?;
    }
    Ok(())
}

/// A lease from its four columns, which come first.
fn lease(row: &Row<'_>) -> Result<Option<Lease>, rusqlite::Error> {
    let Some(boot) = row.get::<_, Option<String>>(0)? else {
        return Ok(None);
    };
    Ok(Some(Lease {
        boot,
        ends_since_boot_ms: count(row.get(1)?),
        asked_at: time(row.get(2)?),
        ends_at: time(row.get(3)?),
    }))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::session::fact::{Fact, OpenedBy};
    use crate::store::Commit;

    fn claim(order: &str, fence: u64) -> Claim {
        Claim {
            order: order.into(),
            fence,
        }
    }

    fn clock(since_boot_ms: u64) -> LeaseClock {
        LeaseClock {
            boot: "a".to_owned(),
            since_boot_ms,
            wall: DateTime::UNIX_EPOCH,
        }
    }

    fn lease() -> Lease {
        Lease::asked(&clock(0), TimeDelta::hours(1))
    }

    fn held(claims: &[Claim]) -> Store {
        let mut store = Store::open_in_memory().unwrap();
        store.set_claims(claims, &lease()).unwrap();
        store
    }

    fn keep(store: &mut Store, facts: &[Fact]) {
        let commit = Commit {
            fence: 1,
            facts,
            ..Commit::default()
        };
        store.commit(&commit).unwrap();
    }

    fn opened(order: &str) -> Fact {
        Fact::OrderOpened {
            order: order.into(),
            revision: 1,
            lines: vec![],
            way: crate::domain::tariff::Way::default(),
            planned_parcels: 1,
            documents: vec![],
            opened: OpenedBy::Number,
            promise: None,
            verification: None,
        }
    }

    fn orders(claims: Vec<Claim>) -> Vec<String> {
        claims.into_iter().map(|claim| claim.order.0).collect()
    }

    #[test]
    fn a_claimed_order_that_was_begun_is_no_work_ahead() {
        let mut store = held(&[claim("PL-1", 1), claim("PL-2", 1)]);
        assert_eq!(store.claims_ahead().unwrap(), 2);
        keep(&mut store, &[opened("PL-1")]);
        assert_eq!(store.claims_ahead().unwrap(), 1);
        assert_eq!(store.claims().unwrap().len(), 2, "the claim itself stays");
        store.rebuild_projections().unwrap();
        assert_eq!(store.claims_ahead().unwrap(), 1);
    }

    #[test]
    fn a_packed_order_is_not_reported_and_one_that_is_opened_again_is() {
        let mut store = held(&[claim("PL-1", 1), claim("PL-2", 1)]);
        let order = || OrderNo::from("PL-1");
        keep(&mut store, &[opened("PL-1")]);
        assert_eq!(orders(store.claims_to_report().unwrap()), ["PL-1", "PL-2"]);
        keep(
            &mut store,
            &[Fact::OrderClosed {
                order: order(),
                parcels: 1,
            }],
        );
        assert_eq!(orders(store.claims_to_report().unwrap()), ["PL-2"]);
        assert_eq!(store.fence_of(&order()).unwrap(), Some(1));
        keep(
            &mut store,
            &[Fact::OrderReopened {
                order: order(),
                reason: "forgot the leaflet".to_owned(),
            }],
        );
        assert_eq!(orders(store.claims_to_report().unwrap()), ["PL-1", "PL-2"]);
    }

    #[test]
    fn a_lost_order_that_is_begun_keeps_its_fence_until_the_goods_are_put_aside_and_all_is_told() {
        let mut store = held(&[claim("PL-1", 1), claim("PL-2", 1)]);
        let begun = OrderNo::from("PL-1");
        keep(&mut store, &[opened("PL-1")]);
        store.drop_claims(&[begun.clone(), "PL-2".into()]).unwrap();
        assert!(store.claims_to_report().unwrap().is_empty());
        assert!(store.is_taken_from_here(&begun).unwrap());
        assert_eq!(store.fence_of(&begun).unwrap(), Some(1));
        assert_eq!(store.fence_of(&"PL-2".into()).unwrap(), None);
        let aside = Fact::OrderPutAside {
            order: begun.clone(),
            reason: "TakenOver".to_owned(),
        };
        keep(&mut store, &[aside]);
        store.drop_claims(&[]).unwrap();
        assert_eq!(store.fence_of(&begun).unwrap(), Some(1), "not told yet");
        store.pushed(2, &[], DateTime::UNIX_EPOCH).unwrap();
        store.drop_claims(&[]).unwrap();
        assert_eq!(store.fence_of(&begun).unwrap(), None);
    }

    #[test]
    fn a_claim_won_again_is_ours_again() {
        let mut store = held(&[claim("PL-1", 1)]);
        keep(&mut store, &[opened("PL-1")]);
        store.drop_claims(&["PL-1".into()]).unwrap();
        store.set_claims(&[claim("PL-1", 3)], &lease()).unwrap();
        let now = store.claim_of(&"PL-1".into()).unwrap().unwrap();
        assert!(!now.is_lost && now.is_begun);
        assert_eq!(now.fence, 3);
    }

    #[test]
    fn only_orders_that_are_not_begun_are_given_up() {
        let mut store = held(&[claim("PL-1", 1), claim("PL-2", 1), claim("PL-3", 1)]);
        keep(&mut store, &[opened("PL-1")]);
        assert_eq!(store.give_up_claims().unwrap(), 2);
        assert_eq!(orders(store.claims().unwrap()), ["PL-1"]);
    }

    #[test]
    fn a_report_renews_every_lease_at_once() {
        let mut store = held(&[claim("PL-1", 1)]);
        let order = OrderNo::from("PL-1");
        let later = clock(3_000_000);
        let renewed = Lease::asked(&later, TimeDelta::hours(1));
        let late = clock(4_000_000);
        assert!(store.claim_of(&order).unwrap().unwrap().is_over(&late));
        store.reported(&renewed, &[], None).unwrap();
        assert!(!store.claim_of(&order).unwrap().unwrap().is_over(&late));
        assert!(
            store
                .claim_of(&order)
                .unwrap()
                .unwrap()
                .is_over(&clock(7_000_000))
        );
    }

    #[test]
    fn counting_the_work_ahead_reads_an_index_of_what_is_at_hand_alone() {
        let store = Store::open_in_memory().unwrap();
        let plan: String = store
            .connection
            .query_row(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM claim WHERE stage < 2 AND stage = 0 AND lost = 0",
                [],
                |row| row.get(3),
            )
            .unwrap();
        assert!(plan.contains("COVERING INDEX claim_at_hand"), "{plan}");
    }
}

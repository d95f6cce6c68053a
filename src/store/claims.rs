//! The orders that this bench alone may pack, each with the fence that proves it to the master.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::domain::feed::Claim;
use crate::domain::ids::OrderNo;
use crate::sqlite::{column, count};

impl Store {
    /// Adds or renews claims; others stay. A fence never goes back.
    pub fn set_claims(&mut self, claims: &[Claim]) -> Result<(), StoreError> {
        self.guard()?;
        let kept = self.keep_claims(claims);
        self.watch(kept)
    }

    fn keep_claims(&mut self, claims: &[Claim]) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        {
            let mut insert = step.prepare_cached(
                "INSERT INTO claim(order_no, fence) VALUES (?1, ?2)
                 ON CONFLICT (order_no) DO UPDATE SET fence = max(fence, excluded.fence)",
            )?;
            for claim in claims {
                insert.execute(params![claim.order.as_str(), column(claim.fence)])?;
            }
        }
        step.commit()?;
        Ok(())
    }

    /// Forgets claims that were given back.
    pub fn drop_claims(&mut self, orders: &[OrderNo]) -> Result<(), StoreError> {
        self.guard()?;
        let dropped = self.forget_claims(orders);
        self.watch(dropped)
    }

    fn forget_claims(&mut self, orders: &[OrderNo]) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        for order in orders {
            step.prepare_cached("DELETE FROM claim WHERE order_no = ?1")?
                .execute([order.as_str()])?;
        }
        step.commit()?;
        Ok(())
    }

    /// All claims of this bench, by order number.
    pub fn claims(&self) -> Result<Vec<Claim>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT order_no, fence FROM claim ORDER BY order_no")?;
        let claims = query.query_map([], |row| {
            Ok(Claim {
                order: OrderNo(row.get(0)?),
                fence: count(row.get(1)?),
            })
        })?;
        Ok(claims.collect::<Result<_, _>>()?)
    }

    /// How many claimed orders this bench has not begun yet: its work ahead.
    pub fn claims_ahead(&self) -> Result<u64, StoreError> {
        let orders: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM claim WHERE NOT EXISTS (
                    SELECT 1 FROM order_state WHERE order_state.order_no = claim.order_no)",
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::fact::{Fact, OpenedBy};
    use crate::store::Commit;

    #[test]
    fn a_claimed_order_that_was_begun_is_no_work_ahead() {
        let mut store = Store::open_in_memory().unwrap();
        let claim = |order: &str| Claim {
            order: order.into(),
            fence: 1,
        };
        store.set_claims(&[claim("PL-1"), claim("PL-2")]).unwrap();
        assert_eq!(store.claims_ahead().unwrap(), 2);
        let opened = Fact::OrderOpened {
            order: "PL-1".into(),
            revision: 1,
            lines: vec![],
            to_locker: false,
            planned_parcels: 1,
            documents: vec![],
            opened: OpenedBy::Number,
        };
        let commit = Commit {
            fence: 1,
            facts: std::slice::from_ref(&opened),
            ..Commit::default()
        };
        store.commit(&commit).unwrap();
        assert_eq!(store.claims_ahead().unwrap(), 1);
        assert_eq!(store.claims().unwrap().len(), 2, "the claim itself stays");
    }
}

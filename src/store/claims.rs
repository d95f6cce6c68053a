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

//! What the master told last about exceptions, and about who holds an order.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::domain::ids::{OrderNo, StationId};

impl Store {
    /// Whether somebody has seen to the exception with this id; `None` when there is none.
    ///
    /// What a lead decided here and the master has not told yet counts as settled.
    pub fn is_settled(&self, exception: &str) -> Result<Option<bool>, StoreError> {
        let settled: Option<bool> = self
            .connection
            .prepare_cached("SELECT settled FROM exception WHERE id = ?1")?
            .query_row([exception], |row| row.get(0))
            .optional()?;
        if settled != Some(false) {
            return Ok(settled);
        }
        let decided_here: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM fact
                    WHERE number > ?1 AND kind = 'ExceptionSettled' AND body ->> 'exception' = ?2)",
            )?
            .query_row(
                params![crate::sqlite::column(self.acknowledged()?), exception],
                |row| row.get(0),
            )?;
        Ok(Some(decided_here))
    }

    /// The bench that holds the order.
    pub fn holder_of(&self, order: &OrderNo) -> Result<Option<StationId>, StoreError> {
        let holder: Option<Option<String>> = self
            .connection
            .prepare_cached("SELECT holder FROM order_standing WHERE order_no = ?1")?
            .query_row([order.as_str()], |row| row.get(0))
            .optional()?;
        Ok(holder.flatten().map(StationId))
    }
}

//! Delivery methods whose cut-off has passed, where the shop wants their orders held until the next lorry's day.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::queue::requeue;
use super::rows::{from_json, to_json};
use super::{Store, StoreError};
use crate::domain::gate::Hold;

/// What holds all orders of a delivery method now.
pub(super) fn hold_of_service(
    connection: &Connection,
    delivery_method: &str,
) -> Result<Option<Hold>, StoreError> {
    let text: Option<String> = connection
        .prepare_cached("SELECT hold FROM shut_service WHERE delivery_method = ?1")?
        .query_row([delivery_method], |row| row.get(0))
        .optional()?;
    text.map(|text| from_json(&text, "shut_service", delivery_method))
        .transpose()
}

impl Store {
    /// The delivery methods of all orders that are not packed.
    pub fn delivery_methods(&self) -> Result<Vec<String>, StoreError> {
        // From one to the next in the index: among 100,000 orders there are a handful.
        let mut query = self.connection.prepare_cached(
            "WITH RECURSIVE method(name) AS (
                SELECT min(delivery_method) FROM customer_order WHERE queue <> 'done'
                UNION ALL
                SELECT (SELECT min(delivery_method) FROM customer_order
                        WHERE queue <> 'done' AND delivery_method > method.name)
                FROM method WHERE method.name IS NOT NULL)
             SELECT name FROM method WHERE name IS NOT NULL",
        )?;
        let names = query.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// Says which delivery methods are shut now, and moves their orders. `false` when they are the same as before.
    pub fn shut_services(&mut self, shut: &BTreeMap<String, Hold>) -> Result<bool, StoreError> {
        self.guard()?;
        let shut = self.write_shut(shut);
        self.watch(shut)
    }

    fn write_shut(&mut self, shut: &BTreeMap<String, Hold>) -> Result<bool, StoreError> {
        let before = shut_now(&self.connection)?;
        let after: BTreeMap<String, String> = shut
            .iter()
            .map(|(service, hold)| (service.clone(), to_json(hold)))
            .collect();
        if before == after {
            return Ok(false);
        }
        let step = self.connection.transaction()?;
        step.execute("DELETE FROM shut_service", [])?;
        for (service, hold) in &after {
            step.prepare_cached("INSERT INTO shut_service(delivery_method, hold) VALUES (?1, ?2)")?
                .execute(params![service, hold])?;
        }
        let moved: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for service in moved {
            if before.contains_key(service) != after.contains_key(service) {
                for order in orders_of(&step, service)? {
                    requeue(&step, &self.station, &order)?;
                }
            }
        }
        step.commit()?;
        Ok(true)
    }
}

fn shut_now(connection: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let mut query = connection.prepare_cached("SELECT delivery_method, hold FROM shut_service")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn orders_of(connection: &Connection, service: &str) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT order_no FROM customer_order WHERE delivery_method = ?1 AND queue <> 'done'",
    )?;
    let orders = query.query_map([service], |row| row.get(0))?;
    Ok(orders.collect::<Result<_, _>>()?)
}

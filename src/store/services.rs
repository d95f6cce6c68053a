//! What the calendar says of each delivery method now: the cut-off of its next lorry, and whether it is shut.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::queue::requeue;
use super::rows::{from_json, millis, time, to_json};
use super::{Store, StoreError};
use crate::domain::gate::Hold;

/// What the calendar says of a delivery method now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceNow {
    /// The cut-off of its next lorry; [`NEVER`](crate::domain::queue::NEVER) when none comes.
    pub cutoff: DateTime<Utc>,
    /// What holds its orders.
    pub hold: Option<Hold>,
}

/// What holds all orders of a delivery method now.
pub(super) fn hold_of_service(
    connection: &Connection,
    delivery_method: &str,
) -> Result<Option<Hold>, StoreError> {
    let text: Option<Option<String>> = connection
        .prepare_cached("SELECT hold FROM service_now WHERE delivery_method = ?1")?
        .query_row([delivery_method], |row| row.get(0))
        .optional()?;
    text.flatten()
        .map(|text| from_json(&text, "service_now", delivery_method))
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

    /// What was last said of each delivery method.
    pub(super) fn services_now(&self) -> Result<BTreeMap<String, ServiceNow>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT delivery_method, cutoff, hold FROM service_now")?;
        let mut found = query.query([])?;
        let mut services = BTreeMap::new();
        while let Some(row) = found.next()? {
            let service: String = row.get(0)?;
            let hold = row.get::<_, Option<String>>(2)?;
            let hold = hold
                .map(|text| from_json(&text, "service_now", &service))
                .transpose()?;
            let cutoff = time(row.get(1)?);
            services.insert(service, ServiceNow { cutoff, hold });
        }
        Ok(services)
    }

    /// Says what the calendar says of each delivery method now, and moves the orders of those that are
    /// shut or opened by it.
    pub fn set_services(
        &mut self,
        services: &BTreeMap<String, ServiceNow>,
    ) -> Result<(), StoreError> {
        self.guard()?;
        let written = self.write_services(services);
        self.watch(written)
    }

    fn write_services(&mut self, after: &BTreeMap<String, ServiceNow>) -> Result<(), StoreError> {
        let before = self.services_now()?;
        if before == *after {
            return Ok(());
        }
        let step = self.connection.transaction()?;
        step.execute("DELETE FROM service_now", [])?;
        for (service, now) in after {
            step.prepare_cached(
                "INSERT INTO service_now(delivery_method, cutoff, hold) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![
                service,
                millis(now.cutoff),
                now.hold.as_ref().map(to_json)
            ])?;
        }
        let is_shut = |services: &BTreeMap<String, ServiceNow>, name: &String| {
            services.get(name).is_some_and(|now| now.hold.is_some())
        };
        for service in before.keys().chain(after.keys()) {
            if is_shut(&before, service) != is_shut(after, service) {
                for order in orders_of(&step, service)? {
                    requeue(&step, &self.station, &order)?;
                }
            }
        }
        step.commit()?;
        Ok(())
    }
}

fn orders_of(connection: &Connection, service: &str) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT order_no FROM customer_order WHERE delivery_method = ?1 AND queue <> 'done'",
    )?;
    let orders = query.query_map([service], |row| row.get(0))?;
    Ok(orders.collect::<Result<_, _>>()?)
}

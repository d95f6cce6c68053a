//! What the shipping rules say of the orders in the cache, before anything of them is weighed.

use rusqlite::Connection;

use super::{OrderState, Store, StoreError, customs};
use crate::domain::gate::{Hold, hold_of};
use crate::domain::ids::OrderNo;
use crate::domain::order::Order;
use crate::domain::settings::Settings;
use crate::domain::shipping_rules::{Facts, Ruling, decide};
use crate::domain::units::Grams;

/// Most orders that a changed list is tried on. Assumption: a busy bench packs some hundred in a day.
const MOST_TRIED: u32 = 1_000;

/// How an order goes out as far as is known before it is packed.
pub(super) struct WayOut {
    /// What the rules say; `None` in a shop without rules.
    pub(super) ruling: Option<Ruling>,
    /// The order as it goes out.
    pub(super) order: Order,
    /// What of itself, or by a rule, holds it.
    pub(super) hold: Option<Hold>,
}

impl WayOut {
    /// Of an order as the shop sent it.
    pub(super) fn of(
        connection: &Connection,
        order: &Order,
        settings: &Settings,
    ) -> Result<Self, StoreError> {
        let mut order = order.clone();
        if settings.shipping.is_unused() {
            let hold = hold_of(&order);
            let hold = match hold {
                None => customs::hold_of(connection, &order, settings)?,
                held => held,
            };
            return Ok(Self {
                ruling: None,
                order,
                hold,
            });
        }
        // A master gives out no order that lacks something by itself, so no rule helps it.
        let by_itself = hold_of(&order);
        let ruling = decide(&settings.shipping, &facts_of(connection, &order)?).ruling;
        ruling.apply(&mut order);
        let by_rule = ruling.hold.clone().map(Hold::from);
        let by_itself = match by_itself.or_else(|| hold_of(&order)) {
            None => customs::hold_of(connection, &order, settings)?,
            held => held,
        };
        Ok(Self {
            ruling: Some(ruling),
            hold: by_itself.or(by_rule),
            order,
        })
    }
}

/// What rules may look at before an order is packed: its weight is what its goods weigh by the catalogue.
pub(super) fn facts_of(connection: &Connection, order: &Order) -> Result<Facts, StoreError> {
    Ok(Facts::of(order).weighing(goods_weight(connection, order)?))
}

/// What all goods of an order weigh; `None` when the catalogue does not know it of one of them.
fn goods_weight(connection: &Connection, order: &Order) -> Result<Option<Grams>, StoreError> {
    let mut weight = Grams(0);
    for line in &order.lines {
        for (sku, quantity) in customs::parts_of(connection, &line.sku)? {
            let Some(product) = customs::product(connection, &sku)? else {
                return Ok(None);
            };
            if product.weight <= Grams(0) {
                return Ok(None);
            }
            weight += product.weight * quantity * line.quantity;
        }
    }
    Ok(Some(weight))
}

/// An order to try changed rules on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriedOrder {
    /// The order.
    pub order: OrderNo,
    /// What rules may look at before it is packed.
    pub facts: Facts,
    /// Whether it is packed.
    pub is_packed: bool,
}

impl Store {
    /// Orders that were packed here since then, and the most urgent of those that wait; at most so many of each.
    pub fn orders_to_try(&self, since_millis: i64) -> Result<Vec<TriedOrder>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT order_no FROM (SELECT order_no FROM order_state WHERE closed_at IS NOT NULL AND closed_at >= ?1
                ORDER BY closed_at DESC LIMIT ?2)
             UNION
             SELECT order_no FROM (SELECT order_no FROM customer_order WHERE queue <> 'done'
                ORDER BY cutoff, calm, paid_at, order_no LIMIT ?2)
             ORDER BY order_no",
        )?;
        let orders = query.query_map([since_millis, i64::from(MOST_TRIED)], |row| {
            Ok(OrderNo(row.get(0)?))
        })?;
        let orders: Vec<OrderNo> = orders.collect::<Result<_, _>>()?;
        let mut tried = Vec::new();
        for order in orders {
            if let Some(facts) = self.shipping_facts(&order)? {
                let state = self.order(&order)?.map(|cached| cached.state);
                tried.push(TriedOrder {
                    order,
                    facts,
                    is_packed: matches!(
                        state,
                        Some(OrderState::Closed | OrderState::ClosedElsewhere)
                    ),
                });
            }
        }
        Ok(tried)
    }

    /// What rules may look at of an order before it is packed.
    pub fn shipping_facts(&self, order: &OrderNo) -> Result<Option<Facts>, StoreError> {
        let content = self.order_content(order)?;
        content
            .map(|content| facts_of(&self.connection, &content))
            .transpose()
    }
}

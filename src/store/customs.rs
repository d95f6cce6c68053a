//! What a customs declaration says of the orders in the cache: their goods from the catalogue, kits taken apart.

use rusqlite::{Connection, OptionalExtension as _};

use super::rows::from_json;
use super::{Store, StoreError};
use crate::domain::catalog::Product;
use crate::domain::customs::{self, Boxed, BoxedLine, CustomsGoods};
use crate::domain::gate::Hold;
use crate::domain::ids::Sku;
use crate::domain::order::Order;
use crate::domain::settings::Settings;
use crate::domain::units::Grams;

/// What customs would miss in an order that crosses their border.
pub(super) fn hold_of(
    connection: &Connection,
    order: &Order,
    settings: &Settings,
) -> Result<Option<Hold>, StoreError> {
    if !customs::needs_declaration(&settings.sender, order) {
        return Ok(None);
    }
    let lines = lines_of(connection, order)?;
    Ok(customs::fault(&settings.sender, order, &lines).map(Hold::from))
}

/// The lines of an order with what goes into the box for each.
fn lines_of<'a>(
    connection: &Connection,
    order: &'a Order,
) -> Result<Vec<BoxedLine<'a>>, StoreError> {
    let mut lines = Vec::new();
    for line in &order.lines {
        let mut goods = Vec::new();
        for (sku, quantity) in parts_of(connection, &line.sku)? {
            let product = product(connection, &sku)?;
            let known = product.map(|product| (product.weight, product.customs));
            let (weight, customs) = known.unwrap_or((Grams(0), CustomsGoods::default()));
            goods.push(Boxed {
                sku,
                units: quantity.saturating_mul(line.quantity),
                weight,
                customs,
            });
        }
        lines.push((line, goods));
    }
    Ok(lines)
}

/// What is packed for one unit of a product: a kit's parts, or the product itself.
pub(super) fn parts_of(connection: &Connection, sku: &Sku) -> Result<Vec<(Sku, u32)>, StoreError> {
    let mut parts = connection
        .prepare_cached("SELECT part, quantity FROM kit_part WHERE kit = ?1 ORDER BY part")?;
    let parts = parts.query_map([sku.as_str()], |row| {
        Ok((Sku(row.get(0)?), row.get::<_, u32>(1)?))
    })?;
    let mut parts: Vec<(Sku, u32)> = parts.collect::<Result<_, _>>()?;
    if parts.is_empty() {
        parts.push((sku.clone(), 1));
    }
    Ok(parts)
}

/// A product of the catalogue.
pub(super) fn product(connection: &Connection, sku: &Sku) -> Result<Option<Product>, StoreError> {
    let body: Option<String> = connection
        .prepare_cached("SELECT body FROM product WHERE sku = ?1")?
        .query_row([sku.as_str()], |row| row.get(0))
        .optional()?;
    body.map(|body| from_json(&body, "product", sku.as_str()))
        .transpose()
}

impl Store {
    /// The lines of an order with what goes into the box for each, as customs ask for it.
    pub fn boxed_lines<'a>(&self, order: &'a Order) -> Result<Vec<BoxedLine<'a>>, StoreError> {
        lines_of(&self.connection, order)
    }
}

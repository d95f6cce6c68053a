//! What a code, a product, an order or a badge is: one index probe each, from the cache.

use rusqlite::{OptionalExtension as _, Params, params};
use serde::de::DeserializeOwned;

use super::duplicates;
use super::rows::{from_json, trade_item_forms};
use super::{CachedOrder, Store, StoreError, cache, queue, shipping};
use crate::domain::catalog::{CustomerRule, KitPart, Product, StockPlace};
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, ToteCode};
use crate::domain::location::Location;
use crate::domain::order::Order;
use crate::domain::packaging::Packaging;
use crate::domain::settings::Settings;
use crate::domain::shipping_rules::Ruling;
use crate::domain::worker::Worker;
use crate::sqlite::count;

/// Code as read, then catalogue, then what was bound at this bench.
const BY_CODE: &str = "SELECT sku, units FROM barcode WHERE code = ?1
    UNION ALL SELECT sku, units FROM bound_barcode WHERE code = ?1";
const BY_FORMS: &str = "SELECT sku, units FROM barcode WHERE code IN (?1, ?2, ?3, ?4)
    UNION ALL SELECT sku, units FROM bound_barcode WHERE code IN (?1, ?2, ?3, ?4)";

impl Store {
    /// A product of the catalogue.
    pub fn product(&self, sku: &Sku) -> Result<Option<Product>, StoreError> {
        self.json(
            "product",
            "SELECT body FROM product WHERE sku = ?1",
            sku.as_str(),
        )
    }

    /// The products that a code names, each with the units one scan stands for.
    ///
    /// Exactly these characters win; only when nothing has them, a code of 8, 12, 13 or 14 digits
    /// is compared as the number it is.
    pub fn products_of_code(&self, code: &str) -> Result<Vec<(Sku, u32)>, StoreError> {
        let exact = self.products(BY_CODE, [code])?;
        match trade_item_forms(code) {
            Some(forms) if exact.is_empty() => self.products(BY_FORMS, forms),
            _ => Ok(exact),
        }
    }

    fn products(&self, sql: &str, codes: impl Params) -> Result<Vec<(Sku, u32)>, StoreError> {
        let mut query = self.connection.prepare_cached(sql)?;
        let found = query.query_map(codes, |row| Ok((Sku(row.get(0)?), row.get(1)?)))?;
        let mut products: Vec<(Sku, u32)> = Vec::new();
        for product in found {
            let product = product?;
            // The catalogue comes first: what a bench bound yields to it.
            if products.iter().all(|(sku, _)| *sku != product.0) {
                products.push(product);
            }
        }
        Ok(products)
    }

    /// All packagings by code, with what this bench has used up taken off.
    pub fn packagings(&self) -> Result<Vec<Packaging>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT code, body FROM packaging ORDER BY code")?;
        let mut found = query.query([])?;
        let mut packagings = Vec::new();
        while let Some(row) = found.next()? {
            let code: String = row.get(0)?;
            packagings.push(self.less_used(from_json(
                &row.get::<_, String>(1)?,
                "packaging",
                &code,
            )?)?);
        }
        Ok(packagings)
    }

    /// A packaging by its code, in capitals or not.
    pub fn packaging(&self, code: &str) -> Result<Option<Packaging>, StoreError> {
        let packaging = self.json(
            "packaging",
            "SELECT body FROM packaging WHERE code = ?1",
            code,
        )?;
        packaging
            .map(|packaging| self.less_used(packaging))
            .transpose()
    }

    /// Takes off what went into parcels that the master has not heard of.
    fn less_used(&self, mut packaging: Packaging) -> Result<Packaging, StoreError> {
        let used: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM parcel
                 WHERE closed_by_fact > (SELECT acknowledged FROM bench WHERE id = 1) AND packaging = ?1",
            )?
            .query_row([packaging.code.as_str()], |row| row.get(0))?;
        packaging.on_hand -= used;
        Ok(packaging)
    }

    /// A worker by badge.
    pub fn worker(&self, badge: &Badge) -> Result<Option<Worker>, StoreError> {
        self.json(
            "worker",
            "SELECT body FROM worker WHERE badge = ?1",
            badge.as_str(),
        )
    }

    /// All workers by badge.
    pub fn workers(&self) -> Result<Vec<Worker>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT badge, body FROM worker ORDER BY badge")?;
        let mut found = query.query([])?;
        let mut workers = Vec::new();
        while let Some(row) = found.next()? {
            let badge: String = row.get(0)?;
            workers.push(from_json(&row.get::<_, String>(1)?, "worker", &badge)?);
        }
        Ok(workers)
    }

    /// The warehouse's settings; what nobody set has its default.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        cache::settings(&self.connection)
    }

    /// An order as it goes out, with how far it has come and what holds it.
    pub fn order(&self, order: &OrderNo) -> Result<Option<CachedOrder>, StoreError> {
        let row: Option<(i64, Option<String>, String, Option<String>)> = self
            .connection
            .prepare_cached(
                "SELECT revision, gate_hold, body, ruling FROM customer_order WHERE order_no = ?1",
            )?
            .query_row([order.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((revision, gate, body, ruling)) = row else {
            return Ok(None);
        };
        let mut content: Order = from_json(&body, "customer_order", order.as_str())?;
        let facts = shipping::facts_of(&self.connection, &content)?;
        let ruling = ruling
            .map(|text| from_json::<Ruling>(&text, "customer_order", order.as_str()))
            .transpose()?;
        if let Some(ruling) = &ruling {
            ruling.apply(&mut content);
        }
        let gate = gate
            .map(|text| from_json(&text, "customer_order", order.as_str()))
            .transpose()?;
        let alike = duplicates::alike_of(&self.connection, order.as_str())?;
        let kept = queue::Kept {
            order: order.as_str(),
            delivery_method: &content.delivery_method,
            alike: alike.as_ref(),
        };
        let standing = queue::standing(&self.connection, &self.station, &kept, gate)?;
        Ok(Some(CachedOrder {
            order: content,
            facts,
            ruling,
            revision: count(revision),
            state: standing.state,
            fence: self.fence_of(order)?,
            hold: standing.hold,
        }))
    }

    /// Where a product lies, in the order in which a person walks.
    pub fn stock_places(&self, sku: &Sku) -> Result<Vec<StockPlace>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT aisle, shelf, bin, on_hand FROM stock_place WHERE sku = ?1")?;
        let found = query.query_map([sku.as_str()], |row| {
            Ok(StockPlace {
                sku: sku.clone(),
                location: Location {
                    aisle: row.get(0)?,
                    shelf: row.get(1)?,
                    bin: row.get(2)?,
                },
                on_hand: row.get(3)?,
            })
        })?;
        let mut places: Vec<StockPlace> = found.collect::<Result<_, _>>()?;
        places.sort_by(|a, b| a.location.cmp(&b.location));
        Ok(places)
    }

    /// Every place that has or had stock, in the order in which a person walks.
    pub fn locations(&self) -> Result<Vec<Location>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT DISTINCT aisle, shelf, bin FROM stock_place")?;
        let found = query.query_map([], |row| {
            Ok(Location {
                aisle: row.get(0)?,
                shelf: row.get(1)?,
                bin: row.get(2)?,
            })
        })?;
        let mut places: Vec<Location> = found.collect::<Result<_, _>>()?;
        places.sort();
        Ok(places)
    }

    /// What a kit consists of; empty for a product that is no kit.
    pub fn kit_parts(&self, kit: &Sku) -> Result<Vec<KitPart>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT part, quantity FROM kit_part WHERE kit = ?1 ORDER BY part")?;
        let found = query.query_map([kit.as_str()], |row| {
            Ok(KitPart {
                kit: kit.clone(),
                part: Sku(row.get(0)?),
                quantity: row.get(1)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// What a customer always wants.
    pub fn customer_rule(&self, customer: &str) -> Result<Option<CustomerRule>, StoreError> {
        let instruction = self.text(
            "SELECT instruction FROM customer_rule WHERE customer = ?1",
            params![customer],
        )?;
        Ok(instruction.map(|instruction| CustomerRule {
            customer: customer.to_owned(),
            instruction,
        }))
    }

    /// Whether this is the code of a tote.
    pub fn is_tote(&self, code: &str) -> Result<bool, StoreError> {
        Ok(self
            .text("SELECT code FROM tote WHERE code = ?1", params![code])?
            .is_some())
    }

    /// The order whose goods the tote carries; none once that order is closed or withdrawn.
    pub fn tote_carries(&self, tote: &ToteCode) -> Result<Option<OrderNo>, StoreError> {
        let order = self.text(
            "SELECT order_no FROM tote_binding WHERE tote = ?1",
            params![tote.as_str()],
        )?;
        Ok(order.map(OrderNo))
    }

    /// The code of a packaging as it is written on its shelf, for any way to type it.
    pub fn packaging_code(&self, code: &str) -> Result<Option<PackagingCode>, StoreError> {
        Ok(self
            .text("SELECT code FROM packaging WHERE code = ?1", params![code])?
            .map(PackagingCode))
    }

    fn json<T: DeserializeOwned>(
        &self,
        table: &'static str,
        sql: &str,
        key: &str,
    ) -> Result<Option<T>, StoreError> {
        self.text(sql, params![key])?
            .map(|text| from_json(&text, table, key))
            .transpose()
    }

    fn text(&self, sql: &str, values: impl Params) -> Result<Option<String>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row(values, |row| row.get(0))
            .optional()?)
    }
}

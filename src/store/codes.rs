//! The codes of a product, read before they are scanned: a page that lies on the disk alone costs as much as the
//! rest of a scan.

use super::{Store, StoreError};
use crate::domain::ids::Sku;

/// Codes by product. It goes with the cache's table, and is made again at the next start.
const LIST: &str = "CREATE INDEX IF NOT EXISTS barcode_of_product ON barcode(sku, code)";

impl Store {
    /// Makes the list of codes by product, once everything is loaded.
    ///
    /// Sorting a million codes at a start takes a second, once. If the list grew while they are loaded, each row
    /// would go to a place of its own, and the first load would take half as long again.
    pub fn list_codes(&self) -> Result<(), StoreError> {
        self.guard()?;
        let is_loaded: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM pull_cursor WHERE load IS NULL)",
            [],
            |row| row.get(0),
        )?;
        if is_loaded {
            self.connection.execute_batch(LIST)?;
        }
        Ok(())
    }

    /// Asks for each code of these products once, so that their pages are at hand when they are scanned. Without
    /// the list nothing is asked.
    pub fn read_ahead(&self, products: &[Sku]) -> Result<(), StoreError> {
        for sku in products {
            for code in self.codes_of(sku)? {
                self.products_of_code(&code)?;
            }
        }
        Ok(())
    }

    /// The codes of a product, as printed. None without the list: a million codes would have to be read.
    pub fn codes_of(&self, sku: &Sku) -> Result<Vec<String>, StoreError> {
        if !self.has_list()? {
            return Ok(Vec::new());
        }
        let mut query = self
            .connection
            .prepare_cached("SELECT code FROM barcode WHERE sku = ?1")?;
        let codes = query.query_map([sku.as_str()], |row| row.get(0))?;
        Ok(codes.collect::<Result<_, _>>()?)
    }

    /// Units in the largest case of a product that has a code of its own; 1 where there is none, or no list yet.
    pub fn largest_case(&self, sku: &Sku) -> Result<u32, StoreError> {
        if !self.has_list()? {
            return Ok(1);
        }
        let mut query = self
            .connection
            .prepare_cached("SELECT coalesce(max(units), 1) FROM barcode WHERE sku = ?1")?;
        Ok(query.query_row([sku.as_str()], |row| row.get(0))?)
    }

    fn has_list(&self) -> Result<bool, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'barcode_of_product')",
        )?;
        Ok(query.query_row([], |row| row.get(0))?)
    }
}

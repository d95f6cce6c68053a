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
        let is_listed: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'barcode_of_product')",
            )?
            .query_row([], |row| row.get(0))?;
        if !is_listed {
            return Ok(());
        }
        let mut query = self
            .connection
            .prepare_cached("SELECT code FROM barcode WHERE sku = ?1")?;
        for sku in products {
            let mut codes = query.query([sku.as_str()])?;
            while let Some(row) = codes.next()? {
                self.products_of_code(&row.get::<_, String>(0)?)?;
            }
        }
        Ok(())
    }
}

//! Label bytes, kept as they were printed. A newer revision makes the older ones void.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{NewLabel, Store, StoreError, StoredLabel};
use crate::domain::ids::OrderNo;

impl Store {
    /// The newest label of a parcel that is not void.
    pub fn label(&self, order: &OrderNo, parcel: u32) -> Result<Option<StoredLabel>, StoreError> {
        let label = self
            .connection
            .prepare_cached(
                "SELECT revision, format, bytes, picture, salt FROM label
                 WHERE order_no = ?1 AND parcel = ?2 AND void = 0 ORDER BY revision DESC LIMIT 1",
            )?
            .query_row(params![order.as_str(), parcel], |row| {
                Ok(StoredLabel {
                    revision: row.get(0)?,
                    format: row.get(1)?,
                    bytes: row.get(2)?,
                    picture: row.get(3)?,
                    salt: row.get(4)?,
                })
            })
            .optional()?;
        Ok(label)
    }
}

/// A label of an order, of any revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptLabel {
    /// The parcel, from 1.
    pub parcel: u32,
    /// Counts the labels of this parcel, from 1.
    pub revision: u32,
    /// A newer one took its place.
    pub is_void: bool,
    /// Its picture (PNG).
    pub picture: Vec<u8>,
}

impl Store {
    /// Every label of an order that this bench keeps, by parcel and revision.
    pub fn labels_of(&self, order: &OrderNo) -> Result<Vec<KeptLabel>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT parcel, revision, void, picture FROM label WHERE order_no = ?1 ORDER BY parcel, revision",
        )?;
        let found = query.query_map([order.as_str()], |row| {
            Ok(KeptLabel {
                parcel: row.get(0)?,
                revision: row.get(1)?,
                is_void: row.get(2)?,
                picture: row.get(3)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

pub(super) fn keep(connection: &Connection, label: &NewLabel) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE label SET void = 1 WHERE order_no = ?1 AND parcel = ?2 AND revision < ?3 AND void = 0",
        )?
        .execute(params![label.order.as_str(), label.parcel, label.revision])?;
    connection
        .prepare_cached(
            "INSERT INTO label(order_no, parcel, revision, format, salt, bytes, picture)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            label.order.as_str(),
            label.parcel,
            label.revision,
            label.format,
            label.salt,
            label.bytes,
            label.picture
        ])?;
    Ok(())
}

//! The cache in a few numbers, to find out whether it still says what the master says.
//!
//! Read through a connection of its own, which sees the cache as it was at one moment while the
//! bench goes on: hundreds of thousands of rows take longer than a scan may wait.

use std::collections::BTreeMap;

use rusqlite::{Connection, OpenFlags};

use super::rescue::DATABASE;
use super::rows::from_json;
use super::{Store, StoreError};
use crate::domain::catalog::{Barcode, CustomerRule, KitPart, StockPlace};
use crate::domain::exception::Exception;
use crate::domain::feed::{OrderRow, OrderStanding, Row, TopicDigest, row_mark};
use crate::domain::ids::{OrderNo, Sku, StationId, ToteCode};
use crate::domain::location::Location;
use crate::sqlite::count;

/// A look at the cache as it is at one moment.
#[derive(Debug)]
pub struct CacheReader {
    connection: Connection,
}

impl CacheReader {
    /// One digest a topic that has rows, by name.
    pub fn digests(&self) -> Result<Vec<TopicDigest>, StoreError> {
        digests(&self.connection)
    }
}

impl Store {
    /// A look at the cache as it is now, for another thread; `None` for a store without a file.
    pub fn cache_reader(&self) -> Result<Option<CacheReader>, StoreError> {
        let Some(dir) = &self.dir else {
            return Ok(None);
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(dir.join(DATABASE), flags)?;
        // The first read fixes the moment that this connection sees.
        connection.execute_batch("BEGIN; SELECT count(*) FROM pull_cursor;")?;
        Ok(Some(CacheReader { connection }))
    }

    /// The same digests here and now.
    pub fn cache_digests(&self) -> Result<Vec<TopicDigest>, StoreError> {
        digests(&self.connection)
    }

    /// What a person has to look at, newest first, and behind it what somebody has seen to.
    pub fn exceptions(&self, limit: u32) -> Result<Vec<Exception>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, body FROM exception ORDER BY settled, opened_at DESC, id LIMIT ?1",
        )?;
        let mut found = query.query([limit])?;
        let mut exceptions = Vec::new();
        while let Some(row) = found.next()? {
            let (id, body): (String, String) = (row.get(0)?, row.get(1)?);
            exceptions.push(from_json(&body, "exception", &id)?);
        }
        Ok(exceptions)
    }
}

/// Sums rows up by topic.
#[derive(Default)]
struct Sum(BTreeMap<&'static str, (u64, u64)>);

impl Sum {
    fn add(&mut self, row: &Row) -> Result<(), StoreError> {
        let text = serde_json::to_string(row).map_err(|source| StoreError::Unreadable {
            table: row.topic(),
            key: row.key(),
            source,
        })?;
        let (rows, mark) = self.0.entry(row.topic()).or_default();
        *rows += 1;
        *mark ^= row_mark(&text);
        Ok(())
    }

    fn digests(self) -> Vec<TopicDigest> {
        self.0
            .into_iter()
            .map(|(topic, (rows, mark))| TopicDigest {
                topic: topic.to_owned(),
                rows,
                mark,
            })
            .collect()
    }
}

fn digests(connection: &Connection) -> Result<Vec<TopicDigest>, StoreError> {
    let mut sum = Sum::default();
    for (table, sql, read) in TABLES {
        let mut query = connection.prepare(sql)?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            sum.add(&read(row, table)?)?;
        }
    }
    Ok(sum.digests())
}

type Read = fn(&rusqlite::Row<'_>, &'static str) -> Result<Row, StoreError>;

/// Every table of the cache, and how its rows came.
const TABLES: &[(&str, &str, Read)] = &[
    ("product", "SELECT sku, body FROM product", |row, table| {
        Ok(Row::Product(body(row, table)?))
    }),
    (
        "barcode",
        "SELECT code, sku, units FROM barcode",
        |row, _| {
            Ok(Row::Barcode(Barcode {
                code: row.get(0)?,
                sku: Sku(row.get(1)?),
                units: row.get(2)?,
            }))
        },
    ),
    (
        "stock_place",
        "SELECT sku, aisle, shelf, bin, on_hand FROM stock_place",
        |row, _| {
            Ok(Row::Stock(StockPlace {
                sku: Sku(row.get(0)?),
                location: Location {
                    aisle: row.get(1)?,
                    shelf: row.get(2)?,
                    bin: row.get(3)?,
                },
                on_hand: row.get(4)?,
            }))
        },
    ),
    (
        "kit_part",
        "SELECT kit, part, quantity FROM kit_part",
        |row, _| {
            Ok(Row::Kit(KitPart {
                kit: Sku(row.get(0)?),
                part: Sku(row.get(1)?),
                quantity: row.get(2)?,
            }))
        },
    ),
    (
        "customer_rule",
        "SELECT customer, instruction FROM customer_rule",
        |row, _| {
            Ok(Row::Customer(CustomerRule {
                customer: row.get(0)?,
                instruction: row.get(1)?,
            }))
        },
    ),
    (
        "packaging",
        "SELECT code, body FROM packaging",
        |row, table| Ok(Row::Packaging(body(row, table)?)),
    ),
    ("worker", "SELECT badge, body FROM worker", |row, table| {
        Ok(Row::Worker(body(row, table)?))
    }),
    ("tote", "SELECT code FROM tote", |row, _| {
        Ok(Row::Tote(ToteCode(row.get(0)?)))
    }),
    ("setting", "SELECT key, value FROM setting", |row, _| {
        Ok(Row::Setting {
            key: row.get(0)?,
            value: row.get(1)?,
        })
    }),
    (
        "customer_order",
        "SELECT order_no, body, revision FROM customer_order",
        |row, table| {
            Ok(Row::Order(Box::new(OrderRow {
                order: body(row, table)?,
                revision: count(row.get(2)?),
            })))
        },
    ),
    (
        "order_standing",
        "SELECT order_no, holder, packed, both_wanted, erased, (
            SELECT json_group_array(json_object('parcel', parcel, 'tracking', tracking, 'closed_at', closed_at,
                'gross', gross, 'owed', json(iif(owed, 'true', 'false')), 'manifest', manifest,
                'service', service) ORDER BY parcel)
            FROM standing_parcel WHERE standing_parcel.order_no = order_standing.order_no)
         FROM order_standing",
        |row, table| {
            let order: String = row.get(0)?;
            let parcels: String = row.get(5)?;
            Ok(Row::Standing(OrderStanding {
                parcels: from_json(&parcels, table, &order)?,
                order_no: OrderNo(order),
                holder: row.get::<_, Option<String>>(1)?.map(StationId),
                packed: row.get(2)?,
                both_wanted: row.get(3)?,
                erased: row.get(4)?,
            }))
        },
    ),
    (
        "exception",
        "SELECT id, body FROM exception",
        |row, table| Ok(Row::Exception(Box::new(body(row, table)?))),
    ),
];

fn body<T: serde::de::DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    table: &'static str,
) -> Result<T, StoreError> {
    let key: String = row.get(0)?;
    from_json(&row.get::<_, String>(1)?, table, &key)
}

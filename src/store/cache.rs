//! The master's rows as this bench keeps them: taken batch by batch, dropped and pulled again at will.

use std::cell::Cell;
use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::duplicates::{Alike, alike_of, requeue_others};
use super::queue::{Kept, requeue, standing};
use super::rows::{from_json, millis, to_json};
use super::shipping::WayOut;
use super::{EMPTY_CACHE, Store, StoreError, erasure, sweep};
use crate::domain::catalog::Product;
use crate::domain::customs::needs_declaration;
use crate::domain::duplicate::duplicate_key;
use crate::domain::exception::Exception;
use crate::domain::feed::{Cursor, Gone, OrderRow, OrderStanding, Place, Pulled, Row};
use crate::domain::ids::{OrderNo, StationId};
use crate::domain::order::Order;
use crate::domain::queue::rank_of;
use crate::domain::settings::Settings;
use crate::sqlite::{self, BULK_ROWS, column, count};

impl Store {
    /// Takes rows of the master and the place where to go on, both or neither.
    ///
    /// When everything comes again, what is here stays until it has come, see [`Store::sweep`]. Nobody
    /// waits for the disk: after a power cut the bench reads again what it lost, and whatever is decided
    /// upon these rows carries them to the disk with it.
    pub fn take_batch(&mut self, pulled: &Pulled) -> Result<(), StoreError> {
        self.guard()?;
        let taken = self
            .set_bulk(pulled.remaining >= BULK_ROWS)
            .and_then(|()| Ok(sqlite::set_waiting(&self.connection, false)?))
            .and_then(|()| self.write_batch(pulled));
        let waits = sqlite::set_waiting(&self.connection, true).map_err(StoreError::from);
        // A bench whose commits do not wait any more acknowledges nothing.
        self.broken |= waits.is_err();
        self.watch(taken.and(waits))
    }

    /// The same while somebody scans: the rows wait for the disk here and now, so that no scan has to
    /// carry them there with its own few bytes, and the log stays short.
    pub fn take_batch_beside_work(&mut self, pulled: &Pulled) -> Result<(), StoreError> {
        self.guard()?;
        let taken = self.set_bulk(false).and_then(|()| self.write_batch(pulled));
        self.watch(taken)
    }

    /// A first pull writes a million rows; the bench gives the room back with the last slices.
    fn set_bulk(&mut self, bulk: bool) -> Result<(), StoreError> {
        if self.bulk != bulk {
            sqlite::set_bulk(&self.connection, bulk)?;
            self.bulk = bulk;
        }
        Ok(())
    }

    fn write_batch(&mut self, pulled: &Pulled) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        let before = settings(&step)?;
        let mut cache = Cache {
            connection: &step,
            station: &self.station,
            settings: before.clone(),
            load: sweep::move_on(&step, pulled)?,
            goods_changed: Cell::new(false),
        };
        // Settings first: the orders of the same batch are ranked by them.
        let (rules, others): (Vec<&Row>, Vec<&Row>) = pulled
            .rows
            .iter()
            .partition(|row| matches!(row, Row::Setting { .. }));
        for row in rules {
            cache.put(row)?;
        }
        cache.settings = settings(&step)?;
        if before.ranks_differ(&cache.settings) {
            cache.rank_anew()?;
        }
        if before.duplicate_hours != cache.settings.duplicate_hours {
            cache.requeue_alike()?;
        }
        for row in others {
            cache.put(row)?;
        }
        if cache.goods_changed.get() {
            cache.judge_abroad_anew()?;
        }
        step.commit()?;
        Ok(())
    }

    /// How far the master's feed has been read.
    pub fn cursor(&self) -> Result<Cursor, StoreError> {
        let cursor = self
            .connection
            .prepare_cached("SELECT ledger, writer, seq, load FROM pull_cursor WHERE id = 1")?
            .query_row([], |row| {
                Ok(Cursor {
                    ledger: row.get(0)?,
                    place: Place {
                        transaction: count(row.get(1)?),
                        seq: count(row.get(2)?),
                    },
                    load: row.get(3)?,
                })
            })
            .optional()?;
        Ok(cursor.unwrap_or_default())
    }

    /// Empties the cache. The next pull starts at the beginning; the journal is not touched.
    pub fn drop_cache(&mut self) -> Result<(), StoreError> {
        self.guard()?;
        let dropped = self.empty_cache();
        self.watch(dropped)
    }

    fn empty_cache(&mut self) -> Result<(), StoreError> {
        let step = self.connection.transaction()?;
        step.execute_batch(EMPTY_CACHE)?;
        step.commit()?;
        Ok(())
    }
}

/// The settings in the cache. A row that this program does not know is left out: a newer master may have it.
pub(super) fn settings(connection: &Connection) -> Result<Settings, StoreError> {
    let mut settings = Settings::default();
    let mut query = connection.prepare_cached("SELECT key, value FROM setting ORDER BY key")?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let (key, value): (String, String) = (row.get(0)?, row.get(1)?);
        if let Err(why) = settings.set(&key, &value) {
            tracing::warn!(key, %why, "a setting of the master is not used");
        }
    }
    Ok(settings)
}

/// Gives every order its place anew if settings that were dropped have moved it.
pub(super) fn rank_by(
    connection: &Connection,
    station: &StationId,
    before: &Settings,
) -> Result<(), StoreError> {
    let settings = settings(connection)?;
    let cache = Cache {
        connection,
        station,
        settings,
        load: 0,
        goods_changed: Cell::new(false),
    };
    if before.ranks_differ(&cache.settings) {
        cache.rank_anew()?;
    }
    if before.duplicate_hours != cache.settings.duplicate_hours {
        cache.requeue_alike()?;
    }
    Ok(())
}

/// Puts an order of the cache in without its customer, as the master will tell it; nothing for one that is not here.
pub(super) fn put_erased(
    connection: &Connection,
    station: &StationId,
    order_no: &str,
) -> Result<(), StoreError> {
    let kept: Option<(String, i64, i64)> = connection
        .prepare_cached("SELECT body, revision, load FROM customer_order WHERE order_no = ?1")?
        .query_row([order_no], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((body, revision, load)) = kept else {
        return Ok(());
    };
    let mut order: Order = from_json(&body, "customer_order", order_no)?;
    order.erase_person();
    let cache = Cache {
        connection,
        station,
        settings: settings(connection)?,
        load,
        goods_changed: Cell::new(false),
    };
    cache.put_order(&OrderRow {
        order,
        revision: count(revision),
    })?;
    Ok(())
}

/// Place of an unpaid order: behind all others.
const LAST: i64 = i64::MAX;

struct Cache<'a> {
    connection: &'a Connection,
    station: &'a StationId,
    settings: Settings,
    /// The number of the load that is the newest one; every row that is written bears it.
    load: i64,
    /// What customs ask of some product is another now, or what a kit consists of.
    goods_changed: Cell<bool>,
}

impl Cache<'_> {
    fn put(&self, row: &Row) -> Result<(), StoreError> {
        let on = self.connection;
        match row {
            Row::Product(product) => self.put_product(product)?,
            Row::Barcode(barcode) => on
                .prepare_cached(
                    "INSERT INTO barcode(code, sku, units, load) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (code, sku) DO UPDATE SET units = excluded.units, load = excluded.load",
                )?
                .execute(params![
                    barcode.code,
                    barcode.sku.as_str(),
                    barcode.units,
                    self.load
                ])?,
            Row::Stock(place) => on
                .prepare_cached(
                    "INSERT INTO stock_place(sku, aisle, shelf, bin, on_hand, load) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (sku, aisle, shelf, bin) DO UPDATE
                        SET on_hand = excluded.on_hand, load = excluded.load",
                )?
                .execute(params![
                    place.sku.as_str(),
                    place.location.aisle,
                    place.location.shelf,
                    place.location.bin,
                    place.on_hand,
                    self.load
                ])?,
            Row::Kit(part) => {
                self.goods_changed.set(true);
                on.prepare_cached("INSERT OR REPLACE INTO kit_part(kit, part, quantity, load) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![part.kit.as_str(), part.part.as_str(), part.quantity, self.load])?
            }
            Row::Customer(rule) => on
                .prepare_cached("INSERT OR REPLACE INTO customer_rule(customer, instruction, load) VALUES (?1, ?2, ?3)")?
                .execute(params![rule.customer, rule.instruction, self.load])?,
            Row::Packaging(packaging) => on
                .prepare_cached("INSERT OR REPLACE INTO packaging(code, body, load) VALUES (?1, ?2, ?3)")?
                .execute(params![packaging.code.as_str(), to_json(packaging), self.load])?,
            Row::Worker(worker) => on
                .prepare_cached("INSERT OR REPLACE INTO worker(badge, body, load) VALUES (?1, ?2, ?3)")?
                .execute(params![worker.badge.as_str(), to_json(worker), self.load])?,
            Row::Tote(tote) => on
                .prepare_cached("INSERT OR REPLACE INTO tote(code, load) VALUES (?1, ?2)")?
                .execute(params![tote.as_str(), self.load])?,
            Row::Setting { key, value } => on
                .prepare_cached("INSERT OR REPLACE INTO setting(key, value, load) VALUES (?1, ?2, ?3)")?
                .execute(params![key, value, self.load])?,
            Row::Order(row) => self.put_order(row)?,
            Row::Standing(standing) => self.put_standing(standing)?,
            Row::Exception(exception) => self.put_exception(exception)?,
            Row::Gone(gone) => self.take_away(gone)?,
        };
        Ok(())
    }

    fn put_product(&self, product: &Product) -> Result<usize, StoreError> {
        let sku = product.sku.as_str();
        let before: Option<Option<String>> = self
            .connection
            .prepare_cached("SELECT body ->> '$.customs' FROM product WHERE sku = ?1")?
            .query_row([sku], |row| row.get(0))
            .optional()?;
        let customs = (!product.customs.is_empty()).then(|| to_json(&product.customs));
        if before.flatten() != customs {
            self.goods_changed.set(true);
        }
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO product(sku, body, load) VALUES (?1, ?2, ?3)
                 ON CONFLICT (sku) DO UPDATE SET body = excluded.body, load = excluded.load",
            )?
            .execute(params![sku, to_json(product), self.load])?;
        Ok(changed)
    }

    fn put_order(&self, row: &OrderRow) -> Result<usize, StoreError> {
        let order = &row.order;
        let WayOut {
            ruling,
            order: sent,
            hold: gate_hold,
        } = WayOut::of(self.connection, order, &self.settings)?;
        let hold_text = gate_hold.as_ref().map(to_json);
        let (cutoff, calm, paid_at) = self.rank(&sent);
        let number = order.order_no.as_str();
        let before = alike_of(self.connection, number)?;
        let alike = duplicate_key(order).map(|key| Alike {
            key: key.cast_signed(),
            paid_at,
            order: number.to_owned(),
        });
        let kept = Kept {
            order: number,
            delivery_method: &sent.delivery_method,
            alike: alike.as_ref(),
        };
        let standing = standing(self.connection, self.station, &kept, gate_hold)?;
        let single = match order.lines.as_slice() {
            [line] => Some(line.sku.as_str()),
            _ => None,
        };
        let changed = self
            .connection
            .prepare_cached(
                "INSERT INTO customer_order(
                    order_no, revision, queue, cutoff, calm, paid_at, single_sku, gate_hold, body, load, delivery_method, ruling,
                    units, duplicate_key, is_duplicate, crosses_border, has_person)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
                 ON CONFLICT (order_no) DO UPDATE SET revision = excluded.revision, queue = excluded.queue,
                    cutoff = excluded.cutoff, calm = excluded.calm, paid_at = excluded.paid_at,
                    single_sku = excluded.single_sku, gate_hold = excluded.gate_hold, body = excluded.body,
                    load = excluded.load, delivery_method = excluded.delivery_method,
                    ruling = excluded.ruling, units = excluded.units, duplicate_key = excluded.duplicate_key,
                    is_duplicate = excluded.is_duplicate, crosses_border = excluded.crosses_border,
                    has_person = excluded.has_person",
            )?
            .execute(params![
                number,
                column(row.revision),
                standing.queue(),
                cutoff,
                calm,
                paid_at,
                single,
                hold_text,
                to_json(order),
                self.load,
                sent.delivery_method,
                ruling.as_ref().map(to_json),
                order.units(),
                alike.as_ref().map(|alike| alike.key),
                standing.duplicate_of.is_some(),
                needs_declaration(&self.settings.sender, &sent),
                order.has_person(),
            ])?;
        if before != alike {
            requeue_others(self.connection, self.station, before.as_ref())?;
            requeue_others(self.connection, self.station, alike.as_ref())?;
        }
        Ok(changed)
    }

    fn put_exception(&self, exception: &Exception) -> Result<usize, StoreError> {
        let changed = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO exception(id, settled, opened_at, body, load) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                exception.id,
                exception.settled.is_some(),
                millis(exception.opened_at),
                to_json(exception),
                self.load
            ])?;
        Ok(changed)
    }

    /// Drops what the master has taken away. What happened here with these orders stays in the journal.
    fn take_away(&self, gone: &Gone) -> Result<usize, StoreError> {
        let mut rows = 0;
        let mut alike = Vec::new();
        for order in &gone.orders {
            alike.extend(alike_of(self.connection, order.as_str())?);
        }
        for (table, key, names) in [
            (
                "customer_order",
                "order_no",
                gone.orders.iter().map(OrderNo::as_str).collect::<Vec<_>>(),
            ),
            (
                "order_standing",
                "order_no",
                gone.orders.iter().map(OrderNo::as_str).collect(),
            ),
            (
                "standing_parcel",
                "order_no",
                gone.orders.iter().map(OrderNo::as_str).collect(),
            ),
            (
                "exception",
                "id",
                gone.exceptions.iter().map(String::as_str).collect(),
            ),
        ] {
            let mut delete = self
                .connection
                .prepare_cached(&format!("DELETE FROM {table} WHERE {key} = ?1"))?;
            for name in names {
                rows += delete.execute([name])?;
            }
        }
        for gone in &alike {
            requeue_others(self.connection, self.station, Some(gone))?;
        }
        Ok(rows)
    }

    fn put_standing(&self, standing: &OrderStanding) -> Result<usize, StoreError> {
        let order = standing.order_no.as_str();
        let holder = standing.holder.as_ref().map(StationId::as_str);
        let changed = self
            .connection
            .prepare_cached(
                "INSERT OR REPLACE INTO order_standing(order_no, packed, holder, both_wanted, load, erased)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                order,
                standing.packed,
                holder,
                standing.both_wanted,
                self.load,
                standing.erased,
            ])?;
        self.put_parcels(standing)?;
        if standing.erased {
            erasure::note_told(self.connection, order)?;
        }
        requeue(self.connection, self.station, order)?;
        if standing.both_wanted {
            // It goes before none any more that was paid before it.
            let alike = alike_of(self.connection, order)?;
            requeue_others(self.connection, self.station, alike.as_ref())?;
        }
        Ok(changed)
    }

    /// Its parcels, as all benches know them, in place of what was told before.
    fn put_parcels(&self, standing: &OrderStanding) -> Result<(), StoreError> {
        let order = standing.order_no.as_str();
        self.connection
            .prepare_cached("DELETE FROM standing_parcel WHERE order_no = ?1")?
            .execute([order])?;
        for parcel in &standing.parcels {
            self.connection
                .prepare_cached(
                    "INSERT INTO standing_parcel(order_no, parcel, tracking, closed_at, gross, owed, manifest, service)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    order,
                    parcel.parcel,
                    parcel.tracking.as_str(),
                    parcel.closed_at,
                    parcel.gross.0,
                    parcel.owed,
                    parcel.manifest,
                    parcel.service,
                ])?;
        }
        Ok(())
    }

    fn rank(&self, order: &Order) -> (i64, u8, i64) {
        rank_of(order, &self.settings).map_or((LAST, u8::MAX, LAST), |rank| {
            (millis(rank.cutoff), rank.calm, millis(rank.paid_at))
        })
    }

    /// The shop asks for other hours between duplicates: every order that has others alike is looked at anew.
    fn requeue_alike(&self) -> Result<(), StoreError> {
        let orders: Vec<String> = self
            .connection
            .prepare_cached(
                "SELECT order_no FROM customer_order WHERE duplicate_key IN (
                    SELECT duplicate_key FROM customer_order WHERE duplicate_key IS NOT NULL
                    GROUP BY duplicate_key HAVING count(*) > 1)",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for order in orders {
            requeue(self.connection, self.station, &order)?;
        }
        Ok(())
    }

    /// The shop moved a cut-off or changed its shipping rules: every order gets its place anew.
    fn rank_anew(&self) -> Result<(), StoreError> {
        let orders: BTreeSet<String> = self
            .connection
            .prepare_cached("SELECT order_no FROM customer_order")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for order_no in orders {
            self.judge_anew(&order_no)?;
        }
        Ok(())
    }

    /// The catalogue learnt what customs ask of some goods: every order that crosses their border is judged anew.
    fn judge_abroad_anew(&self) -> Result<(), StoreError> {
        let orders: Vec<String> = self
            .connection
            .prepare_cached(
                "SELECT order_no FROM customer_order WHERE crosses_border = 1 AND queue <> 'done'",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        orders.iter().try_for_each(|order| self.judge_anew(order))
    }

    /// Its place and what holds it, by settings and catalogue as they are now.
    fn judge_anew(&self, order_no: &str) -> Result<(), StoreError> {
        let body: String = self
            .connection
            .prepare_cached("SELECT body FROM customer_order WHERE order_no = ?1")?
            .query_row([order_no], |row| row.get(0))?;
        let content = from_json(&body, "customer_order", order_no)?;
        let way_out = WayOut::of(self.connection, &content, &self.settings)?;
        let (cutoff, calm, paid_at) = self.rank(&way_out.order);
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE customer_order SET cutoff = ?2, calm = ?3, paid_at = ?4,
                    delivery_method = ?5, gate_hold = ?6, ruling = ?7, crosses_border = ?8
                 WHERE order_no = ?1 AND (cutoff, calm, paid_at, delivery_method, gate_hold, ruling, crosses_border)
                    IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                order_no,
                cutoff,
                calm,
                paid_at,
                way_out.order.delivery_method,
                way_out.hold.as_ref().map(to_json),
                way_out.ruling.as_ref().map(to_json),
                needs_declaration(&self.settings.sender, &way_out.order),
            ])?;
        if changed > 0 {
            requeue(self.connection, self.station, order_no)?;
        }
        Ok(())
    }
}

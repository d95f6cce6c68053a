//! What the journal says about orders, parcels, totes and barcodes, kept ready for asking.
//!
//! Changed only by [`Projector::apply`], from a fact, in the transaction that keeps it; emptied and
//! made again from the journal, they are the same.

use std::fmt::Write as _;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params, params};

use super::claims::{stage, stage_all};
use super::counting::Journal;
use super::duplicates::{alike_of, requeue_others};
use super::queue::requeue;
use super::rows::{self, DAY_MILLIS, from_json, time};
use super::{OrderStateRow, ParcelRow, Store, StoreError, erasure, figures, foreign};
use crate::domain::all_benches::FactName;
use crate::domain::ids::{OrderNo, PackagingCode, StationId, TrackingNo};
use crate::domain::session::fact::Fact;
use crate::domain::session::question::Question;
use crate::domain::units::Grams;
use crate::sqlite::{column, count};

/// The tables that are made from the journal, and from what other benches told, and from nothing else.
pub(super) const TABLES: [&str; 32] = [
    "order_state",
    "parcel",
    "tote_binding",
    "bound_barcode",
    "bench_state",
    "day_run",
    "manifest",
    "handed_over",
    "label_debt",
    "learned_weight",
    "handed_out",
    "complaint",
    "mis_pick",
    "tally",
    "foreign_parcel",
    "foreign_quarter",
    "serial_seen",
    "shift_check",
    "unmeasured_line",
    "unmeasured_parcel",
    "let_go",
    "alert",
    "figure_order",
    "figure_parcel",
    "figure_handover",
    "figure_event",
    "figure_work",
    "figure_day",
    "desk_entry",
    "desk_word",
    "pair_word",
    "record_word",
];

/// Counts up whenever something new is made from the journal: what an older program kept is made again.
const MADE_FOR: i64 = 7;

/// Every projection with an order that does not depend on how it was written.
const ALL: &[(&str, &str)] = &[
    ("order_state", "SELECT * FROM order_state ORDER BY order_no"),
    ("parcel", "SELECT * FROM parcel ORDER BY order_no, parcel"),
    ("tote_binding", "SELECT * FROM tote_binding ORDER BY tote"),
    (
        "bound_barcode",
        "SELECT * FROM bound_barcode ORDER BY code, sku",
    ),
    ("manifest", "SELECT * FROM manifest ORDER BY manifest"),
    ("handed_over", "SELECT * FROM handed_over ORDER BY tracking"),
    ("label_debt", "SELECT * FROM label_debt ORDER BY substitute"),
    (
        "handed_out",
        "SELECT * FROM handed_out ORDER BY order_no, station, epoch, fact",
    ),
    (
        "complaint",
        "SELECT * FROM complaint ORDER BY order_no, station, epoch, fact",
    ),
    (
        "mis_pick",
        "SELECT * FROM mis_pick ORDER BY station, epoch, fact",
    ),
    (
        "tally",
        "SELECT * FROM tally ORDER BY bench, level, dimension, slot, key",
    ),
    (
        "foreign_parcel",
        "SELECT * FROM foreign_parcel ORDER BY order_no, station, epoch, parcel",
    ),
    (
        "serial_seen",
        "SELECT * FROM serial_seen ORDER BY serial, order_no",
    ),
    (
        "foreign_quarter",
        "SELECT * FROM foreign_quarter ORDER BY station, quarter",
    ),
    ("bench_state", "SELECT * FROM bench_state"),
    (
        "learned_weight",
        "SELECT * FROM learned_weight ORDER BY kind, code",
    ),
    ("shift_check", "SELECT * FROM shift_check ORDER BY kind"),
    (
        "unmeasured_line",
        "SELECT * FROM unmeasured_line ORDER BY order_no, sku",
    ),
    (
        "unmeasured_parcel",
        "SELECT * FROM unmeasured_parcel ORDER BY sku, order_no, parcel",
    ),
    ("let_go", "SELECT * FROM let_go ORDER BY order_no"),
    ("alert", "SELECT * FROM alert ORDER BY alert"),
    ("desk_entry", "SELECT * FROM desk_entry ORDER BY entry"),
    (
        "desk_word",
        "SELECT * FROM desk_word ORDER BY entry, station, epoch, fact",
    ),
    (
        "pair_word",
        "SELECT * FROM pair_word ORDER BY action, station, epoch, fact",
    ),
    (
        "record_word",
        "SELECT * FROM record_word ORDER BY sku, kind, station, epoch, fact",
    ),
    ("day_run", "SELECT * FROM day_run ORDER BY first_fact"),
    (
        "queue",
        "SELECT order_no, queue, is_duplicate FROM customer_order ORDER BY order_no",
    ),
    ("queue_count", "SELECT * FROM queue_count ORDER BY queue"),
    (
        "claim",
        "SELECT order_no, stage FROM claim ORDER BY order_no",
    ),
];

/// Carries one fact into the projections.
pub(super) struct Projector<'a> {
    pub(super) connection: &'a Connection,
    pub(super) station: &'a StationId,
    /// Which life of this bench's database.
    pub(super) epoch: u64,
    /// Orders are counted once everything else is made.
    pub(super) counts_later: bool,
    /// Day of the fact before, in days since 1970.
    pub(super) day: Option<i64>,
}

impl Projector<'_> {
    /// What the fact with this number, of this time in milliseconds and of this worker, changes.
    pub(super) fn apply(
        &mut self,
        number: u64,
        (at, worker): (i64, Option<&str>),
        fact: &Fact,
    ) -> Result<(), StoreError> {
        self.note_figures(number, (at, worker), fact)?;
        self.note_day(number, at)?;
        self.note_unmeasured(at, fact)?;
        self.desk(number, (at, worker), fact)?;
        match fact {
            Fact::OrderOpened { order, .. } | Fact::OrderResumed { order, .. } => {
                self.set_state(order, "open", None, at)?;
                self.set_current(Some(order))
            }
            Fact::OrderReopened { order, .. } => self.reopen(order, at),
            Fact::OrderPutAside { order, reason } => {
                self.set_state(order, "put_aside", Some(reason), at)?;
                self.leave(order)
            }
            Fact::OrderWithdrawn { order } => {
                self.set_state(order, "withdrawn", None, at)?;
                self.free_totes(order)?;
                self.run(
                    "UPDATE label_debt SET settled = 1 WHERE order_no = ?1",
                    params![order.as_str()],
                )?;
                self.leave(order)
            }
            Fact::OrderClosed { order, parcels } => {
                self.close(order, *parcels, at)?;
                self.count_order(number, order)
            }
            Fact::DuplicateLetGo { let_go, .. } => self.let_go(let_go),
            Fact::PersonalDataErased { erased, .. } => erasure::note_orders(self.connection, erased),
            Fact::PersonViewOpened { purpose } => self.run(
                "INSERT OR IGNORE INTO person_view(fact, at, worker, purpose) VALUES (?1, ?2, ?3, ?4)",
                params![column(number), at, worker, purpose],
            ),
            Fact::WorkerErased { left } => erasure::note_worker(self.connection, left),
            Fact::ComplaintTaken { .. } | Fact::PickListHandedOut { .. } | Fact::UnitCaptured { .. } => {
                self.note_about_orders(number, at, fact)
            }
            Fact::ParcelClosed { .. } => self.close_parcel(number, at, fact),
            Fact::LabelStored { order, parcel, revision, .. } => self.run(
                "UPDATE parcel SET label_revision = ?3 WHERE order_no = ?1 AND parcel = ?2 AND label_revision <> ?3",
                params![order.as_str(), parcel, revision],
            ),
            Fact::ToteBound { tote, order } => self.run(
                "INSERT OR REPLACE INTO tote_binding(tote, order_no) VALUES (?1, ?2)",
                params![tote.as_str(), order.as_str()],
            ),
            Fact::BarcodeBound { code, sku, units } => self.run(
                "INSERT OR REPLACE INTO bound_barcode(code, sku, units) VALUES (?1, ?2, ?3)",
                params![code, sku.as_str(), units],
            ),
            Fact::LabelOwed { .. } | Fact::LabelPaid { .. } => self.owe_label(at, fact),
            Fact::ManifestOpened { .. }
            | Fact::ParcelHandedOver { .. }
            | Fact::ParcelTakenBack { .. }
            | Fact::ManifestClosed { .. } => self.hand_over(number, at, fact),
            Fact::WeightTaught { .. }
            | Fact::WeightCorrected { .. }
            | Fact::WeightForgotten { .. }
            | Fact::ScaleChecked => self.learn(fact),
            Fact::AlertRaised { .. } | Fact::AlertCleared { .. } | Fact::AlertAcknowledged { .. } => {
                self.alert(number, at, fact)
            }
            Fact::PairActionSet { .. }
            | Fact::PairActionDone { .. }
            | Fact::PairActionWithdrawn { .. } => self.pair_action(number, (at, worker), fact),
            Fact::RecordGiven { .. } | Fact::RecordAccepted { .. } => {
                self.record_word(number, (at, worker), fact)
            }
            Fact::ShiftCheck { happened } => self.check(number, at, happened),
            Fact::Asked { question: Question::BeginCheck, .. } => self.check_asked(number, at),
            _ => Ok(()),
        }
    }

    /// The name that all benches know a fact of this bench by.
    pub(super) fn name(&self, number: u64) -> FactName {
        FactName {
            station: self.station.clone(),
            epoch: self.epoch,
            number,
        }
    }

    /// Facts of one day stand together until the clock jumps.
    fn note_day(&mut self, number: u64, at: i64) -> Result<(), StoreError> {
        let day = at.div_euclid(DAY_MILLIS);
        if self.day == Some(day) {
            return Ok(());
        }
        self.day = Some(day);
        self.run(
            "INSERT INTO day_run(first_fact, day) VALUES (?1, ?2)",
            params![column(number), day],
        )
    }

    fn set_state(
        &self,
        order: &OrderNo,
        state: &str,
        reason: Option<&str>,
        at: i64,
    ) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO order_state(order_no, state, reason, opened_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (order_no) DO UPDATE SET state = excluded.state, reason = excluded.reason, closed_at = NULL",
            params![order.as_str(), state, reason, at],
        )?;
        stage(self.connection, order.as_str())?;
        requeue(self.connection, self.station, order.as_str())
    }

    /// A lead found that it is wanted as well as the other one.
    fn let_go(&self, order: &OrderNo) -> Result<(), StoreError> {
        self.run(
            "INSERT OR IGNORE INTO let_go(order_no) VALUES (?1)",
            params![order.as_str()],
        )?;
        requeue(self.connection, self.station, order.as_str())?;
        // Packed, it goes before none any more that was paid before it.
        let alike = alike_of(self.connection, order.as_str())?;
        requeue_others(self.connection, self.station, alike.as_ref())
    }

    /// A closed order that is opened again has its last parcel open again; it keeps its number.
    fn reopen(&self, order: &OrderNo, at: i64) -> Result<(), StoreError> {
        // Its substitute label is void with its closing.
        self.run(
            "UPDATE label_debt SET settled = 1
             WHERE order_no = ?1 AND parcel = (SELECT max(parcel) FROM parcel WHERE order_no = ?1)
                AND EXISTS (SELECT 1 FROM order_state WHERE order_no = ?1 AND state = 'closed')",
            params![order.as_str()],
        )?;
        self.run(
            "UPDATE parcel SET closed_at = NULL
             WHERE order_no = ?1 AND parcel = (SELECT max(parcel) FROM parcel WHERE order_no = ?1)
                AND EXISTS (SELECT 1 FROM order_state WHERE order_no = ?1 AND state = 'closed')",
            params![order.as_str()],
        )?;
        self.set_state(order, "open", None, at)?;
        self.set_current(Some(order))
    }

    fn close(&self, order: &OrderNo, parcels: u32, at: i64) -> Result<(), StoreError> {
        self.set_state(order, "closed", None, at)?;
        self.run(
            "UPDATE order_state SET parcels = ?2, closed_at = ?3 WHERE order_no = ?1",
            params![order.as_str(), parcels, at],
        )?;
        self.free_totes(order)?;
        self.run(
            "UPDATE bench_state SET last_closed = ?1 WHERE id = 1",
            params![order.as_str()],
        )
    }

    fn close_parcel(&self, number: u64, at: i64, fact: &Fact) -> Result<(), StoreError> {
        let Fact::ParcelClosed {
            order,
            parcel,
            packaging,
            gross,
            tracking,
            label_revision,
            contents,
            ruling,
            ..
        } = fact
        else {
            return Ok(());
        };
        let units: u32 = contents
            .iter()
            .fold(0, |units, packed| units.saturating_add(packed.units));
        self.run(
            "INSERT INTO parcel(
                order_no, parcel, packaging, gross, tracking, label_revision, units, closed_at, closed_by_fact, service)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (order_no, parcel) DO UPDATE SET packaging = excluded.packaging, gross = excluded.gross,
                tracking = excluded.tracking, label_revision = excluded.label_revision, units = excluded.units,
                closed_at = excluded.closed_at, closed_by_fact = excluded.closed_by_fact,
                service = excluded.service",
            params![
                order.as_str(),
                parcel,
                packaging.as_str(),
                gross.0,
                tracking.as_str(),
                label_revision,
                units,
                at,
                column(number),
                ruling.as_ref().map(|ruling| &ruling.service)
            ],
        )
    }

    fn free_totes(&self, order: &OrderNo) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM tote_binding WHERE order_no = ?1",
            params![order.as_str()],
        )
    }

    fn set_current(&self, order: Option<&OrderNo>) -> Result<(), StoreError> {
        self.run(
            "UPDATE bench_state SET current_order = ?1 WHERE id = 1 AND current_order IS NOT ?1",
            params![order.map(OrderNo::as_str)],
        )
    }

    fn leave(&self, order: &OrderNo) -> Result<(), StoreError> {
        self.run(
            "UPDATE bench_state SET current_order = NULL WHERE id = 1 AND current_order = ?1",
            params![order.as_str()],
        )
    }

    pub(super) fn run(&self, sql: &str, values: impl Params) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

impl Store {
    /// Makes the projections again when they were made by a program that knew fewer of them.
    pub(super) fn renew_projections(&mut self) -> Result<(), StoreError> {
        let made_for: i64 = self
            .connection
            .prepare_cached("SELECT made_for FROM bench_state WHERE id = 1")?
            .query_row([], |row| row.get(0))?;
        if made_for < MADE_FOR {
            self.rebuild_projections()?;
        }
        Ok(())
    }

    /// Empties the projections and makes them again from the journal.
    pub fn rebuild_projections(&mut self) -> Result<(), StoreError> {
        self.guard()?;
        let rebuilt = self.rebuild();
        self.head.day = self.watch(rebuilt)?;
        Ok(())
    }

    fn rebuild(&mut self) -> Result<Option<i64>, StoreError> {
        let step = self.connection.transaction()?;
        for table in TABLES {
            step.execute_batch(&format!("DELETE FROM {table}"))?;
        }
        step.execute_batch("INSERT INTO bench_state(id) VALUES (1)")?;
        let mut projector = Projector {
            connection: &step,
            station: &self.station,
            epoch: self.epoch,
            counts_later: true,
            day: None,
        };
        {
            let mut query =
                step.prepare("SELECT number, at, body, worker FROM fact ORDER BY number")?;
            let mut found = query.query([])?;
            while let Some(row) = found.next()? {
                let number = count(row.get(0)?);
                let fact = from_json(&row.get::<_, String>(2)?, "fact", &number.to_string())?;
                let worker: Option<String> = row.get(3)?;
                projector.apply(number, (row.get(1)?, worker.as_deref()), &fact)?;
            }
            let mut query = step.prepare("SELECT order_no FROM customer_order")?;
            let orders: Vec<String> = query
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for order in orders {
                requeue(&step, &self.station, &order)?;
            }
        }
        foreign::make_again(&step)?;
        figures::make_again(&step, (&self.station, self.epoch))?;
        let journal = Journal {
            connection: &step,
            station: &self.station,
            epoch: self.epoch,
            below: u64::MAX,
        };
        journal.count_all()?;
        stage_all(&step)?;
        step.execute(
            "UPDATE bench_state SET made_for = ?1 WHERE id = 1",
            [MADE_FOR],
        )?;
        let day = projector.day;
        step.commit()?;
        Ok(day)
    }

    /// All projections as text, one line a row: to compare a rebuilt set with the living one.
    pub fn projections_as_text(&self) -> Result<String, StoreError> {
        let mut text = String::new();
        for (name, sql) in ALL.iter().chain(&figures::TEXTS) {
            let mut query = self.connection.prepare(sql)?;
            let columns = query.column_count();
            let mut found = query.query([])?;
            while let Some(row) = found.next()? {
                text.push_str(name);
                for column in 0..columns {
                    let written = match row.get_ref(column)? {
                        ValueRef::Null => write!(text, "|-"),
                        ValueRef::Integer(number) => write!(text, "|{number}"),
                        ValueRef::Real(number) => write!(text, "|{number}"),
                        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                            write!(text, "|{}", String::from_utf8_lossy(bytes))
                        }
                    };
                    written.expect("a text can be written to");
                }
                text.push('\n');
            }
        }
        Ok(text)
    }

    /// Hands every order that was begun at this bench to `seen`, by order number.
    pub fn each_order_state(&self, mut seen: impl FnMut(OrderStateRow)) -> Result<(), StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT order_no, state, reason, parcels, opened_at, closed_at FROM order_state ORDER BY order_no",
        )?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            seen(OrderStateRow {
                order: OrderNo(row.get(0)?),
                state: rows::order_state(&row.get::<_, String>(1)?, row.get(2)?),
                parcels: row.get(3)?,
                opened_at: time(row.get(4)?),
                closed_at: row.get::<_, Option<i64>>(5)?.map(time),
            });
        }
        Ok(())
    }

    /// Hands every parcel of this bench to `seen`, by order number and parcel.
    pub fn each_parcel(&self, mut seen: impl FnMut(ParcelRow)) -> Result<(), StoreError> {
        self.parcels(
            "SELECT * FROM parcel ORDER BY order_no, parcel",
            params![],
            &mut seen,
        )
    }

    /// The parcels of an order that were closed at least once.
    pub fn parcels_of(&self, order: &OrderNo) -> Result<Vec<ParcelRow>, StoreError> {
        let mut parcels = Vec::new();
        self.parcels(
            "SELECT * FROM parcel WHERE order_no = ?1 ORDER BY parcel",
            params![order.as_str()],
            &mut |parcel| parcels.push(parcel),
        )?;
        Ok(parcels)
    }

    fn parcels(
        &self,
        sql: &str,
        values: impl Params,
        seen: &mut dyn FnMut(ParcelRow),
    ) -> Result<(), StoreError> {
        let mut query = self.connection.prepare_cached(sql)?;
        let mut found = query.query(values)?;
        while let Some(row) = found.next()? {
            seen(ParcelRow {
                order: OrderNo(row.get("order_no")?),
                parcel: row.get("parcel")?,
                packaging: PackagingCode(row.get("packaging")?),
                gross: Grams(row.get("gross")?),
                tracking: TrackingNo(row.get("tracking")?),
                label_revision: row.get("label_revision")?,
                units: row.get("units")?,
                closed_at: row.get::<_, Option<i64>>("closed_at")?.map(time),
            });
        }
        Ok(())
    }
}

//! The yardstick of the benchmark: the least that PostgreSQL can do for a claim, for a fact, for all rows.
//!
//! Not part of the master's work. It stands here because SQL stands in this room alone.

use std::time::Duration;

use super::connect::MasterSettings;
use super::keep::{FactColumns, Form};
use super::session::Session;
use crate::domain::journal::Entry;
use crate::master::MasterError;

/// All rows that benches cache, in the order of the feed, as the fastest way out of a table.
pub const ALL_ROWS: &str =
    "COPY (SELECT topic, key, body FROM record ORDER BY transaction, seq) TO STDOUT";

/// How long the server may work on all rows of a large warehouse.
const PATIENCE: Duration = Duration::from_mins(20);

/// A script for `pgbench`: takes the most urgent `orders` of the bare table, with as little as that needs.
pub fn claim_script(orders: u64) -> String {
    format!(
        "UPDATE bare_order SET holder = :client_id::TEXT, fence = fence + 1, lease_end = now() + INTERVAL '12 hours'
         WHERE order_no = ANY(ARRAY(SELECT order_no FROM bare_order
            WHERE ready AND NOT cancelled AND holder IS NULL AND state = 'waiting'
            ORDER BY cutoff, calm, paid_at, order_no LIMIT {orders} FOR UPDATE SKIP LOCKED))
         RETURNING order_no, fence;\n"
    )
}

/// A connection to tables beside the master's, without any of its rules.
pub struct BareTables {
    session: Session,
}

impl std::fmt::Debug for BareTables {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BareTables").finish_non_exhaustive()
    }
}

impl BareTables {
    /// Connects, with the settings of every other connection.
    pub fn connect(settings: &MasterSettings) -> Result<Self, MasterError> {
        Ok(Self {
            session: settings.connect()?,
        })
    }

    /// Makes the table of orders: the rows, columns and indexes of the books, all orders free.
    pub fn make_orders(&mut self) -> Result<(), MasterError> {
        Ok(self.session.batch(
            "CREATE TABLE bare_order(LIKE order_book INCLUDING ALL) WITH (fillfactor = 70);
             INSERT INTO bare_order SELECT * FROM order_book ORDER BY order_no",
        )?)
    }

    /// Makes the table of facts anew, with the columns and the key that the master's has.
    pub fn make_facts(&mut self) -> Result<(), MasterError> {
        Ok(self.session.batch(
            "DROP TABLE IF EXISTS bare_fact; CREATE TABLE bare_fact(LIKE inbox INCLUDING ALL)",
        )?)
    }

    /// Keeps all facts with one statement in a transaction of its own.
    pub fn keep_facts(&mut self, entries: &[Entry]) -> Result<(), MasterError> {
        let new = FactColumns::of(entries.iter().map(|entry| (entry, None)), Form::Whole);
        self.session.put_off(
            "INSERT INTO bare_fact(station, epoch, number, at, worker, fence, kind, order_no, body, hash, rejected)
             SELECT * FROM unnest($1::TEXT[], $2::BIGINT[], $3::BIGINT[], $4::TIMESTAMPTZ[], $5::TEXT[],
                $6::BIGINT[], $7::TEXT[], $8::TEXT[], $9::TEXT[], $10::BYTEA[], $11::TEXT[])",
            new.values(),
        )?;
        Ok(self.session.catch_up()?)
    }

    /// Moves every row to the end of the feed: all benches read everything again, and find it as they have it.
    pub fn tell_everything_again(&mut self) -> Result<u64, MasterError> {
        self.session.begin();
        self.session.be_patient(PATIENCE)?;
        let rows = self.session.execute(
            "UPDATE record SET transaction = pg_current_xact_id(), seq = nextval('record_seq')",
            &[],
        )?;
        self.session.commit()?;
        Ok(rows)
    }

    /// What the server does by itself within minutes after a large import: counts, clears up, and writes
    /// pages out. A table that was only just filled is cheaper to write to than one that came to rest, so
    /// ours and the bare one come to rest together.
    pub fn settle(&mut self) -> Result<(), MasterError> {
        self.session.batch("SET statement_timeout = 0")?;
        self.session.wait_as_long_as(PATIENCE);
        for step in [
            "VACUUM ANALYZE record",
            "VACUUM ANALYZE order_book",
            "VACUUM ANALYZE bare_order",
            "CHECKPOINT",
        ] {
            self.session.batch(step)?;
        }
        Ok(())
    }
}

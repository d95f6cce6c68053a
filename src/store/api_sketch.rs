//! The names and types of everything the store does; bodies follow in their own files.
#![expect(clippy::todo, unused_variables, reason = "signatures first, so that the station can be written")]

use std::path::Path;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::*;
use crate::domain::catalog::{CustomerRule, KitPart, Product, StockPlace};
use crate::domain::ids::{Badge, OrderNo, PackagingCode, Sku, StationId, ToteCode};
use crate::domain::journal::Entry;
use crate::domain::packaging::Packaging;
use crate::domain::settings::Settings;
use crate::domain::worker::Worker;
use crate::master::{Claim, Cursor, NumberRange, Pulled};

type Kept<T> = Result<T, StoreError>;

impl Store {
    pub fn open(dir: &Path) -> Kept<Self> { todo!() }
    pub fn open_in_memory() -> Kept<Self> { todo!() }
    pub fn reopen(&mut self) -> Kept<()> { todo!() }
    pub fn station_id(&self) -> &StationId { todo!() }
    pub fn epoch(&self) -> u64 { todo!() }
    /// Idle work: empties the write-ahead log.
    pub fn checkpoint(&mut self) -> Kept<()> { todo!() }

    // cache
    pub fn take_batch(&mut self, pulled: &Pulled) -> Kept<()> { todo!() } // drops the cache first when start_again
    pub fn cursor(&self) -> Kept<Cursor> { todo!() }
    pub fn drop_cache(&mut self) -> Kept<()> { todo!() }
    pub fn product(&self, sku: &Sku) -> Kept<Option<Product>> { todo!() }
    pub fn products_of_code(&self, code: &str) -> Kept<Vec<(Sku, u32)>> { todo!() }
    pub fn packagings(&self) -> Kept<Vec<Packaging>> { todo!() }
    pub fn packaging(&self, code: &str) -> Kept<Option<Packaging>> { todo!() }
    pub fn worker(&self, badge: &Badge) -> Kept<Option<Worker>> { todo!() }
    pub fn workers(&self) -> Kept<Vec<Worker>> { todo!() }
    pub fn settings(&self) -> Kept<Settings> { todo!() }
    pub fn order(&self, order: &OrderNo) -> Kept<Option<CachedOrder>> { todo!() }
    pub fn stock_places(&self, sku: &Sku) -> Kept<Vec<StockPlace>> { todo!() }
    pub fn kit_parts(&self, kit: &Sku) -> Kept<Vec<KitPart>> { todo!() }
    pub fn customer_rule(&self, customer: &str) -> Kept<Option<CustomerRule>> { todo!() }
    pub fn is_tote(&self, code: &str) -> Kept<bool> { todo!() }
    pub fn tote_carries(&self, tote: &ToteCode) -> Kept<Option<OrderNo>> { todo!() }
    pub fn single_line_order(&self, sku: &Sku) -> Kept<Option<OrderNo>> { todo!() }
    pub fn ready_orders(&self, limit: u32) -> Kept<Vec<ReadyOrder>> { todo!() }
    pub fn held_orders(&self, limit: u32) -> Kept<Vec<HeldOrder>> { todo!() }
    pub fn ready_count(&self) -> Kept<u64> { todo!() }
    pub fn held_count(&self) -> Kept<u64> { todo!() }
    pub fn orders_closed_since(&self, since: DateTime<Utc>) -> Kept<u64> { todo!() }

    // journal
    pub fn commit(&mut self, commit: &Commit<'_>) -> Kept<Vec<Entry>> { todo!() }
    pub fn stored_answer(&self, id: &str) -> Kept<Option<String>> { todo!() }
    pub fn facts_of_order(&self, order: &OrderNo) -> Kept<Vec<Entry>> { todo!() }
    pub fn bench_facts(&self, now: DateTime<Utc>) -> Kept<Vec<Entry>> { todo!() }
    pub fn open_orders(&self) -> Kept<Vec<OrderNo>> { todo!() }
    pub fn last_closed_order(&self) -> Kept<Option<OrderNo>> { todo!() }
    pub fn current_order(&self) -> Kept<Option<OrderNo>> { todo!() }
    pub fn last_number(&self) -> u64 { todo!() }
    pub fn unsent(&self, limit: u32) -> Kept<Vec<Entry>> { todo!() }
    pub fn acknowledge(&mut self, upto: u64) -> Kept<()> { todo!() }
    pub fn unsent_count(&self) -> Kept<u64> { todo!() }
    pub fn reject(&mut self, number: u64, why: &str) -> Kept<()> { todo!() }
    pub fn rejected(&self) -> Kept<Vec<RejectedFact>> { todo!() }
    pub fn each_fact(&self, seen: impl FnMut(Entry)) -> Kept<()> { todo!() }
    pub fn each_order_state(&self, seen: impl FnMut(OrderStateRow)) -> Kept<()> { todo!() }
    pub fn each_parcel(&self, seen: impl FnMut(ParcelRow)) -> Kept<()> { todo!() }
    pub fn parcels_of(&self, order: &OrderNo) -> Kept<Vec<ParcelRow>> { todo!() }
    pub fn verify_chain(&self) -> Kept<ChainReport> { todo!() }
    pub fn rebuild_projections(&mut self) -> Kept<()> { todo!() }
    pub fn report(&self, from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz) -> Kept<Report> { todo!() } // from inclusive, to exclusive

    // numbers and claims
    pub fn add_range(&mut self, range: NumberRange) -> Kept<()> { todo!() }
    pub fn next_serial(&self) -> Kept<Option<u64>> { todo!() }
    pub fn numbers_left(&self) -> Kept<u64> { todo!() }
    /// Adds or renews claims; others stay.
    pub fn set_claims(&mut self, claims: &[Claim]) -> Kept<()> { todo!() }
    pub fn drop_claims(&mut self, orders: &[OrderNo]) -> Kept<()> { todo!() }
    pub fn claims(&self) -> Kept<Vec<Claim>> { todo!() }

    // labels and printing
    pub fn label(&self, order: &OrderNo, parcel: u32) -> Kept<Option<StoredLabel>> { todo!() }
    pub fn next_print_job(&self, now: DateTime<Utc>) -> Kept<Option<PrintJob>> { todo!() }
    pub fn print_job_bytes(&self, job: i64) -> Kept<Vec<u8>> { todo!() }
    pub fn print_done(&mut self, job: i64) -> Kept<()> { todo!() }
    /// `retry_at` `None`: a person has to ask for another try.
    pub fn print_failed(&mut self, job: i64, why: &str, retry_at: Option<DateTime<Utc>>) -> Kept<()> { todo!() }
    pub fn retry_print(&mut self, job: i64) -> Kept<()> { todo!() }
    /// Jobs that wait or failed, newest first.
    pub fn print_jobs(&self, limit: u32) -> Kept<Vec<PrintJob>> { todo!() }
}

/// What a `LabelStored` fact commits to: hex SHA-256 of salt and bytes.
pub fn commitment(salt: &[u8], bytes: &[u8]) -> String { todo!() }

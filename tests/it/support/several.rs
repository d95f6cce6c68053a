//! Several benches of the small warehouse at one master, each with a journal of its own.

use std::fs;
use std::path::Path;

use pakownia::domain::ids::OrderNo;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{Master as _, Seat};
use pakownia::station::clock::Clock;
use rusqlite::Connection;
use tempfile::TempDir;

use super::bench::{BenchTest, SHIFT_BEGINS, copy_template};

/// A warehouse with a master that several benches share.
pub(crate) struct Several {
    master: TempDir,
    clock: Clock,
}

impl Several {
    /// Nobody has begun anything.
    pub(crate) fn new() -> Self {
        let master = tempfile::tempdir().unwrap();
        copy_template(master.path());
        let clock = Clock::standing_at(SHIFT_BEGINS.parse().unwrap());
        give_everything_back(master.path(), &clock);
        Self { master, clock }
    }

    /// A bench of this name.
    pub(crate) fn bench(&self, name: &str) -> BenchTest {
        let dir = tempfile::tempdir().unwrap();
        copy_template(dir.path());
        let station = Connection::open(dir.path().join("station.db")).unwrap();
        let epoch = name
            .bytes()
            .fold(7, |sum, byte| sum * 31 % 1_000_003 + i64::from(byte));
        station
            .execute_batch(&format!(
                "UPDATE bench SET station = '{name}', epoch = {epoch}, acknowledged = 0;
                 DELETE FROM claim; DELETE FROM number_range; UPDATE link SET run = '', before = NULL"
            ))
            .unwrap();
        drop(station);
        // A fresh name signs a fresh lock.
        fs::remove_file(dir.path().join("station.lock")).unwrap();
        BenchTest::among(dir, &self.clock, self.master.path())
    }

    /// The station of a lead: it shows what all benches did.
    pub(crate) fn lead(&self, name: &str) -> BenchTest {
        let mut bench = self.bench(name);
        bench.station().set_all_benches(true).unwrap();
        bench
    }

    /// Where the master lies.
    pub(crate) fn master(&self) -> &Path {
        self.master.path()
    }

    /// The clock of all of them.
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }
}

/// The bench that read the shop in holds orders ahead: others have to get them.
fn give_everything_back(dir: &Path, clock: &Clock) {
    let station = Connection::open(dir.join("station.db")).unwrap();
    let sql = "SELECT station, epoch, run FROM bench, link";
    let seat = station
        .query_row(sql, [], |row| {
            let epoch: i64 = row.get(1)?;
            Ok(Seat {
                station: row.get::<_, String>(0)?.as_str().into(),
                epoch: epoch.unsigned_abs(),
                run: row.get(2)?,
            })
        })
        .unwrap();
    let mut held = station.prepare("SELECT order_no FROM claim").unwrap();
    let held = held.query_map([], |row| Ok(OrderNo(row.get(0)?))).unwrap();
    let held: Vec<OrderNo> = held.map(Result::unwrap).collect();
    let clock = clock.clone();
    let mut master = EmbeddedMaster::open(dir, move || clock.now()).unwrap();
    master.release(&seat, &held).unwrap();
}

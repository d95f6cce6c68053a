//! Several benches of the small warehouse at one master, each with a journal of its own.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use pakownia::domain::ids::OrderNo;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{Master as _, Seat};
use pakownia::station::clock::Clock;
use pakownia::station::link::MasterLink;
use rusqlite::Connection;
use tempfile::TempDir;

use super::bench::{BenchTest, LinkTo, SHIFT_BEGINS, template};
use super::process::copy_files;
use crate::sample;

/// A warehouse with a master that several benches share: a file that all of them open.
pub(crate) struct Several {
    master: TempDir,
    clock: Clock,
}

impl Several {
    /// Nobody has begun anything, and a bench claims no more ahead than it has to.
    pub(crate) fn new() -> Self {
        let master = tempfile::tempdir().unwrap();
        copy_files(template().path(), master.path());
        let clock = Clock::standing_at(SHIFT_BEGINS.parse().unwrap());
        give_everything_back(master.path(), &clock);
        let several = Self { master, clock };
        let rows = sample::read(&[sample::setting("orders_ahead", "1")], "");
        let now = several.clock.now();
        several.open_master().import(&rows, now).unwrap();
        several
    }

    fn open_master(&self) -> EmbeddedMaster {
        let clock = self.clock.clone();
        EmbeddedMaster::open(self.master.path(), move || clock.now()).unwrap()
    }

    /// A bench of this name.
    pub(crate) fn bench(&self, name: &str) -> BenchTest {
        let (dir, clock) = (self.master.path().to_owned(), self.clock.clone());
        let link: LinkTo = Arc::new(move |_dir| {
            let clock = clock.clone();
            let master = EmbeddedMaster::open(&dir, move || clock.now()).unwrap();
            MasterLink::Here(Box::new(master))
        });
        let mut bench = bench_at(name, self.clock.clone(), link);
        bench.station().sync_all(|_| {}).unwrap();
        bench
    }

    /// The station of a lead: it shows what all benches did.
    pub(crate) fn lead(&self, name: &str) -> BenchTest {
        let mut bench = self.bench(name);
        bench.station().set_all_benches(true).unwrap();
        bench
    }
}

/// A bench of this name at the end of a link, which has said nothing yet and holds nothing.
pub(crate) fn bench_at(name: &str, clock: Clock, link: LinkTo) -> BenchTest {
    let dir = tempfile::tempdir().unwrap();
    copy_files(template().path(), dir.path());
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
    // Another name signs another lock.
    fs::remove_file(dir.path().join("station.lock")).unwrap();
    BenchTest::opened(dir, clock, link)
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

/// Everything goes up that happened, and everything comes down that is this bench's to read.
pub(crate) fn sync(bench: &mut BenchTest) {
    bench.station().sync_all(|_| {}).unwrap();
}

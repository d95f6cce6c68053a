//! A lead's station that is killed while it reads what all benches did goes on, and counts nothing twice.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use pakownia::domain::session::fact::Fact;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{Master as _, Wanted};
use pakownia::station::clock::Clock;
use pakownia::store::Store;
use rusqlite::{Connection, OpenFlags};

use crate::sample;
use crate::support::dice::Dice;
use crate::support::process::{copy_files, text};
use crate::support::seats::seat;
use crate::support::wait;

const ORDERS: u64 = 1_500;

/// A data directory whose master has what another bench did, and whose bench is a lead's.
fn warehouse(dir: &Path) {
    drop(Store::open(dir).unwrap());
    let clock = Clock::standing_at(sample::later(0));
    let mut master = EmbeddedMaster::open(dir, move || clock.now()).unwrap();
    let rows: Vec<_> = (1..=ORDERS)
        .map(|at| sample::order_row(sample::order(&format!("ZAM-{at}"), &["MUG-01"])))
        .collect();
    master
        .import(&sample::read(&rows, ""), sample::later(0))
        .unwrap();
    let seat = seat(&mut master, "bench-2");
    let all = u32::try_from(ORDERS).unwrap();
    let claims = master.claim(&seat, &Wanted::Best(all)).unwrap();
    let mut entries = Vec::new();
    for (at, claim) in (1..).zip(&claims) {
        let order = claim.order.0.clone();
        let facts: [Fact; 4] = [
            sample::opened(&order, "MUG-01"),
            sample::refused(Some(&order), "CUP-07"),
            sample::parcel_closed(&order, 1, Some(at), 1, &[("MUG-01", 5)]),
            sample::order_closed(&order),
        ];
        for fact in facts {
            let number = u64::try_from(entries.len() + 1).unwrap();
            entries.push(sample::entry("bench-2", number, claim.fence, fact));
        }
    }
    master.push(&seat, &entries).unwrap();
    fs::write(dir.join("bench.toml"), "all_benches = true\n").unwrap();
}

fn sync(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pakownia"));
    command.args(["sync", "now", "--data-dir", text(dir)]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn counted(dir: &Path) -> (String, u64) {
    let mut store = Store::open(dir).unwrap();
    let living = store.projections_as_text().unwrap();
    store.rebuild_projections().unwrap();
    assert_eq!(store.projections_as_text().unwrap(), living);
    (living, read_up_to(&store))
}

fn read_up_to(store: &Store) -> u64 {
    let after = store.fact_cursor().unwrap().after;
    after.map_or(0, |after| after.number)
}

/// How far a station that may be running has read; 0 before it has begun.
fn seen_from_outside(dir: &Path) -> u64 {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let read = Connection::open_with_flags(dir.join("station.db"), flags).and_then(|database| {
        database.query_row("SELECT number FROM fact_cursor", [], |row| {
            row.get::<_, Option<i64>>(0)
        })
    });
    read.ok().flatten().map_or(0, i64::unsigned_abs)
}

#[test]
fn killed_at_any_moment_it_goes_on_and_counts_nothing_twice() {
    let origin = tempfile::tempdir().unwrap();
    warehouse(origin.path());
    let (whole, torn) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy_files(origin.path(), whole.path());
    copy_files(origin.path(), torn.path());
    assert!(sync(whole.path()).status().unwrap().success());
    let (expected, all) = counted(whole.path());
    assert_eq!(all, 4 * ORDERS);
    let mut dice = Dice::new(7);
    let mut between = 0;
    for _kill in 0..6 {
        let before = seen_from_outside(torn.path());
        let mut child = sync(torn.path()).spawn().unwrap();
        // Somewhere in the pages behind the first one that is kept.
        wait::until_so("it reads, or is done", || {
            seen_from_outside(torn.path()) != before || child.try_wait().unwrap().is_some()
        });
        let moment = u64::try_from(dice.below(40)).unwrap();
        thread::sleep(Duration::from_millis(moment));
        child.kill().unwrap();
        child.wait().unwrap();
        let read = read_up_to(&Store::open(torn.path()).unwrap());
        assert!(read >= before, "it forgot what it had read");
        between += u32::from(before < read && read < all);
    }
    assert!(sync(torn.path()).status().unwrap().success());
    assert_eq!(counted(torn.path()), (expected, all));
    assert!(
        between > 2,
        "hardly a kill met the reading: make it last longer"
    );
}

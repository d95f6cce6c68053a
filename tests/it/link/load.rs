//! A bench packs while everything is still on its way: the first time, and when its master was restored.

use pakownia::domain::feed::Row;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{Cursor, Master as _};
use pakownia::station::clock::Clock;
use pakownia::station::sync_view::Drift;
use rusqlite::Connection;

use super::cable::{Cable, State};
use super::{at_work, finish_b101, pack_b101, say, tend_until};
use crate::support::bench::BenchTest;

/// Rows that are still to come for a bench when it has B-101.
fn left_behind_b101(bench: &BenchTest) -> u64 {
    let mut master = EmbeddedMaster::open(bench.dir(), || Clock::System.now()).unwrap();
    let mut cursor = Cursor::default();
    loop {
        let pulled = master.pull(&cursor, 1).unwrap();
        cursor = pulled.cursor;
        let is_b101 =
            |row: &Row| matches!(row, Row::Order(row) if row.order.order_no == "B-101".into());
        if pulled.rows.iter().any(is_b101) {
            assert!(pulled.remaining > 3, "{} rows", pulled.remaining);
            return pulled.remaining;
        }
        assert!(pulled.remaining > 0, "B-101 never comes");
    }
}

/// Lets rows come one by one until B-101 is there, and then none.
fn let_b101_come(bench: &mut BenchTest, cable: &Cable) {
    let left = left_behind_b101(bench);
    cable.trickle(1);
    tend_until(bench, "B-101 has come", |station| {
        let to_come = station.sync_view().unwrap().rows_to_come;
        to_come > 0 && to_come <= left
    });
    cable.trickle(0);
}

fn assert_agrees(bench: &mut BenchTest) {
    let drift = bench.station().compare_now().unwrap();
    assert!(matches!(drift, Drift::None { .. }), "{drift:?}");
}

#[test]
fn a_bench_packs_an_order_that_has_come_while_the_rest_is_on_its_way() {
    let cable = Cable::new();
    cable.set(State::Cut);
    let mut bench = BenchTest::linked_now(cable.link());
    bench.with_store(|store| store.drop_cache().unwrap());
    assert!(!bench.run_line("signin W-002").starts_with("accepted"));
    cable.trickle(0);
    cable.set(State::Sound);
    let_b101_come(&mut bench, &cable);
    say(&mut bench, "signin W-002", "accepted");
    pack_b101(&mut bench);
    assert!(bench.station().sync_view().unwrap().rows_to_come > 0);
    cable.trickle(u32::MAX);
    assert_agrees(&mut bench);
}

#[test]
fn a_bench_whose_master_was_restored_packs_on_and_drops_what_is_gone_in_the_end() {
    let (mut bench, cable) = at_work();
    say(&mut bench, "scan B-101", "accepted");
    cable.trickle(1);
    // Another history, without a product that the bench knows.
    let books = Connection::open(bench.dir().join("master.db")).unwrap();
    books
        .execute_batch("UPDATE ledger SET name = 'another'")
        .unwrap();
    let gone = books
        .execute(
            "DELETE FROM record WHERE topic = 'tote' OR (topic = 'order' AND key NOT IN ('B-101', 'B-103'))",
            [],
        )
        .unwrap();
    assert!(gone > 3, "{gone}");
    drop(books);
    tend_until(&mut bench, "everything comes again", |station| {
        station.sync_view().unwrap().rows_to_come > 5
    });
    cable.trickle(0);
    finish_b101(&mut bench);
    say(&mut bench, "scan B-103", "accepted");
    assert!(bench.station().sync_view().unwrap().rows_to_come > 0);
    cable.trickle(u32::MAX);
    assert_agrees(&mut bench);
    assert_eq!(
        bench.with_store(|store| store.cursor().unwrap().ledger),
        "another"
    );
}

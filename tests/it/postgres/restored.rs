//! A server that is killed, and one that was restored from a backup.

use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::Row;
use pakownia::domain::journal::Entry;
use pakownia::master::{Cursor, Master as _, Wanted};

use crate::sample::{self, later};
use crate::support::cluster::{Cluster, shared, wait_for_others};

use super::{END, best, greeting, order_no, seat, shop};

/// Parcels of one order each: ten facts that are sent together.
fn batch(first: u64) -> Vec<Entry> {
    (first..first + 10)
        .map(|number| {
            let order = order_no(usize::try_from(number).unwrap());
            let fact = sample::parcel_closed(order.as_str(), 1, Some(number), 1, &[("MUG-01", 1)]);
            sample::entry("bench-1", number, 1, fact)
        })
        .collect()
}

#[test]
fn a_server_killed_in_the_middle_has_taken_each_batch_whole_or_not_at_all() {
    let mut cluster = Cluster::start(true);
    let schema = cluster.warehouse();
    cluster
        .master(&schema, "bridge")
        .import(&shop(3_000), later(0))
        .unwrap();
    for round in 1..=3 {
        let mut master = cluster.master(&schema, "station");
        let seat = seat(&mut master, "bench-1");
        let welcome = master.greet(&greeting(&seat, &[])).unwrap();
        let (tell, told) = sync_channel(1_000);
        let pusher = thread::Builder::new()
            .spawn(move || {
                let mut first = welcome.has_up_to + 1;
                while master.push(&seat, &batch(first)).is_ok()
                    && master.pull(&Cursor::default(), 1).is_ok()
                {
                    tell.send(first + 9).unwrap();
                    first += 10;
                }
                drop(tell);
                (master, seat)
            })
            .unwrap();
        told.recv().unwrap();
        thread::sleep(Duration::from_millis(37 * round));
        cluster.kill();
        let (mut master, seat) = pusher.join().unwrap();
        let acknowledged = told.try_iter().last();
        cluster.start_again();
        let welcome = master.greet(&greeting(&seat, &[])).unwrap();
        let has = welcome.has_up_to;
        assert!(
            acknowledged.is_none_or(|number| number <= has),
            "{acknowledged:?}, {has}"
        );
        assert_eq!(has % 10, 0, "half a batch was kept");
        let due = format!("SELECT count(*) FROM {schema}.stock_due");
        while cluster
            .superuser()
            .query_one(due.as_str(), &[])
            .unwrap()
            .get::<_, i64>(0)
            > 0
        {
            master.pull(&Cursor::default(), 1).unwrap();
        }
        let sql = format!(
            "SELECT (SELECT count(*) FROM {schema}.inbox), (SELECT count(*) FROM {schema}.parcel_book),
                (SELECT -sum(units)::BIGINT FROM {schema}.stock_move),
                100000 - (SELECT (body::JSON #>> '{{row,on_hand}}')::BIGINT FROM {schema}.record WHERE topic = 'stock'),
                50 - (SELECT (body::JSON #>> '{{row,on_hand}}')::BIGINT FROM {schema}.record WHERE topic = 'packaging')"
        );
        let books = cluster.superuser().query_one(sql.as_str(), &[]).unwrap();
        let books: Vec<i64> = (0..5).map(|column| books.get(column)).collect();
        assert_eq!(books, vec![i64::try_from(has).unwrap(); 5]);
    }
}

#[test]
fn on_another_server_the_ledger_begins_a_new_history_and_waits_for_the_benches() {
    let cluster = shared();
    let schema = cluster.warehouse();
    cluster
        .master(&schema, "bridge")
        .import(&shop(10), later(0))
        .unwrap();
    let mut superuser = cluster.superuser();
    wait_for_others(&mut superuser);
    let mut master = cluster.master(&schema, "station");
    let first = seat(&mut master, "bench-1");
    let read = master.pull(&Cursor::default(), 100).unwrap();
    assert_eq!(best(&mut master, &first, 1).len(), 1);
    let numbers = master.number_range(&first, 10).unwrap();
    // As after a restore on a new server: other identity, and rows numbered in its future.
    superuser
        .batch_execute(&format!(
            "UPDATE {schema}.ledger SET cluster = 'another/00000001';
             UPDATE {schema}.record SET transaction = '888888888888' WHERE topic = 'order'"
        ))
        .unwrap();
    let mut master = cluster.master(&schema, "station");
    let mut greeting = greeting(&first, &[]);
    greeting.seat.run = "bench-1 again".to_owned();
    greeting.before = Some(first.run.clone());
    greeting.cursor = read.cursor.clone();
    greeting.report.unsent = 3;
    let welcome = master.greet(&greeting).unwrap();
    assert_ne!(welcome.ledger, read.cursor.ledger);
    wait_for_others(&mut superuser);
    let pulled = master.pull(&read.cursor, 100).unwrap();
    assert!(pulled.start_again);
    let orders = pulled
        .rows
        .iter()
        .filter(|row| row.topic() == "order")
        .count();
    assert_eq!(orders, 10, "rows from the future can be read");
    assert!(pulled.cursor.place < END);
    let restored = |row: &Row| matches!(row, Row::Exception(found) if found.kind == ExceptionKind::MasterRestored);
    assert_eq!(pulled.rows.iter().filter(|row| restored(row)).count(), 1);
    // Nothing is given out while a bench has something unsent, and no number a second time.
    assert_eq!(master.claim(&greeting.seat, &Wanted::Best(5)).unwrap(), []);
    assert_eq!(master.overview().unwrap().waited_for, ["bench-1".into()]);
    assert!(master.number_range(&greeting.seat, 1).unwrap().first > numbers.last + 1);
    greeting.report.unsent = 0;
    master.report(&greeting.seat, &greeting.report).unwrap();
    assert_eq!(best(&mut master, &greeting.seat, 5).len(), 5);
    // The next connection finds the history begun.
    assert_eq!(
        cluster
            .master(&schema, "lead")
            .pull(&pulled.cursor, 100)
            .unwrap()
            .cursor
            .ledger,
        welcome.ledger
    );
}

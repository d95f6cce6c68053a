//! A server that is killed, and one that was restored from a backup.

use std::process::Command;
use std::sync::mpsc::sync_channel;
use std::thread;

use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::Row;
use pakownia::domain::journal::Entry;
use pakownia::master::{Cursor, FactCursor, Master as _, PushOutcome, Seat, Wanted};

use crate::sample::{self, later};
use crate::support::cluster::{Cluster, programs, shared, wait_for_others};
use crate::support::mirror::Mirror;
use crate::support::process::PROGRAM;

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
    for round in 1..=3_usize {
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
        // Killed at another place each round, with a batch on its way.
        let before = told.iter().nth(5 * round);
        cluster.kill();
        let (mut master, seat) = pusher.join().unwrap();
        let acknowledged = told.try_iter().last().or(before);
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
             UPDATE {schema}.record SET transaction = '888888888888' WHERE topic = 'order';
             INSERT INTO {schema}.inbox(station, epoch, number, at, fence, kind, body, hash, transaction)
                VALUES ('bench-9', 1, 1, now(), 0, 'ScaleChecked', '{{}}', '', '888888888888')"
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
    let told = cluster
        .master(&schema, "lead")
        .facts(&FactCursor::default(), 10);
    assert_eq!(told.unwrap().facts.len(), 1, "and so can facts");
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

/// Runs a program of the server's.
fn run(cluster: &Cluster, program: &str, arguments: &[&str]) {
    let url = cluster.settings("postgres", "").url;
    let ran = Command::new(programs().join(program))
        .arg(format!("--dbname={url}"))
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{program}: {said}");
}

#[test]
fn after_a_restore_that_nobody_could_notice_somebody_says_so_and_every_bench_reads_anew() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(10), later(0)).unwrap();
    let mut superuser = cluster.superuser();
    let dir = tempfile::tempdir().unwrap();
    let dump = dir.path().join("warehouse.dump");
    let dump = dump.to_str().unwrap();
    wait_for_others(&mut superuser);
    let mut mirror = Mirror::default();
    mirror.read_all(&mut bridge, 100);
    let numbers = {
        let seat = seat(&mut bridge, "bench-1");
        let only = format!("--schema={schema}");
        run(
            cluster,
            "pg_dump",
            &["--format=custom", &only, &format!("--file={dump}")],
        );
        bridge.number_range(&seat, 100).unwrap()
    };
    bridge.import(&shop(12), later(1)).unwrap();
    wait_for_others(&mut superuser);
    mirror.read_all(&mut bridge, 100);
    superuser
        .batch_execute(&format!("DROP SCHEMA {schema} CASCADE"))
        .unwrap();
    run(cluster, "pg_restore", &[dump]);
    let settings = cluster.settings("chief", &schema);
    let said = Command::new(PROGRAM)
        .args(["master", "restored", "--schema", &schema])
        .args(["--url", &settings.url])
        .output()
        .unwrap();
    let told = String::from_utf8(said.stdout).unwrap();
    assert!(said.status.success(), "{told}{:?}", said.stderr);
    wait_for_others(&mut superuser);
    let mut master = cluster.master(&schema, "station");
    let before = mirror.cursor.ledger.clone();
    mirror.read_all(&mut master, 3);
    assert_eq!(mirror.started_again, 1);
    assert_ne!(mirror.cursor.ledger, before);
    assert!(told.contains(&mirror.cursor.ledger), "{told}");
    assert!(
        !mirror.has("order", order_no(12).as_str()),
        "not in the backup"
    );
    mirror.assert_is_the_masters(&mut master, "after the restore");
    assert_eq!(master.overview().unwrap().waited_for, ["bench-1".into()]);
    let mut back = greeting(&seat_named("bench-1", "after the restore"), &[]);
    back.before = Some("first".to_owned());
    master.greet(&back).unwrap();
    let after = master.number_range(&back.seat, 1).unwrap();
    assert!(after.first > numbers.last, "no number a second time");
}

fn seat_named(station: &str, run: &str) -> Seat {
    Seat {
        station: station.into(),
        epoch: 1,
        run: run.to_owned(),
    }
}

#[test]
fn old_orders_are_taken_away_by_the_owner_alone() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(3), later(0)).unwrap();
    let seat = seat(&mut bridge, "bench-1");
    let claim = best(&mut bridge, &seat, 1).remove(0);
    let order = claim.order.as_str();
    let facts = [
        sample::opened(order, "MUG-01"),
        sample::parcel_closed(order, 1, Some(1), 1, &[("MUG-01", 1)]),
        sample::order_closed(order),
    ];
    for (number, fact) in (1..).zip(facts) {
        let entry = sample::entry("bench-1", number, claim.fence, fact);
        let outcomes = bridge.push(&seat, &[entry]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken]);
    }
    let prune = |account: &str, before: &str| {
        let settings = cluster.settings(account, &schema);
        let said = Command::new(PROGRAM)
            .args(["master", "prune", "--before", before, "--schema", &schema])
            .args(["--url", &settings.url])
            .output()
            .unwrap();
        let told = [said.stdout, said.stderr].concat();
        (said.status.success(), String::from_utf8(told).unwrap())
    };
    let (done, told) = prune(&format!("{schema}_bridge"), "2027-01-01");
    assert!(!done, "{told}");
    let (done, told) = prune("chief", "2026-11-20");
    assert!(done && told.contains("0 orders"), "{told}");
    let (done, told) = prune("chief", "2027-01-01");
    assert!(done && told.contains("1 orders"), "{told}");
    // The first reader folds what the facts took, and nobody is told before the others are done.
    bridge.pull(&Cursor::default(), 1).unwrap();
    wait_for_others(&mut cluster.superuser());
    let mut mirror = Mirror::default();
    mirror.read_all(&mut bridge, 10);
    assert!(!mirror.has("order", order));
    mirror.assert_is_the_masters(&mut bridge, "without the old order");
}

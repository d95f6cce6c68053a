//! What the embedded master promises beside: its file outlives the program, and older files go on.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::feed::{Rejection, Row};
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{Cursor, FactCursor, Greeting, Master as _, PushOutcome};
use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};

use super::{
    again, claim, claim_one, exceptions, hello, on, pull_all, report, seat, shop, take_in,
};
use crate::sample::{self, later, no, order_row, sku};

fn open(dir: &Path) -> EmbeddedMaster {
    EmbeddedMaster::open(dir, || later(0)).unwrap()
}

#[test]
fn the_embedded_master_keeps_everything_when_it_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = open(dir.path());
    take_in(&mut master, &shop());
    let bench = seat(&mut master, "bench-1");
    let fence = claim_one(&mut master, &bench, "ZAM-1");
    let mut cursor = Cursor::default();
    pull_all(&mut master, &mut cursor, 100);
    let audit = master.audit().unwrap();
    drop(master);
    let mut master = open(dir.path());
    let pulled = master.pull(&cursor, 100).unwrap();
    assert!(!pulled.start_again && pulled.rows.is_empty());
    assert_eq!(
        claim_one(&mut master, &bench, "ZAM-1"),
        fence,
        "its connection is known still"
    );
    assert_eq!(master.audit().unwrap(), audit);
    master.checkpoint().unwrap();
}

#[test]
fn leases_are_counted_by_the_clock_that_the_master_was_given() {
    let clock = Arc::new(Mutex::new(later(0)));
    let shown = Arc::clone(&clock);
    let mut master =
        EmbeddedMaster::open_in_memory(move || -> DateTime<Utc> { *shown.lock().unwrap() })
            .unwrap();
    take_in(&mut master, &shop());
    let bench = seat(&mut master, "bench-1");
    let fence = claim_one(&mut master, &bench, "ZAM-1");
    let wait = |hours| *clock.lock().unwrap() += TimeDelta::hours(hours);
    wait(12);
    assert_eq!(
        report(&mut master, &bench, 0, &[("ZAM-1", fence)]),
        [],
        "within the grace, and renewed"
    );
    wait(13);
    assert_eq!(
        report(&mut master, &bench, 0, &[("ZAM-1", fence)]),
        [no("ZAM-1")]
    );
}

/// A file as the first program made it, with a shop and the facts of two orders.
fn old_file(path: &Path) {
    let begin = include_str!("../../../src/master/migrations/0001_begin.sql");
    let file = Connection::open(path).unwrap();
    file.execute_batch(begin).unwrap();
    file.execute_batch(
        "CREATE TABLE schema_migration(
            version INTEGER PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL) STRICT;
         PRAGMA user_version = 1;
         INSERT INTO ledger(id, name, seq, next_serial) VALUES (1, 'old', 100, 501);
         INSERT INTO order_ledger(order_no, holder, fence, state, ready, cutoff, calm, paid_at) VALUES
            ('ZAM-1', 'bench-1', 3, 'closed', 1, 1, 1, 1), ('ZAM-2', 'bench-1', 2, 'waiting', 1, 1, 1, 1),
            ('ZAM-3', NULL, 0, 'waiting', 1, 1, 1, 1), ('ZAM-5', NULL, 0, 'waiting', 1, 1, 1, 1);",
    )
    .unwrap();
    file.execute(
        "INSERT INTO schema_migration(version, name, digest) VALUES (1, '0001_begin.sql', ?1)",
        [Sha256::digest(begin.as_bytes()).to_vec()],
    )
    .unwrap();
    let mut rows = shop();
    rows.push(Row::Kit(sample::kit("GIFT", "CUP-07", 3)));
    rows.push(order_row(sample::order("ZAM-5", &["GIFT"])));
    for (seq, row) in (1_i64..).zip(&rows) {
        let body = serde_json::to_string(row).unwrap();
        file.execute(
            "INSERT INTO record(seq, topic, key, body) VALUES (?1, ?2, ?3, ?4)",
            params![seq, row.topic(), row.key(), body],
        )
        .unwrap();
    }
    let old = [
        (sample::opened("ZAM-1", "MUG-01"), None),
        (sample::order_closed("ZAM-1"), Some("another bench has it")),
    ];
    for (number, (fact, rejected)) in (1_u64..).zip(old) {
        let entry = sample::entry("bench-1", number, 3, fact);
        file.execute(
            "INSERT INTO inbox(station, epoch, number, at, fence, kind, order_no, body, hash, rejected)
             VALUES ('bench-1', 1, ?1, ?2, 3, ?3, 'ZAM-1', ?4, ?5, ?6)",
            params![
                i64::try_from(number).unwrap(),
                entry.at.timestamp_millis(),
                entry.fact.kind(),
                serde_json::to_string(&entry.fact).unwrap(),
                entry.hash,
                rejected
            ],
        )
        .unwrap();
    }
}

#[test]
fn a_file_of_the_first_program_goes_on_with_all_it_has() {
    let dir = tempfile::tempdir().unwrap();
    old_file(&dir.path().join("master.db"));
    let mut master = open(dir.path());
    let rows = pull_all(&mut master, &mut Cursor::default(), 100);
    let audit = master.audit().unwrap();
    assert_eq!(audit.cursor.ledger, "old", "the history goes on");
    assert_eq!(
        audit.topics.iter().map(|topic| topic.rows).sum::<u64>(),
        u64::try_from(rows.len()).unwrap()
    );
    let told = master.facts(&FactCursor::default(), 10).unwrap();
    let told: Vec<u64> = told.facts.iter().map(|fact| fact.name.number).collect();
    assert_eq!(told, [1], "the second one did not count");
    let reserved = ["MUG-01", "CUP-07"].map(|product| master.reserved(&sku(product)).unwrap());
    assert_eq!(reserved, [2, 3], "two mugs wait, and a kit of three cups");
    // What was rejected is something to look at, and told again as data.
    let [found] = exceptions(&mut master).try_into().unwrap();
    assert_eq!(found.order, Some(no("ZAM-1")));
    let here = on("bench-1", "first");
    let greeting = Greeting {
        acknowledged: 2,
        cursor: audit.cursor,
        ..hello(&here, None)
    };
    let held = pakownia::master::Claim {
        order: no("ZAM-2"),
        fence: 2,
    };
    let mut greeting = greeting;
    greeting.report.held.push(held.clone());
    let welcome = master.greet(&greeting).unwrap();
    assert_eq!(
        (welcome.has_up_to, welcome.lost, welcome.ledger.as_str()),
        (2, vec![], "old")
    );
    let entry = sample::entry("bench-1", 2, 3, sample::order_closed("ZAM-1"));
    let outcomes = master.push(&here, &[entry]).unwrap();
    let why = "another bench has it".to_owned();
    assert_eq!(
        outcomes,
        [PushOutcome::Rejected(Rejection::Unstorable { why })]
    );
    assert_eq!(claim_one(&mut master, &here, "ZAM-2"), 2);
    let other = seat(&mut master, "bench-2");
    assert_eq!(claim(&mut master, &other, "ZAM-1"), None);
    let newer = again(&mut master, &here, 2, &[held]);
    assert_eq!(master.number_range(&newer, 1).unwrap().first, 501);
    let mut edited = sample::order("ZAM-1", &["MUG-01"]);
    edited.note = "as a gift".to_owned();
    take_in(&mut master, &[order_row(edited)]);
    assert_eq!(
        exceptions(&mut master).len(),
        2,
        "it was packed before it was edited"
    );
}

#[test]
fn orders_of_a_file_from_before_there_was_a_calendar_are_ranked_by_it_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("master.db");
    old_file(&path);
    let cutoff = || -> i64 {
        let file = Connection::open(&path).unwrap();
        let sql = "SELECT cutoff FROM order_ledger WHERE order_no = 'ZAM-3'";
        file.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(cutoff(), 1);
    drop(open(dir.path()));
    assert_eq!(
        cutoff(),
        sample::at("2026-11-19T13:30:00Z").timestamp_millis()
    );
    let file = Connection::open(&path).unwrap();
    file.execute("UPDATE order_ledger SET cutoff = 2", [])
        .unwrap();
    drop(file);
    drop(open(dir.path()));
    assert_eq!(cutoff(), 2, "later starts leave the places alone");
}

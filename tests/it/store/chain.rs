//! A changed journal and a foreign schema are noticed.

use std::path::Path;

use pakownia::domain::session::fact::Fact;
use pakownia::store::{BreakKind, ChainBreak, Commit, Store, StoreError};
use rusqlite::Connection;

use crate::sample::no;

use super::{commit_at, keep, label, open};

/// A journal of ten facts on disk, closed; the label of the first order is kept with it.
fn written(dir: &Path) {
    let mut store = open(dir);
    let (new, stored) = label("ZAM-0", 1, b"%PDF one");
    store
        .commit(&Commit {
            labels: vec![new],
            ..commit_at(1, std::slice::from_ref(&stored))
        })
        .unwrap();
    for number in 2..=10 {
        let order = format!("ZAM-{number}");
        keep(
            &mut store,
            number,
            &[Fact::OrderWithdrawn { order: no(&order) }],
        );
    }
    assert_eq!(store.verify_chain().unwrap().facts, 10);
}

fn broken_by(sql: &str) -> Option<ChainBreak> {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    let file = Connection::open(dir.path().join("station.db")).unwrap();
    file.execute_batch("DROP TRIGGER fact_is_never_changed; DROP TRIGGER fact_is_never_deleted;")
        .unwrap();
    file.execute_batch(sql).unwrap();
    drop(file);
    open(dir.path()).verify_chain().unwrap().broken
}

#[test]
fn a_changed_journal_is_found_and_the_place_is_named() {
    use BreakKind::{Altered, LabelAltered, Mislabelled, Missing, TailCut};
    let swap =
        "UPDATE fact SET number = 99 WHERE number = 4; UPDATE fact SET number = 4 WHERE number = 5;
        UPDATE fact SET number = 5 WHERE number = 99";
    let cases = [
        ("SELECT 1", None),
        (
            "UPDATE fact SET at = at + 1 WHERE number = 3",
            Some((3, Altered)),
        ),
        (
            "UPDATE fact SET worker = NULL WHERE number = 10",
            Some((10, Altered)),
        ),
        (
            "UPDATE fact SET fence = 4 WHERE number = 7",
            Some((7, Altered)),
        ),
        (
            "UPDATE fact SET body = replace(body, 'ZAM-6', 'ZAM-7') WHERE number = 6",
            Some((6, Altered)),
        ),
        (
            "UPDATE fact SET order_no = 'ZAM-1' WHERE number = 6",
            Some((6, Mislabelled)),
        ),
        ("DELETE FROM fact WHERE number = 5", Some((5, Missing))),
        ("DELETE FROM fact WHERE number = 1", Some((1, Missing))),
        (swap, Some((4, Altered))),
        ("UPDATE label SET bytes = x'00'", Some((1, LabelAltered))),
        ("DELETE FROM label", None),
        (
            "UPDATE bench SET acknowledged = 9; DELETE FROM fact WHERE number > 7",
            Some((8, TailCut)),
        ),
    ];
    for (sql, expected) in cases {
        let expected = expected.map(|(number, what)| ChainBreak { number, what });
        assert_eq!(broken_by(sql), expected, "{sql}");
    }
}

#[test]
fn a_fact_cannot_be_changed_or_deleted_by_a_slip() {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    let file = Connection::open(dir.path().join("station.db")).unwrap();
    assert!(file.execute("UPDATE fact SET at = 0", []).is_err());
    assert!(file.execute("DELETE FROM fact", []).is_err());
}

#[test]
fn a_database_of_a_newer_or_another_program_is_refused_and_not_touched() {
    for (sql, newer) in [
        ("PRAGMA user_version = 999", true),
        (
            "UPDATE schema_migration SET digest = x'00' WHERE version = 1",
            false,
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        written(dir.path());
        Connection::open(dir.path().join("station.db"))
            .unwrap()
            .execute_batch(sql)
            .unwrap();
        match Store::open(dir.path()) {
            Err(StoreError::NewerSchema { found: 999, .. }) => assert!(newer),
            Err(StoreError::EditedSchema {
                name: "0001_journal.sql",
            }) => assert!(!newer),
            other => panic!("{other:?}"),
        }
    }
}

//! The feed under many writers: no row is lost, whoever commits last.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use pakownia::domain::feed::Row;
use pakownia::master::{Cursor, FactCursor, FactPage, Master as _};
use postgres::Client;

use crate::sample::later;
use crate::support::cluster::{shared, wait_for_others};

use super::shop;

fn keys(rows: &[Row]) -> Vec<String> {
    rows.iter().map(Row::key).collect()
}

/// A row as a bench's fact writes it.
fn write(client: &mut Client, schema: &str, key: &str) {
    let body = format!(r#"{{"topic":"Tote","row":"{key}"}}"#);
    let sql =
        format!("INSERT INTO {schema}.record(topic, key, mark, body) VALUES ('tote', $1, 0, $2)");
    let set = format!("SET search_path = {schema}");
    client.batch_execute(&set).unwrap();
    client.execute(sql.as_str(), &[&key, &body]).unwrap();
}

/// A fact as a bench's push writes it.
fn write_fact(client: &mut Client, schema: &str, number: i64) {
    client
        .batch_execute(&format!("SET search_path = {schema}"))
        .unwrap();
    client
        .execute(
            "INSERT INTO inbox(station, epoch, number, at, fence, kind, body, hash)
             VALUES ('bench-2', 1, $1, now(), 0, 'ScaleChecked', '{}', '')",
            &[&number],
        )
        .unwrap();
}

#[test]
fn a_row_of_an_older_transaction_that_commits_last_is_not_lost() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut master = cluster.master(&schema, "station");
    let begun = master.pull(&Cursor::default(), 100).unwrap();
    let (mut slow, mut fast) = (cluster.superuser(), cluster.superuser());
    slow.batch_execute("BEGIN").unwrap();
    write(&mut slow, &schema, "slow");
    write(&mut fast, &schema, "fast");
    let pulled = master.pull(&begun.cursor, 100).unwrap();
    assert_eq!(pulled.rows, [], "the fast one waits for the slow one");
    // A bench that went by the number alone would have read the fast one, and gone on behind it.
    let number = format!("SELECT max(seq) FROM {schema}.record");
    let read_up_to: i64 = fast.query_one(number.as_str(), &[]).unwrap().get(0);
    slow.batch_execute("COMMIT").unwrap();
    let behind = format!("SELECT count(*) FROM {schema}.record WHERE seq > {read_up_to}");
    let seen_by_number: i64 = fast.query_one(behind.as_str(), &[]).unwrap().get(0);
    assert_eq!(
        seen_by_number, 0,
        "and would never have come back for the slow one"
    );
    wait_for_others(&mut fast);
    let pulled = master.pull(&pulled.cursor, 100).unwrap();
    assert_eq!(keys(&pulled.rows), ["slow", "fast"]);
}

#[test]
fn a_fact_of_an_older_transaction_that_commits_last_is_not_lost() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut lead = cluster.master(&schema, "lead");
    let (mut slow, mut fast) = (cluster.superuser(), cluster.superuser());
    slow.batch_execute("BEGIN").unwrap();
    write_fact(&mut slow, &schema, 2);
    write_fact(&mut fast, &schema, 1);
    let numbers =
        |page: &FactPage| -> Vec<u64> { page.facts.iter().map(|fact| fact.name.number).collect() };
    let page = lead.facts(&FactCursor::default(), 100).unwrap();
    assert!(
        numbers(&page).is_empty(),
        "the fast one waits for the slow one"
    );
    slow.batch_execute("COMMIT").unwrap();
    wait_for_others(&mut fast);
    // The slow one began first: its fact stands before the other.
    let page = lead.facts(&page.cursor, 100).unwrap();
    assert_eq!(numbers(&page), [2, 1]);
    let page = lead.facts(&page.cursor, 100).unwrap();
    assert_eq!((numbers(&page), page.more), (vec![], false));
}

#[test]
fn sixteen_writers_at_once_lose_no_row_for_a_bench_that_reads_meanwhile() {
    const WRITERS: usize = 16;
    const ROWS: usize = 60;
    // The writers wait for the reader, and it keeps up with them: far behind them nothing can be lost.
    let begin = Barrier::new(WRITERS + 1);
    let cluster = shared();
    let schema = cluster.warehouse();
    let done = AtomicBool::new(false);
    let mut seen = Vec::new();
    thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (schema, begin, mut client) = (&schema, &begin, cluster.superuser());
                scope.spawn(move || {
                    begin.wait();
                    for row in 0..ROWS {
                        client.batch_execute("BEGIN").unwrap();
                        write(&mut client, schema, &format!("{writer}/{row}"));
                        thread::sleep(Duration::from_millis((writer * 7 + row * 3) as u64 % 11));
                        client.batch_execute("COMMIT").unwrap();
                    }
                })
            })
            .collect();
        let reader = scope.spawn(|| {
            let mut master = cluster.master(&schema, "station");
            let begun = master.pull(&Cursor::default(), 1).unwrap();
            let (mut cursor, mut rows) = (begun.cursor, Vec::new());
            begin.wait();
            loop {
                let last = done.load(Ordering::SeqCst);
                let pulled = master.pull(&cursor, 1_000).unwrap();
                cursor = pulled.cursor;
                let is_empty = pulled.rows.is_empty();
                rows.extend(pulled.rows);
                if last && is_empty {
                    return rows;
                }
            }
        });
        for writer in writers {
            writer.join().unwrap();
        }
        wait_for_others(&mut cluster.superuser());
        done.store(true, Ordering::SeqCst);
        seen = keys(&reader.join().unwrap());
    });
    let different: BTreeSet<&String> = seen.iter().collect();
    assert_eq!(
        (seen.len(), different.len()),
        (WRITERS * ROWS, WRITERS * ROWS)
    );
}

#[test]
fn a_long_way_is_read_ahead_and_small_slices_of_it_are_whole() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(30_000), later(0)).unwrap();
    wait_for_others(&mut cluster.superuser());
    let mut master = cluster.master(&schema, "station");
    let (mut cursor, mut all) = (Cursor::default(), Vec::new());
    let mut before = None;
    loop {
        let pulled = master.pull(&cursor, 999).unwrap();
        let got = pulled.rows.len() as u64;
        assert!(
            before.is_none_or(|before| pulled.remaining + got == before),
            "{before:?}"
        );
        before = Some(pulled.remaining);
        all.extend(keys(&pulled.rows));
        cursor = pulled.cursor;
        if pulled.remaining == 0 {
            break;
        }
    }
    let different: BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), different.len()), (30_004, 30_004));
    // A reader that was interrupted goes on from its cursor at another connection.
    let mut master = cluster.master(&schema, "lead");
    let first = master.pull(&Cursor::default(), 999).unwrap();
    let _ahead = master.pull(&first.cursor, 999).unwrap();
    let again = master.pull(&first.cursor, 999).unwrap();
    assert_eq!(keys(&again.rows), all[999..1_998]);
}

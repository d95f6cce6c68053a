//! `pakownia sync` and `pakownia doctor` as a person at the terminal uses them.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::bench::{BenchTest, fixtures};
use crate::support::process::{copy_files, filled_bench, outcome, text};

fn told(arguments: &[&str]) -> (i32, String) {
    let output = outcome(arguments);
    let mut words = String::from_utf8(output.stdout).unwrap();
    words.push_str(&String::from_utf8(output.stderr).unwrap());
    (output.status.code().unwrap(), words)
}

fn status(dir: &Path) -> (i32, Value) {
    let output = outcome(&["sync", "status", "--json", "--data-dir", text(dir)]);
    let object = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code().unwrap(), object)
}

#[test]
fn the_status_is_told_while_the_bench_is_open_and_changes_nothing() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    let mut facts = 0;
    bench.station().each_fact(|_fact| facts += 1).unwrap();
    let (code, object) = status(bench.dir());
    assert_eq!(object["unsent"]["value"], facts, "{object}");
    let levels = ["ok", "watch", "alarm"];
    let worst = object["level"].as_str().unwrap();
    assert_eq!(levels[usize::try_from(code).unwrap()], worst);
    assert!(object["orders_held"]["value"].as_u64().unwrap() > 0);
    assert!(object["tracking_numbers"]["value"].as_u64().unwrap() > 0);
    let (again, words) = told(&[
        "sync",
        "status",
        "--language",
        "en",
        "--data-dir",
        text(bench.dir()),
    ]);
    assert_eq!(again, code);
    assert!(
        words.contains(&format!("Waits to be sent: {facts}")),
        "{words}"
    );
}

#[test]
fn what_waits_is_sent_now_and_an_open_window_is_left_to_do_it() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    let (code, words) = told(&[
        "sync",
        "now",
        "--language",
        "en",
        "--data-dir",
        text(bench.dir()),
    ]);
    assert_eq!(code, 2);
    assert!(words.contains("sends and fetches by itself"), "{words}");
    let dir = bench.dir().to_owned();
    bench.with_store(|_store| {});
    let closed = tempfile::tempdir().unwrap();
    copy_files(&dir, closed.path());
    let (_code, words) = told(&[
        "sync",
        "now",
        "--language",
        "en",
        "--data-dir",
        text(closed.path()),
    ]);
    assert!(words.contains("Waits to be sent: 0"), "{words}");
    assert_eq!(status(closed.path()).1["unsent"]["value"], 0);
}

#[test]
fn a_directory_without_a_bench_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (code, words) = told(&[
        "sync",
        "status",
        "--language",
        "en",
        "--data-dir",
        text(dir.path()),
    ]);
    assert_eq!(code, 1);
    assert!(words.contains("cannot be read"), "{words}");
}

#[test]
fn the_doctor_makes_a_copy_beside_an_open_bench_and_reads_it_through() {
    let mut bench = BenchTest::new();
    let (code, words) = told(&["doctor", "--backup", "--data-dir", text(bench.dir())]);
    assert_eq!(code, 0, "{words}");
    bench.run_line("signin W-001");
    let dir = tempfile::tempdir().unwrap();
    copy_files(bench.dir(), dir.path());
    let copies = bench.dir().join("backup");
    fs::create_dir(dir.path().join("backup")).unwrap();
    copy_files(&copies, &dir.path().join("backup"));
    let (_code, words) = told(&["doctor", "--data-dir", text(dir.path())]);
    assert!(words.contains("ok   database: sound"), "{words}");
    assert!(words.contains("ok   copies: 1, newest"), "{words}");
    assert!(words.contains("chain whole"), "{words}");
}

/// A database that was put back looks like a copied disk, and here is no other bench to say otherwise.
#[test]
fn the_only_bench_of_a_shop_is_let_in_again_after_its_database_was_put_back() {
    let bench = filled_bench();
    let dir = text(bench.path());
    let yesterday = tempfile::tempdir().unwrap();
    told(&["sync", "now", "--language", "en", "--data-dir", dir]);
    copy_files(bench.path(), yesterday.path());
    told(&["sync", "now", "--language", "en", "--data-dir", dir]);
    let database = yesterday.path().join("station.db");
    fs::copy(database, bench.path().join("station.db")).unwrap();
    let (code, words) = told(&["sync", "now", "--language", "en", "--data-dir", dir]);
    assert_eq!(code, 2, "{words}");
    assert!(words.contains("doctor --let-in"), "{words}");
    let (code, words) = told(&["doctor", "--let-in", "--data-dir", dir]);
    assert_eq!(
        (code, words.as_str()),
        (0, "ok   master: listens to this bench again\n")
    );
    let (_code, words) = told(&["sync", "now", "--language", "en", "--data-dir", dir]);
    assert!(words.contains("Waits to be sent: 0"), "{words}");
    assert!(!words.contains("same identity"), "{words}");
}

#[test]
fn the_doctor_tells_what_was_found_in_a_damaged_database() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-001");
    bench.with_store(|_store| {});
    let dir = tempfile::tempdir().unwrap();
    copy_files(bench.dir(), dir.path());
    let file = dir.path().join("station.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[..100].fill(0);
    fs::write(&file, bytes).unwrap();
    let (code, words) = told(&["doctor", "--data-dir", text(dir.path())]);
    assert_eq!(code, 1, "{words}");
    assert!(
        words.contains("FAIL database: the database was damaged"),
        "{words}"
    );
    assert!(words.contains("no gap is in the journal"), "{words}");
    assert!(dir.path().join("damaged/1/station.db").exists());
    let (_code, words) = told(&["doctor", "--data-dir", text(dir.path())]);
    assert!(words.contains("ok   database: sound"), "{words}");
}

#[test]
fn a_bad_row_is_told_in_the_language_of_whoever_reads_it() {
    let (dir, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy_files(&fixtures(), folder.path());
    let orders = fs::read_to_string(fixtures().join("orders.csv")).unwrap();
    let bad = orders.replacen("2026-11-20T06:00:00Z", "20.11.2026", 1);
    fs::write(folder.path().join("orders.csv"), bad).unwrap();
    let import = |language: &str| {
        told(&[
            "import",
            text(folder.path()),
            "--data-dir",
            text(dir.path()),
            "--language",
            language,
        ])
    };
    let (code, words) = import("pl");
    assert_eq!(code, 1, "{words}");
    for line in [
        "orders.csv, wiersz 2, paid_at „20.11.2026”: to nie jest data z godziną i strefą. Wpisz na przykład",
        "Niczego nie zmieniono.",
    ] {
        assert!(words.contains(line), "{words}");
    }
    let (_code, words) = import("en");
    assert!(
        words.contains(
            "orders.csv, line 2, paid_at “20.11.2026”: not a date and time with its zone."
        ),
        "{words}"
    );
    fs::write(folder.path().join("orders.csv"), orders).unwrap();
    let (code, words) = import("pl");
    assert_eq!(code, 0, "{words}");
    assert!(words.contains("nowe: "), "{words}");
}

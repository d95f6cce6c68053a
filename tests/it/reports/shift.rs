//! A shift with everything in it that reports tell of, and the program that reports it.

use std::fs;
use std::path::Path;

use pakownia::domain::mis_pick::cause::Action as Remedy;
use pakownia::station::event::{Action, Command};

use crate::support::bench::BenchTest;
use crate::support::process::{outcome, text};

/// The day of the shift.
pub(super) const DAY: &str = "2026-11-20";

const LINES: &[&str] = &[
    "signin W-002",
    "handout W-001 FALA-7 B-101 B-105",
    "scan B-101",
    "wait 20",
    // A wrong mug twice, and one too many.
    "scan 5901234000024",
    "scan 5901234123457",
    "scan 5901234000024",
    "wait 10",
    "scan 5901234123457",
    "scan 5901234123457",
    "scan 5901234000031",
    "packaging",
    "wait 5",
    "weigh 880",
    "scan B-101",
    "reprint B-101 1 NotPrinted",
    "wait 60",
    // Too heavy, and a unit comes out.
    "scan B-119",
    "scan 5901234000079",
    "scan 5901234000079",
    "scan 5901234000079",
    "scan 5901234000079",
    "scan 5901234000024",
    "weigh 700",
    "undo",
    "scan 5901234000024",
    "weigh 472",
    "scan B-119",
    "wait 60",
    // Too heavy, and a lead lets it go.
    "scan B-105",
    "scan 5901234000086",
    "scan 5901234000086",
    "weigh 25000",
    "release W-900 900900 donice są mokre",
    "scan B-105",
    "scan 5901234000086",
    "weigh 12250",
    "scan B-105",
    "wait 60",
    // A bin that was empty, and an order that waits for it.
    "scan B-114",
    "short MUG-01 3 hold BinEmpty",
    "signin W-900",
    "complain B-101 wrong_item TEA-01 MUG-02 the other one came",
];

/// The shift, with the lead signed in at its end.
pub(super) fn shift() -> BenchTest {
    let mut bench = BenchTest::new();
    for line in LINES {
        bench.run_line(line);
    }
    let order = Command::OrderAction {
        wrong: "MUG-02".into(),
        right: "TEA-01".into(),
        what: Remedy::Relabel,
        to: "W-002".into(),
        due: bench.now().date_naive(),
    };
    bench.take(&Action::Command(order));
    let station = bench.station();
    let measured = station.measure_now().unwrap();
    station.judge_alerts(&measured).unwrap();
    bench
}

/// What the program writes as this report of a bench that is closed.
pub(super) fn report(dir: &Path, words: &[&str]) -> Vec<u8> {
    let whole = [&["report"], words, &["--data-dir", text(dir)]].concat();
    let output = outcome(&whole);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words:?}: {error}");
    output.stdout
}

/// Keeps what was written where somebody wants to look at it.
pub(super) fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("PAKOWNIA_PAPERS") {
        fs::create_dir_all(&folder).unwrap();
        fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
}

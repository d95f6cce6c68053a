//! The disk is full: the bench says so, keeps nothing by half, and goes on when there is room again.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::story::{BEGIN, Story, facts};
use crate::support::process::{PROGRAM, ScriptRun, copy_files, export, filled_bench, say, text};

const SEED: u64 = 11;
const ORDERS: usize = 6;

/// Bytes beyond which no file may grow: the write-ahead log is there after some twenty events.
const LIMIT: u32 = 400_000;

/// How often the packer tries again before somebody makes room.
const TRIES: usize = 3;

/// Packs the shift. When the disk is full, `make_room` is called after a few tries; the bench is not started again.
/// Gives how many events were answered before.
fn pack(story: &Story, bench: &mut ScriptRun, mut make_room: impl FnMut(&ScriptRun)) -> usize {
    let mut full_at = None;
    for (at, told) in story.events.iter().enumerate() {
        let mut answer = bench.ask(&told.event);
        if full_at.is_none() && is_not_saved(&answer) {
            for _ in 0..TRIES {
                assert!(
                    is_not_saved(&bench.ask(&told.event)),
                    "a full disk stays full"
                );
            }
            full_at = Some(at);
            make_room(bench);
            answer = bench.ask(&told.event);
        }
        assert_eq!(answer, told.answer, "{}", told.event);
    }
    full_at.expect("the disk became full")
}

fn is_not_saved(answer: &str) -> bool {
    let answer: Value = serde_json::from_str(answer).unwrap();
    answer["verdict"] == "blocked" && answer["reason"] == "NotSaved"
}

fn expect_the_whole_story(story: &Story, dir: &Path) {
    assert_eq!(facts(dir), story.facts);
    assert_eq!(export(dir, "parcels"), story.parcels);
}

/// A bench whose files may not grow much: the limit hits it where a full disk does, and needs no rights.
fn limited(dir: &Path) -> ScriptRun {
    let mut limited = Command::new("sh");
    // Without the trap, the system would end a program that writes beyond the limit.
    limited.args(["-c", r#"trap "" XFSZ; exec "$@""#, "sh", "prlimit"]);
    limited
        .arg(format!("--fsize={LIMIT}:unlimited"))
        .arg(PROGRAM);
    ScriptRun::start_under(&mut limited, dir, BEGIN)
}

fn lift_the_limit(bench: &ScriptRun) {
    let lifted = Command::new("prlimit")
        .args(["--pid", &bench.id().to_string(), "--fsize=unlimited"])
        .status();
    assert!(lifted.unwrap().success());
}

#[test]
fn a_bench_that_cannot_write_says_so_and_goes_on_when_it_can() {
    let story = Story::of(SEED, ORDERS);
    let dir = filled_bench();
    let mut bench = limited(dir.path());
    let answered = pack(&story, &mut bench, lift_the_limit);
    assert!(answered > 5, "some events fit below the limit");
    bench.end();
    expect_the_whole_story(&story, dir.path());
}

#[test]
fn what_was_not_saved_did_not_happen() {
    let story = Story::of(SEED, ORDERS);
    let dir = filled_bench();
    let mut bench = limited(dir.path());
    let refused = story
        .events
        .iter()
        .position(|told| is_not_saved(&bench.ask(&told.event)));
    let refused = refused.expect("the disk became full");
    assert!(bench.kill().is_empty());
    story.expect_journal(dir.path(), refused, refused, "killed on a full disk");
}

#[test]
fn a_full_disk_does_not_keep_a_bench_from_locking_itself() {
    let dir = filled_bench();
    let mut bench = limited(dir.path());
    bench.ask(r#"{"badge":"W-001","pin":"111111"}"#);
    let scan = r#"{"scan":"2999999999999"}"#;
    assert!(
        (0..1_000).any(|_| is_not_saved(&bench.ask(scan))),
        "the disk became full"
    );
    bench.ask(r#"{"clock":"2026-11-20T07:11:00Z"}"#);
    assert!(is_not_saved(&bench.ask(scan)));
    lift_the_limit(&bench);
    let answer: Value = serde_json::from_str(&bench.ask(scan)).unwrap();
    assert_eq!(answer["reason"], "NotSignedIn");
}

/// A small file system of its own, filled up for real.
#[test]
fn a_full_disk_stops_the_bench_only_until_there_is_room() {
    let place = tempfile::tempdir().unwrap();
    if !can_mount(place.path()) {
        say("no right to mount: the full disk was only tried as a limit on file sizes");
        return;
    }
    let story = Story::of(SEED, ORDERS);
    let (filled, after) = (filled_bench(), tempfile::tempdir().unwrap());
    let mount = r#"mount -t tmpfs -o size=16m tmpfs "$1" && cp "$2"/* "$1" &&
        head -c $(($(df --output=avail -B1 "$1" | tail -1) - 1200000)) /dev/zero >"$1/ballast" && shift 2 && exec "$@""#;
    let mut small = Command::new("unshare");
    small.args([
        "-m",
        "sh",
        "-c",
        mount,
        "sh",
        text(place.path()),
        text(filled.path()),
        PROGRAM,
    ]);
    let mut bench = ScriptRun::start_under(&mut small, place.path(), BEGIN);
    // The small disk is seen by the bench alone; this is the way to it from outside.
    let inside = |bench: &ScriptRun| {
        let seen = place.path().strip_prefix("/").unwrap().to_owned();
        Path::new("/proc")
            .join(bench.id().to_string())
            .join("root")
            .join(seen)
    };
    let answered = pack(&story, &mut bench, |bench| {
        fs::remove_file(inside(bench).join("ballast")).unwrap();
    });
    assert!(answered > 5, "some events fit on the disk");
    copy_files(&inside(&bench), after.path());
    assert!(bench.kill().is_empty());
    expect_the_whole_story(&story, after.path());
}

fn can_mount(place: &Path) -> bool {
    let tried = Command::new("unshare")
        .args(["-m", "mount", "-t", "tmpfs", "tmpfs", text(place)])
        .stderr(Stdio::null())
        .status();
    tried.is_ok_and(|status| status.success())
}

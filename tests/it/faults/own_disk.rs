//! The bench's own disk takes nothing: it says so in the reader's language, keeps nothing by half, and goes on.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::support::process::{PROGRAM, ScriptRun, export, filled_bench, say, text};
use crate::support::wait;

const BEGIN: &str = "2026-11-20T07:00:00Z";
const SIGN_IN: &str = r#"{"badge":"W-001","pin":"111111"}"#;
const SCAN: &str = r#"{"scan":"2999999999999"}"#;

/// Runs the program where its data directory is mounted read-only.
fn on_a_read_only_disk(dir: &Path, locale: &str) -> Output {
    let script = r#"mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" script --data-dir "$1""#;
    Command::new("unshare")
        .args(["-m", "sh", "-c", script, "sh", text(dir), PROGRAM])
        .env("LC_ALL", locale)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn can_mount(dir: &Path) -> bool {
    let tried = Command::new("unshare")
        .args(["-m", "mount", "--bind", text(dir), text(dir)])
        .stderr(Stdio::null())
        .status();
    tried.is_ok_and(|status| status.success())
}

#[test]
fn a_bench_on_a_read_only_disk_says_what_to_do_and_opens_when_it_can_write_again() {
    let dir = filled_bench();
    if !can_mount(dir.path()) {
        say("no right to mount: the read-only disk was only tried as an answer of the system");
        return;
    }
    let before = export(dir.path(), "facts");
    for (locale, sentence) in [
        ("pl_PL.UTF-8", "Dysk stanowiska jest tylko do odczytu"),
        ("C.UTF-8", "The bench's disk is read-only"),
    ] {
        let output = on_a_read_only_disk(dir.path(), locale);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && told.contains(sentence),
            "{told}"
        );
    }
    assert_eq!(export(dir.path(), "facts"), before);
    let mut bench = ScriptRun::start(dir.path(), BEGIN);
    assert_eq!(verdict(&bench.ask(SIGN_IN)).0, "accepted");
    bench.end();
}

/// Answers each write into the databases as a disk that has turned read-only; ended when dropped.
struct ReadOnly(Child);

impl ReadOnly {
    fn turned(bench: &ScriptRun, dir: &Path) -> Self {
        let id = bench.id().to_string();
        let strace = Command::new("strace")
            .args(["-f", "-q", "-o", "/dev/null", "-p", &id])
            .args(["-e", "trace=pwrite64", "-e", "inject=pwrite64:error=EROFS"])
            .args(["-P", text(&dir.join("station.db"))])
            .args(["-P", text(&dir.join("station.db-wal"))])
            .spawn();
        let turned = Self(strace.expect("strace is missing: run packaging/install-deps test"));
        // All its threads: one that is not traced yet would still write.
        let is_traced = || {
            let threads = fs::read_dir(format!("/proc/{id}/task")).unwrap();
            threads.flatten().all(|thread| {
                // A thread that has ended meanwhile writes nothing.
                fs::read_to_string(thread.path().join("status"))
                    .map_or(true, |status| !status.contains("TracerPid:\t0\n"))
            })
        };
        wait::until_so("strace begins", is_traced);
        turned
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn verdict(answer: &str) -> (String, String) {
    let answer: Value = serde_json::from_str(answer).unwrap();
    let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
    (text("verdict"), text("reason"))
}

#[test]
fn a_disk_that_turns_read_only_stops_the_bench_only_until_it_writes_again() {
    let dir = filled_bench();
    let mut bench = ScriptRun::start(dir.path(), BEGIN);
    assert_eq!(verdict(&bench.ask(SIGN_IN)).0, "accepted");
    let turned = ReadOnly::turned(&bench, dir.path());
    for _try in 0..3 {
        let (told, why) = verdict(&bench.ask(SCAN));
        assert_eq!((told.as_str(), why.as_str()), ("blocked", "NotSaved"));
    }
    drop(turned);
    let (told, why) = verdict(&bench.ask(SCAN));
    assert_eq!(told, "refused", "{why}");
    bench.end();
    let kinds: Vec<String> = export(dir.path(), "facts")
        .iter()
        .map(|fact| fact["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        kinds.len(),
        2,
        "the sign-in and one refused scan: {kinds:?}"
    );
}

//! The real program as a process: a bench that a test talks to, and its commands.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// The program that is tested.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_pakownia");

/// Whether the full counts are wanted.
pub(crate) fn is_nightly() -> bool {
    std::env::var_os("PAKOWNIA_NIGHTLY").is_some_and(|value| value == "1")
}

/// Tells the person who runs the tests something that a green test would hide.
#[expect(
    clippy::print_stderr,
    reason = "the test's own words, for whoever runs it"
)]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}

/// The warehouse in CSV files: the large one where there is one, else the one beside the tests.
pub(crate) fn warehouse() -> PathBuf {
    let small = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/warehouse");
    std::env::var_os("PAKOWNIA_TEST_DATA")
        .map(|data| Path::new(&data).join("warehouse"))
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(small)
}

/// A data directory with the warehouse in it. Imported once; each caller gets a copy of his own.
pub(crate) fn filled_bench() -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in filled() {
        fs::write(copy.path().join(name), bytes).unwrap();
    }
    copy
}

/// Its files. In memory, because what is kept for all tests is never tidied away.
pub(crate) fn filled() -> &'static [(String, Vec<u8>)] {
    static FILLED: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    FILLED.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        run(&["import", text(&warehouse()), "--data-dir", text(dir.path())]);
        let files = fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap());
        let files = files.filter(|entry| entry.file_type().unwrap().is_file());
        let read = |entry: fs::DirEntry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        };
        files.map(read).collect()
    })
}

/// Copies the files that lie directly in `from`.
pub(crate) fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Runs a command that has to succeed, and gives what it wrote.
pub(crate) fn run(arguments: &[&str]) -> String {
    let output = outcome(arguments);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "pakownia {arguments:?}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs a command, whatever comes of it.
pub(crate) fn outcome(arguments: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(arguments)
        // Whoever runs the tests may have a Polish terminal.
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Whether a process still runs; one that has ended and was not waited for does not.
pub(crate) fn is_alive(process: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"));
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}

/// Gives a command these lines, and what it answers to each, as JSON.
pub(crate) fn answers(arguments: &[&str], lines: &str) -> Vec<Value> {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let text = lines.to_owned();
    // It answers while it still reads: neither side may wait for the other.
    let writer = std::thread::Builder::new().spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.unwrap().join().unwrap().unwrap();
    assert!(output.status.success(), "pakownia {arguments:?}");
    let answers = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| serde_json::from_str(line).unwrap();
    answers.lines().map(read).collect()
}

/// `pakownia export WHAT` as JSON.
pub(crate) fn export(dir: &Path, what: &str) -> Vec<Value> {
    let lines = run(&["export", what, "--data-dir", text(dir), "--format", "json"]);
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What `pakownia doctor` says of the journal.
pub(crate) fn doctor_on_journal(dir: &Path) -> String {
    let output = outcome(&["doctor", "--data-dir", text(dir)]);
    let said = String::from_utf8(output.stdout).unwrap();
    said.lines()
        .find(|line| line.contains(" journal: "))
        .unwrap_or(&said)
        .to_owned()
}

/// A running bench without a window. Killed when it is dropped.
pub(crate) struct ScriptRun {
    child: Child,
    events: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl ScriptRun {
    /// Starts `pakownia script` with a clock that stands at `clock`.
    pub(crate) fn start(dir: &Path, clock: &str) -> Self {
        Self::start_under(&mut Command::new(PROGRAM), dir, clock)
    }

    /// Starts it with the computer's own clock where masters come and go: that one is away is no news
    /// there, unless `RUST_LOG` asks for it.
    pub(crate) fn start_by_the_clock(dir: &Path) -> Self {
        let log = std::env::var("RUST_LOG").unwrap_or_else(|_| "error".to_owned());
        let mut command = Command::new(PROGRAM);
        command.args(["script", "--data-dir", text(dir)]);
        Self::spawn(command.env("RUST_LOG", log))
    }

    /// The same under another program, for example one that watches or limits it.
    pub(crate) fn start_under(command: &mut Command, dir: &Path, clock: &str) -> Self {
        Self::spawn(command.args(["script", "--data-dir", text(dir), "--clock", clock]))
    }

    fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What it says while it ends is for whoever reads the test's failure.
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let events = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self {
            child,
            events,
            answers,
        }
    }

    /// The process's number.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends an event. A bench that is dead hears nothing.
    pub(crate) fn send(&mut self, event: &str) {
        let heard = self
            .events
            .as_mut()
            .unwrap()
            .write_all(format!("{event}\n").as_bytes());
        if let Err(error) = heard {
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{error}");
        }
    }

    /// The next answer; `None` when the bench ended before it was written whole.
    pub(crate) fn answer(&mut self) -> Option<String> {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        line.strip_suffix('\n').map(str::to_owned)
    }

    /// Sends an event and waits for its answer.
    pub(crate) fn ask(&mut self, event: &str) -> String {
        self.send(event);
        self.answer()
            .unwrap_or_else(|| panic!("the bench ended at {event}"))
    }

    /// `kill -9`. Gives the answers that were written whole before and not read yet.
    pub(crate) fn kill(mut self) -> Vec<String> {
        self.kill_now()
    }

    /// The same while somebody still holds it.
    pub(crate) fn kill_now(&mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::iter::from_fn(|| self.answer()).collect()
    }

    /// Ends the shift: no more events, and the bench stops by itself.
    pub(crate) fn end(mut self) {
        self.events = None;
        let status = self.child.wait().unwrap();
        assert!(status.success(), "the bench ended with {status}");
    }
}

impl Drop for ScriptRun {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

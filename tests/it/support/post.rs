//! A mail server and a web server that we did not write, with troubles planted in them.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

const REMEDY: &str = "python3-aiosmtpd is missing: run packaging/install-deps test";

/// A server that runs, and dies with the test.
pub(crate) struct Server {
    child: Child,
    /// Where it listens at 127.0.0.1.
    pub(crate) port: u16,
}

/// A Python that has the mail server: the one on the path, or the system's.
fn python() -> &'static str {
    static FOUND: OnceLock<&str> = OnceLock::new();
    FOUND.get_or_init(|| {
        let has_it = |python: &&str| {
            let tried = Command::new(python)
                .args(["-c", "import aiosmtpd"])
                .stderr(Stdio::null())
                .status();
            tried.is_ok_and(|status| status.success())
        };
        let found = ["python3", "/usr/bin/python3"].into_iter().find(has_it);
        found.expect(REMEDY)
    })
}

fn start(script: &str, arguments: &[&str]) -> Server {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/servers");
    let mut child = Command::new(python())
        .arg(folder.join(script))
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut port = String::new();
    let told = child.stdout.take().unwrap();
    BufReader::new(told).read_line(&mut port).unwrap();
    Server {
        child,
        port: port.trim().parse().expect("the server tells its port"),
    }
}

/// A mail server whose letters lie in `dir`.
pub(crate) fn mail(dir: &Path, arguments: &[&str]) -> Server {
    start(
        "mail.py",
        &[&["--dir", dir.to_str().unwrap()], arguments].concat(),
    )
}

/// A web server whose calls lie in `dir`.
pub(crate) fn hook(dir: &Path, arguments: &[&str]) -> Server {
    start(
        "hook.py",
        &[&["--dir", dir.to_str().unwrap()], arguments].concat(),
    )
}

impl Server {
    /// Ends it, as a power cut would.
    pub(crate) fn stop(mut self) -> u16 {
        self.kill();
        self.port
    }

    fn kill(&mut self) {
        // One that has ended already is as good as killed.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The letters that a mail server has taken, the first one first.
pub(crate) fn letters(dir: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = match fs::read_dir(dir) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_nobody_called) => vec![],
    };
    files.retain(|file| file.extension().is_some_and(|end| end == "eml"));
    files.sort_by_key(|file| {
        file.file_stem()
            .unwrap()
            .to_str()
            .unwrap()
            .parse::<u32>()
            .unwrap()
    });
    let read = |file: PathBuf| String::from_utf8(fs::read(file).unwrap()).unwrap();
    files.into_iter().map(read).collect()
}

/// What stands in a letter's header.
pub(crate) fn header<'a>(letter: &'a str, name: &str) -> &'a str {
    let head = letter.split("\r\n\r\n").next().unwrap();
    let line = head
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in {letter}"))
}

/// The calls that a web server has read.
pub(crate) fn calls(dir: &Path) -> Vec<Value> {
    let told = fs::read_to_string(dir.join("calls")).unwrap_or_default();
    let read = |line| serde_json::from_str(line).unwrap();
    told.lines().map(read).collect()
}

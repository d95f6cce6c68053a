//! What the program really asks of the disk: recorded by `strace`, read back into a log.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::story::Told;
use crate::support::process::{PROGRAM, ScriptRun, text};

/// Calls that change a file or its name, answer, or make something durable.
const CALLS: &str = "trace=openat,creat,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,\
    sync_file_range,unlink,unlinkat,rename,renameat,renameat2,close,dup,dup2,dup3";

/// One thing that the program did to its databases, or said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Done {
    /// A file was opened that may not have been there before.
    Opened {
        file: String,
    },
    Written {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: String,
        len: usize,
    },
    /// Everything written to the file so far is on the disk.
    Synced {
        file: String,
    },
    /// Every name in the directory is on the disk.
    SyncedNames,
    Removed {
        file: String,
    },
    /// An answer left the program.
    Answered,
}

/// Has a bench answer these events, and logs what it did. The bench ends its shift properly.
pub(super) fn record(dir: &Path, events: &[Told]) -> Vec<Done> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut strace = Command::new("strace");
    strace.args([
        "-f",
        "-qq",
        "-xx",
        "-s",
        "300000",
        "-e",
        CALLS,
        "-e",
        "signal=none",
    ]);
    strace.args(["-o", text(file.path()), PROGRAM]);
    assert!(
        Command::new("strace").arg("--version").output().is_ok(),
        "there is no strace, and without it no power cut can be tried: packaging/install-deps test"
    );
    let mut bench = ScriptRun::start_under(&mut strace, dir, &events[0].clock);
    for told in events {
        assert_eq!(bench.ask(&told.event), told.answer, "under strace");
    }
    bench.end();
    read(&fs::read_to_string(file.path()).unwrap(), dir)
}

fn read(trace: &str, dir: &Path) -> Vec<Done> {
    let mut reader = Reader {
        dir: text(dir).to_owned(),
        open: BTreeMap::new(),
        log: vec![],
    };
    let mut unfinished: BTreeMap<&str, String> = BTreeMap::new();
    for line in trace.lines() {
        let (thread, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if let Some(begun) = call.strip_suffix("<unfinished ...>") {
            unfinished.insert(thread, begun.to_owned());
        } else if let Some((_, rest)) = call
            .strip_prefix("<... ")
            .and_then(|call| call.split_once("resumed>"))
        {
            let begun = unfinished.remove(thread).unwrap_or_default();
            reader.take(&format!("{begun}{rest}"));
        } else {
            reader.take(call);
        }
    }
    reader.log
}

struct Reader {
    dir: String,
    /// What each descriptor stands for, as far as it is ours.
    open: BTreeMap<String, Place>,
    log: Vec<Done>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Database(String),
    Directory,
}

impl Reader {
    fn take(&mut self, line: &str) {
        let Some((call, result)) = line.rsplit_once(" = ") else {
            return;
        };
        let (name, arguments) = call.trim_end().split_once('(').unwrap();
        let arguments: Vec<&str> = arguments.trim_end_matches(')').split(", ").collect();
        let result = result.split(' ').next().unwrap();
        if result.starts_with('-') {
            return;
        }
        match name {
            "openat" => self.opened(&string(arguments[1]), arguments[2], result),
            "close" => drop(self.open.remove(arguments[0])),
            "write" if arguments[0] == "1" => {
                let lines = bytes(arguments[1])
                    .into_iter()
                    .filter(|byte| *byte == b'\n')
                    .count();
                self.log.extend(std::iter::repeat_n(Done::Answered, lines));
            }
            "pwrite64" => {
                if let Some(file) = self.database(arguments[0]) {
                    let (all, at) = (bytes(arguments[1]), arguments[3].parse().unwrap());
                    let written = all[..result.parse().unwrap()].to_vec();
                    self.log.push(Done::Written {
                        file,
                        at,
                        bytes: written,
                    });
                }
            }
            "ftruncate" => {
                if let Some(file) = self.database(arguments[0]) {
                    self.log.push(Done::Cut {
                        file,
                        len: arguments[1].parse().unwrap(),
                    });
                }
            }
            "fsync" | "fdatasync" => match self.open.get(arguments[0]) {
                Some(Place::Database(file)) => self.log.push(Done::Synced { file: file.clone() }),
                Some(Place::Directory) => self.log.push(Done::SyncedNames),
                None => {}
            },
            "unlink" => {
                if let Some(Place::Database(file)) = self.place(&string(arguments[0])) {
                    self.log.push(Done::Removed { file });
                }
            }
            // Anything else on our files would make the log untrue.
            other => {
                let ours = arguments.iter().any(|argument| {
                    let named =
                        argument.starts_with('"') && self.place(&string(argument)).is_some();
                    named || self.open.contains_key(*argument)
                });
                assert!(!ours, "the log does not know {other} on a database: {line}");
            }
        }
    }

    fn opened(&mut self, path: &str, flags: &str, descriptor: &str) {
        match self.place(path) {
            Some(Place::Database(file)) => {
                assert!(
                    !flags.contains("O_TRUNC"),
                    "the log does not know O_TRUNC on {file}"
                );
                self.open
                    .insert(descriptor.to_owned(), Place::Database(file.clone()));
                self.log.push(Done::Opened { file });
            }
            Some(Place::Directory) => {
                drop(self.open.insert(descriptor.to_owned(), Place::Directory));
            }
            None => drop(self.open.remove(descriptor)),
        }
    }

    /// The shared-memory index beside a log lives in memory only and is made anew after a power cut.
    fn place(&self, path: &str) -> Option<Place> {
        let name = path.strip_prefix(&self.dir)?.trim_start_matches('/');
        if name.is_empty() {
            return Some(Place::Directory);
        }
        let database = name.starts_with("station.db") || name.starts_with("master.db");
        (database && !name.ends_with("-shm")).then(|| Place::Database(name.to_owned()))
    }

    fn database(&self, descriptor: &str) -> Option<String> {
        match self.open.get(descriptor)? {
            Place::Database(file) => Some(file.clone()),
            Place::Directory => None,
        }
    }
}

/// The bytes of `"\x41\x42"`.
fn bytes(quoted: &str) -> Vec<u8> {
    let inner = quoted
        .strip_prefix('"')
        .and_then(|inner| inner.strip_suffix('"'));
    let inner = inner.unwrap_or_else(|| panic!("strace cut a string short: {quoted:.80}"));
    let digits = inner.split("\\x").skip(1);
    digits
        .map(|digits| u8::from_str_radix(digits, 16).unwrap())
        .collect()
}

fn string(quoted: &str) -> String {
    // Papers are written too, and they are no text; only answers and names are read here.
    String::from_utf8_lossy(&bytes(quoted)).into_owned()
}

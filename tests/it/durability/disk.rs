//! A disk as it may be after a power cut: what was synced is there, of the rest anything may be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::trace::Done;
use crate::support::dice::Dice;

/// What a disk writes at once. Source: the sector of ATA and `NVMe` in their smallest format.
const SECTOR: usize = 512;

/// What became of the writes that no sync had asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsynced {
    Gone,
    Kept,
    /// Those up to some moment.
    Prefix,
    /// Any of them, so that later ones are there and earlier ones are not.
    Any,
    /// Those up to some moment, and of the last one only some sectors.
    Torn,
}

pub(super) const UNSYNCED: [Unsynced; 5] = [
    Unsynced::Gone,
    Unsynced::Kept,
    Unsynced::Prefix,
    Unsynced::Any,
    Unsynced::Torn,
];

#[derive(Debug, Clone)]
enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut { len: usize },
}

#[derive(Debug, Clone, Default)]
struct Contents {
    synced: Vec<u8>,
    unsynced: Vec<Change>,
}

#[derive(Debug, Clone)]
enum Rename {
    Made { file: String, contents: usize },
    Removed { file: String },
}

/// The databases on their disk.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    contents: Vec<Contents>,
    /// Names as the program sees them, as the disk has them, and what lies between.
    names: BTreeMap<String, usize>,
    synced_names: BTreeMap<String, usize>,
    unsynced_names: Vec<Rename>,
    /// The cheating disk of the counter-proof: says yes to every sync and does nothing.
    ignores_syncs: bool,
}

impl Disk {
    /// The disk with these databases safely on it.
    pub(super) fn with(files: &[(String, Vec<u8>)]) -> Self {
        let files = files
            .iter()
            .filter(|(name, _)| name.contains(".db") && !name.ends_with("-shm"));
        let (names, contents): (Vec<_>, Vec<_>) = files
            .map(|(name, bytes)| {
                (
                    name.clone(),
                    Contents {
                        synced: bytes.clone(),
                        unsynced: vec![],
                    },
                )
            })
            .unzip();
        let names: BTreeMap<String, usize> = names.into_iter().zip(0..).collect();
        Self {
            contents,
            synced_names: names.clone(),
            names,
            unsynced_names: vec![],
            ignores_syncs: false,
        }
    }

    /// The same disk, which only says that it syncs.
    pub(super) fn that_ignores_syncs(self) -> Self {
        Self {
            ignores_syncs: true,
            ..self
        }
    }

    pub(super) fn take(&mut self, done: &Done) {
        match done {
            Done::Opened { file } => {
                if !self.names.contains_key(file) {
                    let contents = self.contents.len();
                    self.contents.push(Contents::default());
                    self.names.insert(file.clone(), contents);
                    self.unsynced_names.push(Rename::Made {
                        file: file.clone(),
                        contents,
                    });
                }
            }
            Done::Written { file, at, bytes } => {
                self.change(
                    file,
                    Change::Write {
                        at: *at,
                        bytes: bytes.clone(),
                    },
                );
            }
            Done::Cut { file, len } => self.change(file, Change::Cut { len: *len }),
            Done::Removed { file } => {
                self.names.remove(file);
                self.unsynced_names
                    .push(Rename::Removed { file: file.clone() });
            }
            Done::Synced { .. } | Done::SyncedNames if self.ignores_syncs => {}
            Done::Synced { file } => {
                let contents = &mut self.contents[self.names[file]];
                for change in contents.unsynced.drain(..) {
                    change.apply(&mut contents.synced);
                }
            }
            Done::SyncedNames => {
                for rename in self.unsynced_names.drain(..) {
                    rename.apply(&mut self.synced_names);
                }
            }
            Done::Answered => {}
        }
    }

    fn change(&mut self, file: &str, change: Change) {
        self.contents[self.names[file]].unsynced.push(change);
    }

    /// Writes into `dir` what a power cut now may leave.
    pub(super) fn after_a_power_cut(&self, unsynced: Unsynced, dice: &mut Dice, dir: &Path) {
        let mut names = self.synced_names.clone();
        let count = self.unsynced_names.len();
        // A file system keeps its own order among names.
        let kept = match unsynced {
            Unsynced::Gone => 0,
            Unsynced::Kept => count,
            Unsynced::Prefix | Unsynced::Any | Unsynced::Torn => dice.below(count + 1),
        };
        for rename in &self.unsynced_names[..kept] {
            rename.apply(&mut names);
        }
        for (name, contents) in names {
            fs::write(dir.join(name), self.contents[contents].left(unsynced, dice)).unwrap();
        }
    }
}

impl Contents {
    fn left(&self, unsynced: Unsynced, dice: &mut Dice) -> Vec<u8> {
        let mut left = self.synced.clone();
        let count = self.unsynced.len();
        let kept = match unsynced {
            Unsynced::Gone => 0,
            Unsynced::Kept | Unsynced::Any => count,
            Unsynced::Prefix | Unsynced::Torn => dice.below(count + 1),
        };
        for change in &self.unsynced[..kept] {
            if unsynced != Unsynced::Any || dice.percent(50) {
                change.apply(&mut left);
            }
        }
        if let (Unsynced::Torn, Some(change)) = (unsynced, self.unsynced.get(kept)) {
            change.apply_torn(&mut left, dice);
        }
        left
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write { at, bytes: written } => put(bytes, *at, written),
            Self::Cut { len } => bytes.resize(*len, 0),
        }
    }

    /// Only some of the sectors that the write touches reach the disk.
    fn apply_torn(&self, bytes: &mut Vec<u8>, dice: &mut Dice) {
        let Self::Write { at, bytes: written } = self else {
            return;
        };
        let mut from = 0;
        while from < written.len() {
            let to = written.len().min(from + SECTOR - (at + from) % SECTOR);
            if dice.percent(50) {
                put(bytes, at + from, &written[from..to]);
            }
            from = to;
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, written: &[u8]) {
    let end = at + written.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(written);
}

impl Rename {
    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Made { file, contents } => drop(names.insert(file.clone(), *contents)),
            Self::Removed { file } => drop(names.remove(file)),
        }
    }
}

//! The pages of a database file that SQLite itself may refuse to open: its own, and those of its log.
//!
//! Source: "Database File Format", sqlite.org/fileformat2.html, sections 1.3, 1.6 and 4.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// First bytes of every database file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The page size of every file that this program makes, for a file whose header cannot be read.
const USUAL_SIZE: u64 = 4_096;

const LOG_HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;

/// Where a page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PageAt {
    is_in_log: bool,
    offset: u64,
    /// The file's first page has the file's header before its own.
    is_first: bool,
}

/// A damaged file and its log, page by page.
#[derive(Debug)]
pub(super) struct Pages {
    file: File,
    log: Option<File>,
    size: u64,
    /// Bytes of a page that hold content; a few at its end may be reserved.
    pub(super) usable: usize,
    count: u64,
    /// The newest committed page of each number in the log, and every frame of it.
    newest: BTreeMap<u64, u64>,
    frames: Vec<(u64, u64)>,
}

/// The log beside a database file.
pub(super) fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Whether a file is empty, not there, or begins as a database does.
pub(super) fn has_header(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else {
        return true;
    };
    let mut head = [0_u8; 16];
    let is_empty = file.metadata().is_ok_and(|known| known.len() == 0);
    is_empty || (read_at(&mut file, 0, &mut head).is_ok() && head == *MAGIC)
}

impl Pages {
    /// Looks at a file, whatever is in it.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut head = [0_u8; 100];
        let is_readable = read_at(&mut file, 0, &mut head).is_ok() && head.starts_with(MAGIC);
        let log = File::open(log_of(path)).ok();
        let (size, reserved) = if is_readable {
            (
                size_of(u64::from(u16_at(&head, 16))),
                usize::from(head.get(20).copied().unwrap_or(0)),
            )
        } else {
            (None, 0)
        };
        let size = size.unwrap_or(USUAL_SIZE);
        let length = file.metadata()?.len();
        let usable = usize::try_from(size).unwrap_or(usize::MAX);
        let mut pages = Self {
            file,
            log,
            size,
            usable: usable.saturating_sub(reserved),
            count: length.div_ceil(size),
            newest: BTreeMap::new(),
            frames: vec![],
        };
        pages.read_log()?;
        Ok(pages)
    }

    /// Every version of every page: those of the file, then those of the log up to its last commit.
    pub(super) fn all(&self) -> Vec<PageAt> {
        let own = (0..self.count).map(|at| PageAt {
            is_in_log: false,
            offset: at * self.size,
            is_first: at == 0,
        });
        let logged = self.frames.iter().map(|(number, offset)| PageAt {
            is_in_log: true,
            offset: *offset,
            is_first: *number == 1,
        });
        own.chain(logged).collect()
    }

    /// The page as a reader of the database would see it, by its number from 1.
    pub(super) fn current(&mut self, number: u64) -> Option<Vec<u8>> {
        let at = match self.newest.get(&number) {
            Some(offset) => PageAt {
                is_in_log: true,
                offset: *offset,
                is_first: number == 1,
            },
            None => PageAt {
                is_in_log: false,
                offset: number.checked_sub(1)? * self.size,
                is_first: number == 1,
            },
        };
        self.read(at)
    }

    /// The bytes of a page; `None` when the disk does not give them.
    pub(super) fn read(&mut self, at: PageAt) -> Option<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(self.size).ok()?];
        let file = if at.is_in_log {
            self.log.as_mut()?
        } else {
            &mut self.file
        };
        read_at(file, at.offset, &mut bytes).ok()?;
        Some(bytes)
    }

    /// How many pages there are at most; no chain of pages is longer.
    pub(super) fn most(&self) -> u64 {
        self.count + u64::try_from(self.frames.len()).unwrap_or(u64::MAX)
    }

    /// Frames of the log's present round, up to its last commit. What stands behind it never happened.
    fn read_log(&mut self) -> io::Result<()> {
        let Some(log) = &mut self.log else {
            return Ok(());
        };
        let length = log.metadata()?.len();
        let mut head = [0_u8; 32];
        if read_at(log, 0, &mut head).is_err() {
            return Ok(());
        }
        let salts = head.get(16..24).unwrap_or_default().to_vec();
        let mut offset = LOG_HEADER;
        let mut pending = Vec::new();
        while offset + FRAME_HEADER + self.size <= length {
            let mut frame = [0_u8; 24];
            if read_at(log, offset, &mut frame).is_err() || frame.get(8..16) != Some(&salts) {
                break;
            }
            let number = u64::from(u32_at(&frame, 0));
            pending.push((number, offset + FRAME_HEADER));
            let is_commit = u32_at(&frame, 4) != 0;
            if is_commit {
                self.newest.extend(pending.iter().copied());
                self.frames.append(&mut pending);
            }
            offset += FRAME_HEADER + self.size;
        }
        Ok(())
    }
}

impl PageAt {
    /// Where the page's own header begins.
    pub(super) fn begins_at(self) -> usize {
        if self.is_first { 100 } else { 0 }
    }
}

fn size_of(said: u64) -> Option<u64> {
    match said {
        1 => Some(65_536),
        512..=32_768 if said.is_power_of_two() => Some(said),
        _ => None,
    }
}

fn read_at(file: &mut File, offset: u64, bytes: &mut [u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(bytes)
}

/// Two bytes, most significant first; 0 beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    let part = bytes.get(at..at + 2).and_then(|part| part.try_into().ok());
    part.map_or(0, u16::from_be_bytes)
}

/// Four bytes, most significant first; 0 beyond the end.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let part = bytes.get(at..at + 4).and_then(|part| part.try_into().ok());
    part.map_or(0, u32::from_be_bytes)
}

//! The disk that the bench's database lies on: what is wrong with it, and how much room it has.

use std::fs;
use std::io;

use super::run::{Station, chain};
use super::snapshot::Trouble;

/// A file that is made and taken away again to ask the disk whether it takes anything.
const PROBE: &str = "station.probe";

impl Station {
    /// What is wrong with the disk since it refused last, until it takes something again.
    pub fn disk_trouble(&self) -> Option<Trouble> {
        let fault = self.fault.as_ref()?;
        Some(if fault.is_full() {
            Trouble::DiskFull
        } else if fault.is_read_only() || self.is_on_a_read_only_disk() {
            Trouble::DiskReadOnly
        } else {
            Trouble::DiskFailed { why: chain(fault) }
        })
    }

    /// A disk that turned read-only under an open database answers SQLite with a mere failure of
    /// writing; asked to make a file, it says why.
    fn is_on_a_read_only_disk(&self) -> bool {
        let probe = self.dir.join(PROBE);
        match fs::File::create(&probe) {
            Ok(_file) => {
                drop(fs::remove_file(probe));
                false
            }
            Err(error) => matches!(
                error.kind(),
                io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
            ),
        }
    }

    /// Megabytes left on the data directory's disk.
    pub fn disk_megabytes_left(&self) -> Option<u64> {
        fs4::available_space(&self.dir)
            .ok()
            .map(|bytes| bytes / 1_000_000)
    }
}

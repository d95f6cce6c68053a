//! Copies of the bench's database, one a day: made by a connection of its own, so that no scan waits.
//!
//! A copy is written under a temporary name, looked over (SQLite's own check, and the chain of
//! facts), synced, and only then gets its name. The seven newest stay.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use rusqlite::{Connection, OpenFlags};

use super::erasure::{self, Forgotten};
use super::rescue::{self, DATABASE};
use super::{Store, StoreError};

/// Copies that stay. Assumption: what nobody noticed within a week is found by other means.
const KEPT: usize = 7;

/// The folder in the data directory.
const FOLDER: &str = "backup";

/// A copy that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyMade {
    /// The file.
    pub file: PathBuf,
    /// Facts in it.
    pub facts: u64,
}

/// All copies in a data directory, oldest first.
pub fn copies(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let mut copies: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|file| day_of(file).is_some())
        .collect();
    copies.sort();
    copies
}

/// The day of a copy, `YYYY-MM-DD`, by its name.
pub fn day_of(copy: &Path) -> Option<&str> {
    let name = copy.file_name()?.to_str()?;
    let day = name.strip_prefix("station-")?.strip_suffix(".db")?;
    let is_day = day.len() == 10
        && day
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_day.then_some(day)
}

/// When the newest copy was made, by the bench's clock.
pub fn last_copy_at(dir: &Path) -> Option<DateTime<Utc>> {
    let newest = copies(dir).pop()?;
    Some(fs::metadata(newest).ok()?.modified().ok()?.into())
}

/// Reads a copy through. Answers how many facts are in it.
pub fn look_at(copy: &Path) -> Result<u64, StoreError> {
    let store = Store::read_only(copy)?;
    let broken = store.verify_chain()?.broken;
    let faults = rescue::faults(&store.connection).into_iter();
    let faults = faults.chain(broken.map(|broken| format!("the journal: {broken:?}")));
    match faults.take(1).next() {
        Some(what) => Err(StoreError::Damaged { what }),
        None => Ok(store.last_number()),
    }
}

/// Makes the copy of `day` (`YYYY-MM-DD`) beside a running bench, and drops the oldest ones.
///
/// `at` is the bench's time. When the database turns out to be damaged, no copy replaces an older one, and the next start of
/// the bench looks at everything.
pub fn make_copy(dir: &Path, day: &str, at: DateTime<Utc>) -> Result<CopyMade, StoreError> {
    let folder = dir.join(FOLDER);
    let unusable = |source| StoreError::Directory {
        dir: folder.clone(),
        source,
    };
    fs::create_dir_all(&folder).map_err(unusable)?;
    let new = folder.join("station.db.new");
    for left_over in [new.clone(), rescue::log_beside(&new)] {
        if left_over.exists() {
            fs::remove_file(left_over).map_err(unusable)?;
        }
    }
    let made = copy_into(dir, &new);
    if made.as_ref().is_err_and(StoreError::is_damage) {
        rescue::mark(dir);
    }
    let facts = made?;
    File::options()
        .write(true)
        .open(&new)
        .and_then(|file| {
            file.set_modified(at.into())?;
            file.sync_all()
        })
        .map_err(unusable)?;
    let file = folder.join(format!("station-{day}.db"));
    fs::rename(&new, &file).map_err(unusable)?;
    rescue::sync_directory(&folder).map_err(unusable)?;
    let copies = copies(dir);
    for old in copies.iter().take(copies.len().saturating_sub(KEPT)) {
        fs::remove_file(old).map_err(unusable)?;
    }
    Ok(CopyMade { file, facts })
}

/// Forgets people in every copy. A copy that cannot be opened for it is deleted: nobody may find them there.
///
/// Each keeps the time at which it was made.
pub fn forget_in_copies(dir: &Path, gone: &Forgotten) -> Result<(), StoreError> {
    let unusable = |source| StoreError::Directory {
        dir: dir.join(FOLDER),
        source,
    };
    let half_made = [dir.join(FOLDER).join("station.db.new")];
    for copy in copies(dir)
        .iter()
        .chain(half_made.iter().filter(|it| it.exists()))
    {
        let made_at = fs::metadata(copy).and_then(|known| known.modified());
        match erasure::forget_in_copy(copy, gone) {
            Ok(()) => File::options()
                .write(true)
                .open(copy)
                .and_then(|file| {
                    file.set_modified(made_at?)?;
                    file.sync_all()
                })
                .map_err(unusable)?,
            Err(error) => {
                tracing::error!(copy = %copy.display(), %error, "a copy that names erased people is deleted");
                fs::remove_file(copy).map_err(unusable)?;
            }
        }
    }
    Ok(())
}

/// Copies, and reads the copy through. Answers how many facts are in it.
fn copy_into(dir: &Path, new: &Path) -> Result<u64, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(dir.join(DATABASE), flags)?;
    // A database that is attached, as the copy is for a moment, takes this over: what is overwritten while the copy is
    // written must not be left in it.
    source.pragma_update_and_check(None, "secure_delete", true, |_row| Ok(()))?;
    source.execute("VACUUM INTO ?1", [new.to_string_lossy()])?;
    // The copy has its indexes made anew; damage in the bench's own shows only there.
    match rescue::faults(&source).into_iter().next() {
        Some(what) => Err(StoreError::Damaged { what }),
        None => look_at(new),
    }
}

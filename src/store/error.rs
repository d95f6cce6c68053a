//! What can go wrong with the bench's own database, and what that means for the bench.

use std::io;
use std::path::PathBuf;

use rusqlite::ErrorCode;

use crate::domain::ids::OrderNo;
use crate::sqlite::SchemaError;

/// Why the bench's database did not do what it was asked. Nothing of the asked was kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another window or command has this data directory open. Close that one first.
    #[error("another pakownia has the data directory {dir} open")]
    InUse {
        /// The data directory.
        dir: PathBuf,
    },
    /// The data directory cannot be made, read or locked: permissions, or no such disk.
    #[error("the data directory {dir} cannot be used")]
    Directory {
        /// The data directory.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite failed. [`StoreError::is_full`] and [`StoreError::is_io`] say whether the disk is the cause.
    #[error("the bench's database failed")]
    Database(#[from] rusqlite::Error),
    /// The disk failed earlier. Nothing is taken until [`Store::reopen`](super::Store::reopen) has read the file anew.
    #[error("the disk failed; the bench's database has to be opened again")]
    NeedsReopen,
    /// The file was made by a newer program. Install that program again.
    #[error("the bench's database has schema {found}, this program knows up to {known}")]
    NewerSchema {
        /// Version of the file.
        found: i64,
        /// Newest version this program knows.
        known: i64,
    },
    /// The file was made with another text of this migration: a mixed-up build. Use a released program.
    #[error("the bench's database was made with another {name}")]
    EditedSchema {
        /// The migration.
        name: &'static str,
    },
    /// A stored row cannot be read back. The cache can be dropped and pulled again; a fact is evidence of damage.
    #[error("a row of {table} cannot be read: {key}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The row's key.
        key: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A bug: the tracking number's serial is not the next one, and a gap or a double would follow.
    #[error("serial {got} used out of turn, the next one is {expected:?}")]
    SerialOutOfTurn {
        /// The next serial, if there is one.
        expected: Option<u64>,
        /// The serial that was used.
        got: u64,
    },
    /// Numbers that this bench has already been given were given again.
    #[error("the number range {first} to {last} is empty or overlaps one that this bench has")]
    RangeOverlaps {
        /// First number.
        first: u64,
        /// Last number.
        last: u64,
    },
    /// A bug: a label was to be kept without the fact that commits to its bytes.
    #[error(
        "the label of {order} parcel {parcel} revision {revision} has no fact that commits to it"
    )]
    LabelNotRecorded {
        /// The order.
        order: OrderNo,
        /// The parcel.
        parcel: u32,
        /// The label's revision.
        revision: u32,
    },
    /// No print job has this number.
    #[error("no print job {job}")]
    NoSuchJob {
        /// The number.
        job: i64,
    },
    /// The database is damaged. The next start makes it anew from what is left.
    #[error("the bench's database is damaged: {what}")]
    Damaged {
        /// What was found.
        what: String,
    },
    /// The journal of this bench is gone, and there is no copy of it. Put `station.db` or a copy of it back.
    #[error(
        "the journal of this bench is gone and {dir} holds no copy of it. Put station.db back, or one of its copies \
         into the folder backup. Only to begin with an empty bench on purpose, delete station.lock"
    )]
    JournalGone {
        /// The data directory.
        dir: PathBuf,
    },
    /// The system gave no random bytes for the bench's name.
    #[error("the system gave no random bytes: {0}")]
    NoRandom(getrandom::Error),
}

impl StoreError {
    /// The disk is full: make room, nothing is broken.
    pub fn is_full(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DiskFull))
    }

    /// The disk takes nothing: it is read-only, or the account may not write there.
    pub fn is_read_only(&self) -> bool {
        let refused = |error: &io::Error| {
            matches!(
                error.kind(),
                io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied
            )
        };
        matches!(
            self.code(),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
        ) || matches!(self, Self::Directory { source, .. } if refused(source))
    }

    /// The disk did not read or write. The database has to be opened again before anything else.
    pub fn is_io(&self) -> bool {
        let failed = matches!(
            self.code(),
            Some(ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        );
        failed || matches!(self, Self::NeedsReopen | Self::Directory { .. })
    }

    /// The file itself is damaged, so that it has to be made anew.
    pub fn is_damage(&self) -> bool {
        let damaged = matches!(
            self.code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        );
        damaged
            || matches!(
                self,
                Self::Damaged { .. } | Self::Unreadable { table: "fact", .. }
            )
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Database(error) => error.sqlite_error_code(),
            _ => None,
        }
    }
}

impl From<SchemaError> for StoreError {
    fn from(error: SchemaError) -> Self {
        match error {
            SchemaError::Database(error) => Self::Database(error),
            SchemaError::Newer { found, known } => Self::NewerSchema { found, known },
            SchemaError::Edited { name } => Self::EditedSchema { name },
        }
    }
}

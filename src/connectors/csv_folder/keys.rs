//! Which keys has the folder named so far, and which of them belong to rows that were refused?

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::domain::import_problem::RowProblem;

/// Where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// The line of its row; of the refused one, if it was refused.
    pub(super) line: u64,
    /// Whether the row came in.
    pub(super) is_good: bool,
}

/// The keys of one file.
#[derive(Debug, Default)]
pub(super) struct Keys(HashMap<Box<str>, Standing>);

impl Keys {
    /// Enters the key of a row; refused when an earlier row has it. The earlier row counts.
    pub(super) fn enter(&mut self, key: &str, line: u64, is_good: bool) -> Result<(), RowProblem> {
        match self.0.entry(key.into()) {
            Entry::Occupied(earlier) => {
                return Err(RowProblem::DuplicateKey {
                    first_line: earlier.get().line,
                });
            }
            Entry::Vacant(place) => place.insert(Standing { line, is_good }),
        };
        Ok(())
    }

    /// Marks a key as refused because of the row in `line`, whether it was entered or not.
    pub(super) fn spoil(&mut self, key: &str, line: u64) {
        let standing = self.0.entry(key.into()).or_insert(Standing {
            line,
            is_good: true,
        });
        if standing.is_good {
            *standing = Standing {
                line,
                is_good: false,
            };
        }
    }

    /// What is known of a key.
    pub(super) fn get(&self, key: &str) -> Option<Standing> {
        self.0.get(key).copied()
    }
}

/// A key of several parts. The unit separator cannot stand in a part: control characters are refused.
pub(super) fn joined(parts: &[&str]) -> String {
    parts.join("\u{1f}")
}

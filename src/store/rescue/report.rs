//! What was found when a damaged database was made anew, and what is missing since.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The report of a rescue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RescueReport {
    /// What was wrong, as SQLite says it, at most a score of lines.
    pub found: Vec<String>,
    /// Where the damaged file is kept.
    pub kept_aside: PathBuf,
    /// The copy that the new database began with.
    pub copy: Option<PathBuf>,
    /// Facts that came from the copy.
    pub from_copy: u64,
    /// Facts that came from the damaged file.
    pub from_file: u64,
    /// Facts in the journal now, those included that say that one was lost.
    pub facts: u64,
    /// Numbers of facts that nobody here has any more, first and last of each run.
    pub lost: Vec<(u64, u64)>,
    /// The bench's own tables that could not be read whole.
    pub torn: Vec<String>,
    /// Tracking numbers given up because they may have been used.
    pub numbers_given_up: u64,
    /// Labels that the journal speaks of and that are gone.
    pub labels_missing: u64,
}

impl RescueReport {
    /// How many facts are missing.
    pub fn facts_lost(&self) -> u64 {
        self.lost.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// Whether nothing is missing that cannot be had from the master again.
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty() && self.torn.is_empty() && self.labels_missing == 0
    }

    /// The report in sentences, for the log and for `doctor`.
    pub fn in_words(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "the database was damaged ({}) and was made anew; the damaged file is kept in {}",
            self.found.first().map_or("", String::as_str),
            self.kept_aside.display()
        )];
        let copy = self.copy.as_ref().map_or_else(
            || "no copy was of use".to_owned(),
            |copy| format!("{} from the copy {}", self.from_copy, copy.display()),
        );
        lines.push(format!(
            "{} facts: {copy}, {} from the damaged file",
            self.facts, self.from_file
        ));
        if self.lost.is_empty() {
            lines.push("no gap is in the journal".to_owned());
        } else {
            let runs = self
                .lost
                .iter()
                .map(|(first, last)| format!("{first} to {last}"));
            lines.push(format!(
                "{} facts are lost here ({}); what the master had acknowledged of them it still has",
                self.facts_lost(),
                runs.collect::<Vec<_>>().join(", ")
            ));
        }
        if self.numbers_given_up > 0 {
            lines.push(format!(
                "{} tracking numbers are given up, because they may have been used; the master gives new ones",
                self.numbers_given_up
            ));
        }
        if self.torn.iter().any(|table| table == "print_job") {
            lines.push(
                "the print queue is lost: print the labels of the last parcels again".to_owned(),
            );
        }
        if self.torn.iter().any(|table| table == "link") {
            lines.push("what bench and master said last is lost: the master may ask a lead to let this bench in again".to_owned());
        }
        if self.labels_missing > 0 {
            lines.push(format!(
                "{} stored labels are gone: open those parcels again for a new one",
                self.labels_missing
            ));
        }
        lines
    }
}

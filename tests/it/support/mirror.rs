//! A bench's cache in a few lines, to see whether what comes down is what the master has.

use std::collections::{BTreeMap, BTreeSet};

use pakownia::domain::feed::{Row, TopicDigest, row_mark};
use pakownia::master::{Cursor, Master, Pulled};

/// What a bench keeps of the rows that come down.
#[derive(Default)]
pub(crate) struct Mirror {
    pub(crate) cursor: Cursor,
    pub(crate) rows: BTreeMap<(String, String), String>,
    /// Rows of before that the load under way has not brought.
    old: BTreeSet<(String, String)>,
    pub(crate) started_again: u32,
}

impl Mirror {
    /// Reads at most `limit` rows. `false` when nothing was left to read.
    pub(crate) fn read(&mut self, master: &mut dyn Master, limit: u32) -> bool {
        let Pulled {
            rows,
            cursor,
            remaining,
            start_again,
        } = master.pull(&self.cursor, limit).unwrap();
        if start_again {
            self.started_again += 1;
            self.old = self.rows.keys().cloned().collect();
        }
        for row in rows {
            self.keep(&row);
        }
        self.cursor = cursor;
        if self.cursor.load.is_none() {
            for key in std::mem::take(&mut self.old) {
                self.rows.remove(&key);
            }
        }
        remaining > 0
    }

    fn keep(&mut self, row: &Row) {
        if let Row::Gone(gone) = row {
            for order in &gone.orders {
                for topic in ["order", "standing"] {
                    self.rows.remove(&(topic.to_owned(), order.0.clone()));
                }
            }
            for exception in &gone.exceptions {
                self.rows
                    .remove(&("exception".to_owned(), exception.clone()));
            }
            return;
        }
        let key = (row.topic().to_owned(), row.key());
        self.old.remove(&key);
        self.rows.insert(key, serde_json::to_string(row).unwrap());
    }

    pub(crate) fn read_all(&mut self, master: &mut dyn Master, limit: u32) {
        while self.read(master, limit) {}
    }

    fn digests(&self) -> Vec<TopicDigest> {
        let mut digests: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for ((topic, _), body) in &self.rows {
            let (rows, mark) = digests.entry(topic).or_default();
            *rows += 1;
            *mark ^= row_mark(body);
        }
        digests
            .into_iter()
            .map(|(topic, (rows, mark))| TopicDigest {
                topic: topic.to_owned(),
                rows,
                mark,
            })
            .collect()
    }

    pub(crate) fn assert_is_the_masters(&self, master: &mut dyn Master, what: &str) {
        let audit = master.audit().unwrap();
        assert_eq!(audit.cursor, self.cursor, "{what}");
        assert_eq!(audit.topics, self.digests(), "{what}");
    }

    pub(crate) fn has(&self, topic: &str, key: &str) -> bool {
        self.rows.contains_key(&(topic.to_owned(), key.to_owned()))
    }
}

//! What happened in a run, as one number to compare two runs by, and as lines for a person to read.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

/// Milliseconds of true time since the run began.
pub(super) type Millis = u64;

/// Lines that are kept for a person. Assumption: a fault shows within the last hours of a run.
const TAIL: usize = 400;

/// The trace of a run.
#[derive(Debug)]
pub(super) struct Trace {
    sum: u64,
    lines: Option<VecDeque<String>>,
    whole: bool,
    counts: BTreeMap<&'static str, u64>,
}

impl Trace {
    /// Only the number is kept.
    pub(super) fn silent() -> Self {
        Self {
            sum: 0xcbf2_9ce4_8422_2325,
            lines: None,
            whole: false,
            counts: BTreeMap::new(),
        }
    }

    /// The last lines are kept too, or all of them.
    pub(super) fn told(whole: bool) -> Self {
        Self {
            lines: Some(VecDeque::new()),
            whole,
            ..Self::silent()
        }
    }

    /// Something happened; `more` says it in words, if anybody listens.
    ///
    /// Source: the sum is FNV-1a over words instead of bytes.
    pub(super) fn note(
        &mut self,
        at: Millis,
        who: usize,
        what: &'static str,
        more: impl FnOnce() -> String,
    ) {
        let words = [at, u64::try_from(who).unwrap(), word(what)];
        for word in words {
            self.sum = (self.sum ^ word).wrapping_mul(0x0100_0000_01b3);
        }
        let is_routine = matches!(what, "pull" | "heard");
        if let Some(lines) = &mut self.lines
            && (self.whole || !is_routine)
        {
            if lines.len() == TAIL && !self.whole {
                lines.pop_front();
            }
            lines.push_back(format!("{} {who} {what} {}", hours(at), more()));
        }
    }

    /// Something happened that a run without it would prove nothing about.
    pub(super) fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_insert(0) += 1;
    }

    /// How often each thing happened that was counted.
    pub(super) fn counts(&self) -> &BTreeMap<&'static str, u64> {
        &self.counts
    }

    /// The whole run in a number.
    pub(super) fn sum(&self) -> u64 {
        self.sum
    }

    /// The lines kept.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for line in self.lines.iter().flatten() {
            writeln!(text, "{line}").unwrap();
        }
        text
    }
}

/// A time of the run as hours, minutes and seconds.
pub(super) fn hours(at: Millis) -> String {
    let seconds = at / 1_000;
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!(
        "{hours:02}:{minutes:02}:{:02}.{:03}",
        seconds % 60,
        at % 1_000
    )
}

fn word(text: &str) -> u64 {
    text.bytes().fold(7, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    })
}

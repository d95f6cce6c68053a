//! Lines of a script about the check of the devices and the bench's set-up.

use std::fs;

use pakownia::station::snapshot::LastCheck;

use super::bench::BenchTest;

impl BenchTest {
    /// What stands behind the arrow of such a line; nothing for another one.
    pub(crate) fn check_line(&mut self, words: &[&str]) -> Option<String> {
        Some(match words {
            ["sync"] => {
                self.station().sync_all(|_| {}).unwrap();
                "synced".to_owned()
            }
            ["last", "check"] => match self.station().last_check().unwrap() {
                Some(check) => in_words(&check),
                None => "never".to_owned(),
            },
            ["toml"] => {
                let text = fs::read_to_string(self.dir().join("bench.toml")).unwrap();
                let lines = text.lines().filter(|line| !line.is_empty());
                lines.collect::<Vec<_>>().join(" / ")
            }
            _ => return None,
        })
    }
}

/// The last check on one line: who, how long, and each part.
fn in_words(check: &LastCheck) -> String {
    let mut words = vec![format!("{}, {} s", check.worker, check.record.seconds)];
    for it in &check.record.parts {
        let shown = it.shown.map(|shown| format!(" {} g", shown.0));
        let found = it.found.as_ref().map(|found| format!(" after {found:?}"));
        words.push(format!(
            "{:?} {:?}{}{}",
            it.part,
            it.outcome,
            shown.unwrap_or_default(),
            found.unwrap_or_default()
        ));
    }
    words.join("; ")
}

//! The carriers' calendar: holidays against a table, lorries against a slow walk, and what a packer sees.

mod command;
mod files;
mod holidays;
mod places;
mod queue;
mod reference;
mod walk;

use chrono::{DateTime, Utc};
use pakownia::domain::settings::Settings;

/// Settings made of `key value` lines.
fn settings(lines: &[(&str, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (key, value) in lines {
        settings.set(key, value).unwrap();
    }
    settings
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

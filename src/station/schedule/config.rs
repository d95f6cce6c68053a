//! Which reports are made by the clock, and where they go: the table `[reports]` of `bench.toml`.

use std::path::PathBuf;

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::connectors::mail::is_address;
use crate::domain::schedule::Hours;
use crate::domain::worker::Language;
use crate::station::alerts::config::READERS;
use crate::station::table::TableFormat;

/// The set-up of reports that are made by the clock; nothing is made without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportsConfig {
    /// At what time of the warehouse's clock, `HH:MM`.
    pub at: String,
    /// The radar of the day before, each day.
    pub radar: bool,
    /// The week's report, on this day of the next week: `mon` to `sun`; none without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<String>,
    /// As what files.
    pub formats: Vec<ReportFormat>,
    /// The folder that they go into; a relative one lies in the data directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<PathBuf>,
    /// They go to the readers of `[alerts.mail]`.
    pub mail: bool,
    /// They go to these addresses, by the server of `[alerts.mail]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// The language of paper and letters.
    pub language: Language,
}

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// A4.
    Pdf,
    /// A workbook with a sheet for each part.
    Xlsx,
    /// One long table.
    Csv,
}

impl ReportFormat {
    /// How a file of it ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// How it is written.
    pub(super) fn of_table(self) -> TableFormat {
        match self {
            Self::Pdf => TableFormat::Pdf,
            Self::Xlsx => TableFormat::Xlsx,
            Self::Csv => TableFormat::Csv,
        }
    }
}

impl Default for ReportsConfig {
    fn default() -> Self {
        Self {
            at: "06:00".to_owned(),
            radar: false,
            week: None,
            formats: vec![ReportFormat::Pdf],
            folder: None,
            mail: false,
            to: vec![],
            language: Language::default(),
        }
    }
}

impl ReportsConfig {
    /// Whether nobody has set anything up.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// When what is made; `None` where nothing is.
    pub fn hours(&self) -> Option<Hours> {
        let hours = Hours {
            at: self.time()?,
            radar: self.radar,
            week: self.week.as_deref().and_then(weekday),
        };
        (hours.radar || hours.week.is_some()).then_some(hours)
    }

    fn time(&self) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(&self.at, "%H:%M").ok()
    }

    /// Whether letters are to go out.
    pub fn goes_by_mail(&self) -> bool {
        self.mail || !self.to.is_empty()
    }

    /// What is wrong with it, for a person who wrote it by hand. Whether there is a mail server is no part of it: that is
    /// set up in the window, and a bench works without.
    pub fn fault(&self) -> Option<String> {
        if self.time().is_none() {
            return Some(format!("at = \"{}\" is no time such as 06:00", self.at));
        }
        if let Some(day) = self.week.as_deref().filter(|day| weekday(day).is_none()) {
            return Some(format!("week = \"{day}\" is no day from mon to sun"));
        }
        if let Some(odd) = self.to.iter().find(|text| !is_address(text)) {
            return Some(format!("{odd} is no address of e-mail"));
        }
        if self.to.len() > READERS {
            return Some(format!("to holds {READERS} addresses at most"));
        }
        self.hours()?;
        if self.formats.is_empty() {
            return Some("formats holds one of pdf, xlsx, csv at least".to_owned());
        }
        let goes_nowhere = self.folder.is_none() && !self.goes_by_mail();
        goes_nowhere.then(|| "they go nowhere: set folder, mail or to".to_owned())
    }
}

/// A day of the week by the three letters that the calendar writes, too.
fn weekday(text: &str) -> Option<Weekday> {
    if text.len() != 3 {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> ReportsConfig {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn a_set_up_that_cannot_be_is_told_by_what_is_wrong() {
        let cases = [
            ("radar = true\nfolder = \"out\"", None),
            ("radar = true", Some("nowhere")),
            ("at = \"6 am\"", Some("no time")),
            ("week = \"monday\"\nfolder = \"out\"", Some("mon to sun")),
            ("week = \"mon\"\nmail = true", None),
            ("radar = true\nto = [\"nobody\"]", Some("no address")),
            (
                "radar = true\nformats = []\nfolder = \"out\"",
                Some("formats"),
            ),
            ("", None),
        ];
        for (text, why) in cases {
            let fault = of(text).fault();
            assert_eq!(fault.is_some(), why.is_some(), "{text}: {fault:?}");
            assert!(
                fault.unwrap_or_default().contains(why.unwrap_or("")),
                "{text}"
            );
        }
        assert_eq!(
            of("").hours(),
            None,
            "nothing is made that nobody asked for"
        );
    }
}

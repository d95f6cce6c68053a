//! When does the carrier leave? Each service's days, cut-offs and pick-ups, in the warehouse's time zone.
//!
//! Of all rows that speak of a day one wins: a row for that very date, then a public holiday, then a
//! season, then a row for the day of the week, then the cut-off of `settings.csv` from Monday to Friday.
//! Within one kind the service's own row wins over one for all services, the shorter season over the
//! longer one, and the row that names fewer days of the week over the other.

mod holidays;
mod rows;
mod timetable;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::holidays::{Holiday, easter};
pub use self::rows::{ALL_SERVICES, Hours, Period, RowKey, Weekdays};
pub use self::timetable::{
    Collection, DayPlan, Departure, Rule, Timetable, instant, midnight, midnight_after,
};
use super::settings::SettingError;

/// What becomes of an order that missed the cut-off of its day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AfterCutoff {
    /// It may be packed, and goes with the next lorry.
    #[default]
    Tomorrow,
    /// It is held until the day of the next lorry begins.
    Block,
}

impl AfterCutoff {
    /// The word of the setting.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tomorrow => "tomorrow",
            Self::Block => "block",
        }
    }
}

/// The calendar of a warehouse, beside the plain cut-offs of its settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The rows in the order of their keys; no two are about the same.
    rows: Vec<(RowKey, Hours)>,
    /// What happens after the cut-off, of services that say nothing else.
    after_cutoff: AfterCutoff,
    /// What happens after the cut-off of a service.
    after_cutoff_of: BTreeMap<String, AfterCutoff>,
    /// Whether carriers stay away on Poland's public holidays.
    public_holidays: bool,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            rows: vec![],
            after_cutoff: AfterCutoff::default(),
            after_cutoff_of: BTreeMap::new(),
            public_holidays: true,
        }
    }
}

impl Calendar {
    /// Takes one setting; `None` when it is none of the calendar's.
    pub fn set(&mut self, key: &str, value: &str) -> Option<Result<(), SettingError>> {
        if let Some(row) = RowKey::read(key) {
            return Some(row.and_then(|row| {
                let hours = Hours::read(value)?;
                self.put(row, hours);
                Ok(())
            }));
        }
        if let Some(service) = key.strip_prefix("after_cutoff.") {
            return Some(after_cutoff(value).map(|after| {
                self.after_cutoff_of.insert(service.to_owned(), after);
            }));
        }
        match key {
            "after_cutoff" => Some(after_cutoff(value).map(|after| self.after_cutoff = after)),
            "public_holidays" => {
                Some(public_holidays(value).map(|closed| self.public_holidays = closed))
            }
            _ => None,
        }
    }

    fn put(&mut self, key: RowKey, hours: Option<Hours>) {
        // By their keys, so that calendars that say the same are equal whatever came first.
        let place = self.rows.binary_search_by(|(known, _)| known.cmp(&key));
        match (place, hours) {
            (Ok(at), Some(hours)) => {
                if let Some(row) = self.rows.get_mut(at) {
                    row.1 = hours;
                }
            }
            (Ok(at), None) => drop(self.rows.remove(at)),
            (Err(at), Some(hours)) => self.rows.insert(at, (key, hours)),
            (Err(_nowhere), None) => {}
        }
    }

    /// What happens to orders of a service after the cut-off.
    pub fn after_cutoff(&self, service: &str) -> AfterCutoff {
        self.after_cutoff_of
            .get(service)
            .copied()
            .unwrap_or(self.after_cutoff)
    }

    /// Whether orders of any service are held after a cut-off.
    pub fn blocks(&self) -> bool {
        self.after_cutoff == AfterCutoff::Block
            || self
                .after_cutoff_of
                .values()
                .any(|after| *after == AfterCutoff::Block)
    }
}

fn after_cutoff(value: &str) -> Result<AfterCutoff, SettingError> {
    match value {
        "tomorrow" | "jutro" => Ok(AfterCutoff::Tomorrow),
        "block" | "blokuj" => Ok(AfterCutoff::Block),
        _ => Err(SettingError::AfterCutoff),
    }
}

fn public_holidays(value: &str) -> Result<bool, SettingError> {
    match value {
        "PL" => Ok(true),
        "none" => Ok(false),
        _ => Err(SettingError::PublicHolidays),
    }
}

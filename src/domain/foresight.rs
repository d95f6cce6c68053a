//! What a shop counts on when it looks ahead: the breaks in which nobody packs, and how long packaging has to last.

use serde::{Deserialize, Serialize};

use super::cutoff_pilot::Breaks;
use super::settings::{SettingError, number};

/// The key of the planned breaks.
const BREAKS: &str = "breaks";

/// The key of the days that packaging has to last.
const PACKAGING_DAYS: &str = "packaging_days";

/// Longest time that packaging can be asked to last, in working days.
const LONGEST: u32 = 90;

/// The few things that look ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Foresight {
    /// When nobody packs.
    pub breaks: Breaks,
    /// A packaging that lasts fewer working days than this is low, where nobody has set a level for it; 0: never.
    pub packaging_days: u32,
}

impl Default for Foresight {
    /// Assumption: no breaks, because none of them is every shop's; three working days, because that is how long a
    /// dealer for cartons takes to deliver. A shift lead may settle both.
    fn default() -> Self {
        Self {
            breaks: Breaks::default(),
            packaging_days: 3,
        }
    }
}

impl Foresight {
    /// Takes a row of the settings, if it is one of these.
    pub(super) fn set(&mut self, key: &str, value: &str) -> Option<Result<(), SettingError>> {
        match key {
            BREAKS => {
                let breaks = Breaks::read(value).ok_or(SettingError::Breaks);
                Some(breaks.map(|breaks| self.breaks = breaks))
            }
            PACKAGING_DAYS => {
                Some(number(value, 0, LONGEST).map(|days| self.packaging_days = days))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Settings;

    #[test]
    fn breaks_and_days_are_rows_of_the_settings() {
        let mut settings = Settings::default();
        settings.set(BREAKS, "10:00-10:15 13:00-13:30").unwrap();
        settings.set(PACKAGING_DAYS, "5").unwrap();
        assert_eq!(
            settings.foresight.breaks.to_string(),
            "10:00–10:15, 13:00–13:30"
        );
        assert_eq!(settings.foresight.packaging_days, 5);
        assert_eq!(settings.set(BREAKS, "10:00-09"), Err(SettingError::Breaks));
        assert!(settings.set(PACKAGING_DAYS, "91").is_err());
        settings.set(BREAKS, "").unwrap();
        assert!(settings.foresight.breaks.is_empty());
    }
}

//! A row of the calendar: for which service, on which days, until when a parcel goes the same day.

use std::fmt;

use chrono::{Datelike as _, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::settings::SettingError;

/// The service of a row that is for all.
pub const ALL_SERVICES: &str = "*";

/// What the key of a row begins with among the settings.
const KEY: &str = "calendar.";

/// Each day of the week, as a row names it: in English, in Polish, and without Polish letters.
const DAYS: [(Weekday, [&str; 3]); 7] = [
    (Weekday::Mon, ["mon", "pn", "pon"]),
    (Weekday::Tue, ["tue", "wt", "wto"]),
    (Weekday::Wed, ["wed", "śr", "sr"]),
    (Weekday::Thu, ["thu", "cz", "czw"]),
    (Weekday::Fri, ["fri", "pt", "pią"]),
    (Weekday::Sat, ["sat", "sb", "sob"]),
    (Weekday::Sun, ["sun", "nd", "niedz"]),
];

/// Some days of the week; none means that a row does not name any.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday: what a service has that says nothing else.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);

    /// Reads `mon-fri`, `sat`, `mon wed fri`, in English or Polish (`pn-pt`); empty names none.
    pub fn parse(text: &str) -> Result<Self, SettingError> {
        let mut days = Self::default();
        for word in text.split_whitespace() {
            let (first, last) = word.split_once('-').unwrap_or((word, word));
            let (mut day, last) = (weekday(first)?, weekday(last)?);
            days.0 |= bit(day);
            while day != last {
                day = day.succ();
                days.0 |= bit(day);
            }
        }
        Ok(days)
    }

    /// Whether `day` is one of them.
    pub fn has(self, day: NaiveDate) -> bool {
        self.0 & bit(day.weekday()) != 0
    }

    /// Whether no day is named.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}

impl fmt::Display for Weekdays {
    /// Always the same words for the same days: `mon-fri`, `mon tue`, `sat`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut runs: Vec<Vec<&str>> = vec![vec![]];
        for (day, [name, ..]) in DAYS {
            match runs.last_mut() {
                Some(run) if self.0 & bit(day) != 0 => run.push(name),
                _ => runs.push(vec![]),
            }
        }
        let words = runs.into_iter().filter_map(|run| match run.as_slice() {
            [] => None,
            [first, _, .., last] => Some(format!("{first}-{last}")),
            few => Some(few.join(" ")),
        });
        f.write_str(&words.collect::<Vec<_>>().join(" "))
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

fn weekday(word: &str) -> Result<Weekday, SettingError> {
    let word = word.to_lowercase();
    DAYS.iter()
        .find(|(_, names)| names.contains(&word.as_str()))
        .map(|(day, _)| *day)
        .ok_or(SettingError::Weekdays)
}

/// Some days of the calendar, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day, not before the first.
    pub to: NaiveDate,
}

impl Period {
    /// Reads two dates; a row without dates has no period, one with a first date alone is that day.
    pub fn parse(from: &str, to: &str) -> Result<Option<Self>, SettingError> {
        if from.is_empty() && to.is_empty() {
            return Ok(None);
        }
        let from = date(from)?;
        let to = if to.is_empty() { from } else { date(to)? };
        if to < from {
            return Err(SettingError::DatesTurnedRound);
        }
        Ok(Some(Self { from, to }))
    }

    /// Whether it is one day alone.
    pub fn is_one_day(self) -> bool {
        self.from == self.to
    }

    /// Whether `day` lies in it.
    pub fn has(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Days between its ends; 0 for one day alone.
    pub fn length(self) -> i64 {
        self.to.signed_duration_since(self.from).num_days()
    }
}

/// A date as people and spreadsheets write it: `2026-12-24`, `24.12.2026`.
fn date(text: &str) -> Result<NaiveDate, SettingError> {
    ["%Y-%m-%d", "%d.%m.%Y"]
        .into_iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .filter(|date| (2000..=2200).contains(&date.year()))
        .ok_or(SettingError::Date)
}

/// What a row is about. Rows with the same are the same row: the later one counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowKey {
    /// The delivery method, or [`ALL_SERVICES`].
    pub service: String,
    /// Days of the week; none are named in a row for all days of its period.
    pub days: Weekdays,
    /// A season or one day; without it the row is for every week.
    pub period: Option<Period>,
}

impl RowKey {
    /// A row with neither days nor dates is for Monday to Friday.
    pub fn new(service: &str, days: Weekdays, period: Option<Period>) -> Self {
        let service = if service.is_empty() {
            ALL_SERVICES
        } else {
            service
        };
        let days = match period {
            None if days.is_empty() => Weekdays::MONDAY_TO_FRIDAY,
            // One date says by itself which day it is.
            Some(period) if period.is_one_day() => Weekdays::default(),
            _ => days,
        };
        Self {
            service: service.to_owned(),
            days,
            period,
        }
    }

    /// Reads the key of a setting; `None` when it is none of the calendar.
    pub fn read(key: &str) -> Option<Result<Self, SettingError>> {
        let mut parts = key.strip_prefix(KEY)?.rsplitn(4, '.');
        let (to, from, days, service) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        Some(
            Weekdays::parse(days)
                .and_then(|days| Ok(Self::new(service, days, Period::parse(from, to)?))),
        )
    }
}

impl fmt::Display for RowKey {
    /// The key of the setting: `calendar.dpd_courier.mon-fri.2026-12-01.2026-12-22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{KEY}{}.{}.", self.service, self.days)?;
        match self.period {
            Some(Period { from, to }) => write!(f, "{from}.{to}"),
            None => f.write_str("."),
        }
    }
}

/// What a row says of its days, in the warehouse's local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hours {
    /// The carrier comes.
    Open {
        /// Until when a parcel has to be packed.
        cutoff: NaiveTime,
        /// When the lorry comes, where the shop says so; not before the cut-off.
        pickup: Option<NaiveTime>,
    },
    /// The carrier does not come.
    Closed,
}

impl Hours {
    /// Reads the times of a row; `None` is a row that is withdrawn and counts no more.
    pub fn parse(cutoff: &str, pickup: &str) -> Result<Option<Self>, SettingError> {
        let is_open = !matches!(
            cutoff.to_lowercase().as_str(),
            "closed" | "nieczynne" | "withdrawn" | "wycofane"
        );
        if !is_open {
            if !pickup.is_empty() {
                return Err(SettingError::PickupOfNothing);
            }
            let is_closed = matches!(cutoff.to_lowercase().as_str(), "closed" | "nieczynne");
            return Ok(is_closed.then_some(Self::Closed));
        }
        let cutoff = time(cutoff).map_err(|_no_time| SettingError::TimeOrClosed)?;
        let pickup = match pickup {
            "" => None,
            pickup => Some(time(pickup)?),
        };
        if pickup.is_some_and(|pickup| pickup < cutoff) {
            return Err(SettingError::PickupBeforeCutoff);
        }
        Ok(Some(Self::Open { cutoff, pickup }))
    }

    /// Reads the value of a setting: cut-off and pick-up with a blank between, or a word.
    pub fn read(value: &str) -> Result<Option<Self>, SettingError> {
        let (cutoff, pickup) = value.split_once(' ').unwrap_or((value, ""));
        Self::parse(cutoff, pickup.trim())
    }

    /// The value of the setting that holds it.
    pub fn value(hours: Option<Self>) -> String {
        let form = "%H:%M";
        match hours {
            None => "withdrawn".to_owned(),
            Some(Self::Closed) => "closed".to_owned(),
            Some(Self::Open {
                cutoff,
                pickup: None,
            }) => cutoff.format(form).to_string(),
            Some(Self::Open {
                cutoff,
                pickup: Some(pickup),
            }) => format!("{} {}", cutoff.format(form), pickup.format(form)),
        }
    }
}

fn time(text: &str) -> Result<NaiveTime, SettingError> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_e| SettingError::Time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_week_are_read_in_both_languages_and_told_in_one_way() {
        for (text, told) in [
            ("mon-fri", "mon-fri"),
            ("pn-pt", "mon-fri"),
            ("Mon Tue wed", "mon-wed"),
            ("śr pt", "wed fri"),
            ("fri-mon", "mon fri-sun"),
            ("sob niedz", "sat sun"),
            ("mon-sun", "mon-sun"),
            ("", ""),
        ] {
            assert_eq!(Weekdays::parse(text).unwrap().to_string(), told, "{text}");
        }
        assert_eq!(Weekdays::parse("mon-holiday"), Err(SettingError::Weekdays));
    }

    #[test]
    fn a_row_comes_back_from_its_setting_as_it_was() {
        let rows = [
            ("dpd_courier", "", "", ""),
            ("*", "sat", "", ""),
            ("gls.road", "mon-fri", "2026-12-01", "22.12.2026"),
            ("", "", "2026-12-24", ""),
        ];
        for (service, days, from, to) in rows {
            let period = Period::parse(from, to).unwrap();
            let key = RowKey::new(service, Weekdays::parse(days).unwrap(), period);
            assert_eq!(RowKey::read(&key.to_string()), Some(Ok(key)));
        }
        for value in ["15:00 16:30", "15:00", "closed", "withdrawn"] {
            assert_eq!(Hours::value(Hours::read(value).unwrap()), value);
        }
    }
}

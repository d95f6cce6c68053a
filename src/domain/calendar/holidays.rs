//! On which days does nobody work in Poland? Computed for any year, the movable feasts too.

use chrono::{Datelike as _, Days, NaiveDate};

/// A public holiday in Poland that is not merely a Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// 6 January, since 2011.
    Epiphany,
    /// Easter Sunday.
    Easter,
    /// The day after it.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 3 May.
    ConstitutionDay,
    /// Seven weeks after Easter.
    Pentecost,
    /// The Thursday sixty days after Easter.
    CorpusChristi,
    /// 15 August.
    AssumptionDay,
    /// 1 November.
    AllSaints,
    /// 11 November.
    IndependenceDay,
    /// 24 December, since 2025.
    ChristmasEve,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondChristmasDay,
}

/// The first year in which 6 January was a holiday again.
///
/// Source: Ustawa z dnia 24 września 2010 r. o zmianie ustawy – Kodeks pracy oraz niektórych innych
/// ustaw (Dz.U. 2010 nr 224 poz. 1459), art. 2.
const EPIPHANY_SINCE: i32 = 2011;

/// The first year in which 24 December was a holiday.
///
/// Source: Ustawa z dnia 6 grudnia 2024 r. o zmianie ustawy o dniach wolnych od pracy oraz niektórych
/// innych ustaw (Dz.U. 2024 poz. 1965), in force since 1 February 2025.
const CHRISTMAS_EVE_SINCE: i32 = 2025;

impl Holiday {
    /// The name of the holiday in machine output, and the end of its Fluent id.
    pub fn name(self) -> &'static str {
        match self {
            Self::NewYear => "NewYear",
            Self::Epiphany => "Epiphany",
            Self::Easter => "Easter",
            Self::EasterMonday => "EasterMonday",
            Self::LabourDay => "LabourDay",
            Self::ConstitutionDay => "ConstitutionDay",
            Self::Pentecost => "Pentecost",
            Self::CorpusChristi => "CorpusChristi",
            Self::AssumptionDay => "AssumptionDay",
            Self::AllSaints => "AllSaints",
            Self::IndependenceDay => "IndependenceDay",
            Self::ChristmasEve => "ChristmasEve",
            Self::ChristmasDay => "ChristmasDay",
            Self::SecondChristmasDay => "SecondChristmasDay",
        }
    }

    /// The holiday on `day`; `None` on a working day, a Saturday and an ordinary Sunday.
    ///
    /// The days are those of today's law with the two that came lately; before 2011 the law was
    /// otherwise. All Sundays are days off too; whether a carrier comes on one, its timetable says.
    ///
    /// Source: Ustawa z dnia 18 stycznia 1951 r. o dniach wolnych od pracy (Dz.U. 1951 nr 4 poz. 28,
    /// as amended), art. 1.
    pub fn on(day: NaiveDate) -> Option<Self> {
        match (day.month(), day.day()) {
            (1, 1) => return Some(Self::NewYear),
            (1, 6) if day.year() >= EPIPHANY_SINCE => return Some(Self::Epiphany),
            (5, 1) => return Some(Self::LabourDay),
            (5, 3) => return Some(Self::ConstitutionDay),
            (8, 15) => return Some(Self::AssumptionDay),
            (11, 1) => return Some(Self::AllSaints),
            (11, 11) => return Some(Self::IndependenceDay),
            (12, 24) if day.year() >= CHRISTMAS_EVE_SINCE => return Some(Self::ChristmasEve),
            (12, 25) => return Some(Self::ChristmasDay),
            (12, 26) => return Some(Self::SecondChristmasDay),
            // Easter is never before 22 March, Corpus Christi never after 24 June.
            (3..=6, _) => {}
            _ => return None,
        }
        match day.signed_duration_since(easter(day.year())?).num_days() {
            0 => Some(Self::Easter),
            1 => Some(Self::EasterMonday),
            49 => Some(Self::Pentecost),
            60 => Some(Self::CorpusChristi),
            _ => None,
        }
    }
}

/// Easter Sunday of a year of the Gregorian calendar; `None` outside of what the calendar can hold.
///
/// It is the "anonymous Gregorian" way to compute it, whole numbers only and without exceptions; a crate
/// would bring no more than these lines.
///
/// Source: J. Meeus, Astronomical Algorithms (1991), chapter 8; Butcher's Ecclesiastical Calendar (1876).
pub fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let moon_steps = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let moon = (19 * golden + century - century.div_euclid(4) - moon_steps + 15).rem_euclid(30);
    let to_sunday = (32 + 2 * century.rem_euclid(4) + 2 * (in_century / 4) - moon - in_century % 4)
        .rem_euclid(7);
    let late = (golden + 11 * moon + 22 * to_sunday) / 451;
    let since_march = u64::try_from(moon + to_sunday - 7 * late + 22).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(since_march - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_moves_between_the_ends_of_march_and_april() {
        // The earliest and the latest of these centuries, and two that simpler formulas get wrong.
        for expected in ["1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19"] {
            assert_eq!(easter(day(expected).year()), Some(day(expected)));
        }
    }

    #[test]
    fn christmas_eve_is_a_holiday_since_2025() {
        assert_eq!(Holiday::on(day("2024-12-24")), None);
        assert_eq!(Holiday::on(day("2025-12-24")), Some(Holiday::ChristmasEve));
    }

    #[test]
    fn an_ordinary_sunday_and_a_bridge_day_are_no_holidays() {
        assert_eq!(Holiday::on(day("2026-11-22")), None);
        assert_eq!(Holiday::on(day("2026-06-05")), None);
    }
}

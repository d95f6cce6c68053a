//! Serial, lot and expiry as they are scanned or typed.

use chrono::NaiveDate;

use super::CaptureDue;
use super::fact::Capture;

/// Longest serial or lot. Source: GS1 General Specifications, AI (10) and (21): up to 20 characters.
const LONGEST: usize = 20;

impl Capture {
    /// Whether it holds anything.
    pub fn is_usable(&self) -> bool {
        self.serial.is_some() || self.lot.is_some() || self.expiry.is_some()
    }

    /// Reads a plain code as what is due first: serial, then lot, then expiry.
    pub fn from_code(due: &CaptureDue, code: &str) -> Option<Self> {
        let text = Some(code.to_owned());
        let read = if due.needs.serial {
            Self {
                serial: text,
                ..Self::default()
            }
        } else if due.needs.lot {
            Self {
                lot: text,
                ..Self::default()
            }
        } else {
            Self {
                expiry: text,
                ..Self::default()
            }
        };
        read.checked(due)
    }

    /// The parts that are due, if they are well formed; `None` if one is not or nothing due is given.
    pub fn checked(&self, due: &CaptureDue) -> Option<Self> {
        let expiry = match &self.expiry {
            Some(text) => Some(date(text)?),
            None => None,
        };
        for text in [&self.serial, &self.lot].into_iter().flatten() {
            let plain = text.chars().all(|c| c.is_ascii_graphic());
            if text.is_empty() || text.len() > LONGEST || !plain {
                return None;
            }
        }
        let due_parts = Self {
            serial: self.serial.clone().filter(|_| due.needs.serial),
            lot: self.lot.clone().filter(|_| due.needs.lot),
            expiry: expiry.filter(|_| due.needs.expiry),
        };
        due_parts.is_usable().then_some(due_parts)
    }
}

/// A date as `YYYY-MM-DD`, read from that form, `DD.MM.YYYY`, or GS1's `YYMMDD`.
///
/// Day `00` of the GS1 form means the last day of the month; years are those of this century.
/// Source: GS1 General Specifications, AI (17).
fn date(text: &str) -> Option<String> {
    let written = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d.%m.%Y"))
        .ok();
    written
        .or_else(|| gs1_date(text))
        .map(|day| day.format("%Y-%m-%d").to_string())
}

fn gs1_date(text: &str) -> Option<NaiveDate> {
    if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let (year, month, day) = (
        2_000 + i32::try_from(part(0..2)?).ok()?,
        part(2..4)?,
        part(4..6)?,
    );
    if day > 0 {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    first.checked_add_months(chrono::Months::new(1))?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::TrackingNeeds;

    fn due(needs: TrackingNeeds) -> CaptureDue {
        CaptureDue {
            sku: "A".into(),
            needs,
            units: 1,
        }
    }

    const SERIAL: TrackingNeeds = TrackingNeeds {
        serial: true,
        lot: false,
        expiry: false,
    };
    const EXPIRY: TrackingNeeds = TrackingNeeds {
        serial: false,
        lot: false,
        expiry: true,
    };
    const LOT_AND_EXPIRY: TrackingNeeds = TrackingNeeds {
        serial: false,
        lot: true,
        expiry: true,
    };

    #[test]
    fn dates_are_read_in_three_forms() {
        assert_eq!(date("2027-02-28").as_deref(), Some("2027-02-28"));
        assert_eq!(date("28.02.2027").as_deref(), Some("2027-02-28"));
        assert_eq!(date("270200").as_deref(), Some("2027-02-28"));
        assert_eq!(date("271301"), None);
    }

    #[test]
    fn a_plain_code_is_what_is_due_first() {
        let read = Capture::from_code(&due(LOT_AND_EXPIRY), "L-77").unwrap();
        assert_eq!(read.lot.as_deref(), Some("L-77"));
        assert_eq!(Capture::from_code(&due(EXPIRY), "L-77"), None);
    }

    #[test]
    fn a_serial_with_blanks_or_too_long_is_refused() {
        assert_eq!(Capture::from_code(&due(SERIAL), "A B"), None);
        assert_eq!(
            Capture::from_code(&due(SERIAL), "123456789012345678901"),
            None
        );
    }
}

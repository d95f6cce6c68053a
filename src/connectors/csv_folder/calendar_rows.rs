//! The rows of `calendar.csv`: when each service's carrier comes, and when it does not.

use crate::domain::calendar::{Hours, Period, RowKey, Weekdays};
use crate::domain::feed::Row;
use crate::domain::import_problem::{ImportFile, RowProblem};
use crate::domain::settings::SettingError;

use super::Item;
use super::cells::{CODE_MAX, Cells};
use super::shop_rows::Keyed;
use super::table::Layout;

pub(super) const CALENDAR: Layout = Layout {
    file: ImportFile::Calendar,
    required: &["service", "cutoff"],
    optional: &["days", "from", "to", "pickup"],
};

/// A cell of the row was refused, and that is reported.
struct Refused;

/// A row goes to the master as a setting, so that every bench has it before its orders.
pub(super) fn calendar(cells: &mut Cells<'_>) -> Keyed {
    let service = cells.text("service", CODE_MAX);
    let days = Weekdays::parse(cells.raw("days")).map_err(RowProblem::BadSetting);
    let days = cells.taken("days", days);
    let period = period(cells);
    let hours = hours(cells);
    let (Some(service), Some(days), Ok(period)) = (service, days, period) else {
        return (None, None);
    };
    let key = RowKey::new(&service, days, period).to_string();
    let item = hours.ok().map(|hours| {
        Item::Row(Row::Setting {
            key: key.clone(),
            value: Hours::value(hours),
        })
    });
    (Some(key), item)
}

/// The days of the calendar that the row is for; `None` when it is for every week.
fn period(cells: &mut Cells<'_>) -> Result<Option<Period>, Refused> {
    let (from, to) = (cells.raw("from"), cells.raw("to"));
    let column = match Period::parse(from, "") {
        Ok(Some(_first_day)) => "to",
        _ => "from",
    };
    Period::parse(from, to).map_err(|error| {
        cells.refuse(column, RowProblem::BadSetting(error));
        Refused
    })
}

/// The times; `None` when the row is withdrawn.
fn hours(cells: &mut Cells<'_>) -> Result<Option<Hours>, Refused> {
    Hours::parse(cells.raw("cutoff"), cells.raw("pickup")).map_err(|error| {
        let column = match error {
            SettingError::TimeOrClosed => "cutoff",
            _ => "pickup",
        };
        cells.refuse(column, RowProblem::BadSetting(error));
        Refused
    })
}

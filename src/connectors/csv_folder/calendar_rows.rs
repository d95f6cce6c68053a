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

/// A row goes to the master as a setting, so that every bench has it before its orders.
pub(super) fn calendar(cells: &mut Cells<'_>) -> Keyed {
    let service = cells.text("service", CODE_MAX);
    let days = Weekdays::parse(cells.raw("days")).map_err(RowProblem::BadSetting);
    let days = cells.taken("days", days);
    let period = period(cells);
    let hours = hours(cells);
    let key = || Some(RowKey::new(&service?, days?, period?).to_string());
    let Some(key) = key() else {
        return (None, None);
    };
    let item = hours.map(|hours| {
        Item::Row(Row::Setting {
            key: key.clone(),
            value: Hours::value(hours),
        })
    });
    (Some(key), item)
}

/// The outer `None`: it was refused; the inner one: the row has no dates.
fn period(cells: &mut Cells<'_>) -> Option<Option<Period>> {
    let (from, to) = (cells.raw("from"), cells.raw("to"));
    let column = match Period::parse(from, "") {
        Ok(Some(_first_day)) => "to",
        _ => "from",
    };
    let period = Period::parse(from, to).map_err(RowProblem::BadSetting);
    cells.taken(column, period)
}

/// The outer `None`: it was refused; the inner one: the row is withdrawn.
fn hours(cells: &mut Cells<'_>) -> Option<Option<Hours>> {
    match Hours::parse(cells.raw("cutoff"), cells.raw("pickup")) {
        Ok(hours) => Some(hours),
        Err(error) => {
            let column = match error {
                SettingError::TimeOrClosed => "cutoff",
                _ => "pickup",
            };
            cells.refuse(column, RowProblem::BadSetting(error));
            None
        }
    }
}

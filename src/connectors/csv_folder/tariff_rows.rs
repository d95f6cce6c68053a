//! The rows of `tariffs.csv`: what each carrier service takes for a parcel, up to which weight and size.

use crate::domain::feed::Row;
use crate::domain::import_problem::{ImportFile, RowProblem};
use crate::domain::tariff::{
    Charge, MOST_DIVISOR, MOST_GRAMS, MOST_MM, MOST_PRICE, RowKey, is_withdrawn, read_country,
    read_size,
};
use crate::domain::units::Minor;

use super::Item;
use super::cells::{Bounds, CODE_MAX, Cells};
use super::shop_rows::Keyed;
use super::table::Layout;

pub(super) const TARIFFS: Layout = Layout {
    file: ImportFile::Tariffs,
    required: &["service", "max_gross_g", "price_minor"],
    optional: &["country", "size", "max_girth_mm", "max_side_mm", "divisor"],
};

/// A row goes to the master as a setting, so that every bench has it before its orders.
pub(super) fn tariff(cells: &mut Cells<'_>) -> Keyed {
    let service = cells.filled("service", CODE_MAX);
    let country = read_country(cells.raw("country")).map_err(RowProblem::BadSetting);
    let country = cells.taken("country", country);
    let size = read_size(cells.raw("size")).map_err(RowProblem::BadSetting);
    let size = cells.taken("size", size);
    let up_to = cells.whole("max_gross_g", Bounds::new(1, MOST_GRAMS));
    let girth = perhaps(cells, "max_girth_mm", MOST_MM);
    let side = perhaps(cells, "max_side_mm", MOST_MM);
    let divisor = perhaps(cells, "divisor", MOST_DIVISOR);
    let price = price(cells);
    let (Some(service), Some(country), Some(size), Some(up_to)) = (service, country, size, up_to)
    else {
        return (None, None);
    };
    let (Some(girth), Some(side)) = (girth, side) else {
        return (None, None);
    };
    let key = RowKey {
        service,
        country,
        size,
        up_to,
        girth,
        side,
    }
    .to_string();
    let (Some(price), Some(divisor)) = (price, divisor) else {
        return (Some(key), None);
    };
    let charge = price.map(|price| Charge { price, divisor });
    let item = Item::Row(Row::Setting {
        key: key.clone(),
        value: Charge::value(charge),
    });
    (Some(key), Some(item))
}

/// A number that may be missing.
#[expect(
    clippy::option_option,
    reason = "the outer one is whether the cell could be read"
)]
fn perhaps(cells: &mut Cells<'_>, column: &'static str, most: i64) -> Option<Option<u32>> {
    if cells.raw(column).is_empty() {
        return Some(None);
    }
    let number = cells.whole(column, Bounds::new(1, most))?;
    Some(u32::try_from(number).ok())
}

/// The price; nothing for a row that counts no more.
#[expect(
    clippy::option_option,
    reason = "the outer one is whether the cell could be read"
)]
fn price(cells: &mut Cells<'_>) -> Option<Option<Minor>> {
    if is_withdrawn(cells.raw("price_minor")) {
        return Some(None);
    }
    let price = cells.whole("price_minor", Bounds::new(0, MOST_PRICE))?;
    Some(Some(Minor(price)))
}

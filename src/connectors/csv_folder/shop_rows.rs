//! The rows that say how the shop works: settings, packagings, workers, totes, customers.

use crate::domain::catalog::CustomerRule;
use crate::domain::feed::Row;
use crate::domain::ids::{Badge, PackagingCode, ToteCode};
use crate::domain::import_problem::{ImportFile, RowProblem};
use crate::domain::packaging::{OWN_CARTON, Packaging};
use crate::domain::settings::Settings;
use crate::domain::units::{Grams, Minor, SizeMm};
use crate::domain::worker::{Language, Role};

use super::cells::{
    CODE_MAX, Cells, MAX_GROSS_G, MONEY_MINOR, PACKAGING_SIDE_MM, TARE_G, TEXT_MAX,
};
use super::table::Layout;
use super::{Item, WorkerRow};

pub(super) const SETTINGS: Layout = Layout {
    file: ImportFile::Settings,
    required: &["key", "value"],
    optional: &[],
};

pub(super) const PACKAGINGS: Layout = Layout {
    file: ImportFile::Packagings,
    required: &[
        "code",
        "name",
        "inner_length_mm",
        "inner_width_mm",
        "inner_height_mm",
        "outer_length_mm",
        "outer_width_mm",
        "outer_height_mm",
        "tare_g",
        "max_gross_g",
        "cost_minor",
        "on_hand",
    ],
    optional: &["reorder_level"],
};

pub(super) const WORKERS: Layout = Layout {
    file: ImportFile::Workers,
    required: &["badge", "name", "role", "language", "pin"],
    optional: &[],
};

pub(super) const TOTES: Layout = Layout {
    file: ImportFile::Totes,
    required: &["code"],
    optional: &[],
};

pub(super) const CUSTOMERS: Layout = Layout {
    file: ImportFile::Customers,
    required: &["customer", "instruction"],
    optional: &[],
};

/// Fewest digits of a PIN; most, so that nobody types a telephone book.
const PIN_DIGITS: (usize, usize) = (6, 16);

/// A row's key and what it says. The key is there even when the rest was refused.
pub(super) type Keyed = (Option<String>, Option<Item>);

pub(super) fn setting(cells: &mut Cells<'_>) -> Keyed {
    let key = cells.code("key", CODE_MAX);
    let value = cells.text("value", TEXT_MAX);
    let (Some(key), Some(value)) = (&key, value) else {
        return (key, None);
    };
    match Settings::default().set(key, &value) {
        Ok(()) => (
            Some(key.clone()),
            Some(Item::Row(Row::Setting {
                key: key.clone(),
                value,
            })),
        ),
        Err(error) => {
            let column = if error == crate::domain::settings::SettingError::UnknownKey {
                "key"
            } else {
                "value"
            };
            cells.refuse(column, RowProblem::BadSetting(error));
            (Some(key.clone()), None)
        }
    }
}

pub(super) fn packaging(cells: &mut Cells<'_>) -> Keyed {
    let mut code = cells.scannable("code");
    if code
        .as_deref()
        .is_some_and(|code| code.eq_ignore_ascii_case(OWN_CARTON))
    {
        cells.refuse("code", RowProblem::OwnCartonCode);
        code = None;
    }
    let name = cells.filled("name", TEXT_MAX);
    let inner = sides(
        cells,
        ["inner_length_mm", "inner_width_mm", "inner_height_mm"],
    );
    let outer = sides(
        cells,
        ["outer_length_mm", "outer_width_mm", "outer_height_mm"],
    );
    let tare = cells.whole("tare_g", TARE_G);
    let max_gross = cells.whole("max_gross_g", MAX_GROSS_G);
    let cost = cells.whole("cost_minor", MONEY_MINOR);
    let on_hand = cells.on_hand("on_hand");
    let reorder_level = match cells.raw("reorder_level") {
        "" => Some(None),
        _ => cells.on_hand("reorder_level").map(Some),
    };
    let read = || {
        Some(Packaging {
            code: PackagingCode(code.clone()?),
            name: name?,
            inner: inner?,
            outer: outer?,
            tare: Grams(tare?),
            max_gross: Grams(max_gross?),
            cost: Minor(cost?),
            on_hand: on_hand?,
            reorder_level: reorder_level?,
        })
    };
    let item = read().map(|packaging| Item::Row(Row::Packaging(packaging)));
    (code, item)
}

fn sides(cells: &mut Cells<'_>, columns: [&'static str; 3]) -> Option<SizeMm> {
    let [length, width, height] = columns.map(|column| cells.side(column, PACKAGING_SIDE_MM));
    Some(SizeMm::new(length?, width?, height?))
}

pub(super) fn worker(cells: &mut Cells<'_>) -> Keyed {
    const ROLES: [(&str, Role); 3] = [
        ("packer", Role::Packer),
        ("lead", Role::Lead),
        ("admin", Role::Admin),
    ];
    const LANGUAGES: [(&str, Language); 2] = [("pl", Language::Pl), ("en", Language::En)];
    let badge = cells.scannable("badge");
    let name = cells.filled("name", TEXT_MAX);
    let role = cells.word("role", &ROLES, RowProblem::BadRole);
    let language = cells.word("language", &LANGUAGES, RowProblem::BadLanguage);
    let pin = cells.raw("pin");
    let (min, max) = PIN_DIGITS;
    let is_pin = (min..=max).contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit());
    let pin = if is_pin {
        Ok(pin.to_owned())
    } else {
        Err(RowProblem::BadPin { min, max })
    };
    let pin = cells.taken("pin", pin);
    let read = || {
        Some(WorkerRow {
            badge: Badge(badge.clone()?),
            name: name?,
            role: role?,
            language: language?,
            pin: pin?,
        })
    };
    let item = read().map(Item::Worker);
    (badge, item)
}

pub(super) fn tote(cells: &mut Cells<'_>) -> Keyed {
    let code = cells.scannable("code");
    let item = code
        .clone()
        .map(|code| Item::Row(Row::Tote(ToteCode(code))));
    (code, item)
}

pub(super) fn customer(cells: &mut Cells<'_>) -> Keyed {
    let customer = cells.code("customer", CODE_MAX);
    let instruction = cells.note_text("instruction");
    let read = || {
        let rule = CustomerRule {
            customer: customer.clone()?,
            instruction: instruction?,
        };
        Some(Item::Row(Row::Customer(rule)))
    };
    let item = read();
    (customer, item)
}

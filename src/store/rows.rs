//! How the domain's words stand in columns: times, JSON texts, order states, journal entries.

use chrono::{DateTime, Utc};
use rusqlite::Row;
use serde::de::DeserializeOwned;

use super::{Hash, OrderState, StoreError};
use crate::domain::ids::{Badge, StationId};
use crate::domain::journal::Entry;
use crate::sqlite::count;

/// Milliseconds of a day.
pub(super) const DAY_MILLIS: i64 = 86_400_000;

/// A time for a column.
pub(super) fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A time from a column. A value that no calendar holds becomes 1970.
pub(super) fn time(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// The value whose JSON text stands in a column.
pub(super) fn from_json<T: DeserializeOwned>(
    text: &str,
    table: &'static str,
    key: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|source| StoreError::Unreadable {
        table,
        key: key.to_owned(),
        source,
    })
}

/// A JSON text for a column. What we store has only texts as keys, so it always has one.
pub(super) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("the words of the domain have a JSON text")
}

/// All columns of a fact, in the order in which [`entry`] reads them.
pub(super) const FACT: &str = "number, station, epoch, at, worker, fence, body, hash";

/// A journal entry from the columns of [`FACT`].
pub(super) fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let number = count(row.get(0)?);
    let body: String = row.get(6)?;
    Ok(Entry {
        station: StationId(row.get(1)?),
        epoch: count(row.get(2)?),
        number,
        at: time(row.get(3)?),
        worker: row.get::<_, Option<String>>(4)?.map(Badge),
        fence: count(row.get(5)?),
        fact: from_json(&body, "fact", &number.to_string())?,
        hash: row.get::<_, Hash>(7)?,
    })
}

/// The state of an order from its columns.
pub(super) fn order_state(state: &str, reason: Option<String>) -> OrderState {
    match state {
        "open" => OrderState::Open,
        "put_aside" => OrderState::PutAside {
            reason: reason.unwrap_or_default(),
        },
        "closed" => OrderState::Closed,
        "withdrawn" => OrderState::Withdrawn,
        _ => OrderState::Waiting,
    }
}

/// The lengths in which a trade item number is printed: GTIN-8, -12, -13 and -14.
const TRADE_ITEM_DIGITS: [usize; 4] = [8, 12, 13, 14];

/// A trade item number with as many digits as each symbol gives it; `None` where it does not fit into so few, and
/// nothing at all when `code` cannot be such a number.
///
/// Source: GS1 General Specifications, 3.3.2 (GTIN, AI 01): shorter ones are filled with zeros on the left.
pub(super) fn trade_item_forms(code: &str) -> Option<[Option<String>; 4]> {
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let number = code.trim_start_matches('0');
    (digits && TRADE_ITEM_DIGITS.contains(&code.len())).then(|| {
        TRADE_ITEM_DIGITS.map(|width| (number.len() <= width).then(|| format!("{number:0>width$}")))
    })
}

/// Words as a list in SQL; they are names that this program gives, never what somebody typed.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("'{word}'")).collect();
    quoted.join(", ")
}

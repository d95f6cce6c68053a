//! The rows on a page, read byte by byte, so that one damaged page takes only its own rows with it.
//!
//! Source: "Database File Format", sqlite.org/fileformat2.html, sections 1.6 (b-tree pages, cells,
//! overflow) and 2.1 (record format).

use super::pages::{PageAt, Pages, u16_at, u32_at};

/// The kind of page that holds rows of a table.
const TABLE_LEAF: u8 = 0x0d;

/// Longest row that is believed. Assumption: a label with its picture is a hundredth of it.
const LONGEST_ROW: u64 = 64 * 1024 * 1024;

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Whole(i64),
    Text(String),
    Bytes(Vec<u8>),
    /// A kind of value that none of our tables has.
    Other,
}

/// Where a row lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowAt {
    page: PageAt,
    begins_at: usize,
}

/// A row with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) key: i64,
    pub(super) values: Vec<Value>,
}

/// Hands every row that can be read to `seen`, from every version of every page.
pub(super) fn each_row(pages: &mut Pages, mut seen: impl FnMut(RowAt, Row)) {
    for page in pages.all() {
        let Some(bytes) = pages.read(page) else {
            continue;
        };
        for begins_at in cells(&bytes, page) {
            let at = RowAt { page, begins_at };
            if let Some(row) = row_in(pages, &bytes, begins_at) {
                seen(at, row);
            }
        }
    }
}

/// One row again.
pub(super) fn row_at(pages: &mut Pages, at: RowAt) -> Option<Row> {
    let bytes = pages.read(at.page)?;
    row_in(pages, &bytes, at.begins_at)
}

/// Where the rows of a page begin; none when it is no page of a table's rows.
fn cells(bytes: &[u8], page: PageAt) -> Vec<usize> {
    let head = page.begins_at();
    if bytes.get(head) != Some(&TABLE_LEAF) {
        return vec![];
    }
    let count = usize::from(u16_at(bytes, head + 3));
    let first = head + 8;
    (0..count)
        .map(|at| first + at * 2)
        .take_while(|at| at + 2 <= bytes.len())
        .map(|at| usize::from(u16_at(bytes, at)))
        .filter(|cell| *cell >= first)
        .collect()
}

fn row_in(pages: &mut Pages, bytes: &[u8], begins_at: usize) -> Option<Row> {
    let (length, at) = varint(bytes, begins_at)?;
    let (key, at) = varint(bytes, at)?;
    if length == 0 || length > LONGEST_ROW {
        return None;
    }
    let length = usize::try_from(length).ok()?;
    let payload = payload(pages, bytes, at, length)?;
    Some(Row {
        key: key.cast_signed(),
        values: values(&payload)?,
    })
}

/// The bytes of a row; what does not fit its page goes on along a chain of others.
fn payload(pages: &mut Pages, bytes: &[u8], at: usize, length: usize) -> Option<Vec<u8>> {
    let usable = pages.usable;
    let largest = usable.checked_sub(35)?;
    if length <= largest {
        return Some(bytes.get(at..at + length)?.to_vec());
    }
    let least = (usable.checked_sub(12)? * 32 / 255).checked_sub(23)?;
    let wanted = least + (length - least) % (usable - 4);
    let local = if wanted <= largest { wanted } else { least };
    let mut payload = bytes.get(at..at + local)?.to_vec();
    let mut next = u64::from(u32_at(bytes, at + local));
    let mut left = pages.most();
    while payload.len() < length {
        left = left.checked_sub(1)?;
        let page = pages.current(Some(next).filter(|next| *next > 0)?)?;
        let share = (length - payload.len()).min(usable - 4);
        payload.extend_from_slice(page.get(4..4 + share)?);
        next = u64::from(u32_at(&page, 0));
    }
    Some(payload)
}

fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let (head, mut at) = varint(payload, 0)?;
    let head = usize::try_from(head).ok()?;
    let mut body = head;
    let mut values = Vec::new();
    while at < head {
        let (kind, next) = varint(payload, at)?;
        at = next;
        let (value, length) = value(payload, body, kind)?;
        body += length;
        values.push(value);
    }
    (body == payload.len()).then_some(values)
}

fn value(payload: &[u8], at: usize, kind: u64) -> Option<(Value, usize)> {
    let whole = |length: usize| {
        let bytes = payload.get(at..at + length)?;
        let negative = bytes.first().is_some_and(|first| *first >= 128);
        let begin = if negative { -1_i64 } else { 0 };
        let number = bytes
            .iter()
            .fold(begin, |number, byte| (number << 8) | i64::from(*byte));
        Some((Value::Whole(number), length))
    };
    match kind {
        0 => Some((Value::Null, 0)),
        1..=4 => whole(usize::try_from(kind).ok()?),
        5 => whole(6),
        6 => whole(8),
        7 => Some((Value::Other, 8)),
        8 => Some((Value::Whole(0), 0)),
        9 => Some((Value::Whole(1), 0)),
        10 | 11 => None,
        _ => {
            let length = usize::try_from((kind - 12) / 2).ok()?;
            let bytes = payload.get(at..at.checked_add(length)?)?.to_vec();
            let value = if kind.is_multiple_of(2) {
                Value::Bytes(bytes)
            } else {
                String::from_utf8(bytes).map_or(Value::Other, Value::Text)
            };
            Some((value, length))
        }
    }
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0_u64;
    for step in 0..9 {
        let byte = *bytes.get(at + step)?;
        if step == 8 {
            return Some(((number << 8) | u64::from(byte), at + 9));
        }
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((number, at + step + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use rusqlite::{Connection, params};

    use super::*;

    /// What SQLite wrote is read back the same, whatever its length, from file and log.
    #[test]
    fn rows_are_read_as_they_were_written_short_and_long() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("rows.db");
        let connection = Connection::open(&file).unwrap();
        connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |_row| Ok(()))
            .unwrap();
        connection
            .execute_batch(
                "CREATE TABLE row(id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c BLOB) STRICT",
            )
            .unwrap();
        let numbers = [0_i64, 1, -1, 127, -129, 70_000, i64::MAX, i64::MIN];
        let mut written = Vec::new();
        for (key, length) in (1_i64..).zip([0, 10, 3_900, 4_061, 4_062, 9_000, 100_000, 5]) {
            let text = "ż".repeat(length);
            let number = numbers[usize::try_from(key - 1).unwrap()];
            connection
                .execute(
                    "INSERT INTO row(id, a, b, c) VALUES (?1, ?2, ?3, ?4)",
                    params![key, text, number, text.as_bytes()],
                )
                .unwrap();
            let bytes = text.clone().into_bytes();
            written.push((key, text, number, bytes));
        }
        for is_in_file in [false, true] {
            if is_in_file {
                connection
                    .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))
                    .unwrap();
            }
            let mut found = std::collections::BTreeMap::new();
            each_row(&mut Pages::of(&file).unwrap(), |_at, row| {
                if row.values.len() == 4 {
                    found.insert(row.key, row.values);
                }
            });
            assert_eq!(found.len(), written.len());
            for (key, text, number, bytes) in &written {
                assert_eq!(
                    found[key],
                    [
                        Value::Null,
                        Value::Text(text.clone()),
                        Value::Whole(*number),
                        Value::Bytes(bytes.clone())
                    ],
                    "row {key}"
                );
            }
        }
    }

    #[test]
    fn no_bytes_stop_the_reading() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("noise.db");
        let noise: Vec<u8> = (0..40_000_u32)
            .map(|at| {
                let mixed = at.wrapping_mul(2_654_435_761).rotate_left(at % 31);
                if at % 4_096 == 0 {
                    TABLE_LEAF
                } else {
                    mixed.to_le_bytes()[1]
                }
            })
            .collect();
        std::fs::write(&file, noise).unwrap();
        let mut rows = 0;
        each_row(&mut Pages::of(&file).unwrap(), |_at, _row| rows += 1);
        assert!(rows < 1_000);
    }
}

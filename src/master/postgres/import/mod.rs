//! Rows from outside. What was read before byte for byte is ignored, so that stock is not reset.
//!
//! All rows go to the server in one stream, into a table of this transaction alone, and are taken
//! from there in a few statements: a million of them in a minute. Rows that only imports write come
//! first, then orders with their books, then those that benches write too: the same order in which
//! everybody else locks.

mod orders;

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_postgres::types::{ToSql, Type};

use super::erase;
use super::records;
use super::session::{Copied, Session};
use super::stock;
use super::trouble::Fault;
use crate::domain::feed::{OrderRow, Row};
use crate::domain::settings::Settings;
use crate::master::{ImportRow, Imported, StockCount, rules};
use crate::sqlite::{column, count};

/// Kinds of rows that nobody else writes.
const OF_THE_SHOP: &[&str] = &[
    "barcode", "customer", "kit", "product", "setting", "tote", "worker",
];

/// Kinds of rows that benches write too, by their facts.
const OF_THE_FLOOR: &[&str] = &["exception", "packaging", "standing", "stock"];

/// From how many rows on the server is told how many there are, so that it plans for them.
const WORTH_COUNTING: usize = 1_000;

/// How long one step may take: the server is busy, or this program is, and nobody stands waiting.
const PATIENCE: Duration = Duration::from_mins(20);

/// A new row with all that the server is told of it.
struct Incoming<'a> {
    key: String,
    source: &'a ImportRow,
}

/// Takes the rows inside the caller's transaction.
pub(super) fn take(
    session: &mut Session,
    rows: &[ImportRow],
    now: DateTime<Utc>,
) -> Result<Imported, Fault> {
    session.be_patient(PATIENCE)?;
    // Unlike a bench, an import may rightly read whole tables, and each is another one.
    session
        .batch("SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_seqscan = on")?;
    alone(session)?;
    records::keep_rules(session)?;
    let before = records::settings(session)?;
    let erased = erase::import(session, rows)?;
    let rows = &rules::numbered(erased.as_deref().unwrap_or(rows), &before.shipping);
    let settings = settings_after(&before, rows);
    let mut imported = Imported::default();
    for layer in layers(rows) {
        let taken = take_layer(session, &layer, &before, &settings)?;
        imported.added += taken.added;
        imported.changed += taken.changed;
        imported.same += taken.same;
        imported.stock.add_all(taken.stock);
    }
    session.execute(
        "INSERT INTO import_log(at, added, changed, same) VALUES ($1, $2, $3, $4)",
        &[
            &now,
            &column(imported.added),
            &column(imported.changed),
            &column(imported.same),
        ],
    )?;
    Ok(imported)
}

/// Two imports at once would each compare with what the other is about to change; and an order that is
/// taken away must not come back before its going is told.
pub(super) fn alone(session: &mut Session) -> Result<(), Fault> {
    session.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('pakownia import ' || current_schema(), 0))",
        &[],
    )?;
    Ok(())
}

/// The settings as they are after this import; its orders are ranked by them.
fn settings_after(before: &Settings, rows: &[ImportRow]) -> Settings {
    let mut settings = before.clone();
    for row in rows {
        if let Row::Setting { key, value } = &row.row
            && let Err(why) = settings.set(key, value)
        {
            tracing::warn!(key, %why, "a setting is not used");
        }
    }
    settings
}

/// The rows by their keys, so that indexes grow at their end, here and in the cache of every bench.
///
/// Usually one layer. A key that comes again is in the next one, as if it were imported later.
fn layers(rows: &[ImportRow]) -> Vec<Vec<Incoming<'_>>> {
    let mut all: Vec<Incoming<'_>> = rows
        .iter()
        .map(|source| Incoming {
            key: source.row.key(),
            source,
        })
        .collect();
    all.sort_by(|a, b| a.name().cmp(&b.name()));
    let mut layers: Vec<Vec<Incoming<'_>>> = Vec::new();
    let mut depth = 0;
    for row in all {
        let repeats = layers
            .get(depth)
            .and_then(|layer| layer.last())
            .is_some_and(|last| last.name() == row.name());
        depth = if repeats { depth + 1 } else { 0 };
        if layers.len() == depth {
            layers.push(Vec::new());
        }
        if let Some(layer) = layers.get_mut(depth) {
            layer.push(row);
        }
    }
    layers
}

impl Incoming<'_> {
    fn name(&self) -> (&'static str, &str) {
        (self.source.row.topic(), &self.key)
    }
}

/// Takes rows of which no two have one key.
fn take_layer(
    session: &mut Session,
    layer: &[Incoming<'_>],
    before: &Settings,
    settings: &Settings,
) -> Result<Imported, Fault> {
    send(session, layer)?;
    erase::leave_out_workers(session)?;
    let kits = orders::changed_kits(session)?;
    let mut imported = Imported::default();
    write(session, OF_THE_SHOP, &mut imported)?;
    let exceptions = orders::take(
        session,
        layer,
        &orders::Causes {
            kits,
            reranked: before != settings,
        },
        settings,
        &mut imported,
    )?;
    // What was packed before goods were counted is not taken from that count.
    stock::fold_all(session)?;
    imported.stock = compared_stock(session)?;
    write(session, OF_THE_FLOOR, &mut imported)?;
    records::add_new(session, &exceptions)?;
    session.batch("DROP TABLE pg_temp.incoming")?;
    let all = u64::try_from(layer.len()).unwrap_or(u64::MAX);
    imported.same = all.saturating_sub(imported.added + imported.changed);
    Ok(imported)
}

/// The new counts against the books, which everything that was packed is taken from by now.
///
/// Of a place that is counted as it was read before byte for byte, only what the books have counts.
fn compared_stock(session: &mut Session) -> Result<StockCount, Fault> {
    let row = session.one(
        "SELECT coalesce(sum(greatest(books, 0)), 0)::bigint, coalesce(sum(abs(counted - books)), 0)::bigint
         FROM (
            SELECT (record.body::jsonb -> 'row' ->> 'on_hand')::bigint AS books,
                CASE WHEN record.digest IS DISTINCT FROM incoming.digest
                    THEN (incoming.body::jsonb -> 'row' ->> 'on_hand')::bigint END AS counted
            FROM record JOIN pg_temp.incoming USING (topic, key) WHERE topic = 'stock') AS compared",
        &[],
    )?;
    Ok(StockCount {
        books: count(row.get(0)),
        differing: count(row.get(1)),
    })
}

/// Sends the rows into a table of this transaction.
fn send(session: &mut Session, layer: &[Incoming<'_>]) -> Result<(), Fault> {
    session.batch(
        "CREATE TEMPORARY TABLE incoming(
            ordinal INTEGER NOT NULL, topic TEXT COLLATE \"C\" NOT NULL, key TEXT COLLATE \"C\" NOT NULL,
            digest BYTEA NOT NULL, mark BIGINT NOT NULL, body TEXT NOT NULL) ON COMMIT DROP",
    )?;
    let rows = (0_i32..).zip(layer).map(|(ordinal, row)| {
        let body = match &row.source.row {
            Row::Order(order) => records::body_of(&first_revision(order)),
            other => records::body_of(other),
        };
        Sent {
            ordinal,
            topic: row.source.row.topic(),
            key: &row.key,
            digest: &row.source.digest,
            mark: records::mark_of(&body),
            body,
        }
    });
    session.copy_in(
        "COPY pg_temp.incoming(ordinal, topic, key, digest, mark, body) FROM STDIN (FORMAT binary)",
        &[
            Type::INT4,
            Type::TEXT,
            Type::TEXT,
            Type::BYTEA,
            Type::INT8,
            Type::TEXT,
        ],
        rows,
    )?;
    if layer.len() >= WORTH_COUNTING {
        session.batch("ANALYZE pg_temp.incoming")?;
    }
    Ok(())
}

/// A row as it is sent.
struct Sent<'a> {
    ordinal: i32,
    topic: &'static str,
    key: &'a String,
    digest: &'a [u8],
    mark: i64,
    body: String,
}

impl Copied for Sent<'_> {
    fn values(&self) -> Vec<&(dyn ToSql + Sync)> {
        vec![
            &self.ordinal,
            &self.topic,
            self.key,
            &self.digest,
            &self.mark,
            &self.body,
        ]
    }
}

fn first_revision(order: &OrderRow) -> Row {
    Row::Order(Box::new(OrderRow {
        revision: 1,
        order: order.order.clone(),
    }))
}

/// Writes the rows of these kinds that are new or say something else than before.
///
/// A stock row is compared with what lies there now: its new text is a new count, and facts may have
/// moved the old one since.
fn write(session: &mut Session, topics: &[&str], imported: &mut Imported) -> Result<(), Fault> {
    session.execute(
        "SELECT count(*) FROM (
            SELECT 1 FROM record JOIN pg_temp.incoming USING (topic, key)
            WHERE incoming.topic = ANY($1) AND record.digest IS DISTINCT FROM incoming.digest
            ORDER BY record.topic, record.key FOR UPDATE OF record) AS locked",
        &[&topics],
    )?;
    session.execute(
        "UPDATE record SET digest = incoming.digest FROM pg_temp.incoming
         WHERE record.topic = incoming.topic AND record.key = incoming.key AND incoming.topic = ANY($1)
            AND record.digest IS DISTINCT FROM incoming.digest AND record.body = incoming.body",
        &[&topics],
    )?;
    imported.changed += session.execute(
        "UPDATE record SET digest = incoming.digest, mark = incoming.mark, body = incoming.body,
            transaction = pg_current_xact_id(), seq = nextval('record_seq')
         FROM pg_temp.incoming
         WHERE record.topic = incoming.topic AND record.key = incoming.key AND incoming.topic = ANY($1)
            AND record.digest IS DISTINCT FROM incoming.digest",
        &[&topics],
    )?;
    imported.added += add(session, topics)?;
    Ok(())
}

/// Writes the rows of these kinds that are not there yet. Where a bench was faster, the import counts.
fn add(session: &mut Session, topics: &[&str]) -> Result<u64, Fault> {
    session.execute(
        "INSERT INTO record(topic, key, digest, mark, body)
         SELECT incoming.topic, incoming.key, incoming.digest, incoming.mark, incoming.body
         FROM pg_temp.incoming
         WHERE incoming.topic = ANY($1) AND NOT EXISTS (
            SELECT 1 FROM record WHERE record.topic = incoming.topic AND record.key = incoming.key)
         ORDER BY incoming.topic, incoming.key
         ON CONFLICT (topic, key) DO UPDATE SET digest = excluded.digest, mark = excluded.mark,
            body = excluded.body, transaction = excluded.transaction, seq = excluded.seq",
        &[&topics],
    )
}

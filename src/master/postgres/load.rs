//! What the server is asked while a bench loads everything, see [`crate::master::load`].
//!
//! The rows come as a stream (`COPY`), a bounded slice at a time, so that the connection is free
//! for other questions in between. A stream takes no values: numbers stand in its text, and the
//! key behind which it goes on is a setting of its transaction.

use std::time::Duration;

use tokio_postgres::types::Type;

use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::Place;
use crate::master::load::{Load, Step};
use crate::sqlite::count;

/// How long the server may work on one slice, and wait for a slow line to take it.
const PATIENCE: Duration = Duration::from_mins(5);

/// A row that was loaded.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) step: Step,
    /// Among the urgent orders: the rank of its order.
    pub(super) rank: [i64; 3],
    pub(super) topic: String,
    pub(super) key: String,
    pub(super) body: String,
}

/// How far a bench is that has this row.
pub(super) fn behind(step: Step, rank: [i64; 3], topic: &str, key: &str) -> Load {
    match step {
        Step::Urgent => Load {
            topic: topic.to_owned(),
            rank,
            ..Load::behind(step, key)
        },
        step => Load::behind(step, key),
    }
}

/// The columns of a slice.
const COLUMNS: [Type; 6] = [
    Type::TEXT,
    Type::TEXT,
    Type::TEXT,
    Type::INT8,
    Type::INT8,
    Type::INT8,
];

/// The next rows of one step, at most `limit`.
pub(super) fn slice(
    session: &mut Session,
    load: &Load,
    horizon: Place,
    limit: u64,
) -> Result<Vec<Loaded>, Fault> {
    let sql = format!(
        "COPY ({} LIMIT {limit}) TO STDOUT (FORMAT binary)",
        rows_of(load, horizon)
    );
    within(session, load, |session| {
        session.copy_out(&sql, &COLUMNS, |row| {
            Ok(Loaded {
                step: load.step,
                rank: [row.try_get(3)?, row.try_get(4)?, row.try_get(5)?],
                topic: row.try_get(0)?,
                key: row.try_get(1)?,
                body: row.try_get(2)?,
            })
        })
    })
}

/// Rows that a bench has not got yet that has loaded so far.
pub(super) fn count_behind(
    session: &mut Session,
    load: &Load,
    horizon: Place,
) -> Result<u64, Fault> {
    let mut parts = vec![rows_of(load, horizon)];
    if load.step == Step::Urgent {
        parts.push(rows_of(&Load::at(Step::Order), horizon));
    }
    if [Step::Urgent, Step::Order].contains(&load.step) {
        parts.push(rows_of(&Load::at(Step::Standing), horizon));
    }
    let topics: Vec<String> = load
        .step
        .topics_behind()
        .iter()
        .map(|topic| format!("'{topic}'"))
        .collect();
    let whole = if topics.is_empty() {
        "0".to_owned()
    } else {
        format!(
            "(SELECT count(*) FROM record WHERE topic IN ({}) AND {})",
            topics.join(", "),
            up_to("record", horizon)
        )
    };
    let parts: Vec<String> = parts
        .iter()
        .map(|rows| format!("(SELECT count(*) FROM ({rows}) AS part)"))
        .collect();
    let sql = format!("SELECT {whole} + {}", parts.join(" + "));
    let rows = within(session, load, |session| session.one_of(&sql))?;
    Ok(count(rows.get(0)))
}

/// Asks in a transaction of its own that knows where the load stands.
fn within<T>(
    session: &mut Session,
    load: &Load,
    question: impl FnOnce(&mut Session) -> Result<T, Fault>,
) -> Result<T, Fault> {
    patiently(session, |session| {
        session.execute(
            "SELECT set_config('pakownia.behind', $1, TRUE)",
            &[&load.key],
        )?;
        question(session)
    })
}

/// Asks in a transaction of its own in which the server may work longer.
pub(super) fn patiently<T>(
    session: &mut Session,
    question: impl FnOnce(&mut Session) -> Result<T, Fault>,
) -> Result<T, Fault> {
    session.begin();
    session.be_patient(PATIENCE)?;
    let answer = question(session)?;
    session.commit()?;
    Ok(answer)
}

/// Written up to the horizon.
fn up_to(record: &str, horizon: Place) -> String {
    let Place { transaction, seq } = horizon;
    format!("({record}.transaction, {record}.seq) <= ('{transaction}'::XID8, {seq})")
}

/// What an order has to be to come with the urgent ones.
const URGENT: &str = "order_book.state <> 'closed' AND NOT order_book.cancelled";

/// The rows of a step behind the last one, in its order.
fn rows_of(load: &Load, horizon: Place) -> String {
    let behind = if load.key.is_empty() {
        "''"
    } else {
        "current_setting('pakownia.behind')"
    };
    let Some(topic) = load.step.topic() else {
        let [cutoff, calm, paid_at] = load.rank;
        // The bench says it, so it is not taken for its word.
        let topic = ["order", "standing"]
            .into_iter()
            .find(|topic| load.topic == *topic)
            .unwrap_or_default();
        return format!(
            "SELECT record.topic, record.key, record.body, order_book.cutoff, order_book.calm::BIGINT, order_book.paid_at
             FROM order_book JOIN record ON record.key = order_book.order_no AND record.topic IN ('order', 'standing')
             WHERE {URGENT} AND (order_book.cutoff, order_book.calm, order_book.paid_at, order_book.order_no, record.topic)
                > ('{cutoff}'::BIGINT, '{calm}'::BIGINT, '{paid_at}'::BIGINT, {behind} COLLATE \"C\", '{topic}' COLLATE \"C\")
             ORDER BY order_book.cutoff, order_book.calm, order_book.paid_at, order_book.order_no, record.topic"
        );
    };
    let left_out = if load.step.is_rest() {
        let known = up_to("record", horizon);
        format!(" AND {known} AND NOT ({})", surely_told(horizon))
    } else {
        String::new()
    };
    format!(
        "SELECT record.topic, record.key, record.body, 0::BIGINT, 0::BIGINT, 0::BIGINT FROM record
         WHERE record.topic = '{topic}' AND record.key > {behind} COLLATE \"C\"{left_out}
         ORDER BY record.key"
    )
}

/// Whether a row was told with the urgent orders, and is what it was then.
fn surely_told(horizon: Place) -> String {
    format!(
        "EXISTS (SELECT 1 FROM order_book WHERE order_book.order_no = record.key AND {URGENT})
         AND NOT EXISTS (SELECT 1 FROM record AS touched
            WHERE touched.topic IN ('order', 'standing') AND touched.key = record.key AND NOT {})
         AND NOT EXISTS (SELECT 1 FROM record AS rule WHERE rule.topic = 'setting' AND NOT {})",
        up_to("touched", horizon),
        up_to("rule", horizon)
    )
}

//! All rows in a few numbers, at the place up to which benches may read.

use std::time::Duration;

use super::books::Head;
use super::pull::place;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::{Cursor, GONE, Place, TopicDigest};
use crate::master::Audit;
use crate::sqlite::count;

/// How long the server may add up: a million rows that lie on its disk.
const PATIENCE: Duration = Duration::from_mins(1);

/// Adds the stored marks up, in one statement so that all numbers are of one moment.
pub(super) fn audit(session: &mut Session) -> Result<Audit, Fault> {
    session.be_patient(PATIENCE)?;
    let head = Head::read(session)?;
    let found = session.query(
        "WITH newest AS (
            SELECT record.transaction, record.seq FROM record
            WHERE record.transaction < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY record.transaction DESC, record.seq DESC LIMIT 1
         ), totals AS (
            SELECT topic, count(*) AS rows, bit_xor(mark) AS mark,
                record.transaction < pg_snapshot_xmin(pg_current_snapshot()) AS settled
            FROM record GROUP BY 1, 4
         )
         SELECT totals.topic, totals.rows, totals.mark, totals.settled,
            coalesce(newest.transaction::TEXT, '0'), coalesce(newest.seq, 0)
         FROM totals LEFT JOIN newest ON TRUE ORDER BY totals.topic",
        &[],
    )?;
    let mut audit = Audit {
        cursor: Cursor {
            ledger: head.name,
            place: Place::default(),
            load: None,
        },
        ..Audit::default()
    };
    for columns in found {
        if !columns.get::<_, bool>(3) {
            audit.unsettled = true;
            continue;
        }
        audit.cursor.place = place(&columns, 4);
        if columns.get::<_, &str>(0) == GONE {
            continue;
        }
        audit.topics.push(TopicDigest {
            topic: columns.get(0),
            rows: count(columns.get(1)),
            mark: columns.get::<_, i64>(2).cast_unsigned(),
        });
    }
    Ok(audit)
}

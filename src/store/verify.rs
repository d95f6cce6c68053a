//! Walks the hash chain and says where the journal is not what was written.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, params};

use super::chain::{self, BEGINNING, Hash, Link};
use super::{BreakKind, ChainBreak, ChainReport, Store, StoreError, commitment};
use crate::domain::session::fact::Fact;
use crate::sqlite::count;

impl Store {
    /// Reads the whole journal and stops at the first thing that is wrong.
    ///
    /// Cutting off facts that no master has acknowledged cannot be seen from here; the master keeps
    /// the heads it has been told.
    pub fn verify_chain(&self) -> Result<ChainReport, StoreError> {
        let mut report = ChainReport {
            station: self.station.clone(),
            facts: 0,
            head: BEGINNING,
            lost: 0,
            broken: None,
        };
        let mut is_behind_hole = false;
        let mut query = self.connection.prepare_cached(
            "SELECT number, station, epoch, at, worker, fence, kind, body, hash, order_no, parcel, sku
             FROM fact ORDER BY number",
        )?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            let number = count(row.get(0)?);
            let expected = report.facts + 1;
            let what = if number == expected {
                // What stood before a hole is gone, and with it what would prove the fact behind it.
                self.check(row, &report.head, is_behind_hole)?
            } else {
                Err(BreakKind::Missing)
            };
            match what {
                Ok((head, is_lost)) => {
                    is_behind_hole = is_lost;
                    report = ChainReport {
                        facts: number,
                        head,
                        lost: report.lost + u64::from(is_lost),
                        ..report
                    }
                }
                Err(what) => {
                    report.broken = Some(ChainBreak {
                        number: expected,
                        what,
                    });
                    return Ok(report);
                }
            }
        }
        if report.facts < self.acknowledged()? {
            report.broken = Some(ChainBreak {
                number: report.facts + 1,
                what: BreakKind::TailCut,
            });
        }
        Ok(report)
    }

    /// The fact's hash, and whether it says that a fact was lost.
    fn check(
        &self,
        row: &Row<'_>,
        previous: &Hash,
        is_behind_hole: bool,
    ) -> Result<Result<(Hash, bool), BreakKind>, StoreError> {
        let (station, kind, body): (String, String, String) =
            (row.get(1)?, row.get(6)?, row.get(7)?);
        let worker: Option<String> = row.get(4)?;
        let link = Link {
            station: &station,
            epoch: count(row.get(2)?),
            number: count(row.get(0)?),
            at_millis: row.get(3)?,
            worker: worker.as_deref(),
            fence: count(row.get(5)?),
            kind: &kind,
            body: &body,
        };
        let Ok(fact) = serde_json::from_str::<Fact>(&body) else {
            return Ok(Err(BreakKind::Altered));
        };
        let is_lost = fact == Fact::EntryLost;
        let Ok(hash) = Hash::try_from(row.get::<_, Vec<u8>>(8)?) else {
            return Ok(Err(BreakKind::Altered));
        };
        let is_unprovable = is_behind_hole && !is_lost;
        if chain::hash(previous, &link) != hash && !is_unprovable {
            return Ok(Err(BreakKind::Altered));
        }
        let columns: (Option<String>, Option<u32>, Option<String>) =
            (row.get(9)?, row.get(10)?, row.get(11)?);
        let said = (
            fact.order().map(|order| order.0.clone()),
            fact.parcel(),
            fact.sku().map(|sku| sku.0.clone()),
        );
        if columns != said || fact.kind() != kind || self.station.as_str() != station {
            return Ok(Err(BreakKind::Mislabelled));
        }
        if self.label_altered(&fact)? {
            return Ok(Err(BreakKind::LabelAltered));
        }
        Ok(Ok((hash, is_lost)))
    }

    /// Whether the label that the fact speaks of is still here and has other bytes.
    fn label_altered(&self, fact: &Fact) -> Result<bool, StoreError> {
        let Fact::LabelStored {
            order,
            parcel,
            revision,
            commitment: promised,
        } = fact
        else {
            return Ok(false);
        };
        let kept: Option<(Vec<u8>, Vec<u8>)> = self
            .connection
            .prepare_cached("SELECT salt, bytes FROM label WHERE order_no = ?1 AND parcel = ?2 AND revision = ?3")?
            .query_row(params![order.as_str(), parcel, revision], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(kept.is_some_and(|(salt, bytes)| commitment(&salt, &bytes) != *promised))
    }

    /// How many facts of each kind the journal holds.
    pub fn facts_by_kind(&self) -> Result<BTreeMap<String, u64>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT kind, count(*) FROM fact GROUP BY kind")?;
        let found = query.query_map([], |row| Ok((row.get(0)?, count(row.get(1)?))))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

//! The dossier of an order: who did what to it when, at which bench; as a table.

use super::run::Station;
use crate::domain::table::Table;
use crate::store::{StoreError, Trace};

use super::hex;

impl Station {
    /// The dossiers of what this key names: an order, a parcel by its tracking number, or units by their serial number.
    pub fn traces(&self, key: &str) -> Result<Vec<Trace>, StoreError> {
        self.store.traces(key)
    }
}

/// Dossiers as a table: one fact a row.
pub fn traces_table(traces: &[Trace]) -> Table {
    let columns = [
        "order", "bench", "number", "at", "worker", "kind", "fact", "hash",
    ];
    let mut table = Table::new(&columns);
    for trace in traces {
        for fact in &trace.facts {
            table.rows.push(vec![
                trace.order.as_str().into(),
                fact.bench.as_str().into(),
                fact.number.into(),
                fact.at.to_rfc3339().as_str().into(),
                fact.worker
                    .as_ref()
                    .map_or("", |worker| worker.as_str())
                    .into(),
                fact.kind.as_str().into(),
                fact.body.as_str().into(),
                hex(&fact.hash).as_str().into(),
            ]);
        }
    }
    table
}

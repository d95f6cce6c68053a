//! The dossier of an order: who did what to it when, at which bench; as a table, and on paper.

use chrono::{DateTime, Utc};

use super::documents::DocumentError;
use super::hex;
use super::run::Station;
use crate::domain::ids::Badge;
use crate::domain::table::Table;
use crate::domain::worker::Language;
use crate::labels::documents::{
    DossierLabel, DossierParcel, DossierRow, OrderDossier, order_dossier,
};
use crate::store::{KeptLabel, StoreError, Trace, TracedFact, TracedParcel};

/// Bytes of a hash that stand on paper: enough to find it again among all others.
const SHORT_HASH: usize = 8;

impl Station {
    /// The dossiers of what this key names: an order, a parcel by its tracking number, or units by their serial number.
    pub fn traces(&self, key: &str) -> Result<Vec<Trace>, StoreError> {
        self.store.traces(key)
    }

    /// The dossier of the one order that this key names, as an A4 PDF, for whoever has to answer a claim.
    pub fn dossier_of(&self, key: &str, lang: Language) -> Result<Vec<u8>, DocumentError> {
        let traces = self.traces(key.trim())?;
        match traces.as_slice() {
            [one] => self.dossier_paper(one, lang),
            [] => Err(DocumentError::NothingKnown(key.to_owned())),
            several => {
                let orders = several.iter().map(|trace| trace.order.clone());
                Err(DocumentError::SeveralOrders {
                    of: key.to_owned(),
                    orders: orders.collect(),
                })
            }
        }
    }

    fn dossier_paper(&self, trace: &Trace, lang: Language) -> Result<Vec<u8>, DocumentError> {
        let labels = self.store.labels_of(&trace.order)?;
        let parcels = trace.parcels.iter().map(|it| DossierParcel {
            label: self.label_of(it, &labels),
            tracking: it.tracking.0.clone(),
            bench: it.bench.0.clone(),
            packaging: it.packaging.0.clone(),
            gross: it.gross,
            closed: it
                .closed_at
                .map_or_else(String::new, |at| self.to_the_second(at)),
        });
        let rows = trace.facts.iter().map(|fact| self.dossier_row(fact));
        let dossier = OrderDossier {
            order: trace.order.0.clone(),
            parcels: parcels.collect(),
            rows: rows.collect::<Result<_, _>>()?,
            printed: self.printed_at(),
        };
        Ok(order_dossier(&dossier, lang)?)
    }

    /// What is kept here of a parcel's label. Empty bytes are those of a label that was erased.
    fn label_of(&self, parcel: &TracedParcel, labels: &[KeptLabel]) -> DossierLabel {
        if parcel.bench != *self.store.station_id() {
            return DossierLabel::Elsewhere;
        }
        let of_parcel = || labels.iter().filter(|label| label.parcel == parcel.parcel);
        let newest = of_parcel().rfind(|label| !label.is_void);
        match newest {
            Some(label) if label.picture.is_empty() => DossierLabel::Gone,
            Some(label) => DossierLabel::Kept {
                revision: label.revision,
                picture: label.picture.clone(),
                void: of_parcel()
                    .filter(|label| label.is_void)
                    .map(|label| label.revision)
                    .collect(),
            },
            // A parcel that was closed had one, or is owed it.
            None if parcel.closed_at.is_some() => DossierLabel::Gone,
            None => DossierLabel::None,
        }
    }

    fn dossier_row(&self, fact: &TracedFact) -> Result<DossierRow, StoreError> {
        let worker = fact.worker.as_ref().map(|badge| self.called(badge));
        // A fact of a newer program is told by its name alone.
        let known = serde_json::from_str(&fact.body).ok();
        let hash = fact.hash.get(..SHORT_HASH).unwrap_or(&fact.hash);
        Ok(DossierRow {
            at: self.to_the_second(fact.at),
            worker: worker.transpose()?.unwrap_or_default(),
            bench: fact.bench.0.clone(),
            kind: fact.kind.clone(),
            fact: known,
            number: fact.number,
            hash: hex(hash),
        })
    }

    /// A worker by badge, with the name where the bench knows it.
    fn called(&self, badge: &Badge) -> Result<String, StoreError> {
        let known = self.store.worker(badge)?;
        Ok(known.map_or_else(
            || badge.0.clone(),
            |worker| format!("{} {}", badge.0, worker.name),
        ))
    }

    /// A moment by the warehouse's clock.
    fn to_the_second(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.settings.time_zone);
        local.format("%Y-%m-%d %H:%M:%S").to_string()
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
                fact.at.into(),
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

//! Weights that learn: what the bench knows of a parcel's weight, and what explains a wrong one.

use super::dossier::name_of;
use super::run::{Station, chain};
use crate::domain::ids::{OrderNo, PackagingCode, Sku};
use crate::domain::session::{Bench, Parcel, Session, Step};
use crate::domain::stats::weights::{
    Around, Content, Correction, Explained, Explanation, Knowledge, Likely,
    Parcel as WeighedParcel, Rules, correction, explain,
};
use crate::domain::table::Table;
use crate::domain::units::Grams;
use crate::store::{CorrectionRow, LearningRow, ScaleRow, StoreError, UnmeasuredRow};

/// Products on each side of a place that a picker may have reached for.
const NEIGHBOURS: u32 = 3;

/// Explanations that a packer is shown.
const SHOWN: usize = 3;

/// What explains the weight of a parcel that was stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightOffView {
    /// The most probable first, at most three.
    pub likely: Vec<LikelyView>,
    /// How probable it is that everything is right, in thousandths.
    pub chance_permille: u32,
}

/// What parcels have taught, for a lead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeightsView {
    /// The shop wants it.
    pub is_on: bool,
    /// What it rests on.
    pub learning: LearningRow,
    /// Catalogue weights that parcels contradict.
    pub corrections: Vec<CorrectionRow>,
    /// The scales.
    pub scales: Vec<ScaleRow>,
    /// Products that were packed although the catalogue does not know their size or weight.
    pub unmeasured: Vec<UnmeasuredRow>,
}

/// One explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikelyView {
    /// What it is.
    pub explanation: Explanation,
    /// The name of the product it is about.
    pub product: String,
    /// The name of the product that should be there instead.
    pub wanted: String,
    /// How probable, in thousandths.
    pub permille: u32,
}

/// The explanation of one weight; as long as that parcel stands there it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WeightOff {
    order: OrderNo,
    parcel: u32,
    gross: Grams,
    explained: Explained,
}

impl WeightOff {
    /// The most probable explanations, as many as a packer is shown.
    pub(super) fn likely(&self) -> &[Likely] {
        let shown = self.explained.likely.len().min(SHOWN);
        self.explained.likely.get(..shown).unwrap_or_default()
    }
}

impl Station {
    /// What parcels have taught of the open parcel; nothing while it has none to weigh.
    pub(super) fn learned_weights(&self) -> Result<Option<Knowledge>, StoreError> {
        let session = self.bench.session().filter(|session| {
            matches!(
                session.step,
                Step::Scanning | Step::Packaging | Step::Weighing | Step::Confirming
            )
        });
        let Some(session) = session.filter(|_| self.settings.weight_learning) else {
            return Ok(None);
        };
        // While units are missing nothing is weighed as a whole.
        if session.step == Step::Scanning && session.missing() > 0 {
            return Ok(None);
        }
        self.knowledge_of(session, &[]).map(Some)
    }

    fn knowledge_of(
        &self,
        session: &Session,
        others: &[(Sku, Sku, Grams)],
    ) -> Result<Knowledge, StoreError> {
        let lines = session.lines.iter().map(|line| &line.opened.sku);
        let others = others.iter().map(|(_, other, _)| other);
        let packagings = self.packagings.iter().map(|packaging| &packaging.code);
        self.store.learned_weights(lines.chain(others), packagings)
    }

    /// What explains the weight of this bench's parcel, once for each weight that is off.
    pub(super) fn weight_off_of(&self, bench: &Bench) -> Option<WeightOff> {
        let (order, parcel, gross) = weight_to_explain(bench)?;
        let known = self
            .weight_off
            .as_ref()
            .filter(|known| known.order == order && known.parcel == parcel && known.gross == gross);
        if let Some(known) = known {
            return Some(known.clone());
        }
        match self.explained(bench) {
            Ok(explained) => Some(WeightOff {
                order,
                parcel,
                gross,
                explained: explained?,
            }),
            Err(error) => {
                // The verdict stands without its explanation.
                tracing::error!(error = %chain(&error), "the weight cannot be explained");
                None
            }
        }
    }

    fn explained(&self, bench: &Bench) -> Result<Option<Explained>, StoreError> {
        let found = bench.session().and_then(|session| {
            let parcel = session.parcel()?;
            Some((session, parcel, parcel.packaging.as_ref()?, parcel.gross?))
        });
        let Some((session, parcel, chosen, gross)) = found else {
            return Ok(None);
        };
        let taken_for = self.taken_for(session, parcel)?;
        let knowledge = self.knowledge_of(session, &taken_for)?;
        let contents = contents_of(session, parcel);
        let packagings: Vec<(PackagingCode, Grams)> = self
            .packagings
            .iter()
            .map(|packaging| (packaging.code.clone(), packaging.tare))
            .collect();
        let weighed = WeighedParcel {
            contents: &contents,
            packaging: &chosen.code,
            tare: chosen.tare,
            scale: self.store.station_id().as_str(),
        };
        let around = Around {
            taken_for: &taken_for,
            packagings: &packagings,
        };
        let rules = Rules::of(&self.settings);
        let gross_mg = gross.0.saturating_mul(1_000);
        Ok(Some(explain(
            &knowledge, &weighed, gross_mg, around, &rules,
        )))
    }

    /// Products that lie beside those of the parcel.
    fn taken_for(
        &self,
        session: &Session,
        parcel: &Parcel,
    ) -> Result<Vec<(Sku, Sku, Grams)>, StoreError> {
        let mut found = Vec::new();
        for line in session.weighed_units(parcel) {
            let others = self.store.neighbours(&line.sku, NEIGHBOURS)?;
            let others = others
                .into_iter()
                .filter(|(other, _)| !session.lists(other));
            found.extend(others.map(|(other, weight)| (line.sku.clone(), other, weight)));
        }
        Ok(found)
    }

    /// What parcels say against this product's catalogue weight, if they say enough.
    pub(super) fn correction_of(&self, sku: &Sku) -> Result<Option<Correction>, StoreError> {
        let (Some(product), Some(learned)) =
            (self.store.product(sku)?, self.store.learned_weight(sku)?)
        else {
            return Ok(None);
        };
        Ok(learned
            .speaks_of(product.weight)
            .then(|| correction(product.weight, &learned))
            .flatten())
    }

    /// What parcels have taught, for a lead.
    pub fn read_weights(&self) -> Result<WeightsView, StoreError> {
        Ok(WeightsView {
            is_on: self.settings.weight_learning,
            learning: self.store.learning()?,
            corrections: self.store.weight_corrections()?,
            scales: self.store.learned_scales()?,
            unmeasured: self.store.unmeasured()?,
        })
    }

    /// What explains the weight of this order's parcel, as the screen shows it.
    pub(super) fn weight_off_view(
        &self,
        session: &Session,
    ) -> Result<Option<WeightOffView>, StoreError> {
        let off = self.weight_off.as_ref();
        let Some(off) = off.filter(|off| off.order == session.order) else {
            return Ok(None);
        };
        let mut likely = Vec::new();
        for one in off.likely() {
            let (product, wanted) = products_of(&one.explanation);
            let name = |sku: Option<&Sku>| match sku {
                Some(sku) => name_of(&self.store, sku),
                None => Ok(String::new()),
            };
            likely.push(LikelyView {
                explanation: one.explanation.clone(),
                product: name(product)?,
                wanted: name(wanted)?,
                permille: one.permille,
            });
        }
        Ok(Some(WeightOffView {
            likely,
            chance_permille: off.explained.chance_permille,
        }))
    }
}

/// The order, the parcel and the weight that is off.
fn weight_to_explain(bench: &Bench) -> Option<(OrderNo, u32, Grams)> {
    let session = bench.session()?;
    let parcel = session.parcel()?;
    let is_off = session.step == Step::Weighing && !parcel.weight_ok;
    let gross = parcel.gross.filter(|_| is_off)?;
    Some((session.order.clone(), parcel.number, gross))
}

/// The product that an explanation is about, and the one that should be there instead.
fn products_of(explanation: &Explanation) -> (Option<&Sku>, Option<&Sku>) {
    match explanation {
        Explanation::Missing { sku, .. }
        | Explanation::Extra { sku, .. }
        | Explanation::CatalogueWrong { sku } => (Some(sku), None),
        Explanation::Instead { sku, of } => (Some(sku), Some(of)),
        Explanation::SeveralMissing
        | Explanation::SeveralExtra
        | Explanation::OtherPackaging { .. }
        | Explanation::ScaleOff => (None, None),
    }
}

fn contents_of(session: &Session, parcel: &Parcel) -> Vec<Content> {
    let units = session.weighed_units(parcel).into_iter();
    let each = units.map(|line| Content {
        sku: line.sku,
        catalogue: line.unit_weight,
        units: line.count,
    });
    each.collect()
}

/// The catalogue weights that parcels contradict as a table.
pub fn weights_table(weights: &WeightsView) -> Table {
    let mut table = Table::new(&[
        "sku",
        "name",
        "old_g",
        "new_g",
        "confidence_permille",
        "parcels",
    ]);
    for row in &weights.corrections {
        let correction = row.correction;
        table.rows.push(vec![
            row.sku.as_str().into(),
            row.name.as_str().into(),
            correction.old.0.into(),
            correction.new.0.into(),
            correction.confidence_permille.into(),
            correction.parcels.into(),
        ]);
    }
    table
}

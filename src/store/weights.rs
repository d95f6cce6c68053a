//! What parcels have taught of weights, kept ready for the next parcel.
//!
//! A projection: [`Projector::learn`] alone changes it, from a fact.

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::de::DeserializeOwned;

use super::projections::Projector;
use super::rows::{from_json, to_json};
use super::{Store, StoreError};
use crate::domain::catalog::Product;
use crate::domain::ids::{PackagingCode, Sku};
use crate::domain::session::fact::Fact;
use crate::domain::stats::weights::{
    Correction, Knowledge, Learned, Lesson, Limits, Parcel, ScaleState, correction,
};
use crate::domain::units::Grams;

/// The scale of weights that were typed: nobody knows which it was.
const TYPED: &str = "typed";

/// What the shop's one row holds.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Shop {
    limits: Limits,
    lessons: u64,
}

/// A catalogue weight that parcels contradict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRow {
    /// The product.
    pub sku: Sku,
    /// Its name.
    pub name: String,
    /// What is to be put right.
    pub correction: Correction,
}

/// A scale with what parcels say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleRow {
    /// The bench it stands at.
    pub scale: String,
    /// What is known.
    pub state: ScaleState,
}

/// How many products and parcels the learning rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LearningRow {
    /// Parcels that taught.
    pub parcels: u64,
    /// Products that were taught.
    pub products: u64,
}

fn read<T: DeserializeOwned>(
    connection: &Connection,
    kind: &str,
    code: &str,
) -> Result<Option<T>, StoreError> {
    let body: Option<String> = connection
        .prepare_cached("SELECT body FROM learned_weight WHERE kind = ?1 AND code = ?2")?
        .query_row([kind, code], |row| row.get(0))
        .optional()?;
    body.map(|body| from_json(&body, "learned weight", code))
        .transpose()
}

fn write(
    connection: &Connection,
    kind: &str,
    code: &str,
    value: &impl serde::Serialize,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO learned_weight(kind, code, body) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![kind, code, to_json(value)])?;
    Ok(())
}

/// What is known of these products, of these packagings, of this scale, and of the shop.
fn knowledge<'a>(
    connection: &Connection,
    skus: impl Iterator<Item = &'a Sku>,
    packagings: impl Iterator<Item = &'a PackagingCode>,
    scale: &str,
) -> Result<Knowledge, StoreError> {
    let shop: Shop = read(connection, "shop", "")?.unwrap_or_default();
    let mut knowledge = Knowledge {
        limits: shop.limits,
        lessons: shop.lessons,
        ..Knowledge::default()
    };
    for sku in skus {
        if let Some(learned) = read(connection, "product", sku.as_str())? {
            knowledge.products.insert(sku.clone(), learned);
        }
    }
    for code in packagings {
        if let Some(learned) = read(connection, "packaging", code.as_str())? {
            knowledge.packagings.insert(code.clone(), learned);
        }
    }
    if let Some(state) = read(connection, "scale", scale)? {
        knowledge.scales.insert(scale.to_owned(), state);
    }
    Ok(knowledge)
}

impl Projector<'_> {
    /// What a fact teaches of weights, or makes forgotten.
    pub(super) fn learn(&self, fact: &Fact) -> Result<(), StoreError> {
        match fact {
            Fact::WeightTaught { .. } => self.teach(fact),
            Fact::WeightForgotten { sku } => {
                self.connection
                    .prepare_cached(
                        "DELETE FROM learned_weight WHERE kind IN ('product', 'corrected') AND code = ?1",
                    )?
                    .execute([sku.as_str()])?;
                Ok(())
            }
            Fact::WeightCorrected { sku, new, .. } => {
                write(self.connection, "corrected", sku.as_str(), new)
            }
            Fact::ScaleChecked => {
                let scale = self.station.as_str();
                let state: Option<ScaleState> = read(self.connection, "scale", scale)?;
                let mut state = state.unwrap_or_default();
                state.checked();
                write(self.connection, "scale", scale, &state)
            }
            _ => Ok(()),
        }
    }

    fn teach(&self, fact: &Fact) -> Result<(), StoreError> {
        let Fact::WeightTaught {
            contents,
            packaging,
            tare,
            gross,
            typed,
            confirmed,
            rules,
            ..
        } = fact
        else {
            return Ok(());
        };
        let scale = if *typed { TYPED } else { self.station.as_str() };
        let skus = contents.iter().map(|line| &line.sku);
        let packagings = std::iter::once(packaging);
        let mut known = knowledge(self.connection, skus, packagings, scale)?;
        let parcel = Parcel {
            contents,
            packaging,
            tare: *tare,
            scale,
        };
        let lesson = Lesson {
            gross_mg: gross.0.saturating_mul(1_000),
            confirmed: *confirmed,
        };
        known.teach(&parcel, lesson, rules);
        for (sku, learned) in &known.products {
            write(self.connection, "product", sku.as_str(), learned)?;
        }
        for (code, learned) in &known.packagings {
            write(self.connection, "packaging", code.as_str(), learned)?;
        }
        for (scale, state) in &known.scales {
            write(self.connection, "scale", scale, state)?;
        }
        let shop = Shop {
            limits: known.limits,
            lessons: known.lessons,
        };
        write(self.connection, "shop", "", &shop)
    }
}

impl Store {
    /// What parcels have taught of these products and packagings, and of this bench's scale.
    pub fn learned_weights<'a>(
        &self,
        skus: impl Iterator<Item = &'a Sku>,
        packagings: impl Iterator<Item = &'a PackagingCode>,
    ) -> Result<Knowledge, StoreError> {
        knowledge(&self.connection, skus, packagings, self.station.as_str())
    }

    /// What parcels have taught of one product.
    pub fn learned_weight(&self, sku: &Sku) -> Result<Option<Learned>, StoreError> {
        read(&self.connection, "product", sku.as_str())
    }

    /// Catalogue weights that parcels contradict, by product; those that a lead has accepted are left out.
    pub fn weight_corrections(&self) -> Result<Vec<CorrectionRow>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT code, body FROM learned_weight WHERE kind = 'product'")?;
        let mut found = query.query([])?;
        let mut corrections = Vec::new();
        while let Some(row) = found.next()? {
            let sku = Sku(row.get(0)?);
            let learned: Learned = from_json(&row.get::<_, String>(1)?, "weight", sku.as_str())?;
            let Some(product) = self.product(&sku)? else {
                continue;
            };
            if let Some(correction) = self.contradicts(&product, &learned)? {
                corrections.push(CorrectionRow {
                    sku,
                    name: product.name,
                    correction,
                });
            }
        }
        Ok(corrections)
    }

    /// What parcels say against the weight that this product has now.
    pub(super) fn correction_against(
        &self,
        product: &Product,
    ) -> Result<Option<Correction>, StoreError> {
        match self.learned_weight(&product.sku)? {
            Some(learned) => self.contradicts(product, &learned),
            None => Ok(None),
        }
    }

    fn contradicts(
        &self,
        product: &Product,
        learned: &Learned,
    ) -> Result<Option<Correction>, StoreError> {
        let accepted: Option<Grams> = read(&self.connection, "corrected", product.sku.as_str())?;
        let is_known = learned.speaks_of(product.weight);
        // Accepted, and the master has not told the new weight yet.
        let is_on_its_way =
            accepted.is_some_and(|new| learned.speaks_of(new) && new != product.weight);
        Ok((is_known && !is_on_its_way)
            .then(|| correction(product.weight, learned))
            .flatten())
    }

    /// The scales that parcels speak of.
    pub fn learned_scales(&self) -> Result<Vec<ScaleRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT code, body FROM learned_weight WHERE kind = 'scale' ORDER BY code",
        )?;
        let mut found = query.query([])?;
        let mut scales = Vec::new();
        while let Some(row) = found.next()? {
            let scale: String = row.get(0)?;
            let state = from_json(&row.get::<_, String>(1)?, "scale", &scale)?;
            scales.push(ScaleRow { scale, state });
        }
        Ok(scales)
    }

    /// How many products and parcels the learning rests on.
    pub fn learning(&self) -> Result<LearningRow, StoreError> {
        let shop: Shop = read(&self.connection, "shop", "")?.unwrap_or_default();
        let products: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM learned_weight WHERE kind = 'product'")?
            .query_row([], |row| row.get(0))?;
        Ok(LearningRow {
            parcels: shop.lessons,
            products: products.unsigned_abs(),
        })
    }

    /// Products that lie beside this one, with their catalogue weights: at most `most` before and behind each of
    /// its places.
    pub fn neighbours(&self, sku: &Sku, most: u32) -> Result<Vec<(Sku, Grams)>, StoreError> {
        // Made at the first parcel that weighs wrong; it goes with the cache's table, and costs its load nothing.
        self.connection.execute_batch(
            "CREATE INDEX IF NOT EXISTS stock_by_place ON stock_place(aisle, shelf, bin)",
        )?;
        let sides = [
            "SELECT sku FROM stock_place WHERE (aisle, shelf, bin) >= (?1, ?2, ?3) AND sku <> ?4
             ORDER BY aisle, shelf, bin LIMIT ?5",
            "SELECT sku FROM stock_place WHERE (aisle, shelf, bin) <= (?1, ?2, ?3) AND sku <> ?4
             ORDER BY aisle DESC, shelf DESC, bin DESC LIMIT ?5",
        ];
        let mut found: Vec<(Sku, Grams)> = Vec::new();
        for place in self.stock_places(sku)? {
            let location = place.location;
            for side in sides {
                let mut query = self.connection.prepare_cached(side)?;
                let mut rows = query.query(params![
                    location.aisle,
                    location.shelf,
                    location.bin,
                    sku.as_str(),
                    most
                ])?;
                while let Some(row) = rows.next()? {
                    let other = Sku(row.get(0)?);
                    let is_new = found.iter().all(|(known, _)| *known != other);
                    if is_new && let Some(product) = self.product(&other)? {
                        found.push((other, product.weight));
                    }
                }
            }
        }
        Ok(found)
    }
}

//! Products’ records as they are looked through: one by one, and all of them beside the bench’s work.

mod among;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, Rows, params};

use self::among::Among;
use super::projections::Projector;
use super::rows::{DAY_MILLIS, from_json, listed, millis, time, to_json};
use super::{Store, StoreError};
use crate::domain::all_benches::FactName;
use crate::domain::catalog::Product;
use crate::domain::ids::{Badge, Sku};
use crate::domain::mis_pick::Dimension;
use crate::domain::record_audit::list::Words;
use crate::domain::record_audit::words::{Word, said_in};
use crate::domain::record_audit::{Others, Photo, Record};
use crate::domain::session::fact::Fact;
use crate::domain::stats::weights::Correction;
use crate::sqlite::{column, count};

/// Facts that say something about records, by their names.
pub(super) const WORDS: [&str; 2] = ["RecordAccepted", "RecordGiven"];

/// Facts that change a record, by their names; until the master has them the catalogue does not show it.
const MENDS: [&str; 3] = ["ProductMeasured", "ProductPhotographed", "WeightCorrected"];

/// How long what was packed counts for how often a product is needed.
///
/// Assumption: a month is long enough for a whole assortment and short enough for a season.
const DEMAND: TimeDelta = TimeDelta::days(30);

/// Days of UTC in the sums of what went through.
const DAYS: i64 = 1;

impl Projector<'_> {
    /// Keeps what a lead said of a record.
    pub(super) fn record_word(
        &self,
        number: u64,
        said: (i64, Option<&str>),
        fact: &Fact,
    ) -> Result<(), StoreError> {
        note(self.connection, &self.name(number), said, fact)
    }
}

/// Keeps what a lead said of a record, here or at another bench.
pub(super) fn note(
    connection: &Connection,
    name: &FactName,
    (at, worker): (i64, Option<&str>),
    fact: &Fact,
) -> Result<(), StoreError> {
    let Some((sku, kind, _)) = said_in(fact) else {
        return Ok(());
    };
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO record_word(sku, kind, station, epoch, fact, at, worker, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            sku.as_str(),
            kind.name(),
            name.station.as_str(),
            column(name.epoch),
            column(name.number),
            at,
            worker,
            to_json(fact)
        ])?;
    Ok(())
}

/// What was mended here and the master does not know yet.
struct Mends(Vec<Fact>);

impl Mends {
    fn apply(&self, product: &mut Product) {
        for fact in &self.0 {
            if fact.sku() != Some(&product.sku) {
                continue;
            }
            match fact {
                Fact::ProductMeasured { measured } => measured.apply(product),
                Fact::ProductPhotographed { photographed } => photographed.apply(product),
                Fact::WeightCorrected { old, new, .. } if product.weight == *old => {
                    product.weight = *new;
                }
                _ => {}
            }
        }
    }

    fn is_of(&self, sku: &Sku) -> bool {
        self.0.iter().any(|fact| fact.sku() == Some(sku))
    }
}

impl Store {
    /// Everything that leads said of records.
    pub fn record_words(&self) -> Result<Words, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT at, worker, body FROM record_word ORDER BY at, station, epoch, fact",
        )?;
        let mut found = query.query([])?;
        let mut words = Words::new();
        while let Some(row) = found.next()? {
            let fact: Fact = from_json(&row.get::<_, String>(2)?, "record_word", "")?;
            if let Some((sku, kind, said)) = said_in(&fact) {
                let word = Word {
                    at: time(row.get(0)?),
                    by: row.get::<_, Option<String>>(1)?.map(Badge),
                    said,
                };
                words.entry((sku.clone(), kind)).or_default().push(word);
            }
        }
        Ok(words)
    }

    /// How many units of each product stand in open orders, and were scanned in the last thirty days.
    pub fn demand(&self, now: DateTime<Utc>) -> Result<HashMap<Sku, u64>, StoreError> {
        let mut demand: HashMap<Sku, u64> = HashMap::new();
        let mut query = self.connection.prepare_cached(
            "SELECT line.value ->> '$.sku', sum(line.value ->> '$.quantity')
             FROM customer_order, json_each(body, '$.lines') AS line WHERE queue <> 'done' GROUP BY 1
             UNION ALL
             SELECT key, sum(scans) FROM tally
             WHERE level = ?1 AND dimension = ?2 AND slot >= ?3 AND bench = '' GROUP BY key",
        )?;
        let from = millis(now - DEMAND).div_euclid(DAY_MILLIS);
        let mut found = query.query(params![DAYS, Dimension::Product.name(), from])?;
        while let Some(row) = found.next()? {
            let units: i64 = row.get(1)?;
            *demand.entry(Sku(row.get(0)?)).or_default() += count(units.max(0));
        }
        self.add_parts(&mut demand)?;
        Ok(demand)
    }

    /// Whoever orders a kit needs its parts.
    fn add_parts(&self, demand: &mut HashMap<Sku, u64>) -> Result<(), StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT kit, part, quantity FROM kit_part")?;
        let mut found = query.query([])?;
        let mut parts = Vec::new();
        while let Some(row) = found.next()? {
            let kits = demand.get(&Sku(row.get(0)?)).copied().unwrap_or(0);
            let each = count(row.get(2)?);
            parts.push((Sku(row.get(1)?), kits.saturating_mul(each)));
        }
        for (part, units) in parts.into_iter().filter(|(_, units)| *units > 0) {
            *demand.entry(part).or_default() += units;
        }
        Ok(())
    }

    /// What was mended here and the master has not acknowledged.
    fn mends(&self) -> Result<Mends, StoreError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT body FROM fact WHERE number > (SELECT acknowledged FROM bench WHERE id = 1) AND kind IN ({})
             ORDER BY number",
            listed(MENDS)
        ))?;
        let mut found = query.query([])?;
        let mut facts = Vec::new();
        while let Some(row) = found.next()? {
            facts.push(from_json(&row.get::<_, String>(0)?, "fact", "")?);
        }
        Ok(Mends(facts))
    }

    /// A product with what was mended here and the master does not know yet.
    pub fn mended_product(&self, sku: &Sku) -> Result<Option<Product>, StoreError> {
        let mut product = self.product(sku)?;
        if let Some(product) = &mut product {
            self.mends()?.apply(product);
        }
        Ok(product)
    }

    /// One record as it is now; what shows only beside all others is left out. `None` for a product that is not in
    /// the catalogue.
    pub fn record(
        &self,
        sku: &Sku,
        is_there: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Record>, StoreError> {
        let Some(product) = self.mended_product(sku)? else {
            return Ok(None);
        };
        let codes = self.all_codes_of(sku)?;
        let mut shared = Vec::new();
        for code in &codes {
            let others = self.products_of_code(code)?.into_iter();
            let others = others.map(|(other, _)| other).filter(|other| other != sku);
            let others = Others::of(others.collect());
            if others.count > 0 {
                shared.push((code.clone(), others));
            }
        }
        Ok(Some(Record {
            has_place: !self.stock_places(sku)?.is_empty(),
            correction: self.correction_against(&product)?,
            photo: photo_of(&product, is_there),
            same_photo: Others::default(),
            twins: Others::default(),
            product,
            codes,
            shared,
        }))
    }

    /// The codes of a product, of the catalogue and of this bench.
    ///
    /// Until the bench is started again after its first load there is no list of codes by product, and all are read:
    /// a few milliseconds, of a million codes about two tenths of a second, while a lead looks at a product.
    fn all_codes_of(&self, sku: &Sku) -> Result<Vec<String>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT code FROM barcode WHERE sku = ?1")?;
        let codes = query.query_map([sku.as_str()], |row| row.get(0))?;
        let mut codes: Vec<String> = codes.collect::<Result<_, _>>()?;
        codes.extend(
            bound_codes(&self.connection)?
                .remove(sku)
                .into_iter()
                .flatten(),
        );
        codes.sort_unstable();
        codes.dedup();
        Ok(codes)
    }

    /// Whether the product is sold under a number of its own and packed as its parts: nobody scans it.
    pub fn is_kit(&self, sku: &Sku) -> Result<bool, StoreError> {
        Ok(!self.kit_parts(sku)?.is_empty())
    }

    /// Hands every record to `seen`, by product; `is_there` says whether a picture is. Kits are left out.
    ///
    /// Reads everything: meant for a connection of its own beside the bench, see [`Store::read_only`].
    pub fn each_record(
        &self,
        is_there: &dyn Fn(&str) -> bool,
        seen: &mut dyn FnMut(&Record),
    ) -> Result<(), StoreError> {
        // What is read belongs to one moment.
        let moment = self.connection.unchecked_transaction()?;
        let mends = self.mends()?;
        let among = Among::read(&self.connection, &|product| mends.apply(product))?;
        let corrections = self.weight_corrections()?.into_iter();
        let corrections: HashMap<Sku, Correction> =
            corrections.map(|row| (row.sku, row.correction)).collect();
        let bound = bound_codes(&self.connection)?;
        let mut of_codes = self
            .connection
            .prepare_cached("SELECT sku, code FROM barcode ORDER BY sku, code")?;
        let mut codes = Beside::over(of_codes.query([])?)?;
        let mut of_places = self
            .connection
            .prepare_cached("SELECT DISTINCT sku, '' FROM stock_place ORDER BY sku")?;
        let mut places = Beside::over(of_places.query([])?)?;
        let mut query = self.connection.prepare_cached(PRODUCTS)?;
        let mut found = query.query([])?;
        while let Some(row) = found.next()? {
            let mut product: Product = product_of(row)?;
            mends.apply(&mut product);
            let sku = product.sku.clone();
            let mut own = codes.take(&sku)?;
            own.extend(bound.get(&sku).into_iter().flatten().cloned());
            own.sort_unstable();
            own.dedup();
            let correction = if mends.is_of(&sku) {
                self.correction_against(&product)?
            } else {
                corrections.get(&sku).copied()
            };
            seen(&Record {
                shared: among.shared_codes(&sku, &own),
                has_place: !places.take(&sku)?.is_empty(),
                photo: photo_of(&product, is_there),
                same_photo: among.same_photo(&product),
                twins: among.twins(&sku),
                correction,
                codes: own,
                product,
            });
        }
        drop(moment);
        Ok(())
    }
}

/// Every product that is packed as itself, by number.
const PRODUCTS: &str = "SELECT sku, body FROM product
    WHERE NOT EXISTS (SELECT 1 FROM kit_part WHERE kit = product.sku) ORDER BY sku";

fn product_of(row: &rusqlite::Row<'_>) -> Result<Product, StoreError> {
    let sku: String = row.get(0)?;
    from_json(&row.get::<_, String>(1)?, "product", &sku)
}

/// Codes that were bound at this bench, by product.
fn bound_codes(connection: &Connection) -> Result<BTreeMap<Sku, Vec<String>>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sku, code FROM bound_barcode")?;
    let mut found = query.query([])?;
    let mut bound: BTreeMap<Sku, Vec<String>> = BTreeMap::new();
    while let Some(row) = found.next()? {
        bound.entry(Sku(row.get(0)?)).or_default().push(row.get(1)?);
    }
    Ok(bound)
}

fn photo_of(product: &Product, is_there: &dyn Fn(&str) -> bool) -> Photo {
    match &product.image {
        None => Photo::None,
        Some(file) if is_there(file) => Photo::There,
        Some(_) => Photo::Gone,
    }
}

/// Rows of another table in the same order, read as far as each product needs them.
struct Beside<'a> {
    rows: Rows<'a>,
    next: Option<(Sku, String)>,
}

impl<'a> Beside<'a> {
    fn over(rows: Rows<'a>) -> Result<Self, StoreError> {
        let mut beside = Self { rows, next: None };
        beside.step()?;
        Ok(beside)
    }

    fn step(&mut self) -> Result<(), StoreError> {
        self.next = match self.rows.next()? {
            Some(row) => Some((Sku(row.get(0)?), row.get(1)?)),
            None => None,
        };
        Ok(())
    }

    /// The rows of this product; those of products before it belong to none.
    fn take(&mut self, sku: &Sku) -> Result<Vec<String>, StoreError> {
        let mut own = Vec::new();
        while let Some((of, _)) = &self.next
            && of <= sku
        {
            if let Some((of, text)) = self.next.take()
                && of == *sku
            {
                own.push(text);
            }
            self.step()?;
        }
        Ok(own)
    }
}

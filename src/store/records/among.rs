//! What shows only beside all other records: one barcode, one photo, one name on several products.
//!
//! A million names are compared by numbers first, and only those whose numbers agree by their letters.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::Connection;

use super::{PRODUCTS, StoreError, product_of};
use crate::domain::catalog::Product;
use crate::domain::ids::Sku;
use crate::domain::record_audit::alike::{Named, folded, twins};
use crate::domain::record_audit::{Others, number_of};

/// The groups.
pub(super) struct Among {
    codes: HashMap<String, Vec<Sku>>,
    photos: HashMap<String, Vec<Sku>>,
    twins: HashMap<Sku, Others>,
}

/// Every code with its product, of the catalogue and of this bench.
const CODES: &str = "SELECT code, sku FROM barcode UNION ALL SELECT code, sku FROM bound_barcode";

impl Among {
    /// Reads all products and codes twice; `mend` puts a product as it was mended at this bench.
    pub(super) fn read(
        connection: &Connection,
        mend: &dyn Fn(&mut Product),
    ) -> Result<Self, StoreError> {
        let (mut names, mut files) = (Vec::new(), Vec::new());
        each_product(connection, mend, &mut |product| {
            names.push(mark(&folded(&product.name)));
            files.extend(product.image.as_deref().map(mark));
        })?;
        let (names, files) = (several(names), several(files));
        let mut groups: HashMap<String, Vec<Named>> = HashMap::new();
        let mut photos: HashMap<String, Vec<Sku>> = HashMap::new();
        each_product(connection, mend, &mut |product| {
            let name = folded(&product.name);
            if names.contains(&mark(&name)) {
                groups.entry(name).or_default().push(Named {
                    sku: product.sku.clone(),
                    name: product.name.clone(),
                    measures: product.measures(),
                });
            }
            if let Some(file) = product
                .image
                .as_ref()
                .filter(|it| files.contains(&mark(it)))
            {
                let sku = product.sku.clone();
                photos.entry(file.clone()).or_default().push(sku);
            }
        })?;
        let twins = groups.into_values().flat_map(|group| twins(&group));
        Ok(Self {
            codes: shared(connection)?,
            twins: twins.collect(),
            photos,
        })
    }

    /// Those of these codes that name other products too.
    pub(super) fn shared_codes(&self, sku: &Sku, codes: &[String]) -> Vec<(String, Others)> {
        let shared = codes.iter().filter_map(|code| {
            let all = self.codes.get(&key(code))?;
            Some((code.clone(), others(all, sku)))
        });
        shared.filter(|(_, others)| others.count > 0).collect()
    }

    pub(super) fn same_photo(&self, product: &Product) -> Others {
        let all = product
            .image
            .as_ref()
            .and_then(|file| self.photos.get(file));
        all.map_or_else(Others::default, |all| others(all, &product.sku))
    }

    pub(super) fn twins(&self, sku: &Sku) -> Others {
        self.twins.get(sku).cloned().unwrap_or_default()
    }
}

/// All but one of a group in which each stands once, by number: it may be the whole catalogue, so it is not copied.
fn others(all: &[Sku], sku: &Sku) -> Others {
    let is_in = all.binary_search(sku).is_ok();
    let first = all.iter().filter(|other| *other != sku);
    let count = all.len() - usize::from(is_in);
    Others {
        first: first.take(Others::NAMED).cloned().collect(),
        count: u64::try_from(count).unwrap_or(u64::MAX),
    }
}

/// Codes that name several products, in the form in which they are compared; products by number, each once.
fn shared(connection: &Connection) -> Result<HashMap<String, Vec<Sku>>, StoreError> {
    let mut marks = Vec::new();
    each_code(connection, &mut |code, _sku| marks.push(mark(&code)))?;
    let marks = several(marks);
    let mut groups: HashMap<String, Vec<Sku>> = HashMap::new();
    each_code(connection, &mut |code, sku| {
        if marks.contains(&mark(&code)) {
            groups.entry(code).or_default().push(sku);
        }
    })?;
    groups.retain(|_, group| {
        group.sort_unstable();
        group.dedup();
        group.len() > 1
    });
    Ok(groups)
}

/// A trade item's number is one whatever its length; everything else is what it is.
fn key(code: &str) -> String {
    number_of(code).map_or_else(|| code.to_owned(), |number| number.to_string())
}

fn each_code(connection: &Connection, seen: &mut dyn FnMut(String, Sku)) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(CODES)?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let code: String = row.get(0)?;
        seen(key(&code), Sku(row.get(1)?));
    }
    Ok(())
}

fn each_product(
    connection: &Connection,
    mend: &dyn Fn(&mut Product),
    seen: &mut dyn FnMut(&Product),
) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(PRODUCTS)?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let mut product = product_of(row)?;
        mend(&mut product);
        seen(&product);
    }
    Ok(())
}

/// A text in one number. Two texts may have the same: it only says which are worth comparing.
fn mark(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The numbers that stand there more than once.
fn several(mut marks: Vec<u64>) -> HashSet<u64> {
    marks.sort_unstable();
    let pairs = marks.iter().zip(marks.iter().skip(1));
    let twice = pairs.filter(|(one, next)| one == next);
    twice.map(|(one, _)| *one).collect()
}

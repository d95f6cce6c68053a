//! What somebody who packs reads from the shop's own lists, past the program.

use std::collections::BTreeMap;
use std::iter::repeat_n;
use std::path::Path;

/// The rows of a list, without its head.
pub(crate) fn rows(file: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(file)
        .unwrap()
        .records()
        .collect::<Result<_, _>>()
        .unwrap()
}

/// One barcode of each product, which stands for one unit.
pub(crate) fn codes(folder: &Path) -> BTreeMap<String, String> {
    let mut codes = BTreeMap::new();
    for row in rows(&folder.join("barcodes.csv")) {
        if &row[2] == "1" {
            codes
                .entry(row[1].to_owned())
                .or_insert_with(|| row[0].to_owned());
        }
    }
    codes
}

/// Orders with their units, one entry a unit.
pub(crate) fn orders(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut orders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(&folder.join("order_lines.csv")) {
        let units = repeat_n(row[2].to_owned(), row[3].parse().unwrap());
        orders.entry(row[0].to_owned()).or_default().extend(units);
    }
    orders
}

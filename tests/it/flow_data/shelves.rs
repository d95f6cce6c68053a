//! The warehouse as a person knows it who walks through it: its CSV files, read by nobody else's rules.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::dice::Dice;

/// One row of a CSV file by its columns.
type Row = BTreeMap<String, String>;

fn rows(folder: &Path, name: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join(name)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// An order as the shop sent it.
pub(super) struct ShopOrder {
    pub(super) number: String,
    pub(super) units: Vec<String>,
    pub(super) is_held: bool,
}

/// The warehouse as a person who walks through it knows it.
pub(super) struct Shelves {
    pub(super) orders: Vec<ShopOrder>,
    pub(super) weight: BTreeMap<String, i64>,
    pub(super) unit_code: BTreeMap<String, String>,
    pub(super) case_code: BTreeMap<String, (String, usize)>,
    pub(super) tare: BTreeMap<String, i64>,
    pub(super) strongest: String,
}

impl Shelves {
    pub(super) fn walk(folder: &Path) -> Self {
        let number = |row: &Row, column: &str| row[column].parse::<i64>().unwrap();
        let products = rows(folder, "products.csv");
        let weight = products
            .iter()
            .map(|row| (row["sku"].clone(), number(row, "weight_g")))
            .collect();
        let (mut unit_code, mut case_code) = (BTreeMap::new(), BTreeMap::new());
        for row in rows(folder, "barcodes.csv") {
            let units = number(&row, "units_per_scan");
            if units == 1 {
                unit_code
                    .entry(row["sku"].clone())
                    .or_insert(row["barcode"].clone());
            } else {
                case_code.insert(
                    row["sku"].clone(),
                    (row["barcode"].clone(), usize::try_from(units).unwrap()),
                );
            }
        }
        let packagings = rows(folder, "packagings.csv");
        let strongest = packagings
            .iter()
            .max_by_key(|row| number(row, "max_gross_g"))
            .unwrap()["code"]
            .clone();
        let tare = packagings
            .iter()
            .map(|row| (row["code"].clone(), number(row, "tare_g")))
            .collect();
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows(folder, "order_lines.csv") {
            let units = usize::try_from(number(&row, "quantity")).unwrap();
            lines
                .entry(row["order_no"].clone())
                .or_default()
                .extend(vec![row["sku"].clone(); units]);
        }
        let orders = rows(folder, "orders.csv").into_iter().map(|row| ShopOrder {
            number: row["order_no"].clone(),
            units: lines.remove(&row["order_no"]).unwrap_or_default(),
            is_held: is_held(&row),
        });
        Self {
            orders: orders.collect(),
            weight,
            unit_code,
            case_code,
            tare,
            strongest,
        }
    }

    pub(super) fn net(&self, skus: &[String]) -> i64 {
        skus.iter().map(|sku| self.weight[sku]).sum()
    }

    /// A product that is not in this order.
    pub(super) fn stranger(&self, order: &ShopOrder, dice: &mut Dice) -> String {
        let others: Vec<&String> = self
            .weight
            .keys()
            .filter(|sku| !order.units.contains(sku))
            .collect();
        (*dice.one_of(&others)).clone()
    }
}

/// What a person in the office would not send out: no money, no telephone, no address, no locker.
fn is_held(row: &Row) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let has_street = row["delivery_method"] != "pickup";
    row["paid_at"].is_empty()
        || digits(&row["phone"]) < 9
        || (has_street && row["country"] == "PL" && digits(&row["postcode"]) != 5)
        || (row["delivery_method"] == "inpost_locker" && row["locker"].is_empty())
        || row["name"].is_empty()
}

//! The shop of the storm: a folder of CSV files, and what packers read from its lists.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::Terms;
use crate::support::lists;

/// Units of an order; those with more would only make the storm longer.
const UNITS_MAX: usize = 40;

/// Products of a shop that is made up.
const PRODUCTS: usize = 80;

/// The settings, before those about leases: nobody is signed out while a bench is down.
const SETTINGS: &str = "key,value\nidle_lock_minutes,0\n";

/// The lists of the shop.
pub(super) struct Shop {
    /// One barcode of each product.
    codes: BTreeMap<String, String>,
    /// Orders with their units, one entry a unit.
    pub(super) orders: BTreeMap<String, Vec<String>>,
    /// Badges and PINs of those who may pack.
    pub(super) packers: Vec<(String, String)>,
}

impl Shop {
    /// The barcode of a product.
    pub(super) fn code(&self, sku: &str) -> &str {
        &self.codes[sku]
    }

    /// All barcodes.
    pub(super) fn codes(&self) -> Vec<&str> {
        self.codes.values().map(String::as_str).collect()
    }

    /// Writes the shop's folder, with so many orders: those of the large data where there are such,
    /// else made up.
    pub(super) fn open(folder: &Path, orders: usize, terms: &Terms) -> Self {
        match std::env::var_os("PAKOWNIA_TEST_DATA").map(PathBuf::from) {
            Some(data) => copy(&data.join("warehouse"), folder, orders),
            None => make_up(folder, orders),
        }
        let settings = format!(
            "{SETTINGS}orders_ahead,{}\nclaim_lease_seconds,{}\nclaim_grace_seconds,{}\n",
            terms.orders_ahead, terms.lease_seconds, terms.grace_seconds
        );
        fs::write(folder.join("settings.csv"), settings).unwrap();
        Self::read(folder)
    }

    fn read(folder: &Path) -> Self {
        let packers = lists::rows(&folder.join("workers.csv"))
            .iter()
            .filter(|row| &row[2] == "packer")
            .map(|row| (row[0].to_owned(), row[4].to_owned()))
            .collect();
        Self {
            codes: lists::codes(folder),
            orders: lists::orders(folder),
            packers,
        }
    }
}

/// The large warehouse with its first orders.
fn copy(from: &Path, to: &Path, orders: usize) {
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
    let coded: BTreeSet<String> = lists::rows(&from.join("barcodes.csv"))
        .iter()
        .filter(|row| &row[2] == "1")
        .map(|row| row[1].to_owned())
        .collect();
    let mut units: BTreeMap<String, usize> = BTreeMap::new();
    for row in lists::rows(&from.join("order_lines.csv")) {
        let more = if coded.contains(&row[2]) {
            row[3].parse().unwrap()
        } else {
            UNITS_MAX + 1
        };
        *units.entry(row[0].to_owned()).or_default() += more;
    }
    let chosen: BTreeSet<String> = units
        .into_iter()
        .filter(|(_, units)| *units <= UNITS_MAX)
        .map(|(order, _)| order)
        .take(orders)
        .collect();
    for file in ["orders.csv", "order_lines.csv"] {
        let mut all = csv::Reader::from_path(from.join(file)).unwrap();
        let mut some = csv::Writer::from_path(to.join(file)).unwrap();
        some.write_record(all.headers().unwrap()).unwrap();
        for row in all.records().map(Result::unwrap) {
            if chosen.contains(&row[0]) {
                some.write_record(&row).unwrap();
            }
        }
        some.flush().unwrap();
    }
}

/// A shop with little cups in small boxes.
fn make_up(folder: &Path, orders: usize) {
    let mut products = "sku,name,weight_g,length_mm,width_mm,height_mm,image,tracking\n".to_owned();
    let mut barcodes = "barcode,sku,units_per_scan\n".to_owned();
    let mut stock = "sku,aisle,shelf,bin,on_hand\n".to_owned();
    for at in 0..PRODUCTS {
        let sku = format!("MUG-{at:03}");
        let weight = 150 + at;
        writeln!(products, "{sku},Kubek żółty nr {at},{weight},70,60,50,,").unwrap();
        writeln!(barcodes, "KOD{at:04},{sku},1").unwrap();
        writeln!(stock, "{sku},A,{},{},100000", at / 10, at % 10).unwrap();
    }
    let mut heads = "order_no,channel,paid_at,delivery_method,locker,name,street,postcode,city,country,phone,email,value_minor,currency,tags,note\n".to_owned();
    let mut lines = "order_no,line,sku,quantity\n".to_owned();
    for at in 0..orders {
        let order = format!("PL-{at:05}");
        writeln!(heads, "{order},shop,2026-11-17T{:02}:{:02}:00Z,courier,,Żaneta Łącka,Źródlana 10/4,70-001,Szczecin,PL,+48707632255,klient{at}@example.com,4765,PLN,,", at / 60 % 24, at % 60).unwrap();
        for line in 0..=at % 3 {
            let product = (at * 7 + line * 31) % PRODUCTS;
            let quantity = 1 + (at + line) % 3;
            writeln!(lines, "{order},{},MUG-{product:03},{quantity}", line + 1).unwrap();
        }
    }
    let mut workers =
        "badge,name,role,language,pin\nW-900,Kierownik zmiany,lead,pl,900900\n".to_owned();
    for at in 1..=super::BENCHES {
        writeln!(
            workers,
            "W-{at:03},Packer {at},packer,en,{:06}",
            100_000 + at
        )
        .unwrap();
    }
    let packagings = "code,name,inner_length_mm,inner_width_mm,inner_height_mm,outer_length_mm,outer_width_mm,outer_height_mm,tare_g,max_gross_g,cost_minor,on_hand\n\
        KAR-S,Karton S,250,200,100,256,206,108,120,8000,140,100000\n\
        KAR-M,Karton M,350,250,150,358,258,160,220,15000,230,100000\n";
    for (file, text) in [
        ("products.csv", products.as_str()),
        ("barcodes.csv", &barcodes),
        ("stock.csv", &stock),
        ("orders.csv", &heads),
        ("order_lines.csv", &lines),
        ("workers.csv", &workers),
        ("packagings.csv", packagings),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
}

//! The benchmark's own warehouse: as many products and orders as wanted, the same ones every time.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::cli::{Failure, station, tell};
use crate::domain::catalog::{Barcode, Product, StockPlace, TrackingNeeds};
use crate::domain::feed::{OrderRow, Row};
use crate::domain::handling::Handling;
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::location::Location;
use crate::domain::order::{Order, OrderLine, Recipient};
use crate::domain::packaging::Packaging;
use crate::domain::units::{Grams, Minor, SizeMm};
use crate::domain::worker::{Language, Role, Worker};
use crate::master::embedded::EmbeddedMaster;
use crate::master::{ImportRow, Master};
use crate::station::Station;
use crate::station::auth::Pepper;
use crate::station::clock::Clock;

/// Badge and PIN of the worker who packs.
pub(super) const BADGE: &str = "W-001";
/// See [`BADGE`].
pub(super) const PIN: &str = "111111";

/// Remembers what was made, so that a kept warehouse is used again.
const NOTE: &str = "benchmark.json";

/// Rows given to the master in one transaction: their memory stays below 100 MB.
const ROWS_AT_ONCE: usize = 200_000;

/// Lines of ten orders in a row; the eleventh has as many as the first.
const LINES: [u32; 10] = [1, 2, 3, 1, 4, 2, 7, 3, 5, 12];

/// A prime below 10⁹: spreads numbers without one coming twice.
const PRIME: u64 = 999_999_937;

/// How large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Size {
    /// Products, each with a barcode.
    pub(super) products: u32,
    /// Orders that wait.
    pub(super) orders: u32,
}

/// Its data directory.
#[derive(Debug)]
pub(super) struct Warehouse {
    dir: PathBuf,
    note: Note,
    is_kept: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    size: Size,
    /// The order to be packed next.
    next: u32,
}

impl Warehouse {
    /// The warehouse below `root`; made when it is not there in this size. Without `root` it is gone at the end.
    pub(super) fn at(root: Option<&Path>, size: Size) -> Result<Self, Failure> {
        let (dir, is_kept) = match root {
            Some(root) => (root.join(format!("benchmark-{}", size.products)), true),
            None => (
                scratch()?.join(format!("benchmark-{}", std::process::id())),
                false,
            ),
        };
        let known = fs::read(dir.join(NOTE))
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Note>(&bytes).ok());
        if let Some(note) = known.filter(|note| note.size == size && note.next <= size.orders / 2) {
            return Ok(Self { dir, note, is_kept });
        }
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        fs::create_dir_all(&dir)?;
        let warehouse = Self {
            dir,
            note: Note { size, next: 0 },
            is_kept,
        };
        warehouse.fill()?;
        warehouse.save()?;
        Ok(warehouse)
    }

    /// Its data directory.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Its size.
    pub(super) fn size(&self) -> Size {
        self.note.size
    }

    /// The bench of it.
    pub(super) fn station(&self) -> Result<Station, Failure> {
        station::open(&self.dir, Clock::System)
    }

    /// The next order that nobody has packed.
    pub(super) fn next_order(&mut self) -> u32 {
        let order = self.note.next;
        self.note.next += 1;
        order
    }

    /// Remembers how many orders are packed.
    pub(super) fn save(&self) -> Result<(), Failure> {
        Ok(fs::write(
            self.dir.join(NOTE),
            serde_json::to_vec(&self.note)?,
        )?)
    }

    fn fill(&self) -> Result<(), Failure> {
        let Size { products, orders } = self.note.size;
        tell(&format!(
            "making a warehouse of {products} products and {orders} orders …"
        ));
        let pepper = Pepper::of(&self.dir)?;
        let pin_hash = pepper.hash_pin(PIN)?;
        let now = Clock::System.now();
        let rows = rows(self.note.size, &pin_hash, now);
        let mut filled = Ok(());
        let mut bench = Station::open(&self.dir, Clock::System, |dir| {
            let mut master = EmbeddedMaster::open(dir, || Clock::System.now())?;
            filled = give(&mut master, rows, now);
            Ok(Box::new(master))
        })?;
        filled?;
        bench.sync_all(|_| {})?;
        Ok(())
    }
}

impl Drop for Warehouse {
    fn drop(&mut self) {
        if !self.is_kept && fs::remove_dir_all(&self.dir).is_err() {
            tell(&format!("{} could not be removed", self.dir.display()));
        }
    }
}

/// A place on a disk, not in memory: what is measured is the disk.
pub(super) fn scratch() -> Result<PathBuf, Failure> {
    let dirs = directories::ProjectDirs::from("", "", "pakownia")
        .ok_or("no home directory: give one with --data-dir")?;
    Ok(dirs.cache_dir().to_owned())
}

/// Everything in a warehouse of this size, as the shop's import would give it.
pub(super) fn rows(size: Size, pin_hash: &str, now: DateTime<Utc>) -> impl Iterator<Item = Row> {
    let Size { products, orders } = size;
    people_and_cartons(pin_hash)
        .into_iter()
        .chain((0..products).map(|at| Row::Product(product(at))))
        .chain((0..products).map(|at| Row::Barcode(barcode(at))))
        .chain(stock(size))
        .chain((0..orders).map(move |at| {
            Row::Order(Box::new(OrderRow {
                order: order(at, products, now),
                revision: 0,
            }))
        }))
}

/// Gives rows to a master that has none of them yet.
pub(super) fn give(
    master: &mut dyn Master,
    rows: impl Iterator<Item = Row>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let mut waiting = Vec::with_capacity(ROWS_AT_ONCE);
    for row in rows {
        // Digests tell a row that was read before; here every row is new.
        waiting.push(ImportRow {
            row,
            digest: [0; 32],
        });
        if waiting.len() == ROWS_AT_ONCE {
            master.import(&waiting, now)?;
            waiting.clear();
        }
    }
    master.import(&waiting, now)?;
    Ok(())
}

fn people_and_cartons(pin_hash: &str) -> Vec<Row> {
    let worker = Worker {
        badge: BADGE.into(),
        name: "Ania".to_owned(),
        role: Role::Packer,
        language: Language::Pl,
        pin_hash: pin_hash.to_owned(),
    };
    let carton = |code: &str, side: u32| {
        Row::Packaging(Packaging {
            code: code.into(),
            name: format!("Karton {code}"),
            inner: SizeMm::new(side, side, side),
            outer: SizeMm::new(side + 8, side + 8, side + 8),
            tare: Grams(120),
            max_gross: Grams(30_000),
            cost: Minor(120),
            on_hand: 1_000_000,
            reorder_level: None,
        })
    };
    vec![
        Row::Worker(worker),
        carton("KAR-S", 150),
        carton("KAR-M", 250),
        carton("KAR-L", 400),
    ]
}

/// See [`rows`].
pub(super) fn sku(at: u32) -> Sku {
    Sku(format!("SKU-{at:07}"))
}

/// The barcode of a product: an EAN-13. Neighbours in the catalogue are far apart in the index, as in a real one.
pub(super) fn code_of(at: u32) -> String {
    let spread = (u64::from(at) + 1) * 618_033_989 % PRIME;
    let digits = format!("590{spread:09}");
    let sum: u32 = digits
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// The number of an order.
pub(super) fn order_no(at: u32) -> OrderNo {
    OrderNo(format!("B-{at:07}"))
}

/// The lines of an order: products, by their place in the catalogue, and units.
pub(super) fn lines_of(at: u32, products: u32) -> Vec<(u32, u32)> {
    let count = LINES
        .get(usize::try_from(at).unwrap_or(0) % LINES.len())
        .copied()
        .unwrap_or(1);
    (0..count)
        .map(|line| {
            let spread = (u64::from(at) * 16 + u64::from(line) + 1) * 718_281_827 % PRIME;
            let product = u32::try_from(spread % u64::from(products)).unwrap_or(0);
            (product, 1 + line % 2)
        })
        .collect()
}

/// See [`rows`].
pub(super) fn product(at: u32) -> Product {
    Product {
        sku: sku(at),
        name: format!("Kubek ceramiczny z nadrukiem {at}"),
        weight: Grams(i64::from(100 + at % 300)),
        size: SizeMm::new(40 + at % 30, 40 + at % 20, 40 + at % 10),
        image: None,
        tracking: TrackingNeeds::default(),
        instruction: None,
        handling: Handling::default(),
        customs: crate::domain::customs::CustomsGoods::default(),
    }
}

fn barcode(at: u32) -> Barcode {
    Barcode {
        code: code_of(at),
        sku: sku(at),
        units: 1,
    }
}

/// What is ordered lies in the warehouse; the rest of the catalogue is ordered in when somebody buys it.
fn stock(size: Size) -> impl Iterator<Item = Row> {
    let mut ordered: Vec<u32> = (0..size.orders)
        .flat_map(|at| lines_of(at, size.products))
        .map(|(product, _)| product)
        .collect();
    ordered.sort_unstable();
    ordered.dedup();
    ordered.into_iter().map(|at| {
        Row::Stock(StockPlace {
            sku: sku(at),
            location: location_of(at),
            on_hand: 10_000,
        })
    })
}

/// Where a product lies, if it lies anywhere.
pub(super) fn location_of(product: u32) -> Location {
    Location::new(
        &format!("A{}", product % 40),
        &format!("{}", product / 40 % 50),
        &format!("{}", product % 12),
    )
}

/// See [`rows`].
pub(super) fn order(at: u32, products: u32, now: DateTime<Utc>) -> Order {
    let lines = (1..).zip(lines_of(at, products));
    Order {
        order_no: order_no(at),
        channel: "allegro".to_owned(),
        customer: String::new(),
        // A day's orders, paid one second after the other, so that the queue has their sequence.
        paid_at: Some(now - TimeDelta::days(2) + TimeDelta::seconds(i64::from(at))),
        delivery_method: "courier".to_owned(),
        locker: String::new(),
        recipient: Recipient {
            name: "Żaneta Łącka".to_owned(),
            street: format!("Źródlana {}/4", at % 200 + 1),
            postcode: "70-001".to_owned(),
            city: "Szczecin".to_owned(),
            country: "PL".to_owned(),
            phone: "+48707632255".to_owned(),
            email: format!("klient{at}@example.com"),
        },
        value: Minor(8_476),
        currency: "PLN".to_owned(),
        tags: vec![],
        note: String::new(),
        documents: vec![],
        cancelled: false,
        service_level: String::new(),
        cash_on_delivery: None,
        lines: lines
            .map(|(line, (product, quantity))| OrderLine {
                line,
                sku: sku(product),
                quantity,
                unit_value: None,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_barcode_of_the_warehouse_comes_twice_and_each_has_its_check_digit() {
        let codes: std::collections::BTreeSet<String> = (0..20_000).map(code_of).collect();
        assert_eq!(codes.len(), 20_000);
        for code in &codes {
            let sum: u32 = code
                .bytes()
                .zip([1, 3].into_iter().cycle())
                .map(|(d, w)| u32::from(d - b'0') * w)
                .sum();
            assert_eq!((code.len(), sum % 10), (13, 0), "{code}");
        }
    }
}

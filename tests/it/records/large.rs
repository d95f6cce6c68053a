//! A large catalogue: every planted fault is counted, no other, and a bench is never held up by it.

use std::collections::BTreeMap;
use std::path::Path;

use pakownia::domain::catalog::{Barcode, Product, StockPlace};
use pakownia::domain::feed::{Cursor, Place, Pulled, Row};
use pakownia::domain::gs1::check_digit;
use pakownia::domain::location::Location;
use pakownia::domain::record_audit::FaultKind;
use pakownia::domain::record_audit::list::KEPT;
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::station::records::look_through;
use pakownia::store::Store;

use crate::sample::{later, product};
use crate::support::process::is_nightly;

/// Products of the catalogue; at night as many as the largest shop has.
fn size() -> u64 {
    if is_nightly() { 1_000_000 } else { 12_000 }
}

/// Rows that come down at once.
const SLICE: usize = 5_000;

fn code_of(number: u64) -> String {
    let body = format!("590{number:09}");
    let check = check_digit(&body).unwrap();
    format!("{body}{check}")
}

/// What is wrong with the product of this number, told apart from how it is found.
#[derive(Default)]
struct Planted {
    product: Option<Product>,
    codes: Vec<String>,
    has_place: bool,
    kinds: Vec<FaultKind>,
}

fn planted(number: u64) -> Planted {
    use FaultKind as K;
    let is = |every: u64| number.is_multiple_of(every);
    // Two neighbours of one name, written differently; the second of them is every hundred and first.
    let (is_twin, has_twin) = (is(101) && number > 0, (number + 1).is_multiple_of(101));
    let mut product = product(&format!("SKU-{number:07}"));
    product.name = match (is_twin, has_twin) {
        (true, _) => format!("KUBEK NR {}", number - 1),
        _ => format!("Kubek nr {number}"),
    };
    let mut planted = Planted {
        has_place: !is(13),
        ..Planted::default()
    };
    let kinds = &mut planted.kinds;
    if is(7) {
        kinds.push(K::NoBarcode);
    } else if is(17) {
        // The last digit is one too many.
        let good = code_of(number);
        let last = good.chars().last().unwrap().to_digit(10).unwrap();
        let body = &good[..12];
        planted.codes.push(format!("{body}{}", (last + 1) % 10));
        kinds.push(K::BadCheckDigit);
    } else {
        planted.codes.push(code_of(number));
    }
    if is(13) {
        kinds.push(K::NoPlace);
    }
    if is(11) {
        product.weight = Grams(0);
        kinds.push(K::NoWeight);
    }
    if is(19) {
        product.size = SizeMm::new(5_000, 90, 100);
        kinds.push(K::OddSize);
    }
    if is_twin || has_twin {
        kinds.push(K::Twin);
    }
    kinds.push(K::NoPhoto);
    planted.product = Some(product);
    planted
}

fn rows(number: u64) -> Vec<Row> {
    let planted = planted(number);
    let product = planted.product.unwrap();
    let sku = product.sku.clone();
    let mut rows = vec![Row::Product(product)];
    rows.extend(planted.codes.into_iter().map(|code| {
        Row::Barcode(Barcode {
            code,
            sku: sku.clone(),
            units: 1,
        })
    }));
    if planted.has_place {
        rows.push(Row::Stock(StockPlace {
            sku,
            location: Location::new("A1", "1", "1"),
            on_hand: 3,
        }));
    }
    rows
}

fn fill(dir: &Path) {
    let mut store = Store::open(dir).unwrap();
    let all: Vec<u64> = (0..size()).collect();
    for numbers in all.chunks(SLICE) {
        let rows = numbers.iter().flat_map(|number| rows(*number)).collect();
        let pulled = Pulled {
            rows,
            cursor: Cursor {
                ledger: "ledger-1".to_owned(),
                place: Place {
                    transaction: 0,
                    seq: numbers[0] + 1,
                },
                load: None,
            },
            remaining: 0,
            start_again: false,
        };
        store.take_batch(&pulled).unwrap();
    }
    store.list_codes().unwrap();
}

#[test]
fn in_a_large_catalogue_every_planted_fault_is_counted_and_no_other() {
    let dir = tempfile::tempdir().unwrap();
    fill(dir.path());
    let mut expected: BTreeMap<FaultKind, u64> = BTreeMap::new();
    for number in 0..size() {
        for kind in planted(number).kinds {
            *expected.entry(kind).or_default() += 1;
        }
    }
    // A bench holds the database open for writing, and goes on.
    let mut bench = Store::open(dir.path()).unwrap();
    let beside = Store::read_only(&dir.path().join("station.db")).unwrap();
    let list = look_through(&beside, dir.path(), later(0), KEPT).unwrap();
    bench.checkpoint().unwrap();
    assert_eq!(list.counts, expected);
    assert_eq!((list.products, list.faulty), (size(), size()), "no photos");
    for (kind, count) in expected {
        let kept = list.rows.iter().filter(|row| row.fault.kind() == kind);
        let kept = u64::try_from(kept.count()).unwrap();
        assert_eq!(kept, count.min(u64::try_from(KEPT).unwrap()), "{kind:?}");
    }
}

//! A lead's word about a catalogue weight changes the catalogue, and comes down to every bench.

use pakownia::domain::catalog::{Measured, Measures};
use pakownia::domain::feed::Row;
use pakownia::domain::session::fact::Fact;
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::master::{Cursor, Master, PushOutcome};

use super::{each, position, pull_all, seat};
use crate::sample::{entry, sku};

fn corrected(old: i64, new: i64) -> Fact {
    Fact::WeightCorrected {
        sku: sku("MUG-01"),
        old: Grams(old),
        new: Grams(new),
        confidence_permille: 998,
        parcels: 7,
    }
}

fn measured(old: Measures, new: Measures) -> Fact {
    let sku = sku("MUG-01");
    Fact::ProductMeasured {
        measured: Measured { sku, old, new },
    }
}

fn measures(master: &mut dyn Master) -> Measures {
    let rows = pull_all(master, &mut Cursor::default(), 100);
    let mut mugs = rows.into_iter().rev().filter_map(|row| match row {
        Row::Product(product) if product.sku == sku("MUG-01") => Some(product.measures()),
        _ => None,
    });
    mugs.next().unwrap()
}

#[test]
fn what_a_lead_measured_comes_down_once_and_only_over_what_was_not_known() {
    each(|name, master| {
        let old = measures(master);
        let found = |weight| Measures {
            size: SizeMm::new(121, 91, 101),
            weight: Grams(weight),
        };
        let bench = seat(master, "bench-1");
        let mut cursor = position(master);
        let facts = [
            entry("bench-1", 1, 0, measured(old, found(333))),
            entry("bench-1", 2, 0, measured(old, found(999))),
        ];
        let outcomes = master.push(&bench, &facts).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken, PushOutcome::Taken], "{name}");
        let told = pull_all(master, &mut cursor, 100);
        let products = told.iter().filter(|row| matches!(row, Row::Product(_)));
        assert_eq!(products.count(), 1, "{name}: one row for one product");
        assert_eq!(measures(master), found(333), "{name}: the first one counts");
        master.push(&bench, &facts).unwrap();
        assert_eq!(measures(master), found(333), "{name}: twice is once");
    });
}

fn weight(master: &mut dyn Master) -> Grams {
    let rows = pull_all(master, &mut Cursor::default(), 100);
    let mut mugs = rows.into_iter().rev().filter_map(|row| match row {
        Row::Product(product) if product.sku == sku("MUG-01") => Some(product.weight),
        _ => None,
    });
    mugs.next().unwrap()
}

#[test]
fn a_weight_that_a_lead_corrected_comes_down_once_and_only_over_the_one_that_was_wrong() {
    each(|name, master| {
        let Grams(old) = weight(master);
        let bench = seat(master, "bench-1");
        let mut cursor = position(master);
        let facts = [
            entry("bench-1", 1, 0, corrected(old, old + 90)),
            entry("bench-1", 2, 0, corrected(old, old + 500)),
        ];
        let outcomes = master.push(&bench, &facts).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken, PushOutcome::Taken], "{name}");
        let told = pull_all(master, &mut cursor, 100);
        let products = told.iter().filter(|row| matches!(row, Row::Product(_)));
        assert_eq!(products.count(), 1, "{name}: one row for one product");
        assert_eq!(
            weight(master),
            Grams(old + 90),
            "{name}: the catalogue says another weight by then"
        );
        master.push(&bench, &facts).unwrap();
        assert_eq!(
            weight(master),
            Grams(old + 90),
            "{name}: a fact twice changes nothing"
        );
    });
}

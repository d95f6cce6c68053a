//! A lead's word about a catalogue weight changes the catalogue, and comes down to every bench.

use pakownia::domain::feed::Row;
use pakownia::domain::session::fact::Fact;
use pakownia::domain::units::Grams;
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

//! A barcode that a lead bound and a photo that a lead took change the catalogue, and come down to every bench.

use pakownia::domain::catalog::Photographed;
use pakownia::domain::feed::Row;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Master, PushOutcome};

use super::{each, position, pull_all, seat, take_in};
use crate::sample::{self, entry, sku};

fn bound(code: &str, of: &str, units: u32) -> Fact {
    Fact::BarcodeBound {
        code: code.to_owned(),
        sku: sku(of),
        units,
    }
}

fn photographed(old: Option<&str>, new: &str) -> Fact {
    Fact::ProductPhotographed {
        photographed: Photographed {
            sku: sku("MUG-01"),
            old: old.map(str::to_owned),
            new: new.to_owned(),
        },
    }
}

fn codes(rows: &[Row]) -> Vec<(String, String, u32)> {
    let codes = rows.iter().filter_map(|row| match row {
        Row::Barcode(code) => Some((code.code.clone(), code.sku.0.clone(), code.units)),
        _ => None,
    });
    codes.collect()
}

#[test]
fn a_barcode_that_a_lead_bound_comes_down_once_and_changes_none_that_is_there() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let mut cursor = position(master);
        let facts = [
            entry("bench-1", 1, 0, bound("4006381333931", "MUG-01", 1)),
            entry("bench-1", 2, 0, bound("4006381333931", "MUG-01", 6)),
            entry("bench-1", 3, 0, bound("5901234123457", "MUG-01", 12)),
            entry("bench-1", 4, 0, bound("4006381333948", "NOBODY", 1)),
        ];
        let outcomes = master.push(&bench, &facts).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 4], "{name}");
        let new = [("4006381333931".to_owned(), "MUG-01".to_owned(), 1)];
        assert_eq!(codes(&pull_all(master, &mut cursor, 100)), new, "{name}");
        master.push(&bench, &facts).unwrap();
        assert_eq!(codes(&pull_all(master, &mut cursor, 100)), [], "{name}");
        // What the shop says of it later counts.
        take_in(
            master,
            &[Row::Barcode(sample::barcode("4006381333931", "MUG-01", 2))],
        );
        let changed = [("4006381333931".to_owned(), "MUG-01".to_owned(), 2)];
        assert_eq!(
            codes(&pull_all(master, &mut cursor, 100)),
            changed,
            "{name}"
        );
    });
}

fn image(master: &mut dyn Master) -> Option<String> {
    let rows = pull_all(master, &mut Cursor::default(), 100);
    let mut mugs = rows.into_iter().rev().filter_map(|row| match row {
        Row::Product(product) if product.sku == sku("MUG-01") => Some(product.image),
        _ => None,
    });
    mugs.next().unwrap()
}

#[test]
fn a_photo_comes_down_once_and_only_in_the_place_of_the_one_that_was_there() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let facts = [
            entry("bench-1", 1, 0, photographed(None, "photo-1.jpg")),
            entry("bench-1", 2, 0, photographed(None, "photo-2.jpg")),
            entry(
                "bench-1",
                3,
                0,
                photographed(Some("photo-1.jpg"), "photo-3.jpg"),
            ),
        ];
        let outcomes = master.push(&bench, &facts[..2]).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 2], "{name}");
        assert_eq!(image(master).as_deref(), Some("photo-1.jpg"), "{name}");
        master.push(&bench, &facts).unwrap();
        assert_eq!(image(master).as_deref(), Some("photo-3.jpg"), "{name}");
    });
}

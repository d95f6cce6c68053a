//! Rows down: every row once, changed ones again, and what an import changes.

use std::collections::BTreeMap;

use pakownia::domain::feed::Row;
use pakownia::master::{Cursor, Imported, MasterError, NumberRange, Place, StockCount};

use super::{best, claim, claim_one, each, keys, on_hand, pull_all, seat, shop};
use crate::sample::{self, later, order_row, read};

#[test]
fn a_bench_gets_every_row_once_whatever_the_slice() {
    each(|name, master| {
        for limit in [1, 2, 3, 5, 12, 1_000] {
            let rows = pull_all(master, &mut Cursor::default(), limit);
            assert_eq!(keys(&rows), keys(&shop()), "{name}, slices of {limit}");
        }
    });
}

#[test]
fn a_row_that_changes_between_two_slices_is_seen_as_it_is_now_and_none_is_lost() {
    each(|name, master| {
        let mut cursor = Cursor::default();
        let mut seen = Vec::new();
        for price in 0..5 {
            let pulled = master.pull(&cursor, 2).unwrap();
            seen.extend(pulled.rows);
            cursor = pulled.cursor;
            let mut mug = sample::product("MUG-01");
            mug.name = format!("Kubek {price}");
            master
                .import(&read(&[Row::Product(mug)], ""), later(1))
                .unwrap();
        }
        seen.extend(pull_all(master, &mut cursor, 2));
        let mut last = BTreeMap::new();
        for row in seen {
            last.insert((row.topic(), row.key()), row);
        }
        assert_eq!(last.len(), shop().len(), "{name}");
        assert!(
            matches!(&last[&("product", "MUG-01".to_owned())], Row::Product(mug) if mug.name == "Kubek 4"),
            "{name}"
        );
        assert_eq!(
            master.pull(&cursor, 10).unwrap().rows,
            vec![],
            "{name}: nothing comes twice"
        );
    });
}

#[test]
fn what_remains_is_counted_right_to_the_last_slice() {
    each(|name, master| {
        let all = u64::try_from(shop().len()).unwrap();
        let first = master.pull(&Cursor::default(), 5).unwrap();
        assert_eq!(first.remaining, all - 5, "{name}");
        let second = master.pull(&first.cursor, 5).unwrap();
        assert_eq!(second.remaining, all - 10, "{name}");
        let bench = seat(master, "bench-1");
        claim_one(master, &bench, "ZAM-1");
        // A standing came, and its order is told once more; what was read ahead is told before.
        let third = master.pull(&second.cursor, 1).unwrap().remaining;
        assert!((all - 11..=all - 9).contains(&third), "{name}: {third}");
        let mut here = second.cursor;
        pull_all(master, &mut here, 100);
        for order in ["ZAM-2", "ZAM-3"] {
            claim_one(master, &bench, order);
        }
        let news = master.pull(&here, 1).unwrap();
        assert_eq!((news.rows.len(), news.remaining), (1, 1), "{name}");
    });
}

#[test]
fn a_bench_of_another_ledger_has_to_start_again() {
    each(|name, master| {
        let foreign = Cursor {
            ledger: "another".to_owned(),
            place: Place {
                transaction: 0,
                seq: 5,
            },
            load: None,
        };
        let pulled = master.pull(&foreign, 1_000).unwrap();
        assert!(pulled.start_again, "{name}");
        assert_eq!(keys(&pulled.rows), keys(&shop()), "{name}");
        assert!(
            !master.pull(&pulled.cursor, 10).unwrap().start_again,
            "{name}"
        );
        assert!(
            !master.pull(&Cursor::default(), 10).unwrap().start_again,
            "{name}: a new bench has nothing to drop"
        );
    });
}

#[test]
fn importing_twice_changes_nothing_and_does_not_reset_stock() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let closed = sample::parcel_closed("ZAM-1", 1, Some(1), 1, &[("MUG-01", 3)]);
        master
            .push(&bench, &[sample::entry("bench-1", 1, fence, closed)])
            .unwrap();
        let mut cursor = Cursor::default();
        pull_all(master, &mut cursor, 100);
        let again = master.import(&read(&shop(), ""), later(5)).unwrap();
        let all = u64::try_from(shop().len()).unwrap();
        assert_eq!(
            again,
            Imported {
                added: 0,
                changed: 0,
                same: all,
                stock: StockCount {
                    books: 111,
                    differing: 0
                },
            },
            "{name}"
        );
        assert_eq!(master.pull(&cursor, 100).unwrap().rows, vec![], "{name}");
        assert_eq!(on_hand(master)["MUG-01 A2"], 7, "{name}");
        // The same meaning in other bytes: only a new count of the stock is news.
        let other = master.import(&read(&shop(), "\u{feff}"), later(6)).unwrap();
        assert_eq!(
            (other.added, other.changed),
            (0, 2),
            "{name}: stock and packaging were counted anew"
        );
        let count = StockCount {
            books: 111,
            differing: 3,
        };
        assert_eq!(
            other.stock, count,
            "{name}: three units packed, and still there outside"
        );
        assert_eq!(on_hand(master)["MUG-01 A2"], 10, "{name}");
    });
}

#[test]
fn a_changed_order_gets_a_new_revision() {
    each(|name, master| {
        let mut cursor = Cursor::default();
        pull_all(master, &mut cursor, 100);
        let mut edited = sample::order("ZAM-1", &["MUG-01"]);
        edited.cancelled = true;
        let imported = master
            .import(&read(&[order_row(edited)], ""), later(5))
            .unwrap();
        assert_eq!(
            imported,
            Imported {
                added: 0,
                changed: 1,
                same: 0,
                stock: StockCount::default(),
            },
            "{name}"
        );
        let rows = master.pull(&cursor, 100).unwrap().rows;
        let [Row::Order(row)] = rows.as_slice() else {
            panic!("{name}: {rows:?}")
        };
        assert_eq!((row.revision, row.order.cancelled), (2, true), "{name}");
        let bench = seat(master, "bench-1");
        assert_eq!(claim(master, &bench, "ZAM-1"), None, "{name}");
    });
}

#[test]
fn number_ranges_never_overlap_and_come_to_an_end() {
    each(|name, master| {
        let benches = [seat(master, "bench-1"), seat(master, "bench-2")];
        let mut end = 0;
        for (bench, count) in [(0, 100), (1, 1), (0, 50)] {
            let range = master.number_range(&benches[bench], count).unwrap();
            let NumberRange { first, last } = range;
            assert_eq!((first, last), (end + 1, end + count), "{name}");
            end = last;
        }
        // A prefix of ten digits leaves six for the serial.
        master
            .import(
                &read(&[sample::setting("gs1_company_prefix", "5900000000")], ""),
                later(1),
            )
            .unwrap();
        let rest = master.number_range(&benches[0], u64::MAX).unwrap();
        assert_eq!((rest.first, rest.last), (end + 1, 999_999), "{name}");
        assert!(
            matches!(
                master.number_range(&benches[1], 1),
                Err(MasterError::NumbersUsedUp)
            ),
            "{name}"
        );
    });
}

#[test]
fn moving_a_cutoff_moves_the_queue() {
    each(|name, master| {
        let mut pickup = sample::order("ZAM-4", &["MUG-01"]);
        pickup.delivery_method = "inpost_courier".to_owned();
        master
            .import(&read(&[order_row(pickup)], ""), later(1))
            .unwrap();
        master
            .import(
                &read(&[sample::setting("cutoff.inpost_courier", "07:10")], ""),
                later(2),
            )
            .unwrap();
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        claim_one(master, &two, "ZAM-3");
        assert_eq!(best(master, &one, 1), ["ZAM-4"], "{name}");
    });
}

//! What every master promises. Each test runs against each implementation.

use std::collections::BTreeMap;

use pakownia::domain::feed::Row;
use pakownia::domain::order::Tag;
use pakownia::domain::session::fact::Fact;
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::master::{
    Claim, Cursor, Imported, Master, MasterError, NumberRange, Place, PushOutcome, Seat, Wanted,
};

use crate::sample::{self, later, no, order_row, read};

fn embedded() -> Box<dyn Master> {
    Box::new(EmbeddedMaster::open_in_memory().unwrap())
}

/// Every implementation, each by its name.
const MASTERS: &[(&str, New)] = &[("embedded", embedded)];

/// A new, empty master.
type New = fn() -> Box<dyn Master>;

fn each(test: fn(&str, Box<dyn Master>)) {
    for (name, new) in MASTERS {
        test(name, new());
    }
}

fn bench(name: &str) -> Seat {
    Seat {
        station: name.into(),
        epoch: 1,
        run: String::new(),
    }
}

fn shop() -> Vec<Row> {
    vec![
        Row::Product(sample::product("MUG-01")),
        Row::Barcode(sample::barcode("5901234123457", "MUG-01", 1)),
        Row::Stock(sample::stock("MUG-01", "A2", 10)),
        Row::Stock(sample::stock("MUG-01", "A10", 4)),
        Row::Stock(sample::stock("MUG-010", "A2", 100)),
        Row::Packaging(sample::packaging("KAR-S")),
        Row::Worker(sample::worker("W-001")),
        Row::Tote("T-1".into()),
        sample::setting("cutoff", "14:30"),
        order_row(sample::order("ZAM-1", &["MUG-01"])),
        order_row(sample::tagged(
            sample::order("ZAM-2", &["MUG-01"]),
            Tag::Today,
        )),
        order_row(sample::paid(
            sample::order("ZAM-3", &["MUG-01"]),
            "2026-11-19T06:00:00Z",
        )),
    ]
}

fn filled(mut master: Box<dyn Master>) -> Box<dyn Master> {
    master.import(&read(&shop(), ""), later(0)).unwrap();
    master
}

/// Everything from the cursor on, in slices of `limit`, until nothing remains.
fn pull_all(master: &mut dyn Master, cursor: &mut Cursor, limit: u32) -> Vec<Row> {
    let mut rows = Vec::new();
    loop {
        let pulled = master.pull(cursor, limit).unwrap();
        assert!(pulled.rows.len() <= usize::try_from(limit).unwrap());
        rows.extend(pulled.rows);
        *cursor = pulled.cursor;
        if pulled.remaining == 0 {
            return rows;
        }
    }
}

fn keys(rows: &[Row]) -> Vec<(String, String)> {
    let mut keys: Vec<_> = rows
        .iter()
        .map(|row| (row.topic().to_owned(), row.key()))
        .collect();
    keys.sort();
    keys
}

fn on_hand(master: &mut dyn Master) -> BTreeMap<String, i64> {
    let rows = pull_all(master, &mut Cursor::default(), 100);
    rows.into_iter()
        .filter_map(|row| match row {
            Row::Stock(place) => Some((
                format!("{} {}", place.sku, place.location.aisle),
                place.on_hand,
            )),
            Row::Packaging(packaging) => Some((packaging.code.0, packaging.on_hand)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_bench_gets_every_row_once_whatever_the_slice() {
    each(|name, master| {
        let mut master = filled(master);
        for limit in [1, 2, 3, 5, 12, 1_000] {
            let rows = pull_all(&mut *master, &mut Cursor::default(), limit);
            assert_eq!(keys(&rows), keys(&shop()), "{name}, slices of {limit}");
        }
    });
}

#[test]
fn a_row_that_changes_between_two_slices_is_seen_as_it_is_now_and_none_is_lost() {
    each(|name, master| {
        let mut master = filled(master);
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
        seen.extend(pull_all(&mut *master, &mut cursor, 2));
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
        let mut master = filled(master);
        let all = u64::try_from(shop().len()).unwrap();
        let first = master.pull(&Cursor::default(), 5).unwrap();
        assert_eq!(first.remaining, all - 5, "{name}");
        let second = master.pull(&first.cursor, 5).unwrap();
        assert_eq!(second.remaining, all - 10, "{name}");
        master
            .claim(&bench("bench-1"), &Wanted::Order(no("ZAM-1")))
            .unwrap();
        assert_eq!(
            master.pull(&second.cursor, 1).unwrap().remaining,
            all - 10,
            "{name}: a standing came"
        );
    });
}

#[test]
fn a_bench_of_another_ledger_has_to_start_again() {
    each(|name, master| {
        let mut master = filled(master);
        let foreign = Cursor {
            ledger: "another".to_owned(),
            place: Place {
                transaction: 0,
                seq: 5,
            },
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
        let mut master = filled(master);
        let fence = claim_one(&mut *master, "bench-1", "ZAM-1");
        master
            .push(&bench("bench-1"), &[closing(1, fence, &[("MUG-01", 3)])])
            .unwrap();
        let mut cursor = Cursor::default();
        pull_all(&mut *master, &mut cursor, 100);
        let again = master.import(&read(&shop(), ""), later(5)).unwrap();
        let all = u64::try_from(shop().len()).unwrap();
        assert_eq!(
            again,
            Imported {
                added: 0,
                changed: 0,
                same: all
            },
            "{name}"
        );
        assert_eq!(master.pull(&cursor, 100).unwrap().rows, vec![], "{name}");
        assert_eq!(on_hand(&mut *master)["MUG-01 A2"], 7, "{name}");
        // The same meaning in other bytes: only a new count of the stock is news.
        let other = master.import(&read(&shop(), "\u{feff}"), later(6)).unwrap();
        assert_eq!(
            (other.added, other.changed),
            (0, 2),
            "{name}: stock and packaging were counted anew"
        );
        assert_eq!(on_hand(&mut *master)["MUG-01 A2"], 10, "{name}");
    });
}

#[test]
fn a_changed_order_gets_a_new_revision() {
    each(|name, master| {
        let mut master = filled(master);
        let mut cursor = Cursor::default();
        pull_all(&mut *master, &mut cursor, 100);
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
                same: 0
            },
            "{name}"
        );
        let rows = master.pull(&cursor, 100).unwrap().rows;
        let [Row::Order(row)] = rows.as_slice() else {
            panic!("{name}: {rows:?}")
        };
        assert_eq!((row.revision, row.order.cancelled), (2, true), "{name}");
        assert_eq!(
            master
                .claim(&bench("bench-1"), &Wanted::Order(no("ZAM-1")))
                .unwrap(),
            vec![],
            "{name}"
        );
    });
}

fn claim_one(master: &mut dyn Master, station: &str, order: &str) -> u64 {
    let claims = master
        .claim(&bench(station), &Wanted::Order(no(order)))
        .unwrap();
    let [claim] = claims.as_slice() else {
        panic!("{station} does not get {order}: {claims:?}")
    };
    claim.fence
}

#[test]
fn an_order_is_held_by_one_bench_and_its_fence_grows() {
    each(|name, master| {
        let mut master = filled(master);
        let first = claim_one(&mut *master, "bench-1", "ZAM-1");
        assert_eq!(
            claim_one(&mut *master, "bench-1", "ZAM-1"),
            first,
            "{name}: the same claim again"
        );
        assert_eq!(
            master
                .claim(&bench("bench-2"), &Wanted::Order(no("ZAM-1")))
                .unwrap(),
            vec![],
            "{name}"
        );
        master.release(&bench("bench-2"), &[no("ZAM-1")]).unwrap();
        assert_eq!(
            master
                .claim(&bench("bench-2"), &Wanted::Order(no("ZAM-1")))
                .unwrap(),
            vec![],
            "{name}"
        );
        master.release(&bench("bench-1"), &[no("ZAM-1")]).unwrap();
        let second = claim_one(&mut *master, "bench-2", "ZAM-1");
        assert!(second > first, "{name}: {second} after {first}");
        assert_eq!(
            master
                .claim(&bench("bench-1"), &Wanted::Order(no("ZAM-9")))
                .unwrap(),
            vec![],
            "{name}"
        );
    });
}

#[test]
fn a_bench_takes_the_most_urgent_orders_that_nobody_holds() {
    each(|name, master| {
        let mut master = filled(master);
        let numbers = |claims: Vec<Claim>| {
            claims
                .into_iter()
                .map(|claim| claim.order.0)
                .collect::<Vec<_>>()
        };
        // ZAM-3 has the earlier cut-off; of the two for today the marked one comes first.
        assert_eq!(
            numbers(master.claim(&bench("bench-1"), &Wanted::Best(2)).unwrap()),
            ["ZAM-3", "ZAM-2"],
            "{name}"
        );
        assert_eq!(
            numbers(master.claim(&bench("bench-2"), &Wanted::Best(2)).unwrap()),
            ["ZAM-1"],
            "{name}"
        );
    });
}

#[test]
fn all_benches_see_who_holds_an_order_and_that_it_is_packed() {
    each(|name, master| {
        let mut master = filled(master);
        let mut cursor = Cursor::default();
        pull_all(&mut *master, &mut cursor, 100);
        let fence = claim_one(&mut *master, "bench-1", "ZAM-1");
        let standing = |master: &mut dyn Master, cursor: &mut Cursor| {
            pull_all(master, cursor, 100)
                .into_iter()
                .find_map(|row| match row {
                    Row::Standing(standing) => {
                        Some((standing.holder.map(|holder| holder.0), standing.packed))
                    }
                    _ => None,
                })
        };
        let held = Some((Some("bench-1".to_owned()), false));
        assert_eq!(standing(&mut *master, &mut cursor), held, "{name}");
        master
            .push(
                &bench("bench-1"),
                &[sample::entry(
                    "bench-1",
                    1,
                    fence,
                    sample::order_closed("ZAM-1"),
                )],
            )
            .unwrap();
        let packed = Some((Some("bench-1".to_owned()), true));
        assert_eq!(standing(&mut *master, &mut cursor), packed, "{name}");
        assert_eq!(
            master
                .claim(&bench("bench-2"), &Wanted::Order(no("ZAM-1")))
                .unwrap(),
            vec![],
            "{name}"
        );
    });
}

#[test]
fn a_begun_order_is_not_given_to_anybody_else() {
    each(|name, master| {
        let mut master = filled(master);
        let fence = claim_one(&mut *master, "bench-1", "ZAM-1");
        master
            .push(
                &bench("bench-1"),
                &[sample::entry(
                    "bench-1",
                    1,
                    fence,
                    sample::opened("ZAM-1", "MUG-01"),
                )],
            )
            .unwrap();
        master.release(&bench("bench-1"), &[no("ZAM-1")]).unwrap();
        assert_eq!(
            master
                .claim(&bench("bench-2"), &Wanted::Order(no("ZAM-1")))
                .unwrap(),
            vec![],
            "{name}"
        );
        let aside = Fact::OrderPutAside {
            order: no("ZAM-1"),
            reason: "BinEmpty".to_owned(),
        };
        master
            .push(
                &bench("bench-1"),
                &[sample::entry("bench-1", 2, fence, aside)],
            )
            .unwrap();
        master.release(&bench("bench-1"), &[no("ZAM-1")]).unwrap();
        assert!(
            claim_one(&mut *master, "bench-2", "ZAM-1") > fence,
            "{name}: put aside, it may be given on"
        );
    });
}

fn closing(number: u64, fence: u64, contents: &[(&str, u32)]) -> pakownia::domain::journal::Entry {
    sample::entry(
        "bench-1",
        number,
        fence,
        sample::parcel_closed("ZAM-1", 1, Some(1), 1, contents),
    )
}

#[test]
fn a_fact_that_is_sent_twice_counts_once() {
    each(|name, master| {
        let mut master = filled(master);
        let fence = claim_one(&mut *master, "bench-1", "ZAM-1");
        let facts = [
            closing(1, fence, &[("MUG-01", 2)]),
            sample::entry("bench-1", 2, 0, sample::signed_in("W-001")),
        ];
        assert_eq!(
            master.push(&bench("bench-1"), &facts).unwrap(),
            [PushOutcome::Taken, PushOutcome::Taken],
            "{name}"
        );
        let stock = on_hand(&mut *master);
        assert_eq!(
            master.push(&bench("bench-1"), &facts).unwrap(),
            [PushOutcome::Known, PushOutcome::Known],
            "{name}"
        );
        assert_eq!(on_hand(&mut *master), stock, "{name}");
        assert_eq!(
            (stock["MUG-01 A2"], stock["MUG-010 A2"], stock["KAR-S"]),
            (8, 100, 49),
            "{name}"
        );
    });
}

#[test]
fn closing_a_parcel_again_moves_stock_by_the_difference_only() {
    each(|name, master| {
        let mut master = filled(master);
        let fence = claim_one(&mut *master, "bench-1", "ZAM-1");
        master
            .push(&bench("bench-1"), &[closing(1, fence, &[("MUG-01", 3)])])
            .unwrap();
        master
            .push(
                &bench("bench-1"),
                &[closing(2, fence, &[("MUG-01", 2), ("MUG-010", 1)])],
            )
            .unwrap();
        let stock = on_hand(&mut *master);
        assert_eq!(
            (stock["MUG-01 A2"], stock["MUG-010 A2"], stock["KAR-S"]),
            (8, 99, 49),
            "{name}"
        );
        let withdrawn = Fact::OrderWithdrawn { order: no("ZAM-1") };
        master
            .push(
                &bench("bench-1"),
                &[sample::entry("bench-1", 3, fence, withdrawn)],
            )
            .unwrap();
        let stock = on_hand(&mut *master);
        assert_eq!(
            (stock["MUG-01 A2"], stock["MUG-010 A2"]),
            (10, 100),
            "{name}: the goods go back"
        );
    });
}

#[test]
fn units_from_a_bin_that_the_books_do_not_know_are_owed_there() {
    each(|name, master| {
        let mut master = filled(master);
        let fence = claim_one(&mut *master, "bench-1", "ZAM-1");
        master
            .push(&bench("bench-1"), &[closing(1, fence, &[("CUP-07", 2)])])
            .unwrap();
        assert_eq!(on_hand(&mut *master)["CUP-07 A2"], -2, "{name}");
    });
}

#[test]
fn a_fact_with_an_old_fence_or_of_an_unknown_order_is_kept_and_does_not_block() {
    each(|name, master| {
        let mut master = filled(master);
        let old = claim_one(&mut *master, "bench-1", "ZAM-1");
        master.release(&bench("bench-1"), &[no("ZAM-1")]).unwrap();
        let new = claim_one(&mut *master, "bench-2", "ZAM-1");
        let outcomes = |master: &mut dyn Master| {
            master
                .push(
                    &bench("bench-1"),
                    &[
                        closing(1, old, &[("MUG-01", 2)]),
                        sample::entry("bench-1", 2, 0, sample::opened("ZAM-9", "MUG-01")),
                        sample::entry("bench-1", 3, 0, sample::refused(Some("ZAM-9"), "MUG-01")),
                        sample::entry("bench-2", 1, new, sample::opened("ZAM-1", "MUG-01")),
                    ],
                )
                .unwrap()
        };
        let first = outcomes(&mut *master);
        assert!(
            matches!(
                first.as_slice(),
                [
                    PushOutcome::Rejected(_),
                    PushOutcome::Rejected(_),
                    PushOutcome::Taken,
                    PushOutcome::Taken
                ]
            ),
            "{name}: {first:?}"
        );
        assert_eq!(on_hand(&mut *master)["MUG-01 A2"], 10, "{name}");
        let second = outcomes(&mut *master);
        assert_eq!(second[0], first[0], "{name}: a rejection is told again");
        assert_eq!(second[3], PushOutcome::Known, "{name}");
    });
}

#[test]
fn a_copied_disk_is_noticed_by_two_facts_with_one_number() {
    each(|name, master| {
        let mut master = filled(master);
        master
            .push(
                &bench("bench-1"),
                &[sample::entry("bench-1", 1, 0, sample::signed_in("W-001"))],
            )
            .unwrap();
        let other = master
            .push(
                &bench("bench-1"),
                &[sample::entry("bench-1", 1, 0, sample::signed_in("W-002"))],
            )
            .unwrap();
        assert!(
            matches!(other.as_slice(), [PushOutcome::Rejected(_)]),
            "{name}: {other:?}"
        );
    });
}

#[test]
fn number_ranges_never_overlap_and_come_to_an_end() {
    each(|name, master| {
        let mut master = filled(master);
        let mut end = 0;
        for (station, count) in [("bench-1", 100), ("bench-2", 1), ("bench-1", 50)] {
            let NumberRange { first, last } = master.number_range(&bench(station), count).unwrap();
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
        let rest = master.number_range(&bench("bench-1"), u64::MAX).unwrap();
        assert_eq!((rest.first, rest.last), (end + 1, 999_999), "{name}");
        assert!(
            matches!(
                master.number_range(&bench("bench-2"), 1),
                Err(MasterError::NumbersUsedUp)
            ),
            "{name}"
        );
    });
}

#[test]
fn moving_a_cutoff_moves_the_queue() {
    each(|name, master| {
        let mut master = filled(master);
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
        master
            .claim(&bench("bench-9"), &Wanted::Order(no("ZAM-3")))
            .unwrap();
        let best = master.claim(&bench("bench-1"), &Wanted::Best(1)).unwrap();
        assert_eq!(best[0].order, no("ZAM-4"), "{name}");
    });
}

#[test]
fn the_embedded_master_keeps_everything_when_it_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut master = EmbeddedMaster::open(dir.path()).unwrap();
    master.import(&read(&shop(), ""), later(0)).unwrap();
    let fence = claim_one(&mut master, "bench-1", "ZAM-1");
    let mut cursor = Cursor::default();
    pull_all(&mut master, &mut cursor, 100);
    drop(master);
    let mut master = EmbeddedMaster::open(dir.path()).unwrap();
    let pulled = master.pull(&cursor, 100).unwrap();
    assert!(!pulled.start_again && pulled.rows.is_empty());
    assert_eq!(claim_one(&mut master, "bench-1", "ZAM-1"), fence);
    master.checkpoint().unwrap();
}

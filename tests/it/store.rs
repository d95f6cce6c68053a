//! The bench's database through its front door: what was acknowledged is there, and nothing else.

use std::path::Path;

use chrono::{DateTime, Utc};
use pakownia::domain::feed::{OrderStanding, Row};
use pakownia::domain::gate::Hold;
use pakownia::domain::ids::Badge;
use pakownia::domain::order::Tag;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Claim, Cursor, NumberRange, Pulled};
use pakownia::store::{
    BreakKind, ChainBreak, Commit, LabelRef, NewLabel, NewPrintJob, OrderState, PrintKind,
    PrintSource, Store, StoreError, commitment,
};
use proptest::prelude::*;
use rusqlite::Connection;

use crate::sample::{self, at, later, no, order_row, sku};

const LEDGER: &str = "ledger-1";

fn batch(rows: Vec<Row>, seq: u64) -> Pulled {
    Pulled {
        rows,
        cursor: Cursor {
            ledger: LEDGER.to_owned(),
            seq,
        },
        remaining: 0,
        start_again: false,
    }
}

fn shop() -> Vec<Row> {
    vec![
        Row::Product(sample::product("MUG-01")),
        Row::Product(sample::product("CUP-07")),
        Row::Barcode(sample::barcode("5901234123457", "MUG-01", 1)),
        Row::Barcode(sample::barcode("15901234123454", "MUG-01", 10)),
        Row::Barcode(sample::barcode("TWINS", "MUG-01", 1)),
        Row::Barcode(sample::barcode("TWINS", "CUP-07", 1)),
        Row::Stock(sample::stock("MUG-01", "A10", 4)),
        Row::Stock(sample::stock("MUG-01", "A2", 10)),
        Row::Kit(sample::kit("SET-2", "MUG-01", 2)),
        Row::Packaging(sample::packaging("KAR-S")),
        Row::Worker(sample::worker("W-001")),
        Row::Tote("T-1".into()),
        order_row(sample::order("ZAM-1", &["MUG-01"])),
        order_row(sample::tagged(
            sample::order("ZAM-2", &["MUG-01"]),
            Tag::Today,
        )),
        order_row(sample::order("ZAM-3", &["MUG-01", "CUP-07"])),
        order_row(unpaid("ZAM-4")),
    ]
}

fn unpaid(number: &str) -> pakownia::domain::order::Order {
    let mut order = sample::order(number, &["MUG-01"]);
    order.paid_at = None;
    order
}

fn filled() -> Store {
    let mut store = Store::open_in_memory().unwrap();
    store.take_batch(&batch(shop(), 16)).unwrap();
    store
}

fn commit_at(seconds: i64, facts: &[Fact]) -> Commit<'_> {
    Commit {
        at: later(seconds),
        worker: Some(Badge::from("W-001")),
        fence: 3,
        facts,
        ..Commit::default()
    }
}

fn keep(store: &mut Store, seconds: i64, facts: &[Fact]) {
    store.commit(&commit_at(seconds, facts)).unwrap();
}

fn label(order: &str, revision: u32, bytes: &[u8]) -> (NewLabel, Fact) {
    let new = NewLabel {
        order: no(order),
        parcel: 1,
        revision,
        format: "pdf".to_owned(),
        bytes: bytes.to_vec(),
        picture: b"png".to_vec(),
        salt: vec![7; 16],
    };
    let commitment = commitment(&new.salt, &new.bytes);
    (
        new,
        Fact::LabelStored {
            order: no(order),
            parcel: 1,
            revision,
            commitment,
        },
    )
}

fn job(key: &str, source: PrintSource) -> NewPrintJob {
    NewPrintJob {
        key: key.to_owned(),
        kind: PrintKind::Label,
        title: "ZAM-1".to_owned(),
        source,
        target: "labels".to_owned(),
    }
}

/// Closes ZAM-1 with a label and a print job, all in one commit.
fn close_with_label(store: &mut Store, serial: u64) {
    let (new, stored) = label("ZAM-1", 1, b"%PDF one");
    let facts = [
        sample::parcel_closed("ZAM-1", 1, Some(serial), 1, &[("MUG-01", 1)]),
        stored,
        sample::order_closed("ZAM-1"),
    ];
    let printed = LabelRef {
        order: no("ZAM-1"),
        parcel: 1,
        revision: 1,
    };
    store
        .commit(&Commit {
            labels: vec![new],
            jobs: vec![job("ZAM-1/1/1", PrintSource::Label(printed))],
            answer: Some(("event-9", r#"{"verdict":"accepted"}"#)),
            number_used: Some(serial),
            ..commit_at(9, &facts)
        })
        .unwrap();
}

fn open(dir: &Path) -> Store {
    Store::open(dir).unwrap()
}

#[test]
fn everything_survives_closing_and_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.take_batch(&batch(shop(), 16)).unwrap();
    store
        .add_range(NumberRange {
            first: 100,
            last: 200,
        })
        .unwrap();
    store
        .set_claims(&[Claim {
            order: no("ZAM-1"),
            fence: 3,
        }])
        .unwrap();
    keep(&mut store, 1, &[sample::signed_in("W-001")]);
    keep(
        &mut store,
        2,
        &[
            sample::opened("ZAM-1", "MUG-01"),
            sample::packed("ZAM-1", "MUG-01", 1),
        ],
    );
    close_with_label(&mut store, 100);
    let (station, epoch) = (store.station_id().clone(), store.epoch());
    let (text, last) = (store.projections_as_text().unwrap(), store.last_number());
    store.checkpoint().unwrap();
    drop(store);

    let store = open(dir.path());
    assert_eq!(
        (store.station_id(), store.epoch(), store.last_number()),
        (&station, epoch, last)
    );
    assert_eq!(store.projections_as_text().unwrap(), text);
    assert_eq!(
        store.cursor().unwrap(),
        Cursor {
            ledger: LEDGER.to_owned(),
            seq: 16
        }
    );
    assert_eq!(
        (store.next_serial().unwrap(), store.numbers_left().unwrap()),
        (Some(101), 100)
    );
    assert_eq!(
        store.stored_answer("event-9").unwrap().as_deref(),
        Some(r#"{"verdict":"accepted"}"#)
    );
    assert_eq!(store.stored_answer("event-8").unwrap(), None);
    assert_eq!(
        store.label(&no("ZAM-1"), 1).unwrap().unwrap().bytes,
        b"%PDF one"
    );
    let job = store.next_print_job(later(10)).unwrap().unwrap();
    assert_eq!(store.print_job_bytes(job.job).unwrap(), b"%PDF one");
    let facts = store.facts_of_order(&no("ZAM-1")).unwrap();
    assert_eq!(facts.len(), 5);
    assert!(
        facts
            .iter()
            .all(|entry| entry.fence == 3 && entry.worker == Some("W-001".into()))
    );
    assert_eq!(store.last_closed_order().unwrap(), Some(no("ZAM-1")));
    assert_eq!(store.verify_chain().unwrap().broken, None);
}

#[test]
fn one_window_has_the_data_directory_open() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    assert!(matches!(
        Store::open(dir.path()),
        Err(StoreError::InUse { .. })
    ));
    drop(store);
    open(dir.path());
}

#[test]
fn a_commit_that_fails_leaves_nothing() {
    let mut store = filled();
    store.add_range(NumberRange { first: 1, last: 9 }).unwrap();
    keep(&mut store, 1, &[sample::opened("ZAM-1", "MUG-01")]);
    let before = store.projections_as_text().unwrap();
    let facts = [
        sample::parcel_closed("ZAM-1", 1, Some(2), 1, &[("MUG-01", 1)]),
        sample::order_closed("ZAM-1"),
    ];
    let out_of_turn = Commit {
        jobs: vec![job("k", PrintSource::Bytes(vec![1]))],
        answer: Some(("event-1", "{}")),
        number_used: Some(2),
        ..commit_at(2, &facts)
    };
    assert!(matches!(
        store.commit(&out_of_turn),
        Err(StoreError::SerialOutOfTurn {
            expected: Some(1),
            got: 2
        })
    ));
    assert_eq!(store.projections_as_text().unwrap(), before);
    assert_eq!(
        (store.last_number(), store.unsent(10).unwrap().len()),
        (1, 1)
    );
    assert_eq!(store.stored_answer("event-1").unwrap(), None);
    assert_eq!(store.next_print_job(later(9)).unwrap(), None);
    assert_eq!(store.next_serial().unwrap(), Some(1));
    // The bench works on, and the chain has no scar.
    keep(&mut store, 3, &[sample::packed("ZAM-1", "MUG-01", 1)]);
    assert_eq!(store.verify_chain().unwrap().broken, None);
}

#[test]
fn serials_are_used_in_order_without_a_gap_over_all_ranges() {
    let mut store = filled();
    assert_eq!(store.next_serial().unwrap(), None);
    store.add_range(NumberRange { first: 5, last: 6 }).unwrap();
    store.add_range(NumberRange { first: 5, last: 6 }).unwrap();
    store
        .add_range(NumberRange {
            first: 20,
            last: 20,
        })
        .unwrap();
    for overlapping in [(6, 8), (1, 5), (20, 20 + 1), (9, 8)] {
        let range = NumberRange {
            first: overlapping.0,
            last: overlapping.1,
        };
        assert!(
            matches!(
                store.add_range(range),
                Err(StoreError::RangeOverlaps { .. })
            ),
            "{overlapping:?}"
        );
    }
    assert_eq!(store.numbers_left().unwrap(), 3);
    for (parcel, serial) in [(1, 5), (2, 6), (3, 20)] {
        let facts = [sample::parcel_closed(
            "ZAM-1",
            parcel,
            Some(serial),
            1,
            &[("MUG-01", 1)],
        )];
        for wrong in [None, Some(serial + 1)] {
            let commit = Commit {
                number_used: wrong,
                ..commit_at(1, &facts)
            };
            assert!(matches!(
                store.commit(&commit),
                Err(StoreError::SerialOutOfTurn { .. })
            ));
        }
        store
            .commit(&Commit {
                number_used: Some(serial),
                ..commit_at(1, &facts)
            })
            .unwrap();
    }
    assert_eq!(
        (store.next_serial().unwrap(), store.numbers_left().unwrap()),
        (None, 0)
    );
    let facts = [sample::parcel_closed("ZAM-1", 1, None, 2, &[("MUG-01", 1)])];
    keep(&mut store, 2, &facts);
}

#[test]
fn a_label_without_its_fact_is_not_kept() {
    let mut store = filled();
    let (new, _) = label("ZAM-1", 1, b"%PDF one");
    let (_, other) = label("ZAM-1", 1, b"%PDF two");
    let commit = Commit {
        labels: vec![new],
        ..commit_at(1, std::slice::from_ref(&other))
    };
    assert!(matches!(
        store.commit(&commit),
        Err(StoreError::LabelNotRecorded { .. })
    ));
    assert_eq!(store.label(&no("ZAM-1"), 1).unwrap(), None);
}

#[test]
fn a_new_revision_makes_the_old_label_void() {
    let mut store = filled();
    for (revision, bytes) in [(1, b"%PDF one"), (2, b"%PDF two")] {
        let (new, stored) = label("ZAM-1", revision, bytes);
        store
            .commit(&Commit {
                labels: vec![new],
                ..commit_at(1, std::slice::from_ref(&stored))
            })
            .unwrap();
        let newest = store.label(&no("ZAM-1"), 1).unwrap().unwrap();
        assert_eq!(
            (newest.revision, newest.bytes.as_slice()),
            (revision, bytes.as_slice())
        );
    }
    assert_eq!(store.label(&no("ZAM-1"), 2).unwrap(), None);
}

#[test]
fn a_document_is_queued_once_and_tried_until_it_is_on_paper() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let queue = |key: &str| Commit {
        jobs: vec![job(key, PrintSource::Bytes(vec![1, 2]))],
        ..commit_at(1, &[])
    };
    store.commit(&queue("a")).unwrap();
    store.commit(&queue("a")).unwrap();
    store.commit(&queue("b")).unwrap();
    assert_eq!(store.print_jobs(10).unwrap().len(), 2);
    let first = store.next_print_job(later(1)).unwrap().unwrap();
    store
        .print_failed(first.job, "no paper", Some(later(60)))
        .unwrap();
    let second = store.next_print_job(later(2)).unwrap().unwrap();
    assert_eq!(
        second.key, "b",
        "a failed job does not hold up the next one"
    );
    store.print_done(second.job).unwrap();
    assert!(
        matches!(
            store.print_job_bytes(second.job),
            Err(StoreError::NoSuchJob { .. })
        ),
        "its bytes are erased"
    );
    drop(store);

    let mut store = open(dir.path());
    assert_eq!(store.next_print_job(later(59)).unwrap(), None);
    let again = store.next_print_job(later(60)).unwrap().unwrap();
    assert_eq!(
        (again.key.as_str(), again.attempts, again.failed.as_deref()),
        ("a", 1, Some("no paper"))
    );
    store.print_failed(again.job, "no paper", None).unwrap();
    assert_eq!(
        store.next_print_job(later(9_999)).unwrap(),
        None,
        "only a person can ask for it now"
    );
    store.retry_print(again.job).unwrap();
    assert!(store.next_print_job(later(61)).unwrap().is_some());
    store.print_done(again.job).unwrap();
    store.commit(&queue("a")).unwrap();
    assert_eq!(
        store.print_jobs(10).unwrap(),
        vec![],
        "a printed document is not printed by a second request"
    );
    assert!(matches!(
        store.print_done(99),
        Err(StoreError::NoSuchJob { job: 99 })
    ));
}

#[test]
fn a_code_names_its_products_exactly_first_and_as_a_number_next() {
    let mut store = filled();
    let names = |store: &Store, code: &str| {
        store
            .products_of_code(code)
            .unwrap()
            .into_iter()
            .map(|(sku, units)| (sku.0, units))
            .collect::<Vec<_>>()
    };
    let mug = |units| vec![("MUG-01".to_owned(), units)];
    assert_eq!(names(&store, "5901234123457"), mug(1));
    assert_eq!(
        names(&store, "05901234123457"),
        mug(1),
        "fourteen digits of the same number"
    );
    assert_eq!(names(&store, "15901234123454"), mug(10));
    assert_eq!(names(&store, "TWINS").len(), 2);
    assert_eq!(names(&store, "5909990000012"), vec![]);
    let bound = [
        Fact::BarcodeBound {
            code: "5909990000012".to_owned(),
            sku: sku("CUP-07"),
            units: 6,
        },
        Fact::BarcodeBound {
            code: "5901234123457".to_owned(),
            sku: sku("MUG-01"),
            units: 9,
        },
    ];
    keep(&mut store, 1, &bound);
    assert_eq!(
        names(&store, "5909990000012"),
        vec![("CUP-07".to_owned(), 6)]
    );
    assert_eq!(
        names(&store, "05909990000012"),
        vec![("CUP-07".to_owned(), 6)]
    );
    assert_eq!(
        names(&store, "5901234123457"),
        mug(1),
        "the catalogue has the last word"
    );
}

#[test]
fn the_queue_is_sorted_by_cutoff_then_marks_then_payment() {
    let mut store = filled();
    let more = vec![
        order_row(sample::paid(
            sample::order("ZAM-5", &["CUP-07"]),
            "2026-11-20T05:00:00Z",
        )),
        order_row(sample::paid(
            sample::tagged(sample::order("ZAM-6", &["CUP-07"]), Tag::Vip),
            "2026-11-20T05:30:00Z",
        )),
        order_row(sample::paid(
            sample::order("ZAM-7", &["CUP-07"]),
            "2026-11-20T20:00:00Z",
        )),
    ];
    store.take_batch(&batch(more, 19)).unwrap();
    let ready = |store: &Store| {
        store
            .ready_orders(100)
            .unwrap()
            .into_iter()
            .map(|order| order.order.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        ready(&store),
        ["ZAM-2", "ZAM-6", "ZAM-5", "ZAM-1", "ZAM-3", "ZAM-7"]
    );
    assert_eq!(
        (store.ready_count().unwrap(), store.held_count().unwrap()),
        (6, 1)
    );
    assert_eq!(store.held_orders(10).unwrap()[0].hold, Hold::Unpaid);
    let first = &store.ready_orders(1).unwrap()[0];
    assert_eq!(
        (first.cutoff, first.lines, first.units),
        (at("2026-11-20T14:00:00Z"), 1, 1)
    );
    assert_eq!(
        store.single_line_order(&sku("MUG-01")).unwrap(),
        Some(no("ZAM-2"))
    );
    assert_eq!(
        store.single_line_order(&sku("CUP-07")).unwrap(),
        Some(no("ZAM-6"))
    );
    assert_eq!(store.single_line_order(&sku("SET-2")).unwrap(), None);
    // The courier comes late tonight: what was paid in the evening still goes today.
    store
        .take_batch(&batch(vec![sample::setting("cutoff", "22:00")], 20))
        .unwrap();
    assert_eq!(
        store.ready_orders(100).unwrap()[5].cutoff,
        at("2026-11-20T21:00:00Z")
    );
}

#[test]
fn an_order_leaves_the_queue_and_comes_back_as_the_facts_say() {
    let mut store = filled();
    let standing = |store: &Store| {
        let order = store.order(&no("ZAM-1")).unwrap().unwrap();
        (
            order.state,
            order.hold,
            store.ready_count().unwrap(),
            store.held_count().unwrap(),
        )
    };
    assert_eq!(standing(&store), (OrderState::Waiting, None, 3, 1));
    keep(&mut store, 1, &[sample::opened("ZAM-1", "MUG-01")]);
    assert_eq!(standing(&store), (OrderState::Open, None, 3, 1));
    assert!(
        store
            .ready_orders(9)
            .unwrap()
            .iter()
            .any(|order| order.begun && order.order == no("ZAM-1"))
    );
    assert_eq!(store.current_order().unwrap(), Some(no("ZAM-1")));
    assert_eq!(store.open_orders().unwrap(), [no("ZAM-1")]);

    keep(
        &mut store,
        2,
        &[Fact::OrderPutAside {
            order: no("ZAM-1"),
            reason: "BinEmpty".to_owned(),
        }],
    );
    let aside = Hold::PutAside {
        reason: "BinEmpty".to_owned(),
    };
    let put_aside = OrderState::PutAside {
        reason: "BinEmpty".to_owned(),
    };
    assert_eq!(standing(&store), (put_aside, Some(aside.clone()), 2, 2));
    assert!(
        store
            .held_orders(9)
            .unwrap()
            .iter()
            .any(|held| held.hold == aside)
    );
    assert_eq!(
        (store.current_order().unwrap(), store.open_orders().unwrap()),
        (None, vec![])
    );

    keep(
        &mut store,
        3,
        &[Fact::OrderReopened {
            order: no("ZAM-1"),
            reason: "found".to_owned(),
        }],
    );
    assert_eq!(standing(&store), (OrderState::Open, None, 3, 1));
    keep(
        &mut store,
        4,
        &[
            sample::parcel_closed("ZAM-1", 1, None, 1, &[("MUG-01", 1)]),
            sample::order_closed("ZAM-1"),
        ],
    );
    assert_eq!(standing(&store), (OrderState::Closed, None, 2, 1));
    assert_eq!(store.orders_closed_since(later(0)).unwrap(), 1);
    assert_eq!(store.orders_closed_since(later(5)).unwrap(), 0);
    let parcels = store.parcels_of(&no("ZAM-1")).unwrap();
    assert_eq!(
        (parcels[0].closed_at, parcels[0].units),
        (Some(later(4)), 1)
    );

    keep(
        &mut store,
        5,
        &[Fact::OrderReopened {
            order: no("ZAM-1"),
            reason: "wrong cup".to_owned(),
        }],
    );
    assert_eq!(store.parcels_of(&no("ZAM-1")).unwrap()[0].closed_at, None);
    assert_eq!(store.orders_closed_since(later(0)).unwrap(), 0);
    let mut cancelled = sample::order("ZAM-1", &["MUG-01"]);
    cancelled.cancelled = true;
    store
        .take_batch(&batch(vec![order_row(cancelled)], 30))
        .unwrap();
    keep(
        &mut store,
        6,
        &[Fact::OrderWithdrawn { order: no("ZAM-1") }],
    );
    assert_eq!(
        standing(&store),
        (OrderState::Withdrawn, Some(Hold::Cancelled), 2, 2)
    );
}

#[test]
fn what_other_benches_hold_or_packed_is_not_offered_here() {
    let mut store = filled();
    let tell = |store: &mut Store, holder: Option<&str>, packed| {
        let row = OrderStanding {
            order_no: no("ZAM-2"),
            holder: holder.map(Into::into),
            packed,
        };
        store
            .take_batch(&batch(vec![Row::Standing(row)], 40))
            .unwrap();
        let order = store.order(&no("ZAM-2")).unwrap().unwrap();
        (order.state, order.hold, store.ready_count().unwrap())
    };
    let own = store.station_id().0.clone();
    assert_eq!(
        tell(&mut store, Some(&own), false),
        (OrderState::Waiting, None, 3)
    );
    assert_eq!(
        tell(&mut store, Some("bench-b"), false),
        (OrderState::Waiting, Some(Hold::TakenElsewhere), 2)
    );
    assert_eq!(
        store.single_line_order(&sku("MUG-01")).unwrap(),
        Some(no("ZAM-1"))
    );
    assert_eq!(
        tell(&mut store, Some("bench-b"), true),
        (OrderState::ClosedElsewhere, None, 2)
    );
    assert_eq!(
        tell(&mut store, None, false),
        (OrderState::Waiting, None, 3)
    );
}

#[test]
fn a_tote_carries_its_order_until_the_order_is_closed() {
    let mut store = filled();
    assert!(store.is_tote("T-1").unwrap() && !store.is_tote("T-2").unwrap());
    keep(
        &mut store,
        1,
        &[Fact::ToteBound {
            tote: "T-1".into(),
            order: no("ZAM-1"),
        }],
    );
    assert_eq!(
        store.tote_carries(&"T-1".into()).unwrap(),
        Some(no("ZAM-1"))
    );
    keep(
        &mut store,
        2,
        &[
            sample::opened("ZAM-1", "MUG-01"),
            sample::order_closed("ZAM-1"),
        ],
    );
    assert_eq!(store.tote_carries(&"T-1".into()).unwrap(), None);
}

#[test]
fn the_catalogue_is_found_by_its_keys() {
    let store = filled();
    assert_eq!(
        store.product(&sku("MUG-01")).unwrap(),
        Some(sample::product("MUG-01"))
    );
    assert_eq!(store.product(&sku("mug-01")).unwrap(), None);
    assert_eq!(
        store.packaging("kar-s").unwrap(),
        Some(sample::packaging("KAR-S"))
    );
    assert_eq!(store.packaging_code("Kar-s").unwrap(), Some("KAR-S".into()));
    assert_eq!(
        store.worker(&"W-001".into()).unwrap(),
        Some(sample::worker("W-001"))
    );
    assert_eq!(store.workers().unwrap().len(), 1);
    let places = store.stock_places(&sku("MUG-01")).unwrap();
    assert_eq!(
        places
            .iter()
            .map(|place| place.location.aisle.as_str())
            .collect::<Vec<_>>(),
        ["A2", "A10"]
    );
    assert_eq!(
        store.kit_parts(&sku("SET-2")).unwrap(),
        [sample::kit("SET-2", "MUG-01", 2)]
    );
    assert_eq!(store.customer_rule("nobody").unwrap(), None);
}

#[test]
fn used_packagings_are_taken_off_until_the_master_knows_of_them() {
    let mut store = filled();
    keep(
        &mut store,
        1,
        &[sample::parcel_closed("ZAM-1", 1, None, 1, &[("MUG-01", 1)])],
    );
    assert_eq!(store.packagings().unwrap()[0].on_hand, 49);
    store.acknowledge(1).unwrap();
    assert_eq!(
        store.packaging("KAR-S").unwrap().unwrap().on_hand,
        50,
        "the master's own count follows"
    );
}

#[test]
fn settings_that_nobody_knows_do_not_stop_the_bench() {
    let mut store = filled();
    let rows = vec![
        sample::setting("scale_interval_g", "2"),
        sample::setting("colour_of_the_door", "green"),
    ];
    store.take_batch(&batch(rows, 50)).unwrap();
    assert_eq!(store.settings().unwrap().scale_interval.0, 2);
}

#[test]
fn dropping_the_cache_loses_nothing_of_the_journal() {
    let mut store = filled();
    keep(
        &mut store,
        1,
        &[
            sample::opened("ZAM-1", "MUG-01"),
            sample::order_closed("ZAM-1"),
        ],
    );
    let before = store.projections_as_text().unwrap();
    store.drop_cache().unwrap();
    assert_eq!(
        (store.cursor().unwrap(), store.ready_count().unwrap()),
        (Cursor::default(), 0)
    );
    assert_eq!(store.order(&no("ZAM-1")).unwrap(), None);
    let pulled = Pulled {
        start_again: true,
        ..batch(shop(), 16)
    };
    store.take_batch(&pulled).unwrap();
    assert_eq!(store.projections_as_text().unwrap(), before);
    assert_eq!(
        store.order(&no("ZAM-1")).unwrap().unwrap().state,
        OrderState::Closed
    );
}

#[test]
fn the_journal_is_its_own_outbox() {
    let mut store = filled();
    for seconds in 1..=5 {
        keep(&mut store, seconds, &[sample::packed("ZAM-1", "MUG-01", 1)]);
    }
    assert_eq!(
        store
            .unsent(2)
            .unwrap()
            .iter()
            .map(|entry| entry.number)
            .collect::<Vec<_>>(),
        [1, 2]
    );
    store.acknowledge(2).unwrap();
    store.acknowledge(1).unwrap();
    assert_eq!(
        (
            store.unsent_count().unwrap(),
            store.unsent(9).unwrap()[0].number
        ),
        (3, 3)
    );
    store.acknowledge(99).unwrap();
    assert_eq!(store.acknowledged().unwrap(), 5, "not beyond the end");
    assert_eq!(
        store.facts_after(3, 9).unwrap().len(),
        2,
        "a master that was set back can ask again"
    );
    store.reject(4, "the order was given away").unwrap();
    store.reject(4, "the order was given away").unwrap();
    assert_eq!(store.rejected().unwrap().len(), 1);
}

#[test]
fn claims_are_renewed_and_a_fence_never_goes_back() {
    let mut store = filled();
    let claim = |order: &str, fence| Claim {
        order: no(order),
        fence,
    };
    store
        .set_claims(&[claim("ZAM-1", 5), claim("ZAM-2", 1)])
        .unwrap();
    store.set_claims(&[claim("ZAM-1", 4)]).unwrap();
    assert_eq!(store.order(&no("ZAM-1")).unwrap().unwrap().fence, Some(5));
    store.drop_claims(&[no("ZAM-2")]).unwrap();
    assert_eq!(store.claims().unwrap(), [claim("ZAM-1", 5)]);
    assert_eq!(store.order(&no("ZAM-2")).unwrap().unwrap().fence, None);
}

#[test]
fn the_bench_remembers_who_stands_there_and_the_wrong_pins_of_a_day() {
    let mut store = filled();
    let wrong = Fact::SignInRefused {
        worker: "W-002".into(),
    };
    let offered = Fact::ToteOffered { tote: "T-1".into() };
    keep(&mut store, -100_000, std::slice::from_ref(&wrong));
    keep(&mut store, 1, std::slice::from_ref(&wrong));
    keep(&mut store, 2, std::slice::from_ref(&offered));
    keep(&mut store, 3, &[sample::signed_in("W-001")]);
    keep(
        &mut store,
        4,
        &[
            sample::opened("ZAM-1", "MUG-01"),
            sample::refused(None, "CUP-07"),
            offered,
        ],
    );
    let kinds: Vec<_> = store
        .bench_facts(later(5))
        .unwrap()
        .into_iter()
        .map(|entry| (entry.number, entry.fact.kind()))
        .collect();
    assert_eq!(
        kinds,
        [
            (2, "SignInRefused"),
            (4, "SignedIn"),
            // Opening an order ends the waiting of a tote.
            (5, "OrderOpened"),
            (6, "Refused"),
            (7, "ToteOffered")
        ]
    );
    assert_eq!(
        Store::open_in_memory()
            .unwrap()
            .bench_facts(later(0))
            .unwrap(),
        vec![]
    );
}

#[test]
fn the_report_counts_what_happened_and_when() {
    let mut store = filled();
    keep(
        &mut store,
        0,
        &[
            sample::signed_in("W-001"),
            sample::opened("ZAM-1", "MUG-01"),
        ],
    );
    keep(&mut store, 10, &[sample::refused(Some("ZAM-1"), "CUP-07")]);
    keep(&mut store, 20, &[sample::packed("ZAM-1", "MUG-01", 2)]);
    let out = Fact::UnitsTakenOut {
        order: no("ZAM-1"),
        parcel: 1,
        sku: sku("MUG-01"),
        takes: vec![pakownia::domain::session::Take {
            at: 0,
            units: 1,
            location: None,
            unit_weight: pakownia::domain::units::Grams(350),
        }],
        undone: true,
    };
    keep(&mut store, 30, &[out]);
    keep(
        &mut store,
        40,
        &[
            sample::parcel_closed("ZAM-1", 1, None, 1, &[("MUG-01", 1)]),
            sample::order_closed("ZAM-1"),
        ],
    );
    // The clock jumps a day on, an order without a fault is packed, and the clock jumps back.
    keep(
        &mut store,
        86_400,
        &[
            sample::opened("ZAM-2", "MUG-01"),
            sample::packed("ZAM-2", "MUG-01", 3),
        ],
    );
    keep(&mut store, 86_500, &[sample::order_closed("ZAM-2")]);
    keep(&mut store, 7_200, &[sample::refused(None, "MUG-01")]);

    let zone = chrono_tz::Europe::Warsaw;
    let day = store
        .report(at("2026-11-19T23:00:00Z"), at("2026-11-20T23:00:00Z"), zone)
        .unwrap();
    assert_eq!(
        (day.from.as_str(), day.to.as_str()),
        ("2026-11-20", "2026-11-20")
    );
    assert_eq!(
        (day.orders, day.parcels, day.lines, day.units, day.refusals),
        (1, 1, 1, 1, 2)
    );
    assert_eq!(day.first_pass_yield_permille, Some(0));
    assert_eq!(
        (day.orders_per_hour_tenths, day.lines_per_hour_tenths),
        (Some(5), Some(5)),
        "two working hours"
    );
    assert_eq!(day.by_kind, [("NotOnPickList".to_owned(), 2)]);
    assert_eq!(day.by_packer, [("W-001".to_owned(), 2)]);
    assert_eq!(
        day.by_product,
        [("CUP-07".to_owned(), 1), ("MUG-01".to_owned(), 1)]
    );
    assert_eq!(
        (day.by_hour.len(), day.by_hour[8], day.by_hour[10]),
        (24, (8, 1, 1, 1), (10, 1, 0, 0))
    );

    let both = store
        .report(at("2026-11-19T23:00:00Z"), at("2026-11-21T23:00:00Z"), zone)
        .unwrap();
    assert_eq!((both.orders, both.lines, both.units), (2, 2, 4));
    assert_eq!(both.first_pass_yield_permille, Some(500));
    let never = store
        .report(at("2027-01-01T00:00:00Z"), at("2027-01-02T00:00:00Z"), zone)
        .unwrap();
    assert_eq!(
        (
            never.orders,
            never.first_pass_yield_permille,
            never.orders_per_hour_tenths
        ),
        (0, None, None)
    );
}

/// A journal of ten facts on disk, closed; the label of the first order is kept with it.
fn written(dir: &Path) {
    let mut store = open(dir);
    let (new, stored) = label("ZAM-0", 1, b"%PDF one");
    store
        .commit(&Commit {
            labels: vec![new],
            ..commit_at(1, std::slice::from_ref(&stored))
        })
        .unwrap();
    for number in 2..=10 {
        let order = format!("ZAM-{number}");
        keep(
            &mut store,
            number,
            &[Fact::OrderWithdrawn { order: no(&order) }],
        );
    }
    assert_eq!(store.verify_chain().unwrap().facts, 10);
}

fn broken_by(sql: &str) -> Option<ChainBreak> {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    let file = Connection::open(dir.path().join("station.db")).unwrap();
    file.execute_batch("DROP TRIGGER fact_is_never_changed; DROP TRIGGER fact_is_never_deleted;")
        .unwrap();
    file.execute_batch(sql).unwrap();
    drop(file);
    open(dir.path()).verify_chain().unwrap().broken
}

#[test]
fn a_changed_journal_is_found_and_the_place_is_named() {
    use BreakKind::{Altered, LabelAltered, Mislabelled, Missing, TailCut};
    let swap =
        "UPDATE fact SET number = 99 WHERE number = 4; UPDATE fact SET number = 4 WHERE number = 5;
        UPDATE fact SET number = 5 WHERE number = 99";
    let cases = [
        ("SELECT 1", None),
        (
            "UPDATE fact SET at = at + 1 WHERE number = 3",
            Some((3, Altered)),
        ),
        (
            "UPDATE fact SET worker = NULL WHERE number = 10",
            Some((10, Altered)),
        ),
        (
            "UPDATE fact SET fence = 4 WHERE number = 7",
            Some((7, Altered)),
        ),
        (
            "UPDATE fact SET body = replace(body, 'ZAM-6', 'ZAM-7') WHERE number = 6",
            Some((6, Altered)),
        ),
        (
            "UPDATE fact SET order_no = 'ZAM-1' WHERE number = 6",
            Some((6, Mislabelled)),
        ),
        ("DELETE FROM fact WHERE number = 5", Some((5, Missing))),
        ("DELETE FROM fact WHERE number = 1", Some((1, Missing))),
        (swap, Some((4, Altered))),
        ("UPDATE label SET bytes = x'00'", Some((1, LabelAltered))),
        ("DELETE FROM label", None),
        (
            "UPDATE bench SET acknowledged = 9; DELETE FROM fact WHERE number > 7",
            Some((8, TailCut)),
        ),
    ];
    for (sql, expected) in cases {
        let expected = expected.map(|(number, what)| ChainBreak { number, what });
        assert_eq!(broken_by(sql), expected, "{sql}");
    }
}

#[test]
fn a_fact_cannot_be_changed_or_deleted_by_a_slip() {
    let dir = tempfile::tempdir().unwrap();
    written(dir.path());
    let file = Connection::open(dir.path().join("station.db")).unwrap();
    assert!(file.execute("UPDATE fact SET at = 0", []).is_err());
    assert!(file.execute("DELETE FROM fact", []).is_err());
}

#[test]
fn a_database_of_a_newer_or_another_program_is_refused_and_not_touched() {
    for (sql, newer) in [
        ("PRAGMA user_version = 999", true),
        (
            "UPDATE schema_migration SET digest = x'00' WHERE version = 1",
            false,
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        written(dir.path());
        Connection::open(dir.path().join("station.db"))
            .unwrap()
            .execute_batch(sql)
            .unwrap();
        match Store::open(dir.path()) {
            Err(StoreError::NewerSchema { found: 999, .. }) => assert!(newer),
            Err(StoreError::EditedSchema {
                name: "0001_journal.sql",
            }) => assert!(!newer),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn facts_are_kept_to_the_millisecond_and_read_back_as_they_were_answered() {
    let mut store = filled();
    let facts = [
        sample::opened("ZAM-1", "MUG-01"),
        sample::packed("ZAM-1", "MUG-01", 1),
    ];
    let exact: DateTime<Utc> = at("2026-11-20T07:00:00.123456Z");
    let answered = store
        .commit(&Commit {
            at: exact,
            ..commit_at(0, &facts)
        })
        .unwrap();
    assert_eq!(answered[0].at, at("2026-11-20T07:00:00.123Z"));
    let mut read = Vec::new();
    store.each_fact(|entry| read.push(entry)).unwrap();
    assert_eq!(read, answered);
    assert_eq!(store.facts_by_kind().unwrap()["UnitsPacked"], 1);
}

/// Any fact that a bench may write, about one of four orders; sense is not asked for.
fn any_fact() -> impl Strategy<Value = Fact> {
    let order = (1..5_u32).prop_map(|number| format!("ZAM-{number}"));
    (order, 0..14_u8, 1..4_u32).prop_map(|(order, kind, few)| {
        let number = no(&order);
        match kind {
            0 => sample::signed_in("W-001"),
            1 | 2 => sample::opened(&order, "MUG-01"),
            3 => Fact::OrderPutAside {
                order: number,
                reason: "BinEmpty".to_owned(),
            },
            4 => Fact::OrderReopened {
                order: number,
                reason: "found".to_owned(),
            },
            5 => Fact::OrderWithdrawn { order: number },
            6 | 7 => sample::parcel_closed(&order, few, None, few, &[("MUG-01", few)]),
            8 | 9 => Fact::OrderClosed {
                order: number,
                parcels: few,
            },
            10 => Fact::ToteBound {
                tote: format!("T-{few}").as_str().into(),
                order: number,
            },
            11 => Fact::BarcodeBound {
                code: format!("590123412345{few}"),
                sku: sku("CUP-07"),
                units: few,
            },
            12 => Fact::LabelStored {
                order: number,
                parcel: few,
                revision: few + 1,
                commitment: String::new(),
            },
            _ => sample::packed(&order, "MUG-01", few),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Replaying the journal gives the same tables as living through it, whatever happened.
    #[test]
    fn rebuilt_projections_equal_the_living_ones(
        commits in proptest::collection::vec((proptest::collection::vec(any_fact(), 0..4), -100_000..400_000_i64), 1..30),
    ) {
        let mut store = filled();
        for (facts, seconds) in &commits {
            keep(&mut store, *seconds, facts);
        }
        let living = store.projections_as_text().unwrap();
        store.rebuild_projections().unwrap();
        prop_assert_eq!(store.projections_as_text().unwrap(), living);
        // The bench goes on after a rebuild as if nothing had been.
        keep(&mut store, 0, &[sample::signed_in("W-001")]);
        prop_assert_eq!(store.verify_chain().unwrap().broken, None);
    }
}

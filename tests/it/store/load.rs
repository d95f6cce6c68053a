//! A cache that is loaded anew is never empty: what did not come again goes step by step, afterwards.

use pakownia::domain::feed::{Gone, OrderStanding, Row};
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Pulled};
use pakownia::store::{OrderState, Store};

use crate::sample::{self, no, order_row, sku};

use super::{batch, filled, keep, open, shop};

/// A slice of a load of another ledger.
fn slice(rows: Vec<Row>, load: Option<&str>, start_again: bool) -> Pulled {
    let cursor = Cursor {
        ledger: "ledger-2".to_owned(),
        load: load.map(str::to_owned),
        ..batch(vec![], 9).cursor
    };
    Pulled {
        start_again,
        cursor,
        remaining: u64::from(load.is_some()),
        ..batch(rows, 9)
    }
}

fn rows(store: &Store) -> u64 {
    let digests = store.cache_digests().unwrap();
    digests.iter().map(|topic| topic.rows).sum()
}

/// What is there still after everything came again.
fn what_is_left() -> Vec<Row> {
    shop()
        .into_iter()
        .filter(|row| !["CUP-07", "TWINS", "ZAM-2", "T-1"].contains(&row.key().as_str()))
        .filter(|row| row.topic() != "barcode")
        .collect()
}

#[test]
fn the_bench_goes_on_with_what_it_has_until_everything_has_come_again() {
    let mut store = filled();
    keep(&mut store, 1, &[sample::opened("ZAM-1", "MUG-01")]);
    let ready = store.ready_count().unwrap();
    let mut left = what_is_left();
    let last = left.split_off(left.len() / 2);
    store.take_batch(&slice(left, Some("half"), true)).unwrap();
    assert_eq!(store.cursor().unwrap().load.as_deref(), Some("half"));
    assert_eq!(store.ready_count().unwrap(), ready);
    assert!(store.product(&sku("CUP-07")).unwrap().is_some());
    assert!(
        !store.sweep(100).unwrap(),
        "nothing is dropped before all has come"
    );
    assert!(store.product(&sku("CUP-07")).unwrap().is_some());
    store.take_batch(&slice(last, None, false)).unwrap();
    while store.sweep(1).unwrap() {}
    assert_eq!(store.product(&sku("CUP-07")).unwrap(), None);
    assert_eq!(store.products_of_code("5901234123457").unwrap(), []);
    let mut fresh = Store::open_in_memory().unwrap();
    fresh.take_batch(&batch(what_is_left(), 9)).unwrap();
    assert_eq!(
        store.cache_digests().unwrap(),
        fresh.cache_digests().unwrap()
    );
    assert_eq!(store.ready_count().unwrap(), ready - 1);
    let begun = store.order(&no("ZAM-1")).unwrap().unwrap();
    assert_eq!(begun.state, OrderState::Open, "what was begun here goes on");
}

#[test]
fn no_step_drops_more_than_it_may_however_much_is_gone() {
    let mut store = filled();
    store.take_batch(&slice(vec![], None, true)).unwrap();
    let mut before = rows(&store);
    assert!(before > 10);
    while store.sweep(2).unwrap() {
        let now = rows(&store);
        assert!(before - now <= 2, "{before}, {now}");
        before = now;
    }
    assert_eq!(rows(&store), 0);
    assert!(!store.sweep(2).unwrap(), "and then there is nothing to do");
}

#[test]
fn an_order_whose_standing_did_not_come_again_is_free_again() {
    let mut store = filled();
    let taken = OrderStanding {
        order_no: no("ZAM-2"),
        holder: Some("bench-9".into()),
        packed: true,
        both_wanted: false,
        erased: false,
        parcels: vec![],
    };
    let ready = store.ready_count().unwrap();
    store
        .take_batch(&batch(vec![Row::Standing(taken)], 17))
        .unwrap();
    assert_eq!(store.ready_count().unwrap(), ready - 1);
    store.take_batch(&slice(shop(), None, true)).unwrap();
    while store.sweep(3).unwrap() {}
    assert_eq!(store.ready_count().unwrap(), ready);
}

#[test]
fn a_program_that_ends_in_between_goes_on_where_it_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    store.take_batch(&batch(shop(), 16)).unwrap();
    store
        .take_batch(&slice(what_is_left(), Some("nearly"), true))
        .unwrap();
    drop(store);
    let mut store = open(dir.path());
    assert_eq!(store.cursor().unwrap().load.as_deref(), Some("nearly"));
    store.take_batch(&slice(vec![], None, false)).unwrap();
    assert!(store.sweep(1).unwrap());
    drop(store);
    let mut store = open(dir.path());
    while store.sweep(1).unwrap() {}
    assert_eq!(rows(&store), what_is_left().len() as u64);
}

#[test]
fn a_setting_that_is_gone_moves_the_queue() {
    let mut store = filled();
    store
        .take_batch(&batch(vec![sample::setting("cutoff", "09:00")], 17))
        .unwrap();
    let early = store.ready_orders(1).unwrap()[0].cutoff;
    store.take_batch(&slice(shop(), None, true)).unwrap();
    while store.sweep(3).unwrap() {}
    assert_ne!(store.ready_orders(1).unwrap()[0].cutoff, early);
}

#[test]
fn what_the_master_has_taken_away_goes_and_the_journal_stays() {
    let mut store = filled();
    let facts = [
        sample::opened("ZAM-1", "MUG-01"),
        sample::parcel_closed("ZAM-1", 1, None, 1, &[("MUG-01", 1)]),
        sample::order_closed("ZAM-1"),
    ];
    keep(&mut store, 1, &facts);
    let gone = Gone {
        id: "1".to_owned(),
        orders: vec![no("ZAM-1"), no("ZAM-UNKNOWN")],
        exceptions: vec!["unknown".to_owned()],
    };
    let before = rows(&store);
    store
        .take_batch(&batch(vec![Row::Gone(Box::new(gone))], 18))
        .unwrap();
    assert_eq!(rows(&store), before - 1, "the message itself is not kept");
    assert_eq!(store.order(&no("ZAM-1")).unwrap(), None);
    assert_eq!(store.parcels_of(&no("ZAM-1")).unwrap().len(), 1);
    assert_eq!(store.last_number(), 3);
    let reopened = Fact::OrderReopened {
        order: no("ZAM-1"),
        reason: "the wrong cup".to_owned(),
    };
    keep(&mut store, 2, &[reopened]);
    let again = order_row(sample::order("ZAM-1", &["MUG-01"]));
    store.take_batch(&batch(vec![again], 19)).unwrap();
    assert_eq!(
        store.order(&no("ZAM-1")).unwrap().unwrap().state,
        OrderState::Open
    );
}

//! What the master sent down is found by its keys, and orders stand in the right queue.

use pakownia::domain::feed::{OrderStanding, Row};
use pakownia::domain::gate::Hold;
use pakownia::domain::order::Tag;
use pakownia::domain::session::fact::Fact;
use pakownia::master::{Cursor, Pulled};
use pakownia::store::{OrderState, Store};

use crate::sample::{self, at, later, no, order_row, sku};

use super::{batch, filled, keep, shop};

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
            both_wanted: false,
            erased: false,
            parcels: vec![],
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
    store.pushed(1, &[], later(2)).unwrap();
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

//! The order of the queue against a plain sort, and a bench that was set up before there was a calendar.

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::order::{Order, Tag};
use pakownia::domain::queue::NEVER;
use pakownia::domain::settings::Settings;
use pakownia::master::{Cursor, Place, Pulled};
use pakownia::store::{ServiceNow, Store};
use proptest::prelude::*;
use rusqlite::Connection;

use super::{at, settings};
use crate::properties::cases;
use crate::sample::{self, order_row, sku};

const SERVICES: [&str; 4] = ["dpd_courier", "gls_courier", "inpost_locker", "ups"];

const CALENDAR: [(&str, &str); 5] = [
    ("cutoff.gls_courier", "14:30"),
    ("calendar.inpost_locker.mon-fri..", "18:00"),
    ("calendar.inpost_locker.sat..", "11:00"),
    ("calendar.ups.mon-sun..", "closed"),
    ("cutoff", "15:00"),
];

fn pulled(orders: &[Order]) -> Pulled {
    let rules = CALENDAR.map(|(key, value)| sample::setting(key, value));
    let orders = orders.iter().cloned().map(order_row);
    Pulled {
        rows: rules.into_iter().chain(orders).collect(),
        cursor: Cursor {
            ledger: "ledger-1".to_owned(),
            place: Place {
                transaction: 0,
                seq: 99,
            },
            load: None,
        },
        remaining: 0,
        start_again: false,
    }
}

/// What the bench tells its database at a cut-off.
fn tell(store: &mut Store, settings: &Settings, now: DateTime<Utc>) {
    let methods = store.delivery_methods().unwrap().into_iter();
    let services = methods.map(|service| {
        let next = settings.timetable(&service).first_collection(now);
        let cutoff = next.map_or(NEVER, |next| next.cutoff);
        (service, ServiceNow { cutoff, hold: None })
    });
    store.set_services(&services.collect()).unwrap();
}

fn order(number: usize, (service, minutes, tag, is_mug): (usize, i64, u8, bool)) -> Order {
    let mut order = sample::order(
        &format!("Z-{number}"),
        &[if is_mug { "MUG-01" } else { "CUP-07" }],
    );
    SERVICES[service].clone_into(&mut order.delivery_method);
    "WAW01A".clone_into(&mut order.locker);
    order.paid_at = Some(at("2026-11-17T00:00:00Z") + TimeDelta::minutes(minutes));
    order.tags = match tag {
        0 => vec![Tag::Today],
        1 => vec![Tag::Express],
        _ => vec![],
    };
    order
}

proptest! {
    #![proptest_config(cases(60, 2_000))]

    #[test]
    fn what_leaves_first_is_first_and_of_one_lorry_what_was_promised_first(
        kinds in prop::collection::vec((0_usize..4, 0_i64..7_200, 0_u8..5, any::<bool>()), 1..40),
        later in 0_i64..5_000,
        limit in 1_u32..50,
    ) {
        let orders: Vec<Order> = kinds.into_iter().enumerate().map(|(at, kind)| order(at, kind)).collect();
        let now = at("2026-11-19T00:00:00Z") + TimeDelta::minutes(later);
        let settings = settings(&CALENDAR);
        let mut store = Store::open_in_memory().unwrap();
        store.take_batch(&pulled(&orders)).unwrap();
        tell(&mut store, &settings, now);
        let mut expected: Vec<_> = orders.iter().map(|order| {
            let paid_at = order.paid_at.unwrap();
            let departure = settings.timetable(&order.delivery_method).departure(paid_at, now);
            let (next, promised) = departure
                .as_ref()
                .map_or((NEVER, NEVER), |found| (found.next.cutoff, found.promised.cutoff));
            let is_late = departure.is_some_and(|found| found.is_late());
            let calm = u8::MAX - order.urgency();
            ((next, promised, calm, paid_at, order.order_no.0.clone()), is_late, order)
        }).collect();
        expected.sort_by(|one, other| one.0.cmp(&other.0));
        let shown: Vec<_> = expected
            .iter()
            .take(usize::try_from(limit).unwrap())
            .map(|((next, promised, ..), is_late, order)| {
                (order.order_no.clone(), Some(*next).filter(|next| *next != NEVER), *promised, *is_late)
            })
            .collect();
        let found = store.ready_orders(limit).unwrap();
        let found: Vec<_> = found
            .into_iter()
            .map(|row| (row.order.clone(), row.leaves, row.cutoff, row.is_late()))
            .collect();
        prop_assert_eq!(found, shown);
        let mug = expected.iter().find(|(.., order)| order.lines[0].sku == sku("MUG-01"));
        prop_assert_eq!(store.single_line_order(&sku("MUG-01")).unwrap(), mug.map(|(.., order)| order.order_no.clone()));
    }
}

/// As the bench's database was before it knew of lorries.
const BEFORE: &str = "
    DROP INDEX customer_order_ready;
    DROP INDEX customer_order_single;
    DROP INDEX customer_order_service;
    DROP INDEX customer_order_paid;
    DROP TABLE service_now;
    DROP TABLE foreign_fact;
    DROP TABLE fact_cursor;
    DROP TABLE foreign_bench;
    DROP TABLE foreign_parcel;
    DROP TABLE foreign_quarter;
    DROP TABLE complaint;
    DROP TABLE serial_seen;
    DROP TABLE handed_out;
    DROP TABLE mis_pick;
    DROP TABLE tally;
    DROP TABLE learned_weight;
    DROP TABLE shift_check;
    DROP TABLE unmeasured_line;
    DROP TABLE unmeasured_parcel;
    DROP TABLE let_go;
    DROP TABLE alert;
    DROP TABLE figure_order;
    DROP TABLE figure_parcel;
    DROP TABLE figure_handover;
    DROP TABLE figure_event;
    DROP TABLE figure_work;
    DROP TABLE figure_day;
    DROP INDEX fact_refused;
    DROP TABLE notice;
    DROP TABLE label_failure;
    DROP TABLE stock_compared;
    DROP TABLE desk_entry;
    DROP TABLE desk_word;
    DROP TABLE desk_noticed;
    DROP TABLE pair_word;
    DROP TABLE record_word;
    DROP TABLE report_run;
    DROP TABLE report_file;
    DROP INDEX parcel_closed;
    DROP TABLE erased_order;
    DROP TABLE person_view;
    DROP TABLE erased_worker;
    DROP INDEX print_job_of_order;
    DROP INDEX answer_of_order;
    DROP INDEX customer_order_person;
    ALTER TABLE customer_order DROP COLUMN has_person;
    ALTER TABLE order_standing DROP COLUMN erased;
    DROP INDEX customer_order_alike;
    DROP INDEX customer_order_alike_done;
    DROP INDEX customer_order_suspected;
    DROP INDEX customer_order_abroad;
    ALTER TABLE customer_order DROP COLUMN crosses_border;
    ALTER TABLE customer_order DROP COLUMN duplicate_key;
    ALTER TABLE customer_order DROP COLUMN is_duplicate;
    ALTER TABLE order_standing DROP COLUMN both_wanted;
    ALTER TABLE bench_state DROP COLUMN made_for;
    ALTER TABLE customer_order DROP COLUMN ruling;
    ALTER TABLE customer_order DROP COLUMN units;
    DROP INDEX standing_parcel_closed;
    ALTER TABLE parcel DROP COLUMN service;
    ALTER TABLE standing_parcel DROP COLUMN service;
    ALTER TABLE customer_order DROP COLUMN delivery_method;
    CREATE INDEX customer_order_ready ON customer_order(cutoff, calm, paid_at, order_no) WHERE queue = 'ready';
    CREATE INDEX customer_order_single ON customer_order(single_sku, cutoff, calm, paid_at, order_no)
        WHERE queue = 'ready' AND single_sku IS NOT NULL;
    DELETE FROM schema_migration WHERE version >= 12;
    PRAGMA user_version = 11;";

#[test]
fn a_bench_of_before_keeps_its_queue_and_reads_everything_again() {
    let dir = tempfile::tempdir().unwrap();
    let orders = [order(1, (0, 600, 9, true)), order(2, (2, 500, 9, true))];
    let mut store = Store::open(dir.path()).unwrap();
    store.take_batch(&pulled(&orders)).unwrap();
    assert_eq!(store.cursor().unwrap().place.seq, 99);
    drop(store);
    let old = Connection::open(dir.path().join("station.db")).unwrap();
    old.execute_batch(BEFORE).unwrap();
    drop(old);
    let mut store = Store::open(dir.path()).unwrap();
    assert_eq!(store.cursor().unwrap(), Cursor::default());
    assert_eq!(
        store.delivery_methods().unwrap(),
        ["dpd_courier", "inpost_locker"]
    );
    let names = |store: &Store| {
        let ready = store.ready_orders(9).unwrap().into_iter();
        ready.map(|row| row.order.0).collect::<Vec<_>>()
    };
    assert_eq!(names(&store), ["Z-1", "Z-2"]);
    // After both cut-offs of that day the locker's lorry is still to come.
    tell(&mut store, &settings(&CALENDAR), at("2026-11-17T15:00:00Z"));
    assert_eq!(names(&store), ["Z-2", "Z-1"]);
    assert!(store.ready_orders(9).unwrap()[1].is_late());
}

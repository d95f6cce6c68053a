//! Many benches at once: nobody gets what another has, and one bad fact stops nobody.

use std::collections::BTreeSet;
use std::thread;

use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::{Rejection, Row};
use pakownia::domain::journal::Entry;
use pakownia::master::{Cursor, Master, MasterError, PushOutcome, Seat, Turned};

use crate::sample::{self, later};
use crate::support::cluster::{Patient, shared};

use super::{best, seat, shop};

#[test]
fn benches_that_ask_at_once_never_get_the_same_order() {
    const BENCHES: usize = 8;
    const ORDERS: usize = 400;
    let cluster = shared();
    let schema = cluster.warehouse();
    cluster
        .master(&schema, "bridge")
        .import(&shop(ORDERS), later(0))
        .unwrap();
    let mut given: Vec<String> = Vec::new();
    thread::scope(|scope| {
        let benches: Vec<_> = (0..BENCHES)
            .map(|number| {
                let mut master = cluster.master(&schema, "station");
                scope.spawn(move || {
                    let seat = seat(&mut master, &format!("bench-{number}"));
                    let mut mine = Vec::new();
                    loop {
                        let claims = best(&mut master, &seat, 7);
                        if claims.is_empty() {
                            return mine;
                        }
                        assert!(claims.len() <= 7);
                        mine.extend(claims.into_iter().map(|claim| claim.order.0));
                    }
                })
            })
            .collect();
        for bench in benches {
            given.extend(bench.join().unwrap());
        }
    });
    let different: BTreeSet<&String> = given.iter().collect();
    assert_eq!(
        different.len(),
        given.len(),
        "an order was given to two benches"
    );
    // Nobody was told that nothing is left while somebody else was only just asking.
    assert_eq!(given.len(), ORDERS);
}

#[test]
fn a_bench_that_asks_while_an_import_moves_every_order_waits_for_it() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(20), later(0)).unwrap();
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let (mut mover, mut watch) = (cluster.superuser(), cluster.superuser());
    let mut import = mover.transaction().unwrap();
    let sql = format!("UPDATE {schema}.order_book SET cutoff = cutoff + 1");
    assert_eq!(import.execute(sql.as_str(), &[]).unwrap(), 20);
    let waits =
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = $1";
    let account = format!("{schema}_station");
    let claims = thread::scope(|scope| {
        let bench = scope.spawn(|| best(&mut master, &seat, 3));
        while !bench.is_finished() {
            let waiting: i64 = watch.query_one(waits, &[&account]).unwrap().get(0);
            if waiting > 0 {
                break;
            }
        }
        import.commit().unwrap();
        bench.join().unwrap()
    });
    assert_eq!(claims.len(), 3);
}

#[test]
fn benches_that_pack_the_same_products_at_once_lose_no_unit() {
    const BENCHES: usize = 6;
    const EACH: usize = 20;
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    let mut rows = shop(BENCHES * EACH);
    rows.extend(sample::read(
        &[Row::Stock(sample::stock("CUP-07", "A2", 1_000))],
        "",
    ));
    bridge.import(&rows, later(0)).unwrap();
    thread::scope(|scope| {
        for bench in 0..BENCHES {
            let mut master = cluster.master(&schema, "station");
            scope.spawn(move || {
                let seat = seat(&mut master, &format!("bench-{bench}"));
                let claims = best(&mut master, &seat, 20);
                for (number, claim) in (1..).zip(claims) {
                    // Each bench names the two products in another order.
                    let mut contents = vec![("MUG-01", 1), ("CUP-07", 2)];
                    if bench % 2 == 0 {
                        contents.reverse();
                    }
                    let fact =
                        sample::parcel_closed(claim.order.as_str(), 1, Some(number), 1, &contents);
                    let entry = sample::entry(&seat.station.0, number, claim.fence, fact);
                    let outcomes = master.push(&seat, &[entry]).unwrap();
                    assert_eq!(outcomes, [PushOutcome::Taken]);
                    // Whoever reads folds what the others have noted, while they go on.
                    master.pull(&Cursor::default(), 1).unwrap();
                }
            });
        }
    });
    bridge.pull(&Cursor::default(), 1).unwrap();
    let sql = format!(
        "SELECT (SELECT count(*) FROM {schema}.parcel_book),
            (SELECT sum(units)::BIGINT FROM {schema}.stock_move WHERE sku = 'CUP-07'),
            (SELECT (body::JSON #>> '{{row,on_hand}}')::BIGINT FROM {schema}.record
             WHERE topic = 'stock' AND key LIKE 'CUP-07%')"
    );
    let books = cluster.superuser().query_one(sql.as_str(), &[]).unwrap();
    let (parcels, moved, on_hand): (i64, i64, i64) = (books.get(0), books.get(1), books.get(2));
    assert_eq!((moved, on_hand), (-2 * parcels, 1_000 - 2 * parcels));
    assert!(parcels >= 60, "only {parcels} parcels");
}

#[test]
fn no_push_stands_in_line_at_a_box_that_another_bench_uses() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut master = cluster.master(&schema, "bridge");
    master.import(&shop(2), later(0)).unwrap();
    let seat = seat(&mut master, "bench-1");
    let claim = best(&mut master, &seat, 1).remove(0);
    let mut other = cluster.superuser();
    other
        .batch_execute(&format!(
            "BEGIN; SELECT 1 FROM {schema}.record WHERE topic IN ('stock', 'packaging') FOR UPDATE"
        ))
        .unwrap();
    let fact = sample::parcel_closed(claim.order.as_str(), 1, Some(1), 1, &[("MUG-01", 3)]);
    let entry = sample::entry("bench-1", 1, claim.fence, fact);
    let outcomes = master.push(&seat, &[entry]).unwrap();
    assert_eq!(outcomes, [PushOutcome::Taken]);
    // Who reads does not stand in line either: the count comes with a later look.
    let on_hand = |master: &mut dyn Master| {
        let rows = master.pull(&Cursor::default(), 100).unwrap().rows;
        rows.into_iter().find_map(|row| match row {
            Row::Stock(place) => Some(place.on_hand),
            _ => None,
        })
    };
    assert_eq!(on_hand(&mut master), Some(100_000));
    other.batch_execute("COMMIT").unwrap();
    crate::support::cluster::wait_for_others(&mut other);
    assert_eq!(on_hand(&mut master), Some(99_997));
}

#[test]
fn goods_that_were_packed_before_they_were_counted_are_not_taken_from_the_count() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut master = cluster.master(&schema, "bridge");
    master.import(&shop(2), later(0)).unwrap();
    let seat = seat(&mut master, "bench-1");
    let claim = best(&mut master, &seat, 1).remove(0);
    let fact = sample::parcel_closed(claim.order.as_str(), 1, Some(1), 1, &[("MUG-01", 3)]);
    let entry = sample::entry("bench-1", 1, claim.fence, fact);
    master.push(&seat, &[entry]).unwrap();
    let counted = [Row::Stock(sample::stock("MUG-01", "A2", 7))];
    master
        .import(&sample::read(&counted, "counted"), later(1))
        .unwrap();
    crate::support::cluster::wait_for_others(&mut cluster.superuser());
    let rows = master.pull(&Cursor::default(), 100).unwrap().rows;
    assert!(
        rows.iter()
            .any(|row| matches!(row, Row::Stock(place) if place.on_hand == 7)),
        "{rows:?}"
    );
}

/// Facts of which the second cannot be stored as it is: its order's number holds a sign that no text
/// of PostgreSQL may hold.
fn with_poison(fence: u64) -> [Entry; 3] {
    [
        sample::entry("bench-1", 1, fence, sample::opened("ZAM-00001", "MUG-01")),
        sample::entry("bench-1", 2, 0, sample::opened("ZAM\u{0}1", "MUG-01")),
        sample::entry(
            "bench-1",
            3,
            fence,
            sample::parcel_closed("ZAM-00001", 1, Some(1), 1, &[("MUG-01", 1)]),
        ),
    ]
}

fn start(master: &mut dyn Master) -> (Seat, u64) {
    master.import(&shop(1), later(0)).unwrap();
    let seat = seat(master, "bench-1");
    let fence = best(master, &seat, 1)[0].fence;
    (seat, fence)
}

fn is_unstorable(outcome: &PushOutcome) -> bool {
    matches!(outcome, PushOutcome::Rejected(Rejection::Unstorable { .. }))
}

#[test]
fn a_fact_that_the_database_refuses_is_put_aside_and_those_behind_it_count() {
    let mut master = Patient::new();
    let (seat, fence) = start(&mut master);
    let facts = with_poison(fence);
    let first = master.push(&seat, &facts).unwrap();
    let [PushOutcome::Taken, poison, PushOutcome::Taken] = first.as_slice() else {
        panic!("{first:?}")
    };
    assert!(is_unstorable(poison), "{poison:?}");
    // Told again when the answer was lost.
    let again = master.push(&seat, &facts).unwrap();
    assert_eq!(
        again,
        [PushOutcome::Known, poison.clone(), PushOutcome::Known]
    );
    let rows = master.pull(&Cursor::default(), 100).unwrap().rows;
    let exception = rows.iter().find_map(|row| match row {
        Row::Exception(exception) => Some(exception),
        _ => None,
    });
    assert!(
        matches!(
            exception.map(|exception| &exception.kind),
            Some(ExceptionKind::FactRejected {
                why: Rejection::Unstorable { .. },
                ..
            })
        ),
        "{exception:?}"
    );
    let stock = rows.iter().find_map(|row| match row {
        Row::Stock(place) => Some(place.on_hand),
        _ => None,
    });
    assert_eq!(stock, Some(99_999), "the parcel behind it counts");
}

#[test]
fn a_fact_of_which_the_database_takes_no_text_at_all_is_kept_by_its_hash() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let (seat, fence) = start(&mut cluster.master(&schema, "bridge"));
    let mut owner = cluster.superuser();
    let guard = format!(
        "SET search_path = {schema};
         CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'no such text here'; END $$;
         CREATE TRIGGER refuse BEFORE INSERT ON inbox FOR EACH ROW
            WHEN (new.body LIKE '%OrderClosed%') EXECUTE FUNCTION refuse();"
    );
    owner.batch_execute(&guard).unwrap();
    let mut master = cluster.master(&schema, "station");
    let facts = [
        sample::entry("bench-1", 1, fence, sample::opened("ZAM-00001", "MUG-01")),
        sample::entry("bench-1", 2, fence, sample::order_closed("ZAM-00001")),
        sample::entry("bench-1", 3, 0, sample::signed_in("W-001")),
    ];
    let outcomes = master.push(&seat, &facts).unwrap();
    assert!(is_unstorable(&outcomes[1]), "{outcomes:?}");
    assert_eq!(
        [&outcomes[0], &outcomes[2]],
        [&PushOutcome::Taken, &PushOutcome::Taken]
    );
    let kept = format!("SELECT body, hash, rejected FROM {schema}.inbox WHERE number = 2");
    let kept = owner.query_one(kept.as_str(), &[]).unwrap();
    let (body, hash, why): (Option<String>, Vec<u8>, String) =
        (kept.get(0), kept.get(1), kept.get(2));
    assert_eq!((body, hash), (None, facts[1].hash.to_vec()));
    assert!(why.contains("no such text here"), "{why}");
    // What the fact would have changed is as it was.
    let state = format!("SELECT state FROM {schema}.order_book");
    assert_eq!(
        owner
            .query_one(state.as_str(), &[])
            .unwrap()
            .get::<_, String>(0),
        "open"
    );
}

#[test]
fn a_bad_fact_behind_a_gap_is_turned_away_like_any_other() {
    let mut master = Patient::new();
    let (seat, fence) = start(&mut master);
    let [first, poison, _] = with_poison(fence);
    let gap = master.push(&seat, std::slice::from_ref(&poison));
    assert!(
        matches!(gap, Err(MasterError::Turned(Turned::Gap { has_up_to: 0 }))),
        "{gap:?}"
    );
    master.push(&seat, &[first]).unwrap();
    assert!(is_unstorable(&master.push(&seat, &[poison]).unwrap()[0]));
}

//! Everything comes as a stream, a slice at a time: past any key, through any cut, beside any writer.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use pakownia::domain::feed::Row;
use pakownia::master::{Cursor, Master as _};

use crate::sample::{self, later, order_row, read};
use crate::support::cluster::{Cluster, shared, wait_for_others};
use crate::support::mirror::Mirror;

use super::{best, seat, shop};

/// Ends every other connection of the account, as a server does that is told to.
fn cut_off(cluster: &Cluster, account: &str) {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1";
    cluster.superuser().query(sql, &[&account]).unwrap();
}

#[test]
fn a_load_goes_on_behind_any_key() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let strange = [
        "O'Hara",
        "';--",
        "\\",
        "\"x\"",
        "Żółw $1",
        "a'||b",
        "\u{10ffff}",
        "E'\\x27",
        " ",
        "%s",
    ];
    let rows: Vec<Row> = strange
        .iter()
        .flat_map(|key| {
            [
                Row::Product(sample::product(key)),
                order_row(sample::order(key, &["O'Hara"])),
            ]
        })
        .collect();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&read(&rows, ""), later(0)).unwrap();
    wait_for_others(&mut cluster.superuser());
    let mut mirror = Mirror::default();
    loop {
        // Another connection each time: nothing is read ahead, and the key goes to the server.
        let mut master = cluster.master(&schema, "station");
        if !mirror.read(&mut master, 1) {
            break;
        }
    }
    assert_eq!(mirror.rows.len(), rows.len());
    mirror.assert_is_the_masters(&mut bridge, "after strange keys");
}

#[test]
fn a_load_that_is_cut_in_the_middle_of_a_slice_goes_on_and_misses_nothing() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(12_000), later(0)).unwrap();
    wait_for_others(&mut cluster.superuser());
    let mut master = cluster.master(&schema, "station");
    let (mut cursor, mut rows, mut cuts) = (Cursor::default(), 0, 0);
    let is_over = AtomicBool::new(false);
    let account = format!("{schema}_station");
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::SeqCst) {
                cut_off(cluster, &account);
                thread::sleep(std::time::Duration::from_millis(40));
            }
        });
        loop {
            match master.pull(&cursor, 300) {
                Ok(pulled) => {
                    rows += pulled.rows.len();
                    cursor = pulled.cursor;
                    if pulled.remaining == 0 {
                        break;
                    }
                }
                Err(_cut) => {
                    cuts += 1;
                    // After many cuts the rest may come in peace.
                    is_over.fetch_or(cuts > 10, Ordering::SeqCst);
                }
            }
        }
        is_over.store(true, Ordering::SeqCst);
    });
    assert!(cuts > 0, "nothing was cut");
    assert_eq!(rows, 12_004);
}

#[test]
fn between_two_slices_the_connection_answers_other_questions() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(3_000), later(0)).unwrap();
    wait_for_others(&mut cluster.superuser());
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let mut mirror = Mirror::default();
    while mirror.read(&mut master, 400) {
        assert!(!best(&mut master, &seat, 2).is_empty());
        master.number_range(&seat, 1).unwrap();
    }
    wait_for_others(&mut cluster.superuser());
    mirror.read_all(&mut master, 400);
    mirror.assert_is_the_masters(&mut master, "claimed meanwhile");
}

#[test]
fn a_bench_that_loads_beside_four_writers_ends_with_what_they_wrote() {
    const ROUNDS: usize = 40;
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(2_000), later(0)).unwrap();
    let mut mirror = Mirror::default();
    let writes = |writer: usize| {
        let mut master = cluster.master(&schema, "bridge");
        let bench = format!("bench-{writer}");
        let seat = seat(&mut master, &bench);
        for round in 0..ROUNDS {
            let claims = best(&mut master, &seat, 3);
            master.release(&seat, &[claims[0].order.clone()]).unwrap();
            let mut product = sample::product(&format!("MUG-{writer}"));
            product.name = format!("Kubek {round}");
            let order = sample::order(&format!("NEW-{writer}-{round}"), &["MUG-01"]);
            let cutoff = format!("{:02}:00", 8 + (writer + round) % 12);
            let rows = [
                Row::Product(product),
                order_row(order),
                sample::setting("cutoff", &cutoff),
            ];
            let salt = format!("{writer}/{round}");
            master.import(&read(&rows, &salt), later(1)).unwrap();
        }
    };
    thread::scope(|scope| {
        let writers: Vec<_> = (1..=4)
            .map(|writer| scope.spawn(move || writes(writer)))
            .collect();
        // A bench with a bad line: each slice comes by another connection.
        while !writers.iter().all(thread::ScopedJoinHandle::is_finished) {
            mirror.read(&mut cluster.master(&schema, "station"), 97);
        }
    });
    wait_for_others(&mut cluster.superuser());
    mirror.read_all(&mut bridge, 500);
    mirror.assert_is_the_masters(&mut bridge, "beside four writers");
    assert_eq!(
        mirror
            .rows
            .keys()
            .filter(|(topic, _)| topic == "order")
            .count(),
        2_000 + 4 * ROUNDS
    );
}

//! Ten benches, one PostgreSQL, and everything between them goes wrong: is every parcel packed once
//! and every fact at the master once?
//!
//! The benches are real processes, each with its own data directory, line and fate. Lines are slow,
//! cut, reset and silent; benches and the server are killed with `kill -9` and started again. When the
//! storm is over all books have to agree. `PAKOWNIA_SEED=n` throws the same dice again, as far as
//! processes and clocks allow; `PAKOWNIA_NIGHTLY=1` packs 2,000 orders.

mod books;
mod ground;
mod packer;
mod planted;
mod shop;
mod weather;

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use self::ground::Ground;
use self::packer::{Packer, Shift};
use self::weather::{Ends, Sky, rage};
use crate::support::process::{is_nightly, say};
use crate::support::proxy::FATES;

/// Benches in the storm.
const BENCHES: usize = 10;

/// How large a storm is.
struct Terms {
    orders: usize,
    /// Longest that it may take.
    patience: Duration,
    orders_ahead: u32,
    lease_seconds: u32,
    grace_seconds: u32,
}

/// Leases run out in the middle of it, and benches hold few orders ahead, so that they ask for more
/// and take them from each other all the time.
const USUAL: Terms = Terms {
    orders: 200,
    patience: Duration::from_mins(4),
    orders_ahead: 12,
    lease_seconds: 15,
    grace_seconds: 1,
};
const NIGHTLY: Terms = Terms {
    orders: 2_000,
    patience: Duration::from_mins(30),
    ..USUAL
};

fn terms() -> &'static Terms {
    if is_nightly() { &NIGHTLY } else { &USUAL }
}

fn seed() -> u64 {
    match std::env::var("PAKOWNIA_SEED") {
        Ok(seed) => seed.parse().expect("PAKOWNIA_SEED is a number"),
        Err(_) if is_nightly() => getrandom::u64().unwrap() % 1_000_000,
        Err(_) => 1,
    }
}

#[test]
fn ten_benches_in_a_storm_lose_nothing_and_double_nothing() {
    let (seed, terms) = (seed(), terms());
    say(&format!(
        "storm: {} orders, PAKOWNIA_SEED={seed}",
        terms.orders
    ));
    let mut ground = Ground::prepare(seed, terms);
    let begun = Instant::now();
    let shifts = storm(&mut ground, begun + terms.patience);
    let raged = begun.elapsed();
    let cleared = Instant::now();
    ground.clear_up();
    let books = ground.books();
    say(&format!(
        "storm: {} orders in {} s, {} facts, cleared up and looked through in {} s",
        books.closed_orders(),
        raged.as_secs(),
        books.inbox.len(),
        cleared.elapsed().as_secs()
    ));
    let faults = books.faults();
    assert!(faults.is_empty(), "seed {seed}: {faults:#?}");
    let packed: usize = shifts.iter().map(|shift| shift.closed).sum();
    assert_eq!(
        packed,
        books.closed_orders(),
        "seed {seed}: parcels on the floor"
    );
    planted::each_is_found(&mut ground, &books);
}

/// Lets the benches work and the weather rage until every order is done.
fn storm(ground: &mut Ground, until: Instant) -> Vec<Shift> {
    // Orders that lack an address or a payment are never packed.
    let orders = ground.watch.undone().unwrap().into_keys().collect();
    let sky = Sky::over(ground.seed, orders);
    let (shifts, damage) = thread::scope(|scope| {
        let benches = ground.benches.iter().enumerate();
        let shop = &ground.shop;
        let packers: Vec<_> = benches
            .map(|(bench, dir)| {
                let sky = &sky;
                let name = format!("packer {bench}");
                let work = move || {
                    let _ends = Ends(sky);
                    Packer::at(bench, dir.path(), shop, sky).work()
                };
                thread::Builder::new()
                    .name(name)
                    .spawn_scoped(scope, work)
                    .unwrap()
            })
            .collect();
        let _ends = Ends(&sky);
        let damage = rage(
            &sky,
            &mut ground.cluster,
            &mut ground.watch,
            &ground.proxies,
            until,
        );
        sky.end();
        let shifts: Vec<Shift> = packers
            .into_iter()
            .map(|packer| packer.join().unwrap())
            .collect();
        (shifts, damage)
    });
    tell(ground, &shifts, &damage);
    shifts
}

/// Says what happened, and sees to it that it was a storm.
fn tell(ground: &Ground, shifts: &[Shift], damage: &weather::Damage) {
    let kills: usize = shifts.iter().map(|shift| shift.kills).sum();
    let again: usize = shifts.iter().map(|shift| shift.sent_again).sum();
    let mut away: BTreeMap<&str, usize> = BTreeMap::new();
    for (reason, times) in shifts.iter().flat_map(|shift| &shift.turned_away) {
        *away.entry(reason).or_default() += times;
    }
    let struck: Vec<u64> = (0..FATES.len())
        .map(|at| ground.proxies.iter().map(|proxy| proxy.struck()[at]).sum())
        .collect();
    say(&format!(
        "storm: benches killed {kills} times, {again} events sent again; {damage:?}; lines {FATES:?} {struck:?}; not opened {away:#?}"
    ));
    assert!(
        kills > 10 && damage.servers > 1 && damage.lines > 1,
        "that was no storm"
    );
    assert!(
        struck.iter().all(|times| *times > 0),
        "that was no storm: {struck:?}"
    );
}

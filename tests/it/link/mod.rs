//! Packing never waits for the master: an outage is one lamp and nothing else.

pub(crate) mod cable;
mod load;
mod outage;
mod taken;

use pakownia::station::Station;
use pakownia::station::sync_view::LinkView;

use self::cable::{Cable, State};
use crate::support::bench::BenchTest;
use crate::support::wait;

/// A bench whose master is asked by a thread, somebody signed in, and everything read.
fn at_work() -> (BenchTest, Cable) {
    let cable = Cable::new();
    let mut bench = BenchTest::linked_now(cable.link());
    tend_until(&mut bench, "bench and master talk", |station| {
        let view = station.sync_view().unwrap();
        view.link == LinkView::On && view.autonomy.data_of.is_some() && view.unsent == 0
    });
    say(&mut bench, "signin W-002", "accepted");
    tend_until(&mut bench, "orders are ahead", |station| {
        station.sync_view().unwrap().autonomy.orders > 0
    });
    (bench, cable)
}

/// Lets the bench do what is due until it is so.
fn tend_until(bench: &mut BenchTest, what: &str, is_so: impl Fn(&mut Station) -> bool) {
    wait::until_so(what, || {
        is_so(bench.station()) || {
            bench.station().tend().unwrap();
            false
        }
    });
}

fn is_off(station: &mut Station) -> bool {
    matches!(station.sync_view().unwrap().link, LinkView::Off { .. })
}

fn is_on(station: &mut Station) -> bool {
    station.sync_view().unwrap().link == LinkView::On
}

fn all_sent(station: &mut Station) -> bool {
    is_on(station) && station.unsent_count() == 0
}

/// One line of a script; the answer has to begin with these words.
fn say(bench: &mut BenchTest, line: &str, begins: &str) {
    let answer = bench.run_line(line);
    assert!(answer.starts_with(begins), "{line} -> {answer}");
}

/// Packs B-101 or, from some step on, the rest of it.
fn pack_b101(bench: &mut BenchTest) {
    say(bench, "scan B-101", "accepted");
    finish_b101(bench);
}

fn finish_b101(bench: &mut BenchTest) {
    for line in [
        "scan 5901234123457",
        "scan 5901234123457",
        "scan 5901234000031",
        "scan PKN-GO",
        "weigh 880",
        "scan B-101",
    ] {
        say(bench, line, "accepted");
    }
}

/// Forgets the claims of the import, as if the orders came this minute.
fn forget_claims(bench: &mut BenchTest) {
    let forgotten = bench.with_store(|store| store.give_up_claims().unwrap());
    assert!(forgotten > 0);
}

fn cut(bench: &mut BenchTest, cable: &Cable) {
    cable.set(State::Cut);
    tend_until(bench, "the outage is known", is_off);
}

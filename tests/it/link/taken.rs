//! An order that is given to other benches, and a bench that is turned away, stop at the next scan.

use pakownia::domain::feed::{OrderStanding, Row};
use pakownia::domain::ids::StationId;

use super::cable::{Cable, State};
use super::{all_sent, at_work, finish_b101, is_off, is_on, say, tend_until};
use crate::support::bench::BenchTest;
use crate::support::wait;

#[test]
fn an_order_that_a_lead_took_over_stops_at_the_next_scan() {
    let (mut bench, cable) = at_work();
    say(&mut bench, "scan B-101", "accepted");
    say(&mut bench, "scan 5901234123457", "accepted");
    tend_until(&mut bench, "all is sent", all_sent);
    let standing = |holder: Option<&str>| {
        Row::Standing(OrderStanding {
            order_no: "B-101".into(),
            holder: holder.map(StationId::from),
            packed: false,
            both_wanted: false,
            erased: false,
            parcels: vec![],
        })
    };
    // A lead freed it: the bench learns of the row, asks, and is told.
    cable.lose("B-101");
    cable.bring(standing(None));
    tend_until(&mut bench, "the row and the word have come", |station| {
        station.is_order_lost()
    });
    let answer = bench.run_line("scan 5901234123457");
    assert!(answer.starts_with("blocked OrderTakenOver"), "{answer}");
    assert!(answer.contains("aside"), "{answer}");
    say(&mut bench, "scan B-103", "accepted");
}

#[test]
fn an_order_that_another_bench_holds_stops_here() {
    let (mut bench, cable) = at_work();
    say(&mut bench, "scan B-101", "accepted");
    cable.bring(Row::Standing(OrderStanding {
        order_no: "B-101".into(),
        holder: Some("bench-elsewhere".into()),
        packed: false,
        both_wanted: false,
        erased: false,
        parcels: vec![],
    }));
    tend_until(&mut bench, "the row has come", |station| {
        station.is_order_lost()
    });
    let answer = bench.run_line("scan 5901234123457");
    assert!(answer.starts_with("blocked OrderTakenOver"), "{answer}");
    let answer = bench.run_line("scan B-101");
    assert!(answer.contains("another bench"), "{answer}");
    let answer = bench.run_line("reopen B-101 I want it");
    assert!(
        answer.starts_with("blocked OrderHeld") && answer.contains("another bench"),
        "nor is it opened again: {answer}"
    );
}

#[test]
fn an_order_that_was_put_aside_is_not_opened_again_when_its_time_is_over_and_the_master_away() {
    let cable = Cable::new();
    let mut bench = BenchTest::linked_standing(cable.link_here());
    say(&mut bench, "signin W-002", "accepted");
    bench.station().sync_all(|_| {}).unwrap();
    say(&mut bench, "scan B-101", "accepted");
    say(&mut bench, "hold box is damp", "accepted");
    cable.set(State::Cut);
    say(&mut bench, "reopen B-101 it is dry", "accepted");
    say(&mut bench, "hold box is damp", "accepted");
    bench.wait(13 * 3_600);
    say(&mut bench, "signin W-002", "accepted");
    let answer = bench.run_line("reopen B-101 it is dry");
    assert!(
        answer.contains("its time at this bench is over"),
        "{answer}"
    );
    cable.set(State::Sound);
    say(&mut bench, "reopen B-101 it is dry", "accepted");
}

#[test]
fn a_bench_that_everybody_has_left_gives_back_what_it_has_not_begun() {
    let cable = Cable::new();
    let mut bench = BenchTest::linked_standing(cable.link());
    say(&mut bench, "signin W-002", "accepted");
    let orders = |bench: &mut BenchTest| bench.station().sync_view().unwrap().autonomy.orders;
    let until = |bench: &mut BenchTest, what: &str, is_so: &dyn Fn(&mut BenchTest) -> bool| {
        wait::until_so(what, || {
            is_so(bench) || {
                bench.wait(1);
                bench.station().tend().unwrap();
                false
            }
        });
    };
    until(&mut bench, "they talk", &|bench| is_on(bench.station()));
    say(&mut bench, "scan B-101", "accepted");
    say(&mut bench, "hold break", "accepted");
    assert!(orders(&mut bench) > 0);
    say(&mut bench, "signout", "accepted");
    bench.wait(20 * 60);
    bench.station().tend().unwrap();
    assert!(orders(&mut bench) > 0, "a break is no reason");
    bench.wait(30 * 60);
    until(&mut bench, "the report says so", &|bench| {
        orders(bench) == 0 && cable.reported() == Some(1)
    });
}

#[test]
fn a_copied_bench_finishes_what_it_has_in_hand_and_opens_nothing_else() {
    let (mut bench, cable) = at_work();
    say(&mut bench, "scan B-101", "accepted");
    cable.set(State::Copied);
    tend_until(&mut bench, "it is turned away", is_off);
    finish_b101(&mut bench);
    let answer = bench.run_line("scan B-103");
    assert!(
        answer.contains("the disk of this bench was copied"),
        "{answer}"
    );
    cable.set(State::Cut);
    bench.restart();
    let answer = bench.run_line("scan B-103");
    assert!(
        answer.contains("the disk of this bench was copied"),
        "after a restart and with the master away it is still known: {answer}"
    );
    cable.set(State::Sound);
    tend_until(&mut bench, "it is let in again", is_on);
    say(&mut bench, "scan B-103", "accepted");
}

#[test]
fn only_the_master_says_that_another_bench_has_an_order() {
    let cable = Cable::new();
    let mut bench = BenchTest::linked_standing(cable.link_here());
    bench.with_store(|store| store.give_up_claims().unwrap());
    say(&mut bench, "signin W-002", "accepted");
    cable.set(State::Cut);
    let answer = bench.run_line("scan B-101");
    assert!(answer.contains("the master does not answer"), "{answer}");
    cable.set(State::Sound);
    say(&mut bench, "scan B-101", "accepted");
}

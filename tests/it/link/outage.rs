//! The master is away, slow, or loses answers: packing goes on, and nothing is lost or doubled.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use pakownia::cli::script;
use pakownia::devices::DeviceEvent;
use pakownia::domain::feed::LinkTrouble;
use pakownia::station::event::{Action, Event};
use pakownia::station::handle::{StationHandle, Surroundings};
use pakownia::station::snapshot::{Lamp, Snapshot, Trouble};
use pakownia::station::sync_view::{Drift, LinkView};

use super::cable::{Cable, State};
use super::{all_sent, at_work, cut, forget_claims, is_off, is_on, pack_b101, say, tend_until};
use crate::support::bench::BenchTest;
use crate::support::wait;

/// Each fact of the journal was taken once, and in order.
fn assert_taken_once(bench: &mut BenchTest, cable: &Cable) {
    let last = bench.with_store(|store| store.last_number());
    let taken = cable.taken();
    let all: Vec<u64> = (1..=last).collect();
    assert_eq!(taken, all, "each fact once, in order");
}

#[test]
fn packing_goes_on_through_an_outage_and_every_fact_arrives_once() {
    let (mut bench, cable) = at_work();
    cut(&mut bench, &cable);
    pack_b101(&mut bench);
    let view = bench.station().sync_view().unwrap();
    assert!(view.unsent > 5, "{} facts wait", view.unsent);
    assert!(view.oldest_unsent.is_some());
    assert!(view.autonomy.orders > 0 && view.autonomy.numbers > 0);
    assert!(view.autonomy.claims_end.is_some());
    cable.set(State::Sound);
    tend_until(&mut bench, "all is sent", all_sent);
    assert_taken_once(&mut bench, &cable);
}

#[test]
fn facts_whose_answer_was_lost_count_once() {
    let (mut bench, cable) = at_work();
    tend_until(&mut bench, "the sign-in is sent", all_sent);
    say(&mut bench, "scan B-101", "accepted");
    cable.set(State::OneWay);
    tend_until(&mut bench, "the outage is known", is_off);
    super::finish_b101(&mut bench);
    cable.set(State::Sound);
    tend_until(&mut bench, "all is sent", all_sent);
    assert_taken_once(&mut bench, &cable);
}

#[test]
fn a_greeting_whose_answer_was_lost_is_repeated_under_its_name() {
    let cable = Cable::new();
    cable.set(State::OneWay);
    let mut bench = BenchTest::linked_now(cable.link());
    tend_until(&mut bench, "three greetings", |_| cable.runs().len() >= 3);
    cable.set(State::Sound);
    tend_until(&mut bench, "bench and master talk", is_on);
    let names: BTreeSet<String> = cable.runs().into_iter().collect();
    assert_eq!(names.len(), 1, "one name until it is answered");
    cut(&mut bench, &cable);
    cable.set(State::Sound);
    tend_until(&mut bench, "they talk again", is_on);
    let names: BTreeSet<String> = cable.runs().into_iter().collect();
    assert_eq!(names.len(), 2, "another connection has another name");
}

#[test]
fn a_scan_is_answered_at_once_although_the_master_owes_an_answer() {
    let (mut bench, cable) = at_work();
    tend_until(&mut bench, "the sign-in is sent", all_sent);
    cable.set(State::Stuck);
    pack_b101(&mut bench);
    // The thread hangs in a question about the facts; no line above waited for it.
    bench.station().tend().unwrap();
    let begun = Instant::now();
    say(&mut bench, "scan B-103", "accepted");
    assert!(begun.elapsed() < Duration::from_secs(5));
    cable.set(State::Sound);
    tend_until(&mut bench, "all is sent", all_sent);
}

#[test]
fn an_order_that_is_not_held_is_refused_in_a_moment_and_opens_when_the_answer_has_come() {
    let (mut bench, cable) = at_work();
    forget_claims(&mut bench);
    tend_until(&mut bench, "they talk", is_on);
    // Orders that came ahead meanwhile are forgotten too: this is about one that nobody holds.
    bench.station().tend().unwrap();
    cable.set(State::Stuck);
    let begun = Instant::now();
    let answer = bench.run_line("scan B-104");
    let waited = begun.elapsed();
    if answer.starts_with("blocked OrderHeld") {
        assert!(answer.contains("the master does not answer"), "{answer}");
        assert!(waited < Duration::from_secs(5), "{waited:?}");
        cable.set(State::Sound);
        tend_until(&mut bench, "they talk", all_sent);
        tend_until(&mut bench, "orders are ahead", |station| {
            station.sync_view().unwrap().autonomy.orders > 0
        });
        say(&mut bench, "scan B-104", "accepted");
    } else {
        panic!("nobody could have given it: {answer}");
    }
}

#[test]
fn a_bench_that_is_started_while_the_master_is_away_opens_from_its_own_disk() {
    let cable = Cable::new();
    cable.set(State::Stuck);
    let mut bench = BenchTest::linked_now(cable.link());
    bench.station().tend().unwrap();
    say(&mut bench, "signin W-002", "accepted");
    say(&mut bench, "scan B-101", "accepted");
    bench.restart();
    super::finish_b101(&mut bench);
    cable.set(State::Cut);
    tend_until(&mut bench, "the outage is known", is_off);
    bench.restart();
    forget_claims(&mut bench);
    let answer = bench.run_line("scan B-104");
    assert!(answer.contains("the master does not answer"), "{answer}");
    cable.set(State::Sound);
    tend_until(&mut bench, "all is sent", all_sent);
    assert_taken_once(&mut bench, &cable);
}

#[test]
fn a_master_that_was_set_back_gets_again_what_it_lacks() {
    let (mut bench, cable) = at_work();
    pack_b101(&mut bench);
    tend_until(&mut bench, "all is sent", all_sent);
    let first = cable.sent().len();
    cable.set_back_to(3);
    cut(&mut bench, &cable);
    cable.set(State::Sound);
    tend_until(&mut bench, "all is sent again", |station| {
        all_sent(station) && cable.sent().len() > first
    });
    assert_eq!(cable.sent()[first], 4, "from the first one it lacks");
    assert_taken_once(&mut bench, &cable);
}

#[test]
fn when_another_connection_speaks_the_bench_greets_again_and_goes_on() {
    let (mut bench, cable) = at_work();
    tend_until(&mut bench, "the sign-in is sent", all_sent);
    let greetings = cable.runs().len();
    cable.set(State::Taken);
    pack_b101(&mut bench);
    tend_until(&mut bench, "all is sent", |station| {
        all_sent(station) && cable.runs().len() > greetings
    });
    assert_taken_once(&mut bench, &cable);
}

#[test]
fn a_lease_that_ran_out_while_the_master_was_away_opens_no_order_and_stops_none() {
    let cable = Cable::new();
    let mut bench = BenchTest::linked_standing(cable.link_here());
    say(&mut bench, "signin W-002", "accepted");
    bench.station().sync_all(|_| {}).unwrap();
    say(&mut bench, "scan B-101", "accepted");
    cable.set(State::Cut);
    bench.wait(13 * 3_600);
    say(&mut bench, "signin W-002", "accepted");
    super::finish_b101(&mut bench);
    let answer = bench.run_line("scan B-103");
    assert!(
        answer.contains("its time at this bench is over"),
        "{answer}"
    );
    cable.set(State::Sound);
    say(&mut bench, "scan B-103", "accepted");
}

#[test]
fn a_script_answers_every_line_and_ends_although_the_master_never_answers() {
    let cable = Cable::new();
    cable.set(State::Stuck);
    let mut bench = BenchTest::linked_now(cable.link());
    let clock = bench.clock();
    let mut events = "{\"badge\":\"W-002\",\"pin\":\"222222\"}\n".to_owned();
    events.push_str(&"{\"scan\":\"2999999999999\"}\n".repeat(450));
    let mut answers = vec![];
    let begun = Instant::now();
    script::run(bench.station(), &clock, events.as_bytes(), &mut answers).unwrap();
    assert!(begun.elapsed() < Duration::from_mins(1));
    assert_eq!(String::from_utf8(answers).unwrap().lines().count(), 451);
    assert_eq!(bench.station().unsent_count(), 451);
    cable.set(State::Sound);
}

#[test]
fn the_cache_is_compared_with_what_the_master_says() {
    let (mut bench, cable) = at_work();
    tend_until(&mut bench, "all is sent", all_sent);
    let drift = bench.station().compare_now().unwrap();
    assert!(matches!(drift, Drift::None { .. }), "{drift:?}");
    cable.say_otherwise_of("stock");
    let Drift::Found { topics, .. } = bench.station().compare_now().unwrap() else {
        panic!("the master says something else");
    };
    assert_eq!(topics, ["stock"]);
}

/// The window's loop: events in, pictures out.
#[test]
fn in_the_window_an_outage_is_one_lamp_and_a_scan_does_not_wait_for_it() {
    let (mut bench, cable) = at_work();
    let around = Surroundings {
        heard: Box::new(|_| {}),
        wake: Box::new(|| {}),
        master_door: std::sync::Arc::new(|| panic!("nothing is imported")),
        devices: Box::new(|_: std::sync::mpsc::SyncSender<DeviceEvent>| vec![]),
    };
    let handle = StationHandle::start(bench.take_station(), around).unwrap();
    let wait_for = |what: &str, is_so: &dyn Fn(&Snapshot) -> bool| {
        wait::until_so(what, || is_so(&handle.latest()));
    };
    let scan = |code: &str| {
        handle.send(Event::Action(Action::Scan {
            code: code.to_owned(),
        }));
    };
    wait_for("the lamp is on", &|picture| {
        picture.health.master == Lamp::Ok && picture.sync.link == LinkView::On
    });
    cable.set(State::Cut);
    wait_for("the lamp tells it", &|picture| {
        matches!(
            picture.health.master,
            Lamp::Watch(Trouble::MasterAway { .. })
        )
    });
    let LinkView::Off { trouble, .. } = handle.latest().sync.link.clone() else {
        panic!("the lamp said so");
    };
    assert_eq!(trouble, LinkTrouble::Away);
    scan("B-101");
    for code in ["5901234123457", "5901234123457", "5901234000031"] {
        scan(code);
    }
    wait_for("three units are packed", &|picture| {
        picture
            .session
            .as_ref()
            .is_some_and(|session| session.done == 3)
    });
    cable.set(State::Sound);
    wait_for("all is sent", &|picture| {
        picture.health.master == Lamp::Ok && picture.sync.unsent == 0
    });
    handle.send(Event::Overview);
    wait_for("how all benches stand", &|picture| {
        picture.sync.overview.is_some()
    });
}

#[test]
fn a_bench_and_the_master_beside_it_agree_after_packing() {
    let mut bench = BenchTest::new();
    say(&mut bench, "signin W-002", "accepted");
    pack_b101(&mut bench);
    let drift = bench.station().compare_now().unwrap();
    assert!(matches!(drift, Drift::None { .. }), "{drift:?}");
}

//! Leases against time, greetings against history.

use chrono::TimeDelta;

use super::super::{Ledger, PAST_RUNS, fair_share};
use super::{
    TERMS, bench, book, books, claim, closed, entry, greeting, here, hour, no, opened, parcel,
    report, seat, take,
};
use crate::domain::exception::ExceptionKind;
use crate::domain::journal::Entry;
use crate::domain::session::fact::Fact;
use crate::master::{Greeting, Turned};

#[test]
fn a_share_is_what_is_left_for_each_and_never_so_little_that_somebody_waits() {
    let cases = [
        ((250, 1_000, 10), 100),
        ((50, 1_000, 10), 50),
        ((250, 1_001, 10), 101),
        ((250, 7, 10), 5),
        ((250, 0, 0), 5),
        ((3, 7, 1), 3),
    ];
    for ((wanted, free, benches), share) in cases {
        assert_eq!(
            fair_share(wanted, free, benches),
            share,
            "{wanted} of {free}"
        );
    }
}

#[test]
fn a_lease_ends_with_its_grace_and_not_before() {
    let mut ledger = books(&["bench-1"]);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    let end = hour(12) + TERMS.grace;
    assert_eq!(report(&mut ledger, "bench-1", 0, Some(fence), end), []);
    assert_eq!(book(&ledger).lease_end, Some(end + TERMS.lease), "renewed");
    let later = end + TERMS.lease + TERMS.grace + TimeDelta::milliseconds(1);
    assert_eq!(
        report(&mut ledger, "bench-1", 0, Some(fence), later),
        [no("ZAM-1")]
    );
}

#[test]
fn a_report_that_was_hours_on_its_way_frees_nothing_that_was_packed_meanwhile() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    // Written at once, with an empty outbox; the bench packed the order right after.
    let late = report(&mut ledger, "bench-1", 0, Some(fence), hour(14));
    assert_eq!(late, [no("ZAM-1")], "the bench will never read this");
    assert_eq!(claim(&mut ledger, "bench-2", hour(14)), None);
    take(
        &mut ledger,
        "bench-1",
        1,
        fence,
        vec![opened(1), parcel(1, 5)],
    );
    assert_eq!(claim(&mut ledger, "bench-2", hour(40)), None);
}

#[test]
fn a_lease_that_is_over_and_an_outbox_that_was_empty_since_free_an_order() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    claim(&mut ledger, "bench-1", hour(0)).unwrap();
    let drained_at = |ledger: &mut Ledger, at| {
        let bench = ledger.benches.get_mut(&bench("bench-1")).unwrap();
        bench.drained_at = Some(at);
    };
    drained_at(&mut ledger, hour(12));
    assert_eq!(
        claim(&mut ledger, "bench-2", hour(20)),
        None,
        "empty before the lease was over: it may have packed since"
    );
    drained_at(&mut ledger, hour(13));
    assert_eq!(claim(&mut ledger, "bench-2", hour(20)), Some(2));
}

#[test]
fn an_hour_from_before_the_masters_clock_was_set_back_frees_nothing() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    report(&mut ledger, "bench-1", 0, None, hour(20));
    report(&mut ledger, "bench-1", 0, None, hour(21));
    // Seven in the morning, says the clock now: the bench was seen and empty this evening.
    let fence = claim(&mut ledger, "bench-1", hour(7));
    assert_eq!(fence, Some(1));
    assert_eq!(
        claim(&mut ledger, "bench-2", hour(22)),
        None,
        "its lease was over at seven, and nothing was heard of it since"
    );
    report(&mut ledger, "bench-1", 0, None, hour(8));
    let drained = ledger.benches[&bench("bench-1")].drained_at;
    assert_eq!(drained, Some(hour(7)), "the last hour that is sure");
}

#[test]
fn a_bench_that_was_heard_before_the_clock_was_set_back_is_waited_for_after_a_restore() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    report(&mut ledger, "bench-1", 0, None, hour(20));
    claim(&mut ledger, "bench-1", hour(7));
    ledger.begin_recovery(None, "another", hour(8));
    assert_eq!(
        ledger.missing_benches(),
        [bench("bench-1"), bench("bench-2")]
    );
}

#[test]
fn a_message_proves_an_empty_outbox_only_for_the_time_before_it() {
    let mut ledger = books(&["bench-1"]);
    report(&mut ledger, "bench-1", 0, None, hour(3));
    let drained = ledger.benches[&bench("bench-1")].drained_at;
    assert_eq!(drained, Some(hour(0)), "when it was answered before");
    report(&mut ledger, "bench-1", 2, None, hour(4));
    assert_eq!(ledger.benches[&bench("bench-1")].drained_at, drained);
}

#[test]
fn connections_older_than_the_last_ones_are_forgotten() {
    let mut ledger = books(&["bench-1"]);
    let mut before = "first".to_owned();
    for run in 0..PAST_RUNS + 5 {
        let run = format!("run {run}");
        let greeting = greeting("bench-1", &run, Some(&before));
        ledger
            .greet(&greeting, &here(), "fresh", hour(0), &TERMS)
            .unwrap();
        before = run;
    }
    let past = &ledger.benches[&bench("bench-1")].past_runs;
    assert_eq!(past.len(), PAST_RUNS);
    assert_eq!(past.last(), Some(&format!("run {}", PAST_RUNS + 3)));
}

#[test]
fn an_old_connection_is_late_and_an_old_disk_is_a_copy() {
    let mut ledger = books(&["bench-1"]);
    let greet = |ledger: &mut Ledger, run, before| {
        ledger.greet(
            &greeting("bench-1", run, before),
            &here(),
            "fresh",
            hour(0),
            &TERMS,
        )
    };
    greet(&mut ledger, "second", Some("first")).unwrap();
    assert_eq!(
        greet(&mut ledger, "first", None),
        Err(Turned::Superseded),
        "it was written before the second"
    );
    assert_eq!(ledger.check(&seat("bench-1", "second")), Ok(()));
    assert_eq!(
        greet(&mut ledger, "third", Some("first")),
        Err(Turned::Quarantined)
    );
    assert_eq!(
        ledger.check(&seat("bench-1", "second")),
        Err(Turned::Quarantined)
    );
}

#[test]
fn a_bench_whose_facts_the_master_forgot_is_not_one_with_nothing_to_send() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    // It has packed the order and was acknowledged; then the master was set back.
    let back = Greeting {
        acknowledged: 3,
        ..greeting("bench-1", "after", Some("first"))
    };
    let welcome = ledger.greet(&back, &here(), "fresh", hour(1), &TERMS);
    assert_eq!(welcome.unwrap().ledger, "fresh");
    assert_eq!(
        book(&ledger).holder,
        Some(bench("bench-1")),
        "the parcel is on its way in the facts"
    );
    assert_eq!(ledger.missing_benches().len(), 2);
    take(
        &mut ledger,
        "bench-1",
        1,
        fence,
        vec![opened(1), parcel(1, 5), closed(1)],
    );
    for station in ["bench-1", "bench-2"] {
        report(&mut ledger, station, 0, None, hour(2));
    }
    assert_eq!(ledger.recovering_since, None);
    assert_eq!(claim(&mut ledger, "bench-2", hour(2)), None);
}

#[test]
fn a_bench_whose_last_answer_was_lost_proves_a_set_back_master_too() {
    let mut ledger = books(&["bench-1"]);
    let fence = claim(&mut ledger, "bench-1", hour(0)).unwrap();
    take(&mut ledger, "bench-1", 1, fence, vec![opened(1)]);
    // The master has the first fact; the bench never heard so, and went on, on a day that is lost.
    let mut back = greeting("bench-1", "after", Some("of the lost day"));
    back.report.unsent = 3;
    let welcome = ledger.greet(&back, &here(), "fresh", hour(1), &TERMS);
    assert_eq!(welcome.unwrap().ledger, "fresh");
    // A disk that has less than the master was copied before.
    let old = greeting(
        "bench-1",
        "old",
        Some("longer ago than anything that is kept"),
    );
    let turned = ledger.greet(&old, &here(), "fresh", hour(1), &TERMS);
    assert_eq!(turned, Err(Turned::Quarantined));
}

#[test]
fn a_backup_of_last_month_waits_for_the_benches_of_last_month() {
    let mut ledger = books(&["bench-1", "bench-2", "bench-3"]);
    let away = hour(-8 * 24);
    ledger.benches.get_mut(&bench("bench-3")).unwrap().last_seen = Some(away);
    let back = Greeting {
        acknowledged: 1,
        ..greeting("bench-1", "after", Some("first"))
    };
    let a_month_later = hour(30 * 24);
    ledger
        .greet(&back, &here(), "fresh", a_month_later, &TERMS)
        .unwrap();
    assert_eq!(
        ledger.missing_benches(),
        [bench("bench-1"), bench("bench-2")],
        "bench 3 was not seen in the last week that is known"
    );
}

#[test]
fn a_bench_that_joined_on_the_lost_day_is_waited_for_when_it_comes() {
    let mut ledger = books(&["bench-1"]);
    let back = Greeting {
        acknowledged: 1,
        ..greeting("bench-1", "after", Some("first"))
    };
    ledger
        .greet(&back, &here(), "fresh", hour(1), &TERMS)
        .unwrap();
    let joined = Greeting {
        acknowledged: 9,
        ..greeting("bench-9", "late", Some("of the lost day"))
    };
    let renamed = crate::domain::feed::Cursor {
        ledger: "fresh".to_owned(),
        ..here()
    };
    ledger
        .greet(&joined, &renamed, "fresher", hour(1), &TERMS)
        .unwrap();
    report(&mut ledger, "bench-1", 0, None, hour(2));
    assert_eq!(ledger.missing_benches(), [bench("bench-9")]);
    assert!(ledger.recovering_since.is_some());
}

#[test]
fn one_restored_master_is_told_once() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    let back = Greeting {
        acknowledged: 3,
        ..greeting("bench-1", "after", Some("first"))
    };
    for _ in 0..2 {
        ledger
            .greet(&back, &here(), "fresh", hour(1), &TERMS)
            .unwrap();
    }
    let told: Vec<_> = ledger
        .effects
        .exceptions
        .iter()
        .map(|it| &it.kind)
        .collect();
    assert_eq!(told, [&ExceptionKind::MasterRestored]);
}

#[test]
fn a_double_that_stands_behind_others_leaves_them_taken() {
    let mut ledger = books(&["bench-1"]);
    let fact = |number, worker: &str| {
        let worker = worker.into();
        entry("bench-1", number, 0, Fact::SignInRefused { worker })
    };
    ledger
        .take(&[fact(1, "W-001"), fact(2, "W-001")], hour(1))
        .unwrap();
    let answer = ledger.take(&[fact(1, "W-001"), fact(2, "W-002")], hour(1));
    assert_eq!(answer, Err(Turned::Quarantined));
    assert_eq!(ledger.effects.kept.len(), 2);
    assert_eq!(ledger.effects.doubles, [fact(2, "W-002")]);
}

#[test]
fn a_fact_that_could_not_be_stored_blocks_nobody_and_is_looked_at() {
    let mut ledger = books(&["bench-1"]);
    let poison = entry(
        "bench-1",
        1,
        0,
        Fact::SignInRefused {
            worker: "\0".into(),
        },
    );
    ledger
        .keep_unstorable(&poison, "invalid byte", hour(1))
        .unwrap();
    assert_eq!(ledger.benches[&bench("bench-1")].has_up_to[&1], 1);
    assert_eq!(ledger.effects.exceptions.len(), 1);
    let twice = ledger.take(&[poison], hour(1)).unwrap();
    assert!(
        matches!(twice.as_slice(), [crate::master::PushOutcome::Rejected(_)]),
        "{twice:?}"
    );
    assert_eq!(ledger.effects.kept.len(), 1);
}

/// Bench 1 had closed a parcel when the backup was made. On the lost day it emptied the box and gave the
/// order back, and bench 2 got it.
fn set_back_to_a_closed_parcel() -> Ledger {
    let mut ledger = books(&["bench-1", "bench-2"]);
    assert_eq!(claim(&mut ledger, "bench-1", hour(0)), Some(1));
    take(&mut ledger, "bench-1", 1, 1, vec![opened(1), parcel(1, 2)]);
    let back = Greeting {
        acknowledged: 9,
        ..greeting("bench-2", "after", Some("first"))
    };
    ledger
        .greet(&back, &here(), "fresh", hour(2), &TERMS)
        .unwrap();
    report(&mut ledger, "bench-2", 1, Some(2), hour(2));
    assert_eq!(book(&ledger).holder, Some(bench("bench-2")));
    ledger
}

/// The same box emptied, as bench 1 tells it again.
fn emptied() -> Entry {
    let nothing = Fact::OrderPutAside {
        order: no("ZAM-1"),
        reason: crate::domain::session::NOTHING_TO_PACK.to_owned(),
    };
    entry("bench-1", 3, 1, nothing)
}

#[test]
fn an_order_whose_box_was_emptied_on_the_lost_day_is_free_when_its_bench_gives_it_back() {
    let mut ledger = set_back_to_a_closed_parcel();
    let outcomes = ledger.take(&[emptied()], hour(2)).unwrap();
    assert!(
        matches!(
            outcomes.as_slice(),
            [crate::master::PushOutcome::Rejected(_)]
        ),
        "it has gone to bench 2 since: {outcomes:?}"
    );
    let units: i64 = ledger.effects.moves.iter().map(|moved| moved.units).sum();
    assert_eq!(units, 0, "what was in the box is back in the books");
    report(&mut ledger, "bench-1", 0, None, hour(2));
    report(&mut ledger, "bench-2", 0, Some(2), hour(2));
    report(&mut ledger, "bench-2", 0, None, hour(3));
    assert_eq!(book(&ledger).holder, None);
    assert_eq!(claim(&mut ledger, "bench-1", hour(3)), Some(3));
}

#[test]
fn who_packs_an_order_of_the_lost_day_finds_nothing_of_an_earlier_bench_in_the_books() {
    let mut ledger = set_back_to_a_closed_parcel();
    take(&mut ledger, "bench-2", 1, 2, vec![opened(1), parcel(1, 5)]);
    let units: i64 = ledger.effects.moves.iter().map(|moved| moved.units).sum();
    assert_eq!(units, -5, "the books have what is in the one box");
    ledger.take(&[emptied()], hour(2)).unwrap();
    assert_eq!(
        book(&ledger).parcels.len(),
        1,
        "the late word empties no box of bench 2"
    );
    assert!(book(&ledger).parcels[&1].packaging.is_some());
    report(&mut ledger, "bench-1", 0, None, hour(2));
    report(&mut ledger, "bench-2", 0, None, hour(3));
    assert_eq!(
        book(&ledger).holder,
        Some(bench("bench-2")),
        "a box of its own keeps the order with it"
    );
}

#[test]
fn a_lead_who_took_an_order_over_on_the_lost_day_flags_it_however_late_that_is_told() {
    let mut ledger = set_back_to_a_closed_parcel();
    let word = Fact::OrderTakenOver {
        taken: no("ZAM-1"),
        from: bench("bench-1"),
        reason: "does not answer".to_owned(),
    };
    ledger
        .take(&[entry("bench-2", 1, 0, word)], hour(2))
        .unwrap();
    assert!(book(&ledger).taken_over);
    assert_eq!(book(&ledger).holder, Some(bench("bench-2")));
    let units: i64 = ledger.effects.moves.iter().map(|moved| moved.units).sum();
    assert_eq!(units, 0, "whoever packs it takes everything anew");
    let told = ledger.effects.exceptions.iter();
    let told = told.filter(|it| matches!(it.kind, ExceptionKind::TakenOver { .. }));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_packed_order_that_its_bench_holds_again_has_its_lease_renewed_like_any_other() {
    let mut ledger = books(&["bench-1", "bench-2"]);
    assert_eq!(claim(&mut ledger, "bench-1", hour(0)), Some(1));
    take(
        &mut ledger,
        "bench-1",
        1,
        1,
        vec![opened(1), parcel(1, 2), closed(1)],
    );
    // Long after the lease, with nothing left to send.
    report(&mut ledger, "bench-1", 0, None, hour(13));
    report(&mut ledger, "bench-1", 0, None, hour(14));
    // It opened the order again, and the shop took it back meanwhile; it hears that its claims last on.
    let lost = report(&mut ledger, "bench-1", 2, Some(1), hour(20));
    assert_eq!(lost, []);
    let reopened = Fact::OrderReopened {
        order: no("ZAM-1"),
        reason: String::new(),
    };
    let withdrawn = Fact::OrderWithdrawn { order: no("ZAM-1") };
    take(&mut ledger, "bench-1", 4, 1, vec![reopened, withdrawn]);
    assert_eq!(
        claim(&mut ledger, "bench-2", hour(21)),
        None,
        "bench 1 may be packing it anew"
    );
}

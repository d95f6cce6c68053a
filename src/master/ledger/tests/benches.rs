//! Leases against time, greetings against history.

use chrono::TimeDelta;

use super::super::{Ledger, PAST_RUNS, fair_share};
use super::{
    TERMS, bench, book, books, claim, entry, greeting, here, hour, no, opened, parcel, report,
    seat, take,
};
use crate::domain::exception::ExceptionKind;
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
        vec![opened(1), parcel(1, 5), super::closed(1)],
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

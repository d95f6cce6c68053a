//! For how long a bench holds what it claimed, and how an order comes back.

use super::{
    a_moment_passes, again, best, claim, claim_one, each, each_hasty, hello, on, report, seat,
};
use crate::sample::{self, no};

#[test]
fn what_a_bench_with_nothing_to_send_no_longer_lists_is_given_back() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let first = claim_one(master, &one, "ZAM-1");
        let second = claim_one(master, &one, "ZAM-2");
        assert_eq!(
            report(master, &one, 0, &[("ZAM-2", second)]),
            [],
            "{name}: what it lists it keeps"
        );
        assert!(claim_one(master, &two, "ZAM-1") > first, "{name}");
        assert_eq!(claim(master, &two, "ZAM-2"), None, "{name}");
    });
}

#[test]
fn a_bench_with_facts_to_send_gives_nothing_back_by_silence() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        claim_one(master, &one, "ZAM-1");
        report(master, &one, 1, &[]);
        assert_eq!(
            claim(master, &two, "ZAM-1"),
            None,
            "{name}: its parcel may wait in the outbox"
        );
        report(master, &one, 0, &[]);
        assert!(claim(master, &two, "ZAM-1").is_some(), "{name}");
    });
}

#[test]
fn a_greeting_says_how_a_bench_stands_like_a_report() {
    each(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        claim_one(master, &one, "ZAM-1");
        let later = on("bench-1", "second");
        let mut greeting = hello(&later, Some("first"));
        greeting.report.unsent = 2;
        master.greet(&greeting).unwrap();
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        again(master, &later, 0, &[]);
        assert!(claim(master, &two, "ZAM-1").is_some(), "{name}");
    });
}

#[test]
fn an_order_whose_lease_is_over_is_free_when_its_bench_has_let_it_go() {
    each_hasty(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        a_moment_passes();
        let lost = report(master, &one, 0, &[("ZAM-1", fence)]);
        assert_eq!(lost, [no("ZAM-1")], "{name}: it is told to let go");
        report(master, &one, 0, &[]);
        assert!(claim_one(master, &two, "ZAM-1") > fence, "{name}");
        let lost = report(master, &one, 0, &[("ZAM-1", fence)]);
        assert_eq!(lost, [no("ZAM-1")], "{name}: another bench has it");
    });
}

#[test]
fn the_end_of_a_lease_alone_takes_nothing_from_a_silent_bench() {
    each_hasty(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        claim_one(master, &one, "ZAM-1");
        a_moment_passes();
        assert_eq!(
            claim(master, &two, "ZAM-1"),
            None,
            "{name}: perhaps it is packed and cannot be told"
        );
        assert_eq!(best(master, &two, 9), ["ZAM-3", "ZAM-2"], "{name}");
    });
}

#[test]
fn a_bench_that_comes_back_late_with_facts_to_send_keeps_its_orders() {
    each_hasty(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        a_moment_passes();
        assert_eq!(report(master, &one, 3, &[("ZAM-1", fence)]), [], "{name}");
        assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
    });
}

#[test]
fn an_order_that_was_begun_is_never_taken_back() {
    each_hasty(|name, master| {
        let (one, two) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let fence = claim_one(master, &one, "ZAM-1");
        let opened = sample::entry("bench-1", 1, fence, sample::opened("ZAM-1", "MUG-01"));
        master.push(&one, &[opened]).unwrap();
        for held in [&[("ZAM-1", fence)][..], &[]] {
            a_moment_passes();
            assert_eq!(report(master, &one, 0, held), [], "{name}");
            a_moment_passes();
            assert_eq!(claim(master, &two, "ZAM-1"), None, "{name}");
        }
    });
}
